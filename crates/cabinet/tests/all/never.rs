//! Sentences about what never happens, written before the table of permissions, each held against
//! every state that the stories reach.

use crate::facts::{self, Fact};
use crate::file;
use cabinet::Action;
use cabinet::people::PostKind;

/// One line of `never.txt`.
#[derive(Debug)]
struct Never {
    sentence: String,
    kind: String,
    relation: String,
    actions: Vec<Action>,
    state: String,
}

const RELATIONS: [&str; 19] = [
    "bound",
    "elsewhere",
    "own_department",
    "recused",
    "sponsor",
    "tasked",
    "marked",
    "consulted",
    "circulated",
    "under_chief",
    "recipient",
    "emergency",
    "earlier",
    "asker",
    "heir",
    "tied",
    "agreed",
    "other",
    "any",
];

/// Lines that say something.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'))
}

/// A sentence about the office's own acts, and the test that shows it.
fn of_the_office(line: &str) -> Option<(&str, &str)> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [sentence, "office", test] = parts[..] else { return None };
    Some((sentence, test))
}

fn read(text: &str) -> Result<Vec<Never>, String> {
    let lines = lines(text).filter(|line| of_the_office(line).is_none());
    lines.map(|line| read_line(line).ok_or_else(|| line.to_owned())).collect()
}

fn read_line(line: &str) -> Option<Never> {
    let parts: Vec<&str> = line.split('|').map(str::trim).collect();
    let [sentence, kind, relation, actions, state] = parts[..] else {
        return None;
    };
    let known = |key: &&str| Action::ALL.iter().find(|action| action.key() == *key).copied();
    let actions: Vec<Action> = actions.split(',').map(|key| known(&key)).collect::<Option<_>>()?;
    let kind_known = kind == "any" || PostKind::ALL.iter().any(|one| one.key() == kind);
    let fit = sentence.ends_with('.') && kind_known && RELATIONS.contains(&relation);
    let owned = |part: &str| part.to_owned();
    fit.then(|| Never {
        sentence: owned(sentence),
        kind: owned(kind),
        relation: owned(relation),
        actions,
        state: owned(state),
    })
}

impl Never {
    /// Facts about the posts and states of which the sentence speaks, for one of its actions.
    fn about(&self, action: Action) -> impl Iterator<Item = &'static Fact> {
        facts::all().iter().filter(move |fact| {
            fact.subject == facts::subject_of(action)
                && (self.kind == "any" || fact.kind == self.kind)
                && (self.relation == "any" || fact.relation() == self.relation)
                && (self.state == "any" || fact.stages.contains(&self.state.as_str()))
        })
    }

    /// None if the sentence is true of at least one state; else what is wrong.
    fn broken(&self) -> Option<String> {
        self.actions.iter().find_map(|action| {
            let mut about = self.about(*action).peekable();
            if about.peek().is_none() {
                return Some(format!("«{}» speaks of nothing: {}", self.sentence, action.key()));
            }
            let found = about.find(|fact| fact.actions.contains(action))?;
            Some(format!("«{}» is false: {} in {found:?}", self.sentence, action.key()))
        })
    }
}

fn never() -> Vec<Never> {
    read(&std::fs::read_to_string(file("never.txt")).unwrap()).unwrap()
}

