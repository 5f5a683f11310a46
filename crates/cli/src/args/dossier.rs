//! Options of `dossier`.

use crate::args::case::CaseArg;
use std::path::PathBuf;

/// Options of `dossier`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon dossier week.rashomon 3 -o strike.html
  rashomon dossier week.rashomon -o week.html          every event of the case
  rashomon dossier week.rashomon 3 --texts -o strike.html

The page needs no network and runs no script; a browser's print dialogue makes a PDF of it. It
holds the accounts side by side, every quote in its context, the sources with the SHA-256 of their
archived texts, and the head of the case's log, so that whoever gets it can hold it against the
case. The texts of the reports may not be yours to pass on: they are left out unless you ask for
them.")]
pub struct DossierArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Events: numbers in `events`, ids or beginnings of ids; every event by default
    #[arg(value_name = "EVENT")]
    pub events: Vec<String>,
    /// Put the archived texts of the reports at the end
    #[arg(long)]
    pub texts: bool,
    /// Write to a file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}
