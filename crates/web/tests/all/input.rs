//! Bad input ends at the door: with the right status, a plain sentence, and nothing kept.

use crate::page::{Form, form};
use crate::site::{Answer, URLENCODED, from_own_page, repository};
use crate::walk::{Walk, complete, decided};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE};
use axum::http::{Request, StatusCode};
use cabinet::proposal::StageName;
use web::ROUTES;

const PROPOSAL_ACTS: &[(&str, &str, &str)] = &[
    ("approve-as-secretary", "energy_secretary", "remark"),
    ("approve-as-minister", "energy_minister", "remark"),
    ("submit", "energy_secretary", "remark"),
    ("withdraw", "energy_minister", "reason"),
    ("decline", "chief_minister", "reason"),
    ("send-circulation", "cabinet_section", "remark"),
    ("approve-by-circulation", "chief_minister", "remark"),
    ("clear", "chief_secretary", "remark"),
    ("order-for-meeting", "chief_minister", "remark"),
    ("forward-urgent-request", "chief_secretary", "remark"),
    ("pull-back-file", "energy_section", "reason"),
    ("write-brief", "chief_ministers_office", "text"),
    ("confirm-telephone-order", "chief_minister", "remark"),
    ("disown-telephone-order", "chief_minister", "reason"),
    ("approve-urgently", "chief_minister", "remark"),
    ("refuse-urgent-approval", "chief_secretary", "reason"),
    ("send-for-views", "energy_secretary", "remark"),
    // Acts upon a task of the health department.
    ("report-task", "health_secretary", "text"),
    ("claim-task", "health_secretary", "text"),
    ("propose-deviation", "health_secretary", "text"),
    ("refuse-claim", "cabinet_section", "reason"),
    ("dismiss-deviation", "cabinet_section", "reason"),
    ("refuse-extension", "chief_secretary", "reason"),
];

/// A government in which every address has somebody who may know of it.
pub struct World {
    pub walk: Walk,
    /// A proposal in draft, a meeting in session with one item, a paper, a task, and an inquiry, an emergency access and a change
    /// that were asked for; a device that waits for its code.
    pub ids: Vec<(&'static str, String)>,
}

impl World {
    pub fn made() -> Self {
        let mut walk = Walk::begun();
        let ordered = walk.drive("health", StageName::Ordered);
        let draft = walk.start("energy");
        walk.attach(draft);
        let meeting = walk.propose_meeting();
        walk.meeting_step("chief_minister", meeting, "call_meeting");
        let item = walk.list(meeting, ordered);
        walk.meeting_step("chief_minister", meeting, "approve_agenda");
        walk.release(meeting, &["chief_minister", "energy_minister", "finance_minister"]);
        walk.recuse(meeting, item, "law_minister");
        walk.open(meeting, "chief_minister", &["chief_minister"]);
        walk.site.page("cabinet_section", &format!("/proposals/{ordered}"));
        let task = walk.a_task();
        let inquiry = walk.ask_inquiry("auditor", None);
        let access = walk.ask_emergency("cabinet_section", Ok(ordered));
        let change = walk.propose_person("Officer");
        let paper = walk.site.state().proposal(draft).unwrap().papers.front().copied().unwrap();
        let made = [
            ("{proposal}", draft.to_string()),
            ("{meeting}", meeting.to_string()),
            ("{item}", item.to_string()),
            ("{paper}", paper.to_string()),
            ("{task}", task.to_string()),
            ("{inquiry}", inquiry.to_string()),
            ("{access}", access.to_string()),
            ("{change}", change.to_string()),
            ("{copy}", walk.a_copy("finance_minister", ordered)),
        ];
        Self::knowing(walk, made)
    }

