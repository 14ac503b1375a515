//! Charges that end, posts that are handed over and portfolios that move, with what lies on the desk.

use crate::people::{
    CHIEF_SECRETARY, FIRST, end_charge, enter_person, hand_over, holder, holder_of, set_minister, take_charge,
};
use crate::player::{Player, actor};
use crate::story::told;
use cabinet::act::Act;
use cabinet::desk::desk;
use cabinet::event::Event;
use cabinet::people::Charge;
use cabinet::proposal::StageName;
use cabinet::{Action, Actor, Cabinet, Refusal, Subject, permitted};
use rehearsal::{charge, person, post};

/// Every subject there is.
pub fn subjects(state: &Cabinet) -> Vec<Subject> {
    let mut found = vec![Subject::Government];
    found.extend(state.proposals().map(|one| Subject::Proposal(one.id)));
    found.extend(state.tasks().map(|one| Subject::Task(one.id)));
    found.extend(state.inquiries().map(|one| Subject::Inquiry(one.id)));
    found.extend(state.emergencies().map(|one| Subject::EmergencyAccess(one.id)));
    found.extend(state.changes().map(|one| Subject::Change(one.id)));
    for meeting in crate::facts::meetings(state) {
        found.push(Subject::Meeting(meeting.id));
        found.extend(meeting.items.iter().map(|item| Subject::Item(meeting.id, item.id)));
    }
    found
}

/// From one moment on the former holder may nothing, and the next one what he could, files and desk as they lay.
#[test]
fn a_desk_is_handed_over_whole() {
    let mut story = told().player.clone();
    for _ in 0..12 {
        story.start("energy");
    }
    story.drive("energy", StageName::InDepartment);
    story.drive("energy", StageName::SecretaryApproved);
    let asked = story.drive("energy", StageName::Consulting);
    let keys = ["energy_section", "energy_secretary", "energy_minister", "finance_secretary", "energy_minister_staff"];
    let others = ["home_secretary", "governor_secretary", "agriculture_minister", "system_administrator"];
    for key in keys.into_iter().chain(others) {
        let mut player = story.clone();
        let (old, new) = (actor(key), holder("next", "next"));
        let told: Vec<Subject> = subjects(&player.cabinet);
        let answers = |player: &Player, who: &Actor| -> Vec<Vec<Action>> {
            told.iter().map(|subject| permitted(&player.cabinet, who, *subject)).collect()
        };
        let (could, waited) = (answers(&player, &old), desk(&player.cabinet, &old, player.now()));
        let versions = |player: &Player, who: &Actor| -> Vec<u32> {
            player.cabinet.proposals().map(|one| player.cabinet.version_seen_by(who, one)).collect()
        };
        let seen = versions(&player, &old);
        assert!(answers(&player, &new).iter().all(Vec::is_empty), "control");
        player.changed(vec![enter_person("next"), hand_over(key, "next", "next")]);

        assert!(subjects(&player.cabinet).iter().all(|subject| permitted(&player.cabinet, &old, *subject).is_empty()));
        assert_eq!(desk(&player.cabinet, &old, player.now()), []);
        assert_eq!(answers(&player, &new), could, "{key}");
        assert_eq!(desk(&player.cabinet, &new, player.now()), waited, "{key}");
        assert_eq!(versions(&player, &new), seen, "pages that lie open are not outdated by it");
        assert!(could.iter().any(|actions| !actions.is_empty()), "control: {key} had something");
        if key == "energy_section" {
            let drafts = could.iter().filter(|actions| actions.contains(&Action::EraseDraft)).count();
            assert_eq!(drafts, 12);
            let paper = *player.cabinet.proposal(asked).unwrap().papers.front().unwrap();
            assert!(!player.cabinet.may_read_paper(&old, paper) && player.cabinet.may_read_paper(&new, paper));
            let draft = told.iter().rev().find_map(|subject| match subject {
                Subject::Proposal(id) if player.stage(*id) == StageName::Draft => Some(*id),
                _ => None,
            });
            let (proposal, paper) = (draft.unwrap(), player.a_paper());
            let act = Act::AttachPaper { proposal, seen: player.seen(key, proposal), paper };
            assert_eq!(player.refused(key, act.clone()), Refusal::Unknown);
            player.try_as(&new, act).unwrap();
        }
    }
}

