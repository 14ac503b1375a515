//! After a rotation the old key opens nothing, and everything is read as before.

use crate::{Place, start_proposal};
use cabinet::LedgerNature;
use cabinet::draft::NoteDraft;
use ledger::Database;
use office::rotation::{RotationError, rotate_epoch_key, rotate_root_key};
use office::verify::verify;
use office::{Office, OpenError, Premises};
use std::path::Path;

const GOVERNMENT: &str = "madhya-pradesh";

fn stopped(place: &Place) -> Premises {
    Premises::in_folder(place.data())
}

fn lies(folder: &Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            lies(&path, wanted)
        } else {
            std::fs::read(path).unwrap().windows(wanted.len()).any(|window| window == wanted)
        }
    })
}

/// Every wrapped key and draft that lies in the drawers.
async fn sealed(folder: &Path, kinds: &[&str]) -> Vec<Vec<u8>> {
    let database = Database::open_for_reading(folder).await.unwrap();
    let mut found = Vec::new();
    for kind in kinds {
        found.extend(database.drawers_of_kind(kind).await.unwrap().into_iter().map(|(_, drawer)| drawer.value));
    }
    database.close().await;
    found
}

async fn written(place: &Place) -> Office {
    let office = place.begun().await;
    for number in 1..4 {
        start_proposal(&office, &format!("एफ {number}")).await;
    }
    let section = rehearsal::actor("energy_section");
    let id = office.state().readable_proposals(&section).next().unwrap().id;
    let note = NoteDraft { subject: "मसौदा".to_owned(), ..NoteDraft::default() };
    let (session, _) = office.begin_training_session(section.charge().unwrap()).await.unwrap();
    office.save_draft(&session, id, &note, 0).await.unwrap();
    office
}

/// What the section reads: the subjects of its matters and the draft of the last one.
async fn read(office: &Office) -> (Vec<String>, NoteDraft) {
    let section = rehearsal::actor("energy_section");
    let ids: Vec<_> = office.state().readable_proposals(&section).map(|proposal| proposal.id).collect();
    let draft = office.draft(&section, ids[0]).await.unwrap().note;
    (office.first_subjects(&section, ids).await.unwrap().into_values().collect(), draft)
}

#[tokio::test]
async fn after_the_root_key_was_rotated_the_old_one_opens_nothing() {
    let place = Place::new();
    let office = written(&place).await;
    let (before, words) = (office.state().entries(), read(&office).await);
    office.close().await;
    drop(office);
    let old_wrappings = sealed(place.data(), &["epoch_key"]).await;
    assert!(old_wrappings.len() >= 3 && old_wrappings.iter().all(|bytes| lies(place.data(), bytes)), "control");

    let (old, new) = (place.key("key"), place.key("new"));
    let stranger = rotate_root_key(&stopped(&place), &*new, &*old, GOVERNMENT).await;
    assert!(matches!(stranger, Err(RotationError::Open(OpenError::WrongKey) | RotationError::Already)));
    let rotated = rotate_root_key(&stopped(&place), &*old, &*new, GOVERNMENT).await.unwrap();
    assert_eq!(rotated.keys as usize, old_wrappings.len());
    assert!(!old_wrappings.iter().any(|bytes| lies(place.data(), bytes)), "no old wrapping is left");
    let again = rotate_root_key(&stopped(&place), &*old, &*new, GOVERNMENT).await;
    assert!(matches!(again, Err(RotationError::Already)));

    assert!(place.open("key", LedgerNature::Training, 0).await.is_err());
    assert!(verify(place.data(), &*old, GOVERNMENT).await.is_err());
    let office = place.open("new", LedgerNature::Training, 0).await.unwrap();
    assert_eq!(office.state().entries(), before + 1, "the rotation stands in the record");
    assert!(read(&office).await == words);
    office.close().await;
    drop(office);
    assert_eq!(verify(place.data(), &*new, GOVERNMENT).await.unwrap().acts, before + 1);
}

/// A key that is gone took everything under it along: another one in its place must not hide that.
#[tokio::test]
async fn a_lost_key_of_a_compartment_is_named_and_not_made_anew() {
    for compartment in ["ledger", "papers", "drafts", "pseudonyms", "checkpoint"] {
        let place = Place::new();
        written(&place).await.close().await;
        let key = place.key("key");
        verify(place.data(), &*key, GOVERNMENT).await.expect("control");
        let database = Database::open(place.data()).await.unwrap();
        let keys = database.drawers(compartment, "epoch_key").await.unwrap();
        assert_eq!(keys.len(), 1, "control: it lay there");
        database.delete_drawer(&keys[0].0).await.unwrap();
        database.close().await;
        let broken = verify(place.data(), &*key, GOVERNMENT).await.unwrap_err();
        assert!(broken.to_string().contains(compartment), "{broken}");
        assert!(broken.is_of_the_record());
        let started = place.open("key", LedgerNature::Training, 0).await;
        let missing = matches!(&started, Err(error) if error.to_string().contains("missing"));
        assert!(missing, "{compartment}: {:?}", started.err());
    }
}

#[tokio::test]
async fn after_an_epoch_key_was_rotated_the_old_one_is_gone() {
    let place = Place::new();
    let office = written(&place).await;
    let words = read(&office).await;
    office.close().await;
    drop(office);
    let keys = place.key("key");
    for (compartment, kinds, number) in [("papers", &["text", "paper"][..], 3), ("drafts", &["draft"][..], 1)] {
        let mut old = sealed(place.data(), kinds).await;
        assert_eq!(old.len(), number);
        let database = Database::open_for_reading(place.data()).await.unwrap();
        let epochs = database.drawers(compartment, "epoch_key").await.unwrap();
        old.extend(epochs.into_iter().map(|(_, drawer)| drawer.value));
        database.close().await;
        assert!(old.iter().all(|bytes| lies(place.data(), bytes)), "control");
        let rotated = rotate_epoch_key(&stopped(&place), &*keys, compartment, GOVERNMENT).await.unwrap();
        assert_eq!((rotated.epoch, rotated.keys as usize), (2, number));
        assert!(!old.iter().any(|bytes| lies(place.data(), bytes)), "{compartment}: nothing old is left");
        let again = rotate_epoch_key(&stopped(&place), &*keys, compartment, GOVERNMENT).await.unwrap();
        assert_eq!(again.epoch, 3);
    }
    let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
    assert!(read(&office).await == words);
    start_proposal(&office, "एफ 9").await;
    assert_eq!(read(&office).await.0.len(), 4, "and written on");
    office.close().await;
    drop(office);
    let report = verify(place.data(), &*keys, GOVERNMENT).await.unwrap();
    assert_eq!(report.texts, 4);
    for other in ["ledger", "pseudonyms", "nonsense"] {
        let refused = rotate_epoch_key(&stopped(&place), &*keys, other, GOVERNMENT).await;
        assert!(matches!(refused, Err(RotationError::Compartment(name)) if name == other));
    }
    let nowhere =
        rotate_epoch_key(&Premises::in_folder(place.data().join("nothing")), &*keys, "papers", GOVERNMENT).await;
    assert!(nowhere.is_err() && !place.data().join("nothing").exists(), "no folder is made");
}
