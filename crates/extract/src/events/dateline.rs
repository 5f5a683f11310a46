//! Where the dateline at the head of a report ends: "VELM, Ostia, March 3 (Agency) —".
//!
//! In: the tokens. Out: the first token of the report proper. What stands in a dateline has done
//! and suffered nothing, though the parse often makes it the subject of the first sentence.
//! Looks at the first words alone; "The rebels — and others — shelled it" opens with no dateline.
//! Shown by the casebook page `a-dateline-does-nothing`.

use rashomon_model::EntityKind;
use rashomon_text::syntax::Pos;

use crate::events::scene::Scene;

/// A dateline has no more tokens than this.
const LONGEST: usize = 30;

/// Finds the end of a dateline; 0 where there is none.
pub(super) fn end(scene: &Scene<'_>) -> usize {
    let dash = (0..scene.len().min(LONGEST)).find(|t| is_dash(scene, *t));
    let Some(dash) = dash.filter(|d| *d > 0) else { return 0 };
    let place = scene.is_kind(first_head(scene), &[EntityKind::Place]);
    let opens = place || is_capitals(scene, 0);
    let mut depth = 0_usize;
    let named = (0..dash).all(|t| {
        match scene.word(t) {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > 0
            || scene.time(t).is_some()
            || matches!(scene.pos(t), Pos::Propn | Pos::Punct | Pos::Num | Pos::Sym)
            || is_capitals(scene, t)
            || scene.is_kind(t, &[EntityKind::Place])
    });
    // "Ostia – a state at war – bombed": one name alone is a dateline only in capitals.
    let full = (0..dash)
        .any(|t| matches!(scene.word(t), "," | "(" | "[") || scene.time(t).is_some())
        || (0..dash).all(|t| is_capitals(scene, t));
    if opens && named && full { dash + 1 } else { 0 }
}

/// The head of the name that opens the text.
fn first_head(scene: &Scene<'_>) -> usize {
    scene.outer_mention(0).map_or(0, |(_, mention)| mention.head)
}

/// A dash, or a hyphen with room around it.
fn is_dash(scene: &Scene<'_>, token: usize) -> bool {
    let spaced = |t: usize| scene.annotated.tokens().get(t).is_some_and(|t| t.whitespace_after);
    match scene.word(token) {
        "--" | "—" | "–" => true,
        "-" => spaced(token) && token.checked_sub(1).is_some_and(spaced),
        _ => false,
    }
}

fn is_capitals(scene: &Scene<'_>, token: usize) -> bool {
    let word = scene.annotated.word(token);
    word.chars().count() > 1
        && !word.chars().any(char::is_lowercase)
        && word.chars().any(char::is_uppercase)
}
