//! How far two people or more, coding the same items, agree.
//!
//! In: codings, already matched to what they are about now, and the judgements of the case. Out:
//! [`Agreement`]: for each kind of item who coded how many, the share of pairs that agree,
//! Krippendorff's α with its bounds, and every item on which coders differ, with the judgements that
//! would adjudicate it. An item is adjudicated by a standing judgement whose reason names the codings
//! that differ. Nothing here picks one coder over another.
//!
//! Must hold: who codes under which name changes no number; an α that is not defined is null.

mod alpha;
mod differing;

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use alpha::{Level, alpha, interval};
pub use differing::Differing;

use crate::json::coding::Coding;
use crate::json::judgement::Judgement;

/// Name and version of the shape.
pub const SCHEMA: &str = "rashomon/agreement/1";

/// How far coders agree.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// Name and version of the shape.
    pub schema: String,
    /// One entry a kind of item, and of slots one a slot.
    pub kinds: Vec<KindAgreement>,
    /// Items on which coders differ.
    pub differ: Vec<Differing>,
}

/// How far coders agree on items of one kind.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct KindAgreement {
    /// claim, entities, events, or `slot killed.low` and so on.
    pub kind: String,
    /// How many items each coder coded.
    pub coders: BTreeMap<String, u64>,
    /// Items that anybody coded.
    pub items: u64,
    /// Items that two coders or more coded.
    pub by_two: u64,
    /// The share of pairs of codings of one item that are the same, from 0 to 1; `null` without pairs.
    pub agree: Option<f64>,
    /// Krippendorff's α for words, or for numbers taken as names; `null` where it is not defined.
    pub nominal: Option<Alpha>,
    /// α for numbers by how far they are apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Alpha>,
    /// α for numbers by how far they are apart for their size.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<Alpha>,
    /// Why α is not defined, where it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub undefined: Option<String>,
}

/// Krippendorff's α.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Alpha {
    /// Its value: 1 is perfect agreement, 0 what chance gives, less than 0 worse than chance.
    pub value: f64,
    /// Bounds in 95 of 100 resamples of the items; `null` with fewer than ten items.
    pub between: Option<[f64; 2]>,
}

/// Measures agreement over codings in force.
pub fn agreement(codings: &[Coding], judgements: &[Judgement]) -> Agreement {
    let mut by_kind: BTreeMap<String, BTreeMap<&str, Vec<&Coding>>> = BTreeMap::new();
    for coding in codings {
        let items = by_kind.entry(kind_of(coding)).or_default();
        items.entry(&coding.item.id).or_default().push(coding);
    }
    let kinds = by_kind.iter().map(|(kind, items)| measured(kind, items)).collect();
    let differ = by_kind
        .values()
        .flat_map(BTreeMap::values)
        .filter_map(|codings| differing::differing(codings, judgements))
        .collect();
    Agreement { schema: SCHEMA.to_owned(), kinds, differ }
}

fn kind_of(coding: &Coding) -> String {
    match (coding.item.kind.as_str(), &coding.item.field) {
        ("slot", Some(field)) => format!("slot {field}"),
        (kind, _) => kind.to_owned(),
    }
}

fn measured(kind: &str, items: &BTreeMap<&str, Vec<&Coding>>) -> KindAgreement {
    let mut coders: BTreeMap<String, u64> = BTreeMap::new();
    for coding in items.values().flatten() {
        *coders.entry(coding.by.clone()).or_default() += 1;
    }
    let by_two: Vec<&Vec<&Coding>> = items.values().filter(|codings| codings.len() > 1).collect();
    let (mut same, mut pairs) = (0_u64, 0_u64);
    for codings in &by_two {
        for (at, one) in codings.iter().enumerate() {
            for other in codings.iter().skip(at + 1) {
                pairs += 1;
                same += u64::from(one.value == other.value);
            }
        }
    }
    let words: BTreeSet<&str> =
        by_two.iter().flat_map(|c| c.iter().map(|c| c.value.as_str())).collect();
    let number =
        |word: &str| words.iter().position(|known| *known == word).map_or(0.0, |at| at as f64);
    let units = |value: &dyn Fn(&str) -> Option<f64>| -> Vec<Vec<f64>> {
        let unit =
            |codings: &&Vec<&Coding>| codings.iter().filter_map(|c| value(&c.value)).collect();
        by_two.iter().map(unit).collect()
    };
    let named = units(&|word| Some(number(word)));
    let nominal = measure(&named, Level::Nominal);
    let is_number = crate::json::coding::is_number(kind.strip_prefix("slot ").unwrap_or_default());
    // Who is unsure gives no number.
    let numbers = if is_number { units(&|word| word.parse().ok()) } else { Vec::new() };
    let undefined = nominal.is_none().then(|| match by_two.is_empty() {
        true => "no item was coded by two".to_owned(),
        false => "every coding is the same: agreement cannot be told from a question without \
                  another answer"
            .to_owned(),
    });
    KindAgreement {
        kind: kind.to_owned(),
        coders,
        items: items.len() as u64,
        by_two: by_two.len() as u64,
        agree: (pairs > 0).then(|| thousandths(same as f64 / pairs as f64)),
        nominal,
        interval: measure(&numbers, Level::Interval),
        ratio: measure(&numbers, Level::Ratio),
        undefined,
    }
}

fn measure(units: &[Vec<f64>], level: Level) -> Option<Alpha> {
    let value = thousandths(alpha(units, level)?);
    let between = interval(units, level).map(|bounds| bounds.map(thousandths));
    Some(Alpha { value, between })
}

fn thousandths(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
