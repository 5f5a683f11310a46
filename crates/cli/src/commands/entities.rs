//! `rashomon entities`: who and what is named, with every spelling.

use rashomon::CaseFile;
use rashomon::json::case::Entity;

use crate::args::EntitiesArgs;
use crate::error::{CommandError, Outcome};
use crate::output::Output;
use crate::sanitize::one_line;

/// Lists entities, those in most reports first.
pub fn run(args: &EntitiesArgs) -> Result<Outcome, CommandError> {
    let mut entities = CaseFile::open_to_look(&args.case)?.entities()?;
    let wanted = args.name.as_ref().map(|name| name.to_lowercase());
    entities.retain(|e| {
        args.kind.as_ref().is_none_or(|kind| &e.kind == kind)
            && wanted
                .as_ref()
                .is_none_or(|w| e.names.iter().any(|n| n.text.to_lowercase().contains(w)))
    });
    if entities.is_empty() {
        return Err(CommandError::nothing(format!("no such names in {}", args.case.display())));
    }
    entities.sort_by(|a, b| (reports(b), &a.name).cmp(&(reports(a), &b.name)));
    let mut output = Output::open();
    for entity in &entities {
        if args.json {
            output.json(entity)?;
        } else {
            output.line(line(entity))?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn reports(entity: &Entity) -> usize {
    let all = entity.names.iter().flat_map(|n| &n.reports);
    all.collect::<std::collections::BTreeSet<_>>().len()
}

fn line(entity: &Entity) -> String {
    let others: Vec<String> =
        entity.names.iter().filter(|n| n.text != entity.name).map(|n| one_line(&n.text)).collect();
    let also =
        if others.is_empty() { String::new() } else { format!(" · {}", others.join(" · ")) };
    let count = reports(entity);
    let noun = if count == 1 { "report" } else { "reports" };
    format!("{}  {:<8}  {}{also}  ({count} {noun})", entity.id, entity.kind, one_line(&entity.name))
}
