//! One inquiry: who asked, why, in what; the second person's word; its end.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, acts_on, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::InquiryId;
use cabinet::inquiry::InquiryStage;
use cabinet::permission::{Action, Subject};
use office::views::InquiryView;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "inquiries/one.html")]
struct InquiryPage {
    page: Frame,
    openings: Vec<Uuid>,
    id: InquiryId,
    version: u32,
    number: u32,
    stage: String,
    tone: &'static str,
    scope: String,
    reason: String,
    asked: String,
    second: String,
    second_refused: bool,
    period: String,
    ends: String,
    ended: String,
    named: usize,
    agree: bool,
    refuse: bool,
    end: bool,
    names: bool,
    register: bool,
}

/// An inquiry as the person may see it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<InquiryId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.inquiry_view(&who.session, id).await?;
    draw(&drawn(who.frame(&app), &view))
}

fn drawn(page: Frame, view: &InquiryView) -> InquiryPage {
    let inquiry = &view.inquiry;
    let (stage, tone) = super::stage(&page, inquiry);
    let refused = match &inquiry.stage {
        InquiryStage::Refused { second } => Some(*second),
        _ => None,
    };
    let second = refused.or_else(|| inquiry.stage.agreed());
    let ended = match &inquiry.stage {
        InquiryStage::Ended { ended, .. } => page.signed(ended),
        _ => String::new(),
    };
    let actor = page.session.as_ref().map(|session| session.actor);
    let register = actor.is_some_and(|actor| view.state.may(&actor, Subject::Government, Action::ReadRegister));
    InquiryPage {
        openings: vec![inquiry.reason.id.0],
        id: inquiry.id,
        version: inquiry.version,
        number: inquiry.number,
        stage,
        tone,
        scope: super::scope(&page, &inquiry.scope),
        reason: view.reason.clone(),
        asked: page.signed(&inquiry.asked),
        second: second.map(|one| page.signed(&one)).unwrap_or_default(),
        second_refused: refused.is_some(),
        period: format!("{} – {}", page.date_time(&inquiry.from), page.date_time(&inquiry.until)),
        ends: page.date_time(&inquiry.ends),
        ended,
        named: view.named,
        agree: view.may(Action::AgreeInquiry),
        refuse: view.may(Action::RefuseInquiry),
        end: view.may(Action::EndInquiry),
        names: view.may(Action::ReadNames),
        register,
        page,
    }
}

acts_on! {
    inquiry: InquiryId, "/inquiries";
    /// The second person agrees.
    agree: AgreeInquiry,
    /// The second person refuses.
    refuse: RefuseInquiry,
    /// One who may, ends it.
    end: EndInquiry,
}
