//! What is published of the record: at the end always, and never at the cost of an act.

use crate::{Place, start_proposal};
use cabinet::LedgerNature;
use ledger::SignedCheckpoint;
use office::Premises;
use office::verify::{Judging, verifier_keys, verify, verify_by};
use office::{Condition, OpenError};
use std::path::Path;

const GOVERNMENT: &str = "madhya-pradesh";

/// Entries that the checkpoint of acts counts.
fn counted(data: &Path) -> u64 {
    let read = std::fs::read(data.join("tiles/acts/checkpoint")).unwrap();
    SignedCheckpoint::parse(&read, "ecabinet/madhya-pradesh/acts").unwrap().checkpoint.size
}

#[tokio::test]
async fn everything_is_published_at_the_end_and_verified_with_and_without_the_key() {
    let place = Place::new();
    let office = place.begun().await;
    start_proposal(&office, "एफ 1").await;
    let entries = office.state().entries();
    office.close().await;
    office.close().await;
    drop(office);
    assert_eq!(counted(place.data()), entries);
    let key = place.key("key");
    let with = verify(place.data(), key.as_ref(), GOVERNMENT).await.unwrap();
    assert!(with.opened && with.logs.iter().all(|log| log.signed));
    assert_eq!((with.acts, with.logs[0].published.checkpoint), (entries, Some(entries)));
    let verifiers = verifier_keys(&Premises::in_folder(place.data()), key.as_ref(), GOVERNMENT).await.unwrap();
    let judged = |verifiers| async {
        let judging = Judging { verifiers, ..Judging::default() };
        verify_by(&Premises::in_folder(place.data()), GOVERNMENT, &judging).await
    };
    let without = judged(Vec::new()).await.unwrap();
    assert!(!without.opened && without.logs.iter().all(|log| !log.signed), "nothing is said of signatures");
    assert_eq!(without.acts, entries);
    assert!(judged(verifiers).await.unwrap().logs.iter().all(|log| log.signed));
    let stranger = ledger::Signer::new("ecabinet/elsewhere/acts", &vault::Key::from_bytes([1; 32])).unwrap();
    assert!(judged(vec![stranger.verifier().clone()]).await.is_err(), "a key of no log here is told");
    let forger = ledger::Signer::new("ecabinet/madhya-pradesh/acts", &vault::Key::from_bytes([1; 32])).unwrap();
    assert!(judged(vec![forger.verifier().clone()]).await.unwrap_err().to_string().contains("the checkpoint"));
    let other = place.key("other");
    assert!(verify(place.data(), other.as_ref(), GOVERNMENT).await.unwrap_err().to_string().contains("the key"));
}

#[tokio::test]
async fn what_cannot_be_published_refuses_no_act() {
    let place = Place::new();
    let office = place.begun().await;
    let (tiles, away) = (place.data().join("tiles"), place.data().join("away"));
    // However far the rounds have come, from now on a file stands where the folder should.
    while !tiles.join("acts/checkpoint").exists() {
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    std::fs::rename(&tiles, &away).unwrap();
    std::fs::write(&tiles, b"in the way").unwrap();
    start_proposal(&office, "एफ 1").await;
    let entries = office.state().entries();
    assert!(office.published_record().iter().all(|log| log.condition == Condition::Intact), "rows are what they were");
    std::fs::remove_file(&tiles).unwrap();
    std::fs::rename(&away, &tiles).unwrap();
    assert!(counted(place.data()) < entries);
    office.close().await;
    assert_eq!(counted(place.data()), entries, "it is published when it can be");
}

#[tokio::test]
async fn a_start_mends_files_and_refuses_a_shortened_ledger() {
    let place = Place::new();
    place.begun().await.close().await;
    let whole = counted(place.data());
    std::fs::write(place.data().join("tiles/acts/tile/0").join(format!("000.p/{whole}")), b"broken").unwrap();
    let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
    start_proposal(&office, "एफ 1").await;
    office.close().await;
    drop(office);
    verify(place.data(), place.key("key").as_ref(), GOVERNMENT).await.expect("mended");
    let newer = place.data().join("tiles/acts/checkpoint");
    let kept = std::fs::read(&newer).unwrap();
    let other = Place::new();
    other.begun().await.close().await;
    // The same key file over an older copy of the same ledger would do; here the rows are another ledger's altogether.
    std::fs::write(other.data().join("tiles/acts/checkpoint"), &kept).unwrap();
    other.open("key", LedgerNature::Training, 0).await.expect("what we did not sign claims nothing").close().await;
    let database = place.data().join("ledger.sqlite");
    let older = Place::new();
    std::fs::copy(&database, older.data().join("ledger.sqlite")).unwrap();
    let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
    start_proposal(&office, "एफ 2").await;
    office.close().await;
    drop(office);
    std::fs::copy(older.data().join("ledger.sqlite"), &database).unwrap();
    let refused = place.open("key", LedgerNature::Training, 0).await;
    let Err(OpenError::Publish(error)) = refused else { panic!("a shortened ledger opens") };
    assert!(error.to_string().contains("shortened or replaced by an older copy"), "{error}");
}
