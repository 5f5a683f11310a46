//! Who does and who suffers what a trigger tells: the grammatical roles behind the slots.
//!
//! "Gunmen who shot two guards", "two guards shot by gunmen", "the shooting of two guards by
//! gunmen" all give gunmen as the doer and the guards as those who suffer. In: a trigger. Out:
//! head tokens. It does not look at what the words mean, but for one thing: in headlines
//! ("Five killed in raid") the parse calls the victims a subject.
//! Shown by the casebook pages `by-agent`, `headline-numbers`, `bombed-school`,
//! `two-in-one-sentence`.

use rashomon_text::syntax::Pos;

use crate::events::lexicon::{Form, Frame, WeaponKind};
use crate::events::scene::Scene;
use crate::events::triggers::Trigger;

fn is_weapon(scene: &Scene<'_>, noun: usize) -> bool {
    scene.weapon(noun).is_some_and(|(w, _)| w.kind == WeaponKind::Weapon)
}

/// The head tokens of the roles of one trigger.
#[derive(Clone, Debug, Default)]
pub(crate) struct Roles {
    /// Those who do it.
    pub(crate) doers: Vec<usize>,
    /// Those who suffer it, or the things lost, or the places taken.
    pub(crate) sufferers: Vec<usize>,
    /// With what it is done.
    pub(crate) means: Vec<usize>,
    /// What stood where it went off: "exploded inside a bank".
    pub(crate) struck: Vec<usize>,
}

/// Finds the roles of a trigger.
pub(crate) fn of(scene: &Scene<'_>, trigger: &Trigger) -> Roles {
    let mut roles = match trigger.form {
        Form::Noun => of_noun(scene, trigger),
        Form::Adjective => of_adjective(scene, trigger),
        Form::Verb | Form::Particle | Form::Object => of_verb(scene, trigger),
    };
    let Roles { doers, sufferers, means, struck } = &mut roles;
    for list in [doers, sufferers, means, struck] {
        *list = list.iter().flat_map(|t| scene.coordinated(*t)).collect();
        put_instead(scene, list);
        list.sort_unstable();
        list.dedup();
        list.retain(|t| *t != trigger.token && *t >= scene.dateline);
    }
    roles
}

/// "not by the army but by rebels": both have the role, and whoever asks learns which is denied.
fn put_instead(scene: &Scene<'_>, list: &mut Vec<usize>) {
    let held = list.clone();
    list.retain(|t| scene.corrections.replaces(*t).is_none_or(|out| held.contains(&out)));
    let (put, out) = (
        held.iter().filter_map(|t| scene.corrections.instead_of(*t)),
        held.iter().filter_map(|t| scene.corrections.beside(*t)),
    );
    list.extend(put.chain(out));
}

fn of_verb(scene: &Scene<'_>, trigger: &Trigger) -> Roles {
    let verb = trigger.token;
    let mut roles = Roles::default();
    let passive = is_passive(scene, verb);
    let subject = subject(scene, verb);
    let object = match trigger.object {
        Some(object) if trigger.frame == Frame::Kill => scene.prep_object(object, &["of"]),
        Some(object) => suffering_of_phrase(scene, verb, object),
        None => scene.kid(verb, &["dobj", "obj"]).or_else(|| shared_object(scene, verb)),
    };
    let object = object.filter(|o| !is_next_count(scene, verb, *o));
    // "placed a device in the bank", "bombs were placed in the bank": the bank is what is hit.
    if trigger.frame == Frame::Act && trigger.object.is_none() {
        let moved = if passive { subject } else { object };
        let weapon = moved.filter(|m| is_weapon(scene, *m));
        if let Some(struck) = weapon.and_then(|m| suffering_of_phrase(scene, verb, m)) {
            roles.sufferers.extend(inside(scene, struck));
        }
    }
    let agent = agent(scene, verb);
    let intransitive = matches!(trigger.frame, Frame::Die | Frame::Blow | Frame::Fall | Frame::Do);
    if intransitive {
        match trigger.frame {
            Frame::Do => roles.doers.extend(subject),
            _ => roles.sufferers.extend(subject.or(object.filter(|_| trigger.object.is_none()))),
        }
        if trigger.frame == Frame::Die {
            roles.doers.extend(at_the_hands(scene, verb));
        }
        if trigger.frame == Frame::Blow {
            roles.struck.extend(where_it_went_off(scene, verb));
        }
        if trigger.frame == Frame::Fall && object.is_some() {
            roles.sufferers = object.into_iter().collect();
            roles.doers.extend(subject);
        }
    } else if trigger.frame == Frame::Bereave {
        roles.sufferers.extend(if passive { subject } else { object });
    } else if passive || (object.is_none() && is_headline_passive(scene, trigger, subject)) {
        roles.sufferers.extend(subject);
        roles.doers.extend(agent);
    } else {
        roles.doers.extend(subject);
        roles.sufferers.extend(object);
        if object.is_none() && trigger.frame != Frame::Kill {
            let on = ["on", "at", "into", "against", "upon", "toward", "towards"];
            roles.sufferers.extend(scene.prep_object(verb, &on));
        }
    }
    roles.means.extend(
        scene.prep_object(verb, &["with", "using", "by"]).filter(|m| scene.weapon(*m).is_some()),
    );
    roles
}

