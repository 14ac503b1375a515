//! SMS: templates that were registered before (DLT), and the gateway that takes them.
//!
//! An operator in India delivers nothing that does not match a registered template, word by word, with slots of at most 30
//! characters. So a message is never written: a template is filled, and what was filled is compared with it once more
//! before it leaves.

use crate::address::Telephone;
use crate::fault::Fault;
use bytes::Bytes;
use http_body_util::Full;
use hyper::header::{CONNECTION, CONTENT_TYPE, HOST};
use hyper::{Method, Request};
use outgoing::{Asking, Dialer, host_of, is_safe};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;
use thiserror::Error;
use url::Url;
use url::form_urlencoded::Serializer;
use zeroize::Zeroizing;

/// Characters of a slot at most.
pub const SLOT_CHARACTERS_MAX: usize = 30;
/// How a registration writes a slot.
const SLOT: &str = "{#var#}";
/// For how long a gateway is waited for.
const ANSWER_TIME: Duration = Duration::from_secs(20);

/// What may stand in a slot: nothing that anybody wrote.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// The day of the meeting, or the last day.
    Date,
    /// The time of the meeting.
    Time,
}

/// A template as it was registered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// Of which notices.
    pub kind: String,
    /// Its id with the operators.
    pub id: String,
    /// Its text, letter by letter as registered; each slot is `{#var#}`.
    pub text: String,
    /// What stands in the slots, in their order.
    #[serde(default)]
    pub slots: Vec<Slot>,
    /// In which language dates are written in it: `hi` or `en`.
    #[serde(default = "hindi")]
    pub language: String,
}

fn hindi() -> String {
    "hi".to_owned()
}

/// What is configured of a gateway, in one file of TOML.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmsSettings {
    /// Where it takes a form: `https`, or this machine.
    pub gateway: String,
    /// The fields of that form. In a value `{to}`, `{text}`, `{template}`, `{id}` and `{secret}` are filled.
    pub form: BTreeMap<String, String>,
    /// Certificates (PEM) of authorities that alone may vouch for it: a path; by default the public ones.
    #[serde(default)]
    pub authority: Option<String>,
    /// What was registered.
    #[serde(rename = "template")]
    pub templates: Vec<Registered>,
}

/// Why no SMS can be sent with these settings.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SmsFault {
    /// The file is none.
    #[error("the file cannot be read: {0}")]
    Malformed(String),
    /// The gateway may not be asked.
    #[error("the gateway {0} must be an https address, or http on this machine alone")]
    Gateway(String),
    /// The form says nothing of a message.
    #[error("the form of the gateway has no field with {0}")]
    Form(&'static str),
    /// A template cannot be used.
    #[error("the template of «{0}» {1}")]
    Template(String, &'static str),
    /// The file of authorities holds no certificate, or something else.
    #[error("the certificates of authorities cannot be read")]
    Authorities,
}

/// Why a message is not sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Unfit {
    /// No template was registered for it.
    #[error("no template is registered")]
    NoTemplate,
    /// A slot has no value, or one too long.
    #[error("a slot does not hold it")]
    Slot,
    /// What was filled is not what was registered.
    #[error("it is not what was registered")]
    Other,
}

/// A message that matches its template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMessage {
    /// Id of the template.
    pub template: String,
    /// The text.
    pub text: String,
}

impl SmsSettings {
    /// Reads the file.
    ///
    /// # Errors
    /// [`SmsFault::Malformed`] with the place of the mistake.
    pub fn read(written: &str) -> Result<Self, SmsFault> {
        toml::from_str(written).map_err(|error| SmsFault::Malformed(error.to_string().trim().to_owned()))
    }
}

