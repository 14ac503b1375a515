//! Proposing one change: what it does was chosen on the page of people.

use super::council::{self, Seat, Wrong};
use super::offered;
use crate::app::App;
use crate::choice::Choice;
use crate::failure::Failure;
use crate::form::{BadForm, Fields, InAddress, Posted};
use crate::frame::Frame;
use crate::pages::meetings::refused;
use crate::pages::{draw, perform, prose, typed_moment};
use crate::visit::SignedIn;
use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use cabinet::body::{Body, BodyKind};
use cabinet::change::Step;
use cabinet::ids::{
    BodyId, ChangeId, ChargeId, DepartmentId, EnrolmentId, LeaveId, MinistryId, PersonId, PostId, RankId,
};
use cabinet::ministry::Ministry;
use cabinet::people::{Department, Namesakes, Person, Post, PostKind, Rank, Words};
use cabinet::{Act, Moment};
use office::TextsOf;
use std::collections::BTreeMap;
use std::str::FromStr;
use uuid::Uuid;

/// What a change does, as the page of people offers it.
const DEEDS: [&str; 22] = [
    "enter_person",
    "rename_person",
    "hand_over",
    "take_charge",
    "end_charge",
    "enrol",
    "set_minister",
    "enter_department",
    "rename_department",
    "enter_post",
    "retitle_post",
    "close_post",
    "set_rank",
    "arrange_leave",
    "return_from_leave",
    "enter_body",
    "change_body",
    "dissolve_body",
    "enter_rank",
    "change_rank",
    "merge_department",
    "begin_ministry",
];

/// What was chosen and typed.
#[derive(Clone, Default)]
pub(super) struct Typed {
    deed: String,
    change: String,
    key: String,
    name_hi: String,
    name_en: String,
    kind: String,
    department: String,
    serves: String,
    minister: String,
    post: String,
    person: String,
    charge: String,
    enrols: bool,
    /// Whether the new person is another one than who is called so.
    namesake: bool,
    body: String,
    chair: String,
    members: Vec<String>,
    rank: String,
    leave: String,
    into: String,
    /// Place of a rank, or number of a ministry.
    number: String,
    /// Whom a new ministry's council gets in which post; nobody where it is empty.
    pub(super) seats: BTreeMap<PostId, String>,
    at: Moments,
    until: Moments,
    reason: String,
}

/// A moment as it is typed: nothing, or all five parts.
#[derive(Clone, Default)]
struct Moments {
    day: String,
    month: String,
    year: String,
    hour: String,
    minute: String,
}

impl Moments {
    fn parts(&self) -> [&str; 5] {
        [&self.day, &self.month, &self.year, &self.hour, &self.minute].map(String::as_str)
    }

    /// The five parts with their names.
    fn named_parts(&self) -> Vec<(&'static str, &str)> {
        ["day", "month", "year", "hour", "minute"].into_iter().zip(self.parts()).collect()
    }

    /// `None`: nothing was typed; an error: no calendar or clock has it.
    fn read(&self) -> Result<Option<Moment>, ()> {
        if self.parts().iter().all(|part| part.is_empty()) {
            return Ok(None);
        }
        typed_moment(self.parts()).map(Some).ok_or(())
    }
}

#[derive(Template)]
#[template(path = "people/new.html")]
struct NewPage {
    page: Frame,
    typed: Typed,
    heading: String,
    says: String,
    /// What was chosen on the page before and does not change here.
    about: String,
    departments: Vec<Choice>,
    ministers: Vec<Choice>,
    posts: Vec<Choice>,
    chairs: Vec<Choice>,
    members: Vec<Choice>,
    ranks: Vec<Choice>,
    kinds: Vec<Choice>,
    persons: Vec<Choice>,
    seats: Vec<Seat>,
    wrong: Wrong,
    errors: Vec<String>,
}

/// A moment that the form asks for.
struct MomentAsked<'a> {
    name: &'static str,
    /// What stands before the names of its fields.
    before: &'static str,
    legend: &'static str,
    hint: &'static str,
    parts: Vec<(&'static str, &'a str)>,
}

