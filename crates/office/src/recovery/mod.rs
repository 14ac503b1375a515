//! Recovery of a stopped government whose officers are lost: codes for two of the cabinet section, ordered by the office
//! itself in one transaction with the entry that says so, and handed out only after it is durable.

pub(crate) mod judging;
pub(crate) mod uses;

use crate::clock::Clock;
use crate::codes;
use crate::error::{ActError, OpenError};
use crate::ids;
use crate::node::custody_logs;
use crate::open::{catch_up, stands_under};
use crate::premises::Premises;
use crate::rotation::compartment_key;
use crate::submission::TextsOf;
use crate::texts::seal_prose;
use crate::writer::ACTS;
use cabinet::act::Act;
use cabinet::ids::{ActId, ChargeId, EnrolmentId, PasskeyId, PersonId};
use cabinet::officers::Officers;
use cabinet::passkey::ENROLMENT_DAYS;
use cabinet::people::{Namesakes, Words};
use cabinet::recovery::{OfficerToRecover, SILENT_DAYS};
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, LedgerNature, Moment, Recorded, Refusal, decide};
use ledger::{Batch, Database, LedgerError};
use std::collections::BTreeMap;
use uses::last_uses;
use vault::{Key, KeyProvider};

/// For whom a code is asked, as the keepers of the shares name him.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedOfficer {
    /// Short name of a post of the cabinet section.
    pub post: String,
    /// Who takes it, in Hindi, where nobody holds it; none for who holds it.
    pub name: Option<String>,
}

/// A code that was ordered, for the sheet of its officer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderedCode {
    /// Who.
    pub person: Words,
    /// Under which post.
    pub post: Words,
    /// The whole code as it is printed.
    pub code: String,
    /// Until when it opens.
    pub ends: Moment,
}

/// Why nobody was recovered.
#[derive(Debug, thiserror::Error)]
pub enum RecoveryError {
    /// The folder does not open, or is under another root key.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The ledger failed before anything was recorded.
    #[error(transparent)]
    Ledger(#[from] LedgerError),
    /// The government is one for training.
    #[error("it is a training government, in which nobody needs a passkey")]
    Training,
    /// Two officers can act.
    #[error("two officers can order codes")]
    Able {
        /// From when on a recovery is possible if they sign in no more; none where that cannot be said.
        from: Option<Moment>,
    },
    /// There is no such open post of the cabinet section.
    #[error("there is no post {0} of the cabinet section")]
    NoPost(String),
    /// The post is held, and somebody was named who would take it.
    #[error("the post {0} is held")]
    Held(String),
    /// Nobody holds the post, and nobody was named.
    #[error("nobody holds the post {0}")]
    Vacant(String),
    /// More than one person of the record is called so.
    #[error("more than one person is called {0}")]
    Namesakes(String),
    /// The rules refuse otherwise.
    #[error("{0}")]
    Refused(Refusal),
    /// It could not be recorded.
    #[error(transparent)]
    Record(#[from] ActError),
    /// The commit was sent, and no answer came.
    #[error("it is not known whether the codes were recorded: {0}")]
    OutcomeUnknown(LedgerError),
}

/// A stopped government, and the root key that was joined from its shares.
pub struct Recovery<'a> {
    /// Where it lies.
    pub premises: &'a Premises,
    /// The root key.
    pub keys: &'a dyn KeyProvider,
    /// Its stable name.
    pub government: &'a str,
    /// The clock.
    pub clock: Clock,
}

impl Recovery<'_> {
    /// Orders codes for two officers. What they had before opens nothing any more.
    ///
    /// # Errors
    /// [`RecoveryError`]; then nothing was recorded, but for [`RecoveryError::OutcomeUnknown`].
    pub async fn order(&self, officers: &[NamedOfficer], reason: &str) -> Result<Vec<OrderedCode>, RecoveryError> {
        let database = self.premises.open_alone().await?;
        let ordering = Ordering { database: &database, keys: self.keys, government: self.government };
        let ordered = ordering.ordered(officers, reason, &self.clock).await;
        database.close().await;
        ordered
    }
}

struct Ordering<'a> {
    database: &'a Database,
    keys: &'a dyn KeyProvider,
    government: &'a str,
}

