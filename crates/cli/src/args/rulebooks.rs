//! What `rashomon rulebooks` can be told.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::args::case::WhenArg;

/// Options of `rulebooks`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon rulebooks list
  rashomon rulebooks show airwars
  rashomon rulebooks show airwars --file > mine.toml     a file to begin one's own with
  rashomon rulebooks check mine.toml
  rashomon rulebooks import week.rashomon mine.toml

A rulebook codes the events of a case and is preferred to no other. `rashomon show` prints what
each makes of an event, `rashomon explain CASE EVENT/airwars` the rules and quotes behind it.")]
pub struct RulebooksArgs {
    /// What to do
    #[command(subcommand)]
    pub what: RulebooksWhat,
}

/// What can be done with rulebooks.
#[derive(Subcommand, Debug)]
pub enum RulebooksWhat {
    /// List the rulebooks in the program, and those imported into a case
    List(ListArgs),
    /// Show a rulebook: what can be set, how it counts, every rule and how sure it is
    Show(ShowArgs),
    /// Read a rulebook file and say what does not hold in it
    Check(CheckArgs),
    /// Import a rulebook into a case, or a later version of one
    Import(ImportArgs),
    /// Drop an imported rulebook, with a reason; importing again brings it back
    Drop(DropArgs),
    /// List what rules can ask of an event
    Findings(FindingsArgs),
}

/// Options of `rulebooks list`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon rulebooks list
  rashomon rulebooks list week.rashomon --json | jq -r '[.name, .version, .file] | @tsv'")]
pub struct ListArgs {
    /// A case, to list what was imported into it as well
    #[arg(value_name = "CASE")]
    pub case: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArg,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

/// Options of `rulebooks show`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon rulebooks show airwars
  rashomon rulebooks show mine --case week.rashomon
  rashomon rulebooks show airwars --json | jq '.parameters'")]
pub struct ShowArgs {
    /// Name of the rulebook
    #[arg(value_name = "NAME")]
    pub name: String,
    /// The case it was imported into
    #[arg(long, value_name = "CASE")]
    pub case: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArg,
    /// Print the file as it is
    #[arg(long, conflicts_with = "json")]
    pub file: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `rulebooks check`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon rulebooks check mine.toml

A name that is not known, a value of the wrong kind, a word that something can never be: each is
named with its line and with what is allowed. Exit code 2 where the file does not hold.")]
pub struct CheckArgs {
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// A case with the rulebook that this one extends, where that is no rulebook of the program
    #[arg(long, value_name = "CASE")]
    pub case: Option<PathBuf>,
    /// The rulebook as it was read, as JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `rulebooks import`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon rulebooks import week.rashomon mine.toml --by ana

  with a file `mine.toml` such as:
    name = \"ours\"
    version = \"1\"
    extends = \"airwars\"
    [[parameter]]
    name = \"fair_origins\"
    value = 3

The text is kept in the case with its SHA-256, and every event is coded by it beside the others. A
rulebook of the same name is superseded and stays in the log.")]
pub struct ImportArgs {
    /// The case; made where there is none
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The file
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Who imports it, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon rulebooks")]
    pub by: String,
}

/// Options of `rulebooks drop`.
#[derive(Args, Debug)]
#[command(after_help = "\
Example:
  rashomon rulebooks drop week.rashomon ours --reason 'we agreed on another table of words'")]
pub struct DropArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Name of the rulebook
    #[arg(value_name = "NAME")]
    pub name: String,
    /// Why, for the record
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who drops it, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon rulebooks")]
    pub by: String,
}

/// Options of `rulebooks findings`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon rulebooks findings
  rashomon rulebooks findings --json | jq -r '.name'")]
pub struct FindingsArgs {
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}
