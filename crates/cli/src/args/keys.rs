//! Options of `keys`.

use std::path::PathBuf;

/// Options of `keys`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Example:
  rashomon keys new ana")]
pub struct KeysArgs {
    /// What to do
    #[command(subcommand)]
    pub what: KeysWhat,
}

/// What to do with keys.
#[derive(clap::Subcommand, Debug)]
pub enum KeysWhat {
    /// Make a secret and a public key, as `minisign -G` does
    #[command(after_help = "\
Examples:
  rashomon keys new ana                      asks for a password; writes ana.key and ana.pub
  rashomon keys new /safe/ana --no-password  for a machine that signs by itself

The secret key is readable by you alone and locked with the password. Give the public key to those
who will check your signatures, in a way that nobody can change on the way.")]
    New {
        /// Name of the files, without ending
        #[arg(value_name = "NAME")]
        name: PathBuf,
        /// Do not lock the secret key
        #[arg(long)]
        no_password: bool,
    },
}
