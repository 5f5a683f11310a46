//! Who is held responsible: by identity, inclusion, names and denial.
//!
//! Naming a unit does not contradict naming its army: the unit says more closely who. "Unidentified
//! aircraft" and "warplanes" name nobody and contradict nobody; "rebels" and "government troops"
//! name nobody either, but stand on two sides. A force known only by the one who leads it may be any
//! force, until the case tells whom he leads. A denial contradicts whoever lays the event on the one
//! who denies. Which words do what is data (`data/method/party-words.tsv`).

use std::cmp::Ordering;

use rashomon_model::{CaseClaim, CaseValue};

use super::{Stand, Standing, affirms, denial, text};
use crate::parties::Parties;
use crate::words::{Camp, Party, alike};

/// Compares two claims of responsibility.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    let (s, t) = (text(&a.value), text(&b.value));
    let (likeness, why) = match (parties.party_of(a), parties.party_of(b)) {
        (Some(x), Some(y)) => likeness(&x, &y, parties),
        (Some(_), None) => (Likeness::Within, format!("“{s}” names who; “{t}” leaves it open")),
        (None, Some(_)) => (Likeness::Around, format!("“{t}” names who; “{s}” leaves it open")),
        (None, None) => (Likeness::Open, "neither names a party".to_owned()),
    };
    let named = parties.party_of(a).is_some() && parties.party_of(b).is_some();
    let one = named && matches!(likeness, Likeness::Same | Likeness::Within | Likeness::Around);
    match (affirms(a), affirms(b)) {
        (true, true) => Standing::of(
            match likeness {
                Likeness::Same => Stand::Same,
                Likeness::Within => Stand::Refines,
                Likeness::Around => Stand::Refined,
                Likeness::Open if !named => Stand::Same,
                Likeness::Open => Stand::Compatible,
                Likeness::Apart => Stand::Conflict,
            },
            why,
        ),
        (false, false) if one => Standing::of(Stand::Same, format!("both clear “{s}”")),
        (false, false) => Standing::of(Stand::Apart, format!("one clears “{s}”, the other “{t}”")),
        // Who clears one group of rebels does not clear "the rebels".
        (false, true) if one && likeness != Likeness::Within => denial(Stand::Denies, a, b),
        (true, false) if one && likeness != Likeness::Around => denial(Stand::Denied, b, a),
        _ => Standing::of(Stand::Apart, "one clears a party that the other does not name"),
    }
}

/// Tells whether two claims of responsibility name one party, or one that holds the other, whatever
/// they say of it. "The rebels" are not one with each group of rebels.
pub fn is_one(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> bool {
    let (Some(x), Some(y)) = (parties.party_of(a), parties.party_of(b)) else { return false };
    match likeness(&x, &y, parties).0 {
        Likeness::Same => true,
        Likeness::Within | Likeness::Around => {
            parties.inclusion(&x, &y).is_some() || x.names.is_empty() == y.names.is_empty()
        }
        Likeness::Open | Likeness::Apart => false,
    }
}

/// Tells whether two claims of responsibility name two parties that cannot be one.
pub fn is_two(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> bool {
    let (Some(x), Some(y)) = (parties.party_of(a), parties.party_of(b)) else { return false };
    likeness(&x, &y, parties).0 == Likeness::Apart
}

/// Tells whether a claim of responsibility names whom another claim has hit, or a part of them.
pub fn is_hit(actor: &CaseClaim, hit: &CaseClaim, parties: &Parties<'_>) -> bool {
    let entity = match &hit.value {
        CaseValue::Target { entity, .. } => entity.as_ref(),
        CaseValue::Toll { side, .. } => side.as_ref(),
        _ => return false,
    };
    let (Some(actor), Some(hit)) =
        (parties.party_of(actor), parties.words.party(entity, text(&hit.value)))
    else {
        return false;
    };
    let (likeness, _) = likeness(&actor, &hit, parties);
    !matches!(likeness, Likeness::Open | Likeness::Apart)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// One party.
    Same,
    /// The first is part of the second, or names what the second leaves open.
    Within,
    /// The second is part of the first.
    Around,
    /// Nothing tells.
    Open,
    /// Two parties.
    Apart,
}

fn likeness(a: &Party<'_>, b: &Party<'_>, parties: &Parties<'_>) -> (Likeness, String) {
    let (s, t) = (a.text, b.text);
    let part = |inner: &str, outer: &str| format!("“{inner}” belongs to “{outer}”");
    if let Some(within) = parties.inclusion(a, b) {
        return match within {
            Ordering::Equal => (Likeness::Same, format!("“{s}” and “{t}” are one party")),
            Ordering::Less => (Likeness::Within, part(s, t)),
            Ordering::Greater => (Likeness::Around, part(t, s)),
        };
    }
    if parties.goes_by(a, b) {
        return (Likeness::Same, format!("“{s}” and “{t}” are one party"));
    }
    let apart = || (Likeness::Apart, format!("“{s}” ≠ “{t}”"));
    let open = || {
        (Likeness::Open, format!("nothing in the case tells whether “{s}” and “{t}” are one party"))
    };
    let rivals = matches!(
        (a.camp, b.camp),
        (Some(Camp::State), Some(Camp::Armed)) | (Some(Camp::Armed), Some(Camp::State))
    );
    if rivals || parties.opposed(a, b) {
        return apart();
    }
    let closer = |near: &str, far: &str| format!("“{near}” says more closely who “{far}” are");
    match (a.names.is_empty(), b.names.is_empty()) {
        (true, true) if a.camp.is_some() && a.camp == b.camp => {
            (Likeness::Same, format!("“{s}” and “{t}” name one side, and no party"))
        }
        // "Rebels" are whoever is named as such.
        (false, true) if a.camp == b.camp => (Likeness::Within, closer(s, t)),
        (true, false) if a.camp == b.camp => (Likeness::Around, closer(t, s)),
        (false, false) => match (within(&a.names, &b.names), within(&b.names, &a.names)) {
            (true, true) => (Likeness::Same, format!("“{s}” and “{t}” are one name")),
            (false, true) => (Likeness::Within, closer(s, t)),
            (true, false) => (Likeness::Around, closer(t, s)),
            _ if share(&a.names, &b.names) || share(&a.words, &b.words) => open(),
            // Whose men they are may be known, what they are called not.
            _ if a.leaders.is_empty() != b.leaders.is_empty() => open(),
            _ => apart(),
        },
        _ => open(),
    }
}

fn share(these: &[String], those: &[String]) -> bool {
    these.iter().any(|n| those.iter().any(|m| alike(n, m)))
}

fn within(few: &[String], many: &[String]) -> bool {
    few.iter().all(|n| many.iter().any(|m| alike(n, m)))
}
