//! What comes back of a ceremony: once, of its own purpose, unchanged, from a verified holder on pages of ours.

use super::{ORIGIN, Real, counted, device, refused};
use office::{Ceremony, Office, Session, SignInError};
use testbed::SoftAuthenticator;

/// For what a ceremony was begun, and where it is finished.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Door {
    SignIn,
    Confirm,
    ConfirmElsewhere,
    Enrol,
    Add,
    AddElsewhere,
}

const BEGUN: [Door; 6] =
    [Door::SignIn, Door::Confirm, Door::ConfirmElsewhere, Door::Enrol, Door::Add, Door::AddElsewhere];
const FINISHED: [Door; 4] = [Door::SignIn, Door::Confirm, Door::Enrol, Door::Add];

struct People {
    real: Real,
    session: Session,
    /// Another session of the same person.
    other: Session,
    phone: SoftAuthenticator,
}

impl People {
    async fn come() -> Self {
        let real = Real::begun().await;
        let (session, _, mut phone) = real.enrolled("first").await;
        let (other, _) = real.sign_in(&mut phone).await.unwrap();
        Self { real, session, other, phone }
    }

    /// A ceremony and a true answer to it.
    async fn begin(&mut self, door: Door) -> (Ceremony, String) {
        let office = &self.real.office;
        let begun = match door {
            Door::SignIn => office.begin_proof(None),
            Door::Confirm => office.begin_proof(Some(&self.session)),
            Door::ConfirmElsewhere => office.begin_proof(Some(&self.other)),
            Door::Enrol => {
                let code = self.real.code("second");
                office.begin_enrolment(office.invited_by(&code, self.real.address()).await.unwrap())
            }
            Door::Add => office.begin_adding(&self.session),
            Door::AddElsewhere => office.begin_adding(&self.other),
        };
        let begun = begun.unwrap();
        let answer = match door {
            Door::SignIn | Door::Confirm | Door::ConfirmElsewhere => self.phone.get(&begun.options),
            Door::Enrol | Door::Add | Door::AddElsewhere => device().create(&begun.options),
        };
        (begun, answer)
    }

    async fn finish(&self, door: Door, sealed: &str, answer: &str) -> Result<(), SignInError> {
        let (office, from): (&Office, _) = (&self.real.office, self.real.address());
        let (session, label, body) = (&self.session, "फ़ोन".to_owned(), self.real.office.digest(answer.as_bytes()));
        match door {
            Door::SignIn => office.finish_sign_in(sealed, answer, from).await.map(drop),
            Door::Confirm | Door::ConfirmElsewhere => {
                office.finish_proof(session, sealed, answer, from).await.map(drop)
            }
            Door::Enrol => office.finish_enrolment(sealed, answer, label, from).await.map(drop),
            Door::Add | Door::AddElsewhere => office.finish_adding(session, sealed, answer, label, body).await,
        }
    }
}

#[tokio::test]
pub(crate) async fn a_ceremony_is_finished_where_it_was_begun_alone() {
    let mut people = People::come().await;
    let (mut crossed, mut straight) = (0, 0);
    for begun in BEGUN {
        for finished in FINISHED {
            if begun == finished {
                continue;
            }
            let (ceremony, answer) = people.begin(begun).await;
            let entries = people.real.office.state().entries();
            let told = people.finish(finished, &ceremony.sealed, &answer).await;
            refused(told, &format!("{begun:?} at {finished:?}"));
            assert_eq!(people.real.office.state().entries(), entries, "{begun:?} at {finished:?}");
            crossed += 1;
        }
    }
    for door in FINISHED {
        let (ceremony, answer) = people.begin(door).await;
        people.finish(door, &ceremony.sealed, &answer).await.unwrap_or_else(|error| panic!("{door:?}: {error:?}"));
        straight += 1;
    }
    assert_eq!((crossed, straight), (20, 4));
}

#[tokio::test]
async fn a_changed_byte_of_what_the_browser_keeps_is_refused() {
    for door in FINISHED {
        let mut people = People::come().await;
        let (ceremony, answer) = people.begin(door).await;
        let bytes = ceremony.sealed.as_bytes();
        for place in 0..bytes.len() {
            let mut changed = bytes.to_vec();
            changed[place] = if bytes[place] == b'0' { b'1' } else { b'0' };
            let changed = String::from_utf8(changed).unwrap();
            refused(people.finish(door, &changed, &answer).await, &format!("{door:?}, sign {place}"));
        }
        for short in [0, 2, bytes.len() / 2, bytes.len() - 2] {
            refused(people.finish(door, &ceremony.sealed[..short], &answer).await, &format!("{short} signs"));
        }
        refused(people.finish(door, &format!("{}00", ceremony.sealed), &answer).await, "more than there was");
        people.finish(door, &ceremony.sealed, &answer).await.expect("control: unchanged it is taken");
    }
}

