//! Emergency access: what it gives, to whom, and how long.

use crate::people::{end_charge, enter_person, hand_over, holder, holder_of};
use crate::player::{Player, SYSTEM, actor};
use cabinet::act::Act;
use cabinet::desk::desk;
use cabinet::emergency::{EmergencyScope, EmergencyStageName};
use cabinet::ids::{EmergencyAccessId, MeetingId, ProposalId};
use cabinet::leaf::leaf_facts;
use cabinet::proposal::StageName;
use cabinet::{Action, Actor, Cabinet, Moment, Refusal, Subject, decide, permitted};
use proptest::prelude::{Strategy, any};
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use std::collections::{BTreeMap, BTreeSet};

const SECTION: &str = "cabinet_section";
const ABOVE: &str = "chief_secretary";

fn with_hours(act: Act, hours: u8) -> Act {
    match act {
        Act::AskEmergencyAccess { access, scope, reason, order, .. } => {
            Act::AskEmergencyAccess { access, scope, hours, reason, order }
        }
        other => other,
    }
}

/// Refusals of an emergency access.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let scope = EmergencyScope::Proposal { proposal: id };
    let mut found = Vec::new();
    // A draft is answered as what does not exist.
    let draft = player.start("energy");
    let erased = player.start("energy");
    player.erase_draft(erased);
    let nothing = ProposalId(player.uuid());
    for proposal in [draft, erased, nothing] {
        let act = player.emergency_act(EmergencyScope::Proposal { proposal });
        found.push(player.refused(SECTION, act));
    }
    let nowhere = EmergencyScope::Meeting { meeting: MeetingId(player.uuid()) };
    let act = player.emergency_act(nowhere);
    found.push(player.refused(SECTION, act));
    assert!(found.iter().all(|refusal| *refusal == Refusal::NothingToRead));
    for hours in [0, 7, u8::MAX] {
        let act = with_hours(player.emergency_act(scope), hours);
        let refusal = player.refused(SECTION, act);
        assert_eq!(refusal, Refusal::HoursUnfit { hours_max: 6 });
        found.push(refusal);
    }
    let written = |player: &mut Player, reason_characters, order_characters| {
        let mut act = player.emergency_act(scope);
        if let Act::AskEmergencyAccess { reason, order, .. } = &mut act {
            (reason.characters, order.characters) = (reason_characters, order_characters);
        }
        act
    };
    let wordless = written(&mut player, 0, 10);
    found.push(player.refused(SECTION, wordless));
    assert_eq!(found.last(), Some(&Refusal::ReasonMissing));
    let orderless = written(&mut player, 10, 0);
    found.push(player.refused(SECTION, orderless));
    assert_eq!(found.last(), Some(&Refusal::FieldMissing { field: "order" }));
    let long = written(&mut player, 10, 5000);
    found.push(player.refused(SECTION, long));
    assert!(matches!(found.last(), Some(Refusal::TooLong { field: "order", .. })));
    for who in ["chief_minister", "auditor", "system_administrator", "energy_minister", "energy_secretary", SYSTEM] {
        let act = player.emergency_act(scope);
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
    let access = player.ask_emergency(SECTION, scope);
    let again = match player.emergency_act(scope) {
        Act::AskEmergencyAccess { scope, hours, reason, order, .. } => {
            Act::AskEmergencyAccess { access, scope, hours, reason, order }
        }
        other => other,
    };
    assert_eq!(player.refused(SECTION, again), Refusal::IdTaken);
    let seen = player.emergency_version(access);
    for who in [SECTION, "auditor", "energy_minister", "system_administrator", SYSTEM] {
        let refusal = player.refused(who, Act::AgreeEmergencyAccess { access, seen });
        assert_eq!(refusal, Refusal::Unknown, "{who}");
    }
    assert_eq!(player.refused(SYSTEM, Act::EndEmergencyAccess { access, seen }), Refusal::IdTaken, "not yet over");
    player.wait_days(1);
    for act in [Act::AgreeEmergencyAccess { access, seen }, Act::RefuseEmergencyAccess { access, seen }] {
        found.push(player.refused(ABOVE, act));
        assert_eq!(found.last(), Some(&Refusal::EmergencyAccessOver));
    }
    player.end_emergency(SYSTEM, access);
    assert_eq!(player.refused(SYSTEM, Act::EndEmergencyAccess { access, seen }), Refusal::IdTaken, "once");
    found
}

