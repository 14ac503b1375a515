//! Two versions of a note, and what changed between them: field by field, row by row, word by word.

use crate::ids::PaperId;
use crate::note::{AmountKind, EarlierDecision, Milestone, NoteFacts, YearCost};
use crate::rules::Concern;
use hindi::{Comparison, RunKind, Words};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Likeness in thousandths from which two points are one point that was changed: half of their words.
const LIKENESS_MIN: usize = 500;

/// One version of a note, opened.
#[derive(Clone, Copy, Debug)]
pub struct NoteVersion<'a> {
    /// Its facts.
    pub facts: &'a NoteFacts,
    /// Words of each section by its key, as plain text.
    pub sections: &'a BTreeMap<String, String>,
    /// Papers that lie with it.
    pub papers: &'a [PaperId],
}

/// A field of both versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Both<T> {
    /// In the earlier version.
    pub earlier: T,
    /// In the later one.
    pub later: T,
}

impl<T: PartialEq> Both<T> {
    /// Whether it did not change.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.earlier == self.later
    }
}

/// A row of a list in the versions in which it stands.
pub type Row<T> = Both<Option<T>>;

/// A point for decision in the versions in which it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PointComparison<'a> {
    /// Its number in each, from 1.
    pub numbers: Row<usize>,
    /// Whether it stands before or behind another point than it did. A number that grew because another point came in
    /// before it is no move.
    pub moved: bool,
    /// Its words; of a point that is new or gone all of them.
    pub words: Comparison<'a>,
}

impl PointComparison<'_> {
    /// Whether neither its words nor its place among the others changed.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let in_both = self.numbers.earlier.is_some() && self.numbers.later.is_some();
        in_both && !self.moved && self.words.is_same()
    }
}

/// What changed between two versions of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteComparison<'a> {
    /// Subject in Hindi.
    pub subject: Comparison<'a>,
    /// Subject in English.
    pub subject_en: Comparison<'a>,
    /// Key of the schedule's entry.
    pub schedule: Both<&'a str>,
    /// Key of the classification.
    pub classification: Both<&'a str>,
    /// Whether it varies an earlier decision.
    pub earlier_decision: Both<&'a EarlierDecision>,
    /// What either version concerns, and what became of that.
    pub concerns: Vec<(Concern, RunKind)>,
    /// Whole rupees.
    pub rupees: Both<u64>,
    /// For what the amount stands.
    pub amount_kind: Both<AmountKind>,
    /// Head of account.
    pub head: Comparison<'a>,
    /// Cost by year, in the later order; rows of the same label belong together.
    pub years: Vec<Row<&'a YearCost>>,
    /// The implementation schedule, in the later order; rows of the same words belong together.
    pub milestones: Vec<Row<&'a Milestone>>,
    /// Every section of either version, by key.
    pub sections: BTreeMap<&'a str, Comparison<'a>>,
    /// Points for decision, in the later order; one that is gone stands behind the one that it followed.
    pub points: Vec<PointComparison<'a>>,
    /// Papers, in the later order.
    pub papers: Vec<(PaperId, RunKind)>,
}

impl<'a> NoteComparison<'a> {
    /// Compares two versions.
    #[must_use]
    pub fn of(earlier: NoteVersion<'a>, later: NoteVersion<'a>) -> Self {
        let (before, after) = (earlier.facts, later.facts);
        let what = |one: &'a Milestone| one.what.as_str();
        let labels = |year: &'a YearCost| year.label.as_str();
        Self {
            subject: Comparison::of(&before.subject, &after.subject),
            subject_en: Comparison::of(&before.subject_en, &after.subject_en),
            schedule: Both { earlier: &before.schedule, later: &after.schedule },
            classification: Both { earlier: &before.classification, later: &after.classification },
            earlier_decision: Both { earlier: &before.earlier_decision, later: &after.earlier_decision },
            concerns: concerns(&before.concerns, &after.concerns),
            rupees: Both { earlier: before.rupees, later: after.rupees },
            amount_kind: Both { earlier: before.amount_kind, later: after.amount_kind },
            head: Comparison::of(&before.head, &after.head),
            years: rows(&before.years, &after.years, &of_one_key(&before.years, &after.years, labels)),
            milestones: rows(
                &before.milestones,
                &after.milestones,
                &of_one_key(&before.milestones, &after.milestones, what),
            ),
            sections: sections(earlier.sections, later.sections),
            points: points(&before.points, &after.points),
            papers: papers(earlier.papers, later.papers),
        }
    }

    /// Whether a reader finds the same in both.
    #[must_use]
    pub fn is_same(&self) -> bool {
        let kept = |kind: &RunKind| *kind == RunKind::Same;
        [&self.subject, &self.subject_en, &self.head].into_iter().chain(self.sections.values()).all(Comparison::is_same)
            && self.schedule.is_same()
            && self.classification.is_same()
            && self.earlier_decision.is_same()
            && self.rupees.is_same()
            && self.amount_kind.is_same()
            && self.years.iter().all(Both::is_same)
            && self.milestones.iter().all(Both::is_same)
            && self.points.iter().all(PointComparison::is_same)
            && self.concerns.iter().map(|(_, kind)| kind).chain(self.papers.iter().map(|(_, kind)| kind)).all(kept)
    }
}

/// What became of something that stands in these versions.
const fn kind(earlier: bool, later: bool) -> RunKind {
    match (earlier, later) {
        (true, false) => RunKind::Removed,
        (false, true) => RunKind::Added,
        _ => RunKind::Same,
    }
}

