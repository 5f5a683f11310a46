//! Scores the actions of a transition system from the vectors of a few tokens.
//!
//! In: token vectors, in text order, then the tokens a state looks at. Out: a score per action.
//! The first layer is computed once per token and slot and then only summed, as the features of a
//! state are a choice of tokens. Those sums are kept for the latest tokens alone; older ones are
//! recomputed from 64 numbers, so memory per token stays small.

use std::collections::VecDeque;

use pulp::{Arch, Simd, WithSimd};

use crate::archive::Archive;
use crate::encoder::WIDTH;
use crate::error::Error;
use crate::matrix::{Dense, dispatch, multiply_add};

/// Width of the reduced token vector and of the hidden layer.
const HIDDEN: usize = 64;
/// Pieces of the hidden layer's maxout.
const PIECES: usize = 2;
/// Numbers a slot adds to the hidden layer before the maxout.
const SLOT: usize = HIDDEN * PIECES;
/// Actions a scorer has room for; a multiple of eight vectors on every machine.
pub(crate) const MOST_ACTIONS: usize = 128;
/// Number of latest tokens whose first layer is kept.
const RING: usize = 512;
/// Marks a slot without a token.
pub(crate) const NO_TOKEN: usize = usize::MAX;

/// Holds the weights of a transition scorer with `slots` feature tokens.
#[derive(Debug)]
pub(crate) struct Scorer {
    arch: Arch,
    slots: usize,
    reduce: Dense,
    lower: Dense,
    /// For each slot, inputs by outputs; used for old tokens one at a time.
    lower_columns: Vec<f32>,
    pad: Vec<f32>,
    bias: Vec<f32>,
    /// Inputs by `MOST_ACTIONS` outputs.
    upper_columns: Vec<f32>,
    upper_bias: Vec<f32>,
}

impl Scorer {
    /// Reads the weights whose tensors are named `prefix.…`.
    pub(crate) fn read(
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
        let arch = Arch::new();
        let reduce = Dense::pack(
            arch,
            &floats("reduce.weight", &[HIDDEN, WIDTH])?,
            &floats("reduce.bias", &[HIDDEN])?,
            WIDTH,
        );
        let lower = by_piece(&floats("lower.weight", &[slots, HIDDEN, PIECES, HIDDEN])?, HIDDEN);
        let upper = floats("upper.weight", &[actions, HIDDEN])?;
        let mut upper_bias = floats("upper.bias", &[actions])?;
        upper_bias.resize(MOST_ACTIONS, 0.0);
        let lower_columns =
            lower.chunks_exact(SLOT * HIDDEN).flat_map(|s| columns(s, SLOT, SLOT)).collect();
        Ok(Scorer {
            arch,
            slots,
            reduce,
            lower: Dense::pack(arch, &lower, &vec![0.0; slots * SLOT], HIDDEN),
            lower_columns,
            pad: by_piece(&floats("lower.pad", &[1, slots, HIDDEN, PIECES])?, 1),
            bias: by_piece(&floats("lower.bias", &[HIDDEN, PIECES])?, 1),
            upper_columns: columns(&upper, actions, MOST_ACTIONS),
            upper_bias,
        })
    }

    /// Starts on a new text.
    pub(crate) fn start(&self) -> Features<'_> {
        Features {
            scorer: self,
            width: self.lower.width(),
            ring: vec![0.0; RING * self.lower.width()],
            reduced: VecDeque::new(),
            dropped: 0,
            wide: Vec::new(),
        }
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

/// Turns weights of shape (outputs, `HIDDEN`) into columns of `width`, padded with zeros.
fn columns(weight: &[f32], outputs: usize, width: usize) -> Vec<f32> {
    let mut out = vec![0.0; HIDDEN * width];
    for output in 0..outputs {
        for input in 0..HIDDEN {
            out[input * width + output] = weight[output * HIDDEN + input];
        }
    }
    out
}

/// Holds what a scorer knows about the tokens of one text so far.
pub(crate) struct Features<'a> {
    scorer: &'a Scorer,
    width: usize,
    ring: Vec<f32>,
    /// Reduced vectors of tokens `dropped..`.
    reduced: VecDeque<[f32; HIDDEN]>,
    dropped: usize,
    wide: Vec<f32>,
}

