//! Devices of the government through their pages: registered, made known, lost.

use super::{Doors, cookie, settled};
use crate::page::{Form, form, form_to, forms};
use crate::site::{Answer, Holder, ORIGIN, URLENCODED};
use crate::words::hindi;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use testbed::SoftAuthenticator;
use web::ROUTES;

const LABEL: &str = "टैबलेट 14";

/// Every line that sets a cookie.
fn lines(answer: &Answer) -> Vec<String> {
    answer.headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap().to_owned()).collect()
}

/// A browser with the cookies of a device and perhaps of a session.
fn with(secret: &str, session: Option<&Holder>) -> Holder {
    let token = session.map(|holder| holder.token.clone()).unwrap_or_default();
    let cookie = session.map_or_else(|| secret.to_owned(), |holder| format!("{}; {secret}", holder.cookie));
    Holder { cookie, token, english: false }
}

impl Doors {
    /// Registers a device for somebody; its code.
    pub(crate) fn registered(&self, who: &str) -> String {
        let page = self.site.page("first", &format!("/people/devices/new?person={}", self.person(who)));
        let form = form(&page, "register_devices").unwrap();
        assert_eq!(
            form.value("person"),
            Some(&*self.person(who).to_string()),
            "whoever was chosen before is chosen here"
        );
        let form = form.set("label", LABEL);
        let answer = self.site.done("first", &form);
        // Not the entries are counted: once days have passed, the office itself ends changes that waited in vain, whenever
        // its worker comes to it.
        let registered = || self.site.state().devices().count();
        let (before, again) = (registered(), self.site.post("first", &form));
        assert_eq!((again.next(), registered()), (answer.next(), before), "sent again, it is registered once");
        let page = self.site.page("first", answer.next());
        assert!(page.contains(&format!("{ORIGIN}/device")) && page.contains(LABEL), "it says where the code is typed");
        page.split("class=\"code\">").nth(1).unwrap().split('<').next().unwrap().to_owned()
    }

    pub(crate) fn typed(&self, holder: Option<&Holder>, code: &str) -> Answer {
        let form = form_to(&self.get(holder, "/device").text(), "/device").unwrap();
        self.post(holder, &form.set("code", code))
    }

    /// A device that is known; the cookie that it keeps.
    pub(crate) fn known_device(&self, who: &str) -> String {
        let answer = self.typed(None, &self.registered(who));
        answer.must(StatusCode::SEE_OTHER);
        cookie(&answer)
    }

    /// Signs in on a device: the browser with both cookies.
    pub(crate) fn signed_in_on(&self, secret: &str, phone: &mut SoftAuthenticator) -> Holder {
        let browser = with(secret, None);
        let answer = self.post(Some(&browser), &self.sign_in_form(phone));
        answer.must(StatusCode::SEE_OTHER);
        let session = lines(&answer).into_iter().find(|line| line.starts_with("__Host-session=")).unwrap();
        let mut holder = Holder { cookie: session.split(';').next().unwrap().to_owned(), ..browser };
        assert_eq!(self.get(Some(&holder), "/desk").status, StatusCode::SEE_OTHER, "without the device it is nobody's");
        holder = with(secret, Some(&holder));
        let desk = self.get(Some(&holder), "/desk");
        desk.must(StatusCode::OK);
        let out = forms(&desk.text()).into_iter().find(|form| form.address == "/sign-out").unwrap();
        Holder { token: out.value("form_token").unwrap().to_owned(), ..holder }
    }

    /// The form that reports the only device that lasts lost, from the page that says what will happen.
    pub(crate) fn reporting(&self, who: &str) -> Form {
        let link = Self::link(&self.site.page(who, "/people/devices"), "/people/devices/lost?");
        form(&self.site.page(who, &link), "report_devices").unwrap()
    }

    /// The section reports the only device that lasts lost.
    fn reported(&self) {
        let form = self.reporting("first");
        self.site.done("first", &form);
        let next = format!("/people/passkeys?lost={}", form.value("device").unwrap());
        let (head, again) = (self.site.head(), self.site.post("first", &form));
        assert_eq!((again.next(), self.site.head()), (&*next, head), "sent again, it is reported once");
    }
}

