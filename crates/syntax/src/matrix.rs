//! Matrix products for the network layers, in 16-bit integers with exact 32-bit sums.
//!
//! In: [`Rows`]. Out: rows of floats, or the greatest of three pieces for each unit. Weights are
//! rounded once at load to integers with a scale for each output, so long that no sum of products
//! can leave 32 bits. An input row may consist of several segments, each a row with a factor of
//! its own: the sum of a segment is turned into a float, and floats are added in the order of the
//! segments. So results depend neither on the vector unit nor on how rows are batched, and what a
//! segment adds may be kept and used again.

mod packed;
mod peak;

use std::marker::PhantomData;

use crate::rows::Rows;
use crate::unit::{LANES, Lanes, Line, Operation, Unit};
use packed::Packed;
pub(crate) use peak::peak;

/// Adds up products: sums of a segment for `R` rows, as floats.
#[inline(always)]
fn tile<L: Lanes, const K: usize, const P: usize, const R: usize>(
    lanes: L,
    lines: &[[Line; P]],
    rows: [(&[i32; K], f32); R],
) -> [[L::Floats; P]; R] {
    let mut sums = [[lanes.zero(); P]; R];
    for (k, lines) in lines.iter().enumerate().take(K) {
        for r in 0..R {
            for p in 0..P {
                sums[r][p] = lanes.add_products(sums[r][p], &lines[p], rows[r].0[k]);
            }
        }
    }
    let mut floats = [[lanes.splat(0.0); P]; R];
    for r in 0..R {
        let factor = lanes.splat(rows[r].1);
        for p in 0..P {
            floats[r][p] = lanes.multiply(lanes.floats(sums[r][p]), factor);
        }
    }
    floats
}

/// Says what becomes of the floats of a panel and a row.
trait Finish<const P: usize> {
    /// Lines that come out of a panel.
    const OUT: usize;
    /// Writes what comes out.
    fn finish<L: Lanes>(lanes: L, values: [L::Floats; P], out: &mut [[f32; LANES]]);
}

/// Keeps the greatest of the lines.
struct Greatest;

impl Finish<3> for Greatest {
    const OUT: usize = 1;

    #[inline(always)]
    fn finish<L: Lanes>(lanes: L, values: [L::Floats; 3], out: &mut [[f32; LANES]]) {
        let greatest = lanes.greater(lanes.greater(values[0], values[1]), values[2]);
        lanes.store(greatest, &mut out[0]);
    }
}

/// Keeps all lines.
struct All;

impl<const P: usize> Finish<P> for All {
    const OUT: usize = P;

    #[inline(always)]
    fn finish<L: Lanes>(lanes: L, values: [L::Floats; P], out: &mut [[f32; LANES]]) {
        for p in 0..P {
            lanes.store(values[p], &mut out[p]);
        }
    }
}

/// Multiplies rows by packed weights. Output row `r` takes input rows from `r * stride` on, one
/// for each segment.
struct Product<'a, F, const K: usize, const P: usize> {
    packed: &'a Packed<P>,
    panels: std::ops::Range<usize>,
    rows: &'a Rows<K>,
    first: usize,
    stride: usize,
    out: &'a mut [f32],
    width: usize,
    finish: PhantomData<F>,
}

impl<F: Finish<P>, const K: usize, const P: usize> Operation for Product<'_, F, K, P> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(mut self, lanes: L) {
        let rows = self.out.len() / self.width;
        for (place, panel) in self.panels.clone().enumerate() {
            let mut row = 0;
            // As many rows at a time as sums fit into the registers.
            while L::SUMS >= 8 * P && row + 8 <= rows {
                self.rows_of::<L, 8>(lanes, panel, place, row);
                row += 8;
            }
            while L::SUMS >= 6 * P && row + 6 <= rows {
                self.rows_of::<L, 6>(lanes, panel, place, row);
                row += 6;
            }
            while L::SUMS >= 4 * P && row + 4 <= rows {
                self.rows_of::<L, 4>(lanes, panel, place, row);
                row += 4;
            }
            while L::SUMS >= 2 * P && row + 2 <= rows {
                self.rows_of::<L, 2>(lanes, panel, place, row);
                row += 2;
            }
            while row < rows {
                self.rows_of::<L, 1>(lanes, panel, place, row);
                row += 1;
            }
        }
    }
}

