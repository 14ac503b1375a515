//! Every act once: repeated, sent with another body, by another person, at the same time, from an outdated page, without
//! a session.

use crate::page::{Form, escaped, form, forms, settled};
use crate::site::{Answer, Holder, Site};
use crate::walk::{Walk, complete, decided};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::{ACCEPT, CONTENT_TYPE, COOKIE, ORIGIN as ORIGIN_NAME};
use axum::http::{Request, StatusCode};
use cabinet::proposal::StageName;
use uuid::Uuid;

const TYPED: &str = "Words typed <once> & kept.";
const OTHERWISE: &str = "Words typed by the other.";

fn both(site: &Site, one: Request<Body>, other: Request<Body>) -> [Answer; 2] {
    let answers = site.wait(async { tokio::join!(site.ask(one), site.ask(other)) });
    [answers.0, answers.1]
}

fn shows(answer: &Answer, words: &str) -> bool {
    answer.text().contains(&escaped(words))
}

#[track_caller]
fn moved_on(answer: &Answer) {
    answer.must(StatusCode::CONFLICT);
    assert!(answer.text().contains("स्थिति बदल चुकी है"), "the page says that things have moved on");
}

#[test]
fn a_repeated_act_is_done_once_and_answered_alike() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let page = format!("/proposals/{id}");
    let act = walk.site.form("energy_secretary", &page, "return_proposal").set("reason", TYPED);
    let head = walk.site.head();
    let first = walk.site.done("energy_secretary", &act);
    let grown = walk.site.head() - head;
    assert!(grown >= 1);
    for _ in 0..3 {
        let again = walk.site.post("energy_secretary", &act);
        assert_eq!((again.status, again.next()), (first.status, first.next()));
    }
    assert_eq!(walk.site.head(), head + grown, "recorded once");
    walk.put_up(id);
    let (site, head) = (&walk.site, walk.site.head());
    let act = site.form("energy_secretary", &page, "return_proposal").set("reason", TYPED);
    let holder = site.holder("energy_secretary");
    let answers = site.wait(async {
        let request = || site.ask(holder.request(&act));
        let (a, b, c, d) = tokio::join!(request(), request(), request(), request());
        [a, b, c, d]
    });
    for answer in answers {
        assert_eq!((answer.status, answer.next()), (first.status, first.next()));
    }
    assert_eq!(site.head(), head + grown, "sent four times at once, recorded once");
    let started =
        site.form("energy_section", "/proposals/new", "start_proposal").set("number", "F 77").set("subject", "S");
    let [one, two] = [0, 1].map(|_| site.post("energy_section", &started));
    assert_eq!((one.status, one.next()), (two.status, two.next()));
    assert_eq!(one.status, StatusCode::SEE_OTHER);
}

/// A note from paper is received once, however often its form comes; it names papers that were laid before.
#[test]
fn a_receipt_from_paper_sent_again_is_recorded_once() {
    let mut walk = Walk::begun();
    walk.set_route("chief_secretary", "energy", "2099-03-31", "The files are still on paper.");
    let id = walk.register("energy");
    let papers = [walk.lay(id, "The note"), walk.lay(id, "Its note-sheet")];
    let (section, head) = ("cabinet_section", walk.site.head());
    let form = walk.site.form(section, &format!("/proposals/{id}/draft"), "receive_from_paper");
    let form = crate::paper::filled(form, &papers);
    let first = walk.site.done(section, &form);
    walk.site.measured();
    let grown = walk.site.head() - head;
    assert!(grown >= 1 && walk.stage(id) == StageName::Submitted);
    for _ in 0..2 {
        let again = walk.site.post(section, &form);
        assert_eq!((again.status, again.next()), (first.status, first.next()));
    }
    assert_eq!(walk.site.head(), head + grown, "recorded once");
}

#[test]
fn another_body_under_the_same_id_is_shown_and_not_recorded() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Submitted);
    let act = walk.site.form("cabinet_section", &format!("/proposals/{id}"), "scrutinise");
    let act = crate::consulting::ticked(act).set("remark", "First words.");
    walk.site.done("cabinet_section", &act);
    let head = walk.site.head();
    let other = walk.site.post("cabinet_section", &act.clone().set("remark", TYPED));
    other.must(StatusCode::CONFLICT);
    assert!(other.text().contains(&hindi("failure-other-content")), "the page says that the id is used up");
    assert!(shows(&other, TYPED), "the new words are shown");
    assert!(shows(&other, "First words."), "and the recorded ones");
    let elsewhere = walk.drive("health", StageName::Submitted);
    let head = head.max(walk.site.head());
    let same_id = act.clone().set("act", act.value("act").unwrap());
    let elsewhere = Form { address: format!("/proposals/{elsewhere}/scrutinise"), ..same_id };
    walk.site.post("cabinet_section", &elsewhere).must(StatusCode::CONFLICT);
    assert_eq!(walk.site.head(), head, "nothing is recorded");
}

