//! Notices on their way out of the house: by mail, as an entry of a calendar, by SMS.
//!
//! What is sent is made by the caller of fixed sentences, moments and an address of our own; nothing here knows a matter.
//! [`Mail`] speaks SMTP, over TLS or with this machine alone. [`Sms`] fills templates that were registered before, and hands
//! them to a [`Gateway`]. [`Event`] is the entry of a calendar (RFC 5545). Nothing is kept here, and no clock is read.

mod address;
mod calendar;
mod fault;
mod mail;
mod sms;

pub use address::{MailAddress, Telephone};
pub use calendar::{Event, Status};
pub use fault::Fault;
pub use mail::{Letter, Mail, MailFault, MailSettings};
pub use sms::{
    Gateway, HttpGateway, Registered, SLOT_CHARACTERS_MAX, Slot, Sms, SmsFault, SmsSettings, TextMessage, Unfit,
};