    /// The same of a walk that made these things; with a person, a post and a device that waits for its code.
    pub fn knowing(walk: Walk, made: [(&'static str, String); 9]) -> Self {
        let others = [
            ("{person}", rehearsal::person("energy_section").to_string()),
            ("{device}", walk.register_device("energy_section").to_string()),
            ("{post}", rehearsal::post("energy_section").to_string()),
        ];
        Self { walk, ids: made.into_iter().chain(others).collect() }
    }

    /// The path with ids that are there.
    pub fn path(&self, route: &str) -> String {
        let filled = self.ids.iter().fold(route.to_owned(), |path, (name, id)| path.replace(name, id));
        filled.replace("{page}", "1").replace("{*name}", "app.css").replace("{log}", "acts")
    }

    /// The id of another living session of a post, signed in for this.
    fn other_session(&self, post: &str) -> String {
        self.walk.site.signed_in(post);
        let html = self.walk.site.page(post, "/sessions");
        form(&html, "end_session").unwrap().value("session").unwrap().to_owned()
    }

    /// Who sends to an address, what, and which of the fields must be there.
    pub fn sent(&self, route: &str) -> (&'static str, Form, Vec<&'static str>) {
        let site = &self.walk.site;
        let address = self.path(route);
        let last = route.rsplit('/').next().unwrap();
        let own = |post| site.own_form(post, &*address);
        let seen = |post| own(post).add("seen", "1");
        let someone = rehearsal::post("chief_minister").to_string();
        let fresh = site.new_id().to_string();
        if let Some((_, post, field)) = PROPOSAL_ACTS.iter().find(|(ending, ..)| *ending == last) {
            return (post, seen(post).add(field, "Some words."), vec!["seen", field]);
        }
        let section = "cabinet_section";
        match route {
            "/sign-in" => ("auditor", Form { address, ..Form::default() }.add("post", "auditor"), vec!["post"]),
            "/policy-reports" => ("auditor", Form { address, ..Form::default() }, vec![]),
            "/sign-out" => ("auditor", own("auditor"), vec![]),
            "/sessions/end-others" => ("auditor", own("auditor"), vec![]),
            "/sessions/end" => {
                ("auditor", own("auditor").add("session", self.other_session("auditor")), vec!["session"])
            }
            "/sign-in/passkey"
            | "/sign-in/password"
            | "/enrol"
            | "/enrol/passkey"
            | "/enrol/password"
            | "/enrol/password/set"
            | "/sign-in/identity"
            | "/device" => {
                let names: &[&str] = match route {
                    "/sign-in/identity" => &["identity_state", "identity_code", "identity_issuer"],
                    "/enrol" => &["code"],
                    "/device" => &["ceremony", "code"],
                    "/enrol/passkey" => &["ceremony", "answer", "label"],
                    "/sign-in/password" => &["sign_in_name", "password", "moment_code"],
                    "/enrol/password" => &["ceremony"],
                    "/enrol/password/set" => &["ceremony", "sign_in_name", "password", "password_again", "moment_code"],
                    _ => &["ceremony", "answer"],
                };
                let form = Form { address, ..Form::default() };
                ("auditor", names.iter().fold(form, |form, name| form.add(name, "x")), names.to_vec())
            }
            "/approvals/challenge" => {
                let approves = self.path("/proposals/{proposal}/order-for-meeting");
                let form = seen("chief_minister").add("address", approves);
                ("chief_minister", form, vec!["seen", "address"])
            }
            "/confirm" => {
                let form = own("auditor").add("ceremony", "x").add("answer", "x").add("back", "/desk");
                ("auditor", form, vec!["ceremony", "answer", "back"])
            }
            "/passkeys/new" => {
                let form = own("auditor").add("ceremony", "x").add("answer", "x").add("label", "x");
                ("auditor", form, vec!["ceremony", "answer", "label"])
            }
            "/passkeys/revoke" => ("auditor", own("auditor").add("passkey", fresh), vec!["passkey"]),
            "/people/passkeys/revoke" => {
                let form = own(section).add("passkey", fresh).add("reason", "Some words.");
                (section, form, vec!["passkey", "reason"])
            }
            "/sessions/device-lost" => ("auditor", own("auditor").add("device", fresh), vec!["device"]),
            "/people/devices/lost" => (section, own(section).add("device", fresh), vec!["device"]),
            "/people/devices/new" => {
                let person = rehearsal::person("auditor").to_string();
                let form = own(section).add("device", fresh).add("person", person).add("label", "Tablet 15");
                (section, form, vec!["device", "person", "label"])
            }
            "/password" => {
                let names = ["old_password", "password", "password_again", "moment_code"];
                ("auditor", names.iter().fold(own("auditor"), |form, name| form.add(name, "x")), names.to_vec())
            }
            "/password/revoke" => ("auditor", own("auditor").add("password_id", fresh), vec!["password_id"]),
            "/people/passwords/revoke" => {
                let form = own(section).add("password_id", fresh).add("reason", "Some words.");
                (section, form, vec!["password_id", "reason"])
            }
            "/identity" => ("auditor", own("auditor"), vec![]),
            "/identity/bind" => {
                let names = ["identity_state", "identity_code", "identity_issuer"];
                ("auditor", names.iter().fold(own("auditor"), |form, name| form.add(name, "x")), names.to_vec())
            }
            "/identity/revoke" => ("auditor", own("auditor").add("identity", fresh), vec!["identity"]),
            "/people/identities/revoke" => {
                let form = own(section).add("identity", fresh).add("reason", "Some words.");
                (section, form, vec!["identity", "reason"])
            }
            "/charge" => ("auditor", own("auditor").add("charge", fresh), vec!["charge"]),
            "/people/import" | "/people/import/propose" => {
                let list = "post_key,kind,post,person\nnew_auditor,auditor,Auditor,Auditor";
                let form = own(section).add("change", fresh).add("list", list).add("reason", "Some words.");
                (section, form, vec!["change", "list", "reason"])
            }
            "/people/changes/new" => {
                let form = own(section).add("change", fresh).add("do", "enter_person").add("name_hi", "Officer");
                (section, form.add("reason", "Some words."), vec!["change", "do"])
            }
            "/language" => {
                let form = Form { address, ..Form::default() }.add("language", "en").add("back", "/desk");
                ("auditor", form, vec!["language", "back"])
            }
            "/proposals/new" => {
                let form = own("energy_section").add("number", "F 99").add("subject", "Subject");
                ("energy_section", form, vec!["number", "subject"])
            }
            "/notices/contact" => ("auditor", own("auditor").add("mail", "auditor@example.in"), vec![]),
            "/typing/convert" => ("auditor", own("auditor").add("text", "Some words."), vec!["text"]),
            "/proposals/{proposal}/draft" | "/proposals/{proposal}/draft/convert" => {
                let form = complete(own("energy_section").add("version", "977"), "Subject");
                ("energy_section", form, vec!["version", "subject", "subject_en", "crore", "head"])
            }
            "/proposals/{proposal}/draft/copy" => {
                let from = self.walk.proposals[0].to_string();
                ("energy_section", own("energy_section").add("from", from), vec!["from"])
            }
            "/proposals/{proposal}/put-up" => {
                let form = complete(seen("energy_section").add("version", "977").add("remark", "R"), "Subject");
                ("energy_section", form, vec!["seen", "version", "remark", "subject", "subject_en", "crore", "head"])
            }
            "/proposals/{proposal}/receive-from-paper" => {
                let form = complete(seen(section).add("version", "977").add("remark", "R"), "Subject");
                (section, form, vec!["seen", "version", "remark", "subject", "subject_en", "crore", "head"])
            }
            "/paper/allow-copies" => {
                let form = crate::printed::allowed(own(section), "finance_minister", "2099-01-01");
                (section, form, vec!["post", "day", "month", "year", "order", "reason"])
            }
            "/proposals/{proposal}/ask-copy" => {
                ("energy_minister", seen("energy_minister").add("copy_of", "note"), vec!["seen"])
            }
            "/paper/register-from-paper" => {
                let form = own(section).add("department", rehearsal::department("energy").to_string());
                let form = form.add("number", "F 99").add("subject", "Subject");
                (section, form, vec!["department", "number", "subject"])
            }
            "/paper/set-paper-route" => {
                let form = crate::paper::routed(own(section), "energy", "2099-01-01", "Some words.");
                (section, form, vec!["department", "day", "month", "year", "order", "reason"])
            }
            "/proposals/{proposal}/papers/remove" => {
                ("energy_section", seen("energy_section").add("paper", fresh), vec!["seen", "paper"])
            }
            "/proposals/{proposal}/papers" => {
                ("energy_section", seen("energy_section").add("title", "Annexure"), vec!["seen", "title"])
            }
            "/proposals/{proposal}/give-view" => {
                let form = seen("law_secretary").add("answer", "concurs").add("text", "Some words.");
                let form = form.add("condition", "");
                ("law_secretary", form, vec!["seen", "text"])
            }
            "/proposals/{proposal}/mark-for-view" => {
                let desk = rehearsal::post("finance_officer").to_string();
                let form = seen("finance_secretary").add("desk", desk).add("remark", "Some words.");
                ("finance_secretary", form, vec!["seen", "remark"])
            }
            "/proposals/{proposal}/answer-query" => {
                let department = rehearsal::department("finance").to_string();
                let form = seen("energy_secretary").add("department", department).add("text", "Some words.");
                ("energy_secretary", form, vec!["seen", "text"])
            }
            "/proposals/{proposal}/remind" => {
                let department = rehearsal::department("finance").to_string();
                let form = seen("energy_secretary").add("department", department).add("way", "written");
                ("energy_secretary", form.add("whom", "").add("text", "Some words."), vec!["seen", "whom", "text"])
            }
            "/proposals/{proposal}/reply-to-views" => {
                let aim = format!("{}:0", rehearsal::department("finance"));
                let form = seen("energy_secretary").add("reply", aim).add("taken_in", "no");
                ("energy_secretary", form.add("reason", "Some words."), vec!["seen"])
            }
            "/proposals/{proposal}/record-precondition" => {
                let form = crate::consulting::recorded(seen("energy_secretary"), "finance_view_waived");
                ("energy_secretary", form, vec!["seen", "number", "day", "month", "year", "text"])
            }
            "/proposals/{proposal}/return-proposal" => {
                let form = seen("energy_secretary").add("deficiency", "papers").add("reason", "Some words.");
                ("energy_secretary", form, vec!["seen", "reason"])
            }
            "/proposals/{proposal}/scrutinise" => {
                let form = crate::consulting::ticked(seen(section)).add("remark", "Some words.");
                (section, form, vec!["seen", "remark"])
            }
            "/proposals/{proposal}/order-for-circulation" => {
                let form = seen("chief_minister").add("day", "5").add("month", "1").add("year", "2026");
                let form = form.add("silence", "agrees").add("remark", "Some words.");
                ("chief_minister", form, vec!["seen", "remark"])
            }
            "/proposals/{proposal}/answer-circulation" => {
                let form = seen("energy_minister").add("position", "agrees").add("remark", "Some words.");
                ("energy_minister", form, vec!["seen", "remark"])
            }
            "/proposals/{proposal}/receive-file" => ("energy_secretary", seen("energy_secretary"), vec!["seen"]),
            "/proposals/{proposal}/move-file" | "/proposals/{proposal}/send-copies" => {
                let desk = rehearsal::post("energy_officer").to_string();
                let form = seen("energy_secretary").add("desk", desk).add("remark", "Some words.");
                ("energy_secretary", form, vec!["seen", "remark"])
            }
            "/proposals/{proposal}/record-telephone-order" => {
                let form = seen("chief_ministers_office").add("day", "5").add("month", "1").add("year", "2026");
                let form = form.add("hour", "11").add("minute", "30").add("text", "Some words.");
                let form = form.add("heard_order", "meeting").add("until_day", "").add("until_month", "");
                let form = form.add("until_year", "");
                ("chief_ministers_office", form, vec!["seen", "day", "month", "year", "hour", "minute", "text"])
            }
            "/proposals/{proposal}/request-urgent-approval" => {
                let form = seen("energy_secretary").add("urgency", "Some words.").add("delay", "Some words.");
                ("energy_secretary", form, vec!["seen", "urgency", "delay"])
            }
            "/proposals/{proposal}/record-urgent-order" => {
                let form = seen("energy_secretary").add("number", "F 1").add("day", "5").add("month", "1");
                ("energy_secretary", form.add("year", "2026"), vec!["seen", "number", "day", "month", "year"])
            }
            "/tasks/{task}/acknowledge-task" => ("health_secretary", seen("health_secretary"), vec!["seen"]),
            "/tasks/{task}/record-task-order" => {
                let form = seen("health_secretary").add("number", "F 1").add("day", "5").add("month", "1");
                let form = form.add("year", "2026").add("text", "Some words.");
                ("health_secretary", form, vec!["seen", "number", "day", "month", "year", "text"])
            }
            "/tasks/{task}/ask-extension" => {
                let form = seen("health_secretary").add("day", "5").add("month", "1").add("year", "2031");
                ("health_secretary", form.add("reason", "Some words."), vec!["seen", "day", "month", "year", "reason"])
            }
            "/tasks/{task}/verify-task" => (section, seen(section), vec!["seen"]),
            "/tasks/{task}/grant-extension" => ("chief_secretary", seen("chief_secretary"), vec!["seen"]),
            "/tasks/{task}/replace-task" => (section, seen(section).add("proposal", fresh), vec!["seen", "proposal"]),
            "/proposals/{proposal}/close-circulation" => (section, seen(section), vec!["seen"]),
            "/proposals/{proposal}/erase-draft" => ("energy_section", seen("energy_section"), vec!["seen"]),
            "/proposals/{proposal}/close-consultation" => ("energy_secretary", seen("energy_secretary"), vec!["seen"]),
            "/openings" => {
                let note = site.state().proposal(self.walk.proposals[0]).unwrap().revision().unwrap().id.to_string();
                (section, own(section).add("object", note), vec!["object"])
            }
            "/inquiries/new" => {
                let scope = format!("proposal:{}", self.walk.proposals[0]);
                let form = own("chief_secretary").add("inquiry", fresh).add("scope", scope);
                let form = form.add("days", "30").add("reason", "Some words.");
                ("chief_secretary", form, vec!["inquiry", "days", "reason"])
            }
            "/emergency-access/new" => {
                let form = own(section).add("access", fresh).add("meeting", self.walk.meetings[0].to_string());
                let form = form.add("number", "").add("hours", "4").add("order", "F 1").add("reason", "Some words.");
                (section, form, vec!["access", "number", "hours", "order", "reason"])
            }
            "/meetings/new" => {
                let names = ["meeting", "day", "month", "year", "hour", "minute", "place"];
                let values = [&*fresh, "1", "1", "2099", "11", "30", "Somewhere"];
                let form = names.iter().zip(values).fold(own(section), |form, (name, value)| form.add(name, value));
                (section, form, names.to_vec())
            }
            _ => match last {
                "give-copy" | "take-copy-back" => (section, own(section), vec![]),
                "refuse-copy" => (section, own(section).add("reason", "Some words."), vec!["reason"]),
                "list-item" => {
                    let form = seen(section).add("item", &*fresh).add("proposal", &*fresh);
                    (section, form, vec!["seen", "item", "proposal"])
                }
                "move-item" => {
                    (section, seen(section).add("item", fresh).add("number", "1"), vec!["seen", "item", "number"])
                }
                "remove-item" => (section, seen(section).add("item", fresh), vec!["seen", "item"]),
                "release-folder" => (section, seen(section).add("recipient", someone), vec!["seen"]),
                "open-sitting" => {
                    (section, seen(section).add("chair", &*someone).add("present", &*someone), vec!["seen", "chair"])
                }
                "draft-minutes" => (section, seen(section).add("minutes", "Words"), vec!["seen", "minutes"]),
                "return-minutes" => {
                    ("chief_minister", seen("chief_minister").add("reason", "Words"), vec!["seen", "reason"])
                }
                "recuse-self" => {
                    let minister = "energy_minister";
                    (minister, seen(minister).add("reason", "Some words."), vec!["seen", "reason"])
                }
                "recuse-member" => {
                    let member = rehearsal::post("health_minister").to_string();
                    let form = seen(section).add("member", member).add("word", "told").add("reason", "Some words.");
                    (section, form, vec!["seen", "member", "reason"])
                }
                "lift-recusal" => {
                    let member = rehearsal::post("law_minister").to_string();
                    let form = seen("chief_minister").add("member", member).add("reason", "Some words.");
                    ("chief_minister", form, vec!["seen", "member", "reason"])
                }
                "record-decisions" => (section, decided(seen(section), "approved"), vec!["seen"]),
                "issue-extract" => {
                    let energy = rehearsal::department("energy").to_string();
                    let values = [&*fresh, "Some words.", "1", &*energy, "1", "1", "2031"];
                    let names = ["task", "what", "point", "department", "day", "month", "year"];
                    let form = names
                        .iter()
                        .zip(values)
                        .fold(seen("chief_secretary"), |form, (name, value)| form.add(&format!("{name}.1"), value));
                    ("chief_secretary", form, vec!["seen"])
                }
                "acknowledge-extract" => ("health_secretary", seen("health_secretary"), vec!["seen"]),
                "call-meeting" | "approve-agenda" | "approve-minutes" => {
                    ("chief_minister", seen("chief_minister"), vec!["seen"])
                }
                "agree-change" | "refuse-change" => ("chief_secretary", seen("chief_secretary"), vec!["seen"]),
                "end-change" | "acknowledge-change" => (section, seen(section), vec!["seen"]),
                "agree-inquiry" => ("chief_secretary", seen("chief_secretary"), vec!["seen"]),
                "refuse-inquiry" => ("chief_minister", seen("chief_minister"), vec!["seen"]),
                "end-inquiry" => ("auditor", seen("auditor"), vec!["seen"]),
                "agree-emergency-access" => ("chief_secretary", seen("chief_secretary"), vec!["seen"]),
                "refuse-emergency-access" => ("chief_minister", seen("chief_minister"), vec!["seen"]),
                "end-emergency-access" => (section, seen(section), vec!["seen"]),
                "submit-minutes" => ("chief_secretary", seen("chief_secretary"), vec!["seen"]),
                "conclude-sitting" | "circulate-minutes" | "call-item" => (section, seen(section), vec!["seen"]),
                other => panic!("no form is known for {other}"),
            },
        }
    }

    pub fn post(&self, post: &str, form: &Form) -> Answer {
        let site = &self.walk.site;
        if form.address == "/sign-in" {
            // Who signs in anew ends the session from before: whoever looks at every address needs that one still.
            let request = from_own_page(&form.address, None).header(CONTENT_TYPE, URLENCODED);
            site.send(request.body(Body::from(form.encoded())).unwrap())
        } else if form.address.ends_with("/papers") {
            site.upload(post, form, b"no pdf", "a.pdf")
        } else {
            site.post(post, form)
        }
    }
}

/// A page that says what is wrong.
#[track_caller]
pub fn said(answer: &Answer, status: StatusCode) {
    answer.must(status);
    plainly(answer);
}

#[track_caller]
pub fn plainly(answer: &Answer) {
    assert!(answer.status.is_client_error(), "{}", answer.status);
    let html = answer.text();
    let told = html.contains("class=\"message stop\"")
        || html.contains("role=\"alert\"")
        || html.contains("class=\"compare\"");
    assert!(told, "the page says what is wrong: {html}");
}

fn posts() -> impl Iterator<Item = &'static str> {
    ROUTES.iter().filter(|route| route.method == "POST").map(|route| route.path)
}

#[test]
fn forms_are_read_strictly() {
    let world = World::made();
    let (site, mut sent) = (&world.walk.site, 0);
    let head = site.head();
    let check = |post: &str, form: &Form, status: StatusCode| {
        said(&world.post(post, form), status);
        assert_eq!(site.head(), head, "{}", form.address);
    };
    for route in posts() {
        let (post, form, required) = world.sent(route);
        // Opening a matter twice would be taken: these are the fields, and only these.
        check(post, &form.clone().add("surplus", "x"), StatusCode::BAD_REQUEST);
        for name in &required {
            check(post, &form.clone().without(name), StatusCode::BAD_REQUEST);
            check(post, &form.clone().add(name, form.value(name).unwrap()), StatusCode::BAD_REQUEST);
        }
        if form.value("act").is_some() {
            check(post, &form.clone().without("act"), StatusCode::BAD_REQUEST);
            check(post, &form.clone().without("form_token"), StatusCode::FORBIDDEN);
        }
        for number in ["-1", "4294967296", "99999999999999999999", "1e3", "", "one", "0x1", "1.0"] {
            for name in ["seen", "version", "number"].iter().filter(|name| required.contains(*name)) {
                let of_a_file = [
                    "/proposals/new",
                    "/paper/register-from-paper",
                    "/emergency-access/new",
                    "/proposals/{proposal}/record-precondition",
                    "/proposals/{proposal}/record-urgent-order",
                    "/tasks/{task}/record-task-order",
                ]
                .contains(&route);
                if *name == "number" && of_a_file || (*name, number) == ("version", "4294967296") {
                    continue;
                }
                check(post, &form.clone().set(name, number), StatusCode::BAD_REQUEST);
                sent += 1;
            }
        }
        for name in [
            "meeting",
            "item",
            "proposal",
            "paper",
            "department",
            "recipient",
            "chair",
            "present",
            "object",
            "inquiry",
            "access",
            "hours",
            "scope",
            "days",
            "change",
            "passkey",
            "password_id",
            "identity",
            "device",
            "person",
            "charge",
        ] {
            if form.value(name).is_some() {
                check(post, &form.clone().set(name, "no-id"), StatusCode::BAD_REQUEST);
            }
        }
        for character in ["\u{0}", "\u{7}", "\u{202e}", "\u{fdd0}"] {
            for name in required.iter().filter(|name| !["seen", "version"].contains(name)) {
                let status = world.post(post, &form.clone().set(name, format!("a{character}b"))).status;
                assert_eq!(status, StatusCode::BAD_REQUEST, "{route}: {name}");
            }
        }
        sent += 3 + 2 * required.len();
    }
    assert!(posts().count() > 35 && sent > 300, "control: {sent}");
    world.walk.site.verified();
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}

#[test]
fn bodies_that_are_no_forms_are_refused() {
    let world = World::made();
    let site = &world.walk.site;
    let head = site.head();
    let send = |post: &str, address: &str, kind: &str, body: Vec<u8>| {
        let holder = site.holder(post);
        let request = from_own_page(address, Some(&holder)).header(CONTENT_TYPE, kind);
        site.send(request.body(Body::from(body)).unwrap())
    };
    for route in posts() {
        let (post, form, _) = world.sent(route);
        let written = form.encoded();
        let kinds = ["text/plain", "application/json", "", "application/x-www-form-urlencodedx", "multipart/form-data"];
        for kind in kinds {
            said(&send(post, &form.address, kind, written.clone().into_bytes()), StatusCode::BAD_REQUEST);
        }
        if route.ends_with("/papers") {
            for body in ["", "--BORDER", "--BORDER\r\n\r\n\r\n--BORDER--", "--OTHER--\r\n"] {
                let kind = "multipart/form-data; boundary=BORDER";
                said(&send(post, &form.address, kind, body.as_bytes().to_vec()), StatusCode::BAD_REQUEST);
            }
            continue;
        }
        for broken in ["&x=%FF", "&x=%C3%28", "&%FE=1", "&x=%ED%A0%80"] {
            let body = format!("{written}{broken}").into_bytes();
            said(&send(post, &form.address, URLENCODED, body), StatusCode::BAD_REQUEST);
        }
        let raw = [written.as_bytes(), b"&x=\xff\xfe"].concat();
        said(&send(post, &form.address, URLENCODED, raw), StatusCode::BAD_REQUEST);
        let many = format!("{written}{}", "&x=1".repeat(500)).into_bytes();
        said(&send(post, &form.address, URLENCODED, many), StatusCode::BAD_REQUEST);
        let large = format!("{written}&x={}", "a".repeat(1024 * 1024)).into_bytes();
        said(&send(post, &form.address, URLENCODED, large), StatusCode::PAYLOAD_TOO_LARGE);
    }
    let (post, form, _) = world.sent("/proposals/{proposal}/papers");
    let long_title = form.clone().set("title", "t".repeat(5000));
    said(&site.upload(post, &long_title, b"%PDF-", "a.pdf"), StatusCode::PAYLOAD_TOO_LARGE);
    let large = vec![b'x'; 64 * 1024 * 1024 + 1];
    said(&site.upload(post, &form, &large, "a.pdf"), StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(site.head(), head);
    site.page("energy_section", "/desk");
    world.walk.site.verified();
    assert_eq!(crate::log::lines_with("ERROR"), Vec::<String>::new());
}

#[test]
fn wrong_methods_and_addresses_are_told() {
    let world = World::made();
    let site = &world.walk.site;
    let head = site.head();
    let cookies = site.holder("chief_minister").cookies();
    let send = |method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path).header(COOKIE, &cookies);
        site.send(request.body(Body::empty()).unwrap())
    };
    for route in ROUTES {
        for method in ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"] {
            said(&send(method, &world.path(route.path)), StatusCode::METHOD_NOT_ALLOWED);
        }
        let both = ROUTES.iter().filter(|other| other.path == route.path).count() == 2;
        if !both {
            let method = if route.method == "GET" { "POST" } else { "GET" };
            said(&send(method, &world.path(route.path)), StatusCode::METHOD_NOT_ALLOWED);
        }
    }
    for path in [
        "/assets/../Cargo.toml",
        "/assets/..%2f..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets//etc/passwd",
        "/assets/fonts/../app.css",
        "/assets/app.css%00",
        "/assets/app.css/",
        "/assets/",
        "/assets/%ff",
        "/nowhere",
        "/desk/",
        "//desk",
        "/proposals/no-id",
        "/proposals/00000000-0000-0000-0000-000000000000",
        "/proposals/%ff",
        "/papers/no-id/pages/1",
    ] {
        said(&send("GET", path), StatusCode::NOT_FOUND);
    }
    let paper = &world.ids[3].1;
    for page in ["0", "99", "-1", "4294967296", "x", ""] {
        let path = format!("/papers/{paper}/pages/{page}");
        said(&site.get("energy_section", &path), StatusCode::NOT_FOUND);
        said(&site.get("energy_section", &format!("{path}/picture")), StatusCode::NOT_FOUND);
    }
    assert_eq!(site.head(), head);
    site.get("energy_section", &format!("/papers/{paper}/pages/1")).must(StatusCode::OK);
}

