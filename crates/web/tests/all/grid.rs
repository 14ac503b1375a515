//! Every line of the committed grid and every sentence about what never happens, through the router: the answer's
//! status, the button on the page and the ledger say the same.

use crate::oracle::{
    Committed, Fact, Key, relations_to_change, relations_to_emergency, relations_to_inquiry, relations_to_item,
    relations_to_meeting, relations_to_proposal, relations_to_task, subject_of, with_emergency, with_orders,
};
use crate::page::{Form, difference, forms, offered, settled};
use crate::site::{Answer, Site};
use crate::walk::{Course, Walk};
use axum::http::StatusCode;
use cabinet::Cabinet;
use cabinet::ids::{ItemId, MeetingId, ProposalId};
use cabinet::meeting::Item;
use cabinet::people::{Actor, Post};
use cabinet::permission::{Action, ItemStageName, Subject, permitted, permitted_in_some_stage};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use uuid::Uuid;

/// What was driven, and what was found.
#[derive(Default)]
pub struct Driven {
    pub facts: BTreeMap<Key, Fact>,
    /// What the router answers where nothing is, by post and kind of request.
    nothing: BTreeMap<(String, String), (u16, String)>,
    pub pages: usize,
    pub posts: usize,
    /// Papers that were opened.
    pub opened: usize,
}

const PROPOSAL_TEXT_ACTS: [(&str, &str); 14] = [
    ("approve_as_secretary", "remark"),
    ("approve_as_minister", "remark"),
    ("submit", "remark"),
    ("return_proposal", "reason"),
    ("withdraw", "reason"),
    ("decline", "reason"),
    ("send_circulation", "remark"),
    ("approve_by_circulation", "remark"),
    ("clear", "remark"),
    ("order_for_meeting", "remark"),
    ("forward_urgent_request", "remark"),
    ("approve_urgently", "remark"),
    ("refuse_urgent_approval", "reason"),
    ("confirm_telephone_order", "remark"),
];

/// Who holds a post now.
fn holder_of(state: &Cabinet, key: &str) -> Actor {
    let post = state.posts().find(|post| post.key == key).unwrap();
    let charge = state.charge_of_post(post.id).unwrap();
    Actor::Holder { person: charge.person, charge: charge.id }
}

/// What nobody can do in training: there are no passkeys and no devices. The tests of a real government do them.
const ONLY_REAL: [Action; 4] =
    [Action::KeepPasskeys, Action::RevokePasskeys, Action::RegisterDevices, Action::ReportDevices];

/// One request's subject, with what its address begins with.
struct Target {
    subject: Subject,
    address: String,
    id: Uuid,
    seen: u32,
}

impl Target {
    fn new(site: &Site, post: &Post, subject: Subject) -> Self {
        let state = site.state();
        let (address, id, seen) = match subject {
            Subject::Government => (String::new(), Uuid::nil(), 0),
            Subject::Proposal(id) => {
                let seen = state.version_seen_by(&holder_of(&state, &post.key), state.proposal(id).unwrap());
                (format!("/proposals/{id}"), id.0, seen)
            }
            Subject::Meeting(id) => (format!("/meetings/{id}"), id.0, state.meeting(id).unwrap().version),
            Subject::Item(meeting, item) => {
                let seen = state.item(meeting, item).unwrap().2.version;
                (format!("/meetings/{meeting}/items/{item}"), item.0, seen)
            }
            Subject::Task(id) => (format!("/tasks/{id}"), id.0, state.task(id).unwrap().version),
            Subject::Inquiry(id) => (format!("/inquiries/{id}"), id.0, state.inquiry(id).unwrap().version),
            Subject::EmergencyAccess(id) => {
                (format!("/emergency-access/{id}"), id.0, state.emergency_access(id).unwrap().version)
            }
            Subject::Change(id) => (format!("/people/changes/{id}"), id.0, state.change(id).unwrap().version),
        };
        Self { subject, address, id, seen }
    }

