//! The doors of a real government: signing in with a passkey, a password or by an identity provider, proving again,
//! enrolling with an enrolment code, further passkeys, another charge, devices.
//!
//! What a browser gets to keep between the two halves of a ceremony is sealed and lasts some minutes; a finished sign-in is
//! taken once. Whoever fails is told the same, whatever failed, and waits a little longer at the next attempt.

mod devices;
mod identities;
pub(crate) mod passwords;

pub use devices::{Caller, DeviceStanding, RegisteredDevice};
pub(crate) use identities::IdentityProvider;
pub use identities::{IdentityBegun, IdentityError};
pub use passwords::{NewPassword, PasswordBegun, PasswordError, PasswordMisfit, PasswordTyped};

use crate::codes::{self, Half};
use crate::delays::{Counted, Delays};
use crate::error::{ActError, OpenError, ReadError};
use crate::health::HeldBack;
use crate::ids;
use crate::open::Office;
use crate::sessions::{Beginning, Factor, SESSION_ABSOLUTE_SECONDS, Session};
use crate::submission::{Submission, TextsOf};
use crate::turns::{Turn, Turns};
use cabinet::ids::{ActId, ChargeId, DeviceId, EnrolmentId, PasskeyId, PersonId};
use cabinet::passkey::{EnrolmentRecord, Passkey, PasskeyRecord};
use cabinet::people::{Charge, PostKind};
use cabinet::text::Digest;
use cabinet::{Act, Cabinet, LedgerNature, Moment, Refusal};
use credentials::RelyingParty;
use ledger::{DrawerWrite, LedgerError, Place};
use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;
use vault::{Key, KeyProvider};

/// Seconds for which a ceremony can be finished: somebody looks for a security key in a drawer.
pub const CEREMONY_SECONDS: i64 = 10 * 60;
const CEREMONY_LABEL: &[u8] = b"ecabinet ceremony/1";

/// From where an attempt comes: an address, and there a device of the government apart from whoever else shares it.
type Whence = (IpAddr, Option<DeviceId>);

/// What of the office stands at the door.
pub(crate) struct Doors {
    code_key: Key,
    device_code_key: Key,
    /// By the address from which attempts came.
    delays: Delays<IpAddr>,
    turns: Turns<Whence>,
    passwords: passwords::Desk,
}

impl Doors {
    pub(crate) fn open(keys: &dyn KeyProvider) -> Result<Self, OpenError> {
        Ok(Self {
            code_key: keys.derive("enrolment code")?,
            device_code_key: keys.derive("device code")?,
            delays: Delays::default(),
            turns: Turns::default(),
            passwords: passwords::Desk::default(),
        })
    }
}

impl Doors {
    /// How many are held back after failures.
    pub(crate) fn held_back(&self, now: Moment) -> HeldBack {
        HeldBack { addresses: self.delays.held_back(now), accounts: self.passwords.held_back(now) }
    }
}

/// The first half of a ceremony, for the browser.
#[derive(Clone, Debug)]
pub struct Ceremony {
    /// What the browser's authenticator is asked, as JSON.
    pub options: String,
    /// What comes back with the answer; sealed.
    pub sealed: String,
}

/// Who is invited by a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invited {
    /// By which enrolment.
    pub enrolment: EnrolmentId,
    /// Whom.
    pub person: PersonId,
    /// Until when.
    pub ends: Moment,
}

/// What became of an enrolment.
#[derive(Debug)]
pub enum Enrolled {
    /// The person is signed in.
    SignedIn(Session, String),
    /// The passkey stands in the record; the person signs in with it. Also when the form came twice.
    Recorded,
}

