//! All accounts of an event on one slot: the values, how they stand, who is silent.
//!
//! In: an event with its accounts. Out: its slots with every value given, how each two accounts
//! stand ([`standing`](crate::standing)), and what cannot both hold. Where very many accounts speak,
//! only so many pairs are written out, those that contradict each other first, and the slot says how
//! many are not; the relation of the slot and the disagreements are always found from all of them.

use std::collections::{BTreeSet, HashMap};

use rashomon_model::{
    Account, CaseClaim, CaseClaimId, CaseEvent, CaseValue, Date, Disagreement, OriginId, ReportId,
    ReportSummary, Slot, SlotAccounts, SlotPair, SlotValue, Status, When,
};

use crate::compare::{Stand, affirms, compare, words};
use crate::disagreements;
use crate::origins::EventOrigins;
use crate::parties::Parties;
use crate::silence::{Telling, silent_accounts};
use crate::standing::{Ground, Owned, Pair, relation};
use crate::tolls::Figures;

/// Pairs of accounts written out for a slot: all of 25 accounts.
const PAIRS: usize = 300;
/// Days that a happening lasts at most; what lasts longer is a stretch of time.
const MONTH: i32 = 31;

/// Lays out every slot that some account fills, and what cannot both hold.
pub fn of_event(
    event: &CaseEvent,
    reports: &Reports<'_>,
    origins: &EventOrigins<'_>,
    parties: &Parties<'_>,
) -> (Vec<SlotAccounts>, Vec<Disagreement>) {
    let owner: HashMap<&CaseClaimId, &Account> =
        event.accounts.iter().flat_map(|a| a.claims.iter().map(move |c| (c, a))).collect();
    let telling = Telling::of(event, reports);
    let period = event.aggregate || event.when.is_some_and(|when| when.days() > MONTH);
    let mut slots = Vec::new();
    let mut disagreements = Vec::new();
    for slot in Slot::ALL {
        let claims: Vec<Owned<'_>> = event
            .claims
            .iter()
            .filter(|c| c.slot == slot)
            .filter_map(|c| Some((c, *owner.get(&c.id)?)))
            .collect();
        if claims.is_empty() {
            continue;
        }
        let figures = slot.is_count().then(|| Figures::of(&claims, reports, parties));
        let ground = Ground {
            event,
            period,
            slot,
            claims: &claims,
            figures: figures.as_ref(),
            reports,
            parties,
        };
        let pairs = ground.pairs(&event.accounts);
        disagreements.extend(disagreements::of_pairs(slot, &pairs, &event.accounts));
        let (low, high) = figures.as_ref().map_or((None, None), |f| range(&f.compared));
        let silent_reports = telling.silent_reports(slot);
        let relation = relation(slot, &pairs);
        let (pairs, pairs_left_out) = written(pairs, &event.accounts);
        slots.push(SlotAccounts {
            slot,
            relation,
            low,
            high,
            values: values(&claims, figures.as_ref(), origins, parties),
            pairs,
            pairs_left_out,
            silent: silent_accounts(event, slot, &silent_reports),
            silent_reports,
        });
    }
    (slots, disagreements)
}

/// Writes out pairs in the order of the accounts, as many as there is room for.
fn written(mut pairs: Vec<Pair>, accounts: &[Account]) -> (Vec<SlotPair>, u32) {
    let left_out = pairs.len().saturating_sub(PAIRS);
    if left_out > 0 {
        let weight = |pair: &Pair| match pair.stand {
            stand if stand.clashes() => 0,
            Stand::Refines | Stand::Refined => 1,
            Stand::Compatible | Stand::Beside => 2,
            Stand::Same => 3,
            _ => 4,
        };
        pairs.sort_by_key(|pair| (weight(pair), pair.one, pair.other));
        pairs.truncate(PAIRS);
        pairs.sort_by_key(|pair| (pair.one, pair.other));
    }
    let told = pairs.iter().map(|pair| pair.told(accounts)).collect();
    (told, u32::try_from(left_out).unwrap_or(u32::MAX))
}

