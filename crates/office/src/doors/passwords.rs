//! Passwords with one-time codes, for posts that neither approve nor read folders.
//!
//! Whatever is wrong with a name, a password or a code is told alike, after the same work: one hash, one code, one drawer.
//! What proves a password lies sealed in a drawer that is written in the transaction of its event. A code counts once.

use super::{Begun, Caller, Enrolled, Invited, Purpose, SignInError};
use crate::custody::SessionEnd;
use crate::delays::Delays;
use crate::error::{ActError, ReadError};
use crate::open::Office;
use crate::sessions::{Beginning, Factor, Session};
use crate::submission::{Submission, TextsOf};
use crate::turns::Turns;
use cabinet::ids::{ActId, DeviceId, EnrolmentId, PasswordId, PersonId};
use cabinet::password::{Password, PasswordRecord, sign_in_name};
use cabinet::text::Digest;
use cabinet::{Act, Actor, Cabinet, Moment, Refusal};
use credentials::known::{Leaked, LeakedError};
use credentials::password::{PasswordFault, hash, judge, verify, verify_nobody};
use credentials::totp::{self, Secret};
use credentials::{RelyingParty, Zeroizing};
use ledger::{DrawerWrite, LedgerError, Place};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Passwords that are hashed at once: each takes 19 MiB.
const HASHED_AT_ONCE: usize = 2;
/// Wrong codes beside the right password, one after another, after which it is taken away: whoever sends them knows it,
/// and of a million codes one is right at a time. Its owner needs a new one in any case.
const WRONG_CODES_MAX: u32 = 100;
/// Whose drawer is looked for where there is no account: it is never there.
const NOBODY: PasswordId = PasswordId(Uuid::nil());
/// With what a code is compared where there is no account.
const NOBODYS_SECRET: [u8; 20] = [0; 20];
const DRAWER: &str = "password";

/// What passwords need at the door.
pub(super) struct Desk {
    /// By the hash of the name that was typed.
    delays: Delays<[u8; 32]>,
    /// By the same, and apart for a device of the government: whoever holds none keeps nobody waiting who does.
    turns: Turns<([u8; 32], Option<DeviceId>)>,
    hashing: Arc<Semaphore>,
    /// Wrong codes beside a right password since the last right one.
    wrong_codes: Mutex<BTreeMap<PasswordId, u32>>,
}

impl Default for Desk {
    fn default() -> Self {
        let hashing = Arc::new(Semaphore::new(HASHED_AT_ONCE));
        Self { delays: Delays::default(), turns: Turns::default(), hashing, wrong_codes: Mutex::default() }
    }
}

impl Desk {
    /// How many names are held back after failures.
    pub(super) fn held_back(&self, now: Moment) -> usize {
        self.delays.held_back(now)
    }
}

/// What was typed to sign in.
pub struct PasswordTyped {
    /// The sign-in name.
    pub name: String,
    /// The password.
    pub password: Zeroizing<String>,
    /// The one-time code.
    pub code: String,
}

/// What was typed to set a password.
pub struct NewPassword {
    /// The sign-in name; that of the old password where one is changed.
    pub name: String,
    /// The password.
    pub password: Zeroizing<String>,
    /// The same again.
    pub again: Zeroizing<String>,
    /// A one-time code.
    pub code: String,
}

/// The first half of setting a password: the secret that goes to the person's telephone.
pub struct PasswordBegun {
    /// What comes back with the form; sealed.
    pub sealed: String,
    /// The secret as it is typed by hand, in groups of four.
    pub groups: Vec<String>,
    /// The address that a telephone reads from a QR code.
    pub uri: Zeroizing<String>,
    /// Whose password.
    pub person: PersonId,
}

/// What is wrong with a password that somebody wants to set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordMisfit {
    /// It is no sign-in name.
    Name,
    /// Somebody else signs in under the name.
    NameTaken,
    /// The password has too few characters, too many, or can be guessed.
    Password(PasswordFault),
    /// The second time something else was typed.
    Differs,
    /// The code is not that of the moment; where a password is changed, or the old password is not right.
    Proof,
}

