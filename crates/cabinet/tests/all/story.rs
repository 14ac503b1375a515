//! Stories: the business of the sample government as far as any stage.

use crate::deeds::minister;
use crate::governments::rules;
use crate::people::{
    FIRST, a_post, arrange_leave, begin_ministry, change_body, change_rank, close_post, dissolve_body, enrol,
    enrolment, enter_body, enter_department, enter_person, enter_post, enter_rank, hand_over, holder, leave_id, merge,
    rename_department, rename_person, retitle_post, return_from_leave, set_minister, set_rank, take_charge,
};
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::body::BodyKind;
use cabinet::change::Step;
use cabinet::circulation::CirculationAnswer;
use cabinet::consultation::ReminderWay;
use cabinet::decision::Outcome;
use cabinet::emergency::EmergencyScope;
use cabinet::ids::{ItemId, MeetingId, ProposalId};
use cabinet::inquiry::Scope;
use cabinet::people::{Post, PostKind};
use cabinet::proposal::{Answer, StageName};
use cabinet::text::Digest;
use std::sync::OnceLock;

/// One department of each kind of minister-in-charge: a minister, the Chief Minister himself, a
/// minister of state.
pub const SPONSORS: [&str; 3] = ["energy", "aviation", "agriculture"];

/// What persons decide in a story; the course of the business does not depend on it.
#[derive(Clone, Copy)]
pub struct Minds {
    pub answer: Answer,
    pub outcome: Outcome,
}

pub const AGREED: Minds = Minds { answer: Answer::Concurs, outcome: Outcome::Approved };
pub const CONDITIONAL: Minds = Minds { answer: Answer::ConcursWithConditions, outcome: Outcome::Approved };
pub const OPPOSED: Minds = Minds { answer: Answer::DoesNotConcur, outcome: Outcome::Rejected };

/// Everybody who may receive a folder.
pub const ALL_RECIPIENTS: &[&str] = &[
    "chief_minister",
    "energy_minister",
    "health_minister",
    "panchayat_minister",
    "industry_minister",
    "agriculture_minister",
    "finance_minister",
    "law_minister",
    "home_secretary",
];
/// The way of a circulation.
const CIRCULATED: [StageName; 4] = [
    StageName::CirculationOrdered,
    StageName::Circulating,
    StageName::CirculationClosed,
    StageName::CirculationApproved,
];
/// The way of a request for urgent approval.
const URGENT: [StageName; 2] = [StageName::UrgentlyRequested, StageName::UrgentlyForwarded];
const FEW_RECIPIENTS: &[&str] = &["chief_minister", "finance_minister"];

impl Player {
    /// A meeting whose folder is out, with one matter of a department.
    pub fn ready(&mut self, department: &str) -> MeetingId {
        let proposal = self.drive(department, StageName::Ordered);
        let meeting = self.propose_meeting();
        self.call_meeting(meeting);
        self.list(meeting, proposal);
        self.approve_agenda(meeting);
        self.release(meeting, ALL_RECIPIENTS);
        meeting
    }

    /// The straight way of a new proposal to `until`.
    pub fn drive(&mut self, department: &str, until: StageName) -> ProposalId {
        let id = self.start(department);
        if until != StageName::Draft {
            self.attach(id);
            self.put_up(id);
            self.measure(id);
            self.carry_on(id, until);
        }
        id
    }

