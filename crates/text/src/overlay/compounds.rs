//! Finds missing spaces inside one run of letters.
//!
//! A capital inside a word ("nearVelm", "MDCfighters"), an article or preposition grown on
//! ("Theshelling", "ofthe"), two common words in one ("shellscontinued", "raidsagainst"). It leaves
//! alone names and trade marks ("McDonald", "YouTube", "easyJet"), every word the lists know, and
//! whatever has more than one reading. Must hold: a known word is never taken apart; pieces are
//! whole words; time linear in the length of the run.

use super::vocabulary::Vocabulary;

/// Shortest and longest run looked at, in letters: "ofthe", and what no two words exceed.
const LENGTHS: std::ops::RangeInclusive<usize> = 5..=40;

/// Function words that stand before a capital or before "the" without a space when one is lost.
const BEFORE: [&str; 26] = [
    "and", "as", "at", "but", "by", "for", "from", "in", "is", "its", "near", "of", "on", "or",
    "than", "that", "the", "their", "to", "under", "until", "was", "were", "when", "while", "with",
];

/// Function words that are recognised with a capital of their own before a capital ("TheMDC").
const OPENING: [&str; 12] = [
    "after", "although", "and", "because", "but", "from", "since", "the", "these", "this", "when",
    "while",
];

/// Function words that end a pair of glued words; those that make compounds (over, down, back,
/// like, ever, self) are not here.
const AFTER: [&str; 30] = [
    "about",
    "after",
    "against",
    "although",
    "among",
    "because",
    "before",
    "between",
    "despite",
    "during",
    "from",
    "have",
    "including",
    "that",
    "their",
    "they",
    "these",
    "this",
    "those",
    "through",
    "toward",
    "towards",
    "until",
    "were",
    "which",
    "while",
    "would",
    "with",
    "without",
    "the",
];

/// Where a run of letters comes apart.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split {
    /// Offsets of the missing spaces, in the run.
    pub offsets: Vec<usize>,
    /// How often the run may stand in a text and still be taken for an accident.
    pub at_most: usize,
}

/// Finds where a run of letters comes apart, given the characters on either side.
pub(super) fn split(run: &str, before: Option<char>, after: Option<char>) -> Option<Split> {
    if !run.is_ascii() || !LENGTHS.contains(&run.len()) {
        return None;
    }
    let tagged = before.is_some_and(|c| "#&$%".contains(c) || c.is_ascii_digit());
    if tagged || after.is_some_and(|c| c.is_ascii_digit()) {
        return None;
    }
    let vocabulary = Vocabulary::embedded();
    let folded = run.to_ascii_lowercase();
    if vocabulary.is_known(&folded) || vocabulary.is_name(&folded) || vocabulary.is_kept(&folded) {
        return None;
    }
    let capital_inside = run.bytes().skip(1).any(|b| b.is_ascii_uppercase());
    if capital_inside {
        return at_capitals(run, vocabulary);
    }
    let small = starts_small(run);
    let offset = after_function_word(&folded, small, vocabulary)
        .or_else(|| before_function_word(&folded, vocabulary).filter(|_| small));
    if let Some(offset) = offset {
        return Some(Split { offsets: vec![offset], at_most: usize::MAX });
    }
    let offset = between_words(&folded, vocabulary).filter(|_| small)?;
    Some(Split { offsets: vec![offset], at_most: 1 })
}

fn starts_small(run: &str) -> bool {
    run.starts_with(|c: char| c.is_ascii_lowercase())
}

/// Takes a run apart before its capitals: "nearVelm", "TheMDC", "MDCfighters".
fn at_capitals(run: &str, vocabulary: &Vocabulary) -> Option<Split> {
    let bytes = run.as_bytes();
    let mut bounds: Vec<usize> = (1..bytes.len())
        .filter(|&n| bytes[n - 1].is_ascii_lowercase() && bytes[n].is_ascii_uppercase())
        .collect();
    if bounds.is_empty() {
        let offset = after_capitals(run, vocabulary)?;
        return Some(Split { offsets: vec![offset], at_most: 2 });
    }
    bounds.push(run.len());
    let mut from = 0;
    let mut offsets = Vec::new();
    for pair in bounds.windows(2) {
        let (left, right) = (run.get(from..pair[0])?, run.get(pair[0]..pair[1])?);
        if right.len() >= 3 && stands_alone(left, right, vocabulary) {
            offsets.push(pair[0]);
        }
        from = pair[0];
    }
    (!offsets.is_empty()).then_some(Split { offsets, at_most: 2 })
}

