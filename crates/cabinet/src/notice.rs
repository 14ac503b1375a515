//! Notices (सूचनाएँ): what a post must hear of without looking, derived from the state and never queued.
//!
//! A notice tells that something is there, for whom, since when, and where in this house it is read. It has no field in
//! which a title, a number of a file or a text could stand: whatever carries it out of the house carries only that. It lasts
//! as long as what it tells of, and no longer than [`NOTICE_DAYS`]; what nobody may know today is told to nobody.

use crate::cabinet::Cabinet;
use crate::decision::Progress;
use crate::file::With;
use crate::ids::{ChargeId, DepartmentId, ItemId, MeetingId, PersonId, PostId};
use crate::meeting::{Meeting, MeetingStage};
use crate::moment::Moment;
use crate::noting::Noting;
use crate::people::{Actor, Post, PostKind};
use crate::permission::{Action, Subject};
use crate::proposal::{Proposal, Stage, StageName};
use crate::task::{SaidKind, Task, TaskStage};
use crate::urgent::Ratification;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Days after which a notice is none any more.
pub const NOTICE_DAYS: u32 = 60;
/// Days before the end of its time on which a department is told that its view is due.
pub const VIEW_DUE_SOON_DAYS: u32 = 3;
/// Days before its day on which a department is told that a task is due.
pub const TASK_DUE_SOON_DAYS: u32 = 7;
/// Days before its day on which is told that a note is owed to the council upon an urgent approval.
pub const RATIFICATION_DUE_DAYS: u32 = 14;

macro_rules! kinds {
    ($($(#[$told:meta])* $name:ident $key:literal $needs:ident,)*) => {
        /// What a notice tells.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum NoticeKind {
            $($(#[$told])* $name,)*
        }

        impl NoticeKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            /// Its word, in ids and in keys of the pages' words.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key,)*
                }
            }

            /// What whoever is told must be permitted on what the notice is about.
            #[must_use]
            pub const fn needs(self) -> Action {
                match self {
                    $(Self::$name => Action::$needs,)*
                }
            }
        }
    };
}

kinds! {
    /// The council is called.
    MeetingCalled "meeting_called" ReadNotice,
    /// A folder is out.
    FolderReleased "folder_released" ReadNotice,
    /// The minutes are out.
    MinutesCirculated "minutes_circulated" ReadMinutes,
    /// A file came to one's desk.
    FileCame "file_came" ReadProposal,
    /// A note came back.
    NoteReturned "note_returned" ReadProposal,
    /// One's department is asked for its view.
    ViewAsked "view_asked" GiveView,
    /// One's department's view is due within days.
    ViewDueSoon "view_due_soon" GiveView,
    /// A note was sent to the members for decision by circulation.
    CirculationSent "circulation_sent" AnswerCirculation,
    /// An extract was issued to one's department.
    ExtractIssued "extract_issued" ReadExtract,
    /// A task was set to one's department.
    TaskSet "task_set" ReadTask,
    /// A task of one's department is due within days, or overdue.
    TaskDueSoon "task_due_soon" ReadTask,
    /// What one's department said to be done was found not to be.
    ClaimRefused "claim_refused" ReadTask,
    /// Upon an urgent approval, the note must be before the council within days.
    RatificationDue "ratification_due" ReadProposal,
}

/// One thing that one holder of a post is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Notice {
    /// What it tells.
    pub kind: NoticeKind,
    /// What it is about: where it is read, never what it says.
    pub subject: Subject,
    /// Who is told.
    pub person: PersonId,
    /// Under which charge.
    pub charge: ChargeId,
    /// Since when it is so.
    pub at: Moment,
    /// When the meeting of which it tells shall begin.
    pub begins: Option<Moment>,
    /// Until when something is owed.
    pub due: Option<Moment>,
    /// Tells one such thing from the next: when it was, or when the meeting shall begin.
    which: Moment,
}

impl Notice {
    /// Its id: the same for as long as it stands, on every machine; of what it tells of and whom it tells.
    #[must_use]
    pub fn id(&self) -> String {
        let subject = self.subject.id().unwrap_or_default();
        format!("{}.{subject}.{}.{}", self.kind.key(), self.which.0, self.charge)
    }

