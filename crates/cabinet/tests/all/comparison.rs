//! Two versions of a note compared, and who may read which version.

use crate::deeds::facts;
use crate::facts::{meetings, proposals};
use crate::people::holder_of;
use crate::player::{Player, actor};
use crate::story;
use cabinet::comparison::{Both, NoteComparison, NoteVersion};
use cabinet::ids::{PaperId, ProposalId};
use cabinet::note::{AmountKind, EarlierDecision, NoteFacts, Revision, YearCost};
use cabinet::people::PostKind;
use cabinet::proposal::{Answer, StageName};
use cabinet::rules::Concern;
use cabinet::{Action, Cabinet, Subject, permitted};
use hindi::{Comparison, RunKind};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use uuid::Uuid;

/// A version that owns what it holds.
#[derive(Clone, Debug)]
struct Owned {
    facts: NoteFacts,
    sections: BTreeMap<String, String>,
    papers: Vec<PaperId>,
}

impl Owned {
    fn sample() -> Self {
        let sections = [("gist", "दो वर्ष में तालाब बनेंगे।"), ("background", "पूर्व में एक तालाब था।")];
        let sections = sections.map(|(key, words)| (key.to_owned(), words.to_owned())).into();
        Self { facts: facts("energy"), sections, papers: vec![paper(1), paper(2)] }
    }

    fn version(&self) -> NoteVersion<'_> {
        NoteVersion { facts: &self.facts, sections: &self.sections, papers: &self.papers }
    }

    fn with_points(points: &[&str]) -> Self {
        let mut sample = Self::sample();
        sample.facts.points = points.iter().map(|point| (*point).to_owned()).collect();
        sample
    }
}

fn paper(number: u128) -> PaperId {
    PaperId(Uuid::from_u128(number))
}

fn compared<'a>(earlier: &'a Owned, later: &'a Owned) -> NoteComparison<'a> {
    NoteComparison::of(earlier.version(), later.version())
}

fn side(words: &Comparison<'_>, without: RunKind) -> String {
    words.runs().iter().filter(|run| run.kind != without).map(|run| run.text).collect()
}

/// Numbers before and after, and whether the point moved and whether its words changed.
type Told = (Option<usize>, Option<usize>, bool, bool);

fn told(earlier: &Owned, later: &Owned) -> Vec<Told> {
    let points = compared(earlier, later).points;
    let told = points.iter().map(|one| (one.numbers.earlier, one.numbers.later, one.moved, !one.words.is_same()));
    told.collect()
}

#[test]
fn a_version_is_the_same_as_itself() {
    let sample = Owned::sample();
    let comparison = compared(&sample, &sample);
    assert!(comparison.is_same());
    assert!(!comparison.points.is_empty() && !comparison.years.is_empty() && !comparison.concerns.is_empty());
    assert_eq!(comparison.sections.keys().copied().collect::<Vec<_>>(), ["background", "gist"]);
}

