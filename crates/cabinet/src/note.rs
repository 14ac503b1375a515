//! The note (संक्षेपिका): its facts, which ride in events, and its defects.

use crate::draft::count_words;
use crate::file_number::compared;
use crate::ids::PaperId;
use crate::ids::{ChargeId, RevisionId};
use crate::moment::Moment;
use crate::rules::{Concern, Rules};
use crate::text::{Digest, TextRef};
use hindi::is_blank;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Points for decision at most, in one note.
pub const POINTS_MAX: usize = 40;
/// Rows of the cost table at most.
pub const YEARS_MAX: usize = 30;
/// Rows of the implementation schedule at most.
pub const MILESTONES_MAX: usize = 30;
/// Days of a milestone at most: ten years.
pub const MILESTONE_DAYS_MAX: u32 = 3_660;
/// Characters of a one-line field at most.
pub const LINE_CHARACTERS_MAX: usize = 300;
/// Characters of one point for decision at most.
pub const POINT_CHARACTERS_MAX: usize = 2_000;

/// For what the amount stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountKind {
    /// एकमुश्त
    OneTime,
    /// आवर्ती प्रतिवर्ष
    RecurringYearly,
    /// पूर्ण अवधि
    WholePeriod,
}

impl AmountKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::OneTime, Self::RecurringYearly, Self::WholePeriod];

    /// The word used in forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::OneTime => "one_time",
            Self::RecurringYearly => "recurring_yearly",
            Self::WholePeriod => "whole_period",
        }
    }
}

/// The cost of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct YearCost {
    /// The year as written, such as `2025-26`.
    pub label: String,
    /// Whole rupees.
    pub rupees: u64,
}

/// One row of the implementation schedule (क्रियान्वयन अनुसूची).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Milestone {
    /// What is to be done, on one line.
    pub what: String,
    /// Days from the decision until it is.
    pub days: u32,
}

/// What a note answers to the question whether it varies an earlier decision of the council.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "answer", rename_all = "snake_case", deny_unknown_fields)]
pub enum EarlierDecision {
    /// Nothing: it was not asked (before `note_revised/2`), or not answered yet.
    #[default]
    Unanswered,
    /// It varies none.
    Stands,
    /// It varies this one, by its number and day as the note names it.
    Varied {
        /// The decision, on one line.
        which: String,
    },
}

impl EarlierDecision {
    /// Whether nothing was answered.
    #[must_use]
    pub const fn is_unanswered(&self) -> bool {
        matches!(self, Self::Unanswered)
    }

    /// The decision that is varied, if one is.
    #[must_use]
    pub fn varied(&self) -> Option<&str> {
        match self {
            Self::Varied { which } => Some(which),
            Self::Unanswered | Self::Stands => None,
        }
    }
}

/// What the rules need to know of a note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoteFacts {
    /// Subject in Hindi.
    pub subject: String,
    /// Subject in English; may be empty.
    pub subject_en: String,
    /// Key of the schedule's entry under which the matter comes to the council.
    pub schedule: String,
    /// Key of the classification.
    pub classification: String,
    /// What the proposal concerns.
    pub concerns: BTreeSet<Concern>,
    /// Whole rupees; 0 is «निरंक».
    pub rupees: u64,
    /// For what the amount stands.
    pub amount_kind: AmountKind,
    /// Head of account; may be empty.
    pub head: String,
    /// Cost by year.
    pub years: Vec<YearCost>,
    /// Points for decision (निर्णयार्थ बिन्दु), in their order.
    pub points: Vec<String>,
    /// Whether it varies an earlier decision.
    #[serde(default, skip_serializing_if = "EarlierDecision::is_unanswered")]
    pub earlier_decision: EarlierDecision,
    /// The implementation schedule, in its order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub milestones: Vec<Milestone>,
    /// Sections that hold words, and how many.
    pub sections: Vec<SectionWords>,
}

/// How many words one section holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SectionWords {
    /// Key of the section.
    pub key: String,
    /// Words in it.
    pub words: u32,
}

