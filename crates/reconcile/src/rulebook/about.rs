//! One event as findings look at it: whose claim each is, and what counts as told.
//!
//! In: a reconciled event and who belongs to whom. Out: lookups that every family of findings
//! shares: the account of a claim, its origin, which origins are independent of each other, and the
//! parties of the event ([`Party`]).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rashomon_model::{
    Account, CaseClaim, CaseClaimId, CaseEntityId, CaseEvent, CaseValue, CaseVoice, EntityKind,
    OriginId, Polarity, ReportId, ReportSummary, Slot,
};

use super::findings::party::Party;
use crate::Indexed;
use crate::parties::Parties;

/// One event, with what is needed to look at it.
pub struct About<'a> {
    /// The event with its accounts.
    pub event: &'a CaseEvent,
    /// Who belongs to whom.
    pub(crate) parties: &'a Parties<'a>,
    /// What is known of the whole case.
    pub known: &'a Indexed<'a>,
    owner: HashMap<&'a CaseClaimId, &'a Account>,
    /// Whoever is held responsible for the event, or says so of itself or not so; by name.
    pub(crate) roster: Vec<Party<'a>>,
}

impl<'a> About<'a> {
    /// Turns to an event.
    pub(crate) fn of(
        event: &'a CaseEvent,
        parties: &'a Parties<'a>,
        known: &'a Indexed<'a>,
    ) -> About<'a> {
        let owned = event.accounts.iter().flat_map(|a| a.claims.iter().map(move |c| (c, a)));
        let owner = owned.collect();
        let mut about = About { event, parties, known, owner, roster: Vec::new() };
        about.roster = super::findings::party::roster(&about);
        about
    }

    /// Returns the account that a claim belongs to.
    pub fn account(&self, claim: &CaseClaim) -> Option<&'a Account> {
        self.owner.get(&claim.id).copied()
    }

    /// Returns the name an entity is shown under.
    pub fn name(&self, entity: &CaseEntityId) -> Option<&'a str> {
        self.known.entity(entity).map(|known| known.name.as_str())
    }

    /// Returns what sort of thing an entity is.
    pub fn kind(&self, entity: &CaseEntityId) -> Option<EntityKind> {
        self.known.entity(entity).map(|known| known.kind)
    }

    /// Lists what is known of the reports of the event.
    pub fn reports(&self) -> impl Iterator<Item = &'a ReportSummary> + '_ {
        self.event.reports.iter().filter_map(|report| self.known.reports.get(report))
    }

    /// Lists the claims on a slot that say that something is so: neither denied nor only planned.
    pub fn told(&self, slot: Slot) -> impl Iterator<Item = &'a CaseClaim> + '_ {
        let on = move |claim: &&CaseClaim| claim.slot == slot && is_told(claim);
        self.event.claims.iter().filter(on)
    }

    /// Tells whether an account says that the event did not happen.
    pub fn denies(&self, account: &Account) -> bool {
        self.event.claims.iter().any(|claim| {
            claim.slot == Slot::Occurrence
                && claim.polarity == Polarity::Denied
                && !claim.planned
                && account.claims.contains(&claim.id)
        })
    }

    /// Lists the claims that tell the event: not those of an account that denies it, whose place and
    /// day are those of what it denies.
    pub fn telling(&self) -> Vec<&'a CaseClaim> {
        let tells = |claim: &&CaseClaim| {
            claim.slot != Slot::Stance
                && is_told(claim)
                && self.account(claim).is_none_or(|account| !self.denies(account))
        };
        self.event.claims.iter().filter(tells).collect()
    }

    /// Lists the claims that tell of people killed or injured in the event itself; "nobody was
    /// hurt" tells of none.
    pub fn harm(&self) -> impl Iterator<Item = &'a CaseClaim> + '_ {
        let told = self.told(Slot::Killed).chain(self.told(Slot::Injured));
        told.filter(|c| self.counts_here(c)).filter(|claim| counts_somebody(claim))
    }

    /// Tells whether a number of people is one of this event, not of a longer time.
    pub fn counts_here(&self, claim: &CaseClaim) -> bool {
        match &claim.value {
            CaseValue::Toll { quantity, .. } => !quantity.cumulative || self.event.aggregate,
            _ => true,
        }
    }

    /// Tells whether the voice of a figure has since given a later one in its place.
    pub fn is_revised(&self, claim: &CaseClaim) -> bool {
        let Some(account) = self.account(claim) else { return false };
        let slots = self.event.slots.iter().filter(|slot| slot.slot == claim.slot);
        slots.flat_map(|slot| &slot.values).filter(|v| v.claims.contains(&claim.id)).any(|value| {
            value.superseded.iter().any(|later| later.account == account.id && later.by != claim.id)
        })
    }

    /// Names an account as people would: the innermost voice, and who carries it.
    pub fn voice(&self, account: &Account) -> String {
        match account.said_by.last() {
            Some(CaseVoice::Outlet(Some(outlet))) => outlet.clone(),
            Some(CaseVoice::Quoted { entity: Some(entity), text }) => {
                self.name(entity).unwrap_or(text).to_owned()
            }
            Some(CaseVoice::Quoted { text, .. }) if !text.is_empty() => text.clone(),
            Some(CaseVoice::Outlet(None)) => "an unknown outlet".to_owned(),
            _ => "an unnamed voice".to_owned(),
        }
    }

    /// Returns one claim for each independent origin of some claims.
    ///
    /// A voice quoted in a report is that voice's origin; the report's own words are one more only
    /// where it quotes nobody on the matter, for otherwise it repeats what it was told.
    pub fn independent(&self, claims: &[&'a CaseClaim]) -> BTreeMap<&'a OriginId, CaseClaimId> {
        let quoted: BTreeSet<&ReportId> =
            claims.iter().filter(|claim| claim.said_by.len() > 1).map(|c| &c.report).collect();
        let mut out: BTreeMap<&OriginId, CaseClaimId> = BTreeMap::new();
        for claim in claims {
            let repeats = claim.said_by.len() < 2 && quoted.contains(&claim.report);
            let Some(account) = self.account(claim).filter(|_| !repeats) else { continue };
            let known = out.entry(&account.origin).or_insert_with(|| claim.id.clone());
            if claim.id < *known {
                *known = claim.id.clone();
            }
        }
        out
    }
}

/// Tells whether a claim says that something is so.
pub fn is_told(claim: &CaseClaim) -> bool {
    claim.polarity == Polarity::Affirmed && !claim.planned
}

/// Tells whether a number of people is of anybody: "nobody was hurt" counts none.
pub fn counts_somebody(claim: &CaseClaim) -> bool {
    matches!(&claim.value, CaseValue::Toll { quantity, .. } if quantity.high != Some(0))
}
