//! Puts together what coordinated phrases count.
//!
//! "a woman and her two children" are three, with a woman and two children beside them; "12
//! soldiers and five civilians" stay two counts. In: the heads of a trigger's victims. Out: their
//! counts, and the sum where they are of one sort. Phrases parted by another count, a dash or a
//! verb ("Scores dead - at least 72 people") are no list, and are never added.
//!
//! Shown by the casebook pages `woman-and-her-children`, `couple-and-children`,
//! `headline-and-lead`.

use rashomon_model::{Quantity, Status, Who, Wording};
use rashomon_text::syntax::Pos;

use super::{Counted, count};
use crate::events::scene::Scene;

/// Puts together what coordinated phrases count: parts, and their sum where they are of one sort.
///
/// `at` is the token of the trigger, `told` whether a token tells of a happening.
pub(crate) fn together(
    scene: &Scene<'_>,
    heads: &[usize],
    at: usize,
    told: impl Fn(usize) -> bool,
) -> Vec<Counted> {
    let counted: Vec<Counted> = heads.iter().filter_map(|h| count(scene, *h)).collect();
    let (counted, whole) = list(scene, counted, at, told);
    if let Some(total) = enumerated(&counted) {
        return total;
    }
    let mixed = whole && counted.len() == heads.len() && is_family(scene, &counted);
    let (named, mut counted): (Vec<Counted>, Vec<Counted>) =
        counted.into_iter().partition(|c| c.quantity.who == Some(Who::Named));
    let mut out = Vec::new();
    let solid = counted.iter().filter(|c| !c.bare).count();
    if solid >= 2 {
        counted.retain(|c| !c.bare);
    }
    if mixed {
        let all: Vec<Counted> = named.iter().chain(&counted).cloned().collect();
        // Of many dead one family is a part.
        out.extend(sum(scene, &all).map(|total| Counted { part: true, ..total }));
        counted.retain(|c| c.quantity.who.is_some());
        out.extend(counted);
        return out;
    }
    out.extend(sum(scene, &named));
    let one_sort = counted.iter().all(|c| c.quantity.status != Status::Combatant);
    if counted.len() >= 2 && one_sort && whole && counted.len() == heads.len() {
        out.extend(sum(scene, &counted));
        counted.retain(|c| c.quantity.who.is_some());
    }
    out.extend(counted);
    out
}

/// "two civilians, a writer and a child": the first counts those that follow.
fn enumerated(counted: &[Counted]) -> Option<Vec<Counted>> {
    let (first, rest) = counted.split_first().filter(|(_, rest)| rest.len() >= 2)?;
    let after = rest.iter().map(|c| c.quantity.low).fold(0, u32::saturating_add);
    let plural = first.quantity.low >= 2 && first.quantity.who != Some(Who::Named);
    let parts = rest.iter().filter(|c| !matches!(c.quantity.who, None | Some(Who::Named)));
    (plural && after == first.quantity.low)
        .then(|| [first].into_iter().chain(parts).cloned().collect())
}

/// "Ana Dole, her husband and their three children": named, and counted by kinship.
fn is_family(scene: &Scene<'_>, counted: &[Counted]) -> bool {
    let named = |c: &Counted| c.quantity.who == Some(Who::Named);
    let kin = |c: &Counted| {
        let owned = scene.kid(c.head, &["poss"]).is_some();
        !c.bare && (scene.cue("kin", c.head) || owned)
    };
    counted.len() >= 2
        && counted.iter().any(named)
        && counted.iter().any(kin)
        && counted.iter().all(|c| named(c) || kin(c))
}

/// "a woman was killed alongside her two sons": adds those told beside the one counted first.
pub(crate) fn with_companions(
    scene: &Scene<'_>,
    mut counted: Vec<Counted>,
    beside: &[usize],
) -> Vec<Counted> {
    let others: Vec<Counted> =
        beside.iter().filter_map(|h| count(scene, *h)).filter(|c| !c.bare).collect();
    let few = counted.first().is_some_and(|c| !c.bare && c.quantity.high.is_some_and(|h| h <= 3));
    if others.is_empty() || others.len() != beside.len() || !few || counted.len() > 2 {
        return counted;
    }
    let first = counted.remove(0);
    let all: Vec<Counted> = [&first].into_iter().chain(&others).cloned().collect();
    let total = sum(scene, &all).map(|total| Counted { part: true, ..total });
    let mut out: Vec<Counted> = total.into_iter().collect();
    let parts = [first].into_iter().chain(counted).chain(others);
    out.extend(parts.filter(|c| !matches!(c.quantity.who, None | Some(Who::Named))));
    out
}

/// Keeps the phrases that stand in one list with the one nearest to the trigger; says if all do.
fn list(
    scene: &Scene<'_>,
    counted: Vec<Counted>,
    at: usize,
    told: impl Fn(usize) -> bool,
) -> (Vec<Counted>, bool) {
    let all = counted.len();
    let mut lists: Vec<Vec<Counted>> = Vec::new();
    for phrase in counted {
        let after = lists.last().and_then(|l| l.last()).map(|p| p.tokens.end);
        let between = after.unwrap_or(phrase.tokens.start)..phrase.tokens.start;
        match lists.last_mut().filter(|_| !between.clone().any(|t| told(t) || is_dash(scene, t))) {
            Some(list) => list.push(phrase),
            None => lists.push(vec![phrase]),
        }
    }
    let far = |list: &Vec<Counted>| list.iter().map(|p| p.head.abs_diff(at)).min();
    let near = lists.into_iter().min_by_key(far).unwrap_or_default();
    let whole = near.len() == all;
    (near, whole)
}

/// A dash, colon or line break that parts two phrases; the hyphen of a compound does not.
pub(crate) fn is_dash(scene: &Scene<'_>, token: usize) -> bool {
    let loose = |t: usize| scene.annotated.tokens().get(t).is_some_and(|t| t.whitespace_after);
    match scene.word(token) {
        "-" => loose(token) && token.checked_sub(1).is_some_and(loose),
        "\u{2013}" | "\u{2014}" | "--" | ":" | ";" | "|" => true,
        _ => scene.pos(token) == Pos::Space,
    }
}

/// One quantity for several phrases: five and two are seven.
fn sum(scene: &Scene<'_>, parts: &[Counted]) -> Option<Counted> {
    let (first, last) = (parts.first()?, parts.last()?);
    if parts.len() == 1 {
        return Some(first.clone());
    }
    let tokens = first.tokens.start.min(last.tokens.start)..last.tokens.end.max(first.tokens.end);
    let same = |f: fn(&Quantity) -> Status| {
        let status = f(&first.quantity);
        parts.iter().all(|p| f(&p.quantity) == status).then_some(status)
    };
    let exact = parts.iter().all(|p| p.quantity.wording == Wording::Exact);
    let who = first.quantity.who.filter(|w| parts.iter().all(|p| p.quantity.who == Some(*w)));
    let quantity = Quantity {
        low: parts.iter().map(|p| p.quantity.low).fold(0, u32::saturating_add),
        high: parts
            .iter()
            .map(|p| p.quantity.high)
            .try_fold(0u32, |a, b| Some(a.saturating_add(b?))),
        wording: if exact { Wording::Exact } else { Wording::About },
        status: same(|q| q.status).unwrap_or(Status::Unknown),
        who,
        side: first.quantity.side,
        cumulative: false,
        text: scene.text(tokens.clone()),
    };
    Some(Counted::new(quantity, first.head, tokens))
}
