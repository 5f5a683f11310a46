//! Statements against the speaker's interest, and agreement between opposed voices.
//!
//! In: an event with its accounts and slots, and how voices are said to lean. Out: the leanings of
//! each account, and on each value who gives it against interest and which opposed voices agree on
//! it, with the reason in a sentence and what it rests on. Against interest are: losses among one's
//! own fighters, an aircraft or place of one's own lost, harm to civilians by one's own hand, and
//! the rival's success. A denial never is, nor is a plan, a loss of none, or the rival's loss; nor
//! owning up to a strike of whose dead the speaker says that they were fighters.
//!
//! Must hold: nobody leans without a claim or an entry; swapping two parties swaps the outcome.

use std::collections::BTreeMap;

use rashomon_model::{
    Account, AccountId, AgainstInterest, CaseClaim, CaseEntityId, CaseEvent, CaseValue, CaseVoice,
    Ground, Polarity, Responsible, Slot, SlotValue, Status,
};

use crate::accounts::voice_entity;
use crate::alignment::{self, Belongs, Side, joined};
use crate::leanings::{Leanings, Tie};
use crate::opposed::Opposed;
use crate::parties::Parties;

/// Words before the name of a party in a phrase for its people or things: "at least 20 more".
const BEFORE: usize = 4;
/// Words behind it: "fighters", "air defence unit".
const BEHIND: usize = 3;

/// Fills in the leanings of the accounts of an event, and what follows from them on its slots.
pub fn mark(event: &mut CaseEvent, leanings: &Leanings<'_>, parties: &Parties<'_>) {
    let when = event.when;
    let mut sides: BTreeMap<AccountId, Side<'_, '_>> = BTreeMap::new();
    for account in &mut event.accounts {
        let entity = voice_entity(&account.said_by, parties);
        let entity = entity.and_then(|id| Some(&leanings.entity(&id)?.id));
        let ties = leanings.of_voice(&account.said_by, entity);
        account.alignment = alignment::of_voice(ties, when);
        if let Some(side) = Side::of(leanings, &account.said_by, entity, when) {
            sides.insert(account.id.clone(), side);
        }
    }
    let mut slots = std::mem::take(&mut event.slots);
    let mut opposed = Opposed::of(&sides, leanings);
    for slot in &mut slots {
        for value in &mut slot.values {
            value.interest = against(event, value, &sides, leanings);
            value.against_interest = !value.interest.is_empty();
            if slot.slot != Slot::Stance {
                value.opposed = opposed.on(event, value);
            }
        }
    }
    event.slots = slots;
}

/// Who gives a value against interest.
fn against(
    event: &CaseEvent,
    value: &SlotValue,
    sides: &BTreeMap<AccountId, Side<'_, '_>>,
    leanings: &Leanings<'_>,
) -> Vec<AgainstInterest> {
    let mut out = Vec::new();
    for account in event.accounts.iter().filter(|a| value.accounts.contains(&a.id)) {
        let Some(side) = sides.get(&account.id) else { continue };
        let told = Told { event, account, side, leanings };
        let mut found: Option<AgainstInterest> = None;
        for claim in told.claims().filter(|claim| value.claims.contains(&claim.id)) {
            let Some((why, grounds)) = told.against(claim) else { continue };
            match &mut found {
                Some(found) => found.claims.push(claim.id.clone()),
                None => {
                    found = Some(AgainstInterest {
                        account: account.id.clone(),
                        claims: vec![claim.id.clone()],
                        why,
                        grounds,
                    });
                }
            }
        }
        out.extend(found);
    }
    for found in &mut out {
        found.claims.sort();
    }
    out.sort_by(|a, b| a.account.cmp(&b.account));
    out
}

/// One account of an event, with the side of its voice.
struct Told<'e, 's, 'c, 'l> {
    event: &'e CaseEvent,
    account: &'e Account,
    side: &'s Side<'c, 'l>,
    leanings: &'s Leanings<'c>,
}