impl Features<'_> {
    /// Gives the number of tokens added so far.
    pub(crate) fn tokens(&self) -> usize {
        self.dropped + self.reduced.len()
    }

    /// Adds the vectors of the next tokens; at most a ring full at a time.
    pub(crate) fn add(&mut self, vectors: &[f32]) {
        for part in vectors.chunks(RING / 2 * WIDTH) {
            let count = part.len() / WIDTH;
            let reduce = &self.scorer.reduce;
            self.wide.resize(count * reduce.width(), 0.0);
            reduce.apply(part, &mut self.wide);
            let mut reduced = vec![0.0; count * HIDDEN];
            let rows = self.wide.chunks_exact(reduce.width());
            for (row, kept) in rows.zip(reduced.as_chunks_mut::<HIDDEN>().0) {
                kept.copy_from_slice(&row[..HIDDEN]);
            }
            let first = self.tokens();
            self.reduced.extend(reduced.as_chunks::<HIDDEN>().0);
            // The ring is filled in one or two stretches.
            let at = first % RING;
            let before_end = count.min(RING - at);
            let (head, tail) = reduced.split_at(before_end * HIDDEN);
            let lower = &self.scorer.lower;
            lower.apply(head, &mut self.ring[at * self.width..(at + before_end) * self.width]);
            lower.apply(tail, &mut self.ring[..(count - before_end) * self.width]);
        }
    }

    /// Forgets tokens before `token`, which no state will look at again.
    pub(crate) fn forget_before(&mut self, token: usize) {
        const WORTHWHILE: usize = 4096;
        if token >= self.dropped + WORTHWHILE {
            let count = (token - self.dropped).min(self.reduced.len());
            self.reduced.drain(..count);
            self.dropped += count;
        }
    }

    /// Scores all actions of the state that looks at these tokens.
    pub(crate) fn score(&self, tokens: &[usize], scores: &mut [f32; MOST_ACTIONS]) {
        dispatch(self.scorer.arch, ScoreRun { features: self, tokens, scores });
    }

    fn ring_slot(&self, token: usize, slot: usize) -> Option<&[f32; SLOT]> {
        let kept = token < self.tokens() && token + RING >= self.tokens();
        let row = self.ring.get(token % RING * self.width + slot * SLOT..)?;
        row.first_chunk().filter(|_| kept)
    }
}

struct ScoreRun<'a, 'b> {
    features: &'a Features<'a>,
    tokens: &'b [usize],
    scores: &'b mut [f32; MOST_ACTIONS],
}

impl WithSimd for ScoreRun<'_, '_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let ScoreRun { features, tokens, scores } = self;
        let scorer = features.scorer;
        let mut sums = [0.0f32; SLOT];
        for (slot, token) in tokens.iter().enumerate().take(scorer.slots) {
            let pad = scorer.pad[slot * SLOT..].first_chunk::<SLOT>();
            let part = if *token == NO_TOKEN { pad } else { features.ring_slot(*token, slot) };
            match part {
                Some(part) => add(&mut sums, part),
                None => {
                    let place = token.wrapping_sub(features.dropped);
                    let Some(vector) = features.reduced.get(place) else { continue };
                    let mut far = [0.0f32; SLOT];
                    multiply(
                        simd,
                        vector,
                        &scorer.lower_columns[slot * SLOT * HIDDEN..][..SLOT * HIDDEN],
                        &mut far,
                    );
                    add(&mut sums, &far);
                }
            }
        }
        let mut hidden = [0.0f32; HIDDEN];
        for (unit, out) in hidden.iter_mut().enumerate() {
            let first = sums[unit] + scorer.bias[unit];
            *out = first.max(sums[HIDDEN + unit] + scorer.bias[HIDDEN + unit]);
        }
        multiply(simd, &hidden, &scorer.upper_columns, scores);
        for (score, bias) in scores.iter_mut().zip(&scorer.upper_bias) {
            *score += bias;
        }
    }
}

#[inline(always)]
fn add(sums: &mut [f32; SLOT], part: &[f32; SLOT]) {
    for (a, b) in sums.iter_mut().zip(part) {
        *a += *b;
    }
}

/// Multiplies one vector by columns of 128 outputs.
#[inline(always)]
fn multiply<S: Simd>(
    simd: S,
    input: &[f32; HIDDEN],
    columns: &[f32],
    out: &mut [f32; MOST_ACTIONS],
) {
    const GROUP: usize = 8;
    let columns = S::as_simd_f32s(columns).0;
    let per_row = MOST_ACTIONS / S::F32_LANES;
    let out = S::as_mut_simd_f32s(out.as_mut_slice()).0;
    for (group, out) in out.chunks_exact_mut(GROUP).enumerate() {
        let mut sums = [simd.splat_f32s(0.0); GROUP];
        for (x, row) in input.iter().zip(columns.chunks_exact(per_row)) {
            let x = simd.splat_f32s(*x);
            if let Some(weights) = row[group * GROUP..].first_chunk::<GROUP>() {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = multiply_add(simd, x, *weight, *sum);
                }
            }
        }
        out.copy_from_slice(&sums);
    }
}
