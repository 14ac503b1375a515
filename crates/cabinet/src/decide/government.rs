//! The first entries of a ledger.

use super::Desk;
use crate::act::Government;
use crate::cabinet::LedgerNature;
use crate::event::Event;
use crate::people::Actor;
use crate::refusal::Refusal;
use crate::rules::Rules;

impl Desk<'_> {
    /// What the office did with keys, recorded by itself in a ledger that has begun.
    pub(super) fn by_the_office(&self, event: Event) -> Result<Vec<Event>, Refusal> {
        let begun = self.cabinet.nature.is_some();
        if *self.actor == Actor::System && begun { Ok(vec![event]) } else { Err(Refusal::Unknown) }
    }

    pub(super) fn begin(
        &self,
        nature: LedgerNature,
        rules: String,
        government: Government,
    ) -> Result<Vec<Event>, Refusal> {
        if *self.actor != Actor::System {
            return Err(Refusal::Unknown);
        }
        if self.cabinet.nature.is_some() {
            return Err(Refusal::BegunAlready);
        }
        let adopted = Rules::parse(&rules).map_err(Refusal::Rules)?;
        // A real government enters its departments later, in changes that ask the same.
        if nature == LedgerNature::Training || !government.departments.is_empty() {
            let keys: Vec<&str> = government.departments.iter().map(|department| department.key.as_str()).collect();
            Rules::check_departments(&rules, &keys).map_err(Refusal::Rules)?;
        }
        let mut events =
            vec![Event::LedgerBegun { nature, government: adopted.government }, Event::RulesAdopted { text: rules }];
        let departments = government.departments.into_iter();
        events.extend(departments.map(|department| Event::DepartmentEntered { department }));
        events.extend(government.posts.into_iter().map(|post| Event::PostEntered { post }));
        events.extend(government.persons.into_iter().map(|person| Event::PersonEntered { person }));
        events.extend(government.charges.into_iter().map(|charge| Event::ChargeTaken { charge }));
        events.extend(government.enrolments.into_iter().map(|enrolment| Event::EnrolmentOrdered { enrolment }));
        Ok(events)
    }
}
