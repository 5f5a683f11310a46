//! `rashomon search`: words in reports and names.

use rashomon::Passage;
use serde_json::json;

use crate::args::SearchArgs;
use crate::error::{CommandError, Outcome};
use crate::output::Output;
use crate::sanitize::one_line;

/// Finds words and prints where they stand.
pub fn run(args: &SearchArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let found = case.search(&args.words.join(" "), args.limit)?;
    if found.is_empty() {
        return Err(CommandError::nothing(format!(
            "nothing in {} has all of: {}",
            args.case.path().display(),
            args.words.join(" ")
        )));
    }
    let mut output = Output::open();
    for passage in &found {
        if args.json {
            output.json(&json!({
                "id": passage.id, "field": passage.field, "snippet": passage.snippet,
                "found": code_points(passage),
            }))?;
        } else {
            let snippet = one_line(&passage.snippet);
            output.line(format!("{}  [{}]  {snippet}", one_line(&passage.id), passage.field))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn code_points(passage: &Passage) -> Vec<[usize; 2]> {
    let count = |byte| passage.snippet.get(..byte).map_or(0, |s: &str| s.chars().count());
    passage.found.iter().map(|range| [count(range.start), count(range.end)]).collect()
}