    /// Well-formed acts of an action: what a page would send if it offered them.
    fn forms(&self, site: &Site, post: &str, action: Action, seen: u32) -> Vec<Form> {
        let key = action.key();
        let form =
            |ending: &str| site.own_form(post, format!("{}/{ending}", self.address)).set("seen", seen.to_string());
        let dashed = key.replace('_', "-");
        let someone = rehearsal::post("chief_minister").to_string();
        if let Some((_, field)) = PROPOSAL_TEXT_ACTS.iter().find(|(act, _)| *act == key) {
            return vec![form(&dashed).set(field, "Some words.")];
        }
        match action {
            Action::EditDraft => vec![
                crate::walk::complete(form("draft").without("seen").set("version", seen.to_string()), "Words"),
                form("papers/remove").set("paper", site.new_id().to_string()),
            ],
            Action::PutUp => {
                let form = form(&dashed).set("version", "977").set("remark", "Some words.");
                vec![crate::walk::complete(form, "Words")]
            }
            Action::AskCopy => vec![form(&dashed).set("copy_of", "note")],
            Action::ReceiveFromPaper => {
                let form = form(&dashed).set("version", "977").set("remark", "Some words.");
                vec![crate::paper::without_sections(crate::walk::complete(form, "Words"))]
            }
            Action::SendForViews => {
                vec![form(&dashed).set("department", rehearsal::department("law").to_string()).set("remark", "")]
            }
            Action::Scrutinise => vec![crate::consulting::ticked(form(&dashed)).set("remark", "")],
            Action::AnswerQuery => {
                let department = rehearsal::department("finance").to_string();
                vec![form(&dashed).set("department", department).set("text", "Some words.")]
            }
            Action::Remind => {
                let department = rehearsal::department("finance").to_string();
                let form = form(&dashed).set("department", department).set("way", "written");
                vec![form.set("whom", "").set("text", "Some words.")]
            }
            Action::ReplyToViews => {
                let aim = format!("{}:0", rehearsal::department("finance"));
                vec![form(&dashed).set("reply", aim).set("taken_in", "no").set("reason", "Some words.")]
            }
            Action::RecordPrecondition => vec![crate::consulting::recorded(form(&dashed), "finance_view_waived")],
            Action::OrderForCirculation => {
                let date = hindi::ist_date(site.office().now().plus_days(5).0);
                let parts: Vec<&str> = date.split('-').collect();
                let form = form(&dashed).set("day", parts[2]).set("month", parts[1]).set("year", parts[0]);
                vec![form.set("remark", "")]
            }
            Action::MoveFile | Action::SendCopies | Action::MarkForView => {
                vec![form(&dashed).set("desk", someone).set("remark", "Some words.")]
            }
            Action::ReceiveFile => vec![form(&dashed)],
            Action::PullBackFile | Action::DisownTelephoneOrder => vec![form(&dashed).set("reason", "Some words.")],
            Action::WriteBrief => vec![form(&dashed).set("text", "Some words.")],
            Action::RecordTelephoneOrder => {
                let form = crate::consulting::heard(form(&dashed), site.office().now());
                vec![form.set("text", "Some words.")]
            }
            Action::RequestUrgentApproval => {
                vec![form(&dashed).set("urgency", "Some words.").set("delay", "Some words.")]
            }
            Action::RecordUrgentOrder => {
                let today = hindi::ist_date(site.office().now().0);
                vec![crate::consulting::in_parts(form(&dashed).set("number", "F 9"), &today)]
            }
            Action::RecordTaskOrder => {
                let form = form(&dashed).set("number", "F 9").set("day", "30").set("month", "10").set("year", "2025");
                vec![form.set("text", "Some words.")]
            }
            Action::ReportTask | Action::ClaimTask | Action::ProposeDeviation => {
                vec![form(&dashed).set("text", "Some words.")]
            }
            Action::RefuseClaim | Action::RefuseExtension | Action::DismissDeviation => {
                vec![form(&dashed).set("reason", "Some words.")]
            }
            Action::AskExtension => {
                let form = form(&dashed).set("day", "1").set("month", "1").set("year", "2031");
                vec![form.set("reason", "Some words.")]
            }
            Action::ReplaceTask => vec![form(&dashed).set("proposal", site.new_id().to_string())],
            Action::AnswerCirculation => vec![form(&dashed).set("position", "agrees").set("remark", "")],
            Action::GiveView => vec![form(&dashed).set("answer", "concurs").set("text", "Some words.")],
            Action::ArrangeAgenda => {
                let fresh = site.new_id().to_string();
                vec![
                    form("list-item").set("item", &*fresh).set("proposal", &*fresh),
                    form("move-item").set("item", &*fresh).set("number", "1"),
                    form("remove-item").set("item", &*fresh),
                ]
            }
            Action::ReleaseFolder => vec![form(&dashed).set("recipient", someone)],
            Action::OpenSitting => vec![form(&dashed).set("chair", &*someone).set("present", &*someone)],
            Action::DraftMinutes => vec![form(&dashed).set("minutes", "Some words.")],
            Action::ReturnMinutes => vec![form(&dashed).set("reason", "Some words.")],
            Action::RecuseSelf => vec![form(&dashed).set("reason", "Some words.")],
            Action::RecuseMember => {
                let form = form(&dashed).set("member", rehearsal::post("law_minister").to_string());
                vec![form.set("word", "told").set("reason", "Some words.")]
            }
            Action::LiftRecusal => {
                let form = form(&dashed).set("member", rehearsal::post("law_minister").to_string());
                vec![form.set("reason", "Some words.")]
            }
            Action::RecordDecisions => vec![crate::walk::decided(form(&dashed), "approved")],
            _ => vec![form(&dashed)],
        }
    }
}

