//! What intake takes at most, and the count of what one input has cost so far.
//!
//! In: limits that a caller sets. Out: readers that stop at them, with an error that names the
//! limit; [`IntakeProblem`](super::IntakeProblem) turns it into a line with the option that raises
//! it. Everything is counted in bytes and pieces as they go by, never by what a file says of itself.
//! Must hold: what one input unpacks, however its parts lie in one another, comes out of one purse.

use std::fmt;
use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// What intake takes at most.
///
/// ```
/// use rashomon_text::intake::Limits;
/// let limits = Limits { item: 1_000_000, ..Limits::default() };
/// assert_eq!(limits.depth, Limits::default().depth);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one item: a report's file, line or row, a member that is one report, an archive
    /// that must be held in memory. 64 MB.
    pub item: u64,
    /// Bytes unpacked from one input, all containers in it together. 8 GB.
    pub unpacked: u64,
    /// Containers inside one another; a compressed file counts as one. 6.
    pub depth: u32,
    /// Bytes out for each byte in, past the first megabyte of a member. 200.
    pub ratio: u64,
    /// Members of one input, all containers in it together. 200,000.
    pub members: u64,
    /// Seconds for parsing one item of a format whose parser may loop. 60.
    pub seconds: u64,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            item: super::ITEM_LIMIT as u64,
            unpacked: 8_000_000_000,
            depth: 6,
            ratio: 200,
            members: 200_000,
            seconds: 60,
        }
    }
}

impl Limits {
    /// Returns the bytes of one item as a length in memory.
    pub(super) fn item_len(&self) -> usize {
        usize::try_from(self.item).unwrap_or(usize::MAX)
    }
}

/// Below so many bytes unpacked the ratio says nothing: a page of blanks packs very well.
const RATIO_FLOOR: u64 = 1_000_000;

/// One of the limits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Limit {
    /// [`Limits::item`].
    Item,
    /// [`Limits::unpacked`].
    Unpacked,
    /// [`Limits::depth`].
    Depth,
    /// [`Limits::ratio`].
    Ratio,
    /// [`Limits::members`].
    Members,
    /// [`Limits::seconds`].
    Seconds,
}

impl Limit {
    /// Returns the option of the command line that raises it.
    pub fn option(self) -> &'static str {
        match self {
            Limit::Item => "--max-item",
            Limit::Unpacked => "--max-unpacked",
            Limit::Depth => "--max-depth",
            Limit::Ratio => "--max-ratio",
            Limit::Members => "--max-members",
            Limit::Seconds => "--max-seconds",
        }
    }

    pub(super) fn remedy(self) -> String {
        let option = self.option();
        match self {
            Limit::Item => format!("split it into several reports, or raise {option}"),
            Limit::Depth => format!("unpack the outer ones, or raise {option}"),
            Limit::Ratio | Limit::Unpacked | Limit::Members => {
                format!("if you trust where it comes from, raise {option}")
            }
            Limit::Seconds => format!("save its words as plain text, or raise {option}"),
        }
    }

    /// Says that it was met where it is set so high.
    pub(super) fn at(self, value: u64) -> Met {
        Met { limit: self, value }
    }
}

/// Writes bytes in the largest decimal unit that keeps them whole enough to read.
fn bytes(n: u64) -> String {
    let units = [(1_000_000_000, "GB"), (1_000_000, "MB"), (1_000, "kB")];
    let unit = units.into_iter().find(|(size, _)| n >= *size);
    let Some((size, name)) = unit else { return format!("{n} bytes") };
    let tenths = n / (size / 10);
    if tenths.is_multiple_of(10) {
        return format!("{} {name}", tenths / 10);
    }
    format!("{}.{} {name}", tenths / 10, tenths % 10)
}

/// A limit that was met, with its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Met {
    pub limit: Limit,
    value: u64,
}

impl fmt::Display for Met {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.value;
        match self.limit {
            Limit::Item => write!(f, "item larger than {}", bytes(n)),
            Limit::Unpacked => write!(f, "unpacks to more than {} in all", bytes(n)),
            Limit::Depth => write!(f, "containers more than {n} deep"),
            Limit::Ratio => write!(f, "unpacks to more than {n} times its size"),
            Limit::Members => write!(f, "more than {n} members in all"),
            Limit::Seconds => write!(f, "took more than {n} s to parse"),
        }
    }
}

impl std::error::Error for Met {}

impl From<Met> for io::Error {
    fn from(met: Met) -> io::Error {
        io::Error::new(io::ErrorKind::FileTooLarge, met)
    }
}

/// Finds the limit behind an error of reading.
pub(super) fn limit_of(error: &io::Error) -> Option<Met> {
    error.get_ref().and_then(|inner| inner.downcast_ref::<Met>()).copied()
}

