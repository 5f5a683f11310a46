//! The command `rashomon`.
//!
//! Reads arguments, calls the library, prints. Data goes to standard output and nothing else
//! does; errors, warnings and progress go to standard error. Exit codes: 0 done, 1 nothing found
//! or something did not hold, 2 could not do it.

mod args;
mod chosen;
mod commands;
mod demo;
mod error;
mod grades;
mod input;
mod interest;
mod layout;
mod matrix;
mod output;
mod people;
mod progress;
mod salt;
mod sanitize;
mod secret;
mod values;
mod watched;
mod waterfall;

use std::borrow::Cow;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use clap::Parser;
use rashomon::CaseFile;

use crate::args::{Args, Command};
use crate::error::{CommandError, Outcome, say};
use crate::sanitize::sanitize;

fn main() -> ExitCode {
    let told = std::panic::take_hook();
    // What a parser of others fails on is told as a problem of the file.
    std::panic::set_hook(Box::new(move |panic| {
        if !rashomon::intake::is_guest() {
            told(panic);
        }
    }));
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => return refuse(&error),
    };
    let ended = match run(args.command) {
        Err(error) if error.to_heal().is_some_and(heals) => again(error),
        ended => ended,
    };
    match ended {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            error.report();
            error.code()
        }
    }
}

/// Builds the derived tables of a case anew; says whether it could, and nothing was printed yet that would be said twice.
fn heals(case: &Path) -> bool {
    if output::has_begun() {
        return false;
    }
    let healed = CaseFile::open(case).and_then(|mut case| case.rebuild()).is_ok();
    if healed {
        say(&format!("Derived tables of {} were damaged; they are built anew.", case.display()));
    }
    healed
}

/// Does what was asked once more, after what stood in its way is gone.
fn again(first: CommandError) -> Result<Outcome, CommandError> {
    match Args::try_parse() {
        Ok(args) => run(args.command),
        Err(_) => Err(first),
    }
}

/// Prints help as asked for, or why the arguments do not parse: a file name may stand in there, so
/// what could command a terminal is shown as an escape.
fn refuse(error: &clap::Error) -> ExitCode {
    let plain = error.render().to_string();
    match sanitize(&plain) {
        Cow::Owned(shown) if error.use_stderr() => {
            let _ = writeln!(anstream::stderr(), "{}", shown.trim_end());
        }
        _ => drop(error.print()),
    }
    u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
}

fn run(command: Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Read(args) => commands::read::run(&args),
        Command::Add(args) => commands::add::run(&args),
        Command::Watch(args) => commands::watch::run(&args),
        Command::Events(args) => commands::events::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Timeline(args) => commands::timeline::run(&args),
        Command::Numbers(args) => commands::numbers::run(&args),
        Command::Diff(args) => commands::diff::run(&args),
        Command::Gaps(args) => commands::gaps::run(&args),
        Command::Entities(args) => commands::entities::run(&args),
        Command::Judge(args) => commands::judge::run(&args),
        Command::Judgements(args) => commands::judgements::run(&args),
        Command::Redact(args) => commands::redact::run(&args),
        Command::Redactions(args) => commands::redact::list(&args),
        Command::Log(args) => commands::log::run(&args),
        Command::History(args) => commands::history::run(&args),
        Command::Gone(args) => commands::gone::run(&args),
        Command::Reread(args) => commands::reread::run(&args),
        Command::Serve(args) => commands::serve::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Export(args) => commands::export::run(&args),
        Command::Dossier(args) => commands::dossier::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Salvage(args) => commands::salvage::run(&args),
        Command::Head(args) => commands::head::run(&args),
        Command::Bundle(args) => commands::bundle::run(&args),
        Command::Keys(args) => commands::keys::run(&args),
        Command::Compare(args) => commands::compare::run(&args),
        Command::Review(args) => commands::review::run(&args),
        Command::Code(args) => commands::coding::code(&args),
        Command::Codings(args) => commands::coding::list(&args),
        Command::Agreement(args) => commands::coding::agreement(&args),
        Command::Origins(args) => commands::origins::run(&args),
        Command::Places(args) => commands::places::run(&args),
        Command::Sources(args) => commands::sources::run(&args),
        Command::Rulebooks(args) => commands::rulebooks::run(&args),
        Command::Schema(args) => commands::schema::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions(args) => commands::shell::completions(&args),
        Command::Man => commands::shell::man(),
    }
}
