//! A government on PostgreSQL is verified, proved and rotated when every node is stopped, and only then.

use crate::nodes::{GOVERNMENT, Shared, start};
use cabinet::ids::ActId;
use ledger::{Batch, Database, LedgerError, NewEntry, origin_of};
use office::rotation::{RotationError, rotate_epoch_key, rotate_root_key};
use office::verify::{Broken, Judging, Report, verify_by};
use office::{ActError, Halt, Office, OpenError, Premises};
use testbed::Postgres;
use vault::KeyProvider;

async fn acts(office: &Office, numbers: std::ops::Range<usize>) {
    for number in numbers {
        let id = ActId(office.new_id().unwrap());
        office.act(start(id, &format!("एफ {number}"))).await.unwrap();
    }
}

async fn judged(shared: &Shared, node: &str, database: &str, keys: Option<&dyn KeyProvider>) -> Result<Report, Broken> {
    let judging = Judging { keys, ..Judging::default() };
    verify_by(&shared.premises(node, database), GOVERNMENT, &judging).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_database_is_verified_with_the_key_and_without() {
    const ACTS: usize = 5;
    let (shared, server) = (Shared::new(), Postgres::shared());
    let database = server.database();
    let key = shared.key("key");
    let one = shared.begun("one", &database).await;
    let two = shared.open_under("key", "two", &database).await.unwrap();
    acts(&one, 0..ACTS).await;
    acts(&two, ACTS..2 * ACTS).await;
    let charge = rehearsal::actor("energy_section").charge().unwrap();
    for node in [&one, &two] {
        node.begin_training_session(charge).await.unwrap();
    }
    assert!(one.reach(&two.position().unwrap()).await);
    let entries = one.state().entries();
    let running = judged(&shared, "one", &database, None).await;
    assert!(matches!(running, Err(Broken::Ledger(LedgerError::InUse))), "both run");
    one.close().await;
    let running = judged(&shared, "one", &database, Some(&key)).await;
    assert!(matches!(running, Err(Broken::Ledger(LedgerError::InUse))), "the other node runs");
    two.close().await;
    for node in ["one", "two"] {
        let report = judged(&shared, node, &database, Some(&key)).await.unwrap();
        assert_eq!((report.acts, report.texts as usize), (entries, 2 * ACTS));
        let logs: Vec<&str> = report.logs.iter().map(|log| log.log.as_str()).collect();
        assert_eq!(logs, ["acts", "custody", "custody-one", "custody-two"]);
        assert!(report.logs[0].published.checkpoint.is_some() && report.logs[0].signed, "{node}: {:?}", report.logs);
        assert!(!judged(&shared, node, &database, None).await.unwrap().opened);
    }
    let reading = shared.premises("one", &database).open_for_reading().await.unwrap();
    let folder = ledger::tiles_folder(&shared.premises("two", &database).folder, "acts");
    let origin = origin_of(GOVERNMENT, "acts");
    ledger::prove(&reading, "acts", &origin, &folder, 1).await.expect("an entry is proved");
    let starting = shared.open_under("key", "two", &database).await;
    assert!(matches!(starting, Err(OpenError::Ledger(LedgerError::InUse))), "none starts while it is read");
    reading.close().await;

    server.execute(&database, "UPDATE ecabinet.text SET sealed = sealed || '\\x00'");
    let broken = judged(&shared, "one", &database, Some(&key)).await.unwrap_err();
    assert!(matches!(broken, Broken::Text { .. }), "{broken}");
    server.execute(&database, "UPDATE ecabinet.entry SET payload = payload || '\\x00' WHERE log = 'acts' AND seq = 3");
    let broken = judged(&shared, "one", &database, None).await.unwrap_err();
    assert!(broken.to_string().contains("entry 3"), "{broken}");
}

/// What the witness has of a node that nobody else knows any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_custody_ledger_that_is_gone_is_told_by_the_witness() {
    let (shared, server) = (Shared::new(), Postgres::shared());
    let database = server.database();
    let one = shared.begun("one", &database).await;
    let two = shared.open_under("key", "two", &database).await.unwrap();
    let charge = rehearsal::actor("energy_section").charge().unwrap();
    for node in [&one, &two] {
        node.begin_training_session(charge).await.unwrap();
        node.close().await;
    }
    let witness = tempfile::tempdir().unwrap();
    for (node, log) in [("one", "acts"), ("one", "custody-one"), ("two", "custody-two")] {
        let published = ledger::tiles_folder(&shared.premises(node, &database).folder, log).join("checkpoint");
        std::fs::copy(published, ledger::witness_file(witness.path(), log)).unwrap();
    }
    let key = shared.key("key");
    let judged = || async {
        let judging = Judging { keys: Some(&key), witness: Some(witness.path().to_owned()), ..Judging::default() };
        verify_by(&shared.premises("one", &database), GOVERNMENT, &judging).await
    };
    judged().await.expect("control");
    server.execute(&database, "DELETE FROM ecabinet.entry WHERE log = 'custody-two'");
    let broken = judged().await.unwrap_err();
    assert!(broken.to_string().contains("custody-two"), "{broken}");
    server.execute(&database, "DELETE FROM ecabinet.entry");
    assert!(judged().await.unwrap_err().is_of_the_record());
    let nothing = verify_by(&shared.premises("beside", &database), GOVERNMENT, &Judging::default()).await;
    assert!(!nothing.unwrap_err().is_of_the_record(), "there is no such folder");
    std::fs::create_dir(shared.premises("beside", &database).folder).unwrap();
    let empty = verify_by(&shared.premises("beside", &database), GOVERNMENT, &Judging::default()).await;
    assert!(matches!(empty, Err(Broken::Empty)), "an emptied ledger is not intact");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_reached_is_not_called_broken() {
    let (shared, database) = (Shared::new(), Postgres::shared().database());
    shared.begun("one", &database).await.close().await;
    let good = shared.premises("one", &database);
    verify_by(&good, GOVERNMENT, &Judging::default()).await.expect("control");
    let nobody = Some("postgres://nobody@127.0.0.1:9/nothing".to_owned());
    let wrong = [
        Premises { database: nobody, ..good.clone() },
        Premises { papers: Some(std::path::PathBuf::from("/nowhere").into()), ..good.clone() },
        Premises { folder: "/nowhere".into(), ..good.clone() },
        Premises { database: Some("nonsense".to_owned()), ..good },
    ];
    for premises in wrong {
        let broken = verify_by(&premises, GOVERNMENT, &Judging::default()).await.unwrap_err();
        assert!(!broken.is_of_the_record(), "{broken}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_nodes_of_one_name_do_not_run_at_once() {
    let (shared, database) = (Shared::new(), Postgres::shared().database());
    let one = shared.begun("one", &database).await;
    let again = shared.open_in("elsewhere", "one", &database).await;
    let taken = matches!(&again, Err(OpenError::Ledger(LedgerError::NameTaken(log))) if log == "custody-one");
    assert!(taken, "{:?}", again.err());
    let two = shared.open_in("elsewhere", "two", &database).await.expect("control: another name");
    one.close().await;
    two.close().await;
    shared.open_in("elsewhere", "one", &database).await.expect("control: the name is free").close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopped_database_is_rotated_and_a_running_one_is_not() {
    let (shared, database) = (Shared::new(), Postgres::shared().database());
    let (old, new) = (shared.key("key"), shared.key("new"));
    let premises = shared.premises("beside", &database);
    let nowhere = rotate_root_key(&premises, &old, &new, GOVERNMENT).await;
    assert!(nowhere.is_err() && !premises.folder.exists(), "no folder is made");
    std::fs::create_dir(&premises.folder).unwrap();
    let one = shared.begun("one", &database).await;
    acts(&one, 0..3).await;
    let entries = one.state().entries();
    let running = rotate_root_key(&premises, &old, &new, GOVERNMENT).await;
    assert!(matches!(running, Err(RotationError::Ledger(LedgerError::InUse))), "{running:?}");
    let running = rotate_epoch_key(&premises, &old, "papers", GOVERNMENT).await;
    assert!(matches!(running, Err(RotationError::Ledger(LedgerError::InUse))), "{running:?}");
    assert_eq!((one.halted(), one.state().entries()), (None, entries), "nothing happened");
    one.close().await;

    rotate_root_key(&premises, &old, &new, GOVERNMENT).await.unwrap();
    assert!(matches!(shared.open_under("key", "one", &database).await, Err(OpenError::WrongKey)));
    let rotated = rotate_epoch_key(&premises, &new, "papers", GOVERNMENT).await.unwrap();
    assert_eq!((rotated.epoch, rotated.keys), (2, 3));
    let one = shared.open_under("new", "one", &database).await.unwrap();
    assert_eq!(one.state().entries(), entries + 2);
    acts(&one, 3..4).await;
    one.close().await;
    assert_eq!(judged(&shared, "one", &database, Some(&new)).await.unwrap().texts, 4);
}

/// Whoever slips past the hold, by a pooler in front of the database or after its loss, still does no harm.
#[tokio::test(flavor = "multi_thread")]
async fn a_rotation_under_a_running_node_halts_it() {
    let (shared, database) = (Shared::new(), Postgres::shared().database());
    let office = shared.begun("one", &database).await;
    acts(&office, 0..1).await;
    let beside = Database::connect(&database, &shared.premises("beside", &database).folder).await.unwrap();
    let mut log = beside.log(&shared.key("key"), "acts", &origin_of(GOVERNMENT, "acts")).await.unwrap();
    let seq = log.head().size;
    let id = office.new_id().unwrap();
    let payload = serde_json::json!({
        "act": id, "by": {"actor": "system"}, "body": "00".repeat(32), "at": office.now().0,
        "event": {"kind": "root_key_rotated/1", "keys": 1},
    });
    let rotation = NewEntry {
        time_ms: office.now().0,
        kind: "keys".to_owned(),
        ids: Vec::new(),
        texts: Vec::new(),
        payload: serde_json::to_vec(&payload).unwrap(),
    };
    let entries = vec![log.seal(rotation).unwrap()];
    beside.commit(Batch { entries, ..Batch::default() }).await.unwrap();
    assert_eq!(office.until_halted().await, Halt::Rotated(seq));
    let id = ActId(office.new_id().unwrap());
    assert!(matches!(office.act(start(id, "एफ 9")).await, Err(ActError::NotRecorded)));
}
