//! An identity provider on loopback (OpenID Connect) that tells the truth until it is asked to lie.

use aws_lc_rs::digest::{SHA256, digest};
use aws_lc_rs::hmac;
use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, RSA_PKCS1_SHA256};
use aws_lc_rs::signature::{EcdsaKeyPair, Ed25519KeyPair, KeyPair, RsaKeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use url::Url;
use url::form_urlencoded::{byte_serialize, parse};

/// Takes a while to make: one for all providers of a test.
static RSA: OnceLock<RsaKeyPair> = OnceLock::new();

/// What it does instead of answering, at the address whose path ends so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It takes the question and never answers.
    Mute,
    /// It sends more than anybody asked for, without end.
    Huge,
    /// It answers with something that is no JSON.
    NoJson,
    /// It sends the asker elsewhere.
    Redirect,
    /// It answers with an error of its own.
    Failing,
}

/// How it departs from the truth. What is null in a map is left out of the answer, everything else is put there.
#[derive(Clone, Default)]
pub struct Lies {
    /// In its metadata.
    pub metadata: Map<String, Value>,
    /// In the claims of its tokens.
    pub claims: Map<String, Value>,
    /// In the header of its tokens; a `kid` that is named picks the key that signs, if there is one.
    pub header: Map<String, Value>,
    /// In each of its published keys.
    pub keys: Map<String, Value>,
    /// Tokens bear a signature of another key than they say.
    pub other_signature: bool,
    /// What becomes of questions to an address.
    pub trouble: Option<(&'static str, Trouble)>,
}

/// A person who was let in and is on the way back to us.
struct Granted {
    asked: BTreeMap<String, String>,
    subject: String,
    at_seconds: i64,
}

struct Desk {
    issuer: String,
    client: (String, String),
    granted: Mutex<BTreeMap<String, Granted>>,
    lies: Mutex<Lies>,
    closed: AtomicBool,
    at_once: AtomicUsize,
    most_at_once: AtomicUsize,
    ecdsa: EcdsaKeyPair,
    other_ecdsa: EcdsaKeyPair,
    ed25519: Ed25519KeyPair,
    rsa: &'static RsaKeyPair,
}

/// The provider; it goes with this value.
pub struct IdentityProvider {
    address: String,
    desk: Arc<Desk>,
}

impl IdentityProvider {
    /// A provider that knows one client by id and secret, on a port of its own.
    #[must_use]
    pub fn start(client_id: &str, client_secret: &str) -> Self {
        Self::start_as(client_id, client_secret, None)
    }

    /// The same, known by another issuer than the address on which it listens.
    #[must_use]
    pub fn start_as(client_id: &str, client_secret: &str, issuer: Option<&str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = listener.local_addr().expect("its address").to_string();
        let ecdsa = || EcdsaKeyPair::generate(&ECDSA_P256_SHA256_FIXED_SIGNING).expect("a key");
        let desk = Arc::new(Desk {
            issuer: issuer.map_or_else(|| format!("http://{address}"), str::to_owned),
            client: (client_id.to_owned(), client_secret.to_owned()),
            granted: Mutex::default(),
            lies: Mutex::default(),
            closed: AtomicBool::new(false),
            at_once: AtomicUsize::new(0),
            most_at_once: AtomicUsize::new(0),
            ecdsa: ecdsa(),
            other_ecdsa: ecdsa(),
            ed25519: Ed25519KeyPair::generate().expect("a key"),
            rsa: RSA.get_or_init(|| RsaKeyPair::generate(KeySize::Rsa2048).expect("a key")),
        });
        let at_desk = desk.clone();
        std::thread::spawn(move || {
            for socket in listener.incoming().flatten() {
                if at_desk.closed.load(Ordering::SeqCst) {
                    return;
                }
                let desk = at_desk.clone();
                let at_once = desk.at_once.fetch_add(1, Ordering::SeqCst) + 1;
                desk.most_at_once.fetch_max(at_once, Ordering::SeqCst);
                std::thread::spawn(move || {
                    desk.answer(socket);
                    desk.at_once.fetch_sub(1, Ordering::SeqCst);
                });
            }
        });
        Self { address, desk }
    }

