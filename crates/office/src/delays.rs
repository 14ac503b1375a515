//! Waiting after failures at the door: longer with every one, for the address from which they came and for the account at
//! which they aimed, and never so long that anybody is locked out.

use cabinet::Moment;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Mutex;
use std::time::Duration;

/// Milliseconds of the first wait; each further failure doubles it.
const FIRST_MS: u64 = 250;
/// Milliseconds of the longest: a whole secretariat may share one address.
const LONGEST_MS: u64 = 4000;
/// Milliseconds after which failures are forgotten.
const REMEMBERED_MS: i64 = 15 * 60 * 1000;
/// Addresses or accounts that are remembered; when there are more, the oldest go first.
const REMEMBERED_MAX: usize = 10_000;

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Moment,
}

impl Failures {
    /// Whether they are not forgotten yet.
    const fn is_recent(&self, now: Moment) -> bool {
        now.0.saturating_sub(self.last.0) < REMEMBERED_MS
    }
}

/// Failures by what they are counted for.
pub(crate) struct Delays<K>(Mutex<BTreeMap<K, Failures>>);

impl<K> Default for Delays<K> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

/// For what failures are counted.
pub(crate) trait Counted: Clone + Ord {
    /// What is counted as one.
    fn counted(self) -> Self;
}

/// Whoever has one IPv6 address has its whole network.
impl Counted for IpAddr {
    fn counted(self) -> Self {
        match self {
            Self::V4(_) => self,
            Self::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
        }
    }
}

/// The hash of a name that was typed, whether anybody has it or not.
impl Counted for [u8; 32] {
    fn counted(self) -> Self {
        self
    }
}

impl<K: Counted> Delays<K> {
    /// How long an attempt waits.
    pub(crate) fn wait(&self, of: K, now: Moment) -> Duration {
        let Ok(known) = self.0.lock() else { return Duration::from_millis(LONGEST_MS) };
        let count =
            known.get(&of.counted()).filter(|failures| failures.is_recent(now)).map_or(0, |failures| failures.count);
        let doubled = count.checked_sub(1).map_or(0, |times| FIRST_MS.saturating_mul(1 << times.min(16)));
        Duration::from_millis(doubled.min(LONGEST_MS))
    }

    /// For how many an attempt would wait now.
    pub(crate) fn held_back(&self, now: Moment) -> usize {
        let Ok(known) = self.0.lock() else { return 0 };
        known.values().filter(|failures| failures.is_recent(now)).count()
    }

    /// Counts a failure.
    pub(crate) fn failed(&self, of: K, now: Moment) {
        let Ok(mut known) = self.0.lock() else { return };
        let one = known.entry(of.counted()).or_insert(Failures { count: 0, last: now });
        let forgotten = !one.is_recent(now);
        *one = Failures { count: if forgotten { 1 } else { one.count.saturating_add(1) }, last: now };
        if known.len() > REMEMBERED_MAX {
            known.retain(|_, failures| failures.is_recent(now));
            while known.len() > REMEMBERED_MAX {
                let oldest = known.iter().min_by_key(|(_, failures)| failures.last).map(|(of, _)| of.clone());
                if let Some(oldest) = oldest {
                    known.remove(&oldest);
                }
            }
        }
    }