/// Why a password was not set.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Everything that is wrong with it.
    #[error("the password cannot be set as it is")]
    Misfits(Vec<PasswordMisfit>),
    /// Nobody is let in, or the act was not applied.
    #[error(transparent)]
    SignIn(#[from] SignInError),
}

impl From<ActError> for PasswordError {
    fn from(error: ActError) -> Self {
        match error {
            ActError::Refused(Refusal::SignInNameTaken) => Self::Misfits(vec![PasswordMisfit::NameTaken]),
            error => Self::SignIn(error.into()),
        }
    }
}

impl From<ReadError> for PasswordError {
    fn from(error: ReadError) -> Self {
        Self::SignIn(error.into())
    }
}

/// What proves a password, as it lies sealed.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Secrets {
    hash: String,
    secret: String,
}

/// A password that was proved.
pub(super) struct Proved {
    record: Arc<PasswordRecord>,
    secrets: Secrets,
    step: u32,
}

/// What was compared, of an account that may be nobody's.
struct Compared {
    record: Option<Arc<PasswordRecord>>,
    password_is_right: bool,
    step: Option<u32>,
    version: u64,
    secrets: Option<Secrets>,
}

impl Office {
    /// The same office, which compares every new password with those of a file of leaked ones.
    #[must_use]
    pub fn knowing_leaked(self, leaked: Leaked) -> Self {
        Self { leaked: Some(Arc::new(leaked)), ..self }
    }

    /// Whether a person may have a password: under at least one charge a session begins without a passkey.
    #[must_use]
    pub fn may_have_password(&self, person: PersonId) -> bool {
        self.state().charges_without_passkey(person).next().is_some()
    }

    /// The first half of setting a password with a code.
    ///
    /// # Errors
    /// [`SignInError::PasskeyNeeded`] for a person whose posts all ask for a passkey; [`SignInError`].
    pub fn begin_password(&self, invited: Invited) -> Result<PasswordBegun, SignInError> {
        if !self.may_have_password(invited.person) {
            return Err(SignInError::PasskeyNeeded);
        }
        let secret = totp::new_secret().map_err(|_| SignInError::Refused)?;
        self.password_begun(invited.enrolment, invited.person, &secret)
    }

    /// The same once more, where the form could not be taken: the telephone keeps its secret.
    ///
    /// # Errors
    /// [`SignInError`].
    pub async fn begin_password_again(&self, sealed: &str, from: IpAddr) -> Result<PasswordBegun, SignInError> {
        let (begun, enrolment) = self.setting(sealed, from).await?;
        let person = self.state().enrolment(enrolment).map(|record| record.enrolment.person);
        self.password_begun(enrolment, person.ok_or(SignInError::Refused)?, &secret_of(&begun)?)
    }

    fn password_begun(
        &self,
        enrolment: EnrolmentId,
        person: PersonId,
        secret: &Secret,
    ) -> Result<PasswordBegun, SignInError> {
        let _: &RelyingParty = self.relying_party()?;
        let state = self.state();
        let plain = |hi: &str, en: &str| if en.is_empty() { hi.to_owned() } else { en.to_owned() };
        let account = state.person(person).map(|person| plain(&person.name.hi, &person.name.en)).unwrap_or_default();
        let government = state.rules().map(|rules| plain(&rules.name.hi, &rules.name.en)).unwrap_or_default();
        let base32: Vec<char> = secret.base32().chars().collect();
        let begun = credentials::Ceremony { options: String::new(), state: vault::hex(secret.bytes()) };
        Ok(PasswordBegun {
            sealed: self.ceremony(begun, Purpose::SetPassword(enrolment))?.sealed,
            groups: base32.chunks(4).map(|group| group.iter().collect()).collect(),
            uri: secret.otpauth_uri(&account, &format!("e-Cabinet {government}")),
            person,
        })
    }

