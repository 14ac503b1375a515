//! Every address before every kind of post, in every relation to what it is about, in every kind of session. What is
//! expected follows from the address's door and from `permitted`; the answer's status, its page, the record and custody
//! must say the same.

mod administering;
pub mod asks;
mod sessions;
mod swapped;
mod timing;

use crate::input::World;
use crate::page::{Form, difference, leads_to_a_proof, settled};
use crate::real::{POSTS, People, Real};
use crate::site::{Answer, Holder, Site, URLENCODED};
pub use asks::Asks;
use axum::body::Body;
use axum::http::Request;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use cabinet::change::Step;
use cabinet::ids::{ChargeId, PaperId};
use cabinet::permission::{Action, permitted_in_some_stage};
use cabinet::{Actor, Cabinet, Subject};
use sessions::{CONDITIONS, Condition, Opens, Sessions};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;
use web::{Door, ROUTES, Route};

/// One address, filled.
#[derive(Clone)]
pub struct Case {
    pub route: Route,
    pub address: String,
    /// What it is about; none where nothing is.
    pub subject: Option<Subject>,
    pub paper: Option<PaperId>,
}

/// What is expected of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    /// The page, or what was wrong with a form that was otherwise taken.
    Taken,
    /// The form is outdated.
    MovedOn,
    /// As for what is not there.
    Unknown,
    /// A proof first.
    Proof,
    /// The own device first.
    OwnDevice,
    /// As for anybody.
    Open,
    /// Signing in first.
    SignIn,
}

/// Every address, filled with everything in the state that its place can name, and with nothing that is there.
pub fn cases(site: &Site, world: &World) -> Vec<Case> {
    let state = site.state();
    let mut cases = Vec::new();
    for route in ROUTES {
        let mut filled = |places: &[(&str, String)], subject: Option<Subject>, paper| {
            let path = places.iter().fold(route.path.to_owned(), |path, (place, id)| path.replace(place, id));
            let path = path.replace("{page}", "1").replace("{*name}", "app.css").replace("{log}", "acts");
            assert!(!path.contains('{'), "{path}: nothing is known to stand there");
            let asked = route.method == "GET" && route.path == "/people/changes/new";
            let address = if asked { format!("{path}?do=enter_person") } else { path };
            cases.push(Case { route: *route, address, subject, paper });
        };
        let nothing = || site.new_id().to_string();
        let has = |place: &str| route.path.contains(place);
        if has("{proposal}") {
            for id in world.walk.proposals.iter().filter(|id| drives(&state, **id)) {
                filled(&[("{proposal}", id.to_string())], Some(Subject::Proposal(*id)), None);
            }
            filled(&[("{proposal}", nothing())], None, None);
        } else if has("{item}") {
            for meeting in world.walk.meetings.iter().filter_map(|id| state.meeting(*id)) {
                for item in &meeting.items {
                    let places = [("{meeting}", meeting.id.to_string()), ("{item}", item.id.to_string())];
                    filled(&places, Some(Subject::Item(meeting.id, item.id)), None);
                    let elsewhere = world.walk.meetings.iter().find(|other| **other != meeting.id).unwrap();
                    filled(&[("{meeting}", elsewhere.to_string()), places[1].clone()], None, None);
                }
            }
            filled(&[("{meeting}", nothing()), ("{item}", nothing())], None, None);
        } else if has("{meeting}") {
            for meeting in world.walk.meetings.iter().filter_map(|id| state.meeting(*id)) {
                filled(&[("{meeting}", meeting.id.to_string())], Some(Subject::Meeting(meeting.id)), None);
            }
            filled(&[("{meeting}", nothing())], None, None);
        } else if has("{paper}") {
            for id in &world.walk.proposals {
                for paper in state.proposal(*id).unwrap().paper_records.keys() {
                    filled(&[("{paper}", paper.to_string())], Some(Subject::Proposal(*id)), Some(*paper));
                }
            }
            filled(&[("{paper}", nothing())], None, None);
        } else if has("{task}") {
            for task in state.tasks() {
                filled(&[("{task}", task.id.to_string())], Some(Subject::Task(task.id)), None);
            }
            filled(&[("{task}", nothing())], None, None);
        } else if has("{inquiry}") {
            for inquiry in state.inquiries() {
                filled(&[("{inquiry}", inquiry.id.to_string())], Some(Subject::Inquiry(inquiry.id)), None);
            }
            filled(&[("{inquiry}", nothing())], None, None);
        } else if has("{access}") {
            for access in state.emergencies() {
                filled(&[("{access}", access.id.to_string())], Some(Subject::EmergencyAccess(access.id)), None);
            }
            filled(&[("{access}", nothing())], None, None);
        } else if has("{change}") {
            for change in state.changes() {
                filled(&[("{change}", change.id.to_string())], Some(Subject::Change(change.id)), None);
            }
            filled(&[("{change}", nothing())], None, None);
        } else if has("{device}") {
            for device in state.devices() {
                filled(&[("{device}", device.device.id.to_string())], Some(Subject::Government), None);
            }
            filled(&[("{device}", nothing())], None, None);
        } else if has("{copy}") {
            for copy in state.printed_copies() {
                filled(&[("{copy}", copy.id.to_string())], Some(Subject::Government), None);
            }
            filled(&[("{copy}", nothing())], None, None);
        } else if has("{person}") {
            for post in POSTS {
                filled(&[("{person}", rehearsal::person(post).to_string())], Some(Subject::Government), None);
            }
            filled(&[("{person}", nothing())], None, None);
        } else if has("{post}") {
            for post in POSTS {
                filled(&[("{post}", rehearsal::post(post).to_string())], Some(Subject::Government), None);
            }
            filled(&[("{post}", nothing())], None, None);
        } else {
            filled(&[], Some(Subject::Government), None);
        }
    }
    cases
}

