//! A QR code as the one path of a drawing: squares of one unit, with the quiet margin around them that readers need.

use fast_qr::qr::QRBuilder;

/// Units of white around the code (ISO/IEC 18004: four).
const MARGIN: usize = 4;

/// What is drawn.
pub(crate) struct Qr {
    /// Units of its side.
    pub(crate) side: usize,
    /// The dark squares.
    pub(crate) path: String,
}

/// The code of a text; none for one that is longer than any code.
pub(crate) fn qr(text: &str) -> Option<Qr> {
    let code = QRBuilder::new(text).build().ok()?;
    let mut path = String::new();
    for (row, line) in code.data.chunks(code.size).take(code.size).enumerate() {
        for (column, _) in line.iter().enumerate().filter(|(_, module)| module.value()) {
            path.push_str(&format!("M{} {}h1v1h-1z", column + MARGIN, row + MARGIN));
        }
    }
    Some(Qr { side: code.size + 2 * MARGIN, path })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_three_corners_and_its_margin() {
        let drawn = qr("otpauth://totp/e-Cabinet:a?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ").unwrap();
        let last = drawn.side - MARGIN - 7;
        for corner in [(MARGIN, MARGIN), (last, MARGIN), (MARGIN, last)] {
            assert!(drawn.path.contains(&format!("M{} {}h1", corner.0, corner.1)), "{corner:?}");
        }
        assert!(!drawn.path.contains("M0 ") && !drawn.path.contains("M3 "), "the margin is white");
        assert!(qr(&"a".repeat(5000)).is_none(), "control");
    }
}
