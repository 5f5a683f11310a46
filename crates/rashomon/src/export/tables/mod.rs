//! A case as flat tables: what each holds, declared once for CSV, Parquet and their documentation.
//!
//! In: a case. Out: rows of typed cells, one table after another. Several values of one cell (the
//! reports of an event) stay one cell: a list. What is one row here and what names what is in
//! `docs/exports.md`; a test holds the two together.
//!
//! Must hold: as many rows as the JSON has things; every key that a cell names is a row of the table
//! it names; unknown is an empty cell, never 0 and never "".

use std::io;

use crate::json::case::Case;

mod cell;
pub(super) mod csv;
mod events;
mod grades;
pub(super) mod package;
pub(super) mod parquet;
mod reports;
mod slots;
mod things;
mod voices;

pub use cell::{Cell, Kind};

/// Takes a row of a table.
pub type Emit<'e, 'c> = dyn FnMut(&[Cell<'c>]) -> io::Result<()> + 'e;

/// One column of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its name.
    pub name: &'static str,
    /// What its cells hold.
    pub kind: Kind,
    /// What it means, with its unit.
    pub about: &'static str,
    /// The table and column that its values are keys of.
    pub key_of: Option<(&'static str, &'static str)>,
}

/// One table.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Its name, and that of its file without the ending.
    pub name: &'static str,
    /// What a row is.
    pub about: &'static str,
    /// Its columns, in order.
    pub columns: &'static [Column],
    /// How many of the first columns name a row; 0 where one of those that do may be empty.
    pub key: usize,
    rows: for<'c> fn(&'c Case, &mut Emit<'_, 'c>) -> io::Result<()>,
}

impl Table {
    /// Every table, in reading order.
    pub const ALL: &[Table] = &[
        events::EVENTS,
        events::PLACES,
        events::CLAIMS,
        events::CANDIDATES,
        voices::ACCOUNTS,
        voices::CHANNELS,
        voices::VOICES,
        voices::ALIGNMENTS,
        slots::SLOTS,
        slots::VALUES,
        slots::REVISIONS,
        slots::PAIRS,
        slots::DISAGREEMENTS,
        grades::GRADES,
        grades::STEPS,
        things::ENTITIES,
        things::NAMES,
        things::JOINS,
        things::RELATIONS,
        reports::REPORTS,
        reports::ORIGINS,
        reports::TIES,
        reports::JUDGEMENTS,
    ];

    /// Returns the table of a name.
    pub fn of_name(name: &str) -> Option<&'static Table> {
        Table::ALL.iter().find(|table| table.name == name)
    }

    /// Gives every row of a case.
    ///
    /// # Errors
    /// What `emit` returns.
    pub fn rows<'c>(&self, case: &'c Case, emit: &mut Emit<'_, 'c>) -> io::Result<()> {
        (self.rows)(case, emit)
    }
}

/// Declares a table: a name, what a row is, how many columns name it, where rows come from, and a
/// line a column: name, kind, cell, meaning, and the table it names where it is a key of another.
macro_rules! table {
    (
        $name:literal, $about:literal, key $key:literal,
        $case:ident => $rows:expr,
        |$row:pat_param| {
            $($column:ident: $kind:ident = $cell:expr, $doc:literal
                $(, of $table:literal $at:literal)?;)*
        }
    ) => {
        Table {
            name: $name,
            about: $about,
            columns: &[$(Column {
                name: stringify!($column),
                kind: cell::kind::$kind,
                about: $doc,
                key_of: table!(@key $($table $at)?),
            }),*],
            key: $key,
            rows: |$case, emit| {
                for $row in $rows {
                    emit(&[$(cell::$kind($cell)),*])?;
                }
                Ok(())
            },
        }
    };
    (@key) => { None };
    (@key $table:literal $at:literal) => { Some(($table, $at)) };
}

use table;
