//! The committed grid: what is permitted to whom, printed from `permitted` on states that acts
//! reached. `ECABINET_UPDATE=1` writes `permissions.txt` anew; review its difference.

use crate::charges::subjects;
use crate::people::holder_of;
use crate::player::Player;
use crate::story::told;
use crate::{facts, file, updating};
use cabinet::change::ChangeStageName;
use cabinet::emergency::EmergencyStageName;
use cabinet::inquiry::InquiryStageName;
use cabinet::meeting::MeetingStageName;
use cabinet::permission::{ItemStageName, permitted_in_some_stage};
use cabinet::proposal::StageName;
use cabinet::task::TaskStageName;
use cabinet::{Action, Subject, permitted};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const HEAD: &str = "\
# What is permitted, printed from the rules by the test `grid`; never edited by hand.
#
# subject | stage (of an item: its meeting's / its own) | post kind | relation | actions
#
# relation: own_department, consulted, view_owed (asked, and has not answered), recipient (of a folder
# in which the note lies), own_item (of a meeting: a note of the department is on the agenda), emergency
# (who reads it by an emergency access), asker (of an inquiry, an emergency access or a change: who asked
# for it or proposed it), tied (another post of that person, or that post under another person), agreed
# (who agreed to it), heir (of a change: who holds the post under which somebody else signed), both (who
# has held both since), earlier (an earlier ministry released the folder; of a proposal: and decided it,
# before a member of the council), gets_copies (of a folder in
# which it lies, and the post gets printed copies), circulated (to whom the note was sent by circulation), under_chief (the
# Chief Minister holds the department himself), queried (a query waits for the department's answer), replies
# (views need its reply), records (the rules want something on record), tasked (of an item: the department must act upon
# it), recused (takes no part in the matter), in_folder (of an item: it lies in that meeting's folder before a member),
# lifts (of an item: a recusal stands, before the Chief Minister),
# sponsor (of a task: the department's note was decided), time_asked, much_time_asked (of a task: for more time than
# it had, and for more than the chief secretary gives), none.
# A line that is missing permits nothing.
";

type Key = (&'static str, String, &'static str, String);

/// The grid; a key with two different answers would mean that it tells too little.
fn grid() -> BTreeMap<Key, Vec<Action>> {
    let mut grid: BTreeMap<Key, Vec<Action>> = BTreeMap::new();
    for fact in facts::all() {
        let key = (fact.subject, fact.stages.join("/"), fact.kind, fact.relations.clone());
        if let Some(other) = grid.insert(key.clone(), fact.actions.clone()) {
            assert_eq!(other, fact.actions, "two answers for {key:?}");
        }
    }
    grid
}

/// Stages in the order of the business, not of the alphabet.
fn place(stage: &str) -> (usize, usize) {
    let (first, second) = stage.split_once('/').unwrap_or((stage, ""));
    let proposals = StageName::ALL.iter().position(|one| one.key() == first);
    let meetings = MeetingStageName::ALL.iter().position(|one| one.key() == first);
    let items = ItemStageName::ALL.iter().position(|one| one.key() == second);
    let inquiries = InquiryStageName::ALL.iter().position(|one| one.key() == first);
    let emergencies = EmergencyStageName::ALL.iter().position(|one| one.key() == first);
    let changes = ChangeStageName::ALL.iter().position(|one| one.key() == first);
    let tasks = TaskStageName::ALL.iter().position(|one| one.key() == first);
    let found = proposals.or(meetings).or(tasks).or(inquiries).or(emergencies).or(changes);
    (found.unwrap_or(0), items.unwrap_or(0))
}

fn printed(grid: &BTreeMap<Key, Vec<Action>>) -> String {
    let mut text = HEAD.to_owned();
    let mut lines: Vec<_> = grid.iter().filter(|(_, actions)| !actions.is_empty()).collect();
    let subjects = ["government", "proposal", "meeting", "item", "task", "inquiry", "emergency_access", "change"];
    let subject = |name: &str| subjects.iter().position(|one| *one == name);
    lines.sort_by_key(|((of, stage, kind, relations), _)| (subject(of), place(stage), *kind, relations.clone()));
    let mut block = String::new();
    for ((of, stage, kind, relations), actions) in lines {
        if block != format!("{of}{stage}") {
            block = format!("{of}{stage}");
            text.push('\n');
        }
        let actions: Vec<&str> = actions.iter().map(|action| action.key()).collect();
        writeln!(text, "{of} | {stage} | {kind} | {relations} | {}", actions.join(",")).unwrap();
    }
    let nothing = grid.values().filter(|actions| actions.is_empty()).count();
    writeln!(text, "\n# {} combinations were reached; in {nothing} of them nothing is permitted.", grid.len()).unwrap();
    text
}

