//! Everything that was written, in order, and the disk as it would stand after a kill or a power cut at any moment.
//!
//! In: operations as SQLite made them. Out: files by path with their bytes. The model of a power cut is the usual one: what
//! was synced is there; of what was not, each sector of 512 bytes may be there or not, whatever came after it; a file
//! that was made and not synced may be missing, one that was deleted without syncing its folder may be back; bytes outside
//! what was written stay (SQLite assumes as much of disks). After a kill everything up to it is there, the last write
//! perhaps in part. The shared-memory file is left out: nobody trusts it after either.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::Dice;

/// What a disk is assumed to write whole.
const SECTOR: usize = 512;

/// Files by path, with what they hold.
pub type Files = BTreeMap<PathBuf, Vec<u8>>;

/// One thing that was done to the disk.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Make(PathBuf),
    Write { path: PathBuf, at: usize, bytes: Vec<u8> },
    Truncate { path: PathBuf, length: usize },
    Sync(PathBuf),
    Delete { path: PathBuf, is_synced: bool },
    Mark(u64),
}

/// Holds what was written while it ran; see [`record`](crate::record).
#[derive(Clone, Debug, Default)]
pub struct Recording {
    before: Files,
    operations: Vec<Operation>,
}

/// A file on its way to the disk.
#[derive(Clone, Debug, Default)]
struct Standing {
    /// What is on the disk for sure; nothing where the file may be missing.
    durable: Option<Vec<u8>>,
    /// What was done since, and may be there or not.
    waiting: Vec<Operation>,
    /// Was deleted, and may be back.
    is_gone: bool,
}

impl Recording {
    /// Returns how many operations there are.
    pub fn len(&self) -> usize {
        self.operations.len()
    }

    /// Says whether nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// Returns the last mark among the first operations: what was acknowledged by then.
    pub fn acknowledged(&self, first: usize) -> u64 {
        let mut marks = self.operations.iter().take(first).filter_map(|it| match it {
            Operation::Mark(mark) => Some(*mark),
            _ => None,
        });
        marks.next_back().unwrap_or(0)
    }

    /// Returns the places where a power cut is most telling: just before and just after each sync.
    pub fn around_syncs(&self) -> Vec<usize> {
        let syncs = self.operations.iter().enumerate();
        let syncs = syncs.filter(|(_, it)| matches!(it, Operation::Sync(_)));
        syncs.flat_map(|(at, _)| [at, at + 1]).collect()
    }

    /// Returns the files after a kill: all of the first operations, and so many bytes of a write that comes next.
    pub fn after_kill(&self, first: usize, done: usize) -> Files {
        let mut files = self.before.clone();
        for operation in self.operations.iter().take(first) {
            apply(&mut files, operation);
        }
        if let Some(Operation::Write { path, at, bytes }) = self.operations.get(first) {
            let bytes = bytes[..done.min(bytes.len())].to_vec();
            apply(&mut files, &Operation::Write { path: path.clone(), at: *at, bytes });
        }
        files
    }

    /// Returns the files after a power cut that came after the first operations, as the dice fall.
    pub fn after_power_cut(&self, first: usize, dice: &mut Dice) -> Files {
        let mut standing: BTreeMap<PathBuf, Standing> = BTreeMap::new();
        for (path, bytes) in &self.before {
            let it = Standing { durable: Some(bytes.clone()), ..Standing::default() };
            standing.insert(path.clone(), it);
        }
        for operation in self.operations.iter().take(first) {
            settle(&mut standing, operation);
        }
        let mut files = Files::new();
        for (path, it) in standing {
            if let Some(bytes) = it.into_found(dice) {
                files.insert(path, bytes);
            }
        }
        files
    }

    /// Returns the files that hold something that was never synced, at the end of the recording.
    pub fn unsynced(&self) -> Vec<PathBuf> {
        let mut standing: BTreeMap<PathBuf, Standing> = BTreeMap::new();
        for operation in &self.operations {
            settle(&mut standing, operation);
        }
        let waits = |it: &Standing| !it.is_gone && !it.waiting.is_empty();
        standing.into_iter().filter(|(_, it)| waits(it)).map(|(path, _)| path).collect()
    }

    pub(crate) fn knows(&self, path: &Path) -> bool {
        self.before.contains_key(path)
            || self.operations.iter().any(|it| matches!(it, Operation::Make(made) if made == path))
    }

    pub(crate) fn found(&mut self, path: &Path, bytes: Vec<u8>) {
        self.before.insert(path.to_path_buf(), bytes);
    }

    pub(crate) fn push(&mut self, operation: Operation) {
        self.operations.push(operation);
    }
}

