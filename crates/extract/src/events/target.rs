//! Whom or what a happening hit, and what it damaged.
//!
//! "Rebels shelled a school" has a target; "the blast destroyed two houses" has damage. In: those
//! who suffer a trigger. Out: targets and damages as the words received. A place name is where it
//! happened, not what was hit; people who are counted dead or hurt are tolls; those killed of whom
//! no number is told ("killed the driver") are targets.
//!
//! Shown by the casebook pages `bombed-school`, `went-off-inside-a-bank`, `killed-the-driver`.

use std::ops::Range;

use rashomon_model::{EntityId, EntityKind, Status};
use rashomon_text::syntax::Pos;

use crate::events::lexicon::Frame;
use crate::events::nearest::Nearest;
use crate::events::people;
use crate::events::roles::Roles;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// A thing or people hit.
pub(crate) struct Hit {
    pub(crate) entity: Option<EntityId>,
    pub(crate) text: String,
    pub(crate) status: Status,
    pub(crate) tokens: Range<usize>,
    pub(crate) damaged: bool,
}

/// Finds what a trigger hit.
pub(crate) fn of(
    scene: &Scene<'_>,
    nearest: &Nearest,
    trigger: &Trigger,
    roles: &Roles,
) -> Vec<Hit> {
    let damaging = trigger.class.mode() == Some("destroy");
    let fits = matches!(trigger.frame, Frame::Act | Frame::Down | Frame::Fall);
    match trigger.frame {
        Frame::Blow => return struck(scene, nearest, roles),
        Frame::Kill | Frame::Die => return uncounted(scene, nearest, trigger, roles),
        _ if !fits => return Vec::new(),
        _ => {}
    }
    let free = roles.sufferers.iter().filter(|s| nearest.at(**s).is_none());
    free.filter_map(|s| hit(scene, *s, damaging)).collect()
}

/// "A bomb exploded inside a bank": the building that stood there.
fn struck(scene: &Scene<'_>, nearest: &Nearest, roles: &Roles) -> Vec<Hit> {
    let buildings = roles.struck.iter().filter(|t| nearest.at(**t).is_none());
    let solid = |t: &&usize| scene.is_building(**t) && !scene.cue("open-ground", **t);
    buildings.filter(solid).filter_map(|t| hit(scene, *t, false)).collect()
}

/// "The gunmen killed the driver": whom it hit, where the words count nobody.
fn uncounted(scene: &Scene<'_>, nearest: &Nearest, trigger: &Trigger, roles: &Roles) -> Vec<Hit> {
    let named_counts = trigger.class.kind() != "COERCE";
    let free = roles.sufferers.iter().filter(|s| nearest.at(**s).is_none());
    // "Ana Dole and Jon Pell were killed" is a toll of two; each of them is told of beside it.
    let several = roles.sufferers.iter().filter(|t| people::is_named(scene, **t)).count() > 1;
    let told = |t: &&usize| {
        if several && named_counts && people::is_named(scene, **t) {
            return true;
        }
        let definite = scene.kid(**t, &["det", "poss"]).is_some_and(|d| {
            scene.dep(d) == "poss" || matches!(scene.word(d), "the" | "this" | "these" | "those")
        });
        // "killing the people": whom, nobody could say.
        let vague =
            matches!(scene.lemma(**t), "people" | "person" | "other" | "individual" | "victim");
        definite && !vague && scene.person(**t).is_some() && people::count(scene, **t).is_none()
    };
    free.filter(told).filter_map(|s| hit(scene, *s, false)).collect()
}

fn hit(scene: &Scene<'_>, head: usize, damaging: bool) -> Option<Hit> {
    if scene.pos(head) == Pos::Pron {
        return None;
    }
    let mention = scene.headed(head);
    let thing = scene.is_building(head);
    let weapon = scene.weapon(head).is_some();
    let person = scene.person(head).is_some();
    let kind = mention.map(|m| m.kind);
    if kind == Some(EntityKind::Place) && !thing {
        return None;
    }
    let party = scene.lexicon.cue("party", scene.lemma(head));
    if weapon && !damaging && !thing {
        return None;
    }
    if !(thing || person || mention.is_some() || party || weapon) {
        return None;
    }
    let (status, _) = people::sort(scene, head);
    let tokens = scene.phrase(head);
    let text = scene.text(tokens.clone());
    let damaged = damaging && (thing || weapon);
    // "pylons" that the cast took for a body of people are things all the same.
    let body = mention.is_some_and(|m| m.kind == EntityKind::Group);
    let entity = mention.and_then(|m| m.entity).filter(|_| !(thing && body));
    Some(Hit { entity, text, status, tokens, damaged })
}
