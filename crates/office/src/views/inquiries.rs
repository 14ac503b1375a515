//! An inquiry into who read what, and the names that it opens.

use crate::custody::{Reader, Reading};
use crate::error::ReadError;
use crate::open::Office;
use crate::readings::folder;
use crate::sessions::Session;
use cabinet::Cabinet;
use cabinet::ids::{ChargeId, InquiryId, PersonId};
use cabinet::inquiry::{Inquiry, Scope};
use cabinet::object::Object;
use cabinet::permission::{Action, Subject, permitted};
use cabinet::text::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// An inquiry as one person may see it.
#[derive(Clone, Debug)]
pub struct InquiryView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record.
    pub inquiry: Arc<Inquiry>,
    /// What the person may do with it now; reading names is among it only while its time lasts.
    pub actions: Vec<Action>,
    /// Why it was asked for.
    pub reason: String,
    /// How many persons' names it has opened.
    pub named: usize,
}

impl InquiryView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// One reader and one object, by name.
#[derive(Clone, Copy, Debug)]
pub struct NameLine {
    /// The person; none for a pseudonym that belongs to nobody of this government.
    pub person: Option<PersonId>,
    /// The charge under which the person read.
    pub charge: Option<ChargeId>,
    /// Which object.
    pub id: Uuid,
    /// What it is.
    pub object: Option<Object>,
    /// How it was read within the inquiry's time.
    pub reading: Reading,
}

impl Office {
    /// An inquiry as the session's person may see it; the release of its reason is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn inquiry_view(&self, session: &Session, id: InquiryId) -> Result<InquiryView, ReadError> {
        let state = self.state();
        let mut actions = permitted(&state, &session.actor, Subject::Inquiry(id));
        if !actions.contains(&Action::ReadInquiry) {
            return Err(ReadError::Unknown);
        }
        let inquiry = state.inquiry(id).ok_or(ReadError::Unknown)?.clone();
        let now = self.now();
        actions.retain(|action| match action {
            Action::ReadNames => inquiry.opens_names(now),
            Action::AgreeInquiry | Action::RefuseInquiry => now < inquiry.ends,
            _ => true,
        });
        self.custody.release(session, [inquiry.reason.id.0]).await?;
        let reason = self.words(&inquiry.reason).await?;
        let known = self.custody.known().await?;
        let named = known.memory.named_by(id.0).map_or(0, std::collections::BTreeSet::len);
        drop(known);
        Ok(InquiryView { state, inquiry, actions, reason, named })
    }

    /// The names behind the readings in the scope and the time of an inquiry. That they were shown, and
    /// whose they were, is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for who did not sign it, for everybody before the second signature and
    /// after its end, and for a person who has not proved lately who it is.
    pub async fn inquiry_names(
        &self,
        session: &Session,
        id: InquiryId,
    ) -> Result<(InquiryView, Vec<NameLine>), ReadError> {
        let view = self.inquiry_view(session, id).await?;
        if !view.may(Action::ReadNames) || !self.proof_is_fresh(session) {
            return Err(ReadError::Unknown);
        }
        let (state, inquiry) = (&view.state, &view.inquiry);
        let readings = self.custody.readings_between(inquiry.from, inquiry.until).await?;
        let concerned = |(reader, object): &(Reader, Uuid)| concerns(state, &inquiry.scope, reader, *object);
        let readings: BTreeMap<(Reader, Uuid), Reading> =
            readings.into_iter().filter(|(key, _)| concerned(key)).collect();
        self.names_opened(session, inquiry, readings.keys().map(|(reader, _)| *reader)).await?;
        let (persons, charges) = self.names(state);
        let mut lines: Vec<NameLine> = readings
            .into_iter()
            .map(|((reader, id), reading)| NameLine {
                person: persons.get(&reader.person).copied(),
                charge: reader.charge.and_then(|charge| charges.get(&charge).copied()),
                id,
                object: state.object(id),
                reading,
            })
            .collect();
        lines.sort_by_key(|line| (line.reading.first, line.id, line.person));
        Ok((view, lines))
    }

    /// Everybody's pseudonyms, to be looked up the other way round.
    pub(crate) fn names(&self, state: &Cabinet) -> (BTreeMap<Digest, PersonId>, BTreeMap<Digest, ChargeId>) {
        let pseudonyms = &self.custody.pseudonyms;
        let charges = state.all_charges();
        let persons = charges.map(|charge| (pseudonyms.person(charge.person), charge.person)).collect();
        (persons, state.all_charges().map(|charge| (pseudonyms.charge(charge.id), charge.id)).collect())
    }

    /// Ends inquiries whose time has passed.
    pub(crate) async fn end_inquiries(&self) {
        for inquiry in cabinet::work::inquiries_over(&self.state(), self.now()) {
            let ended = self.act_as_office(cabinet::Act::EndInquiry { inquiry, seen: 0 }).await;
            if let Err(error) = ended {
                tracing::warn!(%error, "an inquiry could not be ended");
            }
        }
    }
}

/// Whether an inquiry looks at this reader with this object.
fn concerns(state: &Cabinet, scope: &Scope, reader: &Reader, object: Uuid) -> bool {
    let of = state.object(object).map(|object| object.of);
    match scope {
        Scope::Person { person } => reader.person == *person,
        Scope::Object { object: looked_at } => object == *looked_at,
        Scope::Proposal { proposal } => match of {
            Some(Subject::Proposal(id)) => id == *proposal,
            Some(Subject::Item(meeting, item)) => {
                state.item(meeting, item).is_some_and(|(_, _, item)| item.proposal == *proposal)
            }
            _ => false,
        },
        Scope::Meeting { meeting } => match of {
            Some(Subject::Meeting(id) | Subject::Item(id, _)) => id == *meeting,
            _ => state.meeting(*meeting).is_some_and(|record| folder(state, record).contains(&object)),
        },
    }
}