impl Standing {
    /// Lets the dice decide what of it the disk holds.
    fn into_found(self, dice: &mut Dice) -> Option<Vec<u8>> {
        if self.is_gone {
            return self.durable.filter(|_| dice.one_in(2));
        }
        let Some(mut bytes) = self.durable else {
            // Made and never synced: missing, or there with whatever reached the disk.
            return (!dice.one_in(3)).then(|| partly(Vec::new(), &self.waiting, dice));
        };
        bytes = partly(bytes, &self.waiting, dice);
        Some(bytes)
    }
}

/// Puts some of what was waiting into a file, in order: often much of it, sometimes little.
fn partly(mut bytes: Vec<u8>, waiting: &[Operation], dice: &mut Dice) -> Vec<u8> {
    let share = 1 + dice.below(9);
    for operation in waiting {
        match operation {
            Operation::Write { at, bytes: written, .. } => {
                let mut done = 0;
                while done < written.len() {
                    // Up to the next border of a sector of the disk.
                    let end = (done + SECTOR - (at + done) % SECTOR).min(written.len());
                    if dice.below(10) < share {
                        put(&mut bytes, at + done, &written[done..end]);
                    }
                    done = end;
                }
            }
            Operation::Truncate { length, .. } if dice.below(10) < share => {
                bytes.resize(*length, 0);
            }
            _ => {}
        }
    }
    bytes
}

/// Follows one operation in the model of what is on the disk and what is on its way.
fn settle(standing: &mut BTreeMap<PathBuf, Standing>, operation: &Operation) {
    match operation {
        Operation::Mark(_) => {}
        Operation::Make(path) => {
            let it = standing.entry(path.clone()).or_default();
            // The same name again: what may be back of the old file is no longer told apart from the new one.
            *it = Standing::default();
        }
        Operation::Write { path, .. } | Operation::Truncate { path, .. } => {
            standing.entry(path.clone()).or_default().waiting.push(operation.clone());
        }
        Operation::Sync(path) => {
            let it = standing.entry(path.clone()).or_default();
            let mut bytes = it.durable.take().unwrap_or_default();
            for waiting in it.waiting.drain(..) {
                apply_to(&mut bytes, &waiting);
            }
            it.durable = Some(bytes);
        }
        Operation::Delete { path, is_synced: true } => drop(standing.remove(path)),
        Operation::Delete { path, is_synced: false } => {
            if let Some(it) = standing.get_mut(path) {
                it.is_gone = true;
            }
        }
    }
}

fn apply(files: &mut Files, operation: &Operation) {
    match operation {
        Operation::Make(path) => drop(files.insert(path.clone(), Vec::new())),
        Operation::Write { path, .. } | Operation::Truncate { path, .. } => {
            apply_to(files.entry(path.clone()).or_default(), operation);
        }
        Operation::Delete { path, .. } => drop(files.remove(path)),
        Operation::Sync(_) | Operation::Mark(_) => {}
    }
}

fn apply_to(bytes: &mut Vec<u8>, operation: &Operation) {
    match operation {
        Operation::Write { at, bytes: written, .. } => put(bytes, *at, written),
        Operation::Truncate { length, .. } => bytes.resize(*length, 0),
        _ => {}
    }
}

fn put(bytes: &mut Vec<u8>, at: usize, written: &[u8]) {
    let end = at + written.len();
    if bytes.len() < end {
        bytes.resize(end, 0);
    }
    bytes[at..end].copy_from_slice(written);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written() -> Recording {
        let path = PathBuf::from("a");
        let mut recording = Recording::default();
        recording.found(&path, vec![1; 1024]);
        recording.push(Operation::Write { path: path.clone(), at: 0, bytes: vec![2; 512] });
        recording.push(Operation::Sync(path.clone()));
        recording.push(Operation::Mark(7));
        recording.push(Operation::Write { path, at: 256, bytes: vec![3; 1024] });
        recording
    }

    #[test]
    fn what_was_synced_outlives_every_power_cut_and_what_was_not_may_not() {
        let recording = written();
        let mut seen = std::collections::BTreeSet::new();
        for seed in 0..50 {
            let files = recording.after_power_cut(4, &mut Dice::new(seed));
            let bytes = &files[Path::new("a")];
            assert!(bytes[..256].iter().all(|byte| *byte == 2));
            seen.insert(bytes.clone());
        }
        assert!(seen.len() > 4, "the dice always fall alike");
        assert_eq!(recording.after_power_cut(3, &mut Dice::new(1))[Path::new("a")][511], 2);
    }

    #[test]
    fn a_kill_leaves_all_that_was_written_and_a_part_of_the_last() {
        let recording = written();
        let files = recording.after_kill(3, 10);
        let bytes = &files[Path::new("a")];
        assert_eq!((bytes[255], bytes[256], bytes[265], bytes[266]), (2, 3, 3, 2));
        assert_eq!(recording.after_kill(4, 0)[Path::new("a")].len(), 1280);
        assert_eq!((recording.acknowledged(2), recording.acknowledged(3)), (0, 7));
    }
}
