//! A thing meant, while its mentions are being gathered.
//!
//! Values only: what is known of a party so far, and the name of a body taken apart at its head
//! noun. Decides nothing about sameness.

use rashomon_model::EntityKind;

use super::draft::Class;

/// A thing meant, while its mentions are being gathered.
#[derive(Clone, Debug)]
pub(crate) struct Party {
    pub kind: EntityKind,
    pub class: Class,
    /// Words of the fullest name; empty for what is only described.
    pub words: Vec<String>,
    /// Words before and after the head noun of that name, and the head noun.
    pub frame: Frame,
    /// Nouns and modifiers it was described with.
    pub roles: Vec<(String, Vec<String>)>,
    pub mentions: usize,
    pub plural: bool,
    /// Known only as "ten fighters".
    pub numbered: bool,
}

/// A name of a body taken apart at its head noun: "Council" in "Velm Council of Elders".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    pub before: Vec<String>,
    pub head: String,
    pub after: Vec<String>,
}
