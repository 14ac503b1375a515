//! Forms as they arrive: strictly read, every field named, every text cleaned.

use crate::app::App;
use crate::failure::Failure;
use crate::visit::SignedIn;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::header::{CONTENT_TYPE, HeaderMap, HeaderValue, ORIGIN};
use axum::http::request::Parts;
use cabinet::ids::ActId;
use cabinet::prose::{BadProse, words_sent};
use cabinet::text::Digest;
use hindi::{clean_text, showable};
use percent_encoding::percent_decode;
use std::str::FromStr;

/// Bytes of a form at most.
pub(crate) const FORM_BYTES_MAX: usize = 1024 * 1024;
/// Fields of a form at most.
pub(crate) const FIELDS_MAX: usize = 400;
/// Fields that are chosen, printed into the page or made by the server: nobody's words.
const NOT_TYPED: &[&str] = &[
    "form_token",
    "act",
    "seen",
    "version",
    "post",
    "language",
    "back",
    "meeting",
    "item",
    "proposal",
    "paper",
    "from",
    "file_hash",
    "schedule",
    "classification",
    "concern",
    "amount_kind",
    "varies",
    "answer",
    "department",
    "desk",
    "recipient",
    "chair",
    "present",
    "member",
    "word",
    "outcome",
    "object",
    "inquiry",
    "access",
    "meeting",
    "hours",
    "scope",
    "days",
    "change",
    "do",
    "ceremony",
    "answer",
    "address",
    "passkey",
    "charge",
    "person",
    "minister",
    "serves",
    "kind",
    "enrols",
    "body",
    "member",
    "rank",
    "leave",
    "into",
    "holder",
    // Never shown again: what proves who somebody is.
    "old_password",
    "password",
    "password_again",
    "moment_code",
    "password_id",
    "identity",
    "identity_state",
    "identity_code",
    "identity_issuer",
    "device",
    "session",
    "carried_to",
    "carried_act",
    "way",
    "reply",
    "taken_in",
    "checked",
    "deficiency",
    "precondition",
    "note",
    "approval",
    "approval_post",
    "approval_answer",
    "approval_scan",
    "record",
    "copy_of",
    "file",
    "heard_order",
    "silence",
    "position",
    "plain",
    "point",
    "task",
];
/// Of these no form that is sent again carries anything: they prove who somebody is.
const NEVER_CARRIED: &[&str] =
    &["ceremony", "answer", "old_password", "password", "password_again", "moment_code", "code", "identity_code"];
/// What stands before the name of a field that is carried.
const CARRIED: &str = "carried.";
/// Fields beside those that are carried.
const BESIDE_CARRIED: usize = 8;
/// Passwords: not a space of theirs is taken away.
const AS_TYPED: &[&str] = &["old_password", "password", "password_again"];
/// Fields by which a repeated act is not told from another: what a device answered is another thing each time that the
/// same act is sent, and of what proves who somebody is no hash may stand in the record.
const NOT_HASHED: &[&str] =
    &["ceremony", "answer", "old_password", "password", "password_again", "moment_code", "identity_code"];
/// Characters of one field at most.
pub(crate) const FIELD_CHARACTERS_MAX: usize = 80_000;

