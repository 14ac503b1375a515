//! The log in files of its own: one for each day in India, only added to, kept for 180 days (directions of CERT-In of 28 April
//! 2022, paragraph iv).
//!
//! The server never stops for its log. A line that cannot be written is counted and left.

use cabinet::Moment;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// Days for which a file is kept.
pub(crate) const KEPT_DAYS: u32 = 180;
const FOLDER_MODE: u32 = 0o700;
const FILE_MODE: u32 = 0o600;
const PREFIX: &str = "ecabinet-";
const SUFFIX: &str = ".jsonl";

/// A day in India, as it stands in the name of its file: `2026-11-27`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day(String);

impl Day {
    /// The day of a moment.
    pub(crate) fn of(moment: Moment) -> Self {
        Self(hindi::ist_date(moment.0))
    }

    /// A day as it is written; none where that is no date.
    pub(crate) fn read(written: &str) -> Option<Self> {
        let digits = |part: &str, count: usize| part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit());
        let mut parts = written.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        let fits = parts.next().is_none() && digits(year, 4) && digits(month, 2) && digits(day, 2);
        let in_year = ("01"..="12").contains(&month) && ("01"..="31").contains(&day);
        (fits && in_year).then(|| Self(written.to_owned()))
    }

    /// The name of its file.
    pub(crate) fn file(&self) -> String {
        format!("{PREFIX}{}{SUFFIX}", self.0)
    }

    pub(crate) fn written(&self) -> &str {
        &self.0
    }
}

/// The files of a folder that are days of a log, by their exact names, the oldest first. Whatever else lies there is not ours.
///
/// # Errors
/// The folder cannot be read.
pub(crate) fn days(folder: &Path) -> io::Result<Vec<Day>> {
    let mut days = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let day = name.to_str().and_then(|name| name.strip_prefix(PREFIX)?.strip_suffix(SUFFIX)).and_then(Day::read);
        // A link leads to a file that may be anybody's.
        days.extend(day.filter(|_| entry.file_type().is_ok_and(|kind| kind.is_file())));
    }
    days.sort();
    Ok(days)
}

/// Where lines go today.
#[derive(Default)]
struct Today {
    day: Option<Day>,
    file: Option<File>,
    /// The last line may have no end.
    torn: bool,
}

/// A log in daily files.
pub(crate) struct DailyLog {
    folder: PathBuf,
    today: Mutex<Today>,
}

impl DailyLog {
    /// Makes the folder if it is not there, and the file of today.
    ///
    /// # Errors
    /// The system refuses.
    pub(crate) fn open(folder: &Path, now: Moment) -> io::Result<Self> {
        DirBuilder::new().recursive(true).mode(FOLDER_MODE).create(folder)?;
        let log = Self { folder: folder.to_owned(), today: Mutex::default() };
        log.today.lock().unwrap_or_else(PoisonError::into_inner).turn(folder, &Day::of(now))?;
        Ok(log)
    }

    /// Adds a line, which ends with its own line break.
    ///
    /// # Errors
    /// It could not be written; the next one is tried all the same.
    pub(crate) fn add(&self, now: Moment, line: &[u8]) -> io::Result<()> {
        self.today.lock().unwrap_or_else(PoisonError::into_inner).add(&self.folder, &Day::of(now), line)
    }

    /// Turns to the day's file, and takes away those that need not be kept any more.
    ///
    /// # Errors
    /// The system refuses; it is tried again.
    pub(crate) fn keep(&self, now: Moment) -> io::Result<()> {
        self.today.lock().unwrap_or_else(PoisonError::into_inner).turn(&self.folder, &Day::of(now))?;
        let days = days(&self.folder)?;
        let oldest = Day::of(now.minus_days(KEPT_DAYS));
        // Today and as many days before it stay whatever the clock says: one that is set to another year takes no log away.
        let beyond = days.len().saturating_sub(KEPT_DAYS as usize + 1);
        for day in days.iter().take(beyond).filter(|day| **day < oldest) {
            fs::remove_file(self.folder.join(day.file()))?;
        }
        Ok(())
    }
}

impl Today {
    fn turn(&mut self, folder: &Path, day: &Day) -> io::Result<()> {
        // A file that was taken away meanwhile is made again.
        let stands = self.file.as_ref().is_some_and(|file| file.metadata().is_ok_and(|found| found.nlink() > 0));
        if stands && self.day.as_ref() == Some(day) {
            return Ok(());
        }
        self.file = None;
        let nofollow = rustix::fs::OFlags::NOFOLLOW.bits().cast_signed();
        let mut options = OpenOptions::new();
        let options = options.append(true).create(true).mode(FILE_MODE).custom_flags(nofollow);
        let file = options.open(folder.join(day.file()))?;
        // What a crash left without its end.
        self.torn = file.metadata().is_ok_and(|found| found.len() > 0) && !ends_with_a_line(&folder.join(day.file()));
        (self.day, self.file) = (Some(day.clone()), Some(file));
        Ok(())
    }

