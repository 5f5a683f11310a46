//! Special cases: chunks with a fixed split, such as `don't` and `a.m.`.
//!
//! Most are met as whole chunks or as what is left when affixes are cut off. Those that contain
//! affixes of their own (`:-)`, `Jan.`) are also looked for as sequences of tokens afterwards,
//! longest first, and put in place of what they cover.

use std::collections::HashMap;

use serde_json::Value;

use crate::error::Error;

type Pieces = Vec<(usize, Option<String>)>;

/// Maps the first token of a sequence to the tokens that may follow it.
pub(crate) type Sequences = HashMap<String, Vec<Vec<String>>>;

/// Holds the special cases by their text.
#[derive(Debug)]
pub(crate) struct Specials {
    cases: HashMap<String, Pieces>,
    longest: usize,
    sequences: Sequences,
}

/// Says that tokens `from..to` are to be replaced by a special case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Merge {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

impl Specials {
    /// Reads the table `specials`.
    pub(crate) fn read(rules: &Value) -> Result<Specials, Error> {
        let fail = || Error::new("tables.tokenizer.specials", "missing or malformed");
        let mut cases = HashMap::new();
        for (chunk, parts) in rules["specials"].as_object().ok_or_else(fail)? {
            let mut pieces = Vec::new();
            for part in parts.as_array().ok_or_else(fail)? {
                let text = part[0].as_str().ok_or_else(fail)?;
                pieces.push((text.len(), part[1].as_str().map(str::to_owned)));
            }
            let covered: usize = pieces.iter().map(|p| p.0).sum();
            let mut at = 0;
            let whole = pieces.iter().all(|p| {
                at += p.0;
                p.0 > 0 && chunk.is_char_boundary(at)
            });
            if covered != chunk.len() || !whole {
                return Err(fail());
            }
            cases.insert(chunk.clone(), pieces);
        }
        let longest = cases.keys().map(String::len).max().unwrap_or(0);
        Ok(Specials { cases, longest, sequences: HashMap::new() })
    }

    /// Sets the token sequences that are looked for afterwards.
    pub(crate) fn set_sequences(&mut self, sequences: Sequences) {
        self.sequences = sequences;
    }

    /// Gives the pieces of a special case; long texts are refused unread, to stay linear.
    pub(crate) fn get(&self, text: &str) -> Option<&Pieces> {
        if text.len() > self.longest { None } else { self.cases.get(text) }
    }

    /// Tells whether a sequence begins with this token.
    pub(crate) fn begins_sequence(&self, token: &str) -> bool {
        token.len() <= self.longest && self.sequences.contains_key(token)
    }

    /// Finds the sequences to replace, in order. `candidates` are the tokens some sequence begins
    /// with, and `token` gives the text of a token.
    pub(crate) fn merges<'t>(
        &self,
        candidates: &[usize],
        token: impl Fn(usize) -> Option<&'t str>,
    ) -> Vec<Merge> {
        let mut found = Vec::new();
        for &from in candidates {
            for rest in token(from).and_then(|t| self.sequences.get(t)).into_iter().flatten() {
                let fits =
                    rest.iter().enumerate().all(|(i, want)| token(from + 1 + i) == Some(want));
                if fits {
                    found.push(Merge { from, to: from + 1 + rest.len() });
                }
            }
        }
        keep_longest(found)
    }
}

/// Keeps the longest of overlapping sequences, and of equally long ones the first.
fn keep_longest(mut found: Vec<Merge>) -> Vec<Merge> {
    found.sort_by_key(|m| (std::cmp::Reverse(m.to - m.from), m.from));
    let mut taken = std::collections::HashSet::new();
    let mut kept = Vec::new();
    for merge in found {
        if !taken.contains(&merge.from) && !taken.contains(&(merge.to - 1)) {
            kept.push(merge);
        }
        taken.extend(merge.from..merge.to);
    }
    kept.sort_by_key(|m| m.from);
    kept
}

/// Gives the special cases that are looked for as sequences.
pub(crate) fn matched(rules: &Value) -> Result<Vec<String>, Error> {
    let fail = || Error::new("tables.tokenizer.matched", "missing or malformed");
    let list = rules["matched"].as_array().ok_or_else(fail)?;
    list.iter().map(|v| v.as_str().map(str::to_owned).ok_or_else(fail)).collect()
}

/// Adds a sequence of tokens.
pub(crate) fn add_sequence(sequences: &mut Sequences, words: Vec<String>) {
    let mut words = words.into_iter();
    if let Some(first) = words.next() {
        let rest: Vec<String> = words.collect();
        let known = sequences.entry(first).or_default();
        if !known.contains(&rest) {
            known.push(rest);
        }
    }
}
