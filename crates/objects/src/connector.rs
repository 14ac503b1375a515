//! Asking a store over HTTP/1.1: one connection a question, no redirects, every wait and every answer bounded.

use crate::Patience;
use async_trait::async_trait;
use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::{Body, Frame, Incoming, SizeHint};
use hyper::header::{CONNECTION, CONTENT_LENGTH, HOST, HeaderValue, IF_NONE_MATCH};
use hyper::{Method, Uri};
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpRequestBody, HttpResponse, HttpResponseBody,
    HttpService,
};
use outgoing::{Asking, Dialer, Socket, host_of};
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use thiserror::Error;
use tokio::time::{Instant, Sleep, sleep, timeout};
use url::Url;

/// Bytes at most of an answer that is no object: a page of a list has a thousand names.
const ANSWER_BYTES_MAX: usize = 8 * 1024 * 1024;
/// Bytes at most of an answer that tells a failure.
const FAILURE_BYTES_MAX: usize = 64 * 1024;
/// Signs of a store's own word for a failure at most.
const CODE_SIGNS_MAX: usize = 64;

/// Why no answer came.
#[derive(Debug, Error)]
enum Trouble {
    #[error("the store is not reached: {0}")]
    Unreached(#[source] io::Error),
    #[error("the store is not reached in time")]
    Nobody,
    #[error("the store is silent")]
    Silent,
    #[error("the connection to the store was cut")]
    Cut,
    #[error("the store's answer is none of HTTP, or too long")]
    Unfit,
    #[error("the store failed: {0}")]
    Failed(u16),
}

impl Trouble {
    fn of(self, kind: HttpErrorKind) -> HttpError {
        HttpError::new(kind, self)
    }
}

/// How a store is asked.
#[derive(Clone, Debug)]
pub(crate) struct Connector {
    pub(crate) dialer: Dialer,
    pub(crate) patience: Patience,
}

impl HttpConnector for Connector {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[async_trait]
impl HttpService for Connector {
    async fn call(&self, mut request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let unfit = || Trouble::Unfit.of(HttpErrorKind::Unknown);
        let url = Url::parse(&request.uri().to_string()).map_err(|_| unfit())?;
        address(&mut request, &url).ok_or_else(unfit)?;
        let once = is_for_once(&request);
        let object = request.method() == Method::GET && url.query().is_none();
        let socket = self.reach(&url).await?;
        let response = self.exchange(socket, request).await?;
        let status = response.status();
        if once && status.is_server_error() {
            // Else it would be sent again, and it may have been done.
            return Err(Trouble::Failed(status.as_u16()).of(HttpErrorKind::Unknown));
        }
        if object && status.is_success() {
            return Ok(response);
        }
        let bytes_max = if status.is_success() { ANSWER_BYTES_MAX } else { FAILURE_BYTES_MAX };
        let (parts, body) = response.into_parts();
        let bytes =
            Limited::new(body, bytes_max).collect().await.map_err(|error| match error.downcast::<HttpError>() {
                Ok(error) => *error,
                Err(_) => Trouble::Unfit.of(HttpErrorKind::Decode),
            })?;
        let bytes = bytes.to_bytes();
        // What a failing server writes is believed, kept and told no further than the one word that it has for it.
        let told = if status.is_success() { bytes } else { code(&bytes).into() };
        Ok(HttpResponse::from_parts(parts, told.into()))
    }
}

impl Connector {
    async fn reach(&self, url: &Url) -> Result<Box<dyn Socket>, HttpError> {
        let dialled = timeout(self.patience.connect, self.dialer.dial(url)).await;
        let socket = dialled.map_err(|_| Trouble::Nobody.of(HttpErrorKind::Connect))?;
        socket.map_err(|error| Trouble::Unreached(error).of(HttpErrorKind::Connect))
    }

    async fn exchange(&self, socket: Box<dyn Socket>, request: HttpRequest) -> Result<HttpResponse, HttpError> {
        let sent_bytes = request.body().content_length() as u64;
        let mut asking = Asking::over(socket).await.map_err(|error| of_hyper(&error))?;
        let answered = timeout(self.patience.of_bytes(sent_bytes), asking.ask(request)).await;
        let response = answered.map_err(|_| Trouble::Silent.of(HttpErrorKind::Timeout))?;
        let (parts, body) = response.map_err(|error| of_hyper(&error))?.into_parts();
        let told = parts.headers.get(CONTENT_LENGTH).and_then(|told| told.to_str().ok()?.parse().ok());
        let end = sleep(self.patience.of_bytes(told.unwrap_or_default()));
        let silence = sleep(self.patience.silence);
        let body = Watched { body, asking, patience: self.patience, silence: Box::pin(silence), end: Box::pin(end) };
        Ok(HttpResponse::from_parts(parts, HttpResponseBody::new(body)))
    }
}

/// The path alone, and the host beside it, as a request goes to a server; the connection ends with the answer.
fn address(request: &mut HttpRequest, url: &Url) -> Option<()> {
    let host = host_of(url)?;
    let path = request.uri().path_and_query()?.as_str().parse::<Uri>().ok()?;
    *request.uri_mut() = path;
    request.headers_mut().insert(HOST, HeaderValue::from_str(&host).ok()?);
    request.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
    Some(())
}

/// Whether it may not be sent a second time without looking first what became of it.
fn is_for_once(request: &HttpRequest) -> bool {
    request.method() == Method::POST || request.headers().contains_key(IF_NONE_MATCH)
}

fn of_hyper(error: &hyper::Error) -> HttpError {
    if error.is_parse() {
        Trouble::Unfit.of(HttpErrorKind::Decode)
    } else {
        Trouble::Cut.of(HttpErrorKind::Interrupted)
    }
}

/// The store's own word for a failure, as `NoSuchBucket`; empty where it has none.
fn code(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let word = text.split_once("<Code>").and_then(|(_, rest)| rest.split_once("</Code>")).map(|(word, _)| word);
    let fits = |word: &&str| word.len() <= CODE_SIGNS_MAX && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    word.filter(fits).unwrap_or_default().to_owned()
}

/// The body of an answer, for which nobody waits for ever.
struct Watched {
    body: Incoming,
    /// The connection, which ends with the body.
    asking: Asking<HttpRequestBody>,
    patience: Patience,
    silence: Pin<Box<Sleep>>,
    end: Pin<Box<Sleep>>,
}

impl Body for Watched {
    type Data = Bytes;
    type Error = HttpError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, HttpError>>> {
        let late = || Poll::Ready(Some(Err(Trouble::Silent.of(HttpErrorKind::Timeout))));
        if self.end.as_mut().poll(context).is_ready() {
            return late();
        }
        if let Poll::Ready(frame) = Pin::new(&mut self.body).poll_frame(context) {
            let until = Instant::now() + self.patience.silence;
            self.silence.as_mut().reset(until);
            if frame.is_none() {
                self.asking.end();
            }
            return Poll::Ready(frame.map(|frame| frame.map_err(|error| of_hyper(&error))));
        }
        ready!(self.silence.as_mut().poll(context));
        late()
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_failure_one_word_is_told() {
        assert_eq!(code(b"<?xml?><Error><Code>NoSuchBucket</Code><Message>x</Message></Error>"), "NoSuchBucket");
        let long = format!("<Code>{}</Code>", "a".repeat(65));
        for other in ["", "NoSuchBucket", "<Code>a b</Code>", "<Code>a", "<Code>AWS4-HMAC-SHA256</Code>", long.as_str()]
        {
            assert_eq!(code(other.as_bytes()), "", "{other}");
        }
    }
}
