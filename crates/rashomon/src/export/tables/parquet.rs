//! A table as Parquet: typed columns, in groups of rows, compressed with Snappy.
//!
//! Text is UTF-8 and kept as it is, whatever it begins with; days are dates; a list is a list. Every
//! cell but a list may be null. What the case is and where its log ends stands in the file's own
//! description. The same case gives the same bytes.

use std::io::{self, Write};
use std::sync::Arc;

use parquet::basic::{Compression, ConvertedType, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{
    BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int32Type, Int64Type,
};
use parquet::errors::{ParquetError, Result};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use rashomon_model::Date;

use super::{Cell, Column, Kind, Table};
use crate::export::About;
use crate::json::case::Case;

/// A group of rows is closed when it has so many of them, or so many bytes of text.
const ROWS: usize = 50_000;
const BYTES: usize = 32 << 20;
/// The day from which Parquet counts.
const FIRST_DAY: Date = Date::constant(1970, 1, 1);

/// Writes a table of a case.
///
/// # Errors
/// Where the writer fails.
pub(in crate::export) fn write(
    table: &Table,
    case: &Case,
    about: &About,
    out: &mut (dyn Write + Send),
) -> io::Result<()> {
    let mut writer =
        SerializedFileWriter::new(out, schema(table).map_err(failed)?, Arc::new(properties(about)))
            .map_err(failed)?;
    let mut group = Group::of(table);
    table.rows(case, &mut |cells| {
        group.take(cells);
        if group.rows >= ROWS || group.bytes >= BYTES {
            let full = std::mem::replace(&mut group, Group::of(table));
            full.write(&mut writer).map_err(failed)?;
        }
        Ok(())
    })?;
    if group.rows > 0 {
        group.write(&mut writer).map_err(failed)?;
    }
    writer.close().map_err(failed)?;
    Ok(())
}

fn failed(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(cause) => match cause.downcast::<io::Error>() {
            Ok(cause) => *cause,
            Err(cause) => io::Error::other(cause),
        },
        other => io::Error::other(other),
    }
}

fn properties(about: &About) -> WriterProperties {
    let said = |key: &str, value: Option<String>| KeyValue { key: key.to_owned(), value };
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(crate::READER_VERSION.to_owned())
        .set_key_value_metadata(Some(vec![
            said("rashomon.case", Some(about.name.clone())),
            said("rashomon.head", about.head.clone()),
        ]))
        .build()
}

fn schema(table: &Table) -> Result<TypePtr> {
    let fields = table.columns.iter().map(field).collect::<Result<Vec<TypePtr>>>()?;
    let group = Type::group_type_builder(table.name).with_fields(fields);
    Ok(Arc::new(group.build()?))
}

fn field(column: &Column) -> Result<TypePtr> {
    let (physical, logical) = match column.kind {
        Kind::Text | Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Kind::Whole => (Physical::INT64, None),
        Kind::Real => (Physical::DOUBLE, None),
        Kind::Flag => (Physical::BOOLEAN, None),
        Kind::Day => (Physical::INT32, Some(LogicalType::Date)),
    };
    let leaf = |name: &str, repetition| {
        let leaf = Type::primitive_type_builder(name, physical).with_logical_type(logical.clone());
        leaf.with_repetition(repetition).build().map(Arc::new)
    };
    if column.kind != Kind::List {
        return leaf(column.name, Repetition::OPTIONAL);
    }
    let element = leaf("element", Repetition::REQUIRED)?;
    let list = Type::group_type_builder("list")
        .with_repetition(Repetition::REPEATED)
        .with_fields(vec![element])
        .build()?;
    let outer = Type::group_type_builder(column.name)
        .with_repetition(Repetition::REQUIRED)
        .with_logical_type(Some(LogicalType::List))
        .with_converted_type(ConvertedType::LIST)
        .with_fields(vec![Arc::new(list)]);
    Ok(Arc::new(outer.build()?))
}

/// Values of one column, and where they stand: levels are Parquet's way to say null and list.
struct Held {
    values: Values,
    /// 1 where there is a value, 0 where there is none.
    there: Vec<i16>,
    /// 0 where a row begins, 1 where a list goes on; empty for columns without lists.
    goes_on: Vec<i16>,
}

enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Real(Vec<f64>),
    Flag(Vec<bool>),
    Day(Vec<i32>),
}

/// Rows that are written together.
struct Group {
    columns: Vec<Held>,
    rows: usize,
    bytes: usize,
}

impl Group {
    fn of(table: &Table) -> Group {
        let held = |column: &Column| Held {
            values: match column.kind {
                Kind::Text | Kind::List => Values::Text(Vec::new()),
                Kind::Whole => Values::Whole(Vec::new()),
                Kind::Real => Values::Real(Vec::new()),
                Kind::Flag => Values::Flag(Vec::new()),
                Kind::Day => Values::Day(Vec::new()),
            },
            there: Vec::new(),
            goes_on: Vec::new(),
        };
        Group { columns: table.columns.iter().map(held).collect(), rows: 0, bytes: 0 }
    }

    fn take(&mut self, cells: &[Cell<'_>]) {
        self.rows += 1;
        for (held, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += held.take(cell);
        }
    }

    fn write<W: Write + Send>(self, writer: &mut SerializedFileWriter<W>) -> Result<()> {
        let mut group = writer.next_row_group()?;
        for held in self.columns {
            let Some(mut column) = group.next_column()? else { break };
            held.write(&mut column)?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

impl Held {
    /// Takes a cell; returns how many bytes of text it holds.
    fn take(&mut self, cell: &Cell<'_>) -> usize {
        match (cell, &mut self.values) {
            (Cell::List(words), Values::Text(values)) => {
                let bytes = words.iter().map(|word| word.len()).sum();
                values.extend(words.iter().map(|word| ByteArray::from(word.as_bytes().to_vec())));
                let count = words.len().max(1);
                self.there.extend(std::iter::repeat_n(i16::from(!words.is_empty()), count));
                self.goes_on.extend((0..count).map(|at| i16::from(at > 0)));
                return bytes;
            }
            (Cell::Text(words), Values::Text(values)) => {
                let words =
                    words.as_deref().map(|words| ByteArray::from(words.as_bytes().to_vec()));
                let bytes = words.as_ref().map_or(0, ByteArray::len);
                put(values, &mut self.there, words);
                return bytes;
            }
            (Cell::Whole(number), Values::Whole(values)) => put(values, &mut self.there, *number),
            (Cell::Real(measure), Values::Real(values)) => put(values, &mut self.there, *measure),
            (Cell::Flag(flag), Values::Flag(values)) => put(values, &mut self.there, *flag),
            (Cell::Day(day), Values::Day(values)) => {
                put(values, &mut self.there, day.and_then(days));
            }
            // A cell of another kind than its column: declarations cannot make one.
            _ => self.there.push(0),
        }
        0
    }

    fn write(self, column: &mut SerializedColumnWriter<'_>) -> Result<()> {
        let Held { values, there, goes_on } = self;
        let goes_on = (!goes_on.is_empty()).then_some(goes_on);
        match values {
            Values::Text(values) => batch::<ByteArrayType>(column, &values, &there, goes_on),
            Values::Whole(values) => batch::<Int64Type>(column, &values, &there, goes_on),
            Values::Real(values) => batch::<DoubleType>(column, &values, &there, goes_on),
            Values::Flag(values) => batch::<BoolType>(column, &values, &there, goes_on),
            Values::Day(values) => batch::<Int32Type>(column, &values, &there, goes_on),
        }
    }
}

fn batch<T: DataType>(
    column: &mut SerializedColumnWriter<'_>,
    values: &[T::T],
    there: &[i16],
    goes_on: Option<Vec<i16>>,
) -> Result<()> {
    column.typed::<T>().write_batch(values, Some(there), goes_on.as_deref())?;
    Ok(())
}

fn put<T>(values: &mut Vec<T>, there: &mut Vec<i16>, value: Option<T>) {
    there.push(i16::from(value.is_some()));
    values.extend(value);
}

fn days(day: Date) -> Option<i32> {
    FIRST_DAY.until(day).ok().map(|span| span.get_days())
}
