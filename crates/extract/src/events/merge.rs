//! Which triggers of a report tell of one happening.
//!
//! "A strike killed five. The attack hit a market. Four others were wounded." is one; "another
//! strike" is a second. In: triggers with class, standing, places, times and tolls. Out: for each
//! trigger the number of its happening. It never joins what is told as come about with what is
//! planned, classes that do not fit, or happenings that name different places.

use std::collections::BTreeSet;

use rashomon_model::{EntityKind, EventClass, TimeId};
use rashomon_text::syntax::Pos;

use crate::events::lexicon::{Form, Frame};
use crate::events::nearest::Nearest;
use crate::events::place::Where;
use crate::events::scene::Scene;
use crate::events::standing::{self, Standing};
use crate::events::triggers::Trigger;

/// What is known of a trigger, or of all triggers of a happening together.
#[derive(Clone, Debug)]
pub(crate) struct Traits {
    pub(crate) class: EventClass,
    pub(crate) standing: Standing,
    pub(crate) places: BTreeSet<String>,
    pub(crate) times: BTreeSet<(u32, u32)>,
    /// Figures of the killed, from the least to the most.
    pub(crate) tolls: BTreeSet<(u32, u32)>,
    /// The only victims told are named, or one of a kind.
    pub(crate) single: bool,
    pub(crate) total: bool,
    /// First and last sentence that tells of it.
    pub(crate) sentences: (usize, usize),
    /// The trigger that told of it last.
    pub(crate) last: usize,
}

/// Names a place for comparison; the id is the fallback for a place without a name.
///
/// A region or a country gives no key: what happened in a town of it happened in it too.
pub(crate) fn place_keys(scene: &Scene<'_>, place: &Where) -> Vec<String> {
    let region = |t: usize| {
        matches!(
            scene.lemma(t),
            "province"
                | "governorate"
                | "region"
                | "countryside"
                | "country"
                | "state"
                | "department"
        )
    };
    let wide = |t: usize| scene.word(t).ends_with("ern") || scene.word(t) == "rural";
    let before = place.tokens.start.checked_sub(1);
    let is_wide = place.tokens.clone().chain([place.tokens.end]).any(region)
        || place.tokens.clone().chain(before).any(wide)
        || scene.is_country(place.place)
        || scene.head(place.head).is_some_and(region);
    if is_wide || place.kind != EntityKind::Place {
        return Vec::new();
    }
    // By word, so that "Velm" and "Velm City" are one.
    let names = place.tokens.clone().filter(|t| scene.pos(*t) == Pos::Propn);
    names.map(|t| scene.word(t).to_owned()).filter(|w| w.len() > 2 && w != "city").collect()
}

/// Makes a time comparable.
pub(crate) fn time_key(scene: &Scene<'_>, time: TimeId) -> Option<(u32, u32)> {
    let time = scene.annotated.times.get(time.index())?;
    let day = |d: rashomon_model::Date| {
        u32::try_from(i32::from(d.year()) * 400 + i32::from(d.day_of_year())).ok()
    };
    Some((day(time.earliest?)?, day(time.latest?)?))
}

/// Finds the happening of every trigger.
pub(crate) fn happenings(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    traits: &[Traits],
) -> Vec<usize> {
    let mut of: Vec<usize> = Vec::with_capacity(triggers.len());
    let mut events: Vec<Traits> = Vec::new();
    // Triggers come in text order, but a clause may hang on one that stands behind it ("Five were
    // killed when a bomb exploded"): ties within a sentence are found first.
    let ties = ties(scene, nearest, triggers, traits);
    let mut tied: Vec<Option<usize>> = vec![None; triggers.len()];
    for index in 0..triggers.len() {
        let root = root(&ties, index);
        let known = tied[root];
        let told = known.or_else(|| earlier(scene, triggers, traits, &events, &ties, index));
        let event = told.unwrap_or_else(|| {
            let mut start = traits[index].clone();
            start.sentences.1 = start.sentences.0;
            events.push(start);
            events.len() - 1
        });
        tied[root] = Some(event);
        absorb(&mut events[event], &traits[index]);
        of.push(event);
    }
    of
}

fn absorb(event: &mut Traits, new: &Traits) {
    if event.class.mode().is_none()
        || event.class.mode() == Some("destroy") && new.class.mode().is_some()
    {
        event.class = if new.class.kind() == event.class.kind() { new.class } else { event.class };
    }
    event.places.extend(new.places.iter().cloned());
    event.times.extend(&new.times);
    event.tolls.extend(&new.tolls);
    event.sentences.1 = new.sentences.1.max(event.sentences.1);
    event.last = event.last.max(new.last);
}

