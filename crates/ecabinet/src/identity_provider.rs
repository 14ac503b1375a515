//! A government's own identity provider, as an option of `serve`: all of it is configured, or none.

use anyhow::{Context, Result, bail};
use cabinet::people::Words;
use clap::Args;
use office::{ANSWER_TIME, IdentityProviderSettings, Office, Zeroizing};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use web::{IDENTITY_ANSWER, Origin};

/// Bytes of a client's secret at most.
const SECRET_BYTES_MAX: usize = 1024;

/// The identity provider by which people may sign in too, besides their passkeys and passwords.
#[derive(Args, Clone, Debug)]
pub(crate) struct IdentityProviderArguments {
    /// The issuer of an identity provider (OpenID Connect), exactly as it spells itself: https, or this machine. It must know
    /// `/sign-in/identity/answer` under our origin as the address to which it sends back.
    #[arg(long, env = "ECABINET_IDENTITY_ISSUER")]
    identity_issuer: Option<String>,
    /// As what the provider knows us.
    #[arg(long, env = "ECABINET_IDENTITY_CLIENT")]
    identity_client: Option<String>,
    /// A file with the secret by which the provider knows us: one line, mode 0600.
    #[arg(long, env = "ECABINET_IDENTITY_SECRET_FILE")]
    identity_secret_file: Option<PathBuf>,
    /// What people call the provider, in Hindi; it stands on the button.
    #[arg(long, env = "ECABINET_IDENTITY_NAME_HI")]
    identity_name_hi: Option<String>,
    /// What people call the provider, in English.
    #[arg(long, env = "ECABINET_IDENTITY_NAME_EN")]
    identity_name_en: Option<String>,
    /// How strongly a person must have proved there who it is (`acr`), in the provider's own word, such as one for two
    /// factors; by default whatever the provider holds for enough.
    #[arg(long, env = "ECABINET_IDENTITY_STRENGTH")]
    identity_strength: Option<String>,
    /// Certificates (PEM) of the authorities that alone vouch for the provider; by default the public ones.
    #[arg(long, env = "ECABINET_IDENTITY_AUTHORITY")]
    identity_authority: Option<PathBuf>,
}

/// A provider as it was configured.
pub(crate) struct IdentityProvider {
    settings: IdentityProviderSettings,
    name: Words,
}

impl IdentityProviderArguments {
    /// Reads what was configured, before anything is opened; none where nothing was.
    pub(crate) fn read(&self, origin: &Origin) -> Result<Option<IdentityProvider>> {
        let Self { identity_issuer, identity_client, identity_secret_file, .. } = self;
        let (Some(issuer), Some(client_id), Some(secret), Some(hi), Some(en)) =
            (identity_issuer, identity_client, identity_secret_file, &self.identity_name_hi, &self.identity_name_en)
        else {
            let any = identity_issuer.is_some() || identity_client.is_some() || identity_secret_file.is_some();
            let named = self.identity_name_hi.is_some() || self.identity_name_en.is_some();
            if any || named || self.identity_authority.is_some() || self.identity_strength.is_some() {
                bail!(
                    "an identity provider needs all of ECABINET_IDENTITY_ISSUER, ECABINET_IDENTITY_CLIENT, \
                     ECABINET_IDENTITY_SECRET_FILE, ECABINET_IDENTITY_NAME_HI and ECABINET_IDENTITY_NAME_EN"
                );
            }
            return Ok(None);
        };
        if hi.trim().is_empty() || en.trim().is_empty() {
            bail!("ECABINET_IDENTITY_NAME_HI and ECABINET_IDENTITY_NAME_EN stand on a button: neither may be empty");
        }
        let read = |path: &PathBuf| std::fs::read(path).with_context(|| path.display().to_string());
        let settings = IdentityProviderSettings {
            issuer: issuer.clone(),
            client_id: client_id.clone(),
            client_secret: secret_in(secret).with_context(|| format!("the client secret {}", secret.display()))?,
            redirect_uri: format!("{}{IDENTITY_ANSWER}", origin.0),
            authorities: self.identity_authority.as_ref().map(read).transpose()?,
            strength: self.identity_strength.clone(),
            answer_time: ANSWER_TIME,
        };
        Ok(Some(IdentityProvider { settings, name: Words { hi: hi.trim().to_owned(), en: en.trim().to_owned() } }))
    }
}