type Answers = BTreeMap<(String, Subject), Vec<Action>>;

/// What everybody may, on everything but emergency accesses themselves.
fn answers(state: &Cabinet) -> Answers {
    let mut subjects = vec![Subject::Government];
    subjects.extend(state.proposals().map(|one| Subject::Proposal(one.id)));
    for meeting in crate::facts::meetings(state) {
        subjects.push(Subject::Meeting(meeting.id));
        subjects.extend(meeting.items.iter().map(|item| Subject::Item(meeting.id, item.id)));
    }
    let mut found = Answers::new();
    for post in state.posts() {
        let Some(who) = holder_of(state, post) else { continue };
        found.extend(subjects.iter().map(|subject| ((post.key.clone(), *subject), permitted(state, &who, *subject))));
    }
    found
}

/// Post, subject and action that one has and the other has not.
fn more(before: &Answers, after: &Answers) -> Vec<(String, Subject, Action)> {
    let mut found = Vec::new();
    for (key, actions) in after {
        let fresh = actions.iter().filter(|action| !before[key].contains(action));
        found.extend(fresh.map(|action| (key.0.clone(), key.1, *action)));
    }
    found
}

/// What two states answer otherwise, beyond what an emergency access of this scope gives to its asker.
fn beyond(before: &Cabinet, after: &Cabinet, asker: &Actor, scope: EmergencyScope) -> Vec<String> {
    let covered: BTreeSet<ProposalId> = match scope {
        EmergencyScope::Proposal { proposal } => BTreeSet::from([proposal]),
        EmergencyScope::Meeting { meeting } => {
            before.meeting(meeting).unwrap().items.iter().map(|item| item.proposal).collect()
        }
    };
    let post = before.post_of(asker).unwrap().key.clone();
    let given = |key: &str, subject: Subject, action: Action| match subject {
        _ if key != post => false,
        Subject::Proposal(id) => {
            covered.contains(&id) && [Action::ReadProposal, Action::ReadNoteSheet].contains(&action)
        }
        Subject::Meeting(meeting) => {
            scope == EmergencyScope::Meeting { meeting } && [Action::ReadAgenda, Action::ReadMinutes].contains(&action)
        }
        _ => false,
    };
    let (was, is) = (answers(before), answers(after));
    let more_given = more(&was, &is).into_iter().filter(|(key, subject, action)| !given(key, *subject, *action));
    let mut found: Vec<String> = more_given.chain(more(&is, &was)).map(|one| format!("{one:?}")).collect();
    for actor in before.posts().filter_map(|post| holder_of(before, post)) {
        let papers = before.papers().filter(|paper| {
            let of = before.paper(paper.id).unwrap().1.id;
            let covers = actor == *asker && covered.contains(&of);
            !covers && before.may_read_paper(&actor, paper.id) != after.may_read_paper(&actor, paper.id)
        });
        found.extend(papers.map(|paper| format!("paper {}", paper.id)));
    }
    found
}

