//! Members who take no part in an item, through the pages.

use crate::page::{Form, form_to, forms};
use crate::walk::Walk;
use axum::http::StatusCode;
use cabinet::ids::{ItemId, MeetingId, ProposalId};
use cabinet::proposal::StageName;

pub const SECTION: &str = "cabinet_section";

/// The address of an item.
pub fn item_path(meeting: MeetingId, item: ItemId) -> String {
    format!("/meetings/{meeting}/items/{item}")
}

impl Walk {
    /// A member takes no part, by his own hand.
    #[track_caller]
    pub fn recuse_self(&mut self, post: &str, meeting: MeetingId, item: ItemId, reason: &str) {
        let path = format!("{}/recuse-self", item_path(meeting, item));
        let next = self.act(post, &path, "recuse_self", |form| form.set("reason", reason));
        assert_eq!(next, format!("/meetings/{meeting}"), "he is led away from the item");
    }

    /// The cabinet section records upon the Chief Minister's order who takes no part.
    #[track_caller]
    pub fn recuse(&mut self, meeting: MeetingId, item: ItemId, post: &str) {
        let path = format!("{}/recusals", item_path(meeting, item));
        self.act(SECTION, &path, "recuse_member", |form| recused(form, post, "A kinsman's company."));
    }

    /// The form by which the Chief Minister lifts a member's recusal.
    pub fn lifting(&self, meeting: MeetingId, item: ItemId, post: &str) -> Option<Form> {
        let html = self.site.page("chief_minister", &format!("{}/recusals", item_path(meeting, item)));
        let member = rehearsal::post(post).to_string();
        forms(&html).into_iter().find(|form| form.value("member") == Some(&*member) && form.action == "lift_recusal")
    }

    #[track_caller]
    pub fn lift(&mut self, meeting: MeetingId, item: ItemId, post: &str) {
        let form = self.lifting(meeting, item, post).unwrap().set("reason", "The company was sold.");
        self.site.done("chief_minister", &form);
        self.done.insert("lift_recusal".to_owned());
        self.looked();
    }

    /// A note of energy that alone stands on an approved agenda.
    fn on_approved_agenda(&mut self) -> (MeetingId, ProposalId, ItemId) {
        let proposal = self.drive("energy", StageName::Ordered);
        let meeting = self.propose_meeting();
        self.meeting_step("chief_minister", meeting, "call_meeting");
        let item = self.list(meeting, proposal);
        self.meeting_step("chief_minister", meeting, "approve_agenda");
        (meeting, proposal, item)
    }

    /// Recusals of each word, before and after the folder is out and while the item is before the council, of the sponsoring
    /// minister too; one is lifted.
    pub fn recusals(&mut self, recipients: &[&str]) {
        let (meeting, _, item) = self.on_approved_agenda();
        self.recuse(meeting, item, "agriculture_minister");
        self.release(meeting, recipients);
        if recipients.contains(&"energy_minister") {
            self.recuse_self("energy_minister", meeting, item, "A kinsman's company.");
        }
        self.recuse(meeting, item, "finance_minister");
        self.recuse(meeting, item, "health_minister");
        self.lift(meeting, item, "health_minister");
        self.open(meeting, "chief_minister", &["chief_minister"]);
        self.call_item(meeting, item);
        if recipients.contains(&"law_minister") {
            self.recuse_self("law_minister", meeting, item, "");
        }
        self.record(meeting, item, "approved");
        self.meeting_step(SECTION, meeting, "conclude_sitting");
        self.meeting_step(SECTION, meeting, "draft_minutes");
        self.meeting_step("chief_secretary", meeting, "submit_minutes");
        self.meeting_step("chief_minister", meeting, "approve_minutes");
        self.meeting_step(SECTION, meeting, "circulate_minutes");
        self.issue(meeting, item);
        self.acknowledge(meeting, item);
    }
}

/// The form that records a member, filled.
pub fn recused(form: Form, post: &str, reason: &str) -> Form {
    let form = form.set("member", rehearsal::post(post).to_string()).set("reason", reason);
    form.without("word").add("word", "chief_minister")
}

