//! Some events of a case as a case of its own.
//!
//! Keeps the events, the reports that tell them, whom they speak of, relations between these as those
//! reports tell them, and the origins of the reports. Ids stay as they are: an event exported alone
//! joins on to the whole case. An origin keeps its other reports by name: that they are copies
//! matters to who reads the event, though their texts are not here.

use std::collections::BTreeSet;

use crate::json::case::{Case, Event, Voice};

impl Case {
    /// Returns the case with nothing but some events and what they rest on; an unknown id leaves no event.
    pub fn only(&self, wanted: &[&str]) -> Case {
        let is_wanted = |event: &&Event| wanted.contains(&event.id.as_str());
        let events: Vec<Event> = self.events.iter().filter(is_wanted).cloned().collect();
        let reports: BTreeSet<&String> = events.iter().flat_map(|e| &e.reports).collect();
        let meant: BTreeSet<String> = events.iter().flat_map(meant).collect();
        let behind: BTreeSet<&String> = events.iter().flat_map(entries).collect();
        let told = |report: &String| reports.contains(report);
        Case {
            schema: self.schema.clone(),
            reports: self.reports.iter().filter(|r| told(&r.head.id)).cloned().collect(),
            entities: self.entities.iter().filter(|e| meant.contains(&e.id)).cloned().collect(),
            relations: self
                .relations
                .iter()
                .filter(|r| told(&r.report))
                .filter(|r| meant.contains(&r.subject) && meant.contains(&r.object))
                .cloned()
                .collect(),
            origins: self.origins.iter().filter(|o| o.reports.iter().any(told)).cloned().collect(),
            ties: self.ties.iter().filter(|tie| told(&tie.to)).cloned().collect(),
            sources: self.sources.iter().filter(|s| behind.contains(&s.id)).cloned().collect(),
            rejected: Vec::new(),
            judgements: self
                .judgements
                .iter()
                .filter(|j| {
                    j.effect.entities.iter().any(|e| meant.contains(e))
                        || j.effect.events.iter().any(|e| events.iter().any(|kept| kept.id == *e))
                })
                .cloned()
                .collect(),
            events,
        }
    }
}

/// The rows of source tables on which something of an event rests.
pub(crate) fn entries(event: &Event) -> impl Iterator<Item = &String> {
    let values = event.slots.values().flat_map(|slot| &slot.values);
    let against = values.clone().flat_map(|value| &value.interest).flat_map(|i| &i.grounds);
    let opposed = values.flat_map(|value| &value.opposed).flat_map(|o| &o.grounds);
    let leanings = event.accounts.iter().flat_map(|a| &a.alignment).flat_map(|l| &l.grounds);
    against.chain(opposed).chain(leanings).filter_map(|ground| ground.entry.as_ref())
}

/// Everybody and everything that an event names, by id.
pub(crate) fn meant(event: &Event) -> BTreeSet<String> {
    let voices = |chain: &[Voice]| -> Vec<String> {
        chain.iter().filter_map(|voice| voice.entity.value().cloned()).collect()
    };
    let mut out = BTreeSet::new();
    for claim in &event.claims {
        let value = &claim.value;
        let ids = [&value.entity, &value.side, &value.holder];
        out.extend(ids.into_iter().filter_map(|id| id.value().cloned()));
        out.extend(voices(&claim.said_by));
    }
    for account in &event.accounts {
        out.extend(voices(&account.said_by));
        out.extend(account.alignment.iter().map(|leaning| leaning.entity.clone()));
    }
    out
}
