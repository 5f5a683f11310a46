//! Weighs what the names of a report may mean against each other.
//!
//! In: [`Names`]. Out: for each name the entry chosen, or none. Scores are decimal logarithms: a
//! town ten times as large is one better, and so is evidence that is right ten times in eleven.
//! Each round takes the last one's shares: how much of the report lies in a country, in a
//! province, and near a point. A name does not support itself.
//!
//! Must hold: the same names in any order choose alike; at most [`COMPANY`] names are compared
//! with each other, so that time stays linear.

use std::collections::HashMap;

use super::Match;
use super::context::{Name, Names};
use super::file::{Kind, Record};
use super::weights::Weights;
use super::words::Sort;

/// Names that others are held against; the most frequent of a long report.
const COMPANY: usize = 48;
/// Entries of a name that others are held against.
const BEST: usize = 3;
const ROUNDS: usize = 4;
/// Towns larger than this, as a decimal logarithm, are named far from home.
const WELL_KNOWN: f64 = 5.2;
/// With this much said of places a report is known to touch a country or not.
const SPEAKS: f64 = 3.0;
/// A country with less than this share is not touched.
const TOUCHED: f64 = 0.02;
/// The share of a report that a country must have for a loose match in it.
const SPOKEN_OF: f64 = 0.15;
/// Entries nearer to each other than this count as one place, in km.
const ONE_PLACE: f64 = 60.0;

/// Chooses an entry for each name, or none.
pub(super) fn choose(context: &Names, weights: &Weights) -> Vec<Option<Record>> {
    let names = &context.names;
    let mut scores: Vec<Vec<f64>> = names.iter().map(|n| bases(n, weights)).collect();
    let bases = scores.clone();
    let mut evidence = Evidence::default();
    for _ in 0..ROUNDS {
        let shares: Vec<Vec<f64>> = scores.iter().map(|s| shares(s, weights)).collect();
        evidence = Evidence::of(context, &shares);
        for (at, name) in names.iter().enumerate() {
            for (entry, (record, _)) in name.entries.iter().enumerate() {
                scores[at][entry] =
                    bases[at][entry] + evidence.for_entry(context, &shares, at, record, weights);
            }
        }
    }
    let chosen = names.iter().zip(&scores);
    chosen.map(|(name, scores)| clear(name, scores, &evidence, weights)).collect()
}

/// What an entry scores before the report is looked at.
fn bases(name: &Name, weights: &Weights) -> Vec<f64> {
    let has_town = |province: &Record| {
        let towns = name.entries.iter().filter(|(r, _)| is_town(r));
        towns.into_iter().any(|(r, _)| u32::from(r.first) == province.number)
    };
    let base = |(record, how): &(Record, Match)| {
        let kind = match record.kind {
            Kind::Country => weights.is_country,
            Kind::Capital => weights.is_capital,
            // A province called after its town is meant only where the text says so.
            Kind::Province if has_town(record) => weights.namesake_province,
            Kind::Province => weights.is_province,
            Kind::District => weights.is_district,
            Kind::Region | Kind::Continent => weights.is_region,
            Kind::Settlement => 0.0,
        };
        let how = match how {
            Match::Exact => 0.0,
            Match::Variant => weights.variant,
            Match::Alike => weights.alike,
        };
        record.people + kind + how + sort(name.sort, record, weights)
    };
    name.entries.iter().map(base).collect()
}

fn is_town(record: &Record) -> bool {
    matches!(record.kind, Kind::Settlement | Kind::Capital)
}

/// What the words beside a name say for or against an entry.
fn sort(sort: Option<Sort>, record: &Record, weights: &Weights) -> f64 {
    let fits = match sort {
        None | Some(Sort::Part) => return 0.0,
        Some(Sort::Division) => record.kind == Kind::Province,
        Some(Sort::District) => record.kind == Kind::District,
        Some(Sort::Settlement) => is_town(record),
    };
    match (fits, record.kind) {
        (true, Kind::District) => weights.right_sort - weights.is_district,
        (true, _) => weights.right_sort,
        (false, _) => weights.wrong_sort,
    }
}

