//! Compares two words of names.
//!
//! In: two prepared words. Out: the best level at which they answer each other, with its weight,
//! or nothing. Equal letters, forms of one name, sound under the learned table, slips of the pen,
//! initials, in that order of interest; the level that weighs most counts. Symmetric. It knows
//! nothing of the rest of the names.

use super::fold::Script;
use super::levels::Mark;
use super::method::NameMethod;
use super::name::{Role, Word};
use super::sounds::Unit;

/// Letters of a word that are looked at for slips.
const LETTERS: usize = 40;

impl NameMethod {
    /// Returns the level at which two words answer each other; `alone` where they are the names.
    pub(crate) fn words(&self, a: &Word, b: &Word, alone: bool) -> Option<(Mark, f64)> {
        let weigh = |mark: Mark| (mark, self.levels.weight(mark, a.rarity.min(b.rarity)));
        match (a.role, b.role) {
            (Role::Number, Role::Number) => {
                return (a.plain == b.plain).then(|| weigh(Mark::Number));
            }
            (Role::Weak, Role::Weak) if a.plain == b.plain => return Some(weigh(Mark::Sort)),
            (Role::Number, _) | (_, Role::Number) => return None,
            (Role::Initial, Role::Initial) => {
                return (a.plain == b.plain).then(|| weigh(Mark::Initial));
            }
            (Role::Initial, _) => return begins(a, b).then(|| weigh(Mark::Initial)),
            (_, Role::Initial) => return begins(b, a).then(|| weigh(Mark::Initial)),
            _ => {}
        }
        if a.plain == b.plain {
            return Some(weigh(Mark::Same));
        }
        if without_servant(a, b) || without_servant(b, a) {
            return Some(weigh(Mark::Servant));
        }
        let group = a.groups.iter().any(|g| b.groups.contains(g));
        // Two names in use that no table takes for one are two, however little parts them.
        let apart = a.formed && b.formed && !group;
        let vague = |m: &Mark| {
            use Mark::{AcrossClose, AcrossSame, SoundClose, SoundSame};
            !matches!(m, SoundSame | SoundClose | AcrossSame | AcrossClose)
        };
        let marks = [slip(a, b), self.sound(a, b), group.then_some(Mark::OtherForm)];
        let marks = marks.into_iter().filter(|m| !(apart && m.as_ref().is_some_and(vague)));
        let marks = marks.flatten().map(|m| if alone { m.alone() } else { m });
        marks.map(weigh).max_by(|x, y| x.1.total_cmp(&y.1))
    }

    /// Returns how alike the first words of two names sound: for developing the levels.
    #[doc(hidden)]
    pub fn likeness_of(&self, a: &super::Name, b: &super::Name) -> Option<f64> {
        self.likeness(a.words.first()?, b.words.first()?)
    }

    /// Returns the level at which two words sound alike.
    fn sound(&self, a: &Word, b: &Word) -> Option<Mark> {
        let likeness = self.likeness(a, b)?;
        let across = a.script != b.script;
        let consonants = a.skeleton == b.skeleton
            && !a.skeleton.is_empty()
            && a.letters.len().min(b.letters.len()) >= 3;
        let marks = if across {
            [Mark::AcrossSame, Mark::AcrossClose, Mark::AcrossConsonants, Mark::AcrossSomewhat]
        } else {
            [Mark::SoundSame, Mark::SoundClose, Mark::Consonants, Mark::SoundSomewhat]
        };
        let mut marks = marks
            .into_iter()
            .filter(|m| !matches!(m, Mark::Consonants | Mark::AcrossConsonants) || consonants);
        marks.find(|m| likeness >= self.levels.bound(*m))
    }

    /// Returns how alike two words sound: the weight of their best alignment, in bits. `None` for
    /// scripts that no table joins.
    pub(crate) fn likeness(&self, a: &Word, b: &Word) -> Option<f64> {
        if a.script == Script::Signs || b.script == Script::Signs {
            return None;
        }
        let joined = |s: Script| matches!(s, Script::Latin | Script::Arabic | Script::Hebrew);
        if a.script != b.script && !(joined(a.script) && joined(b.script)) {
            return None;
        }
        let mut best = self.alike(&a.units, &b.units, a.script, b.script);
        for xs in &a.other_cuts {
            best = best.max(self.alike(xs, &b.units, a.script, b.script));
            for ys in &b.other_cuts {
                best = best.max(self.alike(xs, ys, a.script, b.script));
            }
        }
        for ys in &b.other_cuts {
            best = best.max(self.alike(&a.units, ys, a.script, b.script));
        }
        Some(best)
    }

    fn alike(&self, xs: &[Unit], ys: &[Unit], a: Script, b: Script) -> f64 {
        self.sounds.score((xs, a), (ys, b))
    }
}

/// Says whether a word is the other without "servant of": "Hakim" for "Abd al-Hakim".
fn without_servant(a: &Word, b: &Word) -> bool {
    a.servant_of.as_deref().is_some_and(|rest| rest == b.plain)
}

/// Says whether an initial begins a word.
fn begins(initial: &Word, word: &Word) -> bool {
    match (initial.letters.first(), word.letters.first()) {
        (Some(i), Some(w)) if i == w => true,
        _ => !initial.units.is_empty() && initial.units.first() == word.units.first(),
    }
}

/// Returns the level of two words that differ by slips of the pen.
fn slip(a: &Word, b: &Word) -> Option<Mark> {
    let (short, long) =
        (a.letters.len().min(b.letters.len()), a.letters.len().max(b.letters.len()));
    if a.script != b.script || a.script == Script::Signs || short < 4 || long - short > 2 {
        return None;
    }
    match slips(&a.letters, &b.letters) {
        0 | 1 => Some(Mark::Slip),
        2 if short >= 8 => Some(Mark::TwoSlips),
        _ => None,
    }
}

/// Counts letters wrong, missing, added or swapped with their neighbour (Damerau 1964, the
/// restricted distance), on the first letters of each word.
pub(crate) fn slips(a: &[char], b: &[char]) -> usize {
    let (a, b) = (&a[..a.len().min(LETTERS)], &b[..b.len().min(LETTERS)]);
    let mut before = [0usize; LETTERS + 1];
    let mut last: [usize; LETTERS + 1] = std::array::from_fn(|j| j);
    for i in 0..a.len() {
        let mut row = [0usize; LETTERS + 1];
        row[0] = i + 1;
        for j in 0..b.len() {
            let cost = usize::from(a[i] != b[j]);
            row[j + 1] = (last[j] + cost).min(last[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && a[i] == b[j - 1] && a[i - 1] == b[j] {
                row[j + 1] = row[j + 1].min(before[j - 1] + 1);
            }
        }
        before = last;
        last = row;
    }
    last[b.len()]
}
