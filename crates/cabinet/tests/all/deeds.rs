//! One method for each step of the business, done by the post whose business it is.

use crate::player::{Player, SYSTEM};
use cabinet::Moment;
use cabinet::act::Act;
use cabinet::chief_ministers_office::HeardOrder;
use cabinet::circulation::CirculationAnswer;
use cabinet::consultation::ReminderWay;
use cabinet::decision::Outcome;
use cabinet::emergency::EmergencyScope;
use cabinet::event::{PointOutcome, ViewReply};
use cabinet::ids::{
    DepartmentId, EmergencyAccessId, InquiryId, ItemId, MeetingId, PaperId, PostId, ProposalId, RevisionId, TaskId,
};
use cabinet::inquiry::Scope;
use cabinet::note::{Measured, NoteFacts, Paper};
use cabinet::proposal::{Answer, StageName};
use cabinet::rules::Before;
use cabinet::task::{NewTask, ProposedTask};
use cabinet::text::Digest;

/// Key of the post in the Chief Minister's office.
const OFFICE: &str = "chief_ministers_office";

/// Key of the post of the minister-in-charge.
pub fn minister(department: &str) -> String {
    if department == "aviation" { "chief_minister".to_owned() } else { format!("{department}_minister") }
}

/// Every item of the checklist.
pub fn checklist() -> Vec<String> {
    let rules = crate::governments::rules();
    rules.checklist.iter().map(|item| item.key.clone()).collect()
}

/// The facts of a department's sample note.
pub fn facts(department: &str) -> NoteFacts {
    rehearsal::notes().unwrap().into_iter().find(|note| note.department == department).unwrap().facts()
}

impl Player {
    fn department_of(&self, id: ProposalId) -> String {
        self.cabinet.department(self.cabinet.proposal(id).unwrap().department).unwrap().key.clone()
    }

    pub fn section(&self, id: ProposalId) -> String {
        format!("{}_section", self.department_of(id))
    }

    pub fn secretary(&self, id: ProposalId) -> String {
        format!("{}_secretary", self.department_of(id))
    }

    pub fn minister(&self, id: ProposalId) -> String {
        minister(&self.department_of(id))
    }

    pub fn stage(&self, id: ProposalId) -> StageName {
        self.cabinet.proposal(id).unwrap().stage.name()
    }

    pub fn start(&mut self, department: &str) -> ProposalId {
        let proposal = ProposalId(self.uuid());
        let number = format!("एफ {proposal}");
        let subject = self.text(&facts(department).subject);
        self.must(&format!("{department}_section"), Act::StartProposal { proposal, number, subject });
        proposal
    }

    pub fn a_paper(&mut self) -> Paper {
        let id = PaperId(self.uuid());
        let (file, salt, proof) = (Digest([3; 32]), Digest([4; 32]), Digest([5; 32]));
        Paper { id, title: "परिशिष्ट-1".to_owned(), file, salt, proof, bytes: 235_783, pages: 2 }
    }

    pub fn attach(&mut self, id: ProposalId) -> PaperId {
        let (who, paper) = (self.section(id), self.a_paper());
        let (seen, attached) = (self.seen(&who, id), paper.id);
        self.must(&who, Act::AttachPaper { proposal: id, seen, paper });
        attached
    }

    pub fn detach(&mut self, id: ProposalId, paper: PaperId) {
        let who = self.section(id);
        let seen = self.seen(&who, id);
        self.must(&who, Act::RemovePaper { proposal: id, seen, paper });
    }

    pub fn erase_draft(&mut self, id: ProposalId) {
        let who = self.section(id);
        let seen = self.seen(&who, id);
        self.must(&who, Act::EraseDraft { proposal: id, seen });
    }

    pub fn put_up_act(&mut self, id: ProposalId, facts: NoteFacts) -> Act {
        let (revision, body, remark) = (RevisionId(self.uuid()), self.text("संक्षेपिका"), self.text("प्रस्तुत"));
        let seen = self.seen(&self.section(id), id);
        Act::PutUp { proposal: id, seen, to: None, revision, facts, body, remark }
    }

    /// To an officer's desk.
    pub fn put_up_to(&mut self, id: ProposalId, desk: &str) {
        let act = self.put_up_act(id, facts(&self.department_of(id)));
        let Act::PutUp { proposal, seen, revision, facts, body, remark, .. } = act else { panic!("{act:?}") };
        let to = Some(rehearsal::post(desk));
        self.must(&self.section(id), Act::PutUp { proposal, seen, to, revision, facts, body, remark });
    }

