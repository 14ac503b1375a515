//! Business as data: proposals and meetings, made by acts through the real office.

use crate::place::{self, Home};
use anyhow::{Context, Result, bail};
use cabinet::decision::Outcome;
use cabinet::draft::NoteDraft;
use cabinet::event::PointOutcome;
use cabinet::ids::{ActId, ItemId, MeetingId, PostId, ProposalId};
use cabinet::proposal::Answer;
use cabinet::rules::Before;
use cabinet::text::TextRef;
use cabinet::{Act, Actor, Moment};
use futures::stream::{self, StreamExt, TryStreamExt};
use office::{ActError, Clock, Hand, Office, PutUpForm, Session, Submission, TextsOf, Upload};
use rehearsal::{actor, charge, department, post};
use std::time::Duration;

/// Departments that have business, where nothing else is asked for.
const DEPARTMENTS: [&str; 3] = ["energy", "health", "industry"];
/// What is under way at once.
pub(crate) const AT_ONCE: usize = 32;
/// Items of one meeting of the past, where nothing else is asked for.
const ITEMS: usize = 10;
/// Items of the meeting whose agenda is measured, and papers with each.
const LARGE_ITEMS: usize = 40;
const LARGE_PAPERS: usize = 3;
/// A meeting a week, so far as the calendar reaches back.
const MEETING_DAYS: u32 = 7;
const MATTER_SECONDS: u32 = MEETING_DAYS * DAY_SECONDS / 10;
const PAST_DAYS_MAX: u32 = 18_000;
pub(crate) const DAY_SECONDS: u32 = 24 * 60 * 60;

/// A day before all business here.
pub(crate) const LONG_AGO: &str = "1999-01-01";

/// Who reads the folders.
const READERS: [&str; 6] =
    ["chief_minister", "energy_minister", "health_minister", "industry_minister", "law_minister", "home_secretary"];

/// How much there is to be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Amount {
    pub(crate) meetings: usize,
    pub(crate) proposals: usize,
    pub(crate) users: usize,
}

impl Amount {
    /// So many times the business, by as many users.
    pub(crate) const fn times(self, times: usize) -> Self {
        Self { meetings: self.meetings * times, proposals: self.proposals * times, users: self.users }
    }
}

/// A department that has business, by the keys of its posts.
pub(crate) struct Own {
    pub(crate) name: String,
    pub(crate) secretary: String,
    /// None where the Chief Minister holds the department himself.
    pub(crate) minister: Option<String>,
    /// Officers between section and secretary; empty where the note goes straight up.
    pub(crate) officers: Vec<String>,
    /// The session of its section officer.
    pub(crate) section: Session,
}

/// Acts through one office.
pub(crate) struct Business {
    pub(crate) office: Office,
    /// Its clock, which goes on from meeting to meeting and ends at the calendar: what is remembered for some days is
    /// that of some days, as in a government.
    pub(crate) hand: Hand,
    /// Seconds between two matters of the past. Those that others move on within one act stay below the days for which an
    /// act's id is taken.
    pub(crate) apart_seconds: u32,
    pub(crate) departments: Vec<Own>,
    /// Who reads the folders.
    pub(crate) readers: Vec<PostId>,
    note: NoteDraft,
    points: u32,
}

/// Makes it, and gives the id of the large meeting.
pub(crate) async fn make(home: &Home, amount: Amount, paper: &[u8]) -> Result<MeetingId> {
    let matters = u32::try_from((amount.meetings * ITEMS).min(amount.proposals))?;
    let apart_seconds = (PAST_DAYS_MAX * DAY_SECONDS / matters.max(1)).min(MATTER_SECONDS);
    let past_ms = i64::from(apart_seconds) * i64::from(matters) * 1000;
    let hand = Hand::at(Moment(Clock::default().now().0 - past_ms));
    let office = home.begun(place::government(amount.users), Clock::by_hand(&hand)).await?;
    let mut departments = Vec::new();
    for name in DEPARTMENTS {
        let section = office.begin_training_session(charge(&format!("{name}_section"))).await?.0;
        let (secretary, minister) = (format!("{name}_secretary"), Some(format!("{name}_minister")));
        departments.push(Own { name: name.to_owned(), secretary, minister, officers: Vec::new(), section });
    }
    let business = Business::new(office, (hand, apart_seconds), departments, READERS.map(post).to_vec())?;
    business.past(amount).await?;
    let large = business.large(paper).await?;
    business.end().await?;
    Ok(large)
}