/// Each single change is found, in its own field and in no other.
#[test]
fn every_field_is_compared() {
    let sample = Owned::sample();
    type Change = fn(&mut Owned);
    type Found = fn(&NoteComparison<'_>) -> bool;
    let changes: [(&str, Change, Found); 15] = [
        ("subject", |one| one.facts.subject.push_str(" में"), |found| !found.subject.is_same()),
        ("subject_en", |one| one.facts.subject_en.push_str(" again"), |found| !found.subject_en.is_same()),
        ("schedule", |one| one.facts.schedule = "policy".to_owned(), |found| !found.schedule.is_same()),
        ("classification", |one| one.facts.classification.push('x'), |found| !found.classification.is_same()),
        (
            "concerns",
            |one| one.facts.concerns = BTreeSet::from([Concern::Money, Concern::Posts]),
            |found| found.concerns.contains(&(Concern::Posts, RunKind::Added)),
        ),
        ("rupees", |one| one.facts.rupees += 1, |found| found.rupees.later == found.rupees.earlier + 1),
        (
            "kind",
            |one| one.facts.amount_kind = AmountKind::RecurringYearly,
            |found| found.amount_kind.later == AmountKind::RecurringYearly && !found.amount_kind.is_same(),
        ),
        (
            "earlier decision",
            |one| one.facts.earlier_decision = EarlierDecision::Unanswered,
            |found| *found.earlier_decision.later == EarlierDecision::Unanswered && !found.earlier_decision.is_same(),
        ),
        (
            "milestones",
            |one| one.facts.milestones[0].days += 1,
            |found| found.milestones[0].later.unwrap().days == found.milestones[0].earlier.unwrap().days + 1,
        ),
        ("head", |one| one.facts.head.push_str("-01"), |found| !found.head.is_same()),
        (
            "years",
            |one| one.facts.years[0].rupees += 5,
            |found| found.years[0].later.unwrap().rupees == found.years[0].earlier.unwrap().rupees + 5,
        ),
        (
            "section",
            |one| one.sections.get_mut("gist").unwrap().push_str(" नए।"),
            |found| !found.sections["gist"].is_same() && found.sections["background"].is_same(),
        ),
        (
            "new section",
            |one| one.sections.insert("reply".to_owned(), "उत्तर".to_owned()).map_or((), drop),
            |found| found.sections.get("reply").is_some_and(|words| side(words, RunKind::Removed) == "उत्तर"),
        ),
        ("points", |one| one.facts.points[0].push_str(" पूर्ण"), |found| !found.points[0].is_same()),
        (
            "papers",
            |one| one.papers = vec![paper(2), paper(3)],
            |found| {
                let lie = [(paper(1), RunKind::Removed), (paper(2), RunKind::Same), (paper(3), RunKind::Added)];
                found.papers == lie
            },
        ),
    ];
    for (name, change, found) in changes {
        let mut later = sample.clone();
        change(&mut later);
        let comparison = compared(&sample, &later);
        assert!(found(&comparison) && !comparison.is_same(), "{name}: {comparison:?}");
        assert!(!found(&compared(&sample, &sample)), "control: {name}");
    }
}

#[test]
fn years_are_compared_by_label() {
    let with = |rows: &[(&str, u64)]| {
        let mut one = Owned::sample();
        one.facts.years =
            rows.iter().map(|(label, rupees)| YearCost { label: (*label).to_owned(), rupees: *rupees }).collect();
        one
    };
    let (earlier, later) = (
        with(&[("2025-26", 1), ("2026-27", 2), ("2027-28", 3)]),
        with(&[("2026-27", 2), ("2027-28", 4), ("2028-29", 5)]),
    );
    let found = compared(&earlier, &later);
    let rows = found.years.iter().map(|row| (row.earlier.map(|year| year.rupees), row.later.map(|year| year.rupees)));
    let expected = [(Some(1), None), (Some(2), Some(2)), (Some(3), Some(4)), (None, Some(5))];
    assert_eq!(rows.collect::<Vec<_>>(), expected);
}

const FIRST: &str = "प्रत्येक ग्राम में एक तालाब के निर्माण का अनुमोदन";
const SECOND: &str = "योजना हेतु ₹ 120 करोड़ की प्रशासकीय स्वीकृति";
const THIRD: &str = "अधिकारियों के 14 पद सृजित करने की स्वीकृति";

#[test]
fn a_point_that_comes_in_changes_no_other() {
    let earlier = Owned::with_points(&[FIRST, SECOND, THIRD]);
    let later = Owned::with_points(&["जल जीवन मिशन से समन्वय का अनुमोदन", FIRST, SECOND, THIRD]);
    let unchanged =
        [(Some(1), Some(2), false, false), (Some(2), Some(3), false, false), (Some(3), Some(4), false, false)];
    assert_eq!(told(&earlier, &later)[0], (None, Some(1), false, true));
    assert_eq!(told(&earlier, &later)[1..], unchanged);
    let back = told(&later, &earlier);
    assert_eq!(back[0], (Some(1), None, false, true), "and one that goes changes none");
    assert_eq!(
        back[1..],
        [(Some(2), Some(1), false, false), (Some(3), Some(2), false, false), (Some(4), Some(3), false, false)]
    );
}

#[test]
fn a_point_that_moves_is_the_same_point() {
    let changed = SECOND.replace("120", "145");
    let (earlier, later) = (Owned::with_points(&[FIRST, SECOND, THIRD]), Owned::with_points(&[THIRD, FIRST, &changed]));
    let expected = [(Some(3), Some(1), true, false), (Some(1), Some(2), false, false), (Some(2), Some(3), false, true)];
    assert_eq!(told(&earlier, &later), expected);
    let comparison = compared(&earlier, &later);
    assert_eq!(comparison.points.iter().map(|point| point.is_same()).collect::<Vec<_>>(), [false, true, false]);
    let removed: Vec<&str> = comparison.points[2]
        .words
        .runs()
        .iter()
        .filter(|run| run.kind == RunKind::Removed)
        .map(|run| run.text)
        .collect();
    assert_eq!(removed, ["120"]);
}

#[test]
fn points_that_are_not_alike_are_two() {
    let (earlier, later) = (Owned::with_points(&[FIRST, SECOND]), Owned::with_points(&[FIRST, THIRD]));
    assert_eq!(
        told(&earlier, &later),
        [(Some(1), Some(1), false, false), (Some(2), None, false, true), (None, Some(2), false, true)]
    );
    let (earlier, later) = (Owned::with_points(&[FIRST, FIRST, "।"]), Owned::with_points(&[FIRST, "।", FIRST]));
    let found = told(&earlier, &later);
    assert_eq!(found.iter().filter(|one| one.2).count(), 1, "of two that changed places one moved: {found:?}");
    assert!(found.iter().all(|one| !one.3), "points without a word are the same where they are: {found:?}");
    let (earlier, later) = (Owned::with_points(&[]), Owned::with_points(&[FIRST]));
    assert_eq!(told(&earlier, &later), [(None, Some(1), false, true)]);
}

fn versions() -> impl Strategy<Value = Owned> {
    let words = "(तालाब|सड़क|पुल|14|₹|।| |\n){0,6}";
    let points = proptest::collection::vec(words, 0..6);
    let years = proptest::collection::vec(("2025-2[6-8]", 0..4_u64), 0..4);
    let sections = proptest::collection::btree_map("gist|background|reply", words, 0..3);
    let papers = proptest::collection::btree_set(1..5_u128, 0..4);
    (words, points, years, sections, papers).prop_map(|(subject, points, years, sections, papers)| {
        let years = years.into_iter().map(|(label, rupees)| YearCost { label, rupees }).collect();
        let facts = NoteFacts { subject, points, years, ..facts("energy") };
        Owned { facts, sections, papers: papers.into_iter().map(paper).collect() }
    })
}

proptest! {
    /// Both versions can be made again from the comparison, and each row stands in it once.
    #[test]
    fn nothing_of_either_version_is_lost(earlier in versions(), later in versions()) {
        let comparison = compared(&earlier, &later);
        let sides = [(RunKind::Added, &earlier), (RunKind::Removed, &later)];
        for (without, version) in sides {
            let number = |row: &Both<Option<usize>>| if without == RunKind::Added { row.earlier } else { row.later };
            prop_assert_eq!(&side(&comparison.subject, without), &version.facts.subject);
            for (key, words) in &version.sections {
                prop_assert_eq!(&side(&comparison.sections[key.as_str()], without), words);
            }
            let mut points: Vec<_> = comparison.points.iter().filter_map(|one| number(&one.numbers).map(|at| (at, side(&one.words, without)))).collect();
            points.sort();
            prop_assert_eq!(points.iter().map(|one| one.0).collect::<Vec<_>>(), (1..=version.facts.points.len()).collect::<Vec<_>>());
            prop_assert!(points.iter().map(|one| &one.1).eq(&version.facts.points));
            let year = |row: &Both<Option<&YearCost>>| (if without == RunKind::Added { row.earlier } else { row.later }).cloned();
            let mut years: Vec<YearCost> = comparison.years.iter().filter_map(year).collect();
            let mut expected = version.facts.years.clone();
            years.sort_by(|one, other| (&one.label, one.rupees).cmp(&(&other.label, other.rupees)));
            expected.sort_by(|one, other| (&one.label, one.rupees).cmp(&(&other.label, other.rupees)));
            prop_assert_eq!(years, expected);
            let papers: BTreeSet<PaperId> = comparison.papers.iter().filter(|one| one.1 != without).map(|one| one.0).collect();
            prop_assert_eq!(papers, version.papers.iter().copied().collect::<BTreeSet<_>>());
        }
        let later_order: Vec<usize> = comparison.points.iter().filter_map(|one| one.numbers.later).collect();
        prop_assert!(later_order.is_sorted(), "the later order is kept");
        prop_assert!(compared(&earlier, &earlier).is_same() && compared(&later, &later).is_same());
    }
}

const NONE: [u32; 0] = [];

fn numbers(state: &Cabinet, who: &str, id: ProposalId) -> Vec<u32> {
    state.readable_revisions(&actor(who), id).iter().map(|revision| revision.number).collect()
}

/// Two rounds, two folders: who reads which version.
#[test]
fn each_reads_the_versions_that_are_his() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    player.ask(id, &["finance", "law"]);
    player.view(id, "finance", Answer::DoesNotConcur);
    player.view(id, "law", Answer::Concurs);
    player.close(id);
    for _ in 0..2 {
        player.send_back("energy_secretary", id);
        player.put_up(id);
        player.measure(id);
    }
    player.ask(id, &["finance"]);
    let whole = vec![1, 2, 3];
    assert_eq!(numbers(&player.cabinet, "finance_secretary", id), [1, 3], "also the one of the earlier round");
    assert_eq!(numbers(&player.cabinet, "law_secretary", id), [1]);
    for post in ["energy_section", "energy_secretary", "energy_minister", "chief_secretary"] {
        assert_eq!(numbers(&player.cabinet, post, id), whole, "{post}");
    }
    for post in ["cabinet_section", "chief_minister", "finance_minister", "health_secretary", "auditor"] {
        assert_eq!(numbers(&player.cabinet, post, id), NONE, "{post}");
    }
    player.view(id, "finance", Answer::Concurs);
    player.close(id);
    player.carry_on(id, StageName::Ordered);
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    player.list(meeting, id);
    player.approve_agenda(meeting);
    assert_eq!(numbers(&player.cabinet, "health_minister", id), NONE, "not before the folder is out");
    player.release(meeting, &["health_minister", "home_secretary"]);
    for post in ["health_minister", "home_secretary"] {
        assert_eq!(numbers(&player.cabinet, post, id), [3], "{post} reads what was released");
    }
    for post in ["cabinet_section", "chief_minister", "chief_secretary"] {
        assert_eq!(numbers(&player.cabinet, post, id), whole, "{post}");
    }
    assert_eq!(numbers(&player.cabinet, "law_minister", id), NONE);
    assert_eq!(numbers(&player.cabinet, "energy_secretary", ProposalId(Uuid::nil())), NONE, "and of no matter none");
}

