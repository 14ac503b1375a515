//! What a person is told unasked of signing in: attempts that failed since the last time, and changes in the means with which
//! one signs in.

use crate::app::App;
use crate::failure::Failure;
use crate::frame::Frame;
use crate::visit::SignedIn;
use cabinet::means::{DeviceChange, DeviceChanged, MeansChange, MeansChanged};
use cabinet::permission::{Action, Subject};
use fluent_bundle::FluentValue;
use office::Attempt;
use std::collections::BTreeSet;

/// What the desk says of signing in.
pub(crate) struct Notices {
    /// How many attempts under the person's name failed since the last time; 0: nothing is said.
    pub(crate) failures: u32,
    /// The last of them, one a line.
    pub(crate) failed: Vec<String>,
    /// When the person came in before, and from where.
    pub(crate) before: Option<String>,
    /// Changes in one's own means of signing in, one a line.
    pub(crate) means: Vec<String>,
    /// Changes in one's own devices of the government, one a line.
    pub(crate) devices: Vec<String>,
    /// For those who may take passkeys away: how many other persons' means have changed.
    pub(crate) others: usize,
}

impl Notices {
    /// Whether there is something to say.
    pub(crate) const fn are_there(&self) -> bool {
        self.failures > 0 || !self.means.is_empty() || !self.devices.is_empty() || self.others > 0
    }
}

fn when_and_where(page: &Frame, attempt: &Attempt) -> String {
    let (when, from) = (page.date_time(&attempt.at), attempt.from.to_string());
    page.with("notice-when-where", &[("when", FluentValue::from(when)), ("from", FluentValue::from(from))])
}

fn means_line(page: &Frame, changed: &MeansChanged) -> String {
    let (key, label) = match &changed.change {
        MeansChange::PasskeyEnrolled(label) => ("notice-passkey-enrolled", label.as_str()),
        MeansChange::PasskeyRevoked(label) => ("notice-passkey-revoked", label.as_str()),
        MeansChange::PasswordSet => ("notice-password-set", ""),
        MeansChange::PasswordRevoked => ("notice-password-revoked", ""),
        MeansChange::IdentityBound => ("notice-identity-bound", ""),
        MeansChange::IdentityRevoked => ("notice-identity-revoked", ""),
    };
    let when = FluentValue::from(page.date_time(&changed.at));
    page.with(key, &[("when", when), ("label", FluentValue::from(label))])
}

fn device_line(page: &Frame, changed: &DeviceChanged) -> String {
    let key = match changed.change {
        DeviceChange::Registered => "notice-device-registered",
        DeviceChange::Enrolled => "notice-device-enrolled",
        DeviceChange::Lost => "notice-device-lost",
    };
    let when = FluentValue::from(page.date_time(&changed.at));
    page.with(key, &[("when", when), ("label", FluentValue::from(changed.label.as_str()))])
}

/// What the person of a session is told.
pub(crate) async fn of(app: &App, page: &Frame, who: &SignedIn) -> Result<Notices, Failure> {
    let noticed = app.office.noticed(&who.session).await?;
    let (actor, person) = (&who.session.actor, who.session.actor.person());
    let changed = page.state.means_changed(page.now);
    let (own, others): (Vec<_>, Vec<_>) = changed.iter().partition(|changed| Some(changed.person) == person);
    let told = page.state.may(actor, Subject::Government, Action::RevokePasskeys);
    let others: BTreeSet<_> = others.iter().filter(|_| told).map(|changed| changed.person).collect();
    let devices = person.map(|person| page.state.devices_changed(person, page.now)).unwrap_or_default();
    Ok(Notices {
        failures: noticed.failures,
        failed: noticed.failed.iter().map(|attempt| when_and_where(page, attempt)).collect(),
        before: noticed.before.map(|attempt| when_and_where(page, &attempt)),
        means: own.into_iter().map(|changed| means_line(page, changed)).collect(),
        devices: devices.iter().map(|changed| device_line(page, changed)).collect(),
        others: others.len(),
    })
}