/// One thing that is wrong with a note. Refusals name all of them at once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Defect {
    /// The Hindi subject is missing.
    SubjectMissing,
    /// A field has more characters than it may.
    TooLong {
        /// Name of the field.
        field: String,
        /// Characters at most.
        characters_max: usize,
    },
    /// The schedule's entry is not one of the rules'.
    ScheduleUnknown,
    /// No classification, or not one of the rules'.
    ClassificationUnknown,
    /// The classification lies above what this installation may hold.
    AboveCeiling,
    /// A mandatory section is empty.
    SectionMissing {
        /// Key of the section.
        key: String,
    },
    /// A section that the rules do not know.
    SectionUnknown {
        /// Key of the section.
        key: String,
    },
    /// The note has too many words.
    TooManyWords {
        /// Words it has.
        words: u32,
        /// Words it may have.
        words_max: u32,
    },
    /// There is no point for decision.
    PointsMissing,
    /// There are too many points or years.
    TooManyRows {
        /// Name of the list.
        list: String,
        /// Rows at most.
        rows_max: usize,
    },
    /// The years do not add up to the amount.
    YearsDoNotAddUp {
        /// Sum of the years in rupees.
        years_rupees: u64,
        /// The amount in rupees.
        rupees: u64,
    },
    /// A row of the cost table does not say its year.
    YearUnnamed {
        /// Number of the row, from 1.
        row: usize,
    },
    /// A row of the cost table has no amount.
    YearAmountMissing {
        /// Number of the row, from 1.
        row: usize,
    },
    /// An earlier row of the cost table has the same year.
    YearRepeated {
        /// Number of the row, from 1.
        row: usize,
        /// The year as it is written there.
        label: String,
    },
    /// A row of the cost table has another amount than the one that recurs each year.
    YearUnequal {
        /// Number of the row, from 1.
        row: usize,
        /// Its amount in rupees.
        year_rupees: u64,
        /// The recurring amount in rupees.
        rupees: u64,
    },
    /// There is an amount, and its kind is not chosen.
    AmountKindMissing,
    /// A field could not be read as an amount in crore rupees.
    AmountUnreadable {
        /// Name of the field.
        field: String,
    },
    /// A row of the implementation schedule has no number of days from 1 to [`MILESTONE_DAYS_MAX`].
    DaysUnreadable {
        /// Number of the row, from 1.
        row: usize,
    },
    /// A row of the implementation schedule does not say what is to be done.
    MilestoneUnnamed {
        /// Number of the row, from 1.
        row: usize,
    },
    /// There is an amount, but the note does not say that it concerns money.
    MoneyNotConcerned,
    /// It does not say whether it varies an earlier decision.
    EarlierDecisionUnanswered,
    /// It varies an earlier decision and does not name it.
    EarlierDecisionUnnamed,
    /// It names an earlier decision, and says that it varies none.
    EarlierDecisionDenied,
}

/// What keeps no note from being put up, and should be looked at before.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Caution {
    /// A section has more words than the rules wish for.
    SectionTooLong {
        /// Key of the section.
        key: String,
        /// Words it has.
        words: u32,
        /// Words it should have at most.
        words_max: u32,
    },
    /// The matter concerns money, and no amount is written: «निरंक» would be printed.
    AmountMissing,
    /// There is an amount, and no head of account.
    HeadMissing,
    /// The amount of a whole period is not told by years.
    YearsMissing,
    /// There are points for decision, and no implementation schedule.
    MilestonesMissing,
    /// Two points for decision have the same words; they would be decided twice.
    SamePoints {
        /// Number of the first.
        first: usize,
        /// Number of the second.
        second: usize,
    },
}