#[test]
pub(crate) fn permissions_are_as_committed() {
    let text = printed(&grid());
    let path = file("permissions.txt");
    if updating() {
        std::fs::write(&path, &text).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    let (new, old): (BTreeSet<&str>, BTreeSet<&str>) = (text.lines().collect(), committed.lines().collect());
    let added: Vec<_> = new.difference(&old).collect();
    let gone: Vec<_> = old.difference(&new).collect();
    assert!(text == committed, "ECABINET_UPDATE=1 writes it anew. Added: {added:#?} Gone: {gone:#?}");
}

#[test]
fn the_stories_reach_every_stage_and_use_every_action() {
    let grid = grid();
    let reached =
        |of: &str, stage: &str| grid.keys().any(|(one, at, ..)| *one == of && at.split('/').any(|key| key == stage));
    for stage in StageName::ALL {
        assert!(reached("proposal", stage.key()), "{stage:?}");
    }
    for stage in MeetingStageName::ALL {
        assert!(reached("meeting", stage.key()), "{stage:?}");
    }
    for stage in ItemStageName::ALL {
        assert!(reached("item", stage.key()), "{stage:?}");
    }
    for stage in TaskStageName::ALL {
        assert!(reached("task", stage.key()), "{stage:?}");
    }
    for stage in InquiryStageName::ALL {
        assert!(reached("inquiry", stage.key()), "{stage:?}");
    }
    for stage in EmergencyStageName::ALL {
        assert!(reached("emergency_access", stage.key()), "{stage:?}");
    }
    for stage in ChangeStageName::ALL {
        assert!(reached("change", stage.key()), "{stage:?}");
    }
    assert!(!reached("proposal", "in_session"), "control: no proposal sits");
    for action in Action::ALL {
        assert!(grid.values().any(|actions| actions.contains(action)), "nobody may {}", action.key());
    }
}

#[test]
fn an_action_belongs_to_one_kind_of_subject() {
    for ((of, ..), actions) in grid() {
        assert!(actions.iter().all(|action| facts::subject_of(*action) == of), "{of}: {actions:?}");
    }
}

/// On an outdated page "the matter has moved on" is told to whom the action was offered once; to anybody else the answer is
/// the one for what does not exist.
#[test]
fn only_whom_an_action_was_offered_learns_that_it_moved_on() {
    let mut ever = BTreeSet::new();
    for fact in facts::all() {
        ever.extend(fact.actions.iter().map(|action| (fact.kind, *action)));
    }
    let (mut gone, mut never) = (0, 0);
    let mut player = Player::begun();
    player.propose_meeting();
    for state in told().player.states.iter().rev().step_by(150).chain(&player.states) {
        for (post, who) in state.posts().filter_map(|post| Some((post, holder_of(state, post)?))) {
            for subject in subjects(state) {
                let now = permitted(state, &who, subject);
                let meeting = match subject {
                    Subject::Meeting(meeting) | Subject::Item(meeting, _) => Some(Subject::Meeting(meeting)),
                    _ => None,
                };
                // Who must act upon an item knows of the item, and not of its meeting.
                let unknown =
                    now.is_empty() && meeting.is_some_and(|meeting| permitted(state, &who, meeting).is_empty());
                let of = Action::ALL.iter().filter(|action| facts::subject_of(**action) == subject.key());
                for action in of {
                    let once = permitted_in_some_stage(state, &who, subject, *action);
                    let said = format!("{} {} {subject:?}", post.key, action.key());
                    assert!(!once || ever.contains(&(post.kind.key(), *action)), "nobody of this kind: {said}");
                    assert!(!once || !unknown, "a meeting of which one may not know: {said}");
                    assert!(once || !now.contains(action), "now: {said}");
                    gone += usize::from(once && !now.contains(action));
                    never += usize::from(!once);
                }
            }
        }
    }
    assert!(gone > 100 && never > 1000, "control: {gone}, {never}");
}
