//! Sessions: begun and ended in the custody ledger, carried in a sealed cookie.

use crate::clock::Clock;
use crate::custody::{BegunSession, SessionEnd};
use crate::error::{ActError, OpenError, ReadError};
use crate::ids;
use crate::lasting::{Basis, rested, sitting_now};
use crate::open::Office;
use crate::submission::SentAct;
use crate::watch::Watches;
use cabinet::ids::{ChargeId, DeviceId, IdentityId, PasskeyId, PasswordId, PersonId};
use cabinet::people::PostKind;
use cabinet::{Actor, Cabinet, LedgerNature, Moment};
use ledger::{Database, Drawer, DrawerWrite, LedgerError, Place};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};
use uuid::Uuid;
use vault::{Key, KeyProvider};

/// Seconds without a request after which a session is over.
pub const SESSION_IDLE_SECONDS: i64 = 15 * 60;
/// Seconds after which a session is over in any case.
pub const SESSION_ABSOLUTE_SECONDS: i64 = 12 * 60 * 60;
/// Seconds for which a proof with a passkey is fresh: to approve, to release, to give rights.
pub const PROOF_SECONDS: i64 = 5 * 60;
/// Seconds after which a cookie is written anew.
pub(crate) const SESSION_RENEW_SECONDS: i64 = 60;
const COOKIE_LABEL: &[u8] = b"ecabinet session/1";

/// Id of one session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SessionId(pub Uuid);

/// With what a session began. It ends with that, and lasts under posts that may begin a session so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Factor {
    /// A post was picked, which there is in training alone.
    Training,
    /// A passkey.
    Passkey(PasskeyId),
    /// A password and a one-time code.
    Password(PasswordId),
    /// The word of an identity provider.
    Identity(IdentityId),
}

impl Factor {
    /// Its word in custody, for ever the same.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Training => "training",
            Self::Passkey(_) => "passkey",
            Self::Password(_) => "password",
            Self::Identity(_) => "identity",
        }
    }

    /// Whether a session that began with it may go on under a charge of a post of this kind.
    #[must_use]
    pub const fn suits(self, post: PostKind) -> bool {
        match self {
            Self::Training | Self::Passkey(_) => true,
            Self::Password(_) | Self::Identity(_) => post.signs_in_without_passkey(),
        }
    }

    /// Whether it still opens a door.
    pub(crate) fn lasts(self, state: &Cabinet) -> bool {
        match self {
            Self::Training => state.nature() == Some(LedgerNature::Training),
            Self::Passkey(id) => state.passkey(id).is_some_and(|record| record.revoked.is_none()),
            Self::Password(id) => state.password(id).is_some_and(|record| record.revoked.is_none()),
            Self::Identity(id) => state.identity(id).is_some_and(|record| record.revoked.is_none()),
        }
    }

    /// How custody says that it was taken away.
    pub(crate) const fn end(self) -> SessionEnd {
        match self {
            Self::Training => SessionEnd::ChargeEnded,
            Self::Passkey(_) => SessionEnd::PasskeyRevoked,
            Self::Password(_) => SessionEnd::PasswordRevoked,
            Self::Identity(_) => SessionEnd::IdentityRevoked,
        }
    }
}

/// A living session of one's own, as its list shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OwnSession {
    /// Its id.
    pub id: SessionId,
    /// Under which charge.
    pub charge: Option<ChargeId>,
    /// On which device, if it is one of the government's.
    pub device: Option<DeviceId>,
    /// With what it began.
    pub factor: Option<Factor>,
    /// When it began.
    pub began: Moment,
    /// When this node last heard of it; none if it never did.
    pub seen: Option<Moment>,
    /// The number of the meeting that sits now and in which its post has part: until its end rest does not end the session.
    pub meeting: Option<u32>,
    /// Whether it is the one in which the list is read.
    pub present: bool,
}

/// A session as its cookie carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its id.
    pub id: SessionId,
    /// Who acts in it.
    pub actor: Actor,
    /// When it began.
    pub began: Moment,
    /// When its person last proved with a passkey who it is; none in training, where nobody does.
    pub proved: Option<Moment>,
    /// How often its person has proved again who it is; a cookie of before the last time opens nothing.
    pub proofs: u32,
    /// With what it began.
    pub factor: Factor,
    /// On which device, if it was one of the government's: it goes on nowhere else.
    pub device: Option<DeviceId>,
    /// The token that every form of this session carries.
    pub form_token: String,
    /// The cookie's new value, when it should be written anew.
    pub renewed: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Cookie {
    pub(crate) session: Uuid,
    person: PersonId,
    charge: ChargeId,
    began: Moment,
    pub(crate) seen: Moment,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    proved: Option<Moment>,
    #[serde(default)]
    proofs: u32,
    factor: Factor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<DeviceId>,
}

