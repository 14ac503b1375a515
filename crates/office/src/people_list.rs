//! A list of posts, as it comes out of a spreadsheet: one row a post, with its department and its holder. It becomes the
//! steps of one change, or everything that is wrong with it, by row and column.

mod seats;

use crate::list_quotes::first_bad_quote;
use cabinet::body::BodyKind;
use cabinet::change::{Step, Unfit};
use cabinet::draft::one_line;
use cabinet::ids::{ChargeId, DepartmentId, EnrolmentId, PersonId, PostId};
use cabinet::people::{Department, Namesakes, Person, Post, PostKind, Words};
use cabinet::{Cabinet, Moment};
use std::collections::BTreeMap;
use uuid::Uuid;

/// A column, with the names under which lists may bear it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Column {
    /// Short name of the department.
    DepartmentKey,
    /// Name of the department, Hindi.
    Department,
    /// The same, English.
    DepartmentEn,
    /// Short name of the post.
    PostKey,
    /// Kind of the post.
    Kind,
    /// Title of the post, Hindi.
    Post,
    /// The same, English.
    PostEn,
    /// Short name of the post that private staff serve.
    Serves,
    /// Short names of the departments of which the post is minister-in-charge.
    MinisterOf,
    /// Name of the post's rank.
    Rank,
    /// Place of a rank that is not there yet.
    RankPlace,
    /// Short names of the bodies over which the post presides.
    ChairOf,
    /// Short names of the bodies in which the post sits besides.
    MemberOf,
    /// Tells one person in several rows.
    PersonKey,
    /// Short name of a post that a person of the record holds: it is he.
    HolderOf,
    /// Name of the holder, Hindi.
    Person,
    /// The same, English.
    PersonEn,
    /// Whether it is another person than one of the same name.
    Namesake,
    /// Whether the holder gets a code.
    Code,
    /// Short name of a body that begins.
    BodyKey,
    /// Its kind.
    BodyKind,
    /// Its name, Hindi.
    Body,
    /// The same, English.
    BodyEn,
}

impl Column {
    /// Every column, in the order of the pattern.
    pub const ALL: [Self; 23] = [
        Self::DepartmentKey,
        Self::Department,
        Self::DepartmentEn,
        Self::PostKey,
        Self::Kind,
        Self::Post,
        Self::PostEn,
        Self::Serves,
        Self::MinisterOf,
        Self::Rank,
        Self::RankPlace,
        Self::ChairOf,
        Self::MemberOf,
        Self::PersonKey,
        Self::HolderOf,
        Self::Person,
        Self::PersonEn,
        Self::Namesake,
        Self::Code,
        Self::BodyKey,
        Self::BodyKind,
        Self::Body,
        Self::BodyEn,
    ];

    /// Its name in the first row of a list.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::DepartmentKey => "department_key",
            Self::Department => "department",
            Self::DepartmentEn => "department_en",
            Self::PostKey => "post_key",
            Self::Kind => "kind",
            Self::Post => "post",
            Self::PostEn => "post_en",
            Self::Serves => "serves",
            Self::MinisterOf => "minister_of",
            Self::PersonKey => "person_key",
            Self::Person => "person",
            Self::PersonEn => "person_en",
            Self::HolderOf => "holder_of",
            Self::Namesake => "namesake",
            Self::Code => "code",
            Self::Rank => "rank",
            Self::RankPlace => "rank_place",
            Self::ChairOf => "chair_of",
            Self::MemberOf => "member_of",
            Self::BodyKey => "body_key",
            Self::BodyKind => "body_kind",
            Self::Body => "body",
            Self::BodyEn => "body_en",
        }
    }
}

