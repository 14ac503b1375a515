//! How the server is reached: the public origin, the addresses it listens on, and which of these settings go together.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::str::FromStr;

const PORT_HTTP: u16 = 80;
const PORT_HTTPS: u16 = 443;
const LABEL_BYTES_MAX: usize = 63;
const HOST_BYTES_MAX: usize = 253;

/// The public origin as browsers write it: small letters, no port where it is the usual one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PublicOrigin {
    pub(crate) https: bool,
    pub(crate) host: String,
    port: Option<u16>,
}

/// Why an origin is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum OriginFault {
    #[error("ECABINET_ORIGIN must be https://… or http://localhost: browsers keep secrets on no other")]
    NotSafe,
    #[error("ECABINET_ORIGIN must not name a user: an origin has none")]
    User,
    #[error("ECABINET_ORIGIN must end after host and port: pages lie at the root of their host")]
    Path,
    #[error("ECABINET_ORIGIN must name a host, not the address {0}: certificates and passkeys are bound to a name")]
    Address(String),
    #[error(
        "ECABINET_ORIGIN: {0:?} is no name of a host; other than Latin letters are written as in DNS, with xn-- in front"
    )]
    Host(String),
    #[error("ECABINET_ORIGIN: {0:?} is no port from 1 to 65535")]
    Port(String),
}

impl fmt::Display for PublicOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", if self.https { "https" } else { "http" }, self.host)?;
        self.port.map_or(Ok(()), |port| write!(f, ":{port}"))
    }
}

/// Whether a browser would read this as an address: by its last label, as they all do.
fn is_address(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    let hexadecimal = last.strip_prefix("0x").is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()));
    host.starts_with('[') || hexadecimal || (!last.is_empty() && last.bytes().all(|byte| byte.is_ascii_digit()))
}

fn is_name(host: &str) -> bool {
    let fits = |label: &str| {
        let letters = label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        letters && (1..=LABEL_BYTES_MAX).contains(&label.len()) && !label.starts_with('-') && !label.ends_with('-')
    };
    host.len() <= HOST_BYTES_MAX && host.split('.').all(fits)
}

impl FromStr for PublicOrigin {
    type Err = OriginFault;

    fn from_str(written: &str) -> Result<Self, OriginFault> {
        let (https, rest) = match (written.strip_prefix("https://"), written.strip_prefix("http://")) {
            (Some(rest), _) => (true, rest),
            (None, Some(rest)) => (false, rest),
            (None, None) => return Err(OriginFault::NotSafe),
        };
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        if authority.contains(['/', '?', '#', '\\']) {
            return Err(OriginFault::Path);
        }
        if authority.contains('@') {
            return Err(OriginFault::User);
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let host = host.to_ascii_lowercase();
        if !https && host != "localhost" {
            return Err(OriginFault::NotSafe);
        }
        if is_address(&host) {
            return Err(OriginFault::Address(host));
        }
        if !is_name(&host) {
            return Err(OriginFault::Host(host));
        }
        let usual = if https { PORT_HTTPS } else { PORT_HTTP };
        let port = port.map(read_port).transpose()?.filter(|port| *port != usual);
        Ok(Self { https, host, port })
    }
}

fn read_port(digits: &str) -> Result<u16, OriginFault> {
    // As it is written again: without a sign, without a nought in front.
    let port = digits.parse().ok().filter(|port: &u16| *port > 0 && port.to_string() == digits);
    port.ok_or_else(|| OriginFault::Port(digits.to_owned()))
}

/// The addresses on which pages are served, each once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListenAddresses(pub(crate) Vec<SocketAddr>);

/// Why a list of addresses is not taken.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ListenFault {
    #[error(
        "ECABINET_LISTEN: {0:?} is no address with a port; write 127.0.0.1:8080 or [::1]:8080, comma between two; names \
         are not taken"
    )]
    NoAddress(String),
    #[error("ECABINET_LISTEN names {0} twice")]
    Twice(SocketAddr),
}

impl FromStr for ListenAddresses {
    type Err = ListenFault;

    fn from_str(written: &str) -> Result<Self, ListenFault> {
        let mut addresses = Vec::new();
        for part in written.split(',').map(str::trim) {
            let address: SocketAddr = part.parse().map_err(|_| ListenFault::NoAddress(part.to_owned()))?;
            if address.port() != 0 && addresses.contains(&address) {
                return Err(ListenFault::Twice(address));
            }
            addresses.push(address);
        }
        Ok(Self(addresses))
    }
}

impl ListenAddresses {
    /// The first that other machines can reach.
    fn open(&self) -> Option<SocketAddr> {
        let loopback = |address: IpAddr| address.to_canonical().is_loopback();
        self.0.iter().copied().find(|address| !loopback(address.ip()))
    }
}

