//! Receiving a registered note: its PDF, the approvals on its original file, and what the rules want on record.

use super::origin;
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pages::proposals::draft::{Shown, not_saved, note, refused};
use crate::pages::{Ids, written_day};
use crate::refusals::precondition_label;
use crate::visit::SignedIn;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::consultation::CONDITIONS_MAX;
use cabinet::draft::NoteDraft;
use cabinet::ids::{ActId, DepartmentId, PaperId, PostId, ProposalId};
use cabinet::note::NoteFacts;
use cabinet::paper_route::{ApprovedAs, PaperApproval};
use cabinet::people::{Post, PostKind};
use cabinet::permission::{Action, Subject};
use cabinet::proposal::{Answer, StageName};
use cabinet::{Cabinet, Refusal};
use office::views::ProposalView;
use office::{ActError, DraftError, ReadError, ReceiveForm};
use uuid::Uuid;

/// What stands before the department whose view a row asks for.
const VIEW: &str = "view:";
/// What stands before the same in the name of a condition's field.
const CONDITION: &str = "approval_condition.";
/// Empty rows for conditions beneath those that were typed, for a page without scripts.
const CONDITION_ROWS_SPARE: usize = 3;

/// Fields of one approval's row.
const APPROVAL_FIELDS: [&str; 8] = [
    "approval",
    "approval_post",
    "approval_answer",
    "approval_day",
    "approval_month",
    "approval_year",
    "approval_scan",
    "approval_text",
];
/// Fields of the row of something that the rules want on record.
const RECORD_FIELDS: [&str; 6] =
    ["record", "record_number", "record_day", "record_month", "record_year", "record_text"];

/// Fields beside those that belong to a receipt: the note's PDF, and what is typed for the next paper.
const BESIDE: [&str; 2] = ["note", "title"];

/// One approval that is asked for.
pub(crate) struct ApprovalRow {
    /// `secretary`, `minister`, or `view:` with the department.
    pub(crate) given: String,
    pub(crate) label: String,
    pub(crate) posts: Vec<Choice>,
    /// How the department answered; empty but for a view.
    pub(crate) answers: Vec<Choice>,
    pub(crate) date: [String; 3],
    pub(crate) scans: Vec<Choice>,
    /// What the view says; empty but for a view.
    pub(crate) words: String,
    /// Name of its conditions' fields; empty but for a view.
    pub(crate) condition: String,
    /// Its conditions, and spare rows.
    pub(crate) conditions: Vec<String>,
}

/// Something that the rules want on record.
pub(crate) struct RecordRow {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) number: String,
    pub(crate) date: [String; 3],
    pub(crate) text: String,
}

/// The form of a registration's page.
pub(crate) struct Receive {
    pub(crate) notes: Vec<Choice>,
    pub(crate) approvals: Vec<ApprovalRow>,
    pub(crate) records: Vec<RecordRow>,
}

/// The form where a registered note waits for its receipt; with what was typed into one that was refused.
pub(crate) fn form(page: &Frame, view: &ProposalView, facts: &NoteFacts, typed: &Fields) -> Option<Receive> {
    if view.proposal.stage.name() != StageName::OnPaper {
        return None;
    }
    let approvals = wanted(page, view, facts).into_iter().map(|one| approval_row(page, view, one, typed));
    // A waiver in the place of a view is offered beside the view: one of the two is filled.
    let rules = view.state.preconditions_on_paper(view.proposal.department, facts, |_| false);
    let records = rules.into_iter().map(|rule| {
        let of = |name: &str| in_row(typed, ("record", &rule.key), name);
        RecordRow {
            key: rule.key.clone(),
            label: precondition_label(page, &rule.key),
            number: of("record_number"),
            date: ["record_day", "record_month", "record_year"].map(of),
            text: of("record_text"),
        }
    });
    Some(Receive {
        notes: papers(view, typed.values("note").next().unwrap_or_default()),
        approvals: approvals.collect(),
        records: records.collect(),
    })
}

/// Papers that lie with the registration, to be chosen from.
fn papers(view: &ProposalView, chosen: &str) -> Vec<Choice> {
    view.papers.iter().map(|paper| Choice::among(chosen, paper.id, &paper.paper.title)).collect()
}

/// An approval that is asked for: its key, its label, and the posts that give it.
type Wanted = (String, String, Vec<PostId>);

