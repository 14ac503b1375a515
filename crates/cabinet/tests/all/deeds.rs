//! One method for each step of the business, done by the post whose business it is.

use crate::player::{Player, SYSTEM};
use cabinet::Moment;
use cabinet::act::Act;
use cabinet::decision::Outcome;
use cabinet::emergency::EmergencyScope;
use cabinet::event::PointOutcome;
use cabinet::ids::{
    DepartmentId, EmergencyAccessId, InquiryId, ItemId, MeetingId, PaperId, PostId, ProposalId, RevisionId,
};
use cabinet::inquiry::Scope;
use cabinet::note::{Measured, NoteFacts, Paper};
use cabinet::proposal::{Answer, StageName};
use cabinet::text::Digest;

/// Key of the post of the minister-in-charge.
pub fn minister(department: &str) -> String {
    if department == "aviation" { "chief_minister".to_owned() } else { format!("{department}_minister") }
}

/// The facts of a department's sample note.
pub fn facts(department: &str) -> NoteFacts {
    rehearsal::notes().unwrap().into_iter().find(|note| note.department == department).unwrap().facts()
}

impl Player {
    fn department_of(&self, id: ProposalId) -> String {
        self.cabinet.department(self.cabinet.proposal(id).unwrap().department).unwrap().key.clone()
    }

    fn section(&self, id: ProposalId) -> String {
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
        Act::PutUp { proposal: id, seen, revision, facts, body, remark }
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

    pub fn view(&mut self, id: ProposalId, department: &str, answer: Answer) {
        let who = format!("{department}_secretary");
        let (seen, text) = (self.seen(&who, id), self.text("अभिमत"));
        self.must(&who, Act::GiveView { proposal: id, seen, answer, text });
    }

    pub fn close(&mut self, id: ProposalId) {
        let who = self.secretary(id);
        let seen = self.seen(&who, id);
        self.must(&who, Act::CloseConsultation { proposal: id, seen });
    }

    pub fn approve_as_secretary(&mut self, id: ProposalId) {
        let who = self.secretary(id);
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
        let (seen, remark) = (self.seen(&who, id), self.text("अग्रेषित"));
        self.must(&who, Act::Submit { proposal: id, seen, remark });
    }

    pub fn scrutinise(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("cabinet_section", id), self.text("परीक्षित"));
        self.must("cabinet_section", Act::Scrutinise { proposal: id, seen, remark });
    }

    pub fn clear(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_secretary", id), self.text("अग्रेषित"));
        self.must("chief_secretary", Act::Clear { proposal: id, seen, remark });
    }

    pub fn order(&mut self, id: ProposalId) {
        let (seen, remark) = (self.seen("chief_minister", id), self.text("बैठक में रखा जाए"));
        self.must("chief_minister", Act::OrderForMeeting { proposal: id, seen, remark });
    }

    pub fn send_back(&mut self, who: &str, id: ProposalId) {
        let (seen, reason) = (self.seen(who, id), self.text("कमी पूर्ति हेतु"));
        self.must(who, Act::ReturnProposal { proposal: id, seen, reason });
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
        (1..=points).map(|point| PointOutcome { point, outcome, text: self.text("निर्णय") }).collect()
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
        self.must("chief_secretary", Act::IssueExtract { meeting, item, seen, text });
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
