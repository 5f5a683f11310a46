//! What each sign from the reports around two names weighs: `data/method/entity-context.tsv`.
//!
//! In: the table. Out: the weight of each [`Sign`], in bits. A sign without a line, or a line
//! without a sign, is an error, so that table and code cannot drift apart.

use crate::names::TableError;
use crate::names::tables::Table;

macro_rules! signs {
    ($($sign:ident $comparison:literal $level:literal;)*) => {
        /// One thing that the reports around two names say.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Sign { $($sign),* }

        /// Every sign with its comparison and level as the table spells them.
        const SIGNS: &[(Sign, &str, &str)] = &[$((Sign::$sign, $comparison, $level)),*];
    };
}

signs! {
    Common "common" "full name that many bear";
    OnlyAlike "alone" "only consonants or a slip";
    SameGroup "group" "same group";
    OtherGroups "group" "other groups";
    SameTitle "role" "same title";
    OneCompanion "companions" "one rare name beside both";
    Companions "companions" "several rare names beside both";
    ShortForm "short form" "called the same for short";
    SameCountry "country" "same country";
    OtherCountry "country" "other countries";
    SameMonth "date" "within a month";
    YearsApart "date" "years apart";
    SamePoint "place" "same point";
    Near "place" "near";
    Far "place" "far";
    SideBySide "told apart" "side by side";
    InOneReport "told apart" "in one report";
    InMostReports "told apart" "in most reports";
}

impl Sign {
    /// Returns what is compared.
    pub(crate) fn comparison(self) -> &'static str {
        SIGNS[self as usize].1
    }

    /// Returns how it came out.
    pub(crate) fn level(self) -> &'static str {
        SIGNS[self as usize].2
    }
}

/// The weights of all signs.
#[derive(Default)]
pub(crate) struct SignWeights {
    of: Vec<f64>,
}

impl SignWeights {
    /// Reads the table: columns `comparison`, `level`, `weight`, `condition`.
    pub(crate) fn read(table: &Table) -> Result<SignWeights, TableError> {
        let mut of = vec![None; SIGNS.len()];
        for row in table.rows() {
            let named =
                |s: &&(Sign, &str, &str)| s.1 == row.get("comparison") && s.2 == row.get("level");
            let Some((sign, ..)) = SIGNS.iter().find(named) else {
                return Err(row.error("no such comparison and level"));
            };
            if of[*sign as usize].replace(row.number("weight")?).is_some() {
                return Err(row.error("a level that stands in the table already"));
            }
        }
        if let Some((_, comparison, level)) = SIGNS.iter().find(|s| of[s.0 as usize].is_none()) {
            return Err(TableError {
                table: "method/entity-context.tsv".to_owned(),
                line: 0,
                why: format!("no line for {comparison}: {level}"),
            });
        }
        Ok(SignWeights { of: of.into_iter().flatten().collect() })
    }

    /// Returns what a sign weighs.
    pub(crate) fn of(&self, sign: Sign) -> f64 {
        self.of.get(sign as usize).copied().unwrap_or(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Sign, SignWeights};
    use crate::names::tables::Table;

    const SHIPPED: &str = include_str!("../../../../../data/method/entity-context.tsv");

    #[test]
    fn the_shipped_table_has_every_sign() {
        let table = Table::parse("method/entity-context.tsv", SHIPPED).unwrap();
        let weights = SignWeights::read(&table).unwrap();
        assert!(weights.of(Sign::SideBySide) < weights.of(Sign::InOneReport));
        assert!(weights.of(Sign::Companions) > weights.of(Sign::OneCompanion));
    }

    #[test]
    fn a_sign_left_out_and_a_sign_unknown_are_told() {
        let without: String = SHIPPED
            .lines()
            .filter(|l| !l.starts_with("role\t"))
            .map(|l| format!("{l}\n"))
            .collect();
        let read = |text: &str| SignWeights::read(&Table::parse("t", text).unwrap()).err().unwrap();
        assert!(read(&without).why.contains("role: same title"));
        assert!(read(&format!("{SHIPPED}luck\tgood\t1\t\n")).why.contains("no such"));
    }
}
