//! Everything erasable erased: the words are nowhere, and the record makes the same state.

use crate::page::{Form, form};
use crate::site::{GOVERNMENT, Site, freed};
use crate::walk::{Walk, complete};
use axum::http::StatusCode;
use cabinet::ids::{PaperId, ProposalId};
use cabinet::proposal::{FirstSubject, StageName};
use ledger::{Database, DrawerWrite, Place};
use office::verify::verify;
use std::path::{Path, PathBuf};
use vault::KeyFile;

const SUBJECT: &str = "qzxerasedsubject";
const DRAFT: &str = "qzxeraseddraft";

fn place(owner: impl ToString, kind: &str, key: &str) -> Place {
    Place { owner: owner.to_string(), kind: kind.to_owned(), key: key.to_owned() }
}

fn mark() -> Place {
    place("scrub", "owed", "1")
}

/// Every file under a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() { found.extend(files(&entry)) } else { found.push(entry) }
    }
    found
}

/// How many of these byte strings lie in any file of the folder.
fn lying(folder: &Path, wanted: &[Vec<u8>]) -> usize {
    let contents: Vec<Vec<u8>> = files(folder).iter().map(|file| std::fs::read(file).unwrap()).collect();
    let lies = |wanted: &&Vec<u8>| contents.iter().any(|bytes| contains(bytes, wanted));
    wanted.iter().filter(lies).count()
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|window| window == wanted)
}

/// Whether a word stands in any payload of the ledger of acts, opened with its key.
async fn in_the_record(folder: &Path, keys: &KeyFile, word: &str) -> bool {
    let database = Database::open_for_reading(folder).await.unwrap();
    let log = database.log(keys, "acts", &ledger::origin_of("madhya-pradesh", "acts")).await.unwrap();
    let entries = log.read(0, 100_000).await.unwrap();
    database.close().await;
    freed(folder).await;
    entries.iter().any(|entry| contains(&entry.payload, word.as_bytes()))
}

/// A draft with planted words and two papers, one of them taken out again.
fn written(walk: &mut Walk) -> ProposalId {
    let post = "energy_section";
    let fill = |form: Form| form.set("number", "F 4711/2026").set("subject", format!("{SUBJECT} first"));
    let answer = walk.site.act(post, "/proposals/new", "start_proposal", fill);
    let id: ProposalId = answer.next().split('/').nth(2).unwrap().parse().unwrap();
    walk.attach(id);
    walk.attach(id);
    walk.detach(id);
    for words in ["first words", "other words"] {
        let form = complete(walk.site.form(post, &format!("/proposals/{id}/draft"), "edit_draft"), DRAFT);
        let form = form.set("section.gist", format!("{DRAFT} {words}"));
        walk.site.post(post, &form).must(StatusCode::SEE_OTHER);
    }
    id
}

/// What lies of a draft: its drawers, and the names of its papers' files.
struct Lying {
    drawers: Vec<Place>,
    sealed: Vec<Vec<u8>>,
    files: Vec<String>,
}

fn lying_of(site: &mut Site, id: ProposalId) -> Lying {
    let state = site.state();
    let record = state.proposal(id).unwrap();
    let FirstSubject::Sealed(subject) = &record.subject else { panic!("the subject is sealed") };
    let mut drawers = vec![place(id, "draft", "note"), place(subject.id, "text", "key")];
    drawers.extend(record.paper_records.keys().map(|paper: &PaperId| place(paper, "paper", "key")));
    let files = record.paper_records.values().map(|paper| paper.file.to_string()).collect();
    let sealed = site.stopped(async |folder, _| {
        let database = Database::open_for_reading(folder).await.unwrap();
        let mut sealed = Vec::new();
        for drawer in &drawers {
            sealed.push(database.drawer(drawer).await.unwrap().unwrap().value);
        }
        database.close().await;
        freed(folder).await;
        sealed
    });
    Lying { drawers, sealed, files }
}

fn path_of(folder: &Path, name: &str) -> PathBuf {
    files(&folder.join("papers"))
        .into_iter()
        .find(|file| file.to_string_lossy().replace('/', "").contains(name))
        .unwrap()
}

