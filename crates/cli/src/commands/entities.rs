//! `rashomon entities`: who and what is named, with every spelling.

use rashomon::CaseFile;
use rashomon::json::case::Entity;

use crate::args::EntitiesArgs;
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, dim};
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
            output.drawn(line(entity))?;
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
    let mut names = vec![one_line(&entity.name)];
    names.extend(entity.names.iter().filter(|n| n.text != entity.name).map(|n| one_line(&n.text)));
    let count = reports(entity);
    let noun = if count == 1 { "report " } else { "reports" };
    let id = dim(&one_line(&entity.id));
    let names = names.join(" · ");
    let head = format!("{id}  {:<8}  {count:>4} {noun}  ", entity.kind);
    // Twelve columns of id, and what stands around the kind and the count.
    let taken = layout::width(&entity.id) + 28;
    match layout::terminal_width() {
        Some(columns) => {
            head + &layout::cut(&names, usize::from(columns).saturating_sub(taken).max(20))
        }
        None => head + &names,
    }
}