/// "Two killed three injured": the second number belongs to the second verb.
fn is_next_count(scene: &Scene<'_>, verb: usize, object: usize) -> bool {
    scene.number(object).is_some()
        && object > verb
        && matches!(scene.tag(verb), "VBN" | "VBD")
        && matches!(scene.lemma(object + 1), "injure" | "wound" | "kill" | "hurt")
        && !scene.is_noun(object)
}

/// "opened fire on a bus", "set fire to a bus", "took two nurses hostage".
fn suffering_of_phrase(scene: &Scene<'_>, verb: usize, object: usize) -> Option<usize> {
    let words = ["on", "at", "to", "against", "into", "of", "near", "in", "outside", "over"];
    let behind = scene.prep_object(object, &words).or_else(|| scene.prep_object(verb, &words));
    let other = scene.kids(verb).find(|k| matches!(scene.dep(*k), "dobj" | "nsubj") && *k > verb);
    behind.or(other.filter(|k| *k != object)).or_else(|| scene.kid(object, &["poss"]))
}

fn of_noun(scene: &Scene<'_>, trigger: &Trigger) -> Roles {
    let noun = trigger.token;
    let mut roles = Roles::default();
    let of = scene.prep_object(noun, &["of"]);
    let on = scene.prep_object(noun, &["on", "against", "at", "into", "targeting", "upon"]);
    // "blamed the bombing on the rebels": they are blamed, not bombed.
    let blamed = scene.head(noun).is_some_and(|v| matches!(scene.lemma(v), "blame" | "pin"));
    let on = on.filter(|_| !blamed).or_else(|| through_clause(scene, noun));
    let by = scene.prep_object(noun, &["by", "from"]);
    let owner = scene.kid(noun, &["poss"]);
    match trigger.frame {
        Frame::Kill | Frame::Down => {
            roles.sufferers.extend(of.or(owner));
            if of.is_some() {
                roles.doers.extend(owner);
            }
        }
        Frame::Die | Frame::Fall | Frame::Blow | Frame::Bereave => {
            roles.sufferers.extend(of.or(owner));
            if trigger.frame == Frame::Blow {
                roles.struck.extend(where_it_went_off(scene, noun));
            }
        }
        Frame::Act | Frame::Hold | Frame::Lose => {
            roles.sufferers.extend(on.or(of));
            roles.doers.extend(owner);
        }
        Frame::Do => {
            roles.doers.extend(owner.or(of));
            roles.doers.extend(scene.prep_object(noun, &["between"]));
        }
    }
    roles.doers.extend(by);
    roles.means.extend(scene.prep_object(noun, &["with", "using"]));
    let modifiers = scene.kids(noun).filter(|k| *k < noun && !trigger.words.contains(k));
    for kid in modifiers.filter(|k| matches!(scene.dep(*k), "compound" | "amod" | "nmod")) {
        if scene.weapon(kid).is_some() {
            roles.means.push(kid);
        }
    }
    roles
}

/// "the attack carried out on Monday against the bank", "the bank was the target of an attack".
fn through_clause(scene: &Scene<'_>, noun: usize) -> Option<usize> {
    let words = ["on", "against", "at"];
    let done = |k: &usize| {
        matches!(
            scene.lemma(*k),
            "carry" | "launch" | "stage" | "direct" | "aim" | "mount" | "commit" | "perpetrate"
        )
    };
    let clause = scene.kids(noun).find(|k| matches!(scene.dep(*k), "acl" | "relcl") && done(k));
    if let Some(against) = clause.and_then(|c| scene.prep_object(c, &words)) {
        return Some(against).filter(|t| scene.time(*t).is_none());
    }
    let of = scene.head(noun).filter(|h| scene.word(*h) == "of" && scene.dep(noun) == "pobj")?;
    let target = scene.head(of).filter(|t| matches!(scene.lemma(*t), "target" | "object"))?;
    let be = scene.head(target).filter(|v| scene.lemma(*v) == "be")?;
    scene.kid(be, &["nsubj"])
}

