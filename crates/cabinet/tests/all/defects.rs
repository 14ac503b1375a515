//! What keeps a note from being put up: each thing by itself, and the whole list at once.

use crate::deeds::facts;
use cabinet::draft::{DraftMilestone, NoteDraft, VARIES, VARIES_NONE};
use cabinet::note::{AmountKind, Defect, EarlierDecision, Milestone, NoteFacts, SectionWords, YearCost};
use cabinet::rules::{Concern, Rules};
use std::collections::BTreeMap;

type Change = fn(&mut NoteFacts);

fn rules() -> Rules {
    crate::governments::rules()
}

/// A note in which nothing is wrong, of an amount that its years make up.
fn note() -> NoteFacts {
    let mut note = facts("energy");
    note.concerns.insert(Concern::Money);
    (note.rupees, note.amount_kind) = (500, AmountKind::WholePeriod);
    note.years = [("2026-27", 300), ("2027-28", 200)].map(|(label, rupees)| year(label, rupees)).to_vec();
    note
}

fn year(label: &str, rupees: u64) -> YearCost {
    YearCost { label: label.to_owned(), rupees }
}

fn milestone(days: u32) -> Milestone {
    Milestone { what: "आदेश".to_owned(), days }
}

fn too_long(field: &str, characters_max: usize) -> Vec<Defect> {
    vec![Defect::TooLong { field: field.to_owned(), characters_max }]
}

fn too_many(list: &str, rows_max: usize) -> Vec<Defect> {
    vec![Defect::TooManyRows { list: list.to_owned(), rows_max }]
}

fn repeated(label: &str) -> Vec<Defect> {
    vec![Defect::YearRepeated { row: 2, label: label.to_owned() }]
}

/// Gives the note as many words as it may have, and changes it then.
fn fill_up(note: &mut NoteFacts, change: Change) {
    note.sections[0].words += rules().note_words_max - note.words();
    assert_eq!(note.defects(&rules()), [], "control");
    change(note);
}

/// Each change, and all that is wrong after it.
fn each() -> Vec<(Change, Vec<Defect>)> {
    let words_max = rules().note_words_max;
    let key = |key: &str| key.to_owned();
    vec![
        (|note| note.subject = " ".to_owned(), vec![Defect::SubjectMissing]),
        (|note| note.subject = "क".repeat(301), too_long("subject", 300)),
        (|note| note.subject_en = "k".repeat(301), too_long("subject_en", 300)),
        (|note| note.head = "2".repeat(301), too_long("head", 300)),
        (|note| note.years[0].label = "व".repeat(301), too_long("years", 300)),
        (|note| note.points[0] = "ब".repeat(2_001), too_long("points", 2_000)),
        (|note| note.schedule = "eleventh".to_owned(), vec![Defect::ScheduleUnknown]),
        (|note| note.classification.clear(), vec![Defect::ClassificationUnknown]),
        (|note| note.classification = "top_secret".to_owned(), vec![Defect::AboveCeiling]),
        (
            |note| note.sections.retain(|section| section.key != "gist"),
            vec![Defect::SectionMissing { key: key("gist") }],
        ),
        (
            |note| note.sections.iter_mut().filter(|one| one.key == "gist").for_each(|one| one.words = 0),
            vec![Defect::SectionMissing { key: key("gist") }],
        ),
        (
            |note| note.sections.push(SectionWords { key: "afterword".to_owned(), words: 1 }),
            vec![Defect::SectionUnknown { key: key("afterword") }],
        ),
        (
            |note| {
                let others: u32 = note.sections.iter().skip(1).map(|section| section.words).sum();
                note.sections[0].words = rules().note_words_max + 1 - others - note.words_beside_sections();
            },
            vec![Defect::TooManyWords { words: words_max + 1, words_max }],
        ),
        (
            |note| fill_up(note, |note| note.points[0].push_str(" और")),
            vec![Defect::TooManyWords { words: words_max + 1, words_max }],
        ),
        (
            |note| fill_up(note, |note| note.milestones[0].what.push_str(" और")),
            vec![Defect::TooManyWords { words: words_max + 1, words_max }],
        ),
        (|note| note.points = vec![" ".to_owned()], vec![Defect::PointsMissing]),
        (|note| note.points = vec!["बिन्दु".to_owned(); 41], too_many("points", 40)),
        (
            |note| {
                note.years = (0..31).map(|number| year(&number.to_string(), 1)).collect();
                note.rupees = 31;
            },
            too_many("years", 30),
        ),
        (|note| note.years[1].label.clear(), vec![Defect::YearUnnamed { row: 2 }]),
        (|note| note.years[1].label = "\u{200B}".to_owned(), vec![Defect::YearUnnamed { row: 2 }]),
        (|note| note.years[1].label = "२०२६–२७".to_owned(), repeated("२०२६–२७")),
        (
            |note| (note.amount_kind, note.rupees) = (AmountKind::RecurringYearly, 300),
            vec![Defect::YearUnequal { row: 2, year_rupees: 200, rupees: 300 }],
        ),
        (|note| note.rupees = 501, vec![Defect::YearsDoNotAddUp { years_rupees: 500, rupees: 501 }]),
        (|note| note.concerns = [Concern::Law].into(), vec![Defect::MoneyNotConcerned]),
        (|note| note.milestones = vec![milestone(1); 31], too_many("milestones", 30)),
        (|note| note.milestones = vec![milestone(1), milestone(0)], vec![Defect::DaysUnreadable { row: 2 }]),
        (|note| note.milestones = vec![milestone(3_661)], vec![Defect::DaysUnreadable { row: 1 }]),
        (|note| note.milestones[0].what.clear(), vec![Defect::MilestoneUnnamed { row: 1 }]),
        (|note| note.milestones[0].what = "क".repeat(301), too_long("milestones", 300)),
        (|note| note.earlier_decision = EarlierDecision::Unanswered, vec![Defect::EarlierDecisionUnanswered]),
        (
            |note| note.earlier_decision = EarlierDecision::Varied { which: String::new() },
            vec![Defect::EarlierDecisionUnnamed],
        ),
        (|note| note.earlier_decision = EarlierDecision::Varied { which: "न".repeat(301) }, too_long("varied", 300)),
    ]
}

