//! What a person proves, judged from outside: by a browser and authenticator in software, and by keys of each algorithm.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests: a helper that fails must fail loudly")]

mod assertions;
mod asvs;
mod ceremonies;
