//! Delivery: at least once. A notice is claimed before it is sent, with a claim that runs out, so that another node or the next
//! start sends what a killed process did not; after three tries it is left for a person to see.

use super::{Contact, notice_number};
use crate::error::ReadError;
use crate::open::Office;
use cabinet::ids::{ChargeId, PersonId};
use cabinet::notice::{Notice, all_notices};
use cabinet::permission::{Action, Subject};
use cabinet::{Actor, Cabinet, Moment};
use hindi::Language;
use ledger::{DrawerWrite, LedgerError, Place};
use notices::{Fault, Letter, Mail, Slot, Sms};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use uuid::Uuid;

/// Tries after which a notice is left.
const TRIES_MAX: u32 = 3;
/// Days after which what was not sent is no news any more.
const SENT_WITHIN_DAYS: u32 = 3;
/// Days for which what was delivered or left is remembered.
const REMEMBERED_DAYS: u32 = 14;
/// A look without a new entry, for what comes due by the clock alone.
const LOOK_AGAIN: Duration = Duration::from_secs(30);

/// Makes the letter of a notice; none where there is nothing to be sent.
pub type Letters = Arc<dyn Fn(&Cabinet, &Notice) -> Option<Letter> + Send + Sync>;

/// By which way a notice leaves the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    /// By mail.
    Mail,
    /// By SMS.
    Sms,
}

impl Channel {
    /// Every way.
    pub const ALL: [Self; 2] = [Self::Mail, Self::Sms];

    /// Its word.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Sms => "sms",
        }
    }
}

/// How fast deliveries follow on one another.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// Between two rounds at least.
    pub round: Duration,
    /// How long a claim holds, by the office's clock.
    pub claim_seconds: i64,
    /// How long is waited after the first and after the second failure, by the office's clock.
    pub again_seconds: [i64; 2],
}

impl Default for Pace {
    fn default() -> Self {
        Self { round: Duration::from_secs(2), claim_seconds: 5 * 60, again_seconds: [60, 30 * 60] }
    }
}

/// The ways out of the house that were configured.
pub struct Channels {
    /// Mail.
    pub mail: Option<Mail>,
    /// SMS.
    pub sms: Option<Sms>,
    /// What letters say.
    pub letters: Letters,
    /// How fast.
    pub pace: Pace,
    /// When they were opened.
    opened: Moment,
    /// What the last round found.
    health: Mutex<DeliveryHealth>,
}

impl Channels {
    /// These ways.
    #[must_use]
    pub fn new(mail: Option<Mail>, sms: Option<Sms>, letters: Letters, pace: Pace) -> Self {
        Self { mail, sms, letters, pace, opened: Moment::default(), health: Mutex::default() }
    }

    const fn has(&self, channel: Channel) -> bool {
        match channel {
            Channel::Mail => self.mail.is_some(),
            Channel::Sms => self.sms.is_some(),
        }
    }
}

/// How deliveries go, for who runs the machine: numbers alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeliveryHealth {
    /// Sent and still remembered.
    pub sent: usize,
    /// Tried and waiting to be tried again.
    pub waiting: usize,
    /// Left after three tries, by the way and the status with which a server refused; none: it was not reached.
    pub failed: BTreeMap<(Channel, Option<u16>), usize>,
}

impl DeliveryHealth {
    /// How many were left.
    #[must_use]
    pub fn left(&self) -> usize {
        self.failed.values().sum()
    }
}

/// A notice that did not reach its person, for the cabinet section: whom one must tell otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// Word of its kind.
    pub kind: String,
    /// Whom it was for.
    pub charge: ChargeId,
    /// By which way.
    pub channel: Channel,
    /// When the last try failed.
    pub at: Moment,
    /// The status with which a server refused; none: it was not reached.
    pub status: Option<u16>,
}

/// What became of a notice on one way. No address stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Delivery {
    kind: String,
    charge: ChargeId,
    /// Since when the notice stands.
    told: Moment,
    tries: u32,
    outcome: Outcome,
    /// Why the last try failed.
    #[serde(default)]
    status: Option<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    /// Somebody is sending it, until when at the latest.
    Claimed(Moment),
    /// It failed and is tried again, not before when.
    Waiting(Moment),
    /// It is sent, since when.
    Sent(Moment),
    /// It was left, since when.
    Failed(Moment),
}

