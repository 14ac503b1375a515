//! The table: each figure beside its goal, and the same as JSON.

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// What was measured.
#[derive(Clone, Debug, Serialize, Deserialize, PartialEq)]
pub(crate) struct Figure {
    /// Its area and name, such as `office.acts`.
    pub(crate) name: String,
    pub(crate) value: f64,
    /// How many single measurements stand behind it.
    pub(crate) samples: u64,
    /// Seconds of processor time that the server used for it; none where no server ran.
    pub(crate) server_cpu_s: Option<f64>,
}

impl Figure {
    pub(crate) fn new(name: &str, value: f64, samples: u64) -> Self {
        Self { name: name.to_owned(), value, samples, server_cpu_s: None }
    }

    pub(crate) fn of_server(mut self, cpu_s: f64) -> Self {
        self.server_cpu_s = Some(cpu_s);
        self
    }
}

/// One line of `benches/goals.toml`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Goal {
    least: Option<f64>,
    most: Option<f64>,
    unit: String,
    what: String,
}

impl Goal {
    /// Whether a value reaches it; none where nothing is asked.
    fn met(&self, value: f64) -> Option<bool> {
        let least = self.least.map(|least| value >= least);
        least.or_else(|| self.most.map(|most| value <= most))
    }

    fn written(&self) -> String {
        let least = self.least.map(|least| format!("≥ {least}"));
        least.or_else(|| self.most.map(|most| format!("≤ {most}"))).unwrap_or_default()
    }
}

/// The goals, by area and name.
pub(crate) struct Goals(BTreeMap<String, BTreeMap<String, Goal>>);

/// A figure as it stands in `target/bench.json`.
#[derive(Serialize)]
struct Row {
    name: String,
    value: f64,
    unit: String,
    goal: Option<String>,
    met: Option<bool>,
    samples: u64,
    server_cpu_s: Option<f64>,
}

impl Goals {
    pub(crate) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
        Ok(Self(toml::from_str(&text).with_context(|| path.display().to_string())?))
    }

    fn of(&self, name: &str) -> Result<&Goal> {
        let (area, rest) = name.split_once('.').with_context(|| format!("{name} names no area"))?;
        self.0.get(area).and_then(|area| area.get(rest)).with_context(|| format!("{name} stands not in the goals"))
    }

    /// What of an area was not measured.
    pub(crate) fn missing(&self, area: &str, figures: &[Figure]) -> Vec<String> {
        let names = self.0.get(area).into_iter().flat_map(BTreeMap::keys).map(|name| format!("{area}.{name}"));
        names.filter(|name| !figures.iter().any(|figure| figure.name == *name)).collect()
    }

    /// Prints the table and writes it as JSON.
    pub(crate) fn tell(&self, figures: &[Figure], json: &Path) -> Result<()> {
        let mut rows = Vec::new();
        for figure in figures {
            let goal = self.of(&figure.name)?;
            let met = goal.met(figure.value);
            let mark = match met {
                Some(true) => "met",
                Some(false) => "NOT MET",
                None => "",
            };
            let value =
                if figure.value < 100.0 { format!("{:.2}", figure.value) } else { format!("{:.0}", figure.value) };
            println!("{:30} {value:>12} {:14} {:>10}  {mark:8} {}", figure.name, goal.unit, goal.written(), goal.what);
            rows.push(Row {
                name: figure.name.clone(),
                value: figure.value,
                unit: goal.unit.clone(),
                goal: met.map(|_| goal.written()),
                met,
                samples: figure.samples,
                server_cpu_s: figure.server_cpu_s,
            });
        }
        std::fs::write(json, serde_json::to_vec_pretty(&rows)?).with_context(|| json.display().to_string())
    }
}

/// The value below which so many of a hundred lie.
pub(crate) fn percentile(values: &mut [f64], of_hundred: f64) -> f64 {
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list"
    )]
    let at = ((values.len() as f64) * of_hundred / 100.0) as usize;
    values.get(at.min(last)).copied().unwrap_or(f64::NAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOALS: &str = r#"
        [page]
        desk = { least = 10.0, unit = "pages/s", what = "desk" }
        desk_p99 = { most = 5.0, unit = "ms", what = "within" }
        desk_beside = { unit = "ms", what = "beside it" }
    "#;

    fn goals() -> Goals {
        Goals(toml::from_str(GOALS).unwrap())
    }

    #[test]
    fn the_committed_goals_are_read_and_each_asks_for_one_thing() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../benches/goals.toml");
        let goals = Goals::read(&path).unwrap();
        for (area, of_area) in &goals.0 {
            for (name, goal) in of_area {
                assert!(goal.least.is_none() || goal.most.is_none(), "{area}.{name} asks for two");
                assert!(!goal.unit.is_empty() && !goal.what.is_empty(), "{area}.{name} says what it is");
            }
        }
        assert!(
            goals.0.values().any(|area| area.values().any(|goal| goal.least.is_some())),
            "control: goals are there"
        );
    }

    #[test]
    fn a_goal_is_met_at_its_edge_and_not_beyond() {
        let goals = goals();
        for (name, value, met) in [
            ("page.desk", 10.0, Some(true)),
            ("page.desk", 9.99, Some(false)),
            ("page.desk_p99", 5.0, Some(true)),
            ("page.desk_p99", 5.01, Some(false)),
            ("page.desk", f64::NAN, Some(false)),
            ("page.desk_beside", 1.0, None),
        ] {
            assert_eq!(goals.of(name).unwrap().met(value), met, "{name} {value}");
        }
        assert!(goals.of("page.nothing").is_err() && goals.of("desk").is_err());
    }

    #[test]
    fn what_was_not_measured_is_missed() {
        let figures = [Figure::new("page.desk", 1.0, 1), Figure::new("page.desk_beside", 1.0, 1)];
        assert_eq!(goals().missing("page", &figures), ["page.desk_p99"]);
        assert!(goals().missing("room", &figures).is_empty());
    }

    #[test]
    fn the_figures_are_written_beside_their_goals() {
        let path = tempfile::tempdir().unwrap();
        let path = path.path().join("bench.json");
        goals().tell(&[Figure::new("page.desk", 12.0, 3).of_server(0.5)], &path).unwrap();
        let rows: serde_json::Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let expected = serde_json::json!([{
            "name": "page.desk", "value": 12.0, "unit": "pages/s", "goal": "≥ 10", "met": true, "samples": 3,
            "server_cpu_s": 0.5
        }]);
        assert_eq!(rows, expected);
    }

    #[test]
    fn of_a_hundred_values_the_hundredth_is_beyond_ninety_nine() {
        let mut values: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        assert_eq!((percentile(&mut values, 99.0), percentile(&mut values, 50.0)), (100.0, 51.0));
        assert_eq!(percentile(&mut [7.0], 99.0), 7.0);
        assert!(percentile(&mut [], 99.0).is_nan());
    }
}
