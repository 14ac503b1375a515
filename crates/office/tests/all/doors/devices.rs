//! Devices of the government: known by a secret of their own, and dead as soon as they are reported lost.

use super::{Real, counted, minutes_ago, refused};
use cabinet::Act;
use cabinet::ids::DeviceId;
use office::{ActError, TextsOf};
use office::{Caller, DeviceStanding, ReadError, Session, Told};
use testbed::SoftAuthenticator;

impl Real {
    pub(super) async fn registered(&self, officer: &Session, who: &str) -> DeviceId {
        let (device, label) = (DeviceId(self.office.new_id().unwrap()), "टैबलेट 14".to_owned());
        let act = Act::RegisterDevice { device, person: self.person(who), label };
        self.act(officer, act, TextsOf::default()).await.unwrap();
        device
    }

    pub(super) fn code_of(&self, officer: &Session, device: DeviceId) -> String {
        self.office.registered_device(officer, device).unwrap().code.unwrap()
    }

    /// A device into which its code was typed, and the cookie that it keeps.
    async fn known_device(&self, officer: &Session, who: &str) -> (DeviceId, String) {
        let device = self.registered(officer, who).await;
        let sealed = self.office.begin_device().unwrap();
        let code = self.code_of(officer, device);
        (device, self.office.enrol_device(&sealed, &code, self.address()).await.unwrap())
    }

    async fn lost(&self, who: &Session, device: DeviceId) {
        self.act(who, Act::ReportDeviceLost { device }, TextsOf::default()).await.unwrap();
    }

    async fn sign_in_on(&self, device: DeviceId, phone: &mut SoftAuthenticator) -> (Session, String) {
        let begun = self.office.begin_proof(None).unwrap();
        let answer = phone.get(&begun.options);
        let caller = Caller { address: self.address(), device: Some(device) };
        self.office.finish_sign_in(&begun.sealed, &answer, caller).await.unwrap()
    }
}

#[tokio::test]
async fn a_code_makes_one_device_known() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (waits, id) = (real.registered(&first, "auditor").await, real.registered(&first, "auditor").await);
    let (code, other) = (real.code_of(&first, id), real.code_of(&first, waits));
    assert_ne!(code, other);
    let sealed = real.office.begin_device().unwrap();
    for wrong in ["", "AAAAA-AAAAA-AAAAA-AAAAA", &real.code("auditor")] {
        refused(real.office.enrol_device(&sealed, wrong, real.address()).await, wrong);
    }
    refused(real.office.enrol_device("00", &code, real.address()).await, "a form that is none of ours");
    let careless = format!(" {} ", code.to_ascii_lowercase().replace('-', " "));
    let cookie = real.office.enrol_device(&sealed, &careless, real.address()).await.unwrap();
    assert_eq!(real.office.device_of(Some(&cookie)), DeviceStanding::Known(id));
    let again = real.office.enrol_device(&sealed, &code, real.address()).await.unwrap();
    assert_eq!(again, cookie, "a lost answer is given again");
    let elsewhere = real.office.begin_device().unwrap();
    refused(real.office.enrol_device(&elsewhere, &code, real.address()).await, "used");
    refused(real.office.invited_by(&other, real.address()).await, "the code of a device invites nobody");
    let record = real.office.registered_device(&first, id).unwrap();
    assert!(record.code.is_none() && record.record.enrolled.is_some(), "its code is shown no more");
    for false_one in
        [None, Some(""), Some("00"), Some(&cookie[..94]), Some(&cookie.replace(&cookie[40..50], "0000000000"))]
    {
        assert_eq!(real.office.device_of(false_one), DeviceStanding::None, "{false_one:?}");
    }
    let strange = format!("{}{}", waits.0.simple(), &cookie[32..]);
    assert_eq!(real.office.device_of(Some(&strange)), DeviceStanding::None, "the secret of another one");
    real.lost(&first, waits).await;
    refused(real.office.enrol_device(&elsewhere, &other, real.address()).await, "reported lost before it was used");
    assert_eq!(real.refusals().await, counted([("ceremony", 1), ("code", 6)]));
}

#[tokio::test]
async fn the_code_of_a_device_is_for_who_registers_devices_and_proved_lately() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (chief, ..) = real.enrolled("chief_secretary").await;
    let (auditor, ..) = real.enrolled("auditor").await;
    let id = real.registered(&first, "auditor").await;
    for who in [&chief, &auditor, &minutes_ago(&first, 60)] {
        assert!(matches!(real.office.registered_device(who, id), Err(ReadError::Unknown)));
    }
    let nothing = DeviceId(real.office.new_id().unwrap());
    assert!(matches!(real.office.registered_device(&first, nothing), Err(ReadError::Unknown)));
    assert!(real.office.registered_device(&first, id).is_ok(), "control");
    let (device, person) = (nothing, real.person("auditor"));
    let act = Act::RegisterDevice { device, person, label: "टैबलेट".to_owned() };
    let stale = real.act(&minutes_ago(&first, 60), act, TextsOf::default()).await;
    assert!(matches!(stale, Err(ActError::ProofStale)), "{stale:?}");
}

