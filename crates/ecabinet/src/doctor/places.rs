//! Folders and files: the key, the data folder, papers, the witness, the last backup, the log.

use super::finding::{Check, Finding};
use crate::configuration::{DEMO_KEY_FILE, Place};
use crate::daily_log;
use cabinet::Moment;
use office::{Clock, DiskRoom, LastBackup, is_writable};
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::Path;
use vault::{KeyError, KeyFile, Site};

const KEY: Check = Check("key", "मूल कुंजी की फाइल", "file of the root key");
const DATA: Check = Check("data_folder", "डेटा फोल्डर", "data folder");
const DATA_MODE: Check = Check("data_folder_rights", "डेटा फोल्डर के अधिकार", "rights of the data folder");
const PAPERS: Check = Check("papers_folder", "परिशिष्टों का फोल्डर", "folder of papers");
const ROOM: Check = Check("disk_room", "डिस्क पर जगह", "room on the disk");
const WITNESS: Check = Check("witness", "बाहरी साक्षी", "outside witness");
const BACKUP: Check = Check("backup", "पिछला बैकअप", "last backup");
const LOG: Check = Check("log_folder", "लॉग 180 दिन", "log of 180 days");

/// The key, if it can be read.
pub(super) fn key(place: &Place, found: &mut Vec<Finding>) -> Option<KeyFile> {
    let inside = place.data.join(DEMO_KEY_FILE);
    let Some(path) = &place.key else {
        // A training folder keeps its own.
        let key = inside.exists().then(|| KeyFile::open(&inside, &place.data, true).ok()).flatten();
        let hi = "ECABINET_KEY में कुंजी की फाइल का पथ दें; नई सरकार के लिए `ecabinet init` उसे बनाता है।";
        let en = "Name the key file in ECABINET_KEY; for a new government `ecabinet init` makes it.";
        found.push(KEY.demands(key.is_some(), hi, en));
        return key;
    };
    match KeyFile::open(path, &place.data, false) {
        Ok(key) => {
            found.push(KEY.good());
            Some(key)
        }
        Err(error) => {
            found.push(of_key(&error).because(&error));
            None
        }
    }
}

fn of_key(error: &KeyError) -> Finding {
    match error {
        KeyError::Mode { .. } => {
            KEY.wrong("फाइल केवल सर्वर के खाते की हो: chmod 600", "Let the server's account alone reach it: chmod 600")
        }
        KeyError::InsideData(_) => KEY.wrong(
            "कुंजी को डेटा फोल्डर के बाहर रखें; अंदर वह हर प्रति के साथ जाती है।",
            "Keep the key outside the data folder; inside it goes along with every copy.",
        ),
        KeyError::Malformed(_) => KEY.wrong(
            "यह कुंजी की फाइल नहीं है; तीन भागों से फिर बनाएँ: ecabinet join-key",
            "This is no key file; make it again of three shares: ecabinet join-key",
        ),
        _ => KEY.wrong(
            "सर्वर का खाता इसे पढ़ सके; खो गई हो तो तीन भागों से फिर बनाएँ: ecabinet join-key",
            "Let the server's account read it; if it is lost, make it again of three shares: ecabinet join-key",
        ),
    }
}

/// The data folder and the papers, and the room where they lie.
pub(super) fn folders(place: &Place) -> Vec<Finding> {
    let mut found = vec![writable(DATA, &place.data)];
    if let Ok(data) = fs::metadata(&place.data) {
        let mode = data.permissions().mode() & 0o777;
        let hi = "फोल्डर केवल सर्वर के खाते का हो: chmod 700";
        let en = "Let the server's account alone reach it: chmod 700";
        found.push(DATA_MODE.demands(mode & 0o077 == 0, hi, en).because(format!("{mode:04o}, uid {}", data.uid())));
        found.push(room(&place.data));
    }
    // What is wrong with a store on another machine, `stores` tells.
    let papers = place.node.node().map(|node| node.premises(&place.data).papers());
    if let Ok(Site::Folder(papers)) = papers
        && papers.exists()
    {
        found.push(writable(PAPERS, &papers));
        if !papers.starts_with(&place.data) {
            found.push(room(&papers));
        }
    }
    found
}

