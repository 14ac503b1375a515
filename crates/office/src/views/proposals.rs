//! A proposal as one person may see it.

use super::view_sheets::{self, ViewSheetView};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::circulation::CirculationAnswer;
use cabinet::consultation::{OnOriginalFile, ReminderWay, Reply};
use cabinet::ids::{ChargeId, DepartmentId, MeetingId, PaperId, PostId, ProposalId, RevisionId};
use cabinet::meeting::Item;
use cabinet::note::{Paper, Revision};
use cabinet::permission::{Action, Subject, permitted};
use cabinet::proposal::{Answer, Consultee, Movement, Proposal, Step, View};
use cabinet::prose::Prose;
use cabinet::rules::Before;
use cabinet::text::TextRef;
use cabinet::urgent::UrgentApproval;
use cabinet::{Actor, Cabinet, Moment};
use std::collections::BTreeMap;
use std::sync::Arc;
use uuid::Uuid;

/// One paragraph of the note-sheet with its words.
#[derive(Clone, Debug)]
pub struct RemarkView {
    /// Its number.
    pub number: u32,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// When.
    pub at: Moment,
    /// The step it accompanied.
    pub step: Step,
    /// Its words.
    pub words: String,
}

/// One department's view with its words.
#[derive(Clone, Debug)]
pub struct ViewView {
    /// Which department.
    pub department: DepartmentId,
    /// Number of the revision that was sent to it.
    pub revision: u32,
    /// When it was sent.
    pub sent: Moment,
    /// When its time is over.
    pub due: Moment,
    /// How the note that the person reads stands to the one that was sent to it.
    pub seen: Seen,
    /// Since when its clock stands, because it asked a question that nobody has answered.
    pub stopped: Option<Moment>,
    /// What it answered, oldest first. Empty while nothing was received.
    pub given: Vec<GivenView>,
    /// How it was reminded, oldest first; only for whom the note-sheet is.
    pub reminders: Vec<ReminderView>,
}

/// One answer of a department with its words.
#[derive(Clone, Debug)]
pub struct GivenView {
    /// Its kind.
    pub answer: Answer,
    /// When.
    pub at: Moment,
    /// Under whose charge.
    pub by: Option<ChargeId>,
    /// Its words.
    pub words: String,
    /// Its conditions in their order, with what the sponsoring department made of each.
    pub conditions: Vec<(String, Option<ReplyView>)>,
    /// What the sponsoring department made of a view that does not concur.
    pub reply: Option<ReplyView>,
    /// The sponsoring department's answer to a query: when, under whose charge, its words.
    pub answered: Option<(Moment, Option<ChargeId>, String)>,
    /// Where it stands, of a view on the original file.
    pub on_file: Option<OnOriginalFile>,
}

/// What the sponsoring department made of a condition or a view.
#[derive(Clone, Debug)]
pub struct ReplyView {
    /// «सम्मिलित», or else «असम्मिलित».
    pub taken_in: bool,
    /// The reason in words.
    pub reason: String,
}

/// One reminder with its words.
#[derive(Clone, Debug)]
pub struct ReminderView {
    /// How.
    pub way: ReminderWay,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: Option<ChargeId>,
    /// With whom one spoke.
    pub whom: String,
    /// What was written or said.
    pub words: String,
}

/// What one member answered to a circulation, with its words.
#[derive(Clone, Debug)]
pub struct MemberAnswerView {
    /// Whose post.
    pub member: PostId,
    /// How; none while the member is silent.
    pub answer: Option<CirculationAnswer>,
    /// When.
    pub at: Option<Moment>,
    /// What stands beside it.
    pub words: String,
}

/// Something that the rules want on record of a proposal, as it is recorded.
#[derive(Clone, Debug)]
pub struct PreconditionView {
    /// Key of the rule.
    pub key: String,
    /// Number and day of the order or the minutes, and what it says; none while it is not recorded.
    pub record: Option<(String, String, String)>,
}

/// A request for urgent approval with its reasons.
#[derive(Clone, Debug)]
pub struct UrgencyView {
    /// Why it is urgent.
    pub urgency: String,
    /// Why it could not come in time.
    pub delay: String,
}

/// How a version that somebody reads stands to one that a department saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It is the same version.
    This,
    /// It is another version with the same text and papers.
    SameText,
    /// Its text or its papers are others.
    OtherText,
}

