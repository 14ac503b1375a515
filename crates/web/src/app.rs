//! What every request finds.

use crate::locale::Locales;
use office::Office;
use std::sync::Arc;

/// The public origin, such as `http://localhost:8080`: the only place from which forms are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(pub String);

/// What every request finds.
#[derive(Clone)]
pub struct App {
    pub(crate) office: Office,
    pub(crate) locales: Arc<Locales>,
    pub(crate) origin: Arc<Origin>,
}

impl App {
    /// Puts the pages before an office.
    #[must_use]
    pub fn new(office: Office, locales: Locales, origin: Origin) -> Self {
        Self { office, locales: Arc::new(locales), origin: Arc::new(origin) }
    }
}
