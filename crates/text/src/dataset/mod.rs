//! Rows of datasets: a map of columns, rows as texts of `name: value` lines, and what they say.
//!
//! In: a [`Map`] (a TOML file; those shipped lie under `data/datasets/`) and the cells of a row. Out:
//! the row as a text, and, from such a text and its map alone, a [`Told`]: day, place, class,
//! numbers, parties, each with the lines it stands on. Code knows no dataset by name. A cell that
//! does not read is named with its column and the remedy, and so is a row without a day, place or
//! class; empty cells are not told. Must hold: what a text tells follows from the text and the map.

mod map;
mod text;
mod told;

pub(crate) use map::folded;
pub use map::{Aggregate, Class, Dates, Map, MapError, Party, Places, Toll};
pub use text::{Field, fields, is_row, name_of, render};
pub use told::{Bad, Number, Told, ToldParty, ToldPlace};

/// A map to begin with, commented.
pub const EXAMPLE: &str = include_str!("../../../../data/datasets/example.toml");