#[test]
fn a_device_is_registered_and_makes_itself_known() {
    let (doors, ..) = Doors::staffed();
    let code = doors.registered("auditor");
    let head = doors.site.head();
    for wrong in ["", "AAAAA-AAAAA-AAAAA-AAAAA", &*doors.code("auditor")] {
        let answer = doors.typed(None, wrong);
        answer.must(StatusCode::FORBIDDEN);
        assert!(answer.text().contains(&hindi("enrol-code-refused")) && lines(&answer).is_empty());
    }
    assert_eq!(doors.site.head(), head);
    let typed = form_to(&doors.get(None, "/device").text(), "/device").unwrap();
    let typed = typed.set("code", code.to_ascii_lowercase().replace('-', " "));
    let [answer, again] = [0, 1].map(|_| doors.post(None, &typed));
    answer.must(StatusCode::SEE_OTHER);
    assert_eq!(answer.next(), "/device");
    assert_eq!((again.next(), lines(&again)), (answer.next(), lines(&answer)), "sent again, it keeps the same");
    let (value, attributes) = lines(&answer)[0].split_once("; ").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(value.starts_with("__Host-device=") && value.len() == "__Host-device=".len() + 96, "{value}");
    assert_eq!(attributes, "Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=34560000");
    let browser = with(&value, None);
    let page = doors.get(Some(&browser), "/device");
    page.must(StatusCode::OK);
    assert!(page.text().contains(LABEL) && form_to(&page.text(), "/device").is_none(), "nothing is typed any more");
    let again = doors.typed(None, &code);
    again.must(StatusCode::FORBIDDEN);
    let other = doors.registered("auditor");
    let form = form_to(&doors.get(None, "/device").text(), "/device").unwrap().set("code", other);
    let answer = doors.post(Some(&browser), &form);
    assert_eq!((answer.next(), lines(&answer)), ("/device", vec![]), "what is known already is not made another");
}

#[test]
fn whoever_was_signed_in_signs_in_anew_on_the_device() {
    let (doors, ..) = Doors::staffed();
    let mut phone = doors.enrolled("auditor");
    let (before, code) = (doors.site.holder("auditor"), doors.registered("auditor"));
    let answer = doors.typed(Some(&before), &code);
    answer.must(StatusCode::SEE_OTHER);
    assert!(lines(&answer).iter().any(|line| line.starts_with("__Host-session=;") && line.ends_with("Max-Age=0")));
    assert_eq!(doors.get(Some(&before), "/desk").status, StatusCode::SEE_OTHER, "the session of before is over");
    let holder = doors.signed_in_on(&cookie(&answer), &mut phone);
    let page = doors.get(Some(&holder), "/sessions").text();
    assert_eq!(page.matches(LABEL).count(), 2, "among the sessions and among the devices");
    assert!(form(&page, "report_own_device").is_some());
}