#[test]
fn everything_erasable_is_erased_and_the_record_makes_the_same_state() {
    let mut walk = Walk::begun();
    let kept = walk.drive("energy", StageName::Submitted);
    let id = written(&mut walk);
    let Lying { drawers, sealed, files: papers } = lying_of(&mut walk.site, id);
    assert_eq!((drawers.len(), papers.len()), (4, 2));
    let (before, copies) = walk.site.stopped(async |folder, keys| {
        assert!(!in_the_record(folder, keys, SUBJECT).await, "the subject never rides in the record");
        assert!(in_the_record(folder, keys, "F 4711/2026").await, "control: the register's number does");
        let copies: Vec<_> = papers
            .iter()
            .map(|name| path_of(folder, name))
            .map(|path| (path.clone(), std::fs::read(path).unwrap()))
            .collect();
        (lying(folder, &sealed), copies)
    });
    assert_eq!(before, 4, "control: what is to be erased lies there");

    let post = "energy_section";
    let question = walk.site.page(post, &format!("/proposals/{id}/erase-draft"));
    assert!(question.contains(SUBJECT) && question.contains("Annexure 1"), "the question says what goes");
    let erase = form(&question, "erase_draft").unwrap();
    walk.site.post(post, &erase.clone().set("seen", "977")).must(StatusCode::CONFLICT);
    walk.site.done(post, &erase);
    let answer = walk.site.post(post, &erase);
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), format!("/proposals/{id}"), "a repetition gets the first answer");
    for page in [format!("/proposals/{id}"), "/proposals".to_owned(), "/desk".to_owned()] {
        let html = walk.site.page(post, &page);
        assert!(!html.contains(SUBJECT) && !html.contains(DRAFT), "{page}");
    }
    assert!(walk.site.page(post, &format!("/proposals/{id}")).contains("4711"), "control: the matter is there");
    walk.site.get(post, &format!("/proposals/{id}/draft")).must(StatusCode::NOT_FOUND);
    walk.site.get(post, &format!("/proposals/{id}/erase-draft")).must(StatusCode::NOT_FOUND);

    // A process that died before the files were removed and the disk overwritten: the start finishes it.
    let state = serde_json::to_vec(&*walk.site.state()).unwrap();
    walk.site.stopped(async |folder, _| {
        assert_eq!(lying(folder, &sealed), 0, "what was erased lies nowhere");
        assert!(copies.iter().all(|(path, _)| !path.exists()));
        copies.iter().for_each(|(path, bytes)| std::fs::write(path, bytes).unwrap());
        let database = Database::open(folder).await.unwrap();
        for (drawer, value) in drawers.iter().zip(&sealed).take(1).chain([(&mark(), &b"1".to_vec())]) {
            let write = DrawerWrite { place: drawer.clone(), value: Some(value.clone()), expected: None };
            database.put_drawer(write).await.unwrap();
        }
        database.close().await;
        freed(folder).await;
        assert_eq!(lying(folder, &sealed[..1]), 1, "control: it lies there again");
    });
    walk.site.stopped(async |folder, _| {
        assert_eq!(lying(folder, &sealed), 0, "the start erased the draft that came late");
        assert!(copies.iter().all(|(path, _)| !path.exists()), "and the files");
        let database = Database::open_for_reading(folder).await.unwrap();
        assert_eq!(database.drawer(&mark()).await.unwrap(), None, "nothing is owed");
        database.close().await;
        freed(folder).await;
    });

    // What was erased and lies there again is told, whoever put it back.
    walk.site.stopped(async |folder, keys| {
        verify(folder, keys, &GOVERNMENT).await.expect("control");
        for (drawer, value) in drawers.iter().zip(&sealed) {
            let database = Database::open(folder).await.unwrap();
            let back = DrawerWrite { place: drawer.clone(), value: Some(value.clone()), expected: None };
            database.put_drawer(back).await.unwrap();
            database.close().await;
            freed(folder).await;
            let broken = verify(folder, keys, &GOVERNMENT).await.unwrap_err().to_string();
            assert!(broken.contains("was erased"), "{drawer:?}: {broken}");
            let database = Database::open(folder).await.unwrap();
            database.delete_drawer(drawer).await.unwrap();
            database.scrub().await.unwrap();
            database.close().await;
            freed(folder).await;
        }
    });

    let sign_out = crate::page::form_to(&walk.site.page("auditor", "/desk"), "/sign-out").unwrap();
    walk.site.post("auditor", &sign_out).must(StatusCode::SEE_OTHER);
    // Whatever else in the drawers is no record: the draft of a note that was put up, sessions that ended.
    walk.site.stopped(async |folder, keys| {
        let database = Database::open(folder).await.unwrap();
        let mut others = vec![place(kept, "draft", "note")];
        others.extend(database.drawers("sessions", "ended").await.unwrap().into_iter().map(|(place, _)| place));
        let mut gone = Vec::new();
        for other in &others {
            gone.extend(database.drawer(other).await.unwrap().map(|drawer| drawer.value));
            database.delete_drawer(other).await.unwrap();
        }
        database.scrub().await.unwrap();
        database.close().await;
        freed(folder).await;
        assert_eq!((gone.len(), others.len()), (2, 2), "control: a draft and an ended session lay there");
        assert_eq!(lying(folder, &gone[..1]), 0);
        assert_eq!(lying(folder, &[SUBJECT.into(), DRAFT.into()]), 0);
        assert!(!in_the_record(folder, keys, SUBJECT).await && !in_the_record(folder, keys, DRAFT).await);
        let planted = folder.join("planted");
        std::fs::write(&planted, format!("x{SUBJECT}y{DRAFT}")).unwrap();
        assert_eq!(lying(folder, &[SUBJECT.into(), DRAFT.into()]), 2, "control: the words would be found");
        std::fs::remove_file(planted).unwrap();
    });
    assert!(serde_json::to_vec(&*walk.site.state()).unwrap() == state, "replayed: the same state, byte for byte");
    let note = walk.site.page(post, &format!("/proposals/{kept}"));
    assert!(note.contains("Five words stand here now."), "control: what was put up is read as before");
    let report = walk.site.verified();
    assert!(report.texts >= 5, "{report:?}");
    eprintln!("erasing: {} drawers and {} files erased, nothing of them left", sealed.len(), papers.len());
}

#[test]
fn only_the_own_section_is_asked_and_only_before_anything_was_put_up() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let address = format!("/proposals/{id}/erase-draft");
    for post in ["energy_secretary", "energy_minister", "aviation_section", "cabinet_section", "system_administrator"] {
        walk.site.get(post, &address).must(StatusCode::NOT_FOUND);
    }
    let outdated = form(&walk.site.page("energy_section", &address), "erase_draft").unwrap();
    walk.put_up(id);
    walk.site.get("energy_section", &address).must(StatusCode::NOT_FOUND);
    let head = walk.site.head();
    walk.site.post("energy_section", &outdated).must(StatusCode::CONFLICT);
    walk.send_back("energy_secretary", id);
    walk.site.get("energy_section", &address).must(StatusCode::NOT_FOUND);
    assert_eq!(walk.site.head(), head + 1);
    assert!(!walk.site.page("energy_section", &format!("/proposals/{id}")).contains("erase-draft"));
    walk.site.verified();
}
