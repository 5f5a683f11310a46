//! The list of members of a ZIP archive (APPNOTE 6.3.10, with ZIP64).
//!
//! In: a slice. Out: every entry of the central directory, in its order, doubles and all, with
//! those marked whose bytes lie over another's; or, where there is no such list, the members that
//! stand whole from the beginning. It unpacks nothing. Must hold: no number in the file is trusted
//! for an allocation or for a place to read at.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;

use super::super::source::Slice;
use super::super::{Limit, Limits};

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// The name as it stands.
    pub name: Vec<u8>,
    flags: u16,
    /// How it is packed: 0 stored, 8 deflate.
    pub method: u16,
    /// CRC-32 of the unpacked bytes, where known.
    pub crc: Option<u32>,
    /// Bytes packed.
    pub packed: u64,
    /// Bytes unpacked, where known.
    pub size: Option<u64>,
    /// Where its own header stands.
    pub offset: u64,
    mode: u32,
    /// Whether its bytes lie over those of another.
    pub overlaps: bool,
}

impl Entry {
    /// Tells whether it is a folder.
    pub fn is_folder(&self) -> bool {
        self.name.ends_with(b"/") || self.mode & 0o170_000 == 0o040_000
    }

    /// Tells whether it is a symbolic link.
    pub fn is_link(&self) -> bool {
        self.mode & 0o170_000 == 0o120_000
    }

    /// Tells whether it is encrypted.
    pub fn is_encrypted(&self) -> bool {
        self.flags & 0x41 != 0 || self.method == 99
    }
}

/// Reads little-endian numbers off a stretch of bytes.
struct Fields<'b>(&'b [u8]);

impl<'b> Fields<'b> {
    fn bytes(&mut self, count: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self, count: usize) -> Option<u64> {
        let bytes = self.bytes(count)?;
        Some(bytes.iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    fn u16(&mut self) -> Option<u16> {
        self.number(2).and_then(|number| u16::try_from(number).ok())
    }

    fn u32(&mut self) -> Option<u32> {
        self.number(4).and_then(|number| u32::try_from(number).ok())
    }
}

const END: &[u8] = b"PK\x05\x06";
const END64: &[u8] = b"PK\x06\x06";
const LOCATOR64: &[u8] = b"PK\x06\x07";
const LISTED: &[u8] = b"PK\x01\x02";
const LOCAL: &[u8] = b"PK\x03\x04";

/// Reads the list; none where there is none that reads.
pub(super) fn read(slice: &Slice, limits: &Limits) -> io::Result<Option<Vec<Entry>>> {
    let tail_length = slice.len().min(22 + 0xFFFF);
    let tail_start = slice.len() - tail_length;
    let tail = slice.bytes_at(tail_start, tail_length)?;
    let ends = tail.windows(END.len()).enumerate().rev().filter(|(_, window)| *window == END);
    for (at, _) in ends {
        let Some(end) = end_at(slice, &tail, tail_start, at)? else { continue };
        if end.count > limits.members {
            return Err(Limit::Members.at(limits.members).into());
        }
        if end.size > limits.item {
            return Err(Limit::Item.at(limits.item).into());
        }
        let list = slice.bytes_at(end.start, end.size)?;
        if let Some(entries) = entries(&list, &end) {
            return Ok(Some(entries));
        }
    }
    Ok(None)
}

/// Where the list stands, and how much was put before the archive.
struct End {
    start: u64,
    size: u64,
    count: u64,
    shift: u64,
}

fn end_at(slice: &Slice, tail: &[u8], tail_start: u64, at: usize) -> io::Result<Option<End>> {
    let read = || {
        let mut fields = Fields(tail.get(at + 10..)?);
        Some((u64::from(fields.u16()?), fields.number(4)?, fields.number(4)?))
    };
    let Some((mut count, mut size, mut offset)) = read() else { return Ok(None) };
    let mut end = tail_start + at as u64;
    if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
        let locator = slice.bytes_at(end.saturating_sub(20), 20)?;
        if locator.starts_with(LOCATOR64) {
            let mut fields = Fields(locator.get(8..).unwrap_or_default());
            let stated = fields.number(8).unwrap_or(u64::MAX);
            let header = slice.bytes_at(stated, 56)?;
            let mut fields = Fields(header.get(32..).unwrap_or_default());
            let read = (fields.number(8), fields.number(8), fields.number(8));
            let (true, (Some(all), Some(length), Some(from))) = (header.starts_with(END64), read)
            else {
                return Ok(None);
            };
            (count, size, offset, end) = (all, length, from, stated);
        }
    }
    let Some(start) = end.checked_sub(size) else { return Ok(None) };
    // Something may stand before the archive, such as a program that unpacks it.
    Ok(start.checked_sub(offset).map(|shift| End { start, size, count, shift }))
}

fn entries(list: &[u8], end: &End) -> Option<Vec<Entry>> {
    let mut fields = Fields(list);
    let mut entries = Vec::new();
    for _ in 0..end.count {
        if fields.bytes(4)? != LISTED {
            return None;
        }
        fields.bytes(4)?;
        let (flags, method) = (fields.u16()?, fields.u16()?);
        fields.bytes(4)?;
        let crc = fields.u32()?;
        let (mut packed, mut size) = (fields.number(4)?, fields.number(4)?);
        let (name, extra, comment) = (fields.u16()?, fields.u16()?, fields.u16()?);
        fields.bytes(4)?;
        let attributes = fields.u32()?;
        let mut offset = fields.number(4)?;
        let name = fields.bytes(usize::from(name))?.to_vec();
        let extra = fields.bytes(usize::from(extra))?;
        fields.bytes(usize::from(comment))?;
        wide(extra, [&mut size, &mut packed, &mut offset]);
        entries.push(Entry {
            name,
            flags,
            method,
            crc: Some(crc),
            packed,
            size: Some(size),
            offset: offset.saturating_add(end.shift),
            mode: attributes >> 16,
            overlaps: false,
        });
    }
    mark_overlaps(&mut entries);
    Some(entries)
}

/// Takes numbers of 64 bits from the extra field of ZIP64, for those that did not fit.
fn wide(extra: &[u8], numbers: [&mut u64; 3]) {
    let mut fields = Fields(extra);
    while let (Some(kind), Some(length)) = (fields.u16(), fields.u16()) {
        let Some(body) = fields.bytes(usize::from(length)) else { return };
        if kind != 1 {
            continue;
        }
        let mut body = Fields(body);
        for number in numbers {
            if *number == 0xFFFF_FFFF {
                *number = body.number(8).unwrap_or(*number);
            }
        }
        return;
    }
}

/// Marks entries whose bytes reach into another's, and all but the first that share a place.
fn mark_overlaps(entries: &mut [Entry]) {
    let mut order: Vec<usize> = (0..entries.len()).collect();
    order.sort_by_key(|n| (entries[*n].offset, *n));
    for pair in order.windows(2) {
        let [first, second] = pair else { continue };
        let (one, two) = (&entries[*first], &entries[*second]);
        let least = 30 + one.name.len() as u64;
        let end = one.offset.saturating_add(least).saturating_add(one.packed);
        if one.offset == two.offset {
            entries[*second].overlaps = true;
        } else if end > two.offset {
            entries[*first].overlaps = true;
        }
    }
}

/// Finds where the bytes of a member begin, behind its own header.
pub(super) fn data_start(slice: &Slice, offset: u64) -> io::Result<u64> {
    let header = slice.bytes_at(offset, 30)?;
    let mut fields = Fields(header.get(26..).unwrap_or_default());
    match (header.starts_with(LOCAL), fields.number(2), fields.number(2)) {
        (true, Some(name), Some(extra)) => Ok(offset.saturating_add(30 + name + extra)),
        _ => Err(io::Error::new(io::ErrorKind::InvalidData, "no member where the list says")),
    }
}

/// Walks the members from the beginning, for an archive without its list; ends at the first that is
/// not whole.
pub(super) fn scan(slice: &Slice, limits: &Limits) -> io::Result<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut at = 0;
    while let Some(entry) = local(slice, at, limits)? {
        if entries.len() as u64 >= limits.members {
            break;
        }
        let (entry, next) = entry;
        entries.push(entry);
        at = next;
    }
    Ok(entries)
}

