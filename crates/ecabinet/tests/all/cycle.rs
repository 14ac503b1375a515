//! One cabinet cycle as a fixed list of steps, each with a known act id, and going through it over HTTP.

mod complying;
mod recusing;
mod two_persons;

use crate::client::{Answer, Lost, Request, hidden_fields};
use crate::server::Home;
use std::time::Duration;
use two_persons::{change, emergency, inquiry};
use uuid::Uuid;

/// The file of the note to which an emergency access is asked for.
const NUMBER: &str = "एफ 1-203/2026/सत्रह";

/// The posts that act in the cycle.
pub const POSTS: &[&str] = &[
    "health_section",
    "health_officer",
    "health_secretary",
    "health_minister",
    "chief_ministers_office",
    "finance_secretary",
    "finance_officer",
    "law_secretary",
    "cabinet_section",
    "chief_secretary",
    "chief_minister",
    "energy_minister",
    "panchayat_minister",
    "industry_minister",
    "agriculture_minister",
    "finance_minister",
    "law_minister",
];

/// The members to whom a note is circulated: everybody but the Chief Minister, who orders it.
const CIRCULATED_TO: [&str; 7] = [
    "energy_minister",
    "health_minister",
    "panchayat_minister",
    "industry_minister",
    "agriculture_minister",
    "finance_minister",
    "law_minister",
];
/// The sample note that most steps are about.
const NOTE: &str = "swasthya-senior-resident";
/// One that costs so much that the rules want the recommendation of a committee on record.
const COSTLY_NOTE: &str = "urja-satpura";

/// One form that is filled in and sent.
#[derive(Clone, Debug)]
pub struct Step {
    pub name: &'static str,
    pub post: &'static str,
    pub page: String,
    /// The form whose hidden fields are sent.
    pub form: String,
    pub action: String,
    pub act: Uuid,
    pub fields: Vec<(String, String)>,
    pub file: Option<Vec<u8>>,
    /// The kinds of the events that the act is; none for a draft, which lies in a drawer.
    pub events: &'static [&'static str],
}

/// How far somebody has come with a list of steps.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// Steps that were answered.
    pub answered: usize,
    /// What was sent without an answer: the form of the step after the answered ones.
    pub under_way: Option<Request>,
    /// The form of the last answered step.
    pub last: Option<Request>,
}

/// A new id of this moment, UUIDv7 as the pages print them.
pub fn new_id() -> Uuid {
    let now = u64::try_from(office::Clock::default().now().0).unwrap();
    let random = vault::random::<10>().unwrap();
    uuid::Builder::from_unix_timestamp_millis(now, &random).into_uuid()
}

/// A PDF of one page, small and valid.
pub fn small_pdf() -> Vec<u8> {
    pdf("0 0 100 100 re f")
}

/// A PDF of one page that stays larger than two chunks of a sealed file, however well it is packed.
pub fn large_pdf() -> Vec<u8> {
    let mut state = 1_u64;
    let mut number = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % 10_000_000
    };
    let lines: Vec<String> =
        (0..12_000).map(|_| format!("{} {} {} {} re f", number(), number(), number(), number())).collect();
    pdf(&lines.join("\n"))
}

fn pdf(content: &str) -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
    ];
    let (mut pdf, mut table) = ("%PDF-1.7\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in (1..).zip(&objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let start = pdf.len();
    let size = objects.len() + 1;
    pdf.push_str(&format!(
        "xref\n0 {size}\n{table}trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n"
    ));
    pdf.into_bytes()
}

struct Script {
    note: rehearsal::SampleNote,
    proposal: Uuid,
    meeting: Uuid,
    item: Uuid,
    steps: Vec<Step>,
}

impl Script {
    fn new() -> Self {
        Self::of(NOTE)
    }

    /// The steps of the sample note of that name.
    fn of(note: &str) -> Self {
        Self { note: sample(note), proposal: new_id(), meeting: new_id(), item: new_id(), steps: Vec::new() }
    }

    fn path(&self, written: &str) -> String {
        let path = written.replace("{P}", &self.proposal.to_string()).replace("{M}", &self.meeting.to_string());
        path.replace("{I}", &self.item.to_string())
    }

