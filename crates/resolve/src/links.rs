//! Makes of judgements what clusters must keep to: what is one, and what is never one.
//!
//! In: what judgements in force ask of profiles of names, or of tellings of happenings ([`Wish`]),
//! by their numbers. Out: [`Links`]: pairs that are joined before anything is weighed, and pairs
//! that never meet in one cluster, however strong the chain between them. Judgements are taken from
//! the latest back, each as far as it agrees with those taken already: so the later of two that
//! clash wins, and what the earlier lost is written down.
//!
//! Must hold: no two that are linked are kept apart, also through others; a withdrawn judgement has
//! no effect at all, and one withdrawn by a judgement that is withdrawn itself has its own again.

use rashomon_model::{Decision, Judgement, JudgementId, Standing};
use std::collections::{BTreeMap, BTreeSet};

/// What a judgement asks: of each thing it names, the numbers of what it was found in.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Wish<'w> {
    /// These things are one.
    Same(&'w [Vec<usize>]),
    /// No two of these are one.
    Different(&'w [Vec<usize>]),
    /// Those that go out are one, and none of them is one of these things.
    Split {
        /// What goes out.
        out: &'w [usize],
        /// What it goes out of.
        from: &'w [Vec<usize>],
    },
}

/// Which judgements are withdrawn, and by which. A withdrawal comes after what it withdraws, so
/// whether it holds itself is known when the log is walked from its end.
pub(crate) fn withdrawn(judgements: &[Judgement]) -> BTreeMap<JudgementId, JudgementId> {
    let mut out = BTreeMap::new();
    for judgement in judgements.iter().rev() {
        if let Decision::Withdraw { judgement: target } = judgement.decision
            && target < judgement.id
            && !out.contains_key(&judgement.id)
        {
            out.insert(target, judgement.id);
        }
    }
    out
}

/// What clusters must keep to.
#[derive(Default)]
pub(crate) struct Links {
    /// Profiles that are one, by whose judgement.
    pub(crate) same: Vec<(usize, usize, JudgementId)>,
    /// For each profile those that it never meets, by whose judgement.
    apart: BTreeMap<usize, BTreeMap<usize, JudgementId>>,
    /// For each linked profile the number of its group.
    group_of: BTreeMap<usize, usize>,
    /// Groups of linked profiles, by the number of their first member.
    groups: BTreeMap<usize, Vec<usize>>,
    /// What became of each judgement.
    pub(crate) kept: BTreeMap<JudgementId, Kept>,
}

/// How much of a judgement could be kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Kept {
    /// Pairs that follow it.
    pub(crate) pairs: usize,
    /// Pairs that later judgements took away.
    pub(crate) lost: usize,
    /// Those later judgements.
    pub(crate) to: BTreeSet<JudgementId>,
    /// Profiles that two things held apart both lay claim to.
    pub(crate) shared: BTreeSet<usize>,
}

impl Links {
    /// Settles what judgements in force come to together; they come in the order of the log.
    pub(crate) fn settle<'w>(
        wishes: impl DoubleEndedIterator<Item = (JudgementId, Wish<'w>)>,
    ) -> Links {
        let mut links = Links::default();
        for (id, wish) in wishes.rev() {
            let kept = match wish {
                Wish::Same(found) => links.take_same(found, id),
                Wish::Different(found) => links.take_different(found, id),
                Wish::Split { out, from } => links.take_split(out, from, id),
            };
            links.kept.insert(id, kept);
        }
        links.same.sort_unstable();
        links
    }

    /// Returns all pairs that never meet, the smaller first.
    pub(crate) fn all_apart(&self) -> impl Iterator<Item = (usize, usize)> {
        let pairs = self.apart.iter().flat_map(|(a, others)| others.keys().map(|b| (*a, *b)));
        pairs.filter(|(a, b)| a < b)
    }

    /// Says by whose judgement two profiles never meet.
    pub(crate) fn apart(&self, a: usize, b: usize) -> Option<JudgementId> {
        self.apart.get(&a)?.get(&b).copied()
    }

    /// Returns the profiles that this one never meets.
    pub(crate) fn apart_from(&self, a: usize) -> impl Iterator<Item = (usize, JudgementId)> {
        self.apart.get(&a).into_iter().flatten().map(|(other, id)| (*other, *id))
    }

    /// Returns the profiles that are judged to be one with this one; empty where nobody judged.
    pub(crate) fn group(&self, a: usize) -> &[usize] {
        self.groups.get(&self.root(a)).map_or(&[], Vec::as_slice)
    }

    fn root(&self, a: usize) -> usize {
        self.group_of.get(&a).copied().unwrap_or(a)
    }

    fn take_same(&mut self, found: &[Vec<usize>], id: JudgementId) -> Kept {
        let mut kept = Kept::default();
        for thing in found {
            // What was one on the day stays one; it counts for nothing where that is all.
            for pair in thing.windows(2) {
                let _ = self.link(pair[0], pair[1], id);
            }
        }
        for (at, thing) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                let (Some(&a), Some(&b)) = (thing.first(), other.first()) else { continue };
                kept.count(self.link(a, b, id));
            }
        }
        kept
    }

    fn take_different(&mut self, found: &[Vec<usize>], id: JudgementId) -> Kept {
        let mut kept = Kept::default();
        for (at, thing) in found.iter().enumerate() {
            for other in &found[at + 1..] {
                self.part(thing, other, id, &mut kept);
            }
        }
        kept
    }

    fn take_split(&mut self, out: &[usize], from: &[Vec<usize>], id: JudgementId) -> Kept {
        let mut kept = Kept::default();
        for pair in out.windows(2) {
            let _ = self.link(pair[0], pair[1], id);
        }
        for thing in from {
            self.part(out, thing, id, &mut kept);
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
    /// Returns how a judgement stands of which so much could be kept.
    pub(crate) fn standing(&self) -> Standing {
        match self {
            Kept { pairs: 0, lost: 0, .. } => Standing::AppliesToNothing,
            Kept { pairs: 0, .. } => Standing::Overruled,
            Kept { lost: 0, .. } => Standing::InForce,
            _ => Standing::InPart,
        }
    }

    /// Says which later judgements took something away.
    pub(crate) fn overruled(&self) -> impl Iterator<Item = String> {
        self.to.iter().map(|by| format!("{by}, a later judgement, says otherwise"))
    }

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
