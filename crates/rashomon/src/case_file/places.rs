//! Gazetteers that people bring: read from a file, kept in the log, laid over the one in the program.
//!
//! A `gazetteer` record says where the rows came from (file, digest of its bytes, source, licence)
//! and what became of them; the rows themselves are attached, in pieces, as lines of text. Its key
//! is made from the file and what was asked of it, so that importing again changes nothing. A
//! later record of the same key says that it was dropped, and why; importing brings it back.
//!
//! Must hold: imports in any order give the same gazetteer.

use std::collections::BTreeMap;
use std::io::Read;

use rashomon_ledger::{Digest, Draft, Hashing, Ledger, Record, Selection};
use rashomon_resolve::places::Gazetteer;
use rashomon_resolve::places::import::{self, Counts, Format, ImportConfig, Row};
use serde::{Deserialize, Serialize};

use super::CaseFile;
use super::store;
use crate::Error;

/// Kind of the records that hold imported places.
pub const GAZETTEER: &str = "gazetteer";
/// Version of the shape of their bodies.
const SHAPE: u32 = 1;
/// Bytes of one attached piece.
const PIECE: usize = 4 << 20;

/// What to read of a file, and whose it is.
#[derive(Clone, Debug)]
pub struct PlacesConfig {
    /// What is wanted of it.
    pub import: ImportConfig,
    /// Who made it; told by the format where it can be.
    pub source: Option<String>,
    /// Under what licence.
    pub licence: Option<String>,
}

/// An import, as its record tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacesImport {
    /// Its id: `G-` and ten digits, made from the file and what was asked of it.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// How many they are.
    pub bytes: u64,
    /// How it was laid out.
    pub format: String,
    /// Who made it.
    pub source: String,
    /// Under what licence; `null` where not told.
    pub licence: Option<String>,
    /// The country asked for.
    pub country: Option<String>,
    /// The rectangle asked for: west, south, east, north.
    pub bbox: Option<[f64; 4]>,
    /// Columns as the caller named them.
    pub columns: Vec<String>,
    /// Rows taken.
    pub rows: u64,
    /// Rows outside what was asked for.
    pub outside: u64,
    /// Rows that are no places to tell of.
    pub left_out: u64,
    /// Rows that said the same again.
    pub repeated: u64,
    /// Rows that could not be used.
    pub skipped: u64,
}

/// A file of places as read.
pub struct ReadPlaces {
    /// What will be kept of where it came from.
    pub import: PlacesImport,
    /// What became of its rows.
    pub counts: Counts,
    pieces: Vec<String>,
}

impl ReadPlaces {
    /// Walks the rows taken.
    pub fn rows(&self) -> impl Iterator<Item = Row> + '_ {
        // These lines were written a moment ago.
        self.pieces.iter().flat_map(|piece| piece.lines()).filter_map(|line| Row::read(line).ok())
    }
}

/// What a record of an import says.
#[derive(Debug, Serialize, Deserialize)]
enum Stored {
    /// Places came in.
    #[serde(rename = "imported")]
    Imported(Box<PlacesImport>),
    /// They no longer count.
    #[serde(rename = "dropped")]
    Dropped {
        /// Why, in the words of whoever did it.
        reason: String,
    },
}

/// An import in force, with who brought it and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportedPlaces {
    /// The import.
    #[serde(flatten)]
    pub import: PlacesImport,
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who brought it.
    pub by: String,
}

/// Reads a file of places; nothing is kept yet.
///
/// # Errors
/// Where the file as a whole cannot be used, with the line and the remedy.
pub fn read_places(
    file: &str,
    stream: impl Read,
    config: &PlacesConfig,
) -> Result<ReadPlaces, Error> {
    let gazetteer = Gazetteer::embedded().map_err(|e| Error::embedded("gazetteer", e))?;
    let mut stream = Hashing::new(stream);
    let mut pieces: Vec<String> = Vec::new();
    let mut from_osm = false;
    let counts = import::import(&mut stream, &config.import, &gazetteer, &mut |row| {
        from_osm |= row.id.starts_with("osm:");
        if pieces.last().is_none_or(|piece| piece.len() >= PIECE) {
            pieces.push(String::new());
        }
        if let Some(piece) = pieces.last_mut() {
            row.write(piece);
        }
    });
    let counts = counts.map_err(|error| Error::import(file, &error))?;
    let (digest, bytes) = stream.finish();
    let known = match counts.format {
        Format::GeoNames => Some(("GeoNames", "CC BY 4.0")),
        _ if from_osm => Some(("OpenStreetMap", "ODbL 1.0")),
        _ => None,
    };
    let told = |told: &Option<String>, known: Option<&str>| {
        told.clone().or_else(|| known.map(str::to_owned))
    };
    let ask = &config.import;
    let mut import = PlacesImport {
        id: String::new(),
        file: file.to_owned(),
        sha256: digest.to_string(),
        bytes,
        format: counts.format.as_str().to_owned(),
        source: told(&config.source, known.map(|k| k.0)).unwrap_or_else(|| file.to_owned()),
        licence: told(&config.licence, known.map(|k| k.1)),
        country: ask.country.clone(),
        bbox: ask.bounds.map(|b| [b.west, b.south, b.east, b.north]),
        columns: ask.columns.iter().map(|(role, name)| format!("{role:?}={name}")).collect(),
        rows: counts.rows,
        outside: counts.outside,
        left_out: counts.left_out.values().sum(),
        repeated: counts.repeated,
        skipped: counts.skipped,
    };
    import.id = id(&import, &counts.prefix);
    Ok(ReadPlaces { import, counts, pieces })
}

