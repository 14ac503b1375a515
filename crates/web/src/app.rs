//! What every request finds.

use crate::arrival::TrustedProxies;
use crate::locale::Locales;
use crate::operations::requests::RequestCounter;
use office::Office;
use std::sync::Arc;

/// The public origin, such as `http://localhost:8080`: the only place from which forms are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(pub String);

impl Origin {
    /// Whether browsers reach it by HTTPS.
    #[must_use]
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

/// What every request finds.
#[derive(Clone)]
pub struct App {
    pub(crate) office: Office,
    pub(crate) locales: Arc<Locales>,
    pub(crate) origin: Arc<Origin>,
    pub(crate) proxies: Arc<TrustedProxies>,
    pub(crate) requests: Arc<RequestCounter>,
}

impl App {
    /// Puts the pages before an office.
    #[must_use]
    pub fn new(office: Office, locales: Locales, origin: Origin) -> Self {
        let (locales, origin) = (Arc::new(locales), Arc::new(origin));
        Self { office, locales, origin, proxies: Arc::default(), requests: Arc::default() }
    }

    /// Believes these proxies, and nobody else, on the way that a request came.
    #[must_use]
    pub fn behind(self, proxies: TrustedProxies) -> Self {
        Self { proxies: Arc::new(proxies), ..self }
    }
}
