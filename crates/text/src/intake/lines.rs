//! Lines of a stream, each no longer than the largest item.
//!
//! In: a buffered reader. Out: the bytes of each line without its line end, and its number. A line
//! over the limit is passed over without being held, and said. Line ends are `\n` and `\r\n`.

use std::io::{self, BufRead};

/// One line, or the news that it was too long to hold.
pub(super) enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// Reads lines and counts them.
pub(super) struct Lines<R> {
    reader: R,
    limit: usize,
    /// The number of the line read last, from 1.
    pub number: u64,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R, limit: usize) -> Lines<R> {
        Lines { reader, limit, number: 0 }
    }

    /// Reads the next line; none at the end.
    pub fn next(&mut self) -> io::Result<Option<Line>> {
        let mut line = Vec::new();
        let mut length = 0;
        let mut any = false;
        loop {
            let buffer = self.reader.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            any = true;
            let end = buffer.iter().position(|b| *b == b'\n');
            let taken = end.map_or(buffer.len(), |n| n + 1);
            length += taken;
            if length <= self.limit {
                line.extend_from_slice(&buffer[..end.unwrap_or(buffer.len())]);
            }
            self.reader.consume(taken);
            if end.is_some() {
                break;
            }
        }
        if !any {
            return Ok(None);
        }
        self.number += 1;
        if length > self.limit {
            return Ok(Some(Line::TooLong));
        }
        if line.last() == Some(&b'\r') {
            line.pop();
        }
        Ok(Some(Line::Whole(line)))
    }
}
