//! What keeps no note from being put up, and should be looked at before.

use crate::deeds::facts;
use cabinet::draft::{DraftYear, NoteDraft};
use cabinet::note::{AmountKind, Caution, NoteFacts, YearCost};
use cabinet::rules::{Concern, Rules};
use proptest::prelude::*;

fn rules() -> Rules {
    crate::governments::rules()
}

/// Words that the gist may have.
fn gist_words_max() -> u32 {
    rules().sections.iter().find(|section| section.key == "gist").and_then(|gist| gist.words_max).unwrap()
}

/// A note that has a head, an amount of a whole period by years, and money among its concerns.
fn note() -> NoteFacts {
    let mut note = facts("energy");
    note.concerns.insert(Concern::Money);
    (note.rupees, note.amount_kind, note.head) = (500, AmountKind::WholePeriod, "2801".to_owned());
    note.years = vec![YearCost { label: "2026-27".to_owned(), rupees: 500 }];
    note.points = vec!["पहला बिन्दु".to_owned(), "दूसरा बिन्दु".to_owned()];
    note.sections.iter_mut().for_each(|section| section.words = gist_words_max());
    note
}

/// What is said of the note once it is changed.
fn said(change: impl FnOnce(&mut NoteFacts)) -> Vec<Caution> {
    let mut note = note();
    change(&mut note);
    note.cautions(&rules())
}

#[test]
fn each_thing_to_be_looked_at_is_told_and_nothing_else() {
    assert_eq!(said(|_| {}), [], "control");
    let words_max = gist_words_max();
    let gist =
        |note: &mut NoteFacts| note.sections.iter_mut().find(|one| one.key == "gist").unwrap().words = words_max + 1;
    let long = Caution::SectionTooLong { key: "gist".to_owned(), words: words_max + 1, words_max };
    assert_eq!(said(gist), [long]);
    assert_eq!(said(|note| note.rupees = 0), [Caution::AmountMissing]);
    assert_eq!(said(|note| note.head.clear()), [Caution::HeadMissing]);
    assert_eq!(said(|note| note.years.clear()), [Caution::YearsMissing]);
    for kind in [AmountKind::OneTime, AmountKind::RecurringYearly] {
        let change = |note: &mut NoteFacts| (note.amount_kind, note.years) = (kind, Vec::new());
        assert_eq!(said(change), [], "only a whole period is told by years");
    }
    assert_eq!(said(|note| note.milestones.clear()), [Caution::MilestonesMissing]);
    let same = |note: &mut NoteFacts| note.points.push(" पहला  बिन्दु ".to_owned());
    assert_eq!(said(same), [Caution::SamePoints { first: 1, second: 3 }]);
}

#[test]
fn a_matter_without_money_needs_neither_amount_nor_head() {
    let free = |note: &mut NoteFacts| {
        note.concerns.remove(&Concern::Money);
        (note.rupees, note.head, note.years) = (0, String::new(), Vec::new());
    };
    assert_eq!(said(free), []);
}

#[test]
fn what_is_to_be_looked_at_keeps_no_sample_note_back() {
    let rules = rules();
    for note in rehearsal::notes().unwrap() {
        let before = note.facts().defects(&rules);
        let mut odd = note.facts();
        odd.points.push(odd.points[0].clone());
        assert_eq!(odd.defects(&rules), before, "{}", note.department);
        assert!(odd.cautions(&rules).len() > note.facts().cautions(&rules).len());
    }
}

proptest! {
    #[test]
    fn nothing_is_written_in_a_draft_exactly_while_all_its_fields_but_the_subject_are_blank(
        field in 0..6_usize, blank in "[ \n\t]{0,3}", subject in ".{0,9}",
    ) {
        let filled = |words: String| {
            let mut draft = NoteDraft { subject: subject.clone(), ..NoteDraft::default() };
            match field {
                0 => draft.subject_en = words,
                1 => draft.crore = words,
                2 => draft.head = words,
                3 => draft.points = vec![String::new(), words],
                4 => draft.years = vec![DraftYear { label: String::new(), crore: words }],
                _ => drop(draft.sections.insert("gist".to_owned(), words.into())),
            }
            draft
        };
        prop_assert!(filled(blank.clone()).is_unwritten());
        let written = filled(blank + "अ");
        prop_assert!(!written.is_unwritten());
    }
}
