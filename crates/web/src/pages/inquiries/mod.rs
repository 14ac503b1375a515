//! Inquiries into who read what: asked for, agreed to by a second person, opened, ended.

pub(crate) mod ask;
pub(crate) mod list;
pub(crate) mod names;
pub(crate) mod one;

use crate::frame::Frame;
use crate::pages::readings::{short, short_of};
use cabinet::inquiry::{Inquiry, InquiryStageName, Scope};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;

/// In what an inquiry looks, as far as the reader may know it.
pub(crate) fn scope(page: &Frame, scope: &Scope) -> String {
    let may = |subject, action| page.session.as_ref().is_some_and(|who| page.state.may(&who.actor, subject, action));
    match scope {
        Scope::Proposal { proposal } => {
            let known = page.state.proposal(*proposal);
            let known = known.filter(|_| may(Subject::Proposal(*proposal), Action::ReadProposal));
            let subject = known.map(|known| crate::pages::proposals::subject(page, known));
            let words = subject.unwrap_or_else(|| short_of(proposal.0));
            page.ts("inquiry-scope-proposal", "what", &words)
        }
        Scope::Meeting { meeting } => {
            let known = page.state.meeting(*meeting);
            let known = known.filter(|_| may(Subject::Meeting(*meeting), Action::ReadNotice));
            let number = known.map(|known| known.number.to_string());
            page.ts("inquiry-scope-meeting", "what", &number.unwrap_or_else(|| short_of(meeting.0)))
        }
        Scope::Object { object } => {
            let known = page.state.object(*object);
            let (subject, link) = crate::pages::readings::matter(page, known);
            let what = if link.is_some() { subject } else { short_of(*object) };
            let kind = crate::pages::readings::kind(page, known);
            let arguments = [("kind", FluentValue::from(kind)), ("what", FluentValue::from(what))];
            page.with("inquiry-scope-object", &arguments)
        }
        Scope::Person { person } => page.ts("inquiry-scope-person", "what", &short(&person.to_string())),
    }
}

/// The stage in words; one whose time has passed is over, also before the office has recorded it.
pub(crate) fn stage(page: &Frame, inquiry: &Inquiry) -> (String, &'static str) {
    let over = inquiry.is_open() && page.now >= inquiry.ends;
    let name = if over { InquiryStageName::Ended } else { inquiry.stage.name() };
    let tone = match name {
        InquiryStageName::Asked => "order",
        InquiryStageName::Agreed => "info",
        InquiryStageName::Refused => "stop",
        InquiryStageName::Ended => "done",
    };
    (page.word("inquiry-stage", name.key()), tone)
}
