//! What people decided and noted, in lines for a terminal.
//!
//! In: events and claims with the judgements beside them. Out: lines that say what, by whom, when and
//! why. A rejected claim is shown with its quote, so that a reader can judge the judgement.

use rashomon::json::case::{Claim, Earlier, Event, Gone, GoneReport, Note, Rejected, Signed};

use crate::sanitize::one_line;
use crate::values;

/// Sections of an event's page: a heading, then lines.
pub fn sections(event: &Event) -> Vec<(&'static str, Vec<String>)> {
    let rejected: Vec<String> = event.rejected.iter().flat_map(listed).collect();
    let mut put_in = Vec::new();
    for claim in &event.claims {
        if let Some(corrected) = &claim.corrected {
            let read = values::value(&claim.slot, &corrected.read);
            put_in.push(format!("{}, read as {read}", says(claim)));
            put_in.push(format!("    {}", signed("corrected", &corrected.signed)));
        }
        if let Some(added) = &claim.added {
            put_in.push(says(claim));
            put_in.push(format!("    {}", signed("added", added)));
        }
    }
    let before = event.claims.iter().flat_map(|claim| {
        let line = |earlier: &Earlier| {
            let was = values::value(&claim.slot, &earlier.value);
            let day = earlier.until_at.get(..10).unwrap_or(&earlier.until_at);
            let quote = one_line(&earlier.quote);
            format!("{}: {was} until {day}, “{quote}” (record {})", says(claim), earlier.until)
        };
        claim.earlier.iter().map(line)
    });
    let gone = event.accounts.iter().flat_map(|account| {
        account.gone.iter().map(|gone| format!("{}  {}", account.id, taken_down(gone)))
    });
    let accepted = event.claims.iter().flat_map(|claim| {
        let line = |by: &Signed| format!("{}: {}", says(claim), signed("accepted", by));
        claim.accepted.iter().map(line)
    });
    let sections = [
        ("Said otherwise before, in earlier texts of the same report:", before.collect()),
        ("Resting on reports that are gone from their source:", gone.collect()),
        ("Rejected, and used in nothing above:", rejected),
        ("Put in by hand:", put_in),
        ("Looked at and accepted:", accepted.collect()),
        ("Noted:", event.notes.iter().map(note).collect()),
    ];
    sections.into_iter().filter(|(_, lines)| !lines.is_empty()).collect()
}

/// That a report is gone, since when, by whom, and how it is known.
pub fn taken_down(report: &GoneReport) -> String {
    format!("{} {}", one_line(&report.report), gone(&report.gone))
}

/// As [`taken_down`], without the name of the report.
pub fn gone(gone: &Gone) -> String {
    one_line(&rashomon::wording::gone(gone))
}

/// What people decided about one claim and noted on it.
pub fn of_claim(event: &Event, claim: &Claim) -> Vec<String> {
    let mut out: Vec<String> =
        claim.accepted.iter().map(|by| format!("accepted  {}", who(by))).collect();
    if let Some(corrected) = &claim.corrected {
        out.push(format!("read as   {}", values::value(&claim.slot, &corrected.read)));
        out.push(format!("corrected {}", who(&corrected.signed)));
    }
    out.extend(claim.added.iter().map(|by| format!("added     {}", who(by))));
    let on = |note: &&Note| note.claim.as_ref() == Some(&claim.id);
    out.extend(
        event.notes.iter().filter(on).map(|note| format!("note      {}", who(&note.signed))),
    );
    out
}

/// Who rejected a claim, and why.
pub fn rejected(rejected: &Rejected) -> Vec<String> {
    rejected.rejected.iter().map(|by| format!("rejected  {}", who(by))).collect()
}

/// Notes on an entity or a report.
pub fn notes(notes: &[Note]) -> Vec<String> {
    notes.iter().map(|note| format!("note      {}", who(&note.signed))).collect()
}

fn listed(rejected: &Rejected) -> Vec<String> {
    let mut out = vec![format!("{}, “{}”", says(&rejected.claim), one_line(&rejected.claim.quote))];
    out.extend(rejected.rejected.iter().map(|by| format!("    {}", signed("rejected", by))));
    out
}

fn note(note: &Note) -> String {
    let on = note.claim.as_ref().map(|claim| format!("{}: ", one_line(claim))).unwrap_or_default();
    format!("{on}{}", who(&note.signed))
}

fn says(claim: &Claim) -> String {
    let value = values::value(&claim.slot, &claim.value);
    format!("{}  {} = {value}", one_line(&claim.id), claim.slot)
}

fn signed(what: &str, by: &Signed) -> String {
    format!("{what} by {}", who(by))
}

/// "ana, 2031-01-02 (J-12): the reason".
fn who(by: &Signed) -> String {
    let day = by.at.get(..10).unwrap_or(&by.at);
    one_line(&format!("{}, {day} ({}): {}", by.by, by.judgement, by.reason))
}