    fn step(
        &mut self,
        post: &'static str,
        place: (&str, &str),
        name: &'static str,
        fields: Vec<(String, String)>,
        events: &'static [&'static str],
    ) {
        let (page, action) = (self.path(place.0), self.path(place.1));
        // A matter bears the id of the act that opened it.
        let act = if ["start", "register-from-paper"].contains(&name) { self.proposal } else { new_id() };
        let form = action.clone();
        self.steps.push(Step { name, post, page, form, action, act, fields, file: None, events });
    }

    /// A step on the proposal's page, with a remark.
    fn moved(&mut self, post: &'static str, name: &'static str, events: &'static [&'static str]) {
        let remark = vec![field("remark", &format!("टीप: {name}"))];
        self.step(post, ("/proposals/{P}", &format!("/proposals/{{P}}/{name}")), name, remark, events);
    }

    fn on_meeting(
        &mut self,
        post: &'static str,
        page: &str,
        name: &'static str,
        fields: Vec<(String, String)>,
        events: &'static [&'static str],
    ) {
        self.step(post, (&format!("/meetings/{{M}}{page}"), &format!("/meetings/{{M}}/{name}")), name, fields, events);
    }

    fn drafting(&mut self, number: &str) {
        const DRAFT: &str = "/proposals/{P}/draft";
        let start = vec![field("number", number), field("subject", &self.note.subject)];
        let new = "/proposals/new";
        self.step("health_section", (new, new), "start", start, &["proposal_started/2"]);
        let mut fields = draft_fields(&self.note);
        fields.push(field("remark", ""));
        self.step("health_section", (DRAFT, DRAFT), "draft", fields, &[]);
    }

    fn attaching(&mut self) {
        let place = ("/proposals/{P}/draft", "/proposals/{P}/papers");
        self.step("health_section", place, "attach", vec![field("title", "परिशिष्ट-1")], &["paper_attached/1"]);
        self.steps.last_mut().unwrap().file = Some(small_pdf());
    }

    /// This matter, as it is put on an agenda: several may wait for one.
    fn listed(&self) -> Vec<(String, String)> {
        vec![field("item", &self.item.to_string()), field("proposal", &self.proposal.to_string())]
    }

    fn putting_up(&mut self) {
        let place = ("/proposals/{P}/draft", "/proposals/{P}/put-up");
        let mut fields = draft_fields(&self.note);
        fields.push(field("remark", "अनुमोदनार्थ प्रस्तुत"));
        self.step("health_section", place, "put-up", fields, &["note_revised/2", "note_put_up/2"]);
        // The draft is put up as it stands on its page: another button of the same form.
        self.steps.last_mut().unwrap().form = self.path("/proposals/{P}/draft");
    }

    fn asking(&mut self) {
        self.moved("health_secretary", "send-for-views", &["views_asked/1"]);
        for department in ["finance", "law"] {
            let department = rehearsal::department(department).to_string();
            self.steps.last_mut().unwrap().fields.push(field("department", &department));
        }
    }

    fn answering(&mut self, post: &'static str, answer: &str, words: &str) {
        let view = vec![field("answer", answer), field("text", words)];
        self.step(post, ("/proposals/{P}", "/proposals/{P}/give-view"), "give-view", view, &["view_given/2"]);
    }

    fn closing_consultation(&mut self) {
        let close = ("/proposals/{P}", "/proposals/{P}/close-consultation");
        self.step("health_secretary", close, "close-consultation", Vec::new(), &["consultation_closed/1"]);
    }

    fn until_approval(&mut self) {
        self.putting_up();
        self.asking();
        self.answering("finance_secretary", "concurs", "वित्त की सहमति");
        self.answering("law_secretary", "concurs", "विधि की सहमति");
        self.closing_consultation();
        self.moved("health_secretary", "approve-as-secretary", &["secretary_approved/1"]);
        self.moved("health_minister", "approve-as-minister", &["minister_approved/1"]);
    }

    fn until_submission(&mut self) {
        self.until_approval();
        self.moved("health_secretary", "submit", &["note_submitted/1"]);
    }

    /// The file at an officer's desk: pulled back before it was opened, received, sent on, copied.
    fn through_desks(&mut self) {
        let (officer, secretary, page) = ("health_officer", "health_secretary", "/proposals/{P}");
        let desk = |key| field("desk", &rehearsal::post(key).to_string());
        self.putting_up();
        self.steps.last_mut().unwrap().fields.push(desk(officer));
        let (back, reason) = ("/proposals/{P}/pull-back-file", vec![field("reason", "एक परिशिष्ट छूट गया")]);
        self.step("health_section", (page, back), "pull-back-file", reason, &["file_pulled_back/1"]);
        self.putting_up();
        self.steps.last_mut().unwrap().fields.push(desk(officer));
        let receive = (page, "/proposals/{P}/receive-file");
        self.step(officer, receive, "receive-file", Vec::new(), &["file_opened/1"]);
        self.moved(officer, "move-file", &["file_moved/1"]);
        self.steps.last_mut().unwrap().fields.push(desk(secretary));
        self.moved(secretary, "send-copies", &["copies_sent/1"]);
        self.steps.last_mut().unwrap().fields.push(desk(officer));
    }

    /// A brief, and orders by telephone: one that was not given, and one that is confirmed.
    fn by_telephone(&mut self) {
        let (office, chief, page) = ("chief_ministers_office", "chief_minister", "/proposals/{P}");
        let hear = |script: &mut Self, order: &str, kinds| {
            let rest = [field("hour", "0"), field("minute", "0"), field("text", "बैठक में रखा जाए")];
            let place = (page, "/proposals/{P}/record-telephone-order");
            let fields = days_ahead(0).into_iter().chain(rest).chain([field("heard_order", order)]).collect();
            script.step(office, place, "record-telephone-order", fields, kinds);
        };
        let brief = (page, "/proposals/{P}/write-brief");
        self.step(office, brief, "write-brief", vec![field("text", "मुख्य बिन्दु")], &["brief_written/1"]);
        hear(self, "decline", &["decline_ordered_by_telephone/1"]);
        let (disown, reason) = ((page, "/proposals/{P}/disown-telephone-order"), vec![field("reason", "नहीं दिया")]);
        self.step(chief, disown, "disown-telephone-order", reason, &["telephone_order_disowned/1"]);
        hear(self, "meeting", &["meeting_ordered_by_telephone/1"]);
        self.moved(chief, "confirm-telephone-order", &["telephone_order_confirmed/1"]);
    }

    /// Urgent approval: once refused, then given, and the order issued upon it.
    fn urgently(&mut self) {
        self.until_approval();
        let page = "/proposals/{P}";
        let asking = |script: &mut Self| {
            let fields = vec![field("urgency", "वर्षा के पूर्व मरम्मत"), field("delay", "क्षति कल हुई")];
            let place = (page, "/proposals/{P}/request-urgent-approval");
            script.step("health_secretary", place, "request-urgent-approval", fields, &["urgency_requested/1"]);
        };
        asking(self);
        let (refuse, reason) = ("/proposals/{P}/refuse-urgent-approval", vec![field("reason", "प्रतीक्षा संभव है")]);
        self.step("chief_secretary", (page, refuse), "refuse-urgent-approval", reason, &["urgency_refused/1"]);
        asking(self);
        self.moved("chief_secretary", "forward-urgent-request", &["urgency_forwarded/1"]);
        self.moved("chief_minister", "approve-urgently", &["urgently_approved/1"]);
        let order = [field("number", "एफ 9")].into_iter().chain(days_ahead(0)).collect();
        let place = (page, "/proposals/{P}/record-urgent-order");
        self.step("health_secretary", place, "record-urgent-order", order, &["urgent_order_recorded/1"]);
    }

    /// The way to submission with all that may come between: a reminder, a query and its answer, a condition and its
    /// reply, and what the rules want on record.
    fn until_submission_by_all_turns(&mut self) {
        let (secretary, page) = ("health_secretary", "/proposals/{P}");
        let (finance, law) = (rehearsal::department("finance").to_string(), rehearsal::department("law").to_string());
        self.putting_up();
        self.asking();
        let reminded = vec![
            field("department", &finance),
            field("way", "telephone"),
            field("whom", "उप सचिव, वित्त"),
            field("text", "अभिमत शीघ्र भेजने हेतु कहा गया"),
        ];
        self.step(secretary, (page, "/proposals/{P}/remind"), "remind", reminded, &["reminder_recorded/1"]);
        for (from, to) in [("finance_secretary", "finance_officer"), ("finance_officer", "finance_secretary")] {
            self.moved(from, "mark-for-view", &["marked_for_view/1"]);
            self.steps.last_mut().unwrap().fields.push(field("desk", &rehearsal::post(to).to_string()));
        }
        self.answering("finance_secretary", "concurs_with_conditions", "सशर्त सहमति");
        self.steps.last_mut().unwrap().fields.push(field("condition", "भुगतान पाँच समान किश्तों में हो"));
        self.answering("law_secretary", "query", "अनुबंध का प्रारूप भेजें");
        let answer = vec![field("department", &law), field("text", "प्रारूप संलग्न है")];
        self.step(secretary, (page, "/proposals/{P}/answer-query"), "answer-query", answer, &["query_answered/1"]);
        self.answering("law_secretary", "concurs", "विधि की सहमति");
        self.closing_consultation();
        let reply = vec![field("taken_in", "yes"), field("reason", "बिन्दु 2 में सम्मिलित")];
        self.step(secretary, (page, "/proposals/{P}/reply-to-views"), "reply-to-views", reply, &["views_replied/1"]);
        self.moved(secretary, "approve-as-secretary", &["secretary_approved/1"]);
        self.moved("health_minister", "approve-as-minister", &["minister_approved/1"]);
        let recorded = vec![
            field("precondition", "expenditure_committee"),
            field("number", "एफ 11-4/2025/समिति"),
            field("day", "5"),
            field("month", "1"),
            field("year", "2026"),
            field("text", "समिति ने अनुशंसा की"),
        ];
        let place = (page, "/proposals/{P}/record-precondition");
        self.step(secretary, place, "record-precondition", recorded, &["precondition_recorded/1"]);
        self.moved(secretary, "submit", &["note_submitted/1"]);
    }

    fn until_clearance(&mut self) {
        self.moved("cabinet_section", "scrutinise", &["note_scrutinised/2"]);
        let rules = cabinet::rules::Rules::parse(rehearsal::RULES).unwrap();
        let checked = rules.checklist.iter().map(|item| field("checked", &item.key));
        self.steps.last_mut().unwrap().fields.extend(checked);
        self.moved("chief_secretary", "clear", &["note_cleared/1"]);
    }

    fn until_order(&mut self) {
        self.until_clearance();
        self.moved("chief_minister", "order-for-meeting", &["meeting_ordered/1"]);
    }

    /// The note is decided without a meeting: the order, the members' answers, the approval upon them.
    fn until_approved_by_circulation(&mut self) {
        self.moved("chief_minister", "order-for-circulation", &["circulation_ordered/1"]);
        let last_day = days_ahead(7);
        self.steps.last_mut().unwrap().fields.extend(last_day);
        self.moved("cabinet_section", "send-circulation", &["circulation_sent/1"]);
        for member in CIRCULATED_TO {
            self.moved(member, "answer-circulation", &["circulation_answered/1"]);
            self.steps.last_mut().unwrap().fields.push(field("position", "agrees"));
        }
        let close = ("/proposals/{P}", "/proposals/{P}/close-circulation");
        self.step("cabinet_section", close, "close-circulation", Vec::new(), &["circulation_closed/1"]);
        self.moved("chief_minister", "approve-by-circulation", &["circulation_approved/1"]);
    }

    fn until_sitting(&mut self) {
        let (section, chief) = ("cabinet_section", "chief_minister");
        let mut when = vec![field("meeting", &self.meeting.to_string()), field("place", "मंत्रालय, भोपाल")];
        when.extend(days_ahead(7));
        when.extend([field("hour", "11"), field("minute", "00")]);
        let new = "/meetings/new";
        self.step(section, (new, new), "propose-meeting", when, &["meeting_proposed/1"]);
        self.on_meeting(chief, "", "call-meeting", Vec::new(), &["meeting_called/1"]);
        let item = self.listed();
        self.on_meeting(section, "", "list-item", item, &["item_listed/1"]);
        self.on_meeting(chief, "", "approve-agenda", Vec::new(), &["agenda_approved/1"]);
        let members =
            ["chief_minister", "health_minister", "finance_minister"].map(|post| rehearsal::post(post).to_string());
        let recipients = members.iter().map(|post| field("recipient", post)).collect();
        self.on_meeting(section, "", "release-folder", recipients, &["folder_released/1"]);
        let mut present: Vec<_> = members.iter().map(|post| field("present", post)).collect();
        present.push(field("chair", &members[0]));
        self.on_meeting(section, "", "open-sitting", present, &["sitting_opened/1"]);
        let page = "/meetings/{M}/items/{I}";
        let called = (page, "/meetings/{M}/items/{I}/call-item");
        self.step(section, called, "call-item", Vec::new(), &["item_called/1"]);
        let points = (1..=self.note.points.len()).flat_map(|point| {
            [field(&format!("outcome.{point}"), "approved"), field(&format!("text.{point}"), "अनुमोदित किया जाता है।")]
        });
        let recorded = (page, "/meetings/{M}/items/{I}/record-decisions");
        self.step(section, recorded, "record-decisions", points.collect(), &["decisions_recorded/2"]);
        self.on_meeting(section, "", "conclude-sitting", Vec::new(), &["sitting_concluded/1"]);
    }

    /// A member whose post still gets printed copies asks for one of the note that was decided; it is given and comes back.
    fn printed(&mut self) {
        let (section, paper) = ("cabinet_section", "/paper");
        let mut allowed = vec![field("post", &rehearsal::post("finance_minister").to_string())];
        allowed.extend(days_ahead(7));
        allowed.extend([field("order", "एफ 2-1/2026"), field("reason", "दृष्टिबाधा")]);
        self.step(section, (paper, "/paper/allow-copies"), "allow-copies", allowed, &["copies_allowed/1"]);
        let ask = ("/proposals/{P}", "/proposals/{P}/ask-copy");
        self.step("finance_minister", ask, "ask-copy", vec![field("copy_of", "note")], &["copy_asked/1"]);
        // A copy bears the id of the act that asked for it.
        let copy = self.steps.last().unwrap().act;
        for (name, events) in [("give-copy", &["copy_given/1"]), ("take-copy-back", &["copy_returned/1"])] {
            self.step(section, (paper, &format!("/paper/copies/{copy}/{name}")), name, Vec::new(), events);
        }
        self.step("finance_minister", ask, "ask-copy", vec![field("copy_of", "note")], &["copy_asked/1"]);
        let copy = self.steps.last().unwrap().act;
        let (refuse, reason) = (format!("/paper/copies/{copy}/refuse-copy"), vec![field("reason", "प्रति दी जा चुकी है")]);
        self.step(section, (paper, &refuse), "refuse-copy", reason, &["copy_refused/1"]);
    }

    /// A later last day of a department's paper route, and a note that is registered under it.
    fn on_paper(&mut self) {
        let health = field("department", &rehearsal::department("health").to_string());
        let day = [field("day", "31"), field("month", "12"), field("year", "2098")];
        let order = [field("order", "एफ 1-2/2026"), field("reason", "पुरानी नस्तियाँ मूल रूप में हैं")];
        let route = std::iter::once(health.clone()).chain(day).chain(order).collect();
        let set = ("/paper", "/paper/set-paper-route");
        self.step("chief_secretary", set, "set-paper-route", route, &["paper_route_set/1"]);
        let new = "/paper/register-from-paper";
        let fields = vec![health, field("number", "एफ 1-209/2026/सत्रह"), field("subject", &self.note.subject)];
        self.step("cabinet_section", (new, new), "register-from-paper", fields, &["paper_note_registered/1"]);
    }

    fn until_approved_minutes(&mut self) {
        let words = vec![field("minutes", "मंत्रि-परिषद की बैठक का कार्यवृत्त")];
        self.on_meeting("cabinet_section", "/minutes", "draft-minutes", words, &["minutes_drafted/1"]);
        self.on_meeting("chief_secretary", "/minutes", "submit-minutes", Vec::new(), &["minutes_submitted/1"]);
        self.on_meeting("chief_minister", "/minutes", "approve-minutes", Vec::new(), &["minutes_approved/1"]);
    }

    fn until_acknowledgement(&mut self) {
        self.until_approved_minutes();
        self.on_meeting("cabinet_section", "/minutes", "circulate-minutes", Vec::new(), &["minutes_circulated/1"]);
        let issue = ("/meetings/{M}/items/{I}", "/meetings/{M}/items/{I}/issue-extract");
        self.step("chief_secretary", issue, "issue-extract", Vec::new(), &["extract_issued/1", "tasks_set/1"]);
        let acknowledge = ("/meetings/{M}/items/{I}/extract", "/meetings/{M}/items/{I}/acknowledge-extract");
        self.step("health_secretary", acknowledge, "acknowledge-extract", Vec::new(), &["extract_acknowledged/1"]);
    }
}

