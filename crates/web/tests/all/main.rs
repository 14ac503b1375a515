//! The pages through the real router, before a real store: SQLite and files in a temporary folder.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests: a helper that fails must fail loudly"
)]

mod access;
mod asvs;
mod compare;
mod complying;
mod consulting;
mod copies;
mod custody;
mod doors;
mod drafting;
mod earlier;
mod english;
mod erasing;
mod glance;
#[path = "../../../cabinet/tests/all/governments.rs"]
mod governments;
mod grid;
mod headers;
mod health;
mod input;
mod kruti_dev;
mod log;
mod long_lists;
mod matrix;
mod names;
mod naughty;
mod offices;
mod operations;
mod oracle;
mod page;
mod paper;
mod printed;
mod prose;
mod real;
mod record;
mod recusing;
mod repeats;
mod sessions;
mod signatures;
mod site;
mod stories;
mod told;
mod versions;
mod walk;
mod words;

/// Stories, and every page in both languages, are told by a government's own rules and in its own words.
#[test]
fn every_story_is_told_under_every_governments_rules() {
    let held = governments::under_every_other(&["stories::", "english::"]);
    assert!(held.iter().all(|tests| *tests > 5), "control: {held:?}");
}
