//! Printed copies: which posts get them, who asked, which number went to whom, and the page that is printed.

use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, Posted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::meetings::refused;
use crate::pages::proposals::note_text::NoteText;
use crate::pages::{Ids, demand, draw, perform, prose, written_day};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cabinet::copies::{CopyOf, CopyStage, PrintedCopy};
use cabinet::ids::{CopyId, PaperId, PostId, ProposalId};
use cabinet::people::PostKind;
use cabinet::permission::{Action, Subject};
use cabinet::{Act, Actor};
use office::TextsOf;
use office::views::{CopyContent, CopyTermView, ProposalView};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The note itself, as a form names it.
const NOTE: &str = "note";

/// A post that gets printed copies.
pub(crate) struct TermRow {
    pub(crate) post: String,
    pub(crate) until: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    /// By whose order, why, and who entered it; the latest first.
    pub(crate) set: Vec<(String, String, String)>,
}

/// A copy in the register.
pub(crate) struct CopyRow {
    pub(crate) id: CopyId,
    pub(crate) of: String,
    pub(crate) post: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    /// What happened to it, when.
    pub(crate) lines: Vec<String>,
    pub(crate) asked: bool,
    pub(crate) given: bool,
    /// Why it is to come back, or is not to be given: its reader is recused.
    pub(crate) recalled: Option<String>,
    /// Why it was not given; in the form of its refusal what was typed there.
    pub(crate) reason: String,
    /// That form was refused: it stands open.
    pub(crate) open: bool,
}

/// What was typed into the form that enters a post.
#[derive(Clone, Default)]
pub(crate) struct Typed {
    pub(crate) post: String,
    pub(crate) day: String,
    pub(crate) month: String,
    pub(crate) year: String,
    pub(crate) order: String,
    pub(crate) reason: String,
    /// Why a copy was not to be given, where that was refused.
    pub(crate) refusing: Option<(CopyId, String)>,
}

/// The part of the register that is about printed copies.
pub(crate) struct Copies {
    pub(crate) terms: Vec<TermRow>,
    pub(crate) posts: Vec<Choice>,
    pub(crate) rows: Vec<CopyRow>,
    pub(crate) pager: Pager,
    pub(crate) typed: Typed,
    pub(crate) may_give: bool,
}

/// This page of the copies: those that have not come back first, and of either the newest first.
pub(crate) fn shown(page: &Frame, number: usize) -> Result<(Vec<Arc<PrintedCopy>>, Pager), Failure> {
    let mut copies: Vec<_> = page.state.printed_copies().rev().cloned().collect();
    copies.sort_by_key(|copy| !copy.is_out());
    let (shown, pager) = Pager::among("/paper", number, &copies)?;
    Ok((shown.to_vec(), Pager { anchor: "#copies", ..pager }))
}

/// That part, for who reads the register.
pub(crate) fn drawn(
    page: &Frame,
    who: &SignedIn,
    (terms, reasons): (&[CopyTermView], &BTreeMap<CopyId, String>),
    (shown, pager): (&[Arc<PrintedCopy>], Pager),
    typed: Typed,
) -> Copies {
    let row = |term: &CopyTermView| TermRow {
        post: page.post(&term.post),
        until: page.day(&term.until),
        stage: page.t(if term.over { "paper-route-over" } else { "paper-route-open" }),
        tone: if term.over { "stop" } else { "done" },
        set: (term.set.iter())
            .map(|line| {
                let told = format!("{} · {}", page.day(&line.until), page.signed(&line.set));
                (line.order.clone(), line.reason.clone(), told)
            })
            .collect(),
    };
    let receives = |kind: PostKind| kind.is_member() || kind == PostKind::PermanentInvitee;
    let posts = page.state.open_posts().filter(|post| receives(post.kind));
    let posts = posts.map(|post| Choice::among(&typed.post, post.id, page.words(&post.title)));
    let may_give = page.state.may(&who.session.actor, Subject::Government, Action::GiveCopies);
    let rows = shown.iter().map(|copy| {
        let refusing = typed.refusing.as_ref().filter(|(id, _)| *id == copy.id).map(|(_, words)| words.clone());
        let reason = reasons.get(&copy.id).cloned();
        let open = refusing.is_some();
        CopyRow { reason: reason.or(refusing).unwrap_or_default(), open, ..copy_row(page, copy, page.post(&copy.post)) }
    });
    let rows = rows.collect();
    let (terms, posts) = (terms.iter().map(row).collect(), posts.collect());
    Copies { terms, posts, rows, pager, may_give, typed }
}

