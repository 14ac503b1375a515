//! Printed copies: who gets them, until when, and which number went to whom.

use crate::player::{Player, actor};
use crate::story::ALL_RECIPIENTS;
use cabinet::act::Act;
use cabinet::copies::{CopyOf, CopyStage};
use cabinet::desk::{Waiting, desk};
use cabinet::ids::{CopyId, MeetingId, PaperId, ProposalId};
use cabinet::permission::Action;
use cabinet::{Actor, Refusal, Subject};

const SECTION: &str = "cabinet_section";

impl Player {
    pub fn allow_act(&mut self, post: &str, until: &str, reason: &str) -> Act {
        let (order, reason) = (self.text("मुख्य सचिव का आदेश क्रमांक एफ 2-1/2026"), self.text(reason));
        Act::AllowCopies { post: rehearsal::post(post), until: until.to_owned(), order, reason }
    }

    pub fn allow_copies(&mut self, post: &str, until: &str) {
        let act = self.allow_act(post, until, "दृष्टिबाधा");
        self.must(SECTION, act);
    }

    fn refuse_copy(&mut self, copy: CopyId) {
        let reason = self.text("प्रति पहले दी जा चुकी है");
        self.must(SECTION, Act::RefuseCopy { copy, reason });
    }

    fn of_note(&self, who: &str, id: ProposalId) -> CopyOf {
        let proposal = self.cabinet.proposal(id).unwrap();
        *self.cabinet.copyable(&actor(who), proposal).first().unwrap()
    }

    fn ask_act_of(&mut self, who: &str, proposal: ProposalId, of: CopyOf) -> Act {
        Act::AskCopy { copy: CopyId(self.uuid()), proposal, seen: self.seen(who, proposal), of }
    }

    pub fn ask_copy(&mut self, who: &str, id: ProposalId, of: CopyOf) -> CopyId {
        let act = self.ask_act_of(who, id, of);
        let Act::AskCopy { copy, .. } = act else { panic!() };
        self.must(who, act);
        copy
    }

    /// By chance: a term, a copy given, or one taken back.
    pub fn copies_act(&mut self, content: usize) -> Act {
        let copies: Vec<CopyId> = self.cabinet.printed_copies().map(|copy| copy.id).collect();
        let copy = copies.get(content / 4 % copies.len().max(1)).copied().unwrap_or(CopyId(uuid::Uuid::from_u128(93)));
        match content % 5 {
            0 if !copies.is_empty() => Act::GiveCopy { copy },
            4 if !copies.is_empty() => {
                Act::RefuseCopy { copy, reason: self.text("प्रति उपलब्ध नहीं") }
            }
            1 if !copies.is_empty() => Act::TakeCopyBack { copy },
            _ => {
                let until = hindi::ist_date(self.now().plus_days(u32::try_from(content / 4 % 90).unwrap()).0);
                let post = ALL_RECIPIENTS[content / 4 % ALL_RECIPIENTS.len()];
                self.allow_act(post, &until, if content.is_multiple_of(9) { "" } else { "कारण" })
            }
        }
    }

    /// By chance: of the note, of one of its papers, or of what does not lie there.
    pub fn ask_copy_act(&mut self, who: &Actor, proposal: ProposalId, seen: u32, content: usize) -> Option<Act> {
        let record = self.cabinet.proposal(proposal)?.clone();
        let there = self.cabinet.copyable(who, &record);
        let nothing = CopyOf::Paper { paper: PaperId(uuid::Uuid::from_u128(92)) };
        let of = there.get(content % (there.len() + 1)).copied().unwrap_or(nothing);
        Some(Act::AskCopy { copy: CopyId(self.uuid()), proposal, seen, of })
    }
}

/// A folder that is out, and what lies in it.
fn released(player: &mut Player) -> (MeetingId, ProposalId) {
    let meeting = player.ready("energy");
    (meeting, player.cabinet.meeting(meeting).unwrap().items[0].proposal)
}

