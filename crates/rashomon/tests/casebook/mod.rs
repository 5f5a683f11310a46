//! Runs every page of `casebook/` through the public library.
//!
//! In: the Markdown pages. Out: a pass, or a readable list of differences here and on one HTML
//! page in the target folder. Each page is read as written, and once more with its parties
//! swapped where it names a mirror. A page marked `known wrong` must fail: when it starts to
//! hold, its mark is out of date and the run says so.
//!
//! With `CASEBOOK_BLESS` set (by `cargo xtask bless`) tables are filled instead of checked.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use rashomon::Reader;

mod bless;
mod coded_exports;
pub mod demo;
mod dossier;
mod graded;
mod html;
mod mirror;
mod page;
mod pairs;
mod row;
mod ruling;
mod run;
mod said;
mod said_case;
mod said_numbers;
mod said_report;

use page::{Known, Page};
use run::Outcome;
use said::Kind;

/// Fewest pages the casebook may hold.
const PAGES: usize = 45;

#[test]
fn every_page_of_the_casebook_holds() {
    let pages = load();
    let reader = Reader::new().expect("the embedded tables load");
    if let Ok(wanted) = std::env::var("CASEBOOK_BLESS") {
        bless::all(&reader, &pages, &wanted);
        return;
    }
    let outcomes = run_all(&reader, &pages);
    let report = html::write(&pages, &outcomes);
    println!("{}", summary(&pages));
    let failed: Vec<String> =
        pages.iter().zip(&outcomes).filter_map(|(page, outcome)| verdict(page, outcome)).collect();
    assert!(
        failed.is_empty(),
        "{}\n{} pages do not hold; texts and differences: {}",
        failed.join("\n"),
        failed.len(),
        report.display()
    );
}

#[test]
fn the_casebook_is_whole() {
    let pages = load();
    assert!(pages.len() >= PAGES, "only {} pages", pages.len());
    let traps = pages.iter().filter(|page| page.is_trap()).count();
    assert!(traps * 3 >= pages.len(), "only {traps} of {} pages hold a trap", pages.len());
    let mut titles: Vec<&str> = pages.iter().map(|page| page.title.as_str()).collect();
    titles.sort_unstable();
    titles.dedup();
    assert_eq!(titles.len(), pages.len(), "two pages have one title");
    for page in &pages {
        let source = page.path.parent().expect("a folder").join("SOURCE");
        assert!(source.is_file(), "{} is missing", source.display());
        assert!(page.prose > 30, "{}: say why this outcome is right", page.path.display());
    }
}

#[test]
fn every_rule_of_every_rulebook_stands_in_a_page() {
    let pages = load();
    let shows = |page: &Page, book: &str, rule: &str| {
        let changed = |own: &String| rashomon::rulebook::extended(own).as_deref() == Some(book);
        page.rows.iter().any(|row| {
            row.kind == Kind::Grade
                && !row.not
                && row.firmly.iter().any(|held| held == rule)
                && (row.about[0] == book || page.rulebooks.iter().any(changed))
        })
    };
    let mut missing = Vec::new();
    for book in rashomon::shipped_rulebooks().expect("the rulebooks read") {
        for rule in book.rule_ids() {
            if !pages.iter().any(|page| shows(page, &book.name, rule)) {
                missing.push(format!("{}/{rule}", book.name));
            }
        }
    }
    assert!(missing.is_empty(), "no page shows: {}", missing.join(", "));
}

/// Returns the folder of the pages.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../casebook")
}

fn load() -> Vec<Page> {
    let mut paths = Vec::new();
    for folder in ["cases", "rulebooks", "whole"] {
        pages_under(&root().join(folder), &mut paths);
    }
    paths.sort();
    paths.iter().map(|path| Page::load(path).unwrap_or_else(|why| panic!("{why}"))).collect()
}

fn pages_under(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the casebook is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            pages_under(&path, out);
        } else if path.extension().is_some_and(|ending| ending == "md") {
            out.push(path);
        }
    }
}

fn run_all(reader: &Reader, pages: &[Page]) -> Vec<Outcome> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut mine = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(page) = pages.get(at) else { return mine };
            mine.push((at, run::page(reader, page)));
        }
    };
    let mut all: Vec<(usize, Outcome)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("a page ran")).collect()
    });
    all.sort_by_key(|(at, _)| *at);
    all.into_iter().map(|(_, outcome)| outcome).collect()
}

fn summary(pages: &[Page]) -> String {
    let wrong = pages.iter().filter(|page| page.known_wrong().is_some()).count();
    let traps = pages.iter().filter(|page| page.is_trap()).count();
    let mirrored = pages.iter().filter(|page| !page.mirror.is_empty()).count();
    let mut out = format!(
        "casebook: {} pages, {traps} with traps, {mirrored} run again with parties swapped, {wrong} known wrong",
        pages.len()
    );
    for page in pages {
        if let Known::Wrong(reason) = &page.status {
            out.push_str(&format!("\n  known wrong: {}: {reason}", page.name()));
        }
    }
    out
}

/// Says what is wrong with a page, if anything is.
fn verdict(page: &Page, outcome: &Outcome) -> Option<String> {
    match (&page.status, outcome.holds()) {
        (Known::Right, true) | (Known::Wrong(_), false) => None,
        (Known::Right, false) => Some(outcome.differences(page)),
        (Known::Wrong(_), true) => {
            Some(format!("{}\n  holds now: take its `status: known wrong` away", page.name()))
        }
    }
}
