//! What goes wrong, as a page: a plain sentence in the reader's language, the right status, and the
//! reader's own words again where they could not be taken.

use crate::app::App;
use crate::device_asked;
use crate::form::{BadForm, Fields, Unsent};
use crate::frame::Frame;
use crate::visit::{SignedIn, Visit};
use askama::Template;
use axum::http::StatusCode;
use axum::http::header::{ACCEPT, HeaderMap};
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::device::DeviceAsked;
use cabinet::ids::ActId;
use cabinet::prose::BadProse;
use fluent_bundle::FluentValue;
use office::{ActError, Halt, ReadError};
use std::sync::Arc;

/// What goes wrong.
#[derive(Clone, Debug)]
pub(crate) enum Failure {
    /// There is no such thing for this person.
    Unknown,
    /// Nobody is signed in.
    NotSignedIn,
    /// The form does not come from our own page of this session.
    ForeignForm,
    /// A page of another site asks for a page of ours.
    ForeignSite,
    /// The form cannot be read.
    Form(BadForm),
    /// Too many bytes.
    TooLarge,
    /// The act's id is used up: sent before with other content, which is recorded.
    OtherContent {
        /// The recorded words.
        recorded: Vec<String>,
    },
    /// The page is too old.
    Stale,
    /// The record could not be written; nothing was applied.
    NotRecorded,
    /// It is not known whether the record was written.
    OutcomeUnknown,
    /// The rules refuse; sentences for the reader.
    Refused(StatusCode, Vec<String>),
    /// The address knows no such method.
    WrongMethod,
    /// Another node is further than this one, and the reader has seen it.
    Behind,
    /// The record holds what this version does not know.
    Upgrade,
    /// The keys of the record were rotated while this node ran.
    Rotated,
    /// The record is not the one that this node knows.
    Halted,
    /// Whoever came was not let in; nothing is told of why.
    NotLetIn,
    /// As many attempts wait to be judged as may.
    Crowded,
    /// The person proved who it is, and holds no charge.
    NoCharge,
    /// The passkey is enrolled already.
    PasskeyKnown,
    /// The post asks for a passkey, and the session began with something else.
    PasskeyNeeded,
    /// The identity provider does not answer.
    IdentitySilent,
    /// The identity provider's answer is not to be believed.
    IdentityUnbelievable,
    /// The person was not let in at the identity provider.
    IdentityDenied,
    /// The device with which somebody comes was reported lost.
    DeviceLost,
    /// What was asked needs a fresh proof of who asks.
    ProofStale,
    /// What was asked administers, and the session did not begin on the person's own device.
    DeviceAsked(DeviceAsked),
    /// Something of ours failed.
    Internal,
    /// The disk is full; nothing was applied.
    DiskFull,
    /// The store of papers, on another machine, does not answer.
    FilesUnreachable,
    /// The store of papers, on another machine, did not keep a paper; nothing was recorded.
    FileNotKept,
    /// A failure that shows the reader's words again.
    Keeping(Box<Failure>, Vec<String>),
    /// A failure of a proof, for want of which a form was not taken; the form goes with the next one.
    Carrying(Box<Failure>, Box<Unsent>),
}

impl Failure {
    /// The same failure, showing the reader's words again.
    pub(crate) fn keeping(self, fields: &Fields) -> Self {
        let kept = fields.kept();
        if kept.is_empty() { self } else { Self::Keeping(Box::new(self), kept) }
    }

    /// The same failure, showing the reader's words again; if it shows some already, those.
    pub(crate) fn keeping_at_least(self, fields: &Fields) -> Self {
        match self {
            kept @ Self::Keeping(..) => kept,
            lost => lost.keeping(fields),
        }
    }

    /// The same failure, showing these words of the reader again.
    pub(crate) fn keeping_words(self, words: String) -> Self {
        if words.is_empty() { self } else { Self::Keeping(Box::new(self), vec![words]) }
    }

    /// The same failure, with a form that is sent again after the proof.
    pub(crate) fn carrying(self, unsent: Unsent) -> Self {
        Self::Carrying(Box::new(self), Box::new(unsent))
    }

    /// The same failure, showing all these words of the reader again instead of some.
    pub(crate) fn keeping_all(self, kept: Vec<String>) -> Self {
        let plain = match self {
            Self::Keeping(inner, _) => *inner,
            other => other,
        };
        if kept.is_empty() { plain } else { Self::Keeping(Box::new(plain), kept) }
    }