/// "a bomb exploded inside a bank", "an explosion in front of the court": the building.
fn where_it_went_off(scene: &Scene<'_>, word: usize) -> Option<usize> {
    let words = ["at", "in", "inside", "under", "outside", "aboard", "on", "against"];
    let preps =
        scene.kids(word).filter(|k| scene.dep(*k) == "prep" && words.contains(&scene.word(*k)));
    preps.filter_map(|p| scene.kid(p, &["pobj"])).find_map(|object| inside(scene, object))
}

/// "in the lobby of the bank", "in front of the bank": the bank.
fn inside(scene: &Scene<'_>, object: usize) -> Option<usize> {
    let part = matches!(
        scene.lemma(object),
        "front" | "entrance" | "floor" | "lobby" | "door" | "vicinity" | "gate" | "corner" | "roof"
    );
    if part { scene.prep_object(object, &["of", "to"]) } else { Some(object) }
}

/// "left two people dead", "two people were dead", "two dead in blast".
fn of_adjective(scene: &Scene<'_>, trigger: &Trigger) -> Roles {
    let word = trigger.token;
    let mut roles = Roles::default();
    let Some(head) = scene.head(word) else {
        // "At least 12 dead in shelling": the number hangs on the adjective itself.
        // "Nine people are missing": the tagger takes the adjective for a verb.
        let own = scene.kid(word, &["nsubj"]);
        let number = || scene.kids(word).find(|k| scene.number(*k).is_some());
        roles.sufferers.extend(own.or_else(number));
        return roles;
    };
    if let Some(number) = scene.kids(word).find(|k| scene.number(*k).is_some()) {
        roles.sufferers.push(number);
        return roles;
    }
    match scene.dep(word) {
        "amod" => roles.sufferers.push(head),
        _ if scene.is_verb(head) => {
            let own = scene.kid(word, &["nsubj"]);
            let object = scene.kid(head, &["dobj"]);
            let subject = scene.kid(head, &["nsubj", "nsubjpass"]);
            let left = object.filter(|_| scene.lemma(head) != "be");
            roles.sufferers.extend(own.or(left).or(subject));
            roles.doers.extend(left.and(subject));
        }
        _ if scene.number(head).is_some() || scene.is_noun(head) => roles.sufferers.push(head),
        _ => {}
    }
    roles
}

/// So many members of a list are followed back to its first one. A longer list is no sentence, and
/// following each of its members would take time that grows with the square of their number.
const LONGEST_LIST: usize = 32;

/// Tells whether a verb stands in the passive, or is a participle after its noun; a verb in a list
/// stands as the verb before it does.
pub(crate) fn is_passive(scene: &Scene<'_>, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..LONGEST_LIST {
        if let Some(told) = own_voice(scene, at) {
            return told;
        }
        match scene.head(at) {
            Some(before) if scene.tag(before) == scene.tag(at) => at = before,
            _ => return false,
        }
    }
    false
}

/// Tells the voice of a verb by what stands at it; nothing for one that goes with the verb before.
fn own_voice(scene: &Scene<'_>, verb: usize) -> Option<bool> {
    if scene.tag(verb) != "VBN" && scene.tag(verb) != "VBD" {
        return Some(false);
    }
    if scene.kid(verb, &["auxpass", "nsubjpass"]).is_some() {
        return Some(true);
    }
    if scene.kid(verb, &["nsubj"]).is_some() || scene.kid(verb, &["dobj"]).is_some() {
        return Some(false);
    }
    match scene.dep(verb) {
        "acl" | "amod" => Some(scene.tag(verb) == "VBN" || scene.kid(verb, &["agent"]).is_some()),
        "conj" => None,
        // "was reported killed".
        "oprd" | "xcomp" | "ccomp" | "acomp" if scene.tag(verb) == "VBN" => {
            Some(scene.head(verb).is_some_and(|h| scene.kid(h, &["auxpass"]).is_some()))
        }
        _ => Some(scene.kid(verb, &["agent"]).is_some()),
    }
}

