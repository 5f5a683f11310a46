//! Widths of text on a terminal: measuring, cutting, padding, and keeping columns in their order.
//!
//! Widths are columns, not characters: an Arabic mark takes none, a wide letter two. Text that
//! runs from right to left would pull its neighbours along on a terminal that knows of it, so a
//! left-to-right mark (U+200E, no width) is put where such text ends; report text itself never
//! carries one there, since `sanitize` has shown it as an escape. Nothing here looks at meaning.

use unicode_width::UnicodeWidthStr;

/// Width where there is no terminal.
pub const PLAIN_WIDTH: u16 = 110;
/// Ends right-to-left text in a line that goes on from left to right.
const LEFT_TO_RIGHT: char = '\u{200E}';

/// Returns the columns of the terminal; none where standard output is not one.
pub fn terminal_width() -> Option<u16> {
    comfy_table::Table::new().width()
}

/// Returns how many columns a line takes.
pub fn width(line: &str) -> usize {
    line.width()
}

/// Returns the columns of the widest line.
pub fn widest(text: &str) -> usize {
    text.lines().map(width).max().unwrap_or(0)
}

/// Cuts a line to some columns, saying so with `…`, and fills it up to them.
pub fn fitted(line: &str, columns: usize) -> String {
    let mut out = cut(line, columns);
    let fill = columns.saturating_sub(width(&out));
    if runs_from_the_right(&out) {
        out.push(LEFT_TO_RIGHT);
    }
    out.extend(std::iter::repeat_n(' ', fill));
    out
}

/// Cuts a line to some columns, saying so with `…`.
pub fn cut(line: &str, columns: usize) -> String {
    if width(line) <= columns {
        return line.to_owned();
    }
    let mut out = String::new();
    let mut taken = 0;
    for c in line.chars() {
        let wide = width(c.encode_utf8(&mut [0; 4]));
        if taken + wide + 1 > columns {
            break;
        }
        taken += wide;
        out.push(c);
    }
    out.push('…');
    out
}

/// Keeps the columns of a drawn table in their order where cells run from right to left.
pub fn columns_in_order(table: &str) -> String {
    let line = |line: &str| {
        if !runs_from_the_right(line) {
            return line.to_owned();
        }
        let mut out = String::with_capacity(line.len() + 32);
        for c in line.chars() {
            if matches!(c, '│' | '┆') {
                out.extend([LEFT_TO_RIGHT, c, LEFT_TO_RIGHT]);
            } else {
                out.push(c);
            }
        }
        out
    };
    table.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// Breaks words into lines of at most some columns; a longer word stands alone.
pub fn wrapped(words: &str, columns: usize) -> String {
    let mut out = String::new();
    let mut taken = 0;
    for word in words.split(' ') {
        let wide = width(word);
        if taken > 0 && taken + 1 + wide > columns {
            out.push('\n');
            taken = 0;
        } else if taken > 0 {
            out.push(' ');
            taken += 1;
        }
        out.push_str(word);
        taken += wide;
    }
    out
}

/// As [`wrapped`], set in by some columns, and the lines after the first by some more.
pub fn indented(words: &str, by: usize, further: usize, columns: usize) -> String {
    let room = columns.saturating_sub(by + further).max(12);
    let first = " ".repeat(by);
    let rest = format!("\n{}", " ".repeat(by + further));
    first + &wrapped(words, room).replace('\n', &rest)
}

/// Tells whether a line has letters that run from right to left: Hebrew, Arabic, Syriac and kin.
fn runs_from_the_right(line: &str) -> bool {
    line.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}' | '\u{10800}'..='\u{10FFF}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fitted_line_has_exactly_its_columns() {
        for line in
            ["", "short", "a longer line than that", "المجلس المحلي في المدينة", "漢字漢字漢字漢"]
        {
            assert_eq!(width(&fitted(line, 12)), 12, "{line}");
        }
        assert_eq!(cut("abcdef", 4), "abc…");
    }

    #[test]
    fn lines_break_between_words() {
        assert_eq!(wrapped("one two three", 7), "one two\nthree");
        assert_eq!(wrapped("immeasurable x", 4), "immeasurable\nx");
        assert_eq!(
            indented("some words that do not fit", 2, 2, 16),
            "  some words\n    that do not\n    fit"
        );
    }
}
