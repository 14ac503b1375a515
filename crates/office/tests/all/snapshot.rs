//! A snapshot is used when everything it names agrees with the ledger, and ignored otherwise: the
//! state is the same either way.

use crate::{Place, start_proposal};
use cabinet::{Cabinet, LedgerNature};
use office::Office;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

const USED: &str = "the state begins from a snapshot";
const IGNORED: &str = "the snapshot is ignored; the whole ledger is replayed";

/// Keeps what is logged on this thread.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<String>>>);

struct Words(String);

impl Visit for Words {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" || field.name() == "error" {
            self.0.push_str(&format!("{value:?} "));
        }
    }
}

impl Subscriber for Lines {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut words = Words(String::new());
        event.record(&mut words);
        self.0.lock().unwrap().push(words.0);
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Starts the office on one thread; gives its state and what the start said of the snapshot.
fn started(place: &Place) -> (Arc<Cabinet>, Vec<String>) {
    // Subscribers of other threads would otherwise be asked once and for all.
    static KEEP: OnceLock<()> = OnceLock::new();
    KEEP.get_or_init(|| drop(tracing::subscriber::set_global_default(Lines::default())));
    let lines = Lines::default();
    let state = tracing::subscriber::with_default(lines.clone(), || {
        on_one_thread(async {
            let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
            let state = office.state();
            office.close().await;
            state
        })
    });
    let said = lines.0.lock().unwrap().iter().filter(|line| line.contains("snapshot")).cloned().collect();
    (state, said)
}

fn on_one_thread<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap().block_on(future)
}

async fn act(office: &Office, from: u32, to: u32) {
    for number in from..to {
        start_proposal(office, &format!("एफ {number}")).await;
    }
}

fn file(place: &Place) -> std::path::PathBuf {
    place.data().join("snapshot")
}

/// A ledger with a snapshot in its middle, and its state.
fn with_snapshot() -> (Place, Arc<Cabinet>) {
    let place = Place::new();
    let state = on_one_thread(async {
        let office = place.begun().await;
        act(&office, 0, 5).await;
        office.write_snapshot().await.unwrap();
        act(&office, 5, 8).await;
        let state = office.state();
        office.close().await;
        state
    });
    (place, state)
}

fn copied(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap().map(|entry| entry.unwrap()) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copied(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[test]
fn a_start_from_a_snapshot_gives_the_state_of_a_replay() {
    let (place, state) = with_snapshot();
    let (from_snapshot, said) = started(&place);
    assert!(said.len() == 1 && said[0].contains(USED), "{said:?}");
    assert!(*from_snapshot == *state);
    let sealed = std::fs::read(file(&place)).unwrap();
    assert!(!sealed.windows(7).any(|window| window == b"\"names\""), "it is sealed");
    std::fs::remove_file(file(&place)).unwrap();
    let (replayed, said) = started(&place);
    assert!(said.is_empty(), "{said:?}");
    assert!(*replayed == *from_snapshot);
    assert_eq!(serde_json::to_vec(&*replayed).unwrap(), serde_json::to_vec(&*from_snapshot).unwrap());
}

#[test]
fn a_damaged_snapshot_is_ignored() {
    let (place, state) = with_snapshot();
    let whole = std::fs::read(file(&place)).unwrap();
    let mut damaged: Vec<Vec<u8>> = Vec::new();
    for place in [0, 11, 12, whole.len() / 2, whole.len() - 17, whole.len() - 1] {
        let mut flipped = whole.clone();
        flipped[place] ^= 1;
        damaged.push(flipped);
    }
    damaged.extend([0, 1, 27, whole.len() / 2, whole.len() - 1].map(|length| whole[..length].to_vec()));
    damaged.push([&whole[..], b"x"].concat());
    for bytes in &damaged {
        std::fs::write(file(&place), bytes).unwrap();
        let (found, said) = started(&place);
        assert!(said.len() == 1 && said[0].contains(IGNORED), "{said:?}");
        assert!(*found == *state);
    }
    std::fs::write(file(&place), &whole).unwrap();
    assert!(started(&place).1[0].contains(USED), "control");
}

#[test]
fn a_snapshot_of_another_ledger_is_ignored() {
    let (place, state) = with_snapshot();
    let (stranger, _) = with_snapshot();
    let own = std::fs::read(file(&place)).unwrap();
    std::fs::copy(file(&stranger), file(&place)).unwrap();
    let (found, said) = started(&place);
    assert!(said[0].contains(IGNORED) && said[0].contains("does not open"), "{said:?}");
    assert!(*found == *state);

    // The same keys, but from here on another record: a copy of the folder that went its own way.
    std::fs::write(file(&place), own).unwrap();
    let twin = Place::new();
    copied(place.data(), twin.data());
    twin.use_key_of(&place);
    on_one_thread(async {
        let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
        act(&office, 8, 10).await;
        office.close().await;
        let office = twin.open("key", LedgerNature::Training, 0).await.unwrap();
        act(&office, 10, 12).await;
        office.write_snapshot().await.unwrap();
        office.close().await;
    });
    assert!(started(&twin).1[0].contains(USED), "control: in its own folder it is used");
    std::fs::copy(file(&twin), file(&place)).unwrap();
    let (found, said) = started(&place);
    assert!(said[0].contains(IGNORED) && said[0].contains("another record"), "{said:?}");
    assert_eq!(found.entries(), state.entries() + 2);

    // An older copy of the ledger under a newer snapshot: the snapshot knows more than the record.
    let older = Place::new();
    let (begun, _) = with_snapshot();
    copied(begun.data(), older.data());
    older.use_key_of(&begun);
    on_one_thread(async {
        let office = begun.open("key", LedgerNature::Training, 0).await.unwrap();
        act(&office, 20, 22).await;
        office.write_snapshot().await.unwrap();
        office.close().await;
    });
    std::fs::copy(file(&begun), file(&older)).unwrap();
    let (found, said) = started(&older);
    assert!(said[0].contains(IGNORED) && said[0].contains("longer"), "{said:?}");
    assert_eq!(found.readable_proposals(&rehearsal::actor("energy_section")).count(), 8);
}

#[test]
fn a_half_written_snapshot_stands_in_nobodys_way() {
    let (place, state) = with_snapshot();
    std::fs::write(place.data().join("snapshot.unfinished"), b"half").unwrap();
    let (found, said) = started(&place);
    assert!(said[0].contains(USED));
    assert!(*found == *state);
    on_one_thread(async {
        let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
        office.write_snapshot().await.unwrap();
        office.close().await;
    });
    assert!(!place.data().join("snapshot.unfinished").exists());
    assert!(started(&place).1[0].contains(USED));
}
