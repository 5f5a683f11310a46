//! Which parties of a report bear arms, by what the report itself says of them.
//!
//! "Front fighters", "the Front, a rebel group", "the jihadist group Front" make "two members of
//! the Front" combatants; nothing is known of any party beforehand. A name with "army" or
//! "brigade" in it says so by itself. In: the scene. Out: whether the party at a token bears arms.
//! Must hold: one pass over the tokens of a report.
//!
//! Shown by the casebook pages `members-of-the-front`, `members-of-the-council`.

use foldhash::HashSet;
use rashomon_model::{EntityId, EntityKind, Status};
use rashomon_text::syntax::Pos;

use crate::events::scene::Scene;

/// The parties of a report that bear arms, as entities and as the words that name them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Armed {
    entities: HashSet<EntityId>,
    words: HashSet<String>,
    /// Last words of longer names: "the Front".
    last: HashSet<String>,
}

impl Armed {
    /// Reads who bears arms.
    pub(crate) fn new(scene: &Scene<'_>) -> Armed {
        let mut armed = Armed::default();
        for token in 0..scene.len() {
            let body = is_body(scene, token);
            armed.entities.extend(scene.entity(token).filter(|_| body));
            if !is_soldier(scene, token) && !body {
                continue;
            }
            // "Front fighters", "fighters of the Front", "Front group fighters".
            for kid in scene.kids(token).collect::<Vec<_>>() {
                match scene.dep(kid) {
                    "compound" | "nmod" | "poss" | "amod" if kid < token => {
                        armed.add(scene, kid);
                        if scene.cue("body", kid) {
                            scene.kids(kid).for_each(|k| armed.add(scene, k));
                        }
                    }
                    // "the rebel group Front".
                    "appos" if body => armed.add(scene, kid),
                    _ => {}
                }
            }
            let of = scene.prep_object(token, &["of", "from"]).filter(|_| !body);
            of.into_iter().for_each(|t| armed.add(scene, t));
            // "the Front, a rebel group".
            let named = scene.head(token).filter(|_| body && scene.dep(token) == "appos");
            named.into_iter().for_each(|t| armed.add(scene, t));
        }
        armed
    }

    fn add(&mut self, scene: &Scene<'_>, token: usize) {
        let outer = scene.outer_mention(token).map(|(_, m)| m);
        let named = scene.headed(token).is_some_and(|m| m.kind == EntityKind::Group);
        let capital = scene.annotated.word(token).starts_with(char::is_uppercase)
            && scene.is_noun(token)
            && scene.sentence_tokens(token).start != token;
        if scene.pos(token) != Pos::Propn && !named && !capital {
            return;
        }
        let other = [EntityKind::Place, EntityKind::Person, EntityKind::Facility];
        if scene.headed(token).or(outer).is_some_and(|m| other.contains(&m.kind)) {
            return;
        }
        let group = scene.headed(token).filter(|m| m.kind == EntityKind::Group);
        self.entities.extend(group.and_then(|m| m.entity));
        match group.filter(|m| m.tokens.len() > 1) {
            // "Northern Liberation Front" comes back as NLF, or as "the Front".
            Some(name) => {
                let initials = name.tokens.clone().filter_map(|t| initial(scene, t));
                self.words.insert(initials.flat_map(char::to_lowercase).collect());
                self.last.insert(scene.word(name.tokens.end.saturating_sub(1)).to_owned());
            }
            None => {
                self.words.insert(scene.word(token).to_owned());
            }
        }
    }

    /// Tells whether a party is known to bear arms.
    pub(crate) fn holds(&self, entity: EntityId) -> bool {
        self.entities.contains(&entity)
    }
}

fn initial(scene: &Scene<'_>, token: usize) -> Option<char> {
    scene.annotated.word(token).chars().next().filter(|c| c.is_uppercase())
}

/// "fighters", "militants", "soldiers".
fn is_soldier(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_noun(token) && scene.person(token).is_some_and(|p| p.status == Status::Combatant)
}

/// "rebel group", "armed faction".
fn is_body(scene: &Scene<'_>, token: usize) -> bool {
    scene.is_noun(token)
        && scene.cue("body", token)
        && scene.kids(token).any(|k| k < token && (is_soldier_word(scene, k)))
}

fn is_soldier_word(scene: &Scene<'_>, token: usize) -> bool {
    scene.cue("armed", token) || scene.person(token).is_some_and(|p| p.status == Status::Combatant)
}

/// Tells whether the party at a token bears arms.
pub(crate) fn is_armed(scene: &Scene<'_>, token: usize) -> bool {
    let armed = scene.armed();
    if scene.entity(token).is_some_and(|e| armed.entities.contains(&e)) {
        return true;
    }
    if !scene.is_noun(token) {
        return false;
    }
    if armed.words.contains(scene.word(token)) && initial(scene, token).is_some()
        || scene.cue("force", token)
    {
        return true;
    }
    let short = armed.last.contains(scene.word(token)) && initial(scene, token).is_some();
    if short && token.checked_sub(1).is_some_and(|t| scene.word(t) == "the") {
        return true;
    }
    if is_body(scene, token) {
        return true;
    }
    // "the Velm Liberation Army": any word of the name.
    let group = scene.headed(token).filter(|m| m.kind == EntityKind::Group);
    group.is_some_and(|m| {
        m.tokens.clone().any(|t| scene.cue("force", t) || armed.words.contains(scene.word(t)))
    })
}