/// The whole cycle of one note: from the first draft to the acknowledged extract.
pub fn whole_cycle() -> Vec<Step> {
    cycle_of(1, true)
}

/// The whole cycle of one note among many.
pub fn cycle_of(number: usize, with_paper: bool) -> Vec<Step> {
    let mut script = Script::new();
    script.drafting(&format!("एफ 1-{number}/2026/सत्रह"));
    if with_paper {
        script.attaching();
    }
    script.until_submission();
    script.until_order();
    script.until_sitting();
    script.until_acknowledgement();
    script.steps
}

/// The whole cycle with a paper of several chunks.
pub fn whole_cycle_with_a_large_paper() -> Vec<Step> {
    let mut steps = whole_cycle();
    steps.iter_mut().filter(|step| step.name == "attach").for_each(|step| step.file = Some(large_pdf()));
    steps
}

/// Steps that make every kind of act once: a draft that is erased; a note that is returned and withdrawn; a second one on the agenda, moved and
/// taken off; one that is declined, and one that is decided by circulation; and a whole cycle whose paper is taken out and whose minutes are returned, with
/// the tasks that follow, one of which ends with the decision upon another note.
pub fn every_kind() -> Vec<Step> {
    let mut erased = Script::new();
    erased.drafting("एफ 1-200/2026/सत्रह");
    let erase = ("/proposals/{P}/erase-draft", "/proposals/{P}/erase-draft");
    erased.step("health_section", erase, "erase-draft", Vec::new(), &["draft_erased/1"]);
    let mut returned = Script::new();
    returned.drafting("एफ 1-201/2026/सत्रह");
    returned.putting_up();
    let reason = || vec![field("reason", "पुनर्विचार हेतु")];
    let page = "/proposals/{P}";
    let (back, out) = ("/proposals/{P}/return-proposal", "/proposals/{P}/withdraw");
    returned.step("health_secretary", (page, back), "return-proposal", reason(), &["note_returned/2"]);
    returned.putting_up();
    returned.step("health_minister", (page, out), "withdraw", reason(), &["note_withdrawn/2"]);
    let mut second = Script::new();
    second.drafting("एफ 1-202/2026/सत्रह");
    second.until_submission();
    second.until_order();
    let mut declined = Script::new();
    declined.drafting("एफ 1-204/2026/सत्रह");
    declined.until_submission();
    declined.until_clearance();
    declined.step("chief_minister", (page, "/proposals/{P}/decline"), "decline", reason(), &["proposal_declined/1"]);
    let mut circulated = Script::of(COSTLY_NOTE);
    circulated.drafting("एफ 1-205/2026/सत्रह");
    circulated.until_submission_by_all_turns();
    circulated.until_clearance();
    circulated.until_approved_by_circulation();
    let mut urgent = Script::new();
    urgent.drafting("एफ 1-206/2026/सत्रह");
    urgent.urgently();
    let mut filed = Script::new();
    filed.drafting("एफ 1-207/2026/सत्रह");
    filed.through_desks();
    let mut heard = Script::new();
    heard.drafting("एफ 1-208/2026/सत्रह");
    heard.until_submission();
    heard.until_clearance();
    heard.by_telephone();
    let mut script = Script::new();
    script.drafting(NUMBER);
    script.attaching();
    let removed = ("/proposals/{P}/draft", "/proposals/{P}/papers/remove");
    script.step("health_section", removed, "remove", Vec::new(), &["paper_removed/1"]);
    script.until_submission();
    script.until_order();
    script.until_sitting();
    script.until_acknowledgement();
    let tasks = script.setting_tasks();
    let varying = varying();
    script.steps.extend(varying.steps);
    script.complying(tasks, varying.proposal);
    script.printed();
    let mut registered = Script::new();
    registered.on_paper();
    let approval = script.steps.iter().position(|step| step.name == "approve-agenda").unwrap();
    let later = script.steps.split_off(approval);
    let section = "cabinet_section";
    script.on_meeting(section, "", "list-item", second.listed(), &["item_listed/1"]);
    script.on_meeting(section, "", "move-item", Vec::new(), &["item_moved/1"]);
    script.on_meeting(section, "", "remove-item", vec![field("item", &second.item.to_string())], &["item_removed/1"]);
    script.steps.extend(later);
    let opening = script.steps.iter().position(|step| step.name == "open-sitting").unwrap();
    let later = script.steps.split_off(opening);
    script.recused();
    script.steps.extend(later);
    let approval = script.steps.iter().position(|step| step.name == "approve-minutes").unwrap();
    let later = script.steps.split_off(approval);
    script.on_meeting("chief_minister", "/minutes", "return-minutes", reason(), &["minutes_returned/1"]);
    script.on_meeting("chief_secretary", "/minutes", "submit-minutes", Vec::new(), &["minutes_submitted/1"]);
    script.steps.extend(later);
    let inquiries = [inquiry(second.proposal, &["agree", "end"]), inquiry(second.proposal, &["refuse"])].concat();
    let changes = [change(&["agree"]), change(&["refuse"]), change(&["end"])].concat();
    let emergencies = [emergency(NUMBER, &["agree", "end"]), emergency(NUMBER, &["refuse"])].concat();
    let notes = [
        erased.steps,
        returned.steps,
        second.steps,
        declined.steps,
        circulated.steps,
        urgent.steps,
        filed.steps,
        heard.steps,
        registered.steps,
        script.steps,
    ]
    .concat();
    [notes, inquiries, emergencies, changes].concat()
}

