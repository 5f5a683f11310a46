//! Which reports are worth comparing: never all with all.
//!
//! In: weighed reports. Out: pairs by position. Reports meet where they share a sampled run of five
//! words, or several rare words, names or numbers within some weeks; a foreign report meets one that is
//! read where words of it sound like that one's names. Each is compared with a bounded number of
//! others, those it shares most with, so that work grows with the reports.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{Date, Print, PrintKind};

use super::limits::Limits;
use super::weighed::{Page, Rarity};

/// What more reports than this have brings each together with its neighbours alone.
const MOST: usize = 60;
/// Rare words of a report by which it meets others.
const RARE: usize = 40;
/// Rare words that two must share.
const SHARED: u32 = 3;
/// Names and numbers that a foreign report must share.
const SHARED_MARKS: u32 = 3;
/// Names that tell less than this, in bits, are met by chance.
const TELLING: u8 = 9;

/// Finds pairs worth comparing, sorted, the smaller position first.
pub fn pairs(pages: &[Page<'_>], rarity: &Rarity, limits: &Limits) -> BTreeSet<(usize, usize)> {
    let runs = pages.iter().map(|page| page.report.fingerprint.0.clone()).collect();
    let mut out = met(pages, runs, 1, limits, false);
    let rare = pages.iter().map(|page| rare(page, rarity)).collect();
    out.extend(met(pages, rare, SHARED, limits, true));
    let marks = pages.iter().map(|page| marks(&page.report.print)).collect();
    let across = met(pages, marks, SHARED_MARKS, limits, true);
    let foreign = |at: usize| pages.get(at).is_some_and(|p| p.report.print.foreign);
    out.extend(across.into_iter().filter(|(a, b)| foreign(*a) != foreign(*b)));
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

/// Brings together pages that share enough keys.
fn met(
    pages: &[Page<'_>],
    keys: Vec<Vec<u64>>,
    least: u32,
    limits: &Limits,
    near: bool,
) -> BTreeSet<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, keys) in keys.iter().enumerate() {
        for key in keys {
            holders.entry(*key).or_default().push(at);
        }
    }
    let days = limits.get("days") as i32;
    let most = limits.count("candidates");
    let mut out = BTreeSet::new();
    for (at, keys) in keys.iter().enumerate() {
        let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
        for key in keys {
            let Some(others) = holders.get(key) else { continue };
            // What very many have joins each to the next, so that a text that all print is found.
            let place = others.partition_point(|other| *other < at);
            let near = match others.len() {
                ..=MOST => others.as_slice(),
                _ => others.get(place.saturating_sub(1)..place + 2).unwrap_or(&[]),
            };
            for other in near.iter().filter(|other| **other != at) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let published = |at: usize| pages.get(at).and_then(|page| page.report.published);
        let mut found: Vec<(u32, usize)> = shared
            .into_iter()
            .filter(|(_, count)| *count >= least)
            .filter(|(other, _)| !near || !apart(published(at), published(*other), days))
            .map(|(other, count)| (count, other))
            .collect();
        found.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        out.extend(found.into_iter().take(most).map(|(_, other)| (at.min(other), at.max(other))));
    }
    out
}

fn apart(a: Option<Date>, b: Option<Date>, days: i32) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    a.min(b).until(a.max(b)).is_ok_and(|gap| gap.get_days() > days)
}
