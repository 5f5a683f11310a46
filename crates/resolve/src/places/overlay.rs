//! Imported places laid over the gazetteer of the program.
//!
//! In: rows of imports. Out: the same questions answered as by the file: entries of a key, keys of
//! a skeleton, records by number, continuing the file's numbers. A row that bears the number of a
//! GeoNames entry in the file only adds its names to that entry. Divisions are tied to the file's
//! own: by the code that shared entries show to be theirs, else by name within the country.
//!
//! Must hold: rows in any order, and rows twice, answer alike.

use std::collections::{BTreeMap, HashMap};

use super::file::{File, Kind, Record};
use super::import::Row;
use super::{fold, pack};

/// Number of a country's record-less code.
const NO_COUNTRY: u8 = 0;

/// Places that a case brings along.
#[derive(Default)]
pub(super) struct Overlay {
    /// Records of the file below.
    below: u32,
    records: Vec<Record>,
    names: Vec<Box<str>>,
    ids: Vec<Box<str>>,
    /// Keys with numbers of records, sorted.
    keys: Vec<(Box<str>, u32)>,
    /// Skeletons with positions in `keys`, sorted.
    skeletons: Vec<(u32, u32)>,
}

impl Overlay {
    /// Lays rows over a file.
    pub fn new(mut rows: Vec<Row>, file: &File) -> Overlay {
        rows.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.name.cmp(&b.name)));
        rows.dedup_by(|later, first| later.id == first.id);
        let mut overlay = Overlay { below: file.count(), ..Overlay::default() };
        let known = known(&rows, file);
        let divisions = Divisions::learn(&rows, &known, file);
        let mut fuzzy = Vec::new();
        for (row, known) in rows.into_iter().zip(known) {
            let number = match known {
                Some(number) => number,
                None => {
                    let number = overlay.below + overlay.records.len() as u32;
                    overlay.records.push(record(number, &row, &divisions, file));
                    overlay.names.push(row.name.as_str().into());
                    overlay.ids.push(row.id.as_str().into());
                    number
                }
            };
            let keys = pack::keys_of(std::iter::once(&row.name).chain(&row.others), row.kind);
            for (skeleton, key) in pack::spellings(keys.iter()) {
                fuzzy.push((super::file::hash(&skeleton), key));
            }
            overlay.keys.extend(keys.into_iter().map(|key| (key.into_boxed_str(), number)));
        }
        overlay.keys.sort_unstable();
        overlay.keys.dedup();
        overlay.skeletons =
            fuzzy.into_iter().map(|(hash, key)| (hash, overlay.start(&key) as u32)).collect();
        overlay.skeletons.sort_unstable();
        overlay.skeletons.dedup();
        overlay
    }

    fn start(&self, key: &str) -> usize {
        self.keys.partition_point(|(other, _)| &**other < key)
    }

    /// Returns the numbers of the records filed under exactly this key.
    pub fn find(&self, key: &str) -> Vec<u32> {
        let from = self.keys.get(self.start(key)..).unwrap_or(&[]);
        from.iter().take_while(|(other, _)| &**other == key).map(|(_, number)| *number).collect()
    }

    /// Returns keys of one skeleton with their records.
    pub fn alike(&self, skeleton: &str) -> Vec<(String, Vec<u32>)> {
        let wanted = super::file::hash(skeleton);
        let at = self.skeletons.partition_point(|(hash, _)| *hash < wanted);
        let same = self.skeletons.get(at..).unwrap_or(&[]).iter();
        let same = same.take_while(|(hash, _)| *hash == wanted).take(64);
        same.filter_map(|(_, key)| {
            let (key, _) = self.keys.get(*key as usize)?;
            Some((key.to_string(), self.find(key)))
        })
        .collect()
    }

    /// Returns the record of that number, which continues those of the file.
    pub fn record(&self, number: u32) -> Option<Record> {
        self.records.get(number.checked_sub(self.below)? as usize).copied()
    }

    /// Returns every record laid over the file.
    pub fn records(&self) -> &[Record] {
        &self.records
    }

    /// Returns the name shown for a record.
    pub fn name(&self, number: u32) -> Option<&str> {
        self.names.get(number.checked_sub(self.below)? as usize).map(|name| &**name)
    }

    /// Returns gazetteer and entry of a record.
    pub fn id(&self, number: u32) -> Option<&str> {
        self.ids.get(number.checked_sub(self.below)? as usize).map(|id| &**id)
    }
}