impl<F: Finish<P>, const K: usize, const P: usize> Product<'_, F, K, P> {
    /// Computes what one panel gives for `R` rows.
    #[inline(always)]
    fn rows_of<L: Lanes, const R: usize>(
        &mut self,
        lanes: L,
        panel: usize,
        place: usize,
        row: usize,
    ) {
        let packed = self.packed;
        let mut totals = [[lanes.splat(0.0); P]; R];
        for segment in 0..packed.segments {
            let first = self.first + row * self.stride + segment;
            let mut inputs = [self.rows.get(first); R];
            for (r, input) in inputs.iter_mut().enumerate() {
                *input = self.rows.get(first + r * self.stride);
            }
            let floats = tile::<L, K, P, R>(lanes, packed.lines(panel, segment), inputs);
            for r in 0..R {
                for p in 0..P {
                    totals[r][p] = lanes.add(totals[r][p], floats[r][p]);
                }
            }
        }
        let length = F::OUT * LANES;
        for (r, totals) in totals.iter().enumerate() {
            let from = (row + r) * self.width + place * length;
            let out = self.out[from..from + length].as_chunks_mut().0;
            F::finish(lanes, settle(lanes, packed, panel, totals), out);
        }
    }
}

/// Turns totals into values: what they are worth, and the bias.
#[inline(always)]
fn settle<L: Lanes, const P: usize>(
    lanes: L,
    packed: &Packed<P>,
    panel: usize,
    totals: &[L::Floats; P],
) -> [L::Floats; P] {
    let mut values = *totals;
    for p in 0..P {
        let (worth, bias) = (&packed.worth[panel * P + p], &packed.bias[panel * P + p]);
        values[p] = lanes.add(lanes.multiply(totals[p], lanes.load(worth)), lanes.load(bias));
    }
    values
}

/// Multiplies rows by a matrix and keeps, for each unit, the greatest of its three pieces.
#[derive(Debug)]
pub(crate) struct Maxout<const K: usize> {
    packed: Packed<3>,
    units: usize,
}

impl<const K: usize> Maxout<K> {
    /// Packs weights of shape (units, 3, segments, 2 K) and biases of shape (units, 3); the number of
    /// units must be a multiple of sixteen.
    pub(crate) fn pack(unit: Unit, weight: &[f32], bias: &[f32]) -> Maxout<K> {
        let place = |output: usize| {
            let (unit, piece) = (output / 3, output % 3);
            (unit / LANES, piece, unit % LANES)
        };
        let packed = Packed::new::<K>(unit, weight, bias, place);
        Maxout { packed, units: bias.len() / 3 }
    }

    /// Fills `out` (rows of units) from the input rows from `first` on; each output row begins
    /// `stride` input rows after the one before, so that windows may overlap.
    pub(crate) fn apply(&self, rows: &Rows<K>, first: usize, stride: usize, out: &mut [f32]) {
        let (packed, panels, width) = (&self.packed, 0..self.packed.panels(), self.units);
        let product = Product {
            packed,
            panels,
            rows,
            first,
            stride,
            out,
            width,
            finish: PhantomData::<Greatest>,
        };
        packed.unit.run(product);
    }

    /// Gives the length of what one row adds to the sums, in each segment it may stand in.
    pub(crate) fn parts_width(&self) -> usize {
        self.packed.segments * self.segment_width()
    }

    fn segment_width(&self) -> usize {
        self.packed.worth.len() * LANES
    }

    /// Fills `out` with what each row adds in each segment.
    pub(crate) fn parts(&self, rows: &Rows<K>, out: &mut [f32]) {
        self.packed.unit.run(Parts { layer: self, rows, out });
    }

