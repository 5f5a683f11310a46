//! Annotates texts as JSON lines, for comparison with other implementations and for scripts.
//!
//! In, on standard input: one JSON string per line. Out: one JSON object per line with columns
//! for offsets, tags, heads and so on. With `--time` it writes only the time taken, in seconds,
//! for parsing all texts once after a first pass over them.

use std::io::{BufRead, BufWriter, Write};
use std::time::Instant;

use rashomon_syntax::{Doc, Pipeline};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let pipeline = Pipeline::embedded()?;
    let lines = std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let texts: Vec<String> =
        lines.iter().map(|l| serde_json::from_str(l)).collect::<Result<_, _>>()?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    if std::env::args().any(|a| a == "--time") {
        let start = Instant::now();
        let tokens: usize = texts.iter().map(|t| pipeline.parse(t).tokens.len()).sum();
        let seconds = start.elapsed().as_secs_f64();
        writeln!(out, "{}", json!({"tokens": tokens, "seconds": seconds}))?;
        return Ok(());
    }
    for text in &texts {
        writeln!(out, "{}", columns(text, &pipeline.parse(text)))?;
    }
    Ok(())
}

fn columns(text: &str, doc: &Doc) -> Value {
    let tokens = &doc.tokens;
    let entities: Vec<Value> = doc
        .entities
        .iter()
        .map(|e| json!([e.start_token, e.end_token, e.label.as_str()]))
        .collect();
    json!({
        "text": tokens.iter().map(|t| &text[t.start as usize..t.end as usize]).collect::<Vec<_>>(),
        "space": tokens.iter().map(|t| t.whitespace_after).collect::<Vec<_>>(),
        "sent": tokens.iter().map(|t| t.sent_start).collect::<Vec<_>>(),
        "tag": tokens.iter().map(|t| t.tag.as_str()).collect::<Vec<_>>(),
        "pos": tokens.iter().map(|t| t.pos.as_str()).collect::<Vec<_>>(),
        "head": tokens.iter().map(|t| t.head).collect::<Vec<_>>(),
        "dep": tokens.iter().map(|t| t.dep.as_str()).collect::<Vec<_>>(),
        "lemma": tokens.iter().map(|t| &*t.lemma).collect::<Vec<_>>(),
        "ents": entities,
    })
}
