//! What rulebooks make of an event, for a terminal: one line a rulebook, or one field unfolded.
//!
//! In: the codings of an event as printed, and the rulebooks of its case. A line shows the fields
//! that the rulebook puts first; unfolding shows every rule that had a part, how sure it is, the
//! rules passed over before it, and the quotes that each rests on. Nothing is judged here.

use rashomon::json::case::{Claim, Coding, Event, Step};
use rashomon::json::rulebook::plain;
use rashomon::rulebook::{How, Rulebook};
use rashomon::wording::coding;
use serde_json::{Map, Value};

use crate::layout;
use crate::output::{bold, dim};
use crate::sanitize::one_line;
use crate::values::{self, Names};

/// Writes one line for each rulebook that codes an event, and one for each rival reading.
pub fn lines(event: &Event, books: &[Rulebook], width: usize) -> Vec<String> {
    let mut out = Vec::new();
    for (name, coding) in &event.grades {
        let book = books.iter().find(|book| &book.name == name);
        let head = |reading: Option<&String>| match reading {
            Some(reading) => format!("{name}, if “{}”", one_line(reading)),
            None => name.clone(),
        };
        if coding.readings.is_empty() {
            out.push(line(&head(None), &coding.fields, book, width));
        }
        for rival in &coding.readings {
            out.push(line(&head(Some(&rival.reading)), &rival.fields, book, width));
        }
    }
    out
}

fn line(head: &str, fields: &Map<String, Value>, book: Option<&Rulebook>, width: usize) -> String {
    let said = coding(fields, book);
    layout::wrapped(&format!("  {head}: {}", one_line(&said)), width)
}

/// Unfolds what a rulebook makes of an event: one field, or all of them.
pub fn unfolded(
    event: &Event,
    name: &str,
    field: Option<&str>,
    books: &[Rulebook],
    names: &Names,
) -> Vec<String> {
    let Some(coding) = event.grades.get(name) else { return Vec::new() };
    let book = books.iter().find(|book| book.name == name);
    let mut out = vec![
        format!("event {}: {}", event.id, one_line(&event.title)),
        one_line(&format!(
            "coded by {name} {}{}",
            coding.version,
            book.map(|book| format!(": {}", book.title)).unwrap_or_default()
        )),
    ];
    let unfold = Unfold { event, name, field, book, names };
    if coding.readings.is_empty() {
        out.extend(unfold.fields(&coding.fields, &coding.trace));
    }
    for rival in &coding.readings {
        out.push(String::new());
        out.push(format!("If “{}”:", one_line(&rival.reading)));
        out.extend(unfold.fields(&rival.fields, &rival.trace));
    }
    out
}

struct Unfold<'u> {
    event: &'u Event,
    name: &'u str,
    field: Option<&'u str>,
    book: Option<&'u Rulebook>,
    names: &'u Names,
}

impl Unfold<'_> {
    fn fields(&self, fields: &Map<String, Value>, trace: &[Step]) -> Vec<String> {
        let mut out = Vec::new();
        for (field, value) in fields {
            if self.field.is_some_and(|wanted| wanted != field) {
                continue;
            }
            out.push(String::new());
            let id = format!("{}/{}/{field}", self.event.id, self.name);
            out.extend(self.value(field, value, &id));
            let steps: Vec<&Step> = trace.iter().filter(|step| &step.field == field).collect();
            for step in &steps {
                out.extend(self.step(step));
            }
            out.extend(self.passed_over(field, &steps));
        }
        out
    }

    fn value(&self, field: &str, value: &Value, id: &str) -> Vec<String> {
        let records = value.as_array().filter(|list| list.iter().any(Value::is_object));
        let Some(records) = records else {
            return vec![format!("{} = {}  {}", bold(field), one_line(&plain(value)), dim(id))];
        };
        let mut out = vec![format!("{}:  {}", bold(field), dim(id))];
        out.extend(records.iter().map(|record| format!("  - {}", one_line(&plain(record)))));
        out
    }

    fn step(&self, step: &Step) -> Vec<String> {
        let sure = self.certainty(&step.rule).map(|c| format!(" [{c}]")).unwrap_or_default();
        let mut out =
            vec![format!("  {}{}: {}", one_line(&step.rule), dim(&sure), one_line(&step.note))];
        for id in &step.because {
            let claim = self.event.claims.iter().find(|claim| &claim.id == id);
            out.push(claim.map_or_else(|| format!("      {}", one_line(id)), |c| self.quote(c)));
        }
        out
    }

    fn quote(&self, claim: &Claim) -> String {
        let voice = values::voice(&claim.said_by, &[], self.names);
        format!("      {}  {voice}: “{}”", one_line(&claim.id), one_line(&claim.quote))
    }

    /// Names the rules that were asked before the one that decided, and did not hold.
    fn passed_over(&self, field: &str, steps: &[&Step]) -> Vec<String> {
        let known = self.book.and_then(|book| book.fields.iter().find(|f| f.name == field));
        let Some(field) = known.filter(|f| f.how == How::First && f.each.is_none()) else {
            return Vec::new();
        };
        let held = |id: &str| steps.iter().any(|step| step.rule == id);
        let before: Vec<&str> =
            field.rules.iter().map(|rule| rule.id.as_str()).take_while(|id| !held(id)).collect();
        if before.is_empty() {
            return Vec::new();
        }
        vec![dim(&format!("  asked before it, and not so: {}", before.join(", ")))]
    }

    fn certainty(&self, rule: &str) -> Option<&'static str> {
        let book = self.book?;
        book.rule(rule).map(|rule| rule.certainty.as_str())
    }
}

/// Whatever a rulebook makes of an event, for `explain --json`.
#[derive(serde::Serialize)]
pub struct Explained<'e> {
    event: &'e str,
    rulebook: &'e str,
    #[serde(flatten)]
    coding: &'e Coding,
    claims: Vec<&'e Claim>,
}

/// Returns a coding with the claims behind it; of one field, where one is asked for.
pub fn explained<'e>(event: &'e Event, name: &'e str, coding: &'e Coding) -> Explained<'e> {
    let steps = coding.trace.iter().chain(coding.readings.iter().flat_map(|r| &r.trace));
    let because: std::collections::BTreeSet<&String> =
        steps.flat_map(|step| &step.because).collect();
    let claims = event.claims.iter().filter(|claim| because.contains(&claim.id)).collect();
    Explained { event: &event.id, rulebook: name, coding, claims }
}

/// Keeps one field of a coding.
pub fn only(coding: &Coding, field: &str) -> Coding {
    let mut coding = coding.clone();
    coding.fields.retain(|name, _| name == field);
    coding.trace.retain(|step| step.field == field);
    for rival in &mut coding.readings {
        rival.fields.retain(|name, _| name == field);
        rival.trace.retain(|step| step.field == field);
    }
    coding
}
