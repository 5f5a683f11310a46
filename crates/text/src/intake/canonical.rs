//! The canonical form of a text: what every offset counts in.
//!
//! NFC (Unicode Standard Annex 15), line ends `\n` in place of CR LF and CR, and U+FFFD in place of
//! NUL, which no file format carries safely. Nothing else changes: other control characters, line
//! and paragraph separators (U+2028, U+2029), odd spaces and a final line end all stay. Must hold:
//! canonical twice = once, and a text that is canonical is borrowed.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Gives the canonical form of a text.
///
/// ```
/// use rashomon_text::intake::canonical;
/// assert_eq!(canonical("cafe\u{301}\r\nnorth\rsouth"), "caf\u{e9}\nnorth\nsouth");
/// ```
///
/// # Properties
/// Canonical twice = once.
pub fn canonical(text: &str) -> Cow<'_, str> {
    let plain = if text.bytes().any(|b| b == b'\r' || b == 0) {
        Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}"))
    } else {
        Cow::Borrowed(text)
    };
    if plain.is_ascii() || is_nfc_quick(plain.chars()) == IsNormalized::Yes {
        return plain;
    }
    let composed: String = plain.nfc().collect();
    if composed == *plain { plain } else { Cow::Owned(composed) }
}
