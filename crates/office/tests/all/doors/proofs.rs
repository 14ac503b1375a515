//! What asks for a fresh proof, and what proves.

use super::{Real, counted, device, minutes_ago, refused, words};
use cabinet::Moment;
use cabinet::act::Act;
use cabinet::change::Step;
use cabinet::ids::{ActId, DeviceId, InquiryId};
use cabinet::inquiry::Scope;
use cabinet::people::Person;
use office::{ActError, Factor, PROOF_SECONDS, ReadError, Session, SignInError, TextsOf};
use testbed::SoftAuthenticator;

async fn add(real: &Real, session: &Session, tablet: &mut SoftAuthenticator) -> Result<(), SignInError> {
    let begun = real.office.begin_adding(session)?;
    let answer = tablet.create(&begun.options);
    let body = real.office.digest(answer.as_bytes());
    real.office.finish_adding(session, &begun.sealed, &answer, "टैबलेट".to_owned(), body).await
}

#[tokio::test]
async fn a_second_passkey_is_added_with_a_fresh_proof_alone() {
    let real = Real::begun().await;
    let (session, ..) = real.enrolled("first").await;
    let entries = real.office.state().entries();
    let stale = minutes_ago(&session, 6);
    let told = add(&real, &stale, &mut device()).await;
    assert!(matches!(told, Err(SignInError::Act(ActError::ProofStale))), "{told:?}");
    assert_eq!(real.office.state().entries(), entries, "nothing is recorded");
    let mut tablet = device();
    add(&real, &minutes_ago(&session, 4), &mut tablet).await.unwrap();
    let (by_tablet, _) = real.sign_in(&mut tablet).await.expect("control: the second passkey signs in");
    assert_eq!(by_tablet.actor, session.actor);
    assert_ne!(by_tablet.factor, session.factor);
    let (person, state) = (real.person("first"), real.office.state());
    assert_eq!(state.passkeys_of(person).count(), 2);
    let told: Vec<_> = real.closed("act_refused/1").await;
    let told: Vec<_> =
        told.iter().map(|one| (one["act"].as_str().unwrap(), one["refusal"].as_str().unwrap())).collect();
    assert_eq!(told, [("passkey", "proof_stale")]);
}

#[tokio::test]
async fn a_passkey_that_is_added_twice_is_recorded_once() {
    let real = Real::begun().await;
    let (session, ..) = real.enrolled("first").await;
    let begun = real.office.begin_adding(&session).unwrap();
    let answer = device().create(&begun.options);
    let body = real.office.digest(answer.as_bytes());
    let finish = |session: Session| {
        let (office, begun, answer) = (&real.office, &begun, &answer);
        async move { office.finish_adding(&session, &begun.sealed, answer, "टैबलेट".to_owned(), body).await }
    };
    finish(session.clone()).await.unwrap();
    let entries = real.office.state().entries();
    finish(minutes_ago(&session, 60)).await.expect("sent again, it has its first answer, however old the proof");
    assert_eq!(real.office.state().entries(), entries);
}

/// What stops somebody takes one person: nobody asks for a second. But whoever it stops is another one, so it is not done from
/// a session that somebody left open; what is one's own is not waited for.
#[tokio::test]
async fn nobody_takes_from_another_without_a_fresh_proof() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (auditor, ..) = real.enrolled("auditor").await;
    let Factor::Passkey(passkey) = auditor.factor else { panic!("the auditor came in with a passkey") };
    let registered = async |who: &str| {
        let (device, person) = (DeviceId(real.office.new_id().unwrap()), real.person(who));
        let act = Act::RegisterDevice { device, person, label: "टैबलेट".to_owned() };
        real.act(&first, act, TextsOf::default()).await.unwrap();
        device
    };
    let (own, of_another) = (registered("first").await, registered("auditor").await);
    let old = minutes_ago(&first, 6);
    let shut =
        async |session: &Session, device| real.act(session, Act::ReportDeviceLost { device }, TextsOf::default()).await;
    let revoke =
        async |session: &Session| real.take_away(session, |reason| Act::RevokePasskey { passkey, reason }).await;
    let entries = real.office.state().entries();
    for told in [shut(&old, of_another).await, revoke(&old).await] {
        assert!(matches!(told, Err(ActError::ProofStale)), "{told:?}");
    }
    assert_eq!(real.office.state().entries(), entries, "nothing is recorded");
    shut(&old, own).await.expect("one's own is shut out at once");
    let fresh = minutes_ago(&first, 4);
    shut(&fresh, of_another).await.expect("control: with a fresh proof");
    revoke(&fresh).await.expect("control: with a fresh proof");
}

