//! Words that tell of a happening: verbs, nouns and phrases of the trigger table.
//!
//! In: the scene. Out: triggers in text order, each with its class. "Rebels shelled Velm" has
//! one; "an attack helicopter" has none, because the noun only says what sort of helicopter.
//! A word whose company is in `events-leave.tsv` ("struck a deal") is no trigger.
//! Shown by the casebook pages `two-in-one-sentence`, `talks-and-aid`, `heart-attack`,
//! `killed-the-bill`, `hit-film`.

use std::ops::Range;

use foldhash::HashSet;
use rashomon_model::{EventClass, Slot};
use rashomon_text::syntax::Pos;

use crate::events::figurative;
use crate::events::lexicon::{Entry, Form, Frame, Place, WeaponKind};
use crate::events::people;
use crate::events::roles;
use crate::events::scene::Scene;

/// One word or phrase that tells of a happening.
#[derive(Clone, Debug)]
pub(crate) struct Trigger {
    /// The token that the clause hangs on.
    pub(crate) token: usize,
    /// The words of the trigger.
    pub(crate) words: Range<usize>,
    /// The object that belongs to a verb phrase ("fire" in "open fire").
    pub(crate) object: Option<usize>,
    pub(crate) form: Form,
    pub(crate) frame: Frame,
    pub(crate) counts: Option<Slot>,
    pub(crate) class: EventClass,
}

/// Finds the triggers of a report.
pub(crate) fn find(scene: &Scene<'_>) -> Vec<Trigger> {
    let mut out: Vec<Trigger> = Vec::new();
    // Nouns last met in a sense that is left alone: "a strike over pay".
    let mut alone: HashSet<&str> = HashSet::default();
    for token in 0..scene.len() {
        if out.last().is_some_and(|last| last.words.contains(&token)) {
            continue;
        }
        let found = candidates(scene, token).find_map(|entry| fit(scene, token, entry));
        let lemma = scene.lemma(token);
        // A verb phrase found at its verb takes its object with it.
        let holder = out.iter().rev().take(4).find(|o| o.object == Some(token));
        match &found {
            None if is_left_alone(scene, token) => {
                alone.insert(lemma);
            }
            // "began a strike over pay": the noun has another sense than the table's.
            Some(own) if holder.is_some_and(|h| h.class.kind() != own.class.kind()) => {
                alone.insert(lemma);
            }
            Some(again) if alone.contains(lemma) && figurative::is_told_again(scene, again) => {
                continue;
            }
            Some(_) => {
                alone.remove(lemma);
            }
            None => {}
        }
        if holder.is_none() {
            out.extend(found);
        }
    }
    figurative::sift(scene, out)
}

/// A noun of the table whose company shows that it tells of something else.
fn is_left_alone(scene: &Scene<'_>, token: usize) -> bool {
    let mut nouns = candidates(scene, token).filter(|e| e.form == Form::Noun && e.words.len() == 1);
    nouns.any(|entry| {
        let trigger = noun(scene, token, entry);
        trigger.is_some_and(|t| {
            scene.lexicon.leave(scene.lemma(token)).iter().any(|p| stands(scene, &t, p))
        })
    })
}

fn candidates<'a>(scene: &'a Scene<'_>, token: usize) -> impl Iterator<Item = &'a Entry> {
    let (lemma, word) = (scene.lemma(token), scene.word(token));
    let by_lemma = scene.lexicon.triggers(lemma).iter();
    let by_word = if word == lemma { &[][..] } else { scene.lexicon.triggers(word) };
    by_lemma.chain(by_word)
}

fn fit(scene: &Scene<'_>, token: usize, entry: &Entry) -> Option<Trigger> {
    let mut trigger = match entry.form {
        Form::Verb => verb(scene, token).or_else(|| {
            of_those_hit(scene, token, entry).then(|| blank(token, token..token + 1)).flatten()
        })?,
        Form::Particle => particle(scene, token, entry)?,
        Form::Object => object(scene, token, entry)?,
        Form::Noun => noun(scene, token, entry)?,
        Form::Adjective => adjective(scene, token, entry)?,
    };
    trigger.form = entry.form;
    trigger.frame = entry.frame;
    trigger.counts = entry.counts;
    trigger.class = entry.class;
    let lemma = entry.words.join(" ");
    let left_alone = scene.lexicon.leave(&lemma).iter().any(|p| stands(scene, &trigger, p));
    let needs = entry.needs.is_empty() || entry.needs.iter().any(|p| stands(scene, &trigger, p));
    (!left_alone && needs).then_some(trigger)
}

fn blank(token: usize, words: Range<usize>) -> Option<Trigger> {
    let class = EventClass::parse("ASSAULT").ok()?;
    let (form, frame) = (Form::Verb, Frame::Act);
    Some(Trigger { token, words, object: None, form, frame, counts: None, class })
}

