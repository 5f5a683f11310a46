//! Compressed files: gzip (RFC 1952) around anything.
//!
//! In: a gzip stream, of one member or many, as tar and WARC files have them. Out: the items of
//! what is inside, under the file's own name; it streams. It reads no other compression. Must hold:
//! what follows the last whole block is an error, never silence.

use std::path::Path;

use flate2::read::MultiGzDecoder;

use super::super::limits::Metered;
use super::super::options::Context;
use super::super::source::Source;
use super::super::{IntakeProblem, Items, start};

/// Opens what is compressed; it keeps the name of the file around it.
pub(super) fn open(path: &Path, source: Source, context: &Context) -> Result<Items, IntakeProblem> {
    let outer = path.to_owned();
    let packed = source.stream();
    let unpacked = Metered::around(packed, &context.purse, context.limits(), MultiGzDecoder::new);
    let inner = Source::Stream(Box::new(unpacked));
    let opened = start(&unpacked_name(path), inner, context);
    let items = opened.map_err(|problem| IntakeProblem { path: path.to_owned(), ..problem })?;
    Ok(Box::new(items.map(move |item| match item {
        Ok(mut received) => {
            received.place.path.clone_from(&outer);
            Ok(received)
        }
        Err(problem) => Err(IntakeProblem { path: outer.clone(), ..problem }),
    })))
}

/// Gives the name of what is inside, by which its format is told.
fn unpacked_name(path: &Path) -> std::path::PathBuf {
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    match ending.as_deref() {
        Some("tgz") => path.with_extension("tar"),
        Some("gz") => path.with_extension(""),
        // A name that does not say it is compressed may still say what is inside.
        _ => path.to_owned(),
    }
}
