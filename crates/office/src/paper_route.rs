//! A note that came on paper is received: its facts from the draft of its registration, with the approvals on its file.

use crate::error::ActError;
use crate::open::Office;
use crate::sessions::Session;
use crate::submission::{Accepted, Submission, TextsOf};
use cabinet::Act;
use cabinet::ids::{ActId, PaperId, PostId, ProposalId, RevisionId};
use cabinet::paper_route::{PaperApproval, PaperPrecondition, PaperView, without_sections};
use cabinet::permission::Action;
use cabinet::text::Digest;

/// What the form for receiving a note from paper carries.
#[derive(Clone, Debug)]
pub struct ReceiveForm {
    /// Which proposal.
    pub proposal: ProposalId,
    /// The proposal's version on the page.
    pub seen: u32,
    /// The draft's version on the page.
    pub draft: u64,
    /// The note's PDF.
    pub note: PaperId,
    /// The approvals on the original file.
    pub approvals: Vec<PaperApproval>,
    /// What the views among them say: whose post, words, conditions.
    pub views: Vec<(PostId, String, Vec<String>)>,
    /// What the rules want on record: key, number, day, words.
    pub preconditions: Vec<(String, String, String, String)>,
    /// For the note-sheet; may be empty.
    pub remark: String,
}

impl Office {
    /// Receives the registered note whose draft's version the author saw.
    ///
    /// # Errors
    /// [`ActError`]; a draft that was saved again in between is [`cabinet::Refusal::MovedOn`].
    pub async fn receive_from_paper(
        &self,
        id: ActId,
        session: &Session,
        body: Digest,
        form: ReceiveForm,
    ) -> Result<Accepted, ActError> {
        let proposal = form.proposal;
        match self.received(id, session, body, form).await {
            Ok(submission) => self.act(submission.from_session(self, session)).await,
            Err(ActError::Refused(refusal)) => {
                self.draft_refused(session, "movement", proposal, refusal.clone()).await;
                Err(refusal.into())
            }
            Err(error) => Err(error),
        }
    }

    async fn received(
        &self,
        id: ActId,
        session: &Session,
        body: Digest,
        form: ReceiveForm,
    ) -> Result<Submission, ActError> {
        let (actor, draft) = (session.actor, (form.proposal, form.draft));
        let (facts, words) = self.note_of((id, actor), draft, Action::ReceiveFromPaper, without_sections).await?;
        let mut texts = TextsOf::default();
        let mut take = |words: String| texts.take(words).map_err(|_| ActError::NotRecorded);
        let (body_text, remark) = (take(words)?, take(form.remark)?);
        let mut views = Vec::new();
        for (post, words, conditions) in form.views {
            let (text, conditions) = (take(words)?, conditions.into_iter().map(&mut take).collect::<Result<_, _>>()?);
            views.push(PaperView { post, text, conditions });
        }
        let mut preconditions = Vec::new();
        for (precondition, number, date, words) in form.preconditions {
            preconditions.push(PaperPrecondition { precondition, number, date, text: take(words)? });
        }
        let act = Act::ReceiveFromPaper {
            proposal: form.proposal,
            seen: form.seen,
            revision: RevisionId(self.new_id().map_err(|_| ActError::NotRecorded)?),
            facts,
            body: body_text,
            note: form.note,
            approvals: form.approvals,
            views,
            preconditions,
            remark,
        };
        Ok(Submission::new(id, session.actor, body, act, texts))
    }
}
