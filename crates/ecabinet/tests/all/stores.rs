//! A government whose sealed files lie in a bucket of a store that speaks S3, and its backups in another, by the real binary:
//! whatever the store does, everything but a paper goes on, and no paper is ever another.

use crate::client::{Answer, Request};
use crate::cycle::{Halt, POSTS, Progress, Step, go_as_far, go_on, whole_cycle};
use crate::operations::at_socket;
use crate::server::{Home, Server};
use std::fs::{File, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};
use testbed::{FalseStore, Moto, STORE_SECRET, StoreTrouble};

const NOT_KEPT: &str = "परिशिष्ट स्वीकार नहीं हुआ";
const NOT_KEPT_IN_ENGLISH: &str = "The paper was not taken";
const UNREACHABLE: &str = "परिशिष्ट अभी उपलब्ध नहीं हैं";
const UNREACHABLE_IN_ENGLISH: &str = "The papers are out of reach just now";

/// A government with posts that are signed in, its store, and the way between them.
struct Stored {
    home: Home,
    _moto: Moto,
    way: FalseStore,
    environment: Vec<(&'static str, String)>,
}

impl Stored {
    fn new(posts: &[&str]) -> Self {
        let (home, moto) = (Home::with_posts(posts), Moto::start());
        let way = FalseStore::before(&moto.address());
        let text = |path: std::path::PathBuf| path.display().to_string();
        let environment = vec![
            ("ECABINET_DATA", text(home.data())),
            ("ECABINET_KEY", text(home.key())),
            ("ECABINET_PAPERS", "s3://papers/mp".to_owned()),
            ("ECABINET_STORE", text(way.access_file(home.key().parent().unwrap()))),
            ("ECABINET_OPERATIONS_LISTEN", format!("unix:{}", text(home.beside("operations")))),
        ];
        Self { home, _moto: moto, way, environment }
    }

    fn start(&self) -> Server {
        let errors = File::create(self.home.beside("errors")).unwrap();
        Server::start_node(&self.environment, errors).unwrap_or_else(|_| panic!("{}", self.errors()))
    }

    fn errors(&self) -> String {
        std::fs::read_to_string(self.home.beside("errors")).unwrap()
    }

    fn ecabinet(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
        command.args(arguments).envs(self.environment.iter().cloned()).env_remove("RUST_BACKTRACE");
        let output = command.output().unwrap();
        let told = [output.stdout.as_slice(), &output.stderr].concat();
        assert!(!String::from_utf8_lossy(&told).contains(STORE_SECRET), "the secret is told to nobody");
        output
    }

    fn get(&self, server: &Server, post: &str, page: &str) -> Answer {
        Request::get(page, &self.home.cookies[post]).send(server.port).unwrap()
    }
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), &output.stderr].concat()).into_owned()
}

fn index(steps: &[Step], name: &str) -> usize {
    steps.iter().position(|step| step.name == name).unwrap()
}

/// The only paper on a proposal's page.
fn paper_on(page: &Answer) -> String {
    let (_, rest) = page.body.split_once("href=\"/papers/").unwrap_or_else(|| panic!("no paper: {}", page.body));
    format!("/papers/{}", rest.split('/').next().unwrap())
}

