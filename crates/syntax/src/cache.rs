//! A bounded memory of chunks already split, and of words, shared by all texts of a pipeline.
//!
//! In: a chunk of text or a word. Out: the chunk's words with their lengths, or the word with what
//! is known about it. Running text repeats itself so much that most of it is found here. When
//! the memory is full it takes in nothing new; results never depend on what is in it. Long
//! chunks are not kept.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::word::Word;

/// Chunks, and words, kept at most.
const MOST: usize = 40_000;
/// Longest chunk or word kept, in bytes.
const LONGEST: usize = 48;

/// Holds the words of one chunk with their lengths in bytes.
pub(crate) type Words = Arc<[(u32, Arc<Word>)]>;

/// Maps chunks to their words, and texts of words to words.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    chunks: Memory<[(u32, Arc<Word>)]>,
    words: Memory<Word>,
}

impl Cache {
    /// Gives the words of a chunk, made by `split` if they are not known yet.
    pub(crate) fn chunk(&self, chunk: &str, split: impl FnOnce() -> Words) -> Words {
        self.chunks.get(chunk, split)
    }

    /// Gives the word with this text and its ordinary norm, made by `make` if need be.
    pub(crate) fn word(&self, text: &str, make: impl FnOnce() -> Word) -> Arc<Word> {
        self.words.get(text, || Arc::new(make()))
    }
}

/// Maps texts to shared values, up to a fixed number.
#[derive(Debug)]
struct Memory<T: ?Sized> {
    known: RwLock<HashMap<Box<str>, Arc<T>>>,
}

impl<T: ?Sized> Default for Memory<T> {
    fn default() -> Memory<T> {
        Memory { known: RwLock::default() }
    }
}

impl<T: ?Sized> Memory<T> {
    fn get(&self, text: &str, make: impl FnOnce() -> Arc<T>) -> Arc<T> {
        if text.len() > LONGEST {
            return make();
        }
        if let Some(value) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Arc::clone(value);
        }
        let value = make();
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() < MOST {
            known.insert(text.into(), Arc::clone(&value));
        }
        value
    }
}