/// Tells whether the piece before a capital is a word by itself.
fn stands_alone(left: &str, right: &str, vocabulary: &Vocabulary) -> bool {
    let folded = left.to_ascii_lowercase();
    if !starts_small(left) {
        return OPENING.contains(&folded.as_str());
    }
    match left.len() {
        0 | 1 => false,
        2 => BEFORE.contains(&left) && right.len() >= 4,
        _ => vocabulary.is_known(left) && !vocabulary.is_beginning(left),
    }
}

/// Takes capitals apart from the word after them: "MDCfighters". The word must bear an ending,
/// because names are made this way too ("MDCcard"), and so are names before a capital ("MDCCentral").
fn after_capitals(run: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let capitals = run.bytes().take_while(u8::is_ascii_uppercase).count();
    let small = run.get(capitals..)?;
    let last = run.get(capitals.checked_sub(1)?..)?.to_ascii_lowercase();
    let word = small.len() >= 5 && vocabulary.is_common(small) && has_ending(small, vocabulary);
    let other_reading = vocabulary.is_known(&last) || vocabulary.is_name(&last);
    (capitals >= 3 && word && !other_reading).then_some(capitals)
}

/// Takes "the" and "and" apart from the word after them, and a preposition from "the". A capital
/// asks for a longer word, since names begin so too ("Theodor").
fn after_function_word(folded: &str, small: bool, vocabulary: &Vocabulary) -> Option<usize> {
    if let Some(left) = folded.strip_suffix("the").filter(|left| BEFORE.contains(left)) {
        return Some(left.len());
    }
    let (right, least) = match folded.strip_prefix("and").filter(|_| small) {
        Some(right) => (right, 5),
        None => (folded.strip_prefix("the")?, if small { 4 } else { 5 }),
    };
    (right.len() >= least && vocabulary.is_common(right)).then_some(3)
}

/// Takes a word apart from the function word after it: "raidsagainst".
fn before_function_word(folded: &str, vocabulary: &Vocabulary) -> Option<usize> {
    let mut ends = AFTER.iter().filter_map(|word| folded.strip_suffix(word)).filter(|left| {
        let word = match left.len() {
            0..=2 => false,
            3 => vocabulary.is_common(left),
            _ => vocabulary.is_known(left),
        };
        word && !vocabulary.is_beginning(left)
    });
    // Two readings ("the" after one word, "with the" after another) mean neither is sure.
    match (ends.next(), ends.next()) {
        (Some(left), None) => Some(left.len()),
        _ => None,
    }
}

/// Takes two common words apart where the first bears an ending that compounds do not: a plural,
/// "-ed", "-ing", "-ly" ("shellscontinued"). Only long runs: short ones are more often one word
/// that no list has ("photoshopped") than two.
fn between_words(folded: &str, vocabulary: &Vocabulary) -> Option<usize> {
    if folded.len() < 13 {
        return None;
    }
    let apart = |at: &usize| {
        let (Some(left), Some(right)) = (folded.get(..*at), folded.get(*at..)) else {
            return false;
        };
        has_ending(left, vocabulary) && vocabulary.is_common(left) && vocabulary.is_common(right)
    };
    let mut readings = (5..folded.len() - 5).filter(apart);
    match (readings.next(), readings.next()) {
        (Some(offset), None) => Some(offset),
        _ => None,
    }
}

/// Tells whether a word is a known stem with a plural, "-ed", "-ing" or "-ly" on it.
fn has_ending(word: &str, vocabulary: &Vocabulary) -> bool {
    let stem = |ending: &str| word.strip_suffix(ending);
    let known = |stem: &str| stem.len() >= 3 && vocabulary.is_known(stem);
    if word.ends_with("ss") || vocabulary.is_beginning(word) {
        return false;
    }
    stem("s").is_some_and(known)
        || stem("ed").is_some_and(|s| known(s) || known(&format!("{s}e")))
        || stem("ing").is_some_and(|s| known(s) || known(&format!("{s}e")))
        || stem("ly").is_some_and(known)
}
