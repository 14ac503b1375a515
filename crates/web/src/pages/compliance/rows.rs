//! Rows of the form with which an extract is issued: who must do what by when.

use crate::choice::Choice;
use crate::form::{BadForm, Fields};
use crate::frame::Frame;
use crate::pages::{day_parts, end_of_day};
use cabinet::ids::{DepartmentId, TaskId};
use cabinet::task::NewTask;
use cabinet::{Cabinet, Moment};
use office::views::{ItemView, MeetingView};
use std::collections::BTreeMap;

/// Rows that stand empty below those that are proposed.
const EMPTY_ROWS: usize = 2;
/// Rows that a form may bring: no more are read.
const ROWS_MAX: u32 = 80;

/// One row as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Typed {
    /// The id that the page gave it.
    pub(crate) task: String,
    pub(crate) point: String,
    pub(crate) what: String,
    pub(crate) department: String,
    pub(crate) day: String,
    pub(crate) month: String,
    pub(crate) year: String,
}

impl Typed {
    /// A row in which nothing was said that is to be done.
    fn is_empty(&self) -> bool {
        self.what.trim().is_empty()
    }

    fn due(&self) -> Option<Moment> {
        end_of_day([&self.day, &self.month, &self.year])
    }
}

/// A field of a row.
type Part = fn(&mut Typed) -> &mut String;

/// The rows of a form, in their order; none where it has none.
pub(crate) fn take(fields: &mut Fields) -> Result<Vec<Typed>, BadForm> {
    let mut rows: BTreeMap<u32, Typed> = BTreeMap::new();
    let parts: [(&'static str, Part); 7] = [
        ("task", |row| &mut row.task),
        ("point", |row| &mut row.point),
        ("what", |row| &mut row.what),
        ("department", |row| &mut row.department),
        ("day", |row| &mut row.day),
        ("month", |row| &mut row.month),
        ("year", |row| &mut row.year),
    ];
    for (name, part) in parts {
        for (number, value) in fields.prefixed(&format!("{name}.")) {
            let number = number.parse().ok().filter(|number| (1..=ROWS_MAX).contains(number));
            let row = rows.entry(number.ok_or(BadForm::BadChoice(name))?).or_default();
            let place = part(row);
            if !place.is_empty() {
                return Err(BadForm::RepeatedField(name));
            }
            *place = value;
        }
    }
    Ok(rows.into_values().collect())
}

/// What is wrong with a row before the rules see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// Its number, from 1.
    pub(crate) row: usize,
}

/// Rows in which nothing is said choose among what is there all the same: a form that was tampered with is nobody's.
pub(crate) fn unused_are_whole(state: &Cabinet, rows: &[Typed]) -> Result<(), BadForm> {
    let there = |written: &str| written.parse().is_ok_and(|id: DepartmentId| state.department(id).is_some());
    let whole = |row: &Typed| row.department.is_empty() || there(&row.department);
    if rows.iter().filter(|row| row.is_empty()).all(whole) { Ok(()) } else { Err(BadForm::BadChoice("department")) }
}

/// The tasks of the rows in which something is said; the rows whose day no calendar has.
pub(crate) fn tasks(rows: &[Typed]) -> Result<Result<Vec<NewTask>, Vec<Wrong>>, BadForm> {
    let (mut tasks, mut wrong) = (Vec::new(), Vec::new());
    for (row, typed) in (1..).zip(rows).filter(|(_, typed)| !typed.is_empty()) {
        let task: TaskId = typed.task.parse().map_err(|_| BadForm::BadChoice("task"))?;
        let point = typed.point.trim().parse().map_err(|_| BadForm::BadChoice("point"))?;
        let department: DepartmentId = typed.department.parse().map_err(|_| BadForm::BadChoice("department"))?;
        let Some(due) = typed.due() else {
            wrong.push(Wrong { row });
            continue;
        };
        tasks.push(NewTask { task, point, what: typed.what.clone(), department, due });
    }
    Ok(if wrong.is_empty() { Ok(tasks) } else { Err(wrong) })
}

/// One row of the form.
pub(crate) struct FormRow {
    pub(crate) number: usize,
    pub(crate) typed: Typed,
    pub(crate) points: Vec<Choice>,
    pub(crate) departments: Vec<Choice>,
}