/// Wherever business stands and whatever is asked for: nothing but its matter opens, to nobody but its asker; every other
/// proposal and meeting that was unknown to him stays unknown.
#[test]
fn whatever_it_is_for_every_other_matter_stays_as_it_was() {
    let story = &crate::story::told().player;
    let mut runner = TestRunner::deterministic();
    let dice = (any::<usize>(), any::<usize>(), any::<bool>());
    let (mut opened, mut unknown, mut lies) = (0, 0, 0);
    let mut kinds = BTreeSet::new();
    for _ in 0..160 {
        let (cut, of, above) = dice.new_tree(&mut runner).unwrap().current();
        let mut player = story.cut(1 + cut % story.cuts.len());
        let (asker, second) = if above { (ABOVE, "chief_minister") } else { (SECTION, ABOVE) };
        let proposals = player.cabinet.proposals().map(|one| EmergencyScope::Proposal { proposal: one.id });
        let mut scopes: Vec<_> = proposals.collect();
        let meetings = crate::facts::meetings(&player.cabinet);
        scopes.extend(meetings.map(|one| EmergencyScope::Meeting { meeting: one.id }));
        if scopes.is_empty() {
            continue;
        }
        let scope = scopes[of % scopes.len()];
        let before = player.cabinet.clone();
        let act = player.emergency_act(scope);
        let Act::AskEmergencyAccess { access, .. } = act else { panic!("{act:?}") };
        if player.try_act(asker, act) == Err(Refusal::NothingToRead) {
            continue;
        }
        player.agree_emergency(second, access);
        let (after, asker) = (&player.cabinet, actor(asker));
        // What ends meanwhile is another one's end.
        let before = before.as_of(after.moment()).unwrap_or(before);
        assert_eq!(beyond(&before, after, &asker, scope), Vec::<String>::new(), "{scope:?}");
        let (was, is) = (answers(&before), answers(after));
        opened += more(&was, &is).len();
        kinds.extend(more(&was, &is).into_iter().map(|(_, _, action)| action));
        let key = &before.post_of(&asker).unwrap().key;
        let own = is.iter().filter(|((of, subject), _)| of == key && !matches!(subject, Subject::Government));
        unknown += own.filter(|(_, actions)| actions.is_empty()).count();
        let other = scopes.iter().find(|one| **one != scope).copied();
        lies += other.map_or(0, |other| beyond(&before, after, &asker, other).len());
        let ends = after.emergency_access(access).unwrap().over_at().unwrap();
        let over = after.as_of(ends).unwrap();
        assert_eq!(more(&answers(&before.as_of(ends).unwrap_or(before)), &answers(&over)), [], "and then nothing");
    }
    assert!(opened > 20 && unknown > 30, "control: {opened} opened, {unknown} stayed unknown");
    assert!(lies > 20, "control: with another scope it would be found: {lies}");
    let given = [Action::ReadProposal, Action::ReadNoteSheet];
    assert_eq!(kinds, BTreeSet::from(given));
}

fn in_force(player: &mut Player, scope: EmergencyScope) -> EmergencyAccessId {
    let access = player.ask_emergency(SECTION, scope);
    player.agree_emergency(ABOVE, access);
    access
}

/// From the agreement to the end its asker reads one matter; nobody else has anything more, and he has nothing else.
#[test]
fn it_gives_reading_in_one_matter_to_its_asker_and_nothing_else_to_anybody() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::Consulting);
    let other = player.drive("energy", StageName::InDepartment);
    let paper = player.cabinet.proposal(id).unwrap().papers[0];
    let section = actor(SECTION);
    let before = answers(&player.cabinet);
    let access = player.ask_emergency(SECTION, EmergencyScope::Proposal { proposal: id });
    assert_eq!(answers(&player.cabinet), before, "asking gives nothing");
    assert!(!player.cabinet.may_read_paper(&section, paper));
    player.agree_emergency(ABOVE, access);
    let given = [Action::ReadProposal, Action::ReadNoteSheet];
    let expected = given.map(|action| (SECTION.to_owned(), Subject::Proposal(id), action));
    let during = answers(&player.cabinet);
    assert_eq!(more(&before, &during), expected);
    assert_eq!(more(&during, &before), [], "and takes nothing");
    assert!(player.cabinet.may_read_paper(&section, paper) && player.cabinet.readable_revision(&section, id).is_some());
    assert!(player.cabinet.readable_revision(&section, other).is_none(), "control: another matter");

    // What is then written anew is a draft again: its asker reads the note that was put up.
    let added = {
        let secretary = player.secretary(id);
        player.view(id, "finance", cabinet::proposal::Answer::Concurs);
        player.view(id, "law", cabinet::proposal::Answer::Concurs);
        player.close(id);
        player.send_back(&secretary, id);
        player.attach(id)
    };
    assert!(!player.cabinet.may_read_paper(&section, added) && player.cabinet.may_read_paper(&section, paper));
    player.end_emergency(SECTION, access);
    assert_eq!(permitted(&player.cabinet, &section, Subject::Proposal(id)), []);
    assert!(!player.cabinet.may_read_paper(&section, paper));
}

