//! What speaks for two tellings being of one happening, in additive log2 odds.
//!
//! Every comparison gives a weight and a word for people; the sum decides. The publication date
//! counts only as a weak window, never as the day of the event.

use std::collections::BTreeSet;

use rashomon_model::{EventClass, Slot, Status, When};

use super::config::Config;
use super::lift::Told;
use super::places::place;
use super::terms::{Terms, likeness};

/// What was weighed between two tellings.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// The sum.
    pub weight: f64,
    /// Each part: what, and its weight.
    pub parts: Vec<(&'static str, f64)>,
}

/// Parts of a weight as they are added up.
pub struct Parts {
    /// Each part: what, and its weight.
    pub list: Vec<(&'static str, f64)>,
}

impl Parts {
    /// Begins with the odds before anything is compared.
    pub fn new(what: &'static str, prior: f64) -> Parts {
        Parts { list: vec![(what, prior)] }
    }

    /// Adds a part; nothing where it weighs nothing.
    pub fn add(&mut self, what: &'static str, weight: f64) {
        if weight != 0.0 {
            self.list.push((what, weight));
        }
    }

    /// Returns the sum.
    pub fn sum(&self) -> f64 {
        self.list.iter().map(|(_, weight)| weight).sum()
    }
}

/// Weighs two tellings; symmetric.
pub fn weigh(a: &Told, b: &Told, terms: &Terms, config: &Config) -> Evidence {
    let within = a.report == b.report;
    let mut parts =
        Parts::new("prior", config.weight(if within { "prior-told-apart" } else { "prior" }));
    let (name, weight) = class(a.class, b.class, config);
    parts.add(name, weight);
    time(a, b, config, &mut parts);
    place(a, b, config, &mut parts);
    tolls(a, b, config, &mut parts);
    if meet(&a.parties, &b.parties) {
        parts.add("same party", config.weight("party-same"));
    }
    if meet(&a.victims, &b.victims) {
        parts.add("same victim or target", config.weight("victim-same"));
    } else if meet(&a.hit, &b.hit) {
        parts.add("same sort of thing hit", config.weight("hit-same"));
    }
    if !within && a.denied != b.denied {
        parts.add("one denies what the other tells", config.weight("denial"));
    }
    means(a, b, config, &mut parts);
    statuses(a, b, config, &mut parts);
    text(a, b, terms, config, &mut parts);
    Evidence { weight: parts.sum(), parts: parts.list }
}

fn meet<T: Ord>(a: &BTreeSet<T>, b: &BTreeSet<T>) -> bool {
    a.intersection(b).next().is_some()
}

/// Weighs what it was done with. Another word for it says little: one side's rocket is the other's
/// shell.
fn means(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    if meet(&a.means, &b.means) {
        parts.add("same means", config.weight("means-same"));
    } else if !a.means.is_empty() && !b.means.is_empty() {
        parts.add("other means", config.weight("means-other"));
    }
}

/// Weighs who the dead and hurt are said to be. Who they were is what sides dispute, so that one
/// calls them fighters and the other civilians weighs little.
fn statuses(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    let of = |told: &Told, slot: Slot| -> BTreeSet<Status> {
        let known = told.statuses.iter().filter(|(s, status)| *s == slot && known(*status));
        known.map(|(_, status)| *status).collect()
    };
    for slot in [Slot::Killed, Slot::Injured] {
        let (x, y) = (of(a, slot), of(b, slot));
        if meet(&x, &y) {
            return parts.add("same sort of victims", config.weight("status-same"));
        }
        if !x.is_empty() && !y.is_empty() {
            return parts.add("other sort of victims", config.weight("status-other"));
        }
    }
}

fn known(status: Status) -> bool {
    matches!(status, Status::Civilian | Status::Combatant)
}

/// How alike the sentences of both events are, and the whole reports: much where both events are
/// the main ones of their reports, less where they are told in passing.
fn text(a: &Told, b: &Told, terms: &Terms, config: &Config, parts: &mut Parts) {
    if a.report == b.report {
        return;
    }
    let words = likeness(&a.words, &b.words);
    parts.add("likeness of the sentences", terms.reliance * config.likeness("words", words));
    let alike = terms.likeness(a.report, b.report);
    let mut reports = terms.reliance * config.likeness("text", alike);
    if undated(a, b) {
        reports *= config.weight("text-share-undated");
        // A few words share little with any report, so that a story of their own says little.
        let weight = if a.story == b.story {
            config.weight("story-one")
        } else {
            let words = terms.words(a.report).min(terms.words(b.report));
            config.weight("story-two") * (words as f64 / config.weight("story-words")).min(1.0)
        };
        parts.add("stories of the reports", terms.reliance * weight);
    }
    let share = match (a.main, b.main) {
        (true, true) => {
            parts.add("main events of both", config.weight("main-both"));
            1.0
        }
        (false, false) => {
            parts.add("main event of neither", config.weight("main-neither"));
            config.weight("text-share-neither")
        }
        _ => config.weight("text-share-one"),
    };
    parts.add("likeness of the reports", share * reports);
}

/// Types that may tell one happening in different words: a place changes hands as somebody
/// withdraws. The loss of an aircraft is not the raid it flew.
const FAMILIES: [&[&str]; 1] = [&["CONTROL", "RETREAT"]];

/// Tells whether one word says that goods were taken and the other may: robbed, looted, stolen.
fn takes(a: EventClass, b: EventClass) -> bool {
    let seized = |c: EventClass| c.kind() == "COERCE" && c.mode() == Some("seize");
    let robbed =
        |c: EventClass| c.kind() == "ASSAULT" && matches!(c.mode(), None | Some("destroy"));
    (seized(a) && robbed(b)) || (robbed(a) && seized(b))
}

/// Tells whether events of both classes may be one happening.
pub fn may_be_one(a: EventClass, b: EventClass) -> bool {
    a.kind() == b.kind()
        || takes(a, b)
        || FAMILIES.iter().any(|f| f.contains(&a.kind()) && f.contains(&b.kind()))
}

/// Weighs two classes.
pub fn class(a: EventClass, b: EventClass, config: &Config) -> (&'static str, f64) {
    if a == b {
        let name = if a.mode().is_some() { "class-same" } else { "class-same-open" };
        return ("same class", config.weight(name));
    }
    if !may_be_one(a, b) {
        return ("other class", config.weight("class-other"));
    }
    let open = a.mode().is_none() || b.mode().is_none();
    let name = if a.kind() == b.kind() && open { "class-kind" } else { "class-family" };
    ("related class", config.weight(name))
}

/// Two reports without a date, whose tellings give no two days to hold against each other.
pub fn undated(a: &Told, b: &Told) -> bool {
    !a.dated && !b.dated && a.when.zip(b.when).is_none()
}

/// Weighs two times; the days of publication only as a loose window.
pub fn time(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    raids(a, b, config, parts);
    if let (Some(x), Some(y)) = (a.when, b.when) {
        if x.meet(y).is_none() && a.night.is_some() && a.night == b.night {
            parts.add("one night", config.weight("time-same-day"));
        } else if x.meet(y).is_none() {
            let weight = config.weight("time-gap-day") * f64::from(x.gap_days(y));
            parts.add("days apart", weight.max(config.weight("time-gap-most")));
        } else {
            // A month or a year in common is no more than not knowing.
            match x.days().max(y.days()) {
                0..=3 => parts.add("same day", config.weight("time-same-day")),
                4..=14 => parts.add("days in common", config.weight("time-overlap")),
                _ => {}
            }
        }
        return;
    }
    if a.report == b.report {
        return;
    }
    if let (Some(x), Some(y)) = (a.window, b.window) {
        let gap = loose_gap(x, y);
        if gap == 0 {
            parts.add("told within the same days", config.weight("window-overlap"));
        } else {
            let weight = config.weight("window-gap-day") * f64::from(gap);
            parts.add("told days apart", weight.max(config.weight("time-gap-most")));
        }
    } else if undated(a, b) {
        parts.add("days not told", config.weight("time-unknown"));
    }
}

/// Two raids from the air on one day are two where their hours lie apart.
fn raids(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    let from_air = |told: &Told| matches!(told.class.mode(), Some("aerial" | "drone"));
    let one_day = a.when.is_some_and(|when| when.days() == 1) && a.when == b.when;
    if !one_day || !from_air(a) || !from_air(b) {
        return;
    }
    let (Some(x), Some(y)) = (a.hours, b.hours) else { return };
    if x.gap(y).is_some_and(|gap| gap > config.weight("aerial-window-hours")) {
        parts.add("raids hours apart", config.weight("hours-apart"));
    }
}

fn loose_gap(a: When, b: When) -> i32 {
    a.gap_days(b)
}

/// Weighs numbers of people; the pair that fits best counts.
pub fn tolls(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    let mut best: Option<f64> = None;
    for (slot, low, high) in &a.tolls {
        for (other, from, to) in b.tolls.iter().filter(|(other, ..)| other == slot) {
            debug_assert_eq!(slot, other);
            let weight = if low == from && high == to {
                let bits = f64::from((*low).max(1)).log2() * config.weight("toll-bit");
                bits.min(config.weight("toll-most")).max(config.weight("toll-overlap"))
            } else if *low <= to.unwrap_or(u32::MAX) && *from <= high.unwrap_or(u32::MAX) {
                config.weight("toll-overlap")
            } else {
                config.weight("toll-apart")
            };
            best = Some(best.map_or(weight, |known| known.max(weight)));
        }
    }
    if let Some(weight) = best {
        let share = if a.report == b.report && weight < 0.0 {
            // One report counts its dead once; two counts are mostly two happenings.
            config.weight("within-toll-share")
        } else {
            1.0
        };
        parts.add(if weight < 0.0 { "numbers differ" } else { "numbers agree" }, share * weight);
    }
}
