//! What the joining of mentions works on: one draft per mention, in text order.
//!
//! In: names with kinds and descriptions. Out: [`Draft`]s that nest or stand apart. A name that
//! a description took in has no draft of its own. Decides nothing about sameness.

use std::ops::Range;

use rashomon_model::EntityKind;

use super::lexicon::CastLexicon;
use super::names::Name;
use super::nominals::Nominal;
use super::page::Page;

/// Where a draft comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin {
    /// Position in the list of names.
    Name(usize),
    /// Position in the list of descriptions.
    Nominal(usize),
    /// "he", "their".
    Pronoun,
}

/// A mention on its way.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    pub tokens: Range<usize>,
    pub head: usize,
    pub kind: EntityKind,
    pub origin: Origin,
}

/// Sorts of things that may be one and the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Class {
    Person,
    Body,
    Site,
    Weapon,
    People,
}

/// Returns the class of a kind; kinds of one class may denote one thing.
pub(crate) fn class_of(kind: EntityKind) -> Class {
    match kind {
        EntityKind::Person => Class::Person,
        EntityKind::Group | EntityKind::Outlet => Class::Body,
        EntityKind::Place | EntityKind::Facility => Class::Site,
        EntityKind::Weapon => Class::Weapon,
        _ => Class::People,
    }
}

/// Lays names, descriptions and pronouns in text order, the longer first where two begin together.
pub(crate) fn lay_out(
    page: &Page<'_>,
    lexicon: &CastLexicon,
    names: &[Name],
    kinds: &[Option<EntityKind>],
    nominals: &[Nominal],
) -> Vec<Draft> {
    let mut taken = vec![false; names.len()];
    for n in nominals.iter().filter_map(|n| n.absorbed) {
        if let Some(slot) = taken.get_mut(n) {
            *slot = true;
        }
    }
    let mut drafts = Vec::new();
    for (at, (name, kind)) in names.iter().zip(kinds).enumerate() {
        let free = !taken.get(at).copied().unwrap_or(false);
        if let Some(kind) = kind.filter(|_| free) {
            let (tokens, head) = (name.tokens.clone(), name.head);
            drafts.push(Draft { tokens, head, kind, origin: Origin::Name(at) });
        }
    }
    for (at, n) in nominals.iter().enumerate() {
        let (tokens, head) = (n.tokens.clone(), n.head);
        drafts.push(Draft { tokens, head, kind: n.kind, origin: Origin::Nominal(at) });
    }
    for at in 0..page.len() {
        if let Some(kind) =
            lexicon.pronoun(page.lower(at)).filter(|_| page.tag(at).starts_with("PRP"))
        {
            // The author's "we" is anybody's; in a quotation it is the speaker's side.
            if is_we(page.lower(at)) && !in_quote(page, at) {
                continue;
            }
            drafts.push(Draft { tokens: at..at + 1, head: at, kind, origin: Origin::Pronoun });
        }
    }
    drafts.sort_by_key(|d| (d.tokens.start, usize::MAX - d.tokens.end));
    without_crossings(drafts)
}

/// Tells whether a pronoun is the first person plural.
pub(crate) fn is_we(word: &str) -> bool {
    matches!(word, "we" | "us" | "our" | "ours" | "ourselves")
}

fn in_quote(page: &Page<'_>, token: usize) -> bool {
    let quotes = &page.annotated.quotes;
    let after = quotes.partition_point(|q| q.tokens.end <= token);
    quotes.get(after).is_some_and(|q| q.tokens.contains(&token))
}

/// Drops drafts that cross an earlier one, so that mentions nest.
fn without_crossings(drafts: Vec<Draft>) -> Vec<Draft> {
    let mut open: Vec<usize> = Vec::new();
    let mut kept: Vec<Draft> = Vec::with_capacity(drafts.len());
    for draft in drafts {
        while open.last().is_some_and(|end| *end <= draft.tokens.start) {
            open.pop();
        }
        let crosses = open.last().is_some_and(|end| *end < draft.tokens.end);
        let twin = kept.last().is_some_and(|k| k.tokens == draft.tokens);
        if !crosses && !twin {
            open.push(draft.tokens.end);
            kept.push(draft);
        }
    }
    kept
}
