//! The case for other programs: one file a format, a case or one event of it.
//!
//! In: a case as [`Case`], the same that is printed as JSON, so that what one format says the others
//! say. Out: bytes to a writer, and notes on what the format could not hold. Nothing is looked up,
//! judged or rounded here. A new format is a line in [`Format::ALL`], an arm in [`write`] and a file
//! beside this one.
//!
//! Must hold: the same case gives the same bytes; nothing is written that the case does not say.

use std::io::{self, Write};

use crate::json::case::Case;
use crate::json::visible;

mod only;

/// Shapes of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The whole case as one JSON object.
    Json,
}

/// What the case says of itself where a format has room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the case: its file's, without folder and ending.
    pub name: String,
    /// Digest of the last record of its log, which stands for everything before it.
    pub head: Option<String>,
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: &[Format] = &[Format::Json];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
        }
    }

    /// Returns what it is, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            Format::Json => "The whole case as one JSON object (rashomon/case/1)",
        }
    }

    /// Returns the format of a name.
    pub fn of_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }
}

/// Writes a case, and returns what somebody who reads only this should know: what it leaves out.
///
/// # Errors
/// Where the writer fails.
pub fn write(
    format: Format,
    case: &Case,
    _about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<Vec<String>> {
    match format {
        Format::Json => visible::write(out, case).map(|()| Vec::new()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own() {
        for format in Format::ALL {
            assert_eq!(Format::of_name(format.name()), Some(*format));
            assert!(!format.summary().is_empty() && !format.summary().ends_with('.'));
        }
        assert_eq!(Format::of_name("doc"), None);
    }
}
