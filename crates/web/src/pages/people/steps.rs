//! The steps of a change in words, and why one of them cannot be done.

use crate::frame::Frame;
use cabinet::change::{Change, ChangeStage, Step, StepFault};
use cabinet::ids::{BodyId, ChargeId, DepartmentId, PersonId, PostId, RankId};
use cabinet::people::{Department, Namesakes, Rank, Words as Label};
use fluent_bundle::FluentValue;
use std::cell::OnceCell;
use std::collections::BTreeMap;

/// Names as steps know them: of what there is, and of what earlier steps of the same change bring.
pub(super) struct Words<'a> {
    page: &'a Frame,
    departments: BTreeMap<DepartmentId, Department>,
    posts: BTreeMap<PostId, Label>,
    persons: BTreeMap<PersonId, Label>,
    /// Names that persons get by it.
    renamed: Vec<(PersonId, Label)>,
    charges: BTreeMap<ChargeId, (PersonId, PostId)>,
    bodies: BTreeMap<BodyId, Label>,
    ranks: BTreeMap<RankId, Label>,
    /// Whether the change was done: names of the record are then those after it.
    done: bool,
    /// Persons by name, once somebody new is told of.
    everybody: OnceCell<Namesakes>,
}

impl<'a> Words<'a> {
    /// Of a change of the record.
    pub(super) fn of_change(page: &'a Frame, change: &Change) -> Self {
        Self { done: matches!(change.stage, ChangeStage::InForce { .. }), ..Self::of(page, &change.steps) }
    }

    /// Of steps that are not done yet.
    pub(super) fn of(page: &'a Frame, steps: &[Step]) -> Self {
        let mut words = Self {
            page,
            departments: BTreeMap::new(),
            posts: BTreeMap::new(),
            persons: BTreeMap::new(),
            renamed: Vec::new(),
            charges: BTreeMap::new(),
            bodies: BTreeMap::new(),
            ranks: BTreeMap::new(),
            done: false,
            everybody: OnceCell::new(),
        };
        for step in steps {
            match step {
                Step::EnterDepartment { department } => {
                    words.departments.insert(department.id, department.clone());
                }
                Step::EnterPost { post } => {
                    words.posts.insert(post.id, post.title.clone());
                }
                Step::EnterPerson { person } => {
                    words.persons.insert(person.id, person.name.clone());
                }
                Step::RenamePerson { person, name } => words.renamed.push((*person, name.clone())),
                Step::EnterBody { body } => {
                    words.bodies.insert(body.id, body.name.clone());
                }
                Step::EnterRank { rank } => {
                    words.ranks.insert(rank.id, rank.name.clone());
                }
                Step::TakeCharge { charge, person, post } => {
                    words.charges.insert(*charge, (*person, *post));
                }
                Step::HandOver { charge, next, person } => {
                    if let Some(post) = words.post_of(*charge) {
                        words.charges.insert(*next, (*person, post));
                    }
                }
                Step::ArrangeLeave { charge, stand_in, person, .. } => {
                    if let Some(post) = words.post_of(*charge) {
                        words.charges.insert(*stand_in, (*person, post));
                    }
                }
                Step::ReturnFromLeave { leave, charge } => {
                    let away = page.state.leave(*leave).and_then(|record| page.state.charge(record.leave.charge));
                    if let Some(away) = away {
                        words.charges.insert(*charge, (away.person, away.post));
                    }
                }
                _ => {}
            }
        }
        words
    }

    fn department(&self, id: DepartmentId) -> String {
        let known = self.known_department(id);
        self.label(known.map(|department| &department.name))
    }

    fn known_department(&self, id: DepartmentId) -> Option<&Department> {
        self.page.state.department(id).map(AsRef::as_ref).or_else(|| self.departments.get(&id))
    }

    /// What never changes, or what rules and lists go by: both names and the short one. Who agrees sees all of it.
    fn whole(&self, name: &Label, key: &str) -> String {
        format!("{} · {key}", self.both(name))
    }

    /// A name in both languages, the reader's first.
    fn both(&self, name: &Label) -> String {
        let first = self.page.words(name);
        let other = if first == name.hi { &name.en } else { &name.hi };
        if other.is_empty() || other == first { first.to_owned() } else { format!("{first} / {other}") }
    }

    fn post(&self, id: PostId) -> String {
        let known = self.page.state.post(id).map(|post| &post.title);
        self.label(known.or_else(|| self.posts.get(&id)))
    }

    /// A person of the record with the posts that it holds, so that namesakes are told apart.
    fn person(&self, id: PersonId) -> String {
        if self.page.state.person(id).is_some() {
            super::person_with_posts(self.page, id)
        } else {
            self.label(self.persons.get(&id))
        }
    }

