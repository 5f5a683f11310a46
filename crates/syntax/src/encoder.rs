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
use crate::rows::{Wide, total};
use crate::unit::{LANES, Lanes, Operation, Unit};

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
    unit: Unit,
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
    maxout: Maxout<{ WIDTH / 2 }>,
    scale: Lines,
    shift: Lines,
}

/// A row of numbers by lanes.
type Lines = [[f32; LANES]; WIDTH / LANES];

impl Encoder {
    /// Reads the network whose tensors are named `prefix.…`.
    pub(crate) fn read(
        unit: Unit,
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
        let mix = Layer::read(unit, archive, &format!("{prefix}.mix"), attributes * WIDTH)?;
        let convolutions = (0..REACH)
            .map(|depth| {
                Layer::read(unit, archive, &format!("{prefix}.conv.{depth}"), WINDOW * WIDTH)
            })
            .collect::<Result<_, _>>()?;
        Ok(Encoder { unit, tables, mix, convolutions })
    }

    /// Gives the vector unit it runs on.
    pub(crate) fn unit(&self) -> Unit {
        self.unit
    }

    /// Gives the products in so many rows of each kind.
    pub(crate) fn multiply_adds(&self, mixed: usize, first: usize, later: usize) -> u64 {
        let outputs = WIDTH * PIECES;
        let row = self.tables.len() * WIDTH * outputs;
        (mixed * row + (first + later) * WINDOW * WIDTH * outputs) as u64
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
        let mut rows = Wide::new();
        self.round(&joined, &mut rows);
        let mut out = vec![0.0; words * WIDTH];
        self.mix.maxout.apply(&rows, 0, self.tables.len(), &mut out);
        self.unit.run(Normalise { layer: &self.mix, rows: &mut out });
        out
    }

    /// Turns rows of floats into rows of integers.
    pub(crate) fn round(&self, floats: &[f32], rows: &mut Wide) {
        self.unit.run(Round { floats, rows });
    }

    /// Gives the length of what a word adds to the first convolution, in all three places.
    pub(crate) fn parts_width(&self) -> usize {
        self.convolutions.first().map_or(0, |layer| layer.maxout.parts_width())
    }

    /// Fills `out` with what each row adds to the first convolution.
    pub(crate) fn parts(&self, rows: &Wide, out: &mut [f32]) {
        if let Some(first) = self.convolutions.first() {
            first.maxout.parts(rows, out);
        }
    }

    /// Puts rows into context. `rows` holds `REACH` rows more at either end than come back, and
    /// `parts` what each row adds to the first convolution. Changes `rows`.
    pub(crate) fn contextualise<'a>(
        &self,
        rows: &mut [f32],
        parts: &[&[f32]],
        scratch: &'a mut Scratch,
    ) -> &'a Wide {
        let total = rows.len() / WIDTH;
        for (depth, layer) in self.convolutions.iter().enumerate() {
            let (first, last) = (depth + 1, total - depth - 1);
            scratch.floats.resize((total - 2) * WIDTH, 0.0);
            let new = &mut scratch.floats[..(last - first) * WIDTH];
            if depth == 0 {
                self.unit.run(Join { layer, parts, out: new });
            } else {
                layer.maxout.apply(&scratch.rows, 0, 1, new);
            }
            let old = &mut rows[first * WIDTH..last * WIDTH];
            self.unit.run(Settle { layer, new, old, rows: &mut scratch.rows });
        }
        &scratch.rows
    }
}

/// Holds memory that is used again from block to block.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    floats: Vec<f32>,
    rows: Wide,
}

/// Joins what three neighbours add to the first convolution.
struct Join<'a> {
    layer: &'a Layer,
    parts: &'a [&'a [f32]],
    out: &'a mut [f32],
}

impl Operation for Join<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        for (out, around) in self.out.chunks_exact_mut(WIDTH).zip(self.parts.windows(WINDOW)) {
            self.layer.maxout.join(lanes, around, out);
        }
    }
}

/// Normalises new rows, adds them to the old ones, and rounds what comes of it.
struct Settle<'a> {
    layer: &'a Layer,
    new: &'a mut [f32],
    old: &'a mut [f32],
    rows: &'a mut Wide,
}

impl Operation for Settle<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        let new = self.new.as_chunks_mut::<WIDTH>().0;
        let old = self.old.as_chunks_mut::<WIDTH>().0;
        self.rows.resize(new.len());
        for (at, (row, kept)) in new.iter_mut().zip(old).enumerate() {
            self.layer.normalise(lanes, row);
            let parts = kept.as_chunks_mut::<LANES>().0.iter_mut().zip(row.as_chunks().0);
            for (a, b) in parts {
                lanes.store(lanes.add(lanes.load(a), lanes.load(b)), a);
            }
            self.rows.set(lanes, at, kept);
        }
    }
}

struct Normalise<'a> {
    layer: &'a Layer,
    rows: &'a mut [f32],
}

impl Operation for Normalise<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        for row in self.rows.as_chunks_mut::<WIDTH>().0 {
            self.layer.normalise(lanes, row);
        }
    }
}

struct Round<'a> {
    floats: &'a [f32],
    rows: &'a mut Wide,
}

impl Operation for Round<'_> {
    type Output = ();

    #[inline(always)]
    fn run<L: Lanes>(self, lanes: L) {
        self.rows.resize(self.floats.len() / WIDTH);
        for (at, row) in self.floats.as_chunks::<WIDTH>().0.iter().enumerate() {
            self.rows.set(lanes, at, row);
        }
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
    fn read(unit: Unit, archive: &Archive<'_>, name: &str, inputs: usize) -> Result<Layer, Error> {
        let weight = archive.floats(&format!("{name}.weight"), &[WIDTH, PIECES, inputs])?;
        let bias = archive.floats(&format!("{name}.bias"), &[WIDTH, PIECES])?;
        let lines = |part: &str| -> Result<Lines, Error> {
            let values = archive.floats(&format!("{name}.{part}"), &[WIDTH])?;
            let mut lines = Lines::default();
            lines.as_flattened_mut().copy_from_slice(&values);
            Ok(lines)
        };
        Ok(Layer {
            maxout: Maxout::pack(unit, &weight, &bias),
            scale: lines("scale")?,
            shift: lines("shift")?,
        })
    }

    /// Brings a row to mean zero and variance one, then scales and shifts it.
    #[inline(always)]
    fn normalise<L: Lanes>(&self, lanes: L, row: &mut [f32; WIDTH]) {
        const COUNT: f32 = WIDTH as f32;
        let parts = row.as_chunks_mut::<LANES>().0;
        let mut sums = lanes.splat(0.0);
        for part in parts.iter() {
            sums = lanes.add(sums, lanes.load(part));
        }
        let below = lanes.splat(-(total(lanes, sums) / COUNT));
        let mut squares = lanes.splat(0.0);
        for part in parts.iter() {
            let centred = lanes.add(lanes.load(part), below);
            squares = lanes.add(squares, lanes.multiply(centred, centred));
        }
        let factor = lanes.splat(1.0 / (total(lanes, squares) / COUNT + 1e-8).sqrt());
        for ((part, scale), shift) in parts.iter_mut().zip(&self.scale).zip(&self.shift) {
            let even = lanes.multiply(lanes.add(lanes.load(part), below), factor);
            let scaled = lanes.multiply(even, lanes.load(scale));
            lanes.store(lanes.add(scaled, lanes.load(shift)), part);
        }
    }
}
