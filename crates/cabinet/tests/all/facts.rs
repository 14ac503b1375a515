//! What `permitted` says of every post on every subject in every state of the stories.

use crate::people::holder_of;
use crate::story;
use cabinet::change::Change;
use cabinet::emergency::{EmergencyAccess, EmergencyScope, EmergencyStage};
use cabinet::file::FileDesk;
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::inquiry::Signed;
use cabinet::meeting::{Item, Meeting};
use cabinet::people::{Post, PostKind};
use cabinet::permission::ItemStageName;
use cabinet::proposal::{Answer, Proposal, Stage, StageName, View};
use cabinet::rules::Before;
use cabinet::task::Task;
use cabinet::urgent::UrgentStage;
use cabinet::{Action, Actor, Cabinet, Subject, permitted};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// One answer of `permitted`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fact {
    /// `government`, `proposal`, `meeting`, `item`, `task`, `inquiry`, `emergency_access` or `change`.
    pub subject: &'static str,
    /// Stages by which the subject is called; for an item its own and its meeting's.
    pub stages: Vec<&'static str>,
    /// Kind of the post.
    pub kind: &'static str,
    /// Everything that the post is to the subject, joined by `+`; `none` where it is nothing.
    pub relations: String,
    /// What is permitted.
    pub actions: Vec<Action>,
}

impl Fact {
    /// The first relation in the order of `never.txt`.
    pub fn relation(&self) -> &'static str {
        let has = |name: &str| self.relations.split('+').any(|one| one == name);
        if let Some(signed) = ["asker", "heir", "tied", "agreed"].into_iter().find(|name| has(name)) {
            signed
        } else if has("earlier") {
            "earlier"
        } else if has("bound") {
            "bound"
        } else if has("elsewhere") {
            "elsewhere"
        } else if has("emergency") {
            "emergency"
        } else if has("under_chief") {
            "under_chief"
        } else if has("own_department") {
            "own_department"
        } else if has("recused") {
            "recused"
        } else if has("sponsor") {
            "sponsor"
        } else if has("tasked") {
            "tasked"
        } else if has("marked") {
            "marked"
        } else if has("consulted") || has("view_owed") {
            "consulted"
        } else if has("circulated") {
            "circulated"
        } else if has("recipient") {
            "recipient"
        } else {
            "other"
        }
    }
}

/// The kind of subject on which an action is done.
pub fn subject_of(action: Action) -> &'static str {
    match action {
        Action::StartProposal
        | Action::ProposeMeeting
        | Action::ReadUrgentApprovals
        | Action::ReadCompliance
        | Action::RegisterFromPaper
        | Action::SetPaperRoute
        | Action::ReadPaperRegister
        | Action::GiveCopies
        | Action::ReadRecord
        | Action::ReadHealth
        | Action::ReadAccess
        | Action::ReadRegister
        | Action::AskInquiry
        | Action::AskEmergencyAccess
        | Action::ReadPeople
        | Action::ProposeChange
        | Action::KeepPasskeys
        | Action::RevokePasskeys
        | Action::RegisterDevices
        | Action::ReportDevices => "government",
        Action::ReadFolderReach => "meeting",
        action if action >= Action::ReadChange => "change",
        action if action >= Action::ReadEmergencyAccess => "emergency_access",
        action if action >= Action::ReadInquiry => "inquiry",
        action if (Action::ReadTask..=Action::ReplaceTask).contains(&action) => "task",
        action if action <= Action::DisownTelephoneOrder => "proposal",
        action if action <= Action::ReadMinutes => "meeting",
        _ => "item",
    }
}

/// Every different fact of every state of the stories.
pub fn all() -> &'static BTreeSet<Fact> {
    static FACTS: OnceLock<BTreeSet<Fact>> = OnceLock::new();
    FACTS.get_or_init(|| {
        let mut facts = BTreeSet::new();
        for player in story::all() {
            for state in &player.states {
                gather(state, &mut facts);
            }
        }
        facts
    })
}

