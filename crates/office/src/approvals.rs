//! Approvals: the approver's passkey signs what was shown, and nothing else.
//!
//! What is shown is put together by the server from the state, twice: when the device is asked, and when its answer comes.
//! If something moved in between, the two differ and the act is decided as an unsigned one, which tells that.

use crate::doors::{Begun, Ceremony, Purpose, SignInError, to_credentials};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::chief_ministers_office::HeardOrder;
use cabinet::circulation::CirculationAnswer;
use cabinet::ids::{BodyId, ChargeId, ItemId, MeetingId, PersonId, ProposalId, RevisionId};
use cabinet::meeting::{Item, Meeting};
use cabinet::note::{EarlierDecision, NoteFacts, Revision};
use cabinet::passkey::PasskeyRecord;
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Proposal;
use cabinet::signature::Signature;
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, Moment};
use credentials::{Assertion, Expected};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// What somebody is about to approve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Approval {
    /// As what.
    pub action: Action,
    /// What: a proposal or a meeting.
    pub subject: Subject,
    /// The version on the approver's page.
    pub seen: u32,
    /// What the approver wrote beside it.
    pub remark: String,
    /// What else is chosen with it, by the name of its field: the last day of a circulation, a member's answer.
    pub terms: Terms,
}

/// What an approval chooses beside saying yes, by the name of its field.
pub type Terms = BTreeMap<&'static str, String>;

/// How what was shown is written down. A signature is judged by the format that it names, for ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// `ecabinet approval/1`, or `/2` where decisions stand in it: without a note's facts, without day and place.
    WithoutFacts,
    /// `ecabinet approval/3`, or `/4` where terms stand in it: without what a note says of earlier decisions, and its
    /// implementation schedule.
    WithoutEarlierDecision,
    /// `ecabinet approval/5`, with terms or without.
    Whole,
}

impl Format {
    /// The format that something shown names; one that is unknown is none.
    pub(crate) fn of(shown: &str) -> Option<Self> {
        #[derive(Deserialize)]
        struct Named {
            format: String,
        }
        match serde_json::from_str::<Named>(shown).ok()?.format.as_str() {
            FIRST | WITH_DECISIONS => Some(Self::WithoutFacts),
            WITH_FACTS | WITH_TERMS => Some(Self::WithoutEarlierDecision),
            WHOLE => Some(Self::Whole),
            _ => None,
        }
    }
}

const FIRST: &str = "ecabinet approval/1";
const WITH_DECISIONS: &str = "ecabinet approval/2";
const WITH_FACTS: &str = "ecabinet approval/3";
const WITH_TERMS: &str = "ecabinet approval/4";
const WHOLE: &str = "ecabinet approval/5";

/// What is signed, in this order, as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    format: &'static str,
    government: &'a str,
    action: &'static str,
    subject: Uuid,
    version: u32,
    person: PersonId,
    charge: ChargeId,
    /// Every text and file that is approved, by id, with its proof.
    contents: Vec<(Uuid, Digest)>,
    /// Of every note that is approved, SHA-256 of its [`NoteShown`].
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<(RevisionId, Digest)>,
    /// Where an agenda or minutes are approved, SHA-256 of the [`MeetingShown`].
    #[serde(skip_serializing_if = "Option::is_none")]
    meeting: Option<Digest>,
    /// What becomes binding with the minutes: their own words bind nobody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionShown>,
    /// What is chosen with it.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    terms: Terms,
    /// SHA-256 of the words that the approver wrote.
    remark: Digest,
}

/// What stands on a note's page beside the words of its sections: the fields of the format that is named, never more and
/// never fewer, whatever a note comes to hold later.
#[derive(Serialize)]
struct NoteShown<'a> {
    subject: &'a str,
    subject_en: &'a str,
    schedule: &'a str,
    classification: &'a str,
    concerns: Vec<&'static str>,
    rupees: u64,
    amount_kind: &'static str,
    head: &'a str,
    /// Each year as the note names it, with its whole rupees.
    years: Vec<(&'a str, u64)>,
    points: &'a [String],
    /// From `ecabinet approval/5` on.
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_decision: Option<&'a EarlierDecision>,
    /// Each milestone with its days from the decision, from `ecabinet approval/5` on.
    #[serde(skip_serializing_if = "Option::is_none")]
    milestones: Option<Vec<(&'a str, u32)>>,
    /// Titles of the papers, in their order.
    papers: Vec<&'a str>,
}

/// A meeting and the order of its agenda, as they are signed.
#[derive(Serialize)]
struct MeetingShown<'a> {
    number: u32,
    /// Unix milliseconds.
    begins: i64,
    place: &'a str,
    items: Vec<(ItemId, RevisionId)>,
}

