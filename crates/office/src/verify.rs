//! `verify`: is the record whole? Works on a stopped folder, with the key or without it.

use crate::drafts;
use crate::open::check_place;
use crate::premises::Premises;
use crate::publishing::CHECKPOINT_COMPARTMENT;
use crate::recovery::judging::Recoveries;
use crate::recovery::uses::last_uses;
use crate::signatures::Signatures;
use crate::texts::{key_place, own_key};
use crate::uploads::paper_label;
use cabinet::ids::{PasswordId, ProposalId};
use cabinet::leaf::all_texts;
use cabinet::proposal::FirstSubject;
use cabinet::recovery::SILENT_DAYS;
use cabinet::text::{Digest, TextRef};
use cabinet::{Cabinet, Event, Recorded, UnreadableEntry};
use ledger::{Database, Log, Publication, PublicationVerified, Signer, Verified, VerifierKey};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use uuid::Uuid;
use vault::{FileError, Files, Key, KeyProvider, Plain};

/// Compartments whose epoch keys are opened; one that is not there is no fault.
const COMPARTMENTS: [&str; 5] = [ledger::LEDGER_COMPARTMENT, "papers", "drafts", CHECKPOINT_COMPARTMENT, "pseudonyms"];

/// By what a folder is judged beside its own bytes.
#[derive(Default)]
pub struct Judging<'a> {
    /// The root key; without it nothing sealed is opened.
    pub keys: Option<&'a dyn KeyProvider>,
    /// What judges the checkpoints' signatures, each by its log's origin. With the root key the folder's own do.
    pub verifiers: Vec<VerifierKey>,
    /// The folder in which a witness keeps the last checkpoints.
    pub witness: Option<PathBuf>,
}

/// One log, and what is published of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// Its name.
    pub log: String,
    /// Entries.
    pub entries: u64,
    /// Root of the tree over them, in hexadecimal digits.
    pub root: String,
    /// What was found of its files.
    pub published: PublicationVerified,
    /// Whether signatures were judged.
    pub signed: bool,
}

/// What was verified.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Each log.
    pub logs: Vec<LogReport>,
    /// Entries in the ledger of acts.
    pub acts: u64,
    /// Entries in the custody ledger.
    pub custody: u64,
    /// Texts whose words agree with their proof; without the key those that are there.
    pub texts: u64,
    /// Texts and papers that a leaf names and that are not there. Only without the key: then nobody can tell whether they
    /// were erased or lost.
    pub texts_absent: u64,
    /// Files whose content agrees with their proof; without the key those whose bytes agree with their name.
    pub files: u64,
    /// Approvals whose signatures were judged by the keys in the record. Only with the root key.
    pub signatures: u64,
    /// Recoveries of lost officers that were judged. Only with the root key.
    pub recoveries: u64,
    /// Whether what is sealed was opened.
    pub opened: bool,
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
    /// The wrapped key of a compartment does not open.
    #[error("the drawer with the key of {compartment}: {source}")]
    Compartment {
        /// The compartment.
        compartment: &'static str,
        /// What is wrong.
        source: ledger::LedgerError,
    },
    /// A drawer does not hold what it should.
    #[error("the drawer {drawer}: {what}")]
    Drawer {
        /// Which: its kind and what it belongs to.
        drawer: String,
        /// What is wrong.
        what: &'static str,
    },
    /// There are rows of a log that this system does not keep.
    #[error("there are entries of a log {0:?}, which is none of ours")]
    UnknownLog(String),
    /// The ledger of acts has no entry.
    #[error("the ledger of acts has no entry")]
    Empty,
    /// The database or a folder cannot be reached, so nothing was judged.
    #[error("{0}")]
    Unreached(String),
    /// A verifier key is of no log here.
    #[error("the verifier key {0} is of no log in this folder")]
    Stranger(String),
    /// An entry, a tile, a bundle or a checkpoint is at fault.
    #[error("{log}: {source}")]
    Entry {
        /// The log.
        log: String,
        /// What and where.
        source: ledger::VerifyError,
    },
    /// An entry opens but is of a later version, or is none.
    #[error("entry {0} is {1}")]
    Unreadable(u64, UnreadableEntry),
    /// The signature of an approval is not true.
    #[error("the signature in entry {entry}: {what}")]
    Signature {
        /// Which entry.
        entry: u64,
        /// What is wrong.
        what: &'static str,
    },
    /// A recovery of lost officers, or a code, is not as the rules give it.
    #[error("entry {entry} {what}")]
    Recovery {
        /// Which entry.
        entry: u64,
        /// What is wrong.
        what: &'static str,
    },
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
    /// A file of the vault does not agree with its name. Without the key nobody can tell which chunk.
    #[error("{0}")]
    Vault(#[source] FileError),
    /// The database is damaged beneath its rows.
    #[error("the database file: {0}")]
    Database(String),
}

