//! The words that bound a number: "at least", "more than", "or so".
//!
//! In: a number proper. Out: the number with its bounding words taken in and its interval moved:
//! "at least N" opens the end, "more than N" is N+1 and open, "up to N" starts at 0, "fewer than
//! N" ends at N-1, "about N" keeps N and says so. A bound before the number wins over one after.

use std::sync::OnceLock;

use rashomon_model::Wording;

use super::{Core, NumberSpan, saturated};
use crate::phrases::Phrases;
use crate::words::Words;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    AtLeast,
    MoreThan,
    UpTo,
    FewerThan,
    About,
}

/// A number with the position after its last word.
pub(super) struct Bounded {
    pub(super) number: NumberSpan,
    pub(super) end: usize,
}

fn table(place: &'static str) -> Phrases<Effect> {
    let text = include_str!("../../../../data/lexicon/en/number-bounds.tsv");
    Phrases::load("number-bounds", text, "phrase", |row| {
        if row.get("place") != place {
            return None;
        }
        match row.get("effect") {
            "at-least" => Some(Effect::AtLeast),
            "more-than" => Some(Effect::MoreThan),
            "up-to" => Some(Effect::UpTo),
            "fewer-than" => Some(Effect::FewerThan),
            "about" => Some(Effect::About),
            _ => None,
        }
    })
}

fn before() -> &'static Phrases<Effect> {
    static TABLE: OnceLock<Phrases<Effect>> = OnceLock::new();
    TABLE.get_or_init(|| table("before"))
}

fn after() -> &'static Phrases<Effect> {
    static TABLE: OnceLock<Phrases<Effect>> = OnceLock::new();
    TABLE.get_or_init(|| table("after"))
}

/// Returns the start of the bounding words that end just before a position.
pub(crate) fn bound_before(words: &Words<'_>, end: usize) -> Option<usize> {
    before().before(words, end).map(|(start, _)| start)
}

/// Takes in the bounding words of a number; none before `free_from` are looked at.
pub(super) fn bounded(words: &Words<'_>, core: &Core, free_from: usize) -> Bounded {
    let mut start = opening(words, core, free_from);
    let mut effect = None;
    // "at least about 12": the outer word decides, the inner one is only taken in.
    while let Some((from, &found)) = before().before(words, start).filter(|(f, _)| *f >= free_from)
    {
        start = from;
        effect = Some(found);
    }
    let mut end = core.end;
    // "some", "a few" carry no bound behind them: in "several or more" the words say nothing new.
    if let Some((to, &found)) = after().at(words, core.end) {
        end = to;
        effect = effect.or(Some(found));
    }
    let (low, high, wording) = interval(core, effect);
    let number = NumberSpan {
        tokens: words.range(start..end),
        head: words.index(core.end - 1),
        low: saturated(low),
        high: high.map(saturated),
        wording,
    };
    Bounded { number, end }
}

/// Takes in the "between" or "from" of a range.
fn opening(words: &Words<'_>, core: &Core, free_from: usize) -> usize {
    let opens = core.range && matches!(words.before(core.start), "between" | "from");
    if opens && core.start > free_from { core.start - 1 } else { core.start }
}

fn interval(core: &Core, effect: Option<Effect>) -> (u64, Option<u64>, Wording) {
    let (low, high) = (core.low, core.high);
    match effect {
        Some(Effect::AtLeast) => (low, None, Wording::AtLeast),
        Some(Effect::MoreThan) if core.vague || core.range => (low, None, Wording::AtLeast),
        Some(Effect::MoreThan) => (low.saturating_add(1), None, Wording::AtLeast),
        Some(Effect::UpTo) => (0, Some(high), Wording::UpTo),
        Some(Effect::FewerThan) if core.vague => (0, Some(high), Wording::UpTo),
        Some(Effect::FewerThan) => (0, Some(high.saturating_sub(1)), Wording::UpTo),
        Some(Effect::About) if !core.vague => (low, Some(high), Wording::About),
        _ if core.vague => (low, Some(high), Wording::Word),
        _ => (low, Some(high), Wording::Exact),
    }
}
