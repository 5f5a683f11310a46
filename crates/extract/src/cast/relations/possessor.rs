//! A leader's own: "Roe's forces", "the Roe regime" say that Roe leads them.
//!
//! In: a description of an armed body or government with a person as possessor or first word.
//! Out: `leads`. Leaves alone groups a person merely has something to do with ("Roe's party"
//! may be hers or the one she votes for; only the nouns of the table count).
//!
//! Shown by the casebook pages `the-generals-forces`, `its-allies`.

use rashomon_model::EntityKind;

use super::{Tie, Ties};
use crate::CastMention;
use crate::cast::MentionForm;
use crate::cast::lexicon::CuePattern;

const RULE: &str = "leader-as-possessor";

/// Reads a mention.
pub(super) fn at(ties: &mut Ties<'_, '_>, mention: &CastMention) {
    if mention.kind != EntityKind::Group || mention.form == MentionForm::Pronoun {
        return;
    }
    let page = ties.page;
    let lemma = page.lemma(mention.head);
    let two = format!("{} {lemma}", page.lower(mention.head.saturating_sub(1)));
    let cue = ties
        .lexicon
        .cue(CuePattern::Own, &lemma)
        .or_else(|| ties.lexicon.cue(CuePattern::Own, &two));
    let Some(cue) = cue else { return };
    let possessor = page.children(mention.head).find(|c| {
        matches!(page.dep(*c), "poss" | "compound" | "nmod")
            && ties.kind(*c) == Some(EntityKind::Person)
    });
    // Without "'s" a lone word before "forces" is too often no person at all.
    let full = |p: &usize| {
        page.dep(*p) == "poss"
            || ties
                .cast
                .entity_of_token(*p)
                .and_then(|e| ties.cast.entity(e))
                .is_some_and(|e| e.name.contains(' '))
    };
    // "former leader Roe's guards" were his once.
    let past = |p: &usize| {
        let start = ties.party(*p).map_or(*p, |p| p.tokens.start);
        ties.is_past(*p) || (start.saturating_sub(3)..start).any(|t| page.lower(t) == "former")
    };
    if let Some(person) = possessor.filter(|p| *p < mention.head && full(p) && !past(p)) {
        let object = mention.head;
        let (kind, denied) = (cue.relation, false);
        let tie = Tie { subject: person, kind, object, cue: object, denied, rule: RULE };
        ties.add_directed(tie, cue.direction);
    }
}
