//! `rashomon watch`: adds what appears in a folder.
//!
//! Looks, takes what stands still, refreshes the case, looks again. Ends on Ctrl-C and SIGTERM when
//! the files in hand are committed. A file that vanishes is let go; a case that another program is
//! writing is waited for.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rashomon::intake::{self, Intake, Options};
use rashomon::{CaseFile, Entry, Kept, Reader};
use serde::Serialize;

use crate::args::watch::WatchArgs;
use crate::error::{CommandError, Outcome, say};
use crate::input::Problems;
use crate::output::Output;
use crate::progress;
use crate::salt;
use crate::watched::{Found, Watched};

/// Files to a lot: read on all cores together, and committed before the next ones are opened.
const LOT: usize = 48;

/// What became of one file.
#[derive(Debug, Default, Serialize)]
struct Line {
    file: String,
    new: usize,
    revised: usize,
    held: usize,
    refused: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    moved_from: Option<String>,
    #[serde(skip)]
    path: PathBuf,
    #[serde(skip)]
    is_left: bool,
}

/// Watches a folder until told to end.
pub fn run(args: &WatchArgs) -> Result<Outcome, CommandError> {
    let folder = args.folder.display();
    if !args.folder.is_dir() {
        let why = format!("{folder} is no folder; name the folder in which files appear");
        return Err(CommandError::failed(why));
    }
    let stop = signals()?;
    let reader = Reader::new()?;
    let mut case = CaseFile::open_or_create(&args.case)?.salted(salt::seed()?);
    let bar = progress::reports(true);
    let problems = Problems::beside(&bar).into_file(args.limits.errors.as_deref())?;
    let mut watch = Watch {
        watched: Watched::new(&args.folder, &args.case),
        case: &mut case,
        reader: &reader,
        problems: &problems,
        args,
        stop: &stop,
        total: Line::default(),
    };
    if !args.once {
        say(&format!("watching {folder}; Ctrl-C ends it"));
    }
    let (mut looks, mut was_gone) = (0, false);
    while !stop.load(Ordering::Relaxed) {
        match watch.watched.look() {
            Ok(found) => {
                was_gone = false;
                watch.take(found)?;
            }
            Err(error) if args.once => {
                let why = format!("cannot look into {folder}: {error}; check the folder");
                return Err(CommandError::failed(why));
            }
            Err(error) if !was_gone => {
                was_gone = true;
                say(&format!("rashomon: cannot look into {folder}: {error}; waiting for it"));
            }
            Err(_) => {}
        }
        looks += 1;
        // What stands still shows at the second look.
        if args.once && looks == 2 {
            break;
        }
        rest(args.every, &stop);
    }
    let Line { new, revised, held, .. } = watch.total;
    let refused = problems.close()?;
    say(&format!(
        "{new} new, {revised} revised, {held} held already, {refused} not usable. \
         `rashomon events {}` lists what is told.",
        args.case.display()
    ));
    Ok(if refused > 0 { Outcome::Partly } else { Outcome::Done })
}

/// Ends at the first signal when the work in hand is done, at the second at once.
fn signals() -> Result<Arc<AtomicBool>, CommandError> {
    let stop = Arc::new(AtomicBool::new(false));
    for signal in [signal_hook::consts::SIGINT, signal_hook::consts::SIGTERM] {
        let twice = signal_hook::flag::register_conditional_shutdown(signal, 2, Arc::clone(&stop));
        twice
            .and_then(|_| signal_hook::flag::register(signal, Arc::clone(&stop)))
            .map_err(|error| CommandError::failed(format!("cannot listen for Ctrl-C: {error}")))?;
    }
    Ok(stop)
}

fn rest(every: Duration, stop: &AtomicBool) {
    let step = Duration::from_millis(50);
    let mut left = every;
    while !left.is_zero() && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(left.min(step));
        left = left.saturating_sub(step);
    }
}

struct Watch<'w> {
    watched: Watched,
    case: &'w mut CaseFile,
    reader: &'w Reader,
    problems: &'w Problems,
    args: &'w WatchArgs,
    stop: &'w AtomicBool,
    total: Line,
}

