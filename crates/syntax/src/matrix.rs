//! Matrix products for the network layers, laid out for whatever vector unit the machine has.
//!
//! Weights are packed once at load into panels of three vectors by input; a product then walks a
//! panel for a tile of rows at a time. The vector width is picked at run time. Every output is a
//! sum over inputs in ascending order, so results do not depend on how rows are batched.

use pulp::{Arch, Simd, WithSimd};

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

/// Picks the widest vector unit of the machine and its number of lanes.
pub(crate) fn arch() -> (Arch, usize) {
    let arch = Arch::new();
    (arch, arch.dispatch(Lanes))
}

/// Multiplies rows by a matrix and keeps, for each unit, the greatest of its three pieces.
#[derive(Debug)]
pub(crate) struct Maxout {
    arch: Arch,
    inputs: usize,
    units: usize,
    panels: Aligned,
    bias: Aligned,
}

impl Maxout {
    /// Packs weights of shape (units, 3, inputs) and biases of shape (units, 3).
    pub(crate) fn pack(weight: &[f32], bias: &[f32], units: usize, inputs: usize) -> Maxout {
        let (arch, lanes) = arch();
        let mut panels = Aligned::zeros(units * PLANES * inputs);
        let mut planes = Aligned::zeros(units * PLANES);
        for (unit, piece) in (0..units).flat_map(|u| (0..PLANES).map(move |p| (u, p))) {
            let (block, lane) = (unit / lanes, unit % lanes);
            planes.get_mut()[(block * PLANES + piece) * lanes + lane] = bias[unit * PLANES + piece];
            for k in 0..inputs {
                let value = weight[(unit * PLANES + piece) * inputs + k];
                panels.get_mut()[((block * inputs + k) * PLANES + piece) * lanes + lane] = value;
            }
        }
        Maxout { arch, inputs, units, panels, bias: planes }
    }

    /// Fills `out` (rows of `units`) from rows that start every `stride` floats of `input`.
    ///
    /// Rows may overlap: a window over neighbours is a row three times as wide as its stride.
    pub(crate) fn apply(&self, input: &[f32], stride: usize, out: &mut [f32]) {
        self.arch.dispatch(MaxoutRun { layer: self, input, stride, out });
    }
}

struct MaxoutRun<'a> {
    layer: &'a Maxout,
    input: &'a [f32],
    stride: usize,
    out: &'a mut [f32],
}

impl WithSimd for MaxoutRun<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let MaxoutRun { layer, input, stride, out } = self;
        let rows = out.len() / layer.units;
        let panel_length = layer.inputs * PLANES * S::F32_LANES;
        let panels = layer.panels.get().chunks_exact(panel_length);
        let biases = layer.bias.get().chunks_exact(PLANES * S::F32_LANES);
        for (block, (panel, bias)) in panels.zip(biases).enumerate() {
            let panel = S::as_simd_f32s(panel).0;
            let bias = S::as_simd_f32s(bias).0;
            let at = block * S::F32_LANES;
            let mut row = 0;
            if S::F32_LANES >= 16 {
                while row + 8 <= rows {
                    maxout_tile::<S, 8>(
                        simd,
                        &input[row * stride..],
                        stride,
                        panel,
                        bias,
                        &mut out[row * layer.units + at..],
                        layer.units,
                    );
                    row += 8;
                }
            }
            while row + 4 <= rows {
                maxout_tile::<S, 4>(
                    simd,
                    &input[row * stride..],
                    stride,
                    panel,
                    bias,
                    &mut out[row * layer.units + at..],
                    layer.units,
                );
                row += 4;
            }
            while row < rows {
                maxout_tile::<S, 1>(
                    simd,
                    &input[row * stride..],
                    stride,
                    panel,
                    bias,
                    &mut out[row * layer.units + at..],
                    layer.units,
                );
                row += 1;
            }
        }
    }
}

#[inline(always)]
fn maxout_tile<S: Simd, const R: usize>(
    simd: S,
    input: &[f32],
    stride: usize,
    panel: &[S::f32s],
    bias: &[S::f32s],
    out: &mut [f32],
    units: usize,
) {
    let sums = tile::<S, R>(simd, input, stride, panel);
    for (r, sum) in sums.iter().enumerate() {
        let mut best = simd.add_f32s(sum[0], bias[0]);
        for p in 1..PLANES {
            best = simd.max_f32s(best, simd.add_f32s(sum[p], bias[p]));
        }
        S::as_mut_simd_f32s(&mut out[r * units..r * units + S::F32_LANES]).0[0] = best;
    }
}

