//! The rulebooks in the program: their files, and their reading.
//!
//! The files lie under `data/method/rulebooks/`; a test reads each of them.

use super::book::Rulebook;
use super::file::{RulebookError, read};

/// Files by name, sorted.
const FILES: [(&str, &str); 6] = [
    ("acled", include_str!("../../../../data/method/rulebooks/acled.toml")),
    ("admiralty", include_str!("../../../../data/method/rulebooks/admiralty.toml")),
    ("airwars", include_str!("../../../../data/method/rulebooks/airwars.toml")),
    ("cameo", include_str!("../../../../data/method/rulebooks/cameo.toml")),
    ("plover", include_str!("../../../../data/method/rulebooks/plover.toml")),
    ("ucdp", include_str!("../../../../data/method/rulebooks/ucdp.toml")),
];

/// Reads the rulebooks in the program, sorted by name.
///
/// # Errors
/// Only where the build itself is broken.
pub fn shipped() -> Result<Vec<Rulebook>, RulebookError> {
    FILES.iter().map(|(name, text)| read(&format!("{name}.toml"), text, None)).collect()
}

/// Lists the rulebooks in the program with the text of their files, sorted by name.
pub fn shipped_names() -> &'static [(&'static str, &'static str)] {
    &FILES
}
