//! All accounts of an event on one slot: the values, how they stand, who is silent.
//!
//! In: an event with its accounts. Out: its slots, and what cannot both hold ([`relate`]). Silence
//! is said only of an outlet whose report was read whole and which says nothing on the slot in any
//! voice.

use std::collections::{BTreeSet, HashMap};

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseClaimId, CaseEvent, CaseValue, CaseVoice, Date,
    Disagreement, OriginId, ReportId, ReportSummary, Slot, SlotAccounts, SlotValue, When,
};

use crate::compare::{Standing, affirms, compare};
use crate::origins::EventOrigins;
use crate::parties::Parties;
use crate::standing::relate;

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

/// Lays out every slot that some account fills, and what cannot both hold.
pub fn of_event(
    event: &CaseEvent,
    reports: &Reports<'_>,
    origins: &EventOrigins<'_>,
    parties: &Parties<'_>,
) -> (Vec<SlotAccounts>, Vec<Disagreement>) {
    let owner: HashMap<&CaseClaimId, &Account> =
        event.accounts.iter().flat_map(|a| a.claims.iter().map(move |c| (c, a))).collect();
    let mut slots = Vec::new();
    let mut disagreements = Vec::new();
    for slot in Slot::ALL {
        let claims: Vec<(&CaseClaim, &Account)> = event
            .claims
            .iter()
            .filter(|c| c.slot == slot)
            .filter_map(|c| Some((c, *owner.get(&c.id)?)))
            .collect();
        if claims.is_empty() {
            continue;
        }
        let (relation, found) = relate(slot, &claims, reports, parties);
        disagreements.extend(found);
        let (low, high) = range(&claims);
        slots.push(SlotAccounts {
            slot,
            relation,
            low,
            high,
            values: values(&claims, origins, parties),
            pairs: Vec::new(),
            pairs_left_out: 0,
            silent: silent(slot, event, reports),
            silent_reports: Vec::new(),
        });
    }
    (slots, disagreements)
}

fn range(claims: &[(&CaseClaim, &Account)]) -> (Option<u32>, Option<u32>) {
    let totals = claims.iter().filter(|(c, _)| affirms(c)).filter_map(|(c, _)| match &c.value {
        CaseValue::Toll { quantity, .. } if quantity.who.is_none() && !quantity.cumulative => {
            Some(quantity)
        }
        _ => None,
    });
    let totals: Vec<_> = totals.collect();
    let low = totals.iter().map(|q| q.low).min();
    let open = totals.iter().any(|q| q.high.is_none());
    let high = if open { None } else { totals.iter().filter_map(|q| q.high).max() };
    (low, high)
}

/// Equal values are one row with all their accounts.
fn values(
    claims: &[(&CaseClaim, &Account)],
    sources: &EventOrigins<'_>,
    parties: &Parties<'_>,
) -> Vec<SlotValue> {
    let mut out: Vec<(SlotValue, &CaseClaim, BTreeSet<OriginId>)> = Vec::new();
    for (claim, account) in claims {
        let known = out.iter_mut().find(|(value, first, _)| {
            value.polarity == claim.polarity && compare(first, claim, parties) == Standing::Same
        });
        match known {
            Some((value, _, origins)) => {
                if !value.accounts.contains(&account.id) {
                    value.accounts.push(account.id.clone());
                }
                value.claims.push(claim.id.clone());
                origins.insert(sources.of_claim(claim));
                value.origins = u32::try_from(origins.len()).unwrap_or(u32::MAX);
            }
            None => {
                let value = SlotValue {
                    value: claim.value.clone(),
                    polarity: claim.polarity,
                    accounts: vec![account.id.clone()],
                    claims: vec![claim.id.clone()],
                    origins: 1,
                    against_interest: false,
                    interest: Vec::new(),
                    opposed: Vec::new(),
                    superseded: Vec::new(),
                };
                out.push((value, claim, BTreeSet::from([sources.of_claim(claim)])));
            }
        }
    }
    out.into_iter().map(|(value, ..)| value).collect()
}

fn silent(slot: Slot, event: &CaseEvent, reports: &Reports<'_>) -> Vec<AccountId> {
    if !TOLD.contains(&slot) {
        return Vec::new();
    }
    let telling: BTreeSet<_> =
        event.claims.iter().filter(|c| c.slot == slot).map(|c| &c.report).collect();
    let own = |a: &Account| matches!(a.said_by.as_slice(), [CaseVoice::Outlet(_)]);
    let speaking: BTreeSet<_> =
        event.accounts.iter().filter(|a| own(a)).flat_map(|a| &a.reports).collect();
    // A report that only quotes others is silent through the first of them: what they said besides
    // is not known, that the report does not tell it is.
    let mut quoted = BTreeSet::new();
    event
        .accounts
        .iter()
        .filter(|a| {
            own(a) || a.reports.iter().all(|r| !speaking.contains(r) && quoted.insert(r.clone()))
        })
        .filter(|a| a.reports.iter().all(|r| !telling.contains(r) && reports.read_whole(r)))
        .map(|a| a.id.clone())
        .collect()
}

/// What is known of each report, by id.
pub struct Reports<'c>(HashMap<&'c ReportId, &'c ReportSummary>);

impl<'c> Reports<'c> {
    /// Indexes the reports of a case.
    pub fn of(reports: &'c [ReportSummary]) -> Reports<'c> {
        Reports(reports.iter().map(|report| (&report.id, report)).collect())
    }

    /// Returns when a report was published.
    pub fn published(&self, report: &ReportId) -> Option<Date> {
        self.0.get(report)?.published
    }

    /// Tells whether a report was read whole.
    pub fn read_whole(&self, report: &ReportId) -> bool {
        self.0.get(report).is_some_and(|known| known.read_whole)
    }

    /// Returns how many days after the first report the second was published.
    pub fn days_between(&self, first: &ReportId, second: &ReportId) -> Option<i32> {
        let days = |at: Date| When { earliest: at, latest: at };
        let (from, to) = (self.published(first)?, self.published(second)?);
        let gap = days(from).gap_days(days(to));
        Some(if from <= to { gap } else { -gap })
    }
}