/// Every address, with and without a session: the secret of a lost device is answered by nothing else.
#[test]
fn a_lost_device_is_told_so_at_every_address_and_keeps_nothing() {
    let (doors, ..) = Doors::staffed();
    let mut phone = doors.enrolled("auditor");
    let secret = doors.known_device("auditor");
    let holder = doors.signed_in_on(&secret, &mut phone);
    let asked = |browser: &Holder, method: &str, path: &str| {
        let request = Request::builder().method(method).uri(path).header(COOKIE, browser.cookies());
        let request = request.header("sec-fetch-site", "same-origin").header("origin", ORIGIN);
        let form = Form::default().add("form_token", &*browser.token).add("act", doors.site.new_id().to_string());
        let body = if method == "POST" { Body::from(form.encoded()) } else { Body::empty() };
        let request = if method == "POST" { request.header(CONTENT_TYPE, URLENCODED) } else { request };
        doors.sent(request.body(body).unwrap())
    };
    let everywhere = || {
        let more = [("GET", "/nowhere"), ("HEAD", "/desk"), ("PUT", "/desk"), ("GET", "/assets/app.css")];
        // The session is used up by the one.
        let routes = ROUTES.iter().filter(|route| route.path != "/sign-out").map(|route| (route.method, route.path));
        let filled = |path: &str| super::entering::filled(path, &doors).replace("{*name}", "app.css");
        routes.chain(more).map(|(method, path)| (method, filled(path))).collect::<Vec<_>>()
    };
    let addresses = everywhere();
    let gone =
        addresses.iter().filter(|(method, path)| asked(&holder, method, path).status == StatusCode::GONE).count();
    assert_eq!(gone, 0, "control: before, none says so");
    doors.reported();
    let head = doors.site.head();
    let (alone, mut told) = (with(&secret, None), 0);
    let mut first: Option<String> = None;
    for (method, path) in &addresses {
        for browser in [&holder, &alone] {
            let answer = asked(browser, method, path);
            assert_eq!(answer.status, StatusCode::GONE, "{method} {path}");
            let expected = ["__Host-session", "__Host-device", "__Host-position"]
                .map(|name| format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0"));
            assert_eq!(lines(&answer), expected, "{method} {path}");
            assert_eq!(answer.header("clear-site-data"), "\"cache\", \"storage\"");
            assert_eq!(answer.header("cache-control"), "no-store");
            if *method != "HEAD" {
                // One page for everything: nothing is told of what was asked, or of who was signed in.
                let page = settled(&answer);
                let (before, rest) = page.split_once("name=\"back\" value=\"").unwrap();
                let plain = format!("{before}{}", rest.split_once('"').unwrap().1);
                assert_eq!(first.get_or_insert_with(|| plain.clone()), &plain, "{method} {path}");
                assert!(page.contains(&hindi("failure-device-lost")) && !page.contains("href=\"/sign-in\""));
                assert!(page.contains(&hindi("failure-device-lost-passkey")));
            }
            told += 1;
        }
    }
    assert!(told > 200, "control: {told}");
    assert_eq!(doors.site.head(), head, "nothing is done");
    let session = Holder { cookie: holder.cookie.split(';').next().unwrap().to_owned(), ..holder.clone() };
    assert_eq!(doors.get(Some(&session), "/desk").next(), "/sign-in", "without the secret it is anybody");
    assert_eq!(doors.get(Some(&doors.site.holder("first")), "/desk").status, StatusCode::OK, "control");
    let english = doors.get(Some(&Holder { english: true, ..alone }), "/desk");
    assert!(english.text().contains("<html lang=\"en\">") && english.status == StatusCode::GONE);
}

/// One officer alone registers, and reports: whoever is said to hold it reads of it.
#[test]
fn its_holder_is_told_on_the_desk() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    let told = || {
        let desk = doors.site.page("auditor", "/desk");
        let lines = desk.split(&hindi("notice-devices")).nth(1)?.split("</ul>").next()?.matches(LABEL).count();
        Some(lines)
    };
    assert_eq!(told(), None, "control");
    doors.known_device("auditor");
    assert_eq!(told(), Some(2));
    doors.reported();
    assert_eq!(told(), Some(3));
    assert!(!doors.site.page("first", "/desk").contains(LABEL), "control: nobody else is told");
}