/// In "Five killed in raid" the counted subject of a bare past form is who was killed.
fn is_headline_passive(scene: &Scene<'_>, trigger: &Trigger, subject: Option<usize>) -> bool {
    if trigger.object.is_some() || !matches!(trigger.frame, Frame::Kill | Frame::Down) {
        return false;
    }
    let past = matches!(scene.tag(trigger.token), "VBN" | "VBD");
    past && subject.is_some_and(|s| {
        scene.person(s).is_some()
            || scene.number(s).is_some()
            || scene.kids(s).any(|k| scene.number(k).is_some())
            || trigger.frame == Frame::Down
    })
}

/// Finds the subject, through relative clauses, participles, infinitives and coordination.
pub(crate) fn subject(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..6 {
        if let Some(own) = scene.kid(at, &["nsubj", "nsubjpass", "csubj"]) {
            return Some(antecedent(scene, at, own));
        }
        let head = scene.head(at)?;
        match scene.dep(at) {
            // "a raid that killed", "a raid killing", "people killed in a raid".
            "relcl" | "acl" | "amod" => return scene.is_noun(head).then_some(head).or(Some(head)),
            "conj" if scene.is_verb(head) => at = head,
            "xcomp" | "advcl" | "ccomp" | "dep" | "oprd" | "acomp" if scene.is_verb(head) => {
                let reported = scene.kid(head, &["auxpass"]).is_some();
                let bare =
                    scene.kid(at, &["mark"]).is_none() && (scene.tag(at) != "VBN" || reported);
                if !bare {
                    return None;
                }
                at = head;
            }
            "pcomp" => {
                at = scene.head(head)?;
                // "accused rebels of shelling": the accuser did not; `accuse` says who is meant.
                if matches!(scene.lemma(at), "accuse" | "suspect" | "blame" | "condemn") {
                    return None;
                }
            }
            _ => return None,
        }
    }
    None
}

/// "who" and "that" stand for the noun their clause hangs on.
pub(crate) fn antecedent(scene: &Scene<'_>, verb: usize, subject: usize) -> usize {
    let relative = matches!(scene.tag(subject), "WDT" | "WP") || scene.word(subject) == "that";
    if !relative {
        return subject;
    }
    let mut at = verb;
    for _ in 0..4 {
        match scene.dep(at) {
            "relcl" | "acl" => return scene.head(at).unwrap_or(subject),
            "conj" => match scene.head(at) {
                Some(head) => at = head,
                None => return subject,
            },
            _ => return subject,
        }
    }
    subject
}

/// Finds the "by" agent of a passive; a coordinated verb may share it.
pub(crate) fn agent(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let own = scene.kid(verb, &["agent"]).and_then(|by| scene.kid(by, &["pobj", "pcomp"]));
    own.or_else(|| scene.prep_object(verb, &["by"]).filter(|t| scene.pos(*t) != Pos::Verb))
        .or_else(|| at_the_hands(scene, verb))
}

/// "died at the hands of gunmen".
fn at_the_hands(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let hands = scene.prep_object(verb, &["at"]).filter(|t| scene.lemma(*t) == "hand")?;
    scene.prep_object(hands, &["of"])
}

/// "bombed and destroyed the depot": the first verb borrows the object of the last.
fn shared_object(scene: &Scene<'_>, verb: usize) -> Option<usize> {
    let conj = scene.kid(verb, &["conj"]).filter(|c| scene.is_verb(*c))?;
    let bare = scene.kids(verb).all(|k| matches!(scene.dep(k), "conj" | "cc") || k < verb);
    let own = scene.kid(conj, &["nsubj", "nsubjpass"]).is_none();
    (bare && own && !is_passive(scene, verb)).then(|| scene.kid(conj, &["dobj"])).flatten()
}

/// "three of the wounded died overnight", "died of wounds": they died later than they were hit.
pub(crate) fn is_late_death(scene: &Scene<'_>, trigger: &Trigger, roles: &Roles) -> bool {
    let hurt = |t: usize| matches!(scene.lemma(t), "wound" | "wounded" | "injury" | "injured");
    let of_wounds = scene.prep_object(trigger.token, &["of", "from"]).is_some_and(hurt);
    let the_hurt = roles
        .sufferers
        .iter()
        .any(|s| hurt(*s) || scene.prep_object(*s, &["of"]).is_some_and(hurt));
    trigger.frame == Frame::Die && (of_wounds || the_hurt)
}