/// The one line of a file that nobody else may read.
pub(crate) fn secret_in(path: &Path) -> Result<Zeroizing<String>> {
    let found = std::fs::metadata(path)?;
    let mode = found.permissions().mode() & 0o7777;
    if mode & 0o077 != 0 {
        bail!("it has mode {mode:04o}; others must not reach it: chmod 600");
    }
    let text = Zeroizing::new(std::fs::read_to_string(path)?);
    let line = text.trim_end_matches(['\r', '\n']);
    if line.is_empty() || line.len() > SECRET_BYTES_MAX || line.contains(['\r', '\n']) {
        bail!("it must hold one line");
    }
    Ok(Zeroizing::new(line.to_owned()))
}

impl IdentityProvider {
    /// The same office, which believes this provider too.
    pub(crate) fn before(self, office: Office) -> Result<Office> {
        office.with_identity_provider(self.settings, self.name).context("the identity provider")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::fs::Permissions;

    #[derive(Parser)]
    struct Options {
        #[command(flatten)]
        provider: IdentityProviderArguments,
    }

    const ORIGIN: &str = "https://ecabinet.example.in";

    /// What becomes of these options, each with what is written after it.
    fn read(options: &[(&str, &str)]) -> Result<Option<IdentityProvider>> {
        let options = options.iter().map(|(name, value)| format!("--identity-{name}={value}"));
        let options = Options::parse_from(std::iter::once("test".to_owned()).chain(options));
        options.provider.read(&Origin(ORIGIN.to_owned()))
    }

    fn secret_file(content: &str, mode: u32) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        std::fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
        file
    }

    fn all(secret: &str) -> [(&'static str, &str); 5] {
        [
            ("issuer", "https://id.example.in"),
            ("client", "ecabinet"),
            ("secret-file", secret),
            ("name-hi", " परिचय "),
            ("name-en", "Parichay"),
        ]
    }

    #[test]
    fn a_provider_is_configured_whole_or_not_at_all() {
        let file = secret_file("a secret\n", 0o600);
        let secret = file.path().to_str().unwrap();
        assert!(read(&[]).unwrap().is_none());
        let provider = read(&all(secret)).unwrap().expect("control");
        assert_eq!((provider.name.hi.as_str(), provider.settings.client_secret.as_str()), ("परिचय", "a secret"));
        assert_eq!(provider.settings.redirect_uri, format!("{ORIGIN}/sign-in/identity/answer"));
        for left_out in 0..5 {
            let mut some = all(secret).to_vec();
            some.remove(left_out);
            let told = read(&some).err().expect("a part is missing").to_string();
            assert!(told.contains("ECABINET_IDENTITY_SECRET_FILE"), "{told}");
        }
        assert!(read(&[("authority", secret)]).is_err() && read(&[("strength", "2")]).is_err());
        let mut nameless = all(secret);
        nameless[4].1 = " ";
        assert!(read(&nameless).is_err());
    }

    #[test]
    fn a_secret_is_one_line_that_nobody_else_reads() {
        for (content, mode, fits) in [
            ("a secret\n", 0o600, true),
            ("a secret", 0o400, true),
            ("a secret\n", 0o644, false),
            ("a secret\n", 0o640, false),
            ("", 0o600, false),
            ("\n", 0o600, false),
            ("two\nlines\n", 0o600, false),
        ] {
            let file = secret_file(content, mode);
            let told = read(&all(file.path().to_str().unwrap()));
            assert_eq!(told.is_ok(), fits, "{content:?} {mode:o}");
        }
        assert!(read(&all("/nowhere")).is_err());
    }
}