/// A store on another machine that does not answer says nothing of the record.
impl From<FileError> for Broken {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Elsewhere(_) | FileError::Access(_) => Self::Unreached(error.to_string()),
            error => Self::Vault(error),
        }
    }
}

impl Broken {
    /// Whether it is told of the record itself; else nothing of it was judged.
    #[must_use]
    pub fn is_of_the_record(&self) -> bool {
        let Self::Ledger(error) = self else { return !matches!(self, Self::Stranger(_) | Self::Unreached(_)) };
        !matches!(
            error,
            ledger::LedgerError::InUse
                | ledger::LedgerError::AlreadyOpen(_)
                | ledger::LedgerError::NoLedger(_)
                | ledger::LedgerError::NoTables
                | ledger::LedgerError::Address
        )
    }
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
        let (Event::ProposalStarted { proposal, .. }
        | Event::PaperNoteRegistered { proposal, .. }
        | Event::PaperAttached { proposal, .. }) = event
        else {
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
}

/// Verifies a stopped folder with its key, and nothing beside it.
///
/// # Errors
/// [`Broken`] names the first that is not whole.
pub async fn verify(folder: &Path, keys: &dyn KeyProvider, government: &str) -> Result<Report, Broken> {
    let judging = Judging { keys: Some(keys), ..Judging::default() };
    verify_by(&Premises::in_folder(folder), government, &judging).await
}

/// Verifies a stopped government: every row of every log, tiles, bundles and checkpoints byte for byte, the witness, every
/// file's name, the database beneath; with the key also payloads, replay, texts, files and drawers.
///
/// # Errors
/// [`Broken`] names the first entry, tile, bundle, checkpoint, text, file, chunk or drawer that is not whole.
pub async fn verify_by(premises: &Premises, government: &str, judging: &Judging<'_>) -> Result<Report, Broken> {
    let database = premises.reached().await?;
    let report = report(&database, premises, government, judging).await;
    database.close().await;
    report
}

async fn report(
    database: &Database,
    premises: &Premises,
    government: &str,
    judging: &Judging<'_>,
) -> Result<Report, Broken> {
    let files = Files::at_for_reading(&premises.papers())?;
    let verifier = Verifier { database: database.clone(), files };
    verifier.report(&premises.folder, government, judging).await
}

impl Verifier {
    async fn report(&self, folder: &Path, government: &str, judging: &Judging<'_>) -> Result<Report, Broken> {
        let opened = match judging.keys {
            Some(keys) => Some(self.epoch_keys(keys).await?),
            None => None,
        };
        let mut report = Report { opened: opened.is_some(), ..Report::default() };
        let mut named = Vec::new();
        let logs = logs(&self.database, folder, judging.witness.as_deref()).await?;
        let origins: Vec<String> = logs.iter().map(|log| ledger::origin_of(government, log)).collect();
        if let Some(stranger) = judging.verifiers.iter().find(|key| !origins.iter().any(|origin| origin == key.name()))
        {
            return Err(Broken::Stranger(stranger.to_string()));
        }
        for (log, origin) in logs.iter().zip(&origins) {
            let verifier = verifier_key(origin, judging, opened.as_ref())?;
            let payload_key = opened.as_ref().and_then(|keys| keys.get(ledger::LEDGER_COMPARTMENT));
            let (found, published) = self.log(folder, log, origin, payload_key, verifier.as_ref(), judging).await?;
            match log.as_str() {
                "acts" => report.acts = found.size,
                "custody" => report.custody = found.size,
                _ => {}
            }
            let (log, signed) = (log.clone(), verifier.is_some());
            let root = vault::hex(&found.root);
            report.logs.push(LogReport { log, entries: found.size, root, published, signed });
            named.extend(found.texts.into_iter().map(|(id, _)| id));
        }
        if report.acts == 0 {
            return Err(Broken::Empty);
        }
        match (judging.keys, opened.as_ref().and_then(|keys| keys.get("papers"))) {
            (Some(keys), Some(compartment)) => {
                let acts = self.database.log(keys, "acts", &ledger::origin_of(government, "acts")).await?;
                let code_key = keys.derive("enrolment code")?;
                let replayed = self.replay(&acts, compartment, &code_key).await?;
                self.silences(keys, government, &replayed).await?;
                (report.texts, report.files) = (replayed.texts, replayed.files);
                (report.signatures, report.recoveries) = (replayed.signatures, replayed.recoveries.judged);
                let drafts_key = opened.as_ref().and_then(|keys| keys.get("drafts"));
                self.drawers(keys, drafts_key, &replayed.proposals).await?;
                self.passwords(drafts_key, &replayed.passwords).await?;
                self.names().await?;
            }
            _ => {
                (report.texts, report.texts_absent) = self.presence(&named).await?;
                report.files = self.names().await?;
            }
        }
        match self.database.unsound().await? {
            Some(what) => Err(Broken::Database(what)),
            None => Ok(report),
        }
    }

