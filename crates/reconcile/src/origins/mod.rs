//! Which reports rest on one source: near-copies, told by shared word runs.
//!
//! In: sketches of overlapping word runs made in `text` (bottom-k samples, Broder 1997). Out: one
//! origin per group of reports whose sketches resemble each other, with the evidence. Reports are
//! compared only where they share a sampled run, never all with all. Ids follow the smallest
//! report id of each group, so arrival order does not show.

use std::collections::{BTreeMap, HashMap};

use rashomon_model::{OriginId, OriginLink, OriginTie, ReportId, ReportSummary, TieSource};

use crate::parties::Parties;

mod voices;

pub use voices::{EventOrigins, outlet_key};

/// Estimated share of common word runs from which one report counts as a copy of another.
const COPY: f64 = 0.5;
/// A word run shared by more reports than this is boilerplate and proposes no pair.
const COMMON_RUN: usize = 40;

/// Origins of all reports of a case.
pub struct Origins {
    of: HashMap<ReportId, OriginId>,
    /// What stands for the outlet that the report, or what it was taken from, is of.
    root_outlet: HashMap<ReportId, String>,
    /// One entry an origin.
    pub links: Vec<OriginLink>,
    /// The evidence.
    pub ties: Vec<OriginTie>,
}

impl Origins {
    /// Returns the origin of a report.
    pub fn of(&self, report: &ReportId) -> Option<&OriginId> {
        self.of.get(report)
    }

    /// Returns what stands for the outlet whose work a report is, where that is known.
    pub fn root_outlet(&self, report: &ReportId) -> Option<&str> {
        self.root_outlet.get(report).map(String::as_str)
    }
}

/// Finds the origins of reports.
pub fn find(reports: &[ReportSummary], parties: &Parties<'_>) -> Origins {
    let mut order: Vec<&ReportSummary> = reports.iter().collect();
    order.sort_by(|a, b| a.id.cmp(&b.id));
    let mut group: Vec<usize> = (0..order.len()).collect();
    let mut why: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (a, b) in candidates(&order) {
        let alike = order[a].fingerprint.resemblance(&order[b].fingerprint);
        if alike >= COPY {
            let sentence = format!(
                "{} and {} share about {:.0} % of their word runs",
                order[a].id,
                order[b].id,
                alike * 100.0
            );
            let root = join(&mut group, a, b);
            why.entry(root).or_default().push(sentence);
        }
    }
    collect(&order, &mut group, why, parties)
}

fn candidates(order: &[&ReportSummary]) -> Vec<(usize, usize)> {
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (index, report) in order.iter().enumerate() {
        for run in &report.fingerprint.0 {
            holders.entry(*run).or_default().push(index);
        }
    }
    let mut pairs: Vec<(usize, usize)> = holders
        .into_values()
        .filter(|holders| holders.len() <= COMMON_RUN)
        .flat_map(|holders| {
            let rest = holders.clone();
            holders.into_iter().enumerate().flat_map(move |(i, a)| {
                rest[i + 1..].iter().map(move |b| (a, *b)).collect::<Vec<_>>()
            })
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn root(group: &mut [usize], mut node: usize) -> usize {
    while group[node] != node {
        group[node] = group[group[node]];
        node = group[node];
    }
    node
}

fn join(group: &mut [usize], a: usize, b: usize) -> usize {
    let (a, b) = (root(group, a), root(group, b));
    let (low, high) = (a.min(b), a.max(b));
    group[high] = low;
    low
}

fn collect(
    order: &[&ReportSummary],
    group: &mut [usize],
    why: BTreeMap<usize, Vec<String>>,
    parties: &Parties<'_>,
) -> Origins {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for index in 0..order.len() {
        let root = root(group, index);
        members.entry(root).or_default().push(index);
    }
    let mut reasons: HashMap<usize, Vec<String>> = HashMap::new();
    for (node, sentences) in why {
        reasons.entry(root(group, node)).or_default().extend(sentences);
    }
    let mut origins = Origins {
        of: HashMap::new(),
        root_outlet: HashMap::new(),
        links: Vec::new(),
        ties: Vec::new(),
    };
    for (number, (first, indexes)) in members.into_iter().enumerate() {
        let origin = OriginId(format!("o{}", number + 1));
        let reports: Vec<ReportId> = indexes.iter().map(|i| order[*i].id.clone()).collect();
        for report in &reports {
            origins.of.insert(report.clone(), origin.clone());
        }
        let root = match indexes.as_slice() {
            [one] => Some(TieSource::Report(order[*one].id.clone())),
            _ => None,
        };
        if let ([one], Some(outlet)) =
            (indexes.as_slice(), indexes.first().and_then(|i| order[*i].outlet.as_deref()))
        {
            let key = outlet_key(outlet, parties);
            origins.root_outlet.insert(order[*one].id.clone(), key);
        }
        let mut sentences = reasons.remove(&first).unwrap_or_default();
        sentences.sort();
        origins.links.push(OriginLink { origin, reports, root, why: sentences.join("; ") });
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Evidence;
    use rashomon_model::Sketch;

    fn report(id: &str, fingerprint: &[u64]) -> ReportSummary {
        ReportSummary {
            fingerprint: Sketch(fingerprint.to_vec()),
            words: 100,
            ..ReportSummary::bare(ReportId(id.into()))
        }
    }

    #[test]
    fn a_copy_shares_the_origin_whatever_the_order() {
        let one = [report("b", &[1, 2, 3, 4]), report("a", &[1, 2, 3, 9]), report("c", &[7, 8])];
        let two = [one[2].clone(), one[1].clone(), one[0].clone()];
        for reports in [one, two] {
            let evidence =
                Evidence { reports: &reports, entities: &[], relations: &[], sources: &[] };
            let origins = find(&reports, &Parties::of(&evidence));
            assert_eq!(origins.links.len(), 2);
            assert_eq!(origins.of(&ReportId("a".into())), origins.of(&ReportId("b".into())));
            assert_ne!(origins.of(&ReportId("a".into())), origins.of(&ReportId("c".into())));
            assert!(origins.links[0].why.contains("share about"));
        }
    }
}