/// Why a cell of a list is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Misfit {
    /// The first row names no such column, or names it twice.
    Heading,
    /// There is no row of posts; in an empty list not even that with the names of the columns.
    NoRows,
    /// The row has more cells than the first row.
    Cells,
    /// The cell is empty and must not be.
    Empty,
    /// There is no such kind of post.
    Kind,
    /// Nothing in the list or the government bears this short name.
    Unknown,
    /// It is neither yes nor no.
    YesOrNo,
    /// The row says otherwise than an earlier one.
    Otherwise,
    /// Somebody is called so in the record or in an earlier row, and nothing says whether it is the same person.
    Namesake,
    /// A quotation mark is not closed, or not around the whole cell.
    Quote,
    /// Another row names another minister-in-charge of the same department.
    TwoMinisters,
    /// There is no such rank, and a new one has a place.
    NewRank,
    /// There is no such kind of body.
    BodyKind,
    /// No row presides over the new body.
    NoChair,
    /// Another row presides over the same body.
    TwoChairs,
    /// The rules of business do not allow it.
    Unfit(Unfit),
}

impl Misfit {
    /// Its word on pages; of [`Misfit::Unfit`] the rule's own.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Heading => "heading",
            Self::NoRows => "no_rows",
            Self::Cells => "cells",
            Self::Empty => "empty",
            Self::Kind => "kind",
            Self::Unknown => "unknown",
            Self::YesOrNo => "yes_or_no",
            Self::Otherwise => "otherwise",
            Self::Namesake => "namesake",
            Self::Quote => "quote",
            Self::TwoMinisters => "two_ministers",
            Self::NewRank => "new_rank",
            Self::BodyKind => "body_kind",
            Self::NoChair => "no_chair",
            Self::TwoChairs => "two_chairs",
            Self::Unfit(unfit) => unfit.key(),
        }
    }
}

/// A cell that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellFault {
    /// The row as a spreadsheet counts it: the first row has the names of the columns.
    pub row: usize,
    /// The name of the column as it stands in the first row; empty for the whole row.
    pub column: String,
    /// Why.
    pub misfit: Misfit,
}

/// The words of the pages by which a list may name columns and kinds, in the languages of the pages.
#[derive(Clone, Debug, Default)]
pub struct ListWords {
    /// Headings of columns.
    pub headings: Vec<(String, Column)>,
    /// Kinds of posts.
    pub kinds: Vec<(String, PostKind)>,
    /// Kinds of bodies.
    pub body_kinds: Vec<(String, BodyKind)>,
}

/// What a list comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleList {
    /// Its steps, in an order in which each finds what it needs.
    pub steps: Vec<Step>,
    /// Rows with something in them, without the first.
    pub rows: usize,
}

/// Reads a list: cells divided by commas or semicolons, or by tabs as they are copied out of a spreadsheet.
///
/// `new_id` gives a fresh id at each call.
///
/// # Errors
/// Everything that is wrong, by row and column; then nothing is taken.
pub fn read_people_list(
    text: &str,
    cabinet: &Cabinet,
    words: &ListWords,
    now: Moment,
    new_id: &mut dyn FnMut() -> Uuid,
) -> Result<PeopleList, Vec<CellFault>> {
    let (headings, rows) = cells(text, words)?;
    let namesakes = Namesakes::of(cabinet);
    let mut reading =
        Reading { cabinet, words, headings, new_id, faults: Vec::new(), found: Found::default(), namesakes };
    rows.iter().for_each(|row| reading.row(row));
    rows.iter().for_each(|row| reading.references(row));
    let bodies = reading.composed();
    let steps: Vec<Placed> = reading.found.steps().into_iter().chain(bodies).collect();
    if reading.faults.is_empty() {
        let whole: Vec<Step> = steps.iter().map(|(_, _, step)| step.clone()).collect();
        let of = |step: usize| steps.get(step.saturating_sub(1)).map(|(row, column, _)| (*row, *column));
        let faults = cabinet::change_faults(cabinet, &whole, now).into_iter().filter_map(|fault| {
            let (row, column) = of(fault.step)?;
            let column = reading.headings.of(cell_of(column, fault.unfit));
            Some(CellFault { row, column, misfit: Misfit::Unfit(fault.unfit) })
        });
        let faults: Vec<CellFault> = faults.collect();
        reading.faults.extend(faults);
        if reading.faults.is_empty() {
            return Ok(PeopleList { steps: whole, rows: rows.len() });
        }
    }
    reading.faults.sort_by_key(|fault| fault.row);
    Err(reading.faults)
}