fn concerns(earlier: &BTreeSet<Concern>, later: &BTreeSet<Concern>) -> Vec<(Concern, RunKind)> {
    earlier.union(later).map(|one| (*one, kind(earlier.contains(one), later.contains(one)))).collect()
}

fn sections<'a>(
    earlier: &'a BTreeMap<String, String>,
    later: &'a BTreeMap<String, String>,
) -> BTreeMap<&'a str, Comparison<'a>> {
    let words = |of: &'a BTreeMap<String, String>, key: &str| of.get(key).map_or("", String::as_str);
    let keys = earlier.keys().chain(later.keys());
    keys.map(|key| (key.as_str(), Comparison::of(words(earlier, key), words(later, key)))).collect()
}

fn papers(earlier: &[PaperId], later: &[PaperId]) -> Vec<(PaperId, RunKind)> {
    let lie = rows(earlier, later, &of_one_key(earlier, later, |paper| *paper));
    let paper = |row: Row<&PaperId>| {
        row.later.or(row.earlier).map(|id| (*id, kind(row.earlier.is_some(), row.later.is_some())))
    };
    lie.into_iter().filter_map(paper).collect()
}

fn points<'a>(earlier: &'a [String], later: &'a [String]) -> Vec<PointComparison<'a>> {
    let pairs = alike(earlier, later);
    let unmoved = in_order(&pairs);
    let found = places(earlier.len(), later.len(), &pairs).into_iter().map(|row| {
        let words =
            |of: &'a [String], place: Option<usize>| place.and_then(|place| of.get(place)).map_or("", String::as_str);
        let moved = row.earlier.zip(row.later).is_some_and(|pair| !unmoved.contains(&pair));
        let number = |place: Option<usize>| place.map(|place| place + 1);
        PointComparison {
            numbers: Both { earlier: number(row.earlier), later: number(row.later) },
            moved,
            words: Comparison::of(words(earlier, row.earlier), words(later, row.later)),
        }
    });
    found.collect()
}

/// Pairs of places, in the order of the later list, whose rows have the same key; of rows with one key the first goes with
/// the first.
fn of_one_key<'a, T, Key: PartialEq>(
    earlier: &'a [T],
    later: &'a [T],
    key: impl Fn(&'a T) -> Key,
) -> Vec<(usize, usize)> {
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    for (place, row) in later.iter().enumerate() {
        let same = |(before, other): &(usize, &'a T)| key(other) == key(row) && !taken.contains(before);
        if let Some((before, _)) = earlier.iter().enumerate().find(same) {
            taken.insert(before);
            pairs.push((before, place));
        }
    }
    pairs
}

/// Pairs of places, in the order of the later list, of texts that are one text: the same ones first, then those that share
/// most words; of equals those that stand nearest to each other.
fn alike(earlier: &[String], later: &[String]) -> Vec<(usize, usize)> {
    let counted: Vec<Words<'_>> = earlier.iter().map(|text| Words::of(text)).collect();
    let mut candidates = Vec::new();
    for (after, text) in later.iter().enumerate() {
        let own = Words::of(text);
        for (before, (other, words)) in earlier.iter().zip(&counted).enumerate() {
            let (same, likeness) = (other == text, words.likeness(&own));
            if same || likeness >= LIKENESS_MIN {
                candidates.push((Reverse((same, likeness)), before.abs_diff(after), after, before));
            }
        }
    }
    candidates.sort_unstable();
    let (mut taken, mut pairs) = (BTreeSet::new(), BTreeMap::new());
    for (_, _, after, before) in candidates {
        if !taken.contains(&before) && !pairs.contains_key(&after) {
            taken.insert(before);
            pairs.insert(after, before);
        }
    }
    pairs.into_iter().map(|(after, before)| (before, after)).collect()
}

/// The most of these pairs that stand in the same order in both lists: the others moved.
fn in_order(pairs: &[(usize, usize)]) -> BTreeSet<(usize, usize)> {
    // For each pair the longest row of pairs that ends with it.
    let mut ending: Vec<Vec<(usize, usize)>> = Vec::new();
    for pair in pairs {
        let fits = ending.iter().filter(|row| row.last().is_some_and(|last| last.0 < pair.0));
        let mut row = fits.max_by_key(|row| row.len()).cloned().unwrap_or_default();
        row.push(*pair);
        ending.push(row);
    }
    ending.into_iter().max_by_key(Vec::len).unwrap_or_default().into_iter().collect()
}

/// Places of all rows of two lists: in the order of the later one, and what is gone behind what it followed.
fn places(earlier: usize, later: usize, pairs: &[(usize, usize)]) -> Vec<Row<usize>> {
    let before = |place: usize| pairs.iter().find(|pair| pair.1 == place).map(|pair| pair.0);
    let mut rows: Vec<Row<usize>> =
        (0..later).map(|place| Both { earlier: before(place), later: Some(place) }).collect();
    for gone in (0..earlier).filter(|place| pairs.iter().all(|pair| pair.0 != *place)) {
        let follows = gone.checked_sub(1).and_then(|last| rows.iter().position(|row| row.earlier == Some(last)));
        rows.insert(follows.map_or(0, |place| place + 1), Both { earlier: Some(gone), later: None });
    }
    rows
}

fn rows<'a, T>(earlier: &'a [T], later: &'a [T], pairs: &[(usize, usize)]) -> Vec<Row<&'a T>> {
    let places = places(earlier.len(), later.len(), pairs);
    let row = |row: Row<usize>| Both {
        earlier: row.earlier.and_then(|place| earlier.get(place)),
        later: row.later.and_then(|place| later.get(place)),
    };
    places.into_iter().map(row).collect()
}