/// Why settings that are each well formed do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum ReachFault {
    #[error("ECABINET_TLS_CERTIFICATE and ECABINET_TLS_KEY are needed together; only {0} is set")]
    Half(&'static str),
    #[error(
        "ECABINET_LISTEN: {0} can be reached from other machines, and without HTTPS whoever sits on the way reads every \
         page. Set ECABINET_TLS_CERTIFICATE and ECABINET_TLS_KEY, or name in ECABINET_TRUSTED_PROXY the proxy that \
         speaks HTTPS before this server, or listen on 127.0.0.1 alone"
    )]
    Unencrypted(SocketAddr),
    #[error(
        "ECABINET_ORIGIN is needed, as https://… with the name by which browsers reach this server: {0} can be reached \
         from other machines, and forms are taken from that name alone"
    )]
    NoOrigin(SocketAddr),
    #[error(
        "ECABINET_ORIGIN must be https://…, not {0}: with ECABINET_TLS_CERTIFICATE, or with an address in ECABINET_LISTEN \
         that other machines can reach, pages are shown by HTTPS alone"
    )]
    PlainOrigin(PublicOrigin),
    #[error(
        "ECABINET_ORIGIN is {0}, and nothing is named that speaks HTTPS. Name in ECABINET_TRUSTED_PROXY the proxy before \
         this server: of one that is not named, everybody has one address, and nobody notices where it shows pages by plain \
         HTTP. Or set ECABINET_TLS_CERTIFICATE and ECABINET_TLS_KEY"
    )]
    NobodySpeaksHttps(PublicOrigin),
}

/// Settings that decide how the server is reached.
pub(crate) struct Reached<'a> {
    pub(crate) listen: &'a ListenAddresses,
    pub(crate) tls: bool,
    /// Whether a proxy is trusted.
    pub(crate) proxy: bool,
    pub(crate) origin: Option<&'a PublicOrigin>,
}

