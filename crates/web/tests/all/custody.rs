//! Who read what, through the router: openings, the register, the folder's reach, and names that open to two
//! persons and to nobody else.

use crate::page::{Form, form_to, settled};
use crate::site::{Answer, Site};
use crate::walk::Walk;
use crate::words::hindi;
use axum::http::StatusCode;
use cabinet::ids::{InquiryId, MeetingId, ProposalId};
use cabinet::proposal::StageName;

/// Everybody but those two may never see a name of who read.
const ALL_POSTS: [&str; 12] = [
    "chief_minister",
    "chief_secretary",
    "cabinet_section",
    "energy_section",
    "energy_secretary",
    "energy_minister",
    "agriculture_minister",
    "home_secretary",
    "energy_minister_staff",
    "governor_secretary",
    "auditor",
    "system_administrator",
];

/// A folder with one note that is out, and who has read it since.
fn folder(walk: &mut Walk, readers: &[&str]) -> (ProposalId, MeetingId) {
    let id = walk.drive("health", StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", "law_minister", "industry_minister", "home_secretary"]);
    for reader in readers {
        assert_eq!(open(&walk.site, reader, &format!("/proposals/{id}")).status, StatusCode::NO_CONTENT);
    }
    (id, meeting)
}

/// Reads a page and reports that it was opened, as its script does.
fn open(site: &Site, post: &str, path: &str) -> Answer {
    let html = site.page(post, path);
    site.post(post, &form_to(&html, "/openings").unwrap())
}

fn title(site: &Site, post: &str) -> String {
    site.state().post(rehearsal::post(post)).unwrap().title.hi.clone()
}

/// The main part of a page: its frame names the reader's own post.
fn main_of(answer: &Answer) -> String {
    let html = answer.text();
    html.find("<main").map_or_else(String::new, |at| html[at..].to_owned())
}

#[test]
fn an_opening_is_taken_where_the_object_was_shown_and_is_unknown_elsewhere() {
    let mut walk = Walk::begun();
    let (id, _) = folder(&mut walk, &[]);
    let site = &walk.site;
    let html = site.page("law_minister", &format!("/proposals/{id}"));
    let form = form_to(&html, "/openings").unwrap();
    for _ in 0..3 {
        assert_eq!(site.post("law_minister", &form).status, StatusCode::NO_CONTENT, "repeated, the same answer");
    }
    let note = form.value("object").unwrap().to_owned();
    let sent = |post: &str, object: &str| site.post(post, &site.own_form(post, "/openings").add("object", object));
    let unshown = sent("industry_minister", &note);
    let nothing = sent("industry_minister", &site.new_id().to_string());
    assert_eq!((unshown.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    assert_eq!(settled(&unshown.text()), settled(&nothing.text()), "one answer for both");
    let lines = |post: &str| site.page(post, "/readings").matches("class=\"col-number num\">1<").count();
    assert_eq!((lines("law_minister"), lines("industry_minister")), (1, 0));
    let register = site.page("auditor", "/custody");
    assert!(!register.contains(&hindi("register-refusals")), "a guessed opening is no refused act");
}

#[test]
pub(crate) fn the_register_tells_neither_title_nor_number_nor_name() {
    let mut walk = Walk::begun();
    let readers = ["law_minister", "home_secretary"];
    let (id, _) = folder(&mut walk, &readers);
    let site = &walk.site;
    let refused = site.own_form("industry_minister", format!("/proposals/{id}/withdraw"));
    site.post("industry_minister", &refused.add("seen", "1").add("reason", "R")).must(StatusCode::NOT_FOUND);
    let page = site.page("auditor", "/custody");
    let proposal = site.state().proposal(id).unwrap().clone();
    for hidden in [proposal.subject().unwrap(), proposal.number.as_str(), &id.to_string()] {
        assert!(!page.contains(hidden), "{hidden}");
    }
    let of = main_of(&site.get("auditor", "/custody"));
    for post in site.state().posts() {
        assert!(!of.contains(&*post.title.hi) && !of.contains(&post.id.to_string()), "{}", post.key);
    }
    assert!(page.contains(&hindi("object-note")), "control: notes were read");
    assert!(page.contains(&hindi("register-refusals")) && page.contains(&hindi("refused-act-movement")));
    let pseudonyms = page.matches("/inquiries/new?person=").count();
    assert!(pseudonyms > readers.len(), "control: {pseudonyms} readings");
    for path in ["/custody?page=0", "/custody?page=99", "/custody?page=x", "/custody?page=-1"] {
        let status = site.get("auditor", path).status;
        assert!(status == StatusCode::NOT_FOUND || path.ends_with("=0"), "{path}: {status}");
    }
}

/// Who tried to open a matter and was refused is known to custody, as with every other act.
#[test]
fn a_refused_opening_of_a_matter_stands_in_custody() {
    let mut site = Walk::begun().site;
    let form = |site: &Site, post| site.own_form(post, "/proposals/new").set("number", "F 77/2026").set("subject", "S");
    site.post("energy_section", &form(&site, "energy_section")).must(StatusCode::SEE_OTHER);
    site.post("energy_section", &form(&site, "energy_section")).must(StatusCode::CONFLICT);
    site.post("auditor", &form(&site, "auditor")).must(StatusCode::NOT_FOUND);
    let entries = site.custody();
    let refused = entries.iter().filter(|entry| entry["kind"] == "act_refused/1");
    let told: Vec<_> = refused.map(|one| (one["act"].as_str().unwrap(), one["refusal"].as_str().unwrap())).collect();
    assert_eq!(told, [("proposal", "number_taken"), ("proposal", "unknown")]);
}

#[test]
fn whom_a_folder_reached_is_told_without_times() {
    let mut walk = Walk::begun();
    let (_, meeting) = folder(&mut walk, &["law_minister"]);
    let site = &walk.site;
    let path = format!("/meetings/{meeting}");
    for post in ["cabinet_section", "chief_secretary"] {
        let page = site.page(post, &path);
        let reached = page.split("id=\"reached\"").nth(1).unwrap().split("</section>").next().unwrap();
        let told: Vec<bool> = ["law_minister", "industry_minister", "home_secretary"]
            .map(|recipient| {
                let row = reached.split("<tr>").find(|row| row.contains(&title(site, recipient)));
                row.unwrap().contains(&hindi("folder-reached"))
            })
            .into();
        assert_eq!(told, [true, false, false], "{post}");
        let year = hindi::ist_date(site.office().now().0)[..4].to_owned();
        assert!(!reached.contains(&year), "no time of reading: {reached}");
    }
    for post in ["chief_minister", "law_minister", "home_secretary"] {
        assert!(!site.page(post, &path).contains("id=\"reached\""), "{post}");
    }
}

/// Every page on which a name could stand.
fn pages(id: InquiryId) -> [String; 7] {
    let inquiry = format!("/inquiries/{id}");
    ["/desk", "/custody", "/inquiries", "/inquiries/new", &inquiry, &format!("{inquiry}/names"), "/readings"]
        .map(str::to_owned)
}

/// Posts and pages whose main part shows a word.
fn shown(site: &Site, id: InquiryId, word: &str) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for post in ALL_POSTS {
        for path in pages(id) {
            if main_of(&site.get(post, &path)).contains(word) {
                found.push((post, path.replace(&id.to_string(), "ID")));
            }
        }
    }
    found
}

#[test]
fn names_open_to_two_who_signed_and_to_nobody_else() {
    let mut walk = Walk::begun();
    // A reader who stands in no list and on no desk of the others.
    let (_, _) = folder(&mut walk, &["industry_minister"]);
    let name = title(&walk.site, "industry_minister");
    let id = walk.ask_inquiry("auditor", None);
    assert_eq!(shown(&walk.site, id, &name), [], "before the second signature");
    let names = format!("/inquiries/{id}/names");
    let asked = walk.site.get("auditor", &names);
    let nothing = walk.site.get("auditor", &format!("/inquiries/{}/names", walk.site.new_id()));
    assert_eq!((asked.status, nothing.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
    for post in ["chief_secretary", "chief_minister"] {
        assert!(walk.site.page(post, "/desk").contains(&hindi("task-agree-inquiry")), "{post} is asked");
    }
    assert!(walk.site.page("cabinet_section", "/desk").contains(&hindi("desk-inquiries")), "the section is told");
    assert!(!walk.site.page("energy_minister", "/desk").contains(&hindi("desk-inquiries")), "control");

    let own = walk.site.own_form("auditor", format!("/inquiries/{id}/agree-inquiry")).add("seen", "1");
    walk.site.post("auditor", &own).must(StatusCode::NOT_FOUND);
    let agree = walk.site.form("chief_secretary", &format!("/inquiries/{id}"), "agree_inquiry");
    let first = walk.site.done("chief_secretary", &agree);
    let head = walk.site.head();
    let again = walk.site.post("chief_secretary", &agree);
    assert_eq!((again.status, again.next()), (first.status, first.next()), "repeated, the first answer");
    assert_eq!(walk.site.head(), head);
    let late = Form { fields: agree.fields.clone(), ..agree.clone() }.set("act", walk.site.new_id().to_string());
    walk.site.post("chief_secretary", &late).must(StatusCode::CONFLICT);

    let open = shown(&walk.site, id, &name);
    let signed = [("chief_secretary", "/inquiries/ID/names".to_owned()), ("auditor", "/inquiries/ID/names".to_owned())];
    assert_eq!(open, signed, "control: the name is there, for the two alone");
    let seen_by_auditor = main_of(&walk.site.get("auditor", &names));
    let subject = walk.site.state().proposal(walk.proposals[0]).unwrap().subject().unwrap().to_owned();
    assert!(!seen_by_auditor.contains(&subject), "the auditor learns who, not what");

    let named = hindi("reading-named");
    let told = |walk: &Walk, post: &str| walk.site.page(post, "/readings").contains(&named);
    assert!(!told(&walk, "industry_minister"), "while it lasts nobody is warned");
    walk.inquiry_step("chief_minister", id, "end_inquiry");
    assert_eq!(shown(&walk.site, id, &name), [], "over");
    assert!(told(&walk, "industry_minister"), "afterwards he is told");
    assert!(!told(&walk, "law_minister"), "control: whose name was not opened is told nothing");
}

/// The end that was written on the day of asking comes by itself.
#[test]
fn an_inquiry_is_over_when_its_time_has_passed() {
    let mut walk = Walk::begun();
    folder(&mut walk, &["industry_minister"]);
    let id = walk.ask_inquiry("auditor", None);
    walk.inquiry_step("chief_secretary", id, "agree_inquiry");
    let (path, names) = (format!("/inquiries/{id}"), format!("/inquiries/{id}/names"));
    assert_eq!(walk.site.get("chief_secretary", &names).status, StatusCode::OK);
    walk.site.days_ahead(6);
    assert_eq!(walk.site.get("chief_secretary", &names).status, StatusCode::OK, "control: in its time");
    walk.site.days_ahead(8);
    for post in ["chief_secretary", "auditor"] {
        assert_eq!(walk.site.get(post, &names).status, StatusCode::NOT_FOUND, "{post}");
    }
    for _ in 0..1000 {
        if !walk.site.state().inquiry(id).unwrap().is_open() {
            break;
        }
        walk.site.wait(async { tokio::time::sleep(std::time::Duration::from_millis(2)).await });
    }
    assert!(walk.site.page("auditor", &path).contains(&hindi("inquiry-stage-ended")));
    assert!(walk.site.page("industry_minister", "/readings").contains(&hindi("reading-named")));
}
