//! Whom or what a happening hit, and what it damaged.
//!
//! "Rebels shelled a school" has a target; "the blast destroyed two houses" has damage. In: those
//! who suffer a trigger. Out: targets and damages as the words received. A place name is where it
//! happened, not what was hit; people who are counted dead or hurt are tolls.

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
    if !fits {
        return Vec::new();
    }
    let free = roles.sufferers.iter().filter(|s| nearest.at(**s).is_none());
    free.filter_map(|s| hit(scene, *s, damaging)).collect()
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
    let (mut status, _) = people::sort(scene, head);
    if thing && status == Status::Unknown && !person {
        status = Status::Unknown;
    }
    let tokens = scene.phrase(head);
    let text = scene.text(tokens.clone());
    let damaged = damaging && (thing || weapon);
    Some(Hit { entity: mention.and_then(|m| m.entity), text, status, tokens, damaged })
}
