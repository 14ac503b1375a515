//! A government's rules: words, sections of the note, clocks, consultations, handling.
//!
//! They enter the state only by the event `rules_adopted/1`, which holds the whole text, so that a
//! replay decades later needs no file.

use crate::moment::Moment;
use crate::note::MILESTONE_DAYS_MAX;
use crate::office_days::{OfficeDays, is_date, is_day_of_year};
use crate::people::Words;
use crate::proposal::StageName;
use crate::terms::{Word, mistake_of_word, wordless};
use hindi::Weekday;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use toml::Spanned;

/// What a proposal concerns, and so whom it must consult.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concern {
    /// वित्तीय भार
    Money,
    /// विधिक प्रश्न
    Law,
    /// पद सृजन
    Posts,
}

impl Concern {
    /// Every concern.
    pub const ALL: [Self; 3] = [Self::Money, Self::Law, Self::Posts];

    /// The word used in rules, forms and the ledger.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Money => "money",
            Self::Law => "law",
            Self::Posts => "posts",
        }
    }
}

/// One section of the note.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Section {
    /// Stable name.
    pub key: String,
    /// Its heading.
    pub label: Words,
    /// What belongs there.
    pub hint: Words,
    /// A note without it is not put up.
    pub mandatory: bool,
    /// Words above which whoever drafts is told that there are many; none where the rules do not say it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words_max: Option<u32>,
}

/// Why a matter must come to the council.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduleEntry {
    /// Stable name.
    pub key: String,
    /// As printed.
    pub label: Words,
}

/// One step of secrecy, lowest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classification {
    /// Stable name.
    pub key: String,
    /// As printed.
    pub label: Words,
}

/// A department that must be asked when a proposal concerns something.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CompulsoryView {
    /// What concerns it.
    pub concern: Concern,
    /// Key of the department to be asked.
    pub department: String,
}

/// Which step a note does not take before something is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Before {
    /// Its submission to the cabinet section; the secretary records it.
    Submission,
    /// Its clearance by the chief secretary; the cabinet section records it.
    Clearance,
}

impl Before {
    /// Every step.
    pub const ALL: [Self; 2] = [Self::Submission, Self::Clearance];

    /// Whether it is recorded while a note is in this stage.
    #[must_use]
    pub const fn records_in(self, stage: StageName) -> bool {
        match self {
            Self::Submission => matches!(
                stage,
                StageName::InDepartment
                    | StageName::ConsultationClosed
                    | StageName::SecretaryApproved
                    | StageName::MinisterApproved
            ),
            Self::Clearance => matches!(stage, StageName::Submitted | StageName::Scrutinised),
        }
    }
}

/// What must be on record before a note goes on: scrutiny of its costs, the clearance of a committee, the Chief Minister's
/// waiver of a view. It is wanted where everything holds that it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Precondition {
    /// Stable name.
    pub key: String,
    /// As printed.
    pub label: Words,
    /// Before which step.
    pub before: Before,
    /// The note concerns this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concern: Option<Concern>,
    /// The note comes under one of these entries of the schedule.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub schedule: Vec<String>,
    /// The note's amount is at least this, in crore rupees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crore_min: Option<u64>,
    /// The department of this key was asked and gave no view.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without_view_of: Option<String>,
}

/// Approval in anticipation of the council's, where the rules know it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UrgentRules {
    /// Days after the approval within which the note must be before the council.
    pub ratification_days: u32,
    /// The rule under which it is given, as the order cites it.
    pub rule: Words,
}

/// How what was decided is carried out, where the rules say it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ComplianceRules {
    /// Days from the decision in which a point is carried out whose note has no implementation schedule.
    pub days: u32,
    /// Days beyond its first day up to which the chief secretary puts a task off; what is later is the Chief Minister's.
    pub chief_minister_days: u32,
    /// Days after its day from which the minister-in-charge is told of a task that is not done.
    pub minister_after_days: u32,
    /// Days after its day from which the chief secretary is told.
    pub chief_secretary_after_days: u32,
    /// Days after its day from which the Chief Minister is told.
    pub chief_minister_after_days: u32,
}

/// One thing at which the cabinet section looks before it finds a note in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChecklistItem {
    /// Stable name.
    pub key: String,
    /// As printed.
    pub label: Words,
}