    /// Fills `out` (a row of units) with the product for a row whose segments add `parts`.
    #[inline(always)]
    pub(crate) fn join<L: Lanes>(&self, lanes: L, parts: &[&[f32]], out: &mut [f32]) {
        let width = self.segment_width();
        let (out, _) = out.as_chunks_mut::<LANES>();
        for (panel, out) in out.iter_mut().enumerate() {
            let mut totals = [lanes.splat(0.0); 3];
            for (segment, part) in parts.iter().enumerate() {
                let from = segment * width + panel * 3 * LANES;
                let (lines, _) = part[from..from + 3 * LANES].as_chunks::<LANES>();
                for p in 0..3 {
                    totals[p] = lanes.add(totals[p], lanes.load(&lines[p]));
                }
            }
            let values = settle(lanes, &self.packed, panel, &totals);
            Greatest::finish(lanes, values, std::slice::from_mut(out));
        }
    }
}

struct Parts<'a, const K: usize> {
    layer: &'a Maxout<K>,
    rows: &'a Rows<K>,
    out: &'a mut [f32],
}

impl<const K: usize> Operation for Parts<'_, K> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(mut self, lanes: L) {
        let packed = &self.layer.packed;
        for segment in 0..packed.segments {
            for panel in 0..packed.panels() {
                let mut row = 0;
                while L::SUMS >= 24 && row + 8 <= self.rows.len() {
                    self.rows_of::<L, 8>(lanes, segment, panel, row);
                    row += 8;
                }
                while L::SUMS >= 6 && row + 2 <= self.rows.len() {
                    self.rows_of::<L, 2>(lanes, segment, panel, row);
                    row += 2;
                }
                while row < self.rows.len() {
                    self.rows_of::<L, 1>(lanes, segment, panel, row);
                    row += 1;
                }
            }
        }
    }
}

impl<const K: usize> Parts<'_, K> {
    #[inline(always)]
    fn rows_of<L: Lanes, const R: usize>(
        &mut self,
        lanes: L,
        segment: usize,
        panel: usize,
        row: usize,
    ) {
        let mut inputs = [self.rows.get(row); R];
        for (r, input) in inputs.iter_mut().enumerate() {
            *input = self.rows.get(row + r);
        }
        let lines = self.layer.packed.lines(panel, segment);
        let floats = tile::<L, K, 3, R>(lanes, lines, inputs);
        let (width, all) = (self.layer.segment_width(), self.layer.parts_width());
        for (r, floats) in floats.iter().enumerate() {
            let from = (row + r) * all + segment * width + panel * 3 * LANES;
            All::finish(lanes, *floats, self.out[from..from + 3 * LANES].as_chunks_mut().0);
        }
    }
}

/// Lines of a panel of a dense layer.
const DENSE: usize = 4;

/// Multiplies rows of one segment by a matrix and adds a bias.
#[derive(Debug)]
pub(crate) struct Dense<const K: usize> {
    packed: Packed<DENSE>,
}

impl<const K: usize> Dense<K> {
    /// Outputs of a panel.
    pub(crate) const PANEL: usize = DENSE * LANES;

    /// Packs weights of shape (outputs, 2 K) and biases of shape (outputs).
    pub(crate) fn pack(unit: Unit, weight: &[f32], bias: &[f32]) -> Dense<K> {
        let place =
            |output: usize| (output / Self::PANEL, output % Self::PANEL / LANES, output % LANES);
        Dense { packed: Packed::new::<K>(unit, weight, bias, place) }
    }

    /// Gives the length of an output row: the outputs, then padding up to whole panels.
    pub(crate) fn width(&self) -> usize {
        self.packed.panels() * Self::PANEL
    }

    /// Fills `out` (rows of `width()`) from the input rows from `first` on.
    pub(crate) fn apply(&self, rows: &Rows<K>, first: usize, out: &mut [f32]) {
        self.apply_panels(rows, first, 0..self.packed.panels(), out);
    }

    /// Fills `out` with the outputs of some panels alone.
    pub(crate) fn apply_panels(
        &self,
        rows: &Rows<K>,
        first: usize,
        panels: std::ops::Range<usize>,
        out: &mut [f32],
    ) {
        let (packed, width) = (&self.packed, panels.len() * Self::PANEL);
        let product = Product {
            packed,
            panels,
            rows,
            first,
            stride: 1,
            out,
            width,
            finish: PhantomData::<All>,
        };
        packed.unit.run(product);
    }
}

#[cfg(test)]
mod tests;
