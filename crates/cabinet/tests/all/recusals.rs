//! Recusal: a member who takes no part reads nothing of the item, from that moment on; only the Chief Minister lifts it.

use crate::facts;
use crate::people::holder_of;
use crate::player::{Player, actor};
use crate::story::{ALL_RECIPIENTS, told, whole};
use cabinet::act::Act;
use cabinet::decision::Outcome;
use cabinet::desk::desk;
use cabinet::event::Event;
use cabinet::ids::{ItemId, MeetingId, PostId, ProposalId};
use cabinet::people::PostKind;
use cabinet::proposal::StageName;
use cabinet::reach::Reach;
use cabinet::recusal::RecusalWord;
use cabinet::{Action, Refusal, Subject, permitted};
use uuid::Uuid;

const SECTION: &str = "cabinet_section";

impl Player {
    pub fn recuse_self(&mut self, who: &str, meeting: MeetingId, item: ItemId, reason: &str) {
        let act = self.recuse_self_act(meeting, item, reason);
        self.must(who, act);
    }

    fn recuse_self_act(&mut self, meeting: MeetingId, item: ItemId, reason: &str) -> Act {
        let (seen, reason) = (self.item_version(meeting, item), self.text(reason));
        Act::RecuseSelf { meeting, item, seen, reason }
    }

    fn recuse_act(&mut self, meeting: MeetingId, item: ItemId, member: PostId, reason: &str) -> Act {
        let (seen, reason) = (self.item_version(meeting, item), self.text(reason));
        Act::RecuseMember { meeting, item, seen, member, by_chief_minister: true, reason }
    }

    fn recuse(&mut self, meeting: MeetingId, item: ItemId, who: &str) {
        let act = self.recuse_act(meeting, item, rehearsal::post(who), "माननीय मुख्यमंत्री के निर्देश");
        self.must(SECTION, act);
    }

    fn lift_act(&mut self, meeting: MeetingId, item: ItemId, who: &str, reason: &str) -> Act {
        let (seen, reason) = (self.item_version(meeting, item), self.text(reason));
        Act::LiftRecusal { meeting, item, seen, member: rehearsal::post(who), reason }
    }

    fn lift(&mut self, meeting: MeetingId, item: ItemId, who: &str) {
        let act = self.lift_act(meeting, item, who, "हित का प्रश्न नहीं रहा");
        self.must("chief_minister", act);
    }

    /// By chance: of any member, in either word, or the lifting of one that stands.
    pub fn recusal_act(
        &mut self,
        (meeting, item): (MeetingId, ItemId),
        action: Action,
        seen: u32,
        (content, words): (usize, &str),
    ) -> Option<Act> {
        let reason = self.text(words);
        let standing = self.cabinet.item(meeting, item).and_then(|(_, _, listed)| {
            listed.recusals.iter().find(|recusal| recusal.stands()).map(|recusal| recusal.member)
        });
        let any = rehearsal::post(ALL_RECIPIENTS[content % ALL_RECIPIENTS.len()]);
        Some(match action {
            Action::RecuseSelf => Act::RecuseSelf { meeting, item, seen, reason },
            Action::RecuseMember => {
                let by_chief_minister = content.is_multiple_of(2);
                Act::RecuseMember { meeting, item, seen, member: any, by_chief_minister, reason }
            }
            Action::LiftRecusal => Act::LiftRecusal { meeting, item, seen, member: standing.unwrap_or(any), reason },
            _ => return None,
        })
    }
}

/// A folder that is out to all, with one matter of energy and one of aviation.
fn released(player: &mut Player) -> (MeetingId, Vec<ItemId>, Vec<ProposalId>) {
    let proposals: Vec<_> =
        ["energy", "aviation"].map(|department| player.drive(department, StageName::Ordered)).to_vec();
    let (meeting, items) = agreed_agenda(player, &proposals);
    player.release(meeting, ALL_RECIPIENTS);
    (meeting, items, proposals)
}

