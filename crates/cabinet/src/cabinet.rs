//! The state of one government: ordered persistent maps of shared records.

use crate::body::BodyRecord;
use crate::change::Change;
use crate::copies::PrintedCopy;
use crate::device::DeviceRecord;
use crate::emergency::{EmergencyAccess, EmergencyStageName};
use crate::expected::Expected;
use crate::identity::{Identity, IdentityRecord};
use crate::ids::{
    ActId, BodyId, ChangeId, ChargeId, CopyId, DepartmentId, DeviceId, EmergencyAccessId, EnrolmentId, IdentityId,
    InquiryId, ItemId, LeaveId, MeetingId, PaperId, PasskeyId, PasswordId, PersonId, PostId, ProposalId, RankId,
    RevisionId, TaskId,
};
use crate::inquiry::Inquiry;
use crate::leave::LeaveRecord;
use crate::meeting::{Item, Meeting, Release};
use crate::merger::Merger;
use crate::ministry::MinistryRecord;
use crate::moment::Moment;
use crate::note::{Paper, Revision};
use crate::object::Object;
use crate::paper_route::PaperTerm;
use crate::passkey::{EnrolmentRecord, PasskeyRecord};
use crate::password::PasswordRecord;
use crate::people::{Actor, Charge, Department, FormerName, Person, Post, PostKind, Rank};
use crate::permission::{Action, Subject, permitted};
use crate::proposal::Proposal;
use crate::recovery::Recovery;
use crate::rules::Rules;
use crate::task::Task;
use crate::text::{Digest, TextRef};
use imbl::{OrdMap, OrdSet, Vector};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use uuid::Uuid;

/// What a ledger is for. The first entry says it; starting one as the other is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerNature {
    /// Practice: a post is picked, nothing binds.
    Training,
    /// A government's business.
    Real,
}

/// An act that was accepted, remembered so that its repetition gets the first answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Who acted.
    pub by: Actor,
    /// SHA-256 of the act's body.
    pub body: Digest,
    /// When.
    pub at: Moment,
    /// What it wrote, to be shown beside other words under the same id.
    pub texts: Vec<TextRef>,
}

impl Accepted {
    /// Whether this person sends that act once more, under whichever charge, and with nothing else in it.
    #[must_use]
    pub fn is_sent_again(&self, by: &Actor, body: Digest) -> bool {
        self.by.person() == by.person() && self.body == body
    }
}

/// When the council sat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SittingTime {
    /// Number of the meeting.
    pub meeting: u32,
    /// Since when.
    pub began: Moment,
    /// Until when; none while it sits.
    pub ended: Option<Moment>,
}

/// Days for which accepted acts are remembered; ids older than that are refused as stale.
pub const ACTS_REMEMBERED_DAYS: u32 = 30;

