//! Doors: what a request must bring before its page hears of it. Every address names its door in the one table
//! ([`crate::routes`]), and nothing else lets a request through.

use crate::app::App;
use crate::failure::Failure;
use crate::form::{FORM_BYTES_MAX, Posted, from_no_other_site, from_own_page, words_of_form};
use crate::visit::Visit;
use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, RawPathParams, Request, State};
use axum::http::Method;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use office::Session;
use uuid::Uuid;

/// Before which door an address lies. A real government asks for proofs; in training nobody gives one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Door {
    /// Anybody comes in: to sign in, to enrol, to choose a language.
    Open,
    /// Whoever is signed in.
    Session,
    /// Whoever is signed in and proved within [`office::PROOF_SECONDS`] who it is. Holds the sort of act under which
    /// custody records who did not.
    Fresh(&'static str),
    /// The same, who administers: people and their charges, devices, emergency access. Whoever has a device of the government
    /// and used it does so on it alone, and nobody on another one's ([`cabinet::device`]).
    Administration(&'static str),
    /// As [`Door::Fresh`]; but the passkey's signature over what is approved is a proof itself, and comes with the form.
    Approval(&'static str),
}

impl Door {
    /// The sort of act, where a fresh proof is asked for.
    const fn asks_for_proof(self) -> Option<&'static str> {
        match self {
            Self::Open | Self::Session => None,
            Self::Fresh(what) | Self::Administration(what) | Self::Approval(what) => Some(what),
        }
    }

    /// Lets a request through to its page, or says why not.
    async fn admit(self, app: &App, request: Request) -> Result<Request, Failure> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        if !reads {
            from_own_page(request.headers(), &app.origin.0)?;
        }
        if matches!(self, Self::Open) {
            return Ok(request);
        }
        if reads {
            from_no_other_site(request.headers())?;
        }
        let visit = request.extensions().get::<Visit>().ok_or(Failure::Internal)?;
        let Some(session) = visit.session.clone() else {
            // A session that ended must not cost the words of a form: they are shown again.
            let keeping = |words| Failure::Keeping(Box::new(Failure::NotSignedIn), words);
            return Err(if reads { Failure::NotSignedIn } else { keeping(words_of_form(request).await) });
        };
        match self.asks_for_proof() {
            None => Ok(request),
            Some(what) => match self.lacks(app, &session).await? {
                None => Ok(request),
                Some(lacks) => self.turned_away(app, &session, (what, lacks), request).await,
            },
        }
    }

    /// What a session lacks before this door: first the right device, since a proof helps nobody who is on another one.
    async fn lacks(self, app: &App, session: &Session) -> Result<Option<Failure>, Failure> {
        let asked = match self {
            Self::Administration(_) => app.office.device_asked(session).await?,
            _ => None,
        };
        let stale = || (!app.office.proof_is_fresh(session)).then_some(Failure::ProofStale);
        Ok(asked.map(Failure::DeviceAsked).or_else(stale))
    }

    /// Whose proof is too old gives another one first, and keeps the words; so does who is on another device. What this person
    /// sent before, and what was accepted then, has its first answer, however long ago the proof was and wherever it is asked
    /// for. The address is part of what is compared: where nothing is recorded, nothing was ever accepted.
    async fn turned_away(
        self,
        app: &App,
        session: &Session,
        (what, mut failure): (&'static str, Failure),
        request: Request,
    ) -> Result<Request, Failure> {
        let stale = matches!(failure, Failure::ProofStale);
        let (mut parts, body) = request.into_parts();
        if parts.method == Method::POST {
            let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Failure::TooLarge)?;
            let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
            let posted = Posted::from_request(again(), app).await?;
            let accepted = app.office.is_sent_again(posted.act, &session.actor, posted.body);
            let signed = matches!(self, Self::Approval(_)) && posted.fields.answers();
            if accepted || signed {
                return Ok(again());
            }
            // What is approved is signed anew, over what stands there then; what is done elsewhere is written there.
            let carries = stale && !matches!(self, Self::Approval(_));
            let back = parts.extensions.get::<Visit>().map_or("/", |visit| visit.path.as_str());
            let unsent = posted.fields.unsent(parts.uri.path(), back, posted.act).filter(|_| carries);
            failure = failure.keeping(&posted.fields);
            failure = match unsent {
                Some(unsent) => failure.carrying(unsent),
                None => failure,
            };
        }
        let subject = subject(&mut parts, app).await;
        if stale {
            app.office.proof_was_stale(session, what, subject).await;
        } else {
            app.office.device_was_asked(session, what, subject).await;
        }
        Err(failure)
    }
}

/// At what a request aims: the last id of its address.
async fn subject(parts: &mut Parts, app: &App) -> Option<Uuid> {
    let named = RawPathParams::from_request_parts(parts, app).await.ok()?;
    named.iter().filter_map(|(_, value)| value.parse().ok()).last()
}

/// Stands before every page.
pub(crate) async fn stand(State((app, door)): State<(App, Door)>, request: Request, next: Next) -> Response {
    match door.admit(&app, request).await {
        Ok(request) => next.run(request).await,
        Err(failure) => failure.into_response(),
    }
}