fn local(slice: &Slice, at: u64, limits: &Limits) -> io::Result<Option<(Entry, u64)>> {
    let header = slice.bytes_at(at, 30)?;
    if header.len() < 30 || !header.starts_with(LOCAL) {
        return Ok(None);
    }
    let mut fields = Fields(header.get(6..).unwrap_or_default());
    let (flags, method) = (fields.u16().unwrap_or(0), fields.u16().unwrap_or(0));
    fields.bytes(4);
    let crc = fields.u32();
    let (mut packed, mut size) = (fields.number(4).unwrap_or(0), fields.number(4).unwrap_or(0));
    let (name, extra) = (fields.number(2).unwrap_or(0), fields.number(2).unwrap_or(0));
    let named = slice.bytes_at(at + 30, name)?;
    wide(&slice.bytes_at(at + 30 + name, extra)?, [&mut size, &mut packed, &mut 0]);
    let start = at + 30 + name + extra;
    let known = flags & 8 == 0;
    let mut next = start.saturating_add(packed);
    if !known {
        // Its length stands behind it: only deflate tells by itself where it ends.
        let Some(length) = deflated(&slice.part(start, u64::MAX), method, limits) else {
            return Ok(None);
        };
        packed = length;
        let after = slice.bytes_at(start.saturating_add(length), 24)?;
        let descriptor = [16, 24, 12, 20].into_iter().find(|n| {
            let signed = after.starts_with(b"PK\x07\x08") == (*n == 16 || *n == 24);
            let then = after.get(*n..).unwrap_or_default();
            signed && (then.starts_with(b"PK") || then.is_empty())
        });
        next = start.saturating_add(length).saturating_add(descriptor.unwrap_or(16) as u64);
    }
    if slice.part(start, packed).len() < packed {
        return Ok(None);
    }
    let entry = Entry {
        name: named,
        flags,
        method,
        crc: crc.filter(|_| known),
        packed,
        size: known.then_some(size),
        offset: at,
        mode: 0,
        overlaps: false,
    };
    Ok(Some((entry, next)))
}

/// Measures a deflate stream by unpacking it, as far as an item may go.
fn deflated(slice: &Slice, method: u16, limits: &Limits) -> Option<u64> {
    if method != 8 {
        return None;
    }
    let mut decoder = DeflateDecoder::new(slice.clone().unmetered());
    let most = limits.item.saturating_add(1);
    let given = io::copy(&mut decoder.by_ref().take(most), &mut io::sink()).ok()?;
    (given < most).then(|| decoder.total_in())
}
