//! How entities stand to each other: who leads, speaks for, supports or opposes whom.
//!
//! In: the cast and the voices. Out: [`Relation`]s in text order, each with the words that carry
//! it, who says so, how firmly, and the rule that found it. One rule a file; cue words are the
//! table `cast-relations.tsv`. Does not weigh or date relations. Must hold: both parties are
//! entities of the report, and no entity stands in a relation to itself.

mod adjective;
mod hyphen;
mod noun;
mod phrase;
mod place;
mod possessor;
mod verb;
mod war;

use std::collections::HashSet;
use std::ops::Range;

use rashomon_model::{
    Certainty, EntityId, EntityKind, Polarity, Reading, Relation, RelationKind, Span,
};
use rashomon_text::Annotated;

use super::lexicon::{CastLexicon, Direction};
use super::page::Page;
use crate::{Cast, Lexicons, Speech};

/// Finds relations between entities and writes them into the reading.
pub fn find(
    annotated: &Annotated<'_>,
    cast: &Cast,
    speech: &Speech,
    lexicons: &Lexicons,
    reading: &mut Reading,
) {
    let page = Page::new(annotated);
    let mut ties = Ties {
        page: &page,
        cast,
        speech,
        lexicon: &lexicons.cast,
        found: Vec::new(),
        said: HashSet::new(),
    };
    for token in 0..page.len() {
        noun::at(&mut ties, token);
        verb::at(&mut ties, token);
        adjective::at(&mut ties, token);
        phrase::at(&mut ties, token);
        hyphen::at(&mut ties, token);
        war::at(&mut ties, token);
    }
    for mention in &cast.mentions {
        possessor::at(&mut ties, mention);
        place::at(&mut ties, mention);
    }
    let mut found = ties.found;
    found.sort_by_key(|r| (r.span.start, r.span.end, r.subject, r.object));
    reading.relations.extend(found);
}

/// What the rules look at, and what they have found.
struct Ties<'t, 'a> {
    page: &'t Page<'a>,
    cast: &'t Cast,
    speech: &'t Speech,
    lexicon: &'t CastLexicon,
    found: Vec<Relation>,
    said: HashSet<(EntityId, RelationKind, EntityId, Polarity, usize)>,
}

/// One side of a relation.
struct Party {
    entity: EntityId,
    kind: EntityKind,
    tokens: Range<usize>,
}

/// One relation on its way: parties as tokens that head mentions.
struct Tie {
    subject: usize,
    kind: RelationKind,
    object: usize,
    /// The token whose voice and certainty count.
    cue: usize,
    rule: &'static str,
}

impl Ties<'_, '_> {
    /// Returns what the words around a token denote: the mention it heads, a possessive pronoun,
    /// or the smallest mention that holds it.
    fn party(&self, token: usize) -> Option<Party> {
        let cast = self.cast;
        if let Some(owner) = cast.owner(token) {
            let kind = cast.entity(owner)?.kind;
            return Some(Party { entity: owner, kind, tokens: token..token + 1 });
        }
        let mention = cast.headed_by(token).or_else(|| cast.at(token))?;
        Some(Party { entity: mention.entity?, kind: mention.kind, tokens: mention.tokens.clone() })
    }

    fn kind(&self, token: usize) -> Option<EntityKind> {
        self.party(token).map(|p| p.kind)
    }

    fn is_party(&self, token: usize) -> bool {
        use EntityKind::{Group, Outlet, Person};
        matches!(self.kind(token), Some(Group | Outlet | Person))
    }

