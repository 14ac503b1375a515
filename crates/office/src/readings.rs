//! Who read what: openings as pages report them, and what each person may learn of readings.

use crate::custody::{CustodyEvent, Memory, Reader, Reading, RefusalLine};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use crate::submission::{Submission, TextsOf};
use cabinet::ids::{ActId, PostId, ProposalId};
use cabinet::inquiry::{Inquiry, InquiryStage};
use cabinet::meeting::{Meeting, MeetingStage};
use cabinet::object::{Object, ObjectKind};
use cabinet::permission::{Action, Subject};
use cabinet::{Act, Cabinet, Moment};
use std::sync::Arc;
use uuid::Uuid;

/// One object that the person has read.
#[derive(Clone, Copy, Debug)]
pub struct OwnReading {
    /// What it is; none for what the record does not know.
    pub object: Option<Object>,
    /// First, last and how often.
    pub reading: Reading,
}

/// What a person may learn of the own readings.
#[derive(Clone, Debug)]
pub struct OwnReadings {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// What the person has read, the latest first.
    pub readings: Vec<OwnReading>,
    /// Inquiries that are over and that opened the person's name, the latest first.
    pub named: Vec<Arc<Inquiry>>,
}

/// One object of the register: no title, no number, no name.
#[derive(Clone, Debug)]
pub struct RegisterLine {
    /// Its id.
    pub id: Uuid,
    /// What it is; none for what the record does not know.
    pub object: Option<Object>,
    /// Who has read it, by pseudonyms.
    pub readers: Vec<(Reader, Reading)>,
}

/// A part of the register.
#[derive(Clone, Debug)]
pub struct Register {
    /// Objects, the latest read first.
    pub lines: Vec<RegisterLine>,
    /// How many objects there are in all.
    pub objects: usize,
    /// The latest refusals, the last first.
    pub refusals: Vec<RefusalLine>,
}

impl Office {
    /// Takes the word of a page that it showed frozen texts or papers to a session.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] when one of them never went to that session; then nothing is recorded.
    pub async fn opened(&self, session: &Session, objects: &[Uuid]) -> Result<(), ReadError> {
        self.custody.opened(session, objects).await?;
        let state = self.state();
        for object in objects.iter().filter_map(|id| state.object(*id)) {
            if let (ObjectKind::Note, Subject::Proposal(id)) = (object.kind, object.of) {
                self.receive_file(&state, session, id).await;
            }
        }
        Ok(())
    }

    /// Records that a file was opened at the desk where it lies: from then on who sent it cannot pull it back. Where it
    /// cannot be recorded now, the page tells it again when it is looked at anew.
    async fn receive_file(&self, state: &Cabinet, session: &Session, proposal: ProposalId) {
        let (actor, subject) = (session.actor, Subject::Proposal(proposal));
        let record = state.proposal(proposal).filter(|_| state.may(&actor, subject, Action::ReceiveFile));
        if let (Some(record), Ok(id)) = (record, self.new_id()) {
            let act = Act::ReceiveFile { proposal, seen: state.version_seen_by(&actor, record) };
            let submission = Submission::new(ActId(id), actor, self.digest(id.as_bytes()), act, TextsOf::default());
            drop(self.act(submission).await);
        }
    }

    /// What the session's person has read, under whatever charge.
    ///
    /// # Errors
    /// [`ReadError::Ledger`] when the custody ledger cannot be read.
    pub async fn own_readings(&self, session: &Session) -> Result<OwnReadings, ReadError> {
        let state = self.state();
        let person = self.custody.pseudonyms.reader(&session.actor).person;
        let known = self.custody.known().await?;
        let own = known.memory.of_person(person);
        let mut readings: Vec<OwnReading> =
            own.map(|(id, reading)| OwnReading { object: state.object(id), reading }).collect();
        readings.sort_by_key(|one| std::cmp::Reverse(one.reading.last));
        let inquiries = known.memory.inquiries_naming(person);
        drop(known);
        let over = |inquiry: &Arc<Inquiry>| matches!(inquiry.stage, InquiryStage::Ended { .. });
        let named = state.inquiries().rev().filter(|one| inquiries.contains(&one.id.0) && over(one));
        let named = named.cloned().collect();
        Ok(OwnReadings { state, readings, named })
    }

    /// The register of readings, by pseudonyms, from the object `from` on.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it is not.
    pub async fn register(&self, session: &Session, from: usize, objects_max: usize) -> Result<Register, ReadError> {
        let state = self.state();
        if !state.may(&session.actor, Subject::Government, Action::ReadRegister) {
            return Err(ReadError::Unknown);
        }
        let known = self.custody.known().await?;
        let memory = &known.memory;
        let line = |id| RegisterLine { id, object: state.object(id), readers: memory.of_object(id) };
        Ok(Register {
            lines: memory.objects().skip(from).take(objects_max).map(line).collect(),
            objects: memory.objects().len(),
            refusals: memory.refusals().cloned().collect(),
        })
    }

    /// Whether something of a folder reached each of its recipients since it is out.
    pub(crate) async fn folder_reach(
        &self,
        state: &Cabinet,
        meeting: &Meeting,
    ) -> Result<Vec<(PostId, bool)>, ReadError> {
        let Some(release) = meeting.stage.release() else { return Ok(Vec::new()) };
        let (objects, out) = (folder(state, meeting), release.by.at);
        let known = self.custody.known().await?;
        let reached = |post: &PostId| {
            let charges = state.all_charges().filter(|charge| charge.post == *post);
            charges.into_iter().any(|charge| {
                let person = self.custody.pseudonyms.person(charge.person);
                let reader = Reader { person, charge: Some(self.custody.pseudonyms.charge(charge.id)) };
                read_since(&known.memory, &reader, &objects, out)
            })
        };
        Ok(release.recipients.iter().map(|post| (*post, reached(post))).collect())
    }

    /// Records that an inquiry shows names, and which of them it had not shown before.
    pub(crate) async fn names_opened(
        &self,
        session: &Session,
        inquiry: &Inquiry,
        readers: impl IntoIterator<Item = Reader>,
    ) -> Result<(), ReadError> {
        let known = self.custody.known().await?;
        let before = known.memory.named_by(inquiry.id.0).cloned().unwrap_or_default();
        drop(known);
        let mut named: Vec<_> = readers.into_iter().map(|reader| reader.person).collect();
        named.sort_unstable();
        named.dedup();
        named.retain(|person| !before.contains(person));
        let Reader { person, charge } = self.custody.pseudonyms.reader(&session.actor);
        let (inquiry, session, charge) = (inquiry.id.0, session.id.0, charge.unwrap_or_default());
        self.custody.note(vec![CustodyEvent::NamesOpened { inquiry, session, person, charge, named }]).await
    }
}

fn read_since(memory: &Memory, reader: &Reader, objects: &[Uuid], since: Moment) -> bool {
    objects.iter().any(|object| memory.reading(reader, *object).is_some_and(|reading| reading.last >= since))
}

/// Notes and papers that lie in a meeting's folder; none before there are minutes or a release of it.
pub(crate) fn folder(state: &Cabinet, meeting: &Meeting) -> Vec<Uuid> {
    if matches!(meeting.stage, MeetingStage::Proposed | MeetingStage::Called { .. }) {
        return Vec::new();
    }
    let notes = meeting.items.iter().filter_map(|item| {
        let proposal = state.proposal(item.proposal)?;
        proposal.revision_with(item.revision)
    });
    notes.flat_map(|note| std::iter::once(note.id.0).chain(note.papers.iter().map(|paper| paper.0))).collect()
}
