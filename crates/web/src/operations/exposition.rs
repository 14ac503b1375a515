//! The text format in which Prometheus reads figures (version 0.0.4): families with a help and a kind, samples beneath.

use std::fmt::{Display, Write};

/// What the answer is, for who reads it.
pub(super) const CONTENT: &str = "text/plain; version=0.0.4; charset=utf-8";

/// The kind of a family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It only grows, until the process ends.
    Counter,
    /// It goes up and down.
    Gauge,
    /// Buckets, their sum and their count.
    Histogram,
}

/// The page as it is written.
#[derive(Default)]
pub(super) struct Exposition(String);

/// Names and values of labels.
pub(super) type Labels<'a> = &'a [(&'a str, &'a str)];

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n")
}

impl Exposition {
    /// Begins a family; its samples follow before the next one.
    pub(super) fn family(&mut self, name: &str, kind: Kind, help: &str) {
        let kind = match kind {
            Kind::Counter => "counter",
            Kind::Gauge => "gauge",
            Kind::Histogram => "histogram",
        };
        // Writing into a string does not fail.
        let _ = write!(self.0, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    /// One sample.
    pub(super) fn sample(&mut self, name: &str, labels: Labels<'_>, value: impl Display) {
        let labels: Vec<String> = labels.iter().map(|(name, value)| format!("{name}=\"{}\"", escaped(value))).collect();
        let labels = if labels.is_empty() { String::new() } else { format!("{{{}}}", labels.join(",")) };
        let _ = writeln!(self.0, "{name}{labels} {value}");
    }

    /// A family of one sample.
    pub(super) fn one(&mut self, name: &str, kind: Kind, help: &str, value: impl Display) {
        self.family(name, kind, help);
        self.sample(name, &[], value);
    }

    /// A family of one sample, where there is a value.
    pub(super) fn known(&mut self, name: &str, help: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.one(name, Kind::Gauge, help, value);
        }
    }

    pub(super) fn text(self) -> String {
        self.0
    }
}

/// Milliseconds as seconds, digit by digit.
pub(super) fn seconds(milliseconds: i64) -> String {
    let sign = if milliseconds < 0 { "-" } else { "" };
    let all = milliseconds.unsigned_abs();
    format!("{sign}{}.{:03}", all / 1000, all % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_a_label_ends_where_it_ends() {
        let mut page = Exposition::default();
        page.family("a", Kind::Gauge, "Help.");
        page.sample("a", &[("b", "c\"d\\e\nf"), ("g", "")], 1);
        page.one("h", Kind::Counter, "Help.", seconds(-1_250));
        page.known("i", "Help.", None::<u64>);
        let expected = "# HELP a Help.\n# TYPE a gauge\na{b=\"c\\\"d\\\\e\\nf\",g=\"\"} 1\n\
                        # HELP h Help.\n# TYPE h counter\nh -1.250\n";
        assert_eq!(page.text(), expected);
    }

    #[test]
    fn milliseconds_are_written_as_seconds() {
        assert_eq!(
            [0, 1, 999, 1_000, -1, 61_001].map(seconds),
            ["0.000", "0.001", "0.999", "1.000", "-0.001", "61.001"]
        );
    }
}