    /// From wherever the file lies on the straight way to `until`.
    pub fn carry_on(&mut self, id: ProposalId, until: StageName) {
        while self.stage(id) != until {
            let asked = self.cabinet.proposal(id).unwrap().stage.consultation().is_some();
            match self.stage(id) {
                StageName::InDepartment if asked => self.approve_as_secretary(id),
                StageName::InDepartment => self.ask(id, &["finance", "law"]),
                StageName::Consulting => {
                    self.view(id, "finance", Answer::Concurs);
                    self.view(id, "law", Answer::NoViewNeeded);
                    self.close(id);
                }
                StageName::ConsultationClosed => self.approve_as_secretary(id),
                StageName::MinisterApproved if URGENT.contains(&until) => self.request_urgent_approval(id),
                StageName::UrgentlyRequested => self.forward_urgent_request(id),
                StageName::SecretaryApproved if self.is_under_chief_minister(id) => self.submit(id),
                StageName::SecretaryApproved => self.approve_as_minister(id),
                StageName::MinisterApproved => self.submit(id),
                StageName::Submitted if until == StageName::Returned => self.send_back("cabinet_section", id),
                StageName::Submitted => self.scrutinise(id),
                StageName::Scrutinised => self.clear(id),
                StageName::Cleared if until == StageName::Declined => self.decline(id),
                StageName::Cleared if CIRCULATED.contains(&until) => self.order_circulation(id, true),
                StageName::CirculationOrdered => self.send_circulation(id),
                StageName::Circulating => {
                    self.wait_days(6);
                    self.close_circulation(id);
                }
                StageName::CirculationClosed => self.approve_by_circulation(id),
                StageName::Cleared => self.order(id),
                StageName::Draft | StageName::SentBack | StageName::Returned => {
                    self.put_up(id);
                    self.measure(id);
                }
                stage => panic!("no straight way from {stage:?} to {until:?}"),
            }
        }
    }

    /// The crooked way: everybody who may return the note does so once.
    pub fn crooked_way(&mut self, department: &str, minds: Minds) -> ProposalId {
        let id = self.start(department);
        let first = self.attach(id);
        self.attach(id);
        self.detach(id, first);
        let (secretary, minister) = (self.secretary(id), self.minister(id));
        self.put_up(id);
        self.send_back(&secretary, id);
        self.put_up(id);
        self.measure(id);

        let others = SPONSORS.into_iter().filter(|other| *other != department);
        let asked: Vec<&str> = ["finance", "law"].into_iter().chain(others).collect();
        self.ask(id, &asked);
        self.view(id, "finance", Answer::Query);
        self.answer_query(id, "finance");
        self.view(id, "finance", Answer::ConcursWithConditions);
        self.view(id, "law", minds.answer);
        self.remind(&secretary, id, others_first(department), ReminderWay::Written);
        self.remind(&self.section(id), id, others_first(department), ReminderWay::Telephone);
        self.wait_days(20);
        self.close(id);
        self.send_back(&secretary, id);
        self.reply(&self.section(id), id, true);
        self.carry_on(id, StageName::SecretaryApproved);
        if !self.is_under_chief_minister(id) {
            self.send_back(&minister, id);
            self.put_up(id);
            self.measure(id);
            self.ask(id, &["finance"]);
            self.view(id, "finance", minds.answer);
            self.close(id);
        }
        self.carry_on(id, StageName::Returned);
        self.carry_on(id, StageName::Scrutinised);
        self.send_back("chief_secretary", id);
        self.carry_on(id, StageName::Cleared);
        self.send_back("chief_minister", id);
        self.carry_on(id, StageName::Ordered);
        id
    }
}

/// The first other department of those that sponsor matters: it was asked, and answers nothing.
fn others_first(department: &str) -> &'static str {
    SPONSORS.into_iter().find(|other| *other != department).unwrap()
}

/// A year of business: crooked ways, two meetings, a deferral, extracts.
pub struct Story {
    pub player: Player,
    pub meeting: MeetingId,
    /// Decided in the first meeting, of energy, aviation and agriculture.
    pub decided: Vec<ItemId>,
    /// Deferred in the first meeting.
    pub deferred: ItemId,
}

