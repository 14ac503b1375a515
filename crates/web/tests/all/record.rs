//! The page of the record: intact, and not intact once a file was changed; numbers and hashes, and nothing of what happened.

use crate::page::{texts, unescaped};
use crate::site::Site;
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::proposal::StageName;
use ledger::SignedCheckpoint;

fn words(html: &str) -> String {
    texts(html).into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("\n")
}

/// Until what was recorded is published: a second at most, and time for the machine.
fn published(site: &Site) {
    for _ in 0..2000 {
        if site.office().published_record()[0].entries == site.head() {
            return;
        }
        site.wait(async { tokio::time::sleep(std::time::Duration::from_millis(10)).await });
    }
    panic!("nothing is published");
}

#[test]
fn the_record_is_intact_and_tells_numbers_only() {
    let mut walk = Walk::begun();
    let proposal = walk.drive("health", StageName::Ordered);
    let site = &walk.site;
    published(site);
    // Custody is published meanwhile, for whoever signs in: the page is read between two looks that are the same.
    let (html, logs) = loop {
        let before = site.office().published_record();
        let html = site.page("auditor", "/record");
        if before == site.office().published_record() {
            break (html, before);
        }
    };
    let shown = words(&html);
    assert!(shown.contains("अभिलेख अखंड है") && shown.contains(&site.head().to_string()), "{shown}");
    let state = site.state();
    let record = state.proposal(proposal).unwrap();
    for word in [record.subject().unwrap(), record.number.as_str(), &proposal.to_string(), "kind ", "proposal"] {
        assert!(!shown.contains(word), "{word} stands on the page of the record");
    }
    assert!(site.page("health_section", "/proposals").contains(record.subject().unwrap()), "control");

    let file = site.get("auditor", "/record/acts/checkpoint");
    file.must(StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/plain; charset=utf-8");
    let signed = SignedCheckpoint::parse(&file.body, "ecabinet/madhya-pradesh/acts").unwrap();
    assert_eq!(signed.checkpoint.size, site.head());
    assert_eq!(signed.verify(&logs[0].verifier_key.parse().unwrap()), Ok(()));
    for log in &logs {
        assert!(shown.contains(log.checkpoint.trim()) && shown.contains(&log.verifier_key), "to be copied");
    }
    site.get("auditor", "/record/nothing/checkpoint").must(StatusCode::NOT_FOUND);
    site.get("health_secretary", "/record").must(StatusCode::NOT_FOUND);
    let english = words(&site.get_as(&site.holder("chief_secretary").in_english(), "/record").text());
    assert!(english.contains("The record is intact"), "{english}");
}

#[test]
fn a_changed_file_is_told_with_its_name_and_whom_to_tell() {
    let site = Site::begun();
    published(&site);
    site.wait(site.office().check_record());
    assert!(words(&site.page("cabinet_section", "/record")).contains("अभिलेख अखंड है"), "control");
    let tile = format!("tile/0/000.p/{}", site.head());
    let path = site.data().join("tiles/acts").join(&tile);
    let whole = std::fs::read(&path).unwrap();
    let mut changed = whole.clone();
    changed[70] ^= 1;
    std::fs::write(&path, changed).unwrap();
    site.wait(site.office().check_record());
    let shown = unescaped(&words(&site.page("cabinet_section", "/record")));
    for word in ["अभिलेख अखंड नहीं है", "मुख्य सचिव और प्रणाली प्रशासक", &tile, "first at entry 2"]
    {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    assert_eq!(crate::log::lines_with("the record is not intact").len(), 1, "the log tells it too");
    std::fs::write(&path, whole).unwrap();
    site.wait(site.office().check_record());
    assert!(words(&site.page("cabinet_section", "/record")).contains("अभिलेख अखंड है"));
}
