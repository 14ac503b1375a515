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
    /// The same; but the passkey's signature over what is approved is a proof itself, and comes with the form.
    Approval(&'static str),
}

impl Door {
    /// Lets a request through to its page, or says why not.
    async fn admit(self, app: &App, request: Request) -> Result<Request, Failure> {
        let reads = matches!(*request.method(), Method::GET | Method::HEAD);
        if !reads {
            from_own_page(request.headers(), &app.origin.0)?;
        }
        let asks = match self {
            Self::Open => return Ok(request),
            Self::Session => None,
            Self::Fresh(what) | Self::Approval(what) => Some(what),
        };
        if reads {
            from_no_other_site(request.headers())?;
        }
        let visit = request.extensions().get::<Visit>().ok_or(Failure::Internal)?;
        let Some(session) = visit.session.clone() else {
            // A session that ended must not cost the words of a form: they are shown again.
            let keeping = |words| Failure::Keeping(Box::new(Failure::NotSignedIn), words);
            return Err(if reads { Failure::NotSignedIn } else { keeping(words_of_form(request).await) });
        };
        match asks {
            Some(what) if !app.office.proof_is_fresh(&session) => self.stale(app, &session, what, request).await,
            _ => Ok(request),
        }
    }

    /// Whose proof is too old gives another one first, and keeps the words. What was accepted before has its first answer,
    /// however long ago the proof was.
    async fn stale(
        self,
        app: &App,
        session: &Session,
        what: &'static str,
        request: Request,
    ) -> Result<Request, Failure> {
        let (mut parts, body) = request.into_parts();
        let mut failure = Failure::ProofStale;
        if parts.method == Method::POST {
            let bytes = to_bytes(body, FORM_BYTES_MAX).await.map_err(|_| Failure::TooLarge)?;
            let again = || Request::from_parts(parts.clone(), Body::from(bytes.clone()));
            let posted = Posted::from_request(again(), app).await?;
            let accepted = app.office.state().accepted(posted.act).is_some();
            let signed = matches!(self, Self::Approval(_)) && posted.fields.answers();
            if accepted || signed {
                return Ok(again());
            }
            // What is approved is signed anew, over what stands there then.
            let fresh = matches!(self, Self::Fresh(_));
            let back = parts.extensions.get::<Visit>().map_or("/", |visit| visit.path.as_str());
            let unsent = posted.fields.unsent(parts.uri.path(), back, posted.act).filter(|_| fresh);
            failure = failure.keeping(&posted.fields);
            failure = match unsent {
                Some(unsent) => failure.carrying(unsent),
                None => failure,
            };
        }
        app.office.proof_was_stale(session, what, subject(&mut parts, app).await).await;
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
