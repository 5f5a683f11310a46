//! Agreement between opposed voices: who says the same as a voice of the other side.
//!
//! In: the sides of the accounts of an event. Out: for a value, the pairs of accounts that give it
//! and whose voices stand on opposed sides, with the reason and what it rests on. Whether two voices
//! are opposed is found out once a pair. It does not say that what they agree on is so.

use std::collections::BTreeMap;

use rashomon_model::{Account, AccountId, CaseEvent, Ground, OpposedAgreement, SlotValue};

use crate::alignment::Side;
use crate::interest::voice;
use crate::leanings::Leanings;

/// Why two voices are opposed, and what that rests on.
type Why = (String, Vec<Ground>);

/// Which accounts of an event stand on opposed sides, found out once a pair.
pub struct Opposed<'s, 'c, 'l> {
    sides: &'s BTreeMap<AccountId, Side<'c, 'l>>,
    leanings: &'s Leanings<'c>,
    known: BTreeMap<(AccountId, AccountId), Option<Why>>,
}

impl<'s, 'c, 'l> Opposed<'s, 'c, 'l> {
    /// Begins with the sides of an event, knowing of no pair yet.
    pub fn of(
        sides: &'s BTreeMap<AccountId, Side<'c, 'l>>,
        leanings: &'s Leanings<'c>,
    ) -> Opposed<'s, 'c, 'l> {
        Opposed { sides, leanings, known: BTreeMap::new() }
    }

    /// Opposed accounts that both give a value.
    pub fn on(&mut self, event: &CaseEvent, value: &SlotValue) -> Vec<OpposedAgreement> {
        let told = |account: &&Account| {
            value.accounts.contains(&account.id)
                && self.sides.contains_key(&account.id)
                && event.claims.iter().any(|claim| {
                    !claim.planned
                        && value.claims.contains(&claim.id)
                        && account.claims.contains(&claim.id)
                })
        };
        let mut accounts: Vec<&Account> = event.accounts.iter().filter(told).collect();
        accounts.sort_by(|a, b| a.id.cmp(&b.id));
        let mut out = Vec::new();
        for (at, one) in accounts.iter().enumerate() {
            for other in &accounts[at + 1..] {
                let pair = (one.id.clone(), other.id.clone());
                let found = match self.known.get(&pair) {
                    Some(found) => found.clone(),
                    None => {
                        let found = self.between(one, other);
                        self.known.insert(pair.clone(), found.clone());
                        found
                    }
                };
                if let Some((why, grounds)) = found {
                    out.push(OpposedAgreement { one: pair.0, other: pair.1, why, grounds });
                }
            }
        }
        out
    }

    fn between(&self, one: &Account, other: &Account) -> Option<Why> {
        let (grounds, parties) = self.sides.get(&one.id)?.opposed(self.sides.get(&other.id)?)?;
        let mut parties = parties.map(|party| self.leanings.name(party));
        parties.sort_unstable();
        let [a, b] = parties;
        let (one, other) = (voice(one, self.leanings), voice(other, self.leanings));
        let sides = if [one.as_str(), other.as_str()].iter().all(|v| *v == a || *v == b) {
            "who are said to stand against each other".to_owned()
        } else if a == b {
            format!("of whom one is said to stand against {a}, the other with it")
        } else {
            format!("on the sides of {a} and {b}, said to stand against each other")
        };
        Some((format!("{one} and {other}, {sides}, say the same"), grounds))
    }
}