fn reads(action: Action) -> bool {
    action.key().starts_with("read_")
}

impl Driven {
    fn get(&mut self, site: &Site, post: &str, path: &str) -> Answer {
        self.pages += 1;
        site.get(post, path)
    }

    /// Compares with the answer to a thing that is not there: status and page, but for ids.
    fn as_for_nothing(&mut self, site: &Site, post: &str, answer: &Answer, target: &Target, sent: &Sent) {
        let other = site.new_id().to_string();
        let plain = |answer: &Answer, id: &str| settled(&answer.text()).replace(id, "ID");
        let kind = (post.to_owned(), format!("{} {}", sent.kind(), told_of_emergencies(site, post)));
        if !self.nothing.contains_key(&kind) {
            let elsewhere = |address: &str| address.replace(&target.id.to_string(), &other);
            let nothing = match sent {
                Sent::Page(path) => self.get(site, post, &elsewhere(path)),
                Sent::Act(form) => {
                    self.posts += 1;
                    let form = form.clone().set("act", site.new_id().to_string());
                    site.post(post, &Form { address: elsewhere(&form.address), ..form })
                }
            };
            assert_eq!(nothing.status, StatusCode::NOT_FOUND, "nothing is at {kind:?}");
            let page = without_meeting(plain(&nothing, &other), target);
            self.nothing.insert(kind.clone(), (nothing.status.as_u16(), page));
        }
        let expected = &self.nothing[&kind];
        assert_eq!(answer.status.as_u16(), expected.0, "{post}: {kind:?}");
        let found = without_meeting(plain(answer, &target.id.to_string()), target);
        assert_eq!(difference(&found, &expected.1), None, "{post}: {kind:?}");
    }

    /// Reads a page that may be there or not; one that is not there is as any that is not.
    fn read(&mut self, site: &Site, post: &str, target: &Target, ending: &str) -> Option<String> {
        let path = format!("{}{ending}", target.address);
        let answer = self.get(site, post, &path);
        if answer.status == StatusCode::OK {
            return Some(answer.text());
        }
        self.as_for_nothing(site, post, &answer, target, &Sent::Page(path));
        None
    }

