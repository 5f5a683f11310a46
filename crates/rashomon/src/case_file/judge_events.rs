//! What a judgement on events is about: from ids of events and claims to words of reports.
//!
//! In: ids of events (`V-…`, or their beginning) and of claims (`REPORT#c4`). Out: [`Happening`]s,
//! each named by where reports tell of it. An event stands for all its tellings. A claim stands for
//! the event that holds it, except where two claims of one event are named: then each stands for
//! its own telling alone.

use rashomon_model::{CaseClaimId, CaseEventId, Happening, ReportId, ToldAt};

use super::CaseFile;
use crate::Error;
use crate::json::case::{Claim, Event};

/// An event as it was named: by one of its claims, or by its own id.
struct Picked {
    event: Event,
    claim: Option<usize>,
}

/// Tells whether a word is the id of an event or a claim rather than the name of a thing.
fn is_of_event(word: &str) -> bool {
    word.starts_with("V-") || word.contains("#c")
}

impl CaseFile {
    /// Finds the happenings that words name; none where the words name things.
    ///
    /// # Errors
    /// Where only some of them do, one is not found or ambiguous, or one is named twice.
    pub(super) fn happenings(
        &self,
        words: &[String],
        kind: &str,
    ) -> Result<Option<Vec<Happening>>, Error> {
        let of_events = words.iter().filter(|word| is_of_event(word.trim())).count();
        if of_events == 0 {
            return Ok(None);
        }
        if of_events < words.len() {
            return Err(Error::refused(format!(
                "`{kind}` was given events and other things at once; name events and claims \
                 (V-…, REPORT#c4), or people, groups and places, not both"
            )));
        }
        if words.len() < 2 {
            return Err(Error::refused(format!("`{kind}` needs two events or more; name them")));
        }
        let mut picked: Vec<Picked> = Vec::with_capacity(words.len());
        for word in words {
            let event = self.find_event(word.trim())?;
            let claim = event.claims.iter().position(|claim| claim.id == word.trim());
            picked.push(Picked { event, claim });
        }
        let mut out: Vec<Happening> = Vec::with_capacity(picked.len());
        for one in &picked {
            let alike = picked.iter().filter(|other| other.event.id == one.event.id).count();
            let happening = match (alike, one.claim) {
                (1, _) => happening(&one.event, &tellings(&one.event)),
                (_, Some(at)) => happening(&one.event, &[&one.event.claims[at]]),
                (_, None) => return Err(twice(&one.event)),
            };
            if out.contains(&happening) {
                return Err(twice(&one.event));
            }
            out.push(happening);
        }
        Ok(Some(out))
    }
}

fn twice(event: &Event) -> Error {
    Error::nothing_to_do(format!(
        "{} “{}” is named twice; name another event, or two claims of it; nothing to do",
        event.id, event.title
    ))
}

/// Claims that stand for every telling of an event: that it occurred, and where a report does not
/// say so, the first claim of that report.
fn tellings(event: &Event) -> Vec<&Claim> {
    let occurs = |claim: &&Claim| claim.slot == "occurrence";
    let mut out: Vec<&Claim> = event.claims.iter().filter(occurs).collect();
    for report in &event.reports {
        if !out.iter().any(|claim| claim.report == *report) {
            out.extend(event.claims.iter().find(|claim| claim.report == *report));
        }
    }
    out
}

fn happening(event: &Event, claims: &[&Claim]) -> Happening {
    let told = |claim: &&Claim| ToldAt {
        report: ReportId(claim.report.clone()),
        start: claim.span[0],
        quote: claim.quote.clone(),
        claim: CaseClaimId(claim.id.clone()),
    };
    let mut told: Vec<ToldAt> = claims.iter().map(told).collect();
    told.sort();
    Happening { event: CaseEventId(event.id.clone()), title: event.title.clone(), told }
}