/// That of a meeting opens the notes of its items, as long as they are its items.
#[test]
fn that_of_a_meeting_opens_the_notes_on_its_agenda() {
    let mut player = Player::begun();
    let (listed, other) = (player.drive("energy", StageName::Ordered), player.drive("energy", StageName::Consulting));
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let item = player.list(meeting, listed);
    in_force(&mut player, EmergencyScope::Meeting { meeting });
    let section = actor(SECTION);
    let covers = |player: &Player, id| {
        player.cabinet.emergencies_of(&section).any(|one| one.covers_proposal(&player.cabinet, id))
    };
    assert!(covers(&player, listed) && !covers(&player, other), "control");
    assert_eq!(permitted(&player.cabinet, &section, Subject::Proposal(other)), []);
    player.remove_item(meeting, item);
    assert!(!covers(&player, listed));
}

/// The end comes by the moment, whether or not the office has recorded anything since.
#[test]
fn it_is_over_at_its_moment_though_nothing_was_recorded() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let access = in_force(&mut player, EmergencyScope::Proposal { proposal: id });
    let ends = player.cabinet.emergency_access(access).unwrap().over_at().unwrap();
    assert_eq!(ends.0 - player.now().0, 6 * 60 * 60 * 1000, "its hours, from the agreement on");
    let (section, subject) = (actor(SECTION), Subject::Proposal(id));
    let at = |moment: Moment| player.cabinet.as_of(moment).unwrap();
    assert!(at(Moment(ends.0 - 1)).may(&section, subject, Action::ReadProposal), "control: to the last moment");
    assert_eq!(permitted(&at(ends), &section, subject), []);
    let record = at(ends).emergency_access(access).unwrap().clone();
    assert_eq!((record.stage.name(), record.stage_at(ends)), (EmergencyStageName::Agreed, EmergencyStageName::Ended));
    assert_eq!(cabinet::work::emergencies_over(&player.cabinet, Moment(ends.0 - 1)), []);
    assert_eq!(cabinet::work::emergencies_over(&player.cabinet, ends), [access]);
    assert_eq!(cabinet::work::next_emergency(&player.cabinet), Some(ends));

    // Nor does any later entry need it to be ended.
    player.wait_days(1);
    player.start("energy");
    assert_eq!(permitted(&player.cabinet, &section, subject), []);
    player.end_emergency(SYSTEM, access);
    assert!(player.cabinet.as_of(player.now()).is_none(), "then nothing is judged by the moment");
    assert_eq!(cabinet::work::next_emergency(&player.cabinet), None);
}

/// What waits for its second person lapses at its moment too, and then nobody agrees to it.
#[test]
fn it_lapses_at_its_moment_though_nothing_was_recorded() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let access = player.ask_emergency(SECTION, EmergencyScope::Proposal { proposal: id });
    let record = player.cabinet.emergency_access(access).unwrap().clone();
    let over = record.over_at().unwrap();
    assert_eq!(record.stage_at(Moment(over.0 - 1)), EmergencyStageName::Asked, "control: to the last moment");
    assert_eq!(record.stage_at(over), EmergencyStageName::Lapsed);
    assert_eq!(cabinet::work::next_emergency(&player.cabinet), Some(over));
    let seen = record.version;
    player.wait_days(30);
    let refusal = player.refused(ABOVE, Act::AgreeEmergencyAccess { access, seen });
    assert_eq!(refusal, Refusal::EmergencyAccessOver);
    player.end_emergency(SYSTEM, access);
    let ended = player.cabinet.emergency_access(access).unwrap();
    assert_eq!((ended.stage_at(player.now()), ended.over_at()), (EmergencyStageName::Lapsed, None));
}

