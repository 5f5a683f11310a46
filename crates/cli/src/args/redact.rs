//! What `rashomon redact` and `rashomon redactions` can be told.

use std::path::PathBuf;

use crate::args::case::CaseArg;

/// Options of `redact`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon redact week.rashomon \"Omar Dessin\" \"Umar Dissin\" --reason \"a witness asked for it\"
  rashomon redact week.rashomon \"blue house\" --report wire-4 --reason \"gives the address away\"
  rashomon redact week.rashomon --report wire-4 --span 120-141 --reason \"gives the address away\"
  rashomon redact week.rashomon --lift 41 --reason \"she spoke in public since\"

Words are found exactly as a report has them, in texts and titles; without --report in every report,
also those added later. `█` stands where they stood, in everything that is shown, searched and
exported, also with --as-of; the digest of what stood there, with a salt, is kept, so that the hole
can be opened to somebody later. The claims are read anew from the text with holes. The case file
itself keeps every report as received: hand over exports and bundles, not the file. What other
spellings and parts of the words still stand in view is said at the end.")]
pub struct RedactArgs {
    /// The case
    #[arg(value_name = "CASE")]
    pub case: PathBuf,
    /// Words to withhold, each exactly as reports have them
    #[arg(value_name = "WORDS", required_unless_present_any = ["span", "lift"])]
    pub words: Vec<String>,
    /// Only in this report; any of several
    #[arg(long, value_name = "ID")]
    pub report: Vec<String>,
    /// Only this stretch of the report, in code points of its text
    #[arg(long, value_name = "START-END", value_parser = span, requires = "report", conflicts_with = "words")]
    pub span: Option<[u32; 2]>,
    /// Show again what the redaction of this record withheld
    #[arg(long, value_name = "RECORD", conflicts_with_all = ["words", "report", "span"])]
    pub lift: Option<u64>,
    /// Why, for the record; do not repeat the words here
    #[arg(long, value_name = "TEXT")]
    pub reason: String,
    /// Who decides, for the record
    #[arg(long, value_name = "NAME", env = "RASHOMON_BY", default_value = "rashomon redact")]
    pub by: String,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}

fn span(asked: &str) -> Result<[u32; 2], String> {
    let numbers = asked
        .split_once('-')
        .and_then(|(start, end)| Some([start.trim().parse().ok()?, end.trim().parse().ok()?]));
    numbers
        .filter(|[start, end]| start < end)
        .ok_or_else(|| "two numbers, the smaller first; give 120-141".to_owned())
}

/// Options of `redactions`.
#[derive(clap::Args, Debug)]
#[command(after_help = "\
Examples:
  rashomon redactions week.rashomon
  rashomon redactions week.rashomon --json | jq -r 'select(.lifted == null) | .report'")]
pub struct RedactionsArgs {
    #[command(flatten)]
    pub case: CaseArg,
    /// One JSON object a line
    #[arg(long)]
    pub json: bool,
}
