//! `rashomon verify`: does everything still hold?

use rashomon::CaseFile;

use crate::args::VerifyArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;

/// Recomputes the log and every quote; ends with 1 where anything does not hold.
pub fn run(args: &VerifyArgs) -> Result<Outcome, CommandError> {
    let mut case = CaseFile::open_for_checks(&args.case).map_err(damaged)?;
    let mut verified = case.verify().map_err(damaged)?;
    if args.rebuild && verified.log_holds {
        case.rebuild()?;
        say("The derived tables are built anew.");
        verified = case.verify()?;
    }
    let mut output = Output::open();
    if args.json {
        output.json(&verified)?;
    } else {
        output.line(format!("records          {}", verified.records))?;
        output.line(format!("head             {}", verified.head))?;
        output.line(format!("anchors checked  {}", verified.anchors_checked))?;
        output.line(format!("anchors bad      {}", verified.anchors_bad))?;
        let verdict = match (verified.first_bad, &verified.why) {
            _ if verified.ok => "everything holds".to_owned(),
            (Some(position), Some(why)) => format!("record {position} does not hold: {why}"),
            (_, why) if verified.log_holds => format!(
                "the log holds, but {}; --rebuild makes it anew",
                why.as_deref().unwrap_or("what was made of it does not")
            ),
            (_, why) => format!("does not hold: {}", why.as_deref().unwrap_or("unknown")),
        };
        output.line(verdict)?;
    }
    output.close()?;
    Ok(if verified.ok { Outcome::Done } else { Outcome::Nothing })
}

/// A file too damaged to be walked does not hold: that is an answer, not a failure to give one.
fn damaged(error: rashomon::Error) -> CommandError {
    match error.is_corrupt() {
        true => CommandError::nothing(error.to_string()),
        false => error.into(),
    }
}