fn gather(state: &Cabinet, facts: &mut BTreeSet<Fact>) {
    let proposals: Vec<&Proposal> = proposals(state).collect();
    let meetings: Vec<&Meeting> = meetings(state).collect();
    for post in state.posts() {
        // A vacant post asks for nothing.
        let Some(who) = holder_of(state, post) else { continue };
        let mut add = |subject, stages, relations: Vec<&str>, of| {
            let relations = if relations.is_empty() { "none".to_owned() } else { relations.join("+") };
            let actions = permitted(state, &who, of);
            facts.insert(Fact { subject, stages, kind: post.kind.key(), relations, actions });
        };
        add("government", vec!["-"], vec![], Subject::Government);
        for proposal in &proposals {
            let stages = vec![proposal.stage.name().key()];
            let mut relations = to_proposal(state, post, proposal);
            relations.extend(to_orders(state, &who, post, proposal));
            if reads_in_emergency(state, &who, |access| covers_proposal(state, access, proposal)) {
                relations.push("emergency");
            }
            add("proposal", stages, relations, Subject::Proposal(proposal.id));
        }
        for task in state.tasks() {
            let stages = vec![task.stage.name().key()];
            add("task", stages, to_task(state, post, task), Subject::Task(task.id));
        }
        for inquiry in state.inquiries() {
            let stages = vec![inquiry.stage.name().key()];
            let relations = to_two_persons(state, &who, &inquiry.asked, inquiry.stage.agreed());
            add("inquiry", stages, relations, Subject::Inquiry(inquiry.id));
        }
        for access in state.emergencies() {
            let stages = vec![access.stage.name().key()];
            let mut relations = to_two_persons(state, &who, &access.asked, access.stage.agreed());
            let own = |proposal: &&Proposal| belongs(state, post, proposal.department);
            if proposals.iter().filter(|one| covers_proposal(state, access, one)).any(own) {
                relations.push("own_department");
            }
            add("emergency_access", stages, relations, Subject::EmergencyAccess(access.id));
        }
        for change in state.changes() {
            let stages = vec![change.stage.name().key()];
            let relations = to_change(state, &who, change);
            add("change", stages, relations, Subject::Change(change.id));
        }
        for meeting in &meetings {
            let stages = vec![meeting.stage.name().key()];
            let mut relations = to_meeting(state, post, meeting);
            let of = EmergencyScope::Meeting { meeting: meeting.id };
            if reads_in_emergency(state, &who, |access| access.scope == of) {
                relations.push("emergency");
            }
            add("meeting", stages, relations, Subject::Meeting(meeting.id));
            for item in &meeting.items {
                let stages = vec![meeting.stage.name().key(), ItemStageName::of(&item.state).key()];
                let of = Subject::Item(meeting.id, item.id);
                add("item", stages, to_item(state, post, meeting, item), of);
            }
        }
    }
}

/// Every proposal.
pub fn proposals(state: &Cabinet) -> impl Iterator<Item = &Proposal> {
    state.proposals().map(AsRef::as_ref)
}

/// Every meeting; the cabinet section knows them all, and somebody is always in charge there.
pub fn meetings(state: &Cabinet) -> impl Iterator<Item = &Meeting> {
    let mut sections = state.posts().filter(|post| post.kind == PostKind::CabinetSection);
    let section = sections.find_map(|post| holder_of(state, post)).unwrap_or(Actor::System);
    let found: Vec<_> = state.readable_meetings(&section).map(|meeting| meeting.id).collect();
    found.into_iter().filter_map(|id| state.meeting(id)).map(AsRef::as_ref)
}

fn belongs(state: &Cabinet, post: &Post, department: DepartmentId) -> bool {
    let department = answering(state, department);
    let minister = state.department(department).and_then(|department| department.minister);
    // A portfolio moves, and with it what a member is to the department, whatever his post is called.
    if post.kind.is_member() { minister == Some(post.id) } else { post.department == Some(department) }
}

/// The department that answers for one that went into it.
fn answering(state: &Cabinet, department: DepartmentId) -> DepartmentId {
    state.merger(department).map_or(department, |merger| answering(state, merger.into))
}

/// Whether the folder of a meeting went out before the ministry of today began.
fn earlier(state: &Cabinet, meeting: &Meeting) -> bool {
    let since = state.ministries().map(|record| record.since).next_back();
    meeting.stage.release().zip(since).is_some_and(|(release, since)| release.by.at < since)
}

