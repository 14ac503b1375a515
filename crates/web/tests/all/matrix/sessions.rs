//! Sessions of every kind that a request can come in, good and bad.

use crate::page::form;
use crate::real::{POSTS, People};
use crate::site::{Holder, Site};
use axum::http::StatusCode;
use cabinet::ids::PasswordId;
use office::Factor;
use serde_json::Value;
use std::collections::BTreeMap;

/// What a session opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opens {
    /// What is permitted to its post.
    Everything,
    /// The same, but for what asks for a fresh proof.
    ButNotFresh,
    /// The same, but for what administers.
    ButNotAdministration,
    /// What is open to anybody.
    Nothing,
}

/// One kind of session.
pub struct Condition {
    pub name: &'static str,
    pub opens: Opens,
    /// The session of a post; none where there is none to send.
    made: fn(&mut People, &str) -> Option<Holder>,
}

/// Every kind of session. A further one is a further line.
pub const CONDITIONS: &[Condition] = &[
    Condition { name: "good", opens: Opens::Everything, made: |people, post| Some(people.site().holder(post)) },
    Condition {
        name: "proof too old",
        opens: Opens::ButNotFresh,
        made: |people, post| older(people, post, "proved", 301),
    },
    Condition { name: "none", opens: Opens::Nothing, made: |_, _| None },
    Condition { name: "forged cookie", opens: Opens::Nothing, made: |people, post| Some(forged(&people.again(post))) },
    Condition { name: "signed out", opens: Opens::Nothing, made: signed_out },
    Condition { name: "ended elsewhere", opens: Opens::Nothing, made: ended_elsewhere },
    Condition {
        name: "passkey taken away",
        opens: Opens::Nothing,
        made: |people, post| Some(people.of_a_passkey_taken_away(post)),
    },
    Condition { name: "device not with it", opens: Opens::Nothing, made: begun_on_a_device },
    Condition { name: "wrong factor", opens: Opens::Nothing, made: wrong_factor },
    Condition {
        name: "charge ended",
        opens: Opens::Nothing,
        made: |people, post| people.predecessors.get(post).cloned(),
    },
    Condition {
        name: "idle over",
        opens: Opens::Nothing,
        made: |people, post| older(people, post, "seen", 15 * 60 + 1),
    },
    Condition {
        name: "absolute over",
        opens: Opens::Nothing,
        made: |people, post| older(people, post, "began", 12 * 60 * 60 + 1),
    },
];

/// Of somebody who has a device of the government: elsewhere, and on it. They are made when business has come to every stage,
/// since whoever has one administers on it alone from then on.
pub const WITH_A_DEVICE: &[Condition] = &[
    Condition { name: "not on the device", opens: Opens::ButNotAdministration, made: |_, _| None },
    Condition { name: "on the device", opens: Opens::Everything, made: |_, _| None },
    Condition { name: "device lost today", opens: Opens::ButNotAdministration, made: |_, _| None },
];

/// A session of its own in whose cookie a moment lies so many seconds back.
fn older(people: &mut People, post: &str, moment: &str, seconds: i64) -> Option<Holder> {
    let holder = people.again(post);
    let back = |cookie: &mut Value| cookie[moment] = (cookie[moment].as_i64().unwrap() - seconds * 1000).into();
    let site = people.site();
    assert_eq!(desk(site, &site.altered(&holder, |_| {})), StatusCode::OK, "control: sealed again, it opens");
    Some(site.altered(&holder, back))
}

/// With one sign of the sealed cookie changed.
fn forged(holder: &Holder) -> Holder {
    let (before, last) = holder.cookie.split_at(holder.cookie.len() - 1);
    Holder { cookie: format!("{before}{}", if last == "0" { "1" } else { "0" }), ..holder.clone() }
}

fn signed_out(people: &mut People, post: &str) -> Option<Holder> {
    let holder = people.again(post);
    let out = form_to_sign_out(people.site(), &holder);
    people.site().post_as(&holder, &out).must(StatusCode::SEE_OTHER);
    Some(holder)
}

fn form_to_sign_out(site: &Site, holder: &Holder) -> crate::page::Form {
    crate::page::form_to(&site.get_as(holder, "/desk").text(), "/sign-out").unwrap()
}

/// Ended from the session that stays.
fn ended_elsewhere(people: &mut People, post: &str) -> Option<Holder> {
    let holder = people.again(post);
    let (site, stays) = (people.site(), people.site().holder(post));
    let session = site.resumed(&holder).unwrap().id.0.to_string();
    let html = site.get_as(&stays, "/sessions").text();
    let end = form(&html, "end_session").unwrap().set("session", session);
    site.post_as(&stays, &end).must(StatusCode::SEE_OTHER);
    Some(holder)
}

/// Begun on a device whose secret does not come with it.
fn begun_on_a_device(people: &mut People, post: &str) -> Option<Holder> {
    let (holder, site) = (people.again(post), people.site());
    Some(site.altered(&holder, |cookie| cookie["device"] = site.new_id().to_string().into()))
}

/// Begun with a password: under a post that asks for a passkey, or with a password that nobody has.
fn wrong_factor(people: &mut People, post: &str) -> Option<Holder> {
    let holder = people.again(post);
    let (site, living) = (people.site(), people.password);
    let with = |password: PasswordId| {
        site.altered(&holder, |cookie| cookie["factor"] = serde_json::to_value(Factor::Password(password)).unwrap())
    };
    let state = site.state();
    if !state.post(rehearsal::post(post)).unwrap().kind.signs_in_without_passkey() {
        return Some(with(living));
    }
    assert_eq!(desk(site, &with(living)), StatusCode::OK, "control: under such a post, a living password opens");
    Some(with(PasswordId(site.new_id())))
}

pub fn desk(site: &Site, holder: &Holder) -> StatusCode {
    site.get_as(holder, "/desk").status
}

/// The sessions of every post, by condition and post.
pub type Sessions = BTreeMap<(&'static str, &'static str), Option<Holder>>;

/// Everybody's sessions. Each opened once what it should, but those of which it is said that they never did.
pub fn made(people: &mut People) -> Sessions {
    let mut sessions = Sessions::new();
    for post in POSTS {
        for condition in CONDITIONS {
            let made = (condition.made)(people, post);
            if let Some(holder) = &made {
                let opens = if condition.opens == Opens::Nothing { StatusCode::SEE_OTHER } else { StatusCode::OK };
                assert_eq!(desk(people.site(), holder), opens, "{post}: {}", condition.name);
            }
            sessions.insert((condition.name, post), made);
        }
    }
    sessions
}
