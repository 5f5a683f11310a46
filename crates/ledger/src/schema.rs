//! The tables of a case file, their guards, and the check that a file has them and nothing else on them.
//!
//! In: an open connection. Out: the schema laid down, or found as it should be.
//! It does not look at rows; `verify` does. Log and blobs are ground: their tables refuse change and deletion by
//! triggers, which also hold when the file is opened in another program. Derived tables have no guards.
//! What must hold: a table of the ground is word for word the one below, or the file is refused; a guard or an index
//! that went missing is put back when the case is next opened for writing.

use std::path::Path;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::error::{Error, ErrorKind};

/// Marks the file as ours in SQLite's header: "Rash".
pub(crate) const APPLICATION_ID: i32 = 0x5261_7368;

/// Number of the format below, in SQLite's `user_version`.
pub(crate) const FORMAT: i32 = 1;

/// Tables of the ground: name, definition.
const GROUND: [(&str, &str); 2] = [
    (
        "log",
        // `record` comes last: it may be megabytes, and what stands after it would be slow to reach.
        "CREATE TABLE log (
  position INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  entered_at TEXT NOT NULL,
  entered_by TEXT NOT NULL,
  key TEXT NOT NULL,
  previous TEXT NOT NULL,
  digest TEXT NOT NULL,
  record TEXT NOT NULL
) STRICT",
    ),
    (
        "blob",
        "CREATE TABLE blob (
  digest TEXT PRIMARY KEY NOT NULL,
  size INTEGER NOT NULL,
  coding TEXT NOT NULL CHECK (coding IN ('plain', 'zlib')),
  bytes BLOB NOT NULL
) STRICT",
    ),
];

/// Indexes and guards of the ground: name, definition.
const GUARDS: [(&str, &str); 8] = [
    ("log_by_key", "CREATE INDEX log_by_key ON log (kind, key)"),
    ("log_by_kind", "CREATE INDEX log_by_kind ON log (kind)"),
    (
        "log_is_never_changed",
        "CREATE TRIGGER log_is_never_changed BEFORE UPDATE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ),
    (
        "log_is_never_deleted",
        "CREATE TRIGGER log_is_never_deleted BEFORE DELETE ON log
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END",
    ),
    (
        // INSERT OR REPLACE would delete without asking the guard above, so the place itself is guarded.
        "log_grows_at_its_end",
        "CREATE TRIGGER log_grows_at_its_end BEFORE INSERT ON log
WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM log)
BEGIN SELECT RAISE(ABORT, 'a record goes after the last one'); END",
    ),
    (
        "blob_is_never_changed",
        "CREATE TRIGGER blob_is_never_changed BEFORE UPDATE ON blob
BEGIN SELECT RAISE(ABORT, 'raw bytes are kept as received'); END",
    ),
    (
        "blob_is_never_deleted",
        "CREATE TRIGGER blob_is_never_deleted BEFORE DELETE ON blob
BEGIN SELECT RAISE(ABORT, 'raw bytes are kept as received'); END",
    ),
    (
        "blob_is_kept_once",
        "CREATE TRIGGER blob_is_kept_once BEFORE INSERT ON blob
WHEN EXISTS (SELECT 1 FROM blob WHERE digest = NEW.digest)
BEGIN SELECT RAISE(IGNORE); END",
    ),
];

/// Tables that may be dropped and rebuilt: name, definition.
pub(crate) const DERIVED: [(&str, &str); 5] = [
    (
        "derived",
        "CREATE TABLE derived (
  name TEXT NOT NULL,
  key TEXT NOT NULL,
  value ANY NOT NULL,
  crc INTEGER NOT NULL,
  PRIMARY KEY (name, key)
) STRICT",
    ),
    (
        "derived_from",
        "CREATE TABLE derived_from (
  only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
  position INTEGER NOT NULL,
  digest TEXT NOT NULL,
  version TEXT NOT NULL
) STRICT",
    ),
    (
        "passage",
        "CREATE TABLE passage (
  number INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  field TEXT NOT NULL,
  start INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT",
    ),
    ("passage_by_id", "CREATE INDEX passage_by_id ON passage (id, field)"),
    (
        "passage_index",
        "CREATE VIRTUAL TABLE passage_index USING fts5 (
  folded, facets, content = '', contentless_delete = 1,
  tokenize = \"unicode61 remove_diacritics 2 categories 'L* N* Co Mn Mc'\"
)",
    ),
];

/// A page for whoever opens the file without this program.
const ABOUT: &str =
    "CREATE TABLE about (topic TEXT PRIMARY KEY NOT NULL, text TEXT NOT NULL) STRICT";
const ABOUT_TOPICS: [(&str, &str); 4] = [
    ("what", "A case file of Rashomon, a ledger of contested conflict reporting. Format 1."),
    (
        "log",
        "Append-only. digest = SHA-256 of: previous, one line feed, record. previous = digest of the record before it, 64 zeros for the first. By hand: printf '%s\\n%s' \"$previous\" \"$record\" | sha256sum. record is canonical JSON (RFC 8785).",
    ),
    (
        "blob",
        "Raw bytes as received. digest = SHA-256 of the bytes after decoding: 'plain' as they stand, 'zlib' as RFC 1950. Records name theirs under \"attached\".",
    ),
    (
        "derived",
        "derived, derived_from, passage and passage_index are made from the log and may be dropped.",
    ),
];

