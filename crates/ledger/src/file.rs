//! Finds out whether a file is a case, makes a new one, and opens it the way evidence should be opened.
//!
//! In: a path. Out: a connection with durable settings, or an error that says why not.
//! It does not touch a file that is not ours: the first look goes through a connection that takes no lock, recovers
//! nothing and cannot write. What must hold: at every moment the path holds nothing or a whole case, because a new
//! case is made under another name in the same folder and linked into place; its mode is 0600 from its first byte.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use crate::error::{Error, ErrorKind};
use crate::schema::{self, APPLICATION_ID, FORMAT, Home};

/// How long a writer waits for another one, unless told otherwise.
const PATIENCE: Duration = Duration::from_secs(5);

const PLAIN: OpenFlags = OpenFlags::SQLITE_OPEN_NO_MUTEX;

/// Opens a case for reading and appending.
pub(crate) fn open(path: &Path) -> Result<Connection, Error> {
    let path = &absolute(path)?;
    look(path)?;
    let mut connection =
        Connection::open_with_flags(path, PLAIN | OpenFlags::SQLITE_OPEN_READ_WRITE)
            .map_err(|cause| Error::sqlite(path, cause))?;
    settle(&connection).map_err(|cause| Error::sqlite(path, cause))?;
    recognise(&connection, path)?;
    if connection.is_readonly("main").unwrap_or(true) {
        return Err(Error::new(ErrorKind::ReadOnly, path, ""));
    }
    let missing = schema::check(&connection, path)?;
    make_durable(&mut connection, &missing).map_err(|cause| Error::sqlite(path, cause))?;
    Ok(connection)
}

/// Opens a case for reading only; works in a folder and on a disk that cannot be written to.
pub(crate) fn open_read_only(path: &Path) -> Result<Connection, Error> {
    let path = &absolute(path)?;
    look(path)?;
    let connection = Connection::open_with_flags(path, PLAIN | OpenFlags::SQLITE_OPEN_READ_ONLY)
        .and_then(|connection| {
            settle(&connection)?;
            // The first read is what needs the files beside the case.
            connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
            Ok(connection)
        });
    let connection = match connection {
        Err(cause) if cannot_share(&cause) => open_unshared(path)?,
        other => other.map_err(|cause| Error::sqlite(path, cause))?,
    };
    recognise(&connection, path)?;
    schema::check(&connection, path)?;
    Ok(connection)
}

/// Makes an empty case where nothing is, and opens it.
pub(crate) fn create(path: &Path) -> Result<Connection, Error> {
    let path = &absolute(path)?;
    if fs::symlink_metadata(path).is_ok() {
        return Err(Error::new(ErrorKind::AlreadyThere, path, ""));
    }
    let draft = reserve(path)?;
    let made = lay_down(&draft)
        .map_err(|cause| Error::sqlite(path, cause))
        .and_then(|()| put_in_place(&draft, path));
    // Also after a failure, and also when the link above left the first name standing.
    for suffix in ["", "-wal", "-shm", "-journal"] {
        let _ = fs::remove_file(beside(&draft, suffix));
    }
    made?;
    open(path)
}

/// SQLite gives meaning to some relative names (`:memory:`, `file:…`); an absolute path has none of them.
pub(crate) fn absolute(path: &Path) -> Result<PathBuf, Error> {
    std::path::absolute(path)
        .map_err(|_| Error::new(ErrorKind::NotFound, path, "the name is empty"))
}

/// Makes an empty file beside the case to be, under a name that nobody else uses.
fn reserve(path: &Path) -> Result<PathBuf, Error> {
    let Some(name) = path.file_name() else {
        return Err(Error::new(ErrorKind::NotACase, path, "it is a folder"));
    };
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut attempt = 0_u32;
    loop {
        let mut draft = std::ffi::OsString::from(".");
        draft.push(name);
        draft.push(format!(".new-{}-{attempt}", std::process::id()));
        let draft = path.with_file_name(draft);
        match options.open(&draft) {
            Ok(_) => return Ok(draft),
            // Another thread, or what a killed process of the same number left behind.
            Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists && attempt < 100 => {
                attempt += 1;
            }
            Err(cause) => return Err(Error::io(path, cause)),
        }
    }
}

pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn lay_down(draft: &Path) -> rusqlite::Result<()> {
    let flags = PLAIN | OpenFlags::SQLITE_OPEN_READ_WRITE;
    let mut connection = Connection::open_with_flags(draft, flags)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    schema::create(&mut connection)?;
    write_back(&connection)?;
    connection.close().map_err(|(_, cause)| cause)
}

/// Writes the -wal file back into the case, all of it, and says where that fails.
///
/// Closing does so too, but keeps failures to itself: a new case would then get its name without its tables.
pub(crate) fn write_back(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
        let is_busy: bool = row.get(0)?;
        let busy = || rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_BUSY);
        if is_busy { Err(rusqlite::Error::SqliteFailure(busy(), None)) } else { Ok(()) }
    })
}

pub(crate) fn put_in_place(draft: &Path, path: &Path) -> Result<(), Error> {
    match fs::hard_link(draft, path) {
        Ok(()) => {}
        Err(cause) if cause.kind() == std::io::ErrorKind::AlreadyExists => {
            return Err(Error::io(path, cause));
        }
        // Some file systems have no links (memory sticks). A rename could replace a file, hence the second look.
        Err(_) if fs::symlink_metadata(path).is_err() => {
            fs::rename(draft, path).map_err(|cause| Error::io(path, cause))?;
        }
        Err(cause) => return Err(Error::io(path, cause)),
    }
    #[cfg(unix)]
    if let Some(folder) = path.parent().and_then(|folder| fs::File::open(folder).ok()) {
        // The name itself has to survive a power cut. A folder that cannot be synced is not an error of ours.
        let _ = folder.sync_all();
    }
    Ok(())
}

