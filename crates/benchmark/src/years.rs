//! Files as data: a government of 57 departments with its files of the past and those that are under way, in every stage.

use crate::business::{AT_ONCE, Business, DAY_SECONDS, Own};
use crate::place::{self, Home};
use anyhow::{Context, Result};
use cabinet::Act;
use cabinet::act::Government;
use cabinet::circulation::CirculationAnswer;
use cabinet::consultation::ReminderWay;
use cabinet::copies::CopyOf;
use cabinet::ids::{CopyId, DepartmentId, ProposalId};
use cabinet::people::{Department, PostKind, Words};
use cabinet::proposal::Answer;
use cabinet::{Actor, Moment};
use futures::stream::{self, StreamExt, TryStreamExt};
use office::{Clock, Hand, TextsOf};
use rehearsal::{actor, charge, department, post};
use serde::{Deserialize, Serialize};

/// Departments of the government that is measured.
const DEPARTMENTS: usize = 57;
/// Officers of each between its section and its secretary.
const OFFICERS: [&str; 3] = ["अपर सचिव", "उप सचिव", "अवर सचिव"];
/// Departments that two ministers share between them: there are fewer ministers than departments.
const DEPARTMENTS_OF_A_MINISTER: usize = 2;
/// Persons who hold a post.
const USERS: usize = 500;
/// Files under way.
pub(crate) const LIVE: usize = 5000;
/// Meetings of a year, and items of each: a council that meets weekly and decides about a thousand matters a year.
const MEETINGS: usize = 50;
const ITEMS: usize = 20;
/// Days of a year, for a clock.
const YEAR_DAYS: u32 = 365;
/// Days within which the files that are under way began: those that came first are overdue.
const LIVE_DAYS: u32 = 40;
/// Of so many matters of the past, one had urgent approval, and of one a printed copy went out.
const URGENT_OF: usize = 50;
const COPIED_OF: usize = 10;
/// Times that the file that travelled most was sent on.
const TRAVELS: usize = 120;

/// How far a file is brought; in the order of the way, so that each has behind it what those before it have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Way {
    OnPaper,
    Draft,
    AtOfficer,
    SentBack,
    SentOn,
    MarkedDown,
    AtSecretary,
    Consulting,
    Queried,
    ConsultationClosed,
    SecretaryApproved,
    MinisterApproved,
    UrgentlyRequested,
    UrgentlyForwarded,
    UrgentlyApproved,
    Submitted,
    Returned,
    Scrutinised,
    Cleared,
    CirculationOrdered,
    Circulating,
    CirculationClosed,
    Ordered,
}

/// Of a hundred files under way, how many stand where.
const SHARES: [(usize, Way); 23] = [
    (2, Way::OnPaper),
    (15, Way::Draft),
    (10, Way::AtOfficer),
    (5, Way::SentBack),
    (8, Way::SentOn),
    (4, Way::MarkedDown),
    (8, Way::AtSecretary),
    (17, Way::Consulting),
    (3, Way::Queried),
    (3, Way::ConsultationClosed),
    (4, Way::SecretaryApproved),
    (3, Way::MinisterApproved),
    (1, Way::UrgentlyRequested),
    (1, Way::UrgentlyForwarded),
    (2, Way::UrgentlyApproved),
    (4, Way::Submitted),
    (2, Way::Returned),
    (2, Way::Scrutinised),
    (2, Way::Cleared),
    (1, Way::CirculationOrdered),
    (1, Way::Circulating),
    (1, Way::CirculationClosed),
    (1, Way::Ordered),
];

/// Two files of the energy department that are looked at by themselves.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Looked {
    /// The one that went from desk to desk most.
    pub(crate) travelled: ProposalId,
    /// One that lies with the secretary, who sends it on and calls it back.
    pub(crate) sent: ProposalId,
}

