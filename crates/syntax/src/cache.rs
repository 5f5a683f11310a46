//! A bounded memory of chunks already split into words, shared by all texts of a pipeline.
//!
//! In: a chunk of text. Out: its words and their lengths. Running text repeats itself so much
//! that most chunks are found here. When the memory is full it takes in nothing new; results
//! never depend on what is in it. Long chunks are not kept.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use crate::word::Word;

/// Chunks kept at most.
const MOST_CHUNKS: usize = 40_000;
/// Longest chunk kept, in bytes.
const LONGEST_CHUNK: usize = 48;

/// Holds the words of one chunk with their lengths in bytes.
pub(crate) type Words = Arc<[(u32, Arc<Word>)]>;

/// Maps chunks to their words.
#[derive(Debug, Default)]
pub(crate) struct ChunkCache {
    chunks: RwLock<HashMap<Box<str>, Words>>,
}

impl ChunkCache {
    /// Gives the words of a chunk, made by `split` if they are not known yet.
    pub(crate) fn get(&self, chunk: &str, split: impl FnOnce() -> Words) -> Words {
        if chunk.len() > LONGEST_CHUNK {
            return split();
        }
        if let Some(words) = self.chunks.read().unwrap_or_else(PoisonError::into_inner).get(chunk) {
            return Arc::clone(words);
        }
        let words = split();
        let mut chunks = self.chunks.write().unwrap_or_else(PoisonError::into_inner);
        if chunks.len() < MOST_CHUNKS {
            chunks.insert(chunk.into(), Arc::clone(&words));
        }
        words
    }
}