/// The whole of a government's rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Stable name of the government, such as `madhya-pradesh`.
    pub government: String,
    /// Its name as printed.
    pub name: Words,
    /// Days a consulted department has, counted from delivery: office days where the rules name them, else days of 24
    /// hours.
    pub consultation_days: u32,
    /// Words a note may have at most.
    pub note_words_max: u32,
    /// Key of the highest classification that may lie in this installation.
    pub classification_ceiling: String,
    /// Words that differ between governments; see [`Term`](crate::terms::Term).
    pub words: BTreeMap<String, Word>,
    /// Sections of the note in their order.
    pub sections: Vec<Section>,
    /// Entries of the schedule of cases for the council.
    pub schedule: Vec<ScheduleEntry>,
    /// Classifications, lowest first.
    pub classifications: Vec<Classification>,
    /// Who must be asked.
    pub compulsory_views: Vec<CompulsoryView>,
    /// Days after which an inquiry into who read what is over, counted from its asking. Rules that were
    /// adopted before there were inquiries do not say it.
    #[serde(default = "inquiry_days")]
    pub inquiry_days: u32,
    /// When the offices are closed. In rules that do not say it every day counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office_days: Option<OfficeDays>,
    /// What must be on record before a note goes on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preconditions: Vec<Precondition>,
    /// At what the cabinet section looks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checklist: Vec<ChecklistItem>,
    /// Approval in anticipation of the council's; none where the rules do not know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgent_approval: Option<UrgentRules>,
    /// How what was decided is carried out; none where the rules do not say it, and then no tasks are proposed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compliance: Option<ComplianceRules>,
    /// The last day on which notes come on paper, as `2027-03-31`, for departments for which no act sets another one. Without
    /// it no note comes on paper before a day is set.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_route_until: Option<String>,
}

/// Names are not open for longer, whatever a government's rules say.
const INQUIRY_DAYS_MAX: u32 = 30;

const fn inquiry_days() -> u32 {
    7
}

/// Why a text is not a set of rules.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {reason}")]
pub struct RulesError {
    /// The line of the mistake, counted from 1.
    pub line: usize,
    /// What is wrong.
    pub reason: String,
}

