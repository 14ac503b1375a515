//! Papers come in: taken apart in the workshop, sealed into the vault, and only then named by an act.

use crate::error::{ActError, ReadError};
use crate::health::STORE_PATIENCE;
use crate::open::Office;
use crate::sessions::Session;
use crate::submission::{Accepted, Submission, TextsOf};
use crate::texts::wrapped_key;
use cabinet::ids::{ActId, PaperId, ProposalId};
use cabinet::note::Paper;
use cabinet::permission::{Action, Subject};
use cabinet::text::Digest;
use cabinet::{Act, Cabinet};
use papers::PaperError;
use vault::{Key, Label};

/// Why a paper was not taken in.
#[derive(Debug, thiserror::Error)]
pub enum UploadError {
    /// The act is refused.
    #[error(transparent)]
    Act(#[from] ActError),
    /// The file is refused or the workshop failed.
    #[error(transparent)]
    Paper(#[from] PaperError),
    /// The vault failed; nothing was kept.
    #[error("the vault: {0}")]
    Vault(#[from] vault::FileError),
    /// A cipher failed; nothing was kept.
    #[error(transparent)]
    Cipher(#[from] vault::CipherError),
}

/// A file as it was sent.
#[derive(Clone, Debug)]
pub struct Upload {
    /// To which proposal.
    pub proposal: ProposalId,
    /// The proposal's version on the page.
    pub seen: u32,
    /// Its title.
    pub title: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A paper is sealed once; a correction is a new paper.
const PAPER_REVISION: u32 = 1;

/// What a paper's sealed file is bound to.
pub(crate) const fn paper_label(paper: PaperId) -> Label {
    Label { object: paper.0, revision: PAPER_REVISION }
}

impl Office {
    /// Takes a paper in and lays it with the draft.
    ///
    /// # Errors
    /// [`UploadError`]; nothing is kept of a file that is refused.
    pub async fn attach_paper(
        &self,
        id: ActId,
        session: &Session,
        body: Digest,
        upload: Upload,
    ) -> Result<Accepted, UploadError> {
        let offered =
            |state: &Cabinet| state.may(&session.actor, Subject::Proposal(upload.proposal), Action::EditDraft);
        let mut state = self.state();
        let known = state.accepted(id).is_some();
        if !known && !offered(&state) {
            // The writer would take the act by what another node wrote, and the record would name a paper that nobody read.
            state = self.newest().await?;
        }
        let paper = PaperId(self.new_id()?);
        let (facts, drawers) = if offered(&state) && !known {
            self.take_in(paper, &upload).await?
        } else {
            (unread(paper, &upload.title), Vec::new())
        };
        let act = Act::AttachPaper { proposal: upload.proposal, seen: upload.seen, paper: facts };
        let mut submission =
            Submission::new(id, session.actor, body, act, TextsOf::default()).from_session(self, session);
        submission.drawers = drawers;
        Ok(self.act(submission).await?)
    }

    async fn take_in(&self, paper: PaperId, upload: &Upload) -> Result<(Paper, Vec<ledger::DrawerWrite>), UploadError> {
        let clean = self.workshop.clean_pdf(upload.bytes.clone().into()).await?;
        let key = Key::random()?;
        let label = paper_label(paper);
        let stored = self.files.put(&key, label, &clean.bytes).await?;
        let there = self.files.stored(&stored.name).await? == Some(stored.sealed_bytes);
        let name = vault::unhex(&stored.name).and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        let (true, Some(name)) = (there, name) else {
            return Err(UploadError::Act(ActError::NotRecorded));
        };
        let salt: [u8; 32] = vault::random()?;
        let facts = Paper {
            id: paper,
            title: upload.title.clone(),
            file: Digest(name),
            salt: Digest(salt),
            proof: Digest(vault::hmac_sha256(&salt, &clean.bytes)),
            bytes: stored.plain_bytes,
            pages: clean.pages,
        };
        let drawer = wrapped_key(&self.compartment, "paper", paper.0, &key)?;
        Ok((facts, vec![drawer]))
    }

    /// Whether a paper could be opened now: files that lie on another machine may be out of reach, and whoever opens a page
    /// is told so at once.
    ///
    /// # Errors
    /// [`ReadError::FilesUnreachable`]; [`ReadError::Unknown`] where there is no such paper.
    pub async fn paper_within_reach(&self, paper: PaperId) -> Result<(), ReadError> {
        if !self.files.is_elsewhere() {
            return Ok(());
        }
        let state = self.state();
        let (facts, _) = state.paper(paper).ok_or(ReadError::Unknown)?;
        let name = facts.file.to_string();
        match tokio::time::timeout(STORE_PATIENCE, self.files.stored(&name)).await {
            Ok(Ok(_)) => Ok(()),
            _ => Err(ReadError::FilesUnreachable),
        }
    }

    /// One page of a paper as a picture, for a person who may read the paper. The release is
    /// recorded before the first byte leaves.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for papers and pages that are not there for this person.
    pub async fn paper_page(
        &self,
        session: &Session,
        paper: PaperId,
        page: u32,
        width_pixels: u32,
    ) -> Result<Vec<u8>, ReadError> {
        let state = self.state();
        if !state.may_read_paper(&session.actor, paper) {
            return Err(ReadError::Unknown);
        }
        let (facts, _) = state.paper(paper).ok_or(ReadError::Unknown)?;
        if page == 0 || page > facts.pages {
            return Err(ReadError::Unknown);
        }
        let key = self.own_key("paper", paper.0).await?;
        let label = paper_label(paper);
        let file = self.files.read(&key, label, &facts.file.to_string()).await;
        let file = file.map_err(|error| {
            tracing::error!(%error, "a paper could not be read");
            if error.is_elsewhere() { ReadError::FilesUnreachable } else { ReadError::Damaged("a paper") }
        })?;
        let picture = self.workshop.render_page(&file, page, width_pixels).await?;
        self.custody.release(session, [paper.0]).await?;
        Ok(picture)
    }
}

/// Stands in an act that will not be applied: repeated, or not offered.
fn unread(id: PaperId, title: &str) -> Paper {
    let nothing = Digest::default();
    Paper { id, title: title.to_owned(), file: nothing, salt: nothing, proof: nothing, bytes: 0, pages: 0 }
}

impl UploadError {
    /// Whether it failed because the disk is full.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Vault(error) if error.is_full()) || matches!(self, Self::Act(ActError::Full))
    }

    /// Whether it failed because the store of sealed files lies on another machine, and did not keep the file.
    #[must_use]
    pub const fn is_elsewhere(&self) -> bool {
        matches!(self, Self::Vault(error) if error.is_elsewhere())
    }

    /// Key of the sentence that says why the workshop refused the file.
    #[must_use]
    pub fn paper_refusal(&self) -> Option<&'static str> {
        match self {
            Self::Paper(PaperError::Refused(refusal)) => Some(refusal.key()),
            _ => None,
        }
    }
}
