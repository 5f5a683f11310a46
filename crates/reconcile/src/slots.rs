//! All accounts of an event on one slot: the values, how they stand, who is silent.
//!
//! Claims are compared across accounts, never within one: a voice that gives two numbers revises
//! or details, it does not contradict itself. Silence is said only of an outlet whose report was
//! read whole and which says nothing on the slot in any voice.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseClaimId, CaseEvent, CaseValue, CaseVoice, Disagreement,
    ReportSummary, Slot, SlotAccounts, SlotRelation, SlotValue,
};

use crate::accounts::voice_entity;
use crate::alignment::against_interest;
use crate::compare::{Standing, affirms, compare};
use crate::parties::Parties;

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
    reports: &[ReportSummary],
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
        let (relation, found) = relate(slot, &claims, parties);
        disagreements.extend(found);
        let (low, high) = range(&claims);
        slots.push(SlotAccounts {
            slot,
            relation,
            low,
            high,
            values: values(&claims, parties),
            silent: silent(slot, event, reports),
        });
    }
    (slots, disagreements)
}

fn relate(
    slot: Slot,
    claims: &[(&CaseClaim, &Account)],
    parties: &Parties<'_>,
) -> (SlotRelation, Vec<Disagreement>) {
    let chosen = chosen(claims);
    let mut conflicts: BTreeMap<BTreeSet<AccountId>, String> = BTreeMap::new();
    let mut all_same = true;
    let mut compared = 0usize;
    for (i, (a, k)) in chosen.iter().enumerate() {
        for (b, l) in &chosen[i + 1..] {
            if k.id == l.id {
                continue;
            }
            compared += 1;
            match compare(a, b, parties) {
                Standing::Same => {}
                Standing::Compatible => all_same = false,
                Standing::Conflict(why) => {
                    all_same = false;
                    let pair = BTreeSet::from([k.id.clone(), l.id.clone()]);
                    conflicts.entry(pair).or_insert(why);
                }
            }
        }
    }
    let excused = excused(slot, &chosen, parties);
    conflicts.retain(|pair, _| !excused.contains(pair));
    let relation = match (compared, conflicts.is_empty(), all_same) {
        (0, ..) => SlotRelation::Single,
        (_, false, _) => SlotRelation::Conflict,
        (_, true, true) => SlotRelation::Agree,
        _ => SlotRelation::Compatible,
    };
    let list = conflicts.into_iter().map(|(pair, why)| Disagreement {
        slot,
        accounts: pair.into_iter().collect(),
        why,
    });
    (relation, list.collect())
}

/// Of several totals of one account for the same people only the largest is its number; parts and
/// earlier figures stay visible as values.
fn chosen<'c>(claims: &[(&'c CaseClaim, &'c Account)]) -> Vec<(&'c CaseClaim, &'c Account)> {
    let mut totals: HashMap<_, (u32, usize)> = HashMap::new();
    let mut keep = vec![true; claims.len()];
    for (index, (claim, account)) in claims.iter().enumerate() {
        let CaseValue::Toll { quantity, .. } = &claim.value else { continue };
        let key = (&account.id, quantity.status, quantity.who, quantity.cumulative, claim.polarity);
        match totals.get(&key).copied() {
            Some((low, _)) if low >= quantity.low => keep[index] = false,
            Some((_, earlier)) => {
                keep[earlier] = false;
                totals.insert(key, (quantity.low, index));
            }
            None => {
                totals.insert(key, (quantity.low, index));
            }
        }
    }
    claims.iter().zip(keep).filter(|(_, keep)| *keep).map(|(pair, _)| *pair).collect()
}

/// On places, parties and times an account may give several values; two accounts conflict only if
/// they share none.
fn excused(
    slot: Slot,
    claims: &[(&CaseClaim, &Account)],
    parties: &Parties<'_>,
) -> BTreeSet<BTreeSet<AccountId>> {
    let mut out = BTreeSet::new();
    if !matches!(slot, Slot::Place | Slot::Responsibility | Slot::Time) {
        return out;
    }
    for (i, (a, k)) in claims.iter().enumerate() {
        for (b, l) in &claims[i + 1..] {
            if k.id != l.id
                && affirms(a)
                && affirms(b)
                && !matches!(compare(a, b, parties), Standing::Conflict(_))
            {
                out.insert(BTreeSet::from([k.id.clone(), l.id.clone()]));
            }
        }
    }
    out
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
fn values(claims: &[(&CaseClaim, &Account)], parties: &Parties<'_>) -> Vec<SlotValue> {
    let mut out: Vec<(SlotValue, &CaseClaim, BTreeSet<&str>)> = Vec::new();
    for (claim, account) in claims {
        let entity = voice_entity(&account.said_by, parties);
        let against = against_interest(claim, entity.as_ref(), &account.alignment, parties);
        let known = out.iter_mut().find(|(value, first, _)| {
            value.polarity == claim.polarity && compare(first, claim, parties) == Standing::Same
        });
        match known {
            Some((value, _, origins)) => {
                if !value.accounts.contains(&account.id) {
                    value.accounts.push(account.id.clone());
                }
                value.claims.push(claim.id.clone());
                value.against_interest |= against;
                origins.insert(account.origin.as_str());
                value.origins = u32::try_from(origins.len()).unwrap_or(u32::MAX);
            }
            None => {
                let value = SlotValue {
                    value: claim.value.clone(),
                    polarity: claim.polarity,
                    accounts: vec![account.id.clone()],
                    claims: vec![claim.id.clone()],
                    origins: 1,
                    against_interest: against,
                };
                out.push((value, claim, BTreeSet::from([account.origin.as_str()])));
            }
        }
    }
    out.into_iter().map(|(value, ..)| value).collect()
}

fn silent(slot: Slot, event: &CaseEvent, reports: &[ReportSummary]) -> Vec<AccountId> {
    if !TOLD.contains(&slot) {
        return Vec::new();
    }
    let telling: BTreeSet<_> =
        event.claims.iter().filter(|c| c.slot == slot).map(|c| &c.report).collect();
    let whole = |id| reports.iter().any(|r| &r.id == id && r.read_whole);
    event
        .accounts
        .iter()
        .filter(|a| matches!(a.said_by.as_slice(), [CaseVoice::Outlet(_)]))
        .filter(|a| a.reports.iter().all(|r| !telling.contains(r) && whole(r)))
        .map(|a| a.id.clone())
        .collect()
}
