//! My desk: what waits for me, since when; a long one page by page.

use crate::app::App;
use crate::failure::Failure;
use crate::form::InAddress;
use crate::frame::Frame;
use crate::pager::Pager;
use crate::pages::draw;
use crate::pages::notices::{self, Notices};
use crate::pages::urgent_approvals;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use cabinet::ids::{CopyId, PostId, ProposalId};
use cabinet::permission::{Action, Subject};
use cabinet::proposal::Proposal;
use fluent_bundle::FluentValue;

/// Urgent approvals that a desk shows; the rest stand in their register.
const URGENT_MAX: usize = 10;

/// One line of the desk.
struct Row {
    link: String,
    subject: String,
    /// Language of the subject: what is to be done upon a decision is written in Hindi alone.
    lang: &'static str,
    details: String,
    task: String,
    since: String,
    late: bool,
    due: String,
}

/// The next meeting of which the person may know.
struct Next {
    link: String,
    when: String,
    place: String,
}

#[derive(Template)]
#[template(path = "desk.html")]
struct DeskPage {
    page: Frame,
    rows: Vec<Row>,
    pager: Pager,
    oldest: String,
    may_start: bool,
    may_propose: bool,
    next: Option<Next>,
    /// Inquiries that wait or are in force, for everybody who must learn of them.
    inquiries: Vec<crate::pages::inquiries::list::Row>,
    /// Emergency accesses that wait or are in force, for everybody who must be told.
    emergencies: Vec<crate::pages::emergencies::list::Row>,
    /// Urgent approvals that the council has not ratified, for whom the register is, and how many more there are.
    urgent: Vec<urgent_approvals::Row>,
    urgent_more: usize,
    /// Tasks whose day has passed, of which those above are told.
    overdue: usize,
    notices: Notices,
    /// What the person has not seen yet on the page of notices.
    new_notices: usize,
    /// Recoveries of lost officers within the last weeks.
    recoveries: Vec<crate::pages::people::recoveries::Told>,
}

/// The first page.
pub(crate) async fn home(_: SignedIn) -> Redirect {
    Redirect::to("/desk")
}

/// What waits for the person. Beside a later page of it stands nothing else.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut which): InAddress,
) -> Result<Html<String>, Failure> {
    let mut page = who.frame(&app);
    // What waits becomes less: whoever comes back to a page that is there no more is shown the last.
    let number = Pager::asked(&mut which)?.min(Pager::pages_of(page.waiting.len()));
    let (waiting, pager) = Pager::among("/desk", number, &page.waiting)?;
    let of_copy = |id| page.state.printed_copy(id).map(|copy| copy.proposal);
    let matters: Vec<_> = waiting.iter().filter_map(|one| matter(one.subject).or_else(|| of_copy(one.copy?))).collect();
    let waiting = waiting.to_vec();
    page.first_subjects = app.office.first_subjects(&who.session.actor, matters).await?;
    let oldest = page.waiting.first().map(|first| page.days_since(&first.since)).unwrap_or_default();
    let rows = waiting.iter().filter_map(|one| row(&page, &who, one)).collect();
    let actor = &who.session.actor;
    let may = |action| page.state.may(actor, Subject::Government, action);
    let (may_start, may_propose) = (may(Action::StartProposal), may(Action::ProposeMeeting));
    let next = next_meeting(&page, &who);
    let known = page.state.readable_inquiries(actor).filter(|one| one.is_open() && page.now < one.ends);
    let inquiries = known.map(|one| crate::pages::inquiries::list::row(&page, one)).collect();
    let told = page.state.readable_emergencies(actor);
    let told = told.filter(|one| one.over_at().is_some_and(|over| page.now < over));
    let emergencies = told.map(|one| crate::pages::emergencies::list::row(&page, one)).collect();
    let notices = notices::of(&app, &page, &who).await?;
    let told = app.office.notices_of(&who.session).await?;
    let new_notices = told.iter().filter(|one| one.is_new).count();
    let recoveries = crate::pages::people::recoveries::lately(&app, &who, &page).await?;
    let told = number == 1 && may(Action::ReadUrgentApprovals);
    let (urgent, urgent_more) = if told { urgent_approvals::open(&page, URGENT_MAX) } else { (Vec::new(), 0) };
    let overdue = page.state.overdue_tasks(actor, page.now).len();
    draw(&DeskPage {
        overdue,
        urgent,
        urgent_more,
        pager,
        notices,
        new_notices,
        rows,
        oldest,
        may_start,
        may_propose,
        next,
        inquiries,
        emergencies,
        recoveries,
        page,
    })
}

fn matter(subject: Subject) -> Option<ProposalId> {
    if let Subject::Proposal(id) = subject { Some(id) } else { None }
}

