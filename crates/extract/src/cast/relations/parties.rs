//! Which party a word of a relation stands for.
//!
//! In: tokens that a rule holds to be parties. Out: the entities they denote; for a noun that only
//! renames a name beside it ("the Velm Wire, an outlet that …") that name; for a clause without
//! a subject of its own the subject it shares ("supports A and is opposed to B", "while fighting
//! A"). Says nothing where the parse gives no single answer.
//!
//! Shown by the casebook pages `outlet-that-supports`, `group-called`.

use std::ops::Range;

use rashomon_model::{EntityId, EntityKind, RelationKind};

use super::Ties;
use super::firmness::AIMING;
use crate::cast::MentionForm;
use crate::cast::lexicon::StateForm;
use crate::cast::page::Page;

/// One side of a relation.
pub(super) struct Party {
    pub(super) entity: EntityId,
    pub(super) kind: EntityKind,
    pub(super) tokens: Range<usize>,
}

fn is_aim(page: &Page<'_>, token: usize) -> bool {
    AIMING.contains(&&*page.lemma(token)) || AIMING.contains(&page.lower(token))
}

impl Ties<'_, '_> {
    /// Returns what the words around a token denote: the mention it heads, a possessive pronoun,
    /// or the smallest mention that holds it.
    pub(super) fn party(&self, token: usize) -> Option<Party> {
        let cast = self.cast;
        if let Some(owner) = cast.owner(token) {
            let kind = cast.entity(owner)?.kind;
            return Some(Party { entity: owner, kind, tokens: token..token + 1 });
        }
        let mention = cast.headed_by(token).or_else(|| cast.at(token))?;
        Some(Party { entity: mention.entity?, kind: mention.kind, tokens: mention.tokens.clone() })
    }

    pub(super) fn kind(&self, token: usize) -> Option<EntityKind> {
        self.party(token).map(|p| p.kind)
    }

    pub(super) fn is_party(&self, token: usize) -> bool {
        use EntityKind::{Group, Outlet, Person};
        matches!(self.kind(token), Some(Group | Outlet | Person))
    }

    /// Tells whether the party at a token has a name.
    pub(super) fn is_named(&self, token: usize) -> bool {
        self.party(token).is_some_and(|p| self.cast.is_named(p.entity))
    }

    /// Tells whether the party at a token is a state by name.
    pub(super) fn is_state(&self, token: usize) -> bool {
        let words = |p: Party| self.page.lower_run(p.tokens);
        let form = self.party(token).and_then(|p| self.lexicon.state(&words(p)));
        matches!(form, Some(StateForm::Land(_)))
    }

    /// Tells whether the mention at a token is a state's name, as land or as government.
    pub(super) fn is_land(&self, token: usize) -> bool {
        let mention = self.cast.headed_by(token);
        let form = mention.and_then(|m| self.lexicon.state(&self.page.lower_run(m.tokens.clone())));
        matches!(form, Some(StateForm::Land(_)))
    }

    /// Returns the token and the members of the list it opens ("A, B and C").
    pub(super) fn with_conjuncts(&self, token: usize) -> Vec<usize> {
        let mut all = vec![token];
        let mut last = token;
        // Lists of parties are short; the bound keeps an odd parse cheap.
        while all.len() < 12 {
            let next = self.page.children(last).find(|c| self.page.dep(*c) == "conj" && *c > last);
            let Some(next) = next else { break };
            all.push(next);
            last = next;
        }
        all
    }

