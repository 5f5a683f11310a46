//! Where a report says whose work it is: by-lines, datelines, source lines, marks of reposts.
//!
//! In: a text. Out: the places where the name of an outlet would stand, with the manner. Whether an
//! outlet's name does stand there is for those who know outlets: "(updated)" stands where "(Northern
//! Wire)" may. What a report cites in the middle of its story is no credit. Marks:
//! `data/lexicon/en/credit-marks.tsv`.

use std::sync::OnceLock;

use rashomon_model::{CreditKind, Span};

use crate::Lexicon;

/// How far from either end a credit may stand, in bytes.
const ENDS: usize = 260;
/// A name is not longer than this, in words.
const WORDS: usize = 5;

/// A place where the name of an outlet may stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CreditPlace {
    /// Where.
    pub span: Span,
    /// In what manner it would be credited.
    pub kind: CreditKind,
}

/// Finds where a text may credit an outlet, in order.
///
/// ```
/// use rashomon_text::credits::credits;
/// let text = "KESSIB (Northern Wire) - A mill burned on Tuesday. Nobody was hurt.";
/// assert!(credits(text).iter().any(|place| place.span.of(text) == Some("Northern Wire")));
/// assert!(credits("A mill burned on Tuesday, the Northern Wire said. Nobody was hurt.").is_empty());
/// ```
pub fn credits(text: &str) -> Vec<CreditPlace> {
    let mut out = Vec::new();
    dateline(text, &mut out);
    standing(text, &mut out);
    closing(text, &mut out);
    marked(text, &mut out);
    out.sort_by_key(|place| (place.span, place.kind));
    out.dedup_by_key(|place| place.span);
    out
}

/// "KESSIB (NAME) –", "NAME –", "KESSIB, NAME –", at the beginning.
fn dateline(text: &str, out: &mut Vec<CreditPlace>) {
    let head = cut(text, 0, ENDS);
    let dashes = [" - ", " \u{2013} ", " \u{2014} ", " -- ", ")-", ")\u{2013}", ")\u{2014}", "): "];
    let Some(end) = dashes.iter().filter_map(|dash| head.find(dash)).min() else { return };
    // Up to the bracket that closes before the dash.
    let line = cut(head, 0, end + 1);
    let start = line.rfind(['\n', '.']).map_or(0, |at| at + 1);
    let mut at = start;
    for piece in line.get(start..).unwrap_or("").split([',', '(', ')', '/']) {
        push(text, at, at + piece.len(), CreditKind::Agency, out);
        at += piece.len() + 1;
    }
}

/// "NAME" or "NAME Tuesday 4 March" on a line of its own at the beginning, or where a line once was.
fn standing(text: &str, out: &mut Vec<CreditPlace>) {
    let head = cut(text, 0, ENDS);
    let mut at = 0;
    let mut pieces = head.split(['\n', '\t']).flat_map(|line| line.split("  ")).peekable();
    while let Some(piece) = pieces.next() {
        let start = head.get(at..).and_then(|rest| rest.find(piece)).map_or(at, |found| at + found);
        at = start + piece.len();
        // The last piece may be a sentence that was cut off.
        if piece.trim().is_empty() || pieces.peek().is_none() {
            continue;
        }
        let dated = piece.chars().any(|c| c.is_ascii_digit());
        let mut end = start;
        for (number, word) in piece.split_inclusive(' ').enumerate() {
            end += word.len();
            if dated && number < 3 {
                push(text, start, end, CreditKind::Agency, out);
            }
        }
        if !dated {
            push(text, start, end, CreditKind::Agency, out);
        }
    }
}

/// "(NAME)" or "— NAME" at the very end.
fn closing(text: &str, out: &mut Vec<CreditPlace>) {
    let whole = text.trim_end().trim_end_matches('.');
    if let Some(open) = whole.strip_suffix(')').and_then(|inside| inside.rfind('(')) {
        let mut at = open + 1;
        for piece in whole.get(open + 1..whole.len() - 1).unwrap_or("").split([',', '/', ';']) {
            push(text, at, at + piece.len(), CreditKind::Agency, out);
            at += piece.len() + 1;
        }
    }
    let line = whole.rfind(['\n', '\u{2014}', '\u{2013}']);
    if let Some(at) = line {
        let start = at + whole.get(at..).and_then(|r| r.chars().next()).map_or(1, char::len_utf8);
        push(text, start, whole.len(), CreditKind::Agency, out);
    }
}

/// "Source: NAME", "RT @name", "originally published by NAME".
fn marked(text: &str, out: &mut Vec<CreditPlace>) {
    // Lower case in ASCII keeps every position.
    let lower = text.to_ascii_lowercase();
    let tail = lower.len().saturating_sub(ENDS);
    for mark in marks() {
        let mut from = 0;
        while let Some(found) = lower.get(from..).and_then(|rest| rest.find(&mark.words)) {
            let at = from + found;
            let end = at + mark.words.len();
            from = end;
            let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            let inside = word(lower.get(..at).and_then(|s| s.chars().next_back()))
                || word(lower.get(end..).and_then(|s| s.chars().next()));
            let before = lower.get(..at).unwrap_or("").trim_end_matches([' ', '\u{A0}']);
            let opens = before.is_empty() || before.ends_with(['\n', '(', '.', '|', '\u{2014}']);
            if inside || (mark.ends && at > ENDS / 4 && at < tail) || (mark.opens && !opens) {
                continue;
            }
            let rest = lower.get(end..).unwrap_or("");
            let lead = rest.len() - rest.trim_start_matches([' ', ':', '\u{A0}']).len();
            let stop = name_end(text, end + lead);
            // "With AFP and Reuters" names two.
            let mut at = end + lead;
            for name in text.get(at..stop).unwrap_or("").split(" and ") {
                push(text, at, at + name.len(), mark.kind, out);
                at += name.len() + " and ".len();
            }
        }
    }
}

