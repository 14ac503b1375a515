//! The log of the real binary: what it tells of each request, that it tells nothing that anybody wrote, and that the server
//! goes on when no line can be written.

use crate::client::Request;
use crate::cycle::{POSTS, Progress, go_on, new_id, small_pdf, whole_cycle};
use crate::operations::at_socket;
use crate::server::{Home, Server};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs::{File, OpenOptions};
use std::path::PathBuf;
use std::process::Command;
use web::ROUTES;

/// Words that are sent wherever something can be sent.
const PLANTED: &str = "qzxplanted";

struct Kept {
    home: Home,
    server: Server,
}

impl Kept {
    fn start(home: Home, level: &str, errors: File) -> Self {
        let settings = [
            ("ECABINET_DATA", home.data().display().to_string()),
            ("ECABINET_KEY", home.key().display().to_string()),
            ("ECABINET_LOG", level.to_owned()),
            ("ECABINET_LOG_FORMAT", "json".to_owned()),
            ("ECABINET_LOG_FOLDER", home.beside("log").display().to_string()),
            ("ECABINET_OPERATIONS_LISTEN", format!("unix:{}", home.beside("operations").display())),
        ];
        let server = Server::start_node(&settings, errors).expect("it starts");
        Self { home, server }
    }

    fn errors(&self) -> String {
        std::fs::read_to_string(self.home.beside("errors")).unwrap()
    }

    fn days(&self) -> Vec<PathBuf> {
        let mut days: Vec<_> =
            std::fs::read_dir(self.home.beside("log")).unwrap().map(|day| day.unwrap().path()).collect();
        days.sort();
        days
    }

    fn kept(&self) -> String {
        self.days().iter().map(|day| std::fs::read_to_string(day).unwrap()).collect()
    }

    fn figures(&self) -> String {
        at_socket(&self.home.beside("operations"), "/metrics").body
    }
}

fn errors(home: &Home) -> File {
    File::create(home.beside("errors")).unwrap()
}

/// Asks every address in many ways, with words planted in every place. Gives the ids of the answers, and the secrets.
fn drive(kept: &Kept, cookies: &[String]) -> (Vec<String>, BTreeSet<String>) {
    let (mut ids, mut secrets) = (Vec::new(), BTreeSet::from([PLANTED.to_owned(), "203.0.113.77".to_owned()]));
    for (number, route) in ROUTES.iter().enumerate() {
        let id = new_id().to_string();
        let (planted, cookie) = (format!("{PLANTED}{number}"), &cookies[number % cookies.len()]);
        let fill = |with: &str| {
            let parts = route.path.split('/').map(|part| if part.starts_with('{') { with } else { part });
            parts.collect::<Vec<_>>().join("/")
        };
        let fields =
            ["code", "password", "title", "act", "form_token", "name"].map(|name| (name.to_owned(), planted.clone()));
        for path in [fill(&id), fill(&planted), format!("{}?code={planted}&back={planted}", fill(&id))] {
            let request = match route.method {
                "GET" => Request::get(&path, cookie),
                _ if number % 5 == 0 => Request::upload(&path, cookie, &fields, &small_pdf()),
                _ => Request::form(&path, cookie, &fields),
            };
            let request = ["x-request-id", "user-agent", "referer", "authorization"]
                .into_iter()
                .fold(request, |request, name| request.with(name, planted.clone()));
            let answer = request.with("x-forwarded-for", "203.0.113.77").send(kept.server.port).unwrap();
            let told = answer.header("x-request-id").expect("every answer has an id").to_owned();
            assert!(!told.contains(PLANTED), "an id from outside is no id of ours");
            if answer.status >= 400 && answer.body.contains("</html>") && !answer.body.contains("name=\"back\"") {
                assert!(answer.body.contains(told.rsplit('-').next().unwrap()), "{path}: the page tells its number");
            }
            ids.push(told);
        }
        secrets.insert(id);
    }
    secrets.extend(cookies.iter().map(|cookie| cookie.split('=').nth(1).unwrap().to_owned()));
    (ids, secrets)
}

