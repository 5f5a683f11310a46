//! What `rashomon sources` can be told.

use std::path::PathBuf;

use crate::args::case::CaseArg;
use clap::{Args, Subcommand};

/// Options of `sources`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon sources import --example > sources.csv
  rashomon sources import week.rashomon sources.csv
  rashomon sources list week.rashomon
  rashomon sources records week.rashomon
  rashomon sources show week.rashomon \"Harbour Times\"")]
pub struct SourcesArgs {
    /// What to do
    #[command(subcommand)]
    pub what: SourcesWhat,
}

/// What can be done with source tables.
#[derive(Subcommand, Debug)]
pub enum SourcesWhat {
    /// Import source tables into a case
    Import(ImportArgs),
    /// List the source tables of a case, row by row
    List(ListArgs),
    /// List what each outlet tells, leaves out, takes from others, stands alone with
    Records(ListRecordsArgs),
    /// Show all that a case knows of one outlet
    Show(ShowSourceArgs),
    /// Drop a source table, with a reason; importing again brings it back
    Drop(DropArgs),
}

/// Options of `sources import`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon sources import --example > sources.csv
  rashomon sources import week.rashomon sources.csv --by ana

A table under a header, apart by comma, semicolon, tab or bar, one leaning a row:
  source       the outlet or speaker, as reports name it
  aliases      its other names, apart by semicolons
  leaning      leans to, leans against, or is of
  party        the party, as reports name it
  from, until  the days on which that holds: YYYY, YYYY-MM or YYYY-MM-DD; open where empty
  kind         what sort of source: state media, agency
  reliability  A to F of the Admiralty scale
  note, reference
Only source and one of leaning (with party), kind and reliability are needed. A leaning counts for
events whose days lie within its dates. Nothing is ever inferred about a source: what a case says
of one rests on a quote of a report or on a row of such a table. Rows that cannot be used are named
and skipped; the same table again changes nothing.")]
pub struct ImportArgs {
    /// Print a table to begin with, and do nothing else
    #[arg(long)]
    pub example: bool,
    /// The case; made where there is none
    #[arg(value_name = "CASE", required_unless_present = "example")]
    pub case: Option<PathBuf>,
    /// Source tables; `-` is standard input
    #[arg(value_name = "TABLE", required_unless_present = "example")]
    pub files: Vec<PathBuf>,
    /// Who imports them, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon sources")]
    pub by: String,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}

/// Options of `sources list`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon sources list week.rashomon --json | jq -r '[.id, .source, .stance, .party] | @tsv'")]
pub struct ListArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `sources records`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon sources records week.rashomon
  rashomon sources records week.rashomon --json | jq -r '.outlets[] | [.name, .alone] | @tsv'

alone: events nobody else tells. missing: dated events that others tell and it does not, though it
published within a week of them. takes: its reports that rest on others; taken: reports of others
that rest on it. conflicts: events on which it cannot hold together with somebody else.")]
pub struct ListRecordsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// As JSON (rashomon/source-records/1)
    #[arg(long)]
    pub json: bool,
}

/// Options of `sources show`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon sources show week.rashomon \"Harbour Times\"
  rashomon sources show week.rashomon harbourtimes.example --json | jq .slots

A slot is left out where others tell it of an event and no report of this outlet does, read whole,
in any voice. Ties without a known direction are listed apart: words are shared, and nobody can
tell who had them first. What is said of the outlet stands with the words, or the row, that say so.")]
pub struct ShowSourceArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// The outlet, by any of its names
    #[arg(value_name = "NAME")]
    pub name: String,
    /// At most so many of each list
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    pub limit: usize,
    /// As JSON, whole (rashomon/source-record/1)
    #[arg(long)]
    pub json: bool,
}

/// Options of `sources drop`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon sources drop week.rashomon S-10a9 --reason 'a newer table replaces it'")]
pub struct DropArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Id of the table, or the beginning of it
    #[arg(value_name = "ID")]
    pub id: String,
    /// Why, for the record
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who drops it, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon sources")]
    pub by: String,
}