/// The reading is the person's under the charge of then: the next holder of the post does not inherit it.
#[test]
fn it_is_not_handed_over() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    in_force(&mut player, EmergencyScope::Proposal { proposal: id });
    let second = "cabinet_section_2";
    player.changed(vec![
        crate::people::enter_post(second, cabinet::people::PostKind::CabinetSection),
        enter_person(second),
        crate::people::take_charge(second, second, second),
    ]);
    let change = player.propose_change(second, vec![enter_person("next"), hand_over(SECTION, "next", "next")], None);
    assert!(player.cabinet.may(&actor(SECTION), Subject::Proposal(id), Action::ReadProposal), "control");
    player.agree_change(ABOVE, change);
    for who in [actor(SECTION), holder("next", "next")] {
        assert_eq!(permitted(&player.cabinet, &who, Subject::Proposal(id)), []);
    }
    let later = end_charge("energy_minister_staff");
    let change = player.propose_change(second, vec![later], None);
    player.agree_change(ABOVE, change);
}

/// Who asked, above whom the second person sits, and who is told.
#[test]
fn everybody_concerned_is_told_and_the_second_is_asked() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let access = player.ask_emergency(SECTION, EmergencyScope::Proposal { proposal: id });
    let subject = Subject::EmergencyAccess(access);
    let waits = |player: &Player, who: &str, now| {
        desk(&player.cabinet, &actor(who), now).iter().any(|one| one.subject == subject)
    };
    let now = player.now();
    let asked: Vec<&str> = [SECTION, ABOVE, "chief_minister", "auditor", "energy_minister"]
        .into_iter()
        .filter(|who| waits(&player, who, now))
        .collect();
    assert_eq!(asked, [ABOVE, "chief_minister"]);
    assert!(!waits(&player, ABOVE, now.plus_days(1)), "what waited for a day is no emergency");
    let told = |player: &Player| -> Vec<String> {
        let knows = |who: &Actor| player.cabinet.may(who, subject, Action::ReadEmergencyAccess);
        let posts =
            player.cabinet.posts().filter(|post| holder_of(&player.cabinet, post).is_some_and(|who| knows(&who)));
        let mut keys: Vec<String> = posts.map(|post| post.key.clone()).collect();
        keys.sort();
        keys
    };
    let always = ["auditor", SECTION, "chief_minister", ABOVE];
    assert_eq!(told(&player), always);
    player.agree_emergency(ABOVE, access);
    let all = ["auditor", SECTION, "chief_minister", ABOVE, "energy_minister", "energy_secretary"];
    assert_eq!(told(&player), all, "while it lasts");
    player.end_emergency("chief_minister", access);
    assert_eq!(told(&player), all, "and afterwards");
}

/// Whether the second person agreed or refused, or the asker took it back, and in what, is not told in public.
#[test]
fn a_refused_access_looks_like_an_agreed_one() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    let access = player.ask_emergency(SECTION, EmergencyScope::Proposal { proposal: id });
    let seen = player.emergency_version(access);
    let leaf = |who: &str, act: Act| {
        let events = decide(&player.cabinet, &actor(who), act, player.now()).unwrap();
        let leaves: Vec<_> = events.iter().map(leaf_facts).collect();
        assert_eq!(leaves.len(), 1);
        leaves[0].clone()
    };
    let agreed = leaf(ABOVE, Act::AgreeEmergencyAccess { access, seen });
    assert_eq!(agreed, leaf(ABOVE, Act::RefuseEmergencyAccess { access, seen }));
    assert_eq!(agreed, leaf(SECTION, Act::EndEmergencyAccess { access, seen }));
    let asked = player.recorded.last().map(|one| leaf_facts(&one.event)).unwrap();
    assert_eq!(asked, agreed, "nor what was asked");
    assert!(!format!("{asked:?}").contains(&id.to_string()), "nor in what");
}