/// A meeting whose agenda is approved.
fn agreed_agenda(player: &mut Player, proposals: &[ProposalId]) -> (MeetingId, Vec<ItemId>) {
    let meeting = player.propose_meeting();
    player.call_meeting(meeting);
    let items = proposals.iter().map(|proposal| player.list(meeting, *proposal)).collect();
    player.approve_agenda(meeting);
    (meeting, items)
}

fn decided(player: &mut Player, meeting: MeetingId, items: &[ItemId], outcomes: &[Outcome]) {
    player.open(meeting, "chief_minister", &["chief_minister", "health_minister"]);
    for (item, outcome) in items.iter().zip(outcomes) {
        player.record_decisions(meeting, *item, *outcome);
    }
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
    player.circulate_minutes(meeting);
}

/// Recusals of each word, before and after the folder went out and while the item is before the council, of the sponsoring
/// minister too; one is lifted.
pub fn recorded_in(player: &mut Player) {
    let proposal = player.drive("energy", StageName::Ordered);
    let (meeting, items) = agreed_agenda(player, &[proposal]);
    let item = items[0];
    player.recuse(meeting, item, "agriculture_minister");
    player.release(meeting, ALL_RECIPIENTS);
    player.recuse_self("energy_minister", meeting, item, "सम्बन्धी की संस्था");
    player.recuse(meeting, item, "finance_minister");
    player.recuse(meeting, item, "health_minister");
    player.lift(meeting, item, "health_minister");
    player.open(meeting, "chief_minister", &["chief_minister"]);
    player.call_item(meeting, item);
    player.recuse_self("law_minister", meeting, item, "");
    player.record_decisions(meeting, item, Outcome::Approved);
    player.conclude(meeting);
    player.draft_minutes(meeting);
    player.submit_minutes(meeting);
    player.approve_minutes(meeting);
    player.circulate_minutes(meeting);
    player.issue_extract(meeting, item);
    player.acknowledge(meeting, item);
}

/// Refusals of recusals.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (meeting, items, _) = released(&mut player);
    let (item, minister) = (items[0], "health_minister");
    let mut found = Vec::new();
    for unfit in [rehearsal::post("chief_minister"), rehearsal::post("home_secretary"), PostId(Uuid::from_u128(7))] {
        let act = player.recuse_act(meeting, item, unfit, "कारण");
        found.push(player.refused(SECTION, act));
    }
    let silently = player.recuse_act(meeting, item, rehearsal::post(minister), "");
    assert_eq!(player.refused(SECTION, silently), Refusal::ReasonMissing);
    player.recuse_self(minister, meeting, item, "");
    let another = player.lift_act(meeting, item, "law_minister", "कारण");
    found.push(player.refused("chief_minister", another));
    let twice = player.recuse_act(meeting, item, rehearsal::post(minister), "कारण");
    found.push(player.refused(SECTION, twice));
    assert!(found.iter().all(|refusal| *refusal == Refusal::MemberUnfit), "{found:?}");
    let silently = player.lift_act(meeting, item, minister, "");
    found.push(player.refused("chief_minister", silently));
    assert_eq!(found.last(), Some(&Refusal::ReasonMissing));
    let again = player.recuse_self_act(meeting, item, "");
    found.push(player.refused(minister, again));
    assert_eq!(found.last(), Some(&Refusal::Unknown), "to him it is not there any more");
    found
}

#[test]
fn each_is_refused_for_its_own_reason() {
    assert!(refusals().len() >= 7);
}

/// Everything of the item that somebody reads or may do, and the matter itself.
fn reads(player: &Player, who: &str, proposal: ProposalId) -> Vec<Subject> {
    let reach = Reach::of(&player.cabinet, &actor(who));
    let of_item = |subject: &Subject| match subject {
        Subject::Proposal(id) => *id == proposal,
        Subject::Item(meeting, item) => {
            player.cabinet.item(*meeting, *item).is_some_and(|found| found.2.proposal == proposal)
        }
        Subject::Task(id) => player.cabinet.task(*id).is_some_and(|task| task.proposal == proposal),
        _ => false,
    };
    let mut found: Vec<Subject> = reach.permitted.values().flatten().copied().filter(of_item).collect();
    let record = player.cabinet.proposal(proposal).unwrap();
    if record.paper_records.keys().any(|paper| reach.papers.contains(paper)) {
        found.push(Subject::Government);
    }
    found
}