/// Why a form could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum BadForm {
    /// Not UTF-8, not urlencoded, too many fields.
    Malformed,
    /// A field that the form does not have.
    UnknownField(String),
    /// A field that the form must have.
    MissingField(&'static str),
    /// A field that stands more than once.
    RepeatedField(&'static str),
    /// A field whose value is not one of those offered.
    BadChoice(&'static str),
    /// Characters that cannot stand in a text.
    BadCharacters(String),
    /// More characters than any field may have.
    TooLong(String),
    /// A section with lists or tables that cannot be kept: its key, and why.
    Prose(String, BadProse),
}

/// The fields of a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl From<Vec<(String, String)>> for Fields {
    fn from(fields: Vec<(String, String)>) -> Self {
        Self(fields)
    }
}

impl Fields {
    /// Reads an urlencoded form.
    fn read(bytes: &[u8]) -> Result<Self, BadForm> {
        let mut fields = Vec::new();
        for pair in bytes.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            fields.push((name, value));
            if fields.len() > FIELDS_MAX {
                return Err(BadForm::Malformed);
            }
        }
        Ok(Self(fields))
    }

    /// Cleans every text and refuses what cannot be kept.
    pub(crate) fn cleaned(self) -> Result<Self, BadForm> {
        let cleaned = self.0.into_iter().map(|(name, value)| {
            let clean = clean_text(&value).map_err(|_| BadForm::BadCharacters(name.clone()))?;
            let value = if AS_TYPED.contains(&name.as_str()) { value } else { clean };
            if value.chars().nth(FIELD_CHARACTERS_MAX).is_some() {
                return Err(BadForm::TooLong(name));
            }
            Ok((name, value))
        });
        cleaned.collect::<Result<_, _>>().map(Self)
    }

    /// Adds a field that did not come urlencoded.
    pub(crate) fn push(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }

    /// Takes a field that stands at most once.
    pub(crate) fn optional(&mut self, name: &'static str) -> Result<Option<String>, BadForm> {
        let mut values = self.all(name).into_iter();
        match (values.next(), values.next()) {
            (_, Some(_)) => Err(BadForm::RepeatedField(name)),
            (value, None) => Ok(value),
        }
    }

    /// Takes a field that stands exactly once; it may be empty.
    pub(crate) fn one(&mut self, name: &'static str) -> Result<String, BadForm> {
        self.optional(name)?.ok_or(BadForm::MissingField(name))
    }

    /// Takes a field that stands exactly once and reads it.
    pub(crate) fn parse<T: FromStr>(&mut self, name: &'static str) -> Result<T, BadForm> {
        self.one(name)?.trim().parse().map_err(|_| BadForm::BadChoice(name))
    }

    /// Takes every value of a field, in order.
    pub(crate) fn all(&mut self, name: &str) -> Vec<String> {
        let (taken, left) = std::mem::take(&mut self.0).into_iter().partition(|(found, _)| found == name);
        self.0 = left;
        let taken: Vec<(String, String)> = taken;
        taken.into_iter().map(|(_, value)| value).collect()
    }

    /// Every value of a field, in order; none is taken.
    pub(crate) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    /// Takes every field whose name begins with `prefix`: what follows it, and the value.
    pub(crate) fn prefixed(&mut self, prefix: &str) -> Vec<(String, String)> {
        let (taken, left) = std::mem::take(&mut self.0).into_iter().partition(|(found, _)| found.starts_with(prefix));
        self.0 = left;
        let taken: Vec<(String, String)> = taken;
        let named =
            taken.into_iter().map(|(name, value)| (name.strip_prefix(prefix).unwrap_or(&name).to_owned(), value));
        named.collect()
    }

    /// Gives every field of one name another name.
    pub(crate) fn rename(&mut self, from: &str, to: &str) {
        self.0.iter_mut().filter(|(name, _)| name == from).for_each(|(name, _)| to.clone_into(name));
    }

    /// Whether the answer of a device came with it.
    pub(crate) fn answers(&self) -> bool {
        self.0.iter().any(|(name, value)| name == "answer" && !value.is_empty())
    }

    /// The form as it can be sent again; none where nothing was typed, where it proves who somebody is, or where it would
    /// not find room in the form that carries it.
    pub(crate) fn unsent(&self, to: &str, back: &str, act: ActId) -> Option<Unsent> {
        let proves = self.0.iter().any(|(name, value)| NEVER_CARRIED.contains(&name.as_str()) && !value.is_empty());
        // A byte takes three signs at most.
        let signs: usize =
            self.0.iter().map(|(name, value)| CARRIED.len() + name.len() + value.len() + 2).sum::<usize>();
        let room = self.0.len() + BESIDE_CARRIED <= FIELDS_MAX && 3 * signs + 8 * 1024 <= FORM_BYTES_MAX;
        let carries = !proves && room && !self.kept().is_empty();
        carries.then(|| Unsent {
            to: to.to_owned(),
            back: back.to_owned(),
            act: act.0.to_string(),
            fields: self.clone(),
        })
    }

    /// Refuses fields that nobody took.
    pub(crate) fn finish(self) -> Result<(), BadForm> {
        match self.0.into_iter().next() {
            Some((name, _)) => Err(BadForm::UnknownField(name)),
            None => Ok(()),
        }
    }

    /// What was sent, in one line a field, to tell a repeated act from another.
    fn canonical(&self, path: &str) -> Vec<u8> {
        let mut bytes = path.as_bytes().to_vec();
        let own = |(name, _): &&(String, String)| !NOT_HASHED.contains(&name.as_str());
        for (name, value) in self.0.iter().filter(own) {
            for part in [name, value] {
                bytes.extend_from_slice(&u64::try_from(part.len()).unwrap_or(u64::MAX).to_be_bytes());
                bytes.extend_from_slice(part.as_bytes());
            }
        }
        bytes
    }
}

