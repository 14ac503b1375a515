//! Judges recoveries by the record alone, as it is replayed: that each was made where nobody could act, is what the rules
//! give, and its codes are those of the root key; and that no code was ordered without a ground.

use super::printed;
use cabinet::event::Event;
use cabinet::ids::{ActId, EnrolmentId, PasskeyId};
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, Moment, Recorded};
use vault::Key;

/// The entry that is at fault, and why.
pub(crate) type Fault = (u64, &'static str);

/// A recovery whose events are still being read.
struct Recovering {
    act: ActId,
    entry: u64,
    at: Moment,
    before: Cabinet,
    events: Vec<Event>,
}

/// What custody is to be asked: whether these passkeys had opened nothing.
pub(crate) struct Silence {
    pub(crate) entry: u64,
    pub(crate) at: Moment,
    pub(crate) passkeys: Vec<PasskeyId>,
}

/// What is judged from one entry to the next.
#[derive(Default)]
pub(crate) struct Recoveries {
    reading: Option<Recovering>,
    /// The act that gave a ground for codes last.
    ground: Option<ActId>,
    /// Codes since the root key was rotated last, with the hashes that the record has of them.
    codes: Vec<(u64, EnrolmentId, Digest)>,
    /// What custody is to be asked.
    pub(crate) silences: Vec<Silence>,
    /// Recoveries that were judged.
    pub(crate) judged: u64,
}

impl Recoveries {
    /// Takes an entry in before the state does.
    pub(crate) fn before(&mut self, state: &Cabinet, entry: u64, recorded: &Recorded) -> Result<(), Fault> {
        if self.reading.as_ref().is_some_and(|reading| reading.act != recorded.act) {
            self.done()?;
        }
        match &recorded.event {
            Event::OfficersRecovered { officers, silent, .. } => {
                if recorded.by != Actor::System || self.reading.is_some() {
                    return Err((entry, "is a recovery by somebody under a post, or within another one"));
                }
                self.codes.extend(officers.iter().map(|one| (entry, one.enrolment, one.code)));
                self.silences.push(Silence { entry, at: recorded.at, passkeys: silent.clone() });
                self.ground = Some(recorded.act);
                let (act, at, before) = (recorded.act, recorded.at, state.clone());
                self.reading = Some(Recovering { act, entry, at, before, events: Vec::new() });
            }
            Event::LedgerBegun { .. } | Event::ChangeEnacted { .. } => self.ground = Some(recorded.act),
            Event::EnrolmentOrdered { .. } if self.ground != Some(recorded.act) => {
                return Err((entry, "orders a code without a change or a recovery"));
            }
            // Codes are computed with the root key: of those before nobody can tell any more.
            Event::RootKeyRotated { .. } => self.codes.clear(),
            _ => {}
        }
        if let Some(reading) = &mut self.reading {
            reading.events.push(recorded.event.clone());
        }
        Ok(())
    }

    /// The recovery that was read is what the rules give.
    fn done(&mut self) -> Result<(), Fault> {
        let Some(reading) = self.reading.take() else { return Ok(()) };
        self.judged += 1;
        if reading.before.gives_recovery(&reading.events, reading.at) {
            Ok(())
        } else {
            Err((reading.entry, "is a recovery that the rules do not give"))
        }
    }

    /// At the end of the record.
    pub(crate) fn all_given(&mut self, code_key: &Key) -> Result<(), Fault> {
        self.done()?;
        let hash = |enrolment| Digest(vault::sha256(printed(code_key, enrolment).as_bytes()));
        match self.codes.iter().find(|(_, enrolment, code)| hash(*enrolment) != *code) {
            Some((entry, _, _)) => Err((*entry, "has the hash of another code than the root key gives")),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use cabinet::act::{Act, Government};
    use cabinet::ids::{ChargeId, PersonId, PostId, TextId};
    use cabinet::people::{Charge, Person, Post, PostKind, Words};
    use cabinet::recovery::OfficerToRecover;
    use cabinet::text::TextRef;
    use cabinet::{LedgerNature, decide};
    use uuid::Uuid;

    const BEGAN: Moment = Moment(1_761_955_200_000);

    fn words(hi: &str) -> Words {
        Words { hi: hi.to_owned(), en: String::new() }
    }

    fn id(number: u128) -> Uuid {
        Uuid::from_u128(number)
    }

    fn recorded(act: u128, events: Vec<Event>) -> Vec<Recorded> {
        let with = |event| Recorded { act: ActId(id(act)), by: Actor::System, body: Digest([1; 32]), at: BEGAN, event };
        events.into_iter().map(with).collect()
    }

    /// A real government with two of the cabinet section, for whom no code is out.
    fn begun() -> (Cabinet, Vec<Recorded>) {
        let mut government = Government::default();
        for number in [1, 2] {
            let (person, post) = (PersonId(id(number)), PostId(id(10 + number)));
            government.persons.push(Person { id: person, name: words("अधिकारी") });
            let (key, kind) = (format!("section_{number}"), PostKind::CabinetSection);
            government
                .posts
                .push(Post { id: post, key, kind, title: words("शाखा"), department: None, serves: None });
            let charge = ChargeId(id(20 + number));
            government.charges.push(Charge { id: charge, person, post, from: BEGAN, until: None });
        }
        let rules = rehearsal::RULES.to_owned();
        let act = Act::Begin { nature: LedgerNature::Real, rules, government };
        let first = recorded(1, decide(&Cabinet::default(), &Actor::System, act, BEGAN).unwrap());
        let mut state = Cabinet::default();
        first.iter().for_each(|one| state.apply(one));
        (state, first)
    }

    fn recovery(state: &Cabinet, key: &Key) -> Vec<Event> {
        let officer = |number| {
            let enrolment = EnrolmentId(id(30 + number));
            OfficerToRecover {
                post: PostId(id(10 + number)),
                person: PersonId(id(number)),
                name: None,
                charge: None,
                enrolment,
                code: Digest(vault::sha256(printed(key, enrolment).as_bytes())),
            }
        };
        let reason = TextRef { id: TextId(id(40)), salt: Digest([2; 32]), proof: Digest([3; 32]), characters: 5 };
        let officers = vec![officer(1), officer(2)];
        decide(state, &Actor::System, Act::RecoverOfficers { reason, officers, silent: Vec::new() }, BEGAN).unwrap()
    }

    fn judged(entries: &[Recorded], key: &Key) -> Result<u64, &'static str> {
        let (mut state, mut recoveries) = (Cabinet::default(), Recoveries::default());
        for (entry, recorded) in (0..).zip(entries) {
            recoveries.before(&state, entry, recorded).map_err(|(_, what)| what)?;
            state.apply(recorded);
        }
        recoveries.all_given(key).map_err(|(_, what)| what).map(|()| recoveries.judged)
    }

    #[test]
    fn a_recovery_that_is_not_by_the_rules_is_named() {
        let (key, other) = (Key::from_bytes([7; 32]), Key::from_bytes([8; 32]));
        let (state, first) = begun();
        let events = recovery(&state, &key);
        let after = |events: Vec<Event>| [first.clone(), recorded(2, events)].concat();
        assert_eq!(judged(&after(events.clone()), &key), Ok(1), "control");
        assert_eq!(judged(&first, &key), Ok(0), "control");
        let unlike = "has the hash of another code than the root key gives";
        assert_eq!(judged(&after(events.clone()), &other), Err(unlike));
        let rotated = [after(events.clone()), recorded(3, vec![Event::RootKeyRotated { keys: 4 }])].concat();
        assert_eq!(judged(&rotated, &other), Ok(1), "codes of before a rotation are none any more");
        let mut less = events.clone();
        less.pop();
        assert_eq!(judged(&after(less), &key), Err("is a recovery that the rules do not give"));
        let mut by_somebody = after(events.clone());
        let place = first.len();
        by_somebody[place].by = Actor::Holder { person: PersonId(id(1)), charge: ChargeId(id(21)) };
        assert_eq!(judged(&by_somebody, &key), Err("is a recovery by somebody under a post, or within another one"));
        let groundless = after(events[1..].to_vec());
        assert_eq!(judged(&groundless, &key), Err("orders a code without a change or a recovery"));
        let mut late = after(events.clone());
        late.last_mut().unwrap().act = ActId(id(9));
        assert!(judged(&late, &key).is_err(), "a code of another act than its recovery");
    }
}
