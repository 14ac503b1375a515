//! One meeting: notice, agenda, folder, sitting, and the way to its minutes.

use super::{Tag, item_tag, proposal_page, stage_tag};
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::emergencies;
use crate::pages::{Ids, draw, proposals};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::Html;
use cabinet::ids::MeetingId;
use cabinet::meeting::{ItemState, MeetingStage, MeetingStageName};
use cabinet::people::{Post, PostKind};
use cabinet::permission::Action;
use cabinet::proposal::Proposal;
use office::views::{ItemView, MeetingView};
use std::sync::Arc;

/// One item of the agenda.
struct Row {
    number: u32,
    id: String,
    version: u32,
    subject: String,
    details: String,
    /// The item's page, for who has something to do or read there.
    page: Option<String>,
    proposal: Option<String>,
    tag: Option<Tag>,
    class: &'static str,
    up: Option<u32>,
    down: Option<u32>,
    may_call: bool,
    /// Where a member takes no part in it, or where stands who does not.
    recusal: Option<(String, String)>,
}

/// What stands in the place of an item from which the person is recused.
struct Withdrawn {
    number: u32,
    since: String,
}

/// A line of the agenda.
enum Line {
    Item(Box<Row>),
    Withdrawn(Withdrawn),
}

/// A proposal that can be put on the agenda.
struct Listable {
    proposal: String,
    /// A fresh id for the item that it becomes.
    item: String,
    subject: String,
    details: String,
    link: Option<String>,
}

/// The item before the council.
struct Current {
    place: String,
    subject: String,
    details: String,
    points: Vec<String>,
    page: Option<String>,
    may_record: bool,
}

/// A post that can be ticked.
struct PostChoice {
    id: String,
    title: String,
    invited: bool,
    checked: bool,
}

struct Step {
    words: String,
    class: &'static str,
    now: bool,
}

/// A link to the minutes with what is to be done there.
struct MinutesLink {
    key: &'static str,
    words: String,
    primary: bool,
}

#[derive(Template)]
#[template(path = "meetings/one.html")]
struct MeetingPage {
    page: Frame,
    /// Who reads here by emergency access.
    notices: Vec<emergencies::Notice>,
    /// What a browser reports as opened.
    openings: Vec<uuid::Uuid>,
    id: String,
    version: u32,
    number: u32,
    when: String,
    place: String,
    /// Stage and way, for who may know more than the notice.
    stage: Option<Tag>,
    steps: Vec<Step>,
    whole: bool,
    /// Whether anything stands beside the agenda.
    acting: bool,
    lines: Vec<Line>,
    current: Option<Current>,
    arrange: bool,
    listable: Vec<Listable>,
    call: bool,
    approve_agenda: bool,
    release: bool,
    recipients: Vec<PostChoice>,
    open: bool,
    chairs: Vec<PostChoice>,
    sitters: Vec<PostChoice>,
    conclude: bool,
    minutes: Vec<MinutesLink>,
    read_minutes: bool,
    read_glance: bool,
    /// The folder's recipients, and whether it reached them.
    reached: Vec<Reached>,
}

/// A recipient of the folder.
struct Reached {
    title: String,
    reached: bool,
}

/// A meeting as the person may see it.
pub(crate) async fn show(
    State(app): State<App>,
    Ids(meeting): Ids<MeetingId>,
    who: SignedIn,
) -> Result<Html<String>, Failure> {
    let view = app.office.meeting_view(&who.session, meeting).await?;
    let page = who.frame(&app);
    let notices = emergencies::notices(&app, &who, &page, |_, access| access.covers_meeting(meeting)).await?;
    draw(&drawn(page, &view, notices))
}

/// What a person may do or read without a button beside the agenda.
const BESIDE: [Action; 5] =
    [Action::ReadNotice, Action::ReadAgenda, Action::ReadGlance, Action::ArrangeAgenda, Action::ReadFolderReach];

fn drawn(page: Frame, view: &MeetingView, notices: Vec<emergencies::Notice>) -> MeetingPage {
    let record = &view.meeting;
    let whole = view.may(Action::ReadAgenda);
    // Before a meeting is called only those who call it know of it at all.
    let known = whole || matches!(record.stage, MeetingStage::Proposed);
    let (arrange, release, open) =
        (view.may(Action::ArrangeAgenda), view.may(Action::ReleaseFolder), view.may(Action::OpenSitting));
    MeetingPage {
        openings: notices.iter().map(|notice| notice.reason).collect(),
        notices,
        id: record.id.to_string(),
        version: record.version,
        number: record.number,
        when: page.weekday_time(&record.begins),
        place: record.place.clone(),
        stage: known.then(|| stage_tag(&page, record.stage.name())),
        steps: if known { steps(&page, record.stage.name()) } else { Vec::new() },
        whole,
        acting: view.actions.iter().any(|action| !BESIDE.contains(action)),
        lines: lines(&page, view),
        current: view.items.iter().filter(|_| whole).find_map(|item| current(&page, view, item)),
        arrange,
        listable: if arrange { listable(&page, view) } else { Vec::new() },
        call: view.may(Action::CallMeeting),
        approve_agenda: view.may(Action::ApproveAgenda),
        release,
        recipients: if release { recipients(&page) } else { Vec::new() },
        open,
        chairs: if open { chairs(&page) } else { Vec::new() },
        sitters: if open { sitters(&page, view) } else { Vec::new() },
        conclude: view.may(Action::ConcludeSitting),
        minutes: minutes_links(&page, view),
        read_minutes: view.may(Action::ReadMinutes),
        read_glance: view.may(Action::ReadGlance),
        reached: reached(&page, view),
        page,
    }
}