fn verb(scene: &Scene<'_>, token: usize) -> Option<Trigger> {
    // "the captured town" and "a targeted strike" lean on another happening or on none.
    let participle = scene.dep(token) == "amod" || scene.dep(token) == "compound";
    // "the wounded" are people.
    let people = scene.tag(token) == "VBN" && scene.kid(token, &["det"]).is_some();
    let lean = participle || people;
    let fits = scene.pos(token) == Pos::Verb && !lean && !is_habit_denied(scene, token);
    fits.then(|| blank(token, token..token + 1)).flatten()
}

/// "our fighters do not attack civilians": a habit is denied, and no happening is meant.
fn is_habit_denied(scene: &Scene<'_>, verb: usize) -> bool {
    let present = |k: usize| {
        scene.dep(k) == "aux" && scene.lemma(k) == "do" && matches!(scene.tag(k), "VBP" | "VBZ")
    };
    scene.tag(verb) == "VB" && scene.kid(verb, &["neg"]).is_some() && scene.kids(verb).any(present)
}

/// "the murdered priest", "two wounded soldiers": the participle tells what befell them.
fn of_those_hit(scene: &Scene<'_>, token: usize, entry: &Entry) -> bool {
    entry.frame == Frame::Kill
        && scene.tag(token) == "VBN"
        && scene.dep(token) == "amod"
        && scene
            .head(token)
            .is_some_and(|h| h > token && (people::is_named(scene, h) || scene.person(h).is_some()))
}

fn particle(scene: &Scene<'_>, token: usize, entry: &Entry) -> Option<Trigger> {
    let mut trigger = verb(scene, token)?;
    let wanted = entry.words.get(1)?;
    let particle = scene.kids(token).find(|k| {
        *k > token
            && scene.word(*k) == wanted
            && matches!(scene.dep(*k), "prt" | "advmod" | "prep" | "acomp" | "oprd" | "amod")
    })?;
    if particle == token + 1 {
        trigger.words = token..particle + 1;
    }
    Some(trigger)
}

fn object(scene: &Scene<'_>, token: usize, entry: &Entry) -> Option<Trigger> {
    let mut trigger = verb(scene, token)?;
    let wanted = entry.words.last()?;
    if let [_, particle, _] = entry.words.as_slice() {
        scene.kids(token).find(|k| scene.word(*k) == particle)?;
    }
    let deps = ["dobj", "nsubjpass", "oprd", "acomp", "xcomp", "advmod", "npadvmod", "ccomp"];
    let object = scene.kids(token).find(|k| {
        deps.contains(&scene.dep(*k)) && (scene.lemma(*k) == wanted || scene.word(*k) == wanted)
    })?;
    trigger.object = Some(object);
    if object == token + 1 {
        trigger.words = token..object + 1;
    }
    Some(trigger)
}

fn noun(scene: &Scene<'_>, token: usize, entry: &Entry) -> Option<Trigger> {
    let last = token + entry.words.len() - 1;
    let fits = entry.words.iter().enumerate().skip(1).all(|(i, word)| {
        let at = token + i;
        scene.word(at) == word || scene.lemma(at) == word
    });
    let gerund = scene.tag(last) == "VBG" && scene.kid(last, &["det", "poss"]).is_some();
    let fits = fits && (scene.is_noun(last) || gerund);
    if !fits || is_modifier(scene, last) || is_part_of_name(scene, last) {
        return None;
    }
    let mut start = token;
    // "car bomb attack", "mortar attack": the noun before it belongs to the trigger's sense, not
    // to its words, so that the trigger stays one word.
    if entry.words.len() == 1 {
        start = last;
    }
    blank(last, start..last + 1)
}

/// "attack helicopter", "bombing campaign": the noun only modifies another that is no trigger.
fn is_modifier(scene: &Scene<'_>, noun: usize) -> bool {
    matches!(scene.dep(noun), "compound" | "nmod" | "amod")
        && scene.head(noun).is_some_and(|head| {
            head > noun && !matches!(scene.lemma(head), "site" | "scene" | "victim" | "toll")
        })
}

/// "the Velm Uprising Brigade" is no uprising.
fn is_part_of_name(scene: &Scene<'_>, noun: usize) -> bool {
    use rashomon_model::EntityKind::{Group, Outlet, Person};
    let outer = scene.outer_mention(noun).map(|(_, m)| m);
    outer.is_some_and(|m| {
        matches!(m.kind, Group | Outlet | Person) && m.tokens.len() > 1 && m.head != noun
    })
}

fn adjective(scene: &Scene<'_>, token: usize, entry: &Entry) -> Option<Trigger> {
    let fits = scene.word(token) == entry.words.first()?.as_str()
        && !matches!(scene.dep(token), "compound" | "pobj" | "dobj" | "conj")
        || scene.word(token) == "dead"
            && scene.kids(token).any(|k| scene.number(k).is_some() || scene.dep(k) == "nsubj");
    let counted = |t: usize| scene.number(t).is_some() || scene.person(t).is_some();
    let attributive = scene.dep(token) == "amod" && !scene.head(token).is_some_and(counted);
    (fits && !attributive).then(|| blank(token, token..token + 1)).flatten()
}