    /// Its issuer.
    #[must_use]
    pub fn issuer(&self) -> &str {
        &self.desk.issuer
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> &str {
        &self.address
    }

    /// How many questions lay before it at once, at most.
    #[must_use]
    pub fn most_at_once(&self) -> usize {
        self.desk.most_at_once.load(Ordering::SeqCst)
    }

    /// Lies from now on, and no other lies than these.
    pub fn lie(&self, lies: Lies) {
        *self.desk.lies.lock().expect("its lies") = lies;
    }

    /// Shuts its door: whoever comes is refused.
    pub fn stop(&self) {
        self.desk.closed.store(true, Ordering::SeqCst);
        // The thread that waits for the next one hears of it, and lets go of the port.
        drop(TcpStream::connect(&self.address));
        while TcpStream::connect(&self.address).is_ok() {
            std::thread::yield_now();
        }
    }

    /// Lets somebody in whose browser was sent to `address`, at this second, and gives the query with which the browser is
    /// sent back.
    #[must_use]
    pub fn let_in(&self, address: &str, subject: &str, at_seconds: i64) -> String {
        let asked: BTreeMap<String, String> =
            Url::parse(address).expect("an address").query_pairs().into_owned().collect();
        assert_eq!(asked.get("response_type").map(String::as_str), Some("code"), "{asked:?}");
        assert_eq!(asked.get("code_challenge_method").map(String::as_str), Some("S256"), "{asked:?}");
        assert_eq!(asked.get("client_id"), Some(&self.desk.client.0), "{asked:?}");
        let state = asked.get("state").expect("a state").clone();
        let mut granted = self.desk.granted.lock().expect("who was let in");
        let code = format!("code-{}", granted.len());
        granted.insert(code.clone(), Granted { asked, subject: subject.to_owned(), at_seconds });
        let quoted = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        format!("code={code}&state={}&iss={}", quoted(&state), quoted(&self.desk.issuer))
    }
}

/// The parts of a query with which a browser is sent back.
#[must_use]
pub fn brought_back(query: &str) -> BTreeMap<String, String> {
    parse(query.as_bytes()).into_owned().collect()
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        self.desk.closed.store(true, Ordering::SeqCst);
        drop(TcpStream::connect(&self.address));
    }
}

impl Desk {
    fn answer(&self, socket: TcpStream) {
        // Whoever went away is not answered.
        let Some((path, authorization, body)) = question(&socket) else { return };
        let lies = self.lies.lock().expect("its lies").clone();
        let trouble = lies.trouble.filter(|(at, _)| path.ends_with(at)).map(|(_, trouble)| trouble);
        match trouble {
            Some(Trouble::Mute) => std::thread::park(),
            Some(Trouble::Huge) => endless(socket),
            Some(Trouble::NoJson) => reply(socket, "200 OK", "", "<!doctype html>"),
            Some(Trouble::Redirect) => reply(socket, "302 Found", "Location: /elsewhere\r\n", ""),
            Some(Trouble::Failing) => reply(socket, "500 Internal Server Error", "", "{}"),
            None => match self.content(&path, authorization.as_deref(), &body, &lies) {
                Some(content) => reply(socket, "200 OK", "", &content.to_string()),
                None => reply(socket, "400 Bad Request", "", r#"{"error":"invalid_grant"}"#),
            },
        }
    }

    fn content(&self, path: &str, authorization: Option<&str>, body: &[u8], lies: &Lies) -> Option<Value> {
        match path {
            "/.well-known/openid-configuration" => Some(self.metadata(lies)),
            "/token" => {
                let form: BTreeMap<String, String> = parse(body).into_owned().collect();
                self.knows(authorization, &form).then_some(())?;
                let token = self.token(&form, lies)?;
                Some(json!({ "access_token": "opaque", "token_type": "Bearer", "id_token": token }))
            }
            "/keys" => Some(self.keys(lies)),
            _ => None,
        }
    }

    fn metadata(&self, lies: &Lies) -> Value {
        let at = |path: &str| format!("{}{path}", self.issuer);
        let truth = json!({
            "issuer": self.issuer,
            "authorization_endpoint": at("/authorize"),
            "token_endpoint": at("/token"),
            "jwks_uri": at("/keys"),
            "code_challenge_methods_supported": ["S256"],
            "authorization_response_iss_parameter_supported": true,
        });
        with(truth, &lies.metadata)
    }

    fn knows(&self, authorization: Option<&str>, form: &BTreeMap<String, String>) -> bool {
        let quoted = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
        let (id, secret) = (&self.client.0, &self.client.1);
        let header = format!("Basic {}", STANDARD.encode(format!("{}:{}", quoted(id), quoted(secret))));
        let posted = form.get("client_id") == Some(id) && form.get("client_secret") == Some(secret);
        authorization.map_or(posted, |authorization| authorization == header)
    }

    /// The token for a code, once, to whoever holds the verifier.
    fn token(&self, form: &BTreeMap<String, String>, lies: &Lies) -> Option<String> {
        let granted = self.granted.lock().expect("who was let in").remove(form.get("code")?)?;
        let challenge = URL_SAFE_NO_PAD.encode(digest(&SHA256, form.get("code_verifier")?.as_bytes()));
        let asked = &granted.asked;
        let same =
            asked.get("code_challenge") == Some(&challenge) && asked.get("redirect_uri") == form.get("redirect_uri");
        same.then_some(())?;
        let claims = json!({
            "iss": self.issuer,
            "sub": granted.subject,
            "aud": self.client.0,
            "nonce": asked.get("nonce"),
            "iat": granted.at_seconds,
            "exp": granted.at_seconds + 3600,
            "auth_time": granted.at_seconds,
        });
        let header = with(json!({ "alg": "ES256", "kid": "ecdsa", "typ": "JWT" }), &lies.header);
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(&header), part(&with(claims, &lies.claims)));
        let signature = self.sign(&header, signed.as_bytes(), lies.other_signature);
        Some(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
    }

    fn sign(&self, header: &Value, message: &[u8], other: bool) -> Vec<u8> {
        let random = SystemRandom::new();
        let ecdsa = if other { &self.other_ecdsa } else { &self.ecdsa };
        match header.get("alg").and_then(Value::as_str) {
            Some("none") => Vec::new(),
            Some("HS256") => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, self.client.1.as_bytes());
                hmac::sign(&key, message).as_ref().to_vec()
            }
            Some("RS256") => {
                let mut signature = vec![0; self.rsa.public_modulus_len()];
                self.rsa.sign(&RSA_PKCS1_SHA256, &random, message, &mut signature).expect("a signature");
                signature
            }
            Some("EdDSA") => self.ed25519.sign(message).as_ref().to_vec(),
            _ => ecdsa.sign(&random, message).expect("a signature").as_ref().to_vec(),
        }
    }