impl Registered {
    /// Why it cannot be used; `kinds` are the words of notices.
    fn mistake(&self, kinds: &[&str]) -> Option<&'static str> {
        let slots = self.text.matches(SLOT).count();
        if !kinds.contains(&self.kind.as_str()) {
            Some("is of no kind of notice")
        } else if self.id.is_empty() || !self.id.chars().all(|one| one.is_ascii_alphanumeric()) {
            Some("has no id of letters and digits")
        } else if slots != self.slots.len() {
            Some("has not as many slots as it names")
        } else if self.text.replace(SLOT, "").trim().is_empty() || self.text.contains(char::is_control) {
            Some("has no text in one line")
        } else if !matches!(self.language.as_str(), "hi" | "en") {
            Some("is neither in hi nor in en")
        } else {
            None
        }
    }

    /// The message with these values in its slots.
    ///
    /// # Errors
    /// [`Unfit::Slot`].
    fn filled(&self, value: impl Fn(Slot) -> Option<String>) -> Result<TextMessage, Unfit> {
        let mut parts = self.text.split(SLOT);
        let mut text = parts.next().unwrap_or_default().to_owned();
        for (part, slot) in parts.zip(&self.slots) {
            text.push_str(&value(*slot).filter(|value| fits_slot(value)).ok_or(Unfit::Slot)?);
            text.push_str(part);
        }
        Ok(TextMessage { template: self.id.clone(), text })
    }

    /// Whether a text is this template with something in its slots, as an operator would judge it.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let mut parts = self.text.split(SLOT);
        let Some(mut rest) = parts.next().and_then(|first| text.strip_prefix(first)) else { return false };
        let parts: Vec<&str> = parts.collect();
        for (place, part) in parts.iter().enumerate() {
            let last = place + 1 == parts.len();
            // The last slot reaches to the end of the text, however often its ending stands there.
            let end = if last {
                rest.len().checked_sub(part.len()).filter(|_| rest.ends_with(part))
            } else {
                rest.find(part)
            };
            let Some((value, after)) = end.and_then(|end| rest.split_at_checked(end)) else { return false };
            if !fits_slot(value) {
                return false;
            }
            rest = after.strip_prefix(part).unwrap_or_default();
        }
        rest.is_empty()
    }
}

fn fits_slot(value: &str) -> bool {
    (1..=SLOT_CHARACTERS_MAX).contains(&value.chars().count()) && !value.contains(char::is_control)
}

/// Who takes messages for telephones.
pub trait Gateway: Send + Sync {
    /// Hands over one message; `id` tells a second sending of it from another message.
    fn hand<'a>(
        &'a self,
        to: &'a Telephone,
        message: &'a TextMessage,
        id: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>>;
}

/// Fills templates and hands them to a gateway.
#[derive(Clone)]
pub struct Sms {
    templates: Arc<BTreeMap<String, Registered>>,
    gateway: Arc<dyn Gateway>,
}

impl Sms {
    /// By these templates; `kinds` are the words of notices.
    ///
    /// # Errors
    /// [`SmsFault::Template`].
    pub fn new(templates: &[Registered], kinds: &[&str], gateway: Arc<dyn Gateway>) -> Result<Self, SmsFault> {
        let mut known = BTreeMap::new();
        for template in templates {
            if let Some(mistake) = template.mistake(kinds) {
                return Err(SmsFault::Template(template.kind.clone(), mistake));
            }
            if known.insert(template.kind.clone(), template.clone()).is_some() {
                return Err(SmsFault::Template(template.kind.clone(), "stands twice"));
            }
        }
        Ok(Self { templates: Arc::new(known), gateway })
    }

    /// Whether anything is registered for a kind of notice.
    #[must_use]
    pub fn knows(&self, kind: &str) -> bool {
        self.templates.contains_key(kind)
    }

    /// The message of a kind of notice. `value` gives what stands in a slot, in the language `hi` or `en`.
    ///
    /// # Errors
    /// [`Unfit`].
    pub fn message(&self, kind: &str, value: impl Fn(Slot, &str) -> Option<String>) -> Result<TextMessage, Unfit> {
        let template = self.templates.get(kind).ok_or(Unfit::NoTemplate)?;
        template.filled(|slot| value(slot, &template.language))
    }

    /// Sends a message, if it is what was registered.
    ///
    /// # Errors
    /// [`Fault::Unfit`] for one that matches no template of its id: it is not sent; else what the gateway gives.
    pub async fn send(&self, message: &TextMessage, to: &Telephone, id: &str) -> Result<(), Fault> {
        let mut own = self.templates.values().filter(|template| template.id == message.template);
        if !own.any(|template| template.matches(&message.text)) {
            return Err(Fault::Unfit);
        }
        self.gateway.hand(to, message, id).await
    }
}

/// A gateway that takes a form over HTTP.
pub struct HttpGateway {
    address: Url,
    form: BTreeMap<String, String>,
    secret: Zeroizing<String>,
    dialer: Dialer,
}

impl HttpGateway {
    /// By these settings; `authorities`: what the file of authorities holds, where one was named.
    ///
    /// # Errors
    /// [`SmsFault`].
    pub fn new(
        settings: &SmsSettings,
        secret: Zeroizing<String>,
        authorities: Option<&[u8]>,
    ) -> Result<Self, SmsFault> {
        let unfit = || SmsFault::Gateway(settings.gateway.clone());
        let address = Url::parse(&settings.gateway).ok().filter(is_safe).ok_or_else(unfit)?;
        for wanted in ["{to}", "{text}", "{template}"] {
            if !settings.form.values().any(|value| value.contains(wanted)) {
                return Err(SmsFault::Form(wanted));
            }
        }
        let dialer = outgoing::roots(authorities).and_then(Dialer::new).ok_or(SmsFault::Authorities)?;
        Ok(Self { address, form: settings.form.clone(), secret, dialer })
    }

