//! The steps of a change in words, and why one of them cannot be done.

use crate::frame::Frame;
use cabinet::change::{Step, StepFault};
use cabinet::ids::{ChargeId, DepartmentId, PersonId, PostId};
use cabinet::people::Words as Label;
use fluent_bundle::FluentValue;
use std::collections::BTreeMap;

/// Names as steps know them: of what there is, and of what earlier steps of the same change bring.
pub(super) struct Words<'a> {
    page: &'a Frame,
    departments: BTreeMap<DepartmentId, Label>,
    posts: BTreeMap<PostId, Label>,
    persons: BTreeMap<PersonId, Label>,
}

impl<'a> Words<'a> {
    pub(super) fn of(page: &'a Frame, steps: &[Step]) -> Self {
        let mut words = Self { page, departments: BTreeMap::new(), posts: BTreeMap::new(), persons: BTreeMap::new() };
        for step in steps {
            match step {
                Step::EnterDepartment { department } => {
                    words.departments.insert(department.id, department.name.clone());
                }
                Step::EnterPost { post } => {
                    words.posts.insert(post.id, post.title.clone());
                }
                Step::EnterPerson { person } => {
                    words.persons.insert(person.id, person.name.clone());
                }
                _ => {}
            }
        }
        words
    }

    fn department(&self, id: DepartmentId) -> String {
        let known = self.page.state.department(id).map(|department| &department.name);
        self.label(known.or_else(|| self.departments.get(&id)))
    }

    fn post(&self, id: PostId) -> String {
        let known = self.page.state.post(id).map(|post| &post.title);
        self.label(known.or_else(|| self.posts.get(&id)))
    }

    fn person(&self, id: PersonId) -> String {
        let known = self.page.state.person(id).map(|person| &person.name);
        self.label(known.or_else(|| self.persons.get(&id)))
    }

    fn held(&self, id: ChargeId) -> (String, String) {
        let charge = self.page.state.charge(id);
        charge.map_or_else(Default::default, |charge| (self.person(charge.person), self.post(charge.post)))
    }

    fn label(&self, label: Option<&Label>) -> String {
        label.map_or_else(String::new, |label| self.page.words(label).to_owned())
    }

    /// What a step does, as a sentence.
    pub(super) fn sentence(&self, step: &Step) -> String {
        let page = self.page;
        let say = |key: &str, pairs: &[(&str, String)]| {
            let arguments: Vec<_> =
                pairs.iter().map(|(name, value)| (*name, FluentValue::from(value.as_str()))).collect();
            page.with(key, &arguments)
        };
        match step {
            Step::EnterDepartment { department } => {
                let name = page.words(&department.name).to_owned();
                match department.minister {
                    Some(minister) => {
                        say("step-enter-department-with", &[("department", name), ("minister", self.post(minister))])
                    }
                    None => say("step-enter-department", &[("department", name)]),
                }
            }
            Step::RenameDepartment { department, name } => {
                let (old, new) = (self.department(*department), page.words(name).to_owned());
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
                let (title, kind) = (page.words(&post.title).to_owned(), page.word("kind", post.kind.key()));
                let department = post.department.map(|id| self.department(id)).unwrap_or_default();
                let serves = post.serves.map(|id| self.post(id)).unwrap_or_default();
                let key = match (department.is_empty(), serves.is_empty()) {
                    (false, _) => "step-enter-post-in",
                    (true, false) => "step-enter-post-serving",
                    (true, true) => "step-enter-post",
                };
                say(key, &[("post", title), ("sort", kind), ("department", department), ("serves", serves)])
            }
            Step::RetitlePost { post, title } => {
                say("step-retitle-post", &[("post", self.post(*post)), ("title", page.words(title).to_owned())])
            }
            Step::EnterPerson { person } => {
                say("step-enter-person", &[("person", page.words(&person.name).to_owned())])
            }
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
