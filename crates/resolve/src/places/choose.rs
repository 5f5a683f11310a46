//! Weighs what the names of a report may mean against each other.
//!
//! In: [`Names`] and the [`Surroundings`] of the case. Out: for each name the shares of its entries,
//! what spoke for each, and the entry chosen, or none. Scores are decimal logarithms: a town ten
//! times as large is one better, and so is evidence that is right ten times in eleven. Each round
//! takes the last one's shares.
//!
//! Must hold: the same names in any order choose alike; time grows linearly with the names.

use super::Match;
use super::context::{Name, Names};
use super::evidence::{Evidence, Parts};
use super::file::{Kind, Record};
use super::surroundings::Surroundings;
use super::weights::Weights;
use super::words::Sort;

const ROUNDS: usize = 4;
/// Entries nearer to each other than this count as one place, in km.
const ONE_PLACE: f64 = 60.0;

/// What became of one name.
#[derive(Clone, Debug, Default)]
pub(super) struct Choice {
    /// For each entry its share; they add up to one.
    pub shares: Vec<f64>,
    /// For each entry what spoke for and against it.
    pub parts: Vec<Parts>,
    /// The entry clearly meant, as a position.
    pub clear: Option<usize>,
}

/// Weighs the entries of each name and chooses where one is clearly meant.
pub(super) fn choose(context: &Names, around: &Surroundings, weights: &Weights) -> Vec<Choice> {
    let names = &context.names;
    let bases: Vec<Vec<Parts>> = names.iter().map(|n| bases(n, weights)).collect();
    let sum = |parts: &Parts| parts.iter().map(|(_, value)| value).sum::<f64>();
    let mut scores: Vec<Vec<f64>> =
        bases.iter().map(|entries| entries.iter().map(sum).collect()).collect();
    let mut evidence = Evidence::default();
    let mut parts = bases.clone();
    for _ in 0..ROUNDS {
        let shares: Vec<Vec<f64>> = scores.iter().map(|s| shares(s, weights)).collect();
        evidence = Evidence::of(context, &shares);
        for (at, name) in names.iter().enumerate() {
            for (entry, (record, _)) in name.entries.iter().enumerate() {
                let more = evidence.parts(context, around, &shares, at, record, weights);
                let all = bases[at][entry].iter().copied().chain(more).collect();
                scores[at][entry] = sum(&all);
                parts[at][entry] = all;
            }
        }
    }
    let decided = names.iter().zip(scores).zip(parts);
    decided
        .map(|((name, scores), parts)| {
            let shares = shares(&scores, weights);
            let clear = clear(name, &scores, &shares, &evidence, weights);
            Choice { shares, parts, clear }
        })
        .collect()
}

/// What an entry scores before the report is looked at.
fn bases(name: &Name, weights: &Weights) -> Vec<Parts> {
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
            Kind::Settlement | Kind::Quarter | Kind::Locality | Kind::Facility => 0.0,
        };
        let how = match how {
            Match::Exact => 0.0,
            Match::Variant => weights.variant,
            Match::Alike => weights.alike,
        };
        let sort = sort(name.sort, record, weights);
        let mut parts =
            vec![("population", record.people), ("kind", kind), ("spelling", how), ("words", sort)];
        parts.retain(|(_, value)| *value != 0.0);
        parts
    };
    name.entries.iter().map(base).collect()
}

fn is_town(record: &Record) -> bool {
    matches!(record.kind, Kind::Settlement | Kind::Capital)
}

/// Says whether a point tells where a place lies, and not the middle of something large.
pub(super) fn is_spot(record: &Record) -> bool {
    is_town(record)
        || matches!(record.kind, Kind::District | Kind::Quarter | Kind::Locality | Kind::Facility)
}

/// What the words beside a name say for or against an entry.
fn sort(sort: Option<Sort>, record: &Record, weights: &Weights) -> f64 {
    let fits = match sort {
        None | Some(Sort::Part | Sort::Way) => return 0.0,
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

/// Returns the best entry where it is clearly meant.
fn clear(
    name: &Name,
    scores: &[f64],
    shares: &[f64],
    evidence: &Evidence,
    weights: &Weights,
) -> Option<usize> {
    let best = (0..scores.len()).max_by(|a, b| scores[*a].total_cmp(&scores[*b]).then(b.cmp(a)))?;
    let (record, how) = name.entries[best];
    let same = |other: &Record| match (record.point, other.point) {
        (Some(a), Some(b)) => a.km_to(b) <= ONE_PLACE,
        _ => record.number == other.number,
    };
    let entries = name.entries.iter().zip(shares);
    let share: f64 = entries.filter(|((r, _), _)| same(r)).map(|(_, s)| s).sum();
    let entries = name.entries.iter().zip(shares);
    let own: f64 = entries
        .filter(|((r, _), _)| r.country == record.country)
        .map(|(_, s)| s * name.mass())
        .sum();
    let stray = evidence.is_stray(name, &record, own);
    let spoken_of = evidence.speaks_of(name, record.country, own);
    let supported = how == Match::Exact || spoken_of;
    // Where nobody marked a place, a town must be one of those the report is about.
    let believed = name.marked
        || matches!(record.kind, Kind::Country | Kind::Province | Kind::Capital)
        || spoken_of && scores[best] >= weights.unmarked;
    let enough = share >= weights.clear && scores[best] >= weights.obscure;
    (enough && supported && believed && !stray).then_some(best)
}
