//! Options of `review`.

use clap::Args;

use crate::args::case::CaseArg;

/// Options of `review`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon review week.rashomon                     what to look at first
  rashomon review week.rashomon --kind conflict     disagreements that hang on one sentence
  rashomon review week.rashomon --json -n 1 | jq '.items[0].asks'

merge: two names that were joined by little, or kept apart by little. grouping: two tellings, or two
events. conflict: one side of a disagreement rests on a single sentence. First come those of which
most would change by what is least sure: uncertainty (0 to 1) times events, claims and disagreements
that an answer would touch. What somebody judged is not asked again. No answer is called right.")]
pub struct ReviewArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// At most so many questions
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Only questions of this kind: merge, grouping or conflict; may be given again
    #[arg(long, value_name = "KIND")]
    pub kind: Vec<String>,
    /// As JSON (rashomon/review/1)
    #[arg(long)]
    pub json: bool,
}
