//! Questions on names: joined by little, or kept apart by little.
//!
//! In: the entities of a case and where events use them. Out: for every step that joined two names by
//! their weight, and for every two entities whose names come near, the question whether they are one.
//! Candidates meet in the index of names that resolving uses, so that time stays near linear. Weapons
//! are not asked about: their kinds are no bearers.

use std::collections::{BTreeMap, BTreeSet};

use rashomon_model::EntityKind;
use rashomon_resolve::entities::ResolveConfig;
use rashomon_resolve::names::{Name, NameIndex, NameMethod};

use super::settled::Settled;
use super::uses::Uses;
use super::weight::uncertainty;
use super::{Offer, Open, Reach, Shown, bits};
use crate::Error;
use crate::json::case::{Entity, Join};
use crate::json::judgement::Asked;
use crate::json::words::Worded;
use crate::look_alikes::sort;
use crate::names::Level;

/// Spellings of one entity that are compared with those of others.
const SPELLINGS: usize = 3;
/// Names that one name meets.
const MEETS: usize = 10;
/// How open it is where the names alone would carry, and something else parts them: how much that
/// weighs is not kept.
const PARTED: f64 = 0.5;
/// What is left of how open it is where one report names both, and its reading kept them apart.
const NAMED_TOGETHER: f64 = 0.5;

/// Lists the questions.
pub fn open(entities: &[Entity], uses: &Uses<'_>, settled: &Settled) -> Result<Vec<Open>, Error> {
    let spelled = spelled(entities);
    let mut out: Vec<Open> = Vec::new();
    for entity in entities {
        let joins = entity.joined.iter().filter(|join| join.threshold.is_some());
        let open = joins.filter(|join| !settled.has_spellings(&join.a, &join.b));
        out.extend(open.filter_map(|join| joined(entity, join, uses, &spelled)));
    }
    out.extend(kept_apart(entities, uses, settled)?);
    Ok(out)
}

/// How many entities bear a spelling.
fn spelled(entities: &[Entity]) -> BTreeMap<&str, usize> {
    let mut out: BTreeMap<&str, usize> = BTreeMap::new();
    for entity in entities {
        let known: BTreeSet<&str> =
            entity.known_by.iter().map(|known| known.name.as_str()).collect();
        for name in known {
            *out.entry(name).or_default() += 1;
        }
    }
    out
}

fn shown(entity: &Entity, name: &str, uses: &Uses<'_>, spellings: &[&str]) -> Shown {
    Shown {
        sort: "entity".to_owned(),
        id: entity.id.clone(),
        name: name.to_owned(),
        quotes: uses.quotes(&entity.id, spellings),
    }
}

/// The question on one step that joined two names.
fn joined(
    entity: &Entity,
    join: &Join,
    uses: &Uses<'_>,
    spelled: &BTreeMap<&str, usize>,
) -> Option<Open> {
    let needed = join.threshold?;
    let reports = |spelling: &str| -> BTreeSet<&String> {
        let of = entity.names.iter().filter(|name| name.text == spelling);
        of.flat_map(|name| &name.reports).collect()
    };
    let (of_a, of_b) = (reports(&join.a), reports(&join.b));
    // The rarer spelling is what would go out.
    let (goes, goes_in, stays_in) = match (of_a.len(), &join.a) <= (of_b.len(), &join.b) {
        true => (&join.a, &of_a, &of_b),
        false => (&join.b, &of_b, &of_a),
    };
    let effect = uses.reach(&entity.id, |one| {
        goes_in.contains(&one.claim.report) && !stays_in.contains(&one.claim.report)
    });
    let is_named = |name: &String| spelled.get(name.as_str()) == Some(&1);
    let things = || vec![join.a.clone(), join.b.clone()];
    let asks = match is_named(&join.a) && is_named(&join.b) {
        true => vec![
            Offer { says: "they are one".to_owned(), ask: Asked::Same { things: things() } },
            Offer { says: "they are two".to_owned(), ask: Asked::Different { things: things() } },
        ],
        // Others bear the spelling, too, so it names nobody: it can only be taken out.
        false => vec![Offer {
            says: format!("“{goes}” is another"),
            ask: Asked::Split {
                from: entity.id.clone(),
                names: vec![goes.clone()],
                reports: Vec::new(),
            },
        }],
    };
    Some(Open {
        kind: "merge",
        lasting: vec![entity.kind.clone(), join.a.clone(), join.b.clone(), "joined".to_owned()],
        question: format!("“{}” and “{}” were joined: are they one?", join.a, join.b),
        what: vec![
            shown(entity, &join.a, uses, &[&join.a]),
            shown(entity, &join.b, uses, &[&join.b]),
        ],
        why: vec![format!(
            "their names and what stands around them weigh {}; {} was needed",
            bits(join.weight),
            bits(needed)
        )],
        levels: join.levels.clone(),
        uncertainty: uncertainty(join.weight, needed),
        effect,
        asks,
    })
}

