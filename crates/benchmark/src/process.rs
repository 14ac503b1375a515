//! What the system says of a process: its processor time and its memory.

use anyhow::{Context, Result};
use std::fs;

/// Ticks of the processor clock a second, as Linux tells them to programs.
const TICKS_PER_SECOND: f64 = 100.0;

/// Seconds of processor time that a process has used, in all its threads.
pub(crate) fn cpu_s(pid: u32) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/stat"))?;
    // The name of the program may hold spaces and ends with the last bracket.
    let after = text.rsplit_once(')').context("stat")?.1;
    let mut fields = after.split_whitespace().skip(11);
    let mut next = || -> Result<f64> { Ok(fields.next().context("stat")?.parse()?) };
    Ok((next()? + next()?) / TICKS_PER_SECOND)
}

/// Megabytes of memory of a process: now (`VmRSS`) or at most until now (`VmHWM`).
#[expect(clippy::cast_precision_loss, reason = "kilobytes of a process")]
pub(crate) fn memory_mb(pid: u32, word: &str) -> Result<f64> {
    let text = fs::read_to_string(format!("/proc/{pid}/status"))?;
    let kilobytes = office::kilobytes(&text, word).context("status")?;
    Ok(kilobytes as f64 / 1024.0)
}
