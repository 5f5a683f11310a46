//! `rashomon read`: readings as JSON Lines, in input order, in flat memory.

use rashomon::json::reading::Reading;
use rashomon::{Entry, Reader, read_all};

use crate::args::ReadArgs;
use crate::error::{CommandError, Outcome};
use crate::input::{self, Problems};
use crate::output::Output;
use crate::progress;

/// Reports read at once; bounds memory whatever the input's size.
const LOT: usize = 16;

/// Reads reports and prints their readings.
pub fn run(args: &ReadArgs) -> Result<Outcome, CommandError> {
    let reader = Reader::new()?;
    let problems = Problems::default();
    let bar = progress::reports(args.quiet);
    let mut output = Output::open();
    let mut lot: Vec<Entry> = Vec::with_capacity(LOT);
    let mut extra = Vec::with_capacity(LOT);
    for received in input::reports(&args.inputs, &problems) {
        lot.push(Entry { report: received.report, raw: Vec::new() });
        extra.push(received.diagnostics);
        if lot.len() >= LOT {
            print(&reader, &mut lot, &mut extra, &mut output)?;
        }
        bar.inc(1);
    }
    print(&reader, &mut lot, &mut extra, &mut output)?;
    bar.finish_and_clear();
    output.close()?;
    Ok(if problems.count() > 0 { Outcome::Partly } else { Outcome::Done })
}

fn print(
    reader: &Reader,
    lot: &mut Vec<Entry>,
    extra: &mut Vec<Vec<rashomon::model::Diagnostic>>,
    output: &mut Output,
) -> Result<(), CommandError> {
    let readings = read_all(reader, lot);
    for ((entry, mut reading), received) in lot.drain(..).zip(readings).zip(extra.drain(..)) {
        reading.diagnostics.splice(0..0, received);
        output.json(&Reading::of(&entry.report, &reading))?;
    }
    Ok(())
}