/// No member's last day passes while these sessions live: the stories do it.
const WHEN_DAYS_HAVE_PASSED: &str = "/proposals/{proposal}/approve-by-circulation";

/// Whether a form is answered with a page, and nothing is done.
fn shows_only(route: &Route) -> bool {
    Asks::of(route) == Asks::Nothing || route.path.ends_with("/draft/convert")
}

/// One proposal of each department and stage is enough.
fn drives(state: &Cabinet, id: cabinet::ids::ProposalId) -> bool {
    let of = |id| state.proposal(id).map(|one| (one.department, one.stage.name()));
    let first = state.proposals().find(|one| of(one.id) == of(id));
    first.is_some_and(|one| one.id == id)
}

fn actor(state: &Cabinet, post: &str) -> Actor {
    let charge = state.charge_of_post(rehearsal::post(post)).unwrap();
    Actor::Holder { person: charge.person, charge: charge.id }
}

/// The version of what an address is about, as somebody sees it.
fn seen(state: &Cabinet, actor: &Actor, subject: Option<Subject>) -> u32 {
    match subject {
        Some(Subject::Proposal(id)) => state.version_seen_by(actor, state.proposal(id).unwrap()),
        Some(Subject::Meeting(id)) => state.meeting(id).unwrap().version,
        Some(Subject::Item(meeting, item)) => state.item(meeting, item).unwrap().2.version,
        Some(Subject::Task(id)) => state.task(id).unwrap().version,
        Some(Subject::Inquiry(id)) => state.inquiry(id).unwrap().version,
        Some(Subject::EmergencyAccess(id)) => state.emergency_access(id).unwrap().version,
        Some(Subject::Change(id)) => state.change(id).unwrap().version,
        Some(Subject::Government) | None => 1,
    }
}