#[test]
fn its_holder_reports_it_and_a_device_in_use_is_kept_known() {
    let (doors, ..) = Doors::staffed();
    let mut phone = doors.enrolled("auditor");
    let secret = doors.known_device("auditor");
    let tablet = doors.signed_in_on(&secret, &mut phone);
    let page = doors.get(Some(&tablet), "/sessions").text();
    // Somebody else's is as unknown as none.
    let foreign = doors.known_device("second");
    let list = doors.site.page("first", "/people/devices");
    let links = list.split("href=\"/people/devices/lost?device=").skip(1);
    let ids: Vec<&str> = links.map(|link| link.split('"').next().unwrap()).collect();
    assert_eq!(ids.len(), 2, "control: {ids:?}");
    let own = form(&page, "report_own_device").unwrap();
    let other = ids.into_iter().find(|id| Some(*id) != own.value("device")).unwrap();
    doors.post(Some(&tablet), &own.clone().set("device", other)).must(StatusCode::NOT_FOUND);
    assert_eq!(doors.get(Some(&with(&foreign, None)), "/device").status, StatusCode::OK, "control");
    let here = doors.site.holder("auditor");
    let from_elsewhere = form(&doors.get(Some(&here), "/sessions").text(), "report_own_device").unwrap();
    doors.post(Some(&here), &from_elsewhere).must(StatusCode::SEE_OTHER);
    let (head, again) = (doors.site.head(), doors.post(Some(&here), &from_elsewhere));
    let next = format!("/passkeys?lost={}", from_elsewhere.value("device").unwrap());
    assert_eq!((again.next(), doors.site.head()), (&*next, head), "sent again, it is reported once");
    assert_eq!(doors.get(Some(&tablet), "/desk").status, StatusCode::GONE);
    assert_eq!(doors.get(Some(&here), "/desk").status, StatusCode::OK, "control: this session began elsewhere");
    let page = doors.get(Some(&here), "/sessions").text();
    assert!(page.contains(&hindi("device-state-lost")) && form(&page, "report_own_device").is_none());
}

/// Whoever takes somebody's tablet away sees before what that does, and proves who it is; one's own is taken away by a press.
#[test]
fn reporting_the_device_of_another_asks_for_a_proof_and_says_what_happens() {
    let (doors, ..) = Doors::staffed();
    let mut phone = doors.enrolled("auditor");
    let tablet = doors.signed_in_on(&doors.known_device("auditor"), &mut phone);
    let report = doors.reporting("second");
    let device = report.value("device").unwrap().to_owned();
    let page = doors.site.page("second", &format!("/people/devices/lost?device={device}"));
    for said in ["device-shut-sessions", "device-shut-blank", "device-shut-anew", "device-shut-passkey"] {
        assert!(page.contains(&hindi(said)), "{said}");
    }
    assert!(page.contains(LABEL) && !page.contains(&hindi("device-shut-code")));
    for nothing in ["", "?device=x", &format!("?device={}", doors.site.new_id())] {
        let asked = doors.site.get("second", &format!("/people/devices/lost{nothing}"));
        assert_eq!(asked.status, StatusCode::NOT_FOUND, "{nothing}");
    }
    let own_page = doors.get(Some(&doors.site.holder("second")), "/sessions").text();
    assert!(form(&own_page, "report_own_device").is_none(), "control: the officer has none");
    let own = form(&doors.get(Some(&tablet), "/sessions").text(), "report_own_device").unwrap();
    let head = doors.site.head();
    let around = doors.site.own_form("second", "/sessions/device-lost").add("device", &*device);
    assert_eq!(doors.site.post("second", &around).status, StatusCode::NOT_FOUND, "another one's is not one's own");
    doors.site.forward_seconds(301);
    let stale = doors.site.post("second", &report);
    stale.must(StatusCode::FORBIDDEN);
    assert!(stale.text().contains(&hindi("failure-proof-stale")));
    assert_eq!(doors.site.head(), head);
    assert_eq!(doors.get(Some(&tablet), "/desk").status, StatusCode::OK, "the tablet goes on");
    doors.post(Some(&tablet), &own).must(StatusCode::SEE_OTHER);
    assert_eq!(doors.get(Some(&tablet), "/desk").status, StatusCode::GONE, "one's own asks for no proof");
    assert_eq!(
        doors.site.get("second", &format!("/people/devices/lost?device={device}")).status,
        StatusCode::NOT_FOUND,
        "there is nothing left to report"
    );
}