    async fn epoch_keys(&self, keys: &dyn KeyProvider) -> Result<BTreeMap<&'static str, Key>, Broken> {
        let mut opened = BTreeMap::new();
        for compartment in COMPARTMENTS {
            let epoch = self.database.current_epoch(compartment).await?;
            let key = self.database.load_epoch_key(keys, compartment, epoch).await;
            let key = key.map_err(|source| Broken::Compartment { compartment, source })?;
            // They are all made before the first entry.
            let key = key.ok_or_else(|| Broken::Drawer {
                drawer: format!("key of {compartment}"),
                what: "is missing, and with it whatever lies under it",
            })?;
            opened.insert(compartment, key);
        }
        Ok(opened)
    }

    async fn log(
        &self,
        folder: &Path,
        log: &str,
        origin: &str,
        payload_key: Option<&Key>,
        verifier: Option<&VerifierKey>,
        judging: &Judging<'_>,
    ) -> Result<(Verified, PublicationVerified), Broken> {
        let witness = judging.witness.as_ref().map(|witness| ledger::witness_file(witness, log));
        let folder = ledger::tiles_folder(folder, log);
        let publication = Publication { folder: &folder, verifier, witness: witness.as_deref() };
        let verified = ledger::verify_published(&self.database, log, origin, payload_key, publication).await;
        verified.map_err(|source| Broken::Entry { log: log.to_owned(), source })
    }

    /// Without the key: which of the texts and papers that leaves name are there. A paper has its key in a drawer.
    async fn presence(&self, named: &[Uuid]) -> Result<(u64, u64), Broken> {
        let (mut there, mut absent) = (0, 0);
        for ids in named.chunks(1000) {
            let found: BTreeSet<Uuid> = self.database.texts(ids).await?.into_iter().map(|(id, _)| id).collect();
            for id in ids {
                if found.contains(id) {
                    there += 1;
                } else if self.database.drawer(&key_place("paper", *id)).await?.is_none() {
                    absent += 1;
                }
            }
        }
        Ok((there, absent))
    }

    /// Every file of the vault has the hash that is its name.
    async fn names(&self) -> Result<u64, Broken> {
        let mut names: Vec<String> = self.files.names().await?.into_iter().map(|(name, _)| name).collect();
        names.sort_unstable();
        for name in &names {
            self.files.verify(name).await?;
        }
        Ok(names.len() as u64)
    }

