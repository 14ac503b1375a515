//! The sample papers, each at another place on its way, so that every post finds something to do.

use anyhow::{Context, Result, anyhow};
use cabinet::draft::{DraftYear, NoteDraft};
use cabinet::event::ViewReply;
use cabinet::ids::{ActId, DepartmentId, ItemId, MeetingId, ProposalId};
use cabinet::proposal::Answer;
use cabinet::rules::{Before, Rules};
use cabinet::terms::Term;
use cabinet::text::TextRef;
use cabinet::{Act, Actor, Moment};
use office::{Office, PutUpForm, Submission, TextsOf, Upload};
use rehearsal::{SampleNote, SampleView, actor};
use std::sync::Arc;
use std::time::Duration;

/// How far a sample note has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Until {
    Drafted,
    SentForViews,
    MinisterApproved,
    Submitted,
    Cleared,
    Ordered,
}

const PLAN: &[(&str, Until)] = &[
    ("krishi-tuar", Until::Drafted),
    ("panchayat-majra-tola", Until::SentForViews),
    ("urja-satpura", Until::Submitted),
    ("vimanan-helicopter", Until::Cleared),
    ("swasthya-senior-resident", Until::Ordered),
    ("udyog-mohasa", Until::Ordered),
];

const PAPERS: &[(&str, &str, &[u8])] = &[
    (
        "swasthya-senior-resident",
        "परिशिष्ट-1: महाविद्यालयवार पद",
        include_bytes!("../../../samples/papers/swasthya-senior-resident.text.pdf"),
    ),
    (
        "panchayat-majra-tola",
        "विभागीय टीप (स्कैन)",
        include_bytes!("../../../samples/papers/panchayat-majra-tola.scan.pdf"),
    ),
    (
        "panchayat-majra-tola",
        "परिशिष्ट-1: बसाहटों की सूची",
        include_bytes!("../../../samples/papers/panchayat-majra-tola.annexure-1.pdf"),
    ),
];

/// Days from the first filling to the sample meeting.
const MEETING_IN_DAYS: u32 = 7;

/// Lays the sample papers.
pub(crate) async fn fill(office: &Office) -> Result<()> {
    let notes = rehearsal::notes().context("samples/notes.json")?;
    let mut ordered = Vec::new();
    for (id, until) in PLAN {
        let note = notes.iter().find(|note| note.id == *id).ok_or_else(|| anyhow!("the sample {id} is missing"))?;
        let proposal = Filler { office, note }.run(*until).await.with_context(|| format!("the sample {id}"))?;
        if *until == Until::Ordered {
            ordered.push(proposal);
        }
    }
    meeting(office, &ordered).await
}

fn rules(office: &Office) -> Result<Arc<Rules>> {
    office.state().rules().cloned().context("rules")
}

async fn meeting(office: &Office, items: &[ProposalId]) -> Result<()> {
    const ELEVEN: &str = "11:00";
    let day = hindi::ist_date(office.now().plus_days(MEETING_IN_DAYS).0);
    let begins = Moment(hindi::parse_ist(&day, ELEVEN).context("the sample meeting's time")?);
    let meeting = MeetingId(office.new_id()?);
    let seat = rules(office)?.term(Term::Seat);
    let house = if seat == Term::Seat.usual() {
        "मंत्रालय, वल्लभ भवन"
    } else {
        "मंत्रालय"
    };
    let place = format!("{house}, {}", seat.hi);
    act(office, actor("cabinet_section"), Act::ProposeMeeting { meeting, begins, place }, TextsOf::default()).await?;
    let seen = |office: &Office| office.state().meeting(meeting).map_or(0, |record| record.version);
    let called = Act::CallMeeting { meeting, seen: seen(office) };
    act(office, actor("chief_minister"), called, TextsOf::default()).await?;
    for proposal in items {
        let item = ItemId(office.new_id()?);
        let listed = Act::ListItem { meeting, seen: seen(office), item, proposal: *proposal };
        act(office, actor("cabinet_section"), listed, TextsOf::default()).await?;
    }
    Ok(())
}

async fn act(office: &Office, actor: Actor, act: Act, texts: TextsOf) -> Result<()> {
    let id = ActId(office.new_id()?);
    let body = office.digest(id.0.as_bytes());
    office.act(Submission::new(id, actor, body, act, texts)).await?;
    Ok(())
}

struct Filler<'a> {
    office: &'a Office,
    note: &'a SampleNote,
}

