//! Words weighed by rarity across the case: of whole reports, and of the sentences of one event.
//!
//! TF-IDF vectors with cosine likeness (Salton & Buckley 1988), sparse and sorted by term, so that
//! likeness is one merge. Reports that share weighty words are found through an index of those
//! words, never all with all. Terms are numbered by sorted spelling: no hash order shows. Of whole
//! reports only counts are kept ([`counted`]); a weight is worked out where it is asked for.
//!
//! Reports of one sort of happening share most of their words ("warship", "pirates", "gulf"), so a
//! second likeness weighs words by their rarity among the neighbours of the two: what is left when
//! the common topic is taken out ([`Terms::contrast`]).

mod counted;

use std::cmp::Ordering;

use foldhash::HashMap;
use rayon::prelude::*;

use rashomon_model::Report;

use counted::{Counted, Numbers, Row};
pub use counted::{Counting, Words, count};

/// How many of its weightiest words a report is looked up by.
const PROPOSING: usize = 32;
/// Reports to a word beyond which it finds nobody.
const CROWD: usize = 120;
/// How many neighbours a report keeps.
const NEIGHBOURS: usize = 24;
/// Likeness below which nobody is a neighbour.
const DISTANT: f64 = 0.08;
/// Reports that are counted before their words are put together with those of others.
const AT_ONCE: usize = 512;
/// Numbers up to this have their logarithms at hand.
const AT_HAND: usize = 64;

/// Reports with which rarity of words is relied on by half.
const FEW: f64 = 20.0;

/// Words with their weights, sorted by term; unit length.
pub type Vector = Vec<(u32, f64)>;

/// Words by number with how often they occur, sorted by term.
pub type Numbered = Vec<(u32, u32)>;

/// Words of all reports of a case.
pub struct Terms {
    /// How much rarity can be relied on, 0 to 1: of two reports nothing is rare.
    pub reliance: f64,
    numbers: Numbers,
    counted: Counted,
    /// How much each word tells by how few reports have it.
    rarity: Vec<f64>,
    /// The length of the weighed words of each report.
    length: Vec<f64>,
    /// How many reports have a word.
    holders: Vec<u32>,
    /// The likest reports of each, the likest first.
    near: Vec<Vec<u32>>,
    /// 1 + ln of small numbers.
    often: Vec<f64>,
}

impl Terms {
    /// Weighs the words of all reports.
    pub fn of(reports: &[Report]) -> Terms {
        let mut counting = Counting::default();
        for some in reports.chunks(AT_ONCE) {
            let words = some.par_iter().map(|report| {
                let mut words = Words::new();
                count(report.title.as_deref().unwrap_or(""), &mut words);
                count(&report.text, &mut words);
                words
            });
            words.collect::<Vec<Words>>().into_iter().for_each(|words| counting.add(words));
        }
        Terms::weighed(counting)
    }

    /// Weighs words that were counted, report by report.
    pub fn weighed(counting: Counting) -> Terms {
        let (numbers, counted) = counting.close();
        let mut holders = vec![0u32; numbers.len()];
        for report in 0..counted.len() {
            counted.row(report).terms.iter().for_each(|term| holders[*term as usize] += 1);
        }
        let reports = counted.len() as f64;
        let all = 1.0 + reports;
        let rarity = holders.iter().map(|seen| (all / (1.0 + f64::from(*seen))).ln()).collect();
        let mut terms = Terms {
            reliance: reports / (reports + FEW),
            numbers,
            counted,
            rarity,
            length: Vec::new(),
            holders,
            near: Vec::new(),
            often: (0..AT_HAND).map(|n| 1.0 + (n as f64).ln()).collect(),
        };
        let length = |report| terms.row_length(terms.counted.row(report));
        terms.length = (0..terms.counted.len()).into_par_iter().map(length).collect();
        terms.near = terms.nearest();
        terms
    }

