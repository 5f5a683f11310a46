//! Whether a report in a language that is not read tells what a report that is read tells.
//!
//! In: two prints, one of each sort. Out: what share of the names and numbers of the one the other has,
//! whether they stand in the same order, and how much that tells beyond chance. Names meet by their
//! sound, numbers by their value. Of the foreign text every word may be a name, so a short name is met
//! by chance somewhere and tells nothing; the longer the text, the longer a name must be. A report cut
//! at its end is compared as far as it goes. Two witnesses of one event share its place and its dead,
//! not everything else in the same order.

use std::collections::{BTreeMap, HashMap};

use rashomon_model::{Print, PrintKind, TiePassage};

use super::limits::Limits;

/// How a foreign report answers one that is read.
pub struct Translated {
    /// Share of names and numbers that both have.
    pub share: f64,
    /// How many answer each other.
    pub marks: usize,
    /// What they tell together, in bits.
    pub bits: f64,
    /// Share of them that stand in the same order.
    pub order: f64,
    /// The sentences that hold them: where in the report that is read, where in the foreign one.
    pub passages: Vec<TiePassage>,
}

impl Translated {
    /// Tells whether that makes the one a translation of the other.
    pub fn holds(&self, limits: &Limits) -> bool {
        self.share >= limits.get("translation")
            && self.marks >= limits.count("translation-marks")
            && self.bits >= limits.get("translation-bits")
            && self.order >= limits.get("translation-order")
    }
}

/// A name or number where it first stands.
#[derive(Clone, Copy)]
struct Mark {
    at: usize,
    sentence: usize,
    bits: f64,
    number: bool,
}

/// Compares a report that is read with one in another language.
pub fn compare(read: &Print, foreign: &Print) -> Translated {
    let there = marks(foreign, |kind| matches!(kind, PrintKind::Maybe | PrintKind::Number));
    let chance = (there.len().max(2) as f64).log2();
    let mut here: Vec<(u32, Mark)> =
        marks(read, |kind| matches!(kind, PrintKind::Name | PrintKind::Number))
            .into_iter()
            .map(|(hash, mark)| {
                let bits = if mark.number { mark.bits } else { (mark.bits - chance).max(0.0) };
                (hash, Mark { bits, ..mark })
            })
            .filter(|(_, mark)| mark.bits > 1.0)
            .collect();
    here.sort_by_key(|(hash, mark)| (mark.at, *hash));
    // Where the foreign report ends, if it was cut.
    let last =
        here.iter().filter(|(h, m)| m.bits > 4.0 && there.contains_key(h)).map(|(_, m)| m.sentence);
    let end = last.max().unwrap_or(0);
    here.retain(|(_, mark)| mark.sentence <= end);
    let known: HashMap<u32, Mark> = here.iter().copied().collect();
    let found: Vec<(Mark, Mark)> =
        here.iter().filter_map(|(hash, mark)| Some((*mark, *there.get(hash)?))).collect();
    let bits: f64 = found.iter().map(|(mark, _)| mark.bits).sum();
    let all: f64 = here.iter().map(|(_, mark)| mark.bits).sum();
    // Numbers of the foreign report that the other lacks speak against it; small ones are words there.
    let odd: f64 = there
        .iter()
        .filter(|(hash, mark)| mark.number && mark.bits > 2.0 && !known.contains_key(hash))
        .map(|(_, mark)| mark.bits)
        .sum();
    Translated {
        share: if all > 0.0 { bits / (all + odd) } else { 0.0 },
        marks: found.len(),
        bits,
        order: in_order(&found),
        passages: passages(read, foreign, &found),
    }
}

/// Lists names and numbers by hash, each where it first stands.
fn marks(print: &Print, wanted: impl Fn(PrintKind) -> bool) -> BTreeMap<u32, Mark> {
    let mut out = BTreeMap::new();
    let mut at = 0;
    for (sentence, words) in print.sentences.iter().enumerate() {
        for word in &words.words {
            at += 1;
            if wanted(word.kind) {
                let number = word.kind == PrintKind::Number;
                let mark = Mark { at, sentence, bits: f64::from(word.bits), number };
                out.entry(word.hash).or_insert(mark);
            }
        }
    }
    out
}

/// Share of the marks that stand in one order in both: the longest rising row, sentence by sentence.
fn in_order(found: &[(Mark, Mark)]) -> f64 {
    // The smallest last place of a row of each length. Within a sentence languages differ in order.
    let mut ends: Vec<usize> = Vec::new();
    for (_, there) in found {
        let at = ends.partition_point(|end| *end <= there.sentence);
        match ends.get_mut(at) {
            Some(end) => *end = there.sentence,
            None => ends.push(there.sentence),
        }
    }
    if found.is_empty() { 0.0 } else { ends.len() as f64 / found.len() as f64 }
}

fn passages(read: &Print, foreign: &Print, found: &[(Mark, Mark)]) -> Vec<TiePassage> {
    let mut pairs: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for (here, there) in found {
        *pairs.entry((there.sentence, here.sentence)).or_default() += 1;
    }
    let span = |print: &Print, at: usize| print.sentences.get(at).map(|s| s.span);
    pairs
        .into_iter()
        .filter(|(_, count)| *count > 1)
        .filter_map(|((there, here), _)| {
            Some(TiePassage { source: span(read, here), taker: span(foreign, there)? })
        })
        .collect()
}
