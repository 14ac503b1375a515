//! What a post can reach today, as the auditor reads it: the same as what the router gives that post, recorded, and without
//! a word that anybody wrote.

use crate::input::World;
use crate::matrix::{Asks, Case, cases};
use crate::page::Form;
use crate::site::Site;
use axum::http::StatusCode;
use cabinet::Subject;
use std::collections::BTreeSet;
use uuid::Uuid;
use web::Door;

/// Lines of the auditor's file: class, action, number.
type Told = BTreeSet<(String, String, String)>;

fn told(site: &Site, address: &str) -> Told {
    let file = site.get("auditor", address);
    file.must(StatusCode::OK);
    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").starts_with("attachment"));
    let text = file.text();
    let lines = text.lines().skip(1).map(|line| {
        let cells: Vec<&str> = line[1..line.len() - 1].split("\",\"").collect();
        assert_eq!(cells.len(), 5, "{line}");
        (cells[1].to_owned(), cells[2].to_owned(), cells[4].to_owned())
    });
    lines.collect()
}

/// The short number by which a thing stands in the file, made here once more: the first eight digits of the id's last part.
fn number(id: Uuid) -> String {
    let id = id.to_string();
    let value = u32::from_str_radix(&id[24..32], 16).unwrap();
    format!("{:05}-{:05}", value / 100_000, value % 100_000)
}

fn line(subject: Subject) -> (&'static str, String) {
    match subject {
        Subject::Government => ("government", String::new()),
        Subject::Proposal(id) => ("proposal", number(id.0)),
        Subject::Meeting(id) => ("meeting", number(id.0)),
        Subject::Item(_, id) => ("item", number(id.0)),
        Subject::Task(id) => ("task", number(id.0)),
        Subject::Inquiry(id) => ("inquiry", number(id.0)),
        Subject::Change(id) => ("change", number(id.0)),
        Subject::EmergencyAccess(id) => ("emergency_access", number(id.0)),
    }
}

/// Whether the file tells that an address opens.
fn opens(told: &Told, case: &Case) -> bool {
    let asks = Asks::of(&case.route);
    let Some(subject) = case.subject else { return asks == Asks::Nothing };
    let (class, number) = line(subject);
    let has = |class: &str, action: &str, number: &str| {
        told.contains(&(class.to_owned(), action.to_owned(), number.to_owned()))
    };
    let any = |class: &str, number: &str| told.iter().any(|(of, _, at)| of == class && at == number);
    match asks {
        Asks::Nothing => true,
        Asks::May(action) => has(class, action.key(), &number),
        Asks::AnyOfItem => {
            let Subject::Item(meeting, _) = subject else { return false };
            any(class, &number) && has("meeting", "read_notice", &line(Subject::Meeting(meeting)).1)
        }
        Asks::Minutes => ["draft_minutes", "read_minutes"].iter().any(|action| has(class, action, &number)),
        Asks::Paper => case.paper.is_some_and(|paper| has("paper", "read_paper", &self::number(paper.0))),
        Asks::Inquiries => {
            has("government", "ask_inquiry", "")
                || told.iter().any(|(of, what, _)| of == "inquiry" && what == "read_inquiry")
        }
        Asks::Emergencies => {
            has("government", "ask_emergency_access", "")
                || told.iter().any(|(of, what, _)| of == "emergency_access" && what == "read_emergency_access")
        }
        Asks::Known | Asks::Proof | Asks::Ends => false,
    }
}

/// In training nobody has a passkey or a password: these pages are for nobody.
const OF_REAL_DOORS: [&str; 3] = ["/confirm", "/passkeys/new", "/password"];

#[test]
fn the_review_tells_what_the_router_gives() {
    let mut world = World::made();
    world.walk.propose_meeting();
    world.walk.site.published();
    let (site, state) = (&world.walk.site, world.walk.site.state());
    let cases: Vec<Case> = cases(site, &world)
        .into_iter()
        .filter(|case| case.route.method == "GET" && case.route.door != Door::Open)
        .filter(|case| !OF_REAL_DOORS.contains(&case.route.path) && !case.address.ends_with("/picture"))
        .collect();
    let (mut opened, mut unknown, mut wrong) = (0, 0, Vec::new());
    let reached = |post: &str, case: &Case| {
        let answer = site.get(post, &case.address);
        let reached = answer.status == StatusCode::OK || answer.status == StatusCode::SEE_OTHER;
        assert!(reached || answer.status == StatusCode::NOT_FOUND, "{post}: {} is {}", case.address, answer.status);
        reached
    };
    let held: Vec<_> = state.posts().filter(|post| state.charge_of_post(post.id).is_some()).cloned().collect();
    assert!(held.len() > 30, "control: the sample government has posts");
    for post in &held {
        let told = told(site, &format!("/access-review/posts/{}/file", post.id));
        for case in &cases {
            let reached = reached(&post.key, case);
            *(if reached { &mut opened } else { &mut unknown }) += 1;
            if opens(&told, case) != reached {
                wrong.push(format!("{}: {}", post.key, case.address));
            }
        }
        let person = state.charge_of_post(post.id).unwrap().person;
        let of_person = told_without_ways_in(site, &format!("/access-review/persons/{person}/file"));
        assert!(told.iter().filter(|one| one.0 != "ways_in").all(|one| of_person.contains(one)), "{}", post.key);
    }
    assert_eq!(wrong, Vec::<String>::new());
    assert!(opened > 400 && unknown > 400, "control: {opened} opened, {unknown} unknown");
    eprintln!("access review: {} posts, {} addresses, {opened} opened, {unknown} unknown", held.len(), cases.len());

    // Control: one line more or less would be found.
    let auditor = told(site, &format!("/access-review/posts/{}/file", rehearsal::post("auditor")));
    let case = cases.iter().find(|case| case.route.path == "/custody").unwrap();
    assert!(opens(&auditor, case) && reached("auditor", case) && !reached("energy_section", case));
    let less = auditor.into_iter().filter(|one| one.1 != "read_register").collect();
    assert!(!opens(&less, case));
}

