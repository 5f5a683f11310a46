//! Statements against interest and agreement of opposed voices, as JSON.

use rashomon_model as model;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Texts, strings};
use crate::json::reading::Pair;

/// What a leaning rests on: words of a report, a row of a source table, or a claim of the event.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Ground {
    /// The report whose words these are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<String>,
    /// Where the words stand in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub span: Option<Pair>,
    /// The words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// The row of a source table.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<String>,
    /// What the row says, as a sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
    /// The claim of the same event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<String>,
}

/// One account that gives a value against its own interest.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AgainstInterest {
    /// The account.
    pub account: String,
    /// Its claims that do.
    pub claims: Vec<String>,
    /// Why, in one sentence.
    pub why: String,
    /// What that rests on; empty where the voice speaks of itself.
    pub grounds: Vec<Ground>,
}

/// Two accounts of opposed voices that give one value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct OpposedAgreement {
    /// One account.
    pub one: String,
    /// The other.
    pub other: String,
    /// Why they are opposed, in one sentence.
    pub why: String,
    /// What that rests on.
    pub grounds: Vec<Ground>,
}

/// Writes what something rests on.
pub(super) fn grounds(grounds: &[model::Ground], texts: &Texts<'_>) -> Vec<Ground> {
    let one = |ground: &model::Ground| match ground {
        model::Ground::Quote { report, span, quote } => Ground {
            report: Some(report.to_string()),
            span: Some(texts.pair(report, *span)),
            quote: Some(quote.clone()),
            ..Ground::default()
        },
        model::Ground::Entry { entry, words } => Ground {
            entry: Some(entry.to_string()),
            words: Some(words.clone()),
            ..Ground::default()
        },
        model::Ground::Claim(claim) => {
            Ground { claim: Some(claim.to_string()), ..Ground::default() }
        }
        _ => Ground::default(),
    };
    grounds.iter().map(one).collect()
}

/// Writes who gives a value against interest.
pub(super) fn against(a: &model::AgainstInterest, texts: &Texts<'_>) -> AgainstInterest {
    AgainstInterest {
        account: a.account.to_string(),
        claims: strings(&a.claims),
        why: a.why.clone(),
        grounds: grounds(&a.grounds, texts),
    }
}

/// Writes an agreement of opposed voices.
pub(super) fn opposed(o: &model::OpposedAgreement, texts: &Texts<'_>) -> OpposedAgreement {
    OpposedAgreement {
        one: o.one.to_string(),
        other: o.other.to_string(),
        why: o.why.clone(),
        grounds: grounds(&o.grounds, texts),
    }
}