/// No list and no page of a person has a button that does it at once: it is shut out from one page alone, which says first.
#[test]
fn another_ones_device_is_shut_out_from_the_page_that_says_what_happens_alone() {
    let (doors, ..) = Doors::staffed();
    doors.enrolled("auditor");
    doors.known_device("auditor");
    doors.registered("auditor");
    let list = doors.site.page("first", "/people/devices");
    let links = list.split("href=\"/people/devices/lost?device=").skip(1);
    let says: Vec<String> =
        links.map(|link| format!("/people/devices/lost?device={}", link.split('"').next().unwrap())).collect();
    assert_eq!(says.len(), 2, "one is in use, one waits for its code");
    let person = format!("/people/persons/{}", doors.person("auditor"));
    let others = ROUTES.iter().filter(|route| route.method == "GET" && !route.path.contains('{'));
    let others = others.filter(|route| route.path != "/session/stream").map(|route| route.path.to_owned());
    let (mut shut_out, mut forms_seen) = (Vec::new(), 0);
    for path in others.chain(says.clone()).chain([person]) {
        let page = String::from_utf8_lossy(&doors.site.get("first", &path).body).into_owned();
        let found = forms(&page);
        forms_seen += found.len();
        if found.iter().any(|form| form.address == "/people/devices/lost") {
            for said in ["device-holder", "device-shut-what", "device-shut-anew", "device-shut-final"] {
                assert!(page.contains(&hindi(said)), "{path}: {said}");
            }
            assert!(page.contains("auditor") && page.contains(LABEL), "{path}: whose it is");
            shut_out.push(path);
        }
    }
    assert_eq!(shut_out, says);
    assert!(forms_seen > 30, "control: {forms_seen} forms");
}

/// A device that was lost opens again with the passkey that lies in it: whoever reports it is led there.
#[test]
fn whoever_reports_a_device_lost_is_led_to_the_passkey_in_it() {
    let (doors, ..) = Doors::staffed();
    let mut phone = doors.enrolled("auditor");
    doors.known_device("auditor");
    let form = doors.reporting("first");
    let device = form.value("device").unwrap().to_owned();
    let early = format!("/people/passkeys?lost={device}");
    assert_eq!(doors.site.get("first", &early).status, StatusCode::NOT_FOUND, "before it is lost");
    let answer = doors.site.done("first", &form);
    assert_eq!(answer.next(), early);
    let page = doors.site.page("first", &early);
    assert!(page.contains(LABEL));
    let offered = |page: &str| -> Vec<String> {
        let links = page.split("href=\"/people/passkeys/revoke?passkey=").skip(1);
        links.map(|link| link.split('"').next().unwrap().to_owned()).collect()
    };
    assert_eq!(offered(&page), [doors.passkey("auditor")], "the holder's alone");
    assert!(offered(&doors.site.page("first", "/people/passkeys")).len() > 1, "control");
    // Its holder is asked the same, of his own; nobody else is.
    let at_home = format!("/passkeys?lost={device}");
    assert!(doors.site.page("auditor", &at_home).contains(LABEL));
    assert_eq!(doors.site.get("first", &at_home).status, StatusCode::NOT_FOUND);
    for nothing in ["/passkeys?lost=x", "/people/passkeys?lost=x"] {
        assert_eq!(doors.site.get("first", nothing).status, StatusCode::NOT_FOUND);
    }
    assert_eq!(doors.post(None, &doors.sign_in_form(&mut phone)).status, StatusCode::SEE_OTHER, "until it is revoked");
    let link = format!("/people/passkeys/revoke?passkey={}", doors.passkey("auditor"));
    doors.site.done("first", &doors.revoking("first", &link));
    assert_eq!(doors.post(None, &doors.sign_in_form(&mut phone)).status, StatusCode::FORBIDDEN, "it lets nobody in");
    let told = hindi("failure-device-lost-passkey");
    assert!(
        told.contains("पासकी अलग से निरस्त की जाती है") && !told.contains("कुछ नहीं खुलेगा"),
        "and the page does not say more"
    );
}

#[test]
fn in_training_there_are_no_devices() {
    let site = crate::site::Site::begun();
    assert_eq!(site.get("auditor", "/device").status, StatusCode::NOT_FOUND);
    let page = site.page("cabinet_section", "/people/devices/new");
    assert!(page.contains(&hindi("devices-training")) && form(&page, "register_devices").is_none());
}
