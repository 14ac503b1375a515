//! Approvals: the approver's passkey signs what was shown, and nothing else.
//!
//! What is shown is put together by the server from the state, twice: when the device is asked, and when its answer comes.
//! If something moved in between, the two differ and the act is decided as an unsigned one, which tells that.

use crate::doors::{Begun, Ceremony, Purpose, SignInError, to_credentials};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::{ChargeId, ItemId, MeetingId, PersonId, ProposalId};
use cabinet::meeting::{Item, Meeting};
use cabinet::note::Revision;
use cabinet::passkey::PasskeyRecord;
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Proposal;
use cabinet::signature::Signature;
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet};
use credentials::{Assertion, Expected};
use serde::{Deserialize, Serialize};
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
}

/// What is signed, in this order, as JSON.
#[derive(Serialize)]
struct Shown<'a> {
    /// `ecabinet approval/1`, or `/2` where decisions stand in it.
    format: &'static str,
    government: &'a str,
    action: &'static str,
    subject: Uuid,
    version: u32,
    person: PersonId,
    charge: ChargeId,
    /// Every text and file that is approved, by id, with its proof.
    contents: Vec<(Uuid, Digest)>,
    /// What becomes binding with the minutes: their own words bind nobody.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    decisions: Vec<DecisionShown>,
    /// SHA-256 of the words that the approver wrote.
    remark: Digest,
}

/// One decision as it is signed.
#[derive(Serialize)]
struct DecisionShown {
    item: ItemId,
    point: u32,
    outcome: &'static str,
    text: Uuid,
    proof: Digest,
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

/// What of a subject is approved: texts and files, and decisions.
type Contents = (Uuid, Vec<(Uuid, Digest)>, Vec<DecisionShown>);

fn contents(state: &Cabinet, action: Action, subject: Subject) -> Option<Contents> {
    match subject {
        Subject::Proposal(id) => {
            let proposal = state.proposal(id)?;
            Some((id.0, note(proposal, proposal.revision()?), Vec::new()))
        }
        Subject::Meeting(id) if action == Action::ApproveMinutes => {
            let meeting = state.meeting(id)?;
            let minutes = &meeting.stage.record()?.minutes;
            Some((id.0, vec![(minutes.id.0, minutes.proof)], decisions(meeting)))
        }
        Subject::Meeting(id) => {
            let meeting = state.meeting(id)?;
            let listed = meeting.items.iter().filter_map(|item| {
                let proposal = state.proposal(item.proposal)?;
                let revision = proposal.revisions.iter().find(|one| one.id == item.revision)?;
                Some(note(proposal, revision))
            });
            Some((id.0, listed.flatten().collect(), Vec::new()))
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
    remark: Digest,
) -> Option<String> {
    let Actor::Holder { person, charge } = *actor else { return None };
    if !state.may(actor, subject, action) {
        return None;
    }
    let (subject, contents, decisions) = contents(state, action, subject)?;
    let shown = Shown {
        format: if decisions.is_empty() { "ecabinet approval/1" } else { "ecabinet approval/2" },
        government: state.government(),
        action: action.key(),
        subject,
        version: seen,
        person,
        charge,
        contents,
        decisions,
        remark,
    };
    serde_json::to_string(&shown).ok()
}

impl Approval {
    /// An approval of a proposal.
    #[must_use]
    pub const fn of_proposal(action: Action, proposal: ProposalId, seen: u32, remark: String) -> Self {
        Self { action, subject: Subject::Proposal(proposal), seen, remark }
    }

    /// An approval of a meeting's agenda or minutes.
    #[must_use]
    pub const fn of_meeting(action: Action, meeting: MeetingId, seen: u32) -> Self {
        Self { action, subject: Subject::Meeting(meeting), seen, remark: String::new() }
    }
}

impl Office {
    /// What is shown now.
    fn shown(&self, actor: &Actor, approval: &Approval) -> Option<String> {
        let what = (approval.action, approval.subject, approval.seen);
        shown(&self.state(), actor, what, self.digest(approval.remark.as_bytes()))
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
