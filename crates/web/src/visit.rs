//! One request: its language, its session, and the middleware that gives every answer its frame.

use crate::app::App;
use crate::arrival::RequestId;
use crate::failure::Failure;
use crate::frame::Frame;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::Method;
use axum::http::header::{COOKIE, HeaderMap, HeaderName, HeaderValue, SET_COOKIE};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use hindi::Language;
use office::{CEREMONY_SECONDS, Caller, DeviceStanding, SESSION_ABSOLUTE_SECONDS, Session};
use std::net::IpAddr;

pub(crate) const SESSION_COOKIE: &str = "__Host-session";
/// The secret of a device of the government, apart from every session.
const DEVICE_COOKIE: &str = "__Host-device";
/// Seconds for which a browser keeps it at most; written anew while the device is used.
const DEVICE_SECONDS: i64 = 400 * 24 * 60 * 60;
/// How far the record had come when its owner last acted, on whichever node.
const POSITION_COOKIE: &str = "__Host-position";
/// Seconds for which that matters; a node that is further behind has other troubles.
const POSITION_SECONDS: i64 = 60;
/// What lies between the two halves of a ceremony at the identity provider.
const IDENTITY_COOKIE: &str = "__Host-identity";
pub(crate) const LANGUAGE_COOKIE: &str = "__Host-language";
/// Where open pages hear of the end of their session.
pub(crate) const STREAM: &str = "/session/stream";
/// Where browsers report what breaches the policy of our pages.
pub(crate) const POLICY_REPORTS: &str = "/policy-reports";

/// What is known of a request before its page.
#[derive(Clone)]
pub(crate) struct Visit {
    pub(crate) language: Language,
    pub(crate) session: Option<Session>,
    /// On which device of the government it comes.
    pub(crate) device: DeviceStanding,
    /// Path and query, for coming back after a change of language.
    pub(crate) path: String,
    /// By which the log knows it.
    pub(crate) request: RequestId,
}

/// A request of somebody who is signed in.
#[derive(Clone)]
pub(crate) struct SignedIn {
    pub(crate) visit: Visit,
    pub(crate) session: Session,
}

impl Visit {
    /// What the request brings with it to a door.
    pub(crate) fn caller(&self, address: IpAddr) -> Caller {
        Caller { address, device: self.device.known() }
    }
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        parts.extensions.get::<Self>().cloned().ok_or(Failure::Internal)
    }
}

impl<S: Sync> FromRequestParts<S> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        let visit = Visit::from_request_parts(parts, state).await?;
        let session = visit.session.clone().ok_or(Failure::NotSignedIn)?;
        Ok(Self { visit, session })
    }
}

impl SignedIn {
    /// The frame of a page for this person.
    pub(crate) fn frame(&self, app: &App) -> Frame {
        Frame::new(app, &self.visit)
    }
}

/// Reads language and session, lets the page answer, and draws the page of a failure.
pub(crate) async fn attend(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let headers = request.headers();
    // Neither watching nor what a browser reports by itself is using: it lengthens no session.
    let uses = ![STREAM, POLICY_REPORTS].contains(&request.uri().path());
    let secret = cookie(headers, DEVICE_COOKIE);
    let device = app.office.device_of(secret.as_deref());
    let lost = matches!(device, DeviceStanding::Lost(_));
    let session = cookie(headers, SESSION_COOKIE).filter(|_| uses && !lost);
    let session = session.and_then(|value| app.office.resume_session_on(&value, device.known()));
    let language = match cookie(headers, LANGUAGE_COOKIE).as_deref() {
        Some("en") => Language::English,
        _ => Language::Hindi,
    };
    let path = if request.method() == Method::GET {
        request.uri().path_and_query().map_or("/", |path| path.as_str()).to_owned()
    } else {
        matter(request.uri().path())
    };
    let number = request.extensions().get::<RequestId>().copied().unwrap_or_default();
    let mut visit = Visit { language, session, device, path, request: number };
    let acts = request.method() != Method::GET;
    let asks = !acts && !request.uri().path().starts_with("/assets/");
    let position = cookie(request.headers(), POSITION_COOKIE);
    let hindrance = match device {
        DeviceStanding::Lost(_) => Some(Failure::DeviceLost),
        _ if asks => hindrance(&app, position).await,
        _ => None,
    };
    let mut response = match hindrance {
        Some(failure) => {
            // What the page would say of the person may be out of date.
            visit.session = None;
            failure.into_response()
        }
        None => {
            request.extensions_mut().insert(visit.clone());
            next.run(request).await
        }
    };
    if let Some(failure) = response.extensions_mut().remove::<std::sync::Arc<Failure>>() {
        if matches!(*failure, Failure::ForeignSite) {
            // Nor does another site learn who is signed in.
            visit.session = None;
        }
        response = failure.page(&app, &visit);
    }
    // Not over the cookie of a proof that was given, or of an end, while this page was drawn.
    if let Some(renewed) = visit.session.as_ref().and_then(|session| session.renewed.as_deref())
        && !response.headers().contains_key(SET_COOKIE)
        && app.office.resume_session_on(renewed, device.known()).is_some()
    {
        set_session_cookie(&mut response, renewed, SESSION_ABSOLUTE_SECONDS);
    }
    match secret {
        Some(_) if lost => {
            app.office.lost_device_came().await;
            forget_all(&mut response);
        }
        Some(secret) if device.known().is_some() && response.headers().contains_key(SET_COOKIE) => {
            set_device_cookie(&mut response, &secret);
        }
        _ => {}
    }
    if acts
        && !lost
        && app.office.is_shared()
        && let Some(position) = app.office.position()
    {
        set_cookie(&mut response, POSITION_COOKIE, &position, POSITION_SECONDS);
    }
    crate::headers::set(&mut response, &app.origin);
    response
}