/// Sums one panel over the inputs of `R` rows.
#[inline(always)]
fn tile<S: Simd, const R: usize>(
    simd: S,
    input: &[f32],
    stride: usize,
    panel: &[S::f32s],
) -> [[S::f32s; PLANES]; R] {
    let (steps, _) = panel.as_chunks::<PLANES>();
    let rows: [&[f32]; R] = std::array::from_fn(|r| &input[r * stride..][..steps.len()]);
    let mut sums = [[simd.splat_f32s(0.0); PLANES]; R];
    for (k, weights) in steps.iter().enumerate() {
        for r in 0..R {
            let x = simd.splat_f32s(rows[r][k]);
            for p in 0..PLANES {
                sums[r][p] = simd.mul_add_f32s(x, weights[p], sums[r][p]);
            }
        }
    }
    sums
}

/// Multiplies rows by a matrix and adds a bias.
#[derive(Debug)]
pub(crate) struct Dense {
    arch: Arch,
    inputs: usize,
    width: usize,
    panels: Aligned,
    bias: Aligned,
}

impl Dense {
    /// Packs weights of shape (outputs, inputs) and biases of shape (outputs).
    pub(crate) fn pack(weight: &[f32], bias: &[f32], outputs: usize, inputs: usize) -> Dense {
        let (arch, lanes) = arch();
        let step = PLANES * lanes;
        let width = outputs.div_ceil(step) * step;
        let mut panels = Aligned::zeros(width * inputs);
        let mut planes = Aligned::zeros(width);
        planes.get_mut()[..outputs].copy_from_slice(&bias[..outputs]);
        for output in 0..outputs {
            let (block, place) = (output / step, output % step);
            for k in 0..inputs {
                panels.get_mut()[(block * inputs + k) * step + place] = weight[output * inputs + k];
            }
        }
        Dense { arch, inputs, width, panels, bias: planes }
    }

    /// Gives the length of an output row: the outputs, then padding up to whole panels.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// Fills `out` (rows of `width()`) from the rows of `input`.
    pub(crate) fn apply(&self, input: &[f32], out: &mut [f32]) {
        self.arch.dispatch(DenseRun { layer: self, input, out });
    }
}

struct DenseRun<'a> {
    layer: &'a Dense,
    input: &'a [f32],
    out: &'a mut [f32],
}

impl WithSimd for DenseRun<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        let DenseRun { layer, input, out } = self;
        let (stride, width) = (layer.inputs, layer.width);
        let rows = out.len() / width;
        let step = PLANES * S::F32_LANES;
        let panels = layer.panels.get().chunks_exact(stride * step);
        for (block, (panel, bias)) in panels.zip(layer.bias.get().chunks_exact(step)).enumerate() {
            let panel = S::as_simd_f32s(panel).0;
            let bias = S::as_simd_f32s(bias).0;
            let mut row = 0;
            if S::F32_LANES >= 16 {
                while row + 8 <= rows {
                    dense_tile::<S, 8>(
                        simd,
                        &input[row * stride..],
                        stride,
                        panel,
                        bias,
                        &mut out[row * width + block * step..],
                        width,
                    );
                    row += 8;
                }
            }
            while row + 4 <= rows {
                dense_tile::<S, 4>(
                    simd,
                    &input[row * stride..],
                    stride,
                    panel,
                    bias,
                    &mut out[row * width + block * step..],
                    width,
                );
                row += 4;
            }
            while row < rows {
                dense_tile::<S, 1>(
                    simd,
                    &input[row * stride..],
                    stride,
                    panel,
                    bias,
                    &mut out[row * width + block * step..],
                    width,
                );
                row += 1;
            }
        }
    }
}

#[inline(always)]
fn dense_tile<S: Simd, const R: usize>(
    simd: S,
    input: &[f32],
    stride: usize,
    panel: &[S::f32s],
    bias: &[S::f32s],
    out: &mut [f32],
    width: usize,
) {
    let sums = tile::<S, R>(simd, input, stride, panel);
    for (r, sum) in sums.iter().enumerate() {
        let row = S::as_mut_simd_f32s(&mut out[r * width..r * width + PLANES * S::F32_LANES]).0;
        for p in 0..PLANES {
            row[p] = simd.add_f32s(sum[p], bias[p]);
        }
    }
}
