//! An index of names: which of a million may be the name asked for.
//!
//! In: prepared names, one after another; they are not kept. Out: for a name, the numbers of
//! those worth comparing with it, most promising first. Names meet word by word ([`words`]), by
//! two words of like skeleton, by a body that a table has both names of, by first letters, and by
//! letters run together. Rare words lead; of a word that many bear, those names come first that
//! share another. It compares nothing: what it gives is to be compared.
//!
//! Must hold: a name that was put in is found under the same name, unless more than asked for go
//! by it; the work for one name is bounded, however many names share its keys; the same names in
//! the same order give the same answers on every machine. About 150 bytes a name.

mod table;
mod words;

use super::method::NameMethod;
use super::name::{Name, Role, Word};
use super::sounds::Plainest;
use rashomon_model::Weight;
use std::borrow::Borrow;
use std::collections::HashMap;
use table::{Keyed, Rows, hash};
use words::{Answer, Sketch, Words};

/// Words of a name that are looked at.
const WORDS: usize = 8;

/// Words of a name that meet two by two.
const PAIRED: usize = 5;

/// Names looked at for one name, in all.
const LOOKED: usize = 2_000;

/// Names looked at under one key.
const UNDER_ONE: usize = 500;

/// Where a name stands in an index: how many were put in before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NameNumber(pub u32);

/// A name worth comparing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub name: NameNumber,
    /// How much it promises, in bits: an estimate from shared words and their rarity, made
    /// without comparing. For ordering only.
    pub promise: Weight,
}

/// An index of names.
///
/// ```
/// use rashomon_resolve::names::{NameIndex, NameMethod, NameNumber};
/// use rashomon_model::EntityKind::Person;
///
/// let method = NameMethod::shipped().unwrap();
/// let names = ["Khalil Hafzar", "Nadia Karmani"].map(|n| method.prepare(n, Some(Person)));
/// let index = NameIndex::build(&method, names);
/// let found = index.candidates(&method.prepare("Khaleel Hefzar", Some(Person)), 10);
/// assert_eq!(found[0].name, NameNumber(0));
/// ```
#[derive(Clone, Debug)]
pub struct NameIndex {
    plainest: Plainest,
    words: Words,
    /// The words of each name.
    of_name: Rows,
    /// The names with each word.
    with_word: Rows,
    /// The names under what concerns a whole name.
    whole: Keyed,
}

