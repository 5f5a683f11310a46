//! What intake could not take: what, where, and the remedy.
//!
//! Made by every part of intake, printed by the command line as it stands. Must hold: one line,
//! lower case at the start, no final full stop.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Something that could not be taken in; the items around it are not touched by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeProblem {
    /// The file, or the name given to a reader.
    pub path: PathBuf,
    /// The line, from 1, where the file holds several items.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl IntakeProblem {
    pub(super) fn new(path: &Path, line: Option<u64>, what: &str, remedy: &str) -> IntakeProblem {
        IntakeProblem {
            path: path.to_owned(),
            line,
            what: what.to_owned(),
            remedy: remedy.to_owned(),
        }
    }

    /// Says that the operating system refused.
    pub(super) fn of_io(path: &Path, act: &str, error: &io::Error) -> IntakeProblem {
        let remedy = match error.kind() {
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "make it readable for this user",
            _ => "check the file and the disk it lies on",
        };
        IntakeProblem::new(path, None, &format!("cannot {act}: {error}"), remedy)
    }

    /// Says that one item is larger than any report.
    pub(super) fn too_large(path: &Path, line: Option<u64>) -> IntakeProblem {
        let limit = super::ITEM_LIMIT / 1_000_000;
        let what = format!("item larger than {limit} MB");
        IntakeProblem::new(path, line, &what, "split it into several reports")
    }
}

impl fmt::Display for IntakeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.what, self.path.display())?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ", {}", self.remedy)
    }
}

impl std::error::Error for IntakeProblem {}
