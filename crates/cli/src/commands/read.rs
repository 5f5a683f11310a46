//! `rashomon read`: readings as JSON Lines, in input order, in flat memory.

use rashomon::intake::Options;
use rashomon::json::reading::Reading;
use rashomon::{Entry, Reader, read_each};

use crate::args::ReadArgs;
use crate::error::{CommandError, Outcome};
use crate::input::{self, Problems};
use crate::output::{self, Output};
use crate::progress;

/// Reads reports and prints their readings.
pub fn run(args: &ReadArgs) -> Result<Outcome, CommandError> {
    let mut reader = Reader::new()?;
    if !args.places.is_empty() {
        let read = args.places.iter().map(|file| super::places::read(file, args.quiet));
        reader = reader.with_places(&read.collect::<Result<Vec<_>, _>>()?);
    }
    let options = Options::default().limits(args.limits.limits());
    let bar = progress::Inputs::over(&args.inputs.files, &options, args.quiet);
    let problems = Problems::beside(bar.bar()).into_file(args.limits.errors.as_deref())?;
    let mut output = Output::open();
    let entries = input::reports(&args.inputs.files, &options, &problems).map(Entry::from);
    // Each line is made where its report is read; here it is only sent out.
    let line = |entry: &Entry, reading: &_| output::json_line(&Reading::of(&entry.report, reading));
    read_each(&reader, entries, line, |line| {
        bar.step();
        output.bytes(&line?)
    })?;
    bar.finish();
    output.close()?;
    Ok(if problems.close()? > 0 { Outcome::Partly } else { Outcome::Done })
}
