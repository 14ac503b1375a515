//! Departments, posts, people and their passkeys; changes among them, proposed by one person and put in force by another.

pub(crate) mod bodies;
pub(crate) mod codes;
mod council;
pub(crate) mod devices;
pub(crate) mod import;
pub(crate) mod list;
pub(crate) mod new;
pub(crate) mod one;
pub(crate) mod passkeys;
pub(crate) mod person;
pub(crate) mod ranks;
pub(crate) mod recoveries;
mod steps;

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::SignedIn;
use cabinet::Refusal;
use cabinet::change::{Change, ChangeStage, ChangeStageName, Impossible};
use cabinet::ids::PersonId;
use cabinet::people::Charge;
use cabinet::permission::Action;
use fluent_bundle::FluentValue;

pub(crate) use steps::fault as fault_sentence;

/// Who may not read of people knows of no such page.
fn read(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    crate::pages::demand(app, who, Action::ReadPeople)
}

/// Who may not propose a change knows of no such page.
async fn offered(app: &App, who: &SignedIn) -> Result<Frame, Failure> {
    crate::pages::demand(app, who, Action::ProposeChange)?.administering().await
}

/// Where a change of one deed is proposed, and what that is called.
pub(crate) fn deed(page: &Frame, what: &str, about: &[(&str, String)]) -> (String, String) {
    let about: String = about.iter().map(|(name, value)| format!("&{name}={value}")).collect();
    (format!("/people/changes/new?do={what}{about}"), page.word("do", what))
}

/// Post and holder of a charge: «सचिव, ऊर्जा विभाग · …»; once, where a sample's person bears the post's title.
fn held(page: &Frame, charge: &Charge) -> String {
    let post = page.post_of_charge(&Some(charge.id));
    let person = page.person(charge.person);
    if post == person { post } else { format!("{post} · {person}") }
}

/// A person of the record with the posts that it holds, or with the one that it held last, so that namesakes are told
/// apart; once, where a sample's person bears the post's title.
fn person_with_posts(page: &Frame, person: PersonId) -> String {
    let (name, mut held) = (page.person(person), page.posts_of(person));
    if held.is_empty() {
        let past = page.state.all_charges().filter(|charge| charge.person == person);
        let last = past.max_by_key(|charge| charge.until).map(|charge| page.post_of_charge(&Some(charge.id)));
        held.extend(last.filter(|last| *last != name).map(|last| page.ts("people-held-last", "post", &last)));
    }
    if held.is_empty() || held.contains(&name) { name } else { format!("{name} ({})", held.join(", ")) }
}

/// What is special about a charge that lasts: on behalf of who is on leave and until when, or additional.
pub(crate) fn note_on(page: &Frame, charge: &Charge) -> String {
    if let Some(record) = page.state.leave_with_stand_in(charge.id) {
        let away = page.state.charge(record.leave.charge).map(|away| page.person(away.person)).unwrap_or_default();
        let until = page.date_time(&record.leave.until);
        return page
            .with("people-stands-in", &[("away", FluentValue::from(away)), ("until", FluentValue::from(until))]);
    }
    if page.state.is_additional(charge) { page.t("people-additional") } else { String::new() }
}

/// The stage in words; one for which nobody came in time is over, also before the office has recorded it.
fn stage(page: &Frame, change: &Change) -> (String, &'static str) {
    let over = change.stage == ChangeStage::Proposed && page.now >= change.ends;
    let name = if over { ChangeStageName::Ended } else { change.stage.name() };
    let tone = match name {
        ChangeStageName::Proposed => "order",
        ChangeStageName::Agreed => "info",
        ChangeStageName::InForce => "done",
        ChangeStageName::Refused | ChangeStageName::Impossible => "stop",
        ChangeStageName::Ended => "",
    };
    (page.word("stage", name.key()), tone)
}

/// Why a change was not possible any more at its moment, in the sentences of a refusal.
fn impossible(page: &Frame, change: &Change) -> Vec<String> {
    let refusal = match change.impossible.clone() {
        None => return Vec::new(),
        Some(Impossible::Steps { faults }) => Refusal::StepsUnfit(faults),
        Some(Impossible::DepartmentMissing { key }) => Refusal::RulesDepartmentMissing { key },
    };
    crate::refusals::sentences(page, &refusal)
}

/// One change in a list.
pub(crate) struct Row {
    pub(crate) link: String,
    pub(crate) number: u32,
    pub(crate) first: Vec<steps::Run>,
    pub(crate) more: usize,
    pub(crate) proposed: String,
    pub(crate) stage: String,
    pub(crate) tone: &'static str,
    /// Why it was not possible any more at its moment.
    pub(crate) impossible: Vec<String>,
}

/// A change in a list: what its first step does, and how many more it has.
pub(crate) fn row(page: &Frame, change: &Change) -> Row {
    let (stage, tone) = stage(page, change);
    let words = steps::Words::of_change(page, change);
    Row {
        link: format!("/people/changes/{}", change.id),
        number: change.number,
        first: change.steps.first().map(|step| steps::runs(&words.sentence(step))).unwrap_or_default(),
        more: change.steps.len().saturating_sub(1),
        proposed: format!("{} · {}", page.post_of_charge(&change.proposed.by.charge()), page.date(&change.proposed.at)),
        stage,
        tone,
        impossible: impossible(page, change),
    }
}