#[tokio::test]
pub(crate) async fn what_gives_rights_or_opens_names_asks_for_a_fresh_proof() {
    let real = Real::begun().await;
    let (first, _, mut phone) = real.enrolled("first").await;
    let (second, _, mut second_phone) = real.enrolled("second").await;
    let (auditor, _, mut auditors) = real.enrolled("auditor").await;
    let entries = real.office.state().entries();
    let old = (PROOF_SECONDS + 1) / 60 + 1;
    let step = || Step::EnterPerson {
        person: Person { id: cabinet::ids::PersonId(real.office.new_id().unwrap()), name: words("नया") },
    };
    let told = real.try_propose(&minutes_ago(&first, old), vec![step()]).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "{told:?}");
    assert_eq!(real.office.state().entries(), entries);
    let fresh = real.prove(&minutes_ago(&first, old), &mut phone).await.unwrap();
    assert_eq!((fresh.id, fresh.actor, fresh.began, fresh.factor), (first.id, first.actor, first.began, first.factor));
    let change = real.try_propose(&fresh, vec![step()]).await.expect("proved again");

    let told = real.agree(&minutes_ago(&second, old), change).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "{told:?}");
    let fresh = real.prove(&minutes_ago(&second, old), &mut second_phone).await.unwrap();
    real.agree(&fresh, change).await.expect("proved again");

    let ask = async |session: &Session| {
        let (inquiry, mut texts) = (InquiryId(real.office.new_id().unwrap()), TextsOf::default());
        let reason = texts.take("समाचार-पत्र में छपा".to_owned()).unwrap();
        let (from, until) = (Moment(real.office.now().0 - 1000), real.office.now());
        let scope = Scope::Person { person: real.office.digest(b"somebody") };
        real.act(session, Act::AskInquiry { inquiry, scope, from, until, reason }, texts).await.map(|_| inquiry)
    };
    let told = ask(&minutes_ago(&auditor, old)).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "{told:?}");
    let fresh = real.prove(&minutes_ago(&auditor, old), &mut auditors).await.unwrap();
    let inquiry = ask(&fresh).await.expect("proved again");

    let (chief, _, mut chiefs) = real.enrolled("chief_secretary").await;
    let seen = real.office.state().inquiry(inquiry).unwrap().version;
    let agree =
        async |session: &Session| real.act(session, Act::AgreeInquiry { inquiry, seen }, TextsOf::default()).await;
    let told = agree(&minutes_ago(&chief, old)).await;
    assert!(matches!(told, Err(ActError::ProofStale)), "{told:?}");
    agree(&real.prove(&minutes_ago(&chief, old), &mut chiefs).await.unwrap()).await.expect("proved again");

    for who in [&auditor, &chief] {
        let told = real.office.inquiry_names(&minutes_ago(who, old), inquiry).await;
        assert!(matches!(told, Err(ReadError::Unknown)), "no name is opened");
    }
    let fresh = real.prove(&minutes_ago(&auditor, old), &mut auditors).await.unwrap();
    real.office.inquiry_names(&fresh, inquiry).await.expect("proved again");

    let told: Vec<_> = real.closed("act_refused/1").await;
    let told: Vec<_> =
        told.iter().map(|one| (one["act"].as_str().unwrap(), one["refusal"].as_str().unwrap())).collect();
    let stale = |act| (act, "proof_stale");
    assert_eq!(told, [stale("change"), stale("change"), stale("inquiry"), stale("inquiry")]);
}

/// Without a session an act has no proof to be asked for: no page sends one so.
#[tokio::test]
async fn to_stop_asks_for_no_proof() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (second, ..) = real.enrolled("second").await;
    let step = real.enrolment_of(real.person("guest")).await;
    let change = real.try_propose(&first, vec![step]).await.unwrap();
    let seen = real.office.state().change(change).unwrap().version;
    let old = minutes_ago(&second, 60);
    real.act(&old, Act::RefuseChange { change, seen }, TextsOf::default()).await.unwrap();
}

#[tokio::test]
async fn an_act_that_was_accepted_has_its_answer_however_old_the_proof() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (change, id) = (real.office.new_id().unwrap(), real.office.new_id().unwrap());
    let steps = vec![real.enrolment_of(real.person("guest")).await];
    let send = |session: Session, body: &'static [u8]| {
        let (mut texts, steps) = (TextsOf::default(), steps.clone());
        let reason = texts.take("आदेश".to_owned()).unwrap();
        let act = Act::ProposeChange { change: cabinet::ids::ChangeId(change), reason, steps, at: None };
        let submission = office::Submission::new(ActId(id), session.actor, real.office.digest(body), act, texts);
        real.office.act(submission.from_session(&real.office, &session))
    };
    assert!(!send(first.clone(), b"one").await.unwrap().repeated);
    assert!(send(minutes_ago(&first, 60), b"one").await.unwrap().repeated);
    let (second, ..) = real.enrolled("second").await;
    for (session, body) in [(&first, &b"other"[..]), (&second, b"one"), (&second, b"other")] {
        let told = send(minutes_ago(session, 60), body).await;
        assert!(matches!(told, Err(ActError::ProofStale)), "its id opens nothing else: {told:?}");
    }
}

#[tokio::test]
async fn another_persons_passkey_proves_nothing() {
    let real = Real::begun().await;
    let (first, _, mut phone) = real.enrolled("first").await;
    let (_, _, mut second_phone) = real.enrolled("second").await;
    refused(real.prove(&first, &mut second_phone).await, "another person's passkey");
    let mut unknown = device();
    let begun = real.office.begin_adding(&first).unwrap();
    unknown.create(&begun.options);
    refused(real.prove(&first, &mut unknown).await, "a passkey that nobody enrolled");
    real.prove(&first, &mut phone).await.expect("control: one's own");
    assert_eq!(real.refusals().await, counted([("passkey", 2)]));
}
