//! One emergency access: who asked, why, by which order, in what; the second person's word; its end.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, acts_on, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::emergency::EmergencyStage;
use cabinet::ids::EmergencyAccessId;
use cabinet::permission::Action;
use office::views::EmergencyView;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "emergencies/one.html")]
struct EmergencyPage {
    page: Frame,
    openings: Vec<Uuid>,
    id: EmergencyAccessId,
    version: u32,
    number: u32,
    stage: String,
    tone: &'static str,
    scope: String,
    /// Where the matter is read.
    matter: Option<String>,
    reason: String,
    order: String,
    hours: u32,
    asked: String,
    second: String,
    second_refused: bool,
    over: String,
    ended: String,
    agree: bool,
    refuse: bool,
    end: bool,
}

/// An emergency access as the person may see it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<EmergencyAccessId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.emergency_view(&who.session, id).await?;
    draw(&drawn(who.frame(&app).administering().await?, &view))
}

fn drawn(page: Frame, view: &EmergencyView) -> EmergencyPage {
    let access = &view.access;
    let (stage, tone) = super::stage(&page, access);
    let refused = match &access.stage {
        EmergencyStage::Refused { second } => Some(*second),
        _ => None,
    };
    let second = refused.or_else(|| access.stage.agreed());
    let ended = match &access.stage {
        EmergencyStage::Ended { ended, .. } | EmergencyStage::Lapsed { ended } => page.signed(ended),
        _ => String::new(),
    };
    EmergencyPage {
        openings: vec![access.reason.id.0, access.order.id.0],
        id: access.id,
        version: access.version,
        number: access.number,
        stage,
        tone,
        scope: super::scope(&page, &access.scope),
        matter: super::matter(&page, &access.scope),
        reason: view.reason.clone(),
        order: view.order.clone(),
        hours: u32::from(access.hours),
        asked: page.signed(&access.asked),
        second: second.map(|one| page.signed(&one)).unwrap_or_default(),
        second_refused: refused.is_some(),
        over: access.over_at().map(|over| page.date_time(&over)).unwrap_or_default(),
        ended,
        agree: view.may(Action::AgreeEmergencyAccess),
        refuse: view.may(Action::RefuseEmergencyAccess),
        end: view.may(Action::EndEmergencyAccess),
        page,
    }
}

acts_on! {
    access: EmergencyAccessId, "/emergency-access";
    /// The second person agrees: it begins.
    agree: AgreeEmergencyAccess,
    /// The second person refuses.
    refuse: RefuseEmergencyAccess,
    /// One who may, ends it.
    end: EndEmergencyAccess,
}
