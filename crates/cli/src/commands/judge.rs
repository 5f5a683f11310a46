//! `rashomon judge`: what a person decides on who is who, what is one event, and what holds of a claim.

use rashomon::json::case::{Claim, Entity, Event};
use rashomon::json::judgement;
use rashomon::{Ask, AskedClaim, CaseFile, Changed, Given};
use std::path::Path;

use crate::args::judge::{JudgeArgs, JudgeWhat};
use crate::args::judge_claims::ValueArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, bold};
use crate::sanitize::one_line;
use crate::values;

use super::{entities, judgements};

/// So many events and reports are named; of more only the number is told.
const NAMED: usize = 8;

/// Enters a judgement and says what it changed, or only what it would change.
pub fn run(args: &JudgeArgs) -> Result<Outcome, CommandError> {
    let Asked { path, ask, reason, by, dry_run, json } = asked(&args.what);
    let at = jiff::Timestamp::now().to_string();
    let changed = match dry_run {
        true => CaseFile::open_to_look(path)?.preview(&ask, reason, (&at, by))?,
        false => CaseFile::open(path)?.judge(&ask, reason, (&at, by))?,
    };
    let mut output = Output::open();
    if json {
        output.json(&judgement::Changed::of(&changed))?;
    } else {
        for line in lines(&changed) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    if dry_run {
        say("Nothing was recorded. To record it, say it again without --dry-run, with a --reason.");
        return Ok(Outcome::Done);
    }
    say(&format!(
        "Recorded as {}. To take it back: rashomon judge withdraw {} {} --reason \"…\"",
        changed.judgement.id,
        path.display(),
        changed.judgement.id
    ));
    Ok(Outcome::Done)
}

/// What was asked, of which case, by whom.
struct Asked<'a> {
    path: &'a Path,
    ask: Ask,
    reason: &'a str,
    by: &'a str,
    dry_run: bool,
    json: bool,
}

fn asked(what: &JudgeWhat) -> Asked<'_> {
    let (path, ask, stamp) = match what {
        JudgeWhat::Same { case, things, stamp } => (case, Ask::Same(things.clone()), stamp),
        JudgeWhat::Different { case, things, stamp } => {
            (case, Ask::Different(things.clone()), stamp)
        }
        JudgeWhat::Split { case, thing, names, reports, stamp } => {
            let (names, reports) = (names.clone(), reports.clone());
            (case, Ask::Split { from: thing.clone(), names, reports }, stamp)
        }
        JudgeWhat::Rename { case, thing, name, stamp } => {
            (case, Ask::Rename { thing: thing.clone(), name: name.clone() }, stamp)
        }
        JudgeWhat::Accept(args) => (&args.case, Ask::Accept(args.claim.clone()), &args.stamp),
        JudgeWhat::Reject(args) => (&args.case, Ask::Reject(args.claim.clone()), &args.stamp),
        JudgeWhat::Correct(args) => {
            let value = given(&args.value);
            (&args.case, Ask::Correct { claim: args.claim.clone(), value }, &args.stamp)
        }
        JudgeWhat::Add(args) => {
            let end = |at: usize| args.span.get(at).copied().unwrap_or_default();
            let asked = AskedClaim {
                report: args.report.clone(),
                span: [end(0), end(1)],
                slot: args.slot.clone(),
                event: args.event.clone(),
                class: args.class.clone(),
                value: given(&args.value),
                said_by: args.said_by.clone(),
                certainty: args.certainty.clone(),
                denied: args.denied,
            };
            (&args.case, Ask::Add(Box::new(asked)), &args.stamp)
        }
        JudgeWhat::Note(args) => {
            return Asked {
                path: &args.case,
                ask: Ask::Note(args.on.clone()),
                reason: &args.words,
                by: &args.by,
                dry_run: args.dry_run,
                json: args.json,
            };
        }
        JudgeWhat::Withdraw { case, judgement, stamp } => {
            (case, Ask::Withdraw(judgement.clone()), stamp)
        }
    };
    let reason = stamp.reason.as_deref().unwrap_or_default();
    Asked { path, ask, reason, by: &stamp.by, dry_run: stamp.dry_run, json: stamp.json }
}

