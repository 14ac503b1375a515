//! Signing in by an identity provider, through the pages.

use super::passwords::{PASSWORD, next_code, signing_in, with_password};
use super::{Doors, cookie};
use crate::headers::wrong;
use crate::page::{Form, form_to};
use crate::site::{Answer, Holder, ORIGIN, URLENCODED};
use crate::words::{self, hindi};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use cabinet::people::Words;
use office::{ANSWER_TIME, IdentityProviderSettings, Zeroizing};
use testbed::IdentityProvider;
use web::IDENTITY_ANSWER;

/// A government before whose door a provider stands.
pub(crate) struct Believing {
    pub(crate) doors: Doors,
    provider: IdentityProvider,
}

/// What a browser holds: cookies of a session and of a ceremony.
#[derive(Clone, Default)]
struct Browser {
    session: Option<Holder>,
    ceremony: String,
}

impl Browser {
    fn cookies(&self) -> String {
        let session = self.session.as_ref().map(Holder::cookies);
        session.into_iter().chain([self.ceremony.clone()]).collect::<Vec<_>>().join("; ")
    }
}

impl Believing {
    pub(crate) fn begun() -> Self {
        let provider = IdentityProvider::start("ecabinet", "secret");
        let settings = IdentityProviderSettings {
            issuer: provider.issuer().to_owned(),
            client_id: "ecabinet".to_owned(),
            client_secret: Zeroizing::new("secret".to_owned()),
            redirect_uri: format!("{ORIGIN}{IDENTITY_ANSWER}"),
            authorities: None,
            strength: None,
            answer_time: ANSWER_TIME,
        };
        let (doors, ..) = Doors::staffed();
        let name = Words { hi: "परिचय".to_owned(), en: "Parichay".to_owned() };
        let Doors { site, persons, addresses } = doors;
        Self { doors: Doors { site: site.believing(settings, name), persons, addresses }, provider }
    }

    fn get(&self, browser: &Browser, path: &str) -> Answer {
        let request = Request::get(path).header(COOKIE, browser.cookies()).header("sec-fetch-site", "same-origin");
        self.doors.sent(request.body(Body::empty()).unwrap())
    }

    fn post(&self, browser: &Browser, form: &Form) -> Answer {
        let request = Request::post(&*form.address).header(COOKIE, browser.cookies());
        let request = request.header("sec-fetch-site", "same-origin").header(CONTENT_TYPE, URLENCODED);
        self.doors.sent(request.body(Body::from(form.encoded())).unwrap())
    }

    /// The page to which the provider sends a browser back: our cookies stay behind.
    fn led_back(&self, address: &str, subject: &str) -> Answer {
        self.led_back_at(address, subject, 0)
    }

    /// The same, where somebody was let in so many seconds from now.
    fn led_back_at(&self, address: &str, subject: &str, seconds: i64) -> Answer {
        let query = self.provider.let_in(address, subject, self.doors.site.office().now().0 / 1000 + seconds);
        let request = Request::get(format!("{IDENTITY_ANSWER}?{query}&session_state=x"));
        let answer = self.doors.sent(request.header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap());
        assert_eq!(answer.header(SET_COOKIE.as_str()), "", "coming back begins nothing");
        answer
    }

    /// What answers the link on the door.
    pub(crate) fn door_pressed(&self) -> Answer {
        self.get(&Browser::default(), "/sign-in/identity")
    }

    /// The page to which somebody comes back from the provider.
    pub(crate) fn came_back(&self, subject: &str) -> Answer {
        self.led_back(&self.pressed().0, subject)
    }

    /// Presses the link on the door, and what the browser holds then.
    fn pressed(&self) -> (String, Browser) {
        let answer = self.door_pressed();
        answer.must(StatusCode::SEE_OTHER);
        (answer.next().to_owned(), Browser { session: None, ceremony: cookie(&answer) })
    }

    /// Somebody comes by the provider.
    pub(crate) fn comes(&self, subject: &str) -> Answer {
        let (address, browser) = self.pressed();
        let page = self.led_back(&address, subject);
        self.post(&browser, &form_to(&page.text(), "/sign-in/identity").unwrap())
    }

    /// The browser of the auditor, who is about to bind, and where it is sent.
    fn binding(&self, secret: &str) -> (String, Browser) {
        let browser = Browser { session: Some(self.doors.site.holder("auditor")), ceremony: String::new() };
        let form = form_to(&self.get(&browser, "/identity").text(), "/identity").unwrap();
        let form = form.set("old_password", PASSWORD).set("moment_code", next_code(&self.doors, secret));
        let answer = self.post(&browser, &form);
        let html = answer.must(StatusCode::OK).text();
        let address = html.split("href=\"").find(|part| part.starts_with(self.provider.issuer())).unwrap();
        let address = address.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
        (address, Browser { ceremony: cookie(&answer), ..browser })
    }

