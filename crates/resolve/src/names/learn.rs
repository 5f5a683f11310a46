//! What learning the tables of names needs to see of a comparison, and to set.
//!
//! In: a method and prepared names. Out: the steps of the best alignment of two words as numbers
//! of features, and their names for writing the table. Used by `examples/fit_names`, which
//! `cargo xtask fit-names` runs; no part of the program calls it.
//!
//! Must hold: the score of a trace is the sum of its features' weights.

use super::fold::Script;
use super::method::NameMethod;
use super::name::{Name, Word};
use super::sounds::{COLUMN_NAMES, COLUMNS, Sounds, UNITS, Unit, column};
use super::tables::{Table, TableError};

/// Number of features of alignments: pairs of units, units left out, starts.
pub const FEATURES: usize = UNITS * UNITS + COLUMNS * UNITS + COLUMNS * COLUMNS;

const GAPS: usize = UNITS * UNITS;
const STARTS: usize = GAPS + COLUMNS * UNITS;

fn pair_feature(a: Unit, b: Unit) -> Option<usize> {
    let (a, b) = (a.0.min(b.0) as usize, a.0.max(b.0) as usize);
    (b < UNITS).then_some(a * UNITS + b)
}

fn gap_feature(unit: Unit, other: Script) -> Option<usize> {
    let unit = unit.0 as usize;
    (unit < UNITS).then_some(GAPS + column(other) * UNITS + unit)
}

fn start_feature(a: Script, b: Script) -> usize {
    let (a, b) = (column(a).min(column(b)), column(a).max(column(b)));
    STARTS + a * COLUMNS + b
}

impl NameMethod {
    /// Replaces the table of sounds.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn set_sounds(&mut self, text: &str) -> Result<(), TableError> {
        self.sounds = Sounds::read(&Table::parse("method/name-sounds.tsv", text)?)?;
        Ok(())
    }

    /// Replaces the table of levels.
    ///
    /// # Errors
    /// When the table is malformed.
    pub fn set_levels(&mut self, text: &str) -> Result<(), TableError> {
        self.levels = super::levels::Levels::read(&Table::parse("method/name-levels.tsv", text)?)?;
        Ok(())
    }

    /// Returns the weights of all features, in bits.
    pub fn sound_weights(&self) -> Vec<f64> {
        let sounds = &self.sounds;
        let scripts = [Script::Latin, Script::Arabic, Script::Hebrew];
        let mut weights = vec![0.0; FEATURES];
        for a in 0..UNITS as u32 {
            for b in a..UNITS as u32 {
                let weight = sounds.pair(Unit(a), Unit(b));
                weights[a as usize * UNITS + b as usize] = f64::from(weight) / 100.0;
            }
            for script in scripts {
                let at = GAPS + column(script) * UNITS + a as usize;
                weights[at] = f64::from(sounds.gap(Unit(a), script)) / 100.0;
            }
        }
        for a in scripts {
            for b in scripts {
                weights[start_feature(a, b)] = f64::from(sounds.start(a, b)) / 100.0;
            }
        }
        weights
    }

    /// Sets the weights of all features, in bits.
    pub fn set_sound_weights(&mut self, weights: &[f64]) {
        let whole = |at: usize| {
            let weight = weights.get(at).copied().unwrap_or(0.0);
            (weight * 100.0).round().clamp(-1200.0, 1200.0) as i16
        };
        for a in 0..UNITS {
            for b in a..UNITS {
                self.sounds.set(a as u32, b as u32, whole(a * UNITS + b));
            }
            for other in 0..COLUMNS {
                self.sounds.set_gap(a as u32, other, whole(GAPS + other * UNITS + a));
            }
        }
        for a in 0..COLUMNS {
            for b in a..COLUMNS {
                self.sounds.set_start(a, b, whole(STARTS + a * COLUMNS + b));
            }
        }
    }

    /// Names a feature as the table does: `other`, `a`, `b`. `None` for places that stand empty.
    pub fn sound_feature(&self, feature: usize) -> Option<(&str, &str, &str)> {
        let names = &self.sounds.inventory.names;
        if feature < GAPS {
            let (a, b) = (names.get(feature / UNITS)?, names.get(feature % UNITS)?);
            let script = b.chars().find(|c| *c != '^' && *c != '$').map(super::fold::script_of)?;
            Some((COLUMN_NAMES[column(script)], a, b))
        } else if feature < STARTS {
            let at = feature - GAPS;
            Some((COLUMN_NAMES[at / UNITS], names.get(at % UNITS)?, "-"))
        } else {
            let at = feature - STARTS;
            let (a, b) = (at / COLUMNS, at % COLUMNS);
            (a <= b).then_some((COLUMN_NAMES[b], "^", COLUMN_NAMES[a]))
        }
    }

    /// Aligns the first words of two names as they sound best; returns the score in bits, and the
    /// features in no order. `None` where no table joins their scripts.
    pub fn trace(&self, a: &Name, b: &Name) -> Option<(f64, Vec<u32>)> {
        let (a, b) = (a.words.first()?, b.words.first()?);
        self.likeness(a, b)?;
        let cuts = |w: &Word| -> Vec<Vec<Unit>> {
            std::iter::once(w.units.clone()).chain(w.other_cuts.iter().cloned()).collect()
        };
        let mut best: Option<(f64, Vec<u32>)> = None;
        for xs in cuts(a) {
            for ys in cuts(b) {
                let score = self.sounds.score((&xs, a.script), (&ys, b.script));
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((score, self.steps((&xs, a.script), (&ys, b.script))));
                }
            }
        }
        best
    }

    fn steps(&self, a: (&[Unit], Script), b: (&[Unit], Script)) -> Vec<u32> {
        let (xs, ys) = (a.0, b.0);
        let width = ys.len() + 1;
        let mut score = vec![0i32; (xs.len() + 1) * width];
        for i in 0..=xs.len() {
            for j in 0..=ys.len() {
                let mut best = if i + j == 0 { 0 } else { i32::MIN };
                if i > 0 && j > 0 {
                    best = score[(i - 1) * width + j - 1] + self.sounds.pair(xs[i - 1], ys[j - 1]);
                }
                if i > 0 {
                    best = best.max(score[(i - 1) * width + j] + self.sounds.gap(xs[i - 1], b.1));
                }
                if j > 0 {
                    best = best.max(score[i * width + j - 1] + self.sounds.gap(ys[j - 1], a.1));
                }
                score[i * width + j] = best;
            }
        }
        let mut steps = vec![start_feature(a.1, b.1) as u32];
        let (mut i, mut j) = (xs.len(), ys.len());
        while i + j > 0 {
            let here = score[i * width + j];
            let feature = if i > 0
                && j > 0
                && here == score[(i - 1) * width + j - 1] + self.sounds.pair(xs[i - 1], ys[j - 1])
            {
                (i, j) = (i - 1, j - 1);
                pair_feature(xs[i], ys[j])
            } else if i > 0 && here == score[(i - 1) * width + j] + self.sounds.gap(xs[i - 1], b.1)
            {
                i -= 1;
                gap_feature(xs[i], b.1)
            } else {
                j -= 1;
                gap_feature(ys[j], a.1)
            };
            steps.extend(feature.map(|f| f as u32));
        }
        steps
    }
}
