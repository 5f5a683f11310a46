//! What is to go wrong, and where.
//!
//! A point is one call of SQLite to its disk. Writing points are: making a file, writing, cutting to a length, syncing,
//! deleting, and making the shared memory of the -wal file larger. Reading points are reads of a file. Both are counted
//! from 0, apart. It decides nothing by itself: the same plan on the same work gives the same fault.

use std::ffi::c_int;

use rusqlite::ffi;

/// One kind of call to the disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Point {
    /// A file is made.
    Make,
    /// Bytes are written.
    Write,
    /// A file is cut to a length.
    Truncate,
    /// What was written is to reach the disk itself.
    Sync,
    /// A file is deleted.
    Delete,
    /// The memory that readers and writers share is made larger.
    Share,
    /// Bytes are read.
    Read,
}

/// What goes wrong at a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The process dies at once, by the kill signal; of a write, so many bytes were done.
    Kill {
        /// Bytes of a write that are done before.
        done: usize,
    },
    /// SQLite is told that the call failed; of a write, so many bytes were done all the same.
    Fail {
        /// SQLite's code for a write.
        code: c_int,
        /// Bytes of a write that are done before.
        done: usize,
    },
    /// A read gives zeros in its second half and says so.
    ShortRead,
}

impl Fault {
    /// The disk is full.
    pub const fn full() -> Self {
        Self::Fail { code: ffi::SQLITE_FULL, done: 0 }
    }

    /// The disk does not answer.
    pub const fn broken() -> Self {
        Self::Fail { code: ffi::SQLITE_IOERR, done: 0 }
    }

    /// The disk was made read-only while it was in use.
    pub const fn read_only() -> Self {
        Self::Fail { code: ffi::SQLITE_READONLY, done: 0 }
    }

    /// Returns the code that SQLite would get from a real disk at such a point.
    pub(crate) const fn code_at(code: c_int, point: Point) -> c_int {
        match (code, point) {
            (ffi::SQLITE_IOERR, Point::Make) => ffi::SQLITE_CANTOPEN,
            (ffi::SQLITE_IOERR, Point::Write) => ffi::SQLITE_IOERR_WRITE,
            (ffi::SQLITE_IOERR, Point::Truncate) => ffi::SQLITE_IOERR_TRUNCATE,
            (ffi::SQLITE_IOERR, Point::Sync) => ffi::SQLITE_IOERR_FSYNC,
            (ffi::SQLITE_IOERR, Point::Delete) => ffi::SQLITE_IOERR_DELETE,
            (ffi::SQLITE_IOERR, Point::Share) => ffi::SQLITE_IOERR_SHMMAP,
            (ffi::SQLITE_IOERR, Point::Read) => ffi::SQLITE_IOERR_READ,
            (ffi::SQLITE_FULL, Point::Make) => ffi::SQLITE_CANTOPEN,
            (ffi::SQLITE_FULL, Point::Share) => ffi::SQLITE_IOERR_SHMSIZE,
            // Shared memory that is called read-only is one that can be read: a plain READONLY there is no error to SQLite.
            (ffi::SQLITE_READONLY, Point::Make | Point::Share) => ffi::SQLITE_CANTOPEN,
            _ => code,
        }
    }
}

/// Says at which point what goes wrong, and whether it goes on going wrong.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub(crate) at: u64,
    pub(crate) on_reads: bool,
    pub(crate) fault: Fault,
    pub(crate) goes_on: bool,
}

impl Plan {
    /// A fault at the writing point of this number, once.
    pub const fn at_write(number: u64, fault: Fault) -> Self {
        Self { at: number, on_reads: false, fault, goes_on: false }
    }

    /// A fault at the reading point of this number, once.
    pub const fn at_read(number: u64, fault: Fault) -> Self {
        Self { at: number, on_reads: true, fault, goes_on: false }
    }

    /// No fault at all: points are only counted.
    pub const fn counting() -> Self {
        Self::at_write(u64::MAX, Fault::broken())
    }

    /// The same fault at every such point from there on, until the disk is disarmed.
    #[must_use]
    pub const fn going_on(mut self) -> Self {
        self.goes_on = true;
        self
    }
}
