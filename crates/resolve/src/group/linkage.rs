//! Average-link agglomeration, best first, that obeys what people decided.
//!
//! In: so many things, weighed pairs, and pairs that are one or never one whatever they weigh.
//! Out: the joins in their order ([`Join`]). A pair that was not weighed counts with the weight for
//! unseen pairs, so one strong member pulls in nobody (no chaining). What is one is joined first;
//! what is never one is asked of whole clusters at every join. Where the two clash, the pair that
//! is never one is kept apart and the other is given up. Things between which no chain of carrying
//! pairs leads can never meet, so what they weigh with each other is not kept: of a large case that
//! is nearly everything.
//!
//! Must hold: the order of pairs changes nothing; ties go by position; no two things that are
//! never one end in one cluster.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

/// A pair that misses what joins by less than this may still come to join by rounding.
const ROUNDING: f64 = 1e-6;

/// One join: the cluster of `b` goes into that of `a`; each is named by its first member.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Join {
    /// The first member of the cluster that grows.
    pub a: usize,
    /// The first member of the one it takes in; greater than `a`.
    pub b: usize,
    /// The mean weight between both; none where they were joined by decision.
    pub mean: Option<f64>,
}

/// What is to be linked.
pub struct Linkage<'l> {
    /// How many things there are.
    pub things: usize,
    /// Pairs with their weights, the smaller position first, each once.
    pub weighed: &'l [(usize, usize, f64)],
    /// Pairs that are one.
    pub one: &'l BTreeSet<(usize, usize)>,
    /// Pairs that are never one.
    pub never: &'l BTreeSet<(usize, usize)>,
    /// The weight of a pair that was not weighed.
    pub unseen: f64,
    /// Clusters grow while the mean weight is above this.
    pub above: f64,
}

struct Offer {
    mean: f64,
    a: usize,
    b: usize,
    stamp: (u32, u32),
}

impl PartialEq for Offer {
    fn eq(&self, other: &Offer) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Offer {}

impl PartialOrd for Offer {
    fn partial_cmp(&self, other: &Offer) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Offer {
    fn cmp(&self, other: &Offer) -> Ordering {
        self.mean.total_cmp(&other.mean).then((other.a, other.b).cmp(&(self.a, self.b)))
    }
}

#[derive(Clone, Default)]
struct Growing {
    /// How many members; 0 once it went into another.
    size: usize,
    /// Sum of known weights and their number, by neighbouring cluster.
    links: BTreeMap<usize, (f64, usize)>,
    /// Clusters it never meets.
    never: BTreeSet<usize>,
    stamp: u32,
}

impl Linkage<'_> {
    /// Joins what belongs together; every thing stays in exactly one cluster.
    pub fn joins(&self) -> Vec<Join> {
        let mut growing = vec![Growing { size: 1, ..Growing::default() }; self.things];
        let region = self.regions();
        for (a, b, weight) in self.weighed.iter().filter(|(a, b, _)| region[*a] == region[*b]) {
            growing[*a].links.insert(*b, (*weight, 1));
            growing[*b].links.insert(*a, (*weight, 1));
        }
        for (a, b) in self.never {
            growing[*a].never.insert(*b);
            growing[*b].never.insert(*a);
        }
        let mut out = Vec::new();
        let mut home: Vec<usize> = (0..self.things).collect();
        for (x, y) in self.one {
            let (x, y) = (root(&mut home, *x), root(&mut home, *y));
            let (a, b) = (x.min(y), x.max(y));
            if a != b && !growing[a].never.contains(&b) {
                self.join(&mut growing, a, b);
                home[b] = a;
                out.push(Join { a, b, mean: None });
            }
        }
        let mut heap = BinaryHeap::new();
        for a in 0..growing.len() {
            let links: Vec<usize> = growing[a].links.range(a + 1..).map(|(b, _)| *b).collect();
            heap.extend(links.into_iter().filter_map(|b| self.offer(&growing, a, b)));
        }
        while let Some(Offer { mean, a, b, stamp }) = heap.pop() {
            if growing[a].size == 0 || growing[b].size == 0 {
                continue;
            }
            if (growing[a].stamp, growing[b].stamp) != stamp {
                continue;
            }
            self.join(&mut growing, a, b);
            out.push(Join { a, b, mean: Some(mean) });
            let links: Vec<usize> = growing[a].links.keys().copied().collect();
            heap.extend(links.into_iter().filter_map(|n| self.offer(&growing, a.min(n), a.max(n))));
        }
        out
    }

    /// Numbers the things so that two may end in one cluster only where they have one number: a mean
    /// is above the bound only if some pair is.
    fn regions(&self) -> Vec<usize> {
        let carries = |weight: f64| weight > self.above - ROUNDING;
        if carries(self.unseen) {
            return vec![0; self.things];
        }
        let mut home: Vec<usize> = (0..self.things).collect();
        let carrying = self.weighed.iter().filter(|(.., weight)| carries(*weight));
        for (a, b) in carrying.map(|(a, b, _)| (*a, *b)).chain(self.one.iter().copied()) {
            let (a, b) = (root(&mut home, a), root(&mut home, b));
            home[a.max(b)] = a.min(b);
        }
        // A thing's home comes before it, so one walk leads all of them to the first of their region.
        for at in 0..home.len() {
            home[at] = home[home[at]];
        }
        home
    }

    /// The join of two clusters, where their weight carries it and nothing forbids it.
    fn offer(&self, growing: &[Growing], a: usize, b: usize) -> Option<Offer> {
        let (x, y) = (&growing[a], &growing[b]);
        let (sum, count) = x.links.get(&b)?;
        let pairs = x.size * y.size;
        let unseen = pairs.saturating_sub(*count) as f64;
        let mean = (sum + unseen * self.unseen) / pairs as f64;
        let carries = mean > self.above && !x.never.contains(&b);
        carries.then_some(Offer { mean, a, b, stamp: (x.stamp, y.stamp) })
    }

    fn join(&self, growing: &mut [Growing], a: usize, b: usize) {
        let taken = std::mem::take(&mut growing[b]);
        let mut links = std::mem::take(&mut growing[a].links);
        for (neighbour, (sum, count)) in taken.links {
            let link = links.entry(neighbour).or_insert((0.0, 0));
            link.0 += sum;
            link.1 += count;
        }
        links.remove(&a);
        links.remove(&b);
        for (neighbour, link) in &links {
            let near = &mut growing[*neighbour];
            near.links.remove(&b);
            near.links.insert(a, *link);
        }
        for other in &taken.never {
            growing[*other].never.remove(&b);
            growing[*other].never.insert(a);
        }
        let grown = &mut growing[a];
        grown.links = links;
        grown.never.extend(taken.never);
        grown.size += taken.size;
        grown.stamp += 1;
    }
}

/// Where a thing is at home; the way there is halved for whoever asks next.
fn root(home: &mut [usize], mut at: usize) -> usize {
    while home[at] != at {
        home[at] = home[home[at]];
        at = home[at];
    }
    at
}

#[cfg(test)]
mod tests;
