//! A reading view of tokens: lower-case words one after the other, white space left out.
//!
//! In: a text and its [`Doc`]. Out: words by position, with the way back to token indices. Single
//! line breaks inside a paragraph and stray spaces are skipped, so that a phrase may run across
//! a wrapped line; a paragraph break stays as a word of its own (`"\n"`), so that none runs across
//! paragraphs. Curly apostrophes, typographic hyphens, Arabic-Indic and Persian digits are read as
//! plain ones; marks of writing direction are left out.
//!
//! Must hold: positions ascend with token indices; a position past the end reads as empty.

use std::ops::Range;

use rashomon_syntax::{Doc, Pos, Token};

/// Words of a text by position.
pub(crate) struct Words<'t> {
    text: &'t str,
    doc: &'t Doc,
    tokens: Vec<u32>,
    lower: String,
    ends: Vec<u32>,
}

/// A line this long that ends without a full stop was probably wrapped, not ended.
const WRAPPED_LINE: usize = 40;

impl<'t> Words<'t> {
    /// Lays the view over a parsed text.
    pub(crate) fn new(text: &'t str, doc: &'t Doc) -> Words<'t> {
        let count = doc.tokens.len();
        let mut words = Words {
            text,
            doc,
            tokens: Vec::with_capacity(count),
            lower: String::with_capacity(text.len()),
            ends: Vec::with_capacity(count),
        };
        let mut line_start = 0;
        for (index, token) in doc.tokens.iter().enumerate() {
            let raw = slice(text, token);
            if raw.is_empty() {
                continue;
            }
            if raw.chars().all(char::is_whitespace) {
                let breaks = raw.matches('\n').count();
                let line = (token.start as usize).saturating_sub(line_start);
                if breaks > 0 {
                    line_start = token.end as usize;
                }
                if breaks == 0 || (breaks == 1 && line >= WRAPPED_LINE && !words.ends_sentence()) {
                    continue;
                }
                words.lower.push('\n');
            } else {
                push_plain(&mut words.lower, raw);
            }
            words.tokens.push(index as u32);
            words.ends.push(words.lower.len() as u32);
        }
        words
    }

    fn ends_sentence(&self) -> bool {
        self.lower.ends_with(['.', '!', '?', '"', ':', '\u{201d}'])
    }

    /// Returns the number of words.
    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Returns a word in lower case; empty past the end.
    pub(crate) fn lower(&self, at: usize) -> &str {
        let Some(&end) = self.ends.get(at) else { return "" };
        let start = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.lower[start as usize..end as usize]
    }

    /// Returns the word before a position in lower case; empty at the start.
    pub(crate) fn before(&self, at: usize) -> &str {
        at.checked_sub(1).map_or("", |before| self.lower(before))
    }

    /// Returns a word as written; empty past the end.
    pub(crate) fn raw(&self, at: usize) -> &'t str {
        self.token(at).map_or("", |token| slice(self.text, token))
    }

    /// Returns the token of a word.
    pub(crate) fn token(&self, at: usize) -> Option<&'t Token> {
        self.doc.tokens.get(*self.tokens.get(at)? as usize)
    }

    /// Returns the fine tag of a word; empty where the text was not tagged.
    pub(crate) fn tag(&self, at: usize) -> &'static str {
        self.token(at).map_or("", |token| token.tag.as_str())
    }

    /// Returns the coarse part of speech of a word.
    pub(crate) fn pos(&self, at: usize) -> Pos {
        self.token(at).map_or(Pos::None, |token| token.pos)
    }

    /// Returns the parse the view lies over.
    pub(crate) fn doc(&self) -> &'t Doc {
        self.doc
    }

    /// Returns the token index of a word; the number of tokens past the end.
    pub(crate) fn index(&self, at: usize) -> usize {
        self.tokens.get(at).map_or(self.doc.tokens.len(), |&index| index as usize)
    }

    /// Returns the token range of a run of words.
    pub(crate) fn range(&self, words: Range<usize>) -> Range<usize> {
        let start = self.index(words.start);
        let end = words.end.checked_sub(1).map_or(start, |last| self.index(last) + 1);
        start..end.max(start)
    }

    /// Tells whether nothing stands between a word and the one before it.
    pub(crate) fn glued(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.token(before));
        before.zip(self.token(at)).is_some_and(|(a, b)| a.end == b.start)
    }

    /// Tells whether a word opens with a capital letter.
    pub(crate) fn is_capital(&self, at: usize) -> bool {
        self.raw(at).chars().next().is_some_and(char::is_uppercase)
    }

    /// Tells whether a word opens a sentence or a paragraph.
    pub(crate) fn opens_sentence(&self, at: usize) -> bool {
        at == 0 || self.before(at) == "\n" || self.token(at).is_some_and(|token| token.sent_start)
    }

    /// Tells whether the words from a position on are these.
    pub(crate) fn matches(&self, at: usize, phrase: &[&str]) -> bool {
        phrase.iter().enumerate().all(|(k, word)| self.lower(at + k) == *word)
    }

    /// Returns a whole number written in digits, with or without thousands commas.
    pub(crate) fn digits(&self, at: usize) -> Option<u64> {
        parse_digits(self.lower(at))
    }
}

/// Reads digits, where commas may only part groups of three: "5,000", never "12,34".
pub(crate) fn parse_digits(word: &str) -> Option<u64> {
    if !word.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut groups = word.split(',');
    let first = groups.next()?;
    let mut value = group(first)?;
    let mut more = 0;
    for part in groups {
        if part.len() != 3 || first.len() > 3 {
            return None;
        }
        value = value.saturating_mul(1000).saturating_add(group(part)?);
        more += 1;
    }
    (more == 0 || !first.is_empty()).then_some(value)
}

fn group(part: &str) -> Option<u64> {
    if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // More than nineteen digits do not fit; such a number saturates.
    Some(part.parse().unwrap_or(u64::MAX))
}

fn slice<'t>(text: &'t str, token: &Token) -> &'t str {
    text.get(token.start as usize..token.end as usize).unwrap_or("")
}

fn push_plain(into: &mut String, raw: &str) {
    for c in raw.chars() {
        match c {
            '\u{2019}' | '\u{2018}' | '\u{02bc}' => into.push('\''),
            '\u{2010}' | '\u{2011}' | '\u{2013}' | '\u{2212}' => into.push('-'),
            // Marks that only turn the direction of writing are no letters.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            '\u{0660}'..='\u{0669}' => into.push(digit(c, 0x0660)),
            '\u{06f0}'..='\u{06f9}' => into.push(digit(c, 0x06f0)),
            c => into.extend(c.to_lowercase()),
        }
    }
}

/// Turns an Arabic-Indic or Persian digit into the digit it stands for.
fn digit(c: char, zero: u32) -> char {
    char::from_digit((c as u32).saturating_sub(zero), 10).unwrap_or(c)
}
