//! All accounts of an event on one slot, as JSON.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::interest::{self, AgainstInterest, OpposedAgreement};
use super::{Texts, strings, value};
use crate::json::reading::{Absent, Value};
use crate::json::words::Worded;

/// All accounts on one slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Slot {
    /// single, agree, refines, compatible or conflict.
    pub relation: String,
    /// Smallest number any account allows; absent where the slot holds no numbers.
    #[serde(default, skip_serializing_if = "Absent::is_absent")]
    pub low: Absent<u32>,
    /// Most likely number; for a rulebook to say.
    #[serde(default, skip_serializing_if = "Absent::is_absent")]
    pub best: Absent<u32>,
    /// Largest number any account allows; `null` where open.
    #[serde(default, skip_serializing_if = "Absent::is_absent")]
    pub high: Absent<u32>,
    /// Every value given.
    pub values: Vec<SlotValue>,
    /// How every two accounts that speak here stand to each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pairs: Vec<Pairing>,
    /// How many pairs are left out because too many accounts speak.
    #[serde(default, skip_serializing_if = "is_none")]
    pub pairs_left_out: u32,
    /// Accounts of outlets that tell the event in their own words and say nothing here.
    pub silent: Vec<String>,
    /// Reports that tell the event and say nothing here in any voice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub silent_reports: Vec<String>,
}

/// One value and who gives it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SlotValue {
    /// The value.
    pub value: Value,
    /// affirmed or denied.
    pub polarity: String,
    /// The accounts that give it.
    pub accounts: Vec<String>,
    /// The claims behind it.
    pub claims: Vec<String>,
    /// How many independent origins stand behind it.
    pub origins: u32,
    /// Whether a voice gives it against its own interest.
    pub against_interest: bool,
    /// Who does, and why.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub interest: Vec<AgainstInterest>,
    /// Accounts of opposed voices that agree on it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub opposed: Vec<OpposedAgreement>,
    /// Where a voice gave a later figure in its place.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub superseded: Vec<Superseded>,
}

/// A figure that its own voice has since revised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Superseded {
    /// The account.
    pub account: String,
    /// The claim that took its place.
    pub by: String,
    /// The day on which the report of that claim came out.
    pub on: String,
}

/// Two accounts that cannot both hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Disagreement {
    /// The slot.
    pub slot: String,
    /// The accounts.
    pub accounts: Vec<String>,
    /// The same accounts by side.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sides: Vec<Vec<String>>,
    /// Why, in one sentence.
    pub why: String,
}

/// How two accounts stand to each other on a slot.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Pairing {
    /// The account that agrees, refines or denies.
    pub one: String,
    /// The other.
    pub other: String,
    /// agree, refines, compatible, conflict or denies.
    pub relation: String,
    /// Why, in one sentence.
    pub why: String,
}

/// Writes a slot.
pub(super) fn slot(s: &model::SlotAccounts, texts: &Texts<'_>) -> Slot {
    let written = |v: &model::SlotValue| SlotValue {
        value: value(&v.value),
        polarity: v.polarity.word().to_owned(),
        accounts: strings(&v.accounts),
        claims: strings(&v.claims),
        origins: v.origins,
        against_interest: v.against_interest,
        superseded: v.superseded.iter().map(superseded).collect(),
        interest: v.interest.iter().map(|a| interest::against(a, texts)).collect(),
        opposed: v.opposed.iter().map(|o| interest::opposed(o, texts)).collect(),
    };
    let number = |n| if s.slot.is_count() { Absent::there(n) } else { Absent::default() };
    Slot {
        relation: s.relation.as_str().to_owned(),
        low: number(s.low),
        best: number(None),
        high: number(s.high),
        values: s.values.iter().map(written).collect(),
        pairs: s.pairs.iter().map(pairing).collect(),
        pairs_left_out: s.pairs_left_out,
        silent: strings(&s.silent),
        silent_reports: strings(&s.silent_reports),
    }
}

pub(super) fn disagreement(d: &model::Disagreement) -> Disagreement {
    Disagreement {
        slot: d.slot.word().to_owned(),
        accounts: strings(&d.accounts),
        sides: d.sides.iter().map(|side| strings(side)).collect(),
        why: d.why.clone(),
    }
}

fn pairing(p: &model::SlotPair) -> Pairing {
    Pairing {
        one: p.one.to_string(),
        other: p.other.to_string(),
        relation: p.relation.as_str().to_owned(),
        why: p.why.clone(),
    }
}

fn superseded(s: &model::Superseded) -> Superseded {
    Superseded { account: s.account.to_string(), by: s.by.to_string(), on: s.on.to_string() }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_none(count: &u32) -> bool {
    *count == 0
}
