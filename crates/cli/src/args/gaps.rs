//! Options of `gaps`.

use super::filter::FilterArgs;
use crate::args::case::CaseArg;

/// Options of `gaps`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon gaps week.rashomon                                       every outlet, one line each
  rashomon gaps week.rashomon --outlet \"Northern Wire\"              what this outlet does not tell
  rashomon gaps week.rashomon --side \"Harbour Times, Hill Post\" --side \"Northern Wire\"
  rashomon gaps week.rashomon --leaning \"Northern Front\" --leaning \"Interior Army\"
  rashomon gaps week.rashomon --dataset \"Incident Dataset\" --since 2031-03-01

--outlet NAME, --side NAMES and --dataset NAME each ask about one side, --outlet here, too. With
one side: events that anybody else tells and it does not. With several: events that one of the
others tells. A gap is said only where the side published between the first possible day of the
event and --window days after its last: without a report from those days an outlet is not silent,
and the event is counted as not covered. A dataset without days of publication covers the days it
has rows for. ? marks a gap that may be none: the side tells an event in the same town on the same
days, or without a date, that too little speaks for joining. Undated events and sums over a period
are held against nobody.")]
pub struct GapsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// An outlet, or a group of outlets with commas between them, to ask about
    #[arg(long, value_name = "NAMES")]
    pub side: Vec<String>,
    /// The outlets that somebody claims are of this party, or favour it
    #[arg(long, value_name = "PARTY")]
    pub leaning: Vec<String>,
    /// A dataset to ask about
    #[arg(long, value_name = "NAME")]
    pub dataset: Vec<String>,
    /// Days after an event within which a side must have published to be silent on it
    #[arg(long, value_name = "DAYS", default_value_t = 7)]
    pub window: u16,
    /// Which events
    #[command(flatten)]
    pub filter: FilterArgs,
    /// At most so many outlets, or gaps of each side
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// As JSON (rashomon/gaps/1)
    #[arg(long)]
    pub json: bool,
}