    /// Keys of what the pages of a subject offer and show to a post.
    fn shown(&mut self, site: &Site, post: &str, target: &Target) -> BTreeSet<String> {
        let mut shown = BTreeSet::new();
        let mut show = |key: &str, there: bool| {
            if there {
                shown.insert(key.to_owned());
            }
        };
        match target.subject {
            Subject::Government => {
                let pages = [
                    "/desk",
                    "/proposals",
                    "/meetings",
                    "/inquiries",
                    "/emergency-access",
                    "/people",
                    "/people/devices",
                    "/paper",
                ];
                // What is there to be given stands in a table that may be empty.
                let copies = self.get(site, post, "/paper").text();
                show("give_copies", copies.contains("id=\"allow-copies\""));
                show("read_paper_register", self.get(site, post, "/paper").status == StatusCode::OK);
                for page in pages {
                    let html = self.get(site, post, page).text();
                    offered(&html).iter().for_each(|key| show(key, true));
                }
                show("read_people", self.get(site, post, "/people").status == StatusCode::OK);
                // In training there is nothing to keep: the page says so.
                show("keep_passkeys", self.get(site, post, "/passkeys").status == StatusCode::OK);
                show("read_compliance", self.get(site, post, "/compliance").status == StatusCode::OK);
                show("read_urgent_approvals", self.get(site, post, "/urgent-approvals").status == StatusCode::OK);
                show("read_register", self.get(site, post, "/custody").status == StatusCode::OK);
                let doors = [
                    ("start_proposal", "/proposals/new"),
                    ("propose_meeting", "/meetings/new"),
                    ("register_from_paper", "/paper/register-from-paper"),
                    ("set_paper_route", "/paper"),
                    ("ask_inquiry", "/inquiries/new"),
                    ("ask_emergency_access", "/emergency-access/new"),
                    ("propose_change", "/people/import"),
                    ("propose_change", "/people/changes/new?do=enter_person"),
                    ("revoke_passkeys", "/people/passkeys"),
                    ("report_devices", "/people/devices"),
                    ("register_devices", "/people/devices/new"),
                    ("read_people", "/people/changes"),
                    ("read_people", "/people/bodies"),
                    ("read_people", "/people/ranks"),
                ];
                for (key, page) in doors {
                    let there = self.get(site, post, page).status == StatusCode::OK;
                    assert_eq!(shown.contains(key), there, "{post}: {page}");
                }
                let offered = self.get(site, post, "/desk").text().contains("href=\"/record\"");
                let there = self.get(site, post, "/record").status == StatusCode::OK;
                assert_eq!(offered, there, "{post}: the record opens where it is offered");
                if !offered {
                    assert_eq!(self.get(site, post, "/record/acts/checkpoint").status, StatusCode::NOT_FOUND, "{post}");
                }
                if offered {
                    shown.insert("read_record".to_owned());
                }
                let offered = self.get(site, post, "/desk").text().contains("href=\"/health\"");
                let there = self.get(site, post, "/health").status == StatusCode::OK;
                assert_eq!(offered, there, "{post}: how the machine is opens where it is offered");
                if there {
                    shown.insert("read_health".to_owned());
                }
                let reviewed = format!("/access-review/posts/{}", rehearsal::post("energy_minister"));
                let offered = self.get(site, post, "/desk").text().contains("href=\"/access-review\"");
                for page in ["/access-review".to_owned(), format!("{reviewed}/file"), reviewed] {
                    let there = self.get(site, post, &page).status == StatusCode::OK;
                    assert_eq!(offered, there, "{post}: {page}");
                }
                if offered {
                    shown.insert("read_access".to_owned());
                }
            }
            Subject::Proposal(_) => {
                let html = self.read(site, post, target, "").inspect(|html| {
                    show("read_proposal", true);
                    show("read_note_sheet", html.contains("class=\"note-sheet\""));
                    show("read_view_sheet", html.contains("id=\"view-sheet\""));
                    show("read_brief", html.contains("id=\"brief\""));
                });
                let draft = self.read(site, post, target, "/draft");
                html.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
                let there = draft.is_some();
                draft.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
                assert_eq!(shown.contains("edit_draft"), there, "{post}: the draft is offered where it opens");
            }
            Subject::Meeting(id) => {
                let html = self.read(site, post, target, "");
                let minutes = self.read(site, post, target, "/minutes");
                show("read_glance", self.read(site, post, target, "/glance").is_some());
                show("read_notice", html.is_some());
                show("read_minutes", minutes.as_ref().is_some_and(|html| html.contains("class=\"document\"")));
                let state = site.state();
                let own = state.post_of(&holder_of(&state, post)).cloned();
                let recused = |item: &Item| own.as_ref().is_some_and(|own| state.is_recused(own, item.proposal));
                let (kept, there): (Vec<_>, Vec<_>) =
                    (state.meeting(id).unwrap().items.iter()).partition(|item| recused(item));
                let said = html.as_ref().map_or(0, |html| html.matches("आप इस विषय से पृथक हैं").count());
                assert!(said <= kept.len(), "{post}: what he is recused from is said at its number");
                let titles: Vec<bool> = (there.into_iter())
                    .map(|item| state.proposal(item.proposal).unwrap().subject().unwrap().to_owned())
                    .map(|title| html.as_ref().is_some_and(|html| html.contains(&title)))
                    .collect();
                let heading = html.as_ref().is_some_and(|html| html.contains("<h2 id=\"agenda-title\">कार्यसूची</h2>"));
                assert!(!heading || titles.iter().all(|shown| *shown), "{post}: the whole agenda is shown");
                show("read_agenda", heading);
                show("read_folder_reach", html.as_ref().is_some_and(|html| html.contains("id=\"reached\"")));
                let keys = html.iter().chain(&minutes).flat_map(|html| offered(html));
                keys.filter(|key| subject_of(action(key)) == "meeting").for_each(|key| show(&key, true));
                html.iter().for_each(|html| buttons_of_items_are_permitted(site, post, id, html));
            }
            Subject::Item(..) => {
                let html = self.read(site, post, target, "");
                let extract = self.read(site, post, target, "/extract");
                let recusals = self.read(site, post, target, "/recusals");
                let own = self.read(site, post, target, "/recuse-self");
                show("read_decisions", html.as_ref().is_some_and(|html| html.contains("id=\"recorded\"")));
                show("read_extract", extract.is_some());
                show("read_recusals", recusals.is_some());
                let keys = html.iter().chain(&extract).chain(&recusals).chain(&own).flat_map(|html| offered(html));
                keys.for_each(|key| show(&key, true));
            }
            Subject::Task(_) => {
                let html = self.read(site, post, target, "");
                show("read_task", html.is_some());
                html.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
            }
            Subject::Inquiry(_) => {
                let html = self.read(site, post, target, "");
                show("read_inquiry", html.is_some());
                html.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
                show("read_names", self.read(site, post, target, "/names").is_some());
            }
            Subject::EmergencyAccess(_) => {
                let html = self.read(site, post, target, "");
                show("read_emergency_access", html.is_some());
                html.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
            }
            Subject::Change(_) => {
                let html = self.read(site, post, target, "");
                show("read_change", html.is_some());
                html.iter().flat_map(|html| offered(html)).for_each(|key| show(&key, true));
                show("read_codes", self.read(site, post, target, "/codes").is_some());
            }
        }
        shown
    }

