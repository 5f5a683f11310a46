//! `rashomon redact` and `rashomon redactions`: words withheld from view.

use rashomon::{CaseFile, Reader, RedactAsk, Redaction};

use crate::args::redact::{RedactArgs, RedactionsArgs};
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, dim};
use crate::salt;
use crate::sanitize::one_line;

/// So many places are named in which a part of the words still stands.
const NAMED: usize = 12;

/// Withholds words, or shows them again.
pub fn run(args: &RedactArgs) -> Result<Outcome, CommandError> {
    let mut case = CaseFile::open(&args.case)?.salted(salt::seed()?);
    let at = jiff::Timestamp::now().to_string();
    let stamp = (at.as_str(), args.by.as_str());
    if let Some(position) = args.lift {
        case.lift(position, &args.reason, stamp)?;
        say(&format!("record {position} withholds nothing any more"));
        return Ok(Outcome::Done);
    }
    let ask = RedactAsk {
        words: args.words.clone(),
        span: args.span,
        reports: args.report.clone(),
        reason: args.reason.clone(),
    };
    let done = case.redact(&Reader::new()?, &ask, stamp)?;
    let mut output = Output::open();
    for redaction in &done.redactions {
        write(&mut output, redaction, args.json)?;
    }
    output.close()?;
    for (part, report, count) in done.still.iter().take(NAMED) {
        say(&format!("still in view: “{}” in {}, {count} ×", one_line(part), one_line(report)));
    }
    if done.still.len() > NAMED {
        say(&format!("… and in {} more places", done.still.len() - NAMED));
    }
    Ok(Outcome::Done)
}

/// Lists what is and was withheld.
pub fn list(args: &RedactionsArgs) -> Result<Outcome, CommandError> {
    let all = args.case.open_log()?.redactions()?;
    if all.is_empty() {
        return Err(CommandError::nothing(format!(
            "nothing is withheld in {}; `rashomon redact --help` says how",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    for redaction in &all {
        write(&mut output, redaction, args.json)?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn write(output: &mut Output, redaction: &Redaction, json: bool) -> Result<(), CommandError> {
    if json {
        output.json(redaction)?;
        return Ok(());
    }
    let stored = &redaction.stored;
    let places: Vec<String> =
        stored.spans.iter().map(|[start, end]| format!("{start}-{end}")).collect();
    let places = match (places.as_slice(), &stored.report) {
        ([], None) => "in what people wrote".to_owned(),
        ([], Some(_)) => "in the title".to_owned(),
        _ => places.join(", "),
    };
    let lifted = redaction.lifted.map_or_else(String::new, |by| format!("  [lifted by {by}]"));
    let report = one_line(stored.report.as_deref().unwrap_or("no report"));
    output.drawn(format!("{}  {report}: {places}{lifted}", redaction.position))?;
    let why = format!("{}, {}: {}", redaction.at, redaction.by, stored.reason);
    output.drawn(format!("      {}", dim(&one_line(&why))))?;
    for sha256 in &redaction.sha256 {
        output.drawn(format!("      {}", dim(&format!("sha256 {sha256}"))))?;
    }
    Ok(())
}
