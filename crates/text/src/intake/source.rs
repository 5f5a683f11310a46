//! Where bytes come from: a stream that goes by once, or a stretch that can be read anywhere.
//!
//! In: files, readers, bytes in memory. Out: streams, and slices of slices for containers that hold
//! their members as they are. Must hold: a slice never reads past its own end, whatever the
//! container says of its members, and copies of a slice do not disturb one another.

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Seek, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use super::limits::read_item;
use super::options::Meter;
use super::{Limits, PREFIX};

/// The bytes of an input or of a member.
pub(super) enum Source {
    /// Can be read anywhere.
    Slice(Slice),
    /// Goes by once.
    Stream(Box<dyn Read + Send>),
}

impl Source {
    /// Takes an open file; what is no regular file (a pipe) is a stream.
    pub fn of_file(file: File, meter: &Meter) -> Source {
        match file.metadata() {
            Ok(metadata) if metadata.is_file() => Source::Slice(Slice {
                end: metadata.len(),
                start: 0,
                at: 0,
                base: Base::File(Arc::new(Mutex::new(file))),
                meter: Some(meter.clone()),
            }),
            _ => Source::Stream(meter.over(Box::new(file))),
        }
    }

    /// Takes bytes in memory.
    pub fn of_bytes(bytes: Vec<u8>) -> Source {
        Source::Slice(Slice::of_bytes(bytes))
    }

    /// Takes the first bytes, and gives a source that begins with them still.
    pub fn peek(self) -> io::Result<(Vec<u8>, Source)> {
        let mut prefix = Vec::new();
        match self {
            Source::Slice(slice) => {
                slice.clone().unmetered().take(PREFIX as u64).read_to_end(&mut prefix)?;
                Ok((prefix, Source::Slice(slice)))
            }
            Source::Stream(mut stream) => {
                stream.by_ref().take(PREFIX as u64).read_to_end(&mut prefix)?;
                let whole = Cursor::new(prefix.clone()).chain(stream);
                Ok((prefix, Source::Stream(Box::new(whole))))
            }
        }
    }

    /// Gives the bytes as a stream.
    pub fn stream(self) -> Box<dyn Read + Send> {
        match self {
            Source::Slice(slice) => Box::new(BufReader::with_capacity(PREFIX, slice)),
            Source::Stream(stream) => stream,
        }
    }

    /// Gives the bytes as a slice; a stream is held in memory as far as one item may go.
    pub fn slice(self, limits: &Limits) -> io::Result<Slice> {
        match self {
            Source::Slice(slice) => Ok(slice),
            Source::Stream(stream) => Ok(Slice::of_bytes(read_item(stream, limits)?)),
        }
    }
}

/// A stretch of a file or of memory, with a place in it.
#[derive(Clone)]
pub(super) struct Slice {
    base: Base,
    start: u64,
    end: u64,
    at: u64,
    meter: Option<Meter>,
}

#[derive(Clone)]
enum Base {
    File(Arc<Mutex<File>>),
    Memory(Arc<[u8]>),
}

impl Slice {
    fn of_bytes(bytes: Vec<u8>) -> Slice {
        let end = bytes.len() as u64;
        Slice { base: Base::Memory(bytes.into()), start: 0, end, at: 0, meter: None }
    }

    /// Returns its length.
    pub fn len(&self) -> u64 {
        self.end - self.start
    }

    /// Returns a stretch of it, as far as it reaches.
    pub fn part(&self, from: u64, length: u64) -> Slice {
        let start = self.start.saturating_add(from).min(self.end);
        let end = start.saturating_add(length).min(self.end);
        Slice { start, end, at: 0, ..self.clone() }
    }

    /// Reads up to some bytes from a place, fewer only at the end.
    pub fn bytes_at(&self, from: u64, length: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.part(from, length).unmetered().read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Leaves it out of the count of what went by: for bytes that are read twice.
    pub fn unmetered(mut self) -> Slice {
        self.meter = None;
        self
    }
}

impl Read for Slice {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let from = self.start.saturating_add(self.at).min(self.end);
        let left = usize::try_from(self.end - from).unwrap_or(usize::MAX);
        let wanted = left.min(out.len());
        let out = out.get_mut(..wanted).unwrap_or_default();
        if out.is_empty() {
            return Ok(0);
        }
        let count = match &self.base {
            Base::File(file) => {
                let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
                file.seek(SeekFrom::Start(from))?;
                file.read(out)?
            }
            Base::Memory(bytes) => {
                let from = usize::try_from(from).unwrap_or(usize::MAX);
                bytes.get(from..).unwrap_or_default().read(out)?
            }
        };
        self.at += count as u64;
        if let Some(meter) = &self.meter {
            meter.count(count);
        }
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_parts_stay_inside() {
        let whole = Slice::of_bytes(b"0123456789".to_vec());
        let inner = whole.part(2, 5);
        assert_eq!(inner.bytes_at(0, 100).unwrap(), b"23456");
        assert_eq!(inner.part(3, u64::MAX).bytes_at(1, u64::MAX).unwrap(), b"6");
        assert_eq!(inner.part(u64::MAX, 3).len(), 0);
    }

    #[test]
    fn copies_keep_their_own_place() {
        let mut one = Slice::of_bytes(b"abcdef".to_vec());
        let mut two = one.clone();
        let mut byte = [0; 3];
        one.read_exact(&mut byte).unwrap();
        two.read_exact(&mut byte).unwrap();
        assert_eq!(&byte, b"abc");
        one.read_exact(&mut byte).unwrap();
        assert_eq!(&byte, b"def");
    }

    #[test]
    fn a_stream_is_peeked_at_and_still_whole() {
        let stream = Source::Stream(Box::new(&b"whole"[..]));
        let (prefix, source) = stream.peek().unwrap();
        assert_eq!(prefix, b"whole");
        assert_eq!(source.slice(&Limits::default()).unwrap().bytes_at(0, 9).unwrap(), b"whole");
    }
}
