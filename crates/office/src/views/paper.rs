//! The way on paper as it is read: until when each department's notes come so, by whose order.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use crate::views::proposals::ProposalView;
use cabinet::Cabinet;
use cabinet::copies::{CopyOf, PrintedCopy};
use cabinet::ids::{CopyId, DepartmentId, PostId};
use cabinet::inquiry::Signed;
use cabinet::note::Paper;
use cabinet::paper_route::PaperTerm;
use cabinet::permission::{Action, Subject};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Until when a department's notes come on paper.
#[derive(Clone, Debug)]
pub struct PaperRouteView {
    /// Which department.
    pub department: DepartmentId,
    /// The last day, as `2027-03-31`; none where neither an act nor the rules say one.
    pub until: Option<String>,
    /// Whether that day is over.
    pub over: bool,
    /// The acts that set it, the latest first; empty where the rules' day stands.
    pub set: Vec<PaperTermLine>,
}

/// One act that set a last day, with its words.
#[derive(Clone, Debug)]
pub struct PaperTermLine {
    /// The last day that it set.
    pub until: String,
    /// By whose order.
    pub order: String,
    /// Why; empty where it was not put off.
    pub reason: String,
    /// Who set it, and when.
    pub set: Signed,
}

/// Until when a post gets printed copies.
#[derive(Clone, Debug)]
pub struct CopyTermView {
    /// Which post.
    pub post: PostId,
    /// The last day, as `2027-03-31`.
    pub until: String,
    /// Whether that day is over.
    pub over: bool,
    /// The acts that set it, the latest first.
    pub set: Vec<PaperTermLine>,
}

/// What is printed of a copy that was given.
#[derive(Clone, Debug)]
pub enum CopyContent {
    /// A frozen note as the page of the post says it that gets the copy.
    Note(Box<ProposalView>),
    /// A file, whose pages are drawn one by one.
    Paper(Arc<Paper>),
}

/// A printed copy as the cabinet section sees it.
#[derive(Clone, Debug)]
pub struct CopyView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// Its record.
    pub copy: Arc<PrintedCopy>,
    /// What is printed; none before it was given, after it came back, while it is called back, and of a note while nobody holds
    /// the post.
    pub content: Option<CopyContent>,
}

impl Office {
    /// Posts that stand or stood in the register of printed copies; that the orders and reasons went to the person is recorded
    /// first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom there is no such register.
    pub async fn copy_terms(&self, session: &Session) -> Result<Vec<CopyTermView>, ReadError> {
        let (state, now) = (self.state(), self.now());
        if !state.may(&session.actor, Subject::Government, Action::ReadPaperRegister) {
            return Err(ReadError::Unknown);
        }
        let mut found = Vec::new();
        for (post, terms) in state.copy_terms() {
            let mut set = Vec::new();
            for term in terms.iter().rev() {
                set.push(self.paper_term_line(session, term).await?);
            }
            let Some(term) = terms.last() else { continue };
            found.push(CopyTermView { post, until: term.until.clone(), over: !term.lasts(now), set });
        }
        Ok(found)
    }

    /// Why these printed copies were refused: to who reads the register of all of them, to a post of its own; that they went to
    /// the person is recorded first. One that was not refused has no reason.
    ///
    /// # Errors
    /// [`ReadError`] where a reason cannot be read.
    pub async fn copy_reasons(
        &self,
        session: &Session,
        copies: &[CopyId],
    ) -> Result<BTreeMap<CopyId, String>, ReadError> {
        let state = self.state();
        let all = state.may(&session.actor, Subject::Government, Action::ReadPaperRegister);
        let own = state.post_of(&session.actor).map(|post| post.id);
        let named = copies.iter().filter_map(|id| state.printed_copy(*id));
        let readable = named.filter(|copy| all || Some(copy.post) == own);
        let reasons: Vec<_> = readable.filter_map(|copy| Some((copy.id, copy.reason.as_ref()?))).collect();
        self.custody.release(session, reasons.iter().map(|(_, reason)| reason.id.0)).await?;
        let mut words = self.words_of(reasons.iter().map(|(_, reason)| *reason)).await?;
        Ok(reasons.into_iter().map(|(id, reason)| (id, words.remove(&reason.id.0).unwrap_or_default())).collect())
    }

    /// A printed copy with what is printed of it, for who gives it; that it went to the person is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn copy_view(&self, session: &Session, id: CopyId) -> Result<CopyView, ReadError> {
        let state = self.state();
        if !state.may(&session.actor, Subject::Government, Action::GiveCopies) {
            return Err(ReadError::Unknown);
        }
        let copy = state.printed_copy(id).ok_or(ReadError::Unknown)?.clone();
        let given = matches!(copy.stage, cabinet::copies::CopyStage::Given { .. });
        if !given || state.copy_recalled(&copy).is_some() {
            return Ok(CopyView { state, copy, content: None });
        }
        let content = match copy.of {
            // What a note says depends upon who reads it.
            CopyOf::Note { .. } if state.charge_of_post(copy.post).is_none() => None,
            CopyOf::Note { revision } => {
                let view = self.printed_view(session, copy.post, (copy.proposal, revision)).await?;
                Some(CopyContent::Note(Box::new(view)))
            }
            // Its pages are released one by one, as they are drawn.
            CopyOf::Paper { paper } => {
                let there = state.paper(paper).filter(|_| state.may_read_paper(&session.actor, paper));
                Some(CopyContent::Paper(there.ok_or(ReadError::Unknown)?.0.clone()))
            }
        };
        Ok(CopyView { state, copy, content })
    }

    /// Until when the notes of each department of today come on paper; that the orders and reasons went to the person is recorded
    /// first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom there is no such register.
    pub async fn paper_routes(&self, session: &Session) -> Result<(Arc<Cabinet>, Vec<PaperRouteView>), ReadError> {
        let (state, now) = (self.state(), self.now());
        if !state.may(&session.actor, Subject::Government, Action::ReadPaperRegister) {
            return Err(ReadError::Unknown);
        }
        let mut found = Vec::new();
        for department in state.departments_today() {
            let mut set = Vec::new();
            for route in state.paper_routes(department.id).rev() {
                set.push(self.paper_term_line(session, route).await?);
            }
            found.push(PaperRouteView {
                department: department.id,
                until: state.paper_route_until(department.id).map(ToOwned::to_owned),
                over: !state.comes_on_paper(department.id, now),
                set,
            });
        }
        Ok((state, found))
    }

    async fn paper_term_line(&self, session: &Session, route: &PaperTerm) -> Result<PaperTermLine, ReadError> {
        let texts = std::iter::once(&route.order).chain(&route.reason);
        self.custody.release(session, texts.clone().map(|text| text.id.0)).await?;
        let mut words = self.words_of(texts).await?;
        let mut said = |text: Option<&cabinet::text::TextRef>| text.and_then(|text| words.remove(&text.id.0));
        let order = said(Some(&route.order)).unwrap_or_default();
        let reason = said(route.reason.as_ref()).unwrap_or_default();
        Ok(PaperTermLine { until: route.until.clone(), order, reason, set: route.set })
    }
}
