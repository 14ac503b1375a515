//! On which device somebody administers: people and their charges, ways in, devices, emergency access.

use super::table::sent;
use super::{Doors, cookie};
use crate::page::{Form, form};
use crate::site::{Answer, Holder};
use crate::words::hindi;
use axum::http::StatusCode;
use std::collections::BTreeSet;
use testbed::SoftAuthenticator;
use web::{Door, ROUTES, Route};

const NEW_PERSON: &str = "/people/changes/new?do=enter_person";
const DAY_SECONDS: u32 = 24 * 60 * 60;

/// Whether an answer says that one's own device is asked for, and why, in the sentence of this key.
fn asks(answer: &Answer, why: &str) -> bool {
    let html = answer.text();
    let title = hindi(&format!("failure-{}", why.trim_end_matches("-own")));
    answer.status == StatusCode::FORBIDDEN && html.contains(&format!("<h1>{title}</h1>")) && html.contains(&hindi(why))
}

fn asks_somehow(answer: &Answer) -> bool {
    answer.status == StatusCode::FORBIDDEN && answer.text().contains(&hindi("device-asked-nothing"))
}

impl Doors {
    /// The form with which somebody proposes that a person be entered, from a page that must be there.
    fn proposing(&self, holder: &Holder, name: &str) -> Form {
        let form = form(&self.get(Some(holder), NEW_PERSON).text(), "propose_change").unwrap();
        form.set("name_hi", name).set("name_en", name).set("reason", "आदेश 7")
    }

    /// A session that begins now, and nowhere in particular.
    fn again(&self, phone: &mut SoftAuthenticator) -> Holder {
        let answer = self.post(None, &self.sign_in_form(phone));
        answer.must(StatusCode::SEE_OTHER);
        self.site.holder_of(cookie(&answer))
    }

    pub(crate) fn reports_own(&self, holder: &Holder) {
        let form = form(&self.get(Some(holder), "/sessions").text(), "report_own_device").unwrap();
        self.post(Some(holder), &form).must(StatusCode::SEE_OTHER);
    }
}

/// What the table calls administration is turned away elsewhere, with its words, and nothing else is; on the own device it
/// is taken.
#[test]
pub(crate) fn who_has_a_device_administers_on_it_alone() {
    let (doors, _, mut phone) = Doors::staffed();
    doors.enrolled("auditor");
    let elsewhere = doors.site.holder("second");
    doors.site.done("second", &doors.proposing(&elsewhere, "पहले दिन"));
    // The session is used up by the one, and the other page leads from it.
    let away = ["/sign-out", "/sign-in"];
    let routes = || ROUTES.iter().filter(|route| !away.contains(&route.path));
    let before = routes().filter(|route| asks_somehow(&sent(&doors, "second", route, "same-origin"))).count();
    assert_eq!(before, 0, "control: who has no device yet is asked for none");
    doors.get(Some(&elsewhere), "/desk").must(StatusCode::OK);

    let secret = doors.known_device("second");
    let waits = routes().filter(|route| asks_somehow(&sent(&doors, "second", route, "same-origin"))).count();
    assert_eq!(waits, 0, "control: nor is one asked for on which its holder never signed in");
    let tablet = doors.signed_in_on(&secret, &mut phone);
    let (mut asked, mut others) = (0, 0);
    for route in routes() {
        let head = doors.site.head();
        let answer = sent(&doors, "second", route, "same-origin");
        let administers = matches!(route.door, Door::Administration(_));
        assert_eq!(asks(&answer, "device-asked-own"), administers, "{} {}", route.method, route.path);
        assert_eq!(doors.site.head(), head, "{}", route.path);
        if administers {
            let html = answer.text();
            assert!(html.contains("टैबलेट 14") && html.contains("href=\"/sessions#devices\""), "which, and what else");
            assert!(route.method == "GET" || html.contains("आदेश 7"), "{}: words are kept", route.path);
        }
        (asked, others) = if administers { (asked + 1, others) } else { (asked, others + 1) };
    }
    assert!(asked >= 8 && others > 130, "control: {asked} asked, {others} others");
    let told = doors.site.page("auditor", "/custody");
    assert!(told.contains(&hindi("refused-because-device-asked")), "and custody tells of it");

    let elsewhere = doors.again(&mut phone);
    let new = doors.proposing(&tablet, "रामप्रसाद शुक्ल");
    let head = doors.site.head();
    let taken = doors.post(Some(&tablet), &new);
    taken.must(StatusCode::SEE_OTHER);
    assert!(doors.site.head() > head, "control: on the own device it is done");
    let head = doors.site.head();
    let again = doors.post(Some(&elsewhere), &new.set("form_token", elsewhere.token.clone()));
    assert_eq!((again.next(), doors.site.head()), (taken.next(), head), "what was accepted has its answer anywhere");
    let page = doors.get(Some(&elsewhere), NEW_PERSON).text();
    assert!(page.contains(&hindi("device-asked-here")), "whoever begins to write is told before");
    assert!(!doors.get(Some(&tablet), NEW_PERSON).text().contains(&hindi("device-asked-here")), "control");
}

