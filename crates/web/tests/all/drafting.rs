//! What a draft's page tells while it is written, and what is taken for written.

use crate::page::{Form, errors};
use crate::site::{Answer, Site};
use crate::walk::{Walk, complete};
use axum::http::StatusCode;
use axum::http::header::ACCEPT;
use cabinet::change::Step;
use cabinet::ids::{PostId, ProposalId};
use cabinet::people::{Post, PostKind, Words};
use cabinet::proposal::StageName;
use serde_json::Value;

const SECTION: &str = "energy_section";

fn draft(id: ProposalId) -> String {
    format!("/proposals/{id}/draft")
}

/// What an answer to a page that saves by itself says: its defects and cautions.
fn saved_by_itself(site: &Site, post: &str, form: &Form) -> [Vec<String>; 2] {
    let mut request = site.holder(post).request(form);
    request.headers_mut().insert(ACCEPT, "application/json".parse().unwrap());
    let answer = site.send(request);
    answer.must(StatusCode::OK);
    let told: Value = serde_json::from_str(&answer.text()).unwrap();
    ["defects", "cautions"].map(|name| serde_json::from_value(told[name].clone()).unwrap())
}

/// The same lists as the page draws them.
fn drawn(html: &str) -> [Vec<String>; 2] {
    ["data-defects", "data-cautions"].map(|name| {
        let list = html.split(&format!("<div {name}")).nth(1).unwrap().split("</ul>").next().unwrap();
        let lines = list.split("<li>").skip(1).map(|line| line.split("</li>").next().unwrap().to_owned());
        lines.collect()
    })
}

fn told(answer: &Answer, words: &str) {
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    assert!(errors(&answer.text()).contains(words), "{}", errors(&answer.text()));
}

#[test]
fn what_is_wrong_with_a_draft_is_told_with_each_save() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let (site, form) = (&walk.site, || walk.site.form(SECTION, &draft(id), "edit_draft"));
    let whole = saved_by_itself(site, SECTION, &complete(form(), "Subject"));
    assert_eq!(whole, [Vec::<String>::new(), Vec::new()], "control: nothing is wrong");
    let wrong = complete(form(), "Subject").set("crore", "12.5.").set("head", "").set("section.gist", "");
    let both = saved_by_itself(site, SECTION, &wrong.without("point").add("point", "Same.").add("point", "Same."));
    assert!(both.iter().all(|list| !list.is_empty()), "{both:?}");
    assert_eq!(both, drawn(&site.page(SECTION, &draft(id))), "as the page draws it");
    let put_up = crate::page::form(&site.page(SECTION, &draft(id)), "put_up").unwrap();
    told(&site.post(SECTION, &put_up), &both[0][0]);
}

/// The sections of a note that came on paper stand in its PDF: they are wanted on neither.
#[test]
fn of_a_registration_no_sections_are_wanted() {
    let mut walk = Walk::begun();
    walk.set_route("chief_secretary", "energy", "2099-03-31", "The department begins in April.");
    let id = walk.register("energy");
    let form = walk.site.form("cabinet_section", &draft(id), "edit_draft");
    let lists = saved_by_itself(&walk.site, "cabinet_section", &form.set("subject", "").set("head", ""));
    assert_eq!(lists, drawn(&walk.site.page("cabinet_section", &draft(id))));
    assert_eq!((lists[0].len(), lists[1].len()), (1, 1), "{lists:?}");
}

