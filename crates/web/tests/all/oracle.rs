//! What must hold: the committed grid and the sentences about what never happens, read from their files.

use crate::site::repository;
use cabinet::change::Change;
use cabinet::emergency::EmergencyAccess;
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::inquiry::{Inquiry, Signed};
use cabinet::meeting::{Item, Meeting};
use cabinet::people::{Post, PostKind};
use cabinet::permission::Action;
use cabinet::proposal::{Proposal, Stage};
use cabinet::rules::Before;
use cabinet::task::Task;
use cabinet::{Actor, Cabinet, Moment};
use std::collections::{BTreeMap, BTreeSet};

/// What a line of the grid is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    pub subject: String,
    pub stage: String,
    pub kind: String,
    pub relations: String,
}

impl Key {
    pub fn new(subject: &str, stage: &str, kind: &str, relations: &str) -> Self {
        let relations = if relations.is_empty() { "none" } else { relations };
        let [subject, stage, kind, relations] = [subject, stage, kind, relations].map(str::to_owned);
        Self { subject, stage, kind, relations }
    }
}

/// The committed grid.
pub struct Committed(BTreeMap<Key, BTreeSet<String>>);

impl Committed {
    pub fn read() -> Self {
        let text = std::fs::read_to_string(repository("crates/cabinet/permissions.txt")).unwrap();
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let read = lines.map(|line| {
            let parts: Vec<&str> = line.split('|').map(str::trim).collect();
            let actions: BTreeSet<String> = parts[4].split(',').map(str::to_owned).collect();
            (Key::new(parts[0], parts[1], parts[2], parts[3]), actions)
        });
        Self(read.collect())
    }

    /// What is permitted; a line that is missing permits nothing.
    pub fn of(&self, key: &Key) -> BTreeSet<String> {
        self.0.get(key).cloned().unwrap_or_default()
    }

