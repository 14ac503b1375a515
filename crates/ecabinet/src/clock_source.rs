//! Whether a source of time confirms the machine's clock: by the word of the kernel, as `timedatectl` tells it.
//!
//! To ask the kernel itself (`adjtimex`) takes code that the compiler does not check, and a server that is kept from setting
//! the clock (`ProtectClock=` of systemd) is kept from asking too.

use office::Office;
use std::path::Path;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};
use std::time::Duration;
use tokio::process::Command;

/// Between two looks.
const LOOK_AGAIN: Duration = Duration::from_secs(5 * 60);
/// A program that has not answered by then does not.
const ANSWER_WITHIN: Duration = Duration::from_secs(5);
/// Laid down by systemd's own client of NTP when it has set the clock.
const MARK: &str = "/run/systemd/timesync/synchronized";

const UNKNOWN: u8 = 0;
const CONFIRMED: u8 = 1;
const NOT_CONFIRMED: u8 = 2;

/// What was found last.
pub(crate) struct ClockSource;

impl ClockSource {
    /// Looks now and every few minutes, and lets the office know, for as long as the process lives.
    pub(crate) fn watch(office: &Office) {
        let found = Arc::new(AtomicU8::new(UNKNOWN));
        let last = Arc::clone(&found);
        office.knows_clock(Arc::new(move || match last.load(Ordering::Relaxed) {
            CONFIRMED => Some(true),
            NOT_CONFIRMED => Some(false),
            _ => None,
        }));
        tokio::spawn(async move {
            loop {
                let now = match confirmed().await {
                    Some(true) => CONFIRMED,
                    Some(false) => NOT_CONFIRMED,
                    None => UNKNOWN,
                };
                if found.swap(now, Ordering::Relaxed) != now && now == NOT_CONFIRMED {
                    tracing::warn!("no source of time confirms the machine's clock");
                }
                tokio::time::sleep(LOOK_AGAIN).await;
            }
        });
    }
}

/// Whether a source of time confirms the clock; none where nobody tells.
pub(crate) async fn confirmed() -> Option<bool> {
    match asked().await {
        None => Path::new(MARK).exists().then_some(true),
        told => told,
    }
}

async fn asked() -> Option<bool> {
    let mut command = Command::new("timedatectl");
    command.args(["show", "--property=NTPSynchronized", "--value"]);
    let command = command.stdin(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let told = tokio::time::timeout(ANSWER_WITHIN, command.output()).await.ok()?.ok()?;
    if !told.status.success() {
        return None;
    }
    read(&told.stdout)
}

fn read(told: &[u8]) -> Option<bool> {
    match told.trim_ascii() {
        b"yes" => Some(true),
        b"no" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_yes_and_no_are_answers() {
        assert_eq!([&b"yes\n"[..], b"no\n", b"", b"yes no"].map(read), [Some(true), Some(false), None, None]);
    }
}
