//! A fingerprint of a text: a bottom-k sketch of its runs of words (Broder 1997).
//!
//! The hashes are made in `text`; here is only what two sketches say of each other, so that
//! stages which never see a text can tell a copy. Hashes ascend and differ from one another.

/// How many hashes a sketch keeps at most.
pub const SKETCH: usize = 256;

/// The smallest hashes of a text's runs of words, ascending.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sketch(pub Vec<u64>);

impl Sketch {
    /// Estimates what share of the runs of both texts together they have in common (Jaccard), 0
    /// to 1. Exact where neither sketch is full.
    ///
    /// ```
    /// use rashomon_model::Sketch;
    /// let (one, two) = (Sketch(vec![1, 2, 3]), Sketch(vec![2, 3, 4]));
    /// assert_eq!(one.resemblance(&two), 0.5);
    /// ```
    pub fn resemblance(&self, other: &Sketch) -> f64 {
        let (shared, seen) = meet(&self.0, &other.0, SKETCH);
        share(shared, seen)
    }

    /// Estimates what share of this text's runs stand in the other too, 0 to 1. Exact where
    /// neither sketch is full; where one is, only hashes below both ends are compared.
    pub fn containment(&self, other: &Sketch) -> f64 {
        let both = self.end().min(other.end());
        let within = self.0.get(..self.0.partition_point(|hash| *hash <= both)).unwrap_or(&[]);
        let (shared, _) = meet(within, &other.0, usize::MAX);
        share(shared, within.len())
    }

    fn end(&self) -> u64 {
        match self.0.last() {
            Some(last) if self.0.len() >= SKETCH => *last,
            _ => u64::MAX,
        }
    }
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Walks two sorted lists together over at most so many different hashes: how many are in both,
/// and how many were seen.
fn meet(a: &[u64], b: &[u64], most: usize) -> (usize, usize) {
    let (mut i, mut j, mut shared, mut seen) = (0, 0, 0, 0);
    while seen < most {
        match (a.get(i), b.get(j)) {
            (None, None) => break,
            (Some(x), Some(y)) if x == y => {
                shared += 1;
                i += 1;
                j += 1;
            }
            (Some(x), Some(y)) if x < y => i += 1,
            (Some(_), None) => i += 1,
            _ => j += 1,
        }
        seen += 1;
    }
    (shared, seen)
}
