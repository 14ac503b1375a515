//! Where a person is reached: an address of mail, a mobile telephone.

use std::fmt;
use std::str::FromStr;

/// Characters of an address of mail at most (RFC 5321, without the angle brackets).
const MAIL_CHARACTERS_MAX: usize = 254;
/// Digits of a mobile number in India.
const DIGITS: usize = 10;

/// An address of mail: plain ASCII, one at sign, a domain with a dot in it.
#[derive(Clone, PartialEq, Eq)]
pub struct MailAddress(lettre::Address);

impl MailAddress {
    pub(crate) fn as_lettre(&self) -> lettre::Address {
        self.0.clone()
    }

    /// What stands behind the at sign, in small letters.
    #[must_use]
    pub fn domain(&self) -> String {
        self.0.domain().to_ascii_lowercase()
    }
}

impl FromStr for MailAddress {
    type Err = ();

    fn from_str(written: &str) -> Result<Self, ()> {
        let written = written.trim();
        if written.len() > MAIL_CHARACTERS_MAX || !written.is_ascii() {
            return Err(());
        }
        let read: lettre::Address = written.parse().map_err(|_| ())?;
        let plain = |one: char| one.is_ascii_alphanumeric() || ".-_+".contains(one);
        let dotted = read.domain().contains('.') && !read.domain().starts_with('[');
        if read.user().chars().all(plain) && dotted { Ok(Self(read)) } else { Err(()) }
    }
}

impl fmt::Display for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

// Nobody's address stands in a log.
impl fmt::Debug for MailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MailAddress")
    }
}

/// A mobile telephone in India: ten digits, the first from 6 to 9.
#[derive(Clone, PartialEq, Eq)]
pub struct Telephone(String);

impl FromStr for Telephone {
    type Err = ();

    /// Reads it however it is written: with `+91`, `91` or a zero before it, with spaces and hyphens.
    fn from_str(written: &str) -> Result<Self, ()> {
        let spread = |one: &char| !matches!(one, ' ' | '-' | '(' | ')');
        let bare: String = written.trim().chars().filter(spread).collect();
        let bare = bare.strip_prefix("+91").or_else(|| bare.strip_prefix('0')).unwrap_or(&bare);
        let bare = if bare.len() == DIGITS + 2 { bare.strip_prefix("91").unwrap_or(bare) } else { bare };
        let fits = bare.len() == DIGITS
            && bare.chars().all(|one| one.is_ascii_digit())
            && bare.starts_with(['6', '7', '8', '9']);
        if fits { Ok(Self(bare.to_owned())) } else { Err(()) }
    }
}

impl fmt::Display for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Telephone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Telephone")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_mail_is_read_or_refused() {
        for fits in ["cs@mp.gov.in", " section.officer-2@nic.in ", "a_b+c@x-y.example.in"] {
            assert_eq!(fits.parse::<MailAddress>().unwrap().to_string(), fits.trim(), "control");
        }
        let long = format!("{}@mp.gov.in", "a".repeat(260));
        for unfit in [
            "",
            "cs",
            "cs@",
            "@mp.gov.in",
            "cs@localhost",
            "a@b@mp.gov.in",
            "cs@mp.gov.in\r\nBcc: x@example.in",
            "<cs@mp.gov.in>",
            "\"a b\"@mp.gov.in",
            "cs@[127.0.0.1]",
            "सचिव@mp.gov.in",
            "cs@mp.gov.in, x@mp.gov.in",
            "a b@mp.gov.in",
            &long,
        ] {
            assert!(unfit.parse::<MailAddress>().is_err(), "{unfit}");
        }
        assert_eq!("CS@MP.Gov.In".parse::<MailAddress>().unwrap().domain(), "mp.gov.in");
    }

    #[test]
    fn a_telephone_is_read_however_it_is_written() {
        for written in ["9425000001", "+91 94250 00001", "094250-00001", "919425000001", "+919425000001"] {
            assert_eq!(written.parse::<Telephone>().unwrap().to_string(), "9425000001", "{written}");
        }
        for unfit in ["", "5425000001", "942500000", "94250000011", "+1 942 500 0001", "९४२५०००००१", "94250000o1"]
        {
            assert!(unfit.parse::<Telephone>().is_err(), "{unfit}");
        }
    }

    #[test]
    fn no_address_stands_in_a_log() {
        let (mail, telephone): (MailAddress, Telephone) =
            ("cs@mp.gov.in".parse().unwrap(), "9425000001".parse().unwrap());
        assert_eq!(format!("{mail:?} {telephone:?}"), "MailAddress Telephone");
    }
}
