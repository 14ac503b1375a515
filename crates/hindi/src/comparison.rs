//! Two texts compared by word: what stayed, what was removed, what was added.
//!
//! A piece is a word, a number with the signs inside it (`2,335.75`, `2025-26`), one other sign such as a danda, or a
//! stretch of white space. No piece begins or ends within a grapheme cluster, so that a letter is never shown apart
//! from its matra.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::BTreeMap;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Pieces of either text up to which pieces are compared; a note of 4,000 words has about 9,000. Of longer texts only
/// what they share at the beginning and at the end is told as the same.
pub const PIECES_COMPARED_MAX: usize = 100_000;

/// What became of a part of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RunKind {
    /// It stands in both texts.
    Same,
    /// It stands in the earlier text alone.
    Removed,
    /// It stands in the later text alone.
    Added,
}

/// A part of a text, and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// What became of it.
    pub kind: RunKind,
    /// Its words with their white space, never empty.
    pub text: &'a str,
}

/// Two texts compared. Joined without what was added, the runs give the earlier text to the last blank; without what was
/// removed, the later one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison<'a> {
    runs: Vec<Run<'a>>,
}

impl<'a> Comparison<'a> {
    /// Compares two texts. It takes at most some hundred times as many steps as there are pieces, and as much memory as
    /// a few copies of the texts.
    #[must_use]
    pub fn of(earlier: &'a str, later: &'a str) -> Self {
        let (before, after) = (Pieces::of(earlier), Pieces::of(later));
        let stretches = without_islands(stretches(&before.texts, &after.texts), &before.texts);
        let parts = stretches.iter().map(|stretch| (before.text(&stretch.earlier), after.text(&stretch.later)));
        Self { runs: parts.flat_map(|(earlier, later)| replaced(earlier, later)).collect() }
    }

    /// A whole value that became another one, where words are not compared.
    #[must_use]
    pub fn of_values(earlier: &'a str, later: &'a str) -> Self {
        Self { runs: replaced(earlier, later).collect() }
    }

    /// The parts in the order of reading; of what was replaced, the removed part comes first.
    #[must_use]
    pub fn runs(&self) -> &[Run<'a>] {
        &self.runs
    }

    /// Whether nothing changed.
    #[must_use]
    pub fn is_same(&self) -> bool {
        self.runs.iter().all(|run| run.kind == RunKind::Same)
    }
}

/// One part for another; the same part stands once.
fn replaced<'a>(earlier: &'a str, later: &'a str) -> impl Iterator<Item = Run<'a>> {
    let parts = match earlier == later {
        true => [(RunKind::Same, later), (RunKind::Same, "")],
        false => [(RunKind::Removed, earlier), (RunKind::Added, later)],
    };
    parts.into_iter().filter(|(_, text)| !text.is_empty()).map(|(kind, text)| Run { kind, text })
}

/// The words of a text, without white space and signs, for telling how like another one it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words<'a> {
    sorted: Vec<&'a str>,
}

impl<'a> Words<'a> {
    /// The words of a text.
    #[must_use]
    pub fn of(text: &'a str) -> Self {
        let mut sorted: Vec<&str> = Pieces::of(text).texts.into_iter().filter(|piece| is_word(piece)).collect();
        sorted.sort_unstable();
        Self { sorted }
    }

    /// How like two texts are, whatever the order of their words: twice the words that they share by all their words, in
    /// thousandths. Two texts without a word are not alike.
    #[must_use]
    pub fn likeness(&self, other: &Self) -> usize {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &self.sorted {
            *counts.entry(word).or_default() += 1;
        }
        let mut shared = 0_usize;
        for word in &other.sorted {
            if let Some(left) = counts.get_mut(word).filter(|left| **left > 0) {
                *left -= 1;
                shared += 1;
            }
        }
        let all = self.sorted.len() + other.sorted.len();
        (shared * 2000).checked_div(all).unwrap_or(0)
    }
}

/// A text cut into pieces.
struct Pieces<'a> {
    whole: &'a str,
    texts: Vec<&'a str>,
    /// Where each begins, and where the last ends, in bytes.
    borders: Vec<usize>,
}

impl<'a> Pieces<'a> {
    fn of(whole: &'a str) -> Self {
        let clusters: Vec<(usize, &str)> = whole.grapheme_indices(true).collect();
        let sort = |place: Option<usize>| place.and_then(|place| clusters.get(place)).map(|(_, one)| Sort::of(one));
        let mut borders = vec![0];
        for (place, (at, _)) in clusters.iter().enumerate().skip(1) {
            let around = [place.checked_sub(2), place.checked_sub(1), Some(place), place.checked_add(1)].map(sort);
            if !holds_together(around) {
                borders.push(*at);
            }
        }
        if !whole.is_empty() {
            borders.push(whole.len());
        }
        let texts = borders.windows(2).filter_map(|pair| match pair {
            [from, to] => whole.get(*from..*to),
            _ => None,
        });
        Self { whole, texts: texts.collect(), borders }
    }

