//! What the office keeps in its memory of the custody ledgers: who read what, first, last and how
//! often. Made from the ledgers at start, then kept up to date; the acts' state does not need it.

use super::event::CustodyEvent;
use super::pseudonyms::Reader;
use crate::sessions::SESSION_ABSOLUTE_SECONDS;
use cabinet::Moment;
use cabinet::device::DaysUsed;
use cabinet::text::Digest;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Minutes after which an opening of the same object in the same session is recorded again.
pub(crate) const OPENED_AGAIN_MINUTES: i64 = 30;
/// Refusals that the register shows at most.
const REFUSALS_KEPT_MAX: usize = 200;

/// Reviews that are shown at most.
const REVIEWS_KEPT_MAX: usize = 50;

/// How one person read one object under one charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When it was first released or opened.
    pub first: Moment,
    /// When it was last released or opened.
    pub last: Moment,
    /// Sessions to which it was released.
    pub releases: u32,
    /// Openings.
    pub openings: u32,
}

/// Refused acts or sign-ins, as the register shows them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusalLine {
    /// When.
    pub at: Moment,
    /// Whose act; none for a sign-in.
    pub reader: Option<Reader>,
    /// Coarse sort of the act; `sign_in` for a sign-in.
    pub act: String,
    /// Key of the refusal.
    pub refusal: String,
    /// How many.
    pub count: u32,
}

/// A review of what somebody can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewLine {
    /// When.
    pub at: Moment,
    /// Who reviewed.
    pub reader: Reader,
    /// The post that was reviewed.
    pub of_post: Option<Uuid>,
    /// Or the person, by the pseudonym of the register.
    pub of_person: Option<Digest>,
    /// Whether it was taken away as a file.
    pub exported: bool,
}

/// A session that began not longer ago than one may last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct BegunSession {
    /// Its id.
    pub(crate) session: Uuid,
    /// Whose it is.
    pub(crate) reader: Reader,
    /// With which passkey, password or identity, by its pseudonym.
    pub(crate) credential: Option<Digest>,
    /// On which device, by its pseudonym.
    pub(crate) device: Option<Digest>,
    /// When it began.
    pub(crate) at: Moment,
    /// Whether its end is recorded.
    pub(crate) ended: bool,
}

/// What one person did with one object, in numbers: readers are numbered, since each stands in many readings.
#[derive(Default)]
pub(crate) struct Memory {
    /// Entries taken in, by the name of the log.
    taken: BTreeMap<String, u64>,
    /// Each with the log in which it began.
    sessions: BTreeMap<Uuid, (String, BegunSession)>,
    /// On which days who signed in on which device: by the device's pseudonym and the person's.
    used: BTreeMap<(Digest, Digest), DaysUsed>,
    /// Objects that went to sessions which may still be alive, and when each was last opened there.
    released: BTreeMap<(Uuid, Uuid), Option<Moment>>,
    released_by_time: BTreeSet<(Moment, Uuid, Uuid)>,
    readers: Vec<Reader>,
    numbers: BTreeMap<Reader, u32>,
    readings: BTreeMap<(u32, Uuid), Reading>,
    readers_of: BTreeMap<Uuid, BTreeSet<u32>>,
    latest: BTreeMap<Uuid, Moment>,
    objects_by_time: BTreeSet<(Moment, Uuid)>,
    /// Persons whose names an inquiry has shown.
    named: BTreeMap<Uuid, BTreeSet<Digest>>,
    refusals: std::collections::VecDeque<RefusalLine>,
    reviews: std::collections::VecDeque<ReviewLine>,
}

impl Memory {
    /// Entries of a log that were taken in.
    pub(crate) fn taken(&self, log: &str) -> u64 {
        self.taken.get(log).copied().unwrap_or(0)
    }

    /// Takes in the next entry of a log.
    pub(crate) fn take(&mut self, log: &str, at: Moment, event: CustodyEvent) {
        *self.taken.entry(log.to_owned()).or_default() += 1;
        match event {
            CustodyEvent::SessionBegunSomehow { session, person, charge, .. }
            | CustodyEvent::SessionBegunWith { session, person, charge, .. } => {
                let reader = Reader { person, charge: Some(charge) };
                self.begin(log, BegunSession { session, reader, credential: None, device: None, at, ended: false });
            }
            CustodyEvent::SessionBegun { session, person, charge, credential, device, .. } => {
                let reader = Reader { person, charge: Some(charge) };
                if let Some(device) = device {
                    self.used.entry((device, person)).or_default().add(at);
                }
                self.begin(log, BegunSession { session, reader, credential, device, at, ended: false });
            }
            CustodyEvent::SessionEndedSomehow { session }
            | CustodyEvent::SessionEndedByItself { session, .. }
            | CustodyEvent::SessionEndedHere { session, .. }
            | CustodyEvent::SessionEnded { session, .. } => {
                if let Some((_, begun)) = self.sessions.get_mut(&session) {
                    begun.ended = true;
                }
            }
            CustodyEvent::ReleasedToPerson { session, person, object } => {
                self.release(session, Reader { person, charge: None }, object, at);
            }
            CustodyEvent::Released { session, person, charge, object } => {
                self.release(session, Reader { person, charge: Some(charge) }, object, at);
            }
            CustodyEvent::Opened { session, person, charge, object } => {
                if let Some(opened) = self.released.get_mut(&(session, object)) {
                    *opened = Some(at);
                }
                self.read(Reader { person, charge: Some(charge) }, object, at).openings += 1;
            }
            CustodyEvent::ActRefused { person, charge, act, refusal, count, .. } => {
                let reader = Some(Reader { person, charge: Some(charge) });
                self.refuse(RefusalLine { at, reader, act, refusal, count });
            }
            CustodyEvent::SignInRefused { reason, count } => {
                self.refuse(RefusalLine { at, reader: None, act: "sign_in".to_owned(), refusal: reason, count });
            }
            CustodyEvent::NamesOpened { inquiry, named, .. } => {
                self.named.entry(inquiry).or_default().extend(named);
            }
            CustodyEvent::AccessReviewed { person, charge, of_post, of_person, exported, .. } => {
                let reader = Reader { person, charge: Some(charge) };
                self.reviews.push_front(ReviewLine { at, reader, of_post, of_person, exported });
                self.reviews.truncate(REVIEWS_KEPT_MAX);
            }
        }
    }