    /// What a form that sets a password was begun for.
    async fn setting(&self, sealed: &str, from: IpAddr) -> Result<(Begun, EnrolmentId), SignInError> {
        let ordered = |purpose| if let Purpose::SetPassword(enrolment) = purpose { Some(enrolment) } else { None };
        self.begun_with(sealed, from, ordered).await
    }

    /// Sets a password with a code and signs its person in.
    ///
    /// # Errors
    /// [`PasswordError`]; all misfits at once, and nothing is recorded.
    pub async fn finish_password(
        &self,
        sealed: &str,
        typed: NewPassword,
        from: impl Into<Caller>,
    ) -> Result<Enrolled, PasswordError> {
        let (arrived, Caller { address: from, device }) = (self.now(), from.into());
        let (begun, enrolment) = self.setting(sealed, from).await?;
        let (id, body) = (ActId(begun.id), self.digest(sealed.as_bytes()));
        let state = self.state();
        if state.accepted(id).is_some() {
            return Ok(Enrolled::Recorded);
        }
        let ordered = state.enrolment(enrolment).filter(|record| record.is_open(self.now()));
        let Some(person) = ordered.map(|record| record.enrolment.person) else {
            return Err(self.not_let_in(from, "code").await.into());
        };
        let secret = secret_of(&begun)?;
        let step = step(secret.bytes(), &typed.code, arrived, None);
        let mut misfits = self.misfits(&state, person, &typed).await?;
        if step.is_none() {
            misfits.push(PasswordMisfit::Proof);
        }
        let (Some(step), []) = (step, misfits.as_slice()) else { return Err(PasswordError::Misfits(misfits)) };
        let password = Password { id: PasswordId(begun.id), person, name: typed.name };
        let drawers = self.drawers_of(password.id, &secret, typed.password, step).await?;
        let act = Act::SetPassword { enrolment, password: password.clone() };
        let mut submission = Submission::new(id, Actor::System, body, act, TextsOf::default());
        submission.drawers = drawers;
        match self.act(submission).await {
            Ok(_) => {
                let (factor, caller) = (Factor::Password(password.id), Caller { address: from, device });
                Ok(self.signed_in_first(person, factor, caller).await?)
            }
            Err(ActError::Refused(Refusal::Unknown)) => Err(self.not_let_in(from, "code").await.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// Everything that is wrong with what somebody wants to sign in with.
    async fn misfits(
        &self,
        state: &Cabinet,
        person: PersonId,
        typed: &NewPassword,
    ) -> Result<Vec<PasswordMisfit>, ReadError> {
        let name = sign_in_name(&typed.name);
        let taken = name.as_deref().and_then(|name| state.password_named(name));
        let mut misfits = Vec::new();
        if name.is_none() {
            misfits.push(PasswordMisfit::Name);
        } else if taken.is_some_and(|other| other.password.person != person) {
            misfits.push(PasswordMisfit::NameTaken);
        }
        misfits.extend(self.fault(state, person, typed).await?.map(PasswordMisfit::Password));
        if typed.password != typed.again {
            misfits.push(PasswordMisfit::Differs);
        }
        Ok(misfits)
    }

    /// What is wrong with a password itself: guessed, of the house, or known.
    async fn fault(
        &self,
        state: &Cabinet,
        person: PersonId,
        typed: &NewPassword,
    ) -> Result<Option<PasswordFault>, ReadError> {
        let (words, house) = (guessers_words(state, person, &typed.name), house_words(state));
        let (password, leaked) = (typed.password.clone(), self.leaked.clone());
        let judged = self.blocking(move || {
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let house: Vec<&str> = house.iter().map(String::as_str).collect();
            if let Err(fault) = judge(&password, &words, &house) {
                return Ok(Some(fault));
            }
            let listed = leaked.map(|leaked| leaked.has(&password)).transpose()?;
            Ok((listed == Some(true)).then_some(PasswordFault::Listed))
        });
        judged.await?.map_err(|error: LeakedError| {
            tracing::error!(%error, "a password could not be looked for among those that leaked");
            ReadError::Damaged("the leaked passwords")
        })
    }

    /// The drawers that prove a password from now on. The code with which it was set counts no second time.
    async fn drawers_of(
        &self,
        id: PasswordId,
        secret: &Secret,
        password: Zeroizing<String>,
        step: u32,
    ) -> Result<Vec<DrawerWrite>, PasswordError> {
        let hashed = self.blocking(move || hash(&password)).await?.map_err(|_| ReadError::Damaged("a password"))?;
        let secrets = Secrets { hash: hashed, secret: vault::hex(secret.bytes()) };
        let plain = Zeroizing::new(serde_json::to_vec(&secrets).map_err(|_| ReadError::Damaged("a password"))?);
        let sealed = vault::seal(&self.drafts_key, id.0.as_bytes(), &plain).map_err(ReadError::from)?;
        let proof = DrawerWrite { place: place(id), value: Some(sealed), expected: Some(0) };
        Ok(vec![proof, self.counting(step_place(id), 0, step)?])
    }

    /// Signs in who typed name, password and code, under the first charge of a post that signs in so.
    ///
    /// # Errors
    /// [`SignInError::Refused`], whatever is wrong; [`SignInError::PasskeyNeeded`] and [`SignInError::NoCharge`] for who
    /// proved all three and has no such charge; [`SignInError::Crowded`].
    pub async fn sign_in_with_password(
        &self,
        typed: PasswordTyped,
        from: impl Into<Caller>,
    ) -> Result<(Session, String), SignInError> {
        let from = from.into();
        let name = sign_in_name(&typed.name);
        let proved = self.prove_password(name.as_deref(), typed.password, &typed.code, from).await?;
        let Password { id, person, .. } = proved.record.password;
        self.sign_in(person, Factor::Password(id), from).await
    }

    /// The password that was proved. Its code is used up.
    pub(super) async fn prove_password(
        &self,
        name: Option<&str>,
        password: Zeroizing<String>,
        code: &str,
        from: Caller,
    ) -> Result<Proved, SignInError> {
        self.relying_party()?;
        // A code is judged by the moment at which it was brought: that its owner waits here for failures of others, and for
        // the hash, makes it no older.
        let arrived = self.now();
        let account = vault::sha256(name.unwrap_or_default().as_bytes());
        // First that of the address, so that no address has more than one attempt in the queue of an account.
        let _turn = self.queued(from).await?;
        let Some(_turn_at) = self.doors.passwords.turns.take((account, from.device)).await else {
            return Err(self.crowded().await);
        };
        let from = from.address;
        self.held_back_at(account, from).await;
        let compared = self.compare(name, password, (code, arrived)).await?;
        let Compared { record, password_is_right, step, version, secrets } = compared;
        let aimed_at = record.as_ref().map(|record| record.password.person);
        match (record, secrets, step) {
            (Some(record), Some(secrets), Some(step)) if password_is_right => {
                let id = record.password.id;
                // Of two who bring the same code at once, one has it.
                if self.put_unless_changed(self.counting(step_place(id), version, step)?).await.is_ok() {
                    self.right_code(id, account);
                    return Ok(Proved { record, secrets, step });
                }
            }
            (Some(record), Some(_), None) if password_is_right => self.wrong_code(record.password.id).await,
            _ => {}
        }
        self.doors.passwords.delays.failed(account, self.now());
        self.attempt_failed(aimed_at, from).await;
        Err(self.not_let_in(from, "password").await)
    }

    /// Looks an account up and compares; for nobody's account it does the same.
    async fn compare(
        &self,
        name: Option<&str>,
        password: Zeroizing<String>,
        (code, arrived): (&str, Moment),
    ) -> Result<Compared, SignInError> {
        let record = name.and_then(|name| self.state().password_named(name).cloned());
        let id = record.as_ref().map_or(NOBODY, |record| record.password.id);
        let drawer = self.database.drawer(&place(id)).await.map_err(ReadError::from)?;
        let (last, version) = self.counted(&step_place(id)).await?;
        let opened = drawer.and_then(|drawer| vault::open(&self.drafts_key, id.0.as_bytes(), &drawer.value).ok());
        let secrets: Option<Secrets> = opened.and_then(|plain| serde_json::from_slice(&plain).ok());
        let hash = secrets.as_ref().map(|secrets| secrets.hash.clone());
        let compared = self.blocking(move || match hash {
            Some(hash) => verify(&hash, &password).unwrap_or(false),
            None => {
                verify_nobody(&password);
                false
            }
        });
        let password_is_right = compared.await?;
        let secret = secrets.as_ref().and_then(|secrets| vault::unhex(&secrets.secret));
        let secret = Zeroizing::new(secret.unwrap_or_else(|| NOBODYS_SECRET.to_vec()));
        let step = step(&secret, code, arrived, last);
        Ok(Compared { record, password_is_right, step, version, secrets })
    }

    fn right_code(&self, id: PasswordId, account: [u8; 32]) {
        self.doors.passwords.delays.forgive(account);
        if let Ok(mut wrong) = self.doors.passwords.wrong_codes.lock() {
            wrong.remove(&id);
        }
    }

    /// Whoever sends wrong codes beside the right password knows it; one of them may guess.
    async fn wrong_code(&self, id: PasswordId) {
        let too_many = self.doors.passwords.wrong_codes.lock().is_ok_and(|mut wrong| {
            let count = wrong.entry(id).or_default();
            *count = count.saturating_add(1);
            *count >= WRONG_CODES_MAX
        });
        if too_many && let Err(error) = self.act_as_office(Act::RevokePassword { password: id, reason: None }).await {
            tracing::error!(%error, "a password whose codes are guessed at could not be taken away");
        }
    }

    /// Whoever comes waits as long as address or account ask for, whichever is longer, and never longer than one wait.
    async fn held_back_at(&self, account: [u8; 32], from: IpAddr) {
        let now = self.now();
        let wait = self.doors.delays.wait(from, now).max(self.doors.passwords.delays.wait(account, now));
        if wait > Duration::ZERO {
            tokio::time::sleep(wait).await;
        }
    }

    /// Sets another password in the place of the session's person's own, which needs the old one and a one-time code.
    /// Every other session of the person ends. Gives the cookie of the one in which the person goes on.
    ///
    /// # Errors
    /// [`PasswordError`]; then the old password stands.
    pub async fn change_password(
        &self,
        session: &Session,
        (id, body): (ActId, Digest),
        (old, typed): (Zeroizing<String>, NewPassword),
        from: IpAddr,
    ) -> Result<String, PasswordError> {
        let state = self.state();
        let person = session.actor.person().ok_or(SignInError::Refused)?;
        if state.accepted(id).is_some_and(|accepted| accepted.by == session.actor && accepted.body == body) {
            return Ok(self.cookie_of(session)?);
        }
        let own = state.password_of(person).ok_or(ReadError::Unknown)?.password.name.clone();
        let typed = NewPassword { name: own.clone(), ..typed };
        let misfits = self.misfits(&state, person, &typed).await?;
        // The code is not used up by a password that cannot be taken.
        if !misfits.is_empty() {
            return Err(PasswordError::Misfits(misfits));
        }
        let from = Caller { address: from, device: session.device };
        let proved = self.prove_password(Some(&own), old, &typed.code, from).await;
        let proved = match proved {
            Err(SignInError::Refused) => return Err(PasswordError::Misfits(vec![PasswordMisfit::Proof])),
            proved => proved?,
        };
        let secret = vault::unhex(&proved.secrets.secret).and_then(|bytes| Secret::of(&bytes));
        let secret = secret.ok_or(ReadError::Damaged("a password"))?;
        let password = Password { id: PasswordId(self.new_id().map_err(ReadError::from)?), person, name: own };
        let drawers = self.drawers_of(password.id, &secret, typed.password, proved.step).await?;
        let act = Act::ChangePassword { password: password.clone() };
        let mut submission = Submission::new(id, session.actor, body, act, TextsOf::default());
        submission.drawers = drawers;
        self.act(submission.from_session(self, session)).await?;
        self.end_others(session).await?;
        let (Factor::Password(_), Actor::Holder { charge, .. }) = (session.factor, session.actor) else {
            return Ok(self.cookie_of(session)?);
        };
        // What this session stood on is gone: its person goes on in another one, which lasts no longer.
        let Session { began, proved, device, .. } = *session;
        let factor = Factor::Password(password.id);
        let (_, cookie) = self.begin_session(Beginning { person, charge, began, proved, factor, device }).await?;
        self.end(session.id.0, SessionEnd::PasswordRevoked).await?;
        Ok(cookie)
    }

    /// Forgets what proved passwords that were taken away.
    pub(crate) async fn forget_passwords(&self) -> Result<(), LedgerError> {
        let state = self.state();
        for (drawer, _) in self.database.drawers_of_kind(DRAWER).await? {
            let Ok(id) = drawer.owner.parse::<PasswordId>() else { continue };
            // One of which this node has not heard yet is left.
            if state.password(id).is_some_and(|record| record.revoked.is_some()) {
                self.database.delete_drawer(&drawer).await?;
                self.database.delete_drawer(&step_place(id)).await?;
            }
        }
        Ok(())
    }

    /// Work that keeps a processor busy, few at once.
    async fn blocking<T: Send + 'static>(&self, work: impl FnOnce() -> T + Send + 'static) -> Result<T, ReadError> {
        let permit = self.doors.passwords.hashing.clone().acquire_owned().await;
        let permit = permit.map_err(|_| ReadError::Damaged("a password"))?;
        let done = tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        });
        done.await.map_err(|_| ReadError::Damaged("a password"))
    }
}

