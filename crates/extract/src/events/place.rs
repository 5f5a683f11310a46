//! Where a happening took place: "in Velm", "near the Velm bridge", "Velm was shelled".
//!
//! In: the triggers of a report. Out: for each trigger the place mentions of its clause, with the
//! relation that the preposition gives. Where a happening's own sentences name none, the nearest
//! sentence before it that names exactly one lends it, and a dateline only where nothing else
//! does. A place that acts ("Velm said") is no place of the happening.
//! Shown by the casebook pages `near`, `offset`, `where-the-speaker-was`, `where-the-council-met`,
//! `bombed-school`, `market-of-a-town`, `building-of-a-town`, `withdrawal-from-a-town`.

use std::ops::Range;

use rashomon_model::{EntityKind, PlaceId, PlaceRelation};
use rashomon_text::syntax::Pos;

use crate::CastMention;
use crate::events::lexicon::Form;
use crate::events::nearest::Nearest;
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

/// A place told for a happening.
#[derive(Clone, Debug)]
pub(crate) struct Where {
    pub(crate) place: PlaceId,
    pub(crate) tokens: Range<usize>,
    pub(crate) head: usize,
    pub(crate) relation: PlaceRelation,
    pub(crate) dateline: bool,
    pub(crate) kind: EntityKind,
    /// The trigger whose clause holds it.
    pub(crate) trigger: Option<usize>,
}

/// Finds every place of a report that can be a place of something, in text order.
pub(crate) fn all(scene: &Scene<'_>, nearest: &Nearest) -> Vec<Where> {
    let mut out = Vec::new();
    let dateline = scene.dateline;
    for (index, mention) in scene.cast.mentions.iter().enumerate() {
        let Some(place) = scene.place_of(index) else { continue };
        let outer = scene.outer_mention(mention.head).map(|(_, m)| m.kind);
        if matches!(outer, Some(EntityKind::Group | EntityKind::Outlet | EntityKind::Person)) {
            continue;
        }
        let head = mention.head;
        let Some(relation) = relation(scene, head) else { continue };
        if is_denied(scene, head)
            || !is_named(scene, mention)
            || mention.kind == EntityKind::Facility
                && !is_located(scene, head)
                && !is_of_town(scene, mention)
        {
            continue;
        }
        let is_dateline = mention.tokens.end <= dateline;
        let trigger = if is_dateline { None } else { nearest.of(scene, head) };
        let tokens = mention.tokens.clone();
        out.push(Where {
            place,
            tokens,
            head,
            relation,
            dateline: is_dateline,
            trigger,
            kind: mention.kind,
        });
    }
    out
}

/// A name, or words the cast takes for something named ("the city" for a town told before).
fn is_named(scene: &Scene<'_>, mention: &CastMention) -> bool {
    let entity = mention.entity.and_then(|e| scene.cast.entities.get(e.index()));
    mention.tokens.clone().any(|t| scene.pos(t) == Pos::Propn)
        || entity.is_some_and(|e| {
            let mut words = e.name.split_whitespace();
            words
                .any(|w| w.chars().next().is_some_and(char::is_uppercase) && w != "The" && w != "A")
        })
}

/// "Velm market": a name and a plain noun. What was hit there happened there.
fn is_of_town(scene: &Scene<'_>, mention: &CastMention) -> bool {
    let named = mention.tokens.clone().filter(|t| *t != mention.head);
    let mut named = named.filter(|t| scene.pos(*t) == Pos::Propn);
    let hit = match scene.dep(mention.head) {
        "dobj" | "nsubjpass" => true,
        "pobj" => {
            scene.head(mention.head).is_some_and(|p| matches!(scene.word(p), "on" | "against"))
        }
        _ => false,
    };
    hit && scene.tag(mention.head) == "NN" && named.next().is_some()
}

/// "none of its fighters was near the market": nobody was there.
fn is_denied(scene: &Scene<'_>, head: usize) -> bool {
    let verb = scene.head(head).filter(|p| scene.dep(*p) == "prep").and_then(|p| scene.head(p));
    let Some(verb) = verb.filter(|v| scene.lemma(*v) == "be") else { return false };
    let nobody = |t: usize| matches!(scene.word(t), "none" | "nobody" | "no" | "neither");
    let subject = scene.kid(verb, &["nsubj"]);
    scene.kid(verb, &["neg"]).is_some()
        || subject.is_some_and(|s| nobody(s) || scene.kids(s).any(nobody))
}

/// A building is where something happened only behind a preposition of place; else it was hit.
fn is_located(scene: &Scene<'_>, head: usize) -> bool {
    let mut at = head;
    for _ in 0..3 {
        let Some(up) = scene.head(at) else { return false };
        match scene.dep(at) {
            "pobj" => {
                return matches!(
                    scene.word(up),
                    "in" | "at" | "near" | "inside" | "outside" | "around" | "beside" | "behind"
                );
            }
            "compound" | "nmod" | "conj" | "appos" => at = up,
            _ => return false,
        }
    }
    false
}

