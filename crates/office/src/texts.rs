//! Sealed texts: each under a random key of its own, which lies wrapped in a drawer so that it can
//! be forgotten.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use crate::submission::Prose;
use cabinet::Actor;
use cabinet::ids::{ActId, ProposalId};
use cabinet::permission::{Action, Subject};
use cabinet::proposal::{FirstSubject, Proposal, Stage};
use cabinet::text::TextRef;
use ledger::{Batch, Database, Drawer, DrawerWrite, Place};
use std::collections::BTreeMap;
use uuid::Uuid;
use vault::{CipherError, Key};

/// Where the wrapped key of a text or paper lies.
pub(crate) fn key_place(kind: &str, id: Uuid) -> Place {
    Place { owner: id.to_string(), kind: kind.to_owned(), key: "key".to_owned() }
}

/// Seals a key under a compartment's epoch key, as a drawer to be written.
pub(crate) fn wrapped_key(compartment: &Key, kind: &str, id: Uuid, key: &Key) -> Result<DrawerWrite, CipherError> {
    let place = key_place(kind, id);
    let value = vault::seal(compartment, id.as_bytes(), key.bytes())?;
    Ok(DrawerWrite { place, value: Some(value), expected: None })
}

/// Seals prose into a batch.
pub(crate) fn seal_prose(compartment: &Key, prose: &Prose, batch: &mut Batch) -> Result<(), CipherError> {
    let id = prose.reference.id.0;
    let key = Key::random()?;
    batch.texts.push((id, vault::seal(&key, id.as_bytes(), prose.words.as_bytes())?));
    batch.drawers.push(wrapped_key(compartment, "text", id, &key)?);
    Ok(())
}

/// The random key of a text or paper, from its drawer.
pub(crate) async fn own_key(database: &Database, compartment: &Key, kind: &str, id: Uuid) -> Result<Key, ReadError> {
    let drawer = database.drawer(&key_place(kind, id)).await?.ok_or(ReadError::Damaged("a key"))?;
    unwrapped(compartment, id, &drawer)
}

fn unwrapped(compartment: &Key, id: Uuid, drawer: &Drawer) -> Result<Key, ReadError> {
    let opened = vault::open(compartment, id.as_bytes(), &drawer.value)?;
    let bytes: [u8; 32] = (*opened).try_into().map_err(|_| ReadError::Damaged("a key"))?;
    Ok(Key::from_bytes(bytes))
}

impl Office {
    /// The random key of a text or paper.
    pub(crate) async fn own_key(&self, kind: &str, id: Uuid) -> Result<Key, ReadError> {
        own_key(&self.database, &self.compartment, kind, id).await
    }

    /// The words of sealed texts, by id. Who asks has been asked of the rules before.
    pub(crate) async fn words_of<'a>(
        &self,
        references: impl IntoIterator<Item = &'a TextRef>,
    ) -> Result<BTreeMap<Uuid, String>, ReadError> {
        let ids: Vec<Uuid> = references.into_iter().filter(|text| !text.is_empty()).map(|text| text.id.0).collect();
        let mut words = BTreeMap::new();
        let places: Vec<Place> = ids.iter().map(|id| key_place("text", *id)).collect();
        let keys: BTreeMap<Place, Drawer> = self.database.drawers_at(&places).await?.into_iter().collect();
        for (id, sealed) in self.database.texts(&ids).await? {
            let key = keys.get(&key_place("text", id)).ok_or(ReadError::Damaged("a key"))?;
            let key = unwrapped(&self.compartment, id, key)?;
            let plain = vault::open(&key, id.as_bytes(), &sealed)?;
            words.insert(id, String::from_utf8_lossy(&plain).into_owned());
        }
        if ids.iter().any(|id| !words.contains_key(id)) {
            return Err(ReadError::Damaged("a text"));
        }
        Ok(words)
    }

    /// Whether a text was the subject of a draft that was erased: the state forgot it.
    fn was_erased(&self, text: &TextRef) -> bool {
        let subject = FirstSubject::Sealed(text.clone());
        let state = self.state();
        let known = state.proposals().any(|proposal| proposal.subject == subject);
        !known && state.proposals().any(|proposal| matches!(proposal.stage, Stage::Erased { .. }))
    }

    /// The subjects under which matters were opened that were never put up, for a person who may read
    /// those matters. A list is no paper: nothing is released.
    ///
    /// # Errors
    /// [`ReadError`] when one of them cannot be opened.
    pub async fn first_subjects(
        &self,
        actor: &Actor,
        ids: Vec<ProposalId>,
    ) -> Result<BTreeMap<ProposalId, String>, ReadError> {
        let state = self.state();
        let mut subjects = BTreeMap::new();
        for id in ids {
            if !state.may(actor, Subject::Proposal(id), Action::ReadProposal) {
                continue;
            }
            let Some(record) = state.proposal(id).filter(|record| record.revision().is_none()) else { continue };
            if let Some(subject) = self.first_subject(record).await? {
                subjects.insert(id, subject);
            }
        }
        Ok(subjects)
    }

    /// The subject under which a matter was opened; none once it is erased. Who asks has been asked of
    /// the rules before.
    pub(crate) async fn first_subject(&self, record: &Proposal) -> Result<Option<String>, ReadError> {
        match (&record.subject, &record.stage) {
            (_, Stage::Erased { .. }) => Ok(None),
            (FirstSubject::Words(words), _) => Ok(Some(words.clone())),
            (FirstSubject::Sealed(subject), _) => match self.words(subject).await {
                Ok(words) => Ok(Some(words)),
                // Erased since this state was published.
                Err(_) if self.state().proposal(record.id).is_some_and(|now| now.stage != record.stage) => Ok(None),
                Err(error) => Err(error),
            },
        }
    }

    /// The words of one sealed text.
    pub(crate) async fn words(&self, reference: &TextRef) -> Result<String, ReadError> {
        let mut words = self.words_of([reference]).await?;
        Ok(words.remove(&reference.id.0).unwrap_or_default())
    }

    /// The words of an act that was accepted, for its own author: they are shown beside other words
    /// sent under the same id. The sections of a note come one by one.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for an act of another person or charge, and for one that is not remembered.
    pub async fn words_of_act(&self, session: &Session, act: ActId) -> Result<Vec<String>, ReadError> {
        let state = self.state();
        let accepted = state.accepted(act).filter(|accepted| accepted.by == session.actor);
        let accepted = accepted.ok_or(ReadError::Unknown)?;
        self.custody.release(session, accepted.texts.iter().map(|text| text.id.0)).await?;
        let mut words = Vec::new();
        for text in &accepted.texts {
            if self.database.drawer(&key_place("text", text.id.0)).await?.is_none() && self.was_erased(text) {
                continue;
            }
            let plain = self.words(text).await?;
            match serde_json::from_str::<BTreeMap<String, cabinet::prose::Prose>>(&plain) {
                Ok(sections) => words.extend(sections.into_values().map(|section| section.plain())),
                Err(_) => words.push(plain),
            }
        }
        Ok(words)
    }
}
