//! The note-sheet for a view: from desk to desk in a department that was asked, and read by nobody outside it.

use crate::facts;
use crate::people::{a_post, close_post, end_charge, enter_person, hand_over, holder, holder_of, merge, take_charge};
use crate::player::{Player, actor};
use cabinet::act::Act;
use cabinet::change::Step;
use cabinet::desk::{Waiting, desk};
use cabinet::ids::{PostId, ProposalId};
use cabinet::leaf::leaf_facts;
use cabinet::people::{Post, PostKind};
use cabinet::permission::Action;
use cabinet::proposal::{Answer, StageName};
use cabinet::{Actor, Cabinet, Refusal, Subject, permitted};
use rehearsal::{department, post};

const SECRETARY: &str = "finance_secretary";
const OFFICER: &str = "finance_officer";
const SPONSOR: &str = "aviation_secretary";

/// A note of aviation upon which finance, law, energy and health were asked.
fn asked() -> (Player, ProposalId) {
    let mut player = Player::begun();
    let id = player.drive("aviation", StageName::InDepartment);
    player.ask(id, &["finance", "law", "energy", "health"]);
    (player, id)
}

fn offered(player: &Player, who: &str, id: ProposalId, action: Action) -> bool {
    permitted(&player.cabinet, &actor(who), Subject::Proposal(id)).contains(&action)
}

/// Lengths of the sheets that somebody reads: each its own department's.
fn sheets(state: &Cabinet, who: &Actor, id: ProposalId) -> Vec<(String, usize)> {
    let sheets = state.readable_view_sheets(who, state.proposal(id).unwrap());
    let name = |id| state.department(id).unwrap().key.clone();
    sheets.into_iter().map(|sheet| (name(sheet.department), sheet.notings.len())).collect()
}

fn waits(player: &Player, who: &str, id: ProposalId) -> Option<Waiting> {
    let desk = desk(&player.cabinet, &actor(who), player.now());
    desk.into_iter().find(|one| one.subject == Subject::Proposal(id))
}

fn mark(player: &mut Player, who: &str, id: ProposalId, to: PostId) -> Act {
    let (seen, remark) = (player.seen(who, id), player.text("टीप"));
    Act::MarkForView { proposal: id, seen, to, remark }
}

/// Refusals on the way of a note within a department that was asked.
pub fn refusals() -> Vec<Refusal> {
    let (mut player, id) = asked();
    let (seen, to, remark) = (player.seen(SECRETARY, id), post(OFFICER), player.text(""));
    player.must(SECRETARY, Act::MarkForView { proposal: id, seen, to, remark });
    let mut found = Vec::new();
    // Neither to another department, nor to its section or minister, nor where it lies.
    let unfit = ["energy_officer", SPONSOR, "finance_section", "finance_minister", "nobody", OFFICER];
    for (who, to) in unfit.iter().map(|to| (OFFICER, *to)).chain([(SECRETARY, OFFICER), (SECRETARY, "energy_officer")])
    {
        let act = mark(&mut player, who, id, post(to));
        let refusal = player.refused(who, act);
        assert_eq!(refusal, Refusal::DeskUnfit, "{who} to {to}");
        found.push(refusal);
    }
    // Nor to a desk at which nobody sits.
    player.mark_for_view(SECRETARY, id, SECRETARY);
    player.changed(vec![end_charge(OFFICER)]);
    let act = mark(&mut player, SECRETARY, id, post(OFFICER));
    found.push(player.refused(SECRETARY, act));
    assert_eq!(found.last(), Some(&Refusal::DeskUnfit));
    found
}