/// A note that varies an earlier decision, decided by the council.
fn varying() -> Script {
    let mut script = Script::of(COSTLY_NOTE);
    script.drafting("एफ 1-210/2026/सत्रह");
    script.until_submission_by_all_turns();
    script.until_order();
    script.until_sitting();
    script.until_approved_minutes();
    script
}

/// The way of one note among many, to the Chief Minister's order; every fourth has a paper.
pub fn one_of_many(number: usize) -> Vec<Step> {
    let mut script = Script::new();
    script.drafting(&format!("एफ 1-{number}/2026/सत्रह"));
    if number.is_multiple_of(4) {
        script.attaching();
    }
    script.until_submission();
    script.until_order();
    script.steps
}

pub fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn sample(id: &str) -> rehearsal::SampleNote {
    rehearsal::notes().unwrap().into_iter().find(|note| note.id == id).unwrap()
}

/// A day so many days ahead, as forms take it.
fn days_ahead(days: u32) -> Vec<(String, String)> {
    let day = hindi::ist_date(office::Clock::ahead(days).now().0);
    ["year", "month", "day"].iter().zip(day.split('-')).map(|(name, value)| field(name, value)).collect()
}

fn draft_fields(note: &rehearsal::SampleNote) -> Vec<(String, String)> {
    let facts = note.facts();
    let mut fields = vec![
        field("subject", &facts.subject),
        field("subject_en", &facts.subject_en),
        field("schedule", &facts.schedule),
        field("classification", &facts.classification),
        field("crore", &hindi::crore_decimal(facts.rupees)),
        field("amount_kind", facts.amount_kind.key()),
        field("head", &facts.head),
        field("varies", if note.varied.is_empty() { "no" } else { "yes" }),
        field("varied", &note.varied),
    ];
    fields.extend(facts.concerns.iter().map(|concern| field("concern", concern.key())));
    for year in &facts.years {
        fields.push(field("year_label", &year.label));
        fields.push(field("year_crore", &hindi::crore_decimal(year.rupees)));
    }
    for milestone in &facts.milestones {
        fields.push(field("milestone_what", &milestone.what));
        fields.push(field("milestone_days", &milestone.days.to_string()));
    }
    fields.extend(facts.points.iter().map(|point| field("point", point)));
    let sections = note.sections().into_iter();
    fields.extend(sections.map(|(key, paragraphs)| field(&format!("section.{key}"), &paragraphs.join("\n"))));
    fields
}

