//! Sentences with gaps: what a rule says of an event.
//!
//! `"{independent_origins} independent origins tell it"`: what stands in braces is an expression,
//! checked when the rulebook is loaded and filled in when the rule holds.

use crate::rulebook::expression::{Expr, Fault, Names, Scope, check, evaluate, parse, shown};

/// A sentence with gaps.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Note(Vec<Part>);

#[derive(Clone, Debug, PartialEq)]
enum Part {
    Words(String),
    Gap(Expr),
}

impl Note {
    /// Reads a sentence and checks what stands in its gaps.
    pub fn read(written: &str, names: &Names) -> Result<Note, Fault> {
        let mut parts = Vec::new();
        let mut at = 0;
        while let Some(open) = written.get(at..).and_then(|rest| rest.find('{')) {
            let from = at + open;
            parts.push(Part::Words(written[at..from].to_owned()));
            let Some(length) = written[from..].find('}') else {
                return Err(Fault { at: from, what: "the brace is not closed".to_owned() });
            };
            let shift = |fault: Fault| Fault { at: fault.at + from + 1, ..fault };
            let gap = parse(&written[from + 1..from + length]).map_err(shift)?;
            check(&gap, names).map_err(shift)?;
            parts.push(Part::Gap(gap));
            at = from + length + 1;
        }
        parts.push(Part::Words(written.get(at..).unwrap_or_default().to_owned()));
        Ok(Note(parts))
    }

    /// Fills the gaps.
    pub fn filled(&self, scope: &Scope<'_>) -> String {
        let part = |part: &Part| match part {
            Part::Words(words) => words.clone(),
            Part::Gap(gap) => shown(&evaluate(gap, scope).value),
        };
        self.0.iter().map(part).collect()
    }
}
