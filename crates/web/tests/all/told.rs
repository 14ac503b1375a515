//! Notices before their pages and on their way out: whoever must know is told, and nothing says what it is about.

use crate::page::form;
use crate::site::{ORIGIN, Site};
use crate::walk::{Course, SECTION_WORDS, Walk, planted, planted_place};
use axum::http::StatusCode;
use cabinet::notice::{NoticeKind, all_notices};
use cabinet::proposal::StageName;
use cabinet::{Cabinet, Moment};
use office::{Channels, Letter, Letters, Mail, MailSettings, Pace};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testbed::{MailDoor, MailServer, read_calendar, read_mail};
use web::{Locales, Origin, letters};

fn made() -> Letters {
    letters(Locales::read().unwrap(), Origin(ORIGIN.to_owned()))
}

/// Everything that leaves with a letter.
fn whole(letter: &Letter) -> String {
    let calendar = letter.event.as_ref().map(office::Event::calendar).unwrap_or_default();
    format!("{}\n{}\n{}", letter.subject, letter.text, calendar.replace("\r\n ", ""))
}

/// Words of the government's matters: planted subjects, places, numbers of files, what sections say.
fn secrets(state: &Cabinet) -> BTreeSet<String> {
    let matters = state.proposals().map(|proposal| proposal.number.clone());
    let words = (0..200).flat_map(|number| [planted(number), planted_place(number)]);
    matters.chain(words).chain([SECTION_WORDS.to_owned(), "First point".to_owned()]).collect()
}

fn found(text: &str, secrets: &BTreeSet<String>) -> Vec<String> {
    secrets.iter().filter(|secret| text.contains(secret.as_str())).cloned().collect()
}

/// Every letter of every kind in a whole course of business, looked at after every step and as time goes by.
#[test]
fn no_letter_of_any_kind_says_a_word_of_a_matter() {
    let letters = made();
    let kinds: Arc<Mutex<BTreeSet<NoticeKind>>> = Arc::default();
    let (seen, looked) = (kinds.clone(), Arc::new(Mutex::new(0_usize)));
    let counted = looked.clone();
    let mut walk = Walk::begun();
    walk.after = Some(Box::new(move |site, _, _| {
        let (state, now) = (site.state(), site.office().now());
        let secrets = secrets(&state);
        let mut told: Vec<_> =
            [0, 12, 25].into_iter().flat_map(|days| all_notices(&state, now.plus_days(days))).collect();
        told.dedup_by_key(|one| one.id());
        for notice in told {
            let letter = letters(&state, &notice).unwrap();
            let text = whole(&letter);
            assert_eq!(found(&text, &secrets), Vec::<String>::new(), "{text}");
            assert!(text.contains(&format!("{ORIGIN}{}", notice.path())));
            seen.lock().unwrap().insert(notice.kind);
            *counted.lock().unwrap() += 1;
        }
    }));
    walk.tell(&Course {
        recipients: &["chief_minister", "finance_minister", "energy_minister", "home_secretary"],
        answer: "concurs",
        outcome: "approved",
    });
    walk.after = None;
    let kinds = kinds.lock().unwrap();
    assert!(kinds.iter().eq(NoticeKind::ALL), "control: every kind was told: {kinds:?}");
    assert!(*looked.lock().unwrap() > 200);
    let page = walk.site.page("chief_secretary", "/proposals");
    assert!(!found(&page, &secrets(&walk.site.state())).is_empty(), "control: they would be found");
    let sly = Letter { subject: "a".to_owned(), text: format!("{} b", planted(1)), event: None };
    assert_eq!(found(&whole(&sly), &secrets(&walk.site.state())), [planted(1)], "control");
}

fn mail(port: u16) -> Channels {
    let settings = MailSettings {
        server: format!("smtp+plain://127.0.0.1:{port}"),
        from: "ecabinet@example.in".to_owned(),
        name: "ई-कैबिनेट".to_owned(),
        credentials: None,
        authorities: None,
        domains: Vec::new(),
    };
    let pace = Pace { round: Duration::from_millis(20), ..Pace::default() };
    Channels::new(Some(Mail::new(&settings).unwrap()), None, made(), pace)
}

fn contact(site: &Site, post: &str, mail: &str) -> axum::http::StatusCode {
    site.post(post, &site.own_form(post, "/notices/contact").add("mail", mail)).status
}

/// A meeting is called: whoever gave an address gets one letter, in both languages, with an entry for the calendar.
#[test]
fn a_call_arrives_by_mail_with_date_and_time_and_nothing_else() {
    let server = MailServer::start(MailDoor::Plain, None);
    let mut walk = Walk::begun();
    walk.site = walk.site.telling(mail(server.port()));
    for post in ["finance_minister", "energy_minister_staff"] {
        assert_eq!(contact(&walk.site, post, &format!("{post}@example.in").replace('_', "-")), StatusCode::SEE_OTHER);
    }
    let proposal = walk.drive("health", StageName::Ordered);
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let secrets = secrets(&walk.site.state());
    let record = walk.site.state().meeting(meeting).unwrap().clone();
    let mut to = BTreeSet::new();
    for _ in 0..2 {
        let came = server.next();
        to.extend(came.to.clone());
        let read = read_mail(&came.message);
        let (plain, calendar) =
            (read["parts"][0]["text"].as_str().unwrap(), read["parts"][1]["text"].as_str().unwrap());
        assert_eq!(found(&format!("{read}"), &secrets), Vec::<String>::new());
        assert_eq!(read["subject"], "ई-कैबिनेट · मंत्रि-परिषद की बैठक आहूत की गई है");
        for said in [
            hindi::date(record.begins.0, hindi::Language::Hindi),
            hindi::date(record.begins.0, hindi::Language::English),
        ] {
            assert!(plain.contains(&said) && plain.contains(&hindi::ist_time(record.begins.0)), "{plain}");
        }
        let entry = read_calendar(calendar);
        assert_eq!(entry["place"], serde_json::Value::Null);
        assert_eq!(entry["begins"].as_f64().unwrap() as i64 * 1000, record.begins.0);
    }
    assert!(to.iter().eq(["energy-minister-staff@example.in", "finance-minister@example.in"]), "{to:?}");
    // The folder goes to the minister, and his staff learn that it came.
    walk.list(meeting, proposal);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister", "finance_minister"]);
    let came = server.next();
    assert_eq!(came.to, ["finance-minister@example.in".to_owned()]);
    assert_eq!(read_mail(&came.message)["subject"], "ई-कैबिनेट · बैठक का नया फोल्डर उपलब्ध है");
    assert_eq!(server.within(Duration::from_millis(500)), None);
}