/// The fields that are sent to each address; nothing of them is taken, whoever sends them.
fn forms(world: &World) -> BTreeMap<&'static str, Form> {
    let posts = ROUTES.iter().filter(|route| route.method == "POST");
    let form = |route: &Route| {
        let form = match route.path {
            "/sessions/end" => {
                world.walk.site.own_form("auditor", "").add("session", world.walk.site.new_id().to_string())
            }
            path => world.sent(path).1,
        };
        let nothing = world.walk.site.new_id().to_string();
        // Content at fault, where no version is.
        match route.path {
            "/proposals/new" => form.set("subject", " "),
            "/paper/register-from-paper" => form.set("subject", " "),
            "/paper/set-paper-route" | "/paper/allow-copies" => form.set("order", " "),
            "/meetings/new" => form.set("place", " "),
            "/people/devices/new" => form.set("label", " "),
            "/inquiries/new" | "/emergency-access/new" => form.set("reason", " "),
            "/people/changes/new" => form.set("name_hi", " "),
            "/people/import" | "/people/import/propose" => form.set("list", "post_key\n"),
            "/openings" => form.set("object", nothing),
            "/approvals/challenge" => form.set("address", format!("/proposals/{nothing}/clear")),
            _ => form,
        }
    };
    posts.map(|route| (route.path, form(route))).collect()
}

struct Matrix {
    real: Real,
    sessions: Sessions,
    forms: BTreeMap<&'static str, Form>,
    cases: Vec<Case>,
}

/// What was asked, by what was expected and by condition; and who was ever let in where.
#[derive(Default)]
struct Counted {
    asked: BTreeMap<(&'static str, String), usize>,
    taken: BTreeSet<(&'static str, &'static str)>,
    unknown: BTreeSet<(&'static str, &'static str)>,
    wrong: Vec<String>,
}

impl Counted {
    fn and(mut self, other: Self) -> Self {
        for (key, count) in other.asked {
            *self.asked.entry(key).or_default() += count;
        }
        self.taken.extend(other.taken);
        self.unknown.extend(other.unknown);
        self.wrong.extend(other.wrong);
        self
    }
}

impl Matrix {
    fn made() -> Self {
        let mut people = People::begun();
        let sessions = sessions::made(&mut people);
        let real = people.at_work();
        let cases = cases(real.site(), &real.world);
        let forms = forms(&real.world);
        Self { real, sessions, forms, cases }
    }

    fn site(&self) -> &Site {
        self.real.site()
    }

    fn expected(&self, state: &Cabinet, post: &str, condition: &Condition, case: &Case) -> Expected {
        let actor = actor(state, post);
        let asks_for_proof = matches!(case.route.door, Door::Fresh(_) | Door::Administration(_) | Door::Approval(_));
        match (case.route.door, condition.opens) {
            (Door::Open, _) => return Expected::Open,
            (_, Opens::Nothing) => return Expected::SignIn,
            (_, Opens::ButNotFresh) if asks_for_proof => return Expected::Proof,
            (Door::Administration(_), Opens::ButNotAdministration) => return Expected::OwnDevice,
            _ => {}
        }
        let asks = Asks::of(&case.route);
        let has = case.subject.is_some_and(|subject| asks.has(state, &actor, subject, case.paper));
        let was_open = |subject| permitted_in_some_stage(state, &actor, subject, Action::EditDraft);
        // A draft's form names no version of the proposal: who may have printed it before is told that.
        let of_draft = ["/draft", "/draft/copy", "/draft/convert"].iter().any(|end| case.route.path.ends_with(end));
        let outdated = of_draft && case.route.method == "POST";
        match case.subject {
            _ if has => Expected::Taken,
            Some(subject) if outdated && was_open(subject) => Expected::MovedOn,
            _ => Expected::Unknown,
        }
    }