/// A paper a person may open.
#[derive(Clone, Debug)]
pub struct PaperView {
    /// Its id.
    pub id: PaperId,
    /// Its record.
    pub paper: Arc<Paper>,
}

/// A proposal as one person may see it.
#[derive(Clone, Debug)]
pub struct ProposalView {
    /// The state from which this was made.
    pub state: Arc<Cabinet>,
    /// The record. Pages show of it only what the other fields hold, its number, department, stage
    /// and dates.
    pub proposal: Arc<Proposal>,
    /// What the person may do now.
    pub actions: Vec<Action>,
    /// The version to be printed into forms.
    pub version: u32,
    /// The subject under which the matter was opened, while nothing was put up; none once it is erased.
    pub first_subject: Option<String>,
    /// The frozen note that the person may read.
    pub revision: Option<Arc<Revision>>,
    /// Every frozen note that the person may read, oldest first.
    pub readable: Vec<Arc<Revision>>,
    /// What its sections say.
    pub sections: BTreeMap<String, Prose>,
    /// Papers with that note; for who drafts, those with the draft.
    pub papers: Vec<PaperView>,
    /// The note-sheet, for whom it is.
    pub note_sheet: Vec<RemarkView>,
    /// The register of movements, for whom it is.
    pub movements: Vec<Arc<Movement>>,
    /// Views: all of them, or for a consulted department its own.
    pub views: Vec<ViewView>,
    /// The note-sheets for the view of the person's department, for whom they are.
    pub view_sheets: Vec<ViewSheetView>,
    /// At whose desk of that department the note lies for a view that is owed; none while it lies with its secretary.
    pub view_desk: Option<PostId>,
    /// Answers to its circulation, by precedence: all of them for whom the note-sheet is, a member's own for a member.
    pub circulation: Vec<MemberAnswerView>,
    /// What the rules want on record, for whom the note-sheet is.
    pub preconditions: Vec<PreconditionView>,
    /// The reasons of a request for urgent approval: for whom the note-sheet is, and once it was given for every reader.
    pub urgency: Option<UrgencyView>,
    /// The brief of the Chief Minister's office, for whom it is.
    pub brief: Option<String>,
    /// The order that was heard by telephone, in its words, for whom the note-sheet is.
    pub telephone_order: Option<String>,
    /// Agendas on which it stands, for whom the items are.
    pub listings: Vec<(MeetingId, u32, Arc<Item>)>,
}

impl ProposalView {
    /// Whether an action is permitted.
    #[must_use]
    pub fn may(&self, action: Action) -> bool {
        self.actions.contains(&action)
    }
}

impl Office {
    /// What a frozen note's sections say. Who asks has been asked of the rules before.
    pub(crate) async fn sections(&self, revision: &Revision) -> Result<BTreeMap<String, Prose>, ReadError> {
        sections_of(&self.words(&revision.body).await?)
    }

    /// A proposal as the session's person may see it. The note's release is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom it does not exist.
    pub async fn proposal_view(&self, session: &Session, id: ProposalId) -> Result<ProposalView, ReadError> {
        let state = self.state();
        let actions = permitted(&state, &session.actor, Subject::Proposal(id));
        let revision = state.readable_revision(&session.actor, id).cloned();
        self.view_as(session, (state, &session.actor), (id, revision), actions).await
    }

    /// A frozen note as another post's page shows it, for who prints it there: nothing that one of the two may not read, and
    /// nothing to do. Its release to who prints is recorded first.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] where one of the two may not read that note.
    pub(super) async fn printed_view(
        &self,
        session: &Session,
        reader: PostId,
        (id, revision): (ProposalId, RevisionId),
    ) -> Result<ProposalView, ReadError> {
        let state = self.state();
        let charge = state.charge_of_post(reader).ok_or(ReadError::Unknown)?;
        let reader = Actor::Holder { person: charge.person, charge: charge.id };
        let note =
            |actor: &Actor| state.readable_revisions(actor, id).into_iter().find(|one| one.id == revision).cloned();
        let (Some(_), Some(revision)) = (note(&session.actor), note(&reader)) else { return Err(ReadError::Unknown) };
        let prints = permitted(&state, &session.actor, Subject::Proposal(id));
        let mut actions = permitted(&state, &reader, Subject::Proposal(id));
        let reads = |action: &Action| matches!(action, Action::ReadProposal | Action::ReadNoteSheet);
        actions.retain(|action| reads(action) && prints.contains(action));
        self.view_as(session, (state.clone(), &reader), (id, Some(revision)), actions).await
    }

