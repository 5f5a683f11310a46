//! The parties of an event: whoever is held responsible for it, takes it on itself, or denies it.
//!
//! In: the claims of responsibility of an event. Out: one [`Party`] for all words that mean the same
//! one (a unit and its army, two spellings), with who says what of it. Words that name nobody
//! ("unidentified aircraft") make no party. Sorted by name, so that the order of claims does not
//! show.

use rashomon_model::{
    Account, AlignmentStance, CaseClaim, CaseEntityId, CaseValue, CaseVoice, Polarity, Responsible,
    Slot,
};

use crate::accounts::voice_entity;
use crate::compare::party::{is_one, is_two};
use crate::rulebook::About;

/// One party of an event.
#[derive(Clone, Debug)]
pub struct Party<'a> {
    /// Its name: that of its entity, else the words of the first claim.
    pub name: String,
    /// Its entities.
    pub entities: Vec<&'a CaseEntityId>,
    /// The claims of others that it did it.
    pub accused: Vec<&'a CaseClaim>,
    /// Its own claims that it did it.
    pub claimed: Vec<&'a CaseClaim>,
    /// Its own claims that it did not.
    pub denied: Vec<&'a CaseClaim>,
    /// Claims of others that it did not.
    pub cleared: Vec<&'a CaseClaim>,
}

impl<'a> Party<'a> {
    /// Returns a claim that names it.
    fn any(&self) -> Option<&'a CaseClaim> {
        [&self.accused, &self.claimed, &self.denied, &self.cleared]
            .into_iter()
            .find_map(|claims| claims.first().copied())
    }

    /// Tells whether somebody affirms that it did it.
    pub fn is_responsible(&self) -> bool {
        !self.accused.is_empty() || !self.claimed.is_empty()
    }

    /// Tells whether two parties cannot be one.
    pub fn is_rival(&self, other: &Party<'a>, about: &About<'a>) -> bool {
        let (Some(a), Some(b)) = (self.any(), other.any()) else { return false };
        is_two(a, b, about.parties)
    }

    /// Tells whether a voice speaks for it: is it, belongs to it, or is named after it.
    pub fn speaks(&self, account: &Account, about: &About<'a>) -> bool {
        if let Some(voice) = voice_entity(&account.said_by, about.parties)
            && self.entities.iter().any(|entity| about.parties.overlap(&voice, entity))
        {
            return true;
        }
        let is = account.alignment.iter().filter(|a| a.stance == AlignmentStance::Is);
        if is.clone().any(|a| self.entities.iter().any(|e| about.parties.overlap(&a.entity, e))) {
            return true;
        }
        let (Some(CaseVoice::Quoted { entity, text }), Some(named)) =
            (account.said_by.last(), self.any())
        else {
            return false;
        };
        let value = CaseValue::Responsibility {
            entity: entity.clone(),
            text: text.clone(),
            by: Responsible::Stated,
        };
        let voice = CaseClaim { value, ..named.clone() };
        is_one(&voice, named, about.parties)
    }
}

/// Makes the parties of an event.
pub fn roster<'a>(about: &About<'a>) -> Vec<Party<'a>> {
    let mut claims: Vec<&CaseClaim> = about
        .event
        .claims
        .iter()
        .filter(|c| c.slot == Slot::Responsibility && !c.planned)
        .filter(|c| about.parties.party_of(c).is_some())
        .collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let mut out: Vec<Party<'a>> = Vec::new();
    for claim in claims {
        let same = |party: &Party<'a>| {
            party.any().is_some_and(|known| is_one(known, claim, about.parties))
        };
        let at = match out.iter().position(same) {
            Some(at) => at,
            None => {
                out.push(Party {
                    name: name(claim, about),
                    entities: Vec::new(),
                    accused: Vec::new(),
                    claimed: Vec::new(),
                    denied: Vec::new(),
                    cleared: Vec::new(),
                });
                out.len() - 1
            }
        };
        if let Some(party) = out.get_mut(at) {
            take(party, claim, about);
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn take<'a>(party: &mut Party<'a>, claim: &'a CaseClaim, about: &About<'a>) {
    let CaseValue::Responsibility { entity, by, .. } = &claim.value else { return };
    // Its entity must be known before its voice is.
    if let Some(entity) = entity
        && !party.entities.contains(&entity)
    {
        party.entities.push(entity);
    }
    let place = match (claim.polarity, by) {
        (Polarity::Affirmed, Responsible::Claimed) => &mut party.claimed,
        (Polarity::Affirmed, _) => &mut party.accused,
        (Polarity::Denied, _) => &mut party.cleared,
    };
    place.push(claim);
    let own = |account: &&Account| party.speaks(account, about);
    if about.account(claim).is_none_or(|account| !own(&account)) {
        return;
    }
    match claim.polarity {
        Polarity::Affirmed => {
            party.accused.retain(|known| known.id != claim.id);
            if !party.claimed.iter().any(|known| known.id == claim.id) {
                party.claimed.push(claim);
            }
        }
        Polarity::Denied => {
            party.cleared.retain(|known| known.id != claim.id);
            party.denied.push(claim);
        }
    }
}

fn name(claim: &CaseClaim, about: &About<'_>) -> String {
    match &claim.value {
        CaseValue::Responsibility { entity, text, .. } => {
            let known = entity.as_ref().and_then(|entity| about.name(entity));
            known.unwrap_or(text).to_owned()
        }
        _ => String::new(),
    }
}

/// Returns the name of the party of the event for which a voice speaks.
pub fn spoken_for(about: &About<'_>, account: &Account) -> Option<String> {
    let spoken = about.roster.iter().find(|party| party.speaks(account, about));
    spoken.map(|party| party.name.clone())
}

/// Tells whether a voice speaks for a party that is held responsible.
pub fn is_of_held(about: &About<'_>, account: &Account) -> bool {
    about.roster.iter().any(|party| party.is_responsible() && party.speaks(account, about))
}
