//! Writing data to standard output, quietly ending where the reader went away.
//!
//! `| head` closes the pipe; that is no error of ours, so the command ends as done.

use std::io::Write;

use serde::Serialize;

use crate::error::CommandError;

/// Standard output with a buffer.
pub struct Output {
    stream: std::io::BufWriter<anstream::AutoStream<std::io::Stdout>>,
}

impl Output {
    /// Opens standard output; colours pass only to a terminal.
    pub fn open() -> Output {
        Output { stream: std::io::BufWriter::new(anstream::stdout()) }
    }

    /// Writes a line.
    pub fn line(&mut self, line: impl AsRef<str>) -> Result<(), CommandError> {
        done(writeln!(self.stream, "{}", line.as_ref()))
    }

    /// Writes a value as JSON on one line.
    pub fn json<T: Serialize>(&mut self, value: &T) -> Result<(), CommandError> {
        let line = serde_json::to_string(value)
            .map_err(|e| CommandError::failed(format!("cannot write JSON: {e}")))?;
        self.line(line)
    }

    /// Sends everything out.
    pub fn close(mut self) -> Result<(), CommandError> {
        done(self.stream.flush())
    }
}

fn done(written: std::io::Result<()>) -> Result<(), CommandError> {
    match written {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => Err(CommandError::failed(format!("cannot write to standard output: {e}"))),
    }
}
