//! A draft whose texts were typed in Kruti Dev: which fields look so, and the draft with them in Unicode, shown to be looked
//! at before it is saved.

use super::draft::{Shown, not_saved, note, redrawn};
use crate::app::App;
use crate::failure::Failure;
use crate::form::Posted;
use crate::frame::Frame;
use crate::pages::Ids;
use axum::extract::State;
use axum::response::Response;
use cabinet::draft::NoteDraft;
use cabinet::ids::ProposalId;
use hindi::kruti_dev_passages;

/// A field that was brought to Unicode: its label, what stood in it, and how many characters were not understood.
pub(super) struct ConvertedField {
    pub(super) label: String,
    pub(super) before: String,
    pub(super) unknown: usize,
}

/// The labels of the fields of a draft that look like Kruti Dev.
pub(super) fn labels(page: &Frame, note: &NoteDraft) -> Vec<String> {
    converted(page, note.clone(), String::new()).2.into_iter().map(|field| field.label).collect()
}

/// A draft and its remark in Unicode, and what was changed for it.
fn converted(page: &Frame, mut note: NoteDraft, mut remark: String) -> (NoteDraft, String, Vec<ConvertedField>) {
    let mut fields = Vec::new();
    let mut convert = |label: String, words: &mut String| {
        let Some(converted) = kruti_dev_passages(words) else { return };
        let before = std::mem::replace(words, converted.text);
        fields.push(ConvertedField { label, before, unknown: converted.unknown });
    };
    convert(page.t("field-subject"), &mut note.subject);
    let rules = page.state.rules();
    for section in rules.iter().flat_map(|rules| &rules.sections) {
        if let Some(words) = note.sections.get_mut(&section.key) {
            convert(page.words(&section.label).to_owned(), words);
        }
    }
    for (number, point) in (1_usize..).zip(&mut note.points) {
        convert(page.row_label("point-row", number), point);
    }
    convert(page.t("field-remark"), &mut remark);
    (note, remark, fields)
}

/// Shows the draft that stands on the page with its texts in Unicode. Nothing is saved by it.
pub(crate) async fn convert(
    State(app): State<App>,
    Ids(id): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, mut fields, .. } = posted;
    let kept = fields.clone();
    let version: u64 = fields.parse("version")?;
    let remark = fields.optional("remark")?.unwrap_or_default();
    let _ = fields.optional("seen")?;
    let rules = app.office.state().rules().cloned().ok_or(Failure::Internal)?;
    let mine = note(&rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    if let Err(error) = app.office.draft(&who.session.actor, id).await {
        return not_saved(&app, &who, id, &mine, &kept, error.into()).await;
    }
    let (note, remark, converted) = converted(&who.frame(&app), mine, remark);
    let shown = Shown { remark, typed: Some((note, version)), converted: Some(converted), ..Shown::default() };
    redrawn(&app, &who, id, shown).await.map_err(|failure| failure.keeping(&kept))
}
