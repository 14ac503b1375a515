//! The office on a real store: opening, closing, replay, sweeping.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests: a helper that fails must fail loudly"
)]

mod access;
mod asvs;
mod custody;
mod doors;
mod emergencies;
mod leaves;
mod notices;
mod older;
mod people_list;
mod publishing;
mod recovery;
mod rotation;
mod sessions;
mod snapshot;
mod stopped;
mod story;

use cabinet::ids::ActId;
use cabinet::text::Digest;
use cabinet::{Act, LedgerNature};
use office::{ActError, Clock, Config, Node, Office, OpenError, Submission, TextsOf};
use papers::{Limits, Workshop};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use vault::{Files, Key, KeyFile, Label};

mod nodes;

struct Place {
    folder: tempfile::TempDir,
    keys: tempfile::TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), keys: tempfile::tempdir().unwrap() }
    }

    fn data(&self) -> &Path {
        self.folder.path()
    }

    /// The key of this name, made where there is none.
    fn key(&self, name: &str) -> Arc<KeyFile> {
        let path = self.keys.path().join(name);
        if !path.exists() {
            KeyFile::create(&path).unwrap();
        }
        Arc::new(KeyFile::open(&path, self.data(), false).unwrap())
    }

    /// Takes the key file of another place, under its name.
    fn use_key_of(&self, other: &Self) {
        let (from, to) = (other.keys.path().join("key"), self.keys.path().join("key"));
        std::fs::copy(from, to).unwrap();
    }

    async fn open(&self, key: &str, nature: LedgerNature, days_ahead: u32) -> Result<Office, OpenError> {
        self.open_by(key, nature, Clock::ahead(days_ahead)).await
    }

    async fn open_by(&self, key: &str, nature: LedgerNature, clock: Clock) -> Result<Office, OpenError> {
        let workshop = Workshop::new(PathBuf::from("no-workshop-is-needed"), Limits::default());
        let (folder, government) = (self.data().to_path_buf(), "madhya-pradesh".to_owned());
        let (node, witness) = (Node::default(), None);
        Office::open(Config { folder, keys: self.key(key), nature, government, clock, workshop, node, witness }).await
    }

    async fn begun(&self) -> Office {
        self.begun_by(Clock::default()).await
    }

    async fn begun_by(&self, clock: Clock) -> Office {
        let office = self.open_by("key", LedgerNature::Training, clock).await.unwrap();
        office.begin(LedgerNature::Training, rehearsal::RULES.to_owned(), rehearsal::government()).await.unwrap();
        office
    }
}

async fn start_proposal(office: &Office, number: &str) {
    let id = office.new_id().unwrap();
    let mut texts = TextsOf::default();
    let subject = texts.take("विषय".to_owned()).unwrap();
    let act = Act::StartProposal { proposal: cabinet::ids::ProposalId(id), number: number.to_owned(), subject };
    let actor = rehearsal::actor("energy_section");
    office.act(Submission::new(ActId(id), actor, Digest::default(), act, texts)).await.unwrap();
}

#[tokio::test]
async fn what_was_answered_is_there_after_a_restart() {
    let place = Place::new();
    let office = place.begun().await;
    start_proposal(&office, "एफ 1").await;
    let before = office.state();
    office.close().await;
    drop(office);
    let again = place.open("key", LedgerNature::Training, 0).await.unwrap();
    assert!(*again.state() == *before);
    assert_eq!(again.state().readable_proposals(&rehearsal::actor("energy_section")).count(), 1);
}

#[tokio::test]
async fn another_key_or_nature_opens_nothing() {
    let place = Place::new();
    place.begun().await.close().await;
    assert!(matches!(
        place.open("other", LedgerNature::Training, 0).await,
        Err(OpenError::Ledger(_) | OpenError::WrongKey)
    ));
    let real = place.open("key", LedgerNature::Real, 0).await;
    assert!(matches!(real, Err(OpenError::OtherNature(LedgerNature::Training))));
    assert!(matches!(place.open("key", LedgerNature::Real, 1).await, Err(OpenError::RealAhead)));
    assert!(place.open("key", LedgerNature::Training, 1).await.is_ok(), "control: the right key and nature open");
}

#[tokio::test]
async fn a_government_begins_once() {
    let place = Place::new();
    let office = place.begun().await;
    let again = office.begin(LedgerNature::Training, rehearsal::RULES.to_owned(), rehearsal::government()).await;
    let Err(OpenError::Begin(ActError::Refused(refusal))) = again else { panic!("it began again") };
    assert_eq!(refusal, cabinet::Refusal::BegunAlready);
}

#[tokio::test]
async fn an_unnamed_file_is_swept_after_seven_days() {
    let place = Place::new();
    place.begun().await.close().await;
    let files = Files::open(&place.data().join("papers")).unwrap();
    let label = Label { object: uuid::Uuid::from_u128(7), revision: 1 };
    let stray = files.put(&Key::random().unwrap(), label, b"nobody names this").await.unwrap();
    let early = place.open("key", LedgerNature::Training, 6).await.unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    early.close().await;
    drop(early);
    assert!(files.stored(&stray.name).await.unwrap().is_some(), "control: before its time it stays");
    let late = place.open("key", LedgerNature::Training, 8).await.unwrap();
    for _ in 0..200 {
        if files.stored(&stray.name).await.unwrap().is_none() {
            break;
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    late.close().await;
    assert!(files.stored(&stray.name).await.unwrap().is_none());
}