    /// Asks as a page of ours would.
    fn ask(&self, state: &Cabinet, post: &str, holder: Option<&Holder>, case: &Case) -> Answer {
        if case.route.method == "GET" {
            let request = Request::get(&*case.address).header("sec-fetch-site", "same-origin");
            let request = match holder {
                Some(holder) => request.header(COOKIE, holder.cookies()),
                None => request,
            };
            return self.real.send(request.body(Body::empty()).unwrap());
        }
        let token = holder.map_or_else(String::new, |holder| holder.token.clone());
        let form = &self.forms[case.route.path];
        let mut form = Form { address: case.address.clone(), ..form.clone() };
        // Nobody waits for the failures of another at the same account. What is no name is one account for everybody.
        if form.value("sign_in_name").is_some() {
            form = form.set("sign_in_name", nobodys_name(self.site().new_id()));
        }
        if form.value("act").is_some() {
            form = form.set("form_token", token).set("act", self.site().new_id().to_string());
        }
        if form.value("seen").is_some() {
            // Whoever may is told that the page is outdated: nothing is done.
            let may = self.expected(state, post, condition("good"), case) == Expected::Taken;
            let outdated = if may { 977 } else { 0 };
            form = form.set("seen", (seen(state, &actor(state, post), case.subject) + outdated).to_string());
        }
        let request = if case.route.path.ends_with("/papers") {
            Site::upload_as(holder, &form, b"no pdf", "a.pdf")
        } else {
            let request = crate::site::from_own_page(&form.address, holder).header(CONTENT_TYPE, URLENCODED);
            request.body(Body::from(form.encoded())).unwrap()
        };
        self.real.send(request)
    }

    /// What is wrong with an answer, if something is.
    fn judged(
        &self,
        case: &Case,
        expected: Expected,
        answer: &Answer,
        uniform: &mut Option<(u16, String)>,
    ) -> Option<String> {
        let (status, reads) = (answer.status.as_u16(), case.route.method == "GET");
        let same = |uniform: &mut Option<(u16, String)>| {
            let page = plain(answer, case);
            let (known, first) = uniform.get_or_insert_with(|| (status, page.clone()));
            match difference(&page, first) {
                _ if *known != status => Some(format!("{status} instead of {known}")),
                Some((one, other)) => Some(format!("another page: {one} instead of {other}")),
                None => None,
            }
        };
        match expected {
            // What asks nothing more, and what only shows a draft otherwise, is answered and does nothing.
            Expected::Taken if reads || shows_only(&case.route) => {
                (!matches!(status, 200 | 303) || answer.next() == "/sign-in").then(|| status.to_string())
            }
            Expected::Taken if Asks::of(&case.route) == Asks::Proof => (status != 403).then(|| status.to_string()),
            Expected::Taken => (!matches!(status, 409 | 422)).then(|| status.to_string()),
            Expected::MovedOn => (status != 409).then(|| status.to_string()),
            Expected::Unknown if status != 404 => Some(status.to_string()),
            Expected::Proof if status != 403 || !leads_to_a_proof(&answer.text()) => Some(status.to_string()),
            Expected::OwnDevice if status != 403 || !answer.text().contains("href=\"/sessions#devices\"") => {
                Some(status.to_string())
            }
            Expected::SignIn if reads => {
                let led = status == 303 && answer.next() == "/sign-in" && answer.body.is_empty();
                (!led || !answer.header(SET_COOKIE.as_str()).is_empty())
                    .then(|| format!("{status} to {}", answer.next()))
            }
            Expected::SignIn if status != 401 || !answer.header(SET_COOKIE.as_str()).is_empty() => {
                Some(status.to_string())
            }
            Expected::Open if status >= 500 => Some(status.to_string()),
            Expected::Open => None,
            Expected::Unknown | Expected::Proof | Expected::OwnDevice | Expected::SignIn => same(uniform),
        }
    }