    /// Whether it takes connections. Nothing is asked: a question would be a message.
    ///
    /// # Errors
    /// [`Fault::Silent`].
    pub async fn answers(&self) -> Result<(), Fault> {
        let dialled = tokio::time::timeout(ANSWER_TIME, self.dialer.dial(&self.address)).await;
        dialled.map_err(|_| Fault::Silent)?.map(drop).map_err(|_| Fault::Silent)
    }

    fn body(&self, to: &Telephone, message: &TextMessage, id: &str) -> Zeroizing<String> {
        let to = to.to_string();
        let known = [
            ("{to}", to.as_str()),
            ("{text}", message.text.as_str()),
            ("{template}", message.template.as_str()),
            ("{id}", id),
            ("{secret}", self.secret.as_str()),
        ];
        let mut form = Serializer::new(String::new());
        for (name, value) in &self.form {
            form.append_pair(name, &filled(value, &known));
        }
        Zeroizing::new(form.finish())
    }

    async fn post(&self, to: &Telephone, message: &TextMessage, id: &str) -> Result<(), Fault> {
        let path = &self.address[url::Position::BeforePath..url::Position::AfterQuery];
        let request = Request::builder()
            .method(Method::POST)
            .uri(path)
            .header(HOST, host_of(&self.address).ok_or(Fault::Unfit)?)
            .header(CONNECTION, "close")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Full::new(Bytes::from(self.body(to, message, id).as_bytes().to_vec())))
            .map_err(|_| Fault::Unfit)?;
        let socket = self.dialer.dial(&self.address).await.map_err(|_| Fault::Silent)?;
        let mut asking = Asking::over(socket).await.map_err(|_| Fault::Silent)?;
        let status = asking.ask(request).await.map_err(|_| Fault::Silent)?.status();
        if status.is_success() { Ok(()) } else { Err(Fault::Refused(status.as_u16())) }
    }
}

/// A value with what its names stand for, each looked at once: what is filled in is no name.
fn filled(value: &str, known: &[(&str, &str)]) -> String {
    let (mut written, mut rest) = (String::new(), value);
    while let Some(at) = rest.find('{') {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        let found = known.iter().find(|(name, _)| from.starts_with(name));
        let (name, value) = found.copied().unwrap_or(("{", "{"));
        written.push_str(value);
        rest = from.strip_prefix(name).unwrap_or_default();
    }
    written.push_str(rest);
    written
}