/// One decision as it is signed.
#[derive(Serialize)]
struct DecisionShown {
    item: ItemId,
    point: u32,
    outcome: &'static str,
    text: Uuid,
    proof: Digest,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<BodyId>,
}

/// What the server keeps, sealed, while the device is asked.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Asked {
    nonce: Digest,
    shown: String,
}

/// A frozen note and its papers.
fn note(proposal: &Proposal, revision: &Revision) -> Vec<(Uuid, Digest)> {
    let papers = revision.papers.iter().filter_map(|id| proposal.paper_records.get(id));
    let papers = papers.map(|paper| (paper.id.0, paper.proof));
    std::iter::once((revision.body.id.0, revision.body.proof)).chain(papers).collect()
}

/// What is signed of a note beside its words.
fn facts(proposal: &Proposal, revision: &Revision, format: Format) -> Option<(RevisionId, Digest)> {
    let papers = revision.papers.iter().filter_map(|id| proposal.paper_records.get(id));
    let titles = papers.map(|paper| paper.title.as_str()).collect();
    Some((revision.id, hashed(&note_shown(&revision.facts, titles, format))?))
}

fn note_shown<'a>(facts: &'a NoteFacts, papers: Vec<&'a str>, format: Format) -> NoteShown<'a> {
    NoteShown {
        subject: &facts.subject,
        subject_en: &facts.subject_en,
        schedule: &facts.schedule,
        classification: &facts.classification,
        concerns: facts.concerns.iter().map(|concern| concern.key()).collect(),
        rupees: facts.rupees,
        amount_kind: facts.amount_kind.key(),
        head: &facts.head,
        years: facts.years.iter().map(|year| (year.label.as_str(), year.rupees)).collect(),
        points: &facts.points,
        earlier_decision: (format == Format::Whole).then_some(&facts.earlier_decision),
        milestones: (format == Format::Whole)
            .then(|| facts.milestones.iter().map(|one| (one.what.as_str(), one.days)).collect()),
        papers,
    }
}

fn hashed(shown: &impl Serialize) -> Option<Digest> {
    serde_json::to_vec(shown).ok().map(|bytes| Digest(vault::sha256(&bytes)))
}

fn meeting_shown(meeting: &Meeting) -> Option<Digest> {
    hashed(&MeetingShown {
        number: meeting.number,
        begins: meeting.begins.0,
        place: &meeting.place,
        items: meeting.items.iter().map(|item| (item.id, item.revision)).collect(),
    })
}

/// What of a subject is approved.
#[derive(Default)]
struct Contents {
    subject: Uuid,
    /// Texts and files.
    contents: Vec<(Uuid, Digest)>,
    notes: Vec<(RevisionId, Digest)>,
    meeting: Option<Digest>,
    decisions: Vec<DecisionShown>,
}

fn contents(state: &Cabinet, action: Action, subject: Subject, format: Format) -> Option<Contents> {
    match subject {
        Subject::Proposal(id) => {
            let proposal = state.proposal(id)?;
            let revision = proposal.revision()?;
            let notes = vec![facts(proposal, revision, format)?];
            Some(Contents { subject: id.0, contents: note(proposal, revision), notes, ..Contents::default() })
        }
        Subject::Meeting(id) if action == Action::ApproveMinutes => {
            let meeting = state.meeting(id)?;
            let minutes = &meeting.stage.record()?.minutes;
            let (contents, decisions) = (vec![(minutes.id.0, minutes.proof)], decisions(meeting));
            let (meeting, notes) = (Some(meeting_shown(meeting)?), Vec::new());
            Some(Contents { subject: id.0, contents, notes, meeting, decisions })
        }
        Subject::Meeting(id) => {
            let meeting = state.meeting(id)?;
            let mut found = Contents { subject: id.0, meeting: Some(meeting_shown(meeting)?), ..Contents::default() };
            for item in &meeting.items {
                let Some(proposal) = state.proposal(item.proposal) else { continue };
                let Some(revision) = proposal.revision_with(item.revision) else { continue };
                found.contents.extend(note(proposal, revision));
                found.notes.push(facts(proposal, revision, format)?);
            }
            Some(found)
        }
        _ => None,
    }
}