    /// Drives the addresses for a post in sessions of a kind. An answer that must be the same for everything of an address is
    /// compared with the one for nothing that is there.
    fn drive(&self, post: &'static str, condition: &Condition, expect: &Expect<'_>) -> Counted {
        let (state, head) = (self.site().state(), self.site().head());
        let holder = self.sessions[&(condition.name, post)].as_ref();
        let (mut counted, mut uniform) = (Counted::default(), BTreeMap::new());
        let driven = self.cases.iter().rev().filter(|case| {
            case.route.door == Door::Open || Asks::of(&case.route) != Asks::Ends || condition.opens == Opens::Nothing
        });
        for case in driven {
            let expected = expect(self, &state, post, condition, case);
            let answer = self.ask(&state, post, holder, case);
            let known = uniform.entry((case.route.method, case.route.path)).or_default();
            let what = || format!("{post} · {} · {} {}", condition.name, case.route.method, case.address);
            if let Some(wrong) = self.judged(case, expected, &answer, known) {
                counted.wrong.push(format!("{}: {expected:?}, but {wrong}", what()));
            }
            let asset = case.route.path.starts_with("/assets/");
            let headers = crate::headers::wrong(&answer, asset).into_iter();
            counted.wrong.extend(headers.map(|wrong| format!("{}: {wrong}", what())));
            if self.site().head() != head {
                counted.wrong.push(format!("{}: the record has grown", what()));
                return counted;
            }
            *counted.asked.entry((condition.name, format!("{expected:?}"))).or_default() += 1;
            match expected {
                Expected::Taken => counted.taken.insert((case.route.method, case.route.path)),
                Expected::Unknown => counted.unknown.insert((case.route.method, case.route.path)),
                _ => false,
            };
        }
        counted
    }

    fn drive_all(&self, posts: &[&'static str], conditions: &[&Condition], expect: &Expect<'_>) -> Counted {
        let drive = |posts: &[&'static str]| {
            let pairs = posts.iter().flat_map(|post| conditions.iter().map(move |condition| (*post, *condition)));
            let counted: Vec<Counted> = pairs.map(|(post, condition)| self.drive(post, condition, expect)).collect();
            counted.into_iter().fold(Counted::default(), Counted::and)
        };
        let (some, others) = posts.split_at(posts.len() / 2);
        std::thread::scope(|scope| {
            let first = scope.spawn(|| drive(some));
            drive(others).and(first.join().unwrap())
        })
    }
}

/// How an expectation is made.
type Expect<'a> = dyn Fn(&Matrix, &Cabinet, &str, &Condition, &Case) -> Expected + Sync + 'a;

fn truly(matrix: &Matrix, state: &Cabinet, post: &str, condition: &Condition, case: &Case) -> Expected {
    matrix.expected(state, post, condition, case)
}

/// A name that could be somebody's, and is nobody's.
fn nobodys_name(id: Uuid) -> String {
    let name = cabinet::password::sign_in_name(&format!("n{}", &id.simple().to_string()[16..]));
    name.expect("a name is made of what names are made of")
}

/// A page without what differs from one asking to the next: ids of its address, and what forms make anew.
fn plain(answer: &Answer, case: &Case) -> String {
    let ids = case.address.split(['/', '?']).filter(|part| Uuid::parse_str(part).is_ok());
    ids.fold(settled(&answer.text()), |page, id| page.replace(id, "ID").replace(&crate::page::encoded(id), "ID"))
}

fn all_conditions() -> Vec<&'static Condition> {
    CONDITIONS.iter().collect()
}

fn condition(name: &str) -> &'static Condition {
    CONDITIONS.iter().find(|condition| condition.name == name).unwrap()
}

#[track_caller]
fn none_wrong(counted: &Counted) {
    let wrong = &counted.wrong;
    assert!(wrong.is_empty(), "{} wrong, such as {:#?}", wrong.len(), &wrong[..wrong.len().min(30)]);
}

