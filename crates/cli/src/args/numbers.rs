//! Options of `numbers`.

use super::filter::FilterArgs;
use crate::args::case::CaseArg;

/// Slots that count people.
const COUNTS: [&str; 5] = ["killed", "injured", "detained", "missing", "displaced"];

/// Options of `numbers`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon numbers week.rashomon
  rashomon numbers week.rashomon --by month,place,side,status
  rashomon numbers week.rashomon --slot injured --by week,province --since 2031-03-01
  rashomon numbers week.rashomon --rulebook ucdp --by year
  rashomon numbers week.rashomon --origins 2 --json | jq .total

How it is counted: an event's low and high are the smallest and largest number that a voice tells;
a voice that counts civilians and combatants apart tells their sum. Low and high of the case are
the sums of these. Never added: sums over a period (they are compared with the events they sum
up), children, women and other parts of a whole, plans, denied numbers, and figures that the same
voice later replaced by larger ones. “Dozens” counts only where nobody gives a figure. 12–15+
means 12 to 15, and a voice that sets no upper end. Every event stands in one row of each table,
so that the rows add up to the total. An event is contested where accounts cannot all hold on
whether it happened, who did it, why, or how many there were. docs/numbers.md has the method and
its sources.")]
pub struct NumbersArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Tables to make, with commas between them: day, week, month, year, country, province, place
    /// (town), side, status
    #[arg(
        long,
        value_name = "UNITS",
        value_delimiter = ',',
        default_value = "month,province,status"
    )]
    pub by: Vec<String>,
    /// What is counted: killed, injured, detained, missing, displaced
    #[arg(long, value_name = "SLOT", value_parser = COUNTS, hide_possible_values = true)]
    #[arg(default_value = "killed")]
    pub slot: String,
    /// Count as this rulebook does, instead of over all that is told
    #[arg(long, value_name = "NAME")]
    pub rulebook: Option<String>,
    /// Slots on which a conflict makes an event contested
    #[arg(long, value_name = "SLOTS")]
    pub contested: Option<String>,
    /// Which events
    #[command(flatten)]
    pub filter: FilterArgs,
    /// At most so many rows of each list; all with 0
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// As JSON (rashomon/numbers/1)
    #[arg(long)]
    pub json: bool,
}
