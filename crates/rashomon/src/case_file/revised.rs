//! What a report said before it was revised, beside what it says now.
//!
//! In: earlier texts of a report with their readings, and the case. Done: a number that the same voice
//! gave of the same people in an earlier text of the same report is set beside the number that counts
//! now. Must hold: it stands beside it and nowhere else: a voice is never set against itself, and no
//! range, relation or grade knows of an earlier text.

use std::collections::BTreeMap;

use crate::json::case::{Earlier, Event};
use crate::json::reading::{Claim, Reading, Voice};

/// An earlier text of a report, as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Old {
    /// Its reading, with the text.
    pub reading: Reading,
    /// Position of the record of the text that took its place.
    pub until: u64,
    /// When that was entered.
    pub until_at: String,
}

/// A number that another took the place of.
#[derive(Clone, Debug, PartialEq)]
pub struct Pair<'r> {
    /// What was said.
    pub was: &'r Claim,
    /// What is said now.
    pub now: &'r Claim,
}

/// What tells whose number of which people it is: slot, part of the people, side, voice, sort of event.
type Key = (String, Option<String>, String, String, String);

/// Finds the numbers of one reading that have others in their place in another: those that are the only
/// one of their voice, slot and people in either.
pub fn pairs<'r>(old: &'r Reading, new: &'r Reading) -> Vec<Pair<'r>> {
    let (before, after) = (numbers(old), numbers(new));
    let mut out = Vec::new();
    for (key, now) in &after {
        let Some(was) = before.get(key) else { continue };
        if let ([was], [now]) = (was.as_slice(), now.as_slice())
            && bounds(was) != bounds(now)
        {
            out.push(Pair { was, now });
        }
    }
    out
}

fn bounds(claim: &Claim) -> (Option<u32>, Option<&u32>) {
    (claim.value.low, claim.value.high.value())
}

/// The affirmed numbers of a reading, by whose they are; the same number told twice counts once.
fn numbers(reading: &Reading) -> BTreeMap<Key, Vec<&Claim>> {
    let mut out: BTreeMap<Key, Vec<&Claim>> = BTreeMap::new();
    for claim in &reading.claims {
        let counts = claim.value.low.is_some() && claim.value.cumulative != Some(true);
        if !counts || claim.polarity != "affirmed" || claim.planned {
            continue;
        }
        let event = reading.events.iter().find(|event| event.id == claim.event);
        let class = event.map_or("", |event| event.class.split('/').next().unwrap_or(""));
        let side = claim.value.side.value().and_then(|side| name(reading, side));
        let key = (
            claim.slot.clone(),
            claim.value.who.value().cloned(),
            side.unwrap_or_default(),
            voice(reading, claim),
            class.to_owned(),
        );
        let known = out.entry(key).or_default();
        if !known.iter().any(|known| bounds(known) == bounds(claim)) {
            known.push(claim);
        }
    }
    out
}

fn name(reading: &Reading, entity: &str) -> Option<String> {
    reading.entities.iter().find(|e| e.id == entity).map(|e| e.name.to_lowercase())
}

/// The innermost voice of a claim: its name, else its words; empty for the outlet.
pub fn voice(reading: &Reading, claim: &Claim) -> String {
    let Some(Voice::Attribution { attribution, entity }) = claim.said_by.last() else {
        return String::new();
    };
    if let Some(name) = entity.as_ref().and_then(|entity| name(reading, entity)) {
        return name;
    }
    let source = reading.attributions.iter().find(|a| a.id == *attribution).and_then(|a| a.source);
    source.map_or(String::new(), |[start, end]| {
        let words = reading.text.chars().skip(start as usize);
        words.take(end.saturating_sub(start) as usize).collect::<String>().to_lowercase()
    })
}

/// What earlier texts said in the place of claims, by the ids of the claims.
pub type Said = BTreeMap<String, Vec<Earlier>>;

/// Finds what the reports of claims said before; `now` are the readings of revised reports.
pub fn said(now: &BTreeMap<String, Reading>, old: &BTreeMap<String, Vec<Old>>) -> Said {
    let mut earlier = Said::new();
    for (report, texts) in old {
        let Some(now) = now.get(report) else { continue };
        for text in texts {
            for pair in pairs(&text.reading, now) {
                let id = format!("{report}#{}", pair.now.id);
                let said = Earlier {
                    value: pair.was.value.clone(),
                    quote: pair.was.quote.clone(),
                    until: text.until,
                    until_at: text.until_at.clone(),
                };
                earlier.entry(id).or_default().push(said);
            }
        }
    }
    earlier
}

/// Sets beside each claim of an event what its report said before.
pub fn mark(event: &mut Event, earlier: &Said) {
    if earlier.is_empty() {
        return;
    }
    for claim in &mut event.claims {
        if let Some(said) = earlier.get(&claim.id) {
            claim.earlier.clone_from(said);
        }
    }
}