#[test]
fn a_page_tells_what_is_new_and_the_desk_how_much() {
    let mut walk = Walk::begun();
    let meeting = walk.propose_meeting();
    let post = "finance_minister";
    assert!(!walk.site.page(post, "/desk").contains("नई सूचना"));
    assert!(walk.site.page(post, "/notices").contains("अभी कोई सूचना नहीं है"));
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let desk = walk.site.page(post, "/desk");
    assert!(desk.contains("1 नई सूचना है।"), "{desk}");
    let first = walk.site.page(post, "/notices");
    assert!(first.contains("मंत्रि-परिषद की बैठक आहूत की गई है") && first.contains(">नई<"), "{first}");
    assert!(first.contains(&format!("href=\"/meetings/{meeting}\"")) && first.contains(&planted_place(0)));
    assert!(!walk.site.page(post, "/notices").contains(">नई<"), "what was seen is new no more");
    assert!(!walk.site.page(post, "/desk").contains("नई सूचना"));
    // What runs the machine or audits it is told of no meeting.
    for other in ["auditor", "system_administrator", "energy_section"] {
        assert!(walk.site.page(other, "/notices").contains("अभी कोई सूचना नहीं है"), "{other}");
    }
    assert_eq!(walk.site.get(post, "/notices?page=2").status, StatusCode::NOT_FOUND);
}

#[test]
fn an_address_that_is_none_is_refused_in_a_sentence_and_stands_there_again() {
    let server = MailServer::start(MailDoor::Plain, None);
    let site = Site::begun().telling(mail(server.port()));
    let post = "finance_minister";
    let own = form(&site.page(post, "/notices"), "keep_contact").unwrap();
    for (typed, sentence) in [("finance", "ई-मेल पता ठीक नहीं"), ("a@b@example.in", "ई-मेल पता ठीक नहीं")]
    {
        let answer = site.post(post, &own.clone().set("mail", typed));
        answer.must(StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(sentence) && answer.text().contains(typed), "{}", answer.text());
    }
    let answer = site.post(post, &site.own_form(post, "/notices/contact").add("telephone", "12345"));
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    site.post(post, &own.clone().set("mail", "finance@example.in")).must(StatusCode::SEE_OTHER);
    assert!(site.page(post, "/notices").contains("value=\"finance@example.in\""));
    assert!(!site.page("energy_minister", "/notices").contains("finance@example.in"), "each sees his own");
    site.post(post, &own.set("mail", "")).must(StatusCode::SEE_OTHER);
    assert!(!site.page(post, "/notices").contains("finance@example.in"), "and it is forgotten");
}

#[test]
fn a_calendar_tells_the_meeting_to_whoever_may_know_of_it() {
    let mut walk = Walk::begun();
    let ordered = walk.drive("health", StageName::Ordered);
    let meeting = walk.propose_meeting();
    let address = format!("/meetings/{meeting}/calendar.ics");
    let of = |walk: &Walk, post: &str| read_calendar(&walk.site.page(post, &address));
    let proposed = of(&walk, "cabinet_section");
    assert_eq!((&proposed["status"], &proposed["sequence"]), (&"TENTATIVE".into(), &0.into()));
    walk.site.get("energy_minister_staff", &address).must(StatusCode::NOT_FOUND);
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let called = of(&walk, "energy_minister_staff");
    let record = walk.site.state().meeting(meeting).unwrap().clone();
    assert_eq!(
        (&called["status"], &called["sequence"], &called["uid"]),
        (&"CONFIRMED".into(), &1.into(), &proposed["uid"])
    );
    assert_eq!((&called["summary"], &called["place"]), (&"मंत्रि-परिषद की बैठक".into(), &record.place.clone().into()));
    assert_eq!(Moment(called["begins"].as_f64().unwrap() as i64 * 1000), Moment(record.begins.0 / 1000 * 1000));
    walk.list(meeting, ordered);
    let version = walk.site.state().meeting(meeting).unwrap().version;
    assert!(version > record.version, "control: the agenda was changed");
    assert_eq!(
        of(&walk, "energy_minister_staff")["sequence"],
        called["sequence"],
        "nobody counts the changes of the agenda"
    );
    let answer = walk.site.get("energy_minister_staff", &address);
    assert_eq!(answer.header("content-type"), "text/calendar; charset=utf-8");
    assert!(answer.header("content-disposition").starts_with("attachment; filename=\"meeting-"));
    for (post, address) in [("auditor", address.as_str()), ("chief_secretary", "/meetings/1/calendar.ics")] {
        walk.site.get(post, address).must(StatusCode::NOT_FOUND);
    }
    // What the pages call the council, the calendar calls it too.
    assert!(walk.site.page("cabinet_section", &format!("/meetings/{meeting}")).contains("calendar.ics"));
}
