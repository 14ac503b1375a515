//! What a browser sends, over connections that stay.

use anyhow::{Context, Result, ensure};
use http_body_util::{BodyExt, Full};
use hyper::body::Bytes;
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, COOKIE, HOST, SET_COOKIE};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use std::net::SocketAddr;
use std::time::{Duration, Instant};
use tokio::net::TcpStream;

/// One connection of somebody who is signed in.
pub(crate) struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: String,
    cookie: String,
}

/// What came back, and how long it took.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) body: Bytes,
    pub(crate) taken: Duration,
}

impl Client {
    async fn connected(address: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        tokio::spawn(connection);
        Ok(Self { sender, host: format!("localhost:{}", address.port()), cookie: String::new() })
    }

    /// Signs in as a post.
    pub(crate) async fn signed_in(address: SocketAddr, post: &str) -> Result<Self> {
        let mut client = Self::connected(address).await?;
        let answer = client.sent("/sign-in", Some(form(&[("post".to_owned(), post.to_owned())]))).await?;
        ensure!(answer.status() == StatusCode::SEE_OTHER, "{post} signs in: {}", answer.status());
        let set = answer.headers().get(SET_COOKIE).context("a cookie")?.to_str()?;
        client.cookie = set.split(';').next().unwrap_or_default().to_owned();
        answer.into_body().collect().await?;
        Ok(client)
    }

    /// Another connection of the same session.
    pub(crate) async fn again(&self, address: SocketAddr) -> Result<Self> {
        Ok(Self { cookie: self.cookie.clone(), ..Self::connected(address).await? })
    }

    async fn sent(&mut self, path: &str, body: Option<String>) -> Result<Response<hyper::body::Incoming>> {
        let request = Request::builder().uri(path).header(HOST, &self.host).header(COOKIE, &self.cookie);
        let request = match body {
            None => request.method("GET").body(Full::default()),
            Some(body) => {
                let request = request.method("POST").header(CONTENT_TYPE, "application/x-www-form-urlencoded");
                request.header("sec-fetch-site", "same-origin").body(Full::from(body))
            }
        };
        self.sender.ready().await?;
        Ok(self.sender.send_request(request?).await?)
    }

    async fn answered(&mut self, path: &str, body: Option<String>) -> Result<Answer> {
        let began = Instant::now();
        let answer = self.sent(path, body).await?;
        let status = answer.status();
        let body = answer.into_body().collect().await?.to_bytes();
        Ok(Answer { status, body, taken: began.elapsed() })
    }

    pub(crate) async fn get(&mut self, path: &str) -> Result<Answer> {
        self.answered(path, None).await
    }

    pub(crate) async fn post(&mut self, path: &str, fields: &[(String, String)]) -> Result<Answer> {
        self.answered(path, Some(form(fields))).await
    }
}

fn form(fields: &[(String, String)]) -> String {
    let coded = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
    pairs.join("&")
}

/// The hidden fields of the form that is sent to `action`.
pub(crate) fn hidden_fields(html: &str, action: &str) -> Result<Vec<(String, String)>> {
    let start = html.find(&format!("action=\"{action}\"")).context("a form")?;
    let form = html.get(start..).and_then(|rest| rest.split("</form>").next()).context("a form")?;
    let inputs = form.split("<input type=\"hidden\"").skip(1);
    let value = |input: &str, name: &str| -> Result<String> {
        let rest = input.split_once(&format!("{name}=\"")).context("a field")?.1;
        Ok(rest.split_once('"').context("a field")?.0.to_owned())
    };
    inputs.map(|input| Ok((value(input, "name")?, value(input, "value")?))).collect()
}
