//! Makes of judgements what clusters must keep to: what is one, and what is never one.
//!
//! In: judgements with the profiles they are about. Out: [`Links`]: pairs that are joined before
//! anything is weighed, and pairs that never meet in one cluster, however strong the chain between
//! them. Judgements are taken from the latest back, each as far as it agrees with those taken
//! already: so the later of two that clash wins, and what the earlier lost is written down.
//!
//! Must hold: no two profiles that are linked are kept apart, also through others.

use super::judged::{Bench, Heard};
use rashomon_model::{Decision, JudgementId};
use std::collections::{BTreeMap, BTreeSet};

/// What clusters must keep to.
#[derive(Default)]
pub(super) struct Links {
    /// Profiles that are one, by whose judgement.
    pub(super) same: Vec<(usize, usize, JudgementId)>,
    /// For each profile those that it never meets, by whose judgement.
    apart: BTreeMap<usize, BTreeMap<usize, JudgementId>>,
    /// For each linked profile the number of its group.
    group_of: BTreeMap<usize, usize>,
    /// Groups of linked profiles, by the number of their first member.
    groups: BTreeMap<usize, Vec<usize>>,
    /// What became of each judgement.
    pub(super) kept: BTreeMap<JudgementId, Kept>,
}

/// How much of a judgement could be kept.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    /// Pairs that follow it.
    pub(super) pairs: usize,
    /// Pairs that later judgements took away.
    pub(super) lost: usize,
    /// Those later judgements.
    pub(super) to: BTreeSet<JudgementId>,
    /// Profiles that two things held apart both lay claim to.
    pub(super) shared: BTreeSet<usize>,
}

impl Links {
    /// Settles what judgements in force come to together.
    pub(super) fn settle(bench: &Bench<'_>) -> Links {
        let mut links = Links::default();
        for heard in bench.in_force().rev() {
            let kept = match &heard.judgement.decision {
                Decision::Same { .. } => links.take_same(heard),
                Decision::Different { .. } => links.take_different(heard),
                Decision::Split { .. } => links.take_split(heard),
                _ => continue,
            };
            links.kept.insert(heard.judgement.id, kept);
        }
        links.same.sort_unstable();
        links
    }

    /// Says by whose judgement two profiles never meet.
    pub(super) fn apart(&self, a: usize, b: usize) -> Option<JudgementId> {
        self.apart.get(&a)?.get(&b).copied()
    }

    /// Returns the profiles that this one never meets.
    pub(super) fn apart_from(&self, a: usize) -> impl Iterator<Item = (usize, JudgementId)> {
        self.apart.get(&a).into_iter().flatten().map(|(other, id)| (*other, *id))
    }

    /// Returns the profiles that are judged to be one with this one; empty where nobody judged.
    pub(super) fn group(&self, a: usize) -> &[usize] {
        self.groups.get(&self.root(a)).map_or(&[], Vec::as_slice)
    }

    fn root(&self, a: usize) -> usize {
        self.group_of.get(&a).copied().unwrap_or(a)
    }

    fn take_same(&mut self, heard: &Heard<'_>) -> Kept {
        let mut kept = Kept::default();
        let id = heard.judgement.id;
        for thing in &heard.found {
            // What was one on the day stays one; it counts for nothing where that is all.
            for pair in thing.windows(2) {
                let _ = self.link(pair[0], pair[1], id);
            }
        }
        for (at, thing) in heard.found.iter().enumerate() {
            for other in &heard.found[at + 1..] {
                let (Some(&a), Some(&b)) = (thing.first(), other.first()) else { continue };
                kept.count(self.link(a, b, id));
            }
        }
        kept
    }

    fn take_different(&mut self, heard: &Heard<'_>) -> Kept {
        let mut kept = Kept::default();
        for (at, thing) in heard.found.iter().enumerate() {
            for other in &heard.found[at + 1..] {
                self.part(thing, other, heard.judgement.id, &mut kept);
            }
        }
        kept
    }

    fn take_split(&mut self, heard: &Heard<'_>) -> Kept {
        let mut kept = Kept::default();
        for pair in heard.out.windows(2) {
            let _ = self.link(pair[0], pair[1], heard.judgement.id);
        }
        for thing in &heard.found {
            self.part(&heard.out, thing, heard.judgement.id, &mut kept);
        }
        kept
    }

    fn part(&mut self, these: &[usize], those: &[usize], id: JudgementId, kept: &mut Kept) {
        for &a in these {
            for &b in those {
                if a == b {
                    kept.shared.insert(a);
                } else {
                    kept.count(self.separate(a, b, id));
                }
            }
        }
    }

    /// Links two profiles, or names the judgement that keeps them apart.
    fn link(&mut self, a: usize, b: usize, id: JudgementId) -> Result<(), JudgementId> {
        let (x, y) = (self.root(a), self.root(b));
        if x == y {
            return Ok(());
        }
        let size = |root: usize| self.groups.get(&root).map_or(1, Vec::len);
        let (into, from) = if size(x) >= size(y) { (x, y) } else { (y, x) };
        let moved = self.groups.get(&from).cloned().unwrap_or_else(|| vec![from]);
        let clash = moved.iter().flat_map(|&member| self.apart_from(member));
        if let Some((_, by)) =
            clash.filter(|(other, _)| self.root(*other) == into).max_by_key(|c| c.1)
        {
            return Err(by);
        }
        self.groups.remove(&from);
        for &member in &moved {
            self.group_of.insert(member, into);
        }
        self.groups.entry(into).or_insert_with(|| vec![into]).extend(moved);
        self.same.push((a.min(b), a.max(b), id));
        Ok(())
    }

    /// Keeps two profiles apart, or names the judgement that makes them one.
    fn separate(&mut self, a: usize, b: usize, id: JudgementId) -> Result<(), JudgementId> {
        if self.root(a) == self.root(b) {
            return Err(self.between(a, b).unwrap_or(id));
        }
        for (x, y) in [(a, b), (b, a)] {
            self.apart.entry(x).or_default().entry(y).or_insert(id);
        }
        Ok(())
    }

    /// The latest judgement on the way that links two profiles.
    fn between(&self, a: usize, b: usize) -> Option<JudgementId> {
        let mut reached: BTreeMap<usize, JudgementId> = BTreeMap::new();
        let mut next = vec![a];
        while let Some(at) = next.pop() {
            for &(x, y, id) in &self.same {
                let other = match at {
                    at if at == x => y,
                    at if at == y => x,
                    _ => continue,
                };
                if other != a && !reached.contains_key(&other) {
                    let way = reached.get(&at).map_or(id, |way| id.max(*way));
                    reached.insert(other, way);
                    next.push(other);
                }
            }
        }
        reached.get(&b).copied()
    }
}

impl Kept {
    fn count(&mut self, kept: Result<(), JudgementId>) {
        match kept {
            Ok(()) => self.pairs += 1,
            Err(by) => {
                self.lost += 1;
                self.to.insert(by);
            }
        }
    }
}
