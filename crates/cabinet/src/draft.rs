//! The draft as it is typed. It lies in a drawer, never in an event; put up, it becomes facts and a
//! sealed text.

use crate::note::{AmountKind, Defect, EarlierDecision, Milestone, NoteFacts, SectionWords, YearCost};
use crate::prose::Prose;
use crate::rules::{Concern, Rules};
use hindi::is_blank;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One row of the cost table as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftYear {
    /// The year.
    pub label: String,
    /// Crore rupees.
    pub crore: String,
}

/// One row of the implementation schedule as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DraftMilestone {
    /// What is to be done.
    pub what: String,
    /// Days from the decision.
    pub days: String,
}

/// It varies an earlier decision.
pub const VARIES: &str = "yes";
/// It varies none.
pub const VARIES_NONE: &str = "no";

/// A draft as typed: nothing is lost of what cannot be read yet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct NoteDraft {
    /// Subject in Hindi.
    pub subject: String,
    /// Subject in English.
    pub subject_en: String,
    /// Key of the schedule's entry.
    pub schedule: String,
    /// Key of the classification.
    pub classification: String,
    /// Keys of concerns.
    pub concerns: BTreeSet<String>,
    /// Crore rupees.
    pub crore: String,
    /// Key of the amount's kind; empty while none is chosen.
    pub amount_kind: String,
    /// Head of account.
    pub head: String,
    /// The cost table.
    pub years: Vec<DraftYear>,
    /// Points for decision.
    pub points: Vec<String>,
    /// Whether it varies an earlier decision: [`VARIES`], [`VARIES_NONE`], or nothing yet.
    pub varies: String,
    /// The earlier decision that it varies.
    pub varied: String,
    /// The implementation schedule.
    pub milestones: Vec<DraftMilestone>,
    /// What each section says, by its key.
    pub sections: BTreeMap<String, Prose>,
}

/// Words in a text: runs of what is not white space, of which something is seen.
#[must_use]
pub fn count_words(text: &str) -> u32 {
    u32::try_from(words(text).count()).unwrap_or(u32::MAX)
}

/// A text on one line: every run of white space becomes one space, and what nobody sees is no word.
#[must_use]
pub fn one_line(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().filter(|word| !is_blank(word))
}

impl NoteDraft {
    /// The facts of the draft and everything that keeps it from being put up.
    #[must_use]
    pub fn facts(&self, rules: &Rules) -> (NoteFacts, Vec<Defect>) {
        let mut unreadable = Vec::new();
        let mut read = |field: &str, typed: &str| match hindi::parse_crore(typed) {
            Ok(rupees) => rupees,
            Err(hindi::BadAmount::Empty) => 0,
            Err(_) => {
                unreadable.push(Defect::AmountUnreadable { field: field.to_owned() });
                0
            }
        };
        let rupees = read("crore", &self.crore);
        let rows: Vec<&DraftYear> =
            self.years.iter().filter(|year| !is_blank(&year.label) || !is_blank(&year.crore)).collect();
        let years = rows
            .iter()
            .map(|year| YearCost { label: one_line(&year.label), rupees: read("years", &year.crore) })
            .collect();
        let kind = self.kind();
        if rupees > 0 && kind.is_none() {
            unreadable.push(Defect::AmountKindMissing);
        }
        let amountless = (1..).zip(&rows).filter(|(_, year)| is_blank(&year.crore));
        unreadable.extend(amountless.map(|(row, _)| Defect::YearAmountMissing { row }));
        let facts = NoteFacts {
            subject: one_line(&self.subject),
            subject_en: one_line(&self.subject_en),
            schedule: self.schedule.clone(),
            classification: self.classification.clone(),
            concerns: Concern::ALL.into_iter().filter(|concern| self.concerns.contains(concern.key())).collect(),
            rupees,
            // Of no amount there is no kind.
            amount_kind: kind.unwrap_or(AmountKind::OneTime),
            head: one_line(&self.head),
            years,
            points: self.filled_points(),
            earlier_decision: self.earlier_decision(),
            milestones: self.filled_milestones(),
            sections: self.section_words(),
        };
        if self.varies == VARIES_NONE && !is_blank(&self.varied) {
            unreadable.push(Defect::EarlierDecisionDenied);
        }
        let mut defects = facts.defects(rules);
        if !unreadable.is_empty() {
            defects.retain(|defect| !matches!(defect, Defect::YearsDoNotAddUp { .. } | Defect::YearUnequal { .. }));
        }
        unreadable.append(&mut defects);
        (facts, unreadable)
    }

