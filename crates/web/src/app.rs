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

/// How many lines of the log were written and how many were lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogFigures {
    /// To standard error: written, lost.
    pub error: (u64, u64),
    /// To the kept files, where there are any: written, lost.
    pub file: Option<(u64, u64)>,
}

/// Tells them.
pub type CountsLines = Arc<dyn Fn() -> LogFigures + Send + Sync>;

/// What every request finds.
#[derive(Clone)]
pub struct App {
    pub(crate) office: Office,
    pub(crate) locales: Arc<Locales>,
    pub(crate) origin: Arc<Origin>,
    pub(crate) proxies: Arc<TrustedProxies>,
    pub(crate) requests: Arc<RequestCounter>,
    pub(crate) log: Option<CountsLines>,
}

impl App {
    /// Puts the pages before an office.
    #[must_use]
    pub fn new(office: Office, locales: Locales, origin: Origin) -> Self {
        let (locales, origin) = (Arc::new(locales), Arc::new(origin));
        Self { office, locales, origin, proxies: Arc::default(), requests: Arc::default(), log: None }
    }

    /// Tells with the figures how many lines the log took.
    #[must_use]
    pub fn counting_lines(self, log: CountsLines) -> Self {
        Self { log: Some(log), ..self }
    }

    /// Believes these proxies, and nobody else, on the way that a request came.
    #[must_use]
    pub fn behind(self, proxies: TrustedProxies) -> Self {
        Self { proxies: Arc::new(proxies), ..self }
    }
}
