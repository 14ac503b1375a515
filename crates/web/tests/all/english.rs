//! Every page in both languages: no key instead of words, in English no Hindi but what is Hindi by its nature, and nowhere
//! the words of another government than the one whose pages they are.

use crate::governments::{RULES, files, rules};
use crate::page::texts;
use crate::site::Site;
use crate::walk::{Course, Walk};
use crate::words::all;
use axum::http::StatusCode;
use cabinet::ids::{MeetingId, ProposalId};
use cabinet::rules::Rules;
use cabinet::terms::{Language, forms};
use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

#[derive(Default)]
struct Read {
    /// Post kind and address, each with the stage in which it was read.
    seen: BTreeSet<String>,
    wrong: BTreeSet<String>,
    /// Words of this government that were read.
    own: BTreeSet<String>,
}

/// What governments call things, to be looked for in small letters.
struct Governments {
    own: BTreeSet<String>,
    /// Those of all others that are not this one's too.
    others: BTreeSet<String>,
}

/// What a government calls things, itself and the cases that come to its council.
fn called(rules: &Rules) -> BTreeSet<String> {
    let terms = [Language::Hindi, Language::English].into_iter().flat_map(|language| forms(Some(rules), language));
    let labels = rules.schedule.iter().map(|entry| &entry.label).chain([&rules.name]);
    let labels = labels.flat_map(|label| [label.hi.clone(), label.en.clone()]);
    terms.map(|form| form.words).chain(labels).map(|words| words.to_lowercase()).collect()
}

impl Governments {
    fn read() -> Self {
        let own = called(&rules());
        let texts =
            files().into_iter().map(|file| std::fs::read_to_string(file).unwrap()).filter(|text| *text != *RULES);
        let others = texts.flat_map(|text| called(&Rules::parse(&text).unwrap()));
        let others = others.filter(|words| !own.iter().any(|own| own.contains(words))).collect();
        Self { own, others }
    }

    /// Those of these words that stand on a page.
    fn on<'a>(html: &str, words: &'a BTreeSet<String>) -> Vec<&'a str> {
        let texts: Vec<String> = texts(html).into_iter().map(|(_, text)| text.to_lowercase()).collect();
        words.iter().map(String::as_str).filter(|words| texts.iter().any(|text| text.contains(words))).collect()
    }
}

fn is_hindi(text: &str) -> bool {
    text.chars().any(|one| ('\u{0900}'..='\u{097F}').contains(&one) && !matches!(one, '\u{0964}' | '\u{0965}'))
}

/// What is wrong with a page.
fn wrong(html: &str, keys: &BTreeSet<String>, english: bool) -> Vec<String> {
    let mut wrong = Vec::new();
    for (language, text) in texts(html) {
        if keys.contains(&text) {
            wrong.push(format!("a key instead of words: {text}"));
        }
        if english && language != "hi" && is_hindi(&text) {
            wrong.push(format!("Hindi in English: {text}"));
        }
        if ["{ $", "{$", "{-", "{ -"].iter().any(|unsaid| text.contains(unsaid)) {
            wrong.push(format!("an argument is missing: {text}"));
        }
    }
    if english == html.contains("<html lang=\"hi\">") {
        wrong.push("the page names another language".to_owned());
    }
    wrong
}

impl Read {
    /// Reads whose words stand on a page.
    fn heard(&mut self, place: &str, html: &str, governments: &Governments) {
        let others = Governments::on(html, &governments.others).into_iter();
        self.wrong.extend(others.map(|words| format!("{place}: another government's word: {words}")));
        self.own.extend(Governments::on(html, &governments.own).into_iter().map(str::to_owned));
    }

