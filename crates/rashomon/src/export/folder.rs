//! Exports on disk: a file, or a folder with a file a table.
//!
//! Nothing goes over a case: a file that begins as SQLite's do is left as it is. A folder is written
//! only where it holds nothing but an earlier export of the same format, so that no table of another
//! day stands among those of today. A file appears under its name when it is whole.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use super::tables::package;
use super::{About, Format, Table, write_table};
use crate::json::case::Case;

/// Writes a file by a function, first beside its place and then into it.
///
/// # Errors
/// Where the disk refuses, or the file is a database.
pub fn write_file<T>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> io::Result<T> {
    refuse_database(path)?;
    // A pipe or a device is written as it is: nothing can be moved into its place.
    let beside = match fs::metadata(path) {
        Ok(found) if !found.is_file() => path.to_path_buf(),
        _ => beside(path),
    };
    put(path, &beside, || File::create(&beside), write)
}

/// As [`write_file`], readable by its owner alone from its first byte: for keys and evidence.
///
/// # Errors
/// Where the disk refuses, or the file is a database.
pub fn write_private<T>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> io::Result<T> {
    refuse_database(path)?;
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".new-{}", std::process::id()));
    let beside = path.with_file_name(name);
    let open = || {
        let mut options = fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(&beside)
    };
    put(path, &beside, open, write)
}

/// Writes beside the place, then moves what is whole into it.
fn put<T>(
    path: &Path,
    beside: &Path,
    open: impl FnOnce() -> io::Result<File>,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> io::Result<T> {
    let written = (|| {
        let mut out = BufWriter::new(open()?);
        let given = write(&mut out)?;
        out.flush()?;
        Ok(given)
    })();
    if beside == path {
        return written;
    }
    match written.and_then(|given| fs::rename(beside, path).map(|()| given)) {
        Ok(given) => Ok(given),
        Err(error) => {
            let _ = fs::remove_file(beside);
            Err(error)
        }
    }
}

/// Writes tables into a folder, made where it is missing; `told` hears the name of each before it is
/// written.
///
/// # Errors
/// Where the disk refuses, or the folder holds other things.
pub fn write_folder(
    format: Format,
    tables: &[Table],
    case: &Case,
    about: &About,
    folder: &Path,
    told: &mut dyn FnMut(&str),
) -> io::Result<()> {
    let name = |table: &Table| format!("{}.{}", table.name, format.name());
    let ours: BTreeSet<String> =
        Table::ALL.iter().map(name).chain([package::FILE.to_owned()]).collect();
    fs::create_dir_all(folder)?;
    let mut old = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let found = entry.file_name().to_string_lossy().into_owned();
        if !ours.contains(&found) || is_database(&entry.path()) {
            return Err(refused(format!(
                "{} holds other things ({found}); choose an empty folder or a new name",
                folder.display()
            )));
        }
        old.push(entry.path());
    }
    for path in old {
        fs::remove_file(path)?;
    }
    for table in tables {
        told(table.name);
        write_file(&folder.join(name(table)), |out| write_table(format, table, case, about, out))?;
    }
    if format == Format::Csv {
        let described = package::describe(tables, about);
        write_file(&folder.join(package::FILE), |out| {
            Ok(serde_json::to_writer_pretty(out, &described)?)
        })?;
    }
    Ok(())
}

fn refuse_database(path: &Path) -> io::Result<()> {
    match is_database(path) {
        true => Err(refused(format!(
            "{} is a case or another database, it is left as it is; choose another name",
            path.display()
        ))),
        false => Ok(()),
    }
}

fn refused(message: String) -> io::Error {
    io::Error::new(io::ErrorKind::AlreadyExists, message)
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(".part");
    path.with_file_name(name)
}

/// Tells whether a file begins as SQLite's do: no export may go over a case by a slip of the hand.
fn is_database(path: &Path) -> bool {
    let mut beginning = [0; 16];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut beginning));
    read.is_ok() && beginning == *b"SQLite format 3\0"
}