/// The secretary marks it down and calls it back; before whom it lies notes and sends it on; nobody else does anything.
#[test]
fn who_has_it_notes() {
    let (mut player, id) = asked();
    assert!(offered(&player, SECRETARY, id, Action::MarkForView));
    assert!(!offered(&player, OFFICER, id, Action::ReadProposal), "before it comes to his desk he knows nothing of it");
    assert_eq!(player.cabinet.readable_revision(&actor(OFFICER), id), None);
    player.mark_for_view(SECRETARY, id, OFFICER);
    let actions = permitted(&player.cabinet, &actor(OFFICER), Subject::Proposal(id));
    assert_eq!(actions, [Action::ReadProposal, Action::ReadViewSheet, Action::MarkForView], "he gives no view");
    let act = mark(&mut player, "energy_officer", id, post("energy_secretary"));
    assert_eq!(player.refused("energy_officer", act), Refusal::Unknown, "another department's officer");
    let (seen, text) = (player.seen(OFFICER, id), player.text("अभिमत"));
    let view = Act::GiveView { proposal: id, seen, answer: Answer::Concurs, text, conditions: Vec::new() };
    assert_eq!(player.refused(OFFICER, view), Refusal::Unknown);

    let outdated = mark(&mut player, OFFICER, id, post(SECRETARY));
    player.mark_for_view(SECRETARY, id, SECRETARY);
    assert!(!offered(&player, OFFICER, id, Action::MarkForView), "it was called back");
    assert!(offered(&player, OFFICER, id, Action::ReadProposal), "to whose desk it came reads it still");
    assert!(matches!(player.refused(OFFICER, outdated), Refusal::MovedOn { .. }), "his page is outdated");
    player.view(id, "finance", Answer::DoesNotConcur);
    assert!(!offered(&player, SECRETARY, id, Action::MarkForView), "the view is given");
    assert!(
        offered(&player, OFFICER, id, Action::ReadViewSheet) && offered(&player, SECRETARY, id, Action::ReadViewSheet)
    );
}

/// What its own people do outdates the secretary's form, so that he gives no view past a noting that he has not read; and
/// nobody else's page.
#[test]
fn nobody_outside_sees_that_anything_happens() {
    let (mut player, id) = asked();
    let told = |player: &Player| -> Vec<_> {
        let outside = |who: &Post| who.department != Some(department("finance"));
        let posts = player.cabinet.posts().filter(|post| outside(post));
        let holders = posts.filter_map(|post| Some((post.key.clone(), holder_of(&player.cabinet, post)?)));
        let proposal = player.cabinet.proposal(id).unwrap();
        let each = |(key, who): (String, Actor)| {
            let actions = permitted(&player.cabinet, &who, Subject::Proposal(id));
            let revisions: Vec<u32> =
                player.cabinet.readable_revisions(&who, id).iter().map(|revision| revision.number).collect();
            let desk: Vec<_> = desk(&player.cabinet, &who, player.now()).into_iter().map(|one| one.subject).collect();
            let sheets = sheets(&player.cabinet, &who, id);
            (key, actions, revisions, player.cabinet.version_seen_by(&who, proposal), desk, sheets)
        };
        holders.map(each).collect()
    };
    let record = |player: &Player| {
        let proposal = player.cabinet.proposal(id).unwrap();
        (proposal.version, proposal.since, proposal.movements.clone(), proposal.note_sheet.clone())
    };
    let (before, recorded, seen) = (told(&player), record(&player), player.seen(SECRETARY, id));
    player.mark_for_view(SECRETARY, id, OFFICER);
    player.mark_for_view(OFFICER, id, SECRETARY);
    assert_eq!(told(&player), before);
    assert!(before.iter().all(|(_, _, _, _, _, sheets)| sheets.is_empty()) && before.len() > 30, "{}", before.len());
    assert_eq!(record(&player), recorded, "neither the register nor the version tells of it");
    let (text, conditions, answer) = (player.text("अभिमत"), Vec::new(), Answer::Concurs);
    let past = Act::GiveView { proposal: id, seen, answer, text, conditions };
    assert!(matches!(player.refused(SECRETARY, past), Refusal::MovedOn { .. }), "control: his own page is outdated");
    assert_eq!(sheets(&player.cabinet, &actor(SECRETARY), id), [("finance".to_owned(), 2)], "control");
    let public = player.recorded.iter().map(|one| leaf_facts(&one.event)).filter(|leaf| leaf.kind == "noting");
    let public: Vec<_> = public.collect();
    assert!(public.len() == 2 && public.iter().all(|leaf| leaf.ids.is_empty() && leaf.texts.is_empty()), "{public:?}");
}

