//! Times the parts of a parse on one thread, as JSON.
//!
//! In, on standard input: one JSON string per line. Out: seconds and multiply-adds of each part,
//! multiply-adds per word, the rate of the inner loop alone, and the share of it that is reached.

use std::io::{BufRead, Write};

use rashomon_syntax::{Pipeline, measure};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::embedded()?;
    let lines = std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<String> =
        lines.iter().map(|l| serde_json::from_str(l)).collect::<Result<_, _>>()?;
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let found = measure::measure(&pipeline, &texts);
    let words = found.words.max(1) as f64;
    let parts: Vec<Value> = found
        .parts
        .iter()
        .map(|part| {
            let rate = part.multiply_adds as f64 / part.seconds;
            json!({
                "part": part.name,
                "microseconds_per_word": part.seconds * 1e6 / words,
                "multiply_adds_per_word": part.multiply_adds as f64 / words,
                "share_of_peak": rate / found.peak,
            })
        })
        .collect();
    let done: u64 = found.parts.iter().map(|part| part.multiply_adds).sum();
    let seconds: f64 = found.parts.iter().map(|part| part.seconds).sum();
    let report = json!({
        "unit": found.unit,
        "words": found.words,
        "tokens": found.tokens,
        "words_per_second": words / seconds,
        "peak_multiply_adds_per_second": found.peak,
        "multiply_adds_per_word": done as f64 / words,
        "multiply_adds_per_word_if_nothing_were_kept": found.multiply_adds_asked as f64 / words,
        "words_per_second_at_peak": found.peak * words / done as f64,
        "share_of_peak": done as f64 / seconds / found.peak,
        "parts": parts,
    });
    writeln!(std::io::stdout(), "{report:#}")?;
    Ok(())
}
