//! Mail before a server that is not ours, calendars before a reader that is not ours, SMS before a gateway.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests: a helper that fails must fail loudly")]

use notices::{
    Event, Fault, HttpGateway, Letter, Mail, MailAddress, MailSettings, Slot, Sms, SmsSettings, Status, Telephone,
};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use std::fs;
use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use testbed::{MailDoor, MailServer, read_calendar};
use zeroize::Zeroizing;

fn settings(server: String) -> MailSettings {
    MailSettings {
        server,
        from: "ecabinet@mp.gov.in".to_owned(),
        name: "ई-कैबिनेट".to_owned(),
        credentials: None,
        authorities: None,
        domains: Vec::new(),
    }
}

fn event() -> Event {
    Event {
        uid: "meeting-1@ecabinet.example.in".to_owned(),
        sequence: 1,
        written_ms: 1_795_849_200_000,
        begins_ms: 1_795_843_800_000,
        status: Status::Confirmed,
        summary: "मंत्रि-परिषद की बैठक — यह पंक्ति इतनी लंबी है कि उसे मोड़ना पड़े".to_owned(),
        place: Some("मंत्रालय, कक्ष 5; द्वार \\ 2".to_owned()),
        link: "https://ecabinet.example.in/meetings/1".to_owned(),
    }
}

fn letter() -> Letter {
    let (subject, text) =
        ("ई-कैबिनेट: मंत्रि-परिषद की बैठक".to_owned(), "बैठक 28 नवंबर 2026 को है।\n\nThe council meets.\n".to_owned());
    Letter { subject, text, event: Some(Event { place: None, ..event() }) }
}

fn to() -> MailAddress {
    "secretary@mp.gov.in".parse().unwrap()
}

/// A certificate for `localhost` and its key, in files; and the certificate.
fn certificate(folder: &Path) -> (PathBuf, PathBuf, Vec<u8>) {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let (certificate, key) = (folder.join("certificate.pem"), folder.join("key.pem"));
    fs::write(&certificate, cert.pem()).unwrap();
    fs::write(&key, signing_key.serialize_pem()).unwrap();
    (certificate, key, cert.pem().into_bytes())
}

#[tokio::test]
async fn a_letter_arrives_as_it_was_written_and_bears_its_id() {
    let server = MailServer::start(MailDoor::Plain, None);
    let mail = Mail::new(&settings(format!("smtp+plain://localhost:{}", server.port()))).unwrap();
    mail.answers().await.unwrap();
    for _ in 0..2 {
        mail.send(&letter(), &to(), "a1b2", 1_795_849_200_000).await.unwrap();
    }
    let (first, second) = (server.next(), server.next());
    assert_eq!(
        (first.from.as_str(), first.to.as_slice()),
        ("ecabinet@mp.gov.in", ["secretary@mp.gov.in".to_owned()].as_slice())
    );
    assert_eq!(first.header("Message-ID").unwrap(), "<a1b2@mp.gov.in>");
    assert_eq!(second.header("Message-ID"), first.header("Message-ID"), "who gets it twice can tell");
    assert_eq!(first.header("Auto-Submitted").unwrap(), "auto-generated");
    assert!(first.header("Content-Type").unwrap().starts_with("multipart/alternative"));
    let read = testbed::read_mail(&first.message);
    assert_eq!(read["subject"], letter().subject);
    assert_eq!(read["parts"][0]["kind"], "text/plain");
    assert_eq!(read["parts"][0]["text"].as_str().unwrap().replace("\r\n", "\n").trim(), letter().text.trim());
    assert_eq!((&read["parts"][1]["kind"], &read["parts"][1]["method"]), (&"text/calendar".into(), &"PUBLISH".into()));
    let entry = read_calendar(read["parts"][1]["text"].as_str().unwrap());
    assert_eq!((&entry["uid"], &entry["place"]), (&"meeting-1@ecabinet.example.in".into(), &serde_json::Value::Null));
}

