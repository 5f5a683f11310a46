//! Reads a GeoNames dump: 19 columns apart by tabs, one place a line, no header.
//!
//! In: a stream. Out: rows into the sink. Columns by <https://download.geonames.org/export/dump/>
//! readme.txt: id, name, ASCII name, other names apart by commas, latitude, longitude, feature
//! class, feature code, country, other countries, four codes of divisions, population, elevation,
//! digital elevation model, time zone, day of change.

use std::io::BufRead;

use super::ImportError;
use super::fields::{self, NoRow};
use super::row::{self, Row};
use super::sink::Sink;
use super::stream::Held;

const COLUMNS: usize = 19;

pub(super) fn read(
    mut stream: impl BufRead,
    held: &Held,
    sink: &mut Sink<'_>,
) -> Result<(), ImportError> {
    let (mut line, mut number) = (Vec::new(), 0);
    loop {
        line.clear();
        let read = stream.read_until(b'\n', &mut line).map_err(|e| ImportError::of_io(&e))?;
        if read == 0 {
            return Ok(());
        }
        held.set(0);
        number += 1;
        if line.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        let row = match std::str::from_utf8(&line) {
            Ok(text) => row(text.trim_end_matches(['\n', '\r']), sink.prefix()),
            Err(_) => Err(NoRow::Malformed("not UTF-8".to_owned())),
        };
        sink.take(number, row)?;
    }
}

fn row(line: &str, prefix: &str) -> Result<Row, NoRow> {
    let cells: Vec<&str> = line.split('\t').collect();
    if cells.len() != COLUMNS {
        let why = format!("{} columns, a GeoNames dump has {COLUMNS}", cells.len());
        return Err(NoRow::Malformed(why));
    }
    if cells[0].is_empty() || !cells[0].bytes().all(|b| b.is_ascii_digit()) {
        return Err(NoRow::Malformed("the id is no number".to_owned()));
    }
    let code = format!("{}.{}", cells[6], cells[7]);
    let (kind, people) = match fields::sort(&code).or_else(|| fields::sort(cells[6])) {
        Some((Some(kind), people)) => (kind, people),
        Some((None, _)) => return Err(NoRow::LeftOut(code)),
        None => return Err(NoRow::Malformed(format!("no feature class `{}`", cells[6]))),
    };
    let point = row::point(cells[4], cells[5]).map_err(NoRow::Malformed)?;
    let told: u64 = cells[14].parse().unwrap_or(0);
    let others = cells[3].split(',').chain(std::iter::once(cells[2]));
    let mut row = Row {
        id: fields::id(prefix, cells[0], ""),
        kind,
        point,
        country: cells[8].to_owned(),
        first: cells[10].to_owned(),
        second: cells[11].to_owned(),
        people: if told > 0 { told.max(people.min(300)) } else { people },
        name: cells[1].to_owned(),
        others: others.map(str::to_owned).collect(),
    };
    row.named();
    if row.name.is_empty() { Err(NoRow::LeftOut("without a name".to_owned())) } else { Ok(row) }
}
