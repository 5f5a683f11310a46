//! Brings together profiles that may be one thing, without comparing all with all.
//!
//! In: profiles. Out: pairs worth comparing. Every form is asked of an index of all forms of its
//! class ([`NameIndex`]) and meets the most promising that share words, first letters or a known
//! body with it. Each form brings at most [`MOST`], so time stays near linear however many names
//! share their words. Weapons and lone words that
//! many bear meet nobody.

use super::profiles::{Class, Profiles};
use crate::names::{Name, NameIndex, NameMethod};
use rayon::prelude::*;

/// Forms that one form meets.
const MOST: usize = 48;

/// Forms that are asked of the index at a time.
const AT_ONCE: usize = 65_536;

/// Returns pairs of profiles worth comparing, the smaller number first, sorted, each once.
pub(super) fn candidates(profiles: &Profiles, method: &NameMethod) -> Vec<(u32, u32)> {
    let mut pairs = Vec::new();
    for class in [Class::Person, Class::Body, Class::Place] {
        let forms: Vec<(u32, &Name)> = (0u32..)
            .zip(&profiles.all)
            .filter(|(_, p)| p.class == class && (p.only.is_none() || p.common))
            .flat_map(|(number, p)| p.forms.iter().map(move |form| (number, form)))
            .collect();
        let index = NameIndex::build(method, forms.iter().map(|(_, form)| *form));
        let met = |(a, form): &(u32, &Name)| -> Vec<(u32, u32)> {
            let found = index.candidates(form, MOST).into_iter();
            let others = found.filter_map(|f| Some(forms.get(f.name.0 as usize)?.0));
            others.filter(|b| b != a).map(|b| (*a.min(&b), *a.max(&b))).collect()
        };
        for some in forms.chunks(AT_ONCE) {
            pairs.par_extend(some.par_iter().flat_map_iter(met));
        }
        pairs.par_sort_unstable();
        pairs.dedup();
    }
    pairs
}