/// Everything that gives rights over people and emergency access is called administration. What stops somebody asks for a
/// proof alone: it takes one officer, wherever he is.
#[test]
pub(crate) fn what_administers_stands_before_that_door() {
    let stops =
        ["/people/devices/lost", "/people/identities/revoke", "/people/passkeys/revoke", "/people/passwords/revoke"];
    let of_people = |path: &str| ["/people", "/emergency-access"].iter().any(|start| path.starts_with(start));
    let (fresh, others): (Vec<&Route>, Vec<&Route>) =
        ROUTES.iter().filter(|route| matches!(route.door, Door::Fresh(_))).partition(|route| of_people(route.path));
    assert!(fresh.iter().map(|route| route.path).collect::<BTreeSet<_>>().into_iter().eq(stops), "{fresh:?}");
    assert!(others.len() > 10);
    let administers = ROUTES.iter().filter(|route| matches!(route.door, Door::Administration(_)));
    assert!(administers.clone().all(|route| of_people(route.path)) && administers.count() >= 8);
}

/// A stolen passkey is taken away at once, by an officer who has no device at hand.
#[test]
pub(crate) fn what_stops_somebody_asks_for_no_device() {
    let (doors, mut first, mut second) = Doors::staffed();
    doors.enrolled("auditor");
    doors.signed_in_on(&doors.known_device("second"), &mut second);
    doors.signed_in_on(&doors.known_device("first"), &mut first);
    for who in [&mut first, &mut second] {
        let elsewhere = doors.again(who);
        assert!(
            asks(&doors.post(Some(&elsewhere), &doors.proposing(&elsewhere, "नया")), "device-asked-own"),
            "control"
        );
    }
    doors.site.hold("second", doors.again(&mut second));
    let link = format!("/people/passkeys/revoke?passkey={}", doors.passkey("auditor"));
    doors.site.done("second", &doors.revoking("second", &link));
}

#[test]
pub(crate) fn on_the_device_of_another_nobody_administers() {
    let (doors, mut first, mut second) = Doors::staffed();
    let of_second = doors.known_device("second");
    let on = |secret: &str, phone: &mut SoftAuthenticator| {
        let holder = doors.signed_in_on(secret, phone);
        let page = doors.get(Some(&holder), NEW_PERSON).text();
        (page, doors.post(Some(&holder), &doors.proposing(&holder, "नया")))
    };
    let (page, without) = on(&of_second, &mut first);
    assert!(asks(&without, "device-asked-not-this"), "who has none does so there no more than anybody");
    assert!(page.contains(&hindi("device-asked-not-this")), "and is told before writing");
    assert!(!without.text().contains("href=\"/sessions#devices\""), "there is none of his own to report");
    let anywhere = doors.again(&mut first);
    doors.post(Some(&anywhere), &doors.proposing(&anywhere, "पहले दिन")).must(StatusCode::SEE_OTHER);
    let of_first = doors.known_device("first");
    on(&of_first, &mut first).1.must(StatusCode::SEE_OTHER);
    on(&of_second, &mut second).1.must(StatusCode::SEE_OTHER);
    assert!(asks(&on(&of_first, &mut second).1, "device-asked-own"));
    assert!(asks(&on(&of_second, &mut first).1, "device-asked-own"));
}

/// One officer registers a device for the other one and types its code: that shuts nobody out but whoever signs in on it.
#[test]
pub(crate) fn a_device_that_its_holder_never_used_keeps_nobody_out() {
    let (doors, mut first, mut second) = Doors::staffed();
    let proposing = |holder: &Holder| doors.post(Some(holder), &doors.proposing(holder, "नया"));
    for _ in 0..2 {
        let secret = doors.known_device("second");
        let planted = doors.signed_in_on(&secret, &mut first);
        assert!(asks(&proposing(&planted), "device-asked-not-this"), "control: it is another one's");
        let elsewhere = doors.again(&mut second);
        let page = doors.get(Some(&elsewhere), NEW_PERSON).text();
        assert!(!page.contains(&hindi("device-asked-here")));
        proposing(&elsewhere).must(StatusCode::SEE_OTHER);
        doors.reports_own(&elsewhere);
        proposing(&elsewhere).must(StatusCode::SEE_OTHER);
    }
    doors.signed_in_on(&doors.known_device("second"), &mut second);
    assert!(asks(&proposing(&doors.again(&mut second)), "device-asked-own"), "control: used once, it counts");
}

