//! How entities stand to each other: who leads, speaks for, supports or opposes whom.
//!
//! In: the cast and the voices. Out: [`Relation`]s in text order, each with the words that carry
//! it, who says so, how firmly and when, and the rule that found it. One rule a file; cue words
//! are the table `cast-relations.tsv`. Does not weigh relations. Must hold: both parties are
//! entities of the report, at least one of them has a name, and none stands in a relation to
//! itself.

mod adjective;
mod bond;
mod firmness;
mod hyphen;
mod noun;
mod parties;
mod phrase;
mod place;
mod possessor;
mod under;
mod verb;
mod war;

use foldhash::HashSet;
use rashomon_model::{EntityId, EntityKind, Polarity, Reading, Relation, RelationKind, Span};
use rashomon_text::Annotated;

use super::lexicon::{CastLexicon, Direction};
use super::page::Page;
use crate::{Cast, Lexicons, Speech};
use firmness::Dates;
use parties::Party;

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
        dates: Dates::new(&page),
        found: Vec::new(),
        said: HashSet::default(),
    };
    for token in 0..page.len() {
        noun::at(&mut ties, token);
        verb::at(&mut ties, token);
        adjective::at(&mut ties, token);
        phrase::at(&mut ties, token);
        hyphen::at(&mut ties, token);
        war::at(&mut ties, token);
        bond::at(&mut ties, token);
        under::at(&mut ties, token);
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
    dates: Dates,
    found: Vec<Relation>,
    said: HashSet<(EntityId, RelationKind, EntityId, Polarity, usize)>,
}

/// One relation on its way: parties as tokens that head mentions.
#[derive(Clone, Copy)]
struct Tie {
    subject: usize,
    kind: RelationKind,
    object: usize,
    /// The token whose voice and certainty count.
    cue: usize,
    /// Whether the cue itself says that it is not so ("denied any links").
    denied: bool,
    rule: &'static str,
}

impl Ties<'_, '_> {
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
        let (Some(mut a), Some(mut b)) = (self.party(tie.subject), self.party(tie.object)) else {
            return;
        };
        let told = self.negation(&tie, &b);
        if tie.kind == RelationKind::AlliedWith && b.kind == EntityKind::Outlet {
            // "a Front-aligned channel": an outlet has no allies, it leans.
            std::mem::swap(&mut a, &mut b);
        }
        let (subject, object) = (a.entity, b.entity);
        // Two descriptions tell a reader nothing, unless one is the other's voice.
        let speaks = tie.kind == RelationKind::SpeaksFor;
        let known = speaks || self.cast.is_named(subject) || self.cast.is_named(object);
        let kind = fitting(tie.kind, a.kind, b.kind);
        let Some(kind) = kind.filter(|_| known && subject != object) else { return };
        let innermost = self.speech.innermost(tie.cue).map_or(usize::MAX, |id| id.index());
        if !self.said.insert((subject, kind, object, told, innermost)) {
            return;
        }
        self.found.push(Relation {
            subject,
            kind,
            object,
            when: self.when(tie.cue),
            said_by: self.speech.voices(self.page.annotated, tie.cue),
            certainty: self.certainty(tie.cue),
            polarity: told,
            span: self.span(&a, &b, tie.cue),
            rule: tie.rule.into(),
        });
    }

    fn negation(&self, tie: &Tie, object: &Party) -> Polarity {
        if tie.denied { Polarity::Denied } else { self.polarity(tie.cue, object) }
    }

    /// The words from the first party to the second, the cue included.
    fn span(&self, a: &Party, b: &Party, cue: usize) -> Span {
        let start = a.tokens.start.min(b.tokens.start).min(cue);
        let end = a.tokens.end.max(b.tokens.end).max(cue + 1);
        self.page.annotated.span(start..end)
    }
}

/// Fits a relation to the kinds of its parties; none where they cannot stand so.
fn fitting(kind: RelationKind, subject: EntityKind, object: EntityKind) -> Option<RelationKind> {
    use EntityKind::{Facility, Group, Outlet, Person, Place};
    use RelationKind::{
        AlliedWith, Favours, Leads, LocatedIn, MemberOf, OpposedTo, PartOf, SpeaksFor, Supports,
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
        Leads => {
            let leader = matches!(subject, Person | Group);
            (leader && (body(object) || matches!(object, Place | Facility))).then_some(Leads)
        }
        SpeaksFor => (party(subject) && (party(object) || object == Place)).then_some(SpeaksFor),
        LocatedIn => (matches!(subject, Place | Facility) && object == Place).then_some(LocatedIn),
        AlliedWith if subject == Outlet && object != Outlet => party(object).then_some(Favours),
        Supports | Favours if subject == Outlet => party(object).then_some(Favours),
        OpposedTo => (party(subject) && party(object)).then_some(OpposedTo),
        other => (party(subject) && party(object)).then_some(other),
    }
}
