//! Decisions on circulations: state machine E.

use super::{Desk, reason, remark};
use crate::act::Act;
use crate::circulation::{CIRCULATION_DAYS_MAX, CirculationAnswer};
use crate::event::Event;
use crate::ids::ProposalId;
use crate::moment::Moment;
use crate::people::PostKind;
use crate::permission::Action;
use crate::refusal::Refusal;
use crate::text::TextRef;

impl Desk<'_> {
    /// Acts of a circulation.
    pub(super) fn circulation_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::OrderForCirculation { proposal, seen, until, silence_agrees, remark } => {
                self.order_for_circulation(proposal, seen, (until, silence_agrees), remark)
            }
            Act::SendCirculation { proposal, seen, remark } => self.send_circulation(proposal, seen, remark),
            Act::AnswerCirculation { proposal, seen, answer, remark } => {
                self.answer_circulation(proposal, seen, answer, remark)
            }
            Act::CloseCirculation { proposal, seen } => self.close_circulation(proposal, seen),
            Act::ApproveByCirculation { proposal, seen, remark } => self.approve_by_circulation(proposal, seen, remark),
            _ => Err(Refusal::Unknown),
        }
    }

    fn order_for_circulation(
        &self,
        id: ProposalId,
        seen: u32,
        (until, silence_agrees): (Moment, bool),
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::OrderForCirculation, seen)?;
        self.check_last_day(until)?;
        Ok(vec![Event::CirculationOrdered { proposal: id, until, silence_agrees, remark: remark(text) }])
    }

    pub(super) fn check_last_day(&self, until: Moment) -> Result<(), Refusal> {
        let days_max = CIRCULATION_DAYS_MAX;
        let fits = self.now < until && until <= self.now.plus_days(days_max);
        if fits { Ok(()) } else { Err(Refusal::LastDayUnfit { days_max }) }
    }

    /// It goes to every member whose post is held today but to the Chief Minister, who ordered it, and to nobody who is
    /// recused from the matter.
    fn send_circulation(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::SendCirculation, seen)?;
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        let order = proposal.stage.circulation_order().ok_or(Refusal::Unknown)?;
        self.check_last_day(order.until)?;
        let asked = |kind: PostKind| kind.is_member() && kind != PostKind::ChiefMinister;
        let posts = self.cabinet.open_posts().filter(|post| asked(post.kind));
        let held = posts.filter(|post| self.cabinet.charge_of_post(post.id).is_some());
        let held = held.filter(|post| !self.cabinet.is_recused(post, id));
        let members = self.cabinet.in_precedence(held.map(|post| post.id));
        if members.is_empty() {
            return Err(Refusal::PostsUnfit);
        }
        Ok(vec![Event::CirculationSent { proposal: id, revision, members, remark: remark(text) }])
    }

    /// A member answers until the circulation is closed; words are needed where he does not simply agree.
    fn answer_circulation(
        &self,
        id: ProposalId,
        seen: u32,
        answer: CirculationAnswer,
        text: TextRef,
    ) -> Result<Vec<Event>, Refusal> {
        self.proposal(id, Action::AnswerCirculation, seen)?;
        let member = self.cabinet.post_of(self.actor).ok_or(Refusal::Unknown)?.id;
        let text = remark(text);
        if answer == CirculationAnswer::Disagrees && text.is_none() {
            return Err(Refusal::ReasonMissing);
        }
        Ok(vec![Event::CirculationAnswered { proposal: id, member, answer, text }])
    }

    /// It ends when all have answered or their time is over; who has not answered then stands in the record as silent.
    fn close_circulation(&self, id: ProposalId, seen: u32) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::CloseCirculation, seen)?;
        let circulation = proposal.stage.circulation().ok_or(Refusal::Unknown)?;
        let until = proposal.stage.circulation_order().ok_or(Refusal::Unknown)?.until;
        let silent = self.cabinet.in_precedence(circulation.silent());
        if !silent.is_empty() && self.now < until {
            return Err(Refusal::CirculationOpen { silent, until });
        }
        Ok(vec![Event::CirculationClosed { proposal: id, silent }])
    }

    /// Silence is read as no objection only where the order said so; over an objection the Chief Minister approves with
    /// reasons on record.
    fn approve_by_circulation(&self, id: ProposalId, seen: u32, text: TextRef) -> Result<Vec<Event>, Refusal> {
        let proposal = self.proposal(id, Action::ApproveByCirculation, seen)?;
        let circulation = proposal.stage.circulation().ok_or(Refusal::Unknown)?;
        let order = proposal.stage.circulation_order().ok_or(Refusal::Unknown)?;
        let silent = self.cabinet.in_precedence(circulation.silent());
        if !silent.is_empty() && !order.silence_agrees {
            return Err(Refusal::SilenceIsNoAssent(silent));
        }
        let objected = circulation.objections().next().is_some();
        let remark = if objected { Some(reason(text)?) } else { remark(text) };
        let revision = proposal.revision().ok_or(Refusal::Unknown)?.id;
        Ok(vec![Event::CirculationApproved { proposal: id, revision, remark }])
    }
}
