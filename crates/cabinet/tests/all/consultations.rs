//! The consultation: queries that stop the clock, conditions that are answered, reminders.

use crate::player::Player;
use cabinet::act::Act;
use cabinet::consultation::{CONDITIONS_MAX, Consultee, ReminderWay};
use cabinet::event::ViewReply;
use cabinet::ids::ProposalId;
use cabinet::permission::Action;
use cabinet::proposal::{Answer, StageName};
use cabinet::{Refusal, Subject, permitted};

fn round(player: &Player, id: ProposalId, department: &str) -> Consultee {
    let consultation = player.cabinet.proposal(id).unwrap().stage.consultation().unwrap();
    consultation.latest(rehearsal::department(department)).unwrap().clone()
}

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &rehearsal::actor(who), Subject::Proposal(id)).contains(&action)
}

fn waits(player: &Player, who: &str, action: Action) -> bool {
    let desk = cabinet::desk::desk(&player.cabinet, &rehearsal::actor(who), player.now());
    desk.iter().any(|waiting| waiting.action == action)
}

/// Refusals in a consultation.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let (finance, secretary) = ("finance_secretary", "energy_secretary");
    let (seen, text, nothing) = (player.seen(finance, id), player.text("अभिमत"), player.text(""));
    let view = |answer, conditions| Act::GiveView { proposal: id, seen, answer, text: text.clone(), conditions };
    let mut found = Vec::new();
    let many = vec![text.clone(); CONDITIONS_MAX + 1];
    for (answer, conditions) in [
        (Answer::ConcursWithConditions, Vec::new()),
        (Answer::ConcursWithConditions, vec![text.clone(), nothing.clone()]),
        (Answer::ConcursWithConditions, many),
        (Answer::Concurs, vec![text.clone()]),
        (Answer::Query, vec![text.clone()]),
    ] {
        let refusal = player.refused(finance, view(answer, conditions));
        assert_eq!(refusal, Refusal::ConditionsUnfit { conditions_max: CONDITIONS_MAX }, "{answer:?}");
        found.push(refusal);
    }
    let department = rehearsal::department("finance");
    let seen = player.seen(secretary, id);
    let answer = |department, text| Act::AnswerQuery { proposal: id, seen, department, text };
    assert_eq!(player.refused(secretary, answer(department, text.clone())), Refusal::Unknown, "nobody asked");
    player.view(id, "finance", Answer::Query);
    let (seen_by_finance, words) = (player.seen(finance, id), text.clone());
    let (answer_again, conditions) = (Answer::Query, Vec::new());
    let again = Act::GiveView { proposal: id, seen: seen_by_finance, answer: answer_again, text: words, conditions };
    found.push(player.refused(finance, again));
    assert_eq!(found.last(), Some(&Refusal::QueryOpen), "the clock stands since the first");
    found.push(player.refused(secretary, answer(department, nothing.clone())));
    found.push(player.refused(secretary, answer(rehearsal::department("law"), text.clone())));
    found.push(player.refused(secretary, Act::CloseConsultation { proposal: id, seen }));

    let remind = |department, whom| Act::Remind {
        proposal: id,
        seen,
        department: rehearsal::department(department),
        way: ReminderWay::Telephone,
        whom,
        text: text.clone(),
    };
    found.push(player.refused(secretary, remind("home", text.clone())));
    let refusal = player.refused(secretary, remind("law", nothing.clone()));
    assert_eq!(refusal, Refusal::FieldMissing { field: "whom" });
    found.push(refusal);

    player.answer_query(id, "finance");
    player.view(id, "finance", Answer::ConcursWithConditions);
    player.view(id, "law", Answer::DoesNotConcur);
    player.close(id);
    let (seen, remark) = (player.seen(secretary, id), nothing.clone());
    found.push(player.refused(secretary, Act::ApproveAsSecretary { proposal: id, seen, remark }));
    let reply = |department: &str, condition, taken_in, reason| ViewReply {
        department: rehearsal::department(department),
        condition,
        taken_in,
        reason,
    };
    let one = reply("finance", Some(1), true, None);
    for unfit in [
        vec![],
        vec![one.clone(), one.clone()],
        vec![reply("finance", None, true, None)],
        vec![reply("finance", Some(0), true, None)],
        vec![reply("finance", Some(2), true, None)],
        vec![reply("law", Some(1), true, None)],
        vec![one.clone(), reply("home", None, true, None)],
    ] {
        let refusal = player.refused(secretary, Act::ReplyToViews { proposal: id, seen, replies: unfit.clone() });
        assert_eq!(refusal, Refusal::RepliesUnfit, "{unfit:?}");
        found.push(refusal);
    }
    for silent in [None, Some(nothing)] {
        let replies = vec![one.clone(), reply("law", None, false, silent)];
        found.push(player.refused(secretary, Act::ReplyToViews { proposal: id, seen, replies }));
    }
    let replies = vec![one, reply("law", None, false, Some(text))];
    player.must(secretary, Act::ReplyToViews { proposal: id, seen, replies });
    player.approve_as_secretary(id);
    found
}

