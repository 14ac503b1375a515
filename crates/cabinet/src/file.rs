//! The file (नस्ती) on its way from desk to desk: at whose it lies, and where it was how long.

use crate::cabinet::Cabinet;
use crate::ids::{DepartmentId, PostId};
use crate::moment::Moment;
use crate::people::{Post, PostKind};
use crate::proposal::{Movement, Proposal, StageName};
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// The desk at which a file lies within its department. A desk is a post: whoever takes charge of it has the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileDesk {
    /// Whose desk.
    pub at: PostId,
    /// From whose it came.
    pub from: PostId,
    /// When it was sent.
    pub sent: Moment,
    /// When it was opened there; it can be pulled back while it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Moment>,
    /// Whether it came with a note that was put up: pulled back, it is a draft again.
    pub put_up: bool,
}

/// With whom a file lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum With {
    /// The section of its department.
    Section,
    /// The desk of a post of its department.
    Desk(PostId),
    /// The secretary of its department.
    Secretary,
    /// The minister-in-charge.
    Minister,
    /// Departments that were asked for their views.
    Departments,
    /// The cabinet section.
    CabinetSection,
    /// The chief secretary.
    ChiefSecretary,
    /// The Chief Minister.
    ChiefMinister,
    /// The members to whom the note was circulated.
    Members,
    /// Nobody: it is at rest.
    Nobody,
}

/// A stay of the file with somebody. The next one begins where it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stay {
    /// With whom.
    pub with: With,
    /// Since when.
    pub from: Moment,
    /// Until when; none while it lies there.
    pub until: Option<Moment>,
}

impl With {
    fn of(stage: StageName, desk: Option<PostId>) -> Self {
        match stage {
            StageName::Draft | StageName::SentBack | StageName::Returned => Self::Section,
            StageName::InDepartment | StageName::ConsultationClosed => desk.map_or(Self::Secretary, Self::Desk),
            StageName::MinisterApproved => Self::Secretary,
            StageName::Consulting => Self::Departments,
            StageName::SecretaryApproved => Self::Minister,
            StageName::OnPaper
            | StageName::Submitted
            | StageName::Ordered
            | StageName::Listed
            | StageName::CirculationOrdered => Self::CabinetSection,
            StageName::Scrutinised | StageName::UrgentlyRequested => Self::ChiefSecretary,
            StageName::Cleared | StageName::CirculationClosed | StageName::UrgentlyForwarded => Self::ChiefMinister,
            StageName::Circulating => Self::Members,
            StageName::Declined
            | StageName::CirculationApproved
            | StageName::Decided
            | StageName::WithdrawnBeforeReceipt
            | StageName::WithdrawnAfterReceipt
            | StageName::Erased => Self::Nobody,
        }
    }
}

impl Proposal {
    /// Every stay of the file, oldest first: what the register of movements says of who had it how long.
    #[must_use]
    pub fn stays(&self) -> Vec<Stay> {
        let mut stays: Vec<Stay> = Vec::new();
        let mut desk = None;
        let mut stage = None;
        for movement in &self.movements {
            let Movement { at, stage: name, desk: sent, .. } = movement.as_ref();
            desk = sent.or(desk.filter(|_| stage == Some(*name)));
            stage = Some(*name);
            let with = With::of(*name, desk);
            match stays.last_mut() {
                Some(last) if last.with == with => {}
                Some(last) => {
                    last.until = Some(*at);
                    stays.push(Stay { with, from: *at, until: None });
                }
                None => stays.push(Stay { with, from: *at, until: None }),
            }
        }
        stays.retain(|stay| stay.with != With::Nobody);
        stays
    }
}

impl Cabinet {
    /// The desk at which a file lies, if the post still is one of its department; else it lies with the secretary.
    #[must_use]
    pub fn desk_of<'a>(&self, proposal: &'a Proposal) -> Option<&'a FileDesk> {
        let desk = proposal.desk.as_ref()?;
        let post = self.post(desk.at).filter(|post| self.closed(post.id).is_none())?;
        (post.department == Some(self.department_today(proposal.department))).then_some(desk)
    }

    /// Posts of its department to whose desks a file may be sent: of officers and of the secretary, if somebody holds them.
    pub fn desks_for<'a>(&'a self, proposal: &Proposal) -> impl Iterator<Item = &'a Arc<Post>> + 'a {
        self.desks_of(self.department_today(proposal.department))
    }

    /// Posts of officers and of the secretary of a department, if somebody holds them.
    pub fn desks_of(&self, own: DepartmentId) -> impl Iterator<Item = &Arc<Post>> {
        let fits = |kind: PostKind| matches!(kind, PostKind::DepartmentOfficer | PostKind::Secretary);
        let posts = self.open_posts().filter(move |post| post.department == Some(own) && fits(post.kind));
        posts.filter(|post| self.charge_of_post(post.id).is_some())
    }
}