impl NewPage {
    /// From when, and until when, where the deed has such moments.
    fn moments(&self) -> Vec<MomentAsked<'_>> {
        let (at, until) = (self.typed.at.named_parts(), self.typed.until.named_parts());
        let (from, ends) = (("change-at", "change-moment-hint"), ("change-until", "change-until-hint"));
        let asked = [("moment", "", from, at), ("until", "until_", ends, until)].into_iter();
        let asked = asked.filter(|(name, ..)| self.asks(name));
        asked.map(|(name, before, (legend, hint), parts)| MomentAsked { name, before, legend, hint, parts }).collect()
    }

    /// Whether to ask if the new person is another one than who is called so.
    fn asks_namesake(&self) -> bool {
        let named = matches!(self.typed.deed.as_str(), "enter_person" | "rename_person");
        let named = named || self.typed.deed == "hand_over" && self.typed.person.is_empty();
        named && !self.typed.namesakes(&self.page).is_empty()
    }

    fn asks(&self, field: &str) -> bool {
        let asked: &[&str] = match self.typed.deed.as_str() {
            "enter_person" => &["name", "post", "enrols"],
            "hand_over" => &["person", "new_person", "enrols", "moment"],
            "take_charge" => &["person", "moment"],
            "end_charge" | "dissolve_body" | "return_from_leave" => &["moment"],
            "close_post" => &[],
            "set_rank" => &["rank"],
            "arrange_leave" => &["person", "until", "moment"],
            "enter_body" => &["key", "name", "chair"],
            "change_body" => &["name", "chair"],
            "enter_rank" | "change_rank" => &["name", "place"],
            "merge_department" => &["into", "moment"],
            "begin_ministry" => &["name", "number", "seats", "moment"],
            "set_minister" => &["minister", "moment"],
            "enter_department" => &["key", "name", "minister"],
            "rename_person" | "rename_department" | "retitle_post" => &["name"],
            "enter_post" => &["key", "name", "kind", "department", "serves"],
            _ => &[],
        };
        asked.contains(&field)
    }
}

impl Typed {
    fn take(fields: &mut Fields) -> Result<Self, BadForm> {
        let mut optional = |name| fields.optional(name).map(|value| value.unwrap_or_default().trim().to_owned());
        let mut typed = Self {
            deed: optional("do")?,
            change: optional("change")?,
            key: optional("key")?,
            name_hi: optional("name_hi")?,
            name_en: optional("name_en")?,
            kind: optional("kind")?,
            department: optional("department")?,
            serves: optional("serves")?,
            minister: optional("minister")?,
            post: optional("post")?,
            person: optional("person")?,
            charge: optional("charge")?,
            enrols: optional("enrols")? == "yes",
            namesake: optional("namesake")? == "yes",
            body: optional("body")?,
            chair: optional("chair")?,
            members: Vec::new(),
            rank: optional("rank")?,
            leave: optional("leave")?,
            into: optional("into")?,
            number: optional("number")?,
            seats: BTreeMap::new(),
            at: Moments {
                day: optional("day")?,
                month: optional("month")?,
                year: optional("year")?,
                hour: optional("hour")?,
                minute: optional("minute")?,
            },
            until: Moments {
                day: optional("until_day")?,
                month: optional("until_month")?,
                year: optional("until_year")?,
                hour: optional("until_hour")?,
                minute: optional("until_minute")?,
            },
            reason: optional("reason")?,
        };
        typed.members = fields.all("member");
        typed.seats = council::seats_typed(fields)?;
        if !DEEDS.contains(&typed.deed.as_str()) {
            return Err(BadForm::BadChoice("do"));
        }
        typed.key.make_ascii_lowercase();
        Ok(typed)
    }

    /// What is to be changed as it is now, so that only the difference is typed.
    fn as_it_is(&mut self, page: &Frame) {
        let rank = match self.deed.as_str() {
            "set_rank" => self.post.parse().ok().and_then(|post| page.state.rank_of(post)),
            _ => self.rank.parse().ok().and_then(|rank| page.state.rank(rank)),
        };
        if let Some(rank) = rank {
            self.rank = rank.id.to_string();
            if self.deed == "change_rank" {
                (self.name_hi, self.name_en) = (rank.name.hi.clone(), rank.name.en.clone());
                self.number = rank.place.to_string();
            }
        }
        let renamed = if self.deed == "rename_person" { self.person.parse().ok() } else { None };
        if let Some(person) = renamed.and_then(|person| page.state.person(person)) {
            (self.name_hi, self.name_en) = (person.name.hi.clone(), person.name.en.clone());
        }
        if let Some(record) = self.body.parse().ok().and_then(|body| page.state.body(body)) {
            (self.name_hi, self.name_en) = (record.body.name.hi.clone(), record.body.name.en.clone());
            self.chair = record.body.chair.to_string();
            self.members = record.body.members.iter().map(ToString::to_string).collect();
            record.body.kind.key().clone_into(&mut self.kind);
        }
    }