/// The rows of the form: as typed, or else as they are proposed; with empty ones below them.
pub(crate) fn form(page: &Frame, view: &MeetingView, item: &ItemView, typed: Option<&[Typed]>) -> Vec<FormRow> {
    let sponsor = view.state.department_today(item.proposal.department);
    let mut rows: Vec<Typed> = match typed {
        Some(typed) => typed.to_vec(),
        None => view.state.proposed_tasks(&item.item, page.now).into_iter().map(of_proposed).collect(),
    };
    let empty = rows.iter().filter(|row| row.is_empty()).count();
    rows.extend(std::iter::repeat_n(Typed::default(), EMPTY_ROWS.saturating_sub(empty)));
    let numbered = (1..).zip(rows);
    let mut departments: Vec<(String, String)> = (view.state.departments_today())
        .map(|department| (department.id.to_string(), page.words(&department.name).to_owned()))
        .collect();
    departments.sort_by(|one, other| one.1.cmp(&other.1));
    let form = numbered.map(|(number, mut typed)| {
        if typed.task.is_empty() {
            typed.task = page.act_id();
        }
        let chosen = if typed.department.is_empty() { sponsor.to_string() } else { typed.department.clone() };
        let point = if typed.point.is_empty() { "1".to_owned() } else { typed.point.clone() };
        let points = (1..=item.points.len()).map(|number| number.to_string());
        FormRow {
            number,
            points: points.map(|key| Choice::among(&point, &key, &key)).collect(),
            departments: (departments.iter()).map(|(key, words)| Choice::among(&chosen, key, words)).collect(),
            typed,
        }
    });
    form.collect()
}

fn of_proposed(task: cabinet::task::ProposedTask) -> Typed {
    let [day, month, year] = day_parts(&hindi::ist_date(task.due.0));
    Typed {
        task: String::new(),
        point: task.point.to_string(),
        what: task.what,
        department: task.department.to_string(),
        day,
        month,
        year,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(pairs: &[(&str, &str)]) -> Result<Vec<Typed>, BadForm> {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.push((*name).to_owned(), (*value).to_owned());
        }
        let rows = take(&mut fields)?;
        fields.finish()?;
        Ok(rows)
    }

    #[test]
    fn rows_are_read_in_their_order_and_empty_ones_are_no_tasks() {
        let department = uuid::Uuid::from_u128(7).to_string();
        let rows = taken(&[
            ("task.10", &department),
            ("task.2", &department),
            ("what.10", "दूसरा"),
            ("what.2", "पहला"),
            ("what.3", " "),
            ("point.2", "1"),
            ("point.10", "2"),
            ("department.2", &department),
            ("department.10", &department),
            ("day.2", "5"),
            ("month.2", "12"),
            ("year.2", "2026"),
            ("day.10", "31"),
            ("month.10", "2"),
            ("year.10", "2026"),
        ])
        .unwrap();
        assert_eq!(rows.iter().map(|row| row.what.as_str()).collect::<Vec<_>>(), ["पहला", " ", "दूसरा"]);
        let found = tasks(&rows).unwrap();
        assert_eq!(found, Err(vec![Wrong { row: 3 }]), "February has no such day");
        let found = tasks(&rows[..2]).unwrap().unwrap();
        assert_eq!(found.iter().map(|task| (task.point, task.what.as_str())).collect::<Vec<_>>(), [(1, "पहला")]);
        assert_eq!(hindi::ist_date(found[0].due.0), "2026-12-05");
        assert_eq!(taken(&[]).unwrap(), []);
    }

    #[test]
    fn strange_rows_are_refused() {
        for pairs in [
            [("what.x", "क"), ("point.1", "1")],
            [("what.0", "क"), ("point.1", "1")],
            [("what.81", "क"), ("point.1", "1")],
            [("what.1", "क"), ("what.1", "ख")],
            [("what.1", "क"), ("other", "ख")],
        ] {
            assert!(taken(&pairs).is_err(), "{pairs:?}");
        }
        let row = Typed { what: "क".to_owned(), ..Typed::default() };
        assert!(tasks(&[row]).is_err(), "no point was chosen");
    }
}
