//! What intake could not take: what, where, and the remedy.
//!
//! Made by every part of intake, printed by the command line as it stands. Must hold: one line,
//! lower case at the start, no final full stop.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use super::limits::{Limit, Met, limit_of};

/// Something that could not be taken in; the items around it are not touched by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IntakeProblem {
    /// The file, or the name given to a reader.
    pub path: PathBuf,
    /// Names of members inside the file, the outermost first.
    pub members: Vec<String>,
    /// The line, from 1, where the file holds several items.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
    /// The limit that was met, where that is what is wrong.
    pub limit: Option<Limit>,
    /// Whether this is only said: nothing that could be a report was left out by it.
    pub is_note: bool,
}

impl IntakeProblem {
    pub(super) fn new(path: &Path, line: Option<u64>, what: &str, remedy: &str) -> IntakeProblem {
        IntakeProblem {
            path: path.to_owned(),
            members: Vec::new(),
            line,
            what: what.to_owned(),
            remedy: remedy.to_owned(),
            limit: None,
            is_note: false,
        }
    }

    /// Says something that left no report out.
    pub(super) fn note(path: &Path, what: &str, remedy: &str) -> IntakeProblem {
        IntakeProblem { is_note: true, ..IntakeProblem::new(path, None, what, remedy) }
    }

    /// Says that a limit was met.
    pub(super) fn of_limit(path: &Path, line: Option<u64>, met: Met) -> IntakeProblem {
        let problem = IntakeProblem::new(path, line, &met.to_string(), &met.limit.remedy());
        IntakeProblem { limit: Some(met.limit), ..problem }
    }

    /// Puts a container around the place.
    pub(super) fn inside(&mut self, container: &Path) {
        let member = std::mem::replace(&mut self.path, container.to_owned());
        self.members.insert(0, member.to_string_lossy().into_owned());
    }

    /// Says that the operating system refused, or that a limit was met while reading.
    pub(super) fn of_io(path: &Path, act: &str, error: &io::Error) -> IntakeProblem {
        if let Some(met) = limit_of(error) {
            return IntakeProblem::of_limit(path, None, met);
        }
        let remedy = match error.kind() {
            io::ErrorKind::UnexpectedEof => "it ends too early: get it again",
            io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput => {
                "it is damaged: get it again"
            }
            io::ErrorKind::NotFound => "check the path",
            io::ErrorKind::PermissionDenied => "make it readable for this user",
            _ => "check the file and the disk it lies on",
        };
        IntakeProblem::new(path, None, &format!("cannot {act}: {error}"), remedy)
    }
}

impl fmt::Display for IntakeProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.what, self.path.display())?;
        for member in &self.members {
            write!(f, " > {member}")?;
        }
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ", {}", self.remedy)
    }
}

impl std::error::Error for IntakeProblem {}
