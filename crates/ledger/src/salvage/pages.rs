//! Reads the pages of a database file that SQLite may call damaged, by the layout of the format alone.
//!
//! In: the file and the -wal file beside it, opened for reading only. Out: the rows of every table leaf that can be read,
//! whether or not the tree above it still leads there, in three states: the file alone, with what the -wal file commits,
//! and with all that stands in the -wal file. It trusts nothing: rows are believed further up, by their digests.
//! What must hold: no input makes it panic, read without end, or hold more than one row. Follows the SQLite file format
//! (<https://sqlite.org/fileformat2.html>): headers, table leaves (0x0D), overflow chains, frames of the -wal file.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

/// SQLite's default, which all our cases have.
const PAGE: usize = 4096;

/// Columns of a blob and of a record; no other table of a case has as many.
const OURS: [usize; 2] = [4, RECORD_COLUMNS];

/// Columns of a row of the log.
pub(super) const RECORD_COLUMNS: usize = 9;

/// Which versions of pages are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum State {
    /// The file without its -wal file.
    File,
    /// The file as SQLite would show it.
    Committed,
    /// Every frame of the -wal file, also those that no commit covers or whose checksum does not fit.
    Loose,
}

/// Names one row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) state: State,
    page: u32,
    cell: u16,
}

/// One row: its number, and its columns as far as they can be told.
pub(super) struct Row {
    pub(super) rowid: i64,
    /// How many columns its head says it has.
    pub(super) width: usize,
    /// None where the row goes on in pages that cannot be read, or says nonsense.
    pub(super) columns: Option<Vec<Column>>,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Column {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Vec<u8>),
}

/// A damaged file, open for reading.
pub(super) struct Pages {
    file: File,
    wal: Option<File>,
    page: usize,
    usable: usize,
    count: u32,
    /// Where in the -wal file the newest committed version of a page stands.
    committed: HashMap<u32, u64>,
    /// Where in the -wal file the newest version of a page stands, committed or not.
    loose: HashMap<u32, u64>,
    /// No row can be longer than both files.
    longest: u64,
}

impl Pages {
    /// Takes a file and, if there is one, its -wal file. A page size of none is asked of the files.
    pub(super) fn new(mut file: File, mut wal: Option<File>, page: Option<usize>) -> Self {
        let mut head = [0_u8; 100];
        let is_whole = read_at(&mut file, 0, &mut head);
        let told = match u16::from_be_bytes([head[16], head[17]]) {
            1 => 65_536,
            told => usize::from(told),
        };
        let is_plausible = is_whole && told.is_power_of_two() && (512..=65_536).contains(&told);
        let page = page.unwrap_or(if is_plausible { told } else { PAGE });
        // Ours reserve nothing at the end of a page; a number that leaves too little is damage.
        let reserved = if is_plausible && page == told { usize::from(head[20]) } else { 0 };
        let usable = if page - reserved.min(page) >= 480 { page - reserved } else { page };
        let bytes = file.metadata().map_or(0, |it| it.len());
        let frames = wal.as_ref().and_then(|it| it.metadata().ok()).map_or(0, |it| it.len());
        let (committed, loose) =
            wal.as_mut().map_or_else(Default::default, |wal| frames_of(wal, page));
        Self {
            file,
            wal,
            page,
            usable,
            count: u32::try_from(bytes.div_ceil(page as u64)).unwrap_or(u32::MAX),
            committed,
            loose,
            longest: bytes + frames,
        }
    }

    pub(super) fn page_size(&self) -> usize {
        self.page
    }

    /// Names the pages to look at in a state; those that stand in the file as well are named once.
    pub(super) fn pages_in(&self, state: State) -> Vec<u32> {
        let mut pages: Vec<u32> = match state {
            // What the -wal file has a newer version of is looked at in the older one too: the newer may be damaged.
            State::File => self.committed.keys().copied().filter(|it| *it <= self.count).collect(),
            State::Committed => {
                let beyond = self.committed.keys().copied().filter(|it| *it > self.count);
                (1..=self.count).chain(beyond).collect()
            }
            State::Loose => {
                let same = |page: &u32, at: &u64| self.committed.get(page) == Some(at);
                self.loose
                    .iter()
                    .filter(|(page, at)| !same(page, at))
                    .map(|(page, _)| *page)
                    .collect()
            }
        };
        pages.sort_unstable();
        pages
    }