    /// The path of the page, behind sign-in, on which it is read.
    #[must_use]
    pub fn path(&self) -> String {
        match (self.kind, self.subject) {
            (NoticeKind::MinutesCirculated, Subject::Meeting(id)) => format!("/meetings/{id}/minutes"),
            (_, Subject::Meeting(id)) => format!("/meetings/{id}"),
            (_, Subject::Item(meeting, item)) => format!("/meetings/{meeting}/items/{item}/extract"),
            (_, Subject::Proposal(id)) => format!("/proposals/{id}"),
            (_, Subject::Task(id)) => format!("/tasks/{id}"),
            _ => "/desk".to_owned(),
        }
    }
}

/// Whom something is told.
enum To {
    /// Posts by their ids.
    Posts(BTreeSet<PostId>),
    /// Posts of a kind, of a department or of none.
    Kind(PostKind, Option<DepartmentId>),
    /// Whoever may know, but for one kind of post.
    AllBut(PostKind),
}

impl To {
    fn post(id: PostId) -> Self {
        Self::Posts(BTreeSet::from([id]))
    }

    fn of(posts: &[PostId]) -> Self {
        Self::Posts(posts.iter().copied().collect())
    }

    fn is(&self, post: &Post) -> bool {
        match self {
            Self::Posts(ids) => ids.contains(&post.id),
            Self::Kind(kind, department) => {
                post.kind == *kind && department.is_none_or(|own| post.department == Some(own))
            }
            Self::AllBut(kind) => post.kind != *kind,
        }
    }
}

/// Something that is told to some.
struct Told {
    kind: NoticeKind,
    subject: Subject,
    to: To,
    at: Moment,
    begins: Option<Moment>,
    due: Option<Moment>,
    which: Moment,
    /// Whose own act it was: nobody is told what he did himself.
    by: Option<ChargeId>,
}

impl Told {
    const fn new(kind: NoticeKind, subject: Subject, to: To, at: Moment) -> Self {
        Self { kind, subject, to, at, begins: None, due: None, which: at, by: None }
    }

    fn by(self, by: Option<ChargeId>) -> Self {
        Self { by, ..self }
    }

    fn due(self, due: Moment) -> Self {
        Self { due: Some(due), ..self }
    }

    fn of_meeting(self, meeting: &Meeting) -> Self {
        Self { begins: Some(meeting.begins), ..self }
    }
}

/// What the holder of one charge is told now, newest first.
#[must_use]
pub fn notices(cabinet: &Cabinet, actor: &Actor, now: Moment) -> Vec<Notice> {
    let (Some(post), Actor::Holder { person, charge }) = (cabinet.post_of(actor), *actor) else { return Vec::new() };
    let told = told(cabinet, now);
    sorted(told.iter().filter_map(|one| notice(cabinet, one, post, (person, charge), now)).collect())
}

/// What everybody is told now, newest first.
#[must_use]
pub fn all_notices(cabinet: &Cabinet, now: Moment) -> Vec<Notice> {
    let told = told(cabinet, now);
    let held = cabinet.charges().filter_map(|charge| Some((charge, cabinet.post(charge.post)?)));
    let all = held.flat_map(|(charge, post)| {
        told.iter().filter_map(move |one| notice(cabinet, one, post, (charge.person, charge.id), now))
    });
    sorted(all.collect())
}

fn sorted(mut found: Vec<Notice>) -> Vec<Notice> {
    found.sort_by_key(|one| (std::cmp::Reverse(one.at), one.kind, one.subject, one.charge));
    found
}

fn notice(
    cabinet: &Cabinet,
    told: &Told,
    post: &Post,
    (person, charge): (PersonId, ChargeId),
    now: Moment,
) -> Option<Notice> {
    let Told { kind, subject, at, begins, due, which, .. } = *told;
    let fresh = at <= now && now < at.plus_days(NOTICE_DAYS);
    if !fresh || !told.to.is(post) || told.by == Some(charge) {
        return None;
    }
    let may = cabinet.may(&Actor::Holder { person, charge }, subject, kind.needs());
    may.then_some(Notice { kind, subject, person, charge, at, begins, due, which })
}

