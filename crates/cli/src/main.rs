//! The command `rashomon`.
//!
//! Reads arguments, calls the library, prints. Data goes to standard output and nothing else
//! does; errors, warnings and progress go to standard error. Exit codes: 0 done, 1 nothing found
//! or something did not hold, 2 could not do it.

mod args;
mod commands;
mod demo;
mod error;
mod input;
mod matrix;
mod output;
mod progress;
mod sanitize;
mod values;

use std::process::ExitCode;

use clap::Parser;

use crate::args::{Args, Command};
use crate::error::{CommandError, Outcome};

fn main() -> ExitCode {
    let args = Args::parse();
    match run(args.command) {
        Ok(outcome) => outcome.code(),
        Err(error) => {
            error.report();
            error.code()
        }
    }
}

fn run(command: Command) -> Result<Outcome, CommandError> {
    match command {
        Command::Read(args) => commands::read::run(&args),
        Command::Add(args) => commands::add::run(&args),
        Command::Events(args) => commands::events::run(&args),
        Command::Show(args) => commands::show::run(&args),
        Command::Entities(args) => commands::entities::run(&args),
        Command::Search(args) => commands::search::run(&args),
        Command::Export(args) => commands::export::run(&args),
        Command::Explain(args) => commands::explain::run(&args),
        Command::Verify(args) => commands::verify::run(&args),
        Command::Compare(args) => commands::compare::run(&args),
        Command::Schema(args) => commands::schema::run(&args),
        Command::Demo(args) => demo::run(&args),
        Command::Completions(args) => commands::shell::completions(&args),
        Command::Man => commands::shell::man(),
    }
}
