//! `logs`: days of the kept log as one file with its hash, as it is handed to CERT-In or to an auditor.

use crate::daily_log::{Day, days};
use anyhow::{Context, Result, bail};
use clap::Args;
use std::fs::{File, OpenOptions};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

const MODE: u32 = 0o600;

/// `logs`.
#[derive(Args)]
pub(crate) struct Logs {
    /// The folder in which the log is kept (`ECABINET_LOG_FOLDER`).
    folder: PathBuf,
    /// The first day in India, as 2026-11-27.
    #[arg(long, value_parser = day)]
    from: Day,
    /// The last day, which is in it.
    #[arg(long, value_parser = day)]
    until: Day,
    /// The file to be made; its SHA-256 is laid beside it. Without it the lines are printed.
    #[arg(long)]
    out: Option<PathBuf>,
}

fn day(written: &str) -> Result<Day, String> {
    Day::read(written).ok_or_else(|| "write a day as 2026-11-27".to_owned())
}

/// Lines as they are copied, and their hash.
struct Copied<W: Write> {
    out: W,
    hash: vault::Sha256,
    lines: u64,
}

impl<W: Write> Copied<W> {
    fn day(&mut self, path: &Path) -> io::Result<()> {
        for line in BufReader::new(File::open(path)?).split(b'\n') {
            let mut line = line?;
            // What a full disk left between two lines.
            if line.is_empty() {
                continue;
            }
            line.push(b'\n');
            self.hash.update(&line);
            self.out.write_all(&line)?;
            self.lines += 1;
        }
        Ok(())
    }
}

impl Logs {
    /// Copies the days, and says what was copied.
    pub(crate) fn run(self) -> Result<()> {
        if self.from > self.until {
            bail!("--from is a day after --until");
        }
        let found = days(&self.folder).with_context(|| self.folder.display().to_string())?;
        let days: Vec<Day> = found.into_iter().filter(|day| *day >= self.from && *day <= self.until).collect();
        let (Some(first), Some(last)) = (days.first(), days.last()) else {
            bail!("there is no log of these days in {}", self.folder.display());
        };
        let (lines, hash) = match &self.out {
            Some(path) => self.copy_into(path, &days)?,
            None => self.copied(&days, io::stdout().lock())?,
        };
        eprintln!("{} to {}: {} days, {lines} lines", first.written(), last.written(), days.len());
        eprintln!("SHA-256 {hash}");
        Ok(())
    }

    fn copied(&self, days: &[Day], out: impl Write) -> Result<(u64, String)> {
        let mut copied = Copied { out: BufWriter::new(out), hash: vault::Sha256::default(), lines: 0 };
        for day in days {
            let path = self.folder.join(day.file());
            copied.day(&path).with_context(|| path.display().to_string())?;
        }
        copied.out.flush().context("writing")?;
        Ok((copied.lines, vault::hex(&copied.hash.finish())))
    }

    fn copy_into(&self, path: &Path, days: &[Day]) -> Result<(u64, String)> {
        let told = || path.display().to_string();
        let name = path.file_name().and_then(|name| name.to_str()).with_context(told)?;
        let made = |path: &Path| OpenOptions::new().write(true).create_new(true).mode(MODE).open(path);
        let out = made(path).with_context(told)?;
        let copied = self.copied(days, &out).and_then(|copied| out.sync_all().with_context(told).map(|()| copied));
        if copied.is_err() {
            // What is not whole must not be taken for it.
            let _ = std::fs::remove_file(path);
        }
        let (lines, hash) = copied?;
        let beside = path.with_file_name(format!("{name}.sha256"));
        // As `sha256sum --check` reads it.
        let mut sum = made(&beside).with_context(|| beside.display().to_string())?;
        writeln!(sum, "{hash}  {name}").and_then(|()| sum.sync_all()).with_context(|| beside.display().to_string())?;
        Ok((lines, hash))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;

    fn logs(folder: &Path, from: &str, until: &str, out: Option<PathBuf>) -> Logs {
        let [from, until] = [from, until].map(|written| Day::read(written).unwrap());
        Logs { folder: folder.to_owned(), from, until, out }
    }

    #[test]
    fn days_are_copied_in_their_order_with_the_hash_that_others_compute() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        for (day, lines) in [("26", "a\n"), ("28", "c\n\nd\n"), ("27", "b\n"), ("30", "e\n")] {
            std::fs::write(path(&format!("ecabinet-2026-11-{day}.jsonl")), lines).unwrap();
        }
        std::fs::write(path("ecabinet-2026-11-27.jsonl.old"), "not ours\n").unwrap();
        let out = path("export.jsonl");
        logs(folder.path(), "2026-11-27", "2026-11-29", Some(out.clone())).run().unwrap();
        assert_eq!(std::fs::read_to_string(&out).unwrap(), "b\nc\nd\n");
        let mut check = Command::new("sha256sum");
        check.args(["--check", "export.jsonl.sha256"]).current_dir(folder.path());
        assert!(check.output().unwrap().status.success());
        std::fs::write(&out, "b\nc\nD\n").unwrap();
        assert!(!check.output().unwrap().status.success(), "control");

        let again = logs(folder.path(), "2026-11-27", "2026-11-29", Some(path("ecabinet-2026-11-26.jsonl"))).run();
        assert!(again.is_err(), "nothing is written over");
        assert_eq!(std::fs::read_to_string(path("ecabinet-2026-11-26.jsonl")).unwrap(), "a\n");
        for (from, until, reason) in [("2026-11-29", "2026-11-29", "no log"), ("2026-11-28", "2026-11-27", "after")] {
            let told = logs(folder.path(), from, until, None).run().unwrap_err().to_string();
            assert!(told.contains(reason), "{told}");
        }
    }
}
