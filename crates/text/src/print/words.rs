//! The words of a sentence as a print takes them: folded, bare of endings, numbers by value.
//!
//! In: a sentence. Out: its tokens. Endings are cut by a few rules, not looked up: two forms of a word
//! only have to meet, what they meet in need be no word.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::Lexicon;

/// What a word does for a print.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// It is left out.
    Empty,
    /// It tells little.
    Common,
}

/// One word of a sentence.
pub(super) struct Token<'t> {
    /// Where it begins in the sentence.
    pub at: usize,
    /// As it stands.
    pub text: &'t str,
    /// In lower case, digits of any script as 0 to 9.
    pub folded: String,
}

impl Token<'_> {
    /// Tells whether it begins with a capital.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Tells whether it is in capitals only.
    pub fn is_shouted(&self) -> bool {
        self.text.chars().count() > 1
            && !self.text.chars().any(char::is_lowercase)
            && self.has_case()
    }

    /// Tells whether its script has capitals.
    pub fn has_case(&self) -> bool {
        self.text.chars().any(|c| c.is_lowercase() || c.is_uppercase())
    }

    /// Returns its value if it is written in digits: "12", "1,200", "12th", "١٢".
    pub fn number(&self) -> Option<u64> {
        let digits = self.folded.find(|c: char| !c.is_ascii_digit() && c != ',');
        let (digits, rest) = self.folded.split_at(digits.unwrap_or(self.folded.len()));
        if digits.is_empty() || !matches!(rest, "" | "st" | "nd" | "rd" | "th" | "s") {
            return None;
        }
        digits.replace(',', "").parse().ok()
    }
}

/// Cuts a sentence into words.
pub(super) fn of(sentence: &str) -> Vec<Token<'_>> {
    let mut out: Vec<Token<'_>> = Vec::new();
    let mut start = None;
    let mut chars = sentence.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if is_letter(c) || (start.is_some() && joins(sentence, at, c, next)) {
            start.get_or_insert(at);
        } else if let Some(from) = start.take() {
            push(sentence, from, at, &mut out);
        }
    }
    if let Some(from) = start {
        push(sentence, from, sentence.len(), &mut out);
    }
    out
}

fn is_letter(c: char) -> bool {
    // Marks over letters and the invisible joiner belong to their word.
    c.is_alphanumeric()
        || ('\u{300}'..='\u{36F}').contains(&c)
        || ('\u{64B}'..='\u{65F}').contains(&c)
        || matches!(c, '\u{640}' | '\u{200C}' | '\u{200D}' | '\u{670}')
}

/// A comma or an Arabic separator between groups of three digits joins them.
fn joins(sentence: &str, at: usize, c: char, next: Option<char>) -> bool {
    let digit = |c: char| digit(c).is_some();
    if !matches!(c, ',' | '.' | '\u{66C}' | '\u{A0}' | '\u{202F}') || !next.is_some_and(digit) {
        return false;
    }
    let before = sentence.get(..at).and_then(|s| s.chars().next_back()).is_some_and(digit);
    let after = sentence.get(at + c.len_utf8()..).unwrap_or("");
    before && after.chars().take_while(|c| digit(*c)).count() == 3
}

fn push<'t>(sentence: &'t str, from: usize, to: usize, out: &mut Vec<Token<'t>>) {
    let Some(text) = sentence.get(from..to) else { return };
    let fold = |c: char| match (digit(c), c) {
        (Some(digit), _) => char::from_digit(digit, 10),
        (None, ',' | '.' | '\u{66C}' | '\u{A0}' | '\u{202F}') => Some(','),
        (None, '\u{640}' | '\u{200C}' | '\u{200D}') => None,
        _ => Some(c),
    };
    let folded: String = text.chars().filter_map(fold).flat_map(char::to_lowercase).collect();
    if folded == "s" {
        // What is left of "Velm's" says nothing.
        return;
    }
    out.push(Token { at: from, text, folded });
}

/// Returns what a digit of any common script is worth.
fn digit(c: char) -> Option<u32> {
    // The zeros of scripts whose ten digits stand in a row.
    const ZEROS: [u32; 12] =
        [0x30, 0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xE50, 0x1040, 0xFF10];
    let code = u32::from(c);
    ZEROS.iter().find(|zero| (**zero..**zero + 10).contains(&code)).map(|zero| code - zero)
}

/// Cuts the ending of an English word.
pub(super) fn stem(word: &str) -> &str {
    const ENDINGS: [&str; 9] = ["ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s"];
    if !word.is_ascii() {
        return word;
    }
    // "family" is no adverb.
    let least = |end: &str| if end == "ly" { 5 } else { 3 };
    let cut = ENDINGS
        .iter()
        .find_map(|end| word.strip_suffix(end).filter(|rest| rest.len() >= least(end)));
    let bare = cut.unwrap_or(word);
    let bare = bare.strip_suffix(['e', 'y', 'i']).filter(|rest| rest.len() >= 3).unwrap_or(bare);
    // "hitting", "stopped"
    let mut ends = bare.bytes().rev();
    match (ends.next(), ends.next()) {
        (Some(a), Some(b)) if a == b && bare.len() > 3 => {
            bare.get(..bare.len() - 1).unwrap_or(bare)
        }
        _ => bare,
    }
}

/// Returns what a word does for a print; none where it tells something.
pub(super) fn role(folded: &str) -> Option<Role> {
    static TABLE: OnceLock<HashMap<String, Role>> = OnceLock::new();
    let table = TABLE.get_or_init(|| {
        let text = include_str!("../../../../data/lexicon/en/print-words.tsv");
        let lexicon = Lexicon::parse("print-words.tsv", text).unwrap_or_default();
        let mut table = HashMap::new();
        for row in lexicon.rows() {
            let role = if row.get("role") == "empty" { Role::Empty } else { Role::Common };
            for word in row.get("words").split('|') {
                let word = if role == Role::Common { stem(word) } else { word };
                table.entry(word.to_owned()).or_insert(role);
            }
        }
        table
    });
    table.get(folded).filter(|r| **r == Role::Empty).or_else(|| table.get(stem(folded))).copied()
}

/// Hashes a word: FNV-1a, 32 bits, finished as MurmurHash3 does.
pub(super) fn hash(word: &str) -> u32 {
    let fnv = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let mut hash = word.bytes().fold(0x811c_9dc5, fnv);
    hash ^= hash >> 16;
    hash = hash.wrapping_mul(0x85eb_ca6b);
    hash ^ (hash >> 13)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for (a, b) in [("strikes", "striking"), ("stopped", "stop"), ("families", "family")] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [("mill", "mole"), ("march", "mark"), ("gas", "gal")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn numbers_are_read_in_any_digits() {
        for (text, expected) in [
            ("1,200", Some(1200)),
            ("١٬٢٠٠", Some(1200)),
            ("۱۲", Some(12)),
            ("12th", Some(12)),
            ("12a", None),
            ("mill", None),
        ] {
            let tokens = of(text);
            assert_eq!(tokens.len(), 1, "{text}");
            assert_eq!(tokens[0].number(), expected, "{text}");
        }
        // A sentence that ends in a number, and a list of numbers.
        assert_eq!(
            of("4, 5 and 6.").iter().filter_map(Token::number).collect::<Vec<_>>(),
            [4, 5, 6]
        );
    }
}
