//! What of a verification can be done record by record, on all cores.
//!
//! In: rows as they stand in the file, bytes as they were fetched. Out: per record what does not hold, its leaf, and how
//! much was hashed. It reads no file: SQLite stays with one thread. What must hold: the order of the answers is that of
//! the questions, however many cores there are.

use crate::blob::Packed;
use crate::row::Raw;
use crate::{Digest, Record, Tree, record};

/// Below this number of items, threads cost more than they save.
const WORTH_SPREADING: usize = 16;

/// A row looked at by itself.
pub(super) struct Looked {
    pub(super) raw: Raw,
    pub(super) record: Result<Record, String>,
    is_canonical: bool,
    leaf: Digest,
}

impl Looked {
    pub(super) fn at(raw: Raw) -> Self {
        let record = raw.checked();
        let is_canonical =
            record.as_ref().is_ok_and(|record| record::is_canonical(record, &raw.written));
        let leaf = Tree::leaf(raw.written.as_bytes());
        Self { raw, record, is_canonical, leaf }
    }
}

/// A record with what its check needs.
pub(super) struct Held<C> {
    pub(super) looked: Looked,
    pub(super) faults: Vec<String>,
    /// Bytes it attaches that were not hashed before; nothing where they are missing.
    pub(super) blobs: Vec<(Digest, Result<Option<Packed>, String>)>,
    pub(super) prepared: Option<C>,
}

/// What was found in one record.
pub(super) struct Examined {
    pub(super) raw: Raw,
    pub(super) leaf: Digest,
    /// What does not hold, with the bytes it is about.
    pub(super) faults: Vec<(String, Option<Digest>)>,
    pub(super) blobs: u64,
    pub(super) bytes: u64,
}

impl<C> Held<C> {
    /// Bytes held in memory for it, once its raw bytes are unpacked.
    pub(super) fn size(&self) -> usize {
        let packed = |(_, packed): &(Digest, Result<Option<Packed>, String>)| {
            packed.as_ref().ok().and_then(Option::as_ref).map_or(0, Packed::stated_size)
        };
        self.looked.raw.written.len() + self.blobs.iter().map(packed).sum::<usize>()
    }

    pub(super) fn examine(self, check: &impl Fn(&Record, C) -> Vec<String>) -> Examined {
        let Looked { raw, record, is_canonical, leaf } = self.looked;
        let mut out = Examined { raw, leaf, faults: Vec::new(), blobs: 0, bytes: 0 };
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                out.faults.push((why, None));
                return out;
            }
        };
        out.faults.extend(self.faults.into_iter().map(|why| (why, None)));
        if !is_canonical {
            out.faults.push(("its text is not in canonical form".into(), None));
        }
        for (digest, packed) in self.blobs {
            match packed.and_then(|packed| packed.map(Packed::unpack).transpose()) {
                Ok(Some(bytes)) => {
                    out.blobs += 1;
                    out.bytes += bytes.len() as u64;
                }
                Ok(None) => {
                    let why = format!("the blob {digest} that it attaches is missing");
                    out.faults.push((why, Some(digest)));
                }
                Err(why) => {
                    let why = format!("the blob {digest} that it attaches does not hold: {why}");
                    out.faults.push((why, Some(digest)));
                }
            }
        }
        if let Some(prepared) = self.prepared {
            out.faults.extend(check(&record, prepared).into_iter().map(|why| (why, None)));
        }
        out
    }
}

/// Does the same to every item; the order of the answer is that of the question.
pub(super) fn on_all_cores<T: Send, U: Send>(
    items: Vec<T>,
    work: impl Fn(T) -> U + Sync,
) -> Vec<U> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if cores == 1 || items.len() < WORTH_SPREADING {
        return items.into_iter().map(work).collect();
    }
    // More pieces than cores, so that one large record does not keep the others waiting.
    let length = items.len().div_ceil(cores * 8);
    let mut pieces = Vec::new();
    let mut items = items.into_iter();
    loop {
        let piece: Vec<T> = items.by_ref().take(length).collect();
        if piece.is_empty() {
            break;
        }
        pieces.push(piece);
    }
    let count = pieces.len();
    let queue = std::sync::Mutex::new(pieces.into_iter().enumerate());
    let next = || queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
    let mut done: Vec<(usize, Vec<U>)> = std::thread::scope(|scope| {
        let worker = || {
            let mut mine = Vec::with_capacity(count);
            while let Some((at, piece)) = next() {
                mine.push((at, piece.into_iter().map(&work).collect()));
            }
            mine
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        let joined = threads.into_iter().map(|thread| match thread.join() {
            Ok(mine) => mine,
            // A check of the caller's that fell over falls over here as well.
            Err(cause) => std::panic::resume_unwind(cause),
        });
        joined.flatten().collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().flat_map(|(_, piece)| piece).collect()
}
