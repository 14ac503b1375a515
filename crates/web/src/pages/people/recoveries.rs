//! Sentences about recoveries of lost officers: on the desk for a while, on the pages of people and in the review of access
//! for ever.

use super::held;
use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::SignedIn;
use cabinet::Moment;
use cabinet::recovery::{RecoveredOfficer, SILENT_DAYS};
use fluent_bundle::FluentValue;

/// Days for which the desk tells of a recovery.
const DESK_DAYS: u32 = 30;

/// One recovery in words.
pub(crate) struct Told {
    /// When, for whom, and what no longer opens.
    pub(crate) words: String,
    /// That passkeys were taken for lost; empty where none were.
    pub(crate) silent: String,
    /// As the keepers of the shares wrote it.
    pub(crate) reason: String,
}

/// All of which the person is told.
pub(crate) async fn all(app: &App, who: &SignedIn, page: &Frame) -> Result<Vec<Told>, Failure> {
    since(app, who, page, Moment(0)).await
}

/// Those of the last [`DESK_DAYS`].
pub(crate) async fn lately(app: &App, who: &SignedIn, page: &Frame) -> Result<Vec<Told>, Failure> {
    since(app, who, page, page.now.minus_days(DESK_DAYS)).await
}

async fn since(app: &App, who: &SignedIn, page: &Frame, since: Moment) -> Result<Vec<Told>, Failure> {
    let notices = app.office.recovery_notices(&who.session, since).await?;
    let told = notices.into_iter().map(|notice| {
        let officers: Vec<String> = notice.recovery.officers.iter().map(|one| officer(page, one)).collect();
        let arguments = [
            ("at", FluentValue::from(page.date_time(&notice.recovery.at))),
            ("officers", FluentValue::from(officers.join("; "))),
        ];
        let silent = notice.recovery.silent.len();
        let days = SILENT_DAYS.to_string();
        Told {
            words: page.with("recovery-told", &arguments),
            silent: if silent == 0 { String::new() } else { page.ts("recovery-silent", "days", &days) },
            reason: notice.reason,
        }
    });
    Ok(told.collect())
}

/// Post and holder of then, as a charge is told.
fn officer(page: &Frame, one: &RecoveredOfficer) -> String {
    let charges = page.state.all_charges();
    let charge = charges.filter(|charge| charge.post == one.post && charge.person == one.person).last();
    charge.map_or_else(|| page.person(one.person), |charge| held(page, charge))
}
