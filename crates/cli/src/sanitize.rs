//! Report text made safe for a terminal.
//!
//! Reports come from anywhere. Control characters could move the cursor or recolour the screen,
//! and bidirectional overrides could make a quote read as what it is not (Unicode Technical
//! Report 36). Both are shown as visible escapes. Line ends stay; other text is untouched.

use std::borrow::Cow;
use std::fmt::Write;

/// Shows control and bidi-override characters as escapes, keeping line ends and tabs.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        if is_unsafe(c) {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

/// As [`sanitize`], on one line: line ends and runs of spaces become single spaces.
pub fn one_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_unsafe(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{61C}')
        || (c.is_control() && c != '\n' && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_moves_the_cursor_or_turns_the_text() {
        assert_eq!(sanitize("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(sanitize("\u{202E}evil"), "\\u{202e}evil");
        assert_eq!(sanitize("حلب\nok"), "حلب\nok");
        assert_eq!(one_line("two\n  lines"), "two lines");
    }
}
