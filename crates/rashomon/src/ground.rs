//! What a case is derived from: readings one after the other, and what people entered.
//!
//! The readings of a large case are larger than memory should be, so stages walk them ([`Readings`])
//! and keep what they need. A walk may be asked for several times and gives the same each time.

use rashomon_model::{Judgement, Reading, Report, SourceEntry};
use rashomon_reconcile::rulebook::Rulebook;
use rashomon_resolve::places::Gazetteer;

use crate::Error;

/// A report in force with its reading.
pub struct Read {
    /// The report.
    pub report: Report,
    /// What was read in it.
    pub reading: Reading,
    /// The version that read it.
    pub reader: String,
}

/// Reports with their readings, to be walked in the order of the reports' ids.
pub trait Readings {
    /// Hands every reading to `work`, on all cores, and what it makes of them to `take`, in order.
    ///
    /// # Errors
    /// Where a reading does not come, and the first error of `take`.
    fn each<T: Send>(
        &self,
        work: impl Fn(Read) -> T + Sync,
        take: impl FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error>;
}

/// Everything a case is derived from.
pub struct Ground<R> {
    /// Reports in force, each with its reading.
    pub read: R,
    /// What people decided, in the order of the log.
    pub judgements: Vec<Judgement>,
    /// What people say of sources, sorted by id.
    pub sources: Vec<SourceEntry>,
    /// Where names lie, for this case.
    pub gazetteer: Gazetteer,
    /// The rulebooks that code its events.
    pub rulebooks: Vec<Rulebook>,
}