/// Of what a copy is, in words, for who may read it; else the file's number.
fn of(page: &Frame, copy: &PrintedCopy) -> String {
    let Some(proposal) = page.state.proposal(copy.proposal) else { return String::new() };
    format!("{} · {} · {}", proposal.number, page.department(&proposal.department), what(page, copy))
}

/// The note, or the title of a paper for who may read it.
fn what(page: &Frame, copy: &PrintedCopy) -> String {
    match copy.of {
        CopyOf::Note { .. } => page.t("copy-of-note"),
        CopyOf::Paper { paper } => {
            let actor = page.session.as_ref().map(|session| session.actor);
            let reads = actor.is_some_and(|actor| page.state.may_read_paper(&actor, paper));
            let title = page.state.paper(paper).filter(|_| reads).map(|(facts, _)| facts.title.clone());
            title.unwrap_or_else(|| page.t("refused-act-paper"))
        }
    }
}

fn copy_row(page: &Frame, copy: &PrintedCopy, post: String) -> CopyRow {
    let mut lines = vec![format!("{}: {}", page.t("copy-asked"), page.signed(&copy.asked))];
    let (stage, tone) = match &copy.stage {
        CopyStage::Asked => (page.t("copy-asked"), "order"),
        CopyStage::Given { number, given } => {
            lines.push(format!("{}: {}", page.t("copy-given"), page.signed(given)));
            (page.tn("copy-number", *number), "info")
        }
        CopyStage::Refused { refused } => {
            lines.push(format!("{}: {}", page.t("copy-refused"), page.signed(refused)));
            (page.t("copy-refused"), "stop")
        }
        CopyStage::Returned { number, given, returned } => {
            lines.push(format!("{}: {}", page.t("copy-given"), page.signed(given)));
            lines.push(format!("{}: {}", page.t("copy-returned"), page.signed(returned)));
            (page.tn("copy-number", *number), "done")
        }
    };
    let (asked, given) = (copy.stage == CopyStage::Asked, matches!(copy.stage, CopyStage::Given { .. }));
    let (reason, open) = (String::new(), false);
    let recalled = page.state.copy_recalled(copy);
    let recalled = recalled.map(|_| page.t(if given { "recused-copy" } else { "recused-copy-asked" }));
    CopyRow { id: copy.id, of: of(page, copy), post, stage, tone, lines, asked, given, recalled, reason, open }
}

/// Why the copy for which the person asked last on a proposal's page was not given: id of that text, its words, who said so; none
/// where he asked again since, or none was refused.
pub(crate) async fn refused_to(
    app: &App,
    who: &SignedIn,
    page: &Frame,
    proposal: ProposalId,
) -> Result<Option<(uuid::Uuid, String, String)>, Failure> {
    let own = page.state.post_of(&who.session.actor).map(|post| post.id);
    let last = page.state.printed_copies().rev().find(|copy| copy.proposal == proposal && Some(copy.post) == own);
    let Some((copy, reason)) = last.and_then(|copy| Some((copy, copy.reason.as_ref()?))) else { return Ok(None) };
    let CopyStage::Refused { refused } = &copy.stage else { return Ok(None) };
    let words = app.office.copy_reasons(&who.session, &[copy.id]).await?.remove(&copy.id).unwrap_or_default();
    Ok(Some((reason.id.0, words, format!("{} · {}", of(page, copy), page.signed(refused)))))
}