    /// Whether nothing is written yet but the Hindi subject, which the matter brings along.
    #[must_use]
    pub fn is_unwritten(&self) -> bool {
        let lines = [&self.subject_en, &self.crore, &self.head, &self.varied];
        let years = self.years.iter().flat_map(|year| [&year.label, &year.crore]);
        let milestones = self.milestones.iter().flat_map(|milestone| [&milestone.what, &milestone.days]);
        let unwritten =
            lines.into_iter().chain(years).chain(milestones).chain(&self.points).all(|written| is_blank(written));
        unwritten && self.sections.values().all(|written| written.is_plain() && written.is_blank())
    }

    fn kind(&self) -> Option<AmountKind> {
        AmountKind::ALL.into_iter().find(|kind| kind.key() == self.amount_kind)
    }

    fn earlier_decision(&self) -> EarlierDecision {
        match self.varies.as_str() {
            VARIES => EarlierDecision::Varied { which: one_line(&self.varied) },
            VARIES_NONE => EarlierDecision::Stands,
            _ => EarlierDecision::Unanswered,
        }
    }

    fn filled_points(&self) -> Vec<String> {
        let filled = self.points.iter().map(|point| point.trim());
        filled.filter(|point| !is_blank(point)).map(ToOwned::to_owned).collect()
    }

    /// Days that cannot be read are 0, which no milestone has.
    fn filled_milestones(&self) -> Vec<Milestone> {
        let rows = self.milestones.iter().filter(|row| !is_blank(&row.what) || !is_blank(&row.days));
        let days = |typed: &str| hindi::latin_digits(typed.trim()).parse().unwrap_or_default();
        rows.map(|row| Milestone { what: one_line(&row.what), days: days(&row.days) }).collect()
    }

    fn section_words(&self) -> Vec<SectionWords> {
        let counted = self.sections.iter().map(|(key, text)| SectionWords { key: key.clone(), words: text.words() });
        counted.filter(|section| section.words > 0).collect()
    }

    /// A draft that starts from a frozen note.
    #[must_use]
    pub fn from_revision(facts: &NoteFacts, sections: BTreeMap<String, Prose>) -> Self {
        Self {
            subject: facts.subject.clone(),
            subject_en: facts.subject_en.clone(),
            schedule: facts.schedule.clone(),
            classification: facts.classification.clone(),
            concerns: facts.concerns.iter().map(|concern| concern.key().to_owned()).collect(),
            crore: hindi::crore_decimal(facts.rupees),
            // Nobody chose a kind of no amount.
            amount_kind: match (facts.rupees, facts.amount_kind) {
                (0, AmountKind::OneTime) => String::new(),
                (_, kind) => kind.key().to_owned(),
            },
            head: facts.head.clone(),
            years: facts
                .years
                .iter()
                .map(|year| DraftYear { label: year.label.clone(), crore: hindi::crore_decimal(year.rupees) })
                .collect(),
            points: facts.points.clone(),
            varies: match facts.earlier_decision {
                EarlierDecision::Unanswered => String::new(),
                EarlierDecision::Stands => VARIES_NONE.to_owned(),
                EarlierDecision::Varied { .. } => VARIES.to_owned(),
            },
            varied: facts.earlier_decision.varied().unwrap_or_default().to_owned(),
            milestones: facts
                .milestones
                .iter()
                .map(|one| DraftMilestone { what: one.what.clone(), days: one.days.to_string() })
                .collect(),
            sections,
        }
    }
}
