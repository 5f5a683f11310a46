//! Sheets of a workbook as tables: XLSX and ODS, read as the same rows in CSV would be.
//!
//! In: the bytes of a workbook, and the map of its columns where one is given. Out: the reports of
//! every sheet, one a row, by the names of its columns or as a dataset known by its header. Rows
//! above the header (a title, a note) are passed over. Dates are written as ISO 8601. `raw` is the
//! row as a line of CSV; the line is that of the sheet. Must hold: what is unpacked and what is
//! laid out is bounded before either is done, for a few bytes can unfold to gigabytes.

use std::io::{Cursor, Read as _};
use std::path::PathBuf;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Xlsx};
use quick_xml::events::{BytesStart, Event};

use super::{Document, Read};
use crate::dataset::Map;
use crate::intake::{IntakeProblem, Limits, Opened, PREFIX, fields, of_table};

/// Most bytes that a workbook may unpack to.
const UNPACKED: u64 = 200 * 1000 * 1000;

/// Most cells of a sheet.
const CELLS: u64 = 5_000_000;

/// So many rows are looked at to find the header.
const ABOVE: usize = 20;

/// A row: its number, from 1, and its cells.
type Row = (u64, Vec<String>);

/// Reads all sheets of a workbook; with a map, they are tables of its dataset.
pub(in crate::intake) fn read(document: &Document<'_>, map: Option<&Map>) -> Read {
    let sheets = match sheets(document) {
        Ok(sheets) => sheets,
        Err(problem) => return vec![Err(problem)],
    };
    let mut all = Read::new();
    for (name, rows) in sheets {
        let plain = name.replace(['/', '\\'], "_");
        if let Ok(rows) = &rows
            && rows.is_empty()
        {
            continue;
        }
        let path = document.path.join(plain);
        match rows {
            Ok(rows) => all.extend(table(path, rows, map)),
            Err(what) => all.push(Err(unread(path, &what))),
        }
    }
    if all.is_empty() {
        return vec![Err(
            document.problem("no row in any sheet", "put a report in it or leave it out")
        )];
    }
    all
}

fn unread(path: PathBuf, what: &str) -> IntakeProblem {
    let what: String = format!("not a sheet that can be read ({what})").chars().take(300).collect();
    IntakeProblem::new(&path, None, &what, "save the sheet as CSV")
}

type Sheets = Vec<(String, Result<Vec<Row>, String>)>;

fn sheets(document: &Document<'_>) -> Result<Sheets, IntakeProblem> {
    let fail = |what: &dyn std::fmt::Display| unread(document.path.to_owned(), &what.to_string());
    let laid_out = unpacked(document.bytes).map_err(|what| fail(&what))?;
    let bytes = Cursor::new(document.bytes);
    if let Some(content) = laid_out {
        let cells = cells_of(&content).map_err(|what| fail(&what))?;
        if cells > CELLS {
            return Err(fail(&format!("{cells} cells, more than {CELLS}")));
        }
        let mut book: Ods<_> = calamine::open_workbook_from_rs(bytes).map_err(|e| fail(&e))?;
        let names = book.sheet_names();
        return Ok(names.into_iter().map(|name| (name.clone(), ods(&mut book, &name))).collect());
    }
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(bytes).map_err(|e| fail(&e))?;
    let names = book.sheet_names();
    Ok(names.into_iter().map(|name| (name.clone(), xlsx(&mut book, &name))).collect())
}

/// Unpacks everything once without keeping it, to see how much it is; gives the content of an ODS.
fn unpacked(bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let mut left = UNPACKED;
    let mut content = None;
    for at in 0..archive.len() {
        let member = archive.by_index(at).map_err(|e| e.to_string())?;
        let is_content = member.name().is_ok_and(|name| name == "content.xml");
        let mut bounded = member.take(left + 1);
        let length = if is_content {
            let mut kept = Vec::new();
            let length = bounded.read_to_end(&mut kept).map(|n| n as u64);
            content = Some(kept);
            length
        } else {
            std::io::copy(&mut bounded, &mut std::io::sink())
        };
        let length = length.map_err(|e| e.to_string())?;
        left = left
            .checked_sub(length)
            .ok_or_else(|| format!("it unpacks to more than {} MB", UNPACKED / 1_000_000))?;
    }
    Ok(content)
}