#[test]
fn every_route_before_every_post_in_every_session() {
    let mut matrix = Matrix::made();
    let counted = matrix.drive_all(&POSTS, &all_conditions(), &truly);
    none_wrong(&counted);
    everybody_was_let_in_and_turned_away_somewhere(&counted);
    control_false_expectations_are_found(&matrix);
    let moved = charges_move_while_sessions_last(&matrix);
    let administered = administering::whoever_has_a_device_administers_on_it_alone(&mut matrix);
    for ((condition, expected), count) in counted.asked.iter().chain(&administered.asked) {
        eprintln!("matrix: {condition:20} {expected:10} {count:6}");
    }
    let [asked, after, devices] =
        [&counted, &moved, &administered].map(|counted| counted.asked.values().sum::<usize>());
    let (routes, cases) = (ROUTES.len(), matrix.cases.len());
    eprintln!(
        "matrix: {routes} routes, {cases} addresses, {} posts, {asked} asked, {after} after charges moved, \
         {devices} of posts with devices",
        POSTS.len()
    );
    nothing_of_bad_sessions_stands_in_custody(&mut matrix);
    matrix.real.world.walk.site.verified();
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}

/// Every address was opened by somebody, and, if it asks for something, was as unknown to somebody else.
fn everybody_was_let_in_and_turned_away_somewhere(counted: &Counted) {
    for route in ROUTES.iter().filter(|route| route.door != Door::Open) {
        let (key, asks) = ((route.method, route.path), Asks::of(route));
        let taken = !matches!(asks, Asks::Known | Asks::Ends) && key.1 != WHEN_DAYS_HAVE_PASSED;
        assert_eq!(counted.taken.contains(&key), taken, "{key:?} is taken from somebody");
        let for_all = matches!(asks, Asks::Nothing | Asks::Proof | Asks::Ends | Asks::May(Action::KeepPasskeys));
        assert_eq!(counted.unknown.contains(&key), !for_all, "{key:?} is unknown to somebody");
    }
}

/// What is expected falsely is told, every time.
fn control_false_expectations_are_found(matrix: &Matrix) {
    let found = |post: &'static str, name: &str, expect: &Expect| {
        let counted = matrix.drive_all(&[post], &[condition(name)], expect);
        (counted.wrong.len(), counted.asked.values().sum::<usize>())
    };
    let (wrong, _) = found("auditor", "good", &truly);
    assert_eq!(wrong, 0, "control: true expectations hold");
    for (post, name, from, to) in [
        ("auditor", "good", Expected::Unknown, Expected::Taken),
        ("energy_section", "good", Expected::Taken, Expected::Unknown),
        ("cabinet_section", "proof too old", Expected::Proof, Expected::Unknown),
        ("chief_minister", "passkey taken away", Expected::SignIn, Expected::Taken),
        ("chief_minister", "good", Expected::Taken, Expected::SignIn),
    ] {
        let lie = |matrix: &Matrix, state: &Cabinet, post: &str, condition: &Condition, case: &Case| {
            let truth = matrix.expected(state, post, condition, case);
            if truth == from { to } else { truth }
        };
        let lies = matrix.drive_all(&[post], &[condition(name)], &truly).asked;
        let lies = lies[&(condition(name).name, format!("{from:?}"))];
        let (wrong, asked) = found(post, name, &lie);
        assert!(wrong >= lies && lies > 0 && asked > 200, "{post}, {name}: {wrong} of {lies} found");
    }
    let case = matrix.cases.iter().find(|case| case.route.path == "/proposals/{proposal}").unwrap();
    let holder = matrix.sessions[&("good", "auditor")].as_ref();
    let answer = matrix.ask(&matrix.site().state(), "auditor", holder, case);
    let mut uniform = None;
    assert_eq!(matrix.judged(case, Expected::Unknown, &answer, &mut uniform), None);
    let more = Answer { body: [&*answer.body, b"\nF 0/2026"].concat(), ..answer };
    assert!(matrix.judged(case, Expected::Unknown, &more, &mut uniform).is_some(), "one line more is found");
}

