//! `rashomon salvage`: what can be proved of a damaged case, in a new one.

use rashomon::{Salvaged, salvage};

use crate::args::salvage::SalvageArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::Output;

/// So many lost records are named one by one; all of them stand in the JSON and in the new case.
const NAMED: usize = 20;

/// Salvages, and says what was taken and what is lost; ends with 1 where anything is.
pub fn run(args: &SalvageArgs) -> Result<Outcome, CommandError> {
    let at = jiff::Timestamp::now().to_string();
    let told = salvage(&args.case, &args.new, (&at, &args.by), args.head.as_deref())?;
    let mut output = Output::open();
    if args.json {
        output.json(&told)?;
    } else {
        for line in lines(&told, args.head.is_some()) {
            output.line(line)?;
        }
    }
    output.close()?;
    if told.unread > 0 {
        let (who, whose) = match told.unread {
            1 => ("1 report".to_owned(), "its reading, and takes"),
            count => (format!("{count} reports"), "their readings, and take"),
        };
        say(&format!("{who} lost {whose} part in nothing yet."));
    }
    if !told.lost.is_empty() {
        // What a lost record did cannot be known: it may have been the one that withheld a name.
        say("What people judged or withheld may be among what is lost: check that it still holds.");
    }
    say(&format!("{} is made; the damaged file is as it was.", args.new.display()));
    let is_whole = told.lost.is_empty() && told.lost_blobs.is_empty();
    Ok(if is_whole { Outcome::Done } else { Outcome::Nothing })
}

fn lines(told: &Salvaged, has_noted: bool) -> Vec<String> {
    let mut lines = vec![format!("records taken   {}", told.taken)];
    lines.push(format!("records lost    {}", told.lost.len()));
    for lost in told.lost.iter().take(NAMED) {
        let digest =
            lost.digest.as_deref().map_or("digest unknown", |it| it.get(..16).unwrap_or(it));
        lines.push(format!("  {:>8}  {digest}  {}", lost.position, lost.why));
    }
    if told.lost.len() > NAMED {
        lines.push(format!("  and {} more; --json names them all", told.lost.len() - NAMED));
    }
    lines.push(format!("captures taken  {}", told.blobs));
    lines.push(format!("captures lost   {}", told.lost_blobs.len()));
    lines.extend(told.lost_blobs.iter().take(NAMED).map(|blob| format!("  sha256 {blob}")));
    let chain = told.stretches.iter().map(|it| format!("{} to {}", it.from, it.to));
    lines.push(format!("old chain holds {}", chain.collect::<Vec<_>>().join(", ")));
    if let Some(first) = told.uncommitted_from {
        lines.push(format!(
            "from {first} on the old file had not committed: it may never have been acknowledged"
        ));
    }
    if told.strays > 0 {
        lines.push(format!("left out        {} that cannot be of this log", told.strays));
    }
    if has_noted {
        lines.push(match told.noted_at {
            Some(position) => format!("the noted head  is that of record {position}"),
            None => "the noted head  is not reached".to_owned(),
        });
    }
    lines.push(format!("head            {}", told.head));
    lines
}