impl Cookie {
    const fn basis(&self) -> Basis {
        Basis { person: self.person, charge: self.charge, factor: Some(self.factor), device: self.device }
    }
}

/// A session that is about to begin.
pub(crate) struct Beginning {
    pub(crate) person: PersonId,
    pub(crate) charge: ChargeId,
    /// From when its longest time is counted.
    pub(crate) began: Moment,
    pub(crate) proved: Option<Moment>,
    pub(crate) factor: Factor,
    pub(crate) device: Option<DeviceId>,
}

pub(crate) struct Sessions {
    cookie_key: Key,
    form_key: Key,
    ended: Mutex<BTreeSet<Uuid>>,
    /// How often the persons of sessions have proved again, where they have.
    proofs: Mutex<BTreeMap<Uuid, u32>>,
    /// When this node last heard of each session.
    seen: Mutex<BTreeMap<Uuid, Moment>>,
    /// What those stand on that began at this node and whose end is not recorded.
    bases: Mutex<BTreeMap<Uuid, Basis>>,
    pub(crate) watches: Arc<Watches>,
    /// Since when it listens.
    since: Moment,
}

/// Whole seconds from one moment to a later one.
pub(crate) fn seconds(from: Moment, to: Moment) -> i64 {
    to.0.saturating_sub(from.0) / 1000
}

fn proofs_place(session: Uuid) -> Place {
    Place { owner: "sessions".to_owned(), kind: "proofs".to_owned(), key: session.to_string() }
}

/// How often and when last, as a drawer says it.
fn written(value: &[u8]) -> Option<(u32, Moment)> {
    let (proofs, at) = std::str::from_utf8(value).ok()?.split_once(' ')?;
    Some((proofs.parse().ok()?, Moment(at.parse().ok()?)))
}

fn proofs(drawers: &[(Place, Drawer)]) -> BTreeMap<Uuid, u32> {
    let read = drawers.iter().filter_map(|(place, drawer)| Some((place.key.parse().ok()?, written(&drawer.value)?.0)));
    read.collect()
}

impl Sessions {
    pub(crate) async fn open(database: &Database, keys: &dyn KeyProvider, clock: &Clock) -> Result<Self, OpenError> {
        let ended = database.drawers("sessions", "ended").await?;
        let ended = ended.iter().filter_map(|(place, _)| place.key.parse().ok()).collect();
        Ok(Self {
            cookie_key: keys.derive("session cookie")?,
            form_key: keys.derive("form token")?,
            ended: Mutex::new(ended),
            proofs: Mutex::new(proofs(&database.drawers("sessions", "proofs").await?)),
            seen: Mutex::default(),
            bases: Mutex::default(),
            watches: Arc::default(),
            since: clock.now(),
        })
    }

    /// The key under which everything is sealed that browsers carry.
    pub(crate) fn cookie_key(&self) -> &Key {
        &self.cookie_key
    }

    /// Takes in which sessions other nodes have ended.
    pub(crate) async fn take_in(&self, database: &Database) -> Result<(), ReadError> {
        let found = database.drawers("sessions", "ended").await?;
        let more = self.ended.lock().is_ok_and(|mut ended| {
            let before = ended.len();
            ended.extend(found.iter().filter_map(|(place, _)| place.key.parse::<Uuid>().ok()));
            ended.len() > before
        });
        if more {
            self.watches.wake();
        }
        let found = proofs(&database.drawers("sessions", "proofs").await?);
        if let Ok(mut known) = self.proofs.lock() {
            known.extend(found);
        }
        Ok(())
    }

    /// Whether the person of a cookie's session has proved again since it was written.
    fn is_replaced(&self, cookie: &Cookie) -> bool {
        let known = |known: &BTreeMap<Uuid, u32>| known.get(&cookie.session).copied().unwrap_or_default();
        self.proofs.lock().map_or(true, |proofs| cookie.proofs < known(&proofs))
    }

    fn seal(&self, cookie: &Cookie) -> Result<String, ReadError> {
        let plain = serde_json::to_vec(cookie).map_err(|_| ReadError::Damaged("a session"))?;
        Ok(vault::hex(&vault::seal(&self.cookie_key, COOKIE_LABEL, &plain)?))
    }

    fn form_token(&self, session: Uuid) -> String {
        vault::hex(&vault::hmac_sha256(self.form_key.bytes(), session.as_bytes()))
    }