/// The state of one government. Cloning it clones roots only.
///
/// Its serialisation is canonical: the same state gives the same bytes. It says what a record means,
/// in golden files and snapshots; it is never the record. A field that a later build adds is left out
/// while it says nothing (`skip_serializing_if`), so that the golden states of older records stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Cabinet {
    pub(crate) nature: Option<LedgerNature>,
    pub(crate) government: String,
    pub(crate) rules: Option<Arc<Rules>>,
    pub(crate) departments: OrdMap<DepartmentId, Arc<Department>>,
    pub(crate) posts: OrdMap<PostId, Arc<Post>>,
    pub(crate) persons: OrdMap<PersonId, Arc<Person>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) former_names: OrdMap<PersonId, Vector<FormerName>>,
    pub(crate) charges: OrdMap<ChargeId, Arc<Charge>>,
    pub(crate) proposals: OrdMap<ProposalId, Arc<Proposal>>,
    /// By file numbers as they are compared.
    #[serde(with = "pairs")]
    pub(crate) numbers: OrdMap<(DepartmentId, String), ProposalId>,
    pub(crate) papers: OrdMap<PaperId, ProposalId>,
    pub(crate) revisions: OrdSet<RevisionId>,
    pub(crate) unmeasured: OrdSet<ProposalId>,
    pub(crate) meetings: OrdMap<MeetingId, Arc<Meeting>>,
    pub(crate) items: OrdSet<ItemId>,
    pub(crate) listings: OrdMap<ProposalId, OrdSet<(MeetingId, ItemId)>>,
    /// Proposals upon which urgent approval was given, in the order in which it was.
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub(crate) urgent: Vector<ProposalId>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) tasks: OrdMap<TaskId, Arc<Task>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) item_tasks: OrdMap<ItemId, Vector<TaskId>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) inquiries: OrdMap<InquiryId, Arc<Inquiry>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) emergencies: OrdMap<EmergencyAccessId, Arc<EmergencyAccess>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) changes: OrdMap<ChangeId, Arc<Change>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) enrolments: OrdMap<EnrolmentId, Arc<EnrolmentRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) passkeys: OrdMap<PasskeyId, Arc<PasskeyRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) passwords: OrdMap<PasswordId, Arc<PasswordRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) identities: OrdMap<IdentityId, Arc<IdentityRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) devices: OrdMap<DeviceId, Arc<DeviceRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) objects: OrdMap<Uuid, Object>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) bodies: OrdMap<BodyId, Arc<BodyRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) ranks: OrdMap<RankId, Arc<Rank>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) post_ranks: OrdMap<PostId, RankId>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) closed_posts: OrdMap<PostId, Moment>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) leaves: OrdMap<LeaveId, Arc<LeaveRecord>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) mergers: OrdMap<DepartmentId, Merger>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) paper_routes: OrdMap<DepartmentId, Vector<Arc<PaperTerm>>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) copy_terms: OrdMap<PostId, Vector<Arc<PaperTerm>>>,
    #[serde(default, skip_serializing_if = "OrdMap::is_empty")]
    pub(crate) copies: OrdMap<CopyId, Arc<PrintedCopy>>,
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub(crate) ministries: Vector<MinistryRecord>,
    #[serde(default, skip_serializing_if = "Vector::is_empty")]
    pub(crate) recoveries: Vector<Arc<Recovery>>,
    pub(crate) accepted: OrdMap<ActId, Arc<Accepted>>,
    pub(crate) accepted_by_time: OrdSet<(Moment, ActId)>,
    pub(crate) entries: u64,
    pub(crate) last: Moment,
    /// What waits for somebody; it follows from the rest.
    #[serde(skip)]
    pub(crate) expected: Expected,
    /// The moment as of which rights are judged that end by themselves; it is of this copy and never of the record.
    #[serde(skip)]
    pub(crate) judged_at: Moment,
}

impl Cabinet {
    /// What the ledger is for; none before its first entry.
    #[must_use]
    pub const fn nature(&self) -> Option<LedgerNature> {
        self.nature
    }

    /// Stable name of the government.
    #[must_use]
    pub fn government(&self) -> &str {
        &self.government
    }

    /// The rules in force.
    #[must_use]
    pub fn rules(&self) -> Option<&Arc<Rules>> {
        self.rules.as_ref()
    }

    /// How many entries made this state.
    #[must_use]
    pub const fn entries(&self) -> u64 {
        self.entries
    }

    /// Time of the last entry.
    #[must_use]
    pub const fn last(&self) -> Moment {
        self.last
    }

    /// The moment of this state: that of its last entry, or a later one at which it is looked at.
    #[must_use]
    pub fn moment(&self) -> Moment {
        self.last.max(self.judged_at)
    }

    /// This state looked at now: what is over by itself gives no rights, whether or not the office has recorded its end.
    /// None where nothing ends by itself, so that the state itself serves.
    #[must_use]
    pub fn as_of(&self, now: Moment) -> Option<Self> {
        let ends = self.emergencies.values().any(|one| one.stage.name() == EmergencyStageName::Agreed)
            || self.copy_terms.values().filter_map(|terms| terms.last()).any(|term| term.ends_between(self.last, now));
        ends.then(|| Self { judged_at: now, ..self.clone() })
    }

