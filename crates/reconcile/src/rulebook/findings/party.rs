//! The parties of an event: whoever is held responsible for it, takes it on itself, or denies it.
//!
//! In: the claims of responsibility of an event. Out: one [`Party`] for all words that mean the same
//! one (a unit and its army, two spellings), with who says what of it. Words that name nobody
//! ("unidentified aircraft") make no party. Sorted by name, so that the order of claims does not
//! show.

use std::collections::BTreeMap;

use rashomon_model::{
    Account, AccountId, AlignmentStance, CaseClaim, CaseEntityId, CaseValue, CaseVoice, Polarity,
    Responsible, Slot,
};

use crate::accounts::voice_entity;
use crate::compare::party::{is_one, is_two};
use crate::rulebook::About;

const OWN: &str = include_str!("../../../../../data/method/own-words.tsv");

/// One party of an event.
#[derive(Clone, Debug)]
pub struct Party<'a> {
    /// Its name: that of its entity, else the words of the first claim.
    pub name: String,
    /// Its entities.
    pub entities: Vec<&'a CaseEntityId>,
    /// The claims of others that it did it.
    pub accused: Vec<&'a CaseClaim>,
    /// Claims by which it takes it on itself: "claimed responsibility", "our aircraft".
    pub claimed: Vec<&'a CaseClaim>,
    /// Claims of its own voice that name it in passing, as one would another.
    pub named: Vec<&'a CaseClaim>,
    /// Its own claims that it did not.
    pub denied: Vec<&'a CaseClaim>,
    /// Claims of others that it did not.
    pub cleared: Vec<&'a CaseClaim>,
}

impl<'a> Party<'a> {
    fn called(name: String) -> Party<'a> {
        let (entities, accused, claimed) = (Vec::new(), Vec::new(), Vec::new());
        let (named, denied, cleared) = (Vec::new(), Vec::new(), Vec::new());
        Party { name, entities, accused, claimed, named, denied, cleared }
    }

    /// Returns a claim that names it.
    fn any(&self) -> Option<&'a CaseClaim> {
        [&self.accused, &self.claimed, &self.named, &self.denied, &self.cleared]
            .into_iter()
            .find_map(|claims| claims.first().copied())
    }

    /// Tells whether somebody affirms that it did it.
    pub fn is_responsible(&self) -> bool {
        !self.accused.is_empty() || !self.claimed.is_empty() || !self.named.is_empty()
    }

    /// Lists every claim that it did it.
    pub fn held(&self) -> impl Iterator<Item = &'a CaseClaim> + '_ {
        self.accused.iter().chain(&self.claimed).chain(&self.named).copied()
    }

    /// Returns claims that show that the two are held responsible by rival accounts: one names this
    /// party and not the other, one the other and not this, and both cannot be so. Where one account
    /// names both, they fought each other, or both had a part; that is no rivalry.
    pub fn rivalry(&self, other: &Party<'a>, about: &About<'a>) -> Vec<&'a CaseClaim> {
        let (Some(a), Some(b)) = (self.any(), other.any()) else { return Vec::new() };
        if !is_two(a, b, about.parties) {
            return Vec::new();
        }
        let accounts = |party: &Party<'a>| -> BTreeMap<&'a AccountId, &'a CaseClaim> {
            let owned = party.held().filter_map(|c| about.account(c).map(|a| (&a.id, c)));
            owned.collect()
        };
        let (these, those) = (accounts(self), accounts(other));
        if these.keys().any(|account| those.contains_key(account)) {
            return Vec::new();
        }
        let opposed = |one: &AccountId, two: &AccountId| {
            about.event.disagreements.iter().any(|d| {
                d.slot == Slot::Responsibility && [one, two].iter().all(|a| d.accounts.contains(a))
            })
        };
        // What one report tells of several in passing is its story, not a rivalry.
        let pointed = |claim: &CaseClaim| match &claim.value {
            CaseValue::Responsibility { by, .. } => *by != Responsible::Stated,
            _ => false,
        };
        for (one, a) in &these {
            for (two, b) in &those {
                if opposed(one, two) && (a.report != b.report || pointed(a) || pointed(b)) {
                    return vec![a, b];
                }
            }
        }
        Vec::new()
    }

    /// Tells whether a voice speaks for it: is it, belongs to it, or is named after it.
    ///
    /// Names alone do not make a voice a party's: an observatory called after a country is no voice
    /// of its army. The words for the voice must tell a side as well ("the Sembrian army").
    pub fn speaks(&self, account: &Account, about: &About<'a>) -> bool {
        if account.said_by.len() < 2 {
            return false;
        }
        if let Some(voice) = voice_entity(&account.said_by, about.parties)
            && self.entities.iter().any(|entity| about.parties.overlap(&voice, entity))
        {
            return true;
        }
        let mut is = account.alignment.iter().filter(|a| a.stance == AlignmentStance::Is);
        if is.any(|a| self.entities.iter().any(|e| about.parties.overlap(&a.entity, e))) {
            return true;
        }
        let (Some(CaseVoice::Quoted { entity, text }), Some(named)) =
            (account.said_by.last(), self.any())
        else {
            return false;
        };
        let side = about.parties.words.party(entity.as_ref(), text).and_then(|party| party.camp);
        let value = CaseValue::Responsibility {
            entity: entity.clone(),
            text: text.clone(),
            by: Responsible::Stated,
        };
        let voice = CaseClaim { value, ..named.clone() };
        side.is_some() && is_one(&voice, named, about.parties)
    }
}

