//! Brings together profiles that may be one thing, without comparing all with all.
//!
//! In: profiles. Out: pairs worth comparing. Every form is asked of an index of all forms of its
//! class ([`NameIndex`]) and meets the most promising that share words, first letters or a known
//! body with it. Each form brings at most [`MOST`], so time stays near linear however many names
//! share their words. Weapons and lone words that
//! many bear meet nobody.

use super::profiles::{Class, Profiles};
use crate::names::{Name, NameIndex, NameMethod};
use std::collections::BTreeSet;

/// Forms that one form meets.
const MOST: usize = 48;

/// Returns pairs of profiles worth comparing.
pub(super) fn candidates(profiles: &Profiles, method: &NameMethod) -> BTreeSet<(usize, usize)> {
    let mut pairs = BTreeSet::new();
    for class in [Class::Person, Class::Body, Class::Place] {
        let forms: Vec<(usize, &Name)> = (0usize..)
            .zip(&profiles.all)
            .filter(|(_, p)| p.class == class && (p.only.is_none() || p.common))
            .flat_map(|(number, p)| p.forms.iter().map(move |form| (number, form)))
            .collect();
        let index = NameIndex::build(method, forms.iter().map(|(_, form)| *form));
        for (a, form) in &forms {
            for found in index.candidates(form, MOST) {
                let Some((b, _)) = forms.get(found.name.0 as usize) else { continue };
                if a != b {
                    pairs.insert((*a.min(b), *a.max(b)));
                }
            }
        }
    }
    pairs
}
