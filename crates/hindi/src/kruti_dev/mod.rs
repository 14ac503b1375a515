//! Texts that were typed in the font Kruti Dev 010: read into Unicode, and told from English.

mod convert;
mod recognise;
mod table;
#[cfg(test)]
mod tests;

pub use convert::{Converted, kruti_dev_to_unicode};
pub use recognise::{kruti_dev_passages, kruti_dev_sureness_percent, looks_like_kruti_dev};
