//! Tellings as clusters, with a sentence for every join.
//!
//! In: tellings, weighed pairs, and what people decided of them. Out: clusters, each with why its
//! tellings were joined: the strongest pair between both sides, part by part, or the judgement.
//! How they grow is [`super::linkage`]. Ties go by position, which follows report ids, so the
//! order of arrival does not show.

use std::collections::BTreeMap;

use super::config::Config;
use super::evidence::Evidence;
use super::judged::Decided;
use super::lift::Told;
use super::linkage::Linkage;

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
    weighed: Vec<(usize, usize, Evidence)>,
    decided: &Decided,
    config: &Config,
) -> Vec<Cluster> {
    let weights: Vec<(usize, usize, f64)> =
        weighed.iter().map(|(a, b, evidence)| (*a, *b, evidence.weight)).collect();
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
    let why: BTreeMap<(usize, usize), Evidence> = weighed
        .into_iter()
        .filter(|(_, _, evidence)| evidence.weight > 0.0)
        .map(|(a, b, evidence)| ((a, b), evidence))
        .collect();
    let mut clusters: Vec<Cluster> =
        (0..told.len()).map(|i| Cluster { members: vec![i], joined: Vec::new() }).collect();
    for join in linkage.joins() {
        let taken = std::mem::take(&mut clusters[join.b]);
        let grown = &mut clusters[join.a];
        let sentence = match join.mean {
            Some(mean) => weighed_sentence(grown, &taken, mean, told, &why),
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

/// Tells the strongest pair between two clusters, part by part.
fn weighed_sentence(
    a: &Cluster,
    b: &Cluster,
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
    let (from, to) = (told[x].first(), told[y].first());
    Some(format!("{from} joined {to}, mean {mean:+.1}: {}", parts.join(", ")))
}