#[test]
fn a_recused_member_reads_nothing_of_the_item() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    let (minister, other) = ("health_minister", "industry_minister");
    assert!(reads(&player, minister, proposals[0]).len() >= 3, "control: note, papers and item");
    player.recuse_self(minister, meeting, items[0], "");
    assert_eq!(reads(&player, minister, proposals[0]), []);
    assert!(reads(&player, minister, proposals[1]).len() >= 3, "control: another item");
    assert!(reads(&player, other, proposals[0]).len() >= 3, "control: another member");
    let readable: Vec<_> = player.cabinet.readable_proposals(&actor(minister)).map(|one| one.id).collect();
    assert_eq!(readable, [proposals[1]]);
    assert_eq!(player.cabinet.readable_revisions(&actor(minister), proposals[0]).len(), 0);

    // Nor what is decided, minuted, ordered and done upon it.
    decided(&mut player, meeting, &items, &[Outcome::Approved, Outcome::Approved]);
    player.recuse_nobody_after_the_decision(meeting, items[1]);
    player.issue_extract(meeting, items[0]);
    assert_eq!(reads(&player, minister, proposals[0]), []);
    assert!(player.cabinet.may(&actor(minister), Subject::Meeting(meeting), Action::ReadMinutes), "of the others");
}

impl Player {
    fn recuse_nobody_after_the_decision(&mut self, meeting: MeetingId, item: ItemId) {
        let own = self.recuse_self_act(meeting, item, "");
        assert_eq!(self.refused("law_minister", own), Refusal::Unknown);
        let act = self.recuse_act(meeting, item, rehearsal::post("law_minister"), "कारण");
        assert_eq!(self.refused(SECTION, act), Refusal::Unknown);
    }
}

#[test]
fn nobody_but_the_chief_minister_lifts_a_recusal() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    let minister = "health_minister";
    player.recuse(meeting, items[0], minister);
    let posts: Vec<_> = player.cabinet.posts().cloned().collect();
    let mut tried = 0;
    for post in posts.iter().filter(|post| post.kind != PostKind::ChiefMinister) {
        let Some(who) = holder_of(&player.cabinet, post) else { continue };
        let act = player.lift_act(meeting, items[0], minister, "कारण");
        assert_eq!(player.try_as(&who, act).unwrap_err(), Refusal::Unknown, "{}", post.key);
        tried += 1;
    }
    assert!(tried > 20 && reads(&player, minister, proposals[0]).is_empty());
    player.lift(meeting, items[0], minister);
    assert!(reads(&player, minister, proposals[0]).len() >= 3, "and then he reads it again");
    let (_, _, item) = player.cabinet.item(meeting, items[0]).unwrap();
    let [recusal] = &item.recusals[..] else { panic!("{:?}", item.recusals) };
    assert!(!recusal.stands() && recusal.word == RecusalWord::ChiefMinister, "both stand in the record");
    player.recuse_self(minister, meeting, items[0], "");
    assert!(reads(&player, minister, proposals[0]).is_empty(), "and he may take no part all the same");
}