/// What lies in the drawers, by place, with the versions.
type Kept = BTreeMap<Place, (Delivery, u64)>;

fn place(person: PersonId, number: &str, channel: Channel) -> Place {
    Place { owner: person.to_string(), kind: "notice".to_owned(), key: format!("{number}.{}", channel.key()) }
}

impl Office {
    /// The same office, from which notices leave by these ways. Nothing is sent of what was told before it was first opened
    /// with one of them.
    #[must_use]
    pub fn with_channels(self, channels: Channels) -> Self {
        let channels = Channels { opened: self.now(), ..channels };
        let office = Self { channels: Some(Arc::new(channels)), ..self };
        let sending = office.clone();
        tokio::spawn(async move { follow(&sending).await });
        office
    }

    /// How deliveries go; none where no way is configured.
    pub(crate) fn delivery_health(&self) -> Option<DeliveryHealth> {
        let channels = self.channels.as_ref()?;
        Some(channels.health.lock().unwrap_or_else(PoisonError::into_inner).clone())
    }

    /// Ways by which notices leave the house.
    #[must_use]
    pub fn ways_out(&self) -> Vec<Channel> {
        let has = |channel: &Channel| self.channels.as_ref().is_some_and(|channels| channels.has(*channel));
        Channel::ALL.into_iter().filter(has).collect()
    }

    /// What was left, newest first, for whoever proposes changes among people: the cabinet section tells those persons
    /// otherwise.
    ///
    /// # Errors
    /// [`ReadError`].
    pub async fn undelivered(&self, actor: &Actor) -> Result<Vec<Undelivered>, ReadError> {
        if self.channels.is_none() || !self.state().may(actor, Subject::Government, Action::ProposeChange) {
            return Ok(Vec::new());
        }
        let kept = self.deliveries().await?;
        let mut left: Vec<Undelivered> = kept
            .into_iter()
            .filter_map(|(place, (delivery, _))| {
                let Outcome::Failed(at) = delivery.outcome else { return None };
                let channel = Channel::ALL.into_iter().find(|channel| place.key.ends_with(channel.key()))?;
                Some(Undelivered { kind: delivery.kind, charge: delivery.charge, channel, at, status: delivery.status })
            })
            .collect();
        left.sort_by_key(|one| std::cmp::Reverse(one.at));
        Ok(left)
    }

    async fn deliveries(&self) -> Result<Kept, ReadError> {
        let mut kept = Kept::new();
        for (place, drawer) in self.database.drawers_of_kind("notice").await? {
            let person = place.owner.parse::<Uuid>().ok().map(PersonId);
            if let Some(found) = person.and_then(|person| self.opened_for(person, &drawer)) {
                kept.insert(place, (found, drawer.version));
            }
        }
        Ok(kept)
    }

    /// Since when a way is open: the moment at which an office was first opened with it.
    async fn open_since(&self, channel: Channel, opened: Moment) -> Result<Moment, ReadError> {
        let place = Place { owner: "notices".to_owned(), kind: "open_since".to_owned(), key: channel.key().to_owned() };
        if let Some(drawer) = self.database.drawer(&place).await? {
            let written = String::from_utf8(drawer.value).ok().and_then(|written| written.parse().ok());
            return written.map(Moment).ok_or(ReadError::Damaged("a way out"));
        }
        let value = Some(opened.0.to_string().into_bytes());
        match self.database.put_drawer(DrawerWrite { place, value, expected: Some(0) }).await {
            // Another node was a moment earlier: the next round reads its moment.
            Ok(_) | Err(LedgerError::DrawerConflict { .. }) => Ok(opened),
            Err(error) => Err(error.into()),
        }
    }
}

