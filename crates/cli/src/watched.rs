//! What lies in a watched folder, and which files stand still.
//!
//! In: one look at the folder after another. Out: files whose size and time were the same at two
//! looks and that were not taken so before; files that were moved. No clock is asked: a file
//! server's may differ from ours. Must hold: a file that grows is never given while it grows, as
//! far as its size and time tell.

use std::collections::{BTreeMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// How deep folders may lie inside one another.
const DEPTH: usize = 32;

/// Endings of files that somebody is still writing.
const UNFINISHED: [&str; 6] = ["part", "partial", "crdownload", "download", "tmp", "swp"];

/// What tells one state of a file from another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Look {
    size: u64,
    modified: Option<SystemTime>,
    identity: Option<(u64, u64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// Seen once in this state.
    New,
    /// Given to be taken.
    Given,
}

/// A folder that is looked through again and again.
pub struct Watched {
    root: PathBuf,
    /// Files beside the case that are the case itself.
    leave: Vec<PathBuf>,
    known: BTreeMap<PathBuf, (Look, State)>,
}

/// What one look found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Files that stand still and are to be taken, in the order of their names.
    pub ready: Vec<PathBuf>,
    /// Files that were taken already and are called otherwise now: old name, new name.
    pub moved: Vec<(PathBuf, PathBuf)>,
    /// Files that may still be written.
    pub waiting: usize,
}

impl Watched {
    /// Watches a folder, leaving out a case that lies in it.
    pub fn new(root: &Path, case: &Path) -> Watched {
        let beside = ["", "-wal", "-shm", "-journal"].into_iter().map(|ending| {
            let mut name = case.file_name().unwrap_or_default().to_owned();
            name.push(ending);
            let folder = case.parent().filter(|folder| *folder != Path::new(""));
            let folder = folder.unwrap_or(Path::new("."));
            folder.canonicalize().unwrap_or_else(|_| folder.to_owned()).join(name)
        });
        Watched { root: root.to_owned(), leave: beside.collect(), known: BTreeMap::new() }
    }

    /// Looks once.
    ///
    /// # Errors
    /// Where the folder itself does not read; what was known stays known.
    pub fn look(&mut self) -> io::Result<Found> {
        let now = self.walk()?;
        let mut found = Found::default();
        let gone: Vec<(PathBuf, Look)> = self
            .known
            .iter()
            .filter(|(path, (_, state))| *state == State::Given && !now.contains_key(*path))
            .map(|(path, (look, _))| (path.clone(), *look))
            .collect();
        let mut next = BTreeMap::new();
        for (path, look) in now {
            let state = match self.known.get(&path) {
                Some((before, State::Given)) if *before == look => State::Given,
                Some((before, State::New)) if *before == look => {
                    found.ready.push(path.clone());
                    State::Given
                }
                Some(_) => State::New,
                None => match gone.iter().find(|(_, was)| is_same(was, &look)) {
                    Some((old, _)) => {
                        found.moved.push((old.clone(), path.clone()));
                        State::Given
                    }
                    None => State::New,
                },
            };
            found.waiting += usize::from(state == State::New);
            next.insert(path, (look, state));
        }
        self.known = next;
        Ok(found)
    }

    /// Takes a file back that was given and not taken: it is given again.
    pub fn again(&mut self, path: &Path) {
        if let Some((_, state)) = self.known.get_mut(path) {
            *state = State::New;
        }
    }

    fn walk(&self) -> io::Result<BTreeMap<PathBuf, Look>> {
        let mut found = BTreeMap::new();
        let mut entered = HashSet::new();
        let mut waiting = vec![(self.root.clone(), 0)];
        while let Some((folder, depth)) = waiting.pop() {
            let entries = match folder.read_dir() {
                Ok(entries) => entries,
                // A folder inside may vanish between two calls; the root may not.
                Err(error) if folder == self.root => return Err(error),
                Err(_) => continue,
            };
            for path in entries.flatten().map(|entry| entry.path()).filter(|path| is_seen(path)) {
                let Ok(metadata) = std::fs::metadata(&path) else { continue };
                if metadata.is_file() && !self.is_case(&path) {
                    let look = Look {
                        size: metadata.len(),
                        modified: metadata.modified().ok(),
                        identity: identity(&metadata),
                    };
                    found.insert(path, look);
                } else if metadata.is_dir()
                    && depth < DEPTH
                    && path.canonicalize().is_ok_and(|real| entered.insert(real))
                {
                    waiting.push((path, depth + 1));
                }
            }
        }
        Ok(found)
    }

