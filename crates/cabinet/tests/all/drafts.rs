//! A draft becomes the facts of a note: nothing is guessed of what cannot be read, and all that is wanting is told at once.

use crate::deeds::facts;
use crate::governments::rules;
use crate::player::{Player, SYSTEM};
use cabinet::act::Act;
use cabinet::draft::{DraftYear, NoteDraft};
use cabinet::note::{AmountKind, Defect, Measured, NoteFacts, SectionWords};
use cabinet::proposal::StageName;
use cabinet::prose::Prose;
use cabinet::rules::Before;
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
    for kind in ["", "no_such_kind"] {
        let (_, defects) = of(&|draft| draft.amount_kind = kind.to_owned());
        assert_eq!(defects, [Defect::AmountKindMissing], "{kind:?} never becomes a kind by itself");
    }
    let free = |draft: &mut NoteDraft| {
        (draft.amount_kind, draft.crore) = (String::new(), String::new());
        draft.years.clear();
    };
    assert_eq!(of(&free).1, [], "no amount has no kind");
    let (_, defects) = of(&|draft| draft.years[1].crore = " ".to_owned());
    assert_eq!(defects, [Defect::YearAmountMissing { row: 2 }], "and not that the years do not add up");
}

/// Signs without ink are nothing; joiners within a word are spelling.
#[test]
fn what_nobody_sees_is_not_written() {
    let (draft, facts) = draft("energy");
    let of = |change: &dyn Fn(&mut NoteDraft)| {
        let mut changed = draft.clone();
        change(&mut changed);
        changed.facts(&rules())
    };
    for hidden in ["\u{200B}", "\u{2060} \u{FEFF}", "\u{200D}", "\u{3164}"] {
        assert_eq!(of(&|draft| draft.subject = hidden.to_owned()).1, [Defect::SubjectMissing]);
        assert_eq!(of(&|draft| draft.points = vec![hidden.to_owned()]).1, [Defect::PointsMissing]);
        let gist = Defect::SectionMissing { key: "gist".to_owned() };
        assert_eq!(of(&|draft| drop(draft.sections.insert("gist".to_owned(), hidden.into()))).1, [gist]);
        let row = DraftYear { label: hidden.to_owned(), crore: hidden.to_owned() };
        assert_eq!(of(&|draft| draft.years.push(row.clone())).0.years, facts.years, "no row");
    }
    let joined = of(&|draft| draft.points = vec!["क्\u{200D}ष".to_owned()]);
    assert_eq!((&joined.0.points[..], &joined.1[..]), (&["क्\u{200D}ष".to_owned()][..], &[][..]), "control");
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

/// What the office measured of the frozen text counts too: the words that its author's page counted are no proof.
#[test]
fn a_note_that_measured_too_long_is_not_submitted() {
    let most = rules().note_words_max;
    for (total, fits) in [(most, true), (most + 1, false)] {
        let mut player = Player::begun();
        let id = player.start("energy");
        player.put_up(id);
        let put_up = player.cabinet.proposal(id).unwrap().revision().unwrap();
        let (revision, beside) = (put_up.id, put_up.facts.words_beside_sections());
        assert!(beside > 0, "control: points and steps are words of the note too");
        let words = total - beside;
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
            assert_eq!(refusal, Refusal::Defects(vec![Defect::TooManyWords { words: total, words_max: most }]));
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
