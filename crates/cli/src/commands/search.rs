//! `rashomon search`: words in reports, quotes and names.

use rashomon::json::found::FoundPassage;

use crate::args::search::SearchArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::sanitize::one_line;

/// Finds words and prints where they stand.
pub fn run(args: &SearchArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let ask = args.ask();
    let found = case.search(&ask)?;
    if found.passages.is_empty() {
        let what = if ask.words.is_empty() { "what was asked for" } else { &ask.words };
        let path = args.case.path().display();
        return Err(CommandError::nothing(format!("nothing in {path} has all of: {what}")));
    }
    let mut output = Output::open();
    for passage in &found.passages {
        if args.json {
            output.json(&FoundPassage::of(passage))?;
        } else {
            let at = passage.spans.first().map(|[start, end]| format!(" {start}-{end}"));
            let place = format!("{}{}", passage.field, at.unwrap_or_default());
            let snippet = one_line(&passage.snippet);
            output.line(format!("{}  [{place}]  {snippet}", one_line(&passage.id)))?;
        }
    }
    output.close()?;
    if !found.also.is_empty() {
        say(&format!("also looked for: {}; --exact does not", one_line(&found.also.join(", "))));
    }
    if !found.ranked {
        say("thousands have these words: the last entered come first; more words find less");
    }
    Ok(Outcome::Done)
}
