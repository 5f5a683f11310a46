//! The gazetteer as a file: inflated once, then read in place.
//!
//! Layout: eight bytes of [`MAGIC`], the inflated length, a zlib stream. Inflated: two counts,
//! seven section lengths (all `u32`, little-endian), then the sections: country codes; records
//! in columns; offsets of shown names; shown names; offsets of key blocks; keys in blocks of 16,
//! front-coded (shared bytes, length, rest), each with the numbers of its records as varints;
//! hashes of skeletons with the numbers of their keys. Nothing is copied into maps.
//!
//! Must hold: no bytes, however damaged, make a reader panic; zlib's checksum finds damage.

use std::io::Read;

use rashomon_model::{PlacePrecision, Point};

/// Names the format and its version.
pub(super) const MAGIC: [u8; 8] = *b"RSHGAZ1\n";
/// Keys and shown names in one block.
pub(super) const BLOCK: usize = 16;
/// No gazetteer inflates to more than this.
const LARGEST: usize = 1 << 28;
/// Bytes of one record over all columns.
const WIDTH: usize = 17;
const SECTIONS: usize = 7;

/// What sort of thing an entry is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Country = 0,
    Province = 1,
    District = 2,
    Settlement = 3,
    Capital = 4,
    Region = 5,
    Continent = 6,
    Quarter = 7,
    Locality = 8,
    Facility = 9,
}

impl Kind {
    pub(super) fn named(word: &str) -> Option<Kind> {
        Some(match word {
            "country" => Kind::Country,
            "province" => Kind::Province,
            "district" => Kind::District,
            "settlement" => Kind::Settlement,
            "capital" => Kind::Capital,
            "region" => Kind::Region,
            "continent" => Kind::Continent,
            "quarter" => Kind::Quarter,
            "locality" => Kind::Locality,
            "facility" => Kind::Facility,
            _ => return None,
        })
    }

    pub(super) fn word(self) -> &'static str {
        match self {
            Kind::Country => "country",
            Kind::Province => "province",
            Kind::District => "district",
            Kind::Settlement => "settlement",
            Kind::Capital => "capital",
            Kind::Region => "region",
            Kind::Continent => "continent",
            Kind::Quarter => "quarter",
            Kind::Locality => "locality",
            Kind::Facility => "facility",
        }
    }

    fn of(byte: u8) -> Kind {
        match byte {
            0 => Kind::Country,
            1 => Kind::Province,
            2 => Kind::District,
            4 => Kind::Capital,
            5 => Kind::Region,
            6 => Kind::Continent,
            7 => Kind::Quarter,
            8 => Kind::Locality,
            9 => Kind::Facility,
            _ => Kind::Settlement,
        }
    }

    pub(super) fn precision(self) -> PlacePrecision {
        match self {
            Kind::Country => PlacePrecision::Country,
            Kind::Province => PlacePrecision::Province,
            Kind::District => PlacePrecision::District,
            Kind::Settlement | Kind::Capital => PlacePrecision::Settlement,
            Kind::Region => PlacePrecision::Region,
            Kind::Continent => PlacePrecision::Continent,
            Kind::Quarter => PlacePrecision::Neighbourhood,
            Kind::Locality => PlacePrecision::Locality,
            Kind::Facility => PlacePrecision::Facility,
        }
    }
}

/// One entry as read.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Record {
    pub number: u32,
    pub id: u32,
    pub point: Option<Point>,
    pub country: u8,
    /// Number of the first-order division's record, 0 for none.
    pub first: u16,
    /// Number of the second-order division's record, 0 for none.
    pub second: u16,
    /// Decimal logarithm of the population, roughly.
    pub people: f64,
    pub kind: Kind,
}

/// The inflated bytes, with where the sections lie.
pub(super) struct File {
    body: Vec<u8>,
    records: usize,
    keys: usize,
    starts: [usize; SECTIONS + 1],
}

impl File {
    /// Inflates and checks the frame.
    pub(super) fn read(bytes: &[u8]) -> Result<File, String> {
        let packed = bytes.strip_prefix(&MAGIC).ok_or("not a gazetteer, or of another version")?;
        let length = word(packed, 0).ok_or("cut short")? as usize;
        if length > LARGEST {
            return Err("promises too much".to_owned());
        }
        let mut body = Vec::with_capacity(length);
        let inflate = flate2::read::ZlibDecoder::new(&packed[4..]);
        inflate.take(LARGEST as u64).read_to_end(&mut body).map_err(|e| e.to_string())?;
        if body.len() != length {
            return Err("its length is not the one stated".to_owned());
        }
        let number = |at: usize| word(&body, at * 4).map(|n| n as usize).ok_or("cut short");
        let (records, keys) = (number(0)?, number(1)?);
        let mut starts = [4 * (2 + SECTIONS); SECTIONS + 1];
        for section in 0..SECTIONS {
            starts[section + 1] = starts[section] + number(2 + section)?;
        }
        let file = File { records, keys, starts, body };
        if file.starts[SECTIONS] != file.body.len() || file.section(1).len() != records * WIDTH {
            return Err("its sections do not fit".to_owned());
        }
        Ok(file)
    }

    fn section(&self, at: usize) -> &[u8] {
        self.body.get(self.starts[at]..self.starts[at + 1]).unwrap_or(&[])
    }