    /// What a reader's page shows of a proposal with these actions, released to the session's person.
    async fn view_as(
        &self,
        session: &Session,
        (state, actor): (Arc<Cabinet>, &Actor),
        (id, revision): (ProposalId, Option<Arc<Revision>>),
        actions: Vec<Action>,
    ) -> Result<ProposalView, ReadError> {
        if !actions.contains(&Action::ReadProposal) {
            return Err(ReadError::Unknown);
        }
        let proposal = state.proposal(id).ok_or(ReadError::Unknown)?.clone();
        let first_subject = match proposal.revision() {
            Some(_) => None,
            None => self.first_subject(&proposal).await?,
        };
        let note = match &revision {
            Some(revision) => self.words(&revision.body).await?,
            None => String::new(),
        };
        let sections = if revision.is_some() { sections_of(&note)? } else { BTreeMap::new() };
        let whole = actions.contains(&Action::ReadNoteSheet);
        let mut consultees = visible_consultees(&state, actor, &proposal, whole);
        let mut circulation = visible_answers(&state, actor, &proposal, whole);
        if *actor != session.actor {
            // Who prints for another reads nothing there either.
            let own = state.may(&session.actor, Subject::Proposal(id), Action::ReadNoteSheet);
            let seen = visible_consultees(&state, &session.actor, &proposal, own);
            consultees.retain(|asked| seen.iter().any(|one| one.department == asked.department));
            let seen = visible_answers(&state, &session.actor, &proposal, own);
            circulation.retain(|member| seen.contains(member));
        }
        let seen = |asked: &Consultee| seen(&proposal, asked, revision.as_deref(), &note);
        let (views, mut others) = texts_of(&proposal, (&consultees, &circulation), whole);
        others.extend(visible_brief(&proposal, &actions));
        let own = actions.contains(&Action::ReadViewSheet);
        let sheets = if own { state.readable_view_sheets(actor, &proposal) } else { Vec::new() };
        others.extend(view_sheets::texts_of(&sheets));
        // A view is one thing with its conditions and what was made of it: how many there are would tell how it was answered.
        let given = consultees.iter().flat_map(|asked| &asked.views).map(|view| view.text.id.0);
        let released = revision.iter().map(|revision| revision.id.0).chain(given);
        self.custody.release(session, released.chain(others.iter().map(|text| text.id.0))).await?;
        let words = self.words_of(views.into_iter().chain(others)).await?;
        let papers = papers(&proposal, revision.as_deref(), actions.contains(&Action::EditDraft));
        let listings = state
            .listings(id)
            .filter(|(meeting, _, _)| whole || state.may(actor, Subject::Meeting(meeting.id), Action::ReadAgenda))
            .map(|(meeting, number, item)| (meeting.id, number, item.clone()))
            .collect();
        Ok(ProposalView {
            version: state.version_seen_by(actor, &proposal),
            note_sheet: if whole { remarks(&proposal, &words) } else { Vec::new() },
            movements: if whole { proposal.movements.iter().cloned().collect() } else { Vec::new() },
            views: consultees.iter().map(|asked| view(asked, seen(asked), &words, whole)).collect(),
            view_desk: if own { view_sheets::desk(&state, actor, &proposal) } else { None },
            view_sheets: view_sheets::told(&state, &sheets, &words),
            circulation: answers(&proposal, &circulation, &words),
            preconditions: if whole { preconditions(&state, &proposal, &words) } else { Vec::new() },
            brief: visible_brief(&proposal, &actions).map(|text| said(&words, Some(text))),
            telephone_order: visible_telephone_order(&proposal, whole).map(|text| said(&words, Some(text))),
            urgency: visible_urgency(&proposal, whole).map(|asked| UrgencyView {
                urgency: said(&words, Some(&asked.urgency)),
                delay: said(&words, Some(&asked.delay)),
            }),
            readable: state.readable_revisions(actor, id).into_iter().cloned().collect(),
            proposal,
            actions,
            first_subject,
            revision,
            sections,
            papers,
            listings,
            state,
        })
    }
}

