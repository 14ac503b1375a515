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
use cabinet::prose::Prose;
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

/// Brings a text to Unicode where it looks like Kruti Dev.
fn convert(label: String, words: &mut String) -> Option<ConvertedField> {
    let converted = kruti_dev_passages(words)?;
    let before = std::mem::replace(words, converted.text);
    Some(ConvertedField { label, before, unknown: converted.unknown })
}

/// A draft and its remark in Unicode, and what was changed for it.
fn converted(page: &Frame, mut note: NoteDraft, mut remark: String) -> (NoteDraft, String, Vec<ConvertedField>) {
    let mut fields = Vec::new();
    fields.extend(convert(page.t("field-subject"), &mut note.subject));
    let rules = page.state.rules();
    for section in rules.iter().flat_map(|rules| &rules.sections) {
        let Some(prose) = note.sections.remove(&section.key) else { continue };
        let (label, before, mut unknown) = (page.words(&section.label).to_owned(), prose.plain(), None);
        // Plain words are read as they were typed, line by line; in lists and tables each run by itself.
        let prose = if prose.is_plain() {
            let read = kruti_dev_passages(&before);
            unknown = read.as_ref().map(|read| read.unknown);
            read.map_or(prose, |read| Prose::from_plain(&read.text))
        } else {
            prose.with_words(|words| {
                let read = kruti_dev_passages(words)?;
                unknown = Some(unknown.unwrap_or(0) + read.unknown);
                Some(read.text)
            })
        };
        fields.extend(unknown.map(|unknown| ConvertedField { label, before, unknown }));
        note.sections.insert(section.key.clone(), prose);
    }
    for (number, point) in (1_usize..).zip(&mut note.points) {
        fields.extend(convert(page.row_label("point-row", number), point));
    }
    fields.extend(convert(page.t("field-remark"), &mut remark));
    (note, remark, fields)
}

/// Shows the draft that stands on the page with its texts in Unicode. Nothing is saved by it.
pub(crate) async fn shown(
    State(app): State<App>,
    Ids(id): Ids<ProposalId>,
    posted: Posted,
) -> Result<Response, Failure> {
    let Posted { who, mut fields, .. } = posted;
    let kept = fields.clone();
    let version: u64 = fields.parse("version")?;
    let remark = fields.optional("remark")?.unwrap_or_default();
    let (_, desk) = (fields.optional("seen")?, fields.optional("desk")?.unwrap_or_default());
    let rules = app.office.state().rules().cloned().ok_or(Failure::Internal)?;
    let _ = crate::pages::paper::receive::take(&app, id, &mut fields, &remark)?;
    let mine = note(&rules, &mut fields).map_err(|failure| failure.keeping(&kept))?;
    fields.finish()?;
    if let Err(error) = app.office.draft(&who.session.actor, id).await {
        return not_saved(&app, &who, id, &mine, &kept, error.into()).await;
    }
    let (note, remark, converted) = converted(&who.frame(&app), mine, remark);
    let (typed, converted, receiving) = (Some((note, version)), Some(converted), kept.clone());
    let shown = Shown { remark, desk, typed, converted, receiving, ..Shown::default() };
    redrawn(&app, &who, id, shown).await.map_err(|failure| failure.keeping(&kept))
}
