//! All accounts of an event on one slot: the values, how the accounts stand to each other, who is silent.

use crate::{AccountId, CaseClaimId, CaseValue, Polarity, Slot};

/// How the accounts stand to each other on one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotRelation {
    /// One account speaks.
    Single,
    /// All say the same.
    Agree,
    /// They differ, but all may hold together.
    Compatible,
    /// Some cannot hold together.
    Conflict,
}

impl SlotRelation {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            SlotRelation::Single => "single",
            SlotRelation::Agree => "agree",
            SlotRelation::Compatible => "compatible",
            SlotRelation::Conflict => "conflict",
        }
    }
}

/// One value of a slot and who gives it.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotValue {
    /// The value, as its first claim gives it.
    pub value: CaseValue,
    /// Whether it is affirmed or denied.
    pub polarity: Polarity,
    /// The accounts that give it.
    pub accounts: Vec<AccountId>,
    /// The claims behind it.
    pub claims: Vec<CaseClaimId>,
    /// How many independent origins stand behind it.
    pub origins: u32,
    /// Whether a voice gives it against its own interest.
    pub against_interest: bool,
}

/// All accounts on one slot of one event.
#[derive(Clone, Debug, PartialEq)]
pub struct SlotAccounts {
    /// The slot.
    pub slot: Slot,
    /// How the accounts stand to each other.
    pub relation: SlotRelation,
    /// Smallest number any account allows (tolls only).
    pub low: Option<u32>,
    /// Largest number any account allows; none where open (tolls only).
    pub high: Option<u32>,
    /// Every value given.
    pub values: Vec<SlotValue>,
    /// How every two accounts that speak here stand to each other, sorted by account.
    pub pairs: Vec<SlotPair>,
    /// Accounts that tell the event, were read whole, and say nothing here.
    pub silent: Vec<AccountId>,
}

/// Two accounts that cannot both hold on a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The slot.
    pub slot: Slot,
    /// The accounts, sorted.
    pub accounts: Vec<AccountId>,
    /// Why, in one plain sentence.
    pub why: String,
}

/// How two accounts stand to each other on one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PairRelation {
    /// They say the same.
    Agree,
    /// The first says more closely what the second says: fewer possible numbers, a smaller place, a
    /// part of the same party.
    Refines,
    /// They differ, and both may hold.
    Compatible,
    /// They cannot both hold.
    Conflict,
    /// The first denies what the second says.
    Denies,
}

impl PairRelation {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            PairRelation::Agree => "agree",
            PairRelation::Refines => "refines",
            PairRelation::Compatible => "compatible",
            PairRelation::Conflict => "conflict",
            PairRelation::Denies => "denies",
        }
    }
}

/// Two accounts on one slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotPair {
    /// The account that agrees, refines or denies.
    pub one: AccountId,
    /// The other.
    pub other: AccountId,
    /// How they stand.
    pub relation: PairRelation,
    /// Why, in one plain sentence.
    pub why: String,
}