#[test]
fn each_thing_that_is_wrong_is_told_and_nothing_else() {
    let rules = rules();
    assert_eq!(note().defects(&rules), [], "control");
    for (change, defects) in each() {
        let mut note = note();
        change(&mut note);
        assert_eq!(note.defects(&rules), defects);
    }
}

#[test]
fn the_whole_list_is_told_at_once() {
    let mut note = note();
    note.subject.clear();
    note.classification.clear();
    note.earlier_decision = EarlierDecision::Unanswered;
    note.points.clear();
    note.rupees = 1;
    let told = note.defects(&rules());
    let wrong = [
        Defect::SubjectMissing,
        Defect::ClassificationUnknown,
        Defect::EarlierDecisionUnanswered,
        Defect::PointsMissing,
        Defect::YearsDoNotAddUp { years_rupees: 500, rupees: 1 },
    ];
    assert_eq!(told, wrong);
}

#[test]
fn what_stands_on_the_limit_is_in_order() {
    let mut note = note();
    note.subject = "क".repeat(300);
    note.points = vec!["ब".repeat(2_000); 40];
    note.earlier_decision = EarlierDecision::Varied { which: "न".repeat(300) };
    note.years = (0..30).map(|number| year(&number.to_string(), 2)).collect();
    note.rupees = 60;
    note.milestones = vec![milestone(3_660); 30];
    assert_eq!(note.defects(&rules()), []);
}

#[test]
fn a_recurring_amount_stands_for_one_year_and_needs_no_table() {
    let mut note = note();
    (note.rupees, note.amount_kind) = (501, AmountKind::RecurringYearly);
    note.years.iter_mut().for_each(|year| year.rupees = 501);
    assert_eq!(note.defects(&rules()), [], "each year has the amount");
    note.years.clear();
    assert_eq!(note.defects(&rules()), []);
    (note.amount_kind, note.years) = (AmountKind::OneTime, Vec::new());
    assert_eq!(note.defects(&rules()), [], "an amount of once need not be told by years");
}

/// The answer about an earlier decision comes back as it was typed, and what contradicts itself is said.
#[test]
fn an_earlier_decision_is_asked_for_in_the_draft() {
    let typed = |varies: &str, varied: &str| {
        let draft = NoteDraft {
            varies: varies.to_owned(),
            varied: varied.to_owned(),
            ..NoteDraft::from_revision(&note(), BTreeMap::new())
        };
        let (facts, mut defects) = draft.facts(&rules());
        defects.retain(|defect| !matches!(defect, Defect::SectionMissing { .. }));
        let again = NoteDraft::from_revision(&facts, BTreeMap::new());
        assert_eq!(again.facts(&rules()).0, facts, "a draft made from the note says the same");
        (facts.earlier_decision, defects)
    };
    let varied = EarlierDecision::Varied { which: "12/03/2019, विषय 4".to_owned() };
    assert_eq!(typed("", ""), (EarlierDecision::Unanswered, vec![Defect::EarlierDecisionUnanswered]));
    assert_eq!(typed("perhaps", "").0, EarlierDecision::Unanswered);
    assert_eq!(typed(VARIES_NONE, ""), (EarlierDecision::Stands, Vec::new()));
    assert_eq!(typed(VARIES_NONE, " x"), (EarlierDecision::Stands, vec![Defect::EarlierDecisionDenied]));
    assert_eq!(typed(VARIES, " 12/03/2019,\n विषय 4 "), (varied, Vec::new()));
    assert_eq!(typed(VARIES, " ").1, [Defect::EarlierDecisionUnnamed]);
}

/// The days may be written in either digits; what is no number of days is told, and nothing of the row is lost.
#[test]
fn the_implementation_schedule_is_read_as_it_was_typed() {
    let row = |what: &str, days: &str| DraftMilestone { what: what.to_owned(), days: days.to_owned() };
    let typed = |milestones: Vec<DraftMilestone>| {
        let draft = NoteDraft { milestones, ..NoteDraft::from_revision(&note(), BTreeMap::new()) };
        let (facts, mut defects) = draft.facts(&rules());
        defects.retain(|defect| !matches!(defect, Defect::SectionMissing { .. }));
        (facts.milestones, defects)
    };
    let read = typed(vec![row(" आदेश  जारी ", "३०"), row("", " "), row("निविदा", " 90 ")]);
    let expected = [("आदेश जारी", 30), ("निविदा", 90)].map(|(what, days)| Milestone { what: what.to_owned(), days });
    assert_eq!(read, (expected.to_vec(), Vec::new()));
    for days in ["", "एक माह", "30 दिन", "-1", "0", "99999999999"] {
        assert_eq!(typed(vec![row("आदेश", days)]).1, [Defect::DaysUnreadable { row: 1 }], "{days}");
    }
    assert_eq!(typed(vec![row("", "30")]).1, [Defect::MilestoneUnnamed { row: 1 }]);
}