/// A member's post stands in the register for a while; copies are asked for and given, one came back, and the term is ended.
pub fn recorded_in(player: &mut Player) {
    let (_, id) = released(player);
    let reader = "finance_minister";
    player.allow_copies(reader, "2027-03-31");
    let of = player.of_note(reader, id);
    let paper = player.cabinet.copyable(&actor(reader), player.cabinet.proposal(id).unwrap())[1];
    let first = player.ask_copy(reader, id, of);
    player.ask_copy(reader, id, paper);
    player.must(SECTION, Act::GiveCopy { copy: first });
    player.must(SECTION, Act::TakeCopyBack { copy: first });
    let again = player.ask_copy(reader, id, of);
    player.refuse_copy(again);
    let act = player.allow_act(reader, "2025-11-01", "");
    player.must(SECTION, act);
}

/// Refusals of printed copies.
pub fn refusals() -> Vec<Refusal> {
    let mut player = Player::begun();
    let (_, id) = released(&mut player);
    let (minister, other) = ("finance_minister", "health_minister");
    let mut found = Vec::new();
    let of = player.of_note(minister, id);
    let unlisted = player.ask_act_of(minister, id, of);
    assert_eq!(player.refused(minister, unlisted), Refusal::Unknown, "whose post does not stand in the register");
    for (post, until, reason, expected) in [
        ("energy_secretary", "2027-03-31", "कारण", Refusal::PostsUnfit),
        (minister, "31-03-2027", "कारण", Refusal::DayUnfit),
        (minister, "2027-03-31", "", Refusal::ReasonMissing),
    ] {
        let act = player.allow_act(post, until, reason);
        assert_eq!(player.refused(SECTION, act), expected);
        found.push(expected);
    }
    player.allow_copies(minister, "2025-12-31");
    let elsewhere = CopyOf::Paper { paper: PaperId(player.uuid()) };
    let act = player.ask_act_of(minister, id, elsewhere);
    found.push(player.refused(minister, act));
    let copy = player.ask_copy(minister, id, of);
    let again = player.ask_act_of(minister, id, of);
    found.push(player.refused(minister, again));
    let same_id = Act::AskCopy { copy, proposal: id, seen: player.seen(minister, id), of };
    assert_eq!(player.refused(minister, same_id), Refusal::IdTaken);
    let nothing = CopyId(player.uuid());
    for act in [Act::GiveCopy { copy: nothing }, Act::TakeCopyBack { copy: nothing }, Act::TakeCopyBack { copy }] {
        found.push(player.refused(SECTION, act));
    }
    assert!(found[3..].iter().all(|refusal| *refusal == Refusal::CopyUnfit));
    let silently = player.text("");
    found.push(player.refused(SECTION, Act::RefuseCopy { copy, reason: silently }));
    assert_eq!(found.last(), Some(&Refusal::ReasonMissing));
    player.must(SECTION, Act::GiveCopy { copy });
    found.push(player.refused(SECTION, Act::GiveCopy { copy }));
    let reason = player.text("कारण");
    found.push(player.refused(SECTION, Act::RefuseCopy { copy, reason }));
    for who in [other, "chief_secretary", "energy_secretary", "auditor"] {
        let act = Act::TakeCopyBack { copy };
        assert_eq!(player.refused(who, act), Refusal::Unknown, "{who}");
    }
    player.wait_days(90);
    let late = player.ask_act_of(minister, id, of);
    let refusal = player.refused(minister, late);
    assert_eq!(refusal, Refusal::CopiesEnded { until: "2025-12-31".to_owned() });
    found.push(refusal);
    found
}

#[test]
fn each_is_refused_for_its_own_reason() {
    assert!(refusals().len() >= 8);
}

#[test]
fn a_copy_has_a_number_of_its_own() {
    let mut player = Player::begun();
    let (_, id) = released(&mut player);
    let posts = ["finance_minister", "law_minister", "home_secretary"];
    posts.iter().for_each(|post| player.allow_copies(post, "2026-03-31"));
    let of = player.of_note(posts[0], id);
    let paper = player.cabinet.copyable(&actor(posts[0]), player.cabinet.proposal(id).unwrap())[1];
    let given = |player: &mut Player, who: &str, of| {
        let copy = player.ask_copy(who, id, of);
        assert_eq!(player.cabinet.printed_copy(copy).unwrap().number(), None, "none before it is given");
        player.must(SECTION, Act::GiveCopy { copy });
        (copy, player.cabinet.printed_copy(copy).unwrap().number().unwrap())
    };
    let (first, one) = given(&mut player, posts[0], of);
    assert_eq!((one, given(&mut player, posts[1], of).1), (1, 2));
    assert_eq!(given(&mut player, posts[0], paper).1, 1, "of another paper they begin anew");
    player.must(SECTION, Act::TakeCopyBack { copy: first });
    let record = player.cabinet.printed_copy(first).unwrap();
    assert!(matches!(record.stage, CopyStage::Returned { number: 1, .. }) && record.post == rehearsal::post(posts[0]));
    assert_eq!(given(&mut player, posts[2], of).1, 3, "a number is used once, also of a copy that came back");
    assert_eq!(given(&mut player, posts[0], of).1, 4);
}

