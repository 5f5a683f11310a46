//! Options of `salvage`.

use std::path::PathBuf;

/// Options of `salvage`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon salvage damaged.rashomon saved.rashomon
  rashomon salvage damaged.rashomon saved.rashomon --head 4a7d1ed4…   does it reach what was noted?
  rashomon salvage damaged.rashomon saved.rashomon --json | jq '.lost[]'

The damaged file is read and never written to, not even by the database. Every record that fits its
digest, and that the next record was appended to, is taken, at the same position and word for word.
Where one is lost a record says so, with the digest that should stand there. Captures that fit their
digest come along. The last record of the new case tells from which file all of it is and which
parts of the old chain hold. Exit code 1 where anything was lost. A copy that passes `rashomon
verify` is better than any salvage.")]
pub struct SalvageArgs {
    /// The damaged case; the -wal file beside it is read too
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// The case to make; nothing may be there
    #[arg(value_name = "NEW")]
    pub new: PathBuf,
    /// A head noted while the case was whole, as `verify` prints it: is it still reached?
    #[arg(long, value_name = "DIGEST")]
    pub head: Option<String>,
    /// Who salvages, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon salvage")]
    pub by: String,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}