fn given(args: &ValueArgs) -> Given {
    Given {
        value: args.value.clone(),
        low: args.low,
        high: args.high,
        status: args.status.clone(),
        who: args.who.clone(),
        party: args.party.clone(),
        manner: args.manner.clone(),
        cause: args.cause.clone(),
        place: args.place.clone(),
        days: args.days.clone(),
        text: args.text.clone(),
    }
}

fn lines(changed: &Changed) -> Vec<String> {
    let mut out = vec![bold(&judgements::sentence(&changed.judgement))];
    out.extend(
        changed.judgement.effect.notes.iter().map(|note| format!("  note: {}", one_line(note))),
    );
    if !changed.judgement.effect.claims.is_empty() {
        out.extend(claim_lines(changed));
        return out;
    }
    // A judgement on events that is withdrawn names none, and changes no entity.
    let of_events = !changed.judgement.decided.happenings.is_empty()
        || changed.before.is_empty() && changed.after.is_empty();
    if of_events && !changed.events.is_empty() {
        let list = |head: &str, listed: &[Event]| -> Vec<String> {
            let lines = listed.iter().map(event_line);
            [head.to_owned()].into_iter().chain(lines).collect()
        };
        out.extend(list("before", &changed.events_before));
        out.extend(list("after", &changed.events_after));
        return out;
    }
    if changed.before.is_empty() && changed.after.is_empty() {
        out.push("Nothing in the case changes now; it holds for whatever comes.".to_owned());
        return out;
    }
    let list = |head: &str, listed: &[Entity]| -> Vec<String> {
        let lines = listed.iter().map(|entity| format!("  {}", entities::line(entity)));
        [head.to_owned()].into_iter().chain(lines).collect()
    };
    out.extend(list("before", &changed.before));
    out.extend(list("after", &changed.after));
    out.push(format!(
        "touched: {}; {}",
        counted(&changed.reports, "report"),
        counted(&changed.events, "event")
    ));
    out
}

/// What became of the claims that a judgement is about, and which events changed with them.
fn claim_lines(changed: &Changed) -> Vec<String> {
    let ids = &changed.judgement.effect.claims;
    let of = |events: &[Event], id: &String| -> Option<Claim> {
        events.iter().flat_map(|event| &event.claims).find(|claim| &claim.id == id).cloned()
    };
    let said =
        |claim: &Claim| format!("{} = {}", claim.slot, values::value(&claim.slot, &claim.value));
    let mut out = Vec::new();
    for id in ids {
        let (was, is) = (of(&changed.events_before, id), of(&changed.events_after, id));
        match (was, is) {
            (Some(was), Some(is)) if was.value == is.value => {
                out.push(format!("  {}  {}", one_line(id), said(&is)));
            }
            (Some(was), Some(is)) => {
                let is = values::value(&is.slot, &is.value);
                out.push(format!("  {}  {} → {is}", one_line(id), said(&was)));
            }
            (Some(was), None) => {
                out.push(format!("  {}  {}: takes part in nothing now", one_line(id), said(&was)));
            }
            (None, Some(is)) => {
                out.push(format!("  {}  {}: takes part now", one_line(id), said(&is)));
            }
            (None, None) => {}
        }
    }
    if changed.events_after.is_empty() && !changed.events_before.is_empty() {
        out.push("gone, since nothing is left of it".to_owned());
        out.extend(changed.events_before.iter().map(event_line));
    } else if !changed.events_after.is_empty() {
        out.push("touched".to_owned());
        out.extend(changed.events_after.iter().map(event_line));
    }
    out
}

fn event_line(event: &Event) -> String {
    let reports = counted(&event.reports, "report");
    format!("  {}  {}: {reports}", event.id, one_line(&event.title))
}

/// Counts things, and names them where they are few.
fn counted(ids: &[String], noun: &str) -> String {
    let count = format!("{} {noun}{}", ids.len(), if ids.len() == 1 { "" } else { "s" });
    match ids.len() {
        1..=NAMED => format!("{count} ({})", one_line(&ids.join(", "))),
        _ => count,
    }
}
