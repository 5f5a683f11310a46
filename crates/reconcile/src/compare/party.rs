//! Who is held responsible: by identity, inclusion and denial.
//!
//! Naming a unit does not contradict naming its army. "Unidentified aircraft" names nobody and
//! contradicts nobody. A denial contradicts whoever lays the event on the one who denies.

use rashomon_model::{CaseClaim, CaseEntityId, CaseValue};

use super::{Standing, affirms, fold};
use crate::parties::Parties;

/// Compares two claims of responsibility.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    let (Some(x), Some(y)) = (named(a), named(b)) else { return Standing::Compatible };
    let same = same_party(&x, &y, parties);
    match (affirms(a), affirms(b)) {
        (true, true) if same => Standing::Same,
        (true, true) => Standing::Conflict(format!("“{}” ≠ “{}”", x.text, y.text)),
        (false, false) if same => Standing::Same,
        (false, false) => Standing::Compatible,
        _ if same => Standing::Conflict(format!(
            "responsibility of “{}” is affirmed by one and denied by the other",
            if affirms(a) { x.text } else { y.text }
        )),
        _ => Standing::Compatible,
    }
}

struct Named<'c> {
    entity: Option<&'c CaseEntityId>,
    text: &'c str,
}

/// Returns the party a claim names; none where it says that nobody is identified.
fn named(claim: &CaseClaim) -> Option<Named<'_>> {
    let CaseValue::Responsibility { entity, text, .. } = &claim.value else { return None };
    let unknown = ["unidentified", "unknown", "unnamed", "unspecified"];
    let folded = text.to_lowercase();
    if entity.is_none() && unknown.iter().any(|word| folded.contains(word)) {
        return None;
    }
    Some(Named { entity: entity.as_ref(), text })
}

fn same_party(a: &Named<'_>, b: &Named<'_>, parties: &Parties<'_>) -> bool {
    if let (Some(x), Some(y)) = (a.entity, b.entity)
        && parties.overlap(x, y)
    {
        return true;
    }
    let names = |n: &Named<'_>| {
        let mut all = vec![fold(n.text)];
        all.extend(n.entity.and_then(|e| parties.name(e)).map(fold));
        all
    };
    let (xs, ys) = (names(a), names(b));
    xs.iter().any(|x| ys.iter().any(|y| holds(x, y) || holds(y, x)))
}

/// Tells whether one phrase holds the other as whole words, neither being empty.
fn holds(long: &str, short: &str) -> bool {
    !short.is_empty() && format!(" {long} ").contains(&format!(" {short} "))
}