impl Business {
    /// Business of these departments, with a sample note in it.
    pub(crate) fn new(
        office: Office,
        (hand, apart_seconds): (Hand, u32),
        departments: Vec<Own>,
        readers: Vec<PostId>,
    ) -> Result<Self> {
        let sample = rehearsal::notes()?.into_iter().next().context("a sample note")?;
        let sections =
            sample.sections().into_iter().map(|(key, lines)| (key.to_owned(), lines.join("\n").into())).collect();
        let facts = sample.facts();
        let points = u32::try_from(facts.points.len())?;
        let note =
            NoteDraft { classification: "confidential".to_owned(), ..NoteDraft::from_revision(&facts, sections) };
        Ok(Self { office, hand, apart_seconds, departments, readers, note, points })
    }

    /// Lays the snapshot down and closes the office.
    pub(crate) async fn end(self) -> Result<()> {
        self.office.write_snapshot().await?;
        self.office.close().await;
        Ok(())
    }

    /// The department whose turn it is.
    pub(crate) fn own(&self, number: usize) -> Result<&Own> {
        self.departments.get(number % self.departments.len().max(1)).context("a department")
    }

    pub(crate) async fn act(&self, who: &Actor, act: Act, texts: TextsOf) -> Result<()> {
        let id = self.office.new_id()?;
        let name = act.kind();
        let sent = Submission::new(ActId(id), *who, self.office.digest(id.as_bytes()), act, texts);
        self.office.act(sent).await.with_context(|| name)?;
        Ok(())
    }

    /// An act on a proposal that carries a text, as its author sees the proposal.
    pub(crate) async fn step(&self, key: &str, id: ProposalId, make: impl Fn(u32, TextRef) -> Act) -> Result<()> {
        let who = actor(key);
        let mut texts = TextsOf::default();
        let words = texts.take("टीप: प्रकरण का परीक्षण किया गया, नियमानुसार प्रस्तुत।".to_owned())?;
        let seen = self.seen(&who, id)?;
        self.act(&who, make(seen, words), texts).await.with_context(|| key.to_owned())
    }

    pub(crate) fn seen(&self, who: &Actor, id: ProposalId) -> Result<u32> {
        let state = self.office.state();
        Ok(state.version_seen_by(who, state.proposal(id).context("a proposal")?))
    }

    fn meeting_seen(&self, id: MeetingId) -> Result<u32> {
        Ok(self.office.state().meeting(id).context("a meeting")?.version)
    }

    fn item_seen(&self, meeting: MeetingId, item: ItemId) -> Result<u32> {
        Ok(self.office.state().item(meeting, item).context("an item")?.2.version)
    }

    /// The secretary of the department whose matter an item is.
    fn secretary_of(&self, meeting: MeetingId, item: ItemId) -> Result<Actor> {
        let state = self.office.state();
        let listed = state.item(meeting, item).context("an item")?.2.proposal;
        let filed = state.proposal(listed).context("a proposal")?.department;
        let own = self.departments.iter().find(|own| department(&own.name) == filed).context("a department")?;
        Ok(actor(&own.secretary))
    }

    /// A proposal with so many papers, brought so far that it can be listed.
    async fn ordered(&self, number: usize, papers: usize, paper: &[u8]) -> Result<ProposalId> {
        let id = self.submitted(number, papers, paper).await?;
        self.cleared(id).await?;
        self.step("chief_minister", id, |seen, remark| Act::OrderForMeeting { proposal: id, seen, remark }).await?;
        Ok(id)
    }

    /// Finds a submitted proposal in order.
    pub(crate) async fn scrutinised(&self, id: ProposalId) -> Result<()> {
        let rules = self.office.state().rules().cloned().context("rules")?;
        let checklist: Vec<String> = rules.checklist.iter().map(|item| item.key.clone()).collect();
        self.step("cabinet_section", id, |seen, remark| Act::Scrutinise {
            proposal: id,
            seen,
            checked: checklist.clone(),
            remark,
        })
        .await
    }

    /// Brings a submitted proposal before the Chief Minister.
    pub(crate) async fn cleared(&self, id: ProposalId) -> Result<()> {
        self.scrutinised(id).await?;
        self.step("chief_secretary", id, |seen, remark| Act::Clear { proposal: id, seen, remark }).await
    }

