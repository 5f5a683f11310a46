//! Tells what kind of double quotation mark a word is, and whether it opens or closes.
//!
//! In: words and a position. Out: the family of the mark and its side. A directed mark keeps its
//! side unless its spacing says the opposite (“so“, »so«); a straight mark has only its spacing.
//! Inch marks ("a 9" gun") are no marks. Looks at the neighbours of the mark only.
//!
//! Shown by the casebook pages `quotation-marks`.

use crate::words::Words;

/// Marks that can pair with each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// `"`.
    Straight,
    /// “ ” and „ ‟.
    Curly,
    /// « ».
    Angle,
    /// Two grave accents, closed by two apostrophes.
    Grave,
}

impl Family {
    /// Tells whether a mark of this family may close one of another: typists mix “ with ".
    pub(super) fn closes(self, open: Family) -> bool {
        self == open
            || matches!(
                (self, open),
                (Family::Straight, Family::Curly | Family::Grave)
                    | (Family::Curly, Family::Straight)
            )
    }
}

/// What a mark does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// It opens a quotation.
    Open,
    /// It closes one.
    Close,
    /// Its spacing does not tell.
    Either,
}

/// Reads the double quotation mark at a position.
pub(super) fn mark(words: &Words<'_>, at: usize) -> Option<(Family, Side)> {
    let spacing = spacing(words, at);
    let directed = |side: Side| if spacing == opposite(side) { spacing } else { side };
    Some(match words.lower(at) {
        "\"" | "\u{ff02}" if is_inch(words, at) => return None,
        "\"" | "\u{ff02}" => (Family::Straight, spacing),
        "\u{201c}" => (Family::Curly, directed(Side::Open)),
        "\u{201d}" => (Family::Curly, directed(Side::Close)),
        "\u{201e}" | "\u{201f}" => (Family::Curly, Side::Open),
        "\u{ab}" => (Family::Angle, directed(Side::Open)),
        "\u{bb}" => (Family::Angle, directed(Side::Close)),
        "``" => (Family::Grave, Side::Open),
        "`" if width(words, at) == 2 => (Family::Grave, Side::Open),
        "''" => (Family::Grave, Side::Close),
        _ => return None,
    })
}

/// Returns how many words an opening mark takes: the tokeniser parts two grave accents.
pub(super) fn width(words: &Words<'_>, at: usize) -> usize {
    let doubled = words.lower(at) == "`" && words.lower(at + 1) == "`" && words.glued(at + 1);
    1 + usize::from(doubled)
}

fn opposite(side: Side) -> Side {
    match side {
        Side::Open => Side::Close,
        Side::Close => Side::Open,
        Side::Either => Side::Either,
    }
}

/// Reads the side from the gaps: a gap before and none after opens, the reverse closes.
fn spacing(words: &Words<'_>, at: usize) -> Side {
    let before =
        words.glued(at) && !matches!(words.before(at), "(" | "[" | "-" | "\u{2014}" | "\n");
    let after = words.glued(at + 1) && opens_word(words.lower(at + 1));
    match (before, after) {
        (false, true) => Side::Open,
        (true, false) => Side::Close,
        _ => Side::Either,
    }
}

/// Tells whether a quotation could begin with this word.
fn opens_word(word: &str) -> bool {
    word.starts_with(|c: char| {
        c.is_alphanumeric() || matches!(c, '(' | '[' | '$' | '\'' | '.' | '\u{2026}' | '#' | '@')
    }) && !matches!(word, "." | "'s")
}

/// `9"`: a straight mark glued to a number, with a gap and a word after it.
fn is_inch(words: &Words<'_>, at: usize) -> bool {
    let number = words.glued(at) && words.before(at).ends_with(|c: char| c.is_ascii_digit());
    number
        && !words.glued(at + 1)
        && words.lower(at + 1).starts_with(char::is_lowercase)
        && !matches!(words.lower(at + 1), "he" | "she" | "said" | "they" | "it" | "and" | "but")
}
