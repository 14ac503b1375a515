//! The judge finds what it is there to find: an answered act that is gone, one that is there twice, half an act, and
//! what lies astray.

use crate::cycle::{POSTS, Progress, Step, go_on, one_of_many};
use crate::record::{self, Entry, Fault};
use crate::server::{Home, Server};
use crate::walk::measured;

fn finished() -> (Home, Vec<Step>, Progress) {
    let home = Home::with_posts(POSTS);
    let begun = record::read(&home).entries.len();
    let steps = one_of_many(4);
    let mut progress = Progress::default();
    let server = Server::start(&home).unwrap();
    go_on(&home, server.port, &steps, steps.len(), &mut progress).unwrap();
    measured(&home, begun, &steps);
    server.stop();
    (home, steps, progress)
}

fn change(home: &Home, statement: &'static str) {
    record::wait_for(async {
        let database = record::database(home, true).await;
        let changed = sqlx::query(statement).execute(&database).await.unwrap();
        assert_eq!(changed.rows_affected(), 1, "{statement}");
        database.close().await;
    });
}

#[test]
fn an_act_that_is_gone_doubled_or_half_is_found() {
    let (home, steps, progress) = finished();
    let judge = |entries: &[Entry]| record::judge(entries, &[record::sent(&steps, &progress)]);
    let whole = record::read(&home).entries;
    assert_eq!(judge(&whole), [], "the record is good");

    // The last act taken off the end of the ledger: only what is published tells of it; without that it is intact.
    let shorter = home.copy();
    change(&shorter, "DELETE FROM entry WHERE log = 'acts' AND seq = (SELECT max(seq) FROM entry WHERE log = 'acts')");
    assert!(record::verify(&shorter).unwrap_err().to_string().contains("the checkpoint counts"));
    std::fs::remove_dir_all(shorter.data().join("tiles")).unwrap();
    record::verify(&shorter).expect("a shorter ledger is intact in itself");
    assert_eq!(judge(&record::read(&shorter).entries), [Fault::Missing("order-for-meeting")]);

    let place = |kind: &str| whole.iter().position(|entry| entry.kind == kind).unwrap();
    let mut doubled = whole.clone();
    doubled.push(whole[place("note_cleared/1")].clone());
    assert_eq!(judge(&doubled), [Fault::Doubled("clear")]);
    let mut half = whole.clone();
    half.remove(place("note_put_up/2"));
    assert_eq!(judge(&half), [Fault::Half("put-up")]);
    let mut disordered = whole.clone();
    disordered.swap(place("note_cleared/1"), place("meeting_ordered/1"));
    assert_eq!(judge(&disordered), [Fault::Disordered("order-for-meeting")]);
    let mut unsent = whole.clone();
    unsent[place("note_cleared/1")].act = steps[0].act;
    unsent.push(Entry { act: crate::cycle::new_id(), ..whole[place("note_cleared/1")].clone() });
    assert!(judge(&unsent).iter().any(|fault| matches!(fault, Fault::Unsent(_))));

    // What was under way may be missing; half of it may not be there.
    let put_up = steps.iter().position(|step| step.name == "put-up").unwrap();
    let under_way = [(steps.as_slice(), put_up, true)];
    let until = place("note_revised/2");
    assert_eq!(record::judge(&whole[..until], &under_way), []);
    assert_eq!(record::judge(&whole[..=until], &under_way), [Fault::Half("put-up")]);
    assert_eq!(record::judge(&whole[..until + 2], &under_way), []);
}

#[test]
fn acts_of_the_office_that_are_doubled_or_missing_are_found() {
    let (home, _, _) = finished();
    let whole = record::read(&home).entries;
    let begun = whole.iter().take_while(|entry| entry.act == whole[0].act).count();
    assert_eq!(record::judge_office(&whole, begun), []);
    let measure = whole.iter().position(|entry| entry.kind == "revision_measured/1").unwrap();
    let mut doubled = whole.clone();
    doubled.push(whole[measure].clone());
    assert_eq!(record::judge_office(&doubled, begun), [Fault::Doubled("measure")]);
    let mut missing = whole.clone();
    missing.remove(measure);
    assert_eq!(record::judge_office(&missing, begun), [Fault::Missing("measure")]);
    let mut half = whole;
    half.remove(1);
    assert!(record::judge_office(&half, begun).contains(&Fault::Half("begin")));
}

#[test]
fn what_lies_astray_is_found() {
    let (home, _, _) = finished();
    assert_eq!(record::judge_beside(&record::read(&home)), []);
    let faults = |statement| {
        let copy = home.copy();
        change(&copy, statement);
        record::judge_beside(&record::read(&copy)).len()
    };
    assert_eq!(faults("INSERT INTO text (id, sealed) VALUES (randomblob(16), x'00')"), 1, "a text that nobody names");
    assert_eq!(faults("DELETE FROM text WHERE id = (SELECT min(id) FROM text)"), 1, "a text that is gone");
    let key = "DELETE FROM drawer WHERE kind = 'text' AND owner = (SELECT min(owner) FROM drawer WHERE kind = 'text')";
    assert_eq!(faults(key), 1, "a key that is gone");

    let record = record::read(&home);
    let file = record.files_named.first().unwrap();
    std::fs::remove_file(home.data().join("papers").join(&file[..2]).join(file)).unwrap();
    assert_eq!(record::judge_beside(&record::read(&home)).len(), 1, "a file that is gone");
    assert!(record::verify(&home).is_err(), "verify finds it too");
}
