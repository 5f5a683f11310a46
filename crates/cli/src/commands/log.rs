//! `rashomon log`: the records of a case, one line each.

use rashomon::LogAsk;
use rashomon::json::history::LogLine;

use crate::args::records::LogArgs;
use crate::error::{CommandError, Outcome};
use crate::output::{Output, dim};
use crate::sanitize::one_line;

/// Letters of a digest that are shown.
const DIGEST: usize = 10;
/// Letters of a line that are shown.
const SAYS: usize = 160;

/// Lists records in the order of the log.
pub fn run(args: &LogArgs) -> Result<Outcome, CommandError> {
    let ask = LogAsk {
        kind: args.kind.clone(),
        key: args.key.clone(),
        from: args.from,
        most: (args.limit > 0).then_some(args.limit),
    };
    let lines = args.case.open_log()?.log(&ask)?;
    if lines.is_empty() {
        return Err(CommandError::nothing(format!(
            "no such record in {}; without --kind, --key and --from the last ones are listed",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    for line in &lines {
        if args.json {
            output.json(line)?;
        } else {
            output.drawn(drawn(line))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn drawn(line: &LogLine) -> String {
    let in_force = line.superseded.map(|at| format!(" → {at}")).unwrap_or_default();
    let key = match line.kind.as_str() {
        // The key of a judgement is a digest; it is called by its position.
        "judgement" => format!("J-{}", line.position),
        _ => one_line(&line.key),
    };
    let digest = line.digest.get(..DIGEST).unwrap_or(&line.digest);
    let says: String = one_line(&line.says).chars().take(SAYS).collect();
    let at = line.at.get(..19).unwrap_or(&line.at);
    format!(
        "{:>6}{in_force}  {at}  {}  {}  {key}  {says}  {}",
        line.position,
        one_line(&line.by),
        line.kind,
        dim(digest)
    )
}