/// Whether the folder reached each recipient: not when, and not what of it was read.
fn reached(page: &Frame, view: &MeetingView) -> Vec<Reached> {
    let found = view.reached.iter().filter_map(|(post, reached)| Some((view.state.post(*post)?, *reached)));
    let mut recipients: Vec<_> = found.collect();
    recipients.sort_by_key(|(post, _)| view.state.precedence(post));
    let line = |(post, reached): (&Arc<Post>, bool)| Reached { title: page.words(&post.title).to_owned(), reached };
    recipients.into_iter().map(line).collect()
}

/// The stations of a meeting's way.
pub(super) const STATIONS: [&str; 8] =
    ["propose", "call", "agenda", "folder", "sitting", "minutes", "minutes-approval", "circulation"];

/// Where on its way a meeting stands; past the end when nothing is left.
const fn station(stage: MeetingStageName) -> usize {
    match stage {
        MeetingStageName::Proposed => 1,
        MeetingStageName::Called | MeetingStageName::AgendaDraft => 2,
        MeetingStageName::AgendaApproved => 3,
        MeetingStageName::Released | MeetingStageName::InSession => 4,
        MeetingStageName::Concluded | MeetingStageName::MinutesDraft => 5,
        MeetingStageName::MinutesSubmitted => 6,
        MeetingStageName::MinutesApproved => 7,
        MeetingStageName::Circulated => STATIONS.len(),
    }
}

fn steps(page: &Frame, stage: MeetingStageName) -> Vec<Step> {
    let here = station(stage);
    let steps = STATIONS.iter().enumerate().map(|(place, key)| Step {
        words: page.word("meeting-step", key),
        class: match place.cmp(&here) {
            std::cmp::Ordering::Less => "past",
            std::cmp::Ordering::Equal => "now",
            std::cmp::Ordering::Greater => "",
        },
        now: place == here,
    });
    steps.collect()
}

/// The agenda, each item at its number, also where nothing of it is for the person any more.
fn lines(page: &Frame, view: &MeetingView) -> Vec<Line> {
    let items = view.items.iter().map(|item| (item.number, Line::Item(Box::new(row(page, view, item)))));
    let withdrawn = view.withdrawn.iter().map(|(number, since)| {
        let since = page.ts("recused-since", "date", &page.date_time(since));
        (*number, Line::Withdrawn(Withdrawn { number: *number, since }))
    });
    let mut lines: Vec<(u32, Line)> = items.chain(withdrawn).collect();
    lines.sort_by_key(|(number, _)| *number);
    lines.into_iter().map(|(_, line)| line).collect()
}

/// What a member takes no part by, for him; for who may know of those who do not, where they stand. Who may only read of
/// them is led there once there is one.
pub(super) fn recusal_link(page: &Frame, view: &MeetingView, item: &ItemView) -> Option<(String, String)> {
    let path = format!("/meetings/{}/items/{}", view.meeting.id, item.item.id);
    if item.may(Action::RecuseSelf) {
        return Some((format!("{path}/recuse-self"), page.t("recuse-self-link")));
    }
    let some = view.state.recusals_from(item.proposal.id).next().is_some();
    let leads = item.may(Action::ReadRecusals) && (some || item.may(Action::RecuseMember));
    leads.then(|| (format!("{path}/recusals"), page.t("recusals-link")))
}

fn row(page: &Frame, view: &MeetingView, item: &ItemView) -> Row {
    let last = u32::try_from(view.meeting.items.len()).unwrap_or(u32::MAX);
    let whole = view.may(Action::ReadAgenda);
    let in_session = matches!(view.meeting.stage, MeetingStage::InSession { .. });
    let called = matches!(item.item.state, ItemState::Called { .. });
    let class = match &item.item.state {
        ItemState::Called { .. } if whole => " now",
        ItemState::Decided { .. }
        | ItemState::Deferred { .. }
        | ItemState::Returned { .. }
        | ItemState::Withdrawn { .. }
            if whole =>
        {
            " settled"
        }
        _ => "",
    };
    Row {
        number: item.number,
        id: item.item.id.to_string(),
        version: item.item.version,
        subject: proposals::subject_of_item(page, &item.proposal, &item.item),
        details: details(page, &item.proposal),
        page: item_page(view, item),
        proposal: proposal_page(page, view, &item.proposal),
        tag: item_tag(page, item, whole, in_session),
        class,
        up: item.number.checked_sub(1).filter(|number| *number > 0),
        down: item.number.checked_add(1).filter(|number| *number <= last),
        // The item in hand stands above the list; calling it again is offered on its own page only.
        may_call: item.may(Action::CallItem) && !called,
        recusal: recusal_link(page, view, item),
    }
}