#[test]
fn a_store_that_lies_keeps_no_paper_and_one_that_is_away_keeps_nothing_else_away() {
    let stored = Stored::new(POSTS);
    let mut server = stored.start();
    let (steps, mut progress) = (whole_cycle(), Progress::default());
    go_on(&stored.home, server.port, &steps, index(&steps, "attach"), &mut progress).unwrap();

    for trouble in [StoreTrouble::Forgets, StoreTrouble::Flips, StoreTrouble::Cuts, StoreTrouble::Fails(500)] {
        stored.way.has(Some(trouble));
        match go_as_far(&stored.home, server.port, &steps, progress.answered + 1, &mut progress) {
            Err(Halt::Act(answer)) => {
                assert_eq!(answer.status, 503, "{trouble:?}: {}", answer.body);
                assert!(answer.body.contains(NOT_KEPT) && answer.body.contains("परिशिष्ट-1"), "{}", answer.body);
            }
            other => panic!("{trouble:?}: {other:?}"),
        }
        let english = progress.under_way.take().unwrap().in_english().send(server.port).unwrap();
        assert!(english.status == 503 && english.body.contains(NOT_KEPT_IN_ENGLISH), "{}", english.body);
        stored.way.has(None);
        let draft = stored.get(&server, "health_section", &steps[progress.answered].page);
        assert!(draft.status == 200 && !draft.body.contains("/papers/0"), "{trouble:?}: nothing of it is recorded");
    }
    // With a store that does as it should, the same form is taken, and the matter goes its way to the end.
    let (sitting, end) = (index(&steps, "open-sitting"), steps.len());
    go_on(&stored.home, server.port, &steps, sitting, &mut progress).unwrap();

    let (meeting, proposal) = (&steps[sitting].page, format!("/proposals/{}", steps[0].act));
    let paper = paper_on(&stored.get(&server, "cabinet_section", &proposal));
    let (page, picture) = (format!("{paper}/pages/1"), format!("{paper}/pages/1/picture"));
    let post = "chief_minister";
    let opens = |server: &Server| {
        let [page, picture] = [&page, &picture].map(|path| stored.get(server, post, path));
        assert_eq!((page.status, picture.status), (200, 200), "control: {} {}", page.body, picture.body);
        assert_eq!(picture.header("content-type"), Some("image/png"));
    };
    opens(&server);
    for trouble in [StoreTrouble::Closes, StoreTrouble::Hangs, StoreTrouble::Fails(503)] {
        stored.way.has(Some(trouble));
        for other in [meeting.as_str(), "/desk", "/meetings", &proposal] {
            assert_eq!(stored.get(&server, post, other).status, 200, "{trouble:?}: {other} needs no file");
        }
        for path in [&page, &picture] {
            let request = Request::get(path, &stored.home.cookies[post]);
            let both = [(request.clone(), UNREACHABLE), (request.in_english(), UNREACHABLE_IN_ENGLISH)];
            // One reader waits for a silent store, and not two.
            let readers = if trouble == StoreTrouble::Hangs && path == &picture { 1 } else { 2 };
            for (request, words) in both.into_iter().take(readers) {
                let answer = request.send(server.port).unwrap();
                assert!(answer.status == 503 && answer.body.contains(words), "{trouble:?}, {path}: {}", answer.body);
            }
        }
        let socket = stored.home.beside("operations");
        assert_eq!(at_socket(&socket, "/readyz").body, "ok\n", "{trouble:?}: acts are taken");
        let figures = at_socket(&socket, "/metrics").body;
        assert!(figures.contains("ecabinet_heed{why=\"files_unreachable\"} 1"), "{trouble:?}: {figures}");
        // The office starts without it too.
        assert!(server.stop());
        server = stored.start();
        assert_eq!(stored.get(&server, post, meeting).status, 200, "{trouble:?}");
        stored.way.has(None);
        opens(&server);
    }
    stored.way.has(Some(StoreTrouble::Flips));
    let picture = stored.get(&server, post, &picture);
    assert!(picture.status == 500 && picture.header("content-type") != Some("image/png"), "no paper is ever another");
    stored.way.has(Some(StoreTrouble::Hangs));
    // The sitting itself needs no paper.
    go_on(&stored.home, server.port, &steps, end, &mut progress).unwrap();
    stored.way.has(None);
    opens(&server);
    assert!(server.stop());
    assert!(!stored.errors().contains(STORE_SECRET));
    let verified = stored.ecabinet(&["verify", &stored.environment[0].1]);
    assert!(verified.status.success() && told(&verified).contains("files           1 agree"), "{}", told(&verified));
    stored.way.has(Some(StoreTrouble::Closes));
    let away = stored.ecabinet(&["verify", &stored.environment[0].1]);
    assert!(!away.status.success() && told(&away).contains("nothing was verified"), "{}", told(&away));
}