/// Tells how a place stands in its clause; nothing where it acts or only describes.
fn relation(scene: &Scene<'_>, head: usize) -> Option<PlaceRelation> {
    if scene.tag(head).starts_with("JJ") {
        return None;
    }
    let mut at = head;
    for _ in 0..5 {
        let up = scene.head(at)?;
        match scene.dep(at) {
            "nsubj" | "agent" => {
                // "Velm saw clashes", "Velm came under fire" name a place; "Velm bombed" does not.
                let passive = matches!(
                    scene.lemma(up),
                    "see" | "witness" | "come" | "be" | "fall" | "suffer"
                );
                return passive.then_some(PlaceRelation::At);
            }
            "pobj" => {
                return match scene.word(up) {
                    "near" | "outside" | "around" | "toward" | "towards" | "beside" => {
                        Some(PlaceRelation::Near)
                    }
                    "to" if !matches!(
                        scene.head(up).map_or("", |v| scene.word(v)),
                        "close" | "next"
                    ) =>
                    {
                        None
                    }
                    "by" | "with" | "against" | "about" | "than" | "like" => None,
                    "of" if scene.head(up).is_some_and(|n| is_direction(scene, n)) => {
                        Some(PlaceRelation::Distance)
                    }
                    // "withdrew from Velm" is about Velm; "planes from Ostia" is about the planes.
                    "from" => {
                        let leaves =
                            scene.head(up).is_some_and(|h| scene.is_verb(h) || left(scene, h));
                        leaves.then_some(PlaceRelation::Near)
                    }
                    "as" => None,
                    _ => Some(PlaceRelation::At),
                };
            }
            "poss" => return scene.is_building(up).then_some(PlaceRelation::At),
            "compound" | "nmod" | "amod" | "conj" | "appos" | "dep" | "npadvmod" => at = up,
            _ => return Some(PlaceRelation::At),
        }
    }
    Some(PlaceRelation::At)
}

/// A going away told as a noun: "the withdrawal from Velm".
fn left(scene: &Scene<'_>, noun: usize) -> bool {
    let mut entries = scene.lexicon.triggers(scene.lemma(noun)).iter();
    entries.any(|entry| entry.form == Form::Noun && entry.class.kind() == "RETREAT")
}

fn is_direction(scene: &Scene<'_>, token: usize) -> bool {
    matches!(
        scene.word(token),
        "north"
            | "south"
            | "east"
            | "west"
            | "northeast"
            | "northwest"
            | "southeast"
            | "southwest"
            | "kilometers"
            | "kilometres"
            | "km"
            | "miles"
            | "outskirts"
    )
}

/// The most places of one sentence that are looked at for one happening.
const MANY: usize = 100;

/// Chooses the places of one happening from those of the report.
pub(crate) fn of_event(
    scene: &Scene<'_>,
    places: &[Where],
    by_sentence: &[Range<usize>],
    members: &[usize],
    triggers: &[Trigger],
) -> Vec<usize> {
    // What is said, agreed or demanded has no scene that other sentences could lend it.
    let talk = members
        .iter()
        .filter_map(|m| triggers.get(*m))
        .all(|t| !matches!(t.class.kind(), "ASSAULT" | "COERCE" | "CONTROL" | "LOSS" | "PROTEST"));
    let own = |index: &usize| places[*index].trigger.is_some_and(|t| members.contains(&t));
    // A sentence of very many places is a list, or no sentence at all.
    let in_sentence =
        |s: usize| by_sentence.get(s).map_or(0..0, |r| r.start..r.end.min(r.start + MANY));
    let mut sentences: Vec<usize> =
        members.iter().filter_map(|m| triggers.get(*m)).map(|t| scene.sentence(t.token)).collect();
    sentences.dedup();
    let mut out: Vec<usize> = sentences.iter().flat_map(|s| in_sentence(*s)).filter(own).collect();
    if out.is_empty() && talk {
        return out;
    }
    if out.is_empty() {
        let loose = |i: &usize| !places[*i].dateline;
        out = sentences.iter().flat_map(|s| in_sentence(*s)).filter(loose).take(2).collect();
    }
    if out.is_empty() {
        let first = sentences.first().copied().unwrap_or(0);
        let near = (first.saturating_sub(3)..first).rev().chain(first + 1..first + 2);
        // A country told in another sentence says nothing of where in it.
        let lends = |s: usize| {
            let near = in_sentence(s).filter(|i| !places[*i].dateline);
            near.filter(|i| !scene.is_country(places[*i].place)).collect::<Vec<_>>()
        };
        out = near.map(lends).find(|found| !found.is_empty()).unwrap_or_default();
        // Of several places in another sentence none is the one.
        if out.len() > 1 {
            out.clear();
        }
    }
    if out.is_empty() {
        out = in_sentence(0).filter(|i| places[*i].dateline).take(1).collect();
    }
    // "the city" says no more than the name that stands beside it.
    let named = |i: &usize| places[*i].tokens.clone().any(|t| scene.pos(t) == Pos::Propn);
    if out.iter().any(named) {
        out.retain(named);
    }
    out.sort_unstable();
    out.dedup_by_key(|i| places[*i].place);
    out
}

/// Groups places by sentence, so that a happening's sentences are looked up at once.
pub(crate) fn by_sentence(scene: &Scene<'_>, places: &[Where]) -> Vec<Range<usize>> {
    let count = scene.annotated.doc.sentences().len();
    let mut out = vec![0..0; count];
    for (index, place) in places.iter().enumerate() {
        if let Some(range) = out.get_mut(scene.sentence(place.head)) {
            if range.start >= range.end {
                *range = index..index + 1;
            } else {
                range.end = index + 1;
            }
        }
    }
    out
}
