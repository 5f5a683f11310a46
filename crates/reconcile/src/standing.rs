//! How the accounts of an event stand to each other on one slot.
//!
//! In: the claims on a slot with their accounts. Out: the relation of the slot, and what cannot
//! both hold: accounts that contradict each other, directly or through a third, are one
//! disagreement. Claims are compared across accounts, never within one: a voice that gives two
//! numbers revises or details, it does not contradict itself.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{
    Account, AccountId, CaseClaim, CaseValue, Disagreement, ReportId, Slot, SlotRelation,
};

use crate::compare::{Standing, affirms, compare, number};
use crate::parties::Parties;
use crate::slots::Reports;

/// A claim with the account it belongs to.
pub type Owned<'c> = (&'c CaseClaim, &'c Account);

/// Days within which a count still grows: an earlier, smaller number is then no rival.
const GROWING: i32 = 3;
/// Days after an event on which a report of it still carries its own date in its text.
const DATELINE: i32 = 2;

/// Compares all claims on a slot.
pub fn relate(
    slot: Slot,
    claims: &[Owned<'_>],
    reports: &Reports<'_>,
    parties: &Parties<'_>,
) -> (SlotRelation, Vec<Disagreement>) {
    let chosen = distinct(chosen(claims, parties));
    let mut conflicts: BTreeMap<(AccountId, AccountId), (u64, String)> = BTreeMap::new();
    let mut shared: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
    let mut firm: BTreeSet<(AccountId, AccountId)> = BTreeSet::new();
    let by_report = by_report(slot, claims);
    let (mut all_same, mut compared) = (true, false);
    for (i, (a, k)) in chosen.iter().enumerate() {
        for (b, l) in chosen[i + 1..].iter().filter(|(_, l)| l.id != k.id) {
            compared = true;
            let pair = pair(k, l);
            match compare(a, b, parties) {
                Standing::Conflict(why)
                    if !excused(slot, a, b, reports) && !told_too(a, b, &by_report, parties) =>
                {
                    all_same = false;
                    if directed(a) && directed(b) {
                        firm.insert(pair.clone());
                    }
                    let width = width(a, b);
                    let known = conflicts.entry(pair).or_insert((width, String::new()));
                    if known.1.is_empty() || width > known.0 {
                        *known = (width, why);
                    }
                }
                Standing::Same => {
                    if affirms(a) && affirms(b) {
                        shared.insert(pair);
                    }
                }
                _ => {
                    all_same &= !differ(a, b);
                    if affirms(a) && affirms(b) {
                        shared.insert(pair);
                    }
                }
            }
        }
    }
    if several(slot) {
        conflicts.retain(|pair, _| firm.contains(pair) || !shared.contains(pair));
    }
    let relation = match (compared, conflicts.is_empty(), all_same) {
        (false, ..) => SlotRelation::Single,
        (_, false, _) => SlotRelation::Conflict,
        (_, true, true) => SlotRelation::Agree,
        _ => SlotRelation::Compatible,
    };
    (relation, disagreements(slot, conflicts))
}

/// The places and times each report gives, in whatever voice.
fn by_report<'c>(slot: Slot, claims: &[Owned<'c>]) -> BTreeMap<&'c ReportId, Vec<&'c CaseClaim>> {
    let mut out: BTreeMap<&ReportId, Vec<&CaseClaim>> = BTreeMap::new();
    if matches!(slot, Slot::Place | Slot::Time) {
        for (claim, _) in distinct(claims.to_vec()) {
            out.entry(&claim.report).or_default().push(claim);
        }
    }
    out
}

/// Of two reports, one that gives the other's place or day as well does not contradict it.
fn told_too(
    a: &CaseClaim,
    b: &CaseClaim,
    by_report: &BTreeMap<&ReportId, Vec<&CaseClaim>>,
    parties: &Parties<'_>,
) -> bool {
    let gives = |report: &ReportId, value: &CaseClaim| {
        let told = by_report.get(report).map_or(&[][..], Vec::as_slice);
        told.iter().any(|claim| compare(claim, value, parties) == Standing::Same)
    };
    a.report != b.report && (gives(&a.report, b) || gives(&b.report, a))
}

fn pair(a: &Account, b: &Account) -> (AccountId, AccountId) {
    if a.id <= b.id { (a.id.clone(), b.id.clone()) } else { (b.id.clone(), a.id.clone()) }
}

/// On these an account may give several values; two accounts conflict only if they share none.
fn several(slot: Slot) -> bool {
    matches!(slot, Slot::Place | Slot::Responsibility | Slot::Time | Slot::Occurrence | Slot::Cause)
}

