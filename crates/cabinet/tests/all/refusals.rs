//! Every refusal, provoked on purpose; what is refused changes nothing.

use crate::deeds::{facts, posts};
use crate::governments::rules;
use crate::player::{Player, SYSTEM, begin};
use crate::story::{ALL_RECIPIENTS, told};
use cabinet::act::Act;
use cabinet::decision::Outcome;
use cabinet::event::{Event, Recorded};
use cabinet::ids::{ActId, ChargeId, ItemId, MeetingId, PaperId, ProposalId};
use cabinet::inquiry::Scope;
use cabinet::meeting::MeetingStageName;
use cabinet::note::Defect;
use cabinet::people::Charge;
use cabinet::proposal::{Answer, StageName};
use cabinet::text::Digest;
use cabinet::{Action, Actor, LedgerNature, Moment, Refusal, Subject};

/// Refusals of the first entries.
pub fn of_the_beginning() -> Vec<Refusal> {
    let mut player = Player::begun();
    let mut empty = Player::empty();
    let rules = "government = 1".to_owned();
    let begin_badly = Act::Begin { nature: LedgerNature::Real, rules, government: rehearsal::government() };
    vec![
        player.refused(SYSTEM, begin()),
        empty.refused(SYSTEM, begin_badly),
        empty.refused("system_administrator", begin()),
    ]
}

/// Refusals while the department writes.
pub fn of_the_draft() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.start("energy");
    let (proposal, section) = (ProposalId(player.uuid()), "energy_section");
    let number = player.cabinet.proposal(id).unwrap().number.clone();
    let (subject, long) = (player.text("विषय"), player.text(&"क".repeat(301)));
    let (subject, nothing) = (|| subject.clone(), player.text(""));
    let start = |proposal, number: &str, subject| Act::StartProposal { proposal, number: number.to_owned(), subject };
    let mut found = vec![
        player.refused(section, start(proposal, &number, subject())),
        player.refused(section, start(id, "एफ 1", subject())),
        player.refused(section, start(proposal, " ", subject())),
        player.refused(section, start(proposal, "एफ 1", long)),
        player.refused(section, start(proposal, "एफ 1", nothing)),
        player.refused("energy_secretary", start(proposal, "एफ 1", subject())),
    ];

    let paper = player.a_paper();
    let unknown = Act::RemovePaper { proposal: id, seen: player.seen(section, id), paper: PaperId(player.uuid()) };
    found.push(player.refused(section, unknown));
    let first = player.attach(id);
    let seen = player.seen(section, id);
    let twice = cabinet::note::Paper { id: first, ..paper.clone() };
    let refused = player.refused(section, Act::AttachPaper { proposal: id, seen, paper: twice });
    assert_eq!(refused, Refusal::IdTaken, "a paper lies with one draft, once");
    for _ in 1..50 {
        player.attach(id);
    }
    let seen = player.seen(section, id);
    let unread = cabinet::note::Paper { pages: 0, ..paper.clone() };
    let refused = player.refused(section, Act::AttachPaper { proposal: id, seen, paper: unread });
    assert!(matches!(refused, Refusal::MovedOn { .. }), "a paper that nobody opened");
    let attach = Act::AttachPaper { proposal: id, seen: player.seen(section, id), paper: paper.clone() };
    found.push(player.refused(section, attach));
    let outdated = Act::AttachPaper { proposal: id, seen: 1, paper };
    found.push(player.refused(section, outdated));
    let mut spoiled = facts("energy");
    spoiled.points.clear();
    let put_up = player.put_up_act(id, spoiled);
    found.push(player.refused(section, put_up));
    player.put_up(id);

    let secretary = "energy_secretary";
    let (seen, remark) = (player.seen(secretary, id), player.text(""));
    let ask = |keys: &[&str]| Act::SendForViews {
        proposal: id,
        seen,
        departments: keys.iter().map(|key| rehearsal::department(key)).collect(),
        remark: remark.clone(),
    };
    found.push(player.refused(secretary, ask(&["finance"])));
    for unfit in [&[][..], &["energy"], &["home"], &["law", "law"], &["no_such_department"]] {
        let refusal = player.refused(secretary, ask(unfit));
        assert_eq!(refusal, Refusal::DepartmentsUnfit, "{unfit:?}");
        found.push(refusal);
    }
    let back = |seen, reason| Act::ReturnProposal { proposal: id, seen, reason, deficiencies: Vec::new() };
    found.push(player.refused(secretary, back(seen, remark.clone())));
    found.push(player.refused(secretary, Act::ApproveAsSecretary { proposal: id, seen, remark }));
    player.ask(id, &["finance", "law"]);
    let (close, text) = (player.seen(secretary, id), player.text(""));
    found.push(player.refused(secretary, Act::CloseConsultation { proposal: id, seen: close }));
    let (seen, answer) = (player.seen("law_secretary", id), Answer::Concurs);
    found.push(
        player.refused("law_secretary", Act::GiveView { proposal: id, seen, answer, text, conditions: Vec::new() }),
    );
    player.carry_on(id, StageName::MinisterApproved);
    let (seen, remark) = (player.seen(secretary, id), player.text(""));
    found.push(player.refused(secretary, Act::Submit { proposal: id, seen, remark }));
    found
}