/// What is missing or wrong comes back in its form, and nothing is recorded.
#[test]
fn what_is_wrong_with_a_recusal_comes_back_in_its_form() {
    let mut walk = Walk::begun();
    let (meeting, _, item) = walk.on_approved_agenda();
    walk.release(meeting, &["chief_minister", "health_minister", "law_minister"]);
    let (path, minister) = (format!("{}/recusals", item_path(meeting, item)), "health_minister");
    let form = |walk: &Walk| walk.site.form(SECTION, &path, "recuse_member");
    let head = walk.site.head();
    let good = recused(form(&walk), minister, "A kinsman's company.");
    for (wrong, told) in [
        (good.clone().set("reason", ""), "कारण लिखें"),
        (good.clone().set("member", ""), "सदस्य"),
        (good.clone().without("word"), "किसके कहने पर"),
        (good.clone().set("member", rehearsal::post("home_secretary").to_string()), "पृथक दर्ज नहीं"),
    ] {
        let answer = walk.site.post(SECTION, &wrong);
        answer.must(StatusCode::UNPROCESSABLE_ENTITY);
        let html = answer.text();
        assert!(crate::page::errors(&html).contains(told), "{told}: {}", crate::page::errors(&html));
        let again = form_to(&html, "/recuse-member").unwrap();
        assert_eq!(again.value("reason"), wrong.value("reason"), "what was typed is not lost");
        assert_eq!(walk.site.head(), head);
    }
    walk.recuse(meeting, item, minister);
    let lift = walk.lifting(meeting, item, minister).unwrap();
    let answer = walk.site.post("chief_minister", &lift.clone().set("reason", ""));
    answer.must(StatusCode::UNPROCESSABLE_ENTITY);
    for post in [SECTION, "chief_secretary", minister, "law_minister", "auditor"] {
        let sent = walk.site.holder(post);
        let form = lift.clone().set("form_token", &*sent.token).set("reason", "Words.");
        walk.site.post(post, &form.set("act", walk.site.new_id().to_string())).must(StatusCode::NOT_FOUND);
    }
    assert!(walk.site.page(SECTION, &path).contains("मुख्यमंत्री के आदेश पर"));
    walk.lift(meeting, item, minister);
    let told = walk.site.page("chief_secretary", &path);
    assert!(told.contains("पुनः सम्मिलित") && told.contains("The company was sold."), "both stand on record");
    assert!(walk.lifting(meeting, item, minister).is_none());
}

/// A copy that was given before is to come back, one that was asked for is not given, and the desk and the register say so.
#[test]
fn copies_of_what_one_is_recused_from_are_called_back() {
    let mut walk = Walk::begun();
    let (meeting, proposal, item) = walk.on_approved_agenda();
    let minister = "health_minister";
    walk.release(meeting, &["chief_minister", minister]);
    walk.allow_copies(minister, "2099-03-31");
    walk.ask_copy(minister, proposal);
    let printed = walk.copy_step("/give-copy");
    let desk = |walk: &Walk| walk.site.page(SECTION, "/desk");
    assert!(!desk(&walk).contains("छपी प्रति वापस लें"), "control");
    assert!(walk.site.page(SECTION, &printed).contains(crate::walk::SECTION_WORDS), "control");
    walk.recuse_self(minister, meeting, item, "");
    assert!(desk(&walk).contains("छपी प्रति वापस लें") && desk(&walk).contains("इस विषय से पृथक हैं"));
    let register = walk.site.page(SECTION, "/paper");
    assert!(register.contains("छपी प्रति वापस ली जाए") && form_to(&register, "/take-copy-back").is_some());
    assert!(
        !walk.site.page(SECTION, &printed).contains(crate::walk::SECTION_WORDS),
        "nothing is printed for him any more"
    );
    walk.copy_step("/take-copy-back");
    assert!(!desk(&walk).contains("छपी प्रति वापस लें"));
}
