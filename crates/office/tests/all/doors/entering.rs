//! Enrolling with a code and signing in.

use super::{ORIGIN, Real, counted, device, minutes_ago, refused, words};
use crate::Place;
use cabinet::change::Step;
use cabinet::ids::{ChargeId, EnrolmentId, PasskeyId, PostId};
use cabinet::people::{Post, PostKind};
use cabinet::{Act, Moment};
use office::{
    ActError, Ceremony, Enrolled, Factor, Half, Invited, ReadError, SESSION_ABSOLUTE_SECONDS, Session, SignInError,
    Told,
};
use serde_json::Value;
use std::net::{IpAddr, Ipv4Addr};

fn passkey_of(session: &Session) -> PasskeyId {
    let Factor::Passkey(id) = session.factor else { panic!("{session:?}") };
    id
}

#[tokio::test]
async fn a_code_is_typed_carelessly_and_its_person_is_signed_in() {
    let (real, mut phone) = (Real::begun().await, device());
    let printed = real.code("first");
    let careless = format!("  {} ", printed.to_ascii_lowercase().replace('0', "o").replace('1', "l").replace('-', " "));
    let Enrolled::SignedIn(session, cookie) = real.enrol(&careless, &mut phone).await.unwrap() else {
        panic!("not signed in")
    };
    assert_eq!(session.actor.person(), Some(real.person("first")));
    assert_eq!(session.actor.charge(), Some(real.charge("first")));
    assert!(session.proved.is_some() && matches!(session.factor, Factor::Passkey(_)));
    let resumed = real.office.resume_session(&cookie).unwrap();
    assert_eq!((resumed.id, resumed.actor, resumed.proved), (session.id, session.actor, session.proved));
    let (again, _) = real.sign_in(&mut phone).await.unwrap();
    assert_eq!((again.actor, again.factor), (session.actor, session.factor));
    assert_ne!(again.id, session.id);
    let state = real.office.state();
    assert_eq!(
        state.passkeys_of(real.person("first")).map(|one| one.passkey.label.as_str()).collect::<Vec<_>>(),
        ["फ़ोन"]
    );
    assert_eq!(real.refusals().await, counted([]), "control: nothing was refused");
}

#[tokio::test]
pub(crate) async fn a_code_works_once_and_nothing_like_it_works() {
    let real = Real::begun().await;
    let (first, second) = (real.code("first"), real.code("second"));
    let half = |code: &str, from: usize| code.split('-').skip(from).take(2).collect::<Vec<_>>().join("-");
    let wrong = [
        String::new(),
        "AAAAA-AAAAA-AAAAA-AAAAA".to_owned(),
        half(&first, 0),
        format!("{}-{}", half(&first, 0), half(&first, 0)),
        format!("{}-{}", half(&first, 2), half(&first, 2)),
        format!("{}-{}", half(&first, 2), half(&first, 0)),
        format!("{}-{}", half(&first, 0), half(&second, 2)),
        real.code("late"),
    ];
    for code in &wrong {
        refused(real.office.invited_by(code, real.address()).await, code);
    }
    let begun = real.office.begin_enrolment(real.office.invited_by(&first, real.address()).await.unwrap()).unwrap();
    real.enrol(&first, &mut device()).await.unwrap();
    refused(real.enrol(&first, &mut device()).await, "the code a second time");
    let answer = device().create(&begun.options);
    let other = real.office.finish_enrolment(&begun.sealed, &answer, "दूसरा".to_owned(), real.address()).await;
    refused(other, "a ceremony that was begun before the code was used");
    real.enrol(&second, &mut device()).await.expect("control: another code works");
    assert_eq!(real.refusals().await, counted([("code", u64::try_from(wrong.len()).unwrap() + 2)]));
}

#[tokio::test]
pub(crate) async fn a_replaced_code_opens_nothing_and_the_new_one_does() {
    let real = Real::begun().await;
    let old = real.code("chief_secretary");
    let begun = real.office.begin_enrolment(real.office.invited_by(&old, real.address()).await.unwrap()).unwrap();
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let step = real.enrolment_of(real.person("chief_secretary")).await;
    real.change(&first, &second, vec![step]).await;
    refused(real.office.invited_by(&old, real.address()).await, "the replaced code");
    let answer = device().create(&begun.options);
    let label = || "फ़ोन".to_owned();
    refused(
        real.office.finish_enrolment(&begun.sealed, &answer, label(), real.address()).await,
        "a ceremony of the replaced code",
    );
    let (session, ..) = real.enrolled("chief_secretary").await;
    assert_eq!(session.actor.person(), Some(real.person("chief_secretary")), "control");
    assert_eq!(real.refusals().await, counted([("code", 2)]));
}

