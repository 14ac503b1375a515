//! Emergency access (आपात अवलोकन): asked for upon a written order, agreed to by a second person, ended; and the notice of it.

pub(crate) mod ask;
pub(crate) mod list;
pub(crate) mod one;

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::pages::readings::short_of;
use crate::visit::SignedIn;
use cabinet::Cabinet;
use cabinet::emergency::{EmergencyAccess, EmergencyScope, EmergencyStageName};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;

/// In what it lets read, as far as the reader of the page may know it. A note that he may not read is named as the order
/// names it, so that the second person knows to what he agrees; whoever reads the register learns an id, as there.
pub(crate) fn scope(page: &Frame, scope: &EmergencyScope) -> String {
    let may = |subject, action| page.session.as_ref().is_some_and(|who| page.state.may(&who.actor, subject, action));
    match scope {
        EmergencyScope::Proposal { proposal } => {
            let known = page.state.proposal(*proposal);
            let known = known.filter(|_| may(Subject::Proposal(*proposal), Action::ReadProposal));
            let subject = known.map(|known| crate::pages::proposals::subject(page, known));
            let by_id = may(Subject::Government, Action::ReadRegister);
            let named = page.state.proposal(*proposal).filter(|_| !by_id).map(|named| {
                let department = page.state.department(named.department);
                let department = department.map(|one| page.words(&one.name)).unwrap_or_default();
                format!("{department} · {}", named.number)
            });
            let what = subject.or(named).unwrap_or_else(|| short_of(proposal.0));
            page.ts("emergency-scope-proposal", "what", &what)
        }
        EmergencyScope::Meeting { meeting } => {
            let known = page.state.meeting(*meeting);
            let known = known.filter(|_| may(Subject::Meeting(*meeting), Action::ReadNotice));
            let number = known.map(|known| known.number.to_string());
            page.ts("emergency-scope-meeting", "what", &number.unwrap_or_else(|| short_of(meeting.0)))
        }
    }
}

/// Where the reader of the page reads what it is about; none for who may not.
pub(crate) fn matter(page: &Frame, scope: &EmergencyScope) -> Option<String> {
    let (subject, action, link) = match scope {
        EmergencyScope::Proposal { proposal } => {
            (Subject::Proposal(*proposal), Action::ReadProposal, format!("/proposals/{proposal}"))
        }
        EmergencyScope::Meeting { meeting } => {
            (Subject::Meeting(*meeting), Action::ReadNotice, format!("/meetings/{meeting}"))
        }
    };
    page.session.as_ref().filter(|who| page.state.may(&who.actor, subject, action)).map(|_| link)
}

/// The stage in words, with its colour; one whose time has passed is over, also before the office has recorded it.
pub(crate) fn stage(page: &Frame, access: &EmergencyAccess) -> (String, &'static str) {
    let name = access.stage_at(page.now);
    let tone = match name {
        EmergencyStageName::Asked => "order",
        EmergencyStageName::Agreed | EmergencyStageName::Refused => "stop",
        EmergencyStageName::Lapsed => "",
        EmergencyStageName::Ended => "done",
    };
    (page.word("stage", name.key()), tone)
}

/// Sentences on the page of a matter: who reads there by emergency access, until when, why.
pub(crate) async fn notices(
    app: &App,
    who: &SignedIn,
    page: &Frame,
    what: impl Fn(&Cabinet, &EmergencyAccess) -> bool,
) -> Result<Vec<Notice>, Failure> {
    let found = app.office.emergency_notices(&who.session, what).await?;
    let told = found.into_iter().map(|notice| {
        let until = notice.access.over_at().unwrap_or(page.now);
        let arguments = [
            ("post", FluentValue::from(page.post_of_charge(&notice.access.asked.by.charge()))),
            ("until", FluentValue::from(page.date_time(&until))),
            ("reason", FluentValue::from(notice.reason)),
        ];
        Notice {
            link: format!("/emergency-access/{}", notice.access.id),
            words: page.with("emergency-notice", &arguments),
            reason: notice.access.reason.id.0,
        }
    });
    Ok(told.collect())
}

/// One sentence on the page of a matter.
pub(crate) struct Notice {
    pub(crate) link: String,
    pub(crate) words: String,
    /// What a browser reports as opened.
    pub(crate) reason: uuid::Uuid,
}
