//! `rashomon completions` and `rashomon man`: made from the declarations in `args`.

use std::io::Write;

use clap::CommandFactory;
use clap_mangen::Man;

use crate::args::{Args, CompletionsArgs};
use crate::error::{CommandError, Outcome};

/// Prints a completion script.
pub fn completions(args: &CompletionsArgs) -> Result<Outcome, CommandError> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "rashomon", &mut script);
    print(&script)
}

/// Prints the manual page in roff: the program, then each command with its options.
pub fn man() -> Result<Outcome, CommandError> {
    let mut command = Args::command();
    command.build();
    let page = page(&command)
        .map_err(|e| CommandError::failed(format!("cannot make the manual page: {e}")))?;
    print(page.as_bytes())
}

fn page(command: &clap::Command) -> std::io::Result<String> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let mut page = String::from_utf8_lossy(&page).into_owned();
    for sub in command.get_subcommands().filter(|sub| sub.get_name() != "help") {
        let name = sub.get_bin_name().unwrap_or_else(|| sub.get_name());
        let mut part = Vec::new();
        let man = Man::new(sub.clone());
        man.render_synopsis_section(&mut part)?;
        man.render_description_section(&mut part)?;
        if sub.get_arguments().any(|argument| !argument.is_hide_set()) {
            man.render_options_section(&mut part)?;
        }
        man.render_extra_section(&mut part)?;
        // The sections of a command are subsections of the page.
        let part = String::from_utf8_lossy(&part).replace(".SH ", ".SS ");
        page.push_str(&format!(".SH \"{}\"\n{part}", name.to_uppercase()));
    }
    Ok(page)
}

fn print(bytes: &[u8]) -> Result<Outcome, CommandError> {
    match std::io::stdout().write_all(bytes) {
        Err(e) if e.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(CommandError::failed(format!("cannot write to standard output: {e}")))
        }
        _ => Ok(Outcome::Done),
    }
}
