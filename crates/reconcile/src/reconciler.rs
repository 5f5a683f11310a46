//! One event after the other, or many at once, to accounts side by side.
//!
//! In: the evidence of a case, indexed, and its origins. Out: a [`Reconciler`] that settles any of its events by
//! itself: no event sees another, so they may come in any order, in batches, and on all cores. What
//! ties reports is found first, from all of them together.

use rashomon_model::{CaseEvent, OriginLink, OriginTie};

use crate::indexed::Indexed;
use crate::leanings::Leanings;
use crate::origins::{self, Origins};
use crate::parties::Parties;
use crate::{accounts, interest, slots};

/// Sets the accounts of events side by side.
///
/// # Properties
/// What an event becomes depends on the event and the evidence alone, not on those before it.
pub struct Reconciler<'c> {
    known: &'c Indexed<'c>,
    origins: Origins,
    leanings: Leanings<'c>,
}

impl<'c> Reconciler<'c> {
    /// Finds how the voices of a case are said to lean.
    pub fn of(known: &'c Indexed<'c>, origins: Origins) -> Reconciler<'c> {
        Reconciler { known, origins, leanings: Leanings::of(&known.evidence) }
    }

    /// Returns the origins of the reports, sorted.
    pub fn origins(&self) -> &[OriginLink] {
        &self.origins.links
    }

    /// Settles one event; with it come the ties of its claims, in the order of its voices.
    pub fn event(&self, mut event: CaseEvent) -> (CaseEvent, Vec<OriginTie>) {
        event.claims.sort_by(|a, b| (&a.report, a.span, &a.id).cmp(&(&b.report, b.span, &b.id)));
        let parties = Parties::of(&self.known.parties, &event);
        let sources = origins::EventOrigins::of(&event, &self.origins, &self.known.parties);
        let ties = origins::event_ties(&event, &sources, self.known);
        event.origins = sources.all();
        event.accounts = accounts::of_event(&event, &sources, &parties);
        let (slots, disagreements) =
            slots::of_event(&event, &self.known.reports, &sources, &parties);
        event.slots = slots;
        event.disagreements = disagreements;
        interest::mark(&mut event, &self.leanings, &parties);
        (event, ties)
    }

    /// Returns all ties, sorted by taker; `of_events` are those of the claims of the events, in the
    /// order of the events.
    pub fn ties(&self, of_events: Vec<OriginTie>) -> Vec<OriginTie> {
        let mut all = self.origins.ties.clone();
        all.extend(of_events);
        all.sort_by(|a, b| {
            (&a.to, a.kind, &a.from, &a.event).cmp(&(&b.to, b.kind, &b.from, &b.event))
        });
        all
    }
}
