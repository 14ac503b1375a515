//! Sessions of persons who have a device of the government: what administers is done on it, and nothing else asks for it.

use super::sessions::WITH_A_DEVICE;
use super::{Counted, Expected, Matrix, condition, none_wrong, truly};
use crate::page::{Form, form, form_to};
use crate::site::{Answer, Holder, URLENCODED, from_own_page};
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{Request, StatusCode};
use serde_json::Value;

/// Who administers, and two who do not.
const POSTS: [&str; 5] = ["cabinet_section", "chief_secretary", "chief_minister", "auditor", "energy_minister"];

impl Matrix {
    fn posted(&self, holder: Option<&Holder>, form: &Form) -> Answer {
        let request = from_own_page(&form.address, holder).header(CONTENT_TYPE, URLENCODED);
        let answer = self.real.send(request.body(Body::from(form.encoded())).unwrap());
        answer.must(StatusCode::SEE_OTHER);
        answer
    }

    fn page(&self, holder: Option<&Holder>, path: &str) -> String {
        let request = Request::get(path);
        let request = match holder {
            Some(holder) => request.header(COOKIE, holder.cookies()),
            None => request,
        };
        let answer = self.real.send(request.body(Body::empty()).unwrap());
        answer.must(StatusCode::OK);
        answer.text()
    }

    /// Gives the holder of a post a device: the cookie that it keeps.
    fn device_of(&self, post: &str) -> String {
        let officer = self.site().holder("first");
        let register = form(&self.page(Some(&officer), "/people/devices/new"), "register_devices").unwrap();
        let register = register.set("person", rehearsal::person(post).to_string()).set("label", "टैबलेट 14");
        let address = self.posted(Some(&officer), &register).next().to_owned();
        let page = self.page(Some(&officer), &address);
        let code = page.split("class=\"code\">").nth(1).unwrap().split('<').next().unwrap();
        let typed = form_to(&self.page(None, "/device"), "/device").unwrap().set("code", code);
        self.posted(None, &typed).header(SET_COOKIE.as_str()).split(';').next().unwrap().to_owned()
    }

    /// The holder of a post signs in now: on a device of this secret, which counts from then on, or on none.
    fn signed_in(&self, secret: &str, post: &str) -> Holder {
        let browser = Holder { cookie: secret.to_owned(), token: String::new(), english: false };
        let read: Value = serde_json::from_str(&self.page(None, "/challenge")).unwrap();
        let answer = self.site().answered(post, &read["options"].to_string());
        let sign_in = form_to(&self.page(Some(&browser), "/sign-in"), "/sign-in/passkey").unwrap();
        let sign_in = sign_in.set("ceremony", read["ceremony"].as_str().unwrap()).set("answer", answer);
        let begun = self.posted(Some(&browser), &sign_in);
        let mut lines = begun.headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap());
        let session = lines.find(|line| line.starts_with("__Host-session=")).unwrap();
        let session = session.split(';').next().unwrap();
        let holder = Holder {
            cookie: if secret.is_empty() { session.to_owned() } else { format!("{session}; {secret}") },
            ..browser
        };
        let out = form_to(&self.page(Some(&holder), "/desk"), "/sign-out").unwrap();
        Holder { token: out.value("form_token").unwrap().to_owned(), ..holder }
    }
}

pub fn whoever_has_a_device_administers_on_it_alone(matrix: &mut Matrix) -> Counted {
    let [elsewhere, on, lost] = WITH_A_DEVICE else { panic!("three conditions") };
    for post in POSTS {
        let here = matrix.signed_in(&matrix.device_of(post), post);
        let good = matrix.signed_in("", post);
        matrix.sessions.insert((elsewhere.name, post), Some(good.clone()));
        matrix.sessions.insert((lost.name, post), Some(good));
        matrix.sessions.insert((on.name, post), Some(here));
    }
    let living = matrix.drive_all(&POSTS, &[elsewhere, on], &truly);
    none_wrong(&living);
    let unasked = matrix.drive_all(&POSTS, &[elsewhere], &|matrix, state, post, _, case| {
        matrix.expected(state, post, condition("good"), case)
    });
    let asked = living.asked[&(elsewhere.name, format!("{:?}", Expected::OwnDevice))];
    assert_eq!(unasked.wrong.len(), asked, "control: without that rule each of them is missed");
    for post in POSTS {
        let good = matrix.sessions[&(lost.name, post)].clone().unwrap();
        let report = form(&matrix.page(Some(&good), "/sessions"), "report_own_device").unwrap();
        matrix.posted(Some(&good), &report);
    }
    let after = matrix.drive_all(&POSTS, &[lost], &truly);
    none_wrong(&after);
    living.and(after)
}