    fn begin(&mut self, log: &str, begun: BegunSession) {
        // One whose end is not recorded waits for that.
        let oldest = Moment(begun.at.0.saturating_sub(SESSION_ABSOLUTE_SECONDS.saturating_mul(1000)));
        self.sessions.retain(|_, (_, begun)| !begun.ended || begun.at >= oldest);
        self.sessions.insert(begun.session, (log.to_owned(), begun));
    }

    fn release(&mut self, session: Uuid, reader: Reader, object: Uuid, at: Moment) {
        self.forget_sessions(at);
        self.released.insert((session, object), None);
        self.released_by_time.insert((at, session, object));
        self.read(reader, object, at).releases += 1;
    }

    /// Sessions to which something went so long ago are over.
    fn forget_sessions(&mut self, now: Moment) {
        let oldest = Moment(now.0.saturating_sub(SESSION_ABSOLUTE_SECONDS.saturating_mul(1000)));
        while let Some((at, session, object)) = self.released_by_time.first().copied() {
            if at >= oldest {
                break;
            }
            self.released_by_time.remove(&(at, session, object));
            self.released.remove(&(session, object));
        }
    }

    fn read(&mut self, reader: Reader, object: Uuid, at: Moment) -> &mut Reading {
        let number = self.numbers.get(&reader).copied().unwrap_or_else(|| {
            let number = u32::try_from(self.readers.len()).unwrap_or(u32::MAX);
            self.readers.push(reader);
            self.numbers.insert(reader, number);
            number
        });
        self.readers_of.entry(object).or_default().insert(number);
        if let Some(before) = self.latest.insert(object, at) {
            self.objects_by_time.remove(&(before, object));
        }
        self.objects_by_time.insert((at, object));
        let reading =
            self.readings.entry((number, object)).or_insert(Reading { first: at, last: at, releases: 0, openings: 0 });
        reading.first = reading.first.min(at);
        reading.last = reading.last.max(at);
        reading
    }

    fn refuse(&mut self, line: RefusalLine) {
        self.refusals.push_front(line);
        self.refusals.truncate(REFUSALS_KEPT_MAX);
    }

    /// Sessions of a person, the last first.
    pub(crate) fn sessions_of(&self, person: Digest) -> Vec<BegunSession> {
        let own = self.sessions.values().filter(|(_, begun)| begun.reader.person == person);
        let mut own: Vec<BegunSession> = own.map(|(_, begun)| *begun).collect();
        own.sort_by_key(|begun| std::cmp::Reverse((begun.at, begun.session)));
        own
    }

    /// On which days a person signed in on a device.
    pub(crate) fn days_used(&self, device: Digest, person: Digest) -> DaysUsed {
        self.used.get(&(device, person)).cloned().unwrap_or_default()
    }

    /// Whether a session's end is recorded.
    pub(crate) fn has_ended(&self, session: Uuid) -> bool {
        self.sessions.get(&session).is_some_and(|(_, begun)| begun.ended)
    }

    /// Sessions that began on any node and whose end is not recorded.
    pub(crate) fn sessions_unended(&self) -> Vec<BegunSession> {
        self.sessions.values().filter(|(_, begun)| !begun.ended).map(|(_, begun)| *begun).collect()
    }

    /// Sessions that began in this log and whose end is not recorded.
    pub(crate) fn sessions_open(&self, log: &str) -> impl Iterator<Item = BegunSession> {
        self.sessions.values().filter(move |(began_in, begun)| began_in == log && !begun.ended).map(|(_, begun)| *begun)
    }

    /// Whether an object went to a session.
    pub(crate) fn went_to(&self, session: Uuid, object: Uuid) -> bool {
        self.released.contains_key(&(session, object))
    }