#[test]
fn nobody_gets_a_printed_copy_after_the_last_day() {
    let mut player = Player::begun();
    let (_, id) = released(&mut player);
    let minister = "finance_minister";
    let last = hindi::ist_date(player.now().0);
    player.allow_copies(minister, &last);
    let of = player.of_note(minister, id);
    let may = |player: &Player| {
        let now = player.cabinet.as_of(player.now()).unwrap_or_else(|| player.cabinet.clone());
        now.may(&actor(minister), Subject::Proposal(id), Action::AskCopy)
    };
    assert!(may(&player), "on the last day");
    let asked = player.ask_copy(minister, id, of);
    player.wait_days(1);
    assert!(!may(&player), "the button is gone by the clock, before anything is recorded");
    let late = player.ask_act_of(minister, id, of);
    let ended = Refusal::CopiesEnded { until: last };
    assert_eq!(player.refused(minister, late), ended, "whose page lies open is told why");
    assert_eq!(player.refused(SECTION, Act::GiveCopy { copy: asked }), ended, "what was asked for neither");
    let act = player.allow_act(minister, "2026-06-30", "आदेश से बढ़ाया गया");
    player.must(SECTION, act);
    player.must(SECTION, Act::GiveCopy { copy: asked });
    assert_eq!(player.cabinet.copy_terms().map(|(_, terms)| terms.len()).sum::<usize>(), 2, "both terms are on record");
}

/// What is asked for waits on the desk of who gives it, until it is given or refused, or until nobody may give it.
#[test]
fn a_copy_that_was_asked_for_waits_on_the_sections_desk() {
    let mut player = Player::begun();
    let (_, id) = released(&mut player);
    let minister = "finance_minister";
    let last = hindi::ist_date(player.now().plus_days(2).0);
    player.allow_copies(minister, &last);
    let of = player.of_note(minister, id);
    let waits = |player: &Player, who: &str| -> Vec<Waiting> {
        let desk = desk(&player.cabinet, &actor(who), player.now());
        desk.into_iter().filter(|one| one.copy.is_some()).collect()
    };
    assert!(waits(&player, SECTION).is_empty(), "control");
    let copy = player.ask_copy(minister, id, of);
    let waiting = waits(&player, SECTION);
    let over = hindi::parse_ist(&last, "00:00").map(|began| cabinet::Moment(began).plus_days(1)).unwrap();
    let [one] = waiting[..] else { panic!("{waiting:?}") };
    assert_eq!((one.copy, one.action), (Some(copy), Action::GiveCopies));
    assert_eq!((one.since, one.due), (player.cabinet.printed_copy(copy).unwrap().asked.at, Some(over)));
    for who in [minister, "chief_secretary", "chief_minister", "energy_secretary", "auditor"] {
        assert!(waits(&player, who).is_empty(), "{who}");
    }
    let mut over = player.clone();
    over.wait_days(3);
    assert!(waits(&over, SECTION).is_empty(), "nobody may give it any more");
    let mut refused = player.clone();
    refused.refuse_copy(copy);
    assert!(waits(&refused, SECTION).is_empty());
    let record = refused.cabinet.printed_copy(copy).unwrap();
    assert!(!record.is_out() && record.number().is_none() && record.reason.is_some());
    refused.ask_copy(minister, id, of);
    assert_eq!(waits(&refused, SECTION).len(), 1, "and it may be asked for again");
    player.must(SECTION, Act::GiveCopy { copy });
    assert!(waits(&player, SECTION).is_empty());
}
