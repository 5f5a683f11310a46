//! One HTML page of every page that does not hold: its texts and the differences.
//!
//! No scripts, nothing fetched; every word from a page is escaped and isolated in direction.

use std::path::PathBuf;

use super::page::Page;
use super::run::Outcome;

const STYLE: &str = "body{font:16px/1.5 sans-serif;max-width:70em;margin:2em auto}\
    pre{white-space:pre-wrap;background:#f4f4f4;padding:.6em}\
    .want{border-left:.3em solid #666}.said{border-left:.3em dotted #666}";

/// Writes the page into the target folder and returns where it is.
pub fn write(pages: &[Page], outcomes: &[Outcome]) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).with_file_name("casebook.html");
    let mut out = format!(
        "<!doctype html><meta charset=utf-8><title>Casebook</title><style>{STYLE}</style>\
         <h1>Pages that do not hold</h1>"
    );
    for (page, outcome) in pages.iter().zip(outcomes).filter(|(_, outcome)| !outcome.holds()) {
        out.push_str(&section(page, outcome));
    }
    std::fs::write(&path, out).expect("the target folder can be written");
    path
}

fn section(page: &Page, outcome: &Outcome) -> String {
    let mut out = format!("<h2>{}</h2><p>{}</p>", escaped(&page.title), escaped(&page.name()));
    if let Some(reason) = page.known_wrong() {
        out.push_str(&format!("<p>Known wrong: {}</p>", escaped(reason)));
    }
    for report in &page.reports {
        let head = report.outlet.as_deref().unwrap_or("unknown outlet");
        let date = report.published.map(|date| date.to_string()).unwrap_or_default();
        out.push_str(&format!("<h3>{} {date}</h3>", escaped(head)));
        out.push_str(&format!("<pre dir=auto>{}</pre>", escaped(&report.text)));
    }
    for miss in &outcome.misses {
        let word = if miss.row.not { "Not expected, but said" } else { "Expected" };
        let side = if miss.mirrored { ", parties swapped" } else { "" };
        out.push_str(&format!("<h4>{word}{side}</h4>"));
        out.push_str(&format!("<pre class=want dir=auto>{}</pre>", escaped(&miss.row.line)));
        let said = escaped(&miss.instead.join("\n"));
        out.push_str(&format!("<pre class=said dir=auto>{said}</pre>"));
    }
    out
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
