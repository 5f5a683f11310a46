//! One case in one file: reports and readings as ground, everything else derived from them.
//!
//! In: received reports. Kept: each report with its raw bytes, each reading by the version that
//! made it, each judgement of a person. Out: the case as [`Case`](crate::json::case::Case), event by event from derived
//! tables that rebuild whenever the log has moved on. The caller brings the clock and the name of
//! whoever adds; nothing here looks them up.
//!
//! Must hold: adding the same report twice changes nothing; what was committed survives whatever
//! happens to the process; a report id with another text is a revision and both are kept.

mod add;
mod as_of;
mod changed;
mod coded;
mod coding;
mod depends;
mod derived;
mod divisions;
mod evidence;
mod given;
mod gone;
mod heads;
mod hidden;
mod history;
mod holes;
mod index;
mod judge;
mod judge_claims;
mod judge_events;
mod log;
mod made;
mod many;
mod near;
mod places;
mod query;
mod redact;
mod replay;
mod reread;
mod revised;
mod rows;
mod rulebooks;
mod salts;
mod salvage;
mod search;
mod sources;
mod store;
mod verify;
mod withheld;

use std::path::Path;

use rashomon_ledger::Ledger;

use crate::Error;
use salts::Salts;

pub use add::{Added, Entry, Kept};
pub use as_of::AsOf;
pub use changed::Changed;
pub use coding::AskCoding;
pub use depends::{Depends, EventNamed};
pub use evidence::EvidenceRequest;
pub use given::Given;
pub use gone::AskGone;
pub(crate) use heads::SIGNED_HEAD;
pub use heads::{HeadCheck, SignedHead};
pub use judge::Ask;
pub use judge_claims::AskedClaim;
pub(crate) use judge_events::tellings;
pub use log::LogAsk;
pub use many::{read_all, read_each};
pub use places::{ImportedPlaces, PlacesConfig, PlacesImport, ReadPlaces, read_places};
pub use query::Found;
pub use redact::{RedactAsk, Redacted};
pub use reread::{Reread, RereadDone, RereadReport};
pub use rows::Tells;
pub use rulebooks::{ImportedRulebook, OwnRulebook, read_rulebook, shipped as shipped_rulebooks};
pub use salvage::{LostRecord, OldStretch, Salvaged, salvage};
pub use search::{Passage, SearchAsk, Searched};
pub use sources::{ImportedSources, ReadSources, SourcesImport, read_sources};
pub(crate) use store::{JUDGEMENT, READING, REPORT, StoredReport};
pub(crate) use verify::anchors;
pub use verify::{Bad, Note, Verification};
pub use withheld::Redaction;

/// An open case.
pub struct CaseFile {
    ledger: Ledger,
    salts: Option<Salts>,
}

impl CaseFile {
    /// Opens a case for reading and adding.
    ///
    /// # Errors
    /// Where there is no such file, it is not a case, or it cannot be written to.
    pub fn open(path: impl AsRef<Path>) -> Result<CaseFile, Error> {
        Ok(CaseFile::around(Ledger::open(path)?))
    }

    /// Opens a case, or makes it where no file is.
    ///
    /// # Errors
    /// As [`CaseFile::open`], and where the folder does not exist.
    pub fn open_or_create(path: impl AsRef<Path>) -> Result<CaseFile, Error> {
        Ok(CaseFile::around(Ledger::open_or_create(path)?))
    }

    /// Opens a case for looking at; brings its derived tables up to date, in memory where the file
    /// may not be written.
    ///
    /// # Errors
    /// As [`CaseFile::open`], except that a read-only file is no error.
    pub fn open_to_look(path: impl AsRef<Path>) -> Result<CaseFile, Error> {
        let path = path.as_ref();
        match Ledger::open(path) {
            Ok(ledger) => {
                let mut case = CaseFile::around(ledger);
                case.refresh()?;
                Ok(case)
            }
            Err(error) if error.is_read_only() => {
                let ledger = Ledger::open_read_only(path)?;
                if derived::is_current(&ledger)? {
                    return Ok(CaseFile::around(ledger));
                }
                let length = ledger.length()?;
                CaseFile::worked_out(ledger.confine(length)?)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Opens a case without touching its derived tables, so that a damaged one can be examined.
    ///
    /// # Errors
    /// As [`CaseFile::open_to_look`].
    pub fn open_for_checks(path: impl AsRef<Path>) -> Result<CaseFile, Error> {
        let path = path.as_ref();
        let ledger = match Ledger::open(path) {
            Err(error) if error.is_read_only() => Ledger::open_read_only(path)?,
            opened => opened?,
        };
        Ok(CaseFile::around(ledger))
    }

    fn around(ledger: Ledger) -> CaseFile {
        CaseFile { ledger, salts: None }
    }

    /// Gives bytes that nobody can guess, such as the system's random ones. From then on each report
    /// is entered with a salt of its own, so that its digest tells nothing about words withheld from
    /// it, and [`redact`](CaseFile::redact) may be asked.
    #[must_use]
    pub fn salted(mut self, seed: [u8; 32]) -> CaseFile {
        self.salts = Some(Salts::of(seed));
        self
    }

    /// Returns the file.
    pub fn path(&self) -> &Path {
        self.ledger.path()
    }
}
