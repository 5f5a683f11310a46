//! Options of `origins`.

use crate::args::case::CaseArg;
use clap::ValueEnum;

/// How the graph is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Graph {
    /// Drawn in text, by time
    Text,
    /// For Graphviz: `| dot -Tsvg > origins.svg`
    Dot,
}

/// Options of `origins`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon origins week.rashomon                    every origin of two reports or more
  rashomon origins week.rashomon --event 3          who took event 3 from whom
  rashomon origins week.rashomon --event 3 --quotes with the sentences that answer each other
  rashomon origins week.rashomon --graph dot | dot -Tsvg > origins.svg
  rashomon origins week.rashomon --json | jq 'select(.kind == \"rewrite\")'

Seven reports may be two origins: copies, rewrites, translations, reposts and what credits one
agency rest on one source. ─▶ means taken from, as far as a credit or the day of publication shows;
─── that nobody knows who was first. What single claims rest on (a voice that several quote, an
outlet that is cited) is listed apart, and counts for those claims alone.")]
pub struct OriginsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Only the reports of one event: its number in `events`, or its id or the beginning of it
    #[arg(long, value_name = "EVENT")]
    pub event: Option<String>,
    /// How to write it
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    pub graph: Graph,
    /// Print the words that answer each other under each tie
    #[arg(short, long)]
    pub quotes: bool,
    /// Also origins of one report alone
    #[arg(short, long)]
    pub all: bool,
    /// One JSON object a tie, a line each
    #[arg(long)]
    pub json: bool,
}
