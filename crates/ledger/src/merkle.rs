//! Merkle trees of RFC 6962: one short digest for a whole log, and short proofs of what it holds.
//!
//! In: digests of leaves, in order. Out: the root at every size the tree ever had, proofs that one leaf is in it and
//! that an earlier tree is its beginning, and the checks of both, which need no tree. It does not know what a leaf
//! stands for and reads no file; `tree` fills one from a log. What must hold: roots and proofs are those of everybody
//! who follows the RFC (section 2.1; the checks are those of RFC 9162, 2.1.3.2 and 2.1.4.2); a proof with one bit
//! changed never holds.

use crate::Digest;

/// Holds the digests of a tree, complete subtree by complete subtree.
///
/// ```
/// use rashomon_ledger::Tree;
///
/// let tree: Tree = ["ash", "birch", "cedar"].into_iter().map(|leaf| Tree::leaf(leaf.as_bytes())).collect();
/// let root = tree.root().ok_or("no such size")?;
/// let path = tree.inclusion(2, 3).ok_or("no such leaf")?;
/// assert!(Tree::includes(&Tree::leaf(b"cedar"), 2, 3, &path, &root));
/// assert!(!Tree::includes(&Tree::leaf(b"elder"), 2, 3, &path, &root));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// Level `k` has the roots of all complete subtrees of 2^k leaves; level 0 has the leaves.
    levels: Vec<Vec<Digest>>,
}

impl Tree {
    /// Begins with no leaf.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the digest of a leaf: SHA-256 over 0x00 and the bytes.
    pub fn leaf(bytes: &[u8]) -> Digest {
        Digest::of_parts(&[&[0], bytes])
    }

    /// Returns the digest of an inner node: SHA-256 over 0x01 and both digests.
    pub fn node(left: &Digest, right: &Digest) -> Digest {
        Digest::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
    }

