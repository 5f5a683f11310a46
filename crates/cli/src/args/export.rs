//! Options of `export`.

use std::path::PathBuf;

use crate::args::case::CaseArg;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use rashomon::export::{Format, Table};

/// Options of `export`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon export week.rashomon > week.json
  rashomon export week.rashomon --event 3 -o strike.json
  rashomon export week.rashomon --format csv -o week-tables/
  rashomon export week.rashomon --format csv --tables claims > claims.csv
  rashomon export week.rashomon --format parquet --tables events,slots,values -o week-tables/
  rashomon export week.rashomon | jq '.events[] | select(.disagreements != []) | .title'

Formats of tables go into a folder, made where it is missing; one table alone may go to standard
output or to a file. docs/exports.md says what each format holds and what is lost in it, and
`rashomon schema case` prints the shape of json.")]
pub struct ExportArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Shape
    #[arg(short, long, value_parser = formats(), default_value = "json")]
    pub format: Format,
    /// Only this event: its number in `events`, or its id or the beginning of it
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// Only these tables, of a format of tables; several are parted by commas
    #[arg(long, value_name = "TABLE", value_delimiter = ',', value_parser = tables(), hide_possible_values = true)]
    pub tables: Vec<&'static Table>,
    /// Write to a file, or tables to a folder, instead of standard output
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Show no progress and no notes
    #[arg(short, long)]
    pub quiet: bool,
}

/// Reads the name of a format; the library's list is the only one.
fn formats() -> impl TypedValueParser<Value = Format> {
    let named = |format: &Format| PossibleValue::new(format.name()).help(format.summary());
    PossibleValuesParser::new(Format::ALL.iter().map(named))
        .try_map(|name| Format::of_name(&name).ok_or("no such format"))
}

/// Reads the name of a table.
fn tables() -> impl TypedValueParser<Value = &'static Table> {
    PossibleValuesParser::new(Table::ALL.iter().map(|table| table.name))
        .try_map(|name| Table::of_name(&name).ok_or("no such table"))
}