/// Why somebody comes no further.
#[derive(Debug)]
pub enum Halt {
    /// The connection died.
    Lost,
    /// A page of this step does not open.
    Page(Answer),
    /// The act of this step is not taken.
    Act(Answer),
}

impl From<Lost> for Halt {
    fn from(_: Lost) -> Self {
        Self::Lost
    }
}

impl Step {
    /// Asks for the page, and fills in its form.
    pub fn filled_in(&self, home: &Home, port: u16) -> Result<Request, Halt> {
        self.filled_in_by(&home.cookies[self.post], port)
    }

    /// The same in the session of this cookie.
    pub fn filled_in_by(&self, cookie: &str, port: u16) -> Result<Request, Halt> {
        let page = Request::get(&self.page, cookie).send(port)?;
        if page.status != 200 {
            return Err(Halt::Page(page));
        }
        let hidden = hidden_fields(&page.body, &self.form);
        let mut hidden = hidden.unwrap_or_else(|| panic!("{}: no such form on {}", self.name, self.page));
        assert!(hidden.insert("act".to_owned(), self.act.to_string()).is_some(), "{}: no act's id", self.name);
        hidden.retain(|name, _| self.fields.iter().all(|(own, _)| own != name));
        let fields: Vec<_> = hidden.into_iter().chain(self.fields.clone()).collect();
        Ok(match &self.file {
            Some(file) => Request::upload(&self.action, cookie, &fields, file),
            None => Request::form(&self.action, cookie, &fields),
        })
    }
}

