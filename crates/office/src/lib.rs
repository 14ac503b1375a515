//! The running cabinet: takes acts, makes them durable, publishes the state, and reads for those
//! whom the rules permit to read.
//!
//! One writer decides; readers take a snapshot and never wait. Whatever leaves this crate has been
//! asked of [`cabinet::permitted`] first, and a release is recorded before its first byte leaves.

mod access;
mod approvals;
mod attempts;
mod backup_mark;
mod breaches;
mod clock;
mod codes;
mod custody;
mod delays;
mod doors;
mod drafts;
mod erasure;
mod error;
mod figures;
mod health;
mod ids;
mod lasting;
mod list_quotes;
mod node;
mod notices;
mod open;
mod paper_route;
mod people_list;
mod premises;
mod published;
mod publishing;
mod queue;
mod readiness;
mod readings;
pub mod recovery;
pub mod rotation;
mod sessions;
mod signatures;
mod snapshot;
mod submission;
mod texts;
mod turns;
mod uploads;
pub mod verify;
pub mod views;
mod watch;
mod worker;
mod writer;

pub use self::notices::{
    Channel, Channels, Contact, ContactError, DeliveryHealth, Letters, OwnNotice, Pace, Undelivered, notice_number,
};
pub use ::notices::{
    Event, Fault as DeliveryFault, HttpGateway, Letter, Mail, MailFault, MailSettings, Sms, SmsFault, SmsSettings,
    Status as EventStatus,
};
pub use access::{AccessOverview, AccessReview, ChargeAccess, WaysIn, Whom};
pub use approvals::{Approval, Terms, answer_terms, circulation_terms};
pub use attempts::{ATTEMPTS_TOLD_MAX, Attempt, Noticed};
pub use backup_mark::LastBackup;
pub use breaches::{PolicyBreaches, PolicyDirective};
pub use clock::{Clock, Hand};
pub use codes::Half;
pub use credentials::Zeroizing;
pub use credentials::known::{Leaked, LeakedError};
pub use credentials::password::PasswordFault;
pub use custody::{Reader, Reading, RefusalLine, ReviewLine};
pub use doors::{
    CEREMONY_SECONDS, Caller, Ceremony, DeviceStanding, Enrolled, IdentityBegun, IdentityError, Invited, NewPassword,
    PasswordBegun, PasswordError, PasswordMisfit, PasswordTyped, RegisteredDevice, SignInError,
};
pub use drafts::{Draft, DraftError, NOTE_BYTES_MAX, PutUpForm};
pub use error::{ActError, OpenError, ReadError};
pub use figures::{ActOutcome, Commits, Figures, ProcessFigures, kilobytes};
pub use health::{
    CertificateEnds, ClockConfirmed, ClockHealth, DiskRoom, Found, Health, Heed, HeldBack, LedgerHealth,
    SnapshotHealth, Versions, WorkerHealth, certificate_ends_soon,
};
pub use ledger::{Sizes, Standby};
pub use node::Node;
pub use open::{Config, Office, stands_under};
pub use paper_route::ReceiveForm;
pub use people_list::{CellFault, Column, ListWords, Misfit, PeopleList, read_people_list};
pub use premises::Premises;
pub use published::Halt;
pub use publishing::{Condition, LogRecord, Witnessed};
pub use queue::Pending;
pub use readiness::{Missing, is_writable};
pub use readings::{OwnReading, OwnReadings, Register, RegisterLine};
pub use sessions::{
    Factor, OwnSession, PROOF_SECONDS, SESSION_ABSOLUTE_SECONDS, SESSION_IDLE_SECONDS, Session, SessionId,
};
pub use sign_on::SettingsFault as IdentityProviderFault;
pub use sign_on::{ANSWER_TIME, Answer as IdentityAnswer, Settings as IdentityProviderSettings};
pub use snapshot::SnapshotError;
pub use submission::{Accepted, Submission, TextsOf};
pub use uploads::{Upload, UploadError};
pub use watch::{STREAMS_OF_A_SESSION_MAX, Told, Watch};
