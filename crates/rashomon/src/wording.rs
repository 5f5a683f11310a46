//! Values and voices in words, for tables, lists and pages.
//!
//! In: the shapes of a case. Out: one line of plain text each, with every run of white space folded to
//! one blank; what the place it is shown in needs besides (escapes of a terminal, of HTML) is left to
//! that place. Numbers keep their interval and how they were put; denial, doubt and statements against
//! interest are said in words, because no sign or colour may carry right or wrong.

use std::collections::HashMap;

use rashomon_model::Bearing;
use serde_json::Map;

use crate::json::case::{Claim, Event, Gone, SlotValue, Voice, Where};
use crate::json::reading::Value;
use crate::json::rulebook::plain;
use crate::rulebook::Rulebook;

/// Slots in the order in which people read them.
pub const READING_ORDER: [&str; 15] = [
    "responsibility",
    "killed",
    "injured",
    "target",
    "damage",
    "place",
    "time",
    "cause",
    "weapon",
    "outcome",
    "detained",
    "missing",
    "displaced",
    "stance",
    "occurrence",
];

/// Names of entities by id.
pub type Names = HashMap<String, String>;

/// Writes a value of a slot.
pub fn value(slot: &str, value: &Value) -> String {
    match slot {
        "killed" | "injured" | "detained" | "missing" | "displaced" => toll(value),
        "occurrence" => "it happened".to_owned(),
        "responsibility" => responsibility(value),
        "stance" => {
            let kind = value.kind.as_deref().unwrap_or("").replace('-', " ");
            format!("{kind}: {}", words(value))
        }
        "place" => place(value),
        _ => words(value),
    }
}

/// Says that a report is gone from its source, since when, by whom, and how it is known.
pub fn gone(gone: &Gone) -> String {
    let what = match gone.how.as_str() {
        "taken-down" => "was taken down by its source",
        _ => "is found no longer at its source",
    };
    let seen = gone.seen.as_ref().map(|day| format!(", seen on {day}")).unwrap_or_default();
    let day = gone.at.get(..10).unwrap_or(&gone.at);
    one_line(&format!("{what}{seen} ({}, {day}, record {}): {}", gone.by, gone.record, gone.reason))
}

fn words(value: &Value) -> String {
    one_line(value.text.as_deref().unwrap_or(""))
}

fn toll(value: &Value) -> String {
    let number = interval(value);
    let mut out = number;
    for part in [value.status.as_deref(), value.who.value().map(String::as_str)] {
        if let Some(word) = part.filter(|w| *w != "unknown") {
            out.push(' ');
            out.push_str(word);
        }
    }
    if value.cumulative == Some(true) {
        out.push_str(", over a period");
    }
    let text = words(value);
    let adds = text.split_whitespace().any(|word| !counts_only(word));
    let figure = value.wording.as_deref() != Some("word");
    match (figure, adds && text.contains(' ')) {
        (true, false) => out,
        (true, true) => format!("{out} (“{text}”)"),
        (false, _) => format!("“{text}” ({out})"),
    }
}

/// Words of a number that say no more than the number beside them does: "at least 12 people".
fn counts_only(word: &str) -> bool {
    const PLAIN: [&str; 26] = [
        "at",
        "least",
        "more",
        "than",
        "over",
        "about",
        "around",
        "people",
        "persons",
        "dead",
        "civilians",
        "civilian",
        "lives",
        "of",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    ];
    let lower = word.to_lowercase();
    word.chars().all(|c| c.is_ascii_digit() || c == ',') || PLAIN.contains(&lower.as_str())
}

/// Writes the interval of a number: "3", "3 to 5", "12 or more".
pub fn interval(value: &Value) -> String {
    let low = value.low.unwrap_or(0);
    match value.high.value() {
        Some(high) if *high == low => low.to_string(),
        Some(high) => format!("{low} to {high}"),
        None => format!("{low} or more"),
    }
}

fn responsibility(value: &Value) -> String {
    let by = match value.by.as_deref() {
        Some("claimed") => " (takes it on itself)",
        Some("accused") => " (accused)",
        _ => "",
    };
    format!("{}{by}", words(value))
}

fn place(value: &Value) -> String {
    let text = words(value);
    match (value.offset_km.value(), value.bearing.value()) {
        (Some(km), Some(bearing)) => format!("{km} km {} of {text}", Bearing(*bearing).compass()),
        (Some(km), None) => format!("{km} km from {text}"),
        (None, Some(bearing)) => format!("{} of {text}", Bearing(*bearing).compass()),
        _ if value.setting.is_some() => {
            value.setting.as_ref().map_or_else(String::new, |setting| setting.in_words(&text))
        }
        _ if value.relation.as_deref() == Some("near") => format!("near {text}"),
        _ => text,
    }
}

/// Writes where an event is placed: "35 km west of Velm".
pub fn place_of(place: &Where) -> String {
    let name = one_line(&place.name);
    match (place.offset_km, place.bearing) {
        (Some(km), Some(bearing)) => format!("{km} km {} of {name}", Bearing(bearing).compass()),
        (Some(km), None) => format!("{km} km from {name}"),
        (None, Some(bearing)) => format!("{} of {name}", Bearing(bearing).compass()),
        (None, None) => match &place.setting {
            Some(setting) => setting.in_words(&name),
            None => name,
        },
    }
}

/// Writes a value as its polarity has it.
pub fn told(slot: &str, value: &Value, polarity: &str) -> String {
    let said = of_polarity(slot, value, polarity);
    if polarity == "denied" { format!("denied: {said}") } else { said }
}

