//! Options of `entities`.

use crate::args::case::CaseArg;

/// Kinds of entities, as the contract words them.
const KINDS: [&str; 7] = ["person", "group", "outlet", "place", "facility", "weapon", "people"];

/// Options of `entities`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon entities week.rashomon --kind group
  rashomon entities week.rashomon --name velm --why
  rashomon entities week.rashomon --reports 2 --joined
  rashomon entities week.rashomon --record E-10a9     what is told of one, and by whom
  rashomon explain week.rashomon E-10a9          why these spellings are one, with a picture

Counts are reports, then mentions. A name in front that a person gave is marked with the judgement.")]
pub struct EntitiesArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Only this kind: person, group, outlet, place, facility, weapon, people
    #[arg(long, value_name = "KIND", value_parser = KINDS, hide_possible_values = true)]
    pub kind: Option<String>,
    /// Only names that have these letters
    #[arg(long, value_name = "LETTERS")]
    pub name: Option<String>,
    /// Only what is named in at least so many reports
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub reports: usize,
    /// Only what was joined from several names
    #[arg(long)]
    pub joined: bool,
    /// Only what somebody judged
    #[arg(long)]
    pub judged: bool,
    /// Print under each what joined its names
    #[arg(short, long)]
    pub why: bool,
    /// All that is told of one: by id, the beginning of one, or exact spelling
    #[arg(long, value_name = "ID", conflicts_with_all = ["kind", "name", "joined", "judged", "why"])]
    pub record: Option<String>,
    /// At most so many
    #[arg(short = 'n', long, value_name = "N")]
    pub limit: Option<usize>,
    /// One JSON object a line; with --record one (rashomon/entity-record/1)
    #[arg(long)]
    pub json: bool,
}