    fn text(&self, pieces: &Range<usize>) -> &'a str {
        let border = |piece: usize| self.borders.get(piece).copied().unwrap_or(self.whole.len());
        self.whole.get(border(pieces.start)..border(pieces.end)).unwrap_or_default()
    }
}

/// What a grapheme cluster is in a text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Space,
    Digit,
    Letter,
    /// A sign that belongs to a number between two digits.
    InNumber,
    /// A sign that belongs to a word between two letters.
    InWord,
    Other,
}

impl Sort {
    fn of(cluster: &str) -> Self {
        match cluster.chars().next() {
            Some(first) if first.is_whitespace() => Self::Space,
            Some(first) if first.is_numeric() => Self::Digit,
            Some(first) if first.is_alphabetic() => Self::Letter,
            Some('.' | ',' | '-' | '\u{2013}' | '/' | ':') => Self::InNumber,
            Some('\'' | '\u{2019}') => Self::InWord,
            _ => Self::Other,
        }
    }
}

/// Whether the second and the third of four clusters lie in one piece.
fn holds_together(around: [Option<Sort>; 4]) -> bool {
    use Sort::{Digit, InNumber, InWord, Letter, Space};
    matches!(
        around,
        [_, Some(Space), Some(Space), _]
            | [_, Some(Digit | Letter), Some(Digit | Letter), _]
            | [_, Some(Digit), Some(InNumber), Some(Digit)]
            | [Some(Digit), Some(InNumber), Some(Digit), _]
            | [_, Some(Letter), Some(InWord), Some(Letter)]
            | [Some(Letter), Some(InWord), Some(Letter), _]
    )
}

fn is_word(piece: &str) -> bool {
    piece.chars().next().is_some_and(char::is_alphanumeric)
}

/// Pieces of the two texts that belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    same: bool,
    earlier: Range<usize>,
    later: Range<usize>,
}

/// The two texts from beginning to end.
fn stretches(earlier: &[&str], later: &[&str]) -> Vec<Stretch> {
    if earlier.len().max(later.len()) > PIECES_COMPARED_MAX {
        return ends_alone(earlier, later);
    }
    let (before, after) = numbers(earlier, later);
    let found = capture_diff_slices(Algorithm::Myers, &before, &after);
    found
        .iter()
        .map(|found| Stretch {
            same: matches!(found, DiffOp::Equal { .. }),
            earlier: found.old_range(),
            later: found.new_range(),
        })
        .collect()
}

/// Each piece as a number, the same for the same piece: numbers are compared faster than words.
fn numbers<'a>(earlier: &[&'a str], later: &[&'a str]) -> (Vec<usize>, Vec<usize>) {
    let mut known: BTreeMap<&'a str, usize> = BTreeMap::new();
    let mut number = |piece: &&'a str| {
        let next = known.len();
        *known.entry(piece).or_insert(next)
    };
    let before = earlier.iter().map(&mut number).collect();
    (before, later.iter().map(&mut number).collect())
}

/// What the two texts share at both ends; all between was replaced.
fn ends_alone(earlier: &[&str], later: &[&str]) -> Vec<Stretch> {
    let shared =
        |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(one, other)| one == other).count();
    let head = shared(&mut earlier.iter().zip(later));
    let room = earlier.len().min(later.len()) - head;
    let tail = shared(&mut earlier.iter().rev().zip(later.iter().rev()).take(room));
    let (ends, ends_later) = (earlier.len() - tail, later.len() - tail);
    vec![
        Stretch { same: true, earlier: 0..head, later: 0..head },
        Stretch { same: false, earlier: head..ends, later: head..ends_later },
        Stretch { same: true, earlier: ends..earlier.len(), later: ends_later..later.len() },
    ]
}

