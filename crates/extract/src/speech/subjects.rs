//! Who does what a verb says, and how far a name, a verb and a clause reach.
//!
//! Questions to the [`Tree`] about one verb: its doer through shared subjects ("said the road was
//! open and left"), the one named after "by", the words of a name without the clause behind it.
//! The parse is trusted last where quotation marks stand: a subject outside the marks comes first.
//!
//! Shown by the casebook pages `speaker-in-the-middle`, `quoted-as-saying`, `citing`.

use std::ops::Range;

use rashomon_text::syntax::Pos;

use super::tree::Tree;

/// How far a search up the tree goes: deeper chains are parser noise.
const MOST_STEPS: usize = 8;
/// How far a clause or a root may lie above a word.
const MOST_CLIMB: usize = 60;

impl Tree<'_, '_> {
    /// Tells whether the verb is in the passive.
    pub(super) fn is_passive(&self, verb: usize) -> bool {
        self.children(verb).any(|c| matches!(self.dep(c), "auxpass" | "nsubjpass"))
            || (self.tag(verb) == "VBN"
                && matches!(self.dep(verb), "acl" | "advcl")
                && self.child(verb, "aux").is_none())
            || (self.tag(verb) == "VBN" && self.child(verb, "agent").is_some())
    }

    /// Returns the doer named after "by".
    pub(super) fn agent(&self, verb: usize) -> Option<usize> {
        let by = self.child(verb, "agent")?;
        self.child(by, "pobj")
    }

    /// Returns who does what an active verb says, looking up through shared subjects.
    pub(super) fn doer(&self, verb: usize) -> Option<usize> {
        let mut at = verb;
        for _ in 0..MOST_STEPS {
            let is_subject =
                |c: &usize| self.dep(*c) == "nsubj" || (at != verb && self.dep(*c) == "nsubjpass");
            // "“… One of the ways is to stay,” he said": the parser may give two subjects.
            let outside = |c: &usize| is_subject(c) && self.quote(*c) == self.quote(verb);
            let subject = self.children(at).find(outside);
            let subject = subject.or_else(|| self.children(at).find(is_subject));
            if subject.is_some() {
                return subject;
            }
            let head = self.head(at);
            match self.dep(at) {
                "conj" | "xcomp" if self.is_verbal(head) => at = head,
                "advcl" | "ccomp" | "dep" if self.is_participle(at) && self.is_verbal(head) => {
                    at = head;
                }
                "acl" if self.tag(at) == "VBG" => return Some(head),
                // "quoted an officer as saying": the officer says it.
                "pcomp" if self.is(head, "as") && self.child(self.head(head), "dobj").is_some() => {
                    return self.child(self.head(head), "dobj");
                }
                "pcomp" if self.is_verbal(self.head(head)) && head != at => at = self.head(head),
                _ => return None,
            }
        }
        None
    }

    fn is_participle(&self, verb: usize) -> bool {
        matches!(self.tag(verb), "VBG" | "VBN")
            || self.children(verb).any(|c| self.dep(c) == "aux" && self.tag(c) == "TO")
    }

    /// Tells whether the token is a verb, auxiliaries included.
    pub(super) fn is_verbal(&self, i: usize) -> bool {
        matches!(self.pos(i), Pos::Verb | Pos::Aux)
    }

    /// Returns the words that name a source: the whole phrase, cut before the verb that hangs on it.
    pub(super) fn named_phrase(&self, head: usize, verb: usize) -> Range<usize> {
        let mut run = self.subtree(head);
        if run.contains(&verb) {
            if head < verb { run.end = verb } else { run.start = verb + 1 }
        }
        // "The Post, quoting an agency, said": the one cited is no part of the name.
        let cites = |i: &usize| {
            self.is_any(*i, &["citing", "quoting"]) && self.annotated.word(*i - 1) == ","
        };
        if let Some(cited) = (head + 1..run.end).find(cites) {
            run.end = cited;
        }
        // "said Hana Reth, a nurse, “the worst night …”": what is quoted is no part of the name.
        let quote = self.quote(head);
        if let Some(spoken) = (head..run.end).find(|i| self.quote(*i) != quote) {
            let number = self.quote(spoken).and_then(|q| self.quotes.get(q));
            if number.is_some_and(|q| q.tokens.end >= run.end && q.tokens.len() > 5) {
                run.end = spoken;
            }
        }
        let run = self.trim(run);
        if run.is_empty() { head..head + 1 } else { run }
    }

    /// Returns the verb with its auxiliaries, adverbs and particle.
    pub(super) fn verb_group(&self, verb: usize) -> Range<usize> {
        let belongs = |i: usize| {
            self.head(i) == verb
                && matches!(self.dep(i), "aux" | "auxpass" | "neg" | "advmod")
                && !matches!(self.tag(i), "WRB" | "IN")
        };
        let mut start = verb;
        while start > 0 && belongs(start - 1) {
            start -= 1;
        }
        let mut end = verb + 1;
        while end < self.len() && self.head(end) == verb && self.dep(end) == "prt" {
            end += 1;
        }
        start..end
    }

    /// Returns the head of the smallest clause that holds the token.
    pub(super) fn clause(&self, i: usize) -> usize {
        let mut at = i;
        for _ in 0..MOST_CLIMB {
            let head = self.head(at);
            let ends = matches!(
                self.dep(at),
                "ROOT" | "ccomp" | "advcl" | "relcl" | "parataxis" | "pcomp"
            ) || (self.dep(at) == "conj" && self.is_verbal(at));
            if head == at || (ends && self.is_verbal(at)) {
                return at;
            }
            at = head;
        }
        at
    }

    /// Returns the run a clause covers: the whole sentence for a root.
    pub(super) fn clause_run(&self, head: usize) -> Range<usize> {
        if self.head(head) == head { self.annotated.sentence_at(head) } else { self.subtree(head) }
    }
}
