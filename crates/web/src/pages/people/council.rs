//! The council of a new ministry: every post of it, and whom the form gives it to. The council falls with its ministry, so
//! each post is chosen anew, and one for which nobody is chosen is vacant.

use super::new::{Typed, id};
use super::person_with_posts;
use crate::choice::Choice;
use crate::form::{BadForm, Fields};
use crate::frame::Frame;
use cabinet::change::{Change, ChangeStage, Step};
use cabinet::ids::{PersonId, PostId};
use cabinet::ministry::Ministry;
use cabinet::people::{Post, Words};
use cabinet::{Cabinet, Moment};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What stands before a post's id in the name of its field.
const FIELD: &str = "holder.";

/// A post of the council in the form.
pub(super) struct Seat {
    pub(super) post: PostId,
    pub(super) title: String,
    /// Who holds it under the ministry of today; empty where it is vacant.
    pub(super) today: String,
    pub(super) persons: Vec<Choice>,
    /// Why the person cannot take it; empty where nothing is wrong.
    pub(super) fault: String,
}

/// What is wrong with a new ministry, each beside its field.
#[derive(Default)]
pub(super) struct Wrong {
    pub(super) name: String,
    pub(super) number: String,
    seats: BTreeMap<PostId, String>,
    /// What stands beside no field.
    pub(super) others: Vec<String>,
}

impl Wrong {
    /// Everything for which a ministry cannot begin and these charges cannot be taken at a moment. Under a ministry that is
    /// at fault itself no charge of today would end, and every post would be held: so name, number and charges are judged
    /// each beside what is right.
    pub(super) fn of(page: &Frame, steps: &[Step], at: Option<Moment>) -> Self {
        let [Step::BeginMinistry { ministry }, charges @ ..] = steps else { return Self::default() };
        let right = Ministry {
            number: u32::MAX,
            name: Words { hi: ministry.id.to_string(), en: String::new() },
            ..ministry.clone()
        };
        let faults = |ministry: Ministry, charges: &[Step]| {
            let steps = [&[Step::BeginMinistry { ministry }], charges].concat();
            cabinet::change_faults(&page.state, &steps, at.unwrap_or(page.now))
        };
        let told = |ministry: Ministry| {
            let fault = faults(ministry, &[]).into_iter().next();
            fault.map(|fault| page.word("unfit", fault.unfit.key())).unwrap_or_default()
        };
        let (mut seats, mut others) = (BTreeMap::new(), Vec::new());
        for fault in faults(right.clone(), charges) {
            match fault.step.checked_sub(1).and_then(|place| steps.get(place)) {
                Some(Step::TakeCharge { post, .. }) => {
                    seats.insert(*post, page.word("unfit", fault.unfit.key()));
                }
                _ => others.push(super::fault_sentence(page, &fault)),
            }
        }
        let name = told(Ministry { name: ministry.name.clone(), ..right.clone() });
        Self { name, number: told(Ministry { number: ministry.number, ..right }), seats, others }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.name.is_empty() && self.number.is_empty() && self.seats.is_empty() && self.others.is_empty()
    }
}

/// What was chosen for each post.
pub(super) fn seats_typed(fields: &mut Fields) -> Result<BTreeMap<PostId, String>, BadForm> {
    let mut seats = BTreeMap::new();
    for (post, person) in fields.prefixed(FIELD) {
        if seats.insert(id(&post, "holder")?, person.trim().to_owned()).is_some() {
            return Err(BadForm::RepeatedField("holder"));
        }
    }
    Ok(seats)
}

/// Posts of the council for which somebody was chosen, in the order of protocol.
pub(super) fn chosen<'a>(
    state: &Cabinet,
    typed: &'a BTreeMap<PostId, String>,
) -> Result<Vec<(PostId, &'a str)>, BadForm> {
    let mut chosen = Vec::new();
    for (post, person) in typed.iter().filter(|(_, person)| !person.is_empty()) {
        let post = state.post(*post).filter(|post| post.kind.is_member()).ok_or(BadForm::BadChoice("holder"))?;
        chosen.push((post, person.as_str()));
    }
    chosen.sort_by_key(|(post, _)| state.precedence(post));
    Ok(chosen.into_iter().map(|(post, person)| (post.id, person)).collect())
}

/// Every open post of the council, and one that was closed since somebody was chosen for it, in the order of protocol.
pub(super) fn seats(page: &Frame, typed: &Typed, wrong: &Wrong) -> Vec<Seat> {
    let (state, persons) = (&page.state, persons(page));
    let shown = |post: &&Arc<Post>| {
        let open = post.kind.is_member() && state.closed(post.id).is_none();
        open || wrong.seats.contains_key(&post.id)
    };
    let mut posts: Vec<_> = state.posts().filter(shown).collect();
    posts.sort_by_key(|post| state.precedence(post));
    let seat = |post: &Arc<Post>| {
        let chosen = typed.seats.get(&post.id).map_or("", String::as_str);
        let held = state.charge_of_post(post.id).map(|charge| page.person(charge.person));
        let mut choices: Vec<Choice> = persons.iter().map(|(id, words)| choice(*id, words.clone(), chosen)).collect();
        // Whoever was named besides stands there again as he was chosen.
        let another = chosen.parse().ok().filter(|id| state.person(*id).is_some());
        let another = another.filter(|_| choices.iter().all(|one| !one.chosen));
        choices.extend(another.map(|id| choice(id, person_with_posts(page, id), chosen)));
        Seat {
            post: post.id,
            title: page.words(&post.title).to_owned(),
            today: held.unwrap_or_default(),
            persons: choices,
            fault: wrong.seats.get(&post.id).cloned().unwrap_or_default(),
        }
    };
    posts.into_iter().map(seat).collect()
}

fn choice(id: PersonId, words: String, chosen: &str) -> Choice {
    Choice::among(chosen, id, words)
}

/// Who may enter a council, by name: members of today's, and whoever holds no post. An official leaves his post first; some
/// hundred officials beneath each post would hide the few who are meant.
fn persons(page: &Frame) -> Vec<(PersonId, String)> {
    let state = &page.state;
    let (mut members, mut officials) = (BTreeSet::new(), BTreeSet::new());
    for charge in state.charges() {
        let member = state.post(charge.post).is_some_and(|post| post.kind.is_member());
        let kept = if member { &mut members } else { &mut officials };
        kept.insert(charge.person);
    }
    let offered = state.persons().filter(|one| members.contains(&one.id) || !officials.contains(&one.id));
    let mut persons: Vec<_> = offered.map(|one| (one.id, person_with_posts(page, one.id))).collect();
    persons.sort_by(|(one, words), (other, others)| (words, one).cmp(&(others, other)));
    persons
}

/// Posts of the council that would be vacant after a change that begins a ministry, while it can still be stopped: who
/// agrees sees whom it gives no post, too.
pub(super) fn left_vacant(page: &Frame, change: &Change) -> Vec<String> {
    let waits = matches!(change.stage, ChangeStage::Proposed | ChangeStage::Agreed { .. });
    if !waits || !change.steps.iter().any(|step| matches!(step, Step::BeginMinistry { .. })) {
        return Vec::new();
    }
    let taken = |post: PostId| {
        change.steps.iter().any(|step| matches!(step, Step::TakeCharge { post: taken, .. } if *taken == post))
    };
    let council = page.state.open_posts().filter(|post| post.kind.is_member() && !taken(post.id));
    let mut council: Vec<_> = council.collect();
    council.sort_by_key(|post| page.state.precedence(post));
    council.into_iter().map(|post| page.words(&post.title).to_owned()).collect()
}
