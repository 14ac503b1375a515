//! Meetings, their items, minutes and extracts: what these pages share.

pub(crate) mod acts;
pub(crate) mod agenda;
pub(crate) mod extract;
pub(crate) mod glance;
pub(crate) mod item;
pub(crate) mod list;
pub(crate) mod minutes;
pub(crate) mod one;
pub(crate) mod propose;
pub(crate) mod recusal;

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::locale::Locale;
use axum::http::StatusCode;
use cabinet::Cabinet;
use cabinet::decision::Outcome;
use cabinet::meeting::{ItemState, MeetingStageName};
use cabinet::permission::{Action, ItemStageName, Subject};
use cabinet::proposal::Proposal;
use fluent_bundle::FluentValue;
use hindi::Language;
use office::views::{DecisionView, ItemView, MeetingView};
use std::sync::Arc;

/// A short label and its colour.
pub(crate) struct Tag {
    pub(crate) words: String,
    /// Class beside `tag`: `order`, `done`, `info` or nothing.
    pub(crate) tone: &'static str,
}

/// The page of a proposal, for who may read it.
pub(crate) fn proposal_page(page: &Frame, view: &MeetingView, proposal: &Proposal) -> Option<String> {
    let subject = Subject::Proposal(proposal.id);
    let may = page.session.as_ref().is_some_and(|who| view.state.may(&who.actor, subject, Action::ReadProposal));
    may.then(|| format!("/proposals/{}", proposal.id))
}

/// The tag of a meeting's stage.
pub(crate) fn stage_tag(page: &Frame, stage: MeetingStageName) -> Tag {
    let tone = match stage {
        MeetingStageName::Proposed | MeetingStageName::MinutesSubmitted => "order",
        MeetingStageName::InSession => "info",
        MeetingStageName::MinutesApproved | MeetingStageName::Circulated => "done",
        _ => "",
    };
    Tag { words: page.word("meeting-stage", stage.key()), tone }
}

/// The tag of an item. What was decided shows only to whom the decisions or the extract are; other
/// readers of the agenda see no more than that the council has taken the item up.
pub(crate) fn item_tag(page: &Frame, item: &ItemView, whole: bool, in_session: bool) -> Option<Tag> {
    let told = item.may(Action::ReadDecisions) || item.may(Action::ReadExtract);
    let (key, tone) = match (&item.item.state, ItemStageName::of(&item.item.state)) {
        (ItemState::Listed, _) if whole && in_session => ("listed", ""),
        (ItemState::Called { .. }, _) if whole => ("called", "info"),
        (_, ItemStageName::Recorded) if told => ("decided", "done"),
        (_, ItemStageName::Deferred) if told => ("deferred", "order"),
        (_, ItemStageName::Returned) if told => ("returned", "order"),
        (_, ItemStageName::Withdrawn) if told => ("withdrawn", ""),
        (_, ItemStageName::Approved) if told => ("approved", "done"),
        (_, ItemStageName::Issued) if told => ("issued", "order"),
        (_, ItemStageName::Acknowledged) if told => ("acknowledged", "done"),
        (ItemState::Listed | ItemState::Called { .. }, _) => return None,
        _ if whole => ("considered", ""),
        _ => return None,
    };
    Some(Tag { words: page.word("item-state", key), tone })
}

/// The label of an outcome: the government's own word, where its rules have one.
pub(crate) fn outcome_label(page: &Frame, outcome: Outcome) -> String {
    let own = page.state.rules().and_then(|rules| rules.word(outcome.key()));
    own.map_or_else(|| page.word("outcome", outcome.key()), |words| page.words(&words).to_owned())
}

/// The label of a decision: its outcome, to which day or body, and by when.
pub(crate) fn decided_label(page: &Frame, decision: &DecisionView) -> String {
    let day = decision.day.as_ref().map(|day| page.day(day));
    let body =
        decision.body.and_then(|body| page.state.body(body)).map(|record| page.words(&record.body.name).to_owned());
    let label = outcome_label(page, decision.outcome);
    with_day_and_body(decision.outcome, label, (day, body), |key, arguments| page.with(key, arguments))
}