/// Sends what there is to send, for as long as the process lives.
async fn follow(office: &Office) {
    let Some(channels) = office.channels.clone() else { return };
    let mut published = office.published.subscribe();
    loop {
        if office.halted().is_some() {
            return;
        }
        if let Err(error) = round(office, &channels).await {
            tracing::warn!(%error, "notices could not be sent");
        }
        tokio::time::sleep(channels.pace.round).await;
        let _ = tokio::time::timeout(LOOK_AGAIN.min(channels.pace.round * 15), published.changed()).await;
    }
}

async fn round(office: &Office, channels: &Channels) -> Result<(), ReadError> {
    let (state, now) = (office.state(), office.now());
    let mut kept = office.deliveries().await?;
    let told = all_notices(&state, now);
    // A person is reached by both ways from one drawer.
    let mut contacts: BTreeMap<PersonId, Contact> = BTreeMap::new();
    for channel in Channel::ALL.into_iter().filter(|channel| channels.has(*channel)) {
        let since = office.open_since(channel, channels.opened).await?.max(now.minus_days(SENT_WITHIN_DAYS));
        // Oldest first.
        for notice in told.iter().rev().filter(|notice| is_due(&state, notice, since)) {
            let contact = match contacts.entry(notice.person) {
                Entry::Occupied(known) => known.into_mut(),
                Entry::Vacant(place) => place.insert(office.contact_of(notice.person).await?),
            };
            let work = Work { office, channels, state: &state, channel, notice, contact };
            // A server that is away would be away for the next one too.
            if work.done(&mut kept).await? == Some(Fault::Silent) {
                break;
            }
        }
    }
    forget(office, &mut kept, now).await?;
    note(channels, &kept);
    Ok(())
}

/// Whoever took charge of a post is not told of what came before; his page shows it.
fn is_due(state: &Cabinet, notice: &Notice, since: Moment) -> bool {
    let began = state.charge(notice.charge).map(|charge| charge.from);
    notice.at >= since && began.is_some_and(|began| notice.at >= began)
}

/// One notice that is sent to one person by one way.
struct Work<'a> {
    office: &'a Office,
    channels: &'a Channels,
    state: &'a Cabinet,
    channel: Channel,
    notice: &'a Notice,
    contact: &'a Contact,
}

