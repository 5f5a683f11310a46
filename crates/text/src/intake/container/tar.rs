//! Members of a tar archive: POSIX ustar and pax, GNU long names, old tar.
//!
//! In: an archive on disk or going by. Out: its files. Links, devices and sparse files are named
//! and not followed. An archive that is cut short gives what was whole. Must hold: a member never
//! reads past its own end, and no more than one block and the long names is held.

use std::io::{self, Read};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tar::{EntryType, Header, PaxExtensions};

use super::super::IntakeProblem;
use super::super::source::{Slice, Source};
use super::Member;
use super::names::Name;

const BLOCK: u64 = 512;

/// Bytes of a long name or of pax fields; no real ones come near.
const LONG: u64 = 1 << 20;

/// Tells a tar archive by its first header: the magic word, or the checksum of one without.
pub(super) fn is_tar(prefix: &[u8]) -> bool {
    let Some(block) = prefix.get(..512) else { return false };
    let magic = block.get(257..262) == Some(b"ustar");
    let named = block.first().is_some_and(|byte| *byte > b' ');
    named && header(block).is_some_and(|header| magic || sums_up(&header))
}

fn header(block: &[u8]) -> Option<Header> {
    let mut header = Header::new_old();
    (block.len() == 512).then(|| header.as_mut_bytes().copy_from_slice(block))?;
    Some(header)
}

fn sums_up(header: &Header) -> bool {
    let bytes = header.as_bytes().iter().enumerate();
    let sum: u32 =
        bytes.map(|(n, b)| if (148..156).contains(&n) { 32 } else { u32::from(*b) }).sum();
    header.cksum().is_ok_and(|stated| stated == sum)
}

/// Where the archive is read from.
enum Tape {
    Slice { slice: Slice, at: u64 },
    Stream(Arc<Mutex<Flow>>),
}

/// A stream with what is left of the member it stands in.
struct Flow {
    stream: Box<dyn Read + Send>,
    left: u64,
}

/// A member of a stream; whatever of it is not read is passed over later.
struct Flowing(Arc<Mutex<Flow>>);

fn lock(flow: &Mutex<Flow>) -> MutexGuard<'_, Flow> {
    flow.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Read for Flowing {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let mut flow = lock(&self.0);
        let most = usize::try_from(flow.left).unwrap_or(usize::MAX).min(out.len());
        if most == 0 {
            return Ok(0);
        }
        let count = flow.stream.read(out.get_mut(..most).unwrap_or_default())?;
        if count == 0 {
            return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
        }
        flow.left -= count as u64;
        Ok(count)
    }
}

/// The members of an archive.
pub(super) struct Tar {
    tape: Tape,
    /// Bytes between the member just given and the next header.
    padding: u64,
    ended: bool,
}

/// What long-name headers said of the member that follows.
#[derive(Default)]
struct Told {
    path: Option<Vec<u8>>,
    size: Option<u64>,
}

impl Tar {
    pub fn new(source: Source) -> Tar {
        let tape = match source {
            Source::Slice(slice) => Tape::Slice { slice, at: 0 },
            Source::Stream(stream) => Tape::Stream(Arc::new(Mutex::new(Flow { stream, left: 0 }))),
        };
        Tar { tape, padding: 0, ended: false }
    }

    /// Passes over the rest of the member and its padding.
    fn settle(&mut self) -> io::Result<()> {
        let padding = std::mem::take(&mut self.padding);
        let Tape::Stream(flow) = &mut self.tape else { return Ok(()) };
        let mut flow = lock(flow);
        let rest = flow.left.saturating_add(padding);
        flow.left = 0;
        let passed = io::copy(&mut flow.stream.by_ref().take(rest), &mut io::sink())?;
        // An archive may end without the padding of its last member.
        let whole = passed + padding >= rest;
        if whole { Ok(()) } else { Err(io::Error::from(io::ErrorKind::UnexpectedEof)) }
    }

    /// Reads some bytes that belong to no member.
    fn read(&mut self, length: u64) -> io::Result<Vec<u8>> {
        match &mut self.tape {
            Tape::Slice { slice, at } => {
                let bytes = slice.bytes_at(*at, length)?;
                *at += bytes.len() as u64;
                Ok(bytes)
            }
            Tape::Stream(flow) => {
                let mut bytes = Vec::new();
                lock(flow).stream.by_ref().take(length).read_to_end(&mut bytes)?;
                Ok(bytes)
            }
        }
    }

