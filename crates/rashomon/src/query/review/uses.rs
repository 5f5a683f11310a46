//! Where events use an entity: the claims that name it or that it says.
//!
//! In: the events of a case. Out: by entity the claims with their events, and what would change if
//! some of them meant another.

use std::collections::{BTreeMap, BTreeSet};

use super::{Quote, Reach};
use crate::json::case::{Claim, Event};

/// So many quotes are shown of a thing.
const QUOTES: usize = 3;

/// One use: a claim in its event.
#[derive(Clone, Copy)]
pub struct Use<'e> {
    /// The event.
    pub event: &'e Event,
    /// The claim.
    pub claim: &'e Claim,
}

/// The uses of every entity.
pub struct Uses<'e> {
    by_entity: BTreeMap<&'e str, Vec<Use<'e>>>,
}

impl<'e> Uses<'e> {
    /// Finds them.
    pub fn of(events: &'e [Event]) -> Uses<'e> {
        let mut by_entity: BTreeMap<&str, Vec<Use<'e>>> = BTreeMap::new();
        for event in events {
            for claim in &event.claims {
                let named: BTreeSet<&String> = named_in(claim).collect();
                for entity in named {
                    by_entity.entry(entity).or_default().push(Use { event, claim });
                }
            }
        }
        Uses { by_entity }
    }

    /// Returns the uses of an entity.
    pub fn all(&self, entity: &str) -> &[Use<'e>] {
        self.by_entity.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Returns what would change if some uses of an entity meant another.
    pub fn reach(&self, entity: &str, is_moved: impl Fn(&Use<'e>) -> bool) -> Reach {
        let moved: Vec<&Use<'e>> = self.all(entity).iter().filter(|one| is_moved(one)).collect();
        reach(moved.iter().map(|one| (one.event, one.claim)))
    }

    /// Returns a few quotes of an entity: of as many reports as there are, those first that show one
    /// of some spellings.
    pub fn quotes(&self, entity: &str, spellings: &[&str]) -> Vec<Quote> {
        let shows = |one: &&Use<'e>| spellings.iter().any(|s| one.claim.quote.contains(*s));
        let mut seen = BTreeSet::new();
        let all = self.all(entity);
        let (first, rest): (Vec<&Use<'e>>, Vec<&Use<'e>>) = all.iter().partition(shows);
        let mut out: Vec<Quote> = Vec::new();
        for one in first.into_iter().chain(rest) {
            if out.len() < QUOTES && seen.insert(&one.claim.report) {
                out.push(Quote::of(one.claim));
            }
        }
        out
    }
}

/// Whom a claim names: in its value, or as one of its voices.
pub fn named_in(claim: &Claim) -> impl Iterator<Item = &String> {
    let value = &claim.value;
    let valued = [&value.entity, &value.side, &value.holder];
    let voices = claim.said_by.iter().filter_map(|voice| voice.entity.value());
    valued.into_iter().filter_map(|named| named.value()).chain(voices)
}

/// Adds up what is touched with some claims: their events, and the disagreements of accounts that
/// hold one of them.
pub fn reach<'e>(moved: impl Iterator<Item = (&'e Event, &'e Claim)>) -> Reach {
    let mut by_event: BTreeMap<&str, (&Event, BTreeSet<&str>)> = BTreeMap::new();
    for (event, claim) in moved {
        by_event.entry(&event.id).or_insert((event, BTreeSet::new())).1.insert(&claim.id);
    }
    let mut out = Reach::default();
    for (event, claims) in by_event.values() {
        out.events += 1;
        out.claims += claims.len() as u64;
        let holds = |id: &String| {
            let account = event.accounts.iter().find(|account| account.id == *id);
            account.is_some_and(|a| a.claims.iter().any(|claim| claims.contains(claim.as_str())))
        };
        let touched = event.disagreements.iter().filter(|d| d.accounts.iter().any(holds));
        out.disagreements += touched.count() as u64;
    }
    out
}
