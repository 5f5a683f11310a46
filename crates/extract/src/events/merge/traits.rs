//! What joining compares, and when two tellings may be one at all.
//!
//! "A raid" and "the air strike" may be one; a shooting and an air strike, a raid in Velm and a raid
//! in Tarsk, a raid on Monday and a raid on Tuesday may not.
//! Shown by the casebook pages `another-strike`, `two-days-in-one-sentence`.

use std::collections::BTreeSet;

use rashomon_model::{EntityId, EntityKind, EventClass};
use rashomon_text::syntax::Pos;

use crate::events::place::Where;
use crate::events::scene::Scene;
use crate::events::standing::Standing;
use crate::events::time::Timed;

/// What is known of a trigger, or of all triggers of a happening together.
#[derive(Clone, Debug)]
pub(crate) struct Traits {
    pub(crate) class: EventClass,
    pub(crate) standing: Standing,
    pub(crate) places: BTreeSet<String>,
    pub(crate) times: BTreeSet<(u32, u32)>,
    /// Figures of the killed, from the least to the most.
    pub(crate) tolls: BTreeSet<(u32, u32)>,
    /// Persons killed whom the words name: nobody is killed twice.
    pub(crate) dead: BTreeSet<EntityId>,
    /// The only victims told are named, or one of a kind.
    pub(crate) single: bool,
    pub(crate) total: bool,
    /// First and last sentence that tells of it.
    pub(crate) sentences: (usize, usize),
    /// The trigger that told of it last.
    pub(crate) last: usize,
}

impl Traits {
    /// Tells whether more than one was killed.
    pub(super) fn counts_many(&self) -> bool {
        self.tolls.iter().any(|t| t.1 > 1)
    }

    /// Tells whether a figure begins with a number.
    pub(super) fn has_figure(&self, low: u32) -> bool {
        self.tolls.range((low, 0)..=(low, u32::MAX)).next().is_some()
    }
}

/// Tells whether a figure of one lies within a vague figure of the other.
pub(super) fn figures_agree(a: &Traits, b: &Traits) -> bool {
    let within = |x: &(u32, u32), y: &(u32, u32)| x.0 < x.1 && x.0 <= y.0 && y.1 <= x.1;
    a.tolls.iter().any(|x| b.tolls.iter().any(|y| within(x, y)))
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
pub(crate) fn time_key(scene: &Scene<'_>, timed: Timed) -> Option<(u32, u32)> {
    let time = scene.annotated.times.get(timed.time.index())?;
    let last = timed.until.map_or(Some(time), |t| scene.annotated.times.get(t.index()))?;
    let day = |d: rashomon_model::Date| {
        u32::try_from(i32::from(d.year()) * 400 + i32::from(d.day_of_year())).ok()
    };
    Some((day(time.earliest?)?, day(last.latest?)?))
}

pub(super) fn absorb(event: &mut Traits, new: &Traits) {
    if event.class.mode().is_none()
        || event.class.mode() == Some("destroy") && new.class.mode().is_some()
    {
        event.class = if new.class.kind() == event.class.kind() { new.class } else { event.class };
    }
    event.places.extend(new.places.iter().cloned());
    event.times.extend(&new.times);
    event.tolls.extend(&new.tolls);
    event.dead.extend(&new.dead);
    event.sentences.1 = new.sentences.1.max(event.sentences.1);
    event.last = event.last.max(new.last);
}

/// Tells whether two classes may name one happening.
pub(super) fn fits(a: &Traits, b: &Traits) -> bool {
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

pub(super) fn places_differ(a: &Traits, b: &Traits) -> bool {
    !a.places.is_empty() && !b.places.is_empty() && a.places.is_disjoint(&b.places)
}

pub(super) fn same_time(a: &Traits, b: &Traits) -> bool {
    a.times.intersection(&b.times).any(|(from, to)| to - from <= 1)
}

/// Nobody is killed twice: who dies in both is the same dead.
pub(super) fn shares_dead(a: &Traits, b: &Traits) -> bool {
    let real = a.standing.holds() && b.standing.holds() && a.class.kind() == b.class.kind();
    real && !a.dead.is_disjoint(&b.dead)
}

pub(super) fn times_differ(a: &Traits, b: &Traits) -> bool {
    let (these, those) = (days(a), days(b));
    let meets = |x: &(u32, u32)| those.iter().any(|y| x.0.max(y.0) <= x.1.min(y.1));
    !these.is_empty() && !those.is_empty() && !these.iter().any(meets)
}

/// The days told; longer times only where no day is: "the second time this month, after an attack
/// on 2 October" is not of every day of the month.
fn days(of: &Traits) -> Vec<(u32, u32)> {
    let day = |time: &&(u32, u32)| time.1.saturating_sub(time.0) <= 1;
    let days: Vec<(u32, u32)> = of.times.iter().filter(day).copied().collect();
    if days.is_empty() { of.times.iter().copied().collect() } else { days }
}
