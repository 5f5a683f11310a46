//! Sentence structure in pure Rust: tokens, tags, dependencies, lemmas and named spans.
//!
//! Runs spaCy's small English pipeline (`en_core_web_sm` 3.8) from its own published weights, and
//! gives what spaCy gives: the same tokens, and all but a few in a hundred thousand of the same
//! heads, labels and tags. Text goes in, a [`Doc`] comes out. Nothing is fetched
//! or written, no text makes [`Pipeline::parse`] fail, and time grows in proportion to the text.
//! The crate knows nothing of any subject matter; `models/en_core_web_sm.md` says where the
//! weights come from and how well they do.
//!
//! # Example
//!
//! ```
//! # #[cfg(feature = "embedded")] {
//! use rashomon_syntax::Pipeline;
//!
//! let pipeline = Pipeline::embedded()?;
//! let text = "The council denied that its planes had struck Velm.";
//! let doc = pipeline.parse(text);
//!
//! let verb = doc.tokens.iter().position(|t| t.dep == "ROOT").unwrap_or(0);
//! assert_eq!(&*doc.tokens[verb].lemma, "deny");
//! let subject = doc.children(verb).iter().find(|c| doc.tokens[**c as usize].dep == "nsubj");
//! let subject = &doc.tokens[subject.copied().unwrap_or(0) as usize];
//! assert_eq!(&text[subject.start as usize..subject.end as usize], "council");
//! # }
//! # Ok::<(), rashomon_syntax::Error>(())
//! ```
//!
//! # How it is built
//!
//! | step | file | after |
//! |---|---|---|
//! | cut text into tokens | `tokenizer` | affix rules, special cases and address pattern of the model file |
//! | look at a word alone | `word` | norm, prefix, suffix and shape, hashed (Serrà & Karatzoglou 2017; Svenstrup et al. 2017) |
//! | put words into context | `encoder`, `stream` | mixing layer and four residual maxout convolutions |
//! | tags | `pipeline` | one linear layer |
//! | heads, labels, sentences | `parser`, `scorer`, `tree` | arc-eager transitions with sentence breaks; pseudo-projective arcs |
//! | coarse parts of speech | `ruler` | patterns over tags, words and labels |
//! | lemmas | `lemma` | suffix rules checked against a word list |
//! | named spans | `spans`, `scorer` | transitions over the BILUO scheme, with an encoder of its own |
//!
//! Products of matrices are of 16-bit integers with exact sums (`rows`, `matrix`), on the widest
//! vector unit of the machine (`unit`). A text is worked on in blocks, and what is known of words
//! is kept between texts up to a fixed amount, so memory beyond the result itself stays small.
//! Results depend on none of these. Why so: `docs/design/0038-integer-products.md`.
//!
//! # Features
//!
//! `embedded` (on by default) compiles the model file into the program, about 14 MB.

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
pub mod measure;
mod parser;
mod pipeline;
mod rows;
mod ruler;
mod scorer;
mod spans;
mod spare;
mod stream;
mod tokenizer;
mod tree;
mod unit;
mod word;

pub use doc::{Doc, EntitySpan, Iob, Pos, Text, Token};
pub use error::Error;
pub use label::Label;
pub use pipeline::{Pipeline, TokenSpan};
