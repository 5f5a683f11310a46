//! `rashomon gone`: a report that its source took down, or that is found there no longer.

use rashomon::{AskGone, CaseFile};

use crate::args::records::GoneArgs;
use crate::error::{CommandError, Outcome, say};

/// Records that a report is gone, or back.
pub fn run(args: &GoneArgs) -> Result<Outcome, CommandError> {
    let mut case = CaseFile::open(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let ask = AskGone {
        report: args.report.clone(),
        gone: !args.back,
        taken_down: args.taken_down,
        seen: args.seen.clone(),
        reason: args.reason.clone(),
    };
    let position = case.gone(&ask, (&at, &args.by))?;
    case.refresh()?;
    let what = if args.back { "is marked no longer" } else { "is marked; it stays in the case" };
    say(&format!("Recorded at position {position}: {} {what}.", args.report));
    Ok(Outcome::Done)
}
