//! Lists that pages show: each holds what its reader may know of, newest first, and nothing else.

use crate::people::holder_of;
use crate::player::{Player, SYSTEM, actor};
use crate::story::{self, told};
use cabinet::act::Act;
use cabinet::ids::{ActId, PersonId, ProposalId};
use cabinet::inquiry::Scope;
use cabinet::leaf::leaf_facts;
use cabinet::people::PostKind;
use cabinet::proposal::StageName;
use cabinet::text::Digest;
use cabinet::{Action, Actor, Cabinet, Moment, Refusal, Subject, permitted, work};
use std::collections::BTreeSet;
use std::fmt::Debug;

/// Compares a list with the whole, newest first, of which it shows what is permitted. How many are shown and hidden.
#[track_caller]
fn shows<Id: Copy + PartialEq + Debug>(
    (state, who): (&Cabinet, &Actor),
    all: impl DoubleEndedIterator<Item = Id>,
    (subject, action): (impl Fn(Id) -> Subject, Action),
    shown: Vec<Id>,
) -> (usize, usize) {
    let all: Vec<Id> = all.rev().collect();
    let may = |id: &&Id| permitted(state, who, subject(**id)).contains(&action);
    let expected: Vec<Id> = all.iter().filter(may).copied().collect();
    assert_eq!(shown, expected);
    (shown.len(), all.len() - shown.len())
}

#[test]
fn a_list_holds_what_its_reader_may_know_of() {
    let mut counts = [(0, 0); 4];
    for state in told().player.states.iter().rev().step_by(40) {
        for post in state.posts() {
            let Some(who) = holder_of(state, post) else { continue };
            let of = (state, &who);
            let proposals = state.readable_proposals(&who).map(|one| one.id).collect();
            let inquiries = state.readable_inquiries(&who).map(|one| one.id).collect();
            let emergencies = state.readable_emergencies(&who).map(|one| one.id).collect();
            let changes = state.readable_changes(&who).map(|one| one.id).collect();
            let found = [
                shows(of, state.proposals().map(|one| one.id), (Subject::Proposal, Action::ReadProposal), proposals),
                shows(of, state.inquiries().map(|one| one.id), (Subject::Inquiry, Action::ReadInquiry), inquiries),
                shows(
                    of,
                    state.emergencies().map(|one| one.id),
                    (Subject::EmergencyAccess, Action::ReadEmergencyAccess),
                    emergencies,
                ),
                shows(of, state.changes().map(|one| one.id), (Subject::Change, Action::ReadChange), changes),
            ];
            for (sum, (shown, hidden)) in counts.iter_mut().zip(found) {
                *sum = (sum.0 + shown, sum.1 + hidden);
            }
        }
    }
    assert!(counts.iter().all(|(shown, hidden)| *shown > 0 && *hidden > 0), "control: {counts:?}");
}

/// What one's charges are today, and that no two of them are of posts that never meet in one person.
#[test]
fn charges_and_clashes_are_told_of_their_person() {
    let state = &told().player.cabinet;
    let mut several = 0;
    for person in state.persons() {
        let held: Vec<_> = state.charges_of(person.id).map(|charge| charge.id).collect();
        let expected = state.all_charges().filter(|one| one.person == person.id && one.until.is_none());
        assert_eq!(held, expected.map(|charge| charge.id).collect::<Vec<_>>());
        assert_eq!(state.clashes_of(person.id), [], "no act makes such a pair");
        several += usize::from(held.len() > 1);
    }
    assert!(several > 0, "control: somebody holds two posts");
    assert_eq!(state.charges_of(PersonId(uuid::Uuid::nil())).count(), 0);
}

/// Such a pair comes from no act, but a record of another build may hold one: the auditor is shown it.
#[test]
fn posts_that_never_meet_are_found_where_they_do() {
    let mut player = Player::begun();
    let (one, other) = clash(&player.cabinet);
    let person = rehearsal::person(&one);
    let mut charge = player.cabinet.charge(rehearsal::charge(&other)).unwrap().as_ref().clone();
    charge.person = person;
    let recorded = cabinet::Recorded {
        act: ActId(player.uuid()),
        by: Actor::System,
        body: Digest([1; 32]),
        at: player.now(),
        event: cabinet::event::Event::ChargeTaken { charge },
    };
    assert_eq!(player.cabinet.clashes_of(person), [], "control");
    player.cabinet.apply(&recorded);
    let mut found = player.cabinet.clashes_of(person);
    found.iter_mut().for_each(|(one, other)| (*one, *other) = (*one.min(other), *one.max(other)));
    let (one, other) = (rehearsal::post(&one), rehearsal::post(&other));
    assert_eq!(found, [(one.min(other), one.max(other))], "the pair once, and no post with itself");
}

