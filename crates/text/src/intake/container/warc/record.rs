//! Records of a WARC file (ISO 28500, WARC/1.0 and 1.1).
//!
//! In: a stream. Out: one record at a time: its header fields, its block, and both as they stood.
//! A block over the limit of one item is passed over and its record says so. Must hold: memory
//! holds one record; a header that does not read ends the file with an error, since nothing after
//! it can be told from what it may hold.

use std::io::{self, BufRead, BufReader, Read};

use super::super::super::Limits;

/// Bytes of a header; real ones have a few hundred.
const HEADER: u64 = 64 * 1024;

/// One record.
#[derive(Debug, Default)]
pub(super) struct Record {
    fields: Vec<(String, String)>,
    /// The record as it stands: header, blank line, block; only the beginning of one too large.
    pub raw: Vec<u8>,
    /// Where the block begins in it.
    block: usize,
    /// Whether the block was over the limit and passed over.
    pub too_large: bool,
}

impl Record {
    /// Returns a field of the header.
    pub fn field(&self, name: &str) -> Option<&str> {
        let found = self.fields.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// Returns the block.
    pub fn block(&self) -> &[u8] {
        self.raw.get(self.block..).unwrap_or_default()
    }

    /// Returns the address it was captured from; some writers put it in angle brackets.
    pub fn uri(&self) -> Option<&str> {
        let uri = self.field("WARC-Target-URI")?;
        Some(uri.strip_prefix('<').and_then(|uri| uri.strip_suffix('>')).unwrap_or(uri))
    }
}

/// Reads records.
pub(super) struct Records {
    reader: BufReader<Box<dyn Read + Send>>,
    limits: Limits,
    /// The number of the record read last, from 1.
    pub number: u64,
}

fn damaged(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

impl Records {
    pub fn new(stream: Box<dyn Read + Send>, limits: Limits) -> Records {
        Records { reader: BufReader::new(stream), limits, number: 0 }
    }

    /// Reads the next record; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Record>> {
        let mut record = Record::default();
        let Some(version) = self.first_line(&mut record.raw)? else { return Ok(None) };
        self.number += 1;
        if !version.starts_with("WARC/") {
            return Err(damaged("no record where one should begin"));
        }
        self.header(&mut record)?;
        let length = record.field("Content-Length").and_then(|n| n.trim().parse::<u64>().ok());
        let length = length.ok_or_else(|| damaged("a record that does not say its length"))?;
        record.block = record.raw.len();
        record.too_large = length > self.limits.item;
        let mut block = self.reader.by_ref().take(length);
        let read = if record.too_large {
            // The beginning still tells what it is.
            let kept = block.by_ref().take(HEADER).read_to_end(&mut record.raw)? as u64;
            kept + io::copy(&mut block, &mut io::sink())?
        } else {
            block.read_to_end(&mut record.raw)? as u64
        };
        if read < length {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        Ok(Some(record))
    }

    /// Reads the line that begins a record, behind the blank lines that end the one before.
    fn first_line(&mut self, raw: &mut Vec<u8>) -> io::Result<Option<String>> {
        loop {
            let line = self.line(raw, HEADER)?;
            match line {
                None => return Ok(None),
                Some(line) if line.is_empty() => raw.clear(),
                Some(line) => return Ok(Some(line)),
            }
        }
    }

    /// Reads a line and keeps its bytes; none at the end.
    fn line(&mut self, raw: &mut Vec<u8>, most: u64) -> io::Result<Option<String>> {
        let start = raw.len();
        self.reader.by_ref().take(most).read_until(b'\n', raw)?;
        let line = raw.get(start..).unwrap_or_default();
        if line.is_empty() {
            return Ok(None);
        }
        if !line.ends_with(b"\n") {
            return Err(damaged("a header that does not end"));
        }
        Ok(Some(String::from_utf8_lossy(line.trim_ascii_end()).into_owned()))
    }

    fn header(&mut self, record: &mut Record) -> io::Result<()> {
        loop {
            let left = HEADER.saturating_sub(record.raw.len() as u64);
            let line = self.line(&mut record.raw, left)?;
            let line = line.ok_or_else(|| damaged("a header that does not end"))?;
            if line.is_empty() {
                return Ok(());
            }
            if line.starts_with([' ', '\t']) {
                // A value goes on in the next line.
                if let Some((_, value)) = record.fields.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((name, value)) = line.split_once(':') {
                record.fields.push((name.trim().to_owned(), value.trim().to_owned()));
            }
        }
    }
}
