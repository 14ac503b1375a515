//! A small blocking HTTP client: one request a connection, and a clear word for a connection that died.

use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// The connection died before an answer was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

/// An answer whose head arrived whole.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header, by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers(name).next()
    }

    /// The cookie of this name that the answer sets, as a browser sends it back.
    pub fn cookie(&self, name: &str) -> Option<String> {
        let pairs = self.headers("set-cookie").filter_map(|line| line.split(';').next());
        pairs.into_iter().find(|pair| pair.split('=').next() == Some(name)).map(str::to_owned)
    }

    fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        let lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.filter(move |(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// A request that can be sent again as it is.
#[derive(Clone, Debug)]
pub struct Request {
    method: &'static str,
    path: String,
    cookie: String,
    content_type: String,
    headers: Vec<(&'static str, String)>,
    body: Vec<u8>,
}

impl Request {
    pub fn get(path: &str, cookie: &str) -> Self {
        let (path, cookie) = (path.to_owned(), cookie.to_owned());
        Self { method: "GET", path, cookie, content_type: String::new(), headers: Vec::new(), body: Vec::new() }
    }

    pub fn form(path: &str, cookie: &str, fields: &[(String, String)]) -> Self {
        let pairs: Vec<String> =
            fields.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value))).collect();
        let content_type = "application/x-www-form-urlencoded".to_owned();
        let body = pairs.join("&").into_bytes();
        let (path, cookie) = (path.to_owned(), cookie.to_owned());
        Self { method: "POST", path, cookie, content_type, headers: Vec::new(), body }
    }

    pub fn upload(path: &str, cookie: &str, fields: &[(String, String)], file: &[u8]) -> Self {
        const BORDER: &str = "border-of-the-parts";
        let mut body = Vec::new();
        for (name, value) in fields {
            let part = format!("--{BORDER}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
            body.extend_from_slice(part.as_bytes());
        }
        let head = "Content-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf";
        body.extend_from_slice(format!("--{BORDER}\r\n{head}\r\n\r\n").as_bytes());
        body.extend_from_slice(file);
        body.extend_from_slice(format!("\r\n--{BORDER}--\r\n").as_bytes());
        let content_type = format!("multipart/form-data; boundary={BORDER}");
        let (path, cookie) = (path.to_owned(), cookie.to_owned());
        Self { method: "POST", path, cookie, content_type, headers: Vec::new(), body }
    }

    /// The same request with one header more.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// The same request of somebody who reads English.
    pub fn in_english(&self) -> Self {
        Self { cookie: format!("{}; __Host-language=en", self.cookie), ..self.clone() }
    }

    /// The same act with another content: these letters in the first field that holds words, or in its version.
    pub fn altered(&self, letters: &str) -> Option<Self> {
        const WORDS: [&str; 8] = ["remark=", "reason=", "text=", "minutes=", "subject=", "place=", "seen=", "number="];
        let places = WORDS.iter().map(|word| (word.as_bytes().to_vec(), if *word == "seen=" { "1" } else { letters }));
        let part = b"name=\"title\"\r\n\r\n".to_vec();
        let mut places = places.chain([(part, letters)]);
        places.find_map(|(place, letters)| {
            let at = self.body.windows(place.len()).position(|bytes| bytes == place)? + place.len();
            let body = [&self.body[..at], letters.as_bytes(), &self.body[at..]].concat();
            Some(Self { body, ..self.clone() })
        })
    }

    /// A field of a plain form whose value needs no coding.
    pub fn field(&self, name: &str) -> Option<&str> {
        let body = std::str::from_utf8(&self.body).ok()?;
        let pairs = body.split('&').filter_map(|pair| pair.split_once('='));
        pairs.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Sends the request to the server on `port`.
    pub fn send(&self, port: u16) -> Result<Answer, Lost> {
        self.send_to(SocketAddr::from(([127, 0, 0, 1], port)))
    }

    /// Sends the request to the server at `address`.
    pub fn send_to(&self, address: SocketAddr) -> Result<Answer, Lost> {
        self.send_over(&mut connect(address).map_err(|_| Lost)?, address.port())
    }

    /// Sends the request over a connection that was made before, as its last one.
    pub fn send_over(&self, stream: &mut (impl Read + Write), port: u16) -> Result<Answer, Lost> {
        let (head, body) = self.clone().with("Connection", "close").written(port);
        stream.write_all(&[head, body].concat()).map_err(|_| Lost)?;
        read_answer(stream)
    }

    /// Head and body as they are sent.
    pub fn written(&self, port: u16) -> (Vec<u8>, Vec<u8>) {
        let mut head = format!("{} {} HTTP/1.1\r\nHost: localhost:{port}\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if !self.cookie.is_empty() {
            head.push_str(&format!("Cookie: {}\r\n", self.cookie));
        }
        if self.method == "POST" {
            head.push_str(&format!("Content-Type: {}\r\nContent-Length: {}\r\n", self.content_type, self.body.len()));
        }
        head.push_str("\r\n");
        (head.into_bytes(), self.body.clone())
    }
}

/// A connection on which nothing is awaited for ever.
pub fn connect(address: SocketAddr) -> std::io::Result<TcpStream> {
    let stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(60)))?;
    Ok(stream)
}

/// The answer that ends with its connection.
pub fn read_answer(stream: &mut impl Read) -> Result<Answer, Lost> {
    let mut answer = Vec::new();
    // What came before the connection died still counts.
    if let Err(error) = stream.read_to_end(&mut answer) {
        assert_ne!(error.kind(), std::io::ErrorKind::WouldBlock, "the server does not answer");
    }
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").ok_or(Lost)?;
    let head = String::from_utf8_lossy(&answer[..end]).into_owned();
    let body = String::from_utf8_lossy(&answer[end + 4..]).into_owned();
    let status = head.split(' ').nth(1).unwrap().parse().unwrap();
    let answer = Answer { status, head, body };
    // A page that is cut off is no page. An act is answered with its status.
    let bytes_whole = answer.header("content-length").map_or(0, |length| length.parse().unwrap());
    if status == 200 && answer.body.len() < bytes_whole { Err(Lost) } else { Ok(answer) }
}

fn coded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// The hidden fields of the form that is sent to `action`; none if the page has no such form.
pub fn hidden_fields(html: &str, action: &str) -> Option<BTreeMap<String, String>> {
    let start = html.find(&format!("action=\"{action}\""))?;
    let form = html[start..].split("</form>").next()?;
    let inputs = form.split("<input type=\"hidden\"").skip(1);
    let value = |input: &str, name: &str| {
        let rest = input.split_once(&format!("{name}=\""))?.1;
        rest.split_once('"').map(|(value, _)| value.to_owned())
    };
    inputs.map(|input| Some((value(input, "name")?, value(input, "value")?))).collect()
}