/// Finished by an earlier ministry, before a member of the council of today.
fn finished_before(state: &Cabinet, post: &Post, meeting: &Meeting) -> bool {
    let finished = ["minutes_approved", "circulated"].contains(&meeting.stage.name().key());
    post.kind.is_member() && finished && earlier(state, meeting)
}

fn to_item(state: &Cabinet, post: &Post, meeting: &Meeting, item: &Item) -> Vec<&'static str> {
    let proposal = item.proposal;
    let mut found = to_proposal(state, post, state.proposal(proposal).unwrap());
    found.retain(|one| *one != "earlier");
    if post.kind.is_member() && earlier(state, meeting) {
        found.push("earlier");
    }
    let of_item = |task: &&Arc<Task>| task.proposal == proposal && task.meeting == meeting.id;
    let received = meeting.stage.release().is_some_and(|out| out.recipients.contains(&post.id));
    let member = matches!(post.kind, PostKind::Minister | PostKind::MinisterOfState);
    if member && received && !found.contains(&"recused") && !found.contains(&"earlier") {
        found.push("in_folder");
    }
    if post.kind == PostKind::ChiefMinister && item.recusals.iter().any(|one| one.lifted.is_none()) {
        found.push("lifts");
    }
    let own = |task: &Arc<Task>| post.department == Some(answering(state, task.department));
    if post.kind == PostKind::Secretary && state.tasks().filter(of_item).any(own) {
        found.push("tasked");
    }
    found
}

/// What a post is to a task: its department must act, or its note was decided; and for how much more time somebody asks.
fn to_task(state: &Cabinet, post: &Post, task: &Task) -> Vec<&'static str> {
    let mut found = Vec::new();
    let kept =
        recused(state, post, task.proposal) && !belongs(state, post, state.proposal(task.proposal).unwrap().department);
    if belongs(state, post, task.department) {
        found.push(if kept { "recused" } else { "own_department" });
    }
    if belongs(state, post, state.proposal(task.proposal).unwrap().department) {
        found.push("sponsor");
    }
    let closed = ["verified", "replaced"].contains(&task.stage.name().key());
    if let Some(asked) = task.extensions.iter().find(|one| one.answer.is_none()).filter(|_| !closed) {
        let most = state.rules().unwrap().compliance.as_ref().unwrap().chief_minister_days;
        let more = asked.until > task.first_due.plus_days(most);
        found.push(if more { "much_time_asked" } else { "time_asked" });
    }
    found
}

fn to_proposal(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    if let Stage::Decided { meeting, .. } = &proposal.stage
        && finished_before(state, post, state.meeting(*meeting).unwrap())
    {
        found.push("earlier");
    }
    if post.kind.is_member() && settled_before(state, proposal) {
        found.push("earlier");
    }
    if belongs(state, post, proposal.department) {
        found.push("own_department");
    }
    found.extend(to_its_way(state, post, proposal));
    found.extend(to_urgent_approval(state, post, proposal));
    found.extend(to_desks(state, post, proposal));
    let asked = proposal.stage.consultation().into_iter().flat_map(|consultation| consultation.standing());
    // What stands on the original file was never sent to it here.
    let sent = asked.filter(|one| one.views.iter().all(|view| view.on_file.is_none()));
    let asked: Vec<_> = sent.filter(|one| belongs(state, post, one.department)).collect();
    // A department that went into the sponsoring one is asked no more.
    let asked = if !post.kind.is_member() && belongs(state, post, proposal.department) { Vec::new() } else { asked };
    if asked.iter().any(|one| one.standing().is_none()) {
        found.push("view_owed");
    } else if !asked.is_empty() {
        found.push("consulted");
    }
    found.extend(to_its_view(state, post, proposal));
    let closed = |meeting: &Meeting| post.kind.is_member() && earlier(state, meeting);
    let received = |meeting: &Meeting| {
        meeting.stage.release().is_some_and(|out| out.recipients.contains(&post.id)) && !closed(meeting)
    };
    if recused(state, post, proposal.id) {
        found.push("recused");
    } else if state.listings(proposal.id).any(|(meeting, _, _)| received(meeting)) {
        found.push("recipient");
        let term = state.copy_term(post.id).map(|term| term.until.as_str());
        if term.is_some_and(|until| hindi::ist_date(state.last().0).as_str() <= until) {
            found.push("gets_copies");
        }
    }
    found
}

