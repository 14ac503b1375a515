//! Recusal (विचार-विमर्श से पृथक रहना): a member takes no part in an item by his own hand; the cabinet section records who
//! does not, and the Chief Minister lifts it.

use super::item::known;
use super::refused;
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Posted};
use crate::frame::Frame;
use crate::pages::{Ids, draw, perform, proposals, prose};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Act;
use cabinet::ids::{ItemId, MeetingId, PostId};
use cabinet::permission::{Action, Subject};
use cabinet::recusal::RecusalWord;
use office::TextsOf;
use office::views::{RecusalLine, RecusalsView};

/// Words upon which the cabinet section records a recusal.
const WORDS: [RecusalWord; 2] = [RecusalWord::Told, RecusalWord::ChiefMinister];

#[derive(Template)]
#[template(path = "meetings/recuse_self.html")]
struct RecuseSelfPage {
    page: Frame,
    meeting: MeetingId,
    meeting_number: u32,
    item: ItemId,
    version: u32,
    number: u32,
    subject: String,
}

/// A member who takes no part, or took none.
struct Row {
    post: String,
    /// Upon whose word.
    word: String,
    recused: String,
    reason: String,
    /// Upon which other agenda it was recorded; empty where upon this one.
    elsewhere: String,
    stands: bool,
    /// Whether the person may lift it.
    lift: bool,
    /// Who lifted it, when and why.
    lifted: Option<(String, String)>,
    /// What the form that lifts it sends.
    meeting: MeetingId,
    item: ItemId,
    version: u32,
    member: PostId,
    /// What was typed into that form, where it was refused.
    typed: String,
    open: bool,
}

/// What was typed into one of the forms.
#[derive(Clone, Default)]
struct Typed {
    member: String,
    word: String,
    reason: String,
    lifts: bool,
}

#[derive(Template)]
#[template(path = "meetings/recusals.html")]
struct RecusalsPage {
    page: Frame,
    meeting: MeetingId,
    meeting_number: u32,
    item: ItemId,
    version: u32,
    number: u32,
    subject: String,
    rows: Vec<Row>,
    recuse: bool,
    members: Vec<Choice>,
    words: Vec<Choice>,
    reason: String,
    errors: Vec<String>,
    openings: Vec<uuid::Uuid>,
}

/// What follows for a member who takes no part, before he does so.
pub(crate) async fn show_own(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.meeting_view(&who.session, meeting).await?;
    let found = known(&view, item)?;
    if !found.may(Action::RecuseSelf) {
        return Err(Failure::Unknown);
    }
    let page = who.frame(&app);
    draw(&RecuseSelfPage {
        meeting,
        meeting_number: view.meeting.number,
        item,
        version: found.item.version,
        number: found.number,
        subject: proposals::subject_of_item(&page, &found.proposal, &found.item),
        page,
    })
}

/// A member takes no part: from then on nothing of the item is there for him, and he is led back to the meeting.
pub(crate) async fn recuse_self(
    State(app): State<App>,
    Ids((meeting, item)): Ids<(MeetingId, ItemId)>,
    mut posted: Posted,
) -> Result<Redirect, Failure> {
    let seen = posted.fields.parse("seen")?;
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, posted.fields.one("reason")?.trim().to_owned())?;
    let act = Act::RecuseSelf { meeting, item, seen, reason };
    perform(&app, posted, act, texts, &format!("/meetings/{meeting}")).await
}

/// Who takes no part in an item.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(ids): Ids<(MeetingId, ItemId)>,
    who: SignedIn,
) -> Result<Response, Failure> {
    drawn(&app, &who, ids, (StatusCode::OK, Vec::new()), Typed::default()).await
}

async fn drawn(
    app: &App,
    who: &SignedIn,
    (meeting, item): (MeetingId, ItemId),
    (status, errors): (StatusCode, Vec<String>),
    typed: Typed,
) -> Result<Response, Failure> {
    let view = app.office.recusals_view(&who.session, meeting, item).await?;
    let mut page = who.frame(app);
    page.path = format!("/meetings/{meeting}/items/{item}/recusals");
    page.keeps_words = !typed.reason.is_empty();
    let recuse = view.may(Action::RecuseMember);
    let (entered, lifts) = if typed.lifts { (Typed::default(), typed) } else { (typed, Typed::default()) };
    let template = RecusalsPage {
        meeting,
        meeting_number: view.meeting.number,
        item,
        version: view.item.version,
        number: view.number,
        subject: proposals::subject_of_item(&page, &view.proposal, &view.item),
        rows: view.lines.iter().map(|line| row(&page, (meeting, line), &lifts)).collect(),
        recuse,
        members: if recuse { members(&page, &view, &entered.member) } else { Vec::new() },
        words: WORDS.map(|word| Choice::among(&entered.word, word.key(), page.word("recusal-word", word.key()))).into(),
        reason: entered.reason,
        errors,
        openings: view.released.clone(),
        page,
    };
    Ok((status, draw(&template)?).into_response())
}

