//! Acts as everything outside the rules knows them: at what they aim, by which coarse word they are told, and for which of
//! them a person proves anew who it is.

use crate::aims::aim;
use crate::charges::subjects;
use crate::coverage::{name, variants};
use crate::player::{Player, actor};
use crate::story;
use cabinet::act::Act;
use cabinet::ids::{
    ChangeId, EmergencyAccessId, IdentityId, InquiryId, ItemId, MeetingId, PasswordId, ProposalId, TaskId,
};
use cabinet::leaf::leaf_facts;
use cabinet::{Actor, Cabinet, Recorded, Subject};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// The act that a signature approves, or the act itself.
fn unsigned(act: &Act) -> &Act {
    match act {
        Act::Signed { act, .. } => act,
        act => act,
    }
}

/// Calls with every act of a player: the state before it, whose it is, and what it wrote.
fn each(player: &Player, mut look: impl FnMut(&Cabinet, &Actor, &Act, &[Recorded])) {
    let nothing = Cabinet::default();
    let before = std::iter::once(&nothing).chain(&player.states);
    let mut from = 0;
    for ((state, (who, act)), until) in before.zip(&player.acts).zip(&player.cuts) {
        look(state, who, act, &player.recorded[from..*until]);
        from = *until;
    }
    assert_eq!(from, player.recorded.len(), "control: every entry is an act's");
}

/// What is noted of an act that was sent names the matter on which it was done, or what it made.
#[test]
fn an_act_aims_at_its_matter() {
    let mut without = BTreeSet::new();
    for player in story::all() {
        each(&player, |state, who, act, written| {
            let aimed = aim(state, who, act).and_then(|(subject, _, _)| subject.id());
            let Some(told) = act.subject() else {
                assert_eq!(aimed, None, "{act:?}");
                without.insert(name(act));
                return;
            };
            let ids: Vec<_> = written.iter().flat_map(|one| leaf_facts(&one.event).ids).map(|(_, id)| id).collect();
            assert!(aimed.map_or_else(|| ids.contains(&told), |aimed| aimed == told), "{act:?}: {told}, {ids:?}");
        });
    }
    let government = ["Begin", "RecoverOfficers", "RotateEpochKey", "RotateRootKey"].map(str::to_owned);
    assert_eq!(without, BTreeSet::from(government), "only these are of the government as a whole");
}

/// The word that is told of an act before it is decided says no more than the public side of what it writes.
#[test]
fn the_word_of_an_act_tells_no_more_than_its_leaves() {
    let (mut words, mut by_leaves) = (BTreeMap::new(), BTreeMap::<Vec<_>, BTreeSet<&str>>::new());
    for player in story::all() {
        each(&player, |_, _, act, written| {
            words.insert(name(unsigned(act)), act.kind());
            assert_eq!(act.kind(), unsigned(act).kind(), "a signature changes nothing");
            let leaves = written.iter().map(|one| leaf_facts(&one.event));
            let shown = leaves.map(|leaf| (leaf.kind, leaf.ids.into_iter().map(|(what, _)| what).collect::<Vec<_>>()));
            by_leaves.entry(shown.collect()).or_default().insert(act.kind());
        });
    }
    let declared = variants(include_str!("../../src/act.rs").split_once("pub enum Act {").unwrap().1);
    let untold: Vec<_> = declared.iter().filter(|one| **one != "Signed" && !words.contains_key(**one)).collect();
    assert!(untold.is_empty(), "no story does {untold:?}");
    let apart: Vec<_> = by_leaves.iter().filter(|(_, kinds)| kinds.len() > 1).collect();
    assert!(apart.is_empty(), "one leaf, and words that tell these apart: {apart:?}");
    // Which way somebody decided.
    for ways in [
        &["ApproveAsSecretary", "ApproveAsMinister", "ReturnProposal", "Withdraw"][..],
        &["Scrutinise", "Clear", "ReturnProposal"],
        &["OrderForMeeting", "Decline", "OrderForCirculation", "ReturnProposal"],
        &["ForwardUrgentRequest", "ApproveUrgently", "RefuseUrgentApproval"],
        &["ConfirmTelephoneOrder", "DisownTelephoneOrder"],
        &["ApproveMinutes", "ReturnMinutes"],
        &["AgreeInquiry", "RefuseInquiry", "EndInquiry"],
        &["AgreeEmergencyAccess", "RefuseEmergencyAccess", "EndEmergencyAccess"],
        &["AgreeChange", "RefuseChange", "EndChange"],
    ] {
        let told: BTreeSet<_> = ways.iter().map(|way| words[*way]).collect();
        assert_eq!(told.len(), 1, "{ways:?}: {told:?}");
    }
    assert!(words.values().collect::<BTreeSet<_>>().len() > 15, "control: acts are told apart");
}

