//! Rows of a table under a header, as they stand in a file.
//!
//! In: an opened file. Out: the names of its columns, then one row at a time with its cells, its
//! line and its bytes, streamed. Commas, semicolons, tabs and bars separate, whichever the header
//! has most of; quoting is RFC 4180, cells may hold line ends, rows may be ragged. What the columns
//! mean is for others to say. Must hold: `raw` is the row's bytes as they stood, and memory holds
//! one row.

use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use csv::ByteRecord;
use rashomon_model::Diagnostic;

use super::decode::{self, Encoded};
use super::limits::limit_of;
use super::{IntakeProblem, Limit, Opened};

/// The rows of a table.
pub(super) struct Rows {
    path: PathBuf,
    encoded: Encoded,
    rows: csv::Reader<Kept>,
    /// The names of the columns; empty where the header does not decode.
    pub header: Vec<String>,
    any: bool,
    ended: bool,
}

/// One row.
pub(super) struct Row {
    /// The line it begins on, from 1.
    pub line: u64,
    /// Its bytes as received.
    pub raw: Vec<u8>,
    /// Its cells, in the order of the columns; ragged rows have fewer or more.
    pub cells: Vec<String>,
    /// What was odd about its bytes.
    pub diagnostics: Vec<Diagnostic>,
}

impl Rows {
    /// Reads the header.
    pub fn open(opened: Opened) -> Result<Rows, IntakeProblem> {
        let Opened { path, mut reader, encoded, limits } = opened;
        let fail = |error: &io::Error| IntakeProblem::of_io(&path, "read", error);
        let delimiter = delimiter(&mut reader).map_err(|error| fail(&error))?;
        let kept = Kept { reader, limit: limits.item, bytes: Vec::new(), from: 0, lines: 0 };
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(kept);
        let mut header = ByteRecord::new();
        rows.read_byte_record(&mut header).map_err(|error| fail(&io::Error::from(error)))?;
        let (names, _) = encoded.decode(header.as_slice());
        let whole = names.len() == header.as_slice().len();
        let name = |name: &[u8]| if whole { encoded.decode(name).0 } else { String::new() };
        let header = header.iter().map(name).collect();
        Ok(Rows { path, encoded, rows, header, any: false, ended: false })
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    fn row(&mut self, row: &ByteRecord) -> Row {
        let start = row.position().map_or(0, csv::Position::byte);
        let end = self.rows.position().byte();
        let (raw, line) = self.rows.get_mut().take_row(start, end);
        let decoding = self.encoded.decoding_of(row.as_slice());
        let mut diagnostics: Vec<_> = decoding.said().into_iter().collect();
        let mut bad = 0;
        let mut cells = Vec::with_capacity(row.len());
        for cell in row {
            let (text, bad_here) = decoding.decode(cell);
            bad += bad_here;
            cells.push(text);
        }
        diagnostics.extend(decode::undecodable(bad));
        Row { line, raw: self.encoded.received(raw), cells, diagnostics }
    }
}

impl Iterator for Rows {
    type Item = Result<Row, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut row = ByteRecord::new();
        match self.rows.read_byte_record(&mut row) {
            Ok(true) => {
                self.any = true;
                Some(Ok(self.row(&row)))
            }
            Ok(false) => {
                self.ended = true;
                let what = "no row below the header";
                let empty = || IntakeProblem::new(&self.path, None, what, "put a report in it");
                (!self.any).then(|| Err(empty()))
            }
            Err(error) => {
                self.ended = true;
                let line = self.rows.position().line();
                let error = io::Error::from(error);
                Some(Err(match limit_of(&error) {
                    Some(limit) => IntakeProblem::of_limit(&self.path, Some(line), limit),
                    None => IntakeProblem::of_io(&self.path, "read", &error),
                }))
            }
        }
    }
}

/// Finds which character separates the cells of the first line.
fn delimiter(reader: &mut BufReader<Box<dyn Read + Send>>) -> io::Result<u8> {
    let buffer = io::BufRead::fill_buf(reader)?;
    let first = buffer.split(|b| *b == b'\n').next().unwrap_or(&[]);
    let count = |delimiter: u8| first.iter().filter(|b| **b == delimiter).count();
    let most = [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| count(*delimiter));
    Ok(most.unwrap_or(b','))
}

/// A reader that keeps the bytes that went by since the last row, and refuses a row over the limit.
struct Kept {
    reader: BufReader<Box<dyn Read + Send>>,
    limit: u64,
    bytes: Vec<u8>,
    /// Position in the file of the first byte kept.
    from: u64,
    /// Lines that ended before it.
    lines: u64,
}

impl Read for Kept {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.bytes.len() as u64 > self.limit {
            return Err(Limit::Item.at(self.limit).into());
        }
        let count = self.reader.read(out)?;
        self.bytes.extend_from_slice(out.get(..count).unwrap_or(&[]));
        Ok(count)
    }
}

impl Kept {
    /// Gives the bytes of a row, without its line end, and the line it begins on; forgets all up to
    /// its end.
    fn take_row(&mut self, start: u64, end: u64) -> (Vec<u8>, u64) {
        let at = |position: u64| {
            let within = usize::try_from(position.saturating_sub(self.from)).unwrap_or(usize::MAX);
            within.min(self.bytes.len())
        };
        let (start, end) = (at(start), at(end));
        // Of CR LF, the csv crate counts the LF to the row that follows.
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let row = self.bytes.get(start..end).unwrap_or(&[]);
        let first = row.iter().position(|byte| !is_end(byte)).unwrap_or(0);
        let last = row.iter().rposition(|byte| !is_end(byte)).map_or(0, |n| n + 1);
        let row = row.get(first..last).unwrap_or(&[]).to_vec();
        let ends = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        let line = self.lines + 1 + ends(self.bytes.get(..start + first).unwrap_or(&[]));
        self.lines += ends(self.bytes.get(..end).unwrap_or(&[]));
        self.bytes.drain(..end);
        self.from += end as u64;
        (row, line)
    }
}