/// No kind is chosen for anybody; what the form does not offer is no choice.
#[test]
fn the_kind_of_an_amount_is_chosen_and_never_guessed() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    let form = || complete(site.form(SECTION, &draft(id), "edit_draft"), "Subject");
    site.post(SECTION, &form().set("amount_kind", "")).must(StatusCode::SEE_OTHER);
    let html = site.page(SECTION, &draft(id));
    let chosen = html.split("name=\"amount_kind\"").nth(1).unwrap().split("</select>").next().unwrap();
    assert!(!chosen.contains("selected"), "{chosen}");
    assert_eq!(drawn(&html)[0], ["राशि का प्रकार चुनें।"]);
    told(&site.post(SECTION, &crate::page::form(&html, "put_up").unwrap()), "राशि का प्रकार चुनें");
    let unknown = site.post(SECTION, &form().set("amount_kind", "no_such_kind"));
    unknown.must(StatusCode::BAD_REQUEST);
    assert!(unknown.text().contains("दिए गए विकल्पों में से चुनें"));
    site.post(SECTION, &form()).must(StatusCode::SEE_OTHER);
    assert_eq!(drawn(&site.page(SECTION, &draft(id)))[0], Vec::<String>::new(), "control");
}

/// Signs without ink are nothing wherever something is asked for.
#[test]
fn what_nobody_sees_is_not_written() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    for (number, subject) in [("\u{200B}", "Subject"), ("F 77", "\u{200B}"), ("F 77", "\u{2060}\u{FEFF} \u{200D}")] {
        let form = site.own_form(SECTION, "/proposals/new").set("number", number).set("subject", subject);
        site.post(SECTION, &form).must(StatusCode::UNPROCESSABLE_ENTITY);
    }
    let form = site.own_form(SECTION, "/proposals/new").set("number", "F 77\u{202E}").set("subject", "Subject");
    site.post(SECTION, &form).must(StatusCode::BAD_REQUEST);
    let prose = r#"{"version":1,"blocks":[{"list":{"numbered":true,"items":[{"paragraphs":[["\u200b"]]}]}}]}"#;
    let hidden = complete(site.form(SECTION, &draft(id), "edit_draft"), "Subject").without("section.gist");
    let hidden = hidden.add("prose.gist", prose).without("point").add("point", "\u{200B}");
    let [defects, _] = saved_by_itself(site, SECTION, &hidden);
    assert_eq!(defects.len(), 2, "the gist and the points are wanting: {defects:?}");
    let sees = complete(site.form(SECTION, &draft(id), "edit_draft"), "Subject").without("prose.gist");
    let sees = sees.set("section.gist", "क्\u{200D}ष").without("point").add("point", "श्रीमान्\u{200C}");
    assert_eq!(saved_by_itself(site, SECTION, &sees)[0], Vec::<String>::new(), "control: joiners spell");
}

/// Of two section officers of a department the register of movements names the one who drafts.
#[test]
fn the_register_names_the_section_officer_who_has_the_file() {
    let mut walk = Walk::begun();
    let title = Words {
        hi: "अनुभाग अधिकारी (शाखा-2)".to_owned(), en: "Section Officer (Branch 2)".to_owned()
    };
    let (kind, department) = (PostKind::SectionOfficer, Some(rehearsal::department("energy")));
    // It stands before the other one in the order of ids.
    let post = Post {
        id: PostId(uuid::Uuid::from_u128(7)),
        key: "energy_2".to_owned(),
        kind,
        title,
        department,
        serves: None,
    };
    let change = walk.site.proposed("cabinet_section", vec![Step::EnterPost { post }]);
    walk.change_step("chief_secretary", change, "agree_change");
    let first = walk.site.state().department_post(rehearsal::department("energy"), kind).unwrap().key.clone();
    assert_eq!(first, "energy_2", "control");
    let id = walk.drive("energy", StageName::InDepartment);
    walk.send_back("energy_secretary", id);
    for post in [SECTION, "energy_secretary"] {
        let html = walk.site.page(post, &format!("/proposals/{id}"));
        let own = walk.site.state().post(rehearsal::post(SECTION)).unwrap().title.hi.clone();
        assert!(!html.contains("शाखा-2"), "{post}");
        assert_eq!(html.matches(&format!("<td>{own}</td>")).count(), 2, "{post}: drafted, and sent back");
    }
}
