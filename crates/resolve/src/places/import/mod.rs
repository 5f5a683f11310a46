//! Reads gazetteers that people bring: GeoNames dumps, tables with named columns, GeoJSON points.
//!
//! In: a stream of bytes and what is wanted of it. Out: [`Row`]s one at a time, and [`Counts`] of
//! what was taken, left out and skipped, with the first malformed rows named by line. A row that
//! cannot be used costs itself alone; a file that cannot be understood is an [`ImportError`] with
//! its remedy, and so is one whose coordinates look swapped: better none than wrong ones.
//!
//! Must hold: memory does not grow with the file, but for a number kept of each row taken; no
//! bytes make a reader panic; the same bytes and options give the same rows.

mod fields;
mod geojson;
mod geonames;
mod near;
mod row;
mod sink;
mod stream;
mod table;

use std::collections::BTreeMap;
use std::io::{BufReader, Read};

pub use fields::Role;
pub use row::Row;

use super::Gazetteer;
use sink::Sink;
use stream::Guarded;

/// Malformed rows named one by one; the rest is counted.
const NAMED: usize = 5;
/// Rows that one import may take, unless the caller says otherwise.
pub const MOST_ROWS: usize = 1_000_000;

/// How a file is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// 19 columns without a header, as GeoNames gives them out.
    GeoNames,
    /// Columns under a header, apart by tab, comma, semicolon or bar.
    Table,
    /// A FeatureCollection, features one a line, or what Overpass answers.
    GeoJson,
}

impl Format {
    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::GeoNames => "geonames",
            Format::Table => "table",
            Format::GeoJson => "geojson",
        }
    }
}

/// A rectangle of degrees; where the west lies east of the east it runs over the date line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Western edge.
    pub west: f64,
    /// Southern edge.
    pub south: f64,
    /// Eastern edge.
    pub east: f64,
    /// Northern edge.
    pub north: f64,
}

impl Bounds {
    fn hold(&self, point: rashomon_model::Point) -> bool {
        let between = if self.west <= self.east {
            (self.west..=self.east).contains(&point.lon)
        } else {
            point.lon >= self.west || point.lon <= self.east
        };
        between && (self.south..=self.north).contains(&point.lat)
    }
}

/// What is wanted of a file.
#[derive(Clone, Debug)]
pub struct ImportConfig {
    /// How it is laid out; found out where not told.
    pub format: Option<Format>,
    /// Whose numbers the rows bear: begins their ids, unless the format says it itself.
    pub prefix: String,
    /// Only rows of this country (ISO 3166); rows that tell none are taken to lie in it.
    pub country: Option<String>,
    /// Only rows inside.
    pub bounds: Option<Bounds>,
    /// What columns are, where their headers do not say.
    pub columns: Vec<(Role, String)>,
    /// More rows than this are refused.
    pub most: usize,
}

impl ImportConfig {
    /// Everything in the file, by its own account of itself.
    pub fn whole(prefix: &str) -> ImportConfig {
        ImportConfig {
            format: None,
            prefix: prefix.to_owned(),
            country: None,
            bounds: None,
            columns: Vec::new(),
            most: MOST_ROWS,
        }
    }
}

/// A row that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Line of the file, or place among its features, from 1.
    pub line: u64,
    /// Why.
    pub why: String,
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct Counts {
    /// How it was laid out.
    pub format: Format,
    /// Whose numbers the rows bear.
    pub prefix: String,
    /// Rows taken.
    pub rows: u64,
    /// Rows that say again what an earlier one said.
    pub repeated: u64,
    /// Rows outside the country or rectangle wanted.
    pub outside: u64,
    /// Rows of no use for telling places, by class.
    pub left_out: BTreeMap<String, u64>,
    /// Rows that could not be used.
    pub skipped: u64,
    /// The first of them.
    pub first_skipped: Vec<Skipped>,
    /// Rows whose country was taken from the towns around them.
    pub countries_found: u64,
    /// Rows of which no country is known.
    pub countries_unknown: u64,
}

/// Why a file could not be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportError {
    /// Where, if it has a place.
    pub line: Option<u64>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl ImportError {
    fn new(line: Option<u64>, what: impl Into<String>, remedy: impl Into<String>) -> ImportError {
        ImportError { line, what: what.into(), remedy: remedy.into() }
    }

    fn of_io(error: &std::io::Error) -> ImportError {
        match error.get_ref().and_then(|inner| inner.downcast_ref::<ImportError>()) {
            Some(own) => own.clone(),
            None => ImportError::new(None, format!("it does not read: {error}"), "check the file"),
        }
    }
}

impl std::fmt::Display for ImportError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if let Some(line) = self.line {
            write!(f, "line {line}: ")?;
        }
        write!(f, "{}; {}", self.what, self.remedy)
    }
}

impl std::error::Error for ImportError {}

/// Reads a file of places and hands on its rows.
///
/// # Errors
/// Where the file as a whole cannot be used; then nothing of it should be kept.
pub fn import(
    stream: impl Read,
    config: &ImportConfig,
    gazetteer: &Gazetteer,
    each: &mut dyn FnMut(Row),
) -> Result<Counts, ImportError> {
    let (head, stream) = stream::peek(stream).map_err(|e| ImportError::of_io(&e))?;
    if head.starts_with(&[0x1F, 0x8B]) {
        let inflated = flate2::read::MultiGzDecoder::new(stream);
        return plain(inflated, config, gazetteer, each);
    }
    plain(stream, config, gazetteer, each)
}

fn plain(
    stream: impl Read,
    config: &ImportConfig,
    gazetteer: &Gazetteer,
    each: &mut dyn FnMut(Row),
) -> Result<Counts, ImportError> {
    let (head, stream) = stream::peek(stream).map_err(|e| ImportError::of_io(&e))?;
    stream::refuse(&head)?;
    let guarded = Guarded::new(stream);
    let held = guarded.held();
    let mut stream = BufReader::with_capacity(stream::PEEK, guarded);
    let mark = if head.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
    let taken = stream.read_exact(&mut [0; 3][..mark]);
    taken.map_err(|e| ImportError::of_io(&e))?;
    let head = &head[mark..];
    let format = config.format.unwrap_or_else(|| stream::format_of(head));
    let prefix = match format {
        Format::GeoNames => "geonames".to_owned(),
        Format::Table | Format::GeoJson => config.prefix.clone(),
    };
    let mut sink = Sink::new(config, gazetteer, format, prefix, each);
    match format {
        Format::GeoNames => geonames::read(stream, &held, &mut sink)?,
        Format::Table => table::read(stream, head, &held, &mut sink)?,
        Format::GeoJson => geojson::read(stream, head, &held, &mut sink)?,
    }
    sink.finish()
}
