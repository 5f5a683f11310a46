//! The last steps of a bundle: its manifest, its list of sums, and the ZIP.
//!
//! In: the files gathered. Out: bytes that are the same whenever the files are: names in order, one time for all of
//! them, one way of compression. Knows nothing of what the files say.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{FileSum, Files, SUMS};

/// Lists files with their sums, by path.
pub(crate) fn sums(files: &Files) -> Vec<FileSum> {
    let sum = |(path, bytes): (&String, &Vec<u8>)| FileSum {
        path: path.clone(),
        sha256: crate::sha256(bytes),
        size: bytes.len() as u64,
    };
    files.iter().map(sum).collect()
}

/// Adds the list of sums as sha256sum writes it, over every file there is.
pub(crate) fn add_sums(files: &mut Files) {
    let line = |sum: &FileSum| format!("{}  {}\n", sum.sha256, sum.path);
    let list: String = sums(files).iter().map(line).collect();
    files.insert(SUMS.to_owned(), list.into_bytes());
}

/// Packs files into a ZIP.
///
/// # Errors
/// Where a file is larger than a ZIP of this kind holds (4 GB), or there is no memory for it.
pub fn zip(files: &Files) -> io::Result<Vec<u8>> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o600);
    for (path, bytes) in files {
        writer.start_file(path.as_str(), options).map_err(io::Error::other)?;
        writer.write_all(bytes)?;
    }
    Ok(writer.finish().map_err(io::Error::other)?.into_inner())
}
