//! One change: what it does, who proposed it and why; the second person's word; its end.

use super::steps::{Run, Words, runs};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::{Ids, acts_on, draw};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::change::ChangeStage;
use cabinet::ids::ChangeId;
use cabinet::permission::Action;
use office::views::ChangeView;
use uuid::Uuid;

#[derive(Template)]
#[template(path = "people/one.html")]
struct ChangePage {
    page: Frame,
    openings: Vec<Uuid>,
    id: ChangeId,
    version: u32,
    number: u32,
    stage: String,
    tone: &'static str,
    steps: Vec<Vec<Run>>,
    /// Posts of a new council that nobody gets by it.
    vacant: Vec<String>,
    reason: String,
    proposed: String,
    second: String,
    second_refused: bool,
    at: String,
    ends: String,
    ended: String,
    agree: bool,
    refuse: bool,
    end: bool,
    codes: bool,
    /// Why it was not possible at its moment.
    impossible: Vec<String>,
    acknowledge: bool,
    /// Who has taken note of that.
    acknowledged: Vec<String>,
}

/// A change as the person may see it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(id): Ids<ChangeId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.change_view(&who.session, id).await?;
    draw(&drawn(who.frame(&app).administering().await?, &view))
}

fn drawn(page: Frame, view: &ChangeView) -> ChangePage {
    let change = &view.change;
    let (stage, tone) = super::stage(&page, change);
    let refused = match &change.stage {
        ChangeStage::Refused { second } => Some(*second),
        _ => None,
    };
    let second = refused.or_else(|| change.stage.agreed());
    let ended = match &change.stage {
        ChangeStage::Ended { ended, .. } => page.signed(ended),
        _ => String::new(),
    };
    let own = page.session.as_ref().and_then(|session| page.state.post_of(&session.actor));
    let noted = own.is_some_and(|own| page.state.has_acknowledged(own.id, change));
    let words = Words::of_change(&page, change);
    ChangePage {
        openings: vec![change.reason.id.0],
        id: change.id,
        version: change.version,
        number: change.number,
        stage,
        tone,
        vacant: super::council::left_vacant(&page, change),
        steps: change.steps.iter().map(|step| runs(&words.sentence(step))).collect(),
        reason: view.reason.clone(),
        proposed: page.signed(&change.proposed),
        second: second.map(|one| page.signed(&one)).unwrap_or_default(),
        second_refused: refused.is_some(),
        at: change.at.as_ref().map(|at| page.weekday_time(at)).unwrap_or_default(),
        ends: if change.stage == ChangeStage::Proposed { page.date_time(&change.ends) } else { String::new() },
        ended,
        agree: view.may(Action::AgreeChange),
        refuse: view.may(Action::RefuseChange),
        end: view.may(Action::EndChange),
        codes: view.may(Action::ReadCodes) && change.enrolments().next().is_some(),
        impossible: super::impossible(&page, change),
        acknowledge: view.may(Action::AcknowledgeChange) && !noted,
        acknowledged: change.acknowledged.iter().map(|one| page.signed(one)).collect(),
        page,
    }
}

acts_on! {
    change: ChangeId, "/people/changes";
    /// The second person agrees.
    agree: AgreeChange,
    /// The second person refuses.
    refuse: RefuseChange,
    /// One who may, takes it back.
    end: EndChange,
    /// One who had a hand in it takes note that it was not possible.
    acknowledge: AcknowledgeChange,
}
