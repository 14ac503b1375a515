//! Judges the signatures of approvals by the record alone, as it is replayed: that each is its person's, over what was
//! shown for this very approval, and used once; and that no approval of a real government lacks one.

use crate::approvals::{Format, Terms, answer_terms, circulation_terms, shown};
use crate::doors::to_credentials;
use cabinet::event::Event;
use cabinet::ids::{ActId, ProposalId};
use cabinet::permission::{Action, Subject};
use cabinet::signature::Signature;
use cabinet::text::{Digest, TextRef};
use cabinet::{Actor, Cabinet, LedgerNature, Recorded};
use credentials::{Assertion, Expected, RelyingParty};
use std::collections::BTreeSet;

/// An approval whose signature has not been read yet.
struct Approved {
    act: ActId,
    entry: u64,
    by: Actor,
    action: Action,
    subject: Subject,
    remark: Option<TextRef>,
    terms: Terms,
    /// The state in which it was shown.
    before: Cabinet,
}

/// What is judged from one entry to the next.
#[derive(Default)]
pub(crate) struct Signatures {
    waiting: Option<Approved>,
    nonces: BTreeSet<Digest>,
}

/// What an event approves, and the words beside it.
fn approval_of(event: &Event) -> Option<(Action, Subject, Option<&TextRef>, Terms)> {
    let of_circulation =
        |action, proposal: &ProposalId, remark, terms| Some((action, Subject::Proposal(*proposal), remark, terms));
    let (action, subject, remark) = match event {
        Event::CirculationOrdered { proposal, until, silence_agrees, remark } => {
            let terms = circulation_terms(*until, *silence_agrees);
            return of_circulation(Action::OrderForCirculation, proposal, remark.as_ref(), terms);
        }
        Event::CirculationAnswered { proposal, answer, text, .. } => {
            return of_circulation(Action::AnswerCirculation, proposal, text.as_ref(), answer_terms(*answer));
        }
        Event::CirculationApproved { proposal, remark, .. } => {
            (Action::ApproveByCirculation, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::TelephoneOrderConfirmed { proposal, remark } => {
            (Action::ConfirmTelephoneOrder, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::UrgencyForwarded { proposal, remark } => {
            (Action::ForwardUrgentRequest, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::UrgentlyApproved { proposal, remark, .. } => {
            (Action::ApproveUrgently, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::ProposalDeclined { proposal, reason } => (Action::Decline, Subject::Proposal(*proposal), Some(reason)),
        Event::SecretaryApproved { proposal, remark, .. } => {
            (Action::ApproveAsSecretary, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::MinisterApproved { proposal, remark, .. } => {
            (Action::ApproveAsMinister, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::NoteCleared { proposal, remark } => (Action::Clear, Subject::Proposal(*proposal), remark.as_ref()),
        Event::MeetingOrdered { proposal, remark } => {
            (Action::OrderForMeeting, Subject::Proposal(*proposal), remark.as_ref())
        }
        Event::AgendaApproved { meeting, .. } => (Action::ApproveAgenda, Subject::Meeting(*meeting), None),
        Event::MinutesApproved { meeting, .. } => (Action::ApproveMinutes, Subject::Meeting(*meeting), None),
        _ => return None,
    };
    Some((action, subject, remark, Terms::new()))
}

/// The entry that is at fault, and why.
type Fault = (u64, &'static str);

impl Signatures {
    /// Takes an entry in before the state does.
    pub(crate) fn before(&mut self, state: &Cabinet, entry: u64, recorded: &Recorded) -> Result<(), Fault> {
        if !matches!(recorded.event, Event::ApprovalSigned { .. }) {
            self.all_signed()?;
        }
        if let Some((action, subject, remark, terms)) = approval_of(&recorded.event) {
            let (act, by, remark, before) = (recorded.act, recorded.by, remark.cloned(), state.clone());
            self.waiting = Some(Approved { act, entry, by, action, subject, remark, terms, before });
        }
        Ok(())
    }

    /// The words beside the approval whose signature comes next.
    pub(crate) fn remark(&self) -> Option<&TextRef> {
        self.waiting.as_ref().and_then(|approved| approved.remark.as_ref())
    }

    /// Judges a signature; `remark` is SHA-256 of the words beside its approval.
    pub(crate) fn judge(
        &mut self,
        recorded: &Recorded,
        signature: &Signature,
        remark: Digest,
    ) -> Result<(), &'static str> {
        let approved =
            self.waiting.take().filter(|approved| approved.act == recorded.act && approved.by == recorded.by);
        let approved = approved.ok_or("it belongs to no approval")?;
        if !self.nonces.insert(signature.nonce) {
            return Err("it was given for another approval before");
        }
        let (state, action) = (&approved.before, approved.action);
        judge(state, &approved.by, signature)?;
        let seen = match approved.subject {
            Subject::Proposal(id) => state.proposal(id).map(|one| state.version_seen_by(&approved.by, one)),
            Subject::Meeting(id) => state.meeting(id).map(|one| one.version),
            _ => None,
        };
        let what = seen.map(|seen| (action, approved.subject, seen));
        let format = Format::of(&signature.shown).ok_or("what was shown is of no known format")?;
        let own = what.and_then(|what| shown(state, &approved.by, what, (remark, approved.terms), format));
        if own.as_ref() == Some(&signature.shown) { Ok(()) } else { Err("something else was shown than was approved") }
    }

    /// Tells an approval of a real government that nobody signed.
    pub(crate) fn all_signed(&mut self) -> Result<(), Fault> {
        match self.waiting.take() {
            Some(approved) if approved.before.nature() == Some(LedgerNature::Real) => {
                Err((approved.entry, "is missing: nobody signed this approval"))
            }
            _ => Ok(()),
        }
    }
}

/// Judges the signature of an approval by the record alone: the key that was enrolled for its person, the words that it
/// signed, and the origin that the browser named, to which the authenticator's data must fit.
fn judge(state: &Cabinet, by: &Actor, signature: &Signature) -> Result<(), &'static str> {
    let record = state.passkey(signature.passkey).ok_or("its passkey is not in the record")?;
    if Some(record.passkey.person) != by.person() {
        return Err("its passkey is another person's");
    }
    if record.revoked.is_some() {
        return Err("its passkey had been taken away");
    }
    let read = |written: &str| credentials::from_base64url(written).ok_or("it cannot be read");
    let client_data = read(&signature.client_data)?;
    let named: serde_json::Value = serde_json::from_slice(&client_data).map_err(|_| "it cannot be read")?;
    let origin = named.get("origin").and_then(|origin| origin.as_str()).ok_or("it names no origin")?;
    let relying_party = RelyingParty::new(origin, "").map_err(|_| "there can be no passkeys at its origin")?;
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

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::Moment;
    use cabinet::ids::{ProposalId, RevisionId};
    use uuid::Uuid;

    fn recorded(act: u128, event: Event) -> Recorded {
        let act = ActId(Uuid::from_u128(act));
        Recorded { act, by: Actor::System, body: Digest::default(), at: Moment(0), event }
    }

    fn begun(nature: LedgerNature) -> Cabinet {
        let mut state = Cabinet::default();
        state.apply(&recorded(1, Event::LedgerBegun { nature, government: "madhya-pradesh".to_owned() }));
        state
    }

    fn approval() -> Recorded {
        let (proposal, revision) = (ProposalId(Uuid::from_u128(7)), RevisionId(Uuid::from_u128(8)));
        recorded(2, Event::SecretaryApproved { proposal, revision, remark: None })
    }

    #[test]
    fn an_approval_that_nobody_signed_is_told_in_a_real_government_alone() {
        for (nature, fault) in [(LedgerNature::Real, true), (LedgerNature::Training, false)] {
            let (state, mut at_the_end) = (begun(nature), Signatures::default());
            at_the_end.before(&state, 5, &approval()).unwrap();
            assert_eq!(at_the_end.all_signed().err().map(|(entry, _)| entry), fault.then_some(5));
            let mut by_the_next = Signatures::default();
            by_the_next.before(&state, 5, &approval()).unwrap();
            let next = recorded(3, Event::RootKeyRotated { keys: 1 });
            assert_eq!(by_the_next.before(&state, 6, &next).is_err(), fault);
        }
    }

    #[test]
    fn a_signature_that_belongs_to_no_approval_is_told() {
        let signature = Signature {
            shown: String::new(),
            nonce: Digest::default(),
            passkey: cabinet::ids::PasskeyId(Uuid::from_u128(9)),
            authenticator_data: String::new(),
            client_data: String::new(),
            signature: String::new(),
        };
        let signed = |act| recorded(act, Event::ApprovalSigned { signature: signature.clone() });
        let told = |act| {
            let (state, mut signatures) = (begun(LedgerNature::Real), Signatures::default());
            signatures.before(&state, 5, &approval()).unwrap();
            signatures.before(&state, 6, &signed(act)).unwrap();
            signatures.judge(&signed(act), &signature, Digest::default())
        };
        assert_eq!(told(3), Err("it belongs to no approval"));
        assert_eq!(told(2), Err("its passkey is not in the record"), "control: it belongs to this one");
    }
}
