//! The register of paper: until when the notes of which department come on paper, by whose order.

use super::register::departments;
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, InAddress, Posted};
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::meetings::refused;
use crate::pages::{demand, draw, perform, prose, written_day};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use cabinet::Act;
use cabinet::ids::{CopyId, DepartmentId};
use cabinet::permission::{Action, Subject};
use office::TextsOf;

/// One department and its last day.
struct RouteRow {
    department: String,
    until: String,
    stage: String,
    tone: &'static str,
    /// Who set it, by whose order, why; the latest first.
    set: Vec<(String, String, String)>,
}

/// What was typed into the form of a last day.
#[derive(Clone, Default)]
struct Typed {
    department: String,
    day: String,
    month: String,
    year: String,
    order: String,
    reason: String,
}

#[derive(Template)]
#[template(path = "paper/list.html")]
struct PaperPage {
    page: Frame,
    routes: Vec<RouteRow>,
    departments: Vec<Choice>,
    typed: Typed,
    errors: Vec<String>,
    may_register: bool,
    /// Posts that get printed copies, and the copies.
    copies: super::copies::Copies,
    openings: Vec<uuid::Uuid>,
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        Ok(Self {
            department: fields.one("department")?,
            day: fields.one("day")?,
            month: fields.one("month")?,
            year: fields.one("year")?,
            order: fields.one("order")?.trim().to_owned(),
            reason: fields.one("reason")?.trim().to_owned(),
        })
    }
}

/// The register again, with a refusal of what was done in its part for printed copies.
pub(crate) async fn again(
    app: &App,
    who: &SignedIn,
    (status, errors): (StatusCode, Vec<String>),
    copies: super::copies::Typed,
) -> Result<Response, Failure> {
    drawn(app, who, (status, errors), Typed::default(), (copies, 1)).await
}

/// The register, its printed copies page by page. Who may not read it knows of no such page.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Response, Failure> {
    let copies = (super::copies::Typed::default(), Pager::asked(&mut which)?);
    drawn(&app, &who, (StatusCode::OK, Vec::new()), Typed::default(), copies).await
}

async fn drawn(
    app: &App,
    who: &SignedIn,
    (status, errors): (StatusCode, Vec<String>),
    typed: Typed,
    (allowing, number): (super::copies::Typed, usize),
) -> Result<Response, Failure> {
    let (state, found) = app.office.paper_routes(&who.session).await?;
    let mut page = who.frame(app);
    page.path = "/paper".to_owned();
    page.keeps_words = !errors.is_empty();
    let terms = app.office.copy_terms(&who.session).await?;
    let (shown, pager) = super::copies::shown(&page, number)?;
    let ids: Vec<CopyId> = shown.iter().map(|copy| copy.id).collect();
    let reasons = app.office.copy_reasons(&who.session, &ids).await?;
    let copies = super::copies::drawn(&page, who, (&terms, &reasons), (&shown, pager), allowing);
    let openings = state
        .departments_today()
        .flat_map(|one| state.paper_routes(one.id))
        .chain(state.copy_terms().flat_map(|(_, terms)| terms))
        .flat_map(|route| std::iter::once(&route.order).chain(&route.reason))
        .chain(shown.iter().filter_map(|copy| copy.reason.as_ref()))
        .map(|text| text.id.0)
        .collect();
    let mut routes: Vec<RouteRow> = found
        .iter()
        .map(|route| RouteRow {
            department: page.department(&route.department).to_owned(),
            until: route.until.as_deref().map_or_else(|| page.t("paper-route-none"), |until| page.day(until)),
            stage: page.t(if route.over { "paper-route-over" } else { "paper-route-open" }),
            tone: if route.over { "stop" } else { "done" },
            set: route
                .set
                .iter()
                .map(|line| {
                    let line_of = format!("{} · {}", page.day(&line.until), page.signed(&line.set));
                    (line.order.clone(), line.reason.clone(), line_of)
                })
                .collect(),
        })
        .collect();
    routes.sort_by(|one, other| one.department.cmp(&other.department));
    let may_register = page.state.may(&who.session.actor, Subject::Government, Action::RegisterFromPaper);
    let departments = departments(&page, &typed.department);
    let template = PaperPage { routes, departments, typed, errors, may_register, copies, openings, page };
    Ok((status, draw(&template)?).into_response())
}

/// Sets the last day of a department; a refusal draws the form again as typed.
pub(crate) async fn set_route(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let who = posted.who.clone();
    let typed = Typed::take(&mut posted.fields)?;
    if typed.department.is_empty() {
        let page = demand(&app, &who, Action::SetPaperRoute)?;
        posted.fields.finish()?;
        let errors = vec![crate::failure::bad_form(&page, &BadForm::BadChoice("department"))];
        let refused = (StatusCode::UNPROCESSABLE_ENTITY, errors);
        return drawn(&app, &who, refused, typed, (super::copies::Typed::default(), 1)).await;
    }
    let department: DepartmentId = typed.department.parse().map_err(|_| BadForm::BadChoice("department"))?;
    let mut texts = TextsOf::default();
    let order = prose(&mut texts, cabinet::draft::one_line(&typed.order))?;
    let reason = prose(&mut texts, typed.reason.clone())?;
    let until = written_day(&typed.day, &typed.month, &typed.year);
    let act = Act::SetPaperRoute { department, until, order, reason };
    match perform(&app, posted, act, texts, "/paper").await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let refused = refused(&failure)?;
            drawn(&app, &who, refused, typed, (super::copies::Typed::default(), 1)).await
        }
    }
}
