//! Cuts words into sound units and weighs how well two words' units answer each other.
//!
//! A unit is a letter or a letter group that stands for one sound in some spelling ("sch", "kh",
//! ش); a letter that begins (`^a`) or ends (`a$`) a word may be a unit of its own. The table gives,
//! per pair of scripts, how many bits it adds to the odds that two words are forms of one name,
//! against words that merely look alike, when one unit stands for another or is left out;
//! [`Sounds::score`] is the best alignment under it (Ristad and Yianilos 1998: stochastic edit
//! distance). The table is `data/method/name-sounds.tsv`, learned by `cargo xtask fit-names`;
//! nothing is tuned here.
//!
//! Must hold: symmetric; words longer than [`LONGEST`] units are cut, so time is bounded.

use super::fold::Script;
use super::tables::{Table, TableError};
use std::collections::HashMap;

/// Units beyond this many in one word are not looked at.
pub(crate) const LONGEST: usize = 24;

/// Number of units the table may name.
pub(crate) const UNITS: usize = 192;

/// Columns of scripts that have tables: Latin, Arabic, Hebrew.
pub(crate) const COLUMNS: usize = 3;

/// Names of the columns, as the table writes them.
pub(crate) const COLUMN_NAMES: [&str; COLUMNS] = ["latin", "arabic", "hebrew"];

/// What a pair that the table does not name weighs, in hundredths of a bit.
const UNSEEN: i16 = -300;

/// What leaving out a unit weighs where the table does not say, in hundredths of a bit.
const UNSEEN_GAP: i16 = -250;

/// What the same letter weighs in a script without a table, in hundredths of a bit.
const SAME_LETTER: i16 = 40;

/// One unit: a place in the table, or a letter outside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Unit(pub(crate) u32);

/// The units that are known and how they are cut.
pub(crate) struct Inventory {
    codes: HashMap<String, u32>,
    /// Their names, in the order of their codes.
    pub(crate) names: Vec<String>,
    longest: usize,
}