#[test]
fn another_persons_id_is_as_unknown() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::Submitted);
    let used = crate::consulting::ticked(walk.site.form("cabinet_section", &format!("/proposals/{id}"), "scrutinise"));
    walk.site.done("cabinet_section", &used);
    let (site, head) = (&walk.site, walk.site.head());
    let clear = site.form("chief_secretary", &format!("/proposals/{id}"), "clear").set("remark", TYPED);
    let taken = site.post("chief_secretary", &clear.clone().set("act", used.value("act").unwrap()));
    taken.must(StatusCode::NOT_FOUND);
    let nowhere = Form { address: format!("/proposals/{}/clear", site.new_id()), ..clear.clone() };
    let unknown = site.post("chief_secretary", &nowhere);
    let plain = |answer: &Answer, form: &Form| settled(&answer.text()).replace(&form.address, "");
    assert_eq!(plain(&taken, &clear), plain(&unknown, &nowhere), "the same answer as for nothing");
    assert!(shows(&taken, TYPED), "the words are not lost");
    assert_eq!(site.head(), head);
    site.done("chief_secretary", &clear);
}

/// Two acts at once on one proposal: one is done; the other is told, with its words.
fn race(site: &Site, one: (&str, Form), other: (&str, Form)) {
    let head = site.head();
    let requests = [&one, &other].map(|(post, form)| site.holder(post).request(form));
    let [first, second] = requests;
    let answers = both(site, first, second);
    let won = answers.iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
    assert_eq!(won, 1, "{:?}", answers.map(|answer| answer.status));
    let lost = usize::from(answers[0].status == StatusCode::SEE_OTHER);
    let typed = [one.1, other.1][lost].fields.last().unwrap().1.clone();
    moved_on(&answers[lost]);
    assert!(shows(&answers[lost], &typed), "the typed words stay on the page");
    assert_eq!(site.head(), head + 1);
}

#[test]
fn of_two_acts_at_once_one_is_done() {
    let mut walk = Walk::begun();
    for round in 0..3 {
        let id = walk.drive("energy", StageName::Cleared);
        let (page, site) = (format!("/proposals/{id}"), &walk.site);
        let ordered = ("chief_minister", site.form("chief_minister", &page, "order_for_meeting").set("remark", TYPED));
        let withdrawn = ("energy_minister", site.form("energy_minister", &page, "withdraw").set("reason", OTHERWISE));
        if round % 2 == 0 {
            race(site, ordered, withdrawn)
        } else {
            race(site, withdrawn, ordered)
        }
        let id = walk.drive("health", StageName::SecretaryApproved);
        let (page, site) = (format!("/proposals/{id}"), &walk.site);
        let of =
            |action, field, words| ("health_minister", site.form("health_minister", &page, action).set(field, words));
        race(site, of("approve_as_minister", "remark", TYPED), of("return_proposal", "reason", OTHERWISE));
    }
}

#[test]
fn an_outdated_page_is_told_and_keeps_its_words() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let page = format!("/proposals/{id}");
    let outdated = walk.site.form("energy_secretary", &page, "send_for_views").set("remark", TYPED);
    walk.send_back("energy_secretary", id);
    let head = walk.site.head();
    let answer = walk.site.post("energy_secretary", &outdated);
    moved_on(&answer);
    assert!(shows(&answer, TYPED));
    assert_eq!(walk.site.head(), head);

    walk.carry_on(id, StageName::Ordered);
    let meeting = walk.propose_meeting();
    let notice = walk.site.form("chief_minister", &format!("/meetings/{meeting}"), "call_meeting");
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let again = notice.set("act", walk.site.new_id().to_string());
    moved_on(&walk.site.post("chief_minister", &again));
    let item = walk.list(meeting, id);
    let agenda = walk.site.page("cabinet_section", &format!("/meetings/{meeting}"));
    let removed = forms(&agenda).into_iter().find(|form| form.address.ends_with("/remove-item")).unwrap();
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    moved_on(&walk.site.post("cabinet_section", &removed));
    walk.release(meeting, &["chief_minister"]);
    walk.open(meeting, "chief_minister", &["chief_minister"]);
    let path = format!("/meetings/{meeting}/items/{item}");
    let outdated =
        decided(walk.site.form("chief_secretary", &path, "record_decisions"), "rejected").set("text.2", TYPED);
    walk.record(meeting, item, "approved");
    let head = walk.site.head();
    let answer = walk.site.post("chief_secretary", &outdated);
    moved_on(&answer);
    assert!(shows(&answer, TYPED));
    assert_eq!(walk.site.head(), head);
}

