//! An act on its way from a page to the record.

use crate::open::Office;
use crate::sessions::{Session, SessionId};
use cabinet::ids::{ActId, TextId};
use cabinet::text::{Digest, TextRef};
use cabinet::{Act, Actor};
use ledger::DrawerWrite;
use uuid::Uuid;

/// Prose on its way: its reference rides in the act, its words are sealed beside the ledger.
#[derive(Clone, Debug)]
pub(crate) struct Prose {
    pub(crate) reference: TextRef,
    pub(crate) words: String,
}

/// Collects the prose of one act.
#[derive(Debug, Default)]
pub struct TextsOf {
    pub(crate) prose: Vec<Prose>,
}

impl TextsOf {
    /// Takes words in and gives the reference that rides in the act. Empty words give an empty
    /// reference and are not kept.
    ///
    /// # Errors
    /// [`vault::CipherError`] when the machine gives no randomness.
    pub fn take(&mut self, words: String) -> Result<TextRef, vault::CipherError> {
        let salt: [u8; 32] = vault::random()?;
        let id: [u8; 16] = vault::random()?;
        let reference = TextRef {
            id: TextId(uuid::Builder::from_random_bytes(id).into_uuid()),
            salt: Digest(salt),
            proof: Digest(vault::hmac_sha256(&salt, words.as_bytes())),
            characters: u32::try_from(words.chars().count()).unwrap_or(u32::MAX),
        };
        if !words.is_empty() {
            self.prose.push(Prose { reference: reference.clone(), words });
        }
        Ok(reference)
    }
}

/// An act as a person sends it.
#[derive(Debug)]
pub struct Submission {
    /// Made before it is sent: printed into the form.
    pub id: ActId,
    /// Who acts.
    pub actor: Actor,
    /// SHA-256 of what was sent.
    pub body: Digest,
    /// What is asked for.
    pub act: Act,
    /// Its prose.
    pub texts: TextsOf,
    /// Drawers that change with the act, in its transaction.
    pub(crate) drawers: Vec<DrawerWrite>,
    /// From which session it comes; none for the office itself.
    pub(crate) session: Option<SessionId>,
    /// Whether that session's person proved lately who it is.
    pub(crate) proof_is_fresh: bool,
}

/// What of an act would stand in custody if it were refused.
#[derive(Clone, Copy, Debug)]
pub(crate) struct SentAct {
    pub(crate) session: Option<SessionId>,
    pub(crate) actor: Actor,
    pub(crate) act: &'static str,
    pub(crate) subject: Option<Uuid>,
}

impl Submission {
    /// An act with its prose.
    #[must_use]
    pub const fn new(id: ActId, actor: Actor, body: Digest, act: Act, texts: TextsOf) -> Self {
        Self { id, actor, body, act, texts, drawers: Vec::new(), session: None, proof_is_fresh: false }
    }

    /// The same, told from which session it comes: a refusal then stands in custody.
    #[must_use]
    pub fn from_session(mut self, office: &Office, session: &Session) -> Self {
        self.session = Some(session.id);
        self.proof_is_fresh = office.proof_is_fresh(session);
        self
    }

    pub(crate) fn sent(&self) -> SentAct {
        SentAct { session: self.session, actor: self.actor, act: self.act.kind(), subject: self.act.subject() }
    }
}

/// The act is in the record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// It had been accepted before; this is the first answer again.
    pub repeated: bool,
}

impl Submission {
    /// The words of the act, to be shown again to their author where the act is not applied.
    #[must_use]
    pub fn kept_words(&self) -> Vec<String> {
        self.texts.prose.iter().map(|prose| prose.words.clone()).collect()
    }
}