    fn keys(&self, lies: &Lies) -> Value {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let point = self.ecdsa.public_key().as_ref();
        let (x, y) = point.split_at(1).1.split_at(32);
        // RSAPublicKey in DER: nine bytes of heads and sign before the modulus, two of a head before the exponent.
        let (n, e) = self.rsa.public_key().as_ref().split_at(9).1.split_at(256);
        let e = e.split_at(2).1;
        let published = [
            json!({ "kty": "EC", "crv": "P-256", "kid": "ecdsa", "use": "sig", "x": text(x), "y": text(y) }),
            json!({ "kty": "OKP", "crv": "Ed25519", "kid": "ed25519", "x": text(self.ed25519.public_key().as_ref()) }),
            json!({ "kty": "RSA", "kid": "rsa", "alg": "RS256", "n": text(n), "e": text(e) }),
            json!({ "kty": "oct", "kid": "secret", "k": text(self.client.1.as_bytes()) }),
            json!("no key at all"),
        ];
        let published = published.map(|key| if key.is_object() { with(key, &lies.keys) } else { key });
        json!({ "keys": published })
    }
}

fn with(mut truth: Value, lies: &Map<String, Value>) -> Value {
    let fields = truth.as_object_mut().expect("an object");
    for (name, value) in lies {
        fields.insert(name.clone(), value.clone());
    }
    fields.retain(|_, value| !value.is_null());
    truth
}

/// Path, `Authorization` and body of one request.
fn question(socket: &TcpStream) -> Option<(String, Option<String>, Vec<u8>)> {
    let mut reader = BufReader::new(socket);
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let path = line.split(' ').nth(1)?.split('?').next()?.to_owned();
    let (mut authorization, mut length) = (None, 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "authorization" => authorization = Some(value.to_owned()),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((path, authorization, body))
}

fn reply(mut socket: TcpStream, status: &str, headers: &str, body: &str) {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\nConnection: close\r\n\r\n");
    // Whoever went away is not answered.
    let _ = socket.write_all(format!("{head}{body}").as_bytes());
}

fn endless(mut socket: TcpStream) {
    let mut sent = socket.write_all(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"issuer\": \"");
    while sent.is_ok() {
        sent = socket.write_all(&[b'a'; 64 * 1024]);
    }
}
