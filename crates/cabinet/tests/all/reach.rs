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
    assert_eq!(kinds, BTreeSet::from(["item", "meeting", "proposal"]), "{classified:?}");
}

fn kind(subject: &Subject) -> &'static str {
    match subject {
        Subject::Proposal(_) => "proposal",
        Subject::Meeting(_) => "meeting",
        Subject::Item(..) => "item",
        _ => "other",
    }
}
