//! Which events are worth comparing: those that share a key.
//!
//! Keys: a place on a day; a toll on a day; a rare word between two main events. A key shared by
//! too many events says nothing and proposes nothing, so the work stays near linear.

use std::collections::HashMap;

use rashomon_model::{Slot, When};

use super::lift::Told;
use super::terms::Terms;

/// Events to a key beyond which it proposes nothing.
const CROWD: usize = 80;
/// Days of a window that give keys.
const DAYS: usize = 12;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key<'t> {
    Place(&'t str, i64),
    Entry(&'t str, i64),
    Toll(Slot, u32, i64),
    Word(u32),
    /// Events of one report, by kind.
    Report(usize, &'static str),
}

/// Returns the pairs worth comparing, sorted, each once, the smaller first.
pub fn candidates(told: &[Told], terms: &Terms) -> Vec<(usize, usize)> {
    let mut blocks: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    for (index, event) in told.iter().enumerate() {
        if event.aggregate {
            continue;
        }
        for key in keys(event, terms) {
            blocks.entry(key).or_default().push(index);
        }
    }
    let mut pairs = Vec::new();
    for (_, mut members) in blocks {
        members.sort_unstable();
        members.dedup();
        if members.len() > CROWD {
            continue;
        }
        for (i, a) in members.iter().enumerate() {
            pairs.extend(members[i + 1..].iter().map(|b| (*a, *b)));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn keys<'t>(event: &'t Told, terms: &Terms) -> Vec<Key<'t>> {
    let mut keys = vec![Key::Report(event.report, event.class.kind())];
    let days = event.window.map(days).unwrap_or_default();
    for day in &days {
        for (place, name, _) in &event.places {
            keys.push(Key::Place(name, *day));
            if let Some(entry) = &place.gazetteer {
                keys.push(Key::Entry(entry, *day));
            }
        }
        let tolls = event.tolls.iter().filter(|(_, low, _)| *low > 2);
        keys.extend(tolls.map(|(slot, low, _)| Key::Toll(*slot, *low, *day)));
    }
    if event.main {
        keys.extend(terms.proposing(event.report).iter().map(|word| Key::Word(*word)));
    }
    keys
}

fn days(when: When) -> Vec<i64> {
    let number = |d: rashomon_model::Date| {
        i64::from(d.year()) * 372 + i64::from(d.month()) * 31 + i64::from(d.day())
    };
    std::iter::successors(Some(when.earliest), |day| day.tomorrow().ok())
        .take_while(|day| *day <= when.latest)
        .take(DAYS)
        .map(number)
        .collect()
}