    fn heard(&self, session: Uuid, now: Moment) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(session, now);
        }
    }

    /// When this node last heard of a session; none if it never did.
    pub(crate) fn last_heard(&self, session: Uuid) -> Option<Moment> {
        self.seen.lock().ok()?.get(&session).copied()
    }

    /// Forgets what was last heard so long ago that its session is over, on whichever node that began.
    pub(crate) fn forget_over(&self, now: Moment) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.retain(|_, last| seconds(*last, now) <= SESSION_ABSOLUTE_SECONDS);
        }
    }

    fn has_ended(&self, session: Uuid) -> bool {
        self.ended.lock().map_or(true, |ended| ended.contains(&session))
    }

    /// Since when this node listens.
    pub(crate) const fn since(&self) -> Moment {
        self.since
    }

    pub(crate) fn stand_on(&self, session: Uuid, basis: Basis) {
        if let Ok(mut bases) = self.bases.lock() {
            bases.insert(session, basis);
        }
    }

    pub(crate) fn basis(&self, session: Uuid) -> Option<Basis> {
        self.bases.lock().ok()?.get(&session).copied()
    }

    pub(crate) fn forget_basis(&self, session: Uuid) {
        if let Ok(mut bases) = self.bases.lock() {
            bases.remove(&session);
        }
    }

    /// What a cookie carries; none for a forged one.
    pub(crate) fn read(&self, value: &str) -> Option<Cookie> {
        let sealed = vault::unhex(value)?;
        let plain = vault::open(&self.cookie_key, COOKIE_LABEL, &sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// The session of a cookie that was just heard of.
    fn resume(&self, cookie: Cookie, now: Moment) -> Session {
        self.heard(cookie.session, now);
        let renew = seconds(cookie.seen, now) >= SESSION_RENEW_SECONDS;
        let actor = Actor::Holder { person: cookie.person, charge: cookie.charge };
        let (id, form_token) = (SessionId(cookie.session), self.form_token(cookie.session));
        let Cookie { began, proved, proofs, factor, device, .. } = cookie;
        let renewed = if renew { self.seal(&Cookie { seen: now, ..cookie }).ok() } else { None };
        Session { id, actor, began, proved, proofs, factor, device, form_token, renewed }
    }
}

impl Office {
    /// The charge of the post of which this is the short name, for training sign-in. An attempt to take
    /// another one is recorded.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] in a real ledger; no charge for a post that nobody holds.
    pub async fn charge_to_train(&self, post: &str) -> Result<Option<ChargeId>, ReadError> {
        let state = self.state();
        if state.nature() != Some(LedgerNature::Training) {
            self.custody.sign_in_refused("nature").await;
            return Err(ReadError::Unknown);
        }
        let post = state.posts().find(|known| known.key == post);
        let held = post.and_then(|post| state.charges().find(|charge| charge.post == post.id));
        if held.is_none() {
            self.custody.sign_in_refused("post").await;
        }
        Ok(held.map(|held| held.id))
    }

    /// Begins a training session under a charge, recorded before the cookie leaves.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] in a real ledger and for a charge that does not last.
    pub async fn begin_training_session(&self, charge: ChargeId) -> Result<(Session, String), ReadError> {
        let state = self.state();
        if state.nature() != Some(LedgerNature::Training) {
            self.custody.sign_in_refused("nature").await;
            return Err(ReadError::Unknown);
        }
        let Some(held) = state.charges().find(|held| held.id == charge) else {
            self.custody.sign_in_refused("post").await;
            return Err(ReadError::Unknown);
        };
        let (person, now) = (held.person, self.now());
        self.begin_session(Beginning {
            person,
            charge,
            began: now,
            proved: None,
            factor: Factor::Training,
            device: None,
        })
        .await
    }

    /// Begins a session, recorded before its cookie leaves.
    pub(crate) async fn begin_session(&self, beginning: Beginning) -> Result<(Session, String), ReadError> {
        let Beginning { person, charge, began, proved, factor, device } = beginning;
        let now = self.now();
        let session = ids::new(now)?;
        let cookie = Cookie { session, person, charge, began, seen: now, proved, proofs: 0, factor, device };
        let value = self.sessions.seal(&cookie)?;
        let begun = Session {
            id: SessionId(session),
            actor: Actor::Holder { person, charge },
            began,
            proved,
            proofs: 0,
            factor,
            device,
            form_token: self.sessions.form_token(session),
            renewed: None,
        };
        self.sessions.stand_on(session, Basis { person, charge, factor: Some(factor), device });
        self.custody.session_begun(&begun).await?;
        self.sessions.heard(session, now);
        Ok((begun, value))
    }

    /// The cookie of a session whose person has just proved again who it is. What the browser had before it opens nothing
    /// from now on, here or on another node.
    pub(crate) async fn proved_again(&self, session: &Session) -> Result<String, ReadError> {
        let (now, id, proofs) = (self.now(), session.id.0, session.proofs.saturating_add(1));
        let value = Some(format!("{proofs} {}", now.0).into_bytes());
        self.database.put_drawer(DrawerWrite { place: proofs_place(id), value, expected: None }).await?;
        if let Ok(mut known) = self.sessions.proofs.lock() {
            known.insert(id, proofs);
        }
        self.cookie_of(&Session { proved: Some(now), proofs, ..session.clone() })
    }

    /// Forgets how often persons have proved again in sessions that must be over.
    pub(crate) async fn forget_proofs(&self) -> Result<(), LedgerError> {
        let now = self.now();
        for (place, drawer) in self.database.drawers("sessions", "proofs").await? {
            let at = written(&drawer.value).map_or(Moment(0), |(_, at)| at);
            if seconds(at, now) > SESSION_ABSOLUTE_SECONDS {
                self.database.delete_drawer(&place).await?;
            }
        }
        Ok(())
    }

    /// The cookie of a session as it stands here.
    pub(crate) fn cookie_of(&self, session: &Session) -> Result<String, ReadError> {
        let Actor::Holder { person, charge } = session.actor else { return Err(ReadError::Unknown) };
        let Session { id, began, proved, proofs, factor, device, .. } = *session;
        let (session, seen) = (id.0, self.now());
        self.sessions.seal(&Cookie { session, person, charge, began, seen, proved, proofs, factor, device })
    }

    /// Whether the session's person proved within the last [`PROOF_SECONDS`] who it is. In training nobody does.
    #[must_use]
    pub fn proof_is_fresh(&self, session: &Session) -> bool {
        let fresh = |proved: Moment| seconds(proved, self.now()) <= PROOF_SECONDS;
        self.state().nature() == Some(LedgerNature::Training) || session.proved.is_some_and(fresh)
    }

    fn proved_lately(&self, session: &Session) -> Result<(), ReadError> {
        if self.proof_is_fresh(session) { Ok(()) } else { Err(ReadError::Unknown) }
    }

    /// Records in custody that a session was turned away before an act of this sort, because its proof was too old.
    pub async fn proof_was_stale(&self, session: &Session, act: &'static str, subject: Option<Uuid>) {
        self.turned_away(session, act, subject, &ActError::ProofStale).await;
    }

    /// The same, because it is not the session in which its person administers.
    pub async fn device_was_asked(&self, session: &Session, act: &'static str, subject: Option<Uuid>) {
        self.turned_away(session, act, subject, &ActError::DeviceAsked).await;
    }

    async fn turned_away(&self, session: &Session, act: &'static str, subject: Option<Uuid>, why: &ActError) {
        let sent = SentAct { session: Some(session.id), actor: session.actor, act, subject };
        self.custody.act_refused(&sent, why).await;
    }

    /// The session of a cookie that comes without that of a device, while it lasts, its charge and that with which it began.
    #[must_use]
    pub fn resume_session(&self, cookie: &str) -> Option<Session> {
        self.resume_session_on(cookie, None)
    }

    /// The same of a cookie that comes from a device: a session that began on another one is none.
    #[must_use]
    pub fn resume_session_on(&self, cookie: &str, device: Option<DeviceId>) -> Option<Session> {
        let cookie = self.sessions.read(cookie)?;
        let here = cookie.device.is_none() || cookie.device == device;
        let lasts = here && !self.sessions.is_replaced(&cookie) && self.why_over(&cookie, cookie.seen).is_none();
        lasts.then(|| self.sessions.resume(cookie, self.now()))
    }

    /// Why the session of a cookie is over that was last heard of at `heard`, if it is.
    pub(crate) fn why_over(&self, cookie: &Cookie, heard: Moment) -> Option<SessionEnd> {
        let (state, now, basis) = (self.state(), self.now(), cookie.basis());
        if self.sessions.has_ended(cookie.session) {
            Some(SessionEnd::Elsewhere)
        } else if let Some(lacks) = basis.lacks(&state) {
            Some(lacks)
        } else if seconds(cookie.began, now) > SESSION_ABSOLUTE_SECONDS {
            Some(SessionEnd::Time)
        } else {
            rested(&state, Some(&basis), heard, now, SESSION_IDLE_SECONDS).then_some(SessionEnd::Idle)
        }
    }

    /// Whether a form carries its session's token.
    #[must_use]
    pub fn form_token_fits(&self, session: &Session, token: &str) -> bool {
        vault::equal(session.form_token.as_bytes(), token.as_bytes())
    }

    /// Ends a session, at once and for good.
    ///
    /// # Errors
    /// [`ReadError::Ledger`]; what failed is in doubt: end it again.
    pub async fn end_session(&self, session: &Session) -> Result<(), ReadError> {
        self.end(session.id.0, SessionEnd::SignedOut).await
    }

    pub(crate) async fn end(&self, session: Uuid, why: SessionEnd) -> Result<(), ReadError> {
        let place = Place { owner: "sessions".to_owned(), kind: "ended".to_owned(), key: session.to_string() };
        let value = Some(self.now().0.to_string().into_bytes());
        self.database.put_drawer(DrawerWrite { place, value, expected: None }).await?;
        if let Ok(mut ended) = self.sessions.ended.lock() {
            ended.insert(session);
        }
        self.sessions.watches.wake();
        self.custody.sessions_ended([(session, why)]).await?;
        self.sessions.forget_basis(session);
        Ok(())
    }

    /// Sessions of the session's person that custody knows, the last first.
    async fn own_begun(&self, session: &Session) -> Result<Vec<BegunSession>, ReadError> {
        let person = self.custody.pseudonyms.reader(&session.actor).person;
        Ok(self.custody.known().await?.memory.sessions_of(person))
    }

    /// The living sessions of the session's person, on whichever node they began; the last first.
    ///
    /// # Errors
    /// [`ReadError`] when custody cannot be read.
    pub async fn own_sessions(&self, session: &Session) -> Result<Vec<OwnSession>, ReadError> {
        let own = self.own_begun(session).await?;
        let (now, state) = (self.now(), self.state());
        let lives = |begun: &BegunSession| !begun.ended && !self.sessions.has_ended(begun.session);
        let own = self.bases_of(own.into_iter().filter(lives));
        let living = own.into_iter().filter(|(begun, basis)| self.over(begun, basis.as_ref(), now).is_none());
        let shown = living.map(|(begun, basis)| OwnSession {
            id: SessionId(begun.session),
            charge: basis.map(|basis| basis.charge),
            device: basis.and_then(|basis| basis.device),
            factor: basis.and_then(|basis| basis.factor),
            began: begun.at,
            seen: self.sessions.last_heard(begun.session),
            meeting: basis.and_then(|basis| sitting_now(&state, &basis.actor())).map(|sitting| sitting.meeting),
            present: begun.session == session.id.0,
        });
        Ok(shown.collect())
    }

    /// How many sessions are open, of one person or of all, on whichever node they began.
    pub(crate) async fn sessions_living(&self, of: Option<PersonId>) -> Result<usize, ReadError> {
        let of = of.map(|person| self.custody.pseudonyms.person(person));
        let own = |begun: &BegunSession| of.is_none_or(|person| begun.reader.person == person);
        let lives = |begun: &BegunSession| !self.sessions.has_ended(begun.session);
        let unended = self.custody.known().await?.memory.sessions_unended();
        let unended: Vec<_> = unended.into_iter().filter(|begun| own(begun) && lives(begun)).collect();
        let (now, bases) = (self.now(), self.bases_of(unended));
        Ok(bases.into_iter().filter(|(begun, basis)| self.over(begun, basis.as_ref(), now).is_none()).count())
    }

    /// Ends another session of the session's own person; one that has ended stays so.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for anybody else's, and for a person who has not proved lately who it is; [`ReadError::Ledger`],
    /// then what failed is in doubt: end it again.
    pub async fn end_own_session(&self, session: &Session, other: SessionId) -> Result<(), ReadError> {
        self.proved_lately(session)?;
        let own = self.own_begun(session).await?;
        match own.into_iter().find(|begun| begun.session == other.0) {
            None => Err(ReadError::Unknown),
            Some(begun) if begun.ended => Ok(()),
            Some(_) => self.end(other.0, SessionEnd::Elsewhere).await,
        }
    }

    /// Ends every other living session of the session's own person.
    ///
    /// # Errors
    /// As [`Office::end_own_session`].
    pub async fn end_other_sessions(&self, session: &Session) -> Result<(), ReadError> {
        self.proved_lately(session)?;
        self.end_others(session).await
    }

    /// The same for whoever has just proved with a password and a code who it is.
    pub(crate) async fn end_others(&self, session: &Session) -> Result<(), ReadError> {
        for other in self.own_sessions(session).await?.into_iter().filter(|other| !other.present) {
            self.end(other.id.0, SessionEnd::Elsewhere).await?;
        }
        Ok(())
    }
}