/// What approves, releases, gives rights, opens names or shuts another one out; written from the rules of access, not from
/// the list of acts.
#[test]
fn a_person_proves_anew_who_it_is() {
    let approvals = [
        "ApproveAsSecretary",
        "ApproveAsMinister",
        "Clear",
        "OrderForMeeting",
        "Decline",
        "OrderForCirculation",
        "AnswerCirculation",
        "ApproveByCirculation",
        "ForwardUrgentRequest",
        "ApproveUrgently",
        "ConfirmTelephoneOrder",
        "ApproveAgenda",
        "ApproveMinutes",
        "VerifyTask",
        "GrantExtension",
        "ReplaceTask",
    ];
    let releases = [
        "CallMeeting",
        "ReleaseFolder",
        "SubmitMinutes",
        "CirculateMinutes",
        "IssueExtract",
        "ReceiveFromPaper",
        "SetPaperRoute",
        "AllowCopies",
        "GiveCopy",
    ];
    let rights = [
        "AskInquiry",
        "AgreeInquiry",
        "AskEmergencyAccess",
        "AgreeEmergencyAccess",
        "ProposeChange",
        "AgreeChange",
        "AddPasskey",
        "RegisterDevice",
        "LiftRecusal",
    ];
    let of_others = ["RevokePasskey", "RevokePassword", "RevokeIdentity", "ReportDeviceLost"];
    let (mut asked, mut free) = (BTreeSet::new(), BTreeSet::new());
    for player in story::all() {
        each(&player, |state, who, act, _| {
            // A signature is a proof itself.
            let told = if state.needs_fresh_proof(who, act) { &mut asked } else { &mut free };
            told.insert(name(act));
        });
    }
    // No story takes one's own of these away.
    for own in [
        Act::RevokePassword { password: PasswordId(Uuid::nil()), reason: None },
        Act::RevokeIdentity { identity: IdentityId(Uuid::nil()), reason: None },
    ] {
        assert!(!Cabinet::default().needs_fresh_proof(&actor("auditor"), &own), "{own:?}");
        free.insert(name(&own));
    }
    let always: BTreeSet<String> =
        [&approvals[..], &releases, &rights].concat().into_iter().map(str::to_owned).collect();
    let sometimes: BTreeSet<String> = of_others.into_iter().map(str::to_owned).collect();
    assert_eq!(asked.intersection(&free).cloned().collect::<BTreeSet<_>>(), sometimes, "one's own is shut out at once");
    assert_eq!(asked.difference(&sometimes).cloned().collect::<BTreeSet<_>>(), always);
    for never in ["Signed", "PutUp", "Withdraw", "ReturnProposal", "RefuseChange", "EndEmergencyAccess"] {
        assert!(free.contains(never), "control: {never} asks for none");
    }
}

/// What lies at an id, where it is of that sort.
fn at(state: &Cabinet, key: &str, id: Uuid) -> Option<Subject> {
    let item = |meeting: MeetingId| state.item(meeting, ItemId(id)).map(|_| Subject::Item(meeting, ItemId(id)));
    match key {
        "proposal" => state.proposal(ProposalId(id)).map(|one| Subject::Proposal(one.id)),
        "meeting" => state.meeting(MeetingId(id)).map(|one| Subject::Meeting(one.id)),
        "item" => crate::facts::meetings(state).find_map(|meeting| item(meeting.id)),
        "task" => state.task(TaskId(id)).map(|one| Subject::Task(one.id)),
        "inquiry" => state.inquiry(InquiryId(id)).map(|one| Subject::Inquiry(one.id)),
        "emergency_access" => state.emergency_access(EmergencyAccessId(id)).map(|one| Subject::EmergencyAccess(one.id)),
        "change" => state.change(ChangeId(id)).map(|one| Subject::Change(one.id)),
        _ => None,
    }
}

/// A page and a reading name a matter by a word and an id.
#[test]
fn a_subject_is_found_again_by_its_word_and_its_id() {
    let state = &story::told().player.cabinet;
    let mut keys = BTreeSet::new();
    for subject in subjects(state) {
        keys.insert(subject.key());
        match subject.id() {
            None => assert_eq!((subject, subject.key()), (Subject::Government, "government")),
            Some(id) => assert_eq!(at(state, subject.key(), id), Some(subject)),
        }
    }
    assert_eq!(keys.len(), 8, "control: {keys:?}");
}
