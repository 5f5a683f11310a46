//! Where places lie: "the village of Velm in Orn province", "Velm, Orland".
//!
//! In: a named place. Out: `located-in` the place that "in" or a comma puts around it. A comma
//! counts only before a state or region, since lists of towns have commas too.
//!
//! Shown by the casebook page `town-in-a-region`.

use rashomon_model::{EntityKind, RelationKind};

use super::{Tie, Ties};
use crate::CastMention;
use crate::cast::MentionForm;
use crate::cast::lexicon::StateForm;

const RULE: &str = "place-within-place";

/// Reads a mention.
pub(super) fn at(ties: &mut Ties<'_, '_>, mention: &CastMention) {
    let site = matches!(mention.kind, EntityKind::Place | EntityKind::Facility);
    if !site || mention.form == MentionForm::Pronoun {
        return;
    }
    let page = ties.page;
    let end = mention.tokens.end;
    let inside = match page.lower(end) {
        // "east of Velm in the Orn area": the "in" must hang on this very place.
        "in" if page.head(end) == mention.head
            && page.lower(mention.tokens.start.wrapping_sub(1)) != "of" =>
        {
            page.child(end, &["pobj"])
        }
        // "Orland, Velmia and Sembria" is a list of states.
        "," if !ties.is_land(mention.head) => following_region(ties, end + 1),
        _ => None,
    };
    let Some(outer) = inside.filter(|o| ties.kind(*o) == Some(EntityKind::Place)) else { return };
    // "any other city in the region": what is only described lies nowhere in particular.
    if !ties.is_named(mention.head) || !ties.is_named(outer) {
        return;
    }
    ties.add(Tie {
        subject: mention.head,
        kind: RelationKind::LocatedIn,
        object: outer,
        cue: end,
        denied: false,
        rule: RULE,
    });
}

/// Returns the head of a state or named region that starts at a token.
fn following_region(ties: &Ties<'_, '_>, start: usize) -> Option<usize> {
    let mention = ties.cast.at(start).filter(|m| m.tokens.start == start)?;
    let words = ties.page.lower_run(mention.tokens.clone());
    let state = matches!(ties.lexicon.state(&words), Some(StateForm::Land(_)));
    let region =
        words.ends_with("province") || words.ends_with("governorate") || words.ends_with("region");
    (state || region).then_some(mention.head)
}
