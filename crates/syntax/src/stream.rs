//! Feeds a text through an encoder block by block.
//!
//! In: placed words. Out: their vectors in context, a block of tokens at a time, in order. A word
//! that keeps its embedding row is not embedded again, and one that keeps what it adds to the
//! first convolution is not multiplied again; the others of a block are worked on together.
//! Blocks overlap by the reach of the encoder, so the vectors do not depend on the block length.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicUsize;

use crate::encoder::{Encoder, REACH, Scratch, WIDTH};
use crate::pipeline::Placed;
use crate::rows::Wide;
use crate::spare::{Lent, Spare};
use crate::word::Row;

/// Tokens that come out of a block.
const BLOCK: usize = 128;
/// Numbers that words may keep in embedding rows: 25 MB.
const MOST_ROWS: usize = 65_536 * WIDTH;
/// Numbers that words may keep of the first convolution, nine times as many a word: 28 MB.
const MOST_PARTS: usize = 8_192 * 9 * WIDTH;

/// Holds what texts share: how much more words may keep, and memory of texts that are done.
#[derive(Debug)]
pub(crate) struct Common {
    rows: Arc<AtomicUsize>,
    parts: Arc<AtomicUsize>,
    spare: Spare<Memory>,
}

impl Default for Common {
    fn default() -> Common {
        Common {
            rows: Arc::new(AtomicUsize::new(MOST_ROWS)),
            parts: Arc::new(AtomicUsize::new(MOST_PARTS)),
            spare: Spare::default(),
        }
    }
}

impl Counts {
    /// Adds the counts of another text.
    pub(crate) fn add(&mut self, other: Counts) {
        self.mixed += other.mixed;
        self.first += other.first;
        self.later += other.later;
    }
}

/// Names which rows of a word an encoder uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The shared encoder, which also sees spaces.
    Shared,
    /// The encoder of the named spans.
    Own,
}

/// Holds the state of one encoder on one text.
pub(crate) struct Stream<'a> {
    encoder: &'a Encoder,
    kind: Kind,
    placed: &'a [Placed<'a>],
    common: &'a Common,
    next: usize,
    memory: Lent<'a, Memory>,
    counts: Counts,
}

/// Holds memory that texts use one after another.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    rows: Vec<f32>,
    scratch: Scratch,
    /// Embedding rows of words that keep no parts, and the parts made of them.
    loose: Vec<f32>,
    rounded: Wide,
    made: Vec<f32>,
}

/// Counts rows of products that were computed.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Of the mixing layer: words embedded.
    pub(crate) mixed: usize,
    /// Of the first convolution: words that kept no parts.
    pub(crate) first: usize,
    /// Of each later convolution.
    pub(crate) later: usize,
}

/// Says where the parts of a row are.
#[derive(Clone, Copy)]
enum Parts<'a> {
    /// Beyond the text.
    None,
    Kept(&'a [f32]),
    Made(usize),
}