/// Refusals before the sitting.
pub fn of_the_agenda() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (section, chief) = ("cabinet_section", "chief_minister");
    let (meeting, place) = (MeetingId(player.uuid()), "मंत्रालय".to_owned());
    let begins = player.now();
    let mut found = vec![player.refused(section, Act::ProposeMeeting { meeting, begins, place: place.clone() })];
    let meeting = player.propose_meeting();
    let begins = player.now().plus_days(1);
    found.push(player.refused(section, Act::ProposeMeeting { meeting, begins, place }));
    player.call_meeting(meeting);
    let draft = player.drive("energy", StageName::Cleared);
    let (item, seen) = (ItemId(player.uuid()), player.meeting_version(meeting));
    found.push(player.refused(section, Act::ListItem { meeting, seen, item, proposal: draft }));
    player.order(draft);
    let removed = player.list(meeting, draft);
    player.remove_item(meeting, removed);
    let seen = player.meeting_version(meeting);
    found.push(player.refused(chief, Act::ApproveAgenda { meeting, seen }));
    let again = Act::ListItem { meeting, seen, item: removed, proposal: draft };
    assert_eq!(player.refused(section, again), Refusal::IdTaken, "an item's id is used once");
    let item = player.list(meeting, draft);
    let seen = player.meeting_version(meeting);
    for number in [0, 2] {
        found.push(player.refused(section, Act::MoveItem { meeting, seen, item, number }));
    }
    found.push(player.refused(section, Act::RemoveItem { meeting, seen, item: removed }));
    player.approve_agenda(meeting);
    let seen = player.meeting_version(meeting);
    for unfit in [&[][..], &["chief_minister", "chief_minister"], &["energy_secretary"], &["nobody"]] {
        found.push(player.refused(section, Act::ReleaseFolder { meeting, seen, recipients: posts(unfit) }));
    }
    player.release(meeting, ALL_RECIPIENTS);
    let seen = player.meeting_version(meeting);
    let open = |chair, present: &[&str]| Act::OpenSitting {
        meeting,
        seen,
        chair: rehearsal::post(chair),
        present: posts(present),
    };
    found.push(player.refused(section, open(chief, &[chief, "auditor"])));
    for (chair, present) in [
        (chief, "law_minister"),
        ("agriculture_minister", "agriculture_minister"),
        ("chief_secretary", "chief_secretary"),
    ] {
        let refusal = player.refused(section, open(chair, &[present]));
        assert_eq!(refusal, Refusal::ChairUnfit, "{chair}");
        found.push(refusal);
    }
    found
}

