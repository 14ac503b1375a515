//! One proposal: its note, note-sheet, papers, movement, and what this person may do with it.

use super::circulation;
use super::consultation;
use super::files;
use super::note_text::NoteText;
use super::scrutiny;
use super::view_sheets::{self, SheetLines};
use super::whereabouts::{StayLine, stays, with_whom};
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::Fields;
use crate::frame::Frame;
use crate::pages::{Ids, draw, emergencies};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cabinet::consultation::CONDITIONS_MAX;
use cabinet::ids::{DepartmentId, ProposalId};
use cabinet::people::{Actor, PostKind};
use cabinet::permission::Action;
use cabinet::proposal::{Answer, Movement, Stage, StageName};
use office::views::ProposalView;
use uuid::Uuid;

/// Empty rows for conditions beneath those that were typed; scripts leave one of them.
const CONDITION_ROWS_SPARE: usize = 6;

/// One step of the way of the file.
struct Step {
    label: String,
    class: &'static str,
}

struct RemarkLine {
    number: u32,
    words: String,
    line: String,
}

struct PaperLine {
    link: String,
    title: String,
    pages: u32,
}

struct MovementLine {
    step: String,
    by: String,
    at: String,
    /// To whose desk it went; empty where to none.
    desk: String,
}

/// An order that was heard by telephone.
struct Heard {
    words: String,
    line: String,
    /// What was ordered.
    what: String,
    /// Until when members answer and what silence means, of a circulation.
    terms: String,
    /// What does not follow before it is confirmed; empty once it is.
    waits: String,
}

struct ListingLine {
    link: String,
    text: String,
}

/// A department that may be asked; `owed` where its view is compulsory.
struct Askable {
    id: DepartmentId,
    name: String,
    owed: bool,
}

#[derive(Template)]
#[template(path = "proposals/one.html")]
struct ProposalPage {
    page: Frame,
    id: ProposalId,
    version: u32,
    view: ProposalView,
    title: String,
    title_other: String,
    stage: String,
    stage_tone: &'static str,
    classification: String,
    steps: Vec<Step>,
    /// The note, once one was put up that the person reads.
    note: Option<NoteText>,
    /// This member has answered to the circulation.
    answered: bool,
    remarks: Vec<RemarkLine>,
    /// The note-sheets for the view of the reader's own department.
    view_sheets: Vec<SheetLines>,
    /// With whom of that department the note lies, where it is another than the reader.
    view_lies: String,
    papers: Vec<PaperLine>,
    movements: Vec<MovementLine>,
    /// Who had the file how long, the latest first.
    stays: Vec<StayLine>,
    /// The brief of the Chief Minister's office, and the order that was heard by telephone: words, and a line about each.
    brief: Option<(String, String)>,
    telephone_order: Option<Heard>,
    /// Why a printed copy that the person asked for was not given, and who said so.
    copy_refused: Option<(String, String)>,
    /// Printed copies that the person asked for.
    copies: Vec<crate::pages::paper::copies::OwnCopy>,
    listings: Vec<ListingLine>,
    returned: Option<RemarkLine>,
    /// What of the checklist was wanting when it came back.
    wanting: Vec<String>,
    with_whom: String,
    /// Where versions are compared; empty where there are not two.
    compare: String,
    /// The draft was erased, and the disk still has to be overwritten.
    erasure_owed: bool,
    departments: Vec<Askable>,
    answers: Vec<Choice>,
    /// What the forms of a consultation, of the scrutiny and of a circulation offer.
    choices: Choices,
    refused: Refused,
    /// Who reads here by emergency access.
    notices: Vec<crate::pages::emergencies::Notice>,
    /// What a browser reports as opened.
    openings: Vec<Uuid>,
}

/// A refused act whose words are shown again in its own form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Refused {
    /// Key of the refused action; empty on a fresh page.
    pub(crate) action: String,
    /// What is wrong.
    pub(crate) errors: Vec<String>,
    /// What was typed.
    pub(crate) words: String,
    /// The form as it was sent.
    pub(crate) typed: Fields,
}

