//! Notices: whoever must hear of something is told, nobody else is, and nothing is said but that it is there.

use crate::people::{enter_person, hand_over, holder_of};
use crate::player::{Player, actor};
use crate::{facts, story};
use cabinet::notice::{NOTICE_DAYS, Notice, NoticeKind, all_notices, notices};
use cabinet::people::PostKind;
use cabinet::proposal::StageName;
use cabinet::{Cabinet, Moment, Subject};
use std::collections::{BTreeMap, BTreeSet};

/// Every state of the stories as it was and as it was some days and some weeks later, before the next act.
fn looks() -> impl Iterator<Item = (&'static Cabinet, Moment)> {
    let states = story::told().player.states.iter();
    states.flat_map(|state| [0, 20, 25].map(|days| (state, state.last().plus_days(days))))
}

fn post_of(state: &Cabinet, notice: &Notice) -> String {
    state.post_of_charge(notice.charge).unwrap().key.clone()
}

fn told(player: &Player, kind: NoticeKind) -> BTreeSet<String> {
    let found = all_notices(&player.cabinet, player.now());
    found.iter().filter(|one| one.kind == kind).map(|one| post_of(&player.cabinet, one)).collect()
}

#[test]
fn nobody_is_told_what_he_may_not_know_and_everybody_alone_is_told_what_all_are() {
    let mut kinds = BTreeSet::new();
    for (state, now) in looks() {
        let all = all_notices(state, now);
        let ids: BTreeSet<String> = all.iter().map(Notice::id).collect();
        assert_eq!(ids.len(), all.len(), "each has an id of its own");
        let mut alone = 0;
        for who in state.posts().filter_map(|post| holder_of(state, post)) {
            let own = notices(state, &who, now);
            assert!(own.iter().all(|one| state.may(&who, one.subject, one.kind.needs())), "{own:?}");
            assert!(own.iter().all(|one| Some(one.charge) == who.charge() && Some(one.person) == who.person()));
            assert!(own.iter().all(|one| ids.contains(&one.id())));
            assert!(own.is_sorted_by_key(|one| std::cmp::Reverse(one.at)), "the newest first");
            alone += own.len();
        }
        assert_eq!(alone, all.len());
        assert!(all.iter().all(|one| one.at <= now && now < one.at.plus_days(NOTICE_DAYS)));
        kinds.extend(all.iter().map(|one| one.kind));
    }
    assert!(kinds.iter().eq(NoticeKind::ALL), "control: every kind is told: {kinds:?}");
}

/// What stands has one id on its whole way: a call that was told is not told again when the agenda is approved.
#[test]
fn a_notice_has_the_same_id_for_as_long_as_it_stands() {
    let mut ids: BTreeMap<(NoticeKind, Subject, Moment, String), BTreeSet<String>> = BTreeMap::new();
    let mut stages = BTreeMap::<Subject, BTreeSet<_>>::new();
    for state in &story::told().player.states {
        for one in all_notices(state, state.last()).into_iter().filter(|one| one.kind == NoticeKind::MeetingCalled) {
            let Subject::Meeting(meeting) = one.subject else { panic!("{one:?}") };
            stages.entry(one.subject).or_default().insert(state.meeting(meeting).unwrap().stage.name());
            let key = (one.kind, one.subject, one.begins.unwrap(), post_of(state, &one));
            ids.entry(key).or_default().insert(one.id());
        }
    }
    assert!(stages.values().any(|stages| stages.len() >= 3), "control: calls are looked at through several stages");
    assert!(ids.len() > 10 && ids.values().all(|ids| ids.len() == 1), "{ids:?}");
}

/// Private staff learn that a folder came and when the meeting is; who runs the machine or audits it learns nothing.
#[test]
fn who_only_looks_on_is_told_nothing_and_staff_no_more_than_a_notice() {
    let mut staff = BTreeSet::new();
    for (state, now) in looks() {
        for one in all_notices(state, now) {
            let kind = state.post_of_charge(one.charge).unwrap().kind;
            assert!(!matches!(kind, PostKind::Auditor | PostKind::SystemAdministrator), "{one:?}");
            if kind == PostKind::PrivateStaff {
                staff.insert(one.kind);
            }
        }
    }
    assert!(staff.into_iter().eq([NoticeKind::MeetingCalled, NoticeKind::FolderReleased]));
}

/// Nothing that anybody wrote can be found in a notice, whatever is planted in the state.
#[test]
fn a_notice_says_nothing_that_anybody_wrote() {
    let (mut words, mut looked) = (BTreeSet::new(), 0);
    for (state, now) in looks() {
        words.extend(facts::proposals(state).map(|one| one.number.clone()));
        let revisions = facts::proposals(state).flat_map(|one| one.revisions.iter());
        words.extend(revisions.map(|revision| revision.facts.subject.clone()));
        words.extend(facts::meetings(state).map(|one| one.place.clone()));
        let said: String =
            all_notices(state, now).iter().map(|one| format!("{one:?} {} {}\n", one.id(), one.path())).collect();
        looked += said.len();
        assert!(words.iter().all(|word| !said.contains(word.as_str())), "{said}");
    }
    assert!(words.len() > 5 && words.iter().all(|word| !word.is_empty()) && looked > 1000, "control: {words:?}");
    let written = serde_json::to_string(&story::told().player.cabinet).unwrap();
    assert!(words.iter().all(|word| written.contains(word.as_str())), "control: they are in the state");
}