    async fn replay(&self, log: &Log, compartment: &Key, code_key: &Key) -> Result<Replayed, Broken> {
        const ENTRIES: u32 = 1024;
        let mut state = Cabinet::default();
        let mut replayed = Replayed::default();
        let (mut forgotten, mut signatures) = (Forgotten::default(), Signatures::default());
        let signature = |(entry, what)| Broken::Signature { entry, what };
        let recovery = |(entry, what)| Broken::Recovery { entry, what };
        loop {
            let entries = log.read(state.entries(), ENTRIES).await?;
            if entries.is_empty() {
                signatures.all_signed().map_err(signature)?;
                replayed.recoveries.all_given(code_key).map_err(recovery)?;
                replayed.passwords =
                    state.passwords().map(|record| (record.password.id, record.revoked.is_none())).collect();
                replayed.state = state;
                return forgotten.all_erased().map(|()| replayed);
            }
            for entry in entries {
                let recorded = Recorded::read(&entry.payload).map_err(|error| Broken::Unreadable(entry.seq, error))?;
                let texts = self.texts(compartment, entry.seq, &recorded.event).await;
                replayed.texts += forgotten.later(&recorded.event, texts)?;
                let files = self.file(compartment, entry.seq, &recorded.event).await;
                replayed.files += forgotten.later(&recorded.event, files)?;
                self.erased(&state, compartment, entry.seq, &recorded.event).await?;
                if let Event::ProposalStarted { proposal, .. } | Event::PaperNoteRegistered { proposal, .. } =
                    &recorded.event
                {
                    replayed.proposals.push(*proposal);
                }
                signatures.before(&state, entry.seq, &recorded).map_err(signature)?;
                replayed.recoveries.before(&state, entry.seq, &recorded).map_err(recovery)?;
                if let Event::ApprovalSigned { signature: signed } = &recorded.event {
                    let remark = self.remark(compartment, entry.seq, signatures.remark()).await?;
                    let judged = signatures.judge(&recorded, signed, remark);
                    judged.map_err(|what| signature((entry.seq, what)))?;
                    replayed.signatures += 1;
                }
                state.apply(&recorded);
            }
        }
    }

    /// Passkeys that a recovery took for lost had opened nothing in its days: custody knows.
    async fn silences(&self, keys: &dyn KeyProvider, government: &str, replayed: &Replayed) -> Result<(), Broken> {
        let asked = replayed.recoveries.silences.iter().filter(|silence| !silence.passkeys.is_empty());
        for silence in asked {
            let logs = crate::node::custody_logs(&self.database, keys, government, &[]).await?;
            let uses = last_uses(&self.database, keys, &logs, &replayed.state, silence.at).await?;
            let used = |passkey| uses.get(passkey).is_none_or(|used| used.plus_days(SILENT_DAYS) > silence.at);
            if silence.passkeys.iter().any(used) {
                let (entry, what) = (silence.entry, "takes a passkey for lost that had opened the door in its days");
                return Err(Broken::Recovery { entry, what });
            }
        }
        Ok(())
    }

    /// What an entry says was erased has no key any more, and the draft's drawer is gone.
    async fn erased(&self, state: &Cabinet, compartment: &Key, entry: u64, event: &Event) -> Result<(), Broken> {
        let Event::DraftErased { proposal, papers } = event else { return Ok(()) };
        let subject = match state.proposal(*proposal).map(|record| &record.subject) {
            Some(FirstSubject::Sealed(subject)) => Some(("text", subject.id.0)),
            _ => None,
        };
        for (kind, id) in papers.iter().map(|paper| ("paper", paper.0)).chain(subject) {
            if own_key(&self.database, compartment, kind, id).await.is_ok() {
                return Err(Broken::Text { text: id, entry, what: "was erased, and its key lies there" });
            }
        }
        if self.database.drawer(&drafts::place(*proposal)).await?.is_some() {
            return Err(Broken::Drawer { drawer: format!("draft of {proposal}"), what: "was erased, and lies there" });
        }
        Ok(())
    }