/// Of a cookie nothing can be made that goes for a ceremony, nor the other way: both are sealed by one key.
#[tokio::test]
async fn a_cookie_is_no_ceremony() {
    let mut people = People::come().await;
    let (ceremony, answer) = people.begin(Door::SignIn).await;
    let (_, cookie) = people.real.sign_in(&mut people.phone).await.unwrap();
    refused(people.finish(Door::SignIn, &cookie, &answer).await, "a cookie");
    assert!(people.real.office.resume_session(&ceremony.sealed).is_none());
    assert!(people.real.office.resume_session(&cookie).is_some(), "control");
}

#[tokio::test]
async fn the_same_answer_opens_nothing_a_second_time() {
    // An authenticator that does not count: nothing but the ceremony itself tells the repeat.
    for counter in [0, 7] {
        let mut people = People::come().await;
        let (real, mut phone) = (&people.real, device());
        phone.counter = counter;
        real.enrol(&real.code("second"), &mut phone).await.unwrap();
        std::mem::swap(&mut people.phone, &mut phone);
        let (ceremony, answer) = people.begin(Door::SignIn).await;
        people.finish(Door::SignIn, &ceremony.sealed, &answer).await.unwrap();
        refused(people.finish(Door::SignIn, &ceremony.sealed, &answer).await, "signing in by the same answer");
        people.phone = phone;
        people.phone.counter = if counter == 0 { 0 } else { 50 };
        if counter == 0 {
            continue;
        }
        let (ceremony, answer) = people.begin(Door::Confirm).await;
        people.finish(Door::Confirm, &ceremony.sealed, &answer).await.unwrap();
        refused(people.finish(Door::Confirm, &ceremony.sealed, &answer).await, "proving by the same answer");
        assert_eq!(people.real.refusals().await, counted([("passkey", 2)]));
    }
}

#[tokio::test]
async fn two_answers_to_one_ceremony_open_once() {
    let mut people = People::come().await;
    let (ceremony, one) = people.begin(Door::SignIn).await;
    let other = people.phone.get(&ceremony.options);
    let both = tokio::join!(
        people.finish(Door::SignIn, &ceremony.sealed, &one),
        people.finish(Door::SignIn, &ceremony.sealed, &other)
    );
    let taken = [both.0.is_ok(), both.1.is_ok()].into_iter().filter(|taken| *taken).count();
    assert_eq!(taken, 1, "one of two at the same moment");
}

#[tokio::test]
async fn an_answer_is_of_its_own_ceremony() {
    let mut people = People::come().await;
    for door in FINISHED {
        let (ceremony, answer) = people.begin(door).await;
        let (other, other_answer) = people.begin(door).await;
        refused(people.finish(door, &ceremony.sealed, &other_answer).await, &format!("{door:?}"));
        refused(people.finish(door, &other.sealed, &answer).await, &format!("{door:?}"));
        let (ceremony, answer) = people.begin(door).await;
        people.finish(door, &ceremony.sealed, &answer).await.expect("control");
    }
}

#[tokio::test]
pub(crate) async fn a_holder_who_was_not_verified_is_refused_and_so_is_another_origin() {
    let mut people = People::come().await;
    let changed = |(verified, origin): (bool, &str)| {
        let mut phone = device();
        (phone.user_verified, phone.origin) = (verified, origin.to_owned());
        phone
    };
    let changes = [
        ("not verified", (false, ORIGIN)),
        ("another port", (true, "http://localhost:8081")),
        ("another host", (true, "https://cabinet.example")),
    ];
    for (what, change) in changes {
        for door in [Door::SignIn, Door::Confirm] {
            (people.phone.user_verified, people.phone.origin) = (change.0, change.1.to_owned());
            let (ceremony, answer) = people.begin(door).await;
            people.phone.user_verified = true;
            ORIGIN.clone_into(&mut people.phone.origin);
            refused(people.finish(door, &ceremony.sealed, &answer).await, &format!("{what}, {door:?}"));
            let answer = people.phone.get(&ceremony.options);
            people.finish(door, &ceremony.sealed, &answer).await.expect("control: the same ceremony, answered well");
        }
        for door in [Door::Enrol, Door::Add] {
            let (ceremony, _) = people.begin(door).await;
            let answer = changed(change).create(&ceremony.options);
            refused(people.finish(door, &ceremony.sealed, &answer).await, &format!("{what}, {door:?}"));
        }
    }
    for door in [Door::Enrol, Door::Add] {
        let (ceremony, answer) = people.begin(door).await;
        people.finish(door, &ceremony.sealed, &answer).await.expect("control");
    }
}

#[tokio::test]
async fn an_authenticator_that_counts_never_counts_backwards() {
    let mut people = People::come().await;
    people.phone.counter = 9;
    let (ceremony, answer) = people.begin(Door::SignIn).await;
    people.finish(Door::SignIn, &ceremony.sealed, &answer).await.unwrap();
    for counter in [9, 8, 1, 0] {
        for door in [Door::SignIn, Door::Confirm] {
            people.phone.counter = counter;
            let (ceremony, answer) = people.begin(door).await;
            refused(people.finish(door, &ceremony.sealed, &answer).await, &format!("{counter} at {door:?}"));
        }
    }
    people.phone.counter = 10;
    let (ceremony, answer) = people.begin(Door::Confirm).await;
    people.finish(Door::Confirm, &ceremony.sealed, &answer).await.expect("control: it has counted on");
}
