//! Puts the parties of an event on two sides, or says why they cannot be.
//!
//! Opposed are parties that one voice tells both as acting, and those who act against those who are
//! hit. Parties that different voices hold responsible, and of which none is told as hit, are rivals.

use std::collections::BTreeSet;

use rashomon_model::{AccountId, CaseClaim, CaseValue, Slot};

use super::super::party;
use super::super::sectors::{self, Camp};
use super::tell::text_of;
use super::{Side, Sides};
use crate::rulebook::About;
use crate::rulebook::about::is_told;
use crate::rulebook::finding::Because;

/// Claims that hold rival parties responsible: parties of different sides, that no voice tells both,
/// and of which neither is told as hit; for those told as hit and as acting fight back.
pub(super) fn rivals(about: &About<'_>, doers: &[Side<'_>], both: &[Side<'_>]) -> Because {
    let parties: Vec<&party::Party<'_>> =
        about.roster.iter().filter(|party| party.is_responsible()).collect();
    let side = |party: &party::Party<'_>| {
        let claim = party.accused.first().or(party.claimed.first());
        doers.iter().find(|doer| claim.is_some_and(|claim| doer.because.contains(&claim.id)))
    };
    let mut out = Because::new();
    for (at, one) in parties.iter().enumerate() {
        for other in parties[at + 1..].iter().filter(|other| !one.rivalry(other, about).is_empty())
        {
            let (Some(a), Some(b)) = (side(one), side(other)) else { continue };
            let fights_back = both.iter().any(|hit| hit.is(a, about) || hit.is(b, about));
            if a.is(b, about) || fights_back || !a.accounts.is_disjoint(&b.accounts) {
                continue;
            }
            out.extend(a.because.iter().chain(&b.because).cloned());
        }
    }
    out
}

/// Claims of voices that name nobody and say that nobody is identified, where another voice names one.
pub(super) fn unidentified(about: &About<'_>, sides: &Sides<'_>) -> Because {
    let named: BTreeSet<&AccountId> =
        sides.doers.iter().flat_map(|doer| doer.accounts.iter().copied()).collect();
    let nobody = about.told(Slot::Responsibility).filter(|claim| {
        text_of(claim).is_some_and(|text| sectors::of_words(text).sector == Some("UNK"))
            && about.account(claim).is_some_and(|account| !named.contains(&account.id))
    });
    nobody.map(|claim| claim.id.clone()).collect()
}

