//! Options of `bundle`.

use std::path::PathBuf;

use super::case::CaseArg;

/// Options of `bundle`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon bundle week.rashomon 3 -o strike.zip
  rashomon bundle week.rashomon 3 7 -o strikes.zip --sign ana.key
  rashomon bundle week.rashomon --all -o week.zip --without-raw
  rashomon bundle week.rashomon 3 -o strike.zip.age --encrypt-to age1…
  rashomon verify strike.zip

The bundle is a ZIP with the records the events rest on, letter by letter, the bytes as received,
proofs that the records are in the log of the case, the texts, the dossier, and a README that shows
how to check all of it with sha256sum and python3. It is checked without the case. The texts and
captures may not be yours to pass on.")]
pub struct BundleArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Events: numbers in `events`, ids or beginnings of ids
    #[arg(value_name = "EVENT", required_unless_present = "all")]
    pub events: Vec<String>,
    /// Every event of the case
    #[arg(long, conflicts_with = "events")]
    pub all: bool,
    /// The file to write; only you can read it
    #[arg(short, long, value_name = "FILE.zip")]
    pub output: PathBuf,
    /// Leave out the bytes as received; their sums stay in the records
    #[arg(long)]
    pub without_raw: bool,
    /// Sign head and bundle with a secret key of minisign; the signed head is kept in the log
    #[arg(long, value_name = "KEY")]
    pub sign: Option<PathBuf>,
    /// Encrypt for a recipient of age; may be given several times
    #[arg(long, value_name = "age1…", conflicts_with = "passphrase")]
    pub encrypt_to: Vec<String>,
    /// Encrypt with words that you are asked for, or that RASHOMON_PASSPHRASE holds
    #[arg(long)]
    pub passphrase: bool,
    /// Who makes it, for the record of a signed head
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon bundle")]
    pub by: String,
    /// What was written, as JSON
    #[arg(long)]
    pub json: bool,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}
