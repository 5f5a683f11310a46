//! Compares two prepared names and lays open what was weighed.
//!
//! In: two [`Name`]s. Out: a [`Comparison`]: the weight, level by level, and whether it carries.
//! Words are aligned best first; what is left over on one side is missing, on both sides other.
//! Symmetric: names are brought into one order first. It does not look at where the names stand,
//! and never decides that two bearers of one name are one person: that is for `entities`.

use super::left::{run_words, unused};
use super::levels::Mark;
use super::method::NameMethod;
use super::name::{Name, Role, Word};
use super::words::slips;
use rashomon_model::{EntityKind, Weight};

/// One thing that was weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// What was compared.
    pub comparison: &'static str,
    /// How it came out.
    pub level: &'static str,
    /// The words it was seen on; empty where it concerns the whole names.
    pub words: String,
    /// What it weighs.
    pub weight: Weight,
}

/// What came of comparing two names.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Whether the weight carries: whether they are taken for one name.
    pub same: bool,
    /// The sum of the levels.
    pub weight: Weight,
    /// What was weighed, in order.
    pub levels: Vec<Level>,
}

/// Compares two names of things of one kind; `None` where the kind is not known.
pub fn compare(a: &str, b: &str, kind: Option<EntityKind>, method: &NameMethod) -> Comparison {
    method.compare_prepared(&method.prepare(a, kind), &method.prepare(b, kind))
}

/// Levels as they are gathered.
struct Tally<'m> {
    method: &'m NameMethod,
    levels: Vec<Level>,
}

impl Tally<'_> {
    fn add(&mut self, mark: Mark) {
        self.add_weighed(mark, self.method.levels.weight(mark, 0.0), String::new());
    }

    fn add_weighed(&mut self, mark: Mark, weight: f64, words: String) {
        let (comparison, level) = (mark.comparison(), mark.level());
        self.levels.push(Level { comparison, level, words, weight: Weight(weight) });
    }

    fn close(self) -> Comparison {
        let weight: f64 = self.levels.iter().map(|l| l.weight.0).sum();
        Comparison { same: weight > 0.0, weight: Weight(weight), levels: self.levels }
    }
}

impl NameMethod {
    /// Compares two prepared names.
    pub fn compare_prepared(&self, a: &Name, b: &Name) -> Comparison {
        let (a, b) = if a.text() <= b.text() { (a, b) } else { (b, a) };
        let mut tally = Tally { method: self, levels: Vec::new() };
        tally.add(if lone(a, b) { Mark::StartLone } else { Mark::Start });
        if a.mixed != b.mixed {
            tally.add(Mark::LookAlike);
        }
        if a.is_empty() || b.is_empty() {
            // Nothing to compare: only what is written alike is alike.
            if a.text() == b.text() {
                tally.add(Mark::WholeSame);
            }
            return tally.close();
        }
        if a.actors.iter().any(|x| b.actors.contains(x)) {
            tally.add(Mark::KnownForms);
        } else if let Some(mark) = whole(a, b) {
            tally.add(mark);
        } else {
            self.by_words(a, b, &mut tally);
        }
        if let (Some(x), Some(y)) = (&a.legal, &b.legal)
            && x != y
            && x != "company"
            && y != "company"
        {
            tally.add(Mark::OtherLegal);
        }
        tally.close()
    }

    fn by_words(&self, a: &Name, b: &Name, tally: &mut Tally<'_>) {
        let mut pairs = self.align(&a.words, &b.words, lone(a, b));
        if a.body && b.body {
            // Words of a body's name are words of the language: alike is not the same.
            let vague =
                [Mark::SoundSomewhat, Mark::LoneSomewhat, Mark::TwoSlips, Mark::LoneTwoSlips];
            pairs.retain(|p| !vague.contains(&p.2));
        }
        for &(i, j, mark, weight) in &pairs {
            tally.add_weighed(mark, weight, format!("{} ~ {}", a.words[i].plain, b.words[j].plain));
        }
        let mut left = unused(&a.words, pairs.iter().map(|p| p.0).collect());
        let mut right = unused(&b.words, pairs.iter().map(|p| p.1).collect());
        for text in run_words((&a.words, &mut left), (&b.words, &mut right)) {
            tally.add_weighed(Mark::RunWords, self.levels.weight(Mark::RunWords, 0.0), text);
        }
        let roles = |words: &[Word], at: &[usize]| -> Vec<Role> {
            at.iter().map(|&i| words[i].role).collect()
        };
        let (mut left, mut right) = (roles(&a.words, &left), roles(&b.words, &right));
        // "Servant of" that the other name lacks is a word it lacks.
        for pair in pairs.iter().filter(|p| p.2 == Mark::Servant) {
            let ours = a.words[pair.0].servant_of.as_ref() == Some(&b.words[pair.1].plain);
            if ours { &mut left } else { &mut right }.push(Role::Word);
        }
        leftovers(a.body || b.body, &left, &right, tally);
        // "X son of Y" and "Y son of X" are two people.
        let crossed = |ours: bool| {
            pairs.iter().any(|p| a.words[p.0].child == ours && b.words[p.1].child != ours)
        };
        if crossed(true) && crossed(false) {
            tally.add(Mark::SwappedKin);
        } else if !(a.body || b.body) && exchanged(&pairs, a.words.len(), b.words.len()) {
            tally.add(Mark::SwappedGiven);
        } else if pairs.windows(2).any(|w| w[0].1 > w[1].1) {
            tally.add(Mark::Swapped);
        }
    }