/// What one input has cost so far; shared by everything opened inside it.
#[derive(Debug, Default)]
pub(super) struct Purse {
    unpacked: AtomicU64,
    members: AtomicU64,
    spent: AtomicBool,
}

impl Purse {
    /// Pays for a member.
    pub fn pay_member(&self, limits: &Limits) -> Result<(), Met> {
        let so_far = self.members.fetch_add(1, Ordering::Relaxed);
        if so_far < limits.members {
            return Ok(());
        }
        self.spent.store(true, Ordering::Relaxed);
        Err(Limit::Members.at(limits.members))
    }

    fn pay_bytes(&self, count: u64, limits: &Limits) -> Result<(), Met> {
        let so_far = self.unpacked.fetch_add(count, Ordering::Relaxed).saturating_add(count);
        if so_far <= limits.unpacked {
            return Ok(());
        }
        self.spent.store(true, Ordering::Relaxed);
        Err(Limit::Unpacked.at(limits.unpacked))
    }

    /// Tells whether a limit on the whole was met: nothing more comes out of this input.
    pub fn is_spent(&self) -> bool {
        self.spent.load(Ordering::Relaxed)
    }
}

/// Counts bytes as they go by.
pub(super) struct Counted<R> {
    inner: R,
    count: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.count.fetch_add(count as u64, Ordering::Relaxed);
        Ok(count)
    }
}

/// Reads what a decoder gives, and stops where it gives too much for what it got, or in all.
pub(super) struct Metered<R> {
    inner: R,
    got: Arc<AtomicU64>,
    given: u64,
    purse: Arc<Purse>,
    limits: Limits,
}

impl<R: Read> Metered<R> {
    /// Puts a decoder between two counters.
    pub fn around<I: Read>(
        packed: I,
        purse: &Arc<Purse>,
        limits: Limits,
        decoder: impl FnOnce(Counted<I>) -> R,
    ) -> Metered<R> {
        let got = Arc::new(AtomicU64::new(0));
        let inner = decoder(Counted { inner: packed, count: Arc::clone(&got) });
        Metered { inner, got, given: 0, purse: Arc::clone(purse), limits }
    }
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.purse.is_spent() {
            return Err(Limit::Unpacked.at(self.limits.unpacked).into());
        }
        let count = self.inner.read(out)?;
        self.given = self.given.saturating_add(count as u64);
        self.purse.pay_bytes(count as u64, &self.limits)?;
        let got = self.got.load(Ordering::Relaxed).max(1);
        if self.given > RATIO_FLOOR && self.given / got > self.limits.ratio {
            return Err(Limit::Ratio.at(self.limits.ratio).into());
        }
        Ok(count)
    }
}

/// Reads a reader to its end, as far as one item may go.
pub(super) fn read_item(reader: impl Read, limits: &Limits) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(limits.item.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limits.item {
        return Err(Limit::Item.at(limits.item).into());
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_read_as_people_write_them() {
        let shown = [0, 999, 1000, 64_000_000, 1_500_000, 8_000_000_000].map(bytes);
        assert_eq!(shown, ["0 bytes", "999 bytes", "1 kB", "64 MB", "1.5 MB", "8 GB"]);
    }

    #[test]
    fn a_reader_stops_at_the_ratio_and_at_the_whole() {
        let purse = Arc::new(Purse::default());
        let limits = Limits { ratio: 10, ..Limits::default() };
        let swell = |_: Counted<&[u8]>| io::repeat(b' ').take(2_000_000);
        let mut metered = Metered::around(&b"x"[..], &purse, limits, swell);
        let error = io::copy(&mut metered, &mut io::sink()).unwrap_err();
        assert_eq!(limit_of(&error), Some(Limit::Ratio.at(10)));

        let limits = Limits { unpacked: 100, ..Limits::default() };
        let purse = Arc::new(Purse::default());
        let bytes = [7u8; 60];
        for (n, whole) in [(0, true), (1, false)] {
            let mut metered = Metered::around(&bytes[..], &purse, limits, |inner| inner);
            assert_eq!(io::copy(&mut metered, &mut io::sink()).is_ok(), whole, "{n}");
        }
        assert!(purse.is_spent());
    }

    #[test]
    fn an_item_of_just_the_limit_is_taken() {
        let limits = Limits { item: 4, ..Limits::default() };
        assert_eq!(read_item(&b"four"[..], &limits).unwrap(), b"four");
        let error = read_item(&b"fives"[..], &limits).unwrap_err();
        assert_eq!(limit_of(&error), Some(Limit::Item.at(4)));
    }
}
