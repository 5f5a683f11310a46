//! `rashomon add`: reports into a case.

use std::path::Path;

use rashomon::{CaseFile, Entry, Reader};

use crate::args::AddArgs;
use crate::error::{CommandError, Outcome, say};
use crate::input::{self, Problems};
use crate::progress;

/// Adds reports and says what came of it.
pub fn run(args: &AddArgs) -> Result<Outcome, CommandError> {
    let reader = Reader::new()?;
    let bar = progress::reports(args.quiet);
    let problems = Problems::beside(&bar).passing_over(&args.case, &args.inputs);
    let mut entries = input::reports(&args.inputs, &problems).map(Entry::from).peekable();
    // A mistyped file name should not leave an empty case behind.
    if entries.peek().is_none() && !args.case.exists() {
        return Err(nothing_to_add(&args.case));
    }
    let mut case = CaseFile::open_or_create(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let added = case.add(&reader, entries, (&at, &args.by), &mut |done| {
        bar.set_position(done as u64);
    })?;
    bar.set_message("· setting accounts side by side");
    case.refresh()?;
    let events = case.count_events()?;
    bar.finish_and_clear();
    say(&format!(
        "{} new, {} revised, {} held already, {} not usable. {events} events; `rashomon events {}` lists them.",
        added.new,
        added.revised,
        added.held,
        problems.count(),
        args.case.display()
    ));
    Ok(if problems.count() > 0 { Outcome::Partly } else { Outcome::Done })
}

fn nothing_to_add(case: &Path) -> CommandError {
    CommandError::failed(format!(
        "no report to add, {} was not made; name files that hold reports",
        case.display()
    ))
}
