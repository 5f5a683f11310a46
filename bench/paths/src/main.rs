//! Walks the hot paths once each, one thread, for their instructions to be counted: `rashomon-paths REPORTS.jsonl CASE`.
//!
//! In: reports as JSON Lines, and the name of a case that does not exist yet. Out: the case; on standard output one line
//! a path with what it came to, so that nothing can be left out as unused. Each path is a function called `path_NAME`,
//! never inlined: `cargo xtask instructions` runs this under callgrind and looks up what each cost, with all that it
//! called. Must hold: what a path does depends on the reports alone.
#![allow(clippy::print_stdout)]

use std::error::Error;
use std::hint::black_box;

use rashomon::intake::{self, Format};
use rashomon::model::{EntityKind, Reading, Report};
use rashomon::{CaseFile, Entry, Reader};
use rashomon_extract::{Lexicons, extract};
use rashomon_resolve::names::{Name, NameIndex, NameMethod};
use rashomon_text::syntax::Pipeline;
use rashomon_text::{Annotated, annotate};

const AT: (&str, &str) = ("2031-03-04T05:06:07Z", "instructions");
/// Reports that are taken: callgrind is some fifty times slower than the program.
const REPORTS: usize = 8;
/// Names that are put together, and how many of them are asked for.
const NAMES: usize = 600;
const ASKED: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = std::env::args_os().skip(1);
    let (Some(reports), Some(case)) = (args.next(), args.next()) else {
        return Err("expected REPORTS and CASE".into());
    };
    let file = std::fs::File::open(reports)?;
    let received = intake::from_reader("reports", Some(Format::JsonLines), file)?;
    let entries: Vec<Entry> =
        received.filter_map(Result::ok).take(REPORTS).map(Entry::from).collect();
    let reports: Vec<Report> = entries.iter().map(|entry| entry.report.clone()).collect();

    let (pipeline, lexicons) = (Pipeline::embedded()?, Lexicons::embedded()?);
    println!("parse\t{}", path_parse(&pipeline, &reports));
    // Once more: words that were seen before are the rule in a large case.
    println!("parse_again\t{}", path_parse_again(&pipeline, &reports));
    let annotated: Vec<_> = reports.iter().map(|report| annotate(report, &pipeline)).collect();
    println!("extract\t{}", path_extract(&annotated, &lexicons).len());
    drop((pipeline, lexicons));

    let reader = path_load()?;
    println!("read\t{}", path_read(&reader, &reports));
    let mut case = CaseFile::open_or_create(case)?;
    println!("add\t{}", path_add(&mut case, &reader, entries)?);
    println!("derive\t{}", path_derive(&mut case)?);

    let method = NameMethod::shipped()?;
    let names = names(&method);
    println!("names_compare\t{}", path_names_compare(&method, &names));
    let index = NameIndex::build(&method, names.iter().cloned());
    println!("names_candidates\t{}", path_names_candidates(&index, &names));
    Ok(())
}

#[inline(never)]
fn path_load() -> Result<Reader, rashomon::Error> {
    Ok(black_box(Reader::new()?))
}

#[inline(never)]
fn path_parse(pipeline: &Pipeline, reports: &[Report]) -> usize {
    reports.iter().map(|report| pipeline.parse(black_box(&report.text)).tokens.len()).sum()
}

#[inline(never)]
fn path_parse_again(pipeline: &Pipeline, reports: &[Report]) -> usize {
    reports.iter().rev().map(|report| pipeline.parse(black_box(&report.text)).tokens.len()).sum()
}

#[inline(never)]
fn path_extract(annotated: &[Annotated<'_>], lexicons: &Lexicons) -> Vec<Reading> {
    annotated.iter().map(|text| extract(black_box(text), lexicons)).collect()
}

#[inline(never)]
fn path_read(reader: &Reader, reports: &[Report]) -> usize {
    reports.iter().map(|report| reader.read(black_box(report)).claims.len()).sum()
}

/// Appends; the reading it begins with is done by threads of its own and counts nowhere.
#[inline(never)]
fn path_add(
    case: &mut CaseFile,
    reader: &Reader,
    entries: Vec<Entry>,
) -> Result<usize, rashomon::Error> {
    case.add(reader, entries.into_iter(), AT, &mut |_| {}).map(|added| added.new)
}

/// Resolves, groups, reconciles, and writes the derived tables.
#[inline(never)]
fn path_derive(case: &mut CaseFile) -> Result<usize, rashomon::Error> {
    case.refresh()?;
    case.count_events()
}

#[inline(never)]
fn path_names_compare(method: &NameMethod, names: &[Name]) -> usize {
    let pairs = names.iter().zip(names.iter().skip(1));
    pairs.filter(|(a, b)| black_box(method.compare_prepared(a, b)).same).count()
}

#[inline(never)]
fn path_names_candidates(index: &NameIndex, names: &[Name]) -> usize {
    let asked = names.iter().step_by(NAMES / ASKED);
    asked.map(|name| index.candidates(black_box(name), 100).len()).sum()
}

/// Names put together from syllables by a fixed rule; some come close to others.
fn names(method: &NameMethod) -> Vec<Name> {
    const SYLLABLES: [&str; 16] = [
        "ka", "lim", "ha", "dra", "ni", "vel", "mar", "sho", "ta", "ri", "bek", "zun", "fa", "gor",
        "sa", "lem",
    ];
    let word = |number: usize| {
        let at = |place: u32| SYLLABLES[(number / 16_usize.pow(place)) % 16];
        format!("{}{}{}", at(0), at(1), at(2))
    };
    let name = |number: usize| format!("{} {}", word(number * 7), word(number * 1_009 / 3));
    (0..NAMES).map(|n| method.prepare(&name(n), Some(EntityKind::Person))).collect()
}
