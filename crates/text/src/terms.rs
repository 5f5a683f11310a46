//! The words of a text as they are looked up: folded, each with its place.
//!
//! In: any text. Out: [`Term`]s in order. A run of letters and digits is a word; apostrophes inside
//! it vanish ("Sana'a"), an English possessive is cut; a sign of a script without spaces between
//! words (Chinese, Japanese, Thai …) is a word by itself, so that any stretch is found. Arabic ta
//! marbuta counts as ha, as many write it. The same for texts and for queries, or nothing is found.
//! Must hold: places are on character boundaries and in order; linear time on any text.

use unicode_normalization::char::is_combining_mark;

use crate::fold::{is_invisible, plain};

/// One word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// Its plain form; never empty.
    pub folded: String,
}

/// Returns the words of a text, in order.
pub fn terms(text: &str) -> impl Iterator<Item = Term> {
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (start, first) = rest.find(|(_, c)| c.is_alphanumeric())?;
            let mut end = start + first.len_utf8();
            let alone = stands_alone(first);
            while let Some((at, c)) = rest.peek().copied() {
                let goes_on = is_combining_mark(c)
                    || is_invisible(c)
                    || (!alone && c.is_alphanumeric() && !stands_alone(c))
                    || (!alone && is_apostrophe(c) && letter_at(text, at + c.len_utf8()));
                if !goes_on {
                    break;
                }
                end = at + c.len_utf8();
                rest.next();
            }
            let end = start + without_possessive(&text[start..end]).len();
            let folded = folded(&text[start..end]);
            if !folded.is_empty() {
                return Some(Term { start, end, folded });
            }
        }
    })
}

/// Returns the words of a text with a space between.
pub fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for term in terms(text) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&term.folded);
    }
    out
}

fn folded(word: &str) -> String {
    let seen = plain(word).replace('ة', "ه");
    seen.chars().filter(|c| c.is_alphanumeric() || is_combining_mark(*c)).collect()
}

fn without_possessive(word: &str) -> &str {
    let cut = ["'s", "’s", "'S", "’S"].into_iter().find_map(|end| word.strip_suffix(end));
    cut.filter(|cut| !cut.is_empty()).unwrap_or(word)
}

fn letter_at(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(|c| c.is_alphabetic() && !stands_alone(c))
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʻ' | 'ʿ' | 'ʾ' | '`' | '´')
}

/// Says whether a sign belongs to a script that puts no spaces between words.
fn stands_alone(c: char) -> bool {
    matches!(c,
        '\u{0E00}'..='\u{0EFF}'
        | '\u{1000}'..='\u{109F}'
        | '\u{1780}'..='\u{17FF}'
        | '\u{2E80}'..='\u{312F}'
        | '\u{31A0}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn words_are_folded_and_keep_their_places() {
        let text = "The pilot’s CAFÉ in Sana'a; al-Bab: 12,5";
        let found: Vec<(&str, String)> =
            terms(text).map(|it| (&text[it.start..it.end], it.folded)).collect();
        let words: Vec<&str> = found.iter().map(|(_, folded)| folded.as_str()).collect();
        assert_eq!(words, ["the", "pilot", "cafe", "in", "sanaa", "al", "bab", "12", "5"]);
        assert_eq!(found[2].0, "CAFÉ");
        assert_eq!(found[4].0, "Sana'a");
    }

    #[test]
    fn spellings_of_other_scripts_meet() {
        assert_eq!(spaced("أُغلِق المدينـة"), spaced("اغلق المدينه"));
        assert_eq!(spaced("کراچی"), spaced("كراچي"));
        assert_eq!(spaced("轰炸了市场"), "轰 炸 了 市 场");
        assert_eq!(spaced("Ещё удар"), "еще удар");
        assert_eq!(spaced("… !— 😀"), "");
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_words_are_never_empty(text in r"(\PC|['’\u{640}\u{200f}]){0,60}") {
            let mut last = 0;
            for term in terms(&text) {
                prop_assert!(term.start >= last && term.end > term.start);
                prop_assert!(text.get(term.start..term.end).is_some());
                prop_assert!(!term.folded.is_empty() && !term.folded.contains(' '));
                last = term.end;
            }
        }
    }
}
