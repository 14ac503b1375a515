//! Approvals: the approver's passkey signs what was shown, and nothing else.
//!
//! What is shown is put together by the server from the state, twice: when the device is asked, and when its answer comes.
//! If something moved in between, the two differ and the act is decided as an unsigned one, which tells that.

use crate::doors::{Begun, Ceremony, Purpose, SignInError, to_credentials};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::{ChargeId, MeetingId, PersonId, ProposalId};
use cabinet::note::Revision;
use cabinet::passkey::PasskeyRecord;
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Proposal;
use cabinet::signature::Signature;
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet};
use credentials::{Assertion, Expected, RelyingParty};
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
    format: &'static str,
    government: &'a str,
    action: &'static str,
    subject: Uuid,
    version: u32,
    person: PersonId,
    charge: ChargeId,
    /// Every text and file that is approved, by id, with its proof.
    contents: Vec<(Uuid, Digest)>,
    /// SHA-256 of the words that the approver wrote.
    remark: Digest,
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

fn contents(state: &Cabinet, approval: &Approval) -> Option<(Uuid, Vec<(Uuid, Digest)>)> {
    match approval.subject {
        Subject::Proposal(id) => {
            let proposal = state.proposal(id)?;
            Some((id.0, note(proposal, proposal.revision()?)))
        }
        Subject::Meeting(id) => {
            let meeting = state.meeting(id)?;
            let contents = if approval.action == Action::ApproveMinutes {
                let minutes = &meeting.stage.record()?.minutes;
                vec![(minutes.id.0, minutes.proof)]
            } else {
                let listed = meeting.items.iter().filter_map(|item| {
                    let proposal = state.proposal(item.proposal)?;
                    let revision = proposal.revisions.iter().find(|one| one.id == item.revision)?;
                    Some(note(proposal, revision))
                });
                listed.flatten().collect()
            };
            Some((id.0, contents))
        }
        _ => None,
    }
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
    /// What is shown to who may approve it now; none for everybody else.
    fn shown(&self, actor: &Actor, approval: &Approval) -> Option<String> {
        let state = self.state();
        let Actor::Holder { person, charge } = *actor else { return None };
        if !state.may(actor, approval.subject, approval.action) {
            return None;
        }
        let (subject, contents) = contents(&state, approval)?;
        let shown = Shown {
            format: "ecabinet approval/1",
            government: state.government(),
            action: approval.action.key(),
            subject,
            version: approval.seen,
            person,
            charge,
            contents,
            remark: self.digest(approval.remark.as_bytes()),
        };
        serde_json::to_string(&shown).ok()
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

/// Judges the signature of an approval by the record alone: the key that was enrolled for its person, the words that it
/// signed, and the origin that the browser named, to which the authenticator's data must fit.
pub(crate) fn judge(state: &Cabinet, by: &Actor, signature: &Signature) -> Result<(), &'static str> {
    let record = state.passkey(signature.passkey).ok_or("its passkey is not in the record")?;
    if Some(record.passkey.person) != by.person() {
        return Err("its passkey is another person's");
    }
    let read = |written: &str| credentials::from_base64url(written).ok_or("it cannot be read");
    let client_data = read(&signature.client_data)?;
    let named: serde_json::Value = serde_json::from_slice(&client_data).map_err(|_| "it cannot be read")?;
    let origin = named.get("origin").and_then(|origin| origin.as_str()).ok_or("it names no origin")?;
    let relying_party = RelyingParty::new(origin, "").map_err(|_| "there can be no passkeys at its origin")?;
    let shown: serde_json::Value =
        serde_json::from_str(&signature.shown).map_err(|_| "what was shown cannot be read")?;
    let person = record.passkey.person.to_string();
    if shown.get("person").and_then(|shown| shown.as_str()) != Some(person.as_str()) {
        return Err("another person was shown it");
    }
    let key = to_credentials(&record.passkey).spki().map_err(|_| "its key cannot be read")?;
    let assertion = Assertion {
        handle: record.passkey.handle.clone(),
        authenticator_data: read(&signature.authenticator_data)?,
        client_data,
        signature: read(&signature.signature)?,
    };
    let challenge = credentials::challenge(&signature.nonce.0, signature.shown.as_bytes());
    let (rp_id, public_key_spki) = (relying_party.rp_id(), key.as_slice());
    let judged = assertion.verify(&Expected { challenge: &challenge, origin, rp_id, public_key_spki });
    judged.map(|_| ()).map_err(|_| "it does not sign what was shown")
}
