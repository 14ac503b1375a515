//! The doors of a real government through the real router, before the devices of its people.

pub(crate) mod administering;
pub(crate) mod changes;
mod devices;
pub(crate) mod entering;
pub(crate) mod identities;
mod importing;
pub(crate) mod passwords;
mod persons;
mod recovering;
pub(crate) mod table;

use crate::page::{Form, form_to, forms};
use crate::site::{Answer, Holder, ORIGIN, Site, URLENCODED, from_own_page};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use cabinet::act::Government;
use cabinet::ids::{ChargeId, EnrolmentId, PersonId, PostId};
use cabinet::passkey::{ENROLMENT_DAYS, Enrolment};
use cabinet::people::{Charge, Person, Post, PostKind, Words};
use cabinet::{LedgerNature, Moment};
use office::{Factor, Office, Session};
use serde_json::Value;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicU32, Ordering};
use testbed::SoftAuthenticator;
use web::ClientAddress;

/// Two officers of the cabinet section, as `init` makes them, and three more who are known.
const PERSONS: [(&str, Option<PostKind>); 5] = [
    ("first", Some(PostKind::CabinetSection)),
    ("second", Some(PostKind::CabinetSection)),
    ("auditor", Some(PostKind::Auditor)),
    ("guest", None),
    ("late", Some(PostKind::SystemAdministrator)),
];

pub(crate) struct Doors {
    pub(crate) site: Site,
    persons: BTreeMap<String, PersonId>,
    /// Every attempt comes from an address of its own: none waits for another's failure.
    pub(crate) addresses: AtomicU32,
}

pub(crate) fn device() -> SoftAuthenticator {
    SoftAuthenticator::new(ORIGIN)
}

fn government(office: &Office) -> (Government, BTreeMap<String, PersonId>) {
    let (now, mut government, mut persons) = (office.now(), Government::default(), BTreeMap::new());
    let new_id = || office.new_id().unwrap();
    for (key, kind) in PERSONS {
        let (person, post) = (PersonId(new_id()), PostId(new_id()));
        let words = |hi: &str| Words { hi: hi.to_owned(), en: hi.to_owned() };
        persons.insert(key.to_owned(), person);
        government.persons.push(Person { id: person, name: words(key) });
        if let Some(kind) = kind {
            let (key, title) = (key.to_owned(), words(&format!("post {key}")));
            government.posts.push(Post { id: post, key, kind, title, department: None, serves: None });
            government.charges.push(Charge { id: ChargeId(new_id()), person, post, from: now, until: None });
        }
        let ends = if key == "late" { now } else { now.plus_days(ENROLMENT_DAYS) };
        government.enrolments.push(Enrolment { id: EnrolmentId(new_id()), person, ends });
    }
    (government, persons)
}

/// The value that a line gives the session's cookie, as browsers send it back.
pub(crate) fn cookie(answer: &Answer) -> String {
    answer.header(SET_COOKIE.as_str()).split(';').next().unwrap().to_owned()
}

impl Doors {
    pub(crate) fn begun() -> Self {
        let site = Site::empty(LedgerNature::Real);
        let (government, persons) = government(site.office());
        site.wait(site.office().begin(LedgerNature::Real, crate::governments::RULES.clone(), government)).unwrap();
        Self::of(site, persons)
    }

    /// Before a government of these persons.
    pub(crate) fn of(site: Site, persons: BTreeMap<String, PersonId>) -> Self {
        Self { site, persons, addresses: AtomicU32::new(0) }
    }

    /// With both officers of the cabinet section signed in, and their devices.
    pub(crate) fn staffed() -> (Self, SoftAuthenticator, SoftAuthenticator) {
        let doors = Self::begun();
        let (first, second) = (doors.enrolled("first"), doors.enrolled("second"));
        (doors, first, second)
    }

    pub(crate) fn person(&self, name: &str) -> PersonId {
        self.persons[name]
    }

    pub(crate) fn code(&self, name: &str) -> String {
        let state = self.site.state();
        let own = state.enrolments().filter(|record| record.enrolment.person == self.person(name));
        self.site.office().printed_code(own.map(|record| record.enrolment.id).max().unwrap())
    }

    fn sent(&self, mut request: Request<Body>) -> Answer {
        let address = Ipv4Addr::from_bits(0x0a00_0000 + self.addresses.fetch_add(1, Ordering::Relaxed));
        request.extensions_mut().insert(ClientAddress(address.into()));
        self.site.send(request)
    }

    pub(crate) fn get(&self, holder: Option<&Holder>, path: &str) -> Answer {
        let request = Request::get(path);
        let request = match holder {
            Some(holder) => request.header(COOKIE, holder.cookies()),
            None => request,
        };
        self.sent(request.body(Body::empty()).unwrap())
    }

    pub(crate) fn post(&self, holder: Option<&Holder>, form: &Form) -> Answer {
        let request = from_own_page(&form.address, holder).header(CONTENT_TYPE, URLENCODED);
        self.sent(request.body(Body::from(form.encoded())).unwrap())
    }

    /// What an authenticator is asked, and the ceremony that goes with it.
    pub(crate) fn challenge(&self, holder: Option<&Holder>) -> (String, String) {
        let answer = self.get(holder, "/challenge");
        answer.must(StatusCode::OK);
        let read: Value = serde_json::from_slice(&answer.body).unwrap();
        (read["options"].to_string(), read["ceremony"].as_str().unwrap().to_owned())
    }

