//! What a report, its outlet and its case say for one entry of a name.
//!
//! In: [`Names`] with the shares of their entries, and the [`Surroundings`] of the case. Out: for an
//! entry its [`Parts`]: how much each kind of evidence adds, in decimal orders of magnitude of
//! population. A name does not support itself, neither in its report nor in its case.
//!
//! Must hold: at most [`COMPANY`] names are compared with each other, so that time stays linear.

use foldhash::HashMap;

use super::context::{Name, Names};
use super::file::{Kind, Record};
use super::surroundings::Surroundings;
use super::weights::Weights;

/// Names that others are held against; the most frequent of a long report.
const COMPANY: usize = 48;
/// Entries of a name that others are held against.
const BEST: usize = 3;
/// Towns larger than this, as a decimal logarithm, are named far from home.
const WELL_KNOWN: f64 = 5.2;
/// With this much said of places a report is known to touch a country or not.
const SPEAKS: f64 = 3.0;
/// A country with less than this share is not touched.
const TOUCHED: f64 = 0.02;
/// The share of a report that a country must have for a loose match in it.
const SPOKEN_OF: f64 = 0.15;

/// What each kind of evidence adds to one entry, under the names that people are shown.
pub(super) type Parts = Vec<(&'static str, f64)>;

/// What the report as a whole speaks of, by the shares of one round.
#[derive(Default)]
pub(super) struct Evidence {
    countries: HashMap<u8, f64>,
    provinces: HashMap<u16, f64>,
    total: f64,
    /// The names others are held against, with their best entries: name, share, record.
    company: Vec<(usize, f64, Record)>,
}

impl Evidence {
    pub(super) fn of(context: &Names, shares: &[Vec<f64>]) -> Evidence {
        let mut evidence = Evidence::default();
        for (country, count) in sorted(&context.peoples) {
            *evidence.countries.entry(country).or_default() += count;
            evidence.total += count;
        }
        for (name, shares) in context.names.iter().zip(shares) {
            evidence.add(name, shares);
        }
        let mut frequent: Vec<usize> = (0..context.names.len()).collect();
        frequent.sort_by_key(|at| std::cmp::Reverse(context.names[*at].places.len()));
        for at in frequent.into_iter().take(COMPANY) {
            let name = &context.names[at];
            let mut best: Vec<(usize, f64)> = shares[at].iter().copied().enumerate().collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            for (entry, share) in best.into_iter().take(BEST).filter(|(_, s)| *s > 0.05) {
                let record = name.entries[entry].0;
                if super::choose::is_spot(&record) {
                    evidence.company.push((at, share * name.mass(), record));
                }
            }
        }
        evidence
    }

    fn add(&mut self, name: &Name, shares: &[f64]) {
        let mass = name.mass();
        for ((record, _), share) in name.entries.iter().zip(shares) {
            *self.countries.entry(record.country).or_default() += share * mass;
            let province = own_province(record);
            if province != 0 {
                *self.provinces.entry(province).or_default() += share * mass;
            }
        }
        self.total += mass;
    }

    /// What everything but the name itself says for one entry of it.
    pub(super) fn parts(
        &self,
        context: &Names,
        around: &Surroundings,
        shares: &[Vec<f64>],
        at: usize,
        record: &Record,
        weights: &Weights,
    ) -> Parts {
        let name = &context.names[at];
        let mass = name.mass();
        let own = |same: &dyn Fn(&Record) -> bool| -> f64 {
            let entries = name.entries.iter().zip(&shares[at]);
            entries.filter(|((r, _), _)| same(r)).map(|(_, s)| s * mass).sum()
        };
        // A little doubt keeps a lone companion from counting as the whole report.
        let rest = (self.total - mass).max(0.0) + 1.0;
        let country = self.countries.get(&record.country).copied().unwrap_or(0.0)
            - own(&|r| r.country == record.country);
        let mut parts = vec![("country", weights.country * (country / rest).clamp(0.0, 1.0))];
        let province = own_province(record);
        if province != 0 {
            let share = self.provinces.get(&province).copied().unwrap_or(0.0)
                - own(&|r| own_province(r) == province);
            parts.push(("province", weights.province * (share / rest).clamp(0.0, 1.0)));
        }
        parts.push(("near", weights.near * self.nearness(at, record)));
        parts.push(("inside", weights.inside * enclosed(context, shares, name, record)));
        if context.home == Some(record.country) {
            parts.push(("outlet", weights.outlet));
        }
        let (country, province) = around.shares(&name.key, record.country, province);
        parts.push(("case", weights.case_country * country + weights.case_province * province));
        parts.retain(|(_, value)| *value != 0.0);
        parts
    }

    fn nearness(&self, at: usize, record: &Record) -> f64 {
        let Some(point) = record.point else { return 0.0 };
        if !super::choose::is_spot(record) {
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
    pub(super) fn is_stray(&self, name: &Name, record: &Record, own: f64) -> bool {
        let rest = self.total - name.mass();
        let spoken = self.countries.get(&record.country).copied().unwrap_or(0.0) - own;
        let known = record.kind != Kind::Settlement || record.people > WELL_KNOWN;
        !known && rest >= SPEAKS && spoken / rest < TOUCHED
    }

    /// Says whether the rest of the report speaks of a country enough to trust a loose match.
    pub(super) fn speaks_of(&self, name: &Name, country: u8, own: f64) -> bool {
        let rest = (self.total - name.mass()).max(0.5);
        self.countries.get(&country).is_some_and(|c| (c - own) / rest >= SPOKEN_OF)
    }
}

/// Returns the first-order division that an entry is or lies in, 0 for none.
pub(super) fn own_province(record: &Record) -> u16 {
    if record.kind == Kind::Province {
        return u16::try_from(record.number).unwrap_or(0);
    }
    record.first
}

/// How surely "X, Y" puts an entry of X into Y, from 0 to 1.
fn enclosed(context: &Names, shares: &[Vec<f64>], name: &Name, record: &Record) -> f64 {
    let mut fit: f64 = 0.0;
    for outer in &name.inside {
        let entries = context.names[*outer].entries.iter().zip(&shares[*outer]);
        let held: f64 = entries.filter(|((r, _), _)| holds(r, record)).map(|(_, s)| s).sum();
        fit = fit.max(held);
    }
    if name.within.iter().any(|outer| holds(outer, record)) {
        fit = 1.0;
    }
    fit
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

fn sorted(counts: &HashMap<u8, f64>) -> Vec<(u8, f64)> {
    let mut rows: Vec<(u8, f64)> = counts.iter().map(|(c, n)| (*c, *n)).collect();
    rows.sort_by_key(|(country, _)| *country);
    rows
}