/// The cell that brought a fault of a step for which this column stands.
const fn cell_of(column: Column, unfit: Unfit) -> Column {
    match (column, unfit) {
        (Column::Department, Unfit::Key | Unfit::KeyTaken) => Column::DepartmentKey,
        (Column::PostKey, Unfit::Name) => Column::Post,
        (Column::PostKey, Unfit::NoDepartment) => Column::DepartmentKey,
        (Column::PostKey, Unfit::Serves | Unfit::Post) => Column::Serves,
        (Column::PostKey, Unfit::Second) => Column::Kind,
        (Column::Rank, Unfit::Number) => Column::RankPlace,
        (Column::BodyKey, Unfit::Name) => Column::Body,
        (Column::BodyKey, Unfit::Council) => Column::BodyKind,
        (Column::BodyKey, Unfit::Chair) => Column::ChairOf,
        (Column::BodyKey, Unfit::Members) => Column::MemberOf,
        _ => column,
    }
}

/// One row: its number, and its cells by column.
struct Row {
    number: usize,
    cells: BTreeMap<Column, String>,
}

impl Row {
    fn get(&self, column: Column) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    fn words(&self, hi: Column, en: Column) -> Words {
        Words { hi: self.get(hi).to_owned(), en: self.get(en).to_owned() }
    }
}

/// The columns of a list, as its first row calls them.
struct Headings(BTreeMap<Column, String>);

impl Headings {
    /// As the list calls it; of a column that it does not have, the name of the pattern.
    fn of(&self, column: Column) -> String {
        self.0.get(&column).cloned().unwrap_or_else(|| column.key().to_owned())
    }
}

/// A word as it is compared: without capitals, joiners and nuktas, whatever stands between its parts.
fn plain(written: &str) -> String {
    one_line(written).to_lowercase().replace(['\u{93c}', '\u{200c}', '\u{200d}'], "").replace([' ', '-'], "_")
}

/// What divides the cells of a list, by its first row.
fn divider_of(heading: &str) -> char {
    let counted = |divider: char| heading.matches(divider).count();
    if counted('\t') > 0 {
        '\t'
    } else if counted(';') > counted(',') {
        ';'
    } else {
        ','
    }
}

fn cells(text: &str, words: &ListWords) -> Result<(Headings, Vec<Row>), Vec<CellFault>> {
    let mut text = text.trim_start_matches('\u{feff}').to_owned();
    // The last row ends like every other, so that lines can be counted.
    text.push('\n');
    let first_line = text.lines().find(|line| !line.is_empty()).unwrap_or_default();
    let divider = divider_of(first_line);
    let bad = first_bad_quote(&text, divider);
    let mut reader = csv::ReaderBuilder::new();
    reader.has_headers(false).flexible(true).delimiter(u8::try_from(divider).unwrap_or(b','));
    let mut records = numbered(reader.from_reader(text.as_bytes()));
    let whole = |row, misfit| CellFault { row, column: String::new(), misfit };
    let (first_row, heading) = match records.next() {
        Some((row, Ok(heading))) => (row, heading),
        Some((row, Err(_))) => return Err(vec![whole(row, Misfit::Heading)]),
        None => return Err(vec![whole(1, Misfit::NoRows)]),
    };
    if let Some(bad) = bad {
        let column = heading.get(bad.cell).filter(|_| bad.row > first_row).unwrap_or_default().to_owned();
        return Err(vec![CellFault { row: bad.row, column, misfit: Misfit::Quote }]);
    }
    let mut faults = Vec::new();
    let mut columns: Vec<Option<Column>> = Vec::new();
    for name in &heading {
        let by_word = || words.headings.iter().find(|(word, _)| plain(word) == plain(name)).map(|(_, column)| *column);
        let column = Column::ALL.into_iter().find(|column| column.key() == plain(name)).or_else(by_word);
        if column.is_none() || columns.contains(&column) {
            faults.push(CellFault { row: first_row, column: name.to_owned(), misfit: Misfit::Heading });
        }
        columns.push(column);
    }
    let mut rows = Vec::new();
    for (number, record) in records {
        let Ok(record) = record else {
            faults.push(whole(number, Misfit::Cells));
            continue;
        };
        if record.iter().all(str::is_empty) {
            continue;
        }
        if record.len() > columns.len() {
            faults.push(whole(number, Misfit::Cells));
        }
        let cells = columns.iter().zip(&record).filter_map(|(column, cell)| Some(((*column)?, cell.to_owned())));
        rows.push(Row { number, cells: cells.collect() });
    }
    if rows.is_empty() && faults.is_empty() {
        faults.push(whole(first_row + 1, Misfit::NoRows));
    }
    let written = columns.iter().zip(&heading).filter_map(|(column, name)| Some(((*column)?, name.to_owned())));
    if faults.is_empty() { Ok((Headings(written.collect()), rows)) } else { Err(faults) }
}

