//! Brings together profiles that may be one thing, without comparing all with all.
//!
//! In: profiles. Out: pairs worth comparing, sorted. Two profiles of one class meet if forms of
//! theirs share the skeletons of two words, or of one word that few bear, or a known body, or if
//! one is made of the other's first letters. A word that too many share brings nothing together;
//! under another such key each profile meets its next neighbours in sorted order only, so time
//! stays near linear.

use super::profiles::{Class, Profiles};
use crate::names::Name;
use std::collections::{BTreeMap, BTreeSet};

/// A block larger than this is not compared all with all.
const LARGE: usize = 60;

/// In a large block each profile meets this many that follow it.
const NEXT: usize = 12;

/// Words of a form that make keys.
const WORDS: usize = 6;

/// Returns pairs of profiles worth comparing.
pub(super) fn candidates(profiles: &Profiles) -> BTreeSet<(usize, usize)> {
    let mut blocks: BTreeMap<(Class, String), Vec<usize>> = BTreeMap::new();
    for (number, profile) in profiles.all.iter().enumerate() {
        if profile.class == Class::Weapon {
            continue;
        }
        let keys: BTreeSet<String> = profile.forms.iter().flat_map(keys).collect();
        for key in keys {
            blocks.entry((profile.class, key)).or_default().push(number);
        }
    }
    let mut pairs = BTreeSet::new();
    for ((_, key), block) in &blocks {
        // A single word that many share brings nothing together; two words or letters may.
        if block.len() > LARGE && key.starts_with("1 ") {
            continue;
        }
        let reach = if block.len() > LARGE { NEXT } else { block.len() };
        for (at, &a) in block.iter().enumerate() {
            for &b in block[at + 1..].iter().take(reach) {
                pairs.insert((a, b));
            }
        }
    }
    pairs
}

/// The keys under which a form is found.
fn keys(form: &Name) -> Vec<String> {
    let skeletons: Vec<&str> = form.skeletons().take(WORDS).collect();
    let mut keys: Vec<String> = skeletons.iter().map(|s| format!("1 {s}")).collect();
    for (at, a) in skeletons.iter().enumerate() {
        for b in &skeletons[at + 1..] {
            keys.push(format!("2 {} {}", a.min(b), a.max(b)));
        }
    }
    keys.extend(form.known().map(|body| format!("k {body}")));
    keys.extend(form.letters_key().map(|letters| format!("l {letters}")));
    keys.push(format!("j {}", form.run_together()));
    keys
}
