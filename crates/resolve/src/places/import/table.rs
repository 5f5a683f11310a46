//! Reads a table with named columns: tab, comma, semicolon or bar between them.
//!
//! In: a stream and its beginning. Out: rows into the sink. A line of tags of the Humanitarian
//! Exchange Language ("#adm1+name") under the header is passed over. Quoting is RFC 4180; tables
//! apart by tabs have none. Must hold: memory holds one row.

use std::io::Read;

use csv::ByteRecord;

use super::ImportError;
use super::fields::{self, Cells, Column, NoRow, Role};
use super::sink::Sink;
use super::stream::Held;

/// Headers shown where none is known.
const SHOWN: usize = 12;

pub(super) fn read(
    stream: impl Read,
    head: &[u8],
    held: &Held,
    sink: &mut Sink<'_>,
) -> Result<(), ImportError> {
    let delimiter = delimiter(head);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .quoting(delimiter != b'\t')
        .delimiter(delimiter)
        .from_reader(stream);
    let mut record = ByteRecord::new();
    next(&mut reader, &mut record)?;
    let columns = columns(&record, sink.columns())?;
    held.set(0);
    let mut first = true;
    while next(&mut reader, &mut record)? {
        held.set(0);
        let line = record.position().map_or(0, csv::Position::line);
        let tags = record.iter().any(|c| c.starts_with(b"#"))
            && record.iter().all(|c| c.is_empty() || c.starts_with(b"#"));
        if !(std::mem::take(&mut first) && tags) {
            let row = row(&record, &columns, line, sink.prefix());
            sink.take(line, row)?;
        }
    }
    Ok(())
}

fn next<R: Read>(
    reader: &mut csv::Reader<R>,
    record: &mut ByteRecord,
) -> Result<bool, ImportError> {
    reader.read_byte_record(record).map_err(|error| match error.into_kind() {
        csv::ErrorKind::Io(error) => ImportError::of_io(&error),
        _ => ImportError::new(None, "the table does not read", "check how it was written"),
    })
}

/// What each column is; several things where it is several.
fn columns(header: &ByteRecord, own: &[(Role, String)]) -> Result<Vec<Vec<Column>>, ImportError> {
    let names: Vec<String> =
        header.iter().map(|name| String::from_utf8_lossy(name).trim().to_owned()).collect();
    let missing = own.iter().find(|(_, wanted)| {
        !names.iter().any(|name| fields::folded(name) == fields::folded(wanted))
    });
    if let Some((_, wanted)) = missing {
        let what = format!("no column is called `{wanted}`");
        return Err(ImportError::new(Some(1), what, format!("there are {}", shown(&names))));
    }
    let columns: Vec<Vec<Column>> = names.iter().map(|name| fields::column(name, own)).collect();
    let has = |role: Role| columns.iter().flatten().any(|column| column.role == role);
    let mut wants = Vec::new();
    if !has(Role::Name) && !has(Role::Other) {
        wants.push("name");
    }
    if !has(Role::Wkt) {
        wants.extend((!has(Role::Lat)).then_some("lat"));
        wants.extend((!has(Role::Lon)).then_some("lon"));
    }
    if wants.is_empty() {
        return Ok(columns);
    }
    let remedy: Vec<String> = wants.iter().map(|want| format!("{want}=COLUMN")).collect();
    Err(ImportError::new(
        Some(1),
        format!("no column for {} among {}", wants.join(", "), shown(&names)),
        format!("say which with --columns {}", remedy.join(",")),
    ))
}

fn shown(names: &[String]) -> String {
    let cut = |name: &String| format!("`{}`", name.chars().take(30).collect::<String>());
    let mut out = names.iter().take(SHOWN).map(cut).collect::<Vec<_>>().join(", ");
    if names.len() > SHOWN {
        out.push_str(&format!(" and {} more", names.len() - SHOWN));
    }
    out
}

fn row(
    record: &ByteRecord,
    columns: &[Vec<Column>],
    line: u64,
    prefix: &str,
) -> Result<super::Row, NoRow> {
    if record.len() != columns.len() {
        let why = format!("{} cells under {} headers", record.len(), columns.len());
        return Err(NoRow::Malformed(why));
    }
    let mut cells = Cells::default();
    for (roles, cell) in columns.iter().zip(record.iter()).filter(|(roles, _)| !roles.is_empty()) {
        let cell =
            std::str::from_utf8(cell).map_err(|_| NoRow::Malformed("not UTF-8".to_owned()))?;
        roles.iter().for_each(|column| cells.put(column, cell));
    }
    cells.row(prefix, &format!("row-{line}"), None)
}

/// Whichever separator the header has most of.
fn delimiter(head: &[u8]) -> u8 {
    let line = head.split(|b| *b == b'\n').next().unwrap_or(head);
    let count = |mark: u8| line.iter().filter(|b| **b == mark).count();
    *b"\t,;|".iter().max_by_key(|mark| (count(**mark), **mark == b'\t')).unwrap_or(&b',')
}