/// No act makes a section without a department either; should a record hold one, it is offered no matter that it could not open.
#[test]
fn a_section_of_no_department_opens_no_matter() {
    let mut player = Player::begun();
    let offered = |player: &Player| permitted(&player.cabinet, &actor("energy_section"), Subject::Government);
    assert!(offered(&player).contains(&Action::StartProposal), "control");
    let mut post = player.cabinet.post(rehearsal::post("energy_section")).unwrap().as_ref().clone();
    post.department = None;
    let recorded = cabinet::Recorded {
        act: ActId(player.uuid()),
        by: Actor::System,
        body: Digest([1; 32]),
        at: player.now(),
        event: cabinet::event::Event::PostChanged { post },
    };
    player.cabinet.apply(&recorded);
    assert_eq!(offered(&player), [Action::KeepPasskeys]);
    let (proposal, subject) = (ProposalId(player.uuid()), player.text("विषय"));
    let start = Act::StartProposal { proposal, number: "एफ 1".to_owned(), subject };
    assert_eq!(player.refused("energy_section", start), Refusal::Unknown);
}

/// Two posts of the sample that one person never holds together.
fn clash(state: &Cabinet) -> (String, String) {
    let posts: Vec<_> = state.posts().filter(|post| state.charge_of_post(post.id).is_some()).collect();
    let pairs = posts.iter().flat_map(|one| posts.iter().map(move |other| (one, other)));
    let (one, other) = pairs
        .filter(|(one, other)| one.kind == PostKind::CabinetSection && one.id != other.id)
        .find(|(one, other)| one.kind.never_meets(other.kind))
        .unwrap();
    (one.key.clone(), other.key.clone())
}

/// Of every event of every story the public side says something: what it is, and of what, where it is of something.
#[test]
fn the_public_side_knows_every_event() {
    for player in story::all() {
        for recorded in &player.recorded {
            let leaf = leaf_facts(&recorded.event);
            assert_ne!(leaf.kind, "other", "{:?}", recorded.event);
            // Upon which note a department notes for its view is nobody else's to know.
            let whole = ["government", "keys", "signature", "recovery", "noting"].contains(&leaf.kind);
            assert_eq!(leaf.ids.is_empty(), whole, "{:?}", recorded.event);
        }
    }
}

/// From its receipt on the cabinet section has had the note, whatever becomes of it.
#[test]
fn a_note_was_received_once_the_section_has_it() {
    let before = [
        StageName::Draft,
        StageName::SentBack,
        StageName::OnPaper,
        StageName::InDepartment,
        StageName::Consulting,
        StageName::ConsultationClosed,
        StageName::SecretaryApproved,
        StageName::MinisterApproved,
        StageName::UrgentlyRequested,
        StageName::UrgentlyForwarded,
        StageName::WithdrawnBeforeReceipt,
        StageName::Erased,
    ];
    let mut received = BTreeSet::new();
    for player in story::all() {
        for proposal in player.states.iter().flat_map(Cabinet::proposals) {
            let (stage, at) = (proposal.stage.name(), proposal.stage.received());
            assert_eq!(at.is_none(), before.contains(&stage), "{stage:?}");
            assert!(at.is_none_or(|at| at <= proposal.since), "{stage:?}");
            received.extend(at.map(|_| stage));
        }
    }
    assert_eq!(received.len() + before.len(), StageName::ALL.len(), "control: {received:?}");
}

/// The office ends what nobody has ended: at its moment, and not before.
#[test]
fn an_inquiry_is_over_at_its_moment() {
    let mut player = Player::begun();
    let proposal = player.drive("energy", StageName::InDepartment);
    let inquiry = player.ask_inquiry("auditor", Scope::Proposal { proposal });
    let ends = player.cabinet.inquiry(inquiry).unwrap().ends;
    let over = |player: &Player, at: Moment| work::inquiries_over(&player.cabinet, at);
    assert_eq!(over(&player, Moment(ends.0 - 1)), [], "control: to the last moment");
    assert_eq!(over(&player, ends), [inquiry]);
    player.end_inquiry("auditor", inquiry);
    assert_eq!(over(&player, ends), []);
}

/// The same act sent again gets its first answer; another's, or with other words in it, does not.
#[test]
fn an_act_that_is_sent_again_is_known() {
    let mut player = Player::begun();
    let id = player.start("energy");
    let recorded = player.recorded.last().unwrap();
    let accepted = player.cabinet.accepted(recorded.act).unwrap();
    let (by, body) = (actor("energy_section"), recorded.body);
    assert!(accepted.is_sent_again(&by, body));
    assert!(!accepted.is_sent_again(&by, Digest([2; 32])), "with other words in it");
    assert!(!accepted.is_sent_again(&actor("energy_secretary"), body), "another's");
    assert!(!accepted.is_sent_again(&actor(SYSTEM), body));
    let Actor::Holder { person, .. } = by else { panic!("{by:?}") };
    let under_another = Actor::Holder { person, charge: rehearsal::charge("health_section") };
    assert!(accepted.is_sent_again(&under_another, body), "under whichever charge");
    assert_eq!(player.cabinet.accepted(ActId(id.0)), None, "control");
    assert_eq!(player.cabinet.government(), crate::governments::rules().government);
}
