//! Rotating keys of a stopped government: all or nothing, in one transaction with the entry that says so.
//!
//! *Root key*: every epoch key is wrapped under the new root key; what they wrap and seal stays as it
//! is. *Epoch key of a compartment*: everything that it wraps or seals is wrapped or sealed anew under
//! a new one, and the old key is deleted. The compartment `ledger` seals the record itself and keeps
//! its key for ever.

use crate::clock::Clock;
use crate::erasure::{owe, scrub_owed};
use crate::error::{ActError, OpenError};
use crate::ids;
use crate::open::{catch_up, check_place, stands_under};
use crate::premises::Premises;
use cabinet::ids::ActId;
use cabinet::text::Digest;
use cabinet::{Act, Actor, Cabinet, Recorded, decide};
use ledger::{Batch, Database, DrawerWrite, LedgerError, Place};
use uuid::Uuid;
use vault::{Key, KeyProvider};

/// Compartments whose epoch key can be rotated: papers and texts; drafts, what proves passwords, and what persons
/// are told and how they are reached.
pub const ROTATABLE: [&str; 2] = ["papers", "drafts"];

/// What was rotated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotated {
    /// The epoch that stands now; 0 for the root key, which has none.
    pub epoch: u32,
    /// Keys, drafts, passwords and what is kept of notices, as they lie under the new key.
    pub keys: u32,
}

/// What stands after a rotation that failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RotationOutcome {
    /// Everything is under the old key.
    Nothing,
    /// Everything is under the new key, and the record says so.
    Done,
    /// One of the two: a repetition tells.
    Unknown,
}