    pub fn lines(&self) -> impl Iterator<Item = &Key> {
        self.0.keys()
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

fn belongs(state: &Cabinet, post: &Post, department: DepartmentId) -> bool {
    let holds = state.department(department).and_then(|one| one.minister) == Some(post.id);
    holds || post.department == Some(department)
}

/// Whether a ministry has begun since the folder of a meeting went out.
fn earlier(state: &Cabinet, meeting: &Meeting) -> bool {
    let begun = state.ministries().map(|record| record.since).max();
    meeting.stage.release().is_some_and(|release| begun.is_some_and(|begun| release.by.at < begun))
}

/// What a post is to a proposal, in the words of the grid.
pub fn relations_to_proposal(state: &Cabinet, post: &Post, proposal: &Proposal) -> String {
    let mut found = Vec::new();
    if let Stage::Decided { meeting, .. } = proposal.stage {
        let meeting = state.meeting(meeting).unwrap();
        let over = matches!(meeting.stage.name().key(), "minutes_approved" | "circulated");
        if over && post.kind.is_member() && earlier(state, meeting) {
            found.push("earlier");
        }
    }
    let settled = match &proposal.stage {
        Stage::CirculationApproved { approval, .. } => Some(approval.at),
        Stage::Declined { declined, .. } => Some(declined.at),
        _ => None,
    };
    if post.kind.is_member() && settled.is_some_and(|at| begun(state).is_some_and(|begun| at < begun)) {
        found.push("earlier");
    }
    found.extend(ties_to_proposal(state, post, proposal));
    found.join("+")
}

/// When the ministry of today began.
fn begun(state: &Cabinet) -> Option<Moment> {
    state.ministries().map(|record| record.since).max()
}

/// What a post is to a note by what happened to it.
fn ties_to_its_way(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let sent = proposal.stage.circulation().filter(|sent| sent.members.contains(&post.id));
    if sent.is_some_and(|sent| begun(state).is_none_or(|begun| sent.sent.at >= begun)) {
        found.push("circulated");
    }
    let (own, stage) = (belongs(state, post, proposal.department), proposal.stage.name().key());
    let minister = state.department(proposal.department).and_then(|one| state.post(one.minister?));
    let (secretary, officer) = (own && post.kind == PostKind::Secretary, own && post.kind == PostKind::SectionOfficer);
    let chief = minister.is_some_and(|minister| minister.kind == PostKind::ChiefMinister);
    if secretary && chief && stage == "secretary_approved" {
        found.push("under_chief");
    }
    let asked: Vec<_> = proposal.stage.consultation().into_iter().flat_map(|all| all.standing()).collect();
    if secretary && stage == "consulting" && asked.iter().any(|one| one.open_query().is_some()) {
        found.push("queried");
    }
    let has_note =
        secretary && lies_with(state, post, proposal) || officer && ["sent_back", "returned"].contains(&stage);
    let said: Vec<_> = proposal.stage.consultation().into_iter().flat_map(|all| all.viewed()).collect();
    if has_note && said.iter().filter_map(|one| one.standing()).any(|view| view.needs_reply()) {
        found.push("replies");
    }
    let open = secretary
        && stage == "submitted"
        && said.iter().filter_map(|one| one.standing()).any(|view| !view.is_replied_to());
    if open {
        found.push("replies");
    }
    let submits = stage == "minister_approved" || stage == "secretary_approved" && chief;
    let records = secretary && (submits || lies_with(state, post, proposal));
    let section = post.kind == PostKind::CabinetSection && ["submitted", "scrutinised"].contains(&stage);
    let before = if records { Some(Before::Submission) } else { section.then_some(Before::Clearance) };
    if before.is_some_and(|before| state.preconditions(proposal, before).next().is_some()) {
        found.push("records");
    }
    found.extend(ties_to_urgency(post, proposal, own, chief));
    found.extend(ties_to_file(state, post, proposal));
    found
}

/// Whether a file lies at the desk of a post within its department.
fn lies_with(state: &Cabinet, post: &Post, proposal: &Proposal) -> bool {
    let within = ["in_department", "consultation_closed"].contains(&proposal.stage.name().key());
    let desk = proposal.desk.as_ref().map(|desk| desk.at);
    let desk = desk.filter(|at| state.closed(*at).is_none());
    let own = post.department == Some(proposal.department);
    within && own && desk.map_or(post.kind == PostKind::Secretary, |at| at == post.id)
}

/// What a post is to a file by the desks at which it lay.
fn ties_to_file(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let (kind, within) =
        (post.kind.key(), ["in_department", "consultation_closed"].contains(&proposal.stage.name().key()));
    let departmental = ["secretary", "section_officer", "department_officer"].contains(&kind);
    if !departmental || post.department != Some(proposal.department) {
        return found;
    }
    let lies = lies_with(state, post, proposal);
    if lies {
        found.push("has_file");
    }
    if within && kind == "secretary" && !lies {
        found.push("elsewhere");
    }
    if let Some(desk) = proposal.desk.as_ref().filter(|desk| within && desk.opened.is_none()) {
        if lies && desk.at == post.id {
            found.push("unopened");
        } else if desk.from == post.id && desk.at != post.id {
            found.push("sent");
        }
    }
    if kind == "department_officer" && proposal.officers.contains(&post.id) {
        found.push("handled");
    }
    found
}

/// What an officer is to a note upon which his department was asked for its view.
fn ties_to_view(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    let Some(consultation) = proposal.stage.consultation().filter(|_| post.kind.key() == "department_officer") else {
        return found;
    };
    if belongs(state, post, proposal.department) {
        return found;
    }
    let own = |id| belongs(state, post, id);
    let mut notings = consultation.asked.iter().filter(|one| own(one.department)).flat_map(|one| &one.notings);
    if notings.any(|noting| noting.to == post.id) {
        found.push("marked");
    }
    let mut owed = consultation.standing().filter(|one| own(one.department) && one.standing().is_none());
    if owed.any(|one| one.notings.last().is_some_and(|noting| noting.to == post.id)) {
        found.push("has_note");
    }
    found
}

/// What an actor is to a brief and to an order by telephone, joined to what its post is.
pub fn with_orders(state: &Cabinet, actor: &Actor, post: &Post, proposal: &Proposal, relations: &str) -> String {
    let mut found: Vec<&str> = relations.split('+').filter(|one| !one.is_empty()).collect();
    let chief = post.kind == PostKind::ChiefMinister;
    match &proposal.brief {
        Some(brief) if brief.by == actor.charge() => found.push("author"),
        Some(brief) if chief && begun(state).is_none_or(|begun| begun <= brief.at) => found.push("briefed"),
        _ => {}
    }
    if proposal.stage.telephone_order().is_some_and(|order| order.confirmed.is_none()) {
        match post.kind {
            PostKind::ChiefMinister => found.push("must_confirm"),
            PostKind::CabinetSection | PostKind::ChiefMinistersOffice => found.push("must_wait"),
            _ => {}
        }
    }
    found.join("+")
}

/// What a post is to a note by an urgent approval, or because there is none.
fn ties_to_urgency(post: &Post, proposal: &Proposal, own: bool, chief: bool) -> Vec<&'static str> {
    let (stage, secretary) = (proposal.stage.name().key(), own && post.kind == PostKind::Secretary);
    let Some(given) = proposal.urgent_approval().and_then(|asked| asked.given()) else {
        let ready = stage == "minister_approved" || (chief && stage == "secretary_approved");
        return if secretary && ready { vec!["may_ask"] } else { Vec::new() };
    };
    let above = matches!(post.kind, PostKind::ChiefSecretary | PostKind::ChiefMinister);
    let mut found = Vec::new();
    if secretary && given.order.is_none() {
        found.push("owes_order");
    }
    if above {
        found.push("above");
    }
    if own && post.kind.is_member() {
        found.push("bound");
    }
    found
}

/// What a post is to an item, in the words of the grid.
pub fn relations_to_item(state: &Cabinet, post: &Post, meeting: &Meeting, item: &Item) -> String {
    let proposal = state.proposal(item.proposal).unwrap();
    let mut found = ties_to_proposal(state, post, proposal);
    if post.kind.is_member() && earlier(state, meeting) {
        found.push("earlier");
    }
    let member = ["minister", "minister_of_state"].contains(&post.kind.key());
    if member && received(post, meeting) && !earlier(state, meeting) && !takes_no_part(state, post, proposal.id) {
        found.push("in_folder");
    }
    if post.kind == PostKind::ChiefMinister && item.recusals.iter().any(|recusal| recusal.lifted.is_none()) {
        found.push("lifts");
    }
    let mut of_item = state.tasks().filter(|task| task.meeting == meeting.id && task.proposal == proposal.id);
    if post.kind == PostKind::Secretary && of_item.any(|task| post.department == Some(task.department)) {
        found.push("tasked");
    }
    found.join("+")
}

/// What a post is to a task, in the words of the grid.
pub fn relations_to_task(state: &Cabinet, post: &Post, task: &Task) -> String {
    let mut found = Vec::new();
    let sponsor = belongs(state, post, state.proposal(task.proposal).unwrap().department);
    if belongs(state, post, task.department) {
        let kept = !sponsor && takes_no_part(state, post, task.proposal);
        found.push(if kept { "recused" } else { "own_department" });
    }
    if sponsor {
        found.push("sponsor");
    }
    let closed = ["verified", "replaced"].contains(&task.stage.name().key());
    if let Some(asked) = task.extensions.iter().find(|one| one.answer.is_none()).filter(|_| !closed) {
        let most = state.rules().unwrap().compliance.as_ref().unwrap().chief_minister_days;
        let more = asked.until > task.first_due.plus_days(most);
        found.push(if more { "much_time_asked" } else { "time_asked" });
    }
    found.join("+")
}

fn ties_to_proposal(state: &Cabinet, post: &Post, proposal: &Proposal) -> Vec<&'static str> {
    let mut found = Vec::new();
    if belongs(state, post, proposal.department) {
        found.push("own_department");
    }
    found.extend(ties_to_its_way(state, post, proposal));
    let mut asked = Vec::new();
    if let Some(consultation) = proposal.stage.consultation() {
        // What stands on the original file was never sent to it here.
        let sent = consultation.standing().filter(|one| one.views.iter().all(|view| view.on_file.is_none()));
        asked.extend(sent.filter(|one| belongs(state, post, one.department)));
    }
    if asked.iter().any(|one| one.standing().is_none()) {
        found.push("view_owed");
    } else if !asked.is_empty() {
        found.push("consulted");
    }
    found.extend(ties_to_view(state, post, proposal));
    if takes_no_part(state, post, proposal.id) {
        found.push("recused");
        return found;
    }
    let reads = |meeting| received(post, meeting) && !(post.kind.is_member() && earlier(state, meeting));
    if state.listings(proposal.id).any(|(meeting, _, _)| reads(meeting)) {
        found.push("recipient");
        let today = hindi::ist_date(state.moment().0);
        if state.copy_term(post.id).is_some_and(|term| term.until >= today) {
            found.push("gets_copies");
        }
    }
    found
}

