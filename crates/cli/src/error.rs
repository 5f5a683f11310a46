//! What a command can come to, and what is said when it cannot be done.
//!
//! One line first: what, where, and the remedy. Then the exit code: 0 done, 1 nothing found or
//! something did not hold, 2 could not do it.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::sanitize::message;

/// How a command ended when it could be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Done.
    Done,
    /// Nothing found, or something did not hold.
    Nothing,
    /// Done as far as possible; parts of the input could not be used.
    Partly,
}

impl Outcome {
    /// Returns the exit code.
    pub fn code(self) -> ExitCode {
        match self {
            Outcome::Done => ExitCode::SUCCESS,
            Outcome::Nothing => ExitCode::from(1),
            Outcome::Partly => ExitCode::from(2),
        }
    }
}

/// Why a command could not be done.
#[derive(Debug)]
pub struct CommandError {
    message: String,
    code: u8,
    /// A case whose derived tables stood in the way.
    to_heal: Option<PathBuf>,
}

impl CommandError {
    /// Could not do it: message says what, where, and the remedy.
    pub fn failed(message: impl Into<String>) -> CommandError {
        CommandError { message: message.into(), code: 2, to_heal: None }
    }

    /// Nothing found, or something did not hold.
    pub fn nothing(message: impl Into<String>) -> CommandError {
        CommandError { message: message.into(), code: 1, to_heal: None }
    }

    /// Prints the message to standard error.
    pub fn report(&self) {
        say(&format!("rashomon: {}", self.message));
    }

    /// Returns the case whose derived tables stood in the way, if they did.
    pub fn to_heal(&self) -> Option<&Path> {
        self.to_heal.as_deref()
    }

    /// Returns the exit code.
    pub fn code(&self) -> ExitCode {
        ExitCode::from(self.code)
    }
}

/// Says one line to standard error; does nothing where nobody listens there.
pub fn say(line: &str) {
    let _ = writeln!(anstream::stderr(), "{}", message(line));
}

impl From<rashomon::Error> for CommandError {
    fn from(error: rashomon::Error) -> CommandError {
        let is_missing = error.is_not_found() && error.ledger().is_none();
        let code = if is_missing || error.is_nothing_to_do() { 1 } else { 2 };
        let to_heal = error.ledger().filter(|it| it.is_derived_damage());
        let to_heal = to_heal.map(|it| it.path().to_path_buf());
        CommandError { message: error.to_string(), code, to_heal }
    }
}