pub fn tell(minds: Minds, recipients: &[&str]) -> Story {
    let mut player = Player::begun();
    let meeting = player.propose_meeting();
    let mut proposals: Vec<ProposalId> =
        SPONSORS.iter().map(|department| player.crooked_way(department, minds)).collect();
    proposals.push(player.drive("health", StageName::Ordered));
    player.call_meeting(meeting);
    let mut items: Vec<ItemId> = proposals.iter().map(|proposal| player.list(meeting, *proposal)).collect();
    player.move_item(meeting, items[3], 1);
    player.remove_item(meeting, items[0]);
    items[0] = player.list(meeting, proposals[0]);
    player.approve_agenda(meeting);
    player.release(meeting, recipients);
    player.open(meeting, "chief_minister", &["chief_minister", "finance_minister", "chief_secretary"]);
    for item in &items[..3] {
        player.call_item(meeting, *item);
        player.record_decisions(meeting, *item, minds.outcome);
    }
    player.call_item(meeting, items[3]);
    player.record_decisions(meeting, items[3], Outcome::Deferred);
    player.conclude(meeting);
    player.record_decisions(meeting, items[0], minds.outcome);
    player.draft_minutes(meeting);
    player.record_decisions(meeting, items[1], minds.outcome);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.return_minutes(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
    for item in &items[..3] {
        player.issue_extract(meeting, *item);
        player.acknowledge(meeting, *item);
        if *item == items[0] {
            player.circulate_minutes(meeting);
        }
    }
    second_meeting(&mut player, proposals[3], minds, recipients);
    if minds.outcome == Outcome::Approved {
        crate::tasks::carried_out(&mut player, &items[..3], proposals[0]);
    }
    crate::outcomes::recorded_in(&mut player);
    circulations(&mut player);
    urgent_approvals(&mut player);
    files(&mut player);
    telephone_orders(&mut player);
    view_sheets(&mut player);
    inquiries(&mut player, proposals[0], meeting);
    emergencies_over(&mut player);
    changes(&mut player);
    emergencies(&mut player, proposals[0], meeting);
    Story { player, meeting, decided: items[..3].to_vec(), deferred: items[3] }
}

/// A note that is read by emergency accesses on its whole way, once sent back within its department and once by the
/// cabinet section.
fn emergency_way(player: &mut Player) -> ProposalId {
    let id = player.drive("health", StageName::InDepartment);
    player.read_in_emergency(id);
    let secretary = player.secretary(id);
    player.send_back(&secretary, id);
    player.put_up(id);
    player.measure(id);
    player.carry_on(id, StageName::Returned);
    player.carry_on(id, StageName::Ordered);
    id
}

/// Takes up what the first meeting deferred, and what was read in an emergency.
fn second_meeting(player: &mut Player, deferred: ProposalId, minds: Minds, recipients: &[&str]) {
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let read = emergency_way(player);
    let read = player.list(meeting, read);
    let item = player.list(meeting, deferred);
    player.approve_agenda(meeting);
    player.release(meeting, recipients);
    player.open(meeting, "finance_minister", &["finance_minister"]);
    player.record_decisions(meeting, item, minds.outcome);
    player.record_decisions(meeting, read, minds.outcome);
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
    player.issue_extract(meeting, item);
}

/// The office ends emergency accesses whose hours have passed.
fn emergencies_over(player: &mut Player) {
    let over = cabinet::work::emergencies_over(&player.cabinet, player.now());
    assert_eq!(over.len(), 2);
    over.into_iter().for_each(|access| player.end_emergency(SYSTEM, access));
}

/// Emergency accesses of both who may ask: over by time, taken back, refused, ended by those above and by the asker; one
/// of a meeting; and nobody who came in time.
fn emergencies(player: &mut Player, proposal: ProposalId, meeting: MeetingId) {
    let (section, above) = ("cabinet_section", "chief_secretary");
    let scope = EmergencyScope::Proposal { proposal };
    let refused = player.ask_emergency(section, scope);
    player.refuse_emergency(above, refused);
    let taken_back = player.ask_emergency(above, scope);
    player.end_emergency(above, taken_back);
    let ended_by_asker = player.ask_emergency(section, scope);
    player.agree_emergency("chief_minister", ended_by_asker);
    player.end_emergency(section, ended_by_asker);
    let of_meeting = player.ask_emergency(section, EmergencyScope::Meeting { meeting });
    player.agree_emergency(above, of_meeting);
    player.end_emergency("chief_minister", of_meeting);
    let waited_in_vain = player.ask_emergency(above, scope);
    player.wait_days(1);
    player.end_emergency(SYSTEM, waited_in_vain);
}

/// The story, and whatever else may happen: drafts erased with their papers, notes withdrawn before
/// and after their receipt, keys rotated. Every kind of event stands in it.
pub fn whole() -> Player {
    let mut player = told().player.clone();
    for department in SPONSORS {
        let erased = player.start(department);
        let first = player.attach(erased);
        player.attach(erased);
        player.detach(erased, first);
        player.erase_draft(erased);
    }
    for stage in [StageName::Consulting, StageName::Submitted] {
        let id = player.drive("health", stage);
        if stage == StageName::Consulting {
            player.mark_for_view("finance_secretary", id, "finance_officer");
        }
        player.read_in_emergency(id);
        player.withdraw(id);
    }
    signed_approval(&mut player);
    crate::paper_route::recorded_in(&mut player);
    crate::copies::recorded_in(&mut player);
    crate::recusals::recorded_in(&mut player);
    crate::telephone_orders::recorded_in(&mut player);
    offices(&mut player);
    crate::recovery::recorded_in(&mut player);
    player.must(SYSTEM, Act::RotateRootKey { keys: 4 });
    player.must(SYSTEM, Act::RotateEpochKey { compartment: "papers".to_owned(), epoch: 2, keys: 60 });
    player
}

/// Three notes by circulation: approved though a member was silent, approved over an objection, and one that went to a
/// meeting because somebody wants a discussion; and notes that the Chief Minister declined.
fn circulations(player: &mut Player) {
    for (department, answer) in [
        ("energy", None),
        ("aviation", Some(CirculationAnswer::Disagrees)),
        ("health", Some(CirculationAnswer::WantsDiscussion)),
    ] {
        let id = player.drive(department, StageName::Cleared);
        player.order_circulation(id, answer.is_none());
        player.send_circulation(id);
        player.answer_circulation("finance_minister", id, CirculationAnswer::WantsDiscussion);
        player.answer_circulation("finance_minister", id, answer.unwrap_or(CirculationAnswer::Agrees));
        if answer.is_some() {
            let members =
                player.cabinet.proposal(id).unwrap().stage.circulation().unwrap().silent().collect::<Vec<_>>();
            for member in members {
                let key = player.cabinet.post(member).unwrap().key.clone();
                player.answer_circulation(&key, id, CirculationAnswer::Agrees);
            }
        } else {
            player.wait_days(6);
        }
        player.close_circulation(id);
        match answer {
            Some(CirculationAnswer::WantsDiscussion) => player.order(id),
            _ => player.approve_by_circulation(id),
        }
    }
    let by_all = player.drive("agriculture", StageName::CirculationClosed);
    player.approve_by_circulation(by_all);
    for department in SPONSORS {
        let declined = player.drive(department, StageName::Cleared);
        player.decline(declined);
    }
}

/// Urgent approvals: refused by each of the two, then given; before the council, and one that its secretary never brings
/// there. A circulation that was ordered anew, and one for which a meeting was ordered instead.
fn urgent_approvals(player: &mut Player) {
    for department in SPONSORS {
        let id = player.drive(department, StageName::SecretaryApproved);
        if !player.is_under_chief_minister(id) {
            player.approve_as_minister(id);
        }
        player.request_urgent_approval(id);
        player.refuse_urgent_approval("chief_secretary", id);
        player.request_urgent_approval(id);
        player.forward_urgent_request(id);
        player.refuse_urgent_approval("chief_minister", id);
        player.urgently(id);
        if department != "agriculture" {
            player.carry_on(id, StageName::Submitted);
            player.carry_on(id, StageName::Returned);
            player.carry_on(id, StageName::Cleared);
        }
        match department {
            "energy" => player.order(id),
            "aviation" => player.decline(id),
            _ => {}
        }
    }
    // One upon which a department never gave its view.
    let unanswered = player.drive("energy", StageName::Consulting);
    player.view(unanswered, "law", Answer::Concurs);
    player.wait_days(20);
    player.close(unanswered);
    player.urgently(unanswered);
    player.carry_on(unanswered, StageName::Submitted);
    for meeting in [false, true] {
        let id = player.drive("health", StageName::CirculationOrdered);
        if meeting { player.order(id) } else { player.order_circulation(id, false) }
    }
}

/// Files within their departments: pulled back before they were opened, sent up and down, called to the secretary's desk,
/// copied for information, returned by an officer; and put up straight to the secretary.
fn files(player: &mut Player) {
    // Of one the rules want something on record, of the other nothing.
    for department in ["energy", "health"] {
        let [officer, secretary, section] =
            ["officer", "secretary", "section"].map(|end| format!("{department}_{end}"));
        let (officer, secretary) = (&*officer, &*secretary);
        let id = player.start(department);
        player.put_up_to(id, officer);
        player.pull_back_file(&section, id);
        player.put_up_to(id, officer);
        player.measure(id);
        player.receive_file(officer, id);
        player.move_file(officer, id, secretary);
        player.pull_back_file(officer, id);
        player.move_file(officer, id, secretary);
        player.receive_file(secretary, id);
        player.move_file(secretary, id, officer);
        player.move_file(secretary, id, secretary);
        player.ask(id, &["finance", "law"]);
        player.view(id, "finance", Answer::ConcursWithConditions);
        player.view(id, "law", Answer::Concurs);
        player.close(id);
        player.move_file(secretary, id, officer);
        player.receive_file(officer, id);
        player.send_copies(officer, id, &[officer]);
        player.send_back(officer, id);
        player.put_up(id);
        player.measure(id);
        player.send_copies(secretary, id, &[officer]);
        player.carry_on(id, StageName::Submitted);
    }
    for department in ["aviation", "agriculture"] {
        let id = player.start(department);
        player.put_up(id);
        player.pull_back_file(&player.section(id), id);
        player.put_up(id);
        player.measure(id);
        player.receive_file(&player.secretary(id), id);
        player.send_back(&player.secretary(id), id);
    }
}

/// Notes from desk to desk in departments that were asked: sent down and up, called back, left with an officer while
/// the secretary gave the view, asked about again; and one that was withdrawn meanwhile.
fn view_sheets(player: &mut Player) {
    let (secretary, officer) = ("finance_secretary", "finance_officer");
    for department in ["aviation", "agriculture"] {
        let id = player.drive(department, StageName::InDepartment);
        player.ask(id, &["finance", "law", "energy", "health"]);
        player.mark_for_view(secretary, id, officer);
        player.mark_for_view(officer, id, secretary);
        player.mark_for_view(secretary, id, officer);
        player.mark_for_view(secretary, id, secretary);
        player.mark_for_view("energy_secretary", id, "energy_officer");
        player.view(id, "finance", Answer::ConcursWithConditions);
        if department == "agriculture" {
            player.withdraw(id);
            continue;
        }
        for other in ["law", "energy", "health"] {
            player.view(id, other, Answer::Concurs);
        }
        player.close(id);
        player.send_back(&player.secretary(id), id);
        player.put_up(id);
        player.measure(id);
        player.ask(id, &["finance"]);
        player.mark_for_view(secretary, id, officer);
        player.mark_for_view(officer, id, secretary);
        player.view(id, "finance", Answer::Concurs);
        player.close(id);
        player.carry_on(id, StageName::Returned);
        player.carry_on(id, StageName::Ordered);
    }
}

/// Briefs, and orders by telephone: disowned, confirmed, and one that is confirmed only on the agenda.
fn telephone_orders(player: &mut Player) {
    for department in SPONSORS {
        let id = player.drive(department, StageName::Cleared);
        player.write_brief(id);
        player.record_telephone_order(id);
        player.disown_telephone_order(id);
        player.write_brief(id);
        player.record_telephone_order(id);
        if department != "aviation" {
            player.confirm_telephone_order(id);
            continue;
        }
        let meeting = player.propose_meeting();
        player.call_meeting(meeting);
        let item = player.list(meeting, id);
        player.remove_item(meeting, item);
        player.list(meeting, id);
        player.confirm_telephone_order(id);
        player.approve_agenda(meeting);
    }
}

/// Ranks, bodies, leaves, a merger, and a new ministry with what an earlier one left: a folder that did not sit, minutes
/// that wait, and a view that a merged department owes.
fn offices(player: &mut Player) {
    player.changed(vec![
        enter_rank(1, 1),
        enter_rank(2, 7),
        set_rank("chief_minister", Some(1)),
        set_rank("auditor", Some(2)),
    ]);
    player.changed(vec![change_rank(2, 9), set_rank("auditor", None)]);
    player.changed(vec![
        enter_body(1, BodyKind::Council, "chief_minister", &["energy_minister", "finance_minister"]),
        enter_body(2, BodyKind::CabinetCommittee, "finance_minister", &["energy_minister"]),
        enter_body(3, BodyKind::GroupOfMinisters, "chief_minister", &["agriculture_minister", "law_minister"]),
        enter_body(4, BodyKind::SeniorSecretaries, "chief_secretary", &["finance_secretary", "law_secretary"]),
    ]);
    player.changed(vec![change_body(2, "स्थायी समिति", "finance_minister", &["law_minister"]), dissolve_body(3)]);
    player.changed(vec![enter_post("former", PostKind::PermanentInvitee)]);
    player.changed(vec![close_post("former")]);

    let until = player.now().plus_days(3);
    player.changed(vec![
        arrange_leave(1, "home_secretary", "home_stand_in", "law_secretary", until),
        arrange_leave(2, "governor_secretary", "governor_stand_in", "law_secretary", until),
    ]);
    player.changed(vec![return_from_leave(2, "governor_back")]);
    player.wait_days(3);
    player.must(SYSTEM, Act::EndLeave { leave: leave_id(1), charge: rehearsal::charge("home_back") });

    let waiting = player.drive("energy", StageName::InDepartment);
    player.ask(waiting, &["law", "finance", "industry"]);
    player.changed(vec![merge("culture", "health"), merge("industry", "panchayat")]);

    let unsat = player.ready("health");
    let pending = player.ready("panchayat");
    let item = player.cabinet.meeting(pending).unwrap().items[0].id;
    player.open(pending, "finance_minister", &["finance_minister"]);
    player.record_decisions(pending, item, Outcome::Approved);
    player.conclude(pending);
    player.draft_minutes(pending);
    player.submit_minutes(pending);
    let named =
        ["chief_minister", "energy_minister", "agriculture_minister", "energy_minister_staff", "finance_minister"];
    let persons = named.iter().flat_map(|key| {
        let new = format!("new_{key}");
        [enter_person(&new), take_charge(&new, &new, key)]
    });
    player.changed(std::iter::once(begin_ministry(1)).chain(persons).collect());
    player.release(unsat, &["chief_minister", "energy_minister"]);
    let version = player.meeting_version(pending);
    let chief = holder("new_chief_minister", "new_chief_minister");
    player.try_as(&chief, Act::ApproveMinutes { meeting: pending, seen: version }).unwrap();
}

/// A secretary approves with a passkey, as in a real government everybody does.
fn signed_approval(player: &mut Player) {
    let id = player.drive("health", StageName::ConsultationClosed);
    let who = player.secretary(id);
    let passkey = player.a_passkey(rehearsal::person(&who));
    let key = passkey.id;
    player.must(&who, Act::AddPasskey { passkey });
    let (seen, remark) = (player.seen(&who, id), player.text("अनुमोदित"));
    let signed = player.signed(key, Act::ApproveAsSecretary { proposal: id, seen, remark });
    player.must(&who, signed);
    let reason = Some(player.text("उपकरण खो गया"));
    player.must("chief_secretary", Act::RevokePasskey { passkey: key, reason });
}

/// Inquiries of both who may ask: agreed to and ended, refused, over by time, taken back.
fn inquiries(player: &mut Player, proposal: ProposalId, meeting: MeetingId) {
    let by_auditor = player.ask_inquiry("auditor", Scope::Proposal { proposal });
    player.agree_inquiry("chief_secretary", by_auditor);
    player.end_inquiry("chief_minister", by_auditor);
    let by_chief_secretary = player.ask_inquiry("chief_secretary", Scope::Meeting { meeting });
    player.agree_inquiry("chief_minister", by_chief_secretary);
    player.wait_days(i64::from(rules().inquiry_days) + 1);
    player.end_inquiry(SYSTEM, by_chief_secretary);
    let object = player.cabinet.proposal(proposal).unwrap().revision().unwrap().id.0;
    let refused = player.ask_inquiry("auditor", Scope::Object { object });
    player.refuse_inquiry("chief_minister", refused);
    let taken_back = player.ask_inquiry("auditor", Scope::Person { person: Digest([9; 32]) });
    player.end_inquiry("auditor", taken_back);
}

/// Changes of everybody who may propose one, agreed to by everybody who may agree: at once and at a moment, refused,
/// taken back, over by time, and not possible any more when their moment came.
fn changes(player: &mut Player) {
    let (first, second, third) = ("cabinet_section", "cabinet_section_2", "cabinet_section_3");
    let section = a_post("culture_section", PostKind::SectionOfficer);
    let department = Some(rehearsal::department("culture"));
    player.changed(vec![
        enter_department("culture"),
        set_minister("culture", Some("health_minister")),
        Step::EnterPost { post: Post { department, ..section } },
        enter_post(second, PostKind::CabinetSection),
        enter_post(third, PostKind::CabinetSection),
        enter_person(second),
        enter_person("culture_section"),
        take_charge("culture_section", "culture_section", "culture_section"),
        take_charge(second, second, second),
        // An additional charge: the first one of the section under a second post.
        take_charge(third, first, third),
        enrol(1, second),
        enrol(2, "culture_section"),
    ]);
    passkeys(player, second);
    passwords(player, "culture_section");
    devices(player, "health_minister");

    let at = |player: &Player, days| Some(player.now().plus_days(days));
    let renamed = vec![
        rename_department("culture", "संस्कृति एवं पर्यटन विभाग"),
        retitle_post(third, "शाखा-3"),
        rename_person("culture_section", "अनुभाग अधिकारी, संस्कृति"),
    ];
    let moment = at(player, 2);
    let later = player.propose_change(second, renamed, moment);
    player.try_agree(&holder(first, third), later).unwrap();
    player.wait_days(2);
    player.enact_change(later);

    let vacancy = || vec![Step::EndCharge { charge: rehearsal::charge("culture_section") }];
    let by_chief_secretary = player.propose_change(first, vacancy(), None);
    player.refuse_change("chief_secretary", by_chief_secretary);
    let by_colleague = player.propose_change(second, vacancy(), None);
    player.refuse_change(first, by_colleague);
    let taken_back = player.propose_change(first, vacancy(), None);
    player.end_change(first, taken_back);
    let moment = at(player, 9);
    let agreed_and_taken_back = player.propose_change(first, vacancy(), moment);
    player.agree_change(second, agreed_and_taken_back);
    player.end_change("chief_minister", agreed_and_taken_back);
    let by_chief_secretary = player.propose_change(second, vacancy(), moment);
    player.agree_change("chief_secretary", by_chief_secretary);
    player.end_change("chief_secretary", by_chief_secretary);
    let waited_in_vain = player.propose_change(first, vacancy(), None);
    let (moment, later) = (at(player, 9), at(player, 8));
    let impossible = player.propose_change(second, vacancy(), moment);
    player.agree_change("chief_secretary", impossible);
    let possible = player.propose_change(second, vacancy(), later);
    player.agree_change(first, possible);
    player.wait_days(8);
    player.end_change(SYSTEM, waited_in_vain);
    player.enact_change(possible);
    player.wait_days(1);
    player.enact_change(impossible);
    player.acknowledge_change("chief_secretary", impossible);

    // The second post goes to another person while what its holder proposed still waits.
    let pending = player.propose_change(second, vec![retitle_post(first, "मंत्रि-परिषद शाखा-1")], None);
    let next = "cabinet_section_2_later";
    player.changed(vec![enter_person(next), hand_over(second, next, next)]);
    player.agree_change("chief_secretary", pending);
}

/// One's first passkey by a code, a second one by oneself; one's own taken away, and a lost one by another hand.
fn passkeys(player: &mut Player, who: &str) {
    let first = player.a_passkey(rehearsal::person(who));
    let second = player.a_passkey(rehearsal::person(who));
    let (own, lost) = (first.id, second.id);
    player.must(SYSTEM, Act::EnrolPasskey { enrolment: enrolment(1), passkey: first });
    player.must(who, Act::AddPasskey { passkey: second });
    player.must(who, Act::RevokePasskey { passkey: own, reason: None });
    let reason = Some(player.text("उपकरण खो गया"));
    player.must("chief_secretary", Act::RevokePasskey { passkey: lost, reason });
}

/// A password by a code, another one by its owner, taken away by another hand; then one by a new code.
fn passwords(player: &mut Player, who: &str) {
    let password = player.a_password(rehearsal::person(who), "culture.section");
    player.must(SYSTEM, Act::SetPassword { enrolment: enrolment(2), password });
    let password = player.a_password(rehearsal::person(who), "culture.section");
    let lost = password.id;
    player.must(who, Act::ChangePassword { password });
    identities(player, who);
    let reason = Some(player.text("पासवर्ड किसी और ने देख लिया"));
    player.must("chief_secretary", Act::RevokePassword { password: lost, reason });
}

/// An identity that its owner binds, another one in its place, taken away by another hand.
fn identities(player: &mut Player, who: &str) {
    for subject in [1, 2] {
        let identity = player.an_identity(rehearsal::person(who), subject);
        player.must(who, Act::BindIdentity { identity });
    }
    let lost = player.cabinet.identity_of(rehearsal::person(who)).unwrap().identity.id;
    let reason = Some(player.text("अन्यत्र स्थानांतरण"));
    player.must("chief_secretary", Act::RevokeIdentity { identity: lost, reason });
}

/// Two devices: one is lost by its holder, the other by the section before its code was used.
fn devices(player: &mut Player, who: &str) {
    let (known, register) = player.a_device(rehearsal::person(who), "टैबलेट 14");
    player.must(FIRST, register);
    player.must(SYSTEM, Act::EnrolDevice { device: known, secret: Digest([5; 32]) });
    let (waiting, register) = player.a_device(rehearsal::person(who), "टैबलेट 15");
    player.must(FIRST, register);
    player.must(who, Act::ReportDeviceLost { device: known });
    player.must(FIRST, Act::ReportDeviceLost { device: waiting });
}

/// The story that most tests start from, told once.
pub fn told() -> &'static Story {
    static STORY: OnceLock<Story> = OnceLock::new();
    STORY.get_or_init(|| tell(AGREED, ALL_RECIPIENTS))
}

/// Every player whose states the grid and the never-sentences look at: the story with many and with
/// few recipients, and a withdrawal from every stage from which one is possible.
pub fn all() -> Vec<Player> {
    let mut players = vec![whole(), tell(OPPOSED, FEW_RECIPIENTS).player];
    let stages = [
        StageName::InDepartment,
        StageName::Consulting,
        StageName::ConsultationClosed,
        StageName::SecretaryApproved,
        StageName::MinisterApproved,
        StageName::Submitted,
        StageName::Returned,
        StageName::Scrutinised,
        StageName::Cleared,
        StageName::Ordered,
    ];
    for department in SPONSORS {
        for stage in stages {
            // Where the Chief Minister holds the department the note never lies with a minister.
            if stage == StageName::MinisterApproved && minister(department) == "chief_minister" {
                continue;
            }
            let mut player = Player::begun();
            let id = player.drive(department, stage);
            player.withdraw(id);
            players.push(player);
        }
    }
    players
}