/// The sample government with as many departments as that of Madhya Pradesh, each with section, officers, secretary and
/// minister.
fn government() -> Government {
    let mut government = rehearsal::government();
    for number in government.departments.len()..DEPARTMENTS {
        let key = format!("department_{number}");
        let minister = format!("minister_{}", number / DEPARTMENTS_OF_A_MINISTER);
        if !government.posts.iter().any(|one| one.key == minister) {
            let title = words(&format!("मंत्री-{number}"), &format!("Minister {number}"));
            place::held(&mut government, &minister, (PostKind::Minister, title), None);
        }
        let name = words(&format!("विभाग-{number}"), &format!("Department {number}"));
        government.departments.push(Department { id: department(&key), key, name, minister: Some(post(&minister)) });
    }
    let departments: Vec<Department> = government.departments.clone();
    for own in &departments {
        for (kind, suffix, hi) in
            [(PostKind::SectionOfficer, "clerks", "अनुभाग अधिकारी"), (PostKind::Secretary, "principal", "प्रमुख सचिव")]
        {
            if held_by(&government, own.id, kind).is_empty() {
                let title = words(&format!("{hi}, {}", own.name.hi), &format!("{suffix}, {}", own.name.en));
                place::held(&mut government, &format!("{}_{suffix}", own.key), (kind, title), Some(own.id));
            }
        }
        let officers = held_by(&government, own.id, PostKind::DepartmentOfficer).len();
        for (number, hi) in OFFICERS.iter().enumerate().skip(officers) {
            let title = words(&format!("{hi}, {}", own.name.hi), &format!("Officer {number}, {}", own.name.en));
            let key = format!("{}_officer_{number}", own.key);
            place::held(&mut government, &key, (PostKind::DepartmentOfficer, title), Some(own.id));
        }
    }
    place::filled(government, USERS)
}

fn words(hi: &str, en: &str) -> Words {
    Words { hi: hi.to_owned(), en: en.to_owned() }
}

/// Keys of the posts of a kind in a department.
fn held_by(government: &Government, own: DepartmentId, kind: PostKind) -> Vec<String> {
    let posts = government.posts.iter().filter(|one| one.department == Some(own) && one.kind == kind);
    posts.map(|one| one.key.clone()).collect()
}

/// Makes files of so many years and those under way.
pub(crate) async fn make(home: &Home, years: usize, live: usize, paper: &[u8]) -> Result<Looked> {
    let government = government();
    let matters = u32::try_from(years * MEETINGS * ITEMS)?;
    let past_seconds = u32::try_from(years)? * YEAR_DAYS * DAY_SECONDS;
    let (apart_seconds, live_apart_seconds) =
        (past_seconds / matters.max(1), LIVE_DAYS * DAY_SECONDS / u32::try_from(live)?.max(1));
    let now = Clock::default().now();
    let began_ms = now.0 - i64::from(past_seconds) * 1000 - i64::from(LIVE_DAYS * DAY_SECONDS) * 1000;
    let hand = Hand::at(Moment(began_ms));
    let office = home.begun(government.clone(), Clock::by_hand(&hand)).await?;
    let mut departments = Vec::new();
    for own in &government.departments {
        let first = |kind| held_by(&government, own.id, kind).into_iter().next().context("a post");
        let minister = government.posts.iter().find(|one| Some(one.id) == own.minister).context("a minister")?;
        let chief = minister.kind == PostKind::ChiefMinister;
        departments.push(Own {
            name: own.key.clone(),
            secretary: first(PostKind::Secretary)?,
            minister: (!chief).then(|| minister.key.clone()),
            officers: held_by(&government, own.id, PostKind::DepartmentOfficer),
            section: office.begin_training_session(charge(&first(PostKind::SectionOfficer)?)).await?.0,
        });
    }
    let members = government.posts.iter().filter(|one| one.kind.is_member());
    let members: Vec<String> = members.map(|one| one.key.clone()).collect();
    let readers = members.iter().map(|key| post(key)).collect();
    let business = Business::new(office, (hand, apart_seconds), departments, readers)?;
    let years = Years { business, live_apart_seconds, members };
    years.copies_allowed().await?;
    years.past(usize::try_from(matters)?).await?;
    years.under_way(live).await?;
    years.business.large(paper).await?;
    let looked = Looked { travelled: years.travelled().await?, sent: years.sent().await? };
    years.business.end().await?;
    Ok(looked)
}

/// Business of some years.
struct Years {
    business: Business,
    /// Seconds between two files that are under way.
    live_apart_seconds: u32,
    /// Keys of the members' posts.
    members: Vec<String>,
}

