//! Draws pairs of words: forms of one name, and names that merely look alike.
//!
//! In: words with their bearers. Out: pairs, the same in every run (splitmix64 with a fixed seed).
//! A hard pair shares its coarse consonants, or all but one of them, and shares no bearer; of a
//! dozen such the nearest by letters is taken. Every fifth bearer is held out: its pairs are
//! counted, never learned from.

use rashomon_resolve::names::{Name, NameMethod};
use std::collections::{BTreeMap, BTreeSet};

/// A source of numbers that look random and are the same in every run (Steele and others 2014).
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((z ^ (z >> 31)) % below.max(1) as u64) as usize
    }
}

/// A word of the corpora.
pub struct Form {
    pub text: String,
    pub script: usize,
    pub bearers: BTreeSet<u32>,
}

/// Words by bearer, and the other way round.
pub struct Corpus {
    pub forms: Vec<Form>,
    pub bearers: Vec<Vec<usize>>,
    pub sorts: Vec<Sort>,
}

/// What a bearer is.
#[derive(Clone, Copy, PartialEq)]
pub enum Sort {
    /// Forms that a list gives as one name.
    Group,
    /// An Arabic name and its romanisations.
    Romanised,
    /// An Arabic spelling that several names share.
    Spelling,
}

/// Two words, and whether they are forms of one name.
pub struct Pair {
    pub a: usize,
    pub b: usize,
    pub same: bool,
    pub held: bool,
}

/// Latin (and what is spelled out in it), Arabic, Hebrew; nothing else is learned.
pub fn script(text: &str) -> Option<usize> {
    match text.chars().find(|c| c.is_alphabetic())? {
        '\u{0600}'..='\u{077F}' => Some(1),
        '\u{0590}'..='\u{05FF}' => Some(2),
        'a'..='z' | '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}' | '\u{0400}'..='\u{052F}' => {
            Some(0)
        }
        _ => None,
    }
}

impl Corpus {
    pub fn read(text: &str) -> Corpus {
        let mut numbers: BTreeMap<&str, usize> = BTreeMap::new();
        let (mut forms, mut bearers): (Vec<Form>, Vec<Vec<usize>>) = (Vec::new(), Vec::new());
        let mut sorts = Vec::new();
        let mut last = "";
        for (bearer, word) in text.lines().filter_map(|l| l.split_once('\t')) {
            let letters = word.chars().count();
            let Some(script) = script(word).filter(|_| (3..=16).contains(&letters)) else {
                continue;
            };
            if bearer != last {
                bearers.push(Vec::new());
                sorts.push(match bearer.split_once(':') {
                    Some(("y", _)) => Sort::Spelling,
                    Some(("a", _)) => Sort::Romanised,
                    _ => Sort::Group,
                });
                last = bearer;
            }
            let number = *numbers.entry(word).or_insert_with(|| {
                forms.push(Form { text: word.to_owned(), script, bearers: BTreeSet::new() });
                forms.len() - 1
            });
            forms[number].bearers.insert(bearers.len() as u32 - 1);
            if let Some(all) = bearers.last_mut() {
                all.push(number);
            }
        }
        Corpus { forms, bearers, sorts }
    }

    /// Draws pairs; as many hard ones as there are of one bearer, per pair of scripts.
    pub fn draw(&self, method: &NameMethod, dice: &mut Dice) -> Vec<Pair> {
        let mut pairs = self.same(dice);
        let blocks = Blocks::of(self, method);
        let ones: Vec<(usize, usize, bool)> = pairs.iter().map(|p| (p.a, p.b, p.held)).collect();
        for (a, b, held) in ones {
            if let Some(other) = blocks.hard(self, a, self.forms[b].script, dice) {
                pairs.push(Pair { a, b: other, same: false, held });
            }
        }
        pairs
    }

    fn same(&self, dice: &mut Dice) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut drawn = BTreeSet::new();
        for (bearer, forms) in self.bearers.iter().enumerate() {
            let arabic = forms.iter().any(|f| self.forms[*f].script == 1);
            let of =
                |script| forms.iter().copied().filter(move |f| self.forms[*f].script == script);
            // What one Arabic spelling came back as in Latin letters is what reports disagree in;
            // names that are not written in Arabic are the many, and stand in now and then.
            let latin = match self.sorts[bearer] {
                Sort::Spelling => 16,
                Sort::Romanised => 8,
                Sort::Group => usize::from(arabic || bearer % 16 == 0),
            };
            for (x, y, most) in
                [(0, 0, latin), (0, 1, 3), (1, 1, 1), (0, 2, 2), (2, 2, 1), (1, 2, 1)]
            {
                let (xs, ys): (Vec<usize>, Vec<usize>) = (of(x).collect(), of(y).collect());
                for _ in 0..most {
                    if xs.is_empty() || ys.is_empty() {
                        break;
                    }
                    let (a, b) = (xs[dice.roll(xs.len())], ys[dice.roll(ys.len())]);
                    if a != b && drawn.insert((a.min(b), a.max(b))) {
                        pairs.push(Pair { a, b, same: true, held: bearer % 5 == 3 });
                    }
                }
            }
        }
        pairs
    }
}

/// Words by their coarse consonants.
struct Blocks {
    by: [BTreeMap<String, Vec<usize>>; 3],
    skeletons: Vec<String>,
}

impl Blocks {
    fn of(corpus: &Corpus, method: &NameMethod) -> Blocks {
        let mut blocks = Blocks { by: Default::default(), skeletons: Vec::new() };
        for (number, form) in corpus.forms.iter().enumerate() {
            let name: Name = method.prepare(&form.text, Some(rashomon_model::EntityKind::Person));
            let skeleton = name.skeletons().next().unwrap_or("").to_owned();
            for key in std::iter::once(skeleton.clone()).chain(shorter(&skeleton)) {
                blocks.by[form.script].entry(key).or_default().push(number);
            }
            blocks.skeletons.push(skeleton);
        }
        blocks
    }

    /// A word of a script that looks like a word and shares no bearer with it.
    fn hard(&self, corpus: &Corpus, a: usize, script: usize, dice: &mut Dice) -> Option<usize> {
        let mut keys = vec![self.skeletons[a].clone()];
        if dice.roll(2) == 0 {
            keys = shorter(&self.skeletons[a]);
        }
        let key = &keys[dice.roll(keys.len()).min(keys.len().checked_sub(1)?)];
        let block = self.by[script].get(key)?;
        let word: Vec<char> = corpus.forms[a].text.chars().collect();
        let mut best: Option<(usize, usize)> = None;
        for _ in 0..12 {
            let other = block[dice.roll(block.len())];
            let form = &corpus.forms[other];
            if other == a || !form.bearers.is_disjoint(&corpus.forms[a].bearers) {
                continue;
            }
            let letters: Vec<char> = form.text.chars().collect();
            let far = if script == corpus.forms[a].script { distance(&word, &letters) } else { 0 };
            if best.is_none_or(|(least, _)| far < least) {
                best = Some((far, other));
            }
        }
        best.map(|(_, other)| other)
    }
}

/// A skeleton with one consonant left out.
fn shorter(skeleton: &str) -> Vec<String> {
    let letters: Vec<char> = skeleton.chars().collect();
    if letters.len() < 3 {
        return Vec::new();
    }
    let without = |at: usize| {
        letters.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, c)| *c).collect::<String>()
    };
    (0..letters.len()).map(without).collect()
}

fn distance(a: &[char], b: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (diagonal + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}
