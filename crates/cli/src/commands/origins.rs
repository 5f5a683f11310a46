//! `rashomon origins`: which reports rest on one source, and who took it from whom.

use std::collections::{BTreeMap, BTreeSet};

use rashomon::CaseFile;
use rashomon::json::case::{Event, Origin, Report, Tie, TieEnd};

use crate::args::origins::{Graph, OriginsArgs};
use crate::error::{CommandError, Outcome};
use crate::layout;
use crate::output::{Output, bold, dim};
use crate::sanitize::one_line;

mod dot;
mod tree;

/// Quotes are cut to so many columns.
const QUOTE: usize = 100;

/// What is drawn.
pub struct View {
    /// The origins, with only those reports that were asked for.
    pub origins: Vec<Origin>,
    /// The ties between and to those reports.
    pub ties: Vec<Tie>,
    /// Every report of the case by id.
    pub reports: BTreeMap<String, Report>,
    /// Names of the voices, by id.
    names: BTreeMap<String, String>,
}

/// Lists origins.
pub fn run(args: &OriginsArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let event = args.event.as_ref().map(|id| case.find_event(id)).transpose()?;
    let view = view(&case, event.as_ref(), args.all)?;
    if view.origins.is_empty() && view.ties.is_empty() {
        return Err(CommandError::nothing(format!(
            "no two reports of {} rest on one source; --all lists those that stand alone",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    if args.json {
        view.ties.iter().try_for_each(|tie| output.json(tie))?;
    } else if args.graph == Graph::Dot {
        output.drawn(dot::draw(&view))?;
    } else {
        output.drawn(page(&view, event.as_ref(), args.quotes))?;
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn view(case: &CaseFile, event: Option<&Event>, all: bool) -> Result<View, CommandError> {
    let reports: BTreeMap<String, Report> =
        case.reports()?.into_iter().map(|report| (report.head.id.clone(), report)).collect();
    let wanted: Option<BTreeSet<&String>> = event.map(|event| event.reports.iter().collect());
    let is_wanted = |report: &String| wanted.as_ref().is_none_or(|w| w.contains(report));
    let mut origins = case.origins()?;
    for origin in &mut origins {
        origin.reports.retain(is_wanted);
    }
    // An event shows all its origins; a case those of several reports.
    let least = if all || event.is_some() { 1 } else { 2 };
    origins.retain(|origin| origin.reports.len() >= least);
    let of_event = |tie: &Tie| match (&tie.event, event) {
        (Some(of), Some(event)) => of == &event.id,
        (of, _) => of.is_none(),
    };
    let between = |tie: &Tie| is_wanted(&tie.to) && tie.from.report.as_ref().is_none_or(&is_wanted);
    let ties: Vec<Tie> =
        case.ties()?.into_iter().filter(|tie| of_event(tie) && between(tie)).collect();
    let mut names = BTreeMap::new();
    let roots = origins.iter().filter_map(|origin| origin.root.as_ref());
    for entity in
        ties.iter().map(|tie| &tie.from).chain(roots).filter_map(|end| end.entity.as_ref())
    {
        if !names.contains_key(entity)
            && let Some(name) = case.name(entity)?
        {
            names.insert(entity.clone(), name);
        }
    }
    Ok(View { origins, ties, reports, names })
}

impl View {
    /// Names what something was taken from.
    pub fn source(&self, from: &TieEnd) -> String {
        match (&from.report, &from.outlet, &from.entity) {
            (Some(report), ..) => self.report(report),
            (_, outlet, Some(entity)) if outlet.is_none() || self.names.contains_key(entity) => {
                one_line(self.names.get(entity).unwrap_or(entity))
            }
            (_, Some(outlet), _) => one_line(outlet),
            (_, _, Some(entity)) => one_line(self.names.get(entity).unwrap_or(entity)),
            _ => "somebody".to_owned(),
        }
    }

    /// Names a report: day, outlet, id.
    pub fn report(&self, id: &str) -> String {
        let head = self.reports.get(id).map(|report| &report.head);
        let day = head.and_then(|h| h.published.as_deref()).unwrap_or("no date");
        let outlet = head.and_then(|h| h.outlet.as_deref()).unwrap_or("unknown outlet");
        one_line(&format!("{day}  {outlet}  {id}"))
    }
}

/// Said of an origin that an event does not count: it counts the reports of one outlet once.
const NOT_APART: &str = ", not counted apart: the outlet has another report of this event above";

fn page(view: &View, event: Option<&Event>, quotes: bool) -> String {
    let mut out = Vec::new();
    if let Some(event) = event {
        out.push(bold(&one_line(&event.title)));
        out.push(dim(&format!(
            "{} · {}, {}",
            event.id,
            count(event.reports.len(), "report"),
            count(event.origins.len(), "origin")
        )));
        out.push(String::new());
    }
    for origin in &view.origins {
        let root = origin.root.as_ref().filter(|root| root.outlet.is_some());
        let whose = root.map_or(String::new(), |root| format!(", of {}", view.source(root)));
        let reports = count(origin.reports.len(), "report");
        let counted = event.is_none_or(|event| event.origins.contains(&origin.id));
        let whose = if counted { whose } else { format!("{whose}{NOT_APART}") };
        out.push(bold(&one_line(&format!("{}  {reports}{whose}", origin.id))));
        out.extend(tree::draw(origin, view, quotes).into_iter().map(|line| format!("  {line}")));
        out.push(String::new());
    }
    let single: Vec<&Tie> = view.ties.iter().filter(|tie| !is_whole(tie)).collect();
    if !single.is_empty() {
        out.push(bold("Single claims and passages"));
        let mut by_source: BTreeMap<String, Vec<&Tie>> = BTreeMap::new();
        for tie in single {
            by_source.entry(view.source(&tie.from)).or_default().push(tie);
        }
        for (source, ties) in by_source {
            out.push(format!("  {source}"));
            for (at, tie) in ties.iter().enumerate() {
                let last = at + 1 == ties.len();
                let branch = if last { "└" } else { "├" };
                let what = format!("{}  {}", view.report(&tie.to), weighed(tie));
                out.push(format!("  {branch}{} {what}", arrow(tie)));
                if quotes {
                    let stem = if last { "  " } else { "  │" };
                    out.extend(quoted(tie).into_iter().map(|line| format!("{stem}     {line}")));
                }
            }
        }
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out.join("\n")
}

/// Tells whether a tie is about the whole of its report.
pub fn is_whole(tie: &Tie) -> bool {
    tie.event.is_none() && tie.kind != "passage"
}

/// Draws the direction of a tie.
pub fn arrow(tie: &Tie) -> &'static str {
    if tie.direction == "unknown" { "───" } else { "─▶" }
}

/// Says of what sort a tie is and how strong.
pub fn weighed(tie: &Tie) -> String {
    let known = match tie.direction.as_str() {
        "credited" if tie.from.report.is_some() => ", credited",
        _ => "",
    };
    match tie.kind.as_str() {
        "copy" | "rewrite" | "translation" | "passage" => {
            format!("{} {:.0} %{known}", tie.kind, tie.strength * 100.0)
        }
        _ if tie.claims.is_empty() => format!("{}{known}", tie.kind),
        _ => format!("{} of {}", tie.kind, count(tie.claims.len(), "claim")),
    }
}

/// The words that answer each other, the source's first.
pub fn quoted(tie: &Tie) -> Vec<String> {
    let cut = |words: &str| layout::cut(&one_line(words), QUOTE);
    tie.passages
        .iter()
        .flat_map(|passage| {
            let source =
                passage.source_quote.as_deref().map(|words| format!("from: {}", cut(words)));
            let taker = format!("here: {}", cut(&passage.taker_quote));
            source.into_iter().chain([taker])
        })
        .map(|line| dim(&line))
        .collect()
}

fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}
