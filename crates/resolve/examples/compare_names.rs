//! Compares the pairs of a table `a b kind …` (tab-separated, with a header) and prints a JSON line each.
//!
//! `cargo run --release -p rashomon-resolve --example compare_names PAIRS.tsv > pred.jsonl`. Time
//! per pair goes to standard error. For developing tables; users have `rashomon compare names`.
#![allow(clippy::print_stdout, clippy::print_stderr, clippy::unwrap_used)]

use rashomon_model::EntityKind;
use rashomon_resolve::names::NameMethod;
use std::time::Instant;

fn main() {
    let path = std::env::args().nth(1).unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    let method = NameMethod::shipped().unwrap();
    let mut spent = (0u128, 0u128);
    let mut pairs = 0u128;
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let kind = match cells[2] {
            "person" => Some(EntityKind::Person),
            "group" => Some(EntityKind::Group),
            _ => None,
        };
        let start = Instant::now();
        let (a, b) = (method.prepare(cells[0], kind), method.prepare(cells[1], kind));
        let prepared = Instant::now();
        let c = method.compare_prepared(&a, &b);
        spent.0 += (prepared - start).as_nanos();
        spent.1 += prepared.elapsed().as_nanos();
        pairs += 1;
        let quote = |s: &str| format!("\"{}\"", s.replace('\\', "\\\\").replace('"', "\\\""));
        let levels: Vec<String> = c
            .levels
            .iter()
            .map(|l| {
                format!(
                    "{{\"comparison\":\"{}\",\"level\":\"{}\",\"words\":{},\"weight\":{:.2}}}",
                    l.comparison,
                    l.level,
                    quote(&l.words),
                    l.weight.0
                )
            })
            .collect();
        println!(
            "{{\"a\":{},\"b\":{},\"same\":{},\"weight\":{:.3},\"likeness\":{:.3},\"levels\":[{}]}}",
            quote(cells[0]),
            quote(cells[1]),
            c.same,
            c.weight.0,
            method.likeness_of(&a, &b).unwrap_or(-9.0),
            levels.join(",")
        );
    }
    eprintln!(
        "{pairs} pairs, prepare {} ns, compare {} ns a pair",
        spent.0 / pairs,
        spent.1 / pairs
    );
}
