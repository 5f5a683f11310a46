//! Documents people have: pages, feeds, letters, PDFs, sheets.
//!
//! In: the bytes of one whole document, its format and its name. Out: its reports, each with the
//! bytes it came as, or the problem why there is none. A document may hold others (a letter its
//! attachments); how deep is bounded. Each format has a file of its own. Must hold: no input
//! panics or hangs, and a document inside another is read as it would be alone.

mod feed;
mod html;
mod mail;
mod pdf;
mod sheet;

use std::path::Path;

use rashomon_model::Diagnostic;

use super::fields::Cells;
use super::{Format, IntakeProblem, Received, Where};

pub(super) use feed::is_feed;
pub(super) use mail::is_letter;
pub(super) use pdf::GUEST;
pub(super) use sheet::read as read_sheets;

/// How deep documents may lie inside one another.
pub(super) const DEEPEST: usize = 5;

/// What a document gave, in its order.
pub(super) type Read = Vec<Result<Received, IntakeProblem>>;

/// One document, whole.
#[derive(Clone, Copy, Debug)]
pub(super) struct Document<'d> {
    /// Its name, or where it stands inside others (`letter.eml/report.pdf`).
    pub path: &'d Path,
    /// Its bytes as received.
    pub bytes: &'d [u8],
    /// How many others it lies in.
    pub depth: usize,
}

impl Document<'_> {
    fn problem(&self, what: &str, remedy: &str) -> IntakeProblem {
        IntakeProblem::new(self.path, None, what, remedy)
    }

    /// Makes the one report of a document, with its bytes.
    fn received(
        &self,
        cells: Cells,
        diagnostics: Vec<Diagnostic>,
    ) -> Result<Received, IntakeProblem> {
        self.part(cells, self.bytes.to_vec(), None, diagnostics)
    }

    /// Makes a report of a part of a document.
    fn part(
        &self,
        cells: Cells,
        raw: Vec<u8>,
        line: Option<u64>,
        mut diagnostics: Vec<Diagnostic>,
    ) -> Result<Received, IntakeProblem> {
        let report = cells.report(self.path, line, &mut diagnostics)?;
        let place = Where::new(self.path, line);
        Ok(Received { report, raw, place, diagnostics })
    }
}

/// Reads a document of one of these formats; none where the format is another.
pub(super) fn read(format: Format, document: &Document<'_>) -> Option<Read> {
    Some(match format {
        Format::Html => vec![html::read(document)],
        Format::Feed => feed::read(document),
        Format::Letter => mail::read(document),
        Format::Mailbox => mail::read_box(document),
        Format::Pdf => vec![pdf::read(document)],
        Format::Sheets => sheet::read(document, None),
        _ => return None,
    })
}