/// Looks at a file without changing it, and without the locks that a running writer needs.
///
/// Reading the header with the standard library would be simpler, and wrong: on POSIX systems closing any descriptor
/// of a file drops the locks this process holds on it, also those of a writer in another thread.
fn look(path: &Path) -> Result<(), Error> {
    let not_a_case = |detail: &str| Error::new(ErrorKind::NotACase, path, detail);
    let metadata = fs::metadata(path).map_err(|cause| Error::io(path, cause))?;
    if metadata.is_dir() {
        return Err(not_a_case("it is a folder"));
    }
    if !metadata.is_file() {
        return Err(not_a_case("it is not a regular file"));
    }
    match metadata.len() {
        0 => return Err(not_a_case("it is empty")),
        // The smallest page of SQLite has 512 bytes.
        1..512 => return Err(not_a_case("it is too short for a database")),
        _ => {}
    }
    let seen = open_immutable(path).and_then(|connection| marks(&connection));
    match seen {
        Ok((application, format)) => judge(path, application, format),
        Err(cause) if cause.sqlite_error_code() == Some(ErrorCode::NotADatabase) => {
            Err(not_a_case("it is not a database"))
        }
        // A file that is being written at this moment may look torn; the proper opening after this will tell.
        Err(_) => Ok(()),
    }
}

fn marks(connection: &Connection) -> rusqlite::Result<(i32, i32)> {
    let mark = |name| connection.pragma_query_value(None, name, |row| row.get(0));
    Ok((mark("application_id")?, mark("user_version")?))
}

fn recognise(connection: &Connection, path: &Path) -> Result<(), Error> {
    let (application, format) = marks(connection).map_err(|cause| Error::sqlite(path, cause))?;
    judge(path, application, format)
}

fn judge(path: &Path, application: i32, format: i32) -> Result<(), Error> {
    if application != APPLICATION_ID {
        let detail = "it is a database of another program";
        return Err(Error::new(ErrorKind::NotACase, path, detail));
    }
    match format {
        FORMAT => Ok(()),
        _ if format > FORMAT => {
            let detail = format!("it has format {format} and this one reads up to {FORMAT}");
            Err(Error::new(ErrorKind::TooNew, path, detail))
        }
        _ => {
            let detail = format!("its format number is {format}");
            Err(Error::new(ErrorKind::Corrupt, path, detail))
        }
    }
}

/// Settings that change nothing in the file.
fn settle(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    connection.set_prepared_statement_cache_capacity(48);
    // The file may come from somebody else: nothing in it may run, write to the schema, or hide a broken page.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.pragma_update(None, "cell_size_check", true)?;
    // No temporary file outside the folder of the case.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cache_size", -16_000)
}

/// Settings and repairs of a case that will be written to.
fn make_durable(connection: &mut Connection, missing: &[&str]) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "WAL")?;
    // FULL: a commit returns after the -wal file reached the disk; the other two are the same promise on macOS.
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "fullfsync", true)?;
    connection.pragma_update(None, "checkpoint_fullfsync", true)?;
    // A rebuild of everything derived may swell the -wal file; it shrinks again afterwards.
    connection.pragma_update(None, "journal_size_limit", 64 << 20)?;
    if missing.is_empty() && schema::derived_is_whole(connection)? {
        return Ok(());
    }
    let transaction =
        connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    for definition in missing {
        transaction.execute(definition, [])?;
    }
    if !schema::derived_is_whole(&transaction)? {
        schema::renew_derived(&transaction, Home::File)?;
    }
    transaction.commit()
}

/// Says whether the files that readers and writers share beside a case could not be made.
fn cannot_share(cause: &rusqlite::Error) -> bool {
    let code = cause.sqlite_error_code();
    matches!(code, Some(ErrorCode::CannotOpen | ErrorCode::ReadOnly))
}

/// Opens a case where no -wal and -shm file can be made, so that nobody else can be writing through them either.
fn open_unshared(path: &Path) -> Result<Connection, Error> {
    let waiting = fs::metadata(beside(path, "-wal")).is_ok_and(|wal| wal.len() > 0);
    if waiting {
        let detail = "changes wait in the -wal file beside it and cannot be read from here";
        return Err(Error::new(ErrorKind::ReadOnly, path, detail));
    }
    let connection = open_immutable(path).map_err(|cause| Error::sqlite(path, cause))?;
    settle(&connection).map_err(|cause| Error::sqlite(path, cause))?;
    Ok(connection)
}

pub(crate) fn open_immutable(path: &Path) -> rusqlite::Result<Connection> {
    let flags = PLAIN | OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri(path), flags)
}

/// Writes an absolute path as a URI that SQLite takes as a promise that the file does not change.
fn uri(path: &Path) -> String {
    let mut uri = String::from("file://");
    let text = path.as_os_str().as_encoded_bytes();
    if !text.starts_with(b"/") {
        // A drive letter.
        uri.push('/');
    }
    for &byte in text {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b':' => {
                uri.push(byte.into());
            }
            b'\\' if cfg!(windows) => uri.push('/'),
            _ => uri.push_str(&format!("%{byte:02x}")),
        }
    }
    uri.push_str("?mode=ro&immutable=1");
    uri
}