    /// Why it is not clear who is meant: somebody was chosen and another name typed, or somebody is called so already.
    fn unclear_person(&self, page: &Frame) -> Option<String> {
        let typed = !self.name_hi.is_empty() || !self.name_en.is_empty();
        match self.deed.as_str() {
            "hand_over" if !self.person.is_empty() => typed.then(|| page.t("change-person-twice")),
            "hand_over" | "enter_person" | "rename_person" if !self.namesake => {
                let others = self.namesakes(page);
                let renames = self.deed == "rename_person";
                let key = if renames { "change-rename-namesake-found" } else { "change-namesake-found" };
                (!others.is_empty()).then(|| page.ts(key, "others", &others))
            }
            _ => None,
        }
    }

    /// Everybody who is called as was typed, or was; of who is renamed, everybody else.
    fn namesakes(&self, page: &Frame) -> String {
        let mut others = Namesakes::of(&page.state).find(&self.named());
        if self.deed == "rename_person" {
            others.retain(|other| other.to_string() != self.person);
        }
        let others = others.into_iter().map(|person| super::person_with_posts(page, person));
        others.collect::<Vec<_>>().join(", ")
    }

    fn named(&self) -> Words {
        Words { hi: self.name_hi.clone(), en: self.name_en.clone() }
    }

    /// The moment at which the change is done, and the one until which it lasts, where the form asks for it; an error: no
    /// calendar or clock has it, or the second was left out.
    fn moments(&self) -> Result<(Option<Moment>, Moment), ()> {
        let until = self.until.read()?;
        let needed = self.deed == "arrange_leave";
        Ok((self.at.read()?, if needed { until.ok_or(())? } else { Moment(0) }))
    }

    /// A number typed in digits of either script; what is none is 0, which no rule takes.
    fn counted(&self) -> u32 {
        hindi::latin_digits(&self.number).parse().unwrap_or(0)
    }

    fn composed(&self) -> Result<(PostId, Vec<PostId>), BadForm> {
        let chair = optional_id(&self.chair, "chair")?.map_or(PostId(Uuid::nil()), PostId);
        let members = self.members.iter().map(|member| id(member, "member"));
        Ok((
            chair,
            members.collect::<Result<Vec<PostId>, BadForm>>()?.into_iter().filter(|one| *one != chair).collect(),
        ))
    }

    /// Steps among bodies, ranks, leaves, departments and ministries.
    fn office_step(&self, new: &dyn Fn() -> Result<Uuid, Failure>, until: Moment) -> Result<Step, Failure> {
        Ok(match self.deed.as_str() {
            "close_post" => Step::ClosePost { post: id(&self.post, "post")? },
            "set_rank" => {
                let rank = optional_id(&self.rank, "rank")?.map(RankId);
                Step::SetRank { post: id(&self.post, "post")?, rank }
            }
            "return_from_leave" => Step::ReturnFromLeave { leave: id(&self.leave, "leave")?, charge: ChargeId(new()?) },
            "enter_body" => {
                let kind = BodyKind::ALL.into_iter().find(|kind| kind.key() == self.kind);
                let (chair, members) = self.composed()?;
                let kind = kind.ok_or(BadForm::BadChoice("kind"))?;
                let (key, name) = (self.key.clone(), self.named());
                Step::EnterBody { body: Body { id: BodyId(new()?), key, kind, name, chair, members } }
            }
            "change_body" => {
                let (chair, members) = self.composed()?;
                Step::ChangeBody { body: id(&self.body, "body")?, name: self.named(), chair, members }
            }
            "dissolve_body" => Step::DissolveBody { body: id(&self.body, "body")? },
            "enter_rank" => {
                Step::EnterRank { rank: Rank { id: RankId(new()?), name: self.named(), place: self.counted() } }
            }
            "change_rank" => Step::ChangeRank {
                rank: Rank { id: id(&self.rank, "rank")?, name: self.named(), place: self.counted() },
            },
            "merge_department" => {
                let into = optional_id(&self.into, "into")?.map_or(DepartmentId(Uuid::nil()), DepartmentId);
                Step::MergeDepartment { department: id(&self.department, "department")?, into }
            }
            _ => {
                let person = optional_id(&self.person, "person")?.map_or(PersonId(Uuid::nil()), PersonId);
                let (leave, stand_in) = (LeaveId(new()?), ChargeId(new()?));
                Step::ArrangeLeave { leave, charge: id(&self.charge, "charge")?, stand_in, person, until }
            }
        })
    }