    /// A department.
    #[must_use]
    pub fn department(&self, id: DepartmentId) -> Option<&Arc<Department>> {
        self.departments.get(&id)
    }

    /// A department by its short name.
    #[must_use]
    pub fn department_named(&self, key: &str) -> Option<&Arc<Department>> {
        self.departments.values().find(|department| department.key == key)
    }

    /// All departments.
    pub fn departments(&self) -> impl Iterator<Item = &Arc<Department>> {
        self.departments.values()
    }

    /// A post.
    #[must_use]
    pub fn post(&self, id: PostId) -> Option<&Arc<Post>> {
        self.posts.get(&id)
    }

    /// All posts.
    pub fn posts(&self) -> impl Iterator<Item = &Arc<Post>> {
        self.posts.values()
    }

    /// A person.
    #[must_use]
    pub fn person(&self, id: PersonId) -> Option<&Arc<Person>> {
        self.persons.get(&id)
    }

    /// A charge, also one that has ended.
    #[must_use]
    pub fn charge(&self, id: ChargeId) -> Option<&Arc<Charge>> {
        self.charges.get(&id)
    }

    /// Charges that last.
    pub fn charges(&self) -> impl Iterator<Item = &Arc<Charge>> {
        self.charges.values().filter(|charge| charge.until.is_none())
    }

    /// Every charge, also those that have ended.
    pub fn all_charges(&self) -> impl Iterator<Item = &Arc<Charge>> {
        self.charges.values()
    }

    /// The post of a charge, also of one that has ended.
    #[must_use]
    pub fn post_of_charge(&self, id: ChargeId) -> Option<&Arc<Post>> {
        self.post(self.charge(id)?.post)
    }

    /// The post under which `actor` acts, while the charge lasts and belongs to the person.
    #[must_use]
    pub fn post_of(&self, actor: &Actor) -> Option<&Arc<Post>> {
        let Actor::Holder { person, charge } = actor else { return None };
        let charge = self.charges.get(charge)?;
        (charge.person == *person && charge.until.is_none()).then(|| self.posts.get(&charge.post)).flatten()
    }

    /// The sittings in which a post has part, in the order in which they began. The cabinet section and the chief secretary
    /// serve every one.
    #[must_use]
    pub fn sittings_of(&self, post: &Post) -> Vec<SittingTime> {
        let serves = matches!(post.kind, PostKind::CabinetSection | PostKind::ChiefSecretary);
        let with_part = self.meetings.values().filter(|meeting| serves || meeting.stage.has_part(post.id));
        let mut sittings: Vec<SittingTime> = with_part
            .filter_map(|meeting| {
                let (began, ended) = meeting.stage.sat()?;
                Some(SittingTime { meeting: meeting.number, began, ended })
            })
            .collect();
        sittings.sort_by_key(|sitting| (sitting.began, sitting.meeting));
        sittings
    }

    /// The post of a kind in a department that may be held, the first if there are more.
    #[must_use]
    pub fn department_post(&self, department: DepartmentId, kind: PostKind) -> Option<&Arc<Post>> {
        self.open_posts().find(|post| post.kind == kind && post.department == Some(department))
    }

    /// A proposal. Ask [`permitted`] before showing it.
    #[must_use]
    pub fn proposal(&self, id: ProposalId) -> Option<&Arc<Proposal>> {
        self.proposals.get(&id)
    }

    /// Every proposal, readable or not.
    pub fn proposals(&self) -> impl DoubleEndedIterator<Item = &Arc<Proposal>> {
        self.proposals.values()
    }

    /// Proposals that `actor` may read, newest first.
    pub fn readable_proposals<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<Proposal>> {
        let post = self.post_of(actor);
        let proposals = self.proposals.values().rev();
        proposals.filter(move |proposal| post.is_some_and(|post| crate::permission::reads(self, actor, post, proposal)))
    }

    /// Proposals that the Chief Minister ordered to be placed before a meeting and that are on no agenda.
    pub fn listable_proposals(&self) -> impl Iterator<Item = &Arc<Proposal>> {
        let ordered = |proposal: &&Arc<Proposal>| matches!(proposal.stage, crate::proposal::Stage::Ordered(_));
        self.proposals.values().filter(ordered)
    }