    /// The auditor, bound to this subject; the secret of the codes.
    pub(crate) fn bound(&self, subject: &str) -> String {
        let secret = with_password(&self.doors, "lekha.1");
        let (address, browser) = self.binding(&secret);
        let page = self.led_back(&address, subject);
        let form = form_to(&page.text(), "/identity/answer").unwrap();
        let confirm = self.get(&browser, &format!("{}?{}", form.address, form.encoded()));
        let answer = self.post(&browser, &form_to(&confirm.text(), "/identity/bind").unwrap());
        answer.must(StatusCode::SEE_OTHER);
        assert_eq!(answer.next(), "/identity");
        secret
    }
}

#[test]
fn an_account_is_bound_used_and_taken_away() {
    let here = Believing::begun();
    assert!(form_to(&here.doors.site.page("first", "/passkeys"), "/identity").is_none());
    assert_eq!(here.doors.site.get("first", "/identity").status, StatusCode::NOT_FOUND, "his post asks for a passkey");
    here.bound("officer-7");
    assert!(here.doors.site.page("auditor", "/passkeys").contains("href=\"/identity\""));
    let page = here.doors.site.page("auditor", "/identity");
    assert!(page.contains("आपका परिचय खाता जुड़ा है") && page.contains("परिचय खाता निरस्त करें"));
    let answer = here.comes("officer-7");
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), "/desk");
    let holder = here.doors.site.holder_of(cookie(&answer));
    let ended = answer.headers.get_all(SET_COOKIE).iter().nth(1).unwrap().to_str().unwrap();
    assert!(ended.starts_with("__Host-identity=;") && ended.ends_with("Max-Age=0"), "{ended}");
    assert_eq!(here.doors.get(Some(&holder), "/desk").status, StatusCode::OK);
    let confirm = here.doors.get(Some(&holder), "/confirm?back=/custody").text();
    assert!(confirm.contains(&hindi("confirm-without-passkey")), "it is no fresh proof");

    let officer = here.doors.site.page("first", "/people/passkeys");
    assert!(officer.contains(here.provider.issuer()) && !officer.contains("officer-7"));
    let link = crate::doors::Doors::link(&officer, "/people/identities/revoke?");
    here.doors.site.done("first", &here.doors.revoking("first", &link));
    assert_eq!(here.doors.get(Some(&holder), "/desk").next(), "/sign-in", "dead at once");
    assert_eq!(here.comes("officer-7").status, StatusCode::FORBIDDEN);
    let page = here.doors.site.page("auditor", "/identity");
    assert!(page.contains("अभी कोई परिचय खाता नहीं जुड़ा है"));
}

#[test]
fn one_takes_his_own_account_away_and_nobody_elses() {
    let here = Believing::begun();
    here.bound("officer-7");
    let form = form_to(&here.doors.site.page("auditor", "/identity"), "/identity/revoke").unwrap();
    let own = here.doors.site.own_form("first", "/identity/revoke");
    let foreign = own.add("identity", form.value("identity").unwrap());
    assert_eq!(here.doors.post(Some(&here.doors.site.holder("first")), &foreign).status, StatusCode::NOT_FOUND);
    let answer = here.doors.site.post("auditor", &form);
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(here.comes("officer-7").status, StatusCode::FORBIDDEN);
}

#[test]
pub(crate) fn nothing_is_bound_without_a_proof_of_ours() {
    let here = Believing::begun();
    let secret = with_password(&here.doors, "lekha.1");
    let browser = Browser { session: Some(here.doors.site.holder("auditor")), ceremony: String::new() };
    let form = form_to(&here.get(&browser, "/identity").text(), "/identity").unwrap();
    let wrong = form.clone().set("old_password", "another one").set("moment_code", next_code(&here.doors, &secret));
    let answer = here.post(&browser, &wrong);
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains(&hindi("password-proof-wrong")) && answer.header(SET_COOKIE.as_str()).is_empty());
    let bare = here.doors.site.own_form("auditor", "/identity");
    assert_eq!(here.post(&browser, &bare).status, StatusCode::UNPROCESSABLE_ENTITY);
    here.binding(&secret);
}

#[test]
pub(crate) fn whoever_is_not_let_in_is_told_alike() {
    let here = Believing::begun();
    here.bound("officer-7");
    let unknown = here.comes("officer-8");
    let without = {
        let (address, _) = here.pressed();
        let page = here.led_back(&address, "officer-7");
        here.post(&Browser::default(), &form_to(&page.text(), "/sign-in/identity").unwrap())
    };
    // Somebody is made to come back with what another person brought from the provider.
    let pressed_upon = {
        let ((address, _), (_, browser)) = (here.pressed(), here.pressed());
        let page = here.led_back(&address, "officer-7");
        here.post(&browser, &form_to(&page.text(), "/sign-in/identity").unwrap())
    };
    for (what, answer) in [("unknown", &unknown), ("without a cookie", &without), ("pressed upon", &pressed_upon)] {
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        assert!(answer.text().contains(&hindi("failure-not-let-in-text")), "{what}");
        assert_eq!(answer.text(), unknown.text(), "{what}");
        assert_eq!(answer.headers, unknown.headers, "{what}");
    }
    here.comes("officer-7").must(StatusCode::SEE_OTHER);
}

