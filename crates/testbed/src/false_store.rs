//! What stands between us and a store of objects, and does not always do what it should.

use std::io::{Read, Write};
use std::net::{Shutdown, SocketAddr, TcpListener, TcpStream};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// How long a trickle waits before each byte.
const TRICKLE: Duration = Duration::from_millis(40);

/// What is wrong with a store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreTrouble {
    /// Connections are closed before an answer.
    Closes,
    /// A question is taken and never answered.
    Hangs,
    /// Bodies come, a byte at a time.
    Trickles,
    /// Every question is answered with this status.
    Fails(u16),
    /// Half of a body comes, and its head tells the whole.
    Cuts,
    /// Half of a body comes, and its head tells so.
    Shortens,
    /// A byte too many comes, and the head tells so.
    Lengthens,
    /// A byte of an object is another.
    Flips,
    /// Instead of an object comes another one of the same length.
    Confuses,
    /// What is laid down or deleted is answered with success, and nothing is done.
    Forgets,
}

impl StoreTrouble {
    /// All of them.
    pub const ALL: [StoreTrouble; 11] = [
        StoreTrouble::Closes,
        StoreTrouble::Hangs,
        StoreTrouble::Trickles,
        StoreTrouble::Fails(500),
        StoreTrouble::Fails(503),
        StoreTrouble::Cuts,
        StoreTrouble::Shortens,
        StoreTrouble::Lengthens,
        StoreTrouble::Flips,
        StoreTrouble::Confuses,
        StoreTrouble::Forgets,
    ];
}

/// A way to a store on which what is asked and answered can be falsified.
#[derive(Debug)]
pub struct FalseStore {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    trouble: Mutex<Option<StoreTrouble>>,
    /// First line and headers of every question.
    asked: Mutex<Vec<String>>,
}

impl FalseStore {
    /// A way to the store at `to`, on which nothing is wrong.
    #[must_use]
    pub fn before(to: &str) -> FalseStore {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let address = listener.local_addr().expect("it is bound");
        let (shared, to) = (Arc::<Shared>::default(), to.to_owned());
        let own = Arc::clone(&shared);
        thread::spawn(move || {
            for near in listener.incoming().flatten() {
                let (shared, to) = (Arc::clone(&own), to.clone());
                thread::spawn(move || carry(near, &to, &shared));
            }
        });
        FalseStore { address, shared }
    }

    /// Where the way begins.
    #[must_use]
    pub fn address(&self) -> String {
        self.address.to_string()
    }

    /// The file by which it is reached, in this folder.
    #[must_use]
    pub fn access_file(&self, folder: &Path) -> PathBuf {
        access_file(&self.address(), folder)
    }

    /// From now on this is wrong, or nothing.
    pub fn has(&self, trouble: Option<StoreTrouble>) {
        *self.shared.trouble.lock().expect("nobody panics") = trouble;
    }

    /// What was asked since this was last called: first lines and headers.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut *self.shared.asked.lock().expect("nobody panics"))
    }
}

/// The secret with which questions to a store of the tests are signed.
pub const STORE_SECRET: &str = "Tr0ub4dor-and-3";

/// A file that says how a store of the tests is reached, in this folder, for its owner alone.
pub(crate) fn access_file(address: &str, folder: &Path) -> PathBuf {
    let path = folder.join(format!("store-{}.toml", address.replace(':', "-")));
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create(true).truncate(true).mode(0o600).open(&path).expect("a file of access");
    let lines = format!(
        "endpoint = \"http://{address}\"\nregion = \"us-east-1\"\nkey_id = \"ecabinet\"\nsecret = \"{STORE_SECRET}\"\n"
    );
    file.write_all(lines.as_bytes()).expect("it is written");
    path
}

/// A head and a body.
struct Message {
    head: String,
    body: Vec<u8>,
}

