//! The door of the machine's own operations: `/healthz`, `/readyz` and `/metrics`, on an address or a socket of its own that
//! no other machine reaches.

use anyhow::{Context, Result, bail};
use std::fmt;
use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::os::unix::fs::{FileTypeExt, PermissionsExt};
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use tokio::net::{TcpListener, UnixListener};
use tokio::task::JoinHandle;
use web::{App, operations_router};

/// Who may ask at a socket: this account and its group.
const SOCKET_MODE: u32 = 0o660;
const SOCKET: &str = "unix:";

/// Where the machine's operations are answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum OperationsListen {
    /// An address of the machine itself.
    Address(SocketAddr),
    /// A socket of the file system, whose folder says who reaches it.
    Socket(PathBuf),
}

/// Why a place is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OperationsFault {
    #[error(
        "ECABINET_OPERATIONS_LISTEN: {0:?} is no address with a port and no socket; write 127.0.0.1:9464, [::1]:9464 or \
         unix:/run/ecabinet/operations"
    )]
    NoPlace(String),
    #[error(
        "ECABINET_OPERATIONS_LISTEN: {0} can be reached from other machines, and nobody signs in there; listen on \
         127.0.0.1 or on a socket, and let a proxy before it judge who asks"
    )]
    Open(SocketAddr),
}

impl FromStr for OperationsListen {
    type Err = OperationsFault;

    fn from_str(written: &str) -> Result<Self, OperationsFault> {
        let none = || OperationsFault::NoPlace(written.to_owned());
        if let Some(path) = written.strip_prefix(SOCKET) {
            let path = Path::new(path);
            return if path.is_absolute() { Ok(Self::Socket(path.to_owned())) } else { Err(none()) };
        }
        let address: SocketAddr = written.parse().map_err(|_| none())?;
        match address.ip().to_canonical().is_loopback() {
            true => Ok(Self::Address(address)),
            false => Err(OperationsFault::Open(address)),
        }
    }
}

impl fmt::Display for OperationsListen {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Address(address) => address.fmt(f),
            Self::Socket(path) => write!(f, "{SOCKET}{}", path.display()),
        }
    }
}

/// A place that is taken, before anybody is let in.
pub(crate) enum OperationsDoor {
    Address(TcpListener),
    Socket(UnixListener, PathBuf),
}

impl OperationsDoor {
    /// Takes the place.
    pub(crate) async fn bind(listen: &OperationsListen) -> Result<Self> {
        let bound = match listen {
            OperationsListen::Address(address) => TcpListener::bind(address).await.map(Self::Address),
            OperationsListen::Socket(path) => {
                if answers(path) {
                    bail!("ECABINET_OPERATIONS_LISTEN: {listen} is in use already");
                }
                bind_socket(path).map(|socket| Self::Socket(socket, path.clone()))
            }
        };
        bound.with_context(|| format!("ECABINET_OPERATIONS_LISTEN: {listen} cannot be listened on"))
    }

    /// Where it is, with the port that the machine chose.
    pub(crate) fn place(&self) -> io::Result<OperationsListen> {
        match self {
            Self::Address(listener) => listener.local_addr().map(OperationsListen::Address),
            Self::Socket(_, path) => Ok(OperationsListen::Socket(path.clone())),
        }
    }

    /// Lets in, until the process ends or the task is ended: while the pages stop, operations are still answered.
    pub(crate) fn open(self, app: App) -> JoinHandle<()> {
        let router = operations_router(app);
        tokio::spawn(async move {
            let served = match self {
                Self::Address(listener) => axum::serve(listener, router).await,
                Self::Socket(listener, path) => {
                    let _taken_away = SocketFile(path);
                    axum::serve(listener, router).await
                }
            };
            if let Err(error) = served {
                tracing::error!(%error, "the door of the machine's operations has closed");
            }
        })
    }
}

/// Whether somebody listens at a socket; one that a killed process left does not answer.
fn answers(path: &Path) -> bool {
    UnixStream::connect(path).is_ok()
}

fn bind_socket(path: &Path) -> io::Result<UnixListener> {
    match fs::symlink_metadata(path) {
        Ok(found) if found.file_type().is_socket() => fs::remove_file(path)?,
        Ok(_) => return Err(ErrorKind::AlreadyExists.into()),
        Err(_) => {}
    }
    let listener = UnixListener::bind(path)?;
    fs::set_permissions(path, Permissions::from_mode(SOCKET_MODE))?;
    Ok(listener)
}

/// A socket's file, taken away with its door.
struct SocketFile(PathBuf);

impl Drop for SocketFile {
    fn drop(&mut self) {
        // A folder that went before it took it along.
        let _ = fs::remove_file(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_that_other_machines_reach_is_refused() {
        for taken in ["127.0.0.1:9464", "127.1.2.3:1", "[::1]:9464", "[::ffff:127.0.0.1]:9464", "unix:/run/e/socket"] {
            let place: OperationsListen = taken.parse().unwrap();
            assert_eq!(place.to_string().parse(), Ok(place), "{taken} is read back");
        }
        for (refused, reason) in [
            ("0.0.0.0:9464", "reached from other machines"),
            ("[::]:9464", "reached from other machines"),
            ("192.0.2.7:9464", "reached from other machines"),
            ("10.0.0.1:9464", "reached from other machines"),
            ("localhost:9464", "no address with a port"),
            ("127.0.0.1", "no address with a port"),
            ("127.0.0.1:1,127.0.0.1:2", "no address with a port"),
            ("unix:socket", "no address with a port"),
            ("unix:", "no address with a port"),
            ("", "no address with a port"),
        ] {
            let fault = refused.parse::<OperationsListen>().unwrap_err().to_string();
            assert!(fault.starts_with("ECABINET_OPERATIONS_LISTEN") && fault.contains(reason), "{refused}: {fault}");
        }
    }

    #[tokio::test]
    async fn a_socket_that_a_killed_process_left_is_taken_and_a_living_one_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("operations");
        let listen = OperationsListen::Socket(path.clone());
        drop(std::os::unix::net::UnixListener::bind(&path).unwrap());
        assert!(path.exists(), "control: it lies there");
        let door = OperationsDoor::bind(&listen).await.unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, SOCKET_MODE);
        let told = format!("{:#}", OperationsDoor::bind(&listen).await.err().unwrap());
        assert!(told.contains("in use already"), "{told}");
        drop(door);
        fs::remove_file(&path).unwrap();
        fs::write(&path, "words").unwrap();
        let told = format!("{:#}", OperationsDoor::bind(&listen).await.err().unwrap());
        assert!(told.contains("cannot be listened on"), "{told}");
        assert_eq!(fs::read(&path).unwrap(), b"words", "a file that is no socket stays");
    }
}