#[test]
fn a_provider_that_is_down_is_told_and_our_own_doors_are_open() {
    let here = Believing::begun();
    let secret = here.bound("officer-7");
    let (address, browser) = here.pressed();
    let page = here.led_back(&address, "officer-7");
    here.provider.stop();
    let late = here.post(&browser, &form_to(&page.text(), "/sign-in/identity").unwrap());
    let down = here.get(&Browser::default(), "/sign-in/identity");
    for answer in [&down, &late] {
        assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.text().contains(&hindi("failure-identity-silent-text")), "{}", answer.text());
        assert!(answer.text().contains("href=\"/sign-in\"") && answer.header(SET_COOKIE.as_str()).is_empty());
    }
    let english_reader = Browser { ceremony: "__Host-language=en".to_owned(), ..Browser::default() };
    let told = here.get(&english_reader, "/sign-in/identity").text();
    assert!(told.contains(&words::all("en")["failure-identity-silent-text"]));
    let door = here.doors.get(None, "/sign-in").text();
    assert!(door.contains("href=\"/sign-in/password\"") && form_to(&door, "/sign-in/passkey").is_some());
    signing_in(&here.doors, "lekha.1", PASSWORD, next_code(&here.doors, &secret)).must(StatusCode::SEE_OTHER);
}

#[test]
fn who_turns_back_at_the_provider_is_told_so() {
    let here = Believing::begun();
    for (query, status, words) in [
        ("error=access_denied&state=in.x", StatusCode::FORBIDDEN, "failure-identity-denied-text"),
        ("error=server_error&state=in.x", StatusCode::BAD_GATEWAY, "failure-identity-unbelievable-text"),
        ("", StatusCode::NOT_FOUND, "failure-unknown-text"),
    ] {
        let answer = here.doors.get(None, &format!("{IDENTITY_ANSWER}?{query}"));
        assert_eq!(answer.status, status, "{query}");
        assert!(answer.text().contains(&hindi(words)), "{query}");
    }
}

#[test]
fn every_answer_of_the_ceremony_has_its_headers_and_its_cookie_is_for_our_pages_alone() {
    let here = Believing::begun();
    here.bound("officer-7");
    let answer = here.get(&Browser::default(), "/sign-in/identity");
    let line = answer.header(SET_COOKIE.as_str());
    let (value, attributes) = line.split_once("; ").unwrap();
    assert!(value.starts_with("__Host-identity=") && value.len() > 400 && value.len() < 4000, "{}", value.len());
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=600");
    let back = here.led_back(answer.next(), "officer-7");
    let signed_in = Browser { session: Some(here.doors.site.holder("auditor")), ..Browser::default() };
    for answer in [answer, back.clone(), here.get(&signed_in, "/identity"), here.comes("officer-8")] {
        assert_eq!(wrong(&answer, false), Vec::<String>::new());
    }
    assert!(!back.text().contains("<script") || back.text().contains("integrity"), "no script of its own");
}

#[test]
fn without_a_provider_nothing_is_drawn_and_nothing_is_there() {
    let (plain, here) = (Doors::staffed().0, Believing::begun());
    for (doors, drawn) in [(&plain, false), (&here.doors, true)] {
        assert_eq!(doors.get(None, "/sign-in").text().contains("/sign-in/identity"), drawn);
        let answer = doors.get(None, "/sign-in/identity");
        assert_eq!(answer.status, if drawn { StatusCode::SEE_OTHER } else { StatusCode::NOT_FOUND });
    }
}

#[test]
pub(crate) fn a_session_ends_by_our_rules_and_the_provider_asks_anew() {
    let here = Believing::begun();
    here.bound("officer-7");
    let holder = here.doors.site.holder_of(cookie(&here.comes("officer-7")));
    let out = form_to(&here.doors.get(Some(&holder), "/desk").text(), "/sign-out").unwrap();
    here.doors.post(Some(&holder), &out).must(StatusCode::SEE_OTHER);
    assert_eq!(here.doors.get(Some(&holder), "/desk").next(), "/sign-in");
    let (address, _) = here.pressed();
    assert!(address.contains("prompt=login") && address.contains("max_age=600"), "{address}");
    let (address, browser) = here.pressed();
    let page = here.led_back_at(&address, "officer-7", -120);
    let long_ago = here.post(&browser, &form_to(&page.text(), "/sign-in/identity").unwrap());
    assert_eq!(long_ago.status, StatusCode::BAD_GATEWAY, "whoever was let in there before the button was pressed");
    assert!(long_ago.text().contains(&hindi("failure-identity-unbelievable-text")));
    here.comes("officer-7").must(StatusCode::SEE_OTHER);
}
