//! A QR code as a picture that stands in the page itself.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

/// Light modules round the code (ISO/IEC 18004: four).
const QUIET: usize = 4;

/// The text as a QR code with a quarter of it to spare for wear and folds; `None` where it is too long
/// for any.
pub(crate) fn svg(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::Q).ok()?;
    let width = code.width();
    let mut path = String::new();
    for (place, color) in code.to_colors().into_iter().enumerate() {
        if color == Color::Dark {
            let _ = write!(path, "M{} {}h1v1h-1z", place % width + QUIET, place / width + QUIET);
        }
    }
    let side = width + 2 * QUIET;
    Some(format!(
        "<svg viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" aria-hidden=\"true\">\
         <path fill=\"#fff\" d=\"M0 0h{side}v{side}h-{side}z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

#[cfg(test)]
mod tests {
    use super::svg;

    #[test]
    fn a_code_is_drawn_with_its_quiet_edge_and_what_is_too_long_is_not() {
        let drawn = svg("https://harbour.example/till?code=0123456789ABCDEFG").unwrap();
        assert!(drawn.starts_with("<svg viewBox=\"0 0 41 41\""), "{}", &drawn[..40]);
        assert!(drawn.contains("M4 4h1v1h-1z") && !drawn.contains("M3 "));
        assert_eq!(svg(&"x".repeat(5000)), None);
    }
}