impl Rules {
    /// Reads rules that were adopted once and judges nothing: a later build may demand more of new
    /// rules, and still reads the old ones as they are. For the same reason a field that is added to
    /// the rules has a default, which says what its absence meant.
    ///
    /// # Errors
    /// [`RulesError`] for a text that has not the form of rules.
    pub fn read(text: &str) -> Result<Self, RulesError> {
        toml::from_str(text).map_err(|error| RulesError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })
    }

    /// Reads and checks rules that shall be adopted.
    ///
    /// # Errors
    /// [`RulesError`] names the line and the reason of the first mistake.
    pub fn parse(text: &str) -> Result<Self, RulesError> {
        let rules = Self::read(text)?;
        let places: Places = toml::from_str(text).map_err(|error| RulesError {
            line: line_of(text, error.span().map_or(0, |span| span.start)),
            reason: error.message().to_owned(),
        })?;
        let mistake = rules.mistake(&places).map(|(offset, reason)| (offset, reason.to_owned()));
        match mistake.or_else(|| rules.mistake_of_words(&places)) {
            None => Ok(rules),
            Some((offset, reason)) => Err(RulesError { line: line_of(text, offset), reason }),
        }
    }

    /// Checks that every department that must be asked exists: one that does not would never be
    /// asked, without anybody noticing.
    ///
    /// # Errors
    /// [`RulesError`] names the line of the first department whose key is not among `keys`.
    pub fn check_departments(text: &str, keys: &[&str]) -> Result<(), RulesError> {
        let refused = |line, reason: &str| RulesError { line, reason: reason.to_owned() };
        let places: Places = toml::from_str(text).map_err(|error| refused(1, error.message()))?;
        let views = places.compulsory_views.iter().map(|view| &view.department);
        let mut named = views.chain(places.preconditions.iter().filter_map(|one| one.without_view_of.as_ref()));
        let unknown = named.find(|department| !keys.contains(&department.as_ref().as_str()));
        unknown.map_or(Ok(()), |department| {
            Err(refused(line_of(text, department.span().start), "no department has this key"))
        })
    }

    /// The first mistake that the form of the file does not show: where it stands, and what it is.
    fn mistake(&self, places: &Places) -> Option<(usize, &'static str)> {
        if self.sections.is_empty() {
            return Some((places.sections.span().start, "a note needs at least one section"));
        }
        if self.consultation_days == 0 {
            return Some((places.consultation_days.span().start, "a consultation lasts at least one day"));
        }
        if self.note_words_max == 0 {
            return Some((places.note_words_max.span().start, "a note may have at least one word"));
        }
        if let Some(days) = &places.inquiry_days
            && !(1..=INQUIRY_DAYS_MAX).contains(days.as_ref())
        {
            return Some((days.span().start, "an inquiry lasts from one day to thirty"));
        }
        if let Some(urgent) = &places.urgent_approval
            && *urgent.ratification_days.as_ref() == 0
        {
            return Some((urgent.ratification_days.span().start, "ratification is due after one day at the earliest"));
        }
        if let Some(mistake) = places.compliance.as_ref().and_then(CompliancePlaces::mistake) {
            return Some(mistake);
        }
        if let Some(mistake) = places.office_days.as_ref().and_then(OfficeDaysPlaces::mistake) {
            return Some(mistake);
        }
        if let Some(day) = places.paper_route_until.as_ref().filter(|day| !is_date(day.as_ref())) {
            return Some((day.span().start, "a day is written as 2026-11-08"));
        }
        let mut limits = places.sections.as_ref().iter().filter_map(|section| section.words_max.as_ref());
        if let Some(none) = limits.find(|words_max| *words_max.as_ref() == 0) {
            return Some((none.span().start, "a section may have at least one word"));
        }
        if !self.classifications.iter().any(|step| step.key == self.classification_ceiling) {
            let ceiling = places.classification_ceiling.span().start;
            return Some((ceiling, "the ceiling is not one of the classifications"));
        }
        let entries = places.preconditions.iter().flat_map(|one| one.schedule.iter().flatten());
        if let Some(entry) = entries.into_iter().find(|entry| self.schedule_label(entry.as_ref()).is_none()) {
            return Some((entry.span().start, "the schedule has no such entry"));
        }
        let preconditions = places.preconditions.iter().map(|one| &one.key);
        if let Some(second) = second_of(preconditions) {
            return Some((second, "two preconditions have this key"));
        }
        let lists = [
            (places.sections.as_ref(), "two sections have this key"),
            (&places.schedule, "two entries of the schedule have this key"),
            (&places.classifications, "two classifications have this key"),
            (&places.checklist, "two items of the checklist have this key"),
        ];
        lists.into_iter().find_map(|(keys, reason)| Some((second_of(keys.iter().map(|row| &row.key))?, reason)))
    }

    /// The first mistake among the words. What pages name must be there: a government would else read another's words.
    fn mistake_of_words(&self, places: &Places) -> Option<(usize, String)> {
        let words = places.words.as_ref();
        let mut mistakes =
            words.iter().filter_map(|(key, word)| Some((word.span().start, mistake_of_word(key, word.as_ref())?)));
        let first = mistakes.by_ref().min_by_key(|(offset, _)| *offset);
        let missing = || wordless(self).map(|key| (places.words.span().start, format!("the words lack «{key}»")));
        first.or_else(missing)
    }

    /// When a department's time is over whose clock stood from `stopped` to `resumed` and would have run to `due`: the office
    /// days that were left, or the hours where every day counts.
    #[must_use]
    pub fn consultation_resumed(&self, due: Moment, stopped: Moment, resumed: Moment) -> Moment {
        match &self.office_days {
            Some(office_days) => office_days.later(resumed, office_days.between(stopped, due).max(1)),
            None => Moment(due.0.saturating_add(resumed.0.saturating_sub(stopped.0))),
        }
    }

    /// When a department's time is over to which a note is delivered at this moment.
    #[must_use]
    pub fn consultation_due(&self, delivered: Moment) -> Moment {
        match &self.office_days {
            Some(office_days) => office_days.later(delivered, self.consultation_days),
            None => delivered.plus_days(self.consultation_days),
        }
    }

    /// Classifications that this installation may hold, lowest first.
    pub fn allowed_classifications(&self) -> impl Iterator<Item = &Classification> {
        let ceiling = self.classifications.iter().position(|step| step.key == self.classification_ceiling);
        self.classifications.iter().take(ceiling.map_or(0, |place| place + 1))
    }

    /// The label of a classification.
    #[must_use]
    pub fn classification(&self, key: &str) -> Option<&Words> {
        self.classifications.iter().find(|step| step.key == key).map(|step| &step.label)
    }

    /// The label of a schedule entry.
    #[must_use]
    pub fn schedule_label(&self, key: &str) -> Option<&Words> {
        self.schedule.iter().find(|entry| entry.key == key).map(|entry| &entry.label)
    }

    /// A label that differs between governments.
    #[must_use]
    pub fn word(&self, key: &str) -> Option<Words> {
        self.words.get(key).map(Word::label)
    }
}

