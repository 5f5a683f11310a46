//! Report text made safe for a terminal.
//!
//! Reports come from anywhere. Control characters could move the cursor or recolour the screen,
//! and bidirectional overrides could make a quote read as what it is not (Unicode Technical
//! Report 36). Both are shown as visible escapes. Line ends stay; other text is untouched.

use std::borrow::Cow;
use std::fmt::Write;

use rashomon::json::visible::is_unsafe;

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

/// What our own drawing puts between words: bold, dim, plain, and the mark that keeps columns in
/// their order. None of it can do harm, so it passes wherever it comes from.
const DRAWN: [&str; 4] = ["\u{1b}[1m", "\u{1b}[2m", "\u{1b}[0m", "\u{200e}"];

/// As [`sanitize`], leaving alone what our own drawing puts in. Parts have been sanitised before;
/// this holds also where one was forgotten.
pub fn drawn(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = match DRAWN.iter().find(|ours| rest.starts_with(**ours)) {
            Some(ours) => {
                out.push_str(ours);
                ours.len()
            }
            None => {
                out.push_str(&sanitize(&rest[..c.len_utf8()]));
                c.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    Cow::Owned(out)
}

/// As [`sanitize`], for a message that must stay one line: a file may have a line end in its name.
pub fn message(text: &str) -> String {
    sanitize(text).replace('\n', "\\u{a}")
}

/// As [`sanitize`], on one line: line ends and runs of spaces become single spaces.
pub fn one_line(text: &str) -> String {
    sanitize(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_what_moves_the_cursor_or_turns_the_text() {
        assert_eq!(sanitize("a\u{1b}[2Jb"), "a\\u{1b}[2Jb");
        assert_eq!(sanitize("\u{202E}evil"), "\\u{202e}evil");
        assert_eq!(sanitize("حلب\nok"), "حلب\nok");
        assert_eq!(sanitize("\u{9b}31m\u{2028}"), "\\u{9b}31m\\u{2028}");
        assert_eq!(drawn("\u{1b}[1mx\u{1b}[0m\u{1b}[2J"), "\u{1b}[1mx\u{1b}[0m\\u{1b}[2J");
        assert_eq!(message("a\nb"), "a\\u{a}b");
        assert_eq!(one_line("two\n  lines"), "two lines");
    }
}
