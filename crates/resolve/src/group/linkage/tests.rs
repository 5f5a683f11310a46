//! Average link against the plain definition and against the best of all partitions.

use super::*;
use proptest::prelude::*;

/// A weight for every pair of so many things; 0 stands for a pair that was not weighed.
type Weights = Vec<Vec<f64>>;
type Pairs = BTreeSet<(usize, usize)>;

const UNSEEN: f64 = -3.0;

fn weight(weights: &Weights, a: usize, b: usize) -> f64 {
    let w = weights[a.min(b)][a.max(b)];
    if w == 0.0 { UNSEEN } else { w }
}

fn partition(things: usize, joins: &[Join]) -> Vec<BTreeSet<usize>> {
    let mut clusters: Vec<BTreeSet<usize>> = (0..things).map(|i| BTreeSet::from([i])).collect();
    for join in joins {
        let taken = std::mem::take(&mut clusters[join.b]);
        clusters[join.a].extend(taken);
    }
    clusters.retain(|cluster| !cluster.is_empty());
    clusters
}

fn linked(weights: &Weights, one: &Pairs, never: &Pairs) -> Vec<BTreeSet<usize>> {
    let things = weights.len();
    let mut weighed = Vec::new();
    for (a, row) in weights.iter().enumerate() {
        for (b, weight) in row.iter().enumerate().skip(a + 1).filter(|(_, w)| **w != 0.0) {
            weighed.push((a, b, *weight));
        }
    }
    let linkage = Linkage { things, weighed: &weighed, one, never, unseen: UNSEEN, above: 0.0 };
    partition(things, &linkage.joins())
}

/// The definition, with every mean made anew from the pairs.
fn plainly(weights: &Weights, one: &Pairs, never: &Pairs) -> Vec<BTreeSet<usize>> {
    let mut clusters: Vec<BTreeSet<usize>> =
        (0..weights.len()).map(|i| BTreeSet::from([i])).collect();
    let forbidden = |x: &BTreeSet<usize>, y: &BTreeSet<usize>| {
        x.iter().any(|a| y.iter().any(|b| never.contains(&(*a.min(b), *a.max(b)))))
    };
    for (a, b) in one {
        let of = |n: &usize| clusters.iter().position(|c| c.contains(n)).unwrap();
        let (x, y) = (of(a).min(of(b)), of(a).max(of(b)));
        if x != y && !forbidden(&clusters[x], &clusters[y]) {
            let taken = clusters.remove(y);
            clusters[x].extend(taken);
        }
    }
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for x in 0..clusters.len() {
            for y in x + 1..clusters.len() {
                if forbidden(&clusters[x], &clusters[y]) {
                    continue;
                }
                let pairs =
                    clusters[x].iter().flat_map(|a| clusters[y].iter().map(move |b| (a, b)));
                let sum: f64 = pairs.map(|(a, b)| weight(weights, *a, *b)).sum();
                let mean = sum / (clusters[x].len() * clusters[y].len()) as f64;
                if mean > 0.0 && best.is_none_or(|(known, ..)| mean > known) {
                    best = Some((mean, x, y));
                }
            }
        }
        let Some((_, x, y)) = best else { return clusters };
        let taken = clusters.remove(y);
        clusters[x].extend(taken);
    }
}

/// What a partition is worth: the weights of all pairs that it puts together.
fn worth(weights: &Weights, clusters: &[BTreeSet<usize>]) -> f64 {
    let of = |cluster: &BTreeSet<usize>| -> f64 {
        let pairs = cluster.iter().flat_map(|a| cluster.range(a + 1..).map(move |b| (*a, *b)));
        pairs.map(|(a, b)| weight(weights, a, b)).sum()
    };
    clusters.iter().map(of).sum()
}

/// Every partition of so many things.
fn partitions(things: usize) -> Vec<Vec<BTreeSet<usize>>> {
    let mut all: Vec<Vec<BTreeSet<usize>>> = vec![Vec::new()];
    for thing in 0..things {
        let mut next = Vec::new();
        for known in all {
            for at in 0..=known.len() {
                let mut grown = known.clone();
                if at == known.len() {
                    grown.push(BTreeSet::new());
                }
                grown[at].insert(thing);
                next.push(grown);
            }
        }
        all = next;
    }
    all
}