/// A report takes one person and no proof: for a day it opens nothing, unless another officer registers another device.
#[test]
pub(crate) fn who_reports_the_own_device_lost_waits_a_day_or_has_another() {
    let (doors, mut first, mut phone) = Doors::staffed();
    doors.signed_in_on(&doors.known_device("second"), &mut phone);
    let elsewhere = doors.again(&mut phone);
    let proposing = |holder: &Holder| doors.post(Some(holder), &doors.proposing(holder, "नया"));
    assert!(asks(&proposing(&elsewhere), "device-asked-own"), "control");
    doors.reports_own(&elsewhere);
    assert!(asks(&proposing(&elsewhere), "device-asked-another"));
    let page = doors.get(Some(&elsewhere), NEW_PERSON).text();
    assert!(page.contains(&hindi("device-asked-another")), "and whoever begins to write is told before");
    let next = doors.signed_in_on(&doors.known_device("second"), &mut phone);
    proposing(&next).must(StatusCode::SEE_OTHER);
    doors.reports_own(&doors.again(&mut phone));
    assert!(asks(&proposing(&doors.again(&mut phone)), "device-asked-another"));
    doors.site.forward_seconds(DAY_SECONDS);
    proposing(&doors.again(&mut phone)).must(StatusCode::SEE_OTHER);
    proposing(&doors.again(&mut first)).must(StatusCode::SEE_OTHER);
}

/// Both officers of the section have devices, and both are broken: each says so anywhere, and goes on a day later.
#[test]
pub(crate) fn two_officers_with_broken_devices_go_on() {
    let (doors, mut first, mut second) = Doors::staffed();
    for (who, phone) in [("second", &mut second), ("first", &mut first)] {
        doors.signed_in_on(&doors.known_device(who), phone);
    }
    for phone in [&mut first, &mut second] {
        let holder = doors.again(phone);
        assert!(asks(&doors.post(Some(&holder), &doors.proposing(&holder, "नया")), "device-asked-own"));
        doors.reports_own(&holder);
    }
    doors.site.forward_seconds(DAY_SECONDS);
    let [first, second] = [doors.again(&mut first), doors.again(&mut second)];
    let change = doors.post(Some(&first), &doors.proposing(&first, "नया")).next().to_owned();
    let agree = form(&doors.get(Some(&second), &change).text(), "agree_change").unwrap();
    doors.post(Some(&second), &agree).must(StatusCode::SEE_OTHER);
}

#[test]
pub(crate) fn a_device_that_lay_in_a_drawer_is_registered_anew() {
    let (doors, mut first, mut phone) = Doors::staffed();
    let secret = doors.known_device("second");
    let on = |secret: &str, phone: &mut SoftAuthenticator| {
        let holder = doors.signed_in_on(secret, phone);
        doors.post(Some(&holder), &doors.proposing(&holder, "नया"))
    };
    // A day short of what it may lie unused: a midnight may pass meanwhile.
    for days in [0, 89, 89] {
        doors.site.forward_seconds(days * DAY_SECONDS);
        on(&secret, &mut phone).must(StatusCode::SEE_OTHER);
    }
    doors.site.forward_seconds(91 * DAY_SECONDS);
    let unused = on(&secret, &mut phone);
    assert!(asks(&unused, "device-asked-anew") && unused.text().contains("90"));
    let elsewhere = doors.again(&mut phone);
    assert!(asks(&doors.post(Some(&elsewhere), &doors.proposing(&elsewhere, "नया")), "device-asked-anew"));
    let page = doors.get(Some(&elsewhere), NEW_PERSON).text();
    assert!(page.contains(&hindi("device-asked-anew")), "nobody is sent to where it is refused again");
    doors.site.forward_seconds(DAY_SECONDS);
    assert!(asks(&on(&secret, &mut phone), "device-asked-anew"), "to use it once more mends nothing");
    doors.site.hold("first", doors.again(&mut first));
    doors.site.done("first", &doors.reporting("first"));
    on(&doors.known_device("second"), &mut phone).must(StatusCode::SEE_OTHER);
}

/// The days on which a device was used are custody's: they stand after the server was started again.
#[test]
fn a_start_forgets_no_day_on_which_a_device_was_used() {
    let (mut doors, _, mut phone) = Doors::staffed();
    let secret = doors.known_device("second");
    doors.site.forward_seconds(60 * DAY_SECONDS);
    doors.signed_in_on(&secret, &mut phone);
    doors.site.forward_seconds(60 * DAY_SECONDS);
    doors.site.custody();
    let tablet = doors.signed_in_on(&secret, &mut phone);
    doors.post(Some(&tablet), &doors.proposing(&tablet, "नया")).must(StatusCode::SEE_OTHER);
}