    /// Status and key of the sentences. A missing thing and a forbidden one are the same answer.
    fn status_and_key(&self) -> (StatusCode, &'static str) {
        match self {
            Self::Unknown => (StatusCode::NOT_FOUND, "unknown"),
            Self::NotSignedIn => (StatusCode::UNAUTHORIZED, "not-signed-in"),
            Self::ForeignForm => (StatusCode::FORBIDDEN, "foreign-form"),
            Self::ForeignSite => (StatusCode::FORBIDDEN, "foreign-site"),
            Self::Form(_) => (StatusCode::BAD_REQUEST, "bad-form"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::OtherContent { .. } => (StatusCode::CONFLICT, "other-content"),
            Self::Stale => (StatusCode::CONFLICT, "stale"),
            Self::NotRecorded => (StatusCode::SERVICE_UNAVAILABLE, "not-recorded"),
            Self::OutcomeUnknown => (StatusCode::SERVICE_UNAVAILABLE, "outcome-unknown"),
            Self::Refused(status, _) => (*status, "refused"),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "wrong-method"),
            Self::Behind => (StatusCode::SERVICE_UNAVAILABLE, "behind"),
            Self::Upgrade => (StatusCode::SERVICE_UNAVAILABLE, "upgrade"),
            Self::Rotated => (StatusCode::SERVICE_UNAVAILABLE, "rotated"),
            Self::Halted => (StatusCode::SERVICE_UNAVAILABLE, "halted"),
            Self::NotLetIn => (StatusCode::FORBIDDEN, "not-let-in"),
            Self::Crowded => (StatusCode::TOO_MANY_REQUESTS, "crowded"),
            Self::NoCharge => (StatusCode::FORBIDDEN, "no-charge"),
            Self::PasskeyKnown => (StatusCode::CONFLICT, "passkey-known"),
            Self::PasskeyNeeded => (StatusCode::FORBIDDEN, "passkey-needed"),
            Self::IdentitySilent => (StatusCode::SERVICE_UNAVAILABLE, "identity-silent"),
            Self::IdentityUnbelievable => (StatusCode::BAD_GATEWAY, "identity-unbelievable"),
            Self::IdentityDenied => (StatusCode::FORBIDDEN, "identity-denied"),
            Self::DeviceLost => (StatusCode::GONE, "device-lost"),
            Self::ProofStale => (StatusCode::FORBIDDEN, "proof-stale"),
            Self::DeviceAsked(asked) => (StatusCode::FORBIDDEN, device_asked::key(asked)),
            Self::Internal => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
            Self::DiskFull => (StatusCode::INSUFFICIENT_STORAGE, "disk-full"),
            Self::FilesUnreachable => (StatusCode::SERVICE_UNAVAILABLE, "files-unreachable"),
            Self::FileNotKept => (StatusCode::SERVICE_UNAVAILABLE, "file-not-kept"),
            Self::Keeping(inner, _) | Self::Carrying(inner, _) => inner.status_and_key(),
        }
    }

    /// The page of this failure.
    pub(crate) fn page(&self, app: &App, visit: &Visit) -> Response {
        let mut page = Frame::new(app, visit);
        page.keeps_words = !self.kept().is_empty();
        let (status, key) = self.status_and_key();
        let (sentences, recorded, kept) = (self.sentences(&page), self.recorded().to_vec(), self.kept().to_vec());
        // What is not there for this person has no page to go back to.
        let matter = status != StatusCode::NOT_FOUND && page.has_matter();
        let confirms = key == "proof-stale";
        let own_devices = self.own_devices();
        // Whoever was not judged comes again to where he stood.
        let comes_again = matches!(self, Self::Crowded);
        let leads = status != StatusCode::GONE;
        let title = page.t(&format!("failure-{key}"));
        let unsent = self.unsent().cloned();
        // A proof that is asked for is no trouble.
        let number = if confirms { String::new() } else { visit.request.told() };
        let template = FailurePage {
            unsent,
            number,
            able: page.has_passkey(),
            matter,
            confirms,
            own_devices,
            comes_again,
            leads,
            title,
            sentences,
            recorded,
            kept,
            page,
        };
        match template.render() {
            Ok(html) => (status, axum::response::Html(html)).into_response(),
            Err(_) => status.into_response(),
        }
    }

    fn recorded(&self) -> &[String] {
        match self {
            Self::OtherContent { recorded } => recorded,
            Self::Keeping(inner, _) | Self::Carrying(inner, _) => inner.recorded(),
            _ => &[],
        }
    }

