//! What `rashomon log`, `history`, `gone` and `reread` can be told.

use std::path::PathBuf;

use clap::Args;

use super::case::CaseArg;

/// Options of `log`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon log week.rashomon                         the last records
  rashomon log week.rashomon --kind judgement -n 0   every judgement
  rashomon log week.rashomon --key wire-4            everything entered under one name
  rashomon log week.rashomon --from 40 -n 10 --json

Kinds: report, reading, judgement, coding, gone, redaction, sources, gazetteer, rulebook. `→ 61`
says that record 61 is in force in its place; it stays in the log all the same.")]
pub struct LogArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Only records of this kind
    #[arg(long, value_name = "KIND")]
    pub kind: Option<String>,
    /// Only records about the thing of this name: a report's id
    #[arg(long, value_name = "KEY")]
    pub key: Option<String>,
    /// From this position on; without it, the last ones
    #[arg(long, value_name = "POSITION")]
    pub from: Option<u64>,
    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// One JSON object a line, with the full digests
    #[arg(long)]
    pub json: bool,
}

/// Options of `history`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon history week.rashomon wire-4             its texts, what changed, what was read, judged
  rashomon history week.rashomon V-12ab              the same of every report of an event
  rashomon history week.rashomon wire-4 --text 1     its first text
  rashomon history week.rashomon wire-4 --reading 1  what was read in it first, as JSON

Words that were taken out stand in [-…-], words that came in in {+…+}. That a voice raised its
figure from one text of a report to the next is its history; it does not contradict itself.")]
pub struct HistoryArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// A report, or an event by number, id or claim
    #[arg(value_name = "ID")]
    pub id: String,
    /// Print this text of the report, from 1, and nothing else
    #[arg(long, value_name = "N", conflicts_with = "reading")]
    pub text: Option<usize>,
    /// Print this reading of the report, from 1, as JSON
    #[arg(long, value_name = "N")]
    pub reading: Option<usize>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Options of `gone`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon gone week.rashomon post-2 --taken-down --seen 2031-03-09 --reason \"says so itself\"
  rashomon gone week.rashomon post-2 --reason \"404 since Monday\"
  rashomon gone week.rashomon post-2 --back --reason \"it moved to another address\"

The report stays in the case, with all that was read in it; its accounts are marked. To take a post
down denies nothing.")]
pub struct GoneArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The report
    #[arg(value_name = "REPORT")]
    pub report: String,
    /// Its source took it down; without, it can only not be found any more
    #[arg(long, conflicts_with = "back")]
    pub taken_down: bool,
    /// It is there again, or was never gone
    #[arg(long)]
    pub back: bool,
    /// The day on which that was seen
    #[arg(long, value_name = "DATE")]
    pub seen: Option<String>,
    /// How it is known
    #[arg(long, value_name = "WORDS")]
    pub reason: String,
    /// Who says so, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon gone")]
    pub by: String,
}

/// Options of `reread`.
#[derive(Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon reread week.rashomon --dry-run    what this version would read otherwise
  rashomon reread week.rashomon              read again what an older version read
  rashomon reread week.rashomon wire-4       read one report again
  rashomon reread week.rashomon --all --json

The older readings stay in the log (`history`). What people judged holds: judgements name words,
not numbers of claims; one whose words are read as something else applies to nothing, and says so.
What is committed stays: run the same command again to go on.")]
pub struct RereadArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Only these reports
    #[arg(value_name = "REPORT")]
    pub reports: Vec<String>,
    /// Also what this version has read
    #[arg(long)]
    pub all: bool,
    /// Say what would change, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// The map of a dataset whose rows are to be read, as for `add`
    #[arg(long, value_name = "NAME or MAP.toml")]
    pub dataset: Option<String>,
    /// Who asks, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon reread")]
    pub by: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}
