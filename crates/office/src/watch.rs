//! Open pages that are told when their session is over: one stream for each page that somebody looks at. A stream wakes when
//! the state was published or a session ended, here or on another node, and asks no database.

use crate::custody::SessionEnd;
use crate::open::Office;
use crate::sessions::{Cookie, SessionId};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Streams that one session may have; a further page asks again by and by.
pub const STREAMS_OF_A_SESSION_MAX: u32 = 6;
/// Seconds after which a stream gives a sign of life, and looks at the clock.
const BEAT_SECONDS: u64 = 20;

/// What an open page is told of its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// It lasts.
    Lasts,
    /// Nothing came of it for too long, or it had its time: nobody took it away.
    Rested,
    /// It was ended, or what it stood on was taken away; or the page is not of this browser's session.
    Ended,
}

/// Who watches, and what wakes them.
pub(crate) struct Watches {
    /// Streams of each session.
    streams: Mutex<BTreeMap<Uuid, u32>>,
    ended: watch::Sender<()>,
    closing: watch::Sender<bool>,
}

impl Default for Watches {
    fn default() -> Self {
        Self { streams: Mutex::default(), ended: watch::Sender::new(()), closing: watch::Sender::new(false) }
    }
}

impl Watches {
    /// Wakes every stream: sessions have ended.
    pub(crate) fn wake(&self) {
        self.ended.send_replace(());
    }

    /// A place for one more stream of a session, if there is one.
    fn place(self: &Arc<Self>, session: Uuid) -> Option<Place> {
        let mut streams = self.streams.lock().ok()?;
        let count = streams.entry(session).or_default();
        if *count >= STREAMS_OF_A_SESSION_MAX {
            return None;
        }
        *count += 1;
        Some(Place { watches: self.clone(), session })
    }
}

/// The place of one stream; given back when its page is gone.
struct Place {
    watches: Arc<Watches>,
    session: Uuid,
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Ok(mut streams) = self.watches.streams.lock()
            && let Some(count) = streams.get_mut(&self.session)
        {
            *count -= 1;
            if *count == 0 {
                streams.remove(&self.session);
            }
        }
    }
}

/// One open page.
pub struct Watch {
    office: Office,
    cookie: Option<Cookie>,
    place: Option<Place>,
    published: watch::Receiver<u64>,
    ended: watch::Receiver<()>,
    closing: watch::Receiver<bool>,
    begun: bool,
    over: bool,
}

impl Watch {
    /// Whether its session has all the streams that it may have: then the page is answered once, and asks again later.
    #[must_use]
    pub const fn is_one_too_many(&self) -> bool {
        self.cookie.is_some() && self.place.is_none()
    }

    /// The next that the page is told, at once and then whenever there is something to tell; nothing when it should ask
    /// again, with the cookie that the browser has by then.
    pub async fn next(&mut self) -> Option<Told> {
        if !std::mem::replace(&mut self.begun, true) {
            let told = self.told(false);
            self.over = told != Told::Lasts;
            return Some(told);
        }
        if self.over || self.place.is_none() {
            return None;
        }
        loop {
            let beats = tokio::select! {
                biased;
                _ = self.closing.wait_for(|closing| *closing) => return None,
                _ = self.office.until_halted() => return None,
                changed = self.published.changed() => { changed.ok()?; false },
                changed = self.ended.changed() => { changed.ok()?; false },
                () = tokio::time::sleep(Duration::from_secs(BEAT_SECONDS)) => true,
            };
            match self.told(true) {
                Told::Ended => {
                    self.over = true;
                    return Some(Told::Ended);
                }
                // The browser may have a cookie that was heard of since, perhaps by another node: it asks with that.
                Told::Rested => return None,
                Told::Lasts if beats => return Some(Told::Lasts),
                Told::Lasts => {}
            }
        }
    }

    /// How the session stands; `open`: by what this node has heard of it since the stream began, too.
    fn told(&self, open: bool) -> Told {
        let Some(cookie) = &self.cookie else { return Told::Ended };
        let heard = if open { self.office.sessions.last_heard(cookie.session) } else { None };
        match self.office.why_over(cookie, heard.map_or(cookie.seen, |heard| heard.max(cookie.seen))) {
            None => Told::Lasts,
            Some(SessionEnd::Idle | SessionEnd::Time) => Told::Rested,
            Some(_) => Told::Ended,
        }
    }
}

impl Office {
    /// Watches over a page of session `shown` in a browser that carries this cookie. Watching is not using: it lengthens
    /// nothing.
    #[must_use]
    pub fn watch_session(&self, cookie: Option<&str>, shown: SessionId) -> Watch {
        let watches = &self.sessions.watches;
        let cookie = cookie.and_then(|value| self.sessions.read(value)).filter(|cookie| cookie.session == shown.0);
        let place = cookie.as_ref().and_then(|cookie| watches.place(cookie.session));
        Watch {
            office: self.clone(),
            cookie,
            place,
            published: self.published.subscribe(),
            ended: watches.ended.subscribe(),
            closing: watches.closing.subscribe(),
            begun: false,
            over: false,
        }
    }

    /// Whether the process is about to end.
    pub(crate) fn is_ending(&self) -> bool {
        *self.sessions.watches.closing.borrow()
    }

    /// Ends all streams, because the process is about to end: their pages ask again when it is back.
    pub fn end_streams(&self) {
        self.sessions.watches.closing.send_replace(true);
    }
}
