//! The levels at which names are compared and what each weighs.
//!
//! In: `data/method/name-levels.tsv`. Out: the weight of each [`Mark`], in bits. The table is the
//! method: whoever wants another one edits it, and the loader says which line is wrong. A mark
//! without a line, or a line without a mark, is an error, so that table and code cannot drift.
//! Weights are log2 odds that add up (Fellegi and Sunter 1969).

use super::tables::{Table, TableError};

macro_rules! marks {
    ($($mark:ident $comparison:literal $level:literal;)*) => {
        /// One level of one comparison.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Mark { $($mark),* }

        /// Every mark with its comparison and level as the table spells them.
        const MARKS: &[(Mark, &str, &str)] = &[$((Mark::$mark, $comparison, $level)),*];
    };
}

marks! {
    Start "start" "two names";
    StartLone "start" "two names of one word";
    WholeSame "whole" "same";
    RunTogether "whole" "run together";
    RunTogetherSlip "whole" "run together, slip";
    KnownForms "whole" "known forms";
    Abbreviation "whole" "abbreviation";
    Same "word" "same";
    OtherForm "word" "other form";
    SoundSame "word" "sounds the same";
    SoundClose "word" "sounds close";
    SoundSomewhat "word" "sounds somewhat alike";
    Consonants "word" "same consonants";
    LoneOtherForm "word" "other form, alone";
    LoneSoundSame "word" "sounds the same, alone";
    LoneSoundClose "word" "sounds close, alone";
    LoneConsonants "word" "same consonants, alone";
    LoneSomewhat "word" "sounds somewhat alike, alone";
    AcrossSame "word" "sounds the same across scripts";
    AcrossClose "word" "sounds close across scripts";
    AcrossConsonants "word" "same consonants across scripts";
    AcrossSomewhat "word" "sounds somewhat alike across scripts";
    LoneAcrossSame "word" "sounds the same across scripts, alone";
    LoneAcrossClose "word" "sounds close across scripts, alone";
    LoneAcrossConsonants "word" "same consonants across scripts, alone";
    LoneAcrossSomewhat "word" "sounds somewhat alike across scripts, alone";
    Slip "word" "slip";
    LoneSlip "word" "slip, alone";
    TwoSlips "word" "two slips";
    LoneTwoSlips "word" "two slips, alone";
    Servant "word" "without servant of";
    RunWords "word" "run together";
    Initial "word" "initial";
    Number "word" "number";
    Sort "word" "sort";
    MissingWord "missing" "word of a person";
    MissingMore "missing" "further word of a person";
    MissingInitial "missing" "initial";
    MissingBodyWord "missing" "word of a body";
    MissingNumber "missing" "number";
    MissingSort "missing" "sort";
    OtherWord "other" "word";
    OtherInitial "other" "initial";
    OtherNumber "other" "number";
    OtherSort "other" "sort";
    OtherLegal "other" "legal form";
    LookAlike "letters" "look-alikes of another script";
    Swapped "order" "swapped";
    SwappedGiven "order" "given names exchanged";
    SwappedKin "order" "parent and child swapped";
}

impl Mark {
    /// Returns the level for the same answer between two names of one word each.
    pub(crate) fn alone(self) -> Mark {
        match self {
            Mark::OtherForm => Mark::LoneOtherForm,
            Mark::SoundSame => Mark::LoneSoundSame,
            Mark::SoundClose => Mark::LoneSoundClose,
            Mark::Consonants => Mark::LoneConsonants,
            Mark::SoundSomewhat => Mark::LoneSomewhat,
            Mark::AcrossSame => Mark::LoneAcrossSame,
            Mark::AcrossClose => Mark::LoneAcrossClose,
            Mark::AcrossConsonants => Mark::LoneAcrossConsonants,
            Mark::AcrossSomewhat => Mark::LoneAcrossSomewhat,
            Mark::Slip => Mark::LoneSlip,
            Mark::TwoSlips => Mark::LoneTwoSlips,
            other => other,
        }
    }

    /// Returns the comparison's name.
    pub(crate) fn comparison(self) -> &'static str {
        MARKS[self as usize].1
    }

    /// Returns the level's name.
    pub(crate) fn level(self) -> &'static str {
        MARKS[self as usize].2
    }
}

/// What a level weighs.
#[derive(Clone, Copy, Debug, Default)]
struct LevelWeight {
    bound: f64,
    weight: f64,
    rarity: f64,
}

/// The weights of all levels.
pub(crate) struct Levels {
    of: Vec<LevelWeight>,
}

impl Levels {
    /// Reads the table: columns `comparison`, `level`, `bound`, `weight`, `rarity`, `condition`.
    pub(crate) fn read(table: &Table) -> Result<Levels, TableError> {
        let mut of = vec![None; MARKS.len()];
        for row in table.rows() {
            let named =
                |m: &&(Mark, &str, &str)| m.1 == row.get("comparison") && m.2 == row.get("level");
            let Some((mark, ..)) = MARKS.iter().find(named) else {
                return Err(row.error("no such comparison and level"));
            };
            let bound = if row.get("bound") == "-" { 0.0 } else { row.number("bound")? };
            let level =
                LevelWeight { bound, weight: row.number("weight")?, rarity: row.number("rarity")? };
            if of[*mark as usize].replace(level).is_some() {
                return Err(row.error("a level that stands in the table already"));
            }
        }
        let missing = MARKS.iter().find(|(mark, ..)| of[*mark as usize].is_none());
        if let Some((_, comparison, level)) = missing {
            return Err(TableError {
                table: "method/name-levels.tsv".to_owned(),
                line: 0,
                why: format!("no line for {comparison}: {level}"),
            });
        }
        Ok(Levels { of: of.into_iter().flatten().collect() })
    }

    /// Returns what a level weighs for a word of some rarity.
    pub(crate) fn weight(&self, mark: Mark, rarity: f64) -> f64 {
        let level = self.of[mark as usize];
        level.weight + level.rarity * rarity
    }

    /// Returns the least similarity at which a level applies.
    pub(crate) fn bound(&self, mark: Mark) -> f64 {
        self.of[mark as usize].bound
    }
}
