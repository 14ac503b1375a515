//! Passwords with one-time codes: the second way in, for posts that neither approve nor read folders. The record
//! holds whose they are and under which name one signs in; what is secret lies outside of it.

use crate::ids::{PasswordId, PersonId};
use crate::moment::Moment;
use crate::passkey::TakenAway;
use serde::{Deserialize, Serialize};

/// Signs of a sign-in name at least.
pub const SIGN_IN_NAME_SIGNS_MIN: usize = 3;
/// Signs of a sign-in name at most.
pub const SIGN_IN_NAME_SIGNS_MAX: usize = 40;

/// A password as it stands in the record. Each one that is set has an id of its own, so that sessions of the one before
/// it are over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Password {
    /// Its id.
    pub id: PasswordId,
    /// Whose it is.
    pub person: PersonId,
    /// The name under which the person signs in with it.
    pub name: String,
}

/// A password in the state.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasswordRecord {
    /// What was set.
    pub password: Password,
    /// When.
    pub set: Moment,
    /// When it was taken away, or another one took its place.
    pub revoked: Option<Moment>,
    /// Who took it away and why, if somebody else than its owner did and gave a reason.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<TakenAway>,
}

/// A sign-in name as the record holds it: small Latin letters, digits, dots, hyphens and low lines, a letter first.
/// Capitals are small letters, Devanagari digits Western ones. None for what is no such name.
#[must_use]
pub fn sign_in_name(written: &str) -> Option<String> {
    let plain = |sign: char| match sign {
        '०'..='९' => char::from_digit(u32::from(sign) - u32::from('०'), 10).unwrap_or(sign),
        sign => sign.to_ascii_lowercase(),
    };
    let name: String = written.trim().chars().map(plain).collect();
    let fits = |sign: char| sign.is_ascii_lowercase() || sign.is_ascii_digit() || ".-_".contains(sign);
    let long = (SIGN_IN_NAME_SIGNS_MIN..=SIGN_IN_NAME_SIGNS_MAX).contains(&name.len());
    (long && name.chars().all(fits) && name.starts_with(|first: char| first.is_ascii_lowercase())).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sign_in_name_is_found_as_people_type_it() {
        for (written, name) in
            [("s.verma", "s.verma"), (" S.Verma ", "s.verma"), ("anubhag-२", "anubhag-2"), ("a_1", "a_1")]
        {
            assert_eq!(sign_in_name(written).as_deref(), Some(name));
        }
        for wrong in ["", "ab", "1abc", ".abc", "वर्मा", "s verma", "s@verma", &"a".repeat(41)] {
            assert_eq!(sign_in_name(wrong), None, "{wrong}");
        }
        assert!(sign_in_name(&"a".repeat(40)).is_some(), "control");
    }
}
