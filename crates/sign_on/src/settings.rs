//! What is configured of a provider.

use outgoing::{Dialer, is_safe};
use std::time::Duration;
use thiserror::Error;
use url::Url;
use zeroize::Zeroizing;

/// For how long an answer is waited for, unless a test is in more of a hurry.
pub const ANSWER_TIME: Duration = Duration::from_secs(5);

/// What a provider and its client are.
#[derive(Clone)]
pub struct Settings {
    /// Its issuer, exactly as its metadata and tokens spell it: `https`, or a loopback address.
    pub issuer: String,
    /// As what it knows us.
    pub client_id: String,
    /// With what we prove to it that we are this client.
    pub client_secret: Zeroizing<String>,
    /// Where it sends browsers back to; it must know the same address.
    pub redirect_uri: String,
    /// Certificates (PEM) of authorities that alone may vouch for it; by default the public ones.
    pub authorities: Option<Vec<u8>>,
    /// The strength of the proof there (`acr`) without which nobody is believed; none: whatever the provider holds for enough.
    pub strength: Option<String>,
    /// For how long one answer is waited for, from the first packet to the last.
    pub answer_time: Duration,
}

/// Why a provider cannot be asked.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SettingsFault {
    /// The issuer is no address by which one may ask.
    #[error("the issuer {0} must be an https address, or http on this machine alone, without user, query or fragment")]
    Issuer(String),
    /// Id or secret of the client is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// The file of authorities holds no certificate, or something else.
    #[error("the certificates of authorities cannot be read")]
    Authorities,
}

impl Settings {
    pub(crate) fn judge(&self) -> Result<(), SettingsFault> {
        let fits = |url: &Url| is_safe(url) && url.query().is_none();
        if !Url::parse(&self.issuer).is_ok_and(|url| fits(&url)) {
            return Err(SettingsFault::Issuer(self.issuer.clone()));
        }
        for (what, text) in [("the client id", &self.client_id), ("the client secret", &*self.client_secret)] {
            if text.is_empty() {
                return Err(SettingsFault::Empty(what));
            }
        }
        Ok(())
    }

    /// Connects to the provider, by the word of those whose word on its certificate counts.
    pub(crate) fn dialer(&self) -> Result<Dialer, SettingsFault> {
        let roots = outgoing::roots(self.authorities.as_deref());
        roots.and_then(Dialer::new).ok_or(SettingsFault::Authorities)
    }

    /// An address that the provider names: no less safe than its issuer.
    pub(crate) fn endpoint(&self, written: &str) -> Option<Url> {
        let url = Url::parse(written).ok().filter(is_safe)?;
        (url.scheme() == "https" || self.issuer.starts_with("http:")).then_some(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settings(issuer: &str) -> Settings {
        Settings {
            issuer: issuer.to_owned(),
            client_id: "ecabinet".to_owned(),
            client_secret: Zeroizing::new("secret".to_owned()),
            redirect_uri: String::new(),
            authorities: None,
            strength: None,
            answer_time: ANSWER_TIME,
        }
    }

    #[test]
    fn a_provider_is_asked_by_tls_or_on_this_machine_alone() {
        for issuer in [
            "https://id.example.in",
            "https://id.example.in/realms/mp",
            "http://localhost:3000",
            "http://127.0.0.2:3000/",
            "http://[::1]:3000",
        ] {
            assert_eq!(settings(issuer).judge(), Ok(()), "{issuer}");
        }
        for issuer in [
            "",
            "id.example.in",
            "http://id.example.in",
            "http://localhost.example.in",
            "http://10.0.0.1",
            "https://user@id.example.in",
            "https://id.example.in/?realm=mp",
            "https://id.example.in/#mp",
            "ftp://localhost",
            "file:///etc/passwd",
        ] {
            assert_eq!(settings(issuer).judge(), Err(SettingsFault::Issuer(issuer.to_owned())), "{issuer}");
        }
    }

    #[test]
    fn an_address_that_a_provider_names_is_as_safe_as_its_issuer() {
        let (far, here) = (settings("https://id.example.in"), settings("http://localhost:3000"));
        assert!(far.endpoint("https://tokens.example.in/token").is_some(), "control");
        assert!(far.endpoint("http://localhost/token").is_none(), "it leads a server of TLS to our own machine");
        assert!(here.endpoint("http://localhost:3000/token").is_some(), "control");
        assert!(here.endpoint("http://10.0.0.1/token").is_none());
    }

    #[test]
    fn authorities_are_the_public_ones_or_those_that_were_named() {
        let named = |pem: &[u8]| Settings { authorities: Some(pem.to_vec()), ..settings("https://id.example.in") };
        assert!(settings("https://id.example.in").dialer().is_ok(), "control");
        for pem in [&b""[..], b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert_eq!(named(pem).dialer().err(), Some(SettingsFault::Authorities));
        }
        let empty = Settings { client_id: String::new(), ..settings("https://id.example.in") };
        assert_eq!(empty.judge(), Err(SettingsFault::Empty("the client id")));
    }
}
