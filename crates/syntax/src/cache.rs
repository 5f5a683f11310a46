//! A bounded memory of chunks already split, and of words, shared by all texts of a pipeline.
//!
//! In: a chunk of text or a word. Out: the chunk's words with their lengths, or the word with what
//! is known about it. Running text repeats itself so much that most of it is found here. When
//! the memory is full it takes in nothing new, and it never lets go of anything: so it can be read
//! by many threads without locks, and what it gives is borrowed. Results never depend on what is
//! in it. Long chunks are not kept. Hashes are seeded anew in each process (foldhash), so no text
//! can be made to collide.

use std::hash::BuildHasher;
use std::ops::Deref;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use foldhash::quality::RandomState;

use crate::word::Word;

/// Chunks, and words, kept at most.
const MOST: usize = 40_000;
/// Places for them; a power of two, so far above that free places are soon met.
const PLACES: usize = 65_536;
/// Longest chunk or word kept, in bytes.
const LONGEST: usize = 48;

/// Holds the words of one chunk with their lengths in bytes.
pub(crate) type Words = Box<[(u32, Arc<Word>)]>;

/// Maps chunks to their words, and texts of words to words.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    chunks: Memory<Words>,
    words: Memory<Arc<Word>>,
}

impl Cache {
    /// Gives the words of a chunk, made by `split` if they are not known yet.
    pub(crate) fn chunk(&self, chunk: &str, split: impl FnOnce() -> Words) -> Found<'_, Words> {
        self.chunks.get(chunk, split)
    }

    /// Gives the word with this text and its ordinary norm, made by `make` if need be.
    pub(crate) fn word(&self, text: &str, make: impl FnOnce() -> Word) -> Arc<Word> {
        match self.words.get(text, || Arc::new(make())) {
            Found::Kept(word) => Arc::clone(word),
            Found::Made(word) => word,
        }
    }
}

/// Gives what was looked for: borrowed from the memory, or made and not kept.
#[derive(Debug)]
pub(crate) enum Found<'m, T> {
    Kept(&'m T),
    Made(T),
}

/// Holds a word: one that is kept for good, or one of this text alone.
#[derive(Clone, Debug)]
pub(crate) enum Held<'m> {
    Kept(&'m Word),
    Own(Arc<Word>),
}

impl Deref for Held<'_> {
    type Target = Word;

    #[inline]
    fn deref(&self) -> &Word {
        match self {
            Held::Kept(word) => word,
            Held::Own(word) => word,
        }
    }
}

/// Maps texts to values, up to a fixed number: a table with linear probing, whose places are each
/// written once.
#[derive(Debug)]
struct Memory<T> {
    places: Box<[OnceLock<Entry<T>>]>,
    count: AtomicUsize,
    hasher: RandomState,
}

#[derive(Clone, Debug)]
struct Entry<T> {
    hash: u64,
    text: Box<str>,
    value: T,
}

impl<T> Default for Memory<T> {
    fn default() -> Memory<T> {
        let places = (0..PLACES).map(|_| OnceLock::new()).collect();
        Memory { places, count: AtomicUsize::new(0), hasher: RandomState::default() }
    }
}

impl<T: Clone> Memory<T> {
    fn get(&self, text: &str, make: impl FnOnce() -> T) -> Found<'_, T> {
        if text.len() > LONGEST {
            return Found::Made(make());
        }
        let hash = self.hasher.hash_one(text);
        let mut at = hash as usize % PLACES;
        // There are free places at all times, so this comes to one.
        while let Some(entry) = self.places[at].get() {
            if entry.hash == hash && *entry.text == *text {
                return Found::Kept(&entry.value);
            }
            at = (at + 1) % PLACES;
        }
        let value = make();
        if self.count.fetch_add(1, Ordering::Relaxed) >= MOST {
            self.count.fetch_sub(1, Ordering::Relaxed);
            return Found::Made(value);
        }
        self.keep(at, Entry { hash, text: text.into(), value })
    }

    /// Puts an entry into the first free place from `at` on.
    fn keep(&self, mut at: usize, entry: Entry<T>) -> Found<'_, T> {
        loop {
            let mut is_ours = false;
            let there = self.places[at].get_or_init(|| {
                is_ours = true;
                entry.clone()
            });
            if is_ours {
                return Found::Kept(&there.value);
            }
            // Another thread was faster; it may have brought the same text.
            if there.text == entry.text {
                self.count.fetch_sub(1, Ordering::Relaxed);
                return Found::Kept(&there.value);
            }
            at = (at + 1) % PLACES;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_found_again_and_what_is_not_is_made() {
        let memory = Memory::<usize>::default();
        for round in 0..2 {
            for number in 0..MOST + 100 {
                let is_kept = match memory.get(&number.to_string(), || number) {
                    Found::Kept(value) => *value == number,
                    Found::Made(value) => value != number,
                };
                assert_eq!(is_kept, number < MOST, "{number} in round {round}");
            }
        }
        assert!(matches!(memory.get(&"x".repeat(LONGEST + 1), || 1), Found::Made(1)));
    }

    #[test]
    fn threads_that_bring_the_same_texts_keep_each_once() {
        let memory = Memory::<usize>::default();
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| {
                    for number in 0..5_000 {
                        let found = memory.get(&number.to_string(), || number);
                        assert!(matches!(found, Found::Kept(value) if *value == number));
                    }
                });
            }
        });
        let kept = memory.places.iter().filter(|p| p.get().is_some()).count();
        assert_eq!((kept, memory.count.load(Ordering::Relaxed)), (5_000, 5_000));
    }
}
