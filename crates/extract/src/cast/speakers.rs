//! Who "I" and "we" are: the one made to speak by the sentence, the quotation or the colon before.
//!
//! In: drafts with their parties. Out: a person for "I", "me", "my"; for "we", "us", "our" inside a
//! quotation the body that speaks, or the body whose spokesman, leader or member speaks. Looks at
//! subjects of saying verbs in the same sentence, at the end of the same quotation, or up to a few
//! sentences before (longer after "said:"). Whom "we" takes in when a private person speaks is
//! seldom told, and left open.
//!
//! Shown by the casebook pages `we-is-the-spokesmans-body`, `we-of-a-witness`.

use foldhash::HashMap;

use super::draft::{Class, Draft, Origin, is_we};
use super::join::Inputs;
use super::lexicon::{Around, CuePattern};
use super::party::Party;

/// A sentence that makes somebody speak.
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
    let persons = speakers(inputs, drafts, denoted, parties, &[Class::Person]);
    let all = speakers(inputs, drafts, denoted, parties, &[Class::Person, Class::Body]);
    let bodies = bodies_of(inputs, drafts, denoted, parties);
    let page = inputs.page;
    for (draft, slot) in drafts.iter().zip(denoted.iter_mut()) {
        let word = page.lower(draft.head);
        let single = matches!(word, "i" | "me" | "my" | "mine" | "myself");
        if draft.origin != Origin::Pronoun || !single && !is_we(word) {
            continue;
        }
        let speaker = speaker_at(inputs, if single { &persons } else { &all }, draft.head);
        let found = speaker.and_then(|party| {
            let body = parties.get(party).is_some_and(|p| p.class == Class::Body);
            if single || body { Some(party) } else { bodies.get(&party).copied() }
        });
        if let Some(party) = found.and_then(|p| parties.get_mut(p)) {
            party.mentions += 1;
        }
        *slot = found;
    }
}

fn speaker_at(inputs: &Inputs<'_, '_>, speakers: &[Speaker], token: usize) -> Option<usize> {
    let here = inputs.page.sentence(token);
    let quote_end = quote_end(inputs, token);
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
    same.or_else(at_end).or_else(last).map(|s| s.party)
}

/// For each person the body an office ties to: "Front spokesman Roe", "Roe, leader of the Front".
fn bodies_of(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[Party],
) -> HashMap<usize, usize> {
    let page = inputs.page;
    let is_body = |p: &usize| parties.get(*p).is_some_and(|p| p.class == Class::Body);
    let mut at_head: HashMap<usize, usize> = HashMap::default();
    let mut at_end: HashMap<usize, usize> = HashMap::default();
    for (draft, party) in drafts.iter().zip(denoted) {
        if let Some(party) = party.filter(is_body) {
            at_head.insert(draft.head, party);
            at_end.insert(draft.tokens.end, party);
        }
    }
    let mut bodies = HashMap::default();
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(person) = party.filter(|p| !is_body(p)) else { continue };
        let body = match draft.origin {
            Origin::Name(at) => {
                let title = inputs.names.get(at).and_then(|name| name.title.as_ref());
                title.and_then(|title| at_end.get(&title.start).copied())
            }
            Origin::Nominal(_) => {
                let lemma = page.lemma(draft.head);
                let office = inputs.lexicon.cue(CuePattern::Noun, &lemma).is_some();
                let after = page
                    .children(draft.head)
                    .filter(|c| office && matches!(page.lower(*c), "of" | "for"))
                    .find_map(|c| page.child(c, &["pobj"]));
                after.and_then(|object| at_head.get(&object).copied())
            }
            Origin::Pronoun => None,
        };
        if let Some(body) = body {
            bodies.entry(person).or_insert(body);
        }
    }
    bodies
}

fn speakers(
    inputs: &Inputs<'_, '_>,
    drafts: &[Draft],
    denoted: &[Option<usize>],
    parties: &[Party],
    classes: &[Class],
) -> Vec<Speaker> {
    let page = inputs.page;
    let mut speakers: Vec<Speaker> = Vec::new();
    for (draft, party) in drafts.iter().zip(denoted) {
        let Some(party) = *party else { continue };
        let fits = parties.get(party).is_some_and(|p| classes.contains(&p.class));
        if !fits || page.dep(draft.head) != "nsubj" {
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