/// Everything that is told to anybody. Matters at rest tell nothing but by their meetings.
fn told(cabinet: &Cabinet, now: Moment) -> Vec<Told> {
    let open = cabinet.expected.proposals.iter().filter_map(|id| cabinet.proposal(*id));
    let mut told: Vec<Told> = open.flat_map(|proposal| of_proposal(cabinet, proposal)).collect();
    let fresh = |meeting: &&Arc<Meeting>| now < meeting.begins || now < meeting.since.plus_days(NOTICE_DAYS);
    told.extend(cabinet.meetings.values().filter(fresh).flat_map(|meeting| of_meeting(cabinet, meeting, now)));
    told.extend(cabinet.expected.items.iter().flat_map(|(meeting, item)| extract_issued(cabinet, *meeting, *item)));
    told.extend(
        cabinet.expected.tasks.iter().filter_map(|id| cabinet.task(*id)).flat_map(|task| of_task(cabinet, task)),
    );
    told.extend(cabinet.urgent_approvals().flat_map(|(proposal, given)| {
        let owed = cabinet.ratification(proposal) == Some(Ratification::Owed);
        let own = cabinet.department_today(proposal.department);
        let to = owed.then_some([To::Kind(PostKind::Secretary, Some(own)), To::Kind(PostKind::ChiefSecretary, None)]);
        to.into_iter().flatten().map(move |to| {
            let at = given.due.minus_days(RATIFICATION_DUE_DAYS).max(given.approval.at);
            Told::new(NoticeKind::RatificationDue, Subject::Proposal(proposal.id), to, at).due(given.due)
        })
    }));
    told
}

fn of_proposal(cabinet: &Cabinet, proposal: &Proposal) -> Vec<Told> {
    let subject = Subject::Proposal(proposal.id);
    let own = cabinet.department_today(proposal.department);
    let by = proposal.movements.last().and_then(|last| last.by);
    if let Stage::Consulting { .. } = proposal.stage {
        return asked(cabinet, proposal);
    }
    if let Stage::Circulating { note, circulation } = &proposal.stage {
        let silent: Vec<PostId> = circulation.silent().collect();
        let told = Told::new(NoticeKind::CirculationSent, subject, To::of(&silent), circulation.sent.at);
        return vec![told.due(note.order.until)];
    }
    let Some(stay) = proposal.stays().pop().filter(|stay| stay.until.is_none()) else { return Vec::new() };
    let returned = matches!(proposal.stage.name(), StageName::SentBack | StageName::Returned);
    let of_own = |kind| To::Kind(kind, Some(own));
    let to = match stay.with {
        With::Section if returned => {
            let to = [of_own(PostKind::SectionOfficer), of_own(PostKind::Secretary)];
            let told = to.map(|to| Told::new(NoticeKind::NoteReturned, subject, to, stay.from).by(by));
            return told.into();
        }
        // A desk that is none of the department's any more: the file lies with the secretary.
        With::Desk(post) if cabinet.desk_of(proposal).is_some_and(|desk| desk.at == post) => To::post(post),
        With::Desk(_) | With::Secretary => of_own(PostKind::Secretary),
        With::Minister => match cabinet.department(own).and_then(|department| department.minister) {
            Some(minister) => To::post(minister),
            None => return Vec::new(),
        },
        With::CabinetSection => To::Kind(PostKind::CabinetSection, None),
        With::ChiefSecretary => To::Kind(PostKind::ChiefSecretary, None),
        With::ChiefMinister => To::Kind(PostKind::ChiefMinister, None),
        With::Section | With::Departments | With::Members | With::Nobody => return Vec::new(),
    };
    vec![Told::new(NoticeKind::FileCame, subject, to, stay.from).by(by)]
}

/// Each department that owes a view is told when it was asked, and again days before its time is over; within it, whoever has
/// the note marked to his desk.
fn asked(cabinet: &Cabinet, proposal: &Proposal) -> Vec<Told> {
    let subject = Subject::Proposal(proposal.id);
    let marked = cabinet.views_outstanding(proposal).filter_map(|asked| cabinet.view_desk(asked));
    let came = |noting: &Noting| Told::new(NoticeKind::FileCame, subject, To::post(noting.to), noting.at).by(noting.by);
    let owed = cabinet.views_outstanding(proposal).filter(|asked| asked.clock_stopped().is_none());
    let told = owed.flat_map(|asked| {
        let department = cabinet.department_today(asked.department);
        let told =
            |kind, at| Told::new(kind, subject, To::Kind(PostKind::Secretary, Some(department)), at).due(asked.due);
        // In a short consultation the asking itself says that it is short.
        let soon = asked.due.minus_days(VIEW_DUE_SOON_DAYS);
        let soon = (asked.sent < soon).then(|| told(NoticeKind::ViewDueSoon, soon));
        std::iter::once(told(NoticeKind::ViewAsked, asked.sent)).chain(soon)
    });
    told.chain(marked.map(came)).collect()
}