/// In every state of the stories: whoever may read a matter reads the note that is his among all that he may read; who may
/// not, none; and who is nothing but a reader of folders, only what lies in one.
#[test]
fn the_note_that_is_ones_own_is_among_those_that_one_may_read() {
    let (mut more, mut none) = (0, 0);
    for player in story::all() {
        for state in player.states.iter().step_by(3) {
            for (post, proposal) in state.posts().flat_map(|post| proposals(state).map(move |one| (post, one))) {
                let Some(who) = holder_of(state, post) else { continue };
                let readable = state.readable_revisions(&who, proposal.id);
                let own = state.readable_revision(&who, proposal.id);
                let actions = permitted(state, &who, Subject::Proposal(proposal.id));
                assert!(own.is_none_or(|own| readable.contains(&own)), "{} {}", post.key, proposal.number);
                assert!(own.is_some() || readable.is_empty());
                assert!(actions.contains(&Action::ReadProposal) || readable.is_empty());
                let folders: BTreeSet<_> = meetings(state)
                    .filter(|one| one.stage.release().is_some_and(|out| out.recipients.contains(&post.id)))
                    .flat_map(|one| one.items.iter().map(|item| item.revision))
                    .collect();
                let urgent = post.kind == PostKind::ChiefMinister && state.ratification(proposal).is_some();
                if post.kind.is_member() && !urgent && !actions.contains(&Action::ReadNoteSheet) {
                    let last = proposal.revision().filter(|_| state.is_circulated_to(proposal, post.id));
                    let his = |one: &&Arc<Revision>| folders.contains(&one.id) || last.is_some_and(|last| last == *one);
                    assert!(readable.iter().all(his), "{} {}", post.key, proposal.number);
                }
                assert!(!matches!(post.kind, PostKind::Auditor | PostKind::SystemAdministrator) || readable.is_empty());
                more += usize::from(readable.len() > 1);
                none += usize::from(readable.is_empty());
            }
        }
    }
    assert!(more > 100 && none > 100, "control: {more} read several, {none} none");
}
