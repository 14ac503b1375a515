//! Configuration: from the environment, or as options.

use crate::certificates::{CertificateFault, CertificateFiles, Certificates};
use crate::log::LogArguments;
use crate::operations::{OperationsDoor, OperationsListen};
use crate::reached::{ListenAddresses, PublicOrigin, ReachFault, Reached};
use crate::stores::{PapersArguments, StoreArgument};
use anyhow::{Context, Result, bail};
use clap::Args;
use office::{Node, Premises};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use vault::KeyFile;
use web::{Origin, TrustedProxies};

/// Name of the key file that `demo` keeps inside its data folder.
pub(crate) const DEMO_KEY_FILE: &str = "demo.key";

/// The government that is meant where none is named.
pub(crate) const DEFAULT_GOVERNMENT: &str = "madhya-pradesh";

/// Read, written and entered by the user alone under whom the server runs.
const DATA_FOLDER_MODE: u32 = 0o700;

/// Which government a data folder is of. Its name is a part of the origin of its ledgers.
#[derive(Args, Clone, Debug)]
pub(crate) struct GovernmentName {
    /// Stable name of the government, as its rules say it.
    #[arg(long = "government", env = "ECABINET_GOVERNMENT", default_value = DEFAULT_GOVERNMENT)]
    pub(crate) name: String,
}

/// Where the government lies and where it is served.
#[derive(Args, Clone, Debug)]
pub(crate) struct Place {
    #[command(flatten)]
    pub(crate) reach: ReachArguments,
    /// The data folder.
    #[arg(long, env = "ECABINET_DATA", default_value = "data")]
    pub(crate) data: PathBuf,
    /// The key file; for training one is made inside the data folder if none is named.
    #[arg(long, env = "ECABINET_KEY")]
    pub(crate) key: Option<PathBuf>,
    /// A folder outside the data folder that keeps the last checkpoint of each ledger; a start refuses a ledger that is
    /// shorter than it or another.
    #[arg(long, env = "ECABINET_WITNESS")]
    pub(crate) witness: Option<PathBuf>,
    /// A file of leaked passwords that no new password may be one of: a line for each, its SHA-1 in hexadecimal digits, a colon
    /// and how often it was found, ordered by hash.
    #[arg(long, env = "ECABINET_LEAKED_PASSWORDS")]
    pub(crate) leaked_passwords: Option<PathBuf>,
    /// Where `/healthz`, `/readyz` and `/metrics` are answered: an address of this machine, such as `127.0.0.1:9464`, or
    /// `unix:` with the path of a socket. By default nowhere.
    #[arg(long, env = "ECABINET_OPERATIONS_LISTEN")]
    pub(crate) operations_listen: Option<OperationsListen>,
    #[command(flatten)]
    pub(crate) log: LogArguments,
    #[command(flatten)]
    pub(crate) node: NodeArguments,
}

/// How the server is reached.
#[derive(Args, Clone, Debug)]
pub(crate) struct ReachArguments {
    /// Addresses on which pages are served, comma between two.
    #[arg(long, env = "ECABINET_LISTEN", default_value = "127.0.0.1:8080")]
    pub(crate) listen: ListenAddresses,
    /// The public origin, such as `https://ecabinet.example.in`; by default localhost.
    #[arg(long, env = "ECABINET_ORIGIN")]
    origin: Option<PublicOrigin>,
    /// The certificate with which the server speaks HTTPS itself, and those that lead from it to an authority: PEM. Read
    /// anew when it changes.
    #[arg(long, env = "ECABINET_TLS_CERTIFICATE")]
    tls_certificate: Option<PathBuf>,
    /// The private key of that certificate: PEM, mode 0600.
    #[arg(long, env = "ECABINET_TLS_KEY")]
    tls_key: Option<PathBuf>,
    /// Addresses or networks of the proxy before this server, comma between two; only these are believed in
    /// `X-Forwarded-For` and `X-Forwarded-Proto`.
    #[arg(long, env = "ECABINET_TRUSTED_PROXY")]
    trusted_proxy: Option<TrustedProxies>,
}

/// How the server is reached, as it was judged.
pub(crate) struct Reach {
    pub(crate) origin: Origin,
    pub(crate) proxies: TrustedProxies,
    pub(crate) certificates: Option<Certificates>,
    /// The door of the machine's operations.
    pub(crate) operations: Option<OperationsDoor>,
}

impl ReachArguments {
    fn settings(&self) -> Reached<'_> {
        let Self { listen, origin, tls_certificate, trusted_proxy, .. } = self;
        Reached { listen, tls: tls_certificate.is_some(), proxy: trusted_proxy.is_some(), origin: origin.as_ref() }
    }

    /// HTTPS or localhost, else the reason.
    pub(crate) fn judge(&self) -> Result<(), ReachFault> {
        match (&self.tls_certificate, &self.tls_key) {
            (Some(_), None) => Err(ReachFault::Half("ECABINET_TLS_CERTIFICATE")),
            (None, Some(_)) => Err(ReachFault::Half("ECABINET_TLS_KEY")),
            _ => self.settings().judge(),
        }
    }

    /// Reads certificate and key. `port` is that of the origin if none is named.
    pub(crate) fn read(&self, port: u16) -> Result<Reach, CertificateFault> {
        let origin = self.settings().origin(port);
        let certificates = match (self.tls_certificate.clone(), self.tls_key.clone()) {
            (Some(certificate), Some(key)) => {
                let host = origin.host.clone();
                Some(Certificates::open(CertificateFiles { certificate, key, host })?)
            }
            _ => None,
        };
        let proxies = self.trusted_proxy.clone().unwrap_or_default();
        Ok(Reach { origin: Origin(origin.to_string()), proxies, certificates, operations: None })
    }
}

