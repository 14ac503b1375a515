//! Members who take no part in an item (विचार-विमर्श से पृथक), as who may know of them sees it.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Cabinet;
use cabinet::ids::{ItemId, MeetingId};
use cabinet::inquiry::Signed;
use cabinet::meeting::{Item, Meeting};
use cabinet::permission::{Action, Subject, permitted};
use cabinet::proposal::Proposal;
use cabinet::recusal::Recusal;
use cabinet::text::TextRef;
use std::sync::Arc;

/// One recusal with its words.
#[derive(Clone, Debug)]
pub struct RecusalLine {
    /// The meeting upon whose agenda it was recorded.
    pub meeting: Arc<Meeting>,
    /// The item.
    pub item: Arc<Item>,
    /// Its record.
    pub recusal: Recusal,
    /// Why; empty where nothing was said.
    pub reason: String,
    /// That it was lifted, and why.
    pub lifted: Option<(Signed, String)>,
}

/// Everybody who was recused from the matter of an item.
#[derive(Clone, Debug)]
pub struct RecusalsView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// The meeting.
    pub meeting: Arc<Meeting>,
    /// The item's number.
    pub number: u32,
    /// The item.
    pub item: Arc<Item>,
    /// Its matter.
    pub proposal: Arc<Proposal>,
    /// What the person may do with the item now.
    pub actions: Vec<Action>,
    /// Recusals, oldest first.
    pub lines: Vec<RecusalLine>,
    /// Every text that went to the person.
    pub released: Vec<uuid::Uuid>,
}

impl RecusalsView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

impl Office {
    /// Who takes no part in an item, with the reasons; that these went to the person is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn recusals_view(
        &self,
        session: &Session,
        meeting: MeetingId,
        item: ItemId,
    ) -> Result<RecusalsView, ReadError> {
        let state = self.state();
        let actions = permitted(&state, &session.actor, Subject::Item(meeting, item));
        if !actions.contains(&Action::ReadRecusals) {
            return Err(ReadError::Unknown);
        }
        let (record, number, listed) = state.item(meeting, item).ok_or(ReadError::Unknown)?;
        let proposal = state.proposal(listed.proposal).ok_or(ReadError::Unknown)?.clone();
        let found: Vec<_> = state.recusals_from(listed.proposal).collect();
        let texts: Vec<&TextRef> = found.iter().flat_map(|at| texts(at.recusal)).collect();
        let released: Vec<_> = texts.iter().map(|text| text.id.0).collect();
        self.custody.release(session, released.iter().copied()).await?;
        let words = self.words_of(texts).await?;
        let said = |text: &TextRef| words.get(&text.id.0).cloned().unwrap_or_default();
        let lines = found.iter().map(|at| RecusalLine {
            meeting: at.meeting.clone(),
            item: at.item.clone(),
            recusal: at.recusal.clone(),
            reason: at.recusal.reason.as_ref().map(said).unwrap_or_default(),
            lifted: at.recusal.lifted.as_ref().map(|lifting| (lifting.lifted, said(&lifting.reason))),
        });
        let lines = lines.collect();
        let (meeting, item) = (record.clone(), listed.clone());
        Ok(RecusalsView { state, meeting, number, item, proposal, actions, lines, released })
    }
}

/// Why somebody was recused, and why that was lifted.
fn texts(recusal: &Recusal) -> impl Iterator<Item = &TextRef> {
    recusal.reason.iter().chain(recusal.lifted.as_ref().map(|lifting| &lifting.reason))
}
