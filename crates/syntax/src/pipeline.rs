//! The pipeline as its users see it: load once, parse any number of texts from any thread.

use crate::doc::Doc;
use crate::error::Error;

/// Marks a token before any analysis: byte offsets, and whether one space follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenSpan {
    /// Byte offset of the first byte.
    pub start: u32,
    /// Byte offset after the last byte.
    pub end: u32,
    /// Whether one space follows that belongs to no token.
    pub whitespace_after: bool,
}

/// Holds a loaded pipeline; immutable, and shared freely between threads.
#[derive(Debug)]
pub struct Pipeline {}

impl Pipeline {
    /// Loads the pipeline compiled into the binary.
    ///
    /// # Errors
    /// When the embedded file is damaged, which a test of this crate rules out.
    #[cfg(feature = "embedded")]
    pub fn embedded() -> Result<Pipeline, Error> {
        Ok(Pipeline {})
    }

    /// Loads a pipeline from the bytes of a model file.
    ///
    /// # Errors
    /// Names the tensor or table that is missing, truncated or malformed.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Pipeline, Error> {
        Err(Error::new("header", "not supported yet"))
    }

    /// Parses a text. Never fails; texts of 4 GiB and more are parsed up to that length.
    pub fn parse(&self, _text: &str) -> Doc {
        Doc::default()
    }

    /// Splits a text into tokens without analysing them.
    pub fn tokenize(&self, _text: &str) -> Vec<TokenSpan> {
        Vec::new()
    }
}
