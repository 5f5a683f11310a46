//! What cannot both hold on a slot, told once however many say it.
//!
//! In: how each two accounts stand. Out: one disagreement for all accounts that contradict each
//! other, directly or through a third, with its sides: accounts that contradict the same others
//! stand on one side. No side is preferred.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{Account, AccountId, Disagreement, Slot};

use crate::standing::Pair;

/// Joins what clashes into disagreements, the one with the first account first.
pub fn of_pairs(slot: Slot, pairs: &[Pair], accounts: &[Account]) -> Vec<Disagreement> {
    let clashes: Vec<&Pair> = pairs.iter().filter(|pair| pair.stand.clashes()).collect();
    let mut against: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for pair in &clashes {
        against.entry(pair.one).or_default().insert(pair.other);
        against.entry(pair.other).or_default().insert(pair.one);
    }
    let mut left: BTreeSet<usize> = against.keys().copied().collect();
    let mut out = Vec::new();
    while let Some(first) = left.pop_first() {
        let mut group = BTreeSet::from([first]);
        let mut edge = vec![first];
        while let Some(at) = edge.pop() {
            for next in &against[&at] {
                if group.insert(*next) {
                    left.remove(next);
                    edge.push(*next);
                }
            }
        }
        out.push(disagreement(slot, &group, &against, &clashes, accounts));
    }
    out
}

fn disagreement(
    slot: Slot,
    group: &BTreeSet<usize>,
    against: &BTreeMap<usize, BTreeSet<usize>>,
    clashes: &[&Pair],
    accounts: &[Account],
) -> Disagreement {
    let id = |at: &usize| accounts[*at].id.clone();
    let mut sides: Vec<(&BTreeSet<usize>, Vec<AccountId>)> = Vec::new();
    for at in group {
        let rivals = &against[at];
        match sides.iter_mut().find(|(known, _)| *known == rivals) {
            Some((_, side)) => side.push(id(at)),
            None => sides.push((rivals, vec![id(at)])),
        }
    }
    // The widest gap tells most; of several, the first.
    let widest = clashes
        .iter()
        .filter(|pair| group.contains(&pair.one))
        .reduce(|best, pair| if pair.width > best.width { pair } else { best });
    let mut ids: Vec<AccountId> = group.iter().map(id).collect();
    ids.sort();
    Disagreement {
        slot,
        accounts: ids,
        sides: sides.into_iter().map(|(_, side)| side).collect(),
        why: widest.map(|pair| pair.why.clone()).unwrap_or_default(),
    }
}
