//! Words in a text that name or describe someone or something, and what they stand for.
//!
//! A mention is words; an entity is the thing meant inside one report. Several mentions may
//! denote one entity; a mention too weak to place has none.

use crate::{EntityId, Span};

/// What sort of thing a mention or entity is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum EntityKind {
    /// One named human being.
    Person,
    /// Armed group, party, government, agency, company.
    Group,
    /// News outlet, news agency or account.
    Outlet,
    /// Country, region, town, neighbourhood, natural site.
    Place,
    /// Building or installation.
    Facility,
    /// Weapon, aircraft or vehicle.
    Weapon,
    /// Unnamed people: civilians, residents, "four children".
    People,
}

impl EntityKind {
    /// Returns the word used in JSON.
    pub fn as_str(self) -> &'static str {
        match self {
            EntityKind::Person => "person",
            EntityKind::Group => "group",
            EntityKind::Outlet => "outlet",
            EntityKind::Place => "place",
            EntityKind::Facility => "facility",
            EntityKind::Weapon => "weapon",
            EntityKind::People => "people",
        }
    }
}

/// Words that name or describe something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The words.
    pub span: Span,
    /// What sort of thing they name.
    pub kind: EntityKind,
    /// What they denote in this report, where that could be told.
    pub entity: Option<EntityId>,
}

/// One thing meant in one report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// What sort of thing.
    pub kind: EntityKind,
    /// The fullest name it has in the report.
    pub name: String,
    /// Every form used, in order of appearance, without repeats; includes `name`.
    pub names: Vec<String>,
}