#[tokio::test]
async fn an_enrolment_that_is_finished_twice_is_recorded_once() {
    let (real, mut phone) = (Real::begun().await, device());
    let invited = real.office.invited_by(&real.code("first"), real.address()).await.unwrap();
    let begun = real.office.begin_enrolment(invited).unwrap();
    let answer = phone.create(&begun.options);
    let finish = || real.office.finish_enrolment(&begun.sealed, &answer, "फ़ोन".to_owned(), real.address());
    assert!(matches!(finish().await, Ok(Enrolled::SignedIn(..))));
    let entries = real.office.state().entries();
    assert!(matches!(finish().await, Ok(Enrolled::Recorded)), "no second session for who only repeats");
    assert_eq!(real.office.state().entries(), entries);
    assert_eq!(real.office.state().passkeys().count(), 1);
    assert_eq!(real.closed("session_begun/3").await.len(), 1);
}

/// What an authenticator says of a new key is signed by nobody: somebody could say it of another's key.
#[tokio::test]
async fn one_persons_passkey_is_not_enrolled_for_another() {
    let (real, mut phone, mut other) = (Real::begun().await, device(), device());
    let begin = async |name: &str| {
        let invited = real.office.invited_by(&real.code(name), real.address()).await.unwrap();
        real.office.begin_enrolment(invited).unwrap()
    };
    let finish = |begun: &Ceremony, answer: &str| {
        let (sealed, answer, from) = (begun.sealed.clone(), answer.to_owned(), real.address());
        let office = &real.office;
        async move { office.finish_enrolment(&sealed, &answer, "फ़ोन".to_owned(), from).await }
    };
    let (first, second) = (begin("first").await, begin("second").await);
    let (known, own) = (phone.create(&first.options), other.create(&second.options));
    finish(&first, &known).await.unwrap();
    let (mut forged, own_answer): (Value, Value) =
        (serde_json::from_str(&known).unwrap(), serde_json::from_str(&own).unwrap());
    forged["response"]["clientDataJSON"] = own_answer["response"]["clientDataJSON"].clone();
    let entries = real.office.state().entries();
    let told = finish(&second, &forged.to_string()).await;
    assert!(matches!(told, Err(SignInError::Known)), "{told:?}");
    assert_eq!(real.office.state().entries(), entries);
    assert!(matches!(finish(&second, &own).await, Ok(Enrolled::SignedIn(..))), "control: a key of one's own");
}

#[tokio::test]
async fn who_holds_no_charge_proves_who_it_is_and_is_let_in_nowhere() {
    let (real, mut phone) = (Real::begun().await, device());
    let enrolled = real.enrol(&real.code("guest"), &mut phone).await.unwrap();
    assert!(matches!(enrolled, Enrolled::Recorded));
    for _ in 0..2 {
        assert!(matches!(real.sign_in(&mut phone).await, Err(SignInError::NoCharge)));
    }
    assert_eq!(real.refusals().await, counted([("charge", 3)]));
}

#[tokio::test]
pub(crate) async fn a_revoked_passkey_opens_nothing_and_ends_its_session_at_once() {
    let real = Real::begun().await;
    let (first, cookie, mut phone) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let (kept, kept_cookie, mut tablet) = {
        let begun = real.office.begin_adding(&first).unwrap();
        let mut tablet = device();
        let answer = tablet.create(&begun.options);
        let body = real.office.digest(answer.as_bytes());
        real.office.finish_adding(&first, &begun.sealed, &answer, "टैबलेट".to_owned(), body).await.unwrap();
        let (kept, cookie) = real.sign_in(&mut tablet).await.unwrap();
        (kept, cookie, tablet)
    };
    assert_ne!(kept.factor, first.factor);
    assert!(real.office.resume_session(&cookie).is_some(), "control");
    let passkey = passkey_of(&first);
    let revoke = |reason| Act::RevokePasskey { passkey, reason };
    let told = real.take_away(&minutes_ago(&second, 60), revoke).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "another one's with a fresh proof alone: {told:?}");
    real.take_away(&second, revoke).await.expect("to stop needs one person");
    assert!(real.office.resume_session(&cookie).is_none());
    refused(real.sign_in(&mut phone).await, "the revoked passkey");
    refused(real.prove(&kept, &mut phone).await, "the revoked passkey, in another session of its person");
    assert!(real.office.resume_session(&kept_cookie).is_some(), "control: the other passkey's session lasts");
    real.sign_in(&mut tablet).await.expect("control: the other passkey signs in");
    let again = real.take_away(&second, revoke).await;
    assert!(matches!(again, Err(ActError::Refused(_))), "{again:?}");
}

