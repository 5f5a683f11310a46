//! `rashomon history`: every text of a report with what changed, what was read in it, and who judged.

use rashomon::Found;
use rashomon::json::history::{
    EventHistory, FieldChange, GoneAt, Piece, ReadAt, ReportHistory, Text, ValueChange,
};

use crate::args::records::HistoryArgs;
use crate::error::{CommandError, Outcome};
use crate::output::{Output, bold};
use crate::sanitize::{one_line, sanitize};
use crate::values;

use super::judgements;

/// Values that are listed; of more only the number is told.
const VALUES: usize = 12;

/// Prints the history of a report or an event.
pub fn run(args: &HistoryArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let mut output = Output::open();
    if let Some(number) = args.text {
        let text = case.text_at(&args.id, number)?;
        output.drawn(text.lines().map(|line| sanitize(line)).collect::<Vec<_>>().join("\n"))?;
        output.close()?;
        return Ok(Outcome::Done);
    }
    if let Some(number) = args.reading {
        output.json(&case.reading_at(&args.id, number)?)?;
        output.close()?;
        return Ok(Outcome::Done);
    }
    match case.find(&args.id)? {
        Found::Report(report) => {
            let history = case.history_of_report(&report.head.id)?;
            match args.json {
                true => output.json(&history)?,
                false => output.drawn(of_report(&history).join("\n"))?,
            }
        }
        Found::Event(event) | Found::Claim(event, _) => {
            let history = case.history_of_event(&event)?;
            match args.json {
                true => output.json(&history)?,
                false => output.drawn(of_event(&history).join("\n"))?,
            }
        }
        _ => {
            return Err(CommandError::failed(format!(
                "`{}` is no report and no event; only these have a history; `rashomon log` lists \
                 records",
                args.id
            )));
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn of_event(history: &EventHistory) -> Vec<String> {
    let mut out = vec![bold(&one_line(&history.title)), history.event.clone()];
    for report in &history.reports {
        out.push(String::new());
        out.extend(texts_of(report));
    }
    out.extend(judged(&history.judgements));
    out
}

fn of_report(history: &ReportHistory) -> Vec<String> {
    let mut out = texts_of(history);
    out.extend(judged(&history.judgements));
    out
}

fn texts_of(history: &ReportHistory) -> Vec<String> {
    let mut out = vec![bold(&format!("report {}", one_line(&history.report)))];
    let last = history.texts.len();
    for text in &history.texts {
        out.extend(of_text(text, text.number == last));
        let of = |read: &&ReadAt| read.text == Some(text.number);
        let read = history.readings.iter().filter(of);
        out.extend(read.flat_map(|read| of_reading(read, history.readings.len())));
    }
    out.extend(history.gone.iter().map(gone));
    out
}

fn of_text(text: &Text, in_force: bool) -> Vec<String> {
    let force = if in_force { ", in force" } else { "" };
    let mut out = vec![format!(
        "  text {}{force}: record {}, {}, {}",
        text.number,
        text.position,
        text.at.get(..19).unwrap_or(&text.at),
        one_line(&text.by)
    )];
    if let (1, Some(title)) = (text.number, &text.head.title) {
        out.push(format!("    “{}”", one_line(title)));
    }
    out.extend(text.fields.iter().map(field));
    if !text.words.is_empty() {
        out.push(format!("    {}", one_line(&pieces(&text.words))));
    }
    out.extend(changes(&text.values));
    out
}

fn field(change: &FieldChange) -> String {
    let shown = |value: &Option<String>| {
        value.as_ref().map_or("none".to_owned(), |value| format!("“{}”", one_line(value)))
    };
    format!("    {}: {} → {}", change.field, shown(&change.was), shown(&change.now))
}

fn pieces(pieces: &[Piece]) -> String {
    let one = |piece: &Piece| match piece.is.as_str() {
        "added" => format!("{{+{}+}}", piece.words),
        "removed" => format!("[-{}-]", piece.words),
        "left-out" => " … ".to_owned(),
        _ => piece.words.clone(),
    };
    pieces.iter().map(one).collect()
}

fn of_reading(read: &ReadAt, count: usize) -> Vec<String> {
    let force = if read.number == count { ", in force" } else { ", superseded" };
    let mut out = vec![format!(
        "    reading {}{force}: record {}, {}, by {}: {} claims of {} events",
        read.number,
        read.position,
        read.at.get(..19).unwrap_or(&read.at),
        one_line(&read.reader),
        read.claims,
        read.events
    )];
    out.extend(changes(&read.values));
    out
}

/// Values that are said otherwise, one a line.
pub fn changes(values: &[ValueChange]) -> Vec<String> {
    let mut out: Vec<String> = values.iter().take(VALUES).map(change).collect();
    if values.len() > VALUES {
        out.push(format!("      and {} more", values.len() - VALUES));
    }
    out
}

fn change(change: &ValueChange) -> String {
    let shown = |value| values::value(&change.slot, value);
    let voice = match change.voice.as_str() {
        "" => String::new(),
        voice => format!(", {}", one_line(voice)),
    };
    let quote = |words: &Option<String>| {
        words.as_ref().map(|words| format!(" “{}”", one_line(words))).unwrap_or_default()
    };
    match (&change.was, &change.now) {
        (Some(was), Some(now)) => {
            format!("      {} {} → {}{voice}", change.slot, shown(was), shown(now))
        }
        (Some(was), None) => {
            let quote = quote(&change.was_quote);
            format!("      - {} {}{voice}{quote}", change.slot, shown(was))
        }
        (None, Some(now)) => {
            let quote = quote(&change.now_quote);
            format!("      + {} {}{voice}{quote}", change.slot, shown(now))
        }
        (None, None) => format!("      {}{voice}", change.slot),
    }
}

fn gone(at: &GoneAt) -> String {
    let what = match (at.is_gone, at.gone.how.as_str()) {
        (false, _) => "back at its source",
        (true, "taken-down") => "taken down by its source",
        _ => "no longer found at its source",
    };
    let seen = at.gone.seen.as_ref().map(|day| format!(", seen on {day}")).unwrap_or_default();
    format!(
        "  {what}{seen}: record {}, {}, {}: {}",
        at.gone.record,
        at.gone.at.get(..19).unwrap_or(&at.gone.at),
        one_line(&at.gone.by),
        one_line(&at.gone.reason)
    )
}

fn judged(all: &[rashomon::json::judgement::Judgement]) -> Vec<String> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut out = vec![String::new(), "What people decided about it:".to_owned()];
    for judgement in all {
        let standing = judgements::standing(judgement);
        out.push(format!("  {}  [{standing}]", judgements::sentence(judgement)));
        let why = format!("{}, {}: {}", judgement.at, judgement.by, judgement.decided.reason);
        out.push(format!("      {}", one_line(&why)));
        let notes = judgement.effect.notes.iter();
        out.extend(notes.map(|note| format!("      note: {}", one_line(note))));
    }
    out
}
