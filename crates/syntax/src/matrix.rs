//! Matrix products for the network layers, laid out for whatever vector unit the machine has.
//!
//! Weights are packed once at load into panels of three vectors by input; a product then walks a
//! panel for a tile of rows at a time. The vector width is picked at run time. Every output is a
//! sum over inputs in ascending order, so results do not depend on how rows are batched.

use std::any::TypeId;
use std::marker::PhantomData;

use pulp::{Arch, Scalar128b, Simd, WithSimd};

/// Number of vectors a panel is wide: the three pieces of a maxout unit, or three outputs.
const PLANES: usize = 3;

/// Holds floats whose first element sits on a cache line.
#[derive(Debug)]
struct Aligned {
    data: Vec<f32>,
    start: usize,
    length: usize,
}

impl Aligned {
    fn zeros(length: usize) -> Aligned {
        let data = vec![0.0; length + 16];
        let past = data.as_ptr() as usize % 64;
        let start = (64 - past) % 64 / 4;
        Aligned { data, start, length }
    }

    fn get(&self) -> &[f32] {
        &self.data[self.start..self.start + self.length]
    }

    fn get_mut(&mut self) -> &mut [f32] {
        &mut self.data[self.start..self.start + self.length]
    }
}

/// Finds the number of floats a vector of this machine holds.
struct Lanes;

impl WithSimd for Lanes {
    type Output = usize;
    fn with_simd<S: Simd>(self, _: S) -> usize {
        S::F32_LANES
    }
}

/// Runs an operation on a vector unit; without a wide one, on four floats at a time.
#[inline(always)]
pub(crate) fn dispatch<O: WithSimd>(arch: Arch, operation: O) -> O::Output {
    match arch {
        Arch::Scalar => Scalar128b.vectorize(operation),
        other => other.dispatch(operation),
    }
}

/// Computes `a * b + c`, fused only where that is an instruction and not a library call.
#[inline(always)]
pub(crate) fn multiply_add<S: Simd>(simd: S, a: S::f32s, b: S::f32s, c: S::f32s) -> S::f32s {
    if TypeId::of::<S>() == TypeId::of::<Scalar128b>() {
        simd.add_f32s(simd.mul_f32s(a, b), c)
    } else {
        simd.mul_add_e_f32s(a, b, c)
    }
}

/// Holds weights and biases in panels of `PLANES` vectors.
#[derive(Debug)]
struct Packed {
    arch: Arch,
    inputs: usize,
    panels: Aligned,
    bias: Aligned,
}

impl Packed {
    /// Packs weights of shape (outputs, inputs); `place` says where an output goes, as a panel
    /// and a place in it, given the number of lanes.
    fn new(
        arch: Arch,
        weight: &[f32],
        bias: &[f32],
        inputs: usize,
        place: impl Fn(usize, usize) -> (usize, usize),
    ) -> Packed {
        let lanes = dispatch(arch, Lanes);
        let step = PLANES * lanes;
        let width = bias.len().div_ceil(step) * step;
        let (mut panels, mut planes) = (Aligned::zeros(width * inputs), Aligned::zeros(width));
        let (to, to_bias) = (panels.get_mut(), planes.get_mut());
        for (output, (row, bias)) in weight.chunks_exact(inputs).zip(bias).enumerate() {
            let (panel, at) = place(output, lanes);
            to_bias[panel * step + at] = *bias;
            for (k, value) in row.iter().enumerate() {
                to[(panel * inputs + k) * step + at] = *value;
            }
        }
        Packed { arch, inputs, panels, bias: planes }
    }

    /// Gives the number of outputs, with the padding of the last panel.
    fn width(&self) -> usize {
        self.bias.length
    }
}

/// Says what becomes of the sums of a panel.
trait Finish {
    /// Number of vectors that come out of a panel.
    const VECTORS: usize;
    /// Writes what comes out.
    fn finish<S: Simd>(simd: S, sums: [S::f32s; PLANES], out: &mut [S::f32s]);
}

