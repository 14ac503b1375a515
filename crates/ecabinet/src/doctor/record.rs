//! The record: whether it opens, is sound, and stands under the key.

use super::finding::{Check, Finding};
use crate::configuration::Place;
use ledger::{Database, LedgerError};
use office::stands_under;
use vault::KeyFile;

const LEDGER: Check = Check("ledger", "अभिलेख", "record");
const FORMATS: Check = Check("formats", "फाइलों के प्रारूप", "versions of the formats");
const SOUND: Check = Check("sound", "डेटाबेस की अखंडता", "soundness of the database");
const UNDER_KEY: Check = Check("under_key", "अभिलेख की कुंजी", "key of the record");

/// What was found, and whether a server runs on it.
pub(super) struct Record {
    pub(super) found: Vec<Finding>,
    pub(super) runs: bool,
}

impl Record {
    /// Opens the record to read it.
    pub(super) async fn look(place: &Place, key: Option<&KeyFile>) -> Self {
        match place.node.record(&place.data).open_for_reading().await {
            Ok(database) => {
                let found = opened(&database, key).await;
                database.close().await;
                Self { found, runs: false }
            }
            Err(error) => Self { runs: is_in_use(&error), found: vec![not_opened(&error)] },
        }
    }
}

fn is_in_use(error: &LedgerError) -> bool {
    matches!(error, LedgerError::AlreadyOpen(_) | LedgerError::InUse)
}

fn not_opened(error: &LedgerError) -> Finding {
    let finding = match error {
        LedgerError::AlreadyOpen(_) | LedgerError::InUse => LEDGER.skipped(
            "सर्वर चल रहा है और स्वयं जाँचता है: «मशीन की स्थिति» देखें।",
            "A server runs on it and looks itself: see the page «Machine».",
        ),
        LedgerError::NoLedger(_) | LedgerError::NoTables => LEDGER.wrong(
            "अभी कोई सरकार नहीं: `ecabinet init` चलाएँ, या बैकअप से पुनः स्थापित करें (ecabinet restore)।",
            "There is no government yet: run `ecabinet init`, or restore a backup (ecabinet restore).",
        ),
        LedgerError::Schema(_) => FORMATS.wrong(
            "अभिलेख दूसरे संस्करण का है: वही या उससे नया कार्यक्रम लगाएँ; पुराना इसे नहीं पढ़ता।",
            "The record is of another version: install that program or a newer one; an older one does not read it.",
        ),
        _ => LEDGER
            .wrong("डिस्क या PostgreSQL सर्वर देखें; कुछ न बदलें।", "See the disk or the PostgreSQL server; change nothing."),
    };
    finding.because(error)
}

async fn opened(database: &Database, key: Option<&KeyFile>) -> Vec<Finding> {
    let mut found = vec![LEDGER.good(), FORMATS.good().because(formats())];
    let (hi, en) = (
        "कुछ न बदलें; फोल्डर की प्रति सुरक्षित रखें और बैकअप से पुनः स्थापित करें।",
        "Change nothing; keep a copy of the folder and restore a backup.",
    );
    found.push(match database.unsound().await {
        Ok(None) => SOUND.good(),
        Ok(Some(told)) => SOUND.wrong(hi, en).because(told),
        Err(error) => SOUND.wrong(hi, en).because(error),
    });
    let Some(key) = key else {
        found.push(UNDER_KEY.skipped("कुंजी के बिना नहीं देखा।", "Not looked at without the key."));
        return found;
    };
    let (hi, en) = ("यह कुंजी इस अभिलेख की नहीं है: सही कुंजी दें।", "This key is not that of this record: name the right one.");
    found.push(match stands_under(database, key).await {
        Ok(true) => UNDER_KEY.good(),
        Ok(false) => UNDER_KEY.wrong(hi, en),
        Err(error) => UNDER_KEY.wrong(hi, en).because(error),
    });
    found
}

fn formats() -> String {
    format!("{} · {} · {}", ledger::LEAF_FORMAT, ledger::CHECKPOINT_FORMAT, vault::FILE_FORMAT)
}
