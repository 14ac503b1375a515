//! A draft becomes the facts of a note: nothing is guessed of what cannot be read, and all that is wanting is told at once.

use crate::deeds::facts;
use crate::governments::rules;
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::draft::{DraftYear, NoteDraft};
use cabinet::note::{
    AmountKind, Defect, LINE_CHARACTERS_MAX, Measured, NoteFacts, POINT_CHARACTERS_MAX, POINTS_MAX, SectionWords,
    YEARS_MAX,
};
use cabinet::proposal::StageName;
use cabinet::prose::Prose;
use cabinet::rules::{Before, Concern};
use cabinet::{Refusal, Subject};
use std::collections::BTreeMap;

/// As many words as a section shall have.
fn sections(facts: &NoteFacts) -> BTreeMap<String, Prose> {
    let words = |section: &SectionWords| Prose::from_plain(&"शब्द ".repeat(section.words as usize));
    facts.sections.iter().map(|section| (section.key.clone(), words(section))).collect()
}

fn draft(department: &str) -> (NoteDraft, NoteFacts) {
    let facts = facts(department);
    (NoteDraft::from_revision(&facts, sections(&facts)), facts)
}

/// What comes back for a further revision is what was frozen.
#[test]
fn a_draft_made_of_a_note_gives_the_note_again() {
    let rules = rules();
    for note in rehearsal::notes().unwrap() {
        let (draft, facts) = draft(note.department);
        let (again, defects) = draft.facts(&rules);
        assert_eq!(defects, facts.defects(&rules), "{}", note.department);
        let by_key = |mut facts: NoteFacts| {
            facts.sections.sort_by(|one, other| one.key.cmp(&other.key));
            facts
        };
        assert_eq!(by_key(again), by_key(facts), "{}", note.department);
    }
}

#[test]
fn an_amount_that_cannot_be_read_is_told_and_never_guessed() {
    let (draft, facts) = draft("energy");
    assert!(facts.rupees > 0 && !facts.years.is_empty(), "control: the sample costs something in some years");
    let of = |change: &dyn Fn(&mut NoteDraft)| {
        let mut changed = draft.clone();
        change(&mut changed);
        changed.facts(&rules())
    };
    let unreadable = |field: &str| Defect::AmountUnreadable { field: field.to_owned() };
    let (read, defects) = of(&|draft| draft.crore = "लगभग 20".to_owned());
    assert_eq!((read.rupees, &defects[..]), (0, &[unreadable("crore")][..]), "and not that the years do not add up");
    let (read, defects) = of(&|draft| draft.years[0].crore = "?".to_owned());
    assert_eq!((read.rupees, read.years[0].rupees, &defects[..]), (facts.rupees, 0, &[unreadable("years")][..]));
    let (read, defects) = of(&|draft| draft.crore = String::new());
    assert_eq!(read.rupees, 0);
    assert!(
        matches!(defects[..], [Defect::YearsDoNotAddUp { rupees: 0, .. }]),
        "control: nothing typed is nothing: {defects:?}"
    );
    let (read, _) = of(&|draft| draft.amount_kind = "no_such_kind".to_owned());
    assert_eq!(read.amount_kind, AmountKind::OneTime, "what a form does not offer");
}

/// Rows and points that were left empty, and spaces that a hand left, are none of the note's.
#[test]
fn empty_rows_and_loose_spaces_are_left_out() {
    let (mut draft, facts) = draft("energy");
    draft.subject = format!("  {}\n ", draft.subject.replace(' ', " \t "));
    draft.years.push(DraftYear { label: " ".to_owned(), crore: String::new() });
    draft.points.insert(0, " \n".to_owned());
    draft.sections.insert("background".to_owned(), Prose::from_plain(" \n "));
    let (read, _) = draft.facts(&rules());
    assert_eq!((read.subject, read.years, read.points), (facts.subject, facts.years, facts.points));
    assert!(read.sections.iter().all(|section| section.words > 0 && section.key != "background"));
    draft.years.push(DraftYear { label: "2030-31".to_owned(), crore: String::new() });
    let years = draft.facts(&rules()).0.years;
    assert_eq!(years.last().unwrap().label, "2030-31", "control: a row with a label is one");
}

