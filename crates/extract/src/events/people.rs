//! How many people a noun phrase counts, and of what sort.
//!
//! "at least five civilians", "two of their fighters", "a woman and her two children", "Ana Dole,
//! a teacher". In: the heads of coordinated phrases. Out: quantities as intervals, with status,
//! part and side as the words give them. A phrase that gives no number gives no quantity; whether
//! a bare plural may stand for "more than one" is for the caller.
//!
//! Shown by the casebook pages `woman-and-her-children`, `family-of-five`,
//! `numbers-that-count-nobody`, `an-age-in-commas`.

pub(crate) mod armed;
mod sort;
mod together;
mod trade;

use std::ops::Range;

use rashomon_model::{EntityKind, Quantity, Status, Who, Wording};

use crate::events::scene::Scene;
pub(crate) use sort::{side, sort};
pub(crate) use together::{is_dash, together, with_companions};

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
    /// The number counts the killed and the wounded together.
    pub(crate) joint: bool,
    /// The number is told as outdated: "an earlier toll of".
    pub(crate) superseded: bool,
}

impl Counted {
    /// A plain count.
    pub(crate) fn new(quantity: Quantity, head: usize, tokens: Range<usize>) -> Counted {
        let (bare, part, joint, superseded) = (false, false, false, false);
        Counted { quantity, head, tokens, bare, part, joint, superseded }
    }

    /// The least and the most that the happening may have counted by these words.
    pub(crate) fn extent(&self) -> (u32, u32) {
        let vague = self.quantity.wording == Wording::Word;
        // A plural is open above, and so is a vague count of some of them.
        let open = self.bare || vague && !matches!(self.quantity.who, None | Some(Who::Named));
        let high = self.quantity.high.unwrap_or(self.quantity.low);
        (self.quantity.low, if open { u32::MAX } else { high })
    }

    /// Tells whether it is a number for all, and neither a plural, a name nor a part.
    pub(crate) fn is_figure(&self) -> bool {
        !self.bare && !self.part && !self.joint && self.quantity.who.is_none()
    }
}

/// Counts the people of one phrase.
pub(crate) fn count(scene: &Scene<'_>, head: usize) -> Option<Counted> {
    let (noun, low, high, wording) = number(scene, head)?;
    let bare = wording == Wording::Word && high.is_none();
    let tokens = extent(scene, head, noun);
    let named = is_named(scene, head);
    let (mut status, who) = sort(scene, noun.unwrap_or(head));
    if named {
        status = sort::of_named(scene, head);
    }
    let quantity = Quantity {
        low,
        high,
        wording,
        status,
        who: if named { Some(Who::Named) } else { who },
        side: side(scene, noun.unwrap_or(head)),
        cumulative: false,
        text: without_ending(&scene.text(tokens.clone())),
    };
    let part = is_part(scene, head, noun, &quantity);
    Some(Counted { bare, part, ..Counted::new(quantity, head, tokens) })
}

/// "Ana Dole's murder" counts Ana Dole.
fn without_ending(text: &str) -> String {
    text.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

/// Tells whether a phrase counts only some of those who suffered.
pub(crate) fn is_part(
    scene: &Scene<'_>,
    head: usize,
    noun: Option<usize>,
    quantity: &Quantity,
) -> bool {
    let further = |t: usize| {
        matches!(
            scene.word(t),
            "other" | "others" | "another" | "more" | "further" | "additional" | "also"
        )
    };
    let kin = |t: usize| scene.cue("kin", t);
    // "two of its fighters" are one side's dead, and no part of the other's.
    let owned =
        |t: usize| quantity.status != Status::Combatant && scene.kid(t, &["poss"]).is_some();
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
    // "not five but seven": the number that holds hangs on the one that does not.
    let numbered = |k: usize| {
        let joined = || scene.kid(k, &["conj"]).filter(|c| scene.tag(k) == "CD" && *c < head);
        scene.number(k).or_else(|| scene.number(joined()?))
    };
    let counts = |k: &usize| *k < head && numbered(*k).is_some();
    let mut kids = scene.kids(head).filter(|k| {
        matches!(
            scene.dep(*k),
            "nummod" | "amod" | "quantmod" | "det" | "nmod" | "compound" | "advmod"
        )
    });
    if let Some(n) = kids.find(counts).and_then(numbered).and_then(told) {
        return countable(scene, head).then_some((Some(head), n.low, n.high, n.wording));
    }
    if is_named(scene, head) {
        return Some((Some(head), 1, Some(1), Wording::Exact));
    }
    one_or_plural(scene, head)
}

/// Nouns that count only by what follows: "a family of five".
fn is_family(scene: &Scene<'_>, head: usize) -> bool {
    matches!(scene.lemma(head), "family" | "household" | "crew")
}

/// A noun that can stand for people; "five houses" and "two families" count nobody.
fn countable(scene: &Scene<'_>, head: usize) -> bool {
    if is_family(scene, head) {
        return false;
    }
    scene.person(head).is_some()
        || trade::is_trade(scene, head)
        || scene.is_kind(head, &[EntityKind::People, EntityKind::Person, EntityKind::Group])
        || matches!(scene.tag(head), "NNPS" | "JJ" | "JJR" | "VBN")
        || scene.annotated.tokens().get(head).is_some_and(|t| t.ent_type == "NORP")
}

fn one_or_plural(scene: &Scene<'_>, head: usize) -> Option<Number> {
    if is_family(scene, head) {
        // "a family of five", "an entire family of six members".
        let of = scene.prep_object(head, &["of"])?;
        let members = scene.kids(of).filter(|_| scene.person(of).is_some());
        let n = [of].into_iter().chain(members).find_map(|t| scene.number(t))?;
        let n = scene.annotated.numbers.get(n)?;
        return Some((Some(head), n.low, n.high, n.wording));
    }
    let known = scene.person(head).map(|p| p.count);
    let each = known.or_else(|| trade::is_trade(scene, head).then_some(1))?;
    // A number that the number finder took for the end of a date ("2 May - 13 people killed").
    let last = |t: &usize| scene.time(*t) != scene.time(*t + 1) || scene.time(*t).is_none();
    if let Some(digits) = scene.kid(head, &["nummod"]) {
        let digits = Some(digits).filter(last)?;
        let n: u32 = scene.word(digits).parse().ok().filter(|n| (1..1900).contains(n))?;
        return Some((Some(head), n, Some(n), Wording::Exact));
    }
    let determiner = scene.kid(head, &["det", "predet"]).map(|d| scene.word(d));
    let owned = scene.kid(head, &["poss"]).is_some();
    match (scene.tag(head), determiner) {
        ("NN", Some("a" | "an" | "one" | "another")) => {
            Some((Some(head), each, Some(each), Wording::Exact))
        }
        // "and his son", only ever beside another who is counted.
        ("NN", None) if owned && scene.dep(head) == "conj" => {
            Some((Some(head), each, Some(each), Wording::Exact))
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
    if let Some(n) =
        numbers.filter(|_| !is_family(scene, head)).and_then(|n| scene.annotated.numbers.get(n))
    {
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
