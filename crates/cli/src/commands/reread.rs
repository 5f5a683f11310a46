//! `rashomon reread`: reports read again by this version, and what they say otherwise.

use rashomon::{CaseFile, Reader, Reread, RereadReport};

use crate::args::records::RereadArgs;
use crate::error::{CommandError, Outcome, say};
use crate::output::{Output, bold};
use crate::progress;
use crate::sanitize::one_line;

use super::{add, history};

/// Reads again, and says what changed.
pub fn run(args: &RereadArgs) -> Result<Outcome, CommandError> {
    let mut reader = Reader::new()?;
    if let Some(asked) = &args.dataset {
        reader = reader.with_dataset(&add::map(asked)?);
    }
    let mut case = CaseFile::open(&args.case)?;
    let ask = Reread { reports: args.reports.clone(), all: args.all, dry_run: args.dry_run };
    let at = jiff::Timestamp::now().to_string();
    let bar = progress::reports(args.quiet);
    let done = case.reread(&reader, &ask, (&at, &args.by), &mut |count| {
        bar.set_position(count as u64);
    })?;
    bar.finish_and_clear();
    let mut output = Output::open();
    if args.json {
        output.json(&done)?;
    } else {
        for report in &done.changed {
            output.drawn(lines(report).join("\n"))?;
        }
    }
    output.close()?;
    if !done.without_map.is_empty() {
        say(&format!(
            "{} reports are rows of a dataset whose map is not known; give it with --dataset",
            done.without_map.len()
        ));
    }
    let kept = match args.dry_run {
        true => "nothing was written".to_owned(),
        false => format!("{} new readings kept, the older ones stay in the log", done.kept),
    };
    say(&format!(
        "{} read again: {} say something otherwise, {} the same, {} were read by this version \
         already; {kept}.",
        done.read,
        done.changed.len(),
        done.same,
        done.current
    ));
    Ok(Outcome::Done)
}

fn lines(report: &RereadReport) -> Vec<String> {
    let mut out = vec![format!(
        "{}  (was read by {})",
        bold(&one_line(&report.report)),
        one_line(&report.was_read_by)
    )];
    let event = |sign: &'static str| {
        move |event: &String| format!("      {sign} event {}", one_line(event))
    };
    out.extend(report.events_lost.iter().map(event("-")));
    out.extend(report.events_gained.iter().map(event("+")));
    out.extend(history::changes(&report.values));
    out
}
