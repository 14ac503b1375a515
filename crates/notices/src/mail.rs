//! Mail by SMTP.

use crate::address::MailAddress;
use crate::calendar::Event;
use crate::fault::Fault;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport, Tokio1Executor};
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use thiserror::Error;
use url::{Host, Url};
use zeroize::Zeroizing;

/// For how long a server is waited for in each step.
const ANSWER_TIME: Duration = Duration::from_secs(20);
/// Where servers take mail after STARTTLS, over TLS, and from this machine.
const PORTS: [(&str, u16); 3] = [("smtp", 587), ("smtps", 465), ("smtp+plain", 25)];

/// How mail leaves.
#[derive(Clone)]
pub struct MailSettings {
    /// The server: `smtps://host` speaks TLS at once, `smtp://host` must change to TLS (STARTTLS) before anything is said,
    /// `smtp+plain://localhost` is a server on this machine, without TLS.
    pub server: String,
    /// From whom.
    pub from: String,
    /// What stands before that address.
    pub name: String,
    /// By which name and password the server knows us; none where it knows us by our address.
    pub credentials: Option<(String, Zeroizing<String>)>,
    /// Certificates (PEM) of authorities that alone may vouch for the server; by default the public ones.
    pub authorities: Option<Vec<u8>>,
    /// Domains to whose addresses alone is sent; none: to any.
    pub domains: Vec<String>,
}

/// Why no mail can be sent with these settings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum MailFault {
    /// The server is not named as it must be.
    #[error("the mail server is named as smtps://HOST, smtp://HOST or, on this machine alone, smtp+plain://localhost")]
    Server,
    /// Without TLS mail is handed to this machine alone.
    #[error("smtp+plain is for a mail server on this machine alone")]
    Plain,
    /// A password is told over TLS alone.
    #[error("a name and a password are told over TLS alone: smtps://HOST or smtp://HOST")]
    PlainPassword,
    /// From whom the mail comes is no address.
    #[error("the address from which mail is sent cannot be read")]
    From,
    /// The file of authorities holds no certificate, or something else.
    #[error("the certificates of authorities cannot be read")]
    Authorities,
}

/// One message. It is made of fixed sentences, moments and an address of our own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub text: String,
    /// An entry for the reader's calendar.
    pub event: Option<Event>,
}

/// Hands mail to a server.
pub struct Mail {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: Mailbox,
    domains: Vec<String>,
}

impl Mail {
    /// By these settings.
    ///
    /// # Errors
    /// [`MailFault`] says what is wrong with them.
    pub fn new(settings: &MailSettings) -> Result<Self, MailFault> {
        let url = Url::parse(&settings.server).map_err(|_| MailFault::Server)?;
        let port = PORTS.iter().find(|(scheme, _)| *scheme == url.scheme()).ok_or(MailFault::Server)?.1;
        let bare = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        let host = url.host_str().filter(|_| bare && matches!(url.path(), "" | "/") && url.fragment().is_none());
        let host = host.map(|host| host.trim_matches(['[', ']']).to_owned()).ok_or(MailFault::Server)?;
        let from: MailAddress = settings.from.parse().map_err(|()| MailFault::From)?;
        let tls = match url.scheme() {
            "smtp+plain" if !is_here(&url) => return Err(MailFault::Plain),
            "smtp+plain" if settings.credentials.is_some() => return Err(MailFault::PlainPassword),
            "smtp+plain" => Tls::None,
            "smtps" => Tls::Wrapper(parameters(&host, settings)?),
            _ => Tls::Required(parameters(&host, settings)?),
        };
        let hello = ClientId::Domain(from.domain());
        let mut builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(host)
            .port(url.port().unwrap_or(port))
            .tls(tls)
            .timeout(Some(ANSWER_TIME))
            .hello_name(hello);
        if let Some((user, password)) = &settings.credentials {
            builder = builder.credentials(Credentials::new(user.clone(), password.to_string()));
        }
        let from = Mailbox::new(Some(settings.name.clone()), from.as_lettre());
        let domains = settings.domains.iter().map(|domain| domain.trim().to_ascii_lowercase()).collect();
        Ok(Self { transport: builder.build(), from, domains })
    }

    /// Whether mail may be sent to this address: its domain is one of those that were named, if any were.
    #[must_use]
    pub fn serves(&self, to: &MailAddress) -> bool {
        self.domains.is_empty() || self.domains.contains(&to.domain())
    }

    /// Sends one message. A second one under the same id is recognised by whoever got the first.
    ///
    /// # Errors
    /// [`Fault`]; then the server has not taken it, or said nothing.
    pub async fn send(&self, letter: &Letter, to: &MailAddress, id: &str, written_ms: i64) -> Result<(), Fault> {
        if !self.serves(to) {
            return Err(Fault::Unfit);
        }
        let message = self.message(letter, to, id, written_ms).ok_or(Fault::Unfit)?;
        self.transport.send(message).await.map(drop).map_err(|error| of_smtp(&error))
    }

