//! What somebody can reach today, for who reviews it. The very [`permitted`] is asked about everything there is: nothing
//! here says what is permitted, and no title or name comes out, only ids.

use crate::cabinet::Cabinet;
use crate::ids::{ItemId, MeetingId, PaperId, PersonId, PostId, ProposalId, RevisionId};
use crate::moment::Moment;
use crate::people::{Actor, Charge};
use crate::permission::{Action, Subject, permitted};
use std::collections::BTreeMap;

/// What an actor can reach.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// On what each action is permitted; an action that is permitted on nothing is not named.
    pub permitted: BTreeMap<Action, Vec<Subject>>,
    /// Papers that may be read.
    pub papers: Vec<PaperId>,
}

impl Reach {
    /// What an actor can reach on this state; nothing where the charge has ended.
    #[must_use]
    pub fn of(cabinet: &Cabinet, actor: &Actor) -> Self {
        let mut reach = Self::default();
        for subject in cabinet.subjects() {
            for action in permitted(cabinet, actor, subject) {
                reach.permitted.entry(action).or_default().push(subject);
            }
        }
        reach.papers = cabinet.papers.keys().filter(|paper| cabinet.may_read_paper(actor, **paper)).copied().collect();
        reach
    }
}

/// What of a meeting's folder lies before somebody now. Whatever keeps pages for reading without a connection holds these and
/// drops the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadableFolder {
    /// Items that may be read, in the agenda's order.
    pub items: Vec<ReachedItem>,
    /// Items that may be read no more.
    pub withdrawn: Vec<WithdrawnItem>,
}

/// An item of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReachedItem {
    /// Its number on the agenda.
    pub number: u32,
    /// The item.
    pub item: ItemId,
    /// The note that lies in the folder.
    pub revision: RevisionId,
    /// The papers with it.
    pub papers: Vec<PaperId>,
}

/// An item from which somebody is recused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WithdrawnItem {
    /// Its number on the agenda.
    pub number: u32,
    /// The item.
    pub item: ItemId,
    /// Since when.
    pub since: Moment,
}

impl Cabinet {
    /// What of a meeting's folder lies before an actor; none to whom it was not released.
    #[must_use]
    pub fn readable_folder(&self, actor: &Actor, id: MeetingId) -> Option<ReadableFolder> {
        let (post, meeting) = (self.post_of(actor)?, self.meeting(id)?);
        meeting.stage.release().filter(|release| self.receives(post, release))?;
        let mut folder = ReadableFolder::default();
        for (number, item) in (1..).zip(&meeting.items) {
            if let Some(recusal) = self.recusal_of(post, item.proposal) {
                folder.withdrawn.push(WithdrawnItem { number, item: item.id, since: recusal.recused.at });
                continue;
            }
            let note = self.proposal(item.proposal).and_then(|record| record.revision_with(item.revision));
            if let Some(note) = note {
                let papers = note.papers.clone();
                folder.items.push(ReachedItem { number, item: item.id, revision: note.id, papers });
            }
        }
        Some(folder)
    }

    /// Everything that a permission can be about.
    pub fn subjects(&self) -> impl Iterator<Item = Subject> {
        let items = self.meetings.values().flat_map(|meeting| {
            let of = meeting.id;
            meeting.items.iter().map(move |item| Subject::Item(of, item.id))
        });
        std::iter::once(Subject::Government)
            .chain(self.proposals.keys().map(|id| Subject::Proposal(*id)))
            .chain(self.meetings.keys().map(|id| Subject::Meeting(*id)))
            .chain(items)
            .chain(self.tasks.keys().map(|id| Subject::Task(*id)))
            .chain(self.inquiries.keys().map(|id| Subject::Inquiry(*id)))
            .chain(self.changes.keys().map(|id| Subject::Change(*id)))
            .chain(self.emergencies().map(|access| Subject::EmergencyAccess(access.id)))
    }

    /// Key of the classification of what a subject is about; of a meeting the highest of its notes. None for a draft that
    /// was never put up, and for what is not classified.
    #[must_use]
    pub fn classification_of(&self, subject: Subject) -> Option<&str> {
        let of_proposal = |id: &ProposalId| {
            let revision = self.proposals.get(id)?.revisions.last()?;
            Some(revision.facts.classification.as_str())
        };
        let height = |key: &&str| {
            let rules = self.rules()?;
            rules.classifications.iter().position(|step| step.key == *key)
        };
        match subject {
            Subject::Proposal(id) => of_proposal(&id),
            Subject::Item(meeting, item) => of_proposal(&self.item(meeting, item)?.2.proposal),
            Subject::Task(id) => of_proposal(&self.task(id)?.proposal),
            Subject::Meeting(id) => {
                let items = &self.meetings.get(&id)?.items;
                items.iter().filter_map(|item| of_proposal(&item.proposal)).max_by_key(height)
            }
            Subject::Government | Subject::Inquiry(_) | Subject::Change(_) | Subject::EmergencyAccess(_) => None,
        }
    }

    /// Charges that one person holds today.
    pub fn charges_of(&self, person: PersonId) -> impl Iterator<Item = &std::sync::Arc<Charge>> {
        self.charges().filter(move |charge| charge.person == person)
    }

    /// Pairs of posts that meet in a person and never may. The expected list is empty: a change that would make such a pair
    /// is refused.
    #[must_use]
    pub fn clashes_of(&self, person: PersonId) -> Vec<(PostId, PostId)> {
        let held: Vec<_> = self.charges_of(person).filter_map(|charge| self.post(charge.post)).collect();
        let pairs =
            held.iter().enumerate().flat_map(|(at, one)| held.iter().skip(at + 1).map(move |other| (one, other)));
        pairs.filter(|(one, other)| one.kind.never_meets(other.kind)).map(|(one, other)| (one.id, other.id)).collect()
    }
}