    /// Drives one line: a post and what it is to a subject, in the stage in which the subject is.
    fn drive(&mut self, site: &Site, post: &Post, subject: Subject, key: &Key, expected: &BTreeSet<String>) {
        let target = Target::new(site, post, subject);
        let mut shown = self.shown(site, &post.key, &target);
        if let Subject::Meeting(id) = subject
            && site.state().meeting(id).unwrap().items.is_empty()
            && site.state().listable_proposals().next().is_none()
            && expected.contains("arrange_agenda")
        {
            // Nothing can be put on the agenda, moved or removed: there is no button to draw.
            shown.insert("arrange_agenda".to_owned());
        }
        if let Subject::Proposal(id) = subject {
            shown.extend(nothing_to_note(site, post, id).filter(|key| expected.contains(*key)).map(str::to_owned));
        }
        assert_eq!(&shown, expected, "buttons and pages of {key:?} for {}", post.key);
        let mut answered = shown;
        for action in Action::ALL.iter().filter(|action| subject_of(**action) == key.subject && !reads(**action)) {
            let permitted = expected.contains(action.key());
            if self.acts(site, &post.key, &target, *action, permitted) {
                answered.insert(action.key().to_owned());
            }
        }
        if let Subject::Proposal(id) = subject {
            self.papers(site, &post.key, id, expected.contains("read_proposal"));
        }
        if !expected.contains("read_proposal") && matches!(subject, Subject::Proposal(_)) {
            self.nowhere(site, &post.key, &planted_of(site, subject));
        }
        if !expected.contains("read_notice") && matches!(subject, Subject::Meeting(_)) {
            self.nowhere(site, &post.key, &planted_of(site, subject));
        }
        self.facts.insert(key.clone(), Fact::new(key, answered));
    }

    /// Sends the acts of an action: not permitted, they are answered as for nothing; permitted, an outdated one is
    /// told so. Neither is recorded. Whether the router knew them.
    fn acts(&mut self, site: &Site, post: &str, target: &Target, action: Action, permitted: bool) -> bool {
        if target.subject == Subject::Government {
            return self.government_acts(site, post, action, permitted);
        }
        let head = site.head();
        let seen = if permitted { target.seen + 977 } else { target.seen };
        let mut known = false;
        for form in target.forms(site, post, action, seen) {
            self.posts += 1;
            let answer = site.post(post, &form);
            if permitted || was_open(site, post, target, &form) || had_copies(site, post, target, &form) {
                assert_eq!(answer.status, StatusCode::CONFLICT, "{post}: {}", form.address);
            } else {
                self.as_for_nothing(site, post, &answer, target, &Sent::Act(form));
            }
            known |= permitted && answer.status != StatusCode::NOT_FOUND;
            assert_eq!(site.head(), head, "nothing is recorded of {}", action.key());
        }
        known
    }

    fn government_acts(&mut self, site: &Site, post: &str, action: Action, permitted: bool) -> bool {
        let (head, filler) = (site.head(), if permitted { "" } else { "Words" });
        if ONLY_REAL.contains(&action) {
            return permitted;
        }
        let form = match action {
            Action::ProposeChange => site
                .own_form(post, "/people/changes/new")
                .set("do", "enter_person")
                .set("change", site.new_id().to_string())
                .set("reason", "Words")
                .set("name_hi", filler),
            Action::AskInquiry => site
                .own_form(post, "/inquiries/new")
                .set("inquiry", site.new_id().to_string())
                .set("scope", if permitted { String::new() } else { format!("person:{}", "0a".repeat(32)) })
                .set("days", "30")
                .set("reason", "Words"),
            Action::AskEmergencyAccess => site
                .own_form(post, "/emergency-access/new")
                .set("access", site.new_id().to_string())
                .set("department", if permitted { String::new() } else { rehearsal::department("energy").to_string() })
                .set("number", "F 1")
                .set("hours", "4")
                .set("order", "F 2")
                .set("reason", "Words"),
            Action::RegisterFromPaper => site
                .own_form(post, "/paper/register-from-paper")
                .set("department", rehearsal::department("energy").to_string())
                .set("number", filler)
                .set("subject", "Words"),
            Action::SetPaperRoute => {
                let form = site.own_form(post, "/paper/set-paper-route");
                crate::paper::routed(form, "energy", "2099-01-01", "Words").set("order", filler)
            }
            Action::GiveCopies => {
                let form = site.own_form(post, "/paper/allow-copies");
                crate::printed::allowed(form, "finance_minister", "2099-01-01").set("order", filler)
            }
            Action::StartProposal => site.own_form(post, "/proposals/new").set("number", "F 1").set("subject", filler),
            _ => ["day", "month", "hour", "minute"]
                .iter()
                .fold(site.own_form(post, "/meetings/new"), |form, name| form.set(name, "10"))
                .set("meeting", site.new_id().to_string())
                .set("year", "2099")
                .set("place", filler),
        };
        self.posts += 1;
        let status = site.post(post, &form).status;
        let expected = if permitted { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::NOT_FOUND };
        assert_eq!(status, expected, "{post}: {}", action.key());
        assert_eq!(site.head(), head);
        permitted
    }

