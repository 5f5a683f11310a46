//! Who "I" is: the one person made to speak by the sentence, the quotation or the colon before.
//!
//! In: drafts with their parties. Out: parties for "I", "me", "my". Looks at subjects of saying
//! verbs that are persons, in the same sentence, at the end of the same quotation, or up to a few
//! sentences before (longer after "said:"). Leaves "we" alone: whom it takes in is seldom told.

use super::draft::{Class, Draft, Origin};
use super::join::Inputs;
use super::lexicon::Around;
use super::party::Party;

/// A sentence that makes a person speak.
struct Speaker {
    sentence: usize,
    party: usize,
    colon: bool,
}

const NEAR: usize = 3;
/// How many sentences a statement after "said:" may run.
const STATEMENT: usize = 15;

/// Gives the first-person pronouns their party.
pub(crate) fn fill(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft],
    denoted: &mut [Option<usize>],
    parties: &mut [Party],
) {
    let speakers = speakers(inputs, drafts, denoted, parties);
    let page = inputs.page;
    for (draft, slot) in drafts.iter().zip(denoted.iter_mut()) {
        let first = matches!(page.lower(draft.head), "i" | "me" | "my" | "mine" | "myself");
        if draft.origin != Origin::Pronoun || !first {
            continue;
        }
        let here = page.sentence(draft.head);
        let quote_end = quote_end(inputs, draft.head);
        let before = speakers.partition_point(|s| s.sentence < here);
        let same = speakers.get(before).filter(|s| s.sentence == here);
        let at_end = || {
            let end = quote_end?;
            let after = speakers.partition_point(|s| s.sentence < end);
            speakers.get(after).filter(|s| s.sentence == end)
        };
        let last = || {
            let s = speakers.get(before.checked_sub(1)?)?;
            let reach = if s.colon { STATEMENT } else { NEAR };
            let quoted = quote_end.is_some() || s.colon;
            (quoted && here - s.sentence <= reach).then_some(s)
        };
        let found = same.or_else(at_end).or_else(last).map(|s| s.party);
        if let Some(party) = found.and_then(|p| parties.get_mut(p)) {
            party.mentions += 1;
        }
        *slot = found;
    }
}

fn speakers(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[Party],
) -> Vec<Speaker> {
    let page = inputs.page;
    let mut speakers: Vec<Speaker> = Vec::new();
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(party) = *party else { continue };
        let person = parties.get(party).is_some_and(|p| p.class == Class::Person);
        if !person || page.dep(draft.head) != "nsubj" {
            continue;
        }
        let verb = page.head(draft.head);
        let saying = inputs.lexicon.context(Around::VerbSubject, &page.lemma(verb));
        if !saying.iter().any(|(_, weight)| *weight >= 3) {
            continue;
        }
        let sentence = page.sentence(draft.head);
        let end = page.annotated.sentence_at(draft.head).end;
        let colon =
            (end.saturating_sub(3)..end).any(|t| page.word(t) == ":") || page.word(end) == ":";
        speakers.push(Speaker { sentence, party, colon });
    }
    speakers
}

/// Returns the sentence in which the quotation around a token ends.
fn quote_end(inputs: &Inputs<'_, '_>, token: usize) -> Option<usize> {
    let quotes = &inputs.page.annotated.quotes;
    let after = quotes.partition_point(|q| q.tokens.end <= token);
    let quote = quotes.get(after).filter(|q| q.tokens.contains(&token))?;
    Some(inputs.page.sentence(quote.tokens.end.saturating_sub(1)))
}
