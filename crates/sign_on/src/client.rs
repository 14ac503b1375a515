//! Asking over HTTP/1.1: one connection a question, no redirects, a bound on time and on size.

use crate::fault::Fault;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::header::{ACCEPT, CONNECTION, CONTENT_TYPE, HOST};
use hyper::{Request, StatusCode, header};
use outgoing::{Asking, Dialer, Socket, host_of};
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use url::Url;

/// Bytes of an answer at most: a hundred times what providers send.
const ANSWER_BYTES_MAX: usize = 256 * 1024;
/// Questions under way at most: strangers who press the button must not make a crowd of us before the provider.
const QUESTIONS_MAX: usize = 16;

pub(crate) struct Client {
    dialer: Dialer,
    under_way: Semaphore,
    answer_time: Duration,
}

/// What is asked.
pub(crate) enum Asked<'a> {
    Page,
    /// A form is posted, with the content of the header `Authorization` if there is one.
    Form {
        body: String,
        authorization: Option<&'a str>,
    },
}

impl Client {
    /// A client that asks by such connections.
    pub(crate) fn new(dialer: Dialer, answer_time: Duration) -> Self {
        Self { dialer, under_way: Semaphore::new(QUESTIONS_MAX), answer_time }
    }

    /// The body of an answer of status 200.
    ///
    /// # Errors
    /// [`Fault::Silent`], [`Fault::Answer`].
    pub(crate) async fn ask(&self, url: &Url, asked: Asked<'_>) -> Result<Bytes, Fault> {
        timeout(self.answer_time, self.ask_patiently(url, asked)).await.unwrap_or(Err(Fault::Silent))
    }

    async fn ask_patiently(&self, url: &Url, asked: Asked<'_>) -> Result<Bytes, Fault> {
        let _permit = self.under_way.acquire().await.map_err(|_| Fault::Silent)?;
        let request = request(url, asked).ok_or(Fault::Answer)?;
        let socket = self.dialer.dial(url).await.map_err(|_| Fault::Silent)?;
        exchange(socket, request).await
    }
}

fn request(url: &Url, asked: Asked<'_>) -> Option<Request<Full<Bytes>>> {
    let path = url.query().map_or_else(|| url.path().to_owned(), |query| format!("{}?{query}", url.path()));
    let builder = Request::builder().uri(path).header(HOST, host_of(url)?);
    let builder = builder.header(ACCEPT, "application/json").header(CONNECTION, "close");
    match asked {
        Asked::Page => builder.body(Full::default()),
        Asked::Form { body, authorization } => {
            let builder = builder.method("POST").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            let builder = match authorization {
                Some(authorization) => builder.header(header::AUTHORIZATION, authorization),
                None => builder,
            };
            builder.body(Full::from(body))
        }
    }
    .ok()
}

async fn exchange(socket: Box<dyn Socket>, request: Request<Full<Bytes>>) -> Result<Bytes, Fault> {
    let mut asking = Asking::over(socket).await.map_err(|_| Fault::Silent)?;
    let response = asking.ask(request).await;
    let response = response.map_err(|error| if error.is_parse() { Fault::Answer } else { Fault::Silent })?;
    if response.status() != StatusCode::OK {
        return Err(if response.status().is_server_error() { Fault::Silent } else { Fault::Answer });
    }
    let body = Limited::new(response.into_body(), ANSWER_BYTES_MAX).collect().await;
    body.map(|body| body.to_bytes()).map_err(|error| match error.downcast_ref::<hyper::Error>() {
        Some(_) => Fault::Silent,
        None => Fault::Answer,
    })
}