/// Whether a member, or whoever holds his post in the same ministry, takes no part in a matter.
fn recused(state: &Cabinet, post: &Post, proposal: ProposalId) -> bool {
    let since = state.ministries().map(|record| record.since).next_back();
    let person = state.charge_of_post(post.id).map(|charge| charge.person);
    let mut all = state.listings(proposal).flat_map(|(_, _, item)| &item.recusals).filter(|one| one.lifted.is_none());
    all.any(|one| {
        let today = since.is_none_or(|since| one.recused.at >= since);
        one.member == post.id && today || person.is_some() && one.person == person
    })
}

/// Whether the file lies at the desk of a post within its department.
fn has_file(state: &Cabinet, post: &Post, proposal: &Proposal) -> bool {
    let stage = proposal.stage.name();
    let own = answering(state, proposal.department);
    let within = matches!(stage, StageName::InDepartment | StageName::ConsultationClosed);
    if !within || post.department != Some(own) {
        return false;
    }
    // A desk that was closed, or is another department's, has nothing: it lies with the secretary.
    let desk = proposal.desk.filter(|desk| {
        state.closed(desk.at).is_none() && state.post(desk.at).is_some_and(|post| post.department == Some(own))
    });
    match desk {
        Some(desk) => desk.at == post.id,
        None => post.kind == PostKind::Secretary,
    }
}

/// What a post is to a file that goes from desk to desk.
fn to_desks(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let within = matches!(proposal.stage.name(), StageName::InDepartment | StageName::ConsultationClosed);
    let own = post.department == Some(answering(state, proposal.department));
    let kinds = [PostKind::Secretary, PostKind::SectionOfficer, PostKind::DepartmentOfficer];
    if !own || !kinds.contains(&post.kind) {
        return found;
    }
    let has = has_file(state, post, proposal);
    if has {
        found.push("has_file");
    }
    if within && post.kind == PostKind::Secretary && !has {
        found.push("elsewhere");
    }
    let unopened = proposal.desk.filter(|desk| within && desk.opened.is_none());
    if unopened.is_some_and(|desk| desk.at == post.id && has) {
        found.push("unopened");
    }
    let there = |desk: &FileDesk| state.posts().any(|other| other.id == desk.at && has_file(state, other, proposal));
    if unopened.is_some_and(|desk| desk.from == post.id && desk.at != post.id && there(&desk)) {
        found.push("sent");
    }
    if post.kind == PostKind::DepartmentOfficer && proposal.officers.contains(&post.id) {
        found.push("handled");
    }
    found
}

/// What an officer is to a note upon which his department was asked: it came to his desk in some round, and lies there while
/// the view is owed.
fn to_its_view(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    if post.kind != PostKind::DepartmentOfficer || belongs(state, post, proposal.department) {
        return found;
    }
    let asked = proposal.stage.consultation().into_iter().flat_map(|consultation| &consultation.asked);
    let rounds: Vec<_> = asked.filter(|round| belongs(state, post, round.department)).collect();
    if rounds.iter().flat_map(|round| &round.notings).any(|noting| noting.to == post.id) {
        found.push("marked");
    }
    let replaced = |place: usize| rounds[place + 1..].iter().any(|later| later.department == rounds[place].department);
    let lies = |place: usize| rounds[place].notings.last().is_some_and(|noting| noting.to == post.id);
    let owed = |place: usize| rounds[place].standing().is_none() && !replaced(place);
    if (0..rounds.len()).any(|place| owed(place) && lies(place)) {
        found.push("has_note");
    }
    found
}