impl<'e> Told<'e, '_, '_, '_> {
    /// The claims of the account that count: affirmed, and of what came about.
    fn claims(&self) -> impl Iterator<Item = &'e CaseClaim> {
        let (event, account) = (self.event, self.account);
        event.claims.iter().filter(move |c| counts(c) && account.claims.contains(&c.id))
    }

    /// Says why a claim goes against the interest of its voice, if it does.
    fn against(&self, claim: &CaseClaim) -> Option<(String, Vec<Ground>)> {
        match &claim.value {
            CaseValue::Toll { quantity, side } if quantity.high != Some(0) => {
                let counted = matches!(
                    claim.slot,
                    Slot::Killed | Slot::Injured | Slot::Detained | Slot::Missing
                );
                match quantity.status {
                    Status::Combatant if counted => {
                        let own = self.whose(side.as_ref(), &quantity.text, claim)?;
                        let what = format!("fighters of WHOSE {}", claim.slot.as_str());
                        Some(self.of_own(&own, &what))
                    }
                    Status::Civilian if is_harm(claim) => {
                        let own = self.responsible()?;
                        Some(self.of_own(&own, "harm to civilians by WHOSE"))
                    }
                    _ => None,
                }
            }
            CaseValue::Responsibility { entity, text, by } => {
                if let Some(own) = self.whose(entity.as_ref(), text, claim) {
                    return self.harm_owned(own);
                }
                let party = entity.as_ref()?;
                let success = matches!(
                    self.class(),
                    ("LOSS", Some("shot-down")) | ("CONTROL", Some("taken"))
                );
                let blamed = *by == Responsible::Accused || self.harm().is_some();
                (success && !blamed).then(|| self.of_rival(party)).flatten()
            }
            CaseValue::Outcome { holder: Some(holder), .. } if self.class().0 == "CONTROL" => {
                self.of_rival(holder)
            }
            CaseValue::Outcome { text, .. } if self.class() == ("CONTROL", Some("lost")) => {
                let own = self.whose(None, text, claim)?;
                Some(self.of_own(&own, "a place that WHOSE lost"))
            }
            CaseValue::Target { entity, text, .. } if self.class().0 == "LOSS" => {
                let own = self.whose(entity.as_ref(), text, claim)?;
                Some(self.of_own(&own, "an aircraft or vehicle that WHOSE lost"))
            }
            _ => None,
        }
    }

    fn class(&self) -> (&'static str, Option<&'static str>) {
        (self.event.class.kind(), self.event.class.mode())
    }

    /// The voice's own side where the account itself holds it responsible.
    fn responsible(&self) -> Option<Belongs<'_>> {
        self.claims().find_map(|claim| match &claim.value {
            CaseValue::Responsibility { entity, text, .. } => {
                let own = self.whose(entity.as_ref(), text, claim)?;
                let claim = [Ground::Claim(claim.id.clone())];
                Some(Belongs { grounds: joined(&[&own.grounds, &claim]), ..own })
            }
            _ => None,
        })
    }

    /// Some claim of harm to civilians: the account's own, else anybody's.
    fn harm(&self) -> Option<&'e CaseClaim> {
        let own = self.claims().find(|claim| is_harm(claim));
        own.or_else(|| self.event.claims.iter().find(|claim| counts(claim) && is_harm(claim)))
    }

    /// Owning up to a deed that harmed civilians, unless the account has other dead to tell of.
    fn harm_owned(&self, own: Belongs<'_>) -> Option<(String, Vec<Ground>)> {
        let harm = self.harm()?;
        let fighters = |claim: &CaseClaim| {
            matches!(&claim.value, CaseValue::Toll { quantity, side }
                if quantity.status == Status::Combatant
                    && side.as_ref().is_none_or(|side| self.side.own(side).is_none()))
        };
        let own_harm = self.claims().any(is_harm);
        if !own_harm && self.claims().any(fighters) {
            return None;
        }
        let claim = [Ground::Claim(harm.id.clone())];
        let own = Belongs { grounds: joined(&[&own.grounds, &claim]), ..own };
        let who = if own_harm { "by its own account" } else { "by the account of others" };
        Some(self.of_own(&own, &format!("a deed of WHOSE that, {who}, harmed civilians")))
    }

    /// The voice's own side, where the party meant or the words for it are of it.
    fn whose(
        &self,
        party: Option<&CaseEntityId>,
        text: &str,
        claim: &CaseClaim,
    ) -> Option<Belongs<'_>> {
        if let Some(party) = party {
            let own = self.side.own(party);
            if own.is_some() || self.side.rival(party).is_some() {
                return own;
            }
        }
        let words = words(text);
        let named = self.side.camp.iter().find(|belongs| {
            let entity = self.leanings.entity(belongs.party);
            entity.is_some_and(|e| e.names.iter().any(|form| modifies(&words, &form.text)))
        });
        let owner = named.or_else(|| {
            let first = self.side.camp.first().filter(|first| first.grounds.is_empty());
            first.filter(|_| is_own(&words, &claim.quote))
        })?;
        Some(owner.clone())
    }

    /// Says it of a side: `WHOSE` in the words stands for it.
    fn of_own(&self, own: &Belongs<'_>, what: &str) -> (String, Vec<Ground>) {
        let voice = self.voice();
        let party = self.leanings.name(own.party);
        let itself = voice == party;
        let whose = if itself { "its own side" } else { party };
        let tie = match own.tie {
            _ if itself => "",
            Tie::Favours => ", and is said to lean to it",
            _ => ", and is said to be of it",
        };
        let what = what.replace("WHOSE", whose);
        (format!("{voice} tells of {what}{tie}"), own.grounds.clone())
    }

    fn of_rival(&self, party: &CaseEntityId) -> Option<(String, Vec<Ground>)> {
        let grounds = self.side.rival(party)?;
        let (voice, party) = (self.voice(), self.leanings.name(party));
        Some((format!("{voice} grants a success to {party}, said to be its rival"), grounds))
    }

    fn voice(&self) -> String {
        voice(self.account, self.leanings)
    }
}

