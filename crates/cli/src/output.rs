//! Writing data to standard output, quietly ending where the reader went away.
//!
//! Text goes out with control and bidi-override characters shown as escapes; JSON has them as
//! `\\u` escapes, which read back as the same text. Colours pass only to a terminal, and not where
//! `NO_COLOR` is set. `| head` closes the pipe; that is no error of ours, so the command ends as done.

use std::io::{self, Write};

use anstyle::Style;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};

use crate::error::CommandError;
use crate::sanitize::{drawn, is_unsafe, sanitize};

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
        done(write_json(&mut self.stream, value))
    }

    /// Sends everything out.
    pub fn close(mut self) -> Result<(), CommandError> {
        done(self.stream.flush())
    }
}

/// Writes a value as JSON and a line end.
pub fn write_json<T: Serialize>(writer: &mut impl Write, value: &T) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *writer, Visible))?;
    writer.write_all(b"\n")
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

/// Compact JSON in which no character is invisible or commands a terminal.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        writer: &mut W,
        fragment: &str,
    ) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            writer.write_all(&rest.as_bytes()[..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = &rest[at + c.len_utf8()..];
        }
        writer.write_all(rest.as_bytes())
    }
}

fn done(written: io::Result<()>) -> Result<(), CommandError> {
    match written {
        Ok(()) => Ok(()),
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => std::process::exit(0),
        Err(e) => Err(CommandError::failed(format!(
            "cannot write to standard output: {e}; check where it leads"
        ))),
    }
}