/// What somebody is to a brief, and to an order that was heard by telephone.
fn to_orders(state: &Cabinet, who: &Actor, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let chief = post.kind == PostKind::ChiefMinister;
    if let Some(brief) = &proposal.brief {
        let begun = state.ministries().map(|record| record.since).next_back();
        if brief.by == who.charge() {
            found.push("author");
        } else if chief && begun.is_none_or(|begun| begun <= brief.at) {
            found.push("briefed");
        }
    }
    let ordered = match &proposal.stage {
        Stage::Ordered(ordered) | Stage::Listed { ordered, .. } => ordered.telephone.as_ref(),
        Stage::CirculationOrdered(note) => note.telephone.as_ref(),
        Stage::Cleared { heard, .. } => heard.as_ref(),
        _ => None,
    };
    if ordered.is_some_and(|order| order.confirmed.is_none()) {
        match post.kind {
            PostKind::ChiefMinister => found.push("must_confirm"),
            PostKind::CabinetSection | PostKind::ChiefMinistersOffice => found.push("must_wait"),
            _ => {}
        }
    }
    found
}

/// What a post is to an approval in anticipation of the council's, or to a note upon which none was given.
fn to_urgent_approval(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let own = belongs(state, post, proposal.department);
    let minister = state.department(answering(state, proposal.department)).and_then(|own| own.minister);
    let chief = minister.and_then(|id| state.post(id)).is_some_and(|post| post.kind == PostKind::ChiefMinister);
    let mut found = Vec::new();
    let given = proposal.urgent.as_ref().and_then(|asked| match &asked.stage {
        UrgentStage::Given(given) => Some(given),
        _ => None,
    });
    match (given, post.kind, proposal.stage.name()) {
        (None, PostKind::Secretary, StageName::MinisterApproved) if own => found.push("may_ask"),
        (None, PostKind::Secretary, StageName::SecretaryApproved) if own && chief => found.push("may_ask"),
        (Some(given), PostKind::Secretary, _) if own && given.order.is_none() => found.push("owes_order"),
        (Some(_), PostKind::ChiefSecretary, _) => found.push("above"),
        (Some(_), PostKind::ChiefMinister, _) if own => found.extend(["above", "bound"]),
        (Some(_), PostKind::ChiefMinister, _) => found.push("above"),
        (Some(_), kind, _) if own && kind.is_member() => found.push("bound"),
        _ => {}
    }
    found
}

/// Whether an earlier ministry approved it by circulation or declined it.
fn settled_before(state: &Cabinet, proposal: &Proposal) -> bool {
    let settled = match &proposal.stage {
        Stage::CirculationApproved { approval, .. } => approval.at,
        Stage::Declined { declined, .. } => declined.at,
        _ => return false,
    };
    state.ministries().next_back().is_some_and(|record| settled < record.since)
}

/// What a post is to a proposal beside its department: by what happened to the note.
fn to_its_way(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let since = state.ministries().map(|record| record.since).next_back();
    let sent = proposal.stage.circulation().filter(|sent| since.is_none_or(|since| sent.sent.at >= since));
    if sent.is_some_and(|sent| sent.members.contains(&post.id)) {
        found.push("circulated");
    }
    let (own, stage) = (belongs(state, post, proposal.department), proposal.stage.name());
    let minister = state.department(answering(state, proposal.department)).and_then(|own| own.minister);
    let chief =
        minister.and_then(|minister| state.post(minister)).is_some_and(|post| post.kind == PostKind::ChiefMinister);
    let secretary = own && post.kind == PostKind::Secretary;
    if secretary && chief && stage == StageName::SecretaryApproved {
        found.push("under_chief");
    }
    let itself = answering(state, proposal.department);
    let views: Vec<_> = proposal.stage.consultation().into_iter().flat_map(|all| all.standing()).collect();
    let mut waiting = views.iter().filter(|one| answering(state, one.department) != itself);
    if secretary && stage == StageName::Consulting && waiting.any(|one| one.open_query().is_some()) {
        found.push("queried");
    }
    let differs = |view: &View| view.answer == Answer::DoesNotConcur || !view.conditions.is_empty();
    let has_note = match post.kind {
        PostKind::Secretary => has_file(state, post, proposal),
        PostKind::SectionOfficer => matches!(stage, StageName::SentBack | StageName::Returned),
        _ => false,
    };
    // What a department said stands until it says another thing, also while it is asked again.
    let said = || proposal.stage.consultation().into_iter().flat_map(|all| all.viewed());
    if own && has_note && said().filter_map(|one| one.standing()).any(differs) {
        found.push("replies");
    }
    // Of a note that came on paper he replies while it lies with the cabinet section, once.
    let open = |view: &View| {
        (view.answer == Answer::DoesNotConcur && view.reply.is_none())
            || view.conditions.iter().any(|condition| condition.reply.is_none())
    };
    let received = secretary && stage == StageName::Submitted;
    if received && said().filter_map(|one| one.standing()).any(open) {
        found.push("replies");
    }
    let has_it = stage == StageName::MinisterApproved || has_file(state, post, proposal);
    let before = match (post.kind, stage) {
        (PostKind::Secretary, StageName::SecretaryApproved) if own && has_it && chief => Before::Submission,
        (
            PostKind::Secretary,
            StageName::InDepartment | StageName::ConsultationClosed | StageName::MinisterApproved,
        ) if own && has_it => Before::Submission,
        (PostKind::CabinetSection, StageName::Submitted | StageName::Scrutinised) => Before::Clearance,
        _ => return found,
    };
    if state.preconditions(proposal, before).next().is_some() {
        found.push("records");
    }
    found
}

