//! `verify`: is the record whole? Works on a stopped folder, with the key.

use crate::rotation::compartment_key;
use crate::texts::own_key;
use crate::uploads::paper_label;
use cabinet::ids::ProposalId;
use cabinet::leaf::all_texts;
use cabinet::{Cabinet, Event, Recorded, UnreadableEntry};
use ledger::{Database, Log};
use std::collections::BTreeMap;
use std::path::Path;
use uuid::Uuid;
use vault::{Files, Key, KeyProvider};

/// What was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Entries in the ledger of acts.
    pub acts: u64,
    /// Merkle root of the ledger of acts, in hexadecimal digits.
    pub acts_root: String,
    /// Entries in the custody ledger.
    pub custody: u64,
    /// Merkle root of the custody ledger, in hexadecimal digits.
    pub custody_root: String,
    /// Texts whose words agree with their proof.
    pub texts: u64,
    /// Files whose content agrees with their proof.
    pub files: u64,
}

/// What is wrong, and where.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// The folder does not open.
    #[error("the folder does not open: {0}")]
    Ledger(#[from] ledger::LedgerError),
    /// The key does not fit.
    #[error("the key does not fit: {0}")]
    Key(#[from] vault::KeyError),
    /// An entry or the chain is broken.
    #[error("{0}")]
    Entry(#[from] ledger::VerifyError),
    /// An entry opens but is of a later version, or is none.
    #[error("entry {0} is {1}")]
    Unreadable(u64, UnreadableEntry),
    /// A text is missing or does not agree with its proof.
    #[error("text {text} of entry {entry}: {what}")]
    Text {
        /// Which text.
        text: Uuid,
        /// Of which entry.
        entry: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// A file is missing or does not agree with its name or proof.
    #[error("file {file} of entry {entry}: {what}")]
    File {
        /// Its name.
        file: String,
        /// Of which entry.
        entry: u64,
        /// What is wrong.
        what: String,
    },
}

/// What is missing of drafts, until an entry says that they were erased.
#[derive(Default)]
struct Forgotten {
    missing: BTreeMap<ProposalId, Broken>,
}

impl Forgotten {
    /// What was checked of an event; a subject or paper of a draft may be missing if it was erased
    /// later.
    fn later(&mut self, event: &Event, checked: Result<u64, Broken>) -> Result<u64, Broken> {
        if let Event::DraftErased { proposal, .. } = event {
            self.missing.remove(proposal);
        }
        let (Event::ProposalStarted { proposal, .. } | Event::PaperAttached { proposal, .. }) = event else {
            return checked;
        };
        checked.or_else(|broken| {
            self.missing.entry(*proposal).or_insert(broken);
            Ok(0)
        })
    }

    /// Whatever is missing and was not erased: the first of it.
    fn all_erased(self) -> Result<(), Broken> {
        let entry = |broken: &Broken| match broken {
            Broken::Text { entry, .. } | Broken::File { entry, .. } => *entry,
            _ => 0,
        };
        self.missing.into_values().min_by_key(entry).map_or(Ok(()), Err)
    }
}

struct Verifier {
    database: Database,
    files: Files,
    compartment: Key,
}

/// Verifies a stopped folder: chain, payloads, replay, texts and files.
///
/// # Errors
/// [`Broken`] names the first entry, text or file that is not whole.
pub async fn verify(folder: &Path, keys: &dyn KeyProvider, government: &str) -> Result<Report, Broken> {
    let database = Database::open_for_reading(folder).await?;
    let files = Files::open_for_reading(&folder.join("papers")).map_err(|error| Broken::File {
        file: "papers".to_owned(),
        entry: 0,
        what: error.to_string(),
    })?;
    let compartment = compartment_key(&database, keys, "papers").await?;
    let verifier = Verifier { database, files, compartment };
    let acts_origin = ledger::origin_of(government, "acts");
    let custody_origin = ledger::origin_of(government, "custody");
    let acts_log = verifier.database.log(keys, "acts", &acts_origin).await?;
    let (compartment, epoch) = (ledger::LEDGER_COMPARTMENT, ledger::LEDGER_EPOCH);
    let payload_key = verifier.database.epoch_key(keys, compartment, epoch).await?;
    let acts = ledger::verify(&verifier.database, "acts", &acts_origin, Some(&payload_key)).await?;
    let custody = ledger::verify(&verifier.database, "custody", &custody_origin, Some(&payload_key)).await?;
    let (texts, files) = verifier.replay(&acts_log).await?;
    Ok(Report {
        acts: acts.size,
        acts_root: vault::hex(&acts.root),
        custody: custody.size,
        custody_root: vault::hex(&custody.root),
        texts,
        files,
    })
}

impl Verifier {
    async fn replay(&self, log: &Log) -> Result<(u64, u64), Broken> {
        const ENTRIES: u32 = 1024;
        let (mut state, mut texts, mut files) = (Cabinet::default(), 0, 0);
        let mut forgotten = Forgotten::default();
        loop {
            let entries = log.read(state.entries(), ENTRIES).await?;
            if entries.is_empty() {
                return forgotten.all_erased().map(|()| (texts, files));
            }
            for entry in entries {
                let recorded = Recorded::read(&entry.payload).map_err(|error| Broken::Unreadable(entry.seq, error))?;
                texts += forgotten.later(&recorded.event, self.texts(entry.seq, &recorded.event).await)?;
                files += forgotten.later(&recorded.event, self.file(entry.seq, &recorded.event).await)?;
                self.erased(entry.seq, &recorded.event).await?;
                state.apply(&recorded);
            }
        }
    }

    /// What an entry says was erased has no key any more.
    async fn erased(&self, entry: u64, event: &Event) -> Result<(), Broken> {
        let Event::DraftErased { papers, .. } = event else { return Ok(()) };
        for paper in papers {
            if self.own_key("paper", paper.0).await.is_some() {
                let what = "was erased, and its key lies there";
                return Err(Broken::Text { text: paper.0, entry, what });
            }
        }
        Ok(())
    }

    async fn own_key(&self, kind: &str, id: Uuid) -> Option<Key> {
        own_key(&self.database, &self.compartment, kind, id).await.ok()
    }

    async fn texts(&self, entry: u64, event: &Event) -> Result<u64, Broken> {
        let references = all_texts(event);
        let wanted: Vec<Uuid> = references.iter().filter(|text| !text.is_empty()).map(|text| text.id.0).collect();
        let sealed: BTreeMap<Uuid, Vec<u8>> = self.database.texts(&wanted).await?.into_iter().collect();
        let mut checked = 0;
        for reference in references.into_iter().filter(|text| !text.is_empty()) {
            let text = reference.id.0;
            let broken = |what| Broken::Text { text, entry, what };
            let bytes = sealed.get(&text).ok_or_else(|| broken("is missing"))?;
            let key = self.own_key("text", text).await.ok_or_else(|| broken("has no key"))?;
            let plain = vault::open(&key, text.as_bytes(), bytes).map_err(|_| broken("does not open"))?;
            if vault::hmac_sha256(&reference.salt.0, &plain) != reference.proof.0 {
                return Err(broken("does not agree with its proof"));
            }
            checked += 1;
        }
        Ok(checked)
    }

    async fn file(&self, entry: u64, event: &Event) -> Result<u64, Broken> {
        let Event::PaperAttached { paper, .. } = event else { return Ok(0) };
        let file = paper.file.to_string();
        let broken = |what: String| Broken::File { file: file.clone(), entry, what };
        self.files.verify(&file).await.map_err(|error| broken(error.to_string()))?;
        let key = self.own_key("paper", paper.id.0).await.ok_or_else(|| broken("has no key".to_owned()))?;
        let label = paper_label(paper.id);
        let plain = self.files.read(&key, label, &file).await.map_err(|error| broken(error.to_string()))?;
        if vault::hmac_sha256(&paper.salt.0, &plain) != paper.proof.0 {
            return Err(broken("does not agree with its proof".to_owned()));
        }
        Ok(1)
    }
}