impl NoteFacts {
    /// Everything that should be looked at before the note is put up, in the order of the form.
    #[must_use]
    pub fn cautions(&self, rules: &Rules) -> Vec<Caution> {
        let mut found = Vec::new();
        for section in &rules.sections {
            let words = self.sections.iter().find(|filled| filled.key == section.key).map_or(0, |filled| filled.words);
            if let Some(words_max) = section.words_max.filter(|words_max| words > *words_max) {
                found.push(Caution::SectionTooLong { key: section.key.clone(), words, words_max });
            }
        }
        if self.concerns.contains(&Concern::Money) && self.rupees == 0 {
            found.push(Caution::AmountMissing);
        }
        if self.rupees > 0 && self.head.is_empty() {
            found.push(Caution::HeadMissing);
        }
        if self.rupees > 0 && self.amount_kind == AmountKind::WholePeriod && self.years.is_empty() {
            found.push(Caution::YearsMissing);
        }
        if self.milestones.is_empty() && !self.points.is_empty() {
            found.push(Caution::MilestonesMissing);
        }
        found.extend(self.same_points());
        found
    }

    /// Each point whose words an earlier one has.
    fn same_points(&self) -> impl Iterator<Item = Caution> {
        (1..).zip(&self.points).filter_map(|(second, point)| {
            let words = || point.split_whitespace();
            let same = |other: &String| other.split_whitespace().eq(words());
            let first = self.points.iter().take(second - 1).position(same)? + 1;
            Some(Caution::SamePoints { first, second })
        })
    }

    /// Everything that keeps the note from being put up, in the order of the form.
    #[must_use]
    pub fn defects(&self, rules: &Rules) -> Vec<Defect> {
        let mut found = Vec::new();
        self.check_lines(&mut found);
        self.check_keys(rules, &mut found);
        self.check_earlier_decision(&mut found);
        self.check_sections(rules, &mut found);
        self.check_points(&mut found);
        self.check_milestones(&mut found);
        self.check_money(&mut found);
        found
    }

    fn check_lines(&self, found: &mut Vec<Defect>) {
        if is_blank(&self.subject) {
            found.push(Defect::SubjectMissing);
        }
        for (field, value) in [("subject", &self.subject), ("subject_en", &self.subject_en), ("head", &self.head)] {
            check_length(field, value, LINE_CHARACTERS_MAX, found);
        }
        for year in &self.years {
            check_length("years", &year.label, LINE_CHARACTERS_MAX, found);
        }
    }

    fn check_keys(&self, rules: &Rules, found: &mut Vec<Defect>) {
        if rules.schedule_label(&self.schedule).is_none() {
            found.push(Defect::ScheduleUnknown);
        }
        if rules.classification(&self.classification).is_none() {
            found.push(Defect::ClassificationUnknown);
        } else if !rules.allowed_classifications().any(|step| step.key == self.classification) {
            found.push(Defect::AboveCeiling);
        }
    }

    fn check_earlier_decision(&self, found: &mut Vec<Defect>) {
        match &self.earlier_decision {
            EarlierDecision::Unanswered => found.push(Defect::EarlierDecisionUnanswered),
            EarlierDecision::Varied { which } if is_blank(which) => found.push(Defect::EarlierDecisionUnnamed),
            EarlierDecision::Varied { which } => check_length("varied", which, LINE_CHARACTERS_MAX, found),
            EarlierDecision::Stands => {}
        }
    }

    fn check_sections(&self, rules: &Rules, found: &mut Vec<Defect>) {
        for section in rules.sections.iter().filter(|section| section.mandatory) {
            if !self.sections.iter().any(|filled| filled.key == section.key && filled.words > 0) {
                found.push(Defect::SectionMissing { key: section.key.clone() });
            }
        }
        for filled in &self.sections {
            if !rules.sections.iter().any(|section| section.key == filled.key) {
                found.push(Defect::SectionUnknown { key: filled.key.clone() });
            }
        }
        let words = self.words();
        if words > rules.note_words_max {
            found.push(Defect::TooManyWords { words, words_max: rules.note_words_max });
        }
    }

    /// Words of the note: of its sections, of its points and of its implementation schedule.
    #[must_use]
    pub fn words(&self) -> u32 {
        let sections = self.sections.iter().map(|filled| filled.words);
        sections.fold(self.words_beside_sections(), u32::saturating_add)
    }

    /// Words of its points and of its implementation schedule.
    #[must_use]
    pub fn words_beside_sections(&self) -> u32 {
        let steps = self.milestones.iter().map(|milestone| &milestone.what);
        self.points.iter().chain(steps).map(|text| count_words(text)).fold(0, u32::saturating_add)
    }