fn decisions(meeting: &Meeting) -> Vec<DecisionShown> {
    let of_item = |item: &Arc<Item>| {
        let shown = item.state.decisions().iter().map(|decision| DecisionShown {
            item: item.id,
            point: decision.point,
            outcome: decision.outcome.key(),
            text: decision.text.id.0,
            proof: decision.text.proof,
            day: decision.day.clone(),
            body: decision.body,
        });
        shown.collect::<Vec<_>>()
    };
    meeting.items.iter().flat_map(of_item).collect()
}

/// What is shown in this state to who may approve it; none for everybody else.
pub(crate) fn shown(
    state: &Cabinet,
    actor: &Actor,
    (action, subject, seen): (Action, Subject, u32),
    (remark, terms): (Digest, Terms),
    format: Format,
) -> Option<String> {
    let Actor::Holder { person, charge } = *actor else { return None };
    if !state.may(actor, subject, action) {
        return None;
    }
    let found = contents(state, action, subject, format)?;
    let terms = with_heard(state, action, subject, terms);
    let Contents { subject, contents, decisions, .. } = found;
    let (format, notes, meeting) = match format {
        Format::Whole => (WHOLE, found.notes, found.meeting),
        Format::WithoutEarlierDecision if terms.is_empty() => (WITH_FACTS, found.notes, found.meeting),
        Format::WithoutEarlierDecision => (WITH_TERMS, found.notes, found.meeting),
        Format::WithoutFacts if decisions.is_empty() => (FIRST, Vec::new(), None),
        Format::WithoutFacts => (WITH_DECISIONS, Vec::new(), None),
    };
    let shown = Shown {
        format,
        government: state.government(),
        action: action.key(),
        subject,
        version: seen,
        person,
        charge,
        contents,
        notes,
        meeting,
        decisions,
        terms,
        remark,
    };
    serde_json::to_string(&shown).ok()
}

/// The terms of an order to circulate: until when, and what silence means.
#[must_use]
pub fn circulation_terms(until: Moment, silence_agrees: bool) -> Terms {
    let silence = if silence_agrees { "agrees" } else { "says_nothing" };
    Terms::from([("until", until.0.to_string()), ("silence", silence.to_owned())])
}

/// Who confirms what was heard by telephone signs it: of what, its words, and of a circulation its terms. The order of a
/// meeting chooses nothing.
fn with_heard(state: &Cabinet, action: Action, subject: Subject, mut terms: Terms) -> Terms {
    let (Action::ConfirmTelephoneOrder, Subject::Proposal(id)) = (action, subject) else { return terms };
    let heard = state.proposal(id).and_then(|proposal| proposal.stage.telephone_order());
    let Some(heard) = heard.filter(|heard| !heard.order.is_meeting()) else { return terms };
    terms.insert("order", heard.order.key().to_owned());
    terms.insert("heard", heard.text.proof.to_string());
    if let HeardOrder::Circulation { until, silence_agrees } = heard.order {
        terms.extend(circulation_terms(until, silence_agrees));
    }
    terms
}

/// The terms of a member's answer.
#[must_use]
pub fn answer_terms(answer: CirculationAnswer) -> Terms {
    Terms::from([("answer", answer.key().to_owned())])
}

impl Approval {
    /// An approval of a proposal.
    #[must_use]
    pub const fn of_proposal(action: Action, proposal: ProposalId, seen: u32, remark: String) -> Self {
        Self { action, subject: Subject::Proposal(proposal), seen, remark, terms: Terms::new() }
    }

    /// The same with what is chosen with it.
    #[must_use]
    pub fn with(mut self, terms: Terms) -> Self {
        self.terms = terms;
        self
    }

    /// An approval of a meeting's agenda or minutes.
    #[must_use]
    pub const fn of_meeting(action: Action, meeting: MeetingId, seen: u32) -> Self {
        Self { action, subject: Subject::Meeting(meeting), seen, remark: String::new(), terms: Terms::new() }
    }
}

impl Office {
    /// What is shown now.
    fn shown(&self, actor: &Actor, approval: &Approval) -> Option<String> {
        let what = (approval.action, approval.subject, approval.seen);
        let beside = (self.digest(approval.remark.as_bytes()), approval.terms.clone());
        shown(&self.state(), actor, what, beside, Format::Whole)
    }

