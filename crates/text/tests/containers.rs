//! What is taken out of containers, and what hostile ones cannot do.

use std::io::Write;
use std::path::Path;

use rashomon_text::intake::{self, IntakeProblem, Limits, Options, Received};

mod archives;
mod bounds;
mod make;
mod packages;
mod web;

type Item = Result<Received, IntakeProblem>;

/// Reads bytes under a name, from a file in a folder of its own.
fn read_with(name: &str, bytes: &[u8], options: &Options) -> Vec<Item> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::File::create(&path).unwrap().write_all(bytes).unwrap();
    match intake::open_with(&path, options) {
        Ok(items) => items.collect(),
        Err(problem) => vec![Err(problem)],
    }
}

fn read(name: &str, bytes: &[u8]) -> Vec<Item> {
    read_with(name, bytes, &Options::default())
}

fn limited(limits: Limits) -> Options {
    Options::default().limits(limits)
}

/// The texts that were taken, each with the members that lead to it.
fn taken(items: &[Item]) -> Vec<(String, String)> {
    let told = |received: &Received| {
        (received.place.members.join(" > "), received.report.text.trim().to_owned())
    };
    items.iter().flatten().map(told).collect()
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect()
}

/// What was not taken: the members that lead there, and why.
fn named(items: &[Item]) -> Vec<(String, String)> {
    let problems = items.iter().filter_map(|item| item.as_ref().err()).filter(|p| !p.is_note);
    let told = |problem: &IntakeProblem| (problem.members.join(" > "), problem.what.clone());
    problems.map(told).collect()
}

fn notes(items: &[Item]) -> Vec<String> {
    let problems = items.iter().filter_map(|item| item.as_ref().err()).filter(|p| p.is_note);
    problems.map(|problem| problem.what.clone()).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}