impl Years {
    /// A member of the council gets printed copies.
    async fn copies_allowed(&self) -> Result<()> {
        let mut texts = TextsOf::default();
        let (order, reason) = (texts.take("आदेश".to_owned())?, texts.take("आदेशानुसार".to_owned())?);
        let until = "2099-03-31".to_owned();
        let allow = Act::AllowCopies { post: post("energy_minister"), until, order, reason };
        self.business.act(&actor("cabinet_section"), allow, texts).await
    }

    /// Matters of the past, all decided.
    async fn past(&self, matters: usize) -> Result<()> {
        let made = (0..matters.div_ceil(ITEMS)).map(|meeting| async move {
            let mut proposals = Vec::new();
            for number in meeting * ITEMS..((meeting + 1) * ITEMS).min(matters) {
                let id = self.decided_upon(number).await.with_context(|| format!("matter {number}"))?;
                proposals.push((number, id));
                self.business.hand.forward_seconds(self.business.apart_seconds);
            }
            let ids: Vec<ProposalId> = proposals.iter().map(|(_, id)| *id).collect();
            self.business.sat(&ids).await?;
            for (number, id) in proposals.into_iter().filter(|(number, _)| number.is_multiple_of(COPIED_OF)) {
                self.copied(id, !number.is_multiple_of(COPIED_OF * 5)).await?;
            }
            anyhow::Ok(())
        });
        stream::iter(made).buffer_unordered(AT_ONCE).try_collect().await
    }

    /// A matter up to the order that places it before the council.
    async fn decided_upon(&self, number: usize) -> Result<ProposalId> {
        let (business, own) = (&self.business, self.business.own(number)?);
        let id = business.drafted(number, 0, &[]).await?;
        business.through_desks(own, id).await?;
        business.consulted(own, id).await?;
        business.approved(own, id).await?;
        if number.is_multiple_of(URGENT_OF) {
            self.urgently(own, id, Way::UrgentlyApproved).await?;
            self.urgent_order(own, id).await?;
        }
        business.submit(own, id).await?;
        business.cleared(id).await?;
        business.step("chief_minister", id, |seen, remark| Act::OrderForMeeting { proposal: id, seen, remark }).await?;
        Ok(id)
    }

    /// A request for urgent approval, so far.
    async fn urgently(&self, own: &Own, id: ProposalId, way: Way) -> Result<()> {
        let mut texts = TextsOf::default();
        let (urgency, delay) = (texts.take("अत्यावश्यक".to_owned())?, texts.take("समय पर संभव नहीं था".to_owned())?);
        let who = actor(&own.secretary);
        let seen = self.business.seen(&who, id)?;
        let request = Act::RequestUrgentApproval { proposal: id, seen, urgency, delay };
        self.business.act(&who, request, texts).await?;
        if way == Way::UrgentlyRequested {
            return Ok(());
        }
        let forward = |seen, remark| Act::ForwardUrgentRequest { proposal: id, seen, remark };
        self.business.step("chief_secretary", id, forward).await?;
        if way == Way::UrgentlyForwarded {
            return Ok(());
        }
        let approve = |seen, remark| Act::ApproveUrgently { proposal: id, seen, remark };
        self.business.step("chief_minister", id, approve).await
    }

    async fn urgent_order(&self, own: &Own, id: ProposalId) -> Result<()> {
        let who = actor(&own.secretary);
        let (number, date) = ("एफ 1-1999".to_owned(), hindi::ist_date(self.business.office.now().0));
        let record = Act::RecordUrgentOrder { proposal: id, seen: self.business.seen(&who, id)?, number, date };
        self.business.act(&who, record, TextsOf::default()).await
    }

    /// A member gets a printed copy of the note, and gives it back if he does.
    async fn copied(&self, id: ProposalId, returned: bool) -> Result<()> {
        let (who, section) = (actor("energy_minister"), actor("cabinet_section"));
        let state = self.business.office.state();
        let revision = state.readable_revision(&who, id).context("a note")?.id;
        let copy = CopyId(self.business.office.new_id()?);
        let seen = self.business.seen(&who, id)?;
        let ask = Act::AskCopy { copy, proposal: id, seen, of: CopyOf::Note { revision } };
        self.business.act(&who, ask, TextsOf::default()).await?;
        self.business.act(&section, Act::GiveCopy { copy }, TextsOf::default()).await?;
        if returned {
            self.business.act(&section, Act::TakeCopyBack { copy }, TextsOf::default()).await?;
        }
        Ok(())
    }

