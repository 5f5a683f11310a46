//! How two values of one slot stand to each other, each time with one plain sentence.
//!
//! Numbers by interval, places by geometry, parties by identity and inclusion, times by calendar,
//! causes by kind. In: two claims on one slot. Out: a [`Standing`]. Two values conflict only where
//! both cannot be so; where it is not known how they stand, they are compatible.
//!
//! Must hold: `compare(b, a)` is `compare(a, b)` turned round, with the same parties in the same
//! roles; nothing here looks at who publishes, or at what else an account says.

pub mod number;
pub mod party;
mod phrase;
mod place;

use rashomon_model::{CaseClaim, CaseValue, CaseVoice, CauseKind, Polarity, When};

use crate::parties::Parties;

/// How two values stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stand {
    /// They speak of different things, and nothing follows from that they differ.
    Apart,
    /// They speak of different people, and each counts all of them: they differ, and may both hold.
    Beside,
    /// They say the same.
    Same,
    /// The first says more closely what the second says.
    Refines,
    /// The second says more closely what the first says.
    Refined,
    /// They differ, and both may hold.
    Compatible,
    /// Both cannot hold.
    Conflict,
    /// The first denies what the second says.
    Denies,
    /// The second denies what the first says.
    Denied,
}

impl Stand {
    /// The same seen from the other side.
    #[cfg(test)]
    pub fn turned(self) -> Stand {
        match self {
            Stand::Refines => Stand::Refined,
            Stand::Refined => Stand::Refines,
            Stand::Denies => Stand::Denied,
            Stand::Denied => Stand::Denies,
            other => other,
        }
    }

    /// Tells whether both may be so, and nobody says anything else.
    pub fn agrees(self) -> bool {
        matches!(self, Stand::Same | Stand::Refines | Stand::Refined)
    }

    /// Tells whether both cannot hold.
    pub fn clashes(self) -> bool {
        matches!(self, Stand::Conflict | Stand::Denies | Stand::Denied)
    }
}

/// How two values stand to each other, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// How.
    pub stand: Stand,
    /// Why, in one plain sentence.
    pub why: String,
}

impl Standing {
    fn of(stand: Stand, why: impl Into<String>) -> Standing {
        Standing { stand, why: why.into() }
    }
}

/// Compares two claims on the same slot.
pub fn compare(a: &CaseClaim, b: &CaseClaim, parties: &Parties<'_>) -> Standing {
    if let Some(denial) = pointed(a, b) {
        return denial;
    }
    match (&a.value, &b.value) {
        (CaseValue::Occurrence, CaseValue::Occurrence) => occurrence(a, b),
        (CaseValue::Toll { .. }, CaseValue::Toll { .. }) => number::compare(a, b, parties),
        (CaseValue::Responsibility { .. }, CaseValue::Responsibility { .. }) => {
            party::compare(a, b, parties)
        }
        (CaseValue::Place { .. }, CaseValue::Place { .. }) => denied_or(a, b, place::compare),
        (CaseValue::Time { when: Some(x), .. }, CaseValue::Time { when: Some(y), .. }) => {
            denied_or(a, b, |_, _| time(*x, *y))
        }
        (CaseValue::Cause { .. }, CaseValue::Cause { .. }) => denied_or(a, b, cause),
        (
            CaseValue::Outcome { holder: Some(x), .. },
            CaseValue::Outcome { holder: Some(y), .. },
        ) => denied_or(a, b, |a, b| {
            if parties.overlap(x, y) {
                Standing::of(Stand::Same, "both have the same side hold it afterwards")
            } else {
                Standing::of(
                    Stand::Conflict,
                    format!(
                        "one has it held after “{}”, the other after “{}”",
                        text(&a.value),
                        text(&b.value)
                    ),
                )
            }
        }),
        _ => denied_or(a, b, phrase::compare),
    }
}

/// A denial that points to the very claim it denies.
fn pointed(a: &CaseClaim, b: &CaseClaim) -> Option<Standing> {
    let denies = |no: &CaseClaim, yes: &CaseClaim| {
        !affirms(no) && affirms(yes) && no.slot == yes.slot && no.denies.contains(&yes.id)
    };
    if denies(a, b) {
        Some(denial(Stand::Denies, a, b))
    } else if denies(b, a) {
        Some(denial(Stand::Denied, b, a))
    } else {
        None
    }
}

/// Says in words who denies what of whom.
fn denial(stand: Stand, no: &CaseClaim, yes: &CaseClaim) -> Standing {
    let what = match &yes.value {
        CaseValue::Occurrence => "that it happened".to_owned(),
        CaseValue::Responsibility { text, .. } => format!("that “{text}” is responsible"),
        value => format!("“{}”", text(value)),
    };
    Standing::of(stand, format!("{} denies {what}, as {} says", voice(no), voice(yes)))
}

