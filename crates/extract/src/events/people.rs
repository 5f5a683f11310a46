//! How many people a noun phrase counts, and of what sort.
//!
//! "at least five civilians", "two of their fighters", "a woman and her two children", "Ana Dole,
//! a teacher". In: the heads of coordinated phrases. Out: quantities as intervals, with status,
//! part and side as the words give them. A phrase that gives no number gives no quantity; whether
//! a bare plural may stand for "more than one" is for the caller.

use std::ops::Range;

use rashomon_model::{EntityId, EntityKind, Quantity, Status, Who, Wording};

use crate::events::scene::Scene;

/// A counted phrase.
#[derive(Clone, Debug)]
pub(crate) struct Counted {
    pub(crate) quantity: Quantity,
    pub(crate) head: usize,
    pub(crate) tokens: Range<usize>,
    /// A bare plural: the number is only the plural's.
    pub(crate) bare: bool,
    /// The words make it a part of some larger number: "two others", "his two sons", "a nurse".
    pub(crate) part: bool,
}

/// Counts the people of one phrase.
pub(crate) fn count(scene: &Scene<'_>, head: usize) -> Option<Counted> {
    let (noun, low, high, wording) = number(scene, head)?;
    let bare = wording == Wording::Word && high.is_none();
    let tokens = extent(scene, head, noun);
    let named = is_named(scene, head);
    let (status, who) = sort(scene, noun.unwrap_or(head));
    let quantity = Quantity {
        low,
        high,
        wording,
        status,
        who: if named { Some(Who::Named) } else { who },
        side: side(scene, noun.unwrap_or(head)),
        cumulative: false,
        text: scene.text(tokens.clone()),
    };
    let part = is_part(scene, head, noun, &quantity);
    Some(Counted { quantity, head, tokens, bare, part })
}

/// Tells whether a phrase counts only some of those who suffered.
fn is_part(scene: &Scene<'_>, head: usize, noun: Option<usize>, quantity: &Quantity) -> bool {
    let further = |t: usize| {
        matches!(
            scene.word(t),
            "other" | "others" | "another" | "more" | "further" | "additional" | "also"
        )
    };
    let kin = |t: usize| scene.cue("kin", t);
    let owned = |t: usize| scene.kid(t, &["poss"]).is_some();
    let mut around = scene.kids(head).chain([head]).chain(noun);
    let single = quantity.low == 1 && quantity.high == Some(1) && quantity.who.is_none();
    if quantity.who.is_some() {
        return false;
    }
    around.any(further)
        || scene.head(head).is_some_and(|v| scene.kids(v).any(|k| scene.word(k) == "also"))
        || [Some(head), noun].into_iter().flatten().any(|t| kin(t) || owned(t))
        || single
}

type Number = (Option<usize>, u32, Option<u32>, Wording);

fn number(scene: &Scene<'_>, head: usize) -> Option<Number> {
    let told = |index: usize| scene.annotated.numbers.get(index);
    if let Some(n) = scene.number(head).and_then(told) {
        // "two of their fighters", "dozens of people", or the number alone ("28 were killed").
        let noun = scene.prep_object(n.head, &["of"]).or(scene.prep_object(head, &["of"]));
        let noun = noun.or((scene.is_noun(head) && scene.person(head).is_some()).then_some(head));
        return Some((noun, n.low, n.high, n.wording));
    }
    let counts = |k: &usize| *k < head && scene.number(*k).is_some();
    let mut kids = scene.kids(head).filter(|k| {
        matches!(
            scene.dep(*k),
            "nummod" | "amod" | "quantmod" | "det" | "nmod" | "compound" | "advmod"
        )
    });
    if let Some(n) = kids.find(counts).and_then(|k| scene.number(k)).and_then(told) {
        return countable(scene, head).then_some((Some(head), n.low, n.high, n.wording));
    }
    if is_named(scene, head) {
        return Some((Some(head), 1, Some(1), Wording::Exact));
    }
    one_or_plural(scene, head)
}

/// A noun that can stand for people; "five houses" counts nobody.
fn countable(scene: &Scene<'_>, head: usize) -> bool {
    scene.person(head).is_some()
        || scene.is_kind(head, &[EntityKind::People, EntityKind::Person, EntityKind::Group])
        || matches!(scene.tag(head), "NNPS" | "JJ" | "JJR" | "VBN")
        || scene.annotated.tokens().get(head).is_some_and(|t| t.ent_type == "NORP")
        || scene.word(head).ends_with("ers") && !scene.is_building(head)
}

