//! Source tables that people bring: who leans to whom, and how reliable a source is held to be.
//!
//! A `sources` record holds the rows of one table with the file's name and SHA-256; who brought it
//! and when are the record's own, and go into every row. Its key is made from what the rows say, so
//! the same table again changes nothing, whatever its file is called. A later record of the key says
//! that it was dropped, and why; importing brings it back.
//!
//! Must hold: tables in any order give the same case.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;

use rashomon_ledger::{Digest, Draft, Ledger, Record, Selection};
use rashomon_model::{SourceEntry, SourceEntryId};
use rashomon_reconcile::folded;
use rashomon_text::intake::sources as table;
use rashomon_text::intake::{ITEM_LIMIT, IntakeProblem};
use serde::{Deserialize, Serialize};

use super::{CaseFile, store};
use crate::Error;
use crate::json::source::Source;

/// Kind of the records that hold source tables.
pub const SOURCES: &str = "sources";
/// Version of the shape of their bodies.
const SHAPE: u32 = 1;

/// A source table, as its record tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SourcesImport {
    /// Its id: `S-` and ten digits, made from what its rows say.
    pub id: String,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Rows that could not be used.
    pub skipped: u64,
    /// Its rows.
    pub rows: Vec<Source>,
}

/// A source table as read.
pub struct ReadSources {
    /// What will be kept.
    pub import: SourcesImport,
    /// The rows that could not be used.
    pub skipped: Vec<IntakeProblem>,
}

/// What a record of a source table says.
#[derive(Debug, Serialize, Deserialize)]
enum Stored {
    /// A table came in.
    #[serde(rename = "imported")]
    Imported(Box<SourcesImport>),
    /// It no longer counts.
    #[serde(rename = "dropped")]
    Dropped {
        /// Why, in the words of whoever did it.
        reason: String,
    },
}

/// A table in force, with who brought it and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportedSources {
    /// The table.
    #[serde(flatten)]
    pub import: SourcesImport,
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who brought it.
    pub by: String,
}

/// Reads a source table; nothing is kept yet.
///
/// # Errors
/// Where the file as a whole cannot be used, or none of its rows can.
pub fn read_sources(file: &str, stream: impl Read) -> Result<ReadSources, Error> {
    let mut bytes = Vec::new();
    let read = stream.take(ITEM_LIMIT as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|e| Error::refused(format!("cannot read {file}: {e}; check the file")))?;
    if bytes.len() > ITEM_LIMIT {
        let what = format!("cannot import {file}: larger than any source table; check the file");
        return Err(Error::refused(what));
    }
    let sha256 = crate::sha256(&bytes);
    let table = table::read(file, std::io::Cursor::new(bytes));
    let table = table.map_err(|problem| Error::refused(problem.to_string()))?;
    if table.rows.is_empty() {
        let first = table.skipped.first().map_or_else(String::new, |p| format!("; first: {p}"));
        let why = format!("cannot import {file}: no row of it says anything of a source{first}");
        return Err(Error::refused(why));
    }
    let mut rows: Vec<Source> = table.rows.iter().map(row).collect();
    let id = id(&rows);
    for (row, read) in rows.iter_mut().zip(&table.rows) {
        row.id = format!("{id}:{}", read.line);
    }
    let skipped = table.skipped.len() as u64;
    let import = SourcesImport { id, file: file.to_owned(), sha256, skipped, rows };
    Ok(ReadSources { import, skipped: table.skipped })
}

fn row(read: &table::SourceRow) -> Source {
    Source::of(&SourceEntry {
        id: SourceEntryId(String::new()),
        names: read.names.clone(),
        leaning: read.leaning.clone(),
        from: read.from,
        until: read.until,
        kind: read.kind.clone(),
        reliability: read.reliability,
        note: read.note.clone(),
        reference: read.reference.clone(),
        by: String::new(),
        at: String::new(),
    })
}

/// Made from what the rows say, in any order.
fn id(rows: &[Source]) -> String {
    let mut said: Vec<String> =
        rows.iter().map(|row| serde_json::to_string(row).unwrap_or_default()).collect();
    said.sort();
    format!("S-{}", &Digest::of(said.join("\n").as_bytes()).to_string()[..10])
}