#[test]
fn the_way_of_a_note_tells_who_has_it() {
    let mut player = Player::begun();
    let id = player.drive("energy", StageName::InDepartment);
    assert_eq!(told(&player, NoticeKind::FileCame), ["energy_secretary".to_owned()].into());
    player.ask(id, &["finance", "law"]);
    let asked: BTreeSet<String> = ["finance_secretary", "law_secretary"].map(str::to_owned).into();
    assert_eq!(told(&player, NoticeKind::ViewAsked), asked);
    assert_eq!(told(&player, NoticeKind::ViewDueSoon), BTreeSet::new());
    let due = all_notices(&player.cabinet, player.now())[0].due.unwrap();
    let later = all_notices(&player.cabinet, Moment(due.0 - 1));
    assert_eq!(later.iter().filter(|one| one.kind == NoticeKind::ViewDueSoon).count(), 2);
    // Within a department whoever has it marked to his desk; to whom it was not marked nothing is told.
    assert_eq!(told(&player, NoticeKind::FileCame), BTreeSet::new());
    player.mark_for_view("finance_secretary", id, "finance_officer");
    assert_eq!(told(&player, NoticeKind::FileCame), ["finance_officer".to_owned()].into());
    player.mark_for_view("finance_officer", id, "finance_secretary");
    assert_eq!(told(&player, NoticeKind::FileCame), ["finance_secretary".to_owned()].into());
    player.view(id, "finance", cabinet::proposal::Answer::Concurs);
    assert_eq!(told(&player, NoticeKind::ViewAsked), ["law_secretary".to_owned()].into());
    player.carry_on_from_views(id);
    assert_eq!(told(&player, NoticeKind::FileCame), BTreeSet::new(), "who closed it himself is told nothing");
    player.approve_as_secretary(id);
    assert_eq!(told(&player, NoticeKind::FileCame), ["energy_minister".to_owned()].into());
    player.carry_on(id, StageName::Submitted);
    let held = player.cabinet.posts().filter(|post| holder_of(&player.cabinet, post).is_some());
    let sections = held.filter(|post| post.kind == PostKind::CabinetSection).map(|post| post.key.clone());
    let sections: BTreeSet<String> = sections.collect();
    assert_eq!(told(&player, NoticeKind::FileCame), sections);
    player.send_back("cabinet_section", id);
    let back: BTreeSet<String> = ["energy_section", "energy_section_2", "energy_secretary"].map(str::to_owned).into();
    assert_eq!(told(&player, NoticeKind::NoteReturned), back);
}

impl Player {
    /// The law department answers too, and the secretary closes the consultation.
    fn carry_on_from_views(&mut self, id: cabinet::ids::ProposalId) {
        self.view(id, "law", cabinet::proposal::Answer::NoViewNeeded);
        self.close(id);
    }
}

#[test]
fn a_meeting_is_told_until_it_begins_and_its_folder_to_whom_it_went() {
    let mut player = Player::begun();
    let proposal = player.drive("energy", StageName::Ordered);
    let meeting = player.propose_meeting();
    assert_eq!(told(&player, NoticeKind::MeetingCalled), BTreeSet::new());
    player.call_meeting(meeting);
    let called = told(&player, NoticeKind::MeetingCalled);
    for who in ["finance_minister", "energy_minister_staff", "governor_secretary", "chief_secretary"] {
        assert!(called.contains(who), "{who}: {called:?}");
    }
    for who in ["chief_minister", "auditor", "energy_section"] {
        assert!(!called.contains(who), "{who}");
    }
    player.list(meeting, proposal);
    player.approve_agenda(meeting);
    player.release(meeting, &["chief_minister", "energy_minister"]);
    let folder: BTreeSet<String> =
        ["chief_minister", "energy_minister", "energy_minister_staff"].map(str::to_owned).into();
    assert_eq!(told(&player, NoticeKind::FolderReleased), folder);
    let own = notices(&player.cabinet, &actor("energy_minister"), player.now());
    let record = player.cabinet.meeting(meeting).unwrap();
    assert!(own.iter().all(|one| one.begins == Some(record.begins) && one.path() == format!("/meetings/{meeting}")));
    let begun = all_notices(&player.cabinet, record.begins);
    assert!(begun.iter().all(|one| one.kind != NoticeKind::MeetingCalled), "what has begun is not called any more");
}

/// Who takes charge of a post sees what stands for it, under an id of his own.
#[test]
fn a_notice_is_of_the_charge() {
    let mut player = Player::begun();
    player.drive("energy", StageName::InDepartment);
    let before = notices(&player.cabinet, &actor("energy_secretary"), player.now());
    player.changed(vec![enter_person("next"), hand_over("energy_secretary", "next_charge", "next")]);
    let post = rehearsal::post("energy_secretary");
    let holder = holder_of(&player.cabinet, player.cabinet.post(post).unwrap()).unwrap();
    let after = notices(&player.cabinet, &holder, player.now());
    assert_eq!(notices(&player.cabinet, &actor("energy_secretary"), player.now()), []);
    assert_eq!((before.len(), after.len()), (1, 1));
    assert_ne!(before[0].id(), after[0].id());
}
