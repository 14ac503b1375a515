//! How a person is reached. The person enters it; it lies in a drawer and in no entry, so that it goes when the person wants.

use super::Office;
use crate::error::ReadError;
use crate::sessions::Session;
use cabinet::ids::PersonId;
use ledger::{DrawerWrite, Place};
use notices::{MailAddress, Telephone};
use serde::{Deserialize, Serialize};

/// An address of mail and a mobile telephone, as they are written; empty where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The address of mail.
    pub mail: String,
    /// The telephone: ten digits.
    pub telephone: String,
}

/// Why what a person entered is not kept.
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// The address of mail is none.
    #[error("the address of mail cannot be read")]
    Mail,
    /// No mail is sent to addresses of this domain.
    #[error("no mail is sent to addresses of this domain")]
    Domain,
    /// The telephone is none.
    #[error("the number of the telephone cannot be read")]
    Telephone,
    /// It cannot be written.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl Contact {
    pub(super) fn mail_address(&self) -> Option<MailAddress> {
        self.mail.parse().ok()
    }

    pub(super) fn telephone_number(&self) -> Option<Telephone> {
        self.telephone.parse().ok()
    }

    const fn is_empty(&self) -> bool {
        self.mail.is_empty() && self.telephone.is_empty()
    }
}

pub(super) fn place(person: PersonId) -> Place {
    Place { owner: person.to_string(), kind: "contact".to_owned(), key: "addresses".to_owned() }
}

impl Office {
    /// How the person of a session is reached.
    ///
    /// # Errors
    /// [`ReadError`].
    pub async fn contact(&self, session: &Session) -> Result<Contact, ReadError> {
        match session.actor.person() {
            Some(person) => self.contact_of(person).await,
            None => Ok(Contact::default()),
        }
    }

    pub(super) async fn contact_of(&self, person: PersonId) -> Result<Contact, ReadError> {
        let found = self.database.drawer(&place(person)).await?;
        Ok(found.and_then(|drawer| self.opened_for(person, &drawer)).unwrap_or_default())
    }

    /// Keeps how the person of a session is reached, or forgets it: where both are empty, nothing lies there any more.
    ///
    /// # Errors
    /// [`ContactError`]; then what was kept before stands.
    pub async fn keep_contact(&self, session: &Session, typed: &Contact) -> Result<(), ContactError> {
        let person = session.actor.person().ok_or(ReadError::Unknown)?;
        self.halted().map_or(Ok(()), Err).map_err(ReadError::from)?;
        let mut kept = Contact::default();
        if !typed.mail.trim().is_empty() {
            let mail: MailAddress = typed.mail.parse().map_err(|()| ContactError::Mail)?;
            let served = self.channels.as_ref().and_then(|channels| channels.mail.as_ref());
            if served.is_some_and(|channel| !channel.serves(&mail)) {
                return Err(ContactError::Domain);
            }
            kept.mail = mail.to_string();
        }
        if !typed.telephone.trim().is_empty() {
            let telephone: Telephone = typed.telephone.parse().map_err(|()| ContactError::Telephone)?;
            kept.telephone = telephone.to_string();
        }
        let write = if kept.is_empty() {
            DrawerWrite { place: place(person), value: None, expected: None }
        } else {
            self.kept_for(person, place(person), &kept, None)?
        };
        self.database.put_drawer(write).await.map_err(ReadError::from)?;
        Ok(())
    }
}