/// Lays down an empty case in one transaction.
pub(crate) fn create(connection: &mut Connection) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", FORMAT)?;
    for (_, definition) in GROUND.iter().chain(&GUARDS).chain(&DERIVED) {
        transaction.execute(definition, [])?;
    }
    transaction.execute(ABOUT, [])?;
    for topic in ABOUT_TOPICS {
        transaction.execute("INSERT INTO about VALUES (?1, ?2)", topic)?;
    }
    transaction.commit()
}

/// Makes sure that the ground is what [`create`] lays down, and returns the definitions that went missing.
///
/// A file that was handed over may have been prepared: a trigger or a column of somebody else's would run or count
/// while we write. So nothing foreign on the ground is accepted.
pub(crate) fn check(connection: &Connection, path: &Path) -> Result<Vec<&'static str>, Error> {
    let found =
        standing_on(connection, "'log', 'blob'").map_err(|cause| Error::sqlite(path, cause))?;
    let damaged = |detail: String| Error::new(ErrorKind::Corrupt, path, detail);
    for (name, definition) in GROUND {
        if !found.iter().any(|(n, sql)| n == name && sql == definition) {
            return Err(damaged(format!("its table {name} is missing or altered")));
        }
    }
    let ours = GROUND.iter().chain(&GUARDS);
    for (name, sql) in &found {
        if !ours.clone().any(|(n, definition)| n == name && definition == sql) {
            return Err(damaged(format!("{name:?} on its ground is not ours")));
        }
    }
    let missing = GUARDS.iter().filter(|(name, _)| !found.iter().any(|(n, _)| n == name));
    Ok(missing.map(|(_, definition)| *definition).collect())
}

/// Returns name and definition of everything that stands on some tables: themselves, indexes, triggers.
fn standing_on(connection: &Connection, tables: &str) -> rusqlite::Result<Vec<(String, String)>> {
    // What SQLite makes of its own accord (the index of a primary key) has no definition.
    let mut statement = connection.prepare(&format!(
        "SELECT name, sql FROM main.sqlite_schema
         WHERE lower(tbl_name) IN ({tables}) AND sql IS NOT NULL"
    ))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    rows.collect()
}

/// Where derived tables live: in the file, or in the memory of one connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Home {
    File,
    Memory,
}

/// Drops the derived tables, whole or half, and lays them down empty.
pub(crate) fn renew_derived(connection: &Connection, home: Home) -> rusqlite::Result<()> {
    let schema = match home {
        Home::File => "main",
        Home::Memory => "temp",
    };
    if home == Home::File && !is_sound(connection) {
        forget_derived(connection)?;
    }
    // What stands on a table goes before it.
    if home == Home::File && !is_sound(connection) {
        forget_derived(connection)?;
    }
    // The index goes before the table whose text it holds by reference.
    for (name, definition) in DERIVED.iter().rev() {
        let what = if definition.starts_with("CREATE INDEX") { "INDEX" } else { "TABLE" };
        connection.execute(&format!("DROP {what} IF EXISTS {schema}.{name}"), [])?;
    }
    for (name, definition) in DERIVED {
        // SQLite keeps the words of a definition without the schema, so the check of a file finds them as above.
        let placed = definition.replacen(&format!(" {name} "), &format!(" {schema}.{name} "), 1);
        connection.execute(&placed, [])?;
    }
    Ok(())
}

/// Asks SQLite whether every page of the file belongs to one table only.
///
/// Through a connection of its own: the check opens the full-text index, and one that is broken would then stand in the
/// way of the transaction that is to do away with it.
fn is_sound(connection: &Connection) -> bool {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let check = |path: &str| {
        let other = Connection::open_with_flags(path, flags)?;
        other.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0))
    };
    connection.path().is_none_or(|path| check(path).is_ok_and(|said| said == "ok"))
}

/// Takes derived tables out of the schema and leaves their pages where they are, unused for ever.
///
/// Dropping a table frees the pages that its tree leads to. A damaged tree may lead to pages of the log, and what is free
/// is written over.
fn forget_derived(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, false)?;
    let forget = || {
        connection.execute_batch(
            "PRAGMA writable_schema = ON;
             DELETE FROM main.sqlite_schema
             WHERE tbl_name IN ('derived', 'derived_from', 'passage', 'passage_index')
                OR tbl_name GLOB 'passage_index_*';
             PRAGMA writable_schema = RESET;",
        )
    };
    let forgotten = forget();
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    forgotten
}

/// Says whether the derived tables are all there, and nothing foreign on them.
pub(crate) fn derived_is_whole(connection: &Connection) -> rusqlite::Result<bool> {
    let tables = "'derived', 'derived_from', 'passage', 'passage_index'";
    let found = standing_on(connection, tables)?;
    let is_ours = |(name, sql): &(String, String)| DERIVED.contains(&(name, sql));
    Ok(found.len() == DERIVED.len() && found.iter().all(is_ours))
}