/// Whether a post, or whoever holds it, takes no part in a matter since a ministry began.
fn takes_no_part(state: &Cabinet, post: &Post, id: ProposalId) -> bool {
    let holder = state.charges().find(|charge| charge.post == post.id).map(|charge| charge.person);
    let items: Vec<_> = state.listings(id).map(|(_, _, item)| item).collect();
    items.iter().flat_map(|item| &item.recusals).filter(|one| one.lifted.is_none()).any(|one| {
        let today = begun(state).is_none_or(|begun| begun <= one.recused.at);
        (one.member == post.id && today) || (holder.is_some() && holder == one.person)
    })
}

fn received(post: &Post, meeting: &Meeting) -> bool {
    meeting.stage.release().is_some_and(|release| release.recipients.contains(&post.id))
}

/// What a post is to a meeting, in the words of the grid.
pub fn relations_to_meeting(state: &Cabinet, post: &Post, meeting: &Meeting) -> String {
    let mut found = Vec::new();
    let own = |id| state.proposal(id).is_some_and(|proposal| belongs(state, post, proposal.department));
    if meeting.items.iter().any(|item| own(item.proposal)) {
        found.push("own_item");
    }
    if received(post, meeting) {
        found.push("recipient");
    }
    if earlier(state, meeting) {
        found.push("earlier");
    }
    found.join("+")
}