    async fn submitted(&self, number: usize, papers: usize, paper: &[u8]) -> Result<ProposalId> {
        let own = self.own(number)?;
        let id = self.drafted(number, papers, paper).await?;
        self.through_desks(own, id).await?;
        self.consulted(own, id).await?;
        self.approved(own, id).await?;
        self.submit(own, id).await?;
        Ok(id)
    }

    /// A draft with so many papers, written out.
    pub(crate) async fn drafted(&self, number: usize, papers: usize, paper: &[u8]) -> Result<ProposalId> {
        let session = &self.own(number)?.section;
        let id = ProposalId(self.office.new_id()?);
        let mut texts = TextsOf::default();
        let subject = texts.take(format!("प्रकरण {number}: योजना की निरंतरता एवं पुनरीक्षित लागत का अनुमोदन"))?;
        let start = Act::StartProposal { proposal: id, number: format!("एफ {number}-2026"), subject };
        self.act(&session.actor, start, texts).await?;
        for _ in 0..papers {
            self.attach(session, id, paper).await?;
        }
        self.office.save_draft(session, id, &self.note, 0).await?;
        Ok(id)
    }

    /// Puts a draft up: to the desk that is named, or else to the secretary's.
    pub(crate) async fn put_up(&self, own: &Own, id: ProposalId, to: Option<&str>) -> Result<()> {
        let session = &own.section;
        let draft = self.office.draft(&session.actor, id).await?.version;
        let seen = self.seen(&session.actor, id)?;
        let form =
            PutUpForm { proposal: id, seen, to: to.map(post), draft, remark: "प्रस्तुत".to_owned() };
        let act = self.office.new_id()?;
        self.office.put_up(ActId(act), session, self.office.digest(act.as_bytes()), form).await?;
        // It changes the note once more.
        self.measured(id).await
    }

    /// Puts a draft up through an officer of the department, where it has one.
    pub(crate) async fn through_desks(&self, own: &Own, id: ProposalId) -> Result<()> {
        let officer = own.officers.first().map(String::as_str);
        self.put_up(own, id, officer).await?;
        let Some(officer) = officer else { return Ok(()) };
        self.received(officer, id).await?;
        self.moved(officer, id, &own.secretary).await
    }

    /// The file is opened at a desk.
    pub(crate) async fn received(&self, at: &str, id: ProposalId) -> Result<()> {
        let who = actor(at);
        self.act(&who, Act::ReceiveFile { proposal: id, seen: self.seen(&who, id)? }, TextsOf::default()).await
    }

    /// The file goes from one desk to another.
    pub(crate) async fn moved(&self, from: &str, id: ProposalId, to: &str) -> Result<()> {
        self.step(from, id, |seen, remark| Act::MoveFile { proposal: id, seen, to: post(to), remark }).await
    }

    /// Finance and law are asked; whose own matter it is, home.
    pub(crate) async fn asked(&self, own: &Own, id: ProposalId) -> Result<Vec<String>> {
        let others = ["finance", "law", "home"].into_iter().filter(|name| *name != own.name).take(2);
        let departments: Vec<_> = others.clone().map(department).collect();
        let ask = |seen, remark| Act::SendForViews { proposal: id, seen, departments: departments.clone(), remark };
        self.step(&own.secretary, id, ask).await?;
        let secretary =
            |name: &str| self.departments.iter().find(|one| one.name == name).map(|one| one.secretary.clone());
        Ok(others.map(|name| secretary(name).unwrap_or_else(|| format!("{name}_secretary"))).collect())
    }

    /// A view that has been asked for.
    pub(crate) async fn gives_view(&self, key: &str, id: ProposalId, answer: Answer) -> Result<()> {
        self.step(key, id, |seen, text| Act::GiveView { proposal: id, seen, answer, text, conditions: Vec::new() })
            .await
    }

    /// A consultation from the asking to its end.
    pub(crate) async fn consulted(&self, own: &Own, id: ProposalId) -> Result<()> {
        for key in self.asked(own, id).await? {
            self.gives_view(&key, id, Answer::Concurs).await?;
        }
        let who = actor(&own.secretary);
        let close = Act::CloseConsultation { proposal: id, seen: self.seen(&who, id)? };
        self.act(&who, close, TextsOf::default()).await
    }

    /// The secretary's approval, and the minister's where there is one beside the Chief Minister.
    pub(crate) async fn approved(&self, own: &Own, id: ProposalId) -> Result<()> {
        self.preconditions(&own.secretary, id).await?;
        self.step(&own.secretary, id, |seen, remark| Act::ApproveAsSecretary { proposal: id, seen, remark }).await?;
        let Some(minister) = &own.minister else { return Ok(()) };
        self.step(minister, id, |seen, remark| Act::ApproveAsMinister { proposal: id, seen, remark }).await
    }

