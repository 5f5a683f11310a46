//! Keeps one case in one file: a log that only grows, and what was computed from it.
//!
//! In: drafts of records with their raw bytes, values derived from them. Out: records in order, raw bytes, derived
//! values, hits of a search, and a verification that recomputes everything. The ledger gives no meaning to a body and
//! has no clock, no network and no opinion. What must hold: what was acknowledged is on disk and stays as it is.
//! Standards: RFC 8785 (canonical JSON), FIPS 180-4 (SHA-256), RFC 1950 (zlib), RFC 3339 (times), SQLite 3.
//!
//! ```
//! use rashomon_ledger::{Digest, Draft, Ledger, Phrase, Position, Query, Selection};
//! use serde_json::json;
//!
//! let folder = tempfile::tempdir()?;
//! let mut ledger = Ledger::open_or_create(folder.path().join("harbour.rashomon"))?;
//!
//! // A report goes in with its bytes as received; the record names them, so the chain vouches for them.
//! let page = b"<p>At least 12 people were killed at Velm, the clinic said.</p>";
//! let raw = Digest::of(page);
//! let report = Draft::new("report", 1, "2031-03-04T05:06:07Z", "ana", "wire-1", json!({"outlet": "Northern Wire"}))
//!     .attach(raw);
//! ledger.append(&[report], &[(raw, page.as_slice())])?;
//!
//! // What comes out is what went in, checked on the way.
//! let record = ledger.latest_by_key(&"report".into(), "wire-1")?.ok_or("not there")?;
//! assert_eq!(record.position, Position(1));
//! assert_eq!(ledger.blob(&raw)?.as_deref(), Some(page.as_slice()));
//!
//! // What is computed from the log is tagged with the head it was computed from, and may be dropped.
//! let mut derive = ledger.derive()?;
//! derive.put_json("outlet", "Northern Wire", &json!({"reports": 1}))?;
//! derive.index_text("wire-1", "text", "At least 12 people were killed at Velm", &[], str::to_lowercase)?;
//! derive.set_built_from(record.position, "0.1.0")?;
//! derive.commit()?;
//! assert!(ledger.derived().is_current("0.1.0")?);
//! let velm = Phrase { words: vec!["velm".into()], open: false };
//! let query = Query { all: vec![vec![velm]], facets: Vec::new() };
//! assert_eq!(ledger.derived().search(&query, 10)?.hits[0].id, "wire-1");
//!
//! // Everything is recomputed; the caller may add checks of its own.
//! assert!(ledger.verify(|_record| Vec::new())?.is_ok());
//! for record in ledger.records(&Selection::all().after(Position::START))? {
//!     assert_eq!(record?.key, "wire-1");
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The file
//!
//! A SQLite 3 database with `application_id` 0x52617368 ("Rash") and the format number, 1, in `user_version`; in WAL
//! mode, so that while it is open a `-wal` and a `-shm` file stand beside it. Made with mode 0600. All tables are
//! STRICT; it opens in any SQLite browser, and the table `about` says there what is said here.
//!
//! **`log`**: one row a record. Triggers refuse UPDATE, DELETE, and INSERT anywhere but after the last position.
//!
//! | column | holds |
//! |---|---|
//! | `position` INTEGER, key | 1, 2, 3… without gaps |
//! | `kind` TEXT | `report`, `reading`, `judgement`…; indexed alone, and with `key` |
//! | `version` INTEGER | version of the body's shape |
//! | `entered_at` TEXT | time of entry, RFC 3339 |
//! | `entered_by` TEXT | who entered it |
//! | `key` TEXT | the caller's name for the thing |
//! | `previous` TEXT | digest of the record before, 64 zeros for the first |
//! | `digest` TEXT | digest of this record |
//! | `record` TEXT | the record, canonical JSON (below) |
//!
//! **`blob`**: raw bytes as received. Triggers refuse UPDATE and DELETE; the same bytes again are kept once.
//!
//! | column | holds |
//! |---|---|
//! | `digest` TEXT, key | SHA-256 of the bytes as received |
//! | `size` INTEGER | their number |
//! | `coding` TEXT | `plain`, or `zlib` (RFC 1950) where that saves a tenth or more |
//! | `bytes` BLOB | the bytes, so coded |
//!
//! **Derived**, unguarded: `derived` (`name` of a table, `key`, `value`, `crc`: CRC-32 of the three before it, a zero
//! byte between), `derived_from` (one row: `position`, `digest`, `version`), `passage` (`id`, `field`, `start` in code
//! points, `text`; a long text is several passages) and its full-text index `passage_index` (FTS5, without the text:
//! `folded`, `facets`).
//!
//! # One record, byte for byte
//!
//! The text of a record is one JSON object in canonical form (RFC 8785: members sorted, no spaces), in UTF-8:
//!
//! ```json
//! {"at":"2031-03-04T05:06:07Z","attached":["<64 hex>"],"body":{…},"by":"ana","key":"wire-1","kind":"report","position":1,"version":1}
//! ```
//!
//! `attached` is absent where there is nothing attached. Its digest is SHA-256 over these bytes:
//!
//! | bytes | what |
//! |---|---|
//! | 64 | digest of the record before, in lower-case hexadecimal (64 × `0` for the first) |
//! | 1 | line feed, 0x0A |
//! | the rest | the text of the record |
//!
//! so that a link is checked by hand with `printf '%s\n%s' "$previous" "$record" | sha256sum`. A leaf of a Merkle tree
//! (RFC 6962) begins with 0x00 and an inner node with 0x01; a link begins with a hexadecimal digit, so the three never
//! meet.
//!
//! The leaves of the tree are the texts of the records, in order ([`Ledger::tree`]). The chain shows that nothing was
//! changed to whoever has the whole log; the tree shows it to whoever has one record and some twenty digests.
//!
//! # When things go wrong
//!
//! A commit reaches the disk before `append` returns (`synchronous=FULL`). A process killed at any moment leaves
//! whole appends; the next opening picks up there. Killed while a case is being made, it leaves at most a file named
//! `.NAME.new-…` in the same folder, and nothing under the name asked for. Two writers: one waits, then is told
//! ([`Error::is_busy`]). A full disk: the append is undone ([`Error::is_full`]). A file that is not a case is not
//! touched ([`Error::is_not_a_case`]). Damage: a record or blob that does not fit its digest is never returned
//! ([`Error::is_corrupt`]), and [`Ledger::verify`] names the first one; [`salvage()`] takes the rest into a new case. A
//! derived value that changed is an error too, which building anew heals ([`Error::is_derived_damage`]).

mod append;
mod blob;
pub mod canonical;
mod confine;
mod derive;
mod derived;
mod digest;
mod error;
mod file;
mod ledger;
mod merkle;
mod record;
mod records;
mod row;
mod salvage;
mod schema;
mod search;
mod tree;
mod verify;

pub use derive::Derive;
pub use derived::{BuiltFrom, Derived, Entries};
pub use digest::{Digest, Hashing, NotADigest};
pub use error::Error;
pub use ledger::{Head, Ledger, Snapshot};
pub use merkle::{Side, Tree};
pub use record::{Draft, Kind, Position, Record};
pub use records::{Listed, Records, Selection, Unread};
pub use salvage::{LOST, Lost, SALVAGE, Salvaged, Stretch, salvage};
pub use search::{Found, Hit, Phrase, Query};
pub use verify::{Finding, Verification};