    /// The frozen note that `actor` may read: the latest, but for a consulted department the one
    /// that was sent to it, and for a reader of a folder the one that lies in it.
    #[must_use]
    pub fn readable_revision(&self, actor: &Actor, id: ProposalId) -> Option<&Arc<Revision>> {
        let proposal = self.proposal(id)?;
        let actions = permitted(self, actor, Subject::Proposal(id));
        if !actions.contains(&Action::ReadProposal) {
            return None;
        }
        if actions.contains(&Action::ReadNoteSheet) {
            return proposal.revision();
        }
        let post = self.post_of(actor)?;
        if let Some(listed) = self.listed_revision(post, id) {
            return proposal.revision_with(listed);
        }
        if self.is_circulated_to(proposal, post.id) {
            return proposal.revision();
        }
        let asked = post.department.and_then(|own| self.rounds_of(proposal, own).max_by_key(|round| round.revision));
        match asked {
            Some(asked) => proposal.revision_numbered(asked.revision),
            None => proposal.revision(),
        }
    }

    /// Every frozen note of a matter that `actor` may read, oldest first; empty for whom there is none. Whoever reads the
    /// note-sheet reads all of them, and so do the chief secretary and the Chief Minister, before whom they lay. A consulted department
    /// reads those that were sent to it, round by round, and a reader of folders those that lay in a folder of his.
    #[must_use]
    pub fn readable_revisions(&self, actor: &Actor, id: ProposalId) -> Vec<&Arc<Revision>> {
        let Some(proposal) = self.proposal(id) else { return Vec::new() };
        let actions = permitted(self, actor, Subject::Proposal(id));
        let Some(post) = self.post_of(actor).filter(|_| actions.contains(&Action::ReadProposal)) else {
            return Vec::new();
        };
        let above = matches!(post.kind, PostKind::ChiefSecretary | PostKind::ChiefMinister);
        let whole = actions.contains(&Action::ReadNoteSheet) || above;
        let listed: Vec<RevisionId> = self.listed_revisions(post, id).collect();
        let reads = post.kind == PostKind::Secretary || self.came_for_view(proposal, post);
        let asked = post.department.filter(|_| reads);
        let sent: Vec<u32> = asked.map_or_else(Vec::new, |own| self.revisions_sent_to(proposal, own));
        // What circulates is the last of them.
        let circulated = proposal.revision().filter(|_| self.is_circulated_to(proposal, post.id)).map(|last| last.id);
        let readable = |revision: &&Arc<Revision>| {
            whole || circulated == Some(revision.id) || listed.contains(&revision.id) || sent.contains(&revision.number)
        };
        proposal.revisions.iter().filter(readable).collect()
    }

    fn listed_revision(&self, post: &Post, id: ProposalId) -> Option<RevisionId> {
        self.listed_revisions(post, id).next()
    }

    /// Notes that lie in folders that a post received, the latest folder first; none of a matter from which it is recused.
    fn listed_revisions<'a>(&'a self, post: &'a Post, id: ProposalId) -> impl Iterator<Item = RevisionId> + 'a {
        let open = !self.is_recused(post, id);
        let listings = self.listings.get(&id).filter(|_| open).into_iter().flat_map(|listings| listings.iter().rev());
        listings.filter_map(move |(meeting, item)| {
            let meeting = self.meetings.get(meeting)?;
            let out = self.receives(post, meeting.stage.release()?);
            out.then(|| meeting.item(*item).map(|(_, item)| item.revision)).flatten()
        })
    }

    /// A paper and its proposal.
    #[must_use]
    pub fn paper(&self, id: PaperId) -> Option<(&Arc<Paper>, &Arc<Proposal>)> {
        let proposal = self.proposals.get(self.papers.get(&id)?)?;
        Some((proposal.paper_records.get(&id)?, proposal))
    }

    /// Every paper that was ever named, readable or not.
    pub fn papers(&self) -> impl Iterator<Item = &Arc<Paper>> {
        self.proposals.values().flat_map(|proposal| proposal.paper_records.values())
    }