    /// The form of signing in, answered.
    pub(crate) fn sign_in_form(&self, device: &mut SoftAuthenticator) -> Form {
        let page = self.get(None, "/sign-in");
        page.must(StatusCode::OK);
        let (options, ceremony) = self.challenge(None);
        let form = form_to(&page.text(), "/sign-in/passkey").unwrap();
        form.set("ceremony", ceremony).set("answer", device.get(&options))
    }

    pub(crate) fn type_code(&self, code: &str) -> Answer {
        let form = form_to(&self.get(None, "/enrol").text(), "/enrol").unwrap();
        self.post(None, &form.set("code", code))
    }

    /// The form that enrols a device with a code that opens.
    pub(crate) fn enrol_form(&self, code: &str, device: &mut SoftAuthenticator) -> Form {
        let page = self.type_code(code);
        page.must(StatusCode::OK);
        let options = attribute(&page.text(), "data-options");
        let form = form_to(&page.text(), "/enrol/passkey").unwrap();
        form.set("answer", device.create(&options)).set("label", "फ़ोन")
    }

    /// Enrols a person and holds the session under the name; the device.
    #[track_caller]
    pub(crate) fn enrolled(&self, name: &str) -> SoftAuthenticator {
        let mut device = device();
        let answer = self.post(None, &self.enrol_form(&self.code(name), &mut device));
        answer.must(StatusCode::SEE_OTHER);
        assert_eq!(answer.next(), "/desk");
        self.site.hold(name, self.site.holder_of(cookie(&answer)));
        device
    }

    /// The session that an answer begins.
    pub(crate) fn session_of(&self, answer: &Answer) -> Session {
        let value = cookie(answer).split_once('=').unwrap().1.to_owned();
        self.site.office().resume_session(&value).unwrap()
    }

    /// The passkey with which a session began.
    #[track_caller]
    pub(crate) fn passkey(&self, name: &str) -> String {
        match self.session(name).factor {
            Factor::Passkey(id) => id.to_string(),
            other => panic!("{name} came in with {other:?}"),
        }
    }

    pub(crate) fn session(&self, name: &str) -> Session {
        self.site.resumed(&self.site.holder(name)).unwrap()
    }

    /// From now on a name stands for a session of the same person whose proof is an hour old.
    pub(crate) fn grow_stale(&self, name: &str) {
        let session = self.session(name);
        let proved = session.proved.map(|at| Moment(at.0 - 60 * 60 * 1000));
        let (old, charge) = (Session { proved, ..session.clone() }, session.actor.charge().unwrap());
        let (value, _) = self.site.wait(self.site.office().change_charge(&old, charge)).unwrap();
        self.site.hold(name, self.site.holder_of(format!("__Host-session={value}")));
    }

    /// Proves again on the page that a link leads to; where that leads.
    #[track_caller]
    pub(crate) fn confirm(&self, name: &str, link: &str, device: &mut SoftAuthenticator) -> Answer {
        let holder = self.site.holder(name);
        let page = self.get(Some(&holder), link);
        page.must(StatusCode::OK);
        let (options, ceremony) = self.challenge(Some(&holder));
        let form = form_to(&page.text(), "/confirm").unwrap();
        let answer = self.post(Some(&holder), &form.set("ceremony", ceremony).set("answer", device.get(&options)));
        if answer.status == StatusCode::SEE_OTHER {
            self.site.hold(name, Holder { cookie: cookie(&answer), ..holder });
        }
        answer
    }

    /// Proves again on the page on which a form was not taken, which carries it; the page that sends it again.
    #[track_caller]
    pub(crate) fn confirm_carrying(&self, name: &str, page: &Answer, device: &mut SoftAuthenticator) -> Answer {
        page.must(StatusCode::FORBIDDEN);
        let holder = self.site.holder(name);
        let (options, ceremony) = self.challenge(Some(&holder));
        let form = form_to(&page.text(), "/confirm").unwrap();
        let answer = self.post(Some(&holder), &form.set("ceremony", ceremony).set("answer", device.get(&options)));
        if answer.status == StatusCode::OK {
            self.site.hold(name, Holder { cookie: cookie(&answer), ..holder });
        }
        answer
    }

    /// The form with which somebody takes another one's passkey or password away, on the page that says what that does.
    pub(crate) fn revoking(&self, who: &str, address: &str) -> Form {
        let page = self.site.page(who, address);
        let action = address.split('?').next().unwrap();
        form_to(&page, action).expect("what is taken away, and the question why").set("reason", "उपकरण खो गया")
    }

    /// Where a link of a page leads that begins so.
    #[track_caller]
    pub(crate) fn link(html: &str, beginning: &str) -> String {
        let at = html.find(&format!("href=\"{beginning}")).unwrap_or_else(|| panic!("no link to {beginning}")) + 6;
        crate::page::unescaped(html[at..].split('"').next().unwrap())
    }
}

/// The value of an attribute that stands once on a page.
pub(crate) fn attribute(html: &str, name: &str) -> String {
    let at = html.find(&format!("{name}=\"")).unwrap() + name.len() + 2;
    crate::page::unescaped(html[at..].split('"').next().unwrap())
}

/// The page without the forms' own fields that every drawing makes anew.
pub(crate) fn settled(answer: &Answer) -> String {
    let html = crate::page::settled(&answer.text());
    forms(&html)
        .iter()
        .filter_map(|form| form.value("ceremony"))
        .filter(|value| !value.is_empty())
        .fold(html.clone(), |html, value| html.replace(value, ""))
}
