//! Options of `export`.

use std::path::PathBuf;

use clap::ValueEnum;

/// Shapes of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// The whole case as one JSON object (rashomon/case/1)
    Json,
}

/// Options of `export`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon export week.rashomon > week.json
  rashomon export week.rashomon -o week.json
  rashomon export week.rashomon | jq '.events[] | select(.disagreements != []) | .title'

`rashomon schema case` prints the shape.")]
pub struct ExportArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Shape
    #[arg(long, value_enum, default_value_t = Format::Json)]
    pub format: Format,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
