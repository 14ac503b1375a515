//! A circulation as a proposal's page shows it, and what its forms offer.

use crate::choice::Choice;
use crate::frame::Frame;
use cabinet::circulation::CirculationAnswer;
use cabinet::permission::Action;
use fluent_bundle::FluentValue;
use office::views::{MemberAnswerView, ProposalView};

/// One member and what he answered.
pub(crate) struct MemberLine {
    pub(crate) member: String,
    pub(crate) answer: String,
    pub(crate) tone: &'static str,
    pub(crate) words: String,
    pub(crate) at: String,
}

/// Members whose answers the person sees, in the order of precedence; silent ones too. How many did not agree stands above them.
pub(super) fn members(page: &Frame, view: &ProposalView) -> Vec<MemberLine> {
    let line = |one: &MemberAnswerView| MemberLine {
        member: page.post(&one.member),
        answer: one.answer.map_or_else(|| page.t("position-silent"), |answer| page.word("position", answer.key())),
        tone: match one.answer {
            Some(CirculationAnswer::Agrees) => "done",
            Some(CirculationAnswer::Disagrees) => "stop",
            Some(CirculationAnswer::WantsDiscussion) => "order",
            None => "",
        },
        words: one.words.clone(),
        at: one.at.as_ref().map_or_else(String::new, |at| page.date_time(at)),
    };
    view.circulation.iter().map(line).collect()
}

/// How many members answered how, for whom all answers are; empty for a member, who sees his own.
pub(super) fn tally(page: &Frame, view: &ProposalView) -> String {
    if !view.may(Action::ReadNoteSheet) || view.circulation.is_empty() {
        return String::new();
    }
    let count = |answer: Option<CirculationAnswer>| {
        let count = view.circulation.iter().filter(|one| one.answer == answer).count();
        FluentValue::from(i64::try_from(count).unwrap_or(i64::MAX))
    };
    page.with(
        "circulation-tally",
        &[
            ("agrees", count(Some(CirculationAnswer::Agrees))),
            ("disagrees", count(Some(CirculationAnswer::Disagrees))),
            ("discussion", count(Some(CirculationAnswer::WantsDiscussion))),
            ("silent", count(None)),
        ],
    )
}

/// Until when members answer, and what silence means.
pub(super) fn order(page: &Frame, view: &ProposalView) -> String {
    let Some(order) = view.proposal.stage.circulation_order() else { return String::new() };
    let silence = if order.silence_agrees { "silence-agrees" } else { "silence-says-nothing" };
    format!("{} {}", page.ts("circulation-until", "until", &page.date_time(&order.until)), page.t(silence))
}

/// Answers of a member.
pub(super) fn positions(page: &Frame) -> Vec<Choice> {
    Choice::of_words(page, "position", CirculationAnswer::ALL.iter().map(|one| one.key()))
}