    /// Returns the party that a noun stands for: itself, or the name that it only renames.
    pub(super) fn stands_for(&self, token: usize) -> Option<usize> {
        if self.is_party(token) {
            return Some(token);
        }
        let page = self.page;
        let up = page.head(token);
        match page.dep(token) {
            "appos" if self.is_party(up) => return Some(up),
            "attr" if page.lemma(up) == "be" => {
                return page.child(up, &["nsubj"]).filter(|s| self.is_party(*s));
            }
            _ => {}
        }
        // "the coalition's efforts to defeat B": whose efforts they are.
        if AIMING.contains(&&*page.lemma(token)) {
            return self.owner_of(token);
        }
        if let Some(name) = self.called(token) {
            return Some(name);
        }
        // "the Velm Wire an outlet that …": the comma was forgotten and the parse went astray.
        let opens = page.children(token).find(|c| *c < token && page.dep(*c) == "det")?;
        if !matches!(page.lower(opens), "a" | "an" | "the") {
            return None;
        }
        let before = opens.checked_sub(1)?;
        let before = if page.word(before) == "," { before.checked_sub(1)? } else { before };
        let mention = self.cast.at(before)?;
        let named = mention.form == MentionForm::Name && mention.tokens.end == before + 1;
        (named && self.is_party(mention.head)).then_some(mention.head)
    }

    /// "a group called the Tarsk Axis": the name that the noun is given.
    fn called(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let naming = page.children(noun).find(|c| {
            *c > noun && matches!(page.lower(*c), "called" | "named" | "dubbed" | "calling")
        })?;
        page.child(naming, &["oprd", "dobj", "attr"]).filter(|name| self.is_party(*name))
    }

    /// Returns the subjects of a verb: its own, the noun it modifies, or those it shares with the
    /// verb it hangs on.
    pub(super) fn subjects(&self, verb: usize, passive: bool) -> Vec<usize> {
        self.subject(verb, passive).map_or_else(Vec::new, |s| self.with_conjuncts(s))
    }

    pub(super) fn subject(&self, verb: usize, passive: bool) -> Option<usize> {
        let page = self.page;
        let mut at = verb;
        // Clauses share a subject over a few steps at most.
        for _ in 0..4 {
            let wanted: &[&str] =
                if passive || at != verb { &["nsubjpass", "nsubj"] } else { &["nsubj"] };
            if let Some(own) = page.child(at, wanted) {
                let relative = matches!(page.lower(own), "who" | "which" | "that");
                let related = relative && page.dep(at) == "relcl";
                return Some(if related { page.head(at) } else { own });
            }
            let up = page.head(at);
            match page.dep(at) {
                "acl" | "relcl" if up < at => return Some(up),
                "conj" | "xcomp" => at = up,
                // "while fighting A, B said": the subject of the main clause.
                "advcl" if page.tag(at) == "VBG" => at = up,
                // "committed to defeating A", "working to defeat A".
                "pcomp" if is_aim(page, page.head(up)) => at = page.head(up),
                "advcl" if is_aim(page, up) => at = up,
                "pcomp" if matches!(&*page.lemma(page.head(up)), "accuse" | "suspect") => {
                    return page.child(page.head(up), &["dobj", "nsubjpass"]);
                }
                _ => return None,
            }
            if up == verb {
                return None;
            }
        }
        None
    }
}

impl Ties<'_, '_> {
    /// Returns the party that owns a noun: "A's links", "the A campaign", "its support".
    pub(super) fn owner_of(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        page.children(noun).find(|c| {
            *c < noun
                && matches!(page.dep(*c), "poss" | "compound" | "nmod")
                && self.is_party(*c)
                // "the A-B talks" and "anti-A campaign" are no A's.
                && !page.is_hyphen(c + 1)
                && !page.is_hyphen(c.wrapping_sub(1))
        })
    }

    /// Returns the party that is subject of one of the verbs with this noun as object.
    pub(super) fn doer_of(&self, noun: usize, verbs: &[&str]) -> Option<usize> {
        let page = self.page;
        let verb = page.head(noun);
        let fits = page.dep(noun) == "dobj" && verbs.contains(&&*page.lemma(verb));
        if !fits || self.is_unreal(verb, RelationKind::Supports) {
            return None;
        }
        self.stands_for(self.subject(verb, false)?)
    }
}