    fn add(&mut self, folder: &Path, day: &Day, line: &[u8]) -> io::Result<()> {
        if self.file.is_none() || self.day.as_ref() != Some(day) {
            self.turn(folder, day)?;
        }
        let file = self.file.as_mut().ok_or(io::ErrorKind::NotFound)?;
        let whole = if self.torn { [b"\n", line].concat() } else { line.to_vec() };
        let written = file.write_all(&whole);
        self.torn = written.is_err();
        written
    }
}

fn ends_with_a_line(path: &Path) -> bool {
    use std::io::{Read, Seek, SeekFrom};
    let last = || {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::End(-1))?;
        let mut byte = [0];
        file.read_exact(&mut byte).map(|()| byte)
    };
    matches!(last(), Ok([b'\n']) | Err(_))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;

    const DAY: i64 = 24 * 60 * 60 * 1000;
    /// Half past midnight in India, while London still has the day before.
    const NOW: Moment = Moment(1_795_719_600_000);

    fn later(days: i64) -> Moment {
        Moment(NOW.0 + days * DAY)
    }

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!(Day::of(NOW).written(), "2026-11-27");
        assert_eq!(Day::of(Moment(NOW.0 - 60 * 60 * 1000)).written(), "2026-11-26", "an hour before it was yesterday");
        assert_eq!(Day::read("2026-11-27"), Some(Day::of(NOW)));
        for odd in ["", "2026-11", "2026-1-27", "2026-13-01", "2026-11-32", "2026-11-27-1", "+026-11-27", "२०२६-11-27"]
        {
            assert_eq!(Day::read(odd), None, "{odd}");
        }
    }

    #[test]
    fn each_day_has_its_file_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().join("log");
        let log = DailyLog::open(&folder, NOW).unwrap();
        log.add(NOW, b"one\n").unwrap();
        log.add(later(1), b"two\n").unwrap();
        log.add(later(1), b"three\n").unwrap();
        let read = |days| fs::read_to_string(folder.join(Day::of(later(days)).file())).unwrap();
        assert_eq!((read(0), read(1)), ("one\n".to_owned(), "two\nthree\n".to_owned()));
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&folder), mode(&folder.join("ecabinet-2026-11-27.jsonl"))), (0o700, 0o600));
        // Another process that starts on the same day goes on.
        DailyLog::open(&folder, later(1)).unwrap().add(later(1), b"four\n").unwrap();
        assert_eq!(read(1), "two\nthree\nfour\n");
    }

    #[test]
    fn only_files_of_its_own_that_are_old_are_taken_away() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let log = DailyLog::open(folder.path(), later(-200)).unwrap();
        for days in -200..=0 {
            log.add(later(days), b"line\n").unwrap();
        }
        let others = ["ecabinet-2020-01-01.jsonl.gz", "other-2020-01-01.jsonl", "ecabinet-2020-13-01.jsonl", "notes"];
        others.iter().for_each(|name| fs::write(path(name), "").unwrap());
        std::os::unix::fs::symlink(path("notes"), path("ecabinet-2020-01-02.jsonl")).unwrap();
        log.keep(NOW).unwrap();
        let kept = days(folder.path()).unwrap();
        assert_eq!((kept.len(), kept.first(), kept.last()), (181, Some(&Day::of(later(-180))), Some(&Day::of(NOW))));
        assert!(others.iter().all(|name| path(name).exists()));
        assert!(fs::symlink_metadata(path("ecabinet-2020-01-02.jsonl")).is_ok(), "a link is not ours");
        // A clock that is set to another year takes nothing away.
        log.keep(later(4000)).unwrap();
        assert_eq!(days(folder.path()).unwrap().len(), 181, "the oldest goes for the file of that day");
        assert!(path(&Day::of(NOW).file()).exists());
    }

    #[test]
    fn a_line_that_could_not_be_written_tears_no_other() {
        let folder = tempfile::tempdir().unwrap();
        let log = DailyLog::open(folder.path(), NOW).unwrap();
        let file = folder.path().join(Day::of(NOW).file());
        log.add(NOW, b"one\n").unwrap();
        // Half a line, as a full disk or a crash leaves it.
        OpenOptions::new().append(true).open(&file).unwrap().write_all(b"{\"half\":").unwrap();
        let again = DailyLog::open(folder.path(), NOW).unwrap();
        again.add(NOW, b"two\n").unwrap();
        again.add(NOW, b"three\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "one\n{\"half\":\ntwo\nthree\n");
        fs::remove_file(&file).unwrap();
        again.keep(NOW).unwrap();
        again.add(NOW, b"four\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "four\n", "a file that was taken away is made again");
        // A day that cannot be opened: its lines are lost, those of the next are not.
        std::os::unix::fs::symlink(&file, folder.path().join(Day::of(later(1)).file())).unwrap();
        assert!(again.add(later(1), b"lost\n").is_err());
        again.add(later(2), b"five\n").unwrap();
        assert_eq!(fs::read_to_string(&file).unwrap(), "four\n", "a link leads nowhere");
    }
}