impl Reached<'_> {
    /// HTTPS or localhost, else the reason.
    pub(crate) fn judge(&self) -> Result<(), ReachFault> {
        let open = self.listen.open();
        match (open, self.origin) {
            (Some(address), _) if !self.tls && !self.proxy => Err(ReachFault::Unencrypted(address)),
            (Some(address), None) => Err(ReachFault::NoOrigin(address)),
            (_, Some(origin)) if (self.tls || open.is_some()) && !origin.https => {
                Err(ReachFault::PlainOrigin(origin.clone()))
            }
            (None, Some(origin)) if origin.https && !self.tls && !self.proxy => {
                Err(ReachFault::NobodySpeaksHttps(origin.clone()))
            }
            _ => Ok(()),
        }
    }

    /// The origin from which forms are taken: this one, or localhost and the port.
    pub(crate) fn origin(&self, port: u16) -> PublicOrigin {
        let local = || PublicOrigin { https: self.tls, host: "localhost".to_owned(), port: Some(port) };
        self.origin.cloned().unwrap_or_else(local)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_origin_is_https_or_localhost() {
        for (written, origin) in [
            ("https://ecabinet.example.in", "https://ecabinet.example.in"),
            ("https://ecabinet.example.in/", "https://ecabinet.example.in"),
            ("https://ECabinet.Example.IN:443", "https://ecabinet.example.in"),
            ("https://ecabinet.example.in:8443", "https://ecabinet.example.in:8443"),
            ("https://xn--11b4d3a.xn--h2brj9c", "https://xn--11b4d3a.xn--h2brj9c"),
            ("https://localhost:8443", "https://localhost:8443"),
            ("https://1.example", "https://1.example"),
            ("http://localhost", "http://localhost"),
            ("http://localhost:80", "http://localhost"),
            ("http://localhost:8080", "http://localhost:8080"),
        ] {
            assert_eq!(written.parse::<PublicOrigin>().map(|origin| origin.to_string()), Ok(origin.to_owned()));
        }
        for (written, reason) in [
            ("", "must be https://"),
            ("ecabinet.example.in", "must be https://"),
            ("ftp://ecabinet.example.in", "must be https://"),
            ("http://ecabinet.example.in", "must be https://"),
            ("http://127.0.0.1:8080", "must be https://"),
            ("http://[::1]:8080", "must be https://"),
            ("http://localhost.example.in", "must be https://"),
            ("http://localhost:x@example.in", "user"),
            ("https://somebody@example.in", "user"),
            ("https://example.in/cabinet", "end after host and port"),
            ("https://example.in//", "end after host and port"),
            ("https://example.in?x", "end after host and port"),
            ("https://example.in#x", "end after host and port"),
            ("https://example.in\\x", "end after host and port"),
            ("https://192.0.2.7", "bound to a name"),
            ("https://192.0.2.7:8443", "bound to a name"),
            ("https://3232235777", "bound to a name"),
            ("https://example.0x7f", "bound to a name"),
            ("https://[2001:db8::1]", "bound to a name"),
            ("https://[2001:db8::1]:8443", "bound to a name"),
            ("https://", "no name of a host"),
            ("https://:8443", "no name of a host"),
            ("https://example..in", "no name of a host"),
            ("https://example.in.", "no name of a host"),
            ("https://-example.in", "no name of a host"),
            ("https://an example.in", "no name of a host"),
            ("https://*.example.in", "no name of a host"),
            ("https://मंत्रिपरिषद.भारत", "xn--"),
            ("https://2001:db8::1", "no name of a host"),
            ("https://example.in:", "no port"),
            ("https://example.in:0", "no port"),
            ("https://example.in:65536", "no port"),
            ("https://example.in:+443", "no port"),
            ("https://example.in:0443", "no port"),
        ] {
            let fault = written.parse::<PublicOrigin>().unwrap_err().to_string();
            assert!(fault.starts_with("ECABINET_ORIGIN") && fault.contains(reason), "{written}: {fault}");
        }
    }

    proptest! {
        #[test]
        fn an_origin_that_is_taken_says_nothing_but_scheme_host_and_port(written in "(https?://)?[ -~]{0,30}") {
            if let Ok(origin) = written.parse::<PublicOrigin>() {
                let said = origin.to_string();
                prop_assert_eq!(said.parse::<PublicOrigin>(), Ok(origin.clone()), "it is read back");
                prop_assert!(origin.https || origin.host == "localhost");
                prop_assert!(written.to_ascii_lowercase().starts_with(&said));
                prop_assert!(origin.host.parse::<IpAddr>().is_err());
            }
        }

        #[test]
        fn a_list_of_addresses_is_read_back(list in prop::collection::vec(any::<SocketAddr>(), 1..5)) {
            // A flow and a scope are parts of no address that is written here.
            let list: Vec<SocketAddr> = list.into_iter().map(|one| SocketAddr::new(one.ip(), one.port())).collect();
            let written: Vec<String> = list.iter().map(SocketAddr::to_string).collect();
            let read = written.join(" ,").parse::<ListenAddresses>();
            let twice = list.iter().enumerate().any(|(at, one)| one.port() != 0 && list[..at].contains(one));
            prop_assert_eq!(read.is_err(), twice);
            prop_assert!(twice || read == Ok(ListenAddresses(list)));
        }
    }

    #[test]
    fn what_is_no_address_is_refused() {
        for refused in ["", "localhost:8080", "127.0.0.1", "::1:8080", "127.0.0.1:8080,", "127.0.0.1:99999", "8080"] {
            let fault = refused.parse::<ListenAddresses>().unwrap_err().to_string();
            assert!(fault.contains("is no address with a port"), "{refused}: {fault}");
        }
        let fault = "[::1]:8080,127.0.0.1:8080,[::1]:8080".parse::<ListenAddresses>().unwrap_err();
        assert_eq!(fault, ListenFault::Twice("[::1]:8080".parse().unwrap()));
    }

    /// Every combination of the four settings, judged a second time in other words.
    #[test]
    fn https_or_localhost() {
        let mut taken = 0;
        for listen in
            ["127.0.0.1:1", "127.0.0.2:1,[::1]:1", "[::ffff:127.0.0.1]:1", "0.0.0.0:1", "[::]:1", "[::1]:1,192.0.2.7:1"]
        {
            let addresses: ListenAddresses = listen.parse().unwrap();
            let local = !listen.contains("0.0.0.0") && !listen.contains("[::]") && !listen.contains("192");
            for (tls, proxy, origin) in every(&[None, Some("http://localhost"), Some("https://a.example")]) {
                let origin: Option<PublicOrigin> = origin.map(|origin| origin.parse().unwrap());
                let judged = Reached { listen: &addresses, tls, proxy, origin: origin.as_ref() }.judge();
                let what = format!("{listen} {tls} {proxy} {origin:?}: {judged:?}");
                match judged {
                    Err(ReachFault::Unencrypted(_)) => assert!(!local && !tls && !proxy, "{what}"),
                    Err(ReachFault::NoOrigin(_)) => assert!(!local && (tls || proxy) && origin.is_none(), "{what}"),
                    Err(ReachFault::PlainOrigin(_)) => {
                        assert!((tls || (!local && proxy)) && origin.is_some_and(|one| !one.https), "{what}");
                    }
                    Err(ReachFault::NobodySpeaksHttps(_)) => {
                        assert!(local && !tls && !proxy && origin.is_some_and(|one| one.https), "{what}");
                    }
                    Err(ReachFault::Half(_)) => panic!("{what}"),
                    Ok(()) => {
                        let safe_origin =
                            origin.as_ref().is_none_or(|one| if one.https { tls || proxy } else { local && !tls });
                        assert!((local || tls || proxy) && (local || origin.is_some()) && safe_origin, "{what}");
                        taken += 1;
                    }
                }
            }
        }
        assert_eq!(taken, 3 * 9 + 3 * 3, "control: some are taken");
    }

    fn every<T: Copy>(origins: &[T]) -> Vec<(bool, bool, T)> {
        let both = [false, true];
        let pairs = both.into_iter().flat_map(|tls| both.map(|proxy| (tls, proxy)));
        pairs.flat_map(|(tls, proxy)| origins.iter().map(move |origin| (tls, proxy, *origin))).collect()
    }

    #[test]
    fn without_an_origin_it_is_localhost_by_the_scheme_that_is_spoken() {
        let listen = "127.0.0.1:8080".parse().unwrap();
        let origin = |tls| Reached { listen: &listen, tls, proxy: false, origin: None }.origin(8080).to_string();
        assert_eq!([false, true].map(origin), ["http://localhost:8080", "https://localhost:8080"]);
    }
}
