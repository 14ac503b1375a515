//! Copying an earlier note into a draft in which nothing is written yet.

use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::Ids;
use crate::visit::SignedIn;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use cabinet::draft::NoteDraft;
use cabinet::ids::ProposalId;

/// Notes offered at most, the newest, and matters looked at for them.
const OFFERED_MAX: usize = 50;
const LOOKED_AT_MAX: usize = 2000;

/// Notes that may be copied into a draft: id, and number with subject. None once something is written in it.
pub(super) fn earlier(page: &Frame, who: &SignedIn, id: ProposalId, note: &NoteDraft) -> Vec<(String, String)> {
    if !note.is_unwritten() {
        return Vec::new();
    }
    let actor = &who.session.actor;
    let newest = page.state.proposals().rev().filter(|one| one.id != id).take(LOOKED_AT_MAX);
    let notes = newest.filter_map(|one| {
        let revision = page.state.readable_revision(actor, one.id)?;
        Some((one.id.to_string(), format!("{} · {}", one.number, revision.facts.subject)))
    });
    notes.take(OFFERED_MAX).collect()
}

/// Copies a note, and leads to the draft.
pub(crate) async fn copy(
    State(app): State<App>,
    Ids(id): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, mut fields, .. } = posted;
    let kept = fields.clone();
    let from = fields.parse("from")?;
    fields.finish()?;
    match app.office.copy_note(&who.session, id, from).await {
        Ok(_) => Ok(Redirect::to(&format!("/proposals/{id}/draft")).into_response()),
        Err(error) => super::draft::not_saved(&app, &who, id, &NoteDraft::default(), &kept, error).await,
    }
}
