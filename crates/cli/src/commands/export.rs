//! `rashomon export`: the case for other programs.
//!
//! The library writes; this file says where to. Nothing goes over a case by a slip of the hand, and
//! what a format leaves out is said on standard error.

use std::io::{self, BufWriter, IsTerminal, Write};
use std::path::Path;

use rashomon::CaseFile;
use rashomon::export::{self, About, Table};

use crate::args::export::ExportArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, done};
use crate::progress;

/// Bytes to a writer, and what they leave out.
type Writing<'w> = dyn Fn(&mut (dyn Write + Send)) -> io::Result<Vec<String>> + 'w;

/// Writes the case in a shape.
pub fn run(args: &ExportArgs) -> Result<Outcome, CommandError> {
    let format = args.format;
    if !format.is_tables() && !args.tables.is_empty() {
        return Err(CommandError::failed(format!(
            "{} has no tables; leave --tables out, or ask for --format csv or parquet",
            format.name()
        )));
    }
    let file = args.case.open()?;
    let bar = progress::steps(args.quiet);
    bar.set_message("reading the case");
    let case = match &args.event {
        Some(wanted) => file.case()?.only(&[&file.find_event(wanted)?.id]),
        None => file.case()?,
    };
    let about = about(&file)?;
    bar.set_message(format!("writing {}", format.name()));
    let notes = match (&args.output, args.tables.as_slice()) {
        (Some(folder), tables) if format.is_tables() && !is_file(folder, args) => {
            let all = if tables.is_empty() { Table::ALL.to_vec() } else { copied(tables) };
            let told = &mut |table: &str| bar.set_message(format!("writing {table}"));
            export::write_folder(format, &all, &case, &about, folder, told)
                .map_err(|e| unwritten(folder, &e))?;
            Vec::new()
        }
        (output, [table]) => written(output.as_deref(), args, &|out| {
            export::write_table(format, table, &case, &about, out).map(|()| Vec::new())
        })?,
        (None, _) if format.is_tables() => {
            return Err(CommandError::failed(format!(
                "{name} is a folder of tables; name it with -o, or choose one table, such as \
                 --tables events (there are {})",
                listed(),
                name = format.name()
            )));
        }
        (output, _) => {
            written(output.as_deref(), args, &|out| export::write(format, &case, &about, out))?
        }
    };
    bar.finish_and_clear();
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

/// Says why a file or folder could not be written.
pub fn unwritten(path: &Path, error: &io::Error) -> CommandError {
    if error.kind() == io::ErrorKind::AlreadyExists {
        return CommandError::failed(error.to_string());
    }
    CommandError::failed(format!("cannot write {}: {error}; check the disk", path.display()))
}

/// Tells whether a path means the file of one table: it ends as such files do.
fn is_file(path: &Path, args: &ExportArgs) -> bool {
    let ends = path.extension().is_some_and(|ending| ending == args.format.name());
    args.tables.len() == 1 && ends && !path.is_dir()
}

fn copied(tables: &[&'static Table]) -> Vec<Table> {
    tables.iter().map(|table| **table).collect()
}

fn listed() -> String {
    Table::ALL.iter().map(|table| table.name).collect::<Vec<_>>().join(", ")
}

fn written(
    output: Option<&Path>,
    args: &ExportArgs,
    write: &Writing<'_>,
) -> Result<Vec<String>, CommandError> {
    match output {
        Some(path) => export::write_file(path, |out| write(out)).map_err(|e| unwritten(path, &e)),
        None => to_output(args, write),
    }
}

/// Writes to standard output: as it is for a program, made safe line by line for a screen.
fn to_output(args: &ExportArgs, write: &Writing<'_>) -> Result<Vec<String>, CommandError> {
    let stdout = io::stdout();
    if !stdout.is_terminal() {
        let mut out = BufWriter::new(stdout);
        let notes = done(write(&mut out))?;
        done(out.flush())?;
        return Ok(notes);
    }
    if args.format.is_binary() {
        return Err(CommandError::failed(format!(
            "{} is no text for a screen; name a file with -o",
            args.format.name()
        )));
    }
    let mut bytes = Vec::new();
    let notes = done(write(&mut bytes))?;
    let mut output = Output::open();
    for line in String::from_utf8_lossy(&bytes).lines() {
        output.line(line)?;
    }
    output.close()?;
    Ok(notes)
}
