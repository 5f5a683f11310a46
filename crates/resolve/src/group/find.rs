//! Which claim of a report a judgement is about now.
//!
//! In: the words, slot and value that were judged; the text and the claims as they are. The words are
//! looked for where they stood, then nearest to it. A claim on just these words, or on words around
//! or within them, answers if it fills the same slot with the same value. Among several: the same
//! voice, the same class, the same trigger, and only then the number it had.

use rashomon_model::{CaseClaim, CaseVoice, ClaimAnchor, EventClass, Span};

use super::single::Telling;

/// Why a claim is not found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The text no longer has the words.
    Words,
    /// No claim answers that question on these words.
    Claim,
    /// What is read there now says something else.
    Value(String, String),
    /// The happening it was put to is told no longer.
    Event,
}

impl std::fmt::Display for Lost {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Lost::Words => f.write_str("its report no longer has these words"),
            Lost::Claim => f.write_str("nothing of the sort is read in these words now"),
            Lost::Value(now, then) => {
                write!(f, "these words are read as “{now}” now, “{then}” was judged")
            }
            Lost::Event => f.write_str("its report no longer tells the event it was put to"),
        }
    }
}

/// How well a claim answers: smaller is better.
type Worth = (bool, bool, bool, u8, u32, bool);

/// Finds the claim, by its telling and its number there.
///
/// With `any_value`, a claim that alone fills the slot on just these words answers whatever it says.
///
/// # Errors
/// Says what is missing where no claim answers.
pub fn find(
    anchor: &ClaimAnchor,
    text: &str,
    tellings: &[Telling],
    any_value: bool,
) -> Result<(usize, usize), Lost> {
    let words = place_of(text, anchor.start, &anchor.quote).ok_or(Lost::Words)?;
    let mut best: Option<(Worth, (usize, usize))> = None;
    let mut others: Vec<(usize, usize)> = Vec::new();
    for (at, telling) in tellings.iter().enumerate() {
        for (number, claim) in telling.claims.iter().enumerate() {
            if claim.slot != anchor.slot || !touches(claim.span, words) {
                continue;
            }
            if !claim.value.says(&anchor.value) {
                if claim.span == words {
                    others.push((at, number));
                }
                continue;
            }
            let worth = worth(anchor, text, telling, claim, words);
            if best.as_ref().is_none_or(|(known, _)| worth < *known) {
                best = Some((worth, (at, number)));
            }
        }
    }
    match (best, others.as_slice()) {
        (Some((_, found)), _) => Ok(found),
        (None, [only]) if any_value => Ok(*only),
        (None, [(at, number), ..]) => {
            let now = tellings[*at].claims[*number].value.gist();
            Err(Lost::Value(now, anchor.value.clone()))
        }
        (None, []) => Err(Lost::Claim),
    }
}

fn worth(
    anchor: &ClaimAnchor,
    text: &str,
    telling: &Telling,
    claim: &CaseClaim,
    words: Span,
) -> Worth {
    let trigger = anchor.trigger.map_or(0, |then| {
        let before = text.get(..telling.trigger.start as usize).unwrap_or("").chars().count();
        u32::try_from(before).unwrap_or(u32::MAX).abs_diff(then)
    });
    (
        claim.span != words,
        claim.value.gist() != anchor.value,
        voice_of(claim) != anchor.voice,
        unlike(telling.class, anchor.class),
        trigger,
        claim.id != anchor.claim,
    )
}

fn unlike(a: EventClass, b: EventClass) -> u8 {
    match (a == b, a.kind() == b.kind()) {
        (true, _) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

/// The words for the innermost voice of a claim; empty where the outlet itself speaks.
fn voice_of(claim: &CaseClaim) -> &str {
    match claim.said_by.last() {
        Some(CaseVoice::Quoted { text, .. }) => text,
        _ => "",
    }
}

/// Tells whether one of the two lies in the other, or they share half of the smaller.
fn touches(a: Span, b: Span) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared > 0 && shared.saturating_mul(2) >= a.len().min(b.len())
}

/// Returns where words stand in a text, in bytes: where they stood, else nearest to it.
pub fn place_of(text: &str, start: u32, quote: &str) -> Option<Span> {
    if quote.is_empty() {
        return None;
    }
    let then = text.char_indices().nth(start as usize).map_or(text.len(), |(byte, _)| byte);
    let at = match text.get(then..).is_some_and(|rest| rest.starts_with(quote)) {
        true => then,
        false => text.match_indices(quote).map(|(at, _)| at).min_by_key(|at| at.abs_diff(then))?,
    };
    Some(Span::from_range(at..at + quote.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_stood_else_nearest() {
        let text = "É four dead. Later four dead, four dead.";
        let at = |start| place_of(text, start, "four dead").map(|span| span.start);
        assert_eq!(at(2), Some(3));
        assert_eq!(at(19), Some(20));
        assert_eq!(at(28), Some(31), "nearest, not first");
        assert_eq!(at(900), Some(31));
        assert_eq!(place_of(text, 2, "five dead"), None);
        assert_eq!(place_of(text, 2, ""), None);
    }

    #[test]
    fn words_that_merely_meet_are_not_the_same_words() {
        assert!(touches(Span::new(0, 10), Span::new(2, 6)));
        assert!(touches(Span::new(0, 10), Span::new(5, 15)));
        assert!(!touches(Span::new(0, 10), Span::new(8, 20)));
        assert!(!touches(Span::new(0, 10), Span::new(10, 20)));
    }
}
