//! One government on several nodes: a PostgreSQL database, one key, one folder of papers, and a process for each node.

use crate::client::{Answer, Lost, Request};
use crate::cycle::Step;
use crate::record::{self, Fault, Record};
use crate::server::{Server, sign_in};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use testbed::{Postgres, Road};
use vault::KeyFile;

const POSITION: &str = "__Host-position";
const TRIES: u32 = 3_000;
const PAUSE: Duration = Duration::from_millis(20);

/// What the nodes of one government share.
pub struct Cluster {
    folder: TempDir,
    pub server: Postgres,
    pub database: String,
}

impl Cluster {
    pub fn new() -> Self {
        let (folder, server) = (TempDir::new().unwrap(), Postgres::shared());
        KeyFile::create(&folder.path().join("key")).unwrap();
        let database = server.database();
        Self { folder, server, database }
    }

    /// Starts a node that goes straight to the database.
    pub fn node(&self, name: &str) -> Server {
        self.node_at(name, &self.database)
    }

    /// Starts a node that goes to the database by this road.
    pub fn node_behind(&self, name: &str, road: &Road) -> Server {
        let at = road.address();
        let database = self.database.split('?').next().unwrap().rsplit('/').next().unwrap();
        self.node_at(name, &format!("postgres://postgres@{}:{}/{database}?sslmode=disable", at.ip(), at.port()))
    }

    fn node_at(&self, name: &str, database: &str) -> Server {
        let text = |path: PathBuf| path.display().to_string();
        let environment = [
            ("ECABINET_DATABASE", database.to_owned()),
            ("ECABINET_NODE", name.to_owned()),
            ("ECABINET_DATA", text(self.folder.path().join(name))),
            ("ECABINET_KEY", text(self.folder.path().join("key"))),
            ("ECABINET_PAPERS", text(self.papers())),
        ];
        let errors = File::create(self.errors_of(name)).unwrap();
        Server::start_node(&environment, errors).unwrap_or_else(|Lost| panic!("{name}: {}", self.errors(name)))
    }

    /// A road to the database on which a question and its answer take so long.
    pub fn road(&self, delay: Duration) -> Road {
        let port = self.database.rsplit("port=").next().unwrap();
        Road::to(PathBuf::from(self.server.folder()).join(format!(".s.PGSQL.{port}")), delay)
    }

    fn papers(&self) -> PathBuf {
        self.folder.path().join("papers")
    }

    fn errors_of(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.errors"))
    }

    /// What a node has complained of.
    pub fn errors(&self, name: &str) -> String {
        std::fs::read_to_string(self.errors_of(name)).unwrap()
    }

    /// How many acts' entries stand in the database.
    pub fn entries(&self) -> usize {
        record::entries_shared(&self.database)
    }

    /// Holds the road when no node has a turn: a turn that is held there is held up for everybody.
    pub fn hold_between_turns(&self, road: &Road) {
        wait_until("no turn is under way", || record::turns_shared(&self.database) == 0);
        road.hold();
    }

    /// The record, the texts and keys beside it, and the files.
    pub fn record(&self) -> Record {
        let keys = KeyFile::open(&self.folder.path().join("key"), &self.folder.path().join("data"), false).unwrap();
        record::read_shared(&self.database, &keys, &self.papers())
    }

    /// Waits until all of these steps and the measuring of their notes stand in the database; then the record must be
    /// them, and nothing else. `begun` is how many entries the government itself is.
    pub fn judged(&self, begun: usize, sent: &[(&[Step], usize, bool)]) -> Record {
        let steps = || sent.iter().flat_map(|(steps, answered, _)| &steps[..*answered]);
        let events: usize = steps().map(|step| step.events.len()).sum();
        let measures = steps().filter(|step| step.events.contains(&"note_revised/2")).count();
        wait_until("every act and measure is recorded", || self.entries() >= begun + events + measures);
        let record = self.record();
        assert_eq!(record::judge(&record.entries, sent), [], "the record is what was answered, once");
        assert_eq!(record::judge_office(&record.entries, begun), [], "the office's own acts");
        assert_eq!(record::judge_beside(&record), [], "texts, keys and files");
        let mut doubled = record.entries.clone();
        let act = steps().find(|step| !step.events.is_empty()).unwrap();
        doubled.push(doubled.iter().find(|entry| entry.act == act.act).unwrap().clone());
        assert_eq!(record::judge(&doubled, sent), [Fault::Doubled(act.name)], "control: twice is found");
        record
    }

