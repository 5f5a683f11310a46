//! Where rows go: filtered, counted, told apart, and handed on.
//!
//! In: rows and reasons why there is none, each with its line. Out: rows to the caller, and
//! [`Counts`] at the end, or an error where the file as a whole cannot be right.
//! Must hold: of two rows with one id the first is kept, whatever the second says.

use std::collections::hash_map::{DefaultHasher, Entry};
use std::collections::{BTreeMap, HashMap};
use std::hash::{Hash, Hasher};

use rashomon_model::Point;

use super::super::{Gazetteer, fold};
use super::fields::NoRow;
use super::near::Near;
use super::{Counts, Format, ImportConfig, ImportError, NAMED, Role, Row, Skipped};

/// Rows this far from the middle of their country, in km, are looked at with coordinates swapped.
const FAR: f64 = 2_000.0;
/// Classes of rows left out that are counted one by one.
const CLASSES: usize = 200;

pub(super) struct Sink<'s> {
    config: &'s ImportConfig,
    gazetteer: &'s Gazetteer,
    counts: Counts,
    seen: HashMap<u64, u64>,
    near: Option<Near>,
    codes: HashMap<String, Option<String>>,
    middles: HashMap<String, Option<Point>>,
    /// Rows with a country of known middle, and those that would lie in it if swapped.
    held: u64,
    swapped: u64,
    rows_met: u64,
    each: &'s mut dyn FnMut(Row),
}

