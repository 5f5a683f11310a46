//! Options of `code`, `codings` and `agreement`.

use std::path::PathBuf;

use clap::Args;

use crate::args::case::CaseArg;

/// Options of `code`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon codings week.rashomon --draw claim -n 40 --seed 7      items to code
  rashomon code week.rashomon wire-4#c7 yes --by ana              is this what the report says?
  rashomon code week.rashomon E-10a9c0+E-77c0ff different --by ana --note \"father and son\"
  rashomon code week.rashomon V-12ab90+V-90fe12 same --by ana
  rashomon code week.rashomon V-12ab90/killed.low 12 --by ana
  rashomon code week.rashomon wire-4#c7 --back --by ana

A claim is coded yes, no or unsure; two entities or two events same, different or unsure; a field of
an event a number (killed.low, injured.high), a word (responsibility), or unsure. A coding measures;
it changes nothing in the case. A later one by the same coder takes the place of the earlier.")]
pub struct CodeArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The item: REPORT#c4, E-1+E-2, V-1+V-2 or V-1/FIELD
    #[arg(value_name = "ITEM")]
    pub item: String,
    /// What you say of it
    #[arg(value_name = "VALUE", required_unless_present = "back", conflicts_with = "back")]
    pub value: Option<String>,
    /// Take your coding back
    #[arg(long)]
    pub back: bool,
    /// Something to remember with it
    #[arg(long, value_name = "WORDS")]
    pub note: Option<String>,
    /// Who codes, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY")]
    pub by: String,
}

/// Options of `codings`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon codings week.rashomon --for ana          ana's, and others' on what she has coded
  rashomon codings week.rashomon --draw events -n 20 --seed 7
  rashomon codings week.rashomon --json             all of them: for whoever adjudicates

--draw picks items by the head of the case and a seed, so that two coders who say the same seed draw
the same items: claims; entities or events that nearly were one, in pairs; or a field of events.")]
pub struct CodingsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Hide what others said of items that this coder has not coded
    #[arg(long = "for", value_name = "NAME")]
    pub coder: Option<String>,
    /// Draw items to code instead: claim, entities, events, or a field as killed.low
    #[arg(long, value_name = "KIND", conflicts_with = "coder")]
    pub draw: Option<String>,
    /// Draw so many
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub limit: usize,
    /// Draw by this number; another number draws other items
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub seed: u64,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `agreement`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon agreement week.rashomon
  rashomon agreement week.rashomon --json | jq '.differ[].asks'

α is Krippendorff's: 1 where coders agree on everything, 0 where they agree as often as chance would
have it. Coders who gave no value are missing, not wrong. Where nobody ever said anything else, α is
not defined, and none is printed. To settle an item, judge it, and name its codings in the reason.")]
pub struct AgreementArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Only over what this coder has coded
    #[arg(long = "for", value_name = "NAME")]
    pub coder: Option<String>,
    /// As JSON (rashomon/agreement/1)
    #[arg(long)]
    pub json: bool,
}
