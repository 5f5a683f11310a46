//! Source tables: what a person says of outlets and speakers, one row a leaning or a letter.
//!
//! In: a table of any separator under a header. Out: its rows, and for each that cannot be used the
//! line, the reason and the remedy; the rest is taken. Dates may be a year or a month: a leaning
//! holds from the first day of `from` to the last of `until`. Nothing here knows a source or party.

use std::io::Read;
use std::path::Path;

use rashomon_model::{AlignmentStance, Date, Reliability};

use super::rows::{Row, Rows};
use super::{IntakeProblem, Limits, Opened, PREFIX, format};

/// A table to begin with: every column, and rows of each sort, all invented.
pub const EXAMPLE: &str = "\
source,aliases,leaning,party,from,until,kind,reliability,note,reference
Harbour Times,HT; The Harbour Times,leans to,al-Sahra Front,2029,2030-06,private newspaper,C,owned by a member until its sale,https://example.org/harbour-times
Valley Radio,,is of,Valley Guard,,,state media,D,,
Karim Doss,,leans against,al-Sahra Front,2028-03-01,,analyst,,calls it so himself,
Northern Wire,,,,,,agency,B,no leaning is known of,
";

/// One row that says something of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceRow {
    /// Its line, from 1.
    pub line: u64,
    /// The source, then its other names.
    pub names: Vec<String>,
    /// How it leans, and to whom.
    pub leaning: Option<(AlignmentStance, String)>,
    /// First day on which that holds.
    pub from: Option<Date>,
    /// Last day on which it holds.
    pub until: Option<Date>,
    /// What sort of source.
    pub kind: Option<String>,
    /// How reliable it is held to be.
    pub reliability: Option<Reliability>,
    /// A remark.
    pub note: Option<String>,
    /// Where that can be looked up.
    pub reference: Option<String>,
}

/// What a table gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SourceTable {
    /// The rows taken, in the order of the file.
    pub rows: Vec<SourceRow>,
    /// Rows that could not be used.
    pub skipped: Vec<IntakeProblem>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Source,
    Aliases,
    Leaning,
    Party,
    From,
    Until,
    Kind,
    Reliability,
    Note,
    Reference,
}

/// What each column may be called, the proper name first.
const COLUMNS: [(Column, &[&str]); 10] = [
    (Column::Source, &["source", "outlet", "speaker", "name", "voice"]),
    (Column::Aliases, &["aliases", "alias", "other names", "also known as", "aka"]),
    (Column::Leaning, &["leaning", "stance", "leans", "alignment", "relation"]),
    (Column::Party, &["party", "towards", "side"]),
    (Column::From, &["from", "since", "start", "begin"]),
    (Column::Until, &["until", "till", "end"]),
    (Column::Kind, &["kind", "type", "sort"]),
    (Column::Reliability, &["reliability", "admiralty", "letter", "grade"]),
    (Column::Note, &["note", "notes", "remark", "comment"]),
    (Column::Reference, &["reference", "ref", "url", "link"]),
];

/// How a leaning may be put, the proper words first.
const LEANINGS: [(AlignmentStance, &[&str]); 3] = [
    (AlignmentStance::Favours, &["leans to", "favours", "favors", "supports", "pro", "towards"]),
    (AlignmentStance::Opposes, &["leans against", "against", "opposes", "anti", "critical of"]),
    (
        AlignmentStance::Is,
        &["is of", "is", "of", "belongs to", "member of", "part of", "speaks for", "run by"],
    ),
];