    /// Files under way, by their shares.
    async fn under_way(&self, live: usize) -> Result<()> {
        let ways: Vec<Way> = SHARES.iter().flat_map(|(share, way)| std::iter::repeat_n(*way, *share)).collect();
        let brought = (0..live).map(|number| {
            // Neighbours stand in different places.
            let way = ways.get(number * 37 % ways.len()).copied();
            async move {
                let way = way.context("a way")?;
                self.brought(2_000_000 + number, way).await.with_context(|| format!("{way:?}, {number}"))?;
                self.business.hand.forward_seconds(self.live_apart_seconds);
                anyhow::Ok(())
            }
        });
        stream::iter(brought).buffer_unordered(AT_ONCE).try_collect().await
    }

    async fn brought(&self, number: usize, way: Way) -> Result<()> {
        let (business, own) = (&self.business, self.business.own(number)?);
        if way == Way::OnPaper {
            return self.on_paper(own, number).await;
        }
        let id = business.drafted(number, 0, &[]).await?;
        if way == Way::Draft {
            return Ok(());
        }
        if way < Way::AtSecretary {
            return self.at_desks(own, id, (number, way)).await;
        }
        business.through_desks(own, id).await?;
        if way == Way::AtSecretary {
            return Ok(());
        }
        if matches!(way, Way::Consulting | Way::Queried) {
            return self.consulting(own, id, (number, way)).await;
        }
        business.consulted(own, id).await?;
        if way == Way::ConsultationClosed {
            return Ok(());
        }
        if way == Way::SecretaryApproved {
            let approve = |seen, remark| Act::ApproveAsSecretary { proposal: id, seen, remark };
            return business.step(&own.secretary, id, approve).await;
        }
        business.approved(own, id).await?;
        match way {
            Way::MinisterApproved => Ok(()),
            Way::UrgentlyRequested | Way::UrgentlyForwarded | Way::UrgentlyApproved => {
                self.urgently(own, id, way).await
            }
            _ => self.received(own, id, way).await,
        }
    }

    async fn on_paper(&self, own: &Own, number: usize) -> Result<()> {
        let mut texts = TextsOf::default();
        let subject = texts.take(format!("मूल नस्ती {number}"))?;
        let (proposal, number) = (ProposalId(self.business.office.new_id()?), format!("एफ {number}-2026"));
        let register = Act::RegisterFromPaper { proposal, department: department(&own.name), number, subject };
        self.business.act(&actor("cabinet_section"), register, texts).await
    }

    /// Between section and secretary: unopened, opened, sent on, marked down, sent back.
    async fn at_desks(&self, own: &Own, id: ProposalId, (number, way): (usize, Way)) -> Result<()> {
        let business = &self.business;
        let [first, second, ..] = own.officers.as_slice() else { anyhow::bail!("officers") };
        business.put_up(own, id, Some(first)).await?;
        if way == Way::AtOfficer && number.is_multiple_of(2) {
            return Ok(());
        }
        business.received(first, id).await?;
        match way {
            Way::AtOfficer => Ok(()),
            Way::SentBack => {
                let back = |seen, reason| Act::ReturnProposal { proposal: id, seen, reason, deficiencies: Vec::new() };
                business.step(first, id, back).await
            }
            Way::SentOn => business.moved(first, id, second).await,
            _ => {
                business.moved(first, id, &own.secretary).await?;
                business.received(&own.secretary, id).await?;
                business.moved(&own.secretary, id, second).await
            }
        }
    }