/// Refusals in and after the sitting.
pub fn of_the_sitting() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (section, meeting) = ("cabinet_section", player.propose_meeting());
    player.call_meeting(meeting);
    let items: Vec<ItemId> = ["energy", "aviation"]
        .map(|department| player.drive(department, StageName::Ordered))
        .map(|proposal| player.list(meeting, proposal))
        .to_vec();
    player.approve_agenda(meeting);
    player.release(meeting, ALL_RECIPIENTS);
    player.open(meeting, "chief_minister", &["chief_minister"]);
    player.call_item(meeting, items[0]);
    let (item, seen) = (items[1], player.item_version(meeting, items[1]));
    let mut found = vec![player.refused(section, Act::CallItem { meeting, item, seen })];
    let item = items[0];
    let seen = player.item_version(meeting, item);
    let outcomes = player.outcomes(meeting, item, Outcome::Approved);
    let record = |outcomes| Act::RecordDecisions { meeting, item, seen, outcomes };
    let mut missing = outcomes.clone();
    missing.pop();
    let mut partly = outcomes.clone();
    partly[0].outcome = Outcome::Deferred;
    let mut wordless = outcomes.clone();
    wordless[0].text.characters = 0;
    let mut swapped = outcomes;
    swapped.swap(0, 1);
    for outcomes in [missing, swapped, partly, wordless] {
        found.push(player.refused(section, record(outcomes)));
    }
    let seen = player.meeting_version(meeting);
    let refusal = player.refused(section, Act::ConcludeSitting { meeting, seen });
    assert_eq!(refusal, Refusal::ItemsUndecided(vec![1, 2]));
    found.push(refusal);
    for item in &items {
        player.record_decisions(meeting, *item, Outcome::Approved);
    }
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.record_decisions(meeting, items[0], Outcome::Rejected);
    let seen = player.meeting_version(meeting);
    found.push(player.refused("chief_secretary", Act::SubmitMinutes { meeting, seen }));
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    let (seen, reason) = (player.meeting_version(meeting), player.text(""));
    found.push(player.refused("chief_minister", Act::ReturnMinutes { meeting, seen, reason }));
    found
}

/// Refusals of an inquiry into who read what.
pub fn of_an_inquiry() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let nothing = Scope::Object { object: player.uuid() };
    let (unknown, known) = (player.ask_act(nothing), Scope::Proposal { proposal: id });
    let mut found = vec![player.refused("auditor", unknown)];
    let mut wordless = player.ask_act(known);
    if let Act::AskInquiry { reason, .. } = &mut wordless {
        reason.characters = 0;
    }
    found.push(player.refused("auditor", wordless));
    for (from_days, until_days) in [(0, 0), (-3, -4), (-3, 1)] {
        let mut unfit = player.ask_act(known);
        if let Act::AskInquiry { from, until, .. } = &mut unfit {
            let now = *until;
            (*from, *until) = (days_from(now, from_days), days_from(now, until_days));
        }
        let refusal = player.refused("auditor", unfit);
        assert_eq!(refusal, Refusal::PeriodUnfit, "{from_days} {until_days}");
        found.push(refusal);
    }
    let inquiry = player.ask_inquiry("auditor", known);
    for (who, scope) in [("chief_minister", known), ("cabinet_section", known), ("energy_minister", known)] {
        let act = player.ask_act(scope);
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
    let again = match player.ask_act(known) {
        Act::AskInquiry { scope, from, until, reason, .. } => Act::AskInquiry { inquiry, scope, from, until, reason },
        other => other,
    };
    assert_eq!(player.refused("auditor", again), Refusal::IdTaken);
    let seen = player.inquiry_version(inquiry);
    for who in ["auditor", "cabinet_section", "energy_minister", "system_administrator", SYSTEM] {
        let refusal = player.refused(who, Act::AgreeInquiry { inquiry, seen });
        assert_eq!(refusal, Refusal::Unknown, "{who}");
    }
    let early = player.refused(SYSTEM, Act::EndInquiry { inquiry, seen });
    assert_eq!(early, Refusal::IdTaken, "its time has not passed");
    player.wait_days(i64::from(crate::governments::rules().inquiry_days));
    found.push(player.refused("chief_secretary", Act::AgreeInquiry { inquiry, seen }));
    player.end_inquiry(SYSTEM, inquiry);
    let seen = player.inquiry_version(inquiry);
    assert_eq!(player.refused(SYSTEM, Act::EndInquiry { inquiry, seen }), Refusal::IdTaken, "once");
    found
}

fn days_from(moment: Moment, days: i64) -> Moment {
    Moment(moment.0 + days * 24 * 60 * 60 * 1000)
}

