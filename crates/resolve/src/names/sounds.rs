//! Cuts words into sound units and weighs how well two words' units answer each other.
//!
//! A unit is a letter or a letter group that stands for one sound in some spelling ("sch", "kh",
//! ش). The table gives, per pair of scripts, the log2 odds that one unit is written for another
//! in two forms of one name, and that a unit is left out; [`Sounds::score`] is the best alignment
//! of two unit rows under it (Ristad and Yianilos 1998: stochastic edit distance). The table is
//! `data/method/name-sounds.tsv`, learned by `examples/learn_sounds.rs`; nothing is tuned here.
//!
//! Must hold: symmetric; words longer than [`LONGEST`] units are cut, so time is bounded.

use super::fold::{Script, script_of};
use super::tables::{Table, TableError};
use std::collections::HashMap;

/// Units beyond this many in one word are not looked at.
pub(crate) const LONGEST: usize = 24;

/// Number of units the table may name.
const UNITS: usize = 192;

/// What a pair that the table does not name weighs, in tenths of a bit.
const UNSEEN: i8 = -50;

/// What leaving out a unit weighs where the table does not say, in tenths of a bit.
const UNSEEN_GAP: i8 = -40;

/// One unit: a place in the table, or a letter outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit(u32);

/// The units that are known and how they are cut.
pub(crate) struct Inventory {
    codes: HashMap<String, u32>,
    longest: usize,
}

impl Inventory {
    /// Makes an inventory of the units named.
    pub(crate) fn new<'a>(units: impl Iterator<Item = &'a str>) -> Inventory {
        let mut codes = HashMap::new();
        for unit in units {
            let next = codes.len() as u32;
            if codes.len() < UNITS {
                codes.entry(unit.to_owned()).or_insert(next);
            }
        }
        let longest = codes.keys().map(|u| u.chars().count()).max().unwrap_or(1);
        Inventory { codes, longest }
    }

    /// Cuts a word into units, longest first.
    pub(crate) fn cut(&self, word: &str) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut rest = word;
        while !rest.is_empty() && units.len() < LONGEST {
            let (unit, length) = self.first(rest);
            // A doubled letter sounds like one.
            if units.last() != Some(&unit) {
                units.push(unit);
            }
            rest = &rest[length..];
        }
        units
    }

    /// Cuts a word into single letters.
    pub(crate) fn cut_letters(&self, word: &str) -> Vec<Unit> {
        let mut units: Vec<Unit> = Vec::new();
        for (at, c) in word.char_indices() {
            let (unit, _) = self.first(&word[at..at + c.len_utf8()]);
            if units.last() != Some(&unit) && units.len() < LONGEST {
                units.push(unit);
            }
        }
        units
    }

    /// The longest unit that `rest` begins with, and its length in bytes.
    fn first(&self, rest: &str) -> (Unit, usize) {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let ends: Vec<usize> = ends.take(self.longest).collect();
        for &end in ends.iter().rev() {
            if let Some(&code) = self.codes.get(&rest[..end]) {
                return (Unit(code), end);
            }
        }
        let c = rest.chars().next().unwrap_or(' ');
        (Unit(UNITS as u32 + u32::from(c)), c.len_utf8())
    }
}

/// The learned table.
pub struct Sounds {
    inventory: Inventory,
    pairs: Vec<i8>,
    /// Left out when the other word is Latin, Arabic or Hebrew.
    gaps: [Vec<i8>; 3],
    /// The best a unit can do against each of the three scripts.
    best: [Vec<i8>; 3],
}

/// Which of the three columns a script uses.
fn column(script: Script) -> usize {
    match script {
        Script::Arabic => 1,
        Script::Hebrew => 2,
        _ => 0,
    }
}

