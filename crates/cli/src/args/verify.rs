//! Options of `verify`.

use std::path::PathBuf;

use crate::args::case::WhenArg;

/// Options of `verify`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon verify week.rashomon
  rashomon verify week.rashomon --json | jq -r .head
  rashomon verify week.rashomon --json | jq '.bad[] | [.position, .why, .depends.events]'
  rashomon verify week.rashomon --as-of 40               its first forty records
  rashomon verify strike.zip                             an evidence bundle, without the case
  rashomon verify strike.zip --key ana.pub               and its signatures
  rashomon verify strike.zip.age --identity key.txt      an encrypted one

Every record is hashed again, every quote sliced again, every signed head checked again. Exit code 1
where anything does not hold, with each such record and what rests on it. A case whose last records
were cut off still holds by itself: note its head elsewhere, and `rashomon head CASE --check` says
whether the case still continues it.")]
pub struct VerifyArgs {
    /// The case, or an evidence bundle: told by how the file begins
    #[arg(value_name = "CASE or BUNDLE")]
    pub case: PathBuf,
    /// As JSON
    #[arg(long)]
    pub json: bool,
    /// Build the derived tables anew from the log as well
    #[arg(long)]
    pub rebuild: bool,
    /// The public key that signed a bundle: its file, or its line that begins with RW
    #[arg(long, value_name = "PUB")]
    pub key: Option<String>,
    /// What decrypts a bundle: a file as age-keygen writes it; without, a passphrase is asked for
    #[arg(long, value_name = "FILE")]
    pub identity: Option<PathBuf>,
    #[command(flatten)]
    pub when: WhenArg,
    /// Show no progress
    #[arg(short, long)]
    pub quiet: bool,
}