#[test]
fn a_backup_goes_to_a_bucket_and_comes_back_from_it() {
    let stored = Stored::new(&["health_section"]);
    let server = stored.start();
    let (steps, mut progress) = (whole_cycle(), Progress::default());
    go_on(&stored.home, server.port, &steps, index(&steps, "attach") + 1, &mut progress).unwrap();
    let (data, backup) = (stored.environment[0].1.as_str(), "s3://backups/night/one");
    let same = stored.ecabinet(&["backup", data, "s3://papers/night/one"]);
    assert!(!same.status.success() && told(&same).contains("name another bucket"), "{}", told(&same));
    stored.way.has(Some(StoreTrouble::Forgets));
    let forgotten = stored.ecabinet(&["backup", data, backup]);
    assert!(!forgotten.status.success() && told(&forgotten).contains("and does not"), "{}", told(&forgotten));
    stored.way.has(None);
    let none = stored.ecabinet(&["drill", backup]);
    assert!(!none.status.success() && told(&none).contains("there is no backup"), "{}", told(&none));
    let taken = stored.ecabinet(&["backup", data, backup]);
    assert!(taken.status.success() && told(&taken).contains("papers               1"), "{}", told(&taken));
    assert!(server.stop());
    let drilled = stored.ecabinet(&["drill", backup]);
    assert!(drilled.status.success() && told(&drilled).contains("all of it was opened"), "{}", told(&drilled));
    stored.way.has(Some(StoreTrouble::Flips));
    let changed = stored.ecabinet(&["drill", backup]);
    assert!(!changed.status.success() && told(&changed).contains("not as it was written"), "{}", told(&changed));
    stored.way.has(None);
    // Into a bucket, and into a folder.
    let folder = |name: &str| stored.home.beside(name).display().to_string();
    let arguments = ["restore", backup, &folder("restored"), "--papers", "s3://papers/again"];
    let restored = stored.ecabinet(&arguments);
    assert!(restored.status.success() && told(&restored).contains("papers               1"), "{}", told(&restored));
    let taken = stored.ecabinet(&["restore", backup, &folder("other"), "--papers", "s3://papers/again"]);
    assert!(!taken.status.success() && told(&taken).contains("is not empty"), "{}", told(&taken));
    let papers = folder("papers");
    let restored = stored.ecabinet(&["restore", backup, &folder("third"), "--papers", &papers]);
    assert!(restored.status.success() && told(&restored).contains("papers               1"), "{}", told(&restored));
    let again = stored.ecabinet(&["backup", &folder("third"), &folder("shelf/one"), "--papers", &papers]);
    assert!(again.status.success(), "{}", told(&again));
}

/// What the doctor says of one thing: its state and its words.
fn seen(stored: &Stored, check: &str, more: &[&str]) -> (String, String) {
    let output = stored.ecabinet(&[&["doctor", "--json"], more].concat());
    let found: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let found = found.as_array().unwrap().iter().find(|one| one["check"] == check).unwrap_or_else(|| panic!("{check}"));
    (found["state"].as_str().unwrap().to_owned(), found.to_string())
}

#[test]
fn the_doctor_says_what_a_store_does_not_do() {
    let stored = Stored::new(&[]);
    let backups = ["--backup", "s3://backups/night"];
    let (all, one) = ([StoreTrouble::Hangs, StoreTrouble::Fails(500), StoreTrouble::Flips], [StoreTrouble::Forgets]);
    for (check, more, troubles) in [("papers_store", &[][..], &all[..]), ("backups_store", &backups, &one)] {
        let state = |words: &str| {
            let (state, told) = seen(&stored, check, more);
            assert!(told.contains(words), "{told}");
            state
        };
        assert_eq!(state("s3://"), "good");
        for trouble in troubles {
            stored.way.has(Some(*trouble));
            assert_eq!(state("cannot be laid down"), "wrong", "{trouble:?}");
            stored.way.has(None);
        }
        assert_eq!(state("s3://"), "good", "control");
    }
    let file = &stored.environment[3].1;
    std::fs::set_permissions(file, Permissions::from_mode(0o644)).unwrap();
    let (state, told) = seen(&stored, "papers_store", &[]);
    assert!(state == "wrong" && told.contains("chmod 600"), "{told}");
}