/// Every id of the government stands once where another kind's id belongs.
#[test]
pub(crate) fn an_id_of_another_kind_is_unknown() {
    let world = World::made();
    let site = &world.walk.site;
    let (head, state) = (site.head(), site.state());
    let mut others: Vec<String> = world.ids.iter().map(|(_, id)| id.clone()).collect();
    let draft = state.proposal(world.ids[0].1.parse().unwrap()).unwrap();
    others.push(draft.department.to_string());
    others.push(rehearsal::post("chief_minister").to_string());
    let health = state.proposal(world.walk.proposals[0]).unwrap();
    others.push(health.revision().unwrap().id.to_string());
    let mut driven = 0;
    for route in ROUTES {
        for (name, right) in world.ids.iter().filter(|(name, _)| route.path.contains(name)) {
            for wrong in others.iter().filter(|other| *other != right) {
                let path = world.path(&route.path.replace(name, wrong));
                let answer = if route.method == "GET" {
                    let post = if *name == "{paper}" { "energy_section" } else { "cabinet_section" };
                    site.get(post, &path)
                } else {
                    let (post, form, _) = world.sent(route.path);
                    world.post(post, &Form { address: path, ..form })
                };
                said(&answer, StatusCode::NOT_FOUND);
                driven += 1;
            }
        }
    }
    assert!(driven > 250, "control: {driven}");
    assert_eq!(site.head(), head);
}