fn one_or_plural(scene: &Scene<'_>, head: usize) -> Option<Number> {
    let person = scene.person(head)?;
    let family = matches!(scene.lemma(head), "family" | "crew");
    if family {
        let n = scene.prep_object(head, &["of"]).and_then(|t| scene.number(t))?;
        let n = scene.annotated.numbers.get(n)?;
        return Some((Some(head), n.low, n.high, n.wording));
    }
    if let Some(digits) = scene.kid(head, &["nummod"]) {
        // A number that the number finder took for part of a date ("2 May - 13 people killed").
        let n: u32 = scene.word(digits).parse().ok().filter(|n| (1..1900).contains(n))?;
        return Some((Some(head), n, Some(n), Wording::Exact));
    }
    let determiner = scene.kid(head, &["det", "predet"]).map(|d| scene.word(d));
    let owned = scene.kid(head, &["poss"]).is_some();
    match (scene.tag(head), determiner) {
        ("NN", Some("a" | "an" | "one" | "another")) => {
            Some((Some(head), person.count, Some(person.count), Wording::Exact))
        }
        // "and his son", only ever beside another who is counted.
        ("NN", None) if owned && scene.dep(head) == "conj" => {
            Some((Some(head), person.count, Some(person.count), Wording::Exact))
        }
        ("NNS", None) if !owned => Some((Some(head), 2, None, Wording::Word)),
        ("NNS", Some("some" | "many")) => Some((Some(head), 2, None, Wording::Word)),
        _ => None,
    }
}

/// A phrase whose head is a person's name.
pub(crate) fn is_named(scene: &Scene<'_>, head: usize) -> bool {
    scene.is_kind(head, &[EntityKind::Person])
        && matches!(scene.tag(head), "NNP" | "NNPS")
        && scene.number(head).is_none()
}

/// The words of a counted phrase, its number and bounds included.
fn extent(scene: &Scene<'_>, head: usize, noun: Option<usize>) -> Range<usize> {
    let mut range = scene.phrase(head);
    let numbers = range.clone().find_map(|t| scene.number(t));
    if let Some(n) = numbers.and_then(|n| scene.annotated.numbers.get(n)) {
        // What stands before the number ("Update - 5 dead") is no part of the phrase.
        let before = n.tokens.start.checked_sub(1);
        let keep = before.filter(|b| range.contains(b) && is_opening(scene, *b));
        range = keep.unwrap_or(n.tokens.start)..range.end.max(n.tokens.end);
    }
    if let Some(noun) = noun.filter(|n| *n >= range.end && *n < range.end + 6) {
        range.end = scene.phrase(noun).end.max(noun + 1);
    }
    // "a man" keeps its article: it is the number.
    let first = scene.kids(head).next().filter(|d| matches!(scene.word(*d), "a" | "an"));
    if let Some(article) = first.filter(|d| *d + 1 == range.start) {
        range.start = article;
    }
    range
}

/// "another five", "their two", "the 12".
fn is_opening(scene: &Scene<'_>, token: usize) -> bool {
    matches!(scene.tag(token), "PRP$" | "DT") || matches!(scene.word(token), "other" | "further")
}

/// Civilian or combatant, and which part of the people, by the noun and the words before it.
pub(crate) fn sort(scene: &Scene<'_>, noun: usize) -> (Status, Option<Who>) {
    let (mut status, who) =
        scene.person(noun).map_or((Status::Unknown, None), |p| (p.status, p.who));
    // "rebel fighters", "civilian casualties", "members of the rebel group".
    let of = scene.prep_object(noun, &["of", "from"]);
    for head in [Some(noun), of].into_iter().flatten() {
        for kid in scene.kids(head) {
            let before = kid < head && matches!(scene.dep(kid), "compound" | "amod" | "nmod");
            let Some(person) = scene.person(kid).filter(|_| before) else { continue };
            if status == Status::Unknown {
                status = person.status;
            }
        }
    }
    (status, who)
}

/// The side whose people they are: "regime soldiers", "their fighters", "members of the Front".
fn side(scene: &Scene<'_>, noun: usize) -> Option<EntityId> {
    let group =
        |t: usize| scene.headed(t).filter(|m| m.kind == EntityKind::Group).and_then(|m| m.entity);
    let before = scene.kids(noun).filter(|k| *k < noun);
    let mut before =
        before.filter(|k| matches!(scene.dep(*k), "poss" | "compound" | "amod" | "nmod"));
    if let Some(owner) = scene.owner(noun) {
        return Some(owner);
    }
    let of = || scene.prep_object(noun, &["of", "from"]).and_then(group);
    before.find_map(group).or_else(of)
}

/// Puts together what coordinated phrases count: parts, and their sum where they are of one sort.
pub(crate) fn together(scene: &Scene<'_>, heads: &[usize]) -> Vec<Counted> {
    let counted: Vec<Counted> = heads.iter().filter_map(|h| count(scene, *h)).collect();
    let (named, mut counted): (Vec<Counted>, Vec<Counted>) =
        counted.into_iter().partition(|c| c.quantity.who == Some(Who::Named));
    let mut out = Vec::new();
    out.extend(sum(scene, &named));
    let solid = counted.iter().filter(|c| !c.bare).count();
    if solid >= 2 {
        counted.retain(|c| !c.bare);
    }
    let one_sort = counted.iter().all(|c| c.quantity.status != Status::Combatant);
    if counted.len() >= 2 && one_sort && counted.len() == heads.len() {
        out.extend(sum(scene, &counted));
        counted.retain(|c| c.quantity.who.is_some());
    }
    out.extend(counted);
    out
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
    Some(Counted { quantity, head: first.head, tokens, bare: false, part: false })
}
