//! `rashomon demo`: the bundled case, from reports to side-by-side accounts.
//!
//! The reports are invented and say so: places, people, outlets and parties do not exist. The
//! case is built through the same calls as any other.

use rashomon::intake::{self, Format};
use rashomon::{CaseFile, Entry, Reader};

use crate::args::DemoArgs;
use crate::commands::show;
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::matrix::Drawing;
use crate::output::Output;
use crate::progress;

/// The bundled reports.
const REPORTS: &[u8] = include_bytes!("../../../data/demo/reports.jsonl");

/// Builds the demo case and prints its accounts.
pub fn run(args: &DemoArgs) -> Result<Outcome, CommandError> {
    let bar = progress::reports(false);
    let reader = Reader::new()?;
    let mut case = CaseFile::open_or_create(&args.case)?;
    let received = intake::from_reader("demo", Some(Format::JsonLines), REPORTS)
        .map_err(|problem| CommandError::failed(problem.to_string()))?;
    let entries = received.filter_map(Result::ok).map(Entry::from);
    let at = jiff::Timestamp::now().to_string();
    case.add(&reader, entries, (&at, "rashomon demo"), &mut |done| bar.set_position(done as u64))?;
    case.refresh()?;
    bar.finish_and_clear();
    print(&case, args)?;
    Ok(Outcome::Done)
}

fn print(case: &CaseFile, args: &DemoArgs) -> Result<(), CommandError> {
    let mut output = Output::open();
    let reports = case.reports()?;
    output.line(format!(
        "An invented case: {} reports on a war that never was. Places, people and outlets do not exist.\n",
        reports.len()
    ))?;
    let width = layout::terminal_width().unwrap_or(layout::PLAIN_WIDTH);
    let drawing = Drawing { width, quotes: false };
    let told = case.events()?.into_iter().enumerate().filter(|(_, e)| e.reports.len() > 1);
    for (number, event) in told {
        output.line(format!("── event {} ", number + 1))?;
        let names = show::names(case, &event)?;
        output.drawn(show::page(&event, &names, drawing))?;
        output.line("")?;
    }
    let path = args.case.display();
    // As the reader started it, so that the lines below can be copied.
    let program = std::env::args().next().unwrap_or_else(|| "rashomon".to_owned());
    output.line(format!(
        "The case is kept in {path}. Go on with:\n  \
         {program} events {path}            every event, also those one report tells\n  \
         {program} show {path} 1 --quotes   the words behind each value\n  \
         {program} explain {path} ID        rules, weights and quotes behind any id\n  \
         {program} origins {path}           who took it from whom\n  \
         {program} numbers {path}           how many were killed, as ranges\n  \
         {program} timeline {path}          the days of the case\n  \
         {program} explain {path} 1/airwars what a rulebook makes of event 1, and why\n  \
         {program} dossier {path} 1 -o strike.html   one event to print or hand on\n  \
         {program} entities {path}          every name in every spelling\n  \
         {program} verify {path}            is everything untouched?\n\
         To look at it in the browser, open the address that this prints:\n  \
         {program} serve {path}             with --write, to judge as well"
    ))?;
    output.close()
}