    /// A success forgets what failed before it.
    pub(crate) fn forgive(&self, of: K) {
        if let Ok(mut known) = self.0.lock() {
            known.remove(&of.counted());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_slow_one_address_and_lock_nobody_out() {
        let (delays, now) = (Delays::default(), Moment(0));
        let (one, other): (IpAddr, IpAddr) = ("192.0.2.7".parse().unwrap(), "192.0.2.8".parse().unwrap());
        assert_eq!(delays.wait(one, now), Duration::ZERO);
        let waits: Vec<_> = (0..40)
            .map(|_| {
                delays.failed(one, now);
                delays.wait(one, now)
            })
            .collect();
        assert!(waits.is_sorted() && waits[0] < waits[3], "{waits:?}");
        assert_eq!(waits.last(), Some(&Duration::from_millis(LONGEST_MS)));
        assert_eq!(delays.wait(other, now), Duration::ZERO, "control: another address waits for nothing");
        assert_eq!((delays.held_back(now), delays.held_back(Moment(REMEMBERED_MS))), (1, 0));
        assert_eq!(delays.wait(one, Moment(REMEMBERED_MS)), Duration::ZERO, "forgotten");
    }

    /// What `docs/signing-in.md` tells of waiting is what is done.
    #[test]
    fn asvs_6_1_1() {
        let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/signing-in.md")).unwrap();
        assert_eq!(crate::turns::TURNS_MAX, 8, "what is told of queues");
        let section = text.split("\n## ").find(|section| section.starts_with("Who guesses, waits")).unwrap();
        let seconds = |milliseconds: u64| format!("{} s", milliseconds as f64 / 1000.0);
        for told in [
            seconds(FIRST_MS),
            seconds(LONGEST_MS),
            format!("{} minutes", REMEMBERED_MS / 60_000),
            "first 64 bits".to_owned(),
            "locks nobody out".to_owned(),
            "Eight stand in a queue".to_owned(),
        ] {
            assert!(section.contains(&told), "{told}");
        }
    }

    #[test]
    fn asvs_6_3_1() {
        failures_slow_one_address_and_lock_nobody_out();
        addresses_of_one_network_are_one();
        strangers_do_not_fill_the_memory();
    }

    /// Guesses from one address in the seven days of a code find one of a thousand codes with a chance of less than 2⁻⁶⁰.
    #[test]
    fn asvs_6_6_3() {
        const CODE_BITS: f64 = 100.0;
        let (delays, address) = (Delays::<IpAddr>::default(), "192.0.2.7".parse().unwrap());
        let (mut now, mut slowest) = (Moment(0), 0);
        for _ in 0..10 {
            delays.failed(address, now);
            slowest = i64::try_from(delays.wait(address, now).as_millis()).unwrap();
            now = Moment(now.0 + slowest);
        }
        assert_eq!(slowest, i64::try_from(LONGEST_MS).unwrap(), "as slow as it gets after ten guesses");
        let guesses = (7 * 24 * 60 * 60 * 1000 / slowest) as f64;
        assert!((guesses * 1000.0).log2() - CODE_BITS < -60.0);
    }

    #[test]
    fn addresses_of_one_network_are_one() {
        let delays = Delays::<IpAddr>::default();
        delays.failed("2001:db8::1".parse().unwrap(), Moment(0));
        assert!(delays.wait("2001:db8::ffff".parse().unwrap(), Moment(0)) > Duration::ZERO);
        assert_eq!(delays.wait("2001:db8:0:1::1".parse().unwrap(), Moment(0)), Duration::ZERO, "control");
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(16))]
        /// Ten thousand failures of strangers at one account, from wherever: its owner waits once, and not longer than the cap.
        #[test]
        fn nobody_is_locked_out(
            addresses in proptest::collection::vec(proptest::prelude::any::<u32>(), 1..50),
            owner in proptest::prelude::any::<u32>(),
        ) {
            let (by_address, by_account) = (Delays::<IpAddr>::default(), Delays::<[u8; 32]>::default());
            let of = |bits: u32| IpAddr::from(std::net::Ipv4Addr::from_bits(bits));
            for (number, address) in (0..10_000).zip(addresses.iter().cycle()) {
                by_address.failed(of(*address), Moment(number));
                by_account.failed([7; 32], Moment(number));
            }
            let now = Moment(10_000);
            let wait = by_address.wait(of(owner), now).max(by_account.wait([7; 32], now));
            proptest::prop_assert_eq!(wait, Duration::from_millis(LONGEST_MS));
            proptest::prop_assert_eq!(by_account.wait([8; 32], now), Duration::ZERO, "control: another account");
            by_account.forgive([7; 32]);
            proptest::prop_assert_eq!(by_account.wait([7; 32], now), Duration::ZERO, "once its owner came in");
        }
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let delays = Delays::<IpAddr>::default();
        for number in 0..=u32::try_from(REMEMBERED_MAX).unwrap() {
            delays.failed(std::net::Ipv4Addr::from_bits(number).into(), Moment(i64::from(number)));
        }
        assert_eq!(delays.0.lock().unwrap().len(), REMEMBERED_MAX);
        assert_eq!(
            delays.wait(std::net::Ipv4Addr::from_bits(0).into(), Moment(10_001)),
            Duration::ZERO,
            "the oldest went"
        );
    }
}
