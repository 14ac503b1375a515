//! What a proposal's page says of a note that came on paper: «मूल नस्ती पर अनुमोदित», with the approvals that stand there.

use crate::frame::Frame;
use cabinet::Actor;
use cabinet::ids::PaperId;
use cabinet::paper_route::{ApprovedAs, PaperApproval};
use cabinet::permission::Action;
use office::views::ProposalView;

/// One approval on the original file.
pub(crate) struct Line {
    pub(crate) what: String,
    pub(crate) tone: &'static str,
    pub(crate) post: String,
    pub(crate) day: String,
    /// Where its scan opens; empty for whom the note-sheet is not.
    pub(crate) scan: String,
}

/// How the note came, as a page tells it.
pub(crate) struct Origin {
    /// The version that came so, where another one is read.
    pub(crate) version: Option<u32>,
    pub(crate) lines: Vec<Line>,
    /// Who received it, when.
    pub(crate) received: String,
}

/// As what somebody approved, in words.
pub(crate) fn what(page: &Frame, given: ApprovedAs) -> (String, &'static str) {
    match given {
        ApprovedAs::Secretary => (page.t("on-paper-secretary"), "done"),
        ApprovedAs::Minister => (page.t("on-paper-minister"), "done"),
        ApprovedAs::View { answer } => {
            let tone = if answer == cabinet::proposal::Answer::DoesNotConcur { "stop" } else { "info" };
            (page.ts("on-paper-view", "answer", &page.word("answer", answer.key())), tone)
        }
    }
}

/// Where a scan of the note-sheet opens; empty for whom it is not.
pub(crate) fn scan_link(view: &ProposalView, actor: &Actor, scan: PaperId) -> String {
    if view.state.may_read_paper(actor, scan) { format!("/papers/{scan}/pages/1") } else { String::new() }
}

/// The approvals, for whoever reads the note. A department that was only asked here reads no other one's view.
pub(crate) fn origin(page: &Frame, view: &ProposalView, actor: &Actor) -> Option<Origin> {
    let origin = view.proposal.on_paper.as_ref()?;
    let read = view.revision.as_ref()?.number;
    let post = view.state.post_of(actor);
    let member = post.is_some_and(|post| post.kind.is_member());
    let all = view.may(Action::ReadNoteSheet) || member || !view.listings.is_empty();
    let shown = |one: &&PaperApproval| all || one.view().is_none();
    let lines = origin.approvals.iter().filter(shown).map(|one| {
        let (what, tone) = what(page, one.given);
        let scan = one.scan.map_or_else(String::new, |scan| scan_link(view, actor, scan));
        let post = page.post(&one.post);
        Line { what, tone, post, day: page.day(&one.date), scan }
    });
    Some(Origin {
        version: (origin.revision != read).then_some(origin.revision),
        lines: lines.collect(),
        received: page.by_at(&origin.by, &origin.at),
    })
}
