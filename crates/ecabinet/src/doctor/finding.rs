//! One thing that the doctor looked at.

use serde_json::{Value, json};

/// How it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// As it should be.
    Good,
    /// It must be mended.
    Wrong,
    /// It was not looked at, or cannot be told here.
    Skipped,
}

/// One thing, in both languages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Finding {
    /// Its word for programs.
    pub(super) key: &'static str,
    name: [&'static str; 2],
    pub(super) state: State,
    /// What was found; for what is wrong, what to do.
    hi: String,
    en: String,
    /// Words of the machine about it, in no language.
    cause: String,
}

/// What is looked at: its word for programs and its names.
#[derive(Clone, Copy)]
pub(super) struct Check(pub(super) &'static str, pub(super) &'static str, pub(super) &'static str);

impl Check {
    fn found(self, state: State, hi: &str, en: &str) -> Finding {
        let Self(key, name_hi, name_en) = self;
        let name = [name_hi, name_en];
        Finding { key, name, state, hi: hi.to_owned(), en: en.to_owned(), cause: String::new() }
    }

    /// All is well.
    pub(super) fn good(self) -> Finding {
        self.found(State::Good, "", "")
    }

    /// It must be mended: so.
    pub(super) fn wrong(self, hi: &str, en: &str) -> Finding {
        self.found(State::Wrong, hi, en)
    }

    /// It was not looked at, for this reason.
    pub(super) fn skipped(self, hi: &str, en: &str) -> Finding {
        self.found(State::Skipped, hi, en)
    }

    /// Good if it is so; else it must be mended: so.
    pub(super) fn demands(self, so: bool, hi: &str, en: &str) -> Finding {
        if so { self.good() } else { self.wrong(hi, en) }
    }
}

impl Finding {
    /// The same, with words of the machine.
    pub(super) fn because(self, cause: impl ToString) -> Self {
        Self { cause: cause.to_string(), ..self }
    }

    /// As a line for people.
    pub(super) fn line(&self) -> String {
        let sign = match self.state {
            State::Good => '✓',
            State::Wrong => '✗',
            State::Skipped => '–',
        };
        let [hi, en] = self.name;
        let parts = [&self.hi, &self.en, &self.cause].map(String::as_str);
        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let told = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(" · ")) };
        format!("{sign} {hi} · {en}{told}\n")
    }

    /// As an object for programs.
    pub(super) fn as_json(&self) -> Value {
        let state = match self.state {
            State::Good => "good",
            State::Wrong => "wrong",
            State::Skipped => "skipped",
        };
        json!({ "check": self.key, "state": state, "hi": self.hi, "en": self.en, "cause": self.cause })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_what_is_and_what_to_do_in_both_languages() {
        let check = Check("disk", "डिस्क", "disk");
        assert_eq!(check.good().line(), "✓ डिस्क · disk\n");
        assert_eq!(check.demands(false, "जगह बनाएँ।", "Make room.").line(), "✗ डिस्क · disk: जगह बनाएँ। · Make room.\n");
        assert_eq!(check.skipped("", "Not here.").because("EIO").line(), "– डिस्क · disk: Not here. · EIO\n");
        assert_eq!(check.demands(true, "", "").as_json()["state"], "good");
    }
}