    /// Aligns words best first; gives pairs in the order of the first name.
    fn align(&self, a: &[Word], b: &[Word], alone: bool) -> Vec<(usize, usize, Mark, f64)> {
        let mut found = Vec::new();
        for (i, x) in a.iter().enumerate() {
            for (j, y) in b.iter().enumerate() {
                if let Some((mark, weight)) = self.words(x, y, alone) {
                    found.push((i, j, mark, weight));
                }
            }
        }
        found.sort_by(|x, y| {
            y.3.total_cmp(&x.3)
                .then(x.0.abs_diff(x.1).cmp(&y.0.abs_diff(y.1)))
                .then((x.0, x.1).cmp(&(y.0, y.1)))
        });
        let mut taken: Vec<(usize, usize, Mark, f64)> = Vec::new();
        for pair in found {
            if !taken.iter().any(|t| t.0 == pair.0 || t.1 == pair.1) {
                taken.push(pair);
            }
        }
        taken.sort_by_key(|t| t.0);
        taken
    }
}

/// Says whether both are of one word, where there is nothing else to go by.
fn lone(a: &Name, b: &Name) -> bool {
    a.words.len() == 1 && b.words.len() == 1
}

/// "Omar Salim Hadrani" and "Salim Omar Hadrani": with the last word in its place the order of those
/// before it tells father and son apart; only a family name moves about.
fn exchanged(pairs: &[(usize, usize, Mark, f64)], a: usize, b: usize) -> bool {
    let last = |p: &(usize, usize, Mark, f64)| p.0 + 1 == a && p.1 + 1 == b;
    let turned = pairs.windows(2).any(|w| w[0].1 > w[1].1);
    a.min(b) >= 3 && turned && pairs.last().is_some_and(last)
}

/// Compares the names as wholes.
fn whole(a: &Name, b: &Name) -> Option<Mark> {
    let counts = (a.words.len(), b.words.len());
    if a.joined == b.joined {
        return Some(if counts.0 == counts.1 { Mark::WholeSame } else { Mark::RunTogether });
    }
    if a.body && b.body && a.written.len() >= 5 && a.written == b.written {
        return Some(Mark::RunTogether);
    }
    if counts.0 != counts.1 && numbers(a) == numbers(b) && a.joined.len().min(b.joined.len()) >= 8 {
        let room = a.joined.len().abs_diff(b.joined.len());
        if room <= 1 && a.joined.len() <= 40 && slips(&a.joined, &b.joined) <= 1 {
            return Some(Mark::RunTogetherSlip);
        }
    }
    (a.body && b.body && (abbreviates(a, b) || abbreviates(b, a))).then_some(Mark::Abbreviation)
}

/// Says whether a name of one word is made of the first letters of the other's words.
fn abbreviates(short: &Name, long: &Name) -> bool {
    let [word] = short.words.as_slice() else { return false };
    word.letters.len() >= 2
        && word.letters.len() == long.words.len()
        && word.letters.iter().zip(&long.words).all(|(c, w)| w.letters.first() == Some(c))
}

/// Counts the words of a name that are compared by their letters alone.
fn numbers(name: &Name) -> usize {
    name.words.iter().filter(|w| w.role == Role::Number).count()
}

/// Weighs the words that found no partner.
fn leftovers(body: bool, left: &[Role], right: &[Role], tally: &mut Tally<'_>) {
    let count = |roles: &[Role], role: Role| roles.iter().filter(|r| **r == role).count();
    let missing_word = if body { Mark::MissingBodyWord } else { Mark::MissingWord };
    let kinds = [
        (Role::Word, Mark::OtherWord, missing_word),
        (Role::Initial, Mark::OtherInitial, Mark::MissingInitial),
        (Role::Number, Mark::OtherNumber, Mark::MissingNumber),
        (Role::Weak, Mark::OtherSort, Mark::MissingSort),
    ];
    let mut words = (0, 0);
    let mut initials = (0, 0);
    for (role, other, missing) in kinds {
        let (x, y) = (count(left, role), count(right, role));
        if role == Role::Word {
            words = (x, y);
        }
        if role == Role::Initial {
            initials = (x, y);
        }
        for _ in 0..x.min(y) {
            tally.add(other);
        }
        for nth in 0..x.abs_diff(y) {
            let further = nth > 0 && missing == Mark::MissingWord;
            tally.add(if further { Mark::MissingMore } else { missing });
        }
    }
    // An initial on one side and a word it does not begin on the other contradict each other.
    let spare = |w: (usize, usize)| (w.0 - w.0.min(w.1), w.1 - w.0.min(w.1));
    let (w, i) = (spare(words), spare(initials));
    for _ in 0..w.0.min(i.1) + w.1.min(i.0) {
        tally.add(Mark::OtherInitial);
    }
}
