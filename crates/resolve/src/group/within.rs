//! Which events of one report are one happening, told twice.
//!
//! A report names its event again and again: "an explosion", "the attack", "killed". Each event
//! joins the earlier telling it fits best, where the weight carries; what a report sets apart by
//! day, place or number stays apart. Only the last tellings and the weightiest one are looked
//! at, so a very long report costs no more than its length. What people judged outweighs all that.

use super::config::Config;
use super::days::when_of;
use super::evidence::{Parts, class, time, tolls};
use super::judged::Judged;
use super::lift::{Told, mark_main};
use super::places::place;
use super::terms::{Numbered, Terms, added, likeness};

/// Earlier tellings that an event is held against.
const LOOK_BACK: usize = 24;

/// Joins the events of one report; the order of what remains is that of their first words.
pub fn merge(events: Vec<Told>, terms: &Terms, judged: &Judged<'_>, config: &Config) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    let mut weightiest = 0usize;
    for event in events {
        let first = out.len().saturating_sub(LOOK_BACK);
        let known = Some(weightiest).filter(|i| *i < first).into_iter().chain(first..out.len());
        let judged_one = (0..out.len()).find(|i| judged.one(&out[*i].of, &event.of));
        let best = known
            .filter(|i| out[*i].unreal == event.unreal)
            .filter(|i| !judged.never(&out[*i].of, &event.of))
            .map(|i| (weigh(&out[i], &event, config), i))
            .filter(|((weight, _), _)| *weight > config.weight("join"))
            .max_by(|x, y| x.0.0.total_cmp(&y.0.0).then(y.1.cmp(&x.1)));
        let best = match judged_one {
            Some(i) => Some(((0.0, vec![("judged the same", 0.0)]), i)),
            None => best,
        };
        let changed = match best {
            Some((why, i)) => {
                join(&mut out[i], event, why, terms);
                i
            }
            None => {
                out.push(event);
                out.len() - 1
            }
        };
        if out[changed].claims.len() > out[weightiest].claims.len() {
            weightiest = changed;
        }
    }
    mark_main(&mut out);
    // Nothing behind this asks for them: they are weighed.
    out.iter_mut().for_each(|told| told.counts = Numbered::new());
    out
}

fn weigh(a: &Told, b: &Told, config: &Config) -> (f64, Vec<(&'static str, f64)>) {
    let mut parts = Parts::new("prior within a report", config.weight("prior-within"));
    let (name, weight) = class(a.class, b.class, config);
    // A report that calls two deeds by two names mostly tells of two.
    // Of two voices one may call capture what the other calls a withdrawal.
    let rivals = a.class.kind() != b.class.kind() && a.voices.is_disjoint(&b.voices);
    let two_modes =
        !rivals && a.class != b.class && a.class.mode().is_some() && b.class.mode().is_some();
    let weight = if two_modes { weight.min(config.weight("within-class-family")) } else { weight };
    parts.add(name, weight);
    if a.when.zip(b.when).is_some_and(|(x, y)| x.meet(y).is_none()) {
        parts.add("told for other days", config.weight("within-other-days"));
    }
    if b.anew {
        parts.add("told as one more", config.weight("within-anew"));
    }
    if a.aggregate != b.aggregate {
        parts.add("a sum and a single event", config.weight("class-other"));
    }
    time(a, b, config, &mut parts);
    place(a, b, config, &mut parts);
    tolls(a, b, config, &mut parts);
    if a.parties.intersection(&b.parties).next().is_some() {
        parts.add("same party", config.weight("within-party"));
    }
    if a.victims.intersection(&b.victims).next().is_some() {
        parts.add("same victim or target", config.weight("within-victim"));
    }
    let bare = |t: &Told| t.when.is_none() && t.places.is_empty() && t.tolls.is_empty();
    // "An attack killed five … air strikes went on": a way told later, and nothing else, is no retelling.
    let adds_way = a.class.mode().is_none() && b.class.mode().is_some();
    if bare(b) && !adds_way {
        parts.add("told without day, place or number", config.weight("within-bare"));
    }
    let words = config.likeness("words", likeness(&a.words, &b.words));
    parts.add("likeness of the sentences", words.max(0.0) * config.weight("within-words-share"));
    let gap = b.at.saturating_sub(a.until);
    if gap <= NEXT {
        parts.add("told in one breath", config.weight("within-near"));
    }
    (parts.sum(), parts.list)
}

/// Claims beyond which more of them change neither the words nor the days of a telling.
const LARGE: usize = 400;
/// Bytes between two tellings that still are one breath.
const NEXT: usize = 160;

fn join(known: &mut Told, event: Told, why: (f64, Vec<(&'static str, f64)>), terms: &Terms) {
    if let (Some(a), Some(b)) = (known.claims.first(), event.claims.first()) {
        let parts: Vec<String> =
            why.1.iter().map(|(what, weight)| format!("{what} {weight:+.1}")).collect();
        known.joined.push(format!(
            "{} joined {} in one report, {:+.1}: {}",
            b.id,
            a.id,
            why.0,
            parts.join(", ")
        ));
    }
    // What is counted is not classed by what is only told beside it: "fighting", "air strikes went on".
    let beside = !known.tolls.is_empty() && event.tolls.is_empty();
    if known.class.mode().is_none() && event.class.kind() == known.class.kind() && !beside {
        known.class = event.class;
    }
    known.of.extend(event.of);
    known.claims.extend(event.claims);
    known.judged.extend(event.judged);
    known.joined.extend(event.joined);
    // What is told first locates and counts it; later mentions stray ("… and in the next town").
    if known.places.is_empty() {
        known.places = event.places;
    }
    if known.tolls.is_empty() {
        known.tolls = event.tolls;
    }
    known.parties.extend(event.parties);
    known.victims.extend(event.victims);
    known.hit.extend(event.hit);
    known.means.extend(event.means);
    known.statuses.extend(event.statuses);
    known.hours = known.hours.or(event.hours);
    known.night = known.night.or(event.night);
    known.denied |= event.denied;
    known.voices.extend(event.voices);
    known.until = known.until.max(event.until);
    known.at = known.at.min(event.at);
    known.aggregate &= event.aggregate;
    if known.claims.len() > LARGE {
        return;
    }
    known.counts = added(&known.counts, &event.counts);
    known.words = terms.weigh(&known.counts);
    let told = when_of(&known.claims);
    known.window = told.or(known.window);
    known.when = told;
}