/// Links triggers of one sentence that the tree ties together; gives each its parent or itself.
fn ties(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    traits: &[Traits],
) -> Vec<usize> {
    let mut parent: Vec<usize> = (0..triggers.len()).collect();
    for index in 0..triggers.len() {
        let Some(other) = above(scene, nearest, triggers, index) else { continue };
        let told_apart = times_differ(&traits[index], &traits[other]);
        if fits(&traits[index], &traits[other])
            && !told_apart
            && may_tie(scene, triggers, index, other)
        {
            let (a, b) = (root(&parent, index), root(&parent, other));
            // The smaller index stays the root, so that roots come first in text order.
            parent[a.max(b)] = a.min(b);
        }
    }
    for index in 1..triggers.len() {
        // A toll the tree leaves loose belongs to the happening told before it in the sentence.
        let same = traits[index].sentences.0 == traits[index - 1].sentences.0;
        let loose = root(&parent, index) == index && is_toll(&triggers[index]);
        let apart = places_differ(&traits[index], &traits[index - 1])
            || is_another(scene, &triggers[index]);
        if same && loose && !apart && fits(&traits[index], &traits[index - 1]) {
            let before = root(&parent, index - 1);
            parent[index] = before;
        }
    }
    parent
}

fn root(parent: &[usize], mut index: usize) -> usize {
    while parent[index] != index {
        index = parent[index];
    }
    index
}

/// The trigger met first on the way up from a trigger.
fn above(
    scene: &Scene<'_>,
    nearest: &Nearest,
    triggers: &[Trigger],
    index: usize,
) -> Option<usize> {
    let mut at = triggers[index].token;
    for _ in 0..8 {
        let after = matches!(
            scene.word(at),
            "before" | "despite" | "amid" | "since" | "for" | "about" | "over"
        ) && scene.dep(at) == "prep";
        if after {
            return None;
        }
        at = scene.head(at)?;
        if let Some(found) = nearest.at(at).filter(|f| *f != index) {
            return Some(found);
        }
        // "the blast left five dead": the verb between the two is no trigger itself.
        let subject = scene.kid(at, &["nsubj", "nsubjpass"]).and_then(|s| nearest.at(s));
        let harm = is_toll(&triggers[index]) || is_harm(&triggers[index]);
        if let Some(found) = subject.filter(|f| *f != index && harm) {
            return Some(found);
        }
    }
    None
}

/// Two happenings side by side in one sentence stay two where each has its own subject or object.
fn may_tie(scene: &Scene<'_>, triggers: &[Trigger], index: usize, other: usize) -> bool {
    let (a, b) = (&triggers[index], &triggers[other]);
    // "another strike hit": the verb that governs the noun tells of the same strike.
    if is_another(scene, a) && scene.head(a.token) != Some(b.token) {
        return false;
    }
    if is_toll(a) || is_toll(b) {
        return true;
    }
    let coordinated = scene.dep(a.token) == "conj";
    let own_subject = scene.kid(a.token, &["nsubj", "nsubjpass"]).is_some();
    let own_object =
        scene.kid(a.token, &["dobj"]).is_some() && scene.kid(b.token, &["dobj"]).is_some();
    !(coordinated && (own_subject || own_object || a.form == Form::Noun))
}

/// Tells whether a trigger only counts people, without saying how they came to harm.
pub(crate) fn is_toll(trigger: &Trigger) -> bool {
    trigger.counts.is_some()
        && trigger.class.kind() == "ASSAULT"
        && trigger.class.mode().is_none()
        && matches!(trigger.frame, Frame::Kill | Frame::Die)
}

/// "casualties", "damage": what an attack does, in a noun that does not say how.
fn is_harm(trigger: &Trigger) -> bool {
    trigger.form == Form::Noun
        && trigger.class.kind() == "ASSAULT"
        && matches!(trigger.class.mode(), None | Some("destroy"))
}

/// Tells whether two classes may name one happening.
fn fits(a: &Traits, b: &Traits) -> bool {
    if a.standing.reality != b.standing.reality || a.total != b.total {
        return false;
    }
    let kinds = (a.class.kind(), b.class.kind());
    match kinds {
        ("ASSAULT", "ASSAULT") => modes_fit(a.class.mode(), b.class.mode()),
        ("LOSS", "LOSS") => true,
        ("CONTROL", "CONTROL") => true,
        (x, y) => x == y && a.class.mode() == b.class.mode(),
    }
}

fn modes_fit(a: Option<&str>, b: Option<&str>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let near = |x: &str, y: &str| {
        matches!(
            (x, y),
            ("explosives", "suicide-attack" | "aerial" | "heavy-weapons" | "targeted")
                | ("aerial", "heavy-weapons" | "drone" | "unconventional")
                | ("firearms", "targeted" | "heavy-weapons")
                | ("destroy", _)
                | ("beat", "torture")
                | ("suicide-attack", "targeted")
                | ("heavy-weapons", "unconventional")
        )
    };
    a == b || near(a, b) || near(b, a)
}

/// Tells whether a happening has a figure that begins with a number.
fn has_figure(event: &Traits, low: u32) -> bool {
    event.tolls.range((low, 0)..=(low, u32::MAX)).next().is_some()
}

/// Tells whether a figure of one lies within a vague figure of the other.
fn agree(a: &Traits, b: &Traits) -> bool {
    let within = |x: &(u32, u32), y: &(u32, u32)| x.0 < x.1 && x.0 <= y.0 && y.1 <= x.1;
    a.tolls.iter().any(|x| b.tolls.iter().any(|y| within(x, y)))
}

