//! Plays acts: each is decided and its events are applied. Ids and times come from counters, so
//! that two players who do the same have the same state.

use cabinet::act::Act;
use cabinet::event::{Event, Recorded};
use cabinet::ids::{ActId, ProposalId, TextId};
use cabinet::text::{Digest, TextRef};
use cabinet::{Actor, Cabinet, LedgerNature, Moment, Refusal, decide};
use uuid::Uuid;

/// 1 November 2025, 00:00 UTC.
const BEGINNING: i64 = 1_761_955_200_000;
const MINUTE_MS: i64 = 60_000;
pub const DAY_MS: i64 = 24 * 60 * MINUTE_MS;

/// The office itself, where a post is named.
pub const SYSTEM: &str = "system";

#[derive(Clone)]
pub struct Player {
    pub cabinet: Cabinet,
    /// Everything that was recorded, in order.
    pub recorded: Vec<Recorded>,
    /// Every act that was not refused, and whose it was.
    pub acts: Vec<(Actor, Act)>,
    /// The state after every act.
    pub states: Vec<Cabinet>,
    /// How many entries there were after every act.
    pub cuts: Vec<usize>,
    ids: u128,
    now: i64,
}

pub fn actor(who: &str) -> Actor {
    if who == SYSTEM { Actor::System } else { rehearsal::actor(who) }
}

impl Player {
    /// A ledger without an entry.
    pub fn empty() -> Self {
        let cabinet = Cabinet::default();
        let (recorded, acts, states, cuts) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Self { cabinet, recorded, acts, states, cuts, ids: 0, now: BEGINNING }
    }

    /// The sample government on its first day, under these rules.
    pub fn begun_with(rules: String) -> Self {
        let mut player = Self::empty();
        let government = rehearsal::government();
        player.must(SYSTEM, Act::Begin { nature: LedgerNature::Training, rules, government });
        player
    }

    /// The sample government on its first day.
    pub fn begun() -> Self {
        let mut player = Self::empty();
        player.must(SYSTEM, begin());
        player
    }

    pub fn uuid(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + self.ids)
    }

    pub const fn now(&self) -> Moment {
        Moment(self.now)
    }

    pub const fn wait_days(&mut self, days: i64) {
        self.now += days * DAY_MS;
    }

    /// A sealed text of some length.
    pub fn text(&mut self, words: &str) -> TextRef {
        let id = self.uuid();
        let mut bytes = [7; 32];
        bytes[16..].copy_from_slice(id.as_bytes());
        let characters = u32::try_from(words.chars().count()).unwrap();
        TextRef { id: TextId(id), salt: Digest(bytes), proof: Digest(bytes), characters }
    }

    /// The version of a proposal on `who`'s page.
    pub fn seen(&self, who: &str, id: ProposalId) -> u32 {
        self.cabinet.version_seen_by(&actor(who), self.cabinet.proposal(id).unwrap())
    }

    /// Decides an act as `who` and applies what it gives.
    pub fn try_as(&mut self, who: &Actor, act: Act) -> Result<Vec<Event>, Refusal> {
        self.now += MINUTE_MS;
        let events = decide(&self.cabinet, who, act.clone(), self.now())?;
        self.acts.push((*who, act));
        let id = ActId(self.uuid());
        for event in &events {
            let (by, body, at) = (*who, Digest([1; 32]), self.now());
            let recorded = Recorded { act: id, by, body, at, event: event.clone() };
            self.cabinet.apply(&recorded);
            self.recorded.push(recorded);
        }
        self.states.push(self.cabinet.clone());
        self.cuts.push(self.recorded.len());
        Ok(events)
    }

    pub fn try_act(&mut self, who: &str, act: Act) -> Result<Vec<Event>, Refusal> {
        self.try_as(&actor(who), act)
    }

    pub fn must(&mut self, who: &str, act: Act) -> Vec<Event> {
        let written = format!("{act:?}");
        self.try_act(who, act).unwrap_or_else(|refusal| panic!("{who}: {written}: {refusal}"))
    }

    /// The refusal of an act that must not be applied.
    pub fn refused(&mut self, who: &str, act: Act) -> Refusal {
        let before = self.cabinet.clone();
        let written = format!("{act:?}");
        let refusal = self.try_act(who, act).err().unwrap_or_else(|| panic!("{who} may: {written}"));
        assert_eq!(self.cabinet, before, "a refused act changes nothing");
        refusal
    }

    /// The same player after the first `acts` acts.
    pub fn cut(&self, acts: usize) -> Self {
        let acts = acts.clamp(1, self.cuts.len());
        let mut cut = self.clone();
        cut.recorded.truncate(self.cuts[acts - 1]);
        cut.acts.truncate(acts);
        cut.states.truncate(acts);
        cut.cuts.truncate(acts);
        cut.cabinet = cut.states.last().unwrap().clone();
        cut
    }
}

pub fn begin() -> Act {
    let rules = crate::governments::RULES.clone();
    Act::Begin { nature: LedgerNature::Training, rules, government: rehearsal::government() }
}
