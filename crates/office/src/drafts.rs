//! Drafts lie in drawers: sealed, with a version, compared and set. No edit is lost without a word.

use crate::error::{ActError, ReadError};
use crate::open::Office;
use crate::sessions::Session;
use crate::submission::{Accepted, SentAct, Submission, TextsOf};
use cabinet::draft::NoteDraft;
use cabinet::ids::{ActId, PostId, ProposalId, RevisionId};
use cabinet::note::{Defect, NoteFacts};
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Stage;
use cabinet::prose::Prose;
use cabinet::text::Digest;
use cabinet::{Act, Actor, Cabinet, Refusal};
use ledger::{DrawerWrite, LedgerError, Place};
use serde::Serialize;
use std::collections::BTreeMap;

/// Bytes that all sections of a note may have together.
pub const NOTE_BYTES_MAX: usize = 192 * 1024;

/// A draft and the version of its drawer; version 0 stands for a draft that was never saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// As typed.
    pub note: NoteDraft,
    /// Grows with each saving.
    pub version: u64,
    /// What was typed for its receipt from paper: fields of that form by name, in their order.
    pub receipt: Vec<(String, String)>,
}

/// A draft as it lies in its drawer.
#[derive(Serialize)]
struct InDrawer<'a> {
    #[serde(flatten)]
    note: &'a NoteDraft,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    receipt: &'a [(String, String)],
}

/// Why a draft was not saved.
#[derive(Debug, thiserror::Error)]
pub enum DraftError {
    /// Somebody saved another version in between; nothing was overwritten.
    #[error("somebody saved version {version} in between")]
    Conflict {
        /// The version that lies there now.
        version: u64,
    },
    /// The note is too long to be kept.
    #[error("the note has more than {bytes_max} bytes")]
    TooLong {
        /// Bytes at most.
        bytes_max: usize,
    },
    /// Something is written in the draft, over which no other note is copied.
    #[error("something is written in the draft already")]
    Written,
    /// There is no such note to be copied, or none that the person may read.
    #[error("there is no such note to be copied")]
    NoNote,
    /// It cannot be read or written.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// A draft as it was kept.
fn read(plain: &[u8]) -> Option<(NoteDraft, Vec<(String, String)>)> {
    let mut kept: serde_json::Map<String, serde_json::Value> = serde_json::from_slice(plain).ok()?;
    let receipt = kept.remove("receipt").map_or(Some(Vec::new()), |typed| serde_json::from_value(typed).ok())?;
    Some((serde_json::from_value(kept.into()).ok()?, receipt))
}

/// Where the draft of a proposal lies.
pub(crate) fn place(proposal: ProposalId) -> Place {
    Place { owner: proposal.to_string(), kind: "draft".to_owned(), key: "note".to_owned() }
}

impl Office {
    /// The draft of a proposal. One that was never saved starts from the latest frozen note, or
    /// from the subject under which the matter was opened.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom [`Action::EditDraft`] is not permitted.
    pub async fn draft(&self, actor: &Actor, proposal: ProposalId) -> Result<Draft, ReadError> {
        let state = self.state();
        if !state.may(actor, Subject::Proposal(proposal), Action::EditDraft) {
            return Err(ReadError::Unknown);
        }
        let record = state.proposal(proposal).ok_or(ReadError::Unknown)?;
        if let Some(drawer) = self.database.drawer(&place(proposal)).await? {
            let plain = vault::open(&self.drafts_key, proposal.0.as_bytes(), &drawer.value)?;
            let (note, receipt) = read(&plain).ok_or(ReadError::Damaged("a draft"))?;
            return Ok(Draft { note, version: drawer.version, receipt });
        }
        let note = match record.revision() {
            Some(revision) => {
                let sections = self.sections(revision).await?;
                NoteDraft::from_revision(&revision.facts, sections)
            }
            None => {
                NoteDraft { subject: self.first_subject(record).await?.unwrap_or_default(), ..NoteDraft::default() }
            }
        };
        Ok(Draft { note, version: 0, receipt: Vec::new() })
    }

    /// Saves a draft over the version that its author saw.
    ///
    /// # Errors
    /// [`DraftError::Conflict`] when another version lies there; it is not touched.
    pub async fn save_draft(
        &self,
        session: &Session,
        proposal: ProposalId,
        note: &NoteDraft,
        seen: u64,
    ) -> Result<u64, DraftError> {
        self.save_registration(session, proposal, (note, Vec::new()), seen).await
    }

