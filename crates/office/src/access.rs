//! What a post or a person can reach today, for the auditor: ids, counts and moments, no word of a matter. Each look is
//! recorded in custody before it is shown.

use crate::custody::{CustodyEvent, Reader, ReviewLine};
use crate::error::ReadError;
use crate::open::Office;
use crate::sessions::Session;
use cabinet::ids::{PersonId, PostId};
use cabinet::people::{Charge, Post};
use cabinet::permission::{Action, Subject};
use cabinet::reach::Reach;
use cabinet::{Actor, Cabinet, Moment};
use std::sync::Arc;

/// Whose reach is reviewed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whom {
    /// A post, under whoever holds it.
    Post(PostId),
    /// A person, under all charges.
    Person(PersonId),
}

/// What can be reached under one charge.
#[derive(Clone, Debug)]
pub struct ChargeAccess {
    /// The charge.
    pub charge: Arc<Charge>,
    /// Its post.
    pub post: Arc<Post>,
    /// What can be reached.
    pub reach: Reach,
}

/// With what a person can come in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaysIn {
    /// Passkeys that open.
    pub passkeys: usize,
    /// Whether there is a password that opens.
    pub password: bool,
    /// Codes that are out.
    pub codes: usize,
    /// Sessions that are open.
    pub sessions: usize,
}

/// What a post or a person can reach.
#[derive(Clone, Debug)]
pub struct AccessReview {
    /// The state from which this was told.
    pub state: Arc<Cabinet>,
    /// When.
    pub at: Moment,
    /// Who holds the post, or the person; none of a vacant post.
    pub person: Option<PersonId>,
    /// Under each charge; none for a vacant post.
    pub charges: Vec<ChargeAccess>,
    /// With what the person can come in; none of a vacant post.
    pub ways_in: Option<WaysIn>,
    /// Pairs of posts that never may meet in the person.
    pub clashes: Vec<(PostId, PostId)>,
}

/// What the auditor begins from.
#[derive(Clone, Debug)]
pub struct AccessOverview {
    /// The state from which this was told.
    pub state: Arc<Cabinet>,
    /// Persons in whom posts meet that never may; the expected list is empty.
    pub clashing: Vec<PersonId>,
    /// The latest reviews, the last first.
    pub reviews: Vec<ReviewLine>,
}

impl Office {
    fn may_review(&self, session: &Session) -> Result<Arc<Cabinet>, ReadError> {
        let state = self.state();
        let may = state.may(&session.actor, Subject::Government, Action::ReadAccess);
        if may { Ok(state) } else { Err(ReadError::Unknown) }
    }

    /// Who can be reviewed, and what was.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom [`Action::ReadAccess`] is not permitted; when custody cannot be read.
    pub async fn access_overview(&self, session: &Session) -> Result<AccessOverview, ReadError> {
        let state = self.may_review(session)?;
        let reviews = self.custody.known().await?.memory.reviews().cloned().collect();
        let persons = state.persons().map(|person| person.id);
        let clashing = persons.filter(|person| !state.clashes_of(*person).is_empty()).collect();
        Ok(AccessOverview { clashing, reviews, state })
    }

    /// What a post or a person can reach; recorded before it is told.
    ///
    /// # Errors
    /// [`ReadError::Unknown`] for whom [`Action::ReadAccess`] is not permitted, and for whom there is not; when custody
    /// cannot be written.
    pub async fn review_access(
        &self,
        session: &Session,
        whom: Whom,
        exported: bool,
    ) -> Result<AccessReview, ReadError> {
        let state = self.may_review(session)?;
        let (person, charges): (Option<PersonId>, Vec<Arc<Charge>>) = match whom {
            Whom::Post(post) => {
                state.post(post).filter(|post| state.closed(post.id).is_none()).ok_or(ReadError::Unknown)?;
                let held = state.charge_of_post(post).cloned();
                (held.as_ref().map(|charge| charge.person), held.into_iter().collect())
            }
            Whom::Person(person) => {
                state.person(person).ok_or(ReadError::Unknown)?;
                (Some(person), state.charges_of(person).cloned().collect())
            }
        };
        self.access_reviewed(session, whom, exported).await?;
        let charges = charges.into_iter().filter_map(|charge| {
            let post = state.post(charge.post)?.clone();
            let reach = Reach::of(&state, &Actor::Holder { person: charge.person, charge: charge.id });
            Some(ChargeAccess { charge, post, reach })
        });
        let charges = charges.collect();
        let ways_in = match person {
            Some(person) => Some(self.ways_in(&state, person).await?),
            None => None,
        };
        let clashes = person.map(|person| state.clashes_of(person)).unwrap_or_default();
        Ok(AccessReview { at: self.now(), person, charges, ways_in, clashes, state })
    }

    async fn ways_in(&self, state: &Cabinet, person: PersonId) -> Result<WaysIn, ReadError> {
        let now = self.now();
        let codes = state.enrolments().filter(|one| one.enrolment.person == person && one.is_open(now)).count();
        let own = state.passkeys_of(person).count();
        let password = state.password_of(person).is_some();
        Ok(WaysIn { passkeys: own, password, codes, sessions: self.sessions_living(Some(person)).await? })
    }

    async fn access_reviewed(&self, session: &Session, whom: Whom, exported: bool) -> Result<(), ReadError> {
        let Reader { person, charge } = self.custody.pseudonyms.reader(&session.actor);
        let (session, charge) = (session.id.0, charge.unwrap_or_default());
        let (of_post, of_person) = match whom {
            Whom::Post(post) => (Some(post.0), None),
            Whom::Person(person) => (None, Some(self.custody.pseudonyms.person(person))),
        };
        let event = CustodyEvent::AccessReviewed { session, person, charge, of_post, of_person, exported };
        self.custody.note(vec![event]).await
    }
}