/// Counts the cells that the sheets of an ODS unfold to: a cell and a row may stand for thousands.
fn cells_of(content: &[u8]) -> Result<u64, String> {
    let mut reader = quick_xml::Reader::from_reader(content);
    let (mut width, mut repeats, mut widest, mut rows, mut all) = (0u64, 1, 0u64, 0u64, 0u64);
    // Cells and rows without content count only where something follows.
    let (mut at, mut row) = (0u64, 0u64);
    let mut in_cell = None;
    loop {
        let event = reader.read_event().map_err(|e| e.to_string())?;
        let open = |tag: &BytesStart<'_>| {
            String::from_utf8_lossy(tag.local_name().as_ref().as_ref()).into_owned()
        };
        match event {
            Event::Start(tag) => match open(&tag).as_str() {
                "table" => (widest, rows, row) = (0, 0, 0),
                "table-row" => {
                    (at, width, repeats) = (0, 0, repeated(&tag, "number-rows-repeated"))
                }
                "table-cell" | "covered-table-cell" => {
                    in_cell = Some(repeated(&tag, "number-columns-repeated"));
                    at = at.saturating_add(repeated(&tag, "number-columns-repeated"));
                }
                _ => {}
            },
            Event::Empty(tag) => match open(&tag).as_str() {
                "table-cell" | "covered-table-cell" => {
                    at = at.saturating_add(repeated(&tag, "number-columns-repeated"));
                    let told = tag.attributes().flatten().any(|a| {
                        let key = String::from_utf8_lossy(a.key.as_ref().as_ref()).into_owned();
                        key.contains("value") || key.contains("formula")
                    });
                    width = if told { at } else { width };
                }
                "table-row" => row = row.saturating_add(repeated(&tag, "number-rows-repeated")),
                _ => {}
            },
            Event::End(tag) => {
                match String::from_utf8_lossy(tag.local_name().as_ref().as_ref()).as_ref() {
                    "table-cell" | "covered-table-cell" if in_cell.take().is_some() => width = at,
                    "table-row" => {
                        row = row.saturating_add(repeats);
                        if width > 0 {
                            (widest, rows) = (widest.max(width), row);
                        }
                    }
                    "table" => all = all.saturating_add(widest.saturating_mul(rows)),
                    _ => {}
                }
            }
            Event::Eof => return Ok(all.max(widest.saturating_mul(rows))),
            _ => {}
        }
    }
}

fn repeated(tag: &BytesStart<'_>, name: &str) -> u64 {
    let find = |a: &quick_xml::events::attributes::Attribute<'_>| {
        String::from_utf8_lossy(a.key.local_name().as_ref().as_ref()) == name
    };
    let told = tag.attributes().flatten().find(find);
    let told =
        told.and_then(|a| String::from_utf8_lossy(a.value.as_ref().as_ref()).trim().parse().ok());
    told.unwrap_or(1)
}

fn ods(book: &mut Ods<Cursor<&[u8]>>, name: &str) -> Result<Vec<Row>, String> {
    let range = book.worksheet_range(name).map_err(|e| e.to_string())?;
    let first = u64::from(range.start().map_or(0, |(row, _)| row)) + 1;
    let rows = range.rows().enumerate().map(|(n, cells)| {
        let cells: Vec<String> = cells.iter().map(|cell| written(&borrowed(cell))).collect();
        (first + n as u64, cells)
    });
    Ok(rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty())).collect())
}

