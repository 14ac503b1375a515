//! By which ways notices leave the house, as options of `serve`: a mail server, an SMS gateway, both or none.

use crate::identity_provider::secret_in;
use anyhow::{Context, Result, bail};
use cabinet::notice::NoticeKind;
use clap::Args;
use office::{Channels, DeliveryFault, HttpGateway, Mail, MailSettings, Office, Pace, Sms, SmsSettings, Zeroizing};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use web::{Locales, Origin};

/// What stands before the address of a mail's sender.
const SENDER: &str = "ई-कैबिनेट · e-Cabinet";

/// The ways by which notices leave the house.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct WaysOutArguments {
    /// The mail server by which notices are sent: `smtps://HOST` speaks TLS at once, `smtp://HOST` by STARTTLS,
    /// `smtp+plain://localhost` is one on this machine. By default none is sent.
    #[arg(long, env = "ECABINET_SMTP")]
    smtp: Option<String>,
    /// The address from which mail is sent.
    #[arg(long, env = "ECABINET_SMTP_FROM")]
    smtp_from: Option<String>,
    /// The name by which the mail server knows us.
    #[arg(long, env = "ECABINET_SMTP_USER")]
    smtp_user: Option<String>,
    /// A file with the password that belongs to it: one line, mode 0600.
    #[arg(long, env = "ECABINET_SMTP_PASSWORD_FILE")]
    smtp_password_file: Option<PathBuf>,
    /// Certificates (PEM) of the authorities that alone vouch for the mail server; by default the public ones.
    #[arg(long, env = "ECABINET_SMTP_AUTHORITY")]
    smtp_authority: Option<PathBuf>,
    /// Domains to whose addresses alone mail is sent, comma between two; by default any.
    #[arg(long, env = "ECABINET_SMTP_DOMAINS")]
    smtp_domains: Option<String>,
    /// A file (TOML) with the SMS gateway and the templates that are registered with the operators. By default no SMS is sent.
    #[arg(long, env = "ECABINET_SMS")]
    sms: Option<PathBuf>,
    /// A file with the secret by which the gateway knows us: one line, mode 0600.
    #[arg(long, env = "ECABINET_SMS_SECRET_FILE")]
    sms_secret_file: Option<PathBuf>,
}

/// The ways out as they were configured.
pub(crate) struct WaysOut {
    mail: Option<Mail>,
    sms: Option<(Sms, Arc<HttpGateway>)>,
}

impl WaysOutArguments {
    /// Reads what was configured, before anything is opened.
    pub(crate) fn read(&self) -> Result<WaysOut> {
        Ok(WaysOut { mail: self.mail()?, sms: self.sms()? })
    }

    fn mail(&self) -> Result<Option<Mail>> {
        let Some(server) = &self.smtp else {
            let any = self.smtp_user.is_some() || self.smtp_password_file.is_some() || self.smtp_authority.is_some();
            if any || self.smtp_from.is_some() || self.smtp_domains.is_some() {
                bail!("ECABINET_SMTP names no mail server, and what goes with it is set");
            }
            return Ok(None);
        };
        let from =
            self.smtp_from.clone().context("ECABINET_SMTP_FROM must name the address from which mail is sent")?;
        let credentials = match (&self.smtp_user, &self.smtp_password_file) {
            (None, None) => None,
            (Some(user), Some(file)) => {
                let password = secret_in(file).with_context(|| format!("the password {}", file.display()))?;
                Some((user.clone(), password))
            }
            _ => bail!("a mail server that knows us needs both ECABINET_SMTP_USER and ECABINET_SMTP_PASSWORD_FILE"),
        };
        let domains = self.smtp_domains.as_deref().unwrap_or_default().split(',').map(str::trim);
        let domains: Vec<String> = domains.filter(|domain| !domain.is_empty()).map(str::to_owned).collect();
        let authorities = self.smtp_authority.as_deref().map(read).transpose()?;
        let (server, name) = (server.clone(), SENDER.to_owned());
        let settings = MailSettings { server, from, name, credentials, authorities, domains };
        Mail::new(&settings).map(Some).context("ECABINET_SMTP")
    }

    fn sms(&self) -> Result<Option<(Sms, Arc<HttpGateway>)>> {
        let Some(file) = &self.sms else {
            if self.sms_secret_file.is_some() {
                bail!("ECABINET_SMS names no file, and ECABINET_SMS_SECRET_FILE is set");
            }
            return Ok(None);
        };
        let named = || format!("ECABINET_SMS: {}", file.display());
        let text = std::fs::read_to_string(file).with_context(named)?;
        let settings = SmsSettings::read(&text).with_context(named)?;
        let secret = match &self.sms_secret_file {
            Some(secret) => secret_in(secret).with_context(|| format!("the secret {}", secret.display()))?,
            None => Zeroizing::default(),
        };
        let authorities = settings.authority.as_deref().map(|path| read(Path::new(path))).transpose()?;
        let gateway = HttpGateway::new(&settings, secret, authorities.as_deref()).with_context(named)?;
        let kinds: Vec<&str> = NoticeKind::ALL.iter().map(|kind| kind.key()).collect();
        let gateway = Arc::new(gateway);
        let sms = Sms::new(&settings.templates, &kinds, gateway.clone()).with_context(named)?;
        Ok(Some((sms, gateway)))
    }
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).with_context(|| path.display().to_string())
}

