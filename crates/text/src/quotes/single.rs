//! Quotations between single marks, where the marks are clearly no apostrophes.
//!
//! In: words. Out: closed quotations inside one paragraph. The opening mark must have a gap before
//! it and a word glued after it; the closing mark the reverse. After a word in -s a closing mark
//! may as well be a genitive ("the rebels' camp"), so there the last mark of the paragraph wins.
//! An unclosed single mark is taken for an apostrophe. Decades ('90s) and 'tis are words.
//!
//! Shown by the casebook pages `quotation-marks`.

use super::Quoted;
use crate::words::Words;

/// Finds quotations between single marks, in text order, not overlapping.
pub(super) fn singles(words: &Words<'_>) -> Vec<Quoted> {
    let closers = last_closers(words);
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    for (at, closer) in closers.into_iter().enumerate() {
        if words.lower(at) == "\n" {
            open = None;
        } else if is_mark(words, at) {
            if let Some(start) = open.filter(|_| closes(words, at)) {
                let genitive =
                    words.before(at).ends_with('s') && closer > at && has_word_after(words, at);
                if !genitive {
                    found.push(Quoted { open: start, inside: start + 1, end: at, closed: true });
                    open = None;
                }
            } else if open.is_none() && opens(words, at) {
                open = Some(at);
            }
        }
    }
    found
}

/// For each position, the last closing mark of its paragraph; 0 where there is none.
fn last_closers(words: &Words<'_>) -> Vec<usize> {
    let mut last = vec![0; words.len()];
    let mut seen = 0;
    for at in (0..words.len()).rev() {
        if words.lower(at) == "\n" {
            seen = 0;
        } else if seen == 0 && is_mark(words, at) && closes(words, at) {
            seen = at;
        }
        last[at] = seen;
    }
    last
}

fn is_mark(words: &Words<'_>, at: usize) -> bool {
    words.lower(at) == "'" || (words.lower(at) == "`" && !is_doubled(words, at))
}

/// Two grave accents are a double mark.
fn is_doubled(words: &Words<'_>, at: usize) -> bool {
    words.before(at) == "`" || words.lower(at + 1) == "`"
}

fn opens(words: &Words<'_>, at: usize) -> bool {
    let gap = !words.glued(at) || matches!(words.before(at), "(" | "[" | "-" | "\u{2014}" | "\n");
    let next = words.lower(at + 1);
    let word = next.starts_with(char::is_alphanumeric);
    let decade = next.ends_with('s') && next.starts_with(|c: char| c.is_ascii_digit());
    gap && words.glued(at + 1)
        && word
        && !decade
        && !matches!(next, "tis" | "twas" | "em" | "n" | "til" | "cause" | "round")
        && words.raw(at) != "\u{2019}"
}

fn closes(words: &Words<'_>, at: usize) -> bool {
    let free =
        !words.glued(at + 1) || words.lower(at + 1).starts_with(|c: char| !c.is_alphanumeric());
    words.glued(at) && free && !matches!(words.raw(at), "\u{2018}" | "`")
}

fn has_word_after(words: &Words<'_>, at: usize) -> bool {
    words.lower(at + 1).starts_with(char::is_alphabetic)
}