/// Rows with their numbers. The reader passes over empty lines, which a spreadsheet counts; a cell may hold several lines.
fn numbered(mut reader: csv::Reader<&[u8]>) -> impl Iterator<Item = (usize, Result<csv::StringRecord, csv::Error>)> {
    let mut number = 0;
    std::iter::from_fn(move || {
        let (from, mut record) = (reader.position().line(), csv::StringRecord::new());
        let read = match reader.read_record(&mut record) {
            Ok(false) => return None,
            read => read,
        };
        let inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        let lines = usize::try_from(reader.position().line().saturating_sub(from)).unwrap_or(usize::MAX);
        number += lines.saturating_sub(inside).max(1);
        record.trim();
        Some((number, read.map(|_| record)))
    })
}

type Placed = (usize, Column, Step);

/// What rows bring, by short name.
#[derive(Default)]
struct Found {
    departments: BTreeMap<String, (DepartmentId, Option<Words>)>,
    posts: BTreeMap<String, PostId>,
    persons: BTreeMap<String, (PersonId, Words)>,
    entered_departments: Vec<Placed>,
    entered_posts: Vec<Placed>,
    serving_posts: Vec<Placed>,
    ministers: Vec<Placed>,
    entered_persons: Vec<Placed>,
    charges: Vec<Placed>,
    enrolments: Vec<Placed>,
    seats: seats::Found,
}

impl Found {
    fn steps(&self) -> Vec<Placed> {
        let lists = [
            &self.entered_departments,
            &self.seats.entered_ranks,
            &self.entered_posts,
            &self.serving_posts,
            &self.seats.set_ranks,
            &self.ministers,
            &self.entered_persons,
            &self.charges,
            &self.enrolments,
        ];
        lists.into_iter().flatten().cloned().collect()
    }
}

/// What a row may say of a department or a body alone.
const WITHOUT_POST: [Column; 7] = [
    Column::DepartmentKey,
    Column::Department,
    Column::DepartmentEn,
    Column::BodyKey,
    Column::BodyKind,
    Column::Body,
    Column::BodyEn,
];

struct Reading<'a> {
    cabinet: &'a Cabinet,
    words: &'a ListWords,
    headings: Headings,
    new_id: &'a mut dyn FnMut() -> Uuid,
    faults: Vec<CellFault>,
    found: Found,
    /// Everybody of the record and of earlier rows.
    namesakes: Namesakes,
}