/// All departments that were asked, or only the reader's own. Readers of a folder, and members to whom the note was
/// circulated, see all views: they stand in the note.
pub(super) fn visible_consultees(state: &Cabinet, actor: &Actor, proposal: &Proposal, whole: bool) -> Vec<Consultee> {
    let Some(consultation) = proposal.stage.consultation() else { return Vec::new() };
    let post = state.post_of(actor);
    let own = post.and_then(|post| post.department);
    let circulated = post.is_some_and(|post| state.is_circulated_to(proposal, post.id));
    let in_folder = state
        .listings(proposal.id)
        .any(|(meeting, _, _)| state.may(actor, Subject::Meeting(meeting.id), Action::ReadAgenda));
    let asked = consultation.told();
    let of_own = |asked: &Consultee| Some(state.department_today(asked.department)) == own;
    asked.filter(|asked| whole || in_folder || circulated || of_own(asked)).cloned().collect()
}

/// Posts whose answers to a circulation the person sees, in the order of precedence.
fn visible_answers(state: &Cabinet, actor: &Actor, proposal: &Proposal, whole: bool) -> Vec<PostId> {
    let Some(circulation) = proposal.stage.circulation() else { return Vec::new() };
    let own = state.post_of(actor).map(|post| post.id);
    state.in_precedence(circulation.members.iter().copied().filter(|member| whole || Some(*member) == own))
}

/// Every text that is shown, none of them empty: those of views, and all others.
fn texts_of<'a>(
    proposal: &'a Proposal,
    (consultees, members): (&'a [Consultee], &'a [PostId]),
    whole: bool,
) -> (Vec<&'a TextRef>, Vec<&'a TextRef>) {
    let views = consultees.iter().flat_map(|asked| &asked.views).flat_map(texts_of_view);
    let reminders = consultees.iter().filter(|_| whole).flat_map(|asked| &asked.reminders);
    let reminders = reminders.flat_map(|reminder| reminder.whom.iter().chain(&reminder.text));
    let remarks = proposal.note_sheet.iter().filter(|_| whole).map(|remark| &remark.text);
    let answers = proposal.stage.circulation().into_iter().flat_map(|circulation| &circulation.answers);
    let answers = answers.filter(|answer| members.contains(&answer.member)).filter_map(|answer| answer.text.as_ref());
    let records = proposal.preconditions.iter().filter(|_| whole).filter_map(|record| record.text.as_ref());
    let urgency = visible_urgency(proposal, whole).into_iter().flat_map(|asked| [&asked.urgency, &asked.delay]);
    let others = reminders.chain(remarks).chain(answers).chain(records).chain(urgency);
    let others = others.chain(visible_telephone_order(proposal, whole));
    let shown = |text: &&TextRef| !text.is_empty();
    (views.filter(shown).collect(), others.filter(shown).collect())
}

/// The request for urgent approval whose reasons a reader of the proposal sees: the council ratifies upon them.
fn visible_urgency(proposal: &Proposal, whole: bool) -> Option<&UrgentApproval> {
    proposal.urgent_approval().filter(|asked| whole || asked.given().is_some())
}

/// The brief, for whom it is.
fn visible_brief<'a>(proposal: &'a Proposal, actions: &[Action]) -> Option<&'a TextRef> {
    proposal.brief.as_ref().filter(|_| actions.contains(&Action::ReadBrief)).map(|brief| &brief.text)
}

/// The order that was heard by telephone, for whom the note-sheet is.
fn visible_telephone_order(proposal: &Proposal, whole: bool) -> Option<&TextRef> {
    proposal.stage.telephone_order().filter(|_| whole).map(|order| &order.text)
}

fn texts_of_view(view: &View) -> impl Iterator<Item = &TextRef> {
    let replies = view.conditions.iter().filter_map(|condition| condition.reply.as_ref()).chain(&view.reply);
    let conditions = view.conditions.iter().map(|condition| &condition.text);
    let answered = view.answered.iter().map(|answered| &answered.text);
    let reasons = replies.filter_map(|reply| reply.reason.as_ref());
    std::iter::once(&view.text).chain(conditions).chain(reasons).chain(answered)
}

/// The words of a text; empty where it has none.
fn said(words: &BTreeMap<Uuid, String>, text: Option<&TextRef>) -> String {
    text.and_then(|text| words.get(&text.id.0)).cloned().unwrap_or_default()
}

fn remarks(proposal: &Proposal, words: &BTreeMap<Uuid, String>) -> Vec<RemarkView> {
    let sheet = proposal.note_sheet.iter();
    sheet
        .map(|remark| RemarkView {
            number: remark.number,
            by: remark.by,
            at: remark.at,
            step: remark.step,
            words: words.get(&remark.text.id.0).cloned().unwrap_or_default(),
        })
        .collect()
}

