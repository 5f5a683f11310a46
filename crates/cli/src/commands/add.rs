//! `rashomon add`: reports into a case.

use std::path::Path;

use rashomon::dataset::{EXAMPLE, Map};
use rashomon::intake::Options;
use rashomon::{CaseFile, Entry, Reader};

use crate::args::AddArgs;
use crate::error::{CommandError, Outcome, say};
use crate::input::{self, Problems};
use crate::output::Output;
use crate::progress;
use crate::salt;

/// Adds reports and says what came of it.
pub fn run(args: &AddArgs) -> Result<Outcome, CommandError> {
    let Some(case_path) = args.case.as_deref().filter(|_| !args.map_example) else {
        let mut output = Output::open();
        output.line(EXAMPLE.trim_end())?;
        output.close()?;
        return Ok(Outcome::Done);
    };
    let map = args.dataset.as_deref().map(map).transpose()?;
    let mut reader = Reader::new()?;
    if let Some(map) = &map {
        reader = reader.with_dataset(map);
    }
    let case = case_path.exists().then(|| CaseFile::open_or_create(case_path)).transpose()?;
    let mut options = Options::default().limits(args.limits.limits());
    if let Some(map) = &map {
        options = options.map(map);
    }
    if let Some(case) = &case {
        options = options.held(case.held_bytes()?);
    }
    let bar = progress::Inputs::over(&args.files, &options, args.quiet);
    let problems = Problems::beside(bar.bar()).passing_over(case_path, &args.files);
    let problems = problems.into_file(args.limits.errors.as_deref())?;
    let mut entries = input::reports(&args.files, &options, &problems).map(Entry::from).peekable();
    let case = match case {
        Some(case) => case,
        // A mistyped file name should not leave an empty case behind.
        None if entries.peek().is_none() => return Err(nothing_to_add(case_path)),
        None => CaseFile::open_or_create(case_path)?,
    };
    let mut case = case.salted(salt::seed()?);
    let at = jiff::Timestamp::now().to_string();
    let added = case.add(&reader, entries, (&at, &args.by), &mut |_| {
        bar.step();
    })?;
    bar.now("setting accounts side by side");
    case.refresh()?;
    let events = case.count_events()?;
    bar.finish();
    let held = added.held as u64 + options.meter().held();
    let refused = problems.close()?;
    say(&format!(
        "{} new, {} revised, {} held already, {} not usable. {}; `rashomon events {}` lists them.",
        added.new,
        added.revised,
        held,
        refused,
        if events == 1 { "1 event".to_owned() } else { format!("{events} events") },
        case_path.display()
    ));
    Ok(if refused > 0 { Outcome::Partly } else { Outcome::Done })
}

/// Finds a map by its name, or reads it from a file.
pub fn map(asked: &str) -> Result<Map, CommandError> {
    if let Some(map) = Map::named(asked) {
        return Ok(map);
    }
    let written = std::fs::read_to_string(asked).map_err(|e| {
        let known: Vec<String> = Map::shipped().iter().map(Map::short).collect();
        let known = known.join(", ");
        CommandError::failed(format!(
            "cannot read the map {asked}: {e}; give {known}, or a file as --map-example prints it"
        ))
    })?;
    Map::parse(&written).map_err(|why| {
        CommandError::failed(format!("the map {asked} does not read: {why}; see --map-example"))
    })
}

fn nothing_to_add(case: &Path) -> CommandError {
    CommandError::failed(format!(
        "no report to add, {} was not made; name files that hold reports",
        case.display()
    ))
}