/// Why no page can be shown now. A form is not held up: the writer takes in what others wrote before it decides, and a form
/// that is refused keeps its words.
async fn hindrance(app: &App, position: Option<String>) -> Option<Failure> {
    if let Some(halt) = app.office.halted() {
        return Some(halt.into());
    }
    let position = position.filter(|_| app.office.is_shared())?;
    let reached = app.office.reach(&position).await;
    // It may have been found out meanwhile that there is nothing to wait for.
    (!reached).then(|| app.office.halted().map_or(Failure::Behind, Failure::from))
}

/// The page of the matter to which a form was sent: forms go to addresses that cannot be opened.
fn matter(path: &str) -> String {
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).take(2).collect();
    match segments.as_slice() {
        ["proposals" | "meetings" | "inquiries", _] => format!("/{}", segments.join("/")),
        ["people", "changes"] => changes(path),
        ["people", "devices"] => "/people/devices".to_owned(),
        ["people", _] => "/people".to_owned(),
        ["password", ..] => "/password".to_owned(),
        ["identity", ..] => "/identity".to_owned(),
        ["passkeys", _] => "/passkeys".to_owned(),
        ["sessions", _] => "/sessions".to_owned(),
        // At the doors: where a code or a password is typed.
        ["enrol", ..] => "/enrol".to_owned(),
        ["device"] => "/device".to_owned(),
        ["sign-in", "password"] => "/sign-in/password".to_owned(),
        _ => "/".to_owned(),
    }
}

/// The change to which a form was sent; the form of a new one cannot be opened without what was chosen before it.
fn changes(path: &str) -> String {
    let change = path.split('/').nth(3).filter(|change| !matches!(*change, "" | "new"));
    change.map_or_else(|| "/people".to_owned(), |change| format!("/people/changes/{change}"))
}

pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.into_iter().find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
}

/// Ends what the browser held of a session before.
///
/// # Errors
/// [`Failure`] when its end could not be recorded; then nothing may follow.
pub(crate) async fn end_before(app: &App, visit: &Visit) -> Result<(), Failure> {
    match &visit.session {
        Some(before) => app.office.end_session(before).await.map_err(Failure::before_the_act),
        None => Ok(()),
    }
}

/// Lets somebody in: what the browser held of a session before ends, and the cookie of the new one is written.
///
/// # Errors
/// As [`end_before`]; then nobody is let in.
pub(crate) async fn let_in(app: &App, visit: &Visit, cookie: &str) -> Result<Response, Failure> {
    end_before(app, visit).await?;
    let mut response = Redirect::to("/desk").into_response();
    set_session_cookie(&mut response, cookie, SESSION_ABSOLUTE_SECONDS);
    Ok(response)
}

/// What lies between the two halves of a ceremony at the identity provider; empty where there is none.
pub(crate) fn identity_cookie(headers: &HeaderMap) -> String {
    cookie(headers, IDENTITY_COOKIE).unwrap_or_default()
}

/// Writes it; nothing takes it away.
pub(crate) fn set_identity_cookie(response: &mut Response, sealed: &str) {
    let seconds = if sealed.is_empty() { 0 } else { CEREMONY_SECONDS };
    set_cookie(response, IDENTITY_COOKIE, sealed, seconds);
}

/// Writes the session's cookie; 0 seconds takes it away.
pub(crate) fn set_session_cookie(response: &mut Response, value: &str, seconds: i64) {
    set_cookie(response, SESSION_COOKIE, value, seconds);
}

/// Writes the secret that a device keeps.
pub(crate) fn set_device_cookie(response: &mut Response, value: &str) {
    set_cookie(response, DEVICE_COOKIE, value, DEVICE_SECONDS);
}

/// Takes from a lost device what it kept of us, but for the language in which its reader is told so.
fn forget_all(response: &mut Response) {
    response.headers_mut().remove(SET_COOKIE);
    for name in [SESSION_COOKIE, DEVICE_COOKIE, POSITION_COOKIE] {
        set_cookie(response, name, "", 0);
    }
    clear_kept(response);
}

/// Has the browser forget pages and stores.
pub(crate) fn clear_kept(response: &mut Response) {
    let name = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(name, HeaderValue::from_static("\"cache\", \"storage\""));
}

fn set_cookie(response: &mut Response, name: &str, value: &str, seconds: i64) {
    let line = format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age={seconds}");
    if let Ok(line) = HeaderValue::from_str(&line) {
        response.headers_mut().append(SET_COOKIE, line);
    }
}
