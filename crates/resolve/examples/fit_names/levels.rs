//! Learns what each level of the comparison weighs: log2(m/u) of Fellegi and Sunter (1969).
//!
//! In: the table of levels with its priors; pairs of words and pairs of names as the lists have
//! them. Out: the table with, for each level that is learned, how much oftener it is seen in pairs
//! of one bearer (m) than in pairs of two that look alike (u), in bits. A level seen seldom stays
//! near its prior; a better answer never weighs less than a worse one; levels marked `set` stay
//! where judgement put them. Which level two words fall under depends on the weights, so it is
//! done three times over. Deterministic.

use rashomon_model::EntityKind;
use rashomon_resolve::names::NameMethod;

const ROUNDS: usize = 3;
/// How many pairs a prior counts for.
const PRIOR_PAIRS: f64 = 20.0;
/// Levels in order; a better answer stands first.
const ORDERS: [&[&str]; 5] = [
    &["sounds the same", "sounds close", "same consonants", "sounds somewhat alike"],
    &[
        "sounds the same across scripts",
        "sounds close across scripts",
        "same consonants across scripts",
        "sounds somewhat alike across scripts",
    ],
    &[
        "sounds the same, alone",
        "sounds close, alone",
        "same consonants, alone",
        "sounds somewhat alike, alone",
    ],
    &[
        "sounds the same across scripts, alone",
        "sounds close across scripts, alone",
        "same consonants across scripts, alone",
        "sounds somewhat alike across scripts, alone",
    ],
    &["slip, alone", "two slips, alone"],
];

const WEIGHT: usize = 3;
const PRIOR: usize = 5;
const SAME: usize = 6;
const OTHER: usize = 7;
const SOURCE: usize = 8;

/// Two names and whether they have one bearer.
pub type Told<'p> = (&'p str, &'p str, bool);

/// A line of the table.
struct Line {
    cells: Vec<String>,
    prior: f64,
    weight: f64,
}

/// The table of levels.
pub struct Levels {
    head: String,
    lines: Vec<Line>,
}

impl Levels {
    pub fn read(text: &str) -> Levels {
        let mut levels = Levels { head: String::new(), lines: Vec::new() };
        for line in text.lines() {
            if line.starts_with('#') || line.starts_with("comparison\t") {
                levels.head.push_str(line);
                levels.head.push('\n');
                continue;
            }
            let cells: Vec<String> = line.split('\t').map(str::to_owned).collect();
            let prior = cells[PRIOR].parse().unwrap();
            levels.lines.push(Line { cells, prior, weight: prior });
        }
        levels
    }

    /// Writes the table.
    pub fn text(&self) -> String {
        let mut out = self.head.clone();
        for line in &self.lines {
            let mut cells = line.cells.clone();
            let weight = format!("{:.1}", line.weight);
            cells[WEIGHT] = weight.strip_suffix(".0").unwrap_or(&weight).to_owned();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
        out
    }

    /// Learns levels marked `words` from pairs of words, those marked `names` from pairs of names.
    pub fn learn(&mut self, method: &mut NameMethod, words: &[Told<'_>], names: &[Told<'_>]) {
        for _ in 0..ROUNDS {
            method.set_levels(&self.text()).unwrap();
            self.count("words", method, words);
            self.count("names", method, names);
            self.order();
        }
        method.set_levels(&self.text()).unwrap();
    }

    /// Counts levels by words that could answer each other; of two names of different bearers the
    /// word that brought them together is left out.
    fn count(&mut self, source: &str, method: &NameMethod, pairs: &[Told<'_>]) {
        let mut seen = vec![[0u32; 2]; self.lines.len()];
        let mut all = [0.0; 2];
        let kind = Some(EntityKind::Person);
        for (a, b, same) in pairs {
            let (x, y) = (method.prepare(a, kind), method.prepare(b, kind));
            let blocked = usize::from(source == "names" && !same);
            all[usize::from(*same)] += x.size().min(y.size()).saturating_sub(blocked) as f64;
            let mut levels = method.compare_prepared(&x, &y).levels;
            levels.sort_by(|x, y| y.weight.0.total_cmp(&x.weight.0));
            let brought = levels.iter().position(|l| l.comparison == "word");
            if let Some(at) = brought.filter(|_| blocked == 1) {
                levels.remove(at);
            }
            for level in &levels {
                let is = |l: &Line| l.cells[0] == level.comparison && l.cells[1] == level.level;
                seen[self.lines.iter().position(is).unwrap()][usize::from(*same)] += 1;
            }
        }
        for (line, [other, same]) in self.lines.iter_mut().zip(seen) {
            if line.cells[SOURCE] != source {
                continue;
            }
            let (m, u) = (f64::from(same) + 0.5, f64::from(other) + 0.5);
            let told = (m / (all[1] + 1.0)).log2() - (u / (all[0] + 1.0)).log2();
            let pairs = f64::from(same + other);
            line.weight = (pairs * told + PRIOR_PAIRS * line.prior) / (pairs + PRIOR_PAIRS);
            line.cells[SAME] = same.to_string();
            line.cells[OTHER] = other.to_string();
        }
    }

    /// Where a worse answer came out above a better one, both get the mean (pool adjacent).
    fn order(&mut self) {
        for order in ORDERS {
            let at: Vec<usize> = order
                .iter()
                .filter_map(|level| self.lines.iter().position(|l| l.cells[1] == *level))
                .collect();
            for pair in at.windows(2).cycle().take(at.len() * at.len()) {
                let (a, b) = (self.lines[pair[0]].weight, self.lines[pair[1]].weight);
                if a < b {
                    self.lines[pair[0]].weight = (a + b) / 2.0;
                    self.lines[pair[1]].weight = (a + b) / 2.0;
                }
            }
        }
    }
}
