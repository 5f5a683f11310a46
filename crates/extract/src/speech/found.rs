//! One attribution as a rule finds it, before attributions are ordered and nested.
//!
//! Rules build a [`Found`] from the word that lends (its [`Lending`]) and the tokens around it;
//! negation and modals on that word weaken what it lends, here, once for all rules.
//!
//! Shown by the casebook pages `declined-to-say`.

use std::ops::Range;

use rashomon_model::{Certainty, Polarity};

use super::Attitude;
use super::lexicon::Lending;
use super::tree::Tree;

/// An attribution as found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) source: Option<Range<usize>>,
    pub(super) source_head: Option<usize>,
    pub(super) cue: Option<Range<usize>>,
    pub(super) cue_head: Option<usize>,
    /// The content in pieces, in text order: what stands between belongs to nobody or to the cue.
    pub(super) parts: Vec<Range<usize>>,
    pub(super) certainty: Certainty,
    pub(super) polarity: Polarity,
    pub(super) attitude: Attitude,
    /// Whether the content is a clause or speech, and not only a thing that is named.
    pub(super) is_clause: bool,
}

impl Found {
    /// Builds an attribution around the word that lends.
    pub(super) fn new(
        tree: &Tree<'_, '_>,
        lending: &Lending,
        cue_head: usize,
        cue: Range<usize>,
        source_head: Option<usize>,
        parts: Vec<Range<usize>>,
    ) -> Found {
        let (certainty, polarity) = committed(tree, lending, cue_head);
        Found {
            source: source_head.map(|head| tree.named_phrase(head, cue_head)),
            source_head,
            cue: Some(cue),
            cue_head: Some(cue_head),
            parts,
            certainty,
            polarity,
            attitude: lending.attitude,
            is_clause: true,
        }
    }

    /// Marks the content as a thing that is named, not told.
    pub(super) fn naming(mut self) -> Found {
        self.is_clause = false;
        self
    }

    /// Returns the run from the first to the last piece of content.
    pub(super) fn hull(&self) -> Range<usize> {
        let start = self.parts.iter().map(|p| p.start).min().unwrap_or(0);
        let end = self.parts.iter().map(|p| p.end).max().unwrap_or(0);
        start..end
    }
}

/// Verbs under which a thing is not done: "failed to mention", "declined to say".
const NEGATIVE: [&str; 9] =
    ["fail", "refuse", "decline", "neglect", "forget", "avoid", "omit", "stop", "cease"];

/// Returns what is left of a commitment under negation and modals on the lending word.
fn committed(tree: &Tree<'_, '_>, lending: &Lending, cue: usize) -> (Certainty, Polarity) {
    let refused = tree.dep(cue) == "xcomp" && NEGATIVE.contains(&&*tree.lemma(tree.head(cue)));
    let nobody = |c: usize| {
        tree.dep(c).starts_with("nsubj") && tree.is_any(c, &["nobody", "none", "neither"])
    };
    let negated = refused
        || tree.children(cue).any(nobody)
        || tree
            .children(cue)
            .any(|c| tree.dep(c) == "neg" || (tree.dep(c) == "det" && tree.is(c, "no")));
    let modal = tree.children(cue).any(|c| tree.tag(c) == "MD" && tree.dep(c) == "aux");
    let (certainty, polarity) = (lending.certainty, lending.polarity);
    match lending.attitude {
        _ if !negated && !modal => (certainty, polarity),
        // "does not believe that they left": the source holds the contrary.
        Attitude::Holds if !modal => (certainty, reversed(polarity)),
        Attitude::Wants | Attitude::Refuses if !modal => (Certainty::Unstated, reversed(polarity)),
        Attitude::Says | Attitude::Denies | Attitude::Holds | Attitude::Learns => {
            (Certainty::Unstated, Polarity::Affirmed)
        }
        _ => (Certainty::Unstated, polarity),
    }
}

fn reversed(polarity: Polarity) -> Polarity {
    match polarity {
        Polarity::Affirmed => Polarity::Denied,
        Polarity::Denied => Polarity::Affirmed,
    }
}
