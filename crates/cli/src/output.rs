//! Writing data to standard output, quietly ending where the reader went away.
//!
//! Text goes out with control and bidi-override characters shown as escapes; JSON has them as
//! `\\u` escapes, which read back as the same text. Colours pass only to a terminal, and not where
//! `NO_COLOR` is set. `| head` closes the pipe; that is no error of ours, so the command ends as done.

use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use anstyle::Style;
use rashomon::json::visible;
use serde::Serialize;

use crate::error::CommandError;
use crate::sanitize::{drawn, sanitize};

/// Whether anything was written to standard output by this process.
static HAS_BEGUN: AtomicBool = AtomicBool::new(false);

/// Says whether anything was written to standard output.
pub fn has_begun() -> bool {
    HAS_BEGUN.load(Ordering::Relaxed)
}

/// Standard output with a buffer.
pub struct Output {
    stream: io::BufWriter<anstream::AutoStream<io::Stdout>>,
}

impl Output {
    /// Opens standard output; colours pass only to a terminal.
    pub fn open() -> Output {
        Output { stream: io::BufWriter::new(anstream::stdout()) }
    }

    /// Writes a line of text from anywhere.
    pub fn line(&mut self, line: impl AsRef<str>) -> Result<(), CommandError> {
        done(writeln!(self.stream, "{}", sanitize(line.as_ref())))
    }

    /// Writes lines of our own making, styles and all.
    pub fn drawn(&mut self, lines: impl AsRef<str>) -> Result<(), CommandError> {
        done(writeln!(self.stream, "{}", drawn(lines.as_ref())))
    }

    /// Writes a value as JSON on one line.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), CommandError> {
        done(visible::write(&mut self.stream, value))
    }

    /// Writes what [`json_line`] made.
    pub fn bytes(&mut self, line: &[u8]) -> Result<(), CommandError> {
        done(self.stream.write_all(line))
    }

    /// Sends everything out.
    pub fn close(mut self) -> Result<(), CommandError> {
        done(self.stream.flush())
    }
}

/// Makes the line that [`Output::json`] writes, so that other threads can.
pub fn json_line<T: Serialize>(value: &T) -> Result<Vec<u8>, CommandError> {
    let mut line = Vec::new();
    let made = visible::write(&mut line, value);
    made.map_err(|e| CommandError::failed(format!("cannot be written as JSON: {e}")))?;
    Ok(line)
}

/// Headings.
pub fn bold(text: &str) -> String {
    styled(text, Style::new().bold())
}

/// Ids and other small print.
pub fn dim(text: &str) -> String {
    styled(text, Style::new().dimmed())
}

fn styled(text: &str, style: Style) -> String {
    format!("{style}{text}{style:#}")
}

/// Passes on what was written; ends the command where the reader went away.
pub fn done<T>(written: io::Result<T>) -> Result<T, CommandError> {
    HAS_BEGUN.store(true, Ordering::Relaxed);
    match written {
        Ok(value) => Ok(value),
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => Err(CommandError::failed(format!(
            "cannot write to standard output: {e}; check where it leads"
        ))),
    }
}
