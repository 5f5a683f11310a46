//! Learns what each answer of a sound to a sound weighs.
//!
//! In: pairs of words, and weights to begin with. Out: weights in bits that tell forms of one name
//! from names that look alike. Rounds of two steps: align each pair as the weights so far say;
//! then fit a logistic regression of "one name" on the counts of what was aligned, held to the
//! first weights by a ridge, so that what was seen seldom stays where it was. Deterministic.

use super::draw::{Corpus, Dice, Pair};
use rashomon_model::EntityKind;
use rashomon_resolve::names::{FEATURES, Name, NameMethod};

const ROUNDS: usize = 6;
const PASSES: usize = 4;
const STEP: f64 = 0.15;
/// How firmly a feature is held to its first weight. Held less, the fit does better on pairs kept
/// back from these lists and worse on names from elsewhere.
const RIDGE: f64 = 200.0;
/// How much of the odds against chance is left against names that look alike: what agrees is no
/// news there, what differs still is.
const FOR: f64 = 0.15;
const AGAINST: f64 = 0.45;
/// What was seen less often is left to the units without marks, or to what the unseen weighs.
const SELDOM: u32 = 6;
const HEAD: &str = "\
# How much it adds to the odds, in bits, that two words are forms of one name rather than words that look alike, when one unit of writing answers another.
# `a` `b`: units; `^a` begins a word, `a$` ends one; `-` in `b`: the unit is left out, when the other word is in script `other`; `^` in `a`: what words of the scripts `b` and `other` begin with.
# Pairs without a line weigh what they do without `^` and `$`, or else -3; units left out -2.5.
# Learned by `cargo xtask fit-names` from PyPI rigour 2.6.1 and arabic-name-romanizer 0.2.0 (data CC0), see docs/design/0012; not edited by hand.
";
/// Letters that may begin or end a word in a way of their own.
const EDGES: [(&str, &str); 2] = [
    ("^", "a e i o u y h j w ا ع و ي ه א ע ה י"),
    ("$", "a e i o u y h s n t d r ا ه ة ي و ה א י"),
];

/// Makes the table to begin with from one learned against chance.
pub fn seed(learned: &str) -> String {
    let mut out = String::new();
    for line in learned.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        match cells.as_slice() {
            [other, a, b, weight] if *other != "other" => {
                let weight: f64 = weight.parse().unwrap_or(0.0);
                let weight = if weight > 0.0 { weight * FOR } else { weight.max(-5.0) * AGAINST };
                out.push_str(&format!("{other}\t{a}\t{b}\t{weight:.2}\n"));
            }
            _ if line.starts_with("other\t") => out.push_str(&format!("{line}\n")),
            _ => {}
        }
    }
    let rows = out.clone();
    let own = |unit: &str| {
        rows.lines().find_map(|row| {
            let cells: Vec<&str> = row.split('\t').collect();
            (cells[1] == unit && cells[2] == unit)
                .then(|| (cells[0].to_owned(), cells[3].to_owned()))
        })
    };
    for (mark, letters) in EDGES {
        for unit in letters.split(' ') {
            let Some((other, weight)) = own(unit) else { continue };
            let edge = if mark == "^" { format!("^{unit}") } else { format!("{unit}$") };
            out.push_str(&format!("{other}\t{edge}\t{edge}\t{weight}\n"));
        }
    }
    out
}

/// Learns; the method holds the weights to begin with and then the learned ones.
pub fn learn(
    method: &mut NameMethod,
    corpus: &Corpus,
    pairs: &[Pair],
    dice: &mut Dice,
) -> Vec<u32> {
    let first = method.sound_weights();
    let mut weights = first.clone();
    let prepared = prepare(method, corpus);
    let mut seen = vec![0u32; FEATURES];
    for round in 0..ROUNDS {
        let mut rows: Vec<(Vec<u32>, bool)> = Vec::new();
        for pair in pairs.iter().filter(|p| !p.held) {
            if let Some((_, steps)) = method.trace(&prepared[pair.a], &prepared[pair.b]) {
                rows.push((steps, pair.same));
            }
        }
        for at in (1..rows.len()).rev() {
            rows.swap(at, dice.roll(at + 1));
        }
        seen = vec![0u32; FEATURES];
        rows.iter().flat_map(|(steps, _)| steps).for_each(|s| seen[*s as usize] += 1);
        let loss = descend(&mut weights, &first, &rows, &seen);
        method.set_sound_weights(&weights);
        eprintln!("round {round}: {} pairs, loss {loss:.4} bits a pair", rows.len());
    }
    seen
}

/// Writes the table: what was seen often enough to differ from what stands for the unseen.
pub fn table(method: &NameMethod, seen: &[u32]) -> String {
    let weights = method.sound_weights();
    let mut rows = Vec::new();
    for (at, weight) in weights.iter().enumerate() {
        if let Some((other, a, b)) = method.sound_feature(at)
            && (seen[at] >= SELDOM || a == b)
        {
            rows.push(format!("{other}\t{a}\t{b}\t{weight:.1}\n"));
        }
    }
    rows.sort();
    format!("{HEAD}other\ta\tb\tweight\n{}", rows.concat())
}

/// Prepares every word once.
pub fn prepare(method: &NameMethod, corpus: &Corpus) -> Vec<Name> {
    corpus.forms.iter().map(|f| method.prepare(&f.text, Some(EntityKind::Person))).collect()
}

fn descend(weights: &mut [f64], first: &[f64], rows: &[(Vec<u32>, bool)], seen: &[u32]) -> f64 {
    let mut squares = vec![1e-2; weights.len()];
    let mut loss = 0.0;
    for _ in 0..PASSES {
        loss = 0.0;
        for (steps, same) in rows {
            let bits: f64 = steps.iter().map(|s| weights[*s as usize]).sum();
            let odds = (bits * std::f64::consts::LN_2).clamp(-30.0, 30.0);
            let likely = 1.0 / (1.0 + (-odds).exp());
            let want = if *same { 1.0 } else { 0.0 };
            loss -= if *same { likely.log2() } else { (1.0 - likely).log2() };
            for step in steps {
                let at = *step as usize;
                let pull = RIDGE * (weights[at] - first[at]) / f64::from(seen[at]);
                let slope = likely - want + pull;
                squares[at] += slope * slope;
                weights[at] -= STEP * slope / squares[at].sqrt() * 2.0;
            }
        }
    }
    loss / rows.len() as f64
}