#[tokio::test]
pub(crate) async fn a_charge_that_an_agreed_change_ends_ends_its_sessions() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (_, cookie, mut phone) = real.enrolled("second").await;
    let (chief, ..) = real.enrolled("chief_secretary").await;
    let change = real.try_propose(&first, vec![Step::EndCharge { charge: real.charge("second") }]).await.unwrap();
    assert!(real.office.resume_session(&cookie).is_some(), "control: proposed is not done");
    assert!(matches!(real.agree(&first, change).await, Err(ActError::Refused(_))), "nobody is the second of oneself");
    real.agree(&chief, change).await.unwrap();
    assert!(real.office.resume_session(&cookie).is_none());
    assert!(matches!(real.sign_in(&mut phone).await, Err(SignInError::NoCharge)));
}

/// What the record took away is told in custody at once, with its reason, and an open page hears of it.
#[tokio::test]
async fn a_session_that_the_record_ends_is_told_with_its_reason() {
    let real = Real::begun().await;
    let (first, first_cookie, _) = real.enrolled("first").await;
    let (second, cookie, _) = real.enrolled("second").await;
    let (chief, ..) = real.enrolled("chief_secretary").await;
    let (auditor, audit_cookie, _) = real.enrolled("auditor").await;
    let mut watched = real.office.watch_session(Some(&cookie), second.id);
    assert_eq!(watched.next().await, Some(Told::Lasts));
    let change = real.try_propose(&first, vec![Step::EndCharge { charge: real.charge("second") }]).await.unwrap();
    real.agree(&chief, change).await.unwrap();
    assert_eq!(watched.next().await, Some(Told::Ended));
    let mut watched = real.office.watch_session(Some(&audit_cookie), auditor.id);
    let passkey = passkey_of(&auditor);
    real.take_away(&first, |reason| Act::RevokePasskey { passkey, reason }).await.unwrap();
    assert_eq!(watched.next().await, Some(Told::Ended));
    assert!(real.office.resume_session(&first_cookie).is_some(), "control");
    let ended = real.closed("session_ended/4").await;
    let told: Vec<_> =
        ended.iter().map(|one| (one["session"].as_str().unwrap(), one["why"].as_str().unwrap())).collect();
    let (second, auditor) = (second.id.0.to_string(), auditor.id.0.to_string());
    assert_eq!(told, [(&*second, "charge_ended"), (&*auditor, "passkey_revoked")]);
}

/// Also of a session that began before the last start, whose passkey stands in the record as a pseudonym alone.
#[tokio::test]
async fn what_a_session_of_before_a_restart_stands_on_is_remembered() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (auditor, ..) = real.enrolled("auditor").await;
    let real = real.opened_again().await;
    let passkey = passkey_of(&auditor);
    real.take_away(&first, |reason| Act::RevokePasskey { passkey, reason }).await.unwrap();
    let ended = real.closed("session_ended/4").await;
    let told: Vec<_> = ended.iter().map(|one| (&one["session"], &one["why"])).collect();
    assert_eq!(told, [(&auditor.id.0.to_string().into(), &"passkey_revoked".into())]);
}

#[tokio::test]
async fn one_goes_on_under_ones_own_charges_alone_and_no_longer_than_before() {
    let real = Real::begun().await;
    let (first, cookie, _) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let new_id = || real.office.new_id().unwrap();
    let (post, charge) = (PostId(new_id()), ChargeId(new_id()));
    let key = "additional".to_owned();
    let (kind, title) = (PostKind::CabinetSection, words("अतिरिक्त प्रभार"));
    let post_of = Post { id: post, key, kind, title, department: None, serves: None };
    let take = Step::TakeCharge { charge, person: real.person("first"), post };
    real.change(&first, &second, vec![Step::EnterPost { post: post_of }, take]).await;
    for foreign in [real.charge("second"), ChargeId(new_id())] {
        assert!(matches!(real.office.change_charge(&first, foreign).await, Err(SignInError::Read(ReadError::Unknown))));
    }
    assert!(real.office.resume_session(&cookie).is_some(), "control: a refused change ends nothing");
    let hour = 60 * 60;
    let begun = Session { began: Moment(first.began.0 - hour * 1000), ..first.clone() };
    let (next, seconds) = real.office.change_charge(&begun, charge).await.unwrap();
    assert!(real.office.resume_session(&cookie).is_none(), "the old session has ended");
    let next = real.office.resume_session(&next).unwrap();
    assert_eq!((next.actor.person(), next.actor.charge()), (Some(real.person("first")), Some(charge)));
    assert_eq!((next.began, next.proved, next.factor), (begun.began, begun.proved, begun.factor));
    assert_ne!((next.id, &next.form_token), (first.id, &first.form_token));
    assert!((0..=SESSION_ABSOLUTE_SECONDS - hour).contains(&seconds), "{seconds}");
    real.change(&first_again(&real, &next).await, &second, vec![Step::EndCharge { charge: real.charge("late") }]).await;
    let over = real.office.state().all_charges().find(|held| held.until.is_some()).unwrap().id;
    assert!(
        matches!(real.office.change_charge(&next, over).await, Err(SignInError::Read(ReadError::Unknown))),
        "one that has ended"
    );
}