impl Traits {
    /// Tells whether more than one was killed.
    fn counts_many(&self) -> bool {
        self.tolls.iter().any(|t| t.1 > 1)
    }
}

fn places_differ(a: &Traits, b: &Traits) -> bool {
    !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places)
}

fn same_time(a: &Traits, b: &Traits) -> bool {
    a.times.intersection(&b.times).any(|(from, to)| to - from <= 1)
}

fn times_differ(a: &Traits, b: &Traits) -> bool {
    let meets = |x: &(u32, u32)| b.times.iter().any(|y| x.0.max(y.0) <= x.1.min(y.1));
    !a.times.is_empty() && !b.times.is_empty() && !a.times.iter().any(meets)
}

/// "another strike", "a second attack", "Separately, …".
fn is_another(scene: &Scene<'_>, trigger: &Trigger) -> bool {
    let noun = trigger.object.unwrap_or(trigger.token);
    let beside = scene.kids(noun).filter(|k| *k < noun);
    let definite = standing::is_definite(scene, noun);
    // "the earlier raids" are those told before; "an earlier raid" is one more.
    let back = |k: usize| definite && matches!(scene.word(k), "earlier" | "previous" | "last");
    if trigger.form == Form::Noun && beside.into_iter().any(|k| scene.cue("another", k) && !back(k))
    {
        return true;
    }
    let sentence = scene.sentence_tokens(trigger.token);
    let opening = sentence.clone().take(4).any(|t| {
        matches!(scene.word(t), "elsewhere" | "meanwhile" | "separately" | "earlier" | "previously")
    });
    opening && (sentence.start..trigger.token).len() < 25
}

/// Finds the happening told before that a trigger tells again.
fn earlier(
    scene: &Scene<'_>,
    triggers: &[Trigger],
    traits: &[Traits],
    events: &[Traits],
    ties: &[usize],
    index: usize,
) -> Option<usize> {
    let root_of = root(ties, index);
    let group: Vec<usize> = (index..triggers.len())
        .take(30)
        .take_while(|i| traits[*i].sentences.0 == traits[index].sentences.0)
        .filter(|i| root(ties, *i) == root_of)
        .collect();
    if group.iter().any(|i| is_another(scene, &triggers[*i])) {
        return None;
    }
    let mut whole = traits[index].clone();
    for member in group.iter().skip(1) {
        absorb(&mut whole, &traits[*member]);
    }
    let toll_only = group.iter().all(|i| is_toll(&triggers[*i]));
    let definite = group.iter().any(|i| {
        triggers[*i].form == Form::Noun && standing::is_definite(scene, triggers[*i].token)
    });
    let here = traits[index].sentences.0;
    let open =
        |e: &Traits| fits(e, &whole) && !places_differ(e, &whole) && !times_differ(e, &whole);
    let near = |e: &Traits, n: usize| here.saturating_sub(e.sentences.1) <= n;
    // The headline may name a region where the lead names the town.
    let headline = |e: &Traits| {
        e.sentences.0 <= 1
            && here <= 3
            && fits(e, &whole)
            && !times_differ(e, &whole)
            && agree(e, &whole)
    };
    let recent = events.iter().enumerate().rev().take(12);
    let recent = recent.filter(|(_, e)| open(e) || headline(e));
    let counted = events.iter().rev().take(40).filter(|e| open(e) && e.counts_many()).count();
    let mut best = ((0, 0), None);
    for (position, event) in recent {
        let shares_toll = whole.tolls.iter().any(|t| t.0 > 1 && has_figure(event, t.0));
        // "Dozens dead in raid": what the lead counts is what the headline rounds.
        let rounded = event.sentences.0 <= 1 && near(event, 5) && agree(event, &whole);
        let shares_place = !event.places.is_disjoint(&whole.places);
        let shares_time = same_time(event, &whole);
        let same_mode = event.class == whole.class;
        let told_how =
            event.class.mode().is_some_and(|m| m != "destroy") || !event.tolls.is_empty();
        let weight = [
            (shares_toll, 4),
            (shares_place && same_mode, 3),
            // "the Sunday attacks" are those told for Sunday.
            (shares_time && definite, 4),
            (definite && near(event, 1) && event.last + 1 == index && event.sentences.1 < here, 1),
            (same_mode && event.class.mode().is_some() && near(event, 1), 3),
            (definite && near(event, 4), 2),
            // A second loss in one report is rare, and told as another.
            (event.class.kind() == "LOSS", 2),
            (toll_only && near(event, 3), 2),
            (definite && told_how && near(event, 40), 1),
            (rounded && here <= 6, 2),
            // One victim told by name long after the only toll is one of its dead.
            (toll_only && whole.single && counted == 1 && event.counts_many(), 1),
        ];
        let weight: u32 = weight.iter().filter(|(holds, _)| *holds).map(|(_, w)| w).sum();
        // Among equals the one told last.
        if weight > 0 && (weight, event.last) > best.0 {
            best = ((weight, event.last), Some(position));
        }
    }
    best.1
}
