//! How the server is reached: by HTTPS of its own, behind a proxy, on several addresses; and the settings that it refuses.

use crate::client::{Answer, Request, connect, read_answer};
use crate::cluster::wait_until;
use crate::encrypted::{Authority, Issued, lay};
use crate::server::{Home, Server};
use rustix::process::{Signal, kill_process};
use std::fs::File;
use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;
use std::process::Command;

type Settings = Vec<(&'static str, String)>;

/// A folder, and beside it certificate, key and log.
struct Place {
    home: Home,
    settings: Settings,
}

impl Place {
    fn new(settings: &[(&'static str, &str)]) -> Self {
        let home = Home::empty();
        let mut all: Settings = vec![
            ("ECABINET_DATA", home.data().display().to_string()),
            ("ECABINET_KEY", home.key().display().to_string()),
            ("ECABINET_LOG", "info".to_owned()),
            ("NO_COLOR", "1".to_owned()),
        ];
        all.extend(settings.iter().map(|(name, value)| (*name, (*value).to_owned())));
        Self { home, settings: all }
    }

    /// The same with HTTPS.
    fn encrypted(settings: &[(&'static str, &str)], issued: &Issued) -> Self {
        let mut place = Self::new(settings);
        place.lay(issued);
        place.settings.push(("ECABINET_TLS_CERTIFICATE", place.certificate().display().to_string()));
        place.settings.push(("ECABINET_TLS_KEY", place.key().display().to_string()));
        place
    }

    fn lay(&self, issued: &Issued) {
        lay(&self.key(), &issued.key, 0o600);
        lay(&self.certificate(), &issued.certificate, 0o644);
    }

    fn certificate(&self) -> PathBuf {
        self.home.beside("certificate.pem")
    }

    fn key(&self) -> PathBuf {
        self.home.beside("key.pem")
    }

    fn start(&self) -> Server {
        let errors = File::create(self.home.beside("errors")).unwrap();
        Server::start_node(&self.settings, errors).unwrap_or_else(|_| panic!("{}", self.log()))
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.home.beside("errors")).unwrap()
    }

    /// What the binary says when it will not start.
    fn refusal(&self) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
        command.args(["demo", "--people-only"]).envs(self.settings.iter().map(|(name, value)| (name, value)));
        let output = command.output().unwrap();
        assert!(!output.status.success(), "it must not start");
        String::from_utf8(output.stderr).unwrap()
    }
}

fn sign_in_page() -> Request {
    Request::get("/sign-in", "")
}

fn sign_in() -> Request {
    Request::form("/sign-in", "", &[("post".to_owned(), "auditor".to_owned())])
}

fn ask(authority: &Authority, address: SocketAddr, request: &Request) -> Answer {
    request.send_over(&mut authority.connect(address).unwrap(), address.port()).unwrap()
}

#[test]
fn https_is_spoken_to_whoever_trusts_its_certificate() {
    let authority = Authority::new();
    let place = Place::encrypted(&[], &authority.issue("localhost"));
    let server = place.start();
    let address = server.addresses[0];
    for versions in [&[&rustls::version::TLS13], &[&rustls::version::TLS12]] {
        let mut stream = authority.connect_by(address, versions).unwrap();
        assert_eq!(stream.conn.protocol_version(), Some(versions[0].version));
        assert_eq!(stream.conn.alpn_protocol(), Some(&b"http/1.1"[..]), "h2 is offered too and not spoken");
        let answer = sign_in_page().send_over(&mut stream, server.port).unwrap();
        let strict = answer.header("strict-transport-security");
        assert_eq!((answer.status, strict), (200, Some("max-age=31536000; includeSubDomains")));
    }
    let port = server.port;
    for (from, status) in [(format!("https://localhost:{port}"), 303), (format!("http://localhost:{port}"), 403)] {
        assert_eq!(ask(&authority, address, &sign_in().with("Origin", from.clone())).status, status, "{from}");
    }
    let fault = Authority::new().connect(address).unwrap_err();
    assert!(
        fault.to_string().contains("invalid peer certificate"),
        "control: who trusts another authority is warned: {fault}"
    );
    assert!(server.stop());

    let plain = Place::new(&[]);
    let server = plain.start();
    let answer = sign_in_page().send(server.port).unwrap();
    assert_eq!((answer.status, answer.header("strict-transport-security")), (200, None), "control: without HTTPS");
    assert!(server.stop());
}

#[test]
fn a_new_certificate_is_shown_and_a_broken_one_is_not() {
    let authority = Authority::new();
    let [first, second, third] = ["localhost"; 3].map(|host| authority.issue(host));
    let place = Place::encrypted(&[], &first);
    let server = place.start();
    let address = server.addresses[0];
    let mut open = authority.connect(address).unwrap();
    assert_eq!(authority.shown(address), first.der);
    let (page, _) = sign_in_page().written(server.port);
    open.write_all(&page).unwrap();
    let mut begun = [0; 12];
    open.read_exact(&mut begun).unwrap();
    assert_eq!(&begun, b"HTTP/1.1 200");

    place.lay(&second);
    kill_process(server.pid(), Signal::HUP).unwrap();
    wait_until("the second certificate is shown", || authority.shown(address) == second.der);

    let faults = |sentence: &str| place.log().matches(sentence).count();
    let breaks: [(&str, &dyn Fn()); 4] = [
        ("holds no certificate in PEM", &|| lay(&place.certificate(), "no certificate", 0o644)),
        ("is not that of the certificate", &|| lay(&place.certificate(), &first.certificate, 0o644)),
        ("is not for localhost", &|| lay(&place.certificate(), &authority.issue("b.example").certificate, 0o644)),
        ("has mode 0640", &|| {
            lay(&place.key(), &third.key, 0o640);
            lay(&place.certificate(), &third.certificate, 0o644);
        }),
    ];
    for (sentence, lay_broken) in breaks {
        // A look between key and certificate finds two that are strangers, so that this may have been told before.
        let before = faults(sentence);
        lay_broken();
        // By the signal, or by its own look at the files.
        kill_process(server.pid(), Signal::HUP).unwrap();
        wait_until(sentence, || faults(sentence) > before);
        assert_eq!(authority.shown(address), second.der, "{sentence}: the old one is shown on");
    }
    // Nobody says that the files are in order now.
    place.lay(&third);
    wait_until("the third certificate is shown", || authority.shown(address) == third.der);
    assert_eq!(faults("a new certificate is shown"), 2);

    // The first connection goes on as it was greeted.
    let (page, _) = sign_in_page().with("Connection", "close").written(server.port);
    open.write_all(&page).unwrap();
    let mut rest = String::new();
    open.read_to_string(&mut rest).unwrap();
    assert_eq!(rest.matches("HTTP/1.1 200").count(), 1, "after the first answer's rest: {rest}");
    assert_eq!(open.conn.peer_certificates().unwrap()[0], first.der);
    assert!(server.stop());
}

#[test]
fn who_speaks_no_tls_gets_no_page_and_holds_up_nobody() {
    let authority = Authority::new();
    let place = Place::encrypted(&[], &authority.issue("localhost"));
    let server = place.start();
    let address = server.addresses[0];
    // So many that whoever waited for all of them to be given up would not be answered in time.
    let _silent = [(); 10].map(|()| connect(address).unwrap());
    let (page, _) = sign_in_page().written(server.port);
    let mut plain = connect(address).unwrap();
    plain.write_all(&page).unwrap();
    let mut got = Vec::new();
    let ended = plain.read_to_end(&mut got);
    assert!(ended.is_ok() || ended.is_err_and(|error| error.kind() == ErrorKind::ConnectionReset), "it ends");
    assert!(!String::from_utf8_lossy(&got).contains("HTTP"), "no answer: {got:?}");
    assert_eq!(ask(&authority, address, &sign_in_page()).status, 200, "control: within TLS, beside silent ones");
    assert!(server.stop());
}

/// Sends half a form, has the server stop, and sends the other half.
fn stopped_midway(server: Server, mut stream: impl Read + Write) {
    let address = server.addresses[0];
    let (head, body) = sign_in().with("Connection", "close").with("Expect", "100-continue").written(server.port);
    stream.write_all(&head).unwrap();
    // The server asks for the body when the act is under way.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream.write_all(&body[..body.len() / 2]).unwrap();
    assert!(connect(address).is_ok(), "control: before, everybody is let in");
    kill_process(server.pid(), Signal::TERM).unwrap();
    wait_until("nobody new is let in", || connect(address).is_err());
    stream.write_all(&body[body.len() / 2..]).unwrap();
    let answer = read_answer(&mut stream).unwrap();
    assert_eq!(answer.status, 303, "{}", answer.body);
    assert!(answer.cookie("__Host-session").is_some());
    assert!(server.ended(), "then it ends in order");
}

#[test]
fn what_is_under_way_is_finished_before_it_stops() {
    let plain = Place::new(&[]);
    let server = plain.start();
    let stream = connect(server.addresses[0]).unwrap();
    stopped_midway(server, stream);

    let authority = Authority::new();
    let encrypted = Place::encrypted(&[], &authority.issue("localhost"));
    let server = encrypted.start();
    let stream = authority.connect(server.addresses[0]).unwrap();
    // Who greets for ever, and who has asked for nothing, hold up no end.
    let _silent = connect(server.addresses[0]).unwrap();
    let _idle = authority.connect(server.addresses[0]).unwrap();
    stopped_midway(server, stream);
}

#[test]
fn each_address_is_served() {
    let authority = Authority::new();
    let place =
        Place::encrypted(&[("ECABINET_LISTEN", "127.0.0.1:0, [::1]:0,127.0.0.2:0")], &authority.issue("localhost"));
    let server = place.start();
    let hosts: Vec<String> = server.addresses.iter().map(|address| address.ip().to_string()).collect();
    assert_eq!(hosts, ["127.0.0.1", "::1", "127.0.0.2"]);
    for address in &server.addresses {
        assert_eq!(ask(&authority, *address, &sign_in_page()).status, 200, "{address}");
    }
    let other = SocketAddr::new("127.0.0.3".parse().unwrap(), server.port);
    assert!(connect(other).is_err(), "control: an address that is not named is not served");
    assert!(server.stop());

    // Every address of both kinds at one port.
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let everywhere = format!("0.0.0.0:{free},[::]:{free}");
    let settings = [("ECABINET_LISTEN", everywhere.as_str()), ("ECABINET_ORIGIN", "https://localhost")];
    let place = Place::encrypted(&settings, &authority.issue("localhost"));
    let server = place.start();
    for address in ["127.0.0.1", "::1", "127.0.0.3"] {
        let address = SocketAddr::new(address.parse().unwrap(), free);
        assert_eq!(ask(&authority, address, &sign_in_page()).status, 200, "{address}");
    }
    assert!(server.stop());
}

#[test]
fn a_busy_port_is_refused_by_its_address() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap();
    let place = Place::new(&[("ECABINET_LISTEN", &format!("[::1]:0,{address}"))]);
    let refusal = place.refusal();
    assert!(refusal.contains(&format!("{address} is in use already")), "{refusal}");
    assert!(!place.home.data().exists(), "nothing was made");
    drop(taken);
    let server = place.start();
    assert_eq!(sign_in_page().send_to(address).unwrap().status, 200, "control: free again, it is taken");
    let second = Place::new(&[("ECABINET_LISTEN", &address.to_string())]).refusal();
    assert!(second.contains(&format!("{address} is in use already")), "by another server: {second}");
    assert!(server.stop());
}

/// Settings, and what the refusal must say.
const REFUSED: &[(&[(&str, &str)], &str)] = &[
    (&[("ECABINET_LISTEN", "localhost:8080")], "names are not taken"),
    (&[("ECABINET_LISTEN", "127.0.0.1:18080,127.0.0.1:18080")], "names 127.0.0.1:18080 twice"),
    (
        &[("ECABINET_LISTEN", "192.0.2.7:0"), ("ECABINET_TRUSTED_PROXY", "192.0.2.1"), HTTPS],
        "no address of this machine",
    ),
    (&[("ECABINET_LISTEN", "0.0.0.0:0")], "0.0.0.0:0 can be reached from other machines"),
    (&[("ECABINET_LISTEN", "127.0.0.1:0,[::]:0"), HTTPS], "[::]:0 can be reached from other machines"),
    (&[("ECABINET_LISTEN", "0.0.0.0:0"), ("ECABINET_TRUSTED_PROXY", "192.0.2.1")], "ECABINET_ORIGIN is needed"),
    (
        &[
            ("ECABINET_LISTEN", "0.0.0.0:0"),
            ("ECABINET_TRUSTED_PROXY", "192.0.2.1"),
            ("ECABINET_ORIGIN", "http://localhost:8080"),
        ],
        "must be https://…, not http://localhost:8080",
    ),
    (&[("ECABINET_LISTEN", "127.0.0.1:0"), HTTPS], "nothing is named that speaks HTTPS"),
    (&[("ECABINET_ORIGIN", "http://ecabinet.example.in")], "must be https://"),
    (&[("ECABINET_ORIGIN", "https://192.0.2.7")], "bound to a name"),
    (&[("ECABINET_ORIGIN", "https://ecabinet.example.in/cabinet")], "must end after host and port"),
    (&[("ECABINET_ORIGIN", "https://somebody@ecabinet.example.in")], "must not name a user"),
    (&[("ECABINET_TRUSTED_PROXY", "proxy.example.in")], "neither an address nor a network"),
    (&[("ECABINET_TRUSTED_PROXY", "0.0.0.0/0")], "would believe everybody"),
    (&[("ECABINET_TRUSTED_PROXY", "10.1.2.3/8")], "write 10.0.0.0/8"),
    (&[("ECABINET_TLS_CERTIFICATE", "/nowhere")], "needed together; only ECABINET_TLS_CERTIFICATE is set"),
    (&[("ECABINET_TLS_KEY", "/nowhere")], "needed together; only ECABINET_TLS_KEY is set"),
    (&[("ECABINET_TLS_KEY", "/nowhere"), ("ECABINET_TLS_CERTIFICATE", "/nowhere")], "/nowhere cannot be read"),
];
const HTTPS: (&str, &str) = ("ECABINET_ORIGIN", "https://ecabinet.example.in");

#[test]
fn settings_that_do_not_go_together_are_refused_with_the_reason() {
    for (settings, reason) in REFUSED {
        let place = Place::new(settings);
        let refusal = place.refusal();
        assert!(refusal.contains(reason), "{settings:?}: {refusal}");
        assert!(!place.home.data().exists() && !place.home.key().exists(), "{settings:?}: nothing was made");
    }
    // Controls: the same sorts of settings where they go together.
    for settings in [
        &[("ECABINET_LISTEN", "0.0.0.0:0"), ("ECABINET_TRUSTED_PROXY", "192.0.2.1,10.0.0.0/8"), HTTPS][..],
        &[("ECABINET_LISTEN", "127.0.0.1:0"), ("ECABINET_TRUSTED_PROXY", "127.0.0.1"), HTTPS],
    ] {
        assert!(Place::new(settings).start().stop(), "{settings:?}");
    }
}

#[test]
fn a_broken_certificate_or_key_is_refused_by_file_and_fault() {
    let authority = Authority::new();
    let (good, other) = (authority.issue("localhost"), authority.issue("localhost"));
    let place = Place::encrypted(&[], &good);
    let (certificate, key) = (place.certificate(), place.key());
    let halved = good.certificate.replacen("-----END", "AA=A\n-----END", 1);
    let garbage = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let locked = good.key.replace("PRIVATE KEY", "ENCRYPTED PRIVATE KEY");
    let no_key = "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n";
    let foreign = authority.issue("ecabinet.example.in").certificate;
    let mut refused = 0;
    for (path, text, mode, fault) in [
        (&certificate, "", 0o644, "holds no certificate in PEM"),
        (&certificate, &good.key, 0o644, "holds no certificate in PEM"),
        (&certificate, &halved, 0o644, "is broken"),
        (&certificate, garbage, 0o644, "holds no certificate that can be used"),
        (&certificate, &foreign, 0o644, "is not for localhost"),
        (&key, &good.key, 0o644, "has mode 0644"),
        (&key, &good.key, 0o640, "has mode 0640"),
        (&key, &good.key, 0o604, "has mode 0604"),
        (&key, &other.key, 0o600, "is not that of the certificate"),
        (&key, &good.certificate, 0o600, "holds no private key in PEM"),
        (&key, &locked, 0o600, "holds no private key in PEM"),
        (&key, no_key, 0o600, "holds no key that can be used"),
    ] {
        place.lay(&good);
        lay(path, text, mode);
        let refusal = place.refusal();
        let named = refusal.contains(&path.display().to_string());
        assert!(named && refusal.contains(fault), "{fault}: {refusal}");
        refused += 1;
    }
    for path in [&certificate, &key] {
        place.lay(&good);
        std::fs::remove_file(path).unwrap();
        let refusal = place.refusal();
        assert!(refusal.contains(&format!("{} cannot be read", path.display())), "{refusal}");
        std::fs::create_dir(path).unwrap();
        let refusal = place.refusal();
        assert!(refusal.contains(&format!("{} is no plain file", path.display())), "{refusal}");
        std::fs::remove_dir(path).unwrap();
        refused += 2;
    }
    assert!(!place.home.data().exists() && !place.home.key().exists(), "nothing was made");
    println!("{refused} broken files refused");
    for mode in [0o600, 0o400] {
        place.lay(&good);
        lay(&key, &good.key, mode);
        let server = place.start();
        assert_eq!(ask(&authority, server.addresses[0], &sign_in_page()).status, 200, "control: {mode:o}");
        assert!(server.stop());
    }
}

#[test]
fn only_the_named_proxy_is_believed() {
    let settings = [("ECABINET_LISTEN", "127.0.0.1:0,[::1]:0"), ("ECABINET_TRUSTED_PROXY", "::1"), HTTPS];
    let place = Place::new(&settings);
    let server = place.start();
    let [stranger, proxy] = [server.addresses[0], server.addresses[1]];
    let forwarded = |scheme: &str, number: u32| {
        let request = Request::get(&format!("/no-such-page-{number}?x"), "");
        request.with("X-Forwarded-For", "203.0.113.66, 198.51.100.1").with("X-Forwarded-Proto", scheme)
    };
    let answer = forwarded("http", 1).send_to(proxy).unwrap();
    let mut ids = vec![answer.header("x-request-id").unwrap().to_owned()];
    assert_eq!(answer.status, 308, "the proxy says that it came without HTTPS");
    assert_eq!(answer.header("location"), Some("https://ecabinet.example.in/no-such-page-1?x"));
    assert!(answer.header("strict-transport-security").is_some());
    let statuses =
        [("https", proxy, 2), ("http", stranger, 3), ("https", stranger, 4)].map(|(scheme, address, number)| {
            let answer = forwarded(scheme, number).send_to(address).unwrap();
            ids.push(answer.header("x-request-id").unwrap().to_owned());
            answer.status
        });
    assert_eq!(statuses, [404; 3], "who is no proxy has no say");
    assert!(server.stop());
    let log = place.log();
    assert!(!log.contains("no-such-page"), "no address stands in the log");
    let client = |number: usize| {
        let line = log.lines().find(|line| line.contains(&ids[number - 1])).unwrap();
        line.split("client=").nth(1).unwrap().split(' ').next().unwrap().to_owned()
    };
    assert_eq!([1, 2, 3, 4].map(client), ["198.51.100.1", "198.51.100.1", "127.0.0.1", "127.0.0.1"]);
}
