//! What a claim says: the slots of an event and the values that fill them.
//!
//! Numbers are intervals as told ("at least 12" has no upper end); what an open end counts as is
//! for a rulebook to decide later, never here. Unknown is absent, never zero.

use crate::{EntityId, PlaceId, TimeId};

/// Which question about the event a claim answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Slot {
    /// That it happened.
    Occurrence,
    /// Who did it.
    Responsibility,
    /// Whom or what it was aimed at or hit.
    Target,
    /// How many were killed.
    Killed,
    /// How many were injured.
    Injured,
    /// How many were detained.
    Detained,
    /// How many are missing.
    Missing,
    /// How many were driven from their homes.
    Displaced,
    /// What was damaged.
    Damage,
    /// Where.
    Place,
    /// When.
    Time,
    /// With what.
    Weapon,
    /// Why it came about (a loss, a crash).
    Cause,
    /// How it ended.
    Outcome,
    /// What the voice thinks of it.
    Stance,
}

impl Slot {
    /// Every slot, in the order in which people read them.
    pub const ALL: [Slot; 15] = [
        Slot::Occurrence,
        Slot::Responsibility,
        Slot::Target,
        Slot::Killed,
        Slot::Injured,
        Slot::Detained,
        Slot::Missing,
        Slot::Displaced,
        Slot::Damage,
        Slot::Place,
        Slot::Time,
        Slot::Weapon,
        Slot::Cause,
        Slot::Outcome,
        Slot::Stance,
    ];

    /// Tells whether the slot counts people.
    pub fn is_count(self) -> bool {
        use Slot::{Detained, Displaced, Injured, Killed, Missing};
        matches!(self, Killed | Injured | Detained | Missing | Displaced)
    }

    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Slot::Occurrence => "occurrence",
            Slot::Responsibility => "responsibility",
            Slot::Target => "target",
            Slot::Killed => "killed",
            Slot::Injured => "injured",
            Slot::Detained => "detained",
            Slot::Missing => "missing",
            Slot::Displaced => "displaced",
            Slot::Damage => "damage",
            Slot::Place => "place",
            Slot::Time => "time",
            Slot::Weapon => "weapon",
            Slot::Cause => "cause",
            Slot::Outcome => "outcome",
            Slot::Stance => "stance",
        }
    }
}

/// Civilian or combatant, as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Said to be civilian.
    Civilian,
    /// Said to be combatant.
    Combatant,
    /// Both together (targets only).
    Mixed,
    /// Not said.
    Unknown,
}

/// How a number was put.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Wording {
    /// "five"
    Exact,
    /// "at least five", "more than five"
    AtLeast,
    /// "up to five"
    UpTo,
    /// "about five"
    About,
    /// "dozens", "several"
    Word,
}

/// Which part of the people counted, where it was said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Who {
    /// Children.
    Children,
    /// Women.
    Women,
    /// Men.
    Men,
    /// People given by name.
    Named,
}

impl Who {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            Who::Children => "children",
            Who::Women => "women",
            Who::Men => "men",
            Who::Named => "named",
        }
    }
}

/// How many people, as told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Smallest number the words allow.
    pub low: u32,
    /// Largest number the words allow, inclusive; none where the end is open.
    pub high: Option<u32>,
    /// How it was put.
    pub wording: Wording,
    /// Civilian or combatant.
    pub status: Status,
    /// Which part of the people.
    pub who: Option<Who>,
    /// The side whose people they are.
    pub side: Option<EntityId>,
    /// Whether it adds up several happenings or a period.
    pub cumulative: bool,
    /// The words.
    pub text: String,
}

/// In what manner a party is held responsible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Responsible {
    /// The speaker takes it on itself.
    Claimed,
    /// The speaker lays it on another.
    Accused,
    /// Told in passing, without pointing a finger.
    Stated,
}

/// How a place stands to the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceRelation {
    /// At or in it.
    At,
    /// Near it.
    Near,
    /// At a told distance or bearing from it.
    Distance,
}

/// What sort of cause is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CauseKind {
    /// Somebody did it on purpose.
    Hostile,
    /// Mishap.
    Accident,
    /// Machine failure.
    Technical,
    /// Said to be unknown.
    Unknown,
}

impl CauseKind {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            CauseKind::Hostile => "hostile",
            CauseKind::Accident => "accident",
            CauseKind::Technical => "technical",
            CauseKind::Unknown => "unknown",
        }
    }
}

/// What a voice thinks of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StanceKind {
    /// Condemns it.
    Condemns,
    /// Calls for something because of it.
    CallsFor,
    /// Praises it.
    Praises,
    /// Threatens because of it.
    Threatens,
}

impl StanceKind {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            StanceKind::Condemns => "condemns",
            StanceKind::CallsFor => "calls-for",
            StanceKind::Praises => "praises",
            StanceKind::Threatens => "threatens",
        }
    }
}

/// One value as one report tells it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// That it happened.
    Occurrence,
    /// Who did it.
    Responsibility {
        /// The party, where the words denote one.
        entity: Option<EntityId>,
        /// The words.
        text: String,
        /// In what manner.
        by: Responsible,
    },
    /// Whom or what it hit.
    Target {
        /// The thing hit, where the words denote one.
        entity: Option<EntityId>,
        /// The words.
        text: String,
        /// Civilian or combatant.
        status: Status,
    },
    /// A number of people killed, injured, detained or missing.
    Toll(Quantity),
    /// What was damaged.
    Damage {
        /// The thing damaged, where the words denote one.
        entity: Option<EntityId>,
        /// The words.
        text: String,
    },
    /// Where.
    Place {
        /// Which place of the reading.
        place: PlaceId,
        /// The words.
        text: String,
        /// How the place stands to the event.
        relation: PlaceRelation,
    },
    /// When.
    Time {
        /// Which time expression of the reading.
        time: TimeId,
        /// The expression that ends the stretch, where two tell one: "from 3 to 5 May".
        until: Option<TimeId>,
        /// The words.
        text: String,
    },
    /// With what.
    Weapon {
        /// The weapon, where the words denote one.
        entity: Option<EntityId>,
        /// The words.
        text: String,
    },
    /// Why it came about.
    Cause {
        /// The words.
        text: String,
        /// What sort of cause.
        kind: CauseKind,
    },
    /// How it ended.
    Outcome {
        /// The words.
        text: String,
        /// Who holds the place afterwards, where that is told.
        holder: Option<EntityId>,
    },
    /// What the voice thinks of it.
    Stance {
        /// Which stance.
        kind: StanceKind,
        /// The words.
        text: String,
    },
}
