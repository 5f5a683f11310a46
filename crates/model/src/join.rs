//! Why names were taken for one thing, or kept apart: weights that add up, and who said so.
//!
//! A [`Join`] lays one step of a cluster open: two names, what was weighed level by level, the
//! sum, what was needed, and on whose word it rests. It is a value to be shown; the deciding is
//! done elsewhere. The weights of the levels add up to the weight of the join, so that whoever
//! adds evidence adds a level.

use crate::JudgementId;

/// Log2 odds: 1 makes something twice as likely against its opposite.
#[derive(Clone, Copy, Debug, Default, PartialEq, PartialOrd)]
pub struct Weight(pub f64);

/// One thing that was weighed.
#[derive(Clone, Debug, PartialEq)]
pub struct JoinLevel {
    /// What was compared.
    pub comparison: String,
    /// How it came out.
    pub level: String,
    /// The words it was seen on; empty where it concerns the whole names.
    pub words: String,
    /// What it weighs.
    pub weight: Weight,
}

/// What a join rests on. In this order joins are shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Because {
    /// Somebody judged so.
    Judgement(JudgementId),
    /// A report calls them the same.
    Statement,
    /// A table has both as names of one body.
    Table,
    /// A table, or the letters of an account or an address, make both names of one outlet.
    Outlet,
    /// The weight of what was compared carries.
    Weight,
    /// One is a lone surname, the other the only full name of the case that carries it.
    OnlyBearer,
}

impl Because {
    /// Returns the word used in JSON.
    pub fn as_str(&self) -> &'static str {
        match self {
            Because::Judgement(_) => "judgement",
            Because::Statement => "statement",
            Because::Table => "table",
            Because::Outlet => "outlet",
            Because::Weight => "weight",
            Because::OnlyBearer => "only bearer",
        }
    }
}

/// One step by which names became one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Join {
    /// One name.
    pub a: String,
    /// The other.
    pub b: String,
    /// What it rests on.
    pub because: Because,
    /// What was weighed, in order; the sum is `weight`.
    pub levels: Vec<JoinLevel>,
    /// The sum of the levels; for a judgement or a statement what the names alone weigh.
    pub weight: Weight,
    /// The weight above which such names are joined; none where the weight did not decide.
    pub threshold: Option<Weight>,
}