impl WaysOut {
    /// The same office, from which notices leave by these ways; it itself where there are none.
    pub(crate) fn before(self, office: Office, origin: &Origin) -> Result<Office> {
        if self.mail.is_none() && self.sms.is_none() {
            return Ok(office);
        }
        let locales = Locales::read().context("the words of the pages")?;
        let sms = self.sms.map(|(sms, _)| sms);
        let channels = Channels::new(self.mail, sms, web::letters(locales, origin.clone()), Pace::default());
        Ok(office.with_channels(channels))
    }

    /// Whether the mail server answers and knows us; none where none is named.
    pub(crate) async fn mail_answers(&self) -> Option<Result<(), DeliveryFault>> {
        Some(self.mail.as_ref()?.answers().await)
    }

    /// Whether the SMS gateway takes connections; none where none is named.
    pub(crate) async fn sms_answers(&self) -> Option<Result<(), DeliveryFault>> {
        Some(self.sms.as_ref()?.1.answers().await)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use std::fs::Permissions;
    use std::os::unix::fs::PermissionsExt;

    #[derive(Parser)]
    struct Options {
        #[command(flatten)]
        ways: WaysOutArguments,
    }

    fn read(options: &[(&str, &str)]) -> Result<WaysOut> {
        let options = options.iter().map(|(name, value)| format!("--{name}={value}"));
        Options::parse_from(std::iter::once("test".to_owned()).chain(options)).ways.read()
    }

    fn told(options: &[(&str, &str)]) -> String {
        format!("{:#}", read(options).err().expect("it is refused"))
    }

    fn file(content: &str, mode: u32) -> tempfile::NamedTempFile {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), content).unwrap();
        std::fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
        file
    }

    #[tokio::test]
    async fn mail_is_configured_whole_or_not_at_all() {
        let nothing = read(&[]).unwrap();
        assert!(nothing.mail.is_none() && nothing.sms.is_none());
        let password = file("a secret\n", 0o600);
        let path = password.path().to_str().unwrap();
        let (server, from) = (("smtp", "smtps://mail.example.in"), ("smtp-from", "ecabinet@example.in"));
        let (user, secret) = (("smtp-user", "ecabinet"), ("smtp-password-file", path));
        assert!(read(&[server, from]).unwrap().mail.is_some(), "control");
        assert!(read(&[server, from, user, secret, ("smtp-domains", "mp.gov.in, nic.in")]).unwrap().mail.is_some());
        assert!(told(&[server]).contains("ECABINET_SMTP_FROM"));
        assert!(told(&[from]).contains("ECABINET_SMTP names no mail server"));
        for half in [user, secret] {
            assert!(told(&[server, from, half]).contains("ECABINET_SMTP_PASSWORD_FILE"));
        }
        assert!(told(&[("smtp", "smtp+plain://mail.example.in"), from]).contains("on this machine alone"));
        assert!(told(&[("smtp", "mail.example.in"), from]).contains("smtps://HOST"));
        assert!(told(&[server, ("smtp-from", "e-cabinet")]).contains("cannot be read"));
        let open = file("a secret\n", 0o644);
        let open = ("smtp-password-file", open.path().to_str().unwrap().to_owned());
        assert!(told(&[server, from, user, (open.0, &open.1)]).contains("chmod 600"));
    }

    const SMS: &str = r#"
gateway = "https://sms.example.in/send"

[form]
to = "{to}"
text = "{text}"
template = "{template}"
pin = "{secret}"

[[template]]
kind = "folder_released"
id = "1107160000000000002"
text = "बैठक का नया फोल्डर उपलब्ध है।"
"#;

    #[test]
    fn a_template_that_no_notice_has_is_told_with_the_file() {
        let good = file(SMS, 0o600);
        let path = good.path().to_str().unwrap().to_owned();
        assert!(read(&[("sms", &path)]).unwrap().sms.is_some(), "control");
        for (from, into, why) in [
            ("folder_released", "gossip", "«gossip» is of no kind of notice"),
            ("https://sms", "http://sms", "must be an https address"),
            ("{to}", "to", "no field with {to}"),
            ("gateway", "gate", "unknown field"),
            ("उपलब्ध है", "{#var#} उपलब्ध है", "not as many slots"),
        ] {
            let bad = file(&SMS.replacen(from, into, 1), 0o600);
            let told = told(&[("sms", bad.path().to_str().unwrap())]);
            assert!(told.contains(why) && told.contains(bad.path().to_str().unwrap()), "{told}");
        }
        assert!(told(&[("sms-secret-file", &path)]).contains("ECABINET_SMS names no file"));
    }
}