/// Where a stopped government lies.
#[derive(Args, Clone, Debug)]
pub(crate) struct Stopped {
    #[command(flatten)]
    pub(crate) government: GovernmentName,
    /// The data folder; with several nodes that of one of them, and every node must be stopped.
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    shared: SharedArguments,
}

/// Where the ledger and the sealed files of a data folder lie, if not in it.
#[derive(Args, Clone, Debug)]
pub(crate) struct SharedArguments {
    /// Address of the PostgreSQL database, if the ledger lies in one.
    #[arg(long, env = "ECABINET_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
    #[command(flatten)]
    pub(crate) papers: PapersArguments,
}

impl SharedArguments {
    /// A government with this data folder.
    ///
    /// # Errors
    /// What says how the store of sealed files is reached is not as it must be.
    pub(crate) fn premises(&self, folder: &Path) -> Result<Premises> {
        Ok(Premises { folder: folder.to_path_buf(), database: self.database.clone(), papers: self.papers.site()? })
    }
}

impl Stopped {
    /// Where it lies.
    ///
    /// # Errors
    /// As [`SharedArguments::premises`].
    pub(crate) fn premises(&self) -> Result<Premises> {
        self.shared.premises(&self.folder)
    }
}

/// Where one of several nodes finds what they share.
#[derive(Args, Clone, Debug)]
pub(crate) struct NodeArguments {
    /// Address of a PostgreSQL database (`postgres://user@host/database`); by default the ledger is a file in the data
    /// folder. A password belongs into the file that `PGPASSFILE` names.
    #[arg(long, env = "ECABINET_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Name of this node, of small letters, digits and hyphens; with several nodes on one database each has its own.
    #[arg(long, env = "ECABINET_NODE")]
    node: Option<String>,
    #[command(flatten)]
    papers: PapersArguments,
}

impl NodeArguments {
    /// Whether the ledger is a file in the data folder.
    pub(crate) const fn is_of_a_file(&self) -> bool {
        self.database.is_none()
    }

    /// How a store of buckets is reached.
    pub(crate) const fn store(&self) -> &StoreArgument {
        &self.papers.store
    }

    /// Where its record lies, without the sealed files.
    pub(crate) fn record(&self, folder: &Path) -> Premises {
        Premises { folder: folder.to_path_buf(), database: self.database.clone(), papers: None }
    }

    /// What this node shares with others, and by which name.
    ///
    /// # Errors
    /// What says how the store of sealed files is reached is not as it must be.
    pub(crate) fn node(&self) -> Result<Node> {
        Ok(Node { name: self.node.clone(), database: self.database.clone(), papers: self.papers.site()? })
    }
}

impl Place {
    /// The key: named, or made inside the data folder for training.
    pub(crate) fn training_key(&self) -> Result<KeyFile> {
        make_data_folder(&self.data)?;
        match &self.key {
            Some(path) => open_or_make(path, &self.data, false),
            None => open_or_make(&self.data.join(DEMO_KEY_FILE), &self.data, true),
        }
    }
}

/// The data folder, for its owner alone if it is made here: names of sealed files and times of acts tell something too.
/// Folders above it are made as any others; of one that is there already the mode is its owner's affair.
pub(crate) fn make_data_folder(data: &Path) -> Result<()> {
    let made = || {
        if let Some(above) = data.parent() {
            std::fs::create_dir_all(above)?;
        }
        // As `create_dir_all`, it takes a folder that is there.
        std::fs::DirBuilder::new().recursive(true).mode(DATA_FOLDER_MODE).create(data)
    };
    made().with_context(|| format!("the data folder {}", data.display()))
}

/// The key of a real government: named, and never inside its data folder.
pub(crate) fn real_key(key: Option<&Path>, data: &Path) -> Result<KeyFile> {
    let path = key.context("name the key file: ECABINET_KEY, or --key")?;
    KeyFile::open(path, data, false).with_context(|| format!("the key file {}", path.display()))
}

fn open_or_make(path: &Path, data: &Path, inside: bool) -> Result<KeyFile> {
    if !path.exists() {
        if data.join("ledger.sqlite").exists() {
            bail!("the key file {} is missing, and the data folder cannot be read without it", path.display());
        }
        KeyFile::create(path).with_context(|| format!("making the key file {}", path.display()))?;
    }
    KeyFile::open(path, data, inside).with_context(|| format!("the key file {}", path.display()))
}