#[tokio::test]
async fn nothing_is_said_before_tls_and_only_to_whom_an_authority_vouches_for() {
    let folder = tempfile::tempdir().unwrap();
    let (certificate, key, authority) = certificate(folder.path());
    let known = Some(("ecabinet", "a secret"));
    let credentials = Some(("ecabinet".to_owned(), Zeroizing::new("a secret".to_owned())));
    for (scheme, door) in
        [("smtp", MailDoor::StartTls(&certificate, &key)), ("smtps", MailDoor::Tls(&certificate, &key))]
    {
        let server = MailServer::start(door, known);
        let own = MailSettings {
            credentials: credentials.clone(),
            authorities: Some(authority.clone()),
            ..settings(format!("{scheme}://localhost:{}", server.port()))
        };
        let mail = Mail::new(&own).unwrap();
        mail.answers().await.unwrap();
        mail.send(&letter(), &to(), "1", 0).await.unwrap();
        assert!(server.next().tls, "control: {scheme}");
        let stranger = Mail::new(&MailSettings { authorities: None, ..own.clone() }).unwrap();
        assert_eq!(stranger.send(&letter(), &to(), "2", 0).await, Err(Fault::Silent), "nobody vouches");
        let wrong = Some(("ecabinet".to_owned(), Zeroizing::new("another".to_owned())));
        let wrong = Mail::new(&MailSettings { credentials: wrong, ..own }).unwrap();
        assert_eq!(wrong.answers().await, Err(Fault::Refused(535)));
    }
    let plain = MailServer::start(MailDoor::Plain, None);
    let own = MailSettings { authorities: Some(authority), ..settings(format!("smtp://localhost:{}", plain.port())) };
    assert_eq!(
        Mail::new(&own).unwrap().send(&letter(), &to(), "3", 0).await,
        Err(Fault::Silent),
        "it knows no STARTTLS"
    );
    assert_eq!(plain.within(Duration::from_millis(300)), None);
}

#[tokio::test]
async fn a_refusal_is_told_by_its_status_alone() {
    let server = MailServer::start(MailDoor::Plain, None);
    let mail = Mail::new(&settings(format!("smtp+plain://localhost:{}", server.port()))).unwrap();
    for status in [550, 451] {
        server.answer(&status.to_string());
        assert_eq!(mail.send(&letter(), &to(), "1", 0).await, Err(Fault::Refused(status)));
        assert!(server.refused_within(Duration::from_secs(60)));
    }
    server.answer("take");
    mail.send(&letter(), &to(), "1", 0).await.unwrap();
    assert!(!server.next().tls, "control: it is taken");
}

#[test]
fn a_reader_that_is_not_ours_reads_the_calendar() {
    let read = read_calendar(&event().calendar());
    assert_eq!(read["errors"], serde_json::json!([]));
    assert_eq!(read["summary"], event().summary);
    assert_eq!(read["place"], event().place.unwrap());
    assert_eq!((&read["begins"], &read["zone"]), (&1_795_843_800.0.into(), &"UTC".into()));
    assert_eq!(
        (&read["status"], &read["sequence"], &read["method"]),
        (&"CONFIRMED".into(), &1.into(), &"PUBLISH".into())
    );
    let off = read_calendar(&Event { status: Status::Cancelled, sequence: 2, ..event() }.calendar());
    assert_eq!((&off["status"], &off["method"], &off["uid"]), (&"CANCELLED".into(), &"CANCEL".into(), &read["uid"]));
}

/// A gateway that takes one form and answers with a status; what came is its value.
fn gateway(status: &'static str) -> (u16, std::thread::JoinHandle<String>) {
    let door = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = door.local_addr().unwrap().port();
    let came = std::thread::spawn(move || {
        let (mut socket, _) = door.accept().unwrap();
        let (mut text, mut bytes) = (String::new(), [0; 4096]);
        while !text.contains("dlt_template_id=") {
            let read = socket.read(&mut bytes).unwrap();
            text.push_str(&String::from_utf8_lossy(&bytes[..read]));
        }
        write!(socket, "HTTP/1.1 {status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        text
    });
    (port, came)
}

#[tokio::test]
async fn a_gateway_gets_the_id_of_the_template_and_its_text() {
    for (status, told) in [("202 Accepted", Ok(())), ("401 Unauthorized", Err(Fault::Refused(401)))] {
        let (port, came) = gateway(status);
        let file = format!(
            r#"
            gateway = "http://127.0.0.1:{port}/send?x=1"
            [form]
            a_to = "{{to}}"
            a_text = "{{text}}"
            dlt_template_id = "{{template}}"
            [[template]]
            kind = "meeting_called"
            id = "1107"
            text = "Meeting on {{#var#}} at {{#var#}}."
            slots = ["date", "time"]
            language = "en"
            "#
        );
        let settings = SmsSettings::read(&file).unwrap();
        let gateway = HttpGateway::new(&settings, Zeroizing::new(String::new()), None).unwrap();
        let sms = Sms::new(&settings.templates, &["meeting_called"], Arc::new(gateway)).unwrap();
        let value = |slot, language: &str| {
            assert_eq!(language, "en");
            Some(if slot == Slot::Date { "28 November 2026" } else { "11:00" }.to_owned())
        };
        let message = sms.message("meeting_called", value).unwrap();
        let telephone: Telephone = "9425000001".parse().unwrap();
        assert_eq!(sms.send(&message, &telephone, "1").await, told);
        let came = came.join().unwrap();
        assert!(came.starts_with("POST /send?x=1 HTTP/1.1\r\n"), "{came}");
        let body = came.rsplit("\r\n\r\n").next().unwrap();
        assert_eq!(body, "a_text=Meeting+on+28+November+2026+at+11%3A00.&a_to=9425000001&dlt_template_id=1107");
    }
}