/// A post that nobody holds is there for the next one; a person without a post may nothing.
#[test]
fn a_vacant_post_keeps_its_files() {
    let mut player = Player::begun();
    let draft = player.start("energy");
    let subject = Subject::Proposal(draft);
    let could = permitted(&player.cabinet, &actor("energy_section"), subject);
    player.changed(vec![end_charge("energy_section")]);
    let held = player.cabinet.charge(charge("energy_section")).unwrap();
    assert_eq!(held.until, Some(player.now()));
    assert!(holder_of(&player.cabinet, player.cabinet.post(post("energy_section")).unwrap()).is_none());
    assert!(permitted(&player.cabinet, &actor("energy_section"), subject).is_empty());
    assert!(permitted(&player.cabinet, &actor("energy_section"), Subject::Government).is_empty());
    player.changed(vec![take_charge("again", "energy_section", "energy_section")]);
    assert_eq!(permitted(&player.cabinet, &holder("energy_section", "again"), subject), could);
    assert!(permitted(&player.cabinet, &actor("energy_section"), subject).is_empty(), "the ended charge stays ended");
}

/// The post is nobody's for no moment, and two persons' for none: one ends where the other begins.
#[test]
fn one_charge_ends_where_the_next_begins() {
    let mut player = Player::begun();
    let steps = vec![enter_person("next"), hand_over("law_minister", "next", "next")];
    let change = player.propose_change(FIRST, steps, None);
    let events = player.agree_change(CHIEF_SECRETARY, change);
    let from = player.now();
    let taken = Charge { id: charge("next"), person: person("next"), post: post("law_minister"), from, until: None };
    let ended = Event::ChargeEnded { charge: charge("law_minister") };
    assert_eq!(events[3..], [ended, Event::ChargeTaken { charge: taken }]);
    assert_eq!(player.cabinet.charge(charge("law_minister")).unwrap().until, Some(from));
}

#[test]
fn a_portfolio_moves_with_its_matters() {
    let mut player = Player::begun();
    let waiting = player.drive("energy", StageName::SecretaryApproved);
    let drafted = player.start("energy");
    let other = player.drive("health", StageName::SecretaryApproved);
    let (former, next) = (actor("energy_minister"), actor("health_minister"));
    let may = |player: &Player, who: &Actor, id| permitted(&player.cabinet, who, Subject::Proposal(id));
    let could = [waiting, drafted].map(|id| may(&player, &former, id));
    assert!(could[0].contains(&Action::ApproveAsMinister) && !could[1].is_empty(), "control");
    let own = may(&player, &next, other);
    player.changed(vec![set_minister("energy", Some("health_minister"))]);
    assert_eq!([waiting, drafted].map(|id| may(&player, &former, id)), [vec![], vec![]]);
    assert_eq!([waiting, drafted].map(|id| may(&player, &next, id)), could);
    assert_eq!(may(&player, &next, other), own, "he keeps what he had");
    assert_eq!(desk(&player.cabinet, &former, player.now()), []);
    assert_eq!(desk(&player.cabinet, &next, player.now()).len(), 2);
    let act = |player: &mut Player| {
        let (seen, remark) = (player.seen("health_minister", waiting), player.text(""));
        Act::ApproveAsMinister { proposal: waiting, seen, remark }
    };
    let late = act(&mut player);
    assert_eq!(player.refused("energy_minister", late), Refusal::Unknown);
    let approved = act(&mut player);
    player.must("health_minister", approved);

    // For a while nobody, and then the Chief Minister himself.
    player.changed(vec![set_minister("energy", None)]);
    for post in player.cabinet.posts().filter(|post| post.kind.is_member()) {
        assert!(may(&player, &actor(&post.key), waiting).is_empty(), "{}", post.key);
    }
    player.changed(vec![set_minister("energy", Some("chief_minister"))]);
    assert!(may(&player, &actor("chief_minister"), waiting).contains(&Action::Withdraw));
}