    /// Returns the token and the members of the list it opens ("A, B and C").
    fn with_conjuncts(&self, token: usize) -> Vec<usize> {
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

    /// Records a relation, turned as its cue says, unless it relates a thing to itself.
    fn add_directed(&mut self, tie: Tie, direction: Direction) {
        match direction {
            Direction::Straight => self.add(tie),
            Direction::Reversed => {
                self.add(Tie { subject: tie.object, object: tie.subject, ..tie })
            }
            Direction::OutletOnly => {
                if self.kind(tie.subject) == Some(EntityKind::Outlet) {
                    self.add(tie);
                }
            }
        }
    }

    fn add(&mut self, tie: Tie) {
        let (Some(a), Some(b)) = (self.party(tie.subject), self.party(tie.object)) else { return };
        let (subject, object) = (a.entity, b.entity);
        let kind = fitting(tie.kind, a.kind, b.kind);
        let Some(kind) = kind.filter(|_| subject != object) else { return };
        let polarity = self.polarity(tie.cue, tie.object);
        let innermost = self.speech.innermost(tie.cue).map_or(usize::MAX, |id| id.index());
        if !self.said.insert((subject, kind, object, polarity, innermost)) {
            return;
        }
        self.found.push(Relation {
            subject,
            kind,
            object,
            when: None,
            said_by: self.speech.voices(self.page.annotated, tie.cue),
            certainty: self.certainty(tie.cue),
            polarity,
            span: self.span(&a, &b, tie.cue),
            rule: tie.rule.into(),
        });
    }

    /// The words from the first party to the second, the cue included.
    fn span(&self, a: &Party, b: &Party, cue: usize) -> Span {
        let start = a.tokens.start.min(b.tokens.start).min(cue);
        let end = a.tokens.end.max(b.tokens.end).max(cue + 1);
        self.page.annotated.span(start..end)
    }

    /// Returns the verb or the cue itself, whichever the clause hangs on.
    fn clause(&self, cue: usize) -> usize {
        let page = self.page;
        let mut at = cue;
        for _ in 0..6 {
            if page.tag(at).starts_with("VB") || page.head(at) == at {
                break;
            }
            // What stands inside a noun group is not denied with the verb above it.
            if !matches!(page.dep(at), "attr" | "acomp" | "prep" | "pobj" | "oprd") {
                break;
            }
            at = page.head(at);
        }
        at
    }

    fn polarity(&self, cue: usize, object: usize) -> Polarity {
        let page = self.page;
        // "headed not by Roe": the "not" stands before the preposition, beside the cue.
        let beside = (cue + 1..object.min(cue + 4)).any(|t| page.lower(t) == "not");
        let before =
            self.party(object).is_some_and(|m| page.lower(m.tokens.start.wrapping_sub(1)) == "not");
        if beside || before {
            return Polarity::Denied;
        }
        let denied =
            |t: usize| page.children(t).any(|c| page.dep(c) == "neg" || page.lower(c) == "never");
        if denied(cue) || denied(self.clause(cue)) { Polarity::Denied } else { Polarity::Affirmed }
    }

    fn certainty(&self, cue: usize) -> Certainty {
        let page = self.page;
        let clause = self.clause(cue);
        let weak = |t: usize| {
            matches!(
                page.lower(t),
                "may" | "might" | "could" | "possibly" | "perhaps" | "reportedly" | "allegedly"
            )
        };
        let likely = |t: usize| matches!(page.lower(t), "probably" | "likely" | "apparently");
        if page.children(clause).chain(page.children(cue)).any(weak) {
            Certainty::Possible
        } else if page.children(clause).any(likely) {
            Certainty::Probable
        } else {
            Certainty::Certain
        }
    }

    /// Tells whether a verb only plans, wishes or supposes ("to join", "if it joins", "will join").
    fn is_unreal(&self, verb: usize) -> bool {
        let page = self.page;
        page.children(verb).any(|c| {
            matches!(page.lower(c), "to" | "if" | "unless" | "will" | "would" | "should" | "must")
                && c < verb
        })
    }
}

/// Fits a relation to the kinds of its parties; none where they cannot stand so.
fn fitting(kind: RelationKind, subject: EntityKind, object: EntityKind) -> Option<RelationKind> {
    use EntityKind::{Facility, Group, Outlet, Person, Place};
    use RelationKind::{
        Favours, Leads, LocatedIn, MemberOf, OpposedTo, PartOf, SpeaksFor, Supports,
    };
    let body = |k: EntityKind| matches!(k, Group | Outlet);
    let party = |k: EntityKind| matches!(k, Group | Outlet | Person);
    match kind {
        MemberOf | PartOf if !body(object) => None,
        MemberOf | PartOf if subject == Person => Some(MemberOf),
        MemberOf | PartOf if body(subject) => {
            Some(if kind == MemberOf { MemberOf } else { PartOf })
        }
        MemberOf | PartOf => None,
        Leads => ((subject == Person || subject == Group) && (body(object) || object == Place))
            .then_some(Leads),
        SpeaksFor => (party(subject) && (party(object) || object == Place)).then_some(SpeaksFor),
        LocatedIn => (matches!(subject, Place | Facility) && object == Place).then_some(LocatedIn),
        Supports | Favours if subject == Outlet => party(object).then_some(Favours),
        OpposedTo => (party(subject) && party(object)).then_some(OpposedTo),
        other => (party(subject) && party(object)).then_some(other),
    }
}