/// "35 km west of the town": two such sayings rule each other out even where both accounts also
/// use one name for the spot.
fn directed(claim: &CaseClaim) -> bool {
    matches!(&claim.value, CaseValue::Place { place, .. } if place.bearing.is_some())
}

/// Tells whether two values that may both hold still differ. Numbers of different people do not;
/// nor do "21" and "at least 21", or "21" and "dozens".
fn differ(a: &CaseClaim, b: &CaseClaim) -> bool {
    match (&a.value, &b.value) {
        (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
            number::comparable(x, y) && x.low != y.low && !number::vague(x) && !number::vague(y)
        }
        _ => true,
    }
}

/// How far apart two numbers are; the widest pair is the one to tell.
fn width(a: &CaseClaim, b: &CaseClaim) -> u64 {
    match (&a.value, &b.value) {
        (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
            u64::from(x.low.abs_diff(y.low))
        }
        _ => 0,
    }
}

/// Joins conflicts that share an account into one disagreement, told by its widest pair.
fn disagreements(
    slot: Slot,
    conflicts: BTreeMap<(AccountId, AccountId), (u64, String)>,
) -> Vec<Disagreement> {
    let mut groups: Vec<(BTreeSet<AccountId>, u64, Vec<String>)> = Vec::new();
    for ((a, b), (width, why)) in conflicts {
        let mut joined = (BTreeSet::from([a, b]), width, vec![why]);
        let mut rest = Vec::new();
        for group in groups {
            if group.0.is_disjoint(&joined.0) {
                rest.push(group);
                continue;
            }
            joined.0.extend(group.0);
            let (wider, other) =
                if group.1 >= joined.1 { (group.2, joined.2) } else { (joined.2, group.2) };
            joined.1 = joined.1.max(group.1);
            joined.2 = wider;
            joined.2.extend(other);
        }
        rest.push(joined);
        groups = rest;
    }
    groups.sort();
    let told = groups.into_iter().map(|(accounts, _, why)| Disagreement {
        slot,
        sides: accounts.iter().map(|account| vec![account.clone()]).collect(),
        accounts: accounts.into_iter().collect(),
        why: why.into_iter().next().unwrap_or_default(),
    });
    told.collect()
}

/// An earlier count that is smaller has been overtaken; a dateline is not the day of the event.
fn excused(slot: Slot, a: &CaseClaim, b: &CaseClaim, reports: &Reports<'_>) -> bool {
    match (&a.value, &b.value) {
        (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
            let (less, more) = if x.low <= y.low { (a, b) } else { (b, a) };
            let later = reports.days_between(&less.report, &more.report);
            later.is_some_and(|days| (1..=GROWING).contains(&days))
        }
        (CaseValue::Time { when: Some(x), .. }, CaseValue::Time { when: Some(y), .. }) => {
            let dateline = |claim: &CaseClaim, told: rashomon_model::When| {
                reports.published(&claim.report) == Some(told.earliest)
                    && told.earliest == told.latest
            };
            slot == Slot::Time
                && x.gap_days(*y) <= DATELINE
                && ((dateline(a, *x) && x.earliest > y.latest)
                    || (dateline(b, *y) && y.earliest > x.latest))
        }
        _ => false,
    }
}

/// Of several totals of one account for the same people only the largest is its number; parts and
/// earlier figures stay visible as values.
fn chosen<'c>(claims: &[Owned<'c>], parties: &Parties<'_>) -> Vec<Owned<'c>> {
    let mut totals: HashMap<_, (u32, usize)> = HashMap::new();
    let mut keep = vec![true; claims.len()];
    for (index, (claim, account)) in claims.iter().enumerate() {
        let CaseValue::Toll { quantity, .. } = &claim.value else { continue };
        if parties.words.part(&quantity.text) {
            keep[index] = false;
            continue;
        }
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

/// One claim of each account for each value: what is said twenty times is compared once.
fn distinct<'c>(claims: Vec<Owned<'c>>) -> Vec<Owned<'c>> {
    let mut seen: BTreeSet<(&AccountId, bool, String)> = BTreeSet::new();
    let mut out = Vec::new();
    for (claim, account) in claims {
        let value = match &claim.value {
            CaseValue::Place { place, entity, text, .. } => format!(
                "{text} {entity:?} {:?} {:?} {:?} {:?}",
                place.gazetteer, place.offset_km, place.bearing, place.setting
            ),
            value => format!("{value:?}"),
        };
        if seen.insert((&account.id, affirms(claim), value)) {
            out.push((claim, account));
        }
    }
    out
}