    /// Whether `actor` may read a paper: it lies with the draft the actor may edit, or with the
    /// frozen note the actor may read.
    #[must_use]
    pub fn may_read_paper(&self, actor: &Actor, id: PaperId) -> bool {
        let Some((_, proposal)) = self.paper(id) else { return false };
        let drafts = self.may(actor, Subject::Proposal(proposal.id), Action::EditDraft);
        (drafts && proposal.papers.contains(&id))
            || self.may_read_scan(actor, proposal, id)
            || self.readable_revision(actor, proposal.id).is_some_and(|revision| revision.papers.contains(&id))
    }

    /// A meeting. Ask [`permitted`] before showing it.
    #[must_use]
    pub fn meeting(&self, id: MeetingId) -> Option<&Arc<Meeting>> {
        self.meetings.get(&id)
    }

    /// Meetings of which `actor` may know, newest first.
    pub fn readable_meetings<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<Meeting>> {
        let meetings = self.meetings.values().rev();
        meetings.filter(move |meeting| self.may(actor, Subject::Meeting(meeting.id), Action::ReadNotice))
    }

    /// The next meeting of which `actor` may know.
    #[must_use]
    pub fn next_meeting(&self, actor: &Actor, now: Moment) -> Option<&Arc<Meeting>> {
        // One whose minutes are out has been, whatever day it was called for.
        let coming = self.expected.meetings.iter().filter_map(|id| self.meetings.get(id));
        let coming = coming.filter(|meeting| meeting.begins >= now);
        let known = coming.filter(|meeting| self.may(actor, Subject::Meeting(meeting.id), Action::ReadNotice));
        known.min_by_key(|meeting| meeting.begins)
    }

    /// An item with its meeting and number.
    #[must_use]
    pub fn item(&self, meeting: MeetingId, item: ItemId) -> Option<(&Arc<Meeting>, u32, &Arc<Item>)> {
        let meeting = self.meetings.get(&meeting)?;
        meeting.item(item).map(|(number, item)| (meeting, number, item))
    }

    /// The agendas on which a proposal stands or stood, oldest first.
    pub fn listings(&self, id: ProposalId) -> impl Iterator<Item = (&Arc<Meeting>, u32, &Arc<Item>)> {
        let listings = self.listings.get(&id).into_iter().flat_map(OrdSet::iter);
        listings.filter_map(|(meeting, item)| self.item(*meeting, *item))
    }

    /// Whether a folder was released to a post, and is not closed to it since another ministry began.
    pub(crate) fn receives(&self, post: &Post, release: &Release) -> bool {
        let closed = post.kind.is_member() && self.is_of_earlier_ministry(release);
        release.recipients.contains(&post.id) && !closed
    }

    /// Releases of folders in which a proposal lies.
    pub(crate) fn folders_with(&self, id: ProposalId) -> impl Iterator<Item = &Release> {
        self.listings(id).filter_map(|(meeting, _, _)| meeting.stage.release())
    }

    /// An inquiry. Ask [`permitted`] before showing it.
    #[must_use]
    pub fn inquiry(&self, id: InquiryId) -> Option<&Arc<Inquiry>> {
        self.inquiries.get(&id)
    }

    /// Every inquiry, oldest first.
    pub fn inquiries(&self) -> impl DoubleEndedIterator<Item = &Arc<Inquiry>> {
        self.inquiries.values()
    }

    /// Inquiries that `actor` may know of, newest first.
    pub fn readable_inquiries<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<Inquiry>> {
        let inquiries = self.inquiries.values().rev();
        inquiries.filter(move |inquiry| self.may(actor, Subject::Inquiry(inquiry.id), Action::ReadInquiry))
    }

    /// An emergency access. Ask [`permitted`] before showing it.
    #[must_use]
    pub fn emergency_access(&self, id: EmergencyAccessId) -> Option<&Arc<EmergencyAccess>> {
        self.emergencies.get(&id)
    }