impl ProposalPage {
    fn may(&self, key: &str) -> bool {
        self.view.actions.iter().any(|action| action.key() == key)
    }

    /// What was typed into the form of an action that was refused.
    fn kept(&self, key: &str) -> &str {
        if self.refused.action == key { &self.refused.words } else { "" }
    }

    fn is_refused(&self, key: &str) -> bool {
        self.refused.action == key
    }

    /// What was typed into a field of a form that was refused.
    fn typed<'a>(&'a self, key: &'a str, field: &'a str) -> &'a str {
        self.all_typed(key, field).next().unwrap_or_default()
    }

    /// Whether that was chosen in a form that was refused.
    fn chose(&self, key: &str, field: &str, value: &str) -> bool {
        self.all_typed(key, field).any(|typed| typed == value)
    }

    fn all_typed<'a>(&'a self, key: &'a str, field: &'a str) -> impl Iterator<Item = &'a str> {
        self.refused.typed.values(field).filter(move |_| self.refused.action == key)
    }

    /// What was chosen in a row of the replies: what was sent and refused, or else what was said before.
    fn made<'a>(&'a self, row: &'a consultation::ReplyRow, place: &usize) -> &'a str {
        self.all_typed("reply_to_views", "taken_in").nth(*place).unwrap_or(row.taken_in)
    }

    /// The reason in a row of the replies, in the same way.
    fn reason_made<'a>(&'a self, row: &'a consultation::ReplyRow, place: &usize) -> &'a str {
        self.all_typed("reply_to_views", "reason").nth(*place).unwrap_or(&row.reason)
    }

    /// The conditions that were typed, and spare rows: where no scripts run, no button adds one.
    fn conditions(&self) -> Vec<String> {
        let typed = self.all_typed("give_view", "condition").filter(|row| !row.trim().is_empty());
        let mut rows: Vec<String> = typed.map(ToOwned::to_owned).collect();
        rows.extend((0..CONDITION_ROWS_SPARE).map(|_| String::new()));
        rows.truncate(CONDITIONS_MAX);
        rows
    }

    /// The one act that stands large: the first that the note needs now.
    fn primary(&self) -> &'static str {
        self.forms().find(|action| self.wants(*action)).map_or("", |action| action.key())
    }

    /// What an act is called that unfolds: an answer that stands is changed, and what lies at another desk is called back.
    fn name_of(&self, key: &str) -> String {
        if self.answered && key == Action::AnswerCirculation.key() {
            self.page.t("act-change-answer")
        } else if key == Action::MarkForView.key() && view_sheets::lies_elsewhere(&self.page, &self.view) {
            self.page.t("act-call-back-for-view")
        } else {
            self.page.word("act", key)
        }
    }

    /// Acts that stand beneath it, each in a form that unfolds.
    fn others(&self, primary: &str) -> Vec<&'static str> {
        self.forms().map(|action| action.key()).filter(|key| *key != primary).collect()
    }

    /// Acts that may be done and have a form here. Of what was asked for already no printed copy is asked for again, and
    /// where a department has nobody else nothing is marked to anybody.
    fn forms(&self) -> impl Iterator<Item = Action> {
        let asks = |action: &Action| match action {
            Action::AskCopy => !self.choices.copies.is_empty(),
            Action::MarkForView => !self.choices.view_desks.is_empty(),
            _ => true,
        };
        FORMS.iter().copied().filter(|action| self.view.may(*action)).filter(asks)
    }

    /// Whether the note needs an act now that may be done; none waits for what stops it or only helps it on.
    fn wants(&self, action: Action) -> bool {
        let stage = &self.view.proposal.stage;
        let (consultation, circulation, now) = (stage.consultation(), stage.circulation(), self.page.now);
        match action {
            Action::SendForViews => self.departments.iter().any(|department| department.owed),
            Action::ReplyToViews => consultation.is_some_and(|all| all.unreplied().next().is_some()),
            Action::CloseConsultation => {
                consultation.is_none_or(|all| all.outstanding().all(|asked| asked.is_over(now)))
            }
            Action::RecordPrecondition => self.choices.preconditions.iter().any(|one| !one.recorded),
            Action::ApproveByCirculation => circulation.is_none_or(|sent| sent.objections().next().is_none()),
            Action::AnswerCirculation => !self.answered,
            Action::CloseCirculation => {
                let over = stage.circulation_order().is_some_and(|order| order.until <= now);
                over || circulation.is_some_and(|sent| sent.silent().next().is_none())
            }
            // What was ordered to circulate waits for the section until its last day has passed.
            Action::OrderForMeeting => stage.circulation_order().is_none() || circulation.is_some(),
            Action::OrderForCirculation => stage.circulation_order().is_some_and(|order| order.until <= now),
            // One whose last day has passed is ordered anew.
            Action::ConfirmTelephoneOrder => stage.circulation_order().is_none_or(|order| now < order.until),
            Action::SendCirculation => stage.circulation_order().is_none_or(|order| now < order.until),
            Action::WriteBrief => self.view.proposal.brief.is_none(),
            // A file at an officer's desk waits to be sent on; a secretary has more to do with it.
            Action::MoveFile => !self.view.may(Action::ApproveAsSecretary) && self.view.may(Action::SendCopies),
            // So does a note before an officer for his department's view; its secretary gives that.
            Action::MarkForView => !self.view.may(Action::GiveView),
            Action::PullBackFile
            | Action::SendCopies
            | Action::RecordTelephoneOrder
            | Action::DisownTelephoneOrder
            | Action::Remind
            | Action::AskCopy
            | Action::Decline
            | Action::RequestUrgentApproval
            | Action::RefuseUrgentApproval
            | Action::ReturnProposal
            | Action::Withdraw => false,
            _ => true,
        }
    }
}

