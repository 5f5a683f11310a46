//! Things named in words only: what was hit, damaged, used, how it ended, what a voice thinks of it.
//!
//! The same words, or words for one entity, say the same; more words before the same last one
//! ("barrel bombs", "bombs") say it more closely. Any others may both hold: a mosque and a bridge
//! may both be damaged.

use std::collections::BTreeSet;

use rashomon_model::{CaseClaim, CaseEntityId, CaseValue};

use super::{Stand, Standing, text, words};

/// Compares two claims by their words.
pub fn compare(a: &CaseClaim, b: &CaseClaim) -> Standing {
    if matches!((&a.value, &b.value), (CaseValue::Stance { kind: x, .. }, CaseValue::Stance { kind: y, .. }) if x != y)
    {
        return Standing::of(Stand::Apart, "they take different stances");
    }
    let (x, y) = (words(&a.value), words(&b.value));
    let one = entity(&a.value).is_some() && entity(&a.value) == entity(&b.value);
    if x == y || one {
        return Standing::of(Stand::Same, format!("both say “{}”", text(&a.value)));
    }
    let closer = |more: &str, less: &str| format!("“{more}” says more closely what “{less}” says");
    if narrows(&x, &y) {
        return Standing::of(Stand::Refines, closer(text(&a.value), text(&b.value)));
    }
    if narrows(&y, &x) {
        return Standing::of(Stand::Refined, closer(text(&b.value), text(&a.value)));
    }
    Standing::of(
        Stand::Compatible,
        format!("“{}” and “{}” may both be so", text(&a.value), text(&b.value)),
    )
}

/// Tells whether one phrase has all words of another and its last one, and more.
fn narrows(more: &str, less: &str) -> bool {
    let (many, few): (BTreeSet<&str>, BTreeSet<&str>) =
        (more.split(' ').collect(), less.split(' ').collect());
    !less.is_empty()
        && many.len() > few.len()
        && few.is_subset(&many)
        && more.split(' ').next_back() == less.split(' ').next_back()
}

fn entity(value: &CaseValue) -> Option<&CaseEntityId> {
    match value {
        CaseValue::Target { entity, .. }
        | CaseValue::Damage { entity, .. }
        | CaseValue::Weapon { entity, .. } => entity.as_ref(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::narrows;

    #[test]
    fn more_words_before_the_same_last_one_narrow() {
        assert!(narrows("barrel bombs", "bombs"));
        assert!(!narrows("bombs", "barrel bombs"));
        assert!(!narrows("bomb shelter", "bomb"));
        assert!(!narrows("bombs", ""));
    }
}
