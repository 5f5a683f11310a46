//! A picture of counts: one bar a value from its low to its high, on one scale a slot.
//!
//! An open end runs to the edge and is drawn as an arrow; nothing marks a middle or a best.

use super::Known;
use crate::json::case::{Event, SlotValue};
use crate::wording;

/// Slots that count people, in reading order.
const COUNTS: [&str; 5] = ["killed", "injured", "detained", "missing", "displaced"];
/// Where the scale begins and ends, in units of the picture.
const SCALE: (f64, f64) = (300.0, 640.0);
/// Height of one bar's line.
const LINE: f64 = 22.0;
/// Characters of a voice that fit before the bars.
const LABEL: usize = 44;
/// Values beyond which the picture says that there are more.
const MOST: usize = 24;

/// The counts of one slot.
pub struct Ranges {
    /// The slot.
    pub slot: &'static str,
    /// Height of the picture.
    pub height: f64,
    /// One bar a value.
    pub bars: Vec<Bar>,
    /// Marks of the scale: where, and the number.
    pub ticks: Vec<(f64, u32)>,
    /// Values that are not drawn.
    pub left_out: usize,
}

/// One value.
pub struct Bar {
    /// Who gives it.
    pub label: String,
    /// The number in words, with the text it was read from.
    pub words: String,
    /// The number alone, and of whom it counts a part.
    pub short: String,
    /// Left edge.
    pub x: f64,
    /// Width, never nothing.
    pub width: f64,
    /// Middle of the line.
    pub y: f64,
    /// Whether it has no upper end.
    pub open: bool,
}

impl Ranges {
    /// Draws every slot of an event that counts people and has more than one number.
    pub fn of(known: &Known<'_>, event: &Event) -> Vec<Ranges> {
        COUNTS.iter().filter_map(|slot| Ranges::slot(known, event, slot)).collect()
    }

    fn slot(known: &Known<'_>, event: &Event, slot: &'static str) -> Option<Ranges> {
        let told = |value: &&SlotValue| {
            value.polarity == "affirmed" && value.value.cumulative != Some(true)
        };
        let values: Vec<&SlotValue> = event.slots.get(slot)?.values.iter().filter(told).collect();
        if values.len() < 2 {
            return None;
        }
        let end = |v: &SlotValue| v.value.high.value().copied().max(v.value.low).unwrap_or(0);
        let most = values.iter().map(|v| end(v)).max().unwrap_or(0).max(1);
        // An open end needs room behind the largest number.
        let open = values.iter().any(|v| v.value.high.value().is_none());
        let top = f64::from(most) * if open { 1.15 } else { 1.0 };
        let x = |n: f64| SCALE.0 + (SCALE.1 - SCALE.0) * n / top;
        let bar = |(at, v): (usize, &&SlotValue)| {
            let low = f64::from(v.value.low.unwrap_or(0));
            let high = v.value.high.value().map_or(top, |high| f64::from(*high));
            Bar {
                label: label(known, event, v),
                words: wording::value(slot, &v.value),
                short: short(v),
                x: x(low),
                width: (x(high) - x(low)).max(3.0),
                y: LINE * (at as f64 + 0.5),
                open: v.value.high.value().is_none(),
            }
        };
        let bars: Vec<Bar> = values.iter().take(MOST).enumerate().map(bar).collect();
        let ticks = [0, most / 2, most].map(|n| (x(f64::from(n)), n)).to_vec();
        let height = LINE * bars.len() as f64 + 18.0;
        Some(Ranges { slot, height, bars, ticks, left_out: values.len().saturating_sub(MOST) })
    }
}

/// "k1, k3": the accounts that give a value, and the voice where it is one.
fn label(known: &Known<'_>, event: &Event, value: &SlotValue) -> String {
    let account = value.accounts.first().filter(|_| value.accounts.len() == 1);
    let voice = account.and_then(|id| event.accounts.iter().find(|a| a.id == *id));
    let voice = voice.map(|a| wording::voice(&a.said_by, &a.outlets, &known.names));
    let mut label = value.accounts.join(", ");
    if let Some(voice) = voice {
        label.push(' ');
        label.push_str(&voice);
    }
    if label.chars().count() > LABEL {
        label = label.chars().take(LABEL - 1).chain(['…']).collect();
    }
    label
}

/// "14 or more", "2 women".
fn short(value: &SlotValue) -> String {
    let number = wording::interval(&value.value);
    value.value.who.value().map_or_else(|| number.clone(), |who| format!("{number} {who}"))
}
