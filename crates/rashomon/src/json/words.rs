//! The words that stand for the model's small enumerations in JSON.
//!
//! One table per type, read in both directions, so that a word cannot be written one way and
//! read another.

use rashomon_model::{
    AlignmentStance, CauseKind, Certainty, EntityKind, PlacePrecision, PlaceRelation, Polarity,
    RelationKind, Responsible, SettingKind, Slot, StanceKind, Status, Style, TimeKind, Who,
    Wording,
};

/// A value that JSON gives as one of a fixed set of words.
pub trait Worded: Copy + PartialEq + 'static {
    /// Every value with its word.
    fn table() -> Vec<(Self, &'static str)>;

    /// Returns the word of a value.
    fn word(self) -> &'static str {
        Self::table().into_iter().find(|(value, _)| *value == self).map_or("", |(_, word)| word)
    }

    /// Returns the value of a word.
    fn of_word(word: &str) -> Option<Self> {
        Self::table().into_iter().find(|(_, w)| *w == word).map(|(value, _)| value)
    }
}

macro_rules! worded {
    ($($type:ident { $($variant:ident $word:literal),* $(,)? })*) => {$(
        impl Worded for $type {
            fn table() -> Vec<(Self, &'static str)> {
                vec![$(($type::$variant, $word)),*]
            }
        }
    )*};
}

worded! {
    Certainty { Certain "certain", Probable "probable", Possible "possible", Unstated "unstated" }
    Polarity { Affirmed "affirmed", Denied "denied" }
    Style { Direct "direct", Indirect "indirect", Mixed "mixed" }
    Status { Civilian "civilian", Combatant "combatant", Mixed "mixed", Unknown "unknown" }
    Wording { Exact "exact", AtLeast "at-least", UpTo "up-to", About "about", Word "word" }
    Who { Children "children", Women "women", Men "men", Named "named" }
    Responsible { Claimed "claimed", Accused "accused", Stated "stated" }
    PlaceRelation { At "at", Near "near", Distance "distance" }
    CauseKind { Hostile "hostile", Accident "accident", Technical "technical", Unknown "unknown" }
    StanceKind {
        Condemns "condemns", CallsFor "calls-for", Praises "praises", Threatens "threatens",
    }
    TimeKind { Date "DATE", Time "TIME", Duration "DURATION", Set "SET" }
    AlignmentStance { Favours "favours", Opposes "opposes", Is "is" }
    EntityKind {
        Person "person", Group "group", Outlet "outlet", Place "place", Facility "facility",
        Weapon "weapon", People "people",
    }
    PlacePrecision {
        Facility "facility", Neighbourhood "neighbourhood", Locality "locality", Settlement "settlement",
        District "district", Province "province", Region "region", Country "country",
        Continent "continent",
    }
}

impl Worded for Slot {
    fn table() -> Vec<(Self, &'static str)> {
        Slot::ALL.into_iter().map(|slot| (slot, slot.as_str())).collect()
    }
}

impl Worded for SettingKind {
    fn table() -> Vec<(Self, &'static str)> {
        SettingKind::ALL.into_iter().map(|kind| (kind, kind.as_str())).collect()
    }
}

impl Worded for RelationKind {
    fn table() -> Vec<(Self, &'static str)> {
        RelationKind::ALL.into_iter().map(|kind| (kind, kind.as_str())).collect()
    }
}