fn of_meeting(cabinet: &Cabinet, meeting: &Meeting, now: Moment) -> Vec<Told> {
    let subject = Subject::Meeting(meeting.id);
    let mut told = Vec::new();
    if let Some(at) = called(meeting).filter(|_| now < meeting.begins) {
        // It was the Chief Minister's own order.
        let told_to = To::AllBut(PostKind::ChiefMinister);
        let one = Told { which: meeting.begins, ..Told::new(NoticeKind::MeetingCalled, subject, told_to, at) };
        told.push(one.of_meeting(meeting));
    }
    if let Some(release) = meeting.stage.release() {
        let to = To::Posts(release.recipients.iter().copied().chain(staff_of(cabinet, &release.recipients)).collect());
        told.push(Told::new(NoticeKind::FolderReleased, subject, to, release.by.at).of_meeting(meeting));
    }
    if let MeetingStage::Circulated { record, at, .. } = &meeting.stage {
        let out = |to| Told::new(NoticeKind::MinutesCirculated, subject, to, *at);
        told.push(out(To::of(&record.release.recipients)));
        told.push(out(To::Kind(PostKind::GovernorSecretary, None)));
    }
    told
}

fn extract_issued(cabinet: &Cabinet, meeting: MeetingId, id: ItemId) -> Vec<Told> {
    let Some((_, _, item)) = cabinet.item(meeting, id) else { return Vec::new() };
    let (Some(Progress::Issued { extract, .. }), Some(proposal)) =
        (item.state.progress(), cabinet.proposal(item.proposal))
    else {
        return Vec::new();
    };
    let own = cabinet.department_today(proposal.department);
    let minister = cabinet.department(own).and_then(|department| department.minister).map(To::post);
    let to = std::iter::once(To::Kind(PostKind::Secretary, Some(own))).chain(minister);
    to.map(|to| Told::new(NoticeKind::ExtractIssued, Subject::Item(meeting, id), to, extract.at)).collect()
}

/// The secretary of the department that must act is told of what lies with it; put off, it is due anew.
fn of_task(cabinet: &Cabinet, task: &Task) -> Vec<Told> {
    let own = cabinet.department_today(task.department);
    let told = |kind, at| {
        let to = To::Kind(PostKind::Secretary, Some(own));
        Told::new(kind, Subject::Task(task.id), to, at).due(task.due)
    };
    let refused = task.said.last().filter(|said| said.kind == SaidKind::ClaimRefused);
    let mut found = match task.stage {
        TaskStage::Set => vec![told(NoticeKind::TaskSet, task.set.at)],
        TaskStage::Open => refused.map(|said| told(NoticeKind::ClaimRefused, said.statement.at)).into_iter().collect(),
        _ => return Vec::new(),
    };
    let soon = task.due.minus_days(TASK_DUE_SOON_DAYS);
    if task.set.at < soon {
        found.push(Told { which: task.due, ..told(NoticeKind::TaskDueSoon, soon) });
    }
    found
}

/// Since when a meeting is called. Of a later stage the state keeps the approval of the agenda or the release instead of
/// the order: the id of the notice does not depend on it.
const fn called(meeting: &Meeting) -> Option<Moment> {
    match &meeting.stage {
        MeetingStage::Called { order } | MeetingStage::AgendaDraft { order } => Some(order.at),
        MeetingStage::AgendaApproved { agenda } => Some(agenda.at),
        MeetingStage::Released { release } => Some(release.by.at),
        _ => None,
    }
}

/// Private staff of those to whom a folder went.
fn staff_of<'a>(cabinet: &'a Cabinet, recipients: &'a [PostId]) -> impl Iterator<Item = PostId> + 'a {
    let staff = cabinet.posts().filter(|post| post.kind == PostKind::PrivateStaff);
    staff.filter(|post| post.serves.is_some_and(|served| recipients.contains(&served))).map(|post| post.id)
}
