//! Governments that follow one another (नई सरकार का गठन). In this code the *government* is the state's, which stays; a
//! *ministry* (सरकार) is the council under one Chief Minister, which goes.

use crate::cabinet::Cabinet;
use crate::ids::{MinistryId, PostId};
use crate::meeting::{Meeting, MeetingStageName, Release};
use crate::moment::Moment;
use crate::people::Words;
use crate::proposal::{Proposal, Stage};
use serde::{Deserialize, Serialize};

/// A ministry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ministry {
    /// Its id.
    pub id: MinistryId,
    /// Its number as the state counts; more than that of the one before.
    pub number: u32,
    /// Its name.
    pub name: Words,
}

/// A ministry in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MinistryRecord {
    /// What it is.
    pub ministry: Ministry,
    /// Since when.
    pub since: Moment,
}

impl Cabinet {
    /// Ministries that began in this record, oldest first. The one that was there when the record began is none of them.
    pub fn ministries(&self) -> impl DoubleEndedIterator<Item = &MinistryRecord> {
        self.ministries.iter()
    }

    /// The ministry of today, if one began in this record.
    #[must_use]
    pub fn ministry(&self) -> Option<&MinistryRecord> {
        self.ministries.last()
    }

    /// Whether a folder is an earlier ministry's: its papers are that ministry's, and whoever holds a post of the council
    /// today does not read them by that post.
    #[must_use]
    pub fn is_of_earlier_ministry(&self, release: &Release) -> bool {
        self.ministry().is_some_and(|today| release.by.at < today.since)
    }

    /// Whether something was written for the ministry of today.
    #[must_use]
    pub fn is_of_this_ministry(&self, at: Moment) -> bool {
        self.ministry().is_none_or(|today| today.since <= at)
    }

    /// Whether a meeting is wholly an earlier ministry's business: its folder was, and its minutes are approved. What is
    /// not finished waits for the Chief Minister of today.
    #[must_use]
    pub fn is_closed_with_ministry(&self, meeting: &Meeting) -> bool {
        let finished = matches!(meeting.stage.name(), MeetingStageName::MinutesApproved | MeetingStageName::Circulated);
        finished && meeting.stage.release().is_some_and(|release| self.is_of_earlier_ministry(release))
    }

    /// Whether a matter was decided as an earlier ministry's business. One that is not decided stays with its department
    /// and goes on.
    #[must_use]
    pub fn was_decided_by_earlier_ministry(&self, proposal: &Proposal) -> bool {
        let before_today = |at: Moment| self.ministry().is_some_and(|today| at < today.since);
        match &proposal.stage {
            Stage::Decided { meeting, .. } => {
                self.meeting(*meeting).is_some_and(|meeting| self.is_closed_with_ministry(meeting))
            }
            Stage::CirculationApproved { approval, .. } => before_today(approval.at),
            Stage::Declined { declined, .. } => before_today(declined.at),
            _ => false,
        }
    }

    /// Whether a note lies with a post by circulation: what was sent to an earlier ministry's members is not sent to those
    /// who hold their posts today.
    #[must_use]
    pub fn is_circulated_to(&self, proposal: &Proposal, post: PostId) -> bool {
        let sent = proposal.stage.circulation().filter(|sent| sent.members.contains(&post));
        sent.is_some_and(|sent| self.ministry().is_none_or(|today| sent.sent.at >= today.since))
    }
}