impl Inventory {
    /// Makes an inventory of the units named.
    pub(crate) fn new<'a>(units: impl Iterator<Item = &'a str>) -> Inventory {
        let mut codes = HashMap::new();
        let mut names = Vec::new();
        for unit in units {
            if names.len() < UNITS && !codes.contains_key(unit) {
                codes.insert(unit.to_owned(), names.len() as u32);
                names.push(unit.to_owned());
            }
        }
        let longest = names.iter().map(|u| u.chars().count()).max().unwrap_or(1);
        Inventory { codes, names, longest }
    }

    /// Cuts a word into units, longest first.
    pub(crate) fn cut(&self, word: &str) -> Vec<Unit> {
        self.cut_by(word, self.longest)
    }

    /// Cuts a word into single letters.
    pub(crate) fn cut_letters(&self, word: &str) -> Vec<Unit> {
        self.cut_by(word, 1)
    }

    fn cut_by(&self, word: &str, longest: usize) -> Vec<Unit> {
        let mut units = Vec::new();
        let mut rest = word;
        while !rest.is_empty() && units.len() < LONGEST {
            let (unit, length) = self.first(rest, longest);
            // A doubled letter sounds like one.
            if units.last() != Some(&unit) {
                units.push(unit);
            }
            rest = &rest[length..];
        }
        self.mark_ends(&mut units);
        units
    }

    /// Puts the units for a letter that begins or ends a word, where the table has them.
    fn mark_ends(&self, units: &mut [Unit]) {
        let marked = |unit: Unit, before: &str, after: &str| {
            let name = self.names.get(unit.0 as usize)?;
            self.codes.get(&format!("{before}{name}{after}")).map(|&code| Unit(code))
        };
        let count = units.len();
        if let Some(last) = units.last_mut().filter(|_| count > 1)
            && let Some(end) = marked(*last, "", "$")
        {
            *last = end;
        }
        if let Some(first) = units.first_mut()
            && let Some(start) = marked(*first, "^", "")
        {
            *first = start;
        }
    }

    /// The longest unit that `rest` begins with, and its length in bytes.
    fn first(&self, rest: &str, longest: usize) -> (Unit, usize) {
        let mut ends = [0usize; 8];
        let mut count = 0;
        for (at, c) in rest.char_indices().take(longest.min(ends.len())) {
            ends[count] = at + c.len_utf8();
            count += 1;
        }
        for &end in ends[..count].iter().rev() {
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
    pub(crate) inventory: Inventory,
    pairs: Vec<i16>,
    /// Left out when the other word is Latin, Arabic or Hebrew.
    gaps: [Vec<i16>; COLUMNS],
    /// What two words of these scripts begin with.
    starts: [[i16; COLUMNS]; COLUMNS],
}

/// The Latin letter that each unit most often stands for: a rough way to write any script.
#[derive(Clone, Debug)]
pub(crate) struct Plainest(Vec<u32>);

impl Plainest {
    /// Returns a number for a unit, equal for units of one letter.
    pub(crate) fn of(&self, unit: Unit) -> u32 {
        self.0.get(unit.0 as usize).copied().unwrap_or(unit.0)
    }
}

/// Which of the three columns a script uses.
pub(crate) fn column(script: Script) -> usize {
    match script {
        Script::Arabic => 1,
        Script::Hebrew => 2,
        _ => 0,
    }
}

/// The unit that a marked one is without its mark.
fn bare(unit: &str) -> &str {
    unit.trim_start_matches('^').trim_end_matches('$')
}

impl Sounds {
    /// Reads the table: columns `other`, `a`, `b`, `weight`.
    pub(crate) fn read(table: &Table) -> Result<Sounds, TableError> {
        let named: Vec<&str> = table.rows().flat_map(|r| [r.get("a"), r.get("b")]).collect();
        let units = named.into_iter().filter(|u| *u != "-" && *u != "^" && !bare(u).is_empty());
        let mut sounds = Sounds {
            inventory: Inventory::new(units.filter(|u| !COLUMN_NAMES.contains(u))),
            pairs: vec![i16::MIN; UNITS * UNITS],
            gaps: std::array::from_fn(|_| vec![i16::MIN; UNITS]),
            starts: [[0; COLUMNS]; COLUMNS],
        };
        for row in table.rows() {
            let weight = (row.number("weight")? * 100.0).round().clamp(-1200.0, 1200.0) as i16;
            let other = COLUMN_NAMES.iter().position(|name| *name == row.get("other"));
            let other = other.ok_or_else(|| row.error("unknown script"))?;
            if row.get("a") == "^" {
                let own = COLUMN_NAMES.iter().position(|name| *name == row.get("b"));
                let own = own.ok_or_else(|| row.error("unknown script"))?;
                sounds.starts[own][other] = weight;
                sounds.starts[other][own] = weight;
                continue;
            }
            let Some(&a) = sounds.inventory.codes.get(row.get("a")) else {
                return Err(row.error("a unit too many"));
            };
            if row.get("b") == "-" {
                sounds.gaps[other][a as usize] = weight;
            } else if let Some(&b) = sounds.inventory.codes.get(row.get("b")) {
                sounds.set(a, b, weight);
            }
        }
        sounds.fill();
        Ok(sounds)
    }

    /// Gives what the table does not name: what it says of the units without marks, or the least.
    fn fill(&mut self) {
        let names = &self.inventory.names;
        let bases: Vec<usize> = (0..names.len())
            .map(|at| self.inventory.codes.get(bare(&names[at])).map_or(at, |&code| code as usize))
            .collect();
        for a in 0..UNITS {
            for b in 0..UNITS {
                if self.pairs[a * UNITS + b] == i16::MIN {
                    let (x, y) = (*bases.get(a).unwrap_or(&a), *bases.get(b).unwrap_or(&b));
                    let base = self.pairs[x * UNITS + y];
                    self.pairs[a * UNITS + b] = if base == i16::MIN { UNSEEN } else { base };
                }
            }
            for gaps in &mut self.gaps {
                if gaps[a] == i16::MIN {
                    let base = gaps[*bases.get(a).unwrap_or(&a)];
                    gaps[a] = if base == i16::MIN { UNSEEN_GAP } else { base };
                }
            }
        }
    }

    pub(crate) fn set(&mut self, a: u32, b: u32, weight: i16) {
        self.pairs[a as usize * UNITS + b as usize] = weight;
        self.pairs[b as usize * UNITS + a as usize] = weight;
    }

    pub(crate) fn set_gap(&mut self, unit: u32, other: usize, weight: i16) {
        self.gaps[other][unit as usize] = weight;
    }

    pub(crate) fn set_start(&mut self, own: usize, other: usize, weight: i16) {
        self.starts[own][other] = weight;
        self.starts[other][own] = weight;
    }

    /// Returns, for every unit, the Latin letter it is most often written for.
    pub(crate) fn plainest(&self) -> Plainest {
        let letters: Vec<(u32, u32)> = ('a'..='z')
            .filter_map(|c| {
                Some((*self.inventory.codes.get(c.encode_utf8(&mut [0; 4]) as &str)?, c))
            })
            .map(|(code, c)| (code, u32::from(c)))
            .collect();
        let best = |unit: u32| {
            let weight = |code: u32| self.pair(Unit(unit), Unit(code));
            letters.iter().copied().max_by_key(|&(code, c)| (weight(code), std::cmp::Reverse(c)))
        };
        let all = 0..self.inventory.codes.len() as u32;
        Plainest(all.map(|unit| best(unit).map_or(unit, |(_, c)| c)).collect())
    }

    /// Cuts a word into units.
    pub(crate) fn cut(&self, word: &str) -> Vec<Unit> {
        self.inventory.cut(word)
    }

    /// Cuts a word into single letters.
    pub(crate) fn cut_letters(&self, word: &str) -> Vec<Unit> {
        self.inventory.cut_letters(word)
    }

    pub(crate) fn pair(&self, a: Unit, b: Unit) -> i32 {
        if (a.0 as usize) < UNITS && (b.0 as usize) < UNITS {
            i32::from(self.pairs[a.0 as usize * UNITS + b.0 as usize])
        } else if a == b {
            i32::from(SAME_LETTER)
        } else {
            i32::from(UNSEEN)
        }
    }

    pub(crate) fn gap(&self, a: Unit, other: Script) -> i32 {
        let gaps = &self.gaps[column(other)];
        i32::from(gaps.get(a.0 as usize).copied().unwrap_or(UNSEEN_GAP))
    }

    pub(crate) fn start(&self, a: Script, b: Script) -> i32 {
        i32::from(self.starts[column(a)][column(b)])
    }

    /// Returns the weight of the best alignment of two words, in bits.
    pub(crate) fn score(&self, a: (&[Unit], Script), b: (&[Unit], Script)) -> f64 {
        let (xs, ys) = (a.0, b.0);
        let mut row = [0i32; LONGEST + 1];
        let width = ys.len().min(LONGEST);
        row[0] = self.start(a.1, b.1);
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
        f64::from(row[width]) / 100.0
    }
}
