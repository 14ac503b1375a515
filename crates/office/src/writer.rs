//! The single writer: decides each act on a working state, makes a batch durable in one
//! transaction, and only then publishes and answers.

use crate::clock::Clock;
use crate::error::{ActError, OpenError};
use crate::figures::Counters;
use crate::ids;
use crate::published::Published;
use crate::submission::{Accepted, Submission};
use crate::texts::seal_prose;
use cabinet::cabinet::ACTS_REMEMBERED_DAYS;
use cabinet::ids::ActId;
use cabinet::leaf::leaf_facts;
use cabinet::{Cabinet, Event, Moment, Recorded, Refusal, decide};
use ledger::{AnyStore, Batch, Database, LedgerError, Log, NewEntry, OpenedEntry, SealedEntry, Store};
use std::sync::Arc;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;
use vault::Key;

/// Acts in one transaction at most.
const BATCH_ACTS_MAX: usize = 256;
/// Entries of other nodes that are read at once.
const NEWER_ENTRIES_MAX: u32 = 4096;
/// Minutes by which the clock of a printing machine may have run ahead of this one.
const CLOCK_AHEAD_MINUTES_MAX: i64 = 10;

/// The log of acts.
pub(crate) const ACTS: &str = "acts";

type Turn = <AnyStore as Store>::Turn;

/// What the writer is asked for.
pub(crate) enum Job {
    /// An act that waits, and where its answer goes.
    Act(Box<Waiting>),
    /// Another node may have written. Whoever waits for it is told whether all of it is published.
    TakeIn(Option<oneshot::Sender<bool>>),
}

/// An act that waits for the writer, and where its answer goes.
pub(crate) struct Waiting {
    pub(crate) submission: Submission,
    pub(crate) answer: oneshot::Sender<Result<Accepted, ActError>>,
}

/// Everything the writer owns or shares.
pub(crate) struct Writer {
    pub(crate) published: Published,
    pub(crate) database: Database,
    pub(crate) log: Log,
    pub(crate) compartment: Key,
    pub(crate) clock: Clock,
    pub(crate) counters: Arc<Counters>,
    /// The turn after the present one, asked for as soon as that one has come: between two turns of a distant node its
    /// neighbours would otherwise have many.
    pub(crate) next: Option<JoinHandle<Result<Turn, LedgerError>>>,
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
        loop {
            tokio::select! {
                biased;
                count = jobs.recv_many(&mut waiting, BATCH_ACTS_MAX) => if count == 0 { break },
                // A turn has come and nobody waits for it.
                turn = come(&mut self.next) => {
                    self.next = None;
                    self.give_back(turn).await;
                    continue;
                }
            }
            if waiting.iter().all(|job| matches!(job, Job::TakeIn(_))) {
                let published = self.take_in().await;
                let _ = acts_of(&mut waiting, published);
                continue;
            }
            let turn = self.turn().await;
            let turn = self.caught_up(turn).await;
            // Whoever came meanwhile has part in it: for a distant node that is most of the time.
            while waiting.len() < BATCH_ACTS_MAX
                && let Ok(job) = jobs.try_recv()
            {
                waiting.push(job);
            }
            let acts = acts_of(&mut waiting, turn.is_ok());
            match turn {
                Ok(turn) => self.batch(turn, acts).await,
                Err(error) => {
                    tracing::error!(%error, "no act can be taken");
                    let told = match &error {
                        OpenError::Ledger(error) => not_recorded(error),
                        _ => || ActError::NotRecorded,
                    };
                    acts.into_iter().for_each(|act| answer(act.answer, Err(told())));
                }
            }
        }
        let unused = self.next.take();
        if let Some(turn) = unused {
            turn.abort();
        }
    }

    async fn turn(&mut self) -> Result<Turn, LedgerError> {
        match self.next.take() {
            Some(next) => next.await.map_err(|_| LedgerError::Interrupted)?,
            None => self.database.turn(ACTS).await,
        }
    }

    async fn give_back(&self, turn: Result<Turn, LedgerError>) {
        if let Ok(turn) = turn {
            self.database.end_turn(turn).await;
        }
    }

    async fn batch(&mut self, turn: Turn, acts: Vec<Waiting>) {
        if self.database.is_shared() {
            self.next = Some(tokio::spawn(self.database.turn(ACTS)));
        }
        let mut working = Cabinet::clone(&self.published.state());
        let mut batch = Batch::default();
        let mut decided = Vec::new();
        for Waiting { submission, answer } in acts {
            let act = submission.id;
            let result = self.one(&mut working, &mut batch, submission);
            decided.push(Decided { act, answer, result });
        }
        if batch.entries.is_empty() {
            self.database.end_turn(turn).await;
            answer_all(decided);
            return;
        }
        let entries = batch.entries.len();
        if let Err(error) = self.database.commit_in_turn(turn, batch).await {
            self.counters.not_committed();
            tracing::error!(%error, "a batch of acts could not be committed");
            self.settle(decided, not_recorded(&error)).await;
            return;
        }
        self.counters.committed(entries);
        self.log.committed();
        self.published.publish(working);
        answer_all(decided);
    }

    /// A turn in which the published state is all that stands in the ledger.
    async fn caught_up(&mut self, turn: Result<Turn, LedgerError>) -> Result<Turn, OpenError> {
        self.published.going_on()?;
        let mut turn = turn?;
        let newer = self.log.newer_in_turn(&mut turn).await;
        match newer.map_err(OpenError::from).and_then(|newer| self.publish(newer)) {
            Ok(()) => Ok(turn),
            Err(error) => {
                self.database.end_turn(turn).await;
                Err(self.published.halt_on(error))
            }
        }
    }

    /// Takes in what other nodes have written; tells whether it could all be read.
    async fn take_in(&mut self) -> bool {
        loop {
            let newer = self.log.newer(NEWER_ENTRIES_MAX).await.map_err(OpenError::from);
            let more = newer.and_then(|newer| {
                let more = !newer.is_empty();
                self.publish(newer).map(|()| more)
            });
            match more {
                Ok(true) => {}
                Ok(false) => return true,
                Err(_) if self.database.is_closed() => return false,
                Err(error) => {
                    let error = self.published.halt_on(error);
                    tracing::error!(%error, "the ledger could not be read");
                    return false;
                }
            }
        }
    }

    fn publish(&self, newer: Vec<OpenedEntry>) -> Result<(), OpenError> {
        if newer.is_empty() {
            return Ok(());
        }
        let mut state = Cabinet::clone(&self.published.state());
        for entry in newer {
            let recorded = crate::open::apply(&mut state, &entry)?;
            if matches!(recorded.event, Event::RootKeyRotated { .. } | Event::EpochKeyRotated { .. }) {
                return Err(OpenError::Rotated(entry.seq));
            }
        }
        self.published.publish(state);
        Ok(())
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

    /// After a commit that failed or whose outcome is unknown: what the ledger holds is what happened. In a turn of its
    /// own, so that nothing of the failed one can still arrive.
    async fn settle(&mut self, decided: Vec<Decided>, not_recorded: fn() -> ActError) {
        self.log.roll_back();
        let turn = self.turn().await;
        let settled = self.caught_up(turn).await;
        let known = settled.is_ok();
        match settled {
            Ok(turn) => self.database.end_turn(turn).await,
            Err(error) => tracing::error!(%error, "the ledger could not be read again"),
        }
        let state = self.published.state();
        for Decided { act, answer: to, result } in decided {
            let told = match result {
                Ok(Accepted { repeated: false }) if !known => Err(ActError::OutcomeUnknown),
                Ok(Accepted { repeated: false }) if state.accepted(act).is_none() => Err(not_recorded()),
                other => other,
            };
            answer(to, told);
        }
    }
}