/// What lay before him in an older folder, and what comes before a later sitting, is closed to him too.
#[test]
fn a_recusal_holds_for_the_matter() {
    let mut player = Player::begun();
    let (first, items, proposals) = released(&mut player);
    decided(&mut player, first, &items, &[Outcome::Deferred, Outcome::Approved]);
    let (second, later) = agreed_agenda(&mut player, &proposals[..1]);
    player.release(second, ALL_RECIPIENTS);
    let (minister, other) = ("health_minister", "law_minister");
    assert!(player.cabinet.may(&actor(minister), Subject::Proposal(proposals[0]), Action::ReadProposal), "control");
    player.recuse_self(minister, second, later[0], "");
    assert!(reads(&player, minister, proposals[0]).is_empty(), "the older folder");
    decided(&mut player, second, &later, &[Outcome::Deferred]);
    let (third, last) = agreed_agenda(&mut player, &proposals[..1]);
    player.release(third, ALL_RECIPIENTS);
    assert!(reads(&player, minister, proposals[0]).is_empty(), "the later sitting");
    assert!(reads(&player, other, proposals[0]).len() >= 3, "control");
    let named = |meeting: MeetingId, item: ItemId| {
        let (meeting, _, item) = player.cabinet.item(meeting, item).unwrap();
        player.cabinet.recused_at(meeting, item)
    };
    assert_eq!(named(third, last[0]), [rehearsal::post(minister)], "its minutes name him");
    assert_eq!(named(first, items[0]), [], "those of a sitting of before do not");
    let mut lifted = player.clone();
    lifted.lift(second, later[0], minister);
    assert!(reads(&lifted, minister, proposals[0]).len() >= 3);
}

/// His own department's matter stays with the minister-in-charge by that office; the folder's paper does not.
#[test]
fn the_minister_in_charge_keeps_his_own_departments_matter() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    let minister = "energy_minister";
    player.recuse_self(minister, meeting, items[0], "");
    let actions = permitted(&player.cabinet, &actor(minister), Subject::Proposal(proposals[0]));
    assert!(actions.contains(&Action::ReadNoteSheet) && !actions.contains(&Action::AskCopy));
    let folder = player.cabinet.readable_folder(&actor(minister), meeting).unwrap();
    assert_eq!(folder.items.iter().map(|one| one.item).collect::<Vec<_>>(), items[1..]);
    assert_eq!(folder.withdrawn.iter().map(|one| (one.number, one.item)).collect::<Vec<_>>(), [(1, items[0])]);
}

#[test]
fn a_folder_says_what_lies_in_it_and_what_does_no_more() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    let minister = "health_minister";
    let folder = |player: &Player, who: &str| player.cabinet.readable_folder(&actor(who), meeting);
    let whole = folder(&player, minister).unwrap();
    assert_eq!(
        whole.items.iter().map(|one| (one.number, one.item)).collect::<Vec<_>>(),
        [(1, items[0]), (2, items[1])]
    );
    let revision = player.cabinet.proposal(proposals[0]).unwrap().revision().unwrap().clone();
    assert_eq!((whole.items[0].revision, &whole.items[0].papers), (revision.id, &revision.papers));
    assert!(whole.withdrawn.is_empty() && !revision.papers.is_empty());
    player.recuse_self(minister, meeting, items[0], "");
    let rest = folder(&player, minister).unwrap();
    assert_eq!(rest.items, whole.items[1..], "the others keep their numbers");
    let [gone] = &rest.withdrawn[..] else { panic!("{rest:?}") };
    assert_eq!((gone.number, gone.item, gone.since), (1, items[0], player.cabinet.last()));
    assert_eq!(folder(&player, "law_minister").unwrap(), whole, "control");
    for none in ["energy_secretary", "auditor", "energy_minister_staff"] {
        assert_eq!(folder(&player, none), None, "{none}");
    }
}

/// Who holds two posts is recused under both, and who stands in for him is too.
#[test]
fn a_recusal_is_of_the_person_and_of_the_post() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    player.recuse_self("health_minister", meeting, items[0], "");
    let state = &player.cabinet;
    let mut charge = state.charge(rehearsal::charge("industry_minister")).unwrap().as_ref().clone();
    charge.person = rehearsal::person("health_minister");
    let recorded = cabinet::Recorded {
        act: cabinet::ids::ActId(player.uuid()),
        by: cabinet::Actor::System,
        body: cabinet::text::Digest([1; 32]),
        at: player.now(),
        event: Event::ChargeTaken { charge: charge.clone() },
    };
    let reads = |player: &Player| {
        let who = cabinet::Actor::Holder { person: charge.person, charge: charge.id };
        player.cabinet.may(&who, Subject::Proposal(proposals[0]), Action::ReadProposal)
    };
    player.cabinet.apply(&recorded);
    assert!(!reads(&player), "the same person under another post");
    let post = player.cabinet.post(rehearsal::post("health_minister")).unwrap();
    assert!(player.cabinet.is_recused(post, proposals[0]), "the post, whoever holds it");
    let free = player.cabinet.post(rehearsal::post("law_minister")).unwrap();
    assert!(!player.cabinet.is_recused(free, proposals[0]), "control");
}

