//! Nouns for what somebody does for a living, by how they are made: "a baker", "three florists".
//!
//! No list of trades is ever complete, so the ending speaks: -er, -or, -ist, -man. It is asked only of
//! those who are killed, hurt, held or missing, where a carrier or a tower rarely stands; the
//! table's exceptions name those that do. In: a noun. Out: whether it is somebody.
//!
//! Shown by the casebook pages `a-baker`, `a-helicopter-is-nobody`.

use rashomon_text::syntax::Pos;

use crate::events::scene::Scene;

/// Tells whether a common noun names somebody by a trade.
pub(super) fn is_trade(scene: &Scene<'_>, noun: usize) -> bool {
    if scene.pos(noun) != Pos::Noun || scene.is_building(noun) || scene.weapon(noun).is_some() {
        return false;
    }
    let lemma = scene.lemma(noun);
    let ended = (2..=4).any(|n| {
        let stem = lemma.len().checked_sub(n).filter(|s| *s >= 3);
        let ending = stem.and_then(|s| lemma.get(s..));
        ending.is_some_and(|e| scene.lexicon.cue("trade-ending", e))
    });
    ended && !scene.lexicon.cue("no-trade", lemma)
}
