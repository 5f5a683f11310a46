//! Words to vectors in context: hashed embeddings, a mixing layer, and four window convolutions.
//!
//! In: the ids of each token's attributes. Out: 96 numbers for each token, which depend on four
//! tokens to either side. A text is encoded block by block with that much overlap, so memory does
//! not grow with its length and the numbers do not depend on where blocks fall. Beyond the ends
//! of the text lie four zero rows that take part in the convolutions, as in training.

use crate::archive::Archive;
use crate::error::Error;
use crate::hash::row_keys;
use crate::matrix::Maxout;

/// Width of every token vector.
pub(crate) const WIDTH: usize = 96;
/// Number of neighbours to either side that a vector depends on.
pub(crate) const REACH: usize = 4;
const PIECES: usize = 3;
const WINDOW: usize = 3;
/// Seed of the first embedding table; each further table adds one.
const FIRST_SEED: u32 = 8;

/// Holds one tok2vec network.
#[derive(Debug)]
pub(crate) struct Encoder {
    tables: Vec<Table>,
    mix: Layer,
    convolutions: Vec<Layer>,
}

#[derive(Debug)]
struct Table {
    rows: usize,
    values: Vec<f32>,
}

#[derive(Debug)]
struct Layer {
    maxout: Maxout,
    scale: Vec<f32>,
    shift: Vec<f32>,
}

impl Encoder {
    /// Reads the network whose tensors are named `prefix.…`.
    pub(crate) fn read(
        archive: &Archive<'_>,
        prefix: &str,
        attributes: usize,
    ) -> Result<Encoder, Error> {
        let mut tables = Vec::new();
        for index in 0..attributes {
            let name = format!("{prefix}.embed.{index}");
            let rows = archive.rows(&name)?;
            tables.push(Table { rows, values: archive.floats(&name, &[rows, WIDTH])? });
        }
        let mix = Layer::read(archive, &format!("{prefix}.mix"), attributes * WIDTH)?;
        let convolutions = (0..REACH)
            .map(|depth| Layer::read(archive, &format!("{prefix}.conv.{depth}"), WINDOW * WIDTH))
            .collect::<Result<_, _>>()?;
        Ok(Encoder { tables, mix, convolutions })
    }

    /// Gives the number of attributes a word is embedded by.
    pub(crate) fn attributes(&self) -> usize {
        self.tables.len()
    }

    /// Embeds words, given by their attribute ids one after another, without their context.
    pub(crate) fn embed(&self, ids: &[u64]) -> Vec<f32> {
        let words = ids.len() / self.tables.len();
        let mut joined = Vec::with_capacity(ids.len() * WIDTH);
        for (at, id) in ids.iter().enumerate() {
            let index = at % self.tables.len();
            joined.extend_from_slice(&self.tables[index].look_up(*id, FIRST_SEED + index as u32));
        }
        let mut out = vec![0.0; words * WIDTH];
        self.mix.maxout.apply(&joined, self.tables.len() * WIDTH, &mut out);
        for row in out.as_chunks_mut::<WIDTH>().0 {
            self.mix.normalise(row);
        }
        out
    }

    /// Puts rows into context. `rows` holds `REACH + 1` rows more at either end than come back;
    /// the outermost row of either end is scratch and must be zero.
    pub(crate) fn contextualise<'a>(
        &self,
        rows: &'a mut [f32],
        scratch: &mut Vec<f32>,
    ) -> &'a [f32] {
        let total = rows.len() / WIDTH;
        for (depth, layer) in self.convolutions.iter().enumerate() {
            let (first, last) = (depth + 1, total - depth - 1);
            scratch.clear();
            scratch.resize((last - first) * WIDTH, 0.0);
            layer.maxout.apply(&rows[(first - 1) * WIDTH..(last + 1) * WIDTH], WIDTH, scratch);
            let (new, _) = scratch.as_chunks_mut::<WIDTH>();
            let (old, _) = rows[first * WIDTH..last * WIDTH].as_chunks_mut::<WIDTH>();
            for (row, kept) in new.iter_mut().zip(old) {
                layer.normalise(row);
                for (a, b) in kept.iter_mut().zip(row) {
                    *a += *b;
                }
            }
        }
        &rows[(REACH + 1) * WIDTH..(total - REACH - 1) * WIDTH]
    }
}

impl Table {
    fn look_up(&self, id: u64, seed: u32) -> [f32; WIDTH] {
        let mut sum = [0.0; WIDTH];
        let (rows, _) = self.values.as_chunks::<WIDTH>();
        for key in row_keys(id, seed) {
            for (a, b) in sum.iter_mut().zip(&rows[key as usize % self.rows]) {
                *a += *b;
            }
        }
        sum
    }
}

impl Layer {
    fn read(archive: &Archive<'_>, name: &str, inputs: usize) -> Result<Layer, Error> {
        let weight = archive.floats(&format!("{name}.weight"), &[WIDTH, PIECES, inputs])?;
        let bias = archive.floats(&format!("{name}.bias"), &[WIDTH, PIECES])?;
        Ok(Layer {
            maxout: Maxout::pack(pulp::Arch::new(), &weight, &bias, inputs),
            scale: archive.floats(&format!("{name}.scale"), &[WIDTH])?,
            shift: archive.floats(&format!("{name}.shift"), &[WIDTH])?,
        })
    }

    /// Brings a row to mean zero and variance one, then scales and shifts it.
    fn normalise(&self, row: &mut [f32; WIDTH]) {
        const COUNT: f32 = WIDTH as f32;
        let mean = sum(row) / COUNT;
        let mut squares = [0.0; WIDTH];
        for (square, x) in squares.iter_mut().zip(row.iter()) {
            *square = (x - mean) * (x - mean);
        }
        let factor = 1.0 / (sum(&squares) / COUNT + 1e-8).sqrt();
        for ((x, scale), shift) in row.iter_mut().zip(&self.scale).zip(&self.shift) {
            *x = (*x - mean) * factor * scale + shift;
        }
    }
}

/// Adds up a row in sixteen running sums, which keeps rounding small and vectors full.
fn sum(row: &[f32; WIDTH]) -> f32 {
    let mut sums = [0.0f32; 16];
    for part in row.as_chunks::<16>().0 {
        for (a, b) in sums.iter_mut().zip(part) {
            *a += *b;
        }
    }
    let mut width = 8;
    while width > 0 {
        for i in 0..width {
            sums[i] += sums[i + width];
        }
        width /= 2;
    }
    sums[0]
}
