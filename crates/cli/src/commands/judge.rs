//! `rashomon judge`: what a person decides on who is who and what is one event, with its reason.

use rashomon::json::case::{Entity, Event};
use rashomon::{Ask, CaseFile, Changed};
use serde_json::json;
use std::path::Path;

use crate::args::judge::{JudgeArgs, JudgeStamp, JudgeWhat};
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, bold};
use crate::sanitize::one_line;

use super::{entities, judgements};

/// So many events and reports are named; of more only the number is told.
const NAMED: usize = 8;

/// Enters a judgement and says what it changed.
pub fn run(args: &JudgeArgs) -> Result<Outcome, CommandError> {
    let (path, ask, stamp) = asked(&args.what);
    let mut case = CaseFile::open(path)?;
    let at = jiff::Timestamp::now().to_string();
    let changed = case.judge(&ask, &stamp.reason, (&at, &stamp.by))?;
    let mut output = Output::open();
    if stamp.json {
        output.json(&json!({
            "judgement": changed.judgement,
            "before": changed.before,
            "after": changed.after,
            "reports": changed.reports,
            "events": changed.events,
            "events_before": changed.events_before.iter().map(brief).collect::<Vec<_>>(),
            "events_after": changed.events_after.iter().map(brief).collect::<Vec<_>>(),
        }))?;
    } else {
        for line in lines(&changed) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    say(&format!(
        "Recorded as {}. To take it back: rashomon judge withdraw {} {} --reason \"…\"",
        changed.judgement.id,
        path.display(),
        changed.judgement.id
    ));
    Ok(Outcome::Done)
}

fn asked(what: &JudgeWhat) -> (&Path, Ask, &JudgeStamp) {
    match what {
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
        JudgeWhat::Withdraw { case, judgement, stamp } => {
            (case, Ask::Withdraw(judgement.clone()), stamp)
        }
    }
}

fn lines(changed: &Changed) -> Vec<String> {
    let mut out = vec![bold(&judgements::sentence(&changed.judgement))];
    out.extend(
        changed.judgement.effect.notes.iter().map(|note| format!("  note: {}", one_line(note))),
    );
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

/// An event without its claims, as JSON.
fn brief(event: &Event) -> serde_json::Value {
    json!({"id": event.id, "title": event.title, "reports": event.reports})
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
