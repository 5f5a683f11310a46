//! Tellings as clusters, with a sentence for every join.
//!
//! In: tellings, the pairs worth weighing, and what people decided of them. Out: clusters, each with why its
//! tellings were joined: the strongest pair between both sides, part by part, or the judgement.
//! How they grow is [`super::linkage`]. Ties go by position, which follows report ids, so the
//! order of arrival does not show.

use rayon::prelude::*;

use super::config::Config;
use super::evidence::weigh;
use super::judged::Decided;
use super::lift::Told;
use super::linkage::Linkage;
use super::terms::Terms;

/// One cluster: its members, and the sentences that joined them.
#[derive(Clone, Debug, Default)]
pub struct Cluster {
    /// Positions of its tellings, sorted.
    pub members: Vec<usize>,
    /// Why they were joined.
    pub joined: Vec<String>,
}

/// Clusters tellings; every telling is in exactly one cluster.
pub fn cluster(
    told: &[Told],
    pairs: &[(usize, usize)],
    terms: &Terms,
    decided: &Decided,
    config: &Config,
) -> Vec<Cluster> {
    // Of all pairs the weight alone is kept: what it is made of is asked of few, and told anew.
    let weigh = |&(a, b): &(usize, usize)| (a, b, weigh(&told[a], &told[b], terms, config).weight);
    let weights: Vec<(usize, usize, f64)> = pairs.par_iter().map(weigh).collect();
    // Two rows of one dataset were told apart by its coders.
    let rows = |a: &usize, b: &usize| told[*a].table.is_some() && told[*a].table == told[*b].table;
    let mut never = decided.never.clone();
    never.extend(weights.iter().filter(|(a, b, _)| rows(a, b)).map(|(a, b, _)| (*a, *b)));
    let linkage = Linkage {
        things: told.len(),
        weighed: &weights,
        one: &decided.one,
        never: &never,
        unseen: config.weight("unseen-pair"),
        above: config.weight("join"),
    };
    let pairs = Weighed { told, terms, config, weights: &weights };
    let mut clusters: Vec<Cluster> =
        (0..told.len()).map(|i| Cluster { members: vec![i], joined: Vec::new() }).collect();
    for join in linkage.joins() {
        let taken = std::mem::take(&mut clusters[join.b]);
        let grown = &mut clusters[join.a];
        let sentence = match join.mean {
            Some(mean) => pairs.sentence(grown, &taken, mean),
            None => decided.sentence(&grown.members, &taken.members, told),
        };
        grown.members.extend(taken.members);
        grown.members.sort_unstable();
        grown.joined.extend(taken.joined);
        grown.joined.extend(sentence);
    }
    clusters.retain(|cluster| !cluster.members.is_empty());
    clusters
}

/// Pairs with their weights, the smaller position first, sorted.
struct Weighed<'w> {
    told: &'w [Told],
    terms: &'w Terms,
    config: &'w Config,
    weights: &'w [(usize, usize, f64)],
}

impl Weighed<'_> {
    /// Tells the strongest pair between two clusters, part by part.
    fn sentence(&self, a: &Cluster, b: &Cluster, mean: f64) -> Option<String> {
        let pairs =
            a.members.iter().flat_map(|x| b.members.iter().map(move |y| (*x.min(y), *x.max(y))));
        let best = pairs
            .filter_map(|pair| Some((pair, self.weight(pair).filter(|weight| *weight > 0.0)?)))
            .max_by(|(p, x), (q, y)| x.total_cmp(y).then(q.cmp(p)))?;
        let ((x, y), _) = best;
        let (x, y) = (&self.told[x], &self.told[y]);
        let evidence = weigh(x, y, self.terms, self.config);
        let parts: Vec<String> =
            evidence.parts.iter().map(|(what, weight)| format!("{what} {weight:+.1}")).collect();
        let (from, to) = (x.first(), y.first());
        Some(format!("{from} joined {to}, mean {mean:+.1}: {}", parts.join(", ")))
    }

    fn weight(&self, pair: (usize, usize)) -> Option<f64> {
        let at = self.weights.binary_search_by(|(a, b, _)| (*a, *b).cmp(&pair)).ok()?;
        self.weights.get(at).map(|(.., weight)| *weight)
    }
}
