//! `rashomon explain`: any id unfolded to rules, weights and quotes.

use rashomon::json::case::{Claim, Entity, Event, Report};
use rashomon::json::judgement::Judgement;
use rashomon::json::reading::Place;
use rashomon::json::received::Received;
use rashomon::look_alikes::LookAlike;
use rashomon::rulebook::Rulebook;
use rashomon::{CaseFile, Found};

use crate::args::ExplainArgs;
use crate::error::{CommandError, Outcome};
use crate::grades;
use crate::interest;
use crate::output::Output;
use crate::people;
use crate::sanitize::one_line;
use crate::values::{self, Names};
use crate::waterfall;

/// Code points of context shown on either side of a quote.
const CONTEXT: usize = 90;
/// Names kept apart that are shown.
const NEAREST: usize = 4;

/// An entity with what was nearly joined to it.
#[derive(serde::Serialize)]
struct Unfolded<'e> {
    #[serde(flatten)]
    entity: &'e Entity,
    kept_apart: Vec<LookAlike>,
}

/// A report with how it came.
#[derive(serde::Serialize)]
struct Came<'r> {
    #[serde(flatten)]
    report: &'r Report,
    #[serde(skip_serializing_if = "Option::is_none")]
    received: Option<Received>,
}

/// Unfolds an id.
pub fn run(args: &ExplainArgs) -> Result<Outcome, CommandError> {
    let case = args.case.open()?;
    let found = case.find(&args.id)?;
    let mut output = Output::open();
    if args.json {
        match &found {
            Found::Event(event) => output.json(event)?,
            Found::Claim(event, at) => output.json(&event.claims[*at])?,
            Found::Entity(entity) => {
                output.json(&Unfolded { entity, kept_apart: case.look_alikes(entity, NEAREST)? })?
            }
            Found::Rejected(rejected) => output.json(rejected)?,
            Found::Report(report) => {
                output.json(&Came { report, received: case.received(&report.head.id)? })?
            }
            Found::Judgement(judgement) => output.json(judgement)?,
            Found::Grade(event, rulebook, field) => {
                if let Some(coding) = event.grades.get(rulebook) {
                    let one = field.as_ref().map(|field| grades::only(coding, field));
                    let coding = one.as_ref().unwrap_or(coding);
                    output.json(&grades::explained(event, rulebook, coding))?;
                }
            }
        }
    } else {
        let names = match &found {
            Found::Event(event) | Found::Claim(event, _) | Found::Grade(event, ..) => {
                super::show::names(&case, event)?
            }
            _ => Names::new(),
        };
        let lines = match &found {
            Found::Event(event) => {
                let mut lines = of_event(event, &names, &case.judgements()?);
                lines.extend(of_grades(event, &case.rulebooks()?));
                lines
            }
            Found::Grade(event, rulebook, field) => {
                let books = case.rulebooks()?;
                grades::unfolded(event, rulebook, field.as_deref(), &books, &names)
            }
            Found::Claim(event, at) => {
                let claim = &event.claims[*at];
                let lines = of_claim(&case, Some(event), claim, &names)?;
                lines.into_iter().chain(people::of_claim(event, claim)).collect()
            }
            Found::Entity(entity) => {
                let near = case.look_alikes(entity, NEAREST)?;
                let notes = people::notes(&entity.notes);
                of_entity(entity).into_iter().chain(of_near(&near)).chain(notes).collect()
            }
            Found::Judgement(judgement) => super::judgements::lines(judgement),
            Found::Rejected(rejected) => {
                let event = case.find_event(&rejected.claim.event).ok();
                of_claim(&case, event.as_ref(), &rejected.claim, &names)?
                    .into_iter()
                    .chain(people::rejected(rejected))
                    .collect()
            }
            Found::Report(report) => {
                let received = case.received(&report.head.id)?;
                let gone = report.gone.iter();
                of_report(report, received.as_ref())
                    .into_iter()
                    .chain(gone.map(|gone| format!("gone      it {}", people::gone(gone))))
                    .chain(people::notes(&report.notes))
                    .collect()
            }
        };
        for line in lines {
            output.drawn(line)?;
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

fn of_report(report: &Report, received: Option<&Received>) -> Vec<String> {
    let head = &report.head;
    let mut out = vec![
        format!("report {}", one_line(&head.id)),
        format!("outlet    {}", one_line(head.outlet.as_deref().unwrap_or("unknown"))),
        format!("published {}", head.published.as_deref().unwrap_or("unknown")),
        format!("sha256    {} (of its canonical text)", head.sha256),
        format!("origin    {}", report.origin.as_deref().unwrap_or("none")),
    ];
    let Some(received) = received else { return out };
    out.push(format!("received  {}", one_line(&received.way())));
    if let Some(format) = &received.format {
        out.push(format!("made by   {} (how its text was made of the bytes)", one_line(format)));
    }
    if let Some(at) = &received.captured_at {
        let from = received.captured_from.as_deref().unwrap_or("an unknown address");
        out.push(format!("captured  {}, from {}", one_line(at), one_line(from)));
    }
    out
}

fn of_event(event: &Event, names: &Names, judgements: &[Judgement]) -> Vec<String> {
    let mut out = vec![
        format!("event {}: {}", event.id, one_line(&event.title)),
        format!("class {}, {}", event.class, values::when(event)),
        String::new(),
        "Why its claims are taken for one happening:".to_owned(),
    ];
    if event.joined.is_empty() {
        out.push("  one report tells it, nothing was joined".to_owned());
    }
    out.extend(event.joined.iter().map(|why| format!("  {}", one_line(why))));
    let judged: Vec<&Judgement> =
        judgements.iter().filter(|j| j.effect.events.contains(&event.id)).collect();
    if !judged.is_empty() {
        out.push(String::new());
        out.push("What people decided about it:".to_owned());
        for judgement in judged {
            let why = one_line(&judgement.decided.reason);
            out.push(format!("  {} ({why})", super::judgements::sentence(judgement)));
        }
    }
    out.push(String::new());
    out.push("Its claims:".to_owned());
    for claim in &event.claims {
        let voice = values::voice(&claim.said_by, &[], names);
        out.push(format!(
            "  {}  {} = {}  [{} {}, rule {}]",
            one_line(&claim.id),
            claim.slot,
            values::value(&claim.slot, &claim.value),
            claim.certainty,
            claim.polarity,
            claim.rule
        ));
        out.push(format!("      {voice}: “{}”", one_line(&claim.quote)));
    }
    for d in &event.disagreements {
        out.push(format!("  ≠ {}: {} ({})", d.slot, one_line(&d.why), d.accounts.join(", ")));
    }
    for (heading, lines) in interest::sections(event, names) {
        out.push(String::new());
        out.push(heading.to_owned());
        out.extend(lines.iter().map(|line| format!("  {line}")));
    }
    out
}

/// What rulebooks make of an event, each under the id that unfolds it.
fn of_grades(event: &Event, books: &[Rulebook]) -> Vec<String> {
    if event.grades.is_empty() {
        return Vec::new();
    }
    let mut out = vec![String::new(), "What rulebooks make of it:".to_owned()];
    for (name, coding) in &event.grades {
        let book = books.iter().find(|book| &book.name == name);
        let said = one_line(&rashomon::wording::coding(&coding.fields, book));
        out.push(format!("  {}/{name}  {said}", event.id));
    }
    out
}

fn of_claim(
    case: &CaseFile,
    event: Option<&Event>,
    claim: &Claim,
    names: &Names,
) -> Result<Vec<String>, CommandError> {
    let text = case.text(&claim.report)?.unwrap_or_default();
    let [start, end] = claim.span.map(|n| n as usize);
    let cut = |from: usize, to: usize| -> String {
        one_line(&text.chars().skip(from).take(to.saturating_sub(from)).collect::<String>())
    };
    let mut out = vec![
        format!("claim {}", one_line(&claim.id)),
        event.map_or("event     none is left of it".to_owned(), |event| {
            format!("event     {} {}", event.id, one_line(&event.title))
        }),
        format!("says      {} = {}", claim.slot, values::value(&claim.slot, &claim.value)),
        format!("firmness  {}, {}", claim.certainty, claim.polarity),
        format!("voice     {}", values::voice(&claim.said_by, &[], names)),
        format!("rule      {}", claim.rule),
        format!("report    {}, code points {start} to {end}", one_line(&claim.report)),
        format!(
            "text      …{} ⟦{}⟧ {}…",
            cut(start.saturating_sub(CONTEXT), start),
            one_line(&claim.quote),
            cut(end, end + CONTEXT)
        ),
    ];
    out.extend(event.into_iter().flat_map(|event| interest::of_claim(event, &claim.id)));
    out.extend(claim.place.iter().flat_map(of_place));
    Ok(out)
}

/// Lists what a place name may mean, the likeliest first, and what speaks for each.
fn of_place(place: &Place) -> Vec<String> {
    if place.candidates.is_empty() {
        return vec!["place     in no gazetteer".to_owned()];
    }
    let mut out =
        vec!["place     may be, by what speaks for it (1 is ten times the people):".to_owned()];
    for candidate in &place.candidates {
        let why = candidate.why.iter().map(|(what, value)| format!("{what} {value:+.1}"));
        out.push(format!(
            "  {:.2}  {}, {} ({}): {}",
            candidate.weight,
            one_line(&candidate.name),
            candidate.country.as_deref().unwrap_or("no country"),
            candidate.gazetteer.as_deref().unwrap_or("no entry"),
            why.collect::<Vec<_>>().join(", ")
        ));
    }
    out
}

fn of_entity(entity: &Entity) -> Vec<String> {
    let mut out = vec![
        format!("{} {}: {}", entity.kind, entity.id, one_line(&entity.name)),
        super::entities::counts(entity),
    ];
    if let Some(by) = &entity.named_by {
        out.push(format!("shown under this name by {by}"));
    }
    out.push(String::new());
    for name in &entity.names {
        out.push(format!("  “{}” in {}", one_line(&name.text), one_line(&name.reports.join(", "))));
    }
    out.push(String::new());
    out.push("Why these are taken for one:".to_owned());
    if entity.joined.is_empty() {
        out.push("  one name, nothing was joined".to_owned());
    }
    for join in &entity.joined {
        out.push(String::new());
        out.extend(waterfall::draw(join).into_iter().map(|line| format!("  {line}")));
    }
    if !entity.joined.is_empty() {
        out.push(String::new());
        out.push(format!("  {}", waterfall::KEY));
    }
    out
}

/// The names that come nearest and were not joined.
fn of_near(near: &[LookAlike]) -> Vec<String> {
    if near.is_empty() {
        return Vec::new();
    }
    let mut out = vec![String::new(), "Nearest names kept apart, by the names alone:".to_owned()];
    for other in near {
        out.push(format!(
            "  {}  “{}” against “{}”: {:+.1}",
            other.id,
            one_line(&other.a),
            one_line(&other.b),
            other.weight
        ));
        let level = |l: &rashomon::names::Level| {
            let words = one_line(&l.words);
            let words = if words.is_empty() { words } else { format!(" ({words})") };
            format!("{} {}{words} {:+.1}", l.comparison, l.level, l.weight)
        };
        let levels: Vec<String> = other.levels.iter().map(level).collect();
        out.push(format!("      {}", levels.join(", ")));
    }
    out
}
