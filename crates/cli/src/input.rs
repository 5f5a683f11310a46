//! Reports from files, folders, archives and standard input, with a line on each that cannot be used.
//!
//! One bad line, member or file does not stop the rest: it is named on standard error with its
//! remedy, written into a file where one is asked for, and counted; the command ends with exit code
//! 2. What is only said (a note) is printed and not counted.

use std::cell::{Cell, RefCell};
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use indicatif::ProgressBar;
use rashomon::intake::{self, IntakeProblem, Options, Received};
use serde::Serialize;

use crate::error::{CommandError, say};

/// Counts what could not be used.
pub struct Problems {
    count: Cell<usize>,
    bar: ProgressBar,
    /// The case itself, which may lie in a folder of reports.
    case: Option<PathBuf>,
    written: Option<RefCell<Written>>,
}

/// A file of refusals.
struct Written {
    path: PathBuf,
    stream: BufWriter<File>,
    failed: Option<std::io::Error>,
}

/// One refusal as a script reads it.
#[derive(Serialize)]
struct Refusal<'p> {
    file: String,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    members: &'p [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u64>,
    what: &'p str,
    remedy: &'p str,
    /// The option that raises the limit that was met.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<&'static str>,
    /// Whether nothing was refused, and this is only said.
    note: bool,
}

impl Problems {
    /// Starts at none; messages step aside for the bar.
    pub fn beside(bar: &ProgressBar) -> Problems {
        Problems { count: Cell::new(0), bar: bar.clone(), case: None, written: None }
    }

    /// Writes each problem into a file as well, one JSON object a line; what was in it goes.
    pub fn into_file(mut self, path: Option<&Path>) -> Result<Problems, CommandError> {
        if let Some(path) = path {
            let file = own_file(path).map_err(|error| cannot_write(path, &error))?;
            let stream = BufWriter::new(file);
            self.written =
                Some(RefCell::new(Written { path: path.to_owned(), stream, failed: None }));
        }
        Ok(self)
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

    /// Names a problem on standard error, writes it down and counts it.
    pub fn tell(&self, problem: &IntakeProblem) {
        if self.is_case(&problem.path) {
            return;
        }
        let note = if problem.is_note { "note: " } else { "" };
        self.count.set(self.count.get() + usize::from(!problem.is_note));
        self.bar.suspend(|| say(&format!("rashomon: {note}{problem}")));
        if let Some(written) = &self.written {
            written.borrow_mut().write(problem);
        }
    }

    /// Ends the file of refusals, where there is one; says how many there were.
    pub fn close(self) -> Result<usize, CommandError> {
        if let Some(written) = self.written {
            let Written { path, mut stream, failed } = written.into_inner();
            let done = failed.map_or_else(|| stream.flush(), Err);
            done.map_err(|error| cannot_write(&path, &error))?;
        }
        Ok(self.count.get())
    }
}

impl Written {
    fn write(&mut self, problem: &IntakeProblem) {
        let refusal = Refusal {
            file: problem.path.to_string_lossy().into_owned(),
            members: &problem.members,
            line: problem.line,
            what: &problem.what,
            remedy: &problem.remedy,
            limit: problem.limit.map(intake::Limit::option),
            note: problem.is_note,
        };
        let line = serde_json::to_string(&refusal).unwrap_or_default();
        if self.failed.is_none() {
            // Written at once: a run that is killed leaves what it had found.
            let done = writeln!(self.stream, "{line}").and_then(|()| self.stream.flush());
            self.failed = done.err();
        }
    }
}

/// Makes a file that only its owner may read: refusals name files and members.
fn own_file(path: &Path) -> std::io::Result<File> {
    let mut options = File::options();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

fn cannot_write(path: &Path, error: &std::io::Error) -> CommandError {
    let path = path.display();
    CommandError::failed(format!("cannot write {path}: {error}; name another file for --errors"))
}

/// Walks all reports of the inputs, in order.
pub fn reports<'p>(
    files: &'p [PathBuf],
    options: &'p Options,
    problems: &'p Problems,
) -> impl Iterator<Item = Received> + 'p {
    files.iter().flat_map(move |file| one(file, options, problems))
}

fn one<'p>(
    file: &'p Path,
    options: &Options,
    problems: &'p Problems,
) -> Box<dyn Iterator<Item = Received> + 'p> {
    let opened = if file == Path::new("-") {
        intake::from_reader_with("standard input", std::io::stdin(), options)
    } else {
        intake::open_with(file, options)
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

/// Entries of folders that are counted for the bar; beyond, the total is not worth the wait.
const COUNTED: usize = 200_000;

/// Returns how many bytes the inputs have together; none where that cannot be told beforehand.
pub fn total(files: &[PathBuf]) -> Option<u64> {
    let (mut total, mut seen) = (0, 0);
    let mut waiting: Vec<PathBuf> = files.to_vec();
    while let Some(path) = waiting.pop() {
        seen += 1;
        let metadata = std::fs::metadata(&path).ok()?;
        if metadata.is_dir() {
            let inside = path.read_dir().ok()?.flatten();
            let seen = inside.filter(|e| !e.file_name().to_string_lossy().starts_with('.'));
            waiting.extend(seen.map(|entry| entry.path()));
        } else if metadata.is_file() {
            total += metadata.len();
        } else {
            return None;
        }
        if seen > COUNTED {
            return None;
        }
    }
    Some(total)
}
