//! Options of `diff`.

use super::filter::FilterArgs;
use crate::args::case::CaseArg;

/// Options of `diff`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon diff week.rashomon \"Harbour Times\" \"Northern Wire\"
  rashomon diff week.rashomon HT @northernwire --quotes --since 2031-03-01
  rashomon diff week.rashomon \"Interior Army\" \"Northern Front\" --disagreeing=killed
  rashomon diff week.rashomon \"Harbour Times\" \"Incident Dataset\" --json | jq .summary

A and B are outlets or datasets under any of their names; else voices, heard through any outlet.
≠ they cannot both hold, with the reason; ~ they differ, and both may hold; = they say the same.
What one leaves out is said only of outlets whose reports of the event were read whole. Events
that only one of them tells are counted here and listed by `rashomon gaps`.")]
pub struct DiffArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The one: an outlet, dataset or voice
    #[arg(value_name = "A")]
    pub a: String,
    /// The other
    #[arg(value_name = "B")]
    pub b: String,
    /// Which events
    #[command(flatten)]
    pub filter: FilterArgs,
    /// Print the quotes behind each value
    #[arg(short, long)]
    pub quotes: bool,
    /// Only the counts
    #[arg(long)]
    pub summary: bool,
    /// As JSON (rashomon/diff/1)
    #[arg(long)]
    pub json: bool,
}
