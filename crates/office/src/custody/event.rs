//! What happened to papers and sessions, as it lies sealed in the custody ledger, and what its
//! public leaf says. A published kind never changes its fields: a new need makes a new version.

use super::pseudonyms::Pseudonyms;
use cabinet::text::Digest;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Why a session ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SessionEnd {
    /// Its person signed out.
    SignedOut,
    /// Its person ended it from another session.
    Elsewhere,
    /// No request came for too long.
    Idle,
    /// It had lasted as long as a session may.
    Time,
    /// The passkey with which it began was taken away.
    PasskeyRevoked,
    /// The password with which it began was taken away or changed.
    PasswordRevoked,
    /// The identity by which it began was taken away, or another one took its place.
    IdentityRevoked,
    /// The charge under which it was held ended or went to somebody else.
    ChargeEnded,
    /// The device on which it began was reported lost.
    DeviceLost,
}

/// What happened to papers and sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", deny_unknown_fields)]
pub(crate) enum CustodyEvent {
    /// As the next, of the time before it was told with what a session began.
    #[serde(rename = "session_begun/1")]
    SessionBegunSomehow { session: Uuid, person: Digest, charge: Digest, training: bool },
    /// As the next, of the time before passkey, password and device stood beside the person.
    #[serde(rename = "session_begun/2")]
    SessionBegunWith { session: Uuid, person: Digest, charge: Digest, factor: String },
    /// A session began, with what [`crate::sessions::Factor::key`] says: `credential` is that passkey, password or
    /// identity. On which device, where it was one of the government's.
    #[serde(rename = "session_begun/3")]
    SessionBegun {
        session: Uuid,
        person: Digest,
        charge: Digest,
        factor: String,
        credential: Option<Digest>,
        device: Option<Digest>,
    },
    /// As the next, of the time before the reason stood beside it.
    #[serde(rename = "session_ended/1")]
    SessionEndedSomehow { session: Uuid },
    /// As the next, of the time when a session that the record ended was told as an idle one.
    #[serde(rename = "session_ended/2")]
    SessionEndedByItself { session: Uuid, why: SessionEnd },
    /// As the next, of the time before anybody came by an identity.
    #[serde(rename = "session_ended/3")]
    SessionEndedHere { session: Uuid, why: SessionEnd },
    /// A session ended.
    #[serde(rename = "session_ended/4")]
    SessionEnded { session: Uuid, why: SessionEnd },
    /// As the next, of the time before the charge stood beside the person.
    #[serde(rename = "released/1")]
    ReleasedToPerson { session: Uuid, person: Digest, object: Uuid },
    /// A frozen text or file went to one session for the first time.
    #[serde(rename = "released/2")]
    Released { session: Uuid, person: Digest, charge: Digest, object: Uuid },
    /// A page showed a frozen text or file.
    #[serde(rename = "opened/1")]
    Opened { session: Uuid, person: Digest, charge: Digest, object: Uuid },
    /// Acts of one coarse sort were refused for one reason, `count` of them. The first of them is
    /// recorded alone, with its subject; what followed within the minute stands in a second entry.
    #[serde(rename = "act_refused/1")]
    ActRefused {
        session: Uuid,
        person: Digest,
        charge: Digest,
        act: String,
        refusal: String,
        subject: Option<Uuid>,
        count: u32,
    },
    /// Signing in was refused, `count` times within a minute.
    #[serde(rename = "sign_in_refused/1")]
    SignInRefused { reason: String, count: u32 },
    /// An inquiry showed names; `named` are the persons whom it had not shown before.
    #[serde(rename = "names_opened/1")]
    NamesOpened { inquiry: Uuid, session: Uuid, person: Digest, charge: Digest, named: Vec<Digest> },
    /// Somebody reviewed what a post or a person can reach, on a page or, `exported`, as a file.
    #[serde(rename = "access_reviewed/1")]
    AccessReviewed {
        session: Uuid,
        person: Digest,
        charge: Digest,
        of_post: Option<Uuid>,
        of_person: Option<Digest>,
        exported: bool,
    },
}