    /// Saves the draft of what is registered from paper, and with it what was typed for its receipt.
    ///
    /// # Errors
    /// As [`Office::save_draft`].
    pub async fn save_registration(
        &self,
        session: &Session,
        proposal: ProposalId,
        (note, receipt): (&NoteDraft, Vec<(String, String)>),
        seen: u64,
    ) -> Result<u64, DraftError> {
        self.halted().map_or(Ok(()), Err).map_err(ReadError::from)?;
        let actor = &session.actor;
        let offered = |state: &Cabinet| state.may(actor, Subject::Proposal(proposal), Action::EditDraft);
        if !offered(&self.state()) && !self.newest().await.is_ok_and(|state| offered(&state)) {
            self.draft_refused(session, "draft", proposal, Refusal::Unknown).await;
            return Err(ReadError::Unknown.into());
        }
        let plain =
            serde_json::to_vec(&InDrawer { note, receipt: &receipt }).map_err(|_| ReadError::Damaged("a draft"))?;
        if plain.len() > NOTE_BYTES_MAX * 2 {
            return Err(DraftError::TooLong { bytes_max: NOTE_BYTES_MAX });
        }
        let value = vault::seal(&self.drafts_key, proposal.0.as_bytes(), &plain).map_err(ReadError::from)?;
        let write = DrawerWrite { place: place(proposal), value: Some(value), expected: Some(seen) };
        match self.database.put_drawer(write).await {
            Ok(_) if self.was_erased_meanwhile(proposal, seen).await => {
                self.forget_late_draft(proposal).await?;
                Err(ReadError::Unknown.into())
            }
            Ok(version) => Ok(version),
            Err(LedgerError::DrawerConflict { version }) => {
                // A saving whose answer was lost is sent again: what lies there is what was meant.
                let there = self.draft(actor, proposal).await?;
                let same = there.note == *note && there.receipt == receipt;
                if same { Ok(there.version) } else { Err(DraftError::Conflict { version }) }
            }
            Err(error) => Err(ReadError::from(error).into()),
        }
    }

    /// Copies the note of another matter into a draft in which nothing is written yet; its own subject stays. What is
    /// copied is the note that the person may read, and its release is recorded first. Papers and views stay where they are.
    ///
    /// # Errors
    /// [`DraftError::Written`]; [`DraftError::NoNote`] for one that the person may not read as for one that is not there; and
    /// as [`Office::save_draft`].
    pub async fn copy_note(
        &self,
        session: &Session,
        proposal: ProposalId,
        from: ProposalId,
    ) -> Result<u64, DraftError> {
        let draft = match self.draft(&session.actor, proposal).await {
            Err(ReadError::Unknown) => {
                self.draft_refused(session, "draft", proposal, Refusal::Unknown).await;
                return Err(ReadError::Unknown.into());
            }
            draft => draft?,
        };
        let earlier = match self.proposal_view(session, from).await {
            Err(ReadError::Unknown) => return Err(DraftError::NoNote),
            earlier => earlier?,
        };
        let revision = earlier.revision.filter(|_| from != proposal).ok_or(DraftError::NoNote)?;
        let copied = NoteDraft::from_revision(&revision.facts, earlier.sections);
        // Subject and the earlier decision that is varied are the other matter's own.
        let note = NoteDraft {
            subject: draft.note.subject.clone(),
            subject_en: String::new(),
            varies: String::new(),
            varied: String::new(),
            ..copied
        };
        if draft.note == note {
            return Ok(draft.version);
        }
        if !draft.note.is_unwritten() {
            return Err(DraftError::Written);
        }
        match self.save_draft(session, proposal, &note, draft.version).await {
            Err(DraftError::Conflict { .. }) => Err(DraftError::Written),
            saved => saved,
        }
    }

    /// Only a draft that was never saved can come after the erasure: any other has no drawer left to be saved over. If
    /// another node's acts cannot be read now, the next start finds it.
    async fn was_erased_meanwhile(&self, proposal: ProposalId, seen: u64) -> bool {
        let state = if seen == 0 { self.newest().await.unwrap_or_else(|_| self.state()) } else { self.state() };
        state.proposal(proposal).is_some_and(|record| matches!(record.stage, Stage::Erased { .. }))
    }