/// Tells whether one of the words stands at the position seen from the trigger.
fn stands(scene: &Scene<'_>, trigger: &Trigger, place: &Place) -> bool {
    let token = trigger.token;
    match place.position.as_str() {
        "object" => {
            let object = scene.kid(token, &["dobj"]).filter(|o| trigger.object != Some(*o));
            let passive = || roles::subject(scene, token);
            let object = object.or_else(|| roles::is_passive(scene, token).then(passive).flatten());
            object.is_some_and(|o| is_among(scene, o, place))
        }
        "subject" => {
            let passive = roles::is_passive(scene, token);
            let subject = if passive { None } else { roles::subject(scene, token) };
            subject.is_some_and(|s| is_among(scene, s, place))
        }
        "agent" | "by" => roles::agent(scene, token).is_some_and(|a| is_among(scene, a, place)),
        "passive" => roles::is_passive(scene, token),
        "be" => {
            let aux = scene.kid(token, &["aux", "auxpass", "cop"]);
            scene.head(token).into_iter().chain(aux).any(|t| scene.lemma(t) == "be")
        }
        "numbered" => {
            // "two bodies", "the bodies of two people".
            let noun = trigger.object.unwrap_or(token);
            let of = scene.prep_object(noun, &["of"]);
            let mut kids = scene.kids(noun).chain(of.into_iter().flat_map(|o| scene.kids(o)));
            kids.any(|k| scene.number(k).is_some())
        }
        "plural" => matches!(scene.tag(token), "NNS" | "NNPS"),
        "again" => scene.kid(token, &["det"]).is_some_and(|d| {
            matches!(scene.word(d), "the" | "this" | "that" | "these" | "another" | "an")
        }),
        "left" => scene.kids(token).any(|k| k < token && is_word(scene, k, place)),
        "right" => {
            let noun = scene.head(token).filter(|h| *h > token && scene.dep(token) == "compound");
            noun.is_some_and(|n| is_word(scene, n, place))
                || is_word(scene, trigger.words.end, place) && scene.is_noun(trigger.words.end)
        }
        "next" => is_word(scene, trigger.words.end, place),
        "prev" => trigger.words.start.checked_sub(1).is_some_and(|p| is_word(scene, p, place)),
        preposition => {
            let behind = trigger.object.into_iter().flat_map(|o| scene.kids(o));
            let mut all = scene.kids(token).chain(behind).chain(trigger.object);
            all.any(|k| {
                scene.word(k) == preposition
                    && match scene.kid(k, &["pobj"]) {
                        Some(object) => is_among(scene, object, place),
                        None => place.words.contains("*"),
                    }
            })
        }
    }
}

fn is_word(scene: &Scene<'_>, token: usize, place: &Place) -> bool {
    place.words.contains(scene.lemma(token)) || place.words.contains(scene.word(token))
}

/// "it crashed", where the cast knows that "it" is a jet.
fn is_pronoun_for(scene: &Scene<'_>, token: usize, place: &Place) -> bool {
    if scene.pos(token) != Pos::Pron {
        return false;
    }
    let entity = scene.entity(token).and_then(|e| scene.cast.entities.get(e.index()));
    entity.is_some_and(|e| {
        let mut words = e.names.iter().flat_map(|n| n.split_whitespace());
        words.any(|w| place.words.contains(&w.to_lowercase()))
            || e.kind == rashomon_model::EntityKind::Weapon && place.words.contains("aircraft")
    })
}

/// Tells whether a token or one coordinated with it is among the words; `#` is any number of
/// people, `@place` any place, building or base, `@weapon` any weapon, `*` anything.
fn is_among(scene: &Scene<'_>, token: usize, place: &Place) -> bool {
    use rashomon_model::EntityKind::{Facility, Person, Place as PlaceKind};
    let numbered = |t: usize| {
        scene.number(t).is_some() || scene.person(t).is_some() || scene.is_kind(t, &[Person])
    };
    place.words.contains("*")
        || is_pronoun_for(scene, token, place)
        || scene.coordinated(token).iter().any(|t| is_word(scene, *t, place))
        || place.words.contains("#") && numbered(token)
        || place.words.contains("@place")
            && (scene.is_kind(token, &[PlaceKind, Facility]) || scene.is_building(token))
        || place.words.contains("@weapon") && is_weapon(scene, token)
}

/// "two devices", "60 kg of dynamite", "a package of explosives".
fn is_weapon(scene: &Scene<'_>, token: usize) -> bool {
    let weapon = |t: usize| scene.weapon(t).is_some_and(|(w, _)| w.kind == WeaponKind::Weapon);
    weapon(token) || scene.prep_object(token, &["of", "with"]).is_some_and(weapon)
}
