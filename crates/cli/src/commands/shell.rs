//! `rashomon completions` and `rashomon man`: made from the declarations in `args`.

use std::io::Write;

use clap::CommandFactory;

use crate::args::{Args, CompletionsArgs};
use crate::error::{CommandError, Outcome};

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs) -> Result<Outcome, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "rashomon", &mut script);
    print(&script)
}

/// Prints the manual page in roff.
pub fn man() -> Result<Outcome, CommandError> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Args::command())
        .render(&mut page)
        .map_err(|e| CommandError::failed(format!("cannot make the manual page: {e}")))?;
    print(&page)
}

fn print(bytes: &[u8]) -> Result<Outcome, CommandError> {
    match std::io::stdout().write_all(bytes) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::failed(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(Outcome::Done),
    }
}