    /// Everybody else who is called so, or was; empty where nobody is.
    fn namesakes(&self, id: PersonId, name: &Label) -> String {
        let everybody = self.everybody.get_or_init(|| {
            let mut everybody = Namesakes::of(&self.page.state);
            self.persons.iter().for_each(|(person, name)| everybody.add(*person, name));
            self.renamed.iter().for_each(|(person, name)| everybody.add(*person, name));
            everybody
        });
        let mut alike = everybody.find(name);
        alike.remove(&id);
        alike.into_iter().map(|other| self.person(other)).collect::<Vec<_>>().join(", ")
    }

    /// Somebody new, with everybody who is called so: then it is said to be another person.
    fn new_person(&self, id: PersonId, name: &Label) -> String {
        let (person, others) = (("person", self.both(name)), self.namesakes(id, name));
        if others.is_empty() {
            return self.say("step-enter-person", &[person]);
        }
        self.say("step-enter-namesake", &[person, ("others", others)])
    }

    /// A person's other name, with everybody who is called so.
    fn renamed_person(&self, id: PersonId, name: &Label) -> String {
        let state = &self.page.state;
        let mut names: Vec<&Label> = state.former_names(id).map(|former| &former.name).collect();
        names.extend(state.person(id).map(|person| &person.name));
        // Once it is done, the name that the person bore before this one.
        let done = names.iter().rposition(|one| *one == name).and_then(|place| place.checked_sub(1));
        let before = done.and_then(|place| names.get(place).copied()).or_else(|| names.last().copied());
        let before = before.or_else(|| self.persons.get(&id));
        let (shown, before) = (self.label(before), before.map(|name| self.both(name)).unwrap_or_default());
        let held = self.page.posts_of(id);
        let once = held.is_empty() || held.contains(&shown);
        let person = if once { before } else { format!("{before} ({})", held.join(", ")) };
        let (pairs, others) = ([("person", person), ("name", self.both(name))], self.namesakes(id, name));
        if others.is_empty() {
            return self.say("step-rename-person", &pairs);
        }
        self.say("step-rename-namesake", &[pairs.as_slice(), &[("others", others)]].concat())
    }

    fn post_of(&self, id: ChargeId) -> Option<PostId> {
        let known = self.page.state.charge(id).map(|charge| charge.post);
        known.or_else(|| self.charges.get(&id).map(|(_, post)| *post))
    }

    fn held(&self, id: ChargeId) -> (String, String) {
        let known = self.page.state.charge(id).map(|charge| (charge.person, charge.post));
        let held = known.or_else(|| self.charges.get(&id).copied());
        held.map_or_else(Default::default, |(person, post)| (self.person(person), self.post(post)))
    }

    fn label(&self, label: Option<&Label>) -> String {
        label.map_or_else(String::new, |label| self.page.words(label).to_owned())
    }

    fn body(&self, id: BodyId) -> String {
        let known = self.page.state.body(id).map(|record| &record.body.name);
        self.label(known.or_else(|| self.bodies.get(&id)))
    }

