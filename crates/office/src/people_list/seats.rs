//! Ranks of posts, and bodies in which posts sit, as a list of posts tells them.

use super::{Column, Misfit, Placed, Reading, Row, plain};
use cabinet::body::{Body, BodyKind};
use cabinet::change::{Step, Unfit};
use cabinet::ids::{BodyId, PostId, RankId};
use cabinet::people::{PostKind, Rank, Words};
use std::collections::{BTreeMap, BTreeSet};

/// A body that a row brings.
struct NewBody {
    row: usize,
    id: BodyId,
    kind: BodyKind,
    name: Words,
}

/// Who sits in a body, as rows tell it.
#[derive(Default)]
struct Seats {
    /// The first row that names the body, and its column.
    first: Option<(usize, Column)>,
    chair: Option<PostId>,
    members: Vec<PostId>,
}

/// What rows tell of ranks and bodies.
#[derive(Default)]
pub(super) struct Found {
    /// New ranks by their name as it is compared, with the place as it was written.
    ranks: BTreeMap<String, (RankId, String)>,
    pub(super) entered_ranks: Vec<Placed>,
    pub(super) set_ranks: Vec<Placed>,
    bodies: BTreeMap<String, NewBody>,
    seats: BTreeMap<String, Seats>,
}

impl Reading<'_> {
    /// A body that the row brings; whether it tells of any.
    pub(super) fn body(&mut self, row: &Row) -> bool {
        let (key, written) = (row.get(Column::BodyKey).to_owned(), row.get(Column::BodyKind));
        let name = row.words(Column::Body, Column::BodyEn);
        if key.is_empty() {
            let tells = name != Words::default() || !written.is_empty();
            if tells {
                self.fault(row, Column::BodyKey, Misfit::Empty);
            }
            return tells;
        }
        let by_key = BodyKind::ALL.into_iter().find(|kind| kind.key() == plain(written));
        let mut by_word = self.words.body_kinds.iter().filter(|(word, _)| plain(word) == plain(written));
        let Some(kind) = by_key.or_else(|| by_word.next().map(|(_, kind)| *kind)) else {
            let misfit = if written.is_empty() { Misfit::Empty } else { Misfit::BodyKind };
            self.fault(row, Column::BodyKind, misfit);
            return true;
        };
        if self.found.seats.bodies.contains_key(&key) {
            self.fault(row, Column::BodyKey, Misfit::Unfit(Unfit::KeyTaken));
            return true;
        }
        let body = NewBody { row: row.number, id: BodyId((self.new_id)()), kind, name };
        self.found.seats.bodies.insert(key, body);
        true
    }

    /// The rank of the row's post: one of the record, or a new one with its place.
    pub(super) fn rank(&mut self, row: &Row, post: PostId) {
        let (name, place) = (row.get(Column::Rank).to_owned(), row.get(Column::RankPlace).to_owned());
        if name.is_empty() {
            if !place.is_empty() {
                self.fault(row, Column::Rank, Misfit::Empty);
            }
            return;
        }
        let Some(rank) = self.rank_named(row, &name, &place) else { return };
        let step = Step::SetRank { post, rank: Some(rank) };
        self.found.seats.set_ranks.push((row.number, Column::Rank, step));
    }

    fn rank_named(&mut self, row: &Row, name: &str, place: &str) -> Option<RankId> {
        let key = plain(name);
        let recorded = self
            .cabinet
            .ranks()
            .into_iter()
            .find(|rank| [&rank.name.hi, &rank.name.en].iter().any(|one| plain(one) == key));
        let recorded = recorded.map(|rank| (rank.id, rank.place.to_string()));
        if let Some((id, known)) = recorded.or_else(|| self.found.seats.ranks.get(&key).cloned()) {
            if !place.is_empty() && western(place) != known {
                self.fault(row, Column::RankPlace, Misfit::Otherwise);
            }
            return Some(id);
        }
        if place.is_empty() {
            self.fault(row, Column::RankPlace, Misfit::NewRank);
            return None;
        }
        let Ok(number) = western(place).parse() else {
            self.fault(row, Column::RankPlace, Misfit::Unfit(Unfit::Number));
            return None;
        };
        let id = RankId((self.new_id)());
        self.found.seats.ranks.insert(key, (id, western(place)));
        let rank = Rank { id, name: Words { hi: name.to_owned(), en: String::new() }, place: number };
        self.found.seats.entered_ranks.push((row.number, Column::Rank, Step::EnterRank { rank }));
        Some(id)
    }

    /// The bodies in which the row's post sits, once every row was seen.
    pub(super) fn sits(&mut self, row: &Row, post: PostId, kind: PostKind) {
        for column in [Column::ChairOf, Column::MemberOf] {
            let keys: BTreeSet<String> =
                row.get(column).split([' ', ',', ';']).filter(|key| !key.is_empty()).map(str::to_owned).collect();
            for key in keys {
                self.seat(row, column, key, (post, kind));
            }
        }
    }

    fn seat(&mut self, row: &Row, column: Column, key: String, (post, kind): (PostId, PostKind)) {
        let recorded = self.cabinet.bodies().find(|record| record.body.key == key).map(|record| record.body.kind);
        let Some(body) = self.found.seats.bodies.get(&key).map(|body| body.kind).or(recorded) else {
            return self.fault(row, column, Misfit::Unknown);
        };
        let presides = column == Column::ChairOf;
        let seats = self.found.seats.seats.entry(key).or_default();
        seats.first.get_or_insert((row.number, column));
        let misfit = if presides && !body.may_chair(kind) {
            Some(Misfit::Unfit(Unfit::Chair))
        } else if presides && seats.chair.is_some_and(|other| other != post) {
            Some(Misfit::TwoChairs)
        } else if !presides && (!body.may_sit(kind) || seats.chair == Some(post)) {
            Some(Misfit::Unfit(Unfit::Members))
        } else {
            None
        };
        match misfit {
            Some(misfit) => self.fault(row, column, misfit),
            None if presides => seats.chair = Some(post),
            None => seats.members.push(post),
        }
    }

    /// The steps of bodies, with what is wrong with them: a new one needs a chair; one of the record keeps who sits in it.
    pub(super) fn composed(&mut self) -> Vec<Placed> {
        let (bodies, mut seats) =
            (std::mem::take(&mut self.found.seats.bodies), std::mem::take(&mut self.found.seats.seats));
        let mut steps = Vec::new();
        for (key, new) in bodies {
            let Seats { chair, members, .. } = seats.remove(&key).unwrap_or_default();
            let Some(chair) = chair else {
                let column = self.headings.of(Column::BodyKey);
                self.faults.push(super::CellFault { row: new.row, column, misfit: Misfit::NoChair });
                continue;
            };
            let body = Body { id: new.id, key, kind: new.kind, name: new.name, chair, members };
            steps.push((new.row, Column::BodyKey, Step::EnterBody { body }));
        }
        for (key, told) in seats {
            let Some(record) = self.cabinet.bodies().find(|record| record.body.key == key) else { continue };
            let (body, first) = (&record.body, told.first.unwrap_or((1, Column::MemberOf)));
            let members = body.members.iter().copied().chain(told.members).collect();
            let step = Step::ChangeBody {
                body: body.id,
                name: body.name.clone(),
                chair: told.chair.unwrap_or(body.chair),
                members,
            };
            steps.push((first.0, first.1, step));
        }
        steps
    }
}

/// A number with Western digits.
fn western(written: &str) -> String {
    let digit = |sign: char| match sign {
        '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10).unwrap_or(sign),
        sign => sign,
    };
    written.chars().map(digit).collect()
}
