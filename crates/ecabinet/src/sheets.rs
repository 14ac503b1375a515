//! Sheets of paper with enrolment codes, one for each officer.

use crate::reached::PublicOrigin;
use cabinet::Moment;
use std::io::Write;

/// The sheet that one officer gets.
pub(crate) struct CodeSheet {
    /// Person and post, in Hindi.
    pub(crate) who: String,
    /// The whole code.
    pub(crate) code: String,
    /// Until when it opens.
    pub(crate) ends: Moment,
}

impl CodeSheet {
    /// Prints it; `origin` is where the code is typed, or left to be told by word of mouth.
    pub(crate) fn print(&self, origin: Option<&PublicOrigin>, out: &mut impl Write) -> std::io::Result<()> {
        let Self { who, code, .. } = self;
        let until = |language| hindi::date_time(self.ends.0, language);
        writeln!(out, "ई-कैबिनेट · पंजीयन कोड · enrolment code")?;
        writeln!(out, "{who}")?;
        writeln!(out)?;
        writeln!(out, "    {code}")?;
        writeln!(out)?;
        // An address that is not known yet is written on the sheet by hand.
        let origin = origin.map_or_else(|| "https:// ____________________".to_owned(), PublicOrigin::to_string);
        writeln!(
            out,
            "यह कोड {origin}/enrol पर {} तक, एक ही बार चलेगा। केवल इसी व्यक्ति को व्यक्तिगत रूप से (दस्ती) दें।",
            until(hindi::Language::Hindi)
        )?;
        writeln!(
            out,
            "Works once, for this person alone, until {}, at {origin}/enrol. Hand it over in person.",
            until(hindi::Language::English)
        )?;
        // A new page on a printer.
        write!(out, "\u{c}")
    }
}
