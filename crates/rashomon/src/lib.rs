//! Rashomon as a library: reports in, side-by-side accounts out.
//!
//! [`Reader`] reads one report; [`CaseFile`] keeps reports and readings in a ledger and derives
//! from them who is meant, what happened, and what each voice says of it; [`json`] has the shapes
//! that are printed. The order of the stages is written in `pipeline` and nowhere else.
//!
//! ```
//! use rashomon::model::{Report, ReportId};
//!
//! let reader = rashomon::Reader::new()?;
//! let report = Report {
//!     id: ReportId("hw-1".into()),
//!     outlet: Some("Harbour Times".into()),
//!     published: "2031-03-05".parse().ok(),
//!     url: None,
//!     title: None,
//!     lang: Some("en".into()),
//!     text: "The clinic said at least 12 people were killed in an airstrike on Tuesday.".into(),
//! };
//! let reading = reader.read(&report);
//! let printed = rashomon::json::reading::Reading::of(&report, &reading);
//! assert!(printed.claims.iter().all(|claim| report.text.contains(&claim.quote)));
//! # Ok::<(), rashomon::Error>(())
//! ```

pub mod bundle;
mod case_file;
mod denotes;
pub mod dossier;
mod error;
pub mod export;
mod flow;
mod ground;
pub mod head;
pub mod json;
pub mod look_alikes;
pub mod names;
mod pipeline;
pub mod query;
mod summary;
pub mod wording;

pub use case_file::{
    Added, AsOf, Ask, AskCoding, AskGone, AskedClaim, CaseFile, Changed, Entry, Found, Given,
    ImportedPlaces, ImportedRulebook, ImportedSources, Kept, LogAsk, LostRecord, OldStretch,
    OwnRulebook, Passage, PlacesConfig, PlacesImport, ReadPlaces, ReadSources, RedactAsk, Redacted,
    Redaction, Reread, RereadDone, RereadReport, Salvaged, SearchAsk, Searched, SourcesImport,
    Tells, Verification, read_all, read_each, read_places, read_rulebook, read_sources, salvage,
    shipped_rulebooks,
};
pub use case_file::{Bad, Depends, EventNamed, EvidenceRequest, HeadCheck, Note, SignedHead};
pub use error::Error;
pub use pipeline::Reader;
pub use rashomon_model as model;
pub use rashomon_reconcile::rulebook;
pub use rashomon_resolve::places::import as places;
pub use rashomon_text::dataset;
pub use rashomon_text::intake;

/// Version under which readings are stored; a new one makes stored readings superseded.
pub const READER_VERSION: &str = concat!("rashomon-", env!("CARGO_PKG_VERSION"));

/// Returns the SHA-256 of some bytes, hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    rashomon_ledger::Digest::of(bytes).to_string()
}
