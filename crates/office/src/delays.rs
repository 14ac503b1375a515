//! Waiting after failures at the door: longer with every one, for the address from which they came, and never so long that
//! anybody is locked out.

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
/// Addresses that are remembered; when there are more, the oldest go first.
const ADDRESSES_MAX: usize = 10_000;

#[derive(Clone, Copy)]
struct Failures {
    count: u32,
    last: Moment,
}

/// Failures by address.
#[derive(Default)]
pub(crate) struct Delays(Mutex<BTreeMap<IpAddr, Failures>>);

/// Whoever has one IPv6 address has its whole network.
fn counted(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() >> 64 << 64).into(),
    }
}

impl Delays {
    /// How long an attempt from this address waits.
    pub(crate) fn wait(&self, address: IpAddr, now: Moment) -> Duration {
        let Ok(known) = self.0.lock() else { return Duration::from_millis(LONGEST_MS) };
        let recent = |failures: &&Failures| now.0.saturating_sub(failures.last.0) < REMEMBERED_MS;
        let count = known.get(&counted(address)).filter(recent).map_or(0, |failures| failures.count);
        let doubled = count.checked_sub(1).map_or(0, |times| FIRST_MS.saturating_mul(1 << times.min(16)));
        Duration::from_millis(doubled.min(LONGEST_MS))
    }

    /// Counts a failure.
    pub(crate) fn failed(&self, address: IpAddr, now: Moment) {
        let Ok(mut known) = self.0.lock() else { return };
        let one = known.entry(counted(address)).or_insert(Failures { count: 0, last: now });
        let forgotten = now.0.saturating_sub(one.last.0) >= REMEMBERED_MS;
        *one = Failures { count: if forgotten { 1 } else { one.count.saturating_add(1) }, last: now };
        if known.len() > ADDRESSES_MAX {
            known.retain(|_, failures| now.0.saturating_sub(failures.last.0) < REMEMBERED_MS);
            while known.len() > ADDRESSES_MAX {
                let oldest = known.iter().min_by_key(|(_, failures)| failures.last).map(|(address, _)| *address);
                if let Some(oldest) = oldest {
                    known.remove(&oldest);
                }
            }
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
        assert_eq!(delays.wait(one, Moment(REMEMBERED_MS)), Duration::ZERO, "forgotten");
    }

    /// What `docs/signing-in.md` tells of waiting is what is done.
    #[test]
    fn asvs_6_1_1() {
        let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/signing-in.md")).unwrap();
        let section = text.split("\n## ").find(|section| section.starts_with("Who guesses, waits")).unwrap();
        let seconds = |milliseconds: u64| format!("{} s", milliseconds as f64 / 1000.0);
        for told in [
            seconds(FIRST_MS),
            seconds(LONGEST_MS),
            format!("{} minutes", REMEMBERED_MS / 60_000),
            "first 64 bits".to_owned(),
            "locks nobody out".to_owned(),
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
        let (delays, address) = (Delays::default(), "192.0.2.7".parse().unwrap());
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
        let delays = Delays::default();
        delays.failed("2001:db8::1".parse().unwrap(), Moment(0));
        assert!(delays.wait("2001:db8::ffff".parse().unwrap(), Moment(0)) > Duration::ZERO);
        assert_eq!(delays.wait("2001:db8:0:1::1".parse().unwrap(), Moment(0)), Duration::ZERO, "control");
    }

    #[test]
    fn strangers_do_not_fill_the_memory() {
        let delays = Delays::default();
        for number in 0..=u32::try_from(ADDRESSES_MAX).unwrap() {
            delays.failed(std::net::Ipv4Addr::from_bits(number).into(), Moment(i64::from(number)));
        }
        assert_eq!(delays.0.lock().unwrap().len(), ADDRESSES_MAX);
        assert_eq!(
            delays.wait(std::net::Ipv4Addr::from_bits(0).into(), Moment(10_001)),
            Duration::ZERO,
            "the oldest went"
        );
    }
}