/// What was given must come back, and what was asked for is not given.
#[test]
fn a_copy_of_what_one_is_recused_from_is_called_back() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    let minister = "health_minister";
    player.allow_copies(minister, "2026-03-31");
    let record = player.cabinet.proposal(proposals[0]).unwrap().clone();
    let of = player.cabinet.copyable(&actor(minister), &record);
    let given = player.ask_copy(minister, proposals[0], of[0]);
    player.must(SECTION, Act::GiveCopy { copy: given });
    let asked = player.ask_copy(minister, proposals[0], of[1]);
    let seen = player.seen(minister, proposals[0]);
    let waiting = |player: &Player| {
        let desk = desk(&player.cabinet, &actor(SECTION), player.now()).into_iter();
        let mut copies: Vec<_> = desk.filter_map(|one| Some((one.copy?, one.due.is_some()))).collect();
        copies.sort_unstable();
        copies
    };
    assert_eq!(waiting(&player), [(asked, true)], "control");
    player.recuse_self(minister, meeting, items[0], "");
    let mut both = [(given, false), (asked, false)];
    both.sort_unstable();
    assert_eq!(waiting(&player), both);
    assert_eq!(player.refused(SECTION, Act::GiveCopy { copy: asked }), Refusal::CopyUnfit);
    let copy = cabinet::ids::CopyId(player.uuid());
    let again = Act::AskCopy { copy, proposal: proposals[0], seen, of: of[0] };
    assert_eq!(player.refused(minister, again), Refusal::Unknown);
    player.must(SECTION, Act::TakeCopyBack { copy: given });
    let reason = player.text("पृथक");
    player.must(SECTION, Act::RefuseCopy { copy: asked, reason });
    assert_eq!(waiting(&player), []);
}

/// A recused member is not asked by circulation, so that his silence is read as nothing.
#[test]
fn a_note_does_not_circulate_to_whom_is_recused_from_it() {
    let mut player = Player::begun();
    let (meeting, items, proposals) = released(&mut player);
    player.recuse_self("health_minister", meeting, items[0], "");
    decided(&mut player, meeting, &items, &[Outcome::ReturnedForReexamination, Outcome::Approved]);
    player.carry_on(proposals[0], StageName::Circulating);
    let record = player.cabinet.proposal(proposals[0]).unwrap();
    let members = &record.stage.circulation().unwrap().members;
    assert!(!members.contains(&rehearsal::post("health_minister")));
    assert!(members.contains(&rehearsal::post("law_minister")), "control");
    assert!(reads(&player, "health_minister", proposals[0]).is_empty());
}

/// In every state of the story, for every member: whoever is recused reaches nothing of the matter but by his own department.
#[test]
fn no_state_of_the_story_lets_a_recused_member_read() {
    let (player, mut kept, mut own) = (whole(), 0, 0);
    let before = told().player.states.len();
    for state in player.states.iter().skip(before).step_by(3) {
        for post in state.posts().filter(|post| post.kind.is_member()) {
            let Some(who) = holder_of(state, post) else { continue };
            for proposal in facts::proposals(state).filter(|one| state.is_recused(post, one.id)) {
                let reads = state.may(&who, Subject::Proposal(proposal.id), Action::ReadProposal);
                let in_charge = state.department(proposal.department).unwrap().minister == Some(post.id);
                assert_eq!(reads, in_charge, "{}", post.key);
                if in_charge { own += 1 } else { kept += 1 }
            }
        }
    }
    assert!(kept > 50 && own > 10, "control: {kept}, {own}");
}
