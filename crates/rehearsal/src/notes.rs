//! The six sample notes.

use cabinet::ids::DepartmentId;
use cabinet::note::{AmountKind, EarlierDecision, Milestone, NoteFacts, SectionWords, YearCost};
use cabinet::proposal::Answer;
use cabinet::rules::Concern;
use serde::Deserialize;
use std::collections::BTreeSet;

const NOTES: &str = include_str!("../../../samples/notes.json");
/// Rupees of a crore, and the decimal places that amounts in crore may therefore have.
const CRORE_RUPEES: u64 = 10_000_000;
const CRORE_PLACES: usize = 7;

/// Why the sample notes cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum NotesError {
    /// Not the JSON that was expected.
    #[error("samples/notes.json: {0}")]
    Json(#[from] serde_json::Error),
    /// A word or number of a note has no meaning here.
    #[error("{note}: `{value}` is no {what}")]
    Value {
        /// Id of the note.
        note: String,
        /// What was expected.
        what: &'static str,
        /// What stands there.
        value: String,
    },
}

/// What a consulted department wrote, and the sponsoring department's reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleView {
    /// None: the view was not received in time.
    pub answer: Option<Answer>,
    /// The view, verbatim; empty if none was received.
    pub view: String,
    /// The department's reply; may be empty.
    pub reply: String,
}

impl SampleView {
    /// The words of the view without its conditions: of a conditional view what stands before «शर्त:», or nothing where
    /// all of it is one condition.
    #[must_use]
    pub fn words(&self) -> &str {
        match self.view.split_once("शर्त:") {
            _ if self.answer != Some(Answer::ConcursWithConditions) => &self.view,
            Some((words, _)) => words.trim(),
            None => "",
        }
    }

    /// The conditions of a conditional view, each by itself: what follows «शर्त:», or the whole view where nothing does.
    #[must_use]
    pub fn conditions(&self) -> Vec<String> {
        if self.answer != Some(Answer::ConcursWithConditions) {
            return Vec::new();
        }
        let told = self.view.split_once("शर्त:").map_or(self.view.as_str(), |(_, told)| told);
        told.split(" और ").map(|one| one.trim().to_owned()).collect()
    }
}

/// One sample note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleNote {
    /// Stable name, also of its files among the samples.
    pub id: String,
    /// File number.
    pub number: String,
    /// Key of the sponsoring department.
    pub department: &'static str,
    /// The sponsoring department in Hindi.
    pub department_hi: String,
    /// The sponsoring department in English.
    pub department_en: String,
    /// Subject in Hindi.
    pub subject: String,
    /// Subject in English.
    pub subject_en: String,
    /// Whole rupees; 0 is «निरंक».
    pub rupees: u64,
    /// For what the amount stands.
    pub amount_kind: AmountKind,
    /// Head of account; may be empty.
    pub head: String,
    /// Key of the schedule's entry in the rules.
    pub schedule: &'static str,
    /// Earlier decisions; may be empty.
    pub earlier: String,
    /// The earlier decision that it varies; empty where it varies none.
    pub varied: String,
    /// Gist, one paragraph.
    pub gist: String,
    /// Paragraphs of the background.
    pub background: Vec<String>,
    /// Paragraphs of the proposal.
    pub proposal: Vec<String>,
    /// Paragraphs of the justification.
    pub justification: Vec<String>,
    /// Finance's view.
    pub finance: SampleView,
    /// Law's view.
    pub law: SampleView,
    /// Cost by year.
    pub years: Vec<YearCost>,
    /// The implementation schedule.
    pub milestones: Vec<Milestone>,
    /// Points for decision.
    pub points: Vec<String>,
}

impl SampleNote {
    /// Id of the sponsoring department.
    #[must_use]
    pub fn department_id(&self) -> DepartmentId {
        crate::department(self.department)
    }

    /// The filled sections in the order of the rules: key and paragraphs.
    #[must_use]
    pub fn sections(&self) -> Vec<(&'static str, Vec<String>)> {
        let replies = [&self.finance.reply, &self.law.reply];
        let sections = [
            ("gist", vec![self.gist.clone()]),
            ("background", self.background.clone()),
            ("proposal", self.proposal.clone()),
            ("justification", self.justification.clone()),
            ("earlier", vec![self.earlier.clone()]),
            ("reply", replies.into_iter().cloned().collect()),
        ];
        let filled = sections.into_iter().map(|(key, paragraphs)| {
            (key, paragraphs.into_iter().filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>())
        });
        filled.filter(|(_, paragraphs)| !paragraphs.is_empty()).collect()
    }