/// Sends a form of a step until it is taken. Only what waits for a worker's work is sent more than once.
pub fn send(step: &Step, request: &Request, port: u16) -> Result<(), Halt> {
    const TRIES: u32 = 6000;
    for _ in 0..TRIES {
        let answer = request.send(port)?;
        if answer.status == 303 {
            return Ok(());
        }
        if step.name != "submit" || answer.status != 409 {
            return Err(Halt::Act(answer));
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    panic!("{} is not taken", step.name);
}

/// Goes on through the steps, from where `progress` stands up to `until`, or as far as it is let.
pub fn go_as_far(home: &Home, port: u16, steps: &[Step], until: usize, progress: &mut Progress) -> Result<(), Halt> {
    while progress.answered < until {
        let step = &steps[progress.answered];
        let request = step.filled_in(home, port)?;
        progress.under_way = Some(request.clone());
        send(step, &request, port)?;
        progress.under_way = None;
        progress.last = Some(request);
        progress.answered += 1;
    }
    Ok(())
}

/// As [`go_as_far`], where nothing but a lost connection may halt anybody.
pub fn go_on(home: &Home, port: u16, steps: &[Step], until: usize, progress: &mut Progress) -> Result<(), Lost> {
    match go_as_far(home, port, steps, until, progress) {
        Ok(()) => Ok(()),
        Err(Halt::Lost) => Err(Lost),
        Err(halt) => panic!("{halt:?}"),
    }
}

/// Repeats what was sent without an answer, and once more what was answered last: the first answer comes again.
pub fn repeat_as_far(port: u16, steps: &[Step], progress: &mut Progress) -> Result<(), Halt> {
    if let (Some(last), Some(step)) = (&progress.last, progress.answered.checked_sub(1)) {
        // A draft is no act: once it is put up it cannot be saved again, and the page says so.
        if !steps[step].events.is_empty() || progress.under_way.is_none() {
            send(&steps[step], last, port)?;
        }
    }
    if let Some(request) = progress.under_way.clone() {
        send(&steps[progress.answered], &request, port)?;
        progress.under_way = None;
        progress.answered += 1;
        progress.last = Some(request);
    }
    Ok(())
}

/// As [`repeat_as_far`], where nothing may halt anybody.
pub fn repeat(port: u16, steps: &[Step], progress: &mut Progress) {
    repeat_as_far(port, steps, progress).unwrap();
}