/// Puts the parties on two sides, where the claims allow it.
pub(super) fn oppose<'a>(
    sides: &mut Sides<'a>,
    about: &About<'a>,
    here: Option<&str>,
    both: &[Side<'a>],
) {
    let camp = |side: &Side<'_>, camp: Camp| side.told.camp == Some(camp);
    let together = |one: &Side<'_>, other: &Side<'_>| !one.accounts.is_disjoint(&other.accounts);
    // Told as acting together where others who fight are hit, parties act beside each other.
    let third = sides.hit.iter().any(Side::fights);
    for (at, one) in sides.doers.iter().enumerate().filter(|_| !third) {
        for other in &sides.doers[at + 1..] {
            let opposed = one.told.camp != other.told.camp
                || (camp(one, Camp::Armed) && about.event.class.mode() == Some("firearms"));
            if one.fights() && other.fights() && opposed && together(one, other) {
                sides.clash.extend(one.because.iter().chain(&other.because).cloned());
            }
        }
    }
    for hit in both {
        // Told as acting and as hit, in a fight in which somebody else acts.
        if sides.doers.len() > 1 && sides.rivals.is_empty() {
            sides.clash.extend(hit.because.iter().cloned());
        }
    }
    if !sides.rivals.is_empty() && sides.clash.is_empty() {
        let one_sided = sides.hit.is_empty()
            && !sides.targeted.is_empty()
            && sides.doers.iter().all(Side::fights);
        sides.fight = one_sided.then_some("one-sided");
        return;
    }
    let all = || sides.doers.iter().chain(&sides.hit);
    let of =
        |wanted: Camp| -> Vec<Side<'a>> { all().filter(|s| camp(s, wanted)).cloned().collect() };
    let (mut states, armed) = (of(Camp::State), of(Camp::Armed));
    // The forces of the country come first, then those who came to help them.
    states.sort_by_key(|side| side.told.country != here);
    let mut split = |fight: Option<&'static str>, a: Vec<Side<'a>>, b: Vec<Side<'a>>| {
        sides.fight = fight;
        sides.a = a;
        sides.b = b;
    };
    let acting = |wanted: Camp| -> Vec<Side<'a>> {
        sides.doers.iter().filter(|s| camp(s, wanted)).cloned().collect()
    };
    let struck = |wanted: Camp| -> Vec<Side<'a>> {
        sides.hit.iter().filter(|s| camp(s, wanted)).cloned().collect()
    };
    let (doing_states, hit_states) = (acting(Camp::State), struck(Camp::State));
    let (doing_armed, hit_armed) = (acting(Camp::Armed), struck(Camp::Armed));
    let nobody_acts = doing_states.is_empty() && doing_armed.is_empty();
    if !sides.clash.is_empty() && !states.is_empty() && !armed.is_empty() {
        split(Some("state-based"), states, armed);
    } else if !hit_armed.is_empty() && !doing_states.is_empty() {
        // Armed groups that act beside a state are not against it.
        split(Some("state-based"), states, hit_armed);
    } else if !hit_states.is_empty() && !doing_armed.is_empty() && doing_states.is_empty() {
        split(Some("state-based"), states, doing_armed);
    } else if nobody_acts && !hit_states.is_empty() && !hit_armed.is_empty() {
        split(Some("state-based"), states, armed);
    } else if !doing_states.is_empty() && !hit_states.is_empty() {
        split(Some("state-based"), doing_states, hit_states);
    } else if !doing_armed.is_empty() && !hit_armed.is_empty() {
        split(Some("non-state"), doing_armed, hit_armed);
    } else if doing_armed.len() > 1 && !sides.clash.is_empty() {
        let (first, rest) = (doing_armed[..1].to_vec(), doing_armed[1..].to_vec());
        split(Some("non-state"), first, rest);
    } else {
        let only_civilians = sides.hit.is_empty() && !sides.targeted.is_empty();
        let fights = !sides.doers.is_empty() && sides.doers.iter().all(Side::fights);
        let fight = (only_civilians && fights).then_some("one-sided");
        // Those of whom it is not known on which side they stand are put on none together.
        let alike = |sides: &[Side<'_>]| {
            sides.len() < 2 || sides.iter().all(|s| s.fights() && s.told.camp == sides[0].told.camp)
        };
        let only = |sides: &[Side<'a>]| if alike(sides) { sides.to_vec() } else { Vec::new() };
        let (a, b) = (only(&sides.doers), only(&sides.hit));
        split(fight, a, b);
    }
}

/// Tells whether a claim of a toll counts people of a side and not of the other.
pub fn counts(side: &[Side<'_>], other: &[Side<'_>], claim: &CaseClaim, about: &About<'_>) -> bool {
    let CaseValue::Toll { quantity, side: told } = &claim.value else { return false };
    if !is_told(claim) {
        return false;
    }
    let sort = sectors::of_words(&quantity.text);
    let one_camp = side.iter().any(|a| other.iter().any(|b| a.told.camp == b.told.camp));
    let fits = |party: &Side<'_>| match told {
        Some(entity) => party.entities.iter().any(|own| about.parties.overlap(own, entity)),
        // "12 rebels" in a fight of militia and rebels: the word must tell the two apart.
        None if one_camp => {
            sort.sector.is_some()
                && sort.sector == party.told.sector
                && !other.iter().any(|rival| rival.told.sector == sort.sector)
        }
        None => {
            sort.camp.is_some()
                && sort.camp == party.told.camp
                && (sort.country.is_none() || sort.country == party.told.country)
        }
    };
    side.iter().any(fits)
}