#[test]
fn a_draft_in_two_tabs_loses_nothing() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let (site, path) = (&walk.site, format!("/proposals/{id}/draft"));
    let tab = || complete(site.form("energy_section", &path, "edit_draft"), "Same subject");
    let (mine, theirs) = (tab().set("section.gist", TYPED), tab().set("section.gist", "Theirs, saved first."));
    site.post("energy_section", &theirs).must(StatusCode::SEE_OTHER);
    let version = site.form("energy_section", &path, "edit_draft").value("version").unwrap().to_owned();
    let json = |form: &Form| {
        let mut request = site.holder("energy_section").request(form);
        request.headers_mut().insert(ACCEPT, "application/json".parse().unwrap());
        site.send(request)
    };
    let unsaved = || site.form("energy_section", &path, "edit_draft");
    let conflict = site.post("energy_section", &mine);
    conflict.must(StatusCode::CONFLICT);
    assert!(shows(&conflict, TYPED) && shows(&conflict, "Theirs, saved first."), "both texts are shown");
    let told = json(&mine);
    told.must(StatusCode::CONFLICT);
    assert!(told.text().contains("conflict_url"), "{}", told.text());
    assert_eq!(unsaved().value("section.gist"), Some("Theirs, saved first."), "nothing is overwritten");
    assert_eq!(unsaved().value("version"), Some(&*version));
    let knowingly = forms(&conflict.text()).into_iter().find(|form| form.address == path).unwrap();
    assert_eq!(knowingly.value("section.gist"), Some(TYPED));
    site.post("energy_section", &knowingly).must(StatusCode::SEE_OTHER);
    assert_eq!(unsaved().value("section.gist"), Some(TYPED));
    let saved = json(&unsaved().set("section.gist", "Saved by itself."));
    saved.must(StatusCode::OK);
    let next: u64 = version.parse().unwrap();
    assert!(saved.text().contains(&format!("\"version\":{}", next + 2)), "{}", saved.text());

    let outdated = form(&site.page("energy_section", &path), "put_up")
        .unwrap()
        .set("version", &*version)
        .set("section.gist", OTHERWISE);
    let head = site.head();
    site.post("energy_section", &outdated).must(StatusCode::CONFLICT);
    assert_eq!(site.head(), head, "no other text than the seen one is put up");
}

/// An id that was made so many milliseconds from now.
fn made(site: &Site, milliseconds: i64) -> String {
    let time = u128::try_from(site.office().now().0 + milliseconds).unwrap();
    let rest = site.new_id().as_u128() & ((1 << 80) - 1);
    Uuid::from_u128(time << 80 | rest).to_string()
}

#[test]
fn ids_that_are_too_old_or_no_ids_are_refused() {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let (site, head) = (&walk.site, walk.site.head());
    let act = site.form("energy_secretary", &format!("/proposals/{id}"), "return_proposal").set("reason", TYPED);
    let random = Uuid::from_u128(0x1234_5678_9abc_4def_8123_4567_89ab_cdef).to_string();
    for wrong in [made(site, -31 * DAY_MS), made(site, DAY_MS), random] {
        let answer = site.post("energy_secretary", &act.clone().set("act", wrong));
        answer.must(StatusCode::CONFLICT);
        assert!(answer.text().contains(&hindi("failure-stale")) && shows(&answer, TYPED));
    }
    for wrong in ["", "7", "no id"] {
        site.post("energy_secretary", &act.clone().set("act", wrong)).must(StatusCode::BAD_REQUEST);
    }
    assert_eq!(site.head(), head);
    site.done("energy_secretary", &act.set("act", made(site, -29 * DAY_MS)));
}

