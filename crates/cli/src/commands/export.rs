//! `rashomon export`: the case for other programs.
//!
//! The library writes; this file says where to. Nothing goes over a case by a slip of the hand, and
//! what a format leaves out is said on standard error.

use std::fs::File;
use std::io::{self, BufWriter, IsTerminal, Read, Write};
use std::path::Path;

use rashomon::CaseFile;
use rashomon::export::{self, About, Format};
use rashomon::json::case::Case;

use crate::args::export::ExportArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, done};

/// Writes the case in a shape.
pub fn run(args: &ExportArgs) -> Result<Outcome, CommandError> {
    let file = CaseFile::open_to_look(&args.case)?;
    let case = match &args.event {
        Some(wanted) => file.case()?.only(&file.find_event(wanted)?.id),
        None => file.case()?,
    };
    let about = about(&file)?;
    let notes = match &args.output {
        None => to_output(args.format, &case, &about)?,
        Some(path) if is_database(path) => {
            return Err(CommandError::failed(format!(
                "{} is a case or another database, it is left as it is; choose another name",
                path.display()
            )));
        }
        Some(path) => to_file(path, args.format, &case, &about).map_err(|e| {
            CommandError::failed(format!("cannot write {}: {e}; check the disk", path.display()))
        })?,
    };
    for note in notes.iter().filter(|_| !args.quiet) {
        say(note);
    }
    Ok(Outcome::Done)
}

/// Says what the case is called and where its log ends.
pub fn about(file: &CaseFile) -> Result<About, CommandError> {
    let name = file.path().file_stem().map(|name| name.to_string_lossy().into_owned());
    Ok(About { name: name.unwrap_or_default(), head: Some(file.head()?) })
}

/// Writes to standard output: as it is for a program, made safe line by line for a screen.
fn to_output(format: Format, case: &Case, about: &About) -> Result<Vec<String>, CommandError> {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        let mut out = BufWriter::new(stdout);
        let notes = done(export::write(format, case, about, &mut out))?;
        done(out.flush())?;
        return Ok(notes);
    }
    let mut written = Vec::new();
    let notes = done(export::write(format, case, about, &mut written))?;
    let mut output = Output::open();
    for line in String::from_utf8_lossy(&written).lines() {
        output.line(line)?;
    }
    output.close()?;
    Ok(notes)
}

fn to_file(path: &Path, format: Format, case: &Case, about: &About) -> io::Result<Vec<String>> {
    let mut out = BufWriter::new(File::create(path)?);
    let notes = export::write(format, case, about, &mut out)?;
    out.flush()?;
    Ok(notes)
}

/// Tells whether a file begins as SQLite's do: no export may go over a case by a slip of the hand.
pub fn is_database(path: &Path) -> bool {
    let mut beginning = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    read.is_ok() && beginning == *b"SQLite format 3\0"
}
