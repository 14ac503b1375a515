//! Notices leave the house at least once, and once where nothing fails; what fails thrice a person sees.

use crate::Place;
use crate::nodes::Shared;
use cabinet::ids::{ActId, MeetingId};
use cabinet::text::Digest;
use cabinet::{Act, Actor, LedgerNature, Moment};
use office::{
    Channel, Channels, Clock, Contact, ContactError, Hand, Letter, Letters, Mail, MailSettings, Office, Pace, Session,
    Submission, TextsOf,
};
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;
use testbed::{MailDoor, MailServer, Postgres};

const BEGINS: Moment = Moment(1_767_243_600_000);
const ADDRESS: &str = "finance@example.in";
/// For how long nothing comes where nothing should.
const QUIET: Duration = Duration::from_millis(700);

fn mail_at(port: u16) -> Mail {
    mail_to(port, Vec::new())
}

fn mail_to(port: u16, domains: Vec<String>) -> Mail {
    Mail::new(&MailSettings {
        server: format!("smtp+plain://127.0.0.1:{port}"),
        from: "ecabinet@example.in".to_owned(),
        name: "ई-कैबिनेट".to_owned(),
        credentials: None,
        authorities: None,
        domains,
    })
    .unwrap()
}

fn letters() -> Letters {
    Arc::new(|_, notice| Some(Letter { subject: notice.kind.key().to_owned(), text: notice.path(), event: None }))
}

fn pace() -> Pace {
    Pace { round: Duration::from_millis(20), claim_seconds: 300, again_seconds: [60, 1800] }
}

fn channels(mail: Mail) -> Channels {
    Channels::new(Some(mail), None, letters(), pace())
}

async fn act(office: &Office, who: Actor, act: Act) {
    let id = ActId(office.new_id().unwrap());
    office.act(Submission::new(id, who, Digest::default(), act, TextsOf::default())).await.unwrap();
}

/// The section proposes a meeting and the Chief Minister calls it: everybody who may know of it is told.
async fn call_meeting(office: &Office) -> MeetingId {
    let meeting = MeetingId(office.new_id().unwrap());
    let (begins, place) = (office.now().plus_days(7), "मंत्रालय".to_owned());
    act(office, rehearsal::actor("cabinet_section"), Act::ProposeMeeting { meeting, begins, place }).await;
    let seen = office.state().meeting(meeting).unwrap().version;
    act(office, rehearsal::actor("chief_minister"), Act::CallMeeting { meeting, seen }).await;
    meeting
}

async fn session(office: &Office, post: &str) -> Session {
    office.begin_training_session(rehearsal::charge(post)).await.unwrap().0
}

/// The finance minister can be reached.
async fn reached(office: &Office) -> Session {
    let minister = session(office, "finance_minister").await;
    let contact = Contact { mail: ADDRESS.to_owned(), telephone: String::new() };
    office.keep_contact(&minister, &contact).await.unwrap();
    minister
}

async fn opened(place: &Place, hand: &Hand) -> Office {
    place.open_by("key", LedgerNature::Training, Clock::by_hand(hand)).await.unwrap()
}

