//! What speaks for two tellings being of one happening, in additive log2 odds.
//!
//! Every comparison gives a weight and a word for people; the sum decides. The publication date
//! counts only as a weak window, never as the day of the event.

use rashomon_model::{EventClass, PlacePrecision, When};

use super::config::Config;
use super::lift::Told;
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
    if a.parties.intersection(&b.parties).next().is_some() {
        parts.add("same party", config.weight("party-same"));
    }
    if a.victims.intersection(&b.victims).next().is_some() {
        parts.add("same victim or target", config.weight("victim-same"));
    }
    text(a, b, terms, config, &mut parts);
    Evidence { weight: parts.sum(), parts: parts.list }
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
    if a.window.is_none() && b.window.is_none() {
        reports *= config.weight("text-share-undated");
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

/// Tells whether events of both classes may be one happening.
pub fn may_be_one(a: EventClass, b: EventClass) -> bool {
    a.kind() == b.kind() || FAMILIES.iter().any(|f| f.contains(&a.kind()) && f.contains(&b.kind()))
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

/// Weighs two times; the days of publication only as a loose window.
pub fn time(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    if let (Some(x), Some(y)) = (a.when, b.when) {
        if x.meet(y).is_none() {
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
    } else if a.window.is_none() && b.window.is_none() {
        parts.add("both undated", config.weight("time-unknown"));
    }
}

fn loose_gap(a: When, b: When) -> i32 {
    a.gap_days(b)
}

/// Weighs two sets of places. A name without coordinates may lie anywhere.
pub fn place(a: &Told, b: &Told, config: &Config, parts: &mut Parts) {
    if a.places.is_empty() || b.places.is_empty() {
        if a.report == b.report {
            return;
        }
        parts.add("place not told", config.weight("place-unknown"));
        return;
    }
    let (mut same, mut near, mut known) = (false, false, false);
    for (p, name, entity) in &a.places {
        for (q, other, other_entity) in &b.places {
            let coarse = |x: &rashomon_model::Place| {
                x.precision.is_some_and(|p| p >= PlacePrecision::Province)
            };
            let one = name == other
                || (entity.is_some() && entity == other_entity)
                || (p.gazetteer.is_some() && p.gazetteer == q.gazetteer);
            // A whole country or province in common says little.
            same |= one && !coarse(p) && !coarse(q);
            near |= one;
            if let (Some(x), Some(y)) = (p.point, q.point) {
                known = true;
                near |= x.km_to(y) <= reach(p.precision) + reach(q.precision);
            }
        }
    }
    match (same, near, known) {
        (true, ..) => parts.add("same place", config.weight("place-same")),
        (_, true, _) => parts.add("places touch", config.weight("place-near")),
        (_, _, true) => {
            let told_apart = a.report == b.report;
            let name = if told_apart { "within-place-apart" } else { "place-apart" };
            parts.add("places apart", config.weight(name));
        }
        // In one report "the building" may well stand in the town named before; another town not.
        _ if a.report == b.report => {
            let town = |told: &Told| {
                told.places.iter().any(|(p, _, entity)| {
                    entity.is_some() && p.precision.is_none_or(|p| p < PlacePrecision::Province)
                })
            };
            if town(a) && town(b) {
                parts.add("places of other names", config.weight("within-place-unlike"));
            }
        }
        _ => parts.add("places not known to touch", config.weight("place-unlike")),
    }
}

fn reach(precision: Option<PlacePrecision>) -> f64 {
    match precision {
        Some(PlacePrecision::Facility | PlacePrecision::Neighbourhood) => 5.0,
        Some(PlacePrecision::Settlement) => 15.0,
        Some(PlacePrecision::District) => 50.0,
        Some(PlacePrecision::Province) => 150.0,
        Some(_) => 400.0,
        None => 15.0,
    }
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