    /// Papers open for who may read the note or the draft with which they lie; for nobody else they are there.
    fn papers(&mut self, site: &Site, post: &str, id: ProposalId, reads: bool) {
        let state = site.state();
        for paper in state.proposal(id).unwrap().paper_records.keys() {
            let address = format!("/papers/{paper}");
            let target = Target { subject: Subject::Proposal(id), address, id: paper.0, seen: 0 };
            let opened = self.read(site, post, &target, "/pages/1").is_some();
            assert_eq!(opened, state.may_read_paper(&holder_of(&state, post), *paper), "{post}: {paper}");
            assert!(reads || !opened, "{post} reads a paper of a note that is not there");
            if !opened {
                self.read(site, post, &target, "/pages/1/picture");
            }
            self.opened += usize::from(opened);
        }
    }

    /// A word of a matter that is not there for this post stands on none of its lists.
    fn nowhere(&mut self, site: &Site, post: &str, word: &str) {
        for page in ["/desk", "/proposals", "/meetings"] {
            let html = self.get(site, post, page).text();
            assert!(!html.contains(word), "{post} finds {word} on {page}");
        }
    }

    /// Looks at every post and every subject, and drives what was not driven yet.
    pub fn look(&mut self, committed: &Committed, site: &Site, proposals: &[ProposalId], meetings: &[MeetingId]) {
        let state = site.state();
        // A post that nobody holds asks for nothing.
        let held = |post: &&Arc<Post>| state.charge_of_post(post.id).is_some();
        let posts: Vec<Arc<Post>> = state.posts().filter(held).cloned().collect();
        for post in &posts {
            for (subject, key) in subjects(site, post, proposals, meetings) {
                let expected = committed.of(&key);
                let actor = holder_of(&state, &post.key);
                let named: BTreeSet<String> =
                    permitted(&state, &actor, subject).iter().map(|action| action.key().to_owned()).collect();
                assert_eq!(named, expected, "the rules for {key:?}");
                if !self.facts.contains_key(&key) {
                    self.drive(site, post, subject, &key, &expected);
                }
            }
        }
    }
}

/// What a page leaves out of a note-sheet for a view: the form where the department has nobody else, and the sheet where
/// besides nothing was noted or can be.
fn nothing_to_note(site: &Site, post: &Post, id: ProposalId) -> impl Iterator<Item = &'static str> {
    let state = site.state();
    let (proposal, who) = (state.proposal(id).unwrap(), holder_of(&state, &post.key));
    let alone = post.department.is_none_or(|own| state.desks_of(own).all(|desk| desk.id == post.id));
    let noted = !state.readable_view_sheets(&who, proposal).is_empty();
    let may = state.may(&who, Subject::Proposal(id), Action::MarkForView);
    let sheet = !noted && (alone || !may);
    [(alone, "mark_for_view"), (sheet, "read_view_sheet")].into_iter().filter(|(out, _)| *out).map(|(_, key)| key)
}

/// A draft's form names no version of the proposal: who may have printed it before it was put up is told that.
fn was_open(site: &Site, post: &str, target: &Target, form: &Form) -> bool {
    ["/draft", "/draft/copy", "/draft/convert"].iter().any(|end| form.address.ends_with(end))
        && permitted_in_some_stage(&site.state(), &holder_of(&site.state(), post), target.subject, Action::EditDraft)
}