#[test]
fn content_that_the_rules_refuse_is_told() {
    let mut walk = Walk::begun();
    let id = walk.drive("energy", StageName::InDepartment);
    let page = format!("/proposals/{id}");
    let refused = |walk: &Walk, post: &str, path: &str, action: &str, fill: &dyn Fn(Form) -> Form| {
        let head = walk.site.head();
        let form = fill(walk.site.form(post, path, action));
        said(&walk.site.post(post, &form), StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(walk.site.head(), head);
    };
    let secretary = "energy_secretary";
    refused(&walk, secretary, &page, "return_proposal", &|form| form.set("reason", "  "));
    refused(&walk, secretary, &page, "send_for_views", &|form| form.without("department"));
    refused(&walk, secretary, &page, "send_for_views", &|form| {
        form.without("department").add("department", walk.site.new_id().to_string())
    });
    refused(&walk, secretary, &page, "approve_as_secretary", &|form| form);
    walk.ask(id, &["finance", "law"]);
    refused(&walk, "law_secretary", &page, "give_view", &|form| form.set("answer", "concurs").set("text", ""));
    refused(&walk, "law_secretary", &page, "give_view", &|form| form.without("answer").set("text", "Words."));
    refused(&walk, secretary, &page, "close_consultation", &|form| form);
    walk.carry_on(id, StageName::Ordered);
    let new = "/meetings/new";
    refused(&walk, "cabinet_section", new, "propose_meeting", &|form| form.set("year", "0").set("place", "P"));
    let past = |form: Form| {
        let parts = [("day", "1"), ("month", "1"), ("year", "2001"), ("hour", "11"), ("minute", "00"), ("place", "P")];
        parts.iter().fold(form, |form, (name, value)| form.set(name, *value))
    };
    refused(&walk, "cabinet_section", new, "propose_meeting", &past);
    refused(&walk, "cabinet_section", new, "propose_meeting", &|form| {
        past(form).set("year", "2099").set("place", "p".repeat(301))
    });
    refused(&walk, "energy_section", "/proposals/new", "start_proposal", &|form| {
        form.set("number", "F").set("subject", "s".repeat(301))
    });
    let meeting = walk.propose_meeting();
    walk.meeting_step("chief_minister", meeting, "call_meeting");
    let item = walk.list(meeting, id);
    walk.meeting_step("chief_minister", meeting, "approve_agenda");
    let path = format!("/meetings/{meeting}");
    refused(&walk, "cabinet_section", &path, "release_folder", &|form| form.without("recipient"));
    refused(&walk, "cabinet_section", &path, "release_folder", &|form| {
        form.set("recipient", rehearsal::post("auditor").to_string())
    });
    walk.release(meeting, &["chief_minister"]);
    refused(&walk, "cabinet_section", &path, "open_sitting", &|form| form.without("present"));
    walk.open(meeting, "chief_minister", &["chief_minister"]);
    refused(&walk, "cabinet_section", &path, "conclude_sitting", &|form| form);
    let item = format!("{path}/items/{item}");
    refused(&walk, "cabinet_section", &item, "record_decisions", &|form| {
        decided(form, "approved").without("outcome.2")
    });
    refused(&walk, "cabinet_section", &item, "record_decisions", &|form| decided(form, "approved").set("text.1", " "));
    refused(&walk, "cabinet_section", &item, "record_decisions", &|form| {
        decided(form, "approved").set("outcome.1", "deferred")
    });
    refused(&walk, "cabinet_section", &item, "record_decisions", &|form| {
        decided(form, "approved").set("outcome.3", "noted").set("text.3", "x")
    });
    walk.site.verified();
}

/// The same PDF behind a password.
fn locked(pdf: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let [open, shut] = ["open.pdf", "shut.pdf"].map(|name| folder.path().join(name));
    std::fs::write(&open, pdf).unwrap();
    let mut qpdf = std::process::Command::new("qpdf");
    let done = qpdf.args(["--encrypt", "user", "owner", "256", "--"]).arg(&open).arg(&shut).status();
    assert!(done.expect("qpdf: scripts/install-needs demo").success());
    std::fs::read(shut).unwrap()
}

#[test]
fn a_file_that_is_no_pdf_is_refused_with_what_is_accepted() {
    let mut walk = Walk::begun();
    let id = walk.start("energy");
    let site = &walk.site;
    let head = site.head();
    let pdf = std::fs::read(repository("samples/papers/swasthya-senior-resident.text.pdf")).unwrap();
    let zip = |name: &[u8]| [b"PK\x03\x04\x14\0\0\0\0\0".as_slice(), name, b"document.xml"].concat();
    let made_up = String::from_utf8_lossy(&pdf[..8]).into_owned()
        + "\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj trailer<</Root 1 0 R>>";
    let files: [(&str, Vec<u8>, &str); 10] = [
        ("locked.pdf", locked(&pdf), "paper-refused-encrypted"),
        ("a.docx.pdf", zip(b"word/"), "paper-refused-not-pdf-word"),
        ("a.xlsx.pdf", zip(b"xl/"), "paper-refused-not-pdf-excel"),
        ("a.zip.pdf", zip(b"other/"), "paper-refused-not-pdf-zip"),
        ("a.png.pdf", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "paper-refused-not-pdf-image"),
        ("a.html.pdf", b"<!doctype html><html><script>alert(1)</script>".to_vec(), "paper-refused-not-pdf-html"),
        ("a.txt.pdf", "सादा पाठ".as_bytes().to_vec(), "paper-refused-not-pdf-text"),
        ("empty.pdf", Vec::new(), "paper-refused-empty"),
        ("cut.pdf", pdf[..pdf.len() / 20].to_vec(), "paper-refused-broken"),
        ("made-up.pdf", made_up.into_bytes(), "paper-refused-broken"),
    ];
    let form = || {
        let html = site.page("energy_section", &format!("/proposals/{id}/draft"));
        crate::page::form_to(&html, "/papers").unwrap().set("title", "Annexure")
    };
    for (name, bytes, key) in files {
        let answer = site.upload("energy_section", &form(), &bytes, name);
        said(&answer, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(&hindi(key)), "{name}: {key}");
        assert_eq!(site.head(), head, "{name}");
    }
    assert!(site.state().proposal(id).unwrap().papers.is_empty());
    walk.attach(id);
    let report = walk.site.verified();
    assert_eq!(report.files, 1);
}