    fn kept(&self) -> &[String] {
        match self {
            Self::Keeping(_, kept) => kept,
            Self::Carrying(inner, _) => inner.kept(),
            _ => &[],
        }
    }

    /// How the page of one's own devices is offered: that is where one that is broken or was given back is shut out.
    fn own_devices(&self) -> OwnDevices {
        match self {
            Self::DeviceAsked(DeviceAsked::Own(_)) => OwnDevices::First,
            Self::DeviceAsked(DeviceAsked::Anew(_) | DeviceAsked::Another { .. }) => OwnDevices::Beside,
            Self::Keeping(inner, _) | Self::Carrying(inner, _) => inner.own_devices(),
            _ => OwnDevices::Not,
        }
    }

    fn unsent(&self) -> Option<&Unsent> {
        match self {
            Self::Carrying(_, unsent) => Some(unsent),
            Self::Keeping(inner, _) => inner.unsent(),
            _ => None,
        }
    }

    fn sentences(&self, page: &Frame) -> Vec<String> {
        match self {
            Self::Refused(_, sentences) => sentences.clone(),
            Self::DeviceAsked(asked) => device_asked::refusal(page, asked),
            Self::DeviceLost => vec![page.t("failure-device-lost-text"), page.t("failure-device-lost-passkey")],
            Self::Form(bad) => vec![bad_form(page, bad)],
            Self::Carrying(inner, _) if inner.status_and_key().1 == "proof-stale" => vec![page.t("proof-stale-unsent")],
            Self::Keeping(inner, _) | Self::Carrying(inner, _) => inner.sentences(page),
            other => vec![page.t(&format!("failure-{}-text", other.status_and_key().1))],
        }
    }
}

/// What is wrong with a form.
pub(crate) fn bad_form(page: &Frame, bad: &BadForm) -> String {
    let field = |key: &str, name: &str| page.ts(key, "field", &field_label(page, name));
    match bad {
        BadForm::Malformed => page.t("form-malformed"),
        BadForm::UnknownField(name) => page.ts("form-unknown-field", "field", &printable(name)),
        BadForm::MissingField(name) => field("form-missing-field", name),
        BadForm::RepeatedField(name) => field("form-repeated-field", name),
        BadForm::BadChoice(name) => field("form-bad-choice", name),
        BadForm::BadCharacters(name) => field("form-bad-characters", name),
        BadForm::TooLong(name) => field("form-too-long", name),
        BadForm::Prose(key, bad) => bad_prose(page, key, bad),
    }
}

/// Why a section with lists or tables was refused. What no editor of ours sends is not told in detail.
fn bad_prose(page: &Frame, key: &str, bad: &BadProse) -> String {
    let section = crate::refusals::section_label(page, key);
    let limited = |sentence: &str, most: usize| {
        let most = i64::try_from(most).unwrap_or(i64::MAX);
        page.with(sentence, &[("field", FluentValue::from(section.clone())), ("count", FluentValue::from(most))])
    };
    match bad {
        BadProse::TooDeep { levels_max } => limited("form-prose-too-deep", *levels_max),
        BadProse::TooMany { node: "row", count_max } => limited("form-prose-rows", *count_max),
        BadProse::TooMany { node: "column", count_max } => limited("form-prose-columns", *count_max),
        BadProse::TooMany { node: "item", count_max } => limited("form-prose-items", *count_max),
        BadProse::TooMany { count_max, .. } => limited("form-prose-blocks", *count_max),
        BadProse::TooLong { .. } => page.ts("form-too-long", "field", &section),
        BadProse::Characters(_) => page.ts("form-bad-characters", "field", &section),
        _ => page.ts("form-prose-unreadable", "field", &section),
    }
}

/// A name that came from outside: shortened, without what cannot be shown.
fn printable(name: &str) -> String {
    const CHARACTERS_MAX: usize = 40;
    name.chars().filter(|character| !character.is_control()).take(CHARACTERS_MAX).collect()
}

