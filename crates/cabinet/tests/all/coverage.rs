//! The suite leaves nothing out: every kind of event and every refusal is produced, and chance
//! alone reaches decisions.

use crate::{golden, invariants, refusals, story};
use cabinet::Recorded;
use cabinet::change::Unfit;
use cabinet::event::Event;
use std::collections::BTreeSet;
use std::mem::discriminant;

/// The refusals that the source declares.
fn declared() -> Vec<&'static str> {
    variants(include_str!("../../src/refusal.rs").split_once("pub enum Refusal {").unwrap().1)
}

/// Names of variants up to the end of the first list.
pub fn variants(source: &'static str) -> Vec<&'static str> {
    let source = source.split_once("\n}").unwrap().0;
    let variant = |line: &'static str| {
        let name = line.strip_prefix("    ").filter(|rest| rest.starts_with(char::is_uppercase))?;
        name.split(|one: char| !one.is_alphanumeric()).next()
    };
    source.lines().filter_map(variant).collect()
}

/// Name of a value's variant.
pub fn name(of: &impl std::fmt::Debug) -> String {
    let written = format!("{of:?}");
    written.split(|one: char| !one.is_alphanumeric()).next().unwrap().to_owned()
}

#[test]
fn every_kind_of_event_is_recorded() {
    let recorded: BTreeSet<String> =
        story::all().iter().flat_map(|player| player.recorded.iter().map(golden::kind)).collect();
    for kind in golden::kinds() {
        assert!(recorded.contains(kind), "{kind}");
    }
    assert_eq!(recorded.len(), golden::kinds().len());
    assert!(!recorded.contains("no_such_kind/1"), "control");
}

#[test]
fn every_refusal_is_provoked() {
    let provoked = refusals::all();
    let names: BTreeSet<String> = provoked.iter().map(name).collect();
    for variant in declared() {
        assert!(names.contains(variant), "nothing provokes {variant}");
    }
    assert_eq!(declared().len(), names.len());
    assert!(declared().len() >= 35, "control: the source is read");
    let kinds: Vec<_> = provoked.iter().map(discriminant).collect();
    assert!(kinds.len() > names.len());
}

/// `each_reason_is_told_of_its_step_alone` provokes what stands in `Unfit::ALL`.
#[test]
fn every_reason_and_every_step_is_known_to_the_suite() {
    let source = include_str!("../../src/change.rs");
    let declared = |list: &str| variants(source.split_once(list).unwrap().1);
    let reasons: Vec<String> = Unfit::ALL.iter().map(|unfit| format!("{unfit:?}")).collect();
    assert_eq!(declared("pub enum Unfit {"), reasons);
    let told: BTreeSet<String> =
        story::all().iter().flat_map(|player| player.recorded.iter().flat_map(steps)).collect();
    let steps: BTreeSet<String> = declared("pub enum Step {").into_iter().map(str::to_owned).collect();
    assert_eq!(told, steps, "a story takes every step");
    assert_eq!(steps.len(), 22, "control: the source is read");
}

fn steps(recorded: &Recorded) -> Vec<String> {
    let Event::ChangeProposed { steps, .. } = &recorded.event else { return Vec::new() };
    steps.iter().map(|step| format!("{step:?}").split(' ').next().unwrap().to_owned()).collect()
}

#[test]
fn chance_reaches_decisions_and_most_refusals() {
    let seen = invariants::fixed_runs();
    let office =
        ["ledger_begun/1", "rules_adopted/1", "root_key_rotated/1", "epoch_key_rotated/1", "officers_recovered/1"];
    let missing: Vec<_> =
        golden::kinds().into_iter().filter(|kind| !office.contains(kind) && !seen.kinds.contains(*kind)).collect();
    assert!(missing.is_empty(), "chance never recorded {missing:?}");
    let names: BTreeSet<String> = seen.refusals.iter().map(name).collect();
    for refusal in [
        "Unknown",
        "MovedOn",
        "Defects",
        "ReasonMissing",
        "TextMissing",
        "NotConsulted",
        "ViewsOutstanding",
        "NotListable",
        "ItemsUndecided",
        "MinutesOutdated",
        "StepsUnfit",
        "StepsUncounted",
        "MomentUnfit",
        "ChangeOver",
    ] {
        assert!(names.contains(refusal), "chance never met {refusal}: {names:?}");
    }
}