/// Keeps the greatest of the three planes.
struct Greatest;

impl Finish for Greatest {
    const VECTORS: usize = 1;

    #[inline(always)]
    fn finish<S: Simd>(simd: S, sums: [S::f32s; PLANES], out: &mut [S::f32s]) {
        out[0] = simd.max_f32s(simd.max_f32s(sums[0], sums[1]), sums[2]);
    }
}

/// Keeps all planes.
struct All;

impl Finish for All {
    const VECTORS: usize = PLANES;

    #[inline(always)]
    fn finish<S: Simd>(_: S, sums: [S::f32s; PLANES], out: &mut [S::f32s]) {
        out.copy_from_slice(&sums);
    }
}

/// Multiplies rows by packed weights.
struct Product<'a, F> {
    packed: &'a Packed,
    input: &'a [f32],
    stride: usize,
    out: &'a mut [f32],
    width: usize,
    finish: PhantomData<F>,
}

impl<F: Finish> WithSimd for Product<'_, F> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(mut self, simd: S) {
        let step = PLANES * S::F32_LANES;
        let panels = self.packed.panels.get().chunks_exact(self.packed.inputs * step);
        let biases = self.packed.bias.get().chunks_exact(step);
        let rows = self.out.len() / self.width;
        for (block, (panel, bias)) in panels.zip(biases).enumerate() {
            let (panel, bias) = (S::as_simd_f32s(panel).0, S::as_simd_f32s(bias).0);
            let mut row = 0;
            // As many rows at a time as sums fit into the registers.
            while S::F32_LANES >= 16 && row + 8 <= rows {
                self.tile::<S, 8>(simd, row, block, panel, bias);
                row += 8;
            }
            while row + 3 <= rows {
                self.tile::<S, 3>(simd, row, block, panel, bias);
                row += 3;
            }
            while row < rows {
                self.tile::<S, 1>(simd, row, block, panel, bias);
                row += 1;
            }
        }
    }
}

impl<F: Finish> Product<'_, F> {
    /// Computes what one panel gives for `R` rows.
    #[inline(always)]
    fn tile<S: Simd, const R: usize>(
        &mut self,
        simd: S,
        row: usize,
        block: usize,
        panel: &[S::f32s],
        bias: &[S::f32s],
    ) {
        let (steps, _) = panel.as_chunks::<PLANES>();
        let from = |r: usize| &self.input[(row + r) * self.stride..][..steps.len()];
        let inputs: [&[f32]; R] = std::array::from_fn(from);
        let mut sums = [[simd.splat_f32s(0.0); PLANES]; R];
        for (k, weights) in steps.iter().enumerate() {
            for r in 0..R {
                let x = simd.splat_f32s(inputs[r][k]);
                for p in 0..PLANES {
                    sums[r][p] = multiply_add(simd, x, weights[p], sums[r][p]);
                }
            }
        }
        let length = F::VECTORS * S::F32_LANES;
        for (r, sums) in sums.into_iter().enumerate() {
            let at = (row + r) * self.width + block * length;
            let out = S::as_mut_simd_f32s(&mut self.out[at..at + length]).0;
            F::finish(simd, std::array::from_fn(|p| simd.add_f32s(sums[p], bias[p])), out);
        }
    }
}

/// Multiplies rows by a matrix and keeps, for each unit, the greatest of its three pieces.
#[derive(Debug)]
pub(crate) struct Maxout {
    packed: Packed,
    units: usize,
}

impl Maxout {
    /// Packs weights of shape (units, 3, inputs) and biases of shape (units, 3); the number of
    /// units must be a multiple of the lanes of every vector unit, which sixteen is.
    pub(crate) fn pack(arch: Arch, weight: &[f32], bias: &[f32], inputs: usize) -> Maxout {
        let place = |output: usize, lanes: usize| {
            let (unit, piece) = (output / PLANES, output % PLANES);
            (unit / lanes, piece * lanes + unit % lanes)
        };
        let packed = Packed::new(arch, weight, bias, inputs, place);
        Maxout { packed, units: bias.len() / PLANES }
    }

