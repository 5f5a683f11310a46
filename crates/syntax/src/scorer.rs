//! Scores the actions of a transition system from the vectors of a few tokens.
//!
//! In: token vectors, in text order, then the tokens a state looks at. Out: a score per action.
//! The first layer is computed once per token and slot and then only summed, as the features of a
//! state are a choice of tokens. Those sums are kept for the latest tokens alone; older ones are
//! computed again from 64 numbers, so memory per token stays small. The first layer is a product
//! of integers; the second, small one is of floats, added in the order of the inputs.

use crate::archive::Archive;
use crate::encoder::WIDTH;
use crate::error::Error;
use crate::matrix::Dense;
use crate::rows::{Narrow, Wide};
use crate::spare::{Lent, Spare};
use crate::unit::{LANES, Lanes, Operation, Unit};

/// Width of the reduced token vector and of the hidden layer.
const HIDDEN: usize = 64;
/// Pieces of the hidden layer's maxout.
const PIECES: usize = 2;
/// Numbers a slot adds to the hidden layer before the maxout.
const SLOT: usize = HIDDEN * PIECES;
/// Actions a scorer has room for.
pub(crate) const MOST_ACTIONS: usize = 128;
/// Vectors that the scores of a system may fill; more are computed than are asked for.
const SMALL: usize = 5;
const MIDDLE: usize = 7;
const LARGE: usize = MOST_ACTIONS / LANES;
/// Number of latest tokens whose first layer is kept.
const RING: usize = 256;
/// Marks a slot without a token.
pub(crate) const NO_TOKEN: usize = usize::MAX;

/// What a slot adds to the hidden layer, by lanes.
type Slot = [[f32; LANES]; SLOT / LANES];

/// Holds the weights of a transition scorer with `slots` feature tokens.
#[derive(Debug)]
pub(crate) struct Scorer {
    unit: Unit,
    reduce: Dense<{ WIDTH / 2 }>,
    lower: Dense<{ HIDDEN / 2 }>,
    /// What a slot without a token adds.
    pad: Vec<Slot>,
    bias: Slot,
    /// Vectors that the actions fill.
    vectors: usize,
    /// For each input, the weights of `vectors` of outputs.
    upper: Vec<[f32; LANES]>,
    upper_bias: Vec<[f32; LANES]>,
    spare: Spare<Memory>,
}

impl Scorer {
    /// Reads the weights whose tensors are named `prefix.…`.
    pub(crate) fn read(
        unit: Unit,
        archive: &Archive<'_>,
        prefix: &str,
        slots: usize,
        actions: usize,
    ) -> Result<Scorer, Error> {
        let floats =
            |name: &str, shape: &[usize]| archive.floats(&format!("{prefix}.{name}"), shape);
        if actions > MOST_ACTIONS {
            return Err(Error::new(format!("{prefix}.upper.weight"), "too many actions"));
        }
        let reduce = Dense::pack(
            unit,
            &floats("reduce.weight", &[HIDDEN, WIDTH])?,
            &floats("reduce.bias", &[HIDDEN])?,
        );
        let lower = by_piece(&floats("lower.weight", &[slots, HIDDEN, PIECES, HIDDEN])?, HIDDEN);
        let pad = by_piece(&floats("lower.pad", &[1, slots, HIDDEN, PIECES])?, 1);
        let bias = by_piece(&floats("lower.bias", &[HIDDEN, PIECES])?, 1);
        let weight = floats("upper.weight", &[actions, HIDDEN])?;
        let upper_bias = floats("upper.bias", &[actions])?;
        let fits = |size: &usize| actions <= size * LANES;
        let vectors = [SMALL, MIDDLE].into_iter().find(fits).unwrap_or(LARGE);
        let mut upper = vec![[0.0; LANES]; HIDDEN * vectors];
        let mut biases = vec![[0.0; LANES]; vectors];
        for (output, (row, bias)) in weight.chunks_exact(HIDDEN).zip(upper_bias).enumerate() {
            let (vector, lane) = (output / LANES, output % LANES);
            biases[vector][lane] = bias;
            for (input, weight) in row.iter().enumerate() {
                upper[input * vectors + vector][lane] = *weight;
            }
        }
        Ok(Scorer {
            unit,
            reduce,
            lower: Dense::pack(unit, &lower, &vec![0.0; slots * SLOT]),
            pad: pad.chunks_exact(SLOT).map(by_lanes).collect(),
            bias: by_lanes(&bias),
            vectors,
            upper,
            upper_bias: biases,
            spare: Spare::default(),
        })
    }