/// An outcome with the day or the body that goes with it.
fn with_day_and_body(
    outcome: Outcome,
    label: String,
    (day, body): (Option<String>, Option<String>),
    words: impl Fn(&str, &[(&str, FluentValue<'_>)]) -> String,
) -> String {
    let said = |key: &str, label: String, name: &str, value: String| {
        words(key, &[("outcome", FluentValue::from(label)), (name, FluentValue::from(value))])
    };
    match outcome {
        Outcome::Deferred => match day {
            Some(day) => said("outcome-deferred-until", label, "day", day),
            None => words("outcome-sine-die", &[("outcome", FluentValue::from(label))]),
        },
        Outcome::Referred => {
            let label = body.map_or(label.clone(), |body| said("outcome-referred-to", label, "body", body));
            day.map_or(label.clone(), |day| said("outcome-report-by", label, "day", day))
        }
        _ => label,
    }
}

/// A recorded decision, drawn.
pub(crate) struct DecisionRow {
    pub(crate) heading: String,
    pub(crate) outcome: String,
    pub(crate) tone: &'static str,
    pub(crate) words: String,
}

/// Recorded decisions, drawn.
pub(crate) fn decision_rows(page: &Frame, decisions: &[DecisionView]) -> Vec<DecisionRow> {
    let rows = decisions.iter().map(|decision| DecisionRow {
        heading: page.tn("decision-point", decision.point),
        outcome: decided_label(page, decision),
        tone: outcome_tone(decision.outcome),
        words: decision.words.clone(),
    });
    rows.collect()
}

const fn outcome_tone(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Deferred | Outcome::Referred | Outcome::ReturnedForReexamination => "order",
        Outcome::Rejected => "stop",
        Outcome::Noted | Outcome::Withdrawn => "",
        _ => "done",
    }
}

/// The refusal in a failure, so that the form can be drawn again with it; any other failure stays one.
pub(crate) fn refused(failure: &Failure) -> Result<(StatusCode, Vec<String>), Failure> {
    match failure {
        Failure::Keeping(inner, _) => refused(inner).map_err(|_| failure.clone()),
        Failure::Refused(status, sentences) => Ok((*status, sentences.clone())),
        other => Err(other.clone()),
    }
}

/// Words of official papers: Hindi, whatever language the reader's pages have.
pub(crate) struct Official {
    locale: Arc<Locale>,
    state: Arc<Cabinet>,
}

/// A decision as an official paper states it.
pub(crate) struct Decided {
    pub(crate) point: u32,
    pub(crate) outcome: String,
    pub(crate) words: String,
}

impl Official {
    pub(crate) fn new(app: &App, state: &Arc<Cabinet>) -> Self {
        Self { locale: app.locales.of(Language::Hindi, state.rules()), state: state.clone() }
    }

    pub(crate) fn locale(&self) -> &Locale {
        &self.locale
    }

    pub(crate) fn decided(&self, decisions: &[DecisionView]) -> Vec<Decided> {
        let decided = decisions.iter().map(|decision| Decided {
            point: decision.point,
            outcome: self.outcome(decision),
            words: decision.words.trim().to_owned(),
        });
        decided.collect()
    }

    fn outcome(&self, decision: &DecisionView) -> String {
        let outcome = decision.outcome;
        let own = self.state.rules().and_then(|rules| rules.word(outcome.key()));
        let key = format!("outcome-{}", outcome.key().replace('_', "-"));
        let label = own.map_or_else(|| self.locale.words(&key, &[]), |words| words.hi);
        let at = |day: &String| hindi::parse_ist(day, "00:00").ok();
        let day = decision.day.as_ref().and_then(at).map(|at| hindi::date(at, Language::Hindi));
        let body = decision.body.and_then(|body| self.state.body(body)).map(|record| record.body.name.hi.clone());
        with_day_and_body(outcome, label, (day, body), |key, arguments| self.locale.words(key, arguments))
    }
}

/// Decisions point by point: outcome and words, nothing of the note.
pub(crate) fn compose_decisions(locale: &Locale, decided: &[Decided]) -> String {
    let lines = decided.iter().map(|decision| {
        let arguments = [
            ("count", FluentValue::from(decision.point)),
            ("outcome", FluentValue::from(decision.outcome.as_str())),
            ("words", FluentValue::from(decision.words.as_str())),
        ];
        locale.words("official-decision", &arguments)
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Locales;

    /// Keys that code puts together: `every_key_that_is_asked_for_exists` cannot find them.
    #[test]
    fn every_stage_state_outcome_and_link_has_words() {
        let locales = Locales::read().unwrap();
        let mut keys = vec!["meeting-stage-none".to_owned()];
        keys.extend(MeetingStageName::ALL.map(|stage| format!("meeting-stage-{}", stage.key())));
        keys.extend(Outcome::ALL.map(|outcome| format!("outcome-{}", outcome.key())));
        keys.extend(one::STATIONS.map(|station| format!("meeting-step-{station}")));
        keys.extend(one::AT_MINUTES.map(|action| format!("meeting-to-{}", action.key())));
        let states = ["listed", "called", "considered", "decided", "deferred", "returned", "withdrawn", "approved"];
        let states = states.into_iter().chain(["issued", "acknowledged"]);
        keys.extend(states.map(|state| format!("item-state-{state}")));
        for language in [Language::Hindi, Language::English] {
            let locale = locales.of(language, None);
            let wordless = |key: &&String| {
                let key = key.replace('_', "-");
                locale.words(&key, &[]) == key
            };
            assert_eq!(keys.iter().filter(wordless).collect::<Vec<_>>(), ["meeting-stage-none"]);
        }
        assert_eq!(keys.len(), 1 + 11 + 10 + 8 + 5 + 10);
    }

    #[test]
    fn a_refusal_is_found_under_kept_words_and_nothing_else_is() {
        let refusal = Failure::Refused(StatusCode::CONFLICT, vec!["क".to_owned()]);
        let keeping = |inner| Failure::Keeping(Box::new(inner), vec!["ख".to_owned()]);
        assert_eq!(refused(&keeping(refusal)).unwrap(), (StatusCode::CONFLICT, vec!["क".to_owned()]));
        let kept = refused(&keeping(Failure::NotRecorded)).unwrap_err();
        assert!(matches!(kept, Failure::Keeping(_, words) if words == ["ख"]));
        assert!(matches!(refused(&Failure::Unknown), Err(Failure::Unknown)));
    }
}
