//! The way on paper as it is read: until when each department's notes come so, by whose order.

use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::Cabinet;
use cabinet::ids::DepartmentId;
use cabinet::inquiry::Signed;
use cabinet::paper_route::PaperRoute;
use cabinet::permission::{Action, Subject};
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
    pub set: Vec<PaperRouteLine>,
}

/// One act that set a last day, with its words.
#[derive(Clone, Debug)]
pub struct PaperRouteLine {
    /// The last day that it set.
    pub until: String,
    /// By whose order.
    pub order: String,
    /// Why; empty where it was not put off.
    pub reason: String,
    /// Who set it, and when.
    pub set: Signed,
}

impl Office {
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
                set.push(self.paper_route_line(session, route).await?);
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

    async fn paper_route_line(&self, session: &Session, route: &PaperRoute) -> Result<PaperRouteLine, ReadError> {
        let texts = std::iter::once(&route.order).chain(&route.reason);
        self.custody.release(session, texts.clone().map(|text| text.id.0)).await?;
        let mut words = self.words_of(texts).await?;
        let mut said = |text: Option<&cabinet::text::TextRef>| text.and_then(|text| words.remove(&text.id.0));
        let order = said(Some(&route.order)).unwrap_or_default();
        let reason = said(route.reason.as_ref()).unwrap_or_default();
        Ok(PaperRouteLine { until: route.until.clone(), order, reason, set: route.set })
    }
}