impl Watch<'_> {
    /// Takes what one look found, lot by lot.
    fn take(&mut self, found: Found) -> Result<(), CommandError> {
        for (old, new) in &found.moved {
            let moved_from = Some(self.shown(old));
            self.print(&[Line { file: self.shown(new), moved_from, ..Line::default() }])?;
        }
        let mut changed = 0;
        for lot in found.ready.chunks(LOT) {
            if self.stop.load(Ordering::Relaxed) {
                break;
            }
            let lines = self.add(lot)?;
            changed += lines.iter().map(|line| line.new + line.revised).sum::<usize>();
            for line in &lines {
                self.total.new += line.new;
                self.total.revised += line.revised;
                self.total.held += line.held;
            }
            self.print(&lines)?;
        }
        if changed > 0 {
            self.case.refresh()?;
        }
        Ok(())
    }

    /// Adds a lot of files; where another program writes the case, they are left for the next look.
    fn add(&mut self, files: &[PathBuf]) -> Result<Vec<Line>, CommandError> {
        let options = Options::default().limits(self.args.limits.limits());
        let options = options.held(self.case.held_bytes()?);
        let lines: Vec<Line> = files
            .iter()
            .map(|path| Line { file: self.shown(path), path: path.clone(), ..Line::default() })
            .collect();
        let lot = RefCell::new(Lot {
            waiting: (0..files.len()).collect(),
            current: None,
            at: 0,
            held_before: 0,
            lines,
        });
        let entries =
            std::iter::from_fn(|| lot.borrow_mut().next(&options, self.problems, self.stop));
        let at = jiff::Timestamp::now().to_string();
        let stamp = (at.as_str(), self.args.by.as_str());
        let added = self.case.add_each(self.reader, entries, stamp, &mut |kept| {
            lot.borrow_mut().count(kept);
        });
        let mut lines = lot.into_inner().lines;
        match added {
            Ok(_) => {}
            Err(error) if error.ledger().is_some_and(|error| error.is_busy()) => {
                say(&format!("rashomon: {error}; these files are tried again"));
                for line in &lines {
                    self.watched.again(&line.path);
                }
                return Ok(Vec::new());
            }
            Err(error) => return Err(error.into()),
        }
        for line in lines.iter().filter(|line| line.is_left) {
            self.watched.again(&line.path);
        }
        lines.retain(|line| !line.is_left);
        Ok(lines)
    }

    fn shown(&self, path: &Path) -> String {
        path.strip_prefix(&self.args.folder).unwrap_or(path).to_string_lossy().into_owned()
    }

    /// Prints a line a file, and sends them out at once.
    fn print(&self, lines: &[Line]) -> Result<(), CommandError> {
        let mut output = Output::open();
        for line in lines {
            let nothing_new = line.new + line.revised + line.refused == 0;
            if self.args.json {
                output.json(line)?;
            } else if let Some(old) = &line.moved_from {
                output.line(format!("{}: moved from {old}", line.file))?;
            } else if !(self.args.quiet && nothing_new) {
                output.line(told(line))?;
            }
        }
        output.close()
    }
}

fn told(line: &Line) -> String {
    let counts = [
        (line.new, "new"),
        (line.revised, "revised"),
        (line.held, "held already"),
        (line.refused, "not usable"),
    ];
    let told: Vec<String> =
        counts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let told = if told.is_empty() { "nothing in it".to_owned() } else { told.join(", ") };
    format!("{}: {told}", line.file)
}

/// The files of a lot, opened one after the other while their reports are read.
struct Lot {
    waiting: VecDeque<usize>,
    current: Option<Intake>,
    at: usize,
    held_before: u64,
    lines: Vec<Line>,
}

impl Lot {
    fn next(&mut self, options: &Options, problems: &Problems, stop: &AtomicBool) -> Option<Entry> {
        loop {
            if let Some(items) = &mut self.current {
                match items.next() {
                    Some(Ok(received)) => return Some(Entry::from(received)),
                    Some(Err(problem)) => {
                        self.lines[self.at].refused += usize::from(!problem.is_note);
                        problems.tell(&problem);
                        continue;
                    }
                    None => {
                        let passed = options.meter().held() - self.held_before;
                        self.lines[self.at].held += usize::try_from(passed).unwrap_or(usize::MAX);
                        self.current = None;
                    }
                }
            }
            if stop.load(Ordering::Relaxed) {
                while let Some(left) = self.waiting.pop_front() {
                    self.lines[left].is_left = true;
                }
            }
            self.at = self.waiting.pop_front()?;
            self.held_before = options.meter().held();
            let line = &mut self.lines[self.at];
            match intake::open_with(&line.path, options) {
                Ok(items) => self.current = Some(items),
                // It vanished between the look and now: nobody's fault.
                Err(_) if !line.path.exists() => line.is_left = true,
                Err(problem) => {
                    line.refused += 1;
                    problems.tell(&problem);
                }
            }
        }
    }

    fn count(&mut self, kept: Kept) {
        let line = &mut self.lines[self.at];
        match kept {
            Kept::New => line.new += 1,
            Kept::Revised => line.revised += 1,
            Kept::Held => line.held += 1,
        }
    }
}
