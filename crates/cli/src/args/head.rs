//! Options of `head`.

use std::path::PathBuf;

use super::case::CaseArg;

/// Options of `head`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon head week.rashomon                          six lines to note down elsewhere
  rashomon head week.rashomon > week.head
  rashomon head week.rashomon --check week.head        does the case still continue it?
  rashomon keys new ana                                makes ana.key and ana.pub
  rashomon head week.rashomon --sign ana.key           keeps it in the log, writes week.head-42.txt
  rashomon head week.rashomon --check week.head-42.txt --key ana.pub
  minisign -V -p ana.pub -m week.head-42.txt

The head names the log, counts its records, and has the root of the Merkle tree over them (RFC
6962). Whoever changes, removes or reorders a record changes the root. That shows nothing to people
who have only the case: it shows it to those who noted the head, were sent it, or had it signed by
somebody else. The first three lines are a checkpoint as transparency logs write it.")]
pub struct HeadArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// Sign it with a secret key of minisign, keep the signature in the log, and write both as files
    #[arg(long, value_name = "KEY", conflicts_with = "check")]
    pub sign: Option<PathBuf>,
    /// Where to write the signed head; beside the case by default
    #[arg(short, long, value_name = "FILE", requires = "sign")]
    pub output: Option<PathBuf>,
    /// Who signs, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon head")]
    pub by: String,
    /// Say whether the case still continues a head noted earlier: its text, or its JSON
    #[arg(long, value_name = "HEADFILE")]
    pub check: Option<PathBuf>,
    /// Check HEADFILE.minisig as well, with a public key: its file, or its line that begins with RW
    #[arg(long, value_name = "PUB", requires = "check")]
    pub key: Option<String>,
    /// As JSON; with --check, with the digests that prove it
    #[arg(long)]
    pub json: bool,
}