    /// An approved proposal goes to the cabinet section.
    pub(crate) async fn submit(&self, own: &Own, id: ProposalId) -> Result<()> {
        self.step(&own.secretary, id, |seen, remark| Act::Submit { proposal: id, seen, remark }).await
    }

    /// What the rules want on record before the note is submitted.
    async fn preconditions(&self, secretary: &str, id: ProposalId) -> Result<()> {
        let state = self.office.state();
        let wanted = state.preconditions(state.proposal(id).context("a proposal")?, Before::Submission);
        for precondition in wanted.map(|rule| rule.key.clone()).collect::<Vec<_>>() {
            let record = |seen, text| Act::RecordPrecondition {
                proposal: id,
                seen,
                precondition: precondition.clone(),
                number: "एफ 1-1999".to_owned(),
                date: LONG_AGO.to_owned(),
                text,
            };
            self.step(secretary, id, record).await?;
        }
        Ok(())
    }

    async fn attach(&self, session: &Session, proposal: ProposalId, paper: &[u8]) -> Result<()> {
        let act = self.office.new_id()?;
        let seen = self.seen(&session.actor, proposal)?;
        let upload = Upload {
            proposal, seen, title: "अनुलग्नक: लागत पत्रक".to_owned(), bytes: paper.to_vec()
        };
        self.office.attach_paper(ActId(act), session, self.office.digest(act.as_bytes()), upload).await?;
        Ok(())
    }

