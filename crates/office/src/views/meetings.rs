//! A meeting, its items, minutes and extracts as one person may see them.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::decision::{Decision, Outcome};
use cabinet::ids::{BodyId, ItemId, MeetingId, PostId};
use cabinet::meeting::{Item, Meeting, MeetingStage};
use cabinet::permission::{Action, Subject, permitted};
use cabinet::proposal::Proposal;
use cabinet::text::TextRef;
use cabinet::{Cabinet, Moment};
use std::sync::Arc;

/// One decision with its words.
#[derive(Clone, Debug)]
pub struct DecisionView {
    /// The point's number.
    pub point: u32,
    /// What was decided.
    pub outcome: Outcome,
    /// The decision in words.
    pub words: String,
    /// To which day it is deferred, or by when the body reports, as `2026-11-08`.
    pub day: Option<String>,
    /// The body to which it is referred.
    pub body: Option<BodyId>,
}

impl DecisionView {
    pub(crate) fn of(decision: &Decision, words: String) -> Self {
        let Decision { point, outcome, day, body, .. } = decision;
        Self { point: *point, outcome: *outcome, words, day: day.clone(), body: *body }
    }
}

/// One item that the person may see.
#[derive(Clone, Debug)]
pub struct ItemView {
    /// Its number on the agenda.
    pub number: u32,
    /// Its record.
    pub item: Arc<Item>,
    /// Its proposal; pages show of it the subject of the listed note, its number and department.
    pub proposal: Arc<Proposal>,
    /// Points for decision of the listed note.
    pub points: Vec<String>,
    /// What the person may do with it now.
    pub actions: Vec<Action>,
    /// Decisions, for whom they are.
    pub decisions: Vec<DecisionView>,
}

impl ItemView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// A meeting as one person may see it.
#[derive(Clone, Debug)]
pub struct MeetingView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record. Pages show of it its number, time, place and stage; items come from `items`.
    pub meeting: Arc<Meeting>,
    /// What the person may do now.
    pub actions: Vec<Action>,
    /// The items the person may see: all, or for a secretary the own department's.
    pub items: Vec<ItemView>,
    /// Items from which the person is recused: their numbers, and since when. Nothing else of them is here.
    pub withdrawn: Vec<(u32, Moment)>,
    /// The folder's recipients and whether it reached each of them, for who may know that.
    pub reached: Vec<(PostId, bool)>,
}

/// The minutes as one person may see them.
#[derive(Clone, Debug, Default)]
pub struct MinutesView {
    /// Their words; none while there are none for this person.
    pub words: Option<String>,
    /// Why the Chief Minister sent them back, if he did.
    pub returned: Option<String>,
    /// In the place of the words, for who is recused from an item: the decisions on each other one, in the order of
    /// [`MeetingView::items`].
    pub part: Option<Vec<Vec<DecisionView>>>,
}

impl MeetingView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

/// An extract as one person may see it.
#[derive(Clone, Debug)]
pub struct ExtractView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// The meeting.
    pub meeting: Arc<Meeting>,
    /// The item's number.
    pub number: u32,
    /// The item.
    pub item: Arc<Item>,
    /// The proposal.
    pub proposal: Arc<Proposal>,
    /// What the person may do with the item now.
    pub actions: Vec<Action>,
    /// The extract's words.
    pub words: String,
    /// When it was issued.
    pub issued: Moment,
}

