//! Devices of the government: each keeps a secret of its own in a cookie, apart from every session. A session that begins on
//! one is over with it, and goes on nowhere else; whoever comes with the secret of a lost one is told so, and nothing more.

use super::{Purpose, SignInError};
use crate::codes;
use crate::error::{ActError, ReadError};
use crate::open::Office;
use crate::sessions::Session;
use cabinet::device::{DeviceAsked, DeviceRecord, DevicesUsed};
use cabinet::ids::{ActId, DeviceId};
use cabinet::permission::{Action, Subject};
use cabinet::text::Digest;
use cabinet::{Act, Refusal};
use credentials::Zeroizing;
use std::net::IpAddr;
use std::sync::Arc;
use uuid::Uuid;

/// Bytes of a device's secret.
const SECRET_BYTES: usize = 32;

/// What a request brings with it to a door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Caller {
    /// From which address it comes.
    pub address: IpAddr,
    /// On which device, if it is one of the government's.
    pub device: Option<DeviceId>,
}

impl From<IpAddr> for Caller {
    fn from(address: IpAddr) -> Self {
        Self { address, device: None }
    }
}

/// What the cookie of a device says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceStanding {
    /// There is none, or it is nobody's.
    None,
    /// It is the secret of a device that is in use.
    Known(DeviceId),
    /// It is the secret of a device that was reported lost.
    Lost(DeviceId),
}

impl DeviceStanding {
    /// The device, if it is in use.
    #[must_use]
    pub const fn known(self) -> Option<DeviceId> {
        match self {
            Self::Known(id) => Some(id),
            Self::None | Self::Lost(_) => None,
        }
    }
}

/// A device for whoever registers devices.
pub struct RegisteredDevice {
    /// The device.
    pub record: Arc<DeviceRecord>,
    /// Its device code, while it opens.
    pub code: Option<String>,
}

impl Office {
    /// What the cookie of a device says.
    #[must_use]
    pub fn device_of(&self, cookie: Option<&str>) -> DeviceStanding {
        let Some((id, secret)) = cookie.and_then(read) else { return DeviceStanding::None };
        let state = self.state();
        let Some(record) = state.device(id) else { return DeviceStanding::None };
        let hash = vault::sha256(&secret);
        match (record.enrolled, record.lost) {
            (Some(known), lost) if vault::equal(&known.secret.0, &hash) => {
                if lost.is_some() {
                    DeviceStanding::Lost(id)
                } else {
                    DeviceStanding::Known(id)
                }
            }
            _ => DeviceStanding::None,
        }
    }

    /// Which device is asked for before the person of a session administers in it; none: this is the session. Whether and when
    /// its holder used a device is told by custody, on whichever node somebody signed in, and not by the browser.
    ///
    /// # Errors
    /// [`ReadError`] when custody cannot be read.
    pub async fn device_asked(&self, session: &Session) -> Result<Option<DeviceAsked>, ReadError> {
        let Some(person) = session.actor.person() else { return Ok(None) };
        let (state, names) = (self.state(), &self.custody.pseudonyms);
        let own: Vec<DeviceId> = state.devices_of(person).map(|one| one.device.id).collect();
        let mut used = DevicesUsed::new();
        if !own.is_empty() {
            let known = self.custody.known().await?;
            let days = |id| known.memory.days_used(names.device(id), names.person(person));
            used.extend(own.into_iter().map(|id| (id, days(id))));
        }
        Ok(state.device_asked(person, session.device, &used, self.now()))
    }

    /// Records that somebody came with the secret of a lost device.
    pub async fn lost_device_came(&self) {
        self.custody.sign_in_refused("device").await;
    }

    /// The first half of making a device known: its secret, sealed. It comes back with the code that is typed.
    ///
    /// # Errors
    /// [`SignInError::Refused`] in training.
    pub fn begin_device(&self) -> Result<String, SignInError> {
        self.relying_party()?;
        let secret = Zeroizing::new(vault::random::<SECRET_BYTES>().map_err(ReadError::from)?);
        let begun = credentials::Ceremony { options: String::new(), state: vault::hex(&*secret) };
        Ok(self.ceremony(begun, Purpose::EnrolDevice)?.sealed)
    }

    /// Makes the device known that a code names, and gives the cookie that it keeps. The same form again gives the same.
    ///
    /// # Errors
    /// [`SignInError::Refused`] for a code that is none, was used, is over, or whose device was reported lost;
    /// [`SignInError::Crowded`].
    pub async fn enrol_device(&self, sealed: &str, code: &str, from: IpAddr) -> Result<String, SignInError> {
        let made = |purpose| (purpose == Purpose::EnrolDevice).then_some(());
        let Some((begun, ())) = self.begun_as(sealed, made) else {
            return Err(self.after_its_turn(from.into(), "ceremony").await);
        };
        let secret = Zeroizing::new(vault::unhex(&begun.state).unwrap_or_default());
        let hash = Digest(vault::sha256(&secret));
        let state = self.state();
        if state.accepted(ActId(begun.id)).is_some() {
            let before = state.devices().find(|one| one.enrolled.is_some_and(|known| known.secret == hash));
            return before.map(|one| written(one.device.id, &secret)).ok_or(SignInError::Refused);
        }
        let Some(device) = codes::typed(code).and_then(|code| self.open_device(&code)) else {
            // Only what is no known device yet is enrolled: it stands with whoever shares its address.
            return Err(self.after_its_turn(from.into(), "code").await);
        };
        let act = Act::EnrolDevice { device, secret: hash };
        match self.act_as_office_under(ActId(begun.id), self.digest(sealed.as_bytes()), act).await {
            Ok(_) => Ok(written(device, &secret)),
            Err(ActError::Refused(Refusal::Unknown)) => Err(self.not_let_in(from, "code").await),
            Err(error) => Err(error.into()),
        }
    }

    fn open_device(&self, typed: &str) -> Option<DeviceId> {
        let (state, now) = (self.state(), self.now());
        let open = state.devices().filter(|record| state.device_code_opens(record, now)).map(|record| record.device.id);
        // Every open one is compared, so that nobody learns from the time how many there are before it.
        open.filter(|id| vault::equal(self.code_of(*id).as_bytes(), typed.as_bytes())).last()
    }

    fn code_of(&self, device: DeviceId) -> String {
        codes::code(&self.doors.device_code_key, device.0)
    }

    /// A device with its code, for who registers devices and proved lately who it is.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for anybody else, and for a device that is none.
    pub fn registered_device(&self, session: &Session, id: DeviceId) -> Result<RegisteredDevice, ReadError> {
        let state = self.state();
        if !state.may(&session.actor, Subject::Government, Action::RegisterDevices) || !self.proof_is_fresh(session) {
            return Err(ReadError::Unknown);
        }
        let record = state.device(id).ok_or(ReadError::Unknown)?.clone();
        let code = state.device_code_opens(&record, self.now()).then(|| codes::whole(&self.code_of(id)));
        Ok(RegisteredDevice { record, code })
    }
}

/// The cookie of a device: its id and its secret.
fn written(id: DeviceId, secret: &[u8]) -> String {
    format!("{}{}", vault::hex(id.0.as_bytes()), vault::hex(secret))
}

fn read(cookie: &str) -> Option<(DeviceId, Zeroizing<Vec<u8>>)> {
    let bytes = Zeroizing::new(vault::unhex(cookie)?);
    let (id, secret) = bytes.split_first_chunk::<16>()?;
    (secret.len() == SECRET_BYTES).then(|| (DeviceId(Uuid::from_bytes(*id)), Zeroizing::new(secret.to_vec())))
}
