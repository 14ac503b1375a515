//! Keys: the words by which pages, rules and logs know what the state says. Each is the name of its variant, so that no two
//! are one and none can be mistaken for another.

use crate::coverage::name;
use crate::{refusals, story};
use cabinet::Moment;
use cabinet::body::BodyKind;
use cabinet::circulation::CirculationAnswer;
use cabinet::emergency::EmergencyStageName;
use cabinet::note::AmountKind;
use cabinet::object::ObjectKind;
use cabinet::people::PostKind;
use cabinet::permission::{Action, ItemStageName};
use cabinet::proposal::{Answer, StageName};
use cabinet::rules::{Concern, Rules};
use cabinet::task::{SaidKind, TaskStageName};
use cabinet::terms::Gender;
use cabinet::urgent::Ratification;
use std::collections::BTreeSet;
use std::fmt::Debug;

/// `SnakeCase` as `snake_case`.
fn snake(name: &str) -> String {
    let apart = name.chars().flat_map(|one| {
        let space = one.is_uppercase().then_some('_');
        space.into_iter().chain(one.to_lowercase())
    });
    apart.collect::<String>().trim_start_matches('_').to_owned()
}

/// How many there are.
#[track_caller]
fn named<T: Debug>(all: impl IntoIterator<Item = T>, key: impl Fn(&T) -> &'static str) -> usize {
    let keys: Vec<_> = all.into_iter().map(|one| (snake(&name(&one)), key(&one))).collect();
    for (name, key) in &keys {
        assert_eq!(name, key);
    }
    keys.into_iter().collect::<BTreeSet<_>>().len()
}

#[test]
fn a_key_is_the_name_of_its_variant() {
    assert_eq!(named(Answer::ALL, |one| one.key()), 5);
    assert_eq!(named(CirculationAnswer::ALL, |one| one.key()), 3);
    assert_eq!(named(BodyKind::ALL, |one| one.key()), 4);
    assert_eq!(named(AmountKind::ALL, |one| one.key()), 3);
    assert_eq!(named(Concern::ALL, |one| one.key()), 3);
    assert_eq!(named(ObjectKind::ALL, |one| one.key()), 9);
    assert_eq!(named([Gender::Masculine, Gender::Feminine], |one| one.key()), 2);
    assert_eq!(named(PostKind::ALL, |one| one.key()), 14);
    assert_eq!(named(StageName::ALL, |one| one.key()), 25);
    assert_eq!(named(ItemStageName::ALL, |one| one.key()), 9);
    assert_eq!(named(TaskStageName::ALL, |one| one.key()), 6);
    assert_eq!(named(SaidKind::ALL, |one| one.key()), 5);
    assert_eq!(named(Action::ALL.iter().copied(), |one| one.key()), Action::ALL.len());
    let at = Moment(0);
    let ratifications =
        [Ratification::Owed, Ratification::BeforeCouncil, Ratification::Ratified(at), Ratification::NotRatified(at)];
    assert_eq!(named(ratifications, |one| one.key()), 4);
    let emergencies = EmergencyStageName::ALL.map(|one| (one, one.key()));
    for (stage, key) in emergencies {
        assert_eq!(key, format!("emergency_{}", snake(&name(&stage))), "told apart from an inquiry's on one desk");
    }
    assert_eq!(snake("NoViewNeeded"), "no_view_needed", "control");
}

/// The page's sentence is looked up by it.
#[test]
fn every_refusal_has_a_key_of_its_own() {
    let provoked = refusals::all();
    let names: BTreeSet<String> = provoked.iter().map(name).collect();
    assert_eq!(named(provoked, |refusal| refusal.key()), names.len());
    assert!(names.len() > 40, "control: {}", names.len());
}

/// What is read from the keys of rules and of forms comes back as what was written.
#[test]
fn keys_of_rules_are_the_keys_of_the_file() {
    for concern in Concern::ALL {
        let text = rehearsal::RULES.replacen("concern = \"law\"", &format!("concern = \"{}\"", concern.key()), 1);
        assert!(Rules::parse(&text).is_ok(), "{concern:?}");
    }
}

#[test]
fn an_items_states_are_told_apart() {
    let mut told = BTreeSet::new();
    for state in &story::told().player.states {
        let meetings = crate::facts::meetings(state).flat_map(|meeting| &meeting.items);
        told.extend(meetings.map(|item| (snake(&name(&item.state)), item.state.key())));
    }
    assert!(told.iter().all(|(name, key)| name == key), "{told:?}");
    assert_eq!(told.len(), 6, "{told:?}");
}
