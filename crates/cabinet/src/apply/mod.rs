//! Events change the state. `apply` is total: it checks nothing again, and an event that finds
//! nothing to change changes nothing.

mod chief_ministers_office;
mod circulations;
mod consultations;
mod copies;
mod emergencies;
mod files;
mod inquiries;
mod meetings;
mod paper_route;
mod people;
mod proposals;
mod recusals;
mod tasks;
mod urgent;

use crate::cabinet::{ACTS_REMEMBERED_DAYS, Accepted, Cabinet};
use crate::event::{Event, Recorded};
use crate::leaf::all_texts;
use crate::proposal::Return;
use crate::rules::Rules;
use crate::text::TextRef;
use std::sync::Arc;

impl Cabinet {
    /// Lets a recorded event change the state.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.entries += 1;
        self.last = self.last.max(recorded.at);
        self.remember(recorded);
        self.index_objects(recorded);
        match &recorded.event {
            Event::LedgerBegun { nature, government } => {
                self.nature = Some(*nature);
                self.government.clone_from(government);
            }
            Event::RulesAdopted { text } => {
                if let Ok(rules) = Rules::read(text) {
                    self.rules = Some(Arc::new(rules));
                }
            }
            Event::RootKeyRotated { .. } | Event::EpochKeyRotated { .. } => {}
            event => {
                self.apply_to_proposals(recorded, event);
                self.apply_to_meetings(recorded, event);
                self.apply_to_recusals(recorded, event);
                self.apply_to_tasks(recorded, event);
                self.apply_to_inquiries(recorded, event);
                self.apply_to_emergencies(recorded, event);
                self.apply_to_changes(recorded, event);
                self.apply_to_people(recorded.at, event);
            }
        }
    }

    /// Remembers the act and forgets those older than [`ACTS_REMEMBERED_DAYS`].
    fn remember(&mut self, recorded: &Recorded) {
        let texts = all_texts(&recorded.event).into_iter().filter(|text| !text.is_empty()).cloned();
        match self.accepted.get_mut(&recorded.act) {
            Some(accepted) => Arc::make_mut(accepted).texts.extend(texts),
            None => {
                let (by, body, at) = (recorded.by, recorded.body, recorded.at);
                self.accepted.insert(recorded.act, Arc::new(Accepted { by, body, at, texts: texts.collect() }));
                self.accepted_by_time.insert((at, recorded.act));
            }
        }
        while let Some((at, act)) = self.accepted_by_time.get_min().copied() {
            if at.plus_days(ACTS_REMEMBERED_DAYS) >= self.last {
                break;
            }
            self.accepted_by_time.remove(&(at, act));
            self.accepted.remove(&act);
        }
    }
}

/// Who acted and when, for records that keep it.
pub(super) const fn approval(recorded: &Recorded) -> crate::proposal::Approval {
    crate::proposal::Approval { by: recorded.by.charge(), at: recorded.at }
}

/// Who stopped a note, when, and why.
pub(super) fn given_reason(recorded: &Recorded, reason: &TextRef) -> Return {
    Return { by: recorded.by.charge(), at: recorded.at, reason: reason.clone(), deficiencies: Vec::new() }
}
