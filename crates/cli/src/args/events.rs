//! Options of `events` and `show`.

use clap::ValueEnum;

use super::filter::FilterArgs;
use crate::args::case::CaseArg;

/// In what order events are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// By time
    Time,
    /// Most reports first
    Reports,
    /// Most outlets first
    Outlets,
    /// Most independent origins first
    Origins,
    /// Most killed first, by the smallest number told
    Killed,
    /// Widest range of killed first
    Width,
    /// Most disagreements first
    Disagreements,
}

/// Options of `events`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon events week.rashomon --reports 2 --sort disagreements
  rashomon events week.rashomon --class ASSAULT/aerial --since 2031-03-01 --until 2031-03-07
  rashomon events week.rashomon --disagreeing=killed,responsibility --origins 2
  rashomon events week.rashomon --responsible \"Interior Army\" --voice \"city clinic\"
  rashomon events week.rashomon --grade airwars=contested --sort killed -n 10
  rashomon events week.rashomon --disagreeing --json | jq -r .title

Each line: the number, the id, the days, the title, how many killed, who tells it, and ≠ with the
slots on which accounts cannot all hold. 12–15+ killed means: the smallest number a voice tells is
12, the largest 15, and some voice sets no upper end. Σ marks a sum over a period. The number at
the beginning is what `show` takes; it may move when reports are added, the id stays as long as
the claims do. Several options narrow; several values of one option widen, but for names of actors
and outlets, which must all take part.")]
pub struct EventsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Which events
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Order
    #[arg(long, value_enum, default_value_t = Sort::Time)]
    pub sort: Sort,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `show`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon show week.rashomon 3
  rashomon show week.rashomon V-10a9 --quotes
  rashomon show week.rashomon 3 --width 200 | less -S

One row a voice, one column a slot. = all who speak say the same; ≈ some say it more closely;
~ they differ, and all may hold; ≠ they cannot all hold; (silent) the outlet tells the event and
says nothing on this. Under a value, the same signs say to whom: ≠ k3 contradicts that voice,
≈ k2 says more closely what it says, denies k1 denies it. [superseded on …] marks a figure that
its own voice has since revised.")]
pub struct ShowArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The event: its number in `events`, or its id or the beginning of it
    #[arg(value_name = "EVENT")]
    pub event: String,
    /// Print the quote under each value
    #[arg(short, long)]
    pub quotes: bool,
    /// Width in columns; the terminal's by default
    #[arg(long, value_name = "COLUMNS")]
    pub width: Option<u16>,
    /// The event as JSON
    #[arg(long)]
    pub json: bool,
}