    /// What the approver's device is asked.
    ///
    /// # Errors
    /// [`SignInError::Read`] with *unknown* for who may not approve it; [`SignInError::Refused`] in training.
    pub fn begin_approval(&self, session: &Session, approval: &Approval) -> Result<Ceremony, SignInError> {
        let relying_party = self.relying_party()?;
        let shown = self.shown(&session.actor, approval).ok_or(ReadError::Unknown)?;
        let nonce: [u8; 32] = vault::random().map_err(ReadError::from)?;
        let challenge = credentials::challenge(&nonce, shown.as_bytes());
        let state = self.state();
        let own = session.actor.person().into_iter().flat_map(|person| state.passkeys_of(person));
        let own: Vec<_> = own.map(|record| to_credentials(&record.passkey)).collect();
        let options = relying_party.options_over(&challenge, &own);
        let asked = serde_json::to_string(&Asked { nonce: Digest(nonce), shown }).map_err(|_| SignInError::Refused)?;
        self.ceremony(credentials::Ceremony { options, state: asked }, Purpose::Approve(session.id.0))
    }

    /// The signature that the device gave; none where what it signed is not what is shown now.
    ///
    /// # Errors
    /// [`SignInError::Refused`] for an answer that proves nothing; recorded.
    pub async fn finish_approval(
        &self,
        session: &Session,
        sealed: &str,
        answer: &str,
        approval: &Approval,
        from: IpAddr,
    ) -> Result<Option<Signature>, SignInError> {
        let begun = self.begun_for(Purpose::Approve(session.id.0), sealed, from).await?;
        let asked: Asked = serde_json::from_str(&begun.state).map_err(|_| SignInError::Refused)?;
        if self.shown(&session.actor, approval).as_ref() != Some(&asked.shown) {
            return Ok(None);
        }
        match self.signed(session, &begun, &asked, answer).await {
            Err(SignInError::Refused) => Err(self.not_let_in(from, "signature").await),
            signed => signed.map(Some),
        }
    }

    async fn signed(
        &self,
        session: &Session,
        begun: &Begun,
        asked: &Asked,
        answer: &str,
    ) -> Result<Signature, SignInError> {
        let relying_party = self.relying_party()?;
        let assertion = Assertion::read(answer).map_err(|_| SignInError::Refused)?;
        let record = self.own_passkey(session, &assertion.handle)?;
        let known = to_credentials(&record.passkey);
        let key = known.spki().map_err(|_| SignInError::Refused)?;
        let challenge = credentials::challenge(&asked.nonce.0, asked.shown.as_bytes());
        let expected = Expected {
            challenge: &challenge,
            origin: relying_party.origin(),
            rp_id: relying_party.rp_id(),
            public_key_spki: &key,
        };
        let verified = assertion.verify(&expected).map_err(|_| SignInError::Refused)?;
        let (last, version) = self.last_counter(&record.passkey).await?;
        if !credentials::counter_fits(last, verified.counter) {
            return Err(SignInError::Refused);
        }
        self.take_once(begun.id).await?;
        self.count(&record.passkey, version, verified.counter).await?;
        let written = |bytes: &[u8]| credentials::base64url(bytes);
        Ok(Signature {
            shown: asked.shown.clone(),
            nonce: asked.nonce,
            passkey: record.passkey.id,
            authenticator_data: written(&assertion.authenticator_data),
            client_data: written(&assertion.client_data),
            signature: written(&assertion.signature),
        })
    }

