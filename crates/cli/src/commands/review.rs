//! `rashomon review`: decisions that were close and matter, and what would settle each.

use std::path::Path;

use rashomon::json::judgement::Asked;
use rashomon::query::review::{Item, ReviewAsk};

use crate::args::review::ReviewArgs;
use crate::chosen::{columns, counted};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

/// Quotes shown of one thing.
const QUOTES: usize = 2;

/// Lists the questions.
pub fn run(args: &ReviewArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let ask = ReviewAsk { most: Some(args.limit), kinds: args.kind.clone() };
    let review = case.review(&ask)?;
    let mut output = Output::open();
    if args.json {
        output.json(&review)?;
    } else {
        let open: Vec<String> =
            review.open.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
        output.drawn(dim(&format!("open: {}", open.join(", "))))?;
        for item in &review.items {
            for line in lines(item, args.case.path()) {
                output.drawn(line)?;
            }
        }
    }
    output.close()?;
    Ok(if review.items.is_empty() { Outcome::Nothing } else { Outcome::Done })
}

fn lines(item: &Item, case: &Path) -> Vec<String> {
    let width = columns(None);
    let wrapped = |line: &str| layout::indented(&one_line(line), 2, 4, width);
    let mut out = vec![String::new(), bold(&layout::wrapped(&one_line(&item.question), width))];
    for shown in &item.what {
        if shown.sort != "claim" {
            out.push(wrapped(&format!("{}  {}", shown.id, shown.name)));
        }
        for quote in shown.quotes.iter().take(QUOTES) {
            out.push(layout::indented(
                &one_line(&format!("{}: “{}”", quote.claim, quote.quote)),
                4,
                6,
                width,
            ));
        }
    }
    out.extend(item.why.iter().map(|why| wrapped(&format!("why: {why}"))));
    let effect = item.effect;
    out.push(wrapped(&format!(
        "unsure {:.2}; touches {}, {}, {}",
        item.uncertainty,
        counted(effect.events as usize, "event"),
        counted(effect.claims as usize, "claim"),
        counted(effect.disagreements as usize, "disagreement")
    )));
    for offer in &item.asks {
        out.push(dim(&wrapped(&format!("{}: {}", offer.says, command(&offer.ask, case)))));
    }
    out
}

/// How a judgement is typed.
fn command(ask: &Asked, case: &Path) -> String {
    let case = case.display();
    let quoted = |words: &[String]| {
        words.iter().map(|word| format!("{word:?}")).collect::<Vec<_>>().join(" ")
    };
    let tail = "--reason \"…\"";
    match ask {
        Asked::Same { things } => format!("rashomon judge same {case} {} {tail}", quoted(things)),
        Asked::Different { things } => {
            format!("rashomon judge different {case} {} {tail}", quoted(things))
        }
        Asked::Split { from, names, .. } => {
            format!("rashomon judge split {case} {from} --name {} {tail}", quoted(names))
        }
        Asked::Accept { claim } => format!("rashomon judge accept {case} {claim:?} {tail}"),
        Asked::Reject { claim } => format!("rashomon judge reject {case} {claim:?} {tail}"),
        _ => "rashomon judge".to_owned(),
    }
}