/// Why nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Nothing is told of why.
    #[error("not let in")]
    Refused,
    /// As many attempts from there, or at that account, wait to be judged as may; this one was not judged.
    #[error("too many attempts wait")]
    Crowded,
    /// The person proved who it is, and holds no charge.
    #[error("the person holds no charge")]
    NoCharge,
    /// The passkey is enrolled already.
    #[error("the passkey is enrolled already")]
    Known,
    /// Under these posts a session begins and goes on with a passkey alone.
    #[error("the post asks for a passkey")]
    PasskeyNeeded,
    /// The act was not applied.
    #[error(transparent)]
    Act(#[from] ActError),
    /// Something could not be read or recorded.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// For what a ceremony was begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Purpose {
    SignIn,
    Confirm(Uuid),
    Enrol(EnrolmentId),
    Add(Uuid),
    Approve(Uuid),
    SetPassword(EnrolmentId),
    Identity,
    BindIdentity(Uuid),
    EnrolDevice,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Begun {
    /// Also the id of the act that the ceremony leads to, so that it is recorded once.
    pub(crate) id: Uuid,
    pub(crate) purpose: Purpose,
    pub(crate) state: String,
    at: Moment,
}

impl Office {
    /// The same office, reached under a public origin: passkeys are bound to it.
    ///
    /// # Errors
    /// [`OpenError::Origin`] for an origin at which there can be no passkeys.
    pub fn reached_at(self, origin: &str) -> Result<Self, OpenError> {
        let name = self.state().rules().map_or_else(|| "e-Cabinet".to_owned(), |rules| rules.name.hi.clone());
        let relying_party = RelyingParty::new(origin, &name).map_err(|_| OpenError::Origin(origin.to_owned()))?;
        Ok(Self { relying_party: Some(Arc::new(relying_party)), ..self })
    }

    pub(crate) fn relying_party(&self) -> Result<&RelyingParty, SignInError> {
        let real = self.state().nature() == Some(LedgerNature::Real);
        self.relying_party.as_deref().filter(|_| real).ok_or(SignInError::Refused)
    }

    /// The first half of signing in, or of proving again within a session.
    ///
    /// # Errors
    /// [`SignInError::Refused`] in training.
    pub fn begin_proof(&self, session: Option<&Session>) -> Result<Ceremony, SignInError> {
        let begun = self.relying_party()?.start_sign_in().map_err(|_| SignInError::Refused)?;
        self.ceremony(begun, session.map_or(Purpose::SignIn, |session| Purpose::Confirm(session.id.0)))
    }

    pub(crate) fn ceremony(&self, begun: credentials::Ceremony, purpose: Purpose) -> Result<Ceremony, SignInError> {
        let at = self.now();
        let id = ids::new(at).map_err(ReadError::from)?;
        let begun_state = Begun { id, purpose, state: begun.state, at };
        let plain = serde_json::to_vec(&begun_state).map_err(|_| SignInError::Refused)?;
        let sealed = vault::seal(self.sessions.cookie_key(), CEREMONY_LABEL, &plain).map_err(ReadError::from)?;
        Ok(Ceremony { options: begun.options, sealed: vault::hex(&sealed) })
    }

    fn begun(&self, sealed: &str) -> Option<Begun> {
        let sealed = vault::unhex(sealed)?;
        let plain = vault::open(self.sessions.cookie_key(), CEREMONY_LABEL, &sealed).ok()?;
        let begun: Begun = serde_json::from_slice(&plain).ok()?;
        let seconds = self.now().0.saturating_sub(begun.at.0) / 1000;
        (0..=CEREMONY_SECONDS).contains(&seconds).then_some(begun)
    }

    /// Whoever comes from an address from which attempts failed waits first, right or wrong.
    async fn held_back(&self, from: IpAddr) {
        let wait = self.doors.delays.wait(from, self.now());
        if !wait.is_zero() {
            tokio::time::sleep(wait).await;
        }
    }

    /// The answer to a code that opens nothing, once everybody who came from there before has been told the same and counted, and
    /// this one has waited for them.
    async fn after_its_turn(&self, from: Caller, reason: &'static str) -> SignInError {
        let _turn = match self.queued(from).await {
            Ok(turn) => turn,
            Err(crowded) => return crowded,
        };
        self.held_back(from.address).await;
        self.not_let_in(from.address, reason).await
    }

    /// The turn of whoever brings something that could be guessed: it lasts until it is dropped, after the failure was counted.
    async fn queued(&self, Caller { address, device }: Caller) -> Result<Turn<'_, Whence>, SignInError> {
        match self.doors.turns.take((address.counted(), device)).await {
            Some(turn) => Ok(turn),
            None => Err(self.crowded().await),
        }
    }

    async fn crowded(&self) -> SignInError {
        self.custody.sign_in_refused("queue").await;
        SignInError::Crowded
    }

    /// A ceremony that was begun for this, once whoever answers has waited.
    pub(crate) async fn begun_for(&self, purpose: Purpose, sealed: &str, from: IpAddr) -> Result<Begun, SignInError> {
        let begun = self.begun_with(sealed, from, |begun| (begun == purpose).then_some(())).await;
        begun.map(|(begun, ())| begun)
    }

    /// The same for any purpose in which something is found, and that.
    async fn begun_with<T>(
        &self,
        sealed: &str,
        from: IpAddr,
        found: impl Fn(Purpose) -> Option<T>,
    ) -> Result<(Begun, T), SignInError> {
        self.held_back(from).await;
        match self.begun_as(sealed, found) {
            Some(begun) => Ok(begun),
            None => Err(self.not_let_in(from, "ceremony").await),
        }
    }

    /// A ceremony in whose purpose something is found, and that.
    fn begun_as<T>(&self, sealed: &str, found: impl Fn(Purpose) -> Option<T>) -> Option<(Begun, T)> {
        let begun = self.begun(sealed)?;
        found(begun.purpose).map(|what| (begun, what))
    }

    pub(crate) async fn not_let_in(&self, from: IpAddr, reason: &'static str) -> SignInError {
        self.doors.delays.failed(from, self.now());
        self.custody.sign_in_refused(reason).await;
        SignInError::Refused
    }

    /// The passkey that answered, once: the same answer again opens nothing.
    async fn proven(&self, begun: &Begun, answer: &str) -> Result<Arc<PasskeyRecord>, SignInError> {
        let relying_party = self.relying_party()?;
        let (user, handle) = relying_party.who(answer).map_err(|_| SignInError::Refused)?;
        let state = self.state();
        let mut own = state.passkeys_of(PersonId(user));
        let record = own.find(|record| record.passkey.handle == handle).ok_or(SignInError::Refused)?;
        let (last, version) = self.last_counter(&record.passkey).await?;
        let known = credentials::Passkey { counter: last, ..to_credentials(&record.passkey) };
        let proved = relying_party.finish_sign_in(&begun.state, answer, user, &known);
        let proved = proved.map_err(|_| SignInError::Refused)?;
        self.take_once(begun.id).await?;
        self.count(&record.passkey, version, proved.counter).await?;
        Ok(record.clone())
    }

    pub(crate) async fn take_once(&self, ceremony: Uuid) -> Result<(), SignInError> {
        let place = Place { owner: "ceremonies".to_owned(), kind: "taken".to_owned(), key: ceremony.to_string() };
        let value = Some(self.now().0.to_string().into_bytes());
        self.put_unless_changed(DrawerWrite { place, value, expected: Some(0) }).await
    }

    /// Writes a drawer that must not have changed: of two answers to one ceremony the later is refused.
    async fn put_unless_changed(&self, write: DrawerWrite) -> Result<(), SignInError> {
        match self.database.put_drawer(write).await {
            Ok(_) => Ok(()),
            Err(LedgerError::DrawerConflict { .. }) => Err(SignInError::Refused),
            Err(error) => Err(ReadError::from(error).into()),
        }
    }

    /// How far an authenticator had counted, and the version of the drawer that says so; 0: none does.
    pub(crate) async fn last_counter(&self, passkey: &Passkey) -> Result<(u32, u64), SignInError> {
        let (counted, version) = self.counted(&counter_place(passkey)).await?;
        // Sealed under a root key of before its rotation: counting begins again where the record began it.
        Ok((counted.unwrap_or(passkey.counter), version))
    }

    /// What was counted in a drawer, and its version; 0: there is none.
    async fn counted(&self, place: &Place) -> Result<(Option<u32>, u64), SignInError> {
        let Some(drawer) = self.database.drawer(place).await.map_err(ReadError::from)? else { return Ok((None, 0)) };
        let opened = vault::open(self.sessions.cookie_key(), place.key.as_bytes(), &drawer.value).ok();
        let counted = opened.and_then(|plain| <[u8; 4]>::try_from(&*plain).ok());
        Ok((counted.map(u32::from_be_bytes), drawer.version))
    }

    /// An authenticator that counts never counts backwards: a copy of it would.
    pub(crate) async fn count(&self, passkey: &Passkey, version: u64, now: u32) -> Result<(), SignInError> {
        if now == 0 {
            return Ok(());
        }
        self.put_unless_changed(self.counting(counter_place(passkey), version, now)?).await
    }

    fn counting(&self, place: Place, version: u64, now: u32) -> Result<DrawerWrite, SignInError> {
        let sealed = vault::seal(self.sessions.cookie_key(), place.key.as_bytes(), &now.to_be_bytes());
        let value = Some(sealed.map_err(ReadError::from)?);
        Ok(DrawerWrite { place, value, expected: Some(version) })
    }

    /// Signs in whoever's passkey answered, under the person's first charge.
    ///
    /// # Errors
    /// [`SignInError`]; every refusal is recorded.
    pub async fn finish_sign_in(
        &self,
        sealed: &str,
        answer: &str,
        from: impl Into<Caller>,
    ) -> Result<(Session, String), SignInError> {
        let Caller { address, device } = from.into();
        let begun = self.begun_for(Purpose::SignIn, sealed, address).await?;
        let record = match self.proven(&begun, answer).await {
            Err(SignInError::Refused) => {
                self.attempt_failed(self.aimed_at(answer), address).await;
                return Err(self.not_let_in(address, "passkey").await);
            }
            proven => proven?,
        };
        self.sign_in(record.passkey.person, Factor::Passkey(record.passkey.id), Caller { address, device }).await
    }

    /// Whose passkey an answer claims to be of, also of one that was taken away. Who claims it has held it or seen its answers.
    fn aimed_at(&self, answer: &str) -> Option<PersonId> {
        let (user, handle) = self.relying_party().ok()?.who(answer).ok()?;
        let state = self.state();
        let mut known = state.passkeys().filter(|record| record.passkey.person == PersonId(user));
        known.find(|record| record.passkey.handle == handle).map(|record| record.passkey.person)
    }

    /// Begins a session under the first charge of a person that suits what the person proved, and lays ready what the person
    /// is told of attempts before.
    async fn sign_in(&self, person: PersonId, factor: Factor, from: Caller) -> Result<(Session, String), SignInError> {
        let state = self.state();
        let own = charges_of(&state, person);
        let suits = |charge: &&Arc<Charge>| state.post(charge.post).is_some_and(|post| factor.suits(post.kind));
        let Some(charge) = own.iter().find(suits).map(|charge| charge.id) else {
            self.custody.sign_in_refused("charge").await;
            return Err(if own.is_empty() { SignInError::NoCharge } else { SignInError::PasskeyNeeded });
        };
        let began = self.now();
        let proved = matches!(factor, Factor::Passkey(_)).then_some(began);
        let device = from.device;
        let begun = self.begin_session(Beginning { person, charge, began, proved, factor, device }).await?;
        self.came_in(&begun.0, from.address).await;
        Ok(begun)
    }

    /// The cookie of a session whose person has proved again who it is; that of before opens nothing any more.
    ///
    /// # Errors
    /// [`SignInError`]; somebody else's passkey is refused.
    pub async fn finish_proof(
        &self,
        session: &Session,
        sealed: &str,
        answer: &str,
        from: IpAddr,
    ) -> Result<String, SignInError> {
        let begun = self.begun_for(Purpose::Confirm(session.id.0), sealed, from).await?;
        match self.proven(&begun, answer).await {
            Ok(record) if Some(record.passkey.person) == session.actor.person() => {
                Ok(self.proved_again(session).await?)
            }
            Ok(_) | Err(SignInError::Refused) => Err(self.not_let_in(from, "passkey").await),
            Err(error) => Err(error),
        }
    }

    /// Whom a code invites that somebody typed. One that opens is judged at once: of a hundred bits nobody guesses any, and who
    /// was handed it must not stand behind strangers of the same address. Every other one waits its turn.
    ///
    /// # Errors
    /// [`SignInError::Refused`] for a code that is none, was used, was replaced or is over; [`SignInError::Crowded`].
    pub async fn invited_by(&self, code: &str, from: impl Into<Caller>) -> Result<Invited, SignInError> {
        let from = from.into();
        self.relying_party()?;
        match codes::typed(code).and_then(|code| self.open_enrolment(&code)) {
            Some(record) => {
                let enrolment = &record.enrolment;
                Ok(Invited { enrolment: enrolment.id, person: enrolment.person, ends: enrolment.ends })
            }
            None => Err(self.after_its_turn(from, "code").await),
        }
    }

    fn open_enrolment(&self, typed: &str) -> Option<Arc<EnrolmentRecord>> {
        let (state, now) = (self.state(), self.now());
        let open = state.enrolments().filter(|record| record.is_open(now));
        let fits = |record: &&Arc<EnrolmentRecord>| {
            let code = codes::code(&self.doors.code_key, record.enrolment.id.0);
            vault::equal(code.as_bytes(), typed.as_bytes())
        };
        // Every open one is compared, so that nobody learns from the time how many there are before it.
        open.filter(fits).last().cloned()
    }

    /// The first half of enrolling a passkey with a code.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn begin_enrolment(&self, invited: Invited) -> Result<Ceremony, SignInError> {
        self.begin_registration(invited.person, Purpose::Enrol(invited.enrolment))
    }

    fn begin_registration(&self, person: PersonId, purpose: Purpose) -> Result<Ceremony, SignInError> {
        let state = self.state();
        let known: Vec<_> = state.passkeys_of(person).map(|record| to_credentials(&record.passkey)).collect();
        let name = state.person(person).map_or("", |person| person.name.hi.as_str());
        let begun = self.relying_party()?.start_registration(person.0, name, name, &known);
        self.ceremony(begun.map_err(|_| SignInError::Refused)?, purpose)
    }

    fn registered(&self, begun: &Begun, answer: &str, person: PersonId, label: String) -> Result<Passkey, SignInError> {
        let made = self.relying_party()?.finish_registration(&begun.state, answer);
        let made = made.map_err(|_| SignInError::Refused)?;
        let known =
            |record: &Arc<PasskeyRecord>| record.passkey.handle == made.handle && record.passkey.id.0 != begun.id;
        if self.state().passkeys().any(known) {
            return Err(SignInError::Known);
        }
        Ok(Passkey {
            id: PasskeyId(begun.id),
            person,
            label,
            handle: made.handle,
            public_key: made.public_key,
            counter: made.counter,
            backup_eligible: made.backup_eligible,
            backed_up: made.backed_up,
        })
    }

    /// Enrols the passkey that answered and signs its person in.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish_enrolment(
        &self,
        sealed: &str,
        answer: &str,
        label: String,
        from: impl Into<Caller>,
    ) -> Result<Enrolled, SignInError> {
        let Caller { address: from, device } = from.into();
        let ordered = |purpose| if let Purpose::Enrol(enrolment) = purpose { Some(enrolment) } else { None };
        let (begun, enrolment) = self.begun_with(sealed, from, ordered).await?;
        let person = self.state().enrolment(enrolment).map(|record| record.enrolment.person);
        let passkey = match self.registered(&begun, answer, person.unwrap_or(PersonId(Uuid::nil())), label) {
            Err(SignInError::Refused) => return Err(self.not_let_in(from, "passkey").await),
            made => made?,
        };
        let body = self.digest(answer.as_bytes());
        let act = Act::EnrolPasskey { enrolment, passkey: passkey.clone() };
        match self.act_as_office_under(ActId(begun.id), body, act).await {
            Ok(accepted) if accepted.repeated => Ok(Enrolled::Recorded),
            Ok(_) => {
                let (factor, caller) = (Factor::Passkey(passkey.id), Caller { address: from, device });
                self.signed_in_first(passkey.person, factor, caller).await
            }
            Err(ActError::Refused(Refusal::Unknown)) => Err(self.not_let_in(from, "code").await),
            Err(error) => Err(error.into()),
        }
    }

    /// Signs in whoever has just enrolled: that stands in the record, whatever goes wrong after it.
    async fn signed_in_first(&self, person: PersonId, factor: Factor, from: Caller) -> Result<Enrolled, SignInError> {
        match self.sign_in(person, factor, from).await {
            Ok((session, cookie)) => Ok(Enrolled::SignedIn(session, cookie)),
            Err(SignInError::NoCharge | SignInError::PasskeyNeeded | SignInError::Read(_)) => Ok(Enrolled::Recorded),
            Err(error) => Err(error),
        }
    }

    /// The first half of enrolling a further passkey of one's own.
    ///
    /// # Errors
    /// [`SignInError`].
    pub fn begin_adding(&self, session: &Session) -> Result<Ceremony, SignInError> {
        let person = session.actor.person().ok_or(SignInError::Refused)?;
        self.begin_registration(person, Purpose::Add(session.id.0))
    }

    /// Enrols a further passkey of the session's person.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn finish_adding(
        &self,
        session: &Session,
        sealed: &str,
        answer: &str,
        label: String,
        body: Digest,
    ) -> Result<(), SignInError> {
        let begun = self.begun(sealed).filter(|begun| begun.purpose == Purpose::Add(session.id.0));
        let (Some(begun), Some(person)) = (begun, session.actor.person()) else { return Err(SignInError::Refused) };
        let passkey = self.registered(&begun, answer, person, label)?;
        let act = Act::AddPasskey { passkey };
        let submission = Submission::new(ActId(begun.id), session.actor, body, act, TextsOf::default());
        self.act(submission.from_session(self, session)).await?;
        Ok(())
    }

    /// Goes on under another charge of the same person: the old session ends, and the new one lasts no longer than it.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for a charge that is not the person's own; [`SignInError::PasskeyNeeded`] for one whose post
    /// asks for a passkey, where the session began with something else.
    pub async fn change_charge(&self, session: &Session, charge: ChargeId) -> Result<(String, i64), SignInError> {
        let state = self.state();
        let person = session.actor.person().ok_or(ReadError::Unknown)?;
        let own = charges_of(&state, person);
        let next = own.iter().find(|held| held.id == charge).ok_or(ReadError::Unknown)?;
        if !state.post(next.post).is_some_and(|post| session.factor.suits(post.kind)) {
            return Err(SignInError::PasskeyNeeded);
        }
        let Session { began, proved, factor, device, .. } = *session;
        let beginning = Beginning { person, charge, began, proved, factor, device };
        let (_, cookie) = self.begin_session(beginning).await?;
        self.end_session(session).await?;
        let left = SESSION_ABSOLUTE_SECONDS - self.now().0.saturating_sub(session.began.0) / 1000;
        Ok((cookie, left.max(0)))
    }

    /// One half of the code of an enrolment. Whoever shows it records that first.
    pub(crate) fn half_of(&self, enrolment: EnrolmentId, half: Half) -> String {
        codes::half(&codes::code(&self.doors.code_key, enrolment.0), half)
    }

    /// The whole code of an enrolment, for the sheet on which a government's first day is printed.
    #[must_use]
    pub fn printed_code(&self, enrolment: EnrolmentId) -> String {
        codes::whole(&codes::code(&self.doors.code_key, enrolment.0))
    }

    /// Forgets which ceremonies were taken when they could not be finished any more in any case.
    pub(crate) async fn forget_ceremonies(&self) -> Result<(), LedgerError> {
        let now = self.now().0;
        for (place, drawer) in self.database.drawers("ceremonies", "taken").await? {
            let at = std::str::from_utf8(&drawer.value).ok().and_then(|at| at.parse::<i64>().ok()).unwrap_or_default();
            if now.saturating_sub(at) / 1000 > 2 * CEREMONY_SECONDS {
                self.database.delete_drawer(&place).await?;
            }
        }
        Ok(())
    }
}

/// The charges of a person, the highest first.
pub(crate) fn charges_of(state: &Cabinet, person: PersonId) -> Vec<Arc<Charge>> {
    let mut own: Vec<_> = state.charges().filter(|charge| charge.person == person).cloned().collect();
    let kind = |charge: &Arc<Charge>| state.post(charge.post).map_or(PostKind::SystemAdministrator, |post| post.kind);
    own.sort_by_key(|charge| (kind(charge), charge.from, charge.id));
    own
}

pub(crate) fn counter_place(passkey: &Passkey) -> Place {
    Place { owner: "passkeys".to_owned(), kind: "counter".to_owned(), key: passkey.id.to_string() }
}

pub(crate) fn to_credentials(passkey: &Passkey) -> credentials::Passkey {
    credentials::Passkey {
        handle: passkey.handle.clone(),
        public_key: passkey.public_key.clone(),
        counter: passkey.counter,
        backup_eligible: passkey.backup_eligible,
        backed_up: passkey.backed_up,
    }
}