/// Where in the text the values stand that [`Rules::parse`] checks.
#[derive(Deserialize)]
struct Places {
    consultation_days: Spanned<u32>,
    note_words_max: Spanned<u32>,
    classification_ceiling: Spanned<String>,
    words: Spanned<BTreeMap<String, Spanned<Word>>>,
    sections: Spanned<Vec<KeyPlace>>,
    schedule: Vec<KeyPlace>,
    classifications: Vec<KeyPlace>,
    compulsory_views: Vec<DepartmentPlace>,
    inquiry_days: Option<Spanned<u32>>,
    office_days: Option<OfficeDaysPlaces>,
    #[serde(default)]
    preconditions: Vec<PreconditionPlaces>,
    #[serde(default)]
    checklist: Vec<KeyPlace>,
    urgent_approval: Option<UrgentPlaces>,
    compliance: Option<CompliancePlaces>,
    paper_route_until: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct UrgentPlaces {
    ratification_days: Spanned<u32>,
}

#[derive(Deserialize)]
struct CompliancePlaces {
    days: Spanned<u32>,
    minister_after_days: Spanned<u32>,
    chief_secretary_after_days: Spanned<u32>,
    chief_minister_after_days: Spanned<u32>,
}

impl CompliancePlaces {
    fn mistake(&self) -> Option<(usize, &'static str)> {
        if !(1..=MILESTONE_DAYS_MAX).contains(self.days.as_ref()) {
            return Some((self.days.span().start, "a point is carried out in one day to ten years"));
        }
        let told = [&self.minister_after_days, &self.chief_secretary_after_days, &self.chief_minister_after_days];
        let mut pairs = told.iter().zip(told.iter().skip(1));
        let earlier = pairs.find(|(below, above)| above.as_ref() < below.as_ref());
        earlier.map(|(_, above)| (above.span().start, "whoever stands higher is not told earlier"))
    }
}

#[derive(Deserialize)]
struct PreconditionPlaces {
    key: Spanned<String>,
    schedule: Option<Vec<Spanned<String>>>,
    without_view_of: Option<Spanned<String>>,
}

#[derive(Deserialize)]
struct OfficeDaysPlaces {
    weekly_closed: Spanned<BTreeSet<Weekday>>,
    yearly_closed: Vec<Spanned<String>>,
    closed: Vec<Spanned<String>>,
}

impl OfficeDaysPlaces {
    fn mistake(&self) -> Option<(usize, &'static str)> {
        if self.weekly_closed.as_ref().len() == 7 {
            return Some((self.weekly_closed.span().start, "the offices are open on one day of the week at least"));
        }
        let first = |days: &[Spanned<String>], fits: fn(&str) -> bool| {
            days.iter().find(|day| !fits(day.as_ref())).map(|day| day.span().start)
        };
        let yearly =
            first(&self.yearly_closed, is_day_of_year).map(|at| (at, "a day of every year is written as 01-26"));
        yearly.or_else(|| first(&self.closed, is_date).map(|at| (at, "a day is written as 2026-11-08")))
    }
}

#[derive(Deserialize)]
struct KeyPlace {
    key: Spanned<String>,
    words_max: Option<Spanned<u32>>,
}

#[derive(Deserialize)]
struct DepartmentPlace {
    department: Spanned<String>,
}

/// Where a key stands that an earlier one has already.
fn second_of<'a>(mut keys: impl Iterator<Item = &'a Spanned<String>>) -> Option<usize> {
    let mut earlier = BTreeSet::new();
    keys.find_map(|key| (!earlier.insert(key.as_ref().as_str())).then(|| key.span().start))
}

fn line_of(text: &str, offset: usize) -> usize {
    text.bytes().take(offset).filter(|byte| *byte == b'\n').count() + 1
}