/// Each department's sheet is its own: also of the same note, and also among those who were asked.
#[test]
fn no_department_reads_another_ones() {
    let (mut player, id) = asked();
    player.mark_for_view(SECRETARY, id, OFFICER);
    player.mark_for_view("energy_secretary", id, "energy_officer");
    player.mark_for_view("energy_officer", id, "energy_secretary");
    let mut readers = Vec::new();
    for post in player.cabinet.posts() {
        let Some(who) = holder_of(&player.cabinet, post) else { continue };
        let read = sheets(&player.cabinet, &who, id);
        if !read.is_empty() {
            readers.push((post.key.clone(), read));
        }
    }
    readers.sort();
    let own = |who: &str, of: &str, notings| (who.to_owned(), vec![(of.to_owned(), notings)]);
    let expected = [
        own("energy_officer", "energy", 2),
        own("energy_secretary", "energy", 2),
        own(OFFICER, "finance", 1),
        own(SECRETARY, "finance", 1),
    ];
    assert_eq!(readers, expected);
    for secretary in ["law_secretary", "health_secretary"] {
        assert!(offered(&player, secretary, id, Action::ReadViewSheet), "control: their own, in which nothing stands");
    }
    assert!(!offered(&player, "health_officer", id, Action::ReadProposal), "to his desk it never came");
}

/// An officer reads of the note what his secretary reads, and no more: the versions that were sent, round by round.
#[test]
fn an_officer_reads_what_was_sent_to_his_department() {
    let (mut player, id) = asked();
    player.mark_for_view(SECRETARY, id, OFFICER);
    player.mark_for_view(OFFICER, id, SECRETARY);
    let numbers = |player: &Player, who: &str| -> Vec<u32> {
        player.cabinet.readable_revisions(&actor(who), id).iter().map(|revision| revision.number).collect()
    };
    for other in ["finance", "law", "energy", "health"] {
        player.view(id, other, Answer::Concurs);
    }
    player.close(id);
    for asked_again in [&["law"][..], &["finance", "law"]] {
        player.send_back(SPONSOR, id);
        player.put_up(id);
        player.ask(id, asked_again);
        for other in asked_again {
            player.mark_for_view_if_finance(other, id);
            player.view(id, other, Answer::Concurs);
        }
        player.close(id);
    }
    assert_eq!(numbers(&player, OFFICER), [1, 3], "the second version went to law alone");
    for (one, other) in [(OFFICER, SECRETARY), (SECRETARY, OFFICER)] {
        assert_eq!(numbers(&player, one), numbers(&player, other));
        let latest = |who: &str| player.cabinet.readable_revision(&actor(who), id).map(|revision| revision.number);
        assert_eq!((latest(one), latest("law_secretary")), (Some(3), Some(3)));
        assert!(!offered(&player, one, id, Action::ReadNoteSheet), "the sponsoring department's stays its own");
    }
    let paper = *player.cabinet.proposal(id).unwrap().papers.front().unwrap();
    assert!(player.cabinet.may_read_paper(&actor(OFFICER), paper));
    assert!(!player.cabinet.may_read_paper(&actor("health_officer"), paper), "control");
    assert_eq!(
        sheets(&player.cabinet, &actor(OFFICER), id),
        [("finance".to_owned(), 4)],
        "one sheet through the rounds"
    );
}

impl Player {
    /// Down to the officer and up again.
    fn mark_for_view_if_finance(&mut self, asked: &str, id: ProposalId) {
        if asked == "finance" {
            self.mark_for_view(SECRETARY, id, OFFICER);
            self.mark_for_view(OFFICER, id, SECRETARY);
        }
    }
}

/// It waits on the desk at which it lies, until the day on which the view is due; the secretary owes the view all the while.
#[test]
fn it_waits_where_it_lies() {
    let (mut player, id) = asked();
    assert_eq!(waits(&player, OFFICER, id), None);
    player.wait_days(2);
    player.mark_for_view(SECRETARY, id, OFFICER);
    let (officer, secretary) = (waits(&player, OFFICER, id).unwrap(), waits(&player, SECRETARY, id).unwrap());
    assert_eq!((officer.action, secretary.action), (Action::MarkForView, Action::GiveView));
    assert_eq!((officer.since, officer.due), (player.now(), secretary.due), "since it came to him");
    assert!(officer.due.is_some() && secretary.since < officer.since);
    player.view(id, "finance", Answer::Query);
    assert_eq!(waits(&player, OFFICER, id).unwrap().due, None, "the clock stands while a question is open");
    player.answer_query(id, "finance");
    player.mark_for_view(OFFICER, id, SECRETARY);
    assert_eq!(waits(&player, OFFICER, id), None);
}

