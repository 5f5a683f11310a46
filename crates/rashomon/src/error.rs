//! What can go wrong at the edges: files, stored records, embedded tables.
//!
//! Reading a text never fails; only opening, storing and loading do. One opaque type, with
//! questions to ask of it and a message that says what, where, and the remedy.

/// Something at the edge did not work.
#[derive(Debug)]
pub struct Error {
    kind: Kind,
    message: String,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Embedded,
    Ledger,
    Record,
    NotFound,
    Ambiguous,
    NothingToDo,
    Refused,
    Import,
}

impl Error {
    /// A table or model inside the program does not load: a fault of the build.
    pub(crate) fn embedded(what: &str, cause: impl std::fmt::Display) -> Error {
        let message = format!("the embedded {what} does not load: {cause}; rebuild the program");
        Error { kind: Kind::Embedded, message, cause: None }
    }

    /// A stored record does not read back.
    pub(crate) fn record(position: u64, why: impl std::fmt::Display) -> Error {
        let message = format!(
            "record {position} of the case does not read back: {why}; run `rashomon verify`"
        );
        Error { kind: Kind::Record, message, cause: None }
    }

    /// A derived row does not read back: it may be rebuilt.
    pub(crate) fn derived(table: &str, key: &str, why: impl std::fmt::Display) -> Error {
        let message = format!(
            "row `{key}` of the derived table `{table}` does not read back: {why}; \
             `rashomon verify --rebuild` makes it anew"
        );
        Error { kind: Kind::Record, message, cause: None }
    }

    /// The case holds no such thing.
    pub(crate) fn not_found(message: String) -> Error {
        Error { kind: Kind::NotFound, message, cause: None }
    }

    /// Several things answer to one name.
    pub(crate) fn ambiguous(message: String) -> Error {
        Error { kind: Kind::Ambiguous, message, cause: None }
    }

    /// What was asked for holds already, or would change nothing.
    pub(crate) fn nothing_to_do(message: String) -> Error {
        Error { kind: Kind::NothingToDo, message, cause: None }
    }

    /// What was asked for cannot be done as it was asked.
    pub(crate) fn refused(message: String) -> Error {
        Error { kind: Kind::Refused, message, cause: None }
    }

    /// A file of places cannot be used.
    pub(crate) fn import(
        file: &str,
        error: &rashomon_resolve::places::import::ImportError,
    ) -> Error {
        let line = error.line.map_or_else(String::new, |line| format!(":{line}"));
        let message = format!("cannot import {file}{line}: {}; {}", error.what, error.remedy);
        Error { kind: Kind::Import, message, cause: None }
    }

    /// A rulebook file does not hold.
    pub(crate) fn rulebook(error: &rashomon_reconcile::rulebook::RulebookError) -> Error {
        let message = format!("{error}; docs/rulebooks.md describes the format");
        Error { kind: Kind::Import, message, cause: None }
    }

    /// Tells whether several things answer to the name asked for.
    pub fn is_ambiguous(&self) -> bool {
        self.kind == Kind::Ambiguous
    }

    /// Tells whether what was asked for holds already, or would change nothing.
    pub fn is_nothing_to_do(&self) -> bool {
        self.kind == Kind::NothingToDo
    }

    /// Tells whether the file is a case in which something does not hold.
    pub fn is_corrupt(&self) -> bool {
        self.kind == Kind::Record || self.ledger().is_some_and(|e| e.is_corrupt())
    }

    /// Tells whether what does not hold is derived: building it anew from the log heals it.
    pub fn is_derived_damage(&self) -> bool {
        self.ledger().is_some_and(rashomon_ledger::Error::is_derived_damage)
    }

    /// Tells whether something asked for is not there.
    pub fn is_not_found(&self) -> bool {
        self.kind == Kind::NotFound || self.ledger().is_some_and(|e| e.is_not_found())
    }

    /// Returns the ledger's error behind this one, if there is one.
    pub fn ledger(&self) -> Option<&rashomon_ledger::Error> {
        self.cause.as_ref()?.downcast_ref()
    }
}

impl From<rashomon_ledger::Error> for Error {
    fn from(cause: rashomon_ledger::Error) -> Error {
        Error { kind: Kind::Ledger, message: cause.to_string(), cause: Some(Box::new(cause)) }
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.cause.as_deref().map(|cause| cause as &(dyn std::error::Error + 'static))
    }
}
