//! Event classes and the words that signal an event.
//!
//! Classes are PLOVER types with their modes (PLOVER 2.0 draft manual), plus this project's
//! `LOSS` and `CONTROL`. The table below is the whole of it; a class outside it does not exist.

use crate::Span;

/// Types and the modes that each may carry.
const CLASSES: &[(&str, &[&str])] = &[
    ("AGREE", &[]),
    ("CONSULT", &["visit", "third-party", "multilateral", "phone"]),
    ("SUPPORT", &[]),
    ("CONCEDE", &[]),
    ("COOPERATE", &[]),
    ("AID", &[]),
    ("RETREAT", &["withdraw", "release", "disarm", "ceasefire", "access", "resign"]),
    ("REQUEST", &["assist", "change", "yield", "meet"]),
    ("ACCUSE", &["disapprove", "investigate", "allege"]),
    ("REJECT", &["assist", "change", "yield", "meet"]),
    ("THREATEN", &["restrict", "arrest", "relations", "expel", "territory", "violence"]),
    ("PROTEST", &["demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"]),
    ("SANCTION", &["convict", "expel", "withdraw", "discontinue"]),
    ("MOBILIZE", &["troops", "weapons", "police", "militia"]),
    (
        "COERCE",
        &[
            "seize",
            "restrict",
            "censor",
            "curfew",
            "martial-law",
            "arrest",
            "deport",
            "withhold",
            "misinformation",
            "cyber",
        ],
    ),
    (
        "ASSAULT",
        &[
            "abduct",
            "beat",
            "torture",
            "sexual",
            "targeted",
            "destroy",
            "primitive",
            "firearms",
            "explosives",
            "suicide-attack",
            "aerial",
            "drone",
            "heavy-weapons",
            "crowd-control",
            "unconventional",
        ],
    ),
    ("LOSS", &["crash", "shot-down"]),
    ("CONTROL", &["taken", "held", "lost"]),
];

/// A PLOVER type with an optional mode, such as `ASSAULT/aerial`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventClass {
    kind: &'static str,
    mode: Option<&'static str>,
}

/// The text names no class of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownClass(pub String);

impl EventClass {
    /// Reads `TYPE` or `TYPE/mode`.
    ///
    /// # Errors
    /// [`UnknownClass`] where the type or its mode is not in the table.
    ///
    /// ```
    /// use rashomon_model::EventClass;
    /// let class = EventClass::parse("ASSAULT/aerial").unwrap();
    /// assert_eq!((class.kind(), class.mode()), ("ASSAULT", Some("aerial")));
    /// assert!(EventClass::parse("ASSAULT/visit").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<EventClass, UnknownClass> {
        let unknown = || UnknownClass(text.to_owned());
        let (kind, mode) = match text.split_once('/') {
            Some((kind, mode)) => (kind, Some(mode)),
            None => (text, None),
        };
        let (kind, modes) = CLASSES.iter().find(|(name, _)| *name == kind).ok_or_else(unknown)?;
        let mode = match mode {
            Some(mode) => Some(*modes.iter().find(|m| **m == mode).ok_or_else(unknown)?),
            None => None,
        };
        Ok(EventClass { kind, mode })
    }

    /// Returns the type, such as `ASSAULT`.
    pub fn kind(self) -> &'static str {
        self.kind
    }

    /// Returns the mode, such as `aerial`.
    pub fn mode(self) -> Option<&'static str> {
        self.mode
    }

    /// Returns the same type without a mode.
    pub fn without_mode(self) -> EventClass {
        EventClass { mode: None, ..self }
    }
}

impl std::fmt::Display for EventClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.mode {
            Some(mode) => write!(f, "{}/{mode}", self.kind),
            None => f.write_str(self.kind),
        }
    }
}

impl std::fmt::Display for UnknownClass {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "`{}` is no event class", self.0)
    }
}

impl std::error::Error for UnknownClass {}

/// One happening as one report tells it; told twice in the report, it is still one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventMention {
    /// What sort of happening.
    pub class: EventClass,
    /// The word that signals it first.
    pub trigger: Span,
    /// Later words of the same report that signal it again, in text order.
    pub again: Vec<Span>,
}
