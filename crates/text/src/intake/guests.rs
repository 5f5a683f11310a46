//! Documents, parsed by other people's code: within a time, and without taking us along.
//!
//! In: the bytes of a document. Out: its items, or the problem that its parser did not end or failed.
//! A parser that does not end is left behind in its thread; after a few of them no more are begun.
//! Must hold: whatever a parser does, the files after it are read.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use super::documents::{self, Document};
use super::options::Context;
use super::{Format, Intake, IntakeProblem, Limit, of_bytes};

/// Parsers that may be left behind, each with a core and memory of its own.
const MOST_LEFT: usize = 4;

/// Bytes of stack: trees of pages are deep.
const STACK: usize = 16 << 20;

static LEFT: AtomicUsize = AtomicUsize::new(0);

/// Reads a document.
pub(super) fn read(
    path: &Path,
    bytes: Vec<u8>,
    format: Format,
    context: &Context,
) -> Result<Intake, IntakeProblem> {
    let refuse = |what: &str, remedy: &str| IntakeProblem::new(path, None, what, remedy);
    if LEFT.load(Ordering::Relaxed) >= MOST_LEFT {
        let what = "not begun: several documents before it are parsed without end";
        return Err(refuse(what, "add it again without them"));
    }
    let (send, receive) = mpsc::sync_channel(1);
    let (owned, map) = (path.to_owned(), context.options.map.clone());
    let work = move || {
        let document = Document { path: &owned, bytes: &bytes, depth: 0 };
        let read = match (format, &map) {
            (Format::Sheets, Some(map)) => documents::read_sheets(&document, Some(map)),
            _ => of_bytes(document, Some(format)),
        };
        // Nobody listens any more where it took too long.
        let _ = send.send(read);
    };
    let thread = std::thread::Builder::new().name(documents::GUEST.to_owned()).stack_size(STACK);
    let fail = |error| IntakeProblem::of_io(path, "begin to parse", &error);
    thread.spawn(work).map_err(fail)?;
    let seconds = context.limits().seconds;
    let items = match receive.recv_timeout(Duration::from_secs(seconds)) {
        Ok(items) => items,
        Err(RecvTimeoutError::Timeout) => {
            LEFT.fetch_add(1, Ordering::Relaxed);
            return Err(IntakeProblem::of_limit(path, None, Limit::Seconds.at(seconds)));
        }
        Err(RecvTimeoutError::Disconnected) => {
            return Err(refuse("its parser failed on it", "save its words as plain text"));
        }
    };
    let outer = path.to_owned();
    let named = items.into_iter().map(move |item| match item {
        Ok(mut received) => {
            received.place.format.get_or_insert(format.name());
            received.place.part_of(&outer);
            Ok(received)
        }
        Err(problem) => Err(problem),
    });
    Ok(Intake { items: Box::new(named) })
}