/// The acts among these; who waits for what others wrote is told whether it is published.
fn acts_of(waiting: &mut Vec<Job>, published: bool) -> Vec<Waiting> {
    let mut acts = Vec::with_capacity(waiting.len());
    for job in waiting.drain(..) {
        match job {
            Job::Act(act) => acts.push(*act),
            // A page that went away is not waited for.
            Job::TakeIn(Some(asker)) => drop(asker.send(published)),
            Job::TakeIn(None) => {}
        }
    }
    acts
}

/// What is told of an act that is not in the record: that there was no room, or just that.
fn not_recorded(error: &LedgerError) -> fn() -> ActError {
    if error.is_full() { || ActError::Full } else { || ActError::NotRecorded }
}

/// The turn that was asked for beforehand; never, where none was.
async fn come(next: &mut Option<JoinHandle<Result<Turn, LedgerError>>>) -> Result<Turn, LedgerError> {
    match next {
        Some(turn) => turn.await.map_err(|_| LedgerError::Interrupted)?,
        None => std::future::pending().await,
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
    if accepted.is_sent_again(&submission.actor, submission.body) {
        return Ok(Some(Accepted { repeated: true }));
    }
    let own = accepted.by.person() == submission.actor.person();
    Err(if own { ActError::OtherContent } else { ActError::Refused(Refusal::Unknown) })
}

/// Ids are remembered for a time only: an older one could be a repetition that nobody remembers.
fn fresh(submission: &Submission, now: Moment) -> Result<(), ActError> {
    let made = ids::made(submission.id).ok_or(ActError::Stale)?;
    let ahead = Moment(now.0.saturating_add(CLOCK_AHEAD_MINUTES_MAX * 60 * 1000));
    if made.plus_days(ACTS_REMEMBERED_DAYS) <= now || made > ahead { Err(ActError::Stale) } else { Ok(()) }
}

pub(crate) fn entry(recorded: &Recorded) -> Result<NewEntry, ActError> {
    let facts = leaf_facts(&recorded.event);
    let mut ids = vec![("act".to_owned(), ids::mark(recorded.act))];
    ids.extend(facts.ids.into_iter().map(|(name, id)| (name.to_owned(), id)));
    Ok(NewEntry {
        time_ms: recorded.at.0,
        kind: facts.kind.to_owned(),
        ids,
        texts: facts.texts.into_iter().map(|(id, proof)| (id, proof.0)).collect(),
        payload: serde_json::to_vec(recorded).map_err(|_| ActError::NotRecorded)?,
    })
}
