//! Which events are worth comparing: those that share a key, or whose reports read alike.
//!
//! Keys: a place on a day; a toll on a day; one report. A key shared by too many events says
//! nothing and proposes nothing, so the work stays near linear. Of two reports that read alike,
//! every two events of classes that can be one happening are compared.

use std::collections::HashMap;

use rashomon_model::{Date, Slot, When};

use super::config::Config;
use super::evidence::may_be_one;
use super::lift::Told;
use super::terms::Terms;

/// Events to a key beyond which it proposes nothing.
const CROWD: usize = 80;
/// Days of a window that give keys.
const DAYS: usize = 12;
/// Events of one report that are compared with those of a report that reads alike.
const OF_ONE_REPORT: usize = 24;

#[derive(Clone, PartialEq, Eq, Hash)]
enum Key<'t> {
    Place(&'t str, i64),
    Entry(&'t str, i64),
    Toll(Slot, u32, i64),
    /// Events of one report.
    Report(usize),
}

/// Returns the pairs worth comparing, sorted, each once, the smaller first.
pub fn candidates(told: &[Told], terms: &Terms, config: &Config) -> Vec<(usize, usize)> {
    if !config.is_blocking() {
        return all(told);
    }
    let mut blocks: HashMap<Key<'_>, Vec<usize>> = HashMap::new();
    let mut of_report: HashMap<usize, Vec<usize>> = HashMap::new();
    for (index, event) in told.iter().enumerate().filter(|(_, event)| !event.aggregate) {
        for key in keys(event) {
            blocks.entry(key).or_default().push(index);
        }
        let events = of_report.entry(event.report).or_default();
        if events.len() < OF_ONE_REPORT || event.main {
            events.push(index);
        }
    }
    let mut pairs = Vec::new();
    let real = |a: usize, b: usize| told[a].unreal == told[b].unreal;
    let one = |a: usize, b: usize| real(a, b) && may_be_one(told[a].class, told[b].class);
    for (_, mut members) in blocks {
        members.sort_unstable();
        members.dedup();
        if members.len() > CROWD {
            continue;
        }
        for (i, a) in members.iter().enumerate() {
            pairs.extend(members[i + 1..].iter().filter(|b| one(*a, **b)).map(|b| (*a, *b)));
        }
    }
    let none = Vec::new();
    for (x, y) in terms.neighbours() {
        let others = of_report.get(&y).unwrap_or(&none);
        for a in of_report.get(&x).unwrap_or(&none) {
            pairs.extend(others.iter().filter(|b| one(*a, **b)).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Every pair that may be one happening, whatever it shares.
fn all(told: &[Told]) -> Vec<(usize, usize)> {
    let may = |a: &Told, b: &Told| {
        let sums = a.aggregate || b.aggregate;
        !sums && a.unreal == b.unreal && may_be_one(a.class, b.class)
    };
    let pairs = (0..told.len()).flat_map(|a| (a + 1..told.len()).map(move |b| (a, b)));
    pairs.filter(|(a, b)| may(&told[*a], &told[*b])).collect()
}

fn keys(event: &Told) -> Vec<Key<'_>> {
    let mut keys = vec![Key::Report(event.report)];
    let mut days = event.window.map(days).unwrap_or_default();
    days.extend(event.night.map(number).filter(|night| !days.contains(night)));
    for day in &days {
        for (place, name, _) in &event.places {
            keys.push(Key::Place(name, *day));
            // "Velm market" may be told as in Velm.
            let town = name.rsplit_once(' ').filter(|_| place.gazetteer.is_none());
            keys.extend(town.map(|(town, _)| Key::Place(town, *day)));
            if let Some(entry) = &place.gazetteer {
                keys.push(Key::Entry(entry, *day));
            }
        }
        let tolls = event.tolls.iter().filter(|(_, low, _)| *low > 2);
        keys.extend(tolls.map(|(slot, low, _)| Key::Toll(*slot, *low, *day)));
    }
    keys
}

fn number(day: Date) -> i64 {
    i64::from(day.year()) * 372 + i64::from(day.month()) * 31 + i64::from(day.day())
}

fn days(when: When) -> Vec<i64> {
    std::iter::successors(Some(when.earliest), |day| day.tomorrow().ok())
        .take_while(|day| *day <= when.latest)
        .take(DAYS)
        .map(number)
        .collect()
}