    /// Whether an opening of an object that went to a session would be recorded now.
    pub(crate) fn opens(&self, session: Uuid, object: Uuid, now: Moment) -> bool {
        let last = self.released.get(&(session, object)).copied().flatten();
        last.is_none_or(|last| now.0.saturating_sub(last.0) >= OPENED_AGAIN_MINUTES * 60 * 1000)
    }

    /// What a person has read, under whatever charge.
    pub(crate) fn of_person(&self, person: Digest) -> impl Iterator<Item = (Uuid, Reading)> {
        let numbers = (0_u32..).zip(&self.readers).filter(move |(_, reader)| reader.person == person);
        numbers.flat_map(|(number, _)| {
            let own = self.readings.range((number, Uuid::nil())..=(number, Uuid::max()));
            own.map(|((_, object), reading)| (*object, *reading))
        })
    }

    /// Who has read an object, in the order of their numbers, which is that of their first reading.
    pub(crate) fn of_object(&self, object: Uuid) -> Vec<(Reader, Reading)> {
        let numbers = self.readers_of.get(&object).into_iter().flatten();
        let lines = numbers.filter_map(|number| {
            let reader = self.readers.get(usize::try_from(*number).ok()?)?;
            Some((*reader, *self.readings.get(&(*number, object))?))
        });
        lines.collect()
    }

    /// How one reader has read an object.
    pub(crate) fn reading(&self, reader: &Reader, object: Uuid) -> Option<Reading> {
        self.readings.get(&(*self.numbers.get(reader)?, object)).copied()
    }

    /// Objects that were read, the latest first.
    pub(crate) fn objects(&self) -> impl ExactSizeIterator<Item = Uuid> {
        self.objects_by_time.iter().rev().map(|(_, object)| *object)
    }

    /// Persons whose names an inquiry has shown.
    pub(crate) fn named_by(&self, inquiry: Uuid) -> Option<&BTreeSet<Digest>> {
        self.named.get(&inquiry)
    }

    /// Inquiries that have shown a person's name.
    pub(crate) fn inquiries_naming(&self, person: Digest) -> Vec<Uuid> {
        self.named.iter().filter(|(_, named)| named.contains(&person)).map(|(inquiry, _)| *inquiry).collect()
    }

    /// The latest reviews of what somebody can reach, the last first.
    pub(crate) fn reviews(&self) -> impl Iterator<Item = &ReviewLine> {
        self.reviews.iter()
    }

    /// The latest refusals, the last first.
    pub(crate) fn refusals(&self) -> impl Iterator<Item = &RefusalLine> {
        self.refusals.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MINUTE: i64 = 60 * 1000;

    fn ids() -> (Uuid, Uuid, Digest, Digest) {
        (Uuid::from_u128(1), Uuid::from_u128(2), Digest([1; 32]), Digest([2; 32]))
    }

    fn released(at: i64) -> (Moment, CustodyEvent) {
        let (session, object, person, charge) = ids();
        (Moment(at), CustodyEvent::Released { session, person, charge, object })
    }

    fn opened(at: i64) -> (Moment, CustodyEvent) {
        let (session, object, person, charge) = ids();
        (Moment(at), CustodyEvent::Opened { session, person, charge, object })
    }

    fn remembered(events: impl IntoIterator<Item = (Moment, CustodyEvent)>) -> Memory {
        let mut memory = Memory::default();
        events.into_iter().for_each(|(at, event)| memory.take("custody", at, event));
        memory
    }

    #[test]
    fn first_last_and_count_are_kept_for_each_person_and_object() {
        let (session, object, person, charge) = ids();
        let memory = remembered([released(5), opened(6), opened(40 * MINUTE)]);
        let reading = Reading { first: Moment(5), last: Moment(40 * MINUTE), releases: 1, openings: 2 };
        assert_eq!(memory.of_object(object), [(Reader { person, charge: Some(charge) }, reading)]);
        assert_eq!(memory.of_person(person).collect::<Vec<_>>(), [(object, reading)]);
        assert_eq!(memory.of_person(charge).count(), 0, "control: nobody else");
        assert_eq!(memory.objects().collect::<Vec<_>>(), [object]);
        assert_eq!(memory.taken("custody"), 3);
        assert!(memory.went_to(session, object) && !memory.went_to(object, session));
    }

    #[test]
    fn an_opening_is_due_again_after_half_an_hour() {
        let (session, object, ..) = ids();
        let memory = remembered([released(0), opened(0)]);
        assert!(!memory.opens(session, object, Moment(30 * MINUTE - 1)));
        assert!(memory.opens(session, object, Moment(30 * MINUTE)));
    }

    #[test]
    fn a_session_is_forgotten_when_it_must_be_over() {
        let (session, object, person, _) = ids();
        let mut memory = remembered([released(0)]);
        let later = Moment(SESSION_ABSOLUTE_SECONDS * 1000 + 1);
        let other = Uuid::from_u128(9);
        memory.take("custody", later, CustodyEvent::ReleasedToPerson { session: other, person, object });
        assert!(!memory.went_to(session, object) && memory.went_to(other, object));
        assert_eq!(memory.of_object(object).len(), 2, "what was read is not forgotten; the charge was not told");
    }
}