/// A form that was not taken because its sender had not proved lately who it is. It goes with the pages of that proof, from
/// the browser and back to it, and is sent again after it; nothing of it stays on the server.
#[derive(Clone, Debug)]
pub(crate) struct Unsent {
    /// Where it goes.
    pub(crate) to: String,
    /// Where its sender leaves it for.
    pub(crate) back: String,
    /// The id of its act: sent again, it is the same act.
    pub(crate) act: String,
    fields: Fields,
}

impl Unsent {
    /// Takes what a form carries.
    pub(crate) fn take(fields: &mut Fields, back: &str) -> Result<Option<Self>, BadForm> {
        let (to, act) = (fields.optional("carried_to")?, fields.optional("carried_act")?);
        let carried = Fields(fields.prefixed(CARRIED));
        let (Some(to), Some(act)) = (to, act) else { return carried.finish().map(|()| None) };
        let _: ActId = act.parse().map_err(|_| BadForm::BadChoice("act"))?;
        Ok(Some(Self { to, back: back.to_owned(), act, fields: carried }))
    }

    /// Its fields, by name.
    pub(crate) fn fields(&self) -> &[(String, String)] {
        &self.fields.0
    }

    /// What was typed into it.
    pub(crate) fn kept(&self) -> Vec<String> {
        self.fields.kept()
    }
}

/// What follows the question mark of an address; what cannot be read is at no address of ours.
pub(crate) struct InAddress(pub(crate) Fields);

impl<S: Sync> FromRequestParts<S> for InAddress {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        let written = parts.uri.query().unwrap_or_default();
        let fields = Fields::read(written.as_bytes()).and_then(Fields::cleaned);
        fields.map(Self).map_err(|_| Failure::Unknown)
    }
}

/// Only what a plain form sends is read as one.
fn urlencoded(headers: &HeaderMap) -> Result<(), BadForm> {
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let plain = kind.split(';').next().unwrap_or_default().trim() == "application/x-www-form-urlencoded";
    if plain { Ok(()) } else { Err(BadForm::Malformed) }
}

async fn read(headers: &HeaderMap, body: Body) -> Result<Fields, Failure> {
    urlencoded(headers)?;
    let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Failure::TooLarge)?;
    Ok(Fields::read(&bytes)?)
}

/// What was typed into a form of which nothing else is taken; none of what cannot be read, or comes with a file.
pub(crate) async fn words_of_form(request: Request) -> Vec<String> {
    let (parts, body) = request.into_parts();
    read(&parts.headers, body).await.map_or_else(|_| Vec::new(), |fields| fields.kept())
}

fn decode(written: &[u8]) -> Result<String, BadForm> {
    let spaced: Vec<u8> = written.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    let bytes: Vec<u8> = percent_decode(&spaced).collect();
    String::from_utf8(bytes).map_err(|_| BadForm::Malformed)
}

/// A form of somebody who is signed in: from our own page, with its session's token and its act's id.
pub(crate) struct Posted {
    pub(crate) who: SignedIn,
    pub(crate) act: ActId,
    pub(crate) body: Digest,
    pub(crate) fields: Fields,
}

impl FromRequest<App> for Posted {
    type Rejection = Failure;

    async fn from_request(request: Request, app: &App) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        let who = SignedIn::from_request_parts(&mut parts, app).await?;
        let fields = read(&parts.headers, body).await?;
        Self::assemble(app, who, parts.uri.path(), fields)
    }
}