/// The name of the voice of an account.
pub fn voice(account: &Account, leanings: &Leanings<'_>) -> String {
    match account.said_by.last() {
        Some(CaseVoice::Quoted { entity: Some(entity), .. }) => leanings.name(entity).to_owned(),
        Some(CaseVoice::Quoted { text, .. }) => text.clone(),
        Some(CaseVoice::Outlet(Some(name))) => name.clone(),
        _ => "an unknown outlet".to_owned(),
    }
}

fn counts(claim: &CaseClaim) -> bool {
    claim.polarity == Polarity::Affirmed && !claim.planned
}

/// Tells whether a claim tells of civilians killed or hurt.
fn is_harm(claim: &CaseClaim) -> bool {
    matches!(&claim.value, CaseValue::Toll { quantity, .. }
        if matches!(claim.slot, Slot::Killed | Slot::Injured)
            && quantity.status == Status::Civilian
            && quantity.high != Some(0)
            && !quantity.cumulative)
}

/// Lower-case words, hyphens kept: "Front-aligned" is no name of the Front.
fn words(text: &str) -> Vec<String> {
    let bare = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let bare = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        bare.unwrap_or(&word).to_owned()
    };
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// Tells whether a name stands before the noun of a phrase: "three Front fighters", "the Front's
/// helicopter", not "fighters against the Front".
fn modifies(phrase: &[String], name: &str) -> bool {
    let mut name = words(name);
    if name.first().is_some_and(|word| word == "the") {
        name.remove(0);
    }
    let at = (0..phrase.len()).find(|at| phrase[*at..].starts_with(&name));
    at.is_some_and(|at| {
        let behind = phrase.len() - at - name.len();
        !name.is_empty() && at <= BEFORE && (1..=BEHIND).contains(&behind)
    })
}

/// "Its helicopter", in words that name nobody else.
fn is_own(phrase: &[String], quote: &str) -> bool {
    let table = include_str!("../../../data/method/own-words.tsv");
    let mut own = table.lines().filter(|line| !line.starts_with('#')).skip(1).map(words);
    let named = |word: &str| word.starts_with(char::is_uppercase);
    let others = quote.split_whitespace().filter(|word| named(word));
    let mut others = others.flat_map(words).filter(|word| !phrase.contains(word));
    own.any(|own| phrase.len() > own.len() && phrase.starts_with(&own)) && others.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_before_the_noun_tells_whose_they_are() {
        let own = |phrase: &str| modifies(&words(phrase), "the Velm Front");
        assert!(own("three Velm Front fighters"));
        assert!(own("the Velm Front's helicopter"));
        assert!(!own("fighters of the guard at war with the Velm Front"));
        assert!(!own("two Velm Front-aligned gunmen"));
        assert!(!own("Velm Front"), "the party itself is no thing of its");
    }

    #[test]
    fn its_own_is_the_speakers_where_nobody_else_is_named() {
        let own = |phrase: &str, quote: &str| is_own(&words(phrase), quote);
        assert!(own("its helicopter", "its helicopter crashed"));
        assert!(own("one of its planes", "killed by one of its planes"));
        assert!(!own("its helicopter", "the Guard lost its helicopter"));
        assert!(!own("his helicopter", "his helicopter crashed"));
    }
}
