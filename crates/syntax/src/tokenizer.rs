//! Splits a text into tokens by the rules of the pipeline.
//!
//! In: text. Out: token spans that ascend, do not overlap, and cover everything but single spaces
//! between tokens. Text is cut at white space; each chunk loses prefixes and suffixes one at a
//! time until nothing fits or a special case is left; the core is kept whole if it is an address
//! and otherwise cut at infixes. Finally, special cases that span several tokens are put back
//! together. Every step is linear in the length of the chunk.

mod address;
mod affix;
mod special;

use std::collections::HashMap;

use serde_json::Value;

use crate::chars::{CharSet, is_space};
use crate::error::Error;
use address::Addresses;
use affix::Affixes;
use special::Specials;

/// Marks a piece of a chunk: its length in bytes, and the norm a special case gives it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Piece<'a> {
    pub(crate) length: usize,
    pub(crate) norm: Option<&'a str>,
}

/// Holds the rules of the tokenizer.
#[derive(Debug)]
pub(crate) struct Tokenizer {
    affixes: Affixes,
    addresses: Addresses,
    specials: Specials,
}

impl Tokenizer {
    /// Reads the table `tokenizer` and the character classes it needs.
    pub(crate) fn read(tables: &Value) -> Result<Tokenizer, Error> {
        let rules = &tables["tokenizer"];
        let list = rules["classes"]
            .as_array()
            .ok_or_else(|| Error::new("tables.tokenizer.classes", "missing"))?;
        let classes: Vec<CharSet> = list
            .iter()
            .map(|c| CharSet::read(c, "tables.tokenizer.classes"))
            .collect::<Result<_, _>>()?;
        let addresses = Addresses::read(tables, &classes)?;
        let affixes = Affixes::read(rules, classes)?;
        let mut tokenizer = Tokenizer { affixes, addresses, specials: Specials::read(rules)? };
        let mut sequences = HashMap::new();
        for chunk in special::matched(rules)? {
            let words = tokenizer.words_without_specials(&chunk);
            special::add_sequence(&mut sequences, words);
        }
        tokenizer.specials.set_sequences(sequences);
        Ok(tokenizer)
    }

    /// Gives the special cases.
    pub(crate) fn specials(&self) -> &Specials {
        &self.specials
    }

    /// Splits one chunk (all white space, or none) into pieces that cover it.
    pub(crate) fn split<'a>(&'a self, chunk: &str, out: &mut Vec<Piece<'a>>) {
        self.split_chunk(chunk, true, out);
    }

    fn split_chunk<'a>(&'a self, chunk: &str, with_specials: bool, out: &mut Vec<Piece<'a>>) {
        let special = |text: &str| self.specials.get(text).filter(|_| with_specials);
        let mut core = chunk;
        let mut suffixes = Vec::new();
        let mut last_length = usize::MAX;
        while !core.is_empty() && core.len() != last_length && special(core).is_none() {
            last_length = core.len();
            let before = self.affixes.prefix(core);
            let (prefix, rest) = core.split_at(before);
            if before > 0 && !rest.is_empty() && special(rest).is_some() {
                out.push(plain(prefix));
                core = rest;
                break;
            }
            let after = self.affixes.suffix(rest);
            let (kept, suffix) = core.split_at(core.len() - after);
            if after > 0 && !kept.is_empty() && special(kept).is_some() {
                suffixes.push(plain(suffix));
                core = kept;
                break;
            }
            if before > 0 {
                out.push(plain(prefix));
            }
            if after > 0 {
                suffixes.push(plain(suffix));
            }
            core = &core[before..core.len() - after];
        }
        if let Some(pieces) = special(core) {
            out.extend(pieces.iter().map(|p| Piece { length: p.0, norm: p.1.as_deref() }));
        } else if !core.is_empty() {
            self.split_core(core, out);
        }
        out.extend(suffixes.into_iter().rev());
    }

    /// Keeps a core whole or cuts it at its infixes.
    fn split_core<'a>(&'a self, core: &str, out: &mut Vec<Piece<'a>>) {
        if self.addresses.matches(core) {
            out.push(plain(core));
            return;
        }
        let mut start = 0;
        let mut at = 0;
        while let Some((from, to)) = self.affixes.infix(core, at) {
            at = to;
            // An infix at the very beginning is not cut off.
            if from == 0 {
                continue;
            }
            if from > start {
                out.push(plain(&core[start..from]));
            }
            out.push(plain(&core[from..to]));
            start = to;
        }
        if start < core.len() {
            out.push(plain(&core[start..]));
        }
    }

    /// Gives the tokens of a special case's own text as ordinary rules would cut it.
    fn words_without_specials(&self, text: &str) -> Vec<String> {
        let mut words = Vec::new();
        for chunk in chunks(text) {
            let mut pieces = Vec::new();
            self.split_chunk(&text[chunk.start..chunk.end], false, &mut pieces);
            let mut at = chunk.start;
            for piece in pieces {
                words.push(text[at..at + piece.length].to_owned());
                at += piece.length;
            }
        }
        words
    }
}

fn plain(text: &str) -> Piece<'static> {
    Piece { length: text.len(), norm: None }
}

/// Marks a run of white space or of other characters, in bytes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chunk {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Whether a single space after it belongs to no chunk.
    pub(crate) space_after: bool,
}

/// Cuts a text where white space begins or ends; the first space after other characters is left
/// out, and any further white space is a chunk of its own.
pub(crate) fn chunks(text: &str) -> impl Iterator<Item = Chunk> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = text.get(at..)?;
        let white = is_space(rest.chars().next()?);
        let length = rest.find(|c| is_space(c) != white).unwrap_or(rest.len());
        let end = at + length;
        let space_after = !white && text.as_bytes().get(end) == Some(&b' ');
        let chunk = Chunk { start: at, end, space_after };
        at = end + usize::from(space_after);
        Some(chunk)
    })
}