/// Turns scores into shares that add up to one.
fn shares(scores: &[f64], weights: &Weights) -> Vec<f64> {
    let best = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let raised: Vec<f64> = scores.iter().map(|s| ((s - best) / weights.spread).exp()).collect();
    let sum: f64 = raised.iter().sum();
    raised.iter().map(|r| r / sum).collect()
}

/// What the report as a whole speaks of, by the shares of one round.
#[derive(Default)]
struct Evidence {
    countries: HashMap<u8, f64>,
    provinces: HashMap<u16, f64>,
    total: f64,
    /// The names others are held against, with their best entries: name, share, record.
    company: Vec<(usize, f64, Record)>,
}

impl Evidence {
    fn of(context: &Names, shares: &[Vec<f64>]) -> Evidence {
        let mut evidence = Evidence::default();
        for (country, count) in sorted(&context.peoples) {
            *evidence.countries.entry(country).or_default() += count;
            evidence.total += count;
        }
        for (name, shares) in context.names.iter().zip(shares) {
            evidence.add(name, shares, 1.0);
        }
        let mut frequent: Vec<usize> = (0..context.names.len()).collect();
        frequent.sort_by_key(|at| std::cmp::Reverse(context.names[*at].places.len()));
        for at in frequent.into_iter().take(COMPANY) {
            let name = &context.names[at];
            let mut best: Vec<(usize, f64)> = shares[at].iter().copied().enumerate().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (entry, share) in best.into_iter().take(BEST).filter(|(_, s)| *s > 0.05) {
                let record = name.entries[entry].0;
                if matches!(record.kind, Kind::Settlement | Kind::Capital | Kind::District) {
                    evidence.company.push((at, share * mass(name), record));
                }
            }
        }
        evidence
    }

    fn add(&mut self, name: &Name, shares: &[f64], sign: f64) {
        let mass = mass(name);
        for ((record, _), share) in name.entries.iter().zip(shares) {
            *self.countries.entry(record.country).or_default() += sign * share * mass;
            let province = own_province(record);
            if province != 0 {
                *self.provinces.entry(province).or_default() += sign * share * mass;
            }
        }
        self.total += sign * mass;
    }

    /// What the rest of the report says for one entry of a name.
    fn for_entry(
        &self,
        context: &Names,
        shares: &[Vec<f64>],
        at: usize,
        record: &Record,
        weights: &Weights,
    ) -> f64 {
        let name = &context.names[at];
        let mass = mass(name);
        let own = |same: &dyn Fn(&Record) -> bool| -> f64 {
            let entries = name.entries.iter().zip(&shares[at]);
            entries.filter(|((r, _), _)| same(r)).map(|(_, s)| s * mass).sum()
        };
        // A little doubt keeps a lone companion from counting as the whole report.
        let rest = (self.total - mass).max(0.0) + 1.0;
        let country = self.countries.get(&record.country).copied().unwrap_or(0.0)
            - own(&|r| r.country == record.country);
        let mut score = weights.country * (country / rest).clamp(0.0, 1.0);
        let province = own_province(record);
        if province != 0 {
            let share = self.provinces.get(&province).copied().unwrap_or(0.0)
                - own(&|r| own_province(r) == province);
            score += weights.province * (share / rest).clamp(0.0, 1.0);
        }
        score
            + weights.near * self.nearness(at, record)
            + enclosed(context, shares, name, record, weights)
    }

    fn nearness(&self, at: usize, record: &Record) -> f64 {
        let Some(point) = record.point else { return 0.0 };
        if !matches!(record.kind, Kind::Settlement | Kind::Capital | Kind::District) {
            return 0.0;
        }
        let near: f64 = self
            .company
            .iter()
            .filter(|(other, _, _)| *other != at)
            .filter_map(|(_, share, other)| {
                let other = other.point?;
                // Flat distance is enough at this range, and a hundred times cheaper.
                let lat = (point.lat - other.lat) * 111.2;
                let lon = (point.lon - other.lon) * 111.2 * point.lat.to_radians().cos();
                let squared = (lat * lat + lon * lon) / (80.0 * 80.0);
                (squared < 25.0).then_some(share / (1.0 + squared))
            })
            .sum();
        1.0 - (-near).exp()
    }