/// Acts that have a form on the page, in the order in which they stand there.
const FORMS: &[Action] = &[
    Action::ConfirmTelephoneOrder,
    Action::SendForViews,
    Action::ReplyToViews,
    Action::GiveView,
    Action::MarkForView,
    Action::AnswerQuery,
    Action::CloseConsultation,
    Action::ApproveAsSecretary,
    Action::ApproveAsMinister,
    Action::RecordPrecondition,
    Action::RecordUrgentOrder,
    Action::Submit,
    Action::Scrutinise,
    Action::Clear,
    Action::ForwardUrgentRequest,
    Action::ApproveUrgently,
    Action::WriteBrief,
    Action::ApproveByCirculation,
    Action::OrderForMeeting,
    Action::SendCirculation,
    Action::AnswerCirculation,
    Action::CloseCirculation,
    Action::MoveFile,
    Action::PullBackFile,
    Action::SendCopies,
    Action::Remind,
    Action::RecordTelephoneOrder,
    Action::DisownTelephoneOrder,
    Action::OrderForCirculation,
    Action::AskCopy,
    Action::Decline,
    Action::RequestUrgentApproval,
    Action::RefuseUrgentApproval,
    Action::ReturnProposal,
    Action::Withdraw,
];

/// The page.
pub(crate) async fn show(State(app): State<App>, who: SignedIn, Ids(id): Ids<ProposalId>) -> Result<Response, Failure> {
    proposal_page(&app, &who, id, StatusCode::OK, Refused::default()).await
}

