//! A table as CSV: RFC 4180, UTF-8, CRLF, a line of names first.
//!
//! Unknown is an empty cell. A list is a JSON array, or empty. Text that a spreadsheet would take for a
//! formula gets an apostrophe in front, and so does text that begins with one: whoever takes one
//! apostrophe off the beginning of a text has the text. NUL, which readers of CSV refuse, becomes the
//! replacement character, one for one, so that offsets hold.

use std::borrow::Cow;
use std::io::{self, Write};

use csv::{Terminator, Writer, WriterBuilder};

use super::{Cell, Table};
use crate::json::case::Case;

/// What makes a spreadsheet compute: signs of formulas, also in full width, and what some skip before
/// them. The apostrophe is here so that taking it off is never wrong.
const GUARDED: &[char] = &['=', '+', '-', '@', '\t', '\r', '\n', '\'', '＝', '＋', '－', '＠'];

/// Writes a table of a case.
///
/// # Errors
/// Where the writer fails.
pub(in crate::export) fn write(table: &Table, case: &Case, out: impl Write) -> io::Result<()> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out);
    writer.write_record(table.columns.iter().map(|column| column.name))?;
    table.rows(case, &mut |cells| {
        for cell in cells {
            field(&mut writer, cell)?;
        }
        Ok(writer.write_record(None::<&[u8]>)?)
    })?;
    writer.flush()
}

fn field<W: Write>(writer: &mut Writer<W>, cell: &Cell<'_>) -> io::Result<()> {
    let written: Cow<'_, str> = match cell {
        Cell::Text(words) => words.as_deref().map_or(Cow::Borrowed(""), guarded),
        Cell::Whole(number) => shown(number.as_ref()),
        Cell::Real(measure) => shown(measure.as_ref()),
        Cell::Flag(flag) => shown(flag.as_ref()),
        Cell::Day(day) => shown(day.as_ref()),
        Cell::List(words) if words.is_empty() => Cow::Borrowed(""),
        Cell::List(words) => Cow::Owned(serde_json::to_string(words)?),
    };
    Ok(writer.write_field(written.as_bytes())?)
}

fn shown<'c>(value: Option<&impl ToString>) -> Cow<'c, str> {
    Cow::Owned(value.map_or_else(String::new, ToString::to_string))
}

/// Returns words as they may stand in a cell of a spreadsheet.
pub(in crate::export) fn guarded(words: &str) -> Cow<'_, str> {
    let mark = if words.starts_with(GUARDED) { "'" } else { "" };
    if mark.is_empty() && !words.contains('\0') {
        return Cow::Borrowed(words);
    }
    Cow::Owned(format!("{mark}{}", words.replace('\0', "\u{FFFD}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_text_and_comes_back() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'x", "="] {
            let written = guarded(formula);
            assert_eq!(written, format!("'{formula}"));
            assert_eq!(written.strip_prefix('\''), Some(formula));
        }
        for plain in ["", "a=1", " =1", "12", "حلب", "[\"=1\"]"] {
            assert_eq!(guarded(plain), plain);
        }
    }

    #[test]
    fn a_nul_takes_one_place_as_before() {
        assert_eq!(guarded("a\0b"), "a\u{FFFD}b");
        assert_eq!(guarded("=\0"), "'=\u{FFFD}");
    }
}