impl<'a> Stream<'a> {
    /// Starts at the beginning of a text.
    pub(crate) fn new(
        encoder: &'a Encoder,
        kind: Kind,
        placed: &'a [Placed<'a>],
        common: &'a Common,
    ) -> Stream<'a> {
        Stream {
            encoder,
            kind,
            placed,
            common,
            next: 0,
            memory: common.spare.take(),
            counts: Counts::default(),
        }
    }

    /// Gives the number of rows computed so far.
    pub(crate) fn counts(&self) -> Counts {
        self.counts
    }

    /// Gives the vectors of the next tokens; there are some while the text is not at its end.
    pub(crate) fn next_block(&mut self) -> &Wide {
        let (from, to) = (self.next, (self.next + BLOCK).min(self.placed.len()));
        self.next = to;
        let first = from.saturating_sub(REACH);
        let last = (to + REACH).min(self.placed.len());
        let all = to - from + 2 * REACH;
        self.memory.rows.resize(all * WIDTH, 0.0);
        // The first and last rows in use: text begins and ends within the margins.
        let start = first + REACH - from;
        self.memory.rows[..start * WIDTH].fill(0.0);
        self.memory.rows[(start + last - first) * WIDTH..].fill(0.0);
        self.fill(first, last, start);
        let mut parts = vec![Parts::None; all];
        self.find_parts(first, last, start, &mut parts);
        let width = self.encoder.parts_width();
        let zeros = [0.0; 9 * WIDTH];
        let Memory { rows, scratch, made, .. } = &mut *self.memory;
        let parts: Vec<&[f32]> = parts
            .iter()
            .map(|part| match *part {
                Parts::None => &zeros[..],
                Parts::Kept(part) => part,
                Parts::Made(at) => &made[at * width..(at + 1) * width],
            })
            .collect();
        self.counts.later += 3 * (to - from) + 12;
        self.encoder.contextualise(rows, &parts, scratch)
    }

    /// Lays out the embedding rows of tokens `first..last`, from row `start` on.
    fn fill(&mut self, first: usize, last: usize, start: usize) {
        let mut new = New::default();
        for at in first..last {
            let place = (at - first + start) * WIDTH;
            let slot = self.slot(at);
            match self.placed[at].word.rows[slot].get() {
                Some(row) => self.memory.rows[place..place + WIDTH].copy_from_slice(&row.values),
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
        self.counts.mixed += new.words.len();
        let made = self.encoder.embed(&ids);
        for (index, place) in new.users {
            self.memory.rows[place..place + WIDTH]
                .copy_from_slice(&made[index * WIDTH..(index + 1) * WIDTH]);
        }
        for ((at, slot), row) in new.words.iter().zip(made.chunks_exact(WIDTH)) {
            if let Some(kept) = Row::keep(row, &self.common.rows) {
                // Another thread may have been faster; both made the same row.
                let _ = self.placed[*at].word.rows[*slot].set(kept);
            }
        }
    }

    /// Finds or makes what tokens `first..last` add to the first convolution.
    fn find_parts(&mut self, first: usize, last: usize, start: usize, parts: &mut [Parts<'a>]) {
        let placed = self.placed;
        self.memory.loose.clear();
        let mut makers = Vec::new();
        for (at, token) in placed.iter().enumerate().take(last).skip(first) {
            let row = at - first + start;
            parts[row] = match token.word.parts[self.slot(at)].get() {
                Some(kept) => Parts::Kept(&kept.values),
                None => {
                    makers.push(at);
                    let Memory { rows, loose, .. } = &mut *self.memory;
                    loose.extend_from_slice(&rows[row * WIDTH..(row + 1) * WIDTH]);
                    Parts::Made(makers.len() - 1)
                }
            };
        }
        if makers.is_empty() {
            return;
        }
        let width = self.encoder.parts_width();
        self.counts.first += makers.len();
        let Memory { loose, rounded, made, .. } = &mut *self.memory;
        self.encoder.round(loose, rounded);
        made.resize(makers.len() * width, 0.0);
        self.encoder.parts(rounded, made);
        for (at, made) in makers.iter().zip(self.memory.made.chunks_exact(width)) {
            let (word, slot) = (&placed[*at].word, self.slot(*at));
            // Most words are met once or twice; only those met again are worth so much memory.
            if word.met_again(slot)
                && let Some(kept) = Row::keep(made, &self.common.parts)
            {
                let _ = word.parts[slot].set(kept);
            }
        }
    }

    fn slot(&self, at: usize) -> usize {
        match self.kind {
            Kind::Shared => usize::from(self.placed[at].span.whitespace_after),
            Kind::Own => 2,
        }
    }

    fn push_ids(&self, at: usize, ids: &mut Vec<u64>) {
        let placed = &self.placed[at];
        ids.extend_from_slice(&placed.word.ids);
        if self.kind == Kind::Shared {
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
    fn add(&mut self, at: usize, slot: usize, place: usize, placed: &Placed<'_>) {
        let key = (placed.word.ids, slot);
        let index = *self.known.entry(key).or_insert_with(|| {
            self.words.push((at, slot));
            self.words.len() - 1
        });
        self.users.push((index, place));
    }
}
