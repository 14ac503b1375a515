//! Steps among bodies and ranks.

use super::{Planned, key};
use crate::body::{Body, BodyKind};
use crate::change::{Step, Unfit};
use crate::event::Event;
use crate::ids::BodyId;
use crate::people::{PLACE_MAX, Rank};
use std::collections::BTreeSet;

impl Planned {
    pub(super) fn body(&self, step: &Step) -> Result<Event, Unfit> {
        match step {
            Step::EnterBody { body } => self.enter_body(body),
            Step::ChangeBody { body, name, chair, members } => {
                let sitting = self.sitting(*body)?;
                let changed = Body { name: name.judged()?, chair: *chair, members: members.clone(), ..sitting };
                self.composed(&changed)?;
                Ok(Event::BodyChanged { body: changed })
            }
            Step::DissolveBody { body } => Ok(Event::BodyDissolved { body: self.sitting(*body)?.id }),
            _ => Err(Unfit::Body),
        }
    }

    fn enter_body(&self, body: &Body) -> Result<Event, Unfit> {
        self.fresh(body.id.0)?;
        let key = key(&body.key)?;
        if self.cabinet.all_bodies().any(|known| known.body.key == key) {
            return Err(Unfit::KeyTaken);
        }
        let council = |kind| kind == BodyKind::Council;
        if council(body.kind) && self.cabinet.bodies().any(|known| council(known.body.kind)) {
            return Err(Unfit::Council);
        }
        self.composed(body)?;
        Ok(Event::BodyEntered { body: Body { key, name: body.name.judged()?, ..body.clone() } })
    }

    /// Chair and members fit the kind; each sits once.
    fn composed(&self, body: &Body) -> Result<(), Unfit> {
        if !body.kind.may_chair(self.open_post(body.chair)?.kind) {
            return Err(Unfit::Chair);
        }
        for member in &body.members {
            if !body.kind.may_sit(self.open_post(*member)?.kind) {
                return Err(Unfit::Members);
            }
        }
        let twice = body.posts().collect::<BTreeSet<_>>().len() < body.posts().count();
        if twice || body.members.is_empty() { Err(Unfit::Members) } else { Ok(()) }
    }

    fn sitting(&self, id: BodyId) -> Result<Body, Unfit> {
        let record = self.cabinet.body(id).filter(|record| record.dissolved.is_none());
        record.map(|record| record.body.clone()).ok_or(Unfit::Body)
    }

    pub(super) fn ranked(&self, step: &Step) -> Result<Event, Unfit> {
        match step {
            Step::EnterRank { rank } => {
                self.fresh(rank.id.0)?;
                self.rank_set(rank)
            }
            Step::ChangeRank { rank } => {
                self.cabinet.rank(rank.id).ok_or(Unfit::Rank)?;
                self.rank_set(rank)
            }
            Step::SetRank { post, rank } => {
                let post = self.open_post(*post)?.id;
                if rank.is_some_and(|rank| self.cabinet.rank(rank).is_none()) {
                    return Err(Unfit::Rank);
                }
                Ok(Event::PostRanked { post, rank: *rank })
            }
            _ => Err(Unfit::Rank),
        }
    }

    fn rank_set(&self, rank: &Rank) -> Result<Event, Unfit> {
        let name = rank.name.judged()?;
        if !(1..=PLACE_MAX).contains(&rank.place) {
            return Err(Unfit::Number);
        }
        Ok(Event::RankSet { rank: Rank { name, ..rank.clone() } })
    }
}
