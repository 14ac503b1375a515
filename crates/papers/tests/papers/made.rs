//! PDFs made here to harm: scripts and attachments, memory, time.

use crate::{refusal, workshop};
use papers::{Dropped, Limits, PaperError, PaperRefusal};
use std::collections::BTreeSet;
use std::io::Write;
use std::process::Command;

/// A PDF of these objects, numbered from 1; the first is the catalogue. Its table is left to the repair.
fn pdf(objects: &[&str]) -> Vec<u8> {
    let mut text = String::from("%PDF-1.7\n");
    for (index, object) in objects.iter().enumerate() {
        text.push_str(&format!("{} 0 obj\n{object}\nendobj\n", index + 1));
    }
    text.push_str("trailer << /Root 1 0 R >>\n%%EOF\n");
    text.into_bytes()
}

fn stream(dictionary: &str, content: &str) -> String {
    format!("<< {dictionary} /Length {} >>\nstream\n{content}\nendstream", content.len())
}

/// The PDF with every stream and object laid open by qpdf, as an independent eye sees it.
fn laid_open(bytes: &[u8]) -> String {
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(bytes).unwrap();
    let output = Command::new("/usr/bin/qpdf")
        .args(["--no-warn", "--qdf", "--object-streams=disable"])
        .arg(file.path())
        .arg("-")
        .output()
        .unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

#[tokio::test]
async fn scripts_actions_attachments_and_xml_forms_go_and_the_page_stays() {
    let content = stream("", "0 0 100 100 re f");
    let script = stream("", "app.alert('planted')");
    let attached = stream("/Type /EmbeddedFile", "planted attachment");
    let given = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R /OpenAction 6 0 R /AA << /WC 6 0 R >>
            /Names << /J#61vaScript << /Names [(a) 6 0 R] >> /EmbeddedFiles << /Names [(b) 8 0 R] >> >>
            /AcroForm << /XFA 7 0 R /Fields [5 0 R] >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200. 200] /Contents 4 0 R /Annots [5 0 R 10 0 R 11 0 R]
            /AA << /O 6 0 R >> >>",
        &content,
        "<< /Type /Annot /Subtype /Widget /FT /Btn /T (b) /Rect [0 0 9 9] /A << /S /Launch /F (planted.exe) >> >>",
        "<< /S /JavaScript /J#53 7 0 R >>",
        &script,
        "<< /Type /Filespec /F (planted.txt) /EF << /F 9 0 R >> >>",
        &attached,
        "<< /Type /Annot /Subtype /FileAttachment /FS 8 0 R /Rect [0 0 9 9] >>",
        "<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (http://planted.invalid/) >> >>",
    ]);
    // The control: an independent eye finds in the file as given what it must not find in the clean one.
    let marks = ["/JavaScript", "/JS", "/OpenAction", "/AA", "/XFA", "/EmbeddedFile", "/Launch", "/URI", "planted"];
    let before = laid_open(&given);
    for mark in marks {
        assert!(before.contains(mark), "{mark} was not planted");
    }
    let clean = workshop(Limits::default()).clean_pdf(given.into()).await.unwrap();
    let after = laid_open(&clean.bytes);
    for mark in marks {
        assert!(!after.contains(mark), "{mark} is still there:\n{after}");
    }
    assert!(after.contains("0 0 100 100 re f"), "{after}");
    let expected = [Dropped::Scripts, Dropped::Actions, Dropped::EmbeddedFiles, Dropped::XmlForm];
    assert!(BTreeSet::from(expected).is_subset(&clean.dropped), "{:?}", clean.dropped);
}