    /// Gives the products in so many tokens and so many states scored.
    pub(crate) fn multiply_adds(&self, tokens: usize, states: usize) -> u64 {
        let token = WIDTH * HIDDEN + HIDDEN * self.pad.len() * SLOT;
        (tokens * token + states * HIDDEN * self.vectors * LANES) as u64
    }

    /// Starts on a new text.
    pub(crate) fn start(&self) -> Features<'_> {
        let mut memory = self.spare.take();
        memory.ring.resize(self.pad.len() * RING * SLOT, 0.0);
        memory.reduced.resize(0);
        Features { scorer: self, memory, dropped: 0 }
    }
}

/// Reorders the last-but-`inner` axes from (unit, piece) to (piece, unit).
fn by_piece(values: &[f32], inner: usize) -> Vec<f32> {
    let mut out = Vec::with_capacity(values.len());
    for slot in values.chunks_exact(SLOT * inner) {
        for piece in 0..PIECES {
            for unit in 0..HIDDEN {
                let from = (unit * PIECES + piece) * inner;
                out.extend_from_slice(&slot[from..from + inner]);
            }
        }
    }
    out
}

/// Lays out what a slot adds by lanes.
fn by_lanes(values: &[f32]) -> Slot {
    let mut slot = Slot::default();
    slot.as_flattened_mut().copy_from_slice(values);
    slot
}

/// Holds what a scorer knows about the tokens of one text so far.
pub(crate) struct Features<'a> {
    scorer: &'a Scorer,
    memory: Lent<'a, Memory>,
    dropped: usize,
}

/// Holds memory that texts use one after another.
#[derive(Debug, Default)]
struct Memory {
    /// For each slot, what the latest tokens add in it.
    ring: Vec<f32>,
    /// Reduced vectors of all tokens but those dropped.
    reduced: Narrow,
    wide: Vec<f32>,
}

impl Features<'_> {
    /// Gives the number of tokens added so far.
    pub(crate) fn tokens(&self) -> usize {
        self.dropped + self.memory.reduced.len()
    }

    /// Adds the vectors of the next tokens.
    pub(crate) fn add(&mut self, vectors: &Wide) {
        let (scorer, dropped) = (self.scorer, self.dropped);
        let Memory { ring, reduced, wide } = &mut *self.memory;
        let known = reduced.len();
        wide.resize(vectors.len() * HIDDEN, 0.0);
        scorer.reduce.apply(vectors, 0, wide);
        scorer.unit.run(Reduce { floats: wide, rows: reduced });
        // What the ring has no room for is not written; a stretch may go over its end.
        let mut from = known.max(reduced.len().saturating_sub(RING));
        while from < reduced.len() {
            let at = (dropped + from) % RING;
            let count = (RING - at).min(reduced.len() - from);
            for (slot, ring) in ring.chunks_exact_mut(RING * SLOT).enumerate() {
                let out = &mut ring[at * SLOT..(at + count) * SLOT];
                scorer.lower.apply_panels(reduced, from, panels(slot), out);
            }
            from += count;
        }
    }

    /// Forgets tokens before `token`, which no state will look at again.
    pub(crate) fn forget_before(&mut self, token: usize) {
        const WORTHWHILE: usize = 4096;
        if token >= self.dropped + WORTHWHILE {
            let count = (token - self.dropped).min(self.memory.reduced.len());
            self.memory.reduced.forget(count);
            self.dropped += count;
        }
    }

    /// Scores all actions of the state that looks at these tokens.
    pub(crate) fn score(&self, tokens: &[usize], scores: &mut [f32; MOST_ACTIONS]) {
        self.scorer.unit.run(Score { features: self, tokens, scores });
    }

    /// Gives what a token adds in a slot, if it is kept.
    #[inline(always)]
    fn kept(&self, token: usize, slot: usize) -> Option<&Slot> {
        let kept = token < self.tokens() && token + RING >= self.tokens();
        let row = self.memory.ring.get((slot * RING + token % RING) * SLOT..)?;
        row.as_chunks().0.first_chunk().filter(|_| kept)
    }

    /// Computes what a token adds in a slot; nothing if the token was forgotten.
    #[cold]
    fn compute(&self, token: usize, slot: usize) -> Slot {
        let mut out = Slot::default();
        let place = token.wrapping_sub(self.dropped);
        let reduced = &self.memory.reduced;
        if place < reduced.len() {
            self.scorer.lower.apply_panels(reduced, place, panels(slot), out.as_flattened_mut());
        }
        out
    }
}