#[test]
pub(crate) fn what_never_happens_is_never_permitted() {
    let never = never();
    assert!(never.len() >= 240, "{}", never.len());
    let broken: Vec<String> = never.iter().filter_map(Never::broken).collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

/// No post has these acts, so no table can show it: a test of that name does, here or where the office is driven.
#[test]
fn what_the_office_never_does_is_shown_by_its_test() {
    let text = std::fs::read_to_string(file("never.txt")).unwrap();
    let told: Vec<_> = lines(&text).filter_map(of_the_office).collect();
    let folders = [
        "tests/all",
        "../office/tests/all",
        "../office/tests/all/doors",
        "../web/tests/all/doors",
        "../ecabinet/tests/all",
    ];
    let tests = folders.map(file).into_iter().flat_map(|folder| {
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
    });
    let tests: String = tests.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let heads = ["#[test]\nfn", "#[tokio::test]\nasync fn"];
    let there = |test: &str| heads.iter().any(|head| tests.contains(&format!("{head} {test}()")));
    let missing: Vec<_> = told.iter().filter(|(_, test)| !there(test)).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    assert!(told.len() >= 9 && told.iter().all(|(sentence, _)| sentence.ends_with('.')), "{told:?}");
    assert!(!there("no_such_test"), "control");
}

/// For each kind of post and each of these actions, somebody may, or a sentence forbids it: how many are forbidden, and how
/// many permitted.
fn told_or_permitted(actions: &[Action]) -> (u32, u32) {
    let sentences = never();
    let (mut told, mut permitted) = (0, 0);
    for kind in PostKind::ALL.map(PostKind::key) {
        for action in actions {
            let may = facts::all().iter().any(|fact| fact.kind == kind && fact.actions.contains(action));
            let never = sentences.iter().any(|one| {
                one.kind == kind && one.relation == "any" && one.state == "any" && one.actions.contains(action)
            });
            assert_ne!(may, never, "{kind} {}: permitted, or forbidden by a sentence", action.key());
            told += u32::from(never);
            permitted += u32::from(may);
        }
    }
    (told, permitted)
}

fn actions_called(called: impl Fn(&str) -> bool) -> Vec<Action> {
    Action::ALL.iter().filter(|action| called(action.key())).copied().collect()
}

/// Who may do nothing with people is told in a sentence, for each kind of post and each action: none is left out.
#[test]
fn whoever_has_no_hand_in_people_is_told_so() {
    let actions = actions_called(|key| {
        let others = ["read_codes", "revoke_passkeys", "register_devices", "report_devices"];
        key.ends_with("_people") || key.ends_with("_change") || others.contains(&key)
    });
    assert_eq!(actions.len(), 11, "control: {actions:?}");
    assert_eq!(told_or_permitted(&actions), (129, 25));
}

/// So with emergency accesses: who neither asks, agrees nor is told, has no hand in them, and a sentence says it.
#[test]
fn whoever_has_no_hand_in_an_emergency_access_is_told_so() {
    let actions = actions_called(|key| key.ends_with("_emergency_access"));
    assert_eq!(actions.len(), 5, "control: {actions:?}");
    assert_eq!(told_or_permitted(&actions), (54, 16));
}

#[test]
fn no_sentence_stands_twice() {
    let mut sentences: Vec<String> = never().into_iter().map(|never| never.sentence).collect();
    let all = sentences.len();
    sentences.sort();
    sentences.dedup();
    assert_eq!(sentences.len(), all);
}

#[test]
fn control_false_and_empty_sentences_are_found() {
    let lies = "\
A section officer never puts up a draft. | section_officer | own_department | put_up | draft
A minister never approves his note. | minister | any | approve_as_minister | any
A recipient never reads. | minister | recipient | read_proposal | listed
Nobody records decisions in the sitting. | any | any | record_decisions | in_session
The auditor never opens names. | auditor | asker | read_names | agreed";
    for lie in read(lies).unwrap() {
        assert!(lie.broken().is_some_and(|what| what.contains("is false")), "{lie:?}");
    }
    let empty = "\
A minister never approves in a session. | minister | any | approve_as_minister | in_session
An auditor's department never puts up. | auditor | own_department | put_up | any";
    for line in read(empty).unwrap() {
        assert!(line.broken().is_some_and(|what| what.contains("speaks of nothing")), "{line:?}");
    }
}

#[test]
fn a_misspelt_line_is_refused() {
    for line in
        ["A. | minister | any | aprove | any", "A. | ministre | any | submit | any", "A. | minister | any | submit"]
    {
        assert!(read(line).is_err(), "{line}");
    }
}