    pub fn receive_file(&mut self, who: &str, id: ProposalId) {
        let seen = self.seen(who, id);
        self.must(who, Act::ReceiveFile { proposal: id, seen });
    }

    pub fn move_file(&mut self, who: &str, id: ProposalId, desk: &str) {
        let (seen, to, remark) = (self.seen(who, id), rehearsal::post(desk), self.text("परीक्षण कर प्रस्तुत करें"));
        self.must(who, Act::MoveFile { proposal: id, seen, to, remark });
    }

    pub fn pull_back_file(&mut self, who: &str, id: ProposalId) {
        let (seen, reason) = (self.seen(who, id), self.text("एक परिशिष्ट छूट गया"));
        self.must(who, Act::PullBackFile { proposal: id, seen, reason });
    }

    pub fn send_copies(&mut self, who: &str, id: ProposalId, desks: &[&str]) {
        let (seen, posts, remark) = (self.seen(who, id), posts(desks), self.text("सूचनार्थ"));
        self.must(who, Act::SendCopies { proposal: id, seen, posts, remark });
    }

    pub fn write_brief(&mut self, id: ProposalId) {
        let (seen, text) = (self.seen(OFFICE, id), self.text("मुख्य बिन्दु"));
        self.must(OFFICE, Act::WriteBrief { proposal: id, seen, text });
    }

    pub fn record_telephone_order(&mut self, id: ProposalId) {
        self.hear(id, HeardOrder::Meeting);
    }

    /// The Chief Minister's office records what it heard.
    pub fn hear(&mut self, id: ProposalId, order: HeardOrder) {
        let (seen, heard, text) = (self.seen(OFFICE, id), self.now(), self.text("मुख्यमंत्री के शब्द"));
        self.must(OFFICE, Act::RecordTelephoneOrder { proposal: id, seen, heard, order, text });
    }