    /// Walks the rows of a page, if it is a leaf of a table. A row is asked for only where its columns are of interest.
    pub(super) fn rows_of(&mut self, state: State, page: u32, row: &mut dyn FnMut(Place, Row)) {
        let Some(bytes) = self.load(state, page) else { return };
        let start = if page == 1 { 100 } else { 0 };
        // Inner pages and pages of indexes are told by their first byte; where that is none of SQLite's, it may be damage.
        if matches!(bytes.get(start), Some(0x02 | 0x05 | 0x0a) | None) {
            return;
        }
        let cells = be16(&bytes, start + 3).unwrap_or(0);
        for cell in 0..cells {
            let Some(at) = be16(&bytes, start + 8 + 2 * usize::from(cell)) else { break };
            let place = Place { state, page, cell };
            if let Some(found) = self.row_at(state, &bytes, usize::from(at)) {
                row(place, found);
            }
        }
    }

    /// Reads one row again.
    pub(super) fn row(&mut self, place: Place) -> Option<Row> {
        let bytes = self.load(place.state, place.page)?;
        let start = if place.page == 1 { 100 } else { 0 };
        let at = be16(&bytes, start + 8 + 2 * usize::from(place.cell))?;
        self.row_at(place.state, &bytes, usize::from(at))
    }

    fn row_at(&mut self, state: State, bytes: &[u8], at: usize) -> Option<Row> {
        let (length, used) = varint(bytes.get(at..)?)?;
        let (rowid, more) = varint(bytes.get(at + used..)?)?;
        let rowid = rowid.cast_signed();
        if length == 0 || length > self.longest {
            return None;
        }
        let (usable, length) = (self.usable, usize::try_from(length).ok()?);
        let from = at + used + more;
        let most = usable - 35;
        let least = (usable - 12) * 32 / 255 - 23;
        let here = match length {
            _ if length <= most => length,
            _ => Some(least + (length - least) % (usable - 4))
                .filter(|it| *it <= most)
                .unwrap_or(least),
        };
        let begun = bytes.get(from..from + here)?;
        let width = types_of(begun)?.0.len();
        // A row that only claims to be long is not worth going on with: its head has to look like one of ours.
        if here < length && !OURS.contains(&width) {
            return None;
        }
        let payload = if here == length {
            Some(begun.to_vec())
        } else {
            self.payload(state, begun, be32(bytes, from + here), length)
        };
        Some(Row { rowid, width, columns: payload.and_then(|it| columns(&it)) })
    }

    /// Gathers what a cell holds past its own page, over its chain of overflow pages.
    fn payload(
        &mut self,
        state: State,
        begun: &[u8],
        mut next: Option<u32>,
        length: usize,
    ) -> Option<Vec<u8>> {
        let mut payload = begun.to_vec();
        while payload.len() < length {
            let page = self.load(state, next?)?;
            let take = (length - payload.len()).min(self.usable - 4);
            payload.extend_from_slice(page.get(4..4 + take)?);
            next = be32(&page, 0);
        }
        Some(payload)
    }

    /// Loads a page in a state.
    fn load(&mut self, state: State, page: u32) -> Option<Vec<u8>> {
        if page == 0 {
            return None;
        }
        let frame = match state {
            State::File => None,
            State::Committed => self.committed.get(&page),
            State::Loose => self.loose.get(&page),
        };
        let mut bytes = vec![0; self.page];
        let is_read = match (frame, &mut self.wal) {
            (Some(at), Some(wal)) => read_at(wal, *at, &mut bytes),
            _ => {
                let at = u64::from(page - 1) * self.page as u64;
                // The last page may be cut; what is there of it is there.
                page <= self.count && read_some(&mut self.file, at, &mut bytes)
            }
        };
        is_read.then_some(bytes)
    }
}

