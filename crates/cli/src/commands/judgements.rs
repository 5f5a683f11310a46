//! `rashomon judgements`: what people decided, and what it does now.

use rashomon::json::judgement::{AddedClaim, Correction, Happening, Judgement, Thing};

use crate::args::judge::JudgementsArgs;
use crate::error::{CommandError, Outcome};
use crate::output::{Output, dim};
use crate::sanitize::one_line;

/// Lists judgements in the order in which they were entered.
pub fn run(args: &JudgementsArgs) -> Result<Outcome, CommandError> {
    let all = args.case.open()?.judgements()?;
    if all.is_empty() {
        return Err(CommandError::nothing(format!(
            "nobody has judged anything in {}; `rashomon judge --help` says how",
            args.case.path().display()
        )));
    }
    let mut output = Output::open();
    for judgement in &all {
        if args.json {
            output.json(judgement)?;
        } else {
            output.drawn(format!("{}  [{}]", sentence(judgement), standing(judgement)))?;
            let why = format!("{}, {}: {}", judgement.at, judgement.by, judgement.decided.reason);
            output.drawn(format!("      {}", dim(&one_line(&why))))?;
            for note in &judgement.effect.notes {
                output.drawn(format!("      note: {}", one_line(note)))?;
            }
        }
    }
    output.close()?;
    Ok(Outcome::Done)
}

/// Says what was decided in one line.
pub fn sentence(judgement: &Judgement) -> String {
    let decided = &judgement.decided;
    let things: Vec<String> = match decided.happenings.as_slice() {
        [] => decided.things.iter().map(name).collect(),
        happenings => happenings.iter().map(deed).collect(),
    };
    let first = things.first().cloned().unwrap_or_default();
    let what = match decided.kind.as_str() {
        "same" => format!("{} are one", things.join(" and ")),
        "different" => format!("{} are not one", things.join(" and ")),
        "same-event" => format!("{} are one event", things.join(" and ")),
        "different-events" => format!("{} are not one event", things.join(" and ")),
        "split" => format!("{} taken out of {first}", taken_out(judgement)),
        "rename" => {
            format!("{first} is shown as “{}”", one_line(decided.name.as_deref().unwrap_or("")))
        }
        "accept" => format!("{} holds", claim(judgement)),
        "reject" => format!("{} takes part in nothing", claim(judgement)),
        "correct" => {
            let value = decided.value.as_ref().map(correction).unwrap_or_default();
            format!("{} is {value}", claim(judgement))
        }
        "add" => decided.added.as_ref().map(added).unwrap_or_default(),
        "note" => match (&decided.claim, decided.reports.first()) {
            (Some(_), _) => format!("on {}", claim(judgement)),
            (None, Some(report)) => format!("on report {}", one_line(report)),
            (None, None) => format!("on {first}"),
        },
        "withdraw" => format!("{} no longer holds", decided.withdraws.as_deref().unwrap_or("")),
        other => other.to_owned(),
    };
    format!("{}  {}: {what}", judgement.id, decided.kind)
}

/// A claim by its id of the day, its slot and value, and its words.
fn claim(judgement: &Judgement) -> String {
    let Some(claim) = &judgement.decided.claim else { return String::new() };
    let value = match claim.value.as_str() {
        "" => String::new(),
        value => format!(" = {}", one_line(value)),
    };
    format!("{} {}{value}, “{}”", one_line(&claim.claim), claim.slot, one_line(&claim.quote))
}

/// What a person put in, part by part.
fn correction(value: &Correction) -> String {
    let count = value.count.as_ref().map(|count| match count.high {
        Some(high) if high == count.low => high.to_string(),
        Some(high) => format!("{} to {high}", count.low),
        None => format!("{} or more", count.low),
    });
    let days = value.earliest.as_ref().zip(value.latest.as_ref());
    let days =
        days.map(|(from, to)| if from == to { from.clone() } else { format!("{from} to {to}") });
    let words = |text: &Option<String>| text.as_ref().map(|text| format!("“{}”", one_line(text)));
    let parts = [
        count,
        value.status.clone(),
        value.who.clone(),
        value.party.as_ref().map(name),
        value.manner.clone(),
        value.cause.clone(),
        value.place.as_ref().map(|place| one_line(&place.name)),
        days,
        words(&value.text),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn added(claim: &AddedClaim) -> String {
    let value = correction(&claim.value);
    let value = if value.is_empty() { value } else { format!(" = {value}") };
    let denied = if claim.polarity == "denied" { ", denied" } else { "" };
    let (report, quote) = (one_line(&claim.report), one_line(&claim.quote));
    format!("{report} {}{value}{denied}, “{quote}”", claim.slot)
}

fn name(thing: &Thing) -> String {
    format!("“{}” ({} {})", one_line(&thing.name), thing.kind, thing.entity)
}

/// A happening by its event of the day, and where it was named by one telling, by its claim.
fn deed(happening: &Happening) -> String {
    let told = match happening.told.as_slice() {
        [told] => format!(", {}", one_line(&told.claim)),
        _ => String::new(),
    };
    format!("“{}” ({}{told})", one_line(&happening.title), happening.event)
}

fn taken_out(judgement: &Judgement) -> String {
    let decided = &judgement.decided;
    let names: Vec<String> = decided.names.iter().map(|n| format!("“{}”", one_line(n))).collect();
    let reports = one_line(&decided.reports.join(", "));
    match (names.is_empty(), reports.is_empty()) {
        (false, false) => format!("{} in {reports}", names.join(", ")),
        (false, true) => names.join(", "),
        _ => format!("its uses in {reports}"),
    }
}

/// How a judgement stands, or what withdrew it.
pub fn standing(judgement: &Judgement) -> String {
    match &judgement.withdrawn {
        Some(by) => format!("withdrawn by {by}"),
        None => judgement.effect.standing.clone(),
    }
}

/// Unfolds one judgement.
pub fn lines(judgement: &Judgement) -> Vec<String> {
    let mut out = vec![
        sentence(judgement),
        format!("by        {}", one_line(&judgement.by)),
        format!("at        {}", one_line(&judgement.at)),
        format!("reason    {}", one_line(&judgement.decided.reason)),
        format!("standing  {}", standing(judgement)),
    ];
    if !judgement.effect.entities.is_empty() {
        out.push(format!("touches   {}", judgement.effect.entities.join(", ")));
    }
    if !judgement.effect.events.is_empty() {
        out.push(format!("touches   {}", judgement.effect.events.join(", ")));
    }
    if !judgement.effect.claims.is_empty() {
        out.push(format!("claims    {}", one_line(&judgement.effect.claims.join(", "))));
    }
    out.extend(judgement.effect.notes.iter().map(|note| format!("note      {}", one_line(note))));
    for happening in &judgement.decided.happenings {
        out.push(format!("about     {}, told in", deed(happening)));
        for told in &happening.told {
            out.push(format!(
                "            {} from code point {}: “{}”",
                one_line(&told.report),
                told.start,
                one_line(&told.quote)
            ));
        }
    }
    for thing in &judgement.decided.things {
        out.push(format!("about     {}, known by", name(thing)));
        for known in &thing.known_by {
            let only = known.report.as_ref().map(|r| format!(", in {} alone", one_line(r)));
            let part = known.part.as_ref().map(|p| format!(", as split by {p}"));
            let (only, part) = (only.unwrap_or_default(), part.unwrap_or_default());
            out.push(format!("            “{}”{only}{part}", one_line(&known.name)));
        }
    }
    out
}
