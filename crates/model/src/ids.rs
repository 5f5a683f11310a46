//! Names of things, each its own type, so that none can be taken for another.
//!
//! Inside one reading ids are small numbers in order of appearance and print as `m1`, `e1`,
//! `c1` …; across a case they are strings that do not depend on the order in which reports came.

macro_rules! reading_ids {
    ($($(#[$doc:meta])* $name:ident $prefix:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);

        impl $name {
            /// Returns the position in the reading's list of such things, from 0.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// Makes the id of the thing at a position of the reading's list.
            pub fn at(index: usize) -> $name {
                $name(u32::try_from(index).unwrap_or(u32::MAX))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($prefix, "{}"), self.0 + 1)
            }
        }

        impl std::str::FromStr for $name {
            type Err = ();

            fn from_str(s: &str) -> Result<$name, ()> {
                let digits = s.strip_prefix($prefix).ok_or(())?;
                let n: u32 = digits.parse().map_err(|_| ())?;
                n.checked_sub(1).map($name).ok_or(())
            }
        }
    )*};
}

macro_rules! case_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub String);

        impl $name {
            /// Returns the id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

reading_ids! {
    /// A mention inside one reading (`m1`).
    MentionId "m";
    /// An entity inside one reading (`e1`).
    EntityId "e";
    /// An attribution inside one reading (`a1`).
    AttributionId "a";
    /// An event inside one reading (`v1`).
    EventId "v";
    /// A claim inside one reading (`c1`).
    ClaimId "c";
    /// A place inside one reading (its position in `places`).
    PlaceId "p";
    /// A time expression inside one reading (its position in `times`).
    TimeId "t";
}

case_ids! {
    /// A report of a case, as its sender named it, or made from its content.
    ReportId;
    /// A claim of a case: report id, `#`, claim id of the reading.
    CaseClaimId;
    /// An entity across the reports of a case.
    CaseEntityId;
    /// An event across the reports of a case.
    CaseEventId;
    /// One voice's account of one event.
    AccountId;
    /// Reports that rest on one source.
    OriginId;
}