/// Why a rotation failed; [`RotationError::outcome`] says what stands then.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The folder does not open.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The ledger failed.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// A key failed.
    #[error(transparent)]
    Key(#[from] vault::KeyError),
    /// Something sealed does not open under the key that should have sealed it.
    #[error("{kind} of {owner} does not open under the key of its compartment")]
    Damaged {
        /// What kind of drawer.
        kind: String,
        /// Whose.
        owner: String,
    },
    /// The folder is under the new root key already.
    #[error("the folder is under the new key already")]
    Already,
    /// The keys are rotated; what stood on the disk before is not overwritten yet. A repetition does it, or a start.
    #[error("what stood on the disk before is not overwritten yet: {0}")]
    NotOverwritten(#[source] LedgerError),
    /// The commit was sent, and no answer came.
    #[error(transparent)]
    OutcomeUnknown(LedgerError),
    /// The rotation could not be recorded.
    #[error("the rotation could not be recorded: {0}")]
    Record(#[from] ActError),
    /// There is no such compartment, or its key is not rotated.
    #[error("the key of {0:?} cannot be rotated; these can: papers, drafts")]
    Compartment(String),
}

impl RotationError {
    /// What stands now.
    #[must_use]
    pub fn outcome(&self) -> RotationOutcome {
        match self {
            Self::Already | Self::NotOverwritten(_) => RotationOutcome::Done,
            Self::OutcomeUnknown(_) => RotationOutcome::Unknown,
            _ => RotationOutcome::Nothing,
        }
    }
}

/// The key of a compartment's epoch that stands now; made, if there is none and the ledger has no entry yet.
pub(crate) async fn compartment_key(
    database: &Database,
    keys: &dyn KeyProvider,
    compartment: &str,
) -> Result<Key, LedgerError> {
    let epoch = database.current_epoch(compartment).await?;
    database.first_epoch_key(keys, compartment, epoch, crate::writer::ACTS).await
}

/// Wraps every key that `old` wraps under `new`. Sessions end: their cookies are sealed under a key
/// that is derived from the root key.
///
/// # Errors
/// [`RotationError`]; then everything is under the old key.
pub async fn rotate_root_key(
    premises: &Premises,
    old: &dyn KeyProvider,
    new: &dyn KeyProvider,
    government: &str,
) -> Result<Rotated, RotationError> {
    let database = premises.open_alone().await?;
    let rotated = rotate_root_key_of(&database, old, new, government).await;
    database.close().await;
    rotated
}

async fn rotate_root_key_of(
    database: &Database,
    old: &dyn KeyProvider,
    new: &dyn KeyProvider,
    government: &str,
) -> Result<Rotated, RotationError> {
    let check = database.drawer(&check_place()).await?.ok_or(OpenError::WrongKey)?;
    let value = new.check_value()?.into_bytes();
    if check.value == value {
        // A rotation that was cut off after its commit is finished here.
        scrub_owed(database).await.map_err(RotationError::NotOverwritten)?;
        return Err(RotationError::Already);
    }
    if check.value != old.check_value()?.into_bytes() {
        return Err(OpenError::WrongKey.into());
    }
    let mut drawers = database.rewrapped_epoch_keys(old, new).await?;
    let keys = count(&drawers);
    drawers.push(DrawerWrite { place: check_place(), value: Some(value), expected: Some(check.version) });
    record(database, old, government, Act::RotateRootKey { keys }, drawers).await?;
    Ok(Rotated { epoch: 0, keys })
}

/// Gives a compartment a new epoch key and wraps or seals under it whatever lies under the old one.
///
/// # Errors
/// [`RotationError`]; then everything is under the old key.
pub async fn rotate_epoch_key(
    premises: &Premises,
    keys: &dyn KeyProvider,
    compartment: &str,
    government: &str,
) -> Result<Rotated, RotationError> {
    if !ROTATABLE.contains(&compartment) {
        return Err(RotationError::Compartment(compartment.to_owned()));
    }
    let database = premises.open_alone().await?;
    let rotated = rotate_epoch_key_of(&database, keys, compartment, government).await;
    database.close().await;
    rotated
}

async fn rotate_epoch_key_of(
    database: &Database,
    keys: &dyn KeyProvider,
    compartment: &str,
    government: &str,
) -> Result<Rotated, RotationError> {
    if !stands_under(database, keys).await? {
        return Err(OpenError::WrongKey.into());
    }
    let old = compartment_key(database, keys, compartment).await?;
    let (epoch, new, mut drawers) = database.next_epoch_key(keys, compartment).await?;
    let kinds: &[&str] = if compartment == "papers" {
        &["text", "paper"]
    } else {
        &["draft", "password", "contact", "notice", "notice_seen"]
    };
    let mut sealed = Vec::new();
    for kind in kinds {
        for (place, drawer) in database.drawers_of_kind(kind).await? {
            sealed.push(resealed(place, &drawer.value, drawer.version, &old, &new)?);
        }
    }
    let count = count(&sealed);
    drawers.append(&mut sealed);
    let act = Act::RotateEpochKey { compartment: compartment.to_owned(), epoch, keys: count };
    record(database, keys, government, act, drawers).await?;
    Ok(Rotated { epoch, keys: count })
}

/// What lies in a drawer is bound to the id that owns it.
fn resealed(place: Place, value: &[u8], version: u64, old: &Key, new: &Key) -> Result<DrawerWrite, RotationError> {
    let damaged = || RotationError::Damaged { kind: place.kind.clone(), owner: place.owner.clone() };
    let owner: Uuid = place.owner.parse().map_err(|_| damaged())?;
    let plain = vault::open(old, owner.as_bytes(), value).map_err(|_| damaged())?;
    let sealed = vault::seal(new, owner.as_bytes(), &plain).map_err(LedgerError::from)?;
    Ok(DrawerWrite { place, value: Some(sealed), expected: Some(version) })
}

fn count(drawers: &[DrawerWrite]) -> u32 {
    u32::try_from(drawers.len()).unwrap_or(u32::MAX)
}

/// Writes the drawers and the entry that tells of them in one transaction, then overwrites on the
/// disk what stood there before.
async fn record(
    database: &Database,
    keys: &dyn KeyProvider,
    government: &str,
    act: Act,
    mut drawers: Vec<DrawerWrite>,
) -> Result<(), RotationError> {
    let origin = ledger::origin_of(government, "acts");
    let mut log = database.log(keys, "acts", &origin).await?;
    let state = catch_up(&mut log, Cabinet::default()).await?;
    let now = Clock::default().now().max(state.last());
    let id = ActId(ids::new(now).map_err(LedgerError::from)?);
    let body = Digest(vault::sha256(id.0.as_bytes()));
    let events = decide(&state, &Actor::System, act, now).map_err(ActError::from)?;
    drawers.push(owe());
    let mut batch = Batch { drawers, ..Batch::default() };
    for event in events {
        let recorded = Recorded { act: id, by: Actor::System, body, at: now, event };
        batch.entries.push(log.seal(crate::writer::entry(&recorded)?)?);
    }
    database.commit(batch).await.map_err(|error| match error {
        LedgerError::OutcomeUnknown(_) => RotationError::OutcomeUnknown(error),
        before => RotationError::Ledger(before),
    })?;
    scrub_owed(database).await.map_err(RotationError::NotOverwritten)
}