impl CaseFile {
    /// Keeps a source table that was read; returns whether it is new to the case.
    ///
    /// # Errors
    /// Where the file cannot be written.
    pub fn keep_sources(
        &mut self,
        read: &ReadSources,
        (at, by): (&str, &str),
    ) -> Result<bool, Error> {
        if self.imported_sources()?.iter().any(|held| held.import.id == read.import.id) {
            return Ok(false);
        }
        let body = serde_json::to_value(Stored::Imported(Box::new(read.import.clone())));
        let draft =
            Draft::new(SOURCES, SHAPE, at, by, read.import.id.as_str(), body.unwrap_or_default());
        self.ledger.append(&[draft], &[])?;
        Ok(true)
    }

    /// Lists the source tables in force, by id.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn imported_sources(&self) -> Result<Vec<ImportedSources>, Error> {
        in_force(&self.ledger)
    }

    /// Names of sources and parties in the tables that no report of the case names so; sorted.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn unmatched_sources(&self) -> Result<Vec<String>, Error> {
        let mut known = BTreeSet::new();
        for entity in self.entities()? {
            known.extend(entity.names.iter().map(|form| folded(&form.text)));
        }
        let outlets = self.reports()?.into_iter().filter_map(|report| report.head.outlet);
        known.extend(outlets.map(|outlet| folded(&outlet)));
        let mut strangers = BTreeSet::new();
        for row in self.imported_sources()?.into_iter().flat_map(|held| held.import.rows) {
            let mut names = std::iter::once(&row.source).chain(&row.aliases);
            if !names.any(|name| known.contains(&folded(name))) {
                strangers.insert(row.source.clone());
            }
            strangers.extend(row.party.filter(|party| !known.contains(&folded(party))));
        }
        Ok(strangers.into_iter().collect())
    }

    /// Drops a source table, given by its id or the beginning of it; returns what it was.
    ///
    /// # Errors
    /// Where none or several answer, or the file cannot be written.
    pub fn drop_sources(
        &mut self,
        id: &str,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<SourcesImport, Error> {
        let mut found = self.imported_sources()?;
        found.retain(|held| !id.is_empty() && held.import.id.starts_with(id));
        let one = match (found.pop(), found.is_empty()) {
            (Some(one), true) => one.import,
            (None, _) => {
                return Err(Error::not_found(format!(
                    "no source table is called `{id}` in {}; `rashomon sources list` names them",
                    self.path().display()
                )));
            }
            _ => {
                return Err(Error::ambiguous(format!(
                    "several source tables of {} begin with `{id}`; give more of the id",
                    self.path().display()
                )));
            }
        };
        let body = serde_json::to_value(Stored::Dropped { reason: reason.to_owned() });
        let draft = Draft::new(SOURCES, SHAPE, at, by, one.id.as_str(), body.unwrap_or_default());
        self.ledger.append(&[draft], &[])?;
        Ok(one)
    }
}

/// The tables that the last record of each key leaves in force, by id.
fn in_force(ledger: &Ledger) -> Result<Vec<ImportedSources>, Error> {
    let mut held = BTreeMap::new();
    for record in ledger.records(&Selection::all().of_kind(SOURCES))? {
        let record: Record = record?;
        match store::body(&record)? {
            Stored::Imported(import) => {
                let mut import = *import;
                for row in &mut import.rows {
                    row.by.clone_from(&record.by);
                    row.at.clone_from(&record.at);
                }
                let (at, by) = (record.at, record.by);
                held.insert(record.key, ImportedSources { import, at, by });
            }
            Stored::Dropped { .. } => drop(held.remove(&record.key)),
        }
    }
    Ok(held.into_values().collect())
}

/// Reads the rows of every table in force back, sorted by id.
pub fn entries(ledger: &Ledger) -> Result<Vec<SourceEntry>, Error> {
    let mut out = Vec::new();
    for held in in_force(ledger)? {
        for row in &held.import.rows {
            let entry = row.model();
            out.push(entry.map_err(|why| Error::refused(format!("{}: {why}", row.id)))?);
        }
    }
    out.sort_by(|a, b| a.id.cmp(&b.id));
    Ok(out)
}