    /// Returns the record of that number.
    pub(super) fn record(&self, number: u32) -> Option<Record> {
        let at = number as usize;
        if at >= self.records {
            return None;
        }
        let columns = self.section(1);
        let byte = |column: usize| columns.get(column * self.records + at).copied().unwrap_or(0);
        let degrees = |column: usize| {
            let raw = [0, byte(column), byte(column + 1), byte(column + 2)];
            f64::from(i32::from_le_bytes(raw) >> 8) / 1e4
        };
        let (lat, lon) = (degrees(4), degrees(7));
        Some(Record {
            number,
            id: u32::from_le_bytes([byte(0), byte(1), byte(2), byte(3)]),
            point: (lat.abs() <= 90.0 && lon.abs() <= 180.0).then_some(Point { lat, lon }),
            country: byte(10),
            first: u16::from_le_bytes([byte(11), byte(12)]),
            second: u16::from_le_bytes([byte(13), byte(14)]),
            people: f64::from(byte(15)) * 0.15 * std::f64::consts::LOG10_2,
            kind: Kind::of(byte(16)),
        })
    }

    /// Returns a country's code, or nothing for what lies in none.
    pub(super) fn country(&self, code: u8) -> Option<&str> {
        let at = usize::from(code) * 2;
        let code = std::str::from_utf8(self.section(0).get(at..at + 2)?).ok()?;
        (!code.trim().is_empty()).then_some(code)
    }

    /// Returns the number of a country's code.
    pub(super) fn country_code(&self, code: &str) -> Option<u8> {
        (0..=u8::MAX).find(|number| self.country(*number) == Some(code))
    }

    /// Returns how many records there are.
    pub(super) fn count(&self) -> u32 {
        self.records as u32
    }

    /// Returns the name shown for a record.
    pub(super) fn name(&self, number: u32) -> Option<&str> {
        if number >= self.count() {
            return None;
        }
        let names = self.section(3);
        let mut at = word(self.section(2), number as usize / BLOCK * 4)? as usize;
        for _ in 0..number as usize % BLOCK {
            at += 1 + usize::from(*names.get(at)?);
        }
        let length = usize::from(*names.get(at)?);
        std::str::from_utf8(names.get(at + 1..at + 1 + length)?).ok()
    }

    /// Returns the numbers of the records filed under exactly this key.
    pub(super) fn find(&self, key: &str) -> Vec<u32> {
        let (mut low, mut high) = (0, self.keys.div_ceil(BLOCK));
        while high - low > 1 {
            let middle = low + (high - low) / 2;
            match self.first_key(middle) {
                Some(first) if first <= key.as_bytes() => low = middle,
                _ => high = middle,
            }
        }
        let mut block = Block::at(self, low);
        for _ in 0..BLOCK {
            match block.next() {
                Some(true) if block.key == key.as_bytes() => return block.entries,
                Some(true) if block.key.as_slice() < key.as_bytes() => {}
                _ => break,
            }
        }
        Vec::new()
    }

    fn first_key(&self, block: usize) -> Option<&[u8]> {
        let at = word(self.section(4), block * 4)? as usize;
        let keys = self.section(5);
        let length = usize::from(*keys.get(at + 1)?);
        keys.get(at + 2..at + 2 + length)
    }

    /// Returns keys of one skeleton with their records.
    pub(super) fn alike(&self, skeleton: &str) -> Vec<(String, Vec<u32>)> {
        let rows = self.section(6);
        let count = rows.len() / 6;
        let three = |at: usize| {
            let bytes = rows.get(at * 3..at * 3 + 3)?;
            Some(u32::from_be_bytes([0, bytes[0], bytes[1], bytes[2]]))
        };
        let wanted = hash(skeleton);
        let (mut low, mut high) = (0, count);
        while low < high {
            let middle = low + (high - low) / 2;
            if three(middle).is_some_and(|h| h < wanted) { low = middle + 1 } else { high = middle }
        }
        let same = (low..count).take_while(|at| three(*at) == Some(wanted)).take(64);
        same.filter_map(|at| self.key(three(count + at)? as usize)).collect()
    }

    fn key(&self, ordinal: usize) -> Option<(String, Vec<u32>)> {
        let mut block = Block::at(self, ordinal / BLOCK);
        for _ in 0..=ordinal % BLOCK {
            block.next()?;
        }
        Some((String::from_utf8(block.key).ok()?, block.entries))
    }
}

/// Steps through the keys of one block.
struct Block<'a> {
    bytes: &'a [u8],
    at: usize,
    key: Vec<u8>,
    entries: Vec<u32>,
}

impl<'a> Block<'a> {
    fn at(file: &'a File, block: usize) -> Block<'a> {
        let bytes = file.section(5);
        let at = word(file.section(4), block * 4).map_or(bytes.len(), |at| at as usize);
        Block { bytes, at, key: Vec::new(), entries: Vec::new() }
    }

    fn next(&mut self) -> Option<bool> {
        let shared = usize::from(*self.bytes.get(self.at)?);
        let length = usize::from(*self.bytes.get(self.at + 1)?);
        self.key.truncate(shared);
        self.key.extend(self.bytes.get(self.at + 2..self.at + 2 + length)?);
        self.at += 2 + length;
        self.entries.clear();
        let mut last = 0u32;
        for _ in 0..self.varint()? {
            last = last.wrapping_add(self.varint()?);
            self.entries.push(last);
        }
        Some(true)
    }

    fn varint(&mut self) -> Option<u32> {
        let mut number = 0u32;
        for shift in [0, 7, 14, 21, 28] {
            let byte = *self.bytes.get(self.at)?;
            self.at += 1;
            number |= u32::from(byte & 0x7F) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }
}

fn word(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

/// FNV-1a folded to 24 bits.
pub(super) fn hash(text: &str) -> u32 {
    let step = |h: u32, b: u8| (h ^ u32::from(b)).wrapping_mul(0x0100_0193);
    let h = text.bytes().fold(0x811C_9DC5, step);
    (h >> 24) ^ (h & 0x00FF_FFFF)
}