    /// Every emergency access, oldest first.
    pub fn emergencies(&self) -> impl DoubleEndedIterator<Item = &Arc<EmergencyAccess>> {
        self.emergencies.values()
    }

    /// Emergency accesses that `actor` may know of, newest first.
    pub fn readable_emergencies<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<EmergencyAccess>> {
        let emergencies = self.emergencies.values().rev();
        emergencies.filter(move |one| self.may(actor, Subject::EmergencyAccess(one.id), Action::ReadEmergencyAccess))
    }

    /// A change among departments, posts and people. Ask [`permitted`] before showing it.
    #[must_use]
    pub fn change(&self, id: ChangeId) -> Option<&Arc<Change>> {
        self.changes.get(&id)
    }

    /// Every change, oldest first.
    pub fn changes(&self) -> impl DoubleEndedIterator<Item = &Arc<Change>> {
        self.changes.values()
    }

    /// Changes that `actor` may know of, newest first.
    pub fn readable_changes<'a>(&'a self, actor: &'a Actor) -> impl Iterator<Item = &'a Arc<Change>> {
        let changes = self.changes.values().rev();
        changes.filter(move |change| self.may(actor, Subject::Change(change.id), Action::ReadChange))
    }

    /// An enrolment.
    #[must_use]
    pub fn enrolment(&self, id: EnrolmentId) -> Option<&Arc<EnrolmentRecord>> {
        self.enrolments.get(&id)
    }

    /// Every enrolment, also those that are used or over.
    pub fn enrolments(&self) -> impl Iterator<Item = &Arc<EnrolmentRecord>> {
        self.enrolments.values()
    }

    /// A passkey, also one that opens no door any more.
    #[must_use]
    pub fn passkey(&self, id: PasskeyId) -> Option<&Arc<PasskeyRecord>> {
        self.passkeys.get(&id)
    }

    /// Every passkey, also those that open no door any more.
    pub fn passkeys(&self) -> impl Iterator<Item = &Arc<PasskeyRecord>> {
        self.passkeys.values()
    }

    /// Passkeys with which a person signs in now.
    pub fn passkeys_of(&self, person: PersonId) -> impl Iterator<Item = &Arc<PasskeyRecord>> {
        self.passkeys.values().filter(move |one| one.passkey.person == person && one.revoked.is_none())
    }

    /// A password, also one that opens no door any more.
    #[must_use]
    pub fn password(&self, id: PasswordId) -> Option<&Arc<PasswordRecord>> {
        self.passwords.get(&id)
    }

    /// Every password, also those that open no door any more.
    pub fn passwords(&self) -> impl Iterator<Item = &Arc<PasswordRecord>> {
        self.passwords.values()
    }

    /// The password with which a person signs in now.
    #[must_use]
    pub fn password_of(&self, person: PersonId) -> Option<&Arc<PasswordRecord>> {
        self.passwords.values().find(|one| one.password.person == person && one.revoked.is_none())
    }

    /// The password under a sign-in name, as [`crate::password::sign_in_name`] writes it.
    #[must_use]
    pub fn password_named(&self, name: &str) -> Option<&Arc<PasswordRecord>> {
        self.passwords.values().find(|one| one.password.name == name && one.revoked.is_none())
    }

    /// An identity, also one that opens no door any more.
    #[must_use]
    pub fn identity(&self, id: IdentityId) -> Option<&Arc<IdentityRecord>> {
        self.identities.get(&id)
    }

    /// Every identity, also those that open no door any more.
    pub fn identities(&self) -> impl Iterator<Item = &Arc<IdentityRecord>> {
        self.identities.values()
    }

    /// The identity by which a person signs in now.
    #[must_use]
    pub fn identity_of(&self, person: PersonId) -> Option<&Arc<IdentityRecord>> {
        self.identities.values().find(|one| one.identity.person == person && one.revoked.is_none())
    }

    /// The identity to which a provider gave this subject, while it opens a door.
    #[must_use]
    pub fn identity_by(&self, issuer: &str, subject: Digest) -> Option<&Arc<IdentityRecord>> {
        let same = |one: &Identity| one.issuer == issuer && one.subject == subject;
        self.identities.values().find(|one| same(&one.identity) && one.revoked.is_none())
    }

