//! A claim that a person adds by hand.
//!
//! In: the words it rests on, what it says, and the happening it speaks of: one that the report tells
//! already, or one of its own. It goes among the claims of that telling and is treated like any other;
//! its id is the report's with the number of the judgement, so no reading can take it.

use rashomon_model::{
    AddedClaim, AddedTo, CaseClaim, CaseClaimId, CaseEntityId, CaseVoice, ClaimJudged, ClaimMark,
    EventId, JudgementId, ToldAt,
};

use super::Input;
use super::corrected::{blank, corrected};
use super::find::{Lost, place_of};
use super::lift::fold;
use super::single::Telling;

/// Puts a claim among those of its report; returns its id.
///
/// # Errors
/// Where the report no longer has its words, or no longer tells the happening.
pub fn put(
    input: &Input<'_>,
    added: &AddedClaim,
    by: JudgementId,
    party: Option<CaseEntityId>,
    tellings: &mut Vec<Telling>,
) -> Result<CaseClaimId, Lost> {
    let text = &input.report.text;
    let span = place_of(text, added.start, &added.quote).ok_or(Lost::Words)?;
    let said_by = voices(input, added.said_by.as_deref(), tellings);
    let at = match &added.of {
        AddedTo::Told(told) => telling(told, text, tellings).ok_or(Lost::Event)?,
        AddedTo::New(class) => {
            let next = tellings.iter().map(|t| t.event.index() + 1).max().unwrap_or(0);
            let event = EventId::at(next.max(input.reading.events.len()));
            let (claims, judged) = (Vec::new(), Vec::new());
            tellings.push(Telling { event, class: *class, trigger: span, claims, judged });
            tellings.len() - 1
        }
    };
    let Some(telling) = tellings.get_mut(at) else { return Err(Lost::Event) };
    let id = CaseClaimId(format!("{}#j{}", input.report.id, by.0));
    telling.claims.push(CaseClaim {
        id: id.clone(),
        report: input.report.id.clone(),
        happening: telling.event,
        slot: added.slot,
        value: corrected(&blank(added.slot, span), added.slot, span, &added.value, party),
        said_by,
        certainty: added.certainty,
        polarity: added.polarity,
        planned: false,
        denies: Vec::new(),
        span,
        quote: added.quote.clone(),
        rule: format!("judgement {by}"),
    });
    telling.judged.push(ClaimJudged { claim: id.clone(), by, mark: ClaimMark::Added });
    Ok(id)
}

/// The chain of voices that ends in somebody whom the report quotes with these words; else the
/// outlet, and somebody so called.
fn voices(input: &Input<'_>, words: Option<&str>, tellings: &[Telling]) -> Vec<CaseVoice> {
    let outlet = CaseVoice::Outlet(input.report.outlet.clone());
    let Some(words) = words else { return vec![outlet] };
    let wanted = fold(words);
    let claims = tellings.iter().flat_map(|telling| &telling.claims);
    let mut known = claims.filter(|claim| match claim.said_by.last() {
        Some(CaseVoice::Quoted { text, .. }) => fold(text) == wanted,
        _ => false,
    });
    match known.next() {
        Some(claim) => claim.said_by.clone(),
        None => vec![outlet, CaseVoice::Quoted { entity: None, text: words.to_owned() }],
    }
}

/// The telling that has a claim on these words: the one that lies nearest to where they stood, of
/// equals the one with the claim of that id, then the first.
pub fn telling(at: &ToldAt, text: &str, tellings: &[Telling]) -> Option<usize> {
    let words = place_of(text, at.start, &at.quote)?;
    let mut best = None;
    for (number, telling) in tellings.iter().enumerate() {
        for claim in telling.claims.iter().filter(|claim| claim.quote == at.quote) {
            let worth = (claim.span.start.abs_diff(words.start), claim.id != at.claim);
            if best.as_ref().is_none_or(|(known, _)| worth < *known) {
                best = Some((worth, number));
            }
        }
    }
    best.map(|(_, number)| number)
}
