//! The page that opens a bundle: what it holds, what it proves and what not, and how to check it by hand.
//!
//! In: the manifest, and the key where the bundle was signed. Out: Markdown. The steps it shows run as they stand, with
//! sha256sum and python3 and nothing of ours; a test runs them. Titles and names come from reports: they are put on one
//! line, without characters that command a terminal.

use askama::Template;

use super::Manifest;
use crate::head::PublicKey;
use crate::json::visible::is_unsafe;

/// The page.
#[derive(Template)]
#[template(path = "bundle/README.md", escape = "none")]
struct Readme<'m> {
    manifest: &'m Manifest,
    events: Vec<(String, String)>,
    reports: Vec<Row>,
    key: Option<(String, String)>,
    /// The first record, for the step that is done by hand.
    first: Option<String>,
}

/// A line of the table of reports.
struct Row {
    position: String,
    id: String,
    outlet: String,
    published: String,
    entered: String,
    text: String,
    raw: String,
}

/// Writes the page.
pub(crate) fn readme(
    manifest: &Manifest,
    key: Option<&PublicKey>,
) -> Result<String, askama::Error> {
    let page = Readme {
        manifest,
        events: manifest
            .events
            .iter()
            .map(|event| (plain(&event.id), plain(&event.title)))
            .collect(),
        reports: manifest.reports.iter().map(row).collect(),
        key: key.map(|key| (key.id(), key.line())),
        first: manifest
            .reports
            .iter()
            .find(|report| !manifest.withheld.contains(&report.position))
            .map(|report| format!("{:08}", report.position)),
    };
    page.render()
}

fn row(report: &super::ReportFiles) -> Row {
    let known = |value: &Option<String>| value.as_deref().map_or("not told".to_owned(), plain);
    let later = if report.in_force { "" } else { " (revised later)" };
    Row {
        position: format!("{}{later}", report.position),
        id: plain(&report.id),
        outlet: known(&report.outlet),
        published: known(&report.published),
        entered: plain(&report.entered),
        text: report.text.clone(),
        raw: if report.raw.is_empty() { "not here".to_owned() } else { report.raw.join(" ") },
    }
}

/// One line, nothing invisible, nothing that ends a cell of a table.
fn plain(text: &str) -> String {
    let seen: String = text
        .chars()
        .map(|c| if is_unsafe(c) || c.is_whitespace() || c == '|' { ' ' } else { c })
        .collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ")
}
