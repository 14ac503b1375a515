//! A government whose officers are lost: their new codes enrol them, what they had before opens nothing, and everybody
//! concerned is told.

use crate::Place;
use crate::doors::{Real, device};
use cabinet::LedgerNature;
use ledger::LedgerError;
use office::recovery::{NamedOfficer, OrderedCode, Recovery, RecoveryError};
use office::verify::verify;
use office::{Clock, Enrolled, OpenError, Premises, SignInError};
use std::path::Path;
use vault::KeyProvider;

const GOVERNMENT: &str = "madhya-pradesh";
const REASON: &str = "पहले अधिकारी का फ़ोन खो गया, दूसरे ने पंजीयन नहीं किया";

fn named(post: &str) -> NamedOfficer {
    NamedOfficer { post: post.to_owned(), name: None }
}

fn both() -> [NamedOfficer; 2] {
    [named("first"), named("second")]
}

async fn recover(
    folder: &Path,
    keys: &dyn KeyProvider,
    officers: &[NamedOfficer],
    days_ahead: u32,
) -> Result<Vec<OrderedCode>, RecoveryError> {
    let (premises, clock) = (Premises::in_folder(folder), Clock::ahead(days_ahead));
    Recovery { premises: &premises, keys, government: GOVERNMENT, clock }.order(officers, REASON).await
}

#[tokio::test]
async fn the_two_enrol_with_new_codes_and_order_one_for_another() {
    let real = Real::begun().await;
    let (_, cookie, mut lost) = real.enrolled("first").await;
    let before = real.code("second");
    let administrator = real.enrolled("administrator").await.0;
    let key = real.key();
    let open = recover(real.data(), key.as_ref(), &both(), 0).await;
    assert!(matches!(open, Err(RecoveryError::Ledger(LedgerError::AlreadyOpen(_) | LedgerError::InUse))), "{open:?}");
    let folder = real.data().to_path_buf();
    let closed = real.closed_for_now().await;
    let codes = recover(&folder, key.as_ref(), &both(), 0).await.unwrap();
    let who: Vec<&str> = codes.iter().map(|code| code.person.hi.as_str()).collect();
    assert_eq!(who, ["first", "second"]);
    let report = verify(&folder, key.as_ref(), GOVERNMENT).await.expect("the record is whole");
    assert_eq!(report.recoveries, 1);

    let real = closed.opened().await;
    assert!(real.office.resume_session(&cookie).is_none(), "a session of before");
    assert!(matches!(real.sign_in(&mut lost).await, Err(SignInError::Refused)), "the lost device");
    assert!(matches!(real.enrol(&before, &mut device()).await, Err(SignInError::Refused)), "a code of before");
    let mut sessions = Vec::new();
    for code in &codes {
        match real.enrol(&code.code, &mut device()).await.unwrap() {
            Enrolled::SignedIn(session, _) => sessions.push(session),
            Enrolled::Recorded => panic!("not signed in"),
        }
    }
    let step = real.enrolment_of(real.person("guest")).await;
    real.change(&sessions[0], &sessions[1], vec![step]).await;
    let guest = real.code("guest");
    assert!(real.office.invited_by(&guest, real.address()).await.is_ok(), "a code for another person opens");

    let told = real.office.recovery_notices(&sessions[0], cabinet::Moment(0)).await.unwrap();
    assert_eq!(told.iter().map(|one| one.reason.as_str()).collect::<Vec<_>>(), [REASON]);
    assert!(real.office.recovery_notices(&administrator, cabinet::Moment(0)).await.unwrap().is_empty());
    let auditor = real.enrolled("auditor").await.0;
    assert_eq!(real.office.recovery_notices(&auditor, cabinet::Moment(0)).await.unwrap().len(), 1);
    let again = real.closed_for_now().await;
    let able = recover(&folder, key.as_ref(), &both(), 0).await;
    assert!(matches!(able, Err(RecoveryError::Able { from: Some(_) })), "{able:?}");
    drop(again);
}

/// Passkeys that are in the record and in no hand: nobody has signed in with them for days.
#[tokio::test]
async fn who_has_not_signed_in_for_days_is_taken_for_lost() {
    let real = Real::begun().await;
    real.enrolled("first").await;
    let mut second = real.enrolled("second").await.2;
    real.sign_in(&mut second).await.unwrap();
    let (key, folder) = (real.key(), real.data().to_path_buf());
    let closed = real.closed_for_now().await;
    for days_ahead in [0, 6] {
        let able = recover(&folder, key.as_ref(), &both(), days_ahead).await;
        let Err(RecoveryError::Able { from: Some(from) }) = able else { panic!("{able:?}") };
        assert!(from > Clock::ahead(6).now() && from <= Clock::ahead(7).now());
    }
    recover(&folder, key.as_ref(), &both(), 8).await.unwrap();
    assert_eq!(verify(&folder, key.as_ref(), GOVERNMENT).await.expect("the record is whole").recoveries, 1);
    let real = closed.opened().await;
    assert!(matches!(real.sign_in(&mut second).await, Err(SignInError::Refused)));
    let recovery = real.office.state().recoveries().next().unwrap().clone();
    assert_eq!(recovery.silent.len(), 2);
}

#[tokio::test]
async fn whoever_is_named_wrongly_is_told_how() {
    let real = Real::begun().await;
    let (key, folder) = (real.key(), real.data().to_path_buf());
    let closed = real.closed_for_now().await;
    let with_name = |post: &str| NamedOfficer { name: Some("कोई और".to_owned()), ..named(post) };
    for (officers, told) in [
        ([named("first"), named("nowhere")], "there is no post nowhere"),
        ([named("first"), named("auditor")], "there is no post auditor"),
        ([named("first"), with_name("second")], "the post second is held"),
        ([named("first"), named("first")], "these posts are not fit"),
    ] {
        let refused = recover(&folder, key.as_ref(), &officers, 0).await.unwrap_err().to_string();
        assert!(refused.contains(told), "{refused}");
    }
    let stranger = Place::new();
    let foreign = recover(&folder, stranger.key("key").as_ref(), &both(), 0).await;
    assert!(matches!(foreign, Err(RecoveryError::Open(OpenError::WrongKey))), "{foreign:?}");
    let nobody = Premises::in_folder(stranger.data());
    let recovery = Recovery { premises: &nobody, keys: key.as_ref(), government: GOVERNMENT, clock: Clock::default() };
    assert!(matches!(recovery.order(&both(), REASON).await, Err(RecoveryError::Ledger(LedgerError::NoLedger(_)))));
    recover(&folder, key.as_ref(), &both(), 0).await.expect("control");
    drop(closed);

    let training = Place::new();
    training.begun().await.close().await;
    let refused = recover(training.data(), training.key("key").as_ref(), &both(), 0).await;
    assert!(matches!(refused, Err(RecoveryError::Training)), "{refused:?}");
    assert!(training.open("key", LedgerNature::Training, 0).await.is_ok(), "control");
}
