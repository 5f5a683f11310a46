//! `rashomon add`: reports into a case.

use rashomon::{CaseFile, Entry, Reader};

use crate::args::AddArgs;
use crate::error::{CommandError, Outcome};
use crate::input::{self, Problems};
use crate::progress;

/// Adds reports and says what came of it.
pub fn run(args: &AddArgs) -> Result<Outcome, CommandError> {
    let mut case = CaseFile::open_or_create(&args.case)?;
    let reader = Reader::new()?;
    let problems = Problems::default();
    let bar = progress::reports(args.quiet);
    let entries = input::reports(&args.inputs, &problems)
        .map(|received| Entry { report: received.report, raw: received.raw });
    let at = jiff::Timestamp::now().to_string();
    let added = case.add(&reader, entries, (&at, &args.by), &mut |done| {
        bar.set_position(done as u64);
    })?;
    bar.set_message("· setting accounts side by side");
    case.refresh()?;
    bar.finish_and_clear();
    anstream::eprintln!(
        "{} new, {} revised, {} held already, {} not usable. {} events; `rashomon events {}` lists them.",
        added.new,
        added.revised,
        added.held,
        problems.count(),
        case.events()?.len(),
        args.case.display()
    );
    Ok(if problems.count() > 0 { Outcome::Partly } else { Outcome::Done })
}
