//! One task: the decided point, what was ordered and reported upon it, and the forms of whoever may do something.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::Fields;
use crate::frame::Frame;
use crate::pages::{Ids, draw, proposals};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cabinet::ids::TaskId;
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Proposal;
use cabinet::task::{Extension, ExtensionAnswer, IssuedOrder, Said, SaidKind};
use fluent_bundle::FluentValue;
use hindi::{Comparison, RunKind};
use office::views::TaskView;
use uuid::Uuid;

/// Forms of a task's page, in the order in which they stand there. The first that the person may use stands large.
const FORMS: [Action; 12] = [
    Action::AcknowledgeTask,
    Action::GrantExtension,
    Action::RefuseExtension,
    Action::VerifyTask,
    Action::RefuseClaim,
    Action::ReplaceTask,
    Action::DismissDeviation,
    Action::ClaimTask,
    Action::ReportTask,
    Action::RecordTaskOrder,
    Action::AskExtension,
    Action::ProposeDeviation,
];

/// A refused act, shown again in its own form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refused {
    /// Key of the refused action; empty on a fresh page.
    pub(crate) action: String,
    /// What is wrong.
    pub(crate) errors: Vec<String>,
    /// The form as it was sent.
    pub(crate) typed: Fields,
}

/// A part of an order's words beside the decision.
struct RunText {
    kind: RunKind,
    words: String,
}

/// An order that was issued upon the decision.
struct OrderLine {
    words: String,
    line: String,
    /// The decision and the order's words, by word; empty where no words were laid beside it.
    runs: Vec<RunText>,
    same: bool,
}

/// Something that was written upon the task.
struct SaidLine {
    kind: String,
    tone: &'static str,
    words: String,
    line: String,
}

/// A request for more time, and its answer.
struct ExtensionLine {
    until: String,
    reason: String,
    line: String,
    answer: String,
    tone: &'static str,
    refused: String,
}

#[derive(Template)]
#[template(path = "compliance/one.html")]
struct TaskPage {
    page: Frame,
    id: TaskId,
    version: u32,
    what: String,
    stage: String,
    tone: &'static str,
    department: String,
    subject: String,
    origin: String,
    /// The extract, for who reads it.
    extract: Option<String>,
    point: u32,
    outcome: String,
    decision: String,
    set: String,
    due: String,
    left: String,
    /// The first day, where another one was granted.
    first_due: String,
    acknowledged: String,
    orders: Vec<OrderLine>,
    said: Vec<SaidLine>,
    extensions: Vec<ExtensionLine>,
    /// The proposal upon which the council decided anew, and its page for who reads it.
    replaced: Option<(String, Option<String>)>,
    forms: Vec<&'static str>,
    primary: &'static str,
    /// Proposals that may be named.
    named: Vec<Choice>,
    refused: Refused,
    openings: Vec<Uuid>,
}

impl TaskPage {
    /// The form that stands large: the first one.
    fn large(&self) -> &[&'static str] {
        self.forms.get(..1).unwrap_or_default()
    }

    /// Those that stand beneath it.
    fn others(&self) -> &[&'static str] {
        self.forms.get(1..).unwrap_or_default()
    }

    fn is_refused(&self, act: &str) -> bool {
        self.refused.action == act
    }

    fn is_primary(&self, act: &str) -> bool {
        self.primary == act
    }

    /// What was typed into a field of a form that was refused.
    fn typed<'a>(&'a self, key: &'a str, field: &'a str) -> &'a str {
        let mut typed = self.refused.typed.values(field).filter(move |_| self.refused.action == key);
        typed.next().unwrap_or_default()
    }
}

/// A task as the person may see it.
pub(crate) async fn show(State(app): State<App>, Ids(task): Ids<TaskId>, who: SignedIn) -> Result<Response, Failure> {
    task_page(&app, &who, task, StatusCode::OK, Refused::default()).await
}

/// The task's page, with what was refused.
pub(crate) async fn task_page(
    app: &App,
    who: &SignedIn,
    id: TaskId,
    status: StatusCode,
    refused: Refused,
) -> Result<Response, Failure> {
    let view = app.office.task_view(&who.session, id).await?;
    let mut page = who.frame(app);
    page.path = format!("/tasks/{id}");
    page.keeps_words = !refused.typed.kept().is_empty();
    let template = drawn(page, who, &view, refused).ok_or(Failure::Internal)?;
    Ok((status, draw(&template)?).into_response())
}

