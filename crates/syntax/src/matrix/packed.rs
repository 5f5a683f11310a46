//! Weights as 16-bit integers, laid out in the order in which products take them.
//!
//! In: floats by output. Out: panels of lines of sixteen lanes, with a scale for each output, so
//! long that no sum of products with a row can leave 32 bits.

use crate::unit::{LANES, Line, Unit};

/// Greatest length of the weights of one output on one segment. Times the length of a row, each
/// with what rounding adds, this is below 2^31.
const LONGEST_WEIGHTS: f64 = 65_500.0;
/// Greatest weight.
const GREATEST: f64 = 32_767.0;

/// Holds weights in panels: `P` lines for each pair of inputs of each segment.
#[derive(Debug)]
pub(crate) struct Packed<const P: usize> {
    pub(super) unit: Unit,
    pub(super) segments: usize,
    /// Panels, each of `segments * K * P` lines.
    lines: Vec<Line>,
    /// What integers are worth, and biases: for each panel `P` lines of lanes.
    pub(super) worth: Vec<[f32; LANES]>,
    pub(super) bias: Vec<[f32; LANES]>,
}

impl<const P: usize> Packed<P> {
    /// Packs weights of shape (outputs, segments, 2 K); `place` gives the panel, line and lane of an
    /// output.
    pub(super) fn new<const K: usize>(
        unit: Unit,
        weight: &[f32],
        bias: &[f32],
        place: impl Fn(usize) -> (usize, usize, usize),
    ) -> Packed<P> {
        let inputs = weight.len() / bias.len().max(1);
        let segments = inputs / (2 * K);
        let panels = bias.len().div_ceil(P * LANES);
        let mut packed = Packed {
            unit,
            segments,
            lines: vec![Line([0; 2 * LANES]); panels * segments * K * P],
            worth: vec![[0.0; LANES]; panels * P],
            bias: vec![[0.0; LANES]; panels * P],
        };
        for (output, (row, bias)) in weight.chunks_exact(inputs).zip(bias).enumerate() {
            let (panel, line, lane) = place(output);
            let scale = scale(row, 2 * K);
            packed.bias[panel * P + line][lane] = *bias;
            packed.worth[panel * P + line][lane] =
                if scale > 0.0 { (1.0 / scale) as f32 } else { 0.0 };
            for (at, value) in row.iter().enumerate() {
                let (segment, k) = (at / (2 * K), at % (2 * K));
                let first = ((panel * segments + segment) * K + k % K) * P;
                let integer = (f64::from(*value) * scale).round_ties_even() as i16;
                packed.lines[first + line].0[2 * lane + k / K] = integer;
            }
        }
        packed
    }

    /// Gives the number of panels.
    pub(super) fn panels(&self) -> usize {
        self.worth.len() / P
    }

    /// Gives the lines of a segment of a panel.
    #[inline(always)]
    pub(super) fn lines(&self, panel: usize, segment: usize) -> &[[Line; P]] {
        let length = self.lines.len() / (self.panels() * self.segments);
        let from = (panel * self.segments + segment) * length;
        self.lines[from..from + length].as_chunks().0
    }
}

/// Gives the scale by which the weights of one output become integers.
fn scale(row: &[f32], segment: usize) -> f64 {
    let square = |v: &f32| f64::from(*v) * f64::from(*v);
    let length = |part: &[f32]| part.iter().map(square).sum::<f64>().sqrt();
    let longest = row.chunks(segment).map(length).fold(0.0, f64::max);
    let greatest = row.iter().map(|v| f64::from(v.abs())).fold(0.0, f64::max);
    if longest > 0.0 { (LONGEST_WEIGHTS / longest).min(GREATEST / greatest) } else { 0.0 }
}