/// The page, perhaps with a refused act in it.
pub(crate) async fn proposal_page(
    app: &App,
    who: &SignedIn,
    id: ProposalId,
    status: StatusCode,
    refused: Refused,
) -> Result<Response, Failure> {
    let view = app.office.proposal_view(&who.session, id).await?;
    let mut page = who.frame(app);
    page.path = format!("/proposals/{id}");
    page.keeps_words = !refused.words.is_empty();
    let notices = emergencies::notices(app, who, &page, |state, access| access.covers_proposal(state, id)).await?;
    let facts = view.revision.as_ref().map(|revision| &revision.facts);
    let rules = view.state.rules().ok_or(Failure::Internal)?;
    let label =
        |words: Option<&cabinet::people::Words>| words.map_or_else(String::new, |words| page.words(words).to_owned());
    let (title, title_other) = titles(&page, &view);
    let refused_copy = crate::pages::paper::copies::refused_to(app, who, &page, id).await?;
    let template = ProposalPage {
        openings: (view.revision.iter().map(|revision| revision.id.0))
            .chain(notices.iter().map(|notice| notice.reason))
            .chain(refused_copy.iter().map(|(reason, _, _)| *reason))
            .collect(),
        notices,
        id,
        version: view.version,
        title,
        title_other,
        stage: page.word("stage", view.proposal.stage.name().key()),
        stage_tone: tone(view.proposal.stage.name()),
        classification: label(facts.and_then(|facts| rules.classification(&facts.classification))),
        steps: steps(&page, &view),
        note: NoteText::of(&page, &view, &who.session.actor)?,
        answered: has_answered(&view, &who.session.actor),
        choices: Choices::of(&page, &view),
        remarks: remarks(&page, &view),
        view_sheets: view_sheets::sheets(&page, &view),
        view_lies: view_sheets::lies(&page, &view),
        papers: view
            .papers
            .iter()
            .map(|paper| PaperLine {
                link: format!("/papers/{}/pages/1", paper.id),
                title: paper.paper.title.clone(),
                pages: paper.paper.pages,
            })
            .collect(),
        movements: movements(&page, &view),
        stays: stays(&page, &view),
        brief: brief(&page, &view),
        telephone_order: telephone_order(&page, &view),
        copies: crate::pages::paper::copies::own(&page, &view, &who.session.actor),
        copy_refused: refused_copy.map(|(_, words, line)| (words, line)),
        listings: listings(&page, &view),
        returned: returned(&page, &view),
        wanting: scrutiny::wanting(&page, &view),
        with_whom: with_whom(&page, &view),
        compare: if view.readable.len() > 1 { format!("/proposals/{id}/compare") } else { String::new() },
        erasure_owed: matches!(view.proposal.stage, Stage::Erased { .. }) && app.office.erasure_owed().await?,
        departments: askable(&view, &page),
        answers: Choice::of_words(&page, "answer", Answer::ALL.iter().map(|one| one.key())),
        refused,
        view,
        page,
    };
    Ok((status, draw(&template)?).into_response())
}

/// Whether this member's answer to the circulation stands.
fn has_answered(view: &ProposalView, actor: &Actor) -> bool {
    let sent = view.proposal.stage.circulation();
    let post = view.state.post_of(actor);
    sent.zip(post).is_some_and(|(sent, post)| sent.answer_of(post.id).is_some())
}

/// The subject of the note that the person may read, in the page's language and in the other.
fn titles(page: &Frame, view: &ProposalView) -> (String, String) {
    let (hindi, english) = match &view.revision {
        Some(revision) => (revision.facts.subject.clone(), revision.facts.subject_en.clone()),
        None => (view.first_subject.clone().unwrap_or_else(|| page.t("subject-erased")), String::new()),
    };
    if page.hindi() || english.is_empty() { (hindi, english) } else { (english, hindi) }
}

/// Colour of a stage: what waits for an order, what is done, what stopped.
pub(crate) const fn tone(stage: StageName) -> &'static str {
    match stage {
        StageName::Cleared | StageName::UrgentlyRequested | StageName::UrgentlyForwarded => "order",
        StageName::CirculationClosed => "order",
        StageName::Ordered | StageName::Listed | StageName::Decided | StageName::CirculationApproved => "done",
        StageName::Returned
        | StageName::Declined
        | StageName::WithdrawnAfterReceipt
        | StageName::WithdrawnBeforeReceipt
        | StageName::Erased => "stop",
        _ => "info",
    }
}