/// Whose term of printed copies is over is told so, of a note that lies in his folder; who takes no part in it learns nothing.
fn had_copies(site: &Site, post: &str, target: &Target, form: &Form) -> bool {
    let (state, post) = (site.state(), rehearsal::post(post));
    let Subject::Proposal(id) = target.subject else { return false };
    if state.post(post).is_some_and(|post| state.is_recused(post, id)) {
        return false;
    }
    let received = state.listings(id).filter_map(|(meeting, _, _)| meeting.stage.release());
    form.address.ends_with("/ask-copy")
        && state.copy_term(post).is_some_and(|term| !term.lasts(site.office().now()))
        && received.into_iter().any(|release| release.recipients.contains(&post))
}

/// What every page of a post says of emergency accesses: until when it reads by one, and whether it is told of any.
fn told_of_emergencies(site: &Site, post: &str) -> String {
    let state = site.state();
    let actor = holder_of(&state, post);
    let until = state.emergencies_of(&actor).filter_map(cabinet::emergency::EmergencyAccess::over_at).max();
    format!("{until:?} {}", state.readable_emergencies(&actor).next().is_some())
}

/// What was sent to a subject.
enum Sent {
    Page(String),
    Act(Form),
}

impl Sent {
    /// The address without ids.
    fn kind(&self) -> String {
        let (method, address) = match self {
            Self::Page(path) => ("GET", path),
            Self::Act(form) => ("POST", &form.address),
        };
        let plain = address.split('/').map(|part| if Uuid::parse_str(part).is_ok() { "ID" } else { part });
        format!("{method} {}", plain.collect::<Vec<_>>().join("/"))
    }
}

/// An item's address names its meeting too.
fn without_meeting(page: String, target: &Target) -> String {
    match target.subject {
        Subject::Item(meeting, _) => page.replace(&meeting.to_string(), "MEETING"),
        _ => page,
    }
}

fn action(key: &str) -> Action {
    *Action::ALL.iter().find(|action| action.key() == key).unwrap_or_else(|| panic!("{key} is no action"))
}

fn planted_of(site: &Site, subject: Subject) -> String {
    let state = site.state();
    let whole = match subject {
        Subject::Proposal(id) => site.subject(id),
        Subject::Meeting(id) => state.meeting(id).unwrap().place.clone(),
        _ => panic!("nothing is planted there"),
    };
    let word = whole.split(' ').next().unwrap().to_owned();
    assert!(word.starts_with("qzx"), "{word}");
    word
}

/// What the meeting's page offers on items is what is permitted on them.
fn buttons_of_items_are_permitted(site: &Site, post: &str, meeting: MeetingId, html: &str) {
    for form in forms(html).iter().filter(|form| form.address.contains("/items/")) {
        let item: ItemId = form.address.split('/').nth(4).unwrap().parse().unwrap();
        let subject = Subject::Item(meeting, item);
        assert!(
            site.state().may(&holder_of(&site.state(), post), subject, action(&form.action)),
            "{post}: {}",
            form.address
        );
    }
}

fn subjects(site: &Site, post: &Post, proposals: &[ProposalId], meetings: &[MeetingId]) -> Vec<(Subject, Key)> {
    let state = site.state();
    let kind = post.kind.key();
    let mut found = vec![(Subject::Government, Key::new("government", "-", kind, ""))];
    for id in proposals {
        let proposal = state.proposal(*id).unwrap();
        let relations = relations_to_proposal(&state, post, proposal);
        let actor = holder_of(&state, &post.key);
        let relations = with_orders(&state, &actor, post, proposal, &relations);
        let relations = with_emergency(&state, &actor, &relations, |one| one.covers_proposal(&state, *id));
        found.push((Subject::Proposal(*id), Key::new("proposal", proposal.stage.name().key(), kind, &relations)));
    }
    for task in state.tasks() {
        let key = Key::new("task", task.stage.name().key(), kind, &relations_to_task(&state, post, task));
        found.push((Subject::Task(task.id), key));
    }
    for inquiry in state.inquiries() {
        let relations = relations_to_inquiry(&state, &holder_of(&state, &post.key), inquiry);
        let key = Key::new("inquiry", inquiry.stage.name().key(), kind, &relations);
        found.push((Subject::Inquiry(inquiry.id), key));
    }
    for access in state.emergencies() {
        let relations = relations_to_emergency(&state, &holder_of(&state, &post.key), post, access);
        let key = Key::new("emergency_access", access.stage.name().key(), kind, &relations);
        found.push((Subject::EmergencyAccess(access.id), key));
    }
    for change in state.changes() {
        let relations = relations_to_change(&state, &holder_of(&state, &post.key), change);
        let key = Key::new("change", change.stage.name().key(), kind, &relations);
        found.push((Subject::Change(change.id), key));
    }
    for id in meetings {
        let meeting = state.meeting(*id).unwrap();
        let at = meeting.stage.name().key();
        let relations = relations_to_meeting(&state, post, meeting);
        let actor = holder_of(&state, &post.key);
        let relations = with_emergency(&state, &actor, &relations, |one| one.covers_meeting(*id));
        found.push((Subject::Meeting(*id), Key::new("meeting", at, kind, &relations)));
        for item in &meeting.items {
            let relations = relations_to_item(&state, post, meeting, item);
            let stage = format!("{at}/{}", ItemStageName::of(&item.state).key());
            found.push((Subject::Item(*id, item.id), Key::new("item", &stage, kind, &relations)));
        }
    }
    found
}

