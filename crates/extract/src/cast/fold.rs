//! Names folded for comparison inside one report.
//!
//! In: a run of tokens. Out: keys in which case, accents of the apostrophe kind, articles
//! ("the", "al-"), hyphens and possessive endings do not count. Spelling variants have their own
//! key, the skeleton. Comparison across reports is for the resolver, with more evidence.
//! Shown by the casebook pages `article-and-hyphen`, `spelling-variants`.

use std::ops::Range;

use super::lexicon::{CastLexicon, StateForm};
use super::page::Page;

/// Folds a name: its words without articles and marks.
pub(crate) fn name_words(
    page: &Page<'_>,
    lexicon: &CastLexicon,
    tokens: Range<usize>,
) -> Vec<String> {
    let mut words = Vec::new();
    let last = tokens.end;
    for i in tokens {
        let lower = page.lower(i);
        if lower == "the" || lower == "'s" || lower == "'" {
            continue;
        }
        // "al" falls before another word, but stays where it is all there is.
        if lexicon.is_article(lower) && i + 1 < last {
            continue;
        }
        let plain = plain(lower);
        if !plain.is_empty() {
            words.push(plain);
        }
    }
    words
}

/// Folds a name to one string.
pub(crate) fn name_key(page: &Page<'_>, lexicon: &CastLexicon, tokens: Range<usize>) -> String {
    name_words(page, lexicon, tokens).join(" ")
}

/// Keeps letters and digits; a possessive ending goes.
fn plain(word: &str) -> String {
    let word = word.strip_suffix("'s").unwrap_or(word);
    word.chars().filter(|c| c.is_alphanumeric()).flat_map(base_letter).collect()
}

/// Drops the accent of the common Latin letters.
fn base_letter(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ä' | 'ã' | 'ā' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'ē' => 'e',
        'í' | 'ì' | 'î' | 'ï' | 'ī' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' | 'õ' | 'ō' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'ū' => 'u',
        'ç' => 'c',
        'ñ' => 'n',
        'ḥ' => 'h',
        'ṣ' => 's',
        'ṭ' => 't',
        'ḍ' => 'd',
        'ẓ' => 'z',
        other => other,
    })
}

/// Puts a state's adjective and name on one footing ("Orlandish" and "Orland").
pub(crate) fn neutral(lexicon: &CastLexicon, word: &str) -> String {
    match lexicon.state(word) {
        Some(StateForm::Land(line) | StateForm::Adjective(line) | StateForm::People(line)) => {
            format!("state{line}")
        }
        None => word.to_owned(),
    }
}

/// Folds a word to what spelling variants of one name share: classes of consonants.
///
/// Vowels go except a leading one, doubled letters count once, and letters that romanisations
/// of one sound alternate between fall together.
pub(crate) fn skeleton(word: &str) -> String {
    let mut out = String::new();
    let mut previous = ' ';
    for (i, c) in word.chars().enumerate() {
        let class = match c {
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' if i == 0 => 'a',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'w' | 'h' => continue,
            'q' | 'c' | 'k' => 'k',
            'z' | 's' => 's',
            'g' | 'j' => 'j',
            'p' | 'b' => 'b',
            'v' | 'f' => 'f',
            'd' | 't' => 't',
            other => other,
        };
        if class != previous {
            out.push(class);
        }
        previous = class;
    }
    out
}

/// Tells whether two words differ by at most `limit` letters inserted, dropped or changed.
pub(crate) fn within(a: &str, b: &str, limit: usize) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // Words longer than this are no names; the bound keeps the table small.
    if a.len().abs_diff(b.len()) > limit || a.len().max(b.len()) > 48 {
        return false;
    }
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = i;
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
        for (j, y) in b.iter().enumerate() {
            let (left, up) =
                (row.get(j).copied().unwrap_or(0), row.get(j + 1).copied().unwrap_or(0));
            let here = (left + 1).min(up + 1).min(diagonal + usize::from(x != y));
            diagonal = up;
            if let Some(slot) = row.get_mut(j + 1) {
                *slot = here;
            }
        }
    }
    row.last().is_some_and(|d| *d <= limit)
}