impl Ordering<'_> {
    async fn ordered(
        &self,
        named: &[NamedOfficer],
        reason: &str,
        clock: &Clock,
    ) -> Result<Vec<OrderedCode>, RecoveryError> {
        if !stands_under(self.database, self.keys).await? {
            return Err(OpenError::WrongKey.into());
        }
        let origin = ledger::origin_of(self.government, ACTS);
        let mut log = self.database.log(self.keys, ACTS, &origin).await?;
        let mut state = catch_up(&mut log, Cabinet::default()).await?;
        if state.nature() != Some(LedgerNature::Real) {
            return Err(RecoveryError::Training);
        }
        let now = clock.now().max(state.last());
        let silent = self.silent(&state, now).await?;
        let code_key = self.keys.derive("enrolment code").map_err(OpenError::from)?;
        let mut asked = Vec::new();
        for one in named {
            asked.push(officer(&state, one, &code_key, now)?);
        }
        let mut texts = TextsOf::default();
        let reason = texts.take(cabinet::draft::one_line(reason)).map_err(LedgerError::from)?;
        let act = Act::RecoverOfficers { reason, officers: asked.clone(), silent };
        let events = decide(&state, &Actor::System, act, now).map_err(RecoveryError::Refused)?;

        let id = ActId(ids::new(now).map_err(LedgerError::from)?);
        let body = Digest(vault::sha256(id.0.as_bytes()));
        let compartment = compartment_key(self.database, self.keys, "papers").await?;
        let mut batch = Batch::default();
        for prose in &texts.prose {
            seal_prose(&compartment, prose, &mut batch).map_err(LedgerError::from)?;
        }
        for event in events {
            let recorded = Recorded { act: id, by: Actor::System, body, at: now, event };
            batch.entries.push(log.seal(crate::writer::entry(&recorded)?)?);
            state.apply(&recorded);
        }
        self.database.commit(batch).await.map_err(|error| match error {
            LedgerError::OutcomeUnknown(_) => RecoveryError::OutcomeUnknown(error),
            before => RecoveryError::Ledger(before),
        })?;
        Ok(asked.iter().filter_map(|one| ordered_code(&state, one, &code_key, now)).collect())
    }

    /// Passkeys that opened nothing for [`SILENT_DAYS`]; or, if two officers have others, that they can act.
    async fn silent(&self, state: &Cabinet, now: Moment) -> Result<Vec<PasskeyId>, RecoveryError> {
        let logs = custody_logs(self.database, self.keys, self.government, &[]).await?;
        let uses = last_uses(self.database, self.keys, &logs, state, now).await?;
        let quiet: BTreeMap<PasskeyId, Moment> =
            uses.into_iter().map(|(passkey, used)| (passkey, used.plus_days(SILENT_DAYS))).collect();
        let silent_at = |at: Moment| -> Vec<PasskeyId> {
            quiet.iter().filter(|(_, from)| **from <= at).map(|(passkey, _)| *passkey).collect()
        };
        let lost = |at: &Moment| state.officers_without(&silent_at(*at), *at) < Officers::Able;
        if state.officers(now) < Officers::Able {
            return Ok(Vec::new());
        }
        if lost(&now) {
            return Ok(silent_at(now));
        }
        Err(RecoveryError::Able { from: quiet.values().copied().filter(lost).min() })
    }
}

/// The officer whom a post's short name and perhaps a person's name mean.
fn officer(
    state: &Cabinet,
    named: &NamedOfficer,
    code_key: &Key,
    now: Moment,
) -> Result<OfficerToRecover, RecoveryError> {
    let new_id = || ids::new(now).map_err(LedgerError::from);
    let key = named.post.trim();
    let post = state.open_posts().find(|post| post.key == key).ok_or_else(|| RecoveryError::NoPost(key.to_owned()))?;
    if !cabinet::officers::PROPOSING.contains(&post.kind) {
        return Err(RecoveryError::NoPost(key.to_owned()));
    }
    let holder = state.charge_of_post(post.id).map(|charge| charge.person);
    let (person, name, charge) = match (holder, &named.name) {
        (Some(holder), None) => (holder, None, None),
        (Some(_), Some(_)) => return Err(RecoveryError::Held(key.to_owned())),
        (None, None) => return Err(RecoveryError::Vacant(key.to_owned())),
        (None, Some(name)) => {
            let words = Words { hi: name.trim().to_owned(), en: String::new() };
            let alike: Vec<PersonId> = Namesakes::of(state).find(&words).into_iter().collect();
            let charge = Some(ChargeId(new_id()?));
            match alike[..] {
                [] => (PersonId(new_id()?), Some(words), charge),
                [known] => (known, None, charge),
                _ => return Err(RecoveryError::Namesakes(words.hi)),
            }
        }
    };
    let enrolment = EnrolmentId(new_id()?);
    let code = Digest(vault::sha256(printed(code_key, enrolment).as_bytes()));
    Ok(OfficerToRecover { post: post.id, person, name, charge, enrolment, code })
}

/// A whole code as it is printed.
pub(crate) fn printed(code_key: &Key, enrolment: EnrolmentId) -> String {
    codes::whole(&codes::code(code_key, enrolment.0))
}

fn ordered_code(state: &Cabinet, one: &OfficerToRecover, code_key: &Key, now: Moment) -> Option<OrderedCode> {
    Some(OrderedCode {
        person: state.person(one.person)?.name.clone(),
        post: state.post(one.post)?.title.clone(),
        code: printed(code_key, one.enrolment),
        ends: state.enrolment(one.enrolment).map_or_else(|| now.plus_days(ENROLMENT_DAYS), |one| one.enrolment.ends),
    })
}