/// For each row the entry of the file that bears its GeoNames number, if one does.
fn known(rows: &[Row], file: &File) -> Vec<Option<u32>> {
    let own = |row: &Row| row.id.strip_prefix("geonames:").and_then(|id| id.parse::<u32>().ok());
    if rows.iter().all(|row| own(row).is_none()) {
        return vec![None; rows.len()];
    }
    let numbers: HashMap<u32, u32> = (0..file.count())
        .filter_map(|number| file.record(number))
        .filter(|record| record.id != 0)
        .map(|record| (record.id, record.number))
        .collect();
    rows.iter().map(|row| numbers.get(&own(row)?).copied()).collect()
}

fn record(number: u32, row: &Row, divisions: &Divisions<'_>, file: &File) -> Record {
    let country = file.country_code(&row.country).unwrap_or(NO_COUNTRY);
    let first = divisions.first(row, country);
    Record {
        number,
        id: 0,
        point: Some(row.point),
        country,
        first,
        second: divisions.second(row, country, first),
        people: ((row.people + 1) as f64).log10(),
        kind: row.kind,
    }
}

/// Which of the file's divisions the words and codes of rows mean.
struct Divisions<'f> {
    file: &'f File,
    /// By country, and code or name.
    firsts: BTreeMap<(String, String), u16>,
    seconds: BTreeMap<(String, String, String), u16>,
}

impl<'f> Divisions<'f> {
    /// Learns codes from rows whose entries the file knows.
    fn learn(rows: &[Row], known: &[Option<u32>], file: &'f File) -> Divisions<'f> {
        let mut divisions = Divisions { file, firsts: BTreeMap::new(), seconds: BTreeMap::new() };
        let shared =
            rows.iter().zip(known).filter_map(|(row, known)| Some((row, file.record((*known)?)?)));
        for (row, record) in shared {
            if !row.first.is_empty() && record.first != 0 {
                let key = (row.country.clone(), row.first.clone());
                divisions.firsts.entry(key).or_insert(record.first);
            }
            if !row.second.is_empty() && record.second != 0 {
                let key = (row.country.clone(), row.first.clone(), row.second.clone());
                divisions.seconds.entry(key).or_insert(record.second);
            }
        }
        divisions
    }

    fn first(&self, row: &Row, country: u8) -> u16 {
        let code = (row.country.clone(), row.first.clone());
        let named = || self.named(&row.first, |r| r.kind == Kind::Province && r.country == country);
        self.firsts.get(&code).copied().or_else(named).unwrap_or(0)
    }

    fn second(&self, row: &Row, country: u8, first: u16) -> u16 {
        let code = (row.country.clone(), row.first.clone(), row.second.clone());
        let named = || {
            self.named(&row.second, |r| {
                let within = first == 0 || r.first == first;
                r.kind == Kind::District && r.country == country && within
            })
        };
        self.seconds.get(&code).copied().or_else(named).unwrap_or(0)
    }

    /// The one division that bears a name.
    fn named(&self, name: &str, fits: impl Fn(&Record) -> bool) -> Option<u16> {
        let key = fold::key(name);
        let variants = std::iter::once(key.clone()).chain(fold::variants(&key));
        let found = variants.filter(|key| !key.is_empty()).find_map(|key| {
            let records = self.file.find(&key).into_iter().filter_map(|n| self.file.record(n));
            records.filter(|record| fits(record)).map(|record| record.number).next()
        });
        found.and_then(|number| u16::try_from(number).ok())
    }
}
