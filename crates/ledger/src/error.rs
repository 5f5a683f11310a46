//! The one error of this crate: what went wrong, in which file, at which record, and what to do about it.
//!
//! In: SQLite's and the system's errors, and our own findings. Out: an opaque [`Error`] that answers questions
//! (`is_busy()`, `is_full()`…) and prints one line: what, where, remedy; lower case, no final full stop.
//! It does not carry bodies of records or texts of reports: a message may end up in a log file.
//! What must hold: every error names the file; where a record is at fault, its position too.

use std::fmt;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::Position;

/// Names a failure of the ledger: what, where, and the remedy.
///
/// The kind is private so that it can grow; ask with the `is_…` questions.
pub struct Error {
    // Boxed, so that every `Result` of this crate stays small.
    inner: Box<Inner>,
}

struct Inner {
    kind: ErrorKind,
    /// The particulars that the kind's own sentence lacks; empty where it says all.
    detail: String,
    path: PathBuf,
    position: Option<Position>,
    /// What is at fault can be made again from the log.
    is_derived: bool,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ErrorKind {
    NotACase,
    Corrupt,
    NotFound,
    AlreadyThere,
    Busy,
    ReadOnly,
    Full,
    TooNew,
    Invalid,
    Io,
}

impl ErrorKind {
    fn what(self) -> &'static str {
        match self {
            Self::NotACase => "not a case file",
            Self::Corrupt => "the case file is damaged",
            Self::NotFound => "no such case file",
            Self::AlreadyThere => "the file exists already",
            Self::Busy => "another program is writing to the case",
            Self::ReadOnly => "the case cannot be written to",
            Self::Full => "no room left to write the case",
            Self::TooNew => "the case was written by a newer version",
            Self::Invalid => "the record was refused",
            Self::Io => "the case file could not be read or written",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Self::NotACase => "name a file that rashomon wrote, or a new one",
            Self::Corrupt => "run verify on it, and go back to a copy that passes",
            Self::NotFound => "check the name and the folder",
            Self::AlreadyThere => "open it, or choose another name",
            Self::Busy => "wait until it is done, then try again",
            Self::ReadOnly => {
                "give write access to the file and its folder, or copy both elsewhere"
            }
            Self::Full => "free some space; what was committed is safe",
            Self::TooNew => "update rashomon",
            Self::Invalid => "correct the record; nothing was appended",
            Self::Io => "check the disk and the permissions",
        }
    }
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, path: &Path, detail: impl Into<String>) -> Self {
        Self {
            inner: Box::new(Inner {
                kind,
                detail: detail.into(),
                path: path.to_path_buf(),
                position: None,
                is_derived: false,
                cause: None,
            }),
        }
    }

    pub(crate) fn at(mut self, position: Position) -> Self {
        self.inner.position.get_or_insert(position);
        self
    }

    /// The same failure, told of another file.
    pub(crate) fn about(mut self, path: &Path) -> Self {
        self.inner.path = path.to_path_buf();
        self
    }

    /// The same failure, met in a derived table.
    pub(crate) fn of_derived(mut self) -> Self {
        self.inner.is_derived = true;
        self
    }

    fn caused_by(mut self, cause: impl std::error::Error + Send + Sync + 'static) -> Self {
        self.inner.cause = Some(Box::new(cause));
        self
    }

    pub(crate) fn io(path: &Path, cause: std::io::Error) -> Self {
        use std::io::ErrorKind as Io;
        let kind = match cause.kind() {
            Io::NotFound => ErrorKind::NotFound,
            Io::AlreadyExists => ErrorKind::AlreadyThere,
            Io::PermissionDenied | Io::ReadOnlyFilesystem => ErrorKind::ReadOnly,
            Io::StorageFull | Io::QuotaExceeded | Io::FileTooLarge => ErrorKind::Full,
            _ => ErrorKind::Io,
        };
        let detail = match kind {
            ErrorKind::Io => cause.to_string(),
            _ => String::new(),
        };
        Self::new(kind, path, detail).caused_by(cause)
    }

    pub(crate) fn sqlite(path: &Path, cause: rusqlite::Error) -> Self {
        let (kind, detail) = classify(&cause);
        Self::new(kind, path, detail).caused_by(cause)
    }

    pub(crate) fn kind(&self) -> ErrorKind {
        self.inner.kind
    }

    /// Says that the file is something else: text, an image, another program's database, a folder, nothing at all.
    pub fn is_not_a_case(&self) -> bool {
        self.kind() == ErrorKind::NotACase
    }

    /// Says that the file is a case, and that something in it does not hold.
    pub fn is_corrupt(&self) -> bool {
        self.kind() == ErrorKind::Corrupt
    }

    /// Says that what does not hold is derived: building it anew from the log heals it.
    pub fn is_derived_damage(&self) -> bool {
        self.is_corrupt() && self.inner.is_derived
    }

    /// Says that there is no file, or no folder, of that name.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Says that [`create`](crate::Ledger::create) met a file of that name.
    pub fn is_already_there(&self) -> bool {
        self.kind() == ErrorKind::AlreadyThere
    }

    /// Says that another writer held the case for longer than this one was ready to wait.
    pub fn is_busy(&self) -> bool {
        self.kind() == ErrorKind::Busy
    }

    /// Says that the file, its folder or its disk does not let us write, or that the ledger was opened read-only.
    pub fn is_read_only(&self) -> bool {
        self.kind() == ErrorKind::ReadOnly
    }

    /// Says that the disk is full, or that a size limit was met; nothing of the last append was kept.
    pub fn is_full(&self) -> bool {
        self.kind() == ErrorKind::Full
    }

    /// Says that the case has a format number this version does not know.
    pub fn is_too_new(&self) -> bool {
        self.kind() == ErrorKind::TooNew
    }

    /// Says that a draft breaks a rule of the log: a number out of range, a time not in RFC 3339, a blob that no draft names.
    pub fn is_invalid(&self) -> bool {
        self.kind() == ErrorKind::Invalid
    }

    /// Says that the disk or the system failed to read or write, for no reason that has a question of its own.
    pub fn is_io(&self) -> bool {
        self.kind() == ErrorKind::Io
    }

    /// Returns the file it is about.
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// Returns the position of the record at fault, where there is one.
    pub fn position(&self) -> Option<Position> {
        self.inner.position
    }
}

