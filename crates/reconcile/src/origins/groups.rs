//! From ties between reports to origins, without chaining.
//!
//! In: ties of whole reports, by position. Out: for each report the group it is in. Strong ties join;
//! a weaker one joins two groups only where more than half of the reports of the one are tied to more
//! than half of the other's, so that a digest of two stories does not make them one.

use std::collections::{BTreeMap, BTreeSet};

/// A tie between two reports, by position.
pub struct Edge {
    /// The first.
    pub a: usize,
    /// The second.
    pub b: usize,
    /// How strong it is, 0 to 1.
    pub strength: f64,
    /// Whether it joins by itself: each answers most of the other.
    pub joins: bool,
}

/// Groups of positions, sorted, the smallest member first; each position is in one.
pub fn groups(count: usize, edges: &[Edge], apart: &BTreeSet<(usize, usize)>) -> Vec<Vec<usize>> {
    let tied: BTreeSet<(usize, usize)> =
        edges.iter().map(|e| (e.a.min(e.b), e.a.max(e.b))).collect();
    let mut order: Vec<&Edge> = edges.iter().collect();
    order.sort_by(|x, y| {
        y.joins
            .cmp(&x.joins)
            .then(y.strength.total_cmp(&x.strength))
            .then((x.a, x.b).cmp(&(y.a, y.b)))
    });
    let mut group: Vec<usize> = (0..count).collect();
    let mut members: BTreeMap<usize, Vec<usize>> = (0..count).map(|at| (at, vec![at])).collect();
    for edge in order {
        let (Some(&a), Some(&b)) = (group.get(edge.a), group.get(edge.b)) else { continue };
        if a == b {
            continue;
        }
        let (into, from) = (a.min(b), a.max(b));
        let fits = match (members.get(&into), members.get(&from)) {
            (Some(x), Some(y)) => {
                !kept_apart(x, y, &tied, apart) && (edge.joins || held(x, y, &tied))
            }
            _ => false,
        };
        if fits && let Some(moved) = members.remove(&from) {
            for at in &moved {
                if let Some(of) = group.get_mut(*at) {
                    *of = into;
                }
            }
            members.entry(into).or_default().extend(moved);
        }
    }
    let mut out: Vec<Vec<usize>> = members.into_values().collect();
    out.iter_mut().for_each(|group| group.sort_unstable());
    out.sort();
    out
}

/// Tells whether as much keeps two groups apart as ties them.
fn kept_apart(
    x: &[usize],
    y: &[usize],
    tied: &BTreeSet<(usize, usize)>,
    apart: &BTreeSet<(usize, usize)>,
) -> bool {
    let count = |pairs: &BTreeSet<(usize, usize)>| {
        let across =
            |a: &usize| y.iter().filter(|b| pairs.contains(&(*a.min(*b), *a.max(*b)))).count();
        x.iter().map(across).sum::<usize>()
    };
    let against = if apart.is_empty() { 0 } else { count(apart) };
    against > 0 && against >= count(tied)
}

/// Tells whether more than half of the members of each group are tied to the other group.
fn held(x: &[usize], y: &[usize], tied: &BTreeSet<(usize, usize)>) -> bool {
    let reach = |from: &[usize], to: &[usize]| {
        let near =
            |a: &usize| to.iter().filter(|b| tied.contains(&(*a.min(*b), *a.max(*b)))).count();
        let held = from.iter().filter(|a| near(a) * 2 > to.len()).count();
        held * 2 > from.len()
    };
    reach(x, y) && reach(y, x)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edge(a: usize, b: usize, joins: bool) -> Edge {
        Edge { a, b, strength: if joins { 0.9 } else { 0.6 }, joins }
    }

    #[test]
    fn a_digest_does_not_make_its_sources_one() {
        // 1 holds parts of 0 and of 2, which have nothing in common.
        let found = groups(3, &[edge(0, 1, false), edge(1, 2, false)], &BTreeSet::new());
        assert_eq!(found, [vec![0, 1], vec![2]]);
    }

    #[test]
    fn copies_of_copies_are_one_and_weak_ties_join_where_they_hold_all_round() {
        let none = BTreeSet::new();
        assert_eq!(groups(3, &[edge(0, 1, true), edge(1, 2, true)], &none), [vec![0, 1, 2]]);
        let all = [edge(0, 1, false), edge(1, 2, false), edge(0, 2, false)];
        assert_eq!(groups(3, &all, &none), [vec![0, 1, 2]]);
        assert_eq!(groups(2, &[], &none), [vec![0], vec![1]]);
        let apart = BTreeSet::from([(0, 2)]);
        let edges = [edge(0, 1, true), edge(1, 2, true)];
        assert_eq!(groups(3, &edges, &apart), [vec![0, 1], vec![2]]);
    }
}
