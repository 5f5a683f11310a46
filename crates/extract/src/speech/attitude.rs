//! What a source does with a content: tells it, believes it, wants it, denies it, condemns it.
//!
//! The tables of reporting words name one of these for each frame. "Said that the town fell" tells;
//! "hopes the town falls" wants; "condemned the raid" judges a thing that somebody else tells of.
//! Shown by the casebook pages `denied`, `vowed-and-praised`, `declined-to-say`.

/// What a source does with a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Attitude {
    /// Tells it: "said", "confirmed".
    Says,
    /// Holds it to be so: "believes", "suspects".
    Holds,
    /// Comes to know or shows it: "found", "showed".
    Learns,
    /// Wants, plans or asks for it: "urged", "vowed".
    Wants,
    /// Asks whether it is so.
    Asks,
    /// Says that it is not so.
    Denies,
    /// Will not do it.
    Refuses,
    /// Holds somebody responsible for it.
    Accuses,
    /// Speaks against it.
    Condemns,
    /// Speaks well of it.
    Praises,
    /// Is for it.
    Supports,
    /// Is against it.
    Opposes,
    /// Threatens with it.
    Threatens,
}

impl Attitude {
    /// Returns the attitude a lexicon names.
    pub(crate) fn parse(name: &str) -> Option<Attitude> {
        Some(match name {
            "says" => Attitude::Says,
            "holds" => Attitude::Holds,
            "learns" => Attitude::Learns,
            "wants" => Attitude::Wants,
            "asks" => Attitude::Asks,
            "denies" => Attitude::Denies,
            "refuses" => Attitude::Refuses,
            "accuses" => Attitude::Accuses,
            "condemns" => Attitude::Condemns,
            "praises" => Attitude::Praises,
            "supports" => Attitude::Supports,
            "opposes" => Attitude::Opposes,
            "threatens" => Attitude::Threatens,
            _ => return None,
        })
    }

    /// Tells whether the attitude judges a thing rather than telling it.
    pub fn is_judging(self) -> bool {
        matches!(
            self,
            Attitude::Condemns | Attitude::Praises | Attitude::Supports | Attitude::Opposes
        )
    }
}