/// What an actor is to an inquiry, in the words of the grid.
pub fn relations_to_inquiry(state: &Cabinet, actor: &Actor, inquiry: &Inquiry) -> String {
    signed(state, actor, inquiry.asked, inquiry.stage.agreed())
}

/// What an actor is to an emergency access, in the words of the grid.
pub fn relations_to_emergency(state: &Cabinet, actor: &Actor, post: &Post, access: &EmergencyAccess) -> String {
    let signed = signed(state, actor, access.asked, access.stage.agreed());
    let mut found: Vec<&str> = signed.split('+').filter(|one| !one.is_empty()).collect();
    let own = |id: &ProposalId| state.proposal(*id).is_some_and(|proposal| belongs(state, post, proposal.department));
    if access.proposals(state).iter().any(own) {
        found.push("own_department");
    }
    found.join("+")
}

/// Whether an actor reads by an emergency access that is in force, with ` + emergency` in the words of the grid.
pub fn with_emergency(
    state: &Cabinet,
    actor: &Actor,
    relations: &str,
    covers: impl Fn(&EmergencyAccess) -> bool,
) -> String {
    let reads = state.emergencies().any(|one| one.asked.by == *actor && one.in_force(state.moment()) && covers(one));
    let relations = relations.split('+').filter(|one| !one.is_empty());
    relations.chain(reads.then_some("emergency")).collect::<Vec<_>>().join("+")
}

/// What an actor is to a change, in the words of the grid.
pub fn relations_to_change(state: &Cabinet, actor: &Actor, change: &Change) -> String {
    let mut found = signed(state, actor, change.proposed, change.stage.agreed());
    let post = |by: &Actor| state.post_of_charge(by.charge().unwrap()).unwrap().id;
    let Some(agreed) = change.stage.agreed() else { return found };
    let posts = [post(&change.proposed.by), post(&agreed.by)];
    if !posts.contains(&post(actor)) {
        return found;
    }
    let own = state.all_charges().filter(|held| Some(held.person) == actor.person());
    let held: Vec<_> =
        own.filter(|held| held.until.is_none_or(|until| until > agreed.at)).map(|held| held.post).collect();
    if posts.iter().all(|post| held.contains(post)) {
        found = if found.is_empty() { "both".to_owned() } else { format!("{found}+both") };
    } else if ![change.proposed.by, agreed.by].contains(actor) {
        "heir".clone_into(&mut found);
    }
    found
}

fn signed(state: &Cabinet, actor: &Actor, first: Signed, second: Option<Signed>) -> String {
    let post = |by: &Actor| by.charge().and_then(|charge| state.post_of_charge(charge)).map(|post| post.id);
    let mut found = Vec::new();
    if first.by == *actor {
        found.push("asker");
    } else if first.by.person() == actor.person() || post(&first.by) == post(actor) {
        found.push("tied");
    }
    if second.is_some_and(|second| second.by == *actor) {
        found.push("agreed");
    }
    found.join("+")
}

/// What the router was found to show and to know, for one line.
#[derive(Clone, Debug)]
pub struct Fact {
    key: Key,
    actions: BTreeSet<String>,
}

impl Fact {
    pub fn new(key: &Key, actions: BTreeSet<String>) -> Self {
        Self { key: key.clone(), actions }
    }

