//! Reports from files, folders and standard input, with a line on each that cannot be used.
//!
//! One bad line or file does not stop the rest: it is named on standard error with its remedy and
//! counted, and the command ends with exit code 2.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use rashomon::dataset::Map;
use rashomon::intake::{self, IntakeProblem, Received};

use crate::error::say;

/// Counts what could not be used.
pub struct Problems {
    count: Cell<usize>,
    bar: ProgressBar,
    /// The case itself, which may lie in a folder of reports.
    case: Option<PathBuf>,
}

impl Problems {
    /// Starts at none; messages step aside for the bar.
    pub fn beside(bar: &ProgressBar) -> Problems {
        Problems { count: Cell::new(0), bar: bar.clone(), case: None }
    }

    /// Passes over a case, and the files SQLite keeps beside it, where they lie in a folder given
    /// as an input; named as an input itself, a case is still a problem.
    pub fn passing_over(mut self, case: &Path, files: &[PathBuf]) -> Problems {
        if !files.iter().any(|file| file == case) {
            self.case = Some(case.to_owned());
        }
        self
    }

    fn is_case(&self, path: &Path) -> bool {
        let Some(case) = &self.case else { return false };
        let folder = |path: &Path| {
            let folder = path.parent().filter(|folder| *folder != Path::new(""));
            folder.unwrap_or(Path::new(".")).canonicalize().ok()
        };
        let beside = ["", "-wal", "-shm"].into_iter().any(|ending| {
            let mut name = case.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            path.file_name() == Some(name.as_os_str())
        });
        beside && folder(path).is_some() && folder(path) == folder(case)
    }

    /// Names a problem on standard error and counts it.
    pub fn tell(&self, problem: &IntakeProblem) {
        if self.is_case(&problem.path) {
            return;
        }
        self.count.set(self.count.get() + 1);
        self.bar.suspend(|| say(&format!("rashomon: {problem}")));
    }

    /// Returns how many there were.
    pub fn count(&self) -> usize {
        self.count.get()
    }
}

/// Walks all reports of the inputs, in order; with a map they are tables of its dataset.
pub fn reports<'p>(
    files: &'p [PathBuf],
    map: Option<&'p Map>,
    problems: &'p Problems,
) -> impl Iterator<Item = Received> + 'p {
    files.iter().flat_map(move |file| one(file, map, problems))
}

fn one<'p>(
    file: &'p Path,
    map: Option<&Map>,
    problems: &'p Problems,
) -> Box<dyn Iterator<Item = Received> + 'p> {
    let stdin = file == Path::new("-");
    let opened = match map {
        Some(map) if stdin => intake::from_dataset("standard input", map, std::io::stdin()),
        Some(map) => intake::open_dataset(file, map),
        None if stdin => intake::from_reader("standard input", None, std::io::stdin()),
        None => intake::open(file),
    };
    match opened {
        Ok(items) => Box::new(items.filter_map(move |item| match item {
            Ok(received) => Some(received),
            Err(problem) => {
                problems.tell(&problem);
                None
            }
        })),
        Err(problem) => {
            problems.tell(&problem);
            Box::new(std::iter::empty())
        }
    }
}