/// Returns where a name that begins here ends: before a mark, a line's end, or a word in lower case.
fn name_end(text: &str, start: usize) -> usize {
    let rest = text.get(start..).unwrap_or("");
    let line = rest.find(['\n', ',', ';', '(', ')', ':', '|', '\u{2014}']).unwrap_or(rest.len());
    let mut end = start;
    for (words, word) in rest.get(..line).unwrap_or("").split_inclusive(' ').enumerate() {
        let bare = word.trim();
        let begins = bare.chars().next();
        let capital = begins.is_some_and(|c| c.is_uppercase() || c == '@');
        let address = bare.contains('.') && bare.len() > 4;
        let link = matches!(bare, "the" | "of" | "and" | "The");
        if words == WORDS || !(capital || address || link) {
            break;
        }
        end += word.len();
        if bare.ends_with('.') {
            break;
        }
    }
    end
}

struct Mark {
    words: String,
    kind: CreditKind,
    /// Only near the beginning or the end.
    ends: bool,
    /// Only where a line, a sentence or a bracket begins.
    opens: bool,
}

fn marks() -> &'static [Mark] {
    static TABLE: OnceLock<Vec<Mark>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let text = include_str!("../../../data/lexicon/en/credit-marks.tsv");
        let lexicon = Lexicon::parse("credit-marks.tsv", text).unwrap_or_default();
        let mark = |row: crate::Row<'_>| Mark {
            words: row.get("mark").to_owned(),
            kind: match row.get("role") {
                "repost" => CreditKind::Repost,
                _ => CreditKind::Agency,
            },
            ends: row.get("where") != "anywhere",
            opens: row.get("where") == "line",
        };
        lexicon.rows().map(mark).collect()
    })
}

fn push(text: &str, start: usize, end: usize, kind: CreditKind, out: &mut Vec<CreditPlace>) {
    let Some(piece) = text.get(start..end) else { return };
    let cut = |c: char| c.is_whitespace() || matches!(c, '.' | '"' | '\u{201C}' | '\u{201D}' | '-');
    let bare = piece.trim_start_matches(cut);
    let bare = bare.strip_prefix("the ").or_else(|| bare.strip_prefix("The ")).unwrap_or(bare);
    let from = start + (piece.len() - bare.len());
    let name = bare.trim_end_matches(cut);
    let begins = name.chars().next().is_some_and(|c| c.is_uppercase() || c == '@')
        || (name.contains('.') && !name.contains(' '));
    if begins && name.split_whitespace().count() <= WORDS {
        out.push(CreditPlace { span: Span::from_range(from..from + name.len()), kind });
    }
}

/// Cuts a stretch of bytes at borders of characters.
fn cut(text: &str, from: usize, to: usize) -> &str {
    let mut end = to.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(from..end).unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, CreditKind)> {
        credits(text).iter().filter_map(|p| Some((p.span.of(text)?, p.kind))).collect()
    }

    #[test]
    fn credits_stand_at_the_ends_or_after_their_marks() {
        let agency = CreditKind::Agency;
        let repost = CreditKind::Repost;
        for (text, name, kind) in [
            ("KESSIB (Northern Wire) - A mill burned.", "Northern Wire", agency),
            ("Northern Wire \u{2014} A mill burned.", "Northern Wire", agency),
            ("A mill burned.\nSource: Northern Wire", "Northern Wire", agency),
            (
                "Mill burns\n\nNorthern Wire Tuesday 4 March\n\nA mill burned.",
                "Northern Wire",
                agency,
            ),
            ("Mill burns   Northern Wire   A mill burned.", "Northern Wire", agency),
            ("A mill burned. (With Northern Wire and Velm Post)", "Velm Post", agency),
            ("A mill burned. (Northern Wire)", "Northern Wire", agency),
            ("RT @northernwire: a mill burned", "@northernwire", repost),
            ("This was first published by the Velm Post. A mill burned.", "Velm Post", repost),
            ("A mill burned. via @velmpost", "@velmpost", repost),
        ] {
            assert!(found(text).contains(&(name, kind)), "{text}: {:?}", found(text));
        }
    }

    #[test]
    fn what_a_story_cites_is_no_credit() {
        let long = "The convoy went out of the town and came back. ".repeat(12);
        for text in [
            format!("{long}It left via Harbour Street. {long}"),
            "A mill burned with Saudi help. Comment via Velm Post. Photo by Velm Post of it"
                .to_owned(),
            format!("{long}The Velm Post (a daily) said so. {long}"),
            "A mill burned, the Velm Post said. Nobody was hurt there".to_owned(),
            String::new(),
            "(".to_owned(),
            " - )".to_owned(),
        ] {
            assert_eq!(found(&text), [], "{text}");
        }
    }
}
