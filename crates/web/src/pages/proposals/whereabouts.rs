//! With whom a file lies, since when, and who had it how long.

use crate::frame::Frame;
use cabinet::circulation::Circulation;
use cabinet::file::{Stay, With};
use cabinet::people::{Post, PostKind};
use cabinet::proposal::{Movement, Stage};
use office::views::ProposalView;
use std::sync::Arc;

/// Members of the council with whom a circulated note is said to be by their names.
const MEMBERS_NAMED_MAX: usize = 2;

/// With whom the file lay, since when, how long.
pub(super) struct StayLine {
    pub(super) with: String,
    pub(super) since: String,
    pub(super) days: String,
}

/// Who had the file how long, for whom the register of movements is.
pub(super) fn stays(page: &Frame, view: &ProposalView) -> Vec<StayLine> {
    if view.movements.is_empty() {
        return Vec::new();
    }
    let line = |stay: &Stay| {
        let until = stay.until.unwrap_or(page.now);
        let days = u32::try_from(hindi::days_between(stay.from.0, until.0)).unwrap_or_default();
        StayLine { with: holder(page, view, stay), since: page.date(&stay.from), days: page.tn("days", days) }
    };
    view.proposal.stays().iter().rev().map(line).collect()
}

/// «किसके पास, कब से».
pub(super) fn with_whom(page: &Frame, view: &ProposalView) -> String {
    let holder = match &view.proposal.stage {
        Stage::Consulting { .. } => owing(page, view),
        Stage::Circulating { circulation, .. } => silent(page, view, circulation),
        _ => view.proposal.stays().last().filter(|stay| stay.until.is_none()).map_or_else(String::new, |stay| {
            // Where the Chief Minister holds the department, it goes on to the cabinet section from its secretary.
            holder(page, view, stay)
        }),
    };
    let since = page.date(&view.proposal.since);
    if holder.is_empty() { holder } else { format!("{holder}, {}", page.ts("since-date", "date", &since)) }
}

/// Departments that owe their view. Whoever asked a question waits himself: it lies with the secretary who owes the answer.
fn owing(page: &Frame, view: &ProposalView) -> String {
    let (asking, owing): (Vec<_>, Vec<_>) =
        view.state.views_outstanding(&view.proposal).partition(|asked| asked.open_query().is_some());
    let mut names: Vec<_> = owing.iter().map(|asked| page.department(&asked.department).to_owned()).collect();
    if names.is_empty() || !asking.is_empty() {
        names.push(with(page, view, With::Secretary));
    }
    names.retain(|name| !name.is_empty());
    names.join(", ")
}

/// Members who have not answered. Titles have commas of their own; a whole council is counted, its members stand in the
/// note.
fn silent(page: &Frame, view: &ProposalView, circulation: &Circulation) -> String {
    let silent = circulation.silent().filter_map(|member| view.state.post(member));
    let names: Vec<_> = silent.map(|post| page.words(&post.title)).collect();
    match names.len() {
        0 => with(page, view, With::CabinetSection),
        few if few <= MEMBERS_NAMED_MAX => names.join("; "),
        many => page.tn("members-of-council", many),
    }
}

/// Who has or had the file during a stay. Of several section officers of a department it is the one who drafts the note: who
/// put it up when the stay ended, or else who opened the matter or put it up before.
fn holder(page: &Frame, view: &ProposalView, stay: &Stay) -> String {
    let drafts = |movement: &&Arc<Movement>| {
        let post = movement.by.and_then(|charge| view.state.post_of_charge(charge))?;
        (post.kind == PostKind::SectionOfficer && view.state.closed(post.id).is_none()).then(|| post.clone())
    };
    let movements = view.proposal.movements.iter();
    let ended = movements.clone().filter(|movement| Some(movement.at) == stay.until).find_map(|one| drafts(&one));
    let before = || movements.clone().rev().filter(|movement| movement.at <= stay.from).find_map(|one| drafts(&one));
    match stay.with {
        With::Section => {
            ended.or_else(before).map_or_else(|| with(page, view, stay.with), |post| page.words(&post.title).to_owned())
        }
        _ => with(page, view, stay.with),
    }
}

/// With whom a file lies, by the title of the post; empty where it lies with nobody.
fn with(page: &Frame, view: &ProposalView, with: With) -> String {
    let (state, department) = (&view.state, view.state.department_today(view.proposal.department));
    let title = |post: &Arc<Post>| page.words(&post.title).to_owned();
    let post = |kind| state.department_post(department, kind).map(title).unwrap_or_default();
    let first = |kind| state.open_posts().find(|post| post.kind == kind).map(title).unwrap_or_default();
    match with {
        With::Section => post(PostKind::SectionOfficer),
        With::Desk(desk) => page.post(&desk),
        With::Secretary => post(PostKind::Secretary),
        With::Minister => {
            let minister = state.department(department).and_then(|department| state.post(department.minister?));
            match minister {
                Some(minister) if minister.kind == PostKind::ChiefMinister => post(PostKind::Secretary),
                minister => minister.map(title).unwrap_or_default(),
            }
        }
        With::Departments => page.t("with-departments"),
        With::CabinetSection => first(PostKind::CabinetSection),
        With::ChiefSecretary => first(PostKind::ChiefSecretary),
        With::ChiefMinister => first(PostKind::ChiefMinister),
        With::Members => page.t("with-members"),
        With::Nobody => String::new(),
    }
}
