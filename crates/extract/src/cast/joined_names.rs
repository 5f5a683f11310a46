//! Names joined over "of", "for" and "and": "Council" + "of" + "Velm".
//!
//! In: names cut out of runs. Out: the same with neighbours joined where the first is a body or
//! facility that calls for an "of", or where the tagger holds all of it for one name.
//! Shown by the casebook pages `two-councils`, `member-of`.

use rashomon_model::EntityKind;
use rashomon_text::is_common_word;
use rashomon_text::syntax::Iob;

use super::names::{Finder, Name};
use super::page::Page;

impl Finder<'_, '_> {
    /// Joins "Council" + "of" + "Velm" where the first word calls for it.
    pub(super) fn join_of(&self, names: &mut Vec<Name>) {
        let mut joined: Vec<Name> = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            match joined.last_mut() {
                Some(before) if self.continues(before, &name) => {
                    before.tokens.end = name.tokens.end
                }
                _ => joined.push(name),
            }
        }
        for name in &mut joined {
            if name.known.is_none() {
                name.known = self.lexicon.known(&self.folded(&name.tokens));
            }
            if name.tokens.len() > 1 && self.state_of(&name.tokens).is_none() {
                name.state = None;
            }
        }
        *names = joined;
    }

    fn continues(&self, before: &Name, name: &Name) -> bool {
        let page = self.page;
        let gap = before.tokens.end..name.tokens.start;
        if gap.is_empty() || gap.len() > 4 || before.title.is_some() || before.state.is_some() {
            return false;
        }
        let words = page.lower_run(gap.clone());
        let one_span = (before.tokens.end..name.tokens.start + 1)
            .all(|i| page.token(i).is_some_and(|t| t.ent_iob == Iob::Inside));
        let last = self.lexicon.name_head(page.lower(before.tokens.end - 1));
        let body = matches!(last, Some(EntityKind::Group | EntityKind::Facility));
        match words.as_str() {
            "of" | "of the" | "for" | "for the" => {
                let attached = page.head(before.tokens.end) < before.tokens.end;
                // "Department of Agriculture" is a body, "Department of Velm" is Velm.
                let trade = last == Some(EntityKind::Place)
                    && name.tokens.clone().all(|i| is_common_word(page.lower(i)));
                (body || one_span) && attached && last != Some(EntityKind::Place) || trade
            }
            "and" | "and the" | "&" => one_span && body_like(page, &before.tokens),
            _ => false,
        }
    }
}

fn body_like(page: &Page<'_>, tokens: &std::ops::Range<usize>) -> bool {
    page.ent(tokens.start) == "ORG"
}
