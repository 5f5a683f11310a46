//! Applies a rulebook to what was found of an event: field by field, rule by rule, with the trace.
//!
//! In: a rulebook and the findings. Out: the fields of a coding, in order, or nothing where the
//! rulebook does not code such events. Pure. A field in which no rule holds is unknown and says
//! so; a trace is never empty.

use std::collections::BTreeMap;

use rashomon_model::{Coded, CodedField, Step};

use super::book::{Field, Gives, How, Rule, Rulebook};
use super::expression::{Drawn, Scope, evaluate};
use super::finding::{Findings, Row};

/// Id of the step that says that no rule of a field holds.
pub const NO_RULE: &str = "no-rule";

/// Codes one event, or one reading of it.
pub fn apply(book: &Rulebook, findings: &Findings) -> Option<Vec<CodedField>> {
    let mut fields: BTreeMap<String, Drawn> = BTreeMap::new();
    let mut out = Vec::new();
    let mut opening = Vec::new();
    if let Some(rule) = &book.applies {
        let scope = scope(book, findings, &fields);
        let drawn = held(rule, &scope)?;
        opening.push(step(rule, &drawn, &scope));
    }
    for field in &book.fields {
        let scope = scope(book, findings, &fields);
        let (drawn, mut trace) = match &field.each {
            Some((table, cells)) => records(table, cells, &scope),
            None => field_of(field, &scope),
        };
        if field.shown {
            // Why the event is coded at all belongs to the first thing said of it.
            trace.splice(0..0, std::mem::take(&mut opening));
            let value = drawn.clone().coded();
            out.push(CodedField { name: field.name.clone(), value, trace });
        }
        fields.insert(field.name.clone(), drawn);
    }
    Some(out)
}

fn scope<'s>(
    book: &'s Rulebook,
    findings: &'s Findings,
    fields: &'s BTreeMap<String, Drawn>,
) -> Scope<'s> {
    Scope { book, findings, fields, row: None, this: None, here: &[] }
}

/// Returns what the condition of a rule rests on, where it holds.
fn held(rule: &Rule, scope: &Scope<'_>) -> Option<Drawn> {
    match &rule.when {
        None => Some(Drawn::default()),
        Some(when) => Some(evaluate(when, scope)).filter(Drawn::holds),
    }
}

fn step(rule: &Rule, drawn: &Drawn, scope: &Scope<'_>) -> Step {
    let because = drawn.because.iter().cloned().collect();
    Step { rule: rule.id.clone(), note: rule.said(scope), because }
}

fn field_of(field: &Field, scope: &Scope<'_>) -> (Drawn, Vec<Step>) {
    let mut so_far = Drawn::default();
    let mut trace: Vec<Step> = Vec::new();
    for rule in &field.rules {
        let before = [("so_far", so_far.clone().coded())];
        let inner = Scope { here: &before, ..*scope };
        let Some(when) = held(rule, &inner) else { continue };
        let given = match &rule.gives {
            Gives::Value(value) => Drawn { value: Some(value.clone()), ..Drawn::default() },
            Gives::From(expr) => evaluate(expr, &inner),
        };
        let mut basis = Drawn { value: given.value.clone(), ..when };
        basis.because.extend(given.because);
        basis.aside.extend(given.aside);
        let value = match field.how {
            How::All => added(so_far.value.take(), given.value),
            _ => given.value,
        };
        let after = [
            ("so_far", before[0].1.clone()),
            ("value", basis.value.clone().unwrap_or(Coded::Unknown)),
        ];
        let said = step(rule, &basis, &Scope { here: &after, ..*scope });
        so_far.because.extend(basis.because);
        so_far.value = value;
        for aside in basis.aside {
            if !trace.contains(&aside) {
                trace.push(aside);
            }
        }
        trace.push(said);
        if field.how == How::First {
            break;
        }
    }
    if trace.is_empty() {
        let note = "no rule holds, so it stays unknown".to_owned();
        trace.push(Step { rule: NO_RULE.to_owned(), note, because: Vec::new() });
    }
    (so_far, trace)
}

/// Adds a word to words, or a number to a number.
fn added(so_far: Option<Coded>, next: Option<Coded>) -> Option<Coded> {
    match (so_far, next) {
        (Some(Coded::Number(a)), Some(Coded::Number(b))) => {
            Some(Coded::Number(a.saturating_add(b)))
        }
        (so_far, next) => {
            let mut words = match so_far {
                Some(Coded::Words(words)) => words,
                None => match next {
                    Some(Coded::Number(number)) => return Some(Coded::Number(number)),
                    _ => Vec::new(),
                },
                other => return other,
            };
            let more = match next {
                Some(Coded::Word(word)) => vec![word],
                Some(Coded::Words(more)) => more,
                _ => Vec::new(),
            };
            for word in more {
                if !words.contains(&word) {
                    words.push(word);
                }
            }
            Some(Coded::Words(words))
        }
    }
}

fn records(table: &str, cells: &[Field], scope: &Scope<'_>) -> (Drawn, Vec<Step>) {
    let rows = scope.findings.rows(table);
    let mut whole = Drawn::default();
    let mut trace = Vec::new();
    let mut made = Vec::new();
    for row in rows {
        let (record, steps) = record(cells, row, scope);
        made.push(record);
        trace.extend(steps);
        whole.because.extend(row.because.iter().cloned());
    }
    if rows.is_empty() {
        let note = format!("nothing is told that makes a row of `{table}`");
        trace.push(Step { rule: NO_RULE.to_owned(), note, because: Vec::new() });
    } else {
        whole.value = Some(Coded::Records(made));
    }
    (whole, trace)
}

fn record(cells: &[Field], row: &Row, scope: &Scope<'_>) -> (Vec<(String, Coded)>, Vec<Step>) {
    let mut fields = scope.fields.clone();
    let mut record = Vec::new();
    let mut trace = Vec::new();
    for cell in cells {
        let inner = Scope { fields: &fields, this: Some(row), ..*scope };
        let (drawn, steps) = field_of(cell, &inner);
        trace.extend(steps.into_iter().filter(|step| step.rule != NO_RULE));
        if cell.shown {
            record.push((cell.name.clone(), drawn.clone().coded()));
        }
        fields.insert(cell.name.clone(), drawn);
    }
    (record, trace)
}
