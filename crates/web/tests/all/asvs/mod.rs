//! The requirements of OWASP ASVS 5.0 (`docs/asvs.md`) that show through the pages, each by its number. Some are proved by a
//! test that was there before: then the function of the number runs it.

mod authentication;
mod authorization;
mod document;
mod frontend;
mod passwords;
mod reports;
mod sessions;
