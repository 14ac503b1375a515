//! What somebody can reach is what `permitted` says of everything there is, and nothing where nobody holds a charge.

use crate::facts;
use crate::people::holder_of;
use crate::story;
use cabinet::ids::{ChargeId, PersonId};
use cabinet::people::PostKind;
use cabinet::reach::Reach;
use cabinet::{Action, Actor, Cabinet, Subject, permitted};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Everything there is, found once more without [`Cabinet::subjects`].
fn everything(state: &Cabinet) -> BTreeSet<Subject> {
    let mut found = BTreeSet::from([Subject::Government]);
    found.extend(facts::proposals(state).map(|one| Subject::Proposal(one.id)));
    for meeting in facts::meetings(state) {
        found.insert(Subject::Meeting(meeting.id));
        found.extend(meeting.items.iter().map(|item| Subject::Item(meeting.id, item.id)));
    }
    found.extend(state.tasks().map(|one| Subject::Task(one.id)));
    found.extend(state.inquiries().map(|one| Subject::Inquiry(one.id)));
    found.extend(state.changes().map(|one| Subject::Change(one.id)));
    found.extend(state.emergencies().map(|one| Subject::EmergencyAccess(one.id)));
    found
}

#[test]
fn a_reach_is_what_is_permitted_on_everything_there_is() {
    let (mut reached, mut papers, mut classified) = (BTreeSet::new(), 0, BTreeSet::new());
    for player in story::all() {
        let Some(state) = player.states.last() else { continue };
        let all = everything(state);
        assert_eq!(state.subjects().collect::<BTreeSet<Subject>>(), all);
        classified.extend(all.iter().filter_map(|one| Some((kind(one), state.classification_of(*one)?.to_owned()))));
        for post in state.posts() {
            let Some(who) = holder_of(state, post) else { continue };
            let reach = Reach::of(state, &who);
            for subject in &all {
                let named = |action: &Action| reach.permitted.get(action).is_some_and(|on| on.contains(subject));
                let told: Vec<Action> = Action::ALL.iter().copied().filter(named).collect();
                assert_eq!(told, permitted(state, &who, *subject), "{}: {subject:?}", post.key);
            }
            let may: BTreeSet<_> = state.papers().map(|paper| paper.id).collect();
            let may: BTreeSet<_> = may.into_iter().filter(|paper| state.may_read_paper(&who, *paper)).collect();
            assert_eq!(reach.papers.iter().copied().collect::<BTreeSet<_>>(), may, "{}", post.key);
            papers += reach.papers.len();
            reached.extend(reach.permitted.keys().map(|action| (post.kind, *action)));
        }
        let nobody = Actor::Holder { person: PersonId(Uuid::nil()), charge: ChargeId(Uuid::nil()) };
        assert_eq!(Reach::of(state, &nobody), Reach::default());
    }
    assert!(papers > 0 && reached.contains(&(PostKind::CabinetSection, Action::ReadMinutes)), "control");
    assert!(!reached.contains(&(PostKind::Auditor, Action::ReadProposal)), "control");
    let kinds: BTreeSet<&str> = classified.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, BTreeSet::from(["item", "meeting", "proposal", "task"]), "{classified:?}");
}

/// Asked of very many proposals at once, who reads is who may read by the grid; and nobody may do anything with what he may
/// not read, so that a desk need not ask for more.
pub fn check_readers(state: &Cabinet) -> BTreeSet<(PostKind, bool)> {
    let mut found = BTreeSet::new();
    for post in state.posts() {
        let Some(who) = holder_of(state, post) else { continue };
        let mut readable = Vec::new();
        for proposal in facts::proposals(state) {
            let actions = permitted(state, &who, Subject::Proposal(proposal.id));
            let reads = state.reads(&who, proposal);
            assert_eq!(reads, actions.contains(&Action::ReadProposal), "{}: {:?}", post.key, proposal.stage);
            assert_eq!(reads, !actions.is_empty(), "{}: {actions:?}", post.key);
            readable.extend(reads.then_some(proposal.id));
            found.insert((post.kind, reads));
        }
        readable.sort_unstable_by(|one, other| other.cmp(one));
        let listed: Vec<_> = state.readable_proposals(&who).map(|one| one.id).collect();
        assert_eq!(listed, readable, "{}: newest first", post.key);
    }
    found
}

#[test]
fn who_reads_is_who_may_read() {
    let mut found = BTreeSet::new();
    for player in story::all() {
        player.states.iter().for_each(|state| found.extend(check_readers(state)));
        let Some(state) = player.states.last() else { continue };
        let nobody = Actor::Holder { person: PersonId(Uuid::nil()), charge: ChargeId(Uuid::nil()) };
        assert!(facts::proposals(state).all(|one| !state.reads(&nobody, one) && !state.reads(&Actor::System, one)));
    }
    let reading = PostKind::ALL.into_iter().filter(|kind| found.contains(&(*kind, true)));
    let never = [PostKind::PrivateStaff, PostKind::GovernorSecretary, PostKind::Auditor, PostKind::SystemAdministrator];
    assert_eq!(reading.filter(|kind| never.contains(kind)).count(), 0);
    for kind in PostKind::ALL.into_iter().filter(|kind| !never.contains(kind)) {
        assert!(found.contains(&(kind, true)), "control: {kind:?} reads something");
        assert!(found.contains(&(kind, false)), "control: {kind:?} does not read everything");
    }
}

fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Proposal(_) => "proposal",
        Subject::Meeting(_) => "meeting",
        Subject::Item(..) => "item",
        Subject::Task(_) => "task",
        _ => "other",
    }
}
