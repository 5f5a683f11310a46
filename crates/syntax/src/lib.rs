//! Sentence structure in pure Rust: tokens, tags, dependencies, lemmas and named spans.
//!
//! Runs spaCy's small English pipeline from its own published weights. Text goes in, a [`Doc`]
//! comes out. Nothing is fetched, nothing is written, and no text makes [`Pipeline::parse`] fail.

mod doc;
mod error;
mod label;
mod pipeline;

pub use doc::{Doc, EntitySpan, Iob, Pos, Text, Token};
pub use error::Error;
pub use label::Label;
pub use pipeline::{Pipeline, TokenSpan};