    fn own_passkey(&self, session: &Session, handle: &str) -> Result<Arc<PasskeyRecord>, SignInError> {
        let state = self.state();
        let mut own = session.actor.person().into_iter().flat_map(|person| state.passkeys_of(person));
        own.find(|record| record.passkey.handle == handle).cloned().ok_or(SignInError::Refused)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::note::{AmountKind, Milestone, SectionWords, YearCost};
    use cabinet::rules::Concern;

    fn note() -> NoteFacts {
        NoteFacts {
            subject: "योजना की निरंतरता".to_owned(),
            subject_en: "Continuation of the scheme".to_owned(),
            schedule: "schemes".to_owned(),
            classification: "confidential".to_owned(),
            concerns: [Concern::Money, Concern::Posts].into(),
            rupees: 589_000_000,
            amount_kind: AmountKind::RecurringYearly,
            head: "2210".to_owned(),
            years: vec![YearCost { label: "2025-26".to_owned(), rupees: 589_000_000 }],
            points: vec!["354 पदों का सृजन".to_owned(), "व्यय की स्वीकृति".to_owned()],
            earlier_decision: EarlierDecision::Varied { which: "12/03/2019, विषय 4".to_owned() },
            milestones: vec![Milestone { what: "आदेश जारी करना".to_owned(), days: 30 }],
            sections: vec![SectionWords { key: "gist".to_owned(), words: 12 }],
        }
    }

    fn digest(note: &NoteFacts, papers: &[&str]) -> String {
        digest_in(Format::Whole, note, papers)
    }

    fn digest_in(format: Format, note: &NoteFacts, papers: &[&str]) -> String {
        vault::hex(&hashed(&note_shown(note, papers.to_vec(), format)).unwrap().0)
    }

    /// The same note with another word, number or length in one place: every leaf of its JSON in turn.
    fn falsified(note: &NoteFacts) -> Vec<(String, NoteFacts)> {
        let whole = serde_json::to_value(note).unwrap();
        let mut found = Vec::new();
        let mut paths = vec![String::new()];
        while let Some(path) = paths.pop() {
            let mut changed = whole.clone();
            match changed.pointer_mut(&path).unwrap() {
                serde_json::Value::Object(map) => paths.extend(map.keys().map(|key| format!("{path}/{key}"))),
                serde_json::Value::Array(list) => {
                    paths.extend((0..list.len()).map(|place| format!("{path}/{place}")));
                    list.reverse();
                    list.truncate(list.len() - 1);
                    found.extend(serde_json::from_value(changed).ok().map(|note| (path, note)));
                }
                leaf => {
                    *leaf = match leaf.as_str() {
                        Some("money" | "posts") => "law".into(),
                        Some("recurring_yearly") => "one_time".into(),
                        Some("varied") => continue,
                        Some(word) => format!("{word} ").into(),
                        None => (leaf.as_u64().unwrap() + 1).into(),
                    };
                    found.push((path, serde_json::from_value(changed).unwrap()));
                }
            }
        }
        found
    }

    #[test]
    fn no_field_of_a_note_is_left_unsigned() {
        let (whole, papers) = (note(), ["परिशिष्ट 1", "परिशिष्ट 2"]);
        let signed = digest(&whole, &papers);
        assert_eq!(signed, digest(&whole.clone(), &papers), "control: the same note is the same");
        let all = falsified(&whole);
        assert!(all.len() > 15, "control: {} places", all.len());
        for (path, changed) in all {
            // How many words a section holds follows from its words, which are signed as a text.
            let counted = path.starts_with("/sections");
            assert_eq!(digest(&changed, &papers) == signed, counted, "{path}");
        }
        assert_ne!(digest(&whole, &["परिशिष्ट 2", "परिशिष्ट 1"]), signed, "the order of papers");
    }

    /// What was signed once is judged for ever by the same bytes.
    #[test]
    fn the_format_of_a_note_never_changes() {
        for (format, digest) in [
            (Format::WithoutEarlierDecision, "67c7ef5539a3a09ca18b9403e8a495ec3be7fd6edce1e6ff6ffbd7e529d59c29"),
            (Format::Whole, "d56ef4b31f703f139bc3df9b501ccbf64403f27ff605d981559df67195fe432e"),
        ] {
            assert_eq!(digest_in(format, &note(), &["परिशिष्ट 1"]), digest, "{format:?}");
        }
    }

    #[test]
    fn a_signature_is_judged_by_the_format_that_it_names() {
        for (named, format) in [
            ("ecabinet approval/1", Some(Format::WithoutFacts)),
            ("ecabinet approval/2", Some(Format::WithoutFacts)),
            ("ecabinet approval/3", Some(Format::WithoutEarlierDecision)),
            ("ecabinet approval/4", Some(Format::WithoutEarlierDecision)),
            ("ecabinet approval/5", Some(Format::Whole)),
            ("ecabinet approval/6", None),
        ] {
            assert_eq!(Format::of(&serde_json::json!({ "format": named }).to_string()), format, "{named}");
        }
        assert_eq!(Format::of(""), None);
    }
}