impl Work<'_> {
    /// Sends it, if it is to be sent now; tells why that failed.
    async fn done(&self, kept: &mut Kept) -> Result<Option<Fault>, ReadError> {
        let number = notice_number(self.notice);
        let place = place(self.notice.person, &number, self.channel);
        if !self.is_wanted() {
            return Ok(None);
        }
        let now = self.office.now();
        let (tries, version) = match kept.get(&place) {
            None => (0, 0),
            Some((Delivery { outcome: Outcome::Sent(_) | Outcome::Failed(_), .. }, _)) => return Ok(None),
            Some((Delivery { outcome: Outcome::Claimed(until) | Outcome::Waiting(until), .. }, _)) if now < *until => {
                return Ok(None);
            }
            Some((delivery, version)) => (delivery.tries, *version),
        };
        if tries >= TRIES_MAX {
            // The last claim ran out without a word.
            return self.put(kept, &place, version, (tries, Outcome::Failed(now), None)).await.map(|_| None);
        }
        let tries = tries + 1;
        let until = later(now, self.channels.pace.claim_seconds);
        let Some(version) = self.put(kept, &place, version, (tries, Outcome::Claimed(until), None)).await? else {
            // Another node was faster.
            return Ok(None);
        };
        let sent = self.send(&number).await;
        let now = self.office.now();
        let (outcome, status) = match sent {
            Ok(()) => (Outcome::Sent(now), None),
            Err(fault) => {
                let again = usize::try_from(tries - 1).ok().and_then(|try_| self.channels.pace.again_seconds.get(try_));
                let failed = again.map_or(Outcome::Failed(now), |again| Outcome::Waiting(later(now, *again)));
                let status = if let Fault::Refused(status) = fault { Some(status) } else { None };
                tracing::warn!(%fault, tries, channel = self.channel.key(), "a notice was not delivered");
                (failed, status)
            }
        };
        self.put(kept, &place, version, (tries, outcome, status)).await?;
        Ok(sent.err())
    }

    /// Whether the person is reached by this way, and something is to be said there.
    fn is_wanted(&self) -> bool {
        match self.channel {
            Channel::Mail => self.contact.mail_address().is_some(),
            Channel::Sms => {
                let known = self.channels.sms.as_ref().is_some_and(|sms| sms.knows(self.notice.kind.key()));
                known && self.contact.telephone_number().is_some()
            }
        }
    }

    async fn send(&self, number: &str) -> Result<(), Fault> {
        match self.channel {
            Channel::Mail => {
                let (mail, to) = (self.channels.mail.as_ref(), self.contact.mail_address());
                let letter = (self.channels.letters)(self.state, self.notice);
                let ((mail, to), letter) = mail.zip(to).zip(letter).ok_or(Fault::Unfit)?;
                mail.send(&letter, &to, number, self.office.now().0).await
            }
            Channel::Sms => {
                let (sms, to) = (self.channels.sms.as_ref(), self.contact.telephone_number());
                let (sms, to) = sms.zip(to).ok_or(Fault::Unfit)?;
                let moment = self.notice.begins.or(self.notice.due);
                let value = |slot, language: &str| slot_value(slot, language, moment?);
                let message = sms.message(self.notice.kind.key(), value).map_err(|_| Fault::Unfit)?;
                sms.send(&message, &to, number).await
            }
        }
    }

    /// Writes what became of it over the version that was seen; none where somebody else wrote in between.
    async fn put(
        &self,
        kept: &mut Kept,
        place: &Place,
        seen: u64,
        (tries, outcome, status): (u32, Outcome, Option<u16>),
    ) -> Result<Option<u64>, ReadError> {
        let (kind, charge) = (self.notice.kind.key().to_owned(), self.notice.charge);
        let delivery = Delivery { kind, charge, told: self.notice.at, tries, outcome, status };
        let write = self.office.kept_for(self.notice.person, place.clone(), &delivery, Some(seen))?;
        match self.office.database.put_drawer(write).await {
            Ok(version) => {
                kept.insert(place.clone(), (delivery, version));
                Ok(Some(version))
            }
            Err(LedgerError::DrawerConflict { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}

fn slot_value(slot: Slot, language: &str, moment: Moment) -> Option<String> {
    let language = if language == "en" { Language::English } else { Language::Hindi };
    Some(match slot {
        Slot::Date => hindi::date(moment.0, language),
        Slot::Time => hindi::ist_time(moment.0),
    })
}

const fn later(moment: Moment, seconds: i64) -> Moment {
    Moment(moment.0.saturating_add(seconds.saturating_mul(1000)))
}

/// What is too old to be sent again is forgotten.
async fn forget(office: &Office, kept: &mut Kept, now: Moment) -> Result<(), ReadError> {
    let old = |delivery: &Delivery| delivery.told.plus_days(REMEMBERED_DAYS) < now;
    let places: Vec<(Place, u64)> = kept
        .iter()
        .filter(|(_, (delivery, _))| old(delivery))
        .map(|(place, (_, version))| (place.clone(), *version))
        .collect();
    for (place, version) in places {
        let write = DrawerWrite { place: place.clone(), value: None, expected: Some(version) };
        match office.database.put_drawer(write).await {
            Ok(_) | Err(LedgerError::DrawerConflict { .. }) => drop(kept.remove(&place)),
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

fn note(channels: &Channels, kept: &Kept) {
    let mut found = DeliveryHealth::default();
    for (place, (delivery, _)) in kept {
        match delivery.outcome {
            Outcome::Sent(_) => found.sent += 1,
            Outcome::Claimed(_) | Outcome::Waiting(_) => found.waiting += 1,
            Outcome::Failed(_) => {
                let channel = Channel::ALL.into_iter().find(|channel| place.key.ends_with(channel.key()));
                let place = (channel.unwrap_or(Channel::Mail), delivery.status);
                *found.failed.entry(place).or_default() += 1;
            }
        }
    }
    *channels.health.lock().unwrap_or_else(PoisonError::into_inner) = found;
}
