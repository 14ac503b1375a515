//! Papers as departments send them, and files that are none.

use crate::{refusal, sample, workshop};
use papers::{Dropped, Format, LandlockState, Limits, PaperError, PaperRefusal, WorkshopFault};
use std::process::{Command, Stdio};

const PAPERS: [(&str, u32); 3] = [
    ("swasthya-senior-resident.text.pdf", 2),
    ("panchayat-majra-tola.scan.pdf", 2),
    ("panchayat-majra-tola.annexure-1.pdf", 164),
];

/// Width and height as a PNG's header gives them.
fn size_pixels(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[tokio::test]
async fn papers_are_cleaned_and_look_as_before() {
    let workshop = workshop(Limits::default());
    for (name, pages) in PAPERS {
        let given = sample(name);
        let clean = workshop.clean_pdf(given.clone().into()).await.unwrap();
        assert_eq!(clean.pages, pages, "{name}");
        assert!(clean.bytes.starts_with(b"%PDF-"));
        assert!(clean.confinement.seccomp);
        assert_eq!(clean.confinement.landlock, LandlockState::Full);
        for page in [1, pages] {
            let before = workshop.render_page(&given, page, 600).await.unwrap();
            let after = workshop.render_page(&clean.bytes, page, 600).await.unwrap();
            let (width, height) = size_pixels(&after);
            assert_eq!(width, 600);
            assert!((600..1_000).contains(&height), "{height}");
            assert!(before == after, "{name} page {page} looks different");
        }
        let again = workshop.clean_pdf(clean.bytes.clone().into()).await.unwrap();
        assert!(again.dropped.is_empty(), "{:?}", again.dropped);
    }
}

#[tokio::test]
async fn two_pages_are_two_pictures() {
    let workshop = workshop(Limits::default());
    let given = sample(PAPERS[0].0);
    let first = workshop.render_page(&given, 1, 300).await.unwrap();
    let second = workshop.render_page(&given, 2, 300).await.unwrap();
    assert!(first != second);
}

#[tokio::test]
async fn pages_and_widths_that_are_not_there() {
    let workshop = workshop(Limits::default());
    let given = sample(PAPERS[0].0);
    for page in [0, 3, u32::MAX] {
        let outcome = workshop.render_page(&given, page, 300).await;
        assert!(matches!(outcome, Err(PaperError::NoSuchPage)), "{page}");
    }
    for width_pixels in [0, 1_000_000] {
        let outcome = workshop.render_page(&given, 1, width_pixels).await;
        let Err(PaperError::Workshop(WorkshopFault::WidthOutOfRange)) = outcome else {
            panic!("{width_pixels}");
        };
    }
}

#[tokio::test]
async fn what_is_no_pdf_is_refused_by_what_it_looks_like() {
    let workshop = workshop(Limits::default());
    let docx = b"PK\x03\x04\x14\0\0\0[Content_Types].xml PK\x03\x04 word/document.xml";
    let xlsx = b"PK\x03\x04\x14\0\0\0[Content_Types].xml PK\x03\x04 xl/workbook.xml";
    for (bytes, looks_like) in [
        (&docx[..], Format::Word),
        (xlsx, Format::Excel),
        (b"PK\x03\x04", Format::Zip),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", Format::Image),
        (b"<!doctype html><title>x</title>", Format::Html),
        ("संक्षेपिका".as_bytes(), Format::Text),
        (b"\0\0\0\0", Format::Unknown),
    ] {
        let refused = refusal(workshop.clean_pdf(bytes.to_vec().into()).await);
        assert_eq!(refused, PaperRefusal::NotPdf { looks_like });
        assert!(refused.key().starts_with("paper-refused-not-pdf-"));
    }
    let refused = refusal(workshop.clean_pdf(Vec::new().into()).await);
    assert_eq!(refused, PaperRefusal::Empty);
}

#[tokio::test]
async fn broken_and_cut_off_files_are_refused() {
    let workshop = workshop(Limits::default());
    let cut = sample(PAPERS[0].0)[..300].to_vec();
    for bytes in [cut, b"%PDF-1.7\nnothing follows".to_vec()] {
        let refused = refusal(workshop.clean_pdf(bytes.into()).await);
        assert_eq!(refused, PaperRefusal::Broken);
    }
}

/// The paper as qpdf encrypts it.
fn encrypted(name: &str, user_password: &str) -> Vec<u8> {
    let output = Command::new("/usr/bin/qpdf")
        .args(["--encrypt", user_password, "owner", "256", "--"])
        .arg(crate::root().join("samples/papers").join(name))
        .arg("-")
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    assert!(output.stdout.starts_with(b"%PDF-"));
    output.stdout
}

#[tokio::test]
async fn encrypted_files_are_refused_even_where_they_open_without_a_password() {
    let workshop = workshop(Limits::default());
    for user_password in ["", "secret"] {
        let bytes = encrypted(PAPERS[0].0, user_password);
        let refused = refusal(workshop.clean_pdf(bytes.into()).await);
        assert_eq!(refused, PaperRefusal::Encrypted);
    }
}

#[tokio::test]
async fn too_large_and_too_many_pages() {
    let given = sample(PAPERS[2].0);
    let bytes_max = given.len() as u64 - 1;
    let small = workshop(Limits { input_bytes_max: bytes_max, ..Limits::default() });
    let refused = refusal(small.clean_pdf(given.clone().into()).await);
    assert_eq!(refused, PaperRefusal::TooLarge { bytes_max });
    for (pages_max, refused) in [(163, true), (164, false)] {
        let short = workshop(Limits { pages_max, ..Limits::default() });
        let outcome = short.clean_pdf(given.clone().into()).await;
        if refused {
            assert_eq!(refusal(outcome), PaperRefusal::TooManyPages { pages_max });
        } else {
            assert_eq!(outcome.unwrap().pages, 164);
        }
    }
}

#[tokio::test]
async fn the_dropped_metadata_of_a_sample_is_told() {
    let workshop = workshop(Limits::default());
    let clean = workshop.clean_pdf(sample(PAPERS[1].0).into()).await.unwrap();
    assert!(clean.dropped.contains(&Dropped::Metadata));
}
