//! Findings: what can be said of one reconciled event by looking at its claims, each with those claims.
//!
//! A [`Finding`] is one named value; a table is a list of rows with named columns, such as one row
//! for each number of dead that somebody gives. Names, kinds and meanings stand in the registry
//! (`findings`), so that a rulebook that asks for something unknown is refused when it is loaded.
//!
//! Must hold: a finding never says what is so, only what is told; [`Coded::Unknown`] is what
//! nothing tells, never 0 or "".

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{CaseClaimId, Coded, Quantity};

/// The claims that something rests on.
pub type Because = BTreeSet<CaseClaimId>;

/// What sort of value something has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Yes or no.
    Flag,
    /// A whole number.
    Number,
    /// A measure, such as degrees.
    Measure,
    /// A word or a name.
    Word,
    /// Several of them.
    Words,
    /// Rows with named cells.
    Records,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 6] =
        [Kind::Flag, Kind::Number, Kind::Measure, Kind::Word, Kind::Words, Kind::Records];

    /// Returns the word used in rulebook files.
    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Flag => "flag",
            Kind::Number => "number",
            Kind::Measure => "measure",
            Kind::Word => "word",
            Kind::Words => "words",
            Kind::Records => "records",
        }
    }

    /// Returns the kind of a value; none where it is unknown.
    pub fn of(value: &Coded) -> Option<Kind> {
        Some(match value {
            Coded::Flag(_) => Kind::Flag,
            Coded::Number(_) => Kind::Number,
            Coded::Measure(_) => Kind::Measure,
            Coded::Word(_) => Kind::Word,
            Coded::Words(_) => Kind::Words,
            Coded::Records(_) => Kind::Records,
            _ => return None,
        })
    }
}

/// What the registry knows of a finding or a column.
#[derive(Clone, Copy, Debug)]
pub struct Known {
    /// Its name in rulebooks: lower-case letters, digits and `_`.
    pub name: &'static str,
    /// What sort of value it has.
    pub kind: Kind,
    /// The only words it can have; empty where any.
    pub words: &'static [&'static str],
    /// What it says, in one plain sentence without a full stop.
    pub says: &'static str,
}

impl Known {
    /// Makes an entry for anything but a closed list of words.
    pub const fn new(name: &'static str, kind: Kind, says: &'static str) -> Known {
        Known { name, kind, words: &[], says }
    }

    /// Makes an entry for one of a closed list of words.
    pub const fn word(
        name: &'static str,
        words: &'static [&'static str],
        says: &'static str,
    ) -> Known {
        Known { name, kind: Kind::Word, words, says }
    }
}

/// What the registry knows of a table.
#[derive(Clone, Copy, Debug)]
pub struct KnownTable {
    /// Its name in rulebooks.
    pub name: &'static str,
    /// What a row stands for.
    pub says: &'static str,
    /// Its columns.
    pub columns: &'static [Known],
}

/// Findings that belong together: one file of `findings`.
pub struct Family {
    /// Its heading in the list of findings.
    pub name: &'static str,
    /// The single findings it makes.
    pub known: &'static [Known],
    /// The tables it makes.
    pub tables: &'static [KnownTable],
    /// Makes them, all of them, for one event.
    pub find: fn(&super::About<'_>, &mut Findings),
}

/// One named value found of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// The value.
    pub value: Coded,
    /// The claims behind it; none where it rests on their absence.
    pub because: Because,
}

/// One row of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its cells by column; a column that is missing is unknown.
    pub cells: BTreeMap<&'static str, Coded>,
    /// The claims behind it.
    pub because: Because,
    /// The number of people it counts, for the columns `min` and `max` that each rulebook makes of
    /// it by its own rules of counting.
    pub counted: Option<Quantity>,
}

impl Row {
    /// Starts a row that rests on some claims.
    pub fn of(because: Because) -> Row {
        Row { because, ..Row::default() }
    }

    /// Fills a cell.
    #[must_use]
    pub fn with(mut self, column: &'static str, value: Coded) -> Row {
        self.cells.insert(column, value);
        self
    }
}

/// Everything found of one event.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Findings {
    single: BTreeMap<&'static str, Finding>,
    tables: BTreeMap<&'static str, Vec<Row>>,
}

impl Findings {
    /// Adds a finding.
    pub fn put(&mut self, name: &'static str, value: Coded, because: Because) {
        self.single.insert(name, Finding { value, because });
    }

    /// Adds a flag that rests on the claims that make it so: none, and it is not so.
    pub fn put_told(&mut self, name: &'static str, because: Because) {
        self.put(name, Coded::Flag(!because.is_empty()), because);
    }

    /// Adds a table.
    pub fn put_table(&mut self, name: &'static str, rows: Vec<Row>) {
        self.tables.insert(name, rows);
    }

    /// Returns a finding.
    pub fn get(&self, name: &str) -> Option<&Finding> {
        self.single.get(name)
    }

    /// Returns the rows of a table; none where there is no such table.
    pub fn rows(&self, table: &str) -> &[Row] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// Lists the names of all findings, then of all tables.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.single.keys().chain(self.tables.keys()).copied()
    }
}

/// Makes a number of a count of things.
pub fn number(count: usize) -> Coded {
    Coded::Number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Makes a word, unknown where there is none.
pub fn word(word: Option<impl Into<String>>) -> Coded {
    word.map_or(Coded::Unknown, |word| Coded::Word(word.into()))
}