    /// The steps that are meant.
    fn steps(&self, app: &App, until: Moment) -> Result<Vec<Step>, Failure> {
        let new = || app.office.new_id().map_err(|_| Failure::Internal);
        Ok(match self.deed.as_str() {
            "enter_person" => {
                let person = PersonId(new()?);
                let mut steps = vec![Step::EnterPerson { person: Person { id: person, name: self.named() } }];
                if let Some(post) = optional_id(&self.post, "post")? {
                    steps.push(Step::TakeCharge { charge: ChargeId(new()?), person, post: PostId(post) });
                }
                steps.extend(self.enrolment(person, new()?));
                steps
            }
            "hand_over" => {
                let (mut steps, chosen) = (Vec::new(), optional_id(&self.person, "person")?.map(PersonId));
                let person = match chosen {
                    Some(person) => person,
                    None => {
                        let id = PersonId(new()?);
                        steps.push(Step::EnterPerson { person: Person { id, name: self.named() } });
                        id
                    }
                };
                let charge = id(&self.charge, "charge")?;
                steps.push(Step::HandOver { charge, next: ChargeId(new()?), person });
                steps.extend(self.enrolment(person, new()?));
                steps
            }
            "take_charge" => {
                let (person, post) = (id(&self.person, "person")?, id(&self.post, "post")?);
                vec![Step::TakeCharge { charge: ChargeId(new()?), person, post }]
            }
            "end_charge" => vec![Step::EndCharge { charge: id(&self.charge, "charge")? }],
            "enrol" => vec![Step::Enrol { enrolment: EnrolmentId(new()?), person: id(&self.person, "person")? }],
            "set_minister" => {
                let minister = optional_id(&self.minister, "minister")?.map(PostId);
                vec![Step::SetMinister { department: id(&self.department, "department")?, minister }]
            }
            "enter_department" => {
                let minister = optional_id(&self.minister, "minister")?.map(PostId);
                let (id, key) = (DepartmentId(new()?), self.key.clone());
                vec![Step::EnterDepartment { department: Department { id, key, name: self.named(), minister } }]
            }
            "rename_department" => {
                vec![Step::RenameDepartment { department: id(&self.department, "department")?, name: self.named() }]
            }
            "enter_post" => {
                let kind = PostKind::ALL.into_iter().find(|kind| kind.key() == self.kind);
                let post = Post {
                    id: PostId(new()?),
                    key: self.key.clone(),
                    kind: kind.ok_or(BadForm::BadChoice("kind"))?,
                    title: self.named(),
                    department: optional_id(&self.department, "department")?.map(DepartmentId),
                    serves: optional_id(&self.serves, "serves")?.map(PostId),
                };
                vec![Step::EnterPost { post }]
            }
            "rename_person" => vec![Step::RenamePerson { person: id(&self.person, "person")?, name: self.named() }],
            "retitle_post" => vec![Step::RetitlePost { post: id(&self.post, "post")?, title: self.named() }],
            "begin_ministry" => {
                let ministry = Ministry { id: MinistryId(new()?), number: self.counted(), name: self.named() };
                let begun = std::iter::once(Ok(Step::BeginMinistry { ministry }));
                let taken = council::chosen(&app.office.state(), &self.seats)?.into_iter().map(|(post, person)| {
                    let person = id(person, "holder")?;
                    Ok(Step::TakeCharge { charge: ChargeId(new()?), person, post })
                });
                begun.chain(taken).collect::<Result<Vec<Step>, Failure>>()?
            }
            _ => vec![self.office_step(&new, until)?],
        })
    }