    pub fn confirm_telephone_order(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("पुष्टि"));
        self.must("chief_minister", Act::ConfirmTelephoneOrder { proposal: id, seen, remark });
    }

    pub fn disown_telephone_order(&mut self, id: ProposalId) {
        let (seen, reason) = (self.seen("chief_minister", id), self.text("ऐसा आदेश नहीं दिया"));
        self.must("chief_minister", Act::DisownTelephoneOrder { proposal: id, seen, reason });
    }

    pub fn put_up(&mut self, id: ProposalId) {
        let act = self.put_up_act(id, facts(&self.department_of(id)));
        self.must(&self.section(id), act);
    }

    pub fn measure(&mut self, id: ProposalId) {
        let revision = self.cabinet.proposal(id).unwrap().revision().unwrap().id;
        let measured = Measured { words: 300, sections_filled: 4 };
        self.must(SYSTEM, Act::MeasureRevision { proposal: id, revision, measured });
    }

    pub fn ask(&mut self, id: ProposalId, departments: &[&str]) {
        let who = self.secretary(id);
        let departments: Vec<DepartmentId> = departments.iter().map(|key| rehearsal::department(key)).collect();
        let (seen, remark) = (self.seen(&who, id), self.text(""));
        self.must(&who, Act::SendForViews { proposal: id, seen, departments, remark });
    }

    pub fn mark_for_view(&mut self, who: &str, id: ProposalId, desk: &str) {
        let (seen, to, remark) = (self.seen(who, id), rehearsal::post(desk), self.text("परीक्षण कर टीप प्रस्तुत करें"));
        self.must(who, Act::MarkForView { proposal: id, seen, to, remark });
    }

    pub fn view(&mut self, id: ProposalId, department: &str, answer: Answer) {
        let who = format!("{department}_secretary");
        let (seen, text) = (self.seen(&who, id), self.text("अभिमत"));
        let conditional = answer == Answer::ConcursWithConditions;
        let condition = self.text("शर्त");
        let conditions = conditional.then_some(condition).into_iter().collect();
        self.must(&who, Act::GiveView { proposal: id, seen, answer, text, conditions });
    }

    pub fn close(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        let seen = self.seen(&who, id);
        self.must(&who, Act::CloseConsultation { proposal: id, seen });
    }

    pub fn answer_query(&mut self, id: ProposalId, department: &str) {
        let who = self.secretary(id);
        let (seen, text) = (self.seen(&who, id), self.text("उत्तर"));
        let department = rehearsal::department(department);
        self.must(&who, Act::AnswerQuery { proposal: id, seen, department, text });
    }

    pub fn remind(&mut self, who: &str, id: ProposalId, department: &str, way: ReminderWay) {
        let (seen, text) = (self.seen(who, id), self.text("स्मरण"));
        let whom = self.text(if way == ReminderWay::Telephone { "उप सचिव" } else { "" });
        let department = rehearsal::department(department);
        self.must(who, Act::Remind { proposal: id, seen, department, way, whom, text });
    }

    /// Every condition and every view that does not concur, each answered alike.
    pub fn replies(&mut self, id: ProposalId, taken_in: bool) -> Vec<ViewReply> {
        let consultation = self.cabinet.proposal(id).unwrap().stage.consultation().cloned().unwrap();
        let mut replies = Vec::new();
        for asked in consultation.viewed() {
            let Some(view) = asked.standing() else { continue };
            let whole = (view.answer == Answer::DoesNotConcur).then_some(None);
            let conditions = (1..).zip(&view.conditions).map(|(number, _)| Some(number));
            for condition in whole.into_iter().chain(conditions) {
                let reason = (!taken_in).then(|| self.text("कारण"));
                replies.push(ViewReply { department: asked.department, condition, taken_in, reason });
            }
        }
        replies
    }

    /// Answers what must be answered before the secretary approves, if anything must.
    pub fn reply(&mut self, who: &str, id: ProposalId, taken_in: bool) {
        let (replies, seen) = (self.replies(id, taken_in), self.seen(who, id));
        if !replies.is_empty() {
            self.must(who, Act::ReplyToViews { proposal: id, seen, replies });
        }
    }

    /// What the rules want on record now.
    pub fn record_preconditions(&mut self, id: ProposalId, before: Before) {
        let who = if before == Before::Submission { self.secretary(id) } else { "cabinet_section".to_owned() };
        for precondition in self.wanting(id, before) {
            let (seen, text) = (self.seen(&who, id), self.text("अनुशंसित"));
            let (number, date) = ("एफ 1/2025".to_owned(), "2025-10-30".to_owned());
            self.must(&who, Act::RecordPrecondition { proposal: id, seen, precondition, number, date, text });
        }
    }

    /// As the note stands, whoever holds the department.
    pub fn is_under_chief_minister(&self, id: ProposalId) -> bool {
        self.minister(id) == "chief_minister"
    }

    pub fn decline(&mut self, id: ProposalId) {
        let (seen, reason) = (self.seen("chief_minister", id), self.text("आवश्यक नहीं"));
        self.must("chief_minister", Act::Decline { proposal: id, seen, reason });
    }

    pub fn order_circulation(&mut self, id: ProposalId, silence_agrees: bool) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("परिचालन द्वारा"));
        let until = self.now().plus_days(5);
        self.must("chief_minister", Act::OrderForCirculation { proposal: id, seen, until, silence_agrees, remark });
    }

    pub fn send_circulation(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("cabinet_section", id), self.text(""));
        self.must("cabinet_section", Act::SendCirculation { proposal: id, seen, remark });
    }

    pub fn answer_circulation(&mut self, who: &str, id: ProposalId, answer: CirculationAnswer) {
        let (seen, remark) = (self.seen(who, id), self.text("मत"));
        self.must(who, Act::AnswerCirculation { proposal: id, seen, answer, remark });
    }

    pub fn close_circulation(&mut self, id: ProposalId) {
        let seen = self.seen("cabinet_section", id);
        self.must("cabinet_section", Act::CloseCirculation { proposal: id, seen });
    }

    pub fn approve_by_circulation(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("अनुमोदित"));
        self.must("chief_minister", Act::ApproveByCirculation { proposal: id, seen, remark });
    }

    pub fn request_urgent_approval(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        let (seen, urgency, delay) = (self.seen(&who, id), self.text("वर्षा के पूर्व मरम्मत"), self.text("क्षति कल हुई"));
        self.must(&who, Act::RequestUrgentApproval { proposal: id, seen, urgency, delay });
    }

    pub fn forward_urgent_request(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_secretary", id), self.text("अनुशंसित"));
        self.must("chief_secretary", Act::ForwardUrgentRequest { proposal: id, seen, remark });
    }

    pub fn refuse_urgent_approval(&mut self, who: &str, id: ProposalId) {
        let (seen, reason) = (self.seen(who, id), self.text("बैठक की प्रतीक्षा की जा सकती है"));
        self.must(who, Act::RefuseUrgentApproval { proposal: id, seen, reason });
    }

    pub fn approve_urgently(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("प्रत्याशा में अनुमोदित"));
        self.must("chief_minister", Act::ApproveUrgently { proposal: id, seen, remark });
    }

    pub fn record_urgent_order(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        let (seen, number, date) = (self.seen(&who, id), "एफ 9/2025".to_owned(), hindi::ist_date(self.now().0));
        self.must(&who, Act::RecordUrgentOrder { proposal: id, seen, number, date });
    }

    /// From wherever the file lies within its department to the order upon an urgent approval.
    pub fn urgently(&mut self, id: ProposalId) {
        let chief = self.is_under_chief_minister(id);
        self.carry_on(id, if chief { StageName::SecretaryApproved } else { StageName::MinisterApproved });
        self.request_urgent_approval(id);
        self.forward_urgent_request(id);
        self.approve_urgently(id);
        self.record_urgent_order(id);
    }

    pub fn approve_as_secretary(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        self.reply(&who, id, false);
        let (seen, remark) = (self.seen(&who, id), self.text("अनुमोदित"));
        self.must(&who, Act::ApproveAsSecretary { proposal: id, seen, remark });
    }

    pub fn approve_as_minister(&mut self, id: ProposalId) {
        let who = self.minister(id);
        let (seen, remark) = (self.seen(&who, id), self.text(""));
        self.must(&who, Act::ApproveAsMinister { proposal: id, seen, remark });
    }

    pub fn submit(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        self.record_preconditions(id, Before::Submission);
        let (seen, remark) = (self.seen(&who, id), self.text("अग्रेषित"));
        self.must(&who, Act::Submit { proposal: id, seen, remark });
    }

    pub fn scrutinise(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("cabinet_section", id), self.text("परीक्षित"));
        self.must("cabinet_section", Act::Scrutinise { proposal: id, seen, checked: checklist(), remark });
    }

    /// Keys of what is wanted on record and is not there.
    pub fn wanting(&self, id: ProposalId, before: Before) -> Vec<String> {
        let proposal = self.cabinet.proposal(id).unwrap();
        let wanted = self.cabinet.preconditions(proposal, before);
        wanted.filter(|rule| proposal.precondition(&rule.key).is_none()).map(|rule| rule.key.clone()).collect()
    }

    pub fn clear(&mut self, id: ProposalId) {
        self.record_preconditions(id, Before::Clearance);
        let (seen, remark) = (self.seen("chief_secretary", id), self.text("अग्रेषित"));
        self.must("chief_secretary", Act::Clear { proposal: id, seen, remark });
    }

    pub fn order(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("बैठक में रखा जाए"));
        self.must("chief_minister", Act::OrderForMeeting { proposal: id, seen, remark });
    }

    pub fn send_back(&mut self, who: &str, id: ProposalId) {
        let (seen, reason) = (self.seen(who, id), self.text("कमी पूर्ति हेतु"));
        let scrutinises = self.stage(id) == StageName::Submitted;
        let deficiencies = if scrutinises { vec!["papers".to_owned()] } else { Vec::new() };
        self.must(who, Act::ReturnProposal { proposal: id, seen, reason, deficiencies });
    }

    pub fn withdraw(&mut self, id: ProposalId) {
        let who = self.minister(id);
        let (seen, reason) = (self.seen(&who, id), self.text("वापस"));
        self.must(&who, Act::Withdraw { proposal: id, seen, reason });
    }

    pub fn meeting_version(&self, id: MeetingId) -> u32 {
        self.cabinet.meeting(id).unwrap().version
    }

    pub fn item_version(&self, meeting: MeetingId, item: ItemId) -> u32 {
        self.cabinet.item(meeting, item).unwrap().2.version
    }

    pub fn propose_meeting(&mut self) -> MeetingId {
        let meeting = MeetingId(self.uuid());
        let begins = self.now().plus_days(7);
        self.must("cabinet_section", Act::ProposeMeeting { meeting, begins, place: "मंत्रालय".to_owned() });
        meeting
    }

    pub fn call_meeting(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("chief_minister", Act::CallMeeting { meeting, seen });
    }

    pub fn list(&mut self, meeting: MeetingId, proposal: ProposalId) -> ItemId {
        let (seen, item) = (self.meeting_version(meeting), ItemId(self.uuid()));
        self.must("cabinet_section", Act::ListItem { meeting, seen, item, proposal });
        item
    }

    pub fn move_item(&mut self, meeting: MeetingId, item: ItemId, number: u32) {
        let seen = self.meeting_version(meeting);
        self.must("cabinet_section", Act::MoveItem { meeting, seen, item, number });
    }

    pub fn remove_item(&mut self, meeting: MeetingId, item: ItemId) {
        let seen = self.meeting_version(meeting);
        self.must("cabinet_section", Act::RemoveItem { meeting, seen, item });
    }

    pub fn approve_agenda(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("chief_minister", Act::ApproveAgenda { meeting, seen });
    }

    pub fn release(&mut self, meeting: MeetingId, recipients: &[&str]) {
        let (seen, recipients) = (self.meeting_version(meeting), posts(recipients));
        self.must("cabinet_section", Act::ReleaseFolder { meeting, seen, recipients });
    }

    pub fn open(&mut self, meeting: MeetingId, chair: &str, present: &[&str]) {
        let (seen, chair, present) = (self.meeting_version(meeting), rehearsal::post(chair), posts(present));
        self.must("cabinet_section", Act::OpenSitting { meeting, seen, chair, present });
    }

    pub fn call_item(&mut self, meeting: MeetingId, item: ItemId) {
        let seen = self.item_version(meeting, item);
        self.must("cabinet_section", Act::CallItem { meeting, item, seen });
    }

    /// The same outcome for every point of an item.
    pub fn outcomes(&mut self, meeting: MeetingId, item: ItemId, outcome: Outcome) -> Vec<PointOutcome> {
        let listed = self.cabinet.item(meeting, item).unwrap().2.clone();
        let proposal = self.cabinet.proposal(listed.proposal).unwrap().clone();
        let revision = proposal.revisions.iter().find(|one| one.id == listed.revision).unwrap();
        let points = u32::try_from(revision.facts.points.len()).unwrap();
        let of = |player: &mut Self, point| {
            let text = player.text("निर्णय");
            PointOutcome { point, outcome, text, day: None, body: None }
        };
        (1..=points).map(|point| of(self, point)).collect()
    }

    pub fn record_decisions(&mut self, meeting: MeetingId, item: ItemId, outcome: Outcome) {
        let (seen, outcomes) = (self.item_version(meeting, item), self.outcomes(meeting, item, outcome));
        self.must("cabinet_section", Act::RecordDecisions { meeting, item, seen, outcomes });
    }

    pub fn conclude(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("cabinet_section", Act::ConcludeSitting { meeting, seen });
    }

    pub fn draft_minutes(&mut self, meeting: MeetingId) {
        let (seen, minutes) = (self.meeting_version(meeting), self.text("कार्यवाही विवरण"));
        self.must("cabinet_section", Act::DraftMinutes { meeting, seen, minutes });
    }

    pub fn submit_minutes(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("chief_secretary", Act::SubmitMinutes { meeting, seen });
    }

    pub fn return_minutes(&mut self, meeting: MeetingId) {
        let (seen, reason) = (self.meeting_version(meeting), self.text("बिन्दु 2 स्पष्ट किया जाए"));
        self.must("chief_minister", Act::ReturnMinutes { meeting, seen, reason });
    }

    pub fn approve_minutes(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("chief_minister", Act::ApproveMinutes { meeting, seen });
    }

    pub fn circulate_minutes(&mut self, meeting: MeetingId) {
        let seen = self.meeting_version(meeting);
        self.must("cabinet_section", Act::CirculateMinutes { meeting, seen });
    }

    pub fn issue_extract(&mut self, meeting: MeetingId, item: ItemId) {
        let (seen, text) = (self.item_version(meeting, item), self.text("उद्धरण"));
        let tasks = self.new_tasks(meeting, item);
        self.must("chief_secretary", Act::IssueExtract { meeting, item, seen, text, tasks });
    }

    /// Every task that would be set upon an item, and one more of the finance department; none where nothing is carried out.
    pub fn new_tasks(&mut self, meeting: MeetingId, item: ItemId) -> Vec<NewTask> {
        let Some((_, _, listed)) = self.cabinet.item(meeting, item) else { return Vec::new() };
        let mut proposed = self.cabinet.proposed_tasks(&listed.clone(), self.now().plus_days(1));
        if let Some(first) = proposed.first().cloned() {
            proposed.push(ProposedTask { department: rehearsal::department("finance"), ..first });
        }
        let new = |player: &mut Self, one: ProposedTask| {
            let ProposedTask { point, what, department, due } = one;
            NewTask { task: TaskId(player.uuid()), point, what, department, due }
        };
        proposed.into_iter().map(|one| new(self, one)).collect()
    }

    pub fn acknowledge(&mut self, meeting: MeetingId, item: ItemId) {
        let seen = self.item_version(meeting, item);
        let proposal = self.cabinet.item(meeting, item).unwrap().2.proposal;
        self.must(&self.secretary(proposal), Act::AcknowledgeExtract { meeting, item, seen });
    }

    /// An inquiry into the readings of the last thirty days.
    pub fn ask_act(&mut self, scope: Scope) -> Act {
        let (inquiry, reason) = (InquiryId(self.uuid()), self.text("समाचार-पत्र में प्रकाशन"));
        let until = self.now();
        let from = Moment(until.0 - 30 * 24 * 60 * 60 * 1000);
        Act::AskInquiry { inquiry, scope, from, until, reason }
    }

    pub fn ask_inquiry(&mut self, who: &str, scope: Scope) -> InquiryId {
        let act = self.ask_act(scope);
        let Act::AskInquiry { inquiry, .. } = act else { panic!("{act:?}") };
        self.must(who, act);
        inquiry
    }

    pub fn inquiry_version(&self, id: InquiryId) -> u32 {
        self.cabinet.inquiry(id).unwrap().version
    }

    pub fn agree_inquiry(&mut self, who: &str, inquiry: InquiryId) {
        let seen = self.inquiry_version(inquiry);
        self.must(who, Act::AgreeInquiry { inquiry, seen });
    }

    pub fn refuse_inquiry(&mut self, who: &str, inquiry: InquiryId) {
        let seen = self.inquiry_version(inquiry);
        self.must(who, Act::RefuseInquiry { inquiry, seen });
    }

    pub fn end_inquiry(&mut self, who: &str, inquiry: InquiryId) {
        let seen = self.inquiry_version(inquiry);
        self.must(who, Act::EndInquiry { inquiry, seen });
    }

    /// An emergency access for six hours.
    pub fn emergency_act(&mut self, scope: EmergencyScope) -> Act {
        let (access, reason) = (EmergencyAccessId(self.uuid()), self.text("जलप्रलय; विभाग के अधिकारी उपलब्ध नहीं"));
        let order = self.text("एफ 1-1/2026/एक, दिनांक 3.1.2026");
        Act::AskEmergencyAccess { access, scope, hours: 6, reason, order }
    }

    pub fn ask_emergency(&mut self, who: &str, scope: EmergencyScope) -> EmergencyAccessId {
        let act = self.emergency_act(scope);
        let Act::AskEmergencyAccess { access, .. } = act else { panic!("{act:?}") };
        self.must(who, act);
        access
    }

    pub fn emergency_version(&self, id: EmergencyAccessId) -> u32 {
        self.cabinet.emergency_access(id).unwrap().version
    }

    pub fn agree_emergency(&mut self, who: &str, access: EmergencyAccessId) {
        let seen = self.emergency_version(access);
        self.must(who, Act::AgreeEmergencyAccess { access, seen });
    }

    pub fn refuse_emergency(&mut self, who: &str, access: EmergencyAccessId) {
        let seen = self.emergency_version(access);
        self.must(who, Act::RefuseEmergencyAccess { access, seen });
    }

    pub fn end_emergency(&mut self, who: &str, access: EmergencyAccessId) {
        let seen = self.emergency_version(access);
        self.must(who, Act::EndEmergencyAccess { access, seen });
    }

    /// Both who may ask read a note that was put up, from now on.
    pub fn read_in_emergency(&mut self, proposal: ProposalId) -> [EmergencyAccessId; 2] {
        let scope = EmergencyScope::Proposal { proposal };
        [("cabinet_section", "chief_secretary"), ("chief_secretary", "chief_minister")].map(|(asker, second)| {
            let access = self.ask_emergency(asker, scope);
            self.agree_emergency(second, access);
            access
        })
    }
}

pub fn posts(keys: &[&str]) -> Vec<PostId> {
    keys.iter().map(|key| rehearsal::post(key)).collect()
}
