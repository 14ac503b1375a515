//! Drawing one page.

use crate::memory_file::MemoryFile;
use crate::tool::{PDFTOPPM, QPDF, Stop, run};
use workshop::{Fault, Reason, WIDTH_PIXELS_MAX};

/// What every PNG begins with: its signature, then the length and name of the header chunk.
const PNG_START: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
/// The start with the width that follows it.
const PNG_START_BYTES: u64 = 20;

/// Draws page `page` (from 1) of a PDF as PNG, `width_pixels` wide.
pub fn render_page(input: &MemoryFile, page: u32, width_pixels: u32) -> Result<MemoryFile, Stop> {
    if !(1..=WIDTH_PIXELS_MAX).contains(&width_pixels) {
        return Err(Fault::Protocol.into());
    }
    if !(1..=count_pages(input)?).contains(&page) {
        return Err(Reason::NoSuchPage.into());
    }
    let (page, width) = (page.to_string(), width_pixels.to_string());
    let picture = run(
        PDFTOPPM,
        &["-q", "-png", "-f", &page, "-l", &page, "-scale-to-x", &width, "-scale-to-y", "-1", &input.path()],
    )?;
    match png_width_pixels(&picture.read(PNG_START_BYTES)?) {
        Some(drawn) if drawn == width_pixels => Ok(picture),
        // Where pdftoppm gets no memory for the sheet it draws one dot and ends content.
        Some(_) => Err(Reason::TooMuchMemory.into()),
        None => Err(Reason::Broken.into()),
    }
}

/// Counts the pages of a PDF as qpdf sees them.
pub fn count_pages(input: &MemoryFile) -> Result<u32, Stop> {
    let output = run(QPDF, &["--warning-exit-0", "--show-npages", &input.path()])?;
    let text = output.read(64)?;
    std::str::from_utf8(&text).ok().and_then(|text| text.trim().parse().ok()).ok_or(Stop::Refused(Reason::Broken))
}

fn png_width_pixels(start: &[u8]) -> Option<u32> {
    let width = start.strip_prefix(PNG_START)?;
    width.try_into().ok().map(u32::from_be_bytes)
}
