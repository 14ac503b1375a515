//! Refusals on their way into the custody ledger, bounded: of one sort, the first is recorded at
//! once, and what follows within a minute is counted and recorded as one.

use super::event::CustodyEvent;
use super::pseudonyms::Reader;
use cabinet::Moment;
use std::collections::BTreeMap;
use uuid::Uuid;

/// Milliseconds for which refusals of one sort are counted together.
const TOGETHER_MS: i64 = 60 * 1000;

/// Refusals of one sort.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Refused {
    /// Acts of a session: their coarse kind and the refusal's key.
    Act { session: Uuid, reader: Reader, act: &'static str, refusal: &'static str },
    /// Sign-ins.
    SignIn { reason: &'static str },
}

impl Refused {
    fn event(self, subject: Option<Uuid>, count: u32) -> CustodyEvent {
        match self {
            Self::Act { session, reader, act, refusal } => CustodyEvent::ActRefused {
                session,
                person: reader.person,
                charge: reader.charge.unwrap_or_default(),
                act: act.to_owned(),
                refusal: refusal.to_owned(),
                subject,
                count,
            },
            Self::SignIn { reason } => CustodyEvent::SignInRefused { reason: reason.to_owned(), count },
        }
    }
}

/// Refusals that are being counted: since when, and how many are not yet recorded.
#[derive(Clone, Default)]
pub(crate) struct Counting(BTreeMap<Refused, (Moment, u32)>);

impl Counting {
    /// Counts a refusal; gives what is to be recorded of it, which may be nothing yet.
    pub(crate) fn count(&mut self, refused: Refused, subject: Option<Uuid>, now: Moment) -> Option<CustodyEvent> {
        match self.0.get_mut(&refused) {
            Some((_, more)) => {
                *more = more.saturating_add(1);
                None
            }
            None => {
                self.0.insert(refused.clone(), (now, 0));
                Some(refused.event(subject, 1))
            }
        }
    }

    /// What is to be recorded of all, before the process ends.
    pub(crate) fn all(&mut self) -> Vec<CustodyEvent> {
        self.over(Moment(i64::MAX))
    }

    /// What is to be recorded of those whose minute is over; they are counted anew.
    pub(crate) fn over(&mut self, now: Moment) -> Vec<CustodyEvent> {
        let (over, open) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|(_, (since, _))| now.0.saturating_sub(since.0) >= TOGETHER_MS);
        self.0 = open;
        let over: BTreeMap<Refused, (Moment, u32)> = over;
        let counted = over.into_iter().filter(|(_, (_, more))| *more > 0);
        counted.map(|(refused, (_, more))| refused.event(None, more)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_flood_is_two_entries_a_minute() {
        let mut counting = Counting::default();
        let post = || Refused::SignIn { reason: "post" };
        let recorded = |count| CustodyEvent::SignInRefused { reason: "post".to_owned(), count };
        assert_eq!(counting.count(post(), None, Moment(0)), Some(recorded(1)));
        for second in 0..50 {
            assert_eq!(counting.over(Moment(second * 1000)), vec![]);
            assert_eq!(counting.count(post(), None, Moment(second * 1000)), None);
        }
        let other = Refused::SignIn { reason: "nature" };
        assert!(counting.count(other, None, Moment(1)).is_some(), "control: another sort has its own minute");
        assert_eq!(counting.over(Moment(60_000)), vec![recorded(50)]);
        assert_eq!(counting.count(post(), None, Moment(60_001)), Some(recorded(1)));
    }
}
