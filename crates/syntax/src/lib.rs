//! Sentence structure in pure Rust: tokens, tags, dependencies, lemmas and named spans.
//!
//! Runs spaCy's small English pipeline from its own published weights. Text goes in, a [`Doc`]
//! comes out. Nothing is fetched, nothing is written, and no text makes [`Pipeline::parse`] fail.

mod archive;
mod cache;
mod chars;
mod doc;
mod encoder;
mod error;
mod hash;
mod label;
mod lemma;
mod matrix;
mod parser;
mod pipeline;
mod ruler;
mod scorer;
mod spans;
mod stream;
mod tokenizer;
mod tree;
mod word;

pub use doc::{Doc, EntitySpan, Iob, Pos, Text, Token};
pub use error::Error;
pub use label::Label;
pub use pipeline::{Pipeline, TokenSpan};