/// Reads a source table.
///
/// # Errors
/// [`IntakeProblem`] where the file cannot be read, or its header has no column for the source.
pub fn read(
    name: &str,
    mut reader: impl Read + Send + 'static,
) -> Result<SourceTable, IntakeProblem> {
    let path = Path::new(name);
    let mut prefix = Vec::new();
    let read = reader.by_ref().take(PREFIX as u64).read_to_end(&mut prefix);
    read.map_err(|error| IntakeProblem::of_io(path, "read", &error))?;
    if prefix.is_empty() {
        let remedy = "`rashomon sources import --example` prints a table to begin with";
        return Err(IntakeProblem::new(path, None, "empty file", remedy));
    }
    if let Some((what, remedy)) = format::refused(&prefix) {
        return Err(IntakeProblem::new(path, None, &what, &remedy));
    }
    let whole = Box::new(std::io::Cursor::new(prefix.clone()).chain(reader));
    let opened = Opened::of(path, &prefix, whole, Limits::default());
    let rows = Rows::open(opened)?;
    let columns: Vec<Option<Column>> = rows.header.iter().map(|name| column(name)).collect();
    let has = |wanted| columns.contains(&Some(wanted));
    let says = [Column::Leaning, Column::Reliability, Column::Kind].into_iter().any(has);
    if !has(Column::Source) || !says {
        let what =
            "the header names no column `source`, or none of `leaning`, `reliability`, `kind`";
        let remedy = "`rashomon sources import --example` prints a table to begin with";
        return Err(IntakeProblem::new(path, Some(1), what, remedy));
    }
    let mut table = SourceTable::default();
    for row in rows {
        // Other problems end the file; they are the caller's to tell like the rest.
        match row.and_then(|row| entry(path, &columns, &row)) {
            Ok(Some(entry)) if !repeats(&table.rows, &entry) => table.rows.push(entry),
            Ok(_) => {}
            Err(problem) => table.skipped.push(problem),
        }
    }
    Ok(table)
}

fn repeats(rows: &[SourceRow], new: &SourceRow) -> bool {
    rows.iter().any(|known| SourceRow { line: new.line, ..known.clone() } == *new)
}

fn column(name: &str) -> Option<Column> {
    let folded = folded(name);
    COLUMNS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(column, _)| *column)
}