    /// Fills `out` (rows of `units`) from rows that start every `stride` floats of `input`.
    ///
    /// Rows may overlap: a window over neighbours is a row three times as wide as its stride.
    pub(crate) fn apply(&self, input: &[f32], stride: usize, out: &mut [f32]) {
        let (packed, width, finish) = (&self.packed, self.units, PhantomData::<Greatest>);
        dispatch(packed.arch, Product { packed, input, stride, out, width, finish });
    }
}

/// Multiplies rows by a matrix and adds a bias.
#[derive(Debug)]
pub(crate) struct Dense {
    packed: Packed,
}

impl Dense {
    /// Packs weights of shape (outputs, inputs) and biases of shape (outputs).
    pub(crate) fn pack(arch: Arch, weight: &[f32], bias: &[f32], inputs: usize) -> Dense {
        let place = |output: usize, lanes: usize| {
            let step = PLANES * lanes;
            (output / step, output % step)
        };
        Dense { packed: Packed::new(arch, weight, bias, inputs, place) }
    }

    /// Gives the length of an output row: the outputs, then padding up to whole panels.
    pub(crate) fn width(&self) -> usize {
        self.packed.width()
    }

    /// Fills `out` (rows of `width()`) from the rows of `input`.
    pub(crate) fn apply(&self, input: &[f32], out: &mut [f32]) {
        let (packed, width, finish) = (&self.packed, self.width(), PhantomData::<All>);
        let stride = packed.inputs;
        dispatch(packed.arch, Product { packed, input, stride, out, width, finish });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(count: usize, seed: u32) -> Vec<f32> {
        let mut state = seed;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / (1 << 23) as f32 - 1.0
        };
        (0..count).map(|_| next()).collect()
    }

    fn dot(a: &[f32], b: &[f32]) -> f32 {
        a.iter().zip(b).map(|(x, y)| x * y).sum()
    }

    fn archs() -> [Arch; 2] {
        [Arch::new(), Arch::Scalar]
    }

    #[test]
    fn a_maxout_over_overlapping_rows_equals_the_plain_sums() {
        let (units, inputs, stride, rows) = (96, 36, 12, 13);
        let (weight, bias) = (numbers(units * 3 * inputs, 1), numbers(units * 3, 2));
        let input = numbers(stride * (rows - 1) + inputs, 3);
        for arch in archs() {
            let mut out = vec![0.0; rows * units];
            Maxout::pack(arch, &weight, &bias, inputs).apply(&input, stride, &mut out);
            for (row, unit) in (0..rows).flat_map(|r| (0..units).map(move |u| (r, u))) {
                let piece = |p: usize| {
                    let at = unit * 3 + p;
                    dot(&weight[at * inputs..(at + 1) * inputs], &input[row * stride..]) + bias[at]
                };
                let want = piece(0).max(piece(1)).max(piece(2));
                assert!((out[row * units + unit] - want).abs() < 1e-4);
            }
        }
    }

    #[test]
    fn a_dense_layer_equals_the_plain_sums() {
        let (outputs, inputs, rows) = (50, 24, 11);
        let (weight, bias) = (numbers(outputs * inputs, 4), numbers(outputs, 5));
        let input = numbers(rows * inputs, 6);
        for arch in archs() {
            let layer = Dense::pack(arch, &weight, &bias, inputs);
            let mut out = vec![0.0; rows * layer.width()];
            layer.apply(&input, &mut out);
            for (row, output) in (0..rows).flat_map(|r| (0..outputs).map(move |o| (r, o))) {
                let want = dot(&weight[output * inputs..], &input[row * inputs..][..inputs])
                    + bias[output];
                assert!((out[row * layer.width() + output] - want).abs() < 1e-4);
            }
        }
    }
}
