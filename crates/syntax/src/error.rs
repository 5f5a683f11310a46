//! What can go wrong while a model file is read; parsing text cannot fail.
//!
//! The error names the part of the file (tensor or table) that is missing or malformed.

use std::fmt;

/// Reports why a model file could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    part: String,
    problem: String,
}

impl Error {
    pub(crate) fn new(part: impl Into<String>, problem: impl Into<String>) -> Error {
        Error { part: part.into(), problem: problem.into() }
    }

    /// Names the tensor or table the problem was met in.
    pub fn part(&self) -> &str {
        &self.part
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "model file: {}: {}", self.part, self.problem)
    }
}

impl std::error::Error for Error {}