    async fn texts(&self, compartment: &Key, entry: u64, event: &Event) -> Result<u64, Broken> {
        let references = all_texts(event);
        let wanted: Vec<Uuid> = references.iter().filter(|text| !text.is_empty()).map(|text| text.id.0).collect();
        let sealed: BTreeMap<Uuid, Vec<u8>> = self.database.texts(&wanted).await?.into_iter().collect();
        let mut checked = 0;
        for reference in references.into_iter().filter(|text| !text.is_empty()) {
            self.opened(compartment, entry, reference, sealed.get(&reference.id.0)).await?;
            checked += 1;
        }
        Ok(checked)
    }

    /// A text, which agrees with its proof.
    async fn opened(
        &self,
        compartment: &Key,
        entry: u64,
        reference: &TextRef,
        sealed: Option<&Vec<u8>>,
    ) -> Result<Plain, Broken> {
        let text = reference.id.0;
        let broken = |what| Broken::Text { text, entry, what };
        let bytes = sealed.ok_or_else(|| broken("is missing"))?;
        let key = own_key(&self.database, compartment, "text", text).await;
        let key = key.map_err(|_| broken("has no key"))?;
        let plain = vault::open(&key, text.as_bytes(), bytes).map_err(|_| broken("does not open"))?;
        if vault::hmac_sha256(&reference.salt.0, &plain) != reference.proof.0 {
            return Err(broken("does not agree with its proof"));
        }
        Ok(plain)
    }

    /// SHA-256 of the words beside an approval; of nothing where there are none.
    async fn remark(&self, compartment: &Key, entry: u64, remark: Option<&TextRef>) -> Result<Digest, Broken> {
        let Some(remark) = remark.filter(|remark| !remark.is_empty()) else { return Ok(Digest(vault::sha256(b""))) };
        let sealed = self.database.text(remark.id.0).await?;
        let words = self.opened(compartment, entry, remark, sealed.as_ref()).await?;
        Ok(Digest(vault::sha256(&words)))
    }

    async fn file(&self, compartment: &Key, entry: u64, event: &Event) -> Result<u64, Broken> {
        let Event::PaperAttached { paper, .. } = event else { return Ok(0) };
        let file = paper.file.to_string();
        let broken = |what: String| Broken::File { file: file.clone(), entry, what };
        let key = own_key(&self.database, compartment, "paper", paper.id.0).await;
        let key = key.map_err(|_| broken("has no key".to_owned()))?;
        // Opening it names the chunk; its name alone tells only that some byte is another.
        let plain = self.files.read(&key, paper_label(paper.id), &file).await;
        let told = |error: FileError| match Broken::from(error) {
            Broken::Vault(error) => broken(error.to_string()),
            unreached => unreached,
        };
        let plain = plain.map_err(told)?;
        self.files.verify(&file).await.map_err(told)?;
        if vault::hmac_sha256(&paper.salt.0, &plain) != paper.proof.0 {
            return Err(broken("does not agree with its proof".to_owned()));
        }
        Ok(1)
    }

    /// The drawers that no entry names: check value of the key, drafts, ends of sessions.
    async fn drawers(
        &self,
        keys: &dyn KeyProvider,
        drafts_key: Option<&Key>,
        proposals: &[ProposalId],
    ) -> Result<(), Broken> {
        let broken = |drawer: String, what| Broken::Drawer { drawer, what };
        let expected = keys.check_value()?;
        let check = self.database.drawer(&check_place()).await?;
        if check.is_none_or(|drawer| drawer.value != expected.as_bytes()) {
            return Err(broken("key_check".to_owned(), "is not the check value of this key"));
        }
        for proposal in proposals {
            let place = drafts::place(*proposal);
            if let (Some(drawer), Some(key)) = (self.database.drawer(&place).await?, drafts_key) {
                let opened = vault::open(key, proposal.0.as_bytes(), &drawer.value);
                opened.map_err(|_| broken(format!("draft of {proposal}"), "does not open"))?;
            }
        }
        for (place, drawer) in self.database.drawers("sessions", "ended").await? {
            let time = std::str::from_utf8(&drawer.value).ok().and_then(|text| text.parse::<i64>().ok());
            if time.is_none() || place.key.parse::<Uuid>().is_err() {
                return Err(broken(format!("end of session {}", place.key), "does not hold a time"));
            }
        }
        Ok(())
    }

