//! Departments, posts, people and their passkeys; changes among them, proposed by one person and put in force by another.

pub(crate) mod codes;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod one;
pub(crate) mod passkeys;
mod steps;

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::SignedIn;
use cabinet::change::{Change, ChangeStage, ChangeStageName};
use cabinet::permission::{Action, Subject};

pub(crate) use steps::fault as fault_sentence;

/// Who may not read of people knows of no such page.
fn read(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    demand(app, who, Action::ReadPeople)
}

/// Who may not propose a change knows of no such page.
fn offered(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    demand(app, who, Action::ProposeChange)
}

fn demand(app: &App, who: &SignedIn, action: Action) -> Result<Frame, Failure> {
    let page = who.frame(app);
    let may = page.state.may(&who.session.actor, Subject::Government, action);
    if may { Ok(page) } else { Err(Failure::Unknown) }
}

/// The stage in words; one for which nobody came in time is over, also before the office has recorded it.
fn stage(page: &Frame, change: &Change) -> (String, &'static str) {
    let over = change.stage == ChangeStage::Proposed && page.now >= change.ends;
    let name = if over { ChangeStageName::Ended } else { change.stage.name() };
    let tone = match name {
        ChangeStageName::Proposed => "order",
        ChangeStageName::Agreed => "info",
        ChangeStageName::InForce => "done",
        ChangeStageName::Refused => "stop",
        ChangeStageName::Ended => "",
    };
    (page.word("stage", name.key()), tone)
}

/// One change in a list.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) number: u32,
    pub(crate) first: String,
    pub(crate) more: usize,
    pub(crate) proposed: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
}

/// A change in a list: what its first step does, and how many more it has.
pub(crate) fn row(page: &Frame, change: &Change) -> Row {
    let (stage, tone) = stage(page, change);
    let words = steps::Words::of(page, &change.steps);
    Row {
        link: format!("/people/changes/{}", change.id),
        number: change.number,
        first: change.steps.first().map(|step| words.sentence(step)).unwrap_or_default(),
        more: change.steps.len().saturating_sub(1),
        proposed: format!("{} · {}", page.post_of_charge(&change.proposed.by.charge()), page.date(&change.proposed.at)),
        stage,
        tone,
    }
}
