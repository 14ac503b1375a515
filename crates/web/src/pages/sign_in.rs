//! Signing in for training: a post is picked. A real government has other doors ([`crate::pages::doors`]).

use crate::app::App;
use crate::failure::Failure;
use crate::form::{BadForm, Open, Posted};
use crate::frame::Frame;
use crate::pages::draw;
use crate::visit::{Visit, clear_kept, let_in, set_session_cookie};
use askama::Template;
use axum::extract::State;
use axum::response::{Html, IntoResponse, Redirect, Response};
use cabinet::Cabinet;
use cabinet::people::PostKind;

/// Posts of one group, under one heading.
struct Group {
    heading: String,
    posts: Vec<Choice>,
}

struct Choice {
    key: String,
    title: String,
    what: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage {
    page: Frame,
    groups: Vec<Group>,
}

/// The posts that may be picked.
pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    if visit.session.is_some() {
        return Ok(Redirect::to("/desk").into_response());
    }
    if !Frame::new(&app, &visit).training() {
        return Ok(crate::pages::doors::sign_in::show(&app, &visit)?.into_response());
    }
    let page = Frame::new(&app, &visit);
    let groups = groups(&page);
    let html: Html<String> = draw(&SignInPage { page, groups })?;
    Ok(html.into_response())
}

fn groups(page: &Frame) -> Vec<Group> {
    let state = &page.state;
    let mut groups = vec![Group { heading: page.t("sign-in-council"), posts: choices(page, state, None) }];
    for department in state.departments() {
        let posts = choices(page, state, Some(department.id));
        if !posts.is_empty() {
            groups.push(Group { heading: page.words(&department.name).to_owned(), posts });
        }
    }
    if let Some((_, departments)) = groups.split_first_mut() {
        departments.sort_by(|one, other| one.heading.cmp(&other.heading));
    }
    groups
}

/// Posts of a department; without one, those that belong to none.
fn choices(page: &Frame, state: &Cabinet, department: Option<cabinet::ids::DepartmentId>) -> Vec<Choice> {
    let held = |post: &cabinet::people::Post| state.charges().any(|charge| charge.post == post.id);
    let mut posts: Vec<_> = state.posts().filter(|post| post.department == department && held(post)).cloned().collect();
    let rank = |post: &cabinet::people::Post| state.precedence(post).0;
    posts.sort_by_key(|post| (order(post.kind), rank(post), post.key.clone()));
    posts
        .into_iter()
        .map(|post| Choice {
            key: post.key.clone(),
            title: page.words(&post.title).to_owned(),
            what: page.word("post", post.kind.key()),
        })
        .collect()
}

/// A file comes from the section officer upwards.
const fn order(kind: PostKind) -> u8 {
    match kind {
        PostKind::ChiefMinister => 0,
        PostKind::ChiefSecretary => 1,
        PostKind::CabinetSection => 2,
        PostKind::SectionOfficer => 3,
        PostKind::DepartmentOfficer => 4,
        PostKind::Secretary => 5,
        PostKind::Minister | PostKind::MinisterOfState => 6,
        _ => 7,
    }
}

/// Begins a training session under the post's charge.
pub(crate) async fn sign_in(State(app): State<App>, visit: Visit, form: Open) -> Result<Response, Failure> {
    let mut fields = form.fields;
    let key = fields.one("post")?;
    fields.finish()?;
    let charge = app.office.charge_to_train(&key).await?.ok_or(BadForm::BadChoice("post"))?;
    let (_, cookie) = app.office.begin_training_session(charge).await?;
    let_in(&app, &visit, &cookie).await
}

/// Ends the session and clears what the browser kept.
pub(crate) async fn sign_out(State(app): State<App>, posted: Posted) -> Result<Response, Failure> {
    posted.fields.finish()?;
    app.office.end_session(&posted.who.session).await.map_err(Failure::before_the_act)?;
    let mut response = Redirect::to("/sign-in").into_response();
    set_session_cookie(&mut response, "", 0);
    clear_kept(&mut response);
    Ok(response)
}
