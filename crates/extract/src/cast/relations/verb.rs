//! What parties do to each other: "Roe leads the Front", "the council, headed by Roe", "rebels
//! who are fighting against the army", "the alliance includes the Dawn Brigade".
//!
//! In: a verb of the table. Out: a relation between its subject and object, actively and
//! passively, in main, relative and participle clauses. Plans, wishes and conditions are left
//! alone, since nothing is said to hold.
//!
//! Shown by the casebook pages `outlet-that-supports`, `accused-of-backing`, `plans-to-join`.

use rashomon_model::RelationKind;

use super::{Tie, Ties};
use crate::cast::lexicon::{Cue, CuePattern};

const RULE: &str = "verb-between-parties";

/// Reads the verb at a token.
pub(super) fn at(ties: &mut Ties<'_, '_>, token: usize) {
    let page = ties.page;
    if !page.tag(token).starts_with("VB") {
        return;
    }
    let lemma = page.lemma(token);
    let real = |cue: &Cue| !ties.is_unreal(token, cue.relation);
    let plain = ties.lexicon.cue(CuePattern::Verb, &lemma).filter(real);
    let passive = is_passive(ties, token);
    if let Some(cue) = plain {
        let (subjects, objects) = if passive {
            (agents(ties, token), ties.subjects(token, true))
        } else {
            (ties.subjects(token, false), objects(ties, token))
        };
        tie_all(ties, token, cue, &subjects, &objects);
    }
    for prep in page.children(token).filter(|c| page.dep(*c) == "prep") {
        let word = format!("{lemma} {}", page.lower(prep));
        let real = |cue: &Cue| !ties.is_unreal(token, cue.relation);
        if let Some(cue) = ties.lexicon.cue(CuePattern::VerbPrep, &word).filter(real) {
            let subjects = ties.subjects(token, passive);
            let objects = prepositional(ties, prep);
            tie_all(ties, token, cue, &subjects, &objects);
        }
    }
}

fn tie_all(
    ties: &mut Ties<'_, '_>,
    cue_at: usize,
    cue: Cue,
    subjects: &[usize],
    objects: &[usize],
) {
    for subject in subjects {
        for object in objects {
            let (Some(subject), Some(object)) =
                (ties.stands_for(*subject), ties.stands_for(*object))
            else {
                continue;
            };
            let (kind, denied) = (cue.relation, false);
            // "the rebels include several men": a part needs a name, and so does its whole.
            let part = kind == RelationKind::PartOf;
            if part && !(ties.is_named(subject) && ties.is_named(object)) {
                continue;
            }
            let tie = Tie { subject, kind, object, cue: cue_at, denied, rule: RULE };
            ties.add_directed(tie, cue.direction);
        }
    }
}

fn is_passive(ties: &Ties<'_, '_>, verb: usize) -> bool {
    let page = ties.page;
    let aux = page.children(verb).any(|c| matches!(page.dep(c), "auxpass" | "agent" | "nsubjpass"));
    aux || page.tag(verb) == "VBN" && matches!(page.dep(verb), "acl" | "amod")
}

fn objects(ties: &Ties<'_, '_>, verb: usize) -> Vec<usize> {
    ties.page.child(verb, &["dobj"]).map_or_else(Vec::new, |o| ties.with_conjuncts(o))
}

fn agents(ties: &Ties<'_, '_>, verb: usize) -> Vec<usize> {
    ties.page.child(verb, &["agent"]).map_or_else(Vec::new, |by| prepositional(ties, by))
}

fn prepositional(ties: &Ties<'_, '_>, prep: usize) -> Vec<usize> {
    ties.page.child(prep, &["pobj"]).map_or_else(Vec::new, |o| ties.with_conjuncts(o))
}