fn folded(words: &str) -> String {
    let lower = words.trim().trim_start_matches('\u{feff}').to_lowercase().replace(['_', '-'], " ");
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads one row; nothing where it is blank.
fn entry(
    path: &Path,
    columns: &[Option<Column>],
    row: &Row,
) -> Result<Option<SourceRow>, IntakeProblem> {
    let refuse = |what: &str, remedy: &str| IntakeProblem::new(path, Some(row.line), what, remedy);
    let cell = |wanted: Column| {
        let found = columns.iter().zip(&row.cells).find(|(column, _)| **column == Some(wanted));
        found.map(|(_, cell)| cell.trim().to_owned()).filter(|cell| !cell.is_empty())
    };
    if row.cells.iter().all(|cell| cell.trim().is_empty()) {
        return Ok(None);
    }
    let Some(source) = cell(Column::Source) else {
        return Err(refuse("column source is empty", "name the outlet or speaker"));
    };
    let mut names = vec![source];
    for alias in cell(Column::Aliases).iter().flat_map(|cell| cell.split([';', '|'])) {
        let alias = alias.trim().to_owned();
        if !alias.is_empty() && !names.contains(&alias) {
            names.push(alias);
        }
    }
    let leaning = match (cell(Column::Leaning), cell(Column::Party)) {
        (None, None) => None,
        (Some(words), Some(party)) => {
            let known = LEANINGS.iter().find(|(_, all)| all.contains(&folded(&words).as_str()));
            let Some((stance, _)) = known else {
                let what = format!("column leaning: {words:?} is no leaning");
                return Err(refuse(&what, "write leans to, leans against or is of"));
            };
            Some((*stance, party))
        }
        (Some(_), None) => {
            return Err(refuse("column party is empty", "name the party it leans to or against"));
        }
        (None, Some(_)) => {
            let remedy = "write leans to, leans against or is of";
            return Err(refuse("column leaning is empty", remedy));
        }
    };
    let day = |column, name: &str, last| match cell(column) {
        None => Ok(None),
        Some(written) => match bound(&written, last) {
            Some(day) => Ok(Some(day)),
            None => {
                let what = format!("column {name}: no day could be read from {written:?}");
                Err(refuse(&what, "write it as YYYY, YYYY-MM or YYYY-MM-DD"))
            }
        },
    };
    let (from, until) = (day(Column::From, "from", false)?, day(Column::Until, "until", true)?);
    if from.zip(until).is_some_and(|(from, until)| from > until) {
        return Err(refuse("column until is before column from", "put the days in order"));
    }
    let reliability = match cell(Column::Reliability) {
        None => None,
        Some(letter) => {
            let known =
                Reliability::ALL.into_iter().find(|r| letter.eq_ignore_ascii_case(r.as_str()));
            let what = || format!("column reliability: {letter:?} is no letter of the scale");
            Some(known.ok_or_else(|| refuse(&what(), "write A, B, C, D, E or F"))?)
        }
    };
    let kind = cell(Column::Kind);
    if leaning.is_none() && reliability.is_none() && kind.is_none() {
        let remedy = "give a leaning with its party, a reliability or a kind";
        return Err(refuse("the row says nothing of its source", remedy));
    }
    let (note, reference) = (cell(Column::Note), cell(Column::Reference));
    Ok(Some(SourceRow {
        line: row.line,
        names,
        leaning,
        from,
        until,
        kind,
        reliability,
        note,
        reference,
    }))
}

/// Reads a year, month or day as its first or last day.
fn bound(written: &str, last: bool) -> Option<Date> {
    let digits = |part: &str, n: usize| {
        (part.len() == n && part.bytes().all(|b| b.is_ascii_digit())).then_some(())?;
        part.parse::<i16>().ok()
    };
    let mut parts = written.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = parts.next().map(|part| digits(part, 2));
    let day = parts.next().map(|part| digits(part, 2));
    if parts.next().is_some() {
        return None;
    }
    let small = |n: i16| i8::try_from(n).ok();
    match (month, day) {
        (None, _) => Date::new(year, if last { 12 } else { 1 }, if last { 31 } else { 1 }).ok(),
        (Some(month), None) => {
            let first = Date::new(year, small(month?)?, 1).ok()?;
            Some(if last { first.last_of_month() } else { first })
        }
        (Some(month), Some(day)) => Date::new(year, small(month?)?, small(day?)?).ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(text: &str) -> SourceTable {
        read("table.csv", std::io::Cursor::new(text.as_bytes().to_vec())).expect("it reads")
    }

    #[test]
    fn the_example_reads_whole() {
        let table = table(EXAMPLE);
        assert_eq!((table.rows.len(), table.skipped.len()), (4, 0));
        let first = &table.rows[0];
        assert_eq!(first.names, ["Harbour Times", "HT", "The Harbour Times"]);
        assert_eq!(first.leaning, Some((AlignmentStance::Favours, "al-Sahra Front".into())));
        assert_eq!(first.from.map(|d| d.to_string()).as_deref(), Some("2029-01-01"));
        assert_eq!(first.until.map(|d| d.to_string()).as_deref(), Some("2030-06-30"));
        assert_eq!(table.rows[3].reliability, Some(Reliability::B));
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_is_taken() {
        let table = table(
            "Source;Leaning;Party;From;Until;Reliability\n\
             A;leans to;Front;;;b\n\
             ;leans to;Front;;;\n\
             B;adores;Front;;;\n\
             C;leans to;;;;\n\
             D;is of;Front;last week;;\n\
             E;is of;Front;2030;2029;\n\
             F;;;;;Z\n\
             G;;;;;\n\
             A;leans to;Front;;;b\n\
             H;against;Front;2030-02;2030-02-11;\n",
        );
        let lines: Vec<Option<u64>> = table.skipped.iter().map(|s| s.line).collect();
        assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9].map(Some));
        let names: Vec<&str> = table.rows.iter().map(|r| r.names[0].as_str()).collect();
        assert_eq!(names, ["A", "H"], "a row said twice counts once");
        assert!(table.skipped.iter().all(|s| !s.remedy.is_empty()));
    }

    #[test]
    fn a_table_of_something_else_is_refused() {
        let read = |text: &str| read("t", std::io::Cursor::new(text.as_bytes().to_vec()));
        assert!(read("town,people\nVelm,4000\n").is_err());
        assert!(read("").is_err());
        assert!(read("source,note\nA,none\n").is_err());
    }
}
