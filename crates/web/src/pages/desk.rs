//! My desk: what waits for me, since when.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::draw;
use crate::pages::notices::{self, Notices};
use crate::pages::urgent_approvals;
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::response::{Html, Redirect};
use cabinet::ids::ProposalId;
use cabinet::permission::{Action, Subject};

/// One line of the desk.
struct Row {
    link: String,
    subject: String,
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
    oldest: String,
    may_start: bool,
    may_propose: bool,
    next: Option<Next>,
    /// Inquiries that wait or are in force, for everybody who must learn of them.
    inquiries: Vec<crate::pages::inquiries::list::Row>,
    /// Emergency accesses that wait or are in force, for everybody who must be told.
    emergencies: Vec<crate::pages::emergencies::list::Row>,
    /// Urgent approvals that the council has not ratified, for whom the register is.
    urgent: Vec<urgent_approvals::Row>,
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

/// What waits for the person.
pub(crate) async fn show(State(app): State<App>, who: SignedIn) -> Result<Html<String>, Failure> {
    let mut page = who.frame(&app);
    let waiting = page.waiting.iter();
    let matters: Vec<_> = waiting.filter_map(|one| matter(one.subject)).collect();
    page.first_subjects = app.office.first_subjects(&who.session.actor, matters).await?;
    let oldest = page.waiting.first().map(|first| page.days_since(&first.since)).unwrap_or_default();
    let rows = page.waiting.iter().filter_map(|one| row(&page, one)).collect();
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
    let urgent = if may(Action::ReadUrgentApprovals) { urgent_approvals::open(&page) } else { Vec::new() };
    draw(&DeskPage {
        urgent,
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

fn row(page: &Frame, waiting: &cabinet::desk::Waiting) -> Option<Row> {
    let (link, subject, details) = match waiting.subject {
        Subject::Proposal(id) => {
            let proposal = page.state.proposal(id)?;
            let details = format!("{} · {}", proposal.number, page.department_today(&proposal.department));
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
        Subject::Government => return None,
    };
    Some(Row {
        link,
        subject,
        details,
        task: page.word("task", waiting.action.key()),
        since: page.days_since(&waiting.since),
        late: page.is_late(&waiting.since),
        due: waiting.due.map(|due| page.days_left(&due)).unwrap_or_default(),
    })
}

fn next_meeting(page: &Frame, who: &SignedIn) -> Option<Next> {
    let meeting = page.state.next_meeting(&who.session.actor, page.now)?;
    Some(Next {
        link: format!("/meetings/{}", meeting.id),
        when: page.weekday_time(&meeting.begins),
        place: meeting.place.clone(),
    })
}