/// A name of an entity, ready to be compared.
struct Form {
    entity: usize,
    name: Name,
}

/// The questions on entities whose names come near.
fn kept_apart(entities: &[Entity], uses: &Uses<'_>, settled: &Settled) -> Result<Vec<Open>, Error> {
    let method = NameMethod::shipped().map_err(|e| Error::embedded("table of names", e))?;
    let mut by_sort: BTreeMap<&str, Vec<Form>> = BTreeMap::new();
    for (at, entity) in entities.iter().enumerate() {
        // What no claim names changes no event.
        if entity.kind == "weapon" || uses.all(&entity.id).is_empty() {
            continue;
        }
        let kind = EntityKind::of_word(&entity.kind);
        let forms = entity.names.iter().take(SPELLINGS);
        by_sort
            .entry(sort(&entity.kind))
            .or_default()
            .extend(forms.map(|form| Form { entity: at, name: method.prepare(&form.text, kind) }));
    }
    let mut nearest: BTreeMap<(usize, usize), (f64, usize, usize, &str)> = BTreeMap::new();
    for (kind, forms) in &by_sort {
        let index = NameIndex::build(&method, forms.iter().map(|form| &form.name));
        for (at, form) in forms.iter().enumerate() {
            for found in index.candidates(&form.name, MEETS) {
                let other = found.name.0 as usize;
                let Some(met) = forms.get(other).filter(|met| met.entity != form.entity) else {
                    continue;
                };
                let (x, y) = (at.min(other), at.max(other));
                let pair = (form.entity.min(met.entity), form.entity.max(met.entity));
                let weight = method.compare_prepared(&forms[x].name, &forms[y].name).weight.0;
                let known = nearest.get(&pair);
                if known.is_none_or(|k| weight > k.0 || weight == k.0 && (x, y) < (k.1, k.2)) {
                    nearest.insert(pair, (weight, x, y, *kind));
                }
            }
        }
    }
    let near = nearest.into_iter().filter_map(|((a, b), (_, x, y, kind))| {
        let (one, other) = (&entities[a], &entities[b]);
        if settled.has_things(&one.id, &other.id) {
            return None;
        }
        let forms = &by_sort[kind];
        apart((one, other), (&forms[x].name, &forms[y].name), &method, uses)
    });
    Ok(near.collect())
}

/// The question on two entities, of which two names come nearest.
fn apart(
    (one, other): (&Entity, &Entity),
    (a, b): (&Name, &Name),
    method: &NameMethod,
    uses: &Uses<'_>,
) -> Option<Open> {
    let compared = method.compare_prepared(a, b);
    let is_lone = |name: &Name| name.text().split_whitespace().nth(1).is_none();
    let config = ResolveConfig::CAUTIOUS;
    let needed = if is_lone(a) || is_lone(b) { config.join_lone.0 } else { config.join.0 };
    let weight = compared.weight.0;
    let mut open = if weight > needed { PARTED } else { uncertainty(weight, needed) };
    let mut why = vec![match weight > needed {
        true => format!(
            "“{}” and “{}” alone weigh {}, and {} would carry; what stands around them, or what \
             they are, keeps them apart",
            a.text(),
            b.text(),
            bits(weight),
            bits(needed)
        ),
        false => format!(
            "“{}” and “{}” weigh {}; {} would carry",
            a.text(),
            b.text(),
            bits(weight),
            bits(needed)
        ),
    }];
    let reports = |entity: &Entity| -> BTreeSet<String> {
        entity.names.iter().flat_map(|name| name.reports.iter().cloned()).collect()
    };
    let (in_one, in_other) = (reports(one), reports(other));
    let together = in_one.intersection(&in_other).count();
    if together > 0 {
        open *= NAMED_TOGETHER;
        why.push(format!("{together} of their reports name both, as two"));
    }
    let (few, _) = match uses.all(&one.id).len() <= uses.all(&other.id).len() {
        true => (one, other),
        false => (other, one),
    };
    let effect: Reach = uses.reach(&few.id, |_| true);
    let things = || vec![one.id.clone(), other.id.clone()];
    let level = |level: &rashomon_resolve::names::Level| Level {
        comparison: level.comparison.to_owned(),
        level: level.level.to_owned(),
        words: level.words.clone(),
        weight: level.weight.0,
    };
    Some(Open {
        kind: "merge",
        lasting: vec![one.kind.clone(), one.name.clone(), other.name.clone(), "apart".to_owned()],
        question: format!("“{}” and “{}” were kept apart: are they one?", one.name, other.name),
        what: vec![
            shown(one, &one.name, uses, &[&one.name, a.text()]),
            shown(other, &other.name, uses, &[&other.name, b.text()]),
        ],
        why,
        levels: compared.levels.iter().map(level).collect(),
        uncertainty: open,
        effect,
        asks: vec![
            Offer { says: "they are one".to_owned(), ask: Asked::Same { things: things() } },
            Offer { says: "they are two".to_owned(), ask: Asked::Different { things: things() } },
        ],
    })
}
