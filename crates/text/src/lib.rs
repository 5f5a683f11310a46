//! From bytes to annotated text.
//!
//! [`intake`] turns files into reports with canonical text; [`annotate`] lays everything later
//! stages look at over that text: a repaired copy with its offset map ([`Overlay`]), sentence
//! structure, numbers, time expressions and quotation. Nothing here knows what a claim is.
//!
//! Odd text never fails: it yields less, and a diagnostic.

mod annotate;
pub mod credits;
pub mod dataset;
pub mod fingerprint;
pub mod fold;
pub mod intake;
mod lexicon;
mod numbers;
mod overlay;
mod phrases;
pub mod print;
mod quotes;
pub mod scripts;
pub mod terms;
mod times;
mod words;

pub use annotate::{Annotated, annotate};
pub use lexicon::{Lexicon, LexiconError, Row};
pub use numbers::{NumberSpan, find_numbers};
pub use overlay::{Overlay, is_common_word};
pub use quotes::{QuoteSpan, find_quotes};
pub use times::{TimeSpan, find_times};

/// Sentence structure, as the stages above see it.
pub use rashomon_syntax as syntax;
