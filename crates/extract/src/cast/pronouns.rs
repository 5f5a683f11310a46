//! Whom "he", "its" and "they" stand for.
//!
//! In: the state of the joining pass. Out: the party meant, or none where that is not clear. Looks
//! back two sentences; a subject comes before other mentions; "his" and "him" after two persons of
//! one sentence take neither. In a list a possessive is the first member's: "the army and its
//! allies". "I" is left to `speakers`, "we" to nobody.
//!
//! Shown by the casebook pages `his-after-two-men`, `he-is-the-speaker`, `its-allies`,
//! `charged-them`.

use super::antecedents::NEAR;
use super::draft::{Class, Draft};
use super::join::Joiner;
use super::lexicon::Around;

impl Joiner<'_, '_> {
    /// Finds whom a pronoun stands for; none where that is not clear.
    pub(crate) fn pronoun(&mut self, draft: &Draft) -> Option<usize> {
        let page = self.inputs.page;
        let here = page.sentence(draft.head);
        if let Some(first) = self.listed_before(draft) {
            return Some(first);
        }
        match page.lower(draft.head) {
            // Who "I" is stands beside the quotation, often after it: see `speakers`.
            "i" | "me" | "my" | "mine" | "myself" => None,
            "we" | "us" | "our" | "ours" | "ourselves" => None,
            "it" | "its" | "itself" => {
                if !self.is_agentive(draft.head) {
                    return None;
                }
                self.only(here, NEAR, |_, p| p.class == Class::Body && !p.plural)
            }
            "they" | "them" | "their" | "themselves" => {
                let doer = self.doer_to(draft.head);
                self.only(here, NEAR, |s, p| {
                    matches!(p.class, Class::Body | Class::People)
                        && s.token < draft.head
                        && Some(s.token) != doer
                })
            }
            _ => self.person(draft, here),
        }
    }

    /// "The authorities charged them": the subject does it to others, or "themselves" would stand.
    fn doer_to(&self, pronoun: usize) -> Option<usize> {
        let page = self.inputs.page;
        let object = matches!(page.lower(pronoun), "them" | "him" | "her")
            && matches!(page.dep(pronoun), "dobj" | "dative");
        let verb = page.head(pronoun);
        object.then(|| page.children(verb).find(|c| page.dep(*c) == "nsubj")).flatten()
    }

    /// "the army and its allies", "Roe and his guards": the one the list opens with.
    fn listed_before(&self, draft: &Draft) -> Option<usize> {
        let page = self.inputs.page;
        let noun = page.head(draft.head);
        let listed = page.tag(draft.head) == "PRP$" && page.dep(noun) == "conj";
        let first = page.head(noun);
        if !listed || first >= draft.head {
            return None;
        }
        let body = matches!(page.lower(draft.head), "its" | "their");
        let person = matches!(page.lower(draft.head), "his" | "her");
        self.recent.iter().rev().take(24).find(|s| s.token == first).map(|s| s.party).filter(|p| {
            self.parties.get(*p).is_some_and(|p| match p.class {
                Class::Body => body,
                Class::Person => person,
                _ => false,
            })
        })
    }

    /// "he", "her": the one person near. Where two are, a pronoun that is subject itself takes the
    /// one who was subject; "his" and "him" after two persons of one sentence take neither.
    fn person(&self, draft: &Draft, here: usize) -> Option<usize> {
        let page = self.inputs.page;
        let subject = matches!(page.dep(draft.head), "nsubj" | "nsubjpass");
        let here_before = || {
            let near = self.recent.iter().rev().take(48).take_while(|s| s.sentence == here);
            near.filter(|s| {
                let person = self.parties.get(s.party).is_some_and(|p| p.class == Class::Person);
                person && s.token < draft.head
            })
        };
        let latest = here_before().next();
        let rival = latest.is_some_and(|first| here_before().any(|s| s.party != first.party));
        if rival && !subject {
            return None;
        }
        let doer = self.doer_to(draft.head);
        self.only(here, NEAR, |s, p| {
            p.class == Class::Person && s.token < draft.head && Some(s.token) != doer
        })
    }

    /// "it" stands for a body only where it says or does what bodies do.
    fn is_agentive(&self, pronoun: usize) -> bool {
        let page = self.inputs.page;
        let lexicon = self.inputs.lexicon;
        match page.dep(pronoun) {
            "nsubj" => {
                let verb = page.lemma(page.head(pronoun));
                !lexicon.context(Around::VerbSubject, &verb).is_empty()
            }
            "poss" => true,
            _ => false,
        }
    }
}