    /// A device, also one that is lost.
    #[must_use]
    pub fn device(&self, id: DeviceId) -> Option<&Arc<DeviceRecord>> {
        self.devices.get(&id)
    }

    /// Every device, also those that are lost.
    pub fn devices(&self) -> impl Iterator<Item = &Arc<DeviceRecord>> {
        self.devices.values()
    }

    /// Devices of a person, also those that are lost.
    pub fn devices_of(&self, person: PersonId) -> impl Iterator<Item = &Arc<DeviceRecord>> {
        self.devices.values().filter(move |one| one.device.person == person)
    }

    /// Charges of a person under which a session may begin without a passkey.
    pub fn charges_without_passkey(&self, person: PersonId) -> impl Iterator<Item = &Arc<Charge>> {
        let fits = |charge: &Charge| self.post(charge.post).is_some_and(|post| post.kind.signs_in_without_passkey());
        self.charges().filter(move |charge| charge.person == person && fits(charge))
    }

    /// The charge under which a post is held now.
    #[must_use]
    pub fn charge_of_post(&self, post: PostId) -> Option<&Arc<Charge>> {
        self.charges().find(|charge| charge.post == post)
    }

    /// All persons.
    pub fn persons(&self) -> impl Iterator<Item = &Arc<Person>> {
        self.persons.values()
    }

    /// Every recovery of lost officers, oldest first.
    pub fn recoveries(&self) -> impl DoubleEndedIterator<Item = &Arc<Recovery>> {
        self.recoveries.iter()
    }

    /// Recoveries of which `actor` is told, newest first: whoever may read of people, for ever.
    pub fn readable_recoveries<'a>(&'a self, actor: &Actor) -> impl Iterator<Item = &'a Arc<Recovery>> {
        let told = self.may(actor, Subject::Government, Action::ReadPeople);
        self.recoveries.iter().rev().filter(move |_| told)
    }

    /// Whether [`permitted`] names `action`.
    #[must_use]
    pub fn may(&self, actor: &Actor, subject: Subject, action: Action) -> bool {
        permitted(self, actor, subject).contains(&action)
    }

    /// An act that was accepted within the last [`ACTS_REMEMBERED_DAYS`].
    #[must_use]
    pub fn accepted(&self, id: ActId) -> Option<&Arc<Accepted>> {
        self.accepted.get(&id)
    }

    /// The version of a proposal as it matters to `actor`: its own, the views that the actor's department has given, and
    /// what was noted on the way to them. What another department does does not make a consulted department's page
    /// outdated.
    #[must_use]
    pub fn version_seen_by(&self, actor: &Actor, proposal: &Proposal) -> u32 {
        let own = self.post_of(actor).and_then(|post| post.department);
        let given = own.map_or(0, |own| {
            let rounds = proposal.stage.consultation().into_iter().flat_map(|all| &all.asked);
            let views =
                rounds.filter(|round| self.department_today(round.department) == own).map(|round| round.views.len());
            let notings = self.every_round_of(proposal, own).map(|round| round.notings.len());
            views.chain(notings).sum()
        });
        proposal.version.saturating_add(u32::try_from(given).unwrap_or(u32::MAX))
    }
}

/// A map whose keys are no strings, as a list of pairs in the order of the keys.
mod pairs {
    use imbl::OrdMap;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S, K, V>(map: &OrdMap<K, V>, serializer: S) -> Result<S::Ok, S::Error>
    where
        S: Serializer,
        K: Ord + Serialize,
        V: Serialize,
    {
        serializer.collect_seq(map.iter())
    }

    pub(super) fn deserialize<'de, D, K, V>(deserializer: D) -> Result<OrdMap<K, V>, D::Error>
    where
        D: Deserializer<'de>,
        K: Ord + Clone + Deserialize<'de>,
        V: Clone + Deserialize<'de>,
    {
        Ok(Vec::<(K, V)>::deserialize(deserializer)?.into_iter().collect())
    }
}
