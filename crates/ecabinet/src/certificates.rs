//! The server's certificate and its key: read from two PEM files, and read anew when these change.

use arc_swap::ArcSwap;
use cabinet::Moment;
use office::CertificateEnds;
use rustls::crypto::aws_lc_rs::default_provider;
use rustls::pki_types::pem::{Error as PemError, PemObject};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName};
use rustls::server::ParsedCertificate;
use rustls::version::{TLS12, TLS13};
use rustls::{Error as TlsError, InconsistentKeys, ServerConfig};
use std::fs::File;
use std::io::{self, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::signal::unix::{SignalKind, signal};
use tokio_rustls::TlsAcceptor;
use zeroize::Zeroizing;

/// Between two looks at the files.
const LOOK_AGAIN: Duration = Duration::from_secs(3);
/// Rights of a key file at most: its owner's, to read and to write.
const KEY_MODE: u32 = 0o600;
/// A chain of certificates is some kilobytes.
const FILE_BYTES_MAX: u64 = 1024 * 1024;

/// Where certificate and key lie, and for which host they must be.
#[derive(Clone, Debug)]
pub(crate) struct CertificateFiles {
    pub(crate) certificate: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) host: String,
}

/// Why certificate and key cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CertificateFault {
    #[error("{path} cannot be read: {source}")]
    Unreadable { path: PathBuf, source: io::Error },
    #[error("{path} is no plain file of at most 1 MiB")]
    NoFile { path: PathBuf },
    #[error("the key file {path} has mode {mode:04o}; others must not reach it: chmod 600")]
    Mode { path: PathBuf, mode: u32 },
    #[error("{path} holds no certificate in PEM")]
    NoCertificate { path: PathBuf },
    #[error("{path} holds no private key in PEM; one that is locked by a password cannot be used")]
    NoKey { path: PathBuf },
    #[error("{path} is broken: {source}")]
    Pem { path: PathBuf, source: PemError },
    #[error("{path} holds no certificate that can be used: {source}")]
    Certificate { path: PathBuf, source: TlsError },
    #[error("{path} holds no key that can be used: {source}")]
    Key { path: PathBuf, source: TlsError },
    #[error("the key in {key} is not that of the certificate in {certificate}")]
    Strangers { key: PathBuf, certificate: PathBuf },
    #[error("the certificate in {path} is not for {host}, the host of ECABINET_ORIGIN")]
    Host { path: PathBuf, host: String },
}

/// A certificate with its chain, ready to be shown.
struct Shown {
    chain: Vec<CertificateDer<'static>>,
    config: Arc<ServerConfig>,
}

/// The certificate that is shown now.
#[derive(Clone)]
pub(crate) struct Certificates {
    files: CertificateFiles,
    shown: Arc<ArcSwap<Shown>>,
}

fn read(path: &Path, mode_max: Option<u32>) -> Result<Zeroizing<Vec<u8>>, CertificateFault> {
    let unreadable = |source| CertificateFault::Unreadable { path: path.to_owned(), source };
    let file = File::open(path).map_err(unreadable)?;
    let found = file.metadata().map_err(unreadable)?;
    if !found.is_file() || found.len() > FILE_BYTES_MAX {
        return Err(CertificateFault::NoFile { path: path.to_owned() });
    }
    let mode = found.permissions().mode() & 0o7777;
    if mode_max.is_some_and(|allowed| mode & !allowed != 0) {
        return Err(CertificateFault::Mode { path: path.to_owned(), mode });
    }
    let mut bytes = Zeroizing::new(Vec::new());
    file.take(FILE_BYTES_MAX).read_to_end(&mut bytes).map_err(unreadable)?;
    Ok(bytes)
}