/// The desk is handed over, not the person: who takes charge has the note and the sheet, and who had it has nothing.
#[test]
fn a_handover_moves_the_desk() {
    let (mut player, id) = asked();
    player.mark_for_view(SECRETARY, id, OFFICER);
    player.changed(vec![enter_person("next"), hand_over(OFFICER, "next", "next")]);
    let next = holder("next", "next");
    assert!(player.cabinet.may(&next, Subject::Proposal(id), Action::MarkForView));
    assert_eq!(sheets(&player.cabinet, &next, id), [("finance".to_owned(), 1)]);
    assert_eq!(permitted(&player.cabinet, &actor(OFFICER), Subject::Proposal(id)), []);
}

/// What lies at the desk of a post that is closed lies with the secretary again.
#[test]
fn a_closed_desk_keeps_nothing() {
    let (mut player, id) = asked();
    player.mark_for_view(SECRETARY, id, OFFICER);
    let act = mark(&mut player, SECRETARY, id, post(OFFICER));
    assert_eq!(player.refused(SECRETARY, act), Refusal::DeskUnfit, "control: it lies there");
    player.changed(vec![end_charge(OFFICER), close_post(OFFICER)]);
    let added = Post { department: Some(department("finance")), ..a_post("second", PostKind::DepartmentOfficer) };
    player.changed(vec![
        Step::EnterPost { post: added },
        enter_person("second"),
        take_charge("second", "second", "second"),
    ]);
    player.mark_for_view(SECRETARY, id, "second");
    assert_eq!(waits(&player, "second", id).map(|one| one.action), Some(Action::MarkForView));
}

/// A department that went into another one leaves its sheet to it, under its own name; one that went into the sponsoring
/// department leaves it to nobody.
#[test]
fn a_merged_departments_sheet_goes_with_it() {
    let (mut player, id) = asked();
    player.mark_for_view("health_secretary", id, "health_officer");
    player.mark_for_view(SECRETARY, id, OFFICER);
    let mut sponsors = player.clone();
    player.changed(vec![merge("health", "finance")]);
    let both = vec![("finance".to_owned(), 1), ("health".to_owned(), 1)];
    assert_eq!(sheets(&player.cabinet, &actor(SECRETARY), id), both);
    assert!(offered(&player, "health_officer", id, Action::MarkForView), "it lies where it lay");
    player.mark_for_view("health_officer", id, SECRETARY);
    assert_eq!(sheets(&player.cabinet, &actor(OFFICER), id)[1], ("health".to_owned(), 2), "each keeps its numbers");

    sponsors.changed(vec![merge("health", "aviation")]);
    for who in ["health_officer", "health_secretary", SPONSOR] {
        assert_eq!(sheets(&sponsors.cabinet, &actor(who), id), [], "{who}");
    }
    assert_eq!(sheets(&sponsors.cabinet, &actor(SECRETARY), id), [("finance".to_owned(), 1)], "control");
}

/// In every state of the stories: whoever reads a sheet is of its department, its secretary or an officer to whom it came.
#[test]
fn whoever_reads_a_sheet_is_of_its_department() {
    let (mut read, mut not) = (0, 0);
    for state in crate::story::told().player.states.iter().rev().step_by(7) {
        let noted = |one: &&cabinet::proposal::Proposal| {
            one.stage.consultation().is_some_and(|all| all.asked.iter().any(|round| !round.notings.is_empty()))
        };
        for proposal in facts::proposals(state).filter(noted) {
            for post in state.posts() {
                let Some(who) = holder_of(state, post) else { continue };
                let sheets = state.readable_view_sheets(&who, proposal);
                read += sheets.len();
                not += usize::from(sheets.is_empty());
                for sheet in sheets {
                    assert_eq!(Some(state.department_today(sheet.department)), post.department, "{}", post.key);
                    let came = sheet.notings.iter().any(|noting| noting.to == post.id);
                    assert!(came || post.kind == PostKind::Secretary, "{}", post.key);
                }
            }
        }
    }
    assert!(read > 20 && not > 200, "control: {read}, {not}");
}