    /// Numbers counted words; those of no report are left out.
    pub fn numbered(&self, words: &Words) -> Numbered {
        let number = |(word, n): (&String, &u32)| Some((*self.numbers.get(word.as_str())?, *n));
        words.iter().filter_map(number).collect()
    }

    /// Weighs counted words.
    pub fn weigh(&self, words: &Numbered) -> Vector {
        unit(words.iter().map(|(term, n)| (*term, self.weight(*term, *n))))
    }

    /// What a word weighs that occurs so often.
    fn weight(&self, term: u32, often: u32) -> f64 {
        self.often(often) * self.rarity.get(term as usize).copied().unwrap_or(0.0)
    }

    /// 1 + ln of how often.
    fn often(&self, often: u32) -> f64 {
        let known = self.often.get(often as usize).copied();
        known.unwrap_or_else(|| 1.0 + f64::from(often).ln())
    }

    fn row_length(&self, row: Row<'_>) -> f64 {
        let weights = row.iter().map(|(term, often)| self.weight(term, often));
        weights.filter(|w| *w > 0.0).map(|w| w * w).sum::<f64>().sqrt()
    }

    /// Returns how many different words a report has.
    pub fn words(&self, report: usize) -> usize {
        self.counted.row(report).terms.len()
    }

    /// Returns the likeness of two reports, 0 to 1.
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        let lengths = self.length.get(a).zip(self.length.get(b));
        let Some((x, y)) = lengths.filter(|(x, y)| **x > 0.0 && **y > 0.0) else { return 0.0 };
        let (one, other) = (self.counted.row(a), self.counted.row(b));
        let mut sum = 0.0;
        meet(one.terms, other.terms, |i, j| {
            let term = one.terms[i];
            let weight = |row: Row<'_>, at, length| self.weight(term, row.often(at)) / length;
            sum += weight(one, i, x) * weight(other, j, y);
        });
        sum
    }

    /// Returns the likeness of two reports by words that are rare among the likest of both: what
    /// tells happenings of one topic apart.
    pub fn contrast(&self, a: usize, b: usize) -> f64 {
        if a.max(b) >= self.counted.len() {
            return 0.0;
        }
        let near = |report: usize| self.near.get(report).map_or(&[][..], Vec::as_slice);
        let of = |report: usize| near(report).iter().map(|other| *other as usize);
        let mut around: Vec<usize> = of(a).chain(of(b)).chain([a, b]).collect();
        around.sort_unstable();
        around.dedup();
        let (x, y) = (self.counted.row(a), self.counted.row(b));
        // A word of one report alone tells nothing of likeness.
        let seen = |term: &&u32| self.holders.get(**term as usize).is_some_and(|n| *n > 1);
        let mut of_both: Vec<u32> = x.terms.iter().chain(y.terms).filter(seen).copied().collect();
        of_both.sort_unstable();
        of_both.dedup();
        let mut shared = vec![0u32; of_both.len()];
        for report in &around {
            let words = self.counted.row(*report).terms;
            meet(&of_both, words, |at, _| shared[at] += 1);
        }
        let all = 1.0 + around.len() as f64;
        let weigh = |row: Row<'_>| -> Vector {
            let mut kept = Vector::with_capacity(row.terms.len());
            meet(&of_both, row.terms, |at, i| {
                let rarity = (all / f64::from(shared[at].max(1))).ln();
                kept.push((of_both[at], self.often(row.often(i)) * rarity));
            });
            unit(kept.into_iter())
        };
        likeness(&weigh(x), &weigh(y))
    }

    /// Returns the pairs of reports of which one is among the likest of the other, sorted.
    pub fn neighbours(&self) -> Vec<(usize, usize)> {
        let of = |(report, near): (usize, &Vec<u32>)| -> Vec<(usize, usize)> {
            let others = near.iter().map(|other| *other as usize);
            others.map(|other| (report.min(other), report.max(other))).collect()
        };
        let mut pairs: Vec<(usize, usize)> = self.near.iter().enumerate().flat_map(of).collect();
        pairs.par_sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Finds the likest reports of each.
    fn nearest(&self) -> Vec<Vec<u32>> {
        let reports = 0..self.counted.len();
        let weighty: Vec<Vec<u32>> =
            reports.clone().into_par_iter().map(|report| self.weightiest(report)).collect();
        let mut holders: HashMap<u32, Vec<u32>> = HashMap::default();
        for (report, words) in (0u32..).zip(&weighty) {
            for word in words {
                let of = holders.entry(*word).or_default();
                // One more than a crowd tells that it is one.
                if of.len() <= CROWD {
                    of.push(report);
                }
            }
        }
        holders.retain(|_, reports| reports.len() <= CROWD);
        reports.into_par_iter().map(|report| self.nearest_of(report, &weighty, &holders)).collect()
    }

    fn nearest_of(
        &self,
        report: usize,
        weighty: &[Vec<u32>],
        holders: &HashMap<u32, Vec<u32>>,
    ) -> Vec<u32> {
        let words = weighty[report].iter();
        let mut others: Vec<u32> =
            words.filter_map(|word| holders.get(word)).flatten().copied().collect();
        others.sort_unstable();
        let shared = others.chunk_by(|a, b| a == b).map(|of_one| (of_one.len(), of_one[0]));
        let mut near: Vec<(f64, u32)> =
            most(shared.filter(|(_, other)| *other as usize != report).collect())
                .map(|other| (self.likeness(report, other as usize), other))
                .filter(|(likeness, _)| *likeness >= DISTANT)
                .collect();
        near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        near.into_iter().take(NEIGHBOURS).map(|(_, other)| other).collect()
    }

    /// The words of a report that weigh most.
    fn weightiest(&self, report: usize) -> Vec<u32> {
        let length = self.length.get(report).copied().unwrap_or(0.0);
        let words = self.counted.row(report).iter();
        let weighed = words.map(|(term, often)| (term, self.weight(term, often)));
        // Divided as in the likeness, so that what is a tie there is one here.
        let mut by_weight: Vec<(u32, f64)> =
            weighed.filter(|(_, w)| *w > 0.0).map(|(term, w)| (term, w / length)).collect();
        by_weight.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        by_weight.into_iter().take(PROPOSING).map(|(term, _)| term).collect()
    }
}

