//! Looks at how a stream begins, and stops one that would fill the memory with a single row.
//!
//! In: bytes. Out: the same bytes, unless more than [`LONGEST_ROW`] of them went by without the
//! reader telling that a row was done: a quotation mark that nobody closes makes one row of a
//! whole file.

use std::cell::Cell;
use std::io::{self, Chain, Cursor, Read};
use std::rc::Rc;

use super::{Format, ImportError};

/// Bytes looked at before reading begins.
pub(super) const PEEK: usize = 1 << 16;
/// Bytes that one row or feature may have.
const LONGEST_ROW: u64 = 16 << 20;
/// Columns of a GeoNames dump.
const GEONAMES: usize = 19;

/// Counts bytes since the last row.
pub(super) type Held = Rc<Cell<u64>>;

/// A stream that ends in an error where one row has no end.
pub(super) struct Guarded<R> {
    inner: R,
    held: Held,
}

impl<R: Read> Guarded<R> {
    pub fn new(inner: R) -> Guarded<R> {
        Guarded { inner, held: Rc::new(Cell::new(0)) }
    }

    /// The count; whoever reads rows sets it to 0 after each.
    pub fn held(&self) -> Held {
        Rc::clone(&self.held)
    }
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.held.get() > LONGEST_ROW {
            return Err(io::Error::other(ImportError::new(
                None,
                "a row of more than 16 MiB",
                "a quotation mark or bracket is probably not closed; mend the file there",
            )));
        }
        let read = self.inner.read(buffer)?;
        self.held.set(self.held.get() + read as u64);
        Ok(read)
    }
}

/// A stream with what was looked at put back.
pub(super) type Whole<R> = Chain<Cursor<Vec<u8>>, R>;

/// Returns the beginning of a stream, and the stream with it still to be read.
pub(super) fn peek<R: Read>(mut stream: R) -> io::Result<(Vec<u8>, Whole<R>)> {
    let mut head = Vec::with_capacity(PEEK);
    stream.by_ref().take(PEEK as u64).read_to_end(&mut head)?;
    Ok((head.clone(), Cursor::new(head).chain(stream)))
}

/// Refuses what is no table of places whatever it says.
pub(super) fn refuse(head: &[u8]) -> Result<(), ImportError> {
    if head.iter().all(u8::is_ascii_whitespace) {
        let remedy = "give a GeoNames dump, a table with named columns, or GeoJSON";
        return Err(ImportError::new(None, "the file is empty", remedy));
    }
    if head.starts_with(b"PK\x03\x04") {
        let remedy = "unpack it and give the table inside";
        return Err(ImportError::new(None, "a zip archive or spreadsheet", remedy));
    }
    if head.starts_with(&[0xFF, 0xFE]) || head.starts_with(&[0xFE, 0xFF]) {
        let remedy = "convert it first: iconv -f UTF-16 -t UTF-8";
        return Err(ImportError::new(None, "the file is in UTF-16", remedy));
    }
    if head.starts_with(b"<") {
        let remedy = "convert it to GeoJSON or CSV first, with ogr2ogr for one";
        return Err(ImportError::new(None, "XML or a web page", remedy));
    }
    if head.contains(&0) {
        let remedy = "give a GeoNames dump, a table with named columns, or GeoJSON";
        return Err(ImportError::new(None, "not a text file", remedy));
    }
    Ok(())
}

/// Tells a format by how a file begins.
pub(super) fn format_of(head: &[u8]) -> Format {
    let text = String::from_utf8_lossy(head);
    if text.trim_start().starts_with(['{', '[', '\u{1E}']) {
        return Format::GeoJson;
    }
    let cells: Vec<&str> = text.lines().next().unwrap_or("").split('\t').collect();
    let number = |at: usize| cells.get(at).is_some_and(|cell| cell.trim().parse::<f64>().is_ok());
    // The first row may be a malformed one; a header has no numbers at all.
    if cells.len() == GEONAMES && (number(0) || number(4) && number(5)) {
        return Format::GeoNames;
    }
    Format::Table
}