/// Sorts SQLite's codes into our kinds, keeping SQLite's own words only where they add something.
fn classify(cause: &rusqlite::Error) -> (ErrorKind, String) {
    let rusqlite::Error::SqliteFailure(code, message) = cause else {
        // A column of another type than the schema promises, or text that is not UTF-8.
        return (ErrorKind::Corrupt, cause.to_string());
    };
    // Growing the shared-memory file on a full disk has a code of its own (SQLITE_IOERR_SHMSIZE).
    const SHARED_MEMORY_SIZE: i32 = 10 | (19 << 8);
    let said = message.clone().unwrap_or_default();
    match code.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => (ErrorKind::Busy, String::new()),
        ErrorCode::ReadOnly => (ErrorKind::ReadOnly, String::new()),
        ErrorCode::CannotOpen => (
            ErrorKind::ReadOnly,
            "the file, or the -wal and -shm files beside it, cannot be opened".into(),
        ),
        ErrorCode::DiskFull => (ErrorKind::Full, String::new()),
        ErrorCode::SystemIoFailure if code.extended_code == SHARED_MEMORY_SIZE => {
            (ErrorKind::Full, String::new())
        }
        ErrorCode::NotADatabase => (ErrorKind::NotACase, "it is not a database".into()),
        ErrorCode::DatabaseCorrupt => (ErrorKind::Corrupt, said),
        ErrorCode::TooBig => (ErrorKind::Invalid, "it is over one gigabyte".into()),
        ErrorCode::Unknown => (ErrorKind::Corrupt, said),
        _ => (ErrorKind::Io, said),
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &self.inner;
        write!(f, "{}", inner.kind.what())?;
        if !inner.detail.is_empty() {
            write!(f, ", {}", inner.detail)?;
        }
        write!(f, ": {}", inner.path.display())?;
        if let Some(position) = inner.position {
            write!(f, ", record {position}")?;
        }
        match inner.is_derived && inner.kind == ErrorKind::Corrupt {
            true => write!(f, "; rashomon verify --rebuild makes it anew from the log"),
            false => write!(f, "; {}", inner.kind.remedy()),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Error")
            .field("kind", &self.inner.kind)
            .field("detail", &self.inner.detail)
            .field("path", &self.inner.path)
            .field("position", &self.inner.position)
            .field("cause", &self.inner.cause)
            .finish()
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause = self.inner.cause.as_deref()?;
        Some(cause)
    }
}