/// The clock stands from the question to the answer, and has then the office days that were left.
#[test]
fn a_query_stops_the_clock() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let due = round(&player, id, "finance").due;
    player.wait_days(3);
    assert!(waits(&player, "finance_secretary", Action::GiveView));
    player.view(id, "finance", Answer::Query);
    player.view(id, "law", Answer::Concurs);
    assert!(!waits(&player, "finance_secretary", Action::GiveView), "it waits for the answer itself");
    assert!(waits(&player, "energy_secretary", Action::AnswerQuery));
    assert!(!offered(&player, "energy_section", id, Action::AnswerQuery));
    let stopped = round(&player, id, "finance").clock_stopped();
    assert_eq!(stopped.map(|at| at.days_since(due)), Some(0));
    player.wait_days(60);
    assert!(!round(&player, id, "finance").is_over(player.now()), "the clock stands");
    let seen = player.seen("energy_secretary", id);
    let refusal = player.refused("energy_secretary", Act::CloseConsultation { proposal: id, seen });
    assert_eq!(refusal, Refusal::QueriesUnanswered(vec![rehearsal::department("finance")]));
    player.answer_query(id, "finance");
    let after = round(&player, id, "finance");
    assert_eq!(after.clock_stopped(), None);
    let rules = player.cabinet.rules().unwrap().clone();
    let (days, office_days) = (rules.consultation_days, rules.office_days.clone().unwrap());
    let (left, now) = (office_days.between(stopped.unwrap(), due), office_days.between(player.now(), after.due));
    assert_eq!((left, now), (days - 3, days - 3), "what was left of a department's days");
    assert!(
        waits(&player, "finance_secretary", Action::GiveView)
            && !waits(&player, "energy_secretary", Action::AnswerQuery)
    );
    player.wait_days(20);
    assert!(round(&player, id, "finance").is_over(player.now()), "control: it goes on");
    player.close(id);
    assert_eq!(player.stage(id), StageName::ConsultationClosed);
}

/// A question that comes when the time is over stops nothing any more.
#[test]
fn a_query_after_the_end_stops_nothing() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let due = round(&player, id, "finance").due;
    player.wait_days(30);
    player.view(id, "finance", Answer::Query);
    let late = round(&player, id, "finance");
    assert!(late.open_query().is_some() && late.clock_stopped().is_none() && late.is_over(player.now()));
    player.answer_query(id, "finance");
    assert_eq!(round(&player, id, "finance").due, due);
    player.close(id);
}

/// Where the rules name no office days, the hours that were left are left.
#[test]
fn without_office_days_the_clock_stands_to_the_millisecond() {
    let text = rehearsal::RULES.split("[office_days]").next().unwrap().to_owned()
        + rehearsal::RULES.split("closed = []\n").nth(1).unwrap();
    let rules = cabinet::rules::Rules::parse(&text).unwrap();
    let moment = cabinet::Moment;
    assert_eq!(rules.consultation_resumed(moment(1_000), moment(400), moment(5_000)), moment(5_600));
}

/// A matter whose one condition is taken in and whose opposed view is not: a difference that the council sees.
#[test]
fn conditions_are_marked_and_a_difference_stays() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    player.view(id, "finance", Answer::ConcursWithConditions);
    player.view(id, "law", Answer::DoesNotConcur);
    assert!(!offered(&player, "energy_secretary", id, Action::ReplyToViews), "while others have the note");
    player.close(id);
    assert!(offered(&player, "energy_secretary", id, Action::ReplyToViews));
    player.reply("energy_secretary", id, true);
    let differences = |player: &Player| {
        let consultation = player.cabinet.proposal(id).unwrap().stage.consultation().unwrap().clone();
        consultation.differences().count()
    };
    assert_eq!(differences(&player), 0);
    player.reply("energy_secretary", id, false);
    assert_eq!(differences(&player), 1, "what was said last stands");
    player.carry_on(id, StageName::Cleared);
    assert_eq!(differences(&player), 1);
}

/// The section answers where the note came back to it, the secretary where he has it; nobody where nothing needs it.
#[test]
fn whoever_has_the_note_replies() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    player.view(id, "finance", Answer::Concurs);
    player.view(id, "law", Answer::ConcursWithConditions);
    player.close(id);
    player.send_back("energy_secretary", id);
    let may = |player: &Player, who: &str| offered(player, who, id, Action::ReplyToViews);
    assert!(may(&player, "energy_section") && !may(&player, "energy_secretary"));
    player.put_up(id);
    assert!(!may(&player, "energy_section") && may(&player, "energy_secretary"));
    let other = player.drive("health", StageName::ConsultationClosed);
    assert!(!offered(&player, "health_secretary", other, Action::ReplyToViews), "control: all concur");
}

