//! Whether accounts lay an event to different means: aircraft here, forces on the ground there.
//!
//! In: the weapons and causes that accounts tell, and a table of words
//! (`data/method/means.tsv`). Out: the claims that cannot both be, or none. Means that no account
//! tells apart are no rivals: one account that has both tells of two.

use std::collections::BTreeMap;

use rashomon_model::{CaseClaim, CaseValue, Slot};

use crate::rulebook::About;
use crate::rulebook::finding::Because;

/// Where a means of violence comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Means {
    /// From the air.
    Air,
    /// From the ground or sea.
    Ground,
}

const TABLE: &str = include_str!("../../../../../data/method/means.tsv");

/// Returns the means that words tell, where they tell one alone.
pub fn of(text: &str) -> Option<Means> {
    let lower = text.to_lowercase();
    let cut = |c: char| !c.is_alphanumeric() && c != '-';
    let mut found = None;
    for word in lower.split(cut).filter(|word| !word.is_empty()) {
        let Some(means) = rows().find(|(known, _)| *known == word).map(|(_, means)| means) else {
            continue;
        };
        if found.is_some_and(|known| known != means) {
            return None;
        }
        found = Some(means);
    }
    found
}

fn rows() -> impl Iterator<Item = (&'static str, Means)> {
    let lines = TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).skip(1);
    lines.filter_map(|line| {
        let (word, means) = line.split_once('\t')?;
        let means = match means {
            "air" => Means::Air,
            "ground" => Means::Ground,
            _ => return None,
        };
        Some((word, means))
    })
}

/// Returns the claims of accounts that lay the event to different means.
pub fn rival(about: &About<'_>) -> Because {
    let mut by_account: BTreeMap<&str, Vec<(Means, &CaseClaim)>> = BTreeMap::new();
    let slots = [Slot::Weapon, Slot::Cause, Slot::Responsibility];
    for claim in slots.into_iter().flat_map(|slot| about.told(slot)) {
        let text = match &claim.value {
            CaseValue::Weapon { text, .. }
            | CaseValue::Cause { text, .. }
            | CaseValue::Responsibility { text, .. } => text,
            _ => continue,
        };
        let (Some(means), Some(account)) = (of(text), about.account(claim)) else { continue };
        by_account.entry(account.id.as_str()).or_default().push((means, claim));
    }
    // An account that has both tells of two means, and sets none against the other.
    by_account.retain(|_, told| told.iter().all(|(means, _)| *means == told[0].0));
    let told: Vec<_> = by_account.into_values().flatten().collect();
    let both = [Means::Air, Means::Ground].iter().all(|m| told.iter().any(|(means, _)| means == m));
    if !both {
        return Because::new();
    }
    told.into_iter().map(|(_, claim)| claim.id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_table_is_used_and_words_of_both_sides_tell_nothing() {
        let lines = TABLE.lines().filter(|l| !l.is_empty() && !l.starts_with('#')).count();
        assert_eq!(rows().count() + 1, lines);
        assert_eq!(of("a Sembrian warplane"), Some(Means::Air));
        assert_eq!(of("tank fire"), Some(Means::Ground));
        assert_eq!(of("warplanes and tanks"), None);
        assert_eq!(of("an explosion"), None);
    }
}
