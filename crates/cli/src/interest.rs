//! How voices lean, what is told against interest, and where opposed voices agree, in lines.
//!
//! Shared by `show` and `explain`. Each line is followed by what it rests on: words of a report,
//! a row of a source table, a claim of the event.

use rashomon::json::case::{Alignment, Event, Ground, OpposedAgreement};

use crate::sanitize::one_line;
use crate::values::Names;

/// Sections with their heading; those without lines are left out.
pub fn sections(event: &Event, names: &Names) -> Vec<(&'static str, Vec<String>)> {
    let mut out = Vec::new();
    for (heading, lines) in [
        ("Against interest:", against(event)),
        ("Opposed voices agree:", opposed(event)),
        ("Said of the voices:", leanings(event, names)),
    ] {
        if !lines.is_empty() {
            out.push((heading, lines));
        }
    }
    out
}

/// Why a claim is told against interest, if it is, and with which rival it agrees.
pub fn of_claim(event: &Event, claim: &str) -> Vec<String> {
    let mut out = Vec::new();
    let account = event.accounts.iter().find(|a| a.claims.iter().any(|id| id == claim));
    let values = event.slots.values().flat_map(|slot| &slot.values);
    for value in values.filter(|value| value.claims.iter().any(|id| id == claim)) {
        for found in value.interest.iter().filter(|i| i.claims.iter().any(|id| id == claim)) {
            out.push(format!("interest  against it: {}", one_line(&found.why)));
            out.extend(behind(&found.grounds));
        }
        for found in &value.opposed {
            if account.is_some_and(|a| a.id == found.one || a.id == found.other) {
                out.push(format!("opposed   {}", one_line(&found.why)));
                out.extend(behind(&found.grounds));
            }
        }
    }
    out
}

fn against(event: &Event) -> Vec<String> {
    let mut out = Vec::new();
    for (slot, told) in &event.slots {
        for found in told.values.iter().flat_map(|value| &value.interest) {
            out.push(format!("{slot}  {}: {}", found.account, one_line(&found.why)));
            out.extend(behind(&found.grounds));
        }
    }
    out
}

/// One pair of voices is told once, with all slots on which it agrees.
fn opposed(event: &Event) -> Vec<String> {
    let mut pairs: Vec<(&OpposedAgreement, Vec<&str>)> = Vec::new();
    for (slot, told) in &event.slots {
        for o in told.values.iter().flat_map(|value| &value.opposed) {
            let known = pairs.iter_mut().find(|(p, _)| (&p.one, &p.other) == (&o.one, &o.other));
            match known {
                Some((_, slots)) if slots.contains(&slot.as_str()) => {}
                Some((_, slots)) => slots.push(slot),
                None => pairs.push((o, vec![slot])),
            }
        }
    }
    let mut out = Vec::new();
    for (o, slots) in pairs {
        let slots = slots.join(", ");
        out.push(format!("{} and {} on {slots}: {}", o.one, o.other, one_line(&o.why)));
        out.extend(behind(&o.grounds));
    }
    out
}

fn leanings(event: &Event, names: &Names) -> Vec<String> {
    let mut out = Vec::new();
    for (account, leaning) in
        event.accounts.iter().flat_map(|a| a.alignment.iter().map(move |l| (a, l)))
    {
        let name = names.get(&leaning.entity).map_or(leaning.entity.as_str(), String::as_str);
        let days = days(leaning);
        out.push(one_line(&format!("{} {} {name}{days}", account.id, leaning.stance)));
        out.extend(behind(&leaning.grounds));
    }
    out
}

fn days(leaning: &Alignment) -> String {
    let told = match (&leaning.from, &leaning.until) {
        (None, None) => return String::new(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(until)) => format!("until {until}"),
        (Some(from), Some(until)) => format!("{from} to {until}"),
    };
    let outside = if leaning.holds { "" } else { ", which this event is not known to lie in" };
    format!(", {told}{outside}")
}

fn behind(grounds: &[Ground]) -> impl Iterator<Item = String> + '_ {
    grounds.iter().map(|ground| {
        let line = match (&ground.report, &ground.quote, &ground.entry, &ground.claim) {
            (Some(report), Some(quote), ..) => format!("“{quote}” {report}"),
            (_, _, Some(entry), _) => {
                format!("{} ({entry})", ground.words.as_deref().unwrap_or(""))
            }
            (.., Some(claim)) => format!("claim {claim}"),
            _ => String::new(),
        };
        format!("    {}", one_line(&line))
    })
}
