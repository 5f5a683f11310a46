//! Which reports are worth comparing: never all with all.
//!
//! In: weighed reports. Out: pairs by position. Reports meet where they share a sampled run of five
//! words, or several rare words, names or numbers within some weeks; a foreign report meets one that is
//! read where words of it sound like that one's names. Each is compared with a bounded number of
//! others, those it shares most with, so that work grows with the reports.

use std::borrow::Cow;
use std::ops::Range;

use foldhash::HashMap;
use rashomon_model::{Date, Print, PrintKind};
use rayon::prelude::*;

use super::limits::Limits;
use super::weighed::{Page, Rarity};

/// What more reports than this have brings each together with its neighbours alone.
const MOST: usize = 60;
/// Rare words of a report by which it meets others.
const RARE: usize = 40;
/// Rare words that two must share.
const SHARED: usize = 3;
/// Names and numbers that a foreign report must share.
const SHARED_MARKS: usize = 3;
/// Names that tell less than this, in bits, are met by chance.
const TELLING: u8 = 9;

/// Keys are laid out by their first bits, a part at a time, so that not all of them stand side by side.
const PARTS: u64 = 8;

/// Two reports by position, the smaller first.
pub type Pair = (u32, u32);

/// Finds pairs worth comparing, sorted, each once.
pub fn pairs(pages: &[Page<'_>], rarity: &Rarity, limits: &Limits) -> Vec<Pair> {
    let runs = pages.par_iter().map(|p| Cow::Borrowed(p.report.fingerprint.0.as_slice()));
    let mut out = met(pages, &runs.collect::<Vec<_>>(), 1, limits, false);
    let rare = pages.par_iter().map(|page| Cow::Owned(rare(page, rarity)));
    out.extend(met(pages, &rare.collect::<Vec<_>>(), SHARED, limits, true));
    let foreign = |at: u32| pages.get(at as usize).is_some_and(|p| p.report.print.foreign);
    if pages.iter().any(|page| page.report.print.foreign) {
        let marks = pages.par_iter().map(|page| Cow::Owned(marks(&page.report.print)));
        let across = met(pages, &marks.collect::<Vec<_>>(), SHARED_MARKS, limits, true);
        out.extend(across.into_iter().filter(|(a, b)| foreign(*a) != foreign(*b)));
    }
    out.par_sort_unstable();
    out.dedup();
    out
}

/// The rarest words that another report may share.
fn rare(page: &Page<'_>, rarity: &Rarity) -> Vec<u64> {
    let mut words: Vec<(u32, u32)> = page
        .sentences
        .iter()
        .filter(|s| !s.furniture)
        .flat_map(|s| s.words.iter().map(|w| (rarity.count(w.0), w.0)))
        .filter(|(count, _)| (2..=MOST as u32).contains(count))
        .collect();
    words.sort_unstable();
    words.dedup();
    words.into_iter().take(RARE).map(|(_, hash)| u64::from(hash)).collect()
}

/// Names and numbers by which reports of two languages meet.
fn marks(print: &Print) -> Vec<u64> {
    let wanted = |kind| matches!(kind, PrintKind::Name | PrintKind::Maybe | PrintKind::Number);
    let telling = |kind, bits| bits >= if kind == PrintKind::Number { 5 } else { TELLING };
    let mut out: Vec<u64> = print
        .sentences
        .iter()
        .flat_map(|s| &s.words)
        .filter(|word| wanted(word.kind) && telling(word.kind, word.bits))
        .map(|word| u64::from(word.hash))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Which pages have a key, for the keys that several have.
struct Holders {
    of: HashMap<u64, Range<usize>>,
    pages: Vec<u32>,
}

impl Holders {
    fn of(keys: &[Cow<'_, [u64]>]) -> Holders {
        let mut out = Holders { of: HashMap::default(), pages: Vec::new() };
        for part in 0..PARTS {
            let within = |key: &u64| key >> (u64::BITS - PARTS.ilog2()) == part;
            let mut held: Vec<(u64, u32)> = (0u32..)
                .zip(keys)
                .flat_map(|(at, keys)| keys.iter().copied().filter(within).map(move |k| (k, at)))
                .collect();
            held.par_sort_unstable();
            for holders in held.chunk_by(|a, b| a.0 == b.0).filter(|holders| holders.len() > 1) {
                let from = out.pages.len();
                out.pages.extend(holders.iter().map(|(_, at)| *at));
                out.of.insert(holders[0].0, from..out.pages.len());
            }
        }
        out
    }

    fn get(&self, key: u64) -> &[u32] {
        self.of.get(&key).and_then(|range| self.pages.get(range.clone())).unwrap_or(&[])
    }
}

/// Brings together pages that share enough keys.
fn met(
    pages: &[Page<'_>],
    keys: &[Cow<'_, [u64]>],
    least: usize,
    limits: &Limits,
    near: bool,
) -> Vec<Pair> {
    let holders = Holders::of(keys);
    let days = limits.get("days") as i32;
    let most = limits.count("candidates");
    let published = |at: u32| pages.get(at as usize).and_then(|page| page.report.published);
    let of_page = |(at, keys): (usize, &Cow<'_, [u64]>)| {
        let at = u32::try_from(at).unwrap_or(u32::MAX);
        let mut shared: Vec<u32> = Vec::new();
        for key in keys.iter() {
            let others = holders.get(*key);
            // What very many have joins each to the next, so that a text that all print is found.
            let place = others.partition_point(|other| *other < at);
            let near = match others.len() {
                ..=MOST => others,
                _ => others.get(place.saturating_sub(1)..place + 2).unwrap_or(&[]),
            };
            shared.extend(near.iter().filter(|other| **other != at));
        }
        shared.sort_unstable();
        let mut found: Vec<(usize, u32)> = shared
            .chunk_by(|a, b| a == b)
            .map(|same| (same.len(), same[0]))
            .filter(|(count, _)| *count >= least)
            .filter(|(_, other)| !near || !apart(published(at), published(*other), days))
            .collect();
        found.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(most);
        found.into_iter().map(move |(_, other)| (at.min(other), at.max(other)))
    };
    keys.par_iter().enumerate().flat_map_iter(of_page).collect()
}

fn apart(a: Option<Date>, b: Option<Date>, days: i32) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.min(b).until(a.max(b)).is_ok_and(|gap| gap.get_days() > days)
}