/// The label of a field, where it has one; else its name.
pub(crate) fn field_label(page: &Frame, name: &str) -> String {
    let known = [
        "number",
        "subject",
        "subject_en",
        "schedule",
        "classification",
        "concern",
        "crore",
        "amount_kind",
        "varies",
        "varied",
        "head",
        "years",
        "points",
        "milestones",
        "remark",
        "reason",
        "order",
        "text",
        "what",
        "point",
        "title",
        "file",
        "place",
        "mail",
        "telephone",
        "day",
        "month",
        "year",
        "hour",
        "minute",
        "answer",
        "department",
        "post",
        "desk",
        "urgency",
        "delay",
        "recipient",
        "chair",
        "present",
        "outcome",
        "minutes",
        "section",
        "scope",
        "days",
        "code",
        "sign_in_name",
        "password",
        "label",
        "list",
        "key",
        "name",
        "kind",
        "person",
        "steps",
        "way",
        "whom",
        "taken_in",
        "checked",
        "deficiency",
        "precondition",
        "last_day",
        "position",
        "member",
        "word",
        "condition",
        "copy_of",
        "heard_order",
    ];
    let plain = name.split(['.', '-']).next().unwrap_or_default();
    let plain = match plain {
        "year_label" | "year_crore" => "years",
        "point" => "points",
        "milestone_what" | "milestone_days" => "milestones",
        "prose" => "section",
        other => other,
    };
    if known.contains(&plain) { page.word("field", plain) } else { printable(name) }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if matches!(self, Self::NotSignedIn) {
            // A page that was asked for: sign in first. A form that was sent keeps its words.
            return Redirect::to("/sign-in").into_response();
        }
        let mut response = self.status_and_key().0.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

impl From<BadForm> for Failure {
    fn from(bad: BadForm) -> Self {
        Self::Form(bad)
    }
}

impl From<Halt> for Failure {
    fn from(halt: Halt) -> Self {
        match halt {
            Halt::Forked(_) => Self::Halted,
            Halt::UnknownEntry(_) => Self::Upgrade,
            Halt::Rotated(_) => Self::Rotated,
        }
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Unknown => Self::Unknown,
            ReadError::Halted(halt) => halt.into(),
            ReadError::FilesUnreachable => Self::FilesUnreachable,
            full if full.is_full() => Self::DiskFull,
            other => {
                tracing::error!(error = %other, "a page could not be read");
                Self::Internal
            }
        }
    }
}

impl Failure {
    /// Of a form whose act was not reached, because something could not be read or recorded before it.
    pub(crate) fn before_the_act(error: ReadError) -> Self {
        match Self::from(error) {
            Self::Internal => Self::NotRecorded,
            other => other,
        }
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        tracing::error!(%error, "a page could not be drawn");
        Self::Internal
    }
}

impl Failure {
    /// The failure of an act, with sentences for its refusal; for an id that is used up, with the
    /// words that are recorded under it.
    pub(crate) async fn of_act(app: &App, who: &SignedIn, act: ActId, error: ActError) -> Self {
        let page = &who.frame(app);
        match error {
            ActError::OtherContent => {
                let recorded = app.office.words_of_act(&who.session, act).await.unwrap_or_default();
                Self::OtherContent { recorded }
            }
            ActError::Refused(cabinet::Refusal::Unknown) => Self::Unknown,
            ActError::Refused(refusal) => {
                Self::Refused(crate::refusals::status(&refusal), crate::refusals::sentences(page, &refusal))
            }
            ActError::Stale => Self::Stale,
            ActError::ProofStale => Self::ProofStale,
            ActError::DeviceAsked => Self::DeviceAsked(DeviceAsked::Own(Vec::new())),
            ActError::NotRecorded => Self::NotRecorded,
            ActError::Full => Self::DiskFull,
            ActError::OutcomeUnknown | ActError::Stopped => Self::OutcomeUnknown,
        }
    }
}

/// Whether the sender wants data rather than a page.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    headers
        .get(ACCEPT)
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("application/json"))
}

/// Whether a failure leads to the page of one's own devices.
#[derive(Clone, Copy, PartialEq, Eq)]
enum OwnDevices {
    /// There is nothing to do there.
    Not,
    /// It is the next step.
    First,
    /// The next step is to see another officer; there it is seen which device this is about.
    Beside,
}

#[derive(Template)]
#[template(path = "failure.html")]
struct FailurePage {
    page: Frame,
    matter: bool,
    /// A proof is asked for, and then the page again.
    confirms: bool,
    /// How the page is offered on which one's own devices stand.
    own_devices: OwnDevices,
    /// The same page is the one to go to.
    comes_again: bool,
    /// There is somewhere to go from here.
    leads: bool,
    title: String,
    sentences: Vec<String>,
    recorded: Vec<String>,
    kept: Vec<String>,
    /// What is sent again once its sender has proved who it is.
    unsent: Option<Unsent>,
    /// What is told to the help desk; empty where there is no trouble.
    number: String,
    /// The person has a passkey with which that can be proved.
    able: bool,
}
