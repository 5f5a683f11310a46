//! Fingerprints of texts, by which near-copies are found.
//!
//! In: a text. Out: the 256 smallest hashes of its runs of five words, sorted (a bottom-k sketch,
//! Broder 1997). Words are folded to lower case, punctuation and layout count for nothing, so a copy
//! with another headline or another set of quotation marks keeps its print. It decides nothing: who
//! copied whom is for later stages. Must hold: the same text gives the same print on every machine
//! and in every version of the program, since prints are stored; changing the hash is a new format.

use std::collections::BinaryHeap;

use rashomon_model::{SKETCH, Sketch};

/// How many words make a run.
const RUN: usize = 5;

/// Gives the print of a text: the smallest hashes of its five-word runs, ascending. A text of fewer
/// than five words has one run, of all its words; a text without words has none.
///
/// ```
/// use rashomon_text::fingerprint::shingles;
/// let one = shingles("Shells hit the old mill at dawn, and two people were hurt.");
/// let two = shingles("SHELLS HIT THE OLD MILL AT DAWN — and two people were hurt");
/// assert_eq!(one.resemblance(&two), 1.0);
/// ```
pub fn shingles(text: &str) -> Sketch {
    let mut smallest: BinaryHeap<u64> = BinaryHeap::with_capacity(SKETCH + 1);
    let mut window = [0u64; RUN];
    let mut count = 0;
    for word in words(text) {
        window.rotate_left(1);
        window[RUN - 1] = word;
        count += 1;
        if count >= RUN {
            keep(&mut smallest, mix(&window));
        }
    }
    if (1..RUN).contains(&count) {
        keep(&mut smallest, mix(&window[RUN - count..]));
    }
    Sketch(smallest.into_sorted_vec())
}

/// Keeps a hash if it is among the smallest and not there yet.
fn keep(smallest: &mut BinaryHeap<u64>, hash: u64) {
    let full = smallest.len() >= SKETCH;
    if full && smallest.peek().is_some_and(|largest| hash >= *largest) {
        return;
    }
    if smallest.iter().any(|known| *known == hash) {
        return;
    }
    if full {
        smallest.pop();
    }
    smallest.push(hash);
}

/// Gives the hash of each word: its letters and digits in lower case, by FNV-1a (64 bits).
fn words(text: &str) -> impl Iterator<Item = u64> {
    let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    parts.map(|word| {
        let mut hash = FNV_START;
        let mut bytes = [0; 4];
        for c in word.chars().flat_map(char::to_lowercase) {
            hash = fnv(hash, c.encode_utf8(&mut bytes).as_bytes());
        }
        hash
    })
}

const FNV_START: u64 = 0xcbf2_9ce4_8422_2325;

fn fnv(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

/// Hashes a run of words: FNV-1a over the hashes of its words, then the finishing steps of
/// MurmurHash3, because FNV alone leaves the high bits of like inputs alike, and it is by the high
/// bits that the smallest are chosen.
fn mix(run: &[u64]) -> u64 {
    let mut hash = run.iter().fold(FNV_START, |hash, word| fnv(hash, &word.to_le_bytes()));
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^= hash >> 33;
    hash = hash.wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    hash ^ (hash >> 33)
}