impl Sounds {
    /// Reads the table: columns `other`, `a`, `b`, `weight`.
    pub(crate) fn read(table: &Table) -> Result<Sounds, TableError> {
        let names: Vec<&str> = table.rows().flat_map(|r| [r.get("a"), r.get("b")]).collect();
        let inventory = Inventory::new(names.into_iter().filter(|u| *u != "-"));
        let mut sounds = Sounds {
            inventory,
            pairs: vec![UNSEEN; UNITS * UNITS],
            gaps: std::array::from_fn(|_| vec![UNSEEN_GAP; UNITS]),
            best: std::array::from_fn(|_| vec![0; UNITS]),
        };
        for row in table.rows() {
            let weight = (row.number("weight")? * 10.0).round().clamp(-120.0, 120.0) as i8;
            let Some(&a) = sounds.inventory.codes.get(row.get("a")) else {
                return Err(row.error("a unit too many"));
            };
            if row.get("b") == "-" {
                let other = match row.get("other") {
                    "arabic" => 1,
                    "hebrew" => 2,
                    _ => 0,
                };
                sounds.gaps[other][a as usize] = weight;
            } else if let Some(&b) = sounds.inventory.codes.get(row.get("b")) {
                sounds.set(a, b, weight);
                sounds.raise(row.get("b"), a, weight);
                sounds.raise(row.get("a"), b, weight);
            }
        }
        Ok(sounds)
    }

    fn set(&mut self, a: u32, b: u32, weight: i8) {
        self.pairs[a as usize * UNITS + b as usize] = weight;
        self.pairs[b as usize * UNITS + a as usize] = weight;
    }

    /// Remembers the best a unit does against the script of `other`.
    fn raise(&mut self, other: &str, unit: u32, weight: i8) {
        let script = other.chars().next().map_or(Script::Latin, script_of);
        let slot = &mut self.best[column(script)][unit as usize];
        *slot = (*slot).max(weight);
    }

    /// Cuts a word into units.
    pub(crate) fn cut(&self, word: &str) -> Vec<Unit> {
        self.inventory.cut(word)
    }

    /// Cuts a word into single letters.
    pub(crate) fn cut_letters(&self, word: &str) -> Vec<Unit> {
        self.inventory.cut_letters(word)
    }

    fn pair(&self, a: Unit, b: Unit) -> i32 {
        if (a.0 as usize) < UNITS && (b.0 as usize) < UNITS {
            i32::from(self.pairs[a.0 as usize * UNITS + b.0 as usize])
        } else if a == b {
            60
        } else {
            i32::from(UNSEEN)
        }
    }

    fn gap(&self, a: Unit, other: Script) -> i32 {
        let gaps = &self.gaps[column(other)];
        i32::from(gaps.get(a.0 as usize).copied().unwrap_or(UNSEEN_GAP))
    }

    /// Returns the weight of the best alignment of two words, in bits.
    pub(crate) fn score(&self, a: (&[Unit], Script), b: (&[Unit], Script)) -> f64 {
        let (xs, ys) = (a.0, b.0);
        let mut row = [0i32; LONGEST + 1];
        let width = ys.len().min(LONGEST);
        for j in 0..width {
            row[j + 1] = row[j] + self.gap(ys[j], a.1);
        }
        for &x in xs.iter().take(LONGEST) {
            let x_gap = self.gap(x, b.1);
            let mut diagonal = row[0];
            row[0] += x_gap;
            for j in 0..width {
                let here = (diagonal + self.pair(x, ys[j]))
                    .max(row[j + 1] + x_gap)
                    .max(row[j] + self.gap(ys[j], a.1));
                diagonal = row[j + 1];
                row[j + 1] = here;
            }
        }
        f64::from(row[width]) / 10.0
    }

    /// Returns the most a word could score against a word of a script, in bits.
    pub(crate) fn most(&self, units: &[Unit], own: Script, other: Script) -> f64 {
        let best = &self.best[column(other)];
        let of = |u: &Unit| {
            if column(own) == column(other) {
                self.pair(*u, *u)
            } else {
                i32::from(best.get(u.0 as usize).copied().unwrap_or(0))
            }
        };
        f64::from(units.iter().map(of).sum::<i32>()) / 10.0
    }
}
