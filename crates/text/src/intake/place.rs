//! One item as it came in, and where it stood.
//!
//! The format readers fill in the report, its bytes and its line; the file and the containers
//! around it are added as the item comes out through them. Must hold: nothing here depends on the
//! folder a file lay in, except `path`, which is for messages and is never stored.

use std::path::{Path, PathBuf};

use rashomon_model::{Diagnostic, Report};

/// One item as it came in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    /// The report made of it.
    pub report: Report,
    /// Its bytes as received: the line, the row, the value, the member, the whole file, or the
    /// record of a web archive. A line or row of a UTF-16 file is given in that encoding.
    pub raw: Vec<u8>,
    /// Where it stood.
    pub place: Where,
    /// What was odd about it.
    pub diagnostics: Vec<Diagnostic>,
}

/// Where an item stood: its file, the members of containers that lead to it, and the line it begins
/// on where there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Where {
    /// The file, or the name given to a reader.
    pub path: PathBuf,
    /// Names of members inside the file, the outermost first; a record of a web archive is named
    /// by its address.
    pub members: Vec<String>,
    /// The line, from 1.
    pub line: Option<u64>,
    /// How the report was made of the bytes, with a version: `html/1`.
    pub format: Option<&'static str>,
    /// What a web archive says of the capture.
    pub captured: Option<Captured>,
}

/// What a web archive says of a capture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Captured {
    /// When it was captured, as the archive writes it (ISO 8601); not when it was published.
    pub at: Option<String>,
    /// The address it was captured from.
    pub url: Option<String>,
}

impl Where {
    /// Names a file, and the line where it holds several items.
    pub fn new(path: &Path, line: Option<u64>) -> Where {
        Where { path: path.to_owned(), line, ..Where::default() }
    }

    /// Takes the file out of the way to a part of it (`letter.eml/report.pdf`).
    pub(super) fn part_of(&mut self, file: &Path) {
        let Ok(part) = self.path.strip_prefix(file) else { return };
        if part.as_os_str().is_empty() {
            return;
        }
        let parts = part.iter().map(|part| part.to_string_lossy().into_owned());
        self.members = parts.chain(self.members.drain(..)).collect();
        self.path = file.to_owned();
    }

    /// Puts a container around it.
    pub(super) fn inside(&mut self, container: &Path) {
        let member = std::mem::replace(&mut self.path, container.to_owned());
        self.members.insert(0, member.to_string_lossy().into_owned());
    }
}