/// The approvals that must stand on the original file of a note with these facts.
fn wanted(page: &Frame, view: &ProposalView, facts: &NoteFacts) -> Vec<Wanted> {
    let (state, sponsor) = (&view.state, view.proposal.department);
    let secretaries = |department: DepartmentId| -> Vec<PostId> {
        let own = |post: &Post| post.department.map(|one| state.department_today(one)) == Some(department);
        let of = state.open_posts().filter(|post| post.kind == PostKind::Secretary && own(post));
        of.map(|post| post.id).collect()
    };
    let own = secretaries(state.department_today(sponsor));
    let mut wanted = vec![("secretary".to_owned(), page.t("on-paper-secretary"), own)];
    let minister = state.minister_approves_on_paper(sponsor);
    wanted.extend(minister.map(|post| ("minister".to_owned(), page.t("on-paper-minister"), vec![post])));
    wanted.extend(state.views_demanded(sponsor, facts).into_iter().map(|department| {
        let label = page.ts("view-of", "department", page.department(&department));
        (format!("{VIEW}{department}"), label, secretaries(department))
    }));
    wanted
}

fn approval_row(page: &Frame, view: &ProposalView, (given, label, posts): Wanted, typed: &Fields) -> ApprovalRow {
    let of = |name: &str| in_row(typed, ("approval", &given), name);
    let (post, answer) = (of("approval_post"), of("approval_answer"));
    let posts = posts.into_iter().filter_map(|id| view.state.post(id));
    let posts = posts.map(|one| Choice::among(&post, one.id, page.words(&one.title)));
    let answers = Answer::ALL.into_iter().filter(|one| given.starts_with(VIEW) && *one != Answer::Query);
    let answers = answers.map(|one| Choice::among(&answer, one.key(), page.word("answer", one.key())));
    let date = ["approval_day", "approval_month", "approval_year"].map(of);
    let (posts, answers, scans) = (posts.collect(), answers.collect(), papers(view, &of("approval_scan")));
    let words = of("approval_text");
    let condition = given.strip_prefix(VIEW).map_or_else(String::new, |department| format!("{CONDITION}{department}"));
    let mut conditions: Vec<String> =
        typed.values(&condition).filter(|row| !row.trim().is_empty()).map(ToOwned::to_owned).collect();
    conditions.extend((0..CONDITION_ROWS_SPARE).map(|_| String::new()));
    conditions.truncate(CONDITIONS_MAX);
    ApprovalRow { label, posts, answers, date, scans, words, condition, conditions, given }
}

/// What was typed into a field of the row whose `head` field holds `key`.
fn in_row(typed: &Fields, (head, key): (&str, &str), field: &str) -> String {
    let place = typed.values(head).position(|one| one == key);
    place.and_then(|place| typed.values(field).nth(place)).unwrap_or_default().to_owned()
}

/// Whether a matter is being registered from paper.
pub(crate) fn is_registered(app: &App, proposal: ProposalId) -> bool {
    app.office.state().proposal(proposal).is_some_and(|record| record.stage.name() == StageName::OnPaper)
}

/// Takes out of a registration's form what belongs to its receipt, which shares the form with its draft and lies in its drawer:
/// names and values. Of another draft's form nothing is taken. What was chosen and is not there any more is not chosen.
pub(crate) fn take(
    app: &App,
    proposal: ProposalId,
    fields: &mut Fields,
    remark: &str,
) -> Result<Vec<(String, String)>, BadForm> {
    let state = app.office.state();
    let Some(record) = state.proposal(proposal).filter(|record| record.stage.name() == StageName::OnPaper) else {
        return Ok(Vec::new());
    };
    // A form that goes without its file names it all the same.
    drop(fields.all("file"));
    let mut taken = vec![("remark".to_owned(), remark.to_owned())];
    for name in APPROVAL_FIELDS.iter().chain(&RECORD_FIELDS).chain(&BESIDE) {
        taken.extend(fields.all(name).into_iter().map(|value| ((*name).to_owned(), value)));
    }
    let conditions = fields.prefixed(CONDITION);
    taken.extend(conditions.into_iter().map(|(department, value)| (format!("{CONDITION}{department}"), value)));
    for (name, value) in &mut taken {
        let there = match name.as_str() {
            "approval" if !is_row(&state, value) => return Err(BadForm::BadChoice("approval")),
            "approval_post" => value.parse().is_ok_and(|post| state.post(PostId(post)).is_some()),
            "approval_scan" | "note" => value.parse().is_ok_and(|paper| record.papers.contains(&PaperId(paper))),
            _ => true,
        };
        if !there {
            value.clear();
        }
    }
    Ok(taken)
}

