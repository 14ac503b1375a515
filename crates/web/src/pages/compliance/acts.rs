//! Acts on a task. A refused act comes back on the task's page, its words in its form.

use super::one::{Refused, task_page};
use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::pages::{Ids, end_of_day, prose, written_day};
use crate::visit::SignedIn;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::ids::{ActId, ProposalId, TaskId};
use cabinet::permission::Action;
use cabinet::task::TASK_DAYS_MAX;
use cabinet::text::{Digest, TextRef};
use cabinet::{Act, Refusal};
use office::{ActError, Submission, TextsOf};

/// An act on its way, and what its form shows again if it is refused.
struct Attempt {
    who: SignedIn,
    id: ActId,
    body: Digest,
    task: TaskId,
    refused: Refused,
}

/// Takes `seen` out of a form, and keeps the form to show it again if the act is refused.
fn begin(posted: Posted, task: TaskId, action: Action) -> Result<(Attempt, u32, Fields), Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let typed = fields.clone();
    let seen = fields.parse("seen")?;
    let refused = Refused { action: action.key().to_owned(), typed, errors: Vec::new() };
    Ok((Attempt { who, id, body, task, refused }, seen, fields))
}

impl Attempt {
    async fn perform(self, app: &App, act: Act, texts: TextsOf) -> Result<Response, Failure> {
        let session = &self.who.session;
        let submission =
            Submission::new(self.id, session.actor, self.body, act, texts).from_session(&app.office, session);
        match app.office.act(submission).await {
            Ok(_) => Ok(Redirect::to(&format!("/tasks/{}", self.task)).into_response()),
            Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => self.again(app, &refusal).await,
            Err(error) => {
                let failure = Failure::of_act(app, &self.who, self.id, error).await;
                Err(failure.keeping(&self.refused.typed))
            }
        }
    }

    /// The page again, with what is wrong; who may no longer read the task still gets his words back.
    async fn again(self, app: &App, refusal: &Refusal) -> Result<Response, Failure> {
        let errors = crate::refusals::sentences(&self.who.frame(app), refusal);
        let status = crate::refusals::status(refusal);
        let typed = self.refused.typed.clone();
        let refused = Refused { errors: errors.clone(), ..self.refused };
        match task_page(app, &self.who, self.task, status, refused).await {
            Err(Failure::Unknown) => Err(Failure::Refused(status, errors).keeping(&typed)),
            page => page,
        }
    }
}

/// An act that says nothing but which version of the task was seen.
async fn plain(
    app: &App,
    posted: Posted,
    (task, action): (TaskId, Action),
    act: impl FnOnce(u32) -> Act,
) -> Result<Response, Failure> {
    let (attempt, seen, fields) = begin(posted, task, action)?;
    fields.finish()?;
    attempt.perform(app, act(seen), TextsOf::default()).await
}

/// An act with words.
async fn worded(
    app: &App,
    posted: Posted,
    (task, action, field): (TaskId, Action, &'static str),
    act: impl FnOnce(u32, TextRef) -> Act,
) -> Result<Response, Failure> {
    let (attempt, seen, mut fields) = begin(posted, task, action)?;
    let mut texts = TextsOf::default();
    let words = prose(&mut texts, fields.one(field)?.trim().to_owned())?;
    fields.finish()?;
    attempt.perform(app, act(seen, words), texts).await
}

macro_rules! acts {
    ($($(#[$meta:meta])* $name:ident: $act:ident $(($text:ident))?),* $(,)?) => {$(
        $(#[$meta])*
        pub(crate) async fn $name(
            State(app): State<App>,
            Ids(task): Ids<TaskId>,
            posted: Posted,
        ) -> Result<Response, Failure> {
            acts!(@one app, posted, task, $act $(, $text)?)
        }
    )*};
    (@one $app:ident, $posted:ident, $task:ident, $act:ident) => {
        plain(&$app, $posted, ($task, Action::$act), |seen| Act::$act { task: $task, seen }).await
    };
    (@one $app:ident, $posted:ident, $task:ident, $act:ident, $text:ident) => {
        worded(&$app, $posted, ($task, Action::$act, stringify!($text)), |seen, $text| Act::$act {
            task: $task,
            seen,
            $text,
        })
        .await
    };
}

acts! {
    /// The department acknowledges a task.
    acknowledge_task: AcknowledgeTask,
    /// The department reports how far it is.
    report_task: ReportTask(text),
    /// The department says that it is done.
    claim_task: ClaimTask(text),
    /// The cabinet section finds it done.
    verify_task: VerifyTask,
    /// The cabinet section finds it not done.
    refuse_claim: RefuseClaim(reason),
    /// More time is given.
    grant_extension: GrantExtension,
    /// No more time is given.
    refuse_extension: RefuseExtension(reason),
    /// The department proposes to depart from the decision.
    propose_deviation: ProposeDeviation(text),
    /// The cabinet section finds that nothing departs from it, or must not.
    dismiss_deviation: DismissDeviation(reason),
}

/// The department records an order that it issued, and lays its words beside the decision.
pub(crate) async fn record_task_order(
    State(app): State<App>,
    Ids(task): Ids<TaskId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, mut fields) = begin(posted, task, Action::RecordTaskOrder)?;
    let number = fields.one("number")?;
    let date = written_day(&fields.one("day")?, &fields.one("month")?, &fields.one("year")?);
    let mut texts = TextsOf::default();
    let text = prose(&mut texts, fields.one("text")?.trim().to_owned())?;
    fields.finish()?;
    attempt.perform(&app, Act::RecordTaskOrder { task, seen, number, date, text }, texts).await
}

/// The department asks for more time.
pub(crate) async fn ask_extension(
    State(app): State<App>,
    Ids(task): Ids<TaskId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, mut fields) = begin(posted, task, Action::AskExtension)?;
    let until = end_of_day([&fields.one("day")?, &fields.one("month")?, &fields.one("year")?]);
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, fields.one("reason")?.trim().to_owned())?;
    fields.finish()?;
    let Some(until) = until else {
        return attempt.again(&app, &Refusal::DueDayUnfit { days_max: TASK_DAYS_MAX }).await;
    };
    attempt.perform(&app, Act::AskExtension { task, seen, until, reason }, texts).await
}

/// The cabinet section names the proposal upon which the council decided anew.
pub(crate) async fn replace_task(
    State(app): State<App>,
    Ids(task): Ids<TaskId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (attempt, seen, mut fields) = begin(posted, task, Action::ReplaceTask)?;
    let chosen = fields.one("proposal")?;
    let proposal = (!chosen.is_empty()).then(|| chosen.parse::<ProposalId>()).transpose();
    let proposal = proposal.map_err(|_| BadForm::BadChoice("proposal"))?;
    fields.finish()?;
    let Some(proposal) = proposal else { return attempt.again(&app, &Refusal::ReplacementUnfit).await };
    attempt.perform(&app, Act::ReplaceTask { task, seen, proposal }, TextsOf::default()).await
}
