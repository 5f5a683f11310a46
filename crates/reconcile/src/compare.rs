//! How two values of one slot stand to each other.
//!
//! Numbers by interval, places by geometry, parties by identity and inclusion, times by calendar,
//! causes by kind. Two values conflict only where both cannot be so; where it is not known how
//! they stand, they are compatible.

pub mod number;
mod party;
mod place;

use rashomon_model::{CaseClaim, CaseValue, CaseVoice, CauseKind, Polarity, When};

use crate::parties::Parties;

/// How two values stand to each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// They say the same.
    Same,
    /// Both may hold.
    Compatible,
    /// Both cannot hold; why, in one plain sentence.
    Conflict(String),
}

/// Compares two claims on the same slot.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    match (&a.value, &b.value) {
        (CaseValue::Occurrence, CaseValue::Occurrence) => occurrence(a, b),
        (CaseValue::Toll { quantity: x, .. }, CaseValue::Toll { quantity: y, .. }) => {
            if a.polarity == b.polarity { number::compare(x, y) } else { Standing::Compatible }
        }
        (CaseValue::Responsibility { .. }, CaseValue::Responsibility { .. }) => {
            party::compare(a, b, parties)
        }
        (CaseValue::Place { .. }, CaseValue::Place { .. }) => place::compare(a, b),
        (CaseValue::Time { when: x, .. }, CaseValue::Time { when: y, .. }) => match (x, y) {
            (Some(x), Some(y)) if x == y => Standing::Same,
            (Some(x), Some(y)) if x.meet(*y).is_none() => {
                Standing::Conflict(format!("{} and {} have no day in common", days(*x), days(*y)))
            }
            _ => Standing::Compatible,
        },
        (CaseValue::Cause { kind: x, text: s }, CaseValue::Cause { kind: y, text: t }) => {
            cause(a, b, (*x, s), (*y, t))
        }
        (
            CaseValue::Outcome { holder: Some(x), text: s },
            CaseValue::Outcome { holder: Some(y), text: t },
        ) => {
            if parties.overlap(x, y) {
                Standing::Same
            } else {
                Standing::Conflict(format!("one has it held after “{s}”, the other after “{t}”"))
            }
        }
        (x, y) if words(x) == words(y) && a.polarity == b.polarity => Standing::Same,
        _ => Standing::Compatible,
    }
}

fn days(when: When) -> String {
    if when.earliest == when.latest {
        return when.earliest.to_string();
    }
    format!("{} to {}", when.earliest, when.latest)
}

fn occurrence(a: &CaseClaim, b: &CaseClaim) -> Standing {
    // What somebody plans neither confirms nor contradicts that it happened.
    if a.planned || b.planned {
        return if a.planned == b.planned { Standing::Same } else { Standing::Compatible };
    }
    if a.polarity == b.polarity {
        return Standing::Same;
    }
    let (yes, no) = if affirms(a) { (a, b) } else { (b, a) };
    Standing::Conflict(format!(
        "{} says that it happened, {} that it did not",
        voice(yes),
        voice(no)
    ))
}

/// Names the innermost voice of a claim in words.
pub(crate) fn voice(claim: &CaseClaim) -> String {
    match claim.said_by.last() {
        Some(CaseVoice::Quoted { text, .. }) if !text.is_empty() => format!("“{text}”"),
        Some(CaseVoice::Outlet(Some(outlet))) => outlet.clone(),
        _ => "an unnamed voice".to_owned(),
    }
}

fn cause(x: &CaseClaim, y: &CaseClaim, a: (CauseKind, &str), b: (CauseKind, &str)) -> Standing {
    if x.polarity != y.polarity {
        let (yes, no) = if affirms(x) { (x, y) } else { (y, x) };
        return if a.0 == b.0 {
            let told = if affirms(x) { a.1 } else { b.1 };
            Standing::Conflict(format!("“{told}”: {} says so, {} denies it", voice(yes), voice(no)))
        } else {
            Standing::Compatible
        };
    }
    if a.0 == CauseKind::Unknown || b.0 == CauseKind::Unknown {
        return Standing::Compatible;
    }
    if a.0 == b.0 {
        return Standing::Same;
    }
    let hostile = |kind| kind == CauseKind::Hostile;
    if hostile(a.0) != hostile(b.0) {
        return Standing::Conflict(format!("{} ≠ {}", a.1, b.1));
    }
    Standing::Compatible
}

/// Returns the words of a value, folded for comparison.
pub fn words(value: &CaseValue) -> String {
    let text = match value {
        CaseValue::Responsibility { text, .. }
        | CaseValue::Target { text, .. }
        | CaseValue::Damage { text, .. }
        | CaseValue::Place { text, .. }
        | CaseValue::Time { text, .. }
        | CaseValue::Weapon { text, .. }
        | CaseValue::Cause { text, .. }
        | CaseValue::Outcome { text, .. }
        | CaseValue::Stance { text, .. } => text.as_str(),
        CaseValue::Toll { quantity, .. } => quantity.text.as_str(),
        _ => "",
    };
    fold(text)
}

/// Lower case, without leading articles, single spaces.
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept = lower.split_whitespace().skip_while(|w| matches!(*w, "the" | "a" | "an"));
    kept.collect::<Vec<_>>().join(" ")
}

/// Tells whether a claim affirms.
pub fn affirms(claim: &CaseClaim) -> bool {
    claim.polarity == Polarity::Affirmed
}