/// Writes a value beside which its polarity is said in another place.
pub fn of_polarity(slot: &str, told: &Value, polarity: &str) -> String {
    // "Denied: us (takes it on itself)" would say the opposite of what was said.
    let is_turned = polarity == "denied" && slot == "responsibility";
    if is_turned && told.by.as_deref() != Some("accused") { words(told) } else { value(slot, told) }
}

/// Writes a value with what qualifies it: denial, doubt, interest.
pub fn qualified(slot: &str, row: &SlotValue, claims: &[&Claim]) -> String {
    let mut out = told(slot, own_words(&row.value, claims), &row.polarity);
    let firmest = claims.iter().map(|c| firmness(&c.certainty)).min();
    match firmest {
        Some(1) => out.push_str(" [probable]"),
        Some(2) => out.push_str(" [possible]"),
        _ => {}
    }
    // Of a value that several give, only those are marked who have an interest.
    if row.interest.iter().any(|i| claims.iter().any(|c| i.claims.contains(&c.id))) {
        out.push_str(" [against interest]");
    }
    out
}

/// One number that several give is shown in the words of whoever is asked about, not of another.
fn own_words<'v>(shared: &'v Value, claims: &[&'v Claim]) -> &'v Value {
    let is_theirs = shared.wording.is_none() || claims.iter().any(|c| c.value.text == shared.text);
    match claims.first() {
        Some(own) if !is_theirs => &own.value,
        _ => shared,
    }
}

fn firmness(certainty: &str) -> u8 {
    match certainty {
        "certain" => 0,
        "probable" => 1,
        "possible" => 2,
        _ => 3,
    }
}

/// Writes a chain of voices, innermost first: "clinic, via Harbour Times".
pub fn voice(said_by: &[Voice], outlets: &[String], names: &Names) -> String {
    let Some(last) = said_by.last() else { return "unknown".to_owned() };
    if last.is_outlet() {
        return one_line(last.outlet.value().map_or("unknown outlet", String::as_str));
    }
    let mut via: Vec<String> = said_by[..said_by.len() - 1]
        .iter()
        .rev()
        .filter(|v| !v.is_outlet())
        .map(|v| quoted(v, names))
        .collect();
    // Of a single claim the chain itself names the outlet; an account may have several.
    let own = said_by.iter().filter_map(|v| v.outlet.value());
    let named: Vec<&String> =
        if outlets.is_empty() { own.collect() } else { outlets.iter().collect() };
    if named.is_empty() {
        via.push("unknown outlet".to_owned());
    }
    via.extend(named.into_iter().map(|o| one_line(o)));
    format!("{}, via {}", quoted(last, names), via.join(", "))
}

fn quoted(voice: &Voice, names: &Names) -> String {
    let text = voice.text.value().map(|t| one_line(t));
    let name = voice.entity.value().and_then(|id| names.get(id)).map(|n| one_line(n));
    match (name, text) {
        (Some(name), _) => name,
        (None, Some(text)) => text,
        (None, None) => "an unnamed voice".to_owned(),
    }
}

/// Writes the days of an event.
pub fn when(event: &Event) -> String {
    match &event.when {
        None => "date not told".to_owned(),
        Some(when) if when.earliest == when.latest => when.earliest.clone(),
        Some(when) => format!("{} to {}", when.earliest, when.latest),
    }
}

/// The fields that a rulebook puts first, those that are known; a smallest and a largest number
/// stand together.
pub fn coding(fields: &Map<String, serde_json::Value>, book: Option<&Rulebook>) -> String {
    let first: Vec<&str> = match book.map(|book| &book.headline) {
        Some(headline) if !headline.is_empty() => headline.iter().map(String::as_str).collect(),
        _ => fields.keys().map(String::as_str).collect(),
    };
    let mut parts = Vec::new();
    for name in first {
        let value = fields.get(name).unwrap_or(&serde_json::Value::Null);
        let words = name.replace('_', " ");
        if let Some(stem) = words.strip_suffix(" max")
            && fields.contains_key(&format!("{}_min", stem.replace(' ', "_")))
        {
            continue;
        }
        if let Some(stem) = words.strip_suffix(" min") {
            let largest = fields.get(&format!("{}_max", stem.replace(' ', "_")));
            let largest = largest.unwrap_or(&serde_json::Value::Null);
            match (value, largest) {
                (serde_json::Value::Null, serde_json::Value::Null) => {}
                (low, high) if low == high => parts.push(format!("{stem} {}", plain(low))),
                (low, high) => parts.push(format!("{stem} {}–{}", plain(low), plain(high))),
            }
            continue;
        }
        let is_record = |value: &serde_json::Value| {
            value.as_array().is_some_and(|l| l.iter().any(serde_json::Value::is_object))
        };
        match value {
            serde_json::Value::Null => {}
            value if is_record(value) => {
                let count = value.as_array().map_or(0, Vec::len);
                parts.push(format!("{words} {count}"));
            }
            value => parts.push(format!("{words} {}", plain(value))),
        }
    }
    if parts.is_empty() { "nothing known".to_owned() } else { parts.join(" · ") }
}

/// Folds line ends and runs of blanks to single blanks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_keeps_its_open_end() {
        let open = Value { low: Some(12), ..Value::default() };
        assert_eq!(interval(&open), "12 or more");
    }

    #[test]
    fn words_of_a_voice_stay_on_one_line() {
        let value = Value { text: Some("two\n  wells".to_owned()), ..Value::default() };
        assert_eq!(super::value("damage", &value), "two wells");
    }
}
