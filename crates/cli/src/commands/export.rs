//! `rashomon export`: the case for other programs.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use rashomon::CaseFile;

use crate::args::export::{ExportArgs, Format};
use crate::error::{CommandError, Outcome};
use crate::output::{Output, write_json};

/// Writes the case in a shape.
pub fn run(args: &ExportArgs) -> Result<Outcome, CommandError> {
    let case = CaseFile::open_to_look(&args.case)?.case()?;
    let Format::Json = args.format;
    match &args.output {
        None => {
            let mut output = Output::open();
            output.json(&case)?;
            output.close()?;
        }
        Some(path) if is_database(path) => {
            return Err(CommandError::failed(format!(
                "{} is a case or another database, it is left as it is; choose another name",
                path.display()
            )));
        }
        Some(path) => write(path, &case).map_err(|e| {
            CommandError::failed(format!("cannot write {}: {e}; check the disk", path.display()))
        })?,
    }
    Ok(Outcome::Done)
}

fn write(path: &Path, case: &rashomon::json::case::Case) -> io::Result<()> {
    let mut file = io::BufWriter::new(File::create(path)?);
    write_json(&mut file, case)?;
    file.flush()
}

/// Tells whether a file begins as SQLite's do: no export may go over a case by a slip of the hand.
fn is_database(path: &Path) -> bool {
    let mut beginning = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    read.is_ok() && beginning == *b"SQLite format 3\0"
}
