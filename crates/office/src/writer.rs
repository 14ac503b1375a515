//! The single writer: decides each act on a working state, makes a batch durable in one
//! transaction, and only then publishes and answers.

use crate::clock::Clock;
use crate::error::ActError;
use crate::ids;
use crate::submission::{Accepted, Submission};
use crate::texts::seal_prose;
use arc_swap::ArcSwap;
use cabinet::cabinet::ACTS_REMEMBERED_DAYS;
use cabinet::ids::ActId;
use cabinet::leaf::leaf_facts;
use cabinet::{Cabinet, Moment, Recorded, Refusal, decide};
use ledger::{Batch, Database, Log, NewEntry, SealedEntry};
use std::sync::Arc;
use tokio::sync::{Notify, mpsc, oneshot};
use vault::Key;

/// Acts in one transaction at most.
const BATCH_ACTS_MAX: usize = 256;
/// Minutes by which the clock of a printing machine may have run ahead of this one.
const CLOCK_AHEAD_MINUTES_MAX: i64 = 10;

/// An act that waits for the writer, and where its answer goes.
pub(crate) struct Job {
    pub(crate) submission: Submission,
    pub(crate) answer: oneshot::Sender<Result<Accepted, ActError>>,
}

/// Everything the writer owns or shares.
pub(crate) struct Writer {
    pub(crate) published: Arc<ArcSwap<Cabinet>>,
    pub(crate) database: Database,
    pub(crate) log: Log,
    pub(crate) compartment: Key,
    pub(crate) clock: Clock,
    pub(crate) changed: Arc<Notify>,
    /// The published state may lie behind the ledger: the last commit's outcome is not known.
    pub(crate) behind: bool,
}

/// An act decided but not yet durable.
struct Decided {
    act: ActId,
    answer: oneshot::Sender<Result<Accepted, ActError>>,
    result: Result<Accepted, ActError>,
}

impl Writer {
    /// Takes acts until every sender is gone.
    pub(crate) async fn run(mut self, mut jobs: mpsc::Receiver<Job>) {
        let mut waiting = Vec::with_capacity(BATCH_ACTS_MAX);
        while jobs.recv_many(&mut waiting, BATCH_ACTS_MAX).await > 0 {
            self.batch(waiting.drain(..)).await;
        }
    }

    async fn batch(&mut self, jobs: impl Iterator<Item = Job>) {
        if self.behind {
            self.catch_up().await;
        }
        if self.behind {
            jobs.for_each(|job| answer(job.answer, Err(ActError::NotRecorded)));
            return;
        }
        let mut working = Cabinet::clone(&self.published.load());
        let mut batch = Batch::default();
        let mut decided = Vec::new();
        for Job { submission, answer } in jobs {
            let act = submission.id;
            let result = self.one(&mut working, &mut batch, submission);
            decided.push(Decided { act, answer, result });
        }
        if batch.entries.is_empty() {
            answer_all(decided);
            return;
        }
        if let Err(error) = self.database.commit(batch).await {
            tracing::error!(%error, "a batch of acts could not be committed");
            let not_recorded = if error.is_full() { || ActError::Full } else { || ActError::NotRecorded };
            self.rebuild(decided, not_recorded).await;
            return;
        }
        self.log.committed();
        self.published.store(Arc::new(working));
        self.changed.notify_one();
        answer_all(decided);
    }

    /// Decides one act on the working state. Either all of its events enter state and batch, or
    /// none does.
    fn one(&mut self, working: &mut Cabinet, batch: &mut Batch, submission: Submission) -> Result<Accepted, ActError> {
        let now = self.clock.now().max(working.last());
        if let Some(accepted) = repeated(working, &submission)? {
            return Ok(accepted);
        }
        fresh(&submission, now)?;
        let events = decide(working, &submission.actor, submission.act, now)?;
        let mut parts = Batch::default();
        for prose in &submission.texts.prose {
            seal_prose(&self.compartment, prose, &mut parts).map_err(|_| ActError::NotRecorded)?;
        }
        parts.drawers.extend(submission.drawers);
        let recorded: Vec<Recorded> = events
            .into_iter()
            .map(|event| Recorded { act: submission.id, by: submission.actor, body: submission.body, at: now, event })
            .collect();
        let payloads: Result<Vec<NewEntry>, ActError> = recorded.iter().map(entry).collect();
        for entry in payloads? {
            let sealed: SealedEntry = self.log.seal(entry).map_err(|_| ActError::NotRecorded)?;
            batch.entries.push(sealed);
        }
        batch.texts.append(&mut parts.texts);
        batch.drawers.append(&mut parts.drawers);
        for one in &recorded {
            working.apply(one);
        }
        Ok(Accepted { repeated: false })
    }

    /// After a commit that failed or whose outcome is unknown: what the ledger holds is what happened.
    async fn rebuild(&mut self, decided: Vec<Decided>, not_recorded: fn() -> ActError) {
        self.log.roll_back();
        self.catch_up().await;
        let state = self.published.load_full();
        for Decided { act, answer: to, result } in decided {
            let told = match result {
                Ok(Accepted { repeated: false }) if self.behind => Err(ActError::OutcomeUnknown),
                Ok(Accepted { repeated: false }) if state.accepted(act).is_none() => Err(not_recorded()),
                other => other,
            };
            answer(to, told);
        }
    }

    async fn catch_up(&mut self) {
        match crate::open::catch_up(&mut self.log, &self.published.load()).await {
            Ok(state) => {
                self.published.store(Arc::new(state));
                self.behind = false;
            }
            Err(error) => {
                tracing::error!(%error, "the ledger could not be read again");
                self.behind = true;
            }
        }
    }
}

fn answer_all(decided: Vec<Decided>) {
    decided.into_iter().for_each(|one| answer(one.answer, one.result));
}

/// A page that went away is not waited for; its act stands.
fn answer(to: oneshot::Sender<Result<Accepted, ActError>>, told: Result<Accepted, ActError>) {
    let _ = to.send(told);
}

/// The first answer, if the act was accepted before.
fn repeated(state: &Cabinet, submission: &Submission) -> Result<Option<Accepted>, ActError> {
    let Some(accepted) = state.accepted(submission.id) else { return Ok(None) };
    if accepted.by.person() != submission.actor.person() {
        return Err(ActError::Refused(Refusal::Unknown));
    }
    if accepted.body == submission.body { Ok(Some(Accepted { repeated: true })) } else { Err(ActError::OtherContent) }
}

/// Ids are remembered for a time only: an older one could be a repetition that nobody remembers.
fn fresh(submission: &Submission, now: Moment) -> Result<(), ActError> {
    let made = ids::made(submission.id).ok_or(ActError::Stale)?;
    let ahead = Moment(now.0.saturating_add(CLOCK_AHEAD_MINUTES_MAX * 60 * 1000));
    if made.plus_days(ACTS_REMEMBERED_DAYS) <= now || made > ahead { Err(ActError::Stale) } else { Ok(()) }
}

fn entry(recorded: &Recorded) -> Result<NewEntry, ActError> {
    let facts = leaf_facts(&recorded.event);
    let mut ids = vec![("act".to_owned(), recorded.act.0)];
    ids.extend(facts.ids.into_iter().map(|(name, id)| (name.to_owned(), id)));
    Ok(NewEntry {
        time_ms: recorded.at.0,
        kind: facts.kind.to_owned(),
        ids,
        texts: facts.texts.into_iter().map(|(id, proof)| (id, proof.0)).collect(),
        payload: serde_json::to_vec(recorded).map_err(|_| ActError::NotRecorded)?,
    })
}
