//! `rashomon entities --record`: all that is told of one person, group, place or thing.

use rashomon::Found;
use rashomon::json::case::Voice;
use rashomon::query::entity_record::{EntityRecord, Holding};

use crate::args::entities::EntitiesArgs;
use crate::chosen::{columns, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// So many lines of a list, unless told otherwise.
const LINES: usize = 20;

/// Shows the record of one entity.
pub fn show(args: &EntitiesArgs, id: &str) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let Found::Entity(entity) = case.find(id)? else {
        return Err(CommandError::nothing(format!(
            "`{id}` is no person, group, place or thing; `rashomon entities` lists them"
        )));
    };
    let found = case.entity_record(&entity.id)?;
    let mut output = Output::open();
    if args.json {
        output.json(&found)?;
    } else {
        output.drawn(super::line(&found.entity))?;
        for line in lines(&found, args.limit.unwrap_or(LINES)) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn lines(found: &EntityRecord, most: usize) -> Vec<String> {
    let width = columns(None);
    let wrapped = |line: String| layout::indented(&one_line(&line), 2, 4, width);
    let mut out = Vec::new();
    for (head, count) in
        [("relations", found.relations.len()), ("kept apart", found.kept_apart.len())]
    {
        if count == 0 {
            continue;
        }
        out.push(bold(head));
        if head == "kept apart" {
            out.extend(found.kept_apart.iter().take(most).map(|near| {
                wrapped(format!("{}  {} ~ {}: {:+.1}", near.id, near.a, near.b, near.weight))
            }));
            continue;
        }
        for told in found.relations.iter().take(most) {
            let (r, day) = (&told.relation, told.day.as_deref().unwrap_or("no day"));
            let arrow = if told.is_subject { "→" } else { "←" };
            let denied = if r.polarity == "denied" { "denied: " } else { "" };
            let line = format!("{day}  {denied}{} {arrow} {}", r.relation, told.other_name);
            out.push(wrapped(format!("{line}, says {}: “{}”", voices(&r.said_by), r.quote)));
        }
    }
    if !found.held.is_empty() {
        out.push(bold("who holds it, according to whom"));
    }
    out.extend(found.held.iter().take(most).map(|held| wrapped(holding(held))));
    out.push(bold(&format!("takes part in {}", counted(found.events.len(), "event"))));
    for event in found.events.iter().take(most) {
        let parts: Vec<&str> = event.parts.keys().map(String::as_str).collect();
        out.push(wrapped(format!("{}  {}: {}", event.id, event.title, parts.join(", "))));
    }
    let left = found.events.len().saturating_sub(most);
    if left > 0 {
        out.push(dim(&format!("  and {left} more")));
    }
    out
}

fn holding(held: &Holding) -> String {
    let day = held.when.as_ref().map_or("no day", |when| when.earliest.as_str());
    let party =
        held.party_name.as_ref().or(held.words.as_ref()).map_or("nobody named", String::as_str);
    let denied = if held.polarity == "denied" { "denied, " } else { "" };
    let planned = if held.planned { "planned, " } else { "" };
    format!(
        "{day}  {denied}{planned}{} by {party}, {}, says {}: “{}” ({})",
        held.how,
        held.certainty,
        voices(&held.said_by),
        held.quote,
        held.claim
    )
}

/// The chain of voices, innermost first.
fn voices(said_by: &[Voice]) -> String {
    let name = |voice: &Voice| {
        let told = voice.text.value().or(voice.outlet.value()).cloned();
        told.unwrap_or_else(|| "somebody unnamed".to_owned())
    };
    said_by.iter().rev().map(name).collect::<Vec<_>>().join(", via ")
}