/// Where what proves a password lies, sealed in the compartment of drafts.
pub(crate) fn place(id: PasswordId) -> Place {
    Place { owner: id.to_string(), kind: DRAWER.to_owned(), key: "proof".to_owned() }
}

/// Where it is written for which moment the last code was taken.
fn step_place(id: PasswordId) -> Place {
    Place { owner: "passwords".to_owned(), kind: "step".to_owned(), key: id.to_string() }
}

/// The half minute whose code this is, if it is that in which the code was brought and comes after the last one.
fn step(secret: &[u8], code: &str, arrived: Moment, last: Option<u32>) -> Option<u32> {
    let seconds = u64::try_from(arrived.0 / 1000).ok()?;
    let step = totp::check(secret, code, seconds, last.map(u64::from))?;
    u32::try_from(step).ok()
}

fn secret_of(begun: &Begun) -> Result<Secret, SignInError> {
    let bytes = vault::unhex(&begun.state).map(Zeroizing::new);
    bytes.and_then(|bytes| Secret::of(&bytes)).ok_or(SignInError::Refused)
}

/// What a guesser would try first: the person's names and posts, the account, the government.
fn guessers_words(state: &Cabinet, person: PersonId, name: &str) -> Vec<String> {
    let mut words = vec![name.to_owned(), "e-Cabinet".to_owned()];
    let own = state.person(person).map(|person| person.name.clone());
    let posts = state.charges().filter(|charge| charge.person == person).filter_map(|charge| state.post(charge.post));
    let government = state.rules().map(|rules| rules.name.clone());
    let labels = own.into_iter().chain(posts.map(|post| post.title.clone())).chain(government);
    words.extend(labels.flat_map(|label| [label.hi, label.en]));
    words
}

/// Names of the house that stand in the record: its departments and posts.
fn house_words(state: &Cabinet) -> Vec<String> {
    let departments = state.departments().map(|department| department.name.clone());
    let posts = state.posts().map(|post| post.title.clone());
    departments.chain(posts).flat_map(|label| [label.hi, label.en]).collect()
}