#[tokio::test]
async fn a_paper_that_is_nothing_without_its_program_is_refused() {
    let given = pdf(&[
        "<< /Type /Catalog /Pages 2 0 R /NeedsRendering true /AcroForm << /XFA (x) >> >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ]);
    let refused = refusal(workshop(Limits::default()).clean_pdf(given.into()).await);
    assert_eq!(refused, PaperRefusal::ActiveContent);
}

/// A sheet so narrow and high that its picture has no end of pixels.
fn endless_sheet(height: &str) -> Vec<u8> {
    pdf(&[
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        &format!("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 100 {height}] >>"),
    ])
}

#[tokio::test]
async fn a_picture_beyond_memory_is_refused() {
    let workshop = workshop(Limits { memory_bytes_max: 256 * 1024 * 1024, ..Limits::default() });
    assert!(workshop.render_page(&endless_sheet("200"), 1, 1_000).await.is_ok());
    let outcome = workshop.render_page(&endless_sheet("40000"), 1, 1_000).await;
    assert_eq!(refusal(outcome), PaperRefusal::TooMuchMemory);
}

/// A cross-reference table that says that each of its rows is two thousand million bytes wide.
fn wide_rows(columns: u32) -> Vec<u8> {
    // One stored block of zlib, checksum included: no compression, so that the bomb needs no library.
    let block = b"x\x01\x01\x01\0\xfe\xff0\0\x31\0\x31";
    let dictionary = format!(
        "<< /Type /XRef /W [1 2 1] /Size 2 /Root 1 0 R /Filter /FlateDecode \
         /DecodeParms << /Predictor 12 /Columns {columns} >> /Length {} >>",
        block.len()
    );
    [b"%PDF-1.7\n1 0 obj\n", dictionary.as_bytes(), b"\nstream\n", block, b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"]
        .concat()
}

#[tokio::test]
async fn a_small_file_that_asks_for_gigabytes_is_refused() {
    let workshop = workshop(Limits { memory_bytes_max: 512 * 1024 * 1024, ..Limits::default() });
    let refused = refusal(workshop.clean_pdf(wide_rows(2_000_000_000).into()).await);
    assert_eq!(refused, PaperRefusal::TooMuchMemory);
    let refused = refusal(workshop.clean_pdf(wide_rows(4).into()).await);
    assert_eq!(refused, PaperRefusal::Broken);
}

/// Forms that each draw the next one ten times: ten to the power of `depth` strokes in a kilobyte.
fn nested_forms(depth: usize) -> Vec<u8> {
    let mut objects = vec![
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R
            /Resources << /XObject << /X 5 0 R >> >> >>"
            .to_owned(),
        stream("", "/X Do"),
    ];
    for level in 0..depth {
        let next = objects.len() + 2;
        let form =
            format!("/Type /XObject /Subtype /Form /BBox [0 0 200 200] /Resources << /XObject << /X {next} 0 R >> >>");
        let last = level + 1 == depth;
        let content = if last { "0 0 200 200 re f".to_owned() } else { "/X Do ".repeat(10) };
        objects.push(stream(&form, &content));
    }
    let objects: Vec<&str> = objects.iter().map(String::as_str).collect();
    pdf(&objects)
}

#[tokio::test]
async fn a_page_that_never_ends_is_refused() {
    let workshop = workshop(Limits { time_seconds_max: 1, ..Limits::default() });
    assert!(workshop.render_page(&nested_forms(2), 1, 100).await.is_ok());
    let outcome = workshop.render_page(&nested_forms(12), 1, 100).await;
    assert_eq!(refusal(outcome), PaperRefusal::TooSlow);
}

#[tokio::test]
async fn a_result_beyond_its_limit_is_refused() {
    let workshop = workshop(Limits { output_bytes_max: 2_000, ..Limits::default() });
    let given = crate::sample("swasthya-senior-resident.text.pdf");
    let outcome = workshop.render_page(&given, 1, 4_000).await;
    assert_eq!(refusal(outcome), PaperRefusal::TooMuchMemory);
    // The control: the limit does not stop a job that has no result.
    let outcome = workshop.render_page(&given, 9, 4_000).await;
    assert!(matches!(outcome, Err(PaperError::NoSuchPage)));
}
