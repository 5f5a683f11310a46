//! Options of `export`.

use std::path::PathBuf;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use rashomon::export::Format;

/// Options of `export`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon export week.rashomon > week.json
  rashomon export week.rashomon -o week.json
  rashomon export week.rashomon --event 3 -o strike.json
  rashomon export week.rashomon | jq '.events[] | select(.disagreements != []) | .title'

`rashomon schema case` prints the shape of json.")]
pub struct ExportArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Shape
    #[arg(long, value_parser = formats(), default_value = "json")]
    pub format: Format,
    /// Only this event: its number in `events`, or its id or the beginning of it
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
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