impl Reading<'_> {
    fn fault(&mut self, row: &Row, column: Column, misfit: Misfit) {
        self.faults.push(CellFault { row: row.number, column: self.headings.of(column), misfit });
    }

    /// What the row brings: a department, a body, a post, a person and a charge.
    fn row(&mut self, row: &Row) {
        let told = self.faults.len();
        let brings = self.department(row).is_some() | self.body(row);
        let told = self.faults.len() > told;
        if row.get(Column::PostKey).is_empty() {
            let no_code = yes_or_no(row.get(Column::Code)) == Some(false);
            let empty = |column: &Column| WITHOUT_POST.contains(column) || *column == Column::Code && no_code;
            let filled = Column::ALL.into_iter().filter(|column| !empty(column));
            let filled = filled.into_iter().any(|column| !row.get(column).is_empty());
            // A department or a body without a short name was told already.
            if filled || (!brings && !told) {
                self.fault(row, Column::PostKey, Misfit::Empty);
            }
            return;
        }
        let post = PostId((self.new_id)());
        self.found.posts.entry(row.get(Column::PostKey).to_owned()).or_insert(post);
        if self.kind(row).is_none() {
            let misfit = if row.get(Column::Kind).is_empty() { Misfit::Empty } else { Misfit::Kind };
            self.fault(row, Column::Kind, misfit);
        }
        self.holder(row, post);
    }

    fn kind(&self, row: &Row) -> Option<PostKind> {
        let written = row.get(Column::Kind);
        let by_key = PostKind::ALL.into_iter().find(|kind| kind.key() == plain(written));
        by_key
            .or_else(|| self.words.kinds.iter().find(|(word, _)| plain(word) == plain(written)).map(|(_, kind)| *kind))
    }

    fn department(&mut self, row: &Row) -> Option<DepartmentId> {
        let key = row.get(Column::DepartmentKey);
        let name = row.words(Column::Department, Column::DepartmentEn);
        if key.is_empty() {
            if name != Words::default() {
                self.fault(row, Column::DepartmentKey, Misfit::Empty);
            }
            return None;
        }
        if let Some((id, known)) = self.found.departments.get(key) {
            let id = *id;
            if name != Words::default() && known.as_ref().is_some_and(|known| *known != name) {
                self.fault(row, Column::Department, Misfit::Otherwise);
            }
            return Some(id);
        }
        if let Some(known) = self.cabinet.department_named(key) {
            let (id, known) = (known.id, known.name.clone());
            if name != Words::default() && name != known {
                self.fault(row, Column::Department, Misfit::Otherwise);
            }
            self.found.departments.insert(key.to_owned(), (id, None));
            return Some(id);
        }
        let id = DepartmentId((self.new_id)());
        self.found.departments.insert(key.to_owned(), (id, Some(name.clone())));
        let department = Department { id, key: key.to_owned(), name, minister: None };
        self.found.entered_departments.push((row.number, Column::Department, Step::EnterDepartment { department }));
        Some(id)
    }

    fn holder(&mut self, row: &Row, post: PostId) {
        let name = row.words(Column::Person, Column::PersonEn);
        let enrols = match yes_or_no(row.get(Column::Code)) {
            Some(enrols) => enrols,
            None => return self.fault(row, Column::Code, Misfit::YesOrNo),
        };
        let Some(another) = yes_or_no(row.get(Column::Namesake)) else {
            return self.fault(row, Column::Namesake, Misfit::YesOrNo);
        };
        let key = row.get(Column::PersonKey);
        let mut known = self.found.persons.get(key).filter(|_| !key.is_empty()).cloned();
        if !row.get(Column::HolderOf).is_empty() {
            let Some(recorded) = self.recorded(row.get(Column::HolderOf)) else {
                return self.fault(row, Column::HolderOf, Misfit::Unknown);
            };
            if another || known.as_ref().is_some_and(|(id, _)| *id != recorded.0) {
                return self.fault(row, Column::HolderOf, Misfit::Otherwise);
            }
            if !key.is_empty() {
                self.found.persons.insert(key.to_owned(), recorded.clone());
            }
            known = Some(recorded);
        }
        if name.hi.is_empty() && known.is_none() {
            if enrols || another || !key.is_empty() || !name.en.is_empty() {
                self.fault(row, Column::Person, Misfit::Empty);
            }
            return;
        }
        let person = match known {
            Some((_, other)) if name != Words::default() && !other.is_namesake(&name) => {
                return self.fault(row, Column::Person, Misfit::Otherwise);
            }
            Some((person, _)) => person,
            None if !another && !self.namesakes.find(&name).is_empty() => {
                return self.fault(row, Column::Person, Misfit::Namesake);
            }
            None => {
                let id = PersonId((self.new_id)());
                let person = Person { id, name: name.clone() };
                self.namesakes.add(id, &name);
                self.found.entered_persons.push((row.number, Column::Person, Step::EnterPerson { person }));
                if !key.is_empty() {
                    self.found.persons.insert(key.to_owned(), (id, name));
                }
                id
            }
        };
        let charge = ChargeId((self.new_id)());
        self.found.charges.push((row.number, Column::Person, Step::TakeCharge { charge, person, post }));
        if enrols {
            let enrolment = EnrolmentId((self.new_id)());
            self.found.enrolments.push((row.number, Column::Code, Step::Enrol { enrolment, person }));
        }
    }

    /// Who of the record holds a post.
    fn recorded(&self, post_key: &str) -> Option<(PersonId, Words)> {
        let post = self.cabinet.posts().find(|post| post.key == post_key)?;
        let person = self.cabinet.person(self.cabinet.charge_of_post(post.id)?.person)?;
        Some((person.id, person.name.clone()))
    }

    /// What the row says of others, once every row was seen.
    fn references(&mut self, row: &Row) {
        let key = row.get(Column::PostKey).to_owned();
        let Some(post) = self.found.posts.get(&key).copied() else { return };
        if let Some(kind) = self.kind(row) {
            self.enter_post(row, (post, key, kind));
            self.sits(row, post, kind);
        }
        self.rank(row, post);
        let departments: Vec<String> = row.get(Column::MinisterOf).split([' ', ',', ';']).map(str::to_owned).collect();
        for department in departments.iter().filter(|key| !key.is_empty()) {
            let here = self.found.departments.get(department).map(|(id, _)| *id);
            match here.or_else(|| self.cabinet.department_named(department).map(|known| known.id)) {
                Some(department) => self.minister(row, department, post),
                None => self.fault(row, Column::MinisterOf, Misfit::Unknown),
            }
        }
    }

    /// The post is minister-in-charge of a department, which has one.
    fn minister(&mut self, row: &Row, department: DepartmentId, post: PostId) {
        let named = self.found.ministers.iter().find_map(|(_, _, step)| match step {
            Step::SetMinister { department: other, minister } if *other == department => *minister,
            _ => None,
        });
        match named {
            Some(other) if other != post => self.fault(row, Column::MinisterOf, Misfit::TwoMinisters),
            Some(_) => {}
            None => {
                let step = Step::SetMinister { department, minister: Some(post) };
                self.found.ministers.push((row.number, Column::MinisterOf, step));
            }
        }
    }

    fn enter_post(&mut self, row: &Row, (id, key, kind): (PostId, String, PostKind)) {
        let serves = row.get(Column::Serves);
        let served = self.found.posts.get(serves).copied();
        let served = served.or_else(|| self.cabinet.posts().find(|post| post.key == serves).map(|post| post.id));
        if !serves.is_empty() && served.is_none() {
            return self.fault(row, Column::Serves, Misfit::Unknown);
        }
        let department = self.found.departments.get(row.get(Column::DepartmentKey)).map(|(id, _)| *id);
        // The second row of a short name is told as taken by the rules.
        let again = self
            .found
            .entered_posts
            .iter()
            .chain(&self.found.serving_posts)
            .any(|(_, _, step)| matches!(step, Step::EnterPost { post } if post.id == id));
        let id = if again { PostId((self.new_id)()) } else { id };
        let title = row.words(Column::Post, Column::PostEn);
        let post = Post { id, key, kind, title, department, serves: served };
        let placed = (row.number, Column::PostKey, Step::EnterPost { post });
        match served {
            None => self.found.entered_posts.push(placed),
            Some(_) => self.found.serving_posts.push(placed),
        }
    }
}

/// Yes or no in both languages; an empty cell is no.
fn yes_or_no(written: &str) -> Option<bool> {
    match written.to_lowercase().as_str() {
        "yes" | "y" | "1" | "हाँ" | "हां" => Some(true),
        "" | "no" | "n" | "0" | "नहीं" => Some(false),
        _ => None,
    }
}
