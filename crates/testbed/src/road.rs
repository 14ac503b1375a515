use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// A road to a server's socket on which every byte takes its time, in either direction, and none is lost.
#[derive(Debug)]
pub struct Road {
    address: SocketAddr,
    gate: Arc<Gate>,
}

/// Lets everything through, or nothing.
#[derive(Debug, Default)]
struct Gate {
    held: Mutex<bool>,
    opened: Condvar,
}

impl Gate {
    fn pass(&self) {
        let held = self.held.lock().expect("nobody panics");
        drop(self.opened.wait_while(held, |held| *held).expect("nobody panics"));
    }
}

impl Road {
    /// A road to the socket at `to`; each direction adds half of `delay`, so that a question and its answer add all of it.
    #[must_use]
    pub fn to(to: PathBuf, delay: Duration) -> Road {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let gate = Arc::<Gate>::default();
        let own_gate = Arc::clone(&gate);
        thread::spawn(move || {
            for traveller in listener.incoming() {
                let (Ok(near), Ok(far)) = (traveller, UnixStream::connect(&to)) else { continue };
                let _ = near.set_nodelay(true);
                let (Ok(near_too), Ok(far_too)) = (near.try_clone(), far.try_clone()) else { continue };
                carry(near, far_too, delay / 2, &gate);
                carry(far, near_too, delay / 2, &gate);
            }
        });
        Road { address, gate: own_gate }
    }

    /// From now on nothing comes through, until [`Road::release`]. Nothing is lost.
    pub fn hold(&self) {
        *self.gate.held.lock().expect("nobody panics") = true;
    }

    /// Lets through what was held, and all that follows.
    pub fn release(&self) {
        *self.gate.held.lock().expect("nobody panics") = false;
        self.gate.opened.notify_all();
    }

    /// Where the road begins.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }
}

/// An end of a road, which is told when nothing more comes.
trait End: Send + 'static {
    fn ended(&self);
}

impl End for TcpStream {
    fn ended(&self) {
        let _ = self.shutdown(std::net::Shutdown::Write);
    }
}

impl End for UnixStream {
    fn ended(&self) {
        let _ = self.shutdown(std::net::Shutdown::Write);
    }
}

type Waiting = Arc<(Mutex<VecDeque<(Instant, Vec<u8>)>>, Condvar)>;

fn carry(mut from: impl Read + Send + 'static, to: impl Write + End, delay: Duration, gate: &Arc<Gate>) {
    let gate = Arc::clone(gate);
    let waiting: Waiting = Arc::default();
    let arriving = Arc::clone(&waiting);
    thread::spawn(move || {
        let mut buffer = vec![0; 64 * 1024];
        loop {
            let bytes = from.read(&mut buffer).unwrap_or(0);
            let piece = buffer.get(..bytes).unwrap_or_default().to_vec();
            arriving.0.lock().expect("nobody panics").push_back((Instant::now() + delay, piece));
            arriving.1.notify_one();
            if bytes == 0 {
                return;
            }
        }
    });
    thread::spawn(move || deliver(&waiting, to, &gate));
}

/// Hands every piece over at its time; an empty one says that nothing more comes.
fn deliver(waiting: &Waiting, mut to: impl Write + End, gate: &Gate) {
    loop {
        let mut pieces = waiting.0.lock().expect("nobody panics");
        let (due, piece) = loop {
            match pieces.pop_front() {
                Some(piece) => break piece,
                None => pieces = waiting.1.wait(pieces).expect("nobody panics"),
            }
        };
        drop(pieces);
        thread::sleep(due.saturating_duration_since(Instant::now()));
        gate.pass();
        if piece.is_empty() || to.write_all(&piece).is_err() {
            return to.ended();
        }
    }
}