    /// What is wrong with a new ministry and the charges of its council, each beside its row.
    fn wrong(&self, app: &App, page: &Frame, at: Option<Moment>) -> Result<Wrong, Failure> {
        if self.deed != "begin_ministry" {
            return Ok(Wrong::default());
        }
        let mut wrong = Wrong::of(page, &self.steps(app, Moment(0))?, at);
        if !wrong.is_empty() && self.reason.is_empty() {
            wrong.others.push(page.t("refusal-reason-missing"));
        }
        Ok(wrong)
    }

    fn enrolment(&self, person: PersonId, id: Uuid) -> Option<Step> {
        self.enrols.then_some(Step::Enrol { enrolment: EnrolmentId(id), person })
    }
}

pub(super) fn id<T: FromStr>(written: &str, field: &'static str) -> Result<T, BadForm> {
    written.parse().map_err(|_| BadForm::BadChoice(field))
}

fn optional_id(written: &str, field: &'static str) -> Result<Option<Uuid>, BadForm> {
    if written.is_empty() { Ok(None) } else { id(written, field).map(Some) }
}

/// The form of one deed, empty but for what was chosen on the page before.
pub(crate) async fn show(
    State(app): State<App>,
    who: SignedIn,
    InAddress(mut about): InAddress,
) -> Result<Html<String>, Failure> {
    let page = offered(&app, &who).await?;
    let mut typed = Typed::take(&mut about).map_err(|_| Failure::Unknown)?;
    typed.change = page.act_id();
    typed.enrols = typed.deed == "enter_person";
    typed.as_it_is(&page);
    draw(&drawn(page, typed, Wrong::default(), Vec::new()))
}

fn drawn(mut page: Frame, typed: Typed, wrong: Wrong, errors: Vec<String>) -> NewPage {
    page.keeps_words = !errors.is_empty() || !wrong.is_empty();
    let state = &page.state;
    let choice = |key: String, words: &Words, chosen: &str| Choice::among(chosen, key, page.words(words));
    let chosen_department = if typed.deed == "merge_department" { &typed.into } else { &typed.department };
    let mut departments: Vec<Choice> =
        state.departments_today().map(|one| choice(one.id.to_string(), &one.name, chosen_department)).collect();
    let mut ministers: Vec<Choice> = state
        .open_posts()
        .filter(|post| post.kind.is_member())
        .map(|post| choice(post.id.to_string(), &post.title, &typed.minister))
        .collect();
    departments.retain(|one| typed.deed != "merge_department" || one.key != typed.department);
    let vacant = |post: &&std::sync::Arc<Post>| typed.deed == "enter_post" || state.charge_of_post(post.id).is_none();
    let chosen = if typed.deed == "enter_post" { &typed.serves } else { &typed.post };
    let mut posts: Vec<Choice> =
        state.open_posts().filter(vacant).map(|post| choice(post.id.to_string(), &post.title, chosen)).collect();
    let choose = |person: PersonId| Choice::among(&typed.person, person, super::person_with_posts(&page, person));
    let mut persons: Vec<Choice> = state.persons().map(|person| choose(person.id)).collect();
    for list in [&mut departments, &mut ministers, &mut posts, &mut persons] {
        list.sort_by(|one, other| one.words.cmp(&other.words));
    }
    let kind = |kind: &PostKind| Choice::among(&typed.kind, kind.key(), page.word("kind", kind.key()));
    let kinds = PostKind::ALL.iter().map(kind);
    let ranks = state.ranks().into_iter().map(|rank| choice(rank.id.to_string(), &rank.name, &typed.rank)).collect();
    let (chairs, members) = sitting(&page, &typed);
    let seats = if typed.deed == "begin_ministry" { council::seats(&page, &typed, &wrong) } else { Vec::new() };
    NewPage {
        seats,
        wrong,
        kinds: kinds.collect(),
        chairs,
        members,
        ranks,
        heading: page.word("do", &typed.deed),
        says: page.word("do-says", &typed.deed),
        about: about(&page, &typed),
        departments,
        ministers,
        posts,
        persons,
        errors,
        typed,
        page,
    }
}