#[test]
fn nothing_that_anybody_sent_or_wrote_stands_in_log_or_figures() {
    let home = Home::with_posts(POSTS);
    let errors = errors(&home);
    let kept = Kept::start(home, "info", errors);
    let (steps, mut progress) = (whole_cycle(), Progress::default());
    go_on(&kept.home, kept.server.port, &steps, steps.len(), &mut progress).unwrap();
    let matter = format!("/proposals/{}", steps[0].act);
    let page = Request::get(&matter, &kept.home.cookies["health_secretary"]).send(kept.server.port).unwrap();
    let cookies: Vec<String> = kept.home.cookies.values().cloned().collect();
    let (ids, mut secrets) = drive(&kept, &cookies);
    for step in &steps {
        secrets.insert(step.act.to_string());
        let long = step.fields.iter().filter(|(_, value)| value.chars().count() > 6);
        secrets.extend(long.flat_map(|(_, value)| value.lines().map(str::to_owned)).filter(|line| line.len() > 6));
        secrets.extend(step.page.split('/').filter(|part| part.len() == 36).map(str::to_owned));
    }
    let government = rehearsal::government();
    secrets.extend(government.persons.iter().map(|person| person.name.hi.clone()));
    secrets.extend(government.posts.iter().map(|post| post.title.hi.clone()));
    assert!(secrets.len() > 200, "control: {}", secrets.len());
    let (figures, told, files) = (kept.figures(), kept.errors(), kept.kept());
    let found = |text: &str| secrets.iter().filter(|secret| text.contains(*secret)).cloned().collect::<Vec<_>>();
    for text in [&figures, &told, &files] {
        assert_eq!(found(text), Vec::<String>::new());
    }
    assert!(found(&page.body).len() > 3, "control: what is looked for is found where it stands");

    // Both places have the same lines, each an object, and each answer has one.
    assert!(files.starts_with(&told), "files and standard error say the same");
    let lines: Vec<Value> = told.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let requests: Vec<&Value> = lines.iter().filter(|line| line["target"] == "request").collect();
    for id in &ids {
        let of_id: Vec<_> = requests.iter().filter(|line| line["id"] == id.as_str()).collect();
        assert_eq!(of_id.len(), 1, "{id}");
    }
    let patterns: BTreeSet<&str> = ROUTES.iter().map(|route| route.path).chain(["none"]).collect();
    let mut seen = BTreeSet::new();
    for line in &requests {
        let route = line["route"].as_str().unwrap();
        assert!(patterns.contains(route), "{line}");
        seen.insert(route);
        let keys: BTreeSet<&str> = line.as_object().unwrap().keys().map(String::as_str).collect();
        let expected = [
            "bytes",
            "client",
            "id",
            "level",
            "message",
            "method",
            "milliseconds",
            "route",
            "status",
            "target",
            "time",
        ];
        // A stream has no length.
        assert!(keys.is_subset(&expected.into()) && keys.len() >= expected.len() - 1, "{line}");
        assert!(line["milliseconds"].is_number() && line["status"].is_number() && line["client"] == "127.0.0.1");
        assert!(line["time"].as_str().unwrap().ends_with("+05:30"));
    }
    assert_eq!(seen.len(), patterns.len() - 1, "every address was asked");
    assert!(figures.contains("ecabinet_log_lines_lost_total{to=\"file\"} 0"), "{figures}");
    assert!(kept.server.stop());
}

#[test]
fn the_log_of_days_is_copied_with_its_hash() {
    let home = Home::empty();
    let errors = errors(&home);
    let kept = Kept::start(home, "info", errors);
    let ids: Vec<String> = (0..3)
        .map(|_| {
            let answer = Request::get("/sign-in", "").send(kept.server.port).unwrap();
            answer.header("x-request-id").unwrap().to_owned()
        })
        .collect();
    let today = hindi::ist_date(office::Clock::default().now().0);
    let (folder, out) = (kept.home.beside("log"), kept.home.beside("export.jsonl"));
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.arg("logs").arg(&folder).args(["--from", "2020-01-01", "--until", &today]).arg("--out").arg(&out);
    let told = command.output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let copied = std::fs::read_to_string(&out).unwrap();
    assert!(ids.iter().all(|id| copied.contains(id)), "beside a server that runs");
    let mut check = Command::new("sha256sum");
    assert!(
        check.args(["--check", "export.jsonl.sha256"]).current_dir(out.parent().unwrap()).status().unwrap().success()
    );
    assert!(!command.output().unwrap().status.success(), "nothing is written over");
    let mut other = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    let told = other.arg("logs").arg(&folder).args(["--from", "2020-01-01", "--until", "2020-01-02"]).output().unwrap();
    assert!(String::from_utf8_lossy(&told.stderr).contains("no log of these days"));
    assert!(kept.server.stop());
}

/// `/dev/full` takes nothing: standard error is it, and the day's file cannot be opened.
#[test]
fn a_server_whose_log_cannot_be_written_goes_on_and_counts() {
    let home = Home::with_posts(&["health_section"]);
    let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
    let kept = Kept::start(home, "info", full);
    let cookie = kept.home.cookies["health_section"].clone();
    for _ in 0..5 {
        assert_eq!(Request::get("/desk", &cookie).send(kept.server.port).unwrap().status, 200);
    }
    let figures = kept.figures();
    let lost = |place: &str| -> u64 {
        let line = format!("ecabinet_log_lines_lost_total{{to=\"{place}\"}} ");
        figures.lines().find_map(|found| found.strip_prefix(line.as_str())).unwrap().parse().unwrap()
    };
    assert!(lost("error") >= 5, "{figures}");
    assert_eq!(lost("file"), 0, "control");
    assert!(kept.kept().lines().count() >= 5, "the other place has its lines");
    assert!(kept.server.stop(), "and it ends in order");
}

#[test]
fn a_folder_that_cannot_be_used_is_told_at_the_start() {
    let home = Home::empty();
    std::fs::write(home.beside("log"), "a file").unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_ecabinet"));
    command.arg("demo").env("ECABINET_DATA", home.data()).env("ECABINET_KEY", home.key());
    let told = command.env("ECABINET_LOG_FOLDER", home.beside("log")).output().unwrap();
    let errors = String::from_utf8_lossy(&told.stderr).into_owned();
    assert!(!told.status.success() && errors.contains("ECABINET_LOG_FOLDER"), "{errors}");
    assert!(!home.data().exists());
}
