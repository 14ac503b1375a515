//! The door of the machine's operations: what it tells, that it tells nothing that anybody wrote, and that it is no other
//! judgement than the page's.

use crate::health::main_of;
use crate::site::{Answer, NUMBER, Site};
use crate::walk::{Course, SECTION_WORDS, Walk};
use axum::http::{Method, StatusCode};
use cabinet::Moment;
use office::Heed;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use web::ROUTES;

const COURSE: Course =
    Course { recipients: &["chief_minister", "finance_minister"], answer: "concurs", outcome: "approved" };
const PLANTED: &str = "qzx";

/// One sample: name, labels, figure.
type Sample = (String, BTreeMap<String, String>, f64);

/// The figures, strictly read: every family is told once, with help and kind, and its samples follow it.
struct Told {
    kinds: BTreeMap<String, String>,
    samples: Vec<Sample>,
}

impl Told {
    fn by(site: &Site) -> Self {
        let answer = site.operations("/metrics");
        answer.must(StatusCode::OK);
        assert_eq!(answer.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
        Self::read(&answer.text())
    }

    fn read(text: &str) -> Self {
        let (mut kinds, mut samples, mut family) = (BTreeMap::new(), Vec::new(), String::new());
        assert!(text.ends_with('\n'));
        for line in text.lines() {
            if let Some(rest) = line.strip_prefix("# HELP ") {
                family = rest.split_once(' ').expect("a help").0.to_owned();
                assert!(!kinds.contains_key(&family), "{family} is told twice");
            } else if let Some(rest) = line.strip_prefix("# TYPE ") {
                let (name, kind) = rest.split_once(' ').unwrap();
                assert_eq!(name, family);
                assert!(["counter", "gauge", "histogram"].contains(&kind), "{line}");
                assert_eq!(kind == "counter", name.ends_with("_total"), "{line}");
                kinds.insert(name.to_owned(), kind.to_owned());
            } else {
                let sample = sample(line);
                let of_histogram = ["_bucket", "_sum", "_count"].map(|end| format!("{family}{end}"));
                let fits = match kinds[&family].as_str() {
                    "histogram" => of_histogram.contains(&sample.0),
                    _ => sample.0 == family,
                };
                assert!(fits, "{line} stands under {family}");
                samples.push(sample);
            }
        }
        let seen: BTreeSet<_> = samples.iter().map(|(name, labels, _)| (name, labels)).collect();
        assert_eq!(seen.len(), samples.len(), "each sample once");
        Self { kinds, samples }
    }

    fn of(&self, name: &str, labels: &[(&str, &str)]) -> Option<f64> {
        let fits = |found: &BTreeMap<String, String>| {
            found.len() == labels.len()
                && labels.iter().all(|(name, value)| found.get(*name).is_some_and(|one| one == value))
        };
        self.samples.iter().find(|(found, with, _)| found == name && fits(with)).map(|(_, _, figure)| *figure)
    }

    fn named(&self, name: &str) -> Vec<&Sample> {
        self.samples.iter().filter(|(found, _, _)| found == name).collect()
    }
}

fn sample(line: &str) -> Sample {
    let (left, figure) = line.rsplit_once(' ').unwrap();
    let (name, labels) =
        left.split_once('{').map_or((left, ""), |(name, rest)| (name, rest.strip_suffix('}').unwrap()));
    let labels = labels.split_terminator("\",").map(|pair| pair.trim_end_matches('"'));
    let labels =
        labels.map(|pair| pair.split_once("=\"").map(|(name, value)| (name.to_owned(), value.to_owned())).unwrap());
    (name.to_owned(), labels.collect(), figure.parse().unwrap())
}

fn lines(answer: &Answer) -> Vec<String> {
    answer.text().lines().map(str::to_owned).collect()
}

#[test]
fn a_process_that_lives_says_so_and_one_that_takes_acts_too() {
    let walk = Walk::begun();
    let site = &walk.site;
    for path in ["/healthz", "/readyz"] {
        let answer = site.operations(path);
        answer.must(StatusCode::OK);
        assert_eq!((lines(&answer), answer.header("cache-control")), (vec!["ok".to_owned()], "no-store"), "{path}");
    }
    let papers = site.data().join("papers");
    let elsewhere = site.data().join("elsewhere");
    std::fs::rename(&papers, &elsewhere).unwrap();
    let answer = site.operations("/readyz");
    answer.must(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(lines(&answer), ["papers"]);
    site.operations("/healthz").must(StatusCode::OK);
    std::fs::rename(&elsewhere, &papers).unwrap();
    site.operations("/readyz").must(StatusCode::OK);
    site.office().end_streams();
    let answer = site.operations("/readyz");
    answer.must(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(lines(&answer), ["stopping"]);
}

#[test]
fn before_the_first_entry_no_act_is_taken() {
    let site = Site::empty(cabinet::LedgerNature::Training);
    let answer = site.operations("/readyz");
    answer.must(StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(lines(&answer), ["state"]);
}

#[test]
fn the_public_door_knows_none_of_these_addresses() {
    let walk = Walk::begun();
    let main = |path: &str, post: &str| main_of(walk.site.get(post, path).must(StatusCode::NOT_FOUND));
    for post in ["system_administrator", "chief_minister"] {
        for path in ["/healthz", "/readyz", "/metrics"] {
            assert_eq!(main(path, post), main("/no-such-page", post));
            walk.site.operations(path).must(StatusCode::OK);
        }
    }
    for path in ["/", "/desk", "/health", "/metrics/", "/assets/style.css"] {
        walk.site.operations(path).must(StatusCode::NOT_FOUND);
    }
}

#[test]
fn figures_say_nothing_that_anybody_wrote() {
    let mut walk = Walk::begun();
    walk.tell(&COURSE);
    let site = &walk.site;
    let (state, odd) = (site.state(), Method::from_bytes(b"QZXMETHOD").unwrap());
    for path in ["/qzxpath", "/proposals/qzxid", "/assets/qzxname", "/sign-in?code=qzxcode"] {
        for method in [Method::GET, Method::POST, odd.clone()] {
            let request = axum::http::Request::builder().method(method).uri(path).body(axum::body::Body::empty());
            site.send(request.unwrap());
        }
    }
    let text = site.operations("/metrics").text();
    let mut words: Vec<String> = [PLANTED, "QZX", SECTION_WORDS, "First point."].map(str::to_owned).to_vec();
    words.extend(state.proposals().flat_map(|one| [one.number.clone(), one.id.to_string()]));
    words.extend(walk.meetings.iter().map(ToString::to_string));
    words.extend(state.persons().flat_map(|one| [one.name.hi.clone(), one.name.en.clone()]));
    words.extend(state.posts().flat_map(|one| [one.title.hi.clone(), one.key.clone()]));
    words.extend(state.departments().flat_map(|one| [one.name.hi.clone(), one.name.en.clone()]));
    words.extend(["cabinet_section", "chief_minister"].map(|post| site.holder(post).cookie));
    words.retain(|word| !word.is_empty());
    let found = |text: &str| words.iter().filter(|word| text.contains(*word)).cloned().collect::<Vec<_>>();
    assert_eq!(found(&text), Vec::<String>::new());
    assert!(found(&site.page("cabinet_section", "/proposals")).len() > 3, "control");

    // And no label holds anything but a word that stands somewhere in this program.
    let told = Told::read(&text);
    let closed: BTreeMap<&str, BTreeSet<String>> = BTreeMap::from([
        ("method", ["GET", "POST", "HEAD", "other"].map(str::to_owned).into()),
        ("route", ROUTES.iter().map(|route| route.path.to_owned()).chain(["none".to_owned()]).collect()),
        ("class", ["2xx", "3xx", "4xx", "5xx"].map(str::to_owned).into()),
        ("why", Heed::ALL.iter().map(|heed| heed.key().to_owned()).collect()),
        ("ledger", ["acts", "custody"].map(str::to_owned).into()),
        ("disk", ["data", "papers"].map(str::to_owned).into()),
        ("queue", ["writer", "worker"].map(str::to_owned).into()),
        ("what", ["addresses", "accounts"].map(str::to_owned).into()),
        ("outcome", ["accepted", "repeated", "refused", "failed", "done"].map(str::to_owned).into()),
        ("directive", ["unread"].map(str::to_owned).into()),
    ]);
    let mut labels = 0;
    for (name, value) in told.samples.iter().flat_map(|(_, labels, _)| labels) {
        match name.as_str() {
            "le" => assert!(value == "+Inf" || value.parse::<f64>().is_ok(), "{value}"),
            "version" => assert_eq!(value, env!("CARGO_PKG_VERSION")),
            "sources" => assert!(value.bytes().all(|byte| byte.is_ascii_hexdigit()), "{value}"),
            "kind" => assert!(value.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_'), "{value}"),
            name => assert!(closed[name].contains(value), "{name}={value}"),
        }
        labels += 1;
    }
    assert!(labels > 500, "control: {labels}");
}

#[test]
fn what_is_told_is_what_is() {
    let mut walk = Walk::begun();
    walk.tell(&COURSE);
    let (site, before) = (&walk.site, Told::by(&walk.site));
    let refused = site.form("energy_section", "/proposals/new", "start_proposal");
    site.post("energy_section", &refused.clone().set("number", "").set("subject", ""));
    let new = refused.set("number", "F 77/2026").set("subject", "qzx77plant");
    site.done("energy_section", &new);
    site.post("energy_section", &new).must(StatusCode::SEE_OTHER);
    for _ in 0..3 {
        site.get("energy_section", "/proposals/00000000-0000-7000-8000-000000000000").must(StatusCode::NOT_FOUND);
    }
    let now = Told::by(site);
    let grown = |name: &str, labels: &[(&str, &str)]| {
        now.of(name, labels).unwrap_or(0.0) - before.of(name, labels).unwrap_or(0.0)
    };
    let acts = |outcome| grown("ecabinet_acts_total", &[("kind", "proposal"), ("outcome", outcome)]);
    assert_eq!([acts("accepted"), acts("repeated"), acts("failed")], [1.0, 1.0, 0.0]);
    assert_eq!(grown("ecabinet_commits_total", &[("outcome", "done")]), 1.0);
    assert_eq!(grown("ecabinet_entries_committed_total", &[]), 1.0);
    assert_eq!(grown("ecabinet_ledger_entries", &[("ledger", "acts")]), 1.0);
    let route = [("method", "GET"), ("route", "/proposals/{proposal}"), ("class", "4xx")];
    assert_eq!(grown("ecabinet_request_duration_seconds_count", &route), 3.0);
    assert_eq!(now.of("ecabinet_ledger_entries", &[("ledger", "acts")]), Some(site.head() as f64));
    let state = site.state();
    let revisions = state.proposals().flat_map(|one| &one.revisions);
    let papers: BTreeSet<_> = revisions.flat_map(|one| &one.papers).collect();
    assert!(now.of("ecabinet_papers", &[]).unwrap() >= papers.len() as f64);
    assert!(now.of("process_resident_memory_bytes", &[]).unwrap() > 1e6);
    assert!(now.of("process_cpu_seconds_total", &[]) > before.of("process_cpu_seconds_total", &[]));
    assert!(
        now.of("ecabinet_disk_free_bytes", &[("disk", "data")]) <= now.of("ecabinet_disk_bytes", &[("disk", "data")])
    );
    assert_eq!(now.of("ecabinet_requests_under_way", &[]), Some(0.0));
    assert_eq!(now.kinds["ecabinet_request_duration_seconds"], "histogram");

    // Buckets hold what the smaller ones hold, and the last all.
    let mut last: BTreeMap<BTreeMap<String, String>, (f64, f64)> = BTreeMap::new();
    for (_, labels, count) in now.named("ecabinet_request_duration_seconds_bucket") {
        let mut labels = labels.clone();
        let end =
            labels.remove("le").map(|end| if end == "+Inf" { f64::INFINITY } else { end.parse().unwrap() }).unwrap();
        let (end_before, count_before) = last.get(&labels).copied().unwrap_or((0.0, 0.0));
        assert!(end > end_before && *count >= count_before);
        last.insert(labels, (end, *count));
    }
    assert!(last.len() > 10, "control");
    for (labels, (end, count)) in last {
        let labels: Vec<(&str, &str)> = labels.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(end, f64::INFINITY);
        assert_eq!(now.of("ecabinet_request_duration_seconds_count", &labels), Some(count));
    }
}

/// The words that the page says are the figures that are 1, and no others.
#[test]
fn the_page_and_the_figures_are_one_judgement() {
    let walk = Walk::begun();
    let site = &walk.site;
    site.wait(site.office().check_record());
    let agree = |expected: &[Heed]| {
        let html = main_of(&site.get("system_administrator", "/health"));
        let told = Told::by(site);
        for heed in Heed::ALL {
            let sentence = crate::words::hindi(&format!("heed-{}", heed.key().replace('_', "-")));
            let figure = told.of("ecabinet_heed", &[("why", heed.key())]).unwrap();
            assert_eq!(figure == 1.0, html.contains(&sentence), "{heed:?}");
            if expected.contains(heed) {
                assert_eq!(figure, 1.0, "{heed:?}");
            }
        }
        told.named("ecabinet_heed").iter().filter(|(_, _, figure)| *figure == 1.0).count()
    };
    let before = agree(&[]);
    site.office().shows_certificate(Arc::new(|| Some(Moment(1_500_000_000_000))));
    assert_eq!(agree(&[Heed::CertificateEnds]), before + 1);
}

/// Whoever meets a failure can say which it was; nobody else is troubled with a number.
#[test]
fn a_failure_has_a_number_by_which_the_log_knows_it() {
    let walk = Walk::begun();
    let site = &walk.site;
    let (officer, mut ids) = (site.holder("energy_section"), BTreeSet::new());
    let code = format!("<code lang=\"zxx\">{NUMBER}</code>");
    let in_hindi = format!("{} {code}", crate::words::hindi("failure-number"));
    for path in ["/no-such-page", "/proposals/00000000-0000-7000-8000-000000000000", "/health"] {
        let told = site.get_as(&officer, path);
        assert!(told.must(StatusCode::NOT_FOUND).text().contains(&in_hindi), "{path}");
        let english = site.get_as(&officer.clone().in_english(), path);
        assert!(english.text().contains(&code) && english.text().contains("help desk"), "{path}");
        ids.extend([told.request, english.request]);
    }
    for path in ["/desk", "/proposals", "/assets/app.css", "/sign-in"] {
        let told = site.get_as(&officer, path);
        assert!(!String::from_utf8_lossy(&told.body).contains(NUMBER), "{path}: all is well");
        ids.insert(told.request);
    }
    assert_eq!(ids.len(), 10, "each request has an id of its own");
    let version = |id: &String| uuid::Uuid::parse_str(id).unwrap().get_version_num();
    assert!(ids.iter().all(|id| version(id) == 7));
}
