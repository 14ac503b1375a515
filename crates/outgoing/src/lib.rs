//! Connections that this program makes to other servers.
//!
//! [`is_safe`] says which addresses may be asked at all: those that speak TLS, and this machine itself. [`roots`] are those
//! whose word on a server's certificate counts, and a [`Dialer`] connects. [`Asking`] speaks HTTP/1.1 on a connection, one
//! question each. How long is waited is for the caller to say.

mod asking;

pub use asking::{Asking, host_of};

use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, RootCertStore};
use std::io;
use std::sync::Arc;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use url::{Host, Url};

/// A connection, with TLS or without.
pub trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Socket for S {}

/// Whether one may be sent there with a secret: over TLS, or without leaving this machine; and the address carries no user,
/// password or fragment.
#[must_use]
pub fn is_safe(url: &Url) -> bool {
    let here = match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    };
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
    let scheme = (url.scheme() == "https" && url.has_host()) || (url.scheme() == "http" && here);
    scheme && plain
}

/// Those whose word on a server's certificate counts: the public authorities, or those of `pem` alone. None where `pem`
/// holds no certificate, or something else.
#[must_use]
pub fn roots(pem: Option<&[u8]>) -> Option<RootCertStore> {
    let Some(pem) = pem else { return Some(webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect()) };
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_slice_iter(pem) {
        roots.add(certificate.ok()?).ok()?;
    }
    (!roots.is_empty()).then_some(roots)
}

/// Connects to servers for which its authorities vouch.
#[derive(Clone)]
pub struct Dialer(TlsConnector);

impl std::fmt::Debug for Dialer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Dialer")
    }
}

impl Dialer {
    /// One that believes these authorities; none where TLS cannot be spoken at all.
    #[must_use]
    pub fn new(roots: RootCertStore) -> Option<Self> {
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().ok()?;
        let tls = versions.with_root_certificates(roots).with_no_client_auth();
        Some(Self(TlsConnector::from(Arc::new(tls))))
    }

    /// A connection to the server of an address, of which the certificate was judged where it speaks TLS.
    ///
    /// # Errors
    /// What the system or TLS says; an address that is not [`is_safe`] is not asked.
    pub async fn dial(&self, url: &Url) -> io::Result<Box<dyn Socket>> {
        let unfit = || io::Error::new(io::ErrorKind::InvalidInput, "it is no address that may be asked");
        if !is_safe(url) {
            return Err(unfit());
        }
        let port = url.port_or_known_default().ok_or_else(unfit)?;
        let socket = match url.host().ok_or_else(unfit)? {
            Host::Domain(name) => TcpStream::connect((name, port)).await,
            Host::Ipv4(address) => TcpStream::connect((address, port)).await,
            Host::Ipv6(address) => TcpStream::connect((address, port)).await,
        }?;
        // A head and a body go out one after the other, and neither waits for the other's receipt.
        socket.set_nodelay(true)?;
        if url.scheme() != "https" {
            return Ok(Box::new(socket));
        }
        let host = url.host_str().map(|host| host.trim_matches(['[', ']']).to_owned());
        let name = host.and_then(|host| ServerName::try_from(host).ok()).ok_or_else(unfit)?;
        Ok(Box::new(self.0.connect(name, socket).await?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustls::pki_types::PrivatePkcs8KeyDer;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio_rustls::TlsAcceptor;

    #[test]
    fn only_tls_and_this_machine_may_be_asked() {
        for address in ["https://s3.example.in", "http://localhost:9000", "http://127.0.0.2/", "http://[::1]:1"] {
            assert!(is_safe(&Url::parse(address).unwrap()), "control: {address}");
        }
        for address in [
            "http://s3.example.in",
            "http://localhost.example.in",
            "http://10.0.0.1",
            "https://user@s3.example.in",
            "https://s3.example.in/#a",
            "ftp://localhost",
            "file:///etc/passwd",
        ] {
            assert!(!is_safe(&Url::parse(address).unwrap()), "{address}");
        }
    }

    #[test]
    fn authorities_are_the_public_ones_or_those_that_were_named() {
        assert!(roots(None).is_some_and(|roots| roots.len() > 50), "control");
        for pem in [&b""[..], b"nothing", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert!(roots(Some(pem)).is_none());
        }
    }

    /// A server with a certificate of its own for `localhost`, which answers a byte with a byte; and that certificate.
    async fn server() -> (u16, String) {
        let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()).into();
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let versions = rustls::ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let config =
            versions.unwrap().with_no_client_auth().with_single_cert(vec![made.cert.der().clone()], key).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let acceptor = TlsAcceptor::from(Arc::new(config));
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                if let Ok(mut socket) = acceptor.accept(socket).await {
                    let _ = socket.read_u8().await;
                    let _ = socket.write_u8(7).await;
                    let _ = socket.shutdown().await;
                }
            }
        });
        (port, made.cert.pem())
    }

    #[tokio::test]
    async fn a_server_is_believed_by_its_authority_and_its_name_alone() {
        let (port, pem) = server().await;
        let (vouched, public) = (roots(Some(pem.as_bytes())).unwrap(), roots(None).unwrap());
        let at = |host: &str| Url::parse(&format!("https://{host}:{port}")).unwrap();
        let mut socket = Dialer::new(vouched.clone()).unwrap().dial(&at("localhost")).await.expect("control");
        socket.write_u8(1).await.unwrap();
        assert_eq!(socket.read_u8().await.unwrap(), 7, "control");
        assert!(Dialer::new(public).unwrap().dial(&at("localhost")).await.is_err(), "nobody vouches");
        assert!(Dialer::new(vouched.clone()).unwrap().dial(&at("127.0.0.1")).await.is_err(), "another name");
        let far = Url::parse(&format!("http://example.in:{port}")).unwrap();
        assert!(Dialer::new(vouched).unwrap().dial(&far).await.is_err(), "never without TLS");
    }
}