impl Posted {
    /// Checks token and id, cleans the texts.
    pub(crate) fn assemble(app: &App, who: SignedIn, path: &str, mut fields: Fields) -> Result<Self, Failure> {
        let token = fields.optional("form_token")?.unwrap_or_default();
        if !app.office.form_token_fits(&who.session, &token) {
            return Err(Failure::ForeignForm.keeping(&fields));
        }
        let act = ActId(fields.parse("act")?);
        let kept = fields.clone();
        let fields = fields.cleaned().map_err(|bad| Failure::Form(bad).keeping(&kept))?;
        let body = app.office.digest(&fields.canonical(path));
        Ok(Self { who, act, body, fields })
    }
}

impl Fields {
    /// What was typed into the fields, to be shown again where the act could not be taken.
    pub(crate) fn kept(&self) -> Vec<String> {
        let plain =
            |name: &str| name.strip_prefix(CARRIED).unwrap_or(name).split('.').next().unwrap_or_default().to_owned();
        let typed = self.0.iter().filter(|(name, _)| !NOT_TYPED.contains(&plain(name).as_str()));
        // Of a section with lists or tables the words are shown, not the format in which they came.
        let words = typed.map(|(name, value)| if plain(name) == "prose" { words_sent(value) } else { value.clone() });
        words.filter(|value| !value.trim().is_empty()).map(|value| showable(&value)).collect()
    }
}

/// A form without a session: sign-in and language.
pub(crate) struct Open {
    pub(crate) fields: Fields,
}

impl FromRequest<App> for Open {
    type Rejection = Failure;

    async fn from_request(request: Request, _: &App) -> Result<Self, Failure> {
        let (parts, body) = request.into_parts();
        let fields = read(&parts.headers, body).await?.cleaned()?;
        Ok(Self { fields })
    }
}

/// A browser says from where a form comes; ours come from our own origin. Our referrer policy makes
/// browsers hide the origin even from ourselves (`null`); then only their word on the site counts.
pub(crate) fn from_own_page(headers: &HeaderMap, origin: &str) -> Result<(), Failure> {
    let value = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let own = match (value("sec-fetch-site"), value(ORIGIN.as_str())) {
        (Some(site), from) => site == "same-origin" && from.is_none_or(|from| from == origin || from == "null"),
        (None, from) => from.is_none_or(|from| from == origin),
    };
    if own { Ok(()) } else { Err(Failure::ForeignForm) }
}

/// Nothing is handed to a page of another site, whatever it asks with. Whoever types an address comes from none.
pub(crate) fn from_no_other_site(headers: &HeaderMap) -> Result<(), Failure> {
    let site = headers.get("sec-fetch-site").map(HeaderValue::as_bytes);
    if matches!(site, None | Some(b"same-origin" | b"none")) { Ok(()) } else { Err(Failure::ForeignSite) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_strictly() {
        let mut fields = Fields::read("a=1&b=%E0%A4%95+x&a=2".as_bytes()).unwrap();
        assert_eq!(fields.all("a"), ["1", "2"]);
        assert_eq!(fields.one("b").unwrap(), "क x");
        assert_eq!(fields.clone().finish(), Ok(()));
        fields.push("c".to_owned(), String::new());
        assert_eq!(fields.finish(), Err(BadForm::UnknownField("c".to_owned())));
        assert_eq!(Fields::read(b"a=%FF").unwrap_err(), BadForm::Malformed);
    }

    #[test]
    fn another_field_or_another_border_is_another_body() {
        let read = |text: &str| Fields::read(text.as_bytes()).unwrap().canonical("/x");
        assert_ne!(read("a=bc"), read("ab=c"));
        assert_eq!(read("a=bc"), read("a=%62c"));
    }

    #[test]
    fn a_password_passes_as_it_was_typed() {
        let written = b"password=%20a%20%20b%20&subject=%20a%20%20b%20";
        let mut fields = Fields::read(written).and_then(Fields::cleaned).unwrap();
        assert_eq!(fields.one("password").unwrap(), " a  b ");
        assert_ne!(fields.one("subject").unwrap(), " a  b ", "control: other texts are cleaned");
    }
}
