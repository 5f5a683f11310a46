//! A disk that fails on purpose, between SQLite and the real one.
//!
//! In: a [`Plan`]: at which write or read, counted from the first, what goes wrong. Out: the fault, at exactly that point, in
//! the thread that armed it; or a [`Recording`] of everything that was written, from which the disk can be laid out as a
//! kill or a power cut at any moment would have left it. It is for tests alone: no part of the program depends on it.
//! What must hold: a thread that armed nothing meets no fault, and every write SQLite makes passes through here. What the
//! ledger does with the standard library (making, linking and removing files) does not.
//!
//! ```
//! use rashomon_faults::{Fault, Plan};
//! use rusqlite::Connection;
//!
//! rashomon_faults::install()?;
//! let folder = tempfile::tempdir()?;
//! let connection = Connection::open(folder.path().join("a.db"))?;
//! connection.execute_batch("CREATE TABLE t (x)")?;
//!
//! rashomon_faults::arm(Plan::at_write(3, Fault::full()));
//! assert!(connection.execute_batch("INSERT INTO t VALUES (1)").is_err());
//! let met = rashomon_faults::disarm();
//! assert_eq!(met.injected, 1);
//! connection.execute_batch("INSERT INTO t VALUES (1)")?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod dice;
mod disk;
mod plan;
mod recording;
mod vfs;

pub use dice::Dice;
pub use disk::{Met, arm, disarm, mark, record, recorded};
pub use plan::{Fault, Plan, Point};
pub use recording::{Files, Recording};
pub use vfs::{NotInstalled, install};
