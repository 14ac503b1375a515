//! How a store is reached: one file, which nobody else may read, because a secret stands in it.

use crate::Patience;
use outgoing::{Dialer, is_safe};
use serde::Deserialize;
use std::fmt;
use std::fs;
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use thiserror::Error;
use url::Url;
use zeroize::Zeroizing;

/// Bytes of the file at most.
const FILE_BYTES_MAX: u64 = 16 * 1024;

/// How a store is reached, and who we are there.
#[derive(Clone)]
pub struct Access {
    /// Its address, without a bucket: `https`, or this machine.
    pub endpoint: Url,
    /// Its region, which is a part of what is signed.
    pub region: String,
    /// By what name it knows us.
    pub key_id: String,
    /// With what our questions are signed; it never leaves this machine.
    pub secret: Zeroizing<String>,
    /// Certificates (PEM) of authorities that alone may vouch for it; by default the public ones.
    pub authorities: Option<Vec<u8>>,
    /// For how long it is waited for.
    pub patience: Patience,
}

/// The secret is told to nobody, and so the file's content is not.
impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Access({})", self.endpoint)
    }
}

/// Why a store cannot be asked.
#[derive(Debug, Error)]
pub enum AccessFault {
    /// A file cannot be read.
    #[error("{path}: {source}")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Others may read the file, and a secret stands in it.
    #[error("{path} has mode {mode:04o}; others must not reach it: chmod 600")]
    Mode {
        /// Which.
        path: PathBuf,
        /// Its mode.
        mode: u32,
    },
    /// It is not written as it must be. What stands in it is not told: a secret does.
    #[error(
        "{0} must hold lines `endpoint`, `region`, `key_id`, `secret` and, for an authority of your own, `authority`"
    )]
    Written(PathBuf),
    /// The address may not be asked.
    #[error("the endpoint {0} must be an https address, or http on this machine alone, without a path")]
    Endpoint(String),
    /// A value is empty.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// Nothing says how the store is reached.
    #[error("a bucket needs a file that says how its store is reached")]
    Unnamed,
    /// The authorities are none.
    #[error("the certificates of authorities cannot be read")]
    Authorities,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    endpoint: String,
    region: String,
    key_id: String,
    secret: String,
    authority: Option<PathBuf>,
}

impl Access {
    /// Reads the file, and that of the authorities if it names one.
    ///
    /// # Errors
    /// [`AccessFault`], in which nothing of the secret stands.
    pub fn read(path: &Path) -> Result<Self, AccessFault> {
        let failed = |path: &Path| {
            let path = path.to_path_buf();
            move |source| AccessFault::File { path, source }
        };
        let found = fs::metadata(path).map_err(failed(path))?;
        let mode = found.permissions().mode() & 0o7777;
        if mode & 0o077 != 0 {
            return Err(AccessFault::Mode { path: path.to_path_buf(), mode });
        }
        let written = || AccessFault::Written(path.to_path_buf());
        if found.len() > FILE_BYTES_MAX {
            return Err(written());
        }
        let text = Zeroizing::new(fs::read_to_string(path).map_err(failed(path))?);
        let Written { endpoint, region, key_id, secret, authority } = toml::from_str(&text).map_err(|_| written())?;
        let secret = Zeroizing::new(secret);
        let authorities = authority.map(|path| fs::read(&path).map_err(failed(&path))).transpose()?;
        let url = Url::parse(&endpoint).map_err(|_| AccessFault::Endpoint(endpoint))?;
        let access = Self { endpoint: url, region, key_id, secret, authorities, patience: Patience::default() };
        access.judge()?;
        Ok(access)
    }

    fn judge(&self) -> Result<(), AccessFault> {
        if !is_safe(&self.endpoint) || self.endpoint.query().is_some() || self.endpoint.path() != "/" {
            // As a user or password may stand in it, only host and scheme are told.
            let host = self.endpoint.host_str().unwrap_or_default();
            return Err(AccessFault::Endpoint(format!("{}://{host}", self.endpoint.scheme())));
        }
        for (what, text) in [("region", &self.region), ("key_id", &self.key_id), ("secret", &*self.secret)] {
            if text.is_empty() || text.bytes().any(|byte| byte.is_ascii_control()) {
                return Err(AccessFault::Empty(what));
            }
        }
        self.dialer().map(|_| ())
    }

    /// Connects to the store.
    ///
    /// # Errors
    /// [`AccessFault::Authorities`].
    pub(crate) fn dialer(&self) -> Result<Dialer, AccessFault> {
        outgoing::roots(self.authorities.as_deref()).and_then(Dialer::new).ok_or(AccessFault::Authorities)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs::Permissions;

    const FILE: &str =
        "endpoint = \"https://s3.example.in\"\nregion = \"in-1\"\nkey_id = \"ecabinet\"\nsecret = \"Tr0ub4dor\"\n";

    fn read(content: &str, mode: u32) -> Result<Access, AccessFault> {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), content).unwrap();
        fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
        Access::read(file.path())
    }

    #[test]
    fn a_secret_lies_in_a_file_that_nobody_else_reads() {
        for (mode, fits) in [(0o600, true), (0o400, true), (0o640, false), (0o604, false), (0o666, false)] {
            assert_eq!(read(FILE, mode).is_ok(), fits, "{mode:o}");
        }
        assert!(Access::read(Path::new("/nowhere")).is_err());
    }

    #[test]
    fn what_does_not_fit_is_refused_and_the_secret_told_to_nobody() {
        let access = read(FILE, 0o600).expect("control");
        assert_eq!((access.secret.as_str(), access.key_id.as_str()), ("Tr0ub4dor", "ecabinet"), "control");
        assert!(!format!("{access:?}").contains("Tr0ub4dor"));
        let changes = [
            ("https://s3.example.in", "http://s3.example.in"),
            ("https://s3.example.in", "https://Tr0ub4dor:x@s3.example.in"),
            ("https://s3.example.in", "https://s3.example.in/papers"),
            ("https://s3.example.in", "s3.example.in"),
            ("\"Tr0ub4dor\"", "Tr0ub4dor"),
            ("\"Tr0ub4dor\"", "\"Tr0ub4dor\\u0007\""),
            ("\"Tr0ub4dor\"", "\"\""),
            ("\"ecabinet\"", "\"\""),
            ("region =", "regions ="),
            ("region = \"in-1\"", ""),
            ("region = \"in-1\"", "region = \"in-1\"\nauthority = \"/dev/null\""),
            ("region = \"in-1\"", "region = \"in-1\"\nauthority = \"/nowhere\""),
        ];
        for (from, to) in changes {
            let error = read(&FILE.replace(from, to), 0o600).expect_err(to);
            let told = format!("{error} {error:?}");
            assert!(!told.contains("Tr0ub4dor"), "{told}");
        }
        assert!(read(&FILE.replace("https://s3.example.in", "http://127.0.0.1:9000"), 0o600).is_ok());
    }
}