/// An approval of a real government, with nobody's signature, with somebody else's, with a key that was taken away.
fn of_an_approval() -> Vec<Refusal> {
    let mut player = Player::empty();
    let (rules, government) = (crate::governments::RULES.clone(), rehearsal::government());
    player.must(SYSTEM, Act::Begin { nature: LedgerNature::Real, rules, government });
    let id = player.drive("energy", StageName::ConsultationClosed);
    let (who, other) = ("energy_secretary", "energy_section");
    let act = |player: &mut Player| {
        let (seen, remark) = (player.seen(who, id), player.text(""));
        Act::ApproveAsSecretary { proposal: id, seen, remark }
    };
    let [own, foreign, lost] = [who, other, who].map(|post| {
        let passkey = player.a_passkey(rehearsal::person(post));
        let key = passkey.id;
        player.must(post, Act::AddPasskey { passkey });
        key
    });
    player.must(who, Act::RevokePasskey { passkey: lost, reason: None });
    let unsigned = act(&mut player);
    let mut found = vec![player.refused(who, unsigned.clone())];
    assert_eq!(found, [Refusal::SignatureMissing]);
    assert_eq!(player.refused(other, unsigned), Refusal::Unknown, "what is not offered stays unknown");
    for key in [foreign, lost] {
        let plain = act(&mut player);
        let signed = player.signed(key, plain);
        found.push(player.refused(who, signed));
    }
    let seen = player.seen(who, id);
    let signed = player.signed(own, Act::CloseConsultation { proposal: id, seen });
    found.push(player.refused(who, signed));
    assert_eq!(found[1..], [Refusal::Unknown, Refusal::Unknown, Refusal::Unknown]);
    let plain = act(&mut player);
    let signed = player.signed(own, plain);
    let events = player.must(who, signed);
    assert!(matches!(events.last(), Some(Event::ApprovalSigned { .. })), "control: the own key signs");
    found
}

pub fn all() -> Vec<Refusal> {
    [
        of_the_beginning(),
        of_the_draft(),
        of_the_agenda(),
        of_the_sitting(),
        of_an_inquiry(),
        of_an_approval(),
        crate::emergencies::refusals(),
        crate::changes::refusals(),
        crate::passwords::refusals(),
        crate::identities::refusals(),
        crate::passkeys::refusals(),
        crate::officers::refusals(),
        crate::recovery::refusals(),
        crate::consultations::refusals(),
        crate::circulations::refusals(),
        crate::scrutiny::refusals(),
        crate::urgent::refusals(),
        crate::tasks::refusals(),
        crate::outcomes::refusals(),
        crate::files::refusals(),
        crate::view_sheets::refusals(),
        crate::telephone_orders::refusals(),
        crate::paper_route::refusals(),
        crate::copies::refusals(),
        crate::recusals::refusals(),
    ]
    .concat()
}

/// Who asked never agrees: not under another post, and not the same post with another person.
#[test]
fn the_second_person_is_another_one_under_another_post() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let inquiry = player.ask_inquiry("chief_secretary", Scope::Proposal { proposal: id });
    let charge = |player: &mut Player, person: &str, post: &str| {
        let (id, from) = (ChargeId(player.uuid()), player.now());
        let (person, post) = (rehearsal::person(person), rehearsal::post(post));
        let taken = Event::ChargeTaken { charge: Charge { id, person, post, from, until: None } };
        let recorded =
            Recorded { act: ActId(player.uuid()), by: Actor::System, body: Digest([1; 32]), at: from, event: taken };
        player.cabinet.apply(&recorded);
        Actor::Holder { person, charge: id }
    };
    // The chief secretary himself in charge of the Chief Minister's post, and somebody else in his own.
    let under_another_post = charge(&mut player, "chief_secretary", "chief_minister");
    let another_in_the_post = charge(&mut player, "home_secretary", "chief_secretary");
    let seen = player.inquiry_version(inquiry);
    for who in [under_another_post, another_in_the_post] {
        let refused = player.try_as(&who, Act::AgreeInquiry { inquiry, seen });
        assert_eq!(refused.unwrap_err(), Refusal::Unknown);
        assert!(!player.cabinet.may(&who, Subject::Inquiry(inquiry), Action::ReadNames));
    }
    player.agree_inquiry("chief_minister", inquiry);
    assert!(player.cabinet.may(&crate::player::actor("chief_secretary"), Subject::Inquiry(inquiry), Action::ReadNames));
    for who in [under_another_post, another_in_the_post] {
        assert!(
            !player.cabinet.may(&who, Subject::Inquiry(inquiry), Action::ReadNames),
            "who did not sign opens nothing"
        );
    }
}

