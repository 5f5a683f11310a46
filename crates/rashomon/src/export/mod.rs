//! The case for other programs: a file or a folder of tables, of a case or of one event of it.
//!
//! In: a case as [`Case`], the same that is printed as JSON, so that what one format says the others
//! say. Out: bytes to a writer, and notes on what the format could not hold. Nothing is looked up,
//! judged or rounded here. A new format is a line in [`Format::ALL`], an arm in [`write()`] and a file
//! beside this one; `docs/exports.md` has what each holds and what is lost in it.
//!
//! Must hold: the same case gives the same bytes; nothing is written that the case does not say.

use std::io::{self, Write};

use crate::json::case::Case;
use crate::json::visible;

mod acled;
mod chain;
mod coded;
mod folder;
mod ftm;
mod geojson;
mod jsonld;
mod only;
mod plover;
mod tables;
mod ucdp;

pub use folder::{write_file, write_folder, write_private};
pub(crate) use only::{entries, meant};
pub use tables::{Cell, Column, Kind, Table};

/// Shapes of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// The whole case as one JSON object.
    Json,
    /// Flat tables as CSV.
    Csv,
    /// The same tables as Parquet.
    Parquet,
    /// Places as areas on a map.
    GeoJson,
    /// Statements of FollowTheMoney.
    FollowTheMoney,
    /// Claims as annotations, with where they come from.
    JsonLd,
    /// Rows as ACLED has them.
    Acled,
    /// Rows as UCDP GED has them.
    Ucdp,
    /// Records of PLOVER.
    Plover,
}

/// What the case says of itself where a format has room for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Name of the case: its file's, without folder and ending.
    pub name: String,
    /// Digest of the last record of its log, which stands for everything before it.
    pub head: Option<String>,
}

impl Format {
    /// Every format, in the order in which help lists them.
    pub const ALL: &[Format] = &[
        Format::Json,
        Format::Csv,
        Format::Parquet,
        Format::GeoJson,
        Format::FollowTheMoney,
        Format::JsonLd,
        Format::Acled,
        Format::Ucdp,
        Format::Plover,
    ];

    /// Returns the name by which it is asked for.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Csv => "csv",
            Format::Parquet => "parquet",
            Format::GeoJson => "geojson",
            Format::FollowTheMoney => "ftm",
            Format::JsonLd => "jsonld",
            Format::Acled => "acled",
            Format::Ucdp => "ucdp",
            Format::Plover => "plover",
        }
    }

    /// Returns what it is, in one line.
    pub fn summary(self) -> &'static str {
        match self {
            Format::Json => "The whole case as one JSON object (rashomon/case/1)",
            Format::Csv => "Flat tables for spreadsheets: a folder of CSV files, or one table",
            Format::Parquet => "The same tables, typed: a folder of Parquet files, or one table",
            Format::GeoJson => {
                "Places as areas for a map, rival places beside each other (RFC 7946)"
            }
            Format::FollowTheMoney => "Statements of FollowTheMoney, one JSON object a line",
            Format::JsonLd => {
                "Claims as annotations with their provenance (Web Annotation, PROV-O)"
            }
            Format::Acled => "Events as ACLED codes them: CSV in its 31 columns",
            Format::Ucdp => "Events as UCDP GED codes them: CSV in its 49 columns",
            Format::Plover => {
                "Events and statements of responsibility as PLOVER records: JSON Lines"
            }
        }
    }

    /// Returns the format of a name.
    pub fn of_name(name: &str) -> Option<Format> {
        Format::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// Tells whether the format is a folder of tables, and not one file.
    pub fn is_tables(self) -> bool {
        matches!(self, Format::Csv | Format::Parquet)
    }

    /// Tells whether the format is bytes that no screen can show.
    pub fn is_binary(self) -> bool {
        self == Format::Parquet
    }
}

/// Writes a case, and returns what somebody who reads only this should know: what it leaves out.
///
/// # Errors
/// Where the writer fails, and for a format of tables: [`write_table`] writes one of them.
pub fn write(
    format: Format,
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<Vec<String>> {
    match format {
        Format::Json => visible::write(out, case).map(|()| Vec::new()),
        Format::GeoJson => geojson::write(case, about, out),
        Format::FollowTheMoney => ftm::write(case, about, out),
        Format::JsonLd => jsonld::write(case, about, out),
        Format::Acled => acled::write(case, out),
        Format::Ucdp => ucdp::write(case, out),
        Format::Plover => plover::write(case, out),
        Format::Csv | Format::Parquet => {
            Err(io::Error::new(io::ErrorKind::InvalidInput, "the format is a folder of tables"))
        }
    }
}

/// Writes one table of a case.
///
/// # Errors
/// Where the writer fails, and for a format that is no table.
pub fn write_table(
    format: Format,
    table: &Table,
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    match format {
        Format::Csv => tables::csv::write(table, case, out),
        Format::Parquet => tables::parquet::write(table, case, about, out),
        _ => Err(io::Error::new(io::ErrorKind::InvalidInput, "the format has no tables")),
    }
}

#[cfg(test)]
mod tests;