/// The sections of a note as it lies sealed.
fn sections_of(note: &str) -> Result<BTreeMap<String, Prose>, ReadError> {
    serde_json::from_str(note).map_err(|_| ReadError::Damaged("a note"))
}

/// How the note that is read, with its words, stands to the one that a department was sent. The other one stays sealed: its
/// proof tells whether it has the same words.
fn seen(proposal: &Proposal, asked: &Consultee, read: Option<&Revision>, note: &str) -> Seen {
    let Some(read) = read.filter(|read| read.number != asked.revision) else { return Seen::This };
    let same = proposal.revision_numbered(asked.revision).is_some_and(|sent| {
        let words = vault::hmac_sha256(&sent.body.salt.0, note.as_bytes()) == sent.body.proof.0;
        words && sent.facts == read.facts && sent.papers == read.papers
    });
    if same { Seen::SameText } else { Seen::OtherText }
}

fn view(asked: &Consultee, seen: Seen, words: &BTreeMap<Uuid, String>, whole: bool) -> ViewView {
    let reminders = asked.reminders.iter().filter(|_| whole).map(|reminder| ReminderView {
        way: reminder.way,
        at: reminder.at,
        by: reminder.by,
        whom: said(words, reminder.whom.as_ref()),
        words: said(words, reminder.text.as_ref()),
    });
    ViewView {
        department: asked.department,
        revision: asked.revision,
        sent: asked.sent,
        due: asked.due,
        seen,
        stopped: asked.clock_stopped(),
        given: asked.views.iter().map(|view| given(view, words)).collect(),
        reminders: reminders.collect(),
    }
}

fn given(view: &View, words: &BTreeMap<Uuid, String>) -> GivenView {
    let reply = |reply: &Reply| ReplyView { taken_in: reply.taken_in, reason: said(words, reply.reason.as_ref()) };
    let conditions =
        view.conditions.iter().map(|one| (said(words, Some(&one.text)), one.reply.as_ref().map(reply))).collect();
    let answered = view.answered.as_ref();
    GivenView {
        answer: view.answer,
        at: view.at,
        by: view.by,
        words: said(words, Some(&view.text)),
        conditions,
        reply: view.reply.as_ref().map(reply),
        answered: answered.map(|answered| (answered.at, answered.by, said(words, Some(&answered.text)))),
        on_file: view.on_file.clone(),
    }
}

fn answers(proposal: &Proposal, members: &[PostId], words: &BTreeMap<Uuid, String>) -> Vec<MemberAnswerView> {
    let Some(circulation) = proposal.stage.circulation() else { return Vec::new() };
    let answer = |member: &PostId| {
        let given = circulation.answer_of(*member);
        MemberAnswerView {
            member: *member,
            answer: given.map(|given| given.answer),
            at: given.map(|given| given.at),
            words: said(words, given.and_then(|given| given.text.as_ref())),
        }
    };
    members.iter().map(answer).collect()
}

/// What the rules want on record today, and what was recorded that they do not want any more.
fn preconditions(state: &Cabinet, proposal: &Proposal, words: &BTreeMap<Uuid, String>) -> Vec<PreconditionView> {
    let wanted = Before::ALL.into_iter().flat_map(|before| state.preconditions(proposal, before));
    let mut keys: Vec<&String> = wanted.map(|rule| &rule.key).collect();
    for record in &proposal.preconditions {
        if !keys.contains(&&record.key) {
            keys.push(&record.key);
        }
    }
    let record = |key: &str| {
        let record = proposal.precondition(key)?;
        Some((record.number.clone(), record.date.clone(), said(words, record.text.as_ref())))
    };
    keys.into_iter().map(|key| PreconditionView { key: key.clone(), record: record(key) }).collect()
}

fn papers(proposal: &Proposal, revision: Option<&Revision>, drafting: bool) -> Vec<PaperView> {
    let ids: Vec<PaperId> = if drafting {
        proposal.papers.iter().copied().collect()
    } else {
        revision.map(|revision| revision.papers.clone()).unwrap_or_default()
    };
    let records = &proposal.paper_records;
    ids.into_iter().filter_map(|id| records.get(&id).map(|paper| PaperView { id, paper: paper.clone() })).collect()
}