/// Neighbouring changes made one where nothing but white space and signs lies between them: a rewritten sentence reads
/// as one sentence for another, not word for word.
fn without_islands(stretches: Vec<Stretch>, earlier: &[&str]) -> Vec<Stretch> {
    let holds_word =
        |range: &Range<usize>| earlier.get(range.clone()).is_some_and(|one| one.iter().any(|one| is_word(one)));
    let mut joined: Vec<Stretch> = Vec::new();
    for stretch in stretches {
        match joined.as_mut_slice() {
            [.., before] if !before.same && !stretch.same => join(before, &stretch),
            [.., before, between]
                if !before.same
                    && between.same
                    && !stretch.same
                    && !holds_word(&between.earlier)
                    && (!before.earlier.is_empty() || !stretch.earlier.is_empty())
                    && (!before.later.is_empty() || !stretch.later.is_empty()) =>
            {
                join(before, &stretch);
                joined.pop();
            }
            _ => joined.push(stretch),
        }
    }
    joined
}

fn join(before: &mut Stretch, next: &Stretch) {
    (before.earlier.end, before.later.end) = (next.earlier.end, next.later.end);
}

#[cfg(test)]
mod tests {
    use super::*;
    use RunKind::{Added, Removed, Same};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn pieces(text: &str) -> Vec<&str> {
        Pieces::of(text).texts
    }