/// The way of the file: draft, views, secretary, minister, cabinet section, chief secretary, Chief
/// Minister, meeting.
fn steps(page: &Frame, view: &ProposalView) -> Vec<Step> {
    let place = match view.proposal.stage.name() {
        StageName::Draft | StageName::SentBack | StageName::Returned => 0,
        StageName::Consulting => 1,
        StageName::InDepartment | StageName::ConsultationClosed => 2,
        StageName::SecretaryApproved => 3,
        StageName::MinisterApproved | StageName::OnPaper | StageName::Submitted => 4,
        StageName::Scrutinised | StageName::UrgentlyRequested => 5,
        StageName::Cleared | StageName::UrgentlyForwarded => 6,
        StageName::Ordered | StageName::Listed => 7,
        StageName::CirculationOrdered | StageName::Circulating | StageName::CirculationClosed => 7,
        StageName::Decided | StageName::CirculationApproved => 8,
        StageName::Declined
        | StageName::WithdrawnBeforeReceipt
        | StageName::WithdrawnAfterReceipt
        | StageName::Erased => 9,
    };
    let last = if view.proposal.stage.circulation_order().is_some() { "circulation" } else { "meeting" };
    let names = ["draft", "views", "secretary", "minister", "section", "chief-secretary", "chief-minister", last];
    let running = view.views.iter().filter(|asked| asked.given.is_empty() && asked.stopped.is_none());
    let due = running.map(|asked| asked.due).max();
    let steps = names.iter().enumerate().map(|(number, name)| {
        let mut label = page.word("way", name);
        let mut class = if place == 9 || number > place { "" } else { "past" };
        if number == 1 && view.proposal.stage.consultation().is_none() && class == "past" {
            // Nobody was asked.
            class = "";
        }
        if number == place {
            class = "now";
            if let (1, Some(due)) = (number, due) {
                label = format!("{label} · {}", page.days_left(&due));
                class = if due <= page.now { "now late" } else { "now" };
            }
        }
        Step { label, class }
    });
    steps.collect()
}

fn remarks(page: &Frame, view: &ProposalView) -> Vec<RemarkLine> {
    let newest_first = view.note_sheet.iter().rev();
    newest_first
        .map(|remark| RemarkLine {
            number: remark.number,
            words: remark.words.clone(),
            line: page.by_at(&remark.by, &remark.at),
        })
        .collect()
}

fn movements(page: &Frame, view: &ProposalView) -> Vec<MovementLine> {
    let newest_first = view.movements.iter().rev();
    newest_first
        .map(|movement| MovementLine {
            step: page.word("step", step(view, movement)),
            by: page.post_of_charge(&movement.by),
            at: page.date_time(&movement.at),
            desk: movement.desk.map_or_else(String::new, |desk| page.post(&desk)),
        })
        .collect()
}

/// The word of a movement. The record knows an answer of a department; that it was a query its consultation tells.
fn step(view: &ProposalView, movement: &Movement) -> &'static str {
    let key = movement.step.key();
    let asked = view.proposal.stage.consultation().into_iter().flat_map(|all| &all.asked);
    let mut given = asked.flat_map(|asked| &asked.views).filter(|one| one.by == movement.by && one.at == movement.at);
    if key == "view_given" && given.any(|one| one.answer == Answer::Query) { "query_asked" } else { key }
}

/// The brief with its day.
fn brief(page: &Frame, view: &ProposalView) -> Option<(String, String)> {
    let (words, brief) = (view.brief.clone()?, view.proposal.brief.as_ref()?);
    Some((words, page.by_at(&brief.by, &brief.at)))
}

