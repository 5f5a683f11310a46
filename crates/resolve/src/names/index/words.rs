//! The distinct words of all names, and which of them may be spellings of a word.
//!
//! In: prepared words. Out: for a word, the words of the index that may answer it, likeliest
//! first: the same letters, a form of the same name by table, one letter wrong or missing
//! (deletion neighbourhoods, as in SymSpell), the same coarse skeleton, a skeleton with one class
//! more or less. How alike they are is judged by sketches of their sounds: 64 bits that two
//! spellings share for the most part, across scripts too, because every sound unit counts as the
//! Latin letter it most often stands for ([`super::super::sounds::Sounds::plainest`]).
//! Must hold: a word meets itself; the work for one word is bounded whatever the index holds.

use super::super::fold::Script;
use super::super::name::{Role, Word};
use super::super::sounds::Plainest;
use super::table::{Keyed, hash, mix};

/// Words looked at for one word.
const LOOKED: usize = 2_000;

/// Words kept for one word.
const KEPT: usize = 128;

/// Words less alike than this are not kept.
const LEAST: f32 = 0.4;

/// Letters of a word that make keys by deletion.
const DELETED: usize = 10;

/// What is kept of a word.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sketch {
    /// Which sounds it has, and which follow which.
    sounds: u64,
    /// Its letters, hashed.
    letters: u64,
    skeleton: u32,
    across: bool,
}

/// A word of the index that may answer the word asked for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answer {
    pub(super) word: u32,
    /// From 0 to 1.
    pub(super) likeness: f32,
}

/// The distinct words of an index.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    sketches: Vec<Sketch>,
    keys: Keyed,
}

impl Words {
    pub(super) fn pack(mut sketches: Vec<Sketch>, keys: Vec<(u64, u32)>) -> Words {
        sketches.shrink_to_fit();
        Words { sketches, keys: Keyed::pack(keys) }
    }

    /// Returns the words that may answer a word, likeliest first.
    pub(super) fn answers(&self, word: &Word, plainest: &Plainest) -> Vec<Answer> {
        let asked = Sketch::of(word, plainest);
        let mut found = Vec::new();
        for (sort, key) in keys(word) {
            let room = LOOKED.saturating_sub(found.len());
            for &number in self.keys.of(key).iter().take(room) {
                let Some(sketch) = self.sketches.get(number as usize) else { continue };
                let likeness = asked.likeness(sketch, sort);
                if likeness >= LEAST {
                    found.push(Answer { word: number, likeness });
                }
            }
        }
        let order =
            |a: &Answer, b: &Answer| b.likeness.total_cmp(&a.likeness).then(a.word.cmp(&b.word));
        // Most stand under several keys; twice as many leave enough when repeats are gone.
        if found.len() > 2 * KEPT {
            found.select_nth_unstable_by(2 * KEPT, order);
            found.truncate(2 * KEPT);
        }
        // The best that any key gives a word counts.
        found.sort_unstable_by(|a, b| a.word.cmp(&b.word).then(order(a, b)));
        found.dedup_by_key(|a| a.word);
        found.sort_unstable_by(order);
        found.truncate(KEPT);
        found
    }

    pub(super) fn bytes(&self) -> usize {
        self.sketches.capacity() * std::mem::size_of::<Sketch>() + self.keys.bytes()
    }
}

impl Sketch {
    pub(super) fn of(word: &Word, plainest: &Plainest) -> Sketch {
        let mut sounds = 0u64;
        let mut last = None;
        for &unit in &word.units {
            let sound = plainest.of(unit);
            sounds |= 1 << (mix(u64::from(sound)) % 64);
            if let Some(last) = last {
                sounds |= 1 << (mix(u64::from(sound) << 32 | u64::from(last)) % 64);
            }
            last = Some(sound);
        }
        Sketch {
            sounds,
            letters: id(word),
            skeleton: hash(b's', &[word.skeleton.as_bytes()]) as u32,
            across: !matches!(word.script, Script::Latin),
        }
    }

    /// Says how alike two words are, found under a key of a sort.
    fn likeness(&self, other: &Sketch, sort: Sort) -> f32 {
        if self.letters == other.letters {
            return 1.0;
        }
        let both = (self.sounds & other.sounds).count_ones() as f32;
        let fewer = self.sounds.count_ones().min(other.sounds.count_ones()).max(1) as f32;
        let any = (self.sounds | other.sounds).count_ones().max(1) as f32;
        // Vowels that one script does not write are no difference.
        let shared = if self.across == other.across { both / any } else { both / fewer };
        let skeleton = self.skeleton == other.skeleton;
        let base = match sort {
            Sort::Group => 0.75,
            Sort::Slip => 0.55,
            _ if skeleton => 0.5,
            _ => 0.25,
        };
        (base + 0.4 * shared).min(0.95)
    }
}

/// What a key is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Letters,
    Group,
    Slip,
    Skeleton,
    NearSkeleton,
}

/// What tells a word from all others: its letters and what it does.
pub(super) fn id(word: &Word) -> u64 {
    let role = [word.role as u8];
    hash(b'w', &[word.plain.as_bytes(), &role])
}

/// The keys under which a word stands and is looked for, surest first.
pub(super) fn keys_of(word: &Word) -> impl Iterator<Item = u64> {
    keys(word).into_iter().map(|(_, key)| key)
}

fn keys(word: &Word) -> Vec<(Sort, u64)> {
    let mut keys = vec![(Sort::Letters, id(word))];
    if word.role != Role::Word {
        // Numbers, words for sorts and initials are one only by their letters.
        return keys;
    }
    keys.extend(word.groups.iter().map(|g| (Sort::Group, hash(b'g', &[&g.to_le_bytes()]))));
    let letters: Vec<char> = word.letters.iter().copied().take(DELETED).collect();
    if letters.len() >= 4 {
        keys.extend(without_one(&letters).map(|l| (Sort::Slip, hash(b'l', &[l.as_bytes()]))));
    }
    let skeleton: Vec<char> = word.skeleton.chars().collect();
    if skeleton.is_empty() {
        return keys;
    }
    keys.push((Sort::Skeleton, hash(b'k', &[word.skeleton.as_bytes()])));
    if skeleton.len() >= 4 {
        let near = without_one(&skeleton).skip(1);
        keys.extend(near.map(|s| (Sort::NearSkeleton, hash(b'n', &[s.as_bytes()]))));
    }
    if skeleton.len() >= 3 {
        keys.push((Sort::NearSkeleton, hash(b'n', &[word.skeleton.as_bytes()])));
    }
    keys
}

/// The letters, and the letters with one of them left out.
fn without_one(letters: &[char]) -> impl Iterator<Item = String> + '_ {
    let whole = std::iter::once(letters.iter().collect());
    whole.chain((0..letters.len()).map(|gone| {
        letters.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, c)| c).collect()
    }))
}
