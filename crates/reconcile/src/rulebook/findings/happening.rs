//! What sort of happening it is, and whether it is told as one that came about.

use rashomon_model::{Coded, Polarity, Slot};

use crate::rulebook::About;
use crate::rulebook::finding::{Because, Family, Findings, Kind, Known, word};

/// What is found of the happening as such.
pub const FAMILY: Family = Family {
    name: "The happening",
    known: &[
        Known::new("class", Kind::Word, "type of the event: `ASSAULT`, `LOSS`, `CONTROL` …"),
        Known::new("mode", Kind::Word, "its mode, such as `aerial`; unknown where none is told"),
        Known::new("aggregate", Kind::Flag, "it adds up several happenings"),
        Known::new(
            "came_about",
            Kind::Flag,
            "somebody tells it as having happened, not as planned",
        ),
        Known::new("happening_denied", Kind::Flag, "somebody says that it did not happen"),
        Known::new("damage_told", Kind::Flag, "somebody tells of damage"),
    ],
    tables: &[],
    find,
};

fn find(about: &About<'_>, out: &mut Findings) {
    let event = about.event;
    let none = Because::new;
    out.put("class", Coded::Word(event.class.kind().to_owned()), none());
    out.put("mode", word(event.class.mode()), none());
    out.put("aggregate", Coded::Flag(event.aggregate), none());
    let told = about.telling().first().map(|claim| claim.id.clone());
    let told: Because = told.into_iter().collect();
    out.put_told("came_about", told);
    let denied = event.claims.iter().filter(|claim| {
        claim.slot == Slot::Occurrence && claim.polarity == Polarity::Denied && !claim.planned
    });
    out.put_told("happening_denied", denied.map(|claim| claim.id.clone()).collect());
    out.put_told("damage_told", about.told(Slot::Damage).map(|c| c.id.clone()).collect());
}