    fn look(
        &mut self,
        (keys, governments): (&BTreeSet<String>, &Governments),
        site: &Site,
        proposals: &[ProposalId],
        meetings: &[MeetingId],
    ) {
        let state = site.state();
        let mut pages = vec![("/desk".to_owned(), String::new()), ("/nowhere".to_owned(), String::new())];
        pages.extend(
            [
                "/proposals",
                "/meetings",
                "/compliance",
                "/compliance?state=all",
                "/proposals/new",
                "/meetings/new",
                "/record",
                "/health",
                "/access-review",
                "/notices",
                "/readings",
                "/custody",
                "/inquiries",
                "/inquiries/new",
                "/people",
                "/people/changes",
                "/people/passkeys",
                "/people/import",
                "/people/changes/new?do=enter_person",
                "/people/changes/new?do=enter_post",
                "/people/changes/new?do=enter_department",
                "/people/changes/new?do=enter_body&kind=council",
                "/people/changes/new?do=enter_rank",
                "/people/changes/new?do=begin_ministry",
                "/people/bodies",
                "/people/ranks",
                "/people/devices",
                "/people/devices/new",
                "/passkeys",
                "/sessions",
                "/paper",
                "/paper/register-from-paper",
                "/urgent-approvals",
                "/emergency-access",
                "/emergency-access/new",
            ]
            .map(|path| (path.to_owned(), String::new())),
        );
        pages.extend(["energy_minister", "auditor", "cabinet_section"].map(|key| {
            let post = rehearsal::post(key);
            (format!("/access-review/posts/{post}"), format!("access of {key} in {}", state.changes().count()))
        }));
        // What has been read by the end, and by whom.
        pages.extend(
            ["/readings", "/custody"]
                .iter()
                .filter(|_| state.inquiries().next().is_some())
                .map(|path| (path.to_string(), format!("{path} later"))),
        );
        for change in state.changes() {
            let stage = change.stage.name().key();
            let path = format!("/people/changes/{}", change.id);
            pages.extend(["", "/codes"].map(|end| (format!("{path}{end}"), format!("{stage}{end}"))));
            pages.push(("/people".to_owned(), format!("people with {stage}")));
        }
        for task in state.tasks() {
            let (stage, asked) = (task.stage.name().key(), task.extensions.len());
            pages.push((format!("/tasks/{}", task.id), format!("task {stage} {asked}")));
            pages.push(("/compliance?state=all".to_owned(), format!("tasks {stage}")));
        }
        for inquiry in state.inquiries() {
            let stage = inquiry.stage.name().key();
            let path = format!("/inquiries/{}", inquiry.id);
            pages.extend(["", "/names"].map(|end| (format!("{path}{end}"), format!("inquiry {stage}{end}"))));
            pages.push(("/inquiries".to_owned(), format!("inquiries {stage}")));
            pages.push(("/desk".to_owned(), format!("desk with inquiry {stage}")));
        }
        for id in proposals {
            let stage = state.proposal(*id).unwrap().stage.name().key();
            pages.extend(
                ["", "/draft", "/compare"].map(|end| (format!("/proposals/{id}{end}"), format!("{stage}{end}"))),
            );
        }
        for id in meetings {
            let meeting = state.meeting(*id).unwrap();
            let stage = meeting.stage.name().key();
            pages.extend(
                ["", "/minutes", "/glance"].map(|end| (format!("/meetings/{id}{end}"), format!("{stage}{end}"))),
            );
            for item in &meeting.items {
                let of = cabinet::permission::ItemStageName::of(&item.state).key();
                let path = format!("/meetings/{id}/items/{}", item.id);
                pages.extend(["", "/extract"].map(|end| (format!("{path}{end}"), format!("{stage}/{of}{end}"))));
            }
        }
        for post in [
            "chief_minister",
            "chief_secretary",
            "cabinet_section",
            "energy_section",
            "energy_secretary",
            "energy_minister",
            "law_secretary",
            "auditor",
            "system_administrator",
        ] {
            for (path, stage) in &pages {
                let place = format!("{post} {}", if stage.is_empty() { path } else { stage });
                if !self.seen.insert(place.clone()) {
                    continue;
                }
                let holder = site.holder(post);
                for english in [true, false] {
                    let holder = if english { holder.in_english() } else { holder.clone() };
                    let answer = site.get_as(&holder, path);
                    assert!(answer.status == StatusCode::OK || answer.status == StatusCode::NOT_FOUND);
                    self.heard(&place, &answer.text(), governments);
                    self.wrong.extend(
                        wrong(&answer.text(), keys, english).into_iter().map(|what| format!("{place}: {what}")),
                    );
                }
            }
        }
    }
}

#[test]
fn every_page_has_words_in_both_languages() {
    let keys: BTreeSet<String> = all("hi").into_keys().collect();
    assert!(keys.len() > 300, "control: the words are read");
    let read = Arc::new(Mutex::new(Read::default()));
    let mut walk = Walk::begun();
    let (looking, known, governments) = (read.clone(), keys.clone(), Governments::read());
    assert!(governments.others.len() > 10, "control: there are others, and they call things otherwise");
    let own = governments.own.clone();
    walk.after = Some(Box::new(move |site, proposals, meetings| {
        looking.lock().unwrap().look((&known, &governments), site, proposals, meetings);
    }));
    let course = Course {
        recipients: &["chief_minister", "energy_minister", "finance_minister"],
        answer: "concurs",
        outcome: "approved",
    };
    walk.tell(&course);
    let read = read.lock().unwrap();
    assert_eq!(read.wrong, BTreeSet::new());
    assert!(read.seen.len() > 300, "control: {} pages", read.seen.len());
    let unread: Vec<&String> = own.difference(&read.own).collect();
    assert!(unread.is_empty(), "control: this government's own words stand there: {unread:?}");
    let page = "<html lang=\"en\"><p>nav-desk</p><p>हिन्दी</p><p lang=\"hi\">ठीक</p><p>{ $count }</p></html>";
    assert_eq!(wrong(page, &keys, true).len(), 3, "control: a key, Hindi and a missing argument are found");
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}
