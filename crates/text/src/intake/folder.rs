//! Reads a folder: every file in it and below, in the order of their names.
//!
//! Hidden files and folders (a leading dot) are passed over. Links are followed, but no folder is
//! entered twice, so a loop of links ends. A file that cannot be read is one problem among the
//! items. Must hold: the order depends on the names alone, and one file is open at a time.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use super::options::Context;
use super::{Intake, IntakeProblem, Received, open_file};

/// How deep folders may lie inside one another.
const DEPTH: usize = 32;

/// The items of all files below a folder.
pub(super) struct Folder {
    root: PathBuf,
    /// Paths still to visit with their depth, the next one last.
    waiting: Vec<(PathBuf, usize)>,
    entered: HashSet<PathBuf>,
    current: Option<Intake>,
    any: bool,
    context: Context,
}

impl Folder {
    pub fn new(root: &Path, context: Context) -> Folder {
        Folder {
            root: root.to_owned(),
            waiting: vec![(root.to_owned(), 0)],
            entered: HashSet::new(),
            current: None,
            any: false,
            context,
        }
    }

    /// Visits the next path: enters a folder, or opens a file.
    fn visit(&mut self, path: &Path, depth: usize) -> Result<(), IntakeProblem> {
        let fail = |error: std::io::Error| IntakeProblem::of_io(path, "open", &error);
        let metadata = std::fs::metadata(path).map_err(fail)?;
        if metadata.is_file() {
            self.any = true;
            self.current = Some(open_file(path, &self.context.next_input())?);
            return Ok(());
        }
        if !metadata.is_dir() || !self.entered.insert(path.canonicalize().map_err(fail)?) {
            return Ok(());
        }
        if depth > DEPTH {
            let what = format!("folders more than {DEPTH} deep");
            return Err(IntakeProblem::new(path, None, &what, "name the inner folder itself"));
        }
        let mut inside: Vec<PathBuf> = Vec::new();
        for entry in std::fs::read_dir(path).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            if !entry.file_name().to_string_lossy().starts_with('.') {
                inside.push(entry.path());
            }
        }
        inside.sort();
        self.waiting.extend(inside.into_iter().rev().map(|path| (path, depth + 1)));
        Ok(())
    }
}

impl Iterator for Folder {
    type Item = Result<Received, IntakeProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(item) = self.current.as_mut().and_then(Iterator::next) {
                return Some(item);
            }
            self.current = None;
            let Some((path, depth)) = self.waiting.pop() else { break };
            if let Err(problem) = self.visit(&path, depth) {
                self.any = true;
                return Some(Err(problem));
            }
        }
        let empty = !std::mem::replace(&mut self.any, true);
        empty.then(|| {
            let remedy = "name a folder with JSON Lines, CSV, text or Markdown files";
            Err(IntakeProblem::new(&self.root, None, "no file in the folder", remedy))
        })
    }
}
