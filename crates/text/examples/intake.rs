//! Prints what intake makes of files: `cargo run -p rashomon-text --example intake -- page.html`.
//!
//! In: paths. Out: each report's fields, diagnostics and text, or the problem. For looking at the
//! intake alone, without reading anything.
#![allow(clippy::print_stdout)]

use rashomon_text::intake;

fn main() {
    for path in std::env::args().skip(1) {
        match intake::open(&path) {
            Err(problem) => println!("== {path}\nproblem: {problem}"),
            Ok(items) => items.for_each(|item| print(&path, item)),
        }
    }
}

fn print(path: &str, item: Result<intake::Received, intake::IntakeProblem>) {
    println!("== {path}");
    match item {
        Err(problem) => println!("problem: {problem}"),
        Ok(item) => {
            let report = &item.report;
            let published = report.published.map(|day| day.to_string());
            println!(
                "{:?} {:?} {published:?} {:?}",
                report.id.as_str(),
                report.outlet,
                report.lang
            );
            println!("{:?} {:?} line {:?}", report.title, report.url, item.place.line);
            for diagnostic in &item.diagnostics {
                println!("[{}] {}", diagnostic.code.0, diagnostic.message);
            }
            println!("{}", report.text);
        }
    }
}