    fn check_points(&self, found: &mut Vec<Defect>) {
        if self.points.iter().all(|point| is_blank(point)) {
            found.push(Defect::PointsMissing);
        }
        for (list, rows, rows_max) in [
            ("points", self.points.len(), POINTS_MAX),
            ("years", self.years.len(), YEARS_MAX),
            ("milestones", self.milestones.len(), MILESTONES_MAX),
        ] {
            if rows > rows_max {
                found.push(Defect::TooManyRows { list: list.to_owned(), rows_max });
            }
        }
        for point in &self.points {
            check_length("points", point, POINT_CHARACTERS_MAX, found);
        }
    }

    fn check_milestones(&self, found: &mut Vec<Defect>) {
        for (row, milestone) in (1..).zip(&self.milestones) {
            if is_blank(&milestone.what) {
                found.push(Defect::MilestoneUnnamed { row });
            }
            if !(1..=MILESTONE_DAYS_MAX).contains(&milestone.days) {
                found.push(Defect::DaysUnreadable { row });
            }
            check_length("milestones", &milestone.what, LINE_CHARACTERS_MAX, found);
        }
    }

    /// The years of a one-time amount or a whole period make up the amount; a recurring amount
    /// stands for one year and needs no table, and each year of one has it.
    fn check_money(&self, found: &mut Vec<Defect>) {
        if self.rupees > 0 && !self.concerns.contains(&Concern::Money) {
            found.push(Defect::MoneyNotConcerned);
        }
        self.check_years(found);
        if self.amount_kind == AmountKind::RecurringYearly || self.years.is_empty() {
            return;
        }
        let years_rupees = self.years.iter().fold(0_u64, |sum, year| sum.saturating_add(year.rupees));
        if years_rupees != self.rupees {
            found.push(Defect::YearsDoNotAddUp { years_rupees, rupees: self.rupees });
        }
    }

    /// Each row says its year, and no other row the same, however that is spelt.
    fn check_years(&self, found: &mut Vec<Defect>) {
        let mut earlier = BTreeSet::new();
        for (row, year) in (1..).zip(&self.years) {
            if is_blank(&year.label) {
                found.push(Defect::YearUnnamed { row });
            } else if !earlier.insert(compared(&year.label)) {
                found.push(Defect::YearRepeated { row, label: year.label.clone() });
            }
            if self.amount_kind == AmountKind::RecurringYearly && year.rupees != self.rupees {
                found.push(Defect::YearUnequal { row, year_rupees: year.rupees, rupees: self.rupees });
            }
        }
    }
}

fn check_length(field: &str, value: &str, characters_max: usize, found: &mut Vec<Defect>) {
    if value.chars().count() > characters_max {
        found.push(Defect::TooLong { field: field.to_owned(), characters_max });
    }
}

/// What the office measured of a revision's text after it was frozen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measured {
    /// Words in all sections.
    pub words: u32,
    /// Sections that hold words.
    pub sections_filled: u32,
}

/// One frozen state of the note. Never changed; a correction is a new revision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// Its id.
    pub id: RevisionId,
    /// 1, 2, 3 … within the proposal.
    pub number: u32,
    /// Its facts.
    pub facts: NoteFacts,
    /// The sealed sections.
    pub body: TextRef,
    /// The papers that lay with it.
    pub papers: Vec<PaperId>,
    /// Under whose charge it was put up.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// Found by a worker.
    pub measured: Option<Measured>,
}

/// A file that lies with a proposal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
    /// Its id.
    pub id: PaperId,
    /// Its title as the department wrote it.
    pub title: String,
    /// SHA-256 of the sealed file: its name in the vault.
    pub file: Digest,
    /// Random; kept in the sealed payload only.
    pub salt: Digest,
    /// HMAC-SHA-256(salt, clean file).
    pub proof: Digest,
    /// Length of the clean file in bytes.
    pub bytes: u64,
    /// Pages.
    pub pages: u32,
}