/// Whether a row asks for an approval that there is: the secretary's, the minister's, or the view of a department.
fn is_row(state: &Cabinet, given: &str) -> bool {
    let department = |written: &str| written.parse().is_ok_and(|id: DepartmentId| state.department(id).is_some());
    matches!(given, "secretary" | "minister") || given.strip_prefix(VIEW).is_some_and(department)
}

/// Saves what stands on a registration's page before its papers change, which share its form: nothing that was typed goes with
/// the page. Gives the answer where it could not be saved; a form without a draft has nothing to be saved.
pub(crate) async fn save_beside(
    app: &App,
    (who, act): (&SignedIn, ActId),
    proposal: ProposalId,
    fields: &mut Fields,
) -> Result<Option<Response>, Failure> {
    if !is_of_registration(fields) {
        return Ok(None);
    }
    let kept = std::mem::take(fields);
    // Sent before, it has its first answer.
    if app.office.state().accepted(act).is_some() {
        return Ok(None);
    }
    if !is_registered(app, proposal) {
        return not_open(app, who, proposal, &kept).await.map(Some);
    }
    *fields = kept.clone();
    let (version, remark): (u64, _) = (fields.parse("version")?, fields.optional("remark")?.unwrap_or_default());
    let receipt = take(app, proposal, fields, &remark)?;
    let state = app.office.state();
    let rules = state.rules().ok_or(Failure::Internal)?;
    let mine = note(rules, fields).map_err(|failure| failure.keeping(&kept))?;
    match app.office.save_registration(&who.session, proposal, (&mine, receipt), version).await {
        // Not open any more: the act itself says so.
        Ok(_) | Err(DraftError::Read(ReadError::Unknown)) => Ok(None),
        Err(error) => not_saved(app, who, proposal, &mine, &kept, error).await.map(Some),
    }
}

/// Whether a form is a registration's, with the fields of its receipt.
pub(crate) fn is_of_registration(fields: &Fields) -> bool {
    fields.values("approval").next().is_some()
}

/// What was typed into a registration that somebody else has received, or erased, meanwhile; none while it is open.
pub(crate) async fn closed(
    app: &App,
    who: &SignedIn,
    proposal: ProposalId,
    kept: &Fields,
) -> Result<Option<Response>, Failure> {
    if !is_of_registration(kept) || is_registered(app, proposal) {
        return Ok(None);
    }
    not_open(app, who, proposal, kept).await.map(Some)
}

async fn not_open(app: &App, who: &SignedIn, proposal: ProposalId, kept: &Fields) -> Result<Response, Failure> {
    not_saved(app, who, proposal, &NoteDraft::default(), kept, DraftError::Read(ReadError::Unknown)).await
}

/// What of a form that was sent belongs to a receipt.
pub(crate) fn sent(app: &App, proposal: ProposalId, kept: &Fields) -> Result<Vec<(String, String)>, BadForm> {
    let remark = kept.values("remark").next().unwrap_or_default().to_owned();
    take(app, proposal, &mut kept.clone(), &remark)
}