/// The first officer's session under the charge that it was enrolled under.
async fn first_again(real: &Real, next: &Session) -> Session {
    let state = real.office.state();
    let own =
        state.charges().find(|held| Some(held.person) == next.actor.person() && Some(held.id) != next.actor.charge());
    let (cookie, _) = real.office.change_charge(next, own.unwrap().id).await.unwrap();
    real.office.resume_session(&cookie).unwrap()
}

#[tokio::test]
async fn the_two_halves_are_read_by_two_persons_and_open_together() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let (chief, ..) = real.enrolled("chief_secretary").await;
    let (auditor, ..) = real.enrolled("auditor").await;
    let step = real.enrolment_of(real.person("late")).await;
    let change = real.try_propose(&first, vec![step]).await.unwrap();
    assert!(real.office.change_codes(&first, change).await.is_err(), "before anybody agreed");
    real.agree(&second, change).await.unwrap();
    let mut halves = Vec::new();
    for (session, whose) in [(&first, Half::First), (&second, Half::Second)] {
        let stale = real.office.change_codes(&minutes_ago(session, 6), change).await;
        assert!(matches!(stale, Err(ReadError::Unknown)), "a stale proof sees no half");
        let (_, half, lines) = real.office.change_codes(session, change).await.unwrap();
        assert_eq!((half, lines.len(), lines[0].person), (whose, 1, real.person("late")));
        halves.push(lines[0].half.clone().unwrap());
    }
    for (session, who) in [(&chief, "the chief secretary"), (&auditor, "the auditor")] {
        assert!(matches!(real.office.change_codes(session, change).await, Err(ReadError::Unknown)), "{who}");
        real.office.change_view(session, change).await.expect("control: the change itself may be read");
    }
    let joined = |one: usize, other: usize| format!("{} {}", halves[one], halves[other]);
    for (one, other) in [(0, 0), (1, 1), (1, 0)] {
        refused(real.office.invited_by(&joined(one, other), real.address()).await, "halves that do not fit");
    }
    real.enrol(&joined(0, 1), &mut device()).await.expect("joined they open");
    let (_, _, lines) = real.office.change_codes(&first, change).await.unwrap();
    assert_eq!(lines[0].half, None, "a used code is shown to nobody");
}

#[tokio::test]
async fn in_training_every_door_is_refused() {
    let place = Place::new();
    let office = place.begun().await.reached_at(ORIGIN).unwrap();
    let from: IpAddr = Ipv4Addr::new(10, 0, 0, 1).into();
    let charge = office.charge_to_train("auditor").await.unwrap().unwrap();
    let (session, _) = office.begin_training_session(charge).await.expect("control: training has a door of its own");
    let person = session.actor.person().unwrap();
    refused(office.begin_proof(None), "signing in");
    refused(office.begin_proof(Some(&session)), "proving");
    refused(office.begin_adding(&session), "adding");
    let invited = Invited { enrolment: EnrolmentId(office.new_id().unwrap()), person, ends: office.now().plus_days(7) };
    refused(office.begin_enrolment(invited), "enrolling");
    refused(office.invited_by(&office.printed_code(invited.enrolment), from).await, "a code");
    let real = Real::begun().await;
    let begun = real.office.begin_proof(None).unwrap();
    let answer = {
        let mut phone = device();
        real.enrol(&real.code("first"), &mut phone).await.unwrap();
        phone.get(&begun.options)
    };
    let label = || "फ़ोन".to_owned();
    refused(office.finish_sign_in(&begun.sealed, &answer, from).await, "signing in");
    let other: IpAddr = Ipv4Addr::new(10, 0, 0, 2).into();
    refused(office.finish_proof(&session, &begun.sealed, &answer, other).await, "proving");
    let third: IpAddr = Ipv4Addr::new(10, 0, 0, 3).into();
    refused(office.finish_enrolment(&begun.sealed, &answer, label(), third).await, "enrolling");
    let body = office.digest(answer.as_bytes());
    refused(office.finish_adding(&session, &begun.sealed, &answer, label(), body).await, "adding");
    assert!(matches!(real.office.begin_training_session(charge).await, Err(ReadError::Unknown)), "nor the other way");
}
