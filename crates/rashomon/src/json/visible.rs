//! JSON in which no character is invisible or commands a terminal.
//!
//! What a terminal could take for a command, or a reader not see, is written as a `\u` escape, which
//! reads back as the same text. So an export may be printed to a screen as it is.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

/// Writes a value as compact JSON and a line end.
///
/// # Errors
/// Where the writer fails.
pub fn write<T: Serialize + ?Sized>(
    writer: &mut (impl Write + ?Sized),
    value: &T,
) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *writer, Visible))?;
    writer.write_all(b"\n")
}

/// Tells what a terminal could take for a command, or a reader not see: controls (C0, C1, delete),
/// marks and overrides of direction, line and paragraph separators, tags and invisible operators.
pub fn is_unsafe(c: char) -> bool {
    match c {
        '\n' | '\t' => false,
        '\u{61C}' | '\u{180E}' | '\u{200E}' | '\u{200F}' | '\u{FEFF}' => true,
        '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FFF9}'..='\u{FFFB}' => true,
        '\u{E0000}'..='\u{E007F}' => true,
        c => c.is_control(),
    }
}

/// Compact JSON with escapes for what [`is_unsafe`] names.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn what_is_escaped_reads_back() {
        let text = "a\u{1b}[2J\u{202E}b\u{E0001}\u{0}\"\\ \n";
        let mut out = Vec::new();
        super::write(&mut out, text).unwrap();
        assert!(!out.iter().any(|b| b.is_ascii_control() && *b != b'\n'), "{out:?}");
        assert_eq!(serde_json::from_slice::<String>(&out).unwrap(), text);
    }
}