    /// The note's facts as its department enters them. Every sample asks Finance and Law.
    #[must_use]
    pub fn facts(&self) -> NoteFacts {
        let mut concerns = BTreeSet::from([Concern::Money, Concern::Law]);
        if self.schedule == "posts" {
            concerns.insert(Concern::Posts);
        }
        let sections = self.sections().into_iter().map(|(key, paragraphs)| {
            let words = paragraphs.iter().map(|paragraph| paragraph.split_whitespace().count()).sum::<usize>();
            SectionWords { key: key.to_owned(), words: u32::try_from(words).unwrap_or(u32::MAX) }
        });
        NoteFacts {
            subject: self.subject.clone(),
            subject_en: self.subject_en.clone(),
            schedule: self.schedule.to_owned(),
            classification: "confidential".to_owned(),
            concerns,
            rupees: self.rupees,
            amount_kind: self.amount_kind,
            head: self.head.clone(),
            years: self.years.clone(),
            points: self.points.clone(),
            earlier_decision: match self.varied.as_str() {
                "" => EarlierDecision::Stands,
                which => EarlierDecision::Varied { which: which.to_owned() },
            },
            milestones: self.milestones.clone(),
            sections: sections.collect(),
        }
    }
}

/// The six sample notes, in the order of their file.
///
/// # Errors
/// [`NotesError`] if the file, which is part of the program, is not as it should be.
pub fn notes() -> Result<Vec<SampleNote>, NotesError> {
    read(NOTES)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenView {
    answer: String,
    view: String,
    reply: String,
}

/// A note as its file has it: amounts in crore rupees, Hindi words for what the rules name by key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenNote {
    id: String,
    number: String,
    dept: String,
    dept_en: String,
    subject: String,
    subject_en: String,
    amount: String,
    amount_kind: String,
    head: String,
    schedule: String,
    earlier: String,
    varied: String,
    gist: String,
    background: Vec<String>,
    proposal: Vec<String>,
    justification: Vec<String>,
    finance: WrittenView,
    law: WrittenView,
    years: Vec<(String, String)>,
    /// What is to be done, and within how many days of the decision.
    milestones: Vec<(String, u32)>,
    points: Vec<String>,
}

fn read(text: &str) -> Result<Vec<SampleNote>, NotesError> {
    let written: Vec<WrittenNote> = serde_json::from_str(text)?;
    written.into_iter().map(typed).collect()
}

fn typed(note: WrittenNote) -> Result<SampleNote, NotesError> {
    let id = note.id.clone();
    let expect = |what, value: &str| NotesError::Value { note: id.clone(), what, value: value.to_owned() };
    let rupees = |crore: &str| rupees_of(crore).ok_or_else(|| expect("amount", crore));
    let view = |view: WrittenView| match answer_of(&view.answer) {
        Some(answer) => Ok(SampleView { answer, view: view.view, reply: view.reply }),
        None => Err(expect("answer", &view.answer)),
    };
    let years = note.years.into_iter().map(|(label, crore)| Ok(YearCost { label, rupees: rupees(&crore)? }));
    Ok(SampleNote {
        department: department_of(&note.dept).ok_or_else(|| expect("department", &note.dept))?,
        rupees: rupees(&note.amount)?,
        amount_kind: amount_kind_of(&note.amount_kind).ok_or_else(|| expect("kind of amount", &note.amount_kind))?,
        schedule: schedule_of(&note.schedule).ok_or_else(|| expect("entry of the schedule", &note.schedule))?,
        finance: view(note.finance)?,
        law: view(note.law)?,
        years: years.collect::<Result<_, NotesError>>()?,
        milestones: note.milestones.into_iter().map(|(what, days)| Milestone { what, days }).collect(),
        id: note.id,
        number: note.number,
        department_hi: note.dept,
        department_en: note.dept_en,
        subject: note.subject,
        subject_en: note.subject_en,
        head: note.head,
        earlier: note.earlier,
        varied: note.varied,
        gist: note.gist,
        background: note.background,
        proposal: note.proposal,
        justification: note.justification,
        points: note.points,
    })
}

fn department_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "ऊर्जा विभाग" => "energy",
        "लोक स्वास्थ्य एवं चिकित्सा शिक्षा विभाग" => {
            "health"
        }
        "पंचायत एवं ग्रामीण विकास विभाग" => "panchayat",
        "विमानन विभाग" => "aviation",
        "औद्योगिक नीति एवं निवेश प्रोत्साहन विभाग" => {
            "industry"
        }
        "किसान कल्याण तथा कृषि विकास विभाग" => "agriculture",
        _ => return None,
    })
}

fn amount_kind_of(word: &str) -> Option<AmountKind> {
    Some(match word {
        "एकमुश्त" => AmountKind::OneTime,
        "आवर्ती प्रतिवर्ष" => AmountKind::RecurringYearly,
        "पूर्ण अवधि" => AmountKind::WholePeriod,
        _ => return None,
    })
}

