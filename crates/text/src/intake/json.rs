//! Reads JSON: one object a line, one object a file, or an array of objects.
//!
//! In: an opened file. Out: its items, one at a time. Lines are read by themselves, so a broken one
//! costs only itself; values of an array are told apart by their brackets as they stream by. It
//! takes the fields of `CONTRACT.md` section 1 and passes over all others. Must hold: memory holds
//! one item.

use std::io::{self, BufRead, BufReader, Read};
use std::path::PathBuf;

use serde_json::Value;

use super::decode::Encoded;
use super::fields::{Cell, Cells};
use super::lines::{Line, Lines};
use super::{IntakeProblem, Limit, Limits, Opened, Received, Where};

type Reader = BufReader<Box<dyn Read + Send>>;

/// What every item of a file shares.
struct File {
    path: PathBuf,
    encoded: Encoded,
    limits: Limits,
}

impl File {
    /// Says that one item is larger than any report.
    fn too_large(&self, line: Option<u64>) -> IntakeProblem {
        IntakeProblem::of_limit(&self.path, line, Limit::Item.at(self.limits.item))
    }

    /// Makes a report of the bytes of one JSON value.
    fn item(&self, line: Option<u64>, bytes: Vec<u8>) -> Result<Received, IntakeProblem> {
        let (text, mut diagnostics) = self.encoded.decode(&bytes);
        let refuse = |what: &str, remedy: &str| IntakeProblem::new(&self.path, line, what, remedy);
        let value: Value = serde_json::from_str(&text).map_err(|error| {
            let what = format!("invalid JSON ({})", plain(&error));
            refuse(&what, "write one JSON object with a \"text\"")
        })?;
        drop(text);
        let Value::Object(object) = value else {
            let what = format!("{} where a report should be", kind(&value));
            return Err(refuse(&what, "write one JSON object with a \"text\""));
        };
        let mut cells = Cells::default();
        for (name, value) in object {
            match value {
                Value::Null => {}
                Value::String(text) => cells.put(&name, Cell::Text(text)),
                Value::Number(number) => cells.put(&name, Cell::Number(number.to_string())),
                other => cells.put(&name, Cell::Other(kind(&other))),
            }
        }
        let report = cells.report(&self.path, line, &mut diagnostics)?;
        let place = Where::new(&self.path, line);
        Ok(Received { report, raw: self.encoded.received(bytes), place, diagnostics })
    }
}

/// Says what serde_json found, without its own count of lines.
fn plain(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let end = said.rfind(" at line ").unwrap_or(said.len());
    format!("{} at column {}", said.get(..end).unwrap_or(&said), error.column())
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The lines of a file, each one object.
pub(super) struct JsonLines {
    file: File,
    lines: Lines<Reader>,
    any: bool,
    ended: bool,
}

impl JsonLines {
    pub fn new(opened: Opened) -> JsonLines {
        let file = File { path: opened.path, encoded: opened.encoded, limits: opened.limits };
        let lines = Lines::new(opened.reader, file.limits.item_len());
        JsonLines { file, lines, any: false, ended: false }
    }
}

impl Iterator for JsonLines {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let line = match self.lines.next() {
                Ok(Some(line)) => line,
                Ok(None) => break,
                Err(error) => {
                    self.ended = true;
                    return Some(Err(IntakeProblem::of_io(&self.file.path, "read", &error)));
                }
            };
            let number = Some(self.lines.number);
            match line {
                Line::TooLong => {
                    self.any = true;
                    return Some(Err(self.file.too_large(number)));
                }
                Line::Whole(bytes) if is_blank(&bytes) => {}
                Line::Whole(bytes) => {
                    self.any = true;
                    return Some(self.file.item(number, bytes));
                }
            }
        }
        at_end(&self.file, &mut self.any)
    }
}

fn is_blank(bytes: &[u8]) -> bool {
    bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii().is_empty()
}

/// Says once that a file held nothing.
fn at_end(file: &File, any: &mut bool) -> Option<Result<Received, IntakeProblem>> {
    let empty = !std::mem::replace(any, true);
    empty.then(|| {
        Err(IntakeProblem::new(&file.path, None, "no report in it", "put one in or leave it out"))
    })
}

/// The values of a file: one object, an array of them, or several objects one after another.
pub(super) struct JsonValues {
    file: File,
    reader: Reader,
    line: u64,
    any: bool,
    ended: bool,
}

/// The bytes of one value as they stream by.
#[derive(Default)]
struct Gathered {
    bytes: Vec<u8>,
    depth: usize,
    in_string: bool,
    escaped: bool,
    too_large: bool,
    line: u64,
}

impl Gathered {
    /// Takes one byte; tells whether the value ends with it.
    fn take(&mut self, byte: u8, limit: usize) -> bool {
        if self.bytes.len() < limit {
            self.bytes.push(byte);
        } else {
            self.too_large = true;
        }
        if self.in_string {
            let closes = byte == b'"' && !self.escaped;
            self.escaped = byte == b'\\' && !self.escaped;
            self.in_string = !closes;
            return closes && self.depth == 0;
        }
        match byte {
            b'"' => self.in_string = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        false
    }

    /// Tells whether a bare word or number (`true`, `12`) ends before a byte.
    fn ends_before(&self, byte: u8) -> bool {
        let bare = self.depth == 0 && !self.in_string && !self.bytes.is_empty();
        bare && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']'))
    }
}

impl JsonValues {
    pub fn new(opened: Opened) -> JsonValues {
        let file = File { path: opened.path, encoded: opened.encoded, limits: opened.limits };
        JsonValues { file, reader: opened.reader, line: 1, any: false, ended: false }
    }

    /// Gathers the next value; none at the end.
    fn gather(&mut self) -> io::Result<Option<Gathered>> {
        let limit = self.file.limits.item_len();
        let mut value = Gathered { line: self.line, ..Gathered::default() };
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                return Ok((!value.bytes.is_empty()).then_some(value));
            }
            let mut taken = 0;
            let mut whole = false;
            for &byte in buffer {
                if value.ends_before(byte) {
                    whole = true;
                    break;
                }
                taken += 1;
                if value.bytes.is_empty() {
                    // Between values: brackets and commas of the array, white space, a mark.
                    let between = byte.is_ascii_whitespace()
                        || matches!(byte, b',' | b'[' | b']' | 0xEF | 0xBB | 0xBF);
                    self.line += u64::from(byte == b'\n');
                    value.line = self.line;
                    if between {
                        continue;
                    }
                } else {
                    self.line += u64::from(byte == b'\n');
                }
                if value.take(byte, limit) {
                    whole = true;
                    break;
                }
            }
            self.reader.consume(taken);
            if whole {
                return Ok(Some(value));
            }
        }
    }
}

impl Iterator for JsonValues {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.gather() {
            Ok(Some(value)) => {
                self.any = true;
                if value.too_large {
                    return Some(Err(self.file.too_large(Some(value.line))));
                }
                Some(self.file.item(Some(value.line), value.bytes))
            }
            Ok(None) => {
                self.ended = true;
                at_end(&self.file, &mut self.any)
            }
            Err(error) => {
                self.ended = true;
                Some(Err(IntakeProblem::of_io(&self.file.path, "read", &error)))
            }
        }
    }
}
