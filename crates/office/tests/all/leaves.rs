//! Two runs that differ only in what persons decided and in who read give public leaves, of both
//! ledgers, that differ only in hashes and pseudonyms.
//!
//! Both follow the same clock. Ids are random, so they are told by their order: an id by the place at which it first
//! stands, acts before custody. Pseudonyms of sessions are ids too: what the comparison holds is stronger than it must be.

use crate::Place;
use crate::story::{AGREED, Minds, OPPOSED, Story};
use cabinet::Recorded;
use cabinet::ids::PersonId;
use ledger::{Leaf, OpenedEntry};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

const GOVERNMENT: &str = "madhya-pradesh";

/// Both ledgers of a closed folder.
struct Ledgers {
    acts: Vec<OpenedEntry>,
    custody: Vec<OpenedEntry>,
    /// Whom the inquiry named.
    named: BTreeSet<PersonId>,
}

async fn ledgers(place: &Place, named: BTreeSet<PersonId>) -> Ledgers {
    let database = ledger::Database::open_for_reading(place.data()).await.unwrap();
    let key = place.key("key");
    let mut read = Vec::new();
    for name in ["acts", "custody"] {
        let log = database.log(key.as_ref(), name, &ledger::origin_of(GOVERNMENT, name)).await.unwrap();
        read.push(log.read(0, 100_000).await.unwrap());
    }
    database.close().await;
    let custody = read.pop().unwrap();
    Ledgers { acts: read.pop().unwrap(), custody, named }
}

/// What of a leaf must be the same, with ids told by their order.
type Shown = (String, String, i64, Vec<(String, usize)>, Vec<usize>);

fn shown<'a>(leaves: impl IntoIterator<Item = &'a Leaf>) -> Vec<Shown> {
    let mut known: BTreeMap<Uuid, usize> = BTreeMap::new();
    let mut number = |id: Uuid| {
        let next = known.len();
        *known.entry(id).or_insert(next)
    };
    let lines = leaves.into_iter().map(|leaf| {
        let ids = leaf.ids.iter().map(|(name, id)| (name.clone(), number(*id))).collect();
        let texts = leaf.texts.iter().map(|(id, _)| number(*id)).collect();
        (leaf.origin.clone(), leaf.kind.clone(), leaf.time_ms, ids, texts)
    });
    lines.collect()
}

fn leaves(ledgers: &Ledgers) -> Vec<Leaf> {
    ledgers.acts.iter().chain(&ledgers.custody).map(|entry| entry.leaf.clone()).collect()
}

async fn run(minds: Minds) -> Ledgers {
    let place = Place::new();
    let story = Story::told(&place, minds).await;
    let named = story.named.clone();
    story.close().await;
    ledgers(&place, named).await
}

#[tokio::test]
async fn minds_and_readers_leave_the_same_leaves() {
    let (agreed, opposed) = (run(AGREED).await, run(OPPOSED).await);
    let (one, other) = (leaves(&agreed), leaves(&opposed));
    let different = shown(&one).into_iter().zip(shown(&other)).find(|(one, other)| one != other);
    assert_eq!(different, None);
    assert_eq!(one.len(), other.len());

    let events = |ledgers: &Ledgers| -> Vec<String> {
        let read = ledgers.acts.iter().map(|entry| serde_json::from_slice::<Recorded>(&entry.payload).unwrap());
        let kinds = read.map(|one| serde_json::to_value(one.event).unwrap());
        kinds
            .map(|event| format!("{} {} {}", event["kind"], event["answer"], event["outcomes"][0]["outcome"]))
            .collect()
    };
    assert_ne!(events(&agreed), events(&opposed), "control: the acts differ in answers and outcomes");
    let readers = |ledgers: &Ledgers| -> Vec<usize> {
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let payloads = ledgers.custody.iter().map(|entry| serde_json::from_slice::<serde_json::Value>(&entry.payload));
        let persons = payloads.map(|payload| payload.unwrap()["person"].to_string());
        persons
            .map(|person| {
                let next = known.len();
                *known.entry(person).or_insert(next)
            })
            .collect()
    };
    assert_ne!(readers(&agreed), readers(&opposed), "control: others read");
    assert_ne!(agreed.named, opposed.named, "control: the inquiry named others");
    assert!(agreed.named.len() > 2);
    let kinds: Vec<&str> = agreed.custody.iter().map(|entry| entry.leaf.kind.as_str()).collect();
    for kind in ["session", "release", "opening", "inquiry"] {
        assert!(kinds.contains(&kind), "control: {kind} is there");
    }
    assert!(one.len() > 80, "control: {} leaves were compared", one.len());
    println!("leaves: {} of acts and {} of custody compared", agreed.acts.len(), agreed.custody.len());
}

