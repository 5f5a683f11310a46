//! `rashomon verify`: does everything still hold, and where not, what rests on it?

use std::time::{Duration, Instant};

use rashomon::{Bad, CaseFile, Depends, Verification};

use crate::args::verify::VerifyArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;
use crate::progress;
use crate::sanitize::one_line;

/// So many findings are told in words; `--json` has more.
const TOLD: usize = 20;
/// So many events and reports are named to a finding.
const NAMED: usize = 5;

/// Recomputes the log and every quote; ends with 1 where anything does not hold.
pub fn run(args: &VerifyArgs) -> Result<Outcome, CommandError> {
    if let Some(outcome) = super::bundle::verify(args)? {
        return Ok(outcome);
    }
    let mut case = match args.when.is_given() {
        true => args.when.open_log(&args.case)?,
        false => CaseFile::open_for_checks(&args.case).map_err(damaged)?,
    };
    let (mut verified, mut took) = verified(&case, args.quiet)?;
    if args.rebuild && verified.log_holds {
        case.rebuild()?;
        say("The derived tables are built anew.");
        (verified, took) = self::verified(&case, args.quiet)?;
    }
    let mut output = Output::open();
    if args.json {
        output.json(&verified)?;
    } else {
        for line in lines(&verified, took) {
            output.line(line)?;
        }
    }
    output.close()?;
    Ok(if verified.ok { Outcome::Done } else { Outcome::Nothing })
}

/// Verifies with a bar, and says how long the log itself took: what was made of it is compared after.
fn verified(case: &CaseFile, quiet: bool) -> Result<(Verification, Duration), CommandError> {
    let bar = progress::steps(quiet);
    let begun = Instant::now();
    let mut took = Duration::ZERO;
    let verified = case.verify(&mut |records, bytes| {
        took = begun.elapsed();
        bar.set_message(format!("{records} records, {} MB", bytes / 1_000_000));
    });
    bar.finish_and_clear();
    Ok((verified.map_err(damaged)?, took))
}

fn lines(verified: &Verification, took: Duration) -> Vec<String> {
    let mut out = vec![
        format!("records          {}", verified.records),
        format!("head             {}", verified.head),
        format!("root             {}", verified.root),
        format!("hashed again     {}", speed(verified.bytes, took)),
        format!("raw captures     {}", verified.blobs),
        format!("anchors checked  {}", verified.anchors_checked),
        format!("anchors bad      {}", verified.anchors_bad),
        format!("signed heads     {}", verified.signed_heads),
    ];
    for note in verified.notes.iter().take(TOLD) {
        let position =
            note.position.map_or_else(String::new, |position| format!(" record {position}:"));
        out.push(format!("note:{position} {}", one_line(&note.why)));
    }
    let verdict = match (verified.first_bad, &verified.why) {
        _ if verified.ok => "everything holds".to_owned(),
        (Some(position), Some(why)) => {
            format!("record {position} does not hold: {}", one_line(why))
        }
        (_, why) if verified.log_holds => format!(
            "the log holds, but {}; --rebuild makes it anew",
            why.as_deref().unwrap_or("what was made of it does not")
        ),
        (_, why) => format!("does not hold: {}", one_line(why.as_deref().unwrap_or("unknown"))),
    };
    out.push(verdict);
    for (at, bad) in verified.bad.iter().take(TOLD).enumerate() {
        // The first one stands in the verdict.
        if at > 0 {
            let place =
                bad.position.map_or_else(|| "the file".to_owned(), |at| format!("record {at}"));
            out.push(format!("{place} does not hold: {}", one_line(&bad.why)));
        }
        out.extend(rests(bad));
    }
    if verified.problems > verified.bad.len().min(TOLD) as u64 {
        out.push(format!("{} things do not hold in all; --json names more", verified.problems));
    }
    out
}

/// Bytes and how fast they went by; of too little the speed says nothing.
fn speed(bytes: u64, took: Duration) -> String {
    let megabytes = bytes as f64 / 1e6;
    match took.as_secs_f64() {
        seconds if seconds > 0.2 => {
            format!("{megabytes:.1} MB, {:.0} MB a second", megabytes / seconds)
        }
        _ => format!("{megabytes:.1} MB"),
    }
}

/// Says what a record was and what rests on it.
fn rests(bad: &Bad) -> Vec<String> {
    let mut out = Vec::new();
    if let (Some(kind), Some(key)) = (&bad.kind, &bad.key) {
        out.push(format!("  it says that it is the {} {}", one_line(kind), one_line(key)));
    }
    let Depends { reports, readings, claims, events, events_in_all, judgements, signed_heads } =
        &bad.depends;
    let mut parts = Vec::new();
    let mut part = |count: usize, one: &str, many: &str, names: Vec<String>| {
        if count > 0 {
            let more = if count > names.len() { ", …" } else { "" };
            let noun = if count == 1 { one } else { many };
            let named = one_line(&names.join(", "));
            parts.push(match named.is_empty() {
                true => format!("{count} {noun}"),
                false => format!("{count} {noun} ({named}{more})"),
            });
        }
    };
    let some = |names: &[String]| names.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let places = |at: &[u64]| at.iter().take(NAMED).map(u64::to_string).collect::<Vec<_>>();
    part(reports.len(), "report", "reports", some(reports));
    part(readings.len(), "reading", "readings", places(readings));
    part(usize::try_from(*claims).unwrap_or(0), "claim", "claims", Vec::new());
    let titles = events.iter().take(NAMED).map(|event| format!("{} {}", event.id, event.title));
    part(usize::try_from(*events_in_all).unwrap_or(0), "event", "events", titles.collect());
    part(judgements.len(), "judgement", "judgements", some(judgements));
    part(signed_heads.len(), "signed head", "signed heads", places(signed_heads));
    if !parts.is_empty() {
        out.push(format!("  on it rest: {}", parts.join("; ")));
    }
    out
}

/// A file too damaged to be walked does not hold: that is an answer, not a failure to give one.
pub fn damaged(error: rashomon::Error) -> CommandError {
    match error.is_corrupt() {
        true => CommandError::nothing(error.to_string()),
        false => error.into(),
    }
}