/// The last moment of the first certificate of a chain.
fn last_moment(chain: &[CertificateDer<'_>]) -> Option<Moment> {
    let (_, parsed) = x509_parser::parse_x509_certificate(chain.first()?).ok()?;
    Some(Moment(parsed.validity().not_after.timestamp().saturating_mul(1000)))
}

impl CertificateFiles {
    fn chain(&self) -> Result<Vec<CertificateDer<'static>>, CertificateFault> {
        let path = self.certificate.clone();
        let bytes = read(&path, None)?;
        let chain = CertificateDer::pem_slice_iter(&bytes).collect::<Result<Vec<_>, _>>();
        let chain = chain.map_err(|source| CertificateFault::Pem { path: path.clone(), source })?;
        let own = chain.first().ok_or_else(|| CertificateFault::NoCertificate { path: path.clone() })?;
        let parsed = ParsedCertificate::try_from(own)
            .map_err(|source| CertificateFault::Certificate { path: path.clone(), source })?;
        let fits = ServerName::try_from(self.host.as_str())
            .is_ok_and(|host| rustls::client::verify_server_name(&parsed, &host).is_ok());
        if fits { Ok(chain) } else { Err(CertificateFault::Host { path, host: self.host.clone() }) }
    }

    fn key(&self) -> Result<PrivateKeyDer<'static>, CertificateFault> {
        let path = self.key.clone();
        let bytes = read(&path, Some(KEY_MODE))?;
        PrivateKeyDer::from_pem_slice(&bytes).map_err(|fault| match fault {
            PemError::NoItemsFound => CertificateFault::NoKey { path },
            source => CertificateFault::Pem { path, source },
        })
    }

    fn read(&self) -> Result<Shown, CertificateFault> {
        let (chain, key) = (self.chain()?, self.key()?);
        let config = ServerConfig::builder_with_provider(Arc::new(default_provider()))
            .with_protocol_versions(&[&TLS13, &TLS12])
            .and_then(|builder| builder.with_no_client_auth().with_single_cert(chain.clone(), key));
        let mut config = config.map_err(|source| match source {
            TlsError::InconsistentKeys(InconsistentKeys::KeyMismatch) => {
                CertificateFault::Strangers { key: self.key.clone(), certificate: self.certificate.clone() }
            }
            source => CertificateFault::Key { path: self.key.clone(), source },
        })?;
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Shown { chain, config: Arc::new(config) })
    }
}

impl Certificates {
    /// Reads both files.
    pub(crate) fn open(files: CertificateFiles) -> Result<Self, CertificateFault> {
        let shown = Arc::new(ArcSwap::from_pointee(files.read()?));
        Ok(Self { files, shown })
    }

    /// Greets the next connection with what is shown now.
    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.shown.load().config))
    }

    /// Until when the certificate lasts that is shown now, whoever asks; none if that cannot be read.
    pub(crate) fn ends(&self) -> CertificateEnds {
        let shown = Arc::clone(&self.shown);
        Arc::new(move || last_moment(&shown.load().chain))
    }

    /// Looks at the files again and again, and at once on SIGHUP, which ends the server no more.
    ///
    /// # Errors
    /// The signal cannot be heard.
    pub(crate) fn watch(self) -> io::Result<impl Future<Output = ()> + Send> {
        let mut hangup = signal(SignalKind::hangup())?;
        Ok(async move {
            let mut told = None;
            loop {
                tokio::select! {
                    () = tokio::time::sleep(LOOK_AGAIN) => {}
                    // Who asks is answered, even if it is the same again.
                    _ = hangup.recv() => told = None,
                }
                let files = self.files.clone();
                match tokio::task::spawn_blocking(move || files.read()).await {
                    Ok(read) => self.take(read, &mut told),
                    Err(error) => tracing::error!(%error, "looking at the certificate"),
                }
            }
        })
    }

    /// Shows what was read, or goes on with what is shown; a fault is told once.
    fn take(&self, read: Result<Shown, CertificateFault>, told: &mut Option<String>) {
        match read {
            Ok(shown) if shown.chain == self.shown.load().chain => *told = None,
            Ok(shown) => {
                // A new configuration resumes no session of the old one.
                self.shown.store(Arc::new(shown));
                *told = None;
                tracing::info!(path = %self.files.certificate.display(), "a new certificate is shown");
            }
            Err(fault) => {
                let fault = fault.to_string();
                if told.as_ref() != Some(&fault) {
                    tracing::warn!(fault, "the new certificate is not taken; the old one is shown on");
                }
                *told = Some(fault);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rcgen::{CertificateParams, KeyPair, date_time_ymd};

    #[test]
    fn a_certificate_tells_its_last_moment() {
        let mut params = CertificateParams::new(["localhost".to_owned()]).unwrap();
        params.not_after = date_time_ymd(2031, 5, 17);
        let certificate = params.self_signed(&KeyPair::generate().unwrap()).unwrap();
        assert_eq!(last_moment(&[certificate.der().clone()]), Some(Moment(1_936_742_400_000)));
        assert_eq!(last_moment(&[]), None);
        assert_eq!(last_moment(&[CertificateDer::from(vec![1, 2, 3])]), None, "what is no certificate");
    }
}