/// The same comparison with ledgers whose leaves tell more than they may.
#[tokio::test]
async fn control_a_leaf_that_tells_is_found() {
    let (agreed, opposed) = (run(AGREED).await, run(OPPOSED).await);
    let differ = |tell: &dyn Fn(&serde_json::Value, &mut Leaf)| {
        let told = |ledgers: &Ledgers| -> Vec<Leaf> {
            let entries = ledgers.acts.iter().chain(&ledgers.custody);
            let told = entries.map(|entry| {
                let mut leaf = entry.leaf.clone();
                tell(&serde_json::from_slice(&entry.payload).unwrap(), &mut leaf);
                leaf
            });
            told.collect()
        };
        shown(&told(&agreed)) != shown(&told(&opposed))
    };
    assert!(!differ(&|_, _| {}), "untouched they are alike");
    assert!(differ(&|payload, leaf| {
        if let Some(answer) = payload["event"]["answer"].as_str() {
            leaf.kind.push_str(answer);
        }
    }));
    assert!(differ(&|payload, leaf| {
        if payload["event"]["outcomes"][0]["outcome"] == "approved" {
            leaf.texts.pop();
        }
    }));
    assert!(
        differ(&|payload, leaf| {
            if payload["event"]["answer"] == "concurs" {
                leaf.time_ms += 1;
            }
        }),
        "whoever agrees does it sooner"
    );
    let person = |payload: &serde_json::Value| payload["person"].as_str().map(|person| person[..32].to_owned());
    assert!(differ(&|payload, leaf| {
        if let Some(person) = person(payload) {
            leaf.ids.push(("person".to_owned(), person.parse().unwrap()));
        }
    }));
    let session = |payload: &serde_json::Value| payload["session"].as_str().map(|session| session.parse().unwrap());
    assert!(
        differ(&|payload, leaf| {
            if let Some(session) = session(payload) {
                leaf.ids.push(("session".to_owned(), session));
            }
        }),
        "one pseudonym of a session for all it reads would tell who reads alike"
    );
}

/// No id of a person, charge or session stands in any leaf, nor the same pseudonym for two objects.
#[tokio::test]
async fn leaves_hold_object_ids_and_pseudonyms_alone() {
    let ledgers = run(AGREED).await;
    let posts = ["energy_section", "health_minister", "law_minister", "home_secretary", "chief_minister"];
    let hidden: Vec<Uuid> =
        posts.iter().flat_map(|post| [rehearsal::person(post).0, rehearsal::charge(post).0]).collect();
    let mut pairs: BTreeMap<Uuid, Uuid> = BTreeMap::new();
    let mut sessions = 0;
    for entry in &ledgers.custody {
        let payload: serde_json::Value = serde_json::from_slice(&entry.payload).unwrap();
        let session: Uuid = payload["session"].as_str().unwrap().parse().unwrap();
        let ids: Vec<Uuid> = entry.leaf.ids.iter().map(|(_, id)| *id).collect();
        assert!(!ids.contains(&session) && !ids.iter().any(|id| hidden.contains(id)), "{:?}", entry.leaf);
        match entry.leaf.ids.as_slice() {
            [(name, pseudonym), (object_name, object)] => {
                assert_eq!((name.as_str(), object_name.as_str()), ("session", "object"));
                assert_eq!(*pairs.entry(*pseudonym).or_insert(*object), *object, "one pseudonym, one object");
            }
            [_] => sessions += 1,
            other => panic!("{other:?}"),
        }
    }
    assert!(pairs.len() > 10 && sessions > 10, "control: {} and {sessions}", pairs.len());
    let in_acts = ledgers.acts.iter().flat_map(|entry| entry.leaf.ids.iter().map(|(_, id)| *id));
    assert!(
        in_acts.filter(|id| hidden.contains(id)).count() >= hidden.len(),
        "control: people's own entries name them"
    );
}
