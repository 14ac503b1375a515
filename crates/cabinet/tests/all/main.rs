//! The suite of the rules of business, one binary.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests: a helper that fails must fail loudly"
)]

mod acts;
mod aims;
mod architecture;
mod asvs;
mod cautions;
mod changes;
mod charges;
mod circulations;
mod comparison;
mod consultations;
mod copies;
mod coverage;
mod deeds;
mod defects;
mod desk;
mod devices;
mod drafts;
mod emergencies;
mod erasing;
mod facts;
mod files;
mod glance;
mod golden;
mod governments;
mod grid;
mod identities;
mod invariants;
mod keys;
mod leaves;
mod ledgers;
mod meetings;
mod never;
mod notices;
mod office_days;
mod officers;
mod offices;
mod outcomes;
mod paper_route;
mod passkeys;
mod passwords;
mod people;
mod player;
mod prose;
mod random;
mod reach;
mod reads;
mod recovery;
mod recusals;
mod refusals;
mod rules;
mod scrutiny;
mod steps;
mod story;
mod tasks;
mod telephone_orders;
mod urgent;
mod view_sheets;
mod walls;

/// Stories are told by a government's own rules: numbers, labels and words are configuration. What reads files of one
/// government, compares committed files or plays by chance is left out.
#[test]
fn every_story_holds_under_every_governments_rules() {
    let others =
        ["--skip", "golden", "--skip", "ledgers", "--skip", "architecture", "--skip", "asvs", "--skip", "grid"];
    let more =
        ["--skip", "rules::", "--skip", "office_days", "--skip", "chance_", "--skip", "random", "--skip", "coverage"];
    let held = governments::under_every_other(&[&others[..], &more[..]].concat());
    assert!(held.iter().all(|tests| *tests > 150), "control: {held:?}");
}

/// Whether committed text files are to be written anew instead of compared.
fn updating() -> bool {
    std::env::var_os("ECABINET_UPDATE").is_some_and(|value| value == "1")
}

/// A file of this crate.
fn file(name: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}
