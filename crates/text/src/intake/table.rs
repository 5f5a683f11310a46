//! Reads CSV: rows under a header that names the columns.
//!
//! In: an opened file. Out: one item a row, streamed. Commas, semicolons, tabs and bars separate,
//! whichever the header has most of; quoting is RFC 4180, cells may hold line ends, rows may be
//! ragged. It needs a column for the text. Must hold: `raw` is the row's bytes as they stood, and
//! memory holds one row.

use std::io::{self, BufReader, Read};
use std::path::PathBuf;

use csv::ByteRecord;

use super::decode::{self, Encoded};
use super::fields::{self, Cell, Cells, Field};
use super::{ITEM_LIMIT, IntakeProblem, Opened, Received, Where};

/// The rows of a table.
pub(super) struct Table {
    path: PathBuf,
    encoded: Encoded,
    rows: csv::Reader<Kept>,
    /// Which field each column is, and how good its name for it.
    columns: Vec<Option<(Field, usize)>>,
    any: bool,
    ended: bool,
}

impl Table {
    /// Reads the header.
    pub fn open(opened: Opened) -> Result<Table, IntakeProblem> {
        let Opened { path, mut reader, encoded } = opened;
        let fail = |error: &io::Error| IntakeProblem::of_io(&path, "read", error);
        let delimiter = delimiter(&mut reader).map_err(|error| fail(&error))?;
        let kept = Kept { reader, bytes: Vec::new(), from: 0, lines: 0 };
        let mut rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter)
            .from_reader(kept);
        let mut header = ByteRecord::new();
        rows.read_byte_record(&mut header).map_err(|error| fail(&io::Error::from(error)))?;
        let (names, _) = encoded.decode(header.as_slice());
        let whole = names.len() == header.as_slice().len();
        let columns: Vec<_> = header
            .iter()
            .map(|name| if whole { encoded.decode(name).0 } else { String::new() })
            .map(|name| fields::named(&name))
            .collect();
        if !columns.iter().flatten().any(|(field, _)| *field == Field::Text) {
            let what = "no column for the text";
            let remedy = "name one column text (or body, content, article) in the first line";
            return Err(IntakeProblem::new(&path, Some(1), what, remedy));
        }
        Ok(Table { path, encoded, rows, columns, any: false, ended: false })
    }

    fn item(&mut self, row: &ByteRecord) -> Result<Received, IntakeProblem> {
        let start = row.position().map_or(0, csv::Position::byte);
        let end = self.rows.position().byte();
        let (raw, line) = self.rows.get_mut().take_row(start, end);
        let line = Some(line);
        let decoding = self.encoded.decoding_of(row.as_slice());
        let mut diagnostics: Vec<_> = decoding.said().into_iter().collect();
        let mut cells = Cells::default();
        let mut bad = 0;
        for (column, cell) in self.columns.iter().zip(row.iter()) {
            let Some((field, rank)) = column else { continue };
            let (text, bad_here) = decoding.decode(cell);
            bad += bad_here;
            cells.put_field(*field, *rank, Cell::Text(text));
        }
        diagnostics.extend(decode::undecodable(bad));
        let report = cells.report(&self.path, line, &mut diagnostics)?;
        let place = Where { path: self.path.clone(), line };
        Ok(Received { report, raw: self.encoded.received(raw), place, diagnostics })
    }

    fn problem(&self, what: &str, remedy: &str) -> IntakeProblem {
        IntakeProblem::new(&self.path, None, what, remedy)
    }
}

impl Iterator for Table {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let mut row = ByteRecord::new();
        match self.rows.read_byte_record(&mut row) {
            Ok(true) => {
                self.any = true;
                Some(self.item(&row))
            }
            Ok(false) => {
                self.ended = true;
                let empty = || self.problem("no row below the header", "put a report in it");
                (!self.any).then(|| Err(empty()))
            }
            Err(error) => {
                self.ended = true;
                let line = self.rows.position().line();
                let error = io::Error::from(error);
                Some(Err(match error.kind() {
                    io::ErrorKind::FileTooLarge => IntakeProblem::too_large(&self.path, Some(line)),
                    _ => IntakeProblem::of_io(&self.path, "read", &error),
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
    bytes: Vec<u8>,
    /// Position in the file of the first byte kept.
    from: u64,
    /// Lines that ended before it.
    lines: u64,
}

impl Read for Kept {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.bytes.len() > ITEM_LIMIT {
            return Err(io::Error::from(io::ErrorKind::FileTooLarge));
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
