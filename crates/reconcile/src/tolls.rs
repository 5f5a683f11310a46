//! Which of an account's numbers is its count of the event, and which has since been revised.
//!
//! A report leads with its count; what follows under the same voice are parts of it, other places,
//! other days. In: all claims of number on a slot. Out: those to hold against other accounts, and
//! earlier figures of the same voice with what took their place. Nothing is lost: all figures stay
//! among the values of the slot.
//!
//! Must hold: the order of claims and reports changes nothing; no figure takes the place of one that
//! another voice gave.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::{
    CaseClaim, CaseClaimId, CaseValue, EventId, Quantity, ReportId, Status, Superseded,
};

use crate::compare::{Stand, affirms, compare, number};
use crate::parties::Parties;
use crate::slots::Reports;
use crate::standing::Owned;
use crate::voices;

/// Days within which a voice that gives another figure revises its own; later it tells of the past.
const REVISED: i32 = 30;
/// Figures of one report beyond which sums are not looked for.
const SUMMED: usize = 12;

/// The figures of a slot.
pub struct Figures<'c> {
    /// Those to hold against other accounts.
    pub compared: Vec<Owned<'c>>,
    /// Those that their own voice has revised.
    pub superseded: Vec<(&'c CaseClaimId, Superseded)>,
    /// Reports that count fighters beside others.
    fighters: BTreeSet<&'c ReportId>,
    /// The first count of all in each report, for each happening it tells.
    wholes: BTreeMap<(&'c ReportId, EventId), &'c CaseClaim>,
}

impl<'c> Figures<'c> {
    /// Chooses among the claims of a slot.
    pub fn of(claims: &[Owned<'c>], reports: &Reports<'_>, parties: &Parties<'_>) -> Figures<'c> {
        let mut by_report: BTreeMap<&ReportId, Vec<Owned<'c>>> = BTreeMap::new();
        let mut compared = Vec::new();
        for owned in claims {
            if affirms(owned.0) && !owned.0.planned {
                by_report.entry(&owned.0.report).or_default().push(*owned);
            } else if !affirms(owned.0) {
                compared.push(*owned);
            }
        }
        let fighters = by_report
            .iter()
            .filter(|(_, told)| told.iter().any(|(claim, _)| is_combatant(claim)))
            .map(|(report, _)| *report)
            .collect();
        for told in by_report.into_values() {
            compared.extend(leading(told, parties));
        }
        let mut wholes: BTreeMap<_, &CaseClaim> = BTreeMap::new();
        for (claim, _) in &compared {
            let whole = quantity(claim)
                .is_some_and(|q| number::part(q).is_none() && q.status != Status::Combatant);
            if whole && affirms(claim) && !is_vague(claim) {
                let first = wholes.entry((&claim.report, claim.happening)).or_insert(claim);
                if claim.span < first.span {
                    *first = claim;
                }
            }
        }
        let (compared, superseded) = revised(compared, reports, parties);
        Figures { compared, superseded, fighters, wholes }
    }

    /// Tells whether two numbers of children, say, are parts of numbers that agree; of others, that
    /// they differ says nothing.
    pub fn parts_of_one(&self, a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> bool {
        let part = |claim: &CaseClaim| quantity(claim).and_then(number::part).is_some();
        if !part(a) || !part(b) {
            return true;
        }
        match (self.whole(a), self.whole(b)) {
            (Some(x), Some(y)) => a.report != b.report && compare(x, y, parties).stand.agrees(),
            (None, None) => true,
            _ => false,
        }
    }

    /// Returns the first count of all in a claim's report, for its happening.
    fn whole<'a>(&'a self, claim: &'a CaseClaim) -> Option<&'a CaseClaim> {
        self.wholes.get(&(&claim.report, claim.happening)).copied()
    }

    /// Tells whether a number of civilians stands beside fighters in its report, so that it is no
    /// count of all.
    pub fn beside_fighters(&self, a: &CaseClaim, b: &CaseClaim) -> bool {
        let civilians = |claim: &CaseClaim| {
            quantity(claim).is_some_and(|q| q.status == Status::Civilian && q.who.is_none())
                && self.fighters.contains(&claim.report)
        };
        let all = |claim: &CaseClaim| quantity(claim).is_some_and(|q| q.status == Status::Unknown);
        (civilians(a) && all(b)) || (civilians(b) && all(a))
    }
}

fn quantity(claim: &CaseClaim) -> Option<&Quantity> {
    match &claim.value {
        CaseValue::Toll { quantity, .. } => Some(quantity),
        _ => None,
    }
}

fn is_vague(claim: &CaseClaim) -> bool {
    quantity(claim).is_some_and(number::vague)
}

fn is_combatant(claim: &CaseClaim) -> bool {
    quantity(claim).is_some_and(|q| q.status == Status::Combatant)
}

/// Takes, of one report, what each voice counts first, and what says the same.
fn leading<'c>(mut told: Vec<Owned<'c>>, parties: &Parties<'_>) -> Vec<Owned<'c>> {
    told.sort_by_key(|(claim, _)| (claim.span, claim.id.clone()));
    let whose = voices::of_report(&told, parties);
    let of = |owned: &Owned<'c>| whose.get(&owned.1.id).copied().unwrap_or(&owned.1.id);
    let mut out: Vec<Owned<'c>> = Vec::new();
    for (at, owned) in told.iter().enumerate() {
        if is_part(owned.0, parties) || is_summand(at, &told, parties) {
            continue;
        }
        let same_voice: Vec<usize> = (0..out.len()).filter(|i| of(&out[*i]) == of(owned)).collect();
        let stands: Vec<(usize, Stand)> = same_voice
            .into_iter()
            .map(|i| (i, compare(out[i].0, owned.0, parties).stand))
            .filter(|(_, stand)| !matches!(stand, Stand::Apart | Stand::Beside))
            .collect();
        let vague = |i: usize| is_vague(out[i].0);
        if stands.iter().any(|(i, stand)| *stand == Stand::Refined && vague(*i)) {
            // "Dozens", says the title; the first sentence counts them.
            let looser: Vec<usize> = stands.iter().map(|(i, _)| *i).filter(|i| vague(*i)).collect();
            let mut at = 0;
            out.retain(|_| {
                at += 1;
                !looser.contains(&(at - 1))
            });
            out.push(*owned);
        } else if stands.is_empty()
            || (stands.iter().all(|(_, stand)| stand.agrees()) && !is_vague(owned.0))
        {
            out.push(*owned);
        }
    }
    out
}

/// "Three of them", "another six": a part of a number, or an addition to it.
fn is_part(claim: &CaseClaim, parties: &Parties<'_>) -> bool {
    quantity(claim).is_some_and(|q| parties.words.part(&q.text))
        || parties.words.added(&claim.quote)
}

/// Tells whether a figure and others of its report add up to one more of its figures: 45 rebels and
/// 43 soldiers of 88 dead.
fn is_summand(at: usize, told: &[Owned<'_>], parties: &Parties<'_>) -> bool {
    let exact = |claim: &CaseClaim| {
        let q = quantity(claim)?;
        (number::part(q).is_none() && !number::vague(q) && !q.cumulative).then_some(q.low)
    };
    let Some(own) = exact(told[at].0) else { return false };
    let mut others: BTreeSet<u32> = BTreeSet::new();
    let mut totals: BTreeSet<u32> = BTreeSet::new();
    for (index, (claim, _)) in told.iter().enumerate() {
        let Some(low) = exact(claim).filter(|_| index != at) else { continue };
        if low > own && !is_part(claim, parties) {
            totals.insert(low);
        }
        if low != own || is_part(claim, parties) {
            others.insert(low);
        }
    }
    if others.len() > SUMMED {
        return false;
    }
    let others: Vec<u32> = others.into_iter().collect();
    others.iter().enumerate().any(|(i, one)| {
        let two = own.saturating_add(*one);
        totals.contains(&two)
            || others[i + 1..].iter().any(|other| totals.contains(&two.saturating_add(*other)))
    })
}

/// A count grows, or is put right; one that falls to less than half counts something else.
fn revises(earlier: &CaseClaim, later: &CaseClaim) -> bool {
    let low = |claim| quantity(claim).map_or(0, |q| q.low);
    low(later) >= low(earlier).div_ceil(2)
}

/// Sets aside earlier figures where the same voice gave another one in a later report.
fn revised<'c>(
    compared: Vec<Owned<'c>>,
    reports: &Reports<'_>,
    parties: &Parties<'_>,
) -> (Vec<Owned<'c>>, Vec<(&'c CaseClaimId, Superseded)>) {
    let mut kept = Vec::new();
    let mut superseded = Vec::new();
    for (claim, account) in &compared {
        let takes_its_place = |later: &&Owned<'c>| {
            later.1.id == account.id
                && affirms(claim)
                && affirms(later.0)
                && reports
                    .days_between(&claim.report, &later.0.report)
                    .is_some_and(|days| (1..=REVISED).contains(&days))
                && matches!(
                    compare(claim, later.0, parties).stand,
                    Stand::Compatible | Stand::Conflict
                )
                && revises(claim, later.0)
        };
        let by = compared
            .iter()
            .filter(takes_its_place)
            .filter_map(|(later, _)| Some((reports.published(&later.report)?, *later)))
            .max_by(|(day, a), (other, b)| day.cmp(other).then_with(|| b.id.cmp(&a.id)));
        match by {
            Some((on, later)) => {
                let by = later.id.clone();
                superseded.push((&claim.id, Superseded { account: account.id.clone(), by, on }));
            }
            None => kept.push((*claim, *account)),
        }
    }
    (kept, superseded)
}
