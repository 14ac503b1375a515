//! Whether a session lasts: what it stands on, how long it may rest, and who records its end when the record took away what
//! it stood on.

use crate::custody::{BegunSession, SessionEnd};
use crate::open::Office;
use crate::sessions::{Factor, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS, SESSION_RENEW_SECONDS, seconds};
use crate::worker::ASK_AGAIN_SECONDS;
use cabinet::ids::{ChargeId, DeviceId, PersonId};
use cabinet::text::Digest;
use cabinet::{Actor, Cabinet, Moment, SittingTime};
use std::collections::BTreeMap;
use std::time::Duration;

/// What a session stands on. When the record takes one of it away, the session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Basis {
    pub(crate) person: PersonId,
    pub(crate) charge: ChargeId,
    /// With what it began; none where custody did not tell it yet.
    pub(crate) factor: Option<Factor>,
    /// On which device of the government, if on one.
    pub(crate) device: Option<DeviceId>,
}

impl Basis {
    pub(crate) const fn actor(&self) -> Actor {
        Actor::Holder { person: self.person, charge: self.charge }
    }

    /// What of it is there no more.
    pub(crate) fn lacks(&self, state: &Cabinet) -> Option<SessionEnd> {
        let Some(post) = state.post_of(&self.actor()) else { return Some(SessionEnd::ChargeEnded) };
        let lost = |id| state.device(id).is_none_or(|record| record.lost.is_some());
        if self.device.is_some_and(lost) {
            return Some(SessionEnd::DeviceLost);
        }
        let factor = self.factor?;
        if !factor.lasts(state) {
            Some(factor.end())
        } else {
            // A charge whose post asks for a passkey by now is none under which this session could go on.
            (!factor.suits(post.kind)).then_some(SessionEnd::ChargeEnded)
        }
    }
}

/// The sitting that goes on now and in which whoever acts has part.
pub(crate) fn sitting_now(state: &Cabinet, actor: &Actor) -> Option<SittingTime> {
    state.sittings_of(state.post_of(actor)?).into_iter().find(|sitting| sitting.ended.is_none())
}

/// Since when a session rests that was last heard at `heard`. A sitting in which its post has part counts as if it were
/// heard until the sitting's end: nobody who listens to the council is signed out for it. One that had rested too long when
/// the sitting began stays over.
fn rests_since(state: &Cabinet, actor: &Actor, heard: Moment, now: Moment) -> Moment {
    let Some(post) = state.post_of(actor) else { return heard };
    let mut since = heard;
    for sitting in state.sittings_of(post) {
        if seconds(since, sitting.began) > SESSION_IDLE_SECONDS {
            break;
        }
        since = since.max(sitting.ended.unwrap_or(now));
    }
    since
}

/// Whether a session that was last heard at `heard` has rested for longer than so many seconds.
pub(crate) fn rested(state: &Cabinet, basis: Option<&Basis>, heard: Moment, now: Moment, seconds_max: i64) -> bool {
    // Sittings are asked for only where they matter.
    let since = |basis: &Basis| rests_since(state, &basis.actor(), heard, now);
    seconds(heard, now) > seconds_max && basis.is_none_or(|basis| seconds(since(basis), now) > seconds_max)
}

/// What stands behind pseudonyms of sessions.
struct Behind {
    charges: BTreeMap<Digest, (PersonId, ChargeId)>,
    factors: BTreeMap<Digest, Factor>,
    devices: BTreeMap<Digest, DeviceId>,
}

impl Behind {
    fn basis(&self, begun: &BegunSession) -> Option<Basis> {
        let (person, charge) = *self.charges.get(&begun.reader.charge?)?;
        let factor = begun.credential.and_then(|credential| self.factors.get(&credential).copied());
        let device = begun.device.and_then(|device| self.devices.get(&device).copied());
        Some(Basis { person, charge, factor, device })
    }
}

impl Office {
    /// What begun sessions stand on, as their pseudonyms tell it.
    pub(crate) fn bases_of(&self, begun: impl IntoIterator<Item = BegunSession>) -> Vec<(BegunSession, Option<Basis>)> {
        let (state, pseudonyms) = (self.state(), &self.custody.pseudonyms);
        let charges = state.all_charges().map(|held| (pseudonyms.charge(held.id), (held.person, held.id))).collect();
        let passkeys = state.passkeys().map(|one| Factor::Passkey(one.passkey.id));
        let passwords = state.passwords().map(|one| Factor::Password(one.password.id));
        let identities = state.identities().map(|one| Factor::Identity(one.identity.id));
        let credentials = passkeys.chain(passwords).chain(identities);
        let factors = credentials.filter_map(|one| Some((pseudonyms.credential(one)?, one))).collect();
        let devices = state.devices().map(|one| (pseudonyms.device(one.device.id), one.device.id)).collect();
        let behind = Behind { charges, factors, devices };
        begun.into_iter().map(|begun| (begun, behind.basis(&begun))).collect()
    }

    /// Why a session is over, if it is. Of several nodes none knows what the others heard: there its rest is not counted.
    pub(crate) fn over(&self, begun: &BegunSession, basis: Option<&Basis>, now: Moment) -> Option<SessionEnd> {
        let state = self.state();
        if let Some(lacks) = basis.and_then(|basis| basis.lacks(&state)) {
            return Some(lacks);
        }
        let heard = self.sessions.last_heard(begun.session).unwrap_or(self.sessions.since()).max(begun.at);
        let rest_max = SESSION_IDLE_SECONDS + SESSION_RENEW_SECONDS;
        if seconds(begun.at, now) > SESSION_ABSOLUTE_SECONDS {
            Some(SessionEnd::Time)
        } else if !self.database.is_shared() && rested(&state, basis, heard, now, rest_max) {
            Some(SessionEnd::Idle)
        } else {
            None
        }
    }

    /// Records the ends of sessions of this node that are over by themselves, or by what the record took away.
    pub(crate) async fn end_sessions_over(&self) {
        let now = self.now();
        let open = self.custody.sessions_open().await;
        let over: Vec<_> = open
            .iter()
            .filter_map(|begun| {
                let basis = self.sessions.basis(begun.session);
                self.over(begun, basis.as_ref(), now).map(|why| (begun.session, why))
            })
            .collect();
        // Somebody comes by after every act: most of the time nothing is over.
        if over.is_empty() {
            return;
        }
        self.sessions.forget_over(now);
        match self.custody.sessions_ended(over.iter().copied()).await {
            Ok(()) => over.iter().for_each(|(session, _)| self.sessions.forget_basis(*session)),
            Err(error) => tracing::error!(%error, "ends of sessions could not be recorded"),
        }
    }

    /// Takes up what the sessions of this node stand on that began before its start.
    pub(crate) async fn take_up_sessions(&self) {
        let open = self.custody.sessions_open().await;
        for (begun, basis) in self.bases_of(open) {
            basis.into_iter().for_each(|basis| self.sessions.stand_on(begun.session, basis));
        }
    }
}

/// Records the ends of sessions: as soon as the record takes away what they stood on, whoever wrote it, and by and by of
/// those that had their time. The worker may have something longer to do.
pub(crate) fn follow(office: &Office) {
    let (office, mut published) = (office.clone(), office.published.subscribe());
    tokio::spawn(async move {
        loop {
            office.end_sessions_over().await;
            let pause = Duration::from_secs(ASK_AGAIN_SECONDS);
            if matches!(tokio::time::timeout(pause, published.changed()).await, Ok(Err(_))) {
                return;
            }
        }
    });
}