    /// Freezes the draft whose version the author saw and puts it up.
    ///
    /// # Errors
    /// [`ActError`]; a draft that was saved again in between is [`Refusal::MovedOn`].
    pub async fn put_up(
        &self,
        id: ActId,
        session: &Session,
        body: Digest,
        form: PutUpForm,
    ) -> Result<Accepted, ActError> {
        let proposal = form.proposal;
        match self.frozen(id, session.actor, body, form).await {
            Ok(submission) => self.act(submission.from_session(self, session)).await,
            Err(ActError::Refused(refusal)) => {
                self.draft_refused(session, "movement", proposal, refusal.clone()).await;
                Err(refusal.into())
            }
            Err(error) => Err(error),
        }
    }

    /// A refusal that the draft's own state gives, before any act reaches the writer.
    pub(crate) async fn draft_refused(
        &self,
        session: &Session,
        act: &'static str,
        proposal: ProposalId,
        refusal: Refusal,
    ) {
        let (session, actor, subject) = (Some(session.id), session.actor, Some(proposal.0));
        self.custody.act_refused(&SentAct { session, actor, act, subject }, &refusal.into()).await;
    }

    /// The draft as an act that freezes it.
    async fn frozen(&self, id: ActId, actor: Actor, body: Digest, form: PutUpForm) -> Result<Submission, ActError> {
        let PutUpForm { proposal, seen, draft, to, remark } = form;
        let (facts, words) = self.note_of((id, actor), (proposal, draft), Action::PutUp, |defects| defects).await?;
        let mut texts = TextsOf::default();
        let body_text = texts.take(words).map_err(|_| ActError::NotRecorded)?;
        let remark = texts.take(remark).map_err(|_| ActError::NotRecorded)?;
        let revision = RevisionId(self.new_id().map_err(|_| ActError::NotRecorded)?);
        let act = Act::PutUp { proposal, seen, to, revision, facts, body: body_text, remark };
        Ok(Submission::new(id, actor, body, act, texts))
    }

    /// The note of a draft for the act that ends its drafting: its facts, and its sections as JSON. `counted` keeps the defects
    /// for which that act is refused.
    ///
    /// Where the act is not offered, or not any more, the note is empty: the rules tell a repetition from a page that is outdated.
    ///
    /// # Errors
    /// [`ActError`]; a draft that was saved again in between is [`Refusal::MovedOn`].
    pub(crate) async fn note_of(
        &self,
        (id, actor): (ActId, Actor),
        (proposal, version): (ProposalId, u64),
        action: Action,
        counted: fn(Vec<Defect>) -> Vec<Defect>,
    ) -> Result<(NoteFacts, String), ActError> {
        let known = |state: &Cabinet| state.accepted(id).is_some();
        let offers = |state: &Cabinet| state.may(&actor, Subject::Proposal(proposal), action);
        let mut state = self.state();
        if !known(&state) && !offers(&state) {
            state = self.newest().await?;
        }
        let draft = match self.draft(&actor, proposal).await {
            Ok(draft) if offers(&state) => draft,
            Ok(_) | Err(ReadError::Unknown) => Draft { version, ..Draft::default() },
            Err(error) if error.is_full() => return Err(ActError::Full),
            Err(_) => return Err(ActError::NotRecorded),
        };
        if draft.version != version && !known(&state) {
            let [seen, now] = [version, draft.version].map(|one| u32::try_from(one).unwrap_or(u32::MAX));
            return Err(Refusal::MovedOn { seen, now, since: state.last() }.into());
        }
        let rules = state.rules().ok_or(ActError::Refused(Refusal::Unknown))?;
        let (facts, defects) = draft.note.facts(rules);
        let defects = counted(defects);
        if offers(&state) && !defects.is_empty() && !known(&state) {
            return Err(Refusal::Defects(defects).into());
        }
        let sections: BTreeMap<&String, &Prose> =
            draft.note.sections.iter().filter(|(_, text)| !text.is_blank()).collect();
        let words = serde_json::to_string(&sections).map_err(|_| ActError::NotRecorded)?;
        if words.len() > NOTE_BYTES_MAX {
            return Err(Refusal::TooLong { field: "section", characters_max: NOTE_BYTES_MAX }.into());
        }
        Ok((facts, words))
    }
}

/// What the form for putting up carries.
#[derive(Clone, Debug)]
pub struct PutUpForm {
    /// Which proposal.
    pub proposal: ProposalId,
    /// The proposal's version on the page.
    pub seen: u32,
    /// The draft's version on the page.
    pub draft: u64,
    /// To whose desk; none for the secretary's.
    pub to: Option<PostId>,
    /// For the note-sheet; may be empty.
    pub remark: String,
}