/// Makes the parties of an event.
pub fn roster<'a>(about: &About<'a>) -> Vec<Party<'a>> {
    let mut claims: Vec<&CaseClaim> = about
        .event
        .claims
        .iter()
        .filter(|c| c.slot == Slot::Responsibility && !c.planned)
        .collect();
    claims.sort_by(|a, b| a.id.cmp(&b.id));
    let (own, told): (Vec<&CaseClaim>, Vec<&CaseClaim>) =
        claims.into_iter().partition(|claim| is_own(claim));
    let mut out: Vec<Party<'a>> = Vec::new();
    for claim in told.into_iter().filter(|claim| about.parties.party_of(claim).is_some()) {
        let same = |party: &Party<'a>| {
            party.any().is_some_and(|known| is_one(known, claim, about.parties))
        };
        let at = out.iter().position(same).unwrap_or_else(|| {
            out.push(Party::called(name(claim, about)));
            out.len() - 1
        });
        if let Some(party) = out.get_mut(at) {
            take(party, claim, about);
        }
    }
    for claim in own {
        take_own(&mut out, claim, about);
    }
    // A voice that only names itself, and tells no side, is more likely misread than responsible.
    out.retain(|party| {
        let others = [&party.accused, &party.claimed, &party.denied, &party.cleared];
        others.iter().any(|claims| !claims.is_empty())
            || party.named.iter().any(|claim| {
                about.parties.party_of(claim).is_some_and(|party| party.camp.is_some())
            })
    });
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

/// Tells whether words make the thing that did it the speaker's own: "its aircraft".
fn is_own(claim: &CaseClaim) -> bool {
    let CaseValue::Responsibility { text, by: Responsible::Stated, .. } = &claim.value else {
        return false;
    };
    let lower = text.to_lowercase();
    let mut own = OWN.lines().filter(|line| !line.starts_with('#')).skip(1);
    own.any(|words| lower.strip_prefix(words).is_some_and(|rest| rest.starts_with(' ')))
}

/// "Its aircraft bombed it", said by a named voice: the voice takes it on itself, or denies it.
/// Said by anybody else, it names nobody.
fn take_own<'a>(out: &mut Vec<Party<'a>>, claim: &'a CaseClaim, about: &About<'a>) {
    let CaseValue::Responsibility { entity, text, .. } = &claim.value else { return };
    // "Its allies" are others; only things have nobody's name.
    if entity.is_some() || about.parties.words.party(None, text).is_some() {
        return;
    }
    let Some(account) = about.account(claim) else { return };
    let Some(CaseVoice::Quoted { entity: Some(entity), .. }) = account.said_by.last() else {
        return;
    };
    let at = out.iter().position(|party| party.speaks(account, about)).unwrap_or_else(|| {
        out.push(Party::called(about.name(entity).unwrap_or(entity.as_str()).to_owned()));
        out.len() - 1
    });
    let Some(party) = out.get_mut(at) else { return };
    if !party.entities.contains(&entity) {
        party.entities.push(entity);
    }
    match claim.polarity {
        Polarity::Affirmed => party.claimed.push(claim),
        Polarity::Denied => party.denied.push(claim),
    }
}

fn take<'a>(party: &mut Party<'a>, claim: &'a CaseClaim, about: &About<'a>) {
    let CaseValue::Responsibility { entity, by, .. } = &claim.value else { return };
    let account = about.account(claim);
    let voice = account.and_then(|account| match account.said_by.last() {
        Some(CaseVoice::Quoted { entity, .. }) => entity.as_ref(),
        _ => None,
    });
    // Whoever claims or disclaims responsibility is the party, under whatever name.
    let own_voice = voice.filter(|_| *by == Responsible::Claimed);
    for entity in [entity.as_ref(), own_voice].into_iter().flatten() {
        if !party.entities.contains(&entity) {
            party.entities.push(entity);
        }
    }
    let itself =
        *by == Responsible::Claimed || account.is_some_and(|account| party.speaks(account, about));
    let place = match (claim.polarity, *by, itself) {
        (Polarity::Affirmed, Responsible::Claimed, _) => &mut party.claimed,
        (Polarity::Affirmed, _, true) => &mut party.named,
        (Polarity::Affirmed, _, false) => &mut party.accused,
        (Polarity::Denied, _, true) => &mut party.denied,
        (Polarity::Denied, _, false) => &mut party.cleared,
    };
    place.push(claim);
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
