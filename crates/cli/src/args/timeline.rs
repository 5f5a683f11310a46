//! Options of `timeline`.

use clap::ValueEnum;

use super::filter::FilterArgs;
use crate::args::case::CaseArg;

/// Length of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Zoom {
    /// One line a day
    Day,
    /// One line a week
    Week,
    /// One line a month
    Month,
    /// One line a year
    Year,
}

/// Options of `timeline`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon timeline week.rashomon
  rashomon timeline week.rashomon --by day --since 2031-03-01 --until 2031-03-31
  rashomon timeline week.rashomon --lanes 8 --class ASSAULT
  rashomon timeline week.rashomon --json | jq -r '.bins[] | [.key, (.events|length)] | @tsv'

Each line: the stretch, a bar of its events, how many there are, on how many accounts disagree
(≠), how many killed they tell of (12–15+: 12 to 15, and a voice that sets no upper end), and the
event most outlets tell. --lanes draws one line an outlet instead: how many events it tells in
each stretch, ≠ where accounts of one disagree. Events that cross a border, or bear no date, stand
apart.")]
pub struct TimelineArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Length of a step; chosen to fit the page by default
    #[arg(long, visible_alias = "zoom", value_enum, value_name = "UNIT")]
    pub by: Option<Zoom>,
    /// Draw the lanes of so many outlets, those with most events first
    #[arg(long, value_name = "N")]
    pub lanes: Option<usize>,
    /// Which events
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Width in columns; the terminal's by default
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<u16>,
    /// As JSON (rashomon/timeline/1)
    #[arg(long)]
    pub json: bool,
}