/// The numbers that the counts of all people allow together; those of one status only where nobody
/// counts all.
fn range(compared: &[Owned<'_>]) -> (Option<u32>, Option<u32>) {
    let counts = compared.iter().filter(|(c, _)| affirms(c)).filter_map(|(c, _)| match &c.value {
        CaseValue::Toll { quantity, .. } if quantity.who.is_none() && !quantity.cumulative => {
            Some(quantity)
        }
        _ => None,
    });
    let mut counts: Vec<_> = counts.collect();
    let fighters = counts.iter().any(|q| q.status == Status::Combatant);
    if fighters && counts.iter().any(|q| q.status == Status::Unknown) {
        counts.retain(|q| q.status == Status::Unknown);
    }
    let low = counts.iter().map(|q| q.low).min();
    let open = counts.iter().any(|q| q.high.is_none());
    let high = if open { None } else { counts.iter().filter_map(|q| q.high).max() };
    (low, high)
}

/// Equal values are one row with all their accounts.
fn values(
    claims: &[Owned<'_>],
    figures: Option<&Figures<'_>>,
    sources: &EventOrigins<'_>,
    parties: &Parties<'_>,
) -> Vec<SlotValue> {
    let mut out: Vec<(SlotValue, &CaseClaim, BTreeSet<OriginId>)> = Vec::new();
    for (claim, account) in claims {
        let known = out.iter_mut().find(|(_, first, _)| one_value(first, claim, parties));
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
    let mut out: Vec<SlotValue> = out.into_iter().map(|(value, ..)| value).collect();
    for value in &mut out {
        revise(value, figures);
    }
    out
}

/// Tells whether two claims give one value, for one row.
fn one_value(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> bool {
    if a.polarity != b.polarity || a.planned != b.planned {
        return false;
    }
    let same = words(&a.value) == words(&b.value);
    let party = |claim| parties.party_of(claim).is_some();
    match &a.value {
        // "Warplanes" and "unidentified aircraft" agree in naming nobody, and are two sayings.
        CaseValue::Responsibility { .. } if !party(a) || !party(b) => same,
        _ => compare(a, b, parties).stand == Stand::Same,
    }
}

/// Marks a value as revised for each account that has taken back all of its claims to it.
fn revise(value: &mut SlotValue, figures: Option<&Figures<'_>>) {
    let Some(figures) = figures else { return };
    let mut found: Vec<_> = figures
        .superseded
        .iter()
        .filter(|(old, _)| value.claims.contains(old))
        .map(|(_, superseded)| superseded.clone())
        .collect();
    let current = |account: &rashomon_model::AccountId| {
        let mut kept = figures.compared.iter();
        kept.any(|(claim, owner)| &owner.id == account && value.claims.contains(&claim.id))
    };
    found.retain(|superseded| !current(&superseded.account));
    found.sort_by(|a, b| (&a.account, &b.on, &a.by).cmp(&(&b.account, &a.on, &b.by)));
    found.dedup_by(|next, first| next.account == first.account);
    value.superseded = found;
}

/// What is known of each report, by id.
pub struct Reports<'c>(HashMap<&'c ReportId, &'c ReportSummary>);

impl<'c> Reports<'c> {
    /// Indexes the reports of a case.
    pub fn of(reports: &'c [ReportSummary]) -> Reports<'c> {
        Reports(reports.iter().map(|report| (&report.id, report)).collect())
    }

    /// Returns what is known of a report.
    pub fn get(&self, report: &ReportId) -> Option<&'c ReportSummary> {
        self.0.get(report).copied()
    }

    /// Returns when a report was published.
    pub fn published(&self, report: &ReportId) -> Option<Date> {
        self.get(report)?.published
    }

    /// Tells whether a report was read whole.
    pub fn read_whole(&self, report: &ReportId) -> bool {
        self.get(report).is_some_and(|known| known.read_whole)
    }

    /// Returns how many days after the first report the second was published.
    pub fn days_between(&self, first: &ReportId, second: &ReportId) -> Option<i32> {
        let days = |at: Date| When { earliest: at, latest: at };
        let (from, to) = (self.published(first)?, self.published(second)?);
        let gap = days(from).gap_days(days(to));
        Some(if from <= to { gap } else { -gap })
    }
}
