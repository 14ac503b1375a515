//! What the server writes into its log while it is tested.

use std::io::Write;
use std::sync::{Mutex, Once};

static LINES: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Keep;

impl Write for Keep {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        LINES.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Listens from now on.
pub fn listen() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        tracing_subscriber::fmt().with_max_level(tracing::Level::WARN).with_ansi(false).with_writer(|| Keep).init();
    });
}

/// Lines that hold a word.
pub fn lines_with(word: &str) -> Vec<String> {
    let written = String::from_utf8(LINES.lock().unwrap().clone()).unwrap();
    written.lines().filter(|line| line.contains(word)).map(str::to_owned).collect()
}

#[test]
fn control_a_line_of_the_log_is_found() {
    listen();
    tracing::warn!(key = "no-such-key", "a control line");
    assert_eq!(lines_with("a control line").len(), 1);
    assert!(lines_with("a control line")[0].contains("WARN"), "its level stands in it");
}
