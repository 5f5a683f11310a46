//! Words weighed by rarity across the case: of whole reports, and of the sentences of one event.
//!
//! TF-IDF vectors with cosine likeness (Salton & Buckley 1988), sparse and sorted by term, so that
//! likeness is one merge. Reports that share weighty words are found through an index of those
//! words, never all with all. Terms are numbered by sorted spelling: no hash order shows.
//!
//! Reports of one sort of happening share most of their words ("warship", "pirates", "gulf"), so a
//! second likeness weighs words by their rarity among the neighbours of the two: what is left when
//! the common topic is taken out ([`Terms::contrast`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::Report;

/// Shortest word that counts.
const SHORTEST: usize = 3;
/// How many of its weightiest words a report is looked up by.
const PROPOSING: usize = 32;
/// Reports to a word beyond which it finds nobody.
const CROWD: usize = 120;
/// How many neighbours a report keeps.
const NEIGHBOURS: usize = 24;
/// Likeness below which nobody is a neighbour.
const DISTANT: f64 = 0.08;

/// Reports with which rarity of words is relied on by half.
const FEW: f64 = 20.0;

/// Words with their weights, sorted by term; unit length.
pub type Vector = Vec<(u32, f64)>;

/// Words with how often they occur.
pub type Words = BTreeMap<String, u32>;

/// Words of all reports of a case.
pub struct Terms {
    vectors: Vec<Vector>,
    /// How much rarity can be relied on, 0 to 1: of two reports nothing is rare.
    pub reliance: f64,
    numbers: HashMap<String, (u32, f64)>,
    /// The words of each report with 1 + ln of how often it has them, sorted by term.
    plain: Vec<Vector>,
    /// How many reports have a word.
    holders: Vec<u32>,
    /// The likest reports of each, the likest first.
    near: Vec<Vec<usize>>,
}

impl Terms {
    /// Weighs the words of all reports.
    pub fn of(inputs: &[Report]) -> Terms {
        let counts: Vec<Words> = inputs
            .iter()
            .map(|report| {
                let mut words = Words::new();
                count(report.title.as_deref().unwrap_or(""), &mut words);
                count(&report.text, &mut words);
                words
            })
            .collect();
        let mut document: BTreeMap<&str, u32> = BTreeMap::new();
        for words in &counts {
            for word in words.keys() {
                *document.entry(word).or_default() += 1;
            }
        }
        let all = 1.0 + inputs.len() as f64;
        let holders = document.values().copied().collect();
        let numbers: HashMap<String, (u32, f64)> = document
            .into_iter()
            .enumerate()
            .map(|(i, (word, seen))| {
                let rarity = (all / (1.0 + f64::from(seen))).ln();
                (word.to_owned(), (u32::try_from(i).unwrap_or(u32::MAX), rarity))
            })
            .collect();
        let reliance = inputs.len() as f64 / (inputs.len() as f64 + FEW);
        let mut terms = Terms {
            vectors: Vec::new(),
            reliance,
            numbers,
            plain: Vec::new(),
            holders,
            near: Vec::new(),
        };
        terms.vectors = counts.iter().map(|words| terms.weigh(words)).collect();
        terms.plain = counts.iter().map(|words| terms.plain_of(words)).collect();
        terms.near = terms.nearest();
        terms
    }

    fn plain_of(&self, words: &Words) -> Vector {
        let numbered = words.iter().filter_map(|(word, n)| {
            let (number, _) = self.numbers.get(word)?;
            Some((*number, 1.0 + f64::from(*n).ln()))
        });
        let mut plain: Vector = numbered.collect();
        plain.sort_unstable_by_key(|(term, _)| *term);
        plain
    }

    /// Weighs counted words.
    pub fn weigh(&self, words: &Words) -> Vector {
        unit(words.iter().filter_map(|(word, n)| {
            let (number, rarity) = self.numbers.get(word)?;
            Some((*number, (1.0 + f64::from(*n).ln()) * rarity))
        }))
    }

    /// Returns how many different words a report has.
    pub fn words(&self, report: usize) -> usize {
        self.plain.get(report).map_or(0, Vec::len)
    }