/// The order that was heard by telephone, when and by whom, and what waits while it is provisional.
fn telephone_order(page: &Frame, view: &ProposalView) -> Option<Heard> {
    let (words, order) = (view.telephone_order.clone()?, view.proposal.stage.telephone_order()?);
    let line = page.by_at(&order.recorded.by, &order.heard);
    let key = order.order.key();
    let waits = if order.confirmed.is_none() { page.word("heard-waits", key) } else { String::new() };
    Some(Heard { words, line, what: page.word("heard-order", key), terms: circulation::order(page, view), waits })
}

fn listings(page: &Frame, view: &ProposalView) -> Vec<ListingLine> {
    let lines = view.listings.iter().filter_map(|(meeting, number, _)| {
        let record = view.state.meeting(*meeting)?;
        let (name, item) = (page.tn("meeting-number", record.number), page.tn("item-number", *number));
        Some(ListingLine { link: format!("/meetings/{meeting}"), text: format!("{name} · {item}") })
    });
    lines.collect()
}

/// Why the note came back or was withdrawn, from the note-sheet.
fn returned(page: &Frame, view: &ProposalView) -> Option<RemarkLine> {
    let returned = view.proposal.stage.returned()?;
    let remark = view.note_sheet.iter().rev().find(|remark| remark.at == returned.at)?;
    Some(RemarkLine {
        number: remark.number,
        words: remark.words.clone(),
        line: page.by_at(&returned.by, &returned.at),
    })
}

/// What the forms of a consultation, of the scrutiny and of a circulation offer.
struct Choices {
    /// Departments whose query waits for an answer.
    queries: Vec<Choice>,
    /// Departments that owe their view.
    owing: Vec<Choice>,
    /// Ways of reminding.
    ways: Vec<Choice>,
    /// Conditions and views that need a reply.
    replies: Vec<consultation::ReplyRow>,
    /// What may be recorded now.
    preconditions: Vec<scrutiny::Wanted>,
    /// Items of the checklist.
    checklist: Vec<Choice>,
    /// Answers of a member.
    positions: Vec<Choice>,
    /// Desks to which the file may go.
    desks: Vec<Choice>,
    /// Posts of the own department to which the note may be marked for its view.
    view_desks: Vec<Choice>,
    /// Officers to whom copies may go.
    officers: Vec<Choice>,
    /// Of what a printed copy may be asked for.
    copies: Vec<Choice>,
    /// What may be heard by telephone.
    heard: Vec<Choice>,
}

impl Choices {
    fn of(page: &Frame, view: &ProposalView) -> Self {
        Self {
            queries: consultation::queries(page, view),
            owing: consultation::owing(page, view),
            ways: consultation::ways(page),
            replies: consultation::replies(page, view),
            preconditions: scrutiny::wanted(page, view),
            checklist: scrutiny::checklist(page, view),
            positions: circulation::positions(page),
            desks: files::desks(page, view),
            view_desks: view_sheets::desks(page, view),
            officers: files::officers(page, view),
            copies: crate::pages::paper::copies::choices(page, view),
            heard: Choice::of_words(page, "heard-order", super::acts::telephone::ORDERS.into_iter()),
        }
    }
}

/// Departments that have a secretary, without the sponsoring one; compulsory ones first.
fn askable(view: &ProposalView, page: &Frame) -> Vec<Askable> {
    if !view.may(Action::SendForViews) {
        return Vec::new();
    }
    let owed = cabinet::views_owed(&view.state, &view.proposal);
    let own = view.state.department_today(view.proposal.department);
    let mut found: Vec<Askable> = view
        .state
        .departments_today()
        .filter(|department| department.id != own)
        .filter(|department| view.state.department_post(department.id, PostKind::Secretary).is_some())
        .map(|department| Askable {
            id: department.id,
            name: page.words(&department.name).to_owned(),
            owed: owed.contains(&department.id),
        })
        .collect();
    found.sort_by_key(|department| !department.owed);
    found
}