/// Finds the newest version of each page in a -wal file: committed, and at all.
fn frames_of(wal: &mut File, page: usize) -> (HashMap<u32, u64>, HashMap<u32, u64>) {
    let (mut committed, mut loose) = (HashMap::new(), HashMap::new());
    let mut head = [0_u8; 32];
    if !read_at(wal, 0, &mut head) {
        return (committed, loose);
    }
    let is_big = head[3] & 1 == 1;
    let mut sum = checksum(&head[..24], (0, 0), is_big);
    let mut is_valid = Some(sum) == be32(&head, 24).zip(be32(&head, 28));
    let mut waiting: Vec<(u32, u64)> = Vec::new();
    let mut at = 32_u64;
    let mut frame = vec![0_u8; 24 + page];
    while read_at(wal, at, &mut frame) {
        let number = be32(&frame, 0).unwrap_or(0);
        let place = at + 24;
        if is_valid {
            sum = checksum(&frame[..8], sum, is_big);
            sum = checksum(&frame[24..], sum, is_big);
            is_valid =
                frame[8..16] == head[16..24] && Some(sum) == be32(&frame, 16).zip(be32(&frame, 20));
        }
        if is_valid {
            waiting.push((number, place));
            if be32(&frame, 4) != Some(0) {
                committed.extend(waiting.drain(..));
            }
        }
        loose.insert(number, place);
        at += frame.len() as u64;
    }
    (committed, loose)
}

/// The checksum of the -wal file, over whole pairs of words.
fn checksum(bytes: &[u8], (mut one, mut two): (u32, u32), is_big: bool) -> (u32, u32) {
    for pair in bytes.chunks_exact(8) {
        let word = |at: usize| {
            let bytes = [pair[at], pair[at + 1], pair[at + 2], pair[at + 3]];
            if is_big { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) }
        };
        one = one.wrapping_add(word(0)).wrapping_add(two);
        two = two.wrapping_add(word(4)).wrapping_add(one);
    }
    (one, two)
}

/// Reads the head of a row: the type of each column, and where the first one begins.
fn types_of(payload: &[u8]) -> Option<(Vec<u64>, usize)> {
    let (end, mut at) = varint(payload)?;
    let end = usize::try_from(end).ok()?;
    let mut types = Vec::new();
    while at < end {
        // None of our rows has more than nine columns.
        if types.len() == 9 {
            return None;
        }
        let (kind, used) = varint(payload.get(at..)?)?;
        types.push(kind);
        at += used;
    }
    (at == end).then_some((types, end))
}

fn columns(payload: &[u8]) -> Option<Vec<Column>> {
    let (types, mut at) = types_of(payload)?;
    let mut columns = Vec::with_capacity(types.len());
    for kind in types {
        let length = match kind {
            0 | 8 | 9 => 0,
            1..=4 => kind,
            5 => 6,
            6 | 7 => 8,
            12.. => (kind - 12) / 2,
            _ => return None,
        };
        let length = usize::try_from(length).ok()?;
        let bytes = payload.get(at..at.checked_add(length)?)?;
        at += length;
        columns.push(match kind {
            0 | 7 => Column::Null,
            8 | 9 => Column::Integer(i64::from(kind == 9)),
            1..=6 => Column::Integer(integer(bytes)),
            _ if kind % 2 == 1 => Column::Text(String::from_utf8(bytes.to_vec()).ok()?),
            _ => Column::Bytes(bytes.to_vec()),
        });
    }
    Some(columns)
}

/// Big-endian, in two's complement.
fn integer(bytes: &[u8]) -> i64 {
    let first = bytes.first().map_or(0, |byte| i64::from(byte.cast_signed()));
    bytes.iter().skip(1).fold(first, |sum, byte| sum << 8 | i64::from(*byte))
}

/// Reads one of SQLite's numbers of variable length: its value and how many bytes it has.
fn varint(bytes: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0_u64;
    for (at, byte) in bytes.iter().enumerate().take(9) {
        if at == 8 {
            return Some((value << 8 | u64::from(*byte), 9));
        }
        value = value << 7 | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some((value, at + 1));
        }
    }
    None
}

fn be16(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn be32(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// Fills the buffer, or says that there is not as much.
fn read_at(file: &mut File, at: u64, bytes: &mut [u8]) -> bool {
    file.seek(SeekFrom::Start(at)).is_ok() && file.read_exact(bytes).is_ok()
}

/// Fills as much of the buffer as there is; a sector that the disk does not give leaves zeros.
fn read_some(file: &mut File, at: u64, bytes: &mut [u8]) -> bool {
    if read_at(file, at, bytes) {
        return true;
    }
    bytes.fill(0);
    let mut is_read = false;
    for (number, part) in bytes.chunks_mut(512).enumerate() {
        let mut done = 0;
        if file.seek(SeekFrom::Start(at + 512 * number as u64)).is_err() {
            continue;
        }
        while done < part.len() {
            match file.read(&mut part[done..]) {
                Ok(0) | Err(_) => break,
                Ok(read) => done += read,
            }
        }
        is_read |= done > 0;
    }
    is_read
}