#[test]
fn a_form_without_a_living_session_keeps_its_words() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let holder = walk.site.holder("energy_secretary");
    let act = walk.site.form("energy_secretary", &format!("/proposals/{id}"), "return_proposal").set("reason", TYPED);
    walk.site.days_ahead(1);
    let (site, head) = (&walk.site, walk.site.head());
    let dead = |holder: &Holder| {
        let answer = site.post_as(holder, &act);
        answer.must(StatusCode::UNAUTHORIZED);
        assert!(shows(&answer, TYPED), "what was typed is shown again");
        let short = site.post_as(holder, &act.clone().set("reason", "नहीं"));
        short.must(StatusCode::UNAUTHORIZED);
        assert!(shows(&short, "नहीं"), "short words too");
        let none = site.post_as(
            holder,
            &Form { address: format!("/proposals/{id}/close-consultation"), ..act.clone() }.without("reason"),
        );
        none.must(StatusCode::UNAUTHORIZED);
        let page = site.get_as(holder, "/desk");
        assert_eq!((page.status, page.next()), (StatusCode::SEE_OTHER, "/sign-in"));
    };
    dead(&holder);
    dead(&Holder { cookie: "__Host-session=00".to_owned(), ..holder.clone() });
    dead(&Holder { cookie: "a=b".to_owned(), ..holder });

    let living = site.signed_in("energy_secretary");
    let out =
        forms(&site.get_as(&living, "/desk").text()).into_iter().find(|form| form.address == "/sign-out").unwrap();
    let answer = site.post_as(&living, &out);
    answer.must(StatusCode::SEE_OTHER);
    assert!(answer.header("set-cookie").contains("Max-Age=0"));
    assert!(answer.header("clear-site-data").contains("cache"));
    dead(&living);
    assert_eq!(site.head(), head, "nothing is recorded");
    let upload = Form { address: format!("/proposals/{id}/papers"), ..Form::default() };
    let mut request = site.upload_request("energy_section", &upload, b"%PDF-", "a.pdf");
    request.headers_mut().remove(COOKIE);
    site.send(request).must(StatusCode::UNAUTHORIZED);
}

#[test]
pub(crate) fn a_form_from_elsewhere_is_refused() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let (site, head) = (&walk.site, walk.site.head());
    let act = site.form("energy_secretary", &format!("/proposals/{id}"), "return_proposal").set("reason", TYPED);
    let other = site.signed_in("energy_secretary");
    let foreign = site.holder("energy_minister").token;
    for token in [&*foreign, &*other.token, "", "00", &"0".repeat(64)] {
        let answer = site.post("energy_secretary", &act.clone().set("form_token", token));
        answer.must(StatusCode::FORBIDDEN);
        assert!(shows(&answer, TYPED), "the words are not lost");
    }
    site.post("energy_secretary", &act.clone().without("form_token")).must(StatusCode::FORBIDDEN);
    let twice = act.clone().add("form_token", act.value("form_token").unwrap());
    site.post("energy_secretary", &twice).must(StatusCode::BAD_REQUEST);
    let sent = |form: &Form, name: &str, value: &str| {
        let mut request = site.holder("energy_secretary").request(form);
        let name: axum::http::HeaderName = name.parse().unwrap();
        request.headers_mut().insert(name, value.parse().unwrap());
        site.send(request)
    };
    let sign_in = Form { address: "/sign-in".to_owned(), ..Form::default() }.add("post", "auditor");
    for form in [&act, &sign_in] {
        for site in ["cross-site", "same-site", "none", ""] {
            sent(form, "sec-fetch-site", site).must(StatusCode::FORBIDDEN);
        }
        for origin in ["https://elsewhere.example", "http://localhost:8081", "http://localhost", ""] {
            sent(form, ORIGIN_NAME.as_str(), origin).must(StatusCode::FORBIDDEN);
        }
        let mut old = Request::post(&form.address).header(ORIGIN_NAME, "null");
        old = old.header(COOKIE, site.holder("energy_secretary").cookies());
        let old = old.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(Body::from(form.encoded()));
        site.send(old.unwrap()).must(StatusCode::FORBIDDEN);
    }
    assert_eq!(site.head(), head, "nothing is recorded");
    // Control: the same form from our own page is done; a browser that hides the origin is believed on the site.
    sent(&act, ORIGIN_NAME.as_str(), "null").must(StatusCode::SEE_OTHER);
    assert!(site.head() > head);
}