/// What is done or read on pages of its own beside the item's.
const BESIDE_ITEM: [Action; 4] = [Action::RecuseSelf, Action::RecuseMember, Action::LiftRecusal, Action::ReadRecusals];

/// The agenda leads to an item's page who has something to do or read there.
fn item_page(view: &MeetingView, item: &ItemView) -> Option<String> {
    item.actions
        .iter()
        .any(|action| !BESIDE_ITEM.contains(action))
        .then(|| format!("/meetings/{}/items/{}", view.meeting.id, item.item.id))
}

pub(super) fn details(page: &Frame, proposal: &Proposal) -> String {
    let line = format!("{} · {}", page.department(&proposal.department), proposal.number);
    // What was approved in anticipation comes before the council for that alone.
    let ratifies = page.state.ratification(proposal).is_some();
    if ratifies { format!("{line} · {}", page.t("ratification-item")) } else { line }
}

fn current(page: &Frame, view: &MeetingView, item: &ItemView) -> Option<Current> {
    let in_session = matches!(view.meeting.stage, MeetingStage::InSession { .. });
    let called = in_session && matches!(item.item.state, ItemState::Called { .. });
    called.then(|| Current {
        place: page.tn("item-in-hand", item.number),
        subject: proposals::subject_of_item(page, &item.proposal, &item.item),
        details: details(page, &item.proposal),
        points: item.points.clone(),
        page: item_page(view, item),
        may_record: item.may(Action::RecordDecisions),
    })
}

fn listable(page: &Frame, view: &MeetingView) -> Vec<Listable> {
    let found = view.state.listable_proposals().map(|proposal| Listable {
        proposal: proposal.id.to_string(),
        item: page.act_id(),
        subject: proposals::subject(page, proposal),
        details: details(page, proposal),
        link: proposal_page(page, view, proposal),
    });
    found.collect()
}

/// Posts that somebody holds, in the order of precedence.
fn posts(page: &Frame, fit: impl Fn(PostKind) -> bool, checked: impl Fn(&Post) -> bool) -> Vec<PostChoice> {
    let held = |post: &Post| page.state.charges().any(|charge| charge.post == post.id);
    let mut found: Vec<_> = page.state.posts().filter(|post| fit(post.kind) && held(post)).collect();
    found.sort_by_key(|post| page.state.precedence(post));
    let choices = found.into_iter().map(|post| PostChoice {
        id: post.id.to_string(),
        title: page.words(&post.title).to_owned(),
        invited: post.kind == PostKind::PermanentInvitee,
        checked: checked(post),
    });
    choices.collect()
}

fn recipients(page: &Frame) -> Vec<PostChoice> {
    let fit = |kind: PostKind| kind.is_member() || kind == PostKind::PermanentInvitee;
    posts(page, fit, |post| post.kind.is_member())
}

fn chairs(page: &Frame) -> Vec<PostChoice> {
    let fit = |kind| matches!(kind, PostKind::ChiefMinister | PostKind::Minister);
    posts(page, fit, |post| post.kind == PostKind::ChiefMinister)
}

fn sitters(page: &Frame, view: &MeetingView) -> Vec<PostChoice> {
    let fit =
        |kind: PostKind| kind.is_member() || matches!(kind, PostKind::PermanentInvitee | PostKind::ChiefSecretary);
    let release = view.meeting.stage.release();
    posts(page, fit, |post| {
        let invited = release.is_some_and(|release| release.recipients.contains(&post.id));
        post.kind.is_member() || post.kind == PostKind::ChiefSecretary || invited
    })
}

/// What is done at the minutes, in the order in which it is offered.
pub(super) const AT_MINUTES: [Action; 5] = [
    Action::DraftMinutes,
    Action::SubmitMinutes,
    Action::ApproveMinutes,
    Action::ReturnMinutes,
    Action::CirculateMinutes,
];

/// What waits at the minutes; the first of it is the page's one thing to do.
fn minutes_links(page: &Frame, view: &MeetingView) -> Vec<MinutesLink> {
    let links = AT_MINUTES.into_iter().filter(|action| view.may(*action)).enumerate().map(|(place, action)| {
        MinutesLink { key: action.key(), words: page.word("meeting-to", action.key()), primary: place == 0 }
    });
    links.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_never_goes_back() {
        let stations: Vec<usize> = MeetingStageName::ALL.into_iter().map(station).collect();
        assert!(stations.is_sorted());
        assert_eq!(stations.first(), Some(&1));
        assert_eq!(stations.last(), Some(&STATIONS.len()));
    }
}
