//! `rashomon entities`: who and what is named, with every spelling.

mod record;

use rashomon::json::case::Entity;

use crate::args::entities::EntitiesArgs;
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, dim};
use crate::sanitize::one_line;
use crate::waterfall;

/// Lists entities, those in most reports first.
pub fn run(args: &EntitiesArgs) -> Result<Outcome, CommandError> {
    if let Some(id) = &args.record {
        return record::show(args, id);
    }
    let mut entities = args.case.open()?.entities()?;
    let wanted = args.name.as_ref().map(|name| name.to_lowercase());
    entities.retain(|e| {
        args.kind.as_ref().is_none_or(|kind| &e.kind == kind)
            && wanted
                .as_ref()
                .is_none_or(|w| e.names.iter().any(|n| n.text.to_lowercase().contains(w)))
            && reports(e) >= args.reports
            && (!args.joined || !e.joined.is_empty())
            && (!args.judged || is_judged(e))
    });
    if entities.is_empty() {
        return Err(CommandError::nothing(format!(
            "no such names in {}",
            args.case.path().display()
        )));
    }
    entities.sort_by(|a, b| (reports(b), &a.name).cmp(&(reports(a), &b.name)));
    entities.truncate(args.limit.unwrap_or(usize::MAX));
    let mut output = Output::open();
    for entity in &entities {
        if args.json {
            output.json(entity)?;
        } else {
            output.drawn(line(entity))?;
            if args.why {
                for why in entity.joined.iter().map(waterfall::head) {
                    output.drawn(format!("    {why}"))?;
                }
            }
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

/// Returns in how many reports an entity is named.
pub fn reports(entity: &Entity) -> usize {
    let all = entity.names.iter().flat_map(|n| &n.reports);
    all.collect::<std::collections::BTreeSet<_>>().len()
}

/// Tells whether a judgement is behind its names, its name, or what it was split from.
fn is_judged(entity: &Entity) -> bool {
    entity.named_by.is_some()
        || entity.joined.iter().any(|join| join.judgement.is_some())
        || entity.known_by.iter().any(|known| known.part.is_some())
}

/// Says in how many reports an entity is named, how often, and as what.
pub fn counts(entity: &Entity) -> String {
    let plural = |n: usize, noun: &str| format!("{n} {noun}{}", if n == 1 { "" } else { "s" });
    let mut out = format!(
        "{} in {}, {}",
        plural(entity.names.len(), "spelling"),
        plural(reports(entity), "report"),
        plural(entity.mentions as usize, "mention")
    );
    if entity.kinds.len() > 1 {
        let kinds = entity.kinds.iter().map(|(kind, n)| format!("{kind} in {n}"));
        out.push_str(&format!(" ({})", kinds.collect::<Vec<_>>().join(", ")));
    }
    out
}

/// Writes the line of an entity.
pub fn line(entity: &Entity) -> String {
    let mut names = vec![one_line(&entity.name)];
    if let Some(by) = &entity.named_by {
        names[0].push_str(&format!(" [{by}]"));
    }
    names.extend(entity.names.iter().filter(|n| n.text != entity.name).map(|n| one_line(&n.text)));
    let count = reports(entity);
    let noun = if count == 1 { "report " } else { "reports" };
    let id = dim(&one_line(&entity.id));
    let names = names.join(" · ");
    let head = format!("{id}  {:<8}  {count:>4} {noun}  {:>5}×  ", entity.kind, entity.mentions);
    // Twelve columns of id, and what stands around the kind and the counts.
    let taken = layout::width(&entity.id) + 36;
    match layout::terminal_width() {
        Some(columns) => {
            head + &layout::cut(&names, usize::from(columns).saturating_sub(taken).max(20))
        }
        None => head + &names,
    }
}