#[test]
fn names_are_open_from_the_second_signature_to_the_end() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let inquiry = player.ask_inquiry("auditor", Scope::Proposal { proposal: id });
    let open = |player: &Player, days| {
        let record = player.cabinet.inquiry(inquiry).unwrap();
        record.opens_names(days_from(record.asked.at, days))
    };
    assert!(!open(&player, 0));
    player.agree_inquiry("chief_secretary", inquiry);
    let days = i64::from(rules().inquiry_days);
    assert!(open(&player, days - 1) && !open(&player, days), "control: until its end and not a moment longer");
    player.end_inquiry("chief_secretary", inquiry);
    assert!(!open(&player, 0));
}

#[test]
fn content_is_refused_for_its_own_reason() {
    let begun = of_the_beginning();
    assert!(matches!(begun[..], [Refusal::BegunAlready, Refusal::Rules(_), Refusal::Unknown]), "{begun:?}");
    let draft = of_the_draft();
    assert!(
        matches!(
            &draft[..10],
            [
                Refusal::NumberTaken,
                Refusal::IdTaken,
                Refusal::FieldMissing { field: "number" },
                Refusal::TooLong { field: "subject", .. },
                Refusal::FieldMissing { field: "subject" },
                Refusal::Unknown,
                Refusal::Unknown,
                Refusal::TooManyPapers { .. },
                Refusal::MovedOn { seen: 1, now: 51, .. },
                Refusal::Defects(defects),
            ] if defects == &[Defect::PointsMissing]
        ),
        "{draft:?}"
    );
    let law = vec![rehearsal::department("law")];
    assert_eq!(draft[10], Refusal::NotConsulted(law));
    assert!(matches!(draft.last(), Some(Refusal::NotMeasured)), "{draft:?}");
    let agenda = of_the_agenda();
    assert!(matches!(
        agenda[..4],
        [Refusal::BeginsInPast, Refusal::IdTaken, Refusal::NotListable, Refusal::AgendaEmpty]
    ));
    let sitting = of_the_sitting();
    assert!(
        matches!(
            sitting[..5],
            [
                Refusal::AnotherItemCalled,
                Refusal::PointsUnanswered,
                Refusal::PointsUnanswered,
                Refusal::DeferredInPart,
                Refusal::TextMissing,
            ]
        ),
        "{sitting:?}"
    );
}

/// Before the Chief Minister's order nothing is listed, and afterwards nothing twice.
#[test]
fn only_an_ordered_proposal_is_listed() {
    let story = told();
    let mut tried = 0;
    for stage in StageName::ALL {
        let mut player = story.player.cut(2);
        let meeting = player.propose_meeting();
        player.call_meeting(meeting);
        let straight = !matches!(stage, StageName::Listed | StageName::Decided)
            && !matches!(stage, StageName::SentBack | StageName::Erased | StageName::OnPaper)
            && !matches!(stage, StageName::WithdrawnBeforeReceipt | StageName::WithdrawnAfterReceipt);
        if straight {
            let proposal = player.drive("energy", stage);
            let (item, seen) = (ItemId(player.uuid()), player.meeting_version(meeting));
            let listed = player.try_act("cabinet_section", Act::ListItem { meeting, seen, item, proposal });
            assert_eq!(listed.is_ok(), stage == StageName::Ordered, "{stage:?}");
            tried += 1;
            if listed.is_ok() {
                let (item, seen) = (ItemId(player.uuid()), player.meeting_version(meeting));
                let twice = Act::ListItem { meeting, seen, item, proposal };
                assert_eq!(player.refused("cabinet_section", twice), Refusal::NotListable);
            }
        }
    }
    assert_eq!(tried, 18);
}

