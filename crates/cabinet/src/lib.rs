//! The rules of business of a state's cabinet, as pure functions.
//!
//! A person's [`Act`] is checked by [`decide`] against the state and becomes [`Event`]s or a
//! [`Refusal`]; [`Cabinet::apply`] lets an event change the state. Nothing here reads a clock, a
//! file, a network or a random number: ids and times arrive with the act.

pub mod act;
mod apply;
pub mod body;
pub mod cabinet;
pub mod change;
pub mod chief_ministers_office;
pub mod circulation;
pub mod comparison;
pub mod consultation;
pub mod copies;
mod decide;
pub mod decision;
pub mod desk;
pub mod device;
pub mod draft;
pub mod emergency;
pub mod event;
mod expected;
pub mod file;
mod file_number;
pub mod glance;
pub mod identity;
pub mod ids;
pub mod inquiry;
pub mod leaf;
pub mod leave;
pub mod means;
pub mod meeting;
pub mod merger;
pub mod ministry;
pub mod moment;
pub mod note;
pub mod notice;
pub mod noting;
pub mod object;
pub mod office_days;
pub mod officers;
pub mod paper_route;
pub mod passkey;
pub mod password;
pub mod people;
pub mod permission;
mod precondition;
pub mod proposal;
pub mod prose;
pub mod reach;
pub mod reading;
pub mod recovery;
pub mod recusal;
pub mod refusal;
pub mod rules;
pub mod signature;
pub mod task;
pub mod terms;
pub mod text;
pub mod urgent;
pub mod ways;
pub mod work;

pub use act::Act;
pub use cabinet::{Cabinet, LedgerNature, SittingTime};
pub use decide::{change_faults, decide, views_owed};
pub use event::{Event, Recorded};
pub use moment::Moment;
pub use people::Actor;
pub use permission::{Action, Subject, permitted};
pub use reading::UnreadableEntry;
pub use refusal::Refusal;