    /// Whether the server answers, and knows us.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn answers(&self) -> Result<(), Fault> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(Fault::Silent),
            Err(error) => Err(of_smtp(&error)),
        }
    }

    fn message(&self, letter: &Letter, to: &MailAddress, id: &str, written_ms: i64) -> Option<Message> {
        let written = Duration::from_millis(u64::try_from(written_ms).ok()?);
        let written: SystemTime = UNIX_EPOCH.checked_add(written)?;
        // RFC 3834: nobody's absence answers a machine.
        let automatic = HeaderName::new_from_ascii("Auto-Submitted".to_owned()).ok()?;
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to.as_lettre()))
            .subject(letter.subject.clone())
            .date(written)
            .message_id(Some(format!("<{id}@{}>", self.from.email.domain())))
            .raw_header(HeaderValue::new(automatic, "auto-generated".to_owned()));
        let Some(event) = &letter.event else {
            return message.singlepart(SinglePart::plain(letter.text.clone())).ok();
        };
        let calendar = event.calendar();
        let method = if calendar.contains("\r\nMETHOD:CANCEL\r\n") { "CANCEL" } else { "PUBLISH" };
        let kind = ContentType::parse(&format!("text/calendar; charset=utf-8; method={method}")).ok()?;
        let calendar = SinglePart::builder().header(kind).body(calendar);
        let parts = MultiPart::alternative().singlepart(SinglePart::plain(letter.text.clone())).singlepart(calendar);
        message.multipart(parts).ok()
    }
}

fn is_here(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name == "127.0.0.1" || name == "::1",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn parameters(host: &str, settings: &MailSettings) -> Result<TlsParameters, MailFault> {
    let mut builder = TlsParameters::builder(host.to_owned());
    if let Some(pem) = &settings.authorities {
        // A file that holds no certificate would leave nobody to vouch.
        outgoing::roots(Some(pem)).ok_or(MailFault::Authorities)?;
        let named = Certificate::from_pem(pem).map_err(|_| MailFault::Authorities)?;
        builder = builder.certificate_store(CertificateStore::None).add_root_certificate(named);
    } else {
        builder = builder.certificate_store(CertificateStore::WebpkiRoots);
    }
    builder.build_rustls().map_err(|_| MailFault::Authorities)
}

fn of_smtp(error: &lettre::transport::smtp::Error) -> Fault {
    match error.status() {
        Some(code) => Fault::Refused(u16::from(code)),
        None => Fault::Silent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(server: &str) -> MailSettings {
        MailSettings {
            server: server.to_owned(),
            from: "ecabinet@mp.gov.in".to_owned(),
            name: "ई-कैबिनेट".to_owned(),
            credentials: None,
            authorities: None,
            domains: Vec::new(),
        }
    }

    #[test]
    fn mail_leaves_over_tls_or_stays_on_this_machine() {
        for server in
            ["smtps://mail.mp.gov.in", "smtp://mail.mp.gov.in:2525/", "smtp+plain://localhost", "smtp+plain://[::1]:26"]
        {
            assert!(Mail::new(&settings(server)).is_ok(), "control: {server}");
        }
        for server in [
            "",
            "mail.mp.gov.in",
            "https://mail.mp.gov.in",
            "smtp://user:word@mail.mp.gov.in",
            "smtp://",
            "smtp://a/?b",
            "smtp://a/b",
        ] {
            assert_eq!(Mail::new(&settings(server)).err(), Some(MailFault::Server), "{server}");
        }
        for server in ["smtp+plain://mail.mp.gov.in", "smtp+plain://10.0.0.1", "smtp+plain://localhost.example.in"] {
            assert_eq!(Mail::new(&settings(server)).err(), Some(MailFault::Plain), "{server}");
        }
        let known = |server: &str| MailSettings {
            credentials: Some(("ecabinet".to_owned(), Zeroizing::new("secret".to_owned()))),
            ..settings(server)
        };
        assert!(Mail::new(&known("smtp://mail.mp.gov.in")).is_ok(), "control");
        assert_eq!(Mail::new(&known("smtp+plain://localhost")).err(), Some(MailFault::PlainPassword));
        let nobody = MailSettings { from: "e-cabinet".to_owned(), ..settings("smtps://a") };
        assert_eq!(Mail::new(&nobody).err(), Some(MailFault::From));
        let odd = MailSettings { authorities: Some(b"nothing".to_vec()), ..settings("smtps://a") };
        assert_eq!(Mail::new(&odd).err(), Some(MailFault::Authorities));
    }

    #[tokio::test]
    async fn a_domain_that_was_not_named_gets_nothing() {
        let domains = vec!["MP.gov.in".to_owned(), "nic.in".to_owned()];
        let mail = Mail::new(&MailSettings { domains, ..settings("smtp+plain://127.0.0.1:1") }).unwrap();
        let to = |written: &str| written.parse::<MailAddress>().unwrap();
        assert!(mail.serves(&to("cs@mp.gov.in")) && mail.serves(&to("x@NIC.in")), "control");
        assert!(
            !mail.serves(&to("x@example.in")) && !mail.serves(&to("x@evil-nic.in")) && !mail.serves(&to("x@a.nic.in"))
        );
        let letter = Letter { subject: "a".to_owned(), text: "b".to_owned(), event: None };
        assert_eq!(mail.send(&letter, &to("x@example.in"), "1", 0).await, Err(Fault::Unfit));
        assert_eq!(mail.send(&letter, &to("x@nic.in"), "1", 0).await, Err(Fault::Silent), "control: it is tried");
    }
}
