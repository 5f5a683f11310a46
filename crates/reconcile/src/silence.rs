//! Who tells an event and says nothing on a slot.
//!
//! Silence is said of a report that was read whole and tells the event, not one that mentions it in
//! passing; and of an outlet only where it speaks in its own words. What a voice said besides what is
//! quoted of it nobody knows, so no voice quoted is ever silent.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{AccountId, CaseEvent, CaseVoice, ReportId, Slot};

use crate::slots::Reports;

/// Slots on which silence is worth showing.
const TOLD: [Slot; 7] = [
    Slot::Responsibility,
    Slot::Killed,
    Slot::Injured,
    Slot::Damage,
    Slot::Place,
    Slot::Time,
    Slot::Cause,
];
/// Slots that a passing mention fills as well: "since Tuesday's bombing of Velm".
const MENTIONED: [Slot; 4] = [Slot::Occurrence, Slot::Place, Slot::Time, Slot::Stance];

/// The reports that tell an event, and on which slots.
pub struct Telling<'e>(BTreeMap<&'e ReportId, BTreeSet<Slot>>);

impl<'e> Telling<'e> {
    /// Finds the reports that tell an event and were read whole.
    pub fn of(event: &'e CaseEvent, reports: &Reports<'_>) -> Telling<'e> {
        let mut told: BTreeMap<&ReportId, BTreeSet<Slot>> = BTreeMap::new();
        for claim in event.claims.iter().filter(|claim| !claim.planned) {
            told.entry(&claim.report).or_default().insert(claim.slot);
        }
        told.retain(|report, slots| {
            let more = slots.iter().any(|slot| !MENTIONED.contains(slot));
            let several = slots.iter().filter(|slot| **slot != Slot::Occurrence).count() > 1;
            more && several && reports.read_whole(report)
        });
        Telling(told)
    }

    /// Returns the reports that say nothing on a slot, sorted.
    pub fn silent_reports(&self, slot: Slot) -> Vec<ReportId> {
        if !TOLD.contains(&slot) {
            return Vec::new();
        }
        let silent = self.0.iter().filter(|(_, slots)| !slots.contains(&slot));
        silent.map(|(report, _)| (*report).clone()).collect()
    }
}

/// Returns the accounts of outlets of which every report that tells the event is silent.
pub fn silent_accounts(event: &CaseEvent, slot: Slot, silent: &[ReportId]) -> Vec<AccountId> {
    let speaks = |report: &ReportId| {
        event.claims.iter().any(|claim| claim.slot == slot && &claim.report == report)
    };
    let own = event.accounts.iter().filter(|account| {
        matches!(account.said_by.as_slice(), [CaseVoice::Outlet(_)])
            && account.reports.iter().any(|report| silent.contains(report))
            && !account.reports.iter().any(speaks)
    });
    own.map(|account| account.id.clone()).collect()
}
