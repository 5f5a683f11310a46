//! What a judgement on events is about: from ids of events and claims to words of reports.
//!
//! In: ids of events (`V-…`, or their beginning) and of claims (`REPORT#c4`). Out: [`Happening`]s,
//! each named by where reports tell of it. An event stands for all its tellings. A claim stands for
//! the event that holds it, except where two claims of one event are named: then each stands for
//! its own telling alone.

use rashomon_model::{CaseEventId, Happening, ToldAt};

use super::CaseFile;
use super::judge_claims::{is_claim, told_at};
use crate::Error;
use crate::json::case::{Claim, Event};

/// An event as it was named: by one of its claims, or by its own id.
struct Picked {
    event: Event,
    claim: Option<usize>,
}

/// Tells whether a word is the id of an event or a claim rather than the name of a thing.
fn is_of_event(word: &str) -> bool {
    word.starts_with("V-") || is_claim(word)
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

    /// Takes what some reports tell out of an event; none where `from` is no event.
    ///
    /// # Errors
    /// Where the event is not found, or all of it or nothing would go out.
    pub(super) fn event_split(
        &self,
        from: &str,
        names: &[String],
        reports: &[String],
    ) -> Result<Option<Vec<Happening>>, Error> {
        if !is_of_event(from.trim()) {
            return Ok(None);
        }
        if !names.is_empty() || reports.is_empty() {
            return Err(Error::refused(
                "an event is split by report: give --report ID for those that tell of another; to \
                 part what one report tells, say `rashomon judge different` of two claims"
                    .to_owned(),
            ));
        }
        let event = self.find_event(from.trim())?;
        if let Some(stray) = reports.iter().find(|report| !event.reports.contains(report)) {
            return Err(Error::not_found(format!(
                "`{stray}` does not tell {} “{}”; it is told by {}",
                event.id,
                event.title,
                event.reports.join(", ")
            )));
        }
        let goes = |claim: &&Claim| reports.contains(&claim.report);
        let (out, rest): (Vec<&Claim>, Vec<&Claim>) = tellings(&event).into_iter().partition(goes);
        if rest.is_empty() {
            return Err(Error::nothing_to_do(format!(
                "all of {} would go out; name some of its reports; nothing to do",
                event.id
            )));
        }
        Ok(Some(vec![happening(&event, &out), happening(&event, &rest)]))
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
pub fn tellings(event: &Event) -> Vec<&Claim> {
    let occurs = |claim: &&Claim| claim.slot == "occurrence";
    let mut out: Vec<&Claim> = event.claims.iter().filter(occurs).collect();
    for report in &event.reports {
        if !out.iter().any(|claim| claim.report == *report) {
            out.extend(event.claims.iter().find(|claim| claim.report == *report));
        }
    }
    out
}

/// Names a happening by some claims of it.
pub fn happening(event: &Event, claims: &[&Claim]) -> Happening {
    let mut told: Vec<ToldAt> = claims.iter().map(|claim| told_at(claim)).collect();
    told.sort();
    Happening { event: CaseEventId(event.id.clone()), title: event.title.clone(), told }
}
