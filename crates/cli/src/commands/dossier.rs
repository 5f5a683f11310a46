//! `rashomon dossier`: events with accounts, quotes and hashes as one HTML file.

use std::io::{self, Write};

use rashomon::dossier::{self, Request};
use rashomon::export;

use super::export::{about, unwritten};
use crate::args::dossier::DossierArgs;
use crate::error::{CommandError, Outcome};

/// Writes a dossier.
pub fn run(args: &DossierArgs) -> Result<Outcome, CommandError> {
    let file = args.case.open()?;
    let mut request = Request {
        texts: args.texts,
        about: about(&file)?,
        made_on: jiff::Zoned::now().date().to_string(),
        ..Request::default()
    };
    for event in &args.events {
        request.events.push(file.find_event(event)?.id);
    }
    let case = file.case()?;
    match &args.output {
        None => {
            let mut out = io::BufWriter::new(io::stdout().lock());
            dossier::write(&case, &request, &mut out)
                .and_then(|()| out.flush())
                .or_else(|e| if e.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(e) })
                .map_err(|e| CommandError::failed(format!("cannot write the dossier: {e}")))?;
        }
        Some(path) => export::write_file(path, |mut out| dossier::write(&case, &request, &mut out))
            .map_err(|e| unwritten(path, &e))?,
    }
    Ok(Outcome::Done)
}
