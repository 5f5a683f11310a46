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

/// Weighs two tellings; symmetric.
pub fn weigh(a: &Told, b: &Told, terms: &Terms, config: &Config) -> Evidence {
    let within = a.report == b.report;
    let prior = config.weight(if within { "prior-within" } else { "prior" });
    let mut parts = vec![("prior", prior)];
    let mut add = |what: &'static str, weight: f64| {
        if weight != 0.0 {
            parts.push((what, weight));
        }
    };
    let (name, weight) = class(a.class, b.class, config);
    add(name, weight);
    time(a, b, config, &mut add);
    place(a, b, config, &mut add);
    tolls(a, b, config, &mut add);
    if a.parties.intersection(&b.parties).next().is_some() {
        add("same party", config.weight("party-same"));
    }
    if a.victims.intersection(&b.victims).next().is_some() {
        add("same victim or target", config.weight("victim-same"));
    }
    text(a, b, terms, config, &mut add);
    Evidence { weight: parts.iter().map(|(_, w)| w).sum(), parts }
}

/// How alike the sentences of both events are, and the whole reports: much where both events are
/// the main ones of their reports, less where they are told in passing.
fn text(
    a: &Told,
    b: &Told,
    terms: &Terms,
    config: &Config,
    add: &mut impl FnMut(&'static str, f64),
) {
    if a.report == b.report {
        return;
    }
    let words = likeness(&a.words, &b.words);
    add("likeness of the sentences", config.likeness("words", words));
    let reports = config.likeness("text", terms.likeness(a.report, b.report));
    let share = match (a.main, b.main) {
        (true, true) => {
            add("main events of both", config.weight("main-both"));
            1.0
        }
        (false, false) => {
            add("main event of neither", config.weight("main-neither"));
            config.weight("text-share-neither")
        }
        _ => config.weight("text-share-one"),
    };
    add("likeness of the reports", share * reports);
}

/// Types that may tell one happening in different words: a place changes hands as somebody
/// withdraws; an aircraft is lost in an attack on it.
const FAMILIES: [&[&str]; 2] = [&["CONTROL", "RETREAT"], &["LOSS", "ASSAULT"]];

/// Tells whether events of both classes may be one happening.
pub fn may_be_one(a: EventClass, b: EventClass) -> bool {
    a.kind() == b.kind() || FAMILIES.iter().any(|f| f.contains(&a.kind()) && f.contains(&b.kind()))
}

fn class(a: EventClass, b: EventClass, config: &Config) -> (&'static str, f64) {
    if a == b {
        return ("same class", config.weight("class-same"));
    }
    if !may_be_one(a, b) {
        return ("other class", config.weight("class-other"));
    }
    let open = a.mode().is_none() || b.mode().is_none();
    let name = if a.kind() == b.kind() && open { "class-kind" } else { "class-family" };
    ("related class", config.weight(name))
}

fn time(a: &Told, b: &Told, config: &Config, add: &mut impl FnMut(&'static str, f64)) {
    if let (Some(x), Some(y)) = (a.when, b.when) {
        if x.meet(y).is_none() {
            let weight = config.weight("time-gap-day") * f64::from(x.gap_days(y));
            add("days apart", weight.max(config.weight("time-gap-most")));
        } else if x.days() <= 3 && y.days() <= 3 {
            add("same day", config.weight("time-same-day"));
        } else {
            add("days in common", config.weight("time-overlap"));
        }
        return;
    }
    if let (Some(x), Some(y)) = (a.window, b.window) {
        let gap = loose_gap(x, y);
        if gap == 0 {
            add("told within the same days", config.weight("window-overlap"));
        } else {
            let weight = config.weight("window-gap-day") * f64::from(gap);
            add("told days apart", weight.max(config.weight("time-gap-most")));
        }
    }
}

fn loose_gap(a: When, b: When) -> i32 {
    a.gap_days(b)
}

fn place(a: &Told, b: &Told, config: &Config, add: &mut impl FnMut(&'static str, f64)) {
    if a.places.is_empty() || b.places.is_empty() {
        add("place not told", config.weight("place-unknown"));
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
        (true, ..) => add("same place", config.weight("place-same")),
        (_, true, _) => add("places touch", config.weight("place-near")),
        (_, _, true) => add("places apart", config.weight("place-apart")),
        _ => add("places not known to touch", config.weight("place-unknown") * 3.0),
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

fn tolls(a: &Told, b: &Told, config: &Config, add: &mut impl FnMut(&'static str, f64)) {
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
        add(if weight < 0.0 { "numbers differ" } else { "numbers agree" }, weight);
    }
}
