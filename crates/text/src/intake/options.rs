//! How intake is asked to read, and what everything opened inside one input shares.
//!
//! In: limits, a map of columns, a format, what is held already. Out: [`Options`] for callers, and
//! a context that travels into every container. Must hold: a context costs nothing to copy, and
//! what is opened inside a container counts on the purse of the outermost input.

use std::collections::HashSet;
use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use sha2::{Digest, Sha256};

use super::container::Pages;
use super::limits::Purse;
use super::{Format, IntakeProblem, Limit, Limits};
use crate::dataset::Map;

/// Answers whether an item of these bytes (their SHA-256) was taken before.
type Held = dyn Fn(&[u8; 32]) -> bool + Send + Sync;

/// How intake is asked to read.
///
/// ```
/// use rashomon_text::intake::{self, Limits, Options};
/// let options = Options::default().limits(Limits { item: 10, ..Limits::default() });
/// let problem = intake::from_reader_with("note.txt", &b"The mill burnt."[..], &options)
///     .and_then(|mut items| items.next().unwrap())
///     .unwrap_err();
/// assert_eq!(problem.what, "item larger than 10 bytes");
/// assert!(problem.remedy.contains("--max-item"));
/// ```
#[derive(Clone, Default)]
pub struct Options {
    pub(super) limits: Limits,
    pub(super) map: Option<Map>,
    pub(super) format: Option<Format>,
    held: Option<Arc<Held>>,
    meter: Meter,
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut out = f.debug_struct("Options");
        out.field("limits", &self.limits).field("format", &self.format);
        out.field("held", &self.held.is_some()).finish_non_exhaustive()
    }
}

impl Options {
    /// Sets what is taken at most.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Options {
        self.limits = limits;
        self
    }

    /// Reads every table by a map of its columns.
    #[must_use]
    pub fn map(mut self, map: &Map) -> Options {
        self.map = Some(map.clone());
        self
    }

    /// Reads the input itself as one format, however it begins; what lies in containers is told by
    /// its name and bytes.
    #[must_use]
    pub fn format(mut self, format: Format) -> Options {
        self.format = Some(format);
        self
    }

    /// Passes over items that are one report by themselves where these bytes were taken before:
    /// they are not parsed again, and [`Meter::held`] counts them.
    #[must_use]
    pub fn held(mut self, held: impl Fn(&[u8; 32]) -> bool + Send + Sync + 'static) -> Options {
        self.held = Some(Arc::new(held));
        self
    }

    /// Returns the counters of everything that is read with these options.
    pub fn meter(&self) -> &Meter {
        &self.meter
    }
}

/// Counts what is read, while it is read; copies count together.
#[derive(Clone, Debug, Default)]
pub struct Meter(Arc<Counters>);

#[derive(Debug, Default)]
struct Counters {
    bytes: AtomicU64,
    held: AtomicU64,
}

impl Meter {
    /// Returns how many bytes of the inputs themselves went by.
    pub fn bytes(&self) -> u64 {
        self.0.bytes.load(Ordering::Relaxed)
    }

    /// Returns how many items were passed over because they are held.
    pub fn held(&self) -> u64 {
        self.0.held.load(Ordering::Relaxed)
    }

    /// Counts the bytes of an input.
    pub(super) fn count(&self, bytes: usize) {
        self.0.bytes.fetch_add(bytes as u64, Ordering::Relaxed);
    }

    /// Counts the bytes of a stream as they go by.
    pub(super) fn over(&self, inner: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        Box::new(MeteredInput { inner, meter: self.clone() })
    }
}

struct MeteredInput {
    inner: Box<dyn Read + Send>,
    meter: Meter,
}

impl Read for MeteredInput {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(out)?;
        self.meter.count(count);
        Ok(count)
    }
}

/// What everything opened inside one input shares.
#[derive(Clone)]
pub(super) struct Context {
    pub options: Arc<Options>,
    pub purse: Arc<Purse>,
    /// The pages to take, inside a web archive that lists them.
    pub pages: Option<Arc<Pages>>,
    /// Digests of what web archives in this input hold, for captures that only refer to it.
    pub payloads: Arc<Mutex<HashSet<String>>>,
    depth: u32,
}

impl Context {
    /// Begins an input.
    pub fn new(options: &Options) -> Context {
        Context::of(Arc::new(options.clone()))
    }

    fn of(options: Arc<Options>) -> Context {
        let (purse, payloads) = (Arc::default(), Arc::default());
        Context { options, purse, pages: None, payloads, depth: 0 }
    }

    /// Begins another input with the same options: a purse of its own.
    pub fn next_input(&self) -> Context {
        Context::of(Arc::clone(&self.options))
    }

    /// Returns the limits.
    pub fn limits(&self) -> Limits {
        self.options.limits
    }

    /// Returns the format asked for, which counts for the input itself only.
    pub fn format(&self) -> Option<Format> {
        self.options.format.filter(|_| self.depth == 0)
    }

    /// Goes into a container.
    pub fn deeper(&self, container: &Path) -> Result<Context, IntakeProblem> {
        let limit = self.limits().depth;
        if self.depth >= limit {
            return Err(IntakeProblem::of_limit(
                container,
                None,
                Limit::Depth.at(u64::from(limit)),
            ));
        }
        Ok(Context { depth: self.depth + 1, ..self.clone() })
    }

    /// Tells whether an item of these bytes was taken before, and counts it where it was.
    pub fn is_held(&self, bytes: &[u8]) -> bool {
        let Some(held) = &self.options.held else { return false };
        let is_held = held(&Sha256::digest(bytes).into());
        if is_held {
            self.options.meter.0.held.fetch_add(1, Ordering::Relaxed);
        }
        is_held
    }
}