fn row(page: &Frame, (here, line): (MeetingId, &RecusalLine), lifts: &Typed) -> Row {
    let recusal = &line.recusal;
    // What was recorded upon another agenda is lifted there.
    let of_item = Subject::Item(line.meeting.id, line.item.id);
    let actor = page.session.as_ref().map(|session| session.actor);
    let may_lift = actor.is_some_and(|actor| page.state.may(&actor, of_item, Action::LiftRecusal));
    let open = lifts.lifts && lifts.member == recusal.member.to_string() && recusal.stands();
    Row {
        post: page.post(&recusal.member),
        word: page.word("recusal-word", recusal.word.key()),
        recused: page.signed(&recusal.recused),
        reason: line.reason.clone(),
        elsewhere: if line.meeting.id == here { String::new() } else { page.tn("meeting-number", line.meeting.number) },
        stands: recusal.stands(),
        lift: recusal.stands() && may_lift,
        lifted: line.lifted.as_ref().map(|(lifted, reason)| (page.signed(lifted), reason.clone())),
        meeting: line.meeting.id,
        item: line.item.id,
        version: line.item.version,
        member: recusal.member,
        typed: if open { lifts.reason.clone() } else { String::new() },
        open,
    }
}

/// Members who could be recused and are not, in the order of precedence.
fn members(page: &Frame, view: &RecusalsView, chosen: &str) -> Vec<Choice> {
    let state = &view.state;
    let fit = state.open_posts().filter(|post| post.kind.may_be_recused());
    let held = fit.filter(|post| state.charge_of_post(post.id).is_some());
    let free = held.filter(|post| !state.is_recused(post, view.proposal.id)).map(|post| post.id);
    state.in_precedence(free).into_iter().map(|post| Choice::among(chosen, post, page.post(&post))).collect()
}

/// The cabinet section records that a member takes no part.
pub(crate) async fn recuse_member(
    State(app): State<App>,
    Ids(ids): Ids<(MeetingId, ItemId)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let sent = posted.fields.clone();
    enter(&app, ids, posted).await.map_err(|failure| failure.keeping_at_least(&sent))
}

async fn enter(app: &App, ids: (MeetingId, ItemId), mut posted: Posted) -> Result<Response, Failure> {
    let ((meeting, item), who) = (ids, posted.who.clone());
    let seen = posted.fields.parse("seen")?;
    let (member, word) = (posted.fields.one("member")?, posted.fields.optional("word")?.unwrap_or_default());
    let typed = Typed { member, word, reason: posted.fields.one("reason")?.trim().to_owned(), lifts: false };
    let word = WORDS.into_iter().find(|word| word.key() == typed.word);
    let missing = if typed.member.is_empty() { Some("member") } else { word.is_none().then_some("word") };
    let (Some(word), None) = (word, missing) else {
        posted.fields.finish()?;
        let errors = vec![crate::failure::bad_form(&who.frame(app), &BadForm::BadChoice(missing.unwrap_or("word")))];
        return drawn(app, &who, ids, (StatusCode::UNPROCESSABLE_ENTITY, errors), typed).await;
    };
    let member = typed.member.parse().map_err(|_| BadForm::BadChoice("member"))?;
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.clone())?;
    let by_chief_minister = word == RecusalWord::ChiefMinister;
    let act = Act::RecuseMember { meeting, item, seen, member, by_chief_minister, reason };
    done(app, ids, posted, (act, texts), typed).await
}

/// The Chief Minister lets a member take part again.
pub(crate) async fn lift_recusal(
    State(app): State<App>,
    Ids(ids): Ids<(MeetingId, ItemId)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let sent = posted.fields.clone();
    lift(&app, ids, posted).await.map_err(|failure| failure.keeping_at_least(&sent))
}

async fn lift(app: &App, ids: (MeetingId, ItemId), mut posted: Posted) -> Result<Response, Failure> {
    let (meeting, item) = ids;
    let seen = posted.fields.parse("seen")?;
    let member: PostId = posted.fields.parse("member")?;
    let reason = posted.fields.one("reason")?.trim().to_owned();
    let typed = Typed { member: member.to_string(), word: String::new(), reason, lifts: true };
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.clone())?;
    done(app, ids, posted, (Act::LiftRecusal { meeting, item, seen, member, reason }, texts), typed).await
}

/// Has an act decided; what the rules refuse comes back on the page, its words in its form.
async fn done(
    app: &App,
    ids: (MeetingId, ItemId),
    posted: Posted,
    (act, texts): (Act, TextsOf),
    typed: Typed,
) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let next = format!("/meetings/{}/items/{}/recusals", ids.0, ids.1);
    match perform(app, posted, act, texts, &next).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure)?;
            if status == StatusCode::CONFLICT {
                // Something else stands there now: it is looked at before a second press.
                return Err(failure);
            }
            drawn(app, &who, ids, (status, errors), typed).await
        }
    }
}