/// Who was reminded, how, when and by whom stays in the record and moves nothing.
#[test]
fn reminders_are_kept() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let version = player.seen("finance_secretary", id);
    player.remind("energy_section", id, "finance", ReminderWay::Written);
    player.remind("energy_secretary", id, "finance", ReminderWay::Telephone);
    let reminders = round(&player, id, "finance").reminders;
    let ways: Vec<_> = reminders.iter().map(|one| (one.way.key(), one.whom.is_some())).collect();
    assert_eq!(ways, [("written", false), ("telephone", true)]);
    assert!(reminders.iter().all(|one| one.by.is_some() && one.at <= player.now()));
    assert_eq!(player.seen("finance_secretary", id), version, "nobody's page is outdated by it");
    assert_eq!(round(&player, id, "law").reminders.len(), 0, "control");
}

/// Asked again and silent, a department has not taken back what it said: the reply is owed, and the council sees the difference.
#[test]
fn what_a_department_said_stands_until_it_says_another_thing() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    player.view(id, "finance", Answer::Concurs);
    player.view(id, "law", Answer::DoesNotConcur);
    player.close(id);
    player.send_back("energy_secretary", id);
    player.put_up(id);
    player.measure(id);
    player.ask(id, &["law"]);
    let law = rehearsal::department("law");
    let unreplied = |player: &Player| {
        let consultation = player.cabinet.proposal(id).unwrap().stage.consultation().unwrap();
        let told: Vec<_> = consultation.told().filter(|one| one.department == law).map(|one| one.revision).collect();
        (consultation.unreplied().map(|one| one.department).collect::<Vec<_>>(), told)
    };
    assert_eq!(unreplied(&player), (vec![law], vec![1, 2]), "the reader sees both rounds");
    player.wait_days(60);
    player.close(id);
    let (seen, remark) = (player.seen("energy_secretary", id), player.text(""));
    let refusal = player.refused("energy_secretary", Act::ApproveAsSecretary { proposal: id, seen, remark });
    assert_eq!(refusal, Refusal::ViewsUnreplied(vec![law]));
    let mut heard = player.clone();
    player.reply("energy_secretary", id, false);
    player.carry_on(id, StageName::Cleared);
    let consultation = player.cabinet.proposal(id).unwrap().stage.consultation().unwrap();
    assert_eq!(consultation.differences().map(|one| one.revision).collect::<Vec<_>>(), [1]);

    // Control: another view takes its place.
    heard.send_back("energy_secretary", id);
    heard.put_up(id);
    heard.ask(id, &["law"]);
    heard.view(id, "law", Answer::Concurs);
    assert_eq!(unreplied(&heard), (Vec::new(), vec![3]));
}

/// Views were given to the government, not to a draft: who reads a withdrawn note reads them.
#[test]
fn a_withdrawn_note_keeps_its_views() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Scrutinised);
    player.withdraw(id);
    let proposal = player.cabinet.proposal(id).unwrap();
    assert_eq!(proposal.stage.consultation().unwrap().viewed().count(), 2);
    assert!(offered(&player, "finance_secretary", id, Action::ReadProposal));
    assert!(!offered(&player, "home_secretary", id, Action::ReadProposal), "control");
}

/// Whoever holds the department may end a matter wherever it lies before it is listed, but while urgent approval is asked for,
/// and while it circulates.
#[test]
fn a_note_is_withdrawn_wherever_it_lies() {
    let mut player = Player::begun();
    for stage in [
        StageName::SentBack,
        StageName::InDepartment,
        StageName::CirculationOrdered,
        StageName::CirculationClosed,
        StageName::Ordered,
    ] {
        let id = player.at("energy", stage);
        player.withdraw(id);
        let withdrawn = [StageName::WithdrawnBeforeReceipt, StageName::WithdrawnAfterReceipt];
        assert!(withdrawn.contains(&player.stage(id)), "{stage:?}");
    }
    for stage in [StageName::Draft, StageName::UrgentlyRequested, StageName::UrgentlyForwarded, StageName::Circulating]
    {
        let id = player.at("energy", stage);
        assert!(!offered(&player, "energy_minister", id, Action::Withdraw), "control: {stage:?}");
    }
}

impl Player {
    /// A matter in a stage that lies off the straight way.
    fn at(&mut self, department: &str, stage: StageName) -> ProposalId {
        let before = match stage {
            StageName::SentBack => StageName::InDepartment,
            StageName::UrgentlyRequested | StageName::UrgentlyForwarded => StageName::MinisterApproved,
            StageName::CirculationOrdered | StageName::Circulating | StageName::CirculationClosed => StageName::Cleared,
            other => other,
        };
        let id = self.drive(department, before);
        match stage {
            StageName::SentBack => self.send_back(&format!("{department}_secretary"), id),
            StageName::UrgentlyRequested => self.request_urgent_approval(id),
            StageName::UrgentlyForwarded => {
                self.request_urgent_approval(id);
                self.forward_urgent_request(id);
            }
            StageName::CirculationOrdered | StageName::Circulating | StageName::CirculationClosed => {
                self.order_circulation(id, true);
                if stage != StageName::CirculationOrdered {
                    self.send_circulation(id);
                }
                if stage == StageName::CirculationClosed {
                    self.wait_days(60);
                    self.close_circulation(id);
                }
            }
            _ => {}
        }
        assert_eq!(self.stage(id), stage);
        id
    }
}