    /// What proves a password that stands is there and opens; of one that was taken away it may still lie there.
    async fn passwords(&self, drafts_key: Option<&Key>, passwords: &[(PasswordId, bool)]) -> Result<(), Broken> {
        for (id, stands) in passwords {
            let broken = |what| Broken::Drawer { drawer: format!("password {id}"), what };
            let drawer = self.database.drawer(&crate::doors::passwords::place(*id)).await?;
            match (drawer, drafts_key) {
                (None, _) if *stands => return Err(broken("is missing")),
                (Some(drawer), Some(key)) => {
                    vault::open(key, id.0.as_bytes(), &drawer.value).map_err(|_| broken("does not open"))?;
                }
                _ => {}
            }
        }
        Ok(())
    }
}

#[derive(Default)]
struct Replayed {
    texts: u64,
    files: u64,
    signatures: u64,
    recoveries: Recoveries,
    /// The state at the end.
    state: Cabinet,
    proposals: Vec<ProposalId>,
    /// Every password, and whether it stands.
    passwords: Vec<(PasswordId, bool)>,
}

/// The ledgers: acts, custody, and those of more nodes by their entries, their published files or the witness.
async fn logs(database: &Database, folder: &Path, witness: Option<&Path>) -> Result<Vec<String>, Broken> {
    let names = |folder: &Path| -> Vec<String> {
        let listed = std::fs::read_dir(folder).into_iter().flatten().flatten();
        listed.filter_map(|entry| entry.file_name().into_string().ok()).collect()
    };
    let rows = database.logs().await?;
    if let Some(stranger) = rows.iter().find(|log| *log != "acts" && !crate::node::is_custody(log)) {
        return Err(Broken::UnknownLog(stranger.clone()));
    }
    let published = names(&folder.join("tiles"));
    let witnessed = witness.map(names).unwrap_or_default();
    let witnessed = witnessed.iter().filter_map(|file| file.strip_suffix(".checkpoint")).map(str::to_owned);
    let mut more: BTreeSet<String> = published.into_iter().chain(rows).chain(witnessed).collect();
    more.retain(|log| log.starts_with("custody-"));
    Ok(["acts".to_owned(), "custody".to_owned()].into_iter().chain(more).collect())
}

fn verifier_key(
    origin: &str,
    judging: &Judging<'_>,
    opened: Option<&BTreeMap<&'static str, Key>>,
) -> Result<Option<VerifierKey>, Broken> {
    if let Some(given) = judging.verifiers.iter().find(|key| key.name() == origin) {
        return Ok(Some(given.clone()));
    }
    let Some(seed) = opened.and_then(|keys| keys.get(CHECKPOINT_COMPARTMENT)) else { return Ok(None) };
    let signer = Signer::new(origin, seed).map_err(|_| Broken::Key(vault::CipherError::Failed.into()))?;
    Ok(Some(signer.verifier().clone()))
}

/// The verifier keys of a stopped government's ledgers.
///
/// # Errors
/// [`Broken::Ledger`] or [`Broken::Key`]; [`Broken::Compartment`] when the key does not fit.
pub async fn verifier_keys(
    premises: &Premises,
    keys: &dyn KeyProvider,
    government: &str,
) -> Result<Vec<VerifierKey>, Broken> {
    let database = premises.open_for_reading().await?;
    let compartment = CHECKPOINT_COMPARTMENT;
    let seed = database.load_epoch_key(keys, compartment, 1).await;
    let logs = logs(&database, &premises.folder, None).await;
    database.close().await;
    let seed = seed.map_err(|source| Broken::Compartment { compartment, source })?;
    let opened: BTreeMap<&'static str, Key> = seed.map(|seed| (compartment, seed)).into_iter().collect();
    let origins = logs?.into_iter().map(|log| ledger::origin_of(government, &log));
    let found = origins.map(|origin| verifier_key(&origin, &Judging::default(), Some(&opened)));
    found.filter_map(Result::transpose).collect()
}
