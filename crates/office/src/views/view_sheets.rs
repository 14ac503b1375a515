//! A consulted department's note-sheet for its view, with its words, for whom it is.

use cabinet::ids::{ChargeId, DepartmentId, PostId};
use cabinet::noting::{Noting, ViewSheet};
use cabinet::text::TextRef;
use cabinet::{Actor, Cabinet, Moment};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One department's note-sheet for its view.
#[derive(Clone, Debug)]
pub struct ViewSheetView {
    /// The department that was asked.
    pub department: DepartmentId,
    /// Its paragraphs, oldest first.
    pub notings: Vec<NotingView>,
}

/// One paragraph with its words.
#[derive(Clone, Debug)]
pub struct NotingView {
    /// Its number.
    pub number: u32,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// To whose desk the note went with it.
    pub to: PostId,
    /// Whether the secretary called it back to his own desk.
    pub called_back: bool,
    /// Its words; empty where there are none.
    pub words: String,
}

/// Every text on the sheets, none of them empty.
pub(super) fn texts_of<'a>(sheets: &'a [ViewSheet<'a>]) -> impl Iterator<Item = &'a TextRef> {
    let notings = sheets.iter().flat_map(|sheet| &sheet.notings);
    notings.filter_map(|noting| noting.text.as_ref()).filter(|text| !text.is_empty())
}

/// The sheets with their words.
pub(super) fn told(state: &Cabinet, sheets: &[ViewSheet<'_>], words: &BTreeMap<Uuid, String>) -> Vec<ViewSheetView> {
    let sheet = |sheet: &ViewSheet<'_>| ViewSheetView {
        department: sheet.department,
        notings: (1..).zip(&sheet.notings).map(|(number, one)| paragraph(state, number, one, words)).collect(),
    };
    sheets.iter().map(sheet).collect()
}

fn paragraph(state: &Cabinet, number: u32, noting: &Noting, words: &BTreeMap<Uuid, String>) -> NotingView {
    let author = noting.by.and_then(|charge| state.post_of_charge(charge)).map(|post| post.id);
    NotingView {
        number,
        by: noting.by,
        at: noting.at,
        to: noting.to,
        called_back: author == Some(noting.to),
        words: noting.text.as_ref().and_then(|text| words.get(&text.id.0)).cloned().unwrap_or_default(),
    }
}

/// At whose desk the note lies for a view that is owed, before who may mark it; none while it lies with the secretary.
pub(super) fn desk(state: &Cabinet, actor: &Actor, proposal: &cabinet::proposal::Proposal) -> Option<PostId> {
    let round = state.round_before(proposal, state.post_of(actor)?)?;
    state.view_desk(round).map(|noting| noting.to)
}
