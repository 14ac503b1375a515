//! The officers' pages: server-rendered, forms that post and redirect, two languages.
//!
//! A page asks the office for a view and draws it; a form becomes an act. Nothing is permitted,
//! decided, queried or ciphered here.

mod app;
mod arrival;
mod assets;
mod choice;
mod device_asked;
mod door;
mod failure;
mod form;
mod frame;
mod headers;
mod locale;
mod operations;
mod pager;
mod pages;
mod prose;
mod qr;
mod refusals;
mod routes;
mod unread;
mod visit;

pub use app::{App, CountsLines, LogFigures, Origin};
pub use arrival::{ClientAddress, Peer, ProxyFault, TrustedProxies};
pub use door::Door;
pub use locale::{LocaleError, Locales};
pub use operations::operations_router;
pub use pages::{IDENTITY_ANSWER, letters};
pub use routes::{ROUTES, Route, router};
