//! Words of whole reports, weighed by rarity across the case.
//!
//! TF-IDF vectors with cosine likeness (Salton & Buckley 1988), sparse and sorted by term, so that
//! likeness is one merge. The rarest words of a report also propose with whom it may share an
//! event. Terms are numbered by sorted spelling: no hash order shows.

use std::collections::{BTreeMap, HashMap};

use super::Input;

/// Shortest word that counts.
const SHORTEST: usize = 3;
/// How many of its weightiest words propose partners for a report.
const PROPOSING: usize = 24;

/// A report's words with their weights, sorted by term; unit length.
type Vector = Vec<(u32, f64)>;

/// Words of all reports of a case.
pub struct Terms {
    vectors: Vec<Vector>,
    proposing: Vec<Vec<u32>>,
}

impl Terms {
    /// Weighs the words of all reports.
    pub fn of(inputs: &[Input<'_>]) -> Terms {
        let counts: Vec<BTreeMap<String, u32>> = inputs.iter().map(|i| count(i)).collect();
        let mut document: HashMap<&str, u32> = HashMap::new();
        for words in &counts {
            for word in words.keys() {
                *document.entry(word).or_default() += 1;
            }
        }
        let mut spellings: Vec<&str> = document.keys().copied().collect();
        spellings.sort_unstable();
        let number: HashMap<&str, u32> =
            spellings.iter().enumerate().map(|(i, w)| (*w, i as u32)).collect();
        let all = inputs.len() as f64;
        let vectors: Vec<Vector> = counts
            .iter()
            .map(|words| {
                unit(words.iter().map(|(word, n)| {
                    let seen = f64::from(document.get(word.as_str()).copied().unwrap_or(1));
                    let weight = (1.0 + f64::from(*n).ln()) * ((1.0 + all) / (1.0 + seen)).ln();
                    (number.get(word.as_str()).copied().unwrap_or(0), weight)
                }))
            })
            .collect();
        let proposing = vectors.iter().map(|v| weightiest(v)).collect();
        Terms { vectors, proposing }
    }

    /// Returns the likeness of two reports, 0 to 1.
    pub fn likeness(&self, a: usize, b: usize) -> f64 {
        let (Some(x), Some(y)) = (self.vectors.get(a), self.vectors.get(b)) else { return 0.0 };
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

    /// Returns the words that propose partners for a report.
    pub fn proposing(&self, report: usize) -> &[u32] {
        self.proposing.get(report).map_or(&[], Vec::as_slice)
    }
}

fn count(input: &Input<'_>) -> BTreeMap<String, u32> {
    let mut words = BTreeMap::new();
    let title = input.report.title.as_deref().unwrap_or("");
    for word in title.split(other).chain(input.report.text.split(other)) {
        if word.chars().count() >= SHORTEST {
            *words.entry(word.to_lowercase()).or_default() += 1;
        }
    }
    words
}

fn other(c: char) -> bool {
    !c.is_alphanumeric()
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