/// Whether somebody asked for an emergency access with this scope that was agreed to and whose hours have not passed.
fn reads_in_emergency(state: &Cabinet, who: &Actor, covers: impl Fn(&EmergencyAccess) -> bool) -> bool {
    state.emergencies().any(|access| {
        let lasts = matches!(access.stage, EmergencyStage::Agreed { ends, .. } if state.last() < ends);
        lasts && access.asked.by == *who && covers(access)
    })
}

fn covers_proposal(state: &Cabinet, access: &EmergencyAccess, proposal: &Proposal) -> bool {
    match access.scope {
        EmergencyScope::Proposal { proposal: id } => id == proposal.id,
        EmergencyScope::Meeting { meeting } => {
            state.meeting(meeting).unwrap().items.iter().any(|item| item.proposal == proposal.id)
        }
    }
}

/// What somebody is to that which needs two persons.
fn to_two_persons(state: &Cabinet, who: &Actor, first: &Signed, second: Option<Signed>) -> Vec<&'static str> {
    let post = |by: &Actor| by.charge().and_then(|charge| state.post_of_charge(charge)).map(|post| post.id);
    let mut found = Vec::new();
    if first.by == *who {
        found.push("asker");
    } else if first.by.person() == who.person() || post(&first.by) == post(who) {
        found.push("tied");
    }
    if second.is_some_and(|second| second.by == *who) {
        found.push("agreed");
    }
    found
}

/// The same, and whether somebody holds the post under which another one signed, and `both` where who signed, or took
/// such a post, has held the other one since: then he could have read both halves.
fn to_change(state: &Cabinet, who: &Actor, change: &Change) -> Vec<&'static str> {
    let mut found = to_two_persons(state, who, &change.proposed, change.stage.agreed());
    let Some(agreed) = change.stage.agreed() else { return found };
    let post = |by: &Actor| state.post_of_charge(by.charge().unwrap()).unwrap().id;
    let signed = [post(&change.proposed.by), post(&agreed.by)];
    let since = state.all_charges().filter(|held| Some(held.person) == who.person());
    let held: BTreeSet<_> =
        since.filter(|held| held.until.is_none_or(|until| until > agreed.at)).map(|held| held.post).collect();
    if !signed.contains(&post(who)) {
        return found;
    }
    if signed.iter().all(|one| held.contains(one)) {
        found.push("both");
    } else if ![change.proposed.by, agreed.by].contains(who) {
        found.retain(|one| *one != "tied");
        found.push("heir");
    }
    found
}

fn to_meeting(state: &Cabinet, post: &Post, meeting: &Meeting) -> Vec<&'static str> {
    let mut found = Vec::new();
    let own = |proposal| state.proposal(proposal).is_some_and(|one| belongs(state, post, one.department));
    if meeting.items.iter().any(|item| own(item.proposal)) {
        found.push("own_item");
    }
    if meeting.stage.release().is_some_and(|out| out.recipients.contains(&post.id)) {
        found.push("recipient");
    }
    if earlier(state, meeting) {
        found.push("earlier");
    }
    found
}
