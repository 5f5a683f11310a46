//! Cuts a name into words.
//!
//! In: a name as written. Out: its words, each as written and folded. Spaces, hyphens and
//! punctuation part words; apostrophes and the signs for hamza and ayn do not; a number after a
//! word is a word of its own ("Brigade44"), a digit inside one is a slip of the pen ("Ig0r").
//! Long input is cut, so that time stays bounded.

use super::fold::plain;
use super::lookalikes::unmixed;

/// Letters beyond this many in a name are not looked at.
const MOST_LETTERS: usize = 300;

/// One word of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// As written, lower case.
    pub(crate) raw: String,
    /// Folded to plain letters.
    pub(crate) plain: String,
    /// Whether a point follows it.
    pub(crate) dotted: bool,
    /// Whether it has a small letter.
    pub(crate) lower: bool,
    /// Whether it is two or three capital letters and nothing else.
    pub(crate) capitals: bool,
    /// Whether letters of another script that look the same were taken for its own.
    pub(crate) mixed: bool,
    /// What is left without "servant of"; found later.
    pub(crate) servant_of: Option<String>,
    /// Whether "son of" or "daughter of" stands before it; found later.
    pub(crate) child: bool,
}

/// Cuts a name into words.
pub(crate) fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut word = String::new();
    let (mut capitals, mut lower) = (true, false);
    for c in text.chars().take(MOST_LETTERS) {
        if is_silent(c) {
            continue;
        }
        if c.is_alphanumeric() || joins(c) {
            capitals &= c.is_uppercase();
            lower |= c.is_lowercase();
            word.extend(c.to_lowercase());
        } else {
            close(&mut word, c == '.', (capitals, lower), &mut pieces);
            (capitals, lower) = (true, false);
        }
    }
    close(&mut word, false, (capitals, lower), &mut pieces);
    pieces
}

fn close(
    word: &mut String,
    dotted: bool,
    (capitals, lower): (bool, bool),
    pieces: &mut Vec<Piece>,
) {
    let mut written = std::mem::take(word);
    let one_script = unmixed(&written);
    let mixed = one_script.is_some();
    written = one_script.unwrap_or(written);
    let folded = plain(&written);
    if folded.is_empty() {
        return;
    }
    if let Some(number) = ordinal(&folded) {
        pieces.push(Piece::of(&number));
        return;
    }
    let head = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() < folded.len() && head.chars().count() > 3 {
        pieces.push(Piece { mixed, ..Piece::of(head) });
        pieces.push(Piece { dotted, ..Piece::of(&folded[head.len()..]) });
        return;
    }
    let capitals = capitals && (2..=3).contains(&folded.chars().count());
    pieces.push(Piece { raw: written, dotted, capitals, lower, mixed, ..Piece::of(&folded) });
}

/// The number in "17th", "3rd".
fn ordinal(word: &str) -> Option<String> {
    let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let counted = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (counted && matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th"))
        .then(|| digits.to_owned())
}

/// Marks that nobody pronounces and that part nothing.
fn is_silent(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʿ' | 'ʾ' | 'ʼ' | 'ʻ' | '`' | '´' | '׳' | '״')
}

/// Says whether a character belongs to a word though it is no letter.
fn joins(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
        || matches!(c, '\u{0640}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{00AD}')
}
