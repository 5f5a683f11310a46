//! What each account counts: fighters, or people not called so.
//!
//! In: the tolls of one account. Out: one figure, its total, or its parts added up where they are more.
//! Nothing is taken from another account, but that people of whom nothing is said are left out where
//! other evidence says who they were.

use rashomon_model::{Account, CaseClaimId, CaseValue, Quantity, Slot, Status, Who, Wording};

use super::super::party;
use crate::rulebook::About;
use crate::rulebook::finding::Because;

/// Which people are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum People {
    /// Civilians, and those of whom nothing is said.
    NotFighters,
    /// Fighters.
    Fighters,
}

/// One account's number of people.
pub struct Figure<'a> {
    /// The account.
    pub account: &'a Account,
    /// The number.
    pub quantity: Quantity,
    /// What it rests on.
    pub basis: &'static str,
    /// The claims behind it.
    pub because: Because,
}

/// Returns what each account counts, in the order of the accounts.
///
/// People of whom nothing is said are left out where a voice that speaks for no party held
/// responsible counts as many fighters: those are the same people, and evidence says who they were.
pub fn figures<'a>(about: &About<'a>, slot: Slot, people: People) -> Vec<Figure<'a>> {
    let of = |account: &'a Account| figure(about, account, slot, people);
    let mut out: Vec<Figure<'a>> = about.event.accounts.iter().filter_map(of).collect();
    if people == People::NotFighters {
        let fighters: Vec<Figure<'a>> = figures(about, slot, People::Fighters)
            .into_iter()
            .filter(|figure| !party::is_of_held(about, figure.account))
            .collect();
        out.retain(|figure| {
            figure.basis != "assumed" || fighters.iter().all(|f| !f.matches(figure))
        });
    }
    out
}

/// Returns the figures of people killed or injured who are not called fighters, without those of
/// nobody.
pub fn harm<'a>(about: &About<'a>) -> Vec<Figure<'a>> {
    let both = [Slot::Killed, Slot::Injured];
    let all = both.into_iter().flat_map(|slot| figures(about, slot, People::NotFighters));
    all.filter(|figure| figure.quantity.high != Some(0)).collect()
}

impl Figure<'_> {
    /// Tells whether two figures may count the same people; an open end counts as the number named.
    pub(super) fn matches(&self, other: &Figure<'_>) -> bool {
        let ends = |q: &Quantity| (q.low, q.high.unwrap_or(q.low).max(q.low));
        let ((a, b), (c, d)) = (ends(&self.quantity), ends(&other.quantity));
        a <= d && c <= b
    }
}

fn figure<'a>(
    about: &About<'a>,
    account: &'a Account,
    slot: Slot,
    people: People,
) -> Option<Figure<'a>> {
    let own: Vec<(&CaseClaimId, &Quantity)> = about
        .told(slot)
        .filter(|claim| about.counts_here(claim) && account.claims.contains(&claim.id))
        .filter(|claim| !about.is_revised(claim))
        .filter_map(|claim| match &claim.value {
            CaseValue::Toll { quantity, .. } => Some((&claim.id, quantity)),
            _ => None,
        })
        .collect();
    let made = |quantity: &Quantity, basis, because: Because| Figure {
        account,
        quantity: quantity.clone(),
        basis,
        because,
    };
    let total = |status: Status| {
        let whole = |(_, q): &&(&CaseClaimId, &Quantity)| {
            q.status == status && q.who.is_none() && !about.parties.words.part(&q.text)
        };
        let largest = own.iter().filter(whole).max_by_key(|(id, q)| (q.low, q.high, *id));
        largest.map(|(id, q)| (*q, Because::from([(*id).clone()])))
    };
    if people == People::Fighters {
        return total(Status::Combatant).map(|(q, because)| made(q, "said", because));
    }
    let said = total(Status::Civilian).map(|(q, because)| made(q, "said", because));
    let assumed = total(Status::Unknown).map(|(q, because)| made(q, "assumed", because));
    let parts = parts(&own).map(|(q, because)| made(&q, "parts", because));
    let best = match (said, assumed) {
        // "Five people, three of them civilians": nothing is said of the other two.
        (Some(said), Some(assumed)) if assumed.quantity.low > said.quantity.low => {
            if total(Status::Combatant).is_some() {
                Some(said)
            } else {
                Some(widened(said, assumed))
            }
        }
        (said, assumed) => said.or(assumed),
    };
    match (best, parts) {
        (Some(best), Some(parts)) if parts.quantity.low > best.quantity.low => Some(parts),
        (best, parts) => best.or(parts),
    }
}

fn widened<'a>(said: Figure<'a>, assumed: Figure<'a>) -> Figure<'a> {
    let quantity = Quantity { low: said.quantity.low, ..assumed.quantity };
    let because = said.because.into_iter().chain(assumed.because).collect();
    Figure { quantity, because, ..said }
}

/// Adds up women, children and men, or people by name, whichever is more.
fn parts(own: &[(&CaseClaimId, &Quantity)]) -> Option<(Quantity, Because)> {
    let of = |who: Who| {
        own.iter().filter(move |(_, q)| q.who == Some(who) && q.status != Status::Combatant)
    };
    let groups: Vec<_> = [Who::Children, Who::Women, Who::Men]
        .into_iter()
        .filter_map(|who| of(who).max_by_key(|(id, q)| (q.low, *id)))
        .collect();
    // One person named twice is one.
    let mut named: Vec<_> = of(Who::Named).collect();
    named.sort_by(|a, b| (&a.1.text, a.0).cmp(&(&b.1.text, b.0)));
    named.dedup_by(|a, b| a.1.text == b.1.text);
    let add = |parts: &[&(&CaseClaimId, &Quantity)]| -> Option<(Quantity, Because)> {
        let (_, first) = parts.first()?;
        let low = parts.iter().fold(0u32, |sum, (_, q)| sum.saturating_add(q.low));
        let high = parts.iter().try_fold(0u32, |sum, (_, q)| sum.checked_add(q.high?));
        let exact = parts.iter().all(|(_, q)| q.wording == Wording::Exact);
        let texts: Vec<&str> = parts.iter().map(|(_, q)| q.text.as_str()).collect();
        let quantity = Quantity {
            low,
            high,
            wording: if exact { Wording::Exact } else { first.wording },
            text: texts.join(" + "),
            ..(*first).clone()
        };
        Some((quantity, parts.iter().map(|(id, _)| (*id).clone()).collect()))
    };
    let sums = [add(&groups), add(&named)];
    sums.into_iter().flatten().max_by_key(|(quantity, _)| quantity.low)
}