/// Made from the bytes and what was asked of them; what the file is called does not matter.
fn id(import: &PlacesImport, prefix: &str) -> String {
    let PlacesImport { sha256, format, source, licence, country, bbox, columns, .. } = import;
    let asked = format!(
        "{sha256} {format} {prefix} {country:?} {bbox:?} {columns:?} {licence:?} {}",
        if source == &import.file { "" } else { source }
    );
    format!("G-{}", &Digest::of(asked.as_bytes()).to_string()[..10])
}

impl CaseFile {
    /// Keeps places that were read; returns whether they are new to the case.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep_places(
        &mut self,
        read: &ReadPlaces,
        (at, by): (&str, &str),
    ) -> Result<bool, Error> {
        if self.imported_places()?.iter().any(|held| held.import.id == read.import.id) {
            return Ok(false);
        }
        let body = Stored::Imported(Box::new(read.import.clone()));
        let body = serde_json::to_value(&body).unwrap_or_default();
        let mut draft = Draft::new(GAZETTEER, SHAPE, at, by, read.import.id.as_str(), body);
        let mut blobs: Vec<(Digest, &[u8])> = Vec::with_capacity(read.pieces.len());
        for piece in &read.pieces {
            let digest = Digest::of(piece.as_bytes());
            draft = draft.attach(digest);
            blobs.push((digest, piece.as_bytes()));
        }
        self.ledger.append(&[draft], &blobs)?;
        Ok(true)
    }

    /// Lists the imports in force, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn imported_places(&self) -> Result<Vec<ImportedPlaces>, Error> {
        let in_force = in_force(&self.ledger)?;
        let told = |(import, record): (PlacesImport, Record)| ImportedPlaces {
            import,
            at: record.at,
            by: record.by,
        };
        Ok(in_force.into_iter().map(told).collect())
    }

    /// Drops an import, given by its id or the beginning of it; returns what it was.
    ///
    /// # Errors
    /// Where none or several answer, or the file cannot be written.
    pub fn drop_places(
        &mut self,
        id: &str,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<PlacesImport, Error> {
        let held = self.imported_places()?;
        let mut found = held.into_iter().filter(|held| held.import.id.starts_with(id));
        let (Some(one), other) = (found.next().filter(|_| !id.is_empty()), found.next()) else {
            return Err(Error::not_found(format!(
                "no imported places are called `{id}` in {}; `rashomon places list` names them",
                self.path().display()
            )));
        };
        if other.is_some() {
            return Err(Error::ambiguous(format!(
                "several imports of {} begin with `{id}`; give more of the id",
                self.path().display()
            )));
        }
        let body = Stored::Dropped { reason: reason.to_owned() };
        let body = serde_json::to_value(&body).unwrap_or_default();
        let draft = Draft::new(GAZETTEER, SHAPE, at, by, one.import.id.as_str(), body);
        self.ledger.append(&[draft], &[])?;
        Ok(one.import)
    }
}

/// The imports that the last record of each key leaves in force, by id.
fn in_force(ledger: &Ledger) -> Result<Vec<(PlacesImport, Record)>, Error> {
    let mut held = BTreeMap::new();
    for record in ledger.records(&Selection::all().of_kind(GAZETTEER))? {
        let record = record?;
        match store::body(&record)? {
            Stored::Imported(import) => drop(held.insert(record.key.clone(), (*import, record))),
            Stored::Dropped { .. } => drop(held.remove(&record.key)),
        }
    }
    Ok(held.into_values().collect())
}

/// Reads the rows of every import in force back.
pub fn rows(ledger: &Ledger) -> Result<Vec<Row>, Error> {
    let mut rows = Vec::new();
    for (_, record) in in_force(ledger)? {
        let odd = |why: String| Error::record(record.position.0, why);
        for digest in &record.attached {
            let piece =
                ledger.blob(digest)?.ok_or_else(|| odd("its rows are missing".to_owned()))?;
            let piece = String::from_utf8(piece).map_err(|e| odd(e.to_string()))?;
            for line in piece.lines() {
                rows.push(Row::read(line).map_err(odd)?);
            }
        }
    }
    Ok(rows)
}