/// Odd weights, so that no two means are equal and ties decide nothing.
fn any_weights(things: std::ops::Range<usize>) -> impl Strategy<Value = Weights> {
    things.prop_flat_map(|n| {
        prop::collection::vec(prop::collection::vec(-900i32..900, n), n).prop_map(|rows| {
            let odd = |a: usize, b: usize, w: i32| match w {
                -100..=100 => 0.0,
                _ => f64::from(w) / 100.0 + ((a * 31 + b * 17) as f64).sqrt() * 1e-6,
            };
            let row = |(a, row): (usize, &Vec<i32>)| -> Vec<f64> {
                row.iter().enumerate().map(|(b, w)| odd(a, b, *w)).collect()
            };
            rows.iter().enumerate().map(row).collect()
        })
    })
}

fn any_pairs() -> impl Strategy<Value = Pairs> {
    let pair = (0usize..9, 0usize..9).prop_map(|(a, b)| (a.min(b), a.max(b)));
    prop::collection::btree_set(pair, 0..4)
}

fn within(pairs: &Pairs, things: usize) -> Pairs {
    pairs.iter().copied().filter(|(a, b)| a != b && *b < things).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn it_does_what_the_definition_says(
        weights in any_weights(1..9),
        one in any_pairs(),
        never in any_pairs(),
    ) {
        let (one, never) = (within(&one, weights.len()), within(&never, weights.len()));
        prop_assert_eq!(linked(&weights, &one, &never), plainly(&weights, &one, &never));
    }

    #[test]
    fn what_is_never_one_never_meets(
        weights in any_weights(2..9),
        one in any_pairs(),
        never in any_pairs(),
    ) {
        let never = within(&never, weights.len());
        let clusters = linked(&weights, &within(&one, weights.len()), &never);
        for (a, b) in &never {
            prop_assert!(!clusters.iter().any(|c| c.contains(a) && c.contains(b)));
        }
    }

    #[test]
    fn clear_cases_get_the_best_of_all_partitions(
        homes in prop::collection::vec(0usize..3, 1..7),
        strengths in prop::collection::vec(1u32..800, 49),
    ) {
        let n = homes.len();
        let mut weights = vec![vec![0.0; n]; n];
        for a in 0..n {
            for b in a + 1..n {
                let sign = if homes[a] == homes[b] { 1.0 } else { -1.0 };
                weights[a][b] = sign * f64::from(strengths[a * 7 + b]) / 100.0;
            }
        }
        let none = Pairs::new();
        let found = linked(&weights, &none, &none);
        let best = partitions(n).into_iter().map(|p| worth(&weights, &p)).fold(f64::MIN, f64::max);
        prop_assert!((worth(&weights, &found) - best).abs() < 1e-9, "{found:?}");
    }

    #[test]
    fn no_join_is_left_that_would_be_worth_more(weights in any_weights(2..7)) {
        let none = Pairs::new();
        let found = linked(&weights, &none, &none);
        let now = worth(&weights, &found);
        for x in 0..found.len() {
            for y in x + 1..found.len() {
                let mut joined = found.clone();
                let taken = joined.remove(y);
                joined[x].extend(taken);
                prop_assert!(worth(&weights, &joined) <= now + 1e-9);
            }
        }
        let best = partitions(weights.len()).into_iter().map(|p| worth(&weights, &p));
        prop_assert!(now <= best.fold(f64::MIN, f64::max) + 1e-9);
        prop_assert!(now >= 0.0);
    }
}

#[test]
fn one_strong_member_pulls_in_nobody() {
    // 0 and 2 have nothing in common; 1 is a little like both.
    let weights = vec![vec![0.0, 4.0, -9.0], vec![0.0, 0.0, 3.0], vec![0.0; 3]];
    let none = Pairs::new();
    let clusters = linked(&weights, &none, &none);
    assert_eq!(clusters, [BTreeSet::from([0, 1]), BTreeSet::from([2])]);
}

#[test]
fn what_is_never_one_holds_through_a_third() {
    let weights = vec![vec![0.0, 9.0, 0.0], vec![0.0, 0.0, 8.0], vec![0.0; 3]];
    let never = Pairs::from([(0, 2)]);
    let clusters = linked(&weights, &Pairs::from([(1, 2)]), &never);
    assert_eq!(clusters, [BTreeSet::from([0]), BTreeSet::from([1, 2])]);
}
