//! Feeds a text through an encoder block by block.
//!
//! In: placed words. Out: their vectors in context, a block of tokens at a time, in order. A word
//! that keeps its embedding row is not embedded again; new words of a block are embedded together.
//! Blocks overlap by the reach of the encoder, so the vectors do not depend on the block length.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::encoder::{Encoder, REACH, WIDTH};
use crate::pipeline::Placed;
use crate::word::Row;

/// Tokens that come out of a block.
const BLOCK: usize = 128;

/// Names which embedding rows of a word an encoder uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rows {
    /// The shared encoder, which also sees spaces.
    Shared,
    /// The encoder of the named spans.
    Own,
}

/// Holds the state of one encoder on one text.
pub(crate) struct Stream<'a> {
    encoder: &'a Encoder,
    kind: Rows,
    placed: &'a [Placed],
    budget: &'a Arc<AtomicUsize>,
    next: usize,
    rows: Vec<f32>,
    scratch: Vec<f32>,
}

impl<'a> Stream<'a> {
    /// Starts at the beginning of a text.
    pub(crate) fn new(
        encoder: &'a Encoder,
        kind: Rows,
        placed: &'a [Placed],
        budget: &'a Arc<AtomicUsize>,
    ) -> Stream<'a> {
        Stream { encoder, kind, placed, budget, next: 0, rows: Vec::new(), scratch: Vec::new() }
    }

    /// Gives the vectors of the next tokens; none when the text is at its end.
    pub(crate) fn next_block(&mut self) -> &[f32] {
        let (from, to) = (self.next, (self.next + BLOCK).min(self.placed.len()));
        self.next = to;
        if from == to {
            return &[];
        }
        self.fill(from, to);
        self.encoder.contextualise(&mut self.rows, &mut self.scratch)
    }

    /// Lays out embedding rows for tokens `from..to` and their neighbours.
    fn fill(&mut self, from: usize, to: usize) {
        const MARGIN: usize = REACH + 1;
        self.rows.clear();
        self.rows.resize((to - from + 2 * MARGIN) * WIDTH, 0.0);
        let first = from.saturating_sub(REACH);
        let last = (to + REACH).min(self.placed.len());
        let mut new = New::default();
        for at in first..last {
            let place = (at + MARGIN - from) * WIDTH;
            let slot = self.slot(at);
            match self.placed[at].word.rows[slot].get() {
                Some(row) => self.rows[place..place + WIDTH].copy_from_slice(&row.values),
                None => new.add(at, slot, place, &self.placed[at]),
            }
        }
        if new.users.is_empty() {
            return;
        }
        let mut ids = Vec::with_capacity(new.words.len() * self.encoder.attributes());
        for (at, _) in &new.words {
            self.push_ids(*at, &mut ids);
        }
        let made = self.encoder.embed(&ids);
        for ((at, slot), row) in new.words.iter().zip(made.chunks_exact(WIDTH)) {
            if let Some(kept) = Row::keep(row, self.budget) {
                // Another thread may have been faster; both made the same row.
                let _ = self.placed[*at].word.rows[*slot].set(kept);
            }
        }
        for (index, place) in new.users {
            self.rows[place..place + WIDTH]
                .copy_from_slice(&made[index * WIDTH..(index + 1) * WIDTH]);
        }
    }

    fn slot(&self, at: usize) -> usize {
        match self.kind {
            Rows::Shared => usize::from(self.placed[at].span.whitespace_after),
            Rows::Own => 2,
        }
    }

    fn push_ids(&self, at: usize, ids: &mut Vec<u64>) {
        let placed = &self.placed[at];
        ids.extend_from_slice(&placed.word.ids);
        if self.kind == Rows::Shared {
            ids.extend([u64::from(placed.span.whitespace_after), u64::from(placed.word.is_space)]);
        }
    }
}

/// Collects the words of a block that have no row yet.
#[derive(Default)]
struct New {
    /// A token of each word, with its slot.
    words: Vec<(usize, usize)>,
    known: HashMap<([u64; 4], usize), usize>,
    /// Index of the word, and place of the row that needs it.
    users: Vec<(usize, usize)>,
}

impl New {
    fn add(&mut self, at: usize, slot: usize, place: usize, placed: &Placed) {
        let key = (placed.word.ids, slot);
        let index = *self.known.entry(key).or_insert_with(|| {
            self.words.push((at, slot));
            self.words.len() - 1
        });
        self.users.push((index, place));
    }
}
