//! Rulebooks of a case: those in the program, and those that people bring.
//!
//! A `rulebook` record holds the text of a file as received, with its name and digest; its key is
//! the name of the rulebook, so that a later version supersedes the earlier one and both stay in
//! the log. A later record of the same key may say that it was dropped, and why. What the
//! rulebooks make of events is derived from these records and rebuilds to the same bytes.
//!
//! Must hold: a rulebook that does not read is refused before anything is written.

use std::collections::BTreeMap;

use rashomon_ledger::{Digest, Draft, Ledger, Record, Selection};
use rashomon_reconcile::rulebook::{self, Rulebook};
use serde::{Deserialize, Serialize};

use super::{CaseFile, store};
use crate::Error;

/// Kind of the records that hold rulebooks.
pub const RULEBOOK: &str = "rulebook";
/// Version of the shape of their bodies.
const SHAPE: u32 = 1;

/// A rulebook that somebody brought, as its record tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OwnRulebook {
    /// Its name.
    pub name: String,
    /// Its version, as its file gives it.
    pub version: String,
    /// The rulebook it changes, where it changes one.
    pub extends: Option<String>,
    /// Name of the file.
    pub file: String,
    /// SHA-256 of its text.
    pub sha256: String,
    /// Its text.
    pub text: String,
}

/// What a record says.
#[derive(Debug, Serialize, Deserialize)]
enum Stored {
    /// A rulebook came in.
    #[serde(rename = "imported")]
    Imported(OwnRulebook),
    /// It no longer counts.
    #[serde(rename = "dropped")]
    Dropped {
        /// Why, in the words of whoever did it.
        reason: String,
    },
}

/// A rulebook in force, with who brought it and when.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportedRulebook {
    /// The rulebook.
    #[serde(flatten)]
    pub own: OwnRulebook,
    /// Time of entry, RFC 3339.
    pub at: String,
    /// Who brought it.
    pub by: String,
}

/// Reads a rulebook file on top of those in the program and those given; nothing is kept.
///
/// # Errors
/// Where a line of it does not hold, with file, line and what is allowed.
pub fn read_rulebook(file: &str, text: &str, known: &[Rulebook]) -> Result<Rulebook, Error> {
    let shipped = shipped()?;
    let base = rulebook::extended(text);
    let base = base.and_then(|name| known.iter().chain(&shipped).find(|book| book.name == name));
    let book = rulebook::read(file, text, base).map_err(|error| Error::rulebook(&error))?;
    if shipped.iter().any(|known| known.name == book.name) {
        return Err(Error::refused(format!(
            "{file}: `{0}` is the name of a rulebook in the program; give it another, with \
             `extends = \"{0}\"` where it changes that one",
            book.name
        )));
    }
    Ok(book)
}

/// Returns the rulebooks in the program, sorted by name.
///
/// # Errors
/// Only where the build itself is broken.
pub fn shipped() -> Result<Vec<Rulebook>, Error> {
    rulebook::shipped().map_err(|e| Error::embedded("rulebook", e))
}

impl CaseFile {
    /// Keeps a rulebook; returns it, and whether it is new to the case. A rulebook of the same name
    /// is superseded.
    ///
    /// # Errors
    /// Where a line of it does not hold, or the file cannot be written.
    pub fn import_rulebook(
        &mut self,
        file: &str,
        text: &str,
        (at, by): (&str, &str),
    ) -> Result<(OwnRulebook, bool), Error> {
        let known = in_force(&self.ledger)?;
        let book = read_rulebook(file, text, &known)?;
        let own = OwnRulebook {
            name: book.name,
            version: book.version,
            extends: book.extends,
            file: file.to_owned(),
            sha256: Digest::of(text.as_bytes()).to_string(),
            text: text.to_owned(),
        };
        if self.imported_rulebooks()?.iter().any(|held| held.own.sha256 == own.sha256) {
            return Ok((own, false));
        }
        self.keep(&own.name, &Stored::Imported(own.clone()), (at, by))?;
        Ok((own, true))
    }

    /// Lists the rulebooks that people brought and that are in force, by name.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn imported_rulebooks(&self) -> Result<Vec<ImportedRulebook>, Error> {
        imported(&self.ledger)
    }

    /// Returns every rulebook that codes the events of this case, sorted by name.
    ///
    /// # Errors
    /// Where the file does not read.
    pub fn rulebooks(&self) -> Result<Vec<Rulebook>, Error> {
        in_force(&self.ledger)
    }

    /// Drops a rulebook that somebody brought; returns what it was.
    ///
    /// # Errors
    /// Where there is none of that name, another one needs it, or the file cannot be written.
    pub fn drop_rulebook(
        &mut self,
        name: &str,
        reason: &str,
        (at, by): (&str, &str),
    ) -> Result<OwnRulebook, Error> {
        let held = self.imported_rulebooks()?;
        let Some(one) = held.iter().find(|held| held.own.name == name) else {
            return Err(Error::not_found(format!(
                "no rulebook called `{name}` was imported into {}; `rashomon rulebooks list` names \
                 them",
                self.path().display()
            )));
        };
        if let Some(other) = held.iter().find(|held| held.own.extends.as_deref() == Some(name)) {
            return Err(Error::refused(format!(
                "`{}` extends `{name}`; drop that one first",
                other.own.name
            )));
        }
        let own = one.own.clone();
        self.keep(name, &Stored::Dropped { reason: reason.to_owned() }, (at, by))?;
        Ok(own)
    }

    fn keep(&mut self, name: &str, stored: &Stored, (at, by): (&str, &str)) -> Result<(), Error> {
        let body = serde_json::to_value(stored).unwrap_or_default();
        self.ledger.append(&[Draft::new(RULEBOOK, SHAPE, at, by, name, body)], &[])?;
        Ok(())
    }
}

/// The rulebooks that the last record of each name leaves in force, with their records.
fn imported(ledger: &Ledger) -> Result<Vec<ImportedRulebook>, Error> {
    let mut held: BTreeMap<String, (OwnRulebook, Record)> = BTreeMap::new();
    for record in ledger.records(&Selection::all().of_kind(RULEBOOK))? {
        let record = record?;
        match store::body(&record)? {
            Stored::Imported(own) => drop(held.insert(record.key.clone(), (own, record))),
            Stored::Dropped { .. } => drop(held.remove(&record.key)),
        }
    }
    let told = |(own, record): (OwnRulebook, Record)| ImportedRulebook {
        own,
        at: record.at,
        by: record.by,
    };
    Ok(held.into_values().map(told).collect())
}

/// The rulebooks that code the events of a case, sorted by name.
///
/// One that this version of the program no longer reads is left out, so that the case still opens;
/// `rashomon rulebooks list` says so.
pub fn in_force(ledger: &Ledger) -> Result<Vec<Rulebook>, Error> {
    let mut books = shipped()?;
    let mut waiting = imported(ledger)?;
    // One that extends another waits until that one is read.
    loop {
        let before = waiting.len();
        waiting.retain(|held| match read_rulebook(&held.own.file, &held.own.text, &books) {
            Ok(book) => {
                books.push(book);
                false
            }
            Err(_) => true,
        });
        if waiting.len() == before {
            break;
        }
    }
    books.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(books)
}