    /// The first relation in the order of the sentences.
    fn relation(&self) -> &'static str {
        let has = |names: &[&str]| self.key.relations.split('+').any(|one| names.contains(&one));
        if let Some(signed) = ["asker", "heir", "tied", "agreed"].into_iter().find(|name| has(&[name])) {
            signed
        } else if has(&["earlier"]) {
            "earlier"
        } else if has(&["bound"]) {
            "bound"
        } else if has(&["elsewhere"]) {
            "elsewhere"
        } else if has(&["emergency"]) {
            "emergency"
        } else if has(&["under_chief"]) {
            "under_chief"
        } else if has(&["own_department", "own_item"]) && self.key.subject != "meeting" {
            "own_department"
        } else if has(&["recused"]) {
            "recused"
        } else if has(&["tasked"]) {
            "tasked"
        } else if has(&["marked"]) {
            "marked"
        } else if has(&["consulted", "view_owed"]) {
            "consulted"
        } else if has(&["circulated"]) {
            "circulated"
        } else if has(&["sponsor"]) {
            "sponsor"
        } else if has(&["recipient"]) {
            "recipient"
        } else {
            "other"
        }
    }
}

/// A sentence about what never happens.
#[derive(Debug)]
pub struct Never {
    sentence: String,
    kind: String,
    relation: String,
    actions: Vec<Action>,
    state: String,
}

impl Never {
    fn read(line: &str) -> Self {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let [sentence, kind, relation, actions, state] = parts[..] else { panic!("{line}") };
        assert!(kind == "any" || PostKind::ALL.iter().any(|one| one.key() == kind), "{line}");
        assert!(
            [
                "bound",
                "elsewhere",
                "own_department",
                "marked",
                "recused",
                "consulted",
                "circulated",
                "under_chief",
                "recipient",
                "sponsor",
                "tasked",
                "emergency",
                "earlier",
                "asker",
                "heir",
                "tied",
                "agreed",
                "other",
                "any"
            ]
            .contains(&relation),
            "{line}"
        );
        let known = |key: &str| *Action::ALL.iter().find(|action| action.key() == key).expect(key);
        let actions = actions.split(',').map(known).collect();
        let [sentence, kind, relation, state] = [sentence, kind, relation, state].map(str::to_owned);
        Self { sentence, kind, relation, actions, state }
    }

    fn about<'a>(&'a self, facts: &'a [Fact], action: Action) -> impl Iterator<Item = &'a Fact> {
        facts.iter().filter(move |fact| {
            fact.key.subject == subject_of(action)
                && (self.kind == "any" || self.kind == fact.key.kind)
                && (self.relation == "any" || self.relation == fact.relation())
                && (self.state == "any" || fact.key.stage.split('/').any(|stage| stage == self.state))
        })
    }

    /// What is wrong with it, if it speaks of nothing or the router knows a case against it.
    pub fn broken(&self, facts: &[Fact]) -> Option<String> {
        self.actions.iter().find_map(|action| {
            let mut about = self.about(facts, *action).peekable();
            if about.peek().is_none() {
                return Some(format!("«{}» speaks of nothing: {}", self.sentence, action.key()));
            }
            let against = about.find(|fact| fact.actions.contains(action.key()))?;
            Some(format!("«{}» is false: {} in {:?}", self.sentence, action.key(), against.key))
        })
    }
}

/// Every sentence.
pub fn never() -> Vec<Never> {
    let text = std::fs::read_to_string(repository("crates/cabinet/never.txt")).unwrap();
    // The office's own acts are nobody's to send: those sentences have tests of their own.
    let sent = |line: &&str| !line.is_empty() && !line.starts_with('#') && !line.contains("| office |");
    text.lines().filter(sent).map(Never::read).collect()
}

/// Sentences that are false are found to be so, and one about nothing too.
pub fn control_lies_are_found(facts: &[Fact]) {
    for (lie, what) in [
        ("A minister never approves. | minister | own_department | approve_as_minister | any", "is false"),
        ("A recipient never reads. | minister | recipient | read_proposal | listed", "is false"),
        ("Nobody records decisions in the sitting. | any | any | record_decisions | in_session", "is false"),
        ("No extract is acknowledged. | secretary | own_department | acknowledge_extract | issued", "is false"),
        ("The auditor never opens names. | auditor | asker | read_names | agreed", "is false"),
        ("An auditor's department never puts up. | auditor | own_department | put_up | any", "speaks of nothing"),
    ] {
        let found = Never::read(lie).broken(facts);
        assert!(found.as_ref().is_some_and(|found| found.contains(what)), "{lie}: {found:?}");
    }
}