    /// Waits until the worker has counted the note's words.
    async fn measured(&self, id: ProposalId) -> Result<()> {
        loop {
            let state = self.office.state();
            let revision = state.proposal(id).and_then(|one| one.revision()).context("a revision")?;
            if revision.measured.is_some() {
                return Ok(());
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }

    async fn past(&self, amount: Amount) -> Result<()> {
        let listed = (amount.meetings * ITEMS).min(amount.proposals);
        let made = stream::iter(0..amount.meetings).map(|meeting| async move {
            let numbers = (meeting * ITEMS..(meeting + 1) * ITEMS).filter(|number| *number < listed);
            let mut proposals = Vec::new();
            for number in numbers {
                proposals.push(self.ordered(number, 0, &[]).await?);
                self.hand.forward_seconds(self.apart_seconds);
            }
            self.sat(&proposals).await
        });
        made.buffer_unordered(AT_ONCE).try_collect::<Vec<()>>().await?;
        let more = stream::iter(listed..amount.proposals).map(|number| self.submitted(number, 0, &[]));
        more.buffer_unordered(AT_ONCE).try_collect::<Vec<ProposalId>>().await?;
        Ok(())
    }

    /// A meeting that was called, with its agenda.
    async fn called(&self, proposals: &[ProposalId]) -> Result<(MeetingId, Vec<ItemId>)> {
        let meeting = MeetingId(self.office.new_id()?);
        let (section, none) = (actor("cabinet_section"), TextsOf::default);
        // Those that are under way beside it move the clock on.
        let begins = self.office.now().plus_days(MEETING_DAYS * (u32::try_from(AT_ONCE)? + 1));
        self.act(&section, Act::ProposeMeeting { meeting, begins, place: "मंत्रालय, कक्ष 501".to_owned() }, none())
            .await?;
        let minister = actor("chief_minister");
        self.act(&minister, Act::CallMeeting { meeting, seen: self.meeting_seen(meeting)? }, none()).await?;
        let mut items = Vec::new();
        for proposal in proposals {
            let item = ItemId(self.office.new_id()?);
            let list = Act::ListItem { meeting, seen: self.meeting_seen(meeting)?, item, proposal: *proposal };
            self.act(&section, list, none()).await?;
            items.push(item);
        }
        self.act(&minister, Act::ApproveAgenda { meeting, seen: self.meeting_seen(meeting)? }, none()).await?;
        let recipients = self.readers.clone();
        let release = Act::ReleaseFolder { meeting, seen: self.meeting_seen(meeting)?, recipients };
        self.act(&section, release, none()).await?;
        Ok((meeting, items))
    }

    /// A meeting from its call to the acknowledgement of its extracts.
    pub(crate) async fn sat(&self, proposals: &[ProposalId]) -> Result<()> {
        let (meeting, items) = self.called(proposals).await?;
        let (section, none) = (actor("cabinet_section"), TextsOf::default);
        let chair = post("chief_minister");
        let open = Act::OpenSitting { meeting, seen: self.meeting_seen(meeting)?, chair, present: vec![chair] };
        self.act(&section, open, none()).await?;
        for item in &items {
            let mut texts = TextsOf::default();
            let mut outcomes = Vec::new();
            for point in 1..=self.points {
                let text = texts.take("प्रस्ताव स्वीकृत किया गया।".to_owned())?;
                outcomes.push(PointOutcome { point, outcome: Outcome::Approved, text, day: None, body: None });
            }
            let record = Act::RecordDecisions { meeting, item: *item, seen: self.item_seen(meeting, *item)?, outcomes };
            self.act(&section, record, texts).await?;
        }
        self.act(&section, Act::ConcludeSitting { meeting, seen: self.meeting_seen(meeting)? }, none()).await?;
        let mut texts = TextsOf::default();
        let minutes = texts.take("मंत्रि-परिषद ने प्रस्तुत सभी विषयों पर निर्णय लिए।".to_owned())?;
        self.act(&section, Act::DraftMinutes { meeting, seen: self.meeting_seen(meeting)?, minutes }, texts).await?;
        let submit = Act::SubmitMinutes { meeting, seen: self.meeting_seen(meeting)? };
        self.act(&actor("chief_secretary"), submit, none()).await?;
        let approve = Act::ApproveMinutes { meeting, seen: self.meeting_seen(meeting)? };
        self.act(&actor("chief_minister"), approve, none()).await?;
        self.act(&section, Act::CirculateMinutes { meeting, seen: self.meeting_seen(meeting)? }, none()).await?;
        for item in items {
            let mut texts = TextsOf::default();
            let text = texts.take("निर्णय का उद्धरण".to_owned())?;
            let seen = self.item_seen(meeting, item)?;
            let issue = Act::IssueExtract { meeting, item, seen, text, tasks: Vec::new() };
            self.act(&actor("chief_secretary"), issue, texts).await?;
            let seen = self.item_seen(meeting, item)?;
            let secretary = self.secretary_of(meeting, item)?;
            self.act(&secretary, Act::AcknowledgeExtract { meeting, item, seen }, none()).await?;
        }
        Ok(())
    }

    /// The meeting whose agenda is measured.
    pub(crate) async fn large(&self, paper: &[u8]) -> Result<MeetingId> {
        let made = stream::iter(0..LARGE_ITEMS).map(|number| self.ordered(1_000_000 + number, LARGE_PAPERS, paper));
        let proposals: Vec<ProposalId> = made.buffered(4).try_collect().await?;
        Ok(self.called(&proposals).await?.0)
    }
}

/// Acts of so many clients for so long, each starting a matter with a text. Gives the milliseconds of each.
pub(crate) async fn starts(office: &Office, clients: usize, time: Duration) -> Result<Vec<f64>> {
    let until = tokio::time::Instant::now() + time;
    let one = |client: usize| {
        let office = office.clone();
        tokio::spawn(async move {
            let mut taken_ms = Vec::new();
            for number in 0.. {
                if tokio::time::Instant::now() >= until {
                    break;
                }
                taken_ms.push(start(&office, &format!("{client}/{number}")).await?);
            }
            anyhow::Ok(taken_ms)
        })
    };
    let tasks: Vec<_> = (0..clients).map(one).collect();
    let mut all = Vec::new();
    for task in tasks {
        all.extend(task.await??);
    }
    Ok(all)
}

async fn start(office: &Office, number: &str) -> Result<f64> {
    let began = std::time::Instant::now();
    let mut texts = TextsOf::default();
    let subject = texts.take("ऊर्जा विभाग की योजना की निरंतरता एवं पुनरीक्षित लागत का अनुमोदन".to_owned())?;
    let id = office.new_id()?;
    let proposal = ProposalId(office.new_id()?);
    let act = Act::StartProposal { proposal, number: number.to_owned(), subject };
    let sent = Submission::new(ActId(id), actor("energy_section"), office.digest(id.as_bytes()), act, texts);
    match office.act(sent).await {
        Ok(_) => Ok(began.elapsed().as_secs_f64() * 1000.0),
        Err(ActError::Refused(refusal)) => bail!("refused: {refusal:?}"),
        Err(error) => Err(error.into()),
    }
}
