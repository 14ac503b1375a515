//! The doors: sockets on one or several addresses, each of which speaks HTTPS if the server has a certificate.
//!
//! A greeting goes on beside the others, so that a slow or silent one holds up nobody.

use crate::certificates::Certificates;
use crate::reached::ListenAddresses;
use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::mpsc::{Receiver, Sender, channel};
use tokio::task::JoinSet;
use tokio_rustls::TlsAcceptor;

/// Connections that wait in the kernel at most.
const BACKLOG: u32 = 1024;
/// Connections of one address whose TLS greeting is under way at most; more wait in the kernel.
const GREETINGS_MAX: usize = 512;
/// A client that has not finished its TLS greeting by then is left.
const GREETING_MAX: Duration = Duration::from_secs(10);

/// Why an address cannot be listened on.
#[derive(Debug, thiserror::Error)]
pub(crate) enum DoorFault {
    #[error("ECABINET_LISTEN: {0} is in use already; stop what listens there, or choose another port")]
    Busy(SocketAddr),
    #[error("ECABINET_LISTEN: {0} is no address of this machine")]
    NotHere(SocketAddr),
    #[error("ECABINET_LISTEN: this account must not listen on {0}; ports below 1024 need CAP_NET_BIND_SERVICE")]
    Forbidden(SocketAddr),
    #[error("ECABINET_LISTEN: {address} cannot be listened on: {source}")]
    Other { address: SocketAddr, source: io::Error },
}

impl DoorFault {
    fn of(address: SocketAddr, source: io::Error) -> Self {
        match source.kind() {
            ErrorKind::AddrInUse => Self::Busy(address),
            ErrorKind::AddrNotAvailable => Self::NotHere(address),
            ErrorKind::PermissionDenied => Self::Forbidden(address),
            _ => Self::Other { address, source },
        }
    }
}

/// Addresses that are taken, before anybody is let in: they are refused before anything is written, and nobody waits at a
/// door while the record is read.
pub(crate) struct ClosedDoors(Vec<(SocketAddr, TcpSocket)>);

fn bind(address: SocketAddr) -> io::Result<(SocketAddr, TcpSocket)> {
    let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
    // A restart need not wait for the last connections of the one before.
    socket.set_reuseaddr(true)?;
    if address.is_ipv6() {
        // `[::]` is every IPv6 address and no other, whatever the machine's setting: `0.0.0.0` may stand beside it.
        rustix::net::sockopt::set_ipv6_v6only(&socket, true)?;
    }
    socket.bind(address)?;
    Ok((socket.local_addr()?, socket))
}

impl ClosedDoors {
    /// Takes every address.
    pub(crate) fn bind(addresses: &ListenAddresses) -> Result<Self, DoorFault> {
        let bound = addresses.0.iter().map(|address| bind(*address).map_err(|error| DoorFault::of(*address, error)));
        bound.collect::<Result<_, _>>().map(Self)
    }

    /// The addresses, with the ports that the machine chose.
    pub(crate) fn addresses(&self) -> Vec<SocketAddr> {
        self.0.iter().map(|(address, _)| *address).collect()
    }

    /// Lets in, by HTTPS if there is a certificate.
    pub(crate) fn open(self, certificates: Option<Certificates>) -> Result<Doors, DoorFault> {
        let addresses = self.addresses();
        let (sender, callers) = channel(1);
        let mut keepers = JoinSet::new();
        for (address, socket) in self.0 {
            let listener = socket.listen(BACKLOG).map_err(|error| DoorFault::of(address, error))?;
            keepers.spawn(keep(listener, certificates.clone(), sender.clone()));
        }
        Ok(Doors { addresses, callers, keepers, encrypted: certificates.is_some() })
    }
}

/// What a connection is, encrypted or not.
pub(crate) trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Stream for T {}

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Caller {
    pub(crate) address: SocketAddr,
    pub(crate) encrypted: bool,
}

type Call = (Box<dyn Stream>, Caller);

/// Open doors. Dropped, they are closed, and greetings under way with them.
pub(crate) struct Doors {
    addresses: Vec<SocketAddr>,
    callers: Receiver<Call>,
    keepers: JoinSet<()>,
    encrypted: bool,
}

impl Doors {
    /// Goes on with this as long as the doors are open.
    pub(crate) fn beside(&mut self, work: impl Future<Output = ()> + Send + 'static) {
        self.keepers.spawn(work);
    }
}

impl Listener for Doors {
    type Io = Box<dyn Stream>;
    type Addr = Caller;

    async fn accept(&mut self) -> Call {
        match self.callers.recv().await {
            Some(call) => call,
            // Every keeper is gone, which they are with the doors alone.
            None => std::future::pending().await,
        }
    }

    fn local_addr(&self) -> io::Result<Caller> {
        let address = self.addresses.first().copied().ok_or(ErrorKind::NotConnected)?;
        Ok(Caller { address, encrypted: self.encrypted })
    }
}

impl Connected<IncomingStream<'_, Doors>> for Caller {
    fn connect_info(stream: IncomingStream<'_, Doors>) -> Self {
        *stream.remote_addr()
    }
}

/// Lets in at one address for ever.
async fn keep(mut listener: TcpListener, certificates: Option<Certificates>, calls: Sender<Call>) {
    let mut greetings = JoinSet::new();
    loop {
        while greetings.try_join_next().is_some() {}
        if greetings.len() >= GREETINGS_MAX {
            greetings.join_next().await;
        }
        // Axum's own acceptance waits when the process has no more descriptors.
        let (stream, address) = Listener::accept(&mut listener).await;
        match &certificates {
            None => {
                let caller = Caller { address, encrypted: false };
                if calls.send((Box::new(stream), caller)).await.is_err() {
                    return;
                }
            }
            Some(certificates) => {
                greetings.spawn(greet(certificates.acceptor(), stream, address, calls.clone()));
            }
        }
    }
}

async fn greet(acceptor: TlsAcceptor, stream: TcpStream, address: SocketAddr, calls: Sender<Call>) {
    match tokio::time::timeout(GREETING_MAX, acceptor.accept(stream)).await {
        Ok(Ok(stream)) => {
            // Nobody listens any more when the server stops: the connection has asked for nothing yet.
            let _ = calls.send((Box::new(stream), Caller { address, encrypted: true })).await;
        }
        Ok(Err(error)) => tracing::debug!(%address, %error, "no TLS greeting"),
        Err(_) => tracing::debug!(%address, "no TLS greeting in time"),
    }
}
