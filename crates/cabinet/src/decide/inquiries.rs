//! Decisions on inquiries into who read what.

use super::{Desk, reason};
use crate::act::Act;
use crate::event::Event;
use crate::ids::InquiryId;
use crate::inquiry::{Inquiry, Scope};
use crate::moment::Moment;
use crate::people::Actor;
use crate::permission::{Action, Subject};
use crate::refusal::Refusal;
use crate::text::TextRef;
use std::sync::Arc;

/// For what somebody asks.
struct Asked {
    inquiry: InquiryId,
    scope: Scope,
    from: Moment,
    until: Moment,
    reason: TextRef,
}

impl Desk<'_> {
    pub(super) fn inquiry_act(&self, act: Act) -> Result<Vec<Event>, Refusal> {
        match act {
            Act::AskInquiry { inquiry, scope, from, until, reason } => {
                self.ask_inquiry(Asked { inquiry, scope, from, until, reason })
            }
            Act::AgreeInquiry { inquiry, seen } => {
                self.in_time(inquiry, Action::AgreeInquiry, seen)?;
                Ok(vec![Event::InquiryAgreed { inquiry }])
            }
            Act::RefuseInquiry { inquiry, seen } => {
                self.in_time(inquiry, Action::RefuseInquiry, seen)?;
                Ok(vec![Event::InquiryRefused { inquiry }])
            }
            Act::EndInquiry { inquiry, seen } => {
                if *self.actor == Actor::System {
                    self.over(inquiry)?;
                } else {
                    self.inquiry(inquiry, Action::EndInquiry, seen)?;
                }
                Ok(vec![Event::InquiryEnded { inquiry }])
            }
            _ => Err(Refusal::Unknown),
        }
    }

    fn inquiry(&self, id: InquiryId, action: Action, seen: u32) -> Result<&Arc<Inquiry>, Refusal> {
        let inquiry = self.cabinet.inquiry(id).ok_or(Refusal::Unknown)?;
        self.demand(Subject::Inquiry(id), action, seen, (inquiry.version, inquiry.since))?;
        Ok(inquiry)
    }

    /// The second person's word, while the inquiry's time has not passed.
    fn in_time(&self, id: InquiryId, action: Action, seen: u32) -> Result<(), Refusal> {
        let inquiry = self.inquiry(id, action, seen)?;
        if self.now >= inquiry.ends { Err(Refusal::InquiryOver) } else { Ok(()) }
    }

    /// The office itself ends what is over, once.
    fn over(&self, id: InquiryId) -> Result<(), Refusal> {
        let inquiry = self.cabinet.inquiry(id).ok_or(Refusal::Unknown)?;
        if inquiry.is_open() && self.now >= inquiry.ends { Ok(()) } else { Err(Refusal::IdTaken) }
    }

    /// A reason, something that is there, and a time that has passed: an inquiry looks back, it does
    /// not lie in wait.
    fn ask_inquiry(&self, asked: Asked) -> Result<Vec<Event>, Refusal> {
        self.demand(Subject::Government, Action::AskInquiry, 0, (0, self.now))?;
        let Asked { inquiry, scope, from, until, reason: text } = asked;
        if self.cabinet.inquiries.contains_key(&inquiry) {
            return Err(Refusal::IdTaken);
        }
        let there = match scope {
            Scope::Proposal { proposal } => self.cabinet.proposal(proposal).is_some(),
            Scope::Meeting { meeting } => self.cabinet.meeting(meeting).is_some(),
            Scope::Object { object } => self.cabinet.object(object).is_some(),
            // Who stands behind a pseudonym is not known here.
            Scope::Person { .. } => true,
        };
        if !there {
            return Err(Refusal::ScopeUnknown);
        }
        if from >= until || until > self.now {
            return Err(Refusal::PeriodUnfit);
        }
        let rules = self.cabinet.rules.as_ref().ok_or(Refusal::Unknown)?;
        let ends = self.now.plus_days(rules.inquiry_days);
        let number = u32::try_from(self.cabinet.inquiries.len()).unwrap_or(u32::MAX).saturating_add(1);
        Ok(vec![Event::InquiryAsked { inquiry, number, reason: reason(text)?, scope, from, until, ends }])
    }
}