impl NameIndex {
    /// Makes an index of names, numbered in the order in which they come.
    pub fn build<N: Borrow<Name>>(
        method: &NameMethod,
        names: impl IntoIterator<Item = N>,
    ) -> NameIndex {
        let plainest = method.sounds.plainest();
        let mut numbers: HashMap<u64, u32> = HashMap::new();
        let (mut sketches, mut keys, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        let mut of_name = Rows::new();
        for (at, name) in (0u32..).zip(names) {
            let name = name.borrow();
            of_name.push(name.words.iter().take(WORDS).map(|word| {
                *numbers.entry(words::id(word)).or_insert_with(|| {
                    let number = sketches.len() as u32;
                    sketches.push(Sketch::of(word, &plainest));
                    keys.extend(words::keys_of(word).map(|key| (key, number)));
                    number
                })
            }));
            whole.extend(whole_keys(name).map(|key| (key, at)));
        }
        drop(numbers);
        of_name.shrink();
        let with_word = of_name.turned(sketches.len());
        let words = Words::pack(sketches, keys);
        NameIndex { plainest, words, of_name, with_word, whole: Keyed::pack(whole) }
    }

    /// Returns the number of names.
    pub fn len(&self) -> usize {
        self.of_name.len()
    }

    /// Says whether it holds no name.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the bytes it takes in memory.
    pub fn bytes(&self) -> usize {
        self.words.bytes() + self.of_name.bytes() + self.with_word.bytes() + self.whole.bytes()
    }

    /// Returns at most `most` names worth comparing with a name, most promising first.
    pub fn candidates(&self, name: &Name, most: usize) -> Vec<Candidate> {
        let asked: Vec<&Word> = name.words.iter().take(WORDS).collect();
        let mut sought: Vec<Sought> = asked.iter().map(|word| self.sought(word)).collect();
        let mut found: Vec<u32> = Vec::new();
        for key in whole_keys(name) {
            found.extend(self.whole.of(key).iter().take(UNDER_ONE));
        }
        let sure = found.clone();
        sought.sort_by_key(|s| s.borne);
        let mut room = LOOKED;
        for word in &sought {
            room = self.bearers(word, room, &mut found);
        }
        found.sort_unstable();
        found.dedup();
        let weights = Answers::of(&sought);
        let mut candidates: Vec<Candidate> = found
            .into_iter()
            .map(|number| Candidate {
                name: NameNumber(number),
                promise: Weight(f64::from(weights.promise(self.of_name.of(number as usize)))),
            })
            .collect();
        mark_sure(&mut candidates, sure);
        let order = |a: &Candidate, b: &Candidate| {
            b.promise.0.total_cmp(&a.promise.0).then(a.name.cmp(&b.name))
        };
        if candidates.len() > most && most > 0 {
            candidates.select_nth_unstable_by(most - 1, order);
        }
        candidates.truncate(most);
        candidates.sort_unstable_by(order);
        candidates
    }

    /// What a word of the name asked for may be, and how many names bear one of those.
    fn sought(&self, word: &Word) -> Sought {
        let answers = self.words.answers(word, &self.plainest);
        let borne = answers.iter().map(|a| self.with_word.of(a.word as usize).len()).sum();
        let share = (self.len() as f32 + 1.0) / (borne as f32 + 1.0);
        let naming = if matches!(word.role, Role::Weak | Role::Initial) { 0.25 } else { 1.0 };
        Sought { answers, borne, bits: share.log2().max(0.5) * naming }
    }

    /// Adds the names that bear what may be a word; gives the room left.
    fn bearers(&self, word: &Sought, mut room: usize, found: &mut Vec<u32>) -> usize {
        for answer in &word.answers {
            let names = self.with_word.of(answer.word as usize);
            let taken = names.len().min(room).min(UNDER_ONE);
            found.extend(&names[..taken]);
            room -= taken;
        }
        room
    }
}

/// A word asked for.
struct Sought {
    answers: Vec<Answer>,
    /// Names that bear one of its answers.
    borne: usize,
    /// How rare that is.
    bits: f32,
}

/// What each answering word is worth, by number.
struct Answers {
    /// Word, which of the words asked for it answers, and what that is worth; sorted.
    of: Vec<(u32, u8, f32)>,
    words: usize,
}

impl Answers {
    fn of(sought: &[Sought]) -> Answers {
        let mut of: Vec<(u32, u8, f32)> = Vec::new();
        for (at, word) in (0u8..).zip(sought) {
            of.extend(word.answers.iter().map(|a| (a.word, at, a.likeness * word.bits)));
        }
        of.sort_unstable_by_key(|a| (a.0, a.1));
        Answers { of, words: sought.len() }
    }

    /// What a name of these words promises.
    fn promise(&self, words: &[u32]) -> f32 {
        let mut best = [0f32; WORDS];
        let mut answered = 0;
        for &word in words {
            let from = self.of.partition_point(|a| a.0 < word);
            let answers = self.of[from..].iter().take_while(|a| a.0 == word);
            let mut any = 0;
            for &(_, at, worth) in answers {
                let slot = &mut best[usize::from(at).min(WORDS - 1)];
                *slot = slot.max(worth);
                any = 1;
            }
            answered += any;
        }
        // Words left over on either side speak against, a little.
        let over = words.len() + self.words - 2 * answered.min(self.words);
        best.iter().sum::<f32>() - 1.5 * over as f32
    }
}

/// Names found by what concerns them whole come before all others.
fn mark_sure(candidates: &mut [Candidate], mut sure: Vec<u32>) {
    sure.sort_unstable();
    let mut sure = sure.into_iter().peekable();
    for candidate in candidates {
        while sure.peek().is_some_and(|s| *s < candidate.name.0) {
            sure.next();
        }
        if sure.peek() == Some(&candidate.name.0) {
            candidate.promise.0 += 4.0;
        }
    }
}

/// Keys of a name as a whole.
fn whole_keys(name: &Name) -> impl Iterator<Item = u64> {
    let mut keys: Vec<u64> = name.known().map(|body| hash(b'a', &[&body.to_le_bytes()])).collect();
    keys.extend(name.letters_key().map(|letters| hash(b'f', &[letters.as_bytes()])));
    keys.push(hash(b'j', &[name.run_together().as_bytes()]));
    let skeletons: Vec<&str> = name.skeletons().take(PAIRED).collect();
    for (at, a) in skeletons.iter().enumerate() {
        for b in &skeletons[at + 1..] {
            keys.push(hash(b'2', &[a.min(b).as_bytes(), a.max(b).as_bytes()]));
        }
    }
    keys.into_iter()
}