    /// Adds the digest of one more leaf.
    pub fn push(&mut self, leaf: Digest) {
        let mut digest = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let Some(here) = self.levels.get_mut(level) else { return };
            here.push(digest);
            match here.as_slice() {
                // Every second one completes a subtree one level up.
                [.., left, right] if here.len() % 2 == 0 => digest = Self::node(left, right),
                _ => return,
            }
        }
    }

    /// Returns the number of leaves.
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Returns the digest of a leaf by its index, from 0.
    pub fn leaf_at(&self, index: u64) -> Option<Digest> {
        self.complete(0, index)
    }

    /// Returns the root over all leaves.
    pub fn root(&self) -> Option<Digest> {
        self.root_at(self.size())
    }

    /// Returns the root that the tree had at a size, or nothing where it never was so large.
    ///
    /// # Properties
    /// `roots_are_those_of_another_implementation`.
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        match size {
            0 => Some(Digest::of(b"")),
            _ if size > self.size() => None,
            _ => self.range(0, size),
        }
    }

    /// Proves that the leaf at an index is in the tree of a size: the digests beside its way to the root, from the leaf
    /// up. Nothing where the tree has no such leaf or never had that size.
    ///
    /// # Properties
    /// `every_leaf_is_proved_at_every_size`.
    pub fn inclusion(&self, index: u64, size: u64) -> Option<Vec<Digest>> {
        if index >= size || size > self.size() {
            return None;
        }
        let (mut start, mut n) = (0, size);
        let mut path = Vec::new();
        // From the root down, so the digests come the other way round.
        while n > 1 {
            let half = split(n);
            if index - start < half {
                path.push(self.range(start + half, n - half)?);
                n = half;
            } else {
                path.push(self.range(start, half)?);
                (start, n) = (start + half, n - half);
            }
        }
        path.reverse();
        Some(path)
    }

    /// Proves that the tree of a size begins with the tree of an earlier size. Nothing where `from` is greater than
    /// `to` or the tree never had that size; no digests where there is nothing to show (`from` is 0 or `to`).
    ///
    /// # Properties
    /// `every_size_is_consistent_with_every_later_one`.
    pub fn consistency(&self, from: u64, to: u64) -> Option<Vec<Digest>> {
        if from > to || to > self.size() {
            return None;
        }
        if from == 0 || from == to {
            return Some(Vec::new());
        }
        let (mut start, mut m, mut n) = (0, from, to);
        let mut proof = Vec::new();
        while m < n {
            let half = split(n);
            if m <= half {
                proof.push(self.range(start + half, n - half)?);
                n = half;
            } else {
                proof.push(self.range(start, half)?);
                (start, m, n) = (start + half, m - half, n - half);
            }
        }
        // The whole earlier tree is its own root, which whoever checks has already.
        if start > 0 {
            proof.push(self.range(start, m)?);
        }
        proof.reverse();
        Some(proof)
    }

    /// Says whether a path shows that a leaf stands at an index of the tree of that size and root.
    ///
    /// # Properties
    /// `a_changed_bit_never_holds`.
    pub fn includes(leaf: &Digest, index: u64, size: u64, path: &[Digest], root: &Digest) -> bool {
        let Some(sides) = Self::sides(index, size) else { return false };
        let fold = |below: Digest, (side, beside): (&Side, &Digest)| match side {
            Side::Left => Self::node(beside, &below),
            Side::Right => Self::node(&below, beside),
        };
        sides.len() == path.len() && sides.iter().zip(path).fold(*leaf, fold) == *root
    }

    /// Says on which side of the way up each digest of a path stands, from the leaf up; nothing where the tree of that
    /// size has no such leaf.
    pub fn sides(index: u64, size: u64) -> Option<Vec<Side>> {
        if index >= size {
            return None;
        }
        let (mut node, mut last) = (index, size - 1);
        let mut sides = Vec::new();
        while last > 0 {
            if node % 2 == 1 {
                sides.push(Side::Left);
            } else if node < last {
                sides.push(Side::Right);
            }
            // A last node without a sibling goes up as it is.
            (node, last) = (node / 2, last / 2);
        }
        Some(sides)
    }

    /// Says whether a proof shows that the tree of size `from` and root `first` is the beginning of the tree of size
    /// `to` and root `second`.
    ///
    /// # Properties
    /// `a_changed_bit_never_holds`.
    pub fn continues(
        (from, first): (u64, &Digest),
        (to, second): (u64, &Digest),
        proof: &[Digest],
    ) -> bool {
        if from == 0 {
            return proof.is_empty() && *first == Digest::of(b"");
        }
        if from >= to {
            return from == to && proof.is_empty() && first == second;
        }
        let (mut node, mut last) = (from - 1, to - 1);
        while node % 2 == 1 {
            (node, last) = (node / 2, last / 2);
        }
        // A complete earlier tree is a subtree of the later one: its root begins the way up.
        let mut rest = proof.iter();
        let begin = if node == 0 { Some(first) } else { rest.next() };
        let Some(begin) = begin else { return false };
        let (mut earlier, mut later) = (*begin, *begin);
        for beside in rest {
            if last == 0 {
                return false;
            }
            if node % 2 == 1 || node == last {
                earlier = Self::node(beside, &earlier);
                later = Self::node(beside, &later);
                while node % 2 == 0 && node > 0 {
                    (node, last) = (node / 2, last / 2);
                }
            } else {
                later = Self::node(&later, beside);
            }
            (node, last) = (node / 2, last / 2);
        }
        last == 0 && earlier == *first && later == *second
    }

    /// Returns the root over `n` leaves from `start`, which is a multiple of the largest power of two in `n`.
    fn range(&self, start: u64, n: u64) -> Option<Digest> {
        if n.is_power_of_two() {
            return self.complete(n.trailing_zeros(), start >> n.trailing_zeros());
        }
        let half = split(n);
        Some(Self::node(
            &self.range(start, half)?,
            &self.range(start + half, n.checked_sub(half)?)?,
        ))
    }

    fn complete(&self, level: u32, index: u64) -> Option<Digest> {
        self.levels.get(level as usize)?.get(usize::try_from(index).ok()?).copied()
    }
}

impl FromIterator<Digest> for Tree {
    fn from_iter<I: IntoIterator<Item = Digest>>(leaves: I) -> Self {
        let mut tree = Self::new();
        leaves.into_iter().for_each(|leaf| tree.push(leaf));
        tree
    }
}

/// Says on which side of the way to the root a digest stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before what is known: it comes first when both are hashed.
    Left,
    /// After it.
    Right,
}

/// The largest power of two smaller than `n`, where the RFC cuts; `n` is at least 2.
fn split(n: u64) -> u64 {
    let below = n.saturating_sub(1).max(1);
    1 << below.ilog2()
}
