//! HTTP/1.1 on one connection.

use crate::Socket;
use hyper::body::{Body, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::{Request, Response};
use hyper_util::rt::TokioIo;
use std::error::Error;
use tokio::task::JoinSet;
use url::Url;

/// Bytes of an answer's headers at most.
const HEAD_BYTES_MAX: usize = 32 * 1024;

/// What stands in the header `Host` of a question to this address; none where it has no host.
#[must_use]
pub fn host_of(url: &Url) -> Option<String> {
    let host = url.host_str()?;
    Some(url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))
}

/// A connection on which a question can be asked. It goes with this value, also when nobody waits for the answer any more.
#[derive(Debug)]
pub struct Asking<B> {
    sender: SendRequest<B>,
    driving: JoinSet<Result<(), hyper::Error>>,
}

impl<B> Asking<B>
where
    B: Body + Send + 'static,
    B::Data: Send,
    B::Error: Into<Box<dyn Error + Send + Sync>>,
{
    /// Begins to speak.
    ///
    /// # Errors
    /// What `hyper` says.
    pub async fn over(socket: Box<dyn Socket>) -> hyper::Result<Self> {
        let (sender, connection) =
            http1::Builder::new().max_buf_size(HEAD_BYTES_MAX).handshake(TokioIo::new(socket)).await?;
        let mut driving = JoinSet::new();
        driving.spawn(connection);
        Ok(Self { sender, driving })
    }

    /// Asks, and gives the head of the answer; its body comes as long as this value is there.
    ///
    /// # Errors
    /// What `hyper` says.
    pub async fn ask(&mut self, request: Request<B>) -> hyper::Result<Response<Incoming>> {
        self.sender.send_request(request).await
    }

    /// Ends the connection.
    pub fn end(&mut self) {
        self.driving.abort_all();
    }
}