impl Gateway for HttpGateway {
    fn hand<'a>(
        &'a self,
        to: &'a Telephone,
        message: &'a TextMessage,
        id: &'a str,
    ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>> {
        Box::pin(async move {
            tokio::time::timeout(ANSWER_TIME, self.post(to, message, id)).await.unwrap_or(Err(Fault::Silent))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Mutex;

    const KINDS: &[&str] = &["meeting_called", "folder_released"];

    fn registered(text: &str, slots: &[Slot]) -> Registered {
        Registered {
            kind: "meeting_called".to_owned(),
            id: "1107160000000000001".to_owned(),
            text: text.to_owned(),
            slots: slots.to_vec(),
            language: "hi".to_owned(),
        }
    }

    fn called() -> Registered {
        registered("मंत्रि-परिषद की बैठक {#var#} को {#var#} बजे है।", &[Slot::Date, Slot::Time])
    }

    #[derive(Default)]
    struct Box1(Mutex<Vec<(String, TextMessage, String)>>);

    impl Gateway for Box1 {
        fn hand<'a>(
            &'a self,
            to: &'a Telephone,
            message: &'a TextMessage,
            id: &'a str,
        ) -> Pin<Box<dyn Future<Output = Result<(), Fault>> + Send + 'a>> {
            self.0.lock().unwrap().push((to.to_string(), message.clone(), id.to_owned()));
            Box::pin(async { Ok(()) })
        }
    }

    #[test]
    fn a_message_matches_its_template_or_is_none() {
        let template = called();
        assert!(template.matches("मंत्रि-परिषद की बैठक 28 नवंबर 2026 को 11:00 बजे है।"), "control");
        for other in [
            "मंत्रि-परिषद की बैठक  को 11:00 बजे है।",
            "मंत्रि-परिषद की बैठक 28 नवंबर 2026 को 11:00 बजे है। विषय",
            "परिषद की बैठक 28 नवंबर 2026 को 11:00 बजे है।",
            "मंत्रि-परिषद की बैठक 28 नवंबर 2026 को 11:00 बजे",
            "मंत्रि-परिषद की बैठक 28 नवंबर 2026, दिन शनिवार, प्रातः काल को 11:00 बजे है।",
            "",
        ] {
            assert!(!template.matches(other), "{other}");
        }
        assert!(registered("कोई स्लॉट नहीं", &[]).matches("कोई स्लॉट नहीं"));
        assert!(registered("{#var#} को", &[Slot::Date]).matches("आज को को"), "an ending that stands twice");
    }

    #[tokio::test]
    async fn what_is_not_registered_never_leaves() {
        let gateway = Arc::new(Box1::default());
        let sms = Sms::new(&[called()], KINDS, gateway.clone()).unwrap();
        let to: Telephone = "9425000001".parse().unwrap();
        let value = |slot: Slot, _: &str| Some(if slot == Slot::Date { "28 नवंबर 2026" } else { "11:00" }.to_owned());
        let message = sms.message("meeting_called", value).unwrap();
        sms.send(&message, &to, "a").await.unwrap();
        let other = TextMessage { text: format!("{} विषय", message.text), ..message.clone() };
        assert_eq!(sms.send(&other, &to, "b").await, Err(Fault::Unfit));
        let strange = TextMessage { template: "1".to_owned(), ..message.clone() };
        assert_eq!(sms.send(&strange, &to, "c").await, Err(Fault::Unfit));
        assert_eq!(sms.message("folder_released", value), Err(Unfit::NoTemplate));
        assert_eq!(sms.message("meeting_called", |_, _| None), Err(Unfit::Slot));
        assert_eq!(sms.message("meeting_called", |_, _| Some("a".repeat(31))), Err(Unfit::Slot));
        let sent = gateway.0.lock().unwrap();
        assert_eq!(
            sent.as_slice(),
            [("9425000001".to_owned(), message, "a".to_owned())],
            "control: the first was sent"
        );
    }

    #[test]
    fn a_template_that_cannot_be_used_is_told_at_once() {
        let of = |template: Registered| Sms::new(&[template], KINDS, Arc::new(Box1::default())).err();
        assert_eq!(of(called()), None, "control");
        for (unfit, why) in [
            (Registered { kind: "gossip".to_owned(), ..called() }, "is of no kind of notice"),
            (Registered { id: String::new(), ..called() }, "has no id of letters and digits"),
            (Registered { slots: vec![Slot::Date], ..called() }, "has not as many slots as it names"),
            (registered("{#var#}", &[Slot::Date]), "has no text in one line"),
            (registered("a\nb", &[]), "has no text in one line"),
            (Registered { language: "fr".to_owned(), ..called() }, "is neither in hi nor in en"),
        ] {
            assert_eq!(of(unfit.clone()), Some(SmsFault::Template(unfit.kind, why)));
        }
        let twice = Sms::new(&[called(), called()], KINDS, Arc::new(Box1::default())).err();
        assert_eq!(twice, Some(SmsFault::Template("meeting_called".to_owned(), "stands twice")));
    }

    const FILE: &str = r#"
gateway = "http://127.0.0.1:9/sms"

[form]
mnumber = "91{to}"
message = "{text}"
dlt_template_id = "{template}"
pin = "{secret}"

[[template]]
kind = "folder_released"
id = "1107160000000000002"
text = "बैठक का नया फोल्डर उपलब्ध है।"
"#;

    #[test]
    fn the_file_says_which_form_the_gateway_takes() {
        let settings = SmsSettings::read(FILE).unwrap();
        let gateway = HttpGateway::new(&settings, Zeroizing::new("s{to}&".to_owned()), None).unwrap();
        let message = TextMessage { template: "11".to_owned(), text: "a {secret} b".to_owned() };
        let body = gateway.body(&"9425000001".parse().unwrap(), &message, "x");
        assert_eq!(*body, "dlt_template_id=11&message=a+%7Bsecret%7D+b&mnumber=919425000001&pin=s%7Bto%7D%26");
        let of = |file: String| {
            let settings = SmsSettings::read(&file)?;
            HttpGateway::new(&settings, Zeroizing::new(String::new()), None).map(drop)
        };
        assert_eq!(of(FILE.to_owned()), Ok(()), "control");
        assert!(matches!(of(FILE.replace("127.0.0.1:9", "sms.example.in")), Err(SmsFault::Gateway(_))));
        assert_eq!(of(FILE.replace("{text}", "a")), Err(SmsFault::Form("{text}")));
        assert!(matches!(of(FILE.replace("kind", "sort")), Err(SmsFault::Malformed(_))));
    }
}
