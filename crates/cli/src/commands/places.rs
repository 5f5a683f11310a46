//! `rashomon places`: gazetteers into a case, what it has of them, and out again.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use indicatif::ProgressBar;
use rashomon::places::{Format, ImportConfig};
use rashomon::{CaseFile, ImportedPlaces, PlacesConfig, ReadPlaces, read_places};

use crate::args::places::{DropArgs, ImportArgs, Layout, ListArgs, PlacesArgs, PlacesWhat};
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, dim};
use crate::progress;
use crate::sanitize::one_line;

/// Classes of rows left out that are named.
const CLASSES: usize = 4;

/// Does what is asked with places.
pub fn run(args: &PlacesArgs) -> Result<Outcome, CommandError> {
    match &args.what {
        PlacesWhat::Import(args) => import(args),
        PlacesWhat::List(args) => list(args),
        PlacesWhat::Drop(args) => drop_one(args),
    }
}

fn import(args: &ImportArgs) -> Result<Outcome, CommandError> {
    let mut new = false;
    let mut failed = 0;
    for file in &args.files {
        // One bad file does not stop the rest.
        match import_one(args, file) {
            Ok(is_new) => new |= is_new,
            Err(error) if args.files.len() > 1 => {
                error.report();
                failed += 1;
            }
            Err(error) => return Err(error),
        }
    }
    if new {
        let bar = progress::reports(args.quiet);
        bar.set_message("· finding the places of its reports anew");
        CaseFile::open(&args.case)?.refresh()?;
        bar.finish_and_clear();
    }
    Ok(if failed > 0 { Outcome::Partly } else { Outcome::Done })
}

fn import_one(args: &ImportArgs, file: &Path) -> Result<bool, CommandError> {
    let config = PlacesConfig {
        import: ImportConfig {
            format: match args.format {
                Layout::Auto => None,
                Layout::Geonames => Some(Format::GeoNames),
                Layout::Table => Some(Format::Table),
                Layout::Geojson => Some(Format::GeoJson),
            },
            country: args.country.clone(),
            bounds: args.bbox,
            columns: args.columns.clone(),
            ..ImportConfig::whole(&prefix(args.source.as_deref(), file))
        },
        source: args.source.clone(),
        licence: args.licence.clone(),
    };
    let read = read_with(file, &config, args.quiet)?;
    // The file was read whole before a case is made for it.
    let mut case = CaseFile::open_or_create(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let new = case.keep_places(&read, (&at, &args.by))?;
    tell(&read, new);
    Ok(new)
}

/// Says what came of a file.
fn tell(read: &ReadPlaces, new: bool) {
    let (import, counts) = (&read.import, &read.counts);
    for skipped in &counts.first_skipped {
        let line = skipped.line;
        say(&format!("rashomon: {}:{line}: {}; the row is skipped", import.file, skipped.why));
    }
    let mut said = if new {
        format!("{}: {} places from {} ({})", import.id, counts.rows, import.file, import.format)
    } else {
        format!("{}: {} is held already, nothing changed", import.id, import.file)
    };
    for (count, what) in [
        (counts.skipped, "not usable"),
        (counts.repeated, "repeated"),
        (counts.outside, "outside what was asked for"),
        (import.left_out, "left out"),
        (counts.countries_found, "given the country of the towns around them"),
        (counts.countries_unknown, "of no known country; --country CODE tells it"),
    ] {
        if count > 0 {
            said.push_str(&format!(", {count} {what}"));
        }
    }
    let mut classes: Vec<_> = counts.left_out.iter().collect();
    classes.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    if !classes.is_empty() {
        let named: Vec<String> =
            classes.iter().take(CLASSES).map(|(class, n)| format!("{class} {n}")).collect();
        said.push_str(&format!(" (most: {})", named.join(", ")));
    }
    if import.licence.is_none() {
        said.push_str("; its licence is not told, --licence keeps it");
    }
    say(&(said + "."));
}

/// Reads a file of places for `read --places`.
pub fn read(file: &Path, quiet: bool) -> Result<ReadPlaces, CommandError> {
    let import = ImportConfig::whole(&prefix(None, file));
    read_with(file, &PlacesConfig { import, source: None, licence: None }, quiet)
}

fn read_with(file: &Path, config: &PlacesConfig, quiet: bool) -> Result<ReadPlaces, CommandError> {
    let name = file.file_name().unwrap_or(file.as_os_str()).to_string_lossy().into_owned();
    if file == Path::new("-") {
        let bar = progress::bytes(None, quiet);
        return through("standard input", std::io::stdin(), config, &bar);
    }
    let failed = |e: std::io::Error| {
        CommandError::failed(format!("cannot open {}: {e}; check the path", file.display()))
    };
    let stream = File::open(file).map_err(failed)?;
    let length = stream.metadata().map_err(failed)?;
    if length.is_dir() {
        return Err(CommandError::failed(format!(
            "cannot import {}: a folder; name the files in it",
            file.display()
        )));
    }
    let bar = progress::bytes(Some(length.len()), quiet);
    through(&name, stream, config, &bar)
}

fn through(
    name: &str,
    stream: impl Read,
    config: &PlacesConfig,
    bar: &ProgressBar,
) -> Result<ReadPlaces, CommandError> {
    let read = read_places(name, bar.wrap_read(stream), config);
    bar.finish_and_clear();
    Ok(read?)
}

/// Letters and digits of the source, or of the file's name without its ending.
fn prefix(source: Option<&str>, file: &Path) -> String {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let mut out = String::new();
    for c in source.unwrap_or(&stem).chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let out = out.trim_end_matches('-');
    if out.is_empty() { "own".to_owned() } else { out.chars().take(40).collect() }
}

fn list(args: &ListArgs) -> Result<Outcome, CommandError> {
    let held = args.case.open_log()?.imported_places()?;
    if held.is_empty() {
        return Err(CommandError::nothing(format!(
            "no places were imported into {}; `rashomon places import` brings them",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    for import in &held {
        if args.json {
            output.json(import)?;
        } else {
            output.drawn(line(import))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn line(held: &ImportedPlaces) -> String {
    let import = &held.import;
    let licence = import.licence.as_deref().unwrap_or("licence not told");
    let day = held.at.get(..10).unwrap_or(&held.at);
    format!(
        "{}  {:>8} places  {}  {} · {} · {} · {}",
        dim(&import.id),
        import.rows,
        one_line(day),
        one_line(&import.source),
        one_line(licence),
        one_line(&import.file),
        one_line(&held.by),
    )
}

fn drop_one(args: &DropArgs) -> Result<Outcome, CommandError> {
    if args.reason.trim().is_empty() {
        return Err(CommandError::failed("the reason is empty; say why with --reason TEXT"));
    }
    let mut case = CaseFile::open(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let dropped = case.drop_places(&args.id, &args.reason, (&at, &args.by))?;
    case.refresh()?;
    say(&format!(
        "{}: {} places from {} count no longer; importing the file again brings them back.",
        dropped.id, dropped.rows, dropped.file
    ));
    Ok(Outcome::Done)
}
