//! The note-sheet for a view of the department that was asked, as its own people see it.

use crate::choice::Choice;
use crate::frame::Frame;
use cabinet::people::PostKind;
use cabinet::permission::Action;
use office::views::{NotingView, ProposalView, ViewSheetView};

/// One paragraph: its number and words, who wrote it when, and to whom the note went with it.
pub(super) struct NotingLine {
    pub(super) number: u32,
    pub(super) words: String,
    pub(super) line: String,
    pub(super) marked: String,
}

/// One sheet; more than one only where a department answers for another that went into it.
pub(super) struct SheetLines {
    pub(super) title: String,
    /// The newest first.
    pub(super) notings: Vec<NotingLine>,
}

/// The sheets that the page shows. An empty one is shown where something can be noted on it.
pub(super) fn sheets(page: &Frame, view: &ProposalView) -> Vec<SheetLines> {
    let several = view.view_sheets.len() > 1;
    let title = |sheet: &ViewSheetView| match several {
        true => page.ts("view-sheet-of", "department", page.department(&sheet.department)),
        false => page.t("view-sheet"),
    };
    let lines = |sheet: &ViewSheetView| SheetLines {
        title: title(sheet),
        notings: sheet.notings.iter().rev().map(|noting| line(page, noting)).collect(),
    };
    let mut found: Vec<SheetLines> = view.view_sheets.iter().map(lines).collect();
    if found.is_empty() && !desks(page, view).is_empty() {
        found.push(SheetLines { title: page.t("view-sheet"), notings: Vec::new() });
    }
    found
}

fn line(page: &Frame, noting: &NotingView) -> NotingLine {
    let marked = match noting.called_back {
        true => page.t("noting-called-back"),
        false => page.ts("noting-marked", "post", &page.post(&noting.to)),
    };
    NotingLine { number: noting.number, words: noting.words.clone(), line: page.by_at(&noting.by, &noting.at), marked }
}

/// Whether the note lies at another desk of the department than the reader's.
pub(super) fn lies_elsewhere(page: &Frame, view: &ProposalView) -> bool {
    let own = page.session.as_ref().and_then(|session| view.state.post_of(&session.actor)).map(|post| post.id);
    view.view_desk.is_some() && view.view_desk != own
}

/// With whom the note lies, where that is another desk than the reader's.
pub(super) fn lies(page: &Frame, view: &ProposalView) -> String {
    let elsewhere = view.view_desk.filter(|_| lies_elsewhere(page, view));
    elsewhere.map_or_else(String::new, |desk| page.ts("view-lies-with", "post", &page.post(&desk)))
}

/// Posts to which whoever reads may mark the note: those where it does not lie; for a secretary who has not got it his own.
pub(super) fn desks(page: &Frame, view: &ProposalView) -> Vec<Choice> {
    let Some(own) = page.session.as_ref().and_then(|session| view.state.post_of(&session.actor)) else {
        return Vec::new();
    };
    let Some(department) = own.department.filter(|_| view.may(Action::MarkForView)) else { return Vec::new() };
    let elsewhere = lies_elsewhere(page, view);
    let mut posts: Vec<_> = view.state.desks_of(department).filter(|post| (post.id == own.id) == elsewhere).collect();
    posts.sort_by_key(|post| (post.kind != PostKind::Secretary, view.state.precedence(post)));
    posts.into_iter().map(|post| Choice::open(post.id, page.words(&post.title))).collect()
}