impl Office {
    /// A meeting as the session's person may see it.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn meeting_view(&self, session: &Session, id: MeetingId) -> Result<MeetingView, ReadError> {
        let state = self.state();
        let actions = permitted(&state, &session.actor, Subject::Meeting(id));
        if !actions.contains(&Action::ReadNotice) {
            return Err(ReadError::Unknown);
        }
        let meeting = state.meeting(id).ok_or(ReadError::Unknown)?.clone();
        let whole = actions.contains(&Action::ReadAgenda);
        let post = state.post_of(&session.actor);
        let (mut items, mut withdrawn) = (Vec::new(), Vec::new());
        for (number, item) in (1..).zip(&meeting.items) {
            let shown = whole || own_item(&state, session, item);
            if let Some(recusal) = post.and_then(|post| state.recusal_of(post, item.proposal)) {
                withdrawn.extend(shown.then_some((number, recusal.recused.at)));
                continue;
            }
            if let (true, Some(proposal)) = (shown, state.proposal(item.proposal)) {
                items.push(self.item_view(&state, session, id, (number, item, proposal)).await?);
            }
        }
        let reads_reach = actions.contains(&Action::ReadFolderReach);
        let reached = if reads_reach { self.folder_reach(&state, &meeting).await? } else { Vec::new() };
        Ok(MeetingView { state, meeting, actions, items, withdrawn, reached })
    }

    /// The minutes of a meeting, for whom they are; their release is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Damaged`] for a text that does not open.
    pub async fn minutes_view(&self, session: &Session, view: &MeetingView) -> Result<MinutesView, ReadError> {
        let (true, Some(record)) = (view.may(Action::ReadMinutes), view.meeting.stage.record()) else {
            return Ok(MinutesView::default());
        };
        if !view.withdrawn.is_empty() {
            return self.part_of_minutes(session, view).await;
        }
        self.custody.release(session, [record.minutes.id.0]).await?;
        let words = Some(self.words(&record.minutes).await?);
        let returned = match &view.meeting.stage {
            MeetingStage::MinutesDraft { returned: Some(returned), .. } => {
                self.custody.release(session, [returned.reason.id.0]).await?;
                Some(self.words(&returned.reason).await?)
            }
            _ => None,
        };
        Ok(MinutesView { words, returned, part: None })
    }

    /// Minutes are one text, and no machine can tell which of its words speak of an item: who is recused from one is handed
    /// what the council decided upon the others, as it was recorded.
    async fn part_of_minutes(&self, session: &Session, view: &MeetingView) -> Result<MinutesView, ReadError> {
        let decisions = view.items.iter().map(|item| item.item.state.decisions());
        let texts: Vec<&TextRef> = decisions.clone().flatten().map(|decision| &decision.text).collect();
        self.custody.release(session, texts.iter().map(|text| text.id.0)).await?;
        let words = self.words_of(texts).await?;
        let said = |decision: &Decision| {
            DecisionView::of(decision, words.get(&decision.text.id.0).cloned().unwrap_or_default())
        };
        let part = decisions.map(|of_item| of_item.iter().map(said).collect()).collect();
        Ok(MinutesView { part: Some(part), ..MinutesView::default() })
    }

    async fn item_view(
        &self,
        state: &Cabinet,
        session: &Session,
        meeting: MeetingId,
        listed: (u32, &Arc<Item>, &Arc<Proposal>),
    ) -> Result<ItemView, ReadError> {
        let (number, item, proposal) = listed;
        let actions = permitted(state, &session.actor, Subject::Item(meeting, item.id));
        let mut decisions = Vec::new();
        if actions.contains(&Action::ReadDecisions) {
            let recorded = item.state.decisions();
            self.custody.release(session, recorded.iter().map(|decision| decision.text.id.0)).await?;
            let words = self.words_of(recorded.iter().map(|decision| &decision.text)).await?;
            decisions.extend(recorded.iter().map(|decision| {
                DecisionView::of(decision, words.get(&decision.text.id.0).cloned().unwrap_or_default())
            }));
        }
        let revision = proposal.revision_with(item.revision);
        let points = revision.map(|revision| revision.facts.points.clone()).unwrap_or_default();
        Ok(ItemView { number, item: item.clone(), proposal: proposal.clone(), points, actions, decisions })
    }

    /// An extract as the session's person may see it; its release is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn extract_view(
        &self,
        session: &Session,
        meeting: MeetingId,
        item: ItemId,
    ) -> Result<ExtractView, ReadError> {
        let state = self.state();
        let actions = permitted(&state, &session.actor, Subject::Item(meeting, item));
        if !actions.contains(&Action::ReadExtract) {
            return Err(ReadError::Unknown);
        }
        let (record, number, listed) = state.item(meeting, item).ok_or(ReadError::Unknown)?;
        let extract = listed.state.progress().and_then(|progress| progress.extract()).ok_or(ReadError::Unknown)?;
        let proposal = state.proposal(listed.proposal).ok_or(ReadError::Unknown)?.clone();
        self.custody.release(session, [extract.text.id.0]).await?;
        let words = self.words(&extract.text).await?;
        let issued = extract.at;
        let (meeting, item) = (record.clone(), listed.clone());
        Ok(ExtractView { state, meeting, number, item, proposal, actions, words, issued })
    }
}

/// A secretary or minister-in-charge sees the own department's items without the folder.
fn own_item(state: &Cabinet, session: &Session, item: &Item) -> bool {
    state.may(&session.actor, Subject::Proposal(item.proposal), Action::ReadNoteSheet)
}