    /// Says whether a town lies in a country that the rest of a report, if there is any to speak
    /// of, never touches: a namesake abroad, where the one meant is too small for the gazetteer.
    fn is_stray(&self, record: &Record, own: f64, mass: f64) -> bool {
        let rest = self.total - mass;
        let spoken = self.countries.get(&record.country).copied().unwrap_or(0.0) - own;
        let known = record.kind != Kind::Settlement || record.people > WELL_KNOWN;
        !known && rest >= SPEAKS && spoken / rest < TOUCHED
    }

    /// Says whether the rest of the report speaks of a country enough to trust a loose match.
    fn speaks_of(&self, country: u8, own: f64, mass: f64) -> bool {
        let rest = (self.total - mass).max(0.5);
        self.countries.get(&country).is_some_and(|c| (c - own) / rest >= SPOKEN_OF)
    }
}

/// How much a name counts: more with every mention, and ever less so.
fn mass(name: &Name) -> f64 {
    if name.entries.is_empty() { 0.0 } else { (name.places.len() as f64).ln_1p() }
}

fn own_province(record: &Record) -> u16 {
    if record.kind == Kind::Province {
        return u16::try_from(record.number).unwrap_or(0);
    }
    record.first
}

/// What "X, Y" says for an entry of X.
fn enclosed(
    context: &Names,
    shares: &[Vec<f64>],
    name: &Name,
    record: &Record,
    weights: &Weights,
) -> f64 {
    let mut fit: f64 = 0.0;
    for outer in &name.inside {
        let entries = context.names[*outer].entries.iter().zip(&shares[*outer]);
        let held: f64 = entries.filter(|((r, _), _)| holds(r, record)).map(|(_, s)| s).sum();
        fit = fit.max(held);
    }
    if name.within.iter().any(|outer| holds(outer, record)) {
        fit = 1.0;
    }
    weights.inside * fit
}

/// Says whether the first entry contains the second.
fn holds(outer: &Record, inner: &Record) -> bool {
    outer.number != inner.number
        && match outer.kind {
            Kind::Country => outer.country == inner.country,
            Kind::Province => u32::from(inner.first) == outer.number,
            Kind::District => u32::from(inner.second) == outer.number,
            _ => false,
        }
}

/// Returns the best entry where it is clearly meant.
fn clear(name: &Name, scores: &[f64], evidence: &Evidence, weights: &Weights) -> Option<Record> {
    let shares = shares(scores, weights);
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
    let (record, how) = name.entries[best];
    let same = |other: &Record| match (record.point, other.point) {
        (Some(a), Some(b)) => a.km_to(b) <= ONE_PLACE,
        _ => record.number == other.number,
    };
    let entries = name.entries.iter().zip(&shares);
    let share: f64 = entries.filter(|((r, _), _)| same(r)).map(|(_, s)| s).sum();
    let entries = name.entries.iter().zip(&shares);
    let own: f64 = entries
        .filter(|((r, _), _)| r.country == record.country)
        .map(|(_, s)| s * mass(name))
        .sum();
    let stray = evidence.is_stray(&record, own, mass(name));
    let supported = how == Match::Exact || evidence.speaks_of(record.country, own, mass(name));
    (share >= weights.clear && scores[best] >= weights.obscure && supported && !stray)
        .then_some(record)
}

fn sorted(counts: &HashMap<u8, f64>) -> Vec<(u8, f64)> {
    let mut rows: Vec<(u8, f64)> = counts.iter().map(|(c, n)| (*c, *n)).collect();
    rows.sort_by_key(|(country, _)| *country);
    rows
}
