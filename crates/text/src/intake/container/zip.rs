//! Members of a ZIP archive.
//!
//! In: an archive that can be read anywhere (one that goes by is held in memory, as far as an item
//! may go). Out: its files, unpacked as they are read (stored and deflate), each with its length
//! and checksum looked at. Encrypted members, other methods and members that lie over one another
//! are named and left. Where the list at the end is missing or damaged, what stands whole from the
//! beginning is taken. A package with a list of digests is held to it. Must hold: a member gives
//! its own bytes or an error, whatever the archive says of it.

use std::io::{self, Read};
use std::path::{Path, PathBuf};

use flate2::Crc;
use flate2::read::DeflateDecoder;

use super::super::limits::Metered;
use super::super::options::Context;
use super::super::source::{Slice, Source};
use super::super::{IntakeProblem, Items};
use super::directory::{self, Entry};
use super::names::Name;
use super::{Member, Walk, wacz};

/// Opens an archive.
pub(super) fn open(path: &Path, source: Source, context: Context) -> Result<Items, IntakeProblem> {
    let limits = context.limits();
    let fail = |error: io::Error| IntakeProblem::of_io(path, "read", &error);
    let slice = source.slice(&limits).map_err(fail)?;
    let (entries, cut) = match directory::read(&slice, &limits).map_err(fail)? {
        Some(entries) => (entries, false),
        None => (directory::scan(&slice, &limits).map_err(fail)?, true),
    };
    let archive = Archive { path: path.to_owned(), slice, context: context.clone() };
    if !cut && wacz::is_package(&entries) {
        return wacz::open(archive, entries);
    }
    let members = archive.clone().members(entries);
    let damage = cut.then(|| {
        let what = "the list at the end of the archive is missing: it was cut short";
        let remedy = "get it again; what stands whole in it is taken";
        let rest = Path::new("all that follows");
        Err(IntakeProblem::new(rest, None, what, remedy))
    });
    Ok(Box::new(Walk::new(path, Box::new(members.chain(damage)), context)))
}

/// An open archive.
#[derive(Clone)]
pub(super) struct Archive {
    pub path: PathBuf,
    pub slice: Slice,
    pub context: Context,
}

impl Archive {
    /// Gives the files among entries, in their order.
    pub fn members(
        self,
        entries: Vec<Entry>,
    ) -> impl Iterator<Item = Result<Member, IntakeProblem>> + Send + 'static {
        let files = entries.into_iter().filter(|entry| !entry.is_folder());
        files.map(move |entry| self.member(&entry))
    }

    /// Opens one member.
    pub fn member(&self, entry: &Entry) -> Result<Member, IntakeProblem> {
        let name = Name::of(&entry.name);
        let refuse = |what: &str, remedy: &str| {
            Err(IntakeProblem::new(Path::new(&name.shown), None, what, remedy))
        };
        if name.is_hidden() {
            return Ok(Member { name, source: Source::of_bytes(Vec::new()) });
        }
        if entry.is_link() {
            let remedy = "what it points to is taken where it lies in the archive itself";
            let what = "a link, which is not followed";
            return Err(IntakeProblem::note(Path::new(&name.shown), what, remedy));
        }
        if entry.overlaps {
            let remedy = "get the archive from who made it; honest ones have no such members";
            return refuse("lies over another member, as in archives made to swell", remedy);
        }
        if entry.is_encrypted() {
            return refuse("an encrypted member", "unpack it with its password and add the files");
        }
        if !matches!(entry.method, 0 | 8) {
            let what = format!("packed by method {}, which is not read", entry.method);
            return refuse(&what, "pack the archive again with deflate, or unpack it");
        }
        match self.source(entry) {
            Ok(source) => Ok(Member { name, source }),
            Err(error) => Err(IntakeProblem::of_io(Path::new(&name.shown), "read", &error)),
        }
    }

    fn source(&self, entry: &Entry) -> io::Result<Source> {
        let start = directory::data_start(&self.slice, entry.offset)?;
        let packed = self.slice.part(start, entry.packed);
        if packed.len() < entry.packed {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        // An archive stored inside is read where it lies; it has checksums of its own.
        if entry.method == 0 && packed.bytes_at(0, 2)? == b"PK" {
            return Ok(Source::Slice(packed));
        }
        let checked = |inner| Checked { inner, crc: Crc::new(), entry: entry.clone() };
        Ok(Source::Stream(if entry.method == 0 {
            Box::new(checked(Box::new(packed) as Box<dyn Read + Send>))
        } else {
            let limits = self.context.limits();
            let purse = &self.context.purse;
            let unpacked = Metered::around(packed, purse, limits, DeflateDecoder::new);
            Box::new(checked(Box::new(unpacked)))
        }))
    }
}

/// Reads a member, and looks at length and checksum at its end.
struct Checked {
    inner: Box<dyn Read + Send>,
    crc: Crc,
    entry: Entry,
}

impl Read for Checked {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.crc.update(out.get(..count).unwrap_or_default());
        if count == 0 && !out.is_empty() {
            let short = self.entry.size.is_some_and(|size| {
                // The checksum counts modulo 2^32.
                u64::from(self.crc.amount()) != size & 0xFFFF_FFFF
            });
            if short || self.entry.crc.is_some_and(|crc| crc != self.crc.sum()) {
                let what = "its checksum does not hold";
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
        }
        Ok(count)
    }
}
