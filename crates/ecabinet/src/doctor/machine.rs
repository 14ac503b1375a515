//! The machine: the workshop with its programs and its confinement, fonts, clock, limits, memory.

use super::finding::{Check, Finding};
use crate::clock_source;
use papers::{LandlockState, Limits, Workshop};
use std::fs;
use std::path::Path;

const WORKSHOP: Check = Check("workshop", "कार्यशाला", "workshop");
const QPDF: Check = Check("qpdf", "qpdf", "qpdf");
const PDFTOPPM: Check = Check("pdftoppm", "pdftoppm", "pdftoppm");
const CONFINEMENT: Check = Check("confinement", "कार्यशाला का घेरा", "confinement of the workshop");
const FONTS: Check = Check("fonts", "फॉन्ट", "fonts");
const CLOCK: Check = Check("clock", "घड़ी", "clock");
const FILES: Check = Check("open_files", "खुली फाइलों की सीमा", "limit of open files");
const MEMORY: Check = Check("memory", "मेमोरी", "memory");

/// Open files and sockets that a government's day may need.
const OPEN_FILES_MIN: u64 = 4_096;
/// Kilobytes of memory below which two papers at once are too much.
const MEMORY_KILOBYTES_MIN: u64 = 2_000_000;
const FONT_FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];

/// Looks at all of it.
pub(super) async fn look() -> Vec<Finding> {
    let mut found = workshop().await;
    found.extend([fonts(), clock().await, open_files(), memory()]);
    found
}

/// A PDF of one page, as small as they come.
fn small_pdf() -> Vec<u8> {
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] >>",
    ];
    let (mut pdf, mut table) = ("%PDF-1.7\n".to_owned(), "0000000000 65535 f \n".to_owned());
    for (number, object) in (1..).zip(objects) {
        table.push_str(&format!("{:010} 00000 n \n", pdf.len()));
        pdf.push_str(&format!("{number} 0 obj\n{object}\nendobj\n"));
    }
    let (start, size) = (pdf.len(), objects.len() + 1);
    let tail = format!("trailer << /Root 1 0 R /Size {size} >>\nstartxref\n{start}\n%%EOF\n");
    pdf.push_str(&format!("xref\n0 {size}\n{table}{tail}"));
    pdf.into_bytes()
}

/// The workshop's own way: it cleans a paper and draws its page, confined as any other.
async fn workshop() -> Vec<Finding> {
    let program = |check: Check, path: &str| {
        let (hi, en) =
            ("यह पैकेज लगाएँ: apt-get install qpdf poppler-utils", "Install it: apt-get install qpdf poppler-utils");
        check.demands(Path::new(path).is_file(), hi, en).because(path)
    };
    let mut found = vec![program(QPDF, "/usr/bin/qpdf"), program(PDFTOPPM, "/usr/bin/pdftoppm")];
    let workshop = match Workshop::beside_current_program(Limits::default()) {
        Ok(workshop) => workshop,
        Err(fault) => {
            let (hi, en) = ("ecabinet-workshop को ecabinet के पास ही रखें।", "Put ecabinet-workshop beside ecabinet.");
            found.push(WORKSHOP.wrong(hi, en).because(fault));
            return found;
        }
    };
    let (hi, en) = (
        "यह कागज नहीं बना: ऊपर के कार्यक्रम, मेमोरी की सीमा और सिस्टम-कॉल की अनुमति देखें।",
        "A paper could not be made: see the programs above, the limit of memory, and which system calls are let through.",
    );
    match workshop.clean_pdf(small_pdf().into()).await {
        Err(error) => found.push(WORKSHOP.wrong(hi, en).because(error)),
        Ok(clean) => {
            found.push(match workshop.render_page(&clean.bytes, 1, 100).await {
                Ok(_) => WORKSHOP.good(),
                Err(error) => WORKSHOP.wrong(hi, en).because(error),
            });
            let confined = clean.confinement;
            let whole = confined.seccomp && confined.no_new_privileges && confined.resource_limits;
            let finding = match (whole, confined.landlock) {
                (true, LandlockState::Full | LandlockState::Partial) => CONFINEMENT.good(),
                _ => CONFINEMENT.wrong(
                    "Linux 5.13 या नया रखें और landlock चालू करें (lsm=landlock,…): अभी केवल सिस्टम-कॉल का घेरा है।",
                    "Run Linux 5.13 or newer with landlock on (lsm=landlock,…): now only system calls are filtered.",
                ),
            };
            found.push(finding.because(format!("landlock {:?}, seccomp {}", confined.landlock, confined.seccomp)));
        }
    }
    found
}