    /// With the departments: with all, with one of them, with a question, with a reminder.
    async fn consulting(&self, own: &Own, id: ProposalId, (number, way): (usize, Way)) -> Result<()> {
        let asked = self.business.asked(own, id).await?;
        let [one, other] = asked.as_slice() else { anyhow::bail!("two departments") };
        if way == Way::Queried {
            return self.business.gives_view(other, id, Answer::Query).await;
        }
        match number % 3 {
            0 => self.business.gives_view(other, id, Answer::Concurs).await,
            1 => {
                let owes =
                    self.business.departments.iter().find(|all| all.secretary == *one).context("a department")?;
                let who = actor(&own.secretary);
                let mut texts = TextsOf::default();
                let (whom, text) = (texts.take(String::new())?, texts.take("स्मरण".to_owned())?);
                let (seen, way) = (self.business.seen(&who, id)?, ReminderWay::Written);
                let remind = Act::Remind { proposal: id, seen, department: department(&owes.name), way, whom, text };
                self.business.act(&who, remind, texts).await
            }
            _ => Ok(()),
        }
    }

    /// From the cabinet section on.
    async fn received(&self, own: &Own, id: ProposalId, way: Way) -> Result<()> {
        let business = &self.business;
        business.submit(own, id).await?;
        match way {
            Way::Submitted => Ok(()),
            Way::Returned => {
                let deficiencies = vec!["cost".to_owned()];
                let back = |seen, reason| {
                    let deficiencies = deficiencies.clone();
                    Act::ReturnProposal { proposal: id, seen, reason, deficiencies }
                };
                business.step("cabinet_section", id, back).await
            }
            Way::Scrutinised => business.scrutinised(id).await,
            _ => {
                business.cleared(id).await?;
                match way {
                    Way::Cleared => Ok(()),
                    Way::Ordered => {
                        let order = |seen, remark| Act::OrderForMeeting { proposal: id, seen, remark };
                        business.step("chief_minister", id, order).await
                    }
                    _ => self.circulated(id, way).await,
                }
            }
        }
    }

    async fn circulated(&self, id: ProposalId, way: Way) -> Result<()> {
        let business = &self.business;
        // So long that none is over before the last file has come.
        let until = business.office.now().plus_days(LIVE_DAYS + 15);
        let order = |seen, remark| {
            let silence_agrees = true;
            Act::OrderForCirculation { proposal: id, seen, until, silence_agrees, remark }
        };
        business.step("chief_minister", id, order).await?;
        if way == Way::CirculationOrdered {
            return Ok(());
        }
        business
            .step("cabinet_section", id, |seen, remark| Act::SendCirculation { proposal: id, seen, remark })
            .await?;
        let members = self.members.iter().filter(|key| *key != "chief_minister");
        let answering = if way == Way::Circulating { 10 } else { self.members.len() };
        for key in members.take(answering) {
            let answer = CirculationAnswer::Agrees;
            let agree = |seen, remark| Act::AnswerCirculation { proposal: id, seen, answer, remark };
            business.step(key, id, agree).await?;
        }
        if way == Way::Circulating {
            return Ok(());
        }
        let who: Actor = actor("cabinet_section");
        let close = Act::CloseCirculation { proposal: id, seen: business.seen(&who, id)? };
        business.act(&who, close, TextsOf::default()).await
    }

    fn energy(&self) -> Result<&Own> {
        self.business.departments.iter().find(|own| own.name == "energy").context("the energy department")
    }

    fn number_of_energy(&self, number: usize) -> Result<usize> {
        let place = self.business.departments.iter().position(|own| own.name == "energy").context("a department")?;
        Ok(number * self.business.departments.len() + place)
    }

    /// A file that went from desk to desk for very long.
    async fn travelled(&self) -> Result<ProposalId> {
        let (business, own) = (&self.business, self.energy()?);
        let id = business.drafted(self.number_of_energy(100_000)?, 0, &[]).await?;
        business.through_desks(own, id).await?;
        let [first, second, ..] = own.officers.as_slice() else { anyhow::bail!("officers") };
        business.received(&own.secretary, id).await?;
        business.moved(&own.secretary, id, first).await?;
        for travel in 0..TRAVELS {
            let (at, to) = if travel % 2 == 0 { (first, second) } else { (second, first) };
            business.received(at, id).await?;
            business.moved(at, id, to).await?;
        }
        Ok(id)
    }

    /// A file that lies with the secretary.
    async fn sent(&self) -> Result<ProposalId> {
        let id = self.business.drafted(self.number_of_energy(100_001)?, 0, &[]).await?;
        self.business.put_up(self.energy()?, id, None).await?;
        Ok(id)
    }
}
