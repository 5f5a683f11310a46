//! Reads ordinals: "third", "twenty-first", "21st".
//!
//! In: words and a position. Out: the number and the end. Knows nothing of what is numbered.

use crate::words::Words;

/// Reads a spelled ordinal or digits with a suffix: "third", "twenty - first", "21st".
pub(super) fn ordinal(words: &Words<'_>, at: usize) -> Option<(i16, usize)> {
    const ORDINALS: [&str; 20] = [
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let word = words.lower(at);
    if let Some(found) = ORDINALS.iter().position(|ordinal| *ordinal == word) {
        return Some((i16::try_from(found).ok()? + 1, at + 1));
    }
    match word {
        "thirtieth" => return Some((30, at + 1)),
        "twenty" | "thirty" => {
            let dash = usize::from(words.lower(at + 1) == "-");
            let unit = ORDINALS[..9].iter().position(|o| *o == words.lower(at + 1 + dash))?;
            let ten = if word == "twenty" { 20 } else { 30 };
            return Some((ten + i16::try_from(unit).ok()? + 1, at + 2 + dash));
        }
        _ => {}
    }
    let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(digits.len()..)?;
    let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    (plain && matches!(suffix, "st" | "nd" | "rd" | "th"))
        .then(|| digits.parse().ok())
        .flatten()
        .map(|n| (n, at + 1))
}