/// A minister takes another portfolio, a secretary hands over, while both are signed in.
fn charges_move_while_sessions_last(matrix: &Matrix) -> Counted {
    let (before, good) = (matrix.site().state(), [condition("good"), condition("proof too old")]);
    let ministers = ["energy_minister", "health_minister", "energy_minister_staff"];
    let minister = |department: &str, post: &str| Step::SetMinister {
        department: rehearsal::department(department),
        minister: Some(rehearsal::post(post)),
    };
    matrix.real.changed(vec![minister("energy", "health_minister"), minister("health", "energy_minister")]);
    let moved = matrix.drive_all(&ministers, &good, &truly);
    none_wrong(&moved);
    let as_before =
        matrix.drive_all(&ministers, &good, &|matrix: &Matrix,
                                              _: &Cabinet,
                                              post: &str,
                                              condition: &Condition,
                                              case: &Case| {
            matrix.expected(&before, post, condition, case)
        });
    assert!(as_before.wrong.len() > 20, "control: the old portfolio is missed: {}", as_before.wrong.len());
    let (next, person) = (ChargeId(matrix.site().new_id()), rehearsal::person("finance_secretary"));
    matrix.real.changed(vec![Step::HandOver { charge: rehearsal::charge("energy_secretary"), next, person }]);
    let ended = matrix.drive_all(
        &["energy_secretary"],
        &good,
        &|_: &Matrix, _: &Cabinet, _: &str, _: &Condition, case: &Case| {
            if case.route.door == Door::Open { Expected::Open } else { Expected::SignIn }
        },
    );
    none_wrong(&ended);
    moved.and(ended)
}

/// A session that opened nothing left nothing in custody but its beginning and its end; one whose proof was too old left what
/// it was refused.
fn nothing_of_bad_sessions_stands_in_custody(matrix: &mut Matrix) {
    let of = |opens: Opens| CONDITIONS.iter().filter(move |condition| condition.opens == opens);
    let ids = |matrix: &Matrix, opens: Opens| -> BTreeSet<String> {
        let holders =
            of(opens).flat_map(|condition| POSTS.map(|post| matrix.sessions[&(condition.name, post)].clone()));
        let opened = holders.flatten().filter_map(|holder| matrix.site().opened(&holder));
        opened.map(|cookie| cookie["session"].as_str().unwrap().to_owned()).collect()
    };
    let [bad, stale, good] = [Opens::Nothing, Opens::ButNotFresh, Opens::Everything].map(|opens| ids(matrix, opens));
    let entries = matrix.real.world.walk.site.custody();
    let mut kinds: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for entry in &entries {
        let session = entry["session"].as_str().unwrap_or_default();
        let sets = [("bad", &bad), ("stale", &stale), ("good", &good)];
        let because = entry["refusal"].as_str().map_or_else(String::new, |refusal| format!(" {refusal}"));
        for (name, _) in sets.iter().filter(|(_, set)| set.contains(session)) {
            kinds.entry(name).or_default().insert(format!("{}{because}", entry["kind"].as_str().unwrap()));
        }
    }
    assert!(bad.len() >= 6 * POSTS.len() && entries.len() > 500, "{} {}", bad.len(), entries.len());
    let expect = |kinds: &BTreeSet<String>, names: &[&str]| names.iter().all(|name| kinds.contains(*name));
    let bad: BTreeSet<&str> = kinds["bad"].iter().map(|kind| kind.split('/').next().unwrap()).collect();
    assert_eq!(bad, BTreeSet::from(["session_begun", "session_ended"]));
    assert!(
        expect(&kinds["stale"], &["released/2", "act_refused/1 proof_stale", "act_refused/1 unknown"]),
        "{kinds:?}"
    );
    assert!(expect(&kinds["good"], &["released/2", "act_refused/1 unknown", "act_refused/1 moved_on"]), "{kinds:?}");
    assert!(!expect(&kinds["good"], &["act_refused/1 proof_stale"]), "{kinds:?}");
}
