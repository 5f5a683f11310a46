//! Compares two names and says, level by level, with how much weight they are one name.
//!
//! A name is prepared once ([`NameMethod::prepare`]) and compared often. Scripts meet through a
//! learned table of sounds, words through tables of particles, titles, legal forms and known
//! forms; levels and weights are `data/method/name-levels.tsv`. A comparison looks at the two
//! names alone: whether two bearers of one name are one is decided in [`crate::entities`].
//!
//! Must hold: symmetric; a name is the same as itself; no panic and bounded time on any string.

mod actors;
mod compare;
mod facets;
mod fold;
mod groups;
mod index;
mod keys;
mod learn;
mod left;
mod letters;
mod levels;
mod lookalikes;
mod method;
mod name;
mod skeleton;
mod sounds;
mod split;
pub(crate) mod tables;
mod words;

pub use compare::{Comparison, Level, compare};
pub use index::{Candidate, NameIndex, NameNumber};
pub use keys::Sounding;
#[doc(hidden)]
pub use learn::FEATURES;
pub use method::NameMethod;
pub use name::Name;
pub use rashomon_model::Weight;
pub use tables::TableError;