/// Each of the defects that a note can have, by the smallest change that makes it; the note without it has none.
#[test]
fn each_defect_is_told_of_its_field() {
    let rules = rules();
    let sound = facts("energy");
    assert_eq!(sound.defects(&rules), [], "control");
    let found = |change: &dyn Fn(&mut NoteFacts)| {
        let mut facts = sound.clone();
        change(&mut facts);
        facts.defects(&rules)
    };
    let long = "क".repeat(LINE_CHARACTERS_MAX + 1);
    let too_long = |field: &str, characters_max| Defect::TooLong { field: field.to_owned(), characters_max };
    let too_many = |list: &str, rows_max| Defect::TooManyRows { list: list.to_owned(), rows_max };
    assert_eq!(found(&|note| note.subject = " ".to_owned()), [Defect::SubjectMissing]);
    assert_eq!(found(&|note| note.subject.clone_from(&long)), [too_long("subject", LINE_CHARACTERS_MAX)]);
    assert_eq!(found(&|note| note.subject_en.clone_from(&long)), [too_long("subject_en", LINE_CHARACTERS_MAX)]);
    assert_eq!(found(&|note| note.head.clone_from(&long)), [too_long("head", LINE_CHARACTERS_MAX)]);
    assert_eq!(found(&|note| note.years[0].label.clone_from(&long)), [too_long("years", LINE_CHARACTERS_MAX)]);
    assert_eq!(found(&|note| note.schedule = "no_such".to_owned()), [Defect::ScheduleUnknown]);
    assert_eq!(found(&|note| note.classification = "no_such".to_owned()), [Defect::ClassificationUnknown]);
    let secret = &rules.classifications.last().unwrap().key;
    assert_ne!(secret, &rules.classification_ceiling, "control: something stands above the ceiling");
    assert_eq!(found(&|note| note.classification.clone_from(secret)), [Defect::AboveCeiling]);
    let gist = rules.sections.iter().find(|section| section.mandatory).unwrap().key.clone();
    let missing = Defect::SectionMissing { key: gist.clone() };
    assert_eq!(found(&|note| note.sections.retain(|section| section.key != gist)), [missing.clone()]);
    let emptied = found(&|note| note.sections.iter_mut().filter(|one| one.key == gist).for_each(|one| one.words = 0));
    assert_eq!(emptied, [missing], "a section without a word is none");
    let unknown = || SectionWords { key: "no_such".to_owned(), words: 1 };
    assert_eq!(found(&|note| note.sections.push(unknown())), [Defect::SectionUnknown { key: "no_such".to_owned() }]);
    let words_max = rules.note_words_max;
    let at_most = |words: u32| {
        found(&|note| {
            let others: u32 = note.sections.iter().skip(1).map(|section| section.words).sum();
            note.sections[0].words = words - others;
        })
    };
    assert_eq!(at_most(words_max), []);
    assert_eq!(at_most(words_max + 1), [Defect::TooManyWords { words: words_max + 1, words_max }]);
    assert_eq!(found(&|note| note.points = vec![" ".to_owned()]), [Defect::PointsMissing]);
    assert_eq!(found(&|note| note.points = vec!["बिन्दु".to_owned(); POINTS_MAX]), []);
    assert_eq!(found(&|note| note.points = vec!["बिन्दु".to_owned(); POINTS_MAX + 1]), [too_many("points", POINTS_MAX)]);
    let point = found(&|note| note.points[0] = "क".repeat(POINT_CHARACTERS_MAX + 1));
    assert_eq!(point, [too_long("points", POINT_CHARACTERS_MAX)]);
    assert_eq!(found(&|note| note.concerns.retain(|one| *one != Concern::Money)), [Defect::MoneyNotConcerned]);
    let years_rupees = sound.rupees;
    let add_up = Defect::YearsDoNotAddUp { years_rupees, rupees: years_rupees + 1 };
    assert_eq!(found(&|note| note.rupees += 1), [add_up]);
    let yearly = found(&|note| (note.rupees, note.amount_kind) = (note.rupees + 1, AmountKind::RecurringYearly));
    assert_eq!(yearly, [], "a recurring amount is one year's");
    let rows = found(&|note| {
        let row = cabinet::note::YearCost { label: "2026-27".to_owned(), rupees: 0 };
        note.years.resize(YEARS_MAX + 1, row);
    });
    assert_eq!(rows, [too_many("years", YEARS_MAX)]);
}

/// What the office measured of the frozen text counts too: the words that its author's page counted are no proof.
#[test]
fn a_note_that_measured_too_long_is_not_submitted() {
    let most = rules().note_words_max;
    for (words, fits) in [(most, true), (most + 1, false)] {
        let mut player = Player::begun();
        let id = player.start("energy");
        player.put_up(id);
        let revision = player.cabinet.proposal(id).unwrap().revision().unwrap().id;
        let measured = Measured { words, sections_filled: 4 };
        player.must(SYSTEM, Act::MeasureRevision { proposal: id, revision, measured });
        player.carry_on(id, StageName::MinisterApproved);
        player.record_preconditions(id, Before::Submission);
        let seen = player.seen("energy_secretary", id);
        let remark = player.text("प्रस्तुत");
        let submit = Act::Submit { proposal: id, seen, remark };
        if fits {
            player.must("energy_secretary", submit);
        } else {
            let refusal = player.refused("energy_secretary", submit);
            assert_eq!(refusal, Refusal::Defects(vec![Defect::TooManyWords { words, words_max: most }]));
        }
    }
}

/// The register names a matter by the subject of its latest note; a sealed first subject is named to nobody.
#[test]
fn the_subject_is_that_of_the_latest_note() {
    let mut player = Player::begun();
    let id = player.start("energy");
    let said = |player: &Player| {
        let proposal = player.cabinet.proposal(id).unwrap();
        (proposal.subject().map(str::to_owned), proposal.subject_en().to_owned())
    };
    assert_eq!(said(&player), (None, String::new()));
    player.put_up(id);
    let facts = facts("energy");
    assert_eq!(said(&player), (Some(facts.subject), facts.subject_en));
    assert_eq!(player.cabinet.classification_of(Subject::Proposal(id)), Some(facts.classification.as_str()));
}
