//! Clusters by average weight, best first.
//!
//! Average-link agglomeration over the weighed pairs; a pair that shared no block counts with the
//! weight for unseen pairs, so a cluster cannot be pulled in by one strong member (no chaining).
//! Two events that one report tells apart never meet. Ties go by position, which follows report
//! ids, so the order of arrival does not show.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};

use super::config::Config;
use super::evidence::Evidence;
use super::lift::Told;

/// One cluster: its members, and the sentences that joined them.
pub struct Cluster {
    /// Positions of its tellings, sorted.
    pub members: Vec<usize>,
    /// Why they were joined.
    pub joined: Vec<String>,
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

struct Growing {
    members: Vec<usize>,
    reports: BTreeSet<usize>,
    joined: Vec<String>,
    /// Sum of known weights and their number, by neighbouring cluster.
    links: BTreeMap<usize, (f64, usize)>,
    stamp: u32,
}

/// Clusters tellings; every telling is in exactly one cluster.
pub fn cluster(
    told: &[Told],
    weighed: Vec<(usize, usize, Evidence)>,
    config: &Config,
) -> Vec<Cluster> {
    let mut growing: Vec<Growing> = told
        .iter()
        .enumerate()
        .map(|(i, t)| Growing {
            members: vec![i],
            reports: BTreeSet::from([t.report]),
            joined: Vec::new(),
            links: BTreeMap::new(),
            stamp: 0,
        })
        .collect();
    let mut why: BTreeMap<(usize, usize), Evidence> = BTreeMap::new();
    let mut heap = BinaryHeap::new();
    for (a, b, evidence) in weighed {
        growing[a].links.insert(b, (evidence.weight, 1));
        growing[b].links.insert(a, (evidence.weight, 1));
        heap.push(Offer { mean: evidence.weight, a, b, stamp: (0, 0) });
        if evidence.weight > 0.0 {
            why.insert((a, b), evidence);
        }
    }
    while let Some(offer) = heap.pop() {
        if offer.mean <= config.weight("join") {
            break;
        }
        let fresh = (growing[offer.a].stamp, growing[offer.b].stamp) == offer.stamp;
        if !fresh || growing[offer.a].members.is_empty() || growing[offer.b].members.is_empty() {
            continue;
        }
        join(&mut growing, &mut heap, offer, told, &why, config);
    }
    growing
        .into_iter()
        .filter(|g| !g.members.is_empty())
        .map(|g| Cluster { members: g.members, joined: g.joined })
        .collect()
}

fn join(
    growing: &mut [Growing],
    heap: &mut BinaryHeap<Offer>,
    offer: Offer,
    told: &[Told],
    why: &BTreeMap<(usize, usize), Evidence>,
    config: &Config,
) {
    let (a, b) = (offer.a.min(offer.b), offer.a.max(offer.b));
    let sentence = sentence(&growing[a], &growing[b], offer.mean, told, why);
    let taken = std::mem::replace(
        &mut growing[b],
        Growing {
            members: Vec::new(),
            reports: BTreeSet::new(),
            joined: Vec::new(),
            links: BTreeMap::new(),
            stamp: u32::MAX,
        },
    );
    let mut links = std::mem::take(&mut growing[a].links);
    for (neighbour, (sum, count)) in taken.links {
        let link = links.entry(neighbour).or_insert((0.0, 0));
        link.0 += sum;
        link.1 += count;
    }
    links.remove(&a);
    links.remove(&b);
    growing[a].members.extend(taken.members);
    growing[a].members.sort_unstable();
    growing[a].reports.extend(taken.reports);
    growing[a].joined.extend(taken.joined);
    growing[a].joined.extend(sentence);
    growing[a].stamp += 1;
    for (neighbour, (sum, count)) in &links {
        let near = &mut growing[*neighbour];
        near.links.remove(&b);
        near.links.insert(a, (*sum, *count));
    }
    for (neighbour, (sum, count)) in &links {
        let (size, other) = (growing[a].members.len(), growing[*neighbour].members.len());
        let unseen = (size * other).saturating_sub(*count) as f64;
        let mean = (sum + unseen * config.weight("unseen-pair")) / (size * other) as f64;
        if mean > config.weight("join") {
            let (x, y) = (a.min(*neighbour), a.max(*neighbour));
            let stamp = (growing[x].stamp, growing[y].stamp);
            heap.push(Offer { mean, a: x, b: y, stamp });
        }
    }
    growing[a].links = links;
}

/// Tells the strongest pair between two clusters, part by part.
fn sentence(
    a: &Growing,
    b: &Growing,
    mean: f64,
    told: &[Told],
    why: &BTreeMap<(usize, usize), Evidence>,
) -> Option<String> {
    let pairs =
        a.members.iter().flat_map(|x| b.members.iter().map(move |y| (*x.min(y), *x.max(y))));
    let best = pairs
        .filter_map(|pair| Some((pair, why.get(&pair)?)))
        .max_by(|(p, x), (q, y)| x.weight.total_cmp(&y.weight).then(q.cmp(p)))?;
    let ((x, y), evidence) = best;
    let parts: Vec<String> =
        evidence.parts.iter().map(|(what, weight)| format!("{what} {weight:+.1}")).collect();
    let (from, to) = (first(&told[x]), first(&told[y]));
    Some(format!("{from} joined {to}, mean {mean:+.1}: {}", parts.join(", ")))
}

fn first(told: &Told) -> &str {
    told.claims.first().map_or("", |claim| claim.id.as_str())
}