fn schedule_of(label: &str) -> Option<&'static str> {
    Some(match label {
        "द्वितीय अनुसूची (वित्तीय)" => "financial",
        "द्वितीय अनुसूची (पद सृजन)" => "posts",
        "द्वितीय अनुसूची (नवीन योजना)" => "new_scheme",
        "द्वितीय अनुसूची (नीति)" => "policy",
        "द्वितीय अनुसूची (राजस्व का त्याग)" => "revenue",
        _ => return None,
    })
}

/// The outer option: whether the word is known; the inner: whether a view was received.
#[expect(clippy::option_option, reason = "not received is an answer, an unknown word is a mistake")]
fn answer_of(word: &str) -> Option<Option<Answer>> {
    Some(match word {
        "सहमति" => Some(Answer::Concurs),
        "सशर्त सहमति" => Some(Answer::ConcursWithConditions),
        "असहमति" => Some(Answer::DoesNotConcur),
        "अभिमत आवश्यक नहीं" => Some(Answer::NoViewNeeded),
        "पृच्छा" => Some(Answer::Query),
        "प्राप्त नहीं" => None,
        _ => return None,
    })
}

/// Whole rupees of a decimal number of crore; none for anything else.
fn rupees_of(crore: &str) -> Option<u64> {
    let (whole, fraction) = crore.split_once('.').unwrap_or((crore, ""));
    if fraction.len() > CRORE_PLACES || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let rest: u64 = format!("{fraction:0<CRORE_PLACES$}").parse().ok()?;
    whole.parse::<u64>().ok()?.checked_mul(CRORE_RUPEES)?.checked_add(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::rules::Rules;

    #[test]
    fn six_notes_without_a_defect() {
        let rules = Rules::parse(crate::RULES).unwrap();
        let notes = notes().unwrap();
        assert_eq!(notes.len(), 6);
        for note in &notes {
            assert_eq!(note.facts().defects(&rules), vec![], "{}", note.id);
            let department = crate::government().departments.into_iter().find(|one| one.key == note.department);
            let name = department.unwrap().name;
            assert_eq!((&name.hi, &name.en), (&note.department_hi, &note.department_en));
            assert_eq!(rules.schedule_label(note.schedule).map(|label| label.hi.contains("द्वितीय")), Some(true));
        }
        let mut spoiled = notes[0].facts();
        spoiled.points.clear();
        assert_ne!(spoiled.defects(&rules), vec![], "control: a note without points has a defect");
    }

    #[test]
    fn every_answer_occurs_and_one_view_is_missing() {
        let notes = notes().unwrap();
        let answers: Vec<Option<Answer>> =
            notes.iter().flat_map(|note| [note.finance.answer, note.law.answer]).collect();
        for answer in Answer::ALL {
            assert!(answers.contains(&Some(answer)), "{}", answer.key());
        }
        assert!(answers.contains(&None));
    }

    #[test]
    fn conditions_stand_alone() {
        let view = |answer, view: &str| SampleView { answer, view: view.to_owned(), reply: String::new() };
        let conditional = Some(Answer::ConcursWithConditions);
        assert_eq!(view(conditional, "सहमत है। शर्त: एक होगा और दो होगा।").conditions(), ["एक होगा", "दो होगा।"]);
        assert_eq!(view(conditional, "सहमत है।").conditions(), ["सहमत है।"]);
        assert_eq!(view(Some(Answer::Concurs), "सहमत है। शर्त: एक").conditions(), [""; 0]);
        assert_eq!(view(conditional, "सहमत है। शर्त: एक होगा।").words(), "सहमत है।");
        assert_eq!(view(conditional, "इस शर्त पर सहमत है।").words(), "");
        assert_eq!(view(Some(Answer::Concurs), "सहमत है। शर्त: एक").words(), "सहमत है। शर्त: एक");
    }

    #[test]
    fn crore_become_whole_rupees() {
        assert_eq!(rupees_of("2335.75"), Some(23_357_500_000));
        assert_eq!(rupees_of("0"), Some(0));
        assert_eq!(rupees_of("0.0000001"), Some(1));
        for wrong in ["", "1.00000001", "-1", "1,5", "1.5x", "99999999999999"] {
            assert_eq!(rupees_of(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn an_unknown_field_or_word_is_refused() {
        assert!(matches!(read(&NOTES.replacen("\"gist\"", "\"gits\"", 1)), Err(NotesError::Json(_))));
        assert!(matches!(read(&NOTES.replacen("एकमुश्त", "एकमुशत", 1)), Err(NotesError::Value { .. })));
    }
}