fn fonts() -> Finding {
    let found = FONT_FOLDERS.iter().any(|folder| holds_devanagari(Path::new(folder), 0));
    FONTS.demands(
        found,
        "देवनागरी फॉन्ट लगाएँ: apt-get install fonts-lohit-deva; जिस PDF में फॉन्ट नहीं होगा, उसके अक्षर नहीं दिखेंगे।",
        "Install a font with Devanagari: apt-get install fonts-lohit-deva; a PDF that brings none shows no letters.",
    )
}

/// Whether a font lies here that is called, or lies in a folder that is called, as fonts with Devanagari are.
fn holds_devanagari(folder: &Path, depth: u32) -> bool {
    const DEPTH_MAX: u32 = 5;
    const ENDS: [&str; 4] = ["ttf", "otf", "ttc", "pfb"];
    const NAMES: [&str; 10] =
        ["deva", "lohit", "gargi", "samyak", "mangal", "nirmala", "kokila", "chandas", "kalimati", "nakula"];
    let Ok(found) = fs::read_dir(folder) else { return false };
    found.flatten().map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return depth < DEPTH_MAX && holds_devanagari(&path, depth + 1);
        }
        let is_font = path.extension().and_then(|end| end.to_str()).is_some_and(|end| ENDS.contains(&end));
        let named = path.to_string_lossy().to_lowercase();
        is_font && NAMES.iter().any(|name| named.contains(name))
    })
}

async fn clock() -> Finding {
    match clock_source::confirmed().await {
        Some(true) => CLOCK.good(),
        Some(false) => CLOCK.wrong(
            "घड़ी को समय-सर्वर (NTP) से मिलाएँ: timedatectl set-ntp true; NIC या NPL का समय-सर्वर रखें।",
            "Set the clock by a time server (NTP): timedatectl set-ntp true; use one of NIC or NPL.",
        ),
        None => CLOCK.skipped(
            "timedatectl उत्तर नहीं देता: स्वयं देखें कि घड़ी समय-सर्वर से मिलती है।",
            "timedatectl does not answer: see yourself that a time server sets the clock.",
        ),
    }
}

fn open_files() -> Finding {
    let limit = rustix::process::getrlimit(rustix::process::Resource::Nofile).maximum;
    let told = limit.map_or_else(|| "∞".to_owned(), |limit| limit.to_string());
    let (hi, en) = ("सेवा की फाइल में LimitNOFILE=65536 दें।", "Set LimitNOFILE=65536 in the service's file.");
    FILES.demands(limit.is_none_or(|limit| limit >= OPEN_FILES_MIN), hi, en).because(told)
}

fn memory() -> Finding {
    let told = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let Some(kilobytes) = office::kilobytes(&told, "MemTotal") else {
        return MEMORY.skipped("मेमोरी की जानकारी नहीं मिली।", "The system does not tell.");
    };
    let (hi, en) = ("कम से कम 2 जीबी मेमोरी दें।", "Give it at least 2 GB of memory.");
    MEMORY.demands(kilobytes >= MEMORY_KILOBYTES_MIN, hi, en).because(format!("{} MB", kilobytes / 1000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_font_without_devanagari_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let lay = |path: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "").unwrap();
        };
        lay("truetype/dejavu/DejaVuSans.ttf");
        lay("truetype/lohit-devanagari/LICENSE.txt");
        assert!(!holds_devanagari(folder.path(), 0));
        lay("truetype/lohit-devanagari/Lohit-Devanagari.ttf");
        assert!(holds_devanagari(folder.path(), 0));
    }
}