/// Walks two rising lists together and gives the places of what both have.
fn meet(x: &[u32], y: &[u32], mut both: impl FnMut(usize, usize)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(a), Some(b)) = (x.get(i), y.get(j)) {
        match a.cmp(b) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                both(i, j);
                i += 1;
                j += 1;
            }
        }
    }
}

/// Of those who share words, the ones that share most; a bound keeps a crowd from costing much.
fn most(mut by_number: Vec<(usize, u32)>) -> impl Iterator<Item = u32> {
    by_number.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    by_number.into_iter().take(4 * NEIGHBOURS).map(|(_, report)| report)
}

/// Adds up two counts.
pub fn added(x: &Numbered, y: &Numbered) -> Numbered {
    let mut all: Numbered = x.iter().chain(y).copied().collect();
    all.sort_unstable();
    all.chunk_by(|a, b| a.0 == b.0).map(|of| (of[0].0, of.iter().map(|c| c.1).sum())).collect()
}

/// Returns the cosine of two vectors.
pub fn likeness(x: &Vector, y: &Vector) -> f64 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < x.len() && j < y.len() {
        match x[i].0.cmp(&y[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += x[i].1 * y[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn unit(weights: impl Iterator<Item = (u32, f64)>) -> Vector {
    let mut vector: Vector = weights.filter(|(_, w)| *w > 0.0).collect();
    vector.sort_unstable_by_key(|(term, _)| *term);
    let length = vector.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut vector {
            *weight /= length;
        }
    }
    vector
}