    /// Returns the likeness of two reports, 0 to 1.
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        match (self.vectors.get(a), self.vectors.get(b)) {
            (Some(x), Some(y)) => likeness(x, y),
            _ => 0.0,
        }
    }

    /// Returns the likeness of two reports by words that are rare among the likest of both: what
    /// tells happenings of one topic apart.
    pub fn contrast(&self, a: usize, b: usize) -> f64 {
        let none = Vec::new();
        let near = |report: usize| self.near.get(report).unwrap_or(&none).iter().copied();
        let around: BTreeSet<usize> = near(a).chain(near(b)).chain([a, b]).collect();
        let (Some(x), Some(y)) = (self.plain.get(a), self.plain.get(b)) else {
            return 0.0;
        };
        // A word of one report alone tells nothing of likeness.
        let seen = |(term, _): &&(u32, f64)| {
            self.holders.get(*term as usize).is_some_and(|holders| *holders > 1)
        };
        let of_both: BTreeMap<u32, u32> =
            x.iter().chain(y).filter(seen).map(|(term, _)| (*term, 0)).collect();
        let mut shared: Vec<(u32, u32)> = of_both.into_iter().collect();
        for report in &around {
            if let Some(words) = self.plain.get(*report) {
                tally(&mut shared, words);
            }
        }
        let all = 1.0 + around.len() as f64;
        let weigh = |words: &Vector| -> Vector {
            let mut at = 0;
            unit(words.iter().filter_map(|(term, often)| {
                while shared.get(at).is_some_and(|(other, _)| other < term) {
                    at += 1;
                }
                let (_, holders) = shared.get(at).filter(|(other, _)| other == term)?;
                Some((*term, often * (all / f64::from((*holders).max(1))).ln()))
            }))
        };
        likeness(&weigh(x), &weigh(y))
    }

    /// Returns the pairs of reports of which one is among the likest of the other, sorted.
    pub fn neighbours(&self) -> Vec<(usize, usize)> {
        let of = |(report, near): (usize, &Vec<usize>)| -> Vec<(usize, usize)> {
            near.iter().map(|other| (report.min(*other), report.max(*other))).collect()
        };
        let mut pairs: Vec<(usize, usize)> = self.near.iter().enumerate().flat_map(of).collect();
        pairs.sort_unstable();
        pairs.dedup();
        pairs
    }

    /// Finds the likest reports of each.
    fn nearest(&self) -> Vec<Vec<usize>> {
        let weighty: Vec<Vec<u32>> = self.vectors.iter().map(weightiest).collect();
        let mut holders: HashMap<u32, Vec<usize>> = HashMap::new();
        for (report, words) in weighty.iter().enumerate() {
            for word in words {
                holders.entry(*word).or_default().push(report);
            }
        }
        holders.retain(|_, reports| reports.len() <= CROWD);
        let mut out = Vec::with_capacity(weighty.len());
        for (report, words) in weighty.iter().enumerate() {
            let mut shared: BTreeMap<usize, u32> = BTreeMap::new();
            for other in words.iter().filter_map(|word| holders.get(word)).flatten() {
                *shared.entry(*other).or_default() += 1;
            }
            shared.remove(&report);
            let mut near: Vec<(f64, usize)> = most(shared)
                .map(|other| (self.likeness(report, other), other))
                .filter(|(likeness, _)| *likeness >= DISTANT)
                .collect();
            near.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
            out.push(near.into_iter().take(NEIGHBOURS).map(|(_, other)| other).collect());
        }
        out
    }
}

/// Counts one more report for those of the terms that it has; both are sorted.
fn tally(terms: &mut [(u32, u32)], words: &Vector) {
    let mut at = 0;
    for (term, reports) in terms {
        while words.get(at).is_some_and(|(word, _)| *word < *term) {
            at += 1;
        }
        if words.get(at).is_some_and(|(word, _)| word == term) {
            *reports += 1;
        }
    }
}

/// Of those who share words, the ones that share most; a bound keeps a crowd from costing much.
fn most(shared: BTreeMap<usize, u32>) -> impl Iterator<Item = usize> {
    let mut by_number: Vec<(u32, usize)> = shared.into_iter().map(|(r, n)| (n, r)).collect();
    by_number.sort_unstable_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
    by_number.into_iter().take(4 * NEIGHBOURS).map(|(_, report)| report)
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

/// Counts the words of a text, and its figures: "23", "1,400" as 1400, "6.1".
pub fn count(text: &str, words: &mut Words) {
    let inside = |c: char| c.is_alphanumeric() || c == ',' || c == '.';
    for piece in text.split(|c: char| !inside(c)) {
        let piece = piece.trim_matches(|c| c == ',' || c == '.');
        if is_figure(piece) {
            if piece.len() > 1 {
                *words.entry(piece.replace(',', "")).or_default() += 1;
            }
            continue;
        }
        for word in piece.split(|c: char| !c.is_alphanumeric()) {
            if word.chars().count() >= SHORTEST {
                *words.entry(word.to_lowercase()).or_default() += 1;
            }
        }
    }
}

fn is_figure(piece: &str) -> bool {
    piece.starts_with(|c: char| c.is_ascii_digit())
        && piece.chars().all(|c| c.is_ascii_digit() || c == ',' || c == '.')
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

fn weightiest(vector: &Vector) -> Vec<u32> {
    let mut by_weight: Vec<&(u32, f64)> = vector.iter().collect();
    by_weight.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    by_weight.into_iter().take(PROPOSING).map(|(term, _)| *term).collect()
}