    /// The size and root that all these nodes have published of the acts, once all have come to the database's last entry.
    pub fn common_root(&self, nodes: &[&Server]) -> String {
        let size = self.entries().to_string();
        let heads: Vec<String> = nodes
            .iter()
            .map(|node| {
                let mut head = String::new();
                wait_until("the checkpoint counts every entry", || {
                    head = head_of(node.port);
                    head.starts_with(&format!("{size} "))
                });
                head
            })
            .collect();
        assert!(heads.iter().all(|head| *head == heads[0]), "one root: {heads:?}");
        heads[0].clone()
    }
}

/// Size and root of a node's last checkpoint of the acts.
fn head_of(port: u16) -> String {
    let cookie = sign_in(port, "auditor").unwrap();
    let answer = Request::get("/record/acts/checkpoint", &cookie).send(port).unwrap();
    assert_eq!(answer.status, 200, "{}", answer.body);
    let lines: Vec<&str> = answer.body.lines().collect();
    format!("{} {}", lines[1], lines[2])
}

/// Asks again until it is so.
pub fn wait_until(what: &str, mut so: impl FnMut() -> bool) {
    for _ in 0..TRIES {
        if so() {
            return;
        }
        std::thread::sleep(PAUSE);
    }
    panic!("never: {what}");
}

/// One browser with its cookies, whatever node it asks. It can be signed in under several posts.
#[derive(Clone, Default)]
pub struct Browser {
    sessions: BTreeMap<String, String>,
    position: Option<String>,
}

impl Browser {
    pub fn signed_in(port: u16, posts: &[&str]) -> Self {
        let mut browser = Self::default();
        for post in posts {
            browser.sessions.insert((*post).to_owned(), sign_in(port, post).unwrap());
        }
        browser
    }

    /// The cookies that it sends under a post.
    pub fn cookies(&self, post: &str) -> String {
        let position = self.position.as_ref().map(|position| format!("; {position}"));
        format!("{}{}", self.session(post), position.unwrap_or_default())
    }

    /// The session's cookie alone.
    pub fn session(&self, post: &str) -> &str {
        &self.sessions[post]
    }

    pub fn position(&self) -> &str {
        self.position.as_deref().expect("something was sent")
    }

    pub fn get(&self, post: &str, path: &str, port: u16) -> Answer {
        Request::get(path, &self.cookies(post)).send(port).unwrap()
    }

    /// Sends a form and keeps the position that comes back.
    pub fn send(&mut self, request: &Request, port: u16) -> Answer {
        let answer = request.send(port).unwrap();
        self.position = Some(answer.cookie(POSITION).expect("every form is answered with a position"));
        answer
    }

    /// Asks one node for a step's page, and sends its form to another.
    pub fn step(&mut self, step: &Step, page_from: u16, form_to: u16) {
        wait_until(step.name, || {
            let request = step.filled_in_by(&self.cookies(step.post), page_from).unwrap();
            let answer = self.send(&request, form_to);
            // The note is not measured yet.
            let waits = step.name == "submit" && answer.status == 409;
            assert!(waits || answer.status == 303, "{}: {} {}", step.name, answer.status, answer.body);
            !waits
        });
    }
}

/// A page without what each has of its own: ids of acts to come, and the number under which a failure is asked about.
pub fn without_new_ids(page: &str) -> String {
    let page = cut(page, "name=\"act\" value=\"", '"');
    if page.contains("class=\"message") { cut(&page, "<code lang=\"zxx\">", '<') } else { page }
}

/// A page without what stands between these words and the next such sign.
fn cut(page: &str, before: &str, after: char) -> String {
    let mut parts = page.split(before);
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once(after).map_or(part, |(_, rest)| rest));
    }
    plain
}
