//! What `rashomon judge` can be told of single claims, and notes.

use std::path::PathBuf;

use clap::Args;

use super::judge::JudgeStamp;

/// A claim to accept or reject.
#[derive(Args, Debug)]
pub struct ClaimArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The claim, as `show --quotes` lists it: REPORT#c4
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// Who, why
    #[command(flatten)]
    pub stamp: JudgeStamp,
}

/// A claim to correct.
#[derive(Args, Debug)]
pub struct CorrectArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The claim, as `show --quotes` lists it: REPORT#c4
    #[arg(value_name = "CLAIM")]
    pub claim: String,
    /// The value
    #[command(flatten)]
    pub value: ValueArgs,
    /// Who, why
    #[command(flatten)]
    pub stamp: JudgeStamp,
}

/// A claim to add.
#[derive(Args, Debug)]
pub struct AddClaimArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The report
    #[arg(value_name = "REPORT")]
    pub report: String,
    /// Where its words begin and end, in code points of the report's text
    #[arg(long, value_names = ["S", "E"], num_args = 2, required = true)]
    pub span: Vec<u32>,
    /// What it is about: killed, injured, responsibility, place, occurrence …
    #[arg(long, value_name = "SLOT")]
    pub slot: String,
    /// The event it speaks of, by id or by one of its claims
    #[arg(long, value_name = "EVENT", required_unless_present = "class", conflicts_with = "class")]
    pub event: Option<String>,
    /// The class of an event of its own: ASSAULT/aerial
    #[arg(long, value_name = "CLASS")]
    pub class: Option<String>,
    /// The value
    #[command(flatten)]
    pub value: ValueArgs,
    /// The words for who says it; without, the outlet says it
    #[arg(long, value_name = "WORDS")]
    pub said_by: Option<String>,
    /// How firmly: certain, probable, possible or unstated
    #[arg(long, value_name = "WORD")]
    pub certainty: Option<String>,
    /// It is said not to be so
    #[arg(long)]
    pub denied: bool,
    /// Who, why
    #[command(flatten)]
    pub stamp: JudgeStamp,
}

/// What stands in place of a value; what goes with which slot is checked.
#[derive(Args, Debug)]
pub struct ValueArgs {
    /// The value as the slot has it: 4, "4 to 7", a party, a place, a day, words
    #[arg(long, value_name = "VALUE")]
    pub value: Option<String>,
    /// Smallest number; without --high the end is open
    #[arg(long, value_name = "N")]
    pub low: Option<u32>,
    /// Largest number
    #[arg(long, value_name = "N")]
    pub high: Option<u32>,
    /// civilian, combatant, mixed or unknown
    #[arg(long, value_name = "WORD")]
    pub status: Option<String>,
    /// children, women, men or named
    #[arg(long, value_name = "WORD")]
    pub who: Option<String>,
    /// Who or what is meant, by id or spelling; for numbers, whose people they were
    #[arg(long, value_name = "THING")]
    pub party: Option<String>,
    /// claimed, accused or stated: in what manner a party is held responsible
    #[arg(long, value_name = "WORD")]
    pub manner: Option<String>,
    /// hostile, accident, technical or unknown
    #[arg(long, value_name = "WORD")]
    pub cause: Option<String>,
    /// A place: NAME, NAME=geonames:123, or NAME=LAT,LON
    #[arg(long, value_name = "PLACE")]
    pub place: Option<String>,
    /// A day, or the first and the last: 2031-03-04/2031-03-06
    #[arg(long, value_name = "DAYS")]
    pub days: Option<String>,
    /// The words to show for it
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

/// A note.
#[derive(Args, Debug)]
pub struct NoteArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// A claim (REPORT#c4), event (V-…), entity (id or spelling) or report
    #[arg(value_name = "ID")]
    pub on: String,
    /// What to remember
    #[arg(value_name = "WORDS")]
    pub words: String,
    /// Who notes it, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon judge")]
    pub by: String,
    /// Say what it would change, and record nothing
    #[arg(long)]
    pub dry_run: bool,
    /// What changed, as JSON
    #[arg(long)]
    pub json: bool,
}
