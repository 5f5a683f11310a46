//! Rows of 16-bit integers, each with the factor that turns them back into numbers.
//!
//! In: rows of floats. Out: for each, integers that are its numbers times one scale, rounded, such
//! that their Euclidean length is at most [`LONGEST`]; together with weights of bounded length
//! this keeps every sum of products within 32 bits, by the inequality of Cauchy and Schwarz, for
//! any row there can be. The scale is the row's own, so a row gives the same integers wherever it
//! stands. Integers lie in pairs, as the instructions take them: number `k` beside number
//! `k + K` of a row of `2 K`.

use crate::unit::{LANES, Lanes};

/// Greatest length of a row of integers before rounding, which adds at most 5 for 96 numbers.
pub(crate) const LONGEST: f32 = 32_700.0;
/// Shortest row that is told from zero.
const SHORTEST: f32 = 1e-18;
/// Adding this leaves a number of up to 22 bits rounded to the nearest even in the low bits.
const ROUNDER: f32 = 12_582_912.0;

/// Holds rows of `2 K` integers.
#[derive(Debug, Default)]
pub(crate) struct Rows<const K: usize> {
    pairs: Vec<[i32; K]>,
    factors: Vec<f32>,
}

/// Holds rows of 96 integers.
pub(crate) type Wide = Rows<48>;
/// Holds rows of 64 integers.
pub(crate) type Narrow = Rows<32>;

impl<const K: usize> Rows<K> {
    /// Gives an empty list.
    pub(crate) fn new() -> Rows<K> {
        Rows { pairs: Vec::new(), factors: Vec::new() }
    }

    /// Gives the number of rows.
    pub(crate) fn len(&self) -> usize {
        self.pairs.len()
    }

    /// Makes the list this long; rows that are new are zero.
    pub(crate) fn resize(&mut self, rows: usize) {
        self.pairs.resize(rows, [0; K]);
        self.factors.resize(rows, 0.0);
    }

    /// Drops the first rows.
    pub(crate) fn forget(&mut self, count: usize) {
        self.pairs.drain(..count);
        self.factors.drain(..count);
    }

    /// Gives the pairs and the factor of a row.
    #[inline(always)]
    pub(crate) fn get(&self, row: usize) -> (&[i32; K], f32) {
        (&self.pairs[row], self.factors[row])
    }

    /// Sets a row.
    #[inline(always)]
    pub(crate) fn set<L: Lanes>(&mut self, lanes: L, row: usize, numbers: &[f32]) {
        let (low, high) = numbers.split_at(K);
        let (low, high) = (low.as_chunks::<LANES>().0, high.as_chunks::<LANES>().0);
        let mut squares = lanes.splat(0.0);
        for part in low.iter().chain(high) {
            let part = lanes.load(part);
            squares = lanes.add(squares, lanes.multiply(part, part));
        }
        let length = total(lanes, squares).sqrt();
        let (pairs, factor) = (&mut self.pairs[row], &mut self.factors[row]);
        if !(SHORTEST..=f32::MAX).contains(&length) {
            (*pairs, *factor) = ([0; K], 0.0);
            return;
        }
        *factor = length / LONGEST;
        let (scale, rounder) = (lanes.splat(LONGEST / length), lanes.splat(ROUNDER));
        let integers = |part: &[f32; LANES]| {
            let mut out = [0.0; LANES];
            let scaled = lanes.multiply(lanes.load(part), scale);
            lanes.store(lanes.add(scaled, rounder), &mut out);
            out.map(f32::to_bits)
        };
        for ((low, high), pairs) in low.iter().zip(high).zip(pairs.as_chunks_mut::<LANES>().0) {
            let (low, high) = (integers(low), integers(high));
            for ((pair, low), high) in pairs.iter_mut().zip(low).zip(high) {
                *pair = (low & 0xffff | high << 16) as i32;
            }
        }
    }
}

/// Adds up sixteen lanes, in halves.
#[inline(always)]
pub(crate) fn total<L: Lanes>(lanes: L, sums: L::Floats) -> f32 {
    let mut all = [0.0; LANES];
    lanes.store(sums, &mut all);
    let mut width = LANES / 2;
    while width > 0 {
        for i in 0..width {
            all[i] += all[i + width];
        }
        width /= 2;
    }
    all[0]
}