impl Filler<'_> {
    async fn run(&self, until: Until) -> Result<ProposalId> {
        let proposal = ProposalId(self.office.new_id()?);
        let mut texts = TextsOf::default();
        let (number, subject) = (self.note.number.clone(), texts.take(self.note.subject.clone())?);
        let section = actor(&self.post("section"));
        act(self.office, section, Act::StartProposal { proposal, number, subject }, texts).await?;
        self.draft(proposal).await?;
        if until >= Until::SentForViews {
            self.views(proposal, until > Until::SentForViews).await?;
        }
        if until >= Until::MinisterApproved {
            self.replies(proposal).await?;
            self.step(proposal, "secretary", |seen, remark| Act::ApproveAsSecretary { proposal, seen, remark }).await?;
            // A case is not put to the Chief Minister twice.
            if self.post("minister") != "chief_minister" {
                self.step(proposal, "minister", |seen, remark| Act::ApproveAsMinister { proposal, seen, remark })
                    .await?;
                self.preconditions(proposal).await?;
            }
        }
        if until >= Until::Submitted {
            self.measured(proposal).await;
            self.step(proposal, "secretary", |seen, remark| Act::Submit { proposal, seen, remark }).await?;
        }
        if until >= Until::Cleared {
            let rules = rules(self.office)?;
            let checked = rules.checklist.iter().map(|item| item.key.clone()).collect();
            self.step(proposal, "cabinet_section", |seen, remark| Act::Scrutinise { proposal, seen, checked, remark })
                .await?;
            self.step(proposal, "chief_secretary", |seen, remark| Act::Clear { proposal, seen, remark }).await?;
        }
        if until >= Until::Ordered {
            let order = |seen, remark| Act::OrderForMeeting { proposal, seen, remark };
            self.step(proposal, "chief_minister", order).await?;
        }
        Ok(proposal)
    }

    /// A post of the sponsoring department, or one of the government.
    fn post(&self, role: &str) -> String {
        match (role, self.note.department) {
            ("minister", "aviation") => "chief_minister".to_owned(),
            ("section" | "secretary" | "minister", department) => format!("{department}_{role}"),
            (whole, _) => whole.to_owned(),
        }
    }

    async fn act(&self, role: &str, what: Act) -> Result<()> {
        act(self.office, actor(&self.post(role)), what, TextsOf::default()).await
    }

    fn seen(&self, post: &str, proposal: ProposalId) -> u32 {
        let state = self.office.state();
        state.proposal(proposal).map_or(0, |record| state.version_seen_by(&actor(post), record))
    }

    async fn step(&self, proposal: ProposalId, role: &str, what: impl FnOnce(u32, TextRef) -> Act) -> Result<()> {
        let post = self.post(role);
        let mut texts = TextsOf::default();
        let remark = texts.take(String::new())?;
        let what = what(self.seen(&post, proposal), remark);
        act(self.office, actor(&post), what, texts).await
    }

    async fn draft(&self, proposal: ProposalId) -> Result<()> {
        let post = self.post("section");
        let section = actor(&post);
        let charge = section.charge().ok_or_else(|| anyhow!("no charge"))?;
        let (session, _) = self.office.begin_training_session(charge).await?;
        let draft = draft_of(self.note);
        let version = self.office.save_draft(&session, proposal, &draft, 0).await?;
        let papers = PAPERS.iter().filter(|(note, _, _)| *note == self.note.id);
        for (_, title, bytes) in papers {
            let id = ActId(self.office.new_id()?);
            let body = self.office.digest(bytes);
            let seen = self.seen(&post, proposal);
            let upload = Upload { proposal, seen, title: (*title).to_owned(), bytes: bytes.to_vec() };
            self.office.attach_paper(id, &session, body, upload).await?;
        }
        self.office.end_session(&session).await?;
        if self.note.id == "krishi-tuar" {
            return Ok(());
        }
        let id = ActId(self.office.new_id()?);
        let body = self.office.digest(id.0.as_bytes());
        let remark = format!("{} अनुमोदनार्थ प्रस्तुत है।", rules(self.office)?.term(Term::Note).hi);
        let form = PutUpForm { proposal, seen: self.seen(&post, proposal), draft: version, to: None, remark };
        self.office.put_up(id, &session, body, form).await?;
        Ok(())
    }

    async fn views(&self, proposal: ProposalId, answered: bool) -> Result<()> {
        let departments = vec![rehearsal::department("finance"), rehearsal::department("law")];
        self.step(proposal, "secretary", |seen, remark| Act::SendForViews { proposal, seen, departments, remark })
            .await?;
        self.view(proposal, "finance_secretary", &self.note.finance).await?;
        if !answered {
            return Ok(());
        }
        self.view(proposal, "law_secretary", &self.note.law).await?;
        let seen = self.seen(&self.post("secretary"), proposal);
        self.act("secretary", Act::CloseConsultation { proposal, seen }).await
    }

    async fn view(&self, proposal: ProposalId, post: &str, view: &SampleView) -> Result<()> {
        let Some(answer) = view.answer else { return Ok(()) };
        self.give(proposal, post, (answer, view.words(), view.conditions())).await?;
        if answer != Answer::Query {
            return Ok(());
        }
        // A question that nobody answers would keep the sample waiting.
        let department = self.department_of(post)?;
        let mut texts = TextsOf::default();
        let text = texts.take("अनुबंध का प्रारूप विधीक्षा हेतु पुनः संलग्न है।".to_owned())?;
        let secretary = self.post("secretary");
        let seen = self.seen(&secretary, proposal);
        act(self.office, actor(&secretary), Act::AnswerQuery { proposal, seen, department, text }, texts).await?;
        self.give(proposal, post, (Answer::Concurs, "विधीक्षा उपरांत आपत्ति नहीं है।", Vec::new())).await
    }

    async fn give(
        &self,
        proposal: ProposalId,
        post: &str,
        (answer, words, conditions): (Answer, &str, Vec<String>),
    ) -> Result<()> {
        let mut texts = TextsOf::default();
        let text = texts.take(words.to_owned())?;
        let conditions = conditions.into_iter().map(|one| texts.take(one)).collect::<Result<_, _>>()?;
        let seen = self.seen(post, proposal);
        act(self.office, actor(post), Act::GiveView { proposal, seen, answer, text, conditions }, texts).await
    }

    fn department_of(&self, post: &str) -> Result<DepartmentId> {
        let state = self.office.state();
        let found = state.posts().find(|one| one.key == post).and_then(|post| post.department);
        found.with_context(|| format!("the department of {post}"))
    }

    /// What the department made of conditions, and of a view that does not concur: its reply in the sample.
    async fn replies(&self, proposal: ProposalId) -> Result<()> {
        let (mut texts, mut replies) = (TextsOf::default(), Vec::new());
        for (post, view) in [("finance_secretary", &self.note.finance), ("law_secretary", &self.note.law)] {
            let department = self.department_of(post)?;
            let opposed = (view.answer == Some(Answer::DoesNotConcur)).then_some(None);
            let conditions = (1..).zip(view.conditions()).map(|(number, _)| Some(number));
            for condition in opposed.into_iter().chain(conditions) {
                let reason = Some(texts.take(view.reply.clone())?);
                replies.push(ViewReply { department, condition, taken_in: condition.is_some(), reason });
            }
        }
        if replies.is_empty() {
            return Ok(());
        }
        let secretary = self.post("secretary");
        let seen = self.seen(&secretary, proposal);
        act(self.office, actor(&secretary), Act::ReplyToViews { proposal, seen, replies }, texts).await
    }

    /// What the rules want on record before the note is submitted.
    async fn preconditions(&self, proposal: ProposalId) -> Result<()> {
        let state = self.office.state();
        let record = state.proposal(proposal).context("the sample")?;
        let wanted = state.preconditions(record, Before::Submission).map(|rule| rule.key.clone());
        let (number, date) = ("एफ 11-4/2025/समिति".to_owned(), hindi::ist_date(self.office.now().0));
        for precondition in wanted.collect::<Vec<_>>() {
            let (number, date) = (number.clone(), date.clone());
            self.step(proposal, "secretary", |seen, text| Act::RecordPrecondition {
                proposal,
                seen,
                precondition,
                number,
                date,
                text,
            })
            .await?;
        }
        Ok(())
    }

    /// Waits until the worker has measured the latest revision.
    async fn measured(&self, proposal: ProposalId) {
        const TRIES: u32 = 500;
        for _ in 0..TRIES {
            let state = self.office.state();
            let revision = state.proposal(proposal).and_then(|record| record.revision().cloned());
            if revision.is_some_and(|revision| revision.measured.is_some()) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// A sample note as a section officer would have typed it.
fn draft_of(note: &SampleNote) -> NoteDraft {
    let facts = note.facts();
    let sections =
        note.sections().into_iter().map(|(key, paragraphs)| (key.to_owned(), paragraphs.join("\n").into())).collect();
    NoteDraft {
        classification: "confidential".to_owned(),
        years: note
            .years
            .iter()
            .map(|year| DraftYear { label: year.label.clone(), crore: hindi::crore_decimal(year.rupees) })
            .collect(),
        ..NoteDraft::from_revision(&facts, sections)
    }
}