/// Of what a printed copy may be asked for on a proposal's page.
pub(crate) fn choices(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    if !view.may(Action::AskCopy) {
        return Vec::new();
    }
    let own = page.session.as_ref().and_then(|session| page.state.post_of(&session.actor)).map(|post| post.id);
    let is_out =
        |of: CopyOf| page.state.printed_copies().any(|copy| copy.is_out() && Some(copy.post) == own && copy.of == of);
    let papers = view.papers.iter().filter(|paper| !is_out(CopyOf::Paper { paper: paper.id }));
    let papers = papers.map(|paper| Choice::open(paper.id, &paper.paper.title));
    let note = view.revision.as_ref().filter(|revision| !is_out(CopyOf::Note { revision: revision.id }));
    let note = note.map(|_| Choice::open(NOTE, page.t("copy-of-note")));
    note.into_iter().chain(papers).collect()
}

/// A copy that somebody asked for, as he is told of it on the proposal's page.
pub(crate) struct OwnCopy {
    pub(crate) what: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    /// What happened to it, when.
    pub(crate) lines: Vec<String>,
}

/// Copies of a proposal's note and papers that the person asked for, the latest first. Why one was not given stands by itself.
pub(crate) fn own(page: &Frame, view: &ProposalView, actor: &Actor) -> Vec<OwnCopy> {
    let Some(post) = page.state.post_of(actor).map(|post| post.id) else { return Vec::new() };
    let copies = page.state.printed_copies().rev();
    let asked = copies.filter(|copy| copy.proposal == view.proposal.id && copy.post == post);
    let told = asked.filter(|copy| !matches!(copy.stage, CopyStage::Refused { .. }));
    let line = |copy: &Arc<PrintedCopy>| {
        let CopyRow { stage, tone, lines, .. } = copy_row(page, copy, String::new());
        OwnCopy { what: what(page, copy), stage, tone, lines }
    };
    told.map(line).collect()
}

/// What a form names: the note that the person reads, or a paper; none where nothing was chosen.
pub(crate) fn chosen(app: &App, who: &SignedIn, proposal: ProposalId, key: &str) -> Option<CopyOf> {
    let state = app.office.state();
    match key {
        NOTE => {
            // Of a note that is not there for this person the rules say that there is none.
            let read = state.readable_revision(&who.session.actor, proposal).map(|revision| revision.id);
            let revision = read.unwrap_or(cabinet::ids::RevisionId(uuid::Uuid::nil()));
            Some(CopyOf::Note { revision })
        }
        key => key.parse().ok().map(|paper: PaperId| CopyOf::Paper { paper }),
    }
}

/// Enters a post in the register, or sets another day for one that stands there.
pub(crate) async fn allow(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let fields: &mut Fields = &mut posted.fields;
    let typed = Typed {
        post: fields.one("post")?,
        day: fields.one("day")?,
        month: fields.one("month")?,
        year: fields.one("year")?,
        order: fields.one("order")?.trim().to_owned(),
        reason: fields.one("reason")?.trim().to_owned(),
        refusing: None,
    };
    if typed.post.is_empty() {
        let page = demand(&app, &who, Action::GiveCopies)?;
        posted.fields.finish()?;
        let errors = vec![crate::failure::bad_form(&page, &BadForm::BadChoice("post"))];
        return super::list::again(&app, &who, (StatusCode::UNPROCESSABLE_ENTITY, errors), typed).await;
    }
    let post: PostId = typed.post.parse().map_err(|_| BadForm::BadChoice("post"))?;
    let mut texts = TextsOf::default();
    let order = prose(&mut texts, cabinet::draft::one_line(&typed.order))?;
    let reason = prose(&mut texts, typed.reason.clone())?;
    let until = written_day(&typed.day, &typed.month, &typed.year);
    let act = Act::AllowCopies { post, until, order, reason };
    match perform(&app, posted, act, texts, "/paper").await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => super::list::again(&app, &who, refused(&failure)?, typed).await,
    }
}

/// Numbers a copy and gives it; its page is printed next.
pub(crate) async fn give(State(app): State<App>, Ids(copy): Ids<CopyId>, posted: Posted) -> Result<Response, Failure> {
    let nothing = (TextsOf::default(), Typed::default());
    of_copy(&app, posted, (copy, Act::GiveCopy { copy }), nothing, &format!("/paper/copies/{copy}")).await
}

