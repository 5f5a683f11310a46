//! All accounts of an event on one slot: the values, how the accounts stand to each other, who is silent.

use crate::{
    AccountId, AgainstInterest, CaseClaimId, CaseValue, Date, OpposedAgreement, Polarity, ReportId,
    Slot,
};

/// How the accounts stand to each other on one slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SlotRelation {
    /// One account speaks, or each counts other people.
    Single,
    /// All say the same.
    Agree,
    /// Some say more closely what others say, and nobody differs.
    Refines,
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
            SlotRelation::Refines => "refines",
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
    /// Who does, and why; sorted by account.
    pub interest: Vec<AgainstInterest>,
    /// Accounts of opposed voices that agree on it; sorted.
    pub opposed: Vec<OpposedAgreement>,
    /// Where a voice gave a later figure in its place, sorted by account (tolls only).
    pub superseded: Vec<Superseded>,
}

/// A figure that its own voice has since revised: no rival of the later one, and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Superseded {
    /// Whose figure it was.
    pub account: AccountId,
    /// The claim that took its place.
    pub by: CaseClaimId,
    /// The day on which the report of that claim came out.
    pub on: Date,
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
    /// How many pairs are left out of `pairs` because too many accounts speak; those that
    /// contradict each other are kept first.
    pub pairs_left_out: u32,
    /// Accounts of outlets that tell the event in their own words, in reports read whole, and say
    /// nothing here in any voice.
    pub silent: Vec<AccountId>,
    /// The reports that tell the event, were read whole, and say nothing here in any voice, sorted;
    /// those that only quote others have no account to be silent.
    pub silent_reports: Vec<ReportId>,
}

/// Two accounts that cannot both hold on a slot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The slot.
    pub slot: Slot,
    /// The accounts, sorted.
    pub accounts: Vec<AccountId>,
    /// The same accounts by side: those of one side contradict the same others.
    pub sides: Vec<Vec<AccountId>>,
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
