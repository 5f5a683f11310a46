//! Whose a weapon or a deed is, by the words before and after it.
//!
//! "Warplanes of the northern army", "Ostian jets", "planes belonging to the coalition". In: a
//! noun. Out: the party it points to. A weapon before the noun ("dynamite attacks") is nobody.
//!
//! Shown by the casebook pages `possessor`, `planes-belonging-to`.

use rashomon_model::EntityKind;
use rashomon_text::syntax::Pos;

use super::{Party, words};
use crate::events::lexicon::WeaponKind;
use crate::events::scene::Scene;

/// The owner of a weapon: "warplanes of the northern army", "Ostian jets", "the army's shells".
pub(super) fn of(scene: &Scene<'_>, weapon: usize) -> Option<Party> {
    let before = scene.kids(weapon).filter(|k| *k < weapon).find_map(|k| origin(scene, k));
    let of = || scene.prep_object(weapon, &["of", "by", "from"]).and_then(|t| origin(scene, t));
    let belonging = || {
        let acl = scene.kids(weapon).find(|k| scene.lemma(*k) == "belong")?;
        scene.prep_object(acl, &["to"]).and_then(|t| origin(scene, t))
    };
    before.or_else(of).or_else(belonging)
}

/// A word of origin: a group, a people's adjective, or a state as possessor.
pub(super) fn origin(scene: &Scene<'_>, token: usize) -> Option<Party> {
    let mention = scene.headed(token);
    let label = scene.annotated.tokens().get(token).map_or("", |t| t.ent_type.as_str());
    let group = mention.is_some_and(|m| m.kind == EntityKind::Group) || label == "NORP";
    let state = mention.is_some_and(|m| m.kind == EntityKind::Place)
        && (scene.dep(token) == "poss" || scene.tag(token).starts_with("JJ"));
    let listed = scene.lexicon.cue("origin", scene.lemma(token));
    let generic = scene.lexicon.cue("generic", scene.lemma(token)) || scene.pos(token) == Pos::Pron;
    let pointed = scene.word(token).ends_with("-led") || scene.word(token).ends_with("-backed");
    // "dynamite attacks": what it is made with is nobody.
    let thing = scene.weapon(token).is_some_and(|(w, _)| w.kind == WeaponKind::Weapon);
    if generic || thing || !(group || state || listed || pointed) {
        return None;
    }
    let tokens = match mention.filter(|m| m.head == token) {
        Some(mention) => mention.tokens.clone(),
        None => scene.phrase(token),
    };
    let text = words(scene, tokens.clone());
    Some(Party { entity: mention.and_then(|m| m.entity), text, tokens, suspected: false })
}