    fn rank(&self, rank: &Rank) -> [(&'static str, String); 2] {
        [("rank", self.page.words(&rank.name).to_owned()), ("place", rank.place.to_string())]
    }

    fn rank_name(&self, id: RankId) -> String {
        let known = self.page.state.rank(id).map(|rank| &rank.name);
        self.label(known.or_else(|| self.ranks.get(&id)))
    }

    fn body_sentence(&self, step: &Step) -> String {
        let posts = |members: &[PostId]| members.iter().map(|post| self.post(*post)).collect::<Vec<_>>().join(", ");
        let (key, pairs) = match step {
            Step::EnterBody { body } => (
                "step-enter-body",
                vec![
                    ("name", self.page.words(&body.name).to_owned()),
                    ("sort", self.page.word("body", body.kind.key())),
                    ("chair", self.post(body.chair)),
                    ("members", posts(&body.members)),
                ],
            ),
            Step::ChangeBody { body, name, chair, members } => {
                let (old, name) = (self.body(*body), self.page.words(name).to_owned());
                let key = if old == name { "step-change-body" } else { "step-change-body-named" };
                (key, vec![("body", old), ("name", name), ("chair", self.post(*chair)), ("members", posts(members))])
            }
            Step::DissolveBody { body } => ("step-dissolve-body", vec![("body", self.body(*body))]),
            _ => return String::new(),
        };
        self.say(key, &pairs)
    }

    fn say(&self, key: &str, pairs: &[(&str, String)]) -> String {
        let arguments: Vec<_> = pairs.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
        self.page.with(key, &arguments)
    }

    /// What a step does, as a sentence.
    pub(super) fn sentence(&self, step: &Step) -> String {
        let page = self.page;
        let say = |key: &str, pairs: &[(&str, String)]| self.say(key, pairs);
        match step {
            Step::EnterDepartment { department } => {
                let name = self.whole(&department.name, &department.key);
                match department.minister {
                    Some(minister) => {
                        say("step-enter-department-with", &[("department", name), ("minister", self.post(minister))])
                    }
                    None => say("step-enter-department", &[("department", name)]),
                }
            }
            Step::RenameDepartment { department, name } => {
                let known = self.known_department(*department);
                if self.done {
                    // The record keeps no former names: which department it was is told by its short name.
                    let key = known.map_or_else(String::new, |known| known.key.clone());
                    return say("step-renamed-department", &[("key", key), ("name", self.both(name))]);
                }
                let old =
                    known.map_or_else(String::new, |known| format!("{} · {}", page.words(&known.name), known.key));
                let new = self.both(name);
                say("step-rename-department", &[("department", old), ("name", new)])
            }
            Step::SetMinister { department, minister: Some(minister) } => {
                let (department, minister) = (self.department(*department), self.post(*minister));
                say("step-set-minister", &[("department", department), ("minister", minister)])
            }
            Step::SetMinister { department, minister: None } => {
                say("step-no-minister", &[("department", self.department(*department))])
            }
            Step::EnterPost { post } => {
                let (title, kind) = (self.whole(&post.title, &post.key), page.word("kind", post.kind.key()));
                let department = post.department.map(|id| self.department(id)).unwrap_or_default();
                let serves = post.serves.map(|id| self.post(id)).unwrap_or_default();
                let key = match (department.is_empty(), serves.is_empty()) {
                    (false, true) => "step-enter-post-in",
                    (false, false) => "step-enter-post-in-serving",
                    (true, false) => "step-enter-post-serving",
                    (true, true) => "step-enter-post",
                };
                say(key, &[("post", title), ("sort", kind), ("department", department), ("serves", serves)])
            }
            Step::RetitlePost { post, title } => {
                say("step-retitle-post", &[("post", self.post(*post)), ("title", self.both(title))])
            }
            Step::EnterPerson { person } => self.new_person(person.id, &person.name),
            Step::RenamePerson { person, name } => self.renamed_person(*person, name),
            Step::TakeCharge { person, post, .. } => {
                say("step-take-charge", &[("person", self.person(*person)), ("post", self.post(*post))])
            }
            Step::EndCharge { charge } => {
                let (person, post) = self.held(*charge);
                say("step-end-charge", &[("person", person), ("post", post)])
            }
            Step::HandOver { charge, person, .. } => {
                let (old, post) = self.held(*charge);
                say("step-hand-over", &[("old", old), ("post", post), ("person", self.person(*person))])
            }
            Step::ClosePost { post } => say("step-close-post", &[("post", self.post(*post))]),
            Step::EnterBody { .. } | Step::ChangeBody { .. } | Step::DissolveBody { .. } => self.body_sentence(step),
            Step::EnterRank { rank } => say("step-enter-rank", &self.rank(rank)),
            Step::ChangeRank { rank } => say("step-change-rank", &self.rank(rank)),
            Step::SetRank { post, rank: Some(rank) } => {
                say("step-set-rank", &[("post", self.post(*post)), ("rank", self.rank_name(*rank))])
            }
            Step::SetRank { post, rank: None } => say("step-no-rank", &[("post", self.post(*post))]),
            Step::ArrangeLeave { charge, person, until, .. } => {
                let (away, post) = self.held(*charge);
                let until = page.weekday_time(until);
                let pairs = [("away", away), ("post", post), ("person", self.person(*person)), ("until", until)];
                say("step-arrange-leave", &pairs)
            }
            Step::ReturnFromLeave { leave, .. } => {
                let record = page.state.leave(*leave);
                let (away, post) = record.map_or_else(Default::default, |record| self.held(record.leave.charge));
                say("step-return-from-leave", &[("away", away), ("post", post)])
            }
            Step::MergeDepartment { department, into } => {
                let (department, into) = (self.department(*department), self.department(*into));
                say("step-merge-department", &[("department", department), ("into", into)])
            }
            Step::BeginMinistry { ministry } => {
                let name = page.words(&ministry.name).to_owned();
                say("step-begin-ministry", &[("ministry", name), ("number", ministry.number.to_string())])
            }
            Step::Enrol { person, .. } => say("step-enrol", &[("person", self.person(*person))]),
        }
    }
}

/// Why a step cannot be done.
pub(crate) fn fault(page: &Frame, fault: &StepFault) -> String {
    let why = page.word("unfit", fault.unfit.key());
    let number = i64::try_from(fault.step).unwrap_or(i64::MAX);
    page.with("step-fault", &[("count", FluentValue::from(number)), ("why", FluentValue::from(why))])
}

/// A part of a sentence in one script, so that it is read out as what it is.
pub(crate) struct Run {
    pub(crate) words: String,
    pub(crate) latin: bool,
}

/// A sentence cut where the script changes; what belongs to no script goes with what stands before it.
pub(super) fn runs(sentence: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for sign in sentence.chars() {
        let latin = sign.is_ascii_alphabetic();
        match runs.last_mut() {
            Some(run) if run.latin == latin || !sign.is_alphabetic() => run.words.push(sign),
            _ => runs.push(Run { words: sign.to_string(), latin }),
        }
    }
    runs
}
