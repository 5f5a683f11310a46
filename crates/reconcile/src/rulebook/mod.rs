//! Rulebooks: published conventions of coding, as data, applied side by side to one event.
//!
//! In: reconciled events and rulebooks ([`Rulebook`], read from TOML). Out: for each event what
//! each rulebook makes of it ([`Coding`]), field by field, with the rules and claims behind each.
//! `findings` says in code what is told of an event, `expression` is the small language in which
//! rules ask for it, `file` reads a rulebook and refuses one with a mistake, `apply` applies it.
//!
//! Must hold: no rulebook is preferred and none sees another's result; a result rests on claims
//! alone and names them; swapping two equally described parties swaps the output and no more.

mod about;
mod apply;
mod book;
mod expression;
mod file;
mod finding;
pub mod findings;
mod near;
mod note;
mod readings;
mod shipped;

use rashomon_model::{CaseEvent, Coding};
use rayon::prelude::*;

use crate::parties::Parties;
use crate::{Evidence, Indexed};

pub use about::About;
pub use apply::NO_RULE;
pub use book::{Certainty, CountRule, Field, How, Parameter, Readings, Rule, Rulebook};
pub use file::{RulebookError, extended, read};
pub use finding::{Because, Family, Finding, Findings, Kind, Known, KnownTable, Row};
pub use shipped::{shipped, shipped_names};

/// Codes events by rulebooks, each event by itself.
pub struct Coder<'c> {
    known: &'c Indexed<'c>,
    books: &'c [Rulebook],
}

impl<'c> Coder<'c> {
    /// Takes the rulebooks to code the events of a case by.
    pub fn of(known: &'c Indexed<'c>, books: &'c [Rulebook]) -> Coder<'c> {
        Coder { known, books }
    }

    /// Codes a reconciled event by every rulebook.
    pub fn code(&self, event: &mut CaseEvent) {
        if self.books.is_empty() {
            return;
        }
        let parties = Parties::of(&self.known.parties, event);
        let mut codings: Vec<Coding> = Vec::new();
        let whole = findings::of(&About::of(event, &parties, self.known));
        for book in self.books {
            let mut coded = |reading: Option<String>, findings: &Findings| {
                let Some(fields) = apply::apply(book, findings) else { return };
                codings.push(Coding {
                    rulebook: book.name.clone(),
                    version: book.version.clone(),
                    reading,
                    fields,
                });
            };
            let apart = book.readings.map(|by| readings::of(event, by)).unwrap_or_default();
            if apart.is_empty() {
                coded(None, &whole);
            }
            for (reading, event) in apart {
                let about = About::of(&event, &parties, self.known);
                coded(Some(reading), &findings::of(&about));
            }
        }
        codings.sort_by(|a, b| (&a.rulebook, &a.reading).cmp(&(&b.rulebook, &b.reading)));
        event.codings = codings;
    }
}

/// Codes every event by every rulebook.
pub fn code(evidence: &Evidence<'_>, events: &mut [CaseEvent], books: &[Rulebook]) {
    if books.is_empty() {
        return;
    }
    let known = Indexed::of(evidence);
    let coder = Coder::of(&known, books);
    events.par_iter_mut().for_each(|event| coder.code(event));
}

#[cfg(test)]
mod tests;