/// Gives no copy of what was asked for, for a reason.
pub(crate) async fn refuse(
    State(app): State<App>,
    Ids(copy): Ids<CopyId>,
    mut posted: Posted,
) -> Result<Response, Failure> {
    let words = posted.fields.one("reason")?.trim().to_owned();
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, words.clone())?;
    let typed = Typed { refusing: Some((copy, words)), ..Typed::default() };
    of_copy(&app, posted, (copy, Act::RefuseCopy { copy, reason }), (texts, typed), "/paper#copies").await
}

/// Records that a copy came back.
pub(crate) async fn take_back(
    State(app): State<App>,
    Ids(copy): Ids<CopyId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let nothing = (TextsOf::default(), Typed::default());
    of_copy(&app, posted, (copy, Act::TakeCopyBack { copy }), nothing, "/paper").await
}

/// A copy that is not there is as one for which nobody may do anything.
async fn of_copy(
    app: &App,
    posted: Posted,
    (copy, act): (CopyId, Act),
    (texts, typed): (TextsOf, Typed),
    next: &str,
) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let there = app.office.state().printed_copy(copy).is_some();
    match perform(app, posted, act, texts, next).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(_) if !there => {
            let words = typed.refusing.map(|(_, words)| words).unwrap_or_default();
            Err(Failure::Unknown.keeping_words(words))
        }
        Err(failure) => super::list::again(app, &who, refused(&failure)?, typed).await,
    }
}

#[derive(Template)]
#[template(path = "paper/copy.html")]
struct CopyPage {
    page: Frame,
    /// «प्रति क्रमांक 3»; empty where nothing is printed.
    number: String,
    post: String,
    of: String,
    given: String,
    classification: String,
    subject: String,
    /// The note, as the page of the post says it that gets the copy.
    note: Option<NoteText>,
    /// The paper whose pages are drawn, and how many it has.
    paper: Option<(PaperId, Vec<u32>)>,
    openings: Vec<uuid::Uuid>,
    /// Why there is nothing to print.
    nothing: &'static str,
}

/// The page that is printed: each sheet with the copy's number and the post that gets it.
pub(crate) async fn show(State(app): State<App>, who: SignedIn, Ids(copy): Ids<CopyId>) -> Result<Response, Failure> {
    let view = app.office.copy_view(&who.session, copy).await?;
    let page = who.frame(&app);
    let rules = view.state.rules().ok_or(Failure::Internal)?.clone();
    let proposal = view.state.proposal(view.copy.proposal).ok_or(Failure::Unknown)?;
    let facts = match &view.content {
        Some(CopyContent::Note(note)) => note.revision.as_ref().map(|revision| &revision.facts),
        Some(CopyContent::Paper(_)) => proposal.revision().map(|revision| &revision.facts),
        None => None,
    };
    let label = facts.and_then(|facts| rules.classification(&facts.classification));
    let classification = label.map_or_else(String::new, |words| page.words(words).to_owned());
    let (given, number) = match &view.copy.stage {
        CopyStage::Given { number, given } if view.content.is_some() => {
            (page.date_time(&given.at), page.tn("copy-number", *number))
        }
        _ => (String::new(), String::new()),
    };
    let mut template = CopyPage {
        post: page.post(&view.copy.post),
        of: of(&page, &view.copy),
        subject: facts.map_or_else(String::new, |facts| facts.subject.clone()),
        number,
        given,
        classification,
        note: None,
        paper: None,
        openings: Vec::new(),
        nothing: if matches!(view.copy.stage, CopyStage::Given { .. }) {
            "copy-post-vacant"
        } else {
            "copy-not-printed"
        },
        page,
    };
    match view.content {
        Some(CopyContent::Note(note)) => {
            let charge = note.state.charge_of_post(view.copy.post).ok_or(Failure::Unknown)?;
            let reader = Actor::Holder { person: charge.person, charge: charge.id };
            template.openings = note.revision.iter().map(|revision| revision.id.0).collect();
            template.note = NoteText::of(&template.page, &note, &reader)?.map(NoteText::without_links);
        }
        Some(CopyContent::Paper(paper)) => template.paper = Some((paper.id, (1..=paper.pages).collect())),
        None => {}
    }
    Ok(draw(&template)?.into_response())
}