    fn runs<'a>(earlier: &'a str, later: &'a str) -> Vec<(RunKind, &'a str)> {
        Comparison::of(earlier, later).runs.iter().map(|run| (run.kind, run.text)).collect()
    }

    fn joined(comparison: &Comparison<'_>, without: RunKind) -> String {
        comparison.runs().iter().filter(|run| run.kind != without).map(|run| run.text).collect()
    }

    /// What holds of every comparison.
    fn judge(earlier: &str, later: &str) -> Result<(), TestCaseError> {
        let comparison = Comparison::of(earlier, later);
        prop_assert_eq!(joined(&comparison, Added), earlier);
        prop_assert_eq!(joined(&comparison, Removed), later);
        prop_assert_eq!(comparison.is_same(), earlier == later);
        prop_assert!(comparison.runs().iter().all(|run| !run.text.is_empty()));
        for (without, whole) in [(Added, earlier), (Removed, later)] {
            let borders: BTreeSet<usize> =
                whole.grapheme_indices(true).map(|(at, _)| at).chain([whole.len()]).collect();
            let mut border = 0;
            for run in comparison.runs().iter().filter(|run| run.kind != without) {
                border += run.text.len();
                prop_assert!(borders.contains(&border), "{} ends within a letter of {whole:?}", run.text);
            }
        }
        Ok(())
    }

    #[test]
    fn words_signs_and_numbers_are_pieces() {
        let found = pieces("₹ 2,335.75 करोड़ (2025-26), क्षेत्र।");
        assert_eq!(found, ["₹", " ", "2,335.75", " ", "करोड़", " ", "(", "2025-26", ")", ",", " ", "क्षेत्र", "।"]);
        assert_eq!(pieces("१२.५% 13/01/2026 3:30"), ["१२.५", "%", " ", "13/01/2026", " ", "3:30"]);
        assert_eq!(pieces("1, 2. 5-"), ["1", ",", " ", "2", ".", " ", "5", "-"]);
        assert_eq!(pieces("Minister’s 'word'"), ["Minister’s", " ", "'", "word", "'"]);
        assert_eq!(pieces("एफ3-11 अंतर-विभागीय"), ["एफ3-11", " ", "अंतर", "-", "विभागीय"]);
        assert_eq!(pieces("क\n\n ख"), ["क", "\n\n ", "ख"]);
        assert_eq!(pieces(""), [""; 0]);
    }

    #[test]
    fn joiners_and_marks_stay_with_their_letter() {
        for word in ["क्\u{200D}ष", "श्रीमान्\u{200C}", "सड\u{93C}क", "र्\u{200D}य"] {
            assert_eq!(pieces(word), [word]);
        }
        assert_eq!(pieces("।\u{93C}क"), ["।\u{93C}", "क"], "a sign keeps the mark that follows it");
    }

    #[test]
    fn a_word_is_told_from_its_neighbours() {
        let found = runs("दो वर्ष में।", "तीन वर्ष में।");
        assert_eq!(found, [(Removed, "दो"), (Added, "तीन"), (Same, " वर्ष में।")]);
        assert_eq!(runs("राशि ₹ 100 करोड़", "राशि ₹ 1,000 करोड़")[1..3], [(Removed, "100"), (Added, "1,000")]);
        let found = runs("कि", "की");
        assert_eq!(found, [(Removed, "कि"), (Added, "की")], "whole words, not matras");
        assert_eq!(runs("एक", "एक नया"), [(Same, "एक"), (Added, " नया")]);
        assert_eq!(runs("", "नया"), [(Added, "नया")]);
        assert_eq!(runs("", ""), []);
        assert_eq!(runs("एक\nदो", "एक दो"), [(Same, "एक"), (Removed, "\n"), (Added, " "), (Same, "दो")]);
    }

    #[test]
    fn what_is_rewritten_reads_as_one() {
        let found = runs("यह पुराना वाक्य, अधूरा। शेष वही।", "वहाँ नई पंक्ति, पूरी। शेष वही।");
        let expected = [(Removed, "यह पुराना वाक्य, अधूरा"), (Added, "वहाँ नई पंक्ति, पूरी"), (Same, "। शेष वही।")];
        assert_eq!(found, expected);
        let found = runs("क, ख", "अ क, ख इ");
        assert_eq!(
            found,
            [(Added, "अ "), (Same, "क, ख"), (Added, " इ")],
            "control: a word between keeps changes apart"
        );
        let found = runs("क। ग", "क नया। और ग");
        assert_eq!(
            found,
            [(Same, "क"), (Added, " नया"), (Same, "। "), (Added, "और "), (Same, "ग")],
            "nothing was removed"
        );
    }

    #[test]
    fn values_are_compared_whole() {
        let runs = |earlier, later| Comparison::of_values(earlier, later).runs;
        let run = |kind, text| Run { kind, text };
        assert_eq!(runs("दो वर्ष", "तीन वर्ष"), [run(Removed, "दो वर्ष"), run(Added, "तीन वर्ष")]);
        assert_eq!((runs("एक", "एक"), runs("", "एक")), (vec![run(Same, "एक")], vec![run(Added, "एक")]));
        assert_eq!(runs("", ""), []);
    }

    #[test]
    fn likeness_counts_shared_words() {
        let likeness = |one, other| Words::of(one).likeness(&Words::of(other));
        assert_eq!(likeness("क ख ग घ", "घ, ग; ख। क"), 1000);
        assert_eq!(likeness("क ख", "क ग"), 500);
        assert_eq!(likeness("क क क", "क"), 500, "each word counts once for each time that it stands there");
        assert_eq!((likeness("क", "ख"), likeness("", ""), likeness("।", "।")), (0, 0, 0));
    }

    /// A text of so many different words.
    fn text(words: usize, mut word: impl FnMut(usize) -> usize) -> String {
        (0..words).map(|place| format!("शब्द{} ", word(place))).collect()
    }

    /// Beyond the bound only the ends are compared; up to it, texts that share nothing in the same order end too.
    #[test]
    fn texts_of_any_length_end() {
        let words = PIECES_COMPARED_MAX / 2;
        let (earlier, later) = (text(words + 1, |place| place), text(words + 1, |place| place * 2));
        let found = runs(&earlier, &later);
        assert_eq!(found[0], (Same, "शब्द0 "));
        assert_eq!(found.iter().filter(|(kind, _)| *kind == Same).count(), 2, "the two ends: {}", found.len());
        judge(&earlier, &later).unwrap();
        assert_eq!(runs(&earlier, &earlier), [(Same, earlier.as_str())], "nothing stands twice");
        let mut state = 1_usize;
        let mut chance = |_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % 7
        };
        let (earlier, later) = (text(words, &mut chance), text(words, &mut chance));
        judge(&earlier, &later).unwrap();
        judge(&text(words, |place| place), &text(words, |place| place + words)).unwrap();
        judge(&text(words, |place| place), &text(words, |place| words - place)).unwrap();
    }

    /// Words of notes, with what may stand between them.
    const TEXTS: &str = "(क्षेत्र|कि|की|श्रीमान्\u{200C}|क्\u{200D}ष|2,335\\.75|2025-26|₹|%|।|,|-|’|\u{93C}|\u{301}| |  |\n|\n\n|a|e\u{301}){0,40}";

    proptest! {
        #[test]
        fn nothing_is_lost_of_either_text(earlier in TEXTS, later in TEXTS) {
            judge(&earlier, &later)?;
        }

        #[test]
        fn nothing_is_lost_of_any_text(earlier in any::<String>(), later in any::<String>()) {
            judge(&earlier, &later)?;
        }

        /// What was cut out, put in or replaced is told, and the ends are left alone.
        #[test]
        fn a_change_in_the_middle_stays_in_the_middle(head in TEXTS, cut in TEXTS, put in TEXTS, tail in TEXTS) {
            let ends = |middle: &str| format!("{head} म {middle} य {tail}");
            judge(&ends(&cut), &ends(&put))?;
        }

        #[test]
        fn likeness_has_no_direction(one in TEXTS, other in TEXTS) {
            let (one, other) = (Words::of(&one), Words::of(&other));
            prop_assert_eq!(one.likeness(&other), other.likeness(&one));
            prop_assert!(one.likeness(&other) <= 1000);
        }
    }
}