/// The public side: a coarse kind and ids, among them pseudonyms of sessions. Refusals carry none.
pub(crate) type Leaf = (&'static str, Vec<(&'static str, Uuid)>);

impl CustodyEvent {
    /// The public side.
    pub(crate) fn leaf(&self, pseudonyms: &Pseudonyms) -> Leaf {
        let reading = |session: &Uuid, object: &Uuid| {
            vec![("session", pseudonyms.reading(*session, *object)), ("object", *object)]
        };
        match self {
            Self::SessionBegunSomehow { session, .. }
            | Self::SessionBegunWith { session, .. }
            | Self::SessionBegun { session, .. }
            | Self::SessionEndedSomehow { session }
            | Self::SessionEndedByItself { session, .. }
            | Self::SessionEndedHere { session, .. }
            | Self::SessionEnded { session, .. } => ("session", vec![("session", pseudonyms.session(*session))]),
            Self::ReleasedToPerson { session, object, .. } | Self::Released { session, object, .. } => {
                ("release", reading(session, object))
            }
            Self::Opened { session, object, .. } => ("opening", reading(session, object)),
            Self::ActRefused { .. } | Self::SignInRefused { .. } => ("refusal", Vec::new()),
            Self::NamesOpened { inquiry, .. } => ("inquiry", vec![("inquiry", *inquiry)]),
            Self::AccessReviewed { .. } => ("review", Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One entry of every kind, as it lies in ledgers in the field: never changed, only added to.
    const LAID_DOWN: [&str; 14] = [
        r#"{"kind":"session_begun/1","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","training":true}"#,
        r#"{"kind":"session_begun/2","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","factor":"password"}"#,
        r#"{"kind":"session_begun/3","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","factor":"passkey","credential":"0404040404040404040404040404040404040404040404040404040404040404","device":null}"#,
        r#"{"kind":"session_ended/1","session":"00000000-0000-0000-0000-000000000001"}"#,
        r#"{"kind":"session_ended/2","session":"00000000-0000-0000-0000-000000000001","why":"idle"}"#,
        r#"{"kind":"session_ended/3","session":"00000000-0000-0000-0000-000000000001","why":"device_lost"}"#,
        r#"{"kind":"session_ended/4","session":"00000000-0000-0000-0000-000000000001","why":"identity_revoked"}"#,
        r#"{"kind":"released/1","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","object":"00000000-0000-0000-0000-000000000003"}"#,
        r#"{"kind":"released/2","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","object":"00000000-0000-0000-0000-000000000003"}"#,
        r#"{"kind":"opened/1","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","object":"00000000-0000-0000-0000-000000000003"}"#,
        r#"{"kind":"act_refused/1","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","act":"movement","refusal":"unknown","subject":"00000000-0000-0000-0000-000000000004","count":1}"#,
        r#"{"kind":"sign_in_refused/1","reason":"post","count":3}"#,
        r#"{"kind":"names_opened/1","inquiry":"00000000-0000-0000-0000-000000000005","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","named":["0303030303030303030303030303030303030303030303030303030303030303"]}"#,
        r#"{"kind":"access_reviewed/1","session":"00000000-0000-0000-0000-000000000001","person":"0101010101010101010101010101010101010101010101010101010101010101","charge":"0202020202020202020202020202020202020202020202020202020202020202","of_post":"00000000-0000-0000-0000-000000000006","of_person":null,"exported":true}"#,
    ];

    #[test]
    fn every_kind_is_read_and_written_as_it_lies() {
        let declared = include_str!("event.rs").lines().filter(|line| line.trim().starts_with("#[serde(rename = \""));
        let declared = declared.filter(|line| line.contains('/')).count();
        assert_eq!(LAID_DOWN.len(), declared, "a new kind lays an entry down here");
        for laid in LAID_DOWN {
            let read: CustodyEvent = serde_json::from_str(laid).unwrap();
            assert_eq!(serde_json::to_string(&read).unwrap(), laid);
        }
        let added = LAID_DOWN.map(|laid| laid.replacen('{', "{\"more\":1,", 1));
        assert!(
            added.iter().all(|entry| serde_json::from_str::<CustodyEvent>(entry).is_err()),
            "control: one field more"
        );
    }
}
