//! `rashomon code`, `codings` and `agreement`: what two people say of the same items.

use rashomon::json::coding::CodedItem;
use rashomon::query::agreement::{Agreement, Alpha, Differing, KindAgreement};
use rashomon::{AskCoding, CaseFile};

use crate::args::coding::{AgreementArgs, CodeArgs, CodingsArgs};
use crate::chosen::{columns, counted};
use crate::error::{CommandError, Outcome, say};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// Records a coding.
pub fn code(args: &CodeArgs) -> Result<Outcome, CommandError> {
    let mut case = CaseFile::open(&args.case)?;
    let at = jiff::Timestamp::now().to_string();
    let ask =
        AskCoding { item: args.item.clone(), value: args.value.clone(), note: args.note.clone() };
    let position = case.code(&ask, (&at, &args.by))?;
    let what = if args.back { "taken back" } else { "coded" };
    say(&format!("Recorded as C-{position}: {} is {what}.", one_line(&args.item)));
    Ok(Outcome::Done)
}

/// Lists codings, or draws items to code.
pub fn list(args: &CodingsArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let mut output = Output::open();
    let count = match &args.draw {
        Some(kind) => {
            let items = case.draw_items(kind, args.limit, args.seed)?;
            for item in &items {
                match args.json {
                    true => output.json(item)?,
                    false => asked(item, &mut output)?,
                }
            }
            items.len()
        }
        None => {
            let codings = case.codings(args.coder.as_deref())?;
            for coding in &codings {
                if args.json {
                    output.json(coding)?;
                    continue;
                }
                let note = coding.note.as_ref().map(|note| format!(" ({note})"));
                let line = format!(
                    "{}  {}  {}: {}{}",
                    coding.id,
                    coding.by,
                    coding.item.named,
                    coding.value,
                    note.unwrap_or_default()
                );
                output.drawn(layout::wrapped(&one_line(&line), columns(None)))?;
            }
            codings.len()
        }
    };
    output.close()?;
    Ok(if count == 0 { Outcome::Nothing } else { Outcome::Done })
}

fn asked(item: &CodedItem, output: &mut Output) -> Result<(), CommandError> {
    let width = columns(None);
    output.drawn(bold(&layout::wrapped(&one_line(&item.named), width)))?;
    output.drawn(layout::indented(&one_line(&item.question), 2, 4, width))?;
    for quote in &item.quotes {
        let words = format!("{}: “{}”", quote.report, quote.quote);
        output.drawn(layout::indented(&one_line(&words), 4, 6, width))?;
    }
    Ok(())
}

/// Prints how far coders agree.
pub fn agreement(args: &AgreementArgs) -> Result<Outcome, CommandError> {
    let found = args.case.open()?.agreement(args.coder.as_deref())?;
    let mut output = Output::open();
    if args.json {
        output.json(&found)?;
    } else {
        for line in lines(&found) {
            output.drawn(line)?;
        }
    }
    output.close()?;
    Ok(if found.kinds.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn lines(found: &Agreement) -> Vec<String> {
    let width = columns(None);
    let mut out: Vec<String> = found.kinds.iter().flat_map(|kind| measured(kind, width)).collect();
    for item in &found.differ {
        out.extend(differing(item, width));
    }
    out
}

fn measured(kind: &KindAgreement, width: usize) -> Vec<String> {
    let coders: Vec<String> =
        kind.coders.iter().map(|(coder, count)| format!("{coder} {count}")).collect();
    let mut out = vec![bold(&one_line(&kind.kind))];
    let wrapped = |line: String| layout::indented(&one_line(&line), 2, 4, width);
    out.push(wrapped(format!(
        "{}, {} coded by two or more ({})",
        counted(kind.items as usize, "item"),
        kind.by_two,
        coders.join(", ")
    )));
    if let Some(agree) = kind.agree {
        out.push(wrapped(format!("the same in {:.0} of 100 pairs", agree * 100.0)));
    }
    let all = [("nominal", kind.nominal), ("interval", kind.interval), ("ratio", kind.ratio)];
    for (level, alpha) in all {
        out.extend(alpha.map(|alpha| wrapped(shown(level, alpha))));
    }
    out.extend(kind.undefined.as_ref().map(|why| wrapped(format!("α is not defined: {why}"))));
    out
}

fn shown(level: &str, alpha: Alpha) -> String {
    let between =
        alpha.between.map(|[low, high]| format!(", {low:.3} to {high:.3} in 95 of 100 resamples"));
    format!("α ({level}) = {:.3}{}", alpha.value, between.unwrap_or_default())
}

fn differing(item: &Differing, width: usize) -> Vec<String> {
    let said: Vec<String> = item
        .codings
        .iter()
        .map(|coding| format!("{} {} ({})", coding.by, coding.value, coding.id))
        .collect();
    let settled = match item.adjudicated.as_slice() {
        [] => "open".to_owned(),
        ids => format!("adjudicated by {}", ids.join(", ")),
    };
    let line = format!("{}: {}; {settled}", item.item.named, said.join(", "));
    let mut out = vec![layout::wrapped(&one_line(&line), width)];
    if item.adjudicated.is_empty() {
        let says: Vec<&str> = item.asks.iter().map(|offer| offer.says.as_str()).collect();
        let hint = format!("judge: {}; --reason \"{}…\"", says.join(", or "), item.reason);
        out.push(dim(&layout::indented(&one_line(&hint), 4, 6, width)));
    }
    out
}
