//! Progress on standard error, only where somebody can see it.

use std::cell::Cell;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use rashomon::intake::{Meter, Options};

use crate::input;

/// A counter of reports; hidden where standard error is no terminal or `quiet` is asked for.
pub fn reports(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {pos} reports in {elapsed} {msg}") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A bar over the bytes of files and folders, with a count of their reports.
pub struct Inputs {
    bar: ProgressBar,
    meter: Meter,
    done: Cell<u64>,
}

impl Inputs {
    /// Begins; what is read with the options moves it.
    pub fn over(files: &[PathBuf], options: &Options, quiet: bool) -> Inputs {
        // Where nobody sees the bar, nothing is counted for it beforehand.
        let seen = !quiet && std::io::stderr().is_terminal();
        let total = if seen { input::total(files) } else { None };
        let target =
            if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(total, target);
        let template = match total {
            Some(_) => "{bar:30} {bytes} of {total_bytes} in {elapsed} {msg}",
            None => "{spinner} {bytes} in {elapsed} {msg}",
        };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        Inputs { bar, meter: options.meter().clone(), done: Cell::new(0) }
    }

    /// Returns the bar, so that messages can step aside for it.
    pub fn bar(&self) -> &ProgressBar {
        &self.bar
    }

    /// Counts a report.
    pub fn step(&self) {
        self.done.set(self.done.get() + 1);
        self.bar.set_position(self.meter.bytes());
        self.now("reading");
    }

    /// Says what is being done.
    pub fn now(&self, what: &str) {
        let (done, held) = (self.done.get(), self.meter.held());
        let held = if held > 0 { format!(", {held} held already") } else { String::new() };
        self.bar.set_message(format!("· {done} reports{held} · {what}"));
    }

    /// Takes it off the screen.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// A bar over the bytes of a file, or a counter of them; hidden as the other one is.
pub fn bytes(length: Option<u64>, quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(length, target);
    let template = match length {
        Some(_) => "{bar:40} {bytes} of {total_bytes} in {elapsed}, {eta} to go",
        None => "{spinner} {bytes} in {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar
}

/// A line that says what is being done; hidden as the others are.
pub fn steps(quiet: bool) -> ProgressBar {
    let target = if quiet { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let bar = ProgressBar::with_draw_target(None, target);
    if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} ({elapsed})") {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