fn drawn(page: Frame, who: &SignedIn, view: &TaskView, refused: Refused) -> Option<TaskPage> {
    let task = &view.task;
    let (meeting, _, item) = page.state.item(task.meeting, task.item)?;
    let proposal = page.state.proposal(task.proposal)?;
    let may = |subject, action| page.state.may(&who.session.actor, subject, action);
    let reads = may(Subject::Item(meeting.id, item.id), Action::ReadExtract);
    let (stage, tone) = super::stage(&page, task);
    let forms: Vec<&'static str> =
        FORMS.iter().filter(|action| view.may(**action)).map(|action| action.key()).collect();
    let offers = view.may(Action::ReplaceTask);
    let varying = offers.then(|| page.state.varying_decisions().filter(|one| one.id != task.proposal));
    let chosen = refused.typed.values("proposal").next().unwrap_or_default();
    let words = |one: &Proposal| format!("{} · {}", one.number, proposals::subject(&page, one));
    let named = varying.into_iter().flatten().map(|one| Choice::among(chosen, one.id, words(one))).collect();
    Some(TaskPage {
        id: task.id,
        version: task.version,
        what: task.what.clone(),
        stage,
        tone,
        department: page.department_today(&task.department),
        subject: proposals::subject_of_item(&page, proposal, item),
        origin: super::origin(&page, task),
        extract: reads.then(|| format!("/meetings/{}/items/{}/extract", meeting.id, item.id)),
        point: task.point,
        outcome: crate::pages::meetings::decided_label(&page, &view.decision),
        decision: view.decision.words.clone(),
        set: page.by_at(&task.set.by, &task.set.at),
        due: page.date(&task.due),
        left: if task.stage.name().is_closed() { String::new() } else { page.days_left(&task.due) },
        first_due: if task.first_due == task.due { String::new() } else { page.date(&task.first_due) },
        acknowledged: task.acknowledged.map(|one| page.by_at(&one.by, &one.at)).unwrap_or_default(),
        orders: task.orders.iter().map(|order| order_line(&page, view, order)).collect(),
        said: task.said.iter().map(|said| said_line(&page, view, said)).collect(),
        extensions: task.extensions.iter().map(|one| extension_line(&page, view, one)).collect(),
        replaced: replaced(&page, view),
        primary: forms.first().copied().unwrap_or_default(),
        forms,
        named,
        openings: view.released.clone(),
        refused,
        page,
    })
}

/// Number and day; and the decision's words beside the order's, where these were laid there.
fn order_line(page: &Frame, view: &TaskView, order: &IssuedOrder) -> OrderLine {
    let words = order.text.as_ref().map_or("", |text| view.words(text));
    let compared = Comparison::of(&view.decision.words, words);
    let runs = compared.runs().iter().filter(|_| !words.is_empty());
    OrderLine {
        words: page.number_and_date(&order.number, &order.date),
        line: page.by_at(&order.by, &order.at),
        runs: runs.map(|run| RunText { kind: run.kind, words: run.text.to_owned() }).collect(),
        same: compared.is_same(),
    }
}

fn said_line(page: &Frame, view: &TaskView, said: &Said) -> SaidLine {
    SaidLine {
        kind: page.word("said", said.kind.key()),
        tone: match said.kind {
            SaidKind::Report => "",
            SaidKind::Claim => "done",
            SaidKind::ClaimRefused => "stop",
            SaidKind::Deviation | SaidKind::DeviationDismissed => "order",
        },
        words: view.words(&said.statement.text).to_owned(),
        line: page.by_at(&said.statement.by, &said.statement.at),
    }
}

fn extension_line(page: &Frame, view: &TaskView, one: &Extension) -> ExtensionLine {
    let closed = view.task.stage.name().is_closed();
    let (answer, tone, refused) = match &one.answer {
        Some(ExtensionAnswer::Granted(by)) => {
            (page.ts("extension-granted", "by", &page.by_at(&by.by, &by.at)), "done", String::new())
        }
        Some(ExtensionAnswer::Refused(by)) => {
            let words = page.ts("extension-refused", "by", &page.by_at(&by.by, &by.at));
            (words, "stop", view.words(&by.text).to_owned())
        }
        None if closed => (page.t("extension-moot"), "", String::new()),
        None => (page.t("extension-waits"), "order", String::new()),
    };
    ExtensionLine {
        until: page.date(&one.until),
        reason: view.words(&one.asked.text).to_owned(),
        line: page.by_at(&one.asked.by, &one.asked.at),
        answer,
        tone,
        refused,
    }
}

/// What the council decided in its place, as far as the reader may know it: its number, and its page.
fn replaced(page: &Frame, view: &TaskView) -> Option<(String, Option<String>)> {
    let cabinet::task::TaskStage::Replaced { proposal, named, .. } = &view.task.stage else { return None };
    let named = page.by_at(&named.by, &named.at);
    let actor = page.session.as_ref()?.actor;
    let reads = page.state.may(&actor, Subject::Proposal(*proposal), Action::ReadProposal);
    let record = page.state.proposal(*proposal)?;
    let number = if reads { record.number.clone() } else { String::new() };
    let words = page.with(
        if reads { "task-replaced-by" } else { "task-replaced" },
        &[("number", FluentValue::from(number)), ("by", FluentValue::from(named))],
    );
    Some((words, reads.then(|| format!("/proposals/{proposal}"))))
}