/// What a printed copy is of, who asked for it, and until when his post gets copies.
fn copy(page: &Frame, id: CopyId) -> Option<(String, String, String)> {
    let copy = page.state.printed_copy(id)?;
    let proposal = page.state.proposal(copy.proposal)?;
    let subject = crate::pages::proposals::subject(page, proposal);
    if page.state.copy_recalled(copy).is_some() {
        let department = page.department_today(&proposal.department);
        let told = page.ts("desk-recused-copy", "post", &page.post(&copy.post));
        return Some(("/paper#copies".to_owned(), subject, format!("{} · {department} · {told}", proposal.number)));
    }
    let until = page.state.copy_term(copy.post).map(|term| page.day(&term.until)).unwrap_or_default();
    let asked = [("post", page.post(&copy.post)), ("until", until)].map(|(name, says)| (name, FluentValue::from(says)));
    let department = page.department_today(&proposal.department);
    let details = format!("{} · {department} · {}", proposal.number, page.with("desk-copy", &asked));
    Some(("/paper#copies".to_owned(), subject, details))
}

/// With which officer of his department a note lies upon which a secretary owes its view; none while it lies with himself.
fn view_lies(page: &Frame, who: &SignedIn, proposal: &Proposal) -> Option<PostId> {
    let own = page.state.post_of(&who.session.actor)?;
    let desk = page.state.view_desk(page.state.round_before(proposal, own)?)?.to;
    (desk != own.id).then_some(desk)
}

fn row(page: &Frame, who: &SignedIn, waiting: &cabinet::desk::Waiting) -> Option<Row> {
    let (link, subject, details) = match waiting.subject {
        Subject::Government => copy(page, waiting.copy?)?,
        Subject::Proposal(id) => {
            let proposal = page.state.proposal(id)?;
            let mut details = format!("{} · {}", proposal.number, page.department_today(&proposal.department));
            if let Some(post) = (waiting.action == Action::GiveView).then(|| view_lies(page, who, proposal)).flatten() {
                details = format!("{details} · {}", page.ts("desk-view-lies", "post", &page.post(&post)));
            }
            let subject = crate::pages::proposals::subject(page, proposal);
            let link = if waiting.action == Action::PutUp { "/draft" } else { "" };
            (format!("/proposals/{id}{link}"), subject, details)
        }
        Subject::Meeting(id) => {
            let meeting = page.state.meeting(id)?;
            (format!("/meetings/{id}"), page.tn("meeting-number", meeting.number), page.weekday_time(&meeting.begins))
        }
        Subject::Item(meeting, item) => {
            let (record, number, listed) = page.state.item(meeting, item)?;
            let proposal = page.state.proposal(listed.proposal)?;
            let subject = crate::pages::proposals::subject(page, proposal);
            let details = format!("{} · {}", page.tn("meeting-number", record.number), page.tn("item-number", number));
            let link = if waiting.action == Action::AcknowledgeExtract { "/extract" } else { "" };
            (format!("/meetings/{meeting}/items/{item}{link}"), subject, details)
        }
        Subject::Task(id) => {
            let task = page.state.task(id)?;
            let details = format!("{} · {}", page.t("nav-compliance"), page.department_today(&task.department));
            (format!("/tasks/{id}"), task.what.clone(), details)
        }
        Subject::Inquiry(id) => {
            let inquiry = page.state.inquiry(id)?;
            let asked = page.post_of_charge(&inquiry.asked.by.charge());
            (format!("/inquiries/{id}"), page.tn("inquiry-number", inquiry.number), asked)
        }
        Subject::EmergencyAccess(id) => {
            let access = page.state.emergency_access(id)?;
            let asked = page.post_of_charge(&access.asked.by.charge());
            (format!("/emergency-access/{id}"), page.tn("emergency-number", access.number), asked)
        }
        Subject::Change(id) => {
            let change = page.state.change(id)?;
            let proposed = page.post_of_charge(&change.proposed.by.charge());
            (format!("/people/changes/{id}"), page.tn("change-number", change.number), proposed)
        }
    };
    let lang = if matches!(waiting.subject, Subject::Task(_)) { "hi" } else { page.lang() };
    Some(Row {
        link,
        subject,
        lang,
        details,
        task: page.word("task", task(page, waiting)),
        since: page.days_since(&waiting.since),
        late: page.is_late(&waiting.since),
        due: waiting.due.map(|due| page.days_left(&due)).unwrap_or_default(),
    })
}

/// The word of what is to be done: a printed copy is given, or, where its reader is recused, taken back or refused.
fn task(page: &Frame, waiting: &cabinet::desk::Waiting) -> &'static str {
    let copy = waiting.copy.and_then(|id| page.state.printed_copy(id));
    match copy.filter(|copy| page.state.copy_recalled(copy).is_some()) {
        Some(copy) if copy.number().is_some() => "recalled_copy",
        Some(_) => "refused_copy",
        None => waiting.action.key(),
    }
}

fn next_meeting(page: &Frame, who: &SignedIn) -> Option<Next> {
    let meeting = page.state.next_meeting(&who.session.actor, page.now)?;
    Some(Next {
        link: format!("/meetings/{}", meeting.id),
        when: page.weekday_time(&meeting.begins),
        place: meeting.place.clone(),
    })
}