    fn is_case(&self, path: &Path) -> bool {
        let named = self.leave.iter().any(|leave| leave.file_name() == path.file_name());
        named && path.canonicalize().is_ok_and(|real| self.leave.contains(&real))
    }
}

/// Passes over what is hidden and what is still being fetched.
fn is_seen(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
    let unfinished = ending.is_some_and(|ending| UNFINISHED.contains(&ending.as_str()));
    !name.starts_with('.') && !name.ends_with('~') && !unfinished
}

/// Tells whether a file under a new name is one that is gone.
fn is_same(was: &Look, is: &Look) -> bool {
    was.identity.is_some() && was == is
}

#[cfg(unix)]
fn identity(metadata: &std::fs::Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_metadata: &std::fs::Metadata) -> Option<(u64, u64)> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(paths: &[PathBuf]) -> Vec<String> {
        let name = |path: &PathBuf| path.file_name().map(|n| n.to_string_lossy().into_owned());
        paths.iter().filter_map(name).collect()
    }

    #[test]
    fn a_file_is_given_once_it_stands_still_and_again_when_it_changes() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        let mut watched = Watched::new(folder.path(), Path::new("c.rashomon"));
        std::fs::write(&path, "one").unwrap();
        assert_eq!(watched.look().unwrap().ready.len(), 0);
        std::fs::write(&path, "one two").unwrap();
        let look = watched.look().unwrap();
        assert_eq!((look.ready.len(), look.waiting), (0, 1), "it grew");
        assert_eq!(names(&watched.look().unwrap().ready), ["a.txt"]);
        assert_eq!(watched.look().unwrap(), Found::default());
        std::fs::write(&path, "one two three").unwrap();
        watched.look().unwrap();
        assert_eq!(names(&watched.look().unwrap().ready), ["a.txt"]);
        watched.again(&path);
        assert_eq!(names(&watched.look().unwrap().ready), ["a.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_moved_file_is_not_given_again_and_another_under_its_name_is() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("a.txt"), folder.path().join("b.txt"));
        let mut watched = Watched::new(folder.path(), Path::new("c.rashomon"));
        std::fs::write(&old, "one").unwrap();
        watched.look().unwrap();
        watched.look().unwrap();
        std::fs::rename(&old, &new).unwrap();
        let look = watched.look().unwrap();
        assert_eq!((look.ready.len(), look.moved), (0, vec![(old.clone(), new)]));
        std::fs::write(&old, "other").unwrap();
        watched.look().unwrap();
        assert_eq!(names(&watched.look().unwrap().ready), ["a.txt"]);
    }

    #[test]
    fn what_is_hidden_unfinished_or_the_case_itself_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for name in
            [".a.txt", "b.txt.part", "c.crdownload", "d.txt~", "case.rashomon", "case.rashomon-wal"]
        {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        std::fs::create_dir(folder.path().join("in")).unwrap();
        std::fs::write(folder.path().join("in/e.txt"), "x").unwrap();
        let mut watched = Watched::new(folder.path(), &folder.path().join("case.rashomon"));
        watched.look().unwrap();
        assert_eq!(names(&watched.look().unwrap().ready), ["e.txt"]);
    }

    #[test]
    fn a_folder_that_is_gone_is_an_error_and_nothing_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let (here, away) = (folder.path().join("in"), folder.path().join("away"));
        std::fs::create_dir(&here).unwrap();
        std::fs::write(here.join("a.txt"), "x").unwrap();
        let mut watched = Watched::new(&here, Path::new("c.rashomon"));
        watched.look().unwrap();
        watched.look().unwrap();
        std::fs::rename(&here, &away).unwrap();
        assert!(watched.look().is_err());
        std::fs::rename(&away, &here).unwrap();
        assert_eq!(watched.look().unwrap(), Found::default());
    }
}