/// Waits until the server was handed nothing for a while.
async fn quiet(server: &MailServer) -> bool {
    tokio::task::block_in_place(|| server.within(QUIET)).is_none()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_arrives_once_and_only_with_whom_it_is_for() {
    let (place, hand, server) = (Place::new(), Hand::at(BEGINS), MailServer::start(MailDoor::Plain, None));
    let office = place.begun_by(Clock::by_hand(&hand)).await.with_channels(channels(mail_at(server.port())));
    reached(&office).await;
    let early = call_meeting(&office).await;
    let came = server.next();
    assert_eq!(
        (came.to.as_slice(), came.header("Subject").unwrap().as_str()),
        ([ADDRESS.to_owned()].as_slice(), "meeting_called")
    );
    assert!(came.message.contains(&format!("/meetings/{early}")));
    assert!(quiet(&server).await, "once, and to nobody else");
    // Neither a start nor time sends it again.
    office.close().await;
    drop(office);
    hand.forward_seconds(24 * 3600);
    let office = opened(&place, &hand).await.with_channels(channels(mail_at(server.port())));
    assert!(quiet(&server).await);
    call_meeting(&office).await;
    assert_ne!(server.next().header("Message-ID"), came.header("Message-ID"), "control: the next one is another");
}

/// A process is killed when it has claimed a notice and has not sent it: the claim runs out, and the next start sends it.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_killed_process_did_not_send_is_sent_after_its_claim() {
    let (place, hand) = (Place::new(), Hand::at(BEGINS));
    // It takes connections and never answers.
    let mute = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = mute.local_addr().unwrap().port();
    let (place, hand_there) = (Arc::new(place), hand.clone());
    let there = place.clone();
    let killed = std::thread::spawn(move || {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        runtime.block_on(async {
            let office = there.begun_by(Clock::by_hand(&hand_there)).await.with_channels(channels(mail_at(port)));
            reached(&office).await;
            call_meeting(&office).await;
            // Whoever is connected has claimed what it sends.
            tokio::task::block_in_place(|| mute.accept().unwrap());
        });
        // Nothing is left in order: the process is gone.
        runtime.shutdown_background();
    });
    killed.join().unwrap();
    let server = MailServer::start(MailDoor::Plain, None);
    let office = loop {
        match place.open_by("key", LedgerNature::Training, Clock::by_hand(&hand)).await {
            Ok(office) => break office,
            Err(_) => tokio::time::sleep(Duration::from_millis(20)).await,
        }
    };
    let office = office.with_channels(channels(mail_at(server.port())));
    assert!(quiet(&server).await, "while the claim holds nobody sends it");
    hand.forward_seconds(301);
    assert_eq!(server.next().to, [ADDRESS.to_owned()]);
    assert!(quiet(&server).await);
    office.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_thrice_is_left_for_a_person_and_nobodys_address_is_told() {
    let (place, hand, server) = (Place::new(), Hand::at(BEGINS), MailServer::start(MailDoor::Plain, None));
    server.answer("550");
    let office = place.begun_by(Clock::by_hand(&hand)).await.with_channels(channels(mail_at(server.port())));
    reached(&office).await;
    call_meeting(&office).await;
    let administrator = rehearsal::actor("system_administrator");
    let refused = |time| tokio::task::block_in_place(|| server.refused_within(time));
    assert!(refused(Duration::from_secs(60)), "the first try");
    for forward in [61, 1801] {
        assert_eq!(health(&office).await.0, 0, "it is tried again");
        // What is tried is noted a moment later, and its next try counts from there.
        while !refused(Duration::from_millis(300)) {
            hand.forward_seconds(forward);
        }
    }
    until(|| async { health(&office).await.0 == 1 }).await;
    let told = office.health(&administrator).await.unwrap();
    let found = told.notices.clone().unwrap();
    assert_eq!(found.heed, Some(office::Heed::NoticesLeft));
    assert_eq!(found.is.failed.clone().into_iter().collect::<Vec<_>>(), [((Channel::Mail, Some(550)), 1)]);
    assert!(!format!("{told:?}").contains(ADDRESS));
    let left = office.undelivered(&rehearsal::actor("cabinet_section")).await.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(
        (left[0].kind.as_str(), left[0].charge, left[0].status),
        ("meeting_called", rehearsal::charge("finance_minister"), Some(550))
    );
    assert!(!format!("{left:?}").contains(ADDRESS));
    for other in ["finance_minister", "system_administrator", "chief_secretary"] {
        assert_eq!(office.undelivered(&rehearsal::actor(other)).await.unwrap(), [], "{other}");
    }
    // It is never tried again, and the next one is.
    server.answer("take");
    hand.forward_seconds(7200);
    assert!(quiet(&server).await);
    call_meeting(&office).await;
    assert_eq!(server.next().to, [ADDRESS.to_owned()], "control");
}

/// Left and waiting.
async fn health(office: &Office) -> (usize, usize) {
    let told = office.health(&rehearsal::actor("system_administrator")).await.unwrap().notices.unwrap().is;
    (told.left(), told.waiting)
}

async fn until<F: Future<Output = bool>>(so: impl Fn() -> F) {
    for _ in 0..3000 {
        if so().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("it does not come to that");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_told_before_the_way_was_open_is_not_sent() {
    let (place, hand, server) = (Place::new(), Hand::at(BEGINS), MailServer::start(MailDoor::Plain, None));
    let office = place.begun_by(Clock::by_hand(&hand)).await;
    let minister = reached(&office).await;
    call_meeting(&office).await;
    assert_eq!(office.notices_of(&minister).await.unwrap().len(), 1, "control: it is told in the house");
    assert_eq!(office.ways_out(), []);
    hand.forward_seconds(60);
    let office = office.with_channels(channels(mail_at(server.port())));
    assert_eq!(office.ways_out(), [Channel::Mail]);
    assert!(quiet(&server).await);
    hand.forward_seconds(60);
    call_meeting(&office).await;
    let _ = server.next();
    assert!(quiet(&server).await, "the new one alone");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_nodes_one_sends() {
    let (shared, database) = (Shared::new(), Postgres::shared().database());
    let server = MailServer::start(MailDoor::Plain, None);
    let one = shared.begun("one", &database).await;
    let two = shared.open_under("key", "two", &database).await.unwrap();
    let one = one.with_channels(channels(mail_at(server.port())));
    let two = two.with_channels(channels(mail_at(server.port())));
    reached(&one).await;
    for _ in 0..5 {
        call_meeting(&one).await;
        let position = one.position().unwrap();
        assert!(two.reach(&position).await);
    }
    let mut ids: Vec<String> = (0..5).map(|_| server.next().header("Message-ID").unwrap()).collect();
    assert!(quiet(&server).await, "five and no more");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5);
    one.close().await;
    two.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_judged_kept_sealed_and_forgotten() {
    let (place, hand, server) = (Place::new(), Hand::at(BEGINS), MailServer::start(MailDoor::Plain, None));
    let mail = mail_to(server.port(), vec!["example.in".to_owned()]);
    let office = place.begun_by(Clock::by_hand(&hand)).await.with_channels(channels(mail));
    let minister = reached(&office).await;
    let keep = |mail: &str, telephone: &str| {
        let contact = Contact { mail: mail.to_owned(), telephone: telephone.to_owned() };
        let (office, minister) = (&office, &minister);
        async move { office.keep_contact(minister, &contact).await }
    };
    assert!(matches!(keep("finance", "").await, Err(ContactError::Mail)));
    assert!(matches!(keep("finance@example.com", "").await, Err(ContactError::Domain)));
    assert!(matches!(keep(ADDRESS, "12").await, Err(ContactError::Telephone)));
    assert_eq!(office.contact(&minister).await.unwrap().mail, ADDRESS, "what was kept before stands");
    keep(ADDRESS, "+91 94250 00001").await.unwrap();
    assert_eq!(office.contact(&minister).await.unwrap().telephone, "9425000001");
    let other = session(&office, "energy_minister").await;
    assert_eq!(office.contact(&other).await.unwrap(), Contact::default());
    keep("", "").await.unwrap();
    assert_eq!(office.contact(&minister).await.unwrap(), Contact::default());
    call_meeting(&office).await;
    assert!(quiet(&server).await, "who has no address gets nothing");
    office.close().await;
    drop(office);
    let written = [ADDRESS, "9425000001"].map(|word| lies(place.data(), word.as_bytes()));
    assert_eq!(written, [false; 2], "nobody's address lies there readable");
    assert!(lies(place.data(), b"SQLite format 3"), "control");
}

fn lies(folder: &std::path::Path, wanted: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).any(|path| {
        if path.is_dir() {
            lies(&path, wanted)
        } else {
            std::fs::read(path).unwrap().windows(wanted.len()).any(|window| window == wanted)
        }
    })
}

#[tokio::test]
async fn what_was_seen_is_new_no_more_and_is_each_persons_own() {
    let (place, hand) = (Place::new(), Hand::at(BEGINS));
    let office = place.begun_by(Clock::by_hand(&hand)).await;
    let (minister, other) = (session(&office, "finance_minister").await, session(&office, "energy_minister").await);
    call_meeting(&office).await;
    let new = |session: Session| {
        let office = office.clone();
        async move { office.notices_of(&session).await.unwrap().iter().filter(|one| one.is_new).count() }
    };
    assert_eq!((new(minister.clone()).await, new(other.clone()).await), (1, 1));
    let shown: Vec<_> = office.notices_of(&minister).await.unwrap().into_iter().map(|one| one.notice).collect();
    office.saw_notices(&minister, &shown).await.unwrap();
    assert_eq!((new(minister.clone()).await, new(other.clone()).await), (0, 1));
    hand.forward_seconds(60);
    call_meeting(&office).await;
    assert_eq!((new(minister.clone()).await, new(other).await), (1, 2));
    assert_eq!(office.notices_of(&minister).await.unwrap().len(), 2);
}

/// A rotated key of drafts opens addresses and deliveries as before.
#[tokio::test(flavor = "multi_thread")]
async fn a_rotated_key_loses_no_address() {
    let (place, hand) = (Place::new(), Hand::at(BEGINS));
    let office = place.begun_by(Clock::by_hand(&hand)).await;
    reached(&office).await;
    office.close().await;
    drop(office);
    let premises = office::Premises::in_folder(place.data());
    let key = place.key("key");
    let rotated = office::rotation::rotate_epoch_key(&premises, key.as_ref(), "drafts", crate::nodes::GOVERNMENT).await;
    assert_eq!(rotated.unwrap().keys, 1);
    // Entries are dated by the machine's own clock where keys are rotated.
    let office = place.open("key", LedgerNature::Training, 0).await.unwrap();
    let minister = session(&office, "finance_minister").await;
    assert_eq!(office.contact(&minister).await.unwrap().mail, ADDRESS);
}
