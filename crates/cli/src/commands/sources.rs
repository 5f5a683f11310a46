//! `rashomon sources`: source tables into a case, what it has of them, and out again.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rashomon::intake::sources::EXAMPLE;
use rashomon::json::source::Source;
use rashomon::{CaseFile, ReadSources, read_sources};

use crate::args::sources::{DropArgs, ImportArgs, ListArgs, SourcesArgs, SourcesWhat};
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, dim};
use crate::progress;
use crate::sanitize::one_line;

mod records;

/// Names without a bearer that are told.
const NAMED: usize = 10;

/// Does what is asked with source tables.
pub fn run(args: &SourcesArgs) -> Result<Outcome, CommandError> {
    match &args.what {
        SourcesWhat::Import(args) => import(args),
        SourcesWhat::List(args) => list(args),
        SourcesWhat::Records(args) => records::list(args),
        SourcesWhat::Show(args) => records::show(args),
        SourcesWhat::Drop(args) => drop_one(args),
    }
}

fn import(args: &ImportArgs) -> Result<Outcome, CommandError> {
    let Some(path) = args.case.as_deref().filter(|_| !args.example) else {
        let mut output = Output::open();
        output.line(EXAMPLE.trim_end())?;
        output.close()?;
        return Ok(Outcome::Done);
    };
    let (mut new, mut failed, mut skipped) = (false, 0, 0);
    for file in &args.files {
        // One bad file does not stop the rest.
        match import_one(args, path, file) {
            Ok((is_new, bad)) => (new, skipped) = (new | is_new, skipped + bad),
            Err(error) if args.files.len() > 1 => {
                error.report();
                failed += 1;
            }
            Err(error) => return Err(error),
        }
    }
    if new {
        let bar = progress::reports(args.quiet);
        bar.set_message("· setting accounts side by side");
        let mut case = CaseFile::open(path)?;
        case.refresh()?;
        bar.finish_and_clear();
        unknown(&case)?;
    }
    Ok(if failed + skipped > 0 { Outcome::Partly } else { Outcome::Done })
}

fn import_one(args: &ImportArgs, path: &Path, file: &Path) -> Result<(bool, usize), CommandError> {
    let read = read(file)?;
    for problem in &read.skipped {
        say(&format!("rashomon: {problem}; the row is skipped"));
    }
    // The file was read whole before a case is made for it.
    let mut case = CaseFile::open_or_create(path)?;
    let at = jiff::Timestamp::now().to_string();
    let earlier = case.imported_sources()?;
    let new = case.keep_sources(&read, (&at, &args.by))?;
    let import = &read.import;
    let mut said = if new {
        format!("{}: {} rows from {}", import.id, import.rows.len(), import.file)
    } else {
        format!("{}: {} is held already, nothing changed", import.id, import.file)
    };
    if !read.skipped.is_empty() {
        said.push_str(&format!(", {} not usable", read.skipped.len()));
    }
    let older = earlier.iter().find(|held| new && held.import.file == import.file);
    if let Some(older) = older {
        said.push_str(&format!(
            "; {} of the same name counts as well, `rashomon sources drop` takes it out",
            older.import.id
        ));
    }
    say(&(said + "."));
    Ok((new, read.skipped.len()))
}

fn read(file: &Path) -> Result<ReadSources, CommandError> {
    if file == Path::new("-") {
        return Ok(read_sources("standard input", std::io::stdin())?);
    }
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    let failed = |e: std::io::Error| {
        CommandError::failed(format!("cannot open {}: {e}; check the path", file.display()))
    };
    let stream: Box<dyn Read> = Box::new(File::open(file).map_err(failed)?);
    Ok(read_sources(&name, stream)?)
}

/// Names what no report of the case names so: a slip of the pen would otherwise go unnoticed.
fn unknown(case: &CaseFile) -> Result<(), CommandError> {
    let strangers = case.unmatched_sources()?;
    if !strangers.is_empty() {
        let more = if strangers.len() > NAMED { " …" } else { "" };
        let named: Vec<&str> = strangers.iter().map(String::as_str).take(NAMED).collect();
        say(&format!(
            "no report names these so, and their rows rest until one does: {}{more}",
            one_line(&named.join(", "))
        ));
    }
    Ok(())
}

fn list(args: &ListArgs) -> Result<Outcome, CommandError> {
    let held = args.case.open_log()?.imported_sources()?;
    if held.is_empty() {
        return Err(CommandError::nothing(format!(
            "no source tables were imported into {}; `rashomon sources import` brings them",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    for table in &held {
        if !args.json {
            let day = table.at.get(..10).unwrap_or(&table.at);
            let (file, by) = (one_line(&table.import.file), one_line(&table.by));
            output.drawn(format!(
                "{}  {} · {file} · {by}",
                dim(&table.import.id),
                one_line(day)
            ))?;
        }
        for row in &table.import.rows {
            if args.json {
                output.json(row)?;
            } else {
                output.drawn(format!("  {}", line(row)))?;
            }
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn line(row: &Source) -> String {
    let mut parts = vec![row.source.clone()];
    if let (Some(stance), Some(party)) = (&row.stance, &row.party) {
        parts[0] = format!("{} {stance} {party}", row.source);
    }
    let days = match (&row.from, &row.until) {
        (None, None) => None,
        (Some(from), None) => Some(format!("since {from}")),
        (None, Some(until)) => Some(format!("until {until}")),
        (Some(from), Some(until)) => Some(format!("{from} to {until}")),
    };
    parts.extend(days);
    parts.extend(row.kind.clone());
    parts.extend(row.reliability.as_ref().map(|letter| format!("reliability {letter}")));
    parts.extend(row.note.clone());
    parts.extend(row.reference.clone());
    one_line(&parts.join(" · "))
}

fn drop_one(args: &DropArgs) -> Result<Outcome, CommandError> {
    if args.reason.trim().is_empty() {
        return Err(CommandError::failed("the reason is empty; say why with --reason TEXT"));
    }
    let mut case = CaseFile::open(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let dropped = case.drop_sources(&args.id, &args.reason, (&at, &args.by))?;
    case.refresh()?;
    say(&format!(
        "{}: {} rows from {} count no longer; importing the table again brings them back.",
        dropped.id,
        dropped.rows.len(),
        dropped.file
    ));
    Ok(Outcome::Done)
}