impl<'s> Sink<'s> {
    pub fn new(
        config: &'s ImportConfig,
        gazetteer: &'s Gazetteer,
        format: Format,
        prefix: String,
        each: &'s mut dyn FnMut(Row),
    ) -> Sink<'s> {
        let counts = Counts {
            format,
            prefix,
            rows: 0,
            repeated: 0,
            outside: 0,
            left_out: BTreeMap::new(),
            skipped: 0,
            first_skipped: Vec::new(),
            countries_found: 0,
            countries_unknown: 0,
        };
        Sink {
            config,
            gazetteer,
            counts,
            seen: HashMap::new(),
            near: None,
            codes: HashMap::new(),
            middles: HashMap::new(),
            held: 0,
            swapped: 0,
            rows_met: 0,
            each,
        }
    }

    pub fn prefix(&self) -> &str {
        &self.counts.prefix
    }

    pub fn columns(&self) -> &'s [(Role, String)] {
        &self.config.columns
    }

    /// Takes a row, or the reason why there is none.
    pub fn take(&mut self, line: u64, row: Result<Row, NoRow>) -> Result<(), ImportError> {
        self.rows_met += 1;
        match row {
            Ok(row) => self.keep(line, row),
            Err(NoRow::LeftOut(class)) => {
                let known = self.counts.left_out.contains_key(&class);
                let full = !known && self.counts.left_out.len() >= CLASSES;
                let class = if full { "other classes".to_owned() } else { class };
                *self.counts.left_out.entry(class).or_default() += 1;
                Ok(())
            }
            Err(NoRow::Malformed(why)) => {
                self.skip(line, why);
                Ok(())
            }
        }
    }

    fn skip(&mut self, line: u64, why: String) {
        self.counts.skipped += 1;
        if self.counts.first_skipped.len() < NAMED {
            self.counts.first_skipped.push(Skipped { line, why });
        }
    }

    fn keep(&mut self, line: u64, mut row: Row) -> Result<(), ImportError> {
        let told = self.code(&row.country);
        // A country told in a word we do not know is another one than was asked for.
        let assumed = self.config.country.clone().filter(|_| row.country.is_empty());
        row.country = told.or(assumed).unwrap_or_default();
        self.weigh_swap(&row);
        let elsewhere = self.config.country.as_ref().is_some_and(|wanted| *wanted != row.country);
        if elsewhere || self.config.bounds.is_some_and(|bounds| !bounds.hold(row.point)) {
            self.counts.outside += 1;
            return Ok(());
        }
        let mut content = String::new();
        row.write(&mut content);
        match self.seen.entry(hash(&row.id)) {
            Entry::Occupied(earlier) if *earlier.get() == hash(&content) => {
                self.counts.repeated += 1;
                return Ok(());
            }
            Entry::Occupied(_) => {
                let why = format!("`{}` stands on an earlier row that says something else", row.id);
                self.skip(line, why);
                return Ok(());
            }
            Entry::Vacant(place) => drop(place.insert(hash(&content))),
        }
        if row.country.is_empty() {
            self.find_country(&mut row);
        }
        self.counts.rows += 1;
        if self.counts.rows > self.config.most as u64 {
            let what = format!("more than {} places", self.config.most);
            let remedy = "take what the case needs: --country LY, or --bbox WEST,SOUTH,EAST,NORTH";
            return Err(ImportError::new(Some(line), what, remedy));
        }
        (self.each)(row);
        Ok(())
    }

    /// The code of a country told by code, by a division's code or by name.
    fn code(&mut self, told: &str) -> Option<String> {
        if told.is_empty() {
            return None;
        }
        if let Some(known) = self.codes.get(told) {
            return known.clone();
        }
        let upper = told.to_uppercase();
        let is_code = upper.len() == 2 && upper.bytes().all(|b| b.is_ascii_uppercase());
        let code = if is_code && self.gazetteer.file.country_code(&upper).is_some() {
            Some(upper)
        } else {
            self.gazetteer.country_of(&fold::key(told))
        };
        self.codes.insert(told.to_owned(), code.clone());
        code
    }

    fn find_country(&mut self, row: &mut Row) {
        let file = &self.gazetteer.file;
        let near = self.near.get_or_insert_with(|| Near::new(file));
        match near.country(row.point).and_then(|code| file.country(code)) {
            Some(code) => {
                row.country = code.to_owned();
                self.counts.countries_found += 1;
            }
            None => self.counts.countries_unknown += 1,
        }
    }

    /// Counts rows that lie nowhere near their country, and would with coordinates swapped.
    fn weigh_swap(&mut self, row: &Row) {
        let gazetteer = self.gazetteer;
        let middle = self
            .middles
            .entry(row.country.clone())
            .or_insert_with_key(|code| gazetteer.country_middle(code));
        let Some(middle) = *middle else { return };
        self.held += 1;
        let apart = middle.km_to(row.point);
        let turned = Point { lat: row.point.lon, lon: row.point.lat };
        if apart > FAR && turned.lat.abs() <= 90.0 && middle.km_to(turned) < apart / 2.0 {
            self.swapped += 1;
        }
    }

    /// Gives the counts, unless the file as a whole cannot be right.
    pub fn finish(self) -> Result<Counts, ImportError> {
        let counts = self.counts;
        let named = counts.first_skipped.first();
        if self.held > 0 && self.swapped * 2 > self.held {
            let what = format!(
                "latitude and longitude look swapped: {} of {} rows lie far from their country, \
                 and in it the other way round",
                self.swapped, self.held
            );
            let remedy = match counts.format {
                Format::GeoJson => "GeoJSON has the longitude first; mend the file",
                _ => "say which is which: --columns lat=COLUMN,lon=COLUMN",
            };
            return Err(ImportError::new(None, what, remedy));
        }
        if counts.rows > 0 {
            return Ok(counts);
        }
        if let Some(Skipped { line, why }) = named {
            let what = format!("{why}; none of {} rows can be used", self.rows_met);
            let remedy = if why == "not UTF-8" {
                "convert the file first: iconv -f WINDOWS-1256 -t UTF-8, or what it is in"
            } else {
                "check --format and --columns"
            };
            return Err(ImportError::new(Some(*line), what, remedy));
        }
        let what = match (counts.outside, self.rows_met) {
            (0, 0) => "no rows in it".to_owned(),
            (0, all) => format!("none of {all} rows is a place with a name and a point"),
            (outside, _) => format!("all {outside} places lie outside what was asked for"),
        };
        Err(ImportError::new(None, what, "check the file, --country and --bbox"))
    }
}

/// Rows are told apart by numbers of 64 bits: two of a million rows meet once in ten million files.
fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
