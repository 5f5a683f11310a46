//! Opens a ZIP that somebody hostile may have made, and reads its files into memory within limits.
//!
//! In: anything that can be read and moved about in. Out: file names in order and the bytes of each, or why this is no
//! bundle. Nothing is unpacked to a disk. What must hold: no reader of ZIP sees other files or other bytes in it than
//! this one does (no name twice, no gap, nothing before or after, both headers of a file agree); no name leads out of a
//! folder; what is unpacked stays in a proportion to what was packed.

use std::io::{Read, Seek, SeekFrom};

use rashomon_ledger::{Digest, Hashing};
use zip::{CompressionMethod, ZipArchive};

/// So many files at most.
const MOST_FILES: usize = 1 << 20;
/// So many bytes unpacked at most, over all files.
const MOST_BYTES: u64 = 64 << 30;
/// So many times as large as packed at most. Deflate reaches a thousand on zeros; evidence is nowhere near it.
const MOST_RATIO: u64 = 200;
/// Up to this size a file may be packed as well as it likes.
const SMALL: u64 = 1 << 20;
/// Largest file that is looked into, rather than only hashed.
const LARGEST_READ: u64 = 512 << 20;
/// Bytes of the record that ends a ZIP without a comment.
const END: i64 = 22;

/// A bundle opened for checking.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    /// Names with sizes, in the order of their names.
    files: Vec<(String, u64)>,
}

impl<R: Read + Seek> Archive<R> {
    /// Opens a bundle; the error is the particulars for a person.
    ///
    /// # Errors
    /// Where it is no ZIP, or one that no bundle is.
    pub fn open(mut reader: R) -> Result<Archive<R>, String> {
        let mut end = [0; 4];
        let ends = reader.seek(SeekFrom::End(-END)).and_then(|_| reader.read_exact(&mut end));
        if ends.is_err() || end != *b"PK\x05\x06" {
            return Err(
                "it does not end as a bundle does: it was cut off, or something was added".into()
            );
        }
        let mut zip = ZipArchive::new(reader).map_err(|e| e.to_string())?;
        if zip.len() > MOST_FILES {
            return Err(format!("it has {} files, more than any bundle", zip.len()));
        }
        if zip.offset() != 0 {
            return Err("something stands before its first file".into());
        }
        if zip.has_duplicate_names() {
            return Err("a name stands in it twice".into());
        }
        zip.validate_header_consistency().map_err(|e| format!("two of its headers differ: {e}"))?;
        let files = files(&mut zip)?;
        Ok(Archive { zip, files })
    }

    /// Walks the names, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.files.iter().map(|(name, _)| name.as_str())
    }

    /// Tells whether there is a file of that name.
    pub fn has(&self, name: &str) -> bool {
        self.size(name).is_some()
    }

    /// Returns the size that a file says it has.
    pub fn size(&self, name: &str) -> Option<u64> {
        let at = self.files.binary_search_by(|(other, _)| other.as_str().cmp(name)).ok()?;
        self.files.get(at).map(|(_, size)| *size)
    }

    /// Hashes a file piece by piece.
    ///
    /// # Errors
    /// Where it is not there or does not unpack to the size it says.
    pub fn hash(&mut self, name: &str) -> Result<Digest, String> {
        let size = self.size(name).ok_or_else(|| format!("{name} is missing"))?;
        let file = self.zip.by_name(name).map_err(|e| format!("{name}: {e}"))?;
        let mut hashing = Hashing::new(file.take(size.saturating_add(1)));
        let read = std::io::copy(&mut hashing, &mut std::io::sink());
        read.map_err(|e| format!("{name} does not unpack: {e}"))?;
        let (digest, bytes) = hashing.finish();
        match bytes == size {
            true => Ok(digest),
            false => Err(format!("{name} has not the size it says")),
        }
    }

    /// Reads a file.
    ///
    /// # Errors
    /// Where it is not there, does not unpack to the size it says, or is too large to be looked into.
    pub fn read(&mut self, name: &str) -> Result<Vec<u8>, String> {
        let size = self.size(name).ok_or_else(|| format!("{name} is missing"))?;
        if size > LARGEST_READ {
            return Err(format!("{name} is too large to be looked into"));
        }
        let file = self.zip.by_name(name).map_err(|e| format!("{name}: {e}"))?;
        let mut bytes = Vec::new();
        let read = file.take(size.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|e| format!("{name} does not unpack: {e}"))?;
        match bytes.len() as u64 == size {
            true => Ok(bytes),
            false => Err(format!("{name} has not the size it says")),
        }
    }
}

/// Looks at every header; files must lie one after the other from the first byte to the list at the end.
fn files<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Vec<(String, u64)>, String> {
    let mut files = Vec::with_capacity(zip.len());
    let mut places = Vec::with_capacity(zip.len());
    let mut total = 0_u64;
    for index in 0..zip.len() {
        let file = zip.by_index_raw(index).map_err(|e| e.to_string())?;
        let name = std::str::from_utf8(file.name_raw()).unwrap_or_default().to_owned();
        if !is_plain(&name) {
            let shown = String::from_utf8_lossy(file.name_raw()).into_owned();
            return Err(format!("{shown:?} is no name that a bundle has"));
        }
        let packs = [CompressionMethod::Stored, CompressionMethod::Deflated];
        if !file.is_file()
            || file.is_symlink()
            || file.encrypted()
            || !packs.contains(&file.compression())
        {
            return Err(format!("{name} is no plain file"));
        }
        let (size, packed) = (file.size(), file.compressed_size());
        if size > SMALL && size / MOST_RATIO > packed {
            return Err(format!(
                "{name} would unpack to {size} bytes from {packed}: no evidence packs so well"
            ));
        }
        total = total.saturating_add(size);
        if total > MOST_BYTES {
            return Err("its files are larger together than any bundle".into());
        }
        let start = file.data_start().ok_or_else(|| format!("{name} is nowhere"))?;
        places.push((file.header_start(), start.saturating_add(packed)));
        files.push((name, size));
    }
    places.sort_unstable();
    let mut next = 0;
    for (start, end) in places {
        if start != next {
            return Err(
                "its files do not lie one after the other: something is hidden between them".into(),
            );
        }
        next = end;
    }
    if next != zip.central_directory_start() {
        return Err("something stands between its last file and its list of files".into());
    }
    files.sort_unstable();
    Ok(files)
}

/// Names that bundles have: letters, digits, dot, dash and underscore, in at most one folder.
fn is_plain(name: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty()
            && !part.starts_with('.')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"._-".contains(&b))
    };
    name.len() < 200 && name.split('/').count() <= 2 && name.split('/').all(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_leads_out_of_a_folder() {
        for good in ["README.md", "records/00000001.json", "raw/0f.html.txt"] {
            assert!(is_plain(good), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../up",
            "a/../b",
            "a//b",
            "a/b/c",
            "C:\\x",
            "a\\b",
            ".hidden",
            "a/.b",
            "ä",
            "a b",
            "a/",
            "a\0b",
        ] {
            assert!(!is_plain(bad), "{bad}");
        }
    }
}