fn told_without_ways_in(site: &Site, address: &str) -> Told {
    told(site, address).into_iter().filter(|one| one.0 != "ways_in").collect()
}

#[test]
fn a_review_is_the_auditors_it_is_recorded_and_holds_no_word_of_a_matter() {
    let world = World::made();
    let (walk, site) = (&world.walk, &world.walk.site);
    let state = site.state();
    let (post, person) = (rehearsal::post("cabinet_section"), rehearsal::person("cabinet_section"));
    let pages = [format!("/access-review/posts/{post}"), format!("/access-review/persons/{person}")];
    let auditor = site.holder("auditor");
    for address in pages.iter().flat_map(|page| [page.clone(), format!("{page}/file")]) {
        for holder in [auditor.clone(), auditor.in_english()] {
            let text = site.get_as(&holder, &address);
            text.must(StatusCode::OK);
            let text = text.text();
            assert!(!text.contains("qzx"), "{address}");
            for proposal in state.proposals() {
                assert!(!text.contains(&proposal.number) && !text.contains(&proposal.id.to_string()), "{address}");
            }
            assert!(walk.meetings.iter().all(|id| !text.contains(&id.to_string())), "{address}");
        }
        for post in ["cabinet_section", "chief_secretary", "chief_minister", "system_administrator", "energy_section"] {
            assert_eq!(site.get(post, &address).status, StatusCode::NOT_FOUND, "{post}: {address}");
        }
    }
    assert!(site.page("cabinet_section", "/proposals").contains("qzx"), "control");
    let html = site.page("auditor", &pages[0]);
    for words in ["गोपनीय", "संक्षेपिका पढ़ना", "परिशिष्ट", "बैठक समाप्त करना", "ऐसा कोई मेल नहीं"]
    {
        assert!(html.contains(words), "{words}");
    }
    let list = site.page("auditor", "/access-review");
    assert!(list.contains(&pages[0]) && list.contains(&pages[1]));
    // Four addresses, in two languages each, and the page once more.
    assert_eq!(list.matches("<td>पृष्ठ</td>").count(), 5);
    assert_eq!(list.matches("<td>फाइल</td>").count(), 4);
    let nothing = site.new_id();
    for kind in ["posts", "persons"] {
        for end in ["", "/file"] {
            site.get("auditor", &format!("/access-review/{kind}/{nothing}{end}")).must(StatusCode::NOT_FOUND);
        }
    }
    assert_eq!(
        site.page("auditor", "/access-review").matches("<td>पृष्ठ</td>").count(),
        5,
        "nothing of that is recorded"
    );
}

#[test]
fn who_holds_nothing_reaches_nothing() {
    let mut world = World::made();
    let site = &world.walk.site;
    let law = rehearsal::charge("law_minister");
    let path = format!("/people/changes/new?do=end_charge&charge={law}");
    let form = |form: Form| form.set("reason", "आदेश 7");
    let change = site.act("cabinet_section", &path, "propose_change", form).next().to_owned();
    site.act("chief_secretary", &change, "agree_change", |form| form);
    let [post, person] = [
        format!("/access-review/posts/{}", rehearsal::post("law_minister")),
        format!("/access-review/persons/{}", rehearsal::person("law_minister")),
    ];
    assert!(site.page("auditor", &post).contains("यह पद रिक्त है"));
    assert!(site.page("auditor", &person).contains("कोई प्रभार नहीं"));
    assert!(told(site, &format!("{post}/file")).is_empty());
    assert!(told_without_ways_in(site, &format!("{person}/file")).is_empty());
    let full = told(site, &format!("/access-review/posts/{}/file", rehearsal::post("chief_minister")));
    assert!(full.iter().any(|one| one.1 == "read_agenda"), "control");
    world.walk.site.days_ahead(1);
    assert!(
        world.walk.site.page("auditor", "/access-review").contains("<td>फाइल</td>"),
        "custody remembers after a start"
    );
}