    /// Gives the next bytes as a member and stands behind them.
    fn member(&mut self, size: u64) -> io::Result<Source> {
        let padding = (BLOCK - size % BLOCK) % BLOCK;
        match &mut self.tape {
            Tape::Slice { slice, at } => {
                let part = slice.part(*at, size);
                if part.len() < size {
                    return Err(io::Error::from(io::ErrorKind::UnexpectedEof));
                }
                *at = at.saturating_add(size).saturating_add(padding);
                Ok(Source::Slice(part))
            }
            Tape::Stream(flow) => {
                lock(flow).left = size;
                self.padding = padding;
                Ok(Source::Stream(Box::new(Flowing(Arc::clone(flow)))))
            }
        }
    }

    /// Reads the body of a header that tells of the next one.
    fn long(&mut self, size: u64) -> io::Result<Vec<u8>> {
        if size > LONG {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a name longer than 1 MB"));
        }
        let mut bytes = self.read(size + (BLOCK - size % BLOCK) % BLOCK)?;
        bytes.truncate(usize::try_from(size).unwrap_or(usize::MAX));
        Ok(bytes)
    }

    fn step(&mut self) -> io::Result<Option<Result<Member, IntakeProblem>>> {
        self.settle()?;
        let mut told = Told::default();
        loop {
            let block = self.read(BLOCK)?;
            if block.is_empty() {
                self.ended = true;
                let what = "the archive has no end mark";
                let remedy = "get it again if it may have been cut short";
                return Ok(Some(Err(IntakeProblem::note(Path::new("its end"), what, remedy))));
            }
            if block.iter().all(|byte| *byte == 0) {
                return Ok(None);
            }
            let header = header(&block).filter(sums_up).ok_or_else(|| {
                io::Error::new(io::ErrorKind::InvalidData, "a header whose checksum does not hold")
            })?;
            let size = told.size.map_or_else(|| header.entry_size(), Ok)?;
            match header.entry_type() {
                EntryType::GNULongName => {
                    let name = self.long(size)?;
                    let end = name.iter().position(|byte| *byte == 0).unwrap_or(name.len());
                    told.path = name.get(..end).map(<[u8]>::to_vec);
                }
                EntryType::XHeader => pax(&self.long(size)?, &mut told),
                EntryType::GNULongLink | EntryType::XGlobalHeader => drop(self.long(size)?),
                EntryType::Directory => {
                    self.member(size)?;
                    self.settle()?;
                    told = Told::default();
                }
                kind => {
                    let path = told.path.take();
                    let name = Name::of(&path.unwrap_or_else(|| header.path_bytes().into_owned()));
                    let source = self.member(size)?;
                    return Ok(Some(match kind {
                        EntryType::Regular | EntryType::Continuous => Ok(Member { name, source }),
                        other => Err(refused(&name, other)),
                    }));
                }
            }
        }
    }
}

/// Reads the fields of a pax header that are of use.
fn pax(body: &[u8], told: &mut Told) {
    for field in PaxExtensions::new(body).flatten() {
        match field.key_bytes() {
            b"path" => told.path = Some(field.value_bytes().to_vec()),
            b"size" => told.size = field.value().ok().and_then(|size| size.parse().ok()),
            _ => {}
        }
    }
}

/// Says that a member is no file.
fn refused(name: &Name, kind: EntryType) -> IntakeProblem {
    let path = Path::new(&name.shown);
    let link = matches!(kind, EntryType::Symlink | EntryType::Link);
    if link {
        let remedy = "what it points to is taken where it lies in the archive itself";
        return IntakeProblem::note(path, "a link, which is not followed", remedy);
    }
    if kind == EntryType::GNUSparse {
        let remedy = "make the archive without --sparse";
        return IntakeProblem::new(path, None, "a sparse file, which is not read", remedy);
    }
    IntakeProblem::note(path, "a device or pipe, not a file", "leave it out")
}

impl Iterator for Tar {
    type Item = Result<Member, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        match self.step() {
            Ok(Some(member)) => Some(member),
            Ok(None) => {
                self.ended = true;
                None
            }
            Err(error) => {
                self.ended = true;
                let rest = Path::new("all that follows");
                Some(Err(IntakeProblem::of_io(rest, "read", &error)))
            }
        }
    }
}
