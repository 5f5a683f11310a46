//! Options of `events` and `show`.

use std::path::PathBuf;

use clap::ValueEnum;

/// In what order events are listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// By time
    Time,
    /// Most reports first
    Reports,
    /// Most disagreements first
    Disagreements,
}

/// Options of `events`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon events week.rashomon --reports 2 --sort disagreements
  rashomon events week.rashomon --class ASSAULT/aerial --since 2031-03-01 --until 2031-03-07
  rashomon events week.rashomon --disagreeing --json | jq -r .title

≠ names the slots on which accounts cannot all hold. The number at the beginning is what `show`
takes; it may move when reports are added, the id after it stays as long as the claims do.")]
pub struct EventsArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Only classes that begin so, such as ASSAULT or ASSAULT/aerial
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// Only events with a place whose name has these words
    #[arg(long, value_name = "WORDS")]
    pub place: Option<String>,
    /// Only events that may have happened on or after this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub since: Option<String>,
    /// Only events that may have happened on or before this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub until: Option<String>,
    /// Only events on which accounts disagree
    #[arg(long)]
    pub disagreeing: bool,
    /// Only events told by at least so many reports
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub reports: usize,
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
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
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
