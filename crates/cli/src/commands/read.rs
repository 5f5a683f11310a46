//! `rashomon read`: readings as JSON Lines, in input order, in flat memory.

use rashomon::intake::Options;
use rashomon::json::reading::Reading;
use rashomon::{Entry, Reader, is_full_lot, read_all};

use crate::args::ReadArgs;
use crate::error::{CommandError, Outcome};
use crate::input::{self, Problems};
use crate::output::Output;
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
    let mut lot: Vec<Entry> = Vec::new();
    for received in input::reports(&args.inputs.files, &options, &problems) {
        lot.push(Entry::from(received));
        // Lots are bounded in reports and bytes, so that memory is flat whatever the input's size.
        if is_full_lot(&lot) {
            print(&reader, &mut lot, &mut output)?;
        }
        bar.step();
    }
    print(&reader, &mut lot, &mut output)?;
    bar.finish();
    output.close()?;
    Ok(if problems.close()? > 0 { Outcome::Partly } else { Outcome::Done })
}

fn print(reader: &Reader, lot: &mut Vec<Entry>, output: &mut Output) -> Result<(), CommandError> {
    let readings = read_all(reader, lot);
    for (entry, reading) in lot.drain(..).zip(readings) {
        output.json(&Reading::of(&entry.report, &reading))?;
    }
    Ok(())
}