/// Gives the panels of the first layer that a slot's outputs lie in.
fn panels(slot: usize) -> std::ops::Range<usize> {
    const PANELS: usize = SLOT / Dense::<{ HIDDEN / 2 }>::PANEL;
    slot * PANELS..(slot + 1) * PANELS
}

/// Rounds reduced vectors and adds them to the rows.
struct Reduce<'a> {
    floats: &'a [f32],
    rows: &'a mut Narrow,
}

impl Operation for Reduce<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        let known = self.rows.len();
        let (floats, _) = self.floats.as_chunks::<HIDDEN>();
        self.rows.resize(known + floats.len());
        for (at, row) in floats.iter().enumerate() {
            self.rows.set(lanes, known + at, row);
        }
    }
}

struct Score<'a, 'b> {
    features: &'a Features<'a>,
    tokens: &'b [usize],
    scores: &'b mut [f32; MOST_ACTIONS],
}

impl Operation for Score<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        const UNITS: usize = HIDDEN / LANES;
        let Score { features, tokens, scores } = self;
        let scorer = features.scorer;
        let mut sums = [lanes.splat(0.0); SLOT / LANES];
        let add = |sums: &mut [L::Floats; SLOT / LANES], part: &Slot| {
            for (sum, part) in sums.iter_mut().zip(part) {
                *sum = lanes.add(*sum, lanes.load(part));
            }
        };
        for (slot, (token, pad)) in tokens.iter().zip(&scorer.pad).enumerate() {
            if *token == NO_TOKEN {
                add(&mut sums, pad);
            } else if let Some(kept) = features.kept(*token, slot) {
                add(&mut sums, kept);
            } else {
                add(&mut sums, &features.compute(*token, slot));
            }
        }
        add(&mut sums, &scorer.bias);
        let mut hidden = [[0.0f32; LANES]; UNITS];
        for (unit, out) in hidden.iter_mut().enumerate() {
            lanes.store(lanes.greater(sums[unit], sums[UNITS + unit]), out);
        }
        let hidden = hidden.as_flattened();
        match scorer.vectors {
            SMALL => multiply::<L, SMALL>(lanes, hidden, scorer, scores),
            MIDDLE => multiply::<L, MIDDLE>(lanes, hidden, scorer, scores),
            _ => multiply::<L, LARGE>(lanes, hidden, scorer, scores),
        }
    }
}

/// Multiplies the hidden layer by the upper weights, and adds the bias.
#[inline(always)]
fn multiply<L: Lanes, const V: usize>(
    lanes: L,
    input: &[f32],
    scorer: &Scorer,
    scores: &mut [f32; MOST_ACTIONS],
) {
    let mut sums = [lanes.splat(0.0); V];
    for (x, row) in input.iter().zip(scorer.upper.as_chunks::<V>().0) {
        let x = lanes.splat(*x);
        for v in 0..V {
            sums[v] = lanes.add(sums[v], lanes.multiply(x, lanes.load(&row[v])));
        }
    }
    let outs = scores.as_chunks_mut::<LANES>().0.iter_mut();
    for ((out, sum), bias) in outs.zip(sums).zip(&scorer.upper_bias) {
        lanes.store(lanes.add(sum, lanes.load(bias)), out);
    }
}