pub const MANY: Course = Course {
    recipients: &[
        "chief_minister",
        "energy_minister",
        "health_minister",
        "panchayat_minister",
        "industry_minister",
        "agriculture_minister",
        "finance_minister",
        "law_minister",
        "home_secretary",
    ],
    answer: "concurs",
    outcome: "approved",
};
const FEW: Course =
    Course { recipients: &["chief_minister", "finance_minister"], answer: "does_not_concur", outcome: "rejected" };

/// Tells a story while everything is looked at, and verifies what it left.
fn told(course: &Course) -> (Driven, BTreeSet<String>) {
    let driven = Arc::new(Mutex::new(Driven::default()));
    let committed = Committed::read();
    let mut walk = Walk::begun();
    let looking = driven.clone();
    walk.after = Some(Box::new(move |site, proposals, meetings| {
        looking.lock().unwrap().look(&committed, site, proposals, meetings);
    }));
    walk.tell(course);
    let done = std::mem::take(&mut walk.done);
    drop(walk.after.take());
    let report = walk.site.verified();
    assert!(report.texts > 100 && report.acts > 200, "{report:?}");
    (Arc::into_inner(driven).unwrap().into_inner().unwrap(), done)
}

#[test]
fn the_grid_and_what_never_happens() {
    let committed = Committed::read();
    let ([(many, done), (few, _)], left) = std::thread::scope(|scope| {
        let left = scope.spawn(|| crate::earlier::driven(&committed));
        let told = [&MANY, &FEW].map(|course| scope.spawn(|| told(course))).map(|story| story.join().unwrap());
        (told, left.join().unwrap())
    });
    for action in Action::ALL.iter().filter(|action| !reads(**action) && !ONLY_REAL.contains(action)) {
        assert!(done.contains(action.key()), "{} was never done", action.key());
    }
    assert!(many.opened > 10 && few.opened > 10, "control: papers were opened");
    let (pages, posts) = (many.pages + few.pages + left.pages, many.posts + few.posts + left.posts);
    let mut facts = many.facts;
    facts.extend(few.facts);
    facts.extend(left.facts);
    let left_out: Vec<&Key> = committed.lines().filter(|key| !facts.contains_key(key)).collect();
    assert!(left_out.is_empty(), "{} lines were not driven: {left_out:#?}", left_out.len());
    assert!(committed.lines().count() > 350, "control: the grid is read");
    let facts: Vec<Fact> = facts.into_values().collect();
    let sentences = crate::oracle::never();
    assert!(sentences.len() >= 60);
    let broken: Vec<String> = sentences.iter().filter_map(|never| never.broken(&facts)).collect();
    assert!(broken.is_empty(), "{broken:#?}");
    crate::oracle::control_lies_are_found(&facts);
    eprintln!(
        "grid: {} combinations driven, {} lines of the grid, {} sentences, {pages} pages, {posts} acts sent",
        facts.len(),
        committed.lines().count(),
        sentences.len()
    );
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}

#[test]
fn control_false_lines_of_the_grid_are_found() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    let committed = Committed::read();
    let drive = |post: &str, change: &dyn Fn(&mut BTreeSet<String>)| {
        let state = site.state();
        let post = state.post(rehearsal::post(post)).unwrap();
        let found = subjects(site, post, &[id], &[]);
        let (subject, key) = found.into_iter().find(|(_, key)| key.subject == "proposal").unwrap();
        let mut expected = committed.of(&key);
        change(&mut expected);
        let drive = || Driven::default().drive(site, post, subject, &key, &expected);
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(drive)).is_ok()
    };
    let more = |key: &'static str| move |line: &mut BTreeSet<String>| line.extend([key.to_owned()]);
    let less = |key: &'static str| move |line: &mut BTreeSet<String>| line.retain(|one| one != key);
    assert!(drive("energy_section", &|_| {}) && drive("auditor", &|_| {}), "true lines hold");
    assert!(!drive("auditor", &more("read_proposal")));
    assert!(!drive("energy_secretary", &more("approve_as_secretary")));
    assert!(!drive("energy_section", &less("put_up")));
    assert!(!drive("energy_secretary", &less("read_note_sheet")));
}
