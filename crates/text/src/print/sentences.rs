//! Cuts a text into sentences by its marks alone, in any script.
//!
//! In: a text. Out: ranges in order that do not overlap. It knows no abbreviations beyond short
//! words with a capital ("Gen.", "U.S."): a cut too many costs a print little. The parse is not
//! asked, because prints are made whenever a case is derived, and parses are not kept.

use std::ops::Range;

/// A sentence longer than this is cut where a word ends, in bytes.
const LONGEST: usize = 1200;
/// A line shorter than this that ends without a mark is a heading, a byline or furniture, in letters.
const SHORT_LINE: usize = 60;

/// Finds the sentences of a text.
pub(super) fn of(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let (mut start, mut line) = (0, 0);
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let end = at + c.len_utf8();
        let next = chars.peek().map(|(_, next)| *next);
        let cut = match c {
            '\n' => {
                let short = text.get(line..at).is_some_and(|l| l.chars().count() < SHORT_LINE);
                line = end;
                next == Some('\n') || short
            }
            '.' | '!' | '?' | '\u{61F}' | '\u{2026}' | '\u{6D4}' | '\u{589}' => {
                ends(text, start, at, end)
            }
            '\u{3002}' => true,
            _ => end - start > LONGEST && c.is_whitespace(),
        };
        if cut {
            push(text, start..end, &mut out);
            start = end;
        }
    }
    push(text, start..text.len(), &mut out);
    out
}

/// Tells whether a full stop ends its sentence: what follows begins anew, and what stands before it
/// is no short title.
fn ends(text: &str, start: usize, at: usize, end: usize) -> bool {
    let rest = text.get(end..).unwrap_or("");
    let closed = rest.trim_start_matches(['"', '\u{201D}', '\u{2019}', '\'', ')', '\u{BB}', ']']);
    let begins = closed.trim_start();
    if begins.is_empty() {
        return true;
    }
    if begins.len() == closed.len() || begins.starts_with(char::is_lowercase) {
        return false;
    }
    let before = text.get(start..at).unwrap_or("");
    let word = before.rsplit(|c: char| c.is_whitespace()).next().unwrap_or("");
    let title = word.starts_with(char::is_uppercase) && word.chars().count() <= 3;
    !title || word.chars().any(|c| c.is_ascii_digit())
}

fn push(text: &str, range: Range<usize>, out: &mut Vec<Range<usize>>) {
    let Some(words) = text.get(range.clone()) else { return };
    let begin = range.start + (words.len() - words.trim_start().len());
    let end = begin + words.trim().len();
    if begin < end {
        out.push(begin..end);
    }
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn sentences_end_where_the_next_begins() {
        for (text, expected) in [
            ("Gen. Dessin spoke. He left.", vec!["Gen. Dessin spoke.", "He left."]),
            ("It fell 3.5 km off. Nobody saw it", vec!["It fell 3.5 km off.", "Nobody saw it"]),
            (
                "\u{201C}We saw it.\u{201D} Then it went",
                vec!["\u{201C}We saw it.", "\u{201D} Then it went"],
            ),
            ("KESSIB\n\nA mill burned.", vec!["KESSIB", "A mill burned."]),
            ("هل وصلوا؟ نعم.", vec!["هل وصلوا؟", "نعم."]),
            ("", vec![]),
            (" . ", vec!["."]),
        ] {
            let found: Vec<&str> =
                of(text).into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
