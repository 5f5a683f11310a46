//! From drawn arcs to trees: lifted arcs are lowered, sentences are read off, children listed.
//!
//! In: a head and a relation for each token. Out: final heads and labels, sentence starts, and
//! children in order. Arcs that cross others were learned in lifted form, with a decorated
//! relation; they move down to the first fitting descendant, breadth first (Nivre & Nilsson
//! 2005). The search is cut off after a fixed number of tokens so that it stays linear.

use std::collections::HashMap;

use crate::label::Label;
use crate::parser::Relation;

/// Tokens a search for a new head visits at most.
const FARTHEST_SEARCH: usize = 2000;
/// Rounds in which the edges of subtrees are widened at most.
const EDGE_ROUNDS: usize = 12;

/// Holds a text's dependency trees.
#[derive(Debug)]
pub(crate) struct Trees {
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<Label>,
    pub(crate) sentence_starts: Vec<bool>,
}

/// Lists the children of each token, ascending, as offsets into one list.
#[derive(Debug, Default)]
pub(crate) struct Children {
    pub(crate) starts: Vec<u32>,
    pub(crate) list: Vec<u32>,
}

impl Children {
    pub(crate) fn of(heads: &[u32]) -> Children {
        let mut starts = vec![0u32; heads.len() + 1];
        let arcs = || heads.iter().enumerate().filter(|(i, h)| *i as u32 != **h);
        arcs().for_each(|(_, head)| starts[*head as usize + 1] += 1);
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut list = vec![0u32; starts.last().copied().unwrap_or(0) as usize];
        for (child, head) in arcs() {
            list[next[*head as usize] as usize] = child as u32;
            next[*head as usize] += 1;
        }
        Children { starts, list }
    }

    pub(crate) fn get(&self, token: usize) -> &[u32] {
        &self.list[self.starts[token] as usize..self.starts[token + 1] as usize]
    }
}

impl Trees {
    /// Builds trees from the parser's arcs; `u32::MAX` as head means none.
    pub(crate) fn build(
        mut heads: Vec<u32>,
        relations: &[Relation],
        indices: &[u16],
        is_space: impl Fn(usize) -> bool,
    ) -> Trees {
        let root = Label::intern("ROOT");
        let mut labels = vec![root; heads.len()];
        let mut lifted = Vec::new();
        for (token, head) in heads.iter_mut().enumerate() {
            if *head == u32::MAX {
                *head = token as u32;
                continue;
            }
            let relation = relations.get(usize::from(indices[token]));
            labels[token] = relation.map_or(root, |r| r.label);
            if let Some(target) = relation.and_then(|r| r.lifted_to) {
                lifted.push((token, target));
            }
        }
        if !lifted.is_empty() {
            lower_all(&mut heads, &labels, relations, indices, &lifted, is_space);
        }
        let sentence_starts = sentence_starts(&heads);
        Trees { heads, labels, sentence_starts }
    }
}

/// Moves each lifted token to its new head, in text order.
fn lower_all(
    heads: &mut [u32],
    labels: &[Label],
    relations: &[Relation],
    indices: &[u16],
    lifted: &[(usize, Label)],
    is_space: impl Fn(usize) -> bool,
) {
    let children = Children::of(heads);
    let edges = Edges::of(heads);
    let mut moved: HashMap<u32, Vec<u32>> = HashMap::new();
    for (token, target) in lifted {
        // A token whose own relation is still decorated does not count as bearing it.
        let bears = |c: usize| {
            let decorated = c > *token && relations[usize::from(indices[c])].lifted_to.is_some();
            labels[c] == *target && !decorated
        };
        let skip = |c: usize| c == *token || is_space(c);
        let below = |node: u32| {
            let extra = moved.get(&node).into_iter().flatten().filter(|c| edges.hold(node, **c));
            merge(children.get(node as usize), extra.copied().collect())
        };
        let still_below = |node: u32, child: u32| heads[child as usize] == node;
        let old = heads[*token];
        let new = search(old, below, still_below, skip, bears);
        if new != old {
            heads[*token] = new;
            moved.entry(new).or_default().push(*token as u32);
        }
    }
}

/// Searches the descendants of a token, breadth first, for one that bears a relation; gives the
/// token itself if there is none.
fn search<I: Iterator<Item = u32>>(
    from: u32,
    below: impl Fn(u32) -> I,
    still_below: impl Fn(u32, u32) -> bool,
    skip: impl Fn(usize) -> bool,
    bears: impl Fn(usize) -> bool,
) -> u32 {
    let mut queue = vec![from];
    let mut at = 0;
    let mut left = FARTHEST_SEARCH;
    while let Some(&node) = queue.get(at) {
        at += 1;
        for child in below(node) {
            if left == 0 {
                return from;
            }
            left -= 1;
            if !still_below(node, child) || skip(child as usize) {
                continue;
            }
            if bears(child as usize) {
                return child;
            }
            queue.push(child);
        }
    }
    from
}

/// Merges a sorted list with a few more numbers.
fn merge(sorted: &[u32], mut more: Vec<u32>) -> impl Iterator<Item = u32> + '_ {
    more.sort_unstable();
    let mut more = more.into_iter().peekable();
    let mut sorted = sorted.iter().copied().peekable();
    std::iter::from_fn(move || match (sorted.peek(), more.peek()) {
        (Some(a), Some(b)) if b < a => more.next(),
        (Some(_), _) => sorted.next(),
        (None, _) => more.next(),
    })
}

/// Holds the first and last token of each token's subtree.
struct Edges {
    left: Vec<u32>,
    right: Vec<u32>,
}

impl Edges {
    /// Widens edges until every head lies within the sentence of its child, or rounds run out.
    fn of(heads: &[u32]) -> Edges {
        let own: Vec<u32> = (0..heads.len() as u32).collect();
        let mut edges = Edges { left: own.clone(), right: own };
        for _ in 0..EDGE_ROUNDS {
            let arcs = heads.iter().enumerate();
            arcs.clone().for_each(|(child, head)| edges.widen(child, *head as usize));
            arcs.rev().for_each(|(child, head)| edges.widen(child, *head as usize));
            if edges.keep_heads_inside(heads) {
                break;
            }
        }
        edges
    }

    fn widen(&mut self, child: usize, head: usize) {
        self.left[head] = self.left[head].min(self.left[child]);
        self.right[head] = self.right[head].max(self.right[child]);
    }

    fn hold(&self, token: u32, other: u32) -> bool {
        self.left[token as usize] <= other && other <= self.right[token as usize]
    }

    fn starts(&self, heads: &[u32]) -> Vec<bool> {
        let mut starts = vec![false; heads.len()];
        for (i, head) in heads.iter().enumerate() {
            if *head == i as u32 {
                starts[self.left[i] as usize] = true;
            }
        }
        starts
    }

    fn keep_heads_inside(&self, heads: &[u32]) -> bool {
        let starts = self.starts(heads);
        let mut from = 0;
        for i in 0..heads.len() {
            if (i > 0 && starts[i]) || i + 1 == heads.len() {
                let inside = |head: &u32| (from as u32..=i as u32).contains(head);
                if !heads[from..i].iter().all(inside) {
                    return false;
                }
                from = i;
            }
        }
        true
    }
}

/// Marks the leftmost token of every root's subtree, and the first token.
fn sentence_starts(heads: &[u32]) -> Vec<bool> {
    let mut starts = Edges::of(heads).starts(heads);
    if let Some(first) = starts.first_mut() {
        *first = true;
    }
    starts
}