fn carry(mut near: TcpStream, to: &str, shared: &Shared) {
    let Some(asked) = message(&mut near, false) else { return };
    shared.asked.lock().expect("nobody panics").push(asked.head.clone());
    let trouble = *shared.trouble.lock().expect("nobody panics");
    let method = asked.head.split(' ').next().unwrap_or_default().to_owned();
    let answer = match trouble {
        Some(StoreTrouble::Closes) => return,
        Some(StoreTrouble::Hangs) => {
            // Until the one that asked goes away.
            let _ = near.read(&mut [0]);
            return;
        }
        Some(StoreTrouble::Fails(status)) => {
            let body = b"<Error><Code>SlowDown</Code><Message>wait</Message></Error>".to_vec();
            Message { head: format!("HTTP/1.1 {status} Trouble\r\n"), body }
        }
        Some(StoreTrouble::Forgets) if matches!(method.as_str(), "PUT" | "DELETE") => Message {
            head: "HTTP/1.1 200 OK\r\nETag: \"d41d8cd98f00b204e9800998ecf8427e\"\r\n".to_owned(),
            body: Vec::new(),
        },
        _ => match forward(to, &asked, method == "HEAD") {
            Some(answer) => answer,
            None => return,
        },
    };
    let _ = tell(near, answer, &method, trouble);
}

fn forward(to: &str, asked: &Message, is_head: bool) -> Option<Message> {
    let mut far = TcpStream::connect(to).ok()?;
    far.write_all(asked.head.as_bytes()).ok()?;
    far.write_all(b"\r\n").ok()?;
    far.write_all(&asked.body).ok()?;
    message(&mut far, is_head)
}

fn tell(mut near: TcpStream, answer: Message, method: &str, trouble: Option<StoreTrouble>) -> std::io::Result<()> {
    let Message { head, mut body } = answer;
    let is_object = !head.to_ascii_lowercase().contains("content-type: application/xml") && !body.starts_with(b"<?xml");
    let whole = body.len();
    match trouble {
        Some(StoreTrouble::Cuts | StoreTrouble::Shortens) => body.truncate(whole / 2),
        Some(StoreTrouble::Lengthens) if method == "GET" => body.push(b'\n'),
        Some(StoreTrouble::Flips) if is_object => body.iter_mut().skip(whole / 2).take(1).for_each(|byte| *byte ^= 1),
        Some(StoreTrouble::Confuses) if is_object => body.fill(b'x'),
        _ => {}
    }
    let told = if trouble == Some(StoreTrouble::Cuts) { whole } else { body.len() };
    let mut bytes: Vec<u8> = Vec::new();
    for line in head.lines() {
        // The answer to HEAD tells the length of what is not sent.
        if method == "HEAD" || !line.to_ascii_lowercase().starts_with("content-length:") {
            bytes.extend_from_slice(format!("{line}\r\n").as_bytes());
        }
    }
    if method != "HEAD" {
        bytes.extend_from_slice(format!("Content-Length: {told}\r\n").as_bytes());
    }
    bytes.extend_from_slice(b"\r\n");
    near.write_all(&bytes)?;
    if trouble == Some(StoreTrouble::Trickles) {
        for byte in body {
            thread::sleep(TRICKLE);
            near.write_all(&[byte])?;
        }
    } else {
        near.write_all(&body)?;
    }
    near.shutdown(Shutdown::Write)
}

/// Reads a head and as much of a body as it tells.
fn message(socket: &mut TcpStream, without_body: bool) -> Option<Message> {
    let mut bytes = Vec::new();
    let mut buffer = vec![0; 64 * 1024];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        match socket.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => bytes.extend_from_slice(buffer.get(..count)?),
        }
    };
    let mut body = bytes.split_off(end + 4);
    bytes.truncate(end + 2);
    let head = String::from_utf8(bytes).ok()?;
    let length = head.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok())?
    });
    while !without_body && body.len() < length.unwrap_or_default() {
        match socket.read(&mut buffer) {
            Ok(0) | Err(_) => return None,
            Ok(count) => body.extend_from_slice(buffer.get(..count)?),
        }
    }
    Some(Message { head, body })
}