/// Lists of a form whose rows belong together.
fn rows<const N: usize>(fields: &mut Fields, names: [&'static str; N]) -> Result<Vec<[String; N]>, BadForm> {
    let lists = names.map(|name| (name, fields.all(name)));
    let count = lists.iter().map(|(_, list)| list.len()).max().unwrap_or(0);
    if let Some((name, _)) = lists.iter().find(|(_, list)| list.len() != count) {
        return Err(BadForm::MissingField(name));
    }
    let mut columns = lists.map(|(_, list)| list.into_iter());
    Ok((0..count).map(|_| columns.each_mut().map(|column| column.next().unwrap_or_default())).collect())
}

/// What a view says: whose post, its words, its conditions.
type Words = (PostId, String, Vec<String>);

/// The approvals that were filled, and what the views among them say; a row without day, scan and words is none.
fn approvals(fields: &mut Fields) -> Result<(Vec<PaperApproval>, Vec<Words>), BadForm> {
    let (mut found, mut views) = (Vec::new(), Vec::new());
    let conditions = fields.prefixed(CONDITION);
    for [given, post, answer, day, month, year, scan, text] in rows(fields, APPROVAL_FIELDS)? {
        let department = given.strip_prefix(VIEW).map(ToOwned::to_owned);
        let own = |(of, _): &&(String, String)| department.as_ref() == Some(of);
        let conditions = conditions.iter().filter(own).map(|(_, row)| row.trim().to_owned());
        let conditions: Vec<String> = conditions.filter(|row| !row.is_empty()).collect();
        let answer = Answer::ALL.into_iter().find(|one| one.key() == answer && *one != Answer::Query);
        let given = match given.as_str() {
            "secretary" => ApprovedAs::Secretary,
            "minister" => ApprovedAs::Minister,
            view if view.starts_with(VIEW) => ApprovedAs::View { answer: answer.unwrap_or(Answer::Query) },
            _ => return Err(BadForm::BadChoice("approval")),
        };
        let empty = [&day, &month, &year, &scan, &text].iter().all(|part| part.trim().is_empty());
        if empty && conditions.is_empty() {
            continue;
        }
        // What was not chosen is no post and no paper: the rules say which approval is not fit.
        let id = |written: &str, name| match written {
            "" => Ok(Uuid::nil()),
            written => written.parse().map_err(|_| BadForm::BadChoice(name)),
        };
        let post = PostId(id(&post, "post")?);
        let scan = Some(PaperId(id(&scan, "approval_scan")?)).filter(|scan| !scan.0.is_nil());
        if department.is_some() {
            views.push((post, text.trim().to_owned(), conditions));
        }
        found.push(PaperApproval { given, post, date: written_day(&day, &month, &year), scan });
    }
    Ok((found, views))
}

/// What of the rules' wants was filled: key, number, day, words.
fn records(fields: &mut Fields) -> Result<Vec<(String, String, String, String)>, BadForm> {
    let filled = rows(fields, RECORD_FIELDS)?.into_iter().filter(|[_, number, day, month, year, text]| {
        [number, day, month, year, text].iter().any(|part| !part.trim().is_empty())
    });
    let taken = filled.map(|[key, number, day, month, year, text]| {
        (key, number.trim().to_owned(), written_day(&day, &month, &year), text.trim().to_owned())
    });
    Ok(taken.collect())
}

/// The cabinet section receives the note as it stands on the page: its draft is saved over the version that was seen.
pub(crate) async fn receive(
    State(app): State<App>,
    Ids(proposal): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, act: id, body, mut fields } = posted;
    let kept = fields.clone();
    let (seen, version): (u32, u64) = (fields.parse("seen")?, fields.parse("version")?);
    let remark = fields.one("remark")?.trim().to_owned();
    let chosen = fields.optional("note")?.unwrap_or_default();
    let note_paper =
        if chosen.is_empty() { Uuid::nil() } else { chosen.parse().map_err(|_| BadForm::BadChoice("note"))? };
    let receipt = sent(&app, proposal, &kept)?;
    let (_, _) = (fields.optional("title")?, fields.optional("file")?);
    let ((approvals, views), preconditions) = (approvals(&mut fields)?, records(&mut fields)?);
    let state = app.office.state();
    let rules = state.rules().ok_or(Failure::Internal)?;
    let mine = note(rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    // An act that was sent before gets its first answer, and one that is not offered is told so; neither saves anything.
    let subject = Subject::Proposal(proposal);
    let offered = state.may(&who.session.actor, subject, Action::ReceiveFromPaper) && state.accepted(id).is_none();
    let saved = if offered {
        app.office.save_registration(&who.session, proposal, (&mine, receipt), version).await
    } else {
        Ok(version)
    };
    let draft = match saved {
        Ok(version) => version,
        // Not open any more: the act itself tells a repetition from a page that is outdated.
        Err(DraftError::Read(ReadError::Unknown)) => version,
        Err(error) => return not_saved(&app, &who, proposal, &mine, &kept, error).await,
    };
    let form = ReceiveForm {
        proposal,
        seen,
        draft,
        note: PaperId(note_paper),
        approvals,
        views,
        preconditions,
        remark: remark.clone(),
    };
    match app.office.receive_from_paper(id, &who.session, body, form).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{proposal}")).into_response()),
        Err(ActError::Refused(refusal)) if refusal != Refusal::Unknown => {
            refused(&app, &who, proposal, &refusal, &kept, Shown::receiving(remark, kept.clone())).await
        }
        Err(error) => Err(Failure::of_act(&app, &who, id, error).await.keeping(&kept)),
    }
}

/// What is missing of the approvals, in words.
pub(crate) fn missing(page: &Frame, missing: &cabinet::paper_route::MissingApproval) -> String {
    use cabinet::paper_route::MissingApproval::{Minister, Secretary, View};
    match missing {
        Secretary => origin::what(page, ApprovedAs::Secretary).0,
        Minister => origin::what(page, ApprovedAs::Minister).0,
        View(department) => page.ts("view-of", "department", page.department(department)),
    }
}
