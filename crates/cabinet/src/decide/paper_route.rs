//! Decisions on the way on paper: what comes on it, and until when.

use super::consultations::says_what_it_is;
use super::{Desk, line, reason, remark, sealed_line};
use crate::act::Act;
use crate::consultation::{Answer, CONDITIONS_MAX};
use crate::event::Event;
use crate::ids::{DepartmentId, PaperId, ProposalId};
use crate::note::NoteFacts;
use crate::paper_route::{
    ApprovedAs, MissingApproval, PAPER_APPROVALS_MAX, PaperApproval, PaperPrecondition, PaperView,
};
use crate::people::PostKind;
use crate::permission::{Action, Subject};
use crate::proposal::Proposal;
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    pub(super) fn paper_route_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::RegisterFromPaper { proposal, department, number, subject } => {
                self.register_from_paper(proposal, department, &number, subject)
            }
            act @ Act::ReceiveFromPaper { .. } => self.receive_from_paper(act),
            Act::SetPaperRoute { department, until, order, reason } => {
                self.set_paper_route(department, &until, order, reason)
            }
            _ => Err(Refusal::Unknown),
        }
    }

    fn register_from_paper(
        &self,
        proposal: ProposalId,
        department: DepartmentId,
        number: &str,
        subject: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::RegisterFromPaper, 0, (0, self.now))?;
        self.stands_by_itself(department)?;
        self.route_is_open(department)?;
        let number = self.number_of_new(proposal, department, number, &subject)?;
        Ok(vec![Event::PaperNoteRegistered { proposal, department, number, subject }])
    }

    fn stands_by_itself(&self, department: DepartmentId) -> Result<(), Refusal> {
        let stands = self.cabinet.department(department).is_some() && self.cabinet.merger(department).is_none();
        if stands { Ok(()) } else { Err(Refusal::DepartmentUnfit) }
    }

    fn route_is_open(&self, department: DepartmentId) -> Result<(), Refusal> {
        if self.cabinet.comes_on_paper(department, self.now) {
            return Ok(());
        }
        let until = self.cabinet.paper_route_until(department).map(ToOwned::to_owned);
        Err(Refusal::PaperRouteEnded { department, until })
    }

    /// The note is received in the moment in which everything is there: nothing of it stands half.
    fn receive_from_paper(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        let Act::ReceiveFromPaper {
            proposal: id,
            seen,
            revision,
            facts,
            body,
            note,
            approvals,
            views,
            preconditions,
            remark: text,
        } = act
        else {
            return Err(Refusal::Unknown);
        };
        let proposal = self.proposal(id, Action::ReceiveFromPaper, seen)?;
        // What was begun before the last day is no way around it.
        self.route_is_open(self.cabinet.department_today(proposal.department))?;
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let defects = facts.defects_on_paper(rules);
        if !defects.is_empty() {
            return Err(Refusal::Defects(defects));
        }
        if !proposal.papers.contains(&note) {
            return Err(Refusal::NotePaperMissing);
        }
        if self.cabinet.revisions.contains(&revision) {
            return Err(Refusal::IdTaken);
        }
        self.approvals_fit(proposal, note, &approvals)?;
        self.approvals_are_there(proposal, &facts, (&approvals, &preconditions))?;
        let recorded = self.recorded_on_paper(proposal, &facts, &approvals, preconditions)?;
        let views = self.views_on_paper(id, &approvals, views)?;
        let scans = |paper: &PaperId| approvals.iter().any(|approval| approval.scan == Some(*paper));
        let papers = proposal.papers.iter().copied().filter(|paper| !scans(paper)).collect();
        let mut events =
            vec![Event::NoteRevised { proposal: id, revision, number: 1, facts: Box::new(facts), body, papers }];
        events.extend(recorded);
        events.push(Event::PaperNoteReceived { proposal: id, revision, note, approvals, remark: remark(text) });
        events.extend(views);
        Ok(events)
    }

    /// What each view that is registered says; words without one of them are of no view.
    fn views_on_paper(
        &self,
        proposal: ProposalId,
        approvals: &[PaperApproval],
        mut views: Vec<PaperView>,
    ) -> Result<Vec<Event>, Refusal> {
        let mut events = Vec::new();
        for approval in approvals {
            let Some(answer) = approval.view() else { continue };
            let department =
                self.cabinet.post(approval.post).and_then(|post| post.department).ok_or(Refusal::Unknown)?;
            let unfit = Refusal::ViewWordsUnfit { department, conditions_max: CONDITIONS_MAX };
            let Some(place) = views.iter().position(|view| view.post == approval.post) else { return Err(unfit) };
            let PaperView { post, text, conditions } = views.swap_remove(place);
            says_what_it_is(answer, &text, &conditions).map_err(|_| unfit)?;
            events.push(Event::PaperViewRecorded { proposal, department, post, text, conditions });
        }
        if views.is_empty() { Ok(events) } else { Err(Refusal::ApprovalsUnfit) }
    }

    /// Each is of a post that gives it, of a day that has come, and its scan is a paper of its own beside the note. A view may
    /// be without a scan: its words are taken down.
    fn approvals_fit(&self, proposal: &Proposal, note: PaperId, approvals: &[PaperApproval]) -> Result<(), Refusal> {
        let fits = |place: usize, approval: &PaperApproval| {
            let earlier = || approvals.iter().take(place);
            self.gives(proposal, approval)
                && self.has_come(&approval.date)
                && (approval.scan.is_some() || approval.view().is_some())
                && approval.scan.is_none_or(|scan| scan != note && proposal.papers.contains(&scan))
                && !earlier().any(|other| self.is_same(other, approval))
        };
        let all = approvals.iter().enumerate().all(|(place, approval)| fits(place, approval));
        if all && approvals.len() <= PAPER_APPROVALS_MAX { Ok(()) } else { Err(Refusal::ApprovalsUnfit) }
    }

    /// Whether two approvals are one, registered twice: of one post, or the views of one department.
    fn is_same(&self, one: &PaperApproval, other: &PaperApproval) -> bool {
        let of = |approval: &PaperApproval| self.cabinet.post(approval.post).and_then(|post| post.department);
        let views = one.view().is_some() && other.view().is_some();
        same_place(one, other) && (one.post == other.post || (views && of(one) == of(other)))
    }

    /// Whether a post is one that approves so.
    fn gives(&self, proposal: &Proposal, approval: &PaperApproval) -> bool {
        let own = self.cabinet.department_today(proposal.department);
        let Some(post) = self.cabinet.post(approval.post) else { return false };
        let of = post.department.map(|department| self.cabinet.department_today(department));
        match approval.given {
            ApprovedAs::Secretary => post.kind == PostKind::Secretary && of == Some(own),
            ApprovedAs::Minister => self.cabinet.minister_approves_on_paper(own) == Some(post.id),
            ApprovedAs::View { answer } => {
                post.kind == PostKind::Secretary && of.is_some_and(|of| of != own) && answer != Answer::Query
            }
        }
    }

    /// Whether a day stands in the calendar and has come.
    fn has_come(&self, date: &str) -> bool {
        self.day_of_the_past(date).is_ok_and(|day| day == date)
    }

    /// The secretary's, the minister-in-charge's, and each view that the rules demand, or in its place what they want on record
    /// without it.
    fn approvals_are_there(
        &self,
        proposal: &Proposal,
        facts: &NoteFacts,
        (approvals, recorded): (&[PaperApproval], &[PaperPrecondition]),
    ) -> Result<(), Refusal> {
        let there = |given: ApprovedAs| approvals.iter().any(|approval| approval.given == given);
        let mut missing = Vec::new();
        if !there(ApprovedAs::Secretary) {
            missing.push(MissingApproval::Secretary);
        }
        let holds_himself = self.cabinet.department(self.cabinet.department_today(proposal.department));
        let minister = holds_himself.and_then(|department| department.minister);
        let held_by_chief =
            minister.is_some() && self.cabinet.minister_approves_on_paper(proposal.department).is_none();
        if !held_by_chief && !there(ApprovedAs::Minister) {
            missing.push(MissingApproval::Minister);
        }
        let has_view = |department| approvals.iter().any(|one| one.is_view_of(self.cabinet, department));
        for department in self.cabinet.views_demanded(proposal.department, facts) {
            let wanted = self.cabinet.preconditions_on_paper(proposal.department, facts, has_view);
            let waived = wanted.iter().any(|rule| {
                let named = rule.without_view_of.as_ref().and_then(|key| self.cabinet.department_named(key));
                named.is_some_and(|named| self.cabinet.department_today(named.id) == department)
                    && recorded.iter().any(|record| record.precondition == rule.key)
            });
            if !has_view(department) && !waived {
                missing.push(MissingApproval::View(department));
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(Refusal::ApprovalsMissing(missing)) }
    }

    /// What the rules want on record before submission is wanted of a note from paper too.
    fn recorded_on_paper(
        &self,
        proposal: &Proposal,
        facts: &NoteFacts,
        approvals: &[PaperApproval],
        records: Vec<PaperPrecondition>,
    ) -> Result<Vec<Event>, Refusal> {
        let has_view = |department| approvals.iter().any(|one| one.is_view_of(self.cabinet, department));
        let wanted = self.cabinet.preconditions_on_paper(proposal.department, facts, has_view);
        let named = |key: &str| records.iter().filter(|record| record.precondition == key).count();
        if records.iter().any(|record| {
            named(&record.precondition) != 1 || !wanted.iter().any(|rule| rule.key == record.precondition)
        }) {
            return Err(Refusal::PreconditionUnfit);
        }
        let missing: Vec<String> =
            wanted.iter().filter(|rule| named(&rule.key) == 0).map(|rule| rule.key.clone()).collect();
        if !missing.is_empty() {
            return Err(Refusal::PreconditionsMissing(missing));
        }
        let mut events = Vec::new();
        for PaperPrecondition { precondition, number, date, text } in records {
            let number = line("number", &number)?;
            if !self.has_come(&date) {
                return Err(Refusal::DateUnfit);
            }
            let (proposal, text) = (proposal.id, remark(text));
            events.push(Event::PreconditionRecorded { proposal, precondition, revision: 1, number, date, text });
        }
        Ok(events)
    }

    fn set_paper_route(
        &self,
        department: DepartmentId,
        until: &str,
        order: TextRef,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::SetPaperRoute, 0, (0, self.now))?;
        self.stands_by_itself(department)?;
        let (until, reason) = last_day(self.cabinet.paper_route_until(department), until, &order, text)?;
        Ok(vec![Event::PaperRouteSet { department, until, order, reason }])
    }
}

/// Whether two approvals are of one sort.
const fn same_place(one: &PaperApproval, other: &PaperApproval) -> bool {
    matches!(
        (one.given, other.given),
        (ApprovedAs::Secretary, ApprovedAs::Secretary)
            | (ApprovedAs::Minister, ApprovedAs::Minister)
            | (ApprovedAs::View { .. }, ApprovedAs::View { .. })
    )
}

/// The last day of something on paper, and why: put off it is with a reason, never silently; an earlier day needs none.
pub(super) fn last_day(
    before: Option<&str>,
    until: &str,
    order: &TextRef,
    text: TextRef,
) -> Result<(String, Option<TextRef>), Refusal> {
    let day = hindi::parse_ist(until, "00:00").map_err(|_| Refusal::DayUnfit)?;
    let until = hindi::ist_date(day);
    sealed_line("order", order)?;
    let put_off = before.is_none_or(|before| until.as_str() > before);
    let reason = if put_off { Some(reason(text)?) } else { remark(text) };
    Ok((until, reason))
}
