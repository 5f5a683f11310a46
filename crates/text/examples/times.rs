//! Prints the time expressions of reports as JSON Lines.
//!
//! In: a file of reports, one JSON object a line, with `id`, `text` and perhaps `published`. Out:
//! one line a report with its `times`, spans counted in code points. Meant for scoring.

use std::io::Write;

use rashomon_model::Date;
use rashomon_text::find_times;
use rashomon_text::syntax::Pipeline;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("usage: times REPORTS.jsonl")?;
    let pipeline = Pipeline::embedded()?;
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    for line in std::fs::read_to_string(path)?.lines() {
        let report: serde_json::Value = serde_json::from_str(line)?;
        let text = report["text"].as_str().unwrap_or("");
        let published: Option<Date> = report["published"].as_str().and_then(|day| day.parse().ok());
        let doc = pipeline.parse(text);
        let points = |token: usize, end: bool| {
            let at = doc.tokens.get(token).map_or(0, |t| if end { t.end } else { t.start });
            text[..at as usize].chars().count()
        };
        let times: Vec<serde_json::Value> = find_times(text, &doc, published)
            .into_iter()
            .map(|time| {
                let span = [points(time.tokens.start, false), points(time.tokens.end - 1, true)];
                serde_json::json!({
                    "span": span,
                    "type": format!("{:?}", time.kind).to_uppercase(),
                    "value": time.value,
                    "earliest": time.earliest.map(|day| day.to_string()),
                    "latest": time.latest.map(|day| day.to_string()),
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::json!({ "report": report["id"], "times": times }))?;
    }
    Ok(())
}