/// Who never could know of a proposal learns nothing from a guessed id, whatever version he names.
#[test]
fn a_guessed_id_is_unknown() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let meeting = player.propose_meeting();
    let remark = player.text("टीप");
    for seen in [0, 1, player.seen("energy_section", id), 99] {
        for who in ["cabinet_section", "health_secretary", "chief_minister", "auditor", "energy_minister_staff"] {
            let acts = [
                Act::Scrutinise { proposal: id, seen, checked: Vec::new(), remark: remark.clone() },
                Act::OrderForMeeting { proposal: id, seen, remark: remark.clone() },
                Act::ApproveAsSecretary { proposal: id, seen, remark: remark.clone() },
                Act::ReturnProposal { proposal: id, seen, reason: remark.clone(), deficiencies: Vec::new() },
            ];
            for act in acts {
                assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
            }
        }
        let approve = Act::ApproveAgenda { meeting, seen };
        assert_eq!(player.refused("energy_minister", approve), Refusal::Unknown);
    }
    let outdated = Act::ReturnProposal { proposal: id, seen: 1, reason: remark, deficiencies: Vec::new() };
    let refusal = player.refused("energy_secretary", outdated);
    assert!(matches!(refusal, Refusal::MovedOn { seen: 1, .. }), "control: to whom it was offered, it has moved on");
}

/// A revision's id is used once, so that a decision is never taken on another text.
#[test]
fn a_revision_is_not_replaced() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let used = player.cabinet.proposal(id).unwrap().revision().unwrap().id;
    player.send_back("energy_secretary", id);
    let other = player.start("health");
    for (proposal, department) in [(id, "energy"), (other, "health")] {
        let mut act = player.put_up_act(proposal, facts(department));
        if let Act::PutUp { revision, .. } = &mut act {
            *revision = used;
        }
        assert_eq!(player.refused(&format!("{department}_section"), act), Refusal::IdTaken);
    }
}

/// Two revisions may wait for their measure at once; the first measure does not hide the second.
#[test]
fn every_unmeasured_revision_is_work() {
    let mut player = Player::begun();
    let id = player.start("energy");
    player.put_up(id);
    let first = player.cabinet.proposal(id).unwrap().revision().unwrap().id;
    player.send_back("energy_secretary", id);
    player.put_up(id);
    assert_eq!(cabinet::work::missing(&player.cabinet).len(), 2);
    let measured = cabinet::note::Measured { words: 300, sections_filled: 4 };
    let act = || Act::MeasureRevision { proposal: id, revision: first, measured };
    player.must(SYSTEM, act());
    assert_eq!(cabinet::work::missing(&player.cabinet).len(), 1);
    assert_eq!(player.refused(SYSTEM, act()), Refusal::IdTaken, "a second result is refused as done");
    assert_eq!(player.refused("energy_section", act()), Refusal::Unknown, "only the office measures");
    player.measure(id);
    assert_eq!(cabinet::work::missing(&player.cabinet), vec![]);
}

/// A folder's reader sees the revision that lies in it, a consulted department the one it was sent.
#[test]
fn each_reads_the_revision_that_is_his() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    player.view(id, "finance", Answer::Concurs);
    player.view(id, "law", Answer::Concurs);
    player.close(id);
    player.send_back("energy_secretary", id);
    player.carry_on(id, StageName::Ordered);
    let read = |player: &Player, who: &str| {
        player.cabinet.readable_revision(&crate::player::actor(who), id).map(|revision| revision.number)
    };
    assert_eq!(read(&player, "finance_secretary"), Some(1));
    assert_eq!(read(&player, "energy_secretary"), Some(2));
    assert_eq!(read(&player, "health_minister"), None);
    let paper = *player.cabinet.proposal(id).unwrap().papers.front().unwrap();
    let may = |player: &Player, who: &str| player.cabinet.may_read_paper(&crate::player::actor(who), paper);
    assert!(may(&player, "finance_secretary") && !may(&player, "health_minister"));
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, id);
    player.approve_agenda(meeting);
    assert_eq!(player.cabinet.meeting(meeting).unwrap().stage.name(), MeetingStageName::AgendaApproved);
    assert_eq!(read(&player, "health_minister"), None, "not before the folder is out");
    player.release(meeting, &["health_minister"]);
    assert_eq!(read(&player, "health_minister"), Some(2));
    assert_eq!(read(&player, "law_minister"), None, "and to nobody else");
    assert!(may(&player, "health_minister") && !may(&player, "system_administrator"));
}