fn writable(check: Check, folder: &Path) -> Finding {
    let finding = match folder.is_dir() {
        true => check.demands(
            is_writable(folder),
            "सर्वर का खाता इसमें लिख सके: स्वामी और डिस्क देखें।",
            "Let the server's account write there: see its owner and its disk.",
        ),
        false => check.wrong(
            "यह फोल्डर नहीं है: ECABINET_DATA देखें; नई सरकार `ecabinet init` से बनती है।",
            "It is not there: see ECABINET_DATA; `ecabinet init` makes a new government.",
        ),
    };
    finding.because(folder.display())
}

fn room(folder: &Path) -> Finding {
    match DiskRoom::of(folder) {
        None => ROOM.wrong("देखें कि डिस्क जुड़ी हुई है।", "See whether the disk is there."),
        Some(room) => {
            let free_percent = room.free.saturating_mul(100).checked_div(room.all).unwrap_or_default();
            let hi = "जगह बनाएँ या बड़ी डिस्क लगाएँ: कम से कम पाँचवाँ भाग खाली रहे।";
            let en = "Make room or add a larger disk: a fifth must stay free.";
            ROOM.demands(!room.is_full(), hi, en).because(format!("{}: {free_percent} %", folder.display()))
        }
    }
}

/// What is kept elsewhere: the witness, backups, the log.
pub(super) fn kept(place: &Place) -> Vec<Finding> {
    vec![witness(place), backup(&place.data, Clock::default().now()), log(place)]
}

fn witness(place: &Place) -> Finding {
    let Some(folder) = &place.witness else {
        return WITNESS.wrong(
            "ECABINET_WITNESS में दूसरी डिस्क का फोल्डर दें, ताकि पुरानी प्रति चालू न हो सके।",
            "Name a folder on another disk in ECABINET_WITNESS, so that an old copy cannot be started.",
        );
    };
    let (hi, en) =
        ("फोल्डर जुड़ा हुआ, डेटा फोल्डर के बाहर और लिखने योग्य हो।", "It must be there, outside the data folder, and writable.");
    match ledger::Witness::open(folder, &place.data) {
        Err(error) if place.data.is_dir() => WITNESS.wrong(hi, en).because(error),
        _ => WITNESS.demands(is_writable(folder), hi, en).because(folder.display()),
    }
}

fn backup(data: &Path, now: Moment) -> Finding {
    let hi = "अभी बैकअप लें (ecabinet backup), और हर रात चलाएँ।";
    let en = "Take a backup now (ecabinet backup), and one every night.";
    match LastBackup::of(data) {
        None => BACKUP.wrong(hi, en),
        Some(last) => {
            let told = format!("{}, {}", hindi::date_time(last.at.0, hindi::Language::English), last.place);
            BACKUP.demands(!last.is_old(now), hi, en).because(told)
        }
    }
}

fn log(place: &Place) -> Finding {
    let Some(folder) = &place.log.log_folder else {
        return LOG.skipped(
            "ECABINET_LOG_FOLDER नहीं दिया: journald को 180 दिन के लॉग रखने हैं (CERT-In)।",
            "ECABINET_LOG_FOLDER is not set: journald must keep 180 days (CERT-In).",
        );
    };
    if !folder.is_dir() {
        return match folder.parent() {
            Some(above) if is_writable(above) => LOG.good().because(format!("{}: 0", folder.display())),
            _ => LOG.wrong(
                "यह फोल्डर बनाएँ, सर्वर के खाते का: chmod 700",
                "Make this folder, of the server's account: chmod 700",
            ),
        };
    }
    let days = daily_log::days(folder).map_or(0, |days| days.len());
    let (hi, en) = ("सर्वर का खाता इसमें लिख सके।", "Let the server's account write there.");
    LOG.demands(is_writable(folder), hi, en).because(format!("{}: {days}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::super::finding::State;
    use super::*;

    #[test]
    fn a_backup_is_good_for_a_night_and_two_hours() {
        let folder = tempfile::tempdir().unwrap();
        let state = |hours: i64| backup(folder.path(), Moment(hours * 3_600_000)).state;
        assert_eq!(state(1), State::Wrong, "none was taken");
        LastBackup { at: Moment(0), bytes: 1, place: "/mnt".to_owned() }.leave(folder.path()).unwrap();
        assert_eq!([26, 27].map(state), [State::Good, State::Wrong]);
    }
}