/// Posts that may preside over a body of the chosen kind and sit in it, in the order of protocol.
fn sitting(page: &Frame, typed: &Typed) -> (Vec<Choice>, Vec<Choice>) {
    let Some(kind) = BodyKind::ALL.into_iter().find(|kind| kind.key() == typed.kind) else { return Default::default() };
    let mut posts: Vec<_> = page.state.open_posts().collect();
    posts.sort_by_key(|post| page.state.precedence(post));
    let choice = |post: &Post, chosen: bool| Choice {
        key: post.id.to_string(),
        words: page.words(&post.title).to_owned(),
        chosen,
    };
    let chairs = posts.iter().filter(|post| kind.may_chair(post.kind));
    let members = posts.iter().filter(|post| kind.may_sit(post.kind));
    (
        chairs.map(|post| choice(post, post.id.to_string() == typed.chair)).collect(),
        members.map(|post| choice(post, typed.members.contains(&post.id.to_string()))).collect(),
    )
}

/// Of what the change is, where that was chosen before.
fn about(page: &Frame, typed: &Typed) -> String {
    let department = typed.department.parse().ok().and_then(|id| page.state.department(id));
    let charge = typed.charge.parse().ok().and_then(|id| page.state.charge(id));
    let post = charge.map(|charge| charge.post).or_else(|| typed.post.parse().ok());
    let post = post.and_then(|id| page.state.post(id)).map(|post| page.words(&post.title).to_owned());
    let person = charge.map(|charge| charge.person).or_else(|| typed.person.parse().ok());
    let person = person.and_then(|id| page.state.person(id)).map(|person| page.words(&person.name).to_owned());
    match typed.deed.as_str() {
        "rename_department" | "set_minister" | "merge_department" => {
            department.map_or_else(String::new, |one| page.words(&one.name).to_owned())
        }
        "hand_over" | "end_charge" | "arrange_leave" => match (post, person) {
            (Some(post), Some(person)) if post != person => format!("{post} · {person}"),
            (post, _) => post.unwrap_or_default(),
        },
        "take_charge" | "retitle_post" | "close_post" | "set_rank" => post.unwrap_or_default(),
        "enrol" | "rename_person" => person.unwrap_or_default(),
        "enter_body" => page.word("body", &typed.kind),
        "change_body" | "dissolve_body" => {
            let record = typed.body.parse().ok().and_then(|id| page.state.body(id));
            record.map_or_else(String::new, |record| page.words(&record.body.name).to_owned())
        }
        "return_from_leave" => {
            let record = typed.leave.parse().ok().and_then(|id| page.state.leave(id));
            let charge = record.and_then(|record| page.state.charge(record.leave.charge));
            charge.map_or_else(String::new, |charge| super::held(page, charge))
        }
        _ => String::new(),
    }
}

/// Proposes the change; what is missing, or a refusal, draws the form again as typed.
pub(crate) async fn propose(State(app): State<App>, mut posted: Posted) -> Result<Response, Failure> {
    let (who, kept) = (posted.who.clone(), posted.fields.kept());
    let page = offered(&app, &who).await?;
    let typed = Typed::take(&mut posted.fields)?;
    let change: ChangeId = id(&typed.change, "change")?;
    // Sent again, the form would find its own person called so, and its own charges taken: the first answer is given by the
    // record.
    let sent_before = page.state.change(change).is_some();
    let moments = typed.moments();
    let mut errors: Vec<String> = moments.is_err().then(|| page.t("change-moment-unreadable")).into_iter().collect();
    let mut wrong = Wrong::default();
    if !sent_before {
        errors.extend(typed.unclear_person(&page));
        wrong = typed.wrong(&app, &page, moments.ok().and_then(|(at, _)| at))?;
    }
    if !errors.is_empty() || !wrong.is_empty() {
        posted.fields.finish()?;
        return again(page, typed, wrong, errors, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let (at, until) = moments.unwrap_or((None, Moment(0)));
    let steps = typed.steps(&app, until)?;
    let mut texts = TextsOf::default();
    let reason = prose(&mut texts, typed.reason.clone())?;
    let act = Act::ProposeChange { change, reason, steps, at };
    match perform(&app, posted, act, texts, &format!("/people/changes/{change}")).await {
        Ok(redirect) => Ok(redirect.into_response()),
        Err(failure) => {
            let (status, errors) = refused(&failure).map_err(|failure| failure.keeping_all(kept))?;
            again(offered(&app, &who).await?, typed, Wrong::default(), errors, status)
        }
    }
}

fn again(
    page: Frame,
    typed: Typed,
    wrong: Wrong,
    errors: Vec<String>,
    status: StatusCode,
) -> Result<Response, Failure> {
    Ok((status, draw(&drawn(page, typed, wrong, errors))?).into_response())
}