fn xlsx(book: &mut Xlsx<Cursor<&[u8]>>, name: &str) -> Result<Vec<Row>, String> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    let mut rows: Vec<Row> = Vec::new();
    let mut taken = 0u64;
    while let Some(cell) = cells.next_cell().map_err(|e| e.to_string())? {
        let text = written(cell.get_value());
        if text.trim().is_empty() {
            continue;
        }
        let (row, column) = cell.get_position();
        let (row, column) = (u64::from(row) + 1, column as usize);
        if rows.last().is_none_or(|(last, _)| *last != row) {
            rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = rows.last_mut() {
            taken += (column + 1).saturating_sub(cells.len()) as u64;
            if taken > CELLS || column >= 16_384 {
                return Err(format!("more than {CELLS} cells"));
            }
            if cells.len() <= column {
                cells.resize(column + 1, String::new());
            }
            cells[column] = text;
        }
    }
    Ok(rows)
}

fn borrowed(cell: &Data) -> DataRef<'_> {
    match cell {
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            DataRef::SharedString(text)
        }
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(when) => DataRef::DateTime(*when),
        Data::Error(_) | Data::Empty => DataRef::Empty,
    }
}

/// Writes a cell as CSV would have it.
fn written(cell: &DataRef<'_>) -> String {
    match cell {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => yes.to_string(),
        DataRef::DateTime(when) => date(when),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn date(when: &ExcelDateTime) -> String {
    if when.is_duration() || when.as_f64() < 1.0 || when.as_f64() > 2_958_466.0 {
        return when.as_f64().to_string();
    }
    let (year, month, day, hour, minute, second, _) = when.to_ymd_hms_milli();
    let date = format!("{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) == (0, 0, 0) {
        return date;
    }
    format!("{date} {hour:02}:{minute:02}:{second:02}")
}

/// Reads the rows of a sheet as a table.
fn table(path: PathBuf, rows: Vec<Row>, map: Option<&Map>) -> Read {
    let header = header(&rows, map);
    let width = rows.get(header).map_or(0, |(_, cells)| cells.len());
    let mut csv = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    // The line of the CSV on which each row begins, and the row's number in the sheet.
    let mut lines: Vec<(u64, u64)> = Vec::new();
    let mut line = 1;
    for (number, mut cells) in rows.into_iter().skip(header) {
        if cells.len() < width {
            cells.resize(width, String::new());
        }
        lines.push((line, number));
        line += 1 + cells.iter().map(|cell| cell.matches('\n').count() as u64).sum::<u64>();
        if csv.write_record(&cells).is_err() {
            return vec![Err(unread(path, "its cells make no row"))];
        }
    }
    let Ok(bytes) = csv.into_inner() else {
        return vec![Err(unread(path, "its cells make no row"))];
    };
    let of_sheet = |line: u64| {
        let at = lines.partition_point(|(start, _)| *start <= line);
        at.checked_sub(1).and_then(|at| lines.get(at)).map_or(line, |(_, number)| *number)
    };
    let beginning = bytes.get(..bytes.len().min(PREFIX)).unwrap_or_default().to_vec();
    let opened = Opened::of(&path, &beginning, Box::new(Cursor::new(bytes)), Limits::default());
    let items = match of_table(opened, map) {
        Ok(items) => items,
        Err(problem) => {
            return vec![Err(IntakeProblem { line: problem.line.map(of_sheet), ..problem })];
        }
    };
    items
        .map(|item| match item {
            Ok(mut received) => {
                received.place.line = received.place.line.map(of_sheet);
                Ok(received)
            }
            Err(problem) => Err(IntakeProblem { line: problem.line.map(of_sheet), ..problem }),
        })
        .collect()
}

/// Finds the header: the first row, near the top, that names columns we know; else the first.
fn header(rows: &[Row], map: Option<&Map>) -> usize {
    let names_text = |cells: &[String]| {
        let named = cells.iter().filter_map(|cell| fields::named(cell));
        let named: Vec<fields::Field> = named.map(|(field, _)| field).collect();
        named.contains(&fields::Field::Text) && (named.len() > 1 || cells.len() == 1)
    };
    let shipped = Map::shipped();
    let known = |cells: &[String]| {
        map.map_or_else(|| shipped.iter().any(|map| map.knows(cells)), |map| map.knows(cells))
    };
    rows.iter()
        .take(ABOVE)
        .position(|(_, cells)| known(cells) || map.is_none() && names_text(cells))
        .unwrap_or(0)
}