/// Compares two claims of one polarity; a denied value and the same affirmed are a denial.
fn denied_or(
    a: &CaseClaim,
    b: &CaseClaim,
    compare: impl Fn(&CaseClaim, &CaseClaim) -> Standing,
) -> Standing {
    let standing = compare(a, b);
    match (affirms(a), affirms(b)) {
        (true, true) => standing,
        (false, false) if standing.stand == Stand::Same => {
            Standing::of(Stand::Same, format!("both deny “{}”", text(&a.value)))
        }
        (false, false) => Standing::of(Stand::Apart, "they deny different things"),
        (false, true) if standing.stand == Stand::Same => denial(Stand::Denies, a, b),
        (true, false) if standing.stand == Stand::Same => denial(Stand::Denied, b, a),
        _ => Standing::of(Stand::Apart, "one denies something that the other does not say"),
    }
}

fn time(x: When, y: When) -> Standing {
    let (one, other) = (days(x), days(y));
    match x.meet(y) {
        _ if x == y => Standing::of(Stand::Same, format!("both give {one}")),
        None => Standing::of(Stand::Conflict, format!("{one} and {other} have no day in common")),
        Some(both) if both == x => {
            Standing::of(Stand::Refines, format!("{one} lies within {other}"))
        }
        Some(both) if both == y => {
            Standing::of(Stand::Refined, format!("{other} lies within {one}"))
        }
        Some(_) => Standing::of(Stand::Compatible, format!("{one} and {other} overlap")),
    }
}

fn days(when: When) -> String {
    if when.earliest == when.latest {
        return when.earliest.to_string();
    }
    format!("{} to {}", when.earliest, when.latest)
}

fn occurrence(a: &CaseClaim, b: &CaseClaim) -> Standing {
    // What somebody plans neither confirms nor contradicts that it happened.
    if a.planned != b.planned {
        return Standing::of(Stand::Apart, "one tells of a plan, the other of what came about");
    }
    if a.planned {
        return Standing::of(Stand::Same, "both tell of a plan");
    }
    match (affirms(a), affirms(b)) {
        (true, true) => Standing::of(Stand::Same, "both say that it happened"),
        (false, false) => Standing::of(Stand::Same, "both say that it did not happen"),
        (false, true) => denial(Stand::Denies, a, b),
        (true, false) => denial(Stand::Denied, b, a),
    }
}

/// Names the innermost voice of a claim in words.
pub(crate) fn voice(claim: &CaseClaim) -> String {
    match claim.said_by.last() {
        Some(CaseVoice::Quoted { text, .. }) if !text.is_empty() => format!("“{text}”"),
        Some(CaseVoice::Outlet(Some(outlet))) => outlet.clone(),
        _ => "an unnamed voice".to_owned(),
    }
}

fn cause(a: &CaseClaim, b: &CaseClaim) -> Standing {
    let (CaseValue::Cause { text: s, kind: x }, CaseValue::Cause { text: t, kind: y }) =
        (&a.value, &b.value)
    else {
        return Standing::of(Stand::Apart, "they speak of different things");
    };
    let hostile = |kind| kind == CauseKind::Hostile;
    match (*x, *y) {
        (CauseKind::Unknown, CauseKind::Unknown) => {
            Standing::of(Stand::Same, "both call the cause unknown")
        }
        (_, CauseKind::Unknown) => {
            Standing::of(Stand::Refines, format!("“{s}” names a cause, “{t}” leaves it open"))
        }
        (CauseKind::Unknown, _) => {
            Standing::of(Stand::Refined, format!("“{t}” names a cause, “{s}” leaves it open"))
        }
        (x, y) if x == y => {
            Standing::of(Stand::Same, format!("“{s}” and “{t}” are one kind of cause"))
        }
        (x, y) if hostile(x) != hostile(y) => Standing::of(Stand::Conflict, format!("{s} ≠ {t}")),
        _ => Standing::of(Stand::Compatible, format!("“{s}” and “{t}” may go together")),
    }
}

/// Returns the words of a value as they stand.
pub fn text(value: &CaseValue) -> &str {
    match value {
        CaseValue::Responsibility { text, .. }
        | CaseValue::Target { text, .. }
        | CaseValue::Damage { text, .. }
        | CaseValue::Place { text, .. }
        | CaseValue::Time { text, .. }
        | CaseValue::Weapon { text, .. }
        | CaseValue::Cause { text, .. }
        | CaseValue::Outcome { text, .. }
        | CaseValue::Stance { text, .. } => text.as_str(),
        CaseValue::Toll { quantity, .. } => quantity.text.as_str(),
        _ => "",
    }
}

/// Returns the words of a value, folded for comparison.
pub fn words(value: &CaseValue) -> String {
    fold(text(value))
}

/// Lower case, without leading articles, single spaces.
pub fn fold(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept = lower.split_whitespace().skip_while(|w| matches!(*w, "the" | "a" | "an"));
    kept.collect::<Vec<_>>().join(" ")
}

/// Tells whether a claim affirms.
pub fn affirms(claim: &CaseClaim) -> bool {
    claim.polarity == Polarity::Affirmed
}