#[tokio::test]
async fn a_session_goes_on_only_on_the_device_on_which_it_began() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (plain, plain_cookie, mut phone) = real.enrolled("auditor").await;
    let (id, _) = real.known_device(&first, "auditor").await;
    let (session, cookie) = real.sign_in_on(id, &mut phone).await;
    assert_eq!((session.device, plain.device), (Some(id), None));
    assert_eq!(
        real.office.resume_session_on(&cookie, Some(id)).map(|one| (one.id, one.device)),
        Some((session.id, Some(id)))
    );
    assert!(real.office.resume_session(&cookie).is_none(), "its cookie alone opens nothing");
    let (other, _) = real.known_device(&first, "auditor").await;
    assert!(real.office.resume_session_on(&cookie, Some(other)).is_none(), "nor on another device");
    assert!(real.office.resume_session_on(&plain_cookie, Some(other)).is_some(), "control: one of no device");
    let listed = real.office.own_sessions(&session).await.unwrap();
    let listed: Vec<_> = listed.iter().map(|one| (one.id, one.device)).collect();
    assert_eq!(listed, [(session.id, Some(id)), (plain.id, None)]);
    let charge = real.charge("auditor");
    let (next, _) = real.office.change_charge(&session, charge).await.unwrap();
    assert!(real.office.resume_session(&next).is_none() && real.office.resume_session_on(&next, Some(id)).is_some());
    let begun = real.closed("session_begun/3").await;
    let named: Vec<bool> = begun.iter().map(|entry| !entry["device"].is_null()).collect();
    assert_eq!(named, [false, false, true, true], "custody names the device");
    assert_eq!(begun[2]["device"], begun[3]["device"]);
}

#[tokio::test]
async fn a_lost_device_ends_every_session_on_it_at_once() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (_, elsewhere, mut phone) = real.enrolled("auditor").await;
    let (_, _, mut other) = real.enrolled("administrator").await;
    let (id, secret) = real.known_device(&first, "auditor").await;
    let own = real.sign_in_on(id, &mut phone).await;
    let guests = real.sign_in_on(id, &mut other).await;
    let mut pages = [&own, &guests].map(|(session, cookie)| real.office.watch_session(Some(cookie), session.id));
    for page in &mut pages {
        assert_eq!(page.next().await, Some(Told::Lasts));
    }
    real.lost(&first, id).await;
    for page in &mut pages {
        assert_eq!(page.next().await, Some(Told::Ended));
    }
    assert!([&own, &guests].iter().all(|(_, cookie)| real.office.resume_session_on(cookie, Some(id)).is_none()));
    assert_eq!(real.office.device_of(Some(&secret)), DeviceStanding::Lost(id));
    assert!(real.office.resume_session(&elsewhere).is_some(), "control: a session elsewhere lasts");
    real.sign_in(&mut phone).await.expect("control: the passkey is another matter");
    real.office.lost_device_came().await;
    let ids = [own.0.id, guests.0.id].map(|id| id.0.to_string());
    let ended = real.closed("session_ended/4").await;
    let told: Vec<_> =
        ended.iter().map(|one| (one["session"].as_str().unwrap(), one["why"].as_str().unwrap())).collect();
    assert_eq!(told, [(&*ids[0], "device_lost"), (&*ids[1], "device_lost")]);
}

/// Also where the session began before the last start, and its device stands in custody as a pseudonym alone.
#[tokio::test]
async fn a_device_that_its_holder_reports_after_a_restart_is_lost_all_the_same() {
    let real = Real::begun().await;
    let (first, ..) = real.enrolled("first").await;
    let (holder, _, mut phone) = real.enrolled("auditor").await;
    let (id, secret) = real.known_device(&first, "auditor").await;
    let (session, _) = real.sign_in_on(id, &mut phone).await;
    let real = real.opened_again().await;
    assert_eq!(real.office.device_of(Some(&secret)), DeviceStanding::Known(id));
    real.lost(&holder, id).await;
    assert_eq!(real.office.device_of(Some(&secret)), DeviceStanding::Lost(id));
    let ended = real.closed("session_ended/4").await;
    let told: Vec<_> = ended.iter().map(|one| (&one["session"], &one["why"])).collect();
    assert_eq!(told, [(&session.id.0.to_string().into(), &"device_lost".into())]);
}
