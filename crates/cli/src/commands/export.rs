//! `rashomon export`: the case for other programs.

use std::io::Write;

use rashomon::CaseFile;

use crate::args::{ExportArgs, Format};
use crate::error::{CommandError, Outcome};
use crate::output::Output;

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
        Some(path) => {
            let fail =
                |e: String| CommandError::failed(format!("cannot write {}: {e}", path.display()));
            let file = std::fs::File::create(path).map_err(|e| fail(e.to_string()))?;
            let mut file = std::io::BufWriter::new(file);
            serde_json::to_writer(&mut file, &case).map_err(|e| fail(e.to_string()))?;
            file.flush().map_err(|e| fail(e.to_string()))?;
        }
    }
    Ok(Outcome::Done)
}
